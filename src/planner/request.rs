//! What can be asked for. Fields hold the words as typed: `1.2万`, `11-11`, `周五`.
use crate::error::Error;
use crate::i18n::Text;
use crate::model::Lang;

/// One thing a user wants done. Each is one transaction, one batch in the history and one undo.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Create a campaign.
    CampaignNew(CampaignDraft),
    /// Change the fields that are given.
    CampaignSet {
        /// Key, unique prefix or id (`#3`).
        campaign: String,
        /// The version the change was made on, where it was shown to a person.
        seen: Option<i64>,
        /// The fields to change.
        draft: CampaignDraft,
    },
    /// Move a campaign to a status.
    CampaignStatus {
        /// Key or unique prefix.
        campaign: String,
        /// `live`, `ended` …
        status: String,
        /// Why, where somebody wants to say.
        reason: Option<String>,
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
    /// `预热:11-01..11-05=30%, 爆发:11-06..11-11=70%`; empty takes the phases away.
    pub phases: Option<String>,
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
    /// The key of what was created or changed, for scripts: `d11`, `d11/gmv`.
    pub key: Option<String>,
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
}
