//! How one target stands: the arithmetic of DESIGN §4, for campaigns' targets and key results alike.
use super::{
    Better, Curve, Day, Forecast, Period, Quantity, Status, TargetKind, Thresholds,
    forecast::look_ahead,
    keep::held_share,
    pace::{ON_PLAN_WITHIN, on_plan_status},
    standing::{Standing, standing},
    steps::{recent_rate, steps_of},
};

/// How a target's metric comes together over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Readings add up.
    Flow,
    /// The latest reading counts.
    Level,
    /// Computed from other metrics by a formula.
    Derived,
}

/// What one day brought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayPoint {
    /// The day it is booked on.
    pub day: Day,
    /// Flow: that day's sum. Level: the value at its end. Derived: that day's numerator, times the formula's scale.
    pub value: f64,
    /// Derived: that day's denominator. Flow and level: 1, it does not count.
    pub weight: f64,
}

/// One target's data in its period, up to the moment asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence<'a> {
    /// Flow: the sum; level: the latest; derived: from its parts. None without readings or with a zero denominator.
    pub actual: Option<Quantity>,
    /// The data cut-off: the latest `until` of its readings (at most the moment asked), UTC seconds; for a `done`
    /// target with steps, which are known at any time, the moment asked.
    pub cutoff: Option<i64>,
    /// Days with readings, in order; days without any need no row. For the daily rate and the forecast.
    pub days: &'a [DayPoint],
}

/// A target, resolved: everything but its data and the moment asked.
#[derive(Clone, Copy)]
pub struct Spec<'a> {
    /// Reach, keep or done.
    pub kind: TargetKind,
    /// Which way is better.
    pub better: Better,
    /// Flow, level or derived.
    pub measure: Measure,
    /// Where it started.
    pub baseline: Quantity,
    /// Where it should get to; the lower bound of a band.
    pub goal: Quantity,
    /// The upper bound of a band.
    pub upper: Option<Quantity>,
    /// Its plan.
    pub curve: &'a Curve,
    /// Its period.
    pub period: &'a Period,
    /// Where each status begins.
    pub thresholds: Thresholds,
    /// Seconds between two expected readings.
    pub cadence: i64,
    /// Seconds of grace before it is stale.
    pub grace: i64,
    /// True where people have put its campaign to ended or reviewed: no more data is awaited.
    pub closed: bool,
    /// The first instant of a day in the workspace's time zone.
    pub day_start: &'a dyn Fn(Day) -> i64,
}

/// The rule that gave a status, for `explain`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// No reading, or no value (a zero denominator): pending.
    NoValue,
    /// The period has not begun: pending.
    NotBegun,
    /// The pace against the thresholds.
    Pace,
    /// The plan asks for nothing yet; on track unless it went the wrong way.
    NothingExpected,
    /// How far off plan, for a metric that should stay on plan.
    OnPlan,
    /// The bound holds.
    Held,
    /// The bound is breached; the pace says how badly, at risk at best.
    Breached,
    /// It would be green, but the data is older than cadence and grace.
    OldData,
    /// It would be green, but its owner has not checked in for longer than cadence and grace.
    OldCheckIn,
    /// Reached: a `done` at any time, anything else after the end.
    Reached,
    /// Over, the data is complete, and not reached.
    NotReached,
}

/// Everything computed about one target.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// (actual − baseline) / (goal − baseline), not clamped; none where goal and baseline are the same.
    pub progress: Option<f64>,
    /// The share the plan asks for at the cut-off.
    pub plan_share: Option<f64>,
    /// Where the plan wants it at the cut-off.
    pub expected: Option<Quantity>,
    /// Actual ÷ expected by now; none where nothing is expected yet or the quotient means nothing.
    pub pace: Option<f64>,
    /// How it stands.
    pub status: Status,
    /// The rule that gave the status.
    pub rule: Rule,
    /// True where data is awaited and what is there is older than cadence and grace, whatever the status says.
    pub is_stale: bool,
    /// For a keep: whether the bound holds.
    pub held: Option<bool>,
    /// For a keep: the share of the days it has held, of those that are known, 0 to 1.
    pub held_share: Option<f64>,
    /// (goal − actual) ÷ the days that remain from the cut-off on, counted as one day at least; negative where the
    /// way goes down. None once reached, after the end, and where a daily amount means nothing (keep, done, derived,
    /// an upper limit).
    pub needed_per_day: Option<Quantity>,
    /// What the last three days brought a day, up to the cut-off; for a level its change. None for a derived metric.
    pub recent_per_day: Option<Quantity>,
    /// What it will end at.
    pub forecast: Option<Forecast>,
}

/// Seconds of a day.
pub(super) const DAY: f64 = 86_400.0;

/// Computes how a target stands at `now`. Source: DESIGN §4.
///
/// Everything is measured at the data cut-off, never at the clock: silence makes a target stale, not behind.
#[must_use]
pub fn assess(spec: &Spec<'_>, evidence: &Evidence<'_>, now: i64) -> Assessment {
    let t = evidence.cutoff.map(|cutoff| spec.period.clamped(cutoff));
    let plan_share = t.map(|t| spec.plan_share(t));
    let is_stale = evidence.cutoff.is_some_and(|cutoff| {
        now >= spec.period.start && !spec.is_complete(cutoff, now) && spec.is_old(cutoff, now)
    });
    let mut out = Assessment {
        progress: evidence.actual.and_then(|actual| spec.progress(actual)),
        plan_share,
        expected: plan_share
            .and_then(|share| Quantity::from_f64(spec.baseline.to_f64() + spec.way() * share))
            .filter(|_| spec.kind != TargetKind::Keep)
            .or_else(|| plan_share.map(|_| spec.goal)),
        pace: None,
        status: Status::Pending,
        rule: Rule::NoValue,
        is_stale,
        held: None,
        held_share: None,
        needed_per_day: None,
        recent_per_day: None,
        forecast: None,
    };
    let (Some(actual), Some(t), Some(cutoff)) = (evidence.actual, t, evidence.cutoff) else { return out };
    let stands = standing(spec, actual, spec.plan_share(t));
    out.pace = stands.pace();
    out.held = (spec.kind == TargetKind::Keep).then(|| spec.is_reached(actual));
    out.held_share = (spec.kind == TargetKind::Keep).then(|| held_share(spec, evidence, t)).flatten();
    let steps = steps_of(spec, evidence, t);
    out.needed_per_day = spec.needed_per_day(actual, t).filter(|_| now < spec.period.end);
    out.recent_per_day = recent_rate(spec, &steps, t).and_then(Quantity::from_f64);
    out.forecast = look_ahead(spec, actual, &steps, t).map(|outlook| outlook.end(spec));
    (out.status, out.rule) = spec.status(actual, stands, cutoff, now);
    out
}

impl Spec<'_> {
    fn status(&self, actual: Quantity, stands: Standing, cutoff: i64, now: i64) -> (Status, Rule) {
        let (status, rule) = self.running_status(actual, stands);
        if self.kind == TargetKind::Done && self.is_reached(actual) {
            return (Status::Met, Rule::Reached);
        }
        if now < self.period.start {
            return (Status::Pending, Rule::NotBegun);
        }
        if now >= self.period.end {
            let complete = self.is_complete(cutoff, now);
            // Only what is got to stays got to: a bound or a budget can still be crossed in the days not yet seen.
            let lasts = self.kind == TargetKind::Reach && self.better != Better::OnPlan && !self.is_limit();
            match (self.is_reached(actual), complete) {
                (true, true) => return (Status::Met, Rule::Reached),
                (true, false) if lasts => return (Status::Met, Rule::Reached),
                (false, true) => return (Status::Missed, Rule::NotReached),
                _ => {}
            }
        }
        if status.is_green() && self.is_old(cutoff, now) {
            return (Status::Stale, Rule::OldData);
        }
        (status, rule)
    }

    fn running_status(&self, actual: Quantity, stands: Standing) -> (Status, Rule) {
        if self.kind == TargetKind::Keep {
            return match (self.is_reached(actual), stands) {
                (true, _) => (Status::OnTrack, Rule::Held),
                (false, Standing::Ratio(pace)) => {
                    (self.thresholds.status(pace).max(Status::AtRisk), Rule::Breached)
                }
                (false, _) => (Status::Behind, Rule::Breached),
            };
        }
        match stands {
            Standing::Ratio(pace) if self.better == Better::OnPlan && self.kind == TargetKind::Reach => {
                (on_plan_status(pace - 1.0), Rule::OnPlan)
            }
            Standing::Ratio(pace) => (self.thresholds.status(pace), Rule::Pace),
            Standing::Beyond => (Status::Ahead, Rule::Pace),
            Standing::Short => (Status::Behind, Rule::Pace),
            Standing::NothingExpected { off } => match self.better {
                Better::OnPlan => (on_plan_status(off), Rule::NothingExpected),
                _ if off >= 0.0 => (Status::OnTrack, Rule::NothingExpected),
                _ => (Status::AtRisk, Rule::NothingExpected),
            },
        }
    }

    /// Whether the goal is reached (for a keep: the bound holds). Exactly at the goal it is.
    ///
    /// The metric's better side decides, so that a reach whose way runs against it (complaints from 0 to 100 at
    /// most) is a limit to stay within. On plan means within 10 % of the way.
    #[must_use]
    pub fn is_reached(&self, actual: Quantity) -> bool {
        if let (TargetKind::Keep, Some(upper)) = (self.kind, self.upper) {
            return self.goal <= actual && actual <= upper;
        }
        match self.better {
            _ if self.kind == TargetKind::Done => actual >= self.goal,
            Better::Higher => actual >= self.goal,
            Better::Lower => actual <= self.goal,
            Better::OnPlan => {
                let base = if self.kind == TargetKind::Keep { Quantity::ZERO } else { self.baseline };
                difference(actual, self.goal).abs()
                    <= difference(self.goal, base).abs() * ON_PLAN_WITHIN * (1.0 + 1e-9)
            }
        }
    }

    /// True where the way from baseline to goal runs against the metric's better side: the goal is a limit.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        self.kind == TargetKind::Reach
            && match self.better {
                Better::Higher => self.goal < self.baseline,
                Better::Lower => self.goal > self.baseline && !self.curve.is_flat(),
                Better::OnPlan => false,
            }
    }

    /// goal − baseline, in plain units.
    pub(super) fn way(&self) -> f64 {
        difference(self.goal, self.baseline)
    }

    /// (actual − baseline) / (goal − baseline).
    #[must_use]
    pub fn progress(&self, actual: Quantity) -> Option<f64> {
        (self.goal != self.baseline).then(|| difference(actual, self.baseline) / self.way())
    }

    /// The share the plan asks for at an instant; a keep holds all the time.
    #[must_use]
    pub fn plan_share(&self, at: i64) -> f64 {
        if self.kind == TargetKind::Keep { 1.0 } else { self.curve.share(at) }
    }

    /// Over, with data up to within one cadence of the end, or closed by people: no more is awaited.
    fn is_complete(&self, cutoff: i64, now: i64) -> bool {
        now >= self.period.end && (self.closed || cutoff >= self.period.end.saturating_sub(self.cadence))
    }

    fn is_old(&self, cutoff: i64, now: i64) -> bool {
        now.saturating_sub(cutoff) > self.cadence.saturating_add(self.grace)
    }

    #[allow(clippy::cast_precision_loss)]
    fn needed_per_day(&self, actual: Quantity, t: i64) -> Option<Quantity> {
        let gap = difference(self.goal, actual);
        let open = self.kind == TargetKind::Reach
            && self.measure != Measure::Derived
            && !self.is_limit()
            && t < self.period.end
            && gap * self.way() > 0.0;
        let days = ((self.period.end - t) as f64 / DAY).max(1.0);
        open.then(|| Quantity::from_f64(gap / days)).flatten()
    }
}

/// a − b in plain units; exact up to the last step, and never overflowing.
#[allow(clippy::cast_precision_loss)]
pub(super) fn difference(a: Quantity, b: Quantity) -> f64 {
    (i128::from(a.micros()) - i128::from(b.micros())) as f64 / Quantity::SCALE as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const D: i64 = 86_400;
    const TEN_DAYS: Period = Period { start: 0, end: 10 * D, first: Day(0), last: Day(9) };

    fn q(units: f64) -> Quantity {
        Quantity::from_f64(units).unwrap()
    }

    fn utc(day: Day) -> i64 {
        i64::from(day.0) * D
    }

    /// A target over ten days from 0, its data so far and the moment asked.
    #[derive(Clone)]
    struct Case {
        kind: TargetKind,
        better: Better,
        measure: Measure,
        baseline: f64,
        goal: f64,
        upper: Option<f64>,
        flat: bool,
        closed: bool,
        actual: Option<f64>,
        cutoff: Option<i64>,
        days: Vec<DayPoint>,
        now: i64,
    }

    impl Case {
        /// Reach 1000 by a flow, linear; half the time is gone, the data is complete up to now.
        fn reach(actual: f64) -> Self {
            Self {
                kind: TargetKind::Reach,
                better: Better::Higher,
                measure: Measure::Flow,
                baseline: 0.0,
                goal: 1000.0,
                upper: None,
                flat: false,
                closed: false,
                actual: Some(actual),
                cutoff: Some(5 * D),
                days: Vec::new(),
                now: 5 * D,
            }
        }

        fn keep(better: Better, goal: f64, actual: f64) -> Self {
            Self { kind: TargetKind::Keep, better, goal, measure: Measure::Derived, ..Self::reach(actual) }
        }

        fn assess(&self) -> Assessment {
            let linear = Curve::linear(&TEN_DAYS);
            let flat = Curve::resolve(&crate::model::PlanCurve::Flat, &TEN_DAYS, &[], |_| 0).unwrap();
            let spec = Spec {
                kind: self.kind,
                better: self.better,
                measure: self.measure,
                baseline: q(self.baseline),
                goal: q(self.goal),
                upper: self.upper.map(q),
                curve: if self.flat { &flat } else { &linear },
                period: &TEN_DAYS,
                thresholds: Thresholds::default(),
                cadence: D,
                grace: 3 * D,
                closed: self.closed,
                day_start: &utc,
            };
            let evidence = Evidence { actual: self.actual.map(q), cutoff: self.cutoff, days: &self.days };
            assess(&spec, &evidence, self.now)
        }

        fn status(&self) -> Status {
            self.assess().status
        }

        fn days(mut self, values: &[f64]) -> Self {
            self.days =
                (0..).zip(values).map(|(i, v)| DayPoint { day: Day(i), value: *v, weight: 1.0 }).collect();
            self
        }
    }

    fn near(a: Option<f64>, b: f64) {
        assert!(a.is_some_and(|a| (a - b).abs() < 1e-9), "{a:?} is not {b}");
    }

    #[test]
    fn a_target_computed_by_hand() {
        // 400 of 1000 after 5 of 10 days: 50 % expected, 40 % there, 600 to go in 5 days.
        let a = Case::reach(400.0).days(&[50.0, 50.0, 90.0, 100.0, 110.0]).assess();
        near(a.progress, 0.4);
        near(a.plan_share, 0.5);
        near(a.pace, 0.8);
        assert_eq!(a.expected, Some(q(500.0)));
        assert_eq!((a.status, a.rule), (Status::AtRisk, Rule::Pace));
        assert_eq!(a.needed_per_day, Some(q(120.0)));
        assert_eq!(a.recent_per_day, Some(q(100.0)));
        assert_eq!((a.held, a.is_stale), (None, false));
    }

    #[test]
    fn statuses_are_half_open_at_their_bounds() {
        for (actual, status) in [
            (525.0, Status::Ahead),
            (524.999_999, Status::OnTrack),
            (475.0, Status::OnTrack),
            (474.999_999, Status::AtRisk),
            (400.0, Status::AtRisk),
            (399.999_999, Status::Behind),
        ] {
            assert_eq!(Case::reach(actual).status(), status, "{actual}");
        }
    }

    #[test]
    fn progress_is_not_clamped() {
        near(Case::reach(1500.0).assess().progress, 1.5);
        near(Case { baseline: 100.0, ..Case::reach(10.0) }.assess().progress, -0.1);
    }

    #[test]
    fn no_reading_and_no_value_are_pending() {
        let silent = Case { actual: None, cutoff: None, ..Case::reach(0.0) }.assess();
        assert_eq!((silent.status, silent.expected, silent.is_stale), (Status::Pending, None, false));
        let no_denominator = Case { actual: None, ..Case::reach(0.0) }.assess();
        assert_eq!((no_denominator.status, no_denominator.pace), (Status::Pending, None));
    }

    #[test]
    fn the_data_counts_and_not_the_clock() {
        // Data up to day 5, asked on day 8: still measured at day 5.
        let a = Case { now: 8 * D, ..Case::reach(500.0) }.assess();
        near(a.pace, 1.0);
        assert_eq!(a.status, Status::OnTrack);
    }

    #[test]
    fn old_data_overrides_green_and_leaves_red() {
        let old = |actual| Case { now: 9 * D + 1, ..Case::reach(actual) }.assess();
        assert_eq!(
            (old(600.0).status, old(600.0).rule, old(600.0).is_stale),
            (Status::Stale, Rule::OldData, true)
        );
        assert_eq!((old(100.0).status, old(100.0).is_stale), (Status::Behind, true));
        assert_eq!(Case { now: 9 * D, ..Case::reach(600.0) }.status(), Status::Ahead, "exactly at the bound");
    }

    #[test]
    fn with_nothing_expected_yet_only_the_wrong_way_is_bad() {
        let start =
            |actual| Case { cutoff: Some(0), now: 0, baseline: 100.0, ..Case::reach(actual) }.assess();
        assert_eq!((start(100.0).status, start(100.0).pace), (Status::OnTrack, None));
        assert_eq!(start(90.0).status, Status::AtRisk);
    }

    #[test]
    fn before_its_start_a_target_is_pending() {
        let a = Case { cutoff: Some(-2 * D), now: -D, measure: Measure::Level, ..Case::reach(0.0) }.assess();
        assert_eq!((a.status, a.rule, a.is_stale), (Status::Pending, Rule::NotBegun, false));
    }

    #[test]
    fn after_the_end_it_is_met_or_missed() {
        let over = |actual, cutoff| Case { cutoff: Some(cutoff), now: 11 * D, ..Case::reach(actual) };
        assert_eq!(over(1000.0, 10 * D).status(), Status::Met);
        assert_eq!(over(999.999_999, 10 * D).status(), Status::Missed);
        assert_eq!(over(999.0, 9 * D).status(), Status::Missed, "within one cadence of the end");
        assert_eq!(over(1000.0, 7 * D).status(), Status::Met, "what is got to stays got to");
    }

    #[test]
    fn a_target_whose_data_ends_early_is_not_missed_until_people_close_it() {
        let over = Case { cutoff: Some(8 * D), now: 11 * D, ..Case::reach(800.0) };
        assert_eq!(over.status(), Status::OnTrack);
        assert_eq!(Case { now: 13 * D, ..over.clone() }.status(), Status::Stale);
        assert_eq!(Case { closed: true, ..over }.status(), Status::Missed);
    }

    #[test]
    fn before_the_end_a_reached_goal_is_ahead_and_nothing_is_needed() {
        let a = Case::reach(1200.0).assess();
        assert_eq!((a.status, a.needed_per_day), (Status::Ahead, None));
    }

    #[test]
    fn a_way_down_works_through_the_same_formula() {
        // From 60 down to 50; half the time gone, 55 expected.
        let down = |actual| Case {
            better: Better::Lower,
            baseline: 60.0,
            goal: 50.0,
            measure: Measure::Level,
            ..Case::reach(actual)
        };
        let a = down(56.0).assess();
        near(a.pace, 0.8);
        near(a.progress, 0.4);
        assert_eq!((a.status, a.needed_per_day), (Status::AtRisk, Some(q(-1.2))));
        assert_eq!(down(54.0).status(), Status::Ahead);
        assert_eq!(down(61.0).status(), Status::Behind);
    }

    #[test]
    fn a_flat_ratio_is_measured_against_its_goal_all_the_time() {
        let ctr = |actual| Case { flat: true, goal: 0.05, measure: Measure::Derived, ..Case::reach(actual) };
        near(ctr(0.045).assess().pace, 0.9);
        assert_eq!(ctr(0.0475).status(), Status::OnTrack);
        assert_eq!((ctr(0.05).assess().needed_per_day, ctr(0.05).assess().recent_per_day), (None, None));
        let cac = |actual| Case { better: Better::Lower, goal: 50.0, ..ctr(actual) };
        near(cac(62.5).assess().pace, 0.8);
        assert_eq!((cac(62.5).status(), cac(40.0).status()), (Status::AtRisk, Status::Ahead));
        assert_eq!((cac(0.0).status(), cac(0.0).assess().pace), (Status::Ahead, None));
    }

    #[test]
    fn lower_is_better_mirrors_higher_is_better() {
        for actual in [-50.0, 0.0, 380.0, 400.0, 474.0, 475.0, 500.0, 525.0, 900.0, 1200.0] {
            for now in [5 * D, 11 * D] {
                let up = Case { now, measure: Measure::Level, ..Case::reach(actual) };
                let down = Case { better: Better::Lower, baseline: 1000.0, goal: 0.0, ..up.clone() };
                let down = Case { actual: Some(1000.0 - actual), ..down };
                assert_eq!(up.status(), down.status(), "{actual}");
            }
        }
    }

    #[test]
    fn a_flow_that_should_stay_low_is_a_limit() {
        let complaints = |actual| Case { better: Better::Lower, goal: 100.0, ..Case::reach(actual) };
        near(complaints(40.0).assess().pace, 1.25);
        assert_eq!(complaints(40.0).status(), Status::Ahead);
        assert_eq!(complaints(60.0).status(), Status::AtRisk);
        assert_eq!(complaints(90.0).status(), Status::Behind);
        assert_eq!(complaints(0.0).assess().pace, None);
        assert_eq!(
            (complaints(0.0).status(), complaints(0.0).assess().needed_per_day),
            (Status::Ahead, None)
        );
        let over = |actual, cutoff| Case { cutoff: Some(cutoff), now: 11 * D, ..complaints(actual) }.status();
        assert_eq!((over(100.0, 10 * D), over(101.0, 10 * D)), (Status::Met, Status::Missed));
        assert_eq!(over(50.0, 6 * D), Status::Stale, "the days not seen could still cross it");
    }

    #[test]
    fn a_budget_is_off_plan_when_overspent_and_when_not_spent() {
        let spend = |actual| Case { better: Better::OnPlan, ..Case::reach(actual) };
        for (actual, status) in [
            (550.0, Status::OnTrack),
            (450.0, Status::OnTrack),
            (551.0, Status::AtRisk),
            (375.0, Status::AtRisk),
            (626.0, Status::Behind),
            (374.0, Status::Behind),
        ] {
            assert_eq!(spend(actual).status(), status, "{actual}");
        }
        let over = |actual| Case { cutoff: Some(10 * D), now: 10 * D, ..spend(actual) }.status();
        assert_eq!((over(1100.0), over(900.0), over(1101.0)), (Status::Met, Status::Met, Status::Missed));
    }

    #[test]
    fn a_bound_held_is_on_track_and_never_ahead() {
        let cac = |actual| Case::keep(Better::Lower, 50.0, actual).assess();
        assert_eq!(
            (cac(50.0).status, cac(50.0).held, cac(50.0).rule),
            (Status::OnTrack, Some(true), Rule::Held)
        );
        assert_eq!(cac(10.0).status, Status::OnTrack);
        near(cac(10.0).pace, 5.0);
        assert_eq!(Case::keep(Better::Higher, 0.3, 0.3).status(), Status::OnTrack);
    }

    #[test]
    fn a_bound_crossed_is_at_risk_at_best() {
        let cac = |actual| Case::keep(Better::Lower, 50.0, actual).assess();
        assert_eq!((cac(50.000_001).status, cac(50.000_001).held), (Status::AtRisk, Some(false)));
        assert_eq!(cac(63.0).status, Status::Behind);
        assert_eq!(Case::keep(Better::Higher, 0.0, -1.0).status(), Status::Behind);
    }

    #[test]
    fn a_band_is_held_from_bound_to_bound() {
        let band = |actual| Case { upper: Some(20.0), ..Case::keep(Better::OnPlan, 10.0, actual) }.assess();
        assert_eq!(
            (band(10.0).held, band(20.0).held, band(20.1).held),
            (Some(true), Some(true), Some(false))
        );
        near(band(9.0).pace, 0.9);
        near(band(25.0).pace, 0.8);
        near(band(15.0).pace, 1.0);
    }

    #[test]
    fn a_kept_bound_is_met_after_the_end_only_with_complete_data() {
        let over = |actual, cutoff| Case {
            cutoff: Some(cutoff),
            now: 11 * D,
            ..Case::keep(Better::Lower, 50.0, actual)
        };
        assert_eq!(over(40.0, 10 * D).status(), Status::Met);
        assert_eq!(over(60.0, 10 * D).status(), Status::Missed);
        assert_eq!(over(40.0, 8 * D).status(), Status::OnTrack);
        assert_eq!(over(40.0, 5 * D).status(), Status::Stale);
    }

    #[test]
    fn what_is_done_is_met_before_the_end() {
        let done =
            |share| Case { kind: TargetKind::Done, goal: 1.0, measure: Measure::Level, ..Case::reach(share) };
        assert_eq!((done(1.0).status(), done(1.0).assess().rule), (Status::Met, Rule::Reached));
        near(done(0.4).assess().progress, 0.4);
        assert_eq!(done(0.4).status(), Status::AtRisk);
        assert_eq!(Case { now: 10 * D, cutoff: Some(10 * D), ..done(0.9) }.status(), Status::Missed);
    }

    #[test]
    fn the_running_day_counts_by_its_hours() {
        // Cut off at 12:00 of day 4: 2.5 days brought 30 + 40 + 30.
        let a =
            Case { cutoff: Some(4 * D + D / 2), ..Case::reach(150.0) }.days(&[30.0, 20.0, 30.0, 40.0, 30.0]);
        assert_eq!(a.assess().recent_per_day, Some(q(40.0)));
    }

    #[test]
    fn a_day_without_a_row_brought_nothing() {
        let mut case = Case::reach(90.0).days(&[30.0, 30.0, 30.0, 0.0, 0.0]);
        case.days.remove(3);
        assert_eq!(case.assess().recent_per_day, Some(q(10.0)));
    }

    #[test]
    fn weekly_readings_give_a_rate_of_their_week() {
        let day = |day, value| DayPoint { day: Day(day), value, weight: 1.0 };
        let case = Case { days: vec![day(1, 10.0), day(8, 70.0)], cutoff: Some(9 * D), ..Case::reach(80.0) };
        assert_eq!(case.assess().recent_per_day, Some(q(10.0)));
    }

    #[test]
    fn the_rate_of_a_level_is_its_change() {
        let level = Case { measure: Measure::Level, ..Case::reach(160.0) };
        assert_eq!(level.days(&[100.0, 130.0, 140.0, 150.0, 190.0]).assess().recent_per_day, Some(q(20.0)));
    }

    #[test]
    fn with_less_than_a_day_left_everything_is_needed_today() {
        let a = Case { cutoff: Some(10 * D - 3600), now: 10 * D - 3600, ..Case::reach(900.0) }.assess();
        assert_eq!(a.needed_per_day, Some(q(100.0)));
    }

    #[test]
    fn a_day_of_25_hours_counts_as_long_as_it_is() {
        // The clocks go back on day 3; the cut-off is the end of day 4, an hour later than without.
        let day_start = |day: Day| utc(day) + if day.0 > 3 { 3600 } else { 0 };
        let curve = Curve::linear(&TEN_DAYS);
        let case = Case::reach(0.0).days(&[0.0, 0.0, 72.0, 75.0, 72.0]);
        let spec = Spec {
            kind: TargetKind::Reach,
            better: Better::Higher,
            measure: Measure::Flow,
            baseline: q(0.0),
            goal: q(1000.0),
            upper: None,
            curve: &curve,
            period: &TEN_DAYS,
            thresholds: Thresholds::default(),
            cadence: D,
            grace: D,
            closed: false,
            day_start: &day_start,
        };
        let cutoff = 5 * D + 3600;
        let a = assess(
            &spec,
            &Evidence { actual: Some(q(219.0)), cutoff: Some(cutoff), days: &case.days },
            cutoff,
        );
        assert_eq!(a.recent_per_day, Some(q(72.0)));
    }

    #[test]
    fn a_second_that_does_not_exist_in_the_period_does_not_break_it() {
        for cutoff in [i64::MIN, -1, 10 * D, i64::MAX] {
            for now in [i64::MIN, 0, i64::MAX] {
                let a = Case { cutoff: Some(cutoff), now, ..Case::reach(9e12) }.days(&[1.0, 2.0]).assess();
                assert!(a.pace.is_none_or(f64::is_finite));
            }
        }
    }

    fn kinds() -> impl Strategy<Value = (TargetKind, Better, bool)> {
        (
            prop::sample::select(TargetKind::ALL),
            prop::sample::select(vec![Better::Higher, Better::Lower]),
            any::<bool>(),
        )
    }

    proptest! {
        #[test]
        fn more_of_the_better_never_gives_a_worse_status(
            (kind, better, flat) in kinds(),
            (baseline, goal) in (-1000_i32..1000, -1000_i32..1000),
            (one, other) in (-2000_i32..2000, -2000_i32..2000),
            cutoff in 0..=10 * D,
            now in 0..15 * D,
        ) {
            prop_assume!(baseline != goal);
            let better = if kind == TargetKind::Done { Better::Higher } else { better };
            let goal = if kind == TargetKind::Done { baseline + goal.abs() + 1 } else { goal };
            let case = |actual: i32| Case {
                kind, better, flat, now, cutoff: Some(cutoff.min(now)),
                baseline: f64::from(baseline), goal: f64::from(goal),
                ..Case::reach(f64::from(actual))
            };
            // A flat target whose way runs against its metric has no better side to be monotone in.
            prop_assume!(!(flat && kind == TargetKind::Reach && (goal > baseline) != (better == Better::Higher)));
            let (low, high) = (one.min(other), one.max(other));
            let (worse, fine) = if better == Better::Higher { (low, high) } else { (high, low) };
            prop_assert!(case(fine).status() <= case(worse).status());
        }

        #[test]
        fn nothing_is_ever_not_a_number(
            (kind, better, flat) in kinds(),
            (baseline, goal, actual) in (-9e12..9e12, -9e12..9e12, -9e12..9e12),
            values in prop::collection::vec(-1e12..1e12_f64, 0..12),
            (cutoff, now) in (-D..12 * D, -D..20 * D),
        ) {
            let case = Case { kind, better, flat, baseline, goal, now, cutoff: Some(cutoff), ..Case::reach(actual) };
            let a = case.days(&values).assess();
            for number in [a.progress, a.pace, a.plan_share].into_iter().flatten() {
                prop_assert!(!number.is_nan());
            }
        }
    }
}
