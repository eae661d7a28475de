//! The demo's OKRs: `assets/demo/okr.toml` and `business.csv`, dated from today, in one language.
use super::{ME, broken};
use crate::error::Result;
use crate::model::{Day, Lang, Quantity};
use serde::Deserialize;
use toml::Value;

const TOML: &str = include_str!("../../../assets/demo/okr.toml");
const READINGS: &str = include_str!("../../../assets/demo/business.csv");

/// The OKRs as typed; days are counted from today.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoOkr {
    pub north_star: String,
    pub cycle: DemoCycle,
    pub objective: Vec<DemoObjective>,
    pub review: Vec<DemoReview>,
}

/// The cycle's days.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoCycle {
    pub planned: i32,
    pub start: i32,
    pub end: i32,
}

/// An objective.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoObjective {
    pub day: i32,
    pub title: String,
    pub description: Option<String>,
    pub parent: Option<String>,
    pub level: String,
    pub team: Option<String>,
    pub owner: String,
    pub ambition: String,
    pub key_result: Vec<DemoKeyResult>,
}

/// A key result, and what became of it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoKeyResult {
    pub title: String,
    pub metric: Option<String>,
    pub feed: Option<String>,
    pub unit: Option<String>,
    pub kind: Option<String>,
    pub baseline: Option<String>,
    pub goal: Option<String>,
    pub guardrail: Option<bool>,
    pub weight: String,
    pub owner: Option<String>,
    #[serde(default)]
    pub steps: Vec<String>,
    #[serde(default)]
    pub done: Vec<DemoDone>,
    #[serde(default)]
    pub serves: Vec<DemoServing>,
    #[serde(default)]
    pub check_in: Vec<DemoCheckIn>,
    pub change: Option<DemoChange>,
}

/// A step that was done.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoDone {
    /// Counted from 1.
    pub step: usize,
    pub day: i32,
}

/// A campaign that serves a key result.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoServing {
    pub campaign: String,
    pub day: i32,
}

/// A check-in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoCheckIn {
    pub day: i32,
    pub value: Option<String>,
    pub confidence: i64,
    pub note: String,
}

/// A goal that was changed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoChange {
    pub day: i32,
    pub goal: String,
}

/// A weekly review.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoReview {
    pub day: i32,
    pub leader: String,
    pub note: Vec<DemoRemark>,
    pub action: Vec<DemoAction>,
}

/// What was noted in it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoRemark {
    /// Counted from 1.
    pub objective: usize,
    pub kind: String,
    pub text: String,
}

/// What somebody is going to do.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DemoAction {
    /// Counted from 1.
    pub objective: usize,
    pub title: String,
    pub owner: String,
    pub due: i32,
    pub done: Option<i32>,
}

/// One day's value of a level of the whole business.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct DemoLevel {
    /// The metric's key.
    pub metric: String,
    /// Counted from today.
    pub day: i32,
    /// The value.
    pub value: Quantity,
}

/// The demo's OKRs in a language. `me` is whoever looks at them.
///
/// # Errors
/// An internal error where the built-in data cannot be read.
pub fn demo_okr(lang: Lang, me: &str) -> Result<DemoOkr> {
    let mut value: Value = toml::from_str(TOML).map_err(|e| broken("okr.toml", e))?;
    say(&mut value, lang, me);
    value.try_into().map_err(|e| broken("okr.toml", e))
}

/// The readings of the whole business as a long file, the same columns as the campaigns' readings.
///
/// # Errors
/// An internal error where the built-in data cannot be read.
pub fn business_rows(today: Day) -> Result<String> {
    let mut out = String::new();
    for row in csv::Reader::from_reader(READINGS.as_bytes()).deserialize() {
        let row: DemoLevel = row.map_err(|e| broken("business.csv", e))?;
        out.push_str(&format!("{},{},{},,\n", row.metric, today.plus(row.day), row.value));
    }
    Ok(out)
}

/// Puts the text of a language for every `{ en, zh }`.
pub(super) fn say(value: &mut Value, lang: Lang, me: &str) {
    match value {
        Value::Table(table) if table.len() == 2 && table.contains_key("en") && table.contains_key("zh") => {
            let said = table.get(&lang.to_string()).and_then(Value::as_str).unwrap_or_default().to_owned();
            *value = Value::String(said);
        }
        Value::Table(table) => table.iter_mut().for_each(|(_, inner)| say(inner, lang, me)),
        Value::Array(list) => list.iter_mut().for_each(|inner| say(inner, lang, me)),
        Value::String(text) if text.as_str() == ME => me.clone_into(text),
        _ => {}
    }
}
