//! What the keys of the preview do, and how it comes and goes.
use super::{Part, ProposalBox, Row, edit as editing};
use crate::error::{Error, Result};
use crate::i18n::tr;
use crate::model::CampaignId;
use crate::planner::typed;
use crate::tui::Proposed;
use crate::tui::actions;
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::form::{Form, Subject};
use crate::tui::state::{State, Tone};

type Effects = Vec<Effect>;

fn sheet(state: &mut State) -> Option<&mut ProposalBox> {
    match state.overlays.last_mut() {
        Some(Overlay::Proposal(sheet)) => Some(sheet),
        _ => None,
    }
}

fn step(state: &mut State, steps: isize) -> Effects {
    if let Some(sheet) = sheet(state) {
        sheet.step(steps);
    }
    Vec::new()
}

/// The row below.
pub(crate) fn down(state: &mut State, _: Now) -> Effects {
    step(state, 1)
}

/// The row above.
pub(crate) fn up(state: &mut State, _: Now) -> Effects {
    step(state, -1)
}

/// The first row.
pub(crate) fn first(state: &mut State, _: Now) -> Effects {
    step(state, isize::MIN)
}

/// The last row.
pub(crate) fn last(state: &mut State, _: Now) -> Effects {
    step(state, isize::MAX)
}

fn page(state: &State) -> isize {
    isize::try_from(state.size.1 / 2).unwrap_or(1).max(1)
}

/// Half a screen down.
pub(crate) fn page_down(state: &mut State, _: Now) -> Effects {
    let page = page(state);
    step(state, page)
}

/// Half a screen up.
pub(crate) fn page_up(state: &mut State, _: Now) -> Effects {
    let page = page(state);
    step(state, -page)
}

/// The next group.
pub(crate) fn next_part(state: &mut State, _: Now) -> Effects {
    if let Some(sheet) = sheet(state) {
        sheet.turn(false);
    }
    Vec::new()
}

/// The group before.
pub(crate) fn previous_part(state: &mut State, _: Now) -> Effects {
    if let Some(sheet) = sheet(state) {
        sheet.turn(true);
    }
    Vec::new()
}

/// Takes or leaves the row; a target without a goal asks for it.
pub(crate) fn toggle(state: &mut State, now: Now) -> Effects {
    let is_done = sheet(state).is_none_or(|sheet| sheet.ticket.is_some() || sheet.toggle());
    if is_done { Vec::new() } else { edit(state, now) }
}

/// Changes the row in a small form.
pub(crate) fn edit(state: &mut State, _: Now) -> Effects {
    let Some(Overlay::Proposal(sheet)) = state.overlays.last() else { return Vec::new() };
    if sheet.ticket.is_some() {
        return Vec::new();
    }
    match editing::form(state, sheet) {
        Some(form) => actions::open(state, form),
        None => {
            let why = state.say(&tr::PREVIEW_GROUP_ALL).to_owned();
            state.tell(Tone::Plain, why);
            Vec::new()
        }
    }
}

/// Goes back to the form, where everything typed still stands.
pub(crate) fn close(state: &mut State, _: Now) -> Effects {
    if sheet(state).is_some() {
        state.overlays.pop();
    }
    Vec::new()
}

/// Creates the campaign with everything that is taken, as one.
pub(crate) fn create(state: &mut State, _: Now) -> Effects {
    let ticket = state.ticket();
    let Some(sheet) = sheet(state).filter(|sheet| sheet.ticket.is_none()) else { return Vec::new() };
    (sheet.ticket, sheet.refusal) = (Some(ticket), None);
    let request = Box::new(sheet.request());
    // The form below waits with it: it closes where the campaign is created, however far one has gone back.
    for overlay in &mut state.overlays {
        if let Overlay::Form(form) = overlay
            && form.subject == Subject::NewCampaign
        {
            form.wait_for(ticket);
        }
    }
    vec![Effect::Ask { ticket, request }]
}

/// Takes over what was typed for a line of the preview; none where the form on top is of something else.
pub(crate) fn take_line(state: &mut State) -> Option<Effects> {
    let checks = state.checks();
    let Some(Overlay::Form(form)) = state.overlays.last_mut() else { return None };
    if !matches!(form.subject, Subject::Proposed { .. }) {
        return None;
    }
    form.leave_field(&state.choices);
    if !form.is_right(&checks) {
        return Some(Vec::new());
    }
    let wrong = wrong_goal(state).map(|why| (why, "goal"));
    if let Some((why, field)) = wrong.or_else(|| super::lessons::without_reason(state)) {
        if let Some(Overlay::Form(form)) = state.overlays.last_mut() {
            form.refuse(why, Some(field));
        }
        return Some(Vec::new());
    }
    let form: Option<Box<Form>> = match state.overlays.pop() {
        Some(Overlay::Form(form)) => Some(form),
        _ => None,
    };
    if let (Some(form), Some(sheet)) = (form, sheet(state)) {
        sheet.take(&form);
        state.drafts.remove(&form.id());
    }
    Some(Vec::new())
}

/// What is wrong with the goal that is typed, in its metric's unit: `35%` of a count.
fn wrong_goal(state: &State) -> Option<String> {
    let [.., Overlay::Proposal(sheet), Overlay::Form(form)] = state.overlays.as_slice() else { return None };
    let Some(Row::Line(Part::Targets, line)) = sheet.row() else { return None };
    let metric = &sheet.proposal.targets.get(line)?.metric;
    let choice = super::columns::metric(state, metric)?;
    let (unit, name) = (choice.brief.unit?, choice.name(state.lang()));
    let goal = form.given("goal")?;
    let (low, high) = goal.split_once("..").unwrap_or((&goal, &goal));
    let read = |text: &str| typed(text.trim(), unit, name, &state.info.currency);
    read(low).and_then(|_| read(high)).err().map(|error| state.error_text(&error))
}

impl State {
    /// Shows what a campaign would get, over the form it was asked from.
    pub(crate) fn take_proposal(&mut self, ticket: u64, result: Result<Box<Proposed>>) {
        let today = self.today();
        match result {
            Ok(proposed) => {
                // Its form may have been closed meanwhile; what was typed is its draft then.
                self.keep_sent(ticket);
                let Some(form) = self.form_with(ticket) else { return };
                form.answer();
                let primary = form.primary_metric();
                let Proposed { proposal, lessons } = *proposed;
                let sheet = ProposalBox::new(proposal, primary.as_deref(), today).with_lessons(lessons);
                self.overlays.push(Overlay::Proposal(Box::new(sheet)));
            }
            Err(error) => {
                let text = self.error_text(&error);
                self.keep_sent(ticket);
                match self.form_with(ticket) {
                    Some(form) => {
                        let field = form.field_of(&error);
                        form.refuse(text.clone(), field);
                        self.note_down(Tone::Wrong, text);
                    }
                    None => self.tell(Tone::Wrong, text),
                }
            }
        }
    }

    /// The campaign of this ticket was created: its preview closes.
    pub(crate) fn close_proposal(&mut self, ticket: u64) {
        let is_its = |o: &Overlay| matches!(o, Overlay::Proposal(sheet) if sheet.ticket == Some(ticket));
        if self.overlays.iter().any(is_its) {
            self.overlays.retain(|overlay| !is_its(overlay));
            self.drafts.retain(|id, _| !id.starts_with("proposal "));
        }
    }

    /// The campaign of this ticket was refused: its preview says why.
    pub(crate) fn refuse_proposal(&mut self, ticket: u64, error: &Error) {
        let text = self.error_text(error);
        for overlay in &mut self.overlays {
            if let Overlay::Proposal(sheet) = overlay
                && sheet.ticket == Some(ticket)
            {
                (sheet.ticket, sheet.refusal) = (None, Some(text.clone()));
            }
        }
    }

    /// Shows a campaign that was just created: it is the chosen one everywhere, and its page opens.
    pub(crate) fn show_new(&mut self, campaign: CampaignId, effects: &mut Effects) {
        (self.look.campaign, self.look.target) = (Some(campaign), None);
        self.desks.campaigns.cursor = Some(campaign);
        self.reload_cockpit(effects);
        effects.extend(self.open_page(campaign));
    }
}
