//! What a new campaign would get from its playbook or from a former campaign: proposed, changed where people want it
//! otherwise, then created as one.
mod sources;

use super::okr::serve;
use super::{
    CampaignDraft, Context, Outcome, ResourceDraft, RetroRequest, TakeDraft, TargetDraft, TaskDraft, budget,
    campaign, lookup, playbooks, resource, retro, target, task,
};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Channel, ChannelKind, Day, Due, LessonId, Metric, Phases, Playbook, TaskId, When, fold};
use crate::store::{Db, Tx};
use sources::Sources;
use std::collections::HashMap;

/// Everything a new campaign would get.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Proposal {
    /// Name, key, dates, owner, texts.
    pub draft: CampaignDraft,
    /// The playbook it starts from.
    pub playbook: Option<String>,
    /// Its phases.
    pub phases: Phases,
    /// Its targets, the primary one among them.
    pub targets: Vec<ProposedTarget>,
    /// Targets worth setting whose goal only people know: as they would be, without it.
    pub unset: Vec<ProposedTarget>,
    /// Its channels.
    pub channels: Vec<ProposedChannel>,
    /// Its tasks.
    pub tasks: Vec<ProposedTask>,
    /// What others must give.
    pub resources: Vec<ResourceDraft>,
    /// What is decided on lessons of other campaigns; those that are not named stay open.
    pub lessons: Vec<ProposedLesson>,
    /// How many tasks and resources would have been due before today, and are proposed for today.
    pub late: usize,
}

/// A target a new campaign would get.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedTarget {
    /// The metric's key.
    pub metric: String,
    /// How to set its goal; empty where nobody says.
    pub hint: String,
    /// The rest.
    pub draft: TargetDraft,
}

/// A channel a new campaign would use.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedChannel {
    /// Key or name.
    pub channel: String,
    /// What it is called, where it is new.
    pub name: Option<String>,
    /// Paid, owned, earned or partner.
    pub kind: Option<ChannelKind>,
    /// Its money, as money or as a share of the budget: `40%`; `0` where nothing is planned yet.
    pub planned: String,
}

/// What a new campaign does with a lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedLesson {
    /// The lesson.
    pub lesson: LessonId,
    /// What is decided.
    pub decision: LessonDecision,
}

/// What is decided on a lesson.
#[derive(Debug, Clone, PartialEq)]
pub enum LessonDecision {
    /// It becomes a task, a risk or a guardrail.
    Take(TakeDraft),
    /// It does not hold here: why.
    Dismiss(String),
}

/// A task a new campaign would get.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedTask {
    /// What others name it by in `after`.
    pub id: String,
    /// What it waits for.
    pub after: Vec<String>,
    /// The rest.
    pub draft: TaskDraft,
}

/// Proposes a campaign from what is known of it: a name and dates at least, a playbook or a former campaign where
/// wanted. Nothing is written.
///
/// # Errors
/// What is missing or wrong in the draft; `no_playbook`, `no_campaign`, `no_metric` with what is near.
pub fn propose(db: &Db<'_>, context: &Context, draft: &CampaignDraft) -> Result<Proposal> {
    let metrics = db.list::<Metric>()?;
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let find = |text: String| -> Result<Playbook> {
        let library = playbooks::library(context.home.as_deref(), &metrics);
        Ok(playbooks::find(&library, &text).map_err(|e| e.field("playbook"))?.playbook.clone())
    };
    let playbook = given(&draft.playbook).map(find).transpose()?;
    let former = given(&draft.like)
        .map(|text| lookup::campaign(db, &text).map_err(|e| e.field("like")))
        .transpose()?;
    let sources = Sources { playbook, former, metrics, lang: context.lang };
    let today = db.settings()?.zone.day_of(context.now);
    let mut draft = draft.clone();
    let dates = sources.dates(&draft, today)?;
    if let Some((start, end)) = dates {
        (draft.start, draft.end) = (Some(start.to_string()), Some(end.to_string()));
    }
    let phases = match (given(&draft.phases), dates) {
        (None, Some(dates)) => sources.phases(dates)?,
        _ => Phases::default(),
    };
    let (targets, unset) = sources.targets(db, &draft, !phases.0.is_empty() || draft.phases.is_some())?;
    let channels = sources.channels(db, &draft)?;
    let (mut tasks, mut resources) = (sources.tasks(db)?, sources.resources(db)?);
    let late = match dates {
        Some(dates) if dates.1.day() >= today => {
            let tasks = tasks.iter_mut().map(|task| &mut task.draft.due);
            let dues = tasks.chain(resources.iter_mut().map(|resource| &mut resource.need_by));
            dues.filter_map(|due| not_before(due, dates, today)).count()
        }
        _ => 0,
    };
    sources.fill(&mut draft);
    let former = sources.former.and_then(|former| former.playbook);
    let playbook = sources.playbook.map(|playbook| playbook.key).or(former);
    let lessons = Vec::new();
    Ok(Proposal { playbook, phases, targets, unset, channels, tasks, resources, lessons, late, draft })
}

/// What should have been done before anybody thought of it is due today. Tells of a due date that it was moved.
pub(super) fn not_before(due: &mut Option<String>, (start, end): (When, When), today: Day) -> Option<()> {
    let then = Due::parse(due.as_deref()?, today).ok()?;
    if !then.is_relative() || then.resolve(start, end).day() >= today {
        return None;
    }
    *due = Some(Due::Start(today.0 - start.day().0, None).to_string());
    Some(())
}

/// Creates what was proposed.
pub(super) fn create(tx: &mut Tx<'_>, context: &Context, proposal: &Proposal) -> Result<Outcome> {
    let currency = tx.db().settings()?.currency;
    let mut campaign = campaign::build(tx, &proposal.draft)?;
    campaign.playbook.clone_from(&proposal.playbook);
    if campaign.phases.0.is_empty() {
        campaign.phases = proposal.phases.clone();
    }
    campaign::check(tx, &campaign)?;
    tx.insert(&mut campaign)?;
    let mut warnings = Vec::new();
    for proposed in &proposal.targets {
        let added = target::add_to(tx, &campaign, &proposed.metric, &proposed.draft)?;
        warnings.extend(added.warning);
    }
    let mut lines = Vec::new();
    for channel in &proposal.channels {
        let known = tx.db().list::<Channel>()?;
        let is = |c: &Channel| {
            let names = [Some(&channel.channel), channel.name.as_ref()];
            names.into_iter().flatten().any(|n| fold(&c.key) == fold(n) || fold(&c.name) == fold(n))
        };
        let key = match known.iter().find(|c| is(c)) {
            Some(known) => known.key.clone(),
            None => {
                let mut new = lookup::channel_or_new(tx, &channel.channel)?;
                if let Some(name) = &channel.name {
                    new.name.clone_from(name);
                }
                new.kind = channel.kind;
                tx.update(&mut new)?;
                new.key
            }
        };
        lines.push((key, channel.planned.clone()));
    }
    budget::put(tx, &campaign, &lines, &currency)?;
    let mut made: HashMap<&str, TaskId> = HashMap::new();
    for proposed in in_order(&proposal.tasks) {
        let before = proposed.after.iter().filter_map(|id| made.get(id.as_str()));
        let after: Vec<String> = before.map(|id| id.0.to_string()).collect();
        let draft = TaskDraft { after: Some(after.join(",")), ..proposed.draft.clone() };
        let created = task::create(tx, &campaign, &draft)?;
        made.insert(&proposed.id, created.id);
    }
    for draft in &proposal.resources {
        resource::create(tx, &campaign, draft)?;
    }
    if let Some(serves) = &proposal.draft.serves {
        warnings.extend(serve::all_of(tx, context, &campaign, serves)?);
    }
    for decided in &proposal.lessons {
        warnings.extend(retro::act(tx, context, &decided.request(&campaign.key))?.warnings);
    }
    tx.title(format!("campaign new {}", campaign.key));
    let is_bare = proposal.tasks.is_empty() && proposal.resources.is_empty() && proposal.targets.is_empty();
    let text = if is_bare { &tr::DONE_CAMPAIGN_NEW } else { &tr::DONE_CAMPAIGN_PLANNED };
    let mut outcome = Outcome::new(text)
        .arg("name", &campaign.name)
        .arg("key", &campaign.key)
        .arg("targets", proposal.targets.len())
        .arg("tasks", proposal.tasks.len())
        .arg("resources", proposal.resources.len())
        .arg("channels", proposal.channels.len())
        .key(campaign.key);
    if proposal.late > 0 {
        warnings.push(Error::new(Kind::BadData, &tr::ERROR_PROPOSED_LATE).arg("n", proposal.late));
    }
    outcome.campaign = Some(campaign.id);
    outcome.warnings = warnings;
    Ok(outcome)
}

impl ProposedLesson {
    fn request(&self, campaign: &str) -> RetroRequest {
        let (lesson, campaign) = (self.lesson.0.to_string(), campaign.to_owned());
        match &self.decision {
            LessonDecision::Take(draft) => {
                RetroRequest::LessonTake { lesson, campaign, draft: draft.clone() }
            }
            LessonDecision::Dismiss(reason) => {
                RetroRequest::LessonDismiss { lesson, campaign, reason: reason.clone() }
            }
        }
    }
}

/// The tasks so that each comes after those it waits for; one that waits for itself in a circle comes last.
fn in_order(tasks: &[ProposedTask]) -> Vec<&ProposedTask> {
    let mut left: Vec<&ProposedTask> = tasks.iter().collect();
    let mut out: Vec<&ProposedTask> = Vec::new();
    while !left.is_empty() {
        let waits = |task: &ProposedTask| {
            task.after.iter().any(|id| left.iter().any(|other| other.id == *id && other.id != task.id))
        };
        let at = left.iter().position(|task| !waits(task)).unwrap_or(0);
        out.push(left.remove(at));
    }
    out
}
