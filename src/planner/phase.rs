//! Phases: all of a campaign's at once, as they lie without gap or overlap.
use super::{Outcome, lookup};
use crate::error::{Error, Result};
use crate::i18n::tr;
use crate::model::{Campaign, Phases, check_name};
use crate::store::Tx;

pub(super) fn set(tx: &mut Tx<'_>, text: &str, seen: Option<i64>, phases: &Phases) -> Result<Outcome> {
    let mut campaign = match seen {
        Some(version) => Campaign { version, ..lookup::campaign_exactly(&tx.db(), text)? },
        None => lookup::campaign(&tx.db(), text)?,
    };
    campaign.phases = phases.clone();
    for phase in &mut campaign.phases.0 {
        phase.name = check_name(&phase.name).map_err(|f| Error::from(f).field("name"))?;
    }
    super::campaign::check(tx, &campaign)?;
    tx.title(format!("campaign phases {}", campaign.key));
    tx.update(&mut campaign)?;
    Ok(Outcome::new(&tr::DONE_PHASES_SET).arg("name", &campaign.name).key(campaign.key))
}
