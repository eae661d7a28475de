//! `fupan okr export`, `fupan okr import`
use super::super::output;
use super::super::session::Session;
use crate::board::cycle_file;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{CycleFile, KeyResultRow, ObjectiveRow, Word, printable};
use crate::planner::okr::file::{CycleFormat, Fault, LIMIT, Read, read, refused};
use crate::planner::okr::find;
use crate::planner::{OkrRequest, Request};
use crate::report::{Format, Table, Value, cycle_file_json, cycle_file_toml};
use clap::Args;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(in super::super) struct Export {
    cycle: Option<String>,
    #[arg(long, value_parser = ["toml", "json"])]
    format: Option<String>,
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Export {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let name = self.output.as_deref().and_then(Path::to_str).unwrap_or_default();
        let by_name = CycleFormat::of_name(name).filter(|format| *format != CycleFormat::Markdown);
        let is_json = match &self.format {
            Some(format) => format == "json",
            None => by_name.map_or(session.format() == Format::Json, |format| format == CycleFormat::Json),
        };
        let text = self.cycle.unwrap_or_default();
        let file = session.read(|db, now| {
            let today = db.settings()?.zone.day_of(now);
            cycle_file(db, &find::cycle(db, &text, today)?)
        })?;
        let text = if is_json { cycle_file_json(&file)? } else { cycle_file_toml(&file)? };
        let Some(to) = self.output.filter(|to| to != Path::new("-")) else { return output::print(&text) };
        create(&to, &text)?;
        let shown = to.display().to_string();
        if session.format() == Format::Json {
            return output::print(&format!("{:#}\n", serde_json::json!({ "file": shown })));
        }
        let told = tr::OKR_FILE_EXPORTED.fill(session.lang, &[("file", &shown)]);
        output::print(&format!("{}\n", printable(&told)))
    }
}

/// Writes a file that must not be there yet.
fn create(to: &Path, text: &str) -> Result<()> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Error::new(Kind::Usage, &tr::ERROR_EXISTS).arg("file", to.display())
        }
        _ => Error::new(Kind::Storage, &tr::ERROR_IO).arg("file", to.display()).arg("why", error),
    };
    let mut out = std::fs::OpenOptions::new().write(true).create_new(true).open(to).map_err(failed)?;
    out.write_all(text.as_bytes()).and_then(|()| out.sync_all()).map_err(|error| {
        // Half a cycle is none.
        let _ = std::fs::remove_file(to);
        failed(error)
    })
}

#[derive(Debug, Args)]
pub(in super::super) struct Import {
    file: PathBuf,
    #[arg(long = "as", value_name = "KEY")]
    key: Option<String>,
    #[arg(long, value_parser = ["toml", "json", "markdown"])]
    format: Option<String>,
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    pub fn run(self, session: &mut Session) -> Result<()> {
        if session.global.as_of.is_some() {
            return Err(Error::new(Kind::Usage, &tr::ERROR_PAST_IS_READ_ONLY).field("as-of"));
        }
        let format = match &self.format {
            Some(word) => Some(word.parse::<CycleFormat>()?),
            None => self.file.to_str().and_then(CycleFormat::of_name),
        };
        let bytes = bytes(&self.file)?;
        let Read { file, assumed } = read(&bytes, format).map_err(|faults| refused(faults, session.lang))?;
        let rows = self.dry_run.then(|| table(&file));
        let request: Request = OkrRequest::Import { file: Box::new(file), key: self.key }.into();
        // A rehearsal needs a file, too: what it is checked against.
        session.store_or_new()?;
        let outcome = if self.dry_run { session.rehearse(&request)? } else { session.perform(request)? };
        if session.format() == Format::Json {
            let mut json = output::outcome_json(&outcome, session.lang);
            if let Some(object) = json.as_object_mut() {
                let told = assumed.iter().map(|note| assumed_json(note, session));
                object.insert("assumed".into(), told.collect());
                object.insert("dry_run".into(), self.dry_run.into());
            }
            return output::print(&format!("{json:#}\n"));
        }
        for note in &assumed {
            output::complain(&format!("{}\n", note.told(session.lang)));
        }
        let Some(rows) = rows else { return session.say(&outcome) };
        for warning in &outcome.warnings {
            output::warn(warning, session.lang);
        }
        session.print(&rows, &tr::OKR_FILE_EMPTY)?;
        if session.format() == Format::Text {
            output::print(&format!("{}\n", tr::OKR_FILE_DRY_RUN.get(session.lang)))?;
        }
        Ok(())
    }
}

fn assumed_json(note: &Fault, session: &Session) -> serde_json::Value {
    serde_json::json!({
        "line": note.line, "code": note.error.code(), "message": note.error.message(session.lang),
    })
}

/// The file's bytes; no more of them than a file may have, and one.
fn bytes(path: &Path) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let limit = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    let failed = |error: std::io::Error| {
        let kind = if error.kind() == std::io::ErrorKind::NotFound { Kind::NotFound } else { Kind::Storage };
        Error::new(kind, &tr::ERROR_CANNOT_OPEN).arg("file", path.display()).arg("why", error)
    };
    if path == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut out).map_err(failed)?;
        return Ok(out);
    }
    let file = std::fs::File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(Error::new(Kind::Usage, &tr::ERROR_NOT_A_FILE).arg("file", path.display()));
    }
    file.take(limit).read_to_end(&mut out).map_err(failed)?;
    Ok(out)
}

/// What was read, as it was written: one row an objective or key result.
fn table(file: &CycleFile) -> Table {
    let mut table = Table::new(&[
        ("key", &tr::OKR_FILE_COLUMN_KEY),
        ("title", &tr::OKR_FILE_COLUMN_TITLE),
        ("kind", &tr::OKR_FILE_COLUMN_KIND),
        ("baseline", &tr::OKR_FILE_COLUMN_BASELINE),
        ("goal", &tr::OKR_FILE_COLUMN_GOAL),
        ("weight", &tr::OKR_FILE_COLUMN_WEIGHT),
        ("owner", &tr::OKR_FILE_COLUMN_OWNER),
    ]);
    let text = |word: &Option<Word>| match word.as_ref().filter(|word| !word.text.is_empty()) {
        Some(word) => Value::Text(printable(&word.text).into_owned()),
        None => Value::None,
    };
    for objective in &file.objective {
        let ObjectiveRow { key, title, weight, owner, .. } = objective;
        let none = || Value::None;
        table.row(vec![text(key), text(title), none(), none(), none(), text(weight), text(owner)]);
        for row in &objective.key_result {
            let KeyResultRow { key, title, metric, kind, baseline, goal, weight, owner, .. } = row;
            let said = if title.is_some() { title } else { metric };
            let way = [kind, baseline, goal, weight, owner].map(text);
            table.row([text(key), text(said)].into_iter().chain(way).collect());
        }
    }
    table
}
