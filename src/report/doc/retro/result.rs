//! 评估结果: what came of it.
use super::super::{Block, Cell, Column, Grid, Pen, Plot, PlotKind, PlotSeries, Role, Tone};
use super::primary;
use crate::board::{Adjustment, ChannelFacts, Chart, Foreseen, RetroPage, Spending, TargetFacts};
use crate::i18n::{Text, label, tr};
use crate::model::{Better, Quantity, TargetKind, Unit};

pub(super) fn blocks(page: &RetroPage, pen: &Pen) -> Vec<Block> {
    let result = &page.result;
    let mut out = vec![
        Block::Grid(super::super::okr::objectives(&result.objectives, pen).without_blanks()),
        Block::Grid(targets(page, pen).without_blanks()),
    ];
    let restated = page.goal.targets.iter().filter_map(|facts| restated(facts, pen));
    out.push(Block::List(restated.collect()));
    if let Some(facts) = primary(page) {
        out.push(Block::Plot(chart(&result.chart, pen.target(&facts.line), facts.line.unit, pen)));
    }
    out.push(Block::Grid(phases(page, pen).without_blanks()));
    out.extend(channels(page, pen));
    if let Some(spending) = &result.spending {
        out.push(Block::Grid(self::spending(spending, pen)));
    }
    out.push(Block::Grid(adjustments(page, pen).without_blanks()));
    out.push(Block::Grid(guardrails(page, pen).without_blanks()));
    out.push(Block::Grid(foreseen(page, pen)));
    out.push(Block::Grid(former(page, pen)));
    out.push(Block::Grid(late(page, pen)));
    if !result.late.is_empty() {
        out.push(Block::Text(counted(&tr::DOC_LATE_SUM, result.late.len(), result.tasks, pen)));
    }
    out.push(Block::Grid(refused(page, pen).without_blanks()));
    if !result.refused.is_empty() {
        out.push(Block::Text(counted(&tr::DOC_REFUSED_SUM, result.refused.len(), result.resources, pen)));
    }
    out.extend(feedback(page, pen));
    out
}

fn counted(text: &'static Text, n: usize, all: usize, pen: &Pen) -> String {
    pen.fill(text, &[("n", &n.to_string()), ("all", &all.to_string())])
}

/// A target's name; of a cycle with its objective's.
pub(super) fn target_name(facts: &TargetFacts, pen: &Pen) -> String {
    let name = pen.target(&facts.line);
    match facts.of.as_str() {
        "" => name.to_owned(),
        of => pen.fill(&tr::DOC_NAMED, &[("name", of), ("text", name)]),
    }
}

fn targets(page: &RetroPage, pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("target", &tr::DOC_COLUMN_TARGET, Tone::Plain),
        pen.column("goal", &tr::DOC_COLUMN_GOAL, Tone::Plain),
        pen.column("actual", &tr::DOC_COLUMN_ACTUAL, Tone::Plain),
        pen.column("gap", &tr::DOC_COLUMN_GAP, Tone::Plain),
        pen.column("achievement", &tr::DOC_COLUMN_ACHIEVEMENT, Tone::Share),
        pen.column("first_achievement", &tr::DOC_COLUMN_FIRST_ACHIEVEMENT, Tone::Share),
        pen.column("status", &tr::DOC_COLUMN_STATUS, Tone::Status),
    ];
    let mut grid = Grid::new("targets", pen.say(&tr::DOC_TARGETS), columns);
    let mut all: Vec<&TargetFacts> = page.goal.targets.iter().filter(|f| !f.line.is_guardrail).collect();
    if !page.result.objectives.is_empty() {
        // A cycle's key results by how far they came.
        let reached = |facts: &TargetFacts| facts.achievement.unwrap_or(f64::NEG_INFINITY);
        all.sort_by(|a, b| reached(b).total_cmp(&reached(a)));
    }
    for facts in all {
        let line = &facts.line;
        let was_changed = facts.first_goal != line.goal || facts.first_baseline != line.baseline;
        let row = vec![
            Cell::Text(target_name(facts, pen)),
            pen.goal(line),
            pen.amount(line.actual, line.unit),
            pen.difference(facts.gap, line.unit),
            pen.share(facts.achievement),
            pen.share(facts.first_achievement.filter(|_| was_changed)),
            pen.standing(line),
        ];
        grid.push(row, Pen::is_toned(line));
    }
    grid
}

fn restated(facts: &TargetFacts, pen: &Pen) -> Option<String> {
    let (then, now) = (facts.then?, facts.line.actual?);
    let shown = |q: Quantity| pen.style.full(q, facts.line.unit);
    let args = [("metric", pen.target(&facts.line)), ("then", &shown(then)), ("now", &shown(now))];
    Some(pen.fill(&tr::DOC_RESTATED, &args))
}

/// The chart with plan, actual, goal and, while it runs, the forecast.
pub(in super::super) fn chart(chart: &Chart, name: &str, unit: Unit, pen: &Pen) -> Plot {
    let series = |text: &'static Text, role: Role, values: Vec<Option<f64>>| PlotSeries {
        name: pen.say(text),
        role,
        values,
    };
    let cone = |pick: fn(&(f64, f64, f64)) -> f64| chart.cone.iter().map(|c| c.as_ref().map(pick)).collect();
    let mut all = vec![
        series(&tr::DOC_SERIES_PLAN, Role::Plan, chart.plan.iter().copied().map(Some).collect()),
        series(&tr::DOC_SERIES_ACTUAL, Role::Actual, chart.actual.clone()),
        series(&tr::DOC_SERIES_GOAL, Role::Goal, vec![Some(chart.goal); chart.days.len()]),
    ];
    if chart.cone.iter().flatten().count() > 1 {
        all.push(series(&tr::DOC_SERIES_LOW, Role::Low, cone(|(low, ..)| *low)));
        all.push(series(&tr::DOC_SERIES_HIGH, Role::High, cone(|(.., high)| *high)));
    }
    let marks = chart.marks.iter().map(|mark| (mark.day, mark.number, mark.text.clone()));
    Plot {
        id: "progress",
        title: pen.fill(&tr::DOC_PROGRESS_CHART, &[("metric", name)]),
        kind: PlotKind::Lines,
        unit,
        x: chart.days.iter().map(|day| pen.day(*day)).collect(),
        series: all,
        marks: marks.collect(),
    }
}

fn phases(page: &RetroPage, pen: &Pen) -> Grid {
    let unit = primary(page).map_or(Unit::Count, |facts| facts.line.unit);
    let columns = vec![
        pen.column("phase", &tr::DOC_COLUMN_PHASE, Tone::Plain),
        pen.column("days", &tr::DOC_COLUMN_DAYS, Tone::Plain),
        pen.column("planned", &tr::DOC_COLUMN_PLANNED, Tone::Plain),
        pen.column("actual", &tr::DOC_COLUMN_ACTUAL, Tone::Plain),
        pen.column("gap", &tr::DOC_COLUMN_GAP, Tone::Gap),
        pen.column("achievement", &tr::DOC_COLUMN_ACHIEVEMENT, Tone::Share),
    ];
    let mut grid = Grid::new("phases", of_primary(&tr::DOC_PHASES, page, pen), columns);
    let is_toned = primary(page).is_none_or(|facts| facts.line.better == Better::Higher);
    for phase in &page.result.phases {
        let row = vec![
            Cell::Text(phase.name.clone()),
            Cell::Text(pen.span(phase.days.0, phase.days.1)),
            pen.amount(phase.planned, unit),
            pen.amount(phase.actual, unit),
            pen.difference(phase.gap, unit),
            pen.share(phase.achievement),
        ];
        grid.push(row, is_toned);
    }
    grid
}

/// A heading with what it counts.
fn of_primary(text: &'static Text, page: &RetroPage, pen: &Pen) -> String {
    let name = primary(page).map(|facts| pen.target(&facts.line));
    match name {
        Some(name) => pen.fill(&tr::DOC_NAMED, &[("name", text.get(pen.lang)), ("text", name)]),
        None => pen.say(text),
    }
}

fn channels(page: &RetroPage, pen: &Pen) -> Vec<Block> {
    let rows = &page.result.channels;
    let Some(facts) = primary(page).filter(|_| rows.len() > 1) else { return Vec::new() };
    let (name, unit) = (pen.target(&facts.line), facts.line.unit);
    let result = |key, text: &'static Text| Column {
        key,
        title: pen.fill(text, &[("metric", name)]),
        tone: Tone::Plain,
    };
    let share = if facts.line.better == Better::Higher { Tone::Share } else { Tone::Plain };
    let columns = vec![
        pen.column("channel", &tr::DOC_COLUMN_CHANNEL, Tone::Plain),
        pen.column("budget", &tr::DOC_COLUMN_BUDGET, Tone::Plain),
        pen.column("spend", &tr::DOC_COLUMN_SPEND, Tone::Plain),
        result("planned", &tr::DOC_COLUMN_RESULT_PLAN),
        result("actual", &tr::DOC_COLUMN_RESULT),
        pen.column("achievement", &tr::DOC_COLUMN_ACHIEVEMENT, share),
        pen.column("cac_planned", &tr::DOC_COLUMN_CAC_PLAN, Tone::Plain),
        pen.column("cac", &tr::DOC_COLUMN_CAC, Tone::Plain),
        pen.column("roas_planned", &tr::DOC_COLUMN_ROAS_PLAN, Tone::Plain),
        pen.column("roas", &tr::DOC_COLUMN_ROAS, Tone::Plain),
        pen.column("roi_planned", &tr::DOC_COLUMN_ROI_PLAN, Tone::Plain),
        pen.column("roi", &tr::DOC_COLUMN_ROI, Tone::Gap),
    ];
    let mut grid = Grid::new("channels", pen.say(&tr::DOC_CHANNELS), columns);
    let (whole, single): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.key.is_none());
    grid.has_total = !whole.is_empty();
    for row in single.into_iter().chain(whole) {
        let name = if row.key.is_some() { row.name.clone() } else { pen.say(&tr::DOC_TOTAL) };
        let share = ratio(row.result.1, row.result.0);
        let mut cells = vec![
            Cell::Text(name),
            pen.amount(row.spend.0, Unit::Money),
            pen.amount(row.spend.1, Unit::Money),
            pen.amount(row.result.0, unit),
            pen.amount(row.result.1, unit),
            pen.share(share),
        ];
        for ((planned, actual), unit) in row.ratios.into_iter().zip(ChannelFacts::UNITS) {
            cells.extend([pen.number(planned, unit), pen.number(actual, unit)]);
        }
        grid.rows.push(cells);
    }
    let is_spread = rows.iter().any(|row| row.key.is_some() && row.result.0.is_some());
    let note = if is_spread { pen.say(&tr::DOC_SPREAD_BY_MONEY) } else { String::new() };
    vec![Block::Grid(grid.without_blanks()), Block::Text(note)]
}

/// One amount in another.
fn ratio(part: Option<Quantity>, whole: Option<Quantity>) -> Option<f64> {
    let (part, whole) = (part?.to_f64(), whole?.to_f64());
    (whole > 0.0).then(|| part / whole)
}

fn spending(spending: &Spending, pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("channel", &tr::DOC_COLUMN_CHANNEL, Tone::Plain),
        pen.column("budget", &tr::DOC_COLUMN_BUDGET, Tone::Plain),
        pen.column("spend", &tr::DOC_COLUMN_SPEND, Tone::Plain),
        pen.column("left", &tr::DOC_COLUMN_LEFT, Tone::Gap),
        pen.column("used", &tr::DOC_COLUMN_USED, Tone::Plain),
    ];
    let mut grid = Grid::new("spending", pen.say(&tr::DOC_SPENDING), columns);
    let cells = |name: String, planned, spent, left| {
        vec![
            Cell::Text(name),
            pen.amount(planned, Unit::Money),
            pen.amount(spent, Unit::Money),
            pen.amount(left, Unit::Money),
            pen.share(ratio(spent, planned)),
        ]
    };
    let rows = spending.rows.iter().filter(|row| row.planned.is_some() || row.spent.is_some());
    grid.rows = rows.map(|row| cells(row.name.clone(), row.planned, row.spent, row.left)).collect();
    if spending.allowed().is_some() || spending.spent.is_some() {
        let name = pen.say(&tr::DOC_TOTAL);
        grid.rows.push(cells(name, spending.allowed(), spending.spent, spending.left));
        grid.has_total = true;
    }
    grid
}

fn adjustments(page: &RetroPage, pen: &Pen) -> Grid {
    let unit = primary(page).map_or(Unit::Count, |facts| facts.line.unit);
    let columns = vec![
        pen.column("at", &tr::DOC_COLUMN_AT, Tone::Plain),
        pen.column("what", &tr::DOC_COLUMN_WHAT, Tone::Plain),
        pen.column("kind", &tr::DOC_COLUMN_KIND, Tone::Plain),
        pen.column("before", &tr::DOC_COLUMN_BEFORE, Tone::Plain),
        pen.column("after", &tr::DOC_COLUMN_AFTER, Tone::Plain),
        pen.column("change", &tr::DOC_COLUMN_CHANGE, Tone::Gap),
        pen.column("plan_change", &tr::DOC_COLUMN_PLAN_CHANGE, Tone::Plain),
    ];
    let mut grid = Grid::new("adjustments", of_primary(&tr::DOC_ADJUSTMENTS, page, pen), columns);
    let row = |note: &Adjustment| {
        vec![
            Cell::Text(pen.moment(note.at, note.whole_day)),
            Cell::Text(note.text.clone()),
            Cell::Word(note.kind.as_str(), pen.say(label::note_kind(note.kind))),
            pen.amount(note.before, unit),
            pen.amount(note.after, unit),
            pen.change(ratio(note.after, note.before).map(|ratio| ratio - 1.0)),
            pen.change(ratio(note.planned.1, note.planned.0).map(|ratio| ratio - 1.0)),
        ]
    };
    grid.rows = page.result.adjustments.iter().map(row).collect();
    grid
}

fn guardrails(page: &RetroPage, pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("target", &tr::DOC_COLUMN_TARGET, Tone::Plain),
        pen.column("bound", &tr::DOC_COLUMN_BOUND, Tone::Plain),
        pen.column("actual", &tr::DOC_COLUMN_ACTUAL, Tone::Plain),
        pen.column("held_share", &tr::DOC_COLUMN_HELD_SHARE, Tone::Plain),
        pen.column("status", &tr::DOC_COLUMN_STATUS, Tone::Status),
    ];
    let mut grid = Grid::new("guardrails", pen.say(&tr::DOC_GUARDRAILS), columns);
    for facts in page.goal.targets.iter().filter(|facts| facts.line.is_guardrail) {
        let line = &facts.line;
        grid.rows.push(vec![
            Cell::Text(target_name(facts, pen)),
            pen.goal(line),
            pen.amount(line.actual, line.unit),
            pen.share(line.held_share),
            pen.standing(line),
        ]);
    }
    grid
}

fn foreseen(page: &RetroPage, pen: &Pen) -> Grid {
    let columns = pen.plain(&[
        ("target", &tr::DOC_COLUMN_TARGET),
        ("at_25", &tr::DOC_COLUMN_AT_25),
        ("at_50", &tr::DOC_COLUMN_AT_50),
        ("at_75", &tr::DOC_COLUMN_AT_75),
        ("actual", &tr::DOC_COLUMN_ACTUAL),
        ("warned", &tr::DOC_COLUMN_WARNED),
    ]);
    let mut grid = Grid::new("foreseen", pen.say(&tr::DOC_FORESEEN), columns);
    // Money that follows its plan, and a bound, are not something to be warned of missing.
    let is_shown = |facts: &&TargetFacts| {
        let is_way = facts.line.kind != TargetKind::Keep && facts.line.better != Better::OnPlan;
        is_way && !facts.foreseen.is_empty()
    };
    for facts in page.goal.targets.iter().filter(is_shown) {
        let unit = facts.line.unit;
        let at = |percent: i32| {
            let found = facts.foreseen.iter().find(|found| found.percent == percent);
            found.map_or(Cell::Empty, |found| foreseen_cell(found, unit, pen))
        };
        let first = facts.foreseen.iter().find(|found| found.warned);
        let warned = match first {
            Some(found) => Cell::Text(pen.moment(found.at - 1, true)),
            None => Cell::Word("not_warned", pen.say(&tr::DOC_NOT_WARNED)),
        };
        let name = Cell::Text(target_name(facts, pen));
        grid.rows.push(vec![name, at(25), at(50), at(75), pen.amount(facts.line.actual, unit), warned]);
    }
    grid
}

fn foreseen_cell(found: &Foreseen, unit: Unit, pen: &Pen) -> Cell {
    let Some(forecast) = &found.forecast else { return pen.status(found.status) };
    let mid = pen.style.expected(forecast.mid, unit);
    let chance = pen.style.percent(forecast.chance);
    let text = pen.fill(&tr::DOC_FORESEEN_AT, &[("mid", &mid), ("chance", &chance)]);
    Cell::Number(forecast.mid, unit, text)
}

fn former(page: &RetroPage, pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("metric", &tr::DOC_COLUMN_METRIC, Tone::Plain),
        pen.column("then", &tr::DOC_COLUMN_THEN, Tone::Plain),
        pen.column("now", &tr::DOC_COLUMN_NOW, Tone::Plain),
        pen.column("change", &tr::DOC_COLUMN_CHANGE, Tone::Plain),
    ];
    let Some(former) = &page.result.former else { return Grid::new("former", "", columns) };
    let title = pen.fill(&tr::DOC_FORMER, &[("name", &former.name), ("key", &former.key)]);
    let mut grid = Grid::new("former", title, columns);
    for row in &former.rows {
        grid.rows.push(vec![
            Cell::Text(pen.metric(&row.metric).to_owned()),
            pen.amount(row.then, row.metric.unit),
            pen.amount(row.now, row.metric.unit),
            pen.change(row.change),
        ]);
    }
    let (then, now) = former.days;
    let days = Cell::Text(pen.say(&tr::DOC_DAYS_THEN));
    if !grid.rows.is_empty() {
        grid.rows.push(vec![days, Cell::Count(then.into()), Cell::Count(now.into()), Cell::Empty]);
    }
    grid
}

fn late(page: &RetroPage, pen: &Pen) -> Grid {
    let columns = pen.plain(&[
        ("task", &tr::DOC_COLUMN_TASK),
        ("owner", &tr::DOC_COLUMN_OWNER),
        ("due", &tr::DOC_COLUMN_DUE),
        ("late", &tr::DOC_COLUMN_LATE),
    ]);
    let mut grid = Grid::new("late", pen.say(&tr::DOC_LATE), columns);
    for late in &page.result.late {
        let days = pen.fill(&tr::DOC_DAYS_LATE, &[("n", &late.days.to_string())]);
        let open = if late.is_open { pen.say(&tr::DOC_STILL_OPEN) } else { String::new() };
        let days = if late.days > 0 { days } else { String::new() };
        grid.rows.push(vec![
            Cell::Text(late.task.title.clone()),
            Cell::Text(late.task.who().to_owned()),
            pen.day_cell(late.task.on.day()),
            Cell::Text(pen.joined([days, open])),
        ]);
    }
    grid
}

fn refused(page: &RetroPage, pen: &Pen) -> Grid {
    let columns = pen.plain(&[
        ("resource", &tr::DOC_COLUMN_RESOURCE),
        ("giver", &tr::DOC_COLUMN_GIVER),
        ("needed", &tr::DOC_COLUMN_NEEDED),
        ("status", &tr::DOC_COLUMN_STATUS),
    ]);
    let mut grid = Grid::new("refused", pen.say(&tr::DOC_REFUSED), columns);
    for line in &page.result.refused {
        grid.rows.push(vec![
            Cell::Text(line.name.clone()),
            Cell::Text(line.giver.clone()),
            pen.day_cell(line.on.day()),
            Cell::Word(line.status.as_str(), pen.say(label::resource_status(line.status))),
        ]);
    }
    grid
}

fn feedback(page: &RetroPage, pen: &Pen) -> Vec<Block> {
    let sum = &page.result.feedback;
    if sum.notes == 0 {
        return Vec::new();
    }
    let columns = pen.plain(&[
        ("category", &tr::DOC_COLUMN_CATEGORY),
        ("people", &tr::DOC_COLUMN_PEOPLE),
        ("notes", &tr::DOC_COLUMN_NOTES),
        ("answered", &tr::DOC_COLUMN_ANSWERED),
    ]);
    let mut grid = Grid::new("feedback", pen.say(&tr::DOC_FEEDBACK), columns);
    for (category, people, notes, answered) in &sum.categories {
        let name = if category.is_empty() { pen.say(&tr::DOC_UNCATEGORIZED) } else { category.clone() };
        grid.rows.push(vec![Cell::Text(name), Cell::Count(*people), pen.count(*notes), pen.count(*answered)]);
    }
    let counts = [("n", sum.notes.to_string()), ("people", sum.people.to_string())];
    let args =
        [("n", counts[0].1.as_str()), ("people", &counts[1].1), ("answered", &sum.answered.to_string())];
    let mut said = pen.fill(&tr::DOC_FEEDBACK_SUM, &args);
    if sum.urgent > 0 {
        said.push(' ');
        said.push_str(&pen.fill(&tr::DOC_URGENT, &[("n", &sum.urgent.to_string())]));
    }
    vec![Block::Grid(grid), Block::Text(said)]
}
