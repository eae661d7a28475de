//! What users said.
use super::{FeedbackLine, FeedbackSum};
use crate::board::Book;
use crate::error::Result;
use crate::model::{Note, NoteKind, Priority};
use crate::store::Db;
use std::collections::BTreeMap;

/// The feedback that `keep` wants: what nobody answered first, by priority, then by how many said so.
///
/// # Errors
/// Storage errors.
pub fn feedback(db: &Db<'_>, book: &Book, keep: impl Fn(&Note) -> bool) -> Result<Vec<FeedbackLine>> {
    let mut rows = db.list_where::<Note>("kind", &NoteKind::Feedback)?;
    rows.retain(keep);
    rows.sort_by_cached_key(|note| {
        let said = note.said_by_users();
        (said.is_answered(), said.priority(), std::cmp::Reverse(said.count), note.at, note.id)
    });
    let line = |note: Note| {
        let campaign = note.campaign.and_then(|id| book.campaign(id));
        let campaign_key = campaign.map(|campaign| campaign.key.clone()).unwrap_or_default();
        FeedbackLine { priority: note.said_by_users().priority(), campaign_key, note }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Feedback counted. A plain note of kind feedback is one person.
#[must_use]
pub fn feedback_sum<'a>(notes: impl IntoIterator<Item = &'a Note>) -> FeedbackSum {
    let mut sum = FeedbackSum::default();
    let mut categories: BTreeMap<String, (i64, usize, usize)> = BTreeMap::new();
    for note in notes.into_iter().filter(|note| note.kind == NoteKind::Feedback) {
        let said = note.said_by_users();
        let answered = usize::from(said.is_answered());
        sum.notes += 1;
        sum.people = sum.people.saturating_add(said.count);
        sum.answered += answered;
        sum.urgent += usize::from(said.priority() == Priority::P1 && !said.is_answered());
        let entry = categories.entry(said.category).or_default();
        *entry = (entry.0.saturating_add(said.count), entry.1 + 1, entry.2 + answered);
    }
    sum.categories =
        categories.into_iter().map(|(name, (people, notes, done))| (name, people, notes, done)).collect();
    sum.categories.sort_by_key(|(_, people, ..)| std::cmp::Reverse(*people));
    sum
}
