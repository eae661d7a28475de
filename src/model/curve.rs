//! Plan curves: which share of the goal should be reached by when.
use super::{Day, Fault, Quantity};
use serde::{Deserialize, Serialize};

/// Which share of the goal should be reached by when. 0 at the start, 1 at the end, never falling.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum PlanCurve {
    /// Evenly over the time.
    #[default]
    Linear,
    /// Each phase's share, evenly inside the phase; evenly over all where there are no phases.
    Phased,
    /// The goal holds all the time: a ratio, a keep.
    Flat,
    /// Named days and the share reached by their end, evenly between.
    Table {
        /// Day and share, in order.
        points: Vec<(Day, Quantity)>,
    },
    /// Another campaign's own cumulative shape, stretched phase by phase.
    Like {
        /// That campaign's key.
        campaign: String,
        /// That campaign's phase bounds as shares of its time: 0, …, 1.
        bounds: Vec<Quantity>,
        /// Share of its time and share of its result reached by then, in order.
        points: Vec<(Quantity, Quantity)>,
    },
}

crate::json_column!(PlanCurve);

const WHOLE: Quantity = Quantity::from_micros(Quantity::SCALE);

impl PlanCurve {
    /// Checks the points a person or a former campaign gave: shares between 0 and 1, never falling, ending at 1.
    ///
    /// # Errors
    /// [`Fault::CurveFalls`] where a day or share goes back, [`Fault::SharesNotOne`] where the last share is not
    /// 1 or one lies outside 0 to 1, [`Fault::BadCurve`] where there are no points.
    pub fn check(&self) -> Result<(), Fault> {
        match self {
            Self::Linear | Self::Phased | Self::Flat => Ok(()),
            Self::Table { points } => check_points(points, "table"),
            Self::Like { campaign, bounds, points } => {
                check_points(points, &format!("like:{campaign}"))?;
                match bounds.windows(2).find(|pair| pair[1] <= pair[0]) {
                    Some(pair) => Err(Fault::CurveFalls { at: pair[1].to_f64().to_string() }),
                    None => Ok(()),
                }
            }
        }
    }
}

fn check_points<X: Ord + Copy + Written>(points: &[(X, Quantity)], word: &str) -> Result<(), Fault> {
    for pair in points.windows(2) {
        if pair[1].0 <= pair[0].0 || pair[1].1 < pair[0].1 {
            return Err(Fault::CurveFalls { at: pair[1].0.written() });
        }
    }
    let not_one = |(at, share): &(X, Quantity)| Fault::SharesNotOne {
        sum: share.to_f64().to_string(),
        rows: at.written(),
    };
    match (points.first(), points.last()) {
        (Some(first), _) if first.1 < Quantity::ZERO => Err(not_one(first)),
        (_, Some(last)) if last.1 != WHOLE => Err(not_one(last)),
        (Some(_), _) => Ok(()),
        (None, _) => Err(Fault::BadCurve { word: word.to_owned() }),
    }
}

/// How a point's place is named in a fault.
trait Written {
    fn written(&self) -> String;
}

impl Written for Day {
    fn written(&self) -> String {
        self.to_string()
    }
}

impl Written for Quantity {
    fn written(&self) -> String {
        self.to_f64().to_string()
    }
}

/// The period of a target, as instants and as calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// UTC seconds: the first instant.
    pub start: i64,
    /// UTC seconds: the first instant after it.
    pub end: i64,
    /// The day the start falls on.
    pub first: Day,
    /// The last day with an instant of it.
    pub last: Day,
}

impl Period {
    /// An instant brought into the period; the start where it is empty.
    #[must_use]
    pub fn clamped(&self, at: i64) -> i64 {
        at.min(self.end).max(self.start)
    }

    /// The share of its time gone by at an instant, 0 to 1.
    #[must_use]
    pub fn elapsed(&self, at: i64) -> f64 {
        part(at, self.start, self.end).clamp(0.0, 1.0)
    }
}

/// A plan curve laid over a period: the share of the goal the plan asks for at any instant.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Instants in rising order with the share reached by then; evenly between. Empty for a flat curve.
    points: Vec<(i64, f64)>,
}

impl Curve {
    /// Lays a plan over a period.
    ///
    /// `phases` are the campaign's: start, end (exclusive) and share of each, in order. Where the period is only a
    /// part of them, the part of the plan that falls into it is scaled to 0…1. `day_end` gives the first instant
    /// after a day. Days of a table outside the period do not count: the curve is 0 at the start and 1 at the end.
    ///
    /// # Errors
    /// The fault of [`PlanCurve::check`].
    pub fn resolve(
        curve: &PlanCurve,
        period: &Period,
        phases: &[(i64, i64, f64)],
        day_end: impl Fn(Day) -> i64,
    ) -> Result<Self, Fault> {
        curve.check()?;
        Ok(match curve {
            PlanCurve::Flat => Self { points: Vec::new() },
            PlanCurve::Linear => Self::linear(period),
            PlanCurve::Phased => Self::phased(period, phases),
            PlanCurve::Table { points } => {
                Self::through(period, points.iter().map(|(day, share)| (day_end(*day), share.to_f64())))
            }
            PlanCurve::Like { bounds, points, .. } => {
                let from: Vec<f64> = bounds.iter().map(|b| b.to_f64()).collect();
                let to = stretch_to(period, phases, from.len());
                let from = if to.len() == from.len() { from } else { vec![0.0, 1.0] };
                Self::through(
                    period,
                    points.iter().map(|(time, share)| (stretched(time.to_f64(), &from, &to), share.to_f64())),
                )
            }
        })
    }

    /// Evenly over the period.
    #[must_use]
    pub fn linear(period: &Period) -> Self {
        Self::through(period, std::iter::empty())
    }

    /// The share of the goal the plan asks for at an instant, 0 to 1; 1 all the time for a flat curve.
    #[must_use]
    pub fn share(&self, at: i64) -> f64 {
        let next = self.points.partition_point(|(instant, _)| *instant <= at);
        match (next.checked_sub(1).and_then(|i| self.points.get(i)), self.points.get(next)) {
            (Some(before), Some(after)) => before.1 + (after.1 - before.1) * part(at, before.0, after.0),
            (None, Some(_)) => 0.0,
            (_, None) => 1.0,
        }
    }

    /// True where the goal holds all the time.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.points.is_empty()
    }

    fn phased(period: &Period, phases: &[(i64, i64, f64)]) -> Self {
        let (Some(first), Some(last)) = (phases.first(), phases.last()) else { return Self::linear(period) };
        let all = Period { start: first.0, end: last.1, ..*period };
        let mut sum = 0.0;
        let whole = Self::through(
            &all,
            phases.iter().flat_map(|(start, end, share)| {
                let before = sum;
                sum += share;
                [(*start, before), (*end, sum)]
            }),
        );
        let (from, to) = (whole.share(period.start), whole.share(period.end));
        if to <= from {
            return Self::linear(period);
        }
        Self::through(
            period,
            whole.points.iter().map(|(instant, share)| (*instant, (share - from) / (to - from))),
        )
    }

    /// The curve through points inside the period, fixed to 0 at its start and 1 at its end.
    fn through(period: &Period, inner: impl Iterator<Item = (i64, f64)>) -> Self {
        let mut points = vec![(period.start, 0.0_f64)];
        for (instant, share) in inner.filter(|(instant, _)| *instant > period.start && *instant < period.end)
        {
            match points.last_mut() {
                Some(last) if instant <= last.0 => last.1 = last.1.max(share.clamp(0.0, 1.0)),
                Some(last) => {
                    let share = share.clamp(last.1, 1.0);
                    points.push((instant, share));
                }
                None => {}
            }
        }
        points.push((period.end.max(period.start), 1.0));
        Self { points }
    }
}

/// The cumulative shape of a former campaign, for [`PlanCurve::Like`]: share of its time → share of its result.
///
/// `days` hold what came in on each day, in order. A day of returns does not make the shape fall. Empty where
/// nothing came in, so nobody can be like it.
#[must_use]
pub fn shape_of(
    days: &[(Day, f64)],
    period: &Period,
    day_end: impl Fn(Day) -> i64,
) -> Vec<(Quantity, Quantity)> {
    let total: f64 = days.iter().map(|(_, value)| value).sum();
    if total.is_nan() || total <= 0.0 {
        return Vec::new();
    }
    let mut points = vec![(Quantity::ZERO, Quantity::ZERO)];
    let (mut sum, mut reached) = (0.0, Quantity::ZERO);
    for (day, value) in days {
        sum += value;
        reached = Quantity::from_f64((sum / total).clamp(0.0, 1.0)).unwrap_or(reached).max(reached);
        let time = Quantity::from_f64(period.elapsed(day_end(*day))).unwrap_or(WHOLE);
        match points.last_mut() {
            Some(last) if time <= last.0 => last.1 = reached,
            _ => points.push((time, reached)),
        }
    }
    match points.last_mut() {
        Some(last) if last.0 == WHOLE => last.1 = WHOLE,
        _ => points.push((WHOLE, WHOLE)),
    }
    points
}

/// A campaign's phase bounds as shares of its time, for [`PlanCurve::Like`]: 0, …, 1.
#[must_use]
pub fn bounds_of(phases: &[(i64, i64, f64)], period: &Period) -> Vec<Quantity> {
    let inner = phases.iter().skip(1).filter_map(|(start, _, _)| Quantity::from_f64(period.elapsed(*start)));
    let mut bounds = vec![Quantity::ZERO];
    for bound in inner.chain([WHOLE]) {
        if bounds.last().is_none_or(|last| bound > *last) {
            bounds.push(bound);
        }
    }
    bounds
}

/// The instants the bounds of a former campaign move to: this one's phases where it has as many, else its ends.
fn stretch_to(period: &Period, phases: &[(i64, i64, f64)], bounds: usize) -> Vec<i64> {
    if bounds < 2 || phases.len() + 1 != bounds {
        return vec![period.start, period.end];
    }
    phases.iter().map(|(start, _, _)| *start).chain(phases.last().map(|(_, end, _)| *end)).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn stretched(time: f64, from: &[f64], to: &[i64]) -> i64 {
    for (old, new) in from.windows(2).zip(to.windows(2)) {
        if time <= old[1] {
            let inside = (time - old[0]) / (old[1] - old[0]);
            return new[0] + (inside * (new[1] - new[0]) as f64).round() as i64;
        }
    }
    to.last().copied().unwrap_or_default()
}

#[allow(clippy::cast_precision_loss)]
fn part(at: i64, from: i64, to: i64) -> f64 {
    if to <= from {
        return if at < from { 0.0 } else { 1.0 };
    }
    (at as f64 - from as f64) / (to as f64 - from as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const D: i64 = 86_400;

    fn q(units: f64) -> Quantity {
        Quantity::from_f64(units).unwrap()
    }

    fn ten_days() -> Period {
        Period { start: 0, end: 10 * D, first: Day(0), last: Day(9) }
    }

    fn day_end(day: Day) -> i64 {
        (i64::from(day.0) + 1) * D
    }

    fn curve(plan: &PlanCurve, phases: &[(i64, i64, f64)]) -> Curve {
        Curve::resolve(plan, &ten_days(), phases, day_end).unwrap()
    }

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    }

    #[test]
    fn a_linear_plan_asks_for_the_share_of_the_time() {
        let linear = curve(&PlanCurve::Linear, &[]);
        near(linear.share(3 * D), 0.3);
        near(linear.share(-5), 0.0);
        near(linear.share(99 * D), 1.0);
    }

    #[test]
    fn a_phased_plan_is_even_inside_each_phase() {
        let phased = curve(&PlanCurve::Phased, &[(0, 4 * D, 0.2), (4 * D, 5 * D, 0.6), (5 * D, 10 * D, 0.2)]);
        near(phased.share(2 * D), 0.1);
        near(phased.share(4 * D), 0.2);
        near(phased.share(4 * D + D / 2), 0.5);
        near(phased.share(5 * D), 0.8);
        near(phased.share(10 * D), 1.0);
    }

    #[test]
    fn a_phased_plan_without_phases_is_linear() {
        assert_eq!(curve(&PlanCurve::Phased, &[]), curve(&PlanCurve::Linear, &[]));
    }

    #[test]
    fn a_target_shorter_than_its_campaign_takes_its_part_of_the_phases() {
        let phases = [(-10 * D, 5 * D, 0.6), (5 * D, 15 * D, 0.4)];
        // From day 0 to 10 the phases bring 0.2 + 0.2: half of it by day 5.
        let phased = curve(&PlanCurve::Phased, &phases);
        near(phased.share(0), 0.0);
        near(phased.share(5 * D), 0.5);
        near(phased.share(10 * D), 1.0);
    }

    #[test]
    fn a_flat_plan_asks_for_everything_all_the_time() {
        let flat = curve(&PlanCurve::Flat, &[]);
        assert!(flat.is_flat() && !curve(&PlanCurve::Linear, &[]).is_flat());
        near(flat.share(0), 1.0);
    }

    #[test]
    fn a_table_names_the_share_reached_by_the_end_of_a_day() {
        let table = PlanCurve::Table { points: vec![(Day(1), q(0.5)), (Day(9), q(1.0))] };
        let table = curve(&table, &[]);
        near(table.share(D), 0.25);
        near(table.share(2 * D), 0.5);
        near(table.share(6 * D), 0.75);
    }

    #[test]
    fn days_of_a_table_outside_the_period_do_not_break_the_ends() {
        let table = PlanCurve::Table { points: vec![(Day(-3), q(0.4)), (Day(4), q(0.5)), (Day(20), q(1.0))] };
        let table = curve(&table, &[]);
        near(table.share(0), 0.0);
        near(table.share(5 * D), 0.5);
        near(table.share(10 * D), 1.0);
    }

    #[test]
    fn a_falling_table_is_refused_at_the_day_it_falls() {
        let falls = PlanCurve::Table { points: vec![(Day(0), q(0.5)), (Day(1), q(0.4)), (Day(9), q(1.0))] };
        assert_eq!(falls.check(), Err(Fault::CurveFalls { at: "1970-01-02".to_owned() }));
        let twice = PlanCurve::Table { points: vec![(Day(1), q(0.5)), (Day(1), q(1.0))] };
        assert!(matches!(twice.check(), Err(Fault::CurveFalls { .. })));
    }

    #[test]
    fn a_table_that_does_not_end_at_one_is_refused() {
        let short = PlanCurve::Table { points: vec![(Day(0), q(0.5)), (Day(9), q(0.9))] };
        assert_eq!(
            short.check(),
            Err(Fault::SharesNotOne { sum: "0.9".to_owned(), rows: "1970-01-10".to_owned() })
        );
        let negative = PlanCurve::Table { points: vec![(Day(0), q(-0.5)), (Day(9), q(1.0))] };
        assert!(matches!(negative.check(), Err(Fault::SharesNotOne { .. })));
        assert_eq!(
            PlanCurve::Table { points: vec![] }.check(),
            Err(Fault::BadCurve { word: "table".to_owned() })
        );
    }

    #[test]
    fn a_former_campaign_is_stretched_phase_by_phase() {
        // Then: the burst began at 80 % of the time, with 20 % reached. Now it begins on day 4.
        let like = PlanCurve::Like {
            campaign: "d11".to_owned(),
            bounds: vec![q(0.0), q(0.8), q(1.0)],
            points: vec![
                (q(0.0), q(0.0)),
                (q(0.4), q(0.1)),
                (q(0.8), q(0.2)),
                (q(0.9), q(0.9)),
                (q(1.0), q(1.0)),
            ],
        };
        let now = curve(&like, &[(0, 4 * D, 0.3), (4 * D, 10 * D, 0.7)]);
        near(now.share(2 * D), 0.1);
        near(now.share(4 * D), 0.2);
        near(now.share(7 * D), 0.9);
        // With another number of phases it is stretched as a whole.
        near(curve(&like, &[]).share(8 * D), 0.2);
    }

    #[test]
    fn the_shape_of_a_campaign_gives_its_own_cumulative_shares_back() {
        let days = [(Day(0), 10.0), (Day(1), 30.0), (Day(2), -10.0), (Day(4), 20.0), (Day(9), 50.0)];
        let shape = shape_of(&days, &ten_days(), day_end);
        let like = PlanCurve::Like { campaign: "a".to_owned(), bounds: vec![], points: shape };
        assert_eq!(like.check(), Ok(()));
        let like = curve(&like, &[]);
        near(like.share(D), 0.1);
        near(like.share(2 * D), 0.4);
        near(like.share(3 * D), 0.4);
        near(like.share(5 * D), 0.5);
        near(like.share(10 * D), 1.0);
    }

    #[test]
    fn a_campaign_that_brought_nothing_has_no_shape() {
        assert!(shape_of(&[(Day(0), 0.0)], &ten_days(), day_end).is_empty());
        assert!(shape_of(&[(Day(0), f64::NAN)], &ten_days(), day_end).is_empty());
    }

    #[test]
    fn bounds_are_the_shares_of_time_the_phases_begin_at() {
        let bounds = bounds_of(&[(0, 4 * D, 0.3), (4 * D, 10 * D, 0.7)], &ten_days());
        assert_eq!(bounds, [q(0.0), q(0.4), q(1.0)]);
    }

    fn plans() -> impl Strategy<Value = (PlanCurve, Vec<(i64, i64, f64)>)> {
        let weights = prop::collection::vec(0_u32..100, 1..6);
        (0..4, weights, prop::collection::vec(-5_i32..16, 1..6)).prop_map(|(kind, weights, mut days)| {
            days.sort_unstable();
            days.dedup();
            let total: u32 = weights.iter().sum::<u32>().max(1);
            let mut sum = 0.0;
            let shares: Vec<f64> = weights
                .iter()
                .map(|w| {
                    sum += f64::from(*w) / f64::from(total);
                    sum
                })
                .collect();
            let count = i64::try_from(shares.len()).unwrap();
            let phases: Vec<_> = (0_i64..)
                .zip(&weights)
                .map(|(i, w)| {
                    (i * 10 * D / count, (i + 1) * 10 * D / count, f64::from(*w) / f64::from(total))
                })
                .collect();
            let last = days.len() - 1;
            let share_at =
                |i: usize| if i == last { q(1.0) } else { q(shares[i.min(shares.len() - 1)].min(1.0)) };
            let plan = match kind {
                0 => PlanCurve::Linear,
                1 => PlanCurve::Phased,
                2 => PlanCurve::Table {
                    points: days.iter().enumerate().map(|(i, d)| (Day(*d), share_at(i))).collect(),
                },
                _ => PlanCurve::Like {
                    campaign: "x".to_owned(),
                    bounds: bounds_of(&phases, &ten_days()),
                    points: days
                        .iter()
                        .enumerate()
                        .map(|(i, d)| {
                            (q(f64::from(*d.clamp(&0, &10)) / 10.0 + f64::from(*d) / 1e3), share_at(i))
                        })
                        .collect(),
                },
            };
            (plan, phases)
        })
    }

    proptest! {
        #[test]
        fn every_plan_starts_at_zero_ends_at_one_and_never_falls((plan, phases) in plans(), mut times in prop::collection::vec(-D..11 * D, 2..20)) {
            let curve = curve(&plan, &phases);
            prop_assert_eq!(curve.share(0), 0.0);
            prop_assert_eq!(curve.share(10 * D), 1.0);
            times.sort_unstable();
            for pair in times.windows(2) {
                prop_assert!(curve.share(pair[0]) <= curve.share(pair[1]) + 1e-12);
                prop_assert!((0.0..=1.0).contains(&curve.share(pair[0])));
            }
        }
    }
}
