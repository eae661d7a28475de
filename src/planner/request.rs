//! What can be asked for. Fields hold the words as typed: `1.2万`, `11-11`, `周五`.
use super::Proposal;
use super::okr::OkrRequest;
use super::retro::RetroRequest;
use crate::error::Error;
use crate::i18n::Text;
use crate::model::{CampaignId, Lang, Phases};
use std::path::PathBuf;

/// One thing a user wants done. Each is one transaction, one batch in the history and one undo.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Create a campaign, with all that its playbook or a former campaign proposes.
    CampaignNew(CampaignDraft),
    /// Create a campaign as it was proposed and changed.
    CampaignCreate(Box<Proposal>),
    /// Change the fields that are given.
    CampaignSet {
        /// Key, unique prefix or id (`#3`).
        campaign: String,
        /// The version the change was made on, where it was shown to a person.
        seen: Option<i64>,
        /// The fields to change.
        draft: CampaignDraft,
    },
    /// Move a campaign, and everything that hangs on its dates, by days.
    CampaignShift {
        /// Key or unique prefix.
        campaign: String,
        /// How far; negative for earlier.
        days: i32,
    },
    /// Move a campaign to a status.
    CampaignStatus {
        /// Key or unique prefix.
        campaign: String,
        /// `live`, `ended` …
        status: String,
        /// Why; needed where something the step asks for is missing.
        reason: Option<String>,
    },
    /// Give a campaign these phases.
    PhasesSet {
        /// Key or unique prefix.
        campaign: String,
        /// The version the change was made on.
        seen: Option<i64>,
        /// All of them, in order; none takes them away.
        phases: Phases,
    },
    /// Delete a campaign with everything below it.
    CampaignDelete {
        /// Key or unique prefix.
        campaign: String,
    },
    /// Add a target to a campaign.
    TargetAdd {
        /// The campaign's key or unique prefix.
        campaign: String,
        /// The metric's key or name.
        metric: String,
        /// The rest.
        draft: TargetDraft,
    },
    /// Change the fields of a target that are given.
    TargetSet {
        /// `d11/gmv`
        target: String,
        /// The version the change was made on.
        seen: Option<i64>,
        /// The fields to change.
        draft: TargetDraft,
    },
    /// Tick a step of a `done` target, or untick it.
    TargetStep {
        /// `d11/venue`
        target: String,
        /// The step's name, a unique part of it, or its number from 1.
        step: String,
        /// Done or not.
        done: bool,
    },
    /// Delete a target; its readings stay.
    TargetDelete {
        /// `d11/gmv`
        target: String,
    },
    /// Add a task to a campaign.
    TaskAdd {
        /// The campaign's key or unique prefix.
        campaign: String,
        /// The rest.
        draft: TaskDraft,
    },
    /// Change the fields of a task that are given.
    TaskSet {
        /// Its number, or its title, after `campaign/` where several have it.
        task: String,
        /// The version the change was made on.
        seen: Option<i64>,
        /// The fields to change.
        draft: TaskDraft,
    },
    /// Delete a task.
    TaskDelete {
        /// Its number, or its whole title.
        task: String,
    },
    /// Add a resource to a campaign.
    ResourceAdd {
        /// The campaign's key or unique prefix.
        campaign: String,
        /// The rest.
        draft: ResourceDraft,
    },
    /// Change the fields of a resource that are given.
    ResourceSet {
        /// Its number, or its name, after `campaign/` where several have it.
        resource: String,
        /// The version the change was made on.
        seen: Option<i64>,
        /// The fields to change.
        draft: ResourceDraft,
    },
    /// Delete a resource.
    ResourceDelete {
        /// Its number, or its whole name.
        resource: String,
    },
    /// Plan what channels may spend.
    BudgetSet {
        /// The campaign's key or unique prefix.
        campaign: String,
        /// Channel and money (`2万`), or its share of the campaign's budget (`40%`); an empty text takes the channel away, `0` keeps it without
        /// money.
        lines: Vec<(String, String)>,
    },
    /// Write the volumes of a driver chain as a campaign's targets.
    SplitWrite {
        /// The campaign's key or unique prefix.
        campaign: String,
        /// The volumes, in the chain's order: the last one is what the campaign is about.
        values: Vec<SplitValue>,
    },
    /// Add a link with UTM parameters.
    LinkAdd {
        /// The campaign's key or unique prefix.
        campaign: String,
        /// The rest.
        draft: LinkDraft,
    },
    /// Delete a link.
    LinkDelete {
        /// Its number.
        link: i64,
    },
    /// Something about OKRs.
    Okr(OkrRequest),
    /// Something a retrospective or what comes of it needs.
    Retro(RetroRequest),
    /// Put one reading.
    Record(RecordDraft),
    /// Write a note.
    NoteAdd {
        /// The campaign's key or unique prefix.
        campaign: String,
        /// What happened.
        text: String,
        /// adjustment (default), observation, decision, risk, feedback.
        kind: Option<String>,
        /// When; now where not given.
        at: Option<String>,
    },
    /// Delete a note.
    NoteDelete {
        /// Its id.
        note: i64,
    },
    /// Add a metric of the user's own.
    MetricAdd(MetricDraft),
    /// Add or change a channel.
    ChannelSet {
        /// `douyin`
        channel: String,
        /// 抖音
        name: Option<String>,
        /// paid, owned, earned, partner.
        kind: Option<String>,
    },
    /// Change a workspace setting.
    SettingSet {
        /// `time_zone`
        key: String,
        /// Its new value.
        value: String,
    },
    /// Do several things as one: all of them or none, and one undo.
    All(Vec<Request>),
    /// Take the last change back.
    Undo,
    /// Do the last change that was taken back again.
    Redo,
}

/// The fields of a campaign as typed. For a change, `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct CampaignDraft {
    pub name: Option<String>,
    pub key: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub owner: Option<String>,
    pub goal: Option<String>,
    pub stage: Option<String>,
    pub kind: Option<String>,
    pub audience: Option<String>,
    pub mechanics: Option<String>,
    pub rules: Option<String>,
    pub rewards: Option<String>,
    pub risks: Option<String>,
    /// `预热:11-01..11-05=30%, 爆发:11-06..11-11=70%`; empty takes the phases away.
    pub phases: Option<String>,
    /// The playbook a new campaign starts from: key or name.
    pub playbook: Option<String>,
    /// The former campaign a new one takes its structure and the shape of its plan curve from.
    pub like: Option<String>,
    /// Targets of a new campaign: metric and goal, the first one its primary.
    pub goals: Vec<(String, String)>,
    /// `idea` for a new campaign that is no more than that yet; planned otherwise.
    pub status: Option<String>,
    /// The money of a new campaign: the goal of its `spend`.
    pub budget: Option<String>,
    /// Channels of a new campaign, with money or a share of the budget where known: `抖音`, `微信=40%`.
    pub channels: Vec<String>,
    /// The key results it serves, with commas: `o1/kr1, o2/kr3`; empty for none.
    pub serves: Option<String>,
}

/// One volume of a driver chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitValue {
    /// The metric's key.
    pub metric: String,
    /// The goal, as a plain number.
    pub goal: String,
    /// The version of its target the goal was set on; none where there was none, or nobody looked.
    pub seen: Option<i64>,
}

/// The fields of a task as typed. For a change, `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct TaskDraft {
    pub title: Option<String>,
    /// todo (default), milestone, content, approval.
    pub kind: Option<String>,
    /// open, doing, done, refused, dropped.
    pub status: Option<String>,
    pub owner: Option<String>,
    pub role: Option<String>,
    /// `T-21`, `E+1`, `11-05`, `周五`.
    pub due: Option<String>,
    /// Numbers or titles of tasks of the same campaign, with commas; empty for none.
    pub after: Option<String>,
    pub channel: Option<String>,
    pub note: Option<String>,
}

/// The fields of a resource as typed. For a change, `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct ResourceDraft {
    pub name: Option<String>,
    /// traffic (default), partner, technical, content.
    pub kind: Option<String>,
    /// needed, asked, promised, refused.
    pub status: Option<String>,
    /// Who gives it.
    pub giver: Option<String>,
    pub owner: Option<String>,
    /// `T-7`, `11-05`.
    pub need_by: Option<String>,
    pub note: Option<String>,
}

/// A link as typed. What is not given comes from the channel and the campaign.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct LinkDraft {
    pub url: String,
    pub channel: Option<String>,
    pub source: Option<String>,
    pub medium: Option<String>,
    pub name: Option<String>,
    pub term: Option<String>,
    pub content: Option<String>,
}

/// The fields of a target as typed. For a change, `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct TargetDraft {
    /// What it is called inside the campaign; the metric's key where not given.
    pub key: Option<String>,
    /// reach (default), keep, done.
    pub kind: Option<String>,
    pub baseline: Option<String>,
    /// `100万`; for a band `3%..5%`.
    pub goal: Option<String>,
    /// linear, phased, flat, `table:11-01=10%,11-11=100%`, `like:d11-2025`.
    pub curve: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub primary: Option<bool>,
    pub guardrail: Option<bool>,
    pub owner: Option<String>,
    /// Steps of a done target: `场地签约=2`, `装修`.
    pub steps: Option<Vec<String>>,
}

/// One reading as typed.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct RecordDraft {
    /// The metric's key or name.
    pub metric: String,
    pub value: String,
    pub campaign: Option<String>,
    /// A key or name; an unknown one is created.
    pub channel: Option<String>,
    /// `2026-11-04` covers the day, `2026-11-04T15:00` is that moment, `2026-W45`, `2026-11` cover theirs; now where
    /// not given.
    pub at: Option<String>,
    /// The value is a running total: the difference to what is recorded is stored.
    pub total: bool,
    pub source: Option<String>,
    /// Also written as an observation on the campaign.
    pub note: Option<String>,
}

/// A metric of the user's own as typed.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct MetricDraft {
    pub key: String,
    pub name_en: Option<String>,
    pub name_zh: Option<String>,
    pub unit: Option<String>,
    pub over_time: Option<String>,
    pub across: Option<String>,
    pub better: Option<String>,
    pub formula: Option<String>,
    pub stage: Option<String>,
    pub meaning: Option<String>,
}

/// What a request did, for a toast or a line of output.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The batch it wrote; none where nothing had to be written.
    pub batch: Option<i64>,
    /// What happened, as a text with its arguments.
    pub text: &'static Text,
    /// The text's arguments.
    pub args: Vec<(&'static str, String)>,
    /// What to keep an eye on: accepted, but unusual.
    pub warnings: Vec<Error>,
    /// What moved with a campaign's dates.
    pub moved: Vec<Moved>,
    /// The key of what was created or changed, for scripts: `d11`, `d11/gmv`.
    pub key: Option<String>,
    /// The campaign that was created, where one was.
    pub campaign: Option<CampaignId>,
    /// True where the text holds even if nothing had to be written.
    pub tells_itself: bool,
    /// What each of several things did that were done as one.
    pub each: Vec<Outcome>,
}

crate::words! {
    /// What hangs on a campaign's dates.
    pub enum MovedKind {
        /// The campaign itself.
        Campaign = "campaign",
        /// A phase.
        Phase = "phase",
        /// A target's own period or plan.
        Target = "target",
        /// A task.
        Task = "task",
        /// A resource.
        Resource = "resource",
    }
}

/// One thing that moved with a campaign's dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// What it is.
    pub kind: MovedKind,
    /// What it is called.
    pub name: String,
    /// Its date or dates before.
    pub from: String,
    /// Its date or dates now.
    pub to: String,
}

impl Outcome {
    /// What happened, in a language.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let args: Vec<(&str, &str)> = self.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.text.fill(lang, &args)
    }
}

/// Who asks, when, in which language numbers and names are read.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// UTC seconds.
    pub now: i64,
    /// The person or script.
    pub actor: String,
    /// The language of the answer.
    pub lang: Lang,
    /// The folder of the personal settings, where a user's own playbooks are; none where there is no home.
    pub home: Option<PathBuf>,
}
