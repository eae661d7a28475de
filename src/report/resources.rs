//! Resources, as a table and as JSON.
use super::flat::flat;
use super::table::{Table, Value};
use super::tasks::{day_words, left_words, offset};
use crate::board::ResourceLine;
use crate::i18n::{label, tr};
use crate::model::Lang;
use serde_json::{Value as Json, json};

/// When a resource is needed: the day, and how far it is while nobody has answered.
#[must_use]
pub fn resource_due(resource: &ResourceLine, lang: Lang) -> String {
    let day = day_words(resource.on, resource.days_left, lang);
    match resource.status.is_open() {
        true => format!("{day} · {}", left_words(resource.days_left, false, lang)),
        false => day,
    }
}

/// Where a resource stands; a pressing one says so.
#[must_use]
pub fn resource_word(resource: &ResourceLine, lang: Lang) -> String {
    let word = label::resource_status(resource.status).get(lang);
    match resource.is_pressing {
        true => format!("{word} · {}", tr::PLAN_PRESSING.get(lang)),
        false => word.to_owned(),
    }
}

/// One row a resource, for people.
#[must_use]
pub fn resources_table(resources: &[ResourceLine], lang: Lang) -> Table {
    let mut table = Table::new(&[
        ("id", &tr::COLUMN_ID),
        ("campaign", &tr::COLUMN_CAMPAIGN),
        ("name", &tr::COLUMN_RESOURCE),
        ("kind", &tr::COLUMN_KIND),
        ("giver", &tr::COLUMN_GIVER),
        ("owner", &tr::COLUMN_OWNER),
        ("need_by", &tr::COLUMN_NEED_BY),
        ("offset", &tr::COLUMN_OFFSET),
        ("status", &tr::COLUMN_STATUS),
    ]);
    for resource in resources {
        table.row(vec![
            Value::Int(resource.id.0),
            Value::Text(resource.campaign_key.clone()),
            Value::Text(resource.name.clone()),
            Value::Word(resource.kind.as_str(), label::resource_kind(resource.kind).get(lang).to_owned()),
            Value::text(&resource.giver),
            Value::text(if resource.owner.is_empty() {
                String::new()
            } else {
                format!("@{}", resource.owner)
            }),
            Value::Text(resource_due(resource, lang)),
            offset(resource.need_by),
            Value::Word(resource.status.as_str(), resource_word(resource, lang)),
        ]);
    }
    table
}

/// `[{id, campaign, name, kind, status, giver, owner, need_by, on, days_left, pressing, note}]`
#[must_use]
pub fn resources_json(resources: &[ResourceLine]) -> Vec<Json> {
    let object = |resource: &ResourceLine| {
        json!({
            "id": resource.id.0,
            "campaign": resource.campaign_key,
            "campaign_name": resource.campaign_name,
            "name": resource.name,
            "kind": resource.kind.as_str(),
            "status": resource.status.as_str(),
            "giver": resource.giver,
            "owner": resource.owner,
            "need_by": resource.need_by.to_string(),
            "on": resource.on.to_string(),
            "days_left": resource.days_left,
            "pressing": resource.is_pressing,
            "note": resource.note,
        })
    };
    resources.iter().map(object).collect()
}

/// The same for CSV.
#[must_use]
pub fn resources_flat(resources: &[ResourceLine]) -> Table {
    flat(
        &resources_json(resources),
        &[
            "id",
            "campaign",
            "campaign_name",
            "name",
            "kind",
            "status",
            "giver",
            "owner",
            "need_by",
            "on",
            "days_left",
            "pressing",
            "note",
        ],
    )
}
