//! Whether a lesson helped, whether an action moved what it should.
use super::super::okr::word;
use super::super::target::fields::given;
use super::super::{Context, Outcome, lookup};
use super::take::{found, undecided};
use crate::error::{Error, Kind, Result};
use crate::i18n::{Text, label, tr};
use crate::model::{ActionStatus, LessonVerdict, Proof, check_text};
use crate::store::Tx;

pub(super) fn lesson(
    tx: &mut Tx<'_>,
    context: &Context,
    (lesson, campaign): (&str, &str),
    proof: &str,
    note: Option<&str>,
) -> Result<Outcome> {
    let (lesson, campaign, used) = found(tx, lesson, campaign)?;
    let mut used = used.ok_or_else(|| undecided(&lesson, &campaign))?;
    if used.verdict == LessonVerdict::Dismissed {
        let error = Error::new(Kind::BadData, &tr::ERROR_PROOF_OF_DISMISSED).arg("title", &lesson.title);
        return Err(error.arg("campaign", &campaign.name).field("lesson"));
    }
    used.proof = said(proof)?;
    if let Some(note) = note {
        used.proof_note = check_text(note).map_err(|f| Error::from(f).field("note"))?;
    }
    tx.title(format!("lesson prove {} {}", campaign.key, lesson.title));
    tx.update(&mut used)?;
    Ok(told(used.proof, (&tr::DONE_LESSON_PROVE, &tr::DONE_LESSON_UNPROVE), context)
        .arg("title", &lesson.title)
        .arg("campaign", &campaign.name)
        .key(lesson.id.0.to_string()))
}

pub(super) fn action(
    tx: &mut Tx<'_>,
    context: &Context,
    (action, campaign): (&str, Option<&str>),
    proof: &str,
    note: Option<&str>,
) -> Result<Outcome> {
    let mut action = lookup::action(&tx.db(), action).map_err(|e| e.field("action"))?;
    action.proof = said(proof)?;
    if let Some(text) = given(campaign.map(str::to_owned).as_ref()) {
        let campaign = lookup::campaign(&tx.db(), text).map_err(|e| e.field("campaign"))?;
        if action.campaign == Some(campaign.id) {
            let error = Error::new(Kind::BadData, &tr::ERROR_PROOF_BY_ITSELF).arg("campaign", &campaign.name);
            return Err(error.field("campaign"));
        }
        action.proof_campaign = Some(campaign.id);
    }
    if action.proof.is_none() {
        action.proof_campaign = None;
    }
    if let Some(note) = note {
        action.proof_note = check_text(note).map_err(|f| Error::from(f).field("note"))?;
    }
    tx.title(format!("action prove {}", action.title));
    tx.update(&mut action)?;
    let mut outcome = told(action.proof, (&tr::DONE_ACTION_PROVE, &tr::DONE_ACTION_UNPROVE), context)
        .arg("title", &action.title)
        .key(action.id.0.to_string());
    if action.proof.is_some() && action.status == ActionStatus::Open {
        let open = Error::new(Kind::BadData, &tr::ERROR_PROVEN_WHILE_OPEN).arg("id", action.id.0);
        outcome.warnings.push(open);
    }
    Ok(outcome)
}

/// A proof as typed; none for undecided.
fn said(text: &str) -> Result<Option<Proof>> {
    match text.trim() {
        "" => Ok(None),
        text => Ok(Some(word(text, Proof::ALL, label::proof, "proof")?)),
    }
}

fn told(proof: Option<Proof>, texts: (&'static Text, &'static Text), context: &Context) -> Outcome {
    match proof {
        Some(proof) => Outcome::new(texts.0).arg("proof", label::proof(proof).get(context.lang)),
        None => Outcome::new(texts.1),
    }
}
