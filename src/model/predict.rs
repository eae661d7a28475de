//! The statistics below the forecast: a level that drifts, seen through noise.
//!
//! A local level model (Harvey, *Forecasting, structural time series models and the Kalman filter*, 1989, §2):
//! each step brings `exposure · level` plus noise, and the level takes a random walk. Its filter is an exponentially
//! weighted mean whose rate of forgetting depends on how much of the change is drift and how much noise. That share
//! is not known from a few days, so a small grid of it is weighed by how well each explains the steps so far.

/// One step of data: how much could come in, and what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seen {
    /// Planned amount, or denominator; 1 for a level.
    pub exposure: f64,
    /// What came in.
    pub value: f64,
    /// Its length, in steps of the usual length.
    pub length: f64,
}

/// A step still to come: its exposure and its length in steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ahead {
    /// Planned amount, or denominator.
    pub exposure: f64,
    /// Its length, in steps of the usual length.
    pub length: f64,
}

/// What the steps say about the level: its estimate, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Level {
    /// The exponentially weighted ratio of value to exposure.
    pub rate: f64,
    /// Variance of that estimate.
    pub doubt: f64,
    /// Variance the level gains in a step.
    pub drift: f64,
    /// Variance of a step's noise at the usual exposure.
    pub noise: f64,
    /// The usual exposure.
    pub usual: f64,
    /// Degrees of freedom behind these variances.
    pub freedom: f64,
}

/// What is believed before any data, and how little it takes to change it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Belief {
    /// Variances of the drift in a step, as shares of the noise's, with the weight of each.
    drifts: [(f64, f64); 6],
    /// The deviation of a step's noise, in units of the usual size.
    noise: f64,
    /// How many steps of data these beliefs are worth.
    steps: f64,
}

/// For what comes in step by step: mostly noise around a rate that hardly changes.
pub(super) const FLOW: Belief = Belief {
    drifts: [(0.0, 0.15), (0.01, 0.25), (0.03, 0.25), (0.1, 0.2), (0.3, 0.1), (1.0, 0.05)],
    noise: 0.15,
    steps: 1.0,
};

/// For a level around its trend: it mostly stays where it went.
pub(super) const LEVEL: Belief = Belief {
    drifts: [(0.0, 0.1), (0.1, 0.1), (0.5, 0.2), (2.0, 0.2), (8.0, 0.2), (32.0, 0.2)],
    noise: 0.5,
    steps: 1.0,
};

/// How noise grows with exposure: variance as exposure to this power (1 as in counting, 2 as in proportion).
const NOISE_POWER: f64 = 1.8;
/// Exposures below this part of the usual one are as noisy as this.
const NOISE_FLOOR: f64 = 0.05;
/// How far the rate may differ on days the plan makes e times as strong or as weak as the days seen so far, for
/// reasons no data shows yet.
const PLAN_DOUBT: f64 = 0.08;

/// Estimates the level from the steps so far. `usual` is the exposure of a usual step and `size` what one usually
/// brings; none where one of them is zero: nothing could come in, or nothing did.
#[allow(clippy::cast_precision_loss)]
pub(super) fn level(seen: &[Seen], usual: f64, size: f64, belief: &Belief) -> Option<Level> {
    let count = seen.len() as f64;
    if !(usual > 0.0 && size > 0.0 && usual.is_finite() && size.is_finite()) {
        return None;
    }
    let mut fits = [(0.0, Filtered::default()); 6];
    for (fit, (drift, prior)) in fits.iter_mut().zip(belief.drifts) {
        let filtered = Filtered::run(seen, usual, size, drift, belief);
        *fit = (prior.ln() + filtered.log_likelihood, filtered);
    }
    let best = fits.iter().map(|(weight, _)| *weight).fold(f64::NEG_INFINITY, f64::max);
    for (weight, _) in &mut fits {
        *weight = (*weight - best).exp();
    }
    let total: f64 = fits.iter().map(|(weight, _)| weight).sum();
    let mean = |of: &dyn Fn(&Filtered) -> f64| fits.iter().map(|(w, f)| w * of(f)).sum::<f64>() / total;
    let rate = mean(&|f| f.mean);
    let scale = size / usual;
    Some(Level {
        rate: rate * scale,
        doubt: mean(&|f| f.noise * f.variance + (f.mean - rate).powi(2)) * scale * scale,
        drift: mean(&|f| f.noise * f.drift) * scale * scale,
        noise: mean(&|f| f.noise) * size * size,
        usual,
        freedom: belief.steps + count - 1.0,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Filtered {
    drift: f64,
    mean: f64,
    /// Of the mean, in units of the noise.
    variance: f64,
    noise: f64,
    log_likelihood: f64,
}

impl Filtered {
    #[allow(clippy::cast_precision_loss)]
    fn run(seen: &[Seen], usual: f64, size: f64, drift: f64, belief: &Belief) -> Self {
        // Values in units of their mean, exposures too, so that nothing depends on the size of either.
        let (mut mean, mut variance) = (0.0, 1e4);
        let mut squares = belief.steps * belief.noise * belief.noise;
        let mut logs = 0.0;
        for (i, step) in seen.iter().enumerate() {
            let exposure = step.exposure / usual;
            if i > 0 {
                variance += drift * step.length;
            }
            let spread = exposure * exposure * variance + noise_at(exposure);
            let surprise = step.value / size - exposure * mean;
            let gain = variance * exposure / spread;
            mean += gain * surprise;
            variance *= 1.0 - gain * exposure;
            // The first step only says where the level is.
            if i > 0 {
                squares += surprise * surprise / spread;
                logs += spread.ln();
            }
        }
        let freedom = belief.steps + seen.len() as f64 - 1.0;
        let noise = squares / freedom;
        Self { drift, mean, variance, noise, log_likelihood: -0.5 * (logs + freedom * squares.ln()) }
    }
}

fn noise_at(exposure: f64) -> f64 {
    exposure.max(NOISE_FLOOR).powf(NOISE_POWER)
}

impl Level {
    /// What the steps ahead bring in together: its mean and variance.
    pub(super) fn total(&self, ahead: &[Ahead]) -> (f64, f64) {
        let (mut rest, mut drifts, mut noises, mut unlike) = (0.0, 0.0, 0.0, 0.0);
        for step in ahead.iter().rev() {
            rest += step.exposure;
            drifts += step.length * rest * rest;
            let exposure = step.exposure / self.usual;
            noises += noise_at(exposure);
            unlike += step.exposure * (exposure.max(NOISE_FLOOR) / step.length.max(NOISE_FLOOR)).ln().abs();
        }
        let doubt = self.rate * (PLAN_DOUBT * unlike);
        (
            self.rate * rest,
            self.doubt * rest * rest + self.drift * drifts + self.noise * noises + doubt * doubt,
        )
    }
}

/// The quantile of Student's t distribution with `freedom` degrees at which `0.9` of it lies below.
///
/// Cornish–Fisher expansion around the normal quantile (Abramowitz & Stegun 26.7.5), within 0.5 % from 3 degrees on.
pub(super) fn t_90(freedom: f64) -> f64 {
    let z: f64 = 1.281_551_565_544_6;
    let (z3, z5, z7) = (z.powi(3), z.powi(5), z.powi(7));
    z + (z3 + z) / (4.0 * freedom)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * freedom.powi(2))
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * freedom.powi(3))
}

/// The share of Student's t distribution that lies below `t`, through the normal one (Wallace 1959), within 0.01.
pub(super) fn t_below(t: f64, freedom: f64) -> f64 {
    let z = (8.0 * freedom + 1.0) / (8.0 * freedom + 3.0) * (freedom * (1.0 + t * t / freedom).ln()).sqrt();
    let above = 0.5 * erfc(z / std::f64::consts::SQRT_2);
    if t < 0.0 { above } else { 1.0 - above }
}

/// The complementary error function for x ≥ 0 (Abramowitz & Stegun 7.1.26), within 1.5e-7.
fn erfc(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let poly = t
        * (0.254_829_592
            + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    poly * (-x * x).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantile_is_that_of_the_table() {
        for (freedom, table) in [(2.0, 1.8856), (3.0, 1.6377), (5.0, 1.4759), (10.0, 1.3722), (30.0, 1.3104)]
        {
            assert!((t_90(freedom) / table - 1.0).abs() < 0.005, "{freedom}");
        }
        assert!((t_90(f64::INFINITY) - 1.2816).abs() < 1e-4);
    }

    #[test]
    fn the_distribution_is_that_of_the_table_and_symmetric() {
        for (t, freedom, table) in
            [(2.015, 5.0, 0.95), (1.372, 10.0, 0.90), (1.638, 3.0, 0.90), (0.0, 4.0, 0.5)]
        {
            assert!((t_below(t, freedom) - table).abs() < 0.01, "{t} {freedom}");
            assert!((t_below(t, freedom) + t_below(-t, freedom) - 1.0).abs() < 1e-6);
        }
        assert_eq!((t_below(f64::MAX, 3.0), t_below(-f64::MAX, 3.0)), (1.0, 0.0));
    }

    fn seen(values: &[f64]) -> Vec<Seen> {
        values.iter().map(|value| Seen { exposure: 1.0, value: *value, length: 1.0 }).collect()
    }

    #[test]
    fn noise_around_a_rate_is_told_from_a_rate_that_drifts() {
        let share = |values: &[f64]| {
            let level = level(&seen(values), 1.0, 10.0, &FLOW).unwrap();
            level.drift / level.noise
        };
        let noisy = share(&[8.0, 12.0, 9.0, 11.0, 8.5, 11.5, 9.0, 11.0, 12.0, 8.0]);
        let drifting = share(&[6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0]);
        assert!(drifting > 3.0 * noisy, "{drifting} {noisy}");
    }

    #[test]
    fn the_plan_is_doubted_for_days_unlike_those_seen() {
        let sure = Level { rate: 1.0, doubt: 0.0, drift: 0.0, noise: 0.0, usual: 1.0, freedom: 9.0 };
        let variance = |exposure| sure.total(&[Ahead { exposure, length: 1.0 }]).1;
        assert_eq!(variance(1.0), 0.0);
        assert!((variance(std::f64::consts::E).sqrt() - PLAN_DOUBT * std::f64::consts::E).abs() < 1e-12);
        assert!(variance(0.1) > 0.0);
    }

    #[test]
    fn with_nothing_to_come_nothing_comes() {
        let level = level(&seen(&[1.0, 2.0, 3.0]), 1.0, 2.0, &FLOW).unwrap();
        assert_eq!(level.total(&[]), (0.0, 0.0));
    }

    #[test]
    fn without_exposure_or_size_there_is_no_rate() {
        assert_eq!(level(&seen(&[0.0, 0.0]), 1.0, 0.0, &FLOW), None);
        assert_eq!(level(&seen(&[1.0, 1.0]), 0.0, 1.0, &FLOW), None);
        assert_eq!(level(&seen(&[f64::MAX, f64::MAX]), 1.0, f64::INFINITY, &FLOW), None);
    }
}
