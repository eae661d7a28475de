//! The goal splitter: a campaign's chain of drivers. One number is typed, the others answer at once.
use super::About;
use super::cells::Cells;
use crate::board::{Split, Worked};
use crate::error::Error;
use crate::i18n::tr;
use crate::model::{Chain, ChainFault, Known, Lang, Part, Style};
use crate::planner::{Request, SplitValue, typed};
use crate::tui::effect::Effect;
use crate::tui::keymap::Chord;

/// The open splitter.
#[derive(Debug)]
pub struct SplitBox {
    /// The campaign.
    pub about: About,
    /// Its chain; none until it was loaded.
    pub split: Option<Split>,
    /// What is typed.
    pub cells: Cells,
    /// The numbers that are shown.
    pub now: Option<Worked>,
    /// The parts that do not answer.
    pub held: Vec<Part>,
    /// What is wrong with what is typed.
    pub fault: Option<Error>,
    /// What the planner said when it refused.
    pub refusal: Option<String>,
    /// The campaign's targets changed since the numbers were typed.
    pub is_news: bool,
    /// The request that is on its way.
    pub ticket: Option<u64>,
    /// The load that is waited for.
    pub generation: u64,
    currency: String,
    /// The chain before the number that is being typed.
    base: Option<Chain>,
    /// The chain the sheet was opened with.
    first: Option<Chain>,
    /// What was entered while the chain is not complete.
    entered: Vec<(Part, f64)>,
}

impl SplitBox {
    /// The splitter of a campaign, not loaded yet.
    #[must_use]
    pub fn new(about: About, currency: &str) -> Self {
        Self {
            about,
            split: None,
            cells: Cells::new(0),
            now: None,
            held: Vec::new(),
            fault: None,
            refusal: None,
            is_news: false,
            ticket: None,
            generation: 0,
            currency: currency.to_owned(),
            base: None,
            first: None,
            entered: Vec::new(),
        }
    }

    /// Takes what was loaded. What was typed stays, unless the chain is another one now.
    pub fn take(&mut self, split: Split, lang: Lang) {
        let keys =
            |split: &Split| -> Vec<String> { split.parts().map(|p| split.key(p).to_owned()).collect() };
        let goals =
            |split: &Split| -> Vec<_> { split.drivers.iter().map(|d| d.target.map(|t| t.2)).collect() };
        let is_same = self.split.as_ref().is_some_and(|old| keys(old) == keys(&split));
        if is_same {
            self.is_news |= self.split.as_ref().is_some_and(|old| goals(old) != goals(&split));
        } else {
            self.cells = Cells::new(split.parts().count());
            // The cursor starts where the goal is.
            self.cells.cursor = split.parts().count().saturating_sub(1);
            (self.base, self.entered, self.held) = (None, Vec::new(), Vec::new());
        }
        let first = split.work(&[], &[]).ok().and_then(|worked| worked.chain.ok());
        if self.base.is_none() && self.entered.is_empty() {
            self.base.clone_from(&first);
        }
        self.first = first;
        self.split = Some(split);
        self.answer(lang);
    }

    /// The part of the row with the cursor.
    #[must_use]
    pub fn part(&self) -> Option<Part> {
        self.split.as_ref()?.parts().nth(self.cells.cursor)
    }

    /// True where something was typed that is not written.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        let is_changed = self.base.as_ref().zip(self.first.as_ref()).is_some_and(|(now, first)| {
            Part::all(now.len()).any(|part| now.value(part) != first.value(part))
        });
        is_changed
            || !self.entered.is_empty()
            || !self.held.is_empty()
            || self.cells.touched().next().is_some()
    }

    /// Handles a key that is no command.
    pub fn key(&mut self, chord: Chord, lang: Lang) {
        let shown = self.part().map(|part| self.shown(part, lang)).unwrap_or_default();
        if self.ticket.is_none() && self.cells.key(chord, &shown) {
            self.refusal = None;
            self.answer(lang);
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str, lang: Lang) {
        if self.ticket.is_none() {
            self.cells.paste(text);
            self.answer(lang);
        }
    }

    /// Goes to another row; the number that was typed stands.
    pub fn turn(&mut self, by: isize, lang: Lang) {
        self.settle();
        self.cells.turn(by);
        self.answer(lang);
    }

    /// Fixes the part with the cursor, or frees it.
    pub fn toggle(&mut self, lang: Lang) {
        let Some(part) = self.part().filter(|_| self.ticket.is_none()) else { return };
        self.settle();
        let was_held = self.held.contains(&part);
        self.held.retain(|held| *held != part);
        if !was_held {
            self.held.push(part);
        }
        self.answer(lang);
    }

    /// A part's number as text; empty where it is not known.
    #[must_use]
    pub fn shown(&self, part: Part, lang: Lang) -> String {
        let (Some(split), Some(now)) = (&self.split, &self.now) else { return String::new() };
        let style = Style::new(lang, &self.currency);
        now.value(part).map_or_else(String::new, |value| split.shown(part, value, style))
    }

    /// What was typed stands from now on; what cannot be stays as it was typed.
    fn settle(&mut self) {
        let (Some(part), Some(value)) = (self.part(), self.value()) else { return };
        let Some(text) = self.cells.typed(self.cells.cursor) else { return };
        if text.trim().is_empty() {
            self.entered.retain(|(entered, _)| *entered != part);
            self.cells.clear(self.cells.cursor);
            return;
        }
        let (Ok(value), None) = (value, &self.fault) else { return };
        self.entered.retain(|(entered, _)| *entered != part);
        match self.now.as_ref().map(|now| &now.chain) {
            Some(Ok(chain)) => {
                self.base = Some(chain.clone());
                self.entered.clear();
            }
            _ => self.entered.push((part, value)),
        }
        self.cells.clear(self.cells.cursor);
    }

    /// The number that is typed at the cursor; none where nothing is.
    fn value(&self) -> Option<Result<f64, Error>> {
        let (split, part) = (self.split.as_ref()?, self.part()?);
        let text = self.cells.typed(self.cells.cursor)?;
        if text.trim().is_empty() {
            return Some(Ok(f64::NAN));
        }
        let value = typed(text, split.unit(part), split.key(part), &self.currency);
        Some(value.map(crate::model::Quantity::to_f64))
    }

    /// Works out what is shown from what is typed.
    fn answer(&mut self, lang: Lang) {
        self.fault = None;
        let (Some(split), Some(part)) = (&self.split, self.part()) else { return };
        let (change, fault) = match self.value() {
            Some(Ok(value)) if !value.is_nan() => (Some((part, value)), None),
            Some(Err(error)) => (None, Some(error)),
            _ => (None, None),
        };
        let before = self.base.clone().map(|base| {
            Part::all(base.len()).fold(base, |base, part| base.hold(part, self.held.contains(&part)))
        });
        let entered = self.entered.iter().copied().filter(|(entered, _)| *entered != part);
        let without: Vec<(Part, f64)> = entered.collect();
        let with: Vec<(Part, f64)> = without.iter().copied().chain(change).collect();
        let worked = |changes: &[(Part, f64)]| match &before {
            Some(chain) => {
                let chain = chain.change_all(changes)?;
                Ok(Worked { known: Known::nothing(split.drivers.len()), chain: Ok(chain) })
            }
            None => split.work(changes, &self.held),
        };
        let found: Result<Worked, ChainFault> = match &before {
            Some(_) => worked(change.as_slice()),
            None => worked(&with),
        };
        let (now, found_fault) = match found {
            Ok(now) => (Some(now), None),
            // The others stay as they were while what is typed cannot be.
            Err(fault) => {
                let left: &[(Part, f64)] = if before.is_some() { &[] } else { &without };
                (worked(left).ok(), Some(split.error(&fault, lang)))
            }
        };
        self.fault = fault.or(found_fault);
        self.now = now;
    }

    /// Writes the volumes as targets, or goes to the first number that cannot be.
    pub fn write(&mut self, ticket: u64, lang: Lang) -> Option<Effect> {
        if self.ticket.is_some() || self.split.is_none() {
            return None;
        }
        self.settle();
        self.answer(lang);
        let wrong = self.cells.touched().next();
        if let Some(wrong) = wrong {
            self.cells.cursor = wrong;
            self.answer(lang);
            return None;
        }
        let split = self.split.as_ref()?;
        let chain = match self.now.as_ref().map(|now| now.chain.as_ref()) {
            Some(Ok(chain)) => chain,
            Some(Err(fault)) => {
                self.refusal = Some(split.error(fault, lang).message(lang));
                return None;
            }
            None => return None,
        };
        let mut values = Vec::with_capacity(split.drivers.len());
        for (place, driver) in split.drivers.iter().enumerate() {
            let Some(goal) = chain.written(place, driver.metric.unit) else {
                let fault = ChainFault::NotPositive(Part::Volume(place));
                self.refusal = Some(split.error(&fault, lang).message(lang));
                return None;
            };
            let (metric, seen) = (driver.metric.key.clone(), driver.target.map(|(_, version, _)| version));
            values.push(SplitValue { metric, goal: goal.to_string(), seen });
        }
        (self.ticket, self.refusal) = (Some(ticket), None);
        let request = Request::SplitWrite { campaign: self.about.key.clone(), values };
        Some(Effect::Ask { ticket, request: Box::new(request) })
    }

    /// What stands below the rows: what is wrong first, then what to know. The flag: it is wrong.
    #[must_use]
    pub fn notes(&self, lang: Lang) -> Vec<(bool, String)> {
        let mut notes = Vec::new();
        notes.extend(self.refusal.iter().map(|text| (true, text.clone())));
        notes.extend(self.fault.iter().map(|error| {
            let hint = error.hint(lang).map(|hint| format!(" · {hint}")).unwrap_or_default();
            (true, error.message(lang) + &hint)
        }));
        if self.is_news {
            notes.push((false, tr::SPLIT_NEWS.get(lang).to_owned()));
        }
        let (Some(split), Some(now)) = (&self.split, &self.now) else { return notes };
        match &now.chain {
            Ok(chain) => notes.extend(chain.at_limit().into_iter().map(|part| {
                let args = [("driver", split.name(part, lang))];
                (false, tr::ERROR_DRIVER_AT_LIMIT.fill(lang, &args))
            })),
            Err(ChainFault::Missing(parts)) => {
                let names: Vec<&str> = parts.iter().map(|part| split.name(*part, lang)).collect();
                let names = names.join(tr::SPLIT_AND.get(lang));
                notes.push((false, tr::SPLIT_INCOMPLETE.fill(lang, &[("drivers", &names)])));
            }
            Err(_) => {}
        }
        notes
    }
}
