//! The board: a column a status, from the idea to the review.
use super::{dates, lead};
use crate::board::{Card, Group};
use crate::i18n::{label, tr};
use crate::model::{CampaignId, CampaignStatus};
use crate::tui::screen::cockpit::words;
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{put, put_right, width};
use crate::tui::theme::Role;
use crate::tui::widget::bar;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns, from left to right. What was cancelled stands on no board.
pub const COLUMNS: [CampaignStatus; 7] = [
    CampaignStatus::Idea,
    CampaignStatus::Planned,
    CampaignStatus::Approved,
    CampaignStatus::Preparing,
    CampaignStatus::Live,
    CampaignStatus::Ended,
    CampaignStatus::Reviewed,
];

/// A column is at least this wide.
const NARROWEST: u16 = 24;

/// The column of a status.
pub fn column_of(status: CampaignStatus) -> Option<usize> {
    COLUMNS.iter().position(|column| *column == status)
}

/// The campaigns of a column, in the order shown.
pub fn cards(state: &State, column: usize) -> Vec<&Card> {
    let status = COLUMNS.get(column);
    state.desks.campaigns.shown().filter(|card| Some(&card.line.status) == status).collect()
}

/// The column the cursor is in, and its row.
pub fn place(state: &State) -> Option<(usize, usize)> {
    let chosen = state.desks.campaigns.chosen()?;
    let column = column_of(chosen.line.status)?;
    Some((column, cards(state, column).iter().position(|card| card.line.id == chosen.line.id)?))
}

/// How many columns there is room for.
fn visible(area: Rect) -> usize {
    usize::from(area.width / NARROWEST).clamp(1, COLUMNS.len())
}

/// The leftmost column shown: moved no further than the cursor needs.
pub fn first_column(state: &State, area: Rect) -> usize {
    let visible = visible(area);
    let column = place(state).map_or(0, |(column, _)| column);
    let least = (column + 1).saturating_sub(visible);
    state.desks.campaigns.column.clamp(least, column.max(least)).min(COLUMNS.len() - visible)
}

/// The columns shown, each with its room.
fn columns(state: &State, area: Rect) -> Vec<(usize, Rect)> {
    let (first, visible) = (first_column(state, area), visible(area));
    let share = area.width / u16::try_from(visible).unwrap_or(1);
    let room = |i: usize| {
        let x = area.x + share * u16::try_from(i).unwrap_or(0);
        let end = if i + 1 == visible { area.right() } else { x + share };
        Rect { x, width: end - x, ..area }
    };
    (0..visible).map(|i| (first + i, room(i))).collect()
}

/// How many lines a card takes, the blank after it counted.
fn lines_each(area: Rect) -> u16 {
    if area.height >= 14 { 4 } else { 2 }
}

/// The room of a column's cards.
fn stack(room: Rect) -> Rect {
    Rect { y: room.y + 2, height: room.height.saturating_sub(2), ..room }
}

/// The first card shown of a column, and how many there is room for.
fn part(state: &State, column: usize, room: Rect, count: usize) -> (usize, usize) {
    let room = stack(room);
    // The last line says how many more there are.
    let fits = usize::from((room.height.saturating_sub(1) / lines_each(room)).max(1));
    let row = place(state).filter(|(at, _)| *at == column).map_or(0, |(_, row)| row);
    (page_start(row, count, u16::try_from(fits).unwrap_or(1)), fits)
}

/// The campaign at a cell.
pub fn at(state: &State, area: Rect, x: u16, y: u16) -> Option<CampaignId> {
    let (column, room) =
        columns(state, area).into_iter().find(|(_, room)| (room.x..room.right()).contains(&x))?;
    let all = cards(state, column);
    let (from, fits) = part(state, column, room, all.len());
    let row = usize::from(y.checked_sub(stack(room).y)? / lines_each(stack(room)));
    all.get(from + row).filter(|_| row < fits).map(|card| card.line.id)
}

/// Draws the board.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let shown = columns(state, area);
    let last = shown.len().saturating_sub(1);
    for (i, (column, room)) in shown.iter().enumerate() {
        let all = cards(state, *column);
        let is_here = place(state).is_some_and(|(at, _)| at == *column);
        let status = COLUMNS.get(*column).map_or("", |status| state.say(label::campaign_status(*status)));
        let text = state.fill(&tr::CAMPAIGNS_COUNT, &[("status", status), ("n", &all.len().to_string())]);
        let style = theme.style(if is_here { Role::Title } else { Role::Dim });
        put(buf, room.x + 2, room.y, room.width.saturating_sub(3), &text, style);
        for x in room.x + 1..room.right().saturating_sub(1) {
            put(buf, x, room.y + 1, 1, theme.glyphs.frame[4], theme.style(Role::Faint));
        }
        if i == 0 && *column > 0 {
            put(buf, room.x, room.y, 1, theme.glyphs.left, theme.style(Role::Accent));
        }
        if i == last && column + 1 < COLUMNS.len() {
            put(buf, room.right() - 1, room.y, 1, theme.glyphs.right, theme.style(Role::Accent));
        }
        if i > 0 {
            for y in room.y + 2..room.bottom() {
                put(buf, room.x, y, 1, theme.glyphs.today, theme.style(Role::Faint));
            }
        }
        stacked(state, buf, *column, *room, &all);
    }
}

fn stacked(state: &State, buf: &mut Buffer, column: usize, room: Rect, all: &[&Card]) {
    let (from, fits) = part(state, column, room, all.len());
    let stack = stack(room);
    let each = lines_each(stack);
    let mut y = stack.y;
    for card in all.iter().skip(from).take(fits) {
        draw_card(
            state,
            buf,
            Rect { y, height: each, x: stack.x + 1, width: stack.width.saturating_sub(2) },
            card,
        );
        y += each;
    }
    let more = all.len().saturating_sub(from + fits) + from;
    if more > 0 && y < stack.bottom() + 1 {
        let text = state.fill(&tr::CAMPAIGNS_MORE, &[("n", &more.to_string())]);
        let y = stack.bottom() - 1;
        put(buf, stack.x + 5, y, stack.width.saturating_sub(6), &text, state.theme.style(Role::Dim));
    }
}

/// Name; dates and owner; progress, pace and overdue tasks of those that run, what is open of the others.
fn draw_card(state: &State, buf: &mut Buffer, area: Rect, card: &Card) {
    let (theme, line) = (&state.theme, &card.line);
    let health = theme.status(line.health);
    lead(state, buf, (area.x, area.y), card);
    put(buf, area.x + 2, area.y, 1, theme.glyphs.status(line.health), health);
    let (x, right) = (area.x + 4, area.right());
    let is_chosen = Some(line.id) == state.desks.campaigns.cursor;
    let style = theme.style(if is_chosen { Role::Title } else { Role::Text });
    put(buf, x, area.y, right.saturating_sub(x), &line.name, style);
    let dates = dates(state, line);
    let after = put(buf, x, area.y + 1, right.saturating_sub(x), &dates, theme.style(Role::Dim)) + 1;
    if width(&line.owner) <= right.saturating_sub(after) {
        put(buf, after, area.y + 1, right.saturating_sub(after), &line.owner, theme.style(Role::Dim));
    }
    if area.height < 4 {
        return;
    }
    let mut end = right;
    let late = card.overdue();
    if late > 0 {
        let late = format!("{}{late}", theme.glyphs.urgent);
        put_right(buf, x, end, area.y + 2, &late, theme.style(Role::Bad));
        end = end.saturating_sub(width(&late) + 1);
    }
    match line.primary().filter(|_| line.group != Group::Upcoming) {
        Some(target) => {
            let pace = words::pace(state, target);
            put_right(buf, x, end, area.y + 2, &pace, theme.status(Some(target.status)));
            let wide = end.saturating_sub(x + 6).min(14);
            let mark = target.plan_share.filter(|_| line.group == Group::Live);
            let style = theme.status(Some(target.status));
            bar::draw(buf, (x, area.y + 2), wide, target.progress, mark, style, theme);
        }
        None if !card.tasks.is_empty() => {
            let (done, all) = (card.tasks.len() - card.open(), card.tasks.len());
            let args = [("done", done.to_string()), ("all", all.to_string())];
            let args = [("done", args[0].1.as_str()), ("all", args[1].1.as_str())];
            let text = state.fill(&tr::CAMPAIGNS_DONE_OF, &args);
            put(buf, x, area.y + 2, end.saturating_sub(x), &text, theme.style(Role::Dim));
        }
        None => {}
    }
}
