//! What came of a review: who led it, what was seen, decided and agreed on.
use super::super::book::Book;
use super::changes::{ObjectiveChange, Snapshot, changes};
use super::due::review_order;
use super::view::{CycleLine, ObjectiveLine};
use crate::error::Result;
use crate::model::{Action, ActionStatus, Note, Review};
use crate::store::Db;

/// The minutes of a review.
#[derive(Debug, Clone, PartialEq)]
pub struct Minutes {
    /// The review.
    pub review: Review,
    /// Its cycle as it stood at the end.
    pub cycle: Option<CycleLine>,
    /// When the review before it ended, UTC seconds; none for the first one.
    pub since: Option<i64>,
    /// Up to when everything is told: its end, or now while it goes on.
    pub until: i64,
    /// The objectives: those it came to in its order, then the others as a review walks.
    pub objectives: Vec<MinutesLine>,
    /// What was written down about the cycle as a whole in it.
    pub notes: Vec<Note>,
    /// What was agreed on about the cycle as a whole in it.
    pub actions: Vec<Action>,
    /// Actions from before it that were still open, by due date, with the objective's path.
    pub open: Vec<(Option<String>, Action)>,
}

/// One objective in the minutes.
#[derive(Debug, Clone, PartialEq)]
pub struct MinutesLine {
    /// As it stood.
    pub line: ObjectiveLine,
    /// What had changed since the review before.
    pub change: ObjectiveChange,
    /// Seconds spent on it; none where the review did not come to it.
    pub seconds: Option<i64>,
    /// What was written down about it in the review, oldest first.
    pub notes: Vec<Note>,
    /// What was agreed on about it in the review.
    pub actions: Vec<Action>,
}

/// The review that ended last before this one began, of the same cycle.
///
/// # Errors
/// Storage errors.
pub fn review_before(db: &Db<'_>, review: &Review) -> Result<Option<Review>> {
    let all = db.list_where::<Review>("cycle", &review.cycle)?;
    let ended = all.into_iter().filter_map(|r| r.ended_at.map(|at| (at, r)));
    let before = ended.filter(|(at, other)| other.id != review.id && *at <= review.started_at);
    Ok(before.max_by_key(|(at, other)| (*at, other.id)).map(|(_, other)| other))
}

/// The minutes of a review from how its cycle stood at the end of the one before (`then`) and at its own end (`end`).
/// `db` reads what is there now: what was written into the review after its end belongs to it, too.
///
/// # Errors
/// Storage errors.
pub fn minutes(
    db: &Db<'_>,
    book: &Book,
    review: &Review,
    then: Option<&Snapshot>,
    end: &Snapshot,
) -> Result<Minutes> {
    let mut notes = db.list_where::<Note>("review", &Some(review.id))?;
    notes.sort_by_key(|note| (note.at, note.id));
    // As they stood at its end; what was added later, as it is.
    let then_or_now =
        |action: Action| end.actions.iter().find(|a| a.id == action.id).cloned().unwrap_or(action);
    let actions = db.list_where::<Action>("review", &Some(review.id))?;
    let actions: Vec<Action> = actions.into_iter().map(then_or_now).collect();
    let mut open: Vec<(Option<String>, Action)> = Vec::new();
    for action in &end.actions {
        let is_older = action.review != Some(review.id) && action.created_at < review.started_at;
        if is_older && action.status == ActionStatus::Open {
            let path = action.objective.and_then(|id| book.objective(id)).map(|o| book.path(o));
            open.push((path, action.clone()));
        }
    }
    open.sort_by_key(|(_, action)| (action.due.is_none(), action.due, action.id));
    let seen = |line: &ObjectiveLine| review.seen.0.iter().position(|(id, _)| *id == line.id);
    let mut lines = Vec::with_capacity(end.objectives.len());
    for (place, index) in review_order(&end.objectives).into_iter().enumerate() {
        lines.extend(end.objectives.get(index).map(|line| (seen(line).unwrap_or(usize::MAX), place, line)));
    }
    lines.sort_by_key(|(seen, place, _)| (*seen, *place));
    let changed = changes(then, end);
    let line = |line: &ObjectiveLine| {
        let change = changed.iter().find(|change| change.id == line.id)?.clone();
        let of = |id| id == Some(line.id);
        Some(MinutesLine {
            seconds: review.seen.0.iter().find(|(id, _)| *id == line.id).map(|(_, seconds)| *seconds),
            notes: notes.iter().filter(|note| of(note.objective)).cloned().collect(),
            actions: actions.iter().filter(|action| of(action.objective)).cloned().collect(),
            line: line.clone(),
            change,
        })
    };
    Ok(Minutes {
        cycle: end.cycle.clone(),
        since: then.map(|then| then.at),
        until: end.at,
        objectives: lines.iter().filter_map(|(_, _, found)| line(found)).collect(),
        notes: notes.iter().filter(|note| note.cycle.is_some()).cloned().collect(),
        actions: actions.iter().filter(|action| action.cycle.is_some()).cloned().collect(),
        open,
        review: review.clone(),
    })
}
