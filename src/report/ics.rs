//! The calendar as an iCalendar file (RFC 5545), for the calendars of phones and offices.
//!
//! Every entry has the same identity in every export, and says how often it was changed: a calendar that takes the file
//! again brings its entries up to date instead of doubling them.
use crate::board::{Calendar, CampaignDays, OkrDay, ResourceLine, TaskLine};
use crate::i18n::{label, tr};
use crate::model::{CampaignStatus, Day, Lang, OkrDayKind, PromoNode, TaskStatus, When, Zone, printable};
use chrono::{DateTime, Utc};
use icalendar::{Component as _, Event, EventLike as _, EventStatus, Property};

/// The entries of a calendar as iCalendar: whole days, or instants where something has a time of day.
///
/// `now` stamps them, UTC seconds.
#[must_use]
pub fn ics(calendar: &Calendar, lang: Lang, zone: Zone, now: i64) -> String {
    let mut out = icalendar::Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//fupan//fupan//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", tr::CALENDAR_ICS_NAME.get(lang)),
        ("X-WR-TIMEZONE", zone.name()),
    ] {
        out.append_property(Property::new(key, value));
    }
    out.extend(calendar.campaigns.iter().map(|c| stamped(campaign(c, lang), now)));
    out.extend(calendar.nodes.iter().map(|n| stamped(node(n, lang), now)));
    out.extend(calendar.tasks.iter().map(|t| stamped(task(t, lang, zone), now)));
    out.extend(calendar.resources.iter().map(|r| stamped(resource(r, lang, zone), now)));
    out.extend(calendar.okrs.iter().map(|o| stamped(okr(o, lang), now)));
    // Writing into a text cannot fail.
    out.to_string()
}

fn stamped(mut event: Event, now: i64) -> Event {
    event.timestamp(utc(now));
    event
}

fn utc(at: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(at, 0).unwrap_or_default()
}

fn campaign(campaign: &CampaignDays, lang: Lang) -> Event {
    let mut event = Event::new();
    // Ids begin anew in every file; together with the second of its creation one is told from another file's.
    event.uid(&format!("campaign-{}-{}@fupan", campaign.id.0, campaign.created_at));
    event.sequence(u32::try_from(campaign.version).unwrap_or_default());
    event.summary(&printable(&campaign.name));
    let is_timed = matches!(campaign.start, When::Time(_)) || matches!(campaign.end, When::Time(_));
    if is_timed {
        event.starts(utc(campaign.instants.0)).ends(utc(campaign.instants.1));
    } else {
        days(&mut event, campaign.first, campaign.last);
    }
    let is_sure = !matches!(campaign.status, CampaignStatus::Idea | CampaignStatus::Planned);
    event.status(if is_sure { EventStatus::Confirmed } else { EventStatus::Tentative });
    let status = label::campaign_status(campaign.status).get(lang);
    let mut lines = vec![said(tr::CALENDAR_ICS_STATUS.get(lang), status)];
    if !campaign.owner.is_empty() {
        lines.push(said(tr::CALENDAR_ICS_OWNER.get(lang), &campaign.owner));
    }
    if !campaign.goal.is_empty() {
        lines.push(said(tr::CALENDAR_ICS_GOAL.get(lang), &campaign.goal));
    }
    for (name, first, last) in &campaign.phases {
        let span = if first == last { first.to_string() } else { format!("{first} – {last}") };
        lines.push(said(tr::CALENDAR_ICS_PHASE.get(lang), &format!("{name} {span}")));
    }
    event.description(&lines.join("\n"));
    free(&mut event, "campaign");
    event
}

fn node(node: &PromoNode, lang: Lang) -> Event {
    let mut event = Event::new();
    event.uid(&format!("node-{}-{}@fupan", node.key, node.year));
    event.summary(&printable(node.name.get(lang)));
    days(&mut event, node.day, node.end);
    if node.first < node.day {
        let (first, last) = (node.first.to_string(), node.end.to_string());
        event.description(&tr::CALENDAR_WINDOW.fill(lang, &[("first", &first), ("last", &last)]));
    }
    free(&mut event, "promo-node");
    event
}

fn okr(okr: &OkrDay, lang: Lang) -> Event {
    let mut event = Event::new();
    // A campaign and a cycle may have one number.
    let of = if okr.kind == OkrDayKind::Retro && okr.cycle.is_some() { "cycle-" } else { "" };
    event.uid(&format!("{}-{of}{}-{}@fupan", okr.kind, okr.id, okr.day));
    let kind = label::okr_day(okr.kind).get(lang);
    event.summary(&format!("{kind} · {}", printable(okr.name(lang))));
    days(&mut event, okr.day, okr.day);
    let mut lines = vec![printable(&okr.of).into_owned()];
    if !okr.owner.is_empty() {
        lines.push(said(tr::CALENDAR_ICS_OWNER.get(lang), &okr.owner));
    }
    event.description(&lines.join("\n"));
    free(&mut event, okr.kind.as_str());
    event
}

fn task(task: &TaskLine, lang: Lang, zone: Zone) -> Event {
    let mut event = Event::new();
    event.uid(&format!("task-{}-{}@fupan", task.id.0, task.created_at));
    event.sequence(u32::try_from(task.changes).unwrap_or_default());
    let sign = if task.status == TaskStatus::Done { "✓ " } else { "" };
    event.summary(&format!("{sign}{} · {}", printable(&task.title), printable(&task.campaign_name)));
    moment(&mut event, task.on, zone);
    let status = label::task_status(task.status, task.kind).get(lang);
    let mut lines = vec![
        said(label::task_kind(task.kind).get(lang), status),
        said(tr::CALENDAR_ICS_CAMPAIGN.get(lang), &task.campaign_name),
        said(tr::CALENDAR_ICS_DUE.get(lang), &task.due.to_string()),
    ];
    if !task.who().is_empty() {
        lines.push(said(tr::CALENDAR_ICS_OWNER.get(lang), task.who()));
    }
    lines.extend((!task.note.is_empty()).then(|| printable(&task.note).into_owned()));
    event.description(&lines.join("\n"));
    free(&mut event, task.kind.as_str());
    event
}

fn resource(resource: &ResourceLine, lang: Lang, zone: Zone) -> Event {
    let mut event = Event::new();
    event.uid(&format!("resource-{}-{}@fupan", resource.id.0, resource.created_at));
    event.sequence(u32::try_from(resource.changes).unwrap_or_default());
    event.summary(&format!("{} · {}", printable(&resource.name), printable(&resource.campaign_name)));
    moment(&mut event, resource.on, zone);
    let status = label::resource_status(resource.status).get(lang);
    let giver = if resource.giver.is_empty() { String::new() } else { format!(" · {}", resource.giver) };
    let lines = [
        said(tr::CALENDAR_RESOURCE.get(lang), &format!("{status}{giver}")),
        said(tr::CALENDAR_ICS_CAMPAIGN.get(lang), &resource.campaign_name),
        said(tr::CALENDAR_ICS_DUE.get(lang), &resource.need_by.to_string()),
    ];
    event.description(&lines.join("\n"));
    free(&mut event, "resource");
    event
}

/// A whole day, or the instant of a time of day; the day where the clocks do not show that time once.
fn moment(event: &mut Event, when: When, zone: Zone) {
    match (when, zone.starts_at(when)) {
        (When::Time(_), Ok(at)) => {
            event.starts(utc(at));
        }
        _ => days(event, when.day(), when.day()),
    }
}

/// `Owner: 小林`
fn said(name: &str, value: &str) -> String {
    format!("{name}: {}", printable(value))
}

/// Whole days: the end is the first day after them.
fn days(event: &mut Event, first: Day, last: Day) {
    event.starts(first.date()).ends(last.plus(1).date());
}

/// Nobody is busy because a campaign runs.
fn free(event: &mut Event, category: &str) {
    event.add_property("TRANSP", "TRANSPARENT").add_property("CATEGORIES", category);
}
