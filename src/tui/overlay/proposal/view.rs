//! Draws the preview: groups of lines that are taken or left out, what is to know of the one with the cursor below.
use super::columns::{Column, GAP, that_fit};
use super::{Part, ProposalBox, Row, lines};
use crate::i18n::tr;
use crate::tui::overlay::view::{open, place};
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{clean, put, put_right, width, wrap_to};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Where the head of a group begins: after cursor and box.
const HEAD: u16 = 6;
/// Where its lines begin.
const LINE: u16 = 8;

/// The widest the preview becomes.
const WIDEST: u16 = 124;

/// A line of the screen: a row, or a blank before a group.
type Line = Option<usize>;

/// The box, the room of its list, and the first line of it that is shown.
fn layout(area: Rect, sheet: &ProposalBox) -> (Rect, Rect, Vec<Line>, usize) {
    let place = place(area, area.width.saturating_sub(2).min(WIDEST), area.height);
    let inner =
        Rect::new(place.x + 2, place.y + 1, place.width.saturating_sub(4), place.height.saturating_sub(2));
    let foot = u16::try_from(detail_rows(inner)).unwrap_or(0);
    let list = Rect { height: inner.height.saturating_sub(foot + 1), ..inner };
    // A blank line before each group, where there is room for such.
    let is_airy = list.height >= 16;
    let mut lines: Vec<Line> = Vec::new();
    for (at, row) in sheet.rows().iter().enumerate() {
        if is_airy && at > 0 && matches!(row, Row::Head(_)) {
            lines.push(None);
        }
        lines.push(Some(at));
    }
    let here = lines.iter().position(|line| *line == Some(sheet.cursor)).unwrap_or(0);
    let from = page_start(here, lines.len(), list.height);
    (place, list, lines, from)
}

/// The row of the screen that the cursor stands on.
pub(in super::super) fn cursor_row(area: Rect, sheet: &ProposalBox) -> u16 {
    let (_, list, lines, from) = layout(area, sheet);
    let here = lines.iter().skip(from).position(|line| *line == Some(sheet.cursor)).unwrap_or(0);
    list.y + u16::try_from(here).unwrap_or(0)
}

/// Draws the box.
pub(in super::super) fn draw(state: &State, buf: &mut Buffer, area: Rect, sheet: &ProposalBox) {
    let theme = &state.theme;
    let (place, list, lines, from) = layout(area, sheet);
    let name = sheet.proposal.draft.name.clone().unwrap_or_default();
    let title = state.fill(&tr::PREVIEW_TITLE, &[("name", &clean(&name))]);
    let inner = open(state, buf, place, &title);
    if let Some(span) = span(state, sheet) {
        frame::title_right(buf, place, place.y, place.x + 6 + width(&title), &span, theme.style(Role::Dim));
    }
    frame::divide(buf, place, list.bottom(), theme);
    let below = detail(state, sheet, inner);
    for (y, (text, role)) in (list.bottom() + 1..inner.bottom()).zip(&below) {
        put(buf, inner.x, y, inner.width, text, theme.style(*role));
    }
    rows(state, buf, list, sheet, (&lines, from));
}

/// How many rows stand below the list.
fn detail_rows(inner: Rect) -> usize {
    match inner.height {
        0..=9 => 1,
        10..=20 => 2,
        _ => 3,
    }
}

fn span(state: &State, sheet: &ProposalBox) -> Option<String> {
    let (start, end) = sheet.dates()?;
    let days = (end.day().0 - start.day().0 + 1).to_string();
    let (start, end) = (start.to_string(), end.to_string());
    Some(state.fill(&tr::PREVIEW_SPAN, &[("start", &start), ("end", &end), ("days", &days)]))
}

/// What stands below the list: the refusal, what is on its way, or what is to know of the row.
fn detail(state: &State, sheet: &ProposalBox, inner: Rect) -> Vec<(String, Role)> {
    let room = detail_rows(inner);
    let (text, role) = match (&sheet.refusal, sheet.ticket, sheet.row()) {
        (Some(refusal), ..) => (refusal.clone(), Role::Bad),
        (None, Some(_), _) => (state.say(&tr::FORM_BUSY).to_owned(), Role::Accent),
        (None, None, Some(row)) => (lines::detail(state, sheet, row), Role::Dim),
        _ => (String::new(), Role::Dim),
    };
    let mut wrapped = wrap_to(&clean(&text), inner.width, room);
    wrapped.resize(room, String::new());
    wrapped.into_iter().map(|line| (line, role)).collect()
}

fn rows(state: &State, buf: &mut Buffer, list: Rect, sheet: &ProposalBox, (lines, from): (&[Line], usize)) {
    let rows = sheet.rows();
    let shown = lines.iter().skip(from).take(usize::from(list.height));
    let mut laid: Vec<(Part, Vec<Column>)> = Vec::new();
    for (y, at) in (list.y..).zip(shown) {
        let Some((at, row)) = at.and_then(|at| rows.get(at).map(|row| (at, *row))) else { continue };
        let area = Rect { y, height: 1, ..list };
        let is_here = at == sheet.cursor;
        match row {
            Row::Head(part) => head(state, buf, area, sheet, part),
            Row::Line(part, line) => {
                let known = laid.iter().position(|(of, _)| *of == part);
                let known = known.unwrap_or_else(|| {
                    let (all, main) = super::lines::columns(state, sheet, part);
                    laid.push((part, that_fit(all, main, list.width.saturating_sub(LINE))));
                    laid.len() - 1
                });
                if let Some((_, columns)) = laid.get(known) {
                    let is_taken = sheet.is_taken(part, line);
                    line_of(state, buf, area, columns, line, is_taken);
                }
            }
        }
        if is_here {
            let theme = &state.theme;
            put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
        }
    }
    more(state, buf, list, from, lines.len());
}

/// How much there is above and below what is shown.
fn more(state: &State, buf: &mut Buffer, list: Rect, from: usize, all: usize) {
    let shown = usize::from(list.height);
    if all <= shown {
        return;
    }
    let until = (from + shown).min(all);
    let text = format!("{}–{until}/{all}", from + 1);
    let style = state.theme.style(Role::Faint);
    let y = list.bottom();
    put(buf, list.right().saturating_sub(width(&text) + 2), y, 1, " ", style);
    put_right(buf, list.x, list.right().saturating_sub(1), y, &text, style);
    put(buf, list.right().saturating_sub(1), y, 1, " ", style);
}

fn head(state: &State, buf: &mut Buffer, area: Rect, sheet: &ProposalBox, part: Part) {
    let theme = &state.theme;
    let (taken, all) = (sheet.taken(part), sheet.count(part));
    let sign = match taken {
        0 => "[ ]",
        n if n == all => "[x]",
        _ => "[-]",
    };
    let style = theme.style(if taken > 0 { Role::Title } else { Role::Faint });
    put(buf, area.x + 2, area.y, 3, sign, theme.style(Role::Accent));
    let x = put(
        buf,
        area.x + HEAD,
        area.y,
        area.width.saturating_sub(HEAD),
        state.say(lines::title(part)),
        style,
    );
    let count = if taken == all { all.to_string() } else { format!("{taken}/{all}") };
    let x = put(buf, x + 1, area.y, area.right().saturating_sub(x + 1), &count, theme.style(Role::Dim));
    if let Some((text, role)) = lines::summary(state, sheet, part) {
        let dot = format!(" {} ", theme.glyphs.dot);
        let x = put(buf, x, area.y, area.right().saturating_sub(x), &dot, theme.style(Role::Faint));
        put(buf, x, area.y, area.right().saturating_sub(x), &text, theme.style(role));
    }
}

fn line_of(state: &State, buf: &mut Buffer, area: Rect, columns: &[Column], line: usize, is_taken: bool) {
    let theme = &state.theme;
    let sign = if is_taken { "[x]" } else { "[ ]" };
    let box_style = theme.style(if is_taken { Role::Accent } else { Role::Faint });
    put(buf, area.x + LINE - 4, area.y, 3, sign, box_style);
    let mut x = area.x + LINE;
    for column in columns {
        let Some((text, role)) = column.cells.get(line) else { continue };
        // What is asked for stays in sight where its line is not taken.
        let role = if is_taken || *role == Role::Warn { *role } else { Role::Faint };
        let right = (x + column.width).min(area.right());
        if role == Role::Actual {
            picture(state, buf, (x, area.y), right.saturating_sub(x), text);
        } else if column.is_right {
            put_right(buf, x, right, area.y, text, theme.style(role));
        } else {
            put(buf, x, area.y, right.saturating_sub(x), text, theme.style(role));
        }
        x = right + GAP;
    }
}

/// A line of cells, those that count in the colour of what is.
fn picture(state: &State, buf: &mut Buffer, (x, y): (u16, u16), room: u16, text: &str) {
    let theme = &state.theme;
    for (at, sign) in (x..x.saturating_add(room)).zip(text.chars()) {
        let is_full = theme.glyphs.full.starts_with(sign);
        let role = if is_full { Role::Actual } else { Role::Track };
        put(buf, at, y, 1, sign.encode_utf8(&mut [0; 4]), theme.style(role));
    }
}
