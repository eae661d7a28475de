//! Cycles: the stretch of time objectives are set for, and the way it goes from planning to closed.
use super::{Day, Fault};
use chrono::Datelike as _;

crate::id! {
    /// A cycle's id.
    CycleId,
}

crate::words! {
    /// How long a cycle is.
    pub enum CycleKind {
        /// 年度: 2026
        Year = "year",
        /// 半年: 2026-H2
        Half = "half",
        /// 季度: 2026-Q4
        Quarter = "quarter",
        /// 月度: 2026-11
        Month = "month",
        /// Dates of its own.
        Own = "own",
    }
}

crate::words! {
    /// Where a cycle stands. Several may be active at once.
    pub enum CycleStatus {
        /// 制定中
        Planning = "planning",
        /// 进行中
        Active = "active",
        /// 评分中
        Grading = "grading",
        /// 已结束
        Closed = "closed",
    }
}

impl CycleStatus {
    /// The next one on the way; none after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let place = Self::ALL.iter().position(|status| *status == self)?;
        Self::ALL.get(place + 1).copied()
    }
}

crate::entity! {
    /// A stretch of time objectives are set for.
    pub struct Cycle in "cycle": CycleId {
        /// `2026-Q4`
        key: String,
        /// 2026 年第四季度, or what people call it.
        name: String,
        /// Year, half, quarter, month or dates of its own.
        kind: CycleKind,
        /// Its first day.
        start: Day,
        /// Its last day.
        end: Day,
        /// Planning, active, grading, closed.
        status: CycleStatus,
        /// UTC seconds.
        created_at: i64,
    }
}

/// The kind and the days a key names: `2026`, `2026-H2`, `2026-Q4`, `2026-11`. None where it names no time.
#[must_use]
pub fn cycle_days(key: &str) -> Option<(CycleKind, Day, Day)> {
    let key = key.trim().to_uppercase();
    let (year, rest) = key.split_once('-').map_or((key.as_str(), None), |(year, rest)| (year, Some(rest)));
    let is_year = |y: &&str| y.len() == 4 && y.bytes().all(|digit| digit.is_ascii_digit());
    let year: i32 = Some(year).filter(is_year)?.parse().ok()?;
    let months = |first: u32, count: u32, kind| {
        let start = chrono::NaiveDate::from_ymd_opt(year, first, 1)?;
        let after = start.checked_add_months(chrono::Months::new(count))?;
        Some((kind, Day::of(start), Day::of(after.pred_opt()?)))
    };
    let number = |text: &str, most: u32| {
        let is_plain = text.bytes().all(|digit| digit.is_ascii_digit());
        text.parse::<u32>().ok().filter(|n| is_plain && (1..=most).contains(n))
    };
    let Some(rest) = rest else { return months(1, 12, CycleKind::Year) };
    match rest.strip_prefix('Q').map(|n| ('Q', n)).or_else(|| rest.strip_prefix('H').map(|n| ('H', n))) {
        Some(('Q', n)) => months(number(n, 4).filter(|_| n.len() == 1)? * 3 - 2, 3, CycleKind::Quarter),
        Some((_, n)) => months(number(n, 2).filter(|_| n.len() == 1)? * 6 - 5, 6, CycleKind::Half),
        None => months(number(rest, 12).filter(|_| rest.len() == 2)?, 1, CycleKind::Month),
    }
}

/// The kind of a cycle with that key and these days: what the key names, where these are its days.
#[must_use]
pub fn cycle_kind(key: &str, start: Day, end: Day) -> CycleKind {
    let named = cycle_days(key).filter(|(_, first, last)| (*first, *last) == (start, end));
    named.map_or(CycleKind::Own, |(kind, ..)| kind)
}

/// The key of the cycle after one whose key names a time: `2027-Q1` after `2026-Q4`.
#[must_use]
pub fn next_cycle_key(key: &str) -> Option<String> {
    let (kind, _, end) = cycle_days(key)?;
    let next = end.plus(1).date();
    let (year, month) = (next.year(), next.month());
    Some(match kind {
        CycleKind::Year => format!("{year}"),
        CycleKind::Half => format!("{year}-H{}", month / 6 + 1),
        CycleKind::Quarter => format!("{year}-Q{}", month / 3 + 1),
        CycleKind::Month => format!("{year}-{month:02}"),
        CycleKind::Own => return None,
    })
}

/// The cycle people mean where they name none: of those that run the active one that ends first, of these the shortest
/// (a quarter before its half-year), else one that is being graded, else the one planned next, else the last.
#[must_use]
pub fn present_cycle(cycles: &[Cycle], today: Day) -> Option<&Cycle> {
    let rank = |cycle: &Cycle| match cycle.status {
        CycleStatus::Active if cycle.start <= today && today <= cycle.end => (0, cycle.end.0),
        CycleStatus::Active => (1, -cycle.end.0),
        CycleStatus::Grading => (2, -cycle.end.0),
        CycleStatus::Planning => (3, cycle.start.0),
        CycleStatus::Closed => (4, -cycle.end.0),
    };
    cycles.iter().min_by_key(|cycle| (rank(cycle), -cycle.start.0, cycle.id))
}

impl Cycle {
    /// A cycle's dates are in order.
    ///
    /// # Errors
    /// [`Fault::EndBeforeStart`].
    pub fn check(&self) -> Result<(), Fault> {
        if self.end < self.start {
            let (start, end) = (self.start.to_string(), self.end.to_string());
            return Err(Fault::EndBeforeStart { start, end });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_its_days() {
        let days = |key: &str| cycle_days(key).map(|(kind, a, b)| format!("{kind} {a} {b}"));
        assert_eq!(days("2026-Q4").as_deref(), Some("quarter 2026-10-01 2026-12-31"));
        assert_eq!(days("2026-q1").as_deref(), Some("quarter 2026-01-01 2026-03-31"));
        assert_eq!(days("2026-H2").as_deref(), Some("half 2026-07-01 2026-12-31"));
        assert_eq!(days("2028-02").as_deref(), Some("month 2028-02-01 2028-02-29"));
        assert_eq!(days("2026").as_deref(), Some("year 2026-01-01 2026-12-31"));
        let none = ["", "growth", "2026-Q5", "2026-H3", "2026-13", "2026-1", "26-Q1", "2026-Q0", "2026-"];
        for none in none.into_iter().chain(["+026", "2026-Q01", "2026-Q+1", "2026-+1", "2026-H"]) {
            assert!(days(none).is_none(), "{none}");
        }
    }

    #[test]
    fn the_next_cycle_is_as_long() {
        let next = |key: &str| next_cycle_key(key).unwrap_or_default();
        let keys = ["2026-Q4", "2026-q1", "2026-H1", "2026-H2", "2026", "2026-12", "2026-09", "growth"];
        let after = ["2027-Q1", "2026-Q2", "2026-H2", "2027-H1", "2027", "2027-01", "2026-10", ""];
        assert_eq!(keys.map(next), after);
    }

    #[test]
    fn a_cycle_goes_from_planning_to_closed() {
        assert_eq!(CycleStatus::Planning.next(), Some(CycleStatus::Active));
        assert_eq!(CycleStatus::Grading.next(), Some(CycleStatus::Closed));
        assert_eq!(CycleStatus::Closed.next(), None);
    }

    #[test]
    fn of_cycles_that_end_together_the_shorter_one_is_meant() {
        let cycle = |id, key: &str| {
            let (kind, start, end) = cycle_days(key).unwrap();
            let (key, name) = (key.to_owned(), String::new());
            let status = CycleStatus::Active;
            Cycle { id: CycleId(id), version: 1, key, name, kind, start, end, status, created_at: 0 }
        };
        let all = [cycle(1, "2026"), cycle(2, "2026-H2"), cycle(3, "2026-Q4")];
        let meant = present_cycle(&all, Day::of(chrono::NaiveDate::from_ymd_opt(2026, 11, 4).unwrap()));
        assert_eq!(meant.map(|cycle| cycle.key.as_str()), Some("2026-Q4"));
    }
}
