//! 分析原因: why it came so.
use super::super::{Block, Cell, Column, Grid, Pen, Plot, PlotKind, PlotSeries, Role, Tone};
use crate::board::{
    DriverGap, DriverPart, FindingLine, GapMethod, GapRow, RetroPage, finding_line_text, gap_text,
    no_gap_text,
};
use crate::i18n::{Text, label, tr};
use crate::model::{Cause, FindingKind, FindingVerdict, RetroStatus};

pub(super) fn blocks(page: &RetroPage, pen: &Pen) -> Vec<Block> {
    let mut out = Vec::new();
    if let Some(gap) = &page.analysis.gap {
        out.extend(self::gap(gap, pen));
    } else if let Some(why) = &page.analysis.no_gap {
        out.push(Block::Text(no_gap_text(why, pen.lang)));
    }
    for (kind, title) in
        [(FindingKind::Highlight, &tr::DOC_HIGHLIGHTS), (FindingKind::Lowlight, &tr::DOC_LOWLIGHTS)]
    {
        let told = page.analysis.findings.iter().filter(|line| line.kind == kind && is_told(page, line));
        let lines = told.map(|line| finding_line_text(line, pen.lang, pen.style)).collect();
        captioned(&mut out, title, lines, pen);
    }
    captioned(&mut out, &tr::DOC_CAUSES, page.analysis.causes.iter().map(|c| cause(c, pen)).collect(), pen);
    out
}

/// A list under its name.
pub(super) fn captioned(out: &mut Vec<Block>, title: &'static Text, lines: Vec<String>, pen: &Pen) {
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    if !lines.is_empty() {
        out.push(Block::Text(pen.say(title)));
        out.push(Block::List(lines));
    }
}

/// What people have dismissed is not told; what nobody decided on only while the retrospective is a draft.
fn is_told(page: &RetroPage, line: &FindingLine) -> bool {
    let is_draft = page.line.status != Some(RetroStatus::Done);
    line.finding.as_ref().map_or(is_draft, |finding| finding.verdict == FindingVerdict::Kept)
}

fn cause(cause: &Cause, pen: &Pen) -> String {
    let origin = cause.origin.map(|origin| pen.say(label::cause_origin(origin)));
    let control = cause.controllable.map(|can| match can {
        true => pen.say(&tr::DOC_CONTROLLABLE),
        false => pen.say(&tr::DOC_NOT_CONTROLLABLE),
    });
    let aside: Vec<String> = origin.into_iter().chain(control).collect();
    let mut text = match aside.is_empty() {
        true => cause.text.clone(),
        false => {
            let aside = aside.join(tr::DOC_COMMA.get(pen.lang));
            pen.fill(&tr::DOC_ASIDE, &[("text", &cause.text), ("aside", &aside)])
        }
    };
    for why in &cause.whys.0 {
        text.push_str(" → ");
        text.push_str(&pen.fill(&tr::DOC_WHY, &[("text", why)]));
    }
    text
}

/// What made the gap: a sentence, the drivers, the rows by phase and channel.
fn gap(gap: &DriverGap, pen: &Pen) -> Vec<Block> {
    let unit = gap.metric.unit;
    let signed = pen.style.signed(gap.gap, unit);
    let metric = pen.metric(&gap.metric);
    let name = |driver: &DriverPart| pen.name(&driver.name_en, &driver.name_zh).to_owned();
    let columns = vec![
        pen.column("driver", &tr::DOC_COLUMN_DRIVER, Tone::Plain),
        pen.column("planned", &tr::DOC_COLUMN_PLANNED, Tone::Plain),
        pen.column("actual", &tr::DOC_COLUMN_ACTUAL, Tone::Plain),
        pen.column("ratio", &tr::DOC_COLUMN_RATIO, Tone::Plain),
        pen.column("part", &tr::DOC_COLUMN_PART, Tone::Gap),
    ];
    let mut drivers =
        Grid::new("gap", pen.fill(&tr::DOC_GAP, &[("metric", metric), ("gap", &signed)]), columns);
    for driver in &gap.drivers {
        let ratio = driver.actual.zip(driver.planned).filter(|(_, planned)| *planned != 0.0);
        drivers.rows.push(vec![
            Cell::Text(name(driver)),
            pen.number(driver.planned, driver.unit),
            pen.number(driver.actual, driver.unit),
            pen.share(ratio.map(|(actual, planned)| actual / planned)),
            pen.difference(Some(driver.part), unit),
        ]);
    }
    drivers.rows.push(vec![
        Cell::Text(pen.say(&tr::DOC_TOTAL)),
        pen.amount(Some(gap.goal), unit),
        pen.amount(Some(gap.actual), unit),
        pen.share(Some(gap.actual.to_f64() / gap.goal.to_f64())),
        pen.difference(Some(gap.gap), unit),
    ]);
    drivers.has_total = true;
    let bars = Plot {
        id: "gap_drivers",
        title: pen.fill(&tr::DOC_GAP_CHART, &[("metric", metric)]),
        kind: PlotKind::Bars,
        unit,
        x: gap.drivers.iter().map(name).collect(),
        series: vec![PlotSeries {
            name: pen.say(&tr::DOC_COLUMN_PART),
            role: Role::Actual,
            values: gap.drivers.iter().map(|driver| Some(driver.part.to_f64())).collect(),
        }],
        marks: Vec::new(),
    };
    let method = match gap.method {
        GapMethod::LogMean => &tr::DOC_GAP_LOG_MEAN,
        GapMethod::Shapley => &tr::DOC_GAP_SHAPLEY,
    };
    let mut note = pen.say(method);
    if !gap.assumed.is_empty() {
        note.push(' ');
        note.push_str(&pen.fill(&tr::DOC_GAP_ASSUMED, &[("names", &pen.list(&gap.assumed))]));
    }
    vec![
        Block::Text(gap_text(gap, pen.lang, pen.style)),
        Block::Grid(drivers),
        Block::Plot(bars),
        Block::Grid(rows("gap_phases", &tr::DOC_GAP_PHASES, &tr::DOC_COLUMN_PHASE, gap, &gap.phases, pen)),
        Block::Grid(rows(
            "gap_channels",
            &tr::DOC_GAP_CHANNELS,
            &tr::DOC_COLUMN_CHANNEL,
            gap,
            &gap.channels,
            pen,
        )),
        Block::Text(note),
    ]
}

/// Rows by phase or channel, and the whole below.
fn rows(
    id: &'static str,
    title: &'static Text,
    head: &'static Text,
    gap: &DriverGap,
    rows: &[GapRow],
    pen: &Pen,
) -> Grid {
    const KEYS: [&str; 8] = ["part_1", "part_2", "part_3", "part_4", "part_5", "part_6", "part_7", "part_8"];
    let unit = gap.metric.unit;
    let mut columns = vec![pen.column("of", head, Tone::Plain)];
    columns.extend(gap.drivers.iter().zip(KEYS).map(|(driver, key)| Column {
        key,
        title: pen.name(&driver.name_en, &driver.name_zh).to_owned(),
        tone: Tone::Gap,
    }));
    columns.push(pen.column("gap", &tr::DOC_COLUMN_GAP, Tone::Gap));
    let mut grid = Grid::new(id, pen.say(title), columns);
    let shown = |q| pen.difference(Some(q), unit);
    for row in rows {
        let name = if row.name.is_empty() { pen.say(&tr::DOC_MIX) } else { row.name.clone() };
        let mut cells = vec![Cell::Text(name)];
        cells.extend(row.parts.iter().take(KEYS.len()).copied().map(shown));
        cells.push(shown(row.gap));
        grid.rows.push(cells);
    }
    if !grid.rows.is_empty() {
        let mut cells = vec![Cell::Text(pen.say(&tr::DOC_TOTAL))];
        cells.extend(gap.drivers.iter().take(KEYS.len()).map(|driver| shown(driver.part)));
        cells.push(shown(gap.gap));
        grid.rows.push(cells);
        grid.has_total = true;
    }
    grid
}
