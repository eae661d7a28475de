//! The list of retrospectives: those that are due first.
use super::{RetroAbout, RetroLine, Written};
use crate::board::{Book, cycle_line, gauge};
use crate::error::Result;
use crate::model::{
    Action, Answer, Campaign, CampaignStatus, Cause, Cycle, CycleStatus, Finding, FindingVerdict, Insight,
    Lesson, Period, Retro, RetroId, Status, retro_due, worst,
};
use crate::store::Db;
use std::collections::HashMap;

/// Every retrospective that is drafted or should be: open ones by due day, then finished ones, the latest first.
///
/// # Errors
/// Storage errors.
pub fn retros(db: &Db<'_>, book: &Book, now: i64) -> Result<Vec<RetroLine>> {
    let rows = db.list::<Retro>()?;
    let written = all_written(db)?;
    let mut out = Vec::new();
    for campaign in &book.campaigns {
        let retro = rows.iter().find(|retro| retro.campaign == Some(campaign.id));
        if retro.is_some() || is_campaign_due(book, campaign, now)? {
            out.push(of_campaign(db, book, campaign, retro, &written, now)?);
        }
    }
    for cycle in &book.cycles {
        let retro = rows.iter().find(|retro| retro.cycle == Some(cycle.id));
        if retro.is_some() || is_cycle_due(book, cycle, now) {
            out.push(of_cycle(db, book, cycle, retro, &written, now)?);
        }
    }
    out.sort_by_key(|line| {
        (!line.is_open(), if line.is_open() { line.due.0 } else { -line.end.0 }, line.key.clone())
    });
    Ok(out)
}

/// One of them, drafted or not; none where what it is about is gone.
///
/// # Errors
/// Storage errors.
pub fn retro_line(db: &Db<'_>, book: &Book, about: RetroAbout, now: i64) -> Result<Option<RetroLine>> {
    let written = all_written(db)?;
    Ok(match about {
        RetroAbout::Campaign(id) => match book.campaign(id) {
            Some(campaign) => {
                let retro = db.list_where::<Retro>("campaign", &Some(id))?.pop();
                Some(of_campaign(db, book, campaign, retro.as_ref(), &written, now)?)
            }
            None => None,
        },
        RetroAbout::Cycle(id) => match book.cycle(id) {
            Some(cycle) => {
                let retro = db.list_where::<Retro>("cycle", &Some(id))?.pop();
                Some(of_cycle(db, book, cycle, retro.as_ref(), &written, now)?)
            }
            None => None,
        },
    })
}

/// People said that it ended; one that is cancelled needs none.
fn is_campaign_due(book: &Book, campaign: &Campaign, now: i64) -> Result<bool> {
    Ok(match campaign.status {
        CampaignStatus::Ended => true,
        CampaignStatus::Live => now >= Period::of(campaign.start, campaign.end, book.settings.zone)?.end,
        _ => false,
    })
}

fn is_cycle_due(book: &Book, cycle: &Cycle, now: i64) -> bool {
    let over = book.day_shown(now) > cycle.end;
    let used = book.objectives.iter().any(|objective| objective.cycle == cycle.id);
    used && (over || matches!(cycle.status, CycleStatus::Grading | CycleStatus::Closed))
}

fn of_campaign(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    retro: Option<&Retro>,
    written: &HashMap<RetroId, Written>,
    now: i64,
) -> Result<RetroLine> {
    let targets = book.targets(campaign.id);
    let lines = targets.iter().map(|target| gauge(db, book, target, now)).collect::<Result<Vec<_>>>()?;
    let primary = lines.iter().find(|line| line.is_primary).or_else(|| lines.first());
    let about = RetroAbout::Campaign(campaign.id);
    let end = campaign.end.day();
    Ok(RetroLine {
        about,
        key: campaign.key.clone(),
        name: campaign.name.clone(),
        owner: campaign.owner.clone(),
        leader: retro.map_or_else(|| campaign.owner.clone(), |retro| retro.leader.clone()),
        playbook: campaign.playbook.clone(),
        status: retro.map(|retro| retro.status),
        end,
        due: retro_due(end),
        days: retro_due(end).0 - book.day_shown(now).0,
        achievement: primary.and_then(|line| line.progress),
        primary: primary.map(|line| line.status),
        health: worst(lines.iter().map(|line| line.status)),
        missed: (lines.iter().filter(|line| line.status == Status::Missed).count(), lines.len()),
        finished_at: retro.and_then(|retro| retro.finished_at),
        written: retro.and_then(|retro| written.get(&retro.id)).copied().unwrap_or_default(),
    })
}

fn of_cycle(
    db: &Db<'_>,
    book: &Book,
    cycle: &Cycle,
    retro: Option<&Retro>,
    written: &HashMap<RetroId, Written>,
    now: i64,
) -> Result<RetroLine> {
    let tree = crate::board::okr_tree(db, book, Some(cycle.id), now)?;
    let (achievement, _, health): (Option<f64>, Option<f64>, Option<Status>) = tree.overall();
    let line = cycle_line(book, &[], cycle, now);
    Ok(RetroLine {
        about: RetroAbout::Cycle(cycle.id),
        key: cycle.key.clone(),
        name: line.name,
        owner: String::new(),
        leader: retro.map(|retro| retro.leader.clone()).unwrap_or_default(),
        playbook: None,
        status: retro.map(|retro| retro.status),
        end: cycle.end,
        due: retro_due(cycle.end),
        days: retro_due(cycle.end).0 - book.day_shown(now).0,
        achievement,
        primary: health,
        health,
        missed: (0, 0),
        finished_at: retro.and_then(|retro| retro.finished_at),
        written: retro.and_then(|retro| written.get(&retro.id)).copied().unwrap_or_default(),
    })
}

/// What is written in each retrospective.
fn all_written(db: &Db<'_>) -> Result<HashMap<RetroId, Written>> {
    let mut out: HashMap<RetroId, Written> = HashMap::new();
    for row in db.list::<Finding>()?.iter().filter(|row| row.verdict == FindingVerdict::Kept) {
        out.entry(row.retro).or_default().findings += 1;
    }
    db.list::<Cause>()?.iter().for_each(|row| out.entry(row.retro).or_default().causes += 1);
    db.list::<Insight>()?.iter().for_each(|row| out.entry(row.retro).or_default().insights += 1);
    db.list::<Answer>()?.iter().for_each(|row| out.entry(row.retro).or_default().answers += 1);
    let lessons = db.list::<Lesson>()?;
    lessons.iter().filter_map(|row| row.retro).for_each(|id| out.entry(id).or_default().lessons += 1);
    let actions = db.list::<Action>()?;
    actions.iter().filter_map(|row| row.retro).for_each(|id| out.entry(id).or_default().actions += 1);
    Ok(out)
}
