//! What the app needs from the rest of the house. The store is behind this, and in tests a plain one in memory.
use crate::board::{Chart, Cockpit, Matching, Window};
use crate::error::Result;
use crate::model::{
    ActionId, CampaignId, CauseId, CycleId, InsightId, Lang, LessonId, NoteId, ObjectiveId, ResourceId,
    RetroId, TargetId, TaskId, Unit, Zone,
};
use crate::planner::{CampaignDraft, Context, Outcome, Proposal, Request};
use crate::tui::load::{Load, Loaded};

/// What there is to choose from in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChoiceKind {
    /// Every metric, derived ones included.
    Metrics,
    /// Metrics that take readings.
    Recordable,
    /// Campaigns that are not over and done with.
    Campaigns,
    /// Channels.
    Channels,
    /// A campaign's tasks, by number.
    Tasks(CampaignId),
    /// People and roles that something was given to.
    Owners,
    /// Plan curves by name; they are the same everywhere, so the backend is not asked.
    Curves,
    /// The findings of the retrospective that is shown; the screen knows them.
    Findings,
    /// Playbooks, shipped and own.
    Playbooks,
    /// Every campaign a new one can be like, the latest first.
    Formers,
    /// Every cycle, by its key.
    Cycles,
    /// What an objective, or a new one of a cycle, can be aligned to: by path.
    Parents(Option<ObjectiveId>, Option<CycleId>),
    /// Stages of the customer lifecycle; they are the same everywhere, so the backend is not asked.
    Stages,
    /// Words that lessons were given.
    LessonTags,
    /// Where feedback came from.
    Sources,
    /// What feedback is about.
    Categories,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What goes into the request: `gmv`.
    pub key: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Chinese.
    pub name_zh: String,
    /// What else is known of it.
    pub brief: Brief,
}

/// What is known of a choice beside its name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brief {
    /// What it is for, in English; empty where nobody says.
    pub about_en: String,
    /// What it is for, in Chinese.
    pub about_zh: String,
    /// How many days a campaign made of it takes.
    pub days: Option<i32>,
    /// The metric a campaign made of it is about.
    pub metric: Option<String>,
    /// What a metric is counted in.
    pub unit: Option<Unit>,
}

impl Brief {
    /// What it is for, in a language.
    #[must_use]
    pub fn about(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.about_en,
            Lang::Zh => &self.about_zh,
        }
    }
}

impl Choice {
    /// The name in a language.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.name_en,
            Lang::Zh => &self.name_zh,
        }
    }
}

/// A row that a form edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Row {
    Campaign(CampaignId),
    Target(TargetId),
    Task(TaskId),
    Resource(ResourceId),
    Cycle(CycleId),
    Objective(ObjectiveId),
    Action(ActionId),
    Lesson(LessonId),
    Note(NoteId),
    Retro(RetroId),
    Cause(CauseId),
    Insight(InsightId),
}

/// What never changes while a file is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Info {
    /// `bubble-tea.db`
    pub file: String,
    /// The zone days are counted in.
    pub zone: Zone,
    /// ISO code of the currency: `CNY`.
    pub currency: String,
}

/// What a new campaign would get, and what others learned that may hold for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Proposed {
    /// What it would get.
    pub proposal: Proposal,
    /// The lessons that match it, the best match first.
    pub lessons: Vec<Matching>,
}

/// A file to import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportJob {
    /// As typed.
    pub path: String,
    /// The campaign its rows belong to.
    pub campaign: Option<String>,
    /// `DATE=at,tv_S=spend@tv`; empty for a long file.
    pub map: Option<String>,
}

/// A report to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportJob {
    /// The key of the campaign or cycle it is about.
    pub about: String,
    /// daily, weekly, okr, retro, portfolio; what is usual of the thing where none is named.
    pub kind: Option<String>,
    /// md, html, xlsx, txt, csv, json; where none is named what is pasted: a day as plain text, else Markdown.
    pub format: Option<String>,
}

/// What another process did to the file since the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// It committed.
    Committed,
    /// It put another file in its place, or took it away. Told once, until the file is back.
    Replaced,
}

/// Asks what another process did since the last time it was asked.
pub type Watch = Box<dyn FnMut() -> Change + Send>;

/// The rest of the house as the app sees it. All methods but [`Backend::info`] and [`Backend::watch`] run on the worker.
pub trait Backend {
    /// What never changes while the file is open.
    fn info(&self) -> Info;

    /// Everything the cockpit shows; with `all` also campaigns that need nobody any more.
    ///
    /// # Errors
    /// Where the file cannot be read.
    fn cockpit(&mut self, now: i64, all: bool) -> Result<Cockpit>;

    /// What a screen wants to show.
    ///
    /// # Errors
    /// Where the file cannot be read or what is wanted is gone.
    fn load(&mut self, what: &Load, now: i64) -> Result<Loaded>;

    /// One target's chart.
    ///
    /// # Errors
    /// Where the file cannot be read or the target is gone.
    fn chart(&mut self, target: TargetId, window: Window, now: i64) -> Result<Chart>;

    /// Does what a user wants done.
    ///
    /// # Errors
    /// What the planner says; nothing was written then.
    fn ask(&mut self, request: Request, context: &Context) -> Result<Outcome>;

    /// What a new campaign would get; whatever creating it would refuse is refused here.
    ///
    /// # Errors
    /// What the planner says; nothing was written.
    fn propose(&mut self, draft: &CampaignDraft, context: &Context) -> Result<Proposed>;

    /// Writes a report: the same as `fupan report` gives.
    ///
    /// # Errors
    /// What the report says.
    fn report(&mut self, job: &ReportJob, context: &Context) -> Result<Vec<u8>>;

    /// Who changed a row last; none where nobody knows.
    fn author(&mut self, row: Row) -> Option<String>;

    /// What there is to choose from.
    fn choices(&mut self, kind: ChoiceKind) -> Vec<Choice>;

    /// Imports a file, all or nothing, and says in one line what it did. `progress` is told the bytes read so far;
    /// where it gives false the import stops and nothing of it is kept.
    ///
    /// # Errors
    /// What the import says; nothing was written then.
    fn import(
        &mut self,
        job: &ImportJob,
        context: &Context,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<String>;

    /// A question that is cheap enough to be asked sixty times a second, on a thread of its own.
    fn watch(&self) -> Watch;
}
