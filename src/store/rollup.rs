//! The daily roll-up: what was booked on each day of a series. Rolled up in the program per batch, never by
//! trigger; where a reading was replaced or taken away, the day is computed anew from its readings.
use super::tx::Tx;
use crate::error::Result;
use crate::model::{Day, Fault, OverTime, SeriesId, Zone};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A row of the roll-up: day, value, until, at.
pub(super) type DayCells = (i32, i64, i64, i64);

/// Up to this many days of a series are computed one by one; above, the stretch they lie in is read once.
const FEW_DAYS: usize = 16;

/// Finds the day a reading is booked on: the last day it covers.
pub(super) struct Booker {
    zone: Zone,
    start: i64,
    end: i64,
    day: Day,
}

impl Booker {
    pub(super) fn new(zone: Zone) -> Self {
        Self { zone, start: 0, end: 0, day: Day(0) }
    }

    /// The booked day of a reading that starts at `at` and covers `span` seconds.
    pub(super) fn day(&mut self, at: i64, span: i64) -> Day {
        let moment = if span > 0 { at + span - 1 } else { at };
        if moment < self.start || moment >= self.end {
            self.day = self.zone.day_of(moment);
            self.start = self.zone.start_of(self.day);
            self.end = self.zone.end_of(self.day);
        }
        self.day
    }
}

/// What happened to one day of one series.
#[derive(Debug, Clone, Copy)]
pub(super) struct DayChange {
    series: SeriesId,
    day: Day,
    kind: Change,
}

#[derive(Debug, Clone, Copy)]
enum Change {
    Flow { value: i64, until: i64 },
    Level { value: i64, until: i64, at: i64 },
    Dirty,
}

impl DayChange {
    pub(super) fn added(series: SeriesId, day: Day, at: i64, span: i64, value: i64, flow: bool) -> Self {
        let until = at + span;
        let kind = if flow { Change::Flow { value, until } } else { Change::Level { value, until, at } };
        Self { series, day, kind }
    }

    pub(super) fn dirty(series: SeriesId, day: Day) -> Self {
        Self { series, day, kind: Change::Dirty }
    }

    /// Takes in a later change of the same day; false where it is another day.
    pub(super) fn absorb(&mut self, next: &Self) -> Result<bool> {
        if self.series != next.series || self.day != next.day {
            return Ok(false);
        }
        self.kind = match (self.kind, next.kind) {
            (Change::Flow { value, until }, Change::Flow { value: more, until: later }) => Change::Flow {
                value: value.checked_add(more).ok_or(Fault::Overflow)?,
                until: until.max(later),
            },
            (Change::Level { until, .. }, Change::Level { value, until: later, at }) => {
                Change::Level { value, until: until.max(later), at }
            }
            _ => return Ok(false),
        };
        Ok(true)
    }
}

impl Tx<'_> {
    /// Brings the roll-up up to date: adds what was added, computes dirty days anew.
    pub(super) fn roll_up(&mut self, changes: Vec<DayChange>) -> Result<()> {
        let mut dirty = BTreeSet::new();
        {
            let flow = "INSERT INTO reading_day (series, day, value, until, at) VALUES (?1, ?2, ?3, ?4, 0)
                        ON CONFLICT (series, day) DO UPDATE SET value = reading_day.value + excluded.value,
                        until = CASE WHEN excluded.until > reading_day.until THEN excluded.until
                                     ELSE reading_day.until END";
            let level = "INSERT INTO reading_day (series, day, value, until, at) VALUES (?1, ?2, ?3, ?4, ?5)
                         ON CONFLICT (series, day) DO UPDATE SET
                         value = CASE WHEN excluded.at >= reading_day.at THEN excluded.value ELSE reading_day.value END,
                         until = CASE WHEN excluded.until > reading_day.until THEN excluded.until
                                      ELSE reading_day.until END,
                         at = CASE WHEN excluded.at >= reading_day.at THEN excluded.at ELSE reading_day.at END";
            let mut flow = self.tx.prepare_cached(flow).map_err(|e| self.fault(&e))?;
            let mut level = self.tx.prepare_cached(level).map_err(|e| self.fault(&e))?;
            for change in changes {
                let (series, day) = (change.series.0, change.day.0);
                match change.kind {
                    Change::Flow { value, until } => {
                        flow.execute((series, day, value, until)).map_err(|e| self.fault(&e))?;
                    }
                    Change::Level { value, until, at } => {
                        level.execute((series, day, value, until, at)).map_err(|e| self.fault(&e))?;
                    }
                    Change::Dirty => {
                        dirty.insert((change.series, change.day));
                    }
                }
            }
        }
        self.compute_days(&dirty)
    }

    /// Computes days of series from their readings: a few one by one, many in one pass over what lies between.
    pub(super) fn compute_days(&self, dirty: &BTreeSet<(SeriesId, Day)>) -> Result<()> {
        let mut of_series: BTreeMap<SeriesId, Vec<Day>> = BTreeMap::new();
        for (series, day) in dirty {
            of_series.entry(*series).or_default().push(*day);
        }
        for (series, days) in of_series {
            let at_once = if days.len() > FEW_DAYS { days.len() } else { 1 };
            for some in days.chunks(at_once) {
                self.compute_between(series, some)?;
            }
        }
        Ok(())
    }

    fn compute_between(&self, series: SeriesId, days: &[Day]) -> Result<()> {
        let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(()) };
        let widest: i64 = self
            .tx
            .prepare_cached("SELECT max_span FROM series WHERE id = ?1")
            .and_then(|mut s| s.query_row([series.0], |r| r.get(0)))
            .map_err(|e| self.fault(&e))?;
        let from = self.zone.start_of(*first).saturating_sub(widest);
        let mut booked = self.booked(series, from, self.zone.end_of(*last))?;
        booked.retain(|day, _| days.binary_search(day).is_ok());
        let mut delete = self
            .tx
            .prepare_cached("DELETE FROM reading_day WHERE series = ?1 AND day = ?2")
            .map_err(|e| self.fault(&e))?;
        for day in days {
            delete.execute((series.0, day.0)).map_err(|e| self.fault(&e))?;
        }
        self.roll_up_plain(booked.into_values())
    }

    /// Computes all days of a series from its readings.
    pub(super) fn compute_series(&mut self, series: SeriesId) -> Result<()> {
        self.tx
            .execute("DELETE FROM reading_day WHERE series = ?1", [series.0])
            .map_err(|e| self.fault(&e))?;
        let days = self.booked(series, i64::MIN, i64::MAX)?;
        self.roll_up_plain(days.into_values())
    }

    /// Computes the whole roll-up from the readings: after a change of time zone.
    ///
    /// # Errors
    /// Storage errors.
    pub fn compute_roll_up(&mut self, zone: Zone) -> Result<()> {
        self.zone = zone;
        for row in self.db().series()? {
            self.compute_series(row.id)?;
        }
        Ok(())
    }

    fn roll_up_plain(&self, changes: impl Iterator<Item = DayChange>) -> Result<()> {
        let sql = "INSERT INTO reading_day (series, day, value, until, at) VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut insert = self.tx.prepare_cached(sql).map_err(|e| self.fault(&e))?;
        for change in changes {
            let (value, until, at) = match change.kind {
                Change::Flow { value, until } => (value, until, 0),
                Change::Level { value, until, at } => (value, until, at),
                Change::Dirty => continue,
            };
            insert.execute((change.series.0, change.day.0, value, until, at)).map_err(|e| self.fault(&e))?;
        }
        Ok(())
    }

    /// The days of the readings that start in `[from, to)`, one change a day; the readings are streamed.
    fn booked(&self, series: SeriesId, from: i64, to: i64) -> Result<BTreeMap<Day, DayChange>> {
        let flow = self.db().over_time(series)? == OverTime::Sum;
        let sql =
            "SELECT at, span, value FROM reading WHERE series = ?1 AND at >= ?2 AND at < ?3 ORDER BY at";
        let mut statement = self.tx.prepare_cached(sql).map_err(|e| self.fault(&e))?;
        let mut readings = statement.query((series.0, from, to)).map_err(|e| self.fault(&e))?;
        let mut booker = Booker::new(self.zone);
        let mut days: BTreeMap<Day, DayChange> = BTreeMap::new();
        while let Some(row) = readings.next().map_err(|e| self.fault(&e))? {
            let read = |i| row.get::<_, i64>(i).map_err(|e| self.fault(&e));
            let (at, span, value) = (read(0)?, read(1)?, read(2)?);
            let day = booker.day(at, span);
            let change = DayChange::added(series, day, at, span, value, flow);
            match days.entry(day) {
                Entry::Occupied(mut present) => {
                    present.get_mut().absorb(&change)?;
                }
                Entry::Vacant(free) => {
                    free.insert(change);
                }
            }
        }
        Ok(days)
    }

    /// The roll-up of a series as its readings say it should be.
    pub(super) fn expected_days(&self, series: SeriesId) -> Result<BTreeSet<DayCells>> {
        let days = self.booked(series, i64::MIN, i64::MAX)?;
        Ok(days
            .into_values()
            .filter_map(|change| match change.kind {
                Change::Flow { value, until } => Some((change.day.0, value, until, 0)),
                Change::Level { value, until, at } => Some((change.day.0, value, until, at)),
                Change::Dirty => None,
            })
            .collect())
    }
}
