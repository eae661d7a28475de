//! One list of the screen: what was loaded, what of it passes the filter, and the cursor on it.
use crate::board::{ActionLine, FeedbackLine, LessonLine, RetroAbout, RetroLine};
use crate::model::{ActionId, LessonId, NoteId, fold};
use crate::tui::widget::editor::Editor;

/// Something that stands in a list.
pub trait Entry {
    /// What it is known by.
    type Id: Copy + Eq;

    /// What it is known by.
    fn id(&self) -> Self::Id;

    /// The words it is found by.
    fn words(&self) -> String;
}

impl Entry for RetroLine {
    type Id = RetroAbout;

    fn id(&self) -> RetroAbout {
        self.about
    }

    fn words(&self) -> String {
        let playbook = self.playbook.as_deref().unwrap_or_default();
        [&self.key, &self.name, &self.owner, &self.leader, playbook].join(" ")
    }
}

impl Entry for LessonLine {
    type Id = LessonId;

    fn id(&self) -> LessonId {
        self.lesson.id
    }

    /// They are looked for in the file, whose index knows where words begin.
    fn words(&self) -> String {
        String::new()
    }
}

impl Entry for ActionLine {
    type Id = ActionId;

    fn id(&self) -> ActionId {
        self.action.id
    }

    fn words(&self) -> String {
        let metric = self.metric.as_ref();
        let (en, zh) = metric.map_or(("", ""), |metric| (&metric.name_en, &metric.name_zh));
        [&self.action.title, &self.action.owner, &self.about_key, &self.about_name, en, zh].join(" ")
    }
}

impl Entry for FeedbackLine {
    type Id = NoteId;

    fn id(&self) -> NoteId {
        self.note.id
    }

    fn words(&self) -> String {
        let said = self.note.feedback.as_ref();
        let part = |of: fn(&crate::model::Feedback) -> &String| said.map(of).map_or("", String::as_str);
        [&self.note.text, &self.campaign_key, part(|f| &f.source), part(|f| &f.category), part(|f| &f.answer)]
            .join(" ")
    }
}

/// A list.
#[derive(Debug)]
pub struct List<T: Entry> {
    all: Option<Vec<T>>,
    /// Those that are shown: indexes into `all`.
    order: Vec<usize>,
    cursor: Option<T::Id>,
    /// What is filtered by, as typed.
    pub text: Editor,
}

impl<T: Entry> Default for List<T> {
    fn default() -> Self {
        Self { all: None, order: Vec::new(), cursor: None, text: Editor::new(100) }
    }
}

impl<T: Entry> List<T> {
    /// True until it was loaded.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.all.is_none()
    }

    /// Everything that was loaded.
    #[must_use]
    pub fn all(&self) -> &[T] {
        self.all.as_deref().unwrap_or_default()
    }

    /// What passes the filter.
    pub fn shown(&self) -> impl Iterator<Item = &T> {
        let all = self.all();
        self.order.iter().filter_map(move |at| all.get(*at))
    }

    /// How many these are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.order.len()
    }

    /// Where the cursor is among them.
    #[must_use]
    pub fn position(&self) -> usize {
        self.shown().position(|each| Some(each.id()) == self.cursor).unwrap_or(0)
    }

    /// What the cursor is on.
    #[must_use]
    pub fn chosen(&self) -> Option<&T> {
        self.shown().nth(self.position())
    }

    /// Puts the cursor on a row, the last where there are not so many.
    pub fn go_to(&mut self, row: usize) {
        let row = row.min(self.order.len().saturating_sub(1));
        let id = self.shown().nth(row).map(Entry::id);
        self.cursor = id.or(self.cursor);
    }

    /// Puts the cursor on something, once it is there.
    pub fn look_for(&mut self, id: T::Id) {
        self.cursor = Some(id);
    }

    /// Moves the cursor, stopping at the ends.
    pub fn step(&mut self, steps: isize) {
        self.go_to(self.position().saturating_add_signed(steps));
    }

    /// Takes what was loaded. Where the user has just changed something, the cursor goes to what is new.
    pub fn take(&mut self, all: Vec<T>, is_hoped: bool, keep: impl Fn(&T) -> bool) {
        let at = self.position();
        let old = self.all.replace(all).filter(|_| is_hoped);
        let is_new = |each: &&T| old.as_ref().is_some_and(|old| old.iter().all(|o| o.id() != each.id()));
        let new = self.all().iter().find(is_new).map(Entry::id);
        self.cursor = new.or(self.cursor);
        self.arrange(at, keep);
    }

    /// Filters anew, the cursor on what it was on; else on what takes its place.
    pub fn settle(&mut self, keep: impl Fn(&T) -> bool) {
        self.arrange(self.position(), keep);
    }

    fn arrange(&mut self, at: usize, keep: impl Fn(&T) -> bool) {
        let wanted = fold(self.text.text());
        let passes = |each: &T| {
            let words = each.words();
            keep(each) && (words.is_empty() || wanted.split_whitespace().all(|w| fold(&words).contains(w)))
        };
        let all = self.all.as_deref().unwrap_or_default();
        self.order = all.iter().enumerate().filter(|(_, each)| passes(each)).map(|(at, _)| at).collect();
        if !self.shown().any(|each| Some(each.id()) == self.cursor) {
            self.go_to(at);
        }
    }

    /// Takes the filter away; false where there is none.
    pub fn clear(&mut self) -> bool {
        let had = !self.text.text().is_empty();
        self.text.set("");
        had
    }
}
