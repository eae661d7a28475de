//! What the page keeps: what it is about, which side and what of it is chosen, how the gap is split.
use super::Item;
use crate::board::{RetroAbout, RetroPage};
use crate::model::RetroStep;

/// The two sides of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// What the program knows.
    #[default]
    Numbers,
    /// What people say to it.
    Writing,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Numbers => Self::Writing,
            Self::Writing => Self::Numbers,
        }
    }
}

/// How the gap is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Split {
    /// By driver, as a whole.
    #[default]
    Whole,
    /// By phase and driver.
    Phases,
    /// By channel and driver.
    Channels,
}

/// Where the cursor of a side is: the step, what it is on, and at which place of the side that was.
pub type Spot = (RetroStep, Item, usize);

/// What is kept.
#[derive(Debug, Default)]
pub struct Desk {
    /// What it is about.
    pub about: Option<RetroAbout>,
    loaded: Option<Box<RetroPage>>,
    /// The side with the cursor.
    pub side: Side,
    /// The cursor of each side; none at its first row.
    spots: [Option<Spot>; 2],
    /// How the gap is split.
    pub split: Split,
    /// The first line that is shown, as far as the cursor leaves the choice.
    pub top: usize,
}

impl Desk {
    /// Turns to a retrospective; another one's begins at its first step.
    pub fn open(&mut self, about: Option<RetroAbout>) {
        if about.is_some() && about != self.loaded.as_ref().map(|page| page.line.about) {
            *self = Self { loaded: self.loaded.take(), ..Self::default() };
        }
        self.about = about;
    }

    /// The page, once it was loaded.
    #[must_use]
    pub fn page(&self) -> Option<&RetroPage> {
        self.loaded.as_deref().filter(|page| Some(page.line.about) == self.about)
    }

    /// Takes what was loaded.
    pub fn put(&mut self, page: Box<RetroPage>) {
        self.loaded = Some(page);
    }

    /// Where the cursor of a side is.
    #[must_use]
    pub fn spot(&self, side: Side) -> Option<&Spot> {
        self.spots.get(side as usize)?.as_ref()
    }

    /// Puts the cursor of a side somewhere.
    pub fn set_spot(&mut self, side: Side, spot: Spot) {
        if let Some(place) = self.spots.get_mut(side as usize) {
            *place = Some(spot);
        }
    }

    /// The step it is on.
    #[must_use]
    pub fn step(&self) -> RetroStep {
        self.spot(self.side).map_or(RetroStep::Goal, |(step, ..)| *step)
    }
}
