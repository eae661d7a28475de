//! Reading dates and moments the way people write them.
use super::typed::{LONGEST, half_width, quoted};
use super::{Day, Fault, Span, When, Zone};
use chrono::{Datelike as _, FixedOffset, NaiveDate, NaiveTime, Timelike as _, Weekday};
use std::borrow::Cow;

mod word;

/// Reads a day or a local time: `2026-11-11`, `2026/11/11`, `11-11` (in the year that brings it nearest to today),
/// `11月11日`, `today`, `明天`, `+3d`, `-2w`, `+1m`, `周五` (the next one), `下周五`, and with a time `11-11 20:00`,
/// `今天 9:30`, `15:00` (today).
///
/// # Errors
/// [`Fault::BadDate`]: also for a day that does not exist and for seconds, which a plan does not have.
pub fn parse_when(text: &str, today: Day) -> Result<When, Fault> {
    let bad = || Fault::BadDate { text: quoted(text) };
    let plain = plain(text).ok_or_else(bad)?;
    match local(&plain, today, Year::Nearest(today)).ok_or_else(bad)? {
        Local { time: Some(time), .. } if time.second() != 0 => Err(bad()),
        found => Ok(found.when()),
    }
}

/// Reads a first and a last: `11/1..11/11`, `11月1日至11月11日`, `11.1-11.11`, `11-01 ~ 11-11`. A last without a year is
/// the next one after the first.
///
/// # Errors
/// [`Fault::BadDate`], [`Fault::EndBeforeStart`].
pub fn parse_range(text: &str, today: Day) -> Result<(When, When), Fault> {
    let bad = || Fault::BadDate { text: quoted(text) };
    let plain = plain(text).ok_or_else(bad)?;
    let (first, last) = ["..", "~", "至", "到", " to ", " - "]
        .iter()
        .find_map(|mark| plain.split_once(mark))
        .or_else(|| plain.split_once('-').filter(|(first, _)| first.contains(['.', '/', '月'])))
        .ok_or_else(bad)?;
    let start = parse_when(first, today)?;
    let end =
        local(last.trim_start_matches('.').trim(), today, Year::After(start.day())).ok_or_else(bad)?.when();
    let is_before = match (start, end) {
        (When::Time(start), When::Time(end)) => end < start,
        _ => end.day() < start.day(),
    };
    if is_before {
        return Err(Fault::EndBeforeStart { start: start.to_string(), end: end.to_string() });
    }
    Ok((start, end))
}

/// Reads what a reading covers: a day as in [`parse_when`] from its start to its end, `2026-11-04T15:00` (also with
/// seconds, also with an offset: `+08:00`, `Z`) as that moment, `2026-11-05T15` an hour, `2026-W45` a week from Monday,
/// `2026-11` a month.
///
/// # Errors
/// [`Fault::BadDate`]; [`Fault::TimeInGap`] and [`Fault::TimeTwice`] as [`Zone::resolve`].
pub fn parse_moment(text: &str, today: Day, zone: Zone) -> Result<Span, Fault> {
    let bad = || Fault::BadDate { text: quoted(text) };
    let plain = plain(text).ok_or_else(bad)?;
    if let Some((first, last)) = week(&plain).or_else(|| month(&plain)) {
        return Ok(Span::days(first, last, zone));
    }
    if let Some(hour) = hour(&plain, today) {
        let at = zone.resolve(hour)?;
        return Ok(Span { at, until: at + 3600 });
    }
    let (rest, offset) = without_offset(&plain);
    match (local(rest, today, Year::Nearest(today)).ok_or_else(bad)?, offset) {
        (Local { day, time: Some(time) }, Some(offset)) => {
            let instant = day.date().and_time(time).and_local_timezone(offset).single().ok_or_else(bad)?;
            Ok(Span::moment(instant.timestamp()))
        }
        (Local { day, time: Some(time) }, None) => zone.resolve(day.date().and_time(time)).map(Span::moment),
        (Local { day, time: None }, None) => Ok(Span::days(day, day, zone)),
        (Local { time: None, .. }, Some(_)) => Err(bad()),
    }
}

/// Reads `YYYY-MM-DD` and nothing else: the fast way for files, without allocation.
#[must_use]
pub fn parse_iso_day(text: &[u8]) -> Option<Day> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u16, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u16::from(b - b'0')))
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    date(year.into(), month.into(), day.into())
}

/// A local day, with a time of day where one is written.
struct Local {
    day: Day,
    time: Option<NaiveTime>,
}

impl Local {
    fn when(&self) -> When {
        match self.time {
            Some(time) => When::Time(self.day.date().and_time(time)),
            None => When::Day(self.day),
        }
    }
}

/// Which year a date without one is in.
#[derive(Clone, Copy)]
enum Year {
    /// The one that brings it nearest to a day.
    Nearest(Day),
    /// The first one not before a day.
    After(Day),
}

/// Full-width forms made plain, lower case; none for what is too long to be a date.
fn plain(text: &str) -> Option<String> {
    (text.len() <= LONGEST).then(|| half_width(text).to_lowercase())
}

fn local(text: &str, today: Day, year: Year) -> Option<Local> {
    let text = &*with_colon(text.trim());
    let clock_at = text.rfind(|c: char| !c.is_ascii_digit() && c != ':').map_or(0, |i| i + char_len(text, i));
    let (before, clock) = text.split_at(clock_at);
    if !clock.contains(':') {
        return day(text, today, year).map(|day| Local { day, time: None });
    }
    let before = before.trim_end();
    let before = match before.strip_suffix('t') {
        Some(date) if date.ends_with(|c: char| c.is_ascii_digit()) => date,
        _ => before,
    };
    let day = if before.is_empty() { today } else { day(before, today, year)? };
    let (day, time) = if matches!(clock, "24:00" | "24:00:00") {
        (day.plus(1), NaiveTime::MIN)
    } else {
        (day, time(clock)?)
    };
    day.is_writable().then_some(Local { day, time: Some(time) })
}

/// `20点`, `20点30分`, `9点半` as `20:00`, `20:30`, `9:30`.
fn with_colon(text: &str) -> Cow<'_, str> {
    let Some((hour, minutes)) = text.split_once('点') else { return Cow::Borrowed(text) };
    let minutes = match minutes.trim_end_matches('分') {
        "" | "整" => "00",
        "半" => "30",
        digits => digits,
    };
    Cow::Owned(format!("{hour}:{minutes}"))
}

fn char_len(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

fn time(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':').map(|part| number(part, 2));
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    if parts.next().is_some() { None } else { NaiveTime::from_hms_opt(hour, minute, second) }
}

fn day(text: &str, today: Day, year: Year) -> Option<Day> {
    word::relative_day(text, today).or_else(|| calendar_day(text, year)).filter(|day| day.is_writable())
}

/// `2026-11-11`, `2026/11/11`, `2026.11.11`, `20261111`, `2026年11月11日`, and without a year.
fn calendar_day(text: &str, year: Year) -> Option<Day> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = text.split_at(4);
        let (month, day) = rest.split_at(2);
        return date(number(year, 4)?, number(month, 2)?, number(day, 2)?);
    }
    let spelled = text.strip_suffix(['日', '号']).map(|rest| rest.replace(['年', '月'], "-"));
    let text = spelled.as_deref().unwrap_or(text);
    let mark = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let parts: Vec<&str> = text.split(mark).map(str::trim).collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => date(number(year, 4)?, number(month, 2)?, number(day, 2)?),
        [month, day] => in_year(number(month, 2)?, number(day, 2)?, year),
        _ => None,
    }
}

fn in_year(month: u32, day: u32, year: Year) -> Option<Day> {
    let (Year::Nearest(near) | Year::After(near)) = year;
    let this_year = u32::try_from(near.date().year()).ok()?;
    let days = (this_year.saturating_sub(1)..=this_year + 1).filter_map(|year| date(year, month, day));
    match year {
        Year::Nearest(near) => days.min_by_key(|day| ((day.0 - near.0).abs(), day.0 < near.0)),
        Year::After(first) => days.filter(|day| *day >= first).min(),
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<Day> {
    if year < 1900 {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).map(Day::of)
}

/// A number of at most so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let is_number = (1..=digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// `2026-w45`: Monday to Sunday.
fn week(text: &str) -> Option<(Day, Day)> {
    let (year, week) = text.split_once("-w").or_else(|| text.split_once('w'))?;
    let year = number(year, 4).filter(|year| *year >= 1900)?;
    let monday = NaiveDate::from_isoywd_opt(i32::try_from(year).ok()?, number(week, 2)?, Weekday::Mon)?;
    Some((Day::of(monday), Day::of(monday).plus(6)))
}

/// `2026-11`, `2026/11`, `2026年11月`.
fn month(text: &str) -> Option<(Day, Day)> {
    let (year, month) = match text.strip_suffix('月') {
        Some(spelled) => spelled.split_once('年')?,
        None => text.split_once(['-', '/', '.'])?,
    };
    if year.len() != 4 {
        return None;
    }
    let (year, month) = (number(year, 4)?, number(month, 2)?);
    let next = if month == 12 { date(year + 1, 1, 1) } else { date(year, month + 1, 1) };
    Some((date(year, month, 1)?, next?.plus(-1)))
}

/// `2026-11-05t15`, `2026-11-05 15`: its first minute.
fn hour(text: &str, today: Day) -> Option<chrono::NaiveDateTime> {
    let (before, hour) = text.rsplit_once(['t', ' '])?;
    let hour = number(hour, 2)?;
    Some(
        calendar_day(before.trim(), Year::Nearest(today))?
            .date()
            .and_time(NaiveTime::from_hms_opt(hour, 0, 0)?),
    )
}

/// Takes `z` or `+08:00` off a text with a time of day.
fn without_offset(text: &str) -> (&str, Option<FixedOffset>) {
    if let Some(rest) = text.strip_suffix('z') {
        return (rest.trim_end(), FixedOffset::east_opt(0));
    }
    let offset = || {
        let colon = text.find(':')?;
        let at = colon + text.get(colon..)?.find(['+', '-'])?;
        let (rest, offset) = text.split_at(at);
        let (hours, minutes) = match offset.get(1..)? {
            hours if hours.len() == 2 => (hours, "0"),
            plain if plain.len() == 4 => plain.split_at_checked(2)?,
            spelled => spelled.split_once(':')?,
        };
        // No clock on earth is further off; `15:00-17:00` is a range somebody typed.
        let hours = number(hours, 2).filter(|hours| *hours <= 14)?;
        let minutes = number(minutes, 2).filter(|minutes| *minutes < 60)?;
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
        let seconds = if offset.starts_with('-') { -seconds } else { seconds };
        Some((rest.trim_end(), FixedOffset::east_opt(seconds)?))
    };
    offset().map_or((text, None), |(rest, offset)| (rest, Some(offset)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Saturday.
    fn today() -> Day {
        parse_iso_day(b"2026-11-21").unwrap()
    }

    fn when(text: &str) -> String {
        parse_when(text, today()).map_or_else(|fault| fault.to_string(), |when| when.to_string())
    }

    fn span(text: &str) -> (String, i64) {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let span = parse_moment(text, today(), zone).unwrap();
        (zone.local(span.at).to_string(), span.until - span.at)
    }

    #[test]
    fn days_are_read_the_way_people_write_them() {
        for (typed, meant) in [
            ("2026-11-11", "2026-11-11"),
            ("2026/11/1", "2026-11-01"),
            ("2026.11.11", "2026-11-11"),
            ("20261111", "2026-11-11"),
            ("２０２６－１１－１１", "2026-11-11"),
            ("11-11", "2026-11-11"),
            ("11/11", "2026-11-11"),
            ("11.11", "2026-11-11"),
            ("11月11日", "2026-11-11"),
            ("2026年11月11号", "2026-11-11"),
            (" today ", "2026-11-21"),
            ("今天", "2026-11-21"),
            ("Tomorrow", "2026-11-22"),
            ("明天", "2026-11-22"),
            ("大后天", "2026-11-24"),
            ("昨天", "2026-11-20"),
            ("+3d", "2026-11-24"),
            ("-2d", "2026-11-19"),
            ("+2w", "2026-12-05"),
            ("+1m", "2026-12-21"),
            ("+3天", "2026-11-24"),
            ("3天前", "2026-11-18"),
            ("+2个月", "2027-01-21"),
            ("周六", "2026-11-21"),
            ("周五", "2026-11-27"),
            ("星期日", "2026-11-22"),
            ("礼拜天", "2026-11-22"),
            ("fri", "2026-11-27"),
            ("Friday", "2026-11-27"),
            ("下周五", "2026-11-27"),
            ("下周一", "2026-11-23"),
            ("下下周一", "2026-11-30"),
            ("本周五", "2026-11-20"),
            ("上周五", "2026-11-13"),
            ("next mon", "2026-11-23"),
        ] {
            assert_eq!(when(typed), meant, "{typed}");
        }
    }

    #[test]
    fn a_date_without_a_year_is_the_one_nearest_to_today() {
        assert_eq!(when("1-5"), "2027-01-05");
        assert_eq!(when("6-18"), "2026-06-18");
        assert_eq!(when("5-1"), "2027-05-01");
        assert_eq!(
            parse_when("12-20", Day(today().0 + 60)),
            Ok(When::Day(parse_iso_day(b"2026-12-20").unwrap()))
        );
    }

    #[test]
    fn a_month_from_its_last_day_stays_in_the_month() {
        let last = parse_iso_day(b"2026-01-31").unwrap();
        assert_eq!(parse_when("+1m", last).map(|when| when.to_string()), Ok("2026-02-28".into()));
    }

    #[test]
    fn times_are_read_with_and_without_a_day() {
        for (typed, meant) in [
            ("2026-11-11T20:00", "2026-11-11T20:00"),
            ("11-11 20:00", "2026-11-11T20:00"),
            ("11月11日20：00", "2026-11-11T20:00"),
            ("今天 9:30", "2026-11-21T09:30"),
            ("今天9:30", "2026-11-21T09:30"),
            ("sat 9:30", "2026-11-21T09:30"),
            ("15:00", "2026-11-21T15:00"),
            ("11-11 24:00", "2026-11-12T00:00"),
            ("11月11日20点", "2026-11-11T20:00"),
            ("今天9点半", "2026-11-21T09:30"),
            ("明天 20点05分", "2026-11-22T20:05"),
        ] {
            assert_eq!(when(typed), meant, "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for typed in [
            "",
            "2026-02-30",
            "2025-02-29",
            "13-01",
            "11-31",
            "0026-11-11",
            "11/12/2026",
            "26-11-11",
            "soon",
            "+3",
            "+3x",
            "25:00",
            "9:60",
            "15:00:30",
            "11-1120:00",
            "周八",
            "2026-11-11T",
            "2026-11-11T20:00Z",
            "2026-11",
            "+9999y",
            "9999-12-31 24:00",
            "点",
        ] {
            assert!(matches!(parse_when(typed, today()), Err(Fault::BadDate { .. })), "{typed}");
        }
    }

    #[test]
    fn a_range_is_read_and_its_end_follows_its_start() {
        let range = |text: &str| {
            parse_range(text, today()).map_or_else(|fault| fault.to_string(), |(a, b)| format!("{a} {b}"))
        };
        for text in [
            "11/1..11/11",
            "11-01..11-11",
            "11月1日至11月11日",
            "11.1-11.11",
            "2026-11-01 ~ 11-11",
            "11月1日-11月11日",
        ] {
            assert_eq!(range(text), "2026-11-01 2026-11-11", "{text}");
        }
        assert_eq!(range("12-20..01-05"), "2026-12-20 2027-01-05");
        assert_eq!(range("01-01..12-31"), "2027-01-01 2027-12-31");
        assert_eq!(range("11-11 20:00..11-11 24:00"), "2026-11-11T20:00 2026-11-12T00:00");
        assert!(matches!(parse_range("2026-11-11..2026-11-01", today()), Err(Fault::EndBeforeStart { .. })));
        assert!(matches!(
            parse_range("11-11 20:00..11-11 19:00", today()),
            Err(Fault::EndBeforeStart { .. })
        ));
        assert!(parse_range("2026-11-11", today()).is_err());
    }

    #[test]
    fn a_moment_covers_what_its_form_says() {
        let day = |text: &str| format!("{text} 00:00:00");
        assert_eq!(span("2026-11-05"), (day("2026-11-05"), 86_400));
        assert_eq!(span("今天"), (day("2026-11-21"), 86_400));
        assert_eq!(span("2026-W45"), (day("2026-11-02"), 7 * 86_400));
        assert_eq!(span("2026-11"), (day("2026-11-01"), 30 * 86_400));
        assert_eq!(span("2026年12月"), (day("2026-12-01"), 31 * 86_400));
        assert_eq!(span("2026-11-05T15"), ("2026-11-05 15:00:00".into(), 3600));
        assert_eq!(span("2026-11-04T15:00"), ("2026-11-04 15:00:00".into(), 0));
        assert_eq!(span("2026-11-04 15:00:30"), ("2026-11-04 15:00:30".into(), 0));
        assert_eq!(span("2026-11-04T15:00Z"), ("2026-11-04 23:00:00".into(), 0));
        assert_eq!(span("2026-11-04T15:00:00+02:00"), ("2026-11-04 21:00:00".into(), 0));
        assert_eq!(span("2026-11-04T15:00-0530"), ("2026-11-05 04:30:00".into(), 0));
    }

    #[test]
    fn a_moment_shown_twice_by_the_clocks_needs_an_offset() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        let read = |text: &str| parse_moment(text, today(), berlin);
        assert!(matches!(read("2026-10-25T02:30"), Err(Fault::TimeTwice { .. })));
        let (first, second) = (read("2026-10-25T02:30+02:00"), read("2026-10-25T02:30+01:00"));
        assert_eq!(second.unwrap().at - first.unwrap().at, 3600);
        assert!(matches!(read("2026-03-29T02:30"), Err(Fault::TimeInGap { .. })));
        for bad in ["2026-W54", "2026-13", "2026-11-04T25", "2026-11-04Z", "2026-11-04T15:00+99:00"] {
            assert!(matches!(read(bad), Err(Fault::BadDate { .. })), "{bad}");
        }
    }

    #[test]
    fn the_fast_way_reads_iso_days_only() {
        assert_eq!(parse_iso_day(b"1970-01-01"), Some(Day(0)));
        assert_eq!(parse_iso_day(b"2024-02-29").map(|day| day.to_string()), Some("2024-02-29".into()));
        for bad in ["2026-02-30", "2026-13-01", "2026-1-01", "2026/11/11", " 2026-11-1", "2026-11-111", ""] {
            assert_eq!(parse_iso_day(bad.as_bytes()), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(days in -25_000_i32..100_000, minute in 0_u32..1440) {
            let day = Day(days);
            prop_assert_eq!(parse_iso_day(day.to_string().as_bytes()), Some(day));
            let time = When::Time(day.date().and_hms_opt(minute / 60, minute % 60, 0).unwrap());
            prop_assert_eq!(parse_when(&time.to_string(), Day(0)), Ok(time));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*", near in "[-+0-9年月日周天五下上tTzZwW:：./ ~至前后]{0,16}") {
            for text in [text, near] {
                let _ = (parse_when(&text, today()), parse_range(&text, today()), parse_iso_day(text.as_bytes()));
                let _ = parse_moment(&text, today(), Zone::utc());
            }
        }
    }
}
