//! Where a day stands on the timeline, and what is written above it.
use crate::i18n::{Text, tr};
use crate::model::Day;
use chrono::{Datelike as _, NaiveDate};

/// How much time a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoom {
    /// Three cells a day.
    Day,
    /// A cell a day.
    Week,
    /// A cell for four days.
    Month,
}

impl Zoom {
    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static Text {
        match self {
            Self::Day => &tr::CAMPAIGNS_BY_DAY,
            Self::Week => &tr::CAMPAIGNS_BY_WEEK,
            Self::Month => &tr::CAMPAIGNS_BY_MONTH,
        }
    }

    /// The next one with less time on the screen.
    #[must_use]
    pub fn closer(self) -> Self {
        if self == Self::Month { Self::Week } else { Self::Day }
    }

    /// The next one with more time on the screen.
    #[must_use]
    pub fn wider(self) -> Self {
        if self == Self::Day { Self::Week } else { Self::Month }
    }

    /// How many days one step to the side is: whole cells, and weeks begin with Monday where they did.
    #[must_use]
    pub fn stride(self) -> i32 {
        match self {
            Self::Day => 3,
            Self::Week => 7,
            Self::Month => 28,
        }
    }
}

/// A stretch of days over a number of cells.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    pub zoom: Zoom,
    /// The leftmost day.
    pub first: Day,
    /// How many cells there are.
    pub width: u16,
}

impl Scale {
    /// The days there is room for, from `left` on; without it today stands a quarter in.
    #[must_use]
    pub fn new(zoom: Zoom, left: Option<Day>, today: Day, width: u16) -> Self {
        let mut scale = Self { zoom, first: today, width };
        scale.first = left.unwrap_or_else(|| scale.leading_to(today));
        scale
    }

    /// The leftmost day with which a day stands a quarter in.
    #[must_use]
    pub fn leading_to(&self, day: Day) -> Day {
        let days = self.last().0 - self.first.0;
        let left = day.plus(-(days / 4));
        match self.zoom {
            Zoom::Day => left,
            // Weeks begin with Monday.
            Zoom::Week | Zoom::Month => {
                left.plus(-i32::try_from(left.date().weekday().num_days_from_monday()).unwrap_or(0))
            }
        }
    }

    /// The cell of a day, counted from the leftmost; outside of the room too.
    #[must_use]
    pub fn cell(&self, day: Day) -> i32 {
        let days = day.0 - self.first.0;
        match self.zoom {
            Zoom::Day => days * 3,
            Zoom::Week => days,
            Zoom::Month => days.div_euclid(4),
        }
    }

    /// The first day of a cell.
    #[must_use]
    pub fn day(&self, cell: u16) -> Day {
        let cell = i32::from(cell);
        self.first.plus(match self.zoom {
            Zoom::Day => cell / 3,
            Zoom::Week => cell,
            Zoom::Month => cell * 4,
        })
    }

    /// The last day that is shown.
    #[must_use]
    pub fn last(&self) -> Day {
        let next = self.day(self.width.saturating_sub(1));
        if self.zoom == Zoom::Month { next.plus(3) } else { next }
    }

    /// The cell a single day's sign stands in; none where it is not shown.
    #[must_use]
    pub fn spot(&self, day: Day) -> Option<u16> {
        let middle = if self.zoom == Zoom::Day { 1 } else { 0 };
        u16::try_from(self.cell(day) + middle).ok().filter(|cell| *cell < self.width)
    }

    /// The cells from a first to a last day, the end not counted; none where nothing of it is shown.
    #[must_use]
    pub fn span(&self, first: Day, last: Day) -> Option<(u16, u16)> {
        let from = self.cell(first).max(0);
        // Both ends of a short stretch may lie in one cell.
        let to = match self.zoom {
            Zoom::Month => self.cell(last) + 1,
            _ => self.cell(last.plus(1)),
        };
        let to = to.min(i32::from(self.width));
        let cells = (u16::try_from(from).ok()?, u16::try_from(to).ok()?);
        (cells.0 < cells.1).then_some(cells)
    }

    /// The days on which a unit begins, each with its cell; the first may have begun before.
    fn beginnings(&self, is_beginning: impl Fn(NaiveDate) -> bool) -> Vec<(u16, NaiveDate)> {
        let mut out = vec![(0, self.first.date())];
        for day in (self.first.0 + 1..=self.last().0).map(Day) {
            if let Some(cell) = u16::try_from(self.cell(day)).ok().filter(|_| is_beginning(day.date())) {
                out.push((cell, day.date()));
            }
        }
        out
    }

    /// The upper line of the heading: cell, text and the room up to the next one.
    #[must_use]
    pub fn upper(&self, year: &str, month_of: &str, month: &str) -> Vec<(u16, String, u16)> {
        let (found, forms) = match self.zoom {
            Zoom::Month => (self.beginnings(|d| d.ordinal() == 1), [year, year]),
            _ => (self.beginnings(|d| d.day() == 1), [month_of, month]),
        };
        self.fitted(&found, forms)
    }

    /// The lower line of the heading: months, or days; of weeks the Mondays.
    #[must_use]
    pub fn lower(&self, month: &str) -> Vec<(u16, String, u16)> {
        let (found, form) = match self.zoom {
            Zoom::Day => (self.beginnings(|_| true), "%d"),
            Zoom::Week => {
                let is_monday = |d: NaiveDate| d.weekday().num_days_from_monday() == 0;
                let mut found = self.beginnings(is_monday);
                found.retain(|(_, date)| is_monday(*date));
                (found, "%d")
            }
            Zoom::Month => (self.beginnings(|d| d.day() == 1), month),
        };
        self.fitted(&found, [form, form])
    }

    /// Each text with the room up to the next: in its long form where that fits, else in its short one, else not.
    fn fitted(&self, found: &[(u16, NaiveDate)], forms: [&str; 2]) -> Vec<(u16, String, u16)> {
        let mut out = Vec::new();
        for (i, (cell, date)) in found.iter().enumerate() {
            let end = found.get(i + 1).map_or(self.width, |(next, _)| *next);
            let room = end.saturating_sub(*cell);
            let texts = forms.map(|form| date.format(form).to_string());
            // A blank stands between two of them.
            let fits = |text: &&String| {
                crate::tui::text::width(text) < room
                    || end == self.width && crate::tui::text::width(text) <= room
            };
            if let Some(text) = texts.iter().find(fits) {
                out.push((*cell, text.clone(), room));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::When;

    fn day(text: &str) -> Day {
        When::parse_iso(text).unwrap().day()
    }

    fn scale(zoom: Zoom) -> Scale {
        Scale { zoom, first: day("2026-11-02"), width: 30 }
    }

    #[test]
    fn a_stretch_covers_its_days_and_no_more() {
        let (first, last) = (day("2026-11-03"), day("2026-11-05"));
        assert_eq!(scale(Zoom::Day).span(first, last), Some((3, 12)));
        assert_eq!(scale(Zoom::Week).span(first, last), Some((1, 4)));
        assert_eq!(scale(Zoom::Month).span(first, last), Some((0, 1)));
        assert_eq!(scale(Zoom::Month).span(day("2026-11-08"), day("2026-11-11")), Some((1, 3)));
        assert_eq!(scale(Zoom::Week).span(day("2026-10-01"), day("2026-11-02")), Some((0, 1)));
        assert_eq!(scale(Zoom::Week).span(day("2026-10-01"), day("2026-11-01")), None);
        assert_eq!(scale(Zoom::Week).span(day("2026-12-02"), day("2026-12-03")), None);
        assert_eq!(scale(Zoom::Week).span(day("2026-11-30"), day("2027-12-03")), Some((28, 30)));
    }

    #[test]
    fn cells_and_days_belong_together() {
        for zoom in [Zoom::Day, Zoom::Week, Zoom::Month] {
            let scale = scale(zoom);
            for cell in 0..scale.width {
                let day = scale.day(cell);
                assert!(
                    scale.cell(day) <= i32::from(cell) && scale.cell(day.plus(4)) > i32::from(cell),
                    "{zoom:?} {cell}"
                );
            }
            assert!(scale.spot(scale.last()).is_some() && scale.spot(scale.last().plus(4)).is_none());
        }
    }

    #[test]
    fn headings_never_run_into_each_other() {
        for zoom in [Zoom::Day, Zoom::Week, Zoom::Month] {
            for width in 1..160 {
                let scale = Scale::new(zoom, None, day("2026-11-04"), width);
                for line in [scale.upper("%Y年", "%Y年%-m月", "%-m月"), scale.lower("%-m月")] {
                    let mut end = 0;
                    for (cell, text, _) in line {
                        assert!(cell >= end, "{zoom:?} {width} {text}");
                        end = cell + crate::tui::text::width(&text) + 1;
                    }
                    assert!(end <= width + 1, "{zoom:?} {width}");
                }
            }
        }
    }

    #[test]
    fn weeks_begin_with_monday_and_today_stands_a_quarter_in() {
        let scale = Scale::new(Zoom::Week, None, day("2026-11-04"), 80);
        assert_eq!(scale.first.date().weekday(), chrono::Weekday::Mon);
        let today = scale.spot(day("2026-11-04")).unwrap();
        assert!((14..=26).contains(&today), "{today}");
    }
}
