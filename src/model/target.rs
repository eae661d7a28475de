//! Targets: a metric, where it stands, where it should get to, by when, along which curve.
use super::{CampaignId, KeyResult, MetricId, ObjectiveId, PlanCurve, Quantity, When};
use serde::{Deserialize, Serialize};

crate::id! {
    /// A target's id.
    TargetId,
}

crate::words! {
    /// What a target asks for.
    pub enum TargetKind {
        /// Get from baseline to goal, up or down.
        Reach = "reach",
        /// Hold a bound or a band.
        Keep = "keep",
        /// Finish: yes or no, or weighted steps.
        Done = "done",
    }
}

/// One step of a `done` target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is to be done.
    pub name: String,
    /// How much it counts.
    pub weight: Quantity,
    /// UTC seconds when it was done.
    pub done_at: Option<i64>,
}

/// The steps of a `done` target; empty where readings say how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Steps(pub Vec<Step>);

crate::json_column!(Steps);

crate::entity! {
    /// A metric's way from a baseline to a goal in a period, with its plan curve.
    pub struct Target in "target": TargetId {
        /// The campaign it belongs to; none for a key result.
        campaign: Option<CampaignId>,
        /// The objective whose key result it is; none for a campaign's target.
        objective: Option<ObjectiveId>,
        /// What people type after its owner: `gmv` in `d11/gmv`, `kr1` in `o1/kr1`.
        key: String,
        /// What it is called, where that is not its metric's name.
        title: String,
        /// What it measures; none for a key result with a number of its own.
        metric: Option<MetricId>,
        /// Reach, keep or done.
        kind: TargetKind,
        /// Where it started.
        baseline: Quantity,
        /// Where it should get to; the lower bound of a band.
        goal: Quantity,
        /// The upper bound of a band; none for a one-sided bound.
        upper: Option<Quantity>,
        /// Its own start; its owner's where none.
        start: Option<When>,
        /// Its own end; its owner's where none.
        end: Option<When>,
        /// Which share should be reached by when.
        curve: PlanCurve,
        /// The one target that stands for its campaign in lists.
        is_primary: bool,
        /// A keep that caps its campaign's status when breached.
        is_guardrail: bool,
        /// The steps of a done target.
        steps: Steps,
        /// Who answers for it, where not its owner's owner.
        owner: Option<String>,
        /// The baseline as first set; never changes.
        first_baseline: Quantity,
        /// The goal as first set; never changes.
        first_goal: Quantity,
        /// Its place in its owner's list.
        position: i64,
        /// What it has as a key result; none for a campaign's target.
        key_result: Option<KeyResult>,
        /// UTC seconds.
        created_at: i64,
    }
}
