//! Actions with what they should move, and whether they did.
use super::ActionLine;
use super::lessons::is_over;
use crate::board::evidence::of_metric;
use crate::board::{Book, Soon};
use crate::error::{Kind, Result};
use crate::model::{Action, ActionStatus, Campaign, CampaignId, CampaignStatus, Metric, Period, Quantity};
use crate::store::Db;

/// The actions that `keep` wants: open ones first, by due day; then the others, the latest first.
///
/// # Errors
/// Storage errors.
pub fn action_lines(
    db: &Db<'_>,
    book: &Book,
    now: i64,
    keep: impl Fn(&Action) -> bool,
) -> Result<Vec<ActionLine>> {
    let mut rows = db.list::<Action>()?;
    rows.retain(keep);
    rows.sort_by_key(|action| match action.status {
        ActionStatus::Open => {
            (false, action.due.is_none(), action.due.map_or(0, |day| i64::from(day.0)), action.id)
        }
        _ => (true, false, -action.done_at.unwrap_or(action.created_at), action.id),
    });
    rows.into_iter().map(|action| line(db, book, action, now)).collect()
}

/// The actions a campaign's retrospective begins with: of campaigns of the same playbook that began before it (of all, where
/// it has none), open, or done and not proven yet.
///
/// # Errors
/// Storage errors.
pub fn actions_before(db: &Db<'_>, book: &Book, campaign: &Campaign, now: i64) -> Result<Vec<ActionLine>> {
    let is_earlier = |id: CampaignId| {
        let other = book.campaign(id).filter(|other| other.id != campaign.id);
        other.is_some_and(|other| {
            let same = campaign.playbook.is_none() || campaign.playbook == other.playbook;
            same && other.start.day() < campaign.start.day()
        })
    };
    action_lines(db, book, now, |action| {
        let waits = match action.status {
            ActionStatus::Open => true,
            ActionStatus::Done => action.proof.is_none(),
            ActionStatus::Dropped => false,
        };
        waits && action.campaign.is_some_and(is_earlier)
    })
}

fn line(db: &Db<'_>, book: &Book, action: Action, now: i64) -> Result<ActionLine> {
    let campaign = action.campaign.and_then(|id| book.campaign(id));
    let (about_key, about_name) = about(book, &action);
    let metric = action.metric.and_then(|id| book.metric(id)).cloned();
    let (mut from, mut next) = (None, None);
    if let (Some(campaign), Some(metric)) = (campaign, &metric) {
        from = value(db, book, campaign, metric, now)?;
        next = proving(db, book, &action, campaign, metric, now)?;
    }
    let moved = action.aim.zip(from).zip(next.as_ref().map(|(.., value)| *value));
    let days = action.due.map(|due| due.0 - book.day_shown(now).0);
    Ok(ActionLine {
        about_key,
        about_name,
        days,
        when: days.filter(|_| action.status == ActionStatus::Open).map(soon),
        metric,
        from,
        next,
        reached: moved.and_then(|((aim, from), to)| aim.reached(from, to)),
        proposed: moved.and_then(|((aim, from), to)| aim.proof(from, to)),
        action,
    })
}

/// The key and the name of what an action is about.
fn about(book: &Book, action: &Action) -> (String, String) {
    let objective = action.objective.and_then(|id| book.objective(id));
    let cycle = action.cycle.and_then(|id| book.cycle(id));
    let campaign = action.campaign.and_then(|id| book.campaign(id));
    objective
        .map(|objective| (book.path(objective), objective.title.clone()))
        .or_else(|| cycle.map(|cycle| (cycle.key.clone(), cycle.name.clone())))
        .or_else(|| campaign.map(|campaign| (campaign.key.clone(), campaign.name.clone())))
        .unwrap_or_default()
}

fn soon(days: i32) -> Soon {
    match days {
        i32::MIN..0 => Soon::Overdue,
        0 => Soon::Today,
        1 => Soon::Tomorrow,
        2.. => Soon::Later,
    }
}

/// What a metric came to over a whole campaign, up to `now`; none without a reading.
fn value(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    metric: &Metric,
    now: i64,
) -> Result<Option<Quantity>> {
    let period = Period::of(campaign.start, campaign.end, book.settings.zone)?;
    // A sum that is too large to be exact is no value; the rest is still to be seen.
    match of_metric(db, book, &[Some(campaign.id)], metric, &period, now) {
        Err(error) if error.kind() == Kind::BadData => Ok(None),
        other => Ok(other?.actual),
    }
}

/// The campaign whose numbers tell whether an action worked: the one that people looked at; else the next of the same
/// playbook, else of the same stage, that began after this one had ended, is over, and has the metric.
fn proving(
    db: &Db<'_>,
    book: &Book,
    action: &Action,
    campaign: &Campaign,
    metric: &Metric,
    now: i64,
) -> Result<Option<(CampaignId, String, String, Quantity)>> {
    let found = |other: &Campaign| -> Result<Option<(CampaignId, String, String, Quantity)>> {
        let value = value(db, book, other, metric, now)?;
        Ok(value.map(|value| (other.id, other.key.clone(), other.name.clone(), value)))
    };
    if let Some(chosen) = action.proof_campaign.and_then(|id| book.campaign(id)) {
        return found(chosen);
    }
    let mut later: Vec<&Campaign> = Vec::new();
    for other in &book.campaigns {
        let is_later = other.start.day() > campaign.end.day() && other.status != CampaignStatus::Cancelled;
        if is_later && is_over(book, other, now)? {
            later.push(other);
        }
    }
    later.sort_by_key(|other| (other.end.day(), other.id));
    let by_playbook =
        later.iter().filter(|other| campaign.playbook.is_some() && other.playbook == campaign.playbook);
    let by_stage = later.iter().filter(|other| campaign.stage.is_some() && other.stage == campaign.stage);
    for other in by_playbook.chain(by_stage) {
        if let Some(next) = found(other)? {
            return Ok(Some(next));
        }
    }
    Ok(None)
}
