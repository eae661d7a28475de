//! `fupan retro list|show`.
use super::super::{output, session::Session};
use super::find::page;
use crate::board::{Book, retros};
use crate::error::Result;
use crate::i18n::tr;
use crate::report::{Format, RetroPen, flat, retro_json, retro_text, retros_json, retros_table};

/// The columns of a list for spreadsheets.
const COLUMNS: [&str; 12] = [
    "key",
    "about",
    "name",
    "owner",
    "leader",
    "playbook",
    "status",
    "end",
    "due",
    "days_left",
    "achievement",
    "health",
];

pub(super) fn list(session: &mut Session, open: bool) -> Result<()> {
    let (lang, style, zone) = (session.lang, session.style()?, session.store()?.settings()?.zone);
    let mut lines = session.read(|db, now| retros(db, &Book::open(db)?, now))?;
    lines.retain(|line| !open || line.is_open());
    match session.format() {
        Format::Json => output::print(&format!("{:#}\n", retros_json(&lines, zone))),
        Format::Csv => {
            let rows = retros_json(&lines, zone);
            let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
            session.print(&flat(rows, &COLUMNS), &tr::SAID_NO_RETROS)
        }
        Format::Text => session.print(&retros_table(&lines, lang, style), &tr::SAID_NO_RETROS),
    }
}

/// A whole retrospective; as CSV its targets, what a table of it could hold.
pub(super) fn show(session: &mut Session, text: &str) -> Result<()> {
    let (lang, style, zone) = (session.lang, session.style()?, session.store()?.settings()?.zone);
    let (_, page) = page(session, text)?;
    // The last column stays free: where a line ends in it, some terminals begin a new one.
    let width = session.width().map(|width| width - 1);
    let pen = RetroPen { lang, style, zone, width };
    match session.format() {
        Format::Json => output::print(&format!("{:#}\n", retro_json(&page, pen))),
        Format::Csv => {
            let json = retro_json(&page, pen);
            let targets = json.pointer("/goal/targets").and_then(|targets| targets.as_array());
            let rows = targets.map(Vec::as_slice).unwrap_or_default();
            output::print(&flat(rows, &TARGETS).render(Format::Csv, lang, None))
        }
        Format::Text => output::print(&retro_text(&page, pen)),
    }
}

/// The columns of a retrospective's targets for spreadsheets.
const TARGETS: [&str; 14] = [
    "of",
    "key",
    "metric",
    "unit",
    "kind",
    "primary",
    "guardrail",
    "first_goal",
    "goal",
    "actual",
    "gap",
    "achievement",
    "first_achievement",
    "status",
];
