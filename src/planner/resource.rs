//! Resources: add, change, delete.
use super::task::{given, person};
use super::{Context, Outcome, ResourceDraft, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Campaign, Due, Fault, Resource, ResourceId, ResourceKind, ResourceStatus, check_name, check_text,
};
use crate::store::Tx;

pub(super) fn add(tx: &mut Tx<'_>, campaign: &str, draft: &ResourceDraft) -> Result<Outcome> {
    let campaign = lookup::campaign(&tx.db(), campaign).map_err(|e| e.field("campaign"))?;
    let resource = create(tx, &campaign, draft)?;
    tx.title(format!("resource add {} {}", campaign.key, resource.name));
    Ok(Outcome::new(&tr::DONE_RESOURCE_ADD)
        .arg("name", &resource.name)
        .arg("due", resource.need_by.resolve(campaign.start, campaign.end))
        .arg("id", resource.id.0)
        .key(resource.id.0.to_string()))
}

/// A new resource of a campaign.
pub(super) fn create(tx: &mut Tx<'_>, campaign: &Campaign, draft: &ResourceDraft) -> Result<Resource> {
    let missing =
        |what: &'static str| Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", what).field(what);
    let name = given(draft.name.as_ref()).ok_or_else(|| missing("name"))?;
    let need_by = given(draft.need_by.as_ref()).ok_or_else(|| missing("need-by"))?;
    let mut resource = Resource {
        id: ResourceId(0),
        version: 0,
        campaign: campaign.id,
        name: check_name(name).map_err(|f| Error::from(f).field("name"))?,
        kind: ResourceKind::Traffic,
        status: ResourceStatus::Needed,
        giver: String::new(),
        owner: String::new(),
        need_by: Due::parse(need_by, tx.today()).map_err(|f| Error::from(f).field("need-by"))?,
        note: String::new(),
        answered_at: None,
        created_at: tx.now(),
    };
    apply(tx, campaign, &mut resource, draft)?;
    tx.insert(&mut resource)?;
    Ok(resource)
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    seen: Option<i64>,
    draft: &ResourceDraft,
) -> Result<Outcome> {
    let (campaign, mut resource) = lookup::resource(&tx.db(), text)?;
    resource.version = seen.unwrap_or(resource.version);
    let was = resource.status;
    if let Some(name) = given(draft.name.as_ref()) {
        resource.name = check_name(name).map_err(|f| Error::from(f).field("name"))?;
    }
    if let Some(need_by) = given(draft.need_by.as_ref()) {
        resource.need_by = Due::parse(need_by, tx.today()).map_err(|f| Error::from(f).field("need-by"))?;
    }
    apply(tx, &campaign, &mut resource, draft)?;
    tx.title(format!("resource set {} {}", campaign.key, resource.name));
    tx.update(&mut resource)?;
    let key = resource.id.0.to_string();
    if resource.status == was {
        return Ok(Outcome::new(&tr::DONE_RESOURCE_SET).arg("name", &resource.name).key(key));
    }
    let word = crate::i18n::label::resource_status(resource.status).get(context.lang);
    Ok(Outcome::new(&tr::DONE_RESOURCE_STATUS).arg("name", &resource.name).arg("status", word).key(key))
}

pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    let (campaign, resource) = lookup::resource_exactly(&tx.db(), text)?;
    tx.title(format!("resource delete {} {}", campaign.key, resource.name));
    tx.delete(&resource)?;
    Ok(Outcome::new(&tr::DONE_RESOURCE_DELETE).arg("name", &resource.name).key(resource.id.0.to_string()))
}

fn apply(tx: &Tx<'_>, campaign: &Campaign, resource: &mut Resource, draft: &ResourceDraft) -> Result<()> {
    if let Some(kind) = given(draft.kind.as_ref()) {
        resource.kind = kind.parse().map_err(|f: Fault| Error::from(f).field("kind"))?;
    }
    if let Some(status) = given(draft.status.as_ref()) {
        let status: ResourceStatus = status.parse().map_err(|f: Fault| Error::from(f).field("status"))?;
        if status != resource.status {
            resource.answered_at = (!status.is_open()).then(|| tx.now());
        }
        resource.status = status;
    }
    if let Some(giver) = &draft.giver {
        resource.giver = person(giver, "giver")?;
    }
    if let Some(owner) = &draft.owner {
        resource.owner = person(owner, "owner")?;
    }
    if let Some(note) = &draft.note {
        resource.note = check_text(note.trim()).map_err(|f| Error::from(f).field("note"))?;
    }
    let need_by = resource.need_by.resolve(campaign.start, campaign.end);
    tx.zone().ends_at(need_by).map_err(|f| Error::from(f).field("need-by"))?;
    Ok(())
}
