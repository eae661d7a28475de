//! How long a bound has held.
use super::{
    Quantity,
    assess::{Evidence, Measure, Spec},
    steps::day_before,
};

/// The share of the days a keep has held, of the days that are known, up to the cut-off; none without any.
///
/// A level stands until the next reading; a flow is what has come in since the start; of a derived metric each day is
/// judged by its own parts, and one with a zero denominator is not known. Exactly at the bound holds.
pub(super) fn held_share(spec: &Spec<'_>, evidence: &Evidence<'_>, t: i64) -> Option<f64> {
    let (mut held, mut known) = (0_i32, 0_i32);
    let last = day_before(spec, t).min(spec.period.last);
    let mut so_far = 0.0;
    for (index, point) in evidence.days.iter().enumerate() {
        let day = point.day.max(spec.period.first);
        let next = evidence.days.get(index + 1).map_or(last.plus(1), |next| next.day.max(spec.period.first));
        let (value, days) = match spec.measure {
            Measure::Level => (point.value, next.0 - day.0),
            Measure::Flow => {
                so_far += point.value;
                (so_far, next.0 - day.0)
            }
            Measure::Derived if point.weight == 0.0 => continue,
            Measure::Derived => (point.value / point.weight, 1),
        };
        let Some(value) = Quantity::from_f64(value).filter(|_| days > 0) else { continue };
        known += days;
        if spec.is_reached(value) {
            held += days;
        }
    }
    (known > 0).then(|| f64::from(held) / f64::from(known))
}
