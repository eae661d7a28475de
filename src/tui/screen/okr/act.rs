//! What the keys of the OKR screen do, and when they can.
use super::Thing;
use crate::i18n::{Text, tr};
use crate::model::Day;
use crate::planner::{CycleDraft, OkrRequest, Request};
use crate::tui::actions;
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::overlay::form::Form;
use crate::tui::screen::objective;
use crate::tui::screen::okr::words;
use crate::tui::state::State;
use chrono::Datelike as _;

type Effects = Vec<Effect>;
type Ready = Result<(), &'static Text>;

fn when(is: bool, why: &'static Text) -> Ready {
    if is { Ok(()) } else { Err(why) }
}

/// The present is shown, which can be changed.
pub(in crate::tui) fn is_present(state: &State) -> Ready {
    when(state.desks.okr.as_of.is_none() || objective::act::is_shown(state), &tr::WHY_PAST)
}

pub(in crate::tui) fn has_no_cycle(state: &State) -> Ready {
    when(super::has_no_cycle(state), &tr::WHY_HAS_CYCLE)
}

/// A cycle is shown.
pub(in crate::tui) fn has_cycle(state: &State) -> Ready {
    let tree = state.desks.okr.tree();
    when(tree.is_some_and(|tree| tree.cycle.is_some()), &tr::WHY_NO_CYCLE)
}

/// A cycle is shown and can be changed.
pub(in crate::tui) fn in_cycle(state: &State) -> Ready {
    has_cycle(state).and_then(|()| is_present(state))
}

/// The cursor is on something.
pub(in crate::tui) fn is_open(state: &State) -> Ready {
    when(state.desks.okr.row().is_some(), &tr::WHY_NO_OBJECTIVE)
}

/// The cursor is on an objective or a key result that can be changed.
pub(in crate::tui) fn on_objective(state: &State) -> Ready {
    when(state.chosen_objective().is_some(), &tr::WHY_NO_OBJECTIVE).and_then(|()| is_present(state))
}

/// The cursor is on a key result that can be changed.
pub(in crate::tui) fn on_key_result(state: &State) -> Ready {
    when(state.chosen_key_result().is_some(), &tr::WHY_NO_KEY_RESULT).and_then(|()| is_present(state))
}

/// The cursor is on an objective with key results, which can be weighed.
pub(in crate::tui) fn has_key_results(state: &State) -> Ready {
    let is_there = state.desks.okr.objective().is_some_and(|objective| !objective.key_results.is_empty());
    when(is_there, &tr::WHY_NO_KEY_RESULTS).and_then(|()| is_present(state))
}

/// The cursor is on a campaign.
pub(in crate::tui) fn on_campaign(state: &State) -> Ready {
    when(state.desks.okr.campaign().is_some(), &tr::WHY_NO_CAMPAIGN)
}

/// Opens the page of the campaign under the cursor.
pub(in crate::tui) fn open_page(state: &mut State, _: Now) -> Effects {
    let campaign = state.desks.okr.campaign();
    campaign.map(|campaign| state.open_page(campaign)).unwrap_or_default()
}

/// What hangs on what, or the tree of the cycle.
pub(in crate::tui) fn switch_view(state: &mut State, _: Now) -> Effects {
    let desk = &mut state.desks.okr;
    desk.is_aligned = !desk.is_aligned;
    if let Some(Thing::Campaign(key_result, _)) = desk.cursor {
        desk.cursor = Some(Thing::KeyResult(key_result));
    }
    desk.settle();
    Vec::new()
}

pub(in crate::tui) fn weigh(state: &mut State, _: Now) -> Effects {
    state.open_weights();
    Vec::new()
}

pub(in crate::tui) fn fold(state: &mut State, _: Now) -> Effects {
    if !state.desks.okr.turn() {
        state.desks.okr.close();
    }
    Vec::new()
}

pub(in crate::tui) fn close(state: &mut State, _: Now) -> Effects {
    state.desks.okr.close();
    Vec::new()
}

pub(in crate::tui) fn open(state: &mut State, _: Now) -> Effects {
    state.desks.okr.open();
    Vec::new()
}

pub(in crate::tui) fn fold_all(state: &mut State, _: Now) -> Effects {
    state.desks.okr.turn_all();
    Vec::new()
}

/// Shows the cycle that is so many further in the list: the latest end first.
fn turn_cycle(state: &mut State, by: isize) -> Effects {
    let desk = &mut state.desks.okr;
    let Some(tree) = desk.tree() else { return Vec::new() };
    let shown = tree.cycle.as_ref().map(|cycle| cycle.id);
    let at = tree.cycles.iter().position(|cycle| Some(cycle.id) == shown).unwrap_or(0);
    let to = at.saturating_add_signed(by).min(tree.cycles.len().saturating_sub(1));
    desk.cycle = tree.cycles.get(to).map(|cycle| cycle.id);
    Vec::new()
}

pub(in crate::tui) fn previous_cycle(state: &mut State, _: Now) -> Effects {
    turn_cycle(state, 1)
}

pub(in crate::tui) fn next_cycle(state: &mut State, _: Now) -> Effects {
    turn_cycle(state, -1)
}

pub(in crate::tui) fn choose_cycle(state: &mut State, _: Now) -> Effects {
    actions::open(state, Form::show_cycle())
}

pub(in crate::tui) fn choose_day(state: &mut State, _: Now) -> Effects {
    let form = Form::as_of(state.desks.okr.as_of);
    actions::open(state, form)
}

/// The quarter a day lies in, as a cycle's key.
#[must_use]
pub fn quarter(day: Day) -> String {
    let date = day.date();
    format!("{}-Q{}", date.year(), date.month0() / 3 + 1)
}

/// The key proposed for a new cycle: the present quarter, the next one where that is there.
fn next_key(state: &State) -> String {
    let mut day = state.today();
    let cycles = state.desks.okr.tree().map(|tree| tree.cycles.as_slice()).unwrap_or_default();
    while cycles.iter().any(|cycle| cycle.key.eq_ignore_ascii_case(&quarter(day))) {
        day = day.plus(91);
    }
    quarter(day)
}

pub(in crate::tui) fn make_quarter(state: &mut State, _: Now) -> Effects {
    let draft = CycleDraft {
        key: Some(quarter(state.today())),
        status: Some("active".to_owned()),
        ..CycleDraft::default()
    };
    actions::ask(state, OkrRequest::CycleNew(draft).into())
}

pub(in crate::tui) fn new_cycle(state: &mut State, _: Now) -> Effects {
    let form = Form::new_cycle(&next_key(state));
    actions::open(state, form)
}

pub(in crate::tui) fn edit_cycle(state: &mut State, _: Now) -> Effects {
    let cycle = state.desks.okr.tree().and_then(|tree| tree.cycle.as_ref());
    let Some(form) = cycle.map(Form::edit_cycle) else { return Vec::new() };
    actions::open(state, form)
}

pub(in crate::tui) fn delete_cycle(state: &mut State, _: Now) -> Effects {
    let cycle = state.desks.okr.tree().and_then(|tree| tree.cycle.as_ref());
    let Some(cycle) = cycle.map(|cycle| cycle.key.clone()) else { return Vec::new() };
    actions::ask(state, OkrRequest::CycleDelete { cycle }.into())
}

/// A form for a new objective of the cycle that is shown.
pub(in crate::tui) fn new_objective(state: &mut State, _: Now) -> Effects {
    let cycle = state.desks.okr.tree().and_then(|tree| tree.cycle.as_ref());
    let Some((id, key)) = cycle.map(|cycle| (cycle.id, cycle.key.clone())) else { return Vec::new() };
    let form = Form::new_objective((id, &key), &state.config.name, None);
    actions::open(state, form)
}

pub(in crate::tui) fn new_key_result(state: &mut State, _: Now) -> Effects {
    let Some(form) = state.chosen_objective().map(Form::new_key_result) else { return Vec::new() };
    actions::open(state, form)
}

/// Changes what the cursor is on: a key result, else the objective.
pub(in crate::tui) fn edit(state: &mut State, _: Now) -> Effects {
    let numbers = state.numbers();
    let form = match state.chosen_key_result() {
        Some(key_result) => Some(Form::edit_key_result(key_result, numbers)),
        None => state.chosen_objective().map(Form::edit_objective),
    };
    form.map(|form| actions::open(state, form)).unwrap_or_default()
}

/// What the objective under the cursor is aligned to.
pub(in crate::tui) fn align(state: &mut State, _: Now) -> Effects {
    let Some(form) = state.chosen_objective().map(Form::align) else { return Vec::new() };
    actions::open(state, form)
}

/// Which campaigns work for the key result under the cursor.
pub(in crate::tui) fn serve(state: &mut State, _: Now) -> Effects {
    let Some(key_result) = state.chosen_key_result() else { return Vec::new() };
    let form = Form::serve(key_result, words::title(state, key_result));
    actions::open(state, form)
}

pub(in crate::tui) fn delete(state: &mut State, _: Now) -> Effects {
    let desk = &state.desks.okr;
    let request = match (desk.key_result(), desk.objective()) {
        (Some(line), _) => OkrRequest::KeyResultDelete { key_result: line.path.clone() },
        (None, Some(line)) => OkrRequest::ObjectiveDelete { objective: line.path.clone() },
        (None, None) => return Vec::new(),
    };
    actions::ask(state, request.into())
}

/// Moves the objective under the cursor among its siblings; the cursor stays on it.
fn place(state: &mut State, by: i32) -> Effects {
    let Some((id, path)) = state.desks.okr.objective().map(|line| (line.id, line.path.clone())) else {
        return Vec::new();
    };
    state.desks.okr.reveal(Thing::Objective(id));
    let request: Request = OkrRequest::ObjectivePlace { objective: path, by }.into();
    actions::ask(state, request)
}

pub(in crate::tui) fn move_down(state: &mut State, _: Now) -> Effects {
    place(state, 1)
}

pub(in crate::tui) fn move_up(state: &mut State, _: Now) -> Effects {
    place(state, -1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::When;

    #[test]
    fn a_day_lies_in_its_quarter() {
        let of = |text: &str| quarter(When::parse_iso(text).unwrap().day());
        assert_eq!((of("2026-01-01"), of("2026-11-04")), ("2026-Q1".to_owned(), "2026-Q4".to_owned()));
        assert_eq!((of("2026-06-30"), of("2026-07-01")), ("2026-Q2".to_owned(), "2026-Q3".to_owned()));
    }
}
