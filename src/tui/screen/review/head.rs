//! The upper part of an objective's page, and the frame with the clock in it.
use super::lines::{Bar, Line, Row, Span};
use super::timer;
use super::words::{confidence, join};
use crate::board::{ReviewOrder, ReviewPage, ReviewedObjective};
use crate::i18n::{label, tr};
use crate::model::{Level, ReviewKind};
use crate::tui::state::State;
use crate::tui::text::{fit, width};
use crate::tui::theme::Role;
use crate::tui::widget::frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns and rows below which a page says only what it must.
const SMALL: (u16, u16) = (60, 16);

/// What the review is, and where it is.
fn title(state: &State, page: &ReviewPage) -> String {
    let kind = match page.kind {
        ReviewKind::Weekly => &tr::WALK_TITLE,
        ReviewKind::Grading => &tr::GRADING_TITLE,
    };
    state.fill(kind, &[("cycle", &page.cycle.key)])
}

/// The clock: this objective against its budget, and the whole; what is over is said first.
fn clock(state: &State) -> Option<Span> {
    let desk = &state.desks.review;
    desk.open_review()?;
    let (theme, ms) = (&state.theme, state.now.ms);
    let on = desk.order.get(desk.at).copied().filter(|_| desk.spot == super::Spot::Page);
    let budget = u64::from(state.config.review_minutes) * 60_000;
    let whole = state.fill(&tr::WALK_WHOLE, &[("time", &timer::shown(desk.timer.whole(ms)))]);
    let is_small = state.size.0 < SMALL.0;
    let Some(on) = on else { return Some((whole, theme.style(Role::Dim))) };
    let spent = desk.timer.of(on, ms);
    let own = match budget {
        0 => timer::shown(spent),
        _ => format!("{}/{}", timer::shown(spent), timer::shown(budget)),
    };
    let mut parts = Vec::new();
    let is_over = budget > 0 && spent >= budget;
    if is_over {
        let over = state.fill(&tr::WALK_OVER, &[("time", &timer::shown(spent - budget))]);
        parts.push(format!("{} {over}", theme.glyphs.urgent));
    }
    if desk.timer.is_paused {
        parts.push(state.say(&tr::WALK_PAUSED).to_owned());
    }
    if !is_small || parts.is_empty() {
        parts.push(own);
    }
    if !is_small {
        parts.push(whole);
    }
    let role = if is_over { Role::Warn } else { Role::Dim };
    Some((parts.join(&format!(" {} ", theme.glyphs.dot)), theme.style(role)))
}

/// Draws the frame with what the review is, where it is, and the clock.
pub fn frame(state: &State, buf: &mut Buffer, area: Rect, page: &ReviewPage, what: &str) {
    let (theme, desk) = (&state.theme, &state.desks.review);
    frame::draw(buf, area, theme);
    let clock = clock(state);
    let taken = clock.as_ref().map_or(0, |(text, _)| width(text) + 5);
    let room = area.width.saturating_sub(taken + 6);
    // Where there is little room, where it is matters more than what it is.
    let (title, dot) = (title(state, page), format!(" {} ", theme.glyphs.dot));
    let (bold, dim) = (theme.style(Role::Title), theme.style(Role::Dim));
    let is_small = width(&title) + width(&dot) + width(what) > room;
    let (first, second) = if is_small { (what, title.as_str()) } else { (title.as_str(), what) };
    let first = fit(first, room);
    let left = room.saturating_sub(width(&first) + width(&dot));
    let second = if left < width(second).min(6) { String::new() } else { dot + &fit(second, left) };
    frame::title(buf, area, area.y, &[(&first, bold), (&second, dim)]);
    if let Some((text, style)) = clock {
        frame::title_right(buf, area, area.y, area.x, &text, style);
    }
    let by = match desk.by {
        ReviewOrder::Weakest => &tr::WALK_WEAKEST,
        ReviewOrder::Stalest => &tr::WALK_STALEST,
    };
    let seen = desk.order.iter().filter(|id| desk.has_seen(**id)).count();
    let (seen, all) = (seen.to_string(), desk.order.len().to_string());
    let seen = state.fill(&tr::WALK_SEEN_COUNT, &[("seen", &seen), ("all", &all)]);
    let below = format!("{} {} {seen}", state.say(by), theme.glyphs.dot);
    if area.height > 4 {
        frame::title(buf, area, area.bottom() - 1, &[(&below, theme.style(Role::Dim))]);
    }
}

/// The rows of the head of an objective.
#[must_use]
pub fn rows(state: &State, page: &ReviewedObjective, is_grading: bool) -> Vec<Row> {
    let (theme, line) = (&state.theme, &page.line);
    let (dim, numbers) = (theme.style(Role::Dim), state.numbers());
    let is_hidden = is_grading && line.grade.is_none();
    let status = theme.status(line.health);
    let mut left = Vec::new();
    if !is_hidden {
        left.push((format!("{} ", theme.glyphs.status(line.health)), status));
    }
    left.push((format!("{} ", line.key), dim));
    left.push((line.title.clone(), theme.style(Role::Title)));
    let word = line.health.map(|health| state.say(label::status(health)).to_owned());
    let right = word.filter(|_| !is_hidden).map(|word| (word, status)).into_iter().collect();
    let mut rows = vec![Line { left, right, bar: None }];
    let is_small = state.size.1 < SMALL.1;
    let owner = if line.owner.is_empty() {
        (state.say(&tr::WALK_NOBODY).to_owned(), theme.style(Role::Warn))
    } else {
        (format!("@{}", line.owner), theme.style(Role::Text))
    };
    let level = match line.level {
        Level::Team if !line.team.is_empty() => line.team.clone(),
        level => state.say(label::level(level)).to_owned(),
    };
    let mut facts = vec![owner, (level, dim)];
    facts.push((state.say(label::ambition(line.ambition)).to_owned(), dim));
    let sure = confidence(state, page.confidence_then, line.confidence);
    if is_small || is_grading {
        facts.extend(sure.clone());
    }
    if let Some(parent) = &line.parent {
        let path = parent.path.split_once('/').map_or(parent.path.as_str(), |(_, rest)| rest);
        let path = if parent.is_here { path } else { &parent.path };
        facts.push((state.fill(&tr::WALK_ALIGNED, &[("path", path)]), dim));
    }
    rows.push(Line { left: join(state, facts), ..Line::default() });
    if !is_grading {
        let progress = line.progress.map_or_else(|| "—".to_owned(), |share| numbers.percent(share));
        let left =
            vec![(state.say(&tr::WALK_PROGRESS).to_owned() + " ", dim), (progress, theme.style(Role::Title))];
        let due = line
            .expected
            .map(|share| (state.fill(&tr::COCKPIT_DUE, &[("share", &numbers.percent(share))]), dim));
        let right = join(state, due.into_iter().chain(sure.filter(|_| !is_small)).collect());
        let bar = Bar { share: line.progress, mark: line.expected, style: status };
        rows.push(Line { left, right, bar: Some(bar) });
    }
    rows.into_iter().map(|line| Row { is_item: false, lines: vec![line] }).collect()
}
