//! Planning with phases: borders that move, shares that go over, a phase split in two or joined with its neighbour. Each
//! gives phases without gap or overlap whose shares still add up to 1, or nothing where that cannot be.
use super::{Phase, Phases, Quantity, When};

impl Phases {
    /// The same dates and shares as before hold over the whole.
    fn checked(self, before: &Self) -> Option<Self> {
        let (first, last) = (before.0.first()?, before.0.last()?);
        self.check(first.start, last.end).ok()?;
        Some(self)
    }

    /// The neighbour a phase has its border with: the next one; of the last phase, the one before.
    #[must_use]
    pub fn neighbour(&self, index: usize) -> Option<usize> {
        let next = index + 1;
        let other = if next < self.0.len() { Some(next) } else { index.checked_sub(1) };
        other.filter(|_| index < self.0.len())
    }

    /// With the border between a phase and its neighbour moved by days.
    #[must_use]
    pub fn with_border_moved(&self, index: usize, days: i32) -> Option<Self> {
        let upper = index.max(self.neighbour(index)?);
        let mut out = self.clone();
        let end = &mut out.0.get_mut(upper - 1)?.end;
        *end = end.plus(days);
        let start = &mut out.0.get_mut(upper)?.start;
        *start = start.plus(days);
        out.checked(self)
    }

    /// With a share gone over to a phase from its neighbour, or back where it is negative: as much as there is.
    #[must_use]
    pub fn with_share_moved(&self, index: usize, by: Quantity) -> Option<Self> {
        let other = self.neighbour(index)?;
        let (own, others) = (self.0.get(index)?.share, self.0.get(other)?.share);
        let by = by.micros().clamp(-own.micros(), others.micros());
        let mut out = self.clone();
        out.0.get_mut(index)?.share = Quantity::from_micros(own.micros() + by);
        out.0.get_mut(other)?.share = Quantity::from_micros(others.micros() - by);
        (by != 0).then_some(out)?.checked(self)
    }

    /// With a phase split in two at a day's end, days and share by halves; none for a phase of one day.
    #[must_use]
    pub fn with_split(&self, index: usize, name: &str) -> Option<Self> {
        let phase = self.0.get(index)?.clone();
        let (first, last) = (phase.start.day(), phase.end.last_day());
        let middle = first.plus((last.0 - first.0) / 2);
        let half = phase.share.micros() / 2;
        let rest = Quantity::from_micros(phase.share.micros() - half);
        let mut out = self.clone();
        let second =
            Phase { name: name.to_owned(), start: When::Day(middle.plus(1)), end: phase.end, share: rest };
        *out.0.get_mut(index)? =
            Phase { end: When::Day(middle), share: Quantity::from_micros(half), ..phase };
        out.0.insert(index + 1, second);
        if middle == last { None } else { out.checked(self) }
    }

    /// Without a phase: the one before takes its days and its share, of the first phase the next one. Without the only
    /// phase there are none.
    #[must_use]
    pub fn without(&self, index: usize) -> Option<Self> {
        let mut out = self.clone();
        (index < out.0.len()).then_some(())?;
        let gone = out.0.remove(index);
        let heir = out.0.get_mut(index.saturating_sub(1));
        if let Some(heir) = heir {
            if index == 0 {
                heir.start = gone.start;
            } else {
                heir.end = gone.end;
            }
            heir.share = heir.share.checked_add(gone.share).ok()?;
            return out.checked(self);
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn phases(list: &[(&str, &str, i64)]) -> Phases {
        let when = |text: &str| When::parse_iso(text).unwrap();
        let phase = |(start, end, percent): &(&str, &str, i64)| Phase {
            name: start.to_string(),
            start: when(start),
            end: when(end),
            share: Quantity::from_micros(percent * 10_000),
        };
        Phases(list.iter().map(phase).collect())
    }

    fn three() -> Phases {
        phases(&[
            ("2026-11-01", "2026-11-05", 30),
            ("2026-11-06", "2026-11-10T20:00", 50),
            ("2026-11-10T20:00", "2026-11-11", 20),
        ])
    }

    #[test]
    fn a_border_moves_by_days_until_a_phase_has_none_left() {
        let moved = three().with_border_moved(0, 2).unwrap();
        assert_eq!(moved.0[0].end.to_string(), "2026-11-07");
        assert_eq!(moved.0[1].start.to_string(), "2026-11-08");
        assert_eq!(three().with_border_moved(0, -5), None);
        let last = three().with_border_moved(2, -1).unwrap();
        assert_eq!(
            (last.0[1].end.to_string(), last.0[2].start),
            ("2026-11-09T20:00".to_owned(), last.0[1].end)
        );
        assert_eq!(phases(&[("2026-11-01", "2026-11-05", 100)]).with_border_moved(0, 1), None);
    }

    #[test]
    fn a_share_comes_from_the_neighbour_as_far_as_it_has_some() {
        let percent = |p: &Phases| p.0.iter().map(|p| p.share.micros() / 10_000).collect::<Vec<_>>();
        let by = |n: i64| Quantity::from_micros(n * 10_000);
        assert_eq!(percent(&three().with_share_moved(0, by(1)).unwrap()), [31, 49, 20]);
        assert_eq!(percent(&three().with_share_moved(2, by(90)).unwrap()), [30, 0, 70]);
        assert_eq!(percent(&three().with_share_moved(2, by(-30)).unwrap()), [30, 70, 0]);
        assert_eq!(three().with_share_moved(2, by(-30)).unwrap().with_share_moved(2, by(-1)), None);
    }

    #[test]
    fn a_phase_is_split_by_halves_and_joined_again() {
        let split = three().with_split(0, "b").unwrap();
        let row = |p: &Phase| format!("{} {} {} {}", p.name, p.start, p.end, p.share);
        assert_eq!(row(&split.0[0]), "2026-11-01 2026-11-01 2026-11-03 0.15");
        assert_eq!(row(&split.0[1]), "b 2026-11-04 2026-11-05 0.15");
        assert_eq!(split.without(1).unwrap(), three());
        let one = phases(&[("2026-11-01", "2026-11-01", 40), ("2026-11-02", "2026-11-03", 60)]);
        assert_eq!(one.with_split(0, "b"), None);
        let rest = one.without(0).unwrap();
        assert_eq!(
            (rest.0.len(), rest.0[0].start.to_string(), rest.0[0].share.micros()),
            (1, "2026-11-01".to_owned(), 1_000_000)
        );
        assert_eq!(rest.without(0), Some(Phases::default()));
        assert_eq!(one.without(9), None);
    }

    proptest! {
        #[test]
        fn whatever_is_done_to_phases_they_stay_whole(acts in proptest::collection::vec((0u8..4, 0usize..6, -3i32..4), 0..40)) {
            let mut now = three();
            for (act, index, n) in acts {
                let next = match act {
                    0 => now.with_border_moved(index, n),
                    1 => now.with_share_moved(index, Quantity::from_micros(i64::from(n) * 10_000)),
                    2 => now.with_split(index, "x"),
                    _ if now.0.len() > 1 => now.without(index),
                    _ => None,
                };
                now = next.unwrap_or(now);
                let (start, end) = (three().0[0].start, three().0[2].end);
                prop_assert_eq!(now.check(start, end), Ok(()));
            }
        }
    }
}
