//! A list in columns: what a row is about first, the rest where there is room, the least needed falling away first.
use crate::i18n::Text;
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{put, put_right, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// What stands before the name: cursor, a blank, sign, a blank.
const LEAD: u16 = 4;
/// No name gets less than this for another column.
const SHORTEST_NAME: u16 = 16;
/// No name takes more room from the other columns than this.
const LONGEST_NAME: u16 = 36;
/// A column of this rank stays as long as a name has its least room.
pub const NEEDED: u8 = 9;
/// In a longer list columns are as wide as they may be, without a look at every row.
const LOOKED_AT: usize = 300;

/// A piece of text and how it is drawn.
pub type Span = (String, Style);

/// A column after the name.
pub struct Column {
    /// What it is called.
    pub heading: &'static Text,
    /// The most room it takes.
    pub most: u16,
    /// Whether it is a number.
    pub is_number: bool,
    /// The lower, the sooner it falls away.
    pub rank: u8,
}

/// One row.
pub struct Row {
    /// Its sign.
    pub sign: (&'static str, Style),
    /// What it is about.
    pub name: Span,
    /// A cell for each column.
    pub cells: Vec<Span>,
}

/// A list: its columns, and its rows by number.
pub struct Table<'a> {
    /// What the names are called.
    pub heading: &'static Text,
    /// The columns after them.
    pub columns: &'static [Column],
    /// How many rows there are.
    pub count: usize,
    /// The row with the cursor.
    pub chosen: usize,
    /// The rows from one on.
    pub rows: Box<dyn Fn(usize) -> Box<dyn Iterator<Item = Row> + 'a> + 'a>,
}

/// The rows below the heading.
#[must_use]
pub fn body(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

/// The row at a line of the window.
#[must_use]
pub fn row_at(area: Rect, count: usize, chosen: usize, y: u16) -> Option<usize> {
    let body = body(area);
    let row = usize::from(y.checked_sub(body.y).filter(|row| *row < body.height)?);
    Some(page_start(chosen, count, body.height) + row).filter(|row| *row < count)
}

impl Table<'_> {
    /// The columns there is room for with what they take, and the room of the name.
    fn columns(&self, state: &State, room: u16) -> (Vec<(usize, u16)>, u16) {
        let mut filled = vec![0; self.columns.len()];
        let mut longest = width(state.say(self.heading));
        if self.count <= LOOKED_AT {
            for row in (self.rows)(0) {
                longest = longest.max(width(&row.name.0));
                for (most, (text, _)) in filled.iter_mut().zip(&row.cells) {
                    *most = width(text).max(*most);
                }
            }
        } else {
            filled = self.columns.iter().map(|column| column.most).collect();
            longest = LONGEST_NAME;
        }
        let wide = |(at, column): (usize, &Column)| {
            let filled = filled.get(at).copied().filter(|filled| *filled > 0)?;
            Some((at, filled.min(column.most).max(width(state.say(column.heading)))))
        };
        let mut out: Vec<(usize, u16)> = self.columns.iter().enumerate().filter_map(wide).collect();
        let left = |out: &[(usize, u16)]| {
            room.saturating_sub(LEAD + 1 + out.iter().map(|(_, w)| w + 2).sum::<u16>())
        };
        let wanted = longest.clamp(SHORTEST_NAME, LONGEST_NAME);
        while let Some(least) = out.iter().map(|(at, _)| *at).min_by_key(|at| self.rank(*at)) {
            // What matters most stays even where names are cut for it.
            let needed = if self.rank(least) >= NEEDED { SHORTEST_NAME } else { wanted };
            if left(&out) >= needed {
                break;
            }
            out.retain(|(at, _)| *at != least);
        }
        let name = left(&out);
        (out, name)
    }

    fn rank(&self, at: usize) -> u8 {
        self.columns.get(at).map_or(0, |column| column.rank)
    }

    /// Draws it.
    pub fn draw(&self, state: &State, buf: &mut Buffer, area: Rect) {
        let theme = &state.theme;
        let (columns, name) = self.columns(state, area.width);
        let dim = theme.style(Role::Dim);
        let cells = |buf: &mut Buffer, y: u16, name_cell: &Span, cells: &[Span]| {
            put(buf, area.x + LEAD, y, name, &name_cell.0, name_cell.1);
            let mut x = area.x + LEAD + name + 2;
            for (at, wide) in &columns {
                if let (Some((text, style)), Some(column)) = (cells.get(*at), self.columns.get(*at)) {
                    if column.is_number {
                        put_right(buf, x, x + wide, y, text, *style);
                    } else {
                        put(buf, x, y, *wide, text, *style);
                    }
                }
                x += wide + 2;
            }
        };
        let headings: Vec<Span> =
            self.columns.iter().map(|c| (state.say(c.heading).to_owned(), dim)).collect();
        cells(buf, area.y, &(state.say(self.heading).to_owned(), dim), &headings);
        let body = body(area);
        let from = page_start(self.chosen, self.count, body.height);
        for (y, (at, row)) in (body.y..body.bottom()).zip((from..).zip((self.rows)(from))) {
            if at == self.chosen {
                put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
            }
            put(buf, area.x + 2, y, 1, row.sign.0, row.sign.1);
            cells(buf, y, &row.name, &row.cells);
        }
    }
}
