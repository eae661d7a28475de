//! What screens are drawn from: asked for by the screen that is shown, loaded on the worker, taken by that screen.
use super::effect::Effect;
use super::screen;
use super::state::State;
use crate::board::{
    ActionLine, CalendarPage, CampaignPage, Card, FeedbackLine, LessonFilter, LessonLine, ObjectivePage,
    OkrTree, Origin, RetroAbout, RetroLine, RetroPage, ReviewPage, ReviewScope, Split,
};
use crate::error::{Kind, Result};
use crate::model::{CampaignId, Costing, CostingField, CycleId, Day, Lang, ObjectiveId, ReviewId};

/// What a screen wants to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Load {
    /// Every campaign.
    Campaigns,
    /// One campaign with all that belongs to it.
    Campaign(CampaignId),
    /// A campaign's chain of drivers.
    Split(CampaignId),
    /// What is known of a campaign's money.
    Money(CampaignId),
    /// What is on the days from the first to the last.
    Calendar(Day, Day),
    /// A cycle's objectives as a tree; the present one's where none is named.
    Okr(Option<CycleId>),
    /// The same as it stood at the end of a past day.
    OkrOn(Option<CycleId>, Day),
    /// A walk through a cycle's objectives.
    Review(ReviewScope),
    /// The minutes of a review.
    Minutes(ReviewId, Lang),
    /// One objective with all that belongs to it.
    Objective(ObjectiveId),
    /// Every retrospective, drafted or due.
    Retros,
    /// One retrospective: the numbers and the writing.
    Retro(RetroAbout),
    /// The lessons that a filter wants.
    Lessons(LessonFilter),
    /// Every action.
    Actions,
    /// What users said.
    Feedback,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Loaded {
    /// Every campaign.
    Campaigns(Vec<Card>),
    /// One campaign with all that belongs to it.
    Campaign(Box<CampaignPage>),
    /// A campaign's chain of drivers.
    Split(Box<Split>),
    /// What is known of a campaign's money, and where it comes from.
    Money(Costing, Vec<(CostingField, Origin)>),
    /// What is on some days.
    Calendar(Box<CalendarPage>),
    /// A cycle's objectives as a tree.
    Okr(Box<OkrTree>),
    /// A walk through a cycle's objectives.
    Review(Box<ReviewPage>),
    /// The minutes of a review, as Markdown.
    Minutes(String),
    /// One objective with all that belongs to it.
    Objective(Box<ObjectivePage>),
    /// Every retrospective, drafted or due.
    Retros(Vec<RetroLine>),
    /// One retrospective: the numbers and the writing.
    Retro(Box<RetroPage>),
    /// The lessons that a filter wants.
    Lessons(Vec<LessonLine>),
    /// Every action, open ones first.
    Actions(Vec<ActionLine>),
    /// What users said, by priority.
    Feedback(Vec<FeedbackLine>),
}

/// What was asked for, so that what comes late is dropped.
#[derive(Debug, Default)]
pub(super) struct Loading {
    wanted: Option<Load>,
    /// The first generation that was asked for what is wanted now.
    since: u64,
    /// The generation that is shown.
    shown: u64,
}

impl State {
    /// Asks for what the shown screen wants, where that is another thing than was asked for.
    pub(super) fn follow_want(&mut self, effects: &mut Vec<Effect>) {
        if (screen::shown(self).want)(self) != self.loading.wanted {
            self.load_want(effects);
        }
    }

    /// Asks for what the shown screen wants.
    pub(super) fn load_want(&mut self, effects: &mut Vec<Effect>) {
        let wanted = (screen::shown(self).want)(self);
        let is_new = wanted != self.loading.wanted;
        self.loading.wanted.clone_from(&wanted);
        let Some(what) = wanted else { return };
        let generation = self.generation();
        if is_new {
            self.loading.since = generation;
        }
        effects.push(Effect::Load { generation, what });
    }

    /// Gives the shown screen what was loaded, where it is newer than what it has and still what it wants.
    pub(super) fn take_loaded(&mut self, generation: u64, result: Result<Loaded>, effects: &mut Vec<Effect>) {
        let Loading { wanted, since, shown } = &self.loading;
        if wanted.is_none() || generation < *since || generation <= *shown {
            return;
        }
        self.loading.shown = generation;
        match result {
            Ok(loaded) => {
                let is_hoped = std::mem::take(&mut self.hopes);
                (screen::shown(self).take)(self, loaded, is_hoped);
                self.refresh_forms();
            }
            // What was looked at was deleted: there is nothing to see here any more.
            Err(error) if error.kind() == Kind::NotFound && !self.look.trail.is_empty() => {
                effects.extend(self.go_back());
            }
            Err(error) => self.tell_error(&error),
        }
    }
}
