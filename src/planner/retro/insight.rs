//! Insights: what to keep, improve, start, stop.
use super::super::okr::words::word;
use super::super::{Outcome, RetroPlace};
use super::place::{of_row, open};
use super::retro::missing;
use super::sentence;
use crate::error::Result;
use crate::i18n::{label, tr};
use crate::model::{Insight, InsightId, InsightKind};
use crate::store::Tx;

pub(super) fn add(tx: &mut Tx<'_>, about: &RetroPlace, kind: &str, text: &str) -> Result<Outcome> {
    let (of, retro) = open(tx, about)?;
    let mut insight = Insight {
        id: InsightId(0),
        version: 0,
        retro: retro.id,
        kind: kind_of(kind)?,
        text: sentence(text, "text")?,
        created_at: tx.now(),
    };
    tx.insert(&mut insight)?;
    tx.title(format!("insight add {} {}", of.key(), insight.text));
    Ok(done(&tr::DONE_INSIGHT_ADD, &insight))
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    id: i64,
    seen: Option<i64>,
    kind: Option<&str>,
    text: Option<&str>,
) -> Result<Outcome> {
    let mut insight = find(tx, id)?;
    let (of, _) = of_row(tx, insight.retro)?;
    insight.version = seen.unwrap_or(insight.version);
    if let Some(kind) = kind {
        insight.kind = kind_of(kind)?;
    }
    if let Some(text) = text {
        insight.text = sentence(text, "text")?;
    }
    tx.update(&mut insight)?;
    tx.title(format!("insight set {} {}", of.key(), insight.text));
    Ok(done(&tr::DONE_INSIGHT_SET, &insight))
}

pub(super) fn delete(tx: &mut Tx<'_>, id: i64) -> Result<Outcome> {
    let insight = find(tx, id)?;
    let (of, _) = of_row(tx, insight.retro)?;
    tx.delete(&insight)?;
    tx.title(format!("insight delete {} {}", of.key(), insight.text));
    Ok(done(&tr::DONE_INSIGHT_DELETE, &insight))
}

fn find(tx: &Tx<'_>, id: i64) -> Result<Insight> {
    tx.db().get::<Insight>(id)?.ok_or_else(|| missing(&tr::ERROR_NO_INSIGHT, id))
}

fn done(text: &'static crate::i18n::Text, insight: &Insight) -> Outcome {
    Outcome::new(text).arg("what", &insight.text).arg("id", insight.id.0).key(insight.id.0.to_string())
}

fn kind_of(text: &str) -> Result<InsightKind> {
    word(text, InsightKind::ALL, label::insight_kind, "kind")
}
