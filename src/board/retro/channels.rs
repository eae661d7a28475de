//! A campaign by channel against its plan.
use super::ChannelFacts;
use crate::board::{Book, Spending};
use crate::error::Result;
use crate::model::{Across, Campaign, Formula, Metric, Quantity, SPEND, Target, TargetKind, spread};
use crate::store::Db;

/// Each channel, the most spent first, then the whole.
///
/// Where money is all that is planned by channel, the goal of whatever adds up over channels is spread by the share of
/// it. A ratio's plan is the goal set for it, else the goals of its parts.
pub(super) fn channels(
    _db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    primary: Option<&Target>,
    spending: &Spending,
    _now: i64,
) -> Result<Vec<ChannelFacts>> {
    let plan = Plan { book, targets: book.targets(campaign.id), spending };
    let budgets: Vec<Quantity> = spending.rows.iter().map(|row| row.planned.unwrap_or_default()).collect();
    let measured = primary.and_then(|target| book.measured_by(target));
    let goal = primary.filter(|target| target.steps.0.is_empty()).map(|target| target.goal);
    let shared = measured.filter(|metric| metric.formula.is_none() && metric.across == Across::Sum);
    let goals = match (shared, goal.and_then(|goal| spread(goal, &budgets))) {
        (Some(_), Some(goals)) => goals.into_iter().map(Some).collect(),
        // A ratio is not spread: it should be what it should be everywhere.
        (None, Some(_)) => vec![goal; budgets.len()],
        (_, None) => vec![None; budgets.len()],
    };
    let ratios: Vec<Option<&Metric>> = ChannelFacts::RATIOS.iter().map(|key| book.metric_of(key)).collect();
    let planned: Vec<Option<f64>> =
        ratios.iter().map(|metric| metric.and_then(|metric| plan.ratio(metric))).collect();
    let facts = |name: &str, values: &[Option<Quantity>], is_planned: bool, is_whole: bool| {
        let ratio = |place: usize| {
            let planned = planned.get(place).copied().flatten().filter(|_| is_planned);
            let metric = ratios.get(place).copied().flatten();
            // A part that is known only of the whole says nothing about one channel.
            let metric = metric.filter(|metric| is_whole || !plan.is_whole_only(metric));
            (planned, metric.and_then(|metric| plan.actual(metric, values)).map(Quantity::to_f64))
        };
        ChannelFacts {
            key: None,
            name: name.to_owned(),
            spend: (None, None),
            result: (None, measured.and_then(|metric| plan.actual(metric, values))),
            ratios: [ratio(0), ratio(1), ratio(2)],
        }
    };
    let mut out = Vec::with_capacity(spending.rows.len() + 1);
    for (row, goal) in spending.rows.iter().zip(goals) {
        let is_planned = row.planned.is_some_and(|planned| planned > Quantity::ZERO);
        let mut found = facts(&row.name, &row.values, is_planned, false);
        found.key = Some(row.key.clone());
        found.spend = (row.planned, row.spent);
        found.result.0 = goal.filter(|_| is_planned);
        out.push(found);
    }
    out.sort_by_key(|row| std::cmp::Reverse(row.spend.1));
    let whole = spending.by_channel.rows.iter().find(|row| row.id.is_none());
    let values = whole.map_or(&[][..], |row| row.values.as_slice());
    let mut found = facts("", values, true, true);
    found.spend = (spending.allowed(), spending.spent);
    found.result.0 = goal;
    out.push(found);
    Ok(out)
}

/// What a campaign planned, and what a row of readings came to.
struct Plan<'a> {
    book: &'a Book,
    targets: &'a [Target],
    spending: &'a Spending,
}

impl Plan<'_> {
    /// The goal set for a metric: an upper bound where there is one.
    fn goal(&self, metric: &Metric) -> Option<Quantity> {
        let is_its = |target: &&Target| target.metric == Some(metric.id) && target.kind != TargetKind::Done;
        let found = self.targets.iter().find(is_its)?;
        Some(found.upper.unwrap_or(found.goal))
    }

    /// Whether a ratio has a part that no channel has of its own.
    fn is_whole_only(&self, metric: &Metric) -> bool {
        self.spending.by_channel.is_whole_only(metric)
    }

    fn ratio(&self, metric: &Metric) -> Option<f64> {
        if let Some(goal) = self.goal(metric) {
            return Some(goal.to_f64());
        }
        let part = |key: &str| match key {
            SPEND => self.spending.allowed(),
            key => self.goal(self.book.metric_of(key)?),
        };
        metric.formula.as_ref().and_then(|formula| formula.value(part))
    }

    /// A metric in a row of readings: as it was read, or from its parts.
    fn actual(&self, metric: &Metric, values: &[Option<Quantity>]) -> Option<Quantity> {
        let of = |key: &str| {
            let place = self.spending.by_channel.metrics.iter().position(|other| other.key == key)?;
            values.get(place).copied().flatten()
        };
        of(&metric.key).or_else(|| metric.formula.as_ref().and_then(|f: &Formula| f.amount(of)))
    }
}
