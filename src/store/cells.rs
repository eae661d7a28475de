//! Cells to SQL values and to the JSON of the history, and back.
use crate::model::{Cell, Fault};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

/// A cell on its way into a statement.
pub(super) struct Param<'a>(pub &'a Cell);

impl rusqlite::ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Cell::Null => ToSqlOutput::Owned(Value::Null),
            Cell::Int(n) => ToSqlOutput::Owned(Value::Integer(*n)),
            Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}

/// Reads the first `count` columns of a row.
pub(super) fn read(row: &rusqlite::Row<'_>, count: usize) -> rusqlite::Result<Vec<Cell>> {
    (0..count)
        .map(|i| {
            Ok(match row.get_ref(i)? {
                ValueRef::Integer(n) => Cell::Int(n),
                ValueRef::Text(bytes) => Cell::Text(String::from_utf8_lossy(bytes).into_owned()),
                ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Cell::Null,
            })
        })
        .collect()
}

/// The row as a JSON object: column to value.
pub(super) fn to_json(columns: &[&str], cells: &[Cell]) -> String {
    let object: serde_json::Map<String, serde_json::Value> = columns
        .iter()
        .zip(cells)
        .map(|(column, cell)| {
            let value = match cell {
                Cell::Null => serde_json::Value::Null,
                Cell::Int(n) => (*n).into(),
                Cell::Text(text) => text.as_str().into(),
            };
            ((*column).to_owned(), value)
        })
        .collect();
    serde_json::Value::Object(object).to_string()
}

/// The cells of a JSON object in the order of `columns`; a column the object lacks is NULL.
pub(super) fn from_json(columns: &[&str], json: &str) -> Result<Vec<Cell>, Fault> {
    let bad = || Fault::BadCell { what: "history", found: json.to_owned() };
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).map_err(|_| bad())?;
    columns
        .iter()
        .map(|column| match object.get(*column) {
            None | Some(serde_json::Value::Null) => Ok(Cell::Null),
            Some(serde_json::Value::Number(n)) => n.as_i64().map(Cell::Int).ok_or_else(bad),
            Some(serde_json::Value::String(text)) => Ok(Cell::Text(text.clone())),
            Some(_) => Err(bad()),
        })
        .collect()
}
