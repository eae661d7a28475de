//! 分析原因, the numbers: the gap by driver, and the findings that are proposed.
use super::paper::Paper;
use super::{Item, gap, words};
use crate::board::{FindingLine, RetroPage, no_gap_text};
use crate::i18n::tr;
use crate::model::FindingVerdict;
use crate::tui::screen::review::lines::Line;
use crate::tui::theme::Role;

/// What a finding is on the page.
#[must_use]
pub fn item(line: &FindingLine) -> Item {
    match &line.finding {
        Some(finding) if line.subject.is_empty() => Item::Found(finding.id),
        _ => Item::Proposed(line.subject.clone()),
    }
}

/// The finding a row of the page is.
#[must_use]
pub fn finding<'a>(page: &'a RetroPage, item: &Item) -> Option<&'a FindingLine> {
    let lines = &page.analysis.findings;
    match item {
        Item::Proposed(subject) => lines.iter().find(|line| line.subject == *subject),
        Item::Found(id) | Item::Kept(id) => {
            lines.iter().find(|line| line.finding.as_ref().is_some_and(|finding| finding.id == *id))
        }
        _ => None,
    }
}

/// Writes them.
pub fn write(paper: &mut Paper<'_>, page: &RetroPage) {
    let state = paper.state;
    if let Some(gap) = &page.analysis.gap {
        gap::write(paper, gap);
    } else if let Some(why) = &page.analysis.no_gap {
        let lines = paper.wrapped(&no_gap_text(why, state.lang()), Role::Dim);
        paper.plain(lines);
    }
    let findings = &page.analysis.findings;
    let undecided = findings.iter().filter(|line| line.finding.is_none()).count().to_string();
    paper.heading(state.fill(&tr::RETRO_PAGE_FINDINGS, &[("undecided", &undecided)]));
    if findings.is_empty() {
        let lines = paper.missing(&tr::RETRO_PAGE_NO_FINDINGS, "retro.finding");
        paper.fact(lines);
    }
    for line in findings {
        let lines = proposed(paper, line);
        paper.item(item(line), lines);
    }
}

/// A finding: which way it stands out, what it says, what became of it.
fn proposed(paper: &Paper<'_>, line: &FindingLine) -> Vec<Line> {
    let state = paper.state;
    let is_off = line.finding.as_ref().is_some_and(|f| f.verdict == FindingVerdict::Dismissed);
    let verdict = words::verdict(state, line);
    let taken = crate::tui::text::width(&verdict.0) + 2;
    let text = words::finding(state, line);
    let inner = Paper { state, room: paper.room.saturating_sub(taken).max(12), rows: Vec::new() };
    let role = if is_off { Role::Faint } else { Role::Text };
    let mut lines = inner.hanging(&words::kind(state, line.kind), &text, role);
    if let Some(first) = lines.first_mut() {
        first.right.push(verdict);
    }
    let is_own = line.finding.as_ref().is_some_and(|finding| !finding.text.is_empty());
    if let Some(matter) = line.matter.as_ref().filter(|_| is_own) {
        let numbers = words::matter(state, matter);
        let said = state.fill(&tr::RETRO_PAGE_NUMBERS_SAY, &[("text", &numbers)]);
        lines.extend(paper.hanging(&paper.span("  ", Role::Dim), &said, Role::Dim));
    }
    lines
}
