//! OKR 周期: a cycle's objectives, key results, grades and what was said.
use super::{Block, Cell, Document, Grid, Pen, ReportKind, Section, Tone};
use crate::board::{ObjectiveLine, OkrReport};
use crate::i18n::{label, tr};
use crate::model::{Quantity, TargetKind};

/// How many check-ins are told.
const SAID: usize = 30;

/// A cycle as a report.
#[must_use]
pub fn okr_document(report: &OkrReport, pen: &Pen) -> Document {
    let section = |id, title, blocks| Section { id, title: pen.say(title), blocks };
    let sections = vec![
        section(
            "objectives",
            &tr::DOC_OBJECTIVES,
            vec![Block::Grid(objectives(&report.tree.objectives, pen).without_blanks())],
        ),
        section(
            "key_results",
            &tr::DOC_KEY_RESULTS,
            vec![Block::Grid(key_results(report, pen).without_blanks())],
        ),
        section("grades", &tr::DOC_GRADES, vec![Block::List(grades(report, pen))]),
        section("check_ins", &tr::DOC_CHECK_INS, vec![Block::Grid(check_ins(report, pen).without_blanks())]),
        section("actions", &tr::DOC_ACTIONS, vec![Block::Grid(actions(report, pen).without_blanks())]),
    ];
    let cycle = report.tree.cycle.as_ref();
    let name = cycle.map(|cycle| cycle.name.clone()).unwrap_or_default();
    let subtitle = cycle.map(|cycle| {
        let (day, days) = (cycle.day.to_string(), cycle.days.to_string());
        pen.joined([
            pen.span(cycle.start, cycle.end),
            pen.fill(&tr::HEAD_DAY, &[("day", &day), ("days", &days)]),
            pen.say(label::cycle_status(cycle.status)),
        ])
    });
    let kind = pen.say(&tr::REPORT_KIND_OKR);
    Document {
        kind: ReportKind::Okr,
        lang: pen.lang,
        currency: pen.currency.clone(),
        title: pen.fill(&tr::DOC_TITLE, &[("name", &name), ("kind", &kind)]),
        subtitle: subtitle.unwrap_or_default(),
        facts: facts(report, pen),
        sections,
    }
    .finished()
}

fn facts(report: &OkrReport, pen: &Pen) -> Vec<(String, Cell)> {
    let (progress, expected, health) = report.tree.overall();
    let mut out = vec![
        (pen.say(&tr::DOC_FACT_PROGRESS), pen.share(progress)),
        (pen.say(&tr::DOC_FACT_EXPECTED), pen.share(expected)),
        (pen.say(&tr::DOC_FACT_STATUS), health.map_or(Cell::Empty, |status| pen.status(status))),
        (pen.say(&tr::DOC_FACT_OBJECTIVES), pen.count(report.tree.objectives.len())),
    ];
    if let Some(star) = &report.tree.north_star {
        let name = pen.name(&star.name_en, &star.name_zh).to_owned();
        out.push((name, pen.amount(star.value, star.unit)));
    }
    out.retain(|(_, cell)| !cell.is_empty());
    out
}

/// A grade with its band's word.
fn grade(grade: Option<Quantity>) -> Cell {
    grade.map_or(Cell::Empty, |grade| {
        let text = super::super::grades::grade_word(grade);
        Cell::Amount(grade, crate::model::Unit::Ratio, text)
    })
}

/// An objective's name, set in by how deep it stands.
fn titled(line: &ObjectiveLine) -> String {
    format!("{}{} {}", "· ".repeat(line.depth), line.key, line.title)
}

pub(super) fn objectives(lines: &[ObjectiveLine], pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("objective", &tr::DOC_COLUMN_OBJECTIVE, Tone::Plain),
        pen.column("owner", &tr::DOC_COLUMN_OWNER, Tone::Plain),
        pen.column("ambition", &tr::DOC_COLUMN_AMBITION, Tone::Plain),
        pen.column("progress", &tr::DOC_COLUMN_PROGRESS, Tone::Share),
        pen.column("expected", &tr::DOC_COLUMN_EXPECTED, Tone::Plain),
        pen.column("status", &tr::DOC_COLUMN_STATUS, Tone::Status),
        pen.column("confidence", &tr::DOC_COLUMN_CONFIDENCE, Tone::Plain),
        pen.column("grade", &tr::DOC_COLUMN_GRADE, Tone::Plain),
    ];
    let mut grid = Grid::new("objectives", "", columns);
    for line in lines {
        let ambition = pen.say(label::ambition(line.ambition));
        grid.rows.push(vec![
            Cell::Text(titled(line)),
            Cell::Text(pen.at(&line.owner)),
            Cell::Word(line.ambition.as_str(), ambition),
            pen.share(line.progress),
            pen.share(line.expected),
            line.health.map_or(Cell::Empty, |status| pen.status(status)),
            line.confidence.map_or(Cell::Empty, Cell::Count),
            grade(line.grade),
        ]);
    }
    grid
}

fn key_results(report: &OkrReport, pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("key_result", &tr::DOC_COLUMN_KEY_RESULT, Tone::Plain),
        pen.column("owner", &tr::DOC_COLUMN_OWNER, Tone::Plain),
        pen.column("weight", &tr::DOC_COLUMN_WEIGHT, Tone::Plain),
        pen.column("baseline", &tr::DOC_COLUMN_BASELINE, Tone::Plain),
        pen.column("goal", &tr::DOC_COLUMN_GOAL, Tone::Plain),
        pen.column("actual", &tr::DOC_COLUMN_ACTUAL, Tone::Plain),
        pen.column("progress", &tr::DOC_COLUMN_PROGRESS, Tone::Share),
        pen.column("expected", &tr::DOC_COLUMN_EXPECTED, Tone::Plain),
        pen.column("status", &tr::DOC_COLUMN_STATUS, Tone::Status),
        pen.column("confidence", &tr::DOC_COLUMN_CONFIDENCE, Tone::Plain),
        pen.column("grade", &tr::DOC_COLUMN_GRADE, Tone::Plain),
    ];
    let mut grid = Grid::new("key_results", "", columns);
    for (objective, kr) in
        report.tree.objectives.iter().flat_map(|o| o.key_results.iter().map(move |kr| (o, kr)))
    {
        let line = &kr.line;
        let is_reach = line.kind == TargetKind::Reach;
        let row = vec![
            Cell::Text(format!("{}/{} {}", objective.key, line.key, pen.target(line))),
            Cell::Text(pen.at(&kr.owner)),
            pen.share(Some(kr.share)),
            pen.amount(Some(line.baseline).filter(|_| is_reach), line.unit),
            pen.goal(line),
            pen.amount(line.actual, line.unit),
            pen.share(kr.progress),
            pen.share(kr.expected),
            pen.standing(line),
            kr.confidence.map_or(Cell::Empty, Cell::Count),
            grade(kr.grade),
        ];
        grid.push(row, Pen::is_toned(line));
    }
    grid
}

/// Why each grade was given, and what becomes of the objective.
fn grades(report: &OkrReport, pen: &Pen) -> Vec<String> {
    let of = |line: &ObjectiveLine| {
        let given = line.grade?;
        let grade = super::super::grades::grade_word(given);
        let verdict = line.verdict.map(|verdict| {
            let word = label::verdict(verdict).get(pen.lang);
            match line.verdict_why.as_str() {
                "" => word.to_owned(),
                why => pen.fill(&tr::DOC_ASIDE, &[("text", word), ("aside", why)]),
            }
        });
        let head = format!("{} {}", line.key, line.title);
        let parts = [grade, line.grade_reason.clone(), line.grade_cause.clone(), verdict.unwrap_or_default()];
        Some(pen.fill(&tr::DOC_NAMED, &[("name", &head), ("text", &pen.joined(parts))]))
    };
    report.tree.objectives.iter().filter_map(of).collect()
}

fn check_ins(report: &OkrReport, pen: &Pen) -> Grid {
    let columns = pen.plain(&[
        ("day", &tr::DOC_COLUMN_AT),
        ("key_result", &tr::DOC_COLUMN_KEY_RESULT),
        ("confidence", &tr::DOC_COLUMN_CONFIDENCE),
        ("note", &tr::DOC_COLUMN_SAID),
        ("author", &tr::DOC_COLUMN_AUTHOR),
    ]);
    let mut grid = Grid::new("check_ins", "", columns);
    for (path, (en, zh), said) in report.check_ins.iter().take(SAID) {
        let short = path.split_once('/').map_or(path.as_str(), |(_, rest)| rest);
        grid.rows.push(vec![
            pen.day_cell(said.day),
            Cell::Text(format!("{short} {}", pen.name(en, zh))),
            said.confidence.map_or(Cell::Empty, Cell::Count),
            Cell::Text(said.note.clone()),
            Cell::Text(said.author.clone()),
        ]);
    }
    grid
}

fn actions(report: &OkrReport, pen: &Pen) -> Grid {
    let columns = pen.plain(&[
        ("action", &tr::DOC_COLUMN_ACTION),
        ("owner", &tr::DOC_COLUMN_OWNER),
        ("due", &tr::DOC_COLUMN_DUE),
    ]);
    let mut grid = Grid::new("actions", "", columns);
    for action in &report.actions {
        grid.rows.push(vec![
            Cell::Text(action.title.clone()),
            Cell::Text(pen.at(&action.owner)),
            action.due.map_or(Cell::Empty, |day| pen.day_cell(day)),
        ]);
    }
    grid
}
