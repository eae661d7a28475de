//! `fupan checkin`
use super::{output, session::Session};
use crate::board::{Book, check_ins_due, status_where_fed};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{CheckIn, Status, TargetId, Unit};
use crate::planner::okr::find;
use crate::planner::{CheckInDraft, OkrRequest, Outcome, check_in_all};
use crate::report::{Format, check_ins_flat, check_ins_table, due_table};
use clap::{Args, Subcommand};
use std::collections::HashMap;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Command {
    #[command(subcommand)]
    command: Option<Verb>,
    #[arg(conflicts_with = "stdin")]
    key_result: Option<String>,
    #[arg(allow_hyphen_values = true)]
    value: Option<String>,
    #[arg(long, value_name = "0-10", allow_hyphen_values = true)]
    confidence: Option<String>,
    #[arg(long)]
    note: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    at: Option<String>,
    #[arg(long)]
    source: Option<String>,
    #[arg(long, conflicts_with_all = ["value", "confidence", "note", "at", "source"])]
    stdin: bool,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List { key_result: String },
    Delete { check_in: i64 },
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self.command {
            Some(Verb::List { key_result }) => return list(session, &key_result),
            Some(Verb::Delete { check_in }) => {
                return session.ask(OkrRequest::CheckInDelete { check_in }.into());
            }
            None if self.stdin => return all(session),
            None => {}
        }
        let Some(key_result) = self.key_result else {
            let is_bare = self.confidence.is_none() && self.note.is_none() && self.at.is_none();
            return if is_bare && self.source.is_none() { due(session) } else { Err(missing()) };
        };
        let status = session.read(|db, now| {
            // What is not there is refused by the planner, in its words.
            let found = find::key_result(db, &key_result, db.settings()?.zone.day_of(now));
            let Ok((_, target)) = found else { return Ok(None) };
            status_where_fed(db, &Book::open(db)?, &target, now)
        });
        // Without a file there is nothing to look at; the planner says so.
        let status = status.unwrap_or_default();
        let draft = CheckInDraft {
            key_result,
            value: self.value,
            confidence: self.confidence,
            note: self.note,
            at: self.at,
            source: self.source,
            status,
            lenient: false,
        };
        let outcome = session.perform(OkrRequest::CheckIn(draft).into())?;
        say(session, &outcome)
    }
}

fn missing() -> Error {
    Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "key_result").field("key_result")
}

/// As every outcome, and for programs whether it was new, changed or unchanged.
fn say(session: &Session, outcome: &Outcome) -> Result<()> {
    if session.format() != Format::Json {
        return session.say(outcome);
    }
    let mut json = output::outcome_json(outcome, session.lang);
    let state = outcome.args.iter().find(|(name, _)| *name == "state");
    if let (Some(object), Some((_, state))) = (json.as_object_mut(), state) {
        object.insert("state".into(), state.as_str().into());
    }
    output::print(&format!("{json:#}\n"))
}

fn due(session: &mut Session) -> Result<()> {
    let (lang, zone) = (session.lang, session.store()?.settings()?.zone);
    let book = session.book()?;
    let now = session.moment()?.1;
    let due = check_ins_due(&book, now, now)?;
    session.print(&due_table(&due, lang, zone), &tr::SAID_NONE_DUE)
}

fn list(session: &mut Session, text: &str) -> Result<()> {
    let style = session.style()?;
    let (path, unit, check_ins) = session.read(|db, now| {
        let today = db.settings()?.zone.day_of(now);
        let ((cycle, objective), target) =
            find::key_result(db, text, today).map_err(|e| e.field("key_result"))?;
        let book = Book::open(db)?;
        let unit = book.measured_by(&target).map_or(Unit::Count, |metric| metric.unit);
        let said: Vec<CheckIn> = book.check_ins(target.id).to_vec();
        Ok((format!("{}/{}/{}", cycle.key, objective.key, target.key), unit, said))
    })?;
    match session.format() {
        Format::Text => session.print(&check_ins_table(&check_ins, unit, style), &tr::SAID_NO_CHECK_INS),
        _ => session.print(&check_ins_flat(&check_ins, &path), &tr::SAID_NO_CHECK_INS),
    }
}

/// Checks in with every row of the standard input.
fn all(session: &mut Session) -> Result<()> {
    if session.global.as_of.is_some() {
        return Err(Error::new(Kind::Usage, &tr::ERROR_PAST_IS_READ_ONLY).field("as-of"));
    }
    let mut status: HashMap<TargetId, Status> = HashMap::new();
    session.read(|db, now| {
        let book = Book::open(db)?;
        for target in book.objectives.iter().flat_map(|o| book.key_results(o.id)) {
            if let Some(found) = status_where_fed(db, &book, target, now)? {
                status.insert(target.id, found);
            }
        }
        Ok(())
    })?;
    let (context, lang) = (session.context()?, session.lang);
    let done = check_in_all(session.store()?, &context, std::io::stdin().lock(), &status)?;
    if session.format() == Format::Json {
        let warnings: Vec<_> = done.warnings.iter().map(|w| output::error_json(w, lang)).collect();
        let json = serde_json::json!({
            "batch": done.batch, "new": done.new, "changed": done.changed, "unchanged": done.unchanged,
            "ignored": done.ignored, "warnings": warnings,
        });
        return output::print(&format!("{json:#}\n"));
    }
    done.warnings.iter().for_each(|warning| output::warn(warning, lang));
    if !done.ignored.is_empty() {
        let text = tr::SAID_IGNORED.fill(lang, &[("columns", &done.ignored.join(", "))]);
        output::complain(&format!("{}\n", crate::model::printable(&text)));
    }
    let counts = [done.new, done.changed, done.unchanged].map(|n| n.to_string());
    let [new, changed, unchanged] = counts.each_ref().map(String::as_str);
    let args = [("new", new), ("changed", changed), ("unchanged", unchanged)];
    output::print(&format!("{}\n", tr::OUTPUT_IMPORTED.fill(lang, &args)))
}
