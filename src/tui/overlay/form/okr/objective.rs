//! The forms of objectives, and the one that aligns one to another.
use super::super::kinds::NO_YES;
use super::super::{Field, Form, Kind, Word};
use super::OkrForm;
use crate::board::ObjectiveLine;
use crate::i18n::tr;
use crate::model::{CycleId, Lang, ObjectiveId, SmartHint, Style as Numbers, Unit, objective_hints};
use crate::planner::{ObjectiveDraft, OkrRequest};
use crate::tui::runtime::ChoiceKind;

const LEVELS: &[Word] =
    &[("company", &tr::LEVEL_COMPANY), ("team", &tr::LEVEL_TEAM), ("person", &tr::LEVEL_PERSON)];
/// Of a new one: one below what it is aligned to, until somebody says.
const NEW_LEVELS: &[Word] = &[
    ("", &tr::FORM_USUAL),
    ("company", &tr::LEVEL_COMPANY),
    ("team", &tr::LEVEL_TEAM),
    ("person", &tr::LEVEL_PERSON),
];
const AMBITIONS: &[Word] =
    &[("committed", &tr::AMBITION_COMMITTED), ("aspirational", &tr::AMBITION_ASPIRATIONAL)];
const STATUSES: &[Word] = &[
    ("draft", &tr::OBJECTIVE_STATUS_DRAFT),
    ("active", &tr::OBJECTIVE_STATUS_ACTIVE),
    ("graded", &tr::OBJECTIVE_STATUS_GRADED),
    ("archived", &tr::OBJECTIVE_STATUS_ARCHIVED),
];

/// What it is aligned to, of what it can be aligned to.
fn parent(of: Option<ObjectiveId>, cycle: Option<CycleId>) -> Field {
    let kind = Kind::Choice(ChoiceKind::Parents(of, cycle), false);
    Field::new("parent", &tr::ENTRY_PARENT, &tr::ASK_PARENT, kind)
}

fn fields(of: Option<ObjectiveId>, cycle: Option<CycleId>) -> Vec<Field> {
    let owners = Kind::Choice(ChoiceKind::Owners, true);
    let levels = Kind::Words(if of.is_none() { NEW_LEVELS } else { LEVELS });
    vec![
        Field::new("title", &tr::ENTRY_OBJECTIVE, &tr::ASK_OBJECTIVE, Kind::Text(false)).required(),
        Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_OWNER, owners),
        Field::new("level", &tr::ENTRY_LEVEL, &tr::ASK_LEVEL, levels),
        Field::new("team", &tr::ENTRY_TEAM, &tr::ASK_TEAM, Kind::Text(false)),
        parent(of, cycle),
        Field::new("ambition", &tr::ENTRY_AMBITION, &tr::ASK_AMBITION, Kind::Words(AMBITIONS)),
        Field::new("description", &tr::ENTRY_DESCRIPTION, &tr::ASK_DESCRIPTION, Kind::Text(true)),
        Field::new("tags", &tr::ENTRY_TAGS, &tr::ASK_TAGS, Kind::Text(false)),
        Field::new("weight", &tr::ENTRY_WEIGHT, &tr::ASK_OBJECTIVE_WEIGHT, Kind::Number),
        Field::new(
            "counts_children",
            &tr::ENTRY_COUNTS_CHILDREN,
            &tr::ASK_COUNTS_CHILDREN,
            Kind::Words(NO_YES),
        ),
        Field::new("key", &tr::ENTRY_KEY, &tr::ASK_OBJECTIVE_KEY, Kind::Key),
    ]
}

fn fill(fields: &mut [Field], id: &str, text: &str) {
    if let Some(field) = fields.iter_mut().find(|field| field.id == id) {
        *field = field.clone().with(text);
    }
}

impl Form {
    /// A form for a new objective of a cycle, owned by its writer until somebody else is.
    #[must_use]
    pub fn new_objective(cycle: (CycleId, &str), owner: &str, parent: Option<&ObjectiveLine>) -> Self {
        let mut fields = fields(None, Some(cycle.0));
        fill(&mut fields, "owner", owner);
        if let Some(parent) = parent {
            fill(&mut fields, "parent", &parent.path);
        }
        Self::okr(OkrForm::NewObjective { cycle: cycle.1.to_owned() }, fields)
    }

    /// A form for an objective's fields.
    #[must_use]
    pub fn edit_objective(line: &ObjectiveLine) -> Self {
        let form = OkrForm::EditObjective { id: line.id, path: line.path.clone(), seen: line.version };
        let mut fields = fields(Some(line.id), None);
        let weight = Numbers::new(Lang::En, "").full(line.weight, Unit::Count);
        let parent = line.parent.as_ref().map(|parent| parent.path.as_str()).unwrap_or_default();
        for (id, text) in [
            ("title", line.title.as_str()),
            ("owner", &line.owner),
            ("level", line.level.as_str()),
            ("team", &line.team),
            ("parent", parent),
            ("ambition", line.ambition.as_str()),
            ("description", &line.description),
            ("tags", &line.tags.join(", ")),
            ("weight", &weight),
            ("counts_children", if line.counts_children { "yes" } else { "no" }),
            ("key", &line.key),
        ] {
            fill(&mut fields, id, text);
        }
        let status = Field::new("status", &tr::ENTRY_STATUS, &tr::ASK_STATUS, Kind::Words(STATUSES));
        fields.push(status.with(line.status.as_str()));
        Self::okr(form, fields)
    }

    /// A form for what an objective is aligned to.
    #[must_use]
    pub fn align(line: &ObjectiveLine) -> Self {
        let form = OkrForm::Align {
            id: line.id,
            path: line.path.clone(),
            title: line.title.clone(),
            seen: line.version,
        };
        let path = line.parent.as_ref().map(|parent| parent.path.as_str()).unwrap_or_default();
        Self::okr(form, vec![parent(Some(line.id), None).with(path)])
    }
}

pub(super) fn added(form: &Form, cycle: &str) -> OkrRequest {
    let counts = form.given("counts_children").is_some_and(|word| word == "yes");
    OkrRequest::ObjectiveAdd(ObjectiveDraft {
        cycle: Some(cycle.to_owned()),
        key: form.given("key"),
        title: form.given("title"),
        description: form.given("description"),
        parent: form.given("parent"),
        level: form.given("level"),
        team: form.given("team"),
        owner: form.given("owner"),
        ambition: form.given("ambition"),
        weight: form.given("weight"),
        counts_children: Some(counts),
        tags: form.given("tags"),
        status: None,
    })
}

pub(super) fn changed(form: &Form, path: &str, seen: i64) -> OkrRequest {
    OkrRequest::ObjectiveSet {
        objective: path.to_owned(),
        seen: Some(seen),
        draft: ObjectiveDraft {
            cycle: None,
            key: form.changed("key"),
            title: form.changed("title"),
            description: form.changed("description"),
            parent: form.changed("parent"),
            level: form.changed("level"),
            team: form.changed("team"),
            owner: form.changed("owner"),
            ambition: form.changed("ambition"),
            weight: form.changed("weight"),
            counts_children: form.changed("counts_children").map(|word| word == "yes"),
            tags: form.changed("tags"),
            status: form.changed("status"),
        },
    }
}

pub(super) fn aligned(form: &Form, path: &str, seen: i64) -> OkrRequest {
    let draft = ObjectiveDraft { parent: form.changed("parent"), ..ObjectiveDraft::default() };
    OkrRequest::ObjectiveSet { objective: path.to_owned(), seen: Some(seen), draft }
}

/// A number in its words belongs into a key result.
pub(super) fn hints(field: &Field) -> Vec<SmartHint> {
    if field.id == "title" { objective_hints(field.text(), None) } else { Vec::new() }
}
