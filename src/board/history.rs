//! What was done, newest first, with what each change turned into what.
use crate::error::Result;
use crate::model::{CampaignId, Channel, Cycle, Lesson, Objective, Phases, Quantity, Retro, Step, Target};
use crate::store::{BatchRow, Db, HistoryRow};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

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
    /// What the row is called.
    pub name: String,
    /// The column; empty where the whole row came or went.
    pub field: String,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

const AMOUNTS: [&str; 9] =
    ["goal", "baseline", "upper", "first_goal", "first_baseline", "planned", "weight", "grade", "value"];
const UNSHOWN: [&str; 12] = [
    "version",
    "created_at",
    "position",
    "done_at",
    "answered_at",
    "started_at",
    "ended_at",
    "seen",
    "drafted_at",
    "finished_at",
    "figures",
    "words",
];

/// Columns that keep JSON.
const LISTS: [&str; 10] =
    ["phases", "depends_on", "curve", "steps", "tags", "whys", "playbooks", "channels", "stages", "metrics"];

/// What the rows are called that others name by their id.
#[derive(Default)]
struct Names {
    channels: HashMap<i64, String>,
    /// `2026-Q4/o1`
    objectives: HashMap<i64, String>,
    /// `2026-Q4/o1/kr1`
    key_results: HashMap<i64, String>,
    lessons: HashMap<i64, String>,
}

impl Names {
    fn of(db: &Db<'_>) -> Result<Self> {
        let cycles: HashMap<_, _> = db.list::<Cycle>()?.into_iter().map(|c| (c.id, c.key)).collect();
        let cycle = |o: &Objective| cycles.get(&o.cycle).cloned().unwrap_or_default();
        let objectives: HashMap<i64, String> =
            db.list::<Objective>()?.iter().map(|o| (o.id.0, format!("{}/{}", cycle(o), o.key))).collect();
        let path = |t: Target| {
            let owner = objectives.get(&t.objective?.0)?;
            Some((t.id.0, format!("{owner}/{}", t.key)))
        };
        let key_results = match objectives.is_empty() {
            true => HashMap::new(),
            false => db.list::<Target>()?.into_iter().filter_map(path).collect(),
        };
        let channels = db.list::<Channel>()?.into_iter().map(|c| (c.id.0, c.name)).collect();
        let lessons = db.list::<Lesson>()?.into_iter().map(|lesson| (lesson.id.0, lesson.title)).collect();
        Ok(Self { channels, objectives, key_results, lessons })
    }

    /// What a column's number names, where it names a row.
    fn named(&self, key: &str) -> Option<&HashMap<i64, String>> {
        match key {
            "channel" => Some(&self.channels),
            "objective" | "parent" => Some(&self.objectives),
            "key_result" | "parent_key_result" => Some(&self.key_results),
            "lesson" => Some(&self.lessons),
            _ => None,
        }
    }
}

/// The newest `limit` things done, of the whole file or of one campaign.
///
/// # Errors
/// Storage errors.
pub fn history(db: &Db<'_>, campaign: Option<CampaignId>, limit: usize) -> Result<Vec<Done>> {
    recent(db, campaign, limit, if campaign.is_some() { usize::MAX } else { limit })
}

/// The newest `limit` things done: of the whole file among its newest `most`; of a campaign all that people did for it,
/// and the readings among the newest `most` of the file.
///
/// # Errors
/// Storage errors.
pub fn recent(db: &Db<'_>, campaign: Option<CampaignId>, limit: usize, most: usize) -> Result<Vec<Done>> {
    let own = campaign.map(|id| Own::of(db, id)).transpose()?;
    let names = Names::of(db)?;
    let mut out = Vec::new();
    let batches = match campaign {
        Some(id) => db.batches_about(id, most)?,
        None => db.batches(most)?,
    };
    for batch in batches {
        if out.len() >= limit {
            break;
        }
        let rows = db.history_of_batch(batch.id)?;
        if own.as_ref().is_none_or(|own| rows.iter().any(|row| own.has(row))) {
            out.push(Done { batch, changes: rows.iter().flat_map(|row| changes(row, &names)).collect() });
        }
    }
    Ok(out)
}

fn object(json: Option<&String>) -> Map<String, Value> {
    let mut row: Map<String, Value> =
        json.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    // What only a key result has is one column of JSON: people changed a part of it.
    if let Some(Value::String(text)) = row.get("key_result")
        && let Ok(Value::Object(parts)) = serde_json::from_str::<Value>(text)
    {
        row.remove("key_result");
        row.extend(parts.into_iter().map(|(key, value)| match value {
            Value::Number(n) if key == "cadence" => {
                let days = n.as_i64().unwrap_or_default() / 86_400;
                (key, Value::String(format!("{days}d")))
            }
            Value::Number(n) => (key, Value::String(n.to_string())),
            other => (key, other),
        }));
    }
    // So is what only a feedback has.
    if let Some(Value::String(text)) = row.get("feedback")
        && let Ok(Value::Object(parts)) = serde_json::from_str::<Value>(text)
    {
        row.remove("feedback");
        row.extend(parts);
    }
    row
}

/// What belongs to a campaign.
struct Own {
    campaign: CampaignId,
    series: HashSet<i64>,
    retros: HashSet<i64>,
}

impl Own {
    fn of(db: &Db<'_>, campaign: CampaignId) -> Result<Self> {
        let series = db.series()?.into_iter().filter(|s| s.campaign == Some(campaign)).map(|s| s.id.0);
        let retros = db.list_where::<Retro>("campaign", &Some(campaign))?;
        Ok(Self {
            campaign,
            series: series.collect(),
            retros: retros.into_iter().map(|retro| retro.id.0).collect(),
        })
    }

    /// True where a row is it, or belongs to it; what was written into its retrospective does.
    fn has(&self, row: &HistoryRow) -> bool {
        let state = object(row.after.as_ref().or(row.before.as_ref()));
        let number = |key: &str| state.get(key).and_then(Value::as_i64);
        match row.entity.as_str() {
            "campaign" => row.entity_id == self.campaign.0,
            "reading" => state.get("series").and_then(Value::as_array).is_some_and(|list| {
                list.iter().filter_map(Value::as_i64).any(|id| self.series.contains(&id))
            }),
            _ => match number("campaign") {
                Some(campaign) => campaign == self.campaign.0,
                None => number("retro").is_some_and(|retro| self.retros.contains(&retro)),
            },
        }
    }
}

fn changes(row: &HistoryRow, names: &Names) -> Vec<FieldChange> {
    let (before, after) = (object(row.before.as_ref()), object(row.after.as_ref()));
    let called = name(&row.entity, if after.is_empty() { &before } else { &after }, names);
    let change = |field: &str, before, after| FieldChange {
        entity: row.entity.clone(),
        entity_id: row.entity_id,
        name: called.clone(),
        field: field.to_owned(),
        before,
        after,
    };
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
            let said = |key: &str, value: Option<&Value>| value.and_then(|v| shown(key, v, names));
            // A part of a key result that is gone is not in the row any more.
            let gone =
                before.keys().filter(|key| !UNSHOWN.contains(&key.as_str()) && !after.contains_key(*key));
            let gone = gone.map(|key| change(key, said(key, before.get(key)), None));
            differs
                .map(|(key, value)| change(key, said(key, before.get(key)), said(key, Some(value))))
                .chain(gone)
                .collect()
        }
        (None, Some(_)) => vec![change("", None, Some(called.clone()))],
        (Some(_), None) => vec![change("", Some(called.clone()), None)],
        (None, None) => Vec::new(),
    }
}

/// What a row is called: a budget by its channel and its money, anything else by its own words.
fn name(entity: &str, row: &Map<String, Value>, names: &Names) -> String {
    let part = |key: &str| row.get(key).and_then(|value| shown(key, value, names));
    match entity {
        "budget" => [part("channel"), part("planned")].into_iter().flatten().collect::<Vec<_>>().join(" "),
        "link" => part("url").unwrap_or_default(),
        "check_in" | "serving" => part("key_result").unwrap_or_default(),
        "lesson_use" => part("lesson").unwrap_or_default(),
        _ => {
            let own = ["title", "name", "text", "key", "subject"].into_iter().filter_map(part);
            let mut own = own.filter(|text| !text.is_empty());
            own.next().unwrap_or_default()
        }
    }
}

fn shown(key: &str, value: &Value, names: &Names) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Number(n) if AMOUNTS.contains(&key) => {
            n.as_i64().map(|n| Quantity::from_micros(n).to_string())
        }
        Value::Number(n) if names.named(key).is_some() => {
            names.named(key).and_then(|rows| rows.get(&n.as_i64()?)).cloned()
        }
        Value::String(text) if LISTS.contains(&key) => match serde_json::from_str(text) {
            Ok(list) => listed(key, &list),
            Err(_) => Some(text.clone()),
        },
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        other => Some(other.to_string()),
    }
}

/// What is kept as JSON inside of a row, as people read it.
fn listed(key: &str, value: &Value) -> Option<String> {
    match value {
        Value::Array(list) if list.is_empty() => None,
        Value::Array(_) if key == "phases" => phases(value),
        Value::Array(_) if key == "steps" => steps(value),
        Value::Array(list) if key == "depends_on" => {
            Some(list.iter().map(|id| format!("#{id}")).collect::<Vec<_>>().join(", "))
        }
        Value::Array(list) if key != "curve" => {
            Some(list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))
        }
        Value::Object(curve) => curve.get("kind").and_then(Value::as_str).map(str::to_owned),
        other => Some(other.to_string()),
    }
}

/// `预热 11-01..11-05 30%, 爆发 11-06..11-11 70%`
fn phases(value: &Value) -> Option<String> {
    let Phases(list) = serde_json::from_value(value.clone()).ok()?;
    let phase = |p: &crate::model::Phase| format!("{} {}..{} {}%", p.name, p.start, p.end, percent(p.share));
    Some(list.iter().map(phase).collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty())
}

/// `设计 ✓, 开发 (3)`: what is done is ticked, what does not weigh 1 has its weight.
fn steps(value: &Value) -> Option<String> {
    let list: Vec<Step> = serde_json::from_value(value.clone()).ok()?;
    let one = Quantity::from_micros(Quantity::SCALE);
    let step = |step: &Step| {
        let weight = if step.weight == one { String::new() } else { format!(" ({})", step.weight) };
        format!("{}{weight}{}", step.name, if step.done_at.is_some() { " ✓" } else { "" })
    };
    Some(list.iter().map(step).collect::<Vec<_>>().join(", "))
}

fn percent(share: Quantity) -> Quantity {
    Quantity::from_micros(share.micros().saturating_mul(100))
}
