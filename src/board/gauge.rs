//! One target with everything computed about it.
use super::book::Book;
use super::evidence::{Facts, facts, measure};
use super::holder::Holder;
use super::view::TargetLine;
use crate::error::{Kind, Result};
use crate::model::{
    Assessment, Curve, Evidence, Metric, OverTime, Period, Rule, Spec, Status, Target, assess,
};
use crate::store::Db;

/// A target, resolved and assessed, with what it was computed from.
pub(super) struct Gauged {
    pub period: Period,
    pub curve: Curve,
    pub facts: Facts,
    pub assessment: Assessment,
    pub line: TargetLine,
}

/// Computes one target at `now`.
///
/// # Errors
/// Storage errors.
pub fn gauge(db: &Db<'_>, book: &Book, target: &Target, now: i64) -> Result<TargetLine> {
    Ok(gauged(db, book, target, now)?.line)
}

pub(super) fn gauged(db: &Db<'_>, book: &Book, target: &Target, now: i64) -> Result<Gauged> {
    let holder = book.holder(target)?;
    let period = book.period_in(&holder, target)?;
    let curve = book.curve_in(&holder, target, &period)?;
    // A sum that is too large to be exact is no value of this target; the other ones are still to be seen.
    let facts = match facts(db, book, target, &period, now) {
        Err(error) if error.kind() == Kind::BadData => Facts::default(),
        other => other?,
    };
    let metric = book.measured_by(target);
    let day_start = |day| book.settings.zone.start_of(day);
    let spec = spec(book, &holder, target, &period, &curve, &day_start);
    let evidence = Evidence { actual: facts.actual, cutoff: facts.cutoff, days: &facts.days };
    let mut assessment = assess(&spec, &evidence, now);
    if is_silent(book, target, &period, now) && assessment.status.is_green() {
        (assessment.status, assessment.rule) = (Status::Stale, Rule::OldCheckIn);
        assessment.is_stale = true;
    }
    let line = line(&holder, target, metric, &period, &facts, &assessment);
    Ok(Gauged { period, curve, facts, assessment, line })
}

pub(super) fn spec<'a>(
    book: &Book,
    holder: &Holder<'_>,
    target: &Target,
    period: &'a Period,
    curve: &'a Curve,
    day_start: &'a dyn Fn(crate::model::Day) -> i64,
) -> Spec<'a> {
    let metric = book.measured_by(target);
    Spec {
        kind: target.kind,
        better: metric.map_or(crate::model::Better::Higher, |m| m.better),
        measure: metric.map_or(crate::model::Measure::Flow, measure),
        baseline: target.baseline,
        goal: target.goal,
        upper: target.upper,
        curve,
        period,
        thresholds: book.settings.thresholds,
        cadence: holder.cadence,
        grace: book.settings.grace,
        closed: holder.closed,
        day_start,
    }
}

/// True where a key result's owner should have said something and has not, for longer than cadence and grace.
fn is_silent(book: &Book, target: &Target, period: &Period, now: i64) -> bool {
    let due = book.check_in_due(target, period, now);
    due.is_some_and(|due| due.saturating_add(book.settings.grace) < now)
}

fn line(
    holder: &Holder<'_>,
    target: &Target,
    metric: Option<&Metric>,
    period: &Period,
    facts: &Facts,
    found: &Assessment,
) -> TargetLine {
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let key = text(metric.map(|m| &m.key));
    let own_name = target.key != key;
    let name = |name: Option<&String>| match &target.title {
        title if !title.is_empty() => title.clone(),
        _ if own_name && target.objective.is_none() => target.key.clone(),
        _ => text(name),
    };
    let late = |until: i64| facts.cutoff.is_some_and(|t| t - until > holder.cadence);
    TargetLine {
        id: target.id,
        version: target.version,
        key: target.key.clone(),
        name_en: name(metric.map(|m| &m.name_en)),
        name_zh: name(metric.map(|m| &m.name_zh)),
        metric: target.metric.map(|_| key).unwrap_or_default(),
        unit: metric.map_or(crate::model::Unit::Count, |m| m.unit),
        better: metric.map_or(crate::model::Better::Higher, |m| m.better),
        kind: target.kind,
        is_primary: target.is_primary,
        is_guardrail: target.is_guardrail,
        baseline: target.baseline,
        goal: target.goal,
        upper: target.upper,
        first_goal: Some(target.first_goal).filter(|first| *first != target.goal),
        actual: facts.actual,
        progress: found.progress,
        plan_share: found.plan_share,
        expected: found.expected,
        pace: found.pace,
        status: found.status,
        is_stale: found.is_stale,
        held: found.held,
        held_share: found.held_share,
        needed_per_day: found.needed_per_day,
        recent_per_day: found.recent_per_day,
        forecast: found.forecast,
        data_until: facts.cutoff,
        lagging: facts.cutoffs.iter().filter(|(_, until)| late(*until)).cloned().collect(),
        start: period.first,
        end: period.last,
    }
}

/// The pace and status of every flow and level target, from sums of the roll-up alone: for overviews of hundreds.
///
/// # Errors
/// Storage errors.
pub fn pace_of_all(
    db: &Db<'_>,
    book: &Book,
    now: i64,
) -> Result<Vec<(crate::model::TargetId, Option<f64>, Status)>> {
    let today = book.settings.zone.day_of(now);
    let day_start = |day| book.settings.zone.start_of(day);
    let mut out = Vec::new();
    for campaign in &book.campaigns {
        for target in book.targets(campaign.id) {
            let Some(metric) = book.measured_by(target) else { continue };
            if metric.formula.is_some() || !target.steps.0.is_empty() || metric.over_time == OverTime::Last {
                let line = gauge(db, book, target, now)?;
                out.push((line.id, line.pace, line.status));
                continue;
            }
            let holder = book.holder(target)?;
            let period = book.period_in(&holder, target)?;
            let curve = book.curve_in(&holder, target, &period)?;
            let (mut actual, mut cutoff) = (crate::model::Quantity::ZERO, None);
            let mut runs_ahead = false;
            for series in book.series(campaign.id, metric) {
                if let Some(sum) = db.sum(series.id, period.first, period.last.min(today))? {
                    actual = actual.checked_add(sum.value)?;
                    cutoff = cutoff.max(Some(sum.until));
                    runs_ahead |= sum.until > now;
                }
            }
            if runs_ahead {
                let line = gauge(db, book, target, now)?;
                out.push((line.id, line.pace, line.status));
                continue;
            }
            let spec = spec(book, &holder, target, &period, &curve, &day_start);
            let evidence = Evidence { actual: cutoff.map(|_| actual), cutoff, days: &[] };
            let found = assess(&spec, &evidence, now);
            out.push((target.id, found.pace, found.status));
        }
    }
    Ok(out)
}
