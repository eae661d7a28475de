//! Reviews: somebody walks through a cycle's objectives, and what comes of it.
use super::{Aim, CampaignId, CycleId, Day, MetricId, ObjectiveId, Proof, RetroId};
use serde::{Deserialize, Serialize};

crate::id! {
    /// A review's id.
    ReviewId,
    /// An action's id.
    ActionId,
}

crate::words! {
    /// What a review is for.
    pub enum ReviewKind {
        /// 周会
        Weekly = "weekly",
        /// 评分
        Grading = "grading",
    }
}

crate::words! {
    /// Where an action stands.
    pub enum ActionStatus {
        /// 待完成
        Open = "open",
        /// 已完成
        Done = "done",
        /// 不做了
        Dropped = "dropped",
    }
}

/// The objectives a review has come to, in the order it did, with the seconds spent on each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seen(pub Vec<(ObjectiveId, i64)>);

crate::json_column!(Seen);

crate::entity! {
    /// A walk through a cycle's objectives.
    pub struct Review in "review": ReviewId {
        /// The cycle.
        cycle: CycleId,
        /// Weekly, or grading.
        kind: ReviewKind,
        /// Who leads it.
        leader: String,
        /// UTC seconds.
        started_at: i64,
        /// UTC seconds; none while it goes on.
        ended_at: Option<i64>,
        /// The objectives it has come to.
        seen: Seen,
    }
}

crate::entity! {
    /// What somebody is going to do about something.
    pub struct Action in "action": ActionId {
        /// The campaign it is about.
        campaign: Option<CampaignId>,
        /// The objective it is about.
        objective: Option<ObjectiveId>,
        /// The cycle it is about.
        cycle: Option<CycleId>,
        /// The review it was noted in.
        review: Option<ReviewId>,
        /// What is to be done.
        title: String,
        /// Who does it; empty where nobody was named yet.
        owner: String,
        /// By when.
        due: Option<Day>,
        /// Open, done, dropped.
        status: ActionStatus,
        /// UTC seconds when it was done or dropped.
        done_at: Option<i64>,
        /// UTC seconds.
        created_at: i64,
        /// The retrospective it was decided in.
        retro: Option<RetroId>,
        /// The metric it should move.
        metric: Option<MetricId>,
        /// By how much.
        aim: Option<Aim>,
        /// Whether it did, as people found.
        proof: Option<Proof>,
        /// The later campaign whose numbers they looked at.
        proof_campaign: Option<CampaignId>,
        /// What they say to that.
        proof_note: String,
    }
}

impl Action {
    /// An action that is open and about nothing yet, not stored yet.
    #[must_use]
    pub fn open(now: i64) -> Self {
        Self {
            id: ActionId(0),
            version: 0,
            campaign: None,
            objective: None,
            cycle: None,
            review: None,
            title: String::new(),
            owner: String::new(),
            due: None,
            status: ActionStatus::Open,
            done_at: None,
            created_at: now,
            retro: None,
            metric: None,
            aim: None,
            proof: None,
            proof_campaign: None,
            proof_note: String::new(),
        }
    }
}
