//! What needs a hand: targets off pace, breached guardrails, silence; tasks that are due, approvals and resources that
//! are not there, steps to take.
use super::book::Book;
use super::retro_todo::{closed_cycles, unanswered, undecided, written};
use super::view::{About, CampaignLine, DueTask, Group, Matter, Soon, TargetLine, Todo, Urgency};
use super::work::{Work, due_task};
use crate::error::Result;
use crate::model::{
    Campaign, CampaignStatus, RESOURCE_WARNS, ResourceStatus, Status, TargetKind, TaskKind, TaskStatus,
};

/// More tasks of one campaign that are due alike become one line.
pub(super) const FLOOD: usize = 3;
/// The next step of a campaign is offered from this many days before its start.
const STEP_AHEAD: i32 = 14;

pub(super) type Found = Vec<(Urgency, Matter)>;

/// What needs a hand at `now`, most urgent first, in the order of the campaigns; and beside it everything open that
/// somebody has on the desk, by due date. With `of_okrs` also what of the OKRs needs one.
pub(super) fn todos(
    book: &Book,
    work: &Work,
    campaigns: &[CampaignLine],
    of_okrs: bool,
    now: i64,
) -> Result<(Vec<Todo>, Vec<Todo>)> {
    let (mut out, mut owned) = (Vec::new(), Vec::new());
    for line in campaigns {
        let Some(campaign) = book.campaign(line.id) else { continue };
        let todo = |target: Option<&TargetLine>, (urgency, matter)| {
            let name = line.name.clone();
            Todo { urgency, about: About::Campaign(line.id), name, target: target.map(|t| t.id), matter }
        };
        out.extend(step(book, work, line, campaign, now)?.into_iter().map(|found| todo(None, found)));
        let retro = written(book, work, campaign, now).map(|found| todo(None, found));
        owned.extend(retro.clone());
        out.extend(retro);
        out.extend(undecided(work, line).map(|found| todo(None, found)));
        if line.group == Group::Live {
            if line.targets.is_empty() {
                out.push(todo(None, (Urgency::Look, Matter::NoTarget)));
            }
            out.extend(unanswered(work, line).map(|found| todo(None, found)));
            for target in &line.targets {
                out.extend(matters(book, target, now).into_iter().map(|found| todo(Some(target), found)));
            }
        }
        let mut tasks = Vec::new();
        for task in work.tasks(line.id) {
            tasks.push((due_task(book, campaign, task, now)?, task.status));
        }
        tasks.sort_by_key(|(task, _)| (task.when, task.days, task.on.to_string(), task.id));
        // What nobody was named for is on the desk of whoever answers for the campaign.
        let of_people = tasks.iter().filter(|(task, _)| !task.owner.is_empty() || !campaign.owner.is_empty());
        owned.extend(of_people.map(|(task, _)| todo(None, task_matter(task.clone()))));
        let starts_in = campaign.start.day().0 - book.day_shown(now).0;
        out.extend(due(tasks, line.group, starts_in).into_iter().map(|found| todo(None, found)));
        if line.group != Group::Ended {
            out.extend(resources(book, work, campaign, now).into_iter().map(|found| todo(None, found)));
        }
    }
    if of_okrs {
        let (of_okrs, of_people) = super::okr::todos(book, work, now)?;
        out.extend(of_okrs);
        owned.extend(of_people);
        let retros: Vec<Todo> = closed_cycles(book, work, now).collect();
        out.extend(retros.clone());
        owned.extend(retros);
    }
    out.sort_by_key(|todo| todo.urgency);
    owned.sort_by_key(|todo| match &todo.matter {
        Matter::TaskDue(task) => (task.when, task.days),
        Matter::CheckIn(due) => (if due.days > 0 { Soon::Overdue } else { Soon::Today }, -due.days),
        Matter::Action { when, days, .. } | Matter::RetroDue { when, days, .. } => (*when, *days),
        _ => (Soon::Later, i32::MAX),
    });
    Ok((out, owned))
}

/// The step its dates ask for, or the next one where the start is near.
fn step(book: &Book, work: &Work, line: &CampaignLine, campaign: &Campaign, now: i64) -> Result<Found> {
    use CampaignStatus as S;
    let early = matches!(line.status, S::Idea | S::Planned | S::Approved | S::Preparing);
    let starts_in = campaign.start.day().0 - book.day_shown(now).0;
    let (to, is_due) = match line.group {
        Group::Live if early => (S::Live, true),
        Group::Ended if early || line.status == S::Live => (S::Ended, true),
        // Going live is not offered before the day comes.
        Group::Upcoming if starts_in <= STEP_AHEAD => match line.status.next() {
            Some(to @ (S::Planned | S::Approved | S::Preparing)) => (to, false),
            _ => return Ok(Vec::new()),
        },
        _ => return Ok(Vec::new()),
    };
    // What an ended campaign lacked to begin with helps nobody any more.
    let lacks = if to == S::Ended { Vec::new() } else { work.lacks(book, campaign, to, now)? };
    Ok(vec![(Urgency::Look, Matter::StatusOffered { to, lacks, is_due })])
}

/// Open tasks that are due by tomorrow, and approvals that stand in the way of the start.
fn due(tasks: Vec<(DueTask, TaskStatus)>, group: Group, starts_in: i32) -> Found {
    let mut out = Found::new();
    let mut rest: Vec<DueTask> = Vec::new();
    for (task, status) in tasks {
        let is_refused = status == TaskStatus::Refused;
        let is_approval = task.kind == TaskKind::Approval && group != Group::Ended;
        let is_near = group == Group::Upcoming && starts_in <= RESOURCE_WARNS && task.when > Soon::Today;
        if is_approval && (is_refused || is_near) {
            let urgency = if is_refused { Urgency::Act } else { Urgency::Look };
            out.push((urgency, Matter::Approval { task, is_refused, starts_in }));
        } else if task.when < Soon::Later {
            rest.push(task);
        }
    }
    for when in [Soon::Overdue, Soon::Today, Soon::Tomorrow] {
        let alike = || rest.iter().filter(|task| task.when == when);
        if alike().count() > FLOOD {
            let titles = alike().map(|task| task.title.clone()).collect();
            out.push((urgency(when), Matter::TasksDue { when, titles }));
        } else {
            out.extend(alike().map(|task| task_matter(task.clone())));
        }
    }
    out
}

pub(super) fn urgency(when: Soon) -> Urgency {
    if when <= Soon::Today { Urgency::Act } else { Urgency::Look }
}

fn task_matter(task: DueTask) -> (Urgency, Matter) {
    (urgency(task.when), Matter::TaskDue(task))
}

/// Resources that nobody has promised shortly before they are needed, and refused ones that are still needed.
fn resources(book: &Book, work: &Work, campaign: &Campaign, now: i64) -> Found {
    let mut found: Vec<(i32, Urgency, Matter)> = Vec::new();
    for resource in work.resources(campaign.id) {
        let on = resource.need_by.resolve(campaign.start, campaign.end);
        let days = on.day().0 - book.day_shown(now).0;
        let wanted = match resource.status {
            ResourceStatus::Refused => days >= 0,
            _ => resource.status.is_open() && days <= RESOURCE_WARNS,
        };
        if !wanted {
            continue;
        }
        let is_refused = resource.status == ResourceStatus::Refused;
        let is_pressing = days <= if is_refused { RESOURCE_WARNS } else { 1 };
        let urgency = if is_pressing { Urgency::Act } else { Urgency::Look };
        let (name, giver, status) = (resource.name.clone(), resource.giver.clone(), resource.status);
        found.push((
            days,
            urgency,
            Matter::Resource { resource: resource.id, name, giver, status, on, days },
        ));
    }
    found.sort_by_key(|(days, ..)| *days);
    found.into_iter().map(|(_, urgency, matter)| (urgency, matter)).collect()
}

fn matters(book: &Book, target: &TargetLine, now: i64) -> Found {
    let metric = (target.name_en.clone(), target.name_zh.clone());
    let mut out = Vec::new();
    match (target.held, target.actual) {
        (Some(false), Some(actual)) if target.kind == TargetKind::Keep => {
            let above = actual > target.upper.unwrap_or(target.goal);
            let bound = target.upper.filter(|_| above).unwrap_or(target.goal);
            let unit = target.unit;
            out.push((Urgency::Act, Matter::Breached { metric: metric.clone(), unit, actual, bound, above }));
        }
        _ if matches!(target.status, Status::Behind | Status::Missed | Status::AtRisk) => {
            let urgency = if target.status == Status::AtRisk { Urgency::Look } else { Urgency::Act };
            out.push((
                urgency,
                Matter::OffPace {
                    metric: metric.clone(),
                    status: target.status,
                    unit: target.unit,
                    needed: target.needed_per_day,
                    recent: target.recent_per_day,
                },
            ));
        }
        _ => {}
    }
    let zone = book.settings.zone;
    let started = now - zone.start_of(target.start);
    let is_over = matches!(target.status, Status::Met | Status::Missed);
    match target.data_until {
        _ if is_over => {}
        None if started > book.settings.cadence && target.status == Status::Pending => {
            out.push((Urgency::Look, Matter::NoData { metric }));
        }
        Some(until) if now - until > book.settings.cadence => {
            let urgency = if target.is_stale { Urgency::Act } else { Urgency::Look };
            out.push((urgency, Matter::OldData { metric, age: now - until }));
        }
        _ => {
            for (channel, until) in &target.lagging {
                let (metric, channel) = (metric.clone(), channel.clone());
                out.push((Urgency::Look, Matter::Lagging { metric, channel, age: now - until }));
            }
        }
    }
    out
}
