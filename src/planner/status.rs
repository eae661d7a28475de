//! Where a campaign stands: moving it from step to step. What a step asks for and is not there is told, and the step is
//! taken all the same where somebody says why; status and reason stand in the history together.
use super::retro::retro;
use super::{Context, Outcome, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{
    Budget, Campaign, CampaignStatus, Fault, Note, NoteKind, Period, Preparation, Resource, Retro, SPEND,
    Target, Task, check_text, lacks,
};
use crate::store::Tx;

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    status: &str,
    reason: Option<&str>,
) -> Result<Outcome> {
    let lang = context.lang;
    let status = named(status)?;
    let mut campaign = lookup::campaign(&tx.db(), text)?;
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    let missing = lacks(campaign.status, status, &preparation(tx, &campaign)?);
    let said: Vec<String> = missing.iter().map(|(lack, names)| label::lacking(*lack, names, lang)).collect();
    if !missing.is_empty() && reason.is_none() {
        let word = label::campaign_status(status).get(lang);
        let error = Error::new(Kind::BadData, &tr::ERROR_NOT_READY).arg("status", word);
        return Err(error.arg("name", &campaign.name).rows(said).field("reason"));
    }
    campaign.status = status;
    tx.title(format!("campaign status {} {status}", campaign.key));
    tx.update(&mut campaign)?;
    if matches!(status, CampaignStatus::Ended | CampaignStatus::Reviewed) {
        retro::close_campaign(tx, &campaign)?;
    }
    if let Some(reason) = reason {
        let reason = check_text(reason).map_err(|f| Error::from(f).field("reason"))?;
        let without = match said.is_empty() {
            true => String::new(),
            false => tr::LACK_NOTED.fill(lang, &[("lacks", &said.join(tr::OUTPUT_JOIN.get(lang)))]),
        };
        let (at, author) = (tx.now(), tx.actor().to_owned());
        let word = label::campaign_status(status).get(lang);
        let text = format!("{word}{}{reason}{without}", tr::LACK_COLON.get(lang));
        let mut note = Note::of_campaign(campaign.id, NoteKind::Decision, at, text, author);
        tx.insert(&mut note)?;
    }
    let done = match status {
        CampaignStatus::Ended => &tr::DONE_CAMPAIGN_ENDED,
        _ => &tr::DONE_CAMPAIGN_STATUS,
    };
    Ok(Outcome::new(done)
        .arg("name", &campaign.name)
        .arg("key", &campaign.key)
        .arg("status", label::campaign_status(status).get(lang))
        .key(campaign.key))
}

/// The status of a word: its own, or what it is called in either language.
fn named(text: &str) -> Result<CampaignStatus> {
    let name = |status: CampaignStatus| label::campaign_status(status);
    let is_it = |s: &&CampaignStatus| [s.as_str(), name(**s).en, name(**s).zh].contains(&text.trim());
    CampaignStatus::ALL.iter().find(is_it).copied().ok_or_else(|| {
        let words: Vec<String> = CampaignStatus::ALL.iter().map(|s| format!("{s} {}", name(*s).zh)).collect();
        let fault = Fault::UnknownWord { text: text.to_owned(), allowed: words.join(", ") };
        Error::from(fault).field("status")
    })
}

fn preparation(tx: &Tx<'_>, campaign: &Campaign) -> Result<Preparation> {
    let db = tx.db();
    let period = Period::of(campaign.start, campaign.end, tx.zone())?;
    let spend = lookup::metric(&db, SPEND).ok().map(|m| m.id);
    let targets = db.list_where::<Target>("campaign", &campaign.id)?;
    let budgets = db.list_where::<Budget>("campaign", &campaign.id)?;
    let tasks = db.list_where::<Task>("campaign", &campaign.id)?;
    let resources = db.list_where::<Resource>("campaign", &campaign.id)?;
    let retro = db.list_where::<Retro>("campaign", &Some(campaign.id))?.pop();
    let known =
        Preparation::of(campaign, &targets, spend, &budgets, &tasks, &resources, (&period, tx.now()))?;
    Ok(known.reviewed(retro.as_ref()))
}
