//! Findings: highlights and lowlights, proposed by the numbers or found by people.
use super::super::okr::words::word;
use super::super::{Outcome, RetroPlace};
use super::place::{of_row, open};
use super::retro::missing;
use super::sentence;
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{Cause, Finding, FindingId, FindingKind, FindingVerdict, Retro, check_sentence};
use crate::store::Tx;

/// What the numbers can propose, by how a subject begins: with a colon there is more behind it.
const SUBJECTS: [&str; 11] = [
    "target:",
    "guardrail:",
    "phase:",
    "channel:",
    "driver:",
    "adjustment:",
    "former:",
    "feedback:",
    "spending",
    "late",
    "refused",
];

pub(super) fn set(
    tx: &mut Tx<'_>,
    about: &RetroPlace,
    (subject, kind, verdict): (&str, &str, &str),
    text: Option<&str>,
) -> Result<Outcome> {
    let (of, retro) = open(tx, about)?;
    // What people found themselves has no subject: it is named by its number.
    let (subject, found) = match subject.trim().strip_prefix('#').and_then(|number| number.parse().ok()) {
        Some(number) => {
            let own = tx.db().get::<Finding>(number)?.filter(|finding| finding.retro == retro.id);
            let own = own.ok_or_else(|| missing(&tr::ERROR_NO_FINDING, number))?;
            (subject.trim().to_owned(), Some(own))
        }
        None => {
            let subject = checked(subject, "subject")?;
            let found = proposed(tx, &retro, &subject)?;
            (subject, found)
        }
    };
    if verdict.trim().is_empty() {
        tx.title(format!("finding undecide {} {subject}", of.key()));
        if let Some(finding) = found {
            remove(tx, &finding)?;
        }
        return Ok(Outcome::new(&tr::DONE_FINDING_UNDECIDE).arg("what", &subject).key(subject));
    }
    let verdict = word(verdict, FindingVerdict::ALL, label::finding_verdict, "verdict")?;
    let text = text.map(own_words).transpose()?;
    let finding = match found {
        Some(mut finding) => {
            if !kind.trim().is_empty() {
                finding.kind = kind_of(kind)?;
            }
            finding.verdict = verdict;
            finding.text = text.unwrap_or(finding.text);
            if finding.subject.is_empty() {
                finding.text = sentence(&finding.text, "text")?;
            }
            tx.update(&mut finding)?;
            finding
        }
        None => {
            let mut finding = new(tx, &retro, kind_of(kind)?, &subject);
            (finding.verdict, finding.text) = (verdict, text.unwrap_or_default());
            tx.insert(&mut finding)?;
            finding
        }
    };
    let (verb, done) = match verdict {
        FindingVerdict::Kept => ("keep", &tr::DONE_FINDING_KEEP),
        FindingVerdict::Dismissed => ("dismiss", &tr::DONE_FINDING_DISMISS),
    };
    tx.title(format!("finding {verb} {} {subject}", of.key()));
    Ok(Outcome::new(done)
        .arg("what", if finding.text.is_empty() { &subject } else { &finding.text })
        .arg("id", finding.id.0)
        .key(finding.id.0.to_string()))
}

pub(super) fn add(tx: &mut Tx<'_>, about: &RetroPlace, kind: &str, text: &str) -> Result<Outcome> {
    let (of, retro) = open(tx, about)?;
    let kind = kind_of(kind)?;
    let mut finding = Finding { text: sentence(text, "text")?, ..new(tx, &retro, kind, "") };
    tx.title(format!("finding add {} {}", of.key(), finding.text));
    tx.insert(&mut finding)?;
    Ok(Outcome::new(&tr::DONE_FINDING_ADD)
        .arg("what", &finding.text)
        .arg("id", finding.id.0)
        .key(finding.id.0.to_string()))
}

pub(super) fn delete(tx: &mut Tx<'_>, finding: i64) -> Result<Outcome> {
    let row = tx.db().get::<Finding>(finding)?.ok_or_else(|| missing(&tr::ERROR_NO_FINDING, finding))?;
    let (of, _) = of_row(tx, row.retro)?;
    let what = if row.text.is_empty() { row.subject.clone() } else { row.text.clone() };
    tx.title(format!("finding delete {} {what}", of.key()));
    remove(tx, &row)?;
    Ok(Outcome::new(&tr::DONE_FINDING_DELETE).arg("what", what).key(finding.to_string()))
}

/// The finding a cause explains, by its number (`12`, `#12`) or by the subject of one that the numbers propose, with its
/// kind before it (`highlight target:gmv`; without one a lowlight is meant: that is what people look for causes of). What is
/// explained is kept.
pub(super) fn explained(tx: &mut Tx<'_>, retro: &Retro, text: &str) -> Result<FindingId> {
    let text = text.trim();
    let none = || Error::new(Kind::NotFound, &tr::ERROR_NO_FINDING).arg("text", text).field("finding");
    if let Ok(id) = text.trim_start_matches('#').parse::<i64>() {
        let finding = tx.db().get::<Finding>(id)?.filter(|finding| finding.retro == retro.id);
        return kept(tx, finding.ok_or_else(none)?);
    }
    let (kind, subject) = match text.split_once(' ') {
        Some((kind, subject)) if word(kind, FindingKind::ALL, label::finding_kind, "kind").is_ok() => {
            (kind_of(kind)?, subject)
        }
        _ => (FindingKind::Lowlight, text),
    };
    let subject = checked(subject, "finding")?;
    match proposed(tx, retro, &subject)? {
        Some(finding) => kept(tx, finding),
        None => {
            let mut finding = new(tx, retro, kind, &subject);
            tx.insert(&mut finding)?;
            Ok(finding.id)
        }
    }
}

fn kept(tx: &mut Tx<'_>, mut finding: Finding) -> Result<FindingId> {
    finding.verdict = FindingVerdict::Kept;
    tx.update(&mut finding)?;
    Ok(finding.id)
}

/// Causes that explain a finding go on without it.
fn remove(tx: &mut Tx<'_>, finding: &Finding) -> Result<()> {
    for mut cause in tx.db().list_where::<Cause>("finding", &Some(finding.id))? {
        cause.finding = None;
        tx.update(&mut cause)?;
    }
    tx.delete(finding)
}

fn proposed(tx: &Tx<'_>, retro: &Retro, subject: &str) -> Result<Option<Finding>> {
    let rows = tx.db().list_where::<Finding>("retro", &retro.id)?;
    Ok(rows.into_iter().find(|finding| finding.subject == subject))
}

fn new(tx: &Tx<'_>, retro: &Retro, kind: FindingKind, subject: &str) -> Finding {
    Finding {
        id: FindingId(0),
        version: 0,
        retro: retro.id,
        kind,
        subject: subject.to_owned(),
        text: String::new(),
        verdict: FindingVerdict::Kept,
        created_at: tx.now(),
    }
}

fn kind_of(text: &str) -> Result<FindingKind> {
    word(text, FindingKind::ALL, label::finding_kind, "kind")
}

/// A subject that the numbers could propose; whether they do is the board's to say.
fn checked(text: &str, field: &'static str) -> Result<String> {
    let none = || Error::new(Kind::NotFound, &tr::ERROR_NO_FINDING).arg("text", text.trim()).field(field);
    let subject = check_sentence(text).map_err(|_| none())?;
    let is_it = |begin: &&str| match begin.strip_suffix(':') {
        Some(_) => subject.strip_prefix(*begin).is_some_and(|rest| !rest.trim().is_empty()),
        None => subject == **begin,
    };
    if SUBJECTS.iter().any(is_it) { Ok(subject) } else { Err(none()) }
}

/// People's own words for what the numbers say; none of them lets the numbers speak.
fn own_words(text: &str) -> Result<String> {
    match text.trim() {
        "" => Ok(String::new()),
        text => check_sentence(text).map_err(|fault| Error::from(fault).field("text")),
    }
}
