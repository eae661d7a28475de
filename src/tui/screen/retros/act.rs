//! What the keys of the screen do, and when they can.
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::state::State;

type Effects = Vec<Effect>;

pub(in crate::tui) fn next_view(state: &mut State, _: Now) -> Effects {
    state.desks.retros.turn(1);
    Vec::new()
}

pub(in crate::tui) fn previous_view(state: &mut State, _: Now) -> Effects {
    state.desks.retros.turn(3);
    Vec::new()
}
