//! Reading: entities now or as they stood at a moment, readings from the roll-up, the history.
use super::ahead::Ahead;
use super::cells::{Param, from_json, read};
use super::fault::fault;
use crate::error::{Error, Result};
use crate::model::{
    CampaignId, Cell, ChannelId, Column, Day, Entity, Metric, MetricId, OverTime, Quantity, Reading,
    SeriesId, Settings, Span, Zone,
};
use rusqlite::{Connection, OptionalExtension as _};
use std::cell::RefCell;
use std::path::Path;

/// A read handle, now or as of a moment.
pub struct Db<'a> {
    pub(super) conn: &'a Connection,
    pub(super) path: &'a Path,
    pub(super) as_of: Option<i64>,
    pub(super) ahead: RefCell<Ahead>,
}

/// A stored series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesRow {
    /// Its id.
    pub id: SeriesId,
    /// What is measured.
    pub metric: MetricId,
    /// For which campaign.
    pub campaign: Option<CampaignId>,
    /// In which channel.
    pub channel: Option<ChannelId>,
    /// Who says so.
    pub source: String,
}

/// A flow's sum over days and its latest cut-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The sum.
    pub value: Quantity,
    /// UTC seconds.
    pub until: i64,
}

/// One batch: one thing somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// Its number.
    pub id: i64,
    /// UTC seconds.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// What, as a command name and its object.
    pub title: String,
    /// do, undo or redo.
    pub kind: String,
    /// The batch an undo or redo speaks of.
    pub of: Option<i64>,
    /// True while it is taken back.
    pub undone: bool,
}

/// One change of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    /// Its number.
    pub id: i64,
    /// The batch it belongs to.
    pub batch: i64,
    /// UTC seconds.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// The table.
    pub entity: String,
    /// The row.
    pub entity_id: i64,
    /// JSON before; none for an insert.
    pub before: Option<String>,
    /// JSON after; none for a delete.
    pub after: Option<String>,
}

/// One day of one series: day, value, cut-off, time of the value.
pub type DayRow = (Day, Quantity, i64, i64);

impl<'a> Db<'a> {
    pub(super) fn new(conn: &'a Connection, path: &'a Path, as_of: Option<i64>) -> Self {
        Self { conn, path, as_of, ahead: RefCell::default() }
    }
}

impl Db<'_> {
    pub(super) fn fault(&self, error: &rusqlite::Error) -> Error {
        fault(self.path, error)
    }

    /// The moment shown: entities as they stood then; none for now.
    #[must_use]
    pub fn as_of(&self) -> Option<i64> {
        self.as_of
    }

    /// The same state of the file, with entities as they stood at a moment that is past: never later than this handle
    /// shows them.
    #[must_use]
    pub fn past(&self, at: i64) -> Db<'_> {
        Db::new(self.conn, self.path, Some(self.as_of.map_or(at, |own| own.min(at))))
    }

    /// Every row of an entity by id.
    ///
    /// # Errors
    /// Storage errors.
    pub fn list<E: Entity>(&self) -> Result<Vec<E>> {
        match self.as_of {
            None => self.select("", &[]),
            Some(at) => self.list_as_of(at),
        }
    }

    /// The rows whose column holds a value, by id.
    ///
    /// # Errors
    /// Storage errors.
    pub fn list_where<E: Entity>(&self, column: &'static str, value: &impl Column) -> Result<Vec<E>> {
        self.list_among(column, std::slice::from_ref(value))
    }

    /// The rows whose column holds one of several values, by id.
    ///
    /// # Errors
    /// Storage errors.
    pub fn list_among<E: Entity>(&self, column: &'static str, values: &[impl Column]) -> Result<Vec<E>> {
        if values.is_empty() {
            return Ok(Vec::new());
        }
        let cells: Vec<Cell> = values.iter().map(Column::to_cell).collect();
        let Some(at) = self.as_of else {
            let marks: Vec<String> = (1..=cells.len()).map(|n| format!("?{n}")).collect();
            return self.select(&format!("WHERE \"{column}\" IN ({})", marks.join(", ")), &cells);
        };
        let index = E::COLUMNS.iter().position(|c| *c == column);
        let is_one = |row: &E| index.and_then(|i| row.to_cells().get(i).map(|cell| cells.contains(cell)));
        Ok(self.list_as_of(at)?.into_iter().filter(|row| is_one(row) == Some(true)).collect())
    }

    /// The last rows, by another column, of those whose column holds a value; the earliest of them first.
    ///
    /// # Errors
    /// Storage errors.
    pub fn list_last<E: Entity>(
        &self,
        column: &'static str,
        value: &impl Column,
        by: &'static str,
        most: usize,
    ) -> Result<Vec<E>> {
        if self.as_of.is_some() {
            return self.list_where(column, value);
        }
        let ids = format!(
            "WHERE id IN (SELECT id FROM \"{}\" WHERE \"{column}\" = ?1 ORDER BY \"{by}\" DESC, id DESC LIMIT {most})",
            E::TABLE
        );
        self.select(&ids, &[value.to_cell()])
    }

    /// One row by id.
    ///
    /// # Errors
    /// Storage errors.
    pub fn get<E: Entity>(&self, id: i64) -> Result<Option<E>> {
        Ok(self.list_where::<E>("id", &id)?.pop())
    }

    /// The metrics that a target or a reading speaks of: few of the catalogue.
    ///
    /// # Errors
    /// Storage errors.
    pub fn metrics_in_use(&self) -> Result<Vec<Metric>> {
        self.select(
            "WHERE id IN (SELECT metric FROM target UNION SELECT metric FROM series)
             OR key = (SELECT value FROM setting WHERE key = 'north_star')",
            &[],
        )
    }

    fn select<E: Entity>(&self, condition: &str, cells: &[Cell]) -> Result<Vec<E>> {
        let sql = format!("SELECT {} FROM \"{}\" {condition} ORDER BY id", quoted(E::COLUMNS), E::TABLE);
        let mut statement = self.conn.prepare_cached(&sql).map_err(|e| self.fault(&e))?;
        let count = E::COLUMNS.len();
        let rows = statement
            .query_map(rusqlite::params_from_iter(cells.iter().map(Param)), |row| read(row, count))
            .map_err(|e| self.fault(&e))?;
        rows.map(|row| Ok(E::from_cells(row.map_err(|e| self.fault(&e))?)?)).collect()
    }

    fn list_as_of<E: Entity>(&self, at: i64) -> Result<Vec<E>> {
        if !self.kept_in_history::<E>()? {
            return self.select("", &[]);
        }
        let sql = "SELECT h.after FROM history h
                   JOIN (SELECT MAX(id) AS id FROM history WHERE entity = ?1 AND at <= ?2 GROUP BY entity_id) l
                     ON l.id = h.id
                   WHERE h.after IS NOT NULL ORDER BY h.entity_id";
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.fault(&e))?;
        let rows =
            statement.query_map((E::TABLE, at), |row| row.get::<_, String>(0)).map_err(|e| self.fault(&e))?;
        rows.map(|json| {
            let cells = from_json(E::COLUMNS, &json.map_err(|e| self.fault(&e))?)?;
            Ok(E::from_cells(cells)?)
        })
        .collect()
    }

    /// The standard metrics and a fresh workspace's settings are seeded without history.
    fn kept_in_history<E: Entity>(&self) -> Result<bool> {
        Ok(E::TABLE != "metric" && E::TABLE != "setting" && E::TABLE != "channel")
    }

    /// The workspace's settings.
    ///
    /// # Errors
    /// Storage errors.
    pub fn settings(&self) -> Result<Settings> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT key, value FROM setting WHERE key <> 'catalogue'")
            .map_err(|e| self.fault(&e))?;
        let rows: Vec<(String, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .and_then(Iterator::collect)
            .map_err(|e| self.fault(&e))?;
        Ok(Settings::from_rows(rows.iter().map(|(k, v)| (k.as_str(), v.as_str())))?)
    }

    /// Every series.
    ///
    /// # Errors
    /// Storage errors.
    pub fn series(&self) -> Result<Vec<SeriesRow>> {
        let sql = "SELECT id, metric, campaign, channel, source FROM series ORDER BY id";
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.fault(&e))?;
        let rows = statement.query_map([], |row| {
            Ok(SeriesRow {
                id: SeriesId(row.get(0)?),
                metric: MetricId(row.get(1)?),
                campaign: row.get::<_, Option<i64>>(2)?.map(CampaignId),
                channel: row.get::<_, Option<i64>>(3)?.map(ChannelId),
                source: row.get(4)?,
            })
        });
        rows.and_then(Iterator::collect).map_err(|e| self.fault(&e))
    }

    /// A flow's sum over the days `first..=last`, none where no reading is booked there.
    ///
    /// # Errors
    /// Storage errors.
    pub fn sum(&self, series: SeriesId, first: Day, last: Day) -> Result<Option<Sum>> {
        let sql =
            "SELECT SUM(value), MAX(until) FROM reading_day WHERE series = ?1 AND day BETWEEN ?2 AND ?3";
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.fault(&e))?;
        statement
            .query_row((series.0, first.0, last.0), |row| {
                let value: Option<i64> = row.get(0)?;
                let until: Option<i64> = row.get(1)?;
                Ok(value.zip(until).map(|(value, until)| Sum { value: Quantity::from_micros(value), until }))
            })
            .map_err(|e| self.fault(&e))
    }

    /// A series' days `first..=last` from the roll-up, oldest first.
    ///
    /// # Errors
    /// Storage errors.
    pub fn days(&self, series: SeriesId, first: Day, last: Day) -> Result<Vec<DayRow>> {
        let ahead = self.ahead.borrow();
        if ahead.first <= first
            && last <= ahead.last
            && let Some(rows) = ahead.days.get(&series)
        {
            let from = rows.partition_point(|row| row.0 < first);
            let to = rows.partition_point(|row| row.0 <= last).max(from);
            return Ok(rows.get(from..to).unwrap_or_default().to_vec());
        }
        drop(ahead);
        let sql = "SELECT day, value, until, at FROM reading_day WHERE series = ?1 AND day BETWEEN ?2 AND ?3
                   ORDER BY day";
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.fault(&e))?;
        let rows = statement.query_map((series.0, first.0, last.0), |row| {
            Ok((Day(row.get(0)?), Quantity::from_micros(row.get(1)?), row.get(2)?, row.get(3)?))
        });
        rows.and_then(Iterator::collect).map_err(|e| self.fault(&e))
    }

    /// A level's last booked day up to and including `last`.
    ///
    /// # Errors
    /// Storage errors.
    pub fn last_day(&self, series: SeriesId, last: Day) -> Result<Option<DayRow>> {
        let sql = "SELECT day, value, until, at FROM reading_day WHERE series = ?1 AND day <= ?2
                   ORDER BY day DESC LIMIT 1";
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.fault(&e))?;
        statement
            .query_row((series.0, last.0), |row| {
                Ok((Day(row.get(0)?), Quantity::from_micros(row.get(1)?), row.get(2)?, row.get(3)?))
            })
            .optional()
            .map_err(|e| self.fault(&e))
    }

    /// A day of a series as far as it had run at `now`, from its readings: its row of the roll-up may hold later ones.
    /// None where nothing is booked there up to then.
    ///
    /// # Errors
    /// `overflow`, or storage errors.
    pub fn day_until(&self, series: SeriesId, day: Day, zone: Zone, now: i64) -> Result<Option<DayRow>> {
        self.day_part(series, day, zone, i64::MIN, now)
    }

    /// A day of a series from its readings that start at `from` or later and had run by `until`.
    ///
    /// # Errors
    /// `overflow`, or storage errors.
    pub fn day_part(
        &self,
        series: SeriesId,
        day: Day,
        zone: Zone,
        from: i64,
        until: i64,
    ) -> Result<Option<DayRow>> {
        let flow = self.over_time(series)? == OverTime::Sum;
        let sql = "SELECT r.at, r.span, r.value FROM reading r JOIN series s ON s.id = r.series
                   WHERE r.series = ?1 AND r.at >= ?2 - s.max_span AND r.at >= ?4 AND r.at <= ?3 AND r.at + r.span <= ?3
                   ORDER BY r.at";
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.fault(&e))?;
        let mut rows =
            statement.query((series.0, zone.start_of(day), until, from)).map_err(|e| self.fault(&e))?;
        let mut out: Option<DayRow> = None;
        while let Some(row) = rows.next().map_err(|e| self.fault(&e))? {
            let read = |i| row.get::<_, i64>(i).map_err(|e| self.fault(&e));
            let span = Span { at: read(0)?, until: read(0)? + read(1)? };
            let value = Quantity::from_micros(read(2)?);
            if span.booked(zone) != day {
                continue;
            }
            out = Some(match out {
                Some((_, sum, until, _)) if flow => (day, sum.checked_add(value)?, until.max(span.until), 0),
                Some((_, _, until, _)) => (day, value, until.max(span.until), span.at),
                None => (day, value, span.until, if flow { 0 } else { span.at }),
            });
        }
        Ok(out)
    }

    /// A series' readings that start in `[from, to)`, oldest first.
    ///
    /// # Errors
    /// Storage errors.
    pub fn readings(&self, series: SeriesId, from: i64, to: i64) -> Result<Vec<Reading>> {
        let sql =
            "SELECT at, span, value FROM reading WHERE series = ?1 AND at >= ?2 AND at < ?3 ORDER BY at";
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.fault(&e))?;
        let rows = statement.query_map((series.0, from, to), |row| {
            let (at, span, value): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Reading { series, at, until: at + span, value: Quantity::from_micros(value) })
        });
        rows.and_then(Iterator::collect).map_err(|e| self.fault(&e))
    }

    /// When a series' last reading starts, UTC seconds.
    ///
    /// # Errors
    /// Storage errors.
    pub fn last_reading(&self, series: SeriesId) -> Result<Option<i64>> {
        self.conn
            .prepare_cached("SELECT MAX(at) FROM reading WHERE series = ?1")
            .and_then(|mut statement| statement.query_row([series.0], |r| r.get(0)))
            .map_err(|e| self.fault(&e))
    }

    /// A second for an event that happens now, so that two in one second are two readings: the latest of today that is
    /// free, or, where the whole day is taken, the next.
    ///
    /// # Errors
    /// Storage errors.
    pub fn free_second(&self, series: SeriesId, now: i64, zone: Zone) -> Result<Span> {
        let sql = "SELECT at FROM reading WHERE series = ?1 AND at BETWEEN ?2 AND ?3 ORDER BY at DESC";
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.fault(&e))?;
        let start = zone.start_of(zone.day_of(now));
        let mut taken = statement.query((series.0, start, now)).map_err(|e| self.fault(&e))?;
        let mut free = now;
        while let Some(row) = taken.next().map_err(|e| self.fault(&e))? {
            if row.get::<_, i64>(0).map_err(|e| self.fault(&e))? < free {
                break;
            }
            free -= 1;
        }
        if free < start {
            free = self.last_reading(series)?.map_or(now, |last| last.max(now) + 1);
        }
        Ok(Span::moment(free))
    }

    /// How many readings the file holds.
    ///
    /// # Errors
    /// Storage errors.
    pub fn reading_count(&self) -> Result<i64> {
        self.conn.query_row("SELECT COUNT(*) FROM reading", [], |r| r.get(0)).map_err(|e| self.fault(&e))
    }

    /// The changes of a batch, in order.
    ///
    /// # Errors
    /// Storage errors.
    pub fn history_of_batch(&self, batch: i64) -> Result<Vec<HistoryRow>> {
        self.history("WHERE batch = ?1 ORDER BY id", (batch,))
    }

    /// The changes of one row, in order.
    ///
    /// # Errors
    /// Storage errors.
    pub fn history_of<E: Entity>(&self, id: i64) -> Result<Vec<HistoryRow>> {
        self.history("WHERE entity = ?1 AND entity_id = ?2 ORDER BY id", (E::TABLE, id))
    }

    fn history(&self, condition: &str, params: impl rusqlite::Params) -> Result<Vec<HistoryRow>> {
        let sql =
            format!("SELECT id, batch, at, actor, entity, entity_id, before, after FROM history {condition}");
        let mut statement = self.conn.prepare_cached(&sql).map_err(|e| self.fault(&e))?;
        let rows = statement.query_map(params, |row| {
            Ok(HistoryRow {
                id: row.get(0)?,
                batch: row.get(1)?,
                at: row.get(2)?,
                actor: row.get(3)?,
                entity: row.get(4)?,
                entity_id: row.get(5)?,
                before: row.get(6)?,
                after: row.get(7)?,
            })
        });
        rows.and_then(Iterator::collect).map_err(|e| self.fault(&e))
    }

    pub(super) fn over_time(&self, series: SeriesId) -> Result<OverTime> {
        let sql = "SELECT m.over_time FROM series s JOIN metric m ON m.id = s.metric WHERE s.id = ?1";
        let word: Option<String> = self
            .conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([series.0], |r| r.get(0)).optional())
            .map_err(|e| self.fault(&e))?;
        // A series whose metric was taken back has no readings: nothing to tell flow from level.
        word.map_or(Ok(OverTime::Sum), |word| Ok(word.parse()?))
    }
}

pub(super) fn quoted(columns: &[&str]) -> String {
    let quoted: Vec<String> = columns.iter().map(|c| format!("\"{c}\"")).collect();
    quoted.join(", ")
}
