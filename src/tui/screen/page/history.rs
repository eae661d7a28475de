//! History: what was done to the campaign, by whom, and what it changed.
use super::{PLAIN, Section, blocks, mark};
use crate::board::{CampaignPage, Done, FieldChange};
use crate::i18n::{deed, tr};
use crate::tui::state::State;
use crate::tui::text::{date_time, put, put_right, width, wrap};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The section's line in the table.
pub const SECTION: Section = Section {
    title: &tr::SECTION_HISTORY,
    draw,
    rows: |_, page| page.done.iter().map(|done| done.batch.id).collect(),
    row_at: |state, page, area, at| {
        blocks::at(&heights(state, page, list(area).width), state.desks.page.cursor(), list(area), at)
    },
    ..PLAIN
};

/// At most so many lines of changes stand below one thing done.
const LINES: usize = 8;

/// Below the line about taking back.
fn list(area: Rect) -> Rect {
    let hint = u16::from(area.height >= 8);
    Rect { y: area.y + hint, height: area.height - hint, ..area }
}

fn said(state: &State, change: &FieldChange) -> String {
    let (before, after) = (change.before.as_deref(), change.after.as_deref());
    let text = deed::change(&change.entity, &change.name, &change.field, before, after, state.lang());
    let text = text.replace('\n', " ");
    if state.theme.glyphs.ascii { text.replace('→', state.theme.glyphs.becomes) } else { text }
}

/// The lines below a thing done; none where its title says it all.
fn changes(state: &State, done: &Done, room: u16) -> Vec<String> {
    if let [only] = &done.changes[..]
        && only.field.is_empty()
        && done.batch.title.ends_with(&only.name)
    {
        return Vec::new();
    }
    let mut lines: Vec<String> = done
        .changes
        .iter()
        .take(LINES + 1)
        .flat_map(|change| wrap(&said(state, change), room).into_iter().take(3))
        .collect();
    if lines.len() > LINES {
        lines.truncate(LINES - 1);
        let n = done.changes.len().to_string();
        lines.push(state.fill(&tr::HISTORY_MORE, &[("n", &n)]));
    }
    lines
}

fn room(area_width: u16) -> u16 {
    area_width.saturating_sub(if area_width >= 60 { 16 } else { 5 }).max(4)
}

fn heights(state: &State, page: &CampaignPage, area_width: u16) -> Vec<usize> {
    page.done.iter().map(|done| 1 + changes(state, done, room(area_width)).len()).collect()
}

fn draw(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let dim = theme.style(Role::Dim);
    let list = list(area);
    if list.y > area.y {
        let key = state.keymap.label("change.undo");
        let hint = state.fill(&tr::HISTORY_HINT, &[("key", &key)]);
        put(buf, area.x + 2, area.y, area.width - 3, &hint, theme.style(Role::Faint));
    }
    let heights = heights(state, page, list.width);
    let cursor = state.desks.page.cursor();
    let start = blocks::start(&heights, cursor, list.height);
    let room = room(list.width);
    let mut line = 0;
    for (i, (done, height)) in page.done.iter().zip(&heights).enumerate() {
        let (first, last) = (line, line + height);
        line = last;
        if last <= start {
            continue;
        }
        let below = changes(state, done, room);
        for row in 0..*height {
            let Some(y) = (first + row).checked_sub(start).and_then(|n| u16::try_from(n).ok()) else {
                continue;
            };
            let y = list.y + y;
            if y >= list.bottom() {
                return;
            }
            if row > 0 {
                let text = below.get(row - 1).map_or("", String::as_str);
                put(buf, list.right() - room - 1, y, room, text, dim);
                continue;
            }
            if i == cursor {
                mark(state, buf, list, y);
            }
            let when = date_time(state.info.zone.local(done.batch.at));
            put(buf, list.x + 2, y, 11, &when, dim);
            let mut right = list.right() - 1;
            put_right(buf, list.x + 15, right, y, &done.batch.actor, dim);
            right = right.saturating_sub(width(&done.batch.actor) + 2);
            let deed = deed::deed(&done.batch.title, state.lang());
            let role = if done.batch.undone { Role::Faint } else { Role::Text };
            let x = put(buf, list.x + 15, y, right.saturating_sub(list.x + 15), &deed, theme.style(role)) + 2;
            if done.batch.undone {
                let word = state.say(&tr::HISTORY_UNDONE);
                put(buf, x, y, right.saturating_sub(x), word, theme.style(Role::Warn));
            }
        }
    }
}
