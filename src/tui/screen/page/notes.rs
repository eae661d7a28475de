//! Notes: what was changed, seen and decided, the latest first.
use super::{PLAIN, Section, blocks, mark, nothing};
use crate::board::CampaignPage;
use crate::i18n::{label, tr};
use crate::model::Note;
use crate::tui::commands::Context;
use crate::tui::state::State;
use crate::tui::text::{date_time, put, put_right, width, wrap};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The section's line in the table.
pub const SECTION: Section = Section {
    title: &tr::SECTION_NOTES,
    count: |_, page| {
        let count = page.notes.len();
        (if count == 0 { String::new() } else { count.to_string() }, false)
    },
    context: Some(Context::Notes),
    open: "",
    draw,
    rows: |_, page| page.notes.iter().map(|note| note.id.0).collect(),
    row_at: |state, page, area, at| {
        blocks::at(&heights(state, page, area.width), state.desks.page.cursor(), area, at)
    },
    ..PLAIN
};

/// The note under the cursor.
pub fn chosen(state: &State) -> Option<&Note> {
    let desk = &state.desks.page;
    desk.page()?.notes.get(desk.cursor())
}

fn kinds(state: &State, page: &CampaignPage) -> u16 {
    page.notes.iter().map(|note| width(state.say(label::note_kind(note.kind)))).max().unwrap_or(0)
}

/// Where the texts begin, and the columns they have.
fn room(state: &State, page: &CampaignPage, area_width: u16) -> (u16, u16) {
    let start = if area_width >= 60 { 2 + 11 + 2 + kinds(state, page) + 2 } else { 4 };
    (start, area_width.saturating_sub(start + if area_width >= 60 { 14 } else { 1 }).max(4))
}

fn heights(state: &State, page: &CampaignPage, area_width: u16) -> Vec<usize> {
    let (_, room) = room(state, page, area_width);
    let own = usize::from(area_width < 60);
    page.notes.iter().map(|note| wrap(&note.text, room).len().max(1) + own).collect()
}

fn draw(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    if page.notes.is_empty() {
        return nothing(state, buf, area, &tr::ZOOM_NO_NOTES, "note.adjust");
    }
    let theme = &state.theme;
    let dim = theme.style(Role::Dim);
    let heights = heights(state, page, area.width);
    let cursor = state.desks.page.cursor();
    let start = blocks::start(&heights, cursor, area.height);
    let (indent, room) = room(state, page, area.width);
    let mut line = 0;
    for (i, (note, height)) in page.notes.iter().zip(&heights).enumerate() {
        let local = state.info.zone.local(note.at);
        let when = if note.whole_day { local.format("%m-%d").to_string() } else { date_time(local) };
        let kind = state.say(label::note_kind(note.kind));
        let texts = wrap(&note.text, room);
        let is_wide = area.width >= 60;
        for row in 0..*height {
            let Some(y) = (line + row).checked_sub(start).and_then(|n| u16::try_from(n).ok()) else {
                continue;
            };
            let y = area.y + y;
            if y >= area.bottom() {
                return;
            }
            if row == 0 {
                if i == cursor {
                    mark(state, buf, area, y);
                }
                put(buf, area.x + 2, y, 11, &when, dim);
                put(buf, area.x + 15, y, area.width.saturating_sub(16), kind, theme.style(Role::Note));
                let left = area.x + 15 + width(kind) + 1;
                let left = if is_wide { area.x + indent + room } else { left };
                put_right(buf, left, area.right() - 1, y, &note.author, dim);
            }
            let text = if is_wide { texts.get(row) } else { row.checked_sub(1).and_then(|n| texts.get(n)) };
            if let Some(text) = text {
                put(buf, area.x + indent, y, room, text, theme.style(Role::Text));
            }
        }
        line += height;
    }
}
