//! The head of the page: what it is, how far, how sure, and what it is aligned to.
use crate::board::ObjectivePage;
use crate::i18n::{label, tr};
use crate::tui::screen::okr::words;
use crate::tui::state::State;
use crate::tui::text::{fit, put, width};
use crate::tui::theme::Role;
use crate::tui::widget::{bar, frame};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Writes the title into the frame: the objective, and its cycle on the right.
pub fn title(state: &State, buf: &mut Buffer, area: Rect, page: &ObjectivePage) {
    let theme = &state.theme;
    let status = state.say(label::objective_status(page.line.status));
    let right = format!("{} · {status}", page.cycle.key);
    let room = area.width.saturating_sub(width(&right) + 9);
    let name = fit(&format!("{} {}", page.line.key, page.line.title), room);
    frame::title(buf, area, area.y, &[(&name, theme.style(Role::Title))]);
    frame::title_right(buf, area, area.y, area.x + width(&name) + 4, &right, theme.style(Role::Accent));
}

/// What follows the bar: each a piece of its own, the most needed first.
fn facts(state: &State, page: &ObjectivePage) -> Vec<(String, Style)> {
    let (theme, line) = (&state.theme, &page.line);
    let (text, dim) = (theme.style(Role::Text), theme.style(Role::Dim));
    let mut out = Vec::new();
    if let Some(share) = line.expected {
        let share = state.numbers().percent(share);
        out.push((state.fill(&tr::COCKPIT_DUE, &[("share", &share)]), dim));
    }
    if line.confidence.is_some() {
        let before = words::confidence_before(line);
        let sure = words::confidence(state, line.confidence, before, false);
        let falls = line.confidence.zip(before).is_some_and(|(now, before)| now < before);
        let style = if falls { theme.style(Role::Warn) } else { text };
        out.push((state.fill(&tr::OBJECTIVE_PAGE_CONFIDENCE, &[("n", &sure)]), style));
    }
    if line.due > 0 {
        let due = state.fill(&tr::OBJECTIVE_PAGE_DUE, &[("n", &line.due.to_string())]);
        out.push((due, theme.style(Role::Warn)));
    }
    out.push((words::team(state, line).to_owned(), text));
    if !line.owner.is_empty() {
        out.push((line.owner.clone(), text));
    }
    out.push((state.say(label::ambition(line.ambition)).to_owned(), dim));
    let (day, days) = (page.cycle.day.to_string(), page.cycle.days.to_string());
    out.push((state.fill(&tr::OKR_DAY, &[("day", &day), ("days", &days)]), dim));
    out
}

/// Draws it into one row or two.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, page: &ObjectivePage) {
    let (theme, line) = (&state.theme, &page.line);
    let status = theme.status(line.health);
    let end = area.right();
    let mut x = put(buf, area.x, area.y, 1, theme.glyphs.status(line.health), status) + 1;
    x = put(buf, x, area.y, 14, words::health(state, line.health), status) + 1;
    let long = if area.width >= 140 { 30 } else { 16 };
    if area.width >= 70 && line.progress.is_some() {
        bar::draw(buf, (x, area.y), long, line.progress, line.expected, status, theme);
        x += long + 1;
    }
    x = put(buf, x, area.y, 6, &words::share(state, line.progress), theme.style(Role::Title));
    for (text, style) in facts(state, page) {
        if x + 2 + width(&text) > end {
            break;
        }
        x = put(buf, x + 2, area.y, end - x - 2, &text, style);
    }
    if area.height > 1 {
        let parent = match &line.parent {
            Some(parent) => {
                let args = [("path", parent.path.as_str()), ("title", &parent.title)];
                state.fill(&tr::OBJECTIVE_PAGE_ALIGNED_TO, &args)
            }
            None => state.say(&tr::OBJECTIVE_PAGE_ALIGNED_TO_NONE).to_owned(),
        };
        let more = if line.description.is_empty() { "" } else { " · " };
        let text = format!("{parent}{more}{}", line.description.replace('\n', " "));
        put(buf, area.x, area.y + 1, area.width, &text, theme.style(Role::Dim));
    }
}
