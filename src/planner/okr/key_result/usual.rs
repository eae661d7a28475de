//! What a key result gets where nobody says: where its number comes from, its kind, unit, weight and curve.
use super::super::super::target::fields::{bound, given, is_band};
use super::super::super::{KeyResultDraft, amount};
use super::super::words;
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{Across, Better, Feed, Metric, OverTime, PlanCurve, Quantity, Target, TargetKind, Unit};
use crate::store::Tx;

/// Whether a metric's readings of several campaigns may be added up: it is a flow, or made of flows, that channels add
/// up to.
pub(in super::super) fn adds_up(tx: &Tx<'_>, metric: &Metric) -> Result<bool> {
    let adds = |m: &Metric| m.over_time == OverTime::Sum && m.across == Across::Sum;
    let Some(formula) = &metric.formula else { return Ok(adds(metric)) };
    let all = tx.db().list::<Metric>()?;
    Ok(formula.parts().all(|key| all.iter().find(|m| m.key == key).is_some_and(adds)))
}

/// Whether there are readings of a metric, or of its parts: of the whole business, and of campaigns.
pub(in super::super) fn has_readings(tx: &Tx<'_>, metric: &Metric) -> Result<(bool, bool)> {
    let all = tx.db().list::<Metric>()?;
    let parts: Vec<&str> = metric.formula.as_ref().map(|f| f.parts().collect()).unwrap_or_default();
    let is_it = |m: &&Metric| m.id == metric.id || parts.contains(&m.key.as_str());
    let ids: Vec<_> = all.iter().filter(is_it).map(|m| m.id).collect();
    let series = tx.db().series()?;
    let of = |is_campaign: bool| {
        series.iter().any(|s| ids.contains(&s.metric) && s.campaign.is_some() == is_campaign)
    };
    Ok((of(false), of(true)))
}

/// Where the number comes from: as said; else from the campaigns where only they have readings of the metric or targets
/// on it, from the whole business otherwise; typed without a metric.
pub(in super::super) fn feed(
    tx: &Tx<'_>,
    draft: &KeyResultDraft,
    metric: Option<&Metric>,
    usual: Feed,
) -> Result<Feed> {
    let has_steps = draft.steps.as_ref().is_some_and(|steps| !steps.is_empty());
    let feed = match (given(draft.feed.as_ref()), metric) {
        (Some(text), _) => words::word(text, Feed::ALL, label::feed, "feed")?,
        (None, None) => usual,
        (None, Some(_)) if has_steps => Feed::Hand,
        (None, Some(metric)) => {
            let (business, campaigns) = has_readings(tx, metric)?;
            let planned = || -> Result<bool> {
                let targets = tx.db().list_where::<Target>("metric", &Some(metric.id))?;
                Ok(targets.iter().any(|t| t.campaign.is_some()))
            };
            if !business && adds_up(tx, metric)? && (campaigns || planned()?) {
                Feed::Campaigns
            } else {
                Feed::Business
            }
        }
    };
    match (feed, metric) {
        (Feed::Business | Feed::Campaigns, None) => {
            let error = Error::new(Kind::BadData, &tr::ERROR_FEED_NEEDS_METRIC).arg("feed", feed);
            Err(error.field("metric"))
        }
        (Feed::Campaigns, Some(metric)) if !adds_up(tx, metric)? => {
            let error = Error::new(Kind::BadData, &tr::ERROR_FEED_ADDS_UP).arg("metric", &metric.key);
            Err(error.field("feed"))
        }
        _ => Ok(feed),
    }
}

/// Bounds and guardrails are to be kept, steps and what has no goal to be done, everything else to be reached.
pub(in super::super) fn usual_kind(
    draft: &KeyResultDraft,
    metric: Option<&Metric>,
    feed: Feed,
) -> TargetKind {
    let goal = given(draft.goal.as_ref());
    let has_baseline = given(draft.baseline.as_ref()).is_some();
    let is_lower = metric.is_some_and(|m| m.better == Better::Lower)
        || draft.better.as_deref().map(str::trim) == Some(Better::Lower.as_str());
    let is_bound = goal.is_some_and(|goal| bound(goal).0.is_some()) || is_lower;
    if draft.steps.as_ref().is_some_and(|steps| !steps.is_empty()) {
        TargetKind::Done
    } else if draft.guardrail == Some(true)
        || goal.is_some_and(is_band)
        || (is_bound && !has_baseline && goal.is_some())
    {
        TargetKind::Keep
    } else if goal.is_none() && !has_baseline && metric.is_none() && feed != Feed::Children {
        TargetKind::Done
    } else {
        TargetKind::Reach
    }
}

/// What a number of its own counts in: as said, as its amounts are typed; a share for what is done or rolled up.
pub(in super::super) fn unit(
    draft: &KeyResultDraft,
    metric: Option<&Metric>,
    kind: TargetKind,
    feed: Feed,
) -> Result<Option<Unit>> {
    let said = given(draft.unit.as_ref())
        .map(|text| words::word(text, Unit::ALL, label::unit, "unit"))
        .transpose()?;
    match (metric, said) {
        (Some(metric), Some(unit)) if unit != metric.unit => {
            let error = Error::new(Kind::BadData, &tr::ERROR_UNIT_OF_METRIC).arg("metric", &metric.key);
            Err(error.arg("unit", metric.unit).field("unit"))
        }
        (Some(_), _) => Ok(None),
        (None, Some(unit)) => Ok(Some(unit)),
        (None, None) => {
            let typed = [given(draft.goal.as_ref()), given(draft.baseline.as_ref())];
            let is_share =
                given(draft.goal.as_ref()).is_none() && (kind == TargetKind::Done || feed == Feed::Children);
            let unit = if is_share { Unit::Percent } else { amount::unit_of(typed.into_iter().flatten()) };
            Ok(Some(unit))
        }
    }
}

/// The mean of what its siblings weigh, so that it counts like one of them. A guardrail weighs nothing: it caps the
/// status, and is no progress.
pub(super) fn usual_weight(siblings: &[Target], is_guardrail: bool) -> Quantity {
    if is_guardrail {
        return Quantity::ZERO;
    }
    let weights = siblings.iter().filter_map(|t| t.key_result.as_ref()).map(|own| own.weight);
    mean(weights.filter(|weight| *weight > Quantity::ZERO))
}

/// The mean of some weights; 1 of none.
pub(in super::super) fn mean(weights: impl Iterator<Item = Quantity>) -> Quantity {
    let (mut sum, mut count) = (0_i128, 0_i128);
    for weight in weights {
        sum += i128::from(weight.micros());
        count += 1;
    }
    let mean = sum.checked_div(count).and_then(|mean| i64::try_from(mean).ok());
    Quantity::from_micros(mean.unwrap_or(Quantity::SCALE))
}

/// What is kept, and a share that starts nowhere known, holds all the time; everything else comes evenly.
pub(in super::super) fn usual_curve(
    target: &Target,
    metric: Option<&Metric>,
    has_baseline: bool,
) -> PlanCurve {
    let own = target.key_result.as_ref().and_then(|own| own.unit);
    let unit = metric.map(|m| m.unit).or(own).unwrap_or(Unit::Count);
    let is_share = matches!(unit, Unit::Percent | Unit::Ratio) || metric.is_some_and(|m| m.formula.is_some());
    let rolls_up = target.key_result.as_ref().is_some_and(|own| own.feed == Feed::Children);
    match target.kind {
        TargetKind::Keep => PlanCurve::Flat,
        TargetKind::Reach if is_share && !has_baseline && !rolls_up => PlanCurve::Flat,
        _ => PlanCurve::Linear,
    }
}
