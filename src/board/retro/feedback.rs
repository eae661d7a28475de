//! What users said.
use super::{FeedbackLine, FeedbackSum};
use crate::board::Book;
use crate::error::Result;
use crate::model::Note;
use crate::store::Db;

/// The feedback that `keep` wants: what nobody answered first, by priority, then by how many said so.
///
/// # Errors
/// Storage errors.
pub fn feedback(_db: &Db<'_>, _book: &Book, _keep: impl Fn(&Note) -> bool) -> Result<Vec<FeedbackLine>> {
    Ok(Vec::new())
}

/// Feedback counted.
#[must_use]
pub fn feedback_sum<'a>(_notes: impl IntoIterator<Item = &'a Note>) -> FeedbackSum {
    FeedbackSum::default()
}
