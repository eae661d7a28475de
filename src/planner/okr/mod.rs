//! What a lead does: cycles, objectives, key results, check-ins, reviews, grades. One file per noun.
mod action;
mod carried;
mod carry;
mod check_in;
mod check_ins;
mod cycle;
pub mod find;
mod grade;
mod import;
mod key_result;
mod note;
mod objective;
mod place;
pub(super) mod request;
mod review;
pub(super) mod serve;
mod standing;
pub(super) mod words;

pub use crate::input::okr as file;
pub use check_ins::{CheckedIn, check_in_all};
pub use request::OkrRequest;
pub(super) use words::word;

use super::{Context, Outcome};
use crate::error::Result;
use crate::store::Tx;

/// Does one thing inside the transaction that is open.
pub(super) fn act(tx: &mut Tx<'_>, context: &Context, request: &OkrRequest) -> Result<Outcome> {
    match request {
        OkrRequest::CycleNew(draft) => cycle::new(tx, context, draft),
        OkrRequest::CycleSet { cycle, seen, draft } => cycle::set(tx, context, cycle, *seen, draft),
        OkrRequest::CycleDelete { cycle } => cycle::delete(tx, cycle),
        OkrRequest::ObjectiveAdd(draft) => objective::add(tx, draft),
        OkrRequest::ObjectiveSet { objective, seen, draft } => objective::set(tx, objective, *seen, draft),
        OkrRequest::ObjectivePlace { objective, by } => objective::place(tx, objective, *by),
        OkrRequest::ObjectiveDelete { objective } => objective::delete(tx, objective),
        OkrRequest::KeyResultAdd { objective, draft } => key_result::add(tx, context, objective, draft),
        OkrRequest::KeyResultSet { key_result, seen, draft } => {
            key_result::set(tx, context, key_result, *seen, draft)
        }
        OkrRequest::KeyResultDelete { key_result } => key_result::delete(tx, key_result),
        OkrRequest::WeightsSet { objective, weights } => key_result::weigh(tx, context, objective, weights),
        OkrRequest::Serve { campaign, key_result, planned } => {
            serve::begin(tx, context, campaign, key_result, planned.as_deref())
        }
        OkrRequest::ServeEnd { campaign, key_result } => serve::end(tx, campaign, key_result),
        OkrRequest::CheckIn(draft) => check_in::put(tx, context, draft),
        OkrRequest::CheckInDelete { check_in } => check_in::delete(tx, *check_in),
        OkrRequest::ReviewStart { cycle, kind } => review::start(tx, context, cycle, kind.as_deref()),
        OkrRequest::ReviewSeen { review, objective, seconds } => {
            review::seen(tx, *review, *objective, *seconds)
        }
        OkrRequest::ReviewEnd { review } => review::end(tx, *review),
        OkrRequest::OkrNoteAdd { about, text, kind, review } => {
            note::add(tx, context, about, text, kind.as_deref(), *review)
        }
        OkrRequest::ActionAdd { about, draft, review } => action::add(tx, about, draft, *review),
        OkrRequest::ActionSet { action, seen, draft } => action::set(tx, context, action, *seen, draft),
        OkrRequest::ActionDelete { action } => action::delete(tx, action),
        OkrRequest::Grade { what, seen, grade, reason, cause } => {
            grade::set(tx, what, *seen, grade, reason.as_deref(), cause.as_deref())
        }
        OkrRequest::CarryOver(draft) => carry::over(tx, draft),
        OkrRequest::Import { file, key } => import::import(tx, context, file, key.as_deref()),
    }
}
