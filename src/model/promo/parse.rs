//! Reading a promo node as `assets/promo.toml` and `config.toml` write it.
use super::rule::{Rule, TERMS};
use super::{Node, NodeKind};
use crate::model::{Both, check_key, check_name, parse_iso_day, slug};
use chrono::{NaiveDate, Weekday};
use toml::{Table, Value};

const FIELDS: [&str; 12] =
    ["key", "name", "kind", "date", "lunar", "term", "nth", "easter", "from", "before", "days", "lead"];

/// The fields that say when it is; there is exactly one.
const WHEN: [&str; 6] = ["date", "lunar", "term", "nth", "easter", "from"];

/// The longest window and the longest lead, in days.
const LONGEST: i64 = 366;

/// What is wrong with a node: the field, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeFlaw {
    /// The field.
    pub field: &'static str,
    /// What stands there, or which field is unknown; empty where it is missing.
    pub found: String,
}

fn flaw(field: &'static str, found: &(impl ToString + ?Sized)) -> NodeFlaw {
    NodeFlaw { field, found: found.to_string() }
}

/// Reads one node. `known` are those its `from` may name. Without a key it has one made of its name; without a kind it
/// is the user's own.
///
/// # Errors
/// The first [`NodeFlaw`].
pub fn node(value: &Value, known: &[Node]) -> Result<Node, NodeFlaw> {
    let entry = value.as_table().ok_or_else(|| flaw("node", value))?;
    if let Some(unknown) = entry.keys().find(|name| !FIELDS.contains(&name.as_str())) {
        return Err(flaw("node", unknown));
    }
    let name = name(entry)?;
    let key = match text(entry, "key")? {
        Some(key) => check_key(key).map_err(|_| flaw("key", key))?,
        None => Some(slug(&name.zh)).filter(|key| !key.is_empty()).ok_or_else(|| flaw("key", ""))?,
    };
    let kind = match text(entry, "kind")? {
        Some(kind) => kind.parse().map_err(|_| flaw("kind", kind))?,
        None => NodeKind::Own,
    };
    let count = |field: &'static str, from: i64, usual: i64| match entry.get(field) {
        None => i32::try_from(usual).map_err(|_| flaw(field, &usual)),
        Some(value) => {
            let days = value.as_integer().filter(|days| (from..=LONGEST).contains(days));
            days.and_then(|days| i32::try_from(days).ok()).ok_or_else(|| flaw(field, value))
        }
    };
    Ok(Node {
        rule: rule(entry, known)?,
        before: count("before", 0, 0)?,
        days: count("days", 1, 1)?,
        lead: count("lead", 0, 30)?,
        key,
        name,
        kind,
    })
}

fn text<'a>(entry: &'a Table, field: &'static str) -> Result<Option<&'a str>, NodeFlaw> {
    let Some(value) = entry.get(field) else { return Ok(None) };
    value.as_str().map(Some).ok_or_else(|| flaw(field, value))
}

/// One name, or one in each language.
fn name(entry: &Table) -> Result<Both, NodeFlaw> {
    let value = entry.get("name").ok_or_else(|| flaw("name", ""))?;
    let checked = |value: Option<&Value>| {
        let found = || flaw("name", &value.map(ToString::to_string).unwrap_or_default());
        let name = value.and_then(Value::as_str).ok_or_else(found)?;
        check_name(name).map_err(|_| flaw("name", &crate::model::printable(name)))
    };
    let Some(both) = value.as_table() else {
        let name = checked(Some(value))?;
        return Ok(Both { en: name.clone(), zh: name });
    };
    Ok(Both { en: checked(both.get("en"))?, zh: checked(both.get("zh"))? })
}

fn rule(entry: &Table, known: &[Node]) -> Result<Rule, NodeFlaw> {
    let mut given = WHEN.iter().filter_map(|field| entry.get(*field).map(|value| (*field, value)));
    let (field, value) = given.next().ok_or_else(|| flaw("date", ""))?;
    if let Some((second, value)) = given.next() {
        return Err(flaw(second, value));
    }
    let found = match field {
        // A TOML date needs no quotes.
        "date" => match value {
            Value::Datetime(once) => date(&once.to_string()),
            other => other.as_str().and_then(date),
        },
        "lunar" => value.as_str().and_then(lunar),
        "term" => value.as_str().and_then(term),
        "nth" => value.as_table().and_then(nth),
        "easter" => value.as_integer().and_then(|days| i32::try_from(days).ok()).map(Rule::Easter),
        _ => value.as_table().and_then(|from| from_other(from, known)),
    };
    found.ok_or_else(|| flaw(field, &value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
}

/// `11-11` of every year, `2026-08-18` once.
fn date(text: &str) -> Option<Rule> {
    if let Some(day) = parse_iso_day(text.as_bytes()) {
        return Some(Rule::Once(day));
    }
    let (month, day) = month_and_day(text)?;
    // 2024 has every day that a year can have.
    NaiveDate::from_ymd_opt(2024, month, day).map(|_| Rule::Yearly(month, day))
}

fn lunar(text: &str) -> Option<Rule> {
    let (month, day) = month_and_day(text)?;
    ((1..=12).contains(&month) && (1..=30).contains(&day)).then_some(Rule::Lunar(month, day))
}

fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.trim().split_once('-')?;
    let number = |text: &str| {
        let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    };
    Some((number(month)?, number(day)?))
}

fn term(text: &str) -> Option<Rule> {
    let place = TERMS.iter().position(|term| *term == text.trim())?;
    u32::try_from(place + 1).ok().map(Rule::Term)
}

fn nth(entry: &Table) -> Option<Rule> {
    let number = |field: &str| entry.get(field).and_then(Value::as_integer);
    let month = number("month").filter(|month| (1..=12).contains(month))?;
    let week = number("week").filter(|week| (1..=5).contains(week))?;
    let weekday: Weekday = entry.get("weekday")?.as_str()?.parse().ok()?;
    Some(Rule::Nth(u32::try_from(month).ok()?, u8::try_from(week).ok()?, weekday))
}

fn from_other(entry: &Table, known: &[Node]) -> Option<Rule> {
    let other = entry.get("node")?.as_str()?;
    let days = entry.get("days")?.as_integer().filter(|days| days.abs() <= LONGEST)?;
    let rule = known.iter().find(|node| node.key == other)?.rule.clone();
    Some(Rule::From(Box::new(rule), i32::try_from(days).ok()?))
}
