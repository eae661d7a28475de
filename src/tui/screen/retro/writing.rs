//! The writing beside the numbers: what is said to them, findings kept, causes with their whys, insights, answers,
//! lessons, actions; and the hints at traps.
use super::paper::Paper;
use super::{Blank, Item, goal, words};
use crate::board::{LessonLine, RetroPage, hint_text};
use crate::i18n::{Text, label, tr};
use crate::model::{Cause, FindingVerdict, Insight, InsightKind, LessonForm, RetroStep};
use crate::tui::screen::review::lines::Line;
use crate::tui::theme::Role;

/// Writes that of a step.
pub fn write(paper: &mut Paper<'_>, page: &RetroPage, step: RetroStep) {
    match step {
        RetroStep::Goal => {
            leader(paper, page);
            let text = page.retro.as_ref().map(|retro| retro.goal_note.as_str());
            note(paper, &tr::RETRO_PAGE_GOAL_NOTE, text.unwrap_or_default());
        }
        RetroStep::Result => {
            let text = page.retro.as_ref().map(|retro| retro.result_note.as_str());
            note(paper, &tr::RETRO_PAGE_RESULT_NOTE, text.unwrap_or_default());
        }
        RetroStep::Analysis => {
            kept(paper, page);
            causes(paper, page);
        }
        RetroStep::Insight => {
            insights(paper, page);
            answers(paper, page);
            lessons(paper, page);
            actions(paper, page);
        }
    }
    hints(paper, page, step);
}

fn leader(paper: &mut Paper<'_>, page: &RetroPage) {
    let state = paper.state;
    let name = page.retro.as_ref().map(|retro| retro.leader.as_str()).unwrap_or_default();
    let lines = if page.retro.is_none() {
        paper.wrapped(state.say(&tr::RETRO_PAGE_NOT_DRAFTED), Role::Dim)
    } else if name.is_empty() {
        paper.missing(&tr::RETRO_PAGE_NO_LEADER, "retro.leader")
    } else {
        let word = paper.span(format!("{} ", state.say(&tr::RETRO_PAGE_LEADER)), Role::Dim);
        vec![Line { left: vec![word, paper.span(format!("@{name}"), Role::Text)], ..Line::default() }]
    };
    paper.item(Item::Leader, lines);
}

fn note(paper: &mut Paper<'_>, heading: &'static Text, text: &str) {
    paper.heading(paper.state.say(heading));
    let lines = if text.is_empty() {
        paper.missing(&tr::RETRO_PAGE_NO_NOTE, "retro.note")
    } else {
        paper.wrapped(text, Role::Text)
    };
    paper.item(Item::Note, lines);
}

fn counted(paper: &mut Paper<'_>, heading: &'static Text, count: usize) {
    let text = paper.state.say(heading);
    let text = if count == 0 { text.to_owned() } else { format!("{text} {count}") };
    paper.heading(text);
}

fn kept(paper: &mut Paper<'_>, page: &RetroPage) {
    let state = paper.state;
    let is_kept = |line: &&crate::board::FindingLine| {
        line.finding.as_ref().is_some_and(|finding| finding.verdict == FindingVerdict::Kept)
    };
    let all: Vec<_> = page.analysis.findings.iter().filter(is_kept).collect();
    counted(paper, &tr::RETRO_PAGE_KEPT, all.len());
    if all.is_empty() {
        let lines = paper.missing(&tr::RETRO_PAGE_NONE_KEPT, "retro.keep");
        paper.item(Item::Blank(Blank::Kept), lines);
    }
    for line in all {
        let Some(finding) = &line.finding else { continue };
        let lines = paper.hanging(&words::kind(state, line.kind), &words::finding(state, line), Role::Text);
        paper.item(Item::Kept(finding.id), lines);
    }
}

fn causes(paper: &mut Paper<'_>, page: &RetroPage) {
    let causes = &page.analysis.causes;
    counted(paper, &tr::RETRO_PAGE_CAUSES, causes.len());
    if causes.is_empty() {
        let lines = paper.missing(&tr::RETRO_PAGE_NO_CAUSES, "retro.cause");
        paper.item(Item::Blank(Blank::Causes), lines);
    }
    for cause in causes {
        let lines = tree(paper, page, cause);
        paper.item(Item::Cause(cause.id), lines);
    }
}

/// A cause with where it lies, what it explains, and its whys below each other, each a step further in.
fn tree(paper: &Paper<'_>, page: &RetroPage, cause: &Cause) -> Vec<Line> {
    let state = paper.state;
    let mut lines = paper.wrapped(&cause.text, Role::Title);
    let origin = match cause.origin {
        Some(origin) => paper.span(state.say(label::cause_origin(origin)), Role::Text),
        None => paper.span(state.say(&tr::RETRO_PAGE_NO_ORIGIN), Role::Dim),
    };
    let controllable = match cause.controllable {
        Some(can) => paper.span(state.say(label::controllable(can)), Role::Text),
        None => paper.span(state.say(&tr::RETRO_PAGE_NO_CONTROL), Role::Dim),
    };
    lines.extend(paper.flow(vec![origin, controllable]));
    if let Some(text) = words::explained(state, page, cause) {
        let text = state.fill(&tr::RETRO_PAGE_EXPLAINS, &[("finding", &text)]);
        lines.extend(paper.wrapped(&text, Role::Dim));
    }
    let [_, _, corner, _, line, ..] = state.theme.glyphs.frame;
    for (depth, why) in cause.whys.0.iter().enumerate() {
        // What is far in keeps room for its words.
        let indent = (depth * 2).min(usize::from(paper.room / 3));
        let sign = format!("{}{corner}{line} {} ", " ".repeat(indent), state.say(&tr::RETRO_PAGE_WHY));
        lines.extend(paper.hanging(&paper.span(sign, Role::Dim), why, Role::Text));
    }
    lines
}

fn insights(paper: &mut Paper<'_>, page: &RetroPage) {
    let state = paper.state;
    let all = &page.insight.insights;
    counted(paper, &tr::RETRO_PAGE_INSIGHTS, all.len());
    if all.is_empty() {
        let lines = paper.missing(&tr::RETRO_PAGE_NO_INSIGHTS, "retro.insight");
        paper.item(Item::Blank(Blank::Insights), lines);
    }
    let wide = InsightKind::ALL
        .iter()
        .map(|kind| crate::tui::text::width(state.say(label::insight_kind(*kind))))
        .max()
        .unwrap_or(0);
    for kind in InsightKind::ALL {
        for Insight { id, text, .. } in all.iter().filter(|insight| insight.kind == *kind) {
            let word = state.say(label::insight_kind(*kind));
            let pad = " ".repeat(usize::from(wide.saturating_sub(crate::tui::text::width(word)) + 1));
            let lines = paper.hanging(&paper.span(format!("{word}{pad}"), Role::Accent), text, Role::Text);
            paper.item(Item::Insight(*id), lines);
        }
    }
}

fn answers(paper: &mut Paper<'_>, page: &RetroPage) {
    let state = paper.state;
    let questions = &page.insight.questions;
    if questions.is_empty() {
        return;
    }
    let count = questions.iter().filter(|(_, answer)| answer.is_some()).count();
    counted(paper, &tr::RETRO_PAGE_ANSWERS, count);
    if count == 0 {
        let lines = paper.wrapped(state.say(&tr::RETRO_PAGE_NO_ANSWERS), Role::Dim);
        paper.item(Item::Blank(Blank::Answers), lines);
    }
    for (at, (question, answer)) in questions.iter().enumerate() {
        let Some(answer) = answer else { continue };
        let mut lines = paper.wrapped(question.get(state.lang()), Role::Dim);
        lines.extend(paper.hanging(&paper.span("  ", Role::Text), &answer.text, Role::Text));
        paper.item(Item::Answer(at), lines);
    }
}

fn lessons(paper: &mut Paper<'_>, page: &RetroPage) {
    let all = &page.insight.lessons;
    counted(paper, &tr::RETRO_PAGE_LESSONS, all.len());
    if all.is_empty() {
        let lines = paper.missing(&tr::RETRO_PAGE_NO_LESSONS, "retro.lesson");
        paper.item(Item::Blank(Blank::Lessons), lines);
    }
    for line in all {
        let lines = lesson(paper, line);
        paper.item(Item::Lesson(line.lesson.id), lines);
    }
}

/// A lesson: what was learned, what to do, what it becomes, from which cause it follows.
fn lesson(paper: &Paper<'_>, line: &LessonLine) -> Vec<Line> {
    let (state, lesson) = (paper.state, &line.lesson);
    let sign = paper.span(format!("{} ", state.theme.glyphs.star), Role::Accent);
    let mut lines = paper.hanging(&sign, &lesson.title, Role::Title);
    let indent = || paper.span("  ", Role::Text);
    if !lesson.advice.is_empty() {
        lines.extend(paper.hanging(&indent(), &lesson.advice, Role::Text));
    }
    let mut facts = state.say(label::lesson_form(lesson.form)).to_owned();
    match (lesson.form, &lesson.due) {
        (LessonForm::Guardrail, _) if !lesson.bound.is_empty() => facts += &format!(" {}", lesson.bound),
        (LessonForm::Task, Some(due)) => facts += &format!(" {due}"),
        _ => {}
    }
    let dot = state.theme.glyphs.dot;
    if line.taken() + line.dismissed() > 0 {
        let (taken, dismissed) = (line.taken().to_string(), line.dismissed().to_string());
        let used = state.fill(&tr::RETRO_PAGE_USED, &[("taken", &taken), ("dismissed", &dismissed)]);
        facts += &format!(" {dot} {used}");
    }
    lines.extend(paper.hanging(&indent(), &facts, Role::Dim));
    let from = match &line.cause {
        Some(cause) => state.fill(&tr::RETRO_PAGE_FROM_CAUSE, &[("cause", cause)]),
        None => state.say(&tr::RETRO_PAGE_WITHOUT_CAUSE).to_owned(),
    };
    lines.extend(paper.hanging(&indent(), &from, Role::Dim));
    lines
}

fn actions(paper: &mut Paper<'_>, page: &RetroPage) {
    let all = &page.insight.actions;
    counted(paper, &tr::RETRO_PAGE_ACTIONS, all.len());
    if all.is_empty() {
        let lines = paper.missing(&tr::RETRO_PAGE_NO_ACTIONS, "retro.action");
        paper.item(Item::Blank(Blank::Actions), lines);
    }
    for line in all {
        let lines = goal::action(paper, line);
        paper.item(Item::Action(line.action.id), lines);
    }
}

/// What one should look at again: the trap it may be, and why.
fn hints(paper: &mut Paper<'_>, page: &RetroPage, step: RetroStep) {
    let state = paper.state;
    let own: Vec<_> =
        page.hints.iter().enumerate().filter(|(_, hint)| words::step_of(hint) == step).collect();
    if own.is_empty() {
        return;
    }
    paper.heading(state.say(&tr::RETRO_PAGE_HINTS));
    for (at, hint) in own {
        let trap = state.say(label::trap(hint.kind.trap()));
        let sign = paper.span(format!("{} ", state.theme.glyphs.approval), Role::Note);
        let text = format!("{trap} {} {}", state.theme.glyphs.dot, hint_text(hint, state.lang()));
        let lines = paper.hanging(&sign, &text, Role::Dim);
        paper.item(Item::Hint(at), lines);
    }
}
