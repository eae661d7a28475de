//! What is still to be done for campaigns, read once: one statement a table, and only rows that are not done with.
use super::book::Book;
use super::retro::waiting;
use super::view::{DueTask, Soon};
use crate::error::Result;
use crate::model::{
    Action, ActionStatus, Budget, Campaign, CampaignId, CampaignStatus, CycleId, Feedback, Lack, Lesson,
    Note, NoteKind, Period, Preparation, Priority, Resource, ResourceStatus, Retro, SPEND, Task, TaskStatus,
    lacks,
};
use crate::store::Db;
use std::collections::HashMap;

/// Open tasks, resources nobody has promised, and budgets, by campaign.
pub(super) struct Work {
    tasks: HashMap<CampaignId, Vec<Task>>,
    resources: HashMap<CampaignId, Vec<Resource>>,
    budgets: HashMap<CampaignId, Vec<Budget>>,
    actions: Vec<Action>,
    retros: Vec<Retro>,
    feedback: HashMap<CampaignId, Vec<(String, i64)>>,
    lessons: HashMap<CampaignId, Vec<Lesson>>,
}

impl Work {
    /// Reads it.
    pub fn read(db: &Db<'_>) -> Result<Self> {
        let open: Vec<TaskStatus> = TaskStatus::ALL.iter().copied().filter(|s| s.is_open()).collect();
        let unpromised: Vec<ResourceStatus> =
            ResourceStatus::ALL.iter().copied().filter(|s| *s != ResourceStatus::Promised).collect();
        Ok(Self {
            tasks: by_campaign(db.list_among::<Task>("status", &open)?, |t| t.campaign),
            resources: by_campaign(db.list_among::<Resource>("status", &unpromised)?, |r| r.campaign),
            budgets: by_campaign(db.list::<Budget>()?, |b| b.campaign),
            actions: db.list_where::<Action>("status", &ActionStatus::Open)?,
            retros: db.list::<Retro>()?,
            feedback: unanswered(db.list_where::<Note>("kind", &NoteKind::Feedback)?),
            lessons: HashMap::new(),
        })
    }

    /// Also finds the lessons that campaigns have not decided on.
    pub fn with_lessons(self, db: &Db<'_>, book: &Book, campaigns: &[&Campaign]) -> Result<Self> {
        Ok(Self { lessons: waiting(db, book, campaigns)?, ..self })
    }

    /// A campaign's open tasks.
    pub fn tasks(&self, campaign: CampaignId) -> &[Task] {
        self.tasks.get(&campaign).map_or(&[], Vec::as_slice)
    }

    /// Every action that is open.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.actions.iter()
    }

    /// A campaign's resources that nobody has promised.
    pub fn resources(&self, campaign: CampaignId) -> &[Resource] {
        self.resources.get(&campaign).map_or(&[], Vec::as_slice)
    }

    /// A campaign's retrospective, where one was drafted.
    pub fn retro(&self, campaign: CampaignId) -> Option<&Retro> {
        self.retros.iter().find(|retro| retro.campaign == Some(campaign))
    }

    /// A cycle's retrospective, where one was drafted.
    pub fn retro_of_cycle(&self, cycle: CycleId) -> Option<&Retro> {
        self.retros.iter().find(|retro| retro.cycle == Some(cycle))
    }

    /// What users of a campaign said that is of the first priority and not answered, and how many: the most first.
    pub fn feedback(&self, campaign: CampaignId) -> &[(String, i64)] {
        self.feedback.get(&campaign).map_or(&[], Vec::as_slice)
    }

    /// The lessons a campaign has not decided on, the best match first.
    pub fn lessons(&self, campaign: CampaignId) -> &[Lesson] {
        self.lessons.get(&campaign).map_or(&[], Vec::as_slice)
    }

    /// What a campaign lacks for a step.
    pub fn lacks(
        &self,
        book: &Book,
        campaign: &Campaign,
        to: CampaignStatus,
        now: i64,
    ) -> Result<Vec<(Lack, Vec<String>)>> {
        let period = Period::of(campaign.start, campaign.end, book.settings.zone)?;
        let spend = book.metric_of(SPEND).map(|m| m.id);
        let budgets = self.budgets.get(&campaign.id).map_or(&[][..], Vec::as_slice);
        let (tasks, resources) = (self.tasks(campaign.id), self.resources(campaign.id));
        let targets = book.targets(campaign.id);
        let known = Preparation::of(campaign, targets, spend, budgets, tasks, resources, (&period, now))?;
        Ok(lacks(campaign.status, to, &known.reviewed(self.retro(campaign.id))))
    }
}

/// What of feedback is of the first priority and not answered, by campaign.
fn unanswered(notes: Vec<Note>) -> HashMap<CampaignId, Vec<(String, i64)>> {
    let presses = |feedback: &Feedback| !feedback.is_answered() && feedback.priority() == Priority::P1;
    let mut out: HashMap<CampaignId, Vec<(String, i64)>> = HashMap::new();
    for note in notes {
        let Some(feedback) = note.feedback.as_ref().filter(|feedback| presses(feedback)) else { continue };
        if let Some(campaign) = note.campaign {
            out.entry(campaign).or_default().push((note.text, feedback.count));
        }
    }
    out.values_mut().for_each(|said| said.sort_by_key(|(_, people)| std::cmp::Reverse(*people)));
    out
}

fn by_campaign<T>(rows: Vec<T>, of: impl Fn(&T) -> CampaignId) -> HashMap<CampaignId, Vec<T>> {
    let mut out: HashMap<CampaignId, Vec<T>> = HashMap::new();
    for row in rows {
        out.entry(of(&row)).or_default().push(row);
    }
    out
}

/// An open task with how near its due date is.
pub(super) fn due_task(book: &Book, campaign: &Campaign, task: &Task, now: i64) -> Result<DueTask> {
    let on = task.due.resolve(campaign.start, campaign.end);
    let days = on.day().0 - book.day_shown(now).0;
    let when = match days {
        _ if book.settings.zone.ends_at(on)? <= now => Soon::Overdue,
        0 => Soon::Today,
        1 => Soon::Tomorrow,
        _ => Soon::Later,
    };
    Ok(DueTask {
        id: task.id,
        title: task.title.clone(),
        kind: task.kind,
        owner: task.owner.clone(),
        role: task.role.clone(),
        on,
        days,
        when,
    })
}
