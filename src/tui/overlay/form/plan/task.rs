//! Tasks: a new one, and the fields of one.
use super::{Plan, named};
use crate::board::{CampaignPage, TaskLine};
use crate::i18n::tr;
use crate::model::TaskId;
use crate::planner::{Request, TaskDraft};
use crate::tui::overlay::form::{Field, Form, Kind, Word};
use crate::tui::runtime::ChoiceKind;

const KINDS: &[Word] = &[
    ("todo", &tr::TASK_KIND_TODO),
    ("milestone", &tr::TASK_KIND_MILESTONE),
    ("content", &tr::TASK_KIND_CONTENT),
    ("approval", &tr::TASK_KIND_APPROVAL),
];
const STATUSES: &[Word] = &[
    ("open", &tr::TASK_STATUS_OPEN),
    ("doing", &tr::TASK_STATUS_DOING),
    ("done", &tr::TASK_STATUS_DONE),
    ("refused", &tr::TASK_STATUS_REFUSED),
    ("dropped", &tr::TASK_STATUS_DROPPED),
];

fn fields(page: &CampaignPage) -> Vec<Field> {
    let campaign = &page.campaign;
    let due = Kind::Due(campaign.start, campaign.end);
    let owners = Kind::Choice(ChoiceKind::Owners, true);
    let channels = Kind::Choice(ChoiceKind::Channels, true);
    let tasks = Kind::Several(ChoiceKind::Tasks(campaign.id));
    vec![
        Field::new("title", &tr::ENTRY_TITLE, &tr::ASK_TITLE, Kind::Name).required(),
        Field::new("due", &tr::ENTRY_DUE, &tr::ASK_DUE, due).required(),
        Field::new("kind", &tr::ENTRY_KIND, &tr::ASK_STATUS, Kind::Words(KINDS)),
        Field::new("owner", &tr::ENTRY_OWNER, &tr::ASK_TASK_OWNER, owners),
        Field::new("role", &tr::ENTRY_ROLE, &tr::ASK_ROLE, Kind::Text(false)),
        Field::new("after", &tr::ENTRY_AFTER, &tr::ASK_AFTER, tasks),
        Field::new("channel", &tr::ENTRY_CHANNEL, &tr::ASK_TASK_CHANNEL, channels),
        Field::new("note", &tr::ENTRY_NOTE, &tr::ASK_TASK_NOTE, Kind::Text(true)),
    ]
}

impl Form {
    /// A form for a new task of a campaign.
    #[must_use]
    pub fn add_task(page: &CampaignPage) -> Self {
        let (campaign, name) = named(page);
        Self::plan(Plan::AddTask { campaign, name }, fields(page))
    }

    /// A form for a task's fields.
    #[must_use]
    pub fn edit_task(page: &CampaignPage, task: &TaskLine) -> Self {
        let after: Vec<String> = task.depends_on.iter().map(|id| id.0.to_string()).collect();
        let held = |id: &str| match id {
            "title" => task.title.clone(),
            "due" => task.due.to_string(),
            "kind" => task.kind.as_str().to_owned(),
            "owner" => task.owner.clone(),
            "role" => task.role.clone(),
            "after" => after.join(", "),
            "channel" => task.channel.clone().unwrap_or_default(),
            _ => task.note.clone(),
        };
        let mut fields: Vec<Field> = fields(page)
            .into_iter()
            .map(|field| {
                let text = held(field.id);
                field.with(&text)
            })
            .collect();
        let status = Field::new("status", &tr::ENTRY_STATUS, &tr::ASK_STATUS, Kind::Words(STATUSES));
        fields.insert(3, status.with(task.status.as_str()));
        Self::plan(Plan::EditTask { id: task.id, seen: task.version }, fields)
    }
}

pub(super) fn added(form: &Form, campaign: &str) -> Request {
    let draft = TaskDraft {
        title: form.given("title"),
        kind: form.given("kind"),
        status: None,
        owner: form.given("owner"),
        role: form.given("role"),
        due: form.given("due"),
        after: form.given("after"),
        channel: form.given("channel"),
        note: form.given("note"),
    };
    Request::TaskAdd { campaign: campaign.to_owned(), draft }
}

pub(super) fn changed(form: &Form, id: TaskId, seen: i64) -> Request {
    let draft = TaskDraft {
        title: form.changed("title"),
        kind: form.changed("kind"),
        status: form.changed("status"),
        owner: form.changed("owner"),
        role: form.changed("role"),
        due: form.changed("due"),
        after: form.changed("after"),
        channel: form.changed("channel"),
        note: form.changed("note"),
    };
    Request::TaskSet { task: id.0.to_string(), seen: Some(seen), draft }
}
