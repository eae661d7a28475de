//! The budget calculator's read model: what is known of a campaign's money, and its figures in words.
use super::book::Book;
use super::evidence::total;
use crate::error::{Error, Kind, Result};
use crate::i18n::{Text, tr};
use crate::model::{
    Basis, Budget, Campaign, Costing, CostingFault, CostingField, CostingResult, Period, Quantity, Style,
    TargetKind, Unit,
};
use crate::store::Db;

/// Where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It was given.
    Given,
    /// A target of the campaign.
    Target,
    /// What is planned for its channels.
    Budget,
    /// The campaign's readings.
    Reading,
}

impl Origin {
    /// Its stable word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Target => "target",
            Self::Budget => "budget",
            Self::Reading => "reading",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static Text {
        match self {
            Self::Given => &tr::CALCULATOR_GIVEN,
            Self::Target => &tr::CALCULATOR_TARGET,
            Self::Budget => &tr::CALCULATOR_BUDGET,
            Self::Reading => &tr::CALCULATOR_READING,
        }
    }
}

/// The metrics that a field is taken from; the first one that is there counts.
const SOURCES: [(CostingField, &[&str]); 6] = [
    (CostingField::Revenue, &["gmv", "revenue"]),
    (CostingField::Spend, &["spend"]),
    (CostingField::Discounts, &["discounts"]),
    (CostingField::Rewards, &["reward_cost"]),
    (CostingField::Orders, &["orders"]),
    (CostingField::NewCustomers, &["new_buyers", "new_users"]),
];

/// What is known of a campaign's money, each with where it is from. Until it is over that is the plan, its targets (and
/// what its channels may spend, where its spend has none);
/// afterwards, or where `actual` asks for it, what was read. The two are never mixed: half a campaign's spend says
/// nothing beside all of its revenue.
///
/// # Errors
/// Storage errors.
pub fn costing_of(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    actual: bool,
    now: i64,
) -> Result<(Costing, Vec<(CostingField, Origin)>)> {
    let period = Period::of(campaign.start, campaign.end, book.settings.zone)?;
    let origin = if actual || period.end <= now { Origin::Reading } else { Origin::Target };
    let planned = |id| {
        let is_its = |t: &&crate::model::Target| t.metric == Some(id) && t.kind != TargetKind::Done;
        book.targets(campaign.id).iter().find(is_its).map(|t| t.upper.unwrap_or(t.goal))
    };
    let (mut costing, mut known) = (Costing::default(), Vec::new());
    for (field, keys) in SOURCES {
        for metric in keys.iter().filter_map(|key| book.metric_of(key)) {
            let value = match origin {
                Origin::Reading => total(db, book, campaign, metric, &period, now)?,
                _ => planned(metric.id),
            };
            if let Some(value) = value {
                if metric.key == "revenue" {
                    costing.basis = Basis::Net;
                }
                costing.set(field, Some(value));
                known.push((field, origin));
                break;
            }
        }
    }
    if origin == Origin::Target && costing.spend.is_none() {
        let budgets = db.list_where::<Budget>("campaign", &campaign.id)?;
        if !budgets.is_empty() {
            costing.spend = Some(Quantity::sum(budgets.into_iter().map(|budget| budget.planned))?);
            known.push((CostingField::Spend, Origin::Budget));
        }
    }
    Ok((costing, known))
}

/// What a field of the calculator is called.
#[must_use]
pub fn field_title(field: CostingField) -> &'static Text {
    match field {
        CostingField::Revenue => &tr::CALCULATOR_REVENUE,
        CostingField::Margin => &tr::CALCULATOR_MARGIN,
        CostingField::Goods => &tr::CALCULATOR_GOODS,
        CostingField::Spend => &tr::CALCULATOR_SPEND,
        CostingField::Discounts => &tr::CALCULATOR_DISCOUNTS,
        CostingField::Rewards => &tr::CALCULATOR_REWARDS,
        CostingField::Fixed => &tr::CALCULATOR_FIXED,
        CostingField::Orders => &tr::CALCULATOR_ORDERS,
        CostingField::NewCustomers => &tr::CALCULATOR_NEW_CUSTOMERS,
        CostingField::Repeat => &tr::CALCULATOR_REPEAT,
    }
}

/// One figure that comes out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Its stable key.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static Text,
    /// How it is computed.
    pub formula: &'static Text,
    /// Its value; none where a divisor is nothing or something is not known.
    pub value: Option<f64>,
    /// What it counts in.
    pub unit: Unit,
}

impl Figure {
    /// Its value as people read it.
    #[must_use]
    pub fn shown(&self, style: Style) -> String {
        let value = self.value.and_then(|value| Quantity::from_f64(super::rounded(value, true, self.unit)));
        value.map_or_else(|| "—".to_owned(), |value| style.full(value, self.unit))
    }
}

/// The figures, the ones that decide first.
#[must_use]
pub fn figures(found: &CostingResult) -> Vec<Figure> {
    let cost = Some(found.cost.to_f64()).filter(|_| found.cost > Quantity::ZERO);
    macro_rules! figures {
        ($($key:literal $title:ident $formula:ident $unit:ident $value:expr;)+) => {
            vec![$(Figure {
                key: $key, title: &tr::$title, formula: &tr::$formula, value: $value, unit: Unit::$unit,
            }),+]
        };
    }
    figures! {
        "profit" CALCULATOR_PROFIT CALCULATOR_HOW_PROFIT Money found.profit;
        "roi" CALCULATOR_ROI CALCULATOR_HOW_ROI Percent found.roi;
        "roas" CALCULATOR_ROAS CALCULATOR_HOW_ROAS Ratio found.roas;
        "break_even_roas" CALCULATOR_BREAK_EVEN_ROAS CALCULATOR_HOW_BREAK_EVEN_ROAS Ratio found.break_even_roas;
        "break_even_revenue" CALCULATOR_BREAK_EVEN_GROSS CALCULATOR_HOW_BREAK_EVEN_GROSS Money found.break_even_gross;
        "break_even_paid" CALCULATOR_BREAK_EVEN_NET CALCULATOR_HOW_BREAK_EVEN_NET Money found.break_even_net;
        "break_even_orders" CALCULATOR_BREAK_EVEN_ORDERS CALCULATOR_HOW_BREAK_EVEN_ORDERS Count
            found.break_even_orders;
        "cac" CALCULATOR_CAC CALCULATOR_HOW_CAC Money found.cac;
        "affordable_cac" CALCULATOR_AFFORDABLE_CAC CALCULATOR_HOW_AFFORDABLE_CAC Money found.affordable_cac;
        "full_cac" CALCULATOR_FULL_CAC CALCULATOR_HOW_FULL_CAC Money found.full_cac;
        "cost" CALCULATOR_COST CALCULATOR_HOW_COST Money cost;
        "spend_share" CALCULATOR_SPEND_SHARE CALCULATOR_HOW_SHARE Percent found.spend_share;
        "discounts_share" CALCULATOR_DISCOUNTS_SHARE CALCULATOR_HOW_SHARE Percent found.discounts_share;
        "rewards_share" CALCULATOR_REWARDS_SHARE CALCULATOR_HOW_SHARE Percent found.rewards_share;
        "fixed_share" CALCULATOR_FIXED_SHARE CALCULATOR_HOW_SHARE Percent found.fixed_share;
        "discount_depth" CALCULATOR_DEPTH CALCULATOR_HOW_DEPTH Percent found.depth;
        "margin_left" CALCULATOR_MARGIN_LEFT CALCULATOR_HOW_MARGIN_LEFT Percent found.margin_left;
        "paid" CALCULATOR_PAID CALCULATOR_HOW_NET Money found.net;
        "goods" CALCULATOR_GOODS CALCULATOR_HOW_GOODS Money found.goods;
    }
}

/// What the figures come to, in a sentence; none where there is too little to say anything.
#[must_use]
pub fn verdicts(found: &CostingResult) -> Vec<(bool, &'static Text)> {
    let profit = found.profit.map(|profit| match profit {
        _ if profit < 0.0 => (false, &tr::CALCULATOR_LOSES),
        _ => (true, &tr::CALCULATOR_EARNS),
    });
    let cac = found.cac.zip(found.affordable_cac).map(|(now, most)| match now <= most {
        true => (true, &tr::CALCULATOR_CAC_FITS),
        false => (false, &tr::CALCULATOR_CAC_TOO_HIGH),
    });
    let hopeless = found.margin_left.filter(|margin| *margin <= 0.0);
    let hopeless = hopeless.map(|_| (false, &tr::CALCULATOR_NOTHING_LEFT));
    [profit, hopeless, cac].into_iter().flatten().collect()
}

/// A fault of the inputs in words, with its field.
#[must_use]
pub fn costing_error(fault: CostingFault) -> Error {
    let text = match fault {
        CostingFault::Negative(_) => &tr::ERROR_NEGATIVE_INPUT,
        CostingFault::MarginAboveWhole => &tr::ERROR_MARGIN_ABOVE_WHOLE,
        CostingFault::MarginAndGoods => &tr::ERROR_MARGIN_AND_GOODS,
        CostingFault::DiscountsAboveRevenue => &tr::ERROR_DISCOUNTS_ABOVE_REVENUE,
        CostingFault::RepeatBelowOne => &tr::ERROR_REPEAT_BELOW_ONE,
        CostingFault::Overflow => &tr::ERROR_OVERFLOW,
    };
    Error::new(Kind::BadData, text).field(fault.field().as_str())
}
