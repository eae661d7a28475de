//! 作战室: what runs, how far it is against its plan, what needs a hand.
mod chart;
mod layout;
mod list;
mod targets;
mod todo;
pub mod words;
mod zoom;

use super::Screen;
use crate::board::Group;
use crate::i18n::tr;
use crate::tui::actions;
use crate::tui::commands::Context;
use crate::tui::effect::Effect;
use crate::tui::msg::MouseKind;
use crate::tui::state::{Pane, State};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use layout::{Layout, layout};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// The screen's line in the table.
pub const SCREEN: Screen =
    Screen { title: &tr::COMMAND_SCREEN_COCKPIT, command: "screen.cockpit", draw, mouse, contexts };

/// The first row shown of a list of `count` rows whose chosen row is `chosen`: whole pages, so that moving inside one
/// moves nothing; the last page is full, too.
#[must_use]
pub fn page(chosen: usize, count: usize, height: u16) -> usize {
    let height = usize::from(height.max(1));
    (chosen / height * height).min(count.saturating_sub(height))
}

/// Where keys are looked up, innermost first.
#[must_use]
pub fn contexts(state: &State) -> Vec<Context> {
    let mut contexts = Vec::new();
    if state.look.is_zoomed {
        contexts.push(Context::Zoom);
    } else {
        if !state.look.filter.text().is_empty() {
            contexts.push(Context::Found);
        }
        contexts.push(match state.look.pane {
            Pane::List => Context::List,
            Pane::Targets => Context::Targets,
            Pane::Todo => Context::Todo,
        });
    }
    contexts.extend([Context::Cockpit, Context::Global, Context::Always]);
    contexts
}

/// Draws the cockpit.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    if state.look.is_zoomed {
        zoom::draw(state, buf, super::body(area));
        return;
    }
    let layout = layout(state, area);
    for (rect, lines) in &layout.frames {
        frame::draw(buf, *rect, &state.theme);
        for y in lines.iter().flatten() {
            frame::divide(buf, *rect, *y, &state.theme);
        }
    }
    titles(state, buf, &layout);
    if let Some(area) = layout.list {
        list::draw(state, buf, area);
    }
    if let Some(area) = layout.targets {
        targets::draw(state, buf, area);
    }
    if let Some(area) = layout.todo {
        todo::draw(state, buf, area);
    }
    if let Some(area) = layout.chart {
        chart::draw(state, buf, area, true);
    }
}

fn style(state: &State, is_focused: bool) -> Style {
    state.theme.style(if is_focused { Role::Title } else { Role::Dim })
}

/// The frame's full width at a row of an inner area.
fn line_of(inner: Rect) -> Rect {
    Rect { x: inner.x - 1, y: inner.y - 1, width: inner.width + 2, height: 1 }
}

fn titles(state: &State, buf: &mut Buffer, layout: &Layout) {
    let count = state.todos().len().to_string();
    let todo = state.fill(&tr::COCKPIT_COUNT, &[("what", state.say(&tr::COCKPIT_TODO)), ("n", &count)]);
    let pane = state.look.pane;
    if let Some(inner) = layout.list {
        let (line, text) = (line_of(inner), list::title(state));
        frame::title(buf, line, line.y, &[(&text, style(state, pane == Pane::List))]);
        if layout.todo.is_none() && !state.todos().is_empty() {
            let from = line.x + 6 + crate::tui::text::width(&text);
            frame::title_right(buf, line, line.y, from, &todo, state.theme.style(Role::Warn));
        }
    }
    if let Some(inner) = layout.todo {
        let line = line_of(inner);
        frame::title(buf, line, line.y, &[(&todo, style(state, pane == Pane::Todo))]);
    }
    if let (Some(inner), Some(campaign)) = (layout.targets, state.campaign()) {
        let line = line_of(inner);
        let dim = state.theme.style(Role::Dim);
        let mut rest = String::new();
        if campaign.group == Group::Live {
            let (day, days) = (campaign.day.to_string(), campaign.days.to_string());
            rest += "  ";
            rest += &state.fill(&tr::COCKPIT_DAY_LONG, &[("day", &day), ("days", &days)]);
        }
        if let Some(phase) = &campaign.phase {
            rest = format!("{rest} · {phase}");
        }
        frame::title(
            buf,
            line,
            line.y,
            &[(&campaign.name, style(state, pane == Pane::Targets)), (&rest, dim)],
        );
        let until = match campaign.data_until {
            Some(at) => state.fill(&tr::COCKPIT_DATA_UNTIL, &[("at", &words::until(state, at))]),
            None => state.say(&tr::COCKPIT_NO_DATA_YET).to_owned(),
        };
        let from = line.x + 6 + crate::tui::text::width(&campaign.name) + crate::tui::text::width(&rest);
        frame::title_right(buf, line, line.y, from, &until, dim);
    }
    if let Some(inner) = layout.chart {
        chart::title(state, buf, line_of(inner));
    }
}

/// Handles the mouse.
pub fn mouse(state: &mut State, kind: MouseKind, x: u16, y: u16) -> Vec<Effect> {
    if state.look.is_zoomed {
        return wheel(state, kind);
    }
    let layout = layout(state, Rect::new(0, 0, state.size.0, state.size.1));
    let at = Position::new(x, y);
    let inside = |area: Option<Rect>| area.filter(|r| r.contains(at));
    let (pane, area) = if let Some(area) = inside(layout.list) {
        (Pane::List, area)
    } else if let Some(area) = inside(layout.targets) {
        (Pane::Targets, area)
    } else if let Some(area) = inside(layout.todo) {
        (Pane::Todo, area)
    } else {
        return Vec::new();
    };
    let was = state.look.pane;
    state.look.pane = pane;
    if kind != MouseKind::Pressed {
        return wheel(state, kind);
    }
    press(state, pane, was, area, y - area.y)
}

fn wheel(state: &mut State, kind: MouseKind) -> Vec<Effect> {
    match kind {
        MouseKind::WheelUp => actions::step(state, -1),
        MouseKind::WheelDown => actions::step(state, 1),
        MouseKind::Pressed => Vec::new(),
    }
}

/// A press chooses; a press on what is chosen opens it.
fn press(state: &mut State, pane: Pane, was: Pane, area: Rect, row: u16) -> Vec<Effect> {
    match pane {
        Pane::List => {
            let hit = list::row_at(state, area.height, row);
            if hit.is_some() && hit != state.look.campaign {
                (state.look.campaign, state.look.target) = (hit, None);
                state.settle();
            }
        }
        Pane::Targets => {
            let ids: Vec<_> =
                state.campaign().map(|c| c.targets.iter().map(|t| t.id).collect()).unwrap_or_default();
            let chosen = ids.iter().position(|id| Some(*id) == state.look.target).unwrap_or(0);
            let hit = ids.get(page(chosen, ids.len(), area.height) + usize::from(row)).copied();
            if hit.is_some() && hit == state.look.target && was == pane {
                return actions::zoom(state, state.now);
            }
            state.look.target = hit.or(state.look.target);
        }
        Pane::Todo => {
            let each = todo::lines_each(state, area.height);
            let hit =
                page(state.look.todo, state.todos().len(), area.height / each) + usize::from(row / each);
            if hit == state.look.todo && was == pane {
                return actions::open_todo(state, state.now);
            }
            state.look.todo = hit.min(state.todos().len().saturating_sub(1));
        }
    }
    Vec::new()
}

/// The chosen target in one line, for the clipboard.
#[must_use]
pub fn status_line(state: &State) -> Option<String> {
    let (campaign, target) = (state.campaign()?, state.target()?);
    let numbers = state.numbers();
    let value = target.actual.map_or_else(|| "—".to_owned(), |q| numbers.compact(q, target.unit));
    let mut line = format!(
        "{} · {}: {value} {} {}",
        campaign.name,
        state.name_of(target),
        words::sign(target),
        words::goal(state, target)
    );
    if let Some(share) = target.progress {
        line = format!("{line}, {}", numbers.percent(share));
    }
    if let Some(share) = target.plan_share {
        line = format!("{line} ({})", state.fill(&tr::COCKPIT_DUE, &[("share", &numbers.percent(share))]));
    }
    let status = words::status(state, target);
    Some(crate::tui::text::clean(&format!("{line}, {} {status}", words::pace(state, target))).into_owned())
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn pages_stand_still_and_the_last_one_is_full() {
        assert_eq!(page(0, 200, 16), 0);
        assert_eq!(page(15, 200, 16), 0);
        assert_eq!(page(16, 200, 16), 16);
        assert_eq!(page(199, 200, 16), 184);
        assert_eq!(page(3, 5, 16), 0);
    }
}
