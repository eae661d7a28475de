//! Rows of one or more lines, of which some can be chosen: text at the left, text at the right, a bar between them.
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width};
use crate::tui::theme::Role;
use crate::tui::widget::bar;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// A piece of text and how it is drawn.
pub type Span = (String, Style);

/// The least columns a bar makes sense in.
const LEAST_BAR: u16 = 6;

/// A bar that takes what is left between the texts.
#[derive(Debug, Clone, Copy)]
pub struct Bar {
    /// How far it is filled.
    pub share: Option<f64>,
    /// Where the plan wants it.
    pub mark: Option<f64>,
    /// How it is drawn.
    pub style: Style,
}

/// One line.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// From the left.
    pub left: Vec<Span>,
    /// At the right end; it is never cut for the left one.
    pub right: Vec<Span>,
    /// Between them.
    pub bar: Option<Bar>,
}

/// What stands together.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// True where the cursor goes to it.
    pub is_item: bool,
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Line {
    /// A line of one text.
    #[must_use]
    pub fn of(text: impl Into<String>, style: Style) -> Self {
        Self { left: vec![(text.into(), style)], ..Self::default() }
    }
}

impl Row {
    /// A row nobody chooses.
    #[must_use]
    pub fn plain(text: impl Into<String>, style: Style) -> Self {
        Self { is_item: false, lines: vec![Line::of(text, style)] }
    }

    /// A row that can be chosen.
    #[must_use]
    pub fn item(lines: Vec<Line>) -> Self {
        Self { is_item: true, lines }
    }

    /// An empty line.
    #[must_use]
    pub fn blank() -> Self {
        Self { is_item: false, lines: vec![Line::default()] }
    }
}

/// How many rows can be chosen.
#[must_use]
pub fn items(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.is_item).count()
}

/// How many lines rows take.
#[must_use]
pub fn height(rows: &[Row]) -> u16 {
    u16::try_from(rows.iter().map(|row| row.lines.len()).sum::<usize>()).unwrap_or(u16::MAX)
}

/// The first line shown so that the chosen item is in sight, with the heading above the first one.
fn start(rows: &[Row], cursor: Option<usize>, room: usize) -> usize {
    let Some(cursor) = cursor else { return 0 };
    let (mut line, mut item) = (0, 0);
    for row in rows {
        line += row.lines.len();
        if row.is_item {
            if item == cursor {
                // The last item shows what follows it, too.
                let is_last = items(rows) == cursor + 1;
                let end = if is_last { usize::from(height(rows)) } else { line };
                return end.saturating_sub(room).min(line - row.lines.len());
            }
            item += 1;
        }
    }
    0
}

/// Draws rows into an area; what has no room is counted in its last line.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, rows: &[Row], cursor: Option<usize>) {
    if area.height == 0 || area.width < 4 {
        return;
    }
    let theme = &state.theme;
    let from = start(rows, cursor, usize::from(area.height));
    let (mut line, mut item) = (0, 0);
    for row in rows {
        for (i, each) in row.lines.iter().enumerate() {
            let place = line + i;
            let Some(y) = place.checked_sub(from).and_then(|n| u16::try_from(n).ok()) else { continue };
            if y >= area.height {
                break;
            }
            let y = area.y + y;
            if row.is_item && i == 0 && cursor == Some(item) {
                put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
            }
            let indent = if row.is_item { 2 } else { 0 };
            let at = Rect::new(area.x + indent, y, area.width - indent, 1);
            draw_line(state, buf, at, each);
        }
        line += row.lines.len();
        item += usize::from(row.is_item);
    }
    let hidden = line.saturating_sub(from + usize::from(area.height));
    if hidden > 0 {
        let more = format!(" {} {hidden}", theme.glyphs.falling);
        put_right(buf, area.x, area.right(), area.bottom() - 1, &more, theme.style(Role::Dim));
    }
}

fn all(spans: &[Span]) -> u16 {
    spans.iter().map(|(text, _)| width(text)).sum()
}

/// Draws one line.
pub fn draw_line(state: &State, buf: &mut Buffer, area: Rect, line: &Line) {
    let (y, end) = (area.y, area.right());
    let right = all(&line.right).min(area.width);
    let mut x = end - right;
    for (text, style) in &line.right {
        x = put(buf, x, y, end.saturating_sub(x), text, *style);
    }
    let room_end = if right > 0 { (end - right).saturating_sub(1) } else { end };
    let mut x = area.x;
    // What is cut ends in `…`, and nothing follows it.
    for (text, style) in &line.left {
        let room = room_end.saturating_sub(x);
        let shown = fit(text, room);
        x = put(buf, x, y, room, &shown, *style);
        if shown != *text {
            break;
        }
    }
    if let Some(own) = line.bar {
        let from = if line.left.is_empty() { x } else { x + 1 };
        let room = room_end.saturating_sub(from);
        if room >= LEAST_BAR {
            bar::draw(buf, (from, y), room, own.share, own.mark, own.style, &state.theme);
        }
    }
}

/// The item at a cell.
#[must_use]
pub fn item_at(rows: &[Row], cursor: Option<usize>, area: Rect, at: Position) -> Option<usize> {
    if !area.contains(at) {
        return None;
    }
    let wanted = start(rows, cursor, usize::from(area.height)) + usize::from(at.y - area.y);
    let (mut line, mut item) = (0, 0);
    for row in rows {
        let lines = line..line + row.lines.len();
        if row.is_item && lines.contains(&wanted) {
            return Some(item);
        }
        line = lines.end;
        item += usize::from(row.is_item);
    }
    None
}
