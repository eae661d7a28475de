//! The cockpit: live campaigns by worst status, their targets, what needs a hand.
use super::book::Book;
use super::gauge::gauge;
use super::todo::todos;
use super::view::{CampaignLine, Cockpit, Group, Todo};
use super::work::Work;
use crate::error::Result;
use crate::model::{Campaign, CampaignStatus, Day, Period, campaign_health};
use crate::store::Db;

/// An ended campaign waits this long for its review before it leaves the cockpit.
const WAITS: i64 = 60 * 86_400;

/// Everything the cockpit shows at `now`. With `all`, or where there is nothing else, also the campaigns that need
/// nobody any more: long ended, reviewed, cancelled ones.
///
/// # Errors
/// Storage errors.
pub fn cockpit(db: &Db<'_>, book: &Book, now: i64, all: bool) -> Result<Cockpit> {
    let (mut campaigns, mut others) = (Vec::new(), Vec::new());
    for campaign in &book.campaigns {
        let period = Period::of(campaign.start, campaign.end, book.settings.zone)?;
        let over = matches!(campaign.status, CampaignStatus::Cancelled | CampaignStatus::Reviewed);
        if !over && now - period.end < WAITS {
            campaigns.push(campaign_line(db, book, campaign, now)?);
        } else {
            others.push(campaign);
        }
    }
    campaigns.sort_by_key(by_need);
    let work = Work::read(db)?.with_lessons(db, book, &planned(book, &campaigns))?;
    let (todos, tasks) = todos(book, &work, &campaigns, true, now)?;
    let has_all = all || campaigns.is_empty();
    for campaign in others.into_iter().filter(|_| has_all) {
        campaigns.push(CampaignLine { group: Group::Ended, ..campaign_line(db, book, campaign, now)? });
    }
    if has_all {
        campaigns.sort_by_key(by_need);
    }
    let north_star = super::okr::north_star(db, book, now)?;
    Ok(Cockpit { campaigns, todos, tasks, campaigns_in_file: book.campaigns.len(), has_all, north_star })
}

/// The campaigns that are still to come.
fn planned<'a>(book: &'a Book, lines: &[CampaignLine]) -> Vec<&'a Campaign> {
    let coming = lines.iter().filter(|line| line.group == Group::Upcoming);
    coming.filter_map(|line| book.campaign(line.id)).collect()
}

/// Live campaigns by worst status, upcoming ones by start, ended ones by end, the latest first.
pub(super) fn by_need(line: &CampaignLine) -> (Group, u8, i32) {
    let worst = line.health.map_or(0, crate::model::Status::severity);
    match line.group {
        Group::Live => (line.group, u8::MAX - worst, line.end.day().0),
        Group::Upcoming => (line.group, 0, line.start.day().0),
        Group::Ended => (line.group, 0, -line.end.day().0),
    }
}

/// Every campaign of the file that `keep` wants, in the order of the cockpit.
///
/// # Errors
/// Storage errors.
pub fn campaigns(db: &Db<'_>, now: i64, keep: impl Fn(&Campaign) -> bool) -> Result<Vec<CampaignLine>> {
    let book = Book::in_use(db)?;
    let mut lines = Vec::new();
    for campaign in book.campaigns.iter().filter(|c| keep(c)) {
        lines.push(campaign_line(db, &book, campaign, now)?);
    }
    lines.sort_by_key(by_need);
    Ok(lines)
}

/// Every campaign of the file that `keep` wants, in the order of the cockpit, and what needs a hand in them; with
/// `of_okrs` also in the OKRs.
///
/// # Errors
/// Storage errors.
pub fn standing(
    db: &Db<'_>,
    now: i64,
    keep: impl Fn(&Campaign) -> bool,
    of_okrs: bool,
) -> Result<(Vec<CampaignLine>, Vec<Todo>)> {
    let lines = campaigns(db, now, keep)?;
    let book = Book::in_use(db)?;
    let is_over =
        |c: &&CampaignLine| matches!(c.status, CampaignStatus::Cancelled | CampaignStatus::Reviewed);
    let open: Vec<CampaignLine> = lines.iter().filter(|c| !is_over(c)).cloned().collect();
    let work = Work::read(db)?.with_lessons(db, &book, &planned(&book, &open))?;
    let (todos, _) = todos(&book, &work, &open, of_okrs, now)?;
    Ok((lines, todos))
}

/// The days any of a campaign's targets runs.
fn span(book: &Book, campaign: &Campaign) -> Result<Option<(Day, Day)>> {
    let mut span: Option<(Day, Day)> = None;
    for target in book.targets(campaign.id) {
        let Period { first, last, .. } = book.period(target)?;
        span = Some(span.map_or((first, last), |(from, to)| (from.min(first), to.max(last))));
    }
    Ok(span)
}

/// Where a campaign's dates stand against `now`.
pub(super) fn group_of(book: &Book, campaign: &Campaign, now: i64) -> Result<Group> {
    let period = Period::of(campaign.start, campaign.end, book.settings.zone)?;
    // The end of a day that is looked back on is still that day.
    let moment = now - 1;
    let ended =
        now >= period.end || matches!(campaign.status, CampaignStatus::Ended | CampaignStatus::Reviewed);
    Ok(match campaign.status {
        _ if ended => Group::Ended,
        CampaignStatus::Live => Group::Live,
        _ if moment >= period.start && campaign.status != CampaignStatus::Cancelled => Group::Live,
        _ => Group::Upcoming,
    })
}

/// One campaign with its targets at `now`.
///
/// # Errors
/// Storage errors.
pub fn campaign_line(db: &Db<'_>, book: &Book, campaign: &Campaign, now: i64) -> Result<CampaignLine> {
    let zone = book.settings.zone;
    let period = Period::of(campaign.start, campaign.end, zone)?;
    let mut targets = Vec::new();
    if let Some((first, last)) = span(book, campaign)? {
        db.read_ahead(campaign.id, first, last.max(zone.day_of(now)))?;
    }
    for target in book.targets(campaign.id) {
        targets.push(gauge(db, book, target, now)?);
    }
    let moment = now - 1;
    let group = group_of(book, campaign, now)?;
    let mut phase = None;
    for candidate in &campaign.phases.0 {
        if moment >= zone.starts_at(candidate.start)? && moment < zone.ends_at(candidate.end)? {
            phase = Some(candidate.name.clone());
        }
    }
    let days = period.last.0 - period.first.0 + 1;
    // Steps are known at any time: they say nothing about how old the data is.
    let measured =
        targets.iter().zip(book.targets(campaign.id)).filter(|(_, target)| target.steps.0.is_empty());
    let data_until = measured.filter_map(|(line, _)| line.data_until).max();
    Ok(CampaignLine {
        id: campaign.id,
        version: campaign.version,
        key: campaign.key.clone(),
        name: campaign.name.clone(),
        owner: campaign.owner.clone(),
        goal: campaign.goal.clone(),
        status: campaign.status,
        group,
        start: campaign.start,
        end: campaign.end,
        day: (zone.day_of(moment).0 - period.first.0 + 1).clamp(0, days),
        days,
        phase,
        health: campaign_health(targets.iter().map(|t| (t.status, t.is_guardrail, t.held == Some(false)))),
        data_until,
        targets,
    })
}
