//! Resources: what others must give to a campaign.
use super::{CampaignId, Due};

crate::id! {
    /// A resource's id.
    ResourceId,
}

crate::words! {
    /// What kind of thing others give.
    pub enum ResourceKind {
        /// 流量位
        Traffic = "traffic",
        /// 合作方
        Partner = "partner",
        /// 技术
        Technical = "technical",
        /// 内容
        Content = "content",
    }
}

crate::words! {
    /// What the others said.
    pub enum ResourceStatus {
        /// 待申请: nobody was asked yet
        Needed = "needed",
        /// 已申请
        Asked = "asked",
        /// 已确认
        Promised = "promised",
        /// 被拒绝
        Refused = "refused",
    }
}

impl ResourceStatus {
    /// True while it may still come: nobody has said yes or no.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Needed | Self::Asked)
    }
}

/// An unpromised resource is a warning from this many days before it is needed.
pub const RESOURCE_WARNS: i32 = 3;

crate::entity! {
    /// Something others must give.
    pub struct Resource in "resource": ResourceId {
        /// Its campaign.
        campaign: CampaignId,
        /// 首页焦点图 3 天
        name: String,
        /// Traffic, partner, technical or content.
        kind: ResourceKind,
        /// What they said.
        status: ResourceStatus,
        /// Who gives it.
        giver: String,
        /// Who asks for it; empty where nobody was named yet.
        owner: String,
        /// By when it is needed.
        need_by: Due,
        /// What was agreed.
        note: String,
        /// UTC seconds of their answer.
        answered_at: Option<i64>,
        /// UTC seconds.
        created_at: i64,
    }
}
