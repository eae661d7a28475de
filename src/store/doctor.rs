//! The doctor: is the file whole, does the roll-up equal the readings, is the history complete?
use super::rollup::DayCells;
use super::{Store, tx::begin};
use crate::error::Result;
use crate::i18n::{Text, tr};
use rusqlite::TransactionBehavior;
use std::collections::BTreeSet;

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was checked.
    pub what: &'static Text,
    /// How much of it: pages, rows, series.
    pub looked_at: u64,
    /// What is wrong; empty where all is well.
    pub found: Vec<String>,
}

const SHOWN: usize = 20;

/// Checks the file. Repairs nothing, changes nothing.
///
/// # Errors
/// Storage errors that keep it from looking.
pub fn doctor(store: &mut Store) -> Result<Vec<Check>> {
    let pages = integrity(store)?;
    if !pages.found.is_empty() {
        // Whatever is read from damaged pages would only hide what is wrong.
        return Ok(vec![pages]);
    }
    Ok(vec![pages, references(store)?, roll_up(store)?, history(store)?, lesson_words(store)?])
}

fn lines(store: &Store, sql: &str) -> Result<Vec<String>> {
    let mut statement = store.conn.prepare(sql).map_err(|e| store.fault(&e))?;
    let rows = statement.query_map([], |r| r.get::<_, String>(0)).map_err(|e| store.fault(&e))?;
    rows.collect::<rusqlite::Result<_>>().map_err(|e| store.fault(&e))
}

fn count(store: &Store, sql: &str) -> Result<u64> {
    let n: i64 = store.conn.query_row(sql, [], |r| r.get(0)).map_err(|e| store.fault(&e))?;
    Ok(u64::try_from(n).unwrap_or_default())
}

fn integrity(store: &Store) -> Result<Check> {
    let checked = lines(store, "PRAGMA integrity_check(20)").and_then(|mut found| {
        found.retain(|line| line != "ok");
        Ok((count(store, "PRAGMA page_count")?, found))
    });
    let (looked_at, found) = match checked {
        // Damage can be such that the check itself cannot go on.
        Err(error) if error.code() == "corrupt" => (0, vec![error.to_string()]),
        other => other?,
    };
    Ok(Check { what: &tr::DOCTOR_INTEGRITY, looked_at, found })
}

fn references(store: &Store) -> Result<Check> {
    let sql =
        "SELECT \"table\" || ' ' || COALESCE(rowid, '?') || ' -> ' || parent FROM pragma_foreign_key_check";
    let mut found = lines(store, sql)?;
    found.extend(lines(
        store,
        "SELECT 'readings of unknown series ' || series FROM
         (SELECT DISTINCT series FROM reading UNION SELECT DISTINCT series FROM reading_day)
         WHERE series NOT IN (SELECT id FROM series)",
    )?);
    found.extend(lines(
        store,
        "SELECT 'series ' || id || ' of an unknown metric or channel' FROM series s
         WHERE (metric NOT IN (SELECT id FROM metric) OR (channel IS NOT NULL AND channel NOT IN (SELECT id FROM channel)))
           AND EXISTS (SELECT 1 FROM reading WHERE series = s.id)",
    )?);
    let rings = "SELECT 'objective ' || first || ' is aligned to itself' FROM way WHERE first = up";
    found.extend(lines(store, &format!("{} {rings}", super::undo::WAYS))?);
    found.truncate(SHOWN);
    Ok(Check { what: &tr::DOCTOR_REFERENCES, looked_at: count(store, "SELECT COUNT(*) FROM series")?, found })
}

fn roll_up(store: &mut Store) -> Result<Check> {
    let path = store.path.clone();
    let stamp = super::Stamp { at: 0, actor: String::new(), title: String::new() };
    let tx = begin(&mut store.conn, &path, stamp, TransactionBehavior::Deferred)?;
    let mut found = Vec::new();
    let mut looked_at = 0;
    for series in tx.db().series()? {
        let expected = tx.expected_days(series.id)?;
        looked_at += u64::try_from(expected.len()).unwrap_or_default();
        let present = tx.db().days(series.id, crate::model::Day(i32::MIN), crate::model::Day(i32::MAX))?;
        let present: BTreeSet<DayCells> =
            present.into_iter().map(|(day, value, until, at)| (day.0, value.micros(), until, at)).collect();
        let days: BTreeSet<i32> = expected.symmetric_difference(&present).map(|row| row.0).collect();
        if !days.is_empty() && found.len() < SHOWN {
            found.push(format!("series {}: {} days", series.id.0, days.len()));
        }
    }
    Ok(Check { what: &tr::DOCTOR_ROLL_UP, looked_at, found })
}

/// Whether the search finds what the lessons say: their words are indexed anew beside the index, and both compared. All of it
/// is temporary and taken back, so that a file that can only be read is checked, too.
fn lesson_words(store: &mut Store) -> Result<Check> {
    let looked_at = count(store, "SELECT COUNT(*) FROM lesson")?;
    let path = store.path.clone();
    let stamp = super::Stamp { at: 0, actor: String::new(), title: String::new() };
    let tx = begin(&mut store.conn, &path, stamp, TransactionBehavior::Deferred)?;
    let compare = || {
        tx.tx.execute_batch(
            "CREATE VIRTUAL TABLE temp.words_now USING fts5 (
               words, tokenize = 'porter unicode61 remove_diacritics 2'
             );
             INSERT INTO temp.words_now (rowid, words) SELECT id, words FROM main.lesson;
             CREATE VIRTUAL TABLE temp.is_found USING fts5vocab ('main', 'lesson_words', 'instance');
             CREATE VIRTUAL TABLE temp.is_said USING fts5vocab ('temp', 'words_now', 'instance');",
        )?;
        let sql = "SELECT DISTINCT 'lesson ' || doc FROM (
                     SELECT * FROM (SELECT term, doc, offset FROM temp.is_found
                                    EXCEPT SELECT term, doc, offset FROM temp.is_said)
                     UNION ALL
                     SELECT * FROM (SELECT term, doc, offset FROM temp.is_said
                                    EXCEPT SELECT term, doc, offset FROM temp.is_found)
                   ) ORDER BY doc LIMIT 20";
        let mut statement = tx.tx.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.collect::<rusqlite::Result<Vec<_>>>()
    };
    let found = compare().map_err(|e| super::fault::fault(&path, &e))?;
    Ok(Check { what: &tr::DOCTOR_LESSON_WORDS, looked_at, found })
}

fn history(store: &Store) -> Result<Check> {
    let mut found = Vec::new();
    let mut looked_at = count(store, "SELECT COUNT(*) FROM history")?;
    // The standard metrics and a fresh file's settings are seeded without history.
    let tables = super::undo::ENTITIES.iter().map(|(table, _)| *table);
    for table in tables.filter(|table| !["metric", "setting"].contains(table)) {
        let newest = "(SELECT json_extract(h.after, '$.version') FROM history h
                       WHERE h.entity = ?1 AND h.entity_id = e.id ORDER BY h.id DESC LIMIT 1)";
        let sql = format!(
            "SELECT '{table} ' || e.id FROM {table} e WHERE {} IS DISTINCT FROM e.version LIMIT {SHOWN}",
            newest.replace("?1", &format!("'{table}'"))
        );
        found.extend(lines(store, &sql)?);
        looked_at += count(store, &format!("SELECT COUNT(*) FROM {table}"))?;
    }
    let orphans = "SELECT 'history ' || id FROM history WHERE batch NOT IN (SELECT id FROM batch) LIMIT 20";
    found.extend(lines(store, orphans)?);
    let strangers = "SELECT 'series ' || series || ' at ' || at FROM reading
                     WHERE batch NOT IN (SELECT id FROM batch) LIMIT 20";
    found.extend(lines(store, strangers)?);
    found.truncate(SHOWN);
    Ok(Check { what: &tr::DOCTOR_HISTORY, looked_at, found })
}
