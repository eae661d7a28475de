//! What the keys of the objective's page do, and when they can.
use super::{Section, page};
use crate::i18n::{Text, tr};
use crate::model::ActionStatus;
use crate::planner::{ActionDraft, OkrRequest, Request};
use crate::tui::actions::{self, ask};
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::overlay::form::Form;
use crate::tui::state::State;

type Effects = Vec<Effect>;
type Ready = Result<(), &'static Text>;

/// True where the page is the shown screen.
pub(in crate::tui) fn is_shown(state: &State) -> bool {
    state.look.screen == super::SCREEN.command
}

/// The page was loaded.
pub(in crate::tui) fn has_page(state: &State) -> Ready {
    page(state).map(|_| ()).ok_or(&tr::WHY_NO_OBJECTIVE)
}

/// Opens the page of the objective under the cursor of the tree, with its key result chosen.
pub(in crate::tui) fn open(state: &mut State, _: Now) -> Effects {
    let desk = &state.desks.okr;
    let key_result = desk.key_result().map(|kr| kr.line.id);
    let Some(id) = desk.objective().map(|objective| objective.id) else { return Vec::new() };
    let effects = state.open_objective(id);
    if key_result.is_some() {
        state.desks.objective.key_result = key_result;
    }
    effects
}

pub(in crate::tui) fn next_section(state: &mut State, _: Now) -> Effects {
    state.desks.objective.turn(1);
    Vec::new()
}

pub(in crate::tui) fn previous_section(state: &mut State, _: Now) -> Effects {
    state.desks.objective.turn(-1);
    Vec::new()
}

/// Opens what the cursor is on: a campaign, another objective; from a key result it goes to what works for it.
pub(in crate::tui) fn follow(state: &mut State, now: Now) -> Effects {
    let desk = &state.desks.objective;
    let row = desk.cursor_of(desk.section);
    match desk.section {
        Section::KeyResults => {
            let section = desk.panel();
            state.desks.objective.turn_to(section);
            Vec::new()
        }
        Section::Campaigns => {
            let campaign = desk.chosen().and_then(|kr| kr.campaigns.get(row)).map(|c| c.campaign);
            campaign.map(|id| state.open_page(id)).unwrap_or_default()
        }
        Section::Aligned => {
            let lines = desk.page().map(|page| page.above.as_deref().into_iter().chain(&page.below));
            let id = lines.and_then(|mut lines| lines.nth(row)).map(|line| line.id);
            id.map(|id| state.open_objective(id)).unwrap_or_default()
        }
        Section::Steps => tick(state, now),
        Section::Actions => {
            let form = desk.page().and_then(|page| page.actions.get(row)).map(Form::edit_action);
            form.map(|form| actions::open(state, form)).unwrap_or_default()
        }
        Section::Said | Section::Notes => Vec::new(),
    }
}

/// The cursor is on a step or an action.
pub(in crate::tui) fn can_tick(state: &State) -> Ready {
    let desk = &state.desks.objective;
    let can = matches!(desk.section, Section::Steps | Section::Actions) && desk.count(desk.section) > 0;
    if can { Ok(()) } else { Err(&tr::WHY_NOTHING_TO_TICK) }
}

/// Ticks the step or the action under the cursor, or unticks it.
pub(in crate::tui) fn tick(state: &mut State, _: Now) -> Effects {
    let desk = &state.desks.objective;
    let row = desk.cursor_of(desk.section);
    let request = match desk.section {
        Section::Steps => desk.chosen().and_then(|kr| {
            let step = desk.page()?.steps_of(kr.line.id).get(row)?;
            let (target, done) = (kr.path.clone(), step.done_at.is_none());
            // By its place: two steps may begin alike.
            Some(Request::TargetStep { target, step: (row + 1).to_string(), done })
        }),
        Section::Actions => desk.page().and_then(|page| page.actions.get(row)).map(|action| {
            let is_open = action.status == ActionStatus::Open;
            let status = if is_open { ActionStatus::Done } else { ActionStatus::Open };
            let draft = ActionDraft { status: Some(status.as_str().to_owned()), ..ActionDraft::default() };
            let seen = Some(action.version);
            OkrRequest::ActionSet { action: action.id.0.to_string(), seen, draft }.into()
        }),
        _ => None,
    };
    request.map(|request| ask(state, request)).unwrap_or_default()
}

/// A note, a decision among them.
pub(in crate::tui) fn add_note(state: &mut State, _: Now) -> Effects {
    let form = page(state).map(|page| Form::review_note(None, &page.line, false));
    form.map(|form| actions::open(state, form)).unwrap_or_default()
}

pub(in crate::tui) fn add_action(state: &mut State, _: Now) -> Effects {
    let form = page(state).map(|page| Form::add_action(None, &page.line));
    form.map(|form| actions::open(state, form)).unwrap_or_default()
}

/// Changes the objective itself.
pub(in crate::tui) fn edit(state: &mut State, _: Now) -> Effects {
    let form = page(state).map(|page| Form::edit_objective(&page.line));
    form.map(|form| actions::open(state, form)).unwrap_or_default()
}

pub(in crate::tui) fn delete(state: &mut State, _: Now) -> Effects {
    let Some(objective) = page(state).map(|page| page.line.path.clone()) else { return Vec::new() };
    ask(state, OkrRequest::ObjectiveDelete { objective }.into())
}

/// What deleting the row under the cursor asks for; none where it is nothing of this objective's own.
fn removal(state: &State) -> Option<Request> {
    let desk = &state.desks.objective;
    let (page, row) = (desk.page()?, desk.cursor_of(desk.section));
    let request = match desk.section {
        Section::KeyResults => OkrRequest::KeyResultDelete { key_result: desk.chosen()?.path.clone() },
        Section::Campaigns => OkrRequest::ServeEnd {
            campaign: desk.chosen()?.campaigns.get(row)?.key.clone(),
            key_result: desk.chosen()?.path.clone(),
        },
        Section::Said => OkrRequest::CheckInDelete { check_in: page.said.get(row)?.check_in.id.0 },
        Section::Notes => return Some(Request::NoteDelete { note: page.notes.get(row)?.id.0 }),
        Section::Actions => OkrRequest::ActionDelete { action: page.actions.get(row)?.id.0.to_string() },
        Section::Steps | Section::Aligned => return None,
    };
    Some(request.into())
}

/// The row under the cursor can be deleted.
pub(in crate::tui) fn can_remove(state: &State) -> Ready {
    removal(state).map(|_| ()).ok_or(&tr::WHY_NOTHING_TO_REMOVE)
}

pub(in crate::tui) fn remove(state: &mut State, _: Now) -> Effects {
    removal(state).map(|request| ask(state, request)).unwrap_or_default()
}
