//! What is said to the numbers, who leads, findings in own words, insights, answers.
use super::{RetroForm, place};
use crate::board::{FindingLine, RetroPage};
use crate::i18n::tr;
use crate::model::{Answer, Both, FindingKind, Insight, InsightId, InsightKind, Lang, RetroId, RetroStep};
use crate::planner::{RetroDraft, RetroPlace, RetroRequest};
use crate::tui::overlay::form::{Field, Form, Kind, Word};
use crate::tui::runtime::ChoiceKind;
use crate::tui::screen::retro::words;
use crate::tui::state::State;

const FINDINGS: &[Word] =
    &[("highlight", &tr::FINDING_KIND_HIGHLIGHT), ("lowlight", &tr::FINDING_KIND_LOWLIGHT)];
const INSIGHTS: &[Word] = &[
    ("keep", &tr::INSIGHT_KIND_KEEP),
    ("improve", &tr::INSIGHT_KIND_IMPROVE),
    ("start", &tr::INSIGHT_KIND_START),
    ("stop", &tr::INSIGHT_KIND_STOP),
];

fn row(page: &RetroPage) -> Option<(RetroId, i64)> {
    page.retro.as_ref().map(|retro| (retro.id, retro.version))
}

fn insight_fields() -> Vec<Field> {
    vec![
        Field::new("kind", &tr::ENTRY_KIND, &tr::ASK_STATUS, Kind::Words(INSIGHTS)),
        Field::new("text", &tr::ENTRY_TEXT, &tr::ASK_INSIGHT, Kind::Text(true)).required(),
    ]
}

impl Form {
    /// A form for what is said to the numbers of a step: its goals, else its results.
    #[must_use]
    pub fn retro_note(page: &RetroPage, step: RetroStep) -> Self {
        let (id, ask, text) = match step {
            RetroStep::Goal => {
                ("goal_note", &tr::ASK_GOAL_NOTE, page.retro.as_ref().map(|retro| retro.goal_note.as_str()))
            }
            _ => (
                "result_note",
                &tr::ASK_RESULT_NOTE,
                page.retro.as_ref().map(|retro| retro.result_note.as_str()),
            ),
        };
        let step = if step == RetroStep::Goal { step } else { RetroStep::Result };
        let subject =
            RetroForm::Note { about: place(page), name: page.line.name.clone(), step, row: row(page) };
        let field = Field::new(id, &tr::ENTRY_TEXT, ask, Kind::Lines).with(text.unwrap_or_default());
        Self::retro(subject, vec![field])
    }

    /// A form for who leads it.
    #[must_use]
    pub fn retro_leader(page: &RetroPage) -> Self {
        let subject = RetroForm::Leader { about: place(page), name: page.line.name.clone(), row: row(page) };
        let owners = Kind::Choice(ChoiceKind::Owners, true);
        let leader = page.retro.as_ref().map_or(page.line.leader.as_str(), |retro| retro.leader.as_str());
        Self::retro(
            subject,
            vec![Field::new("leader", &tr::ENTRY_LEADER, &tr::ASK_LEADER, owners).with(leader)],
        )
    }

    /// A form for a finding the numbers don't show.
    #[must_use]
    pub fn add_finding(page: &RetroPage) -> Self {
        let mut form = Self::retro(
            RetroForm::AddFinding { about: place(page), name: page.line.name.clone() },
            vec![
                Field::new("kind", &tr::ENTRY_KIND, &tr::ASK_STATUS, Kind::Words(FINDINGS)),
                Field::new("text", &tr::ENTRY_TEXT, &tr::ASK_FINDING, Kind::Text(true)).required(),
            ],
        );
        form.focus = 0;
        form
    }

    /// A form for own words for a finding; those of the numbers are told above it.
    #[must_use]
    pub fn finding_words(state: &State, page: &RetroPage, line: &FindingLine) -> Self {
        let own = line.finding.as_ref().map(|finding| finding.text.as_str()).unwrap_or_default();
        let is_found = line.subject.is_empty();
        let subject = match &line.finding {
            Some(finding) if is_found => format!("#{}", finding.id.0),
            _ => line.subject.clone(),
        };
        let text = Field::new("text", &tr::ENTRY_TEXT, &tr::ASK_WORDS, Kind::Text(true)).with(own);
        let mut fields = vec![if is_found { text.required() } else { text }];
        if is_found {
            let kind = Field::new("kind", &tr::ENTRY_KIND, &tr::ASK_STATUS, Kind::Words(FINDINGS));
            fields.push(kind.with(line.kind.as_str()));
        }
        let mut form = Self::retro(RetroForm::Words { about: place(page), subject, kind: line.kind }, fields);
        form.lead = line.matter.as_ref().map(|matter| words::matter(state, matter));
        form
    }

    /// A form for what to keep, improve, start or stop.
    #[must_use]
    pub fn add_insight(page: &RetroPage, kind: InsightKind) -> Self {
        let subject = RetroForm::AddInsight { about: place(page), name: page.line.name.clone() };
        let mut form = Self::retro(subject, insight_fields());
        form.propose(&[("kind", kind.as_str())]);
        form.focus = 0;
        form
    }

    /// A form for an insight's fields.
    #[must_use]
    pub fn edit_insight(insight: &Insight) -> Self {
        let mut form =
            Self::retro(RetroForm::EditInsight { id: insight.id, seen: insight.version }, insight_fields());
        form.propose(&[("kind", insight.kind.as_str()), ("text", &insight.text)]);
        form
    }

    /// A form for the answer to one of the playbook's questions.
    #[must_use]
    pub fn retro_answer(page: &RetroPage, question: &Both, answer: Option<&Answer>, lang: Lang) -> Self {
        let subject = RetroForm::Answer { about: place(page), question: question.clone() };
        let field = Field::new("text", &tr::ENTRY_RETRO_ANSWER, &tr::ASK_RETRO_ANSWER, Kind::Lines);
        let mut form = Self::retro(subject, vec![field.with(answer.map_or("", |answer| &answer.text))]);
        form.lead = Some(question.get(lang).to_owned());
        form
    }
}

pub(super) fn noted(form: &Form, about: &RetroPlace, step: RetroStep, seen: Option<i64>) -> RetroRequest {
    let mut draft = RetroDraft::default();
    let (id, place) = match step {
        RetroStep::Goal => ("goal_note", &mut draft.goal_note),
        _ => ("result_note", &mut draft.result_note),
    };
    *place = Some(form.given(id).unwrap_or_default());
    RetroRequest::Set { about: about.clone(), seen, draft }
}

pub(super) fn led(form: &Form, about: &RetroPlace, seen: Option<i64>) -> RetroRequest {
    let leader = Some(form.given("leader").unwrap_or_default());
    RetroRequest::Set { about: about.clone(), seen, draft: RetroDraft { leader, ..RetroDraft::default() } }
}

pub(super) fn found(form: &Form, about: &RetroPlace) -> RetroRequest {
    RetroRequest::FindingAdd {
        about: about.clone(),
        kind: form.given("kind").unwrap_or_default(),
        text: form.given("text").unwrap_or_default(),
    }
}

/// What is worded is kept.
pub(super) fn worded(form: &Form, about: &RetroPlace, subject: &str, kind: FindingKind) -> RetroRequest {
    RetroRequest::FindingSet {
        about: about.clone(),
        subject: subject.to_owned(),
        kind: form.given("kind").unwrap_or_else(|| kind.as_str().to_owned()),
        verdict: "kept".to_owned(),
        text: Some(form.given("text").unwrap_or_default()),
    }
}

pub(super) fn learned(form: &Form, about: &RetroPlace) -> RetroRequest {
    RetroRequest::InsightAdd {
        about: about.clone(),
        kind: form.given("kind").unwrap_or_default(),
        text: form.given("text").unwrap_or_default(),
    }
}

pub(super) fn changed(form: &Form, id: InsightId, seen: i64) -> RetroRequest {
    let (kind, text) = (form.changed("kind"), form.changed("text"));
    RetroRequest::InsightSet { insight: id.0, seen: Some(seen), kind, text }
}

pub(super) fn answered(form: &Form, about: &RetroPlace, question: &Both) -> RetroRequest {
    RetroRequest::Answer {
        about: about.clone(),
        question: question.clone(),
        text: form.given("text").unwrap_or_default(),
    }
}
