//! The gap by driver: bars from a middle line, less to the left and more to the right, which add up to the gap.
use super::Item;
use super::desk::Split;
use super::paper::Paper;
use super::words;
use crate::board::{DriverGap, DriverPart, GapMethod, GapRow};
use crate::i18n::tr;
use crate::model::Quantity;
use crate::tui::screen::review::lines::{Line, Span};
use crate::tui::state::State;
use crate::tui::text::{fit, width};
use crate::tui::theme::Role;

/// How it is split here: what is chosen, as far as there is something to split by.
#[must_use]
pub fn split(state: &State, gap: &DriverGap) -> Split {
    match state.desks.retro.split {
        Split::Phases if gap.phases.is_empty() => Split::Whole,
        Split::Channels if gap.channels.is_empty() => Split::Whole,
        split => split,
    }
}

/// The next way to split it.
#[must_use]
pub fn next(state: &State, gap: &DriverGap) -> Split {
    match split(state, gap) {
        Split::Whole if !gap.phases.is_empty() => Split::Phases,
        Split::Whole | Split::Phases if !gap.channels.is_empty() => Split::Channels,
        _ => Split::Whole,
    }
}

/// Writes it.
pub fn write(paper: &mut Paper<'_>, gap: &DriverGap) {
    let (state, numbers) = (paper.state, paper.state.numbers());
    let unit = gap.metric.unit;
    let split = split(state, gap);
    let by = match split {
        Split::Whole => &tr::RETRO_PAGE_BY_DRIVER,
        Split::Phases => &tr::RETRO_PAGE_BY_PHASE,
        Split::Channels => &tr::RETRO_PAGE_BY_CHANNEL,
    };
    let amount = numbers.signed(gap.gap, unit);
    let args = [("metric", words::metric(state, &gap.metric)), ("gap", &amount)];
    paper.heading(state.fill(by, &args));
    match split {
        Split::Whole => {
            let parts: Vec<Quantity> = gap.drivers.iter().map(|driver| driver.part).collect();
            for (at, driver) in gap.drivers.iter().enumerate() {
                let mut lines = vec![bar(paper, gap, driver, (driver.part, &parts), "")];
                lines.extend(paper.flow(vec![facts(paper, driver)]));
                paper.item(Item::Gap(at), lines);
            }
        }
        Split::Phases => rows(paper, gap, &gap.phases),
        Split::Channels => rows(paper, gap, &gap.channels),
    }
    let sum = state.fill(
        &tr::RETRO_PAGE_SUM,
        &[
            ("gap", &amount),
            ("actual", &numbers.compact(gap.actual, unit)),
            ("goal", &numbers.compact(gap.goal, unit)),
        ],
    );
    let mut lines = paper.wrapped(&sum, Role::Dim);
    if gap.method == GapMethod::Shapley {
        lines.extend(paper.wrapped(state.say(&tr::RETRO_PAGE_SHAPLEY), Role::Dim));
    }
    if !gap.assumed.is_empty() {
        let names: Vec<&str> = gap.assumed.iter().map(|key| name(state, gap, key)).collect();
        let text =
            state.fill(&tr::RETRO_PAGE_ASSUMED, &[("drivers", &names.join(state.say(&tr::RETRO_PAGE_AND)))]);
        lines.extend(paper.wrapped(&text, Role::Dim));
    }
    let count = paper.rows.iter().filter(|row| matches!(row.item, Some(Item::Gap(_)))).count();
    paper.item(Item::Gap(count), lines);
}

fn name<'a>(state: &State, gap: &'a DriverGap, key: &'a str) -> &'a str {
    let driver = gap.drivers.iter().find(|driver| driver.key == key);
    driver.map_or(key, |driver| words::named(state, &driver.name_en, &driver.name_zh))
}

/// Rows by phase or channel, each with its drivers.
fn rows(paper: &mut Paper<'_>, gap: &DriverGap, rows: &[GapRow]) {
    let state = paper.state;
    let all: Vec<Quantity> = rows.iter().flat_map(|row| row.parts.iter().copied()).collect();
    for (at, row) in rows.iter().enumerate() {
        let name = match row.name.as_str() {
            "" if row.is_rest => state.say(&tr::RETRO_PAGE_REST),
            "" => state.say(&tr::RETRO_PAGE_MIX),
            name => name,
        };
        let own = state.numbers().signed(row.gap, gap.metric.unit);
        let mut lines = paper.spread(vec![paper.span(name, Role::Text)], vec![paper.span(own, Role::Title)]);
        for (driver, part) in gap.drivers.iter().zip(&row.parts) {
            lines.push(bar(paper, gap, driver, (*part, &all), "  "));
        }
        paper.item(Item::Gap(at), lines);
    }
}

/// What was planned of a driver, and what it was.
fn facts(paper: &Paper<'_>, driver: &DriverPart) -> Span {
    let state = paper.state;
    let value = |value: Option<f64>| {
        value.map_or_else(|| "—".to_owned(), |value| state.numbers().compact_f64(value, driver.unit))
    };
    let (planned, actual) = (value(driver.planned), value(driver.actual));
    let text = state.fill(&tr::RETRO_PAGE_DRIVER, &[("planned", &planned), ("actual", &actual)]);
    paper.span(format!("  {text}"), Role::Dim)
}

/// One part as a bar: its name, the bar, the part with its sign.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn bar(
    paper: &Paper<'_>,
    gap: &DriverGap,
    driver: &DriverPart,
    (part, all): (Quantity, &[Quantity]),
    indent: &str,
) -> Line {
    let state = paper.state;
    let theme = &state.theme;
    let named = |driver: &DriverPart| width(words::named(state, &driver.name_en, &driver.name_zh));
    let wide = gap.drivers.iter().map(named).max().unwrap_or(0).min(paper.room / 3);
    let name = fit(words::named(state, &driver.name_en, &driver.name_zh), wide);
    let pad = " ".repeat(usize::from(wide.saturating_sub(width(&name))));
    let written = |q: Quantity| state.numbers().signed(q, gap.metric.unit);
    let amounts = all.iter().map(|q| width(&written(*q))).max().unwrap_or(0);
    let half = paper.room.saturating_sub(width(indent) + wide + 1 + amounts + 1).saturating_sub(1) / 2;
    let most = all.iter().map(|q| q.to_f64().abs()).fold(0.0, f64::max);
    let share = if most > 0.0 { part.to_f64() / most } else { 0.0 };
    let cells = (share.abs() * f64::from(half)).round() as u16;
    let cells = if part == Quantity::ZERO { 0 } else { cells.max(1).min(half) };
    let fill = theme.glyphs.full.repeat(usize::from(cells));
    let space = |n: u16| " ".repeat(usize::from(n));
    let [_, _, _, _, _, middle, ..] = theme.glyphs.frame;
    let is_less = part < Quantity::ZERO;
    let role = if part == Quantity::ZERO {
        Role::Dim
    } else if is_less {
        Role::Warn
    } else {
        Role::Good
    };
    let left = vec![
        paper.span(format!("{indent}{name}{pad} "), Role::Text),
        paper.span(if is_less { space(half - cells) + &fill } else { space(half) }, role),
        paper.span(middle, Role::Faint),
        paper.span(if is_less { space(half) } else { fill + &space(half - cells) }, role),
    ];
    Line { left, right: vec![paper.span(written(part), Role::Text)], ..Line::default() }
}
