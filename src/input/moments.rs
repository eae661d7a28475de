//! Date cells → the time they cover. A million rows hold few different dates, so what was found out is kept.
use super::Every;
use crate::model::{Day, Fault, Span, Zone, parse_iso_day, parse_moment};
use chrono::format::{Parsed, StrftimeItems};
use chrono::{Datelike as _, Months, NaiveDate, NaiveDateTime};
use std::collections::HashMap;

/// How many days are kept, by their number modulo this.
const DAYS_KEPT: usize = 1024;
/// How many texts in other forms are kept before all are forgotten.
const TEXTS_KEPT: usize = 4096;

/// Reads date cells.
pub(super) struct Moments {
    zone: Zone,
    today: Day,
    every: Option<Every>,
    format: Option<String>,
    days: Vec<Option<(Day, Span)>>,
    texts: HashMap<Box<str>, Span>,
    spacing: Spacing,
}

impl Moments {
    /// Cells of a zone, read on a day, in a declared form where there is one.
    pub(super) fn new(zone: Zone, today: Day, every: Option<Every>, format: Option<String>) -> Self {
        let (days, texts) = (vec![None; DAYS_KEPT], HashMap::new());
        Self { zone, today, every, format, days, texts, spacing: Spacing::default() }
    }

    /// The time a cell covers.
    pub(super) fn read(&mut self, text: &str) -> Result<Span, Fault> {
        if self.format.is_none() {
            if let Some(day) = parse_iso_day(text.as_bytes()) {
                return Ok(self.covered(day));
            }
            if let Some(span) = self.timestamp(text) {
                return Ok(span);
            }
        }
        if let Some(span) = self.texts.get(text) {
            return Ok(*span);
        }
        let span = self.read_other(text)?;
        if self.texts.len() >= TEXTS_KEPT {
            self.texts.clear();
        }
        self.texts.insert(text.into(), span);
        Ok(span)
    }

    /// The coverage that the dates suggest, where nobody told it and it is not the day.
    pub(super) fn suggested(&self) -> Option<Every> {
        self.every.is_none().then(|| self.spacing.suggests()).flatten()
    }

    /// What a row of a day covers: the day, or from it on as long as was told.
    fn covered(&mut self, day: Day) -> Span {
        self.spacing.see(day);
        let whole = self.whole_day(day);
        let until = match self.every {
            None | Some(Every::Day | Every::Hour) => whole.until,
            Some(Every::Week) => self.whole_day(day.plus(7)).at,
            Some(Every::Month) => {
                let next = day.date().checked_add_months(Months::new(1)).map_or(day.plus(30), Day::of);
                self.whole_day(next).at
            }
        };
        Span { at: whole.at, until }
    }

    fn whole_day(&mut self, day: Day) -> Span {
        let slot = day.0.unsigned_abs() as usize % DAYS_KEPT;
        if let Some((kept, span)) = self.days[slot]
            && kept == day
        {
            return span;
        }
        let span = Span::days(day, day, self.zone);
        self.days[slot] = Some((day, span));
        span
    }

    /// `2026-11-04T15:00[:30[.5]][Z|+08:00]` without a detour; none for what is written in another way, or falls on
    /// a day on which the clocks change.
    fn timestamp(&mut self, text: &str) -> Option<Span> {
        let bytes = text.as_bytes();
        let day = bytes.get(..10).and_then(parse_iso_day)?;
        let (seconds, rest) = bytes.get(10..).and_then(time_of_day)?;
        let at = match rest {
            [] => {
                let whole = self.whole_day(day);
                if whole.until - whole.at != 86_400 {
                    return None;
                }
                whole.at + seconds
            }
            offset => i64::from(day.0) * 86_400 + seconds - utc_offset(offset)?,
        };
        Some(self.covered_at(at))
    }

    /// What a row with a time of day covers: nothing but that moment, unless it was told.
    fn covered_at(&mut self, at: i64) -> Span {
        match self.every {
            None => Span::moment(at),
            Some(Every::Hour) => Span { at, until: at + 3600 },
            Some(_) => self.covered(self.zone.day_of(at)),
        }
    }

    fn read_other(&mut self, text: &str) -> Result<Span, Fault> {
        let span = match &self.format {
            Some(format) => {
                match formatted(text, format).ok_or_else(|| Fault::BadDate { text: text.to_owned() })? {
                    Written::Day(day) => return Ok(self.covered(day)),
                    Written::Local(local) => parse_moment(&local, self.today, self.zone)?,
                    Written::Instant(at) => Span::moment(at),
                }
            }
            None => parse_moment(text, self.today, self.zone)?,
        };
        let day = self.zone.day_of(span.at);
        Ok(if span.at == span.until {
            self.covered_at(span.at)
        } else if span == self.whole_day(day) {
            self.covered(day)
        } else {
            span
        })
    }
}

/// What a date in a declared form says.
enum Written {
    Day(Day),
    /// ISO form, to be placed by the zone.
    Local(String),
    Instant(i64),
}

fn formatted(text: &str, format: &str) -> Option<Written> {
    let mut parsed = Parsed::new();
    chrono::format::parse(&mut parsed, text, StrftimeItems::new(format)).ok()?;
    if parsed.day().is_none() && parsed.month().is_some() {
        parsed.set_day(1).ok()?;
    }
    if let Ok(instant) = parsed.to_datetime() {
        return Some(Written::Instant(instant.timestamp()));
    }
    let date: NaiveDate = parsed.to_naive_date().ok()?;
    match parsed.to_naive_time() {
        Ok(time) => {
            Some(Written::Local(NaiveDateTime::new(date, time).format("%Y-%m-%dT%H:%M:%S").to_string()))
        }
        Err(_) => Some(Written::Day(Day::of(date))),
    }
}

/// Seconds since midnight of `T15:00` or ` 15:00:30.5`, and what stands behind it.
fn time_of_day(text: &[u8]) -> Option<(i64, &[u8])> {
    let [b'T' | b't' | b' ', text @ ..] = text else { return None };
    let (hours, text) = two_digits(text, 24)?;
    let [b':', text @ ..] = text else { return None };
    let (minutes, text) = two_digits(text, 60)?;
    let minutes = (hours * 60 + minutes) * 60;
    let [b':', text @ ..] = text else { return Some((minutes, text)) };
    let (seconds, text) = two_digits(text, 60)?;
    let [b'.', text @ ..] = text else { return Some((minutes + seconds, text)) };
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (digits > 0).then(|| (minutes + seconds, &text[digits..]))
}

/// Seconds east of UTC of `Z`, `+08:00` or `+0800`.
fn utc_offset(text: &[u8]) -> Option<i64> {
    let (sign, text) = match text {
        [b'Z' | b'z'] => return Some(0),
        [b'+', text @ ..] => (1, text),
        [b'-', text @ ..] => (-1, text),
        _ => return None,
    };
    let (hours, text) = two_digits(text, 15)?;
    let (minutes, text) = two_digits(text.strip_prefix(b":").unwrap_or(text), 60)?;
    text.is_empty().then_some(sign * (hours * 60 + minutes) * 60)
}

fn two_digits(text: &[u8], below: i64) -> Option<(i64, &[u8])> {
    let [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] = text else { return None };
    let number = i64::from(tens - b'0') * 10 + i64::from(ones - b'0');
    (number < below).then_some((number, rest))
}

/// How the days of a file lie to one another.
#[derive(Default)]
struct Spacing {
    seen: Option<(Day, Day)>,
    has_other_weekday: bool,
    has_other_monthday: bool,
}

impl Spacing {
    fn see(&mut self, day: Day) {
        let Some((first, last)) = self.seen else {
            self.seen = Some((day, day));
            return;
        };
        // One more kind of day settles it; only then is the calendar asked.
        self.has_other_weekday = self.has_other_weekday || (day.0 - first.0) % 7 != 0;
        self.has_other_monthday = self.has_other_monthday || day.date().day() != first.date().day();
        self.seen = Some((first.min(day), last.max(day)));
    }

    fn suggests(&self) -> Option<Every> {
        let (first, last) = self.seen?;
        let days = last.0 - first.0;
        if !self.has_other_weekday && days >= 14 {
            Some(Every::Week)
        } else if !self.has_other_monthday && days >= 59 {
            Some(Every::Month)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(zone: &str, every: Option<Every>, format: Option<&str>) -> Moments {
        let today = Day::of(NaiveDate::from_ymd_opt(2026, 11, 4).unwrap());
        Moments::new(Zone::parse(zone).unwrap(), today, every, format.map(str::to_owned))
    }

    /// Local form of a span's two ends in UTC.
    fn utc(span: Span) -> [String; 2] {
        [span.at, span.until]
            .map(|at| chrono::DateTime::from_timestamp(at, 0).unwrap().naive_utc().to_string())
    }

    #[test]
    fn a_day_covers_the_day_of_the_workspace() {
        let span = moments("Asia/Shanghai", None, None).read("2026-11-04").unwrap();
        assert_eq!(utc(span), ["2026-11-03 16:00:00", "2026-11-04 16:00:00"]);
    }

    #[test]
    fn a_day_of_a_changed_clock_has_25_hours() {
        let span = moments("Europe/Berlin", None, None).read("2026-10-25").unwrap();
        assert_eq!(span.until - span.at, 25 * 3600);
    }

    #[test]
    fn a_timestamp_is_a_moment_with_or_without_an_offset() {
        let mut moments = moments("Asia/Shanghai", None, None);
        for text in [
            "2026-11-04T15:00",
            "2026-11-04 15:00:00",
            "2026-11-04T07:00:00Z",
            "2026-11-04T08:00:00.250+01:00",
        ] {
            let span = moments.read(text).unwrap();
            assert_eq!(utc(span), ["2026-11-04 07:00:00", "2026-11-04 07:00:00"], "{text}");
        }
    }

    #[test]
    fn the_told_coverage_makes_weeks_months_and_hours() {
        let length = |every, text: &str| {
            let span = moments("Asia/Shanghai", Some(every), None).read(text).unwrap();
            (span.until - span.at) / 3600
        };
        assert_eq!(length(Every::Week, "2026-11-02"), 7 * 24);
        assert_eq!(length(Every::Month, "2026-11-01"), 30 * 24);
        assert_eq!(length(Every::Hour, "2026-11-02T15:00"), 1);
        assert_eq!(length(Every::Day, "2026-11-02 00:00:00"), 24);
    }

    #[test]
    fn a_declared_form_is_the_only_one() {
        let mut compact = moments("UTC", None, Some("%Y%m%d"));
        assert_eq!(utc(compact.read("20261105").unwrap()), ["2026-11-05 00:00:00", "2026-11-06 00:00:00"]);
        assert!(compact.read("2026-11-05").is_err());
        let slashed =
            moments("Asia/Shanghai", None, Some("%d/%m/%Y %H:%M")).read("05/11/2026 08:30").unwrap();
        assert_eq!(utc(slashed), ["2026-11-05 00:30:00", "2026-11-05 00:30:00"]);
        let month = moments("UTC", Some(Every::Month), Some("%Y/%m")).read("2026/02").unwrap();
        assert_eq!(utc(month), ["2026-02-01 00:00:00", "2026-03-01 00:00:00"]);
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2026-02-30", "2026-13-01", "2026-11-04T25:00", "yesterdayish", ""] {
            assert!(moments("UTC", None, None).read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_the_clocks_skip_is_refused_and_one_they_repeat_needs_an_offset() {
        let mut berlin = moments("Europe/Berlin", None, None);
        assert!(matches!(berlin.read("2026-03-29T02:30"), Err(Fault::TimeInGap { .. })));
        assert!(matches!(berlin.read("2026-10-25T02:30"), Err(Fault::TimeTwice { .. })));
        assert_eq!(utc(berlin.read("2026-10-25T02:30+01:00").unwrap())[0], "2026-10-25 01:30:00");
    }

    #[test]
    fn dates_seven_days_or_a_month_apart_suggest_a_coverage() {
        let suggested = |days: &[&str]| {
            let mut moments = moments("UTC", None, None);
            for day in days {
                moments.read(day).unwrap();
            }
            moments.suggested()
        };
        assert_eq!(suggested(&["2026-11-16", "2026-11-02", "2026-11-09"]), Some(Every::Week));
        assert_eq!(suggested(&["2026-09-01", "2026-10-01", "2026-11-01"]), Some(Every::Month));
        assert_eq!(suggested(&["2026-11-16", "2026-11-02", "2026-11-10"]), None);
        assert_eq!(suggested(&["2026-11-02", "2026-11-09"]), None);
    }
}
