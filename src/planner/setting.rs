//! Workspace settings.
use super::{Outcome, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Campaign, Fault, Resource, Setting, SettingId, Settings, Target, Task, Zone};
use crate::store::Tx;

pub(super) fn set(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<Outcome> {
    if !Settings::KEYS.contains(&key) {
        let fault = Fault::UnknownWord { text: key.to_owned(), allowed: Settings::KEYS.join(", ") };
        return Err(Error::from(fault).field("key"));
    }
    tx.title(format!("config set {key}"));
    let mut settings = tx.db().settings()?;
    let before = settings.zone;
    let named = match key {
        "north_star" if !value.trim().is_empty() => {
            Some(lookup::metric(&tx.db(), value.trim()).map_err(|e| e.field("value"))?.key)
        }
        _ => None,
    };
    let value = named.as_deref().unwrap_or(value);
    settings.set(key, value).map_err(|f| Error::from(f).field("value"))?;
    let present = tx.db().list::<Setting>()?.into_iter().find(|s| s.key == key);
    match present {
        Some(mut setting) => {
            value.clone_into(&mut setting.value);
            tx.update(&mut setting)?;
        }
        None => {
            let (id, key, value) = (SettingId(0), key.to_owned(), value.to_owned());
            tx.insert(&mut Setting { id, version: 0, key, value })?;
        }
    }
    if settings.zone != before {
        times_exist(tx, settings.zone).map_err(|e| e.field("value"))?;
        tx.compute_roll_up(settings.zone)?;
    }
    let is_shifted = settings.zone != before && tx.db().reading_count()? > 0;
    let text = &tr::DONE_SETTING;
    let mut outcome = Outcome::new(text).arg("key", key).arg("value", value).key(key);
    if is_shifted {
        outcome.warnings.push(Error::new(Kind::BadData, &tr::ERROR_ZONE_SHIFTED));
    }
    Ok(outcome)
}

/// Refuses a time zone in which the clocks skip or repeat a time that a plan names: no board could be drawn.
fn times_exist(tx: &Tx<'_>, zone: Zone) -> Result<()> {
    let mut named = Vec::new();
    let (tasks, resources) = (tx.db().list::<Task>()?, tx.db().list::<Resource>()?);
    for campaign in tx.db().list::<Campaign>()? {
        let dues = tasks.iter().filter(|t| t.campaign == campaign.id).map(|t| t.due);
        let dues = dues.chain(resources.iter().filter(|r| r.campaign == campaign.id).map(|r| r.need_by));
        named.extend(dues.map(|due| due.resolve(campaign.start, campaign.end)));
        named.extend([campaign.start, campaign.end]);
        named.extend(campaign.phases.0.iter().flat_map(|phase| [phase.start, phase.end]));
    }
    for target in tx.db().list::<Target>()? {
        named.extend(target.start.into_iter().chain(target.end));
    }
    named.into_iter().try_for_each(|when| Ok(zone.starts_at(when).map(|_| ())?))
}
