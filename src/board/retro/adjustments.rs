//! Adjustments with what the primary target's daily rate did before and after each.
use super::Adjustment;
use crate::board::Book;
use crate::error::Result;
use crate::model::{Note, Target};
use crate::store::Db;

/// The notes that stand on the chart, the earliest first.
pub(super) fn adjustments(
    _db: &Db<'_>,
    _book: &Book,
    _primary: Option<&Target>,
    _notes: &[Note],
    _now: i64,
) -> Result<Vec<Adjustment>> {
    Ok(Vec::new())
}
