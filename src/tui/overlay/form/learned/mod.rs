//! The forms of what comes of retrospectives: lessons, actions, what users said. A kind of thing is one file.
mod action;
mod feedback;
mod lesson;

use super::{Field, Form, Subject};
use crate::i18n::tr;
use crate::model::{ActionId, Lang, LessonId, NoteId};
use crate::planner::{OkrPlace, Request, RetroPlace};
use crate::tui::runtime::{Brief, Choice, Row};
use crate::tui::state::State;

pub use lesson::stages;

/// What is made or changed, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Learned {
    /// A lesson of a retrospective, following from a cause; without one the form asks which campaign it was learned in.
    AddLesson {
        about: Option<RetroPlace>,
        cause: Option<i64>,
        name: String,
    },
    EditLesson {
        id: LessonId,
        seen: i64,
    },
    /// An action about something, decided in its retrospective; without one the form asks which campaign it is about.
    AddAction {
        about: Option<OkrPlace>,
        name: String,
    },
    EditAction {
        id: ActionId,
        seen: i64,
    },
    /// Whether an action moved what it should.
    Prove {
        id: ActionId,
        title: String,
    },
    AddFeedback,
    EditFeedback {
        id: NoteId,
        seen: i64,
    },
    /// What is answered to a feedback.
    Answer {
        id: NoteId,
        text: String,
        seen: i64,
    },
}

impl Learned {
    pub(super) fn id(&self) -> String {
        match self {
            Self::AddLesson { about, cause, .. } => match (about, cause) {
                (Some(about), Some(cause)) => format!("lesson.add {about:?} {cause}"),
                (Some(about), None) => format!("lesson.add {about:?}"),
                (None, _) => "lesson.add".to_owned(),
            },
            Self::EditLesson { id, .. } => format!("lesson.edit {}", id.0),
            Self::AddAction { about: Some(about), .. } => format!("action.add {about:?}"),
            Self::AddAction { about: None, .. } => "action.add".to_owned(),
            Self::EditAction { id, .. } => format!("action.set {}", id.0),
            Self::Prove { id, .. } => format!("action.prove {}", id.0),
            Self::AddFeedback => "feedback.add".to_owned(),
            Self::EditFeedback { id, .. } => format!("feedback.edit {}", id.0),
            Self::Answer { id, .. } => format!("feedback.answer {}", id.0),
        }
    }

    pub(super) fn title(&self, lang: Lang) -> String {
        let (text, name) = match self {
            Self::AddLesson { name, .. } if !name.is_empty() => (&tr::FORM_LESSON_OF, name.as_str()),
            Self::AddLesson { .. } => (&tr::FORM_LESSON_ADD, ""),
            Self::EditLesson { .. } => (&tr::FORM_LESSON_EDIT, ""),
            Self::AddAction { name, .. } if !name.is_empty() => (&tr::FORM_ACTION, name.as_str()),
            Self::AddAction { .. } => (&tr::FORM_ACTION_ADD, ""),
            Self::EditAction { .. } => (&tr::FORM_ACTION_EDIT, ""),
            Self::Prove { title, .. } => (&tr::FORM_ACTION_PROVE, title.as_str()),
            Self::AddFeedback => (&tr::FORM_FEEDBACK_ADD, ""),
            Self::EditFeedback { .. } => (&tr::FORM_FEEDBACK_EDIT, ""),
            Self::Answer { text, .. } => (&tr::FORM_FEEDBACK_ANSWER, text.as_str()),
        };
        text.fill(lang, &[("name", name)])
    }

    pub(super) fn seen(&self) -> Option<i64> {
        match self {
            Self::EditLesson { seen, .. }
            | Self::EditAction { seen, .. }
            | Self::EditFeedback { seen, .. }
            | Self::Answer { seen, .. } => Some(*seen),
            _ => None,
        }
    }

    pub(super) fn row(&self) -> Option<Row> {
        match self {
            Self::EditLesson { id, .. } => Some(Row::Lesson(*id)),
            Self::EditAction { id, .. } => Some(Row::Action(*id)),
            Self::EditFeedback { id, .. } | Self::Answer { id, .. } => Some(Row::Note(*id)),
            _ => None,
        }
    }

    /// The form as it would open now, for a row that is edited.
    pub(super) fn fresh(&self, state: &State) -> Option<Form> {
        match self {
            Self::EditLesson { id, .. } => {
                state.lesson_lines().find(|line| line.lesson.id == *id).map(Form::edit_lesson)
            }
            Self::EditAction { id, .. } => {
                state.action_lines().find(|line| line.action.id == *id).map(Form::set_action)
            }
            Self::EditFeedback { id, .. } => {
                let mut all = state.desks.retros.feedback.all().iter();
                all.find(|line| line.note.id == *id).map(Form::edit_feedback)
            }
            Self::Answer { id, .. } => {
                let mut all = state.desks.retros.feedback.all().iter();
                all.find(|line| line.note.id == *id).map(Form::answer_feedback)
            }
            _ => None,
        }
    }

    /// What saving asks for.
    pub(super) fn request(&self, form: &Form) -> Request {
        match self {
            Self::AddLesson { about, cause, .. } => lesson::added(form, about.as_ref(), *cause),
            Self::EditLesson { id, seen } => lesson::changed(form, *id, *seen),
            Self::AddAction { about, .. } => action::added(form, about.as_ref()),
            Self::EditAction { id, seen } => action::changed(form, *id, *seen),
            Self::Prove { id, .. } => action::proven(form, *id),
            Self::AddFeedback => feedback::added(form),
            Self::EditFeedback { id, seen } => feedback::changed(form, *id, *seen),
            Self::Answer { id, seen, .. } => feedback::answered(form, *id, *seen),
        }
    }

    /// What was chosen in some fields decides whether others are asked for.
    pub(super) fn settle(&self, fields: &mut [Field]) {
        if matches!(self, Self::AddLesson { .. } | Self::EditLesson { .. }) {
            lesson::settle(fields);
        }
    }
}

impl Form {
    fn learned(learned: Learned, fields: Vec<Field>) -> Self {
        Self::new(Subject::Learned(learned), fields)
    }
}

/// Fields with what they hold.
fn held(fields: Vec<Field>, of: impl Fn(&str) -> String) -> Vec<Field> {
    let with = |field: Field| {
        let text = of(field.id);
        field.with(&text)
    };
    fields.into_iter().map(with).collect()
}

/// A choice that the screen knows by itself.
fn own(key: &str, name: &crate::i18n::Text) -> Choice {
    Choice {
        key: key.to_owned(),
        name_en: name.en.to_owned(),
        name_zh: name.zh.to_owned(),
        brief: Brief::default(),
    }
}

impl State {
    /// The lessons that are on the screen.
    fn lesson_lines(&self) -> impl Iterator<Item = &crate::board::LessonLine> {
        let page = self.desks.retro.page().map(|page| page.insight.lessons.as_slice()).unwrap_or_default();
        self.desks.retros.lessons.all().iter().chain(page)
    }

    /// The actions that are on the screen.
    fn action_lines(&self) -> impl Iterator<Item = &crate::board::ActionLine> {
        let page = self.desks.retro.page();
        let own = page.map(|page| page.insight.actions.as_slice()).unwrap_or_default();
        let before = page.map(|page| page.goal.actions.as_slice()).unwrap_or_default();
        own.iter().chain(before).chain(self.desks.retros.actions.all())
    }
}
