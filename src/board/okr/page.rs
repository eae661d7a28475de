//! One objective with all that belongs to it.
use super::super::book::Book;
use super::tree::{cycle_line, objective_line, parent_of};
use super::view::{CycleLine, ObjectiveLine};
use crate::error::Result;
use crate::model::{Action, ActionStatus, CheckIn, Note, ObjectiveId, Review, Step, TargetId, Unit};
use crate::store::Db;

/// An objective's page.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectivePage {
    /// Its cycle.
    pub cycle: CycleLine,
    /// The objective with its key results at the moment shown.
    pub line: ObjectiveLine,
    /// The objective it is aligned to, itself or through one of its key results.
    pub above: Option<Box<ObjectiveLine>>,
    /// The objectives aligned to it or to one of its key results, of this cycle first.
    pub below: Vec<ObjectiveLine>,
    /// What was said of its key results, the latest first.
    pub said: Vec<Said>,
    /// The steps of those that are done step by step.
    pub steps: Vec<(TargetId, Vec<Step>)>,
    /// Its notes, the latest first.
    pub notes: Vec<Note>,
    /// What somebody is going to do about it: what is open first, the next due first.
    pub actions: Vec<Action>,
}

/// A check-in, and what it was said of.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The check-in.
    pub check_in: CheckIn,
    /// `kr1`
    pub key: String,
    /// What its value counts in.
    pub unit: Unit,
    /// The confidence before it.
    pub before: Option<i64>,
}

impl ObjectivePage {
    /// The steps of a key result; empty where it has none.
    #[must_use]
    pub fn steps_of(&self, key_result: TargetId) -> &[Step] {
        self.steps.iter().find(|(id, _)| *id == key_result).map_or(&[], |(_, steps)| steps.as_slice())
    }
}

/// The page of an objective at `now`; none where it is gone. The book has to hold every metric: campaigns' ratios are
/// made of them.
///
/// # Errors
/// Storage errors.
pub fn objective_page(db: &Db<'_>, book: &Book, id: ObjectiveId, now: i64) -> Result<Option<ObjectivePage>> {
    let Some(objective) = book.objective(id) else { return Ok(None) };
    let Some(cycle) = book.cycle(objective.cycle) else { return Ok(None) };
    let line = objective_line(db, book, objective, now)?;
    let above = parent_of(book, objective).and_then(|id| book.objective(id));
    let above = above.map(|above| objective_line(db, book, above, now)).transpose()?;
    let mut below: Vec<_> = book.objectives.iter().filter(|o| parent_of(book, o) == Some(id)).collect();
    below.sort_by_key(|o| (o.cycle != objective.cycle, o.cycle, o.position, o.id));
    let below: Result<Vec<_>> = below.into_iter().map(|o| objective_line(db, book, o, now)).collect();
    let mut notes = db.list_where::<Note>("objective", &id)?;
    notes.retain(|note| note.at <= now);
    notes.sort_by_key(|note| std::cmp::Reverse((note.at, note.id)));
    let mut actions = db.list_where::<Action>("objective", &id)?;
    let done = |action: &Action| action.done_at.map(std::cmp::Reverse);
    // Without a day it waits behind what has one; what is over comes last, the latest first.
    actions.sort_by_key(|action| {
        let is_over = action.status != ActionStatus::Open;
        (is_over, done(action), action.due.is_none(), action.due, action.id)
    });
    let steps = book.key_results(id).iter().filter(|target| !target.steps.0.is_empty());
    Ok(Some(ObjectivePage {
        cycle: cycle_line(book, &db.list::<Review>()?, cycle, now),
        said: said(book, &line, now),
        above: above.map(Box::new),
        below: below?,
        steps: steps.map(|target| (target.id, target.steps.0.clone())).collect(),
        line,
        notes,
        actions,
    }))
}

fn said(book: &Book, line: &ObjectiveLine, now: i64) -> Vec<Said> {
    let mut all = Vec::new();
    for key_result in &line.key_results {
        let target = &key_result.line;
        let mut before = None;
        for check_in in book.check_ins(target.id).iter().filter(|check_in| check_in.at <= now) {
            let (key, unit) = (target.key.clone(), target.unit);
            all.push(Said { check_in: check_in.clone(), key, unit, before });
            before = check_in.confidence.or(before);
        }
    }
    all.sort_by_key(|said| std::cmp::Reverse((said.check_in.day, said.check_in.at, said.check_in.id)));
    all
}
