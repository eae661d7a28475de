//! The month: six weeks of seven days, campaigns as bars over their days.
use super::{DAYS, Pane, WEEKS, day, grid_from, page};
use crate::board::{Calendar, CampaignDays};
use crate::i18n::{label, tr};
use crate::model::{CampaignStatus, Day, Status};
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width};
use crate::tui::theme::Role;
use chrono::Datelike as _;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

/// The columns of a weekday, 0 for Monday: from, and the one after the last.
fn columns(area: Rect, weekday: i32) -> (u16, u16) {
    let at = |n: i32| area.x + u16::try_from(i32::from(area.width) * n / 7).unwrap_or(0);
    (at(weekday), at(weekday + 1))
}

/// The rows of one week.
fn week_height(area: Rect) -> u16 {
    (area.height.saturating_sub(1) / WEEKS).max(1)
}

/// The day at a cell.
#[must_use]
pub fn day_at(state: &State, area: Rect, at: Position) -> Option<Day> {
    let row = i32::from(at.y.checked_sub(area.y + 1)? / week_height(area));
    let weekday = (0..7).find(|n| (columns(area, *n).0..columns(area, *n).1).contains(&at.x))?;
    (row < i32::from(WEEKS)).then(|| grid_from(day(state)).plus(row * 7 + weekday))
}

/// Draws it.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let dim = state.theme.style(Role::Dim);
    let from = grid_from(day(state));
    for weekday in 0..7 {
        let (x, end) = columns(area, weekday);
        let name = state.say(label::weekday(from.plus(weekday)));
        put(buf, x, area.y, end.saturating_sub(x), name, dim);
    }
    let height = week_height(area);
    for week in 0..WEEKS {
        let y = area.y + 1 + week * height;
        if y + height > area.bottom() {
            break;
        }
        let monday = from.plus(i32::from(week) * 7);
        let rect = Rect { y, height, ..area };
        let hidden = page(state).map_or([0; 7], |page| bars(state, buf, rect, monday, &page.calendar));
        for (weekday, hidden) in (0..7).zip(hidden) {
            cell(state, buf, rect, weekday, monday.plus(weekday), hidden);
        }
    }
    debug_assert_eq!(DAYS, i32::from(WEEKS) * 7);
}

/// The style of a campaign's bar.
#[must_use]
pub fn bar_role(status: CampaignStatus) -> Role {
    match status {
        CampaignStatus::Live => Role::Good,
        CampaignStatus::Approved | CampaignStatus::Preparing => Role::Accent,
        CampaignStatus::Planned => Role::Plan,
        CampaignStatus::Idea => Role::Quiet,
        CampaignStatus::Ended | CampaignStatus::Reviewed | CampaignStatus::Cancelled => Role::Dim,
    }
}

/// Draws the bars of a week, each as high up as there is room, and gives how many there is none for on each day.
fn bars(state: &State, buf: &mut Buffer, area: Rect, monday: Day, calendar: &Calendar) -> [usize; 7] {
    let mut hidden = [0; 7];
    // The first day that is free, by row.
    let top = 1 + u16::from(has_node_row(area, monday, calendar));
    let mut rows: Vec<Day> = vec![monday; usize::from(area.height - top)];
    let sunday = monday.plus(6);
    for campaign in calendar.campaigns.iter().filter(|c| c.first <= sunday && c.last >= monday) {
        let (first, last) = (campaign.first.max(monday), campaign.last.min(sunday));
        let row = rows.iter().position(|free| *free <= first);
        let Some((row, free)) = row.and_then(|row| rows.get_mut(row).map(|free| (row, free))) else {
            for (day, count) in hidden.iter_mut().enumerate() {
                let day = monday.plus(i32::try_from(day).unwrap_or(0));
                *count += usize::from((first..=last).contains(&day));
            }
            continue;
        };
        *free = last.plus(1);
        let y = area.y + top + u16::try_from(row).unwrap_or(0);
        let (x, end) = (columns(area, first.0 - monday.0).0, columns(area, last.0 - monday.0).1);
        bar(state, buf, (x, end, y), campaign, (campaign.first < monday, campaign.last > sunday));
    }
    hidden
}

fn bar(
    state: &State,
    buf: &mut Buffer,
    (x, end, y): (u16, u16, u16),
    campaign: &CampaignDays,
    goes: (bool, bool),
) {
    let glyphs = &state.theme.glyphs;
    let style = state.theme.style(bar_role(campaign.status));
    // A blank parts it from the next.
    let end = end.saturating_sub(1);
    let mut at = x;
    if goes.0 {
        at = put(buf, at, y, 1, glyphs.left, style);
    }
    let tail = u16::from(goes.1);
    let name = fit(&campaign.name, end.saturating_sub(at + tail));
    at = put(buf, at, y, end.saturating_sub(at + tail), &name, style);
    while at < end.saturating_sub(tail) {
        at = put(buf, at, y, 1, glyphs.full, style);
    }
    if goes.1 {
        put(buf, at, y, 1, glyphs.right, style);
    }
}

/// True where a week has a row for the names of its promo nodes: only weeks with some, and only where there is room.
fn has_node_row(area: Rect, monday: Day, calendar: &Calendar) -> bool {
    area.height >= 4 && calendar.nodes.iter().any(|n| (monday..=monday.plus(6)).contains(&n.day))
}

/// The head of a day: its number, its promo node, how much is due, how many campaigns there is no room for.
fn cell(state: &State, buf: &mut Buffer, area: Rect, weekday: i32, at: Day, hidden: usize) {
    let theme = &state.theme;
    let (x, end) = columns(area, weekday);
    let (chosen, y) = (day(state), area.y);
    let number = at.date().day().to_string();
    let is_other_month = at.date().month() != chosen.date().month();
    let x = put(buf, x, y, 3, &format!("{number:>2} "), number_style(state, at, is_other_month));
    let Some(page) = page(state) else { return };
    let calendar = &page.calendar;
    let role = |role| theme.style(if is_other_month { Role::Faint } else { role });
    let due = due(calendar, at);
    let is_late = calendar.tasks.iter().any(|t| t.on.day() == at && t.is_overdue);
    if area.height == 1 {
        marks(state, buf, (x, end, y), at, calendar, role(if is_late { Role::Bad } else { Role::Text }));
        return;
    }
    let mut nodes = calendar.nodes.iter().filter(|node| node.day == at);
    let first = nodes.next();
    let more = nodes.count();
    let more = if more > 0 { format!(" +{more}") } else { String::new() };
    let name = first.map_or("", |node| node.name.get(state.lang()));
    // A blank parts it from the next day.
    let right = end.saturating_sub(1);
    let own_row = has_node_row(area, at.plus(-weekday), calendar);
    if own_row && !name.is_empty() {
        let from = columns(area, weekday).0;
        let after = put(buf, from, y + 1, right.saturating_sub(from + width(&more)), name, role(Role::Note));
        put(buf, after, y + 1, width(&more), &more, role(Role::Dim));
    }
    let mut x = x;
    if due > 0 {
        let count = due.to_string();
        let sign = if is_late { theme.glyphs.urgent } else { theme.glyphs.status(Some(Status::Pending)) };
        let is_wide = area.width / 7 >= 16;
        let full = state.fill(&tr::CALENDAR_DUE, &[("n", &count)]);
        let text = if is_wide { full } else { format!("{sign}{count}") };
        let role = role(if is_late { Role::Bad } else { Role::Text });
        x = put(buf, x, y, right.saturating_sub(x), &text, role) + 1;
    }
    let today = state.say(&tr::CALENDAR_TODAY);
    let room = right.saturating_sub(x);
    if !own_row && !name.is_empty() && room > 2 {
        x = put(buf, x, y, room.saturating_sub(width(&more)), name, role(Role::Note));
        x = put(buf, x, y, right.saturating_sub(x), &more, role(Role::Dim)) + 1;
    } else if at == state.today() && room >= width(today) {
        x = put(buf, x, y, room, today, role(Role::Accent)) + 1;
    }
    let text = format!("+{hidden}");
    if hidden > 0 && x + width(&text) <= right {
        put_right(buf, x, right, y, &text, role(Role::Dim));
    }
}

/// How much is still to be done for a day.
fn due(calendar: &Calendar, day: Day) -> usize {
    let tasks = calendar.tasks.iter().filter(|t| t.on.day() == day && t.status.is_open()).count();
    tasks + calendar.resources.iter().filter(|r| r.on.day() == day && r.status.is_open()).count()
}

/// Where a day has one row: a sign each for a promo node, a campaign, something due.
fn marks(
    state: &State,
    buf: &mut Buffer,
    (x, end, y): (u16, u16, u16),
    day: Day,
    calendar: &Calendar,
    urgent: Style,
) {
    let (glyphs, mut x) = (&state.theme.glyphs, x.saturating_sub(1));
    if calendar.nodes.iter().any(|n| n.day == day) {
        x = put(buf, x, y, end.saturating_sub(x), glyphs.look, state.theme.style(Role::Note));
    }
    if due(calendar, day) > 0 {
        x = put(buf, x, y, end.saturating_sub(x), glyphs.urgent, urgent);
    }
    if let Some(c) = calendar.campaigns.iter().find(|c| (c.first..=c.last).contains(&day)) {
        put(buf, x, y, end.saturating_sub(x), glyphs.full, state.theme.style(bar_role(c.status)));
    }
}

fn number_style(state: &State, at: Day, is_other_month: bool) -> Style {
    let theme = &state.theme;
    if at == day(state) {
        let style = theme.chosen();
        let is_here = state.desks.calendar.pane == Pane::Days;
        return if is_here {
            style.add_modifier(Modifier::REVERSED)
        } else {
            style.add_modifier(Modifier::UNDERLINED)
        };
    }
    if at == state.today() {
        return theme.style(Role::Accent).add_modifier(Modifier::BOLD);
    }
    let is_weekend = at.date().weekday().num_days_from_monday() >= 5;
    theme.style(match (is_other_month, is_weekend) {
        (true, _) => Role::Faint,
        (false, true) => Role::Dim,
        (false, false) => Role::Text,
    })
}
