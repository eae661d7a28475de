//! What the keys do that check in, on the tree and on an objective's page.
use crate::board::KeyResultLine;
use crate::i18n::{Text, tr};
use crate::model::TargetId;
use crate::tui::actions;
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::overlay::form::{Form, Round};
use crate::tui::screen::review::act as review;
use crate::tui::screen::{objective, okr::words};
use crate::tui::state::State;

type Effects = Vec<Effect>;
type Ready = Result<(), &'static Text>;

/// The key results whose check-in is due, the most overdue first: of the cycle that is shown, or of the objective
/// whose page is open or that a review has come to.
fn due(state: &State) -> Vec<TargetId> {
    let now = words::moment(state);
    let mut due: Vec<&KeyResultLine> = if objective::act::is_shown(state) {
        let page = state.desks.objective.page();
        page.iter().flat_map(|page| &page.line.key_results).collect()
    } else if review::is_shown(state) {
        let page = state.desks.review.objective();
        page.iter().flat_map(|page| &page.line.key_results).collect()
    } else {
        let tree = state.desks.okr.tree();
        tree.iter().flat_map(|tree| &tree.objectives).flat_map(|line| &line.key_results).collect()
    };
    due.retain(|kr| kr.is_due(now));
    due.sort_by(|a, b| (a.due_at, &a.path).cmp(&(b.due_at, &b.path)));
    due.into_iter().map(|kr| kr.line.id).collect()
}

/// Some check-in is due, and today is shown.
pub(in crate::tui) fn is_due(state: &State) -> Ready {
    super::act::is_present(state)?;
    if due(state).is_empty() { Err(&tr::WHY_NOTHING_DUE) } else { Ok(()) }
}

/// The form is one of a walk.
pub(in crate::tui) fn in_round(state: &State) -> Ready {
    state.round().map(|_| ()).ok_or(&tr::WHY_NO_ROUND)
}

/// Checks in on the key result under the cursor.
pub(in crate::tui) fn check_in(state: &mut State, _: Now) -> Effects {
    let form = state.chosen_key_result().map(|line| Form::check_in(state, line, None));
    form.map(|form| actions::open(state, form)).unwrap_or_default()
}

/// Checks in on all that are due, one after another.
pub(in crate::tui) fn all_due(state: &mut State, _: Now) -> Effects {
    let rest = due(state);
    let of = rest.len();
    state.go_on(Round { rest, of, saved: 0 })
}

/// Goes on with the next one; what was typed stays its draft.
pub(in crate::tui) fn skip(state: &mut State, _: Now) -> Effects {
    let Some(round) = state.round().cloned() else { return Vec::new() };
    state.close_top();
    state.go_on(round)
}
