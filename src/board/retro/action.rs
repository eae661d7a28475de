//! Actions with what they should move, and whether they did.
use super::ActionLine;
use crate::board::Book;
use crate::error::Result;
use crate::model::{Action, Campaign};
use crate::store::Db;

/// The actions that `keep` wants: open ones first, by due day.
///
/// # Errors
/// Storage errors.
pub fn action_lines(
    _db: &Db<'_>,
    _book: &Book,
    _now: i64,
    _keep: impl Fn(&Action) -> bool,
) -> Result<Vec<ActionLine>> {
    Ok(Vec::new())
}

/// The actions a campaign's retrospective begins with: of earlier campaigns of the same playbook (of all, where it has
/// none), open or not proven yet.
///
/// # Errors
/// Storage errors.
pub fn actions_before(
    _db: &Db<'_>,
    _book: &Book,
    _campaign: &Campaign,
    _now: i64,
) -> Result<Vec<ActionLine>> {
    Ok(Vec::new())
}
