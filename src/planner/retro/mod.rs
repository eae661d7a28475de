//! The loop closes: retrospectives, what people write into them, lessons, whether actions worked, feedback. One file per
//! noun.
mod answer;
mod bound;
mod cause;
mod feedback;
mod finding;
mod insight;
pub(super) mod lesson;
pub mod place;
mod proof;
pub(super) mod request;
#[allow(clippy::module_inception)]
pub(super) mod retro;
pub(super) mod take;

pub use request::RetroRequest;

use super::{Context, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::check_sentence;
use crate::store::Tx;

/// Does one thing inside the transaction that is open.
pub(super) fn act(tx: &mut Tx<'_>, context: &Context, request: &RetroRequest) -> Result<Outcome> {
    match request {
        RetroRequest::Start { about } => retro::start(tx, about),
        RetroRequest::Set { about, seen, draft } => retro::set(tx, about, *seen, draft),
        RetroRequest::Finish { about, figures } => retro::finish(tx, about, figures),
        RetroRequest::Reopen { about } => retro::reopen(tx, about),
        RetroRequest::FindingSet { about, subject, kind, verdict, text } => {
            finding::set(tx, about, (subject, kind, verdict), text.as_deref())
        }
        RetroRequest::FindingAdd { about, kind, text } => finding::add(tx, about, kind, text),
        RetroRequest::FindingDelete { finding } => finding::delete(tx, *finding),
        RetroRequest::CauseAdd { about, draft } => cause::add(tx, about, draft),
        RetroRequest::CauseSet { cause, seen, draft } => cause::set(tx, *cause, *seen, draft),
        RetroRequest::CauseDelete { cause } => cause::delete(tx, *cause),
        RetroRequest::InsightAdd { about, kind, text } => insight::add(tx, about, kind, text),
        RetroRequest::InsightSet { insight, seen, kind, text } => {
            insight::set(tx, *insight, *seen, kind.as_deref(), text.as_deref())
        }
        RetroRequest::InsightDelete { insight } => insight::delete(tx, *insight),
        RetroRequest::Answer { about, question, text } => answer::put(tx, about, question, text),
        RetroRequest::LessonAdd(draft) => lesson::add(tx, context, draft),
        RetroRequest::LessonSet { lesson, seen, draft } => lesson::set(tx, context, lesson, *seen, draft),
        RetroRequest::LessonDelete { lesson } => lesson::delete(tx, lesson),
        RetroRequest::LessonTake { lesson, campaign, draft } => {
            take::take(tx, context, lesson, campaign, draft)
        }
        RetroRequest::LessonDismiss { lesson, campaign, reason } => {
            take::dismiss(tx, context, lesson, campaign, reason)
        }
        RetroRequest::LessonForget { lesson, campaign } => take::forget(tx, context, lesson, campaign),
        RetroRequest::LessonProve { lesson, campaign, proof, note } => {
            proof::lesson(tx, context, (lesson, campaign), proof, note.as_deref())
        }
        RetroRequest::ActionProve { action, campaign, proof, note } => {
            proof::action(tx, context, (action, campaign.as_deref()), proof, note.as_deref())
        }
        RetroRequest::FeedbackAdd { campaign, draft } => feedback::add(tx, context, campaign, draft),
        RetroRequest::FeedbackSet { note, seen, draft } => feedback::set(tx, context, *note, *seen, draft),
    }
}

/// One sentence as typed, which there must be.
fn sentence(text: &str, field: &'static str) -> Result<String> {
    if text.trim().is_empty() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", field).field(field));
    }
    check_sentence(text).map_err(|fault| Error::from(fault).field(field))
}
