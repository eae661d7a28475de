//! One target full screen: its chart, all its numbers, its notes.
use super::{chart, words};
use crate::board::TargetLine;
use crate::i18n::{Text, label, tr};
use crate::tui::state::State;
use crate::tui::text::{date_time, put, put_right, width};
use crate::tui::theme::Role;
use crate::tui::widget::{bar, frame};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

type Entry = (&'static Text, String, Style);

/// Draws the zoomed target.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let (Some(campaign), Some(target)) = (state.campaign(), state.target()) else { return };
    let inner = frame::draw(buf, area, &state.theme);
    let (title, dim) = (state.theme.style(Role::Title), state.theme.style(Role::Dim));
    let of = format!("  {}", campaign.name);
    frame::title(buf, area, area.y, &[(state.name_of(target), title), (&of, dim)]);
    let until = target.data_until.map(|at| words::until(state, at));
    if let Some(at) = until {
        let text = state.fill(&tr::COCKPIT_DATA_UNTIL, &[("at", &at)]);
        let from = area.x + 6 + width(&of) + width(state.name_of(target));
        frame::title_right(buf, area, area.y, from, &text, dim);
    }
    let entries = entries(state, target);
    let columns = if inner.width >= 96 {
        3
    } else if inner.width >= 60 {
        2
    } else {
        1
    };
    let needed = u16::try_from(entries.len().div_ceil(columns)).unwrap_or(8);
    let rows = needed.min(inner.height.saturating_sub(2));
    let bar_row = Rect { x: inner.x + 1, height: 1, width: inner.width.saturating_sub(2), ..inner };
    top_bar(state, buf, bar_row, target);
    grid(buf, Rect { y: inner.y + 2, height: rows, ..inner }, &entries, columns, state);
    let line = inner.y + 2 + rows;
    if line + 6 > inner.bottom() {
        return;
    }
    let notes = note_rows(state, inner.bottom() - line);
    frame::divide(buf, area, line, &state.theme);
    chart::title(state, buf, Rect { y: line, height: 1, ..area });
    let bottom = inner.bottom() - if notes > 0 { notes + 1 } else { 0 };
    chart::draw(state, buf, Rect { y: line + 1, height: bottom - line - 1, ..inner }, notes == 0);
    if notes > 0 {
        frame::divide(buf, area, bottom, &state.theme);
        frame::title(buf, area, bottom, &[(state.say(&tr::ZOOM_NOTES), dim)]);
        note_list(state, buf, Rect { y: bottom + 1, height: notes, ..inner });
    }
}

fn top_bar(state: &State, buf: &mut Buffer, area: Rect, target: &TargetLine) {
    let status = state.theme.status(Some(target.status));
    let sign = state.theme.glyphs.status(Some(target.status));
    let mut x = put(buf, area.x, area.y, 1, sign, status) + 1;
    x = put(buf, x, area.y, area.width / 3, words::status(state, target), status) + 2;
    bar::draw(
        buf,
        (x, area.y),
        area.right().saturating_sub(x),
        target.progress,
        target.plan_share,
        status,
        &state.theme,
    );
}

fn entries(state: &State, target: &TargetLine) -> Vec<Entry> {
    let numbers = state.numbers();
    let (text, dim) = (state.theme.style(Role::Text), state.theme.style(Role::Dim));
    let none = || "—".to_owned();
    let full = |q: Option<crate::model::Quantity>| q.map_or_else(none, |q| numbers.full(q, target.unit));
    let share = |v: Option<f64>| v.map_or_else(none, |v| numbers.percent(v));
    let status = state.theme.status(Some(target.status));
    let goal = match target.upper {
        Some(upper) => {
            let (low, high) = (numbers.full(target.goal, target.unit), numbers.full(upper, target.unit));
            state.fill(&tr::ZOOM_RANGE, &[("low", &low), ("high", &high)])
        }
        None => numbers.full(target.goal, target.unit),
    };
    let mut all: Vec<Entry> = vec![
        (&tr::COLUMN_ACTUAL, full(target.actual), state.theme.style(Role::Title)),
        (&tr::COLUMN_GOAL, goal, text),
        (&tr::EXPLAIN_BASELINE, full(Some(target.baseline)), dim),
        (&tr::COLUMN_PROGRESS, share(target.progress), text),
        (&tr::COLUMN_EXPECTED, expected(state, target), text),
        (&tr::COLUMN_PACE, share(target.pace), status),
        (&tr::COLUMN_RECENT, full(target.recent_per_day), text),
    ];
    // A budget above its plan needs nothing more a day.
    if label::off_plan(target.status, target.better, target.pace) != Some(true) {
        all.insert(all.len() - 1, (&tr::COLUMN_NEEDED, full(target.needed_per_day), text));
    }
    // Once it is over there is nothing to foresee.
    let is_over = target.end < state.today();
    match &target.forecast {
        _ if is_over => {}
        Some(f) => {
            let (low, high) =
                (numbers.compact_f64(f.low, target.unit), numbers.compact_f64(f.high, target.unit));
            let range = state.fill(&tr::ZOOM_RANGE, &[("low", &low), ("high", &high)]);
            all.push((&tr::ZOOM_FORECAST, numbers.compact_f64(f.mid, target.unit), text));
            all.push((&tr::ZOOM_INTERVAL, range, text));
            all.push((&tr::COLUMN_CHANCE, numbers.percent(f.chance), text));
        }
        None => all.push((&tr::ZOOM_FORECAST, state.say(&tr::ZOOM_TOO_LITTLE).to_owned(), dim)),
    }
    let day = |d: crate::model::Day| d.date().format("%m-%d").to_string();
    let period = state.fill(&tr::ZOOM_RANGE, &[("low", &day(target.start)), ("high", &day(target.end))]);
    all.push((&tr::EXPLAIN_PERIOD, period, dim));
    if let Some(first) = target.first_goal {
        all.push((&tr::ZOOM_FIRST_GOAL, numbers.full(first, target.unit), state.theme.style(Role::Goal)));
    }
    if target.is_stale {
        let text = target.data_until.map_or_else(none, |at| words::age(state, state.now.unix - at));
        all.push((&tr::ZOOM_OLD, text, state.theme.style(Role::Warn)));
    }
    if !target.lagging.is_empty() {
        let named = |(name, at): &(String, i64)| format!("{name} {}", words::until(state, *at));
        let text = target.lagging.iter().map(named).collect::<Vec<_>>().join(", ");
        all.push((&tr::ZOOM_LAGGING, text, state.theme.style(Role::Warn)));
    }
    all
}

fn expected(state: &State, target: &TargetLine) -> String {
    let numbers = state.numbers();
    match (target.expected, target.plan_share) {
        (Some(q), Some(share)) => format!("{} ({})", numbers.full(q, target.unit), numbers.percent(share)),
        (Some(q), None) => numbers.full(q, target.unit),
        _ => "—".to_owned(),
    }
}

fn grid(buf: &mut Buffer, area: Rect, entries: &[Entry], columns: usize, state: &State) {
    let dim = state.theme.style(Role::Dim);
    let count = u16::try_from(columns).unwrap_or(1);
    let column = area.width / count;
    let per = entries.len().div_ceil(columns).max(1);
    for (i, (name, value, style)) in entries.iter().enumerate() {
        let (col, row) = (u16::try_from(i / per).unwrap_or(0), u16::try_from(i % per).unwrap_or(0));
        if row >= area.height {
            continue;
        }
        let (x, y) = (area.x + 1 + col * column, area.y + row);
        let right = (x + column).min(area.right()).saturating_sub(3);
        let end = put(buf, x, y, column / 2, state.say(name), dim);
        put_right(buf, end + 1, right, y, value, *style);
    }
}

fn note_rows(state: &State, room: u16) -> u16 {
    if room < 12 {
        return 0;
    }
    u16::try_from(state.chart.marks.len()).unwrap_or(u16::MAX).clamp(1, room / 4)
}

fn note_list(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = &state.theme;
    let dim = theme.style(Role::Dim);
    if state.chart.marks.is_empty() {
        let key = state.keymap.label("note.adjust");
        let text = state.fill(&tr::ZOOM_NO_NOTES, &[("key", &key)]);
        put(buf, area.x + 1, area.y, area.width - 1, &text, dim);
        return;
    }
    // The latest are the ones that matter where not all fit.
    let skip = state.chart.marks.len().saturating_sub(usize::from(area.height));
    for (y, mark) in (area.y..area.bottom()).zip(state.chart.marks.iter().skip(skip)) {
        put(buf, area.x + 1, y, 4, &theme.glyphs.number(mark.number), theme.style(Role::Note));
        let local = state.info.zone.local(mark.at);
        // At midnight only the day is known.
        let is_day = local.format("%H:%M").to_string() == "00:00";
        let when = if is_day { local.format("%m-%d").to_string() } else { date_time(local) };
        put(buf, area.x + 5, y, 11, &when, dim);
        let x = area.x + 18;
        let kind = state.say(label::note_kind(mark.kind));
        let x = put(buf, x, y, 12, kind, dim) + 2;
        put(buf, x, y, area.right().saturating_sub(x + 1), &mark.text, theme.style(Role::Text));
    }
}
