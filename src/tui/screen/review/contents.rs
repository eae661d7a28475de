//! All objectives of the walk in their order, with what has been seen: to jump to.
use super::lines::{Line, Row, Span};
use super::timer;
use super::words::{ago, grade, join};
use crate::board::{ReviewPage, ReviewedObjective};
use crate::i18n::tr;
use crate::tui::state::State;
use crate::tui::theme::Role;

/// A row an objective.
#[must_use]
pub fn rows(state: &State, walk: &ReviewPage) -> Vec<Row> {
    let pages = state.desks.review.order.iter().filter_map(|id| walk.page(*id));
    pages.map(|page| Row::item(lines(state, page))).collect()
}

fn lines(state: &State, page: &ReviewedObjective) -> Vec<Line> {
    let (theme, desk, line) = (&state.theme, &state.desks.review, &page.line);
    let dim = theme.style(Role::Dim);
    let is_seen = desk.has_seen(line.id);
    let is_hidden = desk.is_grading() && line.grade.is_none();
    let sign = if is_seen { theme.glyphs.done } else { " " };
    let mut left = vec![(format!("{sign} "), theme.style(Role::Good))];
    if !is_hidden {
        left.push((format!("{} ", theme.glyphs.status(line.health)), theme.status(line.health)));
    }
    left.push((format!("{} ", line.key), dim));
    let is_on = desk.order.get(desk.at) == Some(&line.id);
    left.push((line.title.clone(), theme.style(if is_on { Role::Title } else { Role::Text })));
    let mut facts: Vec<Span> = Vec::new();
    match line.grade {
        Some(value) if desk.is_grading() => {
            let score = state.fill(&tr::GRADING_SCORE, &[("score", &grade(value))]);
            facts.push((score, theme.style(Role::Title)));
        }
        None if desk.is_grading() => facts.push((state.say(&tr::GRADING_NONE).to_owned(), dim)),
        _ => {
            let progress = line.progress.map_or_else(|| "—".to_owned(), |p| state.numbers().percent(p));
            facts.push((progress, theme.status(line.health)));
        }
    }
    let is_wide = state.size.0 >= 72;
    if is_wide && !line.owner.is_empty() {
        facts.push((format!("@{}", line.owner), dim));
    }
    if is_wide && !is_seen {
        facts.push((ago(state, line.checked_at), dim));
    }
    let spent = desk.timer.of(line.id, state.now.ms);
    if spent > 0 {
        facts.push((timer::shown(spent), dim));
    }
    vec![Line { left, right: join(state, facts), bar: None }]
}
