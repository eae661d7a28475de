//! A key result on a review's page: value and goal, bar with the expected mark, where the number comes from, how sure
//! its owner is. While scores are given, what was computed shows only beside a score.
use super::lines::{Bar, Line, Row};
use super::words::{ago, confidence, grades, hidden, join};
use crate::board::{Contribution, KeyResultLine, ReviewedObjective};
use crate::i18n::{label, tr};
use crate::model::{Quantity, TargetKind};
use crate::tui::screen::cockpit::words;
use crate::tui::state::State;
use crate::tui::text::{fit, width, wrap_to};
use crate::tui::theme::Role;
use ratatui::style::Style;

/// From this width on value, bar and status stand in one line.
const WIDE: u16 = 84;

/// What a key result says.
#[must_use]
pub fn name<'a>(state: &State, kr: &'a KeyResultLine) -> &'a str {
    if kr.title.is_empty() { state.name_of(&kr.line) } else { &kr.title }
}

/// The rows of an objective's key results.
#[must_use]
pub fn rows(state: &State, page: &ReviewedObjective, is_grading: bool, room: u16) -> Vec<Row> {
    let names = page.line.key_results.iter().map(|kr| width(&kr.line.key) + 1 + width(name(state, kr)));
    let names = names.max().unwrap_or(0).min(room / 3);
    let row = |kr| Row::item(lines(state, page, kr, is_grading, (room.saturating_sub(2), names)));
    page.line.key_results.iter().map(row).collect()
}

fn lines(
    state: &State,
    page: &ReviewedObjective,
    kr: &KeyResultLine,
    is_grading: bool,
    (room, names): (u16, u16),
) -> Vec<Line> {
    let theme = &state.theme;
    let (text, dim, bold) = (theme.style(Role::Text), theme.style(Role::Dim), theme.style(Role::Title));
    let key = (format!("{} ", kr.line.key), dim);
    let numbers = state.numbers();
    let value = kr.line.actual.map_or_else(|| "—".to_owned(), |q| numbers.compact(q, kr.line.unit));
    let goal = format!(" {} {}", words::sign(&kr.line), words::goal(state, &kr.line));
    let first = kr.line.first_goal.map(|first| {
        let first = numbers.compact(first, kr.line.unit);
        (format!("  {}", state.fill(&tr::WALK_FIRST_GOAL, &[("goal", &first)])), dim)
    });
    let is_hidden = is_grading && kr.grade.is_none();
    let standing = standing(state, kr);
    let bar = Bar {
        share: kr.progress,
        mark: kr.expected.filter(|_| kr.line.kind != TargetKind::Keep && kr.line.actual.is_some()),
        style: theme.status(Some(kr.line.status)),
    };
    let mut lines = Vec::new();
    if room >= WIDE && !is_grading {
        let room = names.saturating_sub(width(&key.0));
        let title = fit(name(state, kr), room);
        let gap = " ".repeat(usize::from(room.saturating_sub(width(&title))) + 2);
        let mut left = vec![key, (title + &gap, text), (value, bold), (goal, dim)];
        left.extend(first);
        lines.push(Line { left, right: standing, bar: Some(bar) });
    } else {
        let title = (name(state, kr).to_owned(), text);
        let mut right = vec![(value, bold), (goal, dim)];
        right.extend(first.filter(|_| room >= WIDE));
        lines.push(Line { left: vec![key, title], right, bar: None });
        let below = match (is_grading, is_hidden) {
            (true, true) => Line { left: hidden(state), ..Line::default() },
            (true, false) => Line { left: grades(state, kr.grade, kr.progress, room), ..Line::default() },
            _ => Line { left: Vec::new(), right: standing, bar: Some(bar) },
        };
        lines.push(below);
    }
    let mut facts = vec![(state.say(label::feed(kr.feed)).to_owned(), theme.style(Role::Note))];
    if !kr.owner.is_empty() && kr.owner != page.line.owner {
        facts.push((format!("@{}", kr.owner), dim));
    }
    if room >= 60 {
        facts.push((state.fill(&tr::WALK_WEIGHT, &[("share", &numbers.percent(kr.share))]), dim));
    }
    facts.extend(confidence(state, page.confidence_then(kr.line.id), kr.confidence));
    if kr.due_at.is_some() || kr.checked_at.is_some() {
        let role = if kr.is_due(state.now.unix) { Role::Warn } else { Role::Dim };
        facts.push((ago(state, kr.checked_at), theme.style(role)));
    }
    if !kr.note.is_empty() && room >= WIDE {
        facts.push((state.fill(&tr::WALK_QUOTE, &[("text", &kr.note)]), text));
    }
    lines.push(Line { left: join(state, facts), ..Line::default() });
    lines.extend(campaigns(state, kr).filter(|_| room >= WIDE && !is_grading));
    if is_grading && !kr.grade_reason.is_empty() {
        let shown = wrap_to(&kr.grade_reason, room, 2);
        lines.extend(shown.into_iter().map(|line| Line::of(line, text)));
    }
    lines
}

/// What campaigns bring to it, and what they are still planned to bring against what is missing.
fn campaigns(state: &State, kr: &KeyResultLine) -> Option<Line> {
    let (theme, numbers) = (&state.theme, state.numbers());
    let amount = |q: Option<Quantity>| q.map_or_else(|| "—".to_owned(), |q| numbers.compact(q, kr.line.unit));
    let one = |of: &Contribution| {
        let (brought, planned) = (amount(of.brought), amount(of.planned));
        let args = [("name", of.name.as_str()), ("brought", &brought), ("planned", &planned)];
        let text = match of.planned {
            Some(_) => state.fill(&tr::WALK_CAMPAIGN, &args),
            None => state.fill(&tr::WALK_CAMPAIGN_UNPLANNED, args.get(..2).unwrap_or_default()),
        };
        (text, theme.status(of.health))
    };
    let mut facts: Vec<(String, Style)> = kr.campaigns.iter().take(3).map(one).collect();
    facts.extend(kr.coverage.map(|coverage| {
        let (missing, planned) = (amount(Some(coverage.missing)), amount(Some(coverage.planned)));
        let role = if coverage.planned < coverage.missing { Role::Warn } else { Role::Dim };
        let args = [("missing", missing.as_str()), ("planned", &planned)];
        (state.fill(&tr::WALK_COVERAGE, &args), theme.style(role))
    }));
    (!facts.is_empty()).then(|| Line { left: join(state, facts), ..Line::default() })
}

/// How far it is, how far it should be, how it stands.
fn standing(state: &State, kr: &KeyResultLine) -> Vec<(String, Style)> {
    let (theme, numbers) = (&state.theme, state.numbers());
    let is_reach = kr.line.kind != TargetKind::Keep;
    let style = theme.status(Some(kr.line.status));
    let mut out = Vec::new();
    if let Some(progress) = kr.progress.filter(|_| kr.line.actual.is_some()) {
        out.push((format!("{} ", numbers.percent(progress)), theme.style(Role::Text)));
    }
    if let Some(share) = kr.expected.filter(|_| is_reach && kr.line.actual.is_some()) {
        let due = state.fill(&tr::COCKPIT_DUE, &[("share", &numbers.percent(share))]);
        out.push((format!("{due} "), theme.style(Role::Dim)));
    }
    out.push((format!("{} ", theme.glyphs.status(Some(kr.line.status))), style));
    out.push((words::status(state, &kr.line).to_owned(), style));
    out
}
