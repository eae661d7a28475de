//! The workspace's time zone: which instants a day covers.
use super::{Day, Fault, When};
use chrono::{DateTime, MappedLocalTime, NaiveDateTime, NaiveTime, Offset as _, TimeZone as _};

/// No zone is further from UTC than this, in seconds.
const FAR: i64 = 36 * 3600;

/// A time zone of the IANA database.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    /// Coordinated universal time.
    #[must_use]
    pub const fn utc() -> Self {
        Self(chrono_tz::UTC)
    }

    /// By its IANA name.
    ///
    /// # Errors
    /// [`Fault::BadZone`].
    pub fn parse(name: &str) -> Result<Self, Fault> {
        name.parse().map(Self).map_err(|_| Fault::BadZone { text: name.to_owned() })
    }

    /// The IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// An instant (UTC seconds) with this zone's offset then, as RFC 3339: `2026-11-04T15:03:00+08:00`.
    #[must_use]
    pub fn rfc3339(self, at: i64) -> String {
        let utc = chrono::DateTime::from_timestamp(at, 0).unwrap_or_default();
        utc.with_timezone(&self.0).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }

    /// The day an instant (UTC seconds) falls on.
    #[must_use]
    pub fn day_of(self, at: i64) -> Day {
        Day::of(self.local(at).date())
    }

    /// The local date and time at an instant (UTC seconds).
    #[must_use]
    pub fn local(self, at: i64) -> NaiveDateTime {
        let utc = DateTime::from_timestamp(at, 0).unwrap_or_default().naive_utc();
        let offset = self.0.offset_from_utc_datetime(&utc).fix();
        utc.checked_add_offset(offset).unwrap_or(utc)
    }

    /// The instant (UTC seconds) of a local date and time.
    ///
    /// # Errors
    /// [`Fault::TimeInGap`] where the clocks jump over it, [`Fault::TimeTwice`] where they show it twice.
    pub fn resolve(self, local: NaiveDateTime) -> Result<i64, Fault> {
        let text = || local.format("%Y-%m-%d %H:%M").to_string();
        match self.0.from_local_datetime(&local) {
            MappedLocalTime::Single(time) => Ok(time.timestamp()),
            MappedLocalTime::None => Err(Fault::TimeInGap { text: text(), zone: self.name().to_owned() }),
            MappedLocalTime::Ambiguous(..) => {
                Err(Fault::TimeTwice { text: text(), zone: self.name().to_owned() })
            }
        }
    }

    /// The first instant (UTC seconds) of a day: local midnight, or where the clocks jump over that, the instant
    /// they do.
    #[must_use]
    pub fn start_of(self, day: Day) -> i64 {
        let midnight = day.date().and_time(NaiveTime::MIN);
        match self.0.from_local_datetime(&midnight) {
            MappedLocalTime::Single(time) | MappedLocalTime::Ambiguous(time, _) => time.timestamp(),
            MappedLocalTime::None => self.first_instant_of(day, midnight.and_utc().timestamp()),
        }
    }

    /// The first instant after a day: the start of the next.
    #[must_use]
    pub fn end_of(self, day: Day) -> i64 {
        self.start_of(day.plus(1))
    }

    /// When a plan's start is: a day's first instant, or the time itself.
    ///
    /// # Errors
    /// As [`Zone::resolve`].
    pub fn starts_at(self, when: When) -> Result<i64, Fault> {
        match when {
            When::Day(day) => Ok(self.start_of(day)),
            When::Time(time) => self.resolve(time),
        }
    }

    /// When a plan's end is: the instant after a day's last, or the time itself.
    ///
    /// # Errors
    /// As [`Zone::resolve`].
    pub fn ends_at(self, when: When) -> Result<i64, Fault> {
        match when {
            When::Day(day) => Ok(self.end_of(day)),
            When::Time(time) => self.resolve(time),
        }
    }

    fn first_instant_of(self, day: Day, near: i64) -> i64 {
        let (mut before, mut within) = (near - FAR, near + FAR);
        while within - before > 1 {
            let middle = before + (within - before) / 2;
            if self.day_of(middle) < day {
                before = middle;
            } else {
                within = middle;
            }
        }
        within
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::of(NaiveDate::from_ymd_opt(y, m, d).unwrap())
    }

    fn time(day: Day, h: u32, m: u32) -> NaiveDateTime {
        day.date().and_hms_opt(h, m, 0).unwrap()
    }

    #[test]
    fn a_day_is_cut_at_local_midnight() {
        let shanghai = zone("Asia/Shanghai");
        let start = shanghai.start_of(day(2026, 11, 5));
        assert_eq!(start, 1_793_808_000);
        assert_eq!(shanghai.end_of(day(2026, 11, 5)) - start, 86_400);
        assert_eq!(shanghai.day_of(start - 1), day(2026, 11, 4));
    }

    #[test]
    fn a_day_whose_midnight_the_clocks_jump_over_starts_where_they_jump() {
        let beirut = zone("Asia/Beirut");
        let jump = day(2024, 3, 31);
        let start = beirut.start_of(jump);
        assert_eq!(beirut.local(start), time(jump, 1, 0));
        assert_eq!(beirut.day_of(start - 1), jump.plus(-1));
        assert_eq!(beirut.end_of(jump) - start, 23 * 3600);
    }

    #[test]
    fn a_day_with_two_midnights_starts_at_the_first() {
        let havana = zone("America/Havana");
        let back = day(2024, 11, 3);
        assert_eq!(havana.end_of(back) - havana.start_of(back), 25 * 3600);
    }

    #[test]
    fn a_day_that_was_skipped_is_empty() {
        let apia = zone("Pacific/Apia");
        assert_eq!(apia.start_of(day(2011, 12, 30)), apia.end_of(day(2011, 12, 30)));
    }

    #[test]
    fn a_time_the_clocks_jump_over_and_one_they_show_twice_are_refused() {
        let berlin = zone("Europe/Berlin");
        let gap = berlin.resolve(time(day(2026, 3, 29), 2, 30));
        assert_eq!(
            gap,
            Err(Fault::TimeInGap { text: "2026-03-29 02:30".into(), zone: "Europe/Berlin".into() })
        );
        let twice = berlin.ends_at(When::Time(time(day(2026, 10, 25), 2, 30)));
        assert!(matches!(twice, Err(Fault::TimeTwice { .. })), "{twice:?}");
        assert_eq!(berlin.day_of(berlin.resolve(time(day(2026, 10, 25), 3, 0)).unwrap()), day(2026, 10, 25));
    }

    #[test]
    fn an_end_day_counts_until_its_last_instant_and_an_end_time_until_itself() {
        let utc = Zone::utc();
        let when = day(2026, 11, 11);
        assert_eq!(utc.ends_at(When::Day(when)).unwrap() - utc.starts_at(When::Day(when)).unwrap(), 86_400);
        let evening = When::Time(time(when, 20, 0));
        assert_eq!(utc.starts_at(evening), utc.ends_at(evening));
    }

    proptest! {
        #[test]
        fn every_instant_lies_in_its_day(at in 0_i64..4_000_000_000, name in prop::sample::select(vec![
            "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Asia/Beirut", "Asia/Kathmandu", "Pacific/Apia",
            "America/Havana", "Africa/Cairo",
        ])) {
            let zone = zone(name);
            let day = zone.day_of(at);
            prop_assert!(zone.start_of(day) <= at && at < zone.end_of(day));
        }
    }
}
