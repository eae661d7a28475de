//! Lessons: a new one, and the fields of one.
use super::super::{Field, Form, Kind, Word, Written};
use super::{Learned, held, own};
use crate::board::LessonLine;
use crate::i18n::{label, tr};
use crate::model::{LessonId, Stage, Tags};
use crate::planner::{LessonDraft, Request, RetroPlace, RetroRequest};
use crate::tui::runtime::{Choice, ChoiceKind};

const FORMS: &[Word] = &[
    ("task", &tr::LESSON_FORM_TASK),
    ("risk", &tr::LESSON_FORM_RISK),
    ("guardrail", &tr::LESSON_FORM_GUARDRAIL),
];
const STATUSES: &[Word] = &[("active", &tr::LESSON_STATUS_ACTIVE), ("retired", &tr::LESSON_STATUS_RETIRED)];

/// The stages to choose from.
#[must_use]
pub fn stages() -> Vec<Choice> {
    Stage::ALL.iter().map(|stage| own(stage.as_str(), label::stage(*stage))).collect()
}

fn fields() -> Vec<Field> {
    let several = Kind::Several;
    vec![
        Field::new("title", &tr::ENTRY_LESSON, &tr::ASK_LESSON, Kind::Name).required(),
        Field::new("advice", &tr::ENTRY_ADVICE, &tr::ASK_ADVICE, Kind::Text(true)),
        Field::new("form", &tr::ENTRY_LESSON_FORM, &tr::ASK_LESSON_FORM, Kind::Words(FORMS)),
        Field::new("due", &tr::ENTRY_DUE, &tr::ASK_LESSON_DUE, Kind::Written(Written::Ahead)),
        Field::new("bound", &tr::ENTRY_BOUND, &tr::ASK_LESSON_BOUND, Kind::Text(false)),
        Field::new("playbooks", &tr::ENTRY_PLAYBOOKS, &tr::ASK_PLAYBOOKS, several(ChoiceKind::Playbooks)),
        Field::new("channels", &tr::ENTRY_CHANNELS, &tr::ASK_CHANNELS_OF, several(ChoiceKind::Channels)),
        Field::new("stages", &tr::ENTRY_STAGES, &tr::ASK_STAGES, several(ChoiceKind::Stages)),
        Field::new("metrics", &tr::ENTRY_METRICS, &tr::ASK_METRICS_OF, several(ChoiceKind::Metrics)),
        Field::new("tags", &tr::ENTRY_TAGS, &tr::ASK_LESSON_TAGS, several(ChoiceKind::LessonTags)),
    ]
}

impl Form {
    /// A form for a new lesson: of a retrospective and of one of its causes, else of a campaign that is asked for.
    #[must_use]
    pub fn add_lesson(about: Option<RetroPlace>, name: &str, cause: Option<i64>) -> Self {
        let mut fields = fields();
        if about.is_none() {
            let campaigns = Kind::Choice(ChoiceKind::Formers, false);
            fields.push(Field::new("campaign", &tr::ENTRY_LEARNED_IN, &tr::ASK_LEARNED_IN, campaigns));
        }
        let mut form = Self::learned(Learned::AddLesson { about, cause, name: name.to_owned() }, fields);
        settle(&mut form.fields);
        form
    }

    /// A form for a lesson's fields.
    #[must_use]
    pub fn edit_lesson(line: &LessonLine) -> Self {
        let lesson = &line.lesson;
        let joined = |tags: &Tags| tags.0.join(", ");
        let mut fields = held(fields(), |id| match id {
            "title" => lesson.title.clone(),
            "advice" => lesson.advice.clone(),
            "form" => lesson.form.as_str().to_owned(),
            "due" => lesson.due.map(|due| due.to_string()).unwrap_or_default(),
            "bound" => lesson.bound.clone(),
            "playbooks" => joined(&lesson.playbooks),
            "channels" => joined(&lesson.channels),
            "stages" => joined(&lesson.stages),
            "metrics" => joined(&lesson.metrics),
            _ => joined(&lesson.tags),
        });
        let status = Field::new("status", &tr::ENTRY_STATUS, &tr::ASK_STATUS, Kind::Words(STATUSES));
        fields.push(status.with(lesson.status.as_str()));
        let mut form = Self::learned(Learned::EditLesson { id: lesson.id, seen: lesson.version }, fields);
        settle(&mut form.fields);
        form
    }
}

/// When it is due is asked of a task, the bound of a guardrail.
pub(super) fn settle(fields: &mut [Field]) {
    let form = fields.iter().find(|field| field.id == "form").map(|field| field.text().to_owned());
    let form = form.unwrap_or_default();
    for field in fields {
        match field.id {
            "due" => field.is_hidden = form != "task",
            "bound" => (field.is_hidden, field.is_required) = (form != "guardrail", form == "guardrail"),
            _ => {}
        }
    }
}

pub(super) fn added(form: &Form, about: Option<&RetroPlace>, cause: Option<i64>) -> Request {
    let (campaign, cycle) = match about {
        Some(RetroPlace::Campaign(key)) => (Some(key.clone()), None),
        Some(RetroPlace::Cycle(key)) => (None, Some(key.clone())),
        None => (form.given("campaign"), None),
    };
    RetroRequest::LessonAdd(LessonDraft {
        campaign,
        cycle,
        cause: cause.map(|id| id.to_string()),
        title: form.given("title"),
        advice: form.given("advice"),
        playbooks: form.given("playbooks"),
        channels: form.given("channels"),
        stages: form.given("stages"),
        metrics: form.given("metrics"),
        tags: form.given("tags"),
        form: form.given("form"),
        due: form.asked("due"),
        bound: form.asked("bound"),
        status: None,
    })
    .into()
}

pub(super) fn changed(form: &Form, id: LessonId, seen: i64) -> Request {
    let draft = LessonDraft {
        title: form.changed("title"),
        advice: form.changed("advice"),
        playbooks: form.changed("playbooks"),
        channels: form.changed("channels"),
        stages: form.changed("stages"),
        metrics: form.changed("metrics"),
        tags: form.changed("tags"),
        form: form.changed("form"),
        due: form.changed("due"),
        bound: form.changed("bound"),
        status: form.changed("status"),
        ..LessonDraft::default()
    };
    RetroRequest::LessonSet { lesson: id.0.to_string(), seen: Some(seen), draft }.into()
}

impl Form {
    /// What was typed into a field that is asked for.
    fn asked(&self, id: &str) -> Option<String> {
        self.field(id).filter(|field| !field.is_hidden).and_then(|_| self.given(id))
    }
}
