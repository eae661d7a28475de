//! What can be asked for about retrospectives, lessons, actions and feedback.
use super::super::Request;
use crate::model::{Both, KeptFigures};

/// Something a retrospective or what comes of it needs. Like [`Request`], each is one transaction and one undo.
#[derive(Debug, Clone, PartialEq)]
pub enum RetroRequest {
    /// Draft the retrospective where there is none yet; closing does that by itself.
    Start {
        /// What it is about.
        about: RetroPlace,
    },
    /// Change its leader or what is said to the numbers.
    Set {
        /// What it is about.
        about: RetroPlace,
        /// The version the change was made on.
        seen: Option<i64>,
        /// The fields to change.
        draft: RetroDraft,
    },
    /// Finish it: keeps the numbers as they are; its campaign becomes reviewed.
    Finish {
        /// What it is about.
        about: RetroPlace,
        /// The numbers as the board shows them.
        figures: KeptFigures,
    },
    /// Open it again; its campaign becomes ended.
    Reopen {
        /// What it is about.
        about: RetroPlace,
    },
    /// Keep or dismiss what the numbers propose, change its words, or leave it open again.
    FindingSet {
        /// What it is about.
        about: RetroPlace,
        /// Which of the numbers: `target:gmv`; `#12` for a finding by its number.
        subject: String,
        /// highlight or lowlight: as the board proposes it.
        kind: String,
        /// kept, dismissed, or empty for undecided.
        verdict: String,
        /// Own words for it; empty for the program's.
        text: Option<String>,
    },
    /// Write down a highlight or lowlight that the numbers don't show.
    FindingAdd {
        /// What it is about.
        about: RetroPlace,
        /// highlight or lowlight.
        kind: String,
        /// What.
        text: String,
    },
    /// Delete a finding, or make a proposed one undecided again.
    FindingDelete {
        /// Its number.
        finding: i64,
    },
    /// Write down a cause.
    CauseAdd {
        /// What it is about.
        about: RetroPlace,
        /// The fields.
        draft: CauseDraft,
    },
    /// Change the fields of a cause that are given.
    CauseSet {
        /// Its number.
        cause: i64,
        /// The version the change was made on.
        seen: Option<i64>,
        /// The fields to change.
        draft: CauseDraft,
    },
    /// Delete a cause.
    CauseDelete {
        /// Its number.
        cause: i64,
    },
    /// Write down what to keep, improve, start or stop.
    InsightAdd {
        /// What it is about.
        about: RetroPlace,
        /// keep, improve, start, stop.
        kind: String,
        /// What.
        text: String,
    },
    /// Change an insight.
    InsightSet {
        /// Its number.
        insight: i64,
        /// The version the change was made on.
        seen: Option<i64>,
        /// keep, improve, start, stop.
        kind: Option<String>,
        /// What.
        text: Option<String>,
    },
    /// Delete an insight.
    InsightDelete {
        /// Its number.
        insight: i64,
    },
    /// Answer one of the playbook's questions; an empty text takes the answer away.
    Answer {
        /// What it is about.
        about: RetroPlace,
        /// The question.
        question: Both,
        /// The answer.
        text: String,
    },
    /// Write down a lesson.
    LessonAdd(LessonDraft),
    /// Change the fields of a lesson that are given.
    LessonSet {
        /// Its number, or its title.
        lesson: String,
        /// The version the change was made on.
        seen: Option<i64>,
        /// The fields to change.
        draft: LessonDraft,
    },
    /// Delete a lesson that no campaign has used.
    LessonDelete {
        /// Its number.
        lesson: String,
    },
    /// Take a lesson for a campaign: it becomes a task, a risk or a guardrail there.
    LessonTake {
        /// Its number, or its title.
        lesson: String,
        /// The campaign's key or unique prefix.
        campaign: String,
        /// Where it is to become something else than it proposes.
        draft: TakeDraft,
    },
    /// Don't take a lesson for a campaign.
    LessonDismiss {
        /// Its number, or its title.
        lesson: String,
        /// The campaign's key or unique prefix.
        campaign: String,
        /// Why not.
        reason: String,
    },
    /// Take back what a campaign decided on a lesson; what came of it stays.
    LessonForget {
        /// Its number, or its title.
        lesson: String,
        /// The campaign's key or unique prefix.
        campaign: String,
    },
    /// Say whether a lesson that was taken helped.
    LessonProve {
        /// Its number, or its title.
        lesson: String,
        /// The campaign's key or unique prefix.
        campaign: String,
        /// verified, partly, not; empty for undecided.
        proof: String,
        /// What there is to say to that.
        note: Option<String>,
    },
    /// Say whether an action moved what it should.
    ActionProve {
        /// Its number, or its title.
        action: String,
        /// The later campaign whose numbers were looked at.
        campaign: Option<String>,
        /// verified, partly, not; empty for undecided.
        proof: String,
        /// What there is to say to that.
        note: Option<String>,
    },
    /// Write down what users said.
    FeedbackAdd {
        /// The campaign's key or unique prefix.
        campaign: String,
        /// The fields.
        draft: FeedbackDraft,
    },
    /// Change the fields of a feedback that are given.
    FeedbackSet {
        /// The note's number.
        note: i64,
        /// The version the change was made on.
        seen: Option<i64>,
        /// The fields to change.
        draft: FeedbackDraft,
    },
}

impl From<RetroRequest> for Request {
    fn from(request: RetroRequest) -> Self {
        Self::Retro(request)
    }
}

/// What a retrospective is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RetroPlace {
    /// A campaign, by its key or unique prefix.
    Campaign(String),
    /// A cycle, by its key or unique prefix.
    Cycle(String),
}

/// The fields of a retrospective as typed. `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct RetroDraft {
    pub leader: Option<String>,
    /// What there is to say to the goals.
    pub goal_note: Option<String>,
    /// What there is to say to the results.
    pub result_note: Option<String>,
}

/// The fields of a cause as typed. For a change, `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct CauseDraft {
    pub text: Option<String>,
    /// The answers to "why?", the first first; all of them anew.
    pub whys: Option<Vec<String>>,
    /// internal, external; empty for nobody said.
    pub origin: Option<String>,
    /// yes, no; empty for nobody said.
    pub controllable: Option<String>,
    /// The number of the finding it explains, or the subject of one that the numbers propose, its kind before it
    /// (`highlight target:gmv`; a lowlight where none is said): that one is kept with it. Empty for none.
    pub finding: Option<String>,
}

/// The fields of a lesson as typed. For a change, `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct LessonDraft {
    /// The campaign it was learned in, by key.
    pub campaign: Option<String>,
    /// The cycle whose retrospective it was written in, where it was no campaign's.
    pub cycle: Option<String>,
    /// The number of the cause it follows from; empty for none.
    pub cause: Option<String>,
    pub title: Option<String>,
    pub advice: Option<String>,
    /// Keys with commas; empty for none. A new lesson of a campaign gets its playbook and stage where not given.
    pub playbooks: Option<String>,
    pub channels: Option<String>,
    pub stages: Option<String>,
    pub metrics: Option<String>,
    pub tags: Option<String>,
    /// task (default), risk, guardrail.
    pub form: Option<String>,
    /// `T-7`: when the task is due.
    pub due: Option<String>,
    /// `refund_rate<=8%`: the guardrail.
    pub bound: Option<String>,
    /// active, retired.
    pub status: Option<String>,
}

/// What a lesson becomes where it is taken, if that is not what it proposes.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct TakeDraft {
    /// task, risk, guardrail.
    pub form: Option<String>,
    /// The task's or risk's words.
    pub text: Option<String>,
    pub owner: Option<String>,
    pub due: Option<String>,
    /// The guardrail.
    pub bound: Option<String>,
    /// Why, where there is something to say.
    pub reason: Option<String>,
}

/// The fields of a feedback as typed. For a change, `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct FeedbackDraft {
    pub text: Option<String>,
    /// Where it came from: customer service, comments.
    pub source: Option<String>,
    /// What it is about: coupon, delivery.
    pub category: Option<String>,
    /// How many said so; 1 where not given.
    pub count: Option<String>,
    /// high, medium (default), low.
    pub impact: Option<String>,
    /// What was answered; empty for nothing yet.
    pub answer: Option<String>,
    /// When it was said; now where not given.
    pub at: Option<String>,
}
