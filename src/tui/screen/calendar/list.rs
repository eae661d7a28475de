//! The lists: a day's, the agenda, and what is coming without a campaign.
use super::rows::Row;
use super::{Pane, month, open_nodes, page, rows};
use crate::board::{CampaignDays, Item};
use crate::i18n::{label, tr};
use crate::model::{Day, OkrDayKind, Status, TaskStatus};
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width, wrap};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// What is on the chosen day.
pub fn items(state: &State, buf: &mut Buffer, area: Rect) {
    let rows = rows(state);
    if rows.is_empty() {
        nothing(state, buf, area);
        return;
    }
    let desk = &state.desks.calendar;
    let has_focus = desk.pane == Pane::Items;
    let chosen = if has_focus { desk.item } else { 0 };
    let from = page_start(chosen, rows.len(), area.height);
    for ((i, row), y) in rows.iter().enumerate().skip(from).zip(area.y..area.bottom()) {
        item(state, buf, Rect { y, height: 1, ..area }, row, has_focus && i == chosen);
    }
}

/// The room between the agenda's days and what is on them.
const DATE: u16 = 12;

/// The month day by day.
pub fn agenda(state: &State, buf: &mut Buffer, area: Rect) {
    let rows = rows(state);
    if rows.is_empty() {
        nothing(state, buf, area);
        return;
    }
    let desk = &state.desks.calendar;
    let from = page_start(desk.item, rows.len(), area.height);
    let mut last = None;
    for ((i, row), y) in rows.iter().enumerate().skip(from).zip(area.y..area.bottom()) {
        if last.replace(row.day) != Some(row.day) {
            date(state, buf, area.x + 1, y, row.day);
        }
        let line = Rect { x: area.x + DATE, y, width: area.width.saturating_sub(DATE), height: 1 };
        item(state, buf, line, row, desk.pane == Pane::Days && i == desk.item);
    }
}

fn date(state: &State, buf: &mut Buffer, x: u16, y: u16, day: Day) {
    let text = format!("{} {}", day.date().format("%m-%d"), state.say(label::weekday(day)));
    let role = if day == state.today() { Role::Accent } else { Role::Dim };
    put(buf, x, y, DATE - 1, &text, state.theme.style(role));
}

/// The row of the shown list at a line of its area.
#[must_use]
pub fn item_at(state: &State, area: Rect, line: u16) -> Option<usize> {
    let count = rows(state).len();
    let at = page_start(state.desks.calendar.item, count, area.height) + usize::from(line);
    (at < count).then_some(at)
}

fn nothing(state: &State, buf: &mut Buffer, area: Rect) {
    if page(state).is_none() {
        return;
    }
    let key = state.keymap.label("calendar.plan");
    let text = state.fill(&tr::CALENDAR_NOTHING_HERE, &[("key", &key)]);
    for (line, y) in wrap(&text, area.width.saturating_sub(2)).iter().zip(area.y..area.bottom()) {
        put(buf, area.x + 1, y, area.width - 1, line, state.theme.style(Role::Dim));
    }
}

/// One thing: a sign, its name, and at the right what else matters most.
fn item(state: &State, buf: &mut Buffer, area: Rect, row: &Row<'_>, is_chosen: bool) {
    let (theme, y) = (&state.theme, area.y);
    let line = line(state, row);
    if is_chosen {
        put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
    }
    put(buf, area.x + 1, y, 1, line.sign, line.style);
    let (x, right) = (area.x + 3, area.right().saturating_sub(1));
    let room = right.saturating_sub(x);
    let name = if is_chosen { theme.chosen() } else { theme.style(Role::Text) };
    // The name goes first; the rest has what room is left, and half of it where it says what is due.
    let least = if line.is_due { room / 2 } else { room / 4 };
    let tail = fit(&line.tail, room.saturating_sub(width(&line.name) + 1).max(least));
    let end = put(buf, x, y, room.saturating_sub(width(&tail) + 1), &line.name, name);
    put_right(buf, end + 1, right, y, &tail, line.tail_style);
    let (from, until) = (end + 2, right.saturating_sub(width(&tail) + 2));
    if !line.of.is_empty() && until >= from + width(&line.of).min(8) {
        put(buf, from, y, until - from, &line.of, theme.style(Role::Dim));
    }
}

/// What a row says.
struct Line {
    sign: &'static str,
    style: Style,
    name: String,
    /// What it belongs to, where there is room.
    of: String,
    tail: String,
    tail_style: Style,
    /// Whether the tail says what is due: without it the row means nothing.
    is_due: bool,
}

fn line(state: &State, row: &Row<'_>) -> Line {
    let (theme, glyphs) = (&state.theme, &state.theme.glyphs);
    let dim = theme.style(Role::Dim);
    let plain = |sign, style, name: &str, of: &str, tail: String| Line {
        sign,
        style,
        name: name.to_owned(),
        of: of.to_owned(),
        tail,
        tail_style: dim,
        is_due: false,
    };
    let campaign = |c: &CampaignDays, tail: String| {
        plain(glyphs.full, theme.style(month::bar_role(c.status)), &c.name, &owner(&c.owner), tail)
    };
    match row.item {
        Item::Node(node) => {
            let kind = state.say(label::node_kind(node.kind)).to_owned();
            plain(glyphs.look, theme.style(Role::Note), node.name.get(state.lang()), "", kind)
        }
        Item::Runs(c) => {
            let (n, days) = ((row.day.0 - c.first.0 + 1).to_string(), (c.last.0 - c.first.0 + 1).to_string());
            campaign(c, state.fill(&tr::COCKPIT_DAY, &[("day", &n), ("days", &days)]))
        }
        Item::Starts(c) => campaign(c, state.say(&tr::CALENDAR_STARTS).to_owned()),
        Item::Phase(c, name, _) => campaign(c, format!("{} {name}", glyphs.right)),
        Item::Ends(c) => campaign(c, state.say(&tr::CALENDAR_ENDS).to_owned()),
        Item::Task(task) => {
            let (sign, style) = match task.status {
                TaskStatus::Done => (glyphs.status(Some(Status::Met)), theme.style(Role::Good)),
                _ if task.is_overdue => (glyphs.urgent, theme.style(Role::Bad)),
                _ => (glyphs.status(Some(Status::Pending)), theme.style(Role::Text)),
            };
            let kind = state.say(label::task_kind(task.kind));
            let tail = if task.is_overdue { state.say(&tr::CALENDAR_OVERDUE) } else { kind };
            let who = task.addressed();
            let tail = if who.is_empty() { tail.to_owned() } else { format!("{who} {tail}") };
            let tail_style = if task.is_overdue { theme.style(Role::Bad) } else { dim };
            Line { tail_style, ..plain(sign, style, &task.title, &task.campaign_name, tail) }
        }
        Item::Okr(okr) => {
            let kind = state.say(label::okr_day(okr.kind));
            let (sign, role) = match okr.kind {
                OkrDayKind::CycleStarts | OkrDayKind::CycleEnds => (glyphs.look, Role::Note),
                _ if okr.is_overdue => (glyphs.urgent, Role::Warn),
                _ => (glyphs.status(Some(Status::Pending)), Role::Text),
            };
            let tail = if okr.is_overdue { state.say(&tr::CALENDAR_OVERDUE) } else { kind };
            let who = owner(&okr.owner);
            let tail = if who.is_empty() { tail.to_owned() } else { format!("{who} {tail}") };
            let line = plain(sign, theme.style(role), okr.name(state.lang()), &okr.of, tail);
            Line { is_due: true, ..line }
        }
        Item::Resource(resource) => {
            let tail = state.say(label::resource_status(resource.status)).to_owned();
            let role = if resource.is_pressing { Role::Warn } else { Role::Dim };
            let tail_style = theme.style(role);
            Line {
                tail_style,
                ..plain(glyphs.right, theme.style(role), &resource.name, &resource.campaign_name, tail)
            }
        }
    }
}

fn owner(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("@{name}") }
}

/// What is coming without a campaign.
pub fn coming(state: &State, buf: &mut Buffer, area: Rect) {
    let (theme, desk) = (&state.theme, &state.desks.calendar);
    let open = open_nodes(state);
    if open.is_empty() {
        if desk.page.is_some() {
            let days = crate::board::AHEAD.to_string();
            let text = state.fill(&tr::CALENDAR_ALL_COVERED, &[("days", &days)]);
            for (line, y) in wrap(&text, area.width.saturating_sub(2)).iter().zip(area.y..area.bottom()) {
                put(buf, area.x + 1, y, area.width - 1, line, theme.style(Role::Dim));
            }
        }
        return;
    }
    let has_focus = desk.pane == Pane::Coming;
    let from = page_start(desk.node, open.len(), area.height);
    for ((i, coming), y) in open.iter().enumerate().skip(from).zip(area.y..area.bottom()) {
        let is_chosen = has_focus && i == desk.node;
        if is_chosen {
            put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
        }
        if coming.is_time_to_plan {
            put(buf, area.x + 1, y, 1, theme.glyphs.urgent, theme.style(Role::Warn));
        }
        let date = coming.node.day.date().format("%m-%d").to_string();
        let x = put(buf, area.x + 3, y, 5, &date, theme.style(Role::Dim)) + 1;
        let tail = tail(state, coming);
        let right = area.right().saturating_sub(1);
        let tail = fit(&tail, right.saturating_sub(x) / 2);
        let role = if coming.is_time_to_plan { Role::Warn } else { Role::Dim };
        put_right(buf, x, right, y, &tail, theme.style(role));
        let room = right.saturating_sub(x + width(&tail) + 1);
        let name = if is_chosen { theme.chosen() } else { theme.style(Role::Text) };
        put(buf, x, y, room, coming.node.name.get(state.lang()), name);
    }
}

/// How far away it is, or today.
fn tail(state: &State, coming: &crate::board::Coming) -> String {
    match coming.days_left {
        0 => state.say(&tr::CALENDAR_TODAY).to_owned(),
        1 => state.say(&tr::CALENDAR_TOMORROW).to_owned(),
        n => state.fill(&tr::CALENDAR_DAYS_LEFT, &[("n", &n.to_string())]),
    }
}
