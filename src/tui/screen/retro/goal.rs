//! 回顾目标, the numbers: what was wanted first and last, what was still open, what was taken along.
use super::Item;
use super::paper::Paper;
use super::words;
use crate::board::{ActionLine, LessonUseLine, RetroPage, TargetFacts};
use crate::i18n::{label, tr};
use crate::model::{ActionStatus, LessonVerdict, Quantity, TargetKind};
use crate::tui::screen::cockpit;
use crate::tui::screen::review::lines::{Line, Span};
use crate::tui::text::date_time;
use crate::tui::theme::Role;

/// Writes them.
pub fn write(paper: &mut Paper<'_>, page: &RetroPage) {
    let state = paper.state;
    let goal = &page.goal;
    running(paper, page);
    if !goal.sentence.is_empty() {
        let lines = paper.wrapped(&goal.sentence, Role::Title);
        paper.fact(lines);
    }
    if !goal.phases.is_empty() {
        let share = |phase: &crate::model::Phase| {
            let text = format!("{} {}", phase.name, state.numbers().percent(phase.share.to_f64()));
            paper.span(text, Role::Dim)
        };
        let pieces = goal.phases.iter().map(share).collect();
        let lines = paper.flow(pieces);
        paper.fact(lines);
    }
    paper.heading(state.say(&tr::RETRO_PAGE_TARGETS));
    if goal.targets.is_empty() {
        let lines = paper.wrapped(state.say(&tr::RETRO_PAGE_NO_TARGETS), Role::Dim);
        paper.fact(lines);
    }
    let mut of = "";
    for facts in &goal.targets {
        if facts.of != of {
            of = &facts.of;
            paper.label(of);
        }
        let lines = target(paper, facts);
        paper.item(Item::Target(facts.line.id), lines);
    }
    if !goal.actions.is_empty() {
        paper.heading(state.say(&tr::RETRO_PAGE_BEFORE));
    }
    for line in &goal.actions {
        let lines = action(paper, line);
        paper.item(Item::Before(line.action.id), lines);
    }
    if !goal.lessons.is_empty() {
        paper.heading(state.say(&tr::RETRO_PAGE_TAKEN));
    }
    for line in &goal.lessons {
        let lines = used(paper, line);
        paper.item(Item::Used(line.used.id), lines);
    }
}

/// That it still runs, and up to when the numbers are.
pub(super) fn running(paper: &mut Paper<'_>, page: &RetroPage) {
    let Some(at) = page.result.running else { return };
    let zone = paper.state.info.zone;
    // The end of a day is that day.
    let day = zone.day_of(at - 1);
    let at = if zone.day_of(at) == day { date_time(zone.local(at)) } else { words::day(day) };
    let lines = paper.wrapped(&paper.state.fill(&tr::RETRO_RUNS_STILL, &[("at", &at)]), Role::Warn);
    paper.fact(lines);
}

/// A target: its name, and its goal as first and as last set.
fn target(paper: &Paper<'_>, facts: &TargetFacts) -> Vec<Line> {
    let (state, line) = (paper.state, &facts.line);
    let mut left = vec![paper.span(state.name_of(line).to_owned(), Role::Text)];
    if line.is_primary {
        left.push(paper.span(format!(" {}", state.say(&tr::RETRO_PAGE_PRIMARY)), Role::Accent));
    } else if line.is_guardrail {
        left.push(paper.span(format!(" {}", state.say(&tr::RETRO_PAGE_GUARDRAIL)), Role::Dim));
    }
    let numbers = state.numbers();
    let full = |q: Quantity| numbers.compact(q, line.unit);
    let last = match line.kind {
        TargetKind::Keep => format!("{} {}", cockpit::words::sign(line), cockpit::words::goal(state, line)),
        _ => full(line.goal),
    };
    let mut right: Vec<Span> = Vec::new();
    if facts.first_goal == line.goal {
        right.push(paper.span(last, Role::Title));
    } else {
        let first = state.fill(&tr::RETRO_PAGE_FIRST, &[("goal", &full(facts.first_goal))]);
        right.push(paper.span(first, Role::Dim));
        right.push(paper.span(format!(" {} ", state.theme.glyphs.becomes), Role::Dim));
        right.push(paper.span(last, Role::Title));
        let way = if line.goal > facts.first_goal { &tr::RETRO_PAGE_RAISED } else { &tr::RETRO_PAGE_LOWERED };
        right.push(paper.span(format!(" {}", state.say(way)), Role::Note));
    }
    let mut lines = paper.spread(left, right);
    if line.baseline != Quantity::ZERO && line.kind == TargetKind::Reach {
        let from = state.fill(&tr::RETRO_PAGE_FROM, &[("baseline", &full(line.baseline))]);
        lines.push(Line { left: vec![paper.span(from, Role::Dim)], ..Line::default() });
    }
    lines
}

/// What is known of an action: who, by when, what it should move, how far it came.
#[must_use]
pub fn action(paper: &Paper<'_>, line: &ActionLine) -> Vec<Line> {
    let (state, action) = (paper.state, &line.action);
    let is_late = action.status == ActionStatus::Open && line.days.is_some_and(|days| days < 0);
    let glyphs = &state.theme.glyphs;
    let (sign, role) = match action.status {
        ActionStatus::Done => (glyphs.done, Role::Good),
        ActionStatus::Dropped => (glyphs.clash, Role::Faint),
        ActionStatus::Open if is_late => (glyphs.urgent, Role::Bad),
        ActionStatus::Open => (glyphs.look, Role::Dim),
    };
    let text = if action.status == ActionStatus::Dropped { Role::Faint } else { Role::Text };
    let mut lines = paper.hanging(&paper.span(format!("{sign} "), role), &action.title, text);
    let mut facts = Vec::new();
    if action.status == ActionStatus::Dropped {
        facts.push(paper.span(state.say(label::action_status(action.status)), Role::Faint));
    }
    facts.push(match action.owner.as_str() {
        "" => paper.span(state.say(&tr::WALK_NOBODY), Role::Warn),
        owner => paper.span(format!("@{owner}"), Role::Dim),
    });
    facts.push(match action.due {
        None => paper.span(state.say(&tr::RETRO_PAGE_NO_DUE), Role::Warn),
        Some(due) if is_late => {
            paper.span(state.fill(&tr::WALK_LATE, &[("day", &words::day(due))]), Role::Bad)
        }
        Some(due) => paper.span(words::day(due), Role::Dim),
    });
    if let Some(metric) = &line.metric {
        let name = words::metric(state, metric);
        let aim = action.aim.map(|aim| format!(" {aim}")).unwrap_or_default();
        let aim = state.fill(&tr::RETRO_PAGE_AIM, &[("metric", name), ("aim", &aim)]);
        facts.push(paper.span(aim, Role::Dim));
        if let (Some(from), Some((_, _, name, to))) = (line.from, &line.next) {
            let (from, to) =
                (state.numbers().compact(from, metric.unit), state.numbers().compact(*to, metric.unit));
            let args = [("from", from.as_str()), ("to", &to), ("name", name)];
            facts.push(paper.span(state.fill(&tr::RETRO_PAGE_MOVED, &args), Role::Text));
        }
    }
    let proof = action.proof.map(|proof| (proof, &tr::RETRO_PAGE_PROOF));
    let proof = proof.or(line.proposed.map(|proof| (proof, &tr::RETRO_PAGE_PROPOSED)));
    if let Some((proof, text)) = proof {
        let word = state.say(label::proof(proof));
        facts.push(paper.span(state.fill(text, &[("proof", word)]), Role::Note));
    }
    lines.extend(indented(paper, facts));
    lines
}

/// Facts below a text that begins after a sign.
fn indented(paper: &Paper<'_>, facts: Vec<Span>) -> Vec<Line> {
    let inner = Paper { state: paper.state, room: paper.room.saturating_sub(2), rows: Vec::new() };
    let mut lines = inner.flow(facts);
    lines.iter_mut().for_each(|line| line.left.insert(0, paper.span("  ", Role::Dim)));
    lines
}

/// What this campaign did with a lesson, and what came of it.
fn used(paper: &Paper<'_>, line: &LessonUseLine) -> Vec<Line> {
    let (state, used) = (paper.state, &line.used);
    let is_taken = used.verdict == LessonVerdict::Taken;
    let glyphs = &state.theme.glyphs;
    let (sign, role) = if is_taken { (glyphs.done, Role::Good) } else { (glyphs.clash, Role::Dim) };
    let mut lines = paper.hanging(&paper.span(format!("{sign} "), role), &line.lesson, Role::Text);
    let mut facts = vec![paper.span(state.say(label::lesson_verdict(used.verdict)), role)];
    if let Some(form) = used.form {
        let form = state.say(label::lesson_form(form));
        facts.push(paper.span(state.fill(&tr::RETRO_PAGE_BECAME, &[("form", form)]), Role::Dim));
    }
    if let Some(done) = line.done {
        let text = if done { &tr::RETRO_PAGE_TASK_DONE } else { &tr::RETRO_PAGE_TASK_OPEN };
        facts.push(paper.span(state.say(text), if done { Role::Dim } else { Role::Warn }));
    }
    if let Some(held) = line.held {
        facts.push(paper.span(state.say(label::held(held)), if held { Role::Good } else { Role::Bad }));
    }
    if !used.reason.is_empty() {
        facts.push(paper.span(used.reason.clone(), Role::Dim));
    }
    if let Some(proof) = used.proof {
        let word = state.say(label::proof(proof));
        facts.push(paper.span(state.fill(&tr::RETRO_PAGE_PROOF, &[("proof", word)]), Role::Note));
    }
    lines.extend(indented(paper, facts));
    lines
}
