//! How a key result stands at a value that is typed: for rules that ask for a word where it stands badly.
use crate::error::Result;
use crate::model::{
    Better, Curve, DayPoint, Evidence, Measure, Metric, Period, Quantity, Spec, Status, Target, TargetKind,
    assess,
};
use crate::store::Tx;

/// A key result at a value.
pub(super) struct Standing<'a> {
    pub target: &'a Target,
    pub metric: Option<&'a Metric>,
    pub period: &'a Period,
    pub value: Quantity,
    /// UTC seconds: up to when the value counts.
    pub at: i64,
}

/// How it stands there against its own plan: the rules of [`assess`], and nothing about its age.
pub(super) fn standing(tx: &Tx<'_>, found: &Standing<'_>) -> Result<Status> {
    let (target, zone, settings) = (found.target, tx.zone(), tx.db().settings()?);
    let curve = Curve::resolve(&target.curve, found.period, &[], |day| zone.end_of(day))?;
    let day_start = |day| zone.start_of(day);
    let spec = Spec {
        kind: target.kind,
        better: better(target, found.metric),
        measure: Measure::Level,
        baseline: target.baseline,
        goal: target.goal,
        upper: target.upper,
        curve: &curve,
        period: found.period,
        thresholds: settings.thresholds,
        cadence: settings.check_in,
        grace: settings.grace,
        closed: false,
        day_start: &day_start,
    };
    let day = zone.day_of(found.at - 1).max(found.period.first);
    let days = [DayPoint { day, value: found.value.to_f64(), weight: 1.0 }];
    let evidence = Evidence { actual: Some(found.value), cutoff: Some(found.at), days: &days };
    Ok(assess(&spec, &evidence, found.at).status)
}

/// Which way is better of a number that is typed.
fn better(target: &Target, metric: Option<&Metric>) -> Better {
    if target.kind == TargetKind::Reach && target.goal < target.baseline {
        return Better::Lower;
    }
    let own = target.key_result.as_ref().and_then(|own| own.better);
    own.or(metric.map(|m| m.better)).unwrap_or(Better::Higher)
}
