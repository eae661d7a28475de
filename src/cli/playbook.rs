//! `fupan playbook …`
use super::{output, session::Session};
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, playbook as words, tr};
use crate::model::{CATALOGUE, Lang, Metric, Stage, parse_catalogue, printable};
use crate::planner::playbooks::{self, Checked, Entry, Library, NewPlaybook, Origin};
use crate::report::{Format, Table, Value, playbook_json, playbook_tasks, playbook_text};
use clap::Subcommand;
use std::path::PathBuf;
use std::process::ExitCode;

/// The exit code where a file is bad: bad data, as everywhere.
const BAD: u8 = 3;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    List {
        #[arg(long)]
        stage: Option<String>,
    },
    Show {
        playbook: String,
    },
    New {
        key: String,
        #[arg(long)]
        from: Option<String>,
        #[arg(long)]
        file: Option<PathBuf>,
    },
    Check {
        files: Vec<PathBuf>,
    },
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<ExitCode> {
        match self {
            Self::List { stage } => list(session, stage.as_deref())?,
            Self::Show { playbook } => show(session, &playbook)?,
            Self::New { key, from, file } => new(session, &NewPlaybook { key, from, file })?,
            Self::Check { files } => return check(session, &files),
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The metrics of the file; where there is none yet, the standard ones. Reading playbooks makes no file.
fn metrics(session: &mut Session) -> Result<Vec<Metric>> {
    match session.store() {
        Ok(store) => playbooks::metrics(store),
        Err(error) if error.code() == "no_file" => Ok(parse_catalogue(CATALOGUE)?),
        Err(error) => Err(error),
    }
}

/// All of them; what cannot be used is told beside.
fn library(session: &mut Session) -> Result<(Library, Vec<Metric>)> {
    let metrics = metrics(session)?;
    let library = playbooks::library(session.config.home().as_deref(), &metrics);
    for (file, faults) in &library.problems {
        let (file, count) = (file.display().to_string(), faults.len().to_string());
        note(session.lang, &tr::PLAYBOOK_PROBLEM.fill(session.lang, &[("file", &file), ("count", &count)]));
    }
    Ok((library, metrics))
}

fn note(lang: Lang, message: &str) {
    output::complain(&format!("{}\n", printable(&tr::OUTPUT_NOTE.fill(lang, &[("message", message)]))));
}

fn list(session: &mut Session, stage: Option<&str>) -> Result<()> {
    let stage: Option<Stage> =
        stage.map(str::parse).transpose().map_err(|fault| Error::from(fault).field("stage"))?;
    let (lang, (library, metrics)) = (session.lang, library(session)?);
    let mut table = Table::new(&[
        ("key", &tr::COLUMN_KEY),
        ("name", &tr::COLUMN_NAME),
        ("stage", &tr::COLUMN_STAGE),
        ("days", &tr::COLUMN_DAYS),
        ("primary", &tr::COLUMN_PRIMARY),
        ("tasks", &tr::PLAYBOOK_COLUMN_TASKS),
        ("from", &tr::PLAYBOOK_COLUMN_FROM),
    ]);
    for entry in
        library.entries.iter().filter(|entry| stage.is_none_or(|stage| entry.playbook.stage == stage))
    {
        let book = &entry.playbook;
        let primary = book.primary().map(|target| {
            let metric = metrics.iter().find(|metric| metric.key == target.metric);
            let name = metric.map_or(target.metric.as_str(), |metric| metric.name(lang));
            Value::Coded(target.metric.clone(), name.to_owned())
        });
        let origin = match &entry.origin {
            Origin::Shipped => Value::Word("shipped", tr::PLAYBOOK_SHIPPED.get(lang).to_owned()),
            Origin::Own(file) => {
                let file = file.display().to_string();
                Value::Coded(file, said(entry, lang))
            }
        };
        table.row(vec![
            Value::Text(book.key.clone()),
            Value::Text(book.name.get(lang).to_owned()),
            Value::Word(book.stage.as_str(), label::stage(book.stage).get(lang).to_owned()),
            Value::Int(book.days.into()),
            primary.unwrap_or(Value::None),
            Value::Int(i64::try_from(book.tasks.len()).unwrap_or_default()),
            origin,
        ]);
    }
    session.print(&table, &tr::PLAYBOOK_NONE)
}

/// Where a playbook comes from, in words.
fn said(entry: &Entry, lang: Lang) -> String {
    let Origin::Own(file) = &entry.origin else { return tr::PLAYBOOK_SHIPPED.get(lang).to_owned() };
    let text = if entry.replaces { &tr::PLAYBOOK_OWN_REPLACES } else { &tr::PLAYBOOK_OWN };
    text.fill(lang, &[("file", &file.display().to_string())])
}

fn show(session: &mut Session, text: &str) -> Result<()> {
    let (lang, (library, metrics)) = (session.lang, library(session)?);
    let entry = playbooks::find(&library, text)?;
    match session.format() {
        Format::Json => {
            let mut json = playbook_json(&entry.playbook);
            if let Some(object) = json.as_object_mut() {
                let file = match &entry.origin {
                    Origin::Own(file) => Some(file.display().to_string()),
                    Origin::Shipped => None,
                };
                object.insert("file".into(), file.into());
                object.insert("replaces_shipped".into(), entry.replaces.into());
            }
            output::print(&format!("{json:#}\n"))
        }
        Format::Csv => session.print(&playbook_tasks(&entry.playbook, lang), &tr::PLAYBOOK_NONE),
        Format::Text => {
            let origin = said(entry, lang);
            output::print(&playbook_text(&entry.playbook, &origin, &metrics, lang, session.width()))
        }
    }
}

fn new(session: &mut Session, new: &NewPlaybook) -> Result<()> {
    if session.global.as_of.is_some() {
        return Err(Error::new(Kind::Usage, &tr::ERROR_PAST_IS_READ_ONLY).field("as-of"));
    }
    let (lang, metrics) = (session.lang, metrics(session)?);
    let written = playbooks::write_new(session.config.home().as_deref(), &metrics, lang, new)?;
    let file = written.file.display().to_string();
    if written.replaces {
        note(lang, &tr::PLAYBOOK_REPLACES.fill(lang, &[("file", &file), ("key", &written.key)]));
    }
    if session.format() == Format::Json {
        let json =
            serde_json::json!({ "key": written.key, "file": file, "replaces_shipped": written.replaces });
        return output::print(&format!("{json:#}\n"));
    }
    output::print(&format!("{}\n", printable(&tr::PLAYBOOK_WRITTEN.fill(lang, &[("file", &file)]))))
}

fn check(session: &mut Session, files: &[PathBuf]) -> Result<ExitCode> {
    let (lang, metrics) = (session.lang, metrics(session)?);
    let home = session.config.home();
    let checked = playbooks::check(home.as_deref(), files, &metrics);
    let bad: Vec<&Checked> = checked.iter().filter(|checked| !checked.faults.is_empty()).collect();
    if session.format() != Format::Text {
        session.print(&faults(&bad, lang), &tr::PLAYBOOK_NONE)?;
    } else if checked.is_empty() {
        let folder = home.map(|home| playbooks::folder(&home).display().to_string()).unwrap_or_default();
        output::print(&format!("{}\n", tr::PLAYBOOK_NO_OWN.fill(lang, &[("folder", &folder)])))?;
    } else if bad.is_empty() {
        let count = checked.len().to_string();
        output::print(&format!("{}\n", tr::PLAYBOOK_ALL_GOOD.fill(lang, &[("count", &count)])))?;
    } else {
        output::print(&lines(&bad, lang))?;
    }
    Ok(if bad.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(BAD) })
}

/// `FILE:LINE  field  what`, one fault a line, and how many there are.
fn lines(bad: &[&Checked], lang: Lang) -> String {
    let mut out = String::new();
    for checked in bad {
        let file = checked.file.display().to_string();
        for fault in &checked.faults {
            out.push_str(&printable(&words::line(&file, fault, lang)));
            out.push('\n');
        }
    }
    let count: usize = bad.iter().map(|checked| checked.faults.len()).sum();
    let args = [("count", count.to_string()), ("files", bad.len().to_string())];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    out + &tr::PLAYBOOK_FOUND.fill(lang, &args) + "\n"
}

/// The same as a table for programs.
fn faults(bad: &[&Checked], lang: Lang) -> Table {
    let mut table = Table::new(&[
        ("file", &tr::PLAYBOOK_COLUMN_FILE),
        ("line", &tr::PLAYBOOK_COLUMN_LINE),
        ("field", &tr::PLAYBOOK_COLUMN_FIELD),
        ("code", &tr::PLAYBOOK_COLUMN_CODE),
        ("message", &tr::PLAYBOOK_COLUMN_MESSAGE),
    ]);
    for checked in bad {
        for fault in &checked.faults {
            let line = i64::try_from(fault.line).ok().filter(|line| *line > 0);
            table.row(vec![
                Value::Text(checked.file.display().to_string()),
                line.map_or(Value::None, Value::Int),
                Value::text(fault.field.as_str()),
                Value::Text(words::code(&fault.flaw).to_owned()),
                Value::Text(words::flaw(&fault.flaw, lang)),
            ]);
        }
    }
    table
}
