//! What keys do in a text of several lines.
use crate::tui::actions::form;
use crate::tui::effect::Effect;
use crate::tui::msg::Now;
use crate::tui::overlay::view::lines_room;
use crate::tui::state::State;

/// Begins a new line.
pub fn end(state: &mut State, _: Now) -> Vec<Effect> {
    if let Some(form) = form(&mut state.overlays) {
        form.paste("\n", false);
    }
    Vec::new()
}

fn step(state: &mut State, by: isize) -> Vec<Effect> {
    let most = lines_room(state.size.0);
    if let Some(form) = form(&mut state.overlays) {
        form.step_rows(by, most);
    }
    Vec::new()
}

/// Goes a row down.
pub fn down(state: &mut State, _: Now) -> Vec<Effect> {
    step(state, 1)
}

/// Goes a row up.
pub fn up(state: &mut State, _: Now) -> Vec<Effect> {
    step(state, -1)
}
