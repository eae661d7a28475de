//! What was done, newest first, with what each change turned into what.
use crate::error::Result;
use crate::model::{CampaignId, Quantity};
use crate::store::{BatchRow, Db, HistoryRow};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// One thing somebody did, with its changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// The batch.
    pub batch: BatchRow,
    /// What it changed.
    pub changes: Vec<FieldChange>,
}

/// One field of one row, before and after; none where the row did not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The table.
    pub entity: String,
    /// The row.
    pub entity_id: i64,
    /// The column; empty where the whole row came or went.
    pub field: String,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

const AMOUNTS: [&str; 6] = ["goal", "baseline", "upper", "first_goal", "first_baseline", "planned"];
const UNSHOWN: [&str; 5] = ["version", "created_at", "position", "done_at", "answered_at"];

/// The newest `limit` things done, of the whole file or of one campaign.
///
/// # Errors
/// Storage errors.
pub fn history(db: &Db<'_>, campaign: Option<CampaignId>, limit: usize) -> Result<Vec<Done>> {
    let series: HashSet<i64> = match campaign {
        Some(id) => db.series()?.into_iter().filter(|s| s.campaign == Some(id)).map(|s| s.id.0).collect(),
        None => HashSet::new(),
    };
    let most = if campaign.is_some() { usize::MAX } else { limit };
    let mut out = Vec::new();
    for batch in db.batches(most)? {
        if out.len() >= limit {
            break;
        }
        let rows = db.history_of_batch(batch.id)?;
        if campaign.is_none_or(|id| rows.iter().any(|row| concerns(row, id, &series))) {
            out.push(Done { batch, changes: rows.iter().flat_map(changes).collect() });
        }
    }
    Ok(out)
}

fn object(json: Option<&String>) -> Map<String, Value> {
    json.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

fn concerns(row: &HistoryRow, campaign: CampaignId, series: &HashSet<i64>) -> bool {
    let state = object(row.after.as_ref().or(row.before.as_ref()));
    match row.entity.as_str() {
        "campaign" => row.entity_id == campaign.0,
        "reading" => state
            .get("series")
            .and_then(Value::as_array)
            .is_some_and(|list| list.iter().filter_map(Value::as_i64).any(|id| series.contains(&id))),
        _ => state.get("campaign").and_then(Value::as_i64) == Some(campaign.0),
    }
}

fn changes(row: &HistoryRow) -> Vec<FieldChange> {
    let change = |field: &str, before, after| FieldChange {
        entity: row.entity.clone(),
        entity_id: row.entity_id,
        field: field.to_owned(),
        before,
        after,
    };
    let (before, after) = (object(row.before.as_ref()), object(row.after.as_ref()));
    if row.entity == "reading" {
        let count = |key: &str| {
            after.get(key).and_then(Value::as_u64).filter(|n| *n > 0).map(|n| (key.to_owned(), n))
        };
        return [count("new"), count("changed")]
            .into_iter()
            .flatten()
            .map(|(key, n)| change(&key, None, Some(n.to_string())))
            .collect();
    }
    match (&row.before, &row.after) {
        (Some(_), Some(_)) => {
            let differs = after
                .iter()
                .filter(|(key, value)| !UNSHOWN.contains(&key.as_str()) && before.get(*key) != Some(*value));
            differs
                .map(|(key, value)| {
                    change(key, before.get(key).and_then(|v| shown(key, v)), shown(key, value))
                })
                .collect()
        }
        (None, Some(_)) => vec![change("", None, Some(name(&after)))],
        (Some(_), None) => vec![change("", Some(name(&before)), None)],
        (None, None) => Vec::new(),
    }
}

fn name(row: &Map<String, Value>) -> String {
    let first = ["title", "url", "name", "text", "key"]
        .into_iter()
        .find_map(|key| row.get(key).and_then(Value::as_str));
    first.unwrap_or_default().to_owned()
}

fn shown(key: &str, value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Number(n) if AMOUNTS.contains(&key) => {
            n.as_i64().map(|n| Quantity::from_micros(n).to_string())
        }
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        other => Some(other.to_string()),
    }
}
