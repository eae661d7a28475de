//! The standard metrics in the file: put there when it is made, renewed when the catalogue has changed.
use super::Store;
use super::cells::Param;
use crate::error::Result;
use crate::model::{CATALOGUE, CATALOGUE_HASH, Entity as _, Metric, parse_catalogue};
use rusqlite::{Connection, TransactionBehavior};

const MARK: &str = "catalogue";

/// Renews the standard metrics where the program's catalogue is another one than the file's.
pub(super) fn catalogue(store: &mut Store) -> Result<()> {
    let path = store.path.clone();
    let failed = |e| super::fault::fault(&path, &e);
    let present: Option<String> = store
        .conn
        .query_row("SELECT value FROM setting WHERE key = ?1", [MARK], |r| r.get(0))
        .map_or_else(
            |e| if e == rusqlite::Error::QueryReturnedNoRows { Ok(None) } else { Err(e) },
            |v| Ok(Some(v)),
        )
        .map_err(failed)?;
    if present.as_deref() == Some(CATALOGUE_HASH.to_string().as_str()) {
        return Ok(());
    }
    let tx = store.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    insert(&tx).map_err(failed)?;
    tx.commit().map_err(failed)
}

/// Inserts or renews every standard metric. A user's own metric of the same key stays as it is.
pub(super) fn insert(conn: &Connection) -> rusqlite::Result<()> {
    let columns = Metric::COLUMNS.get(1..).unwrap_or_default();
    let marks: Vec<String> = (1..=columns.len()).map(|i| format!("?{i}")).collect();
    let renew: Vec<String> = columns.iter().skip(2).map(|c| format!("{c} = excluded.{c}")).collect();
    let sql = format!(
        "INSERT INTO metric ({}) VALUES ({}) ON CONFLICT (key) DO UPDATE SET {} WHERE metric.standard = 1",
        columns.join(", "),
        marks.join(", "),
        renew.join(", ")
    );
    let mut statement = conn.prepare(&sql)?;
    for mut metric in parse_catalogue(CATALOGUE).unwrap_or_default() {
        metric.stamp(0, 1);
        let cells = metric.to_cells();
        statement.execute(rusqlite::params_from_iter(cells.iter().skip(1).map(Param)))?;
    }
    conn.execute(
        "INSERT INTO setting (version, key, value) VALUES (1, ?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (MARK, CATALOGUE_HASH.to_string()),
    )?;
    Ok(())
}
