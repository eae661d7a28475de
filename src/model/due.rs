//! Due dates that move with a campaign: `T-21` is 21 days before its first day, `E+1` the day after its last.
use super::{Cell, Column, Day, Fault, When, parse_when};
use chrono::NaiveTime;
use std::fmt;

/// When something of a campaign is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// On a day or at a local time of its own; it does not move.
    At(When),
    /// Days from the campaign's first day, negative before it, at a time of day where one is given.
    Start(i32, Option<NaiveTime>),
    /// Days from the campaign's last day.
    End(i32, Option<NaiveTime>),
}

/// As far from a campaign as a due date may be counted, in days.
const FARTHEST: i32 = 3_660;

impl Due {
    /// Reads a due date as people type it: `T-21`, `T`, `T+1 20:00`, `E+2`, `start-3`, `end+1`, `开始前21天`,
    /// `结束后2天`, or a date.
    ///
    /// # Errors
    /// [`Fault::BadDate`] for anything else.
    pub fn parse(text: &str, today: Day) -> Result<Self, Fault> {
        match Self::relative(text) {
            Some(due) => due,
            None => parse_when(text, today).map(Self::At),
        }
    }

    /// Reads the stored form.
    ///
    /// # Errors
    /// [`Fault::BadDate`].
    pub fn parse_stored(text: &str) -> Result<Self, Fault> {
        match Self::relative(text) {
            Some(due) => due,
            None => When::parse_iso(text).map(Self::At),
        }
    }

    /// A due date counted from the campaign; none where the text does not begin like one.
    fn relative(text: &str) -> Option<Result<Self, Fault>> {
        let bad = || Fault::BadDate { text: text.trim().to_owned() };
        let plain: String = text
            .trim()
            .chars()
            .map(|c| match c {
                '−' | '–' | '－' => '-',
                '＋' => '+',
                other => other.to_ascii_lowercase(),
            })
            .collect();
        let (is_end, rest) = [("开始", false), ("结束", true), ("start", false), ("end", true)]
            .into_iter()
            .chain([("t", false), ("e", true)])
            .find_map(|(word, is_end)| plain.strip_prefix(word).map(|rest| (is_end, rest.trim())))?;
        let (count, time) = match rest.split_once([' ', '@']) {
            Some((count, time)) => (count.trim(), Some(time.trim())),
            None if rest.contains(':') => ("", Some(rest)),
            None => (rest, None),
        };
        // `today`, `tomorrow`, `tue` begin with a t, too.
        if !count.is_empty() && !count.starts_with(['+', '-', '前', '后', '当']) {
            return if is_end && plain.starts_with("end") { Some(Err(bad())) } else { None };
        }
        let Ok(time) = time.map(|time| NaiveTime::parse_from_str(time, "%H:%M")).transpose() else {
            return Some(Err(bad()));
        };
        let days = match count.trim_end_matches(['天', '日', 'd']) {
            "" | "当" => Some(0),
            word => {
                let sign = if word.starts_with(['-', '前']) { -1 } else { 1 };
                let number = word.strip_prefix(['+', '-', '前', '后']).unwrap_or(word).trim();
                number.parse::<i32>().ok().filter(|n| (0..=FARTHEST).contains(n)).map(|n| sign * n)
            }
        };
        Some(days.ok_or_else(bad).map(|days| match is_end {
            false => Self::Start(days, time),
            true => Self::End(days, time),
        }))
    }

    /// The day or local time it comes down to in a campaign that runs from `start` to `end`.
    #[must_use]
    pub fn resolve(self, start: When, end: When) -> When {
        let at = |day: Day, time: Option<NaiveTime>| match time {
            Some(time) => When::Time(day.date().and_time(time)),
            None => When::Day(day),
        };
        match self {
            Self::At(when) => when,
            Self::Start(days, time) => at(start.day().plus(days), time),
            Self::End(days, time) => at(end.last_day().plus(days), time),
        }
    }

    /// True where it moves with the campaign.
    #[must_use]
    pub fn is_relative(self) -> bool {
        !matches!(self, Self::At(_))
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (letter, days, time) = match self {
            Self::At(when) => return when.fmt(f),
            Self::Start(days, time) => ('T', *days, time),
            Self::End(days, time) => ('E', *days, time),
        };
        let days = if days == 0 { String::new() } else { format!("{days:+}") };
        let time = time.map(|time| time.format(" %H:%M").to_string()).unwrap_or_default();
        f.pad(&format!("{letter}{days}{time}"))
    }
}

impl Column for Due {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.to_string())
    }
    fn from_cell(cell: Cell) -> Result<Self, Fault> {
        Self::parse_stored(&String::from_cell(cell)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(text: &str) -> String {
        Due::parse(text, crate::model::parse_iso_day(b"2026-11-04").unwrap())
            .map_or_else(|e| format!("{e:?}"), |d| d.to_string())
    }

    #[test]
    fn people_count_from_the_first_day_and_from_the_last() {
        let said = [
            ("T-21", "T-21"),
            ("t−3", "T-3"),
            ("T", "T"),
            ("T+0", "T"),
            ("T+1 20:00", "T+1 20:00"),
            ("T 08:30", "T 08:30"),
            ("E+2", "E+2"),
            ("start-3", "T-3"),
            ("end+1", "E+1"),
            ("开始前21天", "T-21"),
            ("开始当天", "T"),
            ("结束后2天", "E+2"),
            ("2026-11-08", "2026-11-08"),
            ("11-08", "2026-11-08"),
            ("today", "2026-11-04"),
            ("tomorrow", "2026-11-05"),
        ];
        for (typed, meant) in said {
            assert_eq!(due(typed), meant, "{typed}");
        }
        for bad in ["T-", "T--3", "T-x", "T-99999", "T 25:00", "end of time", "E*3", ""] {
            assert!(due(bad).contains("BadDate"), "{bad}: {}", due(bad));
        }
    }

    #[test]
    fn it_moves_with_the_campaign() {
        let when = |text| When::parse_iso(text).unwrap();
        let (start, end) = (when("2026-11-01"), when("2026-11-11"));
        let on = |text: &str| Due::parse_stored(text).unwrap().resolve(start, end).to_string();
        assert_eq!(on("T-21"), "2026-10-11");
        assert_eq!(on("E+1"), "2026-11-12");
        assert_eq!(on("T 20:00"), "2026-11-01T20:00");
        assert_eq!(on("2026-10-01"), "2026-10-01");
        let midnight = Due::End(0, None).resolve(start, when("2026-11-12T00:00"));
        assert_eq!(midnight.to_string(), "2026-11-11");
    }
}
