//! What the readings say about one target, from the daily roll-up.
use super::book::Book;
use crate::error::Result;
use crate::model::{
    Campaign, ChannelId, Day, DayPoint, Measure, Metric, OverTime, Period, Quantity, Steps, Target, Term,
};
use crate::store::{DayRow, Db};
use std::collections::BTreeMap;

/// What the readings say, up to the moment asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Facts {
    /// Flow: the sum; level: the latest; derived: from its parts.
    pub actual: Option<Quantity>,
    /// The latest cut-off, at most the moment asked.
    pub cutoff: Option<i64>,
    /// Per day, oldest first.
    pub days: Vec<DayPoint>,
    /// Per channel (or part) with its own cut-off: name, cut-off.
    pub cutoffs: Vec<(String, i64)>,
    /// Per source of numbers: metric key, channel, source, value, cut-off.
    pub inputs: Vec<Fact>,
}

/// One input of a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    pub metric: String,
    pub channel: Option<String>,
    pub source: String,
    pub value: Quantity,
    pub days: usize,
    pub until: i64,
}

/// One metric's readings in a period, per day.
struct Flow {
    total: Option<Quantity>,
    days: BTreeMap<Day, Quantity>,
    facts: Facts,
}

/// How a metric comes together over time.
pub(super) fn measure(metric: &Metric) -> Measure {
    match (&metric.formula, metric.over_time) {
        // A sum of flows is a flow: it has a rate a day, and the plan tells how it grows.
        (Some(formula), _) if formula.under.is_empty() => Measure::Flow,
        (Some(_), _) => Measure::Derived,
        (None, OverTime::Sum) => Measure::Flow,
        (None, OverTime::Last) => Measure::Level,
    }
}

/// Gathers what the readings say about a target at `now`.
pub(super) fn facts(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    target: &Target,
    period: &Period,
    now: i64,
) -> Result<Facts> {
    if !target.steps.0.is_empty() {
        return Ok(steps(&target.steps, target.goal, now));
    }
    let Some(metric) = book.metric(target.metric) else { return Ok(Facts::default()) };
    let Some(formula) = &metric.formula else {
        let flow = readings(db, book, campaign, metric, period, now)?;
        let points =
            flow.days.iter().map(|(day, value)| DayPoint { day: *day, value: value.to_f64(), weight: 1.0 });
        return Ok(Facts { actual: flow.total, days: points.collect(), ..flow.facts });
    };
    let mut parts: BTreeMap<&str, Flow> = BTreeMap::new();
    let mut out = Facts::default();
    for key in formula.parts() {
        let Some(part) = book.metric_of(key) else { continue };
        let flow = readings(db, book, campaign, part, period, now)?;
        if let Some(cutoff) = flow.facts.cutoff {
            out.cutoffs.push((key.to_owned(), cutoff));
            out.cutoff = out.cutoff.max(Some(cutoff));
        }
        out.inputs.extend(flow.facts.inputs.iter().cloned());
        parts.insert(key, flow);
    }
    out.actual = formula.value(|key| parts.get(key).and_then(|flow| flow.total)).and_then(Quantity::from_f64);
    let mut days: Vec<Day> = parts.values().flat_map(|flow| flow.days.keys().copied()).collect();
    days.sort_unstable();
    days.dedup();
    let side = |terms: &[Term], day: Day| -> f64 {
        let value = |term: &Term| parts.get(term.key.as_str()).and_then(|flow| flow.days.get(&day));
        #[allow(clippy::cast_precision_loss)]
        terms.iter().map(|term| value(term).map_or(0.0, |v| v.to_f64()) * term.factor as f64).sum()
    };
    let point = |day: Day| DayPoint {
        day,
        value: side(&formula.over, day) * formula.scale.to_f64(),
        weight: if formula.under.is_empty() { 1.0 } else { side(&formula.under, day) },
    };
    out.days = days.into_iter().map(point).collect();
    Ok(out)
}

/// A step counts from the moment it was done.
fn steps(steps: &Steps, goal: Quantity, now: i64) -> Facts {
    let weights = |done: bool| -> i128 {
        let counted = steps.0.iter().filter(|s| !done || s.done_at.is_some_and(|at| at <= now));
        counted.map(|s| i128::from(s.weight.micros())).sum()
    };
    let all = weights(false);
    let share = if all == 0 { 0 } else { i128::from(goal.micros()) * weights(true) / all };
    let actual = i64::try_from(share).ok().map(Quantity::from_micros);
    Facts { actual, cutoff: Some(now), ..Facts::default() }
}

fn readings(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    metric: &Metric,
    period: &Period,
    now: i64,
) -> Result<Flow> {
    let last = period.last.min(book.settings.zone.day_of(now));
    let level = metric.over_time == OverTime::Last;
    let mut facts = Facts::default();
    let mut channels: BTreeMap<Option<ChannelId>, Vec<Vec<DayRow>>> = BTreeMap::new();
    for series in book.series(campaign.id, metric) {
        let mut rows = Vec::new();
        if level && let Some(before) = db.last_day(series.id, period.first.plus(-1))? {
            rows.push(before);
        }
        rows.extend(db.days(series.id, period.first, last)?);
        let Some(until) = rows.iter().map(|row| row.2).max() else { continue };
        let until = until.min(now);
        let value = if level {
            rows.last().map_or(Quantity::ZERO, |row| row.1)
        } else {
            Quantity::sum(rows.iter().map(|row| row.1))?
        };
        facts.cutoff = facts.cutoff.max(Some(until));
        facts.inputs.push(Fact {
            metric: metric.key.clone(),
            channel: series.channel.map(|id| book.channel(id).to_owned()),
            source: series.source.clone(),
            value,
            days: rows.len(),
            until,
        });
        channels.entry(series.channel).or_default().push(rows);
    }
    for (channel, lists) in &channels {
        let until = lists.iter().flatten().map(|row| row.2.min(now)).max();
        if let (Some(id), Some(until)) = (channel, until) {
            facts.cutoffs.push((book.channel(*id).to_owned(), until));
        }
    }
    let days =
        if level { levels(channels.into_values(), period.first)? } else { flows(channels.into_values())? };
    let total = if level {
        days.values().last().copied()
    } else if facts.cutoff.is_some() {
        Some(Quantity::sum(days.values().copied())?)
    } else {
        None
    };
    Ok(Flow { total, days, facts })
}

fn flows(channels: impl Iterator<Item = Vec<Vec<DayRow>>>) -> Result<BTreeMap<Day, Quantity>> {
    let mut days: BTreeMap<Day, Quantity> = BTreeMap::new();
    for (day, value, _, _) in channels.flatten().flatten() {
        let sum = days.entry(day).or_default();
        *sum = sum.checked_add(value)?;
    }
    Ok(days)
}

/// Each channel's latest value on each day, carried on to the days on which only others have one, added up. What
/// stood before the period stands for the day before it.
fn levels(channels: impl Iterator<Item = Vec<Vec<DayRow>>>, first: Day) -> Result<BTreeMap<Day, Quantity>> {
    let mut latest: Vec<BTreeMap<Day, (i64, Quantity)>> = Vec::new();
    for lists in channels {
        let mut of_channel: BTreeMap<Day, (i64, Quantity)> = BTreeMap::new();
        for (day, value, _, at) in lists.into_iter().flatten() {
            let day = day.max(first.plus(-1));
            let entry = of_channel.entry(day).or_insert((at, value));
            if at >= entry.0 {
                *entry = (at, value);
            }
        }
        latest.push(of_channel);
    }
    let mut days: Vec<Day> = latest.iter().flat_map(|channel| channel.keys().copied()).collect();
    days.sort_unstable();
    days.dedup();
    let mut out = BTreeMap::new();
    for day in days {
        let known =
            latest.iter().filter_map(|channel| channel.range(..=day).next_back().map(|(_, (_, v))| *v));
        out.insert(day, Quantity::sum(known)?);
    }
    Ok(out)
}
