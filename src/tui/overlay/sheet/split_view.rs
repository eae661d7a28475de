//! Draws the goal splitter: a table of the chain, the former campaign beside, what to know below.
use super::super::view::{open, place};
use super::SplitBox;
use crate::board::Split;
use crate::i18n::tr;
use crate::model::{Part, Style};
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width, wrap};
use crate::tui::theme::Role;
use crate::tui::widget::editor::Editor;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Blank columns between two columns.
const GAP: u16 = 2;
/// The narrowest a name may become.
const NAME: u16 = 12;

/// A column of numbers beside the value, by how much it matters.
struct Column {
    title: String,
    cells: Vec<String>,
    rank: u8,
}

impl Column {
    fn width(&self) -> u16 {
        self.cells.iter().map(|cell| width(cell)).max().unwrap_or(0).max(width(&self.title))
    }
}

fn columns(state: &State, sheet: &SplitBox, split: &Split) -> Vec<Column> {
    let style = state.numbers();
    let column = |title: &str, rank: u8, cell: &dyn Fn(Part) -> Option<String>| Column {
        title: title.to_owned(),
        cells: split.parts().map(|part| cell(part).unwrap_or_else(|| "—".to_owned())).collect(),
        rank,
    };
    let value = |part| sheet.now.as_ref().and_then(|now| now.value(part));
    let days = split.campaign.as_ref().map_or(1, |c| c.days.max(1));
    let per_day = |part: Part| match part {
        Part::Volume(_) => value(part).map(|value| split.shown(part, value / f64::from(days), style)),
        Part::Rate(_) => Some(String::new()),
    };
    let target = |part: Part| match part {
        Part::Volume(place) => {
            let goal = split.drivers.get(place).and_then(|driver| driver.target);
            goal.map(|(_, _, goal)| style.full(goal, split.unit(part)))
        }
        Part::Rate(_) => Some(String::new()),
    };
    let mut columns = vec![
        column(state.say(&tr::COLUMN_PER_DAY), 4, &per_day),
        column(state.say(&tr::SPLIT_TARGET), 2, &target),
    ];
    let Some(former) = &split.former else { return columns };
    let own = split.campaign.as_ref().map_or(former.days, |c| c.days);
    let title = state.fill(&tr::SPLIT_FORMER_DAYS, &[("days", &former.days.to_string())]);
    let shown = |part: Part, value: Option<f64>| value.map(|value| split.shown(part, value, style));
    columns.push(column(&title, 3, &|part| shown(part, split.former(part))));
    if own != former.days {
        let title = state.fill(&tr::SPLIT_SCALED_DAYS, &[("days", &own.to_string())]);
        columns.push(column(&title, 1, &|part| shown(part, split.former_scaled(part))));
    }
    let change_of = |part: Part| change(split, part, value(part), style);
    columns.push(column(state.say(&tr::COLUMN_CHANGE), 0, &change_of));
    columns
}

/// How much more than the former campaign, at this length: `+20%`.
fn change(split: &Split, part: Part, now: Option<f64>, style: Style) -> Option<String> {
    let change = now? / split.former_scaled(part)? - 1.0;
    let text = style.percent(change);
    let is_more = change > 0.0 && text.starts_with(|c: char| c.is_ascii_digit()) && text != "0%";
    Some(if is_more { format!("+{text}") } else { text })
}

/// The columns that have room beside name and value, the ones that matter most first, in their order.
fn that_fit(mut columns: Vec<Column>, mut room: u16) -> Vec<Column> {
    let mut ranks: Vec<(u8, u16)> = columns.iter().map(|c| (c.rank, c.width() + GAP)).collect();
    ranks.sort_unstable();
    let mut kept = Vec::new();
    for (rank, wide) in ranks {
        if wide > room {
            break;
        }
        room -= wide;
        kept.push(rank);
    }
    columns.retain(|column| kept.contains(&column.rank));
    columns
}

fn name(state: &State, split: &Split, part: Part) -> String {
    let (name, times) = (split.name(part, state.lang()), if state.theme.glyphs.ascii { "x" } else { "×" });
    match part {
        Part::Volume(_) => name.to_owned(),
        Part::Rate(_) => format!("{times} {name}"),
    }
}

/// The columns that are shown, and how wide names and values are.
fn laid_out(state: &State, sheet: &SplitBox, split: &Split, room: u16) -> (Vec<Column>, (u16, u16)) {
    let parts: Vec<Part> = split.parts().collect();
    let numbers = parts.iter().map(|part| width(&sheet.shown(*part, state.lang())) + 1);
    let typed = (0..parts.len()).filter_map(|row| sheet.cells.typed(row)).map(|text| width(text) + 1);
    let title = width(state.say(&tr::SPLIT_VALUE));
    let value_width = numbers.chain(typed).max().unwrap_or(0).max(title).clamp(8, 24).min(room / 2);
    let names = parts.iter().map(|part| width(&name(state, split, *part))).max().unwrap_or(0);
    // The sign of the cursor and the sign of what is fixed stand before the name and the value.
    let others = value_width + 2 + 2 + GAP;
    let name_width = names.min(room.saturating_sub(others)).max(NAME.min(room));
    let columns = that_fit(columns(state, sheet, split), room.saturating_sub(name_width + others));
    (columns, (name_width, value_width))
}

/// Writes what is typed at the right of its column, as numbers stand; gives the cursor's place.
pub(super) fn put_typed(
    buf: &mut Buffer,
    (left, right): (u16, u16),
    y: u16,
    editor: &Editor,
    style: ratatui::style::Style,
) -> Position {
    let room = right.saturating_sub(left);
    let (text, column) = editor.window(room);
    let x = right.saturating_sub(width(&text).min(room));
    put(buf, x, y, room, &text, style);
    Position::new((x + column).min(right), y)
}

/// Draws the box; gives the cursor's place.
pub(in super::super) fn draw(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    sheet: &SplitBox,
) -> Option<Position> {
    let theme = &state.theme;
    let box_width = area.width.saturating_sub(2).min(112);
    let title = format!("{} · {}", state.say(&tr::SPLIT_TITLE), sheet.about.name);
    let Some(split) = &sheet.split else {
        let inner = open(state, buf, place(area, box_width, 8), &title);
        put(buf, inner.x, inner.y, inner.width, state.say(&tr::SPLIT_LOADING), theme.style(Role::Dim));
        return None;
    };
    let lang = state.lang();
    let parts: Vec<Part> = split.parts().collect();
    let room = box_width.saturating_sub(4);
    let mut notes: Vec<(Role, String)> = Vec::new();
    for (is_wrong, text) in sheet.notes(lang) {
        let role = if is_wrong { Role::Bad } else { Role::Warn };
        notes.extend(wrap(&text, room).into_iter().take(3).map(|line| (role, line)));
    }
    if sheet.ticket.is_some() {
        notes.insert(0, (Role::Accent, state.say(&tr::FORM_BUSY).to_owned()));
    }
    let (columns, sizes) = laid_out(state, sheet, split, box_width.saturating_sub(4));
    let here = sheet.part().filter(|_| !columns.iter().any(|column| column.rank == 0));
    let former = match &split.former {
        // Where no column has room for it, the row with the cursor tells it below.
        Some(former) if here.is_some() => here.map_or_else(String::new, |part| {
            let days = former.days.to_string();
            let value =
                split.former(part).map_or_else(|| "—".to_owned(), |v| split.shown(part, v, state.numbers()));
            let now = sheet.now.as_ref().and_then(|now| now.value(part));
            let change = change(split, part, now, state.numbers()).unwrap_or_else(|| "—".to_owned());
            tr::SPLIT_FORMER_ROW.fill(lang, &[("days", &days), ("value", &value), ("change", &change)])
        }),
        Some(former) => {
            let days = former.days.to_string();
            tr::SPLIT_FORMER_IS.fill(lang, &[("name", &former.name), ("days", &days)])
        }
        None => state.say(&tr::SPLIT_NO_FORMER).to_owned(),
    };
    notes.push((Role::Dim, fit(&former, room)));
    let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    // Two lines more than needed: a box that jumps while one types is hard to read.
    let height = count(parts.len() + notes.len().max(3)) + 4;
    let inner = open(state, buf, place(area, box_width, height), &title);
    let below = count(notes.len()).min(inner.height.saturating_sub(2));
    let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1 + below), ..inner };

    let numbers: Vec<String> = parts.iter().map(|part| sheet.shown(*part, lang)).collect();
    let (name_width, value_width) = sizes;
    let value_title = state.say(&tr::SPLIT_VALUE);
    let (name_x, hold_x) = (inner.x + 2, inner.x + 2 + name_width + GAP);
    let value_x = hold_x + 2;
    let value_right = (value_x + value_width).min(inner.right());
    let faint = theme.style(Role::Faint);
    put(buf, name_x, inner.y, name_width, state.say(&tr::COLUMN_DRIVER), faint);
    put_right(buf, value_x, value_right, inner.y, value_title, faint);
    let mut right = value_right;
    let mut places = Vec::with_capacity(columns.len());
    for column in &columns {
        let left = right + GAP;
        right = left + column.width();
        places.push((left, right));
        put_right(buf, left, right, inner.y, &column.title, faint);
    }
    let from = page_start(sheet.cells.cursor, parts.len(), rows.height);
    let mut cursor = None;
    for (y, (row, part)) in (rows.y..rows.bottom()).zip(parts.iter().enumerate().skip(from)) {
        let is_here = row == sheet.cells.cursor;
        let is_rate = matches!(part, Part::Rate(_));
        if is_here {
            put(buf, inner.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
        }
        let style = theme.style(if is_here {
            Role::Accent
        } else if is_rate {
            Role::Dim
        } else {
            Role::Text
        });
        put(buf, name_x, y, name_width, &fit(&name(state, split, *part), name_width), style);
        if sheet.held.contains(part) {
            put(buf, hold_x, y, 1, theme.glyphs.live, theme.style(Role::Goal));
        }
        let is_wrong = is_here && sheet.fault.is_some();
        let role = if is_wrong { Role::Bad } else { Role::Text };
        match sheet.cells.editor(row) {
            Some(editor) => {
                let role = if is_here { role } else { Role::Bad };
                let at = put_typed(buf, (value_x, value_right), y, editor, theme.style(role));
                cursor = if is_here { Some(at) } else { cursor };
            }
            None => {
                let text =
                    numbers.get(row).map(String::as_str).filter(|text| !text.is_empty()).unwrap_or("—");
                put_right(buf, value_x, value_right, y, text, theme.style(role));
                if is_here {
                    cursor = Some(Position::new(value_right, y));
                }
            }
        }
        if is_here {
            theme.underline(buf, Rect::new(value_x, y, value_right - value_x, 1));
        }
        for (column, (left, right)) in columns.iter().zip(&places) {
            let text = column.cells.get(row).map_or("", String::as_str);
            put_right(buf, *left, *right, y, text, theme.style(Role::Dim));
        }
    }
    for (y, (role, line)) in (inner.bottom().saturating_sub(below)..inner.bottom()).zip(&notes) {
        put(buf, inner.x, y, inner.width, line, theme.style(*role));
    }
    cursor
}
