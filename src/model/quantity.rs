//! Exact amounts: fixed-point millionths in an `i64`, so that sums are the same in any order.
use super::{Cell, Column, Fault};

/// An exact amount in millionths of the plain unit, at most ±9.2 trillion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Quantity(i64);

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// How many millionths make one plain unit.
    pub const SCALE: i64 = 1_000_000;

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
        (micros.is_finite() && micros.abs() < 9.2e18).then(|| Self(micros as i64))
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
