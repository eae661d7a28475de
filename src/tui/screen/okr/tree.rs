//! The tree: an objective a line, its key results below it. Columns fall away where there is no room.
use super::rows::{Row, Thing};
use super::words;
use crate::board::{KeyResultLine, ObjectiveLine};
use crate::i18n::{Text, tr};
use crate::model::Status;
use crate::tui::state::State;
use crate::tui::text::{put, put_right, width};
use crate::tui::theme::Role;
use crate::tui::widget::bar;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// No bar is longer than this.
const LONGEST_BAR: u16 = 24;
/// No title gets less than this for another column.
const SHORTEST_TITLE: u16 = 22;

/// How much of the width the titles may keep from the columns.
fn longest_title(area: Rect) -> u16 {
    match area.width {
        0..100 => 28,
        100..150 => 38,
        _ => 60,
    }
}

/// A column after the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Team,
    Value,
    Feed,
    Weight,
    Bar,
    Progress,
    Expected,
    Status,
    Confidence,
    Age,
    Owner,
}

/// As they stand from left to right: the column, its heading, the most room it takes, and whether it is a number.
const COLUMNS: [(Column, &Text, u16, bool); 11] = [
    (Column::Team, &tr::OKR_COLUMN_TEAM, 12, false),
    (Column::Value, &tr::OKR_COLUMN_VALUE, 34, true),
    (Column::Feed, &tr::OKR_COLUMN_FEED, 10, false),
    (Column::Weight, &tr::OKR_COLUMN_WEIGHT, 5, true),
    (Column::Bar, &tr::OKR_COLUMN_PROGRESS, LONGEST_BAR, false),
    (Column::Progress, &tr::OKR_COLUMN_PROGRESS, 6, true),
    (Column::Expected, &tr::OKR_COLUMN_EXPECTED, 5, true),
    (Column::Status, &tr::OKR_COLUMN_STATUS, 12, false),
    (Column::Confidence, &tr::OKR_COLUMN_CONFIDENCE, 6, true),
    (Column::Age, &tr::OKR_COLUMN_AGE, 6, true),
    (Column::Owner, &tr::OKR_COLUMN_OWNER, 12, false),
];

/// In this order they fall away.
const FALL: [Column; 10] = [
    Column::Team,
    Column::Owner,
    Column::Weight,
    Column::Expected,
    Column::Feed,
    Column::Age,
    Column::Confidence,
    Column::Value,
    Column::Bar,
    Column::Status,
];

/// A column with the room it takes.
#[derive(Clone)]
struct Room {
    column: Column,
    heading: &'static str,
    wide: u16,
    is_number: bool,
}

/// An objective or one of its key results.
#[derive(Clone, Copy)]
struct Cell<'a>(&'a ObjectiveLine, Option<&'a KeyResultLine>);

impl Cell<'_> {
    fn health(self) -> Option<Status> {
        match self.1 {
            Some(key_result) => Some(key_result.line.status),
            None => self.0.health,
        }
    }

    fn shares(self) -> (Option<f64>, Option<f64>) {
        match self.1 {
            Some(key_result) => (key_result.progress, words::expected(key_result)),
            None => (self.0.progress, self.0.expected),
        }
    }
}

fn cell<'a>(state: &'a State, row: &Row) -> Option<Cell<'a>> {
    let objective = state.desks.okr.tree()?.objectives.get(row.objective?)?;
    let key_result = match row.key_result {
        Some(place) => Some(objective.key_results.get(place)?),
        None => None,
    };
    Some(Cell(objective, key_result))
}

fn is_tight(area: Rect) -> bool {
    area.width < 100
}

/// What stands in a cell.
fn text(state: &State, at: Cell<'_>, column: Column, is_tight: bool) -> String {
    let Cell(objective, key_result) = at;
    let now = words::moment(state);
    let (progress, expected) = at.shares();
    match (column, key_result) {
        (Column::Team, None) => words::team(state, objective).to_owned(),
        (Column::Value, Some(kr)) => words::value(state, kr, !is_tight),
        (Column::Value, None) if objective.key_results.is_empty() && objective.children == 0 => {
            state.say(&tr::OKR_NO_KEY_RESULTS).to_owned()
        }
        (Column::Feed, Some(kr)) => words::feed(state, kr.feed).to_owned(),
        (Column::Weight, Some(kr)) => state.numbers().percent(kr.share),
        (Column::Weight, None) => words::weight(state, objective.weight),
        (Column::Progress, _) => words::share(state, progress),
        (Column::Expected, _) => expected.map(|due| state.numbers().percent(due)).unwrap_or_default(),
        (Column::Status, Some(kr)) => words::standing(state, kr).to_owned(),
        (Column::Status, None) => words::health(state, objective.health).to_owned(),
        (Column::Confidence, Some(kr)) => {
            words::confidence(state, kr.confidence, kr.confidence_before, is_tight)
        }
        (Column::Confidence, None) => {
            words::confidence(state, objective.confidence, words::confidence_before(objective), is_tight)
        }
        (Column::Age, Some(kr)) => words::checked(state, kr.checked_at, kr.due_at.is_some(), kr.is_due(now)),
        (Column::Age, None) => {
            let awaits = objective.key_results.iter().any(|kr| kr.due_at.is_some());
            words::checked(state, objective.checked_at, awaits, objective.due > 0)
        }
        (Column::Owner, Some(kr)) if kr.owner == objective.owner => String::new(),
        (Column::Owner, Some(kr)) => kr.owner.clone(),
        (Column::Owner, None) => objective.owner.clone(),
        (Column::Bar | Column::Team | Column::Value | Column::Feed, _) => String::new(),
    }
}

fn title(state: &State, at: Cell<'_>) -> String {
    match at.1 {
        Some(kr) => format!("{} {}", kr.line.key, words::title(state, kr)),
        None => format!("{} {}", at.0.key, at.0.title),
    }
}

/// The columns of what stands before a title: cursor, indent, fold, glyph.
fn lead(row: &Row) -> u16 {
    let depth = u16::try_from(row.depth).unwrap_or(u16::MAX).min(12);
    6 + 2 * depth
}

/// The columns there is room for, and the room of lead and title, for the page that is shown: with hundreds of rows
/// every frame would be laid out by what nobody sees.
fn columns(state: &State, area: Rect) -> (Vec<Room>, u16) {
    let desk = &state.desks.okr;
    let cells: Vec<(Cell<'_>, u16)> =
        desk.page(body(area).height).filter_map(|row| Some((cell(state, row)?, lead(row)))).collect();
    let mut rooms = Vec::new();
    for (column, heading, most, is_number) in COLUMNS {
        let heading = state.say(heading);
        let filled = match column {
            Column::Bar => 6,
            _ => cells
                .iter()
                .map(|(at, _)| width(&text(state, *at, column, is_tight(area))))
                .max()
                .unwrap_or(0),
        };
        if filled > 0 {
            let least = if column == Column::Bar { 0 } else { width(heading) };
            rooms.push(Room { column, heading, wide: filled.min(most).max(least), is_number });
        }
    }
    let all = rooms;
    let mut rooms: Vec<Room> = all.clone();
    let longest = cells.iter().map(|(at, lead)| lead + width(&title(state, *at))).max().unwrap_or(0);
    let wanted = longest.clamp(SHORTEST_TITLE, longest_title(area)).min(area.width / 2);
    let left =
        |rooms: &[Room]| area.width.saturating_sub(1 + rooms.iter().map(|room| room.wide + 2).sum::<u16>());
    for column in FALL {
        if left(&rooms) >= wanted {
            break;
        }
        rooms.retain(|room| room.column != column);
    }
    // What fell away and has room all the same comes back, the most needed first.
    for column in FALL.iter().rev() {
        let Some(place) = all.iter().position(|room| room.column == *column) else { continue };
        let is_out = rooms.iter().all(|room| room.column != *column);
        if let Some(room) = all.get(place).filter(|room| is_out && left(&rooms) >= wanted + room.wide + 2) {
            let before = |room: &Room| all.iter().position(|other| other.column == room.column) < Some(place);
            let at = rooms.iter().filter(|room| before(room)).count();
            rooms.insert(at, room.clone());
        }
    }
    let name = left(&rooms).min(longest.max(wanted));
    let spare = left(&rooms).saturating_sub(name);
    if let Some(room) = rooms.iter_mut().find(|room| room.column == Column::Bar) {
        room.wide = (room.wide + spare).min(LONGEST_BAR);
    }
    let name = left(&rooms).min(longest.max(wanted));
    (rooms, name)
}

/// The rows below the headings.
fn body(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

/// What stands at a cell of the window.
pub fn at(state: &State, area: Rect, x: u16, y: u16) -> Option<Thing> {
    let rows = body(area);
    let (desk, inside) = (&state.desks.okr, (rows.left()..rows.right()).contains(&x));
    let row = usize::from(y.checked_sub(rows.y).filter(|row| *row < rows.height && inside)?);
    desk.page(rows.height).nth(row)?.thing
}

/// Draws headings and rows.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let desk = &state.desks.okr;
    let (rooms, name) = columns(state, area);
    let dim = state.theme.style(Role::Dim);
    put(buf, area.x + 6, area.y, name.saturating_sub(6), state.say(&tr::OKR_COLUMN_NAME), dim);
    let has_bar = rooms.iter().any(|room| room.column == Column::Bar);
    let mut x = area.x + name;
    for room in &rooms {
        x += 2;
        match room.column {
            // The bar and the number behind it are one thing.
            Column::Progress if has_bar => {}
            Column::Bar => drop(put(buf, x, area.y, room.wide + 8, room.heading, dim)),
            _ => cell_text(buf, (x, area.y), room, room.heading, dim),
        }
        x += room.wide;
    }
    let rows = body(area);
    for (y, row) in (rows.y..rows.bottom()).zip(desk.page(rows.height)) {
        line(state, buf, Rect { y, height: 1, ..rows }, row, &rooms, name);
    }
}

fn line(state: &State, buf: &mut Buffer, area: Rect, row: &Row, rooms: &[Room], name: u16) {
    let Some(at) = cell(state, row) else { return };
    let (theme, y) = (&state.theme, area.y);
    let status = theme.status(at.health());
    if row.thing == state.desks.okr.cursor {
        put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
    }
    let start = area.x + lead(row);
    if let (Some(thing), true) = (row.thing, row.has_inside) {
        let sign = theme.glyphs.fold(state.desks.okr.is_folded(thing));
        put(buf, start - 4, y, 1, sign, theme.style(Role::Dim));
    }
    put(buf, start - 2, y, 1, theme.glyphs.status(at.health()), status);
    let role = if at.1.is_none() { Role::Title } else { Role::Text };
    let room = (area.x + name).saturating_sub(start);
    put(buf, start, y, room, &title(state, at), theme.style(role));
    let mut x = area.x + name;
    for room in rooms {
        x += 2;
        let text = text(state, at, room.column, is_tight(area));
        match room.column {
            Column::Bar => {
                let (progress, expected) = at.shares();
                bar::draw(buf, (x, y), room.wide, progress, expected, status, theme);
            }
            column => cell_text(buf, (x, y), room, &text, style(state, at, column)),
        }
        x += room.wide;
    }
}

fn style(state: &State, at: Cell<'_>, column: Column) -> Style {
    let theme = &state.theme;
    match column {
        Column::Status => theme.status(at.health()),
        Column::Age if at.1.map_or(at.0.due > 0, |kr| kr.is_due(words::moment(state))) => {
            theme.style(Role::Warn)
        }
        Column::Confidence if is_falling(at) => theme.style(Role::Warn),
        Column::Value | Column::Progress | Column::Confidence | Column::Age => theme.style(Role::Text),
        _ => theme.style(Role::Dim),
    }
}

fn is_falling(at: Cell<'_>) -> bool {
    let (now, before) = match at.1 {
        Some(kr) => (kr.confidence, kr.confidence_before),
        None => (at.0.confidence, words::confidence_before(at.0)),
    };
    now.zip(before).is_some_and(|(now, before)| before > now)
}

fn cell_text(buf: &mut Buffer, at: (u16, u16), room: &Room, text: &str, style: Style) {
    let (x, y) = at;
    if room.is_number {
        put_right(buf, x, x + room.wide, y, text, style);
    } else {
        put(buf, x, y, room.wide, text, style);
    }
}
