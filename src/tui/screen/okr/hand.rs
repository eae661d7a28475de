//! What the mouse does on the OKR screen.
use super::{align, layout, tree};
use crate::tui::effect::Effect;
use crate::tui::msg::MouseKind;
use crate::tui::state::State;
use ratatui::layout::Rect;

type Effects = Vec<Effect>;

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
    let hit = if state.desks.okr.is_aligned { align::at } else { tree::at };
    let Some(thing) = hit(state, place.list, x, y) else { return };
    if state.desks.okr.cursor == Some(thing) {
        state.desks.okr.turn();
    } else {
        state.desks.okr.cursor = Some(thing);
    }
}
