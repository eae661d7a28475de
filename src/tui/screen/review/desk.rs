//! What the walk keeps: where it is, in which order it goes, what was loaded, the time.
use super::plan::Plan;
use super::timer::Timer;
use crate::board::{ReviewOrder, ReviewPage, ReviewScope, ReviewedObjective};
use crate::model::{CycleId, ObjectiveId, ReviewId, ReviewKind};
use std::collections::BTreeSet;

/// What of the walk is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spot {
    /// An objective.
    #[default]
    Page,
    /// All of them, to jump to.
    Contents,
    /// What came of it.
    Summary,
    /// What becomes of each after the cycle.
    Carry,
}

/// What the walk keeps.
#[derive(Debug)]
pub struct Desk {
    /// Which walk it is.
    pub scope: Option<ReviewScope>,
    loaded: Option<Box<ReviewPage>>,
    /// The objectives in the order they come; it stays while numbers change.
    pub order: Vec<ObjectiveId>,
    /// By what they were ordered.
    pub by: ReviewOrder,
    /// The page it is on.
    pub at: usize,
    /// What is shown.
    pub spot: Spot,
    /// The row with the cursor, of each kind of spot.
    cursors: [usize; 4],
    /// The time.
    pub timer: Timer,
    /// What is going to be carried over.
    pub plan: Plan,
    /// Objectives that were left and not written down as seen yet, with the seconds.
    pub left: Vec<(ObjectiveId, i64)>,
    /// Requests nobody needs to be told about.
    pub quiet: BTreeSet<u64>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            scope: None,
            loaded: None,
            order: Vec::new(),
            by: ReviewOrder::Weakest,
            at: 0,
            spot: Spot::Page,
            cursors: [0; 4],
            timer: Timer::default(),
            plan: Plan::default(),
            left: Vec::new(),
            quiet: BTreeSet::new(),
        }
    }
}

impl Desk {
    /// Turns to a walk; one that is gone on with stands where it was.
    pub fn begin(&mut self, cycle: Option<CycleId>, kind: ReviewKind) {
        let is_same = self.loaded.as_ref().is_some_and(|page| {
            let goes_on = page.review.as_ref().is_some_and(|review| review.ended_at.is_none());
            goes_on && page.kind == kind && cycle.is_none_or(|cycle| cycle == page.cycle.id)
        });
        if !is_same {
            let (by, quiet) = (self.by, std::mem::take(&mut self.quiet));
            *self = Self { by, quiet, ..Self::default() };
        }
        self.scope = Some(ReviewScope { cycle, kind, review: None });
    }

    /// What was loaded.
    #[must_use]
    pub fn page(&self) -> Option<&ReviewPage> {
        self.loaded.as_deref()
    }

    /// The review, while it goes on.
    #[must_use]
    pub fn open_review(&self) -> Option<ReviewId> {
        let review = self.page()?.review.as_ref()?;
        review.ended_at.is_none().then_some(review.id)
    }

    /// The objective it is on.
    #[must_use]
    pub fn objective(&self) -> Option<&ReviewedObjective> {
        self.page()?.page(*self.order.get(self.at)?)
    }

    /// True while scores are given.
    #[must_use]
    pub fn is_grading(&self) -> bool {
        let kind = self.page().map(|page| page.kind).or(self.scope.map(|scope| scope.kind));
        kind == Some(ReviewKind::Grading)
    }

    /// True where the review has come to an objective.
    #[must_use]
    pub fn has_seen(&self, objective: ObjectiveId) -> bool {
        let seen = self.page().and_then(|page| page.review.as_ref()).map(|review| &review.seen.0);
        let is_in = |all: &Vec<(ObjectiveId, i64)>| all.iter().any(|(id, _)| *id == objective);
        seen.is_some_and(is_in) || self.timer.seen().any(|id| id == objective)
    }

    /// Takes what was loaded. The order stays as it was; what is new comes last.
    pub fn put(&mut self, page: Box<ReviewPage>) {
        let review = |page: &ReviewPage| page.review.as_ref().map(|review| review.id);
        let is_same = self.page().is_some_and(|old| {
            old.cycle.id == page.cycle.id && old.kind == page.kind && review(old) == review(&page)
        });
        if !is_same {
            self.timer = Timer::default();
        }
        for (id, seconds) in page.review.iter().flat_map(|review| &review.seen.0) {
            self.timer.know(*id, *seconds);
        }
        let fresh = page.order(self.by);
        self.loaded = Some(page);
        if !is_same {
            self.order = fresh;
            let unseen = self.order.iter().position(|id| !self.has_seen(*id));
            self.at = unseen.unwrap_or(0);
            self.cursors = [0; 4];
            let is_over = unseen.is_none() && !self.order.is_empty();
            self.spot = if is_over { Spot::Summary } else { Spot::Page };
            return;
        }
        let on = self.order.get(self.at).copied();
        self.order.retain(|id| fresh.contains(id));
        let new: Vec<ObjectiveId> = fresh.into_iter().filter(|id| !self.order.contains(id)).collect();
        self.order.extend(new);
        let place = on.and_then(|on| self.order.iter().position(|id| *id == on));
        self.at = place.unwrap_or(self.at).min(self.order.len().saturating_sub(1));
    }

    /// Orders what has not been seen yet anew.
    pub fn order_by(&mut self, by: ReviewOrder) {
        self.by = by;
        let on = self.order.get(self.at).copied();
        let fresh = self.page().map(|page| page.order(by)).unwrap_or_default();
        let (seen, rest): (Vec<_>, Vec<_>) = fresh.into_iter().partition(|id| self.has_seen(*id));
        let kept = self.order.iter().copied().filter(|id| seen.contains(id));
        self.order = kept.chain(rest).collect();
        self.at = on.and_then(|on| self.order.iter().position(|id| *id == on)).unwrap_or(0);
    }

    /// The row with the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursors.get(self.spot as usize).copied().unwrap_or(0)
    }

    /// Puts the cursor on a row.
    pub fn set_cursor(&mut self, row: usize) {
        if let Some(cursor) = self.cursors.get_mut(self.spot as usize) {
            *cursor = row;
        }
    }
}
