//! Lessons 经验: what was learned, found again while the next campaign is planned, and what came of that.
use super::{CampaignId, CauseId, Due, Proof, RetroId, Tags, TargetId, TaskId};

crate::id! {
    /// A lesson's id.
    LessonId,
    /// A lesson's use's id.
    LessonUseId,
}

crate::words! {
    /// What a lesson becomes in a campaign that takes it.
    pub enum LessonForm {
        /// 任务
        Task = "task",
        /// 风险
        Risk = "risk",
        /// 护栏
        Guardrail = "guardrail",
    }
}

crate::words! {
    /// Whether a lesson still holds.
    pub enum LessonStatus {
        /// 有效
        Active = "active",
        /// 已停用: it no longer comes back.
        Retired = "retired",
    }
}

crate::words! {
    /// What a campaign did with a lesson.
    pub enum LessonVerdict {
        /// 采纳
        Taken = "taken",
        /// 不采纳
        Dismissed = "dismissed",
    }
}

crate::entity! {
    /// Something learned that others can use.
    pub struct Lesson in "lesson": LessonId {
        /// The retrospective it was written in.
        retro: Option<RetroId>,
        /// The campaign it was learned in.
        campaign: Option<CampaignId>,
        /// The cause it follows from.
        cause: Option<CauseId>,
        /// What was learned, in one sentence.
        title: String,
        /// What to do next time.
        advice: String,
        /// The keys of the playbooks it holds for.
        playbooks: Tags,
        /// The keys of the channels it holds for.
        channels: Tags,
        /// The lifecycle stages it holds for.
        stages: Tags,
        /// The keys of the metrics it is about.
        metrics: Tags,
        /// Words of one's own.
        tags: Tags,
        /// What it becomes where it is taken.
        form: LessonForm,
        /// When that task is due, counted from the campaign's days.
        due: Option<Due>,
        /// That guardrail: `refund_rate<=8%`; empty where it is none.
        bound: String,
        /// Active or retired.
        status: LessonStatus,
        /// Who wrote it.
        author: String,
        /// The texts as the search reads them: see [`searchable`](super::searchable).
        words: String,
        /// UTC seconds.
        created_at: i64,
    }
}

crate::entity! {
    /// What one campaign did with one lesson.
    pub struct LessonUse in "lesson_use": LessonUseId {
        /// The lesson.
        lesson: LessonId,
        /// The campaign.
        campaign: CampaignId,
        /// Taken or dismissed.
        verdict: LessonVerdict,
        /// What it became; none where it was dismissed.
        form: Option<LessonForm>,
        /// The task it became.
        task: Option<TaskId>,
        /// The guardrail it became.
        target: Option<TargetId>,
        /// Why: asked for where it was dismissed.
        reason: String,
        /// Whether it helped, as people found afterwards.
        proof: Option<Proof>,
        /// What they say to that.
        proof_note: String,
        /// Who decided.
        author: String,
        /// UTC seconds.
        created_at: i64,
    }
}
