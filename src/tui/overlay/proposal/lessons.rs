//! Lessons of other campaigns that may hold for the new one: each is taken, dismissed with a reason, or left open.
use super::columns::Column;
use super::{Part, ProposalBox, Row};
use crate::board::Matching;
use crate::i18n::{label, tr};
use crate::planner::{LessonDecision, ProposedLesson, TakeDraft};
use crate::tui::overlay::Overlay;
use crate::tui::overlay::form::{Field, Form, Kind, Word};
use crate::tui::screen::lesson_words;
use crate::tui::state::State;
use crate::tui::theme::Role;

const DECISIONS: &[Word] =
    &[("take", &tr::DECIDE_TAKE), ("dismiss", &tr::DECIDE_DISMISS), ("later", &tr::DECIDE_LATER)];

impl ProposalBox {
    /// With the lessons that match.
    #[must_use]
    pub fn with_lessons(self, lessons: Vec<Matching>) -> Self {
        let decisions = vec![None; lessons.len()];
        Self { lessons, decisions, ..self }
    }

    /// What is decided on a lesson.
    pub(super) fn decision(&self, line: usize) -> Option<&LessonDecision> {
        self.decisions.get(line)?.as_ref()
    }

    /// How many lessons nobody has decided on.
    pub(super) fn undecided(&self) -> usize {
        self.decisions.iter().filter(|decision| decision.is_none()).count()
    }

    /// Takes a lesson as it proposes, or leaves open what was taken.
    pub(super) fn take_lesson(&mut self, line: usize, is_taken: bool) {
        let Some(decision) = self.decisions.get_mut(line) else { return };
        match (is_taken, &decision) {
            (true, Some(LessonDecision::Take(_))) | (false, Some(LessonDecision::Dismiss(_))) => {}
            (true, _) => *decision = Some(LessonDecision::Take(TakeDraft::default())),
            (false, _) => *decision = None,
        }
    }

    /// Takes over what was typed.
    pub(super) fn decide(&mut self, line: usize, form: &Form) {
        let decision = match form.given("decision").as_deref() {
            Some("take") => Some(LessonDecision::Take(lesson_words::taken(form))),
            Some("dismiss") => Some(LessonDecision::Dismiss(form.given("reason").unwrap_or_default())),
            _ => None,
        };
        if let Some(place) = self.decisions.get_mut(line) {
            *place = decision;
        }
    }

    /// What is written with the campaign.
    pub(super) fn decided(&self) -> Vec<ProposedLesson> {
        let of = |(lesson, decision): (&Matching, &Option<LessonDecision>)| {
            Some(ProposedLesson { lesson: lesson.lesson.lesson.id, decision: decision.clone()? })
        };
        self.lessons.iter().zip(&self.decisions).filter_map(of).collect()
    }
}

/// A lesson's name, its advice, and the fields of what is decided on it.
pub(super) fn fields(sheet: &ProposalBox, line: usize, due: Kind) -> Option<(String, String, Vec<Field>)> {
    let lesson = &sheet.lessons.get(line)?.lesson.lesson;
    let (decision, draft, why) = match sheet.decision(line) {
        Some(LessonDecision::Take(draft)) => ("take", draft.clone(), draft.reason.clone()),
        Some(LessonDecision::Dismiss(reason)) => ("dismiss", TakeDraft::default(), Some(reason.clone())),
        None => ("take", TakeDraft::default(), None),
    };
    let reason = Field::new("reason", &tr::ENTRY_REASON, &tr::ASK_LESSON_WHY, Kind::Text(false));
    let mut fields = vec![
        Field::new("decision", &tr::ENTRY_DECISION, &tr::ASK_LESSON_DECISION, Kind::Words(DECISIONS))
            .with(decision),
    ];
    fields.extend(lesson_words::take_fields(lesson, &draft, due));
    fields.push(reason.with(why.as_deref().unwrap_or_default()));
    lesson_words::settle(&mut fields);
    Some((lesson.title.clone(), lesson.advice.clone(), fields))
}

/// What is wrong with the form on top: a lesson is dismissed with a reason only.
pub(super) fn without_reason(state: &State) -> Option<(String, &'static str)> {
    let [.., Overlay::Proposal(sheet), Overlay::Form(form)] = state.overlays.as_slice() else { return None };
    let is_lesson = matches!(sheet.row(), Some(Row::Line(Part::Lessons, _)));
    let lacks =
        is_lesson && form.given("decision").as_deref() == Some("dismiss") && form.given("reason").is_none();
    lacks.then(|| (state.say(&tr::ERROR_DISMISS_REASON).to_owned(), "reason"))
}

/// What was learned, what becomes of it, why it matches, where it was learned.
pub(super) fn columns(state: &State, sheet: &ProposalBox) -> Vec<Column> {
    let mut out = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for (line, found) in sheet.lessons.iter().enumerate() {
        let lesson = &found.lesson.lesson;
        out[0].push((lesson.title.clone(), Role::Text));
        out[1].push(match sheet.decision(line) {
            Some(LessonDecision::Take(draft)) => {
                let form = draft.form.as_deref().and_then(|form| form.parse().ok()).unwrap_or(lesson.form);
                let form = state.say(label::lesson_form(form));
                (state.fill(&tr::LESSONS_TAKEN_AS, &[("form", form)]), Role::Good)
            }
            Some(LessonDecision::Dismiss(_)) => (state.say(&tr::LESSONS_DISMISSED).to_owned(), Role::Dim),
            None => {
                let form = state.say(label::lesson_form(lesson.form));
                (state.fill(&tr::LESSONS_WOULD_BE, &[("form", form)]), Role::Faint)
            }
        });
        out[2].push((lesson_words::matched(state, &found.on), Role::Dim));
        let of = found.lesson.campaign.as_ref().map(|(_, name)| name.clone());
        out[3].push((of.unwrap_or_default(), Role::Faint));
    }
    let [title, becomes, on, of] = out;
    vec![Column::new(0, title), Column::new(1, becomes), Column::new(2, on), Column::new(3, of)]
}

/// What to do next time, why not, and what came of it elsewhere.
pub(super) fn detail(state: &State, sheet: &ProposalBox, line: usize) -> String {
    let Some(found) = sheet.lessons.get(line) else { return String::new() };
    let why = match sheet.decision(line) {
        Some(LessonDecision::Dismiss(reason)) => {
            Some(state.fill(&tr::LESSONS_DISMISSED_FOR, &[("reason", reason)]))
        }
        _ => None,
    };
    let lesson = &found.lesson.lesson;
    let advice = if lesson.advice.is_empty() { &lesson.title } else { &lesson.advice };
    let parts = [why, Some(advice.clone()), lesson_words::told(state, &found.lesson)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
