//! The first start, with nothing in the file: three doors.
use crate::i18n::{Text, tr};
use crate::tui::actions;
use crate::tui::effect::Effect;
use crate::tui::msg::MouseKind;
use crate::tui::state::State;
use crate::tui::text::{put, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const DOORS: [(&str, &Text, &Text); 3] = [
    ("door.campaign", &tr::DOOR_CAMPAIGN, &tr::DOOR_CAMPAIGN_TEXT),
    ("door.demo", &tr::DOOR_DEMO, &tr::DOOR_DEMO_TEXT),
    ("door.import", &tr::DOOR_IMPORT, &tr::DOOR_IMPORT_TEXT),
];

fn place(area: Rect) -> Rect {
    let (w, h) = (area.width.min(64), area.height.min(14));
    Rect::new(area.x + (area.width - w) / 2, area.y + (area.height - h) / 2, w, h)
}

fn row_of(place: Rect, door: u16) -> u16 {
    let step = if place.height >= 13 { 3 } else { 2 };
    place.y + (if place.height >= 13 { 4 } else { 2 }) + door * step
}

/// Draws the doors.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let place = place(area);
    put(buf, place.x + 4, place.y, place.width - 4, state.say(&tr::DOOR_SLOGAN), theme.style(Role::Title));
    for (i, (command, title, text)) in (0u16..).zip(DOORS) {
        let y = row_of(place, i);
        if usize::from(i) == state.look.door {
            put(buf, place.x + 1, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
        }
        let key = state.keymap.label(command);
        put(buf, place.x + 4, y, 4, &key, theme.style(Role::Accent));
        let x = place.x + 8;
        put(buf, x, y, place.right() - x, state.say(title), theme.style(Role::Text));
        put(buf, x, y + 1, place.right().saturating_sub(x), state.say(text), theme.style(Role::Dim));
    }
    let last = row_of(place, 2) + 3;
    if last < place.bottom() {
        let text = state.say(&tr::DOOR_SHELL);
        put(buf, place.x + 8, last, width(text), text, theme.style(Role::Faint));
    }
}

/// Handles the mouse.
pub fn mouse(state: &mut State, kind: MouseKind, _: u16, y: u16) -> Vec<Effect> {
    let area = super::body(Rect::new(0, 0, state.size.0, state.size.1));
    let at = (0..3).find(|i| (row_of(place(area), *i)..row_of(place(area), *i) + 2).contains(&y));
    match (kind, at) {
        (MouseKind::Pressed, Some(door)) => {
            state.look.door = usize::from(door);
            actions::open_door(state, state.now)
        }
        (MouseKind::WheelUp, _) => actions::step(state, -1),
        (MouseKind::WheelDown, _) => actions::step(state, 1),
        _ => Vec::new(),
    }
}
