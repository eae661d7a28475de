//! Campaigns: create, change, delete.
use super::okr::serve;
use super::retro::retro;
use super::{CampaignDraft, Context, Outcome, dates, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Budget, Campaign, CampaignId, CampaignStatus, Day, Entity, Fault, Link, Note, Phase, Phases, Quantity,
    Resource, Serving, Target, Task, When, check_key, check_name, check_text, fold, parse_range, parse_when,
    slug,
};
use crate::store::Tx;
use unicode_normalization::UnicodeNormalization as _;

/// A campaign from what was typed, not stored yet.
pub(super) fn build(tx: &Tx<'_>, draft: &CampaignDraft) -> Result<Campaign> {
    let today = tx.today();
    let name =
        check_name(draft.name.as_deref().unwrap_or_default()).map_err(|f| Error::from(f).field("name"))?;
    let start = when(draft.start.as_deref(), "start", today)?;
    let end = when(draft.end.as_deref(), "end", today)?;
    let key = match draft.key.as_deref().filter(|key| !key.trim().is_empty()) {
        Some(key) => check_key(key).map_err(|f| Error::from(f).field("key"))?,
        None => free_key(tx, &slug(&name))?,
    };
    let mut campaign = Campaign {
        id: CampaignId(0),
        version: 0,
        key,
        name,
        playbook: None,
        kind: None,
        stage: None,
        goal: String::new(),
        audience: String::new(),
        mechanics: String::new(),
        rules: String::new(),
        rewards: String::new(),
        risks: String::new(),
        owner: String::new(),
        start,
        end,
        phases: Phases::default(),
        status: CampaignStatus::Planned,
        created_at: tx.now(),
    };
    apply(&mut campaign, draft, today)?;
    if let Some(status) = draft.status.as_deref().map(str::trim).filter(|status| !status.is_empty()) {
        campaign.status = status.parse().map_err(|f: Fault| Error::from(f).field("status"))?;
        if !matches!(campaign.status, CampaignStatus::Idea | CampaignStatus::Planned) {
            let error = Error::new(Kind::BadData, &tr::ERROR_NEW_STATUS);
            return Err(error.arg("status", campaign.status).field("status"));
        }
    }
    Ok(campaign)
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    seen: Option<i64>,
    draft: &CampaignDraft,
) -> Result<Outcome> {
    let mut campaign = match seen {
        Some(version) => Campaign { version, ..lookup::campaign_exactly(&tx.db(), text)? },
        None => lookup::campaign(&tx.db(), text)?,
    };
    let before = campaign.clone();
    let today = tx.today();
    if let Some(name) = &draft.name {
        campaign.name = check_name(name).map_err(|f| Error::from(f).field("name"))?;
    }
    if let Some(key) = &draft.key {
        campaign.key = check_key(key).map_err(|f| Error::from(f).field("key"))?;
    }
    if draft.start.is_some() {
        campaign.start = when(draft.start.as_deref(), "start", today)?;
    }
    if draft.end.is_some() {
        campaign.end = when(draft.end.as_deref(), "end", today)?;
    }
    apply(&mut campaign, draft, today)?;
    in_order(tx, &campaign)?;
    let moved = dates::follow(tx, &before, &mut campaign, draft.phases.is_none())?;
    check(tx, &campaign)?;
    tx.update(&mut campaign)?;
    let warnings = match &draft.serves {
        Some(serves) => serve::all_of(tx, context, &campaign, serves)?,
        None => Vec::new(),
    };
    tx.title(format!("campaign set {}", campaign.key));
    let mut outcome = Outcome::new(&tr::DONE_CAMPAIGN_SET).arg("name", &campaign.name).key(campaign.key);
    (outcome.moved, outcome.warnings) = (moved, warnings);
    Ok(outcome)
}

pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    let campaign = lookup::campaign_exactly(&tx.db(), text)?;
    tx.title(format!("campaign delete {}", campaign.key));
    retro::remove_campaign(tx, campaign.id)?;
    empty::<Note>(tx, &campaign)?;
    empty::<Task>(tx, &campaign)?;
    empty::<Resource>(tx, &campaign)?;
    empty::<Budget>(tx, &campaign)?;
    empty::<Link>(tx, &campaign)?;
    empty::<Serving>(tx, &campaign)?;
    empty::<Target>(tx, &campaign)?;
    tx.delete(&campaign)?;
    Ok(Outcome::new(&tr::DONE_CAMPAIGN_DELETE).arg("name", &campaign.name).key(campaign.key))
}

/// Deletes every row of an entity that belongs to a campaign.
fn empty<E: Entity>(tx: &mut Tx<'_>, campaign: &Campaign) -> Result<()> {
    for row in tx.db().list_where::<E>("campaign", &campaign.id)? {
        tx.delete(&row)?;
    }
    Ok(())
}

fn apply(campaign: &mut Campaign, draft: &CampaignDraft, today: Day) -> Result<()> {
    if let Some(owner) = &draft.owner {
        campaign.owner = super::task::person(owner, "owner")?;
    }
    let texts: [(&Option<String>, &mut String, &'static str); 6] = [
        (&draft.goal, &mut campaign.goal, "goal"),
        (&draft.audience, &mut campaign.audience, "audience"),
        (&draft.mechanics, &mut campaign.mechanics, "mechanics"),
        (&draft.rules, &mut campaign.rules, "rules"),
        (&draft.rewards, &mut campaign.rewards, "rewards"),
        (&draft.risks, &mut campaign.risks, "risks"),
    ];
    for (given, field, name) in texts {
        if let Some(text) = given {
            *field = check_text(text.trim()).map_err(|f| Error::from(f).field(name))?;
        }
    }
    if let Some(kind) = &draft.kind {
        campaign.kind =
            optional(kind).map(check_name).transpose().map_err(|f| Error::from(f).field("kind"))?;
    }
    if let Some(stage) = &draft.stage {
        campaign.stage = optional(stage).map(lookup::stage).transpose()?;
    }
    if let Some(phases) = &draft.phases {
        campaign.phases = parse_phases(phases, today).map_err(|e| e.field("phases"))?;
    }
    Ok(())
}

/// A campaign runs ten years at most: a year typed wrong is told, not drawn.
const LONGEST: i32 = 3_660;

fn optional(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn when(text: Option<&str>, field: &'static str, today: Day) -> Result<When> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => parse_when(text, today).map_err(|f| Error::from(f).field(field)),
        None => Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", field).field(field)),
    }
}

/// `预热:11-01..11-05=30%, 爆发:11-06..11-11=70%`
fn parse_phases(text: &str, today: Day) -> Result<Phases> {
    let mut phases = Vec::new();
    for part in text.split([',', '，', ';', '；', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let bad = || Error::new(Kind::BadData, &tr::ERROR_BAD_PHASE).arg("text", part);
        let (name, rest) = part.split_once([':', '：']).ok_or_else(bad)?;
        let (range, share) = rest.rsplit_once('=').ok_or_else(bad)?;
        let (start, end) = parse_range(range.trim(), today)?;
        phases.push(Phase { name: check_name(name)?, start, end, share: Quantity::parse(share)? });
    }
    Ok(Phases(phases))
}

/// The end lies after the start, and not too far.
fn in_order(tx: &Tx<'_>, campaign: &Campaign) -> Result<()> {
    let zone = tx.zone();
    if zone.ends_at(campaign.end)? <= zone.starts_at(campaign.start)? {
        let (start, end) = (campaign.start.to_string(), campaign.end.to_string());
        return Err(Error::from(Fault::EndBeforeStart { start, end }).field("end"));
    }
    for (when, field) in [(campaign.start, "start"), (campaign.end, "end")] {
        if !when.day().is_writable() {
            return Err(Error::from(Fault::BadDate { text: when.to_string() }).field(field));
        }
    }
    if campaign.end.day().0 - campaign.start.day().0 > LONGEST {
        let error = Error::new(Kind::BadData, &tr::ERROR_TOO_LONG_AGO).arg("days", LONGEST);
        return Err(error.field("end"));
    }
    Ok(())
}

/// What holds for every campaign: dates, phases, and a key and a name of its own.
pub(super) fn check(tx: &Tx<'_>, campaign: &Campaign) -> Result<()> {
    let zone = tx.zone();
    in_order(tx, campaign)?;
    campaign.phases.check(campaign.start, campaign.end).map_err(|f| Error::from(f).field("phases"))?;
    for phase in &campaign.phases.0 {
        zone.starts_at(phase.start)
            .and(zone.ends_at(phase.end))
            .map_err(|f| Error::from(f).field("phases"))?;
    }
    for target in tx.db().list_where::<Target>("campaign", &campaign.id)? {
        super::target::fields::check_period(tx, &target, campaign.into())?;
    }
    for task in tx.db().list_where::<Task>("campaign", &campaign.id)? {
        let due = task.due.resolve(campaign.start, campaign.end);
        zone.ends_at(due).map_err(|f| Error::from(f).field("start").rows([task.title]))?;
    }
    for resource in tx.db().list_where::<Resource>("campaign", &campaign.id)? {
        let due = resource.need_by.resolve(campaign.start, campaign.end);
        zone.ends_at(due).map_err(|f| Error::from(f).field("start").rows([resource.name]))?;
    }
    for other in tx.db().list::<Campaign>()?.iter().filter(|other| other.id != campaign.id) {
        if fold(&other.key) == fold(&campaign.key) {
            let error = Error::new(Kind::BadData, &tr::ERROR_KEY_TAKEN).arg("key", &other.key);
            return Err(error.arg("name", &other.name).field("key"));
        }
        if fold(&other.name) == fold(&campaign.name) {
            let error = Error::new(Kind::BadData, &tr::ERROR_NAME_TAKEN).arg("name", &other.name);
            return Err(error.arg("key", &other.key).field("name"));
        }
    }
    Ok(())
}

fn free_key(tx: &Tx<'_>, wanted: &str) -> Result<String> {
    // A key that is another's name would make that name mean this campaign, so widths and shapes do not matter either.
    let same = |text: &str| fold(&text.nfkc().collect::<String>());
    let present = tx.db().list::<Campaign>()?;
    let taken: Vec<String> = present.iter().flat_map(|c| [same(&c.key), same(&c.name)]).collect();
    let wanted = if wanted.is_empty() { "campaign" } else { wanted };
    let mut key = wanted.to_owned();
    let mut number = 2;
    while taken.contains(&same(&key)) {
        key = format!("{wanted}-{number}");
        number += 1;
    }
    Ok(key)
}
