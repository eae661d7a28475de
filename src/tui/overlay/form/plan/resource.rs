//! Resources: a new one, and the fields of one.
use super::{Plan, named};
use crate::board::{CampaignPage, ResourceLine};
use crate::i18n::tr;
use crate::model::ResourceId;
use crate::planner::{Request, ResourceDraft};
use crate::tui::overlay::form::{Field, Form, Kind, Word};
use crate::tui::runtime::ChoiceKind;

const KINDS: &[Word] = &[
    ("traffic", &tr::RESOURCE_KIND_TRAFFIC),
    ("partner", &tr::RESOURCE_KIND_PARTNER),
    ("technical", &tr::RESOURCE_KIND_TECHNICAL),
    ("content", &tr::RESOURCE_KIND_CONTENT),
];
const STATUSES: &[Word] = &[
    ("needed", &tr::RESOURCE_STATUS_NEEDED),
    ("asked", &tr::RESOURCE_STATUS_ASKED),
    ("promised", &tr::RESOURCE_STATUS_PROMISED),
    ("refused", &tr::RESOURCE_STATUS_REFUSED),
];

fn fields(page: &CampaignPage) -> Vec<Field> {
    let due = Kind::Due(page.campaign.start, page.campaign.end);
    let owners = Kind::Choice(ChoiceKind::Owners, true);
    vec![
        Field::new("name", &tr::ENTRY_RESOURCE, &tr::ASK_RESOURCE, Kind::Name).required(),
        Field::new("need-by", &tr::ENTRY_NEED_BY, &tr::ASK_NEED_BY, due).required(),
        Field::new("kind", &tr::ENTRY_KIND, &tr::ASK_STATUS, Kind::Words(KINDS)),
        Field::new("status", &tr::ENTRY_STATUS, &tr::ASK_STATUS, Kind::Words(STATUSES)),
        Field::new("giver", &tr::ENTRY_GIVER, &tr::ASK_GIVER, Kind::Text(false)),
        Field::new("owner", &tr::ENTRY_ASKER, &tr::ASK_ASKER, owners),
        Field::new("note", &tr::ENTRY_NOTE, &tr::ASK_RESOURCE_NOTE, Kind::Text(true)),
    ]
}

impl Form {
    /// A form for a new resource of a campaign.
    #[must_use]
    pub fn add_resource(page: &CampaignPage) -> Self {
        let (campaign, name) = named(page);
        Self::plan(Plan::AddResource { campaign, name }, fields(page))
    }

    /// A form for a resource's fields.
    #[must_use]
    pub fn edit_resource(page: &CampaignPage, resource: &ResourceLine) -> Self {
        let held = |id: &str| match id {
            "name" => resource.name.clone(),
            "need-by" => resource.need_by.to_string(),
            "kind" => resource.kind.as_str().to_owned(),
            "status" => resource.status.as_str().to_owned(),
            "giver" => resource.giver.clone(),
            "owner" => resource.owner.clone(),
            _ => resource.note.clone(),
        };
        let filled = |field: Field| {
            let text = held(field.id);
            field.with(&text)
        };
        let fields = fields(page).into_iter().map(filled).collect();
        Self::plan(Plan::EditResource { id: resource.id, seen: resource.version }, fields)
    }
}

pub(super) fn added(form: &Form, campaign: &str) -> Request {
    let draft = ResourceDraft {
        name: form.given("name"),
        kind: form.given("kind"),
        status: form.given("status"),
        giver: form.given("giver"),
        owner: form.given("owner"),
        need_by: form.given("need-by"),
        note: form.given("note"),
    };
    Request::ResourceAdd { campaign: campaign.to_owned(), draft }
}

pub(super) fn changed(form: &Form, id: ResourceId, seen: i64) -> Request {
    let draft = ResourceDraft {
        name: form.changed("name"),
        kind: form.changed("kind"),
        status: form.changed("status"),
        giver: form.changed("giver"),
        owner: form.changed("owner"),
        need_by: form.changed("need-by"),
        note: form.changed("note"),
    };
    Request::ResourceSet { resource: id.0.to_string(), seen: Some(seen), draft }
}
