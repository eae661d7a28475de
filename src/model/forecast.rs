//! What a target will end at.

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

/// What a forecast is made from, oldest day first.
#[derive(Debug, Clone, PartialEq)]
pub struct ForecastInput<'a> {
    /// What came in on each day so far (flow), or the level at its end; the last day may be partial.
    pub actual: &'a [f64],
    /// What the plan asked for on each of these days (the partial day: up to the cut-off).
    pub planned: &'a [f64],
    /// What the plan asks for on each day that remains (the first: the rest of a partial day).
    pub remaining: &'a [f64],
    /// Where it started.
    pub baseline: f64,
    /// Where it should get to.
    pub goal: f64,
}

/// Forecast of a flow.
#[must_use]
pub fn forecast_flow(_input: &ForecastInput<'_>) -> Option<Forecast> {
    None
}

/// Forecast of a level.
#[must_use]
pub fn forecast_level(_input: &ForecastInput<'_>) -> Option<Forecast> {
    None
}
