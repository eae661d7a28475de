//! The forms of a review: what is decided and noted on the spot, scores, what becomes of an objective, the file the
//! minutes go into.
use super::{Field, Form, Kind, Subject, Word};
use crate::board::ObjectiveLine;
use crate::i18n::tr;
use crate::model::{
    Action, ActionId, Ambition, Lang, NoteKind, ObjectiveId, Quantity, ReviewId, Verdict, half_width,
};
use crate::planner::{ActionDraft, OkrPlace, OkrRequest, Request};
use crate::tui::effect::Effect;
use crate::tui::runtime::{ChoiceKind, Row};
use crate::tui::screen::review::CarryLine;
use crate::tui::state::State;

const NOTES: &[Word] = &[
    ("observation", &tr::NOTE_KIND_OBSERVATION),
    ("risk", &tr::NOTE_KIND_RISK),
    ("feedback", &tr::NOTE_KIND_FEEDBACK),
    ("adjustment", &tr::NOTE_KIND_ADJUSTMENT),
    ("decision", &tr::NOTE_KIND_DECISION),
];
const ACTIONS: &[Word] = &[
    ("open", &tr::ACTION_STATUS_OPEN),
    ("done", &tr::ACTION_STATUS_DONE),
    ("dropped", &tr::ACTION_STATUS_DROPPED),
];
const VERDICTS: &[Word] =
    &[("keep", &tr::VERDICT_KEEP), ("change", &tr::VERDICT_CHANGE), ("drop", &tr::VERDICT_DROP)];
const BEGINNINGS: &[Word] = &[("no", &tr::CARRY_FROM_START), ("yes", &tr::CARRY_WITH_PROGRESS)];
const NO_YES: &[Word] = &[("no", &tr::FORM_NO), ("yes", &tr::FORM_YES)];

/// What is said in a review, and about what.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Walk {
    Note { review: Option<ReviewId>, objective: String, title: String, is_decision: bool },
    AddAction { review: Option<ReviewId>, objective: String, title: String },
    EditAction { id: ActionId, seen: i64 },
    Grade { path: String, title: String, seen: i64, is_committed: bool },
    Carry { objective: ObjectiveId, title: String },
    File { name: String, text: String },
}

impl Walk {
    pub(super) fn id(&self) -> String {
        match self {
            Self::Note { objective, is_decision: true, .. } => format!("review.decide {objective}"),
            Self::Note { objective, .. } => format!("review.note {objective}"),
            Self::AddAction { objective, .. } => format!("review.action {objective}"),
            Self::EditAction { id, .. } => format!("action.edit {}", id.0),
            Self::Grade { path, .. } => format!("grade {path}"),
            Self::Carry { objective, .. } => format!("carry {}", objective.0),
            Self::File { name, .. } => format!("minutes {name}"),
        }
    }

    pub(super) fn title(&self, lang: Lang) -> String {
        match self {
            Self::Note { title, is_decision: true, .. } => tr::FORM_DECISION.fill(lang, &[("name", title)]),
            Self::Note { title, .. } => tr::FORM_NOTE.fill(lang, &[("name", title)]),
            Self::AddAction { title, .. } => tr::FORM_ACTION.fill(lang, &[("name", title)]),
            Self::EditAction { .. } => tr::FORM_ACTION_EDIT.get(lang).to_owned(),
            Self::Grade { title, .. } => tr::FORM_GRADE.fill(lang, &[("name", title)]),
            Self::Carry { title, .. } => tr::FORM_CARRY.fill(lang, &[("name", title)]),
            Self::File { .. } => tr::FORM_MINUTES.get(lang).to_owned(),
        }
    }

    pub(super) fn seen(&self) -> Option<i64> {
        match self {
            Self::EditAction { seen, .. } => Some(*seen),
            _ => None,
        }
    }

    pub(super) fn row(&self) -> Option<Row> {
        match self {
            Self::EditAction { id, .. } => Some(Row::Action(*id)),
            _ => None,
        }
    }

    /// The form as it would open now, for a row that is edited.
    pub(super) fn fresh(&self, state: &State) -> Option<Form> {
        let Self::EditAction { id, .. } = self else { return None };
        let of_review = state.desks.review.page().map(|page| page.pages.as_slice()).unwrap_or_default();
        let of_review = of_review.iter().flat_map(|page| &page.actions);
        let of_page = state.desks.objective.page().map(|page| page.actions.as_slice()).unwrap_or_default();
        let found = of_page.iter().chain(of_review).find(|action| action.id == *id);
        found.map(Form::edit_action)
    }

    /// What saving asks for.
    pub(super) fn effect(&self, form: &Form, ticket: u64) -> Effect {
        let given = |id: &str| form.given(id);
        let request: Request = match self {
            Self::Note { review, objective, is_decision, .. } => OkrRequest::OkrNoteAdd {
                about: OkrPlace::Objective(objective.clone()),
                text: given("text").unwrap_or_default(),
                kind: if *is_decision { Some(NoteKind::Decision.as_str().to_owned()) } else { given("kind") },
                review: *review,
            },
            Self::AddAction { review, objective, .. } => OkrRequest::ActionAdd {
                about: OkrPlace::Objective(objective.clone()),
                draft: ActionDraft {
                    title: given("title"),
                    owner: given("owner"),
                    due: given("due"),
                    ..ActionDraft::default()
                },
                review: *review,
            },
            Self::EditAction { id, seen } => OkrRequest::ActionSet {
                action: id.0.to_string(),
                seen: Some(*seen),
                draft: ActionDraft {
                    title: form.changed("title"),
                    owner: form.changed("owner"),
                    due: form.changed("due"),
                    status: form.changed("status"),
                    ..ActionDraft::default()
                },
            },
            Self::Grade { path, seen, .. } => OkrRequest::Grade {
                what: path.clone(),
                seen: Some(*seen),
                grade: given("grade").unwrap_or_default(),
                reason: given("reason"),
                cause: given("cause"),
            },
            // It changes what is planned, and asks for nothing.
            Self::Carry { .. } => return Effect::Redraw,
            Self::File { text, .. } => {
                let (path, text) = (given("path").unwrap_or_default(), text.clone());
                let replace = given("replace").is_some_and(|word| word == "yes");
                return Effect::WriteFile { ticket, path, text, replace };
            }
        }
        .into();
        Effect::Ask { ticket, request: Box::new(request) }
    }
}

fn cause() -> Field {
    Field::new("cause", &tr::ENTRY_CAUSE, &tr::ASK_CAUSE, Kind::Text(true)).required()
}

impl Form {
    fn walk(walk: Walk, fields: Vec<Field>) -> Self {
        Self::new(Subject::Walk(walk), fields)
    }

    /// A form for a decision about an objective, or for another note.
    #[must_use]
    pub fn review_note(review: Option<ReviewId>, objective: &ObjectiveLine, is_decision: bool) -> Self {
        let (path, title) = (objective.path.clone(), objective.title.clone());
        let ask = if is_decision { &tr::ASK_DECISION } else { &tr::ASK_TEXT };
        let label = if is_decision { &tr::NOTE_KIND_DECISION } else { &tr::ENTRY_TEXT };
        let mut fields = vec![Field::new("text", label, ask, Kind::Text(true)).required()];
        if !is_decision {
            fields.push(Field::new("kind", &tr::ENTRY_KIND, &tr::ASK_STATUS, Kind::Words(NOTES)));
        }
        Self::walk(Walk::Note { review, objective: path, title, is_decision }, fields)
    }

    /// A form for an action about an objective, given to its owner unless another one is named.
    #[must_use]
    pub fn add_action(review: Option<ReviewId>, objective: &ObjectiveLine) -> Self {
        let owners = Kind::Choice(ChoiceKind::Owners, true);
        let (path, title) = (objective.path.clone(), objective.title.clone());
        Self::walk(
            Walk::AddAction { review, objective: path, title },
            vec![
                Field::new("title", &tr::ENTRY_TITLE, &tr::ASK_ACTION, Kind::Name).required(),
                Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_ACTION_OWNER, owners).with(&objective.owner),
                Field::new("due", &tr::ENTRY_DUE, &tr::ASK_ACTION_DUE, Kind::When),
            ],
        )
    }

    /// A form for an action's fields.
    #[must_use]
    pub fn edit_action(action: &Action) -> Self {
        let owners = Kind::Choice(ChoiceKind::Owners, true);
        let due = action.due.map(|due| due.to_string()).unwrap_or_default();
        Self::walk(
            Walk::EditAction { id: action.id, seen: action.version },
            vec![
                Field::new("title", &tr::ENTRY_TITLE, &tr::ASK_ACTION, Kind::Name)
                    .with(&action.title)
                    .required(),
                Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_ACTION_OWNER, owners).with(&action.owner),
                Field::new("due", &tr::ENTRY_DUE, &tr::ASK_ACTION_DUE, Kind::When).with(&due),
                Field::new("status", &tr::ENTRY_STATUS, &tr::ASK_STATUS, Kind::Words(ACTIONS))
                    .with(action.status.as_str()),
            ],
        )
    }

    /// A form for the score of an objective, or of one of its key results: its path, what it says
    /// and its version; score and reason.
    #[must_use]
    pub fn grade(
        objective: &ObjectiveLine,
        key_result: Option<(&str, &str, i64)>,
        score: Option<Quantity>,
        reason: &str,
    ) -> Self {
        let whole = (objective.path.as_str(), objective.title.as_str(), objective.version);
        let (path, title, seen) = key_result.unwrap_or(whole);
        let is_committed = key_result.is_none() && objective.ambition == Ambition::Committed;
        let score = score.map(|score| format!("{:.1}", score.to_f64())).unwrap_or_default();
        let mut fields = vec![
            Field::new("grade", &tr::ENTRY_GRADE, &tr::ASK_GRADE, Kind::Number).with(&score).required(),
            Field::new("reason", &tr::ENTRY_REASON, &tr::ASK_GRADE_REASON, Kind::Text(true))
                .with(reason)
                .required(),
        ];
        if is_committed && !objective.grade_cause.is_empty() {
            fields.push(cause().with(&objective.grade_cause));
        }
        let (path, title) = (path.to_owned(), title.to_owned());
        let mut form = Self::walk(Walk::Grade { path, title, seen, is_committed }, fields);
        form.focus = 0;
        form
    }

    /// A committed objective that gets less than 1.0 asks for what kept it from there.
    pub(super) fn settle_grade(&mut self) {
        let Subject::Walk(Walk::Grade { is_committed: true, .. }) = self.subject else { return };
        if self.is_sent() {
            return;
        }
        let typed = self.given("grade").map(|text| half_width(&text));
        let score = typed.and_then(|text| Quantity::parse(&text).ok());
        let is_short = score.is_some_and(|score| score < Quantity::from_micros(Quantity::SCALE));
        let place = self.fields.iter().position(|field| field.id == "cause");
        match place {
            None if is_short => self.fields.push(cause()),
            // What was typed into it is kept.
            Some(at) if !is_short && self.focus != at => {
                if self.fields.get(at).is_some_and(|field| field.text().is_empty()) {
                    self.fields.remove(at);
                } else if let Some(field) = self.fields.get_mut(at) {
                    field.is_required = false;
                }
            }
            Some(at) => {
                if let Some(field) = self.fields.get_mut(at) {
                    field.is_required = is_short;
                }
            }
            None => {}
        }
    }

    /// A form for what becomes of an objective.
    #[must_use]
    pub fn carry(objective: &ObjectiveLine, line: &CarryLine) -> Self {
        let verdict = line.verdict.unwrap_or(Verdict::Keep);
        let going: Vec<&str> = line.going(objective).into_iter().map(|kr| kr.line.key.as_str()).collect();
        let beginning = if line.with_progress { "yes" } else { "no" };
        Self::walk(
            Walk::Carry { objective: objective.id, title: objective.title.clone() },
            vec![
                Field::new("verdict", &tr::ENTRY_VERDICT, &tr::ASK_STATUS, Kind::Words(VERDICTS))
                    .with(verdict.as_str()),
                Field::new("why", &tr::ENTRY_REASON, &tr::ASK_CARRY_WHY, Kind::Text(false))
                    .with(&line.why)
                    .required(),
                Field::new("progress", &tr::ENTRY_BEGINNING, &tr::ASK_BEGINNING, Kind::Words(BEGINNINGS))
                    .with(beginning),
                Field::new("key_results", &tr::ENTRY_KEY_RESULTS, &tr::ASK_KEY_RESULTS, Kind::Text(false))
                    .with(&going.join(", ")),
            ],
        )
    }

    /// What was typed into a form for what becomes of an objective; else the key result nobody knows.
    ///
    /// # Errors
    /// The word that is no key of a key result.
    pub fn carried(&self, objective: &ObjectiveLine) -> Result<CarryLine, String> {
        let text = self.given("key_results").unwrap_or_default();
        let words = text.split([',', '，', '、', ' ']).map(str::trim).filter(|word| !word.is_empty());
        let mut going = Vec::new();
        for word in words {
            let found = objective.key_results.iter().find(|kr| kr.line.key.eq_ignore_ascii_case(word));
            going.push(found.ok_or_else(|| word.to_owned())?.line.key.clone());
        }
        let stays = |key: &&String| !going.contains(key);
        let all = objective.key_results.iter().map(|kr| &kr.line.key);
        Ok(CarryLine {
            verdict: self.given("verdict").and_then(|word| word.parse().ok()),
            why: self.given("why").unwrap_or_default(),
            with_progress: self.given("progress").is_some_and(|word| word == "yes"),
            left_behind: all.filter(stays).cloned().collect(),
        })
    }

    /// A form for the file the minutes are written into.
    #[must_use]
    pub fn minutes_file(name: String, text: String) -> Self {
        let path = format!("{name}.md");
        Self::walk(
            Walk::File { name, text },
            vec![
                Field::new("path", &tr::ENTRY_PATH, &tr::ASK_MINUTES_PATH, Kind::Text(false))
                    .with(&path)
                    .required(),
                Field::new("replace", &tr::ENTRY_REPLACE, &tr::ASK_REPLACE, Kind::Words(NO_YES)),
            ],
        )
    }
}
