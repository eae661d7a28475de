//! Writing: one transaction is one batch, one entry in the history and one undo.
use super::cells::{Param, to_json};
use super::db::{Db, quoted};
use super::readings::PutCounts;
use super::seen::Seen;
use super::{Store, backup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Cell, Entity, Zone};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::collections::BTreeSet;
use std::path::Path;

/// Who writes, when, and what it is called in the history.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// UTC seconds.
    pub at: i64,
    /// The person or script.
    pub actor: String,
    /// The command and its object: `target add d11/gmv`.
    pub title: String,
}

/// An open write transaction. Dropping it rolls everything back.
pub struct Tx<'a> {
    pub(super) tx: Transaction<'a>,
    pub(super) path: &'a Path,
    pub(super) stamp: Stamp,
    pub(super) batch: Option<i64>,
    pub(super) zone: Zone,
    pub(super) moved: Moved,
}

/// The readings a transaction moved, whatever the number of its puts: what undo has to find again.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// Rows of `reading` that carry this batch: the new and the changed ones.
    pub counts: PutCounts,
    pub series: BTreeSet<i64>,
    /// The first and the last `at` among them.
    pub range: Option<(i64, i64)>,
    pub unchanged: Seen,
}

impl Store {
    /// Runs a write. Either all of it is in the file afterwards, under one batch, or nothing is. Gives what `work`
    /// gave and the batch, if anything was written.
    ///
    /// # Errors
    /// What `work` returns, `busy` where another program holds the file for over 5 s, or storage errors.
    pub fn write<T>(
        &mut self,
        stamp: Stamp,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<(T, Option<i64>)> {
        if self.read_only {
            return Err(Error::new(Kind::Storage, &tr::ERROR_READ_ONLY).arg("file", self.path.display()));
        }
        self.check_in_place()?;
        backup::daily(self, stamp.at)?;
        let path = self.path.clone();
        let mut tx = begin(&mut self.conn, &path, stamp, TransactionBehavior::Immediate)?;
        let out = work(&mut tx)?;
        Ok((out, tx.commit()?))
    }
}

/// Opens a transaction. The time zone is read inside it: another program may have just changed it.
pub(super) fn begin<'a>(
    conn: &'a mut Connection,
    path: &'a Path,
    stamp: Stamp,
    behavior: TransactionBehavior,
) -> Result<Tx<'a>> {
    let tx = conn.transaction_with_behavior(behavior).map_err(|e| super::fault::fault(path, &e))?;
    let zone = Db::new(&tx, path, None).settings()?.zone;
    Ok(Tx { tx, path, stamp, batch: None, zone, moved: Moved::default() })
}

impl Store {
    /// Runs a write and takes all of it back: to show what it would do.
    ///
    /// # Errors
    /// What `work` returns, or storage errors.
    pub fn rehearse<T>(&mut self, stamp: Stamp, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let path = self.path.clone();
        work(&mut begin(&mut self.conn, &path, stamp, TransactionBehavior::Immediate)?)
    }
}

impl Tx<'_> {
    /// Reads inside the transaction.
    #[must_use]
    pub fn db(&self) -> Db<'_> {
        Db::new(&self.tx, self.path, None)
    }

    /// The moment this write happens, UTC seconds.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.stamp.at
    }

    /// The workspace's time zone.
    #[must_use]
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// The day this write happens on.
    #[must_use]
    pub fn today(&self) -> crate::model::Day {
        self.zone.day_of(self.stamp.at)
    }

    /// Who writes.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.stamp.actor
    }

    /// Names the batch more exactly, once it is known what it is about.
    pub fn title(&mut self, title: impl Into<String>) {
        self.stamp.title = title.into();
    }

    /// What the batch is called so far.
    #[must_use]
    pub fn titled(&self) -> &str {
        &self.stamp.title
    }

    pub(super) fn fault(&self, error: &rusqlite::Error) -> Error {
        super::fault::fault(self.path, error)
    }

    /// Completes the history of this batch and commits. Gives its number.
    fn commit(mut self) -> Result<Option<i64>> {
        self.log_readings()?;
        if let Some(batch) = self.batch {
            self.tx
                .execute("UPDATE batch SET title = ?2 WHERE id = ?1", (batch, &self.stamp.title))
                .map_err(|e| self.fault(&e))?;
        }
        let (path, batch) = (self.path, self.batch);
        self.tx.commit().map_err(|e| super::fault::fault(path, &e))?;
        Ok(batch)
    }

    /// The number of this batch; the first call opens it.
    pub(super) fn batch(&mut self) -> Result<i64> {
        self.open_batch("do", None)
    }

    pub(super) fn open_batch(&mut self, kind: &str, of: Option<i64>) -> Result<i64> {
        if let Some(batch) = self.batch {
            return Ok(batch);
        }
        self.tx
            .execute(
                "INSERT INTO batch (at, actor, title, kind, of) VALUES (?1, ?2, ?3, ?4, ?5)",
                (self.stamp.at, &self.stamp.actor, &self.stamp.title, kind, of),
            )
            .map_err(|e| self.fault(&e))?;
        let batch = self.tx.last_insert_rowid();
        self.batch = Some(batch);
        Ok(batch)
    }

    pub(super) fn log(
        &mut self,
        entity: &str,
        id: i64,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<()> {
        let batch = self.batch()?;
        let sql = "INSERT INTO history (batch, at, actor, entity, entity_id, before, after)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.tx
            .prepare_cached(sql)
            .and_then(|mut s| s.execute((batch, self.stamp.at, &self.stamp.actor, entity, id, before, after)))
            .map_err(|e| self.fault(&e))?;
        Ok(())
    }

    /// Stores a new row and gives the entity its id and version.
    ///
    /// # Errors
    /// `constraint` where a rule of the file is broken, or storage errors.
    pub fn insert<E: Entity>(&mut self, entity: &mut E) -> Result<()> {
        entity.stamp(0, 1);
        let columns = E::COLUMNS.get(1..).unwrap_or_default();
        let cells = entity.to_cells();
        self.insert_cells(E::TABLE, columns, cells.get(1..).unwrap_or_default())?;
        entity.stamp(self.tx.last_insert_rowid(), 1);
        let after = to_json(E::COLUMNS, &entity.to_cells());
        self.log(E::TABLE, entity.row_id(), None, Some(&after))
    }

    pub(super) fn insert_cells(&self, table: &str, columns: &[&str], cells: &[Cell]) -> Result<()> {
        let marks: Vec<String> = (1..=columns.len()).map(|i| format!("?{i}")).collect();
        let sql = format!("INSERT INTO \"{table}\" ({}) VALUES ({})", quoted(columns), marks.join(", "));
        self.tx
            .prepare_cached(&sql)
            .and_then(|mut s| s.execute(rusqlite::params_from_iter(cells.iter().map(Param))))
            .map_err(|e| self.fault(&e))?;
        Ok(())
    }

    /// Stores the changes of a row that was read at `entity.row_version()`. Writes nothing where nothing changed.
    ///
    /// # Errors
    /// `changed_since` where another writer was faster, or storage errors.
    pub fn update<E: Entity>(&mut self, entity: &mut E) -> Result<()> {
        let Some(present) = self.db().get::<E>(entity.row_id())? else {
            return Err(Error::new(Kind::Conflict, &tr::ERROR_GONE));
        };
        if present.row_version() != entity.row_version() {
            return Err(self.changed_since(&present, entity));
        }
        let (before, mut after) = (present.to_cells(), entity.to_cells());
        if before == after {
            return Ok(());
        }
        let version = entity.row_version() + 1;
        entity.stamp(entity.row_id(), version);
        after = entity.to_cells();
        self.update_cells(E::TABLE, E::COLUMNS, &after)?;
        let (before, after) = (to_json(E::COLUMNS, &before), to_json(E::COLUMNS, &after));
        self.log(E::TABLE, entity.row_id(), Some(&before), Some(&after))
    }

    pub(super) fn update_cells(&self, table: &str, columns: &[&str], cells: &[Cell]) -> Result<()> {
        let set: Vec<String> =
            columns.iter().enumerate().skip(1).map(|(i, c)| format!("\"{c}\" = ?{}", i + 1)).collect();
        let sql = format!("UPDATE \"{table}\" SET {} WHERE id = ?1", set.join(", "));
        self.tx
            .prepare_cached(&sql)
            .and_then(|mut s| s.execute(rusqlite::params_from_iter(cells.iter().map(Param))))
            .map_err(|e| self.fault(&e))?;
        Ok(())
    }

    /// Deletes a row that was read at `entity.row_version()`.
    ///
    /// # Errors
    /// `changed_since` where another writer was faster, or storage errors.
    pub fn delete<E: Entity>(&mut self, entity: &E) -> Result<()> {
        let Some(present) = self.db().get::<E>(entity.row_id())? else {
            return Err(Error::new(Kind::Conflict, &tr::ERROR_GONE));
        };
        if present.row_version() != entity.row_version() {
            return Err(self.changed_since(&present, entity));
        }
        self.delete_row(E::TABLE, entity.row_id())?;
        let before = to_json(E::COLUMNS, &present.to_cells());
        self.log(E::TABLE, entity.row_id(), Some(&before), None)
    }

    pub(super) fn delete_row(&self, table: &str, id: i64) -> Result<()> {
        self.tx
            .execute(&format!("DELETE FROM \"{table}\" WHERE id = ?1"), [id])
            .map_err(|e| self.fault(&e))?;
        Ok(())
    }

    /// The conflict of two writers, with the row as it is now and as it should have become.
    fn changed_since<E: Entity>(&self, now: &E, yours: &E) -> Error {
        let actor: Option<String> = self
            .tx
            .query_row(
                "SELECT actor FROM history WHERE entity = ?1 AND entity_id = ?2 ORDER BY id DESC LIMIT 1",
                (E::TABLE, now.row_id()),
                |r| r.get(0),
            )
            .ok();
        Error::new(Kind::Conflict, &tr::ERROR_CHANGED_SINCE)
            .arg("entity", E::TABLE)
            .arg("actor", actor.unwrap_or_default())
            .rows([to_json(E::COLUMNS, &now.to_cells()), to_json(E::COLUMNS, &yours.to_cells())])
    }
}
