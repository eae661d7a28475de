//! The frame with what is reviewed, the facts below it, and the line with the steps.
use super::desk::Side;
use super::sheet::View;
use super::{result, words};
use crate::board::{RetroPage, retro_health_text};
use crate::i18n::{label, tr};
use crate::model::RetroStatus;
use crate::tui::screen::review::lines::Span;
use crate::tui::state::State;
use crate::tui::text::{fit, put, width};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws them.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, page: &RetroPage, view: &View) {
    let theme = &state.theme;
    let (standing, style) = standing(state, page, view.facts.is_none());
    let taken = width(&standing) + 5;
    let room = area.width.saturating_sub(taken + 6);
    let title = fit(&state.fill(&tr::RETRO_PAGE_OF, &[("name", &page.line.name)]), room);
    frame::title(buf, area, area.y, &[(&title, theme.style(Role::Title))]);
    frame::title_right(buf, area, area.y, area.x, &standing, style);
    if let Some(line) = view.facts {
        let mut x = line.x;
        for (i, (text, style)) in facts(state, page).into_iter().enumerate() {
            if i > 0 {
                let dot = format!(" {} ", theme.glyphs.dot);
                if x + width(&dot) + width(&text) > line.right() {
                    break;
                }
                x = put(buf, x, line.y, line.right() - x, &dot, theme.style(Role::Dim));
            }
            x = put(buf, x, line.y, line.right().saturating_sub(x), &text, style);
        }
    }
    tabs(state, buf, view);
    if let Some(y) = view.divider {
        frame::divide(buf, area, y, theme);
    }
    if area.height > 4 {
        let written = written(state, page);
        let room = area.width.saturating_sub(12);
        frame::title(buf, area, area.bottom() - 1, &[(&fit(&written, room), theme.style(Role::Dim))]);
    }
}

/// Whether it is finished, or by when it should be.
fn standing(state: &State, page: &RetroPage, is_short: bool) -> Span {
    let (theme, line) = (&state.theme, &page.line);
    if line.status == Some(RetroStatus::Done) {
        let at = line.finished_at.map(|at| words::day(state.info.zone.day_of(at)));
        let text = state.say(label::retro_status(RetroStatus::Done));
        let at = at.map(|at| format!(" {at}")).unwrap_or_default();
        return (format!("{} {text}{at}", theme.glyphs.done), theme.style(Role::Good));
    }
    let days = line.days.unsigned_abs().to_string();
    let due = words::day(line.due);
    let args = [("days", days.as_str()), ("due", &due)];
    let (text, role) = match line.days {
        days if days < 0 && is_short => (&tr::RETRO_PAGE_OVERDUE_SHORT, Role::Bad),
        days if days < 0 => (&tr::RETRO_PAGE_OVERDUE, Role::Bad),
        days if days > 0 && is_short => (&tr::RETRO_PAGE_DUE_SHORT, Role::Dim),
        0 => (&tr::RETRO_PAGE_DUE_TODAY, Role::Warn),
        _ => (&tr::RETRO_PAGE_DUE, Role::Dim),
    };
    let sign = if line.days < 0 { format!("{} ", theme.glyphs.urgent) } else { String::new() };
    (sign + &state.fill(text, &args), theme.style(role))
}

/// Its dates, how far it came, who leads it.
fn facts(state: &State, page: &RetroPage) -> Vec<Span> {
    let (theme, line) = (&state.theme, &page.line);
    let mut facts = vec![(line.key.clone(), theme.style(Role::Dim))];
    facts.extend(page.goal.days.map(|days| (result::days(days), theme.style(Role::Dim))));
    if let Some(share) = line.achievement {
        let share = state.numbers().percent(share);
        let sign = theme.glyphs.status(line.primary);
        let text = state.fill(&tr::RETRO_PAGE_ACHIEVED, &[("share", &share)]);
        facts.push((format!("{sign} {text}"), theme.status(line.primary)));
    }
    if line.missed.0 > 0 {
        facts.push((retro_health_text(line, state.lang()), theme.status(line.health)));
    }
    if !page.hints.is_empty() {
        let n = page.hints.len().to_string();
        let text = state.fill(&tr::RETRO_PAGE_HINT_COUNT, &[("n", &n)]);
        facts.push((format!("{} {text}", theme.glyphs.approval), theme.style(Role::Note)));
    }
    if !line.leader.is_empty() {
        let text = format!("{} @{}", state.say(&tr::RETRO_PAGE_LEADER), line.leader);
        facts.push((text, theme.style(Role::Dim)));
    }
    facts
}

/// The steps; where only one side is shown, which one.
fn tabs(state: &State, buf: &mut Buffer, view: &View) {
    let (theme, on) = (&state.theme, state.desks.retro.step());
    for (step, text, x) in words::tabs(state, view) {
        let style = if step == on { theme.chosen() } else { theme.style(Role::Dim) };
        put(buf, x, view.tabs.y, view.tabs.right().saturating_sub(x), &text, style);
    }
    if view.is_wide {
        return;
    }
    let (numbers, writing) = (state.say(&tr::RETRO_PAGE_NUMBERS), state.say(&tr::RETRO_PAGE_WRITING));
    let is_writing = state.desks.retro.side == Side::Writing;
    let mut x = view.tabs.right().saturating_sub(width(numbers) + width(writing) + 2);
    for (text, is_on) in [(numbers, !is_writing), (writing, is_writing)] {
        let style = if is_on { theme.chosen() } else { theme.style(Role::Dim) };
        x = put(buf, x, view.tabs.y, view.tabs.right().saturating_sub(x), text, style) + 2;
    }
}

/// How much is written.
fn written(state: &State, page: &RetroPage) -> String {
    let written = &page.line.written;
    let parts = [
        (&tr::RETRO_PAGE_COUNT_UNDECIDED, written.undecided.unwrap_or(0)),
        (&tr::RETRO_PAGE_COUNT_FINDINGS, written.findings),
        (&tr::RETRO_PAGE_COUNT_CAUSES, written.causes),
        (&tr::RETRO_PAGE_COUNT_INSIGHTS, written.insights),
        (&tr::RETRO_PAGE_COUNT_LESSONS, written.lessons),
        (&tr::RETRO_PAGE_COUNT_ACTIONS, written.actions),
    ];
    let shown = parts.iter().filter(|(_, count)| *count > 0);
    let shown: Vec<String> =
        shown.map(|(text, count)| state.fill(text, &[("n", &count.to_string())])).collect();
    if shown.is_empty() {
        return state.say(&tr::RETRO_PAGE_NOTHING_WRITTEN).to_owned();
    }
    shown.join(&format!(" {} ", state.theme.glyphs.dot))
}
