//! The last campaign of the same playbook, and the next.
use super::Comparison;
use crate::board::Book;
use crate::error::Result;
use crate::model::Campaign;
use crate::store::Db;

/// The last campaign of the same playbook that ended before this one began; none without a playbook.
#[must_use]
pub fn former_of<'a>(_book: &'a Book, _campaign: &Campaign) -> Option<&'a Campaign> {
    None
}

/// The next campaign of the same playbook that began after this one ended.
#[must_use]
pub fn next_of<'a>(_book: &'a Book, _campaign: &Campaign) -> Option<&'a Campaign> {
    None
}

/// It beside this one.
pub(super) fn comparison(
    _db: &Db<'_>,
    _book: &Book,
    _campaign: &Campaign,
    _former: &Campaign,
    _now: i64,
) -> Result<Option<Comparison>> {
    Ok(None)
}
