//! The readings that a batch found unchanged, a few bytes each: where a later part of the same import gives one of
//! them again, it is a repeat, although nothing in the file says so.
use std::collections::BTreeMap;

/// By series, one run for each put.
#[derive(Debug, Default)]
pub(super) struct Seen(BTreeMap<i64, Vec<Times>>);

/// Ascending times, as differences of seven bits a byte.
#[derive(Debug, Default)]
pub(super) struct Times {
    first: i64,
    last: i64,
    differences: Vec<u8>,
}

impl Seen {
    pub(super) fn add(&mut self, series: i64, times: Times) {
        if !times.differences.is_empty() {
            self.0.entry(series).or_default().push(times);
        }
    }

    /// Answers, for ascending times in `from..=to`, whether they were seen.
    pub(super) fn of(&self, series: i64, from: i64, to: i64) -> impl FnMut(i64) -> bool {
        let runs = self.0.get(&series).map_or(&[][..], Vec::as_slice);
        let overlapping = runs.iter().filter(move |run| run.first <= to && run.last >= from);
        let mut runs: Vec<_> = overlapping.map(|run| run.iter().peekable()).collect();
        move |at| {
            let mut seen = false;
            for run in &mut runs {
                while run.next_if(|time| *time < at).is_some() {}
                seen |= run.peek() == Some(&at);
            }
            seen
        }
    }
}

impl Times {
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn push(&mut self, at: i64) {
        if self.differences.is_empty() {
            (self.first, self.last) = (at, at);
        }
        let mut rest = self.last.abs_diff(at);
        self.last = at;
        while rest >= 0x80 {
            self.differences.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.differences.push(rest as u8);
    }

    fn iter(&self) -> impl Iterator<Item = i64> {
        let mut bytes = self.differences.iter();
        let mut at = self.first;
        std::iter::from_fn(move || {
            let (mut rest, mut shift) = (0_u64, 0);
            loop {
                let byte = *bytes.next()?;
                rest |= u64::from(byte & 0x7f) << shift;
                shift += 7;
                if byte < 0x80 {
                    at = at.wrapping_add_unsigned(rest);
                    return Some(at);
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_back_as_they_went_in_and_only_those_are_seen() {
        let all = [-9_000_000_000, -1, 0, 1, 86_400, 1_793_808_000, i64::MAX / 2];
        let mut times = Times::default();
        all.iter().for_each(|at| times.push(*at));
        assert_eq!(times.iter().collect::<Vec<_>>(), all);
        let mut seen = Seen::default();
        seen.add(7, times);
        let mut of = seen.of(7, 0, 100_000);
        assert_eq!([0, 1, 2, 86_400, 86_401].map(&mut of), [true, true, false, true, false]);
        assert!(!seen.of(7, 2, 3)(2) && !seen.of(8, 0, 1)(0));
    }
}
