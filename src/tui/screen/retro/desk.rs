//! What the retrospective's page keeps.
use crate::board::{RetroAbout, RetroPage};

/// What is kept.
#[derive(Debug, Default)]
pub struct Desk {
    /// What it is about.
    pub about: Option<RetroAbout>,
    loaded: Option<Box<RetroPage>>,
}

impl Desk {
    /// Turns to another retrospective.
    pub fn open(&mut self, about: Option<RetroAbout>) {
        self.about = about;
    }

    /// The page, once it was loaded.
    #[must_use]
    pub fn page(&self) -> Option<&RetroPage> {
        self.loaded.as_deref().filter(|page| Some(page.line.about) == self.about)
    }

    /// Takes what was loaded.
    pub fn take(&mut self, page: Box<RetroPage>) {
        self.loaded = Some(page);
    }
}
