//! `fupan report …`
mod out;
mod templates;

use super::session::Session;
use crate::board::{Book, ReportAsk, RetroAbout, quarter_of, report_view, week_of};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Day, Lang, When, parse_when};
use crate::planner::{ReportAbout as About, playbooks, report_about};
use crate::report::{
    Document, Pen, ReportFormat, ReportKind, Template, WRITERS, Writing, report_document, template_named,
    write_report,
};
use crate::store::Db;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Command {
    #[command(subcommand)]
    command: Option<Verb>,
    what: Option<String>,
    #[arg(long)]
    kind: Option<String>,
    #[arg(long)]
    format: Option<String>,
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(long, requires = "out")]
    force: bool,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, conflicts_with_all = ["from", "to"])]
    on: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    from: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    to: Option<String>,
    #[arg(long, value_name = "FILE")]
    template: Option<String>,
    #[arg(long, value_name = "TABLE")]
    section: Option<String>,
    #[arg(long)]
    hints: bool,
}

#[derive(Debug, Subcommand)]
enum Verb {
    #[command(subcommand)]
    Templates(templates::Command),
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self.command {
            Some(Verb::Templates(command)) => command.run(session),
            None => self.report(session),
        }
    }

    /// What the screen asks for: a kind of report about a campaign or a cycle; some kinds are about neither.
    pub(super) fn asked(about: &str, kind: Option<String>) -> Self {
        let is_of_all = matches!(kind.as_deref(), Some("weekly" | "portfolio"));
        let (command, format, out, on, from, to) = (None, None, None, None, None, None);
        let (template, section, force, hints) = (None, None, false, false);
        let what = (!is_of_all).then(|| about.to_owned());
        Self { command, what, kind, format, out, force, on, from, to, template, section, hints }
    }

    /// What is usually written: a day as it is pasted, anything else as Markdown.
    pub(super) fn usual_format(kind: ReportKind) -> ReportFormat {
        if kind == ReportKind::Daily { ReportFormat::Txt } else { ReportFormat::Md }
    }

    fn report(&self, session: &mut Session) -> Result<()> {
        let home = session.config.home();
        let template =
            self.template.as_deref().map(|text| template_named(home.as_deref(), text)).transpose()?;
        let wanted = self.format(session, template.as_ref())?;
        let document = self.document(session)?;
        let format = wanted.unwrap_or(Self::usual_format(document.kind));
        let writer = format.writer()?;
        if template.is_some() && !writer.has_templates {
            return Err(Error::new(Kind::Usage, &tr::ERROR_REPORT_NO_TEMPLATES)
                .arg("format", format)
                .field("template"));
        }
        let section = self.section.as_deref();
        let writing =
            Writing { home: home.as_deref(), template: template.as_ref(), section, now: session.now };
        let bytes = write_report(&document, format, &writing)?;
        match &self.out {
            Some(file) => out::to_file(session, file, &bytes, self.force),
            None => out::to_stdout(writer, &bytes),
        }
    }

    /// The format asked for: by name, by the file's ending, by the template's; none where nothing tells.
    fn format(&self, session: &Session, template: Option<&Template>) -> Result<Option<ReportFormat>> {
        let named: Option<ReportFormat> =
            self.format.as_deref().map(str::parse).transpose().map_err(|f| Error::from(f).field("format"))?;
        let of_all = match session.format() {
            crate::report::Format::Json => Some(ReportFormat::Json),
            crate::report::Format::Csv => Some(ReportFormat::Csv),
            crate::report::Format::Text => None,
        };
        let makes = template.and_then(|template| ReportFormat::of_file(template.name.as_ref()));
        let of_file = match (&self.out, named.or(of_all)) {
            (Some(file), None) => {
                let known = ReportFormat::of_file(file).or(makes);
                Some(known.ok_or_else(|| {
                    let endings: Vec<&str> =
                        WRITERS.iter().filter_map(|w| w.endings.first().copied()).collect();
                    Error::new(Kind::Usage, &tr::ERROR_REPORT_FORMAT)
                        .arg("file", file.display())
                        .arg("endings", endings.join(", "))
                        .field("out")
                })?)
            }
            _ => None,
        };
        let format = named.or(of_all).or(of_file).or(makes);
        match (format, makes, template) {
            (Some(format), Some(makes), Some(template)) if format != makes => {
                Err(Error::new(Kind::Usage, &tr::ERROR_REPORT_TEMPLATE_FOR)
                    .arg("name", &template.name)
                    .arg("makes", makes)
                    .arg("format", format)
                    .field("template"))
            }
            _ => Ok(format),
        }
    }

    /// The report before it is written.
    fn document(&self, session: &mut Session) -> Result<Document> {
        let metrics = playbooks::metrics(session.store()?)?;
        let library = playbooks::library(session.config.home().as_deref(), &metrics);
        let lang = session.lang;
        session.read(|db, now| self.document_of(db, &library, now, lang))
    }

    /// The same, of a file that is open already.
    pub(super) fn document_of(
        &self,
        db: &Db<'_>,
        library: &playbooks::Library,
        now: i64,
        lang: Lang,
    ) -> Result<Document> {
        let kind: Option<ReportKind> =
            self.kind.as_deref().map(str::parse).transpose().map_err(|f| Error::from(f).field("kind"))?;
        let book = Book::open(db)?;
        let today = book.day_shown(now);
        let zone = book.settings.zone;
        let text = self.what.as_deref().filter(|text| !text.trim().is_empty());
        let about = text.map(|text| report_about(db, text, today, zone)).transpose()?;
        let ask = self.ask(&book, about, kind, today, now, lang)?;
        self.check_begun(ask, today)?;
        let moment = match ask {
            ReportAsk::Daily(_, day) | ReportAsk::Weekly(_, day) | ReportAsk::Portfolio(_, day) => {
                zone.end_of(day).min(now)
            }
            ReportAsk::Okr(_) | ReportAsk::Retro(_) => now,
        };
        let playbook = match ask {
            ReportAsk::Retro(RetroAbout::Campaign(id)) => {
                book.campaign(id).and_then(|campaign| campaign.playbook.as_deref())
            }
            _ => None,
        };
        let playbook = playbook.and_then(|key| playbooks::find(library, key).ok());
        let playbook = playbook.map(|entry| &entry.playbook);
        let view = report_view(db, &book, ask, playbook, moment)?;
        let text = self.what.as_deref().unwrap_or_default();
        let view =
            view.ok_or_else(|| Error::new(Kind::NotFound, &tr::ERROR_REPORT_NOTHING).arg("text", text))?;
        let pen = Pen::new(lang, &book.settings.currency, zone, moment);
        Ok(report_document(&view, &pen, self.hints))
    }

    /// Days to come have no numbers: a report that began with them would show today's as theirs.
    fn check_begun(&self, ask: ReportAsk, today: Day) -> Result<()> {
        let first = match ask {
            ReportAsk::Daily(_, day) => day,
            ReportAsk::Weekly(first, _) | ReportAsk::Portfolio(first, _) => first,
            ReportAsk::Okr(_) | ReportAsk::Retro(_) => return Ok(()),
        };
        if first <= today {
            return Ok(());
        }
        let field = match (&self.on, &self.from, &self.to) {
            (Some(_), ..) => "on",
            (None, Some(_), _) => "from",
            (None, None, Some(_)) => "to",
            (None, None, None) => "what",
        };
        let error = Error::new(Kind::BadData, &tr::ERROR_REPORT_AHEAD).arg("day", first);
        Err(error.arg("today", today).field(field))
    }

    /// What is wanted, with what goes without saying filled in.
    fn ask(
        &self,
        book: &Book,
        about: Option<About>,
        kind: Option<ReportKind>,
        today: Day,
        now: i64,
        lang: Lang,
    ) -> Result<ReportAsk> {
        let day = |text: &Option<String>, field: &'static str| {
            let parsed = text.as_deref().map(|text| parse_when(text, today)).transpose();
            parsed.map(|when| when.map(When::day)).map_err(|f| Error::from(f).field(field))
        };
        let (on, from, to) = (day(&self.on, "on")?, day(&self.from, "from")?, day(&self.to, "to")?);
        let days = |usual: fn(Day) -> (Day, Day)| {
            let (first, last) = match about {
                Some(About::Days(first, last)) => (first, last),
                Some(About::Cycle(_, days)) => days,
                _ => usual(on.or(from).or(to).unwrap_or(today)),
            };
            let (first, last) = match (from, to) {
                (Some(from), None) => (from, last.max(from)),
                (from, to) => (from.unwrap_or(first), to.unwrap_or(last)),
            };
            if last < first {
                let (start, end) = (first.to_string(), last.to_string());
                return Err(Error::from(crate::model::Fault::EndBeforeStart { start, end }).field("to"));
            }
            Ok((first, last))
        };
        let text = self.what.as_deref().unwrap_or_default();
        let name = |kind: ReportKind| kind.title().get(lang);
        let not_of = |kind: ReportKind| {
            Error::new(Kind::Usage, &tr::ERROR_REPORT_NOT_OF)
                .arg("kind", name(kind))
                .arg("text", text)
                .field("kind")
        };
        Ok(match (kind, about) {
            (None, Some(About::Campaign(id))) => match (on, ReportAsk::of_campaign(book, id, now)?) {
                (Some(day), _) => ReportAsk::Daily(id, day),
                (None, ask) => ask,
            },
            (None | Some(ReportKind::Okr), Some(About::Cycle(id, _))) => ReportAsk::Okr(id),
            (None, Some(About::Days(first, last))) if last.0 - first.0 > 6 => {
                ReportAsk::Portfolio(first, last)
            }
            (None, Some(About::Days(first, last))) => ReportAsk::Weekly(first, last),
            (None, None) => {
                let (first, last) = days(week_of)?;
                let is_long = (from.is_some() || to.is_some()) && last.0 - first.0 > 6;
                if is_long { ReportAsk::Portfolio(first, last) } else { ReportAsk::Weekly(first, last) }
            }
            (Some(ReportKind::Daily), Some(About::Campaign(id))) => ReportAsk::Daily(id, on.unwrap_or(today)),
            (Some(ReportKind::Retro), Some(About::Campaign(id))) => {
                ReportAsk::Retro(RetroAbout::Campaign(id))
            }
            (Some(ReportKind::Retro), Some(About::Cycle(id, _))) => ReportAsk::Retro(RetroAbout::Cycle(id)),
            (Some(ReportKind::Weekly), None | Some(About::Days(..))) => {
                let (first, last) = days(week_of)?;
                ReportAsk::Weekly(first, last)
            }
            (Some(ReportKind::Portfolio), None | Some(About::Days(..) | About::Cycle(..))) => {
                let (first, last) = days(quarter_of)?;
                ReportAsk::Portfolio(first, last)
            }
            (Some(kind), None) => {
                return Err(Error::new(Kind::Usage, &tr::ERROR_REPORT_NEEDS)
                    .arg("kind", name(kind))
                    .field("what"));
            }
            (Some(kind), _) => return Err(not_of(kind)),
        })
    }
}
