//! Budgets: how much of a campaign's money each channel may spend.
use super::{CampaignId, ChannelId, Quantity};

/// The key of the metric whose target is a campaign's money.
pub const SPEND: &str = "spend";

crate::id! {
    /// A budget's id.
    BudgetId,
}

crate::entity! {
    /// What one channel of a campaign may spend, in the workspace's currency.
    pub struct Budget in "budget": BudgetId {
        /// Its campaign.
        campaign: CampaignId,
        /// Whose money it is; one budget a channel.
        channel: ChannelId,
        /// How much is planned.
        planned: Quantity,
    }
}
