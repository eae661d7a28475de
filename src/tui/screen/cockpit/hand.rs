//! What keys and the mouse do in the cockpit.
use super::layout::layout;
use super::open::open_todo;
use super::{list, page, todo};
use crate::tui::actions;
use crate::tui::effect::Effect;
use crate::tui::msg::MouseKind;
use crate::tui::state::{Pane, State};
use ratatui::layout::{Position, Rect};

/// Moves the cursor of the pane it is in.
pub fn step(state: &mut State, steps: isize) {
    if state.is_empty() {
        state.look.door = state.look.door.saturating_add_signed(steps).min(2);
        return;
    }
    let moved = |at: usize, len: usize| at.saturating_add_signed(steps).min(len.saturating_sub(1));
    match state.look.pane {
        Pane::List if !state.look.is_zoomed => {
            let ids: Vec<_> = state.campaigns().iter().map(|c| c.id).collect();
            let at = ids.iter().position(|id| Some(*id) == state.look.campaign).unwrap_or(0);
            let next = ids.get(moved(at, ids.len())).copied();
            if next != state.look.campaign {
                (state.look.campaign, state.look.target) = (next, None);
                state.settle();
            }
        }
        Pane::Todo if !state.look.is_zoomed => {
            state.look.todo = moved(state.look.todo, state.todos().len());
        }
        _ => {
            let ids: Vec<_> =
                state.campaign().map(|c| c.targets.iter().map(|t| t.id).collect()).unwrap_or_default();
            let at = ids.iter().position(|id| Some(*id) == state.look.target).unwrap_or(0);
            state.look.target = ids.get(moved(at, ids.len())).copied();
        }
    }
}

/// Out of the zoom, then the filter, then to the list.
pub fn back(state: &mut State) -> bool {
    if state.look.is_zoomed {
        state.look.is_zoomed = false;
    } else if !state.look.filter.text().is_empty() {
        state.look.filter.set("");
        state.settle();
    } else if state.look.pane != Pane::List {
        state.look.pane = Pane::List;
    } else {
        return false;
    }
    true
}

/// Handles the mouse.
pub fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Vec<Effect> {
    if state.look.is_zoomed {
        return wheel(state, kind);
    }
    let layout = layout(state, Rect::new(0, 0, state.size.0, state.size.1));
    let at = Position::new(x, y);
    let inside = |area: Option<Rect>| area.filter(|r| r.contains(at));
    let (pane, area) = if let Some(area) = inside(layout.list) {
        (Pane::List, area)
    } else if let Some(area) = inside(layout.targets) {
        (Pane::Targets, area)
    } else if let Some(area) = inside(layout.todo) {
        (Pane::Todo, area)
    } else {
        return Vec::new();
    };
    let was = state.look.pane;
    state.look.pane = pane;
    if kind != MouseKind::Pressed {
        return wheel(state, kind);
    }
    press(state, pane, was, area, y - area.y)
}

fn wheel(state: &mut State, kind: MouseKind) -> Vec<Effect> {
    match kind {
        MouseKind::WheelUp => actions::step(state, -1),
        MouseKind::WheelDown => actions::step(state, 1),
        MouseKind::Pressed => Vec::new(),
    }
}

/// A press chooses; a press on what is chosen opens it.
fn press(state: &mut State, pane: Pane, was: Pane, area: Rect, row: u16) -> Vec<Effect> {
    match pane {
        Pane::List => {
            let hit = list::row_at(state, area.height, row);
            if hit.is_some() && hit != state.look.campaign {
                (state.look.campaign, state.look.target) = (hit, None);
                state.settle();
            }
        }
        Pane::Targets => {
            let ids: Vec<_> =
                state.campaign().map(|c| c.targets.iter().map(|t| t.id).collect()).unwrap_or_default();
            let chosen = ids.iter().position(|id| Some(*id) == state.look.target).unwrap_or(0);
            let hit = ids.get(page(chosen, ids.len(), area.height) + usize::from(row)).copied();
            if hit.is_some() && hit == state.look.target && was == pane {
                return actions::zoom(state, state.now);
            }
            state.look.target = hit.or(state.look.target);
        }
        Pane::Todo => {
            let each = todo::lines_each(state, area.height);
            let hit =
                page(state.look.todo, state.todos().len(), area.height / each) + usize::from(row / each);
            if hit == state.look.todo && was == pane {
                return open_todo(state, state.now);
            }
            state.look.todo = hit.min(state.todos().len().saturating_sub(1));
        }
    }
    Vec::new()
}
