//! The list: a row a campaign. Columns fall away where there is no room, the least needed first.
use super::{dates, lead};
use crate::board::{Card, Group, Sort};
use crate::i18n::{Text, label, tr};
use crate::model::{CampaignId, Unit};
use crate::tui::screen::cockpit::words;
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width};
use crate::tui::theme::Role;
use crate::tui::widget::bar;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// What stands before the name: cursor, mark, glyph, a blank.
const LEAD: u16 = 4;
/// The most room of the bar.
const BAR: u16 = 10;

/// The room of the bar.
fn bar_room(state: &State) -> u16 {
    if state.size.0 < 100 { 6 } else { BAR }
}
/// No name takes more room from the other columns than this.
const LONGEST_NAME: u16 = 28;
/// No name gets less than this for another column.
const SHORTEST_NAME: u16 = 12;

/// A column after the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Status,
    Dates,
    Owner,
    Channels,
    Progress,
    Pace,
    Money,
    Tasks,
}

/// As they stand from left to right: the column, its heading, what it is sorted by, the most room it takes, and whether
/// it is a number.
const COLUMNS: [(Column, &Text, Option<Sort>, u16, bool); 8] = [
    (Column::Status, &tr::CAMPAIGNS_COLUMN_STATUS, Some(Sort::Status), 10, false),
    (Column::Dates, &tr::CAMPAIGNS_COLUMN_DATES, Some(Sort::Start), 17, false),
    (Column::Owner, &tr::CAMPAIGNS_COLUMN_OWNER, Some(Sort::Owner), 12, false),
    (Column::Channels, &tr::CAMPAIGNS_COLUMN_CHANNELS, None, 18, false),
    (Column::Progress, &tr::CAMPAIGNS_COLUMN_PROGRESS, Some(Sort::Progress), BAR + 6, false),
    (Column::Pace, &tr::CAMPAIGNS_COLUMN_PACE, Some(Sort::Health), 6, true),
    (Column::Money, &tr::CAMPAIGNS_COLUMN_MONEY, None, 16, true),
    (Column::Tasks, &tr::CAMPAIGNS_COLUMN_TASKS, None, 8, true),
];

/// In this order they fall away.
const FALL: [Column; 8] = [
    Column::Channels,
    Column::Money,
    Column::Owner,
    Column::Progress,
    Column::Tasks,
    Column::Status,
    Column::Dates,
    Column::Pace,
];

/// A column with its heading and the room it takes.
struct Room {
    column: Column,
    heading: String,
    wide: u16,
    is_number: bool,
}

fn heading(state: &State, text: &'static Text, sort: Option<Sort>) -> String {
    let desk = &state.desks.campaigns;
    let name = state.say(text);
    let is_sorted =
        sort.is_some_and(|sort| desk.sort == sort || (desk.sort == Sort::End && sort == Sort::Start));
    if is_sorted { format!("{name}{}", state.theme.glyphs.sorted(desk.is_reversed)) } else { name.to_owned() }
}

/// The columns there is room for, and the room of the name.
fn columns(state: &State, room: u16) -> (Vec<Room>, u16) {
    let desk = &state.desks.campaigns;
    let mut rooms: Vec<Room> = Vec::new();
    for (column, text, sort, most, is_number) in COLUMNS {
        let filled = desk.shown().map(|card| cell_width(state, card, column)).max().unwrap_or(0);
        if filled == 0 {
            continue;
        }
        let heading = heading(state, text, sort);
        let wide = filled.min(most).max(width(&heading));
        rooms.push(Room { column, heading, wide, is_number });
    }
    let longest = desk.shown().map(|card| width(&card.line.name)).max().unwrap_or(0);
    let wanted = longest.clamp(SHORTEST_NAME, LONGEST_NAME);
    let name_of =
        |rooms: &[Room]| room.saturating_sub(LEAD + 1 + rooms.iter().map(|room| room.wide + 2).sum::<u16>());
    for column in FALL {
        if name_of(&rooms) >= wanted {
            break;
        }
        rooms.retain(|room| room.column != column);
    }
    let name = name_of(&rooms).min(longest.max(width(state.say(&tr::CAMPAIGNS_COLUMN_NAME)) + 1));
    (rooms, name)
}

fn money(state: &State, card: &Card) -> String {
    let numbers = state.numbers();
    let shown = |q| numbers.compact(q, Unit::Money);
    match (card.spent, card.planned) {
        (None, None) => String::new(),
        (spent, None) => spent.map(shown).unwrap_or_default(),
        (spent, Some(planned)) => {
            let planned = shown(planned);
            let spent = spent.map_or_else(|| "0".to_owned(), shown);
            format!("{spent}/{}", planned.trim_start_matches(numbers.symbol))
        }
    }
}

/// What stands in a cell that is one text.
fn text(state: &State, card: &Card, column: Column) -> (String, Style) {
    let (theme, line) = (&state.theme, &card.line);
    let dim = theme.style(Role::Dim);
    match column {
        Column::Status => (state.say(label::campaign_status(line.status)).to_owned(), dim),
        Column::Dates => (dates(state, line), dim),
        Column::Owner => (line.owner.clone(), theme.style(Role::Text)),
        Column::Channels => (card.channels.join(" "), dim),
        Column::Pace => {
            let pace = line.primary().map(|target| words::pace(state, target)).unwrap_or_default();
            (pace, theme.status(line.primary().map(|target| target.status)))
        }
        Column::Money => (money(state, card), theme.style(Role::Text)),
        Column::Progress | Column::Tasks => (String::new(), dim),
    }
}

fn cell_width(state: &State, card: &Card, column: Column) -> u16 {
    match column {
        Column::Progress if card.line.primary().is_some() => bar_room(state) + 6,
        Column::Progress => 0,
        Column::Tasks if card.tasks.is_empty() => 0,
        Column::Tasks => {
            let late = card.overdue();
            let wide = width(&card.open().to_string());
            if late > 0 { wide + 2 + width(&late.to_string()) } else { wide }
        }
        column => width(&text(state, card, column).0),
    }
}

/// The rows below the heading.
pub fn rows(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

/// The campaign at a row of the window.
pub fn at(state: &State, area: Rect, y: u16) -> Option<CampaignId> {
    let (desk, rows) = (&state.desks.campaigns, rows(area));
    let row = usize::from(y.checked_sub(rows.y).filter(|row| *row < rows.height)?);
    let from = page_start(desk.position(), desk.count(), rows.height);
    desk.shown().nth(from + row).map(|card| card.line.id)
}

/// What a press on the heading at a column sorts by.
pub fn sort_at(state: &State, area: Rect, x: u16) -> Option<Sort> {
    let (columns, name) = columns(state, area.width);
    let mut left = area.x + LEAD;
    if (left..left + name).contains(&x) {
        return Some(Sort::Name);
    }
    left += name + 2;
    for room in columns {
        if (left..left + room.wide).contains(&x) {
            return COLUMNS
                .iter()
                .find(|(column, ..)| *column == room.column)
                .and_then(|(_, _, sort, ..)| *sort);
        }
        left += room.wide + 2;
    }
    None
}

/// Draws the list.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let desk = &state.desks.campaigns;
    let (columns, name) = columns(state, area.width);
    let dim = state.theme.style(Role::Dim);
    let mut x = area.x + LEAD;
    let heading = heading(state, &tr::CAMPAIGNS_COLUMN_NAME, Some(Sort::Name));
    put(buf, x, area.y, name, &heading, dim);
    x += name + 2;
    for room in &columns {
        cell(buf, (x, area.y), room, &room.heading, dim);
        x += room.wide + 2;
    }
    let rows = rows(area);
    let from = page_start(desk.position(), desk.count(), rows.height);
    for (y, card) in (rows.y..rows.bottom()).zip(desk.shown().skip(from)) {
        lead(state, buf, (area.x, y), card);
        let health = state.theme.status(card.line.health);
        put(buf, area.x + 2, y, 1, state.theme.glyphs.status(card.line.health), health);
        let mut x = area.x + LEAD;
        put(buf, x, y, name, &card.line.name, state.theme.style(Role::Text));
        x += name + 2;
        for room in &columns {
            match room.column {
                Column::Progress => progress(state, buf, (x, y), card),
                Column::Tasks => tasks(state, buf, (x, y), room, card),
                column => {
                    let (text, style) = text(state, card, column);
                    cell(buf, (x, y), room, &text, style);
                }
            }
            x += room.wide + 2;
        }
    }
}

fn cell(buf: &mut Buffer, at: (u16, u16), room: &Room, text: &str, style: Style) {
    let (x, y) = at;
    if room.is_number {
        put_right(buf, x, x + room.wide, y, text, style);
    } else {
        put(buf, x, y, room.wide, text, style);
    }
}

fn progress(state: &State, buf: &mut Buffer, at: (u16, u16), card: &Card) {
    let Some(target) = card.line.primary() else { return };
    let style = state.theme.status(Some(target.status));
    let mark = target.plan_share.filter(|_| card.line.group == Group::Live);
    let room = bar_room(state);
    bar::draw(buf, at, room, target.progress, mark, style, &state.theme);
    let share = target.progress.map_or_else(|| "—".to_owned(), |share| state.numbers().percent(share));
    put_right(buf, at.0 + room, at.0 + room + 6, at.1, &fit(&share, 5), state.theme.style(Role::Text));
}

/// How many tasks are open, and how many of them are overdue.
fn tasks(state: &State, buf: &mut Buffer, at: (u16, u16), room: &Room, card: &Card) {
    if card.tasks.is_empty() {
        return;
    }
    let (x, y) = at;
    let mut right = x + room.wide;
    let late = card.overdue();
    if late > 0 {
        let late = format!("{}{late}", state.theme.glyphs.urgent);
        put_right(buf, x, right, y, &late, state.theme.style(Role::Bad));
        right -= width(&late) + 1;
    }
    put_right(buf, x, right, y, &card.open().to_string(), state.theme.style(Role::Text));
}
