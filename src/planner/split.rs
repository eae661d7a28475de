//! Splitting a goal: what is typed for a part of the chain, and writing the chain into a campaign's targets.
use super::{Context, Outcome, SplitValue, TargetDraft, amount, lookup, target};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::input::playbooks::library;
use crate::model::{Campaign, CampaignId, Metric, Quantity, Target, TargetKind, Unit};
use crate::store::{Db, Tx};
use std::path::Path;

/// Reads what is typed for a part of a chain or a field of the calculator.
///
/// # Errors
/// The fault of the number; a percentage of what is none; another currency.
pub fn typed(text: &str, unit: Unit, name: &str, currency: &str) -> Result<Quantity> {
    amount::amount_in(text, unit, name, currency)
}

/// The chain of the playbook a campaign started from; none where there is no such playbook any more.
///
/// # Errors
/// Storage errors.
pub fn usual_chain(db: &Db<'_>, home: Option<&Path>, campaign: CampaignId) -> Result<Option<Vec<String>>> {
    let Some(key) = db.get::<Campaign>(campaign.0)?.and_then(|campaign| campaign.playbook) else {
        return Ok(None);
    };
    let library = library(home, &db.list::<Metric>()?);
    let found = library.entries.into_iter().find(|entry| entry.playbook.key == key);
    Ok(found.map(|entry| entry.playbook.drivers).filter(|drivers| !drivers.is_empty()))
}

/// Writes the volumes of a chain as targets: new ones are added, those that are there get the new goal. All of it is
/// one change.
pub(super) fn write(
    tx: &mut Tx<'_>,
    context: &Context,
    campaign: &str,
    values: &[SplitValue],
) -> Result<Outcome> {
    let campaign = lookup::campaign(&tx.db(), campaign).map_err(|e| e.field("campaign"))?;
    let mut outcome = Outcome::new(&tr::DONE_SPLIT).key(campaign.key.clone());
    let (mut added, mut changed) = (0_usize, 0_usize);
    let has_primary = tx.db().list_where::<Target>("campaign", &campaign.id)?.iter().any(|t| t.is_primary);
    for (place, value) in values.iter().enumerate() {
        let metric = lookup::metric(&tx.db(), &value.metric)?;
        let goal = Quantity::parse(&value.goal).map_err(|fault| Error::from(fault).field("goal"))?;
        let present = tx.db().list_where::<Target>("campaign", &campaign.id)?;
        let is_its =
            |t: &&Target| t.metric == Some(metric.id) && t.kind == TargetKind::Reach && t.steps.0.is_empty();
        let mut its: Vec<&Target> = present.iter().filter(is_its).collect();
        its.sort_by_key(|t| (!t.is_primary, t.is_guardrail, t.position));
        let draft = TargetDraft { goal: Some(goal.to_string()), ..TargetDraft::default() };
        match its.first() {
            Some(old) => {
                if value.seen.is_some_and(|seen| seen != old.version) {
                    return Err(Error::new(Kind::Conflict, &tr::ERROR_SPLIT_CHANGED).arg("target", &old.key));
                }
                if old.goal != goal {
                    let path = format!("{}/{}", campaign.key, old.key);
                    target::set(tx, &path, Some(old.version), &draft)?;
                    changed += 1;
                }
            }
            None => {
                let is_primary = !has_primary && place + 1 == values.len();
                let draft = TargetDraft { primary: Some(is_primary), ..draft };
                let done = target::add(tx, context, &campaign.key, &metric.key, &draft)?;
                outcome.warnings.extend(done.warnings);
                added += 1;
            }
        }
    }
    tx.title(format!("split write {}", campaign.key));
    Ok(outcome.arg("campaign", campaign.name).arg("added", added).arg("changed", changed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::planner::{CampaignDraft, Request, perform};
    use crate::store::{OpenOptions, Store};

    #[test]
    fn the_usual_chain_is_the_playbooks() {
        let folder = tempfile::tempdir().unwrap();
        let (path, zone) = (folder.path().join("a.db"), "Asia/Shanghai".to_owned());
        let options = OpenOptions { path, create: true, allow_network: true, zone, now: 0 };
        let mut store = Store::open(&options).unwrap();
        let context = Context { now: 0, actor: "lin".to_owned(), lang: Lang::En, home: None };
        let text = |text: &str| Some(text.to_owned());
        let (start, end) = (text("2026-11-01"), text("2026-11-11"));
        let draft = CampaignDraft { name: text("A"), key: text("a"), start, end, ..CampaignDraft::default() };
        perform(&mut store, &context, Request::CampaignNew(draft)).unwrap();
        let mut chain_of = |playbook: Option<&str>| {
            let set = |tx: &mut Tx<'_>| {
                let mut campaign = lookup::campaign(&tx.db(), "a")?;
                campaign.playbook = playbook.map(str::to_owned);
                tx.update(&mut campaign)?;
                Ok(campaign.id)
            };
            let (id, _) = store.write(context.stamp("test"), set).unwrap();
            store.read(None, |db| usual_chain(db, None, id)).unwrap()
        };
        assert_eq!(chain_of(None), None);
        assert_eq!(chain_of(Some("big-sale")).unwrap(), ["visitors", "carts", "orders", "gmv"]);
        assert_eq!(chain_of(Some("gone")), None);
    }
}
