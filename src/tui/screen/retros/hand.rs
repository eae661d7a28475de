//! What the mouse does on the screen.
use super::{View, act, layout, table, views};
use crate::tui::effect::Effect;
use crate::tui::msg::MouseKind;
use crate::tui::state::State;
use crate::tui::text::width;
use ratatui::layout::Rect;

type Effects = Vec<Effect>;

/// Handles the mouse: a press chooses, a press on what is chosen opens it; one on the name of a view shows it.
pub fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Effects {
    match kind {
        MouseKind::WheelUp => state.desks.retros.step(-1),
        MouseKind::WheelDown => state.desks.retros.step(1),
        MouseKind::Pressed => return press(state, x, y),
    }
    Vec::new()
}

fn press(state: &mut State, x: u16, y: u16) -> Effects {
    let place = layout(Rect::new(0, 0, state.size.0, state.size.1));
    if y == place.frame.y {
        let all = views(state, place.frame);
        let hit = all.into_iter().find(|(_, name, at)| (*at..at + width(name)).contains(&x));
        if let Some((view, ..)) = hit {
            state.desks.retros.view = view;
        }
        return Vec::new();
    }
    if !(place.list.x..place.list.right()).contains(&x) {
        return Vec::new();
    }
    let (count, chosen) = (state.desks.retros.counts().0, table(state).chosen);
    let Some(row) = table::row_at(place.list, count, chosen, y) else { return Vec::new() };
    if row != chosen {
        state.desks.retros.go_to(row);
        return Vec::new();
    }
    let now = state.now;
    match state.desks.retros.view {
        View::Retros => crate::tui::screen::retro::act::open(state, now),
        View::Lessons => act::edit_lesson(state, now),
        View::Actions => act::edit_action(state, now),
        View::Feedback => act::answer(state, now),
    }
}
