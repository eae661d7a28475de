//! What keys and the mouse do on the OKR screen.
use super::{layout, tree};
use crate::tui::effect::Effect;
use crate::tui::msg::{MouseKind, Now};
use crate::tui::state::State;
use ratatui::layout::Rect;

type Effects = Vec<Effect>;

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

/// Handles the mouse: a press chooses, a press on what is chosen folds or unfolds it.
pub fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Effects {
    match kind {
        MouseKind::WheelUp => state.desks.okr.step(-1),
        MouseKind::WheelDown => state.desks.okr.step(1),
        MouseKind::Pressed => press(state, x, y),
    }
    Vec::new()
}

fn press(state: &mut State, x: u16, y: u16) {
    let place = layout(state, Rect::new(0, 0, state.size.0, state.size.1));
    let Some(thing) = tree::at(state, place.list, x, y) else { return };
    if state.desks.okr.cursor == Some(thing) {
        state.desks.okr.turn();
    } else {
        state.desks.okr.cursor = Some(thing);
    }
}
