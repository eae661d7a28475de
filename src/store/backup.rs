//! Backups: checked, synced, private copies beside the file; one before a migration, one on the first write of a day.
use super::Store;
use super::fault::{fault, io_fault};
use super::open::{create_private, marks, ours, sync_folder};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::Day;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

const KEEP_DAYS: usize = 7;
const KEEP_WEEKS: usize = 8;
const KEEP_MONTHS: usize = 12;
const DAY: i64 = 86_400;

fn folder(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".backups");
    path.with_file_name(name)
}

/// The automatic backups beside a file, newest first.
#[must_use]
pub fn backups(path: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder(path))
        .map(|dir| dir.filter_map(Result::ok).map(|entry| entry.path()).collect())
        .unwrap_or_default();
    found.retain(|file| file.extension().is_some_and(|e| e == "db"));
    found.sort();
    found.reverse();
    found
}

/// Writes a checked copy of the open file to a new path.
///
/// # Errors
/// `exists` where there is a file already, or storage errors.
pub fn backup(store: &Store, to: &Path) -> Result<()> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(Error::new(Kind::Usage, &tr::ERROR_EXISTS).arg("file", to.display()));
    }
    let draft = beside(to, &format!(".new-{}", std::process::id()));
    let written = copy_checked(&store.conn, &draft, to).and_then(|()| {
        fs::hard_link(&draft, to).map_err(|e| match e.kind() {
            std::io::ErrorKind::AlreadyExists => {
                Error::new(Kind::Usage, &tr::ERROR_EXISTS).arg("file", to.display())
            }
            _ => io_fault(to, &e),
        })
    });
    let _ = fs::remove_file(&draft);
    written?;
    sync_folder(to).map_err(|e| io_fault(to, &e))
}

/// A path with something added to its last name.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Writes a whole, private, checked and synced copy of an open file, its log included.
fn copy_checked(conn: &Connection, draft: &Path, to: &Path) -> Result<()> {
    let _ = fs::remove_file(draft);
    create_private(draft).map_err(|e| io_fault(to, &e))?;
    conn.execute("VACUUM INTO ?1", [&draft.to_string_lossy()]).map_err(|e| fault(to, &e))?;
    check(draft)?;
    fs::File::open(draft).and_then(|f| f.sync_all()).map_err(|e| io_fault(to, &e))
}

fn check(file: &Path) -> Result<()> {
    let conn =
        Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|e| fault(file, &e))?;
    ours(file, marks(&conn, file)?)?;
    let said: String =
        conn.query_row("PRAGMA quick_check(1)", [], |r| r.get(0)).map_err(|e| fault(file, &e))?;
    if said != "ok" {
        return Err(Error::new(Kind::Storage, &tr::ERROR_BACKUP_FAILED).arg("why", said));
    }
    Ok(())
}

fn automatic(store: &Store, name: &str) -> Result<()> {
    let folder = folder(&store.path);
    fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(|e| io_fault(&folder, &e))?;
    match backup(store, &folder.join(name)) {
        Err(error) if error.code() == "exists" => Ok(()),
        other => other,
    }
}

/// A copy before the schema changes.
pub(super) fn before_migration(store: &Store, from: i64, now: i64) -> Result<()> {
    automatic(store, &format!("{}-before-schema-{}.db", stamp(now), from + 1))
}

/// A copy on the first write of a (UTC) day, where the file has been written before; then prunes.
pub(super) fn daily(store: &mut Store, now: i64) -> Result<()> {
    let today = now.div_euclid(DAY);
    if !store.keeps_backups || store.backed_up_on == Some(today) {
        return Ok(());
    }
    let last: Option<i64> = store
        .conn
        .query_row("SELECT at FROM batch ORDER BY id DESC LIMIT 1", [], |r| r.get(0))
        .optional()
        .map_err(|e| store.fault(&e))?;
    if last.is_some_and(|at| at.div_euclid(DAY) < today) {
        automatic(store, &format!("{}.db", date(today)))?;
        prune(&store.path);
    }
    store.backed_up_on = Some(today);
    Ok(())
}

fn date(day: i64) -> Day {
    Day(i32::try_from(day).unwrap_or_default())
}

fn stamp(now: i64) -> String {
    let seconds = now.rem_euclid(DAY);
    format!("{}-{:02}{:02}{:02}", date(now.div_euclid(DAY)), seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Keeps the newest of 7 days, 8 weeks and 12 months of the daily copies.
fn prune(path: &Path) {
    let daily: Vec<(PathBuf, Day)> = backups(path)
        .into_iter()
        .filter_map(|file| {
            let date = chrono::NaiveDate::parse_from_str(file.file_stem()?.to_str()?, "%Y-%m-%d").ok()?;
            Some((file, Day::of(date)))
        })
        .collect();
    let keep = kept(&daily.iter().map(|(_, day)| *day).collect::<Vec<_>>());
    for (file, day) in daily {
        if !keep.contains(&day) {
            let _ = fs::remove_file(file);
        }
    }
}

/// Of days, newest first, the ones to keep.
fn kept(days: &[Day]) -> BTreeSet<Day> {
    use chrono::Datelike as _;
    let mut keep: BTreeSet<Day> = days.iter().take(KEEP_DAYS).copied().collect();
    let mut newest = |count: usize, period: &dyn Fn(Day) -> (i32, u32)| {
        let mut seen = BTreeSet::new();
        for day in days {
            if seen.len() < count && seen.insert(period(*day)) {
                keep.insert(*day);
            }
        }
    };
    newest(KEEP_WEEKS, &|day| (day.date().iso_week().year(), day.date().iso_week().week()));
    newest(KEEP_MONTHS, &|day| (day.date().year(), day.date().month()));
    keep
}

/// Puts a backup in the place of a file; the present file is kept beside it under a new name with
/// the time `now` in it, which is returned.
///
/// # Errors
/// `not_a_fupan_file`, `newer_file` or `corrupt` for a bad backup; then nothing was changed.
pub fn restore(path: &Path, from: &Path, now: i64) -> Result<Option<PathBuf>> {
    if !from.is_file() {
        let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(io_fault(from, &missing));
    }
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    check(from)?;
    let draft = beside(path, &format!(".new-{}", std::process::id()));
    let copied = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|e| fault(from, &e))
        .and_then(|conn| copy_checked(&conn, &draft, path))
        .and_then(|()| replace(path, &draft, now));
    if copied.is_err() {
        let _ = fs::remove_file(&draft);
    }
    copied
}

/// There is a whole file at the path at every moment: the present one gets a second name, its log moves there, and
/// the new one takes the path in one step.
fn replace(path: &Path, draft: &Path, now: i64) -> Result<Option<PathBuf>> {
    let failed = |e| io_fault(path, &e);
    let aside = path.exists().then(|| beside(path, &format!(".before-restore-{}", stamp(now))));
    if let Some(aside) = &aside {
        // Closing the last connection moves the log into the file; where it is damaged, the log goes along.
        let _ =
            Connection::open(path).and_then(|conn| conn.query_row("PRAGMA schema_version", [], |_| Ok(())));
        fs::hard_link(path, aside).map_err(failed)?;
    }
    if let Err(error) = swap(path, draft, aside.as_deref()) {
        // What had moved already comes back: the present file never loses its log.
        if let Some(aside) = &aside {
            for suffix in ["-wal", "-shm"] {
                let _ = fs::rename(beside(aside, suffix), beside(path, suffix));
            }
            let _ = fs::remove_file(aside);
        }
        return Err(failed(error));
    }
    sync_folder(path).map_err(failed)?;
    Ok(aside)
}

fn swap(path: &Path, draft: &Path, aside: Option<&Path>) -> std::io::Result<()> {
    for suffix in ["-wal", "-shm"] {
        if let Some(aside) = aside.filter(|_| beside(path, suffix).exists()) {
            fs::rename(beside(path, suffix), beside(aside, suffix))?;
        }
    }
    fs::rename(draft, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pruning_keeps_seven_days_eight_weeks_and_twelve_months() {
        let days: Vec<Day> = (0..800).map(|back| Day(20_700 - back)).collect();
        let keep = kept(&days);
        assert!(days.iter().take(7).all(|d| keep.contains(d)));
        // 2026-09-04 counts as a day, a week and a month at once; so does 2026-08-31, and two days as two of them.
        assert_eq!(keep.len(), 23);
        assert_eq!(keep.first().map(ToString::to_string).as_deref(), Some("2025-10-31"));
    }
}
