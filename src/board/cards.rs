//! Every campaign with what lists, boards and timelines show of it.
use super::book::Book;
use super::cockpit::campaign_line;
use super::evidence::rows;
use super::sort::Sort;
use super::view::CampaignLine;
use crate::error::Result;
use crate::model::{
    Budget, Campaign, ChannelId, Day, Period, Phase, Quantity, SPEND, Stage, Task, TaskKind, TaskStatus,
};
use crate::store::Db;
use std::collections::{BTreeSet, HashMap};

/// One campaign, as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What the cockpit shows of it.
    pub line: CampaignLine,
    /// The key of the playbook it started from.
    pub playbook: Option<String>,
    /// What kind of promotion it is, in the user's words.
    pub kind: Option<String>,
    /// The lifecycle stage it works on.
    pub stage: Option<Stage>,
    /// The names of its channels, in order.
    pub channels: Vec<String>,
    /// Its phases in order; empty for none.
    pub phases: Vec<Phase>,
    /// What it may spend: by its channels' budgets, else the goal of its target on spend.
    pub planned: Option<Quantity>,
    /// What it has spent.
    pub spent: Option<Quantity>,
    /// Its tasks by due date, those that were dropped left out.
    pub tasks: Vec<TaskMark>,
}

/// A task, as a timeline shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskMark {
    /// What is to be done.
    pub title: String,
    /// Todo, milestone, content or approval.
    pub kind: TaskKind,
    /// By when.
    pub on: Day,
    /// Somebody still has to do something.
    pub is_open: bool,
    /// Open, and its time has passed.
    pub is_overdue: bool,
}

impl Card {
    /// A campaign of which no more is known.
    #[must_use]
    pub fn of(line: CampaignLine) -> Self {
        Self {
            line,
            playbook: None,
            kind: None,
            stage: None,
            channels: Vec::new(),
            phases: Vec::new(),
            planned: None,
            spent: None,
            tasks: Vec::new(),
        }
    }

    /// How many tasks are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.tasks.iter().filter(|task| task.is_open).count()
    }

    /// How many of them are overdue.
    #[must_use]
    pub fn overdue(&self) -> usize {
        self.tasks.iter().filter(|task| task.is_overdue).count()
    }
}

/// Every campaign at `now`, in the order of the cockpit.
///
/// # Errors
/// Storage errors.
pub fn cards(db: &Db<'_>, book: &Book, now: i64) -> Result<Vec<Card>> {
    let (mut budgets, mut tasks) = (HashMap::new(), HashMap::new());
    for budget in db.list::<Budget>()? {
        budgets.entry(budget.campaign).or_insert_with(Vec::new).push(budget);
    }
    for task in db.list::<Task>()? {
        tasks.entry(task.campaign).or_insert_with(Vec::new).push(task);
    }
    let mut cards = Vec::with_capacity(book.campaigns.len());
    for campaign in &book.campaigns {
        let budgets = budgets.remove(&campaign.id).unwrap_or_default();
        let tasks = tasks.remove(&campaign.id).unwrap_or_default();
        cards.push(card(db, book, campaign, &budgets, &tasks, now)?);
    }
    cards.sort_by(|a, b| Sort::Need.compare(a, b, false));
    Ok(cards)
}

fn card(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    budgets: &[Budget],
    tasks: &[Task],
    now: i64,
) -> Result<Card> {
    let line = campaign_line(db, book, campaign, now)?;
    let money = line.targets.iter().find(|target| target.metric == SPEND);
    let split = Quantity::sum(budgets.iter().map(|budget| budget.planned))?;
    let planned = Some(split).filter(|split| *split != Quantity::ZERO);
    let channels: BTreeSet<ChannelId> =
        book.channels_of(campaign.id).chain(budgets.iter().map(|budget| budget.channel)).collect();
    let spent = match money {
        Some(target) => target.actual,
        None => spent(db, book, campaign, now)?,
    };
    let mut marks = Vec::with_capacity(tasks.len());
    for task in tasks.iter().filter(|task| task.status != TaskStatus::Dropped) {
        let (on, is_open) = (task.due.resolve(campaign.start, campaign.end), task.status.is_open());
        let is_overdue = is_open && book.settings.zone.ends_at(on)? <= now;
        marks.push(TaskMark {
            title: task.title.clone(),
            kind: task.kind,
            on: on.day(),
            is_open,
            is_overdue,
        });
    }
    marks.sort_by_key(|mark| mark.on);
    Ok(Card {
        playbook: campaign.playbook.clone(),
        kind: campaign.kind.clone(),
        stage: campaign.stage,
        channels: channels.into_iter().map(|id| book.channel(id).to_owned()).collect(),
        phases: campaign.phases.0.clone(),
        planned: planned.or_else(|| money.map(|target| target.upper.unwrap_or(target.goal))),
        spent,
        tasks: marks,
        ..Card::of(line)
    })
}

/// What a campaign without a target on its money has spent in its own time.
fn spent(db: &Db<'_>, book: &Book, campaign: &Campaign, now: i64) -> Result<Option<Quantity>> {
    let Some(metric) = book.metric_of(SPEND) else { return Ok(None) };
    let period = Period::of(campaign.start, campaign.end, book.settings.zone)?;
    let mut sum = None;
    for series in book.all_series(campaign.id, metric.id) {
        for (_, value, ..) in rows(db, series.id, false, &period, book.settings.zone, now)? {
            sum = Some(sum.unwrap_or(Quantity::ZERO).checked_add(value)?);
        }
    }
    Ok(sum)
}
