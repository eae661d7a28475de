//! What a user can do: one file per noun, one write transaction each. The command line and the screen both come
//! here with the words people typed; parsing, checking and naming the bad field happen once, in this room.
mod amount;
mod budget;
mod campaign;
mod channel;
mod curve;
mod dates;
pub mod demo;
mod import;
mod link;
pub mod lookup;
mod metric;
mod note;
pub mod okr;
mod phase;
pub mod playbooks;
mod proposal;
mod quick;
mod record;
mod report;
mod request;
mod resource;
pub mod retro;
mod setting;
mod split;
mod status;
mod target;
mod task;

pub use import::{ImportOptions, Imported, MetricCounts, import};
pub use okr::request::*;
pub use okr::{CheckedIn, check_in_all};
pub use proposal::{
    LessonDecision, Proposal, ProposedChannel, ProposedLesson, ProposedTarget, ProposedTask, propose,
};
pub use quick::{is_quick, quick};
pub use report::{ReportAbout, report_about};
pub use request::*;
pub use retro::request::*;
pub use split::{typed, usual_chain};

use crate::error::{Error, Kind, Result};
use crate::i18n::{Text, tr};
use crate::store::{Stamp, Store, Tx};

/// Who writes what the program counts by itself.
const CLOCK: &str = "fupan";

/// Does what is asked for, in one transaction: all of it or nothing.
///
/// # Errors
/// Whatever rule the request breaks; then nothing was written.
pub fn perform(store: &mut Store, context: &Context, request: Request) -> Result<Outcome> {
    let (mut outcome, batch) = match request {
        Request::Undo => store.write(context.stamp("undo"), |tx| turn(tx, context, false))?,
        Request::Redo => store.write(context.stamp("redo"), |tx| turn(tx, context, true))?,
        // What the clock counted is nobody's deed: undo takes back what the person did before.
        request @ Request::Okr(OkrRequest::ReviewSeen { .. }) => {
            let stamp = Stamp { actor: CLOCK.to_owned(), ..context.stamp("review seen") };
            store.write(stamp, |tx| act(tx, context, &request))?
        }
        request => store.write(context.stamp("change"), |tx| act(tx, context, &request))?,
    };
    outcome.batch = batch;
    if batch.is_none() && !outcome.tells_itself {
        outcome.text = &tr::DONE_NOTHING;
        outcome.each.clear();
    }
    Ok(outcome)
}

/// Does what is asked for and takes all of it back: what [`perform`] would say, with nothing written.
///
/// # Errors
/// Whatever rule the request breaks.
pub fn rehearse(store: &mut Store, context: &Context, request: &Request) -> Result<Outcome> {
    store.rehearse(context.stamp("change"), |tx| act(tx, context, request))
}

/// Does one thing inside the transaction that is open.
fn act(tx: &mut Tx<'_>, context: &Context, request: &Request) -> Result<Outcome> {
    match request {
        Request::CampaignNew(draft) => {
            let proposal = propose(&tx.db(), context, draft)?;
            proposal::create(tx, context, &proposal)
        }
        Request::CampaignCreate(proposal) => proposal::create(tx, context, proposal),
        Request::CampaignSet { campaign, seen, draft } => campaign::set(tx, context, campaign, *seen, draft),
        Request::CampaignShift { campaign, days } => dates::shift(tx, campaign, *days),
        Request::CampaignStatus { campaign, status, reason } => {
            status::set(tx, context, campaign, status, reason.as_deref())
        }
        Request::PhasesSet { campaign, seen, phases } => phase::set(tx, campaign, *seen, phases),
        Request::CampaignDelete { campaign } => campaign::delete(tx, campaign),
        Request::TargetAdd { campaign, metric, draft } => target::add(tx, context, campaign, metric, draft),
        Request::TargetSet { target, seen, draft } => target::set(tx, target, *seen, draft),
        Request::TargetStep { target, step, done } => target::step(tx, target, step, *done),
        Request::TargetDelete { target } => target::delete(tx, target),
        Request::TaskAdd { campaign, draft } => task::add(tx, campaign, draft),
        Request::TaskSet { task, seen, draft } => task::set(tx, context, task, *seen, draft),
        Request::TaskDelete { task } => task::delete(tx, task),
        Request::ResourceAdd { campaign, draft } => resource::add(tx, campaign, draft),
        Request::ResourceSet { resource, seen, draft } => resource::set(tx, context, resource, *seen, draft),
        Request::ResourceDelete { resource } => resource::delete(tx, resource),
        Request::SplitWrite { campaign, values } => split::write(tx, context, campaign, values),
        Request::BudgetSet { campaign, lines } => budget::set(tx, context, campaign, lines),
        Request::LinkAdd { campaign, draft } => link::add(tx, campaign, draft),
        Request::LinkDelete { link } => link::delete(tx, *link),
        Request::Okr(request) => okr::act(tx, context, request),
        Request::Retro(request) => retro::act(tx, context, request),
        Request::Record(draft) => record::record(tx, context, draft),
        Request::NoteAdd { campaign, text, kind, at } => {
            note::add(tx, context, campaign, text, kind.as_deref(), at.as_deref())
        }
        Request::NoteDelete { note } => note::delete(tx, *note),
        Request::MetricAdd(draft) => metric::add(tx, context, draft),
        Request::ChannelSet { channel, name, kind } => {
            channel::set(tx, context, channel, name.as_deref(), kind.as_deref())
        }
        Request::SettingSet { key, value } => setting::set(tx, key, value),
        Request::All(requests) => all(tx, context, requests),
        Request::Undo | Request::Redo => Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE)),
    }
}

/// Does several things as one: one batch, one undo. The first that is refused takes all of them back.
fn all(tx: &mut Tx<'_>, context: &Context, requests: &[Request]) -> Result<Outcome> {
    if let [only] = requests {
        return act(tx, context, only);
    }
    let mut together = Outcome::new(&tr::DONE_ALL).arg("n", requests.len());
    for request in requests {
        let mut outcome = act(tx, context, request)?;
        together.warnings.append(&mut outcome.warnings);
        together.moved.append(&mut outcome.moved);
        together.each.push(outcome);
    }
    let title = format!("all {} {}", requests.len(), tx.titled());
    tx.title(title);
    Ok(together)
}

/// Takes the last change back, or does it again.
fn turn(tx: &mut Tx<'_>, context: &Context, again: bool) -> Result<Outcome> {
    let (text, what) = if again { (&tr::DONE_REDO, tx.redo()?) } else { (&tr::DONE_UNDO, tx.undo()?) };
    Ok(Outcome::new(text).arg("what", crate::i18n::deed::deed(&what, context.lang)))
}

impl Context {
    pub(crate) fn stamp(&self, title: &str) -> Stamp {
        Stamp { at: self.now, actor: self.actor.clone(), title: title.to_owned() }
    }
}

impl Outcome {
    fn new(text: &'static Text) -> Self {
        Self {
            batch: None,
            text,
            args: Vec::new(),
            warnings: Vec::new(),
            moved: Vec::new(),
            key: None,
            campaign: None,
            tells_itself: false,
            each: Vec::new(),
        }
    }

    fn arg(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Its text holds where nothing had to be written, too.
    fn even_if_unchanged(mut self) -> Self {
        self.tells_itself = true;
        self
    }
}
