//! Every campaign with what lists, boards and timelines show of it.
use super::book::Book;
use super::cockpit::campaign_line;
use super::view::CampaignLine;
use crate::error::Result;
use crate::model::{Campaign, Phase, Stage};
use crate::store::Db;

/// One campaign, as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What the cockpit shows of it.
    pub line: CampaignLine,
    /// The key of the playbook it started from.
    pub playbook: Option<String>,
    /// What kind of promotion it is, in the user's words.
    pub kind: Option<String>,
    /// The lifecycle stage it works on.
    pub stage: Option<Stage>,
    /// The names of its channels, in order.
    pub channels: Vec<String>,
    /// Its phases in order; empty for none.
    pub phases: Vec<Phase>,
}

/// Every campaign at `now`, by its start, the latest first.
///
/// # Errors
/// Storage errors.
pub fn cards(db: &Db<'_>, book: &Book, now: i64) -> Result<Vec<Card>> {
    let mut cards = Vec::with_capacity(book.campaigns.len());
    for campaign in &book.campaigns {
        cards.push(card(db, book, campaign, now)?);
    }
    cards.sort_by_key(|card| (std::cmp::Reverse(card.line.start.day().0), card.line.id));
    Ok(cards)
}

fn card(db: &Db<'_>, book: &Book, campaign: &Campaign, now: i64) -> Result<Card> {
    Ok(Card {
        line: campaign_line(db, book, campaign, now)?,
        playbook: campaign.playbook.clone(),
        kind: campaign.kind.clone(),
        stage: campaign.stage,
        channels: book.channels_of(campaign.id),
        phases: campaign.phases.0.clone(),
    })
}
