//! What screens say of lessons that come back, and the fields of a form that takes one.
use crate::board::{LessonLine, MatchOn};
use crate::i18n::{label, tr};
use crate::model::{Lang, Lesson, LessonForm};
use crate::planner::TakeDraft;
use crate::tui::overlay::form::{Field, Form, Kind, Word};
use crate::tui::runtime::ChoiceKind;
use crate::tui::state::State;

/// What a lesson becomes.
pub const FORMS: &[Word] = &[
    ("task", &tr::LESSON_FORM_TASK),
    ("risk", &tr::LESSON_FORM_RISK),
    ("guardrail", &tr::LESSON_FORM_GUARDRAIL),
];

/// Why a lesson comes back, the most telling first: `大促 · 抖音`.
#[must_use]
pub fn matched(state: &State, on: &[MatchOn]) -> String {
    let word = |on: &MatchOn| match on {
        MatchOn::Playbook(key) => {
            let known = state.choices.get(&ChoiceKind::Playbooks).into_iter().flatten();
            let known = known.into_iter().find(|choice| choice.key == *key);
            known
                .map_or_else(|| state.say(&tr::LESSONS_SAME_PLAYBOOK), |choice| choice.name(state.lang()))
                .to_owned()
        }
        MatchOn::Channel(name) => name.clone(),
        MatchOn::Stage(stage) => state.say(label::stage(*stage)).to_owned(),
        MatchOn::Metric(en, zh) => if state.lang() == Lang::Zh { zh } else { en }.clone(),
    };
    on.iter().map(word).collect::<Vec<_>>().join(" · ")
}

/// How often it was taken and what came of that; none where nobody has.
#[must_use]
pub fn told(state: &State, line: &LessonLine) -> Option<String> {
    let [verified, partly, not] = line.proven();
    let n = |count: usize| count.to_string();
    let said = |text, count: usize| (count > 0).then(|| state.fill(text, &[("n", &n(count))]));
    let parts = [
        said(&tr::LESSONS_TOLD_TAKEN, line.taken()),
        said(&tr::LESSONS_TOLD_HELPED, verified),
        said(&tr::LESSONS_TOLD_PARTLY, partly),
        said(&tr::LESSONS_TOLD_NOT, not),
        said(&tr::LESSONS_TOLD_DISMISSED, line.dismissed()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(state.say(&tr::TODO_COMMA)))
}

/// The fields of what a lesson becomes; what stays empty is as the lesson proposes.
#[must_use]
pub fn take_fields(lesson: &Lesson, draft: &TakeDraft, due: Kind) -> Vec<Field> {
    let form = draft.form.as_deref().unwrap_or(match lesson.form {
        LessonForm::Task => "task",
        LessonForm::Risk => "risk",
        LessonForm::Guardrail => "guardrail",
    });
    let usual = lesson.due.map(|due| due.to_string()).unwrap_or_default();
    let with =
        |field: Field, text: &Option<String>, usual: &str| field.with(text.as_deref().unwrap_or(usual));
    let owners = Kind::Choice(ChoiceKind::Owners, true);
    vec![
        Field::new("form", &tr::ENTRY_LESSON_FORM, &tr::ASK_LESSON_FORM, Kind::Words(FORMS)).with(form),
        with(Field::new("text", &tr::ENTRY_TITLE, &tr::ASK_LESSON_TEXT, Kind::Text(false)), &draft.text, ""),
        with(Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_OWNER, owners), &draft.owner, ""),
        with(Field::new("due", &tr::ENTRY_DUE, &tr::ASK_DUE, due), &draft.due, &usual),
        with(
            Field::new("bound", &tr::ENTRY_LESSON_BOUND, &tr::ASK_LESSON_BOUND, Kind::Text(false)),
            &draft.bound,
            &lesson.bound,
        ),
    ]
}

/// What was typed into them, where it was asked for.
#[must_use]
pub fn taken(form: &Form) -> TakeDraft {
    let asked = |id: &str| form.fields.iter().any(|field| field.id == id && !field.is_hidden);
    let given = |id: &str| form.given(id).filter(|_| asked(id));
    TakeDraft {
        form: given("form"),
        text: given("text"),
        owner: given("owner"),
        due: given("due"),
        bound: given("bound"),
        reason: given("reason"),
    }
}

/// What is asked: only a lesson that is taken becomes something, a risk has no day, only a guardrail has a bound.
pub fn settle(fields: &mut [Field]) {
    let word = |id: &str| {
        fields.iter().find(|field| field.id == id).map(|field| field.text().to_owned()).unwrap_or_default()
    };
    let (decision, form) = (word("decision"), word("form"));
    let is_taken = decision.is_empty() || decision == "take";
    for field in fields {
        field.is_hidden = match field.id {
            "form" => !is_taken,
            "text" => !is_taken || form == "guardrail",
            "owner" | "due" => !is_taken || form != "task",
            "bound" => !is_taken || form != "guardrail",
            "reason" => decision == "later",
            _ => false,
        };
    }
}
