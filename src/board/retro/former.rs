//! The last campaign of the same playbook, and the next.
use super::{ComparedMetric, Comparison};
use crate::board::{Book, ByChannel, by_channel};
use crate::error::Result;
use crate::model::{Campaign, CampaignStatus, Metric, Quantity};
use crate::store::Db;

/// The last campaign of the same playbook that ended before this one began; none without a playbook.
#[must_use]
pub fn former_of<'a>(book: &'a Book, campaign: &Campaign) -> Option<&'a Campaign> {
    let begin = book.settings.zone.starts_at(campaign.start).ok()?;
    let ends = |other: &Campaign| book.settings.zone.ends_at(other.end).ok();
    of_playbook(book, campaign)
        .filter(|other| ends(other).is_some_and(|end| end <= begin))
        .max_by_key(|other| (ends(other), other.id))
}

/// The next campaign of the same playbook that began after this one ended.
#[must_use]
pub fn next_of<'a>(book: &'a Book, campaign: &Campaign) -> Option<&'a Campaign> {
    let end = book.settings.zone.ends_at(campaign.end).ok()?;
    let begins = |other: &Campaign| book.settings.zone.starts_at(other.start).ok();
    of_playbook(book, campaign)
        .filter(|other| begins(other).is_some_and(|begin| begin >= end))
        .min_by_key(|other| (begins(other), other.id))
}

/// The other campaigns of the same playbook that took place or are to.
fn of_playbook<'a>(book: &'a Book, campaign: &Campaign) -> impl Iterator<Item = &'a Campaign> {
    let (id, playbook) = (campaign.id, campaign.playbook.clone().filter(|key| !key.is_empty()));
    book.campaigns.iter().filter(move |other| {
        let takes_place = !matches!(other.status, CampaignStatus::Cancelled | CampaignStatus::Idea);
        other.id != id && takes_place && playbook.is_some() && other.playbook == playbook
    })
}

/// It beside this one: the metrics of this one's targets first, in their order, then the others that both have.
pub(super) fn comparison(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    former: &Campaign,
    now: i64,
) -> Result<Option<Comparison>> {
    let (then, this) = (by_channel(db, book, former, now)?, by_channel(db, book, campaign, now)?);
    let mut metrics: Vec<&Metric> = Vec::new();
    let targets = book.targets(campaign.id).iter().filter_map(|target| book.metric(target.metric?));
    for metric in targets.chain(&this.metrics) {
        if metrics.iter().all(|known| known.id != metric.id) {
            metrics.push(metric);
        }
    }
    let row = |metric: &Metric| {
        let (then, now) = (whole(&then, metric), whole(&this, metric));
        let both = then.zip(now).filter(|(then, _)| *then > Quantity::ZERO);
        (then.is_some() && now.is_some()).then(|| ComparedMetric {
            metric: metric.clone(),
            then,
            now,
            change: both.map(|(then, now)| now.to_f64() / then.to_f64() - 1.0),
        })
    };
    let length = |campaign: &Campaign| campaign.end.last_day().0 - campaign.start.day().0 + 1;
    Ok(Some(Comparison {
        campaign: former.id,
        key: former.key.clone(),
        name: former.name.clone(),
        days: (length(former), length(campaign)),
        rows: metrics.into_iter().filter_map(row).collect(),
    }))
}

/// What a metric of a whole campaign came to, read or from its parts.
fn whole(found: &ByChannel, metric: &Metric) -> Option<Quantity> {
    let values = &found.rows.iter().find(|row| row.id.is_none())?.values;
    let of = |key: &str| {
        let place = found.metrics.iter().position(|other| other.key == key)?;
        values.get(place).copied().flatten()
    };
    of(&metric.key).or_else(|| metric.formula.as_ref().and_then(|formula| formula.amount(of)))
}
