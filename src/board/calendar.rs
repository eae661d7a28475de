//! The calendar: campaigns with their phases, tasks, resources and promo nodes on their days, and what is coming without
//! a campaign.
use super::book::Book;
use super::okr::{OkrDay, okr_days};
use super::plan::{ResourceLine, TaskLine, resources, tasks};
use crate::error::Result;
use crate::model::{
    Campaign, CampaignId, CampaignStatus, Day, Due, Node, Period, PromoNode, TaskStatus, When, Zone, nodes,
};
use crate::store::Db;

/// What is on some days.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calendar {
    /// The first day shown.
    pub from: Day,
    /// The last.
    pub to: Day,
    /// The day of the moment shown.
    pub today: Day,
    /// Every campaign that runs on one of the days and was not cancelled, by start.
    pub campaigns: Vec<CampaignDays>,
    /// Every promo node whose window touches them, by day.
    pub nodes: Vec<PromoNode>,
    /// The tasks due on them, by due date; those that nobody will do are left out.
    pub tasks: Vec<TaskLine>,
    /// The resources needed by them, by day.
    pub resources: Vec<ResourceLine>,
    /// What of the OKRs is on them, by day.
    pub okrs: Vec<OkrDay>,
}

/// A campaign on its days.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignDays {
    /// Its id.
    pub id: CampaignId,
    /// How often it was changed.
    pub version: i64,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Who answers for it.
    pub owner: String,
    /// What it is for, in a sentence.
    pub goal: String,
    /// Where it stands.
    pub status: CampaignStatus,
    /// When it starts.
    pub start: When,
    /// When it ends.
    pub end: When,
    /// The instants it starts and ends at, UTC seconds.
    pub instants: (i64, i64),
    /// The day it starts on.
    pub first: Day,
    /// The last day with an instant of it.
    pub last: Day,
    /// Its phases in order: name, first and last day.
    pub phases: Vec<(String, Day, Day)>,
    /// UTC seconds when it was created.
    pub created_at: i64,
}

/// Something that happens on one day of an agenda.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Item<'a> {
    /// A promo node is on.
    Node(&'a PromoNode),
    /// A campaign began before the days shown and goes on.
    Runs(&'a CampaignDays),
    /// A campaign starts.
    Starts(&'a CampaignDays),
    /// A phase of a campaign starts, not its first: name and last day.
    Phase(&'a CampaignDays, &'a str, Day),
    /// A campaign has its last day.
    Ends(&'a CampaignDays),
    /// A task is due.
    Task(&'a TaskLine),
    /// A resource is needed.
    Resource(&'a ResourceLine),
    /// Something of the OKRs.
    Okr(&'a OkrDay),
}

impl<'a> Item<'a> {
    /// The promo node it is.
    #[must_use]
    pub fn node(&self) -> Option<&'a PromoNode> {
        if let Item::Node(node) = *self { Some(node) } else { None }
    }

    /// The campaign it leads to.
    #[must_use]
    pub fn campaign(&self) -> Option<CampaignId> {
        match self {
            Self::Node(_) => None,
            Self::Okr(okr) => okr.campaign,
            Self::Runs(c) | Self::Starts(c) | Self::Phase(c, ..) | Self::Ends(c) => Some(c.id),
            Self::Task(task) => Some(task.campaign),
            Self::Resource(resource) => Some(resource.campaign),
        }
    }
}

/// A promo node that is coming.
#[derive(Debug, Clone, PartialEq)]
pub struct Coming {
    /// The node.
    pub node: PromoNode,
    /// How many days are left until it.
    pub days_left: i32,
    /// The campaigns that cover it, by start: their days overlap its window, and they were not cancelled.
    pub campaigns: Vec<(CampaignId, String)>,
    /// True from the day on at which planning usually begins.
    pub is_time_to_plan: bool,
}

/// What is on the days `from` to `to`, seen from `now`.
///
/// # Errors
/// Storage errors; a fault where a time of day does not exist in the time zone.
pub fn calendar(
    db: &Db<'_>,
    book: &Book,
    own: &[Node],
    (from, to): (Day, Day),
    now: i64,
) -> Result<Calendar> {
    let is_on = |when: When| (from..=to).contains(&when.day());
    let lives = |campaign: &Campaign| campaign.status != CampaignStatus::Cancelled;
    let due =
        |campaign: &Campaign, due: Due| lives(campaign) && is_on(due.resolve(campaign.start, campaign.end));
    Ok(Calendar {
        from,
        to,
        today: book.day_shown(now),
        campaigns: campaigns(book, from, to)?,
        nodes: nodes(from, to, own),
        tasks: tasks(db, book, now, |t, c| t.status != TaskStatus::Dropped && due(c, t.due))?,
        resources: resources(db, book, now, |r, c| due(c, r.need_by))?,
        okrs: okr_days(db, book, from, to, now)?,
    })
}

/// The campaigns that run on some days and were not cancelled, by start, the longest first.
fn campaigns(book: &Book, from: Day, to: Day) -> Result<Vec<CampaignDays>> {
    let mut found = Vec::new();
    for campaign in book.campaigns.iter().filter(|c| c.status != CampaignStatus::Cancelled) {
        let days = campaign_days(campaign, book.settings.zone)?;
        if days.first <= to && days.last >= from {
            found.push(days);
        }
    }
    found.sort_by_key(|c| (c.first, -c.last.0, c.id));
    Ok(found)
}

fn campaign_days(campaign: &Campaign, zone: Zone) -> Result<CampaignDays> {
    let period = Period::of(campaign.start, campaign.end, zone)?;
    let mut phases = Vec::with_capacity(campaign.phases.0.len());
    for phase in &campaign.phases.0 {
        let Period { first, last, .. } = Period::of(phase.start, phase.end, zone)?;
        phases.push((phase.name.clone(), first, last));
    }
    Ok(CampaignDays {
        id: campaign.id,
        version: campaign.version,
        key: campaign.key.clone(),
        name: campaign.name.clone(),
        owner: campaign.owner.clone(),
        goal: campaign.goal.clone(),
        status: campaign.status,
        start: campaign.start,
        end: campaign.end,
        instants: (period.start, period.end),
        first: period.first,
        last: period.last,
        phases,
        created_at: campaign.created_at,
    })
}

/// What the calendar's screen shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CalendarPage {
    /// What is on the days shown.
    pub calendar: Calendar,
    /// The promo nodes that are coming and have no campaign.
    pub open: Vec<Coming>,
}

/// How many days ahead are looked through for promo nodes without a campaign.
pub const AHEAD: i32 = 60;

/// The calendar's page: some days, and what is coming without a campaign.
///
/// # Errors
/// As [`calendar`].
pub fn calendar_page(
    db: &Db<'_>,
    book: &Book,
    own: &[Node],
    span: (Day, Day),
    now: i64,
) -> Result<CalendarPage> {
    let mut open = coming(book, own, AHEAD, now)?;
    open.retain(|node| node.campaigns.is_empty());
    Ok(CalendarPage { calendar: calendar(db, book, own, span, now)?, open })
}

impl Calendar {
    /// Everything that is on one day: what happens on it, and what goes on.
    #[must_use]
    pub fn on(&self, day: Day) -> Vec<Item<'_>> {
        let mut items: Vec<Item<'_>> =
            self.nodes.iter().filter(|n| (n.day..=n.end).contains(&day)).map(Item::Node).collect();
        for campaign in self.campaigns.iter().filter(|c| (c.first..=c.last).contains(&day)) {
            let phase = campaign.phases.iter().skip(1).find(|(_, first, _)| *first == day);
            items.push(match phase {
                _ if campaign.first == day => Item::Starts(campaign),
                _ if campaign.last == day => Item::Ends(campaign),
                Some((name, _, last)) => Item::Phase(campaign, name, *last),
                None => Item::Runs(campaign),
            });
        }
        items.extend(self.tasks.iter().filter(|t| t.on.day() == day).map(Item::Task));
        items.extend(self.resources.iter().filter(|r| r.on.day() == day).map(Item::Resource));
        items.extend(self.okrs.iter().filter(|o| o.day == day).map(Item::Okr));
        items
    }

    /// What happens on each day, in the order of the days; days on which nothing does are left out.
    #[must_use]
    pub fn agenda(&self) -> Vec<(Day, Vec<Item<'_>>)> {
        let mut items: Vec<(Day, Item<'_>)> = self.nodes.iter().map(|n| (n.day, Item::Node(n))).collect();
        for campaign in &self.campaigns {
            if campaign.first < self.from {
                items.push((self.from, Item::Runs(campaign)));
            }
            items.push((campaign.first, Item::Starts(campaign)));
            for (name, first, last) in campaign.phases.iter().skip(1) {
                items.push((*first, Item::Phase(campaign, name, *last)));
            }
            // The end of a single day needs no line of its own.
            if campaign.last > campaign.first {
                items.push((campaign.last, Item::Ends(campaign)));
            }
        }
        items.extend(self.tasks.iter().map(|task| (task.on.day(), Item::Task(task))));
        items.extend(self.resources.iter().map(|resource| (resource.on.day(), Item::Resource(resource))));
        items.extend(self.okrs.iter().map(|okr| (okr.day, Item::Okr(okr))));
        items.retain(|(day, _)| (self.from..=self.to).contains(day));
        // The sort is stable: on a day nodes come first, then campaigns, tasks, resources, OKRs, each in their order.
        items.sort_by_key(|(day, _)| *day);
        let mut days: Vec<(Day, Vec<Item<'_>>)> = Vec::new();
        for (day, item) in items {
            match days.last_mut() {
                Some((last, items)) if *last == day => items.push(item),
                _ => days.push((day, vec![item])),
            }
        }
        days
    }
}

/// The promo nodes of the next `days` days, seen from `now`, each with the campaigns that cover it.
///
/// # Errors
/// A fault where a time of day does not exist in the time zone.
pub fn coming(book: &Book, own: &[Node], days: i32, now: i64) -> Result<Vec<Coming>> {
    let today = book.day_shown(now);
    let to = today.plus(days);
    let found: Vec<PromoNode> =
        nodes(today, to, own).into_iter().filter(|node| (today..=to).contains(&node.day)).collect();
    let (first, last) =
        found.iter().fold((today, to), |(first, last), node| (first.min(node.first), last.max(node.end)));
    let campaigns = campaigns(book, first, last)?;
    let coming = found.into_iter().map(|node| {
        let covers = campaigns.iter().filter(|c| c.first <= node.end && c.last >= node.first);
        Coming {
            days_left: node.day.0 - today.0,
            campaigns: covers.map(|c| (c.id, c.name.clone())).collect(),
            is_time_to_plan: node.plan_from() <= today,
            node,
        }
    });
    Ok(coming.collect())
}
