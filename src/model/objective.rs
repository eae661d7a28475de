//! Objectives, and what makes a target of one a key result.
use super::{Better, CycleId, Quantity, TargetId, Unit};
use serde::{Deserialize, Serialize};

crate::id! {
    /// An objective's id.
    ObjectiveId,
}

crate::words! {
    /// Whose objective it is.
    pub enum Level {
        /// 公司
        Company = "company",
        /// 团队
        Team = "team",
        /// 个人
        Person = "person",
    }
}

crate::words! {
    /// What a full grade is expected to mean.
    pub enum Ambition {
        /// 承诺型: 1.0 is expected.
        Committed = "committed",
        /// 挑战型: 0.7 is a good result.
        Aspirational = "aspirational",
    }
}

crate::words! {
    /// Where an objective stands.
    pub enum ObjectiveStatus {
        /// 草稿
        Draft = "draft",
        /// 进行中
        Active = "active",
        /// 已评分
        Graded = "graded",
        /// 已归档
        Archived = "archived",
    }
}

crate::words! {
    /// What becomes of an objective after its cycle.
    pub enum Verdict {
        /// 保留
        Keep = "keep",
        /// 调整
        Change = "change",
        /// 放弃
        Drop = "drop",
    }
}

crate::words! {
    /// Where a key result's number comes from.
    pub enum Feed {
        /// 手填: typed with each check-in.
        Hand = "hand",
        /// 全业务: the metric's readings that belong to no campaign.
        Business = "business",
        /// 活动汇总: the metric's readings of the campaigns that serve it.
        Campaigns = "campaigns",
        /// 下级汇总: the progress of the objectives aligned to it.
        Children = "children",
    }
}

/// Words people group objectives by.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tags(pub Vec<String>);

/// What a target of an objective has beside what every target has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyResult {
    /// Where its number comes from.
    pub feed: Feed,
    /// How much it counts in its objective; 0 leaves it out.
    pub weight: Quantity,
    /// What it counts in, where it has no metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Which way is better, where it has no metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub better: Option<Better>,
    /// Seconds between two check-ins; the workspace's where none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<i64>,
    /// 0.0 to 1.0, entered by people at the end; one decimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Quantity>,
    /// Why that grade.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub grade_reason: String,
    /// The key result of a former cycle it was carried over from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<TargetId>,
}

crate::json_column!(Tags, KeyResult);

crate::entity! {
    /// What people want to get to in a cycle.
    pub struct Objective in "objective": ObjectiveId {
        /// Its cycle.
        cycle: CycleId,
        /// `o1`: what people type.
        key: String,
        /// What is to be reached, in a sentence.
        title: String,
        /// What else there is to say.
        description: String,
        /// The objective it is aligned to.
        parent: Option<ObjectiveId>,
        /// The key result it is aligned to.
        parent_key_result: Option<TargetId>,
        /// Company, team or person.
        level: Level,
        /// The team; empty for the company's.
        team: String,
        /// Who answers for it.
        owner: String,
        /// Committed or aspirational.
        ambition: Ambition,
        /// How much it counts where objectives are added up; 0 leaves it out.
        weight: Quantity,
        /// True where the objectives aligned to it count in its progress and status.
        counts_children: bool,
        /// Words it is grouped by.
        tags: Tags,
        /// Draft, active, graded, archived.
        status: ObjectiveStatus,
        /// 0.0 to 1.0, entered by people at the end; one decimal.
        grade: Option<Quantity>,
        /// Why that grade.
        grade_reason: String,
        /// What kept a committed objective from 1.0.
        grade_cause: String,
        /// What becomes of it after its cycle.
        verdict: Option<Verdict>,
        /// Why.
        verdict_why: String,
        /// The objective of a former cycle it was carried over from.
        carried_from: Option<ObjectiveId>,
        /// Its place among its siblings.
        position: i64,
        /// UTC seconds.
        created_at: i64,
    }
}
