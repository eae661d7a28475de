//! The least a loader of the same CSV can do: parse a row, upsert a row, one transaction. No checks, no roll-up, no
//! history. With `--sorted` it holds all rows in memory, sorts them and inserts 64 a statement.
use csv::ByteRecord;
use rusqlite::Connection;
use std::collections::HashMap;
use std::error::Error;

type Row = [i64; 4];

const DDL: &str = "
    CREATE TABLE IF NOT EXISTS series (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS reading (
        series INTEGER NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL, value INTEGER NOT NULL,
        PRIMARY KEY (series, at)
    ) STRICT, WITHOUT ROWID;";

fn upsert(rows: usize) -> String {
    let values = vec!["(?,?,?,?)"; rows].join(",");
    format!(
        "INSERT INTO reading (series, at, until, value) VALUES {values}
         ON CONFLICT (series, at) DO UPDATE SET until = excluded.until, value = excluded.value"
    )
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (input, file, sorted) = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [input, file] => (input, file, false),
        ["--sorted", input, file] => (input, file, true),
        _ => return Err("usage: minimal-loader [--sorted] CSV FILE".into()),
    };
    let mut db = Connection::open(file)?;
    db.execute_batch("PRAGMA journal_mode = wal; PRAGMA synchronous = full;")?;
    db.execute_batch(DDL)?;
    let transaction = db.transaction()?;
    let mut series: HashMap<Vec<u8>, i64> = HashMap::new();
    let mut held: Vec<Row> = Vec::new();
    {
        let mut insert = transaction.prepare(&upsert(1))?;
        let mut reader = csv::Reader::from_path(input)?;
        let mut record = ByteRecord::new();
        let mut key = Vec::new();
        while reader.read_byte_record(&mut record)? {
            key.clear();
            for field in [0, 3, 4] {
                key.extend_from_slice(&record[field]);
                key.push(b'/');
            }
            let next = series.len() as i64 + 1;
            let id = match series.get(&key) {
                Some(id) => *id,
                None => *series.entry(key.clone()).or_insert(next),
            };
            let at = seconds(&record[1]);
            let row = [id, at, at, millionths(&record[2])];
            if sorted {
                held.push(row);
            } else {
                insert.execute(row)?;
            }
        }
        held.sort_unstable();
        let mut many = transaction.prepare(&upsert(64))?;
        let mut chunks = held.chunks_exact(64);
        for chunk in &mut chunks {
            many.execute(rusqlite::params_from_iter(chunk.iter().flatten()))?;
        }
        for row in chunks.remainder() {
            insert.execute(*row)?;
        }
        let mut name = transaction.prepare("INSERT OR REPLACE INTO series (id, name) VALUES (?, ?)")?;
        for (key, id) in &series {
            name.execute(rusqlite::params![id, String::from_utf8_lossy(key)])?;
        }
    }
    transaction.commit()?;
    Ok(())
}

fn number(digits: &[u8]) -> i64 {
    digits.iter().filter(|b| b.is_ascii_digit()).fold(0, |n, b| n * 10 + i64::from(b - b'0'))
}

/// `2026-11-04T15:00:17` as seconds; days by the civil calendar.
fn seconds(at: &[u8]) -> i64 {
    let (y, m, d) = (number(&at[0..4]), number(&at[5..7]), number(&at[8..10]));
    let y = if m <= 2 { y - 1 } else { y };
    let (era, yoe) = (y.div_euclid(400), y.rem_euclid(400));
    let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
    let days = era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468;
    days * 86_400 + number(&at[11..13]) * 3600 + number(&at[14..16]) * 60 + number(&at[17..19])
}

fn millionths(value: &[u8]) -> i64 {
    let dot = value.iter().position(|b| *b == b'.').unwrap_or(value.len());
    let fraction = value.get(dot + 1..).unwrap_or_default();
    number(&value[..dot]) * 1_000_000 + number(fraction) * 10_i64.pow(6 - fraction.len() as u32)
}
