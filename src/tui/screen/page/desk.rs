//! What the page keeps: where its cursors are, what is filtered, sorted and dragged.
use super::SECTIONS;
use crate::board::CampaignPage;
use crate::model::{CampaignId, Phases};
use crate::tui::widget::editor::Editor;

/// How many sections there can be.
const MOST: usize = 9;

/// Phases that were changed and are not written yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Drag {
    /// The campaign's version they were changed on.
    pub seen: i64,
    /// As they were then.
    pub before: Phases,
    /// As they are now.
    pub phases: Phases,
}

/// What the page keeps.
#[derive(Debug)]
pub struct Desk {
    /// Whose page it is.
    pub campaign: Option<CampaignId>,
    /// What was loaded of it.
    loaded: Option<Box<CampaignPage>>,
    /// The section that is shown.
    pub section: usize,
    cursors: [usize; MOST],
    /// One target is shown full screen.
    pub is_zoomed: bool,
    /// What the tasks are filtered by.
    pub filter: Editor,
    /// Only the user's own tasks are listed.
    pub only_mine: bool,
    /// The column the channels are sorted by.
    pub sort: usize,
    /// The smallest come first.
    pub is_reversed: bool,
    /// The first column of the channels after the frozen one.
    pub scroll: usize,
    /// Phases that are being dragged.
    pub drag: Option<Drag>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            campaign: None,
            loaded: None,
            section: 0,
            cursors: [0; MOST],
            is_zoomed: false,
            filter: Editor::new(60),
            only_mine: false,
            sort: 0,
            is_reversed: false,
            scroll: 0,
            drag: None,
        }
    }
}

impl Desk {
    /// Turns to a campaign's page; another campaign's begins at its first section.
    pub fn open(&mut self, campaign: Option<CampaignId>) {
        self.is_zoomed = false;
        if campaign.is_some() && campaign != self.page().map(|page| page.campaign.id) {
            let loaded = self.loaded.take();
            *self = Self { loaded, ..Self::default() };
        }
        self.campaign = campaign;
    }

    /// The campaign's page, once it was loaded.
    #[must_use]
    pub fn page(&self) -> Option<&CampaignPage> {
        self.loaded.as_deref().filter(|page| Some(page.campaign.id) == self.campaign)
    }

    /// Puts what was loaded in the place of what was there. Phases that stand in the file as they were dragged are
    /// written; where only something else has changed, they go on from there.
    pub fn put(&mut self, page: Box<CampaignPage>) {
        let campaign = &page.campaign;
        self.drag = self.drag.take().filter(|drag| drag.phases != campaign.phases).map(|drag| {
            let is_same = drag.before == campaign.phases;
            Drag { seen: if is_same { campaign.version } else { drag.seen }, ..drag }
        });
        self.loaded = Some(page);
    }

    /// The row under the cursor of the shown section.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursors.get(self.section).copied().unwrap_or(0)
    }

    /// Puts the cursor of the shown section on a row.
    pub fn set_cursor(&mut self, row: usize) {
        self.set_cursor_of(self.section, row);
    }

    /// Puts the cursor of a section on a row.
    pub fn set_cursor_of(&mut self, section: usize, row: usize) {
        if let Some(cursor) = self.cursors.get_mut(section) {
            *cursor = row;
        }
    }

    /// Turns to the section with a title, by the key of its text; stays where there is none.
    pub fn turn_to(&mut self, title: &str) {
        if let Some(section) = SECTIONS.iter().position(|section| section.title.key == title) {
            self.section = section;
        }
    }

    /// Shows the section that is so many further.
    pub fn turn(&mut self, by: usize) {
        self.section = (self.section + by) % SECTIONS.len();
    }

    /// The phases as they are: dragged ones, else those in the file.
    #[must_use]
    pub fn phases(&self) -> Option<&Phases> {
        let page = self.page()?;
        Some(self.drag.as_ref().map_or(&page.campaign.phases, |drag| &drag.phases))
    }
}
