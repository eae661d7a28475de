//! A walk through a cycle's objectives: what each page shows, and in which order they come.
use super::super::book::Book;
use super::super::evidence::measure;
use super::changes::{ObjectiveChange, Snapshot, changes};
use super::due::review_order;
use super::minutes::review_before;
use super::tree::{cycle_line, objective_line};
use super::view::{CycleLine, KeyResultLine, ObjectiveLine};
use crate::error::Result;
use crate::model::{
    Action, ActionStatus, Better, CycleId, CycleStatus, Feed, Measure, Note, Objective, ObjectiveId,
    ObjectiveStatus, Quantity, Review, ReviewId, ReviewKind, Step, Target, TargetId, TargetKind,
    present_cycle,
};
use crate::store::Db;

/// Which walk is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewScope {
    /// The cycle; the present one where none is named.
    pub cycle: Option<CycleId>,
    /// Weekly, or grading.
    pub kind: ReviewKind,
    /// That review, ended or not; the one that goes on where none is named.
    pub review: Option<ReviewId>,
}

/// A walk through a cycle's objectives.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewPage {
    /// The review; none where none goes on.
    pub review: Option<Review>,
    /// What it is for.
    pub kind: ReviewKind,
    /// The cycle.
    pub cycle: CycleLine,
    /// When the last review before this one ended, or the cycle began, UTC seconds.
    pub since: i64,
    /// True where there was a review before.
    pub is_after_another: bool,
    /// Its objectives in the order of the tree.
    pub pages: Vec<ReviewedObjective>,
    /// The cycles that come after it, the next one first.
    pub later: Vec<CycleLine>,
}

/// One objective's page.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewedObjective {
    /// The objective with everything computed about it.
    pub line: ObjectiveLine,
    /// Its confidence when the last review ended.
    pub confidence_then: Option<i64>,
    /// The same of each of its key results.
    pub confidences_then: Vec<(TargetId, Option<i64>)>,
    /// What changed since the last review; none before that was told.
    pub change: Option<ObjectiveChange>,
    /// The ways its key results would go in another cycle.
    pub ways: Vec<CarryWay>,
    /// Its open actions, and those of this review.
    pub actions: Vec<Action>,
    /// What was noted about it in this review, oldest first.
    pub notes: Vec<Note>,
}

/// The way a key result would go in another cycle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CarryWay {
    /// The key result.
    pub key_result: TargetId,
    /// From the start: where it begins and its goal.
    pub anew: (Quantity, Quantity),
    /// From where it stands; none where nothing of the way is left.
    pub on: Option<(Quantity, Quantity)>,
}

impl ReviewedObjective {
    /// The confidence a key result had when the last review ended.
    #[must_use]
    pub fn confidence_then(&self, key_result: TargetId) -> Option<i64> {
        self.confidences_then.iter().find(|(id, _)| *id == key_result).and_then(|(_, then)| *then)
    }

    fn oldest_data(&self) -> Option<i64> {
        let counted = self.line.key_results.iter().filter(|kr| kr.weight > Quantity::ZERO);
        counted.map(|kr| kr.line.data_until).min().flatten()
    }
}

crate::words! {
    /// In which order a review comes to the objectives.
    pub enum ReviewOrder {
        /// The worst status first: [`review_order`].
        Weakest = "weakest",
        /// The oldest check-in first, then the oldest data.
        Stalest = "stalest",
    }
}

impl ReviewPage {
    /// A walk through the pages of this one: those the review has come to already, then the others in an order.
    #[must_use]
    pub fn order(&self, by: ReviewOrder) -> Vec<ObjectiveId> {
        let seen = self.review.iter().flat_map(|review| review.seen.0.iter().map(|(id, _)| *id));
        let is_here = |id: &ObjectiveId| self.pages.iter().any(|page| page.line.id == *id);
        let mut order: Vec<ObjectiveId> = seen.filter(is_here).collect();
        let mut rest: Vec<&ReviewedObjective> =
            self.pages.iter().filter(|page| !order.contains(&page.line.id)).collect();
        let lines: Vec<ObjectiveLine> = rest.iter().map(|page| page.line.clone()).collect();
        match by {
            ReviewOrder::Weakest => {
                let weakest = review_order(&lines);
                order.extend(weakest.into_iter().filter_map(|index| lines.get(index)).map(|line| line.id));
            }
            ReviewOrder::Stalest => {
                rest.sort_by_key(|page| (page.line.checked_at, page.oldest_data()));
                order.extend(rest.into_iter().map(|page| page.line.id));
            }
        }
        order
    }

    /// Tells what changed from how the cycle stood when the last review ended (none where there was none) to now.
    pub fn tell_changes(&mut self, then: Option<&Snapshot>, now: &Snapshot) {
        for change in changes(then, now) {
            if let Some(page) = self.pages.iter_mut().find(|page| page.line.id == change.id) {
                page.change = Some(change);
            }
        }
    }

    /// The page of an objective.
    #[must_use]
    pub fn page(&self, id: ObjectiveId) -> Option<&ReviewedObjective> {
        self.pages.iter().find(|page| page.line.id == id)
    }
}

/// The walk that is meant, at `now`; none where there is no such cycle or review.
///
/// # Errors
/// Storage errors.
pub fn review_page(db: &Db<'_>, book: &Book, scope: ReviewScope, now: i64) -> Result<Option<ReviewPage>> {
    let reviews = db.list::<Review>()?;
    let asked = scope.review.and_then(|id| reviews.iter().find(|review| review.id == id));
    if scope.review.is_some() && asked.is_none() {
        return Ok(None);
    }
    let cycle = match asked.map(|review| review.cycle).or(scope.cycle) {
        Some(id) => book.cycle(id),
        None => present_cycle(&book.cycles, book.day_shown(now)),
    };
    let Some(cycle) = cycle else { return Ok(None) };
    let goes_on = |r: &&Review| r.cycle == cycle.id && r.kind == scope.kind && r.ended_at.is_none();
    let review = asked.or_else(|| reviews.iter().rev().find(goes_on));
    let kind = review.map_or(scope.kind, |review| review.kind);
    let before = match review {
        Some(review) => review_before(db, review)?.and_then(|before| before.ended_at),
        None => reviews.iter().filter(|r| r.cycle == cycle.id).filter_map(|r| r.ended_at).max(),
    };
    let since = before.unwrap_or_else(|| book.settings.zone.start_of(cycle.start));
    let review = review.cloned();
    let mut pages = Vec::new();
    for objective in book.objectives.iter().filter(|o| o.cycle == cycle.id && is_walked(o)) {
        pages.push(reviewed(db, book, objective, review.as_ref(), since, now)?);
    }
    let mut later: Vec<CycleLine> = book
        .cycles
        .iter()
        .filter(|other| other.start > cycle.start && other.status != CycleStatus::Closed)
        .filter(|other| other.id != cycle.id)
        .map(|other| cycle_line(book, &reviews, other, now))
        .collect();
    // The next one of the same length is what most things go on in.
    later.sort_by_key(|other| (other.kind != cycle.kind, other.start, other.id));
    Ok(Some(ReviewPage {
        review,
        kind,
        cycle: cycle_line(book, &reviews, cycle, now),
        since,
        is_after_another: before.is_some(),
        pages,
        later,
    }))
}

/// What is still being written, and what is put away, nobody talks about.
fn is_walked(objective: &Objective) -> bool {
    matches!(objective.status, ObjectiveStatus::Active | ObjectiveStatus::Graded)
}

fn reviewed(
    db: &Db<'_>,
    book: &Book,
    objective: &Objective,
    review: Option<&Review>,
    since: i64,
    now: i64,
) -> Result<ReviewedObjective> {
    let line = objective_line(db, book, objective, now)?;
    let then = |id: TargetId| {
        let said = book.check_ins(id).iter().rev().filter(|check_in| check_in.at <= since);
        said.filter_map(|check_in| check_in.confidence).next()
    };
    let confidences_then: Vec<(TargetId, Option<i64>)> =
        line.key_results.iter().map(|kr| (kr.line.id, then(kr.line.id))).collect();
    let counts = |kr: &&KeyResultLine| kr.weight > Quantity::ZERO;
    let confidence_then = line.key_results.iter().filter(counts).filter_map(|kr| then(kr.line.id)).min();
    let ways = line.key_results.iter().filter_map(|kr| way(book, kr)).collect();
    let is_ours = |of: Option<ReviewId>| review.is_some_and(|review| of == Some(review.id));
    let mut actions = db.list_where::<Action>("objective", &Some(objective.id))?;
    actions.retain(|action| action.status == ActionStatus::Open || is_ours(action.review));
    actions.sort_by_key(|action| (is_ours(action.review), action.due.is_none(), action.due, action.id));
    let mut notes = db.list_where::<Note>("objective", &Some(objective.id))?;
    notes.retain(|note| is_ours(note.review));
    notes.sort_by_key(|note| (note.at, note.id));
    Ok(ReviewedObjective { line, confidence_then, confidences_then, change: None, ways, actions, notes })
}

/// What carrying a key result over makes of it: what is reached of a sum is taken off its goal, everything else begins
/// where it stands.
fn way(book: &Book, kr: &KeyResultLine) -> Option<CarryWay> {
    let target = book.target(kr.line.id)?;
    let (key_result, goal) = (target.id, target.goal);
    let anew = (target.first_baseline, goal);
    let as_it_is = (target.baseline, goal);
    let on = match kr.line.actual {
        _ if is_there(target, kr.line.actual) => None,
        Some(value) if target.kind == TargetKind::Reach && kr.feed != Feed::Children => {
            let metric = target.metric.and_then(|id| book.metric(id));
            let adds_up = kr.feed != Feed::Hand && metric.is_some_and(|m| measure(m) == Measure::Flow);
            let is_up = goal > target.baseline;
            let is_limit = metric.is_some_and(|m| m.better == Better::Lower) == is_up;
            let left = || goal.checked_sub(value).ok()?.checked_add(target.baseline).ok();
            match adds_up {
                true if is_up && !is_limit => Some((target.baseline, left()?)),
                true => Some(anew),
                false => Some((value, goal)),
            }
        }
        _ => Some(as_it_is),
    };
    Some(CarryWay { key_result, anew, on })
}

/// Whether nothing is left of its way.
fn is_there(target: &Target, stands: Option<Quantity>) -> bool {
    let is_up = target.goal >= target.baseline;
    let is_done = |step: &Step| step.done_at.is_some();
    match target.kind {
        TargetKind::Keep => false,
        TargetKind::Done if !target.steps.0.is_empty() => target.steps.0.iter().all(is_done),
        TargetKind::Done | TargetKind::Reach => {
            stands.is_some_and(|value| if is_up { value >= target.goal } else { value <= target.goal })
        }
    }
}
