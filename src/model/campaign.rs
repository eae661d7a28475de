//! Campaigns: a promotion with dates, phases and a goal.
use super::{Quantity, When};
use serde::{Deserialize, Serialize};

crate::id! {
    /// A campaign's id.
    CampaignId,
}

crate::words! {
    /// Where a campaign stands. Changes are actions of people; dates only offer them.
    pub enum CampaignStatus {
        /// 想法
        Idea = "idea",
        /// 已计划
        Planned = "planned",
        /// 已批准
        Approved = "approved",
        /// 准备中
        Preparing = "preparing",
        /// 进行中
        Live = "live",
        /// 已结束
        Ended = "ended",
        /// 已复盘
        Reviewed = "reviewed",
        /// 已取消
        Cancelled = "cancelled",
    }
}

crate::words! {
    /// The step of the customer lifecycle a campaign works on.
    pub enum Stage {
        /// 拉新
        Acquisition = "acquisition",
        /// 促活
        Activation = "activation",
        /// 留存
        Retention = "retention",
        /// 变现
        Monetization = "monetization",
        /// 传播
        Referral = "referral",
        /// 召回
        Reactivation = "reactivation",
    }
}

/// A stretch of a campaign with its share of the goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// 预热, 爆发, 返场 …
    pub name: String,
    /// When it starts; the first starts with the campaign.
    pub start: When,
    /// When it ends (inclusive where a whole day).
    pub end: When,
    /// Its share of the goal, 0 to 1; the phases' shares add up to 1.
    pub share: Quantity,
}

/// A campaign's phases in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phases(pub Vec<Phase>);

crate::json_column!(Phases);

crate::entity! {
    /// A promotion with dates, phases and targets.
    pub struct Campaign in "campaign": CampaignId {
        /// `d11`: what people type.
        key: String,
        /// 双11拉新
        name: String,
        /// The key of the playbook it started from.
        playbook: Option<String>,
        /// What kind of promotion it is, in the user's words.
        kind: Option<String>,
        /// The lifecycle stage it works on.
        stage: Option<Stage>,
        /// The goal in one sentence.
        goal: String,
        /// Whom it is for.
        audience: String,
        /// How it works.
        mechanics: String,
        /// Its rules.
        rules: String,
        /// What people get.
        rewards: String,
        /// Who answers for it.
        owner: String,
        /// When it starts.
        start: When,
        /// When it ends.
        end: When,
        /// Its phases; empty for none.
        phases: Phases,
        /// Where it stands.
        status: CampaignStatus,
        /// UTC seconds.
        created_at: i64,
    }
}
