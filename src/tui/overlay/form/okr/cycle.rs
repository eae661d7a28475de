//! The forms of cycles. A key such as `2026-Q4` says the dates itself.
use super::super::{Checks, Field, Form, Kind, Word};
use super::OkrForm;
use crate::board::CycleLine;
use crate::i18n::tr;
use crate::model::cycle_days;
use crate::planner::{CycleDraft, OkrRequest};

const STATUSES: &[Word] = &[
    ("planning", &tr::CYCLE_STATUS_PLANNING),
    ("active", &tr::CYCLE_STATUS_ACTIVE),
    ("grading", &tr::CYCLE_STATUS_GRADING),
    ("closed", &tr::CYCLE_STATUS_CLOSED),
];

impl Form {
    /// A form for a new cycle; its key is proposed.
    #[must_use]
    pub fn new_cycle(key: &str) -> Self {
        let mut form = Self::okr(
            OkrForm::NewCycle,
            vec![
                Field::new("key", &tr::ENTRY_KEY, &tr::ASK_CYCLE_KEY, Kind::Key).with(key).required(),
                Field::new("name", &tr::ENTRY_NAME, &tr::ASK_CYCLE_NAME, Kind::Text(false)),
                Field::new("start", &tr::ENTRY_START, &tr::ASK_CYCLE_START, Kind::When),
                Field::new("end", &tr::ENTRY_END, &tr::ASK_CYCLE_END, Kind::When),
                Field::new("status", &tr::ENTRY_STATUS, &tr::ASK_STATUS, Kind::Words(STATUSES))
                    .with("active"),
            ],
        );
        form.focus = 0;
        form
    }

    /// A form for a cycle's fields.
    #[must_use]
    pub fn edit_cycle(cycle: &CycleLine) -> Self {
        let form = OkrForm::EditCycle { id: cycle.id, key: cycle.key.clone(), seen: cycle.version };
        let (start, end) = (cycle.start.to_string(), cycle.end.to_string());
        Self::okr(
            form,
            vec![
                Field::new("key", &tr::ENTRY_KEY, &tr::ASK_CYCLE_KEY, Kind::Key).with(&cycle.key).required(),
                Field::new("name", &tr::ENTRY_NAME, &tr::ASK_CYCLE_NAME, Kind::Text(false)).with(&cycle.name),
                Field::new("start", &tr::ENTRY_START, &tr::ASK_CYCLE_START, Kind::When)
                    .with(&start)
                    .required(),
                Field::new("end", &tr::ENTRY_END, &tr::ASK_CYCLE_END, Kind::When).with(&end).required(),
                Field::new("status", &tr::ENTRY_STATUS, &tr::ASK_STATUS, Kind::Words(STATUSES))
                    .with(cycle.status.as_str()),
            ],
        )
    }
}

/// The key fills the dates in; where it names none, they have to be typed.
pub(super) fn settle(fields: &mut [Field], _: &Checks) {
    let key = fields.iter().find(|field| field.id == "key").map(|field| field.text().to_owned());
    let days = key.as_deref().and_then(cycle_days);
    for field in fields.iter_mut().filter(|field| ["start", "end"].contains(&field.id)) {
        field.is_required = days.is_none();
        match days {
            Some((_, start, end)) if field.is_free() => {
                let day = if field.id == "start" { start } else { end };
                field.fill(&day.to_string());
            }
            None => field.unfill(),
            Some(_) => {}
        }
    }
}

pub(super) fn added(form: &Form) -> OkrRequest {
    OkrRequest::CycleNew(CycleDraft {
        key: form.given("key"),
        name: form.given("name"),
        start: form.given("start"),
        end: form.given("end"),
        status: form.given("status"),
    })
}

pub(super) fn changed(form: &Form, key: &str, seen: i64) -> OkrRequest {
    OkrRequest::CycleSet {
        cycle: key.to_owned(),
        seen: Some(seen),
        draft: CycleDraft {
            key: form.changed("key"),
            name: form.changed("name"),
            start: form.changed("start"),
            end: form.changed("end"),
            status: form.changed("status"),
        },
    }
}
