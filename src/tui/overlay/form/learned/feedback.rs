//! Feedback: what users said, and what is answered.
use super::super::{Field, Form, Kind, Word};
use super::{Learned, held};
use crate::board::FeedbackLine;
use crate::i18n::tr;
use crate::model::{Feedback, NoteId};
use crate::planner::{FeedbackDraft, Request, RetroRequest};
use crate::tui::runtime::ChoiceKind;

const IMPACTS: &[Word] =
    &[("medium", &tr::IMPACT_MEDIUM), ("high", &tr::IMPACT_HIGH), ("low", &tr::IMPACT_LOW)];

fn fields() -> Vec<Field> {
    let sources = Kind::Choice(ChoiceKind::Sources, true);
    let categories = Kind::Choice(ChoiceKind::Categories, true);
    vec![
        Field::new("text", &tr::ENTRY_SAID, &tr::ASK_SAID, Kind::Text(true)).required(),
        Field::new("source", &tr::ENTRY_FEEDBACK_SOURCE, &tr::ASK_FEEDBACK_SOURCE, sources),
        Field::new("category", &tr::ENTRY_CATEGORY, &tr::ASK_CATEGORY, categories),
        Field::new("count", &tr::ENTRY_FEEDBACK_COUNT, &tr::ASK_FEEDBACK_COUNT, Kind::Number),
        Field::new("impact", &tr::ENTRY_IMPACT, &tr::ASK_IMPACT, Kind::Words(IMPACTS)),
        Field::new("answer", &tr::ENTRY_ANSWER, &tr::ASK_ANSWER, Kind::Text(true)),
    ]
}

fn said(line: &FeedbackLine, of: impl Fn(&Feedback) -> String) -> String {
    line.note.feedback.as_ref().map(of).unwrap_or_default()
}

impl Form {
    /// A form for what users said about a campaign.
    #[must_use]
    pub fn add_feedback(campaign: &str) -> Self {
        let mut fields = fields();
        let campaigns = Kind::Choice(ChoiceKind::Formers, false);
        let asked = Field::new("campaign", &tr::ENTRY_CAMPAIGN, &tr::ASK_FEEDBACK_CAMPAIGN, campaigns);
        fields.insert(1, asked.with(campaign).required());
        fields.push(Field::new("at", &tr::ENTRY_AT, &tr::ASK_AT, Kind::Moment));
        Self::learned(Learned::AddFeedback, fields)
    }

    /// A form for a feedback's fields.
    #[must_use]
    pub fn edit_feedback(line: &FeedbackLine) -> Self {
        let fields = held(fields(), |id| match id {
            "text" => line.note.text.clone(),
            "source" => said(line, |feedback| feedback.source.clone()),
            "category" => said(line, |feedback| feedback.category.clone()),
            "count" => said(line, |feedback| feedback.count.to_string()),
            "impact" => said(line, |feedback| feedback.impact.as_str().to_owned()),
            _ => said(line, |feedback| feedback.answer.clone()),
        });
        Self::learned(Learned::EditFeedback { id: line.note.id, seen: line.note.version }, fields)
    }

    /// A form for what is answered to a feedback.
    #[must_use]
    pub fn answer_feedback(line: &FeedbackLine) -> Self {
        let answer = said(line, |feedback| feedback.answer.clone());
        let text = line.note.text.replace('\n', " ");
        let (id, seen) = (line.note.id, line.note.version);
        let field = Field::new("answer", &tr::ENTRY_ANSWER, &tr::ASK_ANSWER, Kind::Text(true)).with(&answer);
        let mut form = Self::learned(Learned::Answer { id, text: text.clone(), seen }, vec![field]);
        form.lead = Some(text);
        form
    }
}

pub(super) fn added(form: &Form) -> Request {
    let draft = FeedbackDraft {
        text: form.given("text"),
        source: form.given("source"),
        category: form.given("category"),
        count: form.given("count"),
        impact: form.given("impact"),
        answer: form.given("answer"),
        at: form.given("at"),
    };
    RetroRequest::FeedbackAdd { campaign: form.given("campaign").unwrap_or_default(), draft }.into()
}

pub(super) fn changed(form: &Form, id: NoteId, seen: i64) -> Request {
    let draft = FeedbackDraft {
        text: form.changed("text"),
        source: form.changed("source"),
        category: form.changed("category"),
        count: form.changed("count"),
        impact: form.changed("impact"),
        answer: form.changed("answer"),
        at: None,
    };
    RetroRequest::FeedbackSet { note: id.0, seen: Some(seen), draft }.into()
}

pub(super) fn answered(form: &Form, id: NoteId, seen: i64) -> Request {
    let draft = FeedbackDraft { answer: form.changed("answer"), ..FeedbackDraft::default() };
    RetroRequest::FeedbackSet { note: id.0, seen: Some(seen), draft }.into()
}
