//! What a campaign is planned with: its tasks, resources, money, links, and what it lacks for its next step.
use super::book::Book;
use super::channels::{ByChannel, by_channel};
use crate::error::Result;
use crate::model::{
    Budget, Campaign, CampaignId, CampaignStatus, ChannelId, Curve, Due, Lack, Link, LinkId, Period,
    Preparation, Quantity, RESOURCE_WARNS, Resource, ResourceId, ResourceKind, ResourceStatus, Retro, SPEND,
    Status, Task, TaskId, TaskKind, TaskStatus, When, lacks, on_plan_status,
};
use crate::store::Db;

/// One task.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskLine {
    /// Its number.
    pub id: TaskId,
    /// Its version, for edits.
    pub version: i64,
    /// How often it was changed, or its campaign, whose dates and name it follows.
    pub changes: i64,
    /// Its campaign.
    pub campaign: CampaignId,
    /// The campaign's key.
    pub campaign_key: String,
    /// The campaign's name.
    pub campaign_name: String,
    /// What is to be done.
    pub title: String,
    /// Todo, milestone, content or approval.
    pub kind: TaskKind,
    /// Where it stands.
    pub status: TaskStatus,
    /// Who does it; empty for nobody.
    pub owner: String,
    /// Who usually does it.
    pub role: String,
    /// By when, as it was said: `T-21`.
    pub due: Due,
    /// By when, as it comes down to.
    pub on: When,
    /// Days from the day shown to the due day; negative where it has passed.
    pub days_left: i32,
    /// Open, and its time has passed.
    pub is_overdue: bool,
    /// What must be done before and is not.
    pub waits_for: Vec<String>,
    /// What must be done before.
    pub depends_on: Vec<TaskId>,
    /// The channel a content goes to.
    pub channel: Option<String>,
    /// What else there is to say.
    pub note: String,
    /// UTC seconds when it was done, refused or dropped.
    pub done_at: Option<i64>,
    /// UTC seconds when it was written down.
    pub created_at: i64,
}

impl TaskLine {
    /// Open, and due on the day shown.
    #[must_use]
    pub fn is_today(&self) -> bool {
        self.status.is_open() && self.days_left == 0 && !self.is_overdue
    }

    /// Who has it on the desk, as people address them: `@小林`, or the role as it is.
    #[must_use]
    pub fn addressed(&self) -> String {
        if self.owner.is_empty() { self.role.clone() } else { format!("@{}", self.owner) }
    }

    /// Who has it on the desk: the owner, else the role.
    #[must_use]
    pub fn who(&self) -> &str {
        if self.owner.is_empty() { &self.role } else { &self.owner }
    }
}

/// One resource.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceLine {
    /// Its number.
    pub id: ResourceId,
    /// Its version, for edits.
    pub version: i64,
    /// How often it was changed, or its campaign, whose dates and name it follows.
    pub changes: i64,
    /// Its campaign.
    pub campaign: CampaignId,
    /// The campaign's key.
    pub campaign_key: String,
    /// The campaign's name.
    pub campaign_name: String,
    /// 首页焦点图 3 天
    pub name: String,
    /// Traffic, partner, technical or content.
    pub kind: ResourceKind,
    /// What they said.
    pub status: ResourceStatus,
    /// Who gives it.
    pub giver: String,
    /// Who asks for it.
    pub owner: String,
    /// By when, as it was said.
    pub need_by: Due,
    /// By when, as it comes down to.
    pub on: When,
    /// Days from the day shown to the day it is needed; negative where that has passed.
    pub days_left: i32,
    /// Not promised, and needed within three days.
    pub is_pressing: bool,
    /// What was agreed.
    pub note: String,
    /// UTC seconds when it was written down.
    pub created_at: i64,
}

/// One link.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkLine {
    /// Its number.
    pub id: LinkId,
    /// The channel it is put into.
    pub channel: Option<String>,
    /// The whole address.
    pub address: String,
    /// The parts.
    pub link: Link,
}

/// A campaign's money by channel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spending {
    /// The goal of its target on spend.
    pub total: Option<Quantity>,
    /// What the channels may spend together.
    pub planned: Quantity,
    /// What was spent in all.
    pub spent: Option<Quantity>,
    /// What is left of what the channels may spend, or of the whole where nothing is split; negative where too much
    /// was spent.
    pub left: Option<Quantity>,
    /// Spent in all ÷ what the plan curve of the money allows up to the data cut-off.
    pub pace: Option<f64>,
    /// On track within 10 % of the plan, at risk within 25 %.
    pub status: Option<Status>,
    /// One row a channel that has a budget or readings.
    pub rows: Vec<SpendingRow>,
    /// The readings and ratios of each channel; rows point into it by channel.
    pub by_channel: ByChannel,
}

impl Spending {
    /// What may be spent in all: what the channels may spend together, the campaign's money where nothing is split.
    #[must_use]
    pub fn allowed(&self) -> Option<Quantity> {
        let is_split = self.rows.iter().any(|row| row.planned.is_some());
        if is_split { Some(self.planned) } else { self.total }
    }
}

/// One channel's money.
#[derive(Debug, Clone, PartialEq)]
pub struct SpendingRow {
    /// The channel.
    pub channel: ChannelId,
    /// `douyin`
    pub key: String,
    /// 抖音
    pub name: String,
    /// What it may spend.
    pub planned: Option<Quantity>,
    /// What it has spent.
    pub spent: Option<Quantity>,
    /// What is left; negative where too much was spent.
    pub left: Option<Quantity>,
    /// Spent ÷ what the plan curve of the money allows up to the data cut-off.
    pub pace: Option<f64>,
    /// On track within 10 % of the plan, at risk within 25 %.
    pub status: Option<Status>,
    /// In the order of [`ByChannel::metrics`].
    pub values: Vec<Option<Quantity>>,
}

/// The next step of a campaign, and what it lacks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct NextStep {
    /// The step.
    pub to: CampaignStatus,
    /// What is missing, with the names of what it is about.
    pub lacks: Vec<(Lack, Vec<String>)>,
}

impl NextStep {
    /// True where nothing but a date that has not come is missing: there is nothing to do but wait.
    #[must_use]
    pub fn only_waits(&self) -> bool {
        let is_date = |lack: &Lack| matches!(lack, Lack::StartAhead | Lack::EndAhead);
        !self.lacks.is_empty() && self.lacks.iter().all(|(lack, _)| is_date(lack))
    }
}

/// The tasks that `keep` wants, by due date.
///
/// # Errors
/// Storage errors.
pub fn tasks(
    db: &Db<'_>,
    book: &Book,
    now: i64,
    keep: impl Fn(&Task, &Campaign) -> bool,
) -> Result<Vec<TaskLine>> {
    let rows = db.list::<Task>()?;
    let mut out = Vec::new();
    for task in &rows {
        let Some(campaign) = book.campaign(task.campaign) else { continue };
        if keep(task, campaign) {
            let place = |id: &TaskId| rows.binary_search_by_key(id, |row| row.id).ok();
            let before = task.depends_on.0.iter().filter_map(|id| rows.get(place(id)?));
            out.push(task_line(book, campaign, task, before, now)?);
        }
    }
    out.sort_by_key(|task| (task.on.day(), task.on.to_string(), task.id));
    Ok(out)
}

fn task_line<'a>(
    book: &Book,
    campaign: &Campaign,
    task: &Task,
    before: impl Iterator<Item = &'a Task>,
    now: i64,
) -> Result<TaskLine> {
    let zone = book.settings.zone;
    let on = task.due.resolve(campaign.start, campaign.end);
    let waits_for = before.filter(|t| t.status.is_open()).map(|t| t.title.clone());
    Ok(TaskLine {
        id: task.id,
        version: task.version,
        changes: task.version + campaign.version,
        campaign: campaign.id,
        campaign_key: campaign.key.clone(),
        campaign_name: campaign.name.clone(),
        title: task.title.clone(),
        kind: task.kind,
        status: task.status,
        owner: task.owner.clone(),
        role: task.role.clone(),
        due: task.due,
        on,
        days_left: on.day().0 - book.day_shown(now).0,
        is_overdue: task.status.is_open() && zone.ends_at(on)? <= now,
        waits_for: waits_for.collect(),
        depends_on: task.depends_on.0.clone(),
        channel: task.channel.map(|id| book.channel(id).to_owned()),
        note: task.note.clone(),
        done_at: task.done_at,
        created_at: task.created_at,
    })
}

/// The resources that `keep` wants, by the day they are needed.
///
/// # Errors
/// Storage errors.
pub fn resources(
    db: &Db<'_>,
    book: &Book,
    now: i64,
    keep: impl Fn(&Resource, &Campaign) -> bool,
) -> Result<Vec<ResourceLine>> {
    let mut out = Vec::new();
    for resource in db.list::<Resource>()? {
        let Some(campaign) = book.campaign(resource.campaign) else { continue };
        if !keep(&resource, campaign) {
            continue;
        }
        let on = resource.need_by.resolve(campaign.start, campaign.end);
        let days_left = on.day().0 - book.day_shown(now).0;
        out.push(ResourceLine {
            id: resource.id,
            version: resource.version,
            changes: resource.version + campaign.version,
            campaign: campaign.id,
            campaign_key: campaign.key.clone(),
            campaign_name: campaign.name.clone(),
            name: resource.name,
            kind: resource.kind,
            status: resource.status,
            giver: resource.giver,
            owner: resource.owner,
            need_by: resource.need_by,
            on,
            days_left,
            is_pressing: resource.status.is_open() && days_left <= RESOURCE_WARNS,
            note: resource.note,
            created_at: resource.created_at,
        });
    }
    out.sort_by_key(|r| (r.on.day(), r.id));
    Ok(out)
}

/// A campaign's links in the order they were made.
///
/// # Errors
/// Storage errors.
pub fn links(db: &Db<'_>, book: &Book, campaign: CampaignId) -> Result<Vec<LinkLine>> {
    let line = |link: Link| LinkLine {
        id: link.id,
        channel: link.channel.map(|id| book.channel(id).to_owned()),
        address: link.address(),
        link,
    };
    Ok(db.list_where::<Link>("campaign", &campaign)?.into_iter().map(line).collect())
}

/// A campaign's money by channel at `now`: the most planned first.
///
/// # Errors
/// Storage errors.
pub fn spending(db: &Db<'_>, book: &Book, campaign: &Campaign, now: i64) -> Result<Spending> {
    let found = by_channel(db, book, campaign, now)?;
    let budgets = db.list_where::<Budget>("campaign", &campaign.id)?;
    let spend = found.metrics.iter().position(|m| m.key == SPEND);
    let target =
        book.targets(campaign.id).iter().find(|t| book.measured_by(t).is_some_and(|m| m.key == SPEND));
    let curve = match target {
        Some(target) => {
            let period = book.period(target)?;
            book.curve(target, &period)?
        }
        None => {
            let period = Period::of(campaign.start, campaign.end, book.settings.zone)?;
            Curve::linear(&period)
        }
    };
    let mut ids: Vec<ChannelId> = budgets.iter().map(|b| b.channel).collect();
    ids.extend(found.rows.iter().filter_map(|row| row.id));
    ids.sort_unstable();
    ids.dedup();
    let mut rows = Vec::new();
    for id in ids {
        let planned = budgets.iter().find(|b| b.channel == id).map(|b| b.planned);
        let own = found.rows.iter().find(|row| row.id == Some(id));
        let spent = own.and_then(|row| row.values.get(spend?).copied().flatten());
        let until = own.and_then(|row| row.spend_until);
        let left = planned.map(|planned| planned.checked_sub(spent.unwrap_or_default())).transpose()?;
        let pace = spending_pace(&curve, planned, spent, until);
        rows.push(SpendingRow {
            channel: id,
            key: book.channel_key(id).to_owned(),
            name: book.channel(id).to_owned(),
            planned,
            spent,
            left,
            pace,
            status: pace.map(|pace| on_plan_status(pace - 1.0)),
            values: own.map_or_else(|| vec![None; found.metrics.len()], |row| row.values.clone()),
        });
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(row.planned.or(row.spent)), row.channel));
    let whole = found.rows.iter().find(|row| row.id.is_none());
    let spent = whole.and_then(|row| row.values.get(spend?).copied().flatten());
    let total = target.map(|t| t.upper.unwrap_or(t.goal));
    let planned = Quantity::sum(budgets.iter().map(|b| b.planned))?;
    let may = if budgets.is_empty() { total } else { Some(planned) };
    let until = found.rows.iter().filter_map(|row| row.spend_until).max();
    let pace = spending_pace(&curve, may, spent, until);
    Ok(Spending {
        total,
        planned,
        spent,
        left: may.map(|may| may.checked_sub(spent.unwrap_or_default())).transpose()?,
        pace,
        status: pace.map(|pace| on_plan_status(pace - 1.0)),
        rows,
        by_channel: found,
    })
}

/// What was spent ÷ what the plan curve allows up to then; none where it allows nothing yet.
fn spending_pace(
    curve: &Curve,
    planned: Option<Quantity>,
    spent: Option<Quantity>,
    until: Option<i64>,
) -> Option<f64> {
    let allowed = planned?.to_f64() * curve.share(until?);
    spent.filter(|_| allowed > 0.0).map(|spent| spent.to_f64() / allowed)
}

/// Every status but the present one, with what a campaign lacks for it.
///
/// # Errors
/// Storage errors.
pub fn steps(db: &Db<'_>, book: &Book, campaign: &Campaign, now: i64) -> Result<Vec<NextStep>> {
    let period = Period::of(campaign.start, campaign.end, book.settings.zone)?;
    let spend = book.metric_of(SPEND).map(|m| m.id);
    let own = (
        db.list_where::<Budget>("campaign", &campaign.id)?,
        db.list_where::<Task>("campaign", &campaign.id)?,
        db.list_where::<Resource>("campaign", &campaign.id)?,
    );
    let targets = book.targets(campaign.id);
    let known = Preparation::of(campaign, targets, spend, &own.0, &own.1, &own.2, (&period, now))?;
    let retro = db.list_where::<Retro>("campaign", &Some(campaign.id))?.pop();
    let known = known.reviewed(retro.as_ref());
    let others = CampaignStatus::ALL.iter().copied().filter(|to| *to != campaign.status);
    Ok(others.map(|to| NextStep { to, lacks: lacks(campaign.status, to, &known) }).collect())
}

/// A campaign's next step and what it lacks for it; none where there is no next one.
///
/// # Errors
/// Storage errors.
pub fn next_step(db: &Db<'_>, book: &Book, campaign: &Campaign, now: i64) -> Result<Option<NextStep>> {
    let next = campaign.status.next();
    Ok(steps(db, book, campaign, now)?.into_iter().find(|step| Some(step.to) == next))
}
