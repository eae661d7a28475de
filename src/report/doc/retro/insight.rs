//! 总结经验: what is learned.
use super::super::{Block, Cell, Grid, Pen};
use super::analysis::captioned;
use crate::board::{ActionLine, LessonLine, RetroPage};
use crate::i18n::{Text, label, tr};
use crate::model::{ActionStatus, Aim, InsightKind, Metric, Proof, Unit};

pub(super) fn blocks(page: &RetroPage, pen: &Pen) -> Vec<Block> {
    let insight = &page.insight;
    let mut out = Vec::new();
    let answers = insight.questions.iter().map(|(question, answer)| {
        let text = answer.as_ref().map(|answer| answer.text.clone()).filter(|text| !text.is_empty());
        let text = text.unwrap_or_else(|| pen.say(&tr::DOC_NO_ANSWER));
        pen.fill(&tr::DOC_NAMED, &[("name", question.get(pen.lang)), ("text", &text)])
    });
    let is_answered = insight.questions.iter().any(|(_, answer)| answer.is_some());
    let answers = if is_answered { answers.collect() } else { Vec::new() };
    captioned(&mut out, &tr::DOC_QUESTIONS, answers, pen);
    let mut lines = Vec::new();
    for kind in InsightKind::ALL {
        let name = label::insight_kind(*kind).get(pen.lang);
        let own = insight.insights.iter().filter(|one| one.kind == *kind);
        lines.extend(own.map(|one| pen.fill(&tr::DOC_NAMED, &[("name", name), ("text", &one.text)])));
    }
    captioned(&mut out, &tr::DOC_INSIGHTS, lines, pen);
    captioned(&mut out, &tr::DOC_LESSONS, insight.lessons.iter().map(|l| lesson(l, pen)).collect(), pen);
    out.push(Block::Grid(action_rows(&insight.actions, "actions", &tr::DOC_ACTIONS, pen)));
    out
}

/// What was learned, what to do next time, and how often that was taken.
fn lesson(line: &LessonLine, pen: &Pen) -> String {
    let lesson = &line.lesson;
    let text = match lesson.advice.as_str() {
        "" => lesson.title.clone(),
        advice => {
            let title = ended(&lesson.title, pen);
            pen.fill(&tr::DOC_NEXT_TIME, &[("lesson", &title), ("advice", advice)])
        }
    };
    let taken = match line.taken() {
        0 => String::new(),
        n => pen.fill(&tr::DOC_TAKEN, &[("n", &n.to_string())]),
    };
    let helped = match line.proven() {
        [0, ..] => String::new(),
        [n, ..] => pen.fill(&tr::DOC_HELPED, &[("n", &n.to_string())]),
    };
    let parts: Vec<String> = [taken, helped].into_iter().filter(|part| !part.is_empty()).collect();
    match parts.join(tr::DOC_COMMA.get(pen.lang)).as_str() {
        "" => text,
        aside => pen.fill(&tr::DOC_ASIDE, &[("text", &text), ("aside", aside)]),
    }
}

/// A sentence with its full stop.
fn ended(text: &str, pen: &Pen) -> String {
    let text = text.trim_end();
    let is_ended = text.ends_with(['.', '!', '?', '。', '！', '？', ';', '；']);
    let stop = if pen.lang == crate::model::Lang::Zh { "。" } else { "." };
    if is_ended { text.to_owned() } else { format!("{text}{stop}") }
}

/// Actions with who, when, what they should move and whether they did.
pub(super) fn action_rows(lines: &[ActionLine], id: &'static str, title: &'static Text, pen: &Pen) -> Grid {
    let columns = pen.plain(&[
        ("action", &tr::DOC_COLUMN_ACTION),
        ("owner", &tr::DOC_COLUMN_OWNER),
        ("due", &tr::DOC_COLUMN_DUE),
        ("moves", &tr::DOC_COLUMN_MOVES),
        ("status", &tr::DOC_COLUMN_STATUS),
        ("proof", &tr::DOC_COLUMN_PROOF),
    ]);
    let mut grid = Grid::new(id, pen.say(title), columns);
    for line in lines {
        let action = &line.action;
        let status = match action.status {
            ActionStatus::Open if line.days.is_some_and(|days| days < 0) => {
                pen.fill(&tr::TODO_OVERDUE, &[("n", &line.days.map_or(0, i32::abs).to_string())])
            }
            status => pen.say(label::action_status(status)),
        };
        grid.rows.push(vec![
            Cell::Text(action.title.clone()),
            Cell::Text(pen.at(&action.owner)),
            action.due.map_or(Cell::Empty, |day| pen.day_cell(day)),
            Cell::Text(moves(line.metric.as_ref(), action.aim, pen)),
            Cell::Word(action.status.as_str(), status),
            proof_cell(action.proof, &action.proof_note, pen),
        ]);
    }
    grid.without_blanks()
}

/// `客单价 +15%`
fn moves(metric: Option<&Metric>, aim: Option<Aim>, pen: &Pen) -> String {
    let Some(metric) = metric else { return String::new() };
    let name = pen.metric(metric);
    match aim {
        None => name.to_owned(),
        Some(Aim::Share(share)) => format!("{name} {}", pen.style.signed(share, Unit::Percent)),
        Some(Aim::Amount(by)) => format!("{name} {}", pen.style.signed(by, metric.unit)),
    }
}

/// What was proven, with what people say to it.
pub(super) fn proof_cell(proof: Option<Proof>, note: &str, pen: &Pen) -> Cell {
    let Some(proof) = proof else { return Cell::Text(note.to_owned()) };
    let word = label::proof(proof).get(pen.lang);
    let text = match note {
        "" => word.to_owned(),
        note => pen.fill(&tr::DOC_NAMED, &[("name", word), ("text", note)]),
    };
    Cell::Word(proof.as_str(), text)
}
