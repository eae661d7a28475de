//! The list: a row a campaign.
use super::page_start;
use crate::board::Card;
use crate::i18n::label;
use crate::tui::screen::cockpit::words;
use crate::tui::state::State;
use crate::tui::text::{put, put_right, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the rows around the chosen one.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, cards: &[&Card], chosen: usize) {
    let from = page_start(chosen, cards.len(), area.height);
    for (i, y) in (from..cards.len()).zip(area.y..area.bottom()) {
        if let Some(card) = cards.get(i) {
            row(state, buf, Rect { y, height: 1, ..area }, card, i == chosen);
        }
    }
}

fn row(state: &State, buf: &mut Buffer, area: Rect, card: &Card, is_chosen: bool) {
    let (theme, line, y) = (&state.theme, &card.line, area.y);
    if is_chosen {
        put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
    }
    let health = theme.status(line.health);
    put(buf, area.x + 2, y, 1, theme.glyphs.status(line.health), health);
    let status = state.say(label::campaign_status(line.status));
    let pace = line.primary().map_or_else(|| "—".to_owned(), |target| words::pace(state, target));
    let tail = format!("{}  {}", line.start.day(), status);
    let right = area.right() - 1;
    put_right(buf, area.x, right, y, &pace, health);
    put_right(buf, area.x, right - 7, y, &tail, theme.style(Role::Dim));
    let room = area.width.saturating_sub(4 + 8 + width(&tail) + 1);
    put(buf, area.x + 4, y, room, &line.name, theme.style(Role::Text));
}
