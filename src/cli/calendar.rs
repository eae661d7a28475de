//! `fupan calendar`
use super::output;
use super::session::Session;
use crate::board::{self, Book, Coming, coming};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Day, Zone, parse_moment, parse_when};
use crate::report::{Format, agenda_text, calendar_json, calendar_table, coming_json, coming_table, ics};
use clap::Args;
use std::path::Path;

/// How many days an agenda shows unless told otherwise.
const AGENDA: i32 = 30;
/// How many days an iCalendar file holds: everything that is planned.
const EXPORT: i32 = 366;
/// The most days that can be asked for.
const MOST: i64 = 3_660;

#[derive(Debug, Args)]
pub(super) struct Command {
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, conflicts_with_all = ["month", "coming"])]
    from: Option<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(1..=MOST), conflicts_with = "month")]
    days: Option<i32>,
    #[arg(long, value_name = "MONTH", conflicts_with = "coming")]
    month: Option<String>,
    #[arg(long)]
    coming: bool,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["coming", "json", "csv"])]
    ics: Option<String>,
    #[arg(long, conflicts_with = "coming")]
    no_nodes: bool,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        for problem in session.config.problems.iter().filter(|p| p.contains("node")) {
            output::warn(
                &Error::new(Kind::BadData, &tr::ERROR_BAD_SETTING).arg("what", problem),
                session.lang,
            );
        }
        if self.coming {
            return ahead(session, self.days.unwrap_or(board::AHEAD));
        }
        let zone = session.store()?.settings()?.zone;
        let now = session.moment()?.1;
        let (from, to) = self.span(zone, now)?;
        let own = session.config.nodes.clone();
        let mut calendar =
            session.read(|db, now| board::calendar(db, &Book::in_use(db)?, &own, (from, to), now))?;
        if self.no_nodes {
            calendar.nodes.clear();
        }
        let lang = session.lang;
        if let Some(file) = &self.ics {
            let text = ics(&calendar, lang, zone, session.now);
            return if file == "-" { output::print(&text) } else { export(session, file, &text) };
        }
        match session.format() {
            Format::Json => output::print(&format!("{:#}\n", calendar_json(&calendar))),
            Format::Csv => session.print(&calendar_table(&calendar, lang), &tr::CALENDAR_NOTHING),
            Format::Text => {
                let text = agenda_text(&calendar, lang);
                if text.is_empty() {
                    let (from, to) = (from.to_string(), to.to_string());
                    let args = [("from", from.as_str()), ("to", &to)];
                    return output::print(&format!("{}\n", tr::CALENDAR_NOTHING.fill(lang, &args)));
                }
                output::print(&text)
            }
        }
    }

    /// The first and the last day asked for.
    fn span(&self, zone: Zone, now: i64) -> Result<(Day, Day)> {
        // The end of a day that is looked back on is still that day.
        let today = zone.day_of(now - 1);
        if let Some(text) = &self.month {
            return month(text, today, zone);
        }
        let from = match &self.from {
            Some(text) => parse_when(text, today).map_err(|f| Error::from(f).field("from"))?.day(),
            None => today,
        };
        let usual = if self.ics.is_some() { EXPORT } else { AGENDA };
        Ok((from, from.plus(self.days.unwrap_or(usual) - 1)))
    }
}

/// A month: `2026-11`, `2026年11月`.
fn month(text: &str, today: Day, zone: Zone) -> Result<(Day, Day)> {
    let span = parse_moment(text, today, zone).map_err(|f| Error::from(f).field("month"))?;
    let (first, last) = (zone.day_of(span.at), zone.day_of(span.until - 1));
    let next = last.plus(1).date();
    let is_first = |date: chrono::NaiveDate| chrono::Datelike::day(&date) == 1;
    if is_first(first.date()) && is_first(next) && last.0 - first.0 < 31 {
        return Ok((first, last));
    }
    Err(Error::new(Kind::BadData, &tr::ERROR_BAD_DATE).arg("text", text).field("month"))
}

/// What is coming and has no campaign.
fn ahead(session: &mut Session, days: i32) -> Result<()> {
    let (book, now, lang) = (session.book()?, session.moment()?.1, session.lang);
    let coming = coming(&book, &session.config.nodes, days, now)?;
    let open: Vec<&Coming> = coming.iter().filter(|c| c.campaigns.is_empty()).collect();
    if session.format() == Format::Json {
        return output::print(&format!("{:#}\n", coming_json(open)));
    }
    if open.is_empty() && session.format() == Format::Text {
        let days = days.to_string();
        return output::print(&format!("{}\n", tr::CALENDAR_ALL_COVERED.fill(lang, &[("days", &days)])));
    }
    session.print(&coming_table(open, lang), &tr::CALENDAR_ALL_COVERED)
}

/// Writes a new file; one that is there is not overwritten.
fn export(session: &Session, file: &str, text: &str) -> Result<()> {
    use std::io::Write as _;
    let path = Path::new(file);
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Error::new(Kind::Usage, &tr::ERROR_EXISTS).arg("file", path.display())
        }
        _ => Error::new(Kind::Storage, &tr::ERROR_IO).arg("file", path.display()).arg("why", error),
    };
    let mut out = std::fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.sync_all()) {
        // Half a calendar is worse than none.
        let _ = std::fs::remove_file(path);
        return Err(failed(error));
    }
    let count = text.matches("BEGIN:VEVENT").count().to_string();
    let args = [("n", count.as_str()), ("file", file)];
    let said = tr::CALENDAR_WRITTEN.fill(session.lang, &args);
    output::print(&format!("{}\n", crate::model::printable(&said)))
}
