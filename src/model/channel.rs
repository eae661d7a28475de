//! Channels: where traffic comes from.
crate::id! {
    /// A channel's id.
    ChannelId,
}

crate::words! {
    /// How a channel is come by.
    pub enum ChannelKind {
        /// 付费
        Paid = "paid",
        /// 自有
        Owned = "owned",
        /// 自发
        Earned = "earned",
        /// 合作
        Partner = "partner",
    }
}

crate::entity! {
    /// Where traffic comes from.
    pub struct Channel in "channel": ChannelId {
        /// `douyin`
        key: String,
        /// 抖音
        name: String,
        /// Paid, owned, earned or partner, where it was told.
        kind: Option<ChannelKind>,
    }
}
