//! 日报: one campaign and one day, for the group at 22:00.
use super::super::channels::{ByChannel, by_channel};
use super::super::plan::{self, Spending, TaskLine};
use super::super::view::{CampaignLine, Matter, Soon, TargetLine, Todo};
use super::super::{Book, campaign_line, standing};
use super::stretch::{Stretch, stretches};
use crate::error::Result;
use crate::model::{Campaign, CampaignId, Day, Note, NoteKind, Quantity, SPEND, When};
use crate::store::Db;

/// A campaign's day.
#[derive(Debug, Clone, PartialEq)]
pub struct Daily {
    /// The day.
    pub day: Day,
    /// The campaign at the moment shown.
    pub line: CampaignLine,
    /// Its targets, the primary one first.
    pub targets: Vec<DayTarget>,
    /// Its money up to the moment shown.
    pub spending: Spending,
    /// What was spent that day.
    pub spent: Option<Quantity>,
    /// What each channel brought and cost that day.
    pub channels: ByChannel,
    /// What was changed, decided and seen that day; feedback is not among it.
    pub notes: Vec<Note>,
    /// What needs a hand now, most urgent first.
    pub todos: Vec<Todo>,
    /// Tasks that are due the day after.
    pub tomorrow: Vec<TaskLine>,
}

/// One target and what the day did for it.
#[derive(Debug, Clone, PartialEq)]
pub struct DayTarget {
    /// The target at the moment shown.
    pub line: TargetLine,
    /// The day.
    pub day: Stretch,
    /// The day before.
    pub before: Stretch,
}

/// A campaign's day as it is known at `now`; none where the campaign is gone.
///
/// # Errors
/// Storage errors.
pub fn daily(db: &Db<'_>, book: &Book, id: CampaignId, day: Day, now: i64) -> Result<Option<Daily>> {
    let Some(campaign) = book.campaign(id) else { return Ok(None) };
    let line = campaign_line(db, book, campaign, now)?;
    let before = day.plus(-1);
    let mut targets = Vec::new();
    for target in book.targets(id) {
        let (line, found) = stretches(db, book, target, &[(day, day), (before, before)], now)?;
        let at = |index: usize| found.get(index).copied().unwrap_or_default();
        targets.push(DayTarget { line, day: at(0), before: at(1) });
    }
    let of_day = Campaign { start: When::Day(day), end: When::Day(day), ..campaign.clone() };
    let channels = by_channel(db, book, &of_day, now)?;
    let spend = channels.metrics.iter().position(|metric| metric.key == SPEND);
    let whole = channels.rows.iter().find(|row| row.id.is_none());
    let spent = spend.and_then(|index| whole?.values.get(index).copied().flatten());
    let zone = book.settings.zone;
    let mut notes = db.list_where::<Note>("campaign", &Some(id))?;
    notes.retain(|note| note.kind != NoteKind::Feedback && zone.day_of(note.at) == day && note.at < now);
    notes.sort_by_key(|note| (note.at, note.id));
    let (_, mut todos) = standing(db, now, |other| other.id == id, false)?;
    todos.retain(|todo| !is_of_tomorrow(&todo.matter));
    let next = day.plus(1);
    let tomorrow = plan::tasks(db, book, now, |task, owner| {
        let on = task.due.resolve(owner.start, owner.end).day();
        task.campaign == id && task.status.is_open() && on == next
    })?;
    let spending = plan::spending(db, book, campaign, now)?;
    Ok(Some(Daily { day, line, targets, spending, spent, channels, notes, todos, tomorrow }))
}

/// Tasks of tomorrow are told beside.
fn is_of_tomorrow(matter: &Matter) -> bool {
    match matter {
        Matter::TaskDue(task) => task.when == Soon::Tomorrow,
        Matter::TasksDue { when, .. } => *when == Soon::Tomorrow,
        _ => false,
    }
}
