//! A campaign by channel, as a table and as JSON.
use super::table::{Table, Value};
use crate::board::ByChannel;
use crate::i18n::tr;
use crate::model::{Lang, Style};
use serde_json::{Map, Value as Json, json};

/// One row a channel, the whole last.
#[must_use]
pub fn channels_table(found: &ByChannel, lang: Lang, style: &Style) -> Table {
    let mut table = Table::new(&[("channel", &tr::COLUMN_CHANNEL)]);
    for metric in &found.metrics {
        table.column(&metric.key, metric.name(lang));
    }
    for row in &found.rows {
        let name = row.channel.clone().unwrap_or_else(|| tr::OUTPUT_WHOLE.get(lang).to_owned());
        let values = found.metrics.iter().zip(&row.values).map(|(metric, value)| match value {
            Some(value) => Value::Quantity(*value, style.compact(*value, metric.unit)),
            None => Value::None,
        });
        table.row(std::iter::once(Value::Text(name)).chain(values).collect());
    }
    table
}

/// `{channels: [{channel, metric: value …}], whole: {…}, whole_only: [metric …]}`
#[must_use]
pub fn channels_json(found: &ByChannel) -> Json {
    let values = |row: &crate::board::ChannelRow| -> Map<String, Json> {
        let pairs = found.metrics.iter().zip(&row.values);
        pairs.map(|(metric, value)| (metric.key.clone(), json!(value))).collect()
    };
    let channels = found.rows.iter().filter_map(|row| {
        let mut object = values(row);
        object.insert("channel".into(), row.channel.clone()?.into());
        Some(Json::Object(object))
    });
    let whole = found.rows.iter().find(|row| row.channel.is_none()).map(values);
    let whole_only: Vec<&str> = found.whole_only.iter().map(|m| m.key.as_str()).collect();
    json!({ "channels": channels.collect::<Vec<_>>(), "whole": whole, "whole_only": whole_only })
}
