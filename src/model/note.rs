//! Notes: what was done and seen while a campaign ran.
use super::CampaignId;

crate::id! {
    /// A note's id.
    NoteId,
}

crate::words! {
    /// What a note records.
    pub enum NoteKind {
        /// 调整: something was changed; it stands on the chart.
        Adjustment = "adjustment",
        /// 观察
        Observation = "observation",
        /// 决定
        Decision = "decision",
        /// 风险
        Risk = "risk",
        /// 反馈: from users.
        Feedback = "feedback",
    }
}

crate::entity! {
    /// Something written down about a campaign at a moment.
    pub struct Note in "note": NoteId {
        /// The campaign it is about.
        campaign: CampaignId,
        /// What kind.
        kind: NoteKind,
        /// UTC seconds: when it happened.
        at: i64,
        /// True where only the day is known, so no time of day is shown.
        whole_day: bool,
        /// The text.
        text: String,
        /// Who wrote it.
        author: String,
    }
}
