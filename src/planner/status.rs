//! Where a campaign stands: moving it from step to step.
use super::{Context, Outcome, lookup};
use crate::error::{Error, Result};
use crate::i18n::tr;
use crate::model::{CampaignStatus, Fault, Note, NoteId, NoteKind, check_text};
use crate::store::Tx;

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    status: &str,
    reason: Option<&str>,
) -> Result<Outcome> {
    let status: CampaignStatus = status.parse().map_err(|f: Fault| Error::from(f).field("status"))?;
    let mut campaign = lookup::campaign(&tx.db(), text)?;
    campaign.status = status;
    tx.title(format!("campaign status {} {status}", campaign.key));
    tx.update(&mut campaign)?;
    if let Some(reason) = reason.filter(|r| !r.trim().is_empty()) {
        let text = check_text(reason).map_err(|f| Error::from(f).field("reason"))?;
        let (at, author) = (tx.now(), tx.actor().to_owned());
        let (id, kind) = (NoteId(0), NoteKind::Decision);
        let text = format!("{status}: {text}");
        let mut note =
            Note { id, version: 0, campaign: campaign.id, kind, at, whole_day: false, text, author };
        tx.insert(&mut note)?;
    }
    let word = crate::i18n::label::campaign_status(status).get(context.lang);
    Ok(Outcome::new(&tr::DONE_CAMPAIGN_STATUS)
        .arg("name", &campaign.name)
        .arg("status", word)
        .key(campaign.key))
}
