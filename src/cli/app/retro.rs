//! Retrospectives, lessons, actions and feedback as the screens ask for them.
use super::{FileBackend, named};
use crate::board::{self, Book, LessonFilter, RetroAbout};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Campaign, Feedback, Lesson, Metric, Note, Playbook};
use crate::planner;
use crate::tui::Choice;
use crate::tui::load::Loaded;
use std::collections::BTreeSet;

impl FileBackend {
    pub(super) fn retros(&mut self, now: i64) -> Result<Loaded> {
        self.with_book(|db, book| Ok(Loaded::Retros(board::retros(db, book, now)?)))
    }

    /// One retrospective, with the questions and the chain of drivers of its campaign's playbook.
    pub(super) fn retro(&self, about: RetroAbout, now: i64) -> Result<Loaded> {
        let playbook = self.playbook(about)?;
        let gone = || {
            Error::new(Kind::NotFound, &tr::ERROR_NO_RETRO).arg(
                "text",
                match about {
                    RetroAbout::Campaign(id) => id.0,
                    RetroAbout::Cycle(id) => id.0,
                },
            )
        };
        // Its ratios are made of metrics that nothing else may use yet.
        self.read(|db| {
            let page = board::retro_page(db, &Book::open(db)?, about, playbook.as_ref(), now)?;
            Ok(Loaded::Retro(Box::new(page.ok_or_else(gone)?)))
        })
    }

    /// The playbook a campaign was started from, as it is now; none where it has none or that is gone.
    fn playbook(&self, about: RetroAbout) -> Result<Option<Playbook>> {
        let RetroAbout::Campaign(id) = about else { return Ok(None) };
        self.read(|db| {
            let Some(key) = db.get::<Campaign>(id.0)?.and_then(|campaign| campaign.playbook) else {
                return Ok(None);
            };
            let library = planner::playbooks::library(self.home.as_deref(), &db.list::<Metric>()?);
            let found = library.entries.into_iter().find(|entry| entry.playbook.key == key);
            Ok(found.map(|entry| entry.playbook))
        })
    }

    pub(super) fn lessons(&mut self, filter: &LessonFilter, now: i64) -> Result<Loaded> {
        self.with_book(|db, book| Ok(Loaded::Lessons(board::lessons(db, book, filter, now)?)))
    }

    pub(super) fn actions(&self, now: i64) -> Result<Loaded> {
        self.read(|db| Ok(Loaded::Actions(board::action_lines(db, &Book::open(db)?, now, |_| true)?)))
    }

    pub(super) fn feedback(&mut self) -> Result<Loaded> {
        self.with_book(|db, book| Ok(Loaded::Feedback(board::feedback(db, book, |_| true)?)))
    }
}

/// The words that lessons were given.
pub(super) fn tags(lessons: &[Lesson]) -> Vec<Choice> {
    words(lessons.iter().flat_map(|lesson| &lesson.tags.0))
}

/// What was said of feedback before: a source, a category.
pub(super) fn said(notes: &[Note], of: fn(&Feedback) -> &String) -> Vec<Choice> {
    words(notes.iter().filter_map(|note| note.feedback.as_ref()).map(of))
}

fn words<'a>(all: impl Iterator<Item = &'a String>) -> Vec<Choice> {
    let all: BTreeSet<&String> = all.filter(|word| !word.is_empty()).collect();
    all.into_iter().map(|word| named(word.clone(), word.clone())).collect()
}
