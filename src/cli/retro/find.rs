//! What is meant by a key, a finding's name or number, a question's number.
use super::super::session::Session;
use crate::board::{Book, FindingLine, RetroAbout, RetroPage, retro_page};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Cause, Cycle, Retro, fold};
use crate::planner::RetroPlace;
use crate::planner::playbooks::of_key;
use crate::planner::retro::place::{Subject, place_of, subject};

/// The campaign or cycle that a word means.
pub(super) fn place(session: &mut Session, text: &str) -> Result<RetroPlace> {
    session.read(|db, now| place_of(db, text, db.settings()?.zone.day_of(now)))
}

/// The retrospective of a campaign or cycle at the moment shown, drafted or not.
pub(super) fn page(session: &mut Session, text: &str) -> Result<(RetroPlace, RetroPage)> {
    let place = place(session, text)?;
    let page = page_at(session, &place, text)?;
    Ok((place, page))
}

/// The retrospective that a cause was written in.
pub(super) fn page_of_cause(session: &mut Session, cause: i64) -> Result<RetroPage> {
    let place = session.read(|db, _| {
        let none = || Error::new(Kind::NotFound, &tr::ERROR_NO_CAUSE).arg("text", cause);
        let cause = db.get::<Cause>(cause)?.ok_or_else(none)?;
        let retro = db.get::<Retro>(cause.retro.0)?.ok_or_else(none)?;
        match (retro.campaign, retro.cycle) {
            (Some(campaign), _) => Ok(RetroPlace::Campaign(format!("#{}", campaign.0))),
            (None, Some(cycle)) => Ok(RetroPlace::Cycle(db.get::<Cycle>(cycle.0)?.ok_or_else(none)?.key)),
            (None, None) => Err(none()),
        }
    })?;
    page_at(session, &place, &cause.to_string())
}

fn page_at(session: &mut Session, place: &RetroPlace, text: &str) -> Result<RetroPage> {
    let home = session.config.home();
    session.read(|db, now| {
        let (about, key) = match subject(db, place, db.settings()?.zone.day_of(now))? {
            Subject::Campaign(campaign) => (RetroAbout::Campaign(campaign.id), campaign.playbook),
            Subject::Cycle(cycle) => (RetroAbout::Cycle(cycle.id), None),
        };
        let playbook = of_key(db, home.as_deref(), key.as_deref())?;
        let none = || Error::new(Kind::NotFound, &tr::ERROR_NO_RETRO).arg("text", text);
        retro_page(db, &Book::open(db)?, about, playbook.as_ref(), now)?.ok_or_else(none)
    })
}

/// The finding of a subject (`target:gmv`, or a beginning that only one has) or a number (`3`, `#3`).
pub(super) fn finding<'a>(page: &'a RetroPage, text: &str) -> Result<&'a FindingLine> {
    let lines = &page.analysis.findings;
    let wanted = fold(text);
    let number = wanted.trim_start_matches('#').parse::<i64>().ok();
    let by_number =
        |line: &&FindingLine| number.is_some() && line.finding.as_ref().map(|finding| finding.id.0) == number;
    let named = lines.iter().filter(|line| !line.subject.is_empty() && !wanted.is_empty());
    let exact: Vec<&FindingLine> = named.clone().filter(|line| fold(&line.subject) == wanted).collect();
    let begins: Vec<&FindingLine> = named.filter(|line| fold(&line.subject).starts_with(&wanted)).collect();
    if let Some(found) = lines.iter().find(by_number) {
        return Ok(found);
    }
    let subjects = |lines: &[&FindingLine]| lines.iter().map(|line| line.subject.clone()).collect::<Vec<_>>();
    match (exact.as_slice(), begins.as_slice()) {
        ([only], _) | ([], [only]) => Ok(only),
        ([], []) => {
            let all: Vec<&FindingLine> = lines.iter().filter(|line| !line.subject.is_empty()).collect();
            let error = Error::new(Kind::NotFound, &tr::ERROR_NO_FINDING).arg("text", text.trim());
            Err(error.rows(subjects(&all)).field("finding"))
        }
        (several, others) => {
            let several = if several.is_empty() { others } else { several };
            let error = Error::new(Kind::NotFound, &tr::ERROR_AMBIGUOUS).arg("text", text.trim());
            Err(error.rows(subjects(several)).field("finding"))
        }
    }
}

/// A finding as the planner reads it for a cause: its number, or its kind and subject while nobody decided.
pub(super) fn explained(page: &RetroPage, text: &str) -> Result<String> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    let line = finding(page, text)?;
    Ok(match &line.finding {
        Some(finding) => finding.id.0.to_string(),
        None => format!("{} {}", line.kind, line.subject),
    })
}
