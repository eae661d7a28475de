//! Budgets: what each channel may spend.
use super::{Context, Outcome, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Budget, BudgetId, Campaign, Channel, Fault, Lang, Metric, Quantity, SPEND, Style, Target, Unit, fold,
};
use crate::store::Tx;

/// A hundredth of the currency, in millionths: shares are rounded to it.
const CENT: i64 = 10_000;

/// One line as typed.
enum Amount {
    Money(Quantity),
    Share(Quantity),
    Nothing,
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    campaign: &str,
    lines: &[(String, String)],
) -> Result<Outcome> {
    let campaign = lookup::campaign(&tx.db(), campaign).map_err(|e| e.field("campaign"))?;
    let currency = tx.db().settings()?.currency;
    let new_channels = put(tx, &campaign, lines, &currency)?;
    tx.title(format!("budget set {}", campaign.key));
    let style = Style::new(context.lang, &currency);
    let planned = planned(tx, &campaign)?;
    let mut outcome = Outcome::new(&tr::DONE_BUDGET_SET)
        .arg("campaign", &campaign.name)
        .arg("planned", style.compact(planned, Unit::Money))
        .key(&campaign.key);
    outcome.warnings = new_channels;
    if let Some(total) = total(tx, &campaign)?.filter(|total| *total != planned) {
        let error = Error::new(Kind::BadData, &tr::ERROR_BUDGET_OFF)
            .arg("planned", style.full(planned, Unit::Money))
            .arg("total", style.full(total, Unit::Money));
        outcome.warnings.push(error);
    }
    Ok(outcome)
}

/// Writes the lines; shares that add up to everything leave no cent over. Tells of the channels that are new.
pub(super) fn put(
    tx: &mut Tx<'_>,
    campaign: &Campaign,
    lines: &[(String, String)],
    currency: &str,
) -> Result<Vec<Error>> {
    let metric = lookup::metric(&tx.db(), SPEND)?;
    let mut wanted: Vec<(Channel, Amount)> = Vec::new();
    let mut new_channels = Vec::new();
    let known = lookup::channels_by_word(&tx.db())?;
    for (channel, text) in lines {
        // A budget that is taken away from a channel nobody knows makes no channel.
        if text.trim().is_empty() && !known.contains_key(&fold(channel)) {
            continue;
        }
        let channel = lookup::channel_told(tx, channel, &mut new_channels).map_err(|e| e.field("channel"))?;
        if wanted.iter().any(|(other, _)| other.id == channel.id) {
            let error = Error::new(Kind::BadData, &tr::ERROR_CHANNEL_TWICE).arg("channel", &channel.name);
            return Err(error.field("channel"));
        }
        wanted.push((channel, amount(text, &metric, currency)?));
    }
    let shares = wanted.iter().filter_map(|(_, a)| if let Amount::Share(s) = a { Some(*s) } else { None });
    let sum = Quantity::sum(shares)?;
    if sum.micros() > Quantity::SCALE {
        let shown = Style::new(Lang::En, currency).full(sum, Unit::Percent);
        return Err(Error::new(Kind::BadData, &tr::ERROR_SHARES_OVER).arg("sum", shown).field("planned"));
    }
    let whole = sum.micros() == Quantity::SCALE;
    let last = wanted.iter().rposition(|(_, a)| matches!(a, Amount::Share(_)));
    let mut given = Quantity::ZERO;
    for (index, (channel, amount)) in wanted.iter().enumerate() {
        let planned = match amount {
            Amount::Nothing => None,
            Amount::Money(money) => Some(*money),
            Amount::Share(share) => {
                let total = total(tx, campaign)?.ok_or_else(|| {
                    Error::new(Kind::BadData, &tr::ERROR_NO_BUDGET).arg("key", &campaign.key).field("planned")
                })?;
                let part = if whole && Some(index) == last {
                    total.checked_sub(given)?
                } else {
                    share_of(total, *share)?
                };
                given = given.checked_add(part)?;
                Some(part)
            }
        };
        write(tx, campaign, channel, planned)?;
    }
    Ok(new_channels)
}

/// A share of a sum, to the cent.
fn share_of(total: Quantity, share: Quantity) -> Result<Quantity> {
    let cents = i128::from(total.micros()) * i128::from(share.micros())
        / i128::from(Quantity::SCALE)
        / i128::from(CENT)
        * i128::from(CENT);
    Ok(i64::try_from(cents).map(Quantity::from_micros).map_err(|_| Fault::Overflow)?)
}

fn amount(text: &str, metric: &Metric, currency: &str) -> Result<Amount> {
    let text = text.trim();
    let negative =
        || Error::new(Kind::BadData, &tr::ERROR_NEGATIVE_BUDGET).arg("text", text).field("planned");
    if text.is_empty() {
        return Ok(Amount::Nothing);
    }
    if text.ends_with(['%', '％']) {
        let share = Quantity::parse(text).map_err(|f| Error::from(f).field("planned"))?;
        if share < Quantity::ZERO {
            return Err(negative());
        }
        return Ok(Amount::Share(share));
    }
    let money = super::amount::amount(text, metric, currency).map_err(|e| e.field("planned"))?;
    match money.cmp(&Quantity::ZERO) {
        std::cmp::Ordering::Less => Err(negative()),
        std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => Ok(Amount::Money(money)),
    }
}

fn write(tx: &mut Tx<'_>, campaign: &Campaign, channel: &Channel, planned: Option<Quantity>) -> Result<()> {
    let present = tx.db().list_where::<Budget>("campaign", &campaign.id)?;
    match (present.into_iter().find(|b| b.channel == channel.id), planned) {
        (Some(mut budget), Some(planned)) => {
            budget.planned = planned;
            tx.update(&mut budget)
        }
        (Some(budget), None) => tx.delete(&budget),
        (None, Some(planned)) => {
            let (id, campaign, channel) = (BudgetId(0), campaign.id, channel.id);
            tx.insert(&mut Budget { id, version: 0, campaign, channel, planned })
        }
        (None, None) => Ok(()),
    }
}

/// A campaign's money: the goal of its target on `spend`.
pub(super) fn total(tx: &Tx<'_>, campaign: &Campaign) -> Result<Option<Quantity>> {
    let metric = lookup::metric(&tx.db(), SPEND)?;
    let targets = tx.db().list_where::<Target>("campaign", &campaign.id)?;
    Ok(targets.iter().find(|t| t.metric == Some(metric.id)).map(|t| t.upper.unwrap_or(t.goal)))
}

/// What its channels may spend together.
pub(super) fn planned(tx: &Tx<'_>, campaign: &Campaign) -> Result<Quantity> {
    let rows = tx.db().list_where::<Budget>("campaign", &campaign.id)?;
    Ok(Quantity::sum(rows.into_iter().map(|b| b.planned))?)
}
