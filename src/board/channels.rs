//! What each channel of a campaign brought and cost, with the ratios computed from the summed parts.
use super::book::Book;
use super::evidence::rows;
use crate::error::Result;
use crate::model::{Campaign, ChannelId, Metric, MetricId, OverTime, Period, Quantity};
use crate::store::Db;
use std::collections::BTreeMap;

/// The ratios shown, where their parts are there.
const RATIOS: [&str; 9] = ["ctr", "cvr_click_order", "cpc", "cpm", "cpa", "cac", "roas", "roi", "aov"];

/// A campaign by channel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ByChannel {
    /// The metrics with a value in any row: key, names, unit; measured ones first, then ratios.
    pub metrics: Vec<Metric>,
    /// One row a channel, the largest spend first; the whole last.
    pub rows: Vec<ChannelRow>,
    /// Metrics that ratios need and that come only for the whole: each channel is set against all of them.
    pub whole_only: Vec<Metric>,
}

impl ByChannel {
    /// Whether a ratio has a part that comes only for the whole: of one channel alone it says nothing then.
    #[must_use]
    pub fn is_whole_only(&self, metric: &Metric) -> bool {
        let mut parts = metric.formula.iter().flat_map(crate::model::Formula::parts);
        parts.any(|part| self.whole_only.iter().any(|whole| whole.key == part))
    }
}

/// One channel.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelRow {
    /// The channel; none for the whole campaign.
    pub id: Option<ChannelId>,
    /// Its name; none for the whole campaign.
    pub channel: Option<String>,
    /// The cut-off of what it spent, UTC seconds.
    pub spend_until: Option<i64>,
    /// In the order of [`ByChannel::metrics`].
    pub values: Vec<Option<Quantity>>,
}

type Parts = BTreeMap<String, Quantity>;

/// Splits a campaign by channel, in its own period up to `now`.
///
/// # Errors
/// Storage errors.
pub fn by_channel(db: &Db<'_>, book: &Book, campaign: &Campaign, now: i64) -> Result<ByChannel> {
    let period = Period::of(campaign.start, campaign.end, book.settings.zone)?;
    let mut split: BTreeMap<ChannelId, Parts> = BTreeMap::new();
    let mut whole = Parts::new();
    let mut spend_until: BTreeMap<Option<ChannelId>, i64> = BTreeMap::new();
    let mut levels: BTreeMap<(MetricId, Option<ChannelId>), (i64, Quantity)> = BTreeMap::new();
    for metric in book.measured(campaign.id) {
        for series in book.all_series(campaign.id, metric.id) {
            let level = metric.over_time == OverTime::Last;
            let days = rows(db, series.id, level, &period, book.settings.zone, now)?;
            let Some((_, latest, until, at)) = days.last().copied() else { continue };
            if metric.key == "spend" {
                let known = spend_until.entry(series.channel).or_insert(until);
                *known = until.max(*known);
            }
            let value = if level {
                // Several sources of one channel say the same thing: the latest of them counts.
                let key = (metric.id, series.channel);
                let known = levels.get(&key).copied();
                if known.is_some_and(|(then, _)| then > at) {
                    continue;
                }
                levels.insert(key, (at, latest));
                latest.checked_sub(known.map_or(Quantity::ZERO, |(_, value)| value))?
            } else {
                Quantity::sum(days.iter().map(|row| row.1))?
            };
            let counts = metric.across == crate::model::Across::Sum || series.channel.is_none();
            let parts =
                [series.channel.map(|id| split.entry(id).or_default()), Some(&mut whole).filter(|_| counts)];
            for parts in parts.into_iter().flatten() {
                let sum = parts.entry(metric.key.clone()).or_default();
                *sum = sum.checked_add(value)?;
            }
        }
    }
    let is_split = |key: &str| split.values().any(|parts| parts.contains_key(key));
    let measured: Vec<Metric> = book.measured(campaign.id).into_iter().cloned().collect();
    let ratios: Vec<Metric> = RATIOS.iter().filter_map(|key| book.metric_of(key).cloned()).collect();
    let part =
        |own: &Parts, key: &str| own.get(key).or_else(|| whole.get(key).filter(|_| !is_split(key))).copied();
    let value = |own: &Parts, metric: &Metric| match &metric.formula {
        None => own.get(&metric.key).copied(),
        Some(formula) => {
            let is_own = formula.parts().any(|key| own.contains_key(key));
            if is_own { formula.amount(|key| part(own, key)) } else { None }
        }
    };
    let mut metrics: Vec<Metric> = measured.into_iter().chain(ratios).collect();
    metrics.retain(|m| value(&whole, m).is_some() || split.values().any(|own| value(own, m).is_some()));
    let row = |id: Option<ChannelId>, own: &Parts| ChannelRow {
        id,
        channel: id.map(|id| book.channel(id).to_owned()),
        spend_until: spend_until.get(&id).copied(),
        values: metrics.iter().map(|metric| value(own, metric)).collect(),
    };
    let mut rows: Vec<(Quantity, ChannelRow)> = split
        .iter()
        .map(|(id, own)| (own.get("spend").copied().unwrap_or_default(), row(Some(*id), own)))
        .collect();
    rows.sort_by_key(|(spend, row)| (std::cmp::Reverse(*spend), row.channel.clone()));
    let mut rows: Vec<ChannelRow> = rows.into_iter().map(|(_, row)| row).collect();
    rows.push(row(None, &whole));
    let needed = |key: &String| {
        metrics
            .iter()
            .filter_map(|m| m.formula.as_ref())
            .any(|formula| formula.parts().any(|part| part == key))
    };
    let whole_only = whole.keys().filter(|key| !split.is_empty() && !is_split(key) && needed(key));
    let whole_only = whole_only.filter_map(|key| book.metric_of(key).cloned()).collect();
    Ok(ByChannel { rows, whole_only, metrics })
}
