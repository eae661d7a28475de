//! Workspace settings.
use super::{Context, Outcome};
use crate::error::{Error, Result};
use crate::i18n::tr;
use crate::model::{Setting, SettingId};
use crate::store::Store;

pub(super) fn set(store: &mut Store, context: &Context, key: &str, value: &str) -> Result<Outcome> {
    let ((), batch) = store.write(context.stamp(&format!("config set {key}")), |tx| {
        let mut settings = tx.db().settings()?;
        let before = settings.zone;
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
            tx.compute_roll_up(settings.zone)?;
        }
        Ok(())
    })?;
    let text = if batch.is_some() { &tr::DONE_SETTING } else { &tr::DONE_NOTHING };
    Ok(Outcome::new(batch, text).arg("key", key).arg("value", value).key(key))
}
