//! One campaign with all that belongs to it.
use super::book::Book;
use super::cockpit::campaign_line;
use super::history::{Done, recent};
use super::okr::{Served, served};
use super::plan::{self, LinkLine, NextStep, ResourceLine, Spending, TaskLine};
use super::retro::{Matching, matching, scope_of};
use super::view::CampaignLine;
use crate::error::Result;
use crate::model::{Campaign, CampaignId, CampaignStatus, Note};
use crate::store::Db;

/// How many of the latest changes are shown.
const CHANGES: usize = 100;
/// Among how many of the file's latest changes readings are looked for: a page is loaded anew with every commit, however
/// many there were. What people did is there in any case.
const LOOKED_AT: usize = 300;

/// A campaign's page.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignPage {
    /// The campaign as it is in the file: its brief, its dates and its phases.
    pub campaign: Campaign,
    /// With its targets at the moment shown.
    pub line: CampaignLine,
    /// Its money by channel.
    pub spending: Spending,
    /// Its tasks by due date.
    pub tasks: Vec<TaskLine>,
    /// Its resources by the day they are needed.
    pub resources: Vec<ResourceLine>,
    /// What others learned that may hold here, with what was decided: open ones first, the best match first.
    pub lessons: Vec<Matching>,
    /// Its links in the order they were made.
    pub links: Vec<LinkLine>,
    /// Its notes, the latest first.
    pub notes: Vec<Note>,
    /// What was done to it, the latest first.
    pub done: Vec<Done>,
    /// Every other status with what is missing for it.
    pub steps: Vec<NextStep>,
    /// The key results it serves.
    pub serves: Vec<Served>,
}

impl CampaignPage {
    /// What is missing for a status; none for the present one.
    #[must_use]
    pub fn step_to(&self, to: CampaignStatus) -> Option<&NextStep> {
        self.steps.iter().find(|step| step.to == to)
    }

    /// The next step on the way from the idea to the review; none where there is none.
    #[must_use]
    pub fn next(&self) -> Option<&NextStep> {
        self.campaign.status.next().and_then(|to| self.step_to(to))
    }
}

/// The page of a campaign at `now`; none where it is gone. The book has to hold every metric: ratios are made of them.
///
/// # Errors
/// Storage errors.
pub fn campaign_page(db: &Db<'_>, book: &Book, id: CampaignId, now: i64) -> Result<Option<CampaignPage>> {
    let Some(campaign) = book.campaign(id) else { return Ok(None) };
    let mut notes = db.list_where::<Note>("campaign", &id)?;
    notes.sort_by_key(|note| std::cmp::Reverse((note.at, note.id)));
    Ok(Some(CampaignPage {
        campaign: campaign.clone(),
        line: campaign_line(db, book, campaign, now)?,
        spending: plan::spending(db, book, campaign, now)?,
        tasks: plan::tasks(db, book, now, |task, _| task.campaign == id)?,
        resources: plan::resources(db, book, now, |resource, _| resource.campaign == id)?,
        lessons: matching(db, book, &scope_of(db, book, campaign)?, now)?,
        links: plan::links(db, book, id)?,
        notes,
        done: recent(db, Some(id), CHANGES, LOOKED_AT)?,
        steps: plan::steps(db, book, campaign, now)?,
        serves: served(db, book, id, now)?,
    }))
}
