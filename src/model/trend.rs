//! Where a level goes: its damped trend and how sure that is.
use super::{
    assess::Spec,
    predict::{LEVEL, Level, Seen, level},
    steps::DataStep,
};

/// How many of the last readings the trend is taken from.
const RECENT: usize = 14;
/// How long a trend lasts, as a multiple of the time it has been seen: it is damped towards standing still.
const LASTS: f64 = 2.5;
/// How much less sure the slope is than the drift and noise around it say.
const SLOPE_DOUBT: f64 = 1.25;
/// How much a trend may turn by the time it has gone on as long again as it was seen.
const TURN_DOUBT: f64 = 0.45;
/// A baseline within this many usual changes of the first reading is where the level started; farther off it is
/// another thing (an unset 0) and says nothing about the trend.
const NEAR_BASELINE: f64 = 5.0;

/// A level's trend at its last reading. Time counts in usual steps of data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Trend {
    slope: f64,
    slope_doubt: f64,
    /// How long the trend has been seen.
    span: f64,
    /// Where the level stands against the last reading.
    level: Level,
}

impl Trend {
    /// The trend of a level's readings. None where they do not cover any time.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn of(steps: &[DataStep], spec: &Spec<'_>, step: i64) -> Option<Self> {
        let last = steps.last()?;
        let time = |at: i64| (at - last.until) as f64 / step as f64;
        let mut points: Vec<(f64, f64)> =
            steps.iter().map(|s| (time(s.until), s.value - last.value)).collect();
        let size = usual_change(&points).max(spec.way().abs() / 1000.0);
        let start = (time(spec.period.start), spec.baseline.to_f64() - last.value);
        if points.first().is_some_and(|p| p.0 > start.0 && (p.1 - start.1).abs() <= NEAR_BASELINE * size) {
            points.insert(0, start);
        }
        let recent = points.get(points.len().saturating_sub(RECENT)..)?;
        let span = -recent.first()?.0;
        let slope = slope(recent);
        let mut before = points.first()?.0 - 1.0;
        let seen: Vec<Seen> = points
            .iter()
            .map(|(x, y)| {
                let length = x - before;
                before = *x;
                Seen { exposure: 1.0, value: y - slope * x, length }
            })
            .collect();
        // One more degree of freedom went into the slope.
        let mut level = level(&seen, 1.0, size, &LEVEL)?;
        level.freedom = (level.freedom - 1.0).max(1.5);
        let count = recent.len() as f64;
        let slope_doubt = SLOPE_DOUBT * (level.drift / span + 12.0 * level.noise / (count * span * span));
        (span > 0.0).then_some(Self { slope, slope_doubt, span, level })
    }

    /// How far the level will have changed from the last reading after some steps: mean and variance.
    pub(super) fn change(&self, steps: f64) -> (f64, f64) {
        let lasts = LASTS * self.span;
        let damped = lasts * (1.0 - (-steps / lasts).exp());
        let turn = (TURN_DOUBT * self.slope * damped).powi(2) * damped / self.span;
        let variance = self.level.doubt
            + self.level.drift * steps
            + self.level.noise
            + self.slope_doubt * damped * damped
            + turn;
        (self.level.rate + self.slope * damped, variance)
    }

    pub(super) fn freedom(&self) -> f64 {
        self.level.freedom
    }
}

/// The mean change from one reading to the next.
#[allow(clippy::cast_precision_loss)]
fn usual_change(points: &[(f64, f64)]) -> f64 {
    let changes = points.len().saturating_sub(1).max(1) as f64;
    points.windows(2).map(|pair| (pair[1].1 - pair[0].1).abs()).sum::<f64>() / changes
}

/// The median of the slopes between any two points (Theil–Sen), which one odd reading cannot turn.
fn slope(points: &[(f64, f64)]) -> f64 {
    let mut slopes: Vec<f64> = points
        .iter()
        .enumerate()
        .flat_map(|(i, (x, y))| points.iter().skip(i + 1).map(move |(x2, y2)| (y2 - y) / (x2 - x)))
        .filter(|slope| slope.is_finite())
        .collect();
    slopes.sort_unstable_by(f64::total_cmp);
    match (slopes.get(slopes.len().saturating_sub(1) / 2), slopes.get(slopes.len() / 2)) {
        (Some(low), Some(high)) => f64::midpoint(*low, *high),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trend(slope: f64) -> Trend {
        let level = Level { rate: 0.0, doubt: 0.0, drift: 0.0, noise: 0.0, usual: 1.0, freedom: 9.0 };
        Trend { slope, slope_doubt: 0.0, span: 10.0, level }
    }

    #[test]
    fn a_trend_goes_on_for_as_long_as_it_lasts_and_no_farther() {
        assert!((trend(2.0).change(1.0).0 - 2.0).abs() < 0.05);
        assert!((trend(2.0).change(1e6).0 - 2.0 * LASTS * 10.0).abs() < 1e-6);
    }

    #[test]
    fn a_trend_may_turn_and_the_later_the_more() {
        let doubt = |steps| trend(2.0).change(steps).1;
        assert_eq!(doubt(0.0), 0.0);
        assert!(doubt(10.0) > 2.0 * doubt(5.0) && doubt(5.0) > 0.0);
        assert_eq!(trend(0.0).change(10.0).1, 0.0, "standing still");
    }

    #[test]
    fn the_median_of_the_slopes_ignores_one_odd_point() {
        let points = |odd| [(0.0, 0.0), (1.0, 1.0), (2.0, odd), (3.0, 3.0), (4.0, 4.0), (5.0, 5.0)];
        assert_eq!(slope(&points(2.0)), 1.0);
        assert_eq!(slope(&points(-50.0)), 1.0);
        assert_eq!(slope(&[]), 0.0);
    }
}
