//! A part below the key results: its rows, the chosen one in sight; the tabs of all parts.
use super::Section;
use super::items::{Item, coverage, items};
use crate::board::ObjectivePage;
use crate::i18n::tr;
use crate::tui::screen::okr::words;
use crate::tui::screen::page::blocks;
use crate::tui::state::State;
use crate::tui::text::{fit, put, put_right, width, wrap};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// A part's heading in a frame; the one with the cursor stands out.
pub fn heading(state: &State, section: Section) -> (&'static str, Style) {
    let is_here = state.desks.objective.section == section;
    (state.say(section.title()), state.theme.style(if is_here { Role::Accent } else { Role::Dim }))
}

/// The parts the tabs show, with their texts and where they stand.
fn laid(state: &State, area: Rect) -> Vec<(Section, String, u16)> {
    let desk = &state.desks.objective;
    let is_wide = area.y > 3 && state.size.0 >= 100 && state.size.1 >= 26;
    let shown: Vec<Section> =
        desk.sections().into_iter().filter(|s| !is_wide || *s != Section::KeyResults).collect();
    let text = |section: Section, has_count: bool| {
        let title = state.say(section.title());
        match desk.count(section) {
            0 => title.to_owned(),
            n if has_count => format!("{title} {n}"),
            _ => title.to_owned(),
        }
    };
    let lay = |from: usize, has_count: bool, gap: u16| {
        let mut x = area.x;
        let mut out = Vec::new();
        for section in shown.iter().skip(from) {
            let text = text(*section, has_count);
            let wide = width(&text);
            out.push((*section, text, x));
            x += wide + gap;
        }
        out
    };
    let fits = |tab: &(Section, String, u16)| tab.2 + width(&tab.1) <= area.right();
    for (has_count, gap) in [(true, 3), (true, 2), (false, 2), (false, 1)] {
        let all = lay(0, has_count, gap);
        if all.last().is_none_or(fits) {
            return all;
        }
    }
    // Not all have room: as many as fit, the chosen one among them.
    let chosen = if is_wide { desk.panel() } else { desk.section };
    let fitting = |from: usize| lay(from, false, 2).into_iter().take_while(fits).collect::<Vec<_>>();
    let from = (0..shown.len()).find(|from| fitting(*from).iter().any(|tab| tab.0 == chosen));
    fitting(from.unwrap_or(0))
}

/// Draws the tabs.
pub fn tabs(state: &State, buf: &mut Buffer, area: Rect) {
    let (desk, theme) = (&state.desks.objective, &state.theme);
    for (section, text, x) in laid(state, area) {
        let style = if section == desk.section {
            theme.chosen()
        } else if section == desk.panel() && desk.section == Section::KeyResults && x > area.x {
            theme.style(Role::Text)
        } else {
            theme.style(Role::Dim)
        };
        let room = area.right().saturating_sub(x);
        put(buf, x, area.y, room, &text, style);
    }
}

/// The part whose tab is at a cell.
pub fn tab_at(state: &State, area: Rect, at: Position) -> Option<Section> {
    let hit = laid(state, area)
        .into_iter()
        .find(|(_, text, x)| (*x..*x + width(text)).contains(&at.x) && at.y == area.y);
    hit.map(|(section, ..)| section)
}

fn wrapped(item: &Item, room: u16) -> Vec<String> {
    if item.body.is_empty() { Vec::new() } else { wrap(&item.body, room.saturating_sub(5)) }
}

/// The rows below what is said above them.
fn rows(state: &State, area: Rect, section: Section) -> Rect {
    let kr = state.desks.objective.chosen().filter(|_| section == Section::Campaigns);
    let above = u16::from(kr.and_then(|kr| coverage(state, kr)).is_some()).min(area.height);
    Rect { y: area.y + above, height: area.height - above, ..area }
}

/// The row of a part at a cell.
pub fn row_at(state: &State, area: Rect, section: Section, at: Position) -> Option<usize> {
    let area = rows(state, area, section);
    let page = super::page(state).filter(|_| area.contains(at))?;
    let items = items(state, page, section);
    let heights: Vec<usize> = items.iter().map(|item| 1 + wrapped(item, area.width).len()).collect();
    blocks::at(&heights, state.desks.objective.cursor_of(section), area, at)
}

/// Draws a part's rows.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, page: &ObjectivePage, section: Section) {
    let (theme, desk) = (&state.theme, &state.desks.objective);
    let items = items(state, page, section);
    if items.is_empty() {
        return nothing(state, buf, area, section);
    }
    let list = rows(state, area, section);
    if list.y > area.y
        && let Some((text, role)) = desk.chosen().and_then(|kr| coverage(state, kr))
    {
        let key = desk.chosen().map(|kr| kr.line.key.as_str()).unwrap_or_default();
        let text = format!("{key}  {text}");
        put(buf, area.x + 1, area.y, area.width.saturating_sub(2), &text, theme.style(role));
    }
    let bodies: Vec<Vec<String>> = items.iter().map(|item| wrapped(item, list.width)).collect();
    let heights: Vec<usize> = bodies.iter().map(|body| 1 + body.len()).collect();
    let cursor = desk.cursor_of(section);
    let start = blocks::start(&heights, cursor, list.height);
    let mut line = 0;
    for (i, (item, body)) in items.iter().zip(&bodies).enumerate() {
        for row in 0..=body.len() {
            let y = (line + row).checked_sub(start).and_then(|n| u16::try_from(n).ok());
            let Some(y) = y.map(|y| list.y.saturating_add(y)).filter(|y| *y < list.bottom()) else {
                continue;
            };
            match row.checked_sub(1).and_then(|n| body.get(n)) {
                Some(text) => {
                    put(buf, list.x + 4, y, list.width.saturating_sub(5), text, theme.style(Role::Text));
                }
                None => {
                    if i == cursor && section == desk.section {
                        put(buf, list.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
                    }
                    head(state, buf, Rect { y, height: 1, ..list }, item);
                }
            }
        }
        line += 1 + body.len();
    }
}

fn head(state: &State, buf: &mut Buffer, area: Rect, item: &Item) {
    let end = area.right().saturating_sub(1);
    let right = fit(&item.right, area.width / 2);
    put_right(buf, area.x + 2, end, area.y, &right, state.theme.style(Role::Dim));
    let end = end.saturating_sub(if right.is_empty() { 0 } else { width(&right) + 2 });
    let mut x = area.x + 2;
    for (i, (text, style)) in item.pieces.iter().enumerate() {
        let gap = match i {
            0 => 0,
            // A sign belongs to what follows it.
            1 if item.pieces.first().is_some_and(|(sign, _)| width(sign) == 1) => 1,
            _ => 2,
        };
        x += gap;
        if x >= end {
            break;
        }
        x = put(buf, x, area.y, end - x, text, *style);
    }
}

/// Tells that there is nothing here yet, and which key changes that.
pub fn nothing(state: &State, buf: &mut Buffer, area: Rect, section: Section) {
    let (text, command) = match section {
        Section::KeyResults | Section::Steps => (&tr::OBJECTIVE_PAGE_NO_KEY_RESULTS, "key-result.new"),
        Section::Campaigns if state.desks.objective.chosen().is_none() => {
            (&tr::OBJECTIVE_PAGE_NO_KEY_RESULTS, "key-result.new")
        }
        Section::Campaigns => (&tr::OBJECTIVE_PAGE_NO_CAMPAIGNS, "key-result.serve"),
        Section::Said => (&tr::OBJECTIVE_PAGE_NO_SAID, "check-in.add"),
        Section::Notes => (&tr::OBJECTIVE_PAGE_NO_NOTES, "objective.note"),
        Section::Actions => (&tr::OBJECTIVE_PAGE_NO_ACTIONS, "objective.action"),
        Section::Aligned => (&tr::OBJECTIVE_PAGE_NO_ALIGNED, "objective.align"),
    };
    let key = state.keymap.label(command);
    let name = state.desks.objective.chosen().map(|kr| words::title(state, kr)).unwrap_or_default();
    let all = [("key", key.as_str()), ("name", &name)];
    let args: &[(&str, &str)] =
        if section == Section::Campaigns && !name.is_empty() { &all } else { &all[..1] };
    let lines = wrap(&state.fill(text, args), area.width.saturating_sub(3));
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        put(buf, area.x + 2, y, area.width.saturating_sub(3), &line, state.theme.style(Role::Dim));
    }
}
