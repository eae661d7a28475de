//! The daily roll-up: what was booked on each day of a series. Rolled up in the program per batch, never by
//! trigger; where a reading was replaced or taken away, the day is computed anew from its readings.
use super::tx::Tx;
use crate::error::Result;
use crate::model::{Day, Fault, OverTime, SeriesId, Zone};
use std::collections::BTreeSet;

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
        for (series, day) in dirty {
            self.compute_day(series, day)?;
        }
        Ok(())
    }

    /// Computes one day of one series from its readings.
    pub(super) fn compute_day(&self, series: SeriesId, day: Day) -> Result<()> {
        let (start, end) = (self.zone.start_of(day), self.zone.end_of(day));
        let widest: i64 = self
            .tx
            .prepare_cached("SELECT max_span FROM series WHERE id = ?1")
            .and_then(|mut s| s.query_row([series.0], |r| r.get(0)))
            .map_err(|e| self.fault(&e))?;
        let days = self.booked(series, start.saturating_sub(widest), end)?;
        self.tx
            .prepare_cached("DELETE FROM reading_day WHERE series = ?1 AND day = ?2")
            .and_then(|mut s| s.execute((series.0, day.0)))
            .map_err(|e| self.fault(&e))?;
        self.roll_up_plain(days.into_iter().filter(|change| change.day == day).collect())
    }

    /// Computes all days of a series from its readings.
    pub(super) fn compute_series(&mut self, series: SeriesId) -> Result<()> {
        self.tx
            .execute("DELETE FROM reading_day WHERE series = ?1", [series.0])
            .map_err(|e| self.fault(&e))?;
        let days = self.booked(series, i64::MIN, i64::MAX)?;
        self.roll_up_plain(days)
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

    fn roll_up_plain(&self, changes: Vec<DayChange>) -> Result<()> {
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

    /// The days of the readings that start in `[from, to)`, one change a day.
    fn booked(&self, series: SeriesId, from: i64, to: i64) -> Result<Vec<DayChange>> {
        let flow = self.db().over_time(series)? == OverTime::Sum;
        let mut booker = Booker::new(self.zone);
        let mut days: std::collections::BTreeMap<Day, DayChange> = std::collections::BTreeMap::new();
        for reading in self.db().readings(series, from, to)? {
            let span = reading.until - reading.at;
            let day = booker.day(reading.at, span);
            let change = DayChange::added(series, day, reading.at, span, reading.value.micros(), flow);
            match days.get_mut(&day) {
                Some(present) => {
                    present.absorb(&change)?;
                }
                None => {
                    days.insert(day, change);
                }
            }
        }
        Ok(days.into_values().collect())
    }

    /// The roll-up of a series as its readings say it should be: day, value, until, at.
    pub(super) fn expected_days(&self, series: SeriesId) -> Result<Vec<(i32, i64, i64, i64)>> {
        let days = self.booked(series, i64::MIN, i64::MAX)?;
        Ok(days
            .into_iter()
            .filter_map(|change| match change.kind {
                Change::Flow { value, until } => Some((change.day.0, value, until, 0)),
                Change::Level { value, until, at } => Some((change.day.0, value, until, at)),
                Change::Dirty => None,
            })
            .collect())
    }
}
