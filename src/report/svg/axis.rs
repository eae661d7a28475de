//! The axes: places beside each other, and values in round steps.
use crate::model::Unit;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use std::ops::Range;

/// Places `0, 1, 2 …`, of which every so many is labelled.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    count: usize,
    every: usize,
    /// What is left free before the first and after the last, in places.
    margin: f64,
}

/// The steps at which places are labelled: days of a week and months among them.
const STEPS: [usize; 12] = [1, 2, 3, 5, 7, 10, 14, 28, 50, 100, 200, 500];

impl Places {
    /// `wide` is what the widest label needs, `room` what there is for all.
    pub fn new(count: usize, is_beside: bool, wide: i32, room: i32) -> Self {
        let margin = if is_beside || count < 2 { 0.5 } else { 0.0 };
        let fit = usize::try_from(room / wide.max(1)).unwrap_or(0).max(1);
        let every = STEPS.into_iter().find(|step| count.div_ceil(*step) <= fit).unwrap_or(count.max(1));
        Self { count, every, margin }
    }
}

impl Ranged for Places {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        between(*value, &self.range(), limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        (0..self.count).step_by(self.every).map(number).collect()
    }

    fn range(&self) -> Range<f64> {
        -self.margin..number(self.count.max(1) - 1) + self.margin
    }
}

/// Values from a round one to a round one.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    low: f64,
    step: f64,
    steps: u32,
}

/// Round steps of a duration, in seconds: up to 12 hours.
const SECONDS: [f64; 14] =
    [1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 10_800.0, 43_200.0];

/// About so many steps.
const WANTED: f64 = 5.0;

impl Values {
    /// Around all values. Bars begin at zero, and so do lines unless that would flatten them.
    pub fn around(values: &[f64], is_from_zero: bool, unit: Unit) -> Self {
        let mut low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let mut high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if !low.is_finite() || !high.is_finite() {
            (low, high) = (0.0, 1.0);
        }
        let spread = high - low;
        if is_from_zero || (low > 0.0 && spread > low * 0.5) {
            low = low.min(0.0);
        }
        if is_from_zero || (high < 0.0 && spread > -high * 0.5) {
            high = high.max(0.0);
        }
        if high - low < f64::EPSILON * high.abs().max(1.0) * 8.0 {
            (low, high) = if high > 0.0 { (low.min(0.0), high) } else { (low, low + 1.0) };
        }
        let step = round_step((high - low) / WANTED, unit);
        let first = (low / step).floor();
        let last = (high / step).ceil();
        Self { low: first * step, step, steps: whole((last - first).clamp(1.0, 50.0)) }
    }

    /// The values that are labelled.
    pub fn ticks(&self) -> Vec<f64> {
        (0..=self.steps).map(|n| self.low + self.step * f64::from(n)).collect()
    }
}

impl Ranged for Values {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        between(*value, &self.range(), limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks()
    }

    fn range(&self) -> Range<f64> {
        self.low..self.low + self.step * f64::from(self.steps)
    }
}

/// The next round step: 1, 2, 5 of a power of ten, or a round part of a day.
fn round_step(rough: f64, unit: Unit) -> f64 {
    if unit == Unit::Duration
        && let Some(step) = SECONDS.into_iter().find(|step| *step >= rough)
    {
        return step;
    }
    let power = 10_f64.powf(rough.max(f64::MIN_POSITIVE).log10().floor());
    // Pieces have no halves.
    let least = if unit == Unit::Count { 1.0 } else { 0.0 };
    let step = [1.0, 2.0, 5.0].into_iter().map(|m| m * power).find(|step| *step >= rough * 0.999_999);
    step.unwrap_or(10.0 * power).max(least)
}

#[allow(clippy::cast_precision_loss)] // Places on an axis.
pub fn number(index: usize) -> f64 {
    index as f64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Clamped by its callers.
fn whole(steps: f64) -> u32 {
    steps.round() as u32
}

#[allow(clippy::cast_possible_truncation)] // Parts of a pixel.
fn between(value: f64, range: &Range<f64>, (from, to): (i32, i32)) -> i32 {
    let share = (value - range.start) / (range.end - range.start);
    from + (f64::from(to - from) * share.clamp(-1.0, 2.0)).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(values: &[f64], is_from_zero: bool, unit: Unit) -> Vec<f64> {
        Values::around(values, is_from_zero, unit).ticks()
    }

    #[test]
    fn values_are_labelled_in_round_steps_around_them() {
        assert_eq!(
            ticks(&[0.0, 412_000.0], true, Unit::Money),
            [0.0, 100_000.0, 200_000.0, 300_000.0, 400_000.0, 500_000.0]
        );
        assert_eq!(ticks(&[-30.0, 45.0], true, Unit::Count), [-40.0, -20.0, 0.0, 20.0, 40.0, 60.0]);
        assert_eq!(ticks(&[10_000.0, 10_400.0], false, Unit::Count).first(), Some(&10_000.0));
        assert_eq!(ticks(&[1.0, 2.0], true, Unit::Count), [0.0, 1.0, 2.0]);
        assert_eq!(ticks(&[0.0, 250.0], true, Unit::Duration), [0.0, 60.0, 120.0, 180.0, 240.0, 300.0]);
    }

    #[test]
    fn what_has_no_spread_still_has_an_axis() {
        for values in [&[][..], &[0.0], &[7.0, 7.0], &[-3.0], &[f64::NAN], &[1e12]] {
            let ticks = ticks(values, true, Unit::Money);
            assert!(ticks.len() >= 2 && ticks.len() < 20, "{values:?}: {ticks:?}");
            assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]), "{values:?}: {ticks:?}");
        }
    }

    #[test]
    fn places_are_labelled_as_often_as_labels_fit() {
        let labelled = |count, room| Places::new(count, false, 50, room).key_points(0_usize);
        assert_eq!(labelled(10, 600).len(), 10);
        assert_eq!(labelled(30, 600).len(), 10);
        assert_eq!(labelled(31, 300), [0.0, 7.0, 14.0, 21.0, 28.0]);
        assert!(labelled(0, 300).is_empty());
        let one = Places::new(1, false, 50, 300);
        assert_eq!((one.range().start, one.range().end), (-0.5, 0.5));
    }
}
