//! Undo and redo: the inverse of a batch, written as a batch of its own; refused where the rows changed since.
use super::cells::from_json;
use super::tx::Tx;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Action, Answer, Budget, Campaign, Cause, Cell, Channel, CheckIn, Cycle, Day, Entity, Finding, Insight,
    Lesson, LessonUse, Link, Metric, Note, Objective, Resource, Retro, Review, SeriesId, Serving, Setting,
    Target, Task,
};
use rusqlite::OptionalExtension as _;
use std::collections::BTreeSet;

/// The name under which readings stand in the history.
pub(super) const READING: &str = "reading";

/// The entities: table and columns. Adding one here gives it undo, redo and as-of.
pub(super) const ENTITIES: &[(&str, &[&str])] = &[
    (Setting::TABLE, Setting::COLUMNS),
    (Metric::TABLE, Metric::COLUMNS),
    (Channel::TABLE, Channel::COLUMNS),
    (Campaign::TABLE, Campaign::COLUMNS),
    (Target::TABLE, Target::COLUMNS),
    (Note::TABLE, Note::COLUMNS),
    (Task::TABLE, Task::COLUMNS),
    (Resource::TABLE, Resource::COLUMNS),
    (Budget::TABLE, Budget::COLUMNS),
    (Link::TABLE, Link::COLUMNS),
    (Cycle::TABLE, Cycle::COLUMNS),
    (Objective::TABLE, Objective::COLUMNS),
    (CheckIn::TABLE, CheckIn::COLUMNS),
    (Serving::TABLE, Serving::COLUMNS),
    (Review::TABLE, Review::COLUMNS),
    (Action::TABLE, Action::COLUMNS),
    (Retro::TABLE, Retro::COLUMNS),
    (Finding::TABLE, Finding::COLUMNS),
    (Cause::TABLE, Cause::COLUMNS),
    (Insight::TABLE, Insight::COLUMNS),
    (Answer::TABLE, Answer::COLUMNS),
    (Lesson::TABLE, Lesson::COLUMNS),
    (LessonUse::TABLE, LessonUse::COLUMNS),
];

/// Days up to this many are computed one by one; above, whole series are.
const FEW_ROWS: usize = 2_000;

/// `way`: from each objective (`first`) to all that it is aligned to (`up`); to itself where it is in a ring.
pub(super) const WAYS: &str = "WITH RECURSIVE above (id, up) AS (
      SELECT o.id, COALESCE(o.parent, t.objective) FROM objective o
      LEFT JOIN target t ON t.id = o.parent_key_result),
    way (first, up) AS (
      SELECT id, up FROM above WHERE up IS NOT NULL
      UNION SELECT way.first, above.up FROM way JOIN above ON above.id = way.up WHERE above.up IS NOT NULL)";

struct Change {
    entity: String,
    id: i64,
    before: Option<String>,
    after: Option<String>,
}

impl Tx<'_> {
    /// Takes back this actor's last batch that is not taken back yet; what others or a feed wrote since stays. Gives its
    /// title.
    ///
    /// # Errors
    /// `nothing_to_undo`, or `undo_changed_since` where one of its rows was changed again.
    pub fn undo(&mut self) -> Result<String> {
        let last = "SELECT id, title FROM batch WHERE kind = 'do' AND undone = 0 AND actor = ?1
                    ORDER BY id DESC LIMIT 1";
        let (batch, title) =
            self.find(last)?.ok_or(Error::new(Kind::NotFound, &tr::ERROR_NOTHING_TO_UNDO))?;
        let mut changes = self.changes(batch)?;
        changes.reverse();
        self.open_batch("undo", Some(batch))?;
        for change in changes {
            if change.entity == READING {
                self.undo_readings(batch, &change, &title)?;
            } else {
                self.turn(
                    &change.entity,
                    change.id,
                    change.after.as_deref(),
                    change.before.as_deref(),
                    &title,
                )?;
            }
        }
        self.refuse_ring(batch, &title)?;
        self.follow_zone()?;
        self.mark(batch, true)?;
        Ok(title)
    }

    /// Does this actor's last batch again that was taken back, unless they have done something else since. Gives its
    /// title.
    ///
    /// # Errors
    /// `nothing_to_redo`, or `undo_changed_since`.
    pub fn redo(&mut self) -> Result<String> {
        let last = "SELECT u.of, d.title, u.id FROM batch u JOIN batch d ON d.id = u.of
                    WHERE u.kind = 'undo' AND d.undone = 1 AND u.actor = ?1
                      AND NOT EXISTS (SELECT 1 FROM batch n WHERE n.kind = 'do' AND n.id > u.id AND n.actor = ?1)
                    ORDER BY u.id DESC LIMIT 1";
        let (batch, title) =
            self.find(last)?.ok_or(Error::new(Kind::NotFound, &tr::ERROR_NOTHING_TO_REDO))?;
        let undo: i64 = self
            .tx
            .query_row("SELECT MAX(id) FROM batch WHERE kind = 'undo' AND of = ?1", [batch], |r| r.get(0))
            .map_err(|e| self.fault(&e))?;
        self.open_batch("redo", Some(batch))?;
        for change in self.changes(batch)? {
            if change.entity == READING {
                self.redo_readings(batch, undo, &title)?;
            } else {
                self.turn(
                    &change.entity,
                    change.id,
                    change.before.as_deref(),
                    change.after.as_deref(),
                    &title,
                )?;
            }
        }
        self.refuse_ring(batch, &title)?;
        self.follow_zone()?;
        self.mark(batch, false)?;
        Ok(title)
    }

    /// Books every reading anew where the time zone was among what was turned.
    fn follow_zone(&mut self) -> Result<()> {
        let zone = self.db().settings()?.zone;
        if zone == self.zone { Ok(()) } else { self.compute_roll_up(zone) }
    }

    /// Refuses what would leave an objective aligned to itself: others were aligned since.
    fn refuse_ring(&self, batch: i64, title: &str) -> Result<()> {
        let touches = "SELECT EXISTS (SELECT 1 FROM history WHERE batch = ?1 AND entity = 'objective')";
        let touched: bool =
            self.tx.query_row(touches, [batch], |row| row.get(0)).map_err(|e| self.fault(&e))?;
        if !touched {
            return Ok(());
        }
        let rings = format!("{WAYS} SELECT COUNT(*) FROM way WHERE first = up");
        let rings: i64 = self.tx.query_row(&rings, [], |row| row.get(0)).map_err(|e| self.fault(&e))?;
        match rings {
            0 => Ok(()),
            _ => Err(Error::new(Kind::Conflict, &tr::ERROR_UNDO_CHANGED_SINCE).arg("title", title)),
        }
    }

    fn find(&self, sql: &str) -> Result<Option<(i64, String)>> {
        self.tx
            .query_row(sql, [&self.stamp.actor], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()
            .map_err(|e| self.fault(&e))
    }

    fn mark(&self, batch: i64, undone: bool) -> Result<()> {
        self.tx
            .execute("UPDATE batch SET undone = ?2 WHERE id = ?1", (batch, undone))
            .map_err(|e| self.fault(&e))?;
        Ok(())
    }

    fn changes(&self, batch: i64) -> Result<Vec<Change>> {
        let rows = self.db().history_of_batch(batch)?;
        Ok(rows
            .into_iter()
            .map(|row| Change { entity: row.entity, id: row.entity_id, before: row.before, after: row.after })
            .collect())
    }

    /// Turns one row from one state into another, provided it is in the first; versions aside.
    fn turn(
        &mut self,
        entity: &str,
        id: i64,
        from: Option<&str>,
        to: Option<&str>,
        title: &str,
    ) -> Result<()> {
        let refused = || Error::new(Kind::Conflict, &tr::ERROR_UNDO_CHANGED_SINCE).arg("title", title);
        let (table, columns) =
            ENTITIES.iter().find(|(table, _)| *table == entity).copied().ok_or_else(refused)?;
        let present = self.present(table, columns, id)?;
        let bare = match present {
            Some(_) => Vec::new(),
            None => self.bare(table, columns)?,
        };
        let known = present.as_deref().unwrap_or(&bare);
        let then = |json: &str| from_json(columns, json).map(|cells| younger(columns, json, cells, known));
        let expected = from.map(then).transpose()?;
        if !same(present.as_deref(), expected.as_deref()) {
            return Err(refused());
        }
        let version = match present.as_ref().and_then(|cells| cells.get(1)) {
            Some(Cell::Int(version)) => *version,
            _ => self.last_version(table, id)?,
        };
        let before = present.as_ref().map(|cells| super::cells::to_json(columns, cells));
        let target = to.map(then).transpose()?.map(|mut cells| {
            if let Some(cell) = cells.get_mut(1) {
                *cell = Cell::Int(version + 1);
            }
            cells
        });
        let turned = match (&present, &target) {
            (Some(_), Some(cells)) => self.update_cells(table, columns, cells),
            (None, Some(cells)) => self.insert_cells(table, columns, cells),
            (Some(_), None) => self.delete_row(table, id),
            (None, None) => Ok(()),
        };
        // Another row hangs on it since, or took its place.
        turned.map_err(|error| if error.code() == "constraint" { refused() } else { error })?;
        let after = target.as_ref().map(|cells| super::cells::to_json(columns, cells));
        self.log(table, id, before.as_deref(), after.as_deref())
    }

    /// What columns hold that nothing was ever written to: nothing, or no text where there must be something.
    fn bare(&self, table: &str, columns: &[&str]) -> Result<Vec<Cell>> {
        let sql = "SELECT name FROM pragma_table_info(?1) WHERE \"notnull\" = 1";
        let must: Vec<String> = self
            .tx
            .prepare_cached(sql)
            .and_then(|mut s| s.query_map([table], |r| r.get(0)).and_then(Iterator::collect))
            .map_err(|e| self.fault(&e))?;
        let cell = |column: &&str| match must.iter().any(|must| must == column) {
            true => Cell::Text(String::new()),
            false => Cell::Null,
        };
        Ok(columns.iter().map(cell).collect())
    }

    fn present(&self, table: &str, columns: &[&str], id: i64) -> Result<Option<Vec<Cell>>> {
        let sql = format!("SELECT {} FROM \"{table}\" WHERE id = ?1", super::db::quoted(columns));
        self.tx
            .query_row(&sql, [id], |row| super::cells::read(row, columns.len()))
            .optional()
            .map_err(|e| self.fault(&e))
    }

    /// A row that comes back goes on counting where it was, so that an old copy can never overwrite it.
    fn last_version(&self, table: &str, id: i64) -> Result<i64> {
        let sql = "SELECT before FROM history WHERE entity = ?1 AND entity_id = ?2 AND after IS NULL
                   ORDER BY id DESC LIMIT 1";
        let json: Option<String> =
            self.tx.query_row(sql, (table, id), |r| r.get(0)).optional().map_err(|e| self.fault(&e))?;
        let version = json.map(|json| from_json(&["version"], &json)).transpose()?.and_then(|mut c| c.pop());
        Ok(if let Some(Cell::Int(version)) = version { version } else { 0 })
    }

    fn undo_readings(&mut self, batch: i64, change: &Change, title: &str) -> Result<()> {
        let refused = || Error::new(Kind::Conflict, &tr::ERROR_UNDO_CHANGED_SINCE).arg("title", title);
        let summary: serde_json::Value =
            change.after.as_deref().and_then(|json| serde_json::from_str(json).ok()).ok_or_else(refused)?;
        let series: Vec<i64> = summary
            .get("series")
            .and_then(serde_json::Value::as_array)
            .map(|list| list.iter().filter_map(serde_json::Value::as_i64).collect())
            .unwrap_or_default();
        let number = |key| summary.get(key).and_then(serde_json::Value::as_i64).unwrap_or_default();
        let (first, last) = (number("first"), number("last"));
        let undo = self.batch()?;
        let keep = "INSERT INTO reading_old (batch, series, at, span, value, old_batch)
                    SELECT ?1, series, at, span, value, batch FROM reading
                    WHERE series = ?2 AND at BETWEEN ?3 AND ?4 AND batch = ?5";
        let mut kept = 0;
        for id in &series {
            kept += self.tx.execute(keep, (undo, id, first, last, batch)).map_err(|e| self.fault(&e))?;
        }
        if i64::try_from(kept).ok() != Some(number("new") + number("changed")) {
            return Err(refused());
        }
        self.restore(batch)?;
        let delete = "DELETE FROM reading WHERE series = ?1 AND at BETWEEN ?2 AND ?3 AND batch = ?4";
        for id in &series {
            self.tx.execute(delete, (id, first, last, batch)).map_err(|e| self.fault(&e))?;
        }
        self.refresh(undo, kept)
    }

    /// Puts back what a batch replaced.
    fn restore(&self, batch: i64) -> Result<usize> {
        let sql = "UPDATE reading AS now SET span = old.span, value = old.value, batch = old.old_batch
                   FROM reading_old AS old
                   WHERE old.series = now.series AND old.at = now.at AND old.batch = ?1 AND now.batch = ?1";
        self.tx.execute(sql, [batch]).map_err(|e| self.fault(&e))
    }

    fn redo_readings(&mut self, batch: i64, undo: i64, title: &str) -> Result<()> {
        let refused = || Error::new(Kind::Conflict, &tr::ERROR_UNDO_CHANGED_SINCE).arg("title", title);
        let moved = "SELECT COUNT(*) FROM reading_old u
                     LEFT JOIN reading_old b ON b.batch = ?2 AND b.series = u.series AND b.at = u.at
                     LEFT JOIN reading r ON r.series = u.series AND r.at = u.at
                     WHERE u.batch = ?1 AND (r.batch IS DISTINCT FROM b.old_batch OR r.value IS DISTINCT FROM b.value)";
        let moved: i64 = self.tx.query_row(moved, (undo, batch), |r| r.get(0)).map_err(|e| self.fault(&e))?;
        if moved > 0 {
            return Err(refused());
        }
        let put = "INSERT INTO reading (series, at, span, value, batch)
                   SELECT series, at, span, value, old_batch FROM reading_old WHERE batch = ?1
                   ON CONFLICT (series, at) DO UPDATE SET span = excluded.span, value = excluded.value,
                   batch = excluded.batch";
        let put = self.tx.execute(put, [undo]).map_err(|e| self.fault(&e))?;
        self.refresh(undo, put)
    }

    /// Brings the roll-up of everything a batch moved up to date.
    fn refresh(&mut self, moved_by: i64, rows: usize) -> Result<()> {
        let sql = "SELECT series, at, span FROM reading_old WHERE batch IN (?1, (SELECT of FROM batch WHERE id = ?1))";
        if rows > FEW_ROWS {
            let sql = "SELECT DISTINCT series FROM reading_old WHERE batch = ?1";
            for series in self.column(sql, moved_by)? {
                self.compute_series(SeriesId(series))?;
            }
            return Ok(());
        }
        let mut booker = super::rollup::Booker::new(self.zone);
        let moved: Vec<(i64, i64, i64)> = self
            .tx
            .prepare_cached(sql)
            .and_then(|mut s| {
                s.query_map([moved_by], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).and_then(Iterator::collect)
            })
            .map_err(|e| self.fault(&e))?;
        let days: BTreeSet<(SeriesId, Day)> =
            moved.into_iter().map(|(series, at, span)| (SeriesId(series), booker.day(at, span))).collect();
        self.compute_days(&days)
    }

    fn column(&self, sql: &str, param: i64) -> Result<Vec<i64>> {
        self.tx
            .prepare_cached(sql)
            .and_then(|mut s| s.query_map([param], |r| r.get(0)).and_then(Iterator::collect))
            .map_err(|e| self.fault(&e))
    }
}

/// A row of the history as a row of today: a column that is younger than the history's line keeps what it holds now.
fn younger(columns: &[&str], json: &str, cells: Vec<Cell>, now: &[Cell]) -> Vec<Cell> {
    let is_known = |column: &str| json.contains(&format!("\"{column}\":"));
    let filled = cells.into_iter().zip(columns).enumerate().map(|(index, (cell, column))| match cell {
        Cell::Null if !is_known(column) => now.get(index).cloned().unwrap_or(Cell::Null),
        known => known,
    });
    filled.collect()
}

/// Whether two rows hold the same, whatever their versions.
fn same(a: Option<&[Cell]>, b: Option<&[Cell]>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            a.len() == b.len() && a.iter().zip(b).enumerate().all(|(i, (a, b))| i == 1 || a == b)
        }
        _ => false,
    }
}
