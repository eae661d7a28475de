//! The forms of a retrospective's page: what is said to the numbers, findings, causes, insights, answers. A kind of thing
//! is one file.
mod cause;
mod said;

use super::{Field, Form, Subject};
use crate::board::{RetroAbout, RetroPage};
use crate::i18n::tr;
use crate::model::{Both, CauseId, FindingKind, InsightId, Lang, RetroId, RetroStep};
use crate::planner::{Request, RetroPlace, RetroRequest};
use crate::tui::runtime::Row;
use crate::tui::state::State;

pub use cause::{Explained, choices, explained};

/// What is written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum RetroForm {
    /// What is said to the numbers of a step; the retrospective's row, where it is drafted.
    Note {
        about: RetroPlace,
        name: String,
        step: RetroStep,
        row: Option<(RetroId, i64)>,
    },
    /// Who leads it.
    Leader {
        about: RetroPlace,
        name: String,
        row: Option<(RetroId, i64)>,
    },
    AddFinding {
        about: RetroPlace,
        name: String,
    },
    /// Own words for a finding, by its subject or its number.
    Words {
        about: RetroPlace,
        subject: String,
        kind: FindingKind,
    },
    AddCause {
        about: RetroPlace,
        name: String,
        findings: Vec<Explained>,
    },
    EditCause {
        id: CauseId,
        seen: i64,
        findings: Vec<Explained>,
    },
    AddInsight {
        about: RetroPlace,
        name: String,
    },
    EditInsight {
        id: InsightId,
        seen: i64,
    },
    Answer {
        about: RetroPlace,
        question: Both,
    },
}

/// What a retrospective is about, as requests name it.
#[must_use]
pub fn place(page: &RetroPage) -> RetroPlace {
    match page.line.about {
        RetroAbout::Campaign(_) => RetroPlace::Campaign(page.line.key.clone()),
        RetroAbout::Cycle(_) => RetroPlace::Cycle(page.line.key.clone()),
    }
}

/// The key of what a retrospective is about.
fn key(about: &RetroPlace) -> &str {
    match about {
        RetroPlace::Campaign(key) | RetroPlace::Cycle(key) => key,
    }
}

impl RetroForm {
    pub(super) fn id(&self) -> String {
        match self {
            Self::Note { about, step, .. } => format!("retro.note {} {step}", key(about)),
            Self::Leader { about, .. } => format!("retro.leader {}", key(about)),
            Self::AddFinding { about, .. } => format!("finding.add {}", key(about)),
            Self::Words { about, subject, .. } => format!("finding.set {} {subject}", key(about)),
            Self::AddCause { about, .. } => format!("cause.add {}", key(about)),
            Self::EditCause { id, .. } => format!("cause.edit {}", id.0),
            Self::AddInsight { about, .. } => format!("insight.add {}", key(about)),
            Self::EditInsight { id, .. } => format!("insight.edit {}", id.0),
            Self::Answer { about, question } => format!("answer {} {}", key(about), question.zh),
        }
    }

    pub(super) fn title(&self, lang: Lang) -> String {
        let (text, name) = match self {
            Self::Note { step: RetroStep::Goal, name, .. } => (&tr::FORM_RETRO_GOAL_NOTE, name.as_str()),
            Self::Note { name, .. } => (&tr::FORM_RETRO_RESULT_NOTE, name.as_str()),
            Self::Leader { name, .. } => (&tr::FORM_RETRO_LEADER, name.as_str()),
            Self::AddFinding { name, .. } => (&tr::FORM_FINDING_ADD, name.as_str()),
            Self::Words { .. } => (&tr::FORM_FINDING_WORDS, ""),
            Self::AddCause { name, .. } => (&tr::FORM_CAUSE_ADD, name.as_str()),
            Self::EditCause { .. } => (&tr::FORM_CAUSE_EDIT, ""),
            Self::AddInsight { name, .. } => (&tr::FORM_INSIGHT_ADD, name.as_str()),
            Self::EditInsight { .. } => (&tr::FORM_INSIGHT_EDIT, ""),
            Self::Answer { .. } => (&tr::FORM_ANSWER, ""),
        };
        text.fill(lang, &[("name", name)])
    }

    pub(super) fn seen(&self) -> Option<i64> {
        match self {
            Self::Note { row, .. } | Self::Leader { row, .. } => row.map(|(_, seen)| seen),
            Self::EditCause { seen, .. } | Self::EditInsight { seen, .. } => Some(*seen),
            _ => None,
        }
    }

    pub(super) fn row(&self) -> Option<Row> {
        match self {
            Self::Note { row, .. } | Self::Leader { row, .. } => row.map(|(id, _)| Row::Retro(id)),
            Self::EditCause { id, .. } => Some(Row::Cause(*id)),
            Self::EditInsight { id, .. } => Some(Row::Insight(*id)),
            _ => None,
        }
    }

    /// The form as it would open now, for a row that is edited.
    pub(super) fn fresh(&self, state: &State) -> Option<Form> {
        let page = state.desks.retro.page()?;
        match self {
            Self::Note { about, step, .. } if *about == place(page) => Some(Form::retro_note(page, *step)),
            Self::Leader { about, .. } if *about == place(page) => Some(Form::retro_leader(page)),
            Self::EditCause { id, .. } => {
                let cause = page.analysis.causes.iter().find(|cause| cause.id == *id);
                cause.map(|cause| Form::edit_cause(state, page, cause))
            }
            Self::EditInsight { id, .. } => {
                let insight = page.insight.insights.iter().find(|insight| insight.id == *id);
                insight.map(Form::edit_insight)
            }
            _ => None,
        }
    }

    /// What saving asks for.
    pub(super) fn request(&self, form: &Form) -> Request {
        let request: RetroRequest = match self {
            Self::Note { about, step, row, .. } => said::noted(form, about, *step, row.map(|(_, seen)| seen)),
            Self::Leader { about, row, .. } => said::led(form, about, row.map(|(_, seen)| seen)),
            Self::AddFinding { about, .. } => said::found(form, about),
            Self::Words { about, subject, kind } => said::worded(form, about, subject, *kind),
            Self::AddCause { about, findings, .. } => cause::added(form, about, findings),
            Self::EditCause { id, seen, findings } => cause::changed(form, *id, *seen, findings),
            Self::AddInsight { about, .. } => said::learned(form, about),
            Self::EditInsight { id, seen } => said::changed(form, *id, *seen),
            Self::Answer { about, question } => said::answered(form, about, question),
        };
        request.into()
    }

    /// What was typed into some fields decides about others.
    pub(super) fn settle(&self, fields: &mut [Field]) {
        if matches!(self, Self::AddCause { .. } | Self::EditCause { .. }) {
            cause::settle(fields);
        }
    }
}

impl Form {
    fn retro(form: RetroForm, fields: Vec<Field>) -> Self {
        Self::new(Subject::Retro(form), fields)
    }
}
