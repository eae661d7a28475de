//! Channels: naming them and saying what kind they are.
use super::{Context, Outcome, lookup};
use crate::error::{Error, Result};
use crate::i18n::tr;
use crate::model::{Fault, check_name};
use crate::store::Store;

pub(super) fn set(
    store: &mut Store,
    context: &Context,
    text: &str,
    name: Option<&str>,
    kind: Option<&str>,
) -> Result<Outcome> {
    let (channel, batch) = store.write(context.stamp("channel set"), |tx| {
        let mut channel = lookup::channel_or_new(tx, text)?;
        if let Some(name) = name {
            channel.name = check_name(name).map_err(|f| Error::from(f).field("name"))?;
        }
        if let Some(kind) = kind {
            channel.kind = Some(kind.parse().map_err(|f: Fault| Error::from(f).field("kind"))?);
        }
        tx.title(format!("channel set {}", channel.key));
        tx.update(&mut channel)?;
        Ok(channel)
    })?;
    let text = if batch.is_some() { &tr::DONE_CHANNEL_SET } else { &tr::DONE_NOTHING };
    Ok(Outcome::new(batch, text).arg("name", &channel.name).key(channel.key))
}
