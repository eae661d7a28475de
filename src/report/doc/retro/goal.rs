//! 回顾目标: what was wanted, and what was known before.
use super::super::{Block, Cell, Grid, Pen, Tone};
use super::insight::{action_rows, proof_cell};
use crate::board::{LessonUseLine, RetroPage};
use crate::i18n::{label, tr};
use crate::model::TargetKind;

pub(super) fn blocks(page: &RetroPage, pen: &Pen) -> Vec<Block> {
    let goal = &page.goal;
    let mut out = vec![Block::Text(goal.sentence.clone()), Block::Grid(goals(page, pen).without_blanks())];
    out.push(Block::Grid(action_rows(&goal.actions, "open_actions", &tr::DOC_OPEN_ACTIONS, pen)));
    out.push(Block::Grid(lessons_used(&goal.lessons, pen)));
    out
}

/// Every target as first and as last set.
fn goals(page: &RetroPage, pen: &Pen) -> Grid {
    let columns = pen.plain(&[
        ("target", &tr::DOC_COLUMN_TARGET),
        ("baseline", &tr::DOC_COLUMN_BASELINE),
        ("first_goal", &tr::DOC_COLUMN_FIRST_GOAL),
        ("goal", &tr::DOC_COLUMN_GOAL),
    ]);
    let mut grid = Grid::new("goals", pen.say(&tr::DOC_GOALS), columns);
    for facts in &page.goal.targets {
        let line = &facts.line;
        let is_reach = line.kind == TargetKind::Reach;
        let was_changed = facts.first_goal != line.goal;
        grid.rows.push(vec![
            Cell::Text(super::result::target_name(facts, pen)),
            pen.amount(Some(line.baseline).filter(|q| is_reach && q.micros() != 0), line.unit),
            pen.amount(Some(facts.first_goal).filter(|_| was_changed), line.unit),
            pen.goal(line),
        ]);
    }
    grid
}

/// What was done with earlier lessons.
fn lessons_used(lines: &[LessonUseLine], pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("lesson", &tr::DOC_COLUMN_LESSON, Tone::Plain),
        pen.column("verdict", &tr::DOC_COLUMN_VERDICT, Tone::Plain),
        pen.column("outcome", &tr::DOC_COLUMN_OUTCOME, Tone::Plain),
    ];
    let mut grid = Grid::new("lessons_used", pen.say(&tr::DOC_LESSONS_USED), columns);
    for line in lines {
        let verdict = label::lesson_verdict(line.used.verdict).get(pen.lang);
        let form = line.used.form.map(|form| label::lesson_form(form).get(pen.lang).to_owned());
        let aside = form.unwrap_or_else(|| line.used.reason.clone());
        let verdict_text = match aside.as_str() {
            "" => verdict.to_owned(),
            aside => pen.fill(&tr::DOC_ASIDE, &[("text", verdict), ("aside", aside)]),
        };
        grid.rows.push(vec![
            Cell::Text(line.lesson.clone()),
            Cell::Word(line.used.verdict.as_str(), verdict_text),
            proof_cell(line.used.proof, &line.used.proof_note, pen),
        ]);
    }
    grid
}
