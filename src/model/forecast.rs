//! What a target will end at: the plan's rest at the rate so far, or the level's trend, with an 80 % interval.
use super::{
    Better, Curve, Evidence, Measure, Period, Quantity, TargetKind,
    assess::{Spec, difference},
    pace::ON_PLAN_WITHIN,
    predict::{Ahead, FLOW, Level, Seen, level, t_90, t_below},
    steps::{DataStep, steps_of},
    trend::Trend,
};

/// How many steps of data (days mostly; a running day is one) a forecast needs. With less there is none.
pub const FORECAST_STEPS: usize = 3;

/// How finely the time ahead is cut at most.
const MOST_AHEAD: i64 = 400;

/// An 80 % interval around the expected end, and the chance to reach the goal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// The 10 % quantile, in plain units.
    pub low: f64,
    /// The expected end.
    pub mid: f64,
    /// The 90 % quantile.
    pub high: f64,
    /// Chance to reach the goal (for a keep: that the bound holds), 0 to 1.
    pub chance: f64,
}

/// What the data says about any moment to come, for the forecast and its cone on a chart.
#[derive(Debug, Clone)]
pub struct Outlook<'a> {
    model: Model,
    curve: &'a Curve,
    period: &'a Period,
    /// The data cut-off, and the value there.
    t: i64,
    actual: f64,
    /// Seconds of a usual step of data.
    step: i64,
    /// Where the value cannot fall below.
    floor: Option<f64>,
}

#[derive(Debug, Clone)]
enum Model {
    /// A flow: the rate per share of the plan, or per share of the time where the plan says nothing.
    Flow { rate: Level, by_time: bool },
    /// A level with its trend.
    Level(Trend),
    /// A quotient: its numerator per denominator, and the denominator so far and per second.
    Derived { rate: Level, under: f64, per_second: f64 },
}

/// A moment to come: Student's t distribution, by mean, scale and degrees of freedom.
#[derive(Debug, Clone, Copy)]
struct Spread {
    mean: f64,
    scale: f64,
    freedom: f64,
}

/// What the data says about the time to come. None with fewer than [`FORECAST_STEPS`] steps of data, where nothing
/// has come in, and for a `done` target.
///
/// * Flow: actual + ρ·(what the plan still asks for), ρ an exponentially weighted ratio of actual to planned per day.
///   The day that runs counts with the part of its plan up to the cut-off. Where the plan asked for nothing so far (or
///   is flat) the time takes its place.
/// * Level: the damped Theil–Sen slope of the last two weeks.
/// * Derived: numerator and denominator go on as they do, so the quotient of the whole period moves ever less.
#[must_use]
pub fn outlook<'a>(spec: &Spec<'a>, evidence: &Evidence<'_>) -> Option<Outlook<'a>> {
    let t = spec.period.clamped(evidence.cutoff?);
    look_ahead(spec, evidence.actual?, &steps_of(spec, evidence, t), t)
}

#[allow(clippy::cast_precision_loss)]
pub(super) fn look_ahead<'a>(
    spec: &Spec<'a>,
    actual: Quantity,
    steps: &[DataStep],
    t: i64,
) -> Option<Outlook<'a>> {
    if spec.kind == TargetKind::Done || steps.len() < FORECAST_STEPS {
        return None;
    }
    let mut lengths: Vec<i64> = steps.iter().map(|step| step.until - step.from).filter(|s| *s > 0).collect();
    lengths.sort_unstable();
    let step = *lengths.get(lengths.len() / 2)?;
    let value = difference(actual, Quantity::ZERO);
    let never_negative = steps.iter().all(|step| step.value >= 0.0);
    let seen = |exposure: &dyn Fn(&DataStep) -> f64| -> Vec<Seen> {
        let seen = |s: &DataStep| Seen {
            exposure: exposure(s),
            value: s.value,
            length: (s.until - s.from) as f64 / step as f64,
        };
        steps.iter().map(seen).collect()
    };
    let (model, floor) = match spec.measure {
        Measure::Flow => {
            let planned = seen(&|s| spec.curve.share(s.until) - spec.curve.share(s.from));
            let by_time = spec.curve.is_flat() || planned.iter().all(|s| s.exposure <= 0.0);
            let seen = if by_time {
                seen(&|s| spec.period.elapsed(s.until) - spec.period.elapsed(s.from))
            } else {
                planned
            };
            (Model::Flow { rate: flow_level(&seen)?, by_time }, never_negative.then_some(value))
        }
        Measure::Level => {
            let trend = Trend::of(steps, spec, step)?;
            (Model::Level(trend), (never_negative && value >= 0.0).then_some(0.0))
        }
        Measure::Derived => {
            let seen = seen(&|s| s.weight);
            let under: f64 = seen.iter().map(|s| s.exposure).sum();
            let time = t - steps.first()?.from;
            if seen.iter().any(|s| s.exposure < 0.0) || time <= 0 {
                return None;
            }
            let rate = flow_level(&seen)?;
            let per_second = under / time as f64;
            (Model::Derived { rate, under, per_second }, (never_negative && value >= 0.0).then_some(0.0))
        }
    };
    let out = Outlook { model, curve: spec.curve, period: spec.period, t, actual: value, step, floor };
    let end = out.spread(spec.period.end);
    (end.mean.is_finite() && end.scale.is_finite()).then_some(out)
}

/// The rate of a flow by its usual step.
fn flow_level(seen: &[Seen]) -> Option<Level> {
    let per_step =
        |of: fn(&Seen) -> f64| seen.iter().map(of).sum::<f64>() / seen.iter().map(|s| s.length).sum::<f64>();
    level(seen, per_step(|s| s.exposure), per_step(|s| s.value.abs()), &FLOW)
}

impl Outlook<'_> {
    /// The value expected at an instant between the cut-off and the end, with its 80 % interval: low, mid, high.
    #[must_use]
    pub fn at(&self, instant: i64) -> (f64, f64, f64) {
        let spread = self.spread(instant);
        let floor = self.floor.unwrap_or(f64::NEG_INFINITY);
        let mid = spread.mean.max(floor);
        let reach = t_90(spread.freedom) * spread.scale;
        ((spread.mean - reach).max(floor).min(mid), mid, (spread.mean + reach).max(mid))
    }

    /// ρ: the exponentially weighted ratio of actual to planned, for a flow that has a plan.
    #[must_use]
    pub fn rho(&self, spec: &Spec<'_>) -> Option<f64> {
        match &self.model {
            Model::Flow { rate, by_time: false } => {
                Some(rate.rate / spec.way()).filter(|rho| rho.is_finite())
            }
            _ => None,
        }
    }

    /// What the target will end at.
    #[must_use]
    pub fn end(&self, spec: &Spec<'_>) -> Forecast {
        let (low, mid, high) = self.at(self.period.end);
        Forecast { low, mid, high, chance: self.chance(spec) }
    }

    /// The chance that the target counts as reached at its end, by the same rule as [`Spec::is_reached`].
    fn chance(&self, spec: &Spec<'_>) -> f64 {
        let units = |quantity| difference(quantity, Quantity::ZERO);
        let goal = units(spec.goal);
        let (least, most) = match (spec.kind, spec.upper, spec.better) {
            (TargetKind::Keep, Some(upper), _) => (goal, units(upper)),
            (_, _, Better::Higher) => (goal, f64::INFINITY),
            (_, _, Better::Lower) => (f64::NEG_INFINITY, goal),
            (kind, _, Better::OnPlan) => {
                let way = if kind == TargetKind::Keep { goal } else { spec.way() };
                (goal - way.abs() * ON_PLAN_WITHIN, goal + way.abs() * ON_PLAN_WITHIN)
            }
        };
        let spread = self.spread(self.period.end);
        (self.below(spread, most, true) - self.below(spread, least, false)).clamp(0.0, 1.0)
    }

    /// The chance to end below a bound (at it, too, where `or_at`).
    fn below(&self, spread: Spread, bound: f64, or_at: bool) -> f64 {
        let certain = |holds: bool| if holds { 1.0 } else { 0.0 };
        if self.floor.is_some_and(|floor| bound < floor || (bound <= floor && !or_at)) || bound.is_infinite()
        {
            return certain(bound == f64::INFINITY);
        }
        if spread.scale <= 0.0 {
            return certain(spread.mean < bound || (or_at && spread.mean <= bound));
        }
        t_below((bound - spread.mean) / spread.scale, spread.freedom)
    }

    #[allow(clippy::cast_precision_loss)]
    fn spread(&self, instant: i64) -> Spread {
        let instant = instant.min(self.period.end);
        if instant <= self.t {
            return Spread { mean: self.actual, scale: 0.0, freedom: f64::INFINITY };
        }
        let (mean, variance, freedom) = match &self.model {
            Model::Flow { rate, by_time } => {
                let planned = |at| if *by_time { self.period.elapsed(at) } else { self.curve.share(at) };
                let (more, variance) =
                    rate.total(&self.ahead(instant, |from, to| planned(to) - planned(from)));
                (self.actual + more, variance, rate.freedom)
            }
            Model::Level(trend) => {
                let (change, variance) = trend.change((instant - self.t) as f64 / self.step as f64);
                (self.actual + change, variance, trend.freedom())
            }
            Model::Derived { rate, under, per_second } => {
                let ahead = self.ahead(instant, |from, to| per_second * (to - from) as f64);
                let (more, variance) = rate.total(&ahead);
                let all = under + per_second * (instant - self.t) as f64;
                ((self.actual * under + more) / all, variance / (all * all), rate.freedom)
            }
        };
        Spread { mean, scale: variance.max(0.0).sqrt(), freedom }
    }

    /// The time from the cut-off to an instant, cut into steps of the usual length.
    #[allow(clippy::cast_precision_loss)]
    fn ahead(&self, until: i64, exposure: impl Fn(i64, i64) -> f64) -> Vec<Ahead> {
        let step = self.step.max((self.period.end - self.t) / MOST_AHEAD).max(1);
        let mut ahead = Vec::new();
        let mut from = self.t;
        while from < until {
            let to = from.saturating_add(step).min(until);
            ahead.push(Ahead { exposure: exposure(from, to), length: (to - from) as f64 / self.step as f64 });
            from = to;
        }
        ahead
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Day, DayPoint, PlanCurve, Thresholds};
    use proptest::prelude::*;

    const D: i64 = 86_400;
    const TEN_DAYS: Period = Period { start: 0, end: 10 * D, first: Day(0), last: Day(9) };

    fn q(units: f64) -> Quantity {
        Quantity::from_f64(units).unwrap()
    }

    /// Ten days to get from 0 to 1000.
    #[derive(Debug)]
    struct Case {
        kind: TargetKind,
        better: Better,
        measure: Measure,
        baseline: f64,
        goal: f64,
        plan: PlanCurve,
        cutoff: i64,
        /// Day, value, weight.
        days: Vec<(i32, f64, f64)>,
    }

    impl Case {
        fn flow(values: &[f64]) -> Self {
            let days = (0..).zip(values).map(|(day, value)| (day, *value, 1.0)).collect();
            Self {
                kind: TargetKind::Reach,
                better: Better::Higher,
                measure: Measure::Flow,
                baseline: 0.0,
                goal: 1000.0,
                plan: PlanCurve::Linear,
                cutoff: i64::try_from(values.len()).unwrap() * D,
                days,
            }
        }

        fn level(values: &[f64]) -> Self {
            Self { measure: Measure::Level, ..Self::flow(values) }
        }

        fn actual(&self) -> f64 {
            let sum = |of: fn(&(i32, f64, f64)) -> f64| self.days.iter().map(of).sum::<f64>();
            match self.measure {
                Measure::Flow => sum(|d| d.1),
                Measure::Level => self.days.last().map_or(0.0, |d| d.1),
                Measure::Derived => sum(|d| d.1) / sum(|d| d.2),
            }
        }

        fn look<T>(&self, see: impl Fn(&Spec<'_>, Option<Outlook<'_>>) -> T) -> T {
            let day_start = |day: Day| i64::from(day.0) * D;
            let curve = Curve::resolve(&self.plan, &TEN_DAYS, &[], |day| day_start(day.plus(1))).unwrap();
            let spec = Spec {
                kind: self.kind,
                better: self.better,
                measure: self.measure,
                baseline: q(self.baseline),
                goal: q(self.goal),
                upper: None,
                curve: &curve,
                period: &TEN_DAYS,
                thresholds: Thresholds::default(),
                cadence: D,
                grace: 3 * D,
                closed: false,
                day_start: &day_start,
            };
            let days: Vec<DayPoint> = self
                .days
                .iter()
                .map(|(day, value, weight)| DayPoint { day: Day(*day), value: *value, weight: *weight })
                .collect();
            let evidence = Evidence {
                actual: Quantity::from_f64(self.actual()),
                cutoff: Some(self.cutoff),
                days: &days,
            };
            see(&spec, outlook(&spec, &evidence))
        }

        fn forecast(&self) -> Option<Forecast> {
            self.look(|spec, outlook| outlook.map(|outlook| outlook.end(spec)))
        }

        fn sure(&self) -> Forecast {
            self.forecast().unwrap()
        }
    }

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-3 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn a_flow_at_half_its_plan_ends_at_half_its_goal_whatever_the_plan() {
        let points = [0.02, 0.05, 0.1, 0.2, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];
        let table: Vec<(Day, Quantity)> = (0..).map(Day).zip(points.map(q)).collect();
        let plan = PlanCurve::Table { points: table };
        let case = Case { plan, ..Case::flow(&[10.0, 15.0, 25.0, 50.0]) };
        let f = case.sure();
        near(f.mid, 500.0);
        near(case.look(|spec, outlook| outlook.unwrap().rho(spec).unwrap()), 0.5);
        assert!(f.low < 500.0 && 500.0 < f.high && f.chance < 0.1, "{f:?}");
    }

    #[test]
    fn a_flow_on_plan_has_an_even_chance() {
        let f = Case::flow(&[90.0, 110.0, 95.0, 105.0, 100.0, 100.0]).sure();
        assert!((f.mid - 1000.0).abs() < 10.0, "{f:?}");
        assert!((0.4..0.6).contains(&f.chance), "{f:?}");
    }

    #[test]
    fn the_running_day_counts_with_its_part_of_the_plan() {
        let case = Case { cutoff: 3 * D + D / 4, ..Case::flow(&[100.0, 100.0, 100.0, 25.0]) };
        near(case.sure().mid, 1000.0);
    }

    #[test]
    fn recent_days_weigh_more() {
        let rising = Case::flow(&[50.0, 50.0, 50.0, 100.0, 100.0, 100.0]).sure();
        assert!(rising.mid > 450.0 / 0.6 + 20.0, "{rising:?}");
    }

    #[test]
    fn calm_days_give_a_narrower_interval_than_wild_ones() {
        let width = |values: &[f64]| Case::flow(values).sure().high - Case::flow(values).sure().low;
        assert!(2.0 * width(&[100.0, 101.0, 99.0, 100.0, 100.0]) < width(&[20.0, 180.0, 60.0, 160.0, 80.0]));
    }

    #[test]
    fn too_little_data_gives_no_forecast() {
        assert_eq!(Case::flow(&[100.0, 100.0]).forecast(), None);
        assert_eq!(Case::level(&[100.0, 110.0]).forecast(), None);
        assert_eq!(Case::flow(&[0.0, 0.0, 0.0, 0.0]).forecast(), None, "nothing came in");
        assert!(Case::flow(&[100.0, 90.0, 110.0]).forecast().is_some());
    }

    #[test]
    fn where_the_plan_asked_for_nothing_yet_the_time_takes_its_place() {
        let plan = PlanCurve::Table { points: vec![(Day(7), q(0.0)), (Day(9), q(1.0))] };
        near(Case { plan, ..Case::flow(&[10.0, 10.0, 10.0, 10.0]) }.sure().mid, 100.0);
        near(Case { plan: PlanCurve::Flat, ..Case::flow(&[10.0, 10.0, 10.0, 10.0]) }.sure().mid, 100.0);
    }

    #[test]
    fn what_came_in_stays_in() {
        let f = Case::flow(&[900.0, 5.0, 300.0, 1.0]).sure();
        assert!(f.low >= 1206.0, "{f:?}");
        near(f.chance, 1.0);
        assert_eq!(Case::flow(&[900.0, 5.0, 94.0, 1.0]).sure().chance, 1.0, "exactly at the goal");
        let returns = Case::flow(&[900.0, 5.0, -800.0, 1.0]).sure();
        assert!(returns.low < 106.0, "{returns:?}");
    }

    #[test]
    fn for_a_limit_the_chance_is_to_stay_within_it() {
        let values = [60.0, 90.0, 75.0, 80.0, 85.0];
        let (up, down) =
            (Case::flow(&values).sure(), Case { better: Better::Lower, ..Case::flow(&values) }.sure());
        near(up.chance + down.chance, 1.0);
        assert!(down.chance > 0.8, "{down:?}");
        let crossed = Case { better: Better::Lower, goal: 300.0, ..Case::flow(&values) }.sure();
        near(crossed.chance, 0.0);
    }

    #[test]
    fn a_budget_has_a_chance_to_end_within_a_tenth_of_its_plan() {
        let spend = |each: f64| {
            let values = [each, each * 1.02, each * 0.98, each, each * 1.01, each * 0.99];
            Case { better: Better::OnPlan, ..Case::flow(&values) }.sure().chance
        };
        assert!(spend(100.0) > 0.9 && spend(140.0) < 0.1 && spend(60.0) < 0.1);
    }

    #[test]
    fn a_level_goes_on_with_its_trend_but_ever_slower() {
        let f = Case::level(&[100.0, 110.0, 119.0, 131.0, 140.0]).sure();
        assert!(f.mid > 170.0 && f.mid < 190.0, "{f:?}");
        assert!(f.low > 140.0 && f.high < 240.0, "{f:?}");
    }

    #[test]
    fn one_odd_reading_does_not_turn_a_trend() {
        let calm = Case::level(&[100.0, 110.0, 120.0, 130.0, 140.0, 150.0, 160.0]).sure();
        let odd = Case::level(&[100.0, 110.0, 120.0, 20.0, 140.0, 150.0, 160.0]).sure();
        assert!((odd.mid - calm.mid).abs() < 12.0, "{odd:?} {calm:?}");
    }

    #[test]
    fn a_baseline_is_a_point_of_the_trend_only_where_the_level_started_there() {
        let values = [8_010.0, 8_020.0, 8_030.0, 8_040.0];
        let unset = Case::level(&values).sure();
        let far = Case { baseline: 100.0, ..Case::level(&values) }.sure();
        assert!((unset.mid - far.mid).abs() < 1.0 && unset.mid < 8_110.0, "{unset:?} {far:?}");
        let wild = [8_000.0, 8_030.0, 8_020.0];
        let start = |baseline| Case { baseline, ..Case::level(&wild) }.sure().mid;
        assert!(start(7_950.0) > start(8_000.0) + 10.0, "it started low and rose");
    }

    #[test]
    fn readings_at_odd_intervals_keep_their_trend() {
        let mut case = Case::level(&[0.0; 8]);
        case.days = [0, 1, 2, 6, 7].map(|day| (day, 100.0 + 10.0 * f64::from(day), 1.0)).to_vec();
        let f = case.sure();
        assert!(f.mid > 185.0 && f.mid <= 190.0 + 1e-6, "{f:?}");
    }

    #[test]
    fn a_ratio_moves_ever_less_the_longer_its_period_runs() {
        // 10 of 100 clicks a day so far, 20 today: one day of five does not make the rest of the time like it.
        let days =
            vec![(0, 10.0, 100.0), (1, 10.0, 100.0), (2, 10.0, 100.0), (3, 10.0, 100.0), (4, 20.0, 100.0)];
        let case = Case { measure: Measure::Derived, goal: 0.15, days, ..Case::flow(&[0.0; 5]) };
        let f = case.sure();
        assert!(f.mid > 0.11 && f.mid < 0.15 && f.low < f.mid && f.mid < f.high, "{f:?}");
        let late = Case {
            days: case.days.iter().map(|d| (d.0 * 2 + 1, d.1, d.2)).collect(),
            cutoff: 10 * D,
            ..case
        };
        near(late.sure().mid, 0.12);
    }

    #[test]
    fn weekly_readings_are_forecast_by_the_week() {
        let mut case = Case::flow(&[0.0; 9]);
        case.days = vec![(2, 300.0, 1.0), (5, 310.0, 1.0), (8, 290.0, 1.0)];
        let f = case.sure();
        assert!((f.mid - 1000.0).abs() < 10.0 && f.high - f.low < 100.0, "{f:?}");
    }

    #[test]
    fn the_cone_opens_from_the_actual() {
        Case::flow(&[90.0, 110.0, 95.0, 105.0]).look(|_, outlook| {
            let outlook = outlook.unwrap();
            assert_eq!(outlook.at(4 * D), (400.0, 400.0, 400.0));
            let width = |day: i64| outlook.at(day * D).2 - outlook.at(day * D).0;
            assert!((5..10).all(|day| width(day) < width(day + 1)));
            assert_eq!(outlook.at(10 * D), outlook.at(99 * D));
        });
    }

    #[test]
    fn at_the_end_the_forecast_is_the_actual() {
        let f = Case::flow(&[100.0; 10]).sure();
        assert_eq!((f.low, f.mid, f.high, f.chance), (1000.0, 1000.0, 1000.0, 1.0));
    }

    fn any_case() -> impl Strategy<Value = Case> {
        let measure = prop::sample::select(vec![Measure::Flow, Measure::Level, Measure::Derived]);
        let better = prop::sample::select(Better::ALL);
        let days = prop::collection::vec((-1e3..1e6_f64, 0.0..1e3_f64), 0..12);
        (measure, better, days, 0..10 * D, -1e6..1e6_f64, any::<bool>()).prop_map(
            |(measure, better, days, cutoff, goal, keep)| Case {
                kind: if keep { TargetKind::Keep } else { TargetKind::Reach },
                better,
                measure,
                baseline: 0.0,
                goal,
                plan: PlanCurve::Linear,
                cutoff,
                days: (0..)
                    .zip(days)
                    .take_while(|(day, _)| i64::from(*day) * D < cutoff)
                    .map(|(day, (value, weight))| (day, value, weight))
                    .collect(),
            },
        )
    }

    proptest! {
        #[test]
        fn a_forecast_is_a_number_in_order_with_a_chance(case in any_case()) {
            if let Some(f) = case.forecast() {
                prop_assert!(f.low.is_finite() && f.high.is_finite(), "{:?}", f);
                prop_assert!(f.low <= f.mid && f.mid <= f.high, "{:?}", f);
                prop_assert!((0.0..=1.0).contains(&f.chance), "{:?}", f);
                if case.measure == Measure::Flow && case.days.iter().all(|day| day.1 >= 0.0) {
                    prop_assert!(f.low >= case.actual() - 1e-3, "{:?}", f);
                }
            }
        }

        #[test]
        fn a_forecast_does_not_depend_on_the_unit(values in prop::collection::vec(1.0..1e3_f64, 3..9)) {
            let one = Case::flow(&values).sure();
            let cents: Vec<f64> = values.iter().map(|v| v * 100.0).collect();
            let other = Case { goal: 100_000.0, ..Case::flow(&cents) }.sure();
            for (a, b) in [(one.low, other.low), (one.mid, other.mid), (one.high, other.high)] {
                prop_assert!((a * 100.0 - b).abs() < 1e-4 * b.abs());
            }
            prop_assert!((one.chance - other.chance).abs() < 1e-3);
        }
    }
}
