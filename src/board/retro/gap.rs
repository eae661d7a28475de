//! The gap of a campaign's primary target by driver, by phase and by channel.
use super::drivers::{self, Drivers, drivers};
use super::page::primary;
use super::window::{Reader, by_curve, stretches};
use super::{DriverGap, DriverPart, GapMethod, GapRow, NoGap};
use crate::board::Book;
use crate::board::evidence::rows;
use crate::error::{Kind, Result};
use crate::model::{Across, Budget, Campaign, ChannelId, Lang, Metric, Part, Quantity, decompose, spread};
use crate::store::Db;

/// Splits the gap; `usual` is the chain of the campaign's playbook. None where there is no chain to the primary target, or
/// no value.
///
/// # Errors
/// Storage errors.
pub fn driver_gap(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    usual: Option<&[String]>,
    now: i64,
) -> Result<Option<DriverGap>> {
    let Some(target) = primary(book, campaign) else { return Ok(None) };
    let period = book.period(target)?;
    let read = Reader { db, book, campaign: campaign.id, period: &period, now };
    let found = drivers(&read, campaign, target, usual).and_then(|found| match found {
        Some(found) => split(&read, campaign, &found),
        None => Ok(None),
    });
    match found {
        // Numbers that are too large to be exact have no gap; the rest of the page is still to be seen.
        Err(error) if error.kind() == Kind::BadData => Ok(None),
        other => other,
    }
}

/// Why there is no gap by driver; none where that cannot be told.
///
/// # Errors
/// Storage errors.
pub(super) fn no_gap(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    usual: Option<&[String]>,
    now: i64,
) -> Result<Option<NoGap>> {
    let Some(target) = primary(book, campaign) else { return Ok(None) };
    let period = book.period(target)?;
    let read = Reader { db, book, campaign: campaign.id, period: &period, now };
    match drivers::no_gap(&read, campaign, target, usual) {
        Err(error) if error.kind() == Kind::BadData => Ok(None),
        other => other,
    }
}

fn split(read: &Reader<'_>, campaign: &Campaign, found: &Drivers) -> Result<Option<DriverGap>> {
    let (Some(metric), Some(goal), Some(actual)) =
        (found.metrics().last(), found.planned.last(), found.actual.last())
    else {
        return Ok(None);
    };
    let Some(whole) = decompose(&found.planned, &found.actual) else { return Ok(None) };
    let rate = |volumes: &[Quantity], part: Part| match part {
        Part::Volume(place) => volumes.get(place).map(|volume| volume.to_f64()),
        Part::Rate(place) => {
            let (before, after) = (volumes.get(place - 1)?, volumes.get(place)?);
            (*before != Quantity::ZERO).then(|| after.to_f64() / before.to_f64())
        }
    };
    let driver = |(part, amount): (Part, &Quantity)| DriverPart {
        key: found.split.key(part).to_owned(),
        name_en: found.split.name(part, Lang::En).to_owned(),
        name_zh: found.split.name(part, Lang::Zh).to_owned(),
        unit: found.split.unit(part),
        planned: rate(&found.planned, part),
        actual: rate(&found.actual, part),
        part: *amount,
    };
    Ok(Some(DriverGap {
        metric: metric.clone(),
        goal: *goal,
        actual: *actual,
        gap: actual.checked_sub(*goal)?,
        method: if whole.is_log_mean { GapMethod::LogMean } else { GapMethod::Shapley },
        drivers: found.factors().zip(&whole.parts).map(driver).collect(),
        phases: with_mix(by_phase(read, campaign, found)?, &whole.parts)?,
        channels: with_mix(by_channel(read, campaign, found)?, &whole.parts)?,
        assumed: found.assumed.clone(),
    }))
}

/// One phase or channel: each volume as planned and as it was.
struct Cells {
    name: String,
    is_rest: bool,
    planned: Vec<Quantity>,
    actual: Vec<Quantity>,
}

/// The rows split, with a last one for the mix between them: what each driver's column lacks to its part of the whole.
fn with_mix(rows: Vec<Cells>, whole: &[Quantity]) -> Result<Vec<GapRow>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut out = Vec::with_capacity(rows.len() + 1);
    for row in rows {
        // A part of it is too large to be exact: there is no table then.
        let Some(found) = decompose(&row.planned, &row.actual) else { return Ok(Vec::new()) };
        let gap = Quantity::sum(found.parts.iter().copied())?;
        out.push(GapRow { name: row.name, is_rest: row.is_rest, gap, parts: found.parts });
    }
    let mut mix = Vec::with_capacity(whole.len());
    for (place, part) in whole.iter().enumerate() {
        let column = out.iter().filter_map(|row| row.parts.get(place).copied());
        mix.push(part.checked_sub(Quantity::sum(column)?)?);
    }
    let gap = Quantity::sum(mix.iter().copied())?;
    out.push(GapRow { name: String::new(), is_rest: false, gap, parts: mix });
    Ok(out)
}

/// Each phase, planned by each driver's own curve; none where there are fewer than two.
fn by_phase(read: &Reader<'_>, campaign: &Campaign, found: &Drivers) -> Result<Vec<Cells>> {
    let all = stretches(read.book, campaign, read.period)?;
    if all.len() < 2 {
        return Ok(Vec::new());
    }
    let plans: Vec<Vec<Quantity>> = found
        .planned
        .iter()
        .zip(&found.curves)
        .map(|(planned, curve)| by_curve(*planned, curve, &all))
        .collect();
    let mut out = Vec::with_capacity(all.len());
    for (place, stretch) in all.iter().enumerate() {
        let planned = plans.iter().map(|plan| plan.get(place).copied().unwrap_or_default()).collect();
        let mut actual = Vec::with_capacity(plans.len());
        for metric in found.metrics() {
            let brought = if stretch.is_empty() { None } else { read.within(metric, stretch.span)? };
            actual.push(brought.unwrap_or_default());
        }
        out.push(Cells { name: stretch.name.clone(), is_rest: false, planned, actual });
    }
    Ok(out)
}

/// Each channel, the most money first, planned by its share of the budget; what has no channel is a row of its own. None
/// without a budget by channel, and where a driver was never read by channel: it could not be told from the others.
fn by_channel(read: &Reader<'_>, campaign: &Campaign, found: &Drivers) -> Result<Vec<Cells>> {
    let mut budgets = read.db.list_where::<Budget>("campaign", &campaign.id)?;
    budgets.sort_by_key(|budget| (std::cmp::Reverse(budget.planned), budget.channel));
    let mut brought: Vec<Vec<(ChannelId, Quantity)>> = Vec::new();
    for metric in found.metrics() {
        brought.push(of_channels(read, metric)?);
    }
    if brought.iter().any(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let mut channels: Vec<ChannelId> = budgets.iter().map(|budget| budget.channel).collect();
    for (channel, _) in brought.iter().flatten() {
        if !channels.contains(channel) {
            channels.push(*channel);
        }
    }
    let money = |channel: &ChannelId| budgets.iter().find(|budget| budget.channel == *channel);
    let weights: Vec<Quantity> = channels
        .iter()
        .map(|channel| money(channel).map_or(Quantity::ZERO, |budget| budget.planned))
        .collect();
    let plans: Option<Vec<Vec<Quantity>>> =
        found.planned.iter().map(|planned| spread(*planned, &weights)).collect();
    let Some(plans) = plans else { return Ok(Vec::new()) };
    let mut out = Vec::with_capacity(channels.len() + 1);
    let mut rest = found.actual.clone();
    for (place, channel) in channels.iter().enumerate() {
        let mut actual = Vec::with_capacity(brought.len());
        for (values, rest) in brought.iter().zip(&mut rest) {
            let value = values.iter().find(|(id, _)| id == channel).map_or(Quantity::ZERO, |found| found.1);
            *rest = rest.checked_sub(value)?;
            actual.push(value);
        }
        let planned = plans.iter().map(|plan| plan.get(place).copied().unwrap_or_default()).collect();
        out.push(Cells { name: read.book.channel(*channel).to_owned(), is_rest: false, planned, actual });
    }
    if rest.iter().any(|value| *value != Quantity::ZERO) {
        let planned = vec![Quantity::ZERO; rest.len()];
        out.push(Cells { name: String::new(), is_rest: true, planned, actual: rest });
    }
    Ok(out)
}

/// What each channel brought of a metric over the whole time.
fn of_channels(read: &Reader<'_>, metric: &Metric) -> Result<Vec<(ChannelId, Quantity)>> {
    let mut out: Vec<(ChannelId, Quantity)> = Vec::new();
    for series in read.book.all_series(read.campaign, metric.id) {
        let Some(channel) = series.channel.filter(|_| metric.across == Across::Sum) else { continue };
        let days = rows(read.db, series.id, false, read.period, read.book.settings.zone, read.now)?;
        if days.is_empty() {
            continue;
        }
        let value = Quantity::sum(days.iter().map(|day| day.1))?;
        match out.iter_mut().find(|(id, _)| *id == channel) {
            Some(found) => found.1 = found.1.checked_add(value)?,
            None => out.push((channel, value)),
        }
    }
    Ok(out)
}
