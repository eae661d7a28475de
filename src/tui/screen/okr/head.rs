//! The head of the OKR screen: the cycle and how it stands as a whole, the north star.
use super::words;
use crate::board::{CycleLine, NorthStar, OkrTree};
use crate::i18n::{label, tr};
use crate::model::{Lang, Unit};
use crate::tui::state::State;
use crate::tui::text::{put, put_right, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// What people call a cycle: its name, else its key.
fn name(cycle: &CycleLine) -> &str {
    if cycle.name.is_empty() { &cycle.key } else { &cycle.name }
}

/// Where a cycle is in its time.
fn day(state: &State, cycle: &CycleLine, is_short: bool) -> String {
    let (day, days) = (cycle.day.to_string(), cycle.days.to_string());
    let today = state.info.zone.day_of(words::moment(state));
    match cycle.day {
        0 => state.fill(&tr::OKR_AHEAD, &[("n", &(cycle.start.0 - today.0).to_string())]),
        _ if today > cycle.end => state.say(&tr::OKR_OVER).to_owned(),
        _ if is_short => state.fill(&tr::OKR_DAY_SHORT, &[("day", &day), ("days", &days)]),
        _ => state.fill(&tr::OKR_DAY, &[("day", &day), ("days", &days)]),
    }
}

/// The pieces of the title, the most needed first.
fn pieces(state: &State, tree: &OkrTree, cycle: &CycleLine, is_short: bool) -> Vec<(String, Style)> {
    let theme = &state.theme;
    let dim = theme.style(Role::Dim);
    let (n, all) = (state.desks.okr.count().to_string(), tree.objectives.len().to_string());
    let mut out = Vec::new();
    if let Some(day) = state.desks.okr.as_of {
        let key = state.keymap.label("view.back");
        let text = if is_short { &tr::OKR_PAST_SHORT } else { &tr::OKR_PAST };
        let text = state.fill(text, &[("day", &day.to_string()), ("key", &key)]);
        out.push((text, theme.style(Role::Warn).add_modifier(Modifier::REVERSED)));
    }
    let filter = state.desks.okr.text.text().trim();
    if !filter.is_empty() {
        let found = state.fill(&tr::OKR_FOUND, &[("n", &n), ("all", &all)]);
        out.push((format!("/ {filter} · {found}"), theme.style(Role::Note)));
    }
    out.extend([
        (name(cycle).to_owned(), theme.style(Role::Title)),
        (day(state, cycle, is_short), dim),
        (state.say(label::cycle_status(cycle.status)).to_owned(), dim),
    ]);
    let (progress, expected, health) = tree.overall();
    if let Some(progress) = progress {
        let glyph = theme.glyphs.status(health);
        let share = state.numbers().percent(progress);
        let text = match expected {
            Some(due) => {
                let due = state.numbers().percent(due);
                state.fill(&tr::OKR_OVERALL_DUE, &[("share", &share), ("due", &due)])
            }
            None => state.fill(&tr::OKR_OVERALL, &[("share", &share)]),
        };
        out.push((format!("{glyph} {text}"), theme.status(health)));
    }
    out.push((state.fill(&tr::OKR_OBJECTIVES, &[("n", &all)]), dim));
    let reviewed = match cycle.reviewed_at {
        Some(at) => state.fill(&tr::OKR_REVIEWED, &[("age", &words::ago(state, at))]),
        None => state.say(&tr::OKR_NOT_REVIEWED).to_owned(),
    };
    out.push((reviewed, dim));
    out
}

/// Draws the title into the frame's upper line: what has no room falls away, the least needed first.
pub fn title(state: &State, buf: &mut Buffer, frame: Rect, tree: &OkrTree) {
    let Some(cycle) = &tree.cycle else { return };
    let is_short = frame.width < 60;
    let mut x = frame.x + 3;
    let end = frame.right().saturating_sub(2);
    for (i, (text, style)) in pieces(state, tree, cycle, is_short).into_iter().enumerate() {
        let room = end.saturating_sub(x + 1);
        if i > 0 && width(&text) > room {
            continue;
        }
        put(buf, x - 1, frame.y, 1, " ", style);
        let after = put(buf, x, frame.y, room, &text, style);
        put(buf, after, frame.y, 1, " ", style);
        x = after + 2;
    }
}

/// Draws the line of the north star.
pub fn star(state: &State, buf: &mut Buffer, area: Rect, star: &NorthStar) {
    let (theme, numbers) = (&state.theme, state.numbers());
    let dim = theme.style(Role::Dim);
    let name = if state.lang() == Lang::Zh { &star.name_zh } else { &star.name_en };
    let x = put(buf, area.x + 2, area.y, area.width, state.say(&tr::OKR_STAR), theme.style(Role::Note));
    let x = put(buf, x + 2, area.y, area.right().saturating_sub(x + 3), name, dim);
    let value = star.value.map_or_else(|| "—".to_owned(), |value| numbers.compact(value, star.unit));
    let x = put(buf, x + 1, area.y, area.right().saturating_sub(x + 2), &value, theme.style(Role::Title));
    let Some(change) = star_change(state, star) else { return };
    let text = state.fill(&tr::OKR_STAR_CHANGE, &[("change", &change)]);
    put_right(buf, x + 2, (x + 2 + width(&text)).min(area.right() - 1), area.y, &text, dim);
}

/// Which way the north star went in the last thirty days, and how far; none where nothing is known of before.
pub(in crate::tui) fn star_change(state: &State, star: &NorthStar) -> Option<String> {
    let (glyphs, numbers) = (&state.theme.glyphs, state.numbers());
    let (value, before) = (star.value?, star.before?);
    let change = value.checked_sub(before).ok()?;
    let sign = match change.micros().signum() {
        1 => glyphs.rising,
        -1 => glyphs.falling,
        _ => glyphs.becomes,
    };
    let is_share = matches!(star.unit, Unit::Percent | Unit::Ratio | Unit::Score);
    let change = if is_share || before.micros() == 0 {
        numbers.signed(change, star.unit)
    } else {
        numbers.percent(change.to_f64() / before.to_f64().abs())
    };
    Some(format!("{sign} {change}"))
}
