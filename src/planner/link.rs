//! Links: add and delete.
use super::task::given;
use super::{LinkDraft, Outcome, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Link, LinkId, MEDIA, check_url, check_utm, usual_medium, usual_source};
use crate::store::Tx;

pub(super) fn add(tx: &mut Tx<'_>, campaign: &str, draft: &LinkDraft) -> Result<Outcome> {
    let campaign = lookup::campaign(&tx.db(), campaign).map_err(|e| e.field("campaign"))?;
    let mut warnings = Vec::new();
    let channel = given(draft.channel.as_ref())
        .map(|text| lookup::channel_told(tx, text, &mut warnings).map_err(|e| e.field("channel")))
        .transpose()?;
    let (url, had_utm) = check_url(&draft.url).map_err(|f| Error::from(f).field("url"))?;
    let utm = |text: Option<&str>, usual: &str, field: &'static str| {
        check_utm(text.unwrap_or(usual)).map_err(|f| Error::from(f).field(field))
    };
    let optional = |text: Option<&String>, field: &'static str| match given(text) {
        Some(text) => check_utm(text).map_err(|f| Error::from(f).field(field)),
        None => Ok(String::new()),
    };
    let source = given(draft.source.as_ref()).or(channel.as_ref().map(|c| usual_source(&c.key, &c.name)));
    let source = source
        .ok_or_else(|| Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "source").field("source"))?;
    let kind = channel.as_ref().and_then(|c| c.kind);
    let mut link = Link {
        id: LinkId(0),
        version: 0,
        campaign: campaign.id,
        channel: channel.as_ref().map(|c| c.id),
        url,
        source: utm(Some(source), "", "source")?,
        medium: utm(given(draft.medium.as_ref()), usual_medium(source, kind), "medium")?,
        name: utm(given(draft.name.as_ref()), &campaign.key, "name")?,
        term: optional(draft.term.as_ref(), "term")?,
        content: optional(draft.content.as_ref(), "content")?,
        created_at: tx.now(),
    };
    let address = link.address();
    let present = tx.db().list_where::<Link>("campaign", &campaign.id)?;
    if let Some(same) = present.iter().find(|other| other.address() == address) {
        return Err(Error::new(Kind::BadData, &tr::ERROR_LINK_TAKEN).arg("id", same.id.0).field("content"));
    }
    tx.insert(&mut link)?;
    tx.title(format!("link add {} {}", campaign.key, link.source));
    let mut outcome = Outcome::new(&tr::DONE_LINK_ADD).arg("address", &address).key(link.id.0.to_string());
    outcome.warnings = warnings;
    if had_utm {
        outcome.warnings.push(Error::new(Kind::BadData, &tr::ERROR_UTM_REPLACED));
    }
    if !MEDIA.contains(&link.medium.as_str()) {
        let error = Error::new(Kind::BadData, &tr::ERROR_UNUSUAL_MEDIUM).arg("text", &link.medium);
        outcome.warnings.push(error.arg("allowed", MEDIA.join(", ")));
    }
    Ok(outcome)
}

pub(super) fn delete(tx: &mut Tx<'_>, id: i64) -> Result<Outcome> {
    let missing = || Error::new(Kind::NotFound, &tr::ERROR_NO_LINK).arg("text", id);
    let link = tx.db().get::<Link>(id)?.ok_or_else(missing)?;
    tx.title(format!("link delete {}", link.source));
    tx.delete(&link)?;
    Ok(Outcome::new(&tr::DONE_LINK_DELETE).key(id.to_string()))
}
