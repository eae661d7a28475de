//! 活动总览: all campaigns of a period side by side.
use super::{Block, Cell, Document, Grid, Pen, Plot, PlotKind, PlotSeries, ReportKind, Role, Section, Tone};
use crate::board::{Portfolio, PortfolioLine};
use crate::i18n::{label, tr};
use crate::model::{Better, Quantity, TargetKind, Unit};

/// What the ratios count in: ROI, ROAS, CAC.
const UNITS: [Unit; 3] = [Unit::Percent, Unit::Ratio, Unit::Money];

/// Campaigns side by side as a report.
#[must_use]
pub fn portfolio_document(portfolio: &Portfolio, pen: &Pen) -> Document {
    let campaigns =
        vec![Block::Grid(campaigns(portfolio, pen).without_blanks()), Block::List(notes(portfolio, pen))];
    let sections = vec![
        Section { id: "campaigns", title: pen.say(&tr::DOC_PORTFOLIO_CAMPAIGNS), blocks: campaigns },
        Section {
            id: "metrics",
            title: pen.say(&tr::DOC_PORTFOLIO_METRICS),
            blocks: vec![Block::Grid(metrics(portfolio, pen))],
        },
        Section {
            id: "chart",
            title: pen.say(&tr::DOC_PORTFOLIO_CHART),
            blocks: vec![Block::Plot(chart(portfolio, pen))],
        },
    ];
    let span = pen.span(portfolio.days.0, portfolio.days.1);
    let kind = pen.say(&tr::REPORT_KIND_PORTFOLIO);
    let until = portfolio.lines.iter().filter_map(|line| line.line.data_until).max();
    Document {
        kind: ReportKind::Portfolio,
        lang: pen.lang,
        currency: pen.currency.clone(),
        title: pen.fill(&tr::DOC_TITLE, &[("name", &span), ("kind", &kind)]),
        subtitle: until
            .map_or_else(String::new, |at| pen.fill(&tr::DOC_DATA_UNTIL, &[("at", &pen.until(at))])),
        facts: facts(portfolio, pen),
        sections,
    }
    .finished()
}

fn facts(portfolio: &Portfolio, pen: &Pen) -> Vec<(String, Cell)> {
    let names = [&tr::DOC_FACT_ROI, &tr::DOC_FACT_ROAS, &tr::DOC_FACT_CAC];
    let mut out = vec![
        (pen.say(&tr::DOC_FACT_CAMPAIGNS), pen.count(portfolio.lines.len())),
        (pen.say(&tr::DOC_FACT_SPEND), pen.amount(portfolio.spent, Unit::Money)),
    ];
    for ((name, (value, _)), unit) in names.into_iter().zip(portfolio.ratios).zip(UNITS) {
        out.push((pen.say(name), pen.amount(value, unit)));
    }
    out.push((pen.say(&tr::DOC_LESSONS_COUNT), lessons(portfolio.lessons, pen)));
    out.retain(|(_, cell)| !cell.is_empty());
    out
}

fn campaigns(portfolio: &Portfolio, pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("campaign", &tr::DOC_COLUMN_CAMPAIGN, Tone::Plain),
        pen.column("start", &tr::COLUMN_START, Tone::Plain),
        pen.column("end", &tr::COLUMN_END, Tone::Plain),
        pen.column("status", &tr::DOC_COLUMN_STATUS, Tone::Plain),
        pen.column("target", &tr::DOC_COLUMN_TARGET, Tone::Plain),
        pen.column("actual", &tr::DOC_COLUMN_ACTUAL, Tone::Plain),
        pen.column("achievement", &tr::DOC_COLUMN_ACHIEVEMENT, Tone::Share),
        pen.column("health", &tr::DOC_COLUMN_HEALTH, Tone::Status),
        pen.column("budget", &tr::DOC_COLUMN_BUDGET, Tone::Plain),
        pen.column("spend", &tr::DOC_COLUMN_SPEND, Tone::Plain),
        pen.column("roi", &tr::DOC_COLUMN_ROI, Tone::Gap),
        pen.column("roas", &tr::DOC_COLUMN_ROAS, Tone::Plain),
        pen.column("cac", &tr::DOC_COLUMN_CAC, Tone::Plain),
        pen.column("lessons", &tr::DOC_LESSONS_COUNT, Tone::Plain),
        pen.column("retro", &tr::DOC_COLUMN_RETRO, Tone::Plain),
    ];
    let mut grid = Grid::new("campaigns", "", columns);
    grid.rows = portfolio.lines.iter().map(|line| row(line, pen)).collect();
    if portfolio.lines.len() > 1 {
        let mut cells = vec![Cell::Text(pen.say(&tr::DOC_TOTAL))];
        cells.extend(std::iter::repeat_n(Cell::Empty, 7));
        cells.push(pen.amount(portfolio.budget, Unit::Money));
        cells.push(pen.amount(portfolio.spent, Unit::Money));
        cells.extend(
            portfolio.ratios.into_iter().zip(UNITS).map(|((value, _), unit)| pen.amount(value, unit)),
        );
        cells.push(lessons(portfolio.lessons, pen));
        cells.push(Cell::Empty);
        grid.rows.push(cells);
        grid.has_total = true;
    }
    grid
}

/// A count of lessons; nothing for none.
fn lessons(count: usize, pen: &Pen) -> Cell {
    if count > 0 { pen.count(count) } else { Cell::Empty }
}

/// How far a campaign's primary target is.
fn achievement(line: &PortfolioLine) -> Option<f64> {
    let target = line.line.primary()?;
    if target.kind == TargetKind::Keep { target.held_share } else { target.progress }
}

fn row(line: &PortfolioLine, pen: &Pen) -> Vec<Cell> {
    let campaign = &line.line;
    let primary = campaign.primary();
    let goal = primary.map(|target| {
        let goal = pen.goal(target).shown().into_owned();
        format!("{} {goal}", pen.target(target))
    });
    let mut cells = vec![
        Cell::Text(campaign.name.clone()),
        pen.day_cell(campaign.start.day()),
        pen.day_cell(campaign.end.last_day()),
        Cell::Word(campaign.status.as_str(), pen.say(label::campaign_status(campaign.status))),
        Cell::Text(goal.unwrap_or_default()),
        primary.map_or(Cell::Empty, |target| pen.amount(target.actual, target.unit)),
        pen.share(achievement(line)),
        campaign.health.map_or(Cell::Empty, |status| pen.status(status)),
        pen.amount(line.budget, Unit::Money),
        pen.amount(line.spent, Unit::Money),
    ];
    cells.extend(line.ratios.into_iter().zip(UNITS).map(|(value, unit)| pen.amount(value, unit)));
    cells.push(lessons(line.lessons, pen));
    let retro = line.retro.map(|retro| Cell::Word(retro.as_str(), pen.say(label::retro_status(retro))));
    cells.push(retro.unwrap_or(Cell::Empty));
    cells
}

/// Where a total is of fewer campaigns than there are, how many; and that numbers are of the whole campaigns.
fn notes(portfolio: &Portfolio, pen: &Pen) -> Vec<String> {
    let all = portfolio.lines.len();
    let names = [&tr::DOC_FACT_ROI, &tr::DOC_FACT_ROAS, &tr::DOC_FACT_CAC];
    let partial: Vec<String> = names
        .into_iter()
        .zip(portfolio.ratios)
        .filter(|(_, (value, count))| value.is_some() && *count < all)
        .map(|(name, (_, count))| format!("{} {count}/{all}", name.get(pen.lang)))
        .collect();
    let mut out = Vec::new();
    if all > 0 {
        out.push(pen.say(&tr::DOC_PORTFOLIO_WHOLE));
    }
    if !partial.is_empty() {
        out.push(pen.fill(&tr::DOC_PORTFOLIO_PARTIAL, &[("ratios", &pen.list(&partial))]));
    }
    out
}

fn metrics(portfolio: &Portfolio, pen: &Pen) -> Grid {
    let columns = vec![
        pen.column("metric", &tr::DOC_COLUMN_METRIC, Tone::Plain),
        pen.column("campaigns", &tr::DOC_FACT_CAMPAIGNS, Tone::Plain),
        pen.column("goal", &tr::DOC_COLUMN_GOAL, Tone::Plain),
        pen.column("actual", &tr::DOC_COLUMN_ACTUAL, Tone::Plain),
        pen.column("gap", &tr::DOC_COLUMN_GAP, Tone::Gap),
        pen.column("achievement", &tr::DOC_COLUMN_ACHIEVEMENT, Tone::Share),
    ];
    let mut grid = Grid::new("metrics", "", columns);
    for sum in &portfolio.metrics {
        let unit = sum.metric.unit;
        let gap: Option<Quantity> = sum.actual.checked_sub(sum.goal).ok();
        let row = vec![
            Cell::Text(pen.metric(&sum.metric).to_owned()),
            pen.count(sum.campaigns),
            pen.amount(Some(sum.goal), unit),
            pen.amount(Some(sum.actual), unit),
            pen.difference(gap, unit),
            pen.share(sum.achievement()),
        ];
        grid.push(row, sum.metric.better == Better::Higher);
    }
    grid
}

fn chart(portfolio: &Portfolio, pen: &Pen) -> Plot {
    let known: Vec<(String, f64)> = portfolio
        .lines
        .iter()
        .filter_map(|line| Some((line.line.name.clone(), achievement(line)?)))
        .collect();
    Plot {
        id: "achievement",
        title: pen.say(&tr::DOC_COLUMN_ACHIEVEMENT),
        kind: PlotKind::Bars,
        unit: Unit::Percent,
        x: known.iter().map(|(name, _)| name.clone()).collect(),
        series: vec![PlotSeries {
            name: pen.say(&tr::DOC_COLUMN_ACHIEVEMENT),
            role: Role::Actual,
            values: known.iter().map(|(_, share)| Some(*share)).collect(),
        }],
        marks: Vec::new(),
    }
}
