//! 活动总览: all campaigns of a period side by side. Totals are computed from summed parts, never as means of ratios.
use super::super::plan;
use super::super::view::CampaignLine;
use super::super::{Book, campaign_line};
use crate::error::Result;
use crate::model::{
    Campaign, CampaignStatus, Day, Lesson, Metric, MetricId, Quantity, Retro, RetroStatus, TargetKind,
};
use crate::store::Db;
use std::collections::BTreeMap;

/// Campaigns side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Portfolio {
    /// First and last day of the period.
    pub days: (Day, Day),
    /// The campaigns that ran in it, by start; what they came to in all, not only in the period.
    pub lines: Vec<PortfolioLine>,
    /// What those with a budget may spend together.
    pub budget: Option<Quantity>,
    /// What was spent in all.
    pub spent: Option<Quantity>,
    /// Each ratio of the summed parts, in the order of [`Portfolio::RATIOS`], with how many campaigns have its parts.
    pub ratios: [(Option<Quantity>, usize); 3],
    /// Each metric that is the primary target of some of them.
    pub metrics: Vec<MetricSum>,
    /// How many lessons were written.
    pub lessons: usize,
}

impl Portfolio {
    /// The ratios, in the order of a line's.
    pub const RATIOS: [&'static str; 3] = ["roi", "roas", "cac"];
}

/// One campaign of a portfolio.
#[derive(Debug, Clone, PartialEq)]
pub struct PortfolioLine {
    /// The campaign with its targets.
    pub line: CampaignLine,
    /// What it may spend.
    pub budget: Option<Quantity>,
    /// What it spent.
    pub spent: Option<Quantity>,
    /// Its ratios, in the order of [`Portfolio::RATIOS`].
    pub ratios: [Option<Quantity>; 3],
    /// How many lessons were learned in it.
    pub lessons: usize,
    /// Its retrospective; none where nothing is drafted.
    pub retro: Option<RetroStatus>,
}

/// A metric over the campaigns whose primary target is on it, and that have a number.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricSum {
    /// The metric.
    pub metric: Metric,
    /// How many campaigns.
    pub campaigns: usize,
    /// What they should bring: goals less their baselines.
    pub goal: Quantity,
    /// What they have brought.
    pub actual: Quantity,
}

impl MetricSum {
    /// Actual ÷ goal.
    #[must_use]
    pub fn achievement(&self) -> Option<f64> {
        (self.goal > Quantity::ZERO).then(|| self.actual.to_f64() / self.goal.to_f64())
    }
}

/// The summed parts of one ratio.
#[derive(Default)]
struct Parts {
    sums: BTreeMap<String, Quantity>,
    campaigns: usize,
}

/// The campaigns that run between two days, as they are known at `now`.
///
/// # Errors
/// Storage errors.
pub fn portfolio(db: &Db<'_>, book: &Book, days: (Day, Day), now: i64) -> Result<Portfolio> {
    let (from, to) = days;
    let ran =
        |c: &&Campaign| c.status != CampaignStatus::Idea && c.start.day() <= to && c.end.last_day() >= from;
    let retros = db.list::<Retro>()?;
    let lessons = db.list::<Lesson>()?;
    let mut parts: [Parts; 3] = Default::default();
    let mut sums: BTreeMap<MetricId, MetricSum> = BTreeMap::new();
    let mut lines = Vec::new();
    for campaign in book.campaigns.iter().filter(ran) {
        let spending = plan::spending(db, book, campaign, now)?;
        let found = &spending.by_channel;
        let whole = found.rows.iter().find(|row| row.id.is_none());
        let value = |key: &str| {
            let index = found.metrics.iter().position(|metric| metric.key == key)?;
            whole?.values.get(index).copied().flatten()
        };
        for (key, parts) in Portfolio::RATIOS.iter().zip(&mut parts) {
            let Some(formula) = book.metric_of(key).and_then(|metric| metric.formula.as_ref()) else {
                continue;
            };
            // A campaign without one of the parts says nothing about the ratio.
            if formula.parts().all(|part| value(part).is_some()) {
                parts.campaigns += 1;
                let mut own: Vec<&str> = formula.parts().collect();
                own.sort_unstable();
                own.dedup();
                for part in own {
                    let sum = parts.sums.entry(part.to_owned()).or_default();
                    *sum = sum.checked_add(value(part).unwrap_or_default())?;
                }
            }
        }
        let line = campaign_line(db, book, campaign, now)?;
        primary_sum(book, campaign, &line, &mut sums)?;
        lines.push(PortfolioLine {
            budget: spending.allowed(),
            spent: spending.spent,
            ratios: Portfolio::RATIOS.map(value),
            lessons: lessons.iter().filter(|lesson| lesson.campaign == Some(campaign.id)).count(),
            retro: retros.iter().find(|retro| retro.campaign == Some(campaign.id)).map(|retro| retro.status),
            line,
        });
    }
    lines.sort_by_key(|line| (line.line.start.day(), line.line.end.day(), line.line.key.clone()));
    let all = |pick: fn(&PortfolioLine) -> Option<Quantity>| {
        let known: Vec<Quantity> = lines.iter().filter_map(pick).collect();
        (!known.is_empty()).then(|| Quantity::sum(known)).transpose()
    };
    let mut ratios = [(None, 0); 3];
    for ((key, parts), out) in Portfolio::RATIOS.iter().zip(&parts).zip(&mut ratios) {
        let formula = book.metric_of(key).and_then(|metric| metric.formula.as_ref());
        *out = (
            formula.and_then(|formula| formula.amount(|part| parts.sums.get(part).copied())),
            parts.campaigns,
        );
    }
    let mut metrics: Vec<MetricSum> = sums.into_values().collect();
    metrics.sort_by_key(|sum| (std::cmp::Reverse(sum.campaigns), sum.metric.id));
    Ok(Portfolio {
        days,
        budget: all(|line| line.budget)?,
        spent: all(|line| line.spent)?,
        ratios,
        metrics,
        lessons: lines.iter().map(|line| line.lessons).sum(),
        lines,
    })
}

/// Adds a campaign's primary target to its metric, where that adds up over campaigns.
fn primary_sum(
    book: &Book,
    campaign: &Campaign,
    line: &CampaignLine,
    sums: &mut BTreeMap<MetricId, MetricSum>,
) -> Result<()> {
    let targets = book.targets(campaign.id);
    let Some(target) = targets.iter().find(|t| t.is_primary).or_else(|| targets.first()) else {
        return Ok(());
    };
    let (Some(metric), Some(own)) = (book.measured_by(target), line.primary()) else { return Ok(()) };
    let adds_up = metric.formula.is_none()
        && metric.over_time == crate::model::OverTime::Sum
        && metric.across == crate::model::Across::Sum;
    // One that has no number yet is not short of its goal.
    let Some(actual) = own.actual else { return Ok(()) };
    if !adds_up || target.kind != TargetKind::Reach || campaign.status == CampaignStatus::Cancelled {
        return Ok(());
    }
    let none = Quantity::ZERO;
    let empty = MetricSum { metric: metric.clone(), campaigns: 0, goal: none, actual: none };
    let sum = sums.entry(metric.id).or_insert(empty);
    sum.campaigns += 1;
    sum.goal = sum.goal.checked_add(target.goal.checked_sub(target.baseline)?)?;
    sum.actual = sum.actual.checked_add(actual.checked_sub(target.baseline)?)?;
    Ok(())
}
