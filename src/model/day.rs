//! Days of the workspace's calendar and the moments a plan can name.
use super::{Cell, Column, Fault};
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime};
use std::fmt;

/// A calendar day, as days since 1970-01-01. Which instants it covers depends on the workspace's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Day(pub i32);

const EPOCH_FROM_CE: i32 = 719_163;

impl Day {
    /// The day of a calendar date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce() - EPOCH_FROM_CE)
    }

    /// The calendar date.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0.saturating_add(EPOCH_FROM_CE)).unwrap_or_default()
    }

    /// The day `days` later (earlier where negative).
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Whether it can stand in the file: dates are compared as text there, so that a year has four digits.
    #[must_use]
    pub fn is_writable(self) -> bool {
        (1900..=9999).contains(&self.date().year())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.date().to_string())
    }
}

impl std::str::FromStr for Day {
    type Err = Fault;
    fn from_str(text: &str) -> Result<Self, Fault> {
        let bad = |_| Fault::BadDate { text: text.to_owned() };
        NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Self::of).map_err(bad)
    }
}

impl Column for Day {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.to_string())
    }
    fn from_cell(cell: Cell) -> Result<Self, Fault> {
        String::from_cell(cell)?.parse()
    }
}

/// When a campaign or target starts or ends: a whole day or a local time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// A whole day: as a start its first instant, as an end its last.
    Day(Day),
    /// A local time, exact to the minute.
    Time(NaiveDateTime),
}

impl When {
    /// The calendar day it falls on.
    #[must_use]
    pub fn day(self) -> Day {
        match self {
            Self::Day(day) => day,
            Self::Time(time) => Day::of(time.date()),
        }
    }

    /// The last day with a moment before it, as an end: one at midnight ends with the day before.
    #[must_use]
    pub fn last_day(self) -> Day {
        match self {
            Self::Time(time) if time.time() == NaiveTime::MIN => self.day().plus(-1),
            _ => self.day(),
        }
    }

    /// The same, days later (earlier where negative), at the same time of day.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        match self {
            Self::Day(day) => Self::Day(day.plus(days)),
            Self::Time(time) => Self::Time(self.day().plus(days).date().and_time(time.time())),
        }
    }
}

/// ISO form: `2026-11-11` or `2026-11-11T20:00`.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Time(time) => f.pad(&time.format("%Y-%m-%dT%H:%M").to_string()),
        }
    }
}

impl When {
    /// Reads the ISO form that [`When`] is written in; people's ways of writing dates are read in `dates`.
    ///
    /// # Errors
    /// [`Fault::BadDate`].
    pub fn parse_iso(text: &str) -> Result<Self, Fault> {
        let bad = || Fault::BadDate { text: text.to_owned() };
        if text.contains('T') {
            return NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").map(Self::Time).map_err(|_| bad());
        }
        NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|date| Self::Day(Day::of(date))).map_err(|_| bad())
    }
}

impl Column for When {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.to_string())
    }
    fn from_cell(cell: Cell) -> Result<Self, Fault> {
        Self::parse_iso(&String::from_cell(cell)?)
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        NaiveDate::parse_from_str(&text, "%Y-%m-%d").map(Self::of).map_err(serde::de::Error::custom)
    }
}

impl serde::Serialize for When {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for When {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        Self::parse_iso(&text).map_err(serde::de::Error::custom)
    }
}
