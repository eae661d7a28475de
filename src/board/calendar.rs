//! The calendar: campaigns with their phases and promo nodes on their days, and what is coming without a campaign.
use super::book::Book;
use crate::error::Result;
use crate::model::{Campaign, CampaignId, CampaignStatus, Day, Node, Period, PromoNode, When, Zone, nodes};

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
/// A fault where a time of day does not exist in the time zone.
pub fn calendar(book: &Book, own: &[Node], from: Day, to: Day, now: i64) -> Result<Calendar> {
    let zone = book.settings.zone;
    let mut campaigns = Vec::new();
    for campaign in book.campaigns.iter().filter(|c| c.status != CampaignStatus::Cancelled) {
        let days = campaign_days(campaign, zone)?;
        if days.first <= to && days.last >= from {
            campaigns.push(days);
        }
    }
    campaigns.sort_by_key(|c| (c.first, -c.last.0, c.id));
    Ok(Calendar { from, to, today: zone.day_of(now), campaigns, nodes: nodes(from, to, own) })
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

impl Calendar {
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
        items.retain(|(day, _)| (self.from..=self.to).contains(day));
        // The sort is stable: nodes first, then campaigns by their start.
        items.sort_by_key(|(day, item)| (*day, !matches!(item, Item::Node(_))));
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
    let today = book.settings.zone.day_of(now);
    let to = today.plus(days);
    let found: Vec<PromoNode> =
        nodes(today, to, own).into_iter().filter(|node| (today..=to).contains(&node.day)).collect();
    let (first, last) =
        found.iter().fold((today, to), |(first, last), node| (first.min(node.first), last.max(node.end)));
    let campaigns = calendar(book, own, first, last, now)?.campaigns;
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
