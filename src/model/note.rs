//! Notes: what was done and seen while a campaign ran.
use super::{CampaignId, CycleId, Feedback, ObjectiveId, ReviewId};

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
    /// Something written down at a moment about a campaign, an objective or a cycle: one of them.
    pub struct Note in "note": NoteId {
        /// The campaign it is about.
        campaign: Option<CampaignId>,
        /// The objective it is about.
        objective: Option<ObjectiveId>,
        /// The cycle it is about.
        cycle: Option<CycleId>,
        /// The review it was written in.
        review: Option<ReviewId>,
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
        /// What only a note of kind feedback has.
        feedback: Option<Feedback>,
    }
}

impl Note {
    /// What users said: a plain note of kind feedback counts as one of them, not answered.
    #[must_use]
    pub fn said_by_users(&self) -> Feedback {
        self.feedback.clone().unwrap_or_default()
    }

    /// A campaign's note at an instant, not stored yet.
    #[must_use]
    pub fn of_campaign(campaign: CampaignId, kind: NoteKind, at: i64, text: String, author: String) -> Self {
        let (id, campaign) = (NoteId(0), Some(campaign));
        let (objective, cycle, review, feedback) = (None, None, None, None);
        let (version, whole_day) = (0, false);
        Self { id, version, campaign, objective, cycle, review, kind, at, whole_day, text, author, feedback }
    }
}
