//! Sheets: rows of numbers of which one is typed while the others answer. The goal splitter and the budget calculator.
mod calculator;
mod calculator_view;
mod cells;
mod split;
mod split_view;
mod weights;

pub use calculator::CalculatorBox;
pub use split::SplitBox;
pub use weights::WeightsBox;

pub(super) use calculator_view::draw as draw_calculator;
pub(super) use split_view::draw as draw_split;
pub(super) use weights::draw as draw_weights;

use super::Overlay;
use crate::error::{Error, Kind, Result};
use crate::model::{CampaignId, ObjectiveId};
use crate::tui::effect::Effect;
use crate::tui::load::{Load, Loaded};
use crate::tui::msg::Now;
use crate::tui::state::{State, Tone};

type Effects = Vec<Effect>;

/// The campaign a sheet is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its id.
    pub id: CampaignId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
}

fn about(state: &State) -> Option<About> {
    state.campaign().map(|c| About { id: c.id, key: c.key.clone(), name: c.name.clone() })
}

impl Overlay {
    /// Under which a sheet is kept when it is closed with something typed; none for other overlays.
    #[must_use]
    pub fn sheet_id(&self) -> Option<String> {
        match self {
            Self::Split(sheet) => Some(format!("split/{}", sheet.about.id.0)),
            Self::Calculator(sheet) => {
                Some(format!("calculator/{}", sheet.about.as_ref().map_or(0, |about| about.id.0)))
            }
            Self::Weights(sheet) => Some(weights_id(sheet.id)),
            _ => None,
        }
    }

    fn is_touched(&self) -> bool {
        match self {
            Self::Split(sheet) => sheet.is_touched(),
            Self::Calculator(sheet) => sheet.is_touched(),
            Self::Weights(sheet) => sheet.is_touched(),
            _ => false,
        }
    }
}

/// Under which the weights of an objective's key results are kept.
fn weights_id(objective: ObjectiveId) -> String {
    format!("weights/{}", objective.0)
}

/// Opens the goal splitter on the chosen campaign.
pub(crate) fn open_split(state: &mut State, _: Now) -> Effects {
    let Some(about) = about(state) else { return Vec::new() };
    let what = Load::Split(about.id);
    let fresh = Overlay::Split(Box::new(SplitBox::new(about, &state.info.currency)));
    open(state, fresh, Some(what))
}

/// Opens the budget calculator, with what is known of the chosen campaign where there is one.
pub(crate) fn open_calculator(state: &mut State, _: Now) -> Effects {
    let about = about(state);
    let what = about.as_ref().map(|about| Load::Money(about.id));
    let fresh = Overlay::Calculator(Box::new(CalculatorBox::new(about, &state.info.currency)));
    open(state, fresh, what)
}

/// Opens a sheet: as it was left where something was typed into it, and always with what the file says now.
fn open(state: &mut State, fresh: Overlay, what: Option<Load>) -> Effects {
    let kept = fresh.sheet_id().and_then(|id| state.sheets.remove(&id));
    let mut sheet = kept.unwrap_or(fresh);
    let Some(what) = what else {
        state.overlays.push(sheet);
        return Vec::new();
    };
    let generation = state.generation();
    match &mut sheet {
        Overlay::Split(sheet) => sheet.generation = generation,
        Overlay::Calculator(sheet) => sheet.generation = generation,
        _ => {}
    }
    state.overlays.push(sheet);
    vec![Effect::LoadSheet { generation, what }]
}

/// The next row.
pub(crate) fn next(state: &mut State, _: Now) -> Effects {
    turn(state, 1)
}

/// The row before.
pub(crate) fn previous(state: &mut State, _: Now) -> Effects {
    turn(state, -1)
}

fn turn(state: &mut State, by: isize) -> Effects {
    let lang = state.lang();
    match state.overlays.last_mut() {
        Some(Overlay::Split(sheet)) => sheet.turn(by, lang),
        Some(Overlay::Calculator(sheet)) => sheet.turn(by),
        Some(Overlay::Weights(sheet)) => sheet.turn(by),
        _ => {}
    }
    Vec::new()
}

/// Fixes the row with the cursor, or frees it.
pub(crate) fn hold(state: &mut State, _: Now) -> Effects {
    let lang = state.lang();
    if let Some(Overlay::Split(sheet)) = state.overlays.last_mut() {
        sheet.toggle(lang);
    }
    Vec::new()
}

/// Gives the row with the cursor back to the others.
pub(crate) fn free(state: &mut State, _: Now) -> Effects {
    if let Some(Overlay::Weights(sheet)) = state.overlays.last_mut() {
        sheet.free();
    }
    Vec::new()
}

/// Revenue counts before or after discounts.
pub(crate) fn basis(state: &mut State, _: Now) -> Effects {
    if let Some(Overlay::Calculator(sheet)) = state.overlays.last_mut() {
        sheet.turn_basis();
    }
    Vec::new()
}

/// Writes the chain as targets.
pub(crate) fn write(state: &mut State, _: Now) -> Effects {
    let (lang, ticket) = (state.lang(), state.ticket());
    match state.overlays.last_mut() {
        Some(Overlay::Split(sheet)) => sheet.write(ticket, lang).into_iter().collect(),
        Some(Overlay::Weights(sheet)) => sheet.write(ticket).into_iter().collect(),
        _ => Vec::new(),
    }
}

impl State {
    /// Keeps what was typed into a sheet that is closed.
    pub(crate) fn keep_sheet(&mut self, sheet: Overlay) {
        if let Some(id) = sheet.sheet_id().filter(|_| sheet.is_touched()) {
            self.sheets.insert(id, sheet);
        }
    }

    /// Gives an open sheet what was loaded for it.
    pub(crate) fn take_sheet(&mut self, generation: u64, result: Result<Loaded>) {
        let lang = self.lang();
        let waits = |overlay: &Overlay| match overlay {
            Overlay::Split(sheet) => sheet.generation == generation,
            Overlay::Calculator(sheet) => sheet.generation == generation,
            Overlay::Minutes(minutes) => minutes.generation == generation,
            _ => false,
        };
        let Some(at) = self.overlays.iter().position(waits) else { return };
        match result {
            Ok(loaded) => match (self.overlays.get_mut(at), loaded) {
                (Some(Overlay::Split(sheet)), Loaded::Split(split)) => sheet.take(*split, lang),
                (Some(Overlay::Calculator(sheet)), Loaded::Money(costing, known)) => {
                    sheet.take(costing, &known);
                }
                (Some(Overlay::Minutes(minutes)), Loaded::Minutes(text)) => minutes.text = Some(text),
                _ => {}
            },
            Err(error) => {
                let sheet = self.overlays.remove(at);
                self.keep_sheet(sheet);
                self.tell_error(&error);
            }
        }
    }

    fn sheet_with(&mut self, ticket: u64) -> Option<&mut SplitBox> {
        let is_its = |sheet: &SplitBox| sheet.ticket == Some(ticket);
        self.overlays.iter_mut().chain(self.sheets.values_mut()).find_map(|overlay| match overlay {
            Overlay::Split(sheet) if is_its(sheet) => Some(&mut **sheet),
            _ => None,
        })
    }

    /// The sheet that waited for this ticket is written: it closes, and nothing of it is kept.
    pub(crate) fn close_sheet(&mut self, ticket: u64) {
        let is_its = |o: &Overlay| match o {
            Overlay::Split(sheet) => sheet.ticket == Some(ticket),
            Overlay::Weights(sheet) => sheet.ticket == Some(ticket),
            _ => false,
        };
        self.overlays.retain(|overlay| !is_its(overlay));
        self.sheets.retain(|_, overlay| !is_its(overlay));
    }

    /// The sheet that waited for this ticket was refused: everything typed stays. What somebody else changed meanwhile
    /// is loaded. False where no open sheet waited.
    pub(crate) fn refuse_sheet(&mut self, ticket: u64, error: &Error, effects: &mut Effects) -> bool {
        let text = self.error_text(error);
        for overlay in self.overlays.iter_mut().chain(self.sheets.values_mut()) {
            if let Overlay::Weights(sheet) = overlay
                && sheet.ticket == Some(ticket)
            {
                (sheet.ticket, sheet.refusal) = (None, Some(text.clone()));
                self.note_down(Tone::Wrong, text);
                return true;
            }
        }
        let Some(sheet) = self.sheet_with(ticket) else { return false };
        (sheet.ticket, sheet.refusal) = (None, Some(text.clone()));
        let id = sheet.about.id;
        self.note_down(Tone::Wrong, text);
        let is_open = |o: &Overlay| matches!(o, Overlay::Split(sheet) if sheet.about.id == id);
        if !self.overlays.iter().any(is_open) {
            return false;
        }
        if error.kind() == Kind::Conflict {
            let generation = self.generation();
            for overlay in &mut self.overlays {
                if let Overlay::Split(sheet) = overlay
                    && sheet.about.id == id
                {
                    sheet.generation = generation;
                }
            }
            effects.push(Effect::LoadSheet { generation, what: Load::Split(id) });
        }
        true
    }
}
