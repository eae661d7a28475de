//! `fupan backup`, `fupan restore`, `fupan doctor`
use super::{output, session::Session};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::Zone;
use crate::report::{Format, Table, Value};
use crate::store::{self, backup, backups, restore};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Backup {
    file: Option<PathBuf>,
    #[arg(long)]
    list: bool,
}

impl Backup {
    pub fn run(self, session: &mut Session) -> Result<()> {
        if self.list {
            let mut table = Table::new(&[("backup", &tr::COLUMN_BACKUP)]);
            for file in backups(&session.path()) {
                table.row(vec![Value::Text(file.display().to_string())]);
            }
            return session.print(&table, &tr::OUTPUT_NO_BACKUPS);
        }
        let missing = || Error::new(Kind::Usage, &tr::ERROR_MISSING).arg("what", "FILE");
        let to = self.file.ok_or_else(missing)?;
        backup(session.store()?, &to)?;
        let shown = to.display().to_string();
        if session.format() == Format::Json {
            return output::print(&format!("{:#}\n", serde_json::json!({ "backup": shown })));
        }
        output::print(&format!("{}\n", tr::OUTPUT_BACKED_UP.fill(session.lang, &[("file", &shown)])))
    }
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    backup: PathBuf,
}

impl Restore {
    pub fn run(self, session: &Session) -> Result<()> {
        let path = session.path();
        // The name of what is put aside is for people: it tells the time of their clock.
        let zone = Zone::parse(&crate::clock::zone_name()).unwrap_or(Zone::utc());
        let clock = zone.local(session.now).and_utc().timestamp();
        let aside = restore(&path, &self.backup, clock)?;
        let (file, aside) = (path.display().to_string(), aside.map(|a| a.display().to_string()));
        if session.format() == Format::Json {
            return output::print(&format!("{:#}\n", serde_json::json!({ "restored": file, "kept": aside })));
        }
        let mut text = tr::OUTPUT_RESTORED.fill(session.lang, &[("file", &file)]);
        if let Some(aside) = aside {
            text.push_str(&tr::OUTPUT_KEPT_ASIDE.fill(session.lang, &[("file", &aside)]));
        }
        output::print(&format!("{text}\n"))
    }
}

/// Checks the file and says what it checked; exit code 6 where something is wrong.
pub(super) fn doctor(session: &mut Session) -> Result<ExitCode> {
    let lang = session.lang;
    let checks = store::doctor(session.store()?)?;
    let mut table = Table::new(&[
        ("check", &tr::COLUMN_CHECK),
        ("looked_at", &tr::COLUMN_LOOKED_AT),
        ("ok", &tr::COLUMN_OK),
        ("found", &tr::COLUMN_FOUND),
    ]);
    let mut well = true;
    for check in checks {
        let ok = check.found.is_empty();
        well &= ok;
        let word = if ok { tr::OUTPUT_OK.get(lang) } else { tr::OUTPUT_BAD.get(lang) };
        table.row(vec![
            Value::Text(check.what.get(lang).to_owned()),
            Value::Int(i64::try_from(check.looked_at).unwrap_or(i64::MAX)),
            Value::Flag(ok, word.to_owned()),
            if ok { Value::None } else { Value::Lines(check.found) },
        ]);
    }
    session.print(&table, &tr::OUTPUT_OK)?;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::from(Kind::Storage as u8) })
}
