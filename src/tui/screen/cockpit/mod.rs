//! 作战室: what runs, how far it is against its plan, what needs a hand.
mod chart;
mod chosen;
mod hand;
mod layout;
mod list;
mod open;
mod targets;
mod todo;
pub mod words;
mod zoom;

pub(in crate::tui) use open::open_todo;

use super::{Filter, Screen, page_start as page};
use crate::board::Group;
use crate::i18n::tr;
use crate::tui::commands::Context;
use crate::tui::state::{Pane, State};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
pub use chart::{draw as draw_chart, title as chart_title};
use layout::{Layout, layout};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
pub use targets::lines as target_lines;
pub use zoom::draw as zoomed;

/// The screen's line in the table.
pub const SCREEN: Screen = Screen {
    title: &tr::COMMAND_SCREEN_COCKPIT,
    command: "screen.cockpit",
    family: &[
        Context::Found,
        Context::Zoom,
        Context::List,
        Context::Targets,
        Context::Todo,
        Context::Cockpit,
    ],
    contexts,
    reload: State::reload_cockpit,
    follow: State::follow_chart,
    draw,
    mouse: hand::mouse,
    step: hand::step,
    back: hand::back,
    campaign: State::cockpit_campaign,
    target: State::cockpit_target,
    lines: |state| state.cockpit.campaigns.iter().collect(),
    filter: Some(Filter {
        text: |state| &state.look.filter,
        text_mut: |state| &mut state.look.filter,
        settle: State::settle,
        focus: |state| state.look.pane = Pane::List,
        fault: |_| None,
        hint: None,
    }),
    ..super::PLAIN
};

/// What it keeps lies in the state itself: it is there before anything else.
pub type Desk = ();

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
    let name = if state.look.is_mine { &tr::COCKPIT_MINE } else { &tr::COCKPIT_TODO };
    let todo = state.fill(&tr::COCKPIT_COUNT, &[("what", state.say(name)), ("n", &count)]);
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
