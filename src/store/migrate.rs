//! The schema's versions: one SQL file each, applied in order, after a backup.
use super::fault::fault;
use super::{APPLICATION_ID, OpenOptions, Store, backup};
use crate::error::Result;
use crate::model::Zone;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// The newest schema this program knows.
#[allow(clippy::cast_possible_wrap)]
pub(super) const LATEST: i64 = MIGRATIONS.len() as i64;

/// Sets up a new file.
pub(super) fn create(conn: &Connection, path: &Path, options: &OpenOptions) -> Result<()> {
    let failed = |e| fault(path, &e);
    let tx = conn.unchecked_transaction().map_err(failed)?;
    for sql in MIGRATIONS {
        tx.execute_batch(sql).map_err(failed)?;
    }
    tx.execute(
        "INSERT INTO setting (version, key, value) VALUES (1, 'time_zone', ?1)",
        [Zone::or_utc(&options.zone).name()],
    )
    .map_err(failed)?;
    super::seed::insert(&tx).map_err(failed)?;
    tx.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    tx.pragma_update(None, "user_version", LATEST).map_err(failed)?;
    tx.commit().map_err(failed)
}

/// Applies the migrations an older file lacks, each in one transaction, after a checked backup.
pub(super) fn bring_up(store: &mut Store, now: i64) -> Result<()> {
    bring_up_to(store, MIGRATIONS, now)
}

#[allow(clippy::cast_possible_wrap)]
fn bring_up_to(store: &mut Store, migrations: &[&str], now: i64) -> Result<()> {
    let latest = migrations.len() as i64;
    let path = store.path.clone();
    let failed = |e| fault(&path, &e);
    let from = version(&store.conn).map_err(failed)?;
    if from >= latest {
        return Ok(());
    }
    backup::before_migration(store, from, now)?;
    let tx = store.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let from = usize::try_from(version(&tx).map_err(failed)?).unwrap_or_default();
    for sql in migrations.iter().skip(from) {
        tx.execute_batch(sql).map_err(failed)?;
    }
    tx.pragma_update(None, "user_version", latest).map_err(failed)?;
    tx.commit().map_err(failed)
}

fn version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA user_version", [], |r| r.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn older() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("fupan.db");
        let options = OpenOptions { path, create: true, allow_network: true, zone: "UTC".to_owned(), now: 0 };
        let store = Store::open(&options).unwrap();
        (dir, store)
    }

    fn count(store: &Store) -> i64 {
        store.conn.query_row("SELECT COUNT(*) FROM campaign", [], |r| r.get(0)).unwrap()
    }

    fn next(sql: &'static str) -> Vec<&'static str> {
        MIGRATIONS.iter().copied().chain([sql]).collect()
    }

    #[test]
    fn an_older_file_is_backed_up_and_brought_up() {
        let (_dir, mut store) = older();
        let more = next("ALTER TABLE campaign ADD COLUMN budget INTEGER;");
        bring_up_to(&mut store, &more, 0).unwrap();
        assert_eq!(version(&store.conn).unwrap(), LATEST + 1);
        assert!(store.conn.prepare("SELECT budget FROM campaign").is_ok());
        let backups = backup::backups(&store.path);
        assert_eq!(backups.len(), 1);
        assert!(backups[0].ends_with(format!("1970-01-01-000000-before-schema-{}.db", LATEST + 1)));
        let copy = Connection::open(&backups[0]).unwrap();
        assert_eq!(version(&copy).unwrap(), LATEST, "the backup is the older file");
        bring_up_to(&mut store, &more, 5).unwrap();
        assert_eq!(backup::backups(&store.path).len(), 1, "what is up to date needs no backup");
    }

    #[test]
    fn a_migration_that_fails_leaves_the_file_as_it_was() {
        let (_dir, mut store) = older();
        let broken = next("CREATE TABLE new (x INTEGER) STRICT; SELECT * FROM nowhere;");
        assert!(bring_up_to(&mut store, &broken, 0).is_err());
        assert_eq!(version(&store.conn).unwrap(), LATEST);
        assert!(store.conn.prepare("SELECT * FROM new").is_err());
        assert_eq!(count(&store), 0);
    }
}
