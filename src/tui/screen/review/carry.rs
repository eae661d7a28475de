//! What becomes of each objective after its cycle, and what will be made of it: shown before anything is.
use super::key_results;
use super::lines::{Line, Row, Span};
use super::plan::{Line as Planned, way};
use super::words::{grade, join};
use crate::board::{ObjectiveLine, ReviewPage};
use crate::i18n::{label, tr};
use crate::model::{TargetKind, Verdict};
use crate::tui::screen::cockpit;
use crate::tui::state::State;
use crate::tui::text::wrap;
use crate::tui::theme::Role;

/// The objectives in the order of the rows.
#[must_use]
pub fn objectives(walk: &ReviewPage) -> Vec<&ObjectiveLine> {
    walk.pages.iter().map(|page| &page.line).collect()
}

/// The objective under the cursor.
#[must_use]
pub fn chosen(state: &State) -> Option<&ObjectiveLine> {
    let desk = &state.desks.review;
    objectives(desk.page()?).get(desk.cursor()).copied()
}

/// What is decided, a row an objective.
#[must_use]
pub fn rows(state: &State, walk: &ReviewPage, room: u16) -> Vec<Row> {
    let plan = &state.desks.review.plan;
    let theme = &state.theme;
    let mut rows = Vec::new();
    let into = plan.into(walk).map_or_else(
        || state.say(&tr::CARRY_NO_CYCLE).to_owned(),
        |into| {
            let text = if into.is_new { &tr::CARRY_INTO_NEW } else { &tr::CARRY_INTO };
            state.fill(text, &[("cycle", &into.key)])
        },
    );
    rows.push(Row::plain(into, theme.style(Role::Accent)));
    if let Some(refusal) = &plan.refusal {
        rows.extend(wrap(refusal, room).into_iter().map(|line| Row::plain(line, theme.style(Role::Bad))));
    }
    for objective in objectives(walk) {
        rows.push(Row::item(decided(state, objective, &plan.line(objective), room)));
    }
    rows
}

/// How a verdict is drawn.
fn verdict(state: &State, verdict: Option<Verdict>) -> Span {
    let theme = &state.theme;
    let Some(verdict) = verdict else {
        return (state.say(&tr::CARRY_OPEN).to_owned(), theme.style(Role::Faint));
    };
    let role = match verdict {
        Verdict::Keep => Role::Good,
        Verdict::Change => Role::Warn,
        Verdict::Drop => Role::Bad,
    };
    (state.say(label::verdict(verdict)).to_owned(), theme.style(role))
}

fn decided(state: &State, objective: &ObjectiveLine, line: &Planned, room: u16) -> Vec<Line> {
    let (theme, plan) = (&state.theme, &state.desks.review.plan);
    let dim = theme.style(Role::Dim);
    let left = vec![(format!("{} ", objective.key), dim), (objective.title.clone(), theme.style(Role::Text))];
    let mut facts: Vec<Span> = Vec::new();
    if let Some(value) = objective.grade {
        facts.push((state.fill(&tr::GRADING_SCORE, &[("score", &grade(value))]), dim));
    }
    if line.goes_on() {
        let (n, all) = (line.going(objective).len().to_string(), objective.key_results.len().to_string());
        facts.push((state.fill(&tr::CARRY_KEY_RESULTS, &[("n", &n), ("all", &all)]), dim));
        let from = if line.with_progress { &tr::CARRY_WITH_PROGRESS } else { &tr::CARRY_FROM_START };
        facts.push((state.say(from).to_owned(), dim));
    }
    if objective.verdict.is_some() && !plan.is_planned(objective.id) {
        facts.push((state.say(&tr::CARRY_WRITTEN).to_owned(), theme.style(Role::Good)));
    }
    facts.push(verdict(state, line.verdict));
    let is_wide = room >= 72;
    let right = if is_wide { join(state, facts.clone()) } else { vec![verdict(state, line.verdict)] };
    let mut lines = vec![Line { left, right, bar: None }];
    if !is_wide && facts.len() > 1 {
        facts.pop();
        lines.push(Line { left: join(state, facts), ..Line::default() });
    }
    if !line.why.is_empty() {
        lines.extend(wrap(&line.why, room.saturating_sub(2)).into_iter().take(2).map(|l| Line::of(l, dim)));
    } else if line.verdict.is_some() {
        lines.push(Line::of(state.say(&tr::CARRY_LACKS_WHY), theme.style(Role::Warn)));
    }
    lines
}

/// What will be made, in the order it is.
#[must_use]
pub fn preview(state: &State, walk: &ReviewPage) -> Vec<Row> {
    let (theme, plan, numbers) = (&state.theme, &state.desks.review.plan, state.numbers());
    let dim = theme.style(Role::Dim);
    let into = plan.into(walk);
    let mut rows = Vec::new();
    for page in walk.pages.iter().filter(|page| plan.is_planned(page.line.id)) {
        let objective = &page.line;
        let line = plan.line(objective);
        let Some(of) = line.verdict else { continue };
        if !line.goes_on() {
            let text = state.fill(&tr::CARRY_ENDS, &[("key", &objective.key), ("title", &objective.title)]);
            rows.push(Row::plain(format!("{} {text}", theme.glyphs.clash), theme.style(Role::Faint)));
            continue;
        }
        let Some(into) = &into else { continue };
        let mut left = vec![
            (format!("{} {} ", theme.glyphs.becomes, into.key), theme.style(Role::Accent)),
            (objective.title.clone(), theme.style(Role::Text)),
        ];
        if of == Verdict::Change {
            left.push((format!("  {}", state.say(&tr::CARRY_TO_CHANGE)), theme.style(Role::Warn)));
        }
        rows.push(Row { is_item: false, lines: vec![Line { left, ..Line::default() }] });
        for kr in line.going(objective) {
            let way = match way(&line, page, kr) {
                // What is to be kept begins nowhere.
                Some(_) if kr.line.kind == TargetKind::Keep => {
                    format!("{} {}", cockpit::words::sign(&kr.line), cockpit::words::goal(state, &kr.line))
                }
                Some((begins, goal)) => {
                    let (begins, goal) =
                        (numbers.compact(begins, kr.line.unit), numbers.compact(goal, kr.line.unit));
                    format!("{begins} {} {goal}", theme.glyphs.becomes)
                }
                None => state.say(&tr::CARRY_IS_THERE).to_owned(),
            };
            let left = vec![(format!("    {}", key_results::name(state, kr)), dim)];
            rows.push(Row { is_item: false, lines: vec![Line { left, right: vec![(way, dim)], bar: None }] });
        }
    }
    if rows.is_empty() {
        rows.push(Row::plain(state.say(&tr::CARRY_NOTHING), dim));
    }
    rows
}
