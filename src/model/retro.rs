//! Retrospectives 复盘: one of a campaign or of a cycle, in four steps. Goal and result are computed and can only be
//! annotated; analysis and insight are written by people.
use super::{Both, CampaignId, CycleId, Day, Quantity, TargetId};
use serde::{Deserialize, Serialize};

crate::id! {
    /// A retrospective's id.
    RetroId,
    /// A finding's id.
    FindingId,
    /// A cause's id.
    CauseId,
    /// An insight's id.
    InsightId,
    /// An answer's id.
    AnswerId,
}

/// A retrospective is due so many days after the last day of what it is about.
pub const RETRO_DUE: i32 = 7;

/// The day by which the retrospective of something that ended on a day should be finished.
#[must_use]
pub fn retro_due(end: Day) -> Day {
    end.plus(RETRO_DUE)
}

crate::words! {
    /// Where a retrospective stands.
    pub enum RetroStatus {
        /// 待完成
        Draft = "draft",
        /// 已完成
        Done = "done",
    }
}

crate::words! {
    /// The four steps, in order.
    pub enum RetroStep {
        /// 回顾目标
        Goal = "goal",
        /// 评估结果
        Result = "result",
        /// 分析原因
        Analysis = "analysis",
        /// 总结经验
        Insight = "insight",
    }
}

/// One target's numbers as they were when a retrospective was finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFigure {
    /// The target.
    pub target: TargetId,
    /// Its goal, in millionths.
    pub goal: i64,
    /// What was reached, in millionths; none without a value.
    pub actual: Option<i64>,
}

impl KeptFigure {
    /// What was reached then.
    #[must_use]
    pub fn actual(&self) -> Option<Quantity> {
        self.actual.map(Quantity::from_micros)
    }
}

/// The numbers as they were when a retrospective was finished: platforms restate, refunds come late.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeptFigures(pub Vec<KeptFigure>);

crate::json_column!(KeptFigures);

crate::entity! {
    /// A retrospective.
    pub struct Retro in "retro": RetroId {
        /// The campaign it is about.
        campaign: Option<CampaignId>,
        /// The cycle it is about.
        cycle: Option<CycleId>,
        /// Draft, or done.
        status: RetroStatus,
        /// Who leads it; empty where nobody was named.
        leader: String,
        /// What people say to the goals.
        goal_note: String,
        /// What people say to the results.
        result_note: String,
        /// The numbers as they were when it was finished.
        figures: KeptFigures,
        /// UTC seconds when it was drafted: with the closing.
        drafted_at: i64,
        /// UTC seconds; none while it is a draft.
        finished_at: Option<i64>,
    }
}

crate::words! {
    /// Which way something stands out.
    pub enum FindingKind {
        /// 亮点
        Highlight = "highlight",
        /// 不足
        Lowlight = "lowlight",
    }
}

crate::words! {
    /// What became of a finding that the numbers propose.
    pub enum FindingVerdict {
        /// 保留
        Kept = "kept",
        /// 忽略
        Dismissed = "dismissed",
    }
}

crate::entity! {
    /// A highlight or a lowlight that was kept or dismissed, or that people found themselves.
    pub struct Finding in "finding": FindingId {
        /// Its retrospective.
        retro: RetroId,
        /// Highlight or lowlight.
        kind: FindingKind,
        /// Which of the numbers it is about; empty where people found it themselves.
        subject: String,
        /// In people's own words; empty where the numbers speak.
        text: String,
        /// Kept or dismissed.
        verdict: FindingVerdict,
        /// UTC seconds.
        created_at: i64,
    }
}

crate::words! {
    /// Where a cause lies.
    pub enum CauseOrigin {
        /// 内部
        Internal = "internal",
        /// 外部
        External = "external",
    }
}

/// At most so many times "why?" is asked: the 5-why chain (Toyota, Ohno 1988).
pub const MOST_WHYS: usize = 5;

/// The chain of answers to "why?", the first first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Whys(pub Vec<String>);

crate::json_column!(Whys);

crate::entity! {
    /// Why something came as it did.
    pub struct Cause in "cause": CauseId {
        /// Its retrospective.
        retro: RetroId,
        /// The finding it explains.
        finding: Option<FindingId>,
        /// What it is.
        text: String,
        /// Why that is.
        whys: Whys,
        /// Internal or external; none where nobody said.
        origin: Option<CauseOrigin>,
        /// Whether it could have been controlled; none where nobody said.
        controllable: Option<bool>,
        /// UTC seconds.
        created_at: i64,
    }
}

crate::words! {
    /// What to do with something from now on.
    pub enum InsightKind {
        /// 保持
        Keep = "keep",
        /// 改进
        Improve = "improve",
        /// 开始做
        Start = "start",
        /// 停止做
        Stop = "stop",
    }
}

crate::entity! {
    /// What to keep, improve, start or stop.
    pub struct Insight in "insight": InsightId {
        /// Its retrospective.
        retro: RetroId,
        /// Keep, improve, start, stop.
        kind: InsightKind,
        /// What.
        text: String,
        /// UTC seconds.
        created_at: i64,
    }
}

crate::json_column!(Both);

crate::entity! {
    /// The answer to one of the playbook's questions.
    pub struct Answer in "answer": AnswerId {
        /// Its retrospective.
        retro: RetroId,
        /// The question as the playbook asked it.
        question: Both,
        /// The answer.
        text: String,
    }
}
