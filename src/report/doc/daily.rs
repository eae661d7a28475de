//! 日报: a campaign's day, short enough to be pasted into a group at 22:00.
use super::{Block, Cell, Document, Grid, Pen, ReportKind, Section, Tone};
use crate::board::{Daily, DayTarget, Group, TargetLine, words};
use crate::i18n::{label, tr};
use crate::model::{Better, Quantity, TargetKind, Unit};

/// A day as a report.
#[must_use]
pub fn daily_document(daily: &Daily, pen: &Pen) -> Document {
    let section = |id, title, blocks| Section { id, title: pen.say(title), blocks };
    let (plain, guards): (Vec<&DayTarget>, Vec<&DayTarget>) =
        daily.targets.iter().partition(|target| !target.line.is_guardrail);
    let notes = daily.notes.iter().map(|note| {
        let kind = label::note_kind(note.kind).get(pen.lang);
        let at = pen.zone.local(note.at).format("%H:%M").to_string();
        let text = pen.fill(&tr::DOC_NAMED, &[("name", kind), ("text", &note.text)]);
        if note.whole_day { text } else { format!("{at} {text}") }
    });
    let todos = daily.todos.iter().map(|todo| {
        let target = daily.line.targets.iter().find(|line| Some(line.id) == todo.target);
        words(todo, target, pen.lang, pen.style).line(pen.lang)
    });
    let tasks = daily.tomorrow.iter().map(|task| pen.joined([task.title.clone(), task.addressed()]));
    let sections = vec![
        section("targets", &tr::DOC_DAILY_TARGETS, vec![Block::Grid(targets(&plain, pen).without_blanks())]),
        section("spending", &tr::DOC_DAILY_SPENDING, vec![Block::List(spending(daily, pen))]),
        section(
            "channels",
            &tr::DOC_DAILY_CHANNELS,
            vec![Block::Grid(channels(daily, pen).without_blanks())],
        ),
        section(
            "guardrails",
            &tr::DOC_GUARDRAILS,
            vec![Block::Grid(guardrails(&guards, pen).without_blanks())],
        ),
        section("notes", &tr::DOC_DAILY_NOTES, vec![Block::List(notes.collect())]),
        section("todos", &tr::DOC_TODOS, vec![Block::List(todos.collect())]),
        section("tomorrow", &tr::DOC_TOMORROW, vec![Block::List(tasks.collect())]),
    ];
    let name = format!("{} {}", daily.line.name, pen.day(daily.day));
    let kind = pen.say(&tr::REPORT_KIND_DAILY);
    Document {
        kind: ReportKind::Daily,
        lang: pen.lang,
        currency: pen.currency.clone(),
        title: pen.fill(&tr::DOC_TITLE, &[("name", &name), ("kind", &kind)]),
        subtitle: subtitle(daily, pen),
        facts: facts(daily, pen),
        sections,
    }
    .finished()
}

fn subtitle(daily: &Daily, pen: &Pen) -> String {
    let line = &daily.line;
    let (day, days) = (line.day.to_string(), line.days.to_string());
    let place = match line.group {
        Group::Live => pen.fill(&tr::HEAD_DAY, &[("day", &day), ("days", &days)]),
        Group::Upcoming => pen.fill(&tr::HEAD_STARTS, &[("date", &pen.day(line.start.day()))]),
        Group::Ended => pen.fill(&tr::HEAD_ENDED, &[("date", &pen.day(line.end.last_day()))]),
    };
    let until = line.data_until.map(|at| pen.fill(&tr::DOC_DATA_UNTIL, &[("at", &pen.until(at))]));
    let phase = line.phase.clone().unwrap_or_default();
    pen.joined([place, phase, until.unwrap_or_default(), pen.at(&line.owner)])
}

/// The primary target in a line or two.
fn facts(daily: &Daily, pen: &Pen) -> Vec<(String, Cell)> {
    let primary =
        daily.targets.iter().find(|target| target.line.is_primary).or_else(|| daily.targets.first());
    let Some(DayTarget { line, .. }) = primary else { return Vec::new() };
    let mut out = Vec::new();
    if let Some(actual) = line.actual {
        let shown = pen.style.compact(actual, line.unit);
        let goal = pen.goal(line).shown().into_owned();
        let mut text = pen.fill(&tr::DOC_OF_GOAL, &[("actual", &shown), ("goal", &goal)]);
        if let Some(progress) = line.progress.filter(|_| line.kind == TargetKind::Reach) {
            let share = pen.style.percent(progress);
            text = pen.fill(&tr::DOC_ASIDE, &[("text", &text), ("aside", &share)]);
        }
        out.push((pen.target(line).to_owned(), Cell::Amount(actual, line.unit, text)));
    }
    out.push((pen.say(&tr::DOC_FACT_STATUS), pen.standing(line)));
    if line.kind == TargetKind::Reach && daily.line.group == Group::Live {
        out.push((pen.say(&tr::DOC_FACT_FORECAST), forecast(line, pen)));
        out.push((pen.say(&tr::DOC_FACT_NEEDED), needed(line, pen)));
    }
    out.retain(|(_, cell)| !cell.is_empty());
    out
}

/// `¥82万（71–92万，概率 3%）`
pub(super) fn forecast(line: &TargetLine, pen: &Pen) -> Cell {
    let Some(found) = line.forecast else { return Cell::Empty };
    let shown = |units: f64| pen.style.expected(units, line.unit);
    let (low, mid, high) = (shown(found.low), shown(found.mid), shown(found.high));
    let chance = pen.style.percent(found.chance);
    let text = match low == high {
        true => mid,
        false => {
            pen.fill(&tr::DOC_FORECAST, &[("mid", &mid), ("low", &low), ("high", &high), ("chance", &chance)])
        }
    };
    Cell::Number(found.mid, line.unit, text)
}

/// What is needed a day, beside what came lately; where nothing is needed any more, nothing.
fn needed(line: &TargetLine, pen: &Pen) -> Cell {
    let needed =
        line.needed_per_day.filter(|needed| *needed > Quantity::ZERO && line.better != Better::OnPlan);
    let Some(needed) = needed else { return Cell::Empty };
    let shown = pen.style.compact(needed, line.unit);
    let text = match line.recent_per_day {
        Some(recent) => {
            let recent = pen.style.compact(recent, line.unit);
            pen.fill(&tr::DOC_NEEDED_RECENT, &[("needed", &shown), ("recent", &recent)])
        }
        None => shown,
    };
    Cell::Amount(needed, line.unit, text)
}

fn targets(found: &[&DayTarget], pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("target", &tr::DOC_COLUMN_TARGET, Tone::Plain),
        pen.column("day", &tr::DOC_COLUMN_DAY, Tone::Plain),
        pen.column("day_planned", &tr::DOC_COLUMN_DAY_PLANNED, Tone::Plain),
        pen.column("day_achievement", &tr::DOC_COLUMN_DAY_ACHIEVEMENT, Tone::Share),
        pen.column("day_before", &tr::DOC_COLUMN_DAY_BEFORE, Tone::Plain),
        pen.column("actual", &tr::DOC_COLUMN_CUMULATIVE, Tone::Plain),
        pen.column("expected", &tr::DOC_COLUMN_EXPECTED, Tone::Plain),
        pen.column("goal", &tr::DOC_COLUMN_GOAL, Tone::Plain),
        pen.column("pace", &tr::COLUMN_PACE, Tone::Plain),
        pen.column("status", &tr::DOC_COLUMN_STATUS, Tone::Status),
        pen.column("forecast", &tr::DOC_COLUMN_FORECAST, Tone::Plain),
    ];
    let mut grid = Grid::new("targets", "", columns);
    for target in found {
        let line = &target.line;
        let expected = line.expected.filter(|_| line.kind == TargetKind::Reach);
        let row = vec![
            Cell::Text(pen.target(line).to_owned()),
            pen.amount(target.day.value, line.unit),
            pen.amount(target.day.wanted, line.unit),
            pen.share(target.day.achievement()),
            pen.amount(target.before.value, line.unit),
            pen.amount(line.actual, line.unit),
            pen.amount(expected, line.unit),
            pen.goal(line),
            pen.share(line.pace),
            pen.standing(line),
            forecast(line, pen),
        ];
        grid.push(row, Pen::is_toned(line));
    }
    grid
}

/// What was spent today, what of the money is gone, what is left.
fn spending(daily: &Daily, pen: &Pen) -> Vec<String> {
    let money = |q: Quantity| pen.style.compact(q, Unit::Money);
    let spending = &daily.spending;
    let mut out = Vec::new();
    let Some(spent) = spending.spent else { return out };
    let mut line = match daily.spent {
        Some(today) => pen.fill(&tr::DOC_SPENT_TODAY, &[("today", &money(today)), ("all", &money(spent))]),
        None => pen.fill(&tr::DOC_SPENT_ALL, &[("all", &money(spent))]),
    };
    if let (Some(may), Some(left)) = (spending.allowed(), spending.left) {
        let args = [("budget", money(may)), ("left", money(left))];
        let args = args.each_ref().map(|(key, value)| (*key, value.as_str()));
        line.push_str(&pen.fill(&tr::DOC_SPENT_LEFT, &args));
    }
    out.push(line);
    if let Some(pace) = spending.pace {
        let share = pen.style.percent(pace);
        let status = spending.status.map(|s| {
            let word = label::standing(s, Better::OnPlan, Some(pace), None, TargetKind::Reach);
            word.get(pen.lang).to_owned()
        });
        let status = status.unwrap_or_default();
        out.push(pen.fill(&tr::DOC_SPENT_PACE, &[("share", &share), ("status", &status)]));
    }
    out
}

/// At most so many metrics of a channel are told.
const METRICS: usize = 6;

/// What each channel brought and cost that day.
fn channels(daily: &Daily, pen: &Pen) -> Grid {
    let found = &daily.channels;
    let primary = daily.line.primary().map(|line| line.metric.clone()).unwrap_or_default();
    let of_target = |key: &str| daily.line.targets.iter().any(|target| target.metric == key);
    let mut order: Vec<usize> = (0..found.metrics.len()).collect();
    let rank = |index: &usize| {
        let Some(metric) = found.metrics.get(*index) else { return 9 };
        match metric.key.as_str() {
            key if key == primary => 0,
            "spend" => 1,
            key if of_target(key) => 2,
            "cac" | "roas" | "roi" => 3,
            _ => 8,
        }
    };
    order.sort_by_key(|index| (rank(index), *index));
    order.retain(|index| rank(index) < 8);
    order.truncate(METRICS);
    let mut columns = vec![pen.column("channel", &tr::DOC_COLUMN_CHANNEL, Tone::Plain)];
    let keys: Vec<(usize, &'static str)> = order.iter().copied().zip(KEYS).collect();
    for (index, key) in &keys {
        let metric = found.metrics.get(*index);
        let title = metric.map(|metric| pen.metric(metric).to_owned()).unwrap_or_default();
        columns.push(super::Column { key, title, tone: Tone::Plain });
    }
    let mut grid = Grid::new("channels", "", columns);
    let single: Vec<_> = found.rows.iter().filter(|row| row.id.is_some()).collect();
    if single.is_empty() {
        return grid;
    }
    for row in single.into_iter().chain(found.rows.iter().filter(|row| row.id.is_none())) {
        let name = row.channel.clone().unwrap_or_else(|| pen.say(&tr::DOC_TOTAL));
        let mut cells = vec![Cell::Text(name)];
        for (index, _) in &keys {
            let Some(metric) = found.metrics.get(*index) else { continue };
            let is_known = row.id.is_none() || !found.is_whole_only(metric);
            let value = row.values.get(*index).copied().flatten().filter(|_| is_known);
            cells.push(pen.amount(value, metric.unit));
        }
        grid.rows.push(cells);
    }
    grid.has_total = found.rows.iter().any(|row| row.id.is_none());
    grid
}

/// Keys of columns whose metrics differ from campaign to campaign.
const KEYS: [&str; METRICS] = ["metric_1", "metric_2", "metric_3", "metric_4", "metric_5", "metric_6"];

fn guardrails(found: &[&DayTarget], pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("target", &tr::DOC_COLUMN_TARGET, Tone::Plain),
        pen.column("bound", &tr::DOC_COLUMN_BOUND, Tone::Plain),
        pen.column("day", &tr::DOC_COLUMN_DAY, Tone::Plain),
        pen.column("actual", &tr::DOC_COLUMN_CUMULATIVE, Tone::Plain),
        pen.column("status", &tr::DOC_COLUMN_STATUS, Tone::Status),
    ];
    let mut grid = Grid::new("guardrails", "", columns);
    for target in found {
        let line = &target.line;
        grid.rows.push(vec![
            Cell::Text(pen.target(line).to_owned()),
            pen.goal(line),
            pen.amount(target.day.value, line.unit),
            pen.amount(line.actual, line.unit),
            pen.standing(line),
        ]);
    }
    grid
}
