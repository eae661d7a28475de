//! What becomes of objectives after their cycle. Nothing goes on by itself.
use super::super::{CarryDraft, Outcome};
use super::carried::{Chosen, chosen, copy_of};
use super::find;
use super::words::word;
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{
    Campaign, CampaignStatus, Cycle, CycleStatus, Objective, ObjectiveId, ObjectiveStatus, Serving,
    ServingId, Target, TargetId, Verdict, check_text, fold,
};
use crate::store::Tx;

pub(super) fn over(tx: &mut Tx<'_>, draft: &CarryDraft) -> Result<Outcome> {
    let verdict = word(&draft.verdict, Verdict::ALL, label::verdict, "verdict")?;
    let why = check_text(draft.why.trim()).map_err(|f| Error::from(f).field("why"))?;
    if why.is_empty() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "why").field("why"));
    }
    let found = find::objective(&tx.db(), &draft.objective, tx.today());
    let (cycle, mut objective) = found.map_err(|e| e.field("objective"))?;
    objective.version = draft.seen.unwrap_or(objective.version);
    let path = format!("{}/{}", cycle.key, objective.key);
    tx.title(format!("carry {path}"));
    let objectives = tx.db().list::<Objective>()?;
    if let Some(there) = objectives.iter().find(|o| o.carried_from == Some(objective.id)) {
        let to = tx.db().get::<Cycle>(there.cycle.0)?.map(|c| c.key).unwrap_or_default();
        let error = Error::new(Kind::BadData, &tr::ERROR_CARRIED_ALREADY).arg("text", &path);
        return Err(error.arg("to", format!("{to}/{}", there.key)).field("objective"));
    }
    let into = into(tx, draft, &cycle, verdict)?;
    (objective.verdict, objective.verdict_why) = (Some(verdict), why);
    tx.update(&mut objective)?;
    let Some(into) = into else {
        let done = if verdict == Verdict::Drop { &tr::DONE_DROPPED } else { &tr::DONE_VERDICT };
        let mut outcome = Outcome::new(done).arg("objective", &path).key(path);
        if verdict != Verdict::Drop {
            outcome.warnings.push(Error::new(Kind::BadData, &tr::ERROR_CARRIED_NOWHERE).field("to"));
        }
        return Ok(outcome);
    };
    let mut warnings = Vec::new();
    let going = chosen(tx, &cycle, &objective, draft, &mut warnings)?;
    let copy = insert(tx, &objective, &into, &objectives, &mut warnings)?;
    let carried = key_results(tx, going, &copy)?;
    take_back(tx, &objective, &copy, &carried, &objectives)?;
    let to = format!("{}/{}", into.key, copy.key);
    let mut outcome = Outcome::new(&tr::DONE_CARRY).arg("objective", &path).arg("to", &to);
    outcome = outcome.arg("n", carried.len()).key(to);
    outcome.warnings = warnings;
    Ok(outcome)
}

/// The cycle it goes on in, where one is given.
fn into(tx: &Tx<'_>, draft: &CarryDraft, from: &Cycle, verdict: Verdict) -> Result<Option<Cycle>> {
    let Some(text) = draft.to.as_deref().map(str::trim).filter(|to| !to.is_empty()) else { return Ok(None) };
    let bad = |kind, text| Error::new(kind, text).field("to");
    if verdict == Verdict::Drop {
        return Err(bad(Kind::Usage, &tr::ERROR_DROPPED_GOES_NOWHERE));
    }
    let into = find::cycle(&tx.db(), text, tx.today()).map_err(|e| e.field("to"))?;
    if into.id == from.id {
        return Err(bad(Kind::BadData, &tr::ERROR_CARRIED_TO_ITSELF).arg("cycle", &into.key));
    }
    if into.status == CycleStatus::Closed {
        return Err(bad(Kind::BadData, &tr::ERROR_CARRIED_TO_CLOSED).arg("cycle", &into.key));
    }
    Ok(Some(into))
}

/// The objective in its new cycle.
fn insert(
    tx: &mut Tx<'_>,
    objective: &Objective,
    into: &Cycle,
    all: &[Objective],
    warnings: &mut Vec<Error>,
) -> Result<Objective> {
    let there = || all.iter().filter(|o| o.cycle == into.id);
    let is_free = |key: &str| there().all(|o| fold(&o.key) != fold(key));
    let numbered = (1..).map(|n| format!("o{n}"));
    let key = std::iter::once(objective.key.clone()).chain(numbered).find(|key| is_free(key));
    let (parent, parent_key_result) = parent(tx, objective, into, all)?;
    let had_parent = objective.parent.is_some() || objective.parent_key_result.is_some();
    if had_parent && parent.is_none() && parent_key_result.is_none() {
        warnings.push(Error::new(Kind::BadData, &tr::ERROR_CARRIED_WITHOUT_PARENT));
    }
    let mut copy = Objective {
        id: ObjectiveId(0),
        version: 0,
        cycle: into.id,
        key: key.unwrap_or_else(|| objective.key.clone()),
        parent,
        parent_key_result,
        status: match into.status {
            CycleStatus::Planning => ObjectiveStatus::Draft,
            _ => ObjectiveStatus::Active,
        },
        grade: None,
        grade_reason: String::new(),
        grade_cause: String::new(),
        verdict: None,
        verdict_why: String::new(),
        carried_from: Some(objective.id),
        position: there().map(|o| o.position).max().unwrap_or(0) + 1,
        created_at: tx.now(),
        ..objective.clone()
    };
    tx.insert(&mut copy)?;
    Ok(copy)
}

/// What it is aligned to in the new cycle: what its parent was carried over to, or the parent itself where that belongs
/// to a longer cycle that goes on.
fn parent(
    tx: &Tx<'_>,
    objective: &Objective,
    into: &Cycle,
    all: &[Objective],
) -> Result<(Option<ObjectiveId>, Option<TargetId>)> {
    let goes_on = |id: ObjectiveId| -> Result<bool> {
        let Some(above) = all.iter().find(|o| o.id == id) else { return Ok(false) };
        let cycle = tx.db().get::<Cycle>(above.cycle.0)?;
        let covers = |c: &Cycle| c.start <= into.start && into.start <= c.end;
        Ok(above.cycle != objective.cycle && cycle.is_some_and(|c| covers(&c)))
    };
    if let Some(id) = objective.parent {
        let there = all.iter().find(|o| o.carried_from == Some(id) && o.cycle == into.id);
        return Ok(match there {
            Some(there) => (Some(there.id), None),
            None => (Some(id).filter(|_| goes_on(id).unwrap_or(false)), None),
        });
    }
    let Some(id) = objective.parent_key_result else { return Ok((None, None)) };
    let Some(target) = tx.db().get::<Target>(id.0)? else { return Ok((None, None)) };
    let here: Vec<Option<ObjectiveId>> =
        all.iter().filter(|o| o.cycle == into.id).map(|o| Some(o.id)).collect();
    let there = tx.db().list_among::<Target>("objective", &here)?;
    let from = |t: &Target| t.key_result.as_ref().and_then(|own| own.carried_from);
    if let Some(there) = there.iter().find(|t| from(t) == Some(id)) {
        return Ok((None, Some(there.id)));
    }
    let stays = target.objective.map(goes_on).transpose()?.unwrap_or(false);
    Ok((None, Some(id).filter(|_| stays)))
}

/// A key result and what it was carried over to.
type Carried = (TargetId, TargetId);

/// The key results that go on, with the campaigns that still run for them.
fn key_results(tx: &mut Tx<'_>, going: Vec<Chosen>, copy: &Objective) -> Result<Vec<Carried>> {
    let mut out = Vec::with_capacity(going.len());
    for (position, one) in (1..).zip(going) {
        let mut target = copy_of(&one, copy, position, tx.now());
        tx.insert(&mut target)?;
        for serving in tx.db().list_where::<Serving>("key_result", &one.target.id)? {
            let campaign = tx.db().get::<Campaign>(serving.campaign.0)?;
            let is_over = |c: &Campaign| {
                matches!(
                    c.status,
                    CampaignStatus::Ended | CampaignStatus::Reviewed | CampaignStatus::Cancelled
                ) || c.end.last_day() < tx.today()
            };
            if campaign.is_some_and(|c| !is_over(&c)) {
                let mut serving = Serving { id: ServingId(0), version: 0, key_result: target.id, ..serving };
                tx.insert(&mut serving)?;
            }
        }
        out.push((one.target.id, target.id));
    }
    Ok(out)
}

/// What was carried over before the objective it is aligned to finds it again.
fn take_back(
    tx: &mut Tx<'_>,
    from: &Objective,
    copy: &Objective,
    carried: &[Carried],
    all: &[Objective],
) -> Result<()> {
    let is_lost =
        |o: &&Objective| o.cycle == copy.cycle && o.parent.is_none() && o.parent_key_result.is_none();
    for there in all.iter().filter(is_lost) {
        let Some(was) = all.iter().find(|o| Some(o.id) == there.carried_from) else { continue };
        let mut there = there.clone();
        if was.parent == Some(from.id) {
            there.parent = Some(copy.id);
        } else if let Some((_, now)) = carried.iter().find(|(old, _)| was.parent_key_result == Some(*old)) {
            there.parent_key_result = Some(*now);
        } else {
            continue;
        }
        tx.update(&mut there)?;
    }
    Ok(())
}
