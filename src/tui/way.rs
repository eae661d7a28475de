//! Going from screen to screen, and back.
use super::effect::Effect;
use super::screen;
use super::state::State;
use crate::board::RetroAbout;
use crate::model::{CampaignId, ObjectiveId};

/// A place one can come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The screen, by the command that shows it.
    pub screen: &'static str,
    /// The campaign whose page it was.
    pub page: Option<CampaignId>,
    /// The objective whose page it was.
    pub objective: Option<ObjectiveId>,
    /// What the retrospective was about whose page it was.
    pub retro: Option<RetroAbout>,
}

impl Place {
    /// A screen by itself.
    const fn of(screen: &'static str) -> Self {
        Self { screen, page: None, objective: None, retro: None }
    }
}

/// How many places are remembered.
const LONGEST: usize = 32;

impl State {
    fn place(&self) -> Place {
        Place {
            screen: self.look.screen,
            page: self.desks.page.campaign,
            objective: self.desks.objective.objective,
            retro: self.desks.retro.about,
        }
    }

    fn enter(&mut self, place: Place) -> Vec<Effect> {
        let mut effects = screen::review::act::leave(self);
        self.look.screen = place.screen;
        self.look.is_filtering = false;
        self.desks.page.open(place.page);
        self.desks.objective.open(place.objective);
        self.desks.retro.open(place.retro);
        self.reload(&mut effects);
        effects
    }

    /// Shows a screen from the beginning: there is nothing to go back to.
    pub fn show(&mut self, screen: &'static str) -> Vec<Effect> {
        self.look.trail.clear();
        self.enter(Place::of(screen))
    }

    /// Opens a campaign's page; the way back leads to where one was.
    pub fn open_page(&mut self, campaign: CampaignId) -> Vec<Effect> {
        let screen = screen::page::SCREEN.command;
        self.go(Place { page: Some(campaign), ..Place::of(screen) })
    }

    /// Opens an objective's page; the way back leads to where one was.
    pub fn open_objective(&mut self, objective: ObjectiveId) -> Vec<Effect> {
        let screen = screen::objective::SCREEN.command;
        let effects = self.go(Place { objective: Some(objective), ..Place::of(screen) });
        self.desks.objective.turn_to(screen::objective::Section::KeyResults);
        effects
    }

    /// Opens a retrospective's page; the way back leads to where one was.
    pub fn open_retro(&mut self, about: RetroAbout) -> Vec<Effect> {
        let screen = screen::retro::SCREEN.command;
        self.go(Place { retro: Some(about), ..Place::of(screen) })
    }

    fn go(&mut self, there: Place) -> Vec<Effect> {
        let here = self.place();
        if here == there {
            return Vec::new();
        }
        if self.look.trail.len() >= LONGEST {
            self.look.trail.remove(0);
        }
        self.look.trail.push(here);
        self.enter(there)
    }

    /// Shows a screen without a tab; the way back leads to where one was.
    pub fn open_screen(&mut self, screen: &'static str) -> Vec<Effect> {
        let here = self.place();
        if here.screen == screen {
            let mut effects = Vec::new();
            self.reload(&mut effects);
            return effects;
        }
        if self.look.trail.len() >= LONGEST {
            self.look.trail.remove(0);
        }
        self.look.trail.push(here);
        self.enter(Place::of(screen))
    }

    /// Goes back to where one came from.
    pub fn go_back(&mut self) -> Vec<Effect> {
        self.look.trail.pop().map(|place| self.enter(place)).unwrap_or_default()
    }

    /// The tab one is on, or came from.
    #[must_use]
    pub fn tab(&self) -> &'static str {
        self.look.trail.first().map_or(self.look.screen, |place| place.screen)
    }
}
