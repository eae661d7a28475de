//! One campaign with all that belongs to it.
use super::book::Book;
use super::cockpit::campaign_line;
use super::history::{Done, history};
use super::view::CampaignLine;
use crate::error::Result;
use crate::model::{Campaign, CampaignId, Note};
use crate::store::Db;

/// How many of the latest changes are shown.
const CHANGES: usize = 50;

/// A campaign's page.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignPage {
    /// The campaign as it is in the file.
    pub campaign: Campaign,
    /// With its targets at the moment shown.
    pub line: CampaignLine,
    /// Its notes, the latest first.
    pub notes: Vec<Note>,
    /// What was done to it, the latest first.
    pub done: Vec<Done>,
}

/// The page of a campaign at `now`; none where it is gone.
///
/// # Errors
/// Storage errors.
pub fn campaign_page(db: &Db<'_>, book: &Book, id: CampaignId, now: i64) -> Result<Option<CampaignPage>> {
    let Some(campaign) = book.campaigns.iter().find(|c| c.id == id) else { return Ok(None) };
    let mut notes = db.list_where::<Note>("campaign", &id)?;
    notes.sort_by_key(|note| std::cmp::Reverse((note.at, note.id)));
    Ok(Some(CampaignPage {
        campaign: campaign.clone(),
        line: campaign_line(db, book, campaign, now)?,
        notes,
        done: history(db, Some(id), CHANGES)?,
    }))
}
