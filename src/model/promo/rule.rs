//! When a promo node is.
use crate::model::Day;
use chrono::{Datelike as _, NaiveDate, Weekday};
use std::ops::RangeInclusive;
use tyme4rs::tyme::lunar::{LunarDay, LunarMonth};
use tyme4rs::tyme::solar::{SolarDay, SolarTerm};

/// The years the Chinese calendar is computed for: what astronomy is sure of.
pub const LUNAR_YEARS: RangeInclusive<i32> = 1900..=2200;

/// The solar terms in the order of a year's days. A term's place here, from 1, is its number in the library, which
/// counts from the winter solstice before.
pub const TERMS: [&str; 24] = [
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑",
    "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
];

/// When something is in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Once.
    Once(Day),
    /// On a date of every year: month, day. The 29th of February is the 28th where there is none.
    Yearly(u32, u32),
    /// On a day of the Chinese calendar: month, day. A day the month does not have is its last.
    Lunar(u32, u32),
    /// A solar term, by its number in the year from 小寒, 1.
    Term(u32),
    /// The nth weekday of a month: month, n, weekday.
    Nth(u32, u8, Weekday),
    /// Days from Western Easter Sunday.
    Easter(i32),
    /// Days from another.
    From(Box<Rule>, i32),
}

impl Rule {
    /// Its day in a year; none where it has none, or none that can be computed.
    #[must_use]
    pub fn day(&self, year: i32) -> Option<Day> {
        match self {
            Self::Once(day) => (day.date().year() == year).then_some(*day),
            Self::Yearly(month, day) => {
                let last = || NaiveDate::from_ymd_opt(year, *month, 28);
                NaiveDate::from_ymd_opt(year, *month, *day).or_else(last).map(Day::of)
            }
            Self::Lunar(month, day) => lunar(year, *month, *day),
            Self::Term(number) => term(year, *number),
            Self::Nth(month, n, weekday) => {
                NaiveDate::from_weekday_of_month_opt(year, *month, *weekday, *n).map(Day::of)
            }
            Self::Easter(days) => easter(year).map(|sunday| sunday.plus(*days)),
            Self::From(other, days) => other.day(year).map(|day| day.plus(*days)),
        }
    }
}

fn lunar(year: i32, month: u32, day: u32) -> Option<Day> {
    if !LUNAR_YEARS.contains(&year) {
        return None;
    }
    let (year, month) = (isize::try_from(year).ok()?, isize::try_from(month).ok()?);
    let last = LunarMonth::new(year, month).ok()?.get_day_count();
    let day = usize::try_from(day).ok()?.min(last);
    solar(&LunarDay::new(year, month, day).ok()?.get_solar_day())
}

fn term(year: i32, number: u32) -> Option<Day> {
    if !LUNAR_YEARS.contains(&year) {
        return None;
    }
    let term = SolarTerm::from_index(isize::try_from(year).ok()?, isize::try_from(number).ok()?);
    solar(&term.get_solar_day())
}

fn solar(day: &SolarDay) -> Option<Day> {
    let year = i32::try_from(day.get_year()).ok()?;
    let (month, day) = (u32::try_from(day.get_month()).ok()?, u32::try_from(day.get_day()).ok()?);
    NaiveDate::from_ymd_opt(year, month, day).map(Day::of)
}

/// Easter Sunday of the Gregorian calendar (Anonymous Gregorian algorithm, Nature 13, 1876).
fn easter(year: i32) -> Option<Day> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let (quarter, left) = (century / 4, century % 4);
    let shift = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - quarter - shift + 15) % 30;
    let weekday = (32 + 2 * left + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * late + 114;
    let (month, day) = (u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?);
    NaiveDate::from_ymd_opt(year, month, day).map(Day::of)
}
