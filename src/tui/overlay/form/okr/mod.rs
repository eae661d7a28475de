//! The forms of OKRs: cycles, objectives, key results, and what works for them. A kind of thing is one file.
mod check_in;
mod cycle;
mod key_result;
mod look;
mod objective;
mod serve;

use super::{Checks, Field, Form, Subject};
use crate::board::{CycleLine, KeyResultLine, ObjectiveLine, ObjectivePage};
use crate::i18n::{label, tr};
use crate::model::{CycleId, Lang, ObjectiveId, Status, TargetId};
use crate::planner::Request;
use crate::tui::runtime::Row;
use crate::tui::screen::objective::act as objective_page;
use crate::tui::screen::review::act as review;
use crate::tui::state::State;
use crate::tui::theme::Role;

pub use check_in::Round;
pub use look::take;

/// What is made or changed, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum OkrForm {
    NewCycle,
    EditCycle {
        id: CycleId,
        key: String,
        seen: i64,
    },
    NewObjective {
        cycle: String,
    },
    EditObjective {
        id: ObjectiveId,
        path: String,
        seen: i64,
    },
    Align {
        id: ObjectiveId,
        path: String,
        title: String,
        seen: i64,
    },
    NewKeyResult {
        objective: String,
        title: String,
    },
    EditKeyResult {
        id: TargetId,
        path: String,
        seen: i64,
    },
    Serve {
        id: TargetId,
        path: String,
        title: String,
    },
    /// What is said of a key result; the walk it belongs to, where it is one of several.
    CheckIn {
        id: TargetId,
        path: String,
        title: String,
        status: Status,
        round: Option<Round>,
    },
    /// Which cycle is shown; nothing is asked of anybody.
    ShowCycle,
    /// Which day is shown.
    AsOf,
}

impl OkrForm {
    pub(super) fn id(&self) -> String {
        match self {
            Self::NewCycle => "cycle.new".to_owned(),
            Self::EditCycle { id, .. } => format!("cycle.edit {}", id.0),
            Self::NewObjective { cycle } => format!("objective.new {cycle}"),
            Self::EditObjective { id, .. } => format!("objective.edit {}", id.0),
            Self::Align { id, .. } => format!("objective.align {}", id.0),
            Self::NewKeyResult { objective, .. } => format!("key-result.new {objective}"),
            Self::EditKeyResult { id, .. } => format!("key-result.edit {}", id.0),
            Self::Serve { id, .. } => format!("key-result.serve {}", id.0),
            Self::CheckIn { id, .. } => format!("check-in {}", id.0),
            Self::ShowCycle => "okr.cycle".to_owned(),
            Self::AsOf => "okr.as-of".to_owned(),
        }
    }

    pub(super) fn title(&self, lang: Lang) -> String {
        if let Self::CheckIn { title, round: Some(round), .. } = self {
            let (n, of) = (round.at().to_string(), round.of.to_string());
            return tr::FORM_CHECK_IN_ROUND.fill(lang, &[("n", &n), ("of", &of), ("name", title)]);
        }
        let (text, name) = match self {
            Self::NewCycle => (&tr::FORM_CYCLE_NEW, ""),
            Self::EditCycle { key, .. } => (&tr::FORM_CYCLE_EDIT, key.as_str()),
            Self::NewObjective { cycle } => (&tr::FORM_OBJECTIVE_NEW, cycle.as_str()),
            Self::EditObjective { path, .. } => (&tr::FORM_OBJECTIVE_EDIT, path.as_str()),
            Self::Align { title, .. } => (&tr::FORM_OBJECTIVE_ALIGN, title.as_str()),
            Self::NewKeyResult { title, .. } => (&tr::FORM_KEY_RESULT_NEW, title.as_str()),
            Self::EditKeyResult { path, .. } => (&tr::FORM_KEY_RESULT_EDIT, path.as_str()),
            Self::Serve { title, .. } => (&tr::FORM_SERVE, title.as_str()),
            Self::CheckIn { title, .. } => (&tr::FORM_CHECK_IN, title.as_str()),
            Self::ShowCycle => (&tr::FORM_SHOW_CYCLE, ""),
            Self::AsOf => (&tr::FORM_AS_OF, ""),
        };
        text.fill(lang, &[("name", name)])
    }

    pub(super) fn seen(&self) -> Option<i64> {
        match self {
            Self::EditCycle { seen, .. }
            | Self::EditObjective { seen, .. }
            | Self::Align { seen, .. }
            | Self::EditKeyResult { seen, .. } => Some(*seen),
            _ => None,
        }
    }

    pub(super) fn row(&self) -> Option<Row> {
        match self {
            Self::EditCycle { id, .. } => Some(Row::Cycle(*id)),
            Self::EditObjective { id, .. } | Self::Align { id, .. } => Some(Row::Objective(*id)),
            Self::EditKeyResult { id, .. } => Some(Row::Target(*id)),
            _ => None,
        }
    }

    /// The form as it would open now, for a row that is edited.
    pub(super) fn fresh(&self, state: &State) -> Option<Form> {
        match self {
            Self::EditCycle { id, .. } => state.cycle_line(*id).map(Form::edit_cycle),
            Self::EditObjective { id, .. } => state.objective_line(*id).map(Form::edit_objective),
            Self::Align { id, .. } => state.objective_line(*id).map(Form::align),
            Self::EditKeyResult { id, .. } => {
                state.key_result_line(*id).map(|line| Form::edit_key_result(line, state.numbers()))
            }
            _ => None,
        }
    }

    /// What saving asks for; none where it only changes what is looked at.
    pub(super) fn request(&self, form: &Form) -> Option<Request> {
        let request = match self {
            Self::NewCycle => cycle::added(form),
            Self::EditCycle { key, seen, .. } => cycle::changed(form, key, *seen),
            Self::NewObjective { cycle } => objective::added(form, cycle),
            Self::EditObjective { path, seen, .. } => objective::changed(form, path, *seen),
            Self::Align { path, seen, .. } => objective::aligned(form, path, *seen),
            Self::NewKeyResult { objective, .. } => key_result::added(form, objective),
            Self::EditKeyResult { path, seen, .. } => key_result::changed(form, path, *seen),
            Self::Serve { path, .. } => return Some(serve::served(form, path)),
            Self::CheckIn { path, status, .. } => check_in::said(form, path, *status),
            Self::ShowCycle | Self::AsOf => return None,
        };
        Some(request.into())
    }

    /// What was typed into some fields decides about others.
    pub(super) fn settle(&self, fields: &mut [Field], checks: &Checks) {
        match self {
            Self::NewCycle => cycle::settle(fields, checks),
            Self::NewKeyResult { .. } => key_result::settle(fields, true),
            Self::EditKeyResult { .. } => key_result::settle(fields, false),
            _ => {}
        }
    }

    /// What could be better about what stands in a field: hints, which keep nobody from saving.
    pub(in crate::tui) fn hints(&self, form: &Form, field: &Field, lang: Lang) -> Vec<(String, Role)> {
        let hints = match self {
            Self::NewObjective { .. } | Self::EditObjective { .. } => objective::hints(field),
            Self::NewKeyResult { .. } | Self::EditKeyResult { .. } => key_result::hints(form, field),
            _ => Vec::new(),
        };
        hints.into_iter().map(|hint| (label::smart_hint(hint).get(lang).to_owned(), Role::Note)).collect()
    }
}

impl Form {
    fn okr(form: OkrForm, fields: Vec<Field>) -> Self {
        Self::new(Subject::Okr(form), fields)
    }
}

impl State {
    /// A cycle that is on the screen.
    #[must_use]
    pub fn cycle_line(&self, id: CycleId) -> Option<&CycleLine> {
        self.desks.okr.tree()?.cycles.iter().find(|cycle| cycle.id == id)
    }

    fn shown_page(&self) -> Option<&ObjectivePage> {
        self.desks.objective.page().filter(|_| objective_page::is_shown(self))
    }

    fn objectives(&self) -> &[ObjectiveLine] {
        match self.shown_page() {
            Some(page) => std::slice::from_ref(&page.line),
            None => self.desks.okr.tree().map(|tree| tree.objectives.as_slice()).unwrap_or_default(),
        }
    }

    /// An objective that is on the screen.
    #[must_use]
    pub fn objective_line(&self, id: ObjectiveId) -> Option<&ObjectiveLine> {
        self.objectives().iter().find(|objective| objective.id == id)
    }

    /// A key result that is on the screen.
    #[must_use]
    pub fn key_result_line(&self, id: TargetId) -> Option<&KeyResultLine> {
        let mut all = self.objectives().iter().flat_map(|objective| &objective.key_results);
        all.find(|key_result| key_result.line.id == id)
    }

    /// The objective whose page is shown, or the one under the cursor of the tree.
    #[must_use]
    pub fn chosen_objective(&self) -> Option<&ObjectiveLine> {
        if objective_page::is_shown(self) {
            return self.shown_page().map(|page| &page.line);
        }
        self.desks.okr.objective()
    }

    /// The key result that is chosen on an objective's page or in a review, or the one under the cursor of the tree.
    #[must_use]
    pub fn chosen_key_result(&self) -> Option<&KeyResultLine> {
        if objective_page::is_shown(self) {
            self.desks.objective.chosen()
        } else if review::is_shown(self) {
            review::key_result(self)
        } else {
            self.desks.okr.key_result()
        }
    }
}
