//! What campaigns bring to key results, and which key results a campaign moves.
use super::super::book::Book;
use super::super::cockpit::group_of;
use super::super::evidence::of_metric;
use super::super::gauge::gauge;
use super::super::view::{Group, TargetLine};
use super::view::{Contribution, Coverage};
use crate::error::Result;
use crate::i18n::tr;
use crate::model::{
    Campaign, CampaignId, Lang, Measure, Metric, Period, Quantity, Serving, Style, Target, TargetId,
    TargetKind,
};
use crate::store::Db;

/// A key result that a campaign serves.
#[derive(Debug, Clone, PartialEq)]
pub struct Served {
    /// The key result.
    pub key_result: TargetId,
    /// `2026-q4/o1/kr1`
    pub path: String,
    /// The objective's title.
    pub objective: String,
    /// The key result with everything computed about it.
    pub line: TargetLine,
    /// What this campaign brings to it; none where the key result measures nothing of campaigns.
    pub contribution: Option<Contribution>,
}

impl Served {
    /// `GMV ¥41.2万 of ¥1000万 · this campaign: ¥41.2万, planned ¥100万`
    #[must_use]
    pub fn text(&self, lang: Lang, style: Style) -> String {
        let line = &self.line;
        let name = if lang == Lang::Zh { &line.name_zh } else { &line.name_en };
        let amount = |value: Option<Quantity>| {
            value.map_or_else(|| "—".to_owned(), |value| style.compact(value, line.unit))
        };
        let (actual, goal) = (amount(line.actual), amount(Some(line.goal)));
        let mut text = tr::PAGE_SERVED.fill(lang, &[("name", name), ("actual", &actual), ("goal", &goal)]);
        if let Some(own) = self.contribution.as_ref().filter(|c| c.brought.or(c.planned).is_some()) {
            let (brought, planned) = (amount(own.brought), amount(own.planned));
            let args = [("brought", brought.as_str()), ("planned", planned.as_str())];
            text.push_str(&tr::PAGE_BRINGS.fill(lang, &args));
        }
        text
    }
}

/// The key results a campaign serves, at `now`.
///
/// # Errors
/// Storage errors.
pub fn served(db: &Db<'_>, book: &Book, campaign: CampaignId, now: i64) -> Result<Vec<Served>> {
    let mut out = Vec::new();
    for serving in book.servings.iter().filter(|serving| serving.campaign == campaign) {
        let Some(target) = book.target(serving.key_result) else { continue };
        let Some((path, objective)) = book.owner_of(target) else { continue };
        let period = book.period(target)?;
        let all = contributions(db, book, target, &period, now)?;
        out.push(Served {
            key_result: target.id,
            path: format!("{path}/{}", target.key),
            objective,
            line: gauge(db, book, target, now)?,
            contribution: all.into_iter().find(|c| c.campaign == campaign),
        });
    }
    Ok(out)
}

/// What each campaign that serves a key result brings to it, in the order of their start.
pub(super) fn contributions(
    db: &Db<'_>,
    book: &Book,
    target: &Target,
    period: &Period,
    now: i64,
) -> Result<Vec<Contribution>> {
    let mut found: Vec<(Contribution, Campaign)> = Vec::new();
    for serving in book.serving(target.id) {
        let Some(campaign) = book.campaign(serving.campaign) else { continue };
        let metric = target.metric.and_then(|id| book.metric(id));
        let one = contribution(db, book, serving, campaign, metric, period, now)?;
        found.push((one, campaign.clone()));
    }
    found.sort_by_key(|(_, campaign)| (campaign.start, campaign.id));
    Ok(found.into_iter().map(|(one, _)| one).collect())
}

fn contribution(
    db: &Db<'_>,
    book: &Book,
    serving: &Serving,
    campaign: &Campaign,
    metric: Option<&Metric>,
    period: &Period,
    now: i64,
) -> Result<Contribution> {
    let places = [Some(campaign.id)];
    let brought = match metric {
        Some(metric) => of_metric(db, book, &places, metric, period, now)?.actual,
        None => None,
    };
    let is_its = |t: &&Target| metric.is_some_and(|m| t.metric == Some(m.id)) && t.kind == TargetKind::Reach;
    let own = book.targets(campaign.id).iter().find(is_its);
    let adds_up = metric.is_some_and(|m| super::super::evidence::measure(m) == Measure::Flow);
    let group = group_of(book, campaign, now)?;
    let mut planned = serving.planned;
    if let (None, Some(target)) = (planned, own) {
        planned = if adds_up { planned_within(book, target, period)? } else { Some(target.goal) };
    }
    let to_come = match planned.filter(|_| adds_up) {
        _ if group == Group::Ended => None,
        Some(planned) => Some(planned.checked_sub(brought.unwrap_or_default())?.max(Quantity::ZERO)),
        None => None,
    };
    Ok(Contribution {
        serving: serving.id,
        campaign: campaign.id,
        key: campaign.key.clone(),
        name: campaign.name.clone(),
        status: campaign.status,
        group,
        brought,
        planned,
        to_come,
        health: own.map(|target| gauge(db, book, target, now)).transpose()?.map(|line| line.status),
    })
}

/// The part of a campaign's goal that its plan curve lays within a period.
fn planned_within(book: &Book, target: &Target, period: &Period) -> Result<Option<Quantity>> {
    let own = book.period(target)?;
    let curve = book.curve(target, &own)?;
    let share = curve.share(own.clamped(period.end)) - curve.share(own.clamped(period.start));
    let way = target.goal.checked_sub(target.baseline)?;
    if share >= 1.0 {
        return Ok(Some(way));
    }
    Ok(Quantity::from_f64(way.to_f64() * share.max(0.0)))
}

/// What campaigns are planned to bring against what is missing; none where the number does not add up over time.
pub(super) fn coverage(
    book: &Book,
    target: &Target,
    line: &TargetLine,
    campaigns: &[Contribution],
) -> Result<Option<Coverage>> {
    let adds_up = target
        .metric
        .and_then(|id| book.metric(id))
        .is_some_and(|m| super::super::evidence::measure(m) == Measure::Flow);
    let is_up = target.kind == TargetKind::Reach && target.goal > target.baseline;
    if !adds_up || !is_up || campaigns.is_empty() {
        return Ok(None);
    }
    let missing = target.goal.checked_sub(line.actual.unwrap_or(target.baseline))?.max(Quantity::ZERO);
    let planned = Quantity::sum(campaigns.iter().filter_map(|c| c.to_come))?;
    Ok(Some(Coverage { missing, planned }))
}
