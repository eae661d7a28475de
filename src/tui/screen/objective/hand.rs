//! What the mouse does on the objective's page.
use super::{Section, act, inside, key_results, layout, panel};
use crate::tui::effect::Effect;
use crate::tui::msg::MouseKind;
use crate::tui::state::State;
use ratatui::layout::{Position, Rect};

/// Handles the mouse: a press chooses, a press on what is chosen opens it.
pub fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Vec<Effect> {
    match kind {
        MouseKind::WheelUp => state.desks.objective.step(-1),
        MouseKind::WheelDown => state.desks.objective.step(1),
        MouseKind::Pressed => return press(state, Position::new(x, y)),
    }
    Vec::new()
}

fn press(state: &mut State, at: Position) -> Vec<Effect> {
    let place = layout(state, Rect::new(0, 0, state.size.0, state.size.1));
    if let Some(section) = place.tabs.and_then(|tabs| panel::tab_at(state, tabs, at)) {
        state.desks.objective.turn_to(section);
        return Vec::new();
    }
    if let Some(hit) = place.list.and_then(|list| key_results::at(state, list, place.rows, at)) {
        state.desks.objective.turn_to(Section::KeyResults);
        state.desks.objective.choose(hit);
        return Vec::new();
    }
    let hit = place.panels.iter().find_map(|(section, area)| {
        let area = if place.is_wide { inside(*area) } else { *area };
        Some((*section, panel::row_at(state, area, *section, at)?))
    });
    let Some((section, row)) = hit else { return Vec::new() };
    let desk = &mut state.desks.objective;
    if desk.section == section && desk.cursor_of(section) == row {
        return act::follow(state, state.now);
    }
    desk.turn_to(section);
    desk.set_cursor(section, row);
    Vec::new()
}
