//! Campaigns that run at the same time, and those among them that use the same channel.
use super::cards::Card;
use crate::model::{CampaignId, CampaignStatus, Day};
use std::collections::BTreeMap;

/// Two campaigns that use one channel on the same days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The two.
    pub campaigns: [CampaignId; 2],
    /// The channel's name.
    pub channel: String,
    /// The first day they share.
    pub first: Day,
    /// The last.
    pub last: Day,
}

/// Whether a campaign takes room: it does unless it was cancelled.
fn takes_room(card: &Card) -> bool {
    card.line.status != CampaignStatus::Cancelled
}

/// Every pair of campaigns that shares a channel and days.
#[must_use]
pub fn clashes(cards: &[&Card]) -> Vec<Clash> {
    let mut by_channel: BTreeMap<&str, Vec<&Card>> = BTreeMap::new();
    for card in cards.iter().filter(|card| takes_room(card)) {
        for channel in &card.channels {
            by_channel.entry(channel).or_default().push(card);
        }
    }
    let mut out = Vec::new();
    for (channel, mut users) in by_channel {
        users.sort_by_key(|card| (card.line.start.day(), card.line.id));
        for (i, a) in users.iter().enumerate() {
            let end = a.line.end.last_day();
            for b in users.iter().skip(i + 1).take_while(|b| b.line.start.day() <= end) {
                out.push(Clash {
                    campaigns: [a.line.id, b.line.id],
                    channel: channel.to_owned(),
                    first: b.line.start.day(),
                    last: end.min(b.line.end.last_day()),
                });
            }
        }
    }
    out
}

/// Whether two campaigns take room on the same day.
#[must_use]
pub fn overlap(a: &Card, b: &Card) -> bool {
    let is_before = |a: &Card, b: &Card| a.line.end.last_day() < b.line.start.day();
    takes_room(a) && takes_room(b) && !is_before(a, b) && !is_before(b, a)
}

/// How many campaigns run on the day of `days` on which most do.
#[must_use]
pub fn most_at_once(cards: &[&Card], first: Day, last: Day) -> usize {
    let runs_on = |card: &Card, day: Day| {
        takes_room(card) && card.line.start.day() <= day && card.line.end.last_day() >= day
    };
    // The most run at once on the first day, or on a day on which one starts.
    let starts = cards.iter().map(|card| card.line.start.day()).filter(|day| (first..=last).contains(day));
    std::iter::once(first)
        .chain(starts)
        .map(|day| cards.iter().filter(|card| runs_on(card, day)).count())
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{CampaignLine, Group};
    use crate::model::When;

    fn day(text: &str) -> Day {
        When::parse_iso(text).unwrap().day()
    }

    fn card(id: i64, start: &str, end: &str, channels: &[&str]) -> Card {
        let mut card = Card::of(CampaignLine {
            id: CampaignId(id),
            version: 1,
            key: format!("c{id}"),
            name: format!("c{id}"),
            owner: String::new(),
            goal: String::new(),
            status: CampaignStatus::Planned,
            group: Group::Upcoming,
            start: When::Day(day(start)),
            end: When::Day(day(end)),
            day: 0,
            days: 1,
            phase: None,
            health: None,
            targets: Vec::new(),
            data_until: None,
        });
        card.channels = channels.iter().map(|c| (*c).to_owned()).collect();
        card
    }

    #[test]
    fn two_on_one_channel_clash_on_the_days_they_share() {
        let a = card(1, "2026-11-01", "2026-11-11", &["抖音", "微信"]);
        let b = card(2, "2026-11-08", "2026-11-20", &["抖音"]);
        let later = card(3, "2026-11-12", "2026-11-20", &["微信"]);
        let found = clashes(&[&b, &later, &a]);
        let campaigns = [CampaignId(1), CampaignId(2)];
        let (first, last) = (day("2026-11-08"), day("2026-11-11"));
        assert_eq!(found, [Clash { campaigns, channel: "抖音".to_owned(), first, last }]);
    }

    #[test]
    fn a_campaign_that_ends_at_midnight_leaves_the_day_to_others() {
        let mut a = card(1, "2026-11-01", "2026-11-11", &["抖音"]);
        let b = card(2, "2026-11-11", "2026-11-20", &["抖音"]);
        assert_eq!((clashes(&[&a, &b]).len(), overlap(&a, &b)), (1, true));
        a.line.end = When::parse_iso("2026-11-11T00:00").unwrap();
        assert_eq!((clashes(&[&a, &b]), overlap(&a, &b), overlap(&b, &a)), (Vec::new(), false, false));
        assert_eq!(most_at_once(&[&a, &b], day("2026-11-11"), day("2026-11-11")), 1);
    }

    #[test]
    fn a_cancelled_campaign_takes_no_room() {
        let a = card(1, "2026-11-01", "2026-11-11", &["抖音"]);
        let mut b = card(2, "2026-11-01", "2026-11-11", &["抖音"]);
        b.line.status = CampaignStatus::Cancelled;
        assert_eq!((clashes(&[&a, &b]), overlap(&a, &b)), (Vec::new(), false));
        assert_eq!(most_at_once(&[&a, &b], day("2026-11-01"), day("2026-11-30")), 1);
    }

    #[test]
    fn the_most_at_once_is_counted_day_by_day() {
        let (a, b) = (card(1, "2026-11-01", "2026-11-03", &[]), card(2, "2026-11-04", "2026-11-06", &[]));
        let c = card(3, "2026-11-06", "2026-11-08", &[]);
        let all = [&a, &b, &c];
        let most = |from: &str, to: &str| most_at_once(&all, day(from), day(to));
        assert_eq!(most("2026-11-01", "2026-11-05"), 1, "one after the other");
        assert_eq!(most("2026-11-01", "2026-11-30"), 2);
        assert_eq!(most("2026-11-07", "2026-11-30"), 1);
        assert_eq!(most("2026-11-09", "2026-11-30"), 0);
    }
}
