//! Which campaigns work for which key results.
use super::{CampaignId, Quantity, TargetId};

crate::id! {
    /// A serving's id.
    ServingId,
}

crate::entity! {
    /// A campaign works for a key result.
    pub struct Serving in "serving": ServingId {
        /// The campaign.
        campaign: CampaignId,
        /// The key result it moves.
        key_result: TargetId,
        /// What it is to bring, where that is not the goal of its own target on the same metric.
        planned: Option<Quantity>,
    }
}
