//! What the screen of retrospectives keeps.
use super::list::List;
use crate::board::{ActionLine, FeedbackLine, LessonFilter, LessonLine, RetroLine};
use crate::i18n::{Text, tr};
use crate::model::ActionStatus;
use crate::tui::load::{Load, Loaded};
use crate::tui::widget::editor::Editor;

/// What the screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Every retrospective.
    #[default]
    Retros,
    /// The lessons library.
    Lessons,
    /// What was decided to be done.
    Actions,
    /// What users said.
    Feedback,
}

impl View {
    /// Every view, in their order.
    pub const ALL: [Self; 4] = [Self::Retros, Self::Lessons, Self::Actions, Self::Feedback];

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static Text {
        match self {
            Self::Retros => &tr::RETROS_VIEW_RETROS,
            Self::Lessons => &tr::RETROS_VIEW_LESSONS,
            Self::Actions => &tr::RETROS_VIEW_ACTIONS,
            Self::Feedback => &tr::RETROS_VIEW_FEEDBACK,
        }
    }
}

/// What is kept.
#[derive(Debug, Default)]
pub struct Desk {
    /// What is shown.
    pub view: View,
    /// Retrospectives.
    pub retros: List<RetroLine>,
    /// Lessons.
    pub lessons: List<LessonLine>,
    /// Actions.
    pub actions: List<ActionLine>,
    /// What users said.
    pub feedback: List<FeedbackLine>,
    /// Only the actions of whoever this is.
    pub mine: Option<String>,
    /// Retired lessons too, and actions that are done or dropped.
    pub shows_all: bool,
    /// What the keys on lessons are called was asked for.
    pub are_named: bool,
}

impl Desk {
    /// What it wants loaded.
    #[must_use]
    pub fn want(&self) -> Load {
        match self.view {
            View::Retros => Load::Retros,
            View::Lessons => Load::Lessons(LessonFilter {
                text: self.lessons.text.text().trim().to_owned(),
                all: self.shows_all,
                ..LessonFilter::default()
            }),
            View::Actions => Load::Actions,
            View::Feedback => Load::Feedback,
        }
    }

    /// Takes what was loaded. The flag: its user has just changed something, and looks for what is new.
    pub fn take(&mut self, loaded: Loaded, is_hoped: bool) {
        match loaded {
            Loaded::Retros(all) => self.retros.take(all, is_hoped, |_| true),
            Loaded::Lessons(all) => self.lessons.take(all, is_hoped, |_| true),
            Loaded::Actions(all) => {
                let keep = self.keeps_action();
                self.actions.take(all, is_hoped, keep);
            }
            Loaded::Feedback(all) => self.feedback.take(all, is_hoped, |_| true),
            _ => {}
        }
    }

    fn keeps_action(&self) -> impl Fn(&ActionLine) -> bool + use<> {
        let (mine, shows_all) = (self.mine.clone(), self.shows_all);
        move |line: &ActionLine| {
            let is_mine = mine.as_ref().is_none_or(|name| line.action.owner == *name);
            let asks = line.action.status == ActionStatus::Open || super::is_unproven(line);
            is_mine && (shows_all || asks)
        }
    }

    /// Filters the shown list anew.
    pub fn settle(&mut self) {
        match self.view {
            View::Retros => self.retros.settle(|_| true),
            View::Lessons => self.lessons.settle(|_| true),
            View::Actions => {
                let keep = self.keeps_action();
                self.actions.settle(keep);
            }
            View::Feedback => self.feedback.settle(|_| true),
        }
    }

    /// What the shown list is filtered by.
    #[must_use]
    pub fn text(&self) -> &Editor {
        match self.view {
            View::Retros => &self.retros.text,
            View::Lessons => &self.lessons.text,
            View::Actions => &self.actions.text,
            View::Feedback => &self.feedback.text,
        }
    }

    /// The same, to change.
    pub fn text_mut(&mut self) -> &mut Editor {
        match self.view {
            View::Retros => &mut self.retros.text,
            View::Lessons => &mut self.lessons.text,
            View::Actions => &mut self.actions.text,
            View::Feedback => &mut self.feedback.text,
        }
    }

    /// How many rows of the shown list pass its filter, and how many there are.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        match self.view {
            View::Retros => (self.retros.count(), self.retros.all().len()),
            View::Lessons => (self.lessons.count(), self.lessons.all().len()),
            View::Actions => (self.actions.count(), self.actions.all().len()),
            View::Feedback => (self.feedback.count(), self.feedback.all().len()),
        }
    }

    /// True until the shown list was loaded.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        match self.view {
            View::Retros => self.retros.is_loading(),
            View::Lessons => self.lessons.is_loading(),
            View::Actions => self.actions.is_loading(),
            View::Feedback => self.feedback.is_loading(),
        }
    }

    /// The row the cursor is on.
    #[must_use]
    pub fn position(&self) -> usize {
        match self.view {
            View::Retros => self.retros.position(),
            View::Lessons => self.lessons.position(),
            View::Actions => self.actions.position(),
            View::Feedback => self.feedback.position(),
        }
    }

    /// Puts the cursor on a row.
    pub fn go_to(&mut self, row: usize) {
        match self.view {
            View::Retros => self.retros.go_to(row),
            View::Lessons => self.lessons.go_to(row),
            View::Actions => self.actions.go_to(row),
            View::Feedback => self.feedback.go_to(row),
        }
    }

    /// Moves the cursor, stopping at the ends.
    pub fn step(&mut self, steps: isize) {
        self.go_to(self.position().saturating_add_signed(steps));
    }

    /// Goes so many views further.
    pub fn turn(&mut self, by: usize) {
        let at = View::ALL.iter().position(|view| *view == self.view).unwrap_or(0);
        self.view = View::ALL.get((at + by) % View::ALL.len()).copied().unwrap_or_default();
    }

    /// Takes one step back: the filter. False where there is none.
    pub fn back(&mut self) -> bool {
        let had = !self.text().text().is_empty();
        self.text_mut().set("");
        self.settle();
        had
    }

    /// The retrospective under the cursor.
    #[must_use]
    pub fn retro(&self) -> Option<&RetroLine> {
        self.retros.chosen().filter(|_| self.view == View::Retros)
    }

    /// The lesson under the cursor.
    #[must_use]
    pub fn lesson(&self) -> Option<&LessonLine> {
        self.lessons.chosen().filter(|_| self.view == View::Lessons)
    }

    /// The action under the cursor.
    #[must_use]
    pub fn action(&self) -> Option<&ActionLine> {
        self.actions.chosen().filter(|_| self.view == View::Actions)
    }

    /// The feedback under the cursor.
    #[must_use]
    pub fn said(&self) -> Option<&FeedbackLine> {
        self.feedback.chosen().filter(|_| self.view == View::Feedback)
    }
}
