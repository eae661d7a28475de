//! What a user can do: one file per noun, one write transaction each. The command line and the screen both come
//! here with the words people typed; parsing, checking and naming the bad field happen once, in this room.
mod amount;
mod campaign;
mod channel;
mod curve;
pub mod demo;
mod import;
pub mod lookup;
mod metric;
mod note;
mod record;
mod request;
mod setting;
mod target;

pub use import::{ImportOptions, Imported, MetricCounts, import};
pub use request::*;

use crate::error::Result;
use crate::i18n::{Text, tr};
use crate::store::{Stamp, Store};

/// Does what is asked for, in one transaction: all of it or nothing.
///
/// # Errors
/// Whatever rule the request breaks; then nothing was written.
pub fn perform(store: &mut Store, context: &Context, request: Request) -> Result<Outcome> {
    match request {
        Request::CampaignNew(draft) => campaign::new(store, context, &draft),
        Request::CampaignSet { campaign, seen, draft } => {
            campaign::set(store, context, &campaign, seen, &draft)
        }
        Request::CampaignStatus { campaign, status, reason } => {
            campaign::status(store, context, &campaign, &status, reason.as_deref())
        }
        Request::CampaignDelete { campaign } => campaign::delete(store, context, &campaign),
        Request::TargetAdd { campaign, metric, draft } => {
            target::add(store, context, &campaign, &metric, &draft)
        }
        Request::TargetSet { target, seen, draft } => target::set(store, context, &target, seen, &draft),
        Request::TargetStep { target, step, done } => target::step(store, context, &target, &step, done),
        Request::TargetDelete { target } => target::delete(store, context, &target),
        Request::Record(draft) => record::record(store, context, &draft),
        Request::NoteAdd { campaign, text, kind, at } => {
            note::add(store, context, &campaign, &text, kind.as_deref(), at.as_deref())
        }
        Request::NoteDelete { note } => note::delete(store, context, note),
        Request::MetricAdd(draft) => metric::add(store, context, &draft),
        Request::ChannelSet { channel, name, kind } => {
            channel::set(store, context, &channel, name.as_deref(), kind.as_deref())
        }
        Request::SettingSet { key, value } => setting::set(store, context, &key, &value),
        Request::Undo => turn(store, context, false),
        Request::Redo => turn(store, context, true),
    }
}

/// Takes the last change back, or does it again.
fn turn(store: &mut Store, context: &Context, again: bool) -> Result<Outcome> {
    let (title, text) = if again { ("redo", &tr::DONE_REDO) } else { ("undo", &tr::DONE_UNDO) };
    let (what, batch) = store.write(context.stamp(title), |tx| if again { tx.redo() } else { tx.undo() })?;
    Ok(Outcome::new(batch, text).arg("what", crate::i18n::deed::deed(&what, context.lang)))
}

impl Context {
    pub(crate) fn stamp(&self, title: &str) -> Stamp {
        Stamp { at: self.now, actor: self.actor.clone(), title: title.to_owned() }
    }
}

impl Outcome {
    fn new(batch: Option<i64>, text: &'static Text) -> Self {
        Self { batch, text, args: Vec::new(), warnings: Vec::new(), key: None }
    }

    fn arg(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}
