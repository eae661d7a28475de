//! Which chain to split along: as asked for, as the playbook says, or guessed from what a campaign is measured by.
use super::super::book::Book;
use super::{is_flow, length};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{LONGEST_CHAIN, Lang, Metric, SHORTEST_CHAIN, Target, fold};

/// Chains people think in; the first of several to the same result is the usual one.
const USUAL: [&[&str]; 22] = [
    &["visitors", "orders", "gmv"],
    &["visitors", "orders", "revenue"],
    &["impressions", "clicks", "orders"],
    &["visitors", "orders"],
    &["visitors", "buyers"],
    &["visitors", "buyers", "new_buyers"],
    &["visitors", "new_users"],
    &["visitors", "new_users", "activated"],
    &["visitors", "new_users", "first_orders"],
    &["clicks", "leads"],
    &["clicks", "leads", "qualified_leads"],
    &["impressions", "clicks"],
    &["impressions", "clicks", "installs"],
    &["visitors", "participants"],
    &["visitors", "participants", "referred_users"],
    &["visitors", "participants", "shares"],
    &["messages_sent", "messages_opened", "reactivated"],
    &["coupons_issued", "coupons_redeemed"],
    &["visitors", "new_members"],
    &["visitors", "carts"],
    &["impressions", "live_viewers"],
    &["clicks", "conversions"],
];

/// The metrics of the chain.
pub(super) fn metrics(
    book: &Book,
    chain: Option<&[String]>,
    usual: Option<&[String]>,
    targets: &[Target],
) -> Result<Vec<Metric>> {
    let found: Vec<Metric> = match chain {
        Some(words) => words.iter().map(|word| flow(book, word)).collect::<Result<_>>()?,
        None => {
            let usual = usual.filter(|keys| !keys.is_empty());
            let keys: Vec<&str> = match usual {
                Some(keys) => keys.iter().map(String::as_str).collect(),
                None => guessed(book, targets)?.to_vec(),
            };
            keys.iter().map(|key| flow(book, key)).collect::<Result<_>>()?
        }
    };
    if !(SHORTEST_CHAIN..=LONGEST_CHAIN).contains(&found.len()) {
        return Err(length(found.len()));
    }
    let twice = found.iter().enumerate().find(|(i, m)| found.iter().take(*i).any(|other| other.id == m.id));
    match twice {
        Some((_, metric)) => {
            let error = Error::new(Kind::BadData, &tr::ERROR_DRIVER_TWICE).arg("metric", &metric.key);
            Err(error.field("chain"))
        }
        None => Ok(found),
    }
}

/// A flow by key or name.
fn flow(book: &Book, word: &str) -> Result<Metric> {
    let wanted = fold(word);
    let is =
        |m: &&Metric| [&*m.key, m.name(Lang::En), m.name(Lang::Zh)].into_iter().any(|n| fold(n) == wanted);
    let found = book.metric_of(word.trim()).or_else(|| book.metrics().find(is));
    let metric = found
        .ok_or_else(|| Error::new(Kind::NotFound, &tr::ERROR_NO_METRIC).arg("text", word).field("chain"))?;
    if is_flow(metric) {
        return Ok(metric.clone());
    }
    Err(Error::new(Kind::BadData, &tr::ERROR_DRIVER_NO_FLOW).arg("metric", &metric.key).field("chain"))
}

/// The chain to the first of the targets that has one; of several the one most of whose metrics have targets too. A
/// campaign without targets, or none at all, is about GMV.
fn guessed(book: &Book, targets: &[Target]) -> Result<&'static [&'static str]> {
    let keys: Vec<&str> =
        targets.iter().filter_map(|t| book.measured_by(t)).map(|m| m.key.as_str()).collect();
    let to = |key: &str| {
        let ends = USUAL.iter().copied().filter(|chain| chain.last() == Some(&key));
        let known = |chain: &[&str]| chain.iter().filter(|key| keys.contains(key)).count();
        ends.rev().max_by_key(|chain| known(chain))
    };
    let [gmv, ..] = USUAL;
    match keys.iter().find_map(|key| to(key)) {
        Some(chain) => Ok(chain),
        None if keys.is_empty() => Ok(gmv),
        None => {
            Err(Error::new(Kind::Usage, &tr::ERROR_NO_CHAIN).arg("metrics", keys.join(", ")).field("chain"))
        }
    }
}

/// The derived metric that is exactly one metric over another.
pub(super) fn quotient<'a>(book: &'a Book, over: &Metric, under: &Metric) -> Option<&'a Metric> {
    let text = format!("{} / {}", over.key, under.key);
    let is = |m: &&Metric| m.formula.as_ref().is_some_and(|formula| formula.to_string() == text);
    book.metrics().filter(is).min_by_key(|m| m.id)
}
