//! What can be asked for about OKRs. Fields hold the words as typed.
use super::super::Request;
use crate::model::{CycleFile, CycleId, ObjectiveId, Quantity, ReviewId, Status, TargetId};

/// One thing a lead wants done.
#[derive(Debug, Clone, PartialEq)]
pub enum OkrRequest {
    /// Create a cycle.
    CycleNew(CycleDraft),
    /// Change the fields of a cycle that are given.
    CycleSet {
        /// Key or unique prefix.
        cycle: String,
        /// The version the change was made on.
        seen: Option<i64>,
        /// The fields to change.
        draft: CycleDraft,
    },
    /// Delete a cycle with all its objectives.
    CycleDelete {
        /// Its whole key.
        cycle: String,
    },
    /// Add an objective to a cycle.
    ObjectiveAdd(ObjectiveDraft),
    /// Change the fields of an objective that are given.
    ObjectiveSet {
        /// `2026-q4/o1`, or `o1` in the present cycle.
        objective: String,
        /// The version the change was made on.
        seen: Option<i64>,
        /// The fields to change.
        draft: ObjectiveDraft,
    },
    /// Move an objective among its siblings.
    ObjectivePlace {
        /// `o1`
        objective: String,
        /// How many places; negative for up.
        by: i32,
    },
    /// Delete an objective with its key results; what was aligned to it is aligned to nothing then.
    ObjectiveDelete {
        /// Its whole key.
        objective: String,
    },
    /// Add a key result to an objective.
    KeyResultAdd {
        /// `o1`
        objective: String,
        /// The rest.
        draft: KeyResultDraft,
    },
    /// Change the fields of a key result that are given.
    KeyResultSet {
        /// `o1/kr1`
        key_result: String,
        /// The version the change was made on.
        seen: Option<i64>,
        /// The fields to change.
        draft: KeyResultDraft,
    },
    /// Delete a key result with its check-ins.
    KeyResultDelete {
        /// `o1/kr1`
        key_result: String,
    },
    /// Set weights of an objective's key results as shares of the whole; the rest is spread over the others.
    WeightsSet {
        /// `o1`
        objective: String,
        /// Key result and share: `kr1`, `40%`.
        weights: Vec<(String, String)>,
    },
    /// Say that a campaign works for a key result.
    Serve {
        /// The campaign's key or unique prefix.
        campaign: String,
        /// `o1/kr1`
        key_result: String,
        /// What it is to bring, where that is not the goal of its own target; empty for that goal.
        planned: Option<String>,
    },
    /// Say that it does no longer.
    ServeEnd {
        /// The campaign's key or unique prefix.
        campaign: String,
        /// `o1/kr1`
        key_result: String,
    },
    /// Check in on a key result; the same day and source again replaces what was said.
    CheckIn(CheckInDraft),
    /// Take a check-in away.
    CheckInDelete {
        /// Its number.
        check_in: i64,
    },
    /// Begin a review of a cycle, or go on with the one that was not ended.
    ReviewStart {
        /// The cycle's key or unique prefix; the present one where empty.
        cycle: String,
        /// weekly (default) or grading.
        kind: Option<String>,
    },
    /// Note that a review has come to an objective, and for how long.
    ReviewSeen {
        /// The review.
        review: ReviewId,
        /// The objective.
        objective: ObjectiveId,
        /// Seconds spent on it this time.
        seconds: i64,
    },
    /// End a review.
    ReviewEnd {
        /// The review.
        review: ReviewId,
    },
    /// Write a note about an objective or a cycle.
    OkrNoteAdd {
        /// What it is about.
        about: OkrPlace,
        /// What happened or was decided.
        text: String,
        /// adjustment, observation (default), decision, risk, feedback.
        kind: Option<String>,
        /// The review it is written in.
        review: Option<ReviewId>,
    },
    /// Say what somebody is going to do.
    ActionAdd {
        /// What it is about.
        about: OkrPlace,
        /// The rest.
        draft: ActionDraft,
        /// The review it is noted in.
        review: Option<ReviewId>,
    },
    /// Change the fields of an action that are given.
    ActionSet {
        /// Its number, or its title.
        action: String,
        /// The version the change was made on.
        seen: Option<i64>,
        /// The fields to change.
        draft: ActionDraft,
    },
    /// Delete an action.
    ActionDelete {
        /// Its number.
        action: String,
    },
    /// Grade an objective or a key result.
    Grade {
        /// `o1` or `o1/kr1`
        what: String,
        /// The version the grade was given on.
        seen: Option<i64>,
        /// 0.0 to 1.0; empty takes the grade away.
        grade: String,
        /// Why.
        reason: Option<String>,
        /// What kept a committed objective from 1.0.
        cause: Option<String>,
    },
    /// Say what becomes of an objective after its cycle, and carry it over where it goes on.
    CarryOver(CarryDraft),
    /// Write a whole cycle that a file holds.
    Import {
        /// What the file says.
        file: Box<CycleFile>,
        /// Another key for the cycle.
        key: Option<String>,
    },
}

impl From<OkrRequest> for Request {
    fn from(request: OkrRequest) -> Self {
        Self::Okr(request)
    }
}

/// What a note of the OKRs, or an action, is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OkrPlace {
    /// An objective: `2026-q4/o1`, `o1`.
    Objective(String),
    /// A whole cycle.
    Cycle(CycleId),
    /// A campaign, by its key or unique prefix: what is decided in its retrospective belongs to that.
    Campaign(String),
}

/// The fields of a cycle as typed. For a change, `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct CycleDraft {
    /// `2026-Q4`, `2026-H2`, `2026`, `2026-11` say their dates themselves.
    pub key: Option<String>,
    pub name: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    /// planning, active, grading, closed.
    pub status: Option<String>,
}

/// The fields of an objective as typed. For a change, `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct ObjectiveDraft {
    /// The cycle of a new one; the present one where not given.
    pub cycle: Option<String>,
    pub key: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    /// What it is aligned to: `o1`, `o1/kr2`, `2026/o1`; empty for nothing.
    pub parent: Option<String>,
    /// company (default), team, person.
    pub level: Option<String>,
    pub team: Option<String>,
    pub owner: Option<String>,
    /// committed (default), aspirational.
    pub ambition: Option<String>,
    pub weight: Option<String>,
    pub counts_children: Option<bool>,
    /// With commas; empty for none.
    pub tags: Option<String>,
    /// draft, active, graded, archived.
    pub status: Option<String>,
}

/// The fields of a key result as typed. For a change, `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct KeyResultDraft {
    /// `kr1` … where not given.
    pub key: Option<String>,
    /// What it says; the metric's name where not given.
    pub title: Option<String>,
    /// The metric's key or name; none for a number that is typed.
    pub metric: Option<String>,
    /// hand, business, campaigns, children.
    pub feed: Option<String>,
    /// count, money, percent, ratio, duration, score: of a number without a metric.
    pub unit: Option<String>,
    /// higher, lower: of a number without a metric that is to be kept.
    pub better: Option<String>,
    /// reach (default), keep, done.
    pub kind: Option<String>,
    pub baseline: Option<String>,
    /// `28%`; for a band `3%..5%`; for a keep also `>=30%`, `<=8%`.
    pub goal: Option<String>,
    /// linear, flat, `table:…`
    pub curve: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub guardrail: Option<bool>,
    pub owner: Option<String>,
    /// Steps of a done key result: `签约=2`, `上线`.
    pub steps: Option<Vec<String>>,
    pub weight: Option<String>,
    /// How often a check-in is due: `7d`, `30d`; empty for the workspace's.
    pub cadence: Option<String>,
}

/// A check-in as typed.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct CheckInDraft {
    /// `o1/kr1`
    pub key_result: String,
    /// Where it stands, where its number is typed.
    pub value: Option<String>,
    /// 0 to 10.
    pub confidence: Option<String>,
    /// Why; asked for where it is at risk or the confidence falls. An empty one goes on without.
    pub note: Option<String>,
    /// The day it speaks of; today where not given.
    pub at: Option<String>,
    pub source: Option<String>,
    /// How it stands as the board shows it, where the caller knows: for the note that is asked for. What is typed with
    /// the check-in itself is judged by its own value.
    pub status: Option<Status>,
    /// True where a missing note is only warned about: rows of a script.
    pub lenient: bool,
}

/// The fields of an action as typed. For a change, `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct ActionDraft {
    pub title: Option<String>,
    pub owner: Option<String>,
    pub due: Option<String>,
    /// open, done, dropped.
    pub status: Option<String>,
    /// The key or name of the metric it should move; empty for none.
    pub metric: Option<String>,
    /// By how much: `+15%`, `-5`, `+0.5pp`; empty for not told.
    pub aim: Option<String>,
    /// Of an action about a cycle: whether it is decided in the cycle's retrospective.
    pub in_retro: bool,
}

/// What becomes of an objective after its cycle.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct CarryDraft {
    /// The version of the objective it was decided on.
    pub seen: Option<i64>,
    pub objective: String,
    /// keep, change or drop.
    pub verdict: String,
    /// One line.
    pub why: String,
    /// The cycle it goes on in; where none is given, only what is to become of it is noted.
    pub to: Option<String>,
    /// Whether key results begin where they stand; otherwise at their first baseline.
    pub with_progress: bool,
    /// The key results that go on; all of them where not given.
    pub key_results: Option<Vec<String>>,
    /// Where key results stand as the board shows it, for those whose number is not typed.
    pub stands: Vec<(TargetId, Quantity)>,
}
