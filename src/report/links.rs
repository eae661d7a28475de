//! Links, as a table and as JSON.
use super::flat::flat;
use super::table::{Table, Value};
use crate::board::LinkLine;
use crate::i18n::tr;
use serde_json::{Value as Json, json};

/// One row a link, for people; each with the key of its campaign.
#[must_use]
pub fn links_table(links: &[(String, LinkLine)]) -> Table {
    let mut table = Table::new(&[
        ("id", &tr::COLUMN_ID),
        ("campaign", &tr::COLUMN_CAMPAIGN),
        ("channel", &tr::COLUMN_CHANNEL),
        ("address", &tr::COLUMN_ADDRESS),
    ]);
    for (campaign, link) in links {
        table.row(vec![
            Value::Int(link.id.0),
            Value::Text(campaign.clone()),
            link.channel.clone().map_or(Value::None, Value::Text),
            Value::Text(link.address.clone()),
        ]);
    }
    table
}

/// `[{id, campaign, channel, address, url, source, medium, name, term, content}]`
#[must_use]
pub fn links_json(links: &[(String, LinkLine)]) -> Vec<Json> {
    let object = |(campaign, line): &(String, LinkLine)| {
        json!({
            "id": line.id.0,
            "campaign": campaign,
            "channel": line.channel,
            "address": line.address,
            "url": line.link.url,
            "source": line.link.source,
            "medium": line.link.medium,
            "name": line.link.name,
            "term": line.link.term,
            "content": line.link.content,
        })
    };
    links.iter().map(object).collect()
}

/// The same for CSV.
#[must_use]
pub fn links_flat(links: &[(String, LinkLine)]) -> Table {
    flat(
        &links_json(links),
        &["id", "campaign", "channel", "address", "url", "source", "medium", "name", "term", "content"],
    )
}
