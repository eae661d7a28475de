//! What the screen shows: pure, drawn into a buffer. The runtime sends what differs from the last frame.
use super::commands::COMMANDS;
use super::overlay::{self, Overlay};
use super::screen::{self, doors};
use super::state::{State, Tone};
use super::text::{put, width};
use super::theme::Role;
use super::{footer, header};
use crate::i18n::tr;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;

/// Below this size there is only a card that asks for more room.
pub const SMALLEST: (u16, u16) = (40, 10);

/// Draws the whole screen; gives the place of the cursor where a text is being typed.
pub fn view(state: &State, buf: &mut Buffer) -> Option<Position> {
    let cursor = draw(state, buf);
    if let Some(ground) = state.theme.ground() {
        for cell in buf.content.iter_mut().filter(|cell| cell.bg == Color::Reset) {
            cell.set_bg(ground);
        }
    }
    cursor
}

fn draw(state: &State, buf: &mut Buffer) -> Option<Position> {
    let area = *buf.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        size_card(state, buf, area);
        return None;
    }
    header::draw(state, buf, area);
    if state.is_empty() {
        doors::draw(state, buf, screen::body(area));
    } else {
        (screen::shown(state).draw)(state, buf, area);
    }
    let bottom = Rect { y: area.bottom() - 1, height: 1, ..area };
    let typing = if state.look.is_filtering { filter_line(state, buf, bottom) } else { None };
    if typing.is_none() {
        footer::draw(state, buf, bottom);
    }
    let cursor = match state.overlays.last() {
        Some(top) => overlay::view::draw(state, buf, screen::body(area), top),
        None => typing,
    };
    // The messages' own window shows them all.
    if !matches!(state.overlays.last(), Some(Overlay::Log(_))) {
        toast(state, buf, screen::body(area));
    }
    cursor
}

fn size_card(state: &State, buf: &mut Buffer, area: Rect) {
    let now = format!("{}×{}", area.width, area.height);
    let need = format!("{}×{}", SMALLEST.0, SMALLEST.1);
    let lines =
        [state.say(&tr::SIZE_SMALL).to_owned(), state.fill(&tr::SIZE_NOW, &[("now", &now), ("need", &need)])];
    let top = area.height.saturating_sub(2) / 2;
    for (y, line) in (top..area.height).zip(lines) {
        let x = area.width.saturating_sub(width(&line)) / 2;
        put(buf, x, y, area.width, &line, state.theme.style(if y == top { Role::Text } else { Role::Dim }));
    }
}

fn filter_line(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let filter = screen::shown(state).filter.as_ref()?;
    let label = state.say(&tr::COCKPIT_FILTER);
    let x = put(buf, area.x + 1, area.y, 20, label, state.theme.style(Role::Accent)) + 1;
    let mut room = area.right().saturating_sub(x + 1);
    if let Some(fault) = (filter.fault)(state) {
        // What is typed keeps the greater part.
        let most = room * 2 / 3;
        let fault = super::text::fit(&fault, most);
        put(buf, area.right() - 1 - width(&fault), area.y, most, &fault, state.theme.style(Role::Bad));
        room = room.saturating_sub(width(&fault) + 2);
    }
    let (text, cursor) = (filter.text)(state).window(room);
    put(buf, x, area.y, room, &text, state.theme.style(Role::Text));
    if let Some(hint) = filter.hint.filter(|_| (filter.text)(state).text().is_empty()) {
        put(buf, x + 1, area.y, room.saturating_sub(1), state.say(hint), state.theme.style(Role::Faint));
    }
    Some(Position::new((x + cursor).min(area.right() - 1), area.y))
}

/// The newest message, in the line above the footer, where nothing but a frame is; older ones are in the log.
fn toast(state: &State, buf: &mut Buffer, area: Rect) {
    let Some(notice) = state.toasts.last() else { return };
    let theme = &state.theme;
    let role = match notice.tone {
        Tone::Done => Role::Good,
        Tone::Plain => Role::Text,
        Tone::Wrong => Role::Bad,
    };
    let turn = notice.turn.and_then(|id| COMMANDS.iter().find(|c| c.id == id));
    let named = |c: &super::commands::Command| state.say(c.short.unwrap_or(c.title));
    let tail = turn.map(|c| format!(" · {} {}", state.keymap.label(c.id), named(c))).unwrap_or_default();
    let room = area.width.saturating_sub(6 + width(&tail));
    let text = super::text::fit(&notice.text.replace('\n', " "), room);
    let (y, used) = (area.bottom() - 1, width(&text) + width(&tail) + 2);
    let x = put(buf, area.right().saturating_sub(used + 2), y, 1, " ", theme.style(role));
    let x = put(buf, x, y, room, &text, theme.style(role));
    let x = put(buf, x, y, width(&tail), &tail, theme.style(Role::Dim));
    put(buf, x, y, 1, " ", theme.style(Role::Dim));
}
