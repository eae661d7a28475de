//! What the readings say about one target, from the daily roll-up.
use super::book::Book;
use crate::error::Result;
use crate::model::{
    Campaign, CampaignId, ChannelId, CheckIn, Day, DayPoint, Feed, Measure, Metric, OverTime, Period,
    Quantity, SeriesId, Steps, Target, Term, Zone,
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
    /// The value at the end of each of these days: a flow's sum so far, a level's latest, a formula over both.
    pub running: Vec<(Day, Option<f64>)>,
    /// Per channel (or part) with its own cut-off: name, cut-off.
    pub cutoffs: Vec<(String, i64)>,
    /// Per source of numbers: metric key, channel, source, value, cut-off.
    pub inputs: Vec<Fact>,
}

/// One input of a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    pub metric: String,
    pub place: Option<CampaignId>,
    pub channel: Option<String>,
    pub source: String,
    pub value: Quantity,
    pub days: usize,
    pub until: i64,
}

/// One metric's readings in a period, per day.
struct Flow {
    level: bool,
    total: Option<Quantity>,
    days: BTreeMap<Day, Quantity>,
    facts: Facts,
}

/// The days of each series of a channel in a place.
type Lists = BTreeMap<(Option<ChannelId>, Option<CampaignId>), Vec<Vec<DayRow>>>;

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
pub(super) fn facts(db: &Db<'_>, book: &Book, target: &Target, period: &Period, now: i64) -> Result<Facts> {
    if !target.steps.0.is_empty() {
        return Ok(steps(&target.steps, target.goal, book.settings.zone, now));
    }
    let holder = book.holder(target)?;
    match holder.feed {
        Some(Feed::Hand) => {
            return Ok(said(&book.every_check_in(db, target.id)?, period, book.settings.zone, now));
        }
        Some(Feed::Children) => return super::okr::rolled_up(db, book, target, now),
        _ => {}
    }
    let Some(metric) = book.measured_by(target) else { return Ok(Facts::default()) };
    of_metric(db, book, &holder.places, metric, period, now)
}

/// What the readings of some places say about a metric in a period, up to `now`.
pub(super) fn of_metric(
    db: &Db<'_>,
    book: &Book,
    places: &[Option<CampaignId>],
    metric: &Metric,
    period: &Period,
    now: i64,
) -> Result<Facts> {
    let Some(formula) = &metric.formula else {
        let flow = readings(db, book, places, metric, period, now)?;
        let points =
            flow.days.iter().map(|(day, value)| DayPoint { day: *day, value: value.to_f64(), weight: 1.0 });
        let mut so_far = Quantity::ZERO;
        let mut running = Vec::with_capacity(flow.days.len());
        for (day, value) in &flow.days {
            so_far = if flow.level { *value } else { so_far.checked_add(*value)? };
            running.push((*day, Some(so_far.to_f64())));
        }
        return Ok(Facts { actual: flow.total, days: points.collect(), running, ..flow.facts });
    };
    let mut parts: BTreeMap<&str, Flow> = BTreeMap::new();
    let mut out = Facts::default();
    for key in formula.parts() {
        let Some(part) = book.metric_of(key) else { continue };
        let flow = readings(db, book, places, part, period, now)?;
        if let Some(cutoff) = flow.facts.cutoff {
            out.cutoffs.push((key.to_owned(), cutoff));
            out.cutoff = out.cutoff.max(Some(cutoff));
        }
        out.inputs.extend(flow.facts.inputs.iter().cloned());
        parts.insert(key, flow);
    }
    out.actual = formula.amount(|key| parts.get(key).and_then(|flow| flow.total));
    let mut days: Vec<Day> = parts.values().flat_map(|flow| flow.days.keys().copied()).collect();
    days.sort_unstable();
    days.dedup();
    let mut so_far: BTreeMap<&str, Quantity> = BTreeMap::new();
    for day in days {
        for (key, flow) in &parts {
            if let Some(value) = flow.days.get(&day) {
                let sum = so_far.entry(key).or_default();
                *sum = if flow.level { *value } else { sum.checked_add(*value)? };
            }
        }
        // A level goes on standing on the days that have no reading of it.
        let of_day = |term: &Term| {
            let key = term.key.as_str();
            let flow = parts.get(key)?;
            if flow.level { so_far.get(key) } else { flow.days.get(&day) }
        };
        #[allow(clippy::cast_precision_loss)]
        let side = |terms: &[Term]| -> f64 {
            terms.iter().map(|term| of_day(term).map_or(0.0, |v| v.to_f64()) * term.factor as f64).sum()
        };
        out.days.push(DayPoint {
            day,
            value: side(&formula.over) * formula.scale.to_f64(),
            weight: if formula.under.is_empty() { 1.0 } else { side(&formula.under) },
        });
        out.running.push((day, formula.value(|key| so_far.get(key).copied())));
    }
    Ok(out)
}

/// What was said with check-ins, up to `now`: the latest counts.
fn said(check_ins: &[CheckIn], period: &Period, zone: Zone, now: i64) -> Facts {
    let mut facts = Facts::default();
    for (check_in, value) in check_ins.iter().filter_map(|c| Some((c, c.value?))) {
        if check_in.at > now || check_in.at > period.end || check_in.at < period.start {
            continue;
        }
        let day = zone.day_of(check_in.at - 1).max(period.first);
        if facts.days.last().is_some_and(|last| last.day == day) {
            facts.days.pop();
            facts.running.pop();
        }
        facts.days.push(DayPoint { day, value: value.to_f64(), weight: 1.0 });
        facts.running.push((day, Some(value.to_f64())));
        facts.actual = Some(value);
        facts.cutoff = Some(check_in.at);
        facts.inputs = vec![Fact {
            metric: String::new(),
            place: None,
            channel: None,
            source: check_in.source.clone(),
            value,
            days: facts.days.len(),
            until: check_in.at,
        }];
    }
    facts
}

/// A step counts from the moment it was done.
fn steps(steps: &Steps, goal: Quantity, zone: Zone, now: i64) -> Facts {
    let weights = |upto: Option<i64>| -> i128 {
        let counted =
            steps.0.iter().filter(|s| upto.is_none_or(|upto| s.done_at.is_some_and(|at| at <= upto)));
        counted.map(|s| i128::from(s.weight.micros())).sum()
    };
    let all = weights(None);
    let value = |upto: i64| {
        let share = if all == 0 { 0 } else { i128::from(goal.micros()) * weights(Some(upto)) / all };
        i64::try_from(share).ok().map(Quantity::from_micros)
    };
    let mut done: Vec<i64> = steps.0.iter().filter_map(|s| s.done_at).filter(|at| *at <= now).collect();
    done.sort_unstable();
    let running = done.iter().map(|at| (zone.day_of(*at), value(*at).map(Quantity::to_f64))).collect();
    Facts { actual: value(now), cutoff: Some(now), running, ..Facts::default() }
}

/// A series' days up to a moment: of the day it falls on only what had run by then, and for a level also what stood
/// before the period.
pub(super) fn rows(
    db: &Db<'_>,
    series: SeriesId,
    level: bool,
    period: &Period,
    zone: Zone,
    now: i64,
) -> Result<Vec<DayRow>> {
    let today = zone.day_of(now);
    let mut first = period.first;
    let mut rows = Vec::new();
    if level {
        first = first.min(today);
        rows.extend(db.last_day(series, first.plus(-1))?);
    }
    rows.extend(db.days(series, first, period.last.min(today))?);
    let until = now.min(period.end);
    let is_cut = |day: Day| day == period.last && period.end < zone.end_of(day);
    if let Some((day, ..)) = rows.pop_if(|(day, _, until, _)| *until > now || is_cut(*day)) {
        rows.extend(db.day_until(series, day, zone, until)?);
    }
    // A period that begins in the middle of a day takes only what came in from then on.
    let begins_late = !level && period.start > zone.start_of(period.first);
    if begins_late && rows.first().is_some_and(|(day, ..)| *day == period.first) {
        rows.remove(0);
        if let Some(row) = db.day_part(series, period.first, zone, period.start, until)? {
            rows.insert(0, row);
        }
    }
    Ok(rows)
}

/// What a measured metric of a campaign came to in a period, up to `now`; none without a reading.
pub(super) fn total(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    metric: &Metric,
    period: &Period,
    now: i64,
) -> Result<Option<Quantity>> {
    Ok(readings(db, book, &[Some(campaign.id)], metric, period, now)?.total)
}

fn readings(
    db: &Db<'_>,
    book: &Book,
    places: &[Option<CampaignId>],
    metric: &Metric,
    period: &Period,
    now: i64,
) -> Result<Flow> {
    let level = metric.over_time == OverTime::Last;
    let mut facts = Facts::default();
    let mut channels = Lists::new();
    for series in places.iter().flat_map(|place| book.series_in(*place, metric)) {
        let rows = rows(db, series.id, level, period, book.settings.zone, now)?;
        let Some(until) = rows.iter().map(|row| row.2).max() else { continue };
        let value = if level {
            rows.last().map_or(Quantity::ZERO, |row| row.1)
        } else {
            Quantity::sum(rows.iter().map(|row| row.1))?
        };
        facts.cutoff = facts.cutoff.max(Some(until));
        facts.inputs.push(Fact {
            metric: metric.key.clone(),
            place: series.campaign,
            channel: series.channel.map(|id| book.channel(id).to_owned()),
            source: series.source.clone(),
            value,
            days: rows.len(),
            until,
        });
        channels.entry((series.channel, series.campaign)).or_default().push(rows);
    }
    for ((channel, _), lists) in &channels {
        let until = lists.iter().flatten().map(|row| row.2).max();
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
    Ok(Flow { level, total, days, facts })
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
