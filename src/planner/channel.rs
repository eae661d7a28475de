//! Channels: naming them and saying what kind they are.
use super::retro::lesson::renamed_channel;
use super::{Context, Outcome, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Channel, Fault, check_name, fold};
use crate::store::Tx;

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    name: Option<&str>,
    kind: Option<&str>,
) -> Result<Outcome> {
    let mut channel = lookup::channel_or_new(tx, text)?;
    if let Some(name) = name {
        channel.name = check_name(name).map_err(|f| Error::from(f).field("name"))?;
        let word = fold(&channel.name);
        let others = tx.db().list::<Channel>()?;
        let same = |c: &&Channel| fold(&c.name) == word || fold(&c.key) == word;
        if let Some(other) = others.iter().filter(|c| c.id != channel.id).find(same) {
            let error = Error::new(Kind::BadData, &tr::ERROR_CHANNEL_TAKEN).arg("name", &other.name);
            return Err(error.arg("key", &other.key).field("name"));
        }
    }
    if let Some(kind) = kind {
        channel.kind = Some(kind.parse().map_err(|f: Fault| Error::from(f).field("kind"))?);
    }
    tx.title(format!("channel set {}", channel.key));
    tx.update(&mut channel)?;
    if name.is_some() {
        renamed_channel(tx, context, &channel.key)?;
    }
    let text = &tr::DONE_CHANNEL_SET;
    Ok(Outcome::new(text).arg("name", &channel.name).key(channel.key))
}
