//! What needs a hand, most urgent first: two lines each where there is room.
use super::{page, words};
use crate::board::{Matter, Todo, Urgency};
use crate::i18n::{label, tr};
use crate::model::Lang;
use crate::tui::state::{Pane, State};
use crate::tui::text::{clean, put, put_right, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// How many lines each takes in a pane of this height.
#[must_use]
pub fn lines_each(state: &State, height: u16) -> u16 {
    let two = usize::from(height) >= state.cockpit.todos.len() * 2;
    if two || height >= 8 { 2 } else { 1 }
}

/// What it is, and the detail.
#[must_use]
pub fn words(state: &State, matter: &Matter) -> (String, String) {
    let numbers = state.numbers();
    let name = |both: &(String, String)| match state.lang() {
        Lang::En => both.0.clone(),
        Lang::Zh => both.1.clone(),
    };
    match matter {
        Matter::OffPace { metric, status, unit, needed, recent } => {
            let what = state.fill(
                &tr::TODO_OFF_PACE,
                &[("metric", &name(metric)), ("status", state.say(label::status(*status)))],
            );
            let shown = |q: crate::model::Quantity| numbers.compact(q, *unit);
            let detail = match (needed.map(shown), recent.map(shown)) {
                (Some(needed), Some(recent)) => {
                    state.fill(&tr::TODO_OFF_PACE_DETAIL, &[("needed", &needed), ("recent", &recent)])
                }
                (Some(needed), None) => state.fill(&tr::TODO_OFF_PACE_NEEDED, &[("needed", &needed)]),
                _ => String::new(),
            };
            (what, detail)
        }
        Matter::Breached { metric, unit, actual, bound, above } => {
            let text = if *above { &tr::TODO_BREACHED_ABOVE } else { &tr::TODO_BREACHED_BELOW };
            let (actual, bound) = (numbers.compact(*actual, *unit), numbers.compact(*bound, *unit));
            let what = state.fill(&tr::TODO_BREACHED, &[("metric", &name(metric))]);
            (what, state.fill(text, &[("actual", &actual), ("bound", &bound)]))
        }
        Matter::OldData { metric, age } => {
            (state.fill(&tr::TODO_OLD_DATA, &[("metric", &name(metric))]), words::age(state, *age))
        }
        Matter::Lagging { metric, channel, age } => {
            let what = state.fill(&tr::TODO_LAGGING, &[("metric", &name(metric)), ("channel", channel)]);
            (what, words::age(state, *age))
        }
        Matter::NoData { metric } => {
            (state.fill(&tr::TODO_NO_DATA, &[("metric", &name(metric))]), String::new())
        }
        Matter::NoTarget => (state.say(&tr::TODO_NO_TARGET).to_owned(), String::new()),
        Matter::StatusOffered { to } => {
            let status = state.say(label::campaign_status(*to));
            (state.fill(&tr::TODO_OFFERED, &[("status", status)]), String::new())
        }
    }
}

/// Draws the pane.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    if state.cockpit.todos.is_empty() {
        put(
            buf,
            area.x + 1,
            area.y,
            area.width - 1,
            state.say(&tr::COCKPIT_ALL_WELL),
            theme.style(Role::Good),
        );
        return;
    }
    let each = lines_each(state, area.height);
    let from = page(state.look.todo, area.height / each);
    for (i, todo) in state.cockpit.todos.iter().enumerate().skip(from) {
        let y = area.y + u16::try_from(i - from).unwrap_or(u16::MAX).saturating_mul(each);
        if y + each > area.bottom() {
            break;
        }
        if i == state.look.todo && state.look.pane == Pane::Todo {
            put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
        }
        item(state, buf, Rect { y, height: each, ..area }, todo);
    }
}

fn item(state: &State, buf: &mut Buffer, area: Rect, todo: &Todo) {
    let theme = &state.theme;
    let (sign, role) = match todo.urgency {
        Urgency::Act => (theme.glyphs.urgent, Role::Bad),
        Urgency::Look => (theme.glyphs.look, Role::Warn),
    };
    let (what, detail) = words(state, &todo.matter);
    put(buf, area.x + 2, area.y, 1, sign, theme.style(role));
    let (x, right) = (area.x + 4, area.right().saturating_sub(1));
    let end = put(buf, x, area.y, right.saturating_sub(x), &what, theme.style(Role::Text));
    let dim = theme.style(Role::Dim);
    let campaign = clean(&todo.campaign_name);
    if area.height == 1 {
        // The detail matters more than whose it is.
        put_right(buf, end + 2, right, area.y, if detail.is_empty() { &campaign } else { &detail }, dim);
        return;
    }
    let below = put(buf, x, area.y + 1, right.saturating_sub(x), &detail, dim);
    // Whose it is stands at the right of the first line where it fits whole, else of the second.
    let fits = |from: u16| from + 2 + width(&campaign) <= right;
    match (detail.is_empty(), fits(end), fits(below)) {
        (true, ..) => {
            put(buf, x, area.y + 1, right.saturating_sub(x), &campaign, dim);
        }
        (_, true, _) => put_right(buf, end + 2, right, area.y, &campaign, dim),
        (_, _, true) => put_right(buf, below + 2, right, area.y + 1, &campaign, dim),
        _ => {}
    }
}
