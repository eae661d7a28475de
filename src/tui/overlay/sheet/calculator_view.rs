//! Draws the budget calculator: fields at the left, figures at the right; below each other where it is narrow.
use super::super::view::{open, place};
use super::CalculatorBox;
use super::split_view::put_typed;
use crate::board::{Figure, field_title, figures, verdicts};
use crate::i18n::tr;
use crate::model::{Basis, CostingField, CostingResult};
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width, wrap};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// From this width on the figures stand beside the fields.
const BESIDE: u16 = 64;
/// From this width on there is room for where numbers come from and for formulas.
const ROOMY: u16 = 90;

/// Draws the box; gives the cursor's place.
pub(in super::super) fn draw(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    sheet: &CalculatorBox,
) -> Option<Position> {
    let title = match &sheet.about {
        Some(about) => format!("{} · {}", state.say(&tr::CALCULATOR_TITLE), about.name),
        None => state.say(&tr::CALCULATOR_TITLE).to_owned(),
    };
    let (found, faults) = sheet.result();
    let inner = open(state, buf, place(area, area.width.saturating_sub(2).min(112), 23), &title);
    if inner.width < BESIDE {
        let below = inner.height.saturating_sub(4).min(3);
        let (upper, lower) = (inner.height.saturating_sub(below + 1), inner.bottom().saturating_sub(below));
        let cursor = draw_fields(state, buf, Rect { height: upper, ..inner }, sheet);
        let fault = faults.iter().find(|(field, _)| Some(*field) == sheet.field()).or(faults.first());
        if let Some((_, error)) = fault {
            put(
                buf,
                inner.x,
                lower - 1,
                inner.width,
                &error.message(state.lang()),
                state.theme.style(Role::Bad),
            );
        }
        let room = Rect { y: lower, height: below, ..inner };
        draw_figures(state, buf, room, &figures(&found).into_iter().filter(matters).collect::<Vec<_>>());
        return cursor;
    }
    let left = Rect { width: if inner.width < ROOMY { 36 } else { 42 }, ..inner };
    let fields = u16::try_from(CostingField::ALL.len()).unwrap_or(10);
    let list = Rect { height: left.height.min(fields), ..left };
    let cursor = draw_fields(state, buf, list, sheet);
    let notes = Rect { y: list.bottom() + 1, height: left.height.saturating_sub(list.height + 1), ..left };
    draw_notes(state, buf, notes, &found, &faults);
    let x = left.right() + 3;
    let right = Rect { x, width: inner.right().saturating_sub(x), ..inner };
    draw_figures(state, buf, right, &figures(&found));
    cursor
}

/// The figures that are shown where there is little room.
fn matters(figure: &Figure) -> bool {
    ["profit", "break_even_revenue", "affordable_cac"].contains(&figure.key)
}

fn draw_fields(state: &State, buf: &mut Buffer, area: Rect, sheet: &CalculatorBox) -> Option<Position> {
    let theme = &state.theme;
    let lang = state.lang();
    let (_, faults) = sheet.result();
    let label = |field: CostingField| match (field, sheet.basis()) {
        (CostingField::Revenue, Basis::Net) => {
            let args = [("name", field_title(field).get(lang)), ("basis", tr::CALCULATOR_NET.get(lang))];
            tr::CALCULATOR_WITH_BASIS.fill(lang, &args)
        }
        _ => field_title(field).get(lang).to_owned(),
    };
    let names = CostingField::ALL.iter().map(|field| width(&label(*field))).max().unwrap_or(0);
    let name_width = names.min(area.width / 2);
    let value_x = area.x + 2 + name_width + 2;
    // Where a number comes from stands behind it, where there is room.
    let origins = [&tr::CALCULATOR_TARGET, &tr::CALCULATOR_BUDGET, &tr::CALCULATOR_READING];
    let origin_width = origins.map(|text| width(state.say(text))).into_iter().max().unwrap_or(0);
    let has_origin = sheet.about.is_some() && area.right().saturating_sub(value_x) > origin_width + 14;
    let value_right = area.right().saturating_sub(if has_origin { origin_width + 1 } else { 0 });
    let from = page_start(sheet.cells.cursor, CostingField::ALL.len(), area.height);
    let mut cursor = None;
    for (y, (row, field)) in (area.y..area.bottom()).zip(CostingField::ALL.iter().enumerate().skip(from)) {
        let is_here = row == sheet.cells.cursor;
        if is_here {
            put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
        }
        let style = theme.style(if is_here { Role::Accent } else { Role::Dim });
        put(buf, area.x + 2, y, name_width, &fit(&label(*field), name_width), style);
        let is_wrong = faults.iter().any(|(wrong, _)| wrong == field);
        let style = theme.style(if is_wrong { Role::Bad } else { Role::Text });
        let room = value_right.saturating_sub(value_x);
        match sheet.cells.editor(row) {
            Some(editor) => {
                let at = put_typed(buf, (value_x, value_right), y, editor, style);
                cursor = if is_here { Some(at) } else { cursor };
            }
            None => {
                let text = sheet.shown(*field, lang);
                let text = if text.is_empty() { "—".to_owned() } else { text };
                put_right(buf, value_x, value_right, y, &text, style);
                if is_here {
                    cursor = Some(Position::new(value_right, y));
                }
            }
        }
        if is_here {
            theme.underline(buf, Rect::new(value_x, y, room, 1));
        }
        if let Some(origin) = sheet.origin(row, *field).filter(|_| has_origin) {
            let text = state.say(origin.title());
            put(buf, value_right + 1, y, origin_width, text, theme.style(Role::Faint));
        }
    }
    cursor
}

/// What is wrong, else what the figures come to.
fn draw_notes(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    found: &CostingResult,
    faults: &[(CostingField, crate::Error)],
) {
    let lang = state.lang();
    let mut notes: Vec<(Role, String)> = Vec::new();
    for (field, error) in faults {
        let hint = error.hint(lang).map(|hint| format!(" · {hint}")).unwrap_or_default();
        let text = format!("{}: {}{hint}", field_title(*field).get(lang), error.message(lang));
        notes.extend(wrap(&text, area.width).into_iter().take(3).map(|line| (Role::Bad, line)));
    }
    for (is_good, text) in verdicts(found) {
        let role = if is_good { Role::Good } else { Role::Warn };
        notes.extend(wrap(text.get(lang), area.width).into_iter().map(|line| (role, line)));
    }
    for (y, (role, line)) in (area.y..area.bottom()).zip(&notes) {
        put(buf, area.x, y, area.width, line, state.theme.style(*role));
    }
}

fn draw_figures(state: &State, buf: &mut Buffer, area: Rect, figures: &[Figure]) {
    let theme = &state.theme;
    let style = state.numbers();
    let names = figures.iter().map(|figure| width(state.say(figure.title))).max().unwrap_or(0);
    let numbers: Vec<String> = figures.iter().map(|figure| figure.shown(style)).collect();
    let value_width = numbers.iter().map(|text| width(text)).max().unwrap_or(0);
    let name_width = names.min(area.width.saturating_sub(value_width + 2));
    let value_right = (area.x + name_width + 2 + value_width).min(area.right());
    for (y, (figure, number)) in (area.y..area.bottom()).zip(figures.iter().zip(&numbers)) {
        let is_first = figure.key == "profit";
        let role = match figure.value {
            Some(value) if is_first && value < 0.0 => Role::Bad,
            Some(_) if is_first => Role::Good,
            Some(_) => Role::Text,
            None => Role::Faint,
        };
        put(buf, area.x, y, name_width, &fit(state.say(figure.title), name_width), theme.style(Role::Dim));
        put_right(buf, area.x + name_width + 1, value_right, y, number, theme.style(role));
        let how = area.right().saturating_sub(value_right + 2);
        // Half a formula says nothing.
        if how >= width(state.say(figure.formula)) {
            put(buf, value_right + 2, y, how, state.say(figure.formula), theme.style(Role::Faint));
        }
    }
}
