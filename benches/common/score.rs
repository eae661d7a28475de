//! Scores the forecast on campaigns whose end is known, against the plain run-rate.
use super::simulate::Simulated;
use fupan::model::{
    Assessment, Better, Curve, Day, DayPoint, Evidence, Measure, Period, PlanCurve, Quantity, Spec,
    TargetKind, Thresholds, assess,
};

/// Shares of the time after which a forecast is asked for.
pub const CUTS: [f64; 3] = [0.25, 0.50, 0.75];

const DAY: i64 = 86_400;

/// How good the forecasts of one group were at one moment.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    /// Forecasts given.
    pub given: f64,
    /// Asked for with too little data.
    pub refused: f64,
    /// Ends inside the 80 % interval.
    pub covered: f64,
    /// Sum of |forecast − end| ÷ |end|.
    pub error: f64,
    /// Sum of |run-rate − end| ÷ |end|.
    pub run_rate_error: f64,
    /// Sum of (chance − reached)².
    pub brier: f64,
}

impl Score {
    /// Adds another group.
    pub fn add(&mut self, other: &Self) {
        self.given += other.given;
        self.refused += other.refused;
        self.covered += other.covered;
        self.error += other.error;
        self.run_rate_error += other.run_rate_error;
        self.brier += other.brier;
    }

    /// In percent: ends inside the interval.
    pub fn coverage(&self) -> f64 {
        100.0 * self.covered / self.given
    }

    /// In percent: mean absolute error of the forecast.
    pub fn mape(&self) -> f64 {
        100.0 * self.error / self.given
    }

    /// In percent: mean absolute error of the run-rate.
    pub fn run_rate_mape(&self) -> f64 {
        100.0 * self.run_rate_error / self.given
    }

    /// Asks for a forecast of one campaign after a share of its time; `step` is the days between its readings.
    #[allow(clippy::cast_precision_loss)]
    pub fn ask(&mut self, case: &Simulated, step: i32, cut: f64) {
        let seen = Seen::of(case, step, cut);
        let assessment = seen.assess(case, step);
        let end = if case.is_level { case.actual.last().copied() } else { Some(case.actual.iter().sum()) };
        let (Some(forecast), Some(end)) = (assessment.forecast, end) else {
            self.refused += 1.0;
            return;
        };
        let elapsed = seen.cutoff as f64 / (case.actual.len() as f64 * (DAY * i64::from(step)) as f64);
        let run_rate = case.baseline + (seen.actual - case.baseline) / elapsed;
        let reached = if (end >= case.goal) == (case.goal >= case.baseline) { 1.0 } else { 0.0 };
        self.given += 1.0;
        self.covered += if (forecast.low..=forecast.high).contains(&end) { 1.0 } else { 0.0 };
        self.error += (forecast.mid - end).abs() / end.abs();
        self.run_rate_error += (run_rate - end).abs() / end.abs();
        self.brier += (forecast.chance - reached).powi(2);
    }
}

/// The part of a campaign that is known at a moment.
struct Seen {
    cutoff: i64,
    actual: f64,
    days: Vec<DayPoint>,
}

impl Seen {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn of(case: &Simulated, step: i32, cut: f64) -> Self {
        let steps = cut * case.actual.len() as f64;
        // A running day has brought its part; a level and a week have their last whole reading.
        let part = if case.is_level || step > 1 { 0.0 } else { steps.fract() };
        let mut days: Vec<DayPoint> = (1..)
            .zip(&case.actual)
            .take(steps as usize + usize::from(part > 0.0))
            .map(|(i, value)| DayPoint { day: Day(i * step - 1), value: *value, weight: 1.0 })
            .collect();
        if let (Some(last), true) = (days.last_mut(), part > 0.0) {
            last.value *= part;
        }
        let actual = if case.is_level {
            days.last().map_or(case.baseline, |day| day.value)
        } else {
            days.iter().map(|day| day.value).sum()
        };
        let cutoff = ((steps.floor() + part) * (DAY * i64::from(step)) as f64) as i64;
        Self { cutoff, actual, days }
    }

    fn assess(&self, case: &Simulated, step: i32) -> Assessment {
        let last = i32::try_from(case.actual.len()).unwrap_or_default() * step - 1;
        let midnight = |day: Day| i64::from(day.0) * DAY;
        let period = Period { start: 0, end: midnight(Day(last + 1)), first: Day(0), last: Day(last) };
        let mut sum = 0.0;
        let points = (1..)
            .zip(&case.plan)
            .map(|(i, share)| {
                sum += share;
                let day = Day(i * step - 1);
                (
                    day,
                    if day.0 == last {
                        Quantity::from_micros(Quantity::SCALE)
                    } else {
                        quantity(sum.min(1.0))
                    },
                )
            })
            .collect();
        let curve = Curve::resolve(&PlanCurve::Table { points }, &period, &[], |day| midnight(day.plus(1)))
            .unwrap_or_else(|_| Curve::linear(&period));
        let spec = Spec {
            kind: TargetKind::Reach,
            better: if case.goal >= case.baseline { Better::Higher } else { Better::Lower },
            measure: if case.is_level { Measure::Level } else { Measure::Flow },
            baseline: quantity(case.baseline),
            goal: quantity(case.goal),
            upper: None,
            curve: &curve,
            period: &period,
            thresholds: Thresholds::default(),
            cadence: DAY * i64::from(step),
            grace: 3 * DAY,
            closed: false,
            day_start: &midnight,
        };
        let evidence =
            Evidence { actual: Some(quantity(self.actual)), cutoff: Some(self.cutoff), days: &self.days };
        assess(&spec, &evidence, self.cutoff)
    }
}

fn quantity(units: f64) -> Quantity {
    Quantity::from_f64(units).unwrap_or_default()
}
