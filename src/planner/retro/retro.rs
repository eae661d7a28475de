//! The retrospective itself: drafted with the closing, annotated, finished, opened again.
use super::super::task::person;
use super::super::{Outcome, RetroDraft, RetroPlace};
use super::place::{Subject, draft, open};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Action, Answer, Campaign, CampaignId, CampaignStatus, Cause, CycleId, Finding, Insight, KeptFigures,
    Lesson, LessonUse, Retro, RetroStatus, check_text,
};
use crate::store::Tx;

pub(super) fn start(tx: &mut Tx<'_>, about: &RetroPlace) -> Result<Outcome> {
    let (subject, _) = open(tx, about)?;
    tx.title(format!("retro start {}", subject.key()));
    Ok(Outcome::new(&tr::DONE_RETRO_START).arg("name", subject.name()).key(subject.key().to_owned()))
}

/// Drafts the retrospective of a campaign that is closed.
pub(in super::super) fn close_campaign(tx: &mut Tx<'_>, campaign: &Campaign) -> Result<()> {
    draft(tx, &Subject::Campaign(Box::new(campaign.clone()))).map(drop)
}

/// Drafts the retrospective of a cycle that is closed.
pub(in super::super) fn close_cycle(tx: &mut Tx<'_>, cycle: &crate::model::Cycle) -> Result<()> {
    draft(tx, &Subject::Cycle(cycle.clone())).map(drop)
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    about: &RetroPlace,
    seen: Option<i64>,
    draft: &RetroDraft,
) -> Result<Outcome> {
    let (subject, mut retro) = open(tx, about)?;
    retro.version = seen.unwrap_or(retro.version);
    if let Some(leader) = &draft.leader {
        retro.leader = person(leader, "leader")?;
    }
    let text = |text: &str, field| {
        check_text(text).map(|text| text.trim().to_owned()).map_err(|f| Error::from(f).field(field))
    };
    if let Some(note) = &draft.goal_note {
        retro.goal_note = text(note, "goal_note")?;
    }
    if let Some(note) = &draft.result_note {
        retro.result_note = text(note, "result_note")?;
    }
    tx.title(format!("retro set {}", subject.key()));
    tx.update(&mut retro)?;
    Ok(Outcome::new(&tr::DONE_RETRO_SET).arg("name", subject.name()).key(subject.key().to_owned()))
}

pub(super) fn finish(tx: &mut Tx<'_>, about: &RetroPlace, figures: &KeptFigures) -> Result<Outcome> {
    let (subject, mut retro) = open(tx, about)?;
    let key = subject.key().to_owned();
    if retro.status == RetroStatus::Draft {
        retro.status = RetroStatus::Done;
        retro.finished_at = Some(tx.now());
        retro.figures = figures.clone();
        tx.update(&mut retro)?;
    }
    tx.title(format!("retro finish {key}"));
    let outcome = Outcome::new(&tr::DONE_RETRO_FINISH).arg("name", subject.name()).key(key);
    if let Subject::Campaign(mut campaign) = subject
        && !matches!(campaign.status, CampaignStatus::Reviewed | CampaignStatus::Cancelled)
    {
        campaign.status = CampaignStatus::Reviewed;
        tx.update(&mut *campaign)?;
    }
    Ok(outcome)
}

pub(super) fn reopen(tx: &mut Tx<'_>, about: &RetroPlace) -> Result<Outcome> {
    let (subject, mut retro) = open(tx, about)?;
    let key = subject.key().to_owned();
    if retro.status == RetroStatus::Done {
        retro.status = RetroStatus::Draft;
        retro.finished_at = None;
        retro.figures = KeptFigures::default();
        tx.update(&mut retro)?;
    }
    tx.title(format!("retro reopen {key}"));
    let outcome = Outcome::new(&tr::DONE_RETRO_REOPEN).arg("name", subject.name()).key(key);
    if let Subject::Campaign(mut campaign) = subject
        && campaign.status == CampaignStatus::Reviewed
    {
        campaign.status = CampaignStatus::Ended;
        tx.update(&mut *campaign)?;
    }
    Ok(outcome)
}

/// Deletes what a campaign's retrospective holds. What was learned in it stays and goes on without it.
pub(in super::super) fn remove_campaign(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<()> {
    for used in tx.db().list_where::<LessonUse>("campaign", &campaign)? {
        tx.delete(&used)?;
    }
    for mut action in tx.db().list_where::<Action>("proof_campaign", &Some(campaign))? {
        action.proof_campaign = None;
        tx.update(&mut action)?;
    }
    let retros = tx.db().list_where::<Retro>("campaign", &Some(campaign))?;
    remove(tx, &retros)?;
    for mut lesson in tx.db().list_where::<Lesson>("campaign", &Some(campaign))? {
        lesson.campaign = None;
        tx.update(&mut lesson)?;
    }
    for action in tx.db().list_where::<Action>("campaign", &Some(campaign))? {
        tx.delete(&action)?;
    }
    Ok(())
}

/// The same of a cycle's.
pub(in super::super) fn remove_cycle(tx: &mut Tx<'_>, cycle: CycleId) -> Result<()> {
    let retros = tx.db().list_where::<Retro>("cycle", &Some(cycle))?;
    remove(tx, &retros)
}

fn remove(tx: &mut Tx<'_>, retros: &[Retro]) -> Result<()> {
    for retro in retros {
        for mut lesson in tx.db().list_where::<Lesson>("retro", &Some(retro.id))? {
            (lesson.retro, lesson.cause) = (None, None);
            tx.update(&mut lesson)?;
        }
        for mut action in tx.db().list_where::<Action>("retro", &Some(retro.id))? {
            action.retro = None;
            tx.update(&mut action)?;
        }
        for answer in tx.db().list_where::<Answer>("retro", &retro.id)? {
            tx.delete(&answer)?;
        }
        for insight in tx.db().list_where::<Insight>("retro", &retro.id)? {
            tx.delete(&insight)?;
        }
        for cause in tx.db().list_where::<Cause>("retro", &retro.id)? {
            unhang(tx, &cause)?;
            tx.delete(&cause)?;
        }
        for finding in tx.db().list_where::<Finding>("retro", &retro.id)? {
            tx.delete(&finding)?;
        }
        tx.delete(retro)?;
    }
    Ok(())
}

/// Lessons that follow from a cause go on without it.
pub(super) fn unhang(tx: &mut Tx<'_>, cause: &Cause) -> Result<()> {
    for mut lesson in tx.db().list_where::<Lesson>("cause", &Some(cause.id))? {
        lesson.cause = None;
        tx.update(&mut lesson)?;
    }
    Ok(())
}

/// Something of a retrospective that is not there.
pub(super) fn missing(what: &'static crate::i18n::Text, id: i64) -> Error {
    Error::new(Kind::NotFound, what).arg("text", id)
}
