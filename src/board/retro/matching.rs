//! Lessons that come back while planning.
use super::{LessonScope, Matching};
use crate::board::Book;
use crate::error::Result;
use crate::model::Campaign;
use crate::store::Db;

/// What a campaign is known by.
///
/// # Errors
/// Storage errors.
pub fn scope_of(_db: &Db<'_>, _book: &Book, campaign: &Campaign) -> Result<LessonScope> {
    Ok(LessonScope { campaign: Some(campaign.id), ..LessonScope::default() })
}

/// The active lessons that hold for a campaign: those it has not decided on first, the best match first.
///
/// # Errors
/// Storage errors.
pub fn matching(_db: &Db<'_>, _book: &Book, _scope: &LessonScope, _now: i64) -> Result<Vec<Matching>> {
    Ok(Vec::new())
}
