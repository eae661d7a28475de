//! What the mouse does on the page.
use super::sheet::Sheet;
use super::{act, page, step, turn};
use crate::tui::effect::Effect;
use crate::tui::msg::MouseKind;
use crate::tui::state::State;

/// Handles the mouse: a press chooses, a press on what is chosen opens it, a press on a step's name goes there.
pub fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Vec<Effect> {
    match kind {
        MouseKind::WheelUp => step(state, -1),
        MouseKind::WheelDown => step(state, 1),
        MouseKind::Pressed => return press(state, (x, y)),
    }
    Vec::new()
}

fn press(state: &mut State, at: (u16, u16)) -> Vec<Effect> {
    let Some(page) = page(state) else { return Vec::new() };
    let sheet = Sheet::new(state, page);
    if let Some(tab) = sheet.tab_at(state, at) {
        let side = state.desks.retro.side;
        turn(state, side, tab);
        return Vec::new();
    }
    let Some((side, place)) = sheet.hit(state, at) else { return Vec::new() };
    if side == state.desks.retro.side && place == sheet.place(state, side) {
        let now = state.now;
        return act::edit(state, now);
    }
    let spot = sheet.all(side).nth(place).map(|placed| (placed.step, placed.item.clone(), place));
    if let Some(spot) = spot {
        state.desks.retro.side = side;
        state.desks.retro.set_spot(side, spot);
        step(state, 0);
    }
    Vec::new()
}
