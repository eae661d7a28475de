//! 周报: the campaigns of a week and what moved in the OKRs.
use super::super::changes::{Pen as Lines, key_result_lines, objective_words, other_lines};
use super::{Block, Cell, Document, Grid, Pen, ReportKind, Section, Tone};
use crate::board::{
    CampaignLine, ObjectiveChange, ObjectiveLine, Stretch, WeekCampaign, WeekCycle, Weekly, words,
};
use crate::i18n::{label, tr};
use crate::model::{TargetKind, Unit};

/// A week as a report.
#[must_use]
pub fn weekly_document(weekly: &Weekly, pen: &Pen) -> Document {
    let mut sections = vec![
        Section {
            id: "campaigns",
            title: pen.say(&tr::DOC_WEEK_CAMPAIGNS),
            blocks: vec![Block::Grid(campaigns(weekly, pen).without_blanks())],
        },
        Section {
            id: "notes",
            title: pen.say(&tr::DOC_WEEK_NOTES),
            blocks: vec![Block::List(notes(weekly, pen))],
        },
    ];
    let mut okr = Vec::new();
    for cycle in &weekly.cycles {
        okr.extend(cycle_blocks(cycle, pen));
    }
    sections.push(Section { id: "okr", title: pen.say(&tr::DOC_WEEK_OKR), blocks: okr });
    let todos = weekly.todos.iter().map(|todo| {
        let lines = weekly.campaigns.iter().flat_map(|week| &week.line.targets);
        let target = lines.into_iter().find(|line| Some(line.id) == todo.target);
        let text = words(todo, target, pen.lang, pen.style).line(pen.lang);
        pen.fill(&tr::DOC_NAMED, &[("name", &todo.name), ("text", &text)])
    });
    let blocks = vec![Block::List(todos.collect())];
    sections.push(Section { id: "todos", title: pen.say(&tr::DOC_TODOS), blocks });
    let blocks = vec![Block::List(next(weekly, pen)), Block::Grid(tasks(weekly, pen).without_blanks())];
    sections.push(Section { id: "next", title: pen.say(&tr::DOC_NEXT_WEEK), blocks });
    let span = pen.span(weekly.days.0, weekly.days.1);
    let kind = pen.say(&tr::REPORT_KIND_WEEKLY);
    let until = weekly.campaigns.iter().filter_map(|week| week.line.data_until).max();
    Document {
        kind: ReportKind::Weekly,
        lang: pen.lang,
        currency: pen.currency.clone(),
        title: pen.fill(&tr::DOC_TITLE, &[("name", &span), ("kind", &kind)]),
        subtitle: until
            .map_or_else(String::new, |at| pen.fill(&tr::DOC_DATA_UNTIL, &[("at", &pen.until(at))])),
        facts: facts(weekly, pen),
        sections,
    }
    .finished()
}

fn facts(weekly: &Weekly, pen: &Pen) -> Vec<(String, Cell)> {
    let spent = crate::model::Quantity::sum(weekly.campaigns.iter().filter_map(|week| week.spent)).ok();
    let spent = spent.filter(|_| weekly.campaigns.iter().any(|week| week.spent.is_some()));
    let behind = weekly.campaigns.iter().filter(|week| {
        week.line.health.is_some_and(|h| h.severity() >= crate::model::Status::AtRisk.severity())
    });
    let mut out = vec![
        (pen.say(&tr::DOC_FACT_CAMPAIGNS), pen.count(weekly.campaigns.len())),
        (pen.say(&tr::DOC_FACT_OFF), pen.count(behind.count())),
        (pen.say(&tr::DOC_FACT_WEEK_SPEND), pen.amount(spent, Unit::Money)),
    ];
    for cycle in &weekly.cycles {
        let name = pen.fill(&tr::DOC_FACT_CYCLE, &[("cycle", &cycle.cycle.name)]);
        out.push((name, pen.share(cycle.overall.0)));
    }
    out.retain(|(_, cell)| !cell.is_empty());
    out
}

fn campaigns(weekly: &Weekly, pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("campaign", &tr::DOC_COLUMN_CAMPAIGN, Tone::Plain),
        pen.column("day", &tr::DOC_COLUMN_DAY_OF, Tone::Plain),
        pen.column("target", &tr::DOC_COLUMN_TARGET, Tone::Plain),
        pen.column("week", &tr::DOC_COLUMN_WEEK, Tone::Plain),
        pen.column("planned", &tr::DOC_COLUMN_WEEK_PLANNED, Tone::Plain),
        pen.column("achievement", &tr::DOC_COLUMN_WEEK_ACHIEVEMENT, Tone::Share),
        pen.column("week_before", &tr::DOC_COLUMN_WEEK_BEFORE, Tone::Plain),
        pen.column("progress", &tr::DOC_COLUMN_PROGRESS, Tone::Plain),
        pen.column("pace", &tr::COLUMN_PACE, Tone::Plain),
        pen.column("forecast", &tr::DOC_COLUMN_FORECAST, Tone::Plain),
        pen.column("status_before", &tr::DOC_COLUMN_STATUS_BEFORE, Tone::Status),
        pen.column("status", &tr::DOC_COLUMN_STATUS, Tone::Status),
        pen.column("spend", &tr::DOC_COLUMN_WEEK_SPEND, Tone::Plain),
    ];
    let mut grid = Grid::new("campaigns", "", columns);
    for week in &weekly.campaigns {
        let is_toned = week.line.primary().is_none_or(Pen::is_toned);
        grid.push(row(week, pen), is_toned);
    }
    grid
}

fn row(week: &WeekCampaign, pen: &Pen) -> Vec<Cell> {
    let line = &week.line;
    let mut cells = vec![Cell::Text(line.name.clone()), Cell::Text(format!("{}/{}", line.day, line.days))];
    match line.primary() {
        Some(target) => {
            let found = week.targets.iter().find(|(id, ..)| *id == target.id);
            let (now, before) =
                found.map_or((Stretch::default(), Stretch::default()), |(_, now, before)| (*now, *before));
            let is_reach = target.kind == TargetKind::Reach;
            cells.extend([
                Cell::Text(pen.target(target).to_owned()),
                pen.amount(now.value, target.unit),
                pen.amount(now.wanted, target.unit),
                pen.share(now.achievement()),
                pen.amount(before.value, target.unit),
                pen.share(target.progress.filter(|_| is_reach)),
                pen.share(target.pace),
                super::daily::forecast(target, pen),
            ]);
        }
        None => cells.extend(std::iter::repeat_n(Cell::Empty, 8)),
    }
    cells.push(week.health_before.map_or(Cell::Empty, |status| pen.status(status)));
    cells.push(line.health.map_or(Cell::Empty, |status| pen.status(status)));
    cells.push(pen.amount(week.spent, Unit::Money));
    cells
}

fn notes(weekly: &Weekly, pen: &Pen) -> Vec<String> {
    let of = |week: &WeekCampaign| {
        let name = week.line.name.clone();
        let lines = week.notes.iter().map(move |note| {
            let kind = label::note_kind(note.kind).get(pen.lang);
            let at = pen.moment(note.at, true);
            let text = pen.fill(&tr::DOC_NAMED, &[("name", kind), ("text", &note.text)]);
            format!("{at} {name} · {text}")
        });
        lines.collect::<Vec<_>>()
    };
    weekly.campaigns.iter().flat_map(of).collect()
}

/// A cycle's objectives, and what moved in each.
fn cycle_blocks(week: &WeekCycle, pen: &Pen) -> Vec<Block> {
    let (progress, expected, health) = week.overall;
    let mut head = vec![week.cycle.name.clone()];
    let shown = progress.map(|share| pen.style.percent(share)).unwrap_or_default();
    let moved = week.progress_before.zip(progress).map(|(then, now)| pen.signed_percent(now - then));
    head.push(match moved {
        Some(moved) => pen.fill(&tr::DOC_MOVED, &[("now", &shown), ("by", &moved)]),
        None => shown,
    });
    if let Some(expected) = expected {
        let share = pen.style.percent(expected);
        head.push(pen.fill(&tr::REVIEWED_EXPECTED, &[("share", &share)]));
    }
    head.extend(health.map(|status| pen.status(status).shown().into_owned()));
    let mut out = vec![Block::Text(pen.joined(head))];
    let mut quiet = Vec::new();
    for (line, change) in &week.objectives {
        let (head, lines) = objective_lines(line, change, pen);
        if lines.is_empty() {
            quiet.push(head);
        } else {
            out.extend([Block::Text(head), Block::List(lines)]);
        }
    }
    if !quiet.is_empty() {
        out.extend([Block::Text(pen.say(&tr::DOC_WEEK_QUIET)), Block::List(quiet)]);
    }
    out
}

/// An objective and what changed in it; key results where nothing did are left out.
fn objective_lines(line: &ObjectiveLine, change: &ObjectiveChange, pen: &Pen) -> (String, Vec<String>) {
    let plain = |text: &str| text.to_owned();
    let lines = Lines { lang: pen.lang, style: pen.style, zone: pen.zone, safe: &plain };
    let head = pen.joined([
        format!("{} {}", line.key, line.title),
        objective_words(change, line, lines),
        pen.at(&line.owner),
    ]);
    let mut out = Vec::new();
    for kr in &line.key_results {
        let Some(found) = change.key_results.iter().find(|c| c.id == kr.line.id) else { continue };
        let is_same = found.then.as_ref() == Some(&found.now) && found.goal.is_none();
        if is_same && found.said.is_empty() {
            continue;
        }
        let (head, below) = key_result_lines(found, kr, lines);
        let mut parts = vec![head];
        parts.extend(below);
        out.push(pen.joined(parts));
    }
    out.extend(other_lines(change, true, lines));
    (head, out)
}

/// What begins and ends in the week after.
fn next(weekly: &Weekly, pen: &Pen) -> Vec<String> {
    let begins = weekly.starting.iter().map(|line: &CampaignLine| {
        let day = pen.weekday(line.start.day());
        pen.fill(&tr::DOC_BEGINS, &[("name", &line.name), ("day", &day)])
    });
    let ends = weekly.ending.iter().map(|line| {
        let day = pen.weekday(line.end.last_day());
        pen.fill(&tr::DOC_ENDS, &[("name", &line.name), ("day", &day)])
    });
    begins.chain(ends).collect()
}

fn tasks(weekly: &Weekly, pen: &Pen) -> Grid {
    let columns = pen.plain(&[
        ("due", &tr::DOC_COLUMN_DUE),
        ("task", &tr::DOC_COLUMN_TASK),
        ("campaign", &tr::DOC_COLUMN_CAMPAIGN),
        ("owner", &tr::DOC_COLUMN_OWNER),
    ]);
    let mut grid = Grid::new("tasks", pen.say(&tr::DOC_TASKS_DUE), columns);
    for task in &weekly.tasks {
        grid.rows.push(vec![
            Cell::Day(task.on.day(), pen.weekday(task.on.day())),
            Cell::Text(task.title.clone()),
            Cell::Text(task.campaign_name.clone()),
            Cell::Text(task.who().to_owned()),
        ]);
    }
    grid
}
