//! What the screen shows: pure, drawn into a buffer. The runtime sends what differs from the last frame.
use super::commands::COMMANDS;
use super::footer;
use super::overlay::{self, Overlay};
use super::screen::{self, SCREENS, doors};
use super::state::{State, Tone};
use super::text::{put, put_right, width};
use super::theme::Role;
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
    header(state, buf, area);
    if state.is_empty() {
        doors::draw(state, buf, screen::body(area));
    } else {
        (screen::shown(state).draw)(state, buf, area);
    }
    let bottom = Rect { y: area.bottom() - 1, height: 1, ..area };
    let typing = if state.look.is_filtering { Some(filter_line(state, buf, bottom)) } else { None };
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

fn header(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let dim = theme.style(Role::Dim);
    let mut x = put(buf, 1, 0, 12, state.say(&tr::COCKPIT_BRAND), theme.style(Role::Accent)) + 2;
    if !state.is_empty() {
        for screen in SCREENS {
            let key = state.keymap.label(screen.command);
            x = put(buf, x, 0, 4, &key, dim) + 1;
            x = put(buf, x, 0, 20, state.say(screen.title), theme.style(Role::Title)) + 3;
        }
    }
    let clock = super::text::date_time(state.info.zone.local(state.now.unix));
    let right = area.width - 1;
    put_right(buf, x, right, 0, &clock, dim);
    let live = state.say(&tr::COCKPIT_LIVE);
    let live_at = right.saturating_sub(width(&clock) + width(live) + 4);
    if live_at <= x + 2 {
        return;
    }
    let glow =
        if state.pulse_until > state.now.ms { theme.style(Role::Title) } else { theme.style(Role::Good) };
    put(buf, live_at, 0, 1, theme.glyphs.live, glow);
    put(buf, live_at + 2, 0, width(live), live, dim);
    put_right(buf, x, live_at - 2, 0, &state.info.file, dim);
}

fn filter_line(state: &State, buf: &mut Buffer, area: Rect) -> Position {
    let label = state.say(&tr::COCKPIT_FILTER);
    let x = put(buf, area.x + 1, area.y, 20, label, state.theme.style(Role::Accent)) + 1;
    let room = area.right().saturating_sub(x + 1);
    let (text, cursor) = state.look.filter.window(room);
    put(buf, x, area.y, room, &text, state.theme.style(Role::Text));
    Position::new((x + cursor).min(area.right() - 1), area.y)
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
