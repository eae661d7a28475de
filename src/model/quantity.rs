//! Exact amounts: fixed-point millionths in an `i64`, so that sums are the same in any order.
use super::{Cell, Column, Fault};
use std::fmt;

mod parse;

/// An exact amount in millionths of the plain unit, at most ±9.2 trillion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Quantity(i64);

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// How many millionths make one plain unit.
    pub const SCALE: i64 = 1_000_000;
    /// The largest amount: 9.2 trillion.
    pub const MAX: Self = Self(9_200_000_000_000 * Self::SCALE);

    /// From millionths.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// In millionths.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// In plain units, for ratios and drawing; never stored.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::SCALE as f64
    }

    /// The nearest quantity to a number in plain units; none where it is not finite or out of range.
    #[must_use]
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    pub fn from_f64(units: f64) -> Option<Self> {
        let micros = (units * Self::SCALE as f64).round();
        (micros.is_finite() && micros.abs() <= Self::MAX.0 as f64).then_some(Self(micros as i64))
    }

    /// From whole plain units; none where they are more than ±9.2 trillion.
    #[must_use]
    pub const fn from_units(units: i64) -> Option<Self> {
        match units.checked_mul(Self::SCALE) {
            Some(micros) if micros.unsigned_abs() <= Self::MAX.0.unsigned_abs() => Some(Self(micros)),
            _ => None,
        }
    }

    /// The same amount without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// The sum.
    ///
    /// # Errors
    /// [`Fault::Overflow`] beyond ±9.2 trillion.
    pub fn checked_add(self, other: Self) -> Result<Self, Fault> {
        Self::exact(i128::from(self.0) + i128::from(other.0))
    }

    /// The difference.
    ///
    /// # Errors
    /// [`Fault::Overflow`] beyond ±9.2 trillion.
    pub fn checked_sub(self, other: Self) -> Result<Self, Fault> {
        Self::exact(i128::from(self.0) - i128::from(other.0))
    }

    /// The sum of many: the same in any order, also where a part of it would be too large.
    ///
    /// # Errors
    /// [`Fault::Overflow`] where the whole is beyond ±9.2 trillion.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Fault> {
        Self::exact(amounts.into_iter().map(|amount| i128::from(amount.0)).sum())
    }

    fn exact(micros: i128) -> Result<Self, Fault> {
        match i64::try_from(micros) {
            Ok(micros) if micros.unsigned_abs() <= Self::MAX.0.unsigned_abs() => Ok(Self(micros)),
            _ => Err(Fault::Overflow),
        }
    }
}

/// A plain decimal without exponent, group separators or trailing zeros: `1234.5`, `-0.000001`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.unsigned_abs() / 1_000_000, self.0.unsigned_abs() % 1_000_000);
        let plain = if part == 0 { whole.to_string() } else { format!("{whole}.{part:06}") };
        let plain = if part == 0 { plain.as_str() } else { plain.trim_end_matches('0') };
        f.pad_integral(self.0 >= 0, "", plain)
    }
}

impl std::str::FromStr for Quantity {
    type Err = Fault;
    fn from_str(text: &str) -> Result<Self, Fault> {
        Self::parse(text)
    }
}

impl Column for Quantity {
    fn to_cell(&self) -> Cell {
        Cell::Int(self.0)
    }
    fn from_cell(cell: Cell) -> Result<Self, Fault> {
        i64::from_cell(cell).map(Self)
    }
}

impl serde::Serialize for Quantity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % Self::SCALE == 0 {
            serializer.serialize_i64(self.0 / Self::SCALE)
        } else {
            serializer.serialize_f64(self.to_f64())
        }
    }
}

impl<'de> serde::Deserialize<'de> for Quantity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = <f64 as serde::Deserialize>::deserialize(deserializer)?;
        Self::from_f64(number).ok_or_else(|| serde::de::Error::custom("not a quantity"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_plain_decimal_has_no_exponent_and_no_trailing_zeros() {
        let written = |micros| Quantity::from_micros(micros).to_string();
        assert_eq!(written(1_234_500_000), "1234.5");
        assert_eq!(written(-1), "-0.000001");
        assert_eq!(written(0), "0");
        assert_eq!(written(-120_000_000), "-120");
        assert_eq!(format!("{:>8}", Quantity::from_micros(1_500_000)), "     1.5");
    }

    #[test]
    fn what_is_beyond_the_range_is_refused() {
        assert_eq!(Quantity::MAX.checked_add(Quantity::from_micros(1)), Err(Fault::Overflow));
        let lowest = Quantity::ZERO.checked_sub(Quantity::MAX);
        assert_eq!(lowest.and_then(|q| q.checked_sub(Quantity::from_micros(1))), Err(Fault::Overflow));
        assert_eq!(Quantity::from_units(9_200_000_000_000), Some(Quantity::MAX));
        assert_eq!(Quantity::from_units(9_200_000_000_001), None);
        assert_eq!(Quantity::from_units(i64::MIN), None);
    }

    #[test]
    fn a_sum_that_fits_is_given_even_where_a_part_of_it_does_not() {
        let parts = [Quantity::MAX, Quantity::MAX, Quantity::from_micros(-Quantity::MAX.micros())];
        assert_eq!(Quantity::sum(parts), Ok(Quantity::MAX));
    }

    proptest! {
        #[test]
        fn a_sum_is_the_same_in_any_order(
            (parts, shuffled) in prop::collection::vec(-Quantity::MAX.0..=Quantity::MAX.0, 0..40)
                .prop_flat_map(|parts| (Just(parts.clone()), Just(parts).prop_shuffle()))
        ) {
            let sum = |micros: Vec<i64>| Quantity::sum(micros.into_iter().map(Quantity::from_micros));
            prop_assert_eq!(sum(parts), sum(shuffled));
        }
    }
}
