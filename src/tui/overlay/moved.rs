//! What moved with a campaign's dates, from when to when.
use super::view::{open, place};
use crate::i18n::{deed, tr};
use crate::planner::Moved;
use crate::tui::state::State;
use crate::tui::text::{put, put_right, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The window that lists it.
#[derive(Debug)]
pub struct MovedBox {
    /// What moved.
    pub moved: Vec<Moved>,
    /// How far it is scrolled.
    pub offset: usize,
}

impl MovedBox {
    /// Scrolls it, stopping at the ends.
    pub fn step(&mut self, steps: isize) {
        self.offset = self.offset.saturating_add_signed(steps).min(self.moved.len().saturating_sub(1));
    }
}

/// A date or two without this year.
fn short(text: &str, year: &str) -> String {
    text.replace(year, "")
}

/// Draws it.
pub(super) fn draw(state: &State, buf: &mut Buffer, area: Rect, shown: &MovedBox) {
    let (lang, theme) = (state.lang(), &state.theme);
    // Where both have no room in one row, the dates stand below the name.
    let each = if area.width < 64 { 2 } else { 1 };
    let count = u16::try_from(shown.moved.len()).unwrap_or(u16::MAX).saturating_mul(each);
    let place = place(area, 92, count.saturating_add(2).max(4));
    let n = shown.moved.len().to_string();
    let inner = open(state, buf, place, &state.fill(&tr::MOVED_TITLE, &[("n", &n)]));
    let year = state.today().date().format("%Y-").to_string();
    let kinds = shown.moved.iter().map(|m| width(deed::entity(m.kind.as_str(), lang))).max().unwrap_or(0);
    let room = usize::from(inner.height / each);
    let from = shown.offset.min(shown.moved.len().saturating_sub(room));
    let tops = (inner.y..inner.bottom()).step_by(usize::from(each));
    for (y, moved) in tops.zip(shown.moved.iter().skip(from)) {
        let dates =
            format!("{} {} {}", short(&moved.from, &year), theme.glyphs.becomes, short(&moved.to, &year));
        let below = (y + each - 1).min(inner.bottom() - 1);
        put_right(buf, inner.x, inner.right(), below, &dates, theme.style(Role::Accent));
        put(buf, inner.x, y, kinds, deed::entity(moved.kind.as_str(), lang), theme.style(Role::Dim));
        let x = inner.x + kinds + 2;
        let taken = if each == 1 { width(&dates) + 2 } else { 0 };
        let room = inner.right().saturating_sub(x + taken);
        put(buf, x, y, room, &moved.name, theme.style(Role::Text));
    }
}
