//! What the objective's page keeps: whose it is, which key result is chosen, where the cursors are.
use super::Section;
use crate::board::{KeyResultLine, ObjectivePage};
use crate::model::{ObjectiveId, TargetId};

/// What is kept.
#[derive(Debug, Default)]
pub struct Desk {
    /// Whose page it is.
    pub objective: Option<ObjectiveId>,
    loaded: Option<Box<ObjectivePage>>,
    /// The chosen key result.
    pub key_result: Option<TargetId>,
    /// The part with the cursor.
    pub section: Section,
    /// The part beside the chart, while the cursor is on the key results.
    panel: Option<Section>,
    cursors: [usize; Section::ALL.len()],
}

impl Desk {
    /// Turns to an objective's page; another one's begins at its key results.
    pub fn open(&mut self, objective: Option<ObjectiveId>) {
        if objective.is_some() && objective != self.loaded.as_ref().map(|page| page.line.id) {
            let loaded = self.loaded.take();
            *self = Self { loaded, ..Self::default() };
        }
        self.objective = objective;
    }

    /// The page, once it was loaded.
    #[must_use]
    pub fn page(&self) -> Option<&ObjectivePage> {
        self.loaded.as_deref().filter(|page| Some(page.line.id) == self.objective)
    }

    /// Takes what was loaded; the flag: its user has just changed something, and looks for what is new.
    pub fn take(&mut self, page: Box<ObjectivePage>, is_hoped: bool) {
        let known =
            self.page().map(|old| old.line.key_results.iter().map(|kr| kr.line.id).collect::<Vec<_>>());
        let ids = || page.line.key_results.iter().map(|kr| kr.line.id);
        let new = known.filter(|_| is_hoped).and_then(|known| ids().find(|id| !known.contains(id)));
        let at = self.place();
        let kept = self.key_result.filter(|id| ids().any(|other| other == *id));
        self.key_result = new.or(kept).or(ids().nth(at)).or(ids().next_back());
        self.loaded = Some(page);
        if !self.sections().contains(&self.section) {
            self.section = Section::KeyResults;
        }
    }

    /// Where the chosen key result is among its siblings.
    #[must_use]
    pub fn place(&self) -> usize {
        let lines = self.page().map(|page| page.line.key_results.as_slice()).unwrap_or_default();
        lines.iter().position(|kr| Some(kr.line.id) == self.key_result).unwrap_or(0)
    }

    /// The chosen key result.
    #[must_use]
    pub fn chosen(&self) -> Option<&KeyResultLine> {
        self.page()?.line.key_results.get(self.place())
    }

    /// Chooses the key result at a place.
    pub fn choose(&mut self, place: usize) {
        let line = self.page().and_then(|page| page.line.key_results.get(place));
        self.key_result = line.map(|kr| kr.line.id).or(self.key_result);
        if !self.sections().contains(&self.section) {
            self.section = Section::KeyResults;
        }
    }

    /// The parts there are: steps only where the chosen key result has some.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let has_steps = || {
            let (page, id) = (self.page()?, self.key_result?);
            Some(!page.steps_of(id).is_empty())
        };
        let is_there = |section: &Section| *section != Section::Steps || has_steps().unwrap_or(false);
        Section::ALL.into_iter().filter(is_there).collect()
    }

    /// The part that is shown beside the chart.
    #[must_use]
    pub fn panel(&self) -> Section {
        let sections = self.sections();
        let shown = if self.section == Section::KeyResults { self.panel } else { Some(self.section) };
        let shown = shown.filter(|section| sections.contains(section));
        shown.or(sections.get(1).copied()).unwrap_or(Section::Campaigns)
    }

    /// Goes to a part.
    pub fn turn_to(&mut self, section: Section) {
        self.section = section;
        if section != Section::KeyResults {
            self.panel = Some(section);
        }
    }

    /// Goes so many parts further.
    pub fn turn(&mut self, by: isize) {
        let sections = self.sections();
        let at = sections.iter().position(|section| *section == self.section).unwrap_or(0);
        let len = isize::try_from(sections.len()).unwrap_or(1).max(1);
        let to = (isize::try_from(at).unwrap_or(0) + by).rem_euclid(len);
        if let Some(section) = sections.get(usize::try_from(to).unwrap_or(0)) {
            self.turn_to(*section);
        }
    }

    /// The row under the cursor of a part.
    #[must_use]
    pub fn cursor_of(&self, section: Section) -> usize {
        if section == Section::KeyResults {
            return self.place();
        }
        self.cursors.get(section as usize).copied().unwrap_or(0).min(self.count(section).saturating_sub(1))
    }

    /// Puts the cursor of a part on a row.
    pub fn set_cursor(&mut self, section: Section, row: usize) {
        let row = row.min(self.count(section).saturating_sub(1));
        if section == Section::KeyResults {
            self.choose(row);
        } else if let Some(cursor) = self.cursors.get_mut(section as usize) {
            *cursor = row;
        }
    }

    /// How many rows a part has.
    #[must_use]
    pub fn count(&self, section: Section) -> usize {
        let Some(page) = self.page() else { return 0 };
        match section {
            Section::KeyResults => page.line.key_results.len(),
            Section::Steps => self.key_result.map_or(0, |id| page.steps_of(id).len()),
            Section::Campaigns => self.chosen().map_or(0, |kr| kr.campaigns.len()),
            Section::Said => page.said.len(),
            Section::Notes => page.notes.len(),
            Section::Actions => page.actions.len(),
            Section::Aligned => page.below.len() + usize::from(page.above.is_some()),
        }
    }

    /// Moves the cursor of the part it is in.
    pub fn step(&mut self, steps: isize) {
        let to = self.cursor_of(self.section).saturating_add_signed(steps);
        self.set_cursor(self.section, to);
    }
}
