//! One campaign, or all that fit a filter; for real, or to see what would happen.
use crate::board::{self, Book, Filter};
use crate::cli::output;
use crate::cli::session::Session;
use crate::error::{Error, Kind, Result};
use crate::i18n::{Text, tr};
use crate::planner::{Moved, MovedKind, Outcome, Request};
use crate::report::{Format, Table, Value};
use clap::Args;

/// What changes several campaigns takes.
#[derive(Debug, Args)]
pub(in crate::cli) struct Bulk {
    #[arg(long = "where", value_name = "FILTER", allow_hyphen_values = true)]
    pub filter: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
}

impl Bulk {
    /// The campaigns meant: those that fit the filter as `#id`, or those named.
    pub fn campaigns(&self, session: &mut Session, named: Vec<String>) -> Result<Vec<String>> {
        let Some(text) = &self.filter else { return Ok(named) };
        if text.trim().is_empty() {
            return Err(Error::new(Kind::Usage, &tr::ERROR_MISSING).arg("what", "where").field("where"));
        }
        let found: Vec<String> = session.read(|db, now| {
            let book = Book::in_use(db)?;
            let filter = Filter::parse(text, book.settings.zone.day_of(now))?;
            let cards = board::cards(db, &book, now)?;
            let fitting = cards.iter().filter(|card| filter.passes(card));
            Ok(fitting.map(|card| format!("#{}", card.line.id.0)).collect())
        })?;
        match found.is_empty() {
            true => Err(Error::new(Kind::NotFound, &tr::ERROR_NO_MATCH).arg("text", text).field("where")),
            false => Ok(found),
        }
    }

    /// Splits the words typed into the campaigns meant and the one word that says what to do with them.
    pub fn with_word(
        &self,
        session: &mut Session,
        (first, second): (Option<String>, Option<String>),
        what: &'static str,
    ) -> Result<(Vec<String>, Option<String>)> {
        let missing = || Error::new(Kind::Usage, &tr::ERROR_MISSING).arg("what", what).field(what);
        match (&self.filter, first, second) {
            (Some(_), word, None) => Ok((self.campaigns(session, Vec::new())?, word)),
            (Some(_), _, Some(word)) => {
                let error = Error::new(Kind::Usage, &tr::ERROR_USAGE_CONFLICT).arg("arg", word);
                Err(error.arg("other", "--where"))
            }
            (None, Some(campaign), word) => Ok((vec![campaign], word)),
            (None, None, _) => Err(missing()),
        }
    }

    /// Asks the planner for all of it as one, or rehearses it, and tells what happened and what moved.
    pub fn ask(&self, session: &mut Session, requests: Vec<Request>) -> Result<()> {
        let request = Request::All(requests);
        let outcome = if self.dry_run { session.rehearse(&request)? } else { session.perform(request)? };
        self.tell(session, &outcome)
    }

    fn tell(&self, session: &Session, outcome: &Outcome) -> Result<()> {
        let lang = session.lang;
        match session.format() {
            Format::Json => {
                let mut json = output::outcome_json(outcome, lang);
                if let Some(object) = json.as_object_mut() {
                    object.entry("moved").or_insert_with(|| serde_json::Value::Array(Vec::new()));
                    object.insert("dry_run".into(), self.dry_run.into());
                }
                output::print(&format!("{json:#}\n"))
            }
            Format::Csv => {
                output::print(&moved_table(session, &outcome.moved).render(Format::Csv, lang, None))
            }
            Format::Text => {
                if self.dry_run {
                    output::print(&format!("{}\n", tr::PLAN_DRY_RUN.get(lang)))?;
                }
                session.say(outcome)?;
                let table = moved_table(session, &outcome.moved);
                if table.is_empty() {
                    return Ok(());
                }
                output::print(&table.render(Format::Text, lang, session.width()))
            }
        }
    }
}

fn moved_table(session: &Session, moved: &[Moved]) -> Table {
    let mut table = Table::new(&[
        ("kind", &tr::COLUMN_MOVED),
        ("name", &tr::COLUMN_NAME),
        ("from", &tr::COLUMN_FROM),
        ("to", &tr::COLUMN_TO),
    ]);
    for moved in moved {
        let word = kind_word(moved.kind).get(session.lang).to_owned();
        table.row(vec![
            Value::Word(moved.kind.as_str(), word),
            Value::Text(moved.name.clone()),
            Value::Text(moved.from.clone()),
            Value::Text(moved.to.clone()),
        ]);
    }
    table
}

fn kind_word(kind: MovedKind) -> &'static Text {
    match kind {
        MovedKind::Campaign => &tr::ENTITY_CAMPAIGN,
        MovedKind::Phase => &tr::CALENDAR_PHASE,
        MovedKind::Target => &tr::ENTITY_TARGET,
        MovedKind::Task => &tr::ENTITY_TASK,
        MovedKind::Resource => &tr::ENTITY_RESOURCE,
    }
}
