//! What a target will end at.
use super::{Quantity, assess::Spec, steps::DataStep};

/// An 80 % interval around the expected end, and the chance to reach the goal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// The 10 % quantile, in plain units.
    pub low: f64,
    /// The expected end.
    pub mid: f64,
    /// The 90 % quantile.
    pub high: f64,
    /// Chance to reach the goal, 0 to 1.
    pub chance: f64,
}

/// What is known about the days to come.
pub(super) struct Outlook(Forecast);

impl Outlook {
    pub(super) fn forecast(&self, _spec: &Spec<'_>) -> Forecast {
        self.0
    }
}

pub(super) fn outlook(_spec: &Spec<'_>, _actual: Quantity, _steps: &[DataStep], _t: i64) -> Option<Outlook> {
    None
}
