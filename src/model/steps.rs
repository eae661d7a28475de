//! A target's data as steps in time, and the rate of the last days.
use super::{
    Day,
    assess::{DAY, Evidence, Measure, Spec},
};

/// What came in between two instants.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DataStep {
    /// UTC seconds.
    pub from: i64,
    /// UTC seconds.
    pub until: i64,
    /// The day it is booked on.
    pub day: Day,
    /// As in the day point it comes from.
    pub value: f64,
    /// As in the day point it comes from.
    pub weight: f64,
}

/// The data as steps that follow one another without gaps, from the period's start to the cut-off.
///
/// A day without a row belongs to the next row's step: nothing came in, or it came in with that row. So weekly
/// readings become steps of a week, and a day without orders is no day lost.
pub(super) fn steps_of(spec: &Spec<'_>, evidence: &Evidence<'_>, t: i64) -> Vec<DataStep> {
    let mut steps: Vec<DataStep> = Vec::with_capacity(evidence.days.len());
    let mut from = spec.period.start;
    for point in evidence.days.iter().filter(|p| p.value.is_finite() && p.weight.is_finite()) {
        let until = (spec.day_start)(point.day.plus(1)).min(t);
        match steps.last_mut() {
            // A second row of one day, or a row past the cut-off, joins the step before it.
            Some(last) if until <= last.until => match spec.measure {
                Measure::Level => last.value = point.value,
                Measure::Flow | Measure::Derived => {
                    last.value += point.value;
                    last.weight += point.weight;
                }
            },
            _ if until > from || spec.measure == Measure::Level => {
                steps.push(DataStep {
                    from,
                    until,
                    day: point.day,
                    value: point.value,
                    weight: point.weight,
                });
                from = until;
            }
            _ => {}
        }
    }
    steps
}

/// What the last three calendar days up to the cut-off brought a day: for a flow their sum over the time they
/// cover, the running day counted by its hours; for a level its change over them. None for a derived metric or
/// without data.
#[allow(clippy::cast_precision_loss)]
pub(super) fn recent_rate(spec: &Spec<'_>, steps: &[DataStep], t: i64) -> Option<f64> {
    let oldest = day_before(spec, t).plus(-2);
    let first = steps.iter().position(|step| step.day >= oldest)?;
    match spec.measure {
        Measure::Derived => None,
        Measure::Flow => {
            let recent = steps.get(first..)?;
            let time = t - recent.first()?.from;
            (time > 0).then(|| recent.iter().map(|step| step.value).sum::<f64>() * DAY / time as f64)
        }
        Measure::Level => {
            let (last, before) = (steps.last()?, steps.get(first.saturating_sub(1))?);
            let time = last.until - before.until;
            (time > 0).then(|| (last.value - before.value) * DAY / time as f64)
        }
    }
}

/// The day that holds the last instant before `at`.
pub(super) fn day_before(spec: &Spec<'_>, at: i64) -> Day {
    let since = (at - 1 - (spec.day_start)(spec.period.first)).div_euclid(86_400);
    let mut day = spec.period.first.plus(i32::try_from(since).unwrap_or_default());
    // A day the clocks are put forward or back is 23 or 25 hours long: step to the right one.
    while (spec.day_start)(day) >= at {
        day = day.plus(-1);
    }
    while (spec.day_start)(day.plus(1)) < at {
        day = day.plus(1);
    }
    day
}
