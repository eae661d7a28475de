//! The shapes of step four: insights, lessons and what came of them, actions. Plain data.
use crate::board::Soon;
use crate::model::{Action, Answer, Both, CampaignId, Insight, Lesson, LessonUse, Metric, Proof, Quantity};

/// 总结经验: what is learned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InsightStep {
    /// The playbook's questions, each with its answer.
    pub questions: Vec<(Both, Option<Answer>)>,
    /// What to keep, improve, start, stop.
    pub insights: Vec<Insight>,
    /// Lessons written here.
    pub lessons: Vec<LessonLine>,
    /// Actions decided here.
    pub actions: Vec<ActionLine>,
}

/// One action.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionLine {
    /// The row.
    pub action: Action,
    /// The key of what it is about: `d11`, `2026-Q4`, `2026-Q4/o1`.
    pub about_key: String,
    /// What that is called.
    pub about_name: String,
    /// Days to its due day; negative where it has passed.
    pub days: Option<i32>,
    /// How near that is.
    pub when: Option<Soon>,
    /// The metric it should move.
    pub metric: Option<Metric>,
    /// Where that was in the campaign it is about.
    pub from: Option<Quantity>,
    /// The next campaign of the same playbook (else of the same stage) that has it and ended after: key, name, value.
    pub next: Option<(CampaignId, String, String, Quantity)>,
    /// How far it came of what was hoped for.
    pub reached: Option<f64>,
    /// What the numbers would prove.
    pub proposed: Option<Proof>,
}

/// One lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonLine {
    /// The row.
    pub lesson: Lesson,
    /// The campaign it was learned in: key and name.
    pub campaign: Option<(String, String)>,
    /// The cause it follows from.
    pub cause: Option<String>,
    /// What campaigns did with it, the latest first.
    pub uses: Vec<LessonUseLine>,
}

impl LessonLine {
    /// How often it was taken.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.uses.iter().filter(|u| u.used.form.is_some()).count()
    }

    /// How often it was dismissed.
    #[must_use]
    pub fn dismissed(&self) -> usize {
        self.uses.len() - self.taken()
    }

    /// How often it was found to have helped, partly, not.
    #[must_use]
    pub fn proven(&self) -> [usize; 3] {
        let count = |proof| self.uses.iter().filter(|u| u.used.proof == Some(proof)).count();
        [count(Proof::Verified), count(Proof::Partly), count(Proof::Not)]
    }
}

/// What one campaign did with one lesson, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonUseLine {
    /// The row.
    pub used: LessonUse,
    /// The lesson's sentence.
    pub lesson: String,
    /// The campaign's key.
    pub campaign_key: String,
    /// The campaign's name.
    pub campaign_name: String,
    /// The campaign has ended.
    pub is_over: bool,
    /// Its primary target's progress.
    pub achievement: Option<f64>,
    /// The task it became is done; none where it became none.
    pub done: Option<bool>,
    /// The guardrail it became holds; none where it became none, or without a value.
    pub held: Option<bool>,
}

/// Why a lesson comes back for a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchOn {
    /// The same playbook, by its key.
    Playbook(String),
    /// A channel it uses, by its name.
    Channel(String),
    /// The same stage.
    Stage(crate::model::Stage),
    /// A metric it has a target on: names.
    Metric(String, String),
}

/// A lesson that comes back for a campaign.
#[derive(Debug, Clone, PartialEq)]
pub struct Matching {
    /// The lesson.
    pub lesson: LessonLine,
    /// Why; the most telling first.
    pub on: Vec<MatchOn>,
    /// What this campaign did with it; none where that is still to be decided.
    pub used: Option<LessonUse>,
}

/// What a campaign is known by when lessons are looked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LessonScope {
    /// The campaign itself; none before it is created.
    pub campaign: Option<CampaignId>,
    /// Its playbook's key.
    pub playbook: Option<String>,
    /// Its stage.
    pub stage: Option<crate::model::Stage>,
    /// The keys of its channels.
    pub channels: Vec<String>,
    /// The keys of the metrics of its targets.
    pub metrics: Vec<String>,
}

/// Which lessons are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LessonFilter {
    /// What to look for.
    pub text: String,
    /// A playbook's key.
    pub playbook: Option<String>,
    /// A channel's key.
    pub channel: Option<String>,
    /// A stage.
    pub stage: Option<crate::model::Stage>,
    /// A metric's key.
    pub metric: Option<String>,
    /// A word of one's own.
    pub tag: Option<String>,
    /// Retired ones too.
    pub all: bool,
}
