//! A campaign's money by channel, as a table and as JSON.
use super::table::{Table, Value};
use crate::board::{Spending, SpendingRow};
use crate::i18n::{label, tr};
use crate::model::{Better, Lang, Metric, Quantity, Status, Style, TargetKind, Unit};
use serde_json::{Map, Value as Json, json};
use std::cmp::Ordering;

crate::words! {
    /// What the channels of a campaign's money are sorted by.
    pub enum SpendingSort {
        /// The channel's name.
        Channel = "channel",
        /// What it may spend.
        Planned = "planned",
        /// What it has spent.
        Spent = "spent",
        /// What is left.
        Left = "left",
        /// Spent ÷ allowed by now.
        Pace = "pace",
        /// Clicks ÷ impressions.
        Ctr = "ctr",
        /// Orders ÷ clicks.
        Cvr = "cvr",
        /// Spend a click.
        Cpc = "cpc",
        /// Spend a thousand impressions.
        Cpm = "cpm",
        /// Spend a new customer.
        Cac = "cac",
        /// Revenue ÷ spend.
        Roas = "roas",
        /// (Revenue − spend) ÷ spend.
        Roi = "roi",
    }
}

/// The ratios shown, in their order: the word people sort by and the key of the metric.
const RATIOS: [(SpendingSort, &str); 7] = [
    (SpendingSort::Ctr, "ctr"),
    (SpendingSort::Cvr, "cvr_click_order"),
    (SpendingSort::Cpc, "cpc"),
    (SpendingSort::Cpm, "cpm"),
    (SpendingSort::Cac, "cac"),
    (SpendingSort::Roas, "roas"),
    (SpendingSort::Roi, "roi"),
];

/// The largest first, names from A; `reverse` turns it around. A channel without a value stays last.
pub fn sort_spending(spending: &mut Spending, by: SpendingSort, reverse: bool) {
    let index = RATIOS
        .iter()
        .find(|(sort, _)| *sort == by)
        .and_then(|(_, key)| spending.by_channel.metrics.iter().position(|m| m.key == *key));
    let value = |row: &SpendingRow| -> Option<f64> {
        match by {
            SpendingSort::Channel => None,
            SpendingSort::Planned => row.planned.map(Quantity::to_f64),
            SpendingSort::Spent => row.spent.map(Quantity::to_f64),
            SpendingSort::Left => row.left.map(Quantity::to_f64),
            SpendingSort::Pace => row.pace,
            _ => row.values.get(index?).copied().flatten().map(Quantity::to_f64),
        }
    };
    let turned = |order: Ordering| if reverse { order.reverse() } else { order };
    spending.rows.sort_by(|a, b| match (value(a), value(b)) {
        (Some(a), Some(b)) => turned(b.total_cmp(&a)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) if by == SpendingSort::Channel => turned(a.name.cmp(&b.name)),
        (None, None) => Ordering::Equal,
    });
}

/// One row a channel, the whole last: money, pace, and the ratios that have a value.
#[must_use]
pub fn spending_table(spending: &Spending, lang: Lang, style: &Style) -> Table {
    let mut table = Table::new(&[
        ("channel", &tr::COLUMN_CHANNEL),
        ("planned", &tr::COLUMN_PLANNED),
        ("spent", &tr::COLUMN_SPENT),
        ("left", &tr::COLUMN_LEFT),
        ("pace", &tr::COLUMN_PACE),
        ("status", &tr::COLUMN_STATUS),
    ]);
    let metrics = &spending.by_channel.metrics;
    let ratios: Vec<(usize, &Metric)> = RATIOS
        .iter()
        .filter_map(|(_, key)| metrics.iter().enumerate().find(|(_, metric)| metric.key == *key))
        .collect();
    for (_, metric) in &ratios {
        table.column(&metric.key, metric.name(lang));
    }
    let money =
        |q: Option<Quantity>| q.map_or(Value::None, |q| Value::Quantity(q, style.compact(q, Unit::Money)));
    let mut add = |name: Value, sums: [Option<Quantity>; 3], pace, status, values: &[Option<Quantity>]| {
        let mut row = vec![name];
        row.extend(sums.map(money));
        row.push(share(pace, style));
        row.push(standing(status, pace, lang));
        row.extend(ratios.iter().map(|(index, metric)| match values.get(*index).copied().flatten() {
            Some(value) => Value::Quantity(value, style.compact(value, metric.unit)),
            None => Value::None,
        }));
        table.row(row);
    };
    for row in &spending.rows {
        let name = Value::Coded(row.key.clone(), row.name.clone());
        add(name, [row.planned, row.spent, row.left], row.pace, row.status, &row.values);
    }
    let whole = spending.by_channel.rows.iter().find(|row| row.id.is_none());
    let name = Value::Coded(String::new(), tr::OUTPUT_WHOLE.get(lang).to_owned());
    add(
        name,
        [spending.allowed(), spending.spent, spending.left],
        spending.pace,
        spending.status,
        whole.map_or(&[], |row| row.values.as_slice()),
    );
    table
}

fn share(share: Option<f64>, style: &Style) -> Value {
    share.map_or(Value::None, |share| Value::Number(share, style.percent(share)))
}

/// Money is over or under its plan, never behind.
fn standing(status: Option<Status>, pace: Option<f64>, lang: Lang) -> Value {
    status.map_or(Value::None, |status| {
        Value::Word(status.as_str(), spending_word(status, pace).get(lang).to_owned())
    })
}

/// How money stands against its plan: on track, over plan, under plan.
#[must_use]
pub fn spending_word(status: Status, pace: Option<f64>) -> &'static crate::i18n::Text {
    label::standing(status, Better::OnPlan, pace, None, TargetKind::Reach)
}

/// `{total, planned, spent, left, pace, status, channels: [{channel, name, planned … and every metric}], whole}`
#[must_use]
pub fn spending_json(spending: &Spending) -> Json {
    let metrics = &spending.by_channel.metrics;
    let values = |values: &[Option<Quantity>]| -> Map<String, Json> {
        metrics.iter().zip(values).map(|(metric, value)| (metric.key.clone(), json!(value))).collect()
    };
    let row = |row: &SpendingRow| {
        let mut object = values(&row.values);
        object.insert("channel".into(), row.key.as_str().into());
        object.insert("name".into(), row.name.as_str().into());
        object.insert("planned".into(), json!(row.planned));
        object.insert("spent".into(), json!(row.spent));
        object.insert("left".into(), json!(row.left));
        object.insert("pace".into(), json!(row.pace));
        object.insert("status".into(), json!(row.status.map(Status::as_str)));
        Json::Object(object)
    };
    let whole = spending.by_channel.rows.iter().find(|row| row.id.is_none());
    json!({
        "total": spending.total,
        "planned": spending.planned,
        "spent": spending.spent,
        "left": spending.left,
        "pace": spending.pace,
        "status": spending.status.map(Status::as_str),
        "channels": spending.rows.iter().map(row).collect::<Vec<_>>(),
        "whole": whole.map(|row| values(&row.values)),
        "whole_only": spending.by_channel.whole_only.iter().map(|m| m.key.as_str()).collect::<Vec<_>>(),
    })
}
