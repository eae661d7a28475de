//! JSON objects as a table for CSV: what programs get in both is the same.
use super::table::{Table, Value};
use serde_json::Value as Json;

/// One row an object, one column a key in this order. Lists stand in one cell, with `; ` between.
#[must_use]
pub fn flat(objects: &[Json], keys: &[&str]) -> Table {
    let mut table = Table::default();
    for key in keys {
        table.column(key, key);
    }
    for object in objects {
        table.row(keys.iter().map(|key| cell(object.get(*key).unwrap_or(&Json::Null))).collect());
    }
    table
}

fn cell(value: &Json) -> Value {
    match value {
        Json::Null | Json::Object(_) => Value::None,
        Json::Bool(flag) => Value::Flag(*flag, String::new()),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Int(whole),
            None => Value::Number(number.as_f64().unwrap_or_default(), String::new()),
        },
        Json::String(text) => Value::text(text),
        Json::Array(list) => {
            let words = list.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned));
            Value::text(words.collect::<Vec<_>>().join("; "))
        }
    }
}
