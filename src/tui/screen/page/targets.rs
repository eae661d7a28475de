//! Targets: how far each is, against its plan.
use super::{PLAIN, Section};
use crate::board::{CampaignPage, TargetLine};
use crate::i18n::tr;
use crate::tui::effect::Effect;
use crate::tui::screen::cockpit::words;
use crate::tui::screen::page_start;
use crate::tui::state::State;
use crate::tui::text::{put, put_right};
use crate::tui::theme::Role;
use crate::tui::widget::bar;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The section's line in the table.
pub const SECTION: Section = Section { title: &tr::SECTION_TARGETS, draw, step, press, target, ..PLAIN };

/// The room of the bar.
const BAR: u16 = 16;

fn target(state: &State) -> Option<&TargetLine> {
    let desk = &state.desks.page;
    desk.page()?.line.targets.get(desk.cursor)
}

fn step(state: &mut State, steps: isize) {
    let rows = state.desks.page.page().map_or(0, |page| page.line.targets.len());
    state.desks.page.rows = rows;
    super::scroll(state, steps);
}

fn draw(state: &State, page: &CampaignPage, buf: &mut Buffer, area: Rect) {
    let targets = &page.line.targets;
    if targets.is_empty() {
        let text = state.fill(&tr::COCKPIT_NO_TARGETS, &[("key", &state.keymap.label("target.add"))]);
        put(buf, area.x + 1, area.y, area.width - 1, &text, state.theme.style(Role::Dim));
        return;
    }
    let chosen = state.desks.page.cursor;
    let from = page_start(chosen, targets.len(), area.height);
    for (y, (i, target)) in (area.y..area.bottom()).zip(targets.iter().enumerate().skip(from)) {
        row(state, buf, Rect { y, height: 1, ..area }, target, i == chosen);
    }
}

fn row(state: &State, buf: &mut Buffer, area: Rect, target: &TargetLine, is_chosen: bool) {
    let (theme, y) = (&state.theme, area.y);
    let style = theme.status(Some(target.status));
    if is_chosen {
        put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
    }
    put(buf, area.x + 2, y, 1, theme.glyphs.status(Some(target.status)), style);
    let numbers = state.numbers();
    let value = target.actual.map_or_else(|| "—".to_owned(), |q| numbers.compact(q, target.unit));
    let value = format!("{value} {} {}", words::sign(target), words::goal(state, target));
    let pace = format!("{} {}", words::pace(state, target), words::status(state, target));
    let right = area.right() - 1;
    put_right(buf, area.x + 4, right, y, &pace, style);
    let mut end = right.saturating_sub(16);
    if area.width >= 76 {
        bar::draw(buf, (end - BAR, y), BAR, target.progress, target.plan_share, style, theme);
        end -= BAR + 2;
    }
    put_right(buf, area.x + 4, end, y, &value, theme.style(Role::Text));
    let room = end.saturating_sub(area.x + 4 + crate::tui::text::width(&value) + 1);
    put(buf, area.x + 4, y, room, state.name_of(target), theme.style(Role::Text));
}

fn press(state: &mut State, area: Rect, at: Position) -> Vec<Effect> {
    let count = state.desks.page.page().map_or(0, |page| page.line.targets.len());
    let from = page_start(state.desks.page.cursor, count, area.height);
    let hit = from + usize::from(at.y - area.y);
    if hit < count {
        state.desks.page.cursor = hit;
    }
    Vec::new()
}
