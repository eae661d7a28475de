//! 分析原因: the gap by driver, highlights and lowlights, causes with their chain of whys.
use super::super::page::Page;
use super::super::table::{Table, Value};
use super::{RetroPen, dotted};
use crate::board::{DriverGap, FindingLine, GapRow, RetroPage, finding_line_text, gap_text, no_gap_text};
use crate::i18n::{label, tr};
use crate::model::{Cause, FindingVerdict};

pub(super) fn write(out: &mut Page, page: &RetroPage, pen: RetroPen) {
    let analysis = &page.analysis;
    if let Some(found) = &analysis.gap {
        gap(out, found, pen);
    } else if let Some(why) = &analysis.no_gap {
        out.rows(&[vec![no_gap_text(why, pen.lang)]]);
    }
    let findings: Vec<Vec<String>> = analysis.findings.iter().map(|line| finding(line, pen)).collect();
    out.part(&pen.say(&tr::RETRO_TEXT_FINDINGS), &findings);
    let causes: Vec<Vec<String>> =
        analysis.causes.iter().flat_map(|cause| self::cause(cause, page, pen)).collect();
    out.part(&pen.say(&tr::RETRO_TEXT_CAUSES), &causes);
    if causes.is_empty() && page.line.is_open() {
        out.gap();
        let text = pen.fill(&tr::RETRO_TEXT_NO_CAUSES, &[("key", page.line.key.clone())]);
        out.rows(&[vec![text]]);
    }
}

fn gap(out: &mut Page, gap: &DriverGap, pen: RetroPen) {
    let unit = gap.metric.unit;
    out.rows(&[vec![gap_text(gap, pen.lang, pen.style)]]);
    let mut table = Table::new(&[
        ("driver", &tr::RETRO_TEXT_DRIVER),
        ("planned", &tr::RETRO_TEXT_PLANNED),
        ("actual", &tr::COLUMN_ACTUAL),
        ("part", &tr::RETRO_TEXT_PART),
    ]);
    for driver in &gap.drivers {
        let number = |value: Option<f64>| {
            value.map_or(Value::None, |v| Value::Number(v, pen.style.compact_f64(v, driver.unit)))
        };
        table.row(vec![
            Value::Text(pen.name(&driver.name_en, &driver.name_zh).to_owned()),
            number(driver.planned),
            number(driver.actual),
            pen.signed(Some(driver.part), unit),
        ]);
    }
    out.gap();
    pen.table(out, &table);
    if !gap.assumed.is_empty() {
        let names = gap.assumed.join(tr::OUTPUT_JOIN.get(pen.lang));
        out.rows(&[vec![pen.fill(&tr::RETRO_TEXT_ASSUMED, &[("names", names)])]]);
    }
    for (title, rows) in [(&tr::RETRO_TEXT_PHASE, &gap.phases), (&tr::COLUMN_CHANNEL, &gap.channels)] {
        if rows.is_empty() {
            continue;
        }
        out.gap();
        pen.table(out, &by(title, gap, rows, pen));
    }
}

/// A gap by phase or by channel: each row adds up to its gap, each column to the driver's part.
fn by(title: &'static crate::i18n::Text, gap: &DriverGap, rows: &[GapRow], pen: RetroPen) -> Table {
    let unit = gap.metric.unit;
    let mut table = Table::new(&[("name", title), ("gap", &tr::RETRO_TEXT_GAP)]);
    for driver in &gap.drivers {
        table.column(&driver.key, pen.name(&driver.name_en, &driver.name_zh));
    }
    for row in rows {
        let name = if row.name.is_empty() { pen.say(&tr::RETRO_TEXT_MIX) } else { row.name.clone() };
        let mut cells = vec![Value::Text(name), pen.signed(Some(row.gap), unit)];
        cells.extend(row.parts.iter().map(|part| pen.signed(Some(*part), unit)));
        table.row(cells);
    }
    table
}

fn finding(line: &FindingLine, pen: RetroPen) -> Vec<String> {
    let verdict = match line.finding.as_ref().map(|finding| finding.verdict) {
        // What people found themselves is kept: they need not be told.
        Some(FindingVerdict::Kept) if line.subject.is_empty() => String::new(),
        Some(verdict) => pen.say(label::finding_verdict(verdict)),
        None => pen.say(&tr::RETRO_TEXT_UNDECIDED),
    };
    let number = line.finding.as_ref().map(|finding| format!("#{}", finding.id.0)).unwrap_or_default();
    let text = finding_line_text(line, pen.lang, pen.style);
    vec![pen.say(label::finding_kind(line.kind)), verdict, number, line.subject.clone(), text]
}

/// A cause with what it explains and the answers to "why?" below it.
fn cause(cause: &Cause, page: &RetroPage, pen: RetroPen) -> Vec<Vec<String>> {
    let origin = cause.origin.map(|origin| pen.say(label::cause_origin(origin))).unwrap_or_default();
    let control = cause.controllable.map(|known| pen.say(label::controllable(known))).unwrap_or_default();
    let marks = dotted([origin, control]);
    let text = match marks.as_str() {
        "" => cause.text.clone(),
        marks => {
            pen.fill(&tr::RETRO_TEXT_MARKED, &[("text", cause.text.clone()), ("marks", marks.to_owned())])
        }
    };
    let mut rows = vec![vec![format!("#{}", cause.id.0), text]];
    let of = |line: &&FindingLine| {
        cause.finding.is_some() && line.finding.as_ref().map(|finding| finding.id) == cause.finding
    };
    if let Some(line) = page.analysis.findings.iter().find(of) {
        let what = finding_line_text(line, pen.lang, pen.style);
        rows.push(vec![String::new(), pen.fill(&tr::RETRO_TEXT_EXPLAINS, &[("what", what)])]);
    }
    rows.extend(
        cause
            .whys
            .0
            .iter()
            .map(|why| vec![String::new(), pen.fill(&tr::RETRO_TEXT_WHY, &[("why", why.clone())])]),
    );
    rows
}
