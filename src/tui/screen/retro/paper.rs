//! What a side of a step is written on: rows, of which some can be chosen, and how their lines are laid out.
use super::Item;
use crate::i18n::Text;
use crate::tui::screen::review::lines::{Line, Span};
use crate::tui::state::State;
use crate::tui::text::{fit, width, wrap};
use crate::tui::theme::Role;

/// What stands together.
#[derive(Debug, Clone)]
pub struct Row {
    /// What the cursor goes to; none for a heading.
    pub item: Option<Item>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The chart is drawn over its lines.
    pub is_chart: bool,
}

/// Rows as they are written, in so many columns.
pub struct Paper<'a> {
    /// Texts, numbers, colours.
    pub state: &'a State,
    /// The columns a row has beside the cursor's.
    pub room: u16,
    /// What is written so far.
    pub rows: Vec<Row>,
}

impl<'a> Paper<'a> {
    /// A clean one of `columns` columns, the cursor's two among them.
    pub fn new(state: &'a State, columns: u16) -> Self {
        Self { state, room: columns.saturating_sub(2), rows: Vec::new() }
    }

    /// A span of a text in a role.
    pub fn span(&self, text: impl Into<String>, role: Role) -> Span {
        (text.into(), self.state.theme.style(role))
    }

    /// Lines nobody chooses.
    pub fn plain(&mut self, lines: Vec<Line>) {
        self.rows.push(Row { item: None, lines, is_chart: false });
    }

    /// A heading, with an empty line above it where something stands there.
    pub fn heading(&mut self, text: impl Into<String>) {
        if !self.rows.is_empty() {
            self.plain(vec![Line::default()]);
        }
        let heading = Line { left: vec![self.span(text, Role::Accent)], ..Line::default() };
        self.plain(vec![heading]);
    }

    /// A line nobody chooses: what the rows below it belong to.
    pub fn label(&mut self, text: &str) {
        let label = Line { left: vec![self.span(text, Role::Dim)], ..Line::default() };
        self.plain(vec![label]);
    }

    /// Something that can be chosen.
    pub fn item(&mut self, item: Item, lines: Vec<Line>) {
        self.rows.push(Row { item: Some(item), lines, is_chart: false });
    }

    /// The next number of a step: something to look at and nothing else.
    pub fn fact(&mut self, lines: Vec<Line>) {
        let known = self.rows.iter().filter(|row| matches!(row.item, Some(Item::Fact(_)))).count();
        self.item(Item::Fact(known), lines);
    }

    /// Room for the chart.
    pub fn chart(&mut self, height: u16) {
        self.fact(vec![Line::default(); usize::from(height)]);
        if let Some(row) = self.rows.last_mut() {
            row.is_chart = true;
        }
    }

    /// A text in as many lines as it takes.
    pub fn wrapped(&self, text: &str, role: Role) -> Vec<Line> {
        let style = self.state.theme.style(role);
        wrap(text, self.room).into_iter().map(|line| Line::of(line, style)).collect()
    }

    /// The same below a sign or word: its further lines stand under its first one.
    pub fn hanging(&self, sign: &Span, text: &str, role: Role) -> Vec<Line> {
        let style = self.state.theme.style(role);
        let indent = width(&sign.0);
        let mut lines: Vec<Line> = Vec::new();
        for part in wrap(text, self.room.saturating_sub(indent).max(4)) {
            let first =
                if lines.is_empty() { sign.clone() } else { (" ".repeat(usize::from(indent)), style) };
            lines.push(Line { left: vec![first, (part, style)], ..Line::default() });
        }
        lines
    }

    /// Something at the left and something at the right: in one line, or below each other where that is too much.
    pub fn spread(&self, left: Vec<Span>, right: Vec<Span>) -> Vec<Line> {
        let long = |spans: &[Span]| spans.iter().map(|(text, _)| width(text)).sum::<u16>();
        if right.is_empty() || long(&left) + 2 + long(&right) <= self.room {
            return vec![Line { left, right, ..Line::default() }];
        }
        let mut first = vec![Line { left, ..Line::default() }];
        first.push(Line { right: self.cut(right), ..Line::default() });
        first
    }

    /// What has no room ends in `…`.
    fn cut(&self, spans: Vec<Span>) -> Vec<Span> {
        let mut rest = self.room;
        let mut out = Vec::new();
        for (text, style) in spans {
            let shown = fit(&text, rest);
            rest = rest.saturating_sub(width(&shown));
            let is_cut = shown != text;
            out.push((shown, style));
            if is_cut {
                break;
            }
        }
        out
    }

    /// Pieces one after the other with a sign between them, in as many lines as they take.
    pub fn flow(&self, pieces: Vec<Span>) -> Vec<Line> {
        let dim = self.state.theme.style(Role::Dim);
        let dot = format!(" {} ", self.state.theme.glyphs.dot);
        let mut lines: Vec<Line> = Vec::new();
        let (mut line, mut used) = (Line::default(), 0_u16);
        for (text, style) in pieces.into_iter().filter(|(text, _)| !text.is_empty()) {
            let own = width(&text);
            if used > 0 && used + width(&dot) + own <= self.room {
                line.left.push((dot.clone(), dim));
                used += width(&dot);
            } else if used > 0 {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            used = used.saturating_add(own);
            line.left.push((text, style));
        }
        if !line.left.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// What is not there yet, and the key that changes it.
    pub fn missing(&self, text: &'static Text, command: &str) -> Vec<Line> {
        let key = self.state.keymap.label(command);
        self.wrapped(&self.state.fill(text, &[("key", &key)]), Role::Dim)
    }

    /// Rows of columns: the first from the left, the others right-aligned. Columns that have no room are left out from
    /// `first_out` on, the heading says which are there.
    pub fn table(&mut self, head: &[&str], rows: Vec<Vec<Span>>, out_first: &[usize]) {
        let count = head.len();
        let wide = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|(text, _)| width(text));
            cells.chain(head.get(column).map(|text| width(text))).max().unwrap_or(0)
        };
        let widths: Vec<u16> = (0..count).map(wide).collect();
        let mut shown: Vec<usize> = (0..count).collect();
        let least = widths.first().copied().unwrap_or(0).min(8);
        let needed = |shown: &[usize]| {
            least + shown.iter().skip(1).filter_map(|c| widths.get(*c)).map(|w| w + 2).sum::<u16>()
        };
        for column in out_first {
            if needed(&shown) <= self.room {
                break;
            }
            shown.retain(|c| c != column);
        }
        let rest: u16 = shown.iter().skip(1).filter_map(|c| widths.get(*c)).map(|w| w + 2).sum();
        let first = widths.first().copied().unwrap_or(0).min(self.room.saturating_sub(rest));
        let line = |cells: Vec<Span>| {
            let mut left = Vec::new();
            for column in &shown {
                let Some((text, style)) = cells.get(*column) else { continue };
                if *column == 0 {
                    let text = fit(text, first);
                    let pad = " ".repeat(usize::from(first - width(&text)));
                    left.push((text + &pad, *style));
                } else {
                    let wide = widths.get(*column).copied().unwrap_or(0);
                    let pad = " ".repeat(usize::from(wide.saturating_sub(width(text)) + 2));
                    left.push((pad + text, *style));
                }
            }
            Line { left, ..Line::default() }
        };
        let dim = self.state.theme.style(Role::Dim);
        let mut heading = line(head.iter().map(|text| ((*text).to_owned(), dim)).collect());
        heading.left.insert(0, ("  ".to_owned(), dim));
        self.plain(vec![heading]);
        for row in rows {
            self.fact(vec![line(row)]);
        }
    }
}
