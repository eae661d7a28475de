//! Days named by how far they are: `today`, `+3d`, `周五`.
use super::{Day, number};
use chrono::{Datelike as _, Months};

/// Days with a name of their own.
const NAMED: [(&str, i32); 13] = [
    ("today", 0),
    ("今天", 0),
    ("今日", 0),
    ("tomorrow", 1),
    ("明天", 1),
    ("明日", 1),
    ("后天", 2),
    ("大后天", 3),
    ("yesterday", -1),
    ("昨天", -1),
    ("昨日", -1),
    ("前天", -2),
    ("大前天", -3),
];

/// Weekdays from Monday: English, and the Chinese after 周, 星期 or 礼拜.
const WEEKDAYS: [(&str, &str, &str); 8] = [
    ("mon", "monday", "一"),
    ("tue", "tuesday", "二"),
    ("wed", "wednesday", "三"),
    ("thu", "thursday", "四"),
    ("fri", "friday", "五"),
    ("sat", "saturday", "六"),
    ("sun", "sunday", "日"),
    ("sun", "sunday", "天"),
];

/// The week a weekday is looked for in, counted from this one; without a word, the next such day.
const WEEKS: [(&str, i32); 7] =
    [("下下", 2), ("下", 1), ("next ", 1), ("这", 0), ("本", 0), ("上", -1), ("last ", -1)];

/// What `+3` may count.
const STEPS: [(&str, Step); 13] = [
    ("days", Step::Days(1)),
    ("day", Step::Days(1)),
    ("d", Step::Days(1)),
    ("天", Step::Days(1)),
    ("weeks", Step::Days(7)),
    ("week", Step::Days(7)),
    ("w", Step::Days(7)),
    ("周", Step::Days(7)),
    ("个月", Step::Months(1)),
    ("月", Step::Months(1)),
    ("m", Step::Months(1)),
    ("y", Step::Months(12)),
    ("年", Step::Months(12)),
];

#[derive(Clone, Copy)]
enum Step {
    Days(u32),
    Months(u32),
}

/// The day a word means, seen from today.
pub fn relative_day(text: &str, today: Day) -> Option<Day> {
    NAMED
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, days)| today.plus(*days))
        .or_else(|| distance(text, today))
        .or_else(|| weekday(text, today))
}

/// `+3d`, `-2w`, `+1m`, `3天后`, `3天前`. A month further is the same day of the month, or its last.
fn distance(text: &str, today: Day) -> Option<Day> {
    let (is_back, rest) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (text.ends_with('前'), text.strip_suffix(['前', '后'])?),
    };
    let (count, step) =
        STEPS.iter().find_map(|(word, step)| rest.strip_suffix(word).map(|count| (count.trim(), *step)))?;
    let count = number(count, 4)?;
    match step {
        Step::Days(days) => {
            let days = i32::try_from(count * days).ok()?;
            Some(today.plus(if is_back { -days } else { days }))
        }
        Step::Months(months) => {
            let months = Months::new(count * months);
            let date = today.date();
            let moved =
                if is_back { date.checked_sub_months(months) } else { date.checked_add_months(months) };
            moved.map(Day::of)
        }
    }
}

/// `fri`, `星期五`: the next one, today included. `下周五`, `next fri`: in the week after this one, from Monday.
fn weekday(text: &str, today: Day) -> Option<Day> {
    let (weeks, name) = WEEKS
        .iter()
        .find_map(|(word, weeks)| text.strip_prefix(word).map(|name| (Some(*weeks), name.trim())))
        .unwrap_or((None, text));
    let chinese = ["周", "星期", "礼拜"].iter().find_map(|word| name.strip_prefix(word));
    let index = WEEKDAYS.iter().position(|(short, long, zh)| match chinese {
        Some(rest) => rest == *zh,
        None => name == *short || name == *long,
    })?;
    let wanted = i32::try_from(index.min(6)).ok()?;
    let now = i32::try_from(today.date().weekday().num_days_from_monday()).ok()?;
    Some(today.plus(match weeks {
        Some(weeks) => weeks * 7 + wanted - now,
        None => (wanted - now).rem_euclid(7),
    }))
}
