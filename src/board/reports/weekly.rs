//! 周报: the campaigns that ran in some days, and what moved in the OKRs.
use super::super::channels::by_channel;
use super::super::okr::{ObjectiveChange, ObjectiveLine, changes, snapshot};
use super::super::plan::{self, TaskLine};
use super::super::view::{CampaignLine, Todo};
use super::super::{Book, CycleLine, campaign_line, standing};
use super::stretch::{Stretch, stretches};
use crate::error::Result;
use crate::model::{
    Campaign, CampaignStatus, CycleStatus, Day, Note, NoteKind, Quantity, SPEND, Status, TargetId, When,
};
use crate::store::Db;

/// A week.
#[derive(Debug, Clone, PartialEq)]
pub struct Weekly {
    /// First and last day.
    pub days: (Day, Day),
    /// The campaigns that ran in it: by need.
    pub campaigns: Vec<WeekCampaign>,
    /// The cycles that were running, with what moved in them.
    pub cycles: Vec<WeekCycle>,
    /// What needs a hand in these campaigns and the OKRs, most urgent first.
    pub todos: Vec<Todo>,
    /// Campaigns that begin in the week after.
    pub starting: Vec<CampaignLine>,
    /// Campaigns that end in the week after.
    pub ending: Vec<CampaignLine>,
    /// Open tasks that are due in the week after.
    pub tasks: Vec<TaskLine>,
}

/// A campaign's week.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekCampaign {
    /// The campaign at the end of the week, or now.
    pub line: CampaignLine,
    /// How it stood when the week began; none where it had not begun.
    pub health_before: Option<Status>,
    /// The week and the one before, for each target.
    pub targets: Vec<(TargetId, Stretch, Stretch)>,
    /// What was spent in the week.
    pub spent: Option<Quantity>,
    /// What was changed and decided in it, oldest first.
    pub notes: Vec<Note>,
}

/// A cycle's week.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekCycle {
    /// The cycle.
    pub cycle: CycleLine,
    /// How far it is, how far it should be, and how it stands.
    pub overall: (Option<f64>, Option<f64>, Option<Status>),
    /// How far it was when the week began.
    pub progress_before: Option<f64>,
    /// Its objectives with what changed.
    pub objectives: Vec<(ObjectiveLine, ObjectiveChange)>,
}

/// Some days as they are known at `now`.
///
/// # Errors
/// Storage errors.
pub fn weekly(db: &Db<'_>, book: &Book, days: (Day, Day), now: i64) -> Result<Weekly> {
    let (from, to) = days;
    let zone = book.settings.zone;
    let start = zone.start_of(from);
    let counts = |c: &Campaign| !matches!(c.status, CampaignStatus::Idea | CampaignStatus::Cancelled);
    let ran = |c: &Campaign| counts(c) && c.start.day() <= to && c.end.last_day() >= from;
    let mut campaigns = Vec::new();
    for campaign in book.campaigns.iter().filter(|c| ran(c)) {
        campaigns.push(week_of(db, book, campaign, days, now)?);
    }
    campaigns.sort_by_key(|week| super::super::cockpit::by_need(&week.line));
    let (_, todos) = standing(db, now, ran, true)?;
    let (next, last) = (to.plus(1), to.plus(7));
    let is_next = |day: Day| next <= day && day <= last;
    let lines = |wanted: &dyn Fn(&Campaign) -> bool| {
        let mut out = Vec::new();
        for campaign in book.campaigns.iter().filter(|c| counts(c) && wanted(c)) {
            out.push(campaign_line(db, book, campaign, now)?);
        }
        out.sort_by_key(|line| (line.start.day(), line.key.clone()));
        Ok::<_, crate::error::Error>(out)
    };
    let tasks = plan::tasks(db, book, now, |task, owner| {
        let on = task.due.resolve(owner.start, owner.end).day();
        counts(owner) && task.status.is_open() && is_next(on)
    })?;
    Ok(Weekly {
        days,
        campaigns,
        cycles: cycles(db, book, days, start, now)?,
        todos,
        starting: lines(&|c| is_next(c.start.day()))?,
        ending: lines(&|c| is_next(c.end.last_day()))?,
        tasks,
    })
}

fn week_of(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    (from, to): (Day, Day),
    now: i64,
) -> Result<WeekCampaign> {
    let zone = book.settings.zone;
    let length = to.0 - from.0 + 1;
    let before = (from.plus(-length), from.plus(-1));
    let mut targets = Vec::new();
    for target in book.targets(campaign.id) {
        // While the week goes on, the plan up to now is what it can be held against.
        let sofar = to.min(book.day_shown(now)).max(from);
        let (line, found) = stretches(db, book, target, &[(from, sofar), before], now)?;
        let at = |index: usize| found.get(index).copied().unwrap_or_default();
        targets.push((line.id, at(0), at(1)));
    }
    let health_before = match campaign.start.day() < from {
        true => campaign_line(db, book, campaign, zone.start_of(from))?.health,
        false => None,
    };
    let of_week = Campaign { start: When::Day(from), end: When::Day(to), ..campaign.clone() };
    let channels = by_channel(db, book, &of_week, now)?;
    let spend = channels.metrics.iter().position(|metric| metric.key == SPEND);
    let whole = channels.rows.iter().find(|row| row.id.is_none());
    let mut notes = db.list_where::<Note>("campaign", &Some(campaign.id))?;
    let is_in = |note: &Note| {
        let day = zone.day_of(note.at);
        from <= day && day <= to && note.at < now
    };
    notes.retain(|note| is_in(note) && matches!(note.kind, NoteKind::Adjustment | NoteKind::Decision));
    notes.sort_by_key(|note| (note.at, note.id));
    Ok(WeekCampaign {
        line: campaign_line(db, book, campaign, now)?,
        health_before,
        targets,
        spent: spend.and_then(|index| whole?.values.get(index).copied().flatten()),
        notes,
    })
}

/// What moved in the cycles that run in these days, from how they stood when the days began.
fn cycles(db: &Db<'_>, book: &Book, (from, to): (Day, Day), start: i64, now: i64) -> Result<Vec<WeekCycle>> {
    let past = db.past(start);
    let book_then = Book::open(&past)?;
    let mut out = Vec::new();
    let runs = |status| !matches!(status, CycleStatus::Planning | CycleStatus::Closed);
    for cycle in book.cycles.iter().filter(|c| c.start <= to && c.end >= from && runs(c.status)) {
        let is_there = book_then.cycle(cycle.id).is_some();
        let then = is_there.then(|| snapshot(&past, &book_then, cycle.id, start)).transpose()?;
        let after = snapshot(db, book, cycle.id, now)?;
        let changed = changes(then.as_ref(), &after);
        let Some(line) = after.cycle.clone() else { continue };
        let overall = |objectives: &[ObjectiveLine]| {
            let objectives = objectives.to_vec();
            super::super::OkrTree { objectives, ..super::super::OkrTree::default() }.overall()
        };
        let objectives: Vec<_> = after
            .objectives
            .iter()
            .filter_map(|o| Some((o.clone(), changed.iter().find(|change| change.id == o.id)?.clone())))
            .collect();
        out.push(WeekCycle {
            cycle: line,
            overall: overall(&after.objectives),
            progress_before: then.as_ref().and_then(|then| overall(&then.objectives).0),
            objectives,
        });
    }
    Ok(out)
}
