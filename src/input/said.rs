//! Check-ins from a stream: CSV with a header, or one JSON object a line.
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{fold, quoted};
use serde_json::Value as Json;
use std::io::Read;

/// As much as is read of a stream, in bytes: check-ins are said by people, not measured by the million.
const MOST: u64 = 16 * 1024 * 1024;

/// The columns with the words they are called by; the first one is what it is called in errors.
const COLUMNS: [(&str, &[&str]); 6] = [
    ("key_result", &["key_result", "kr", "关键结果"]),
    ("value", &["value", "实际值", "数值", "值"]),
    ("confidence", &["confidence", "信心"]),
    ("note", &["note", "说明", "备注", "跟进说明"]),
    ("at", &["at", "day", "date", "日期"]),
    ("source", &["source", "来源"]),
];

/// Columns that `checkin list` writes and nothing is read from.
const KNOWN: [&str; 3] = ["id", "author", "actor"];

/// One check-in as it stands in the stream: words as typed; none for an empty cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct SaidRow {
    /// The line it begins on, from 1.
    pub line: u64,
    pub key_result: String,
    pub value: Option<String>,
    pub confidence: Option<String>,
    pub note: Option<String>,
    pub at: Option<String>,
    pub source: Option<String>,
}

/// What a stream of check-ins holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SaidRows {
    /// The rows that could be read, in their order.
    pub rows: Vec<SaidRow>,
    /// The lines that could not, with why.
    pub bad: Vec<(u64, Error)>,
    /// Columns that mean nothing here.
    pub ignored: Vec<String>,
}

/// Reads a stream of check-ins.
///
/// # Errors
/// What makes all of it unreadable: no text, no header, no column for the key result, too much of it.
pub fn said(stream: impl Read) -> Result<SaidRows> {
    let mut bytes = Vec::new();
    let io = |error: std::io::Error| {
        Error::new(Kind::Storage, &tr::ERROR_IO).arg("file", "stdin").arg("why", error)
    };
    stream.take(MOST + 1).read_to_end(&mut bytes).map_err(io)?;
    let bad = |text| Error::new(Kind::BadData, text);
    if bytes.len() as u64 > MOST {
        return Err(bad(&tr::ERROR_CHECKINS_TOO_MANY));
    }
    let text = String::from_utf8(bytes).map_err(|_| bad(&tr::ERROR_CHECKINS_NO_TEXT))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    match text.trim_start().chars().next() {
        None => Err(bad(&tr::ERROR_CHECKINS_EMPTY)),
        Some('{') => Ok(of_json(text)),
        Some(_) => of_csv(text),
    }
}

/// Which of [`COLUMNS`] a word means.
fn column(word: &str) -> Option<usize> {
    let word = fold(word);
    COLUMNS.iter().position(|(_, words)| words.contains(&word.as_str()))
}

fn set(row: &mut SaidRow, column: usize, text: String) {
    if text.trim().is_empty() {
        return;
    }
    match column {
        0 => row.key_result = text,
        1 => row.value = Some(text),
        2 => row.confidence = Some(text),
        3 => row.note = Some(text),
        4 => row.at = Some(text),
        _ => row.source = Some(text),
    }
}

fn of_csv(text: &str) -> Result<SaidRows> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let no_header = || Error::new(Kind::BadData, &tr::ERROR_CHECKINS_NO_HEADER);
    let header = reader.headers().map_err(|_| no_header())?.clone();
    let places: Vec<Option<usize>> = header.iter().map(column).collect();
    let twice = (0..COLUMNS.len()).find(|c| places.iter().filter(|place| **place == Some(*c)).count() > 1);
    if let Some((name, _)) = twice.and_then(|c| COLUMNS.get(c)) {
        return Err(Error::new(Kind::BadData, &tr::ERROR_CHECKINS_TWICE).arg("column", name));
    }
    if !places.contains(&Some(0)) {
        return Err(no_header());
    }
    let is_new =
        |(word, place): &(&str, &Option<usize>)| place.is_none() && !KNOWN.contains(&fold(word).as_str());
    let mut out = SaidRows {
        ignored: header.iter().zip(&places).filter(is_new).map(|(word, _)| quoted(word)).collect(),
        ..SaidRows::default()
    };
    for record in reader.records() {
        let (line, record) = match record {
            Ok(record) => (record.position().map_or(0, csv::Position::line), record),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                out.bad.push((line, Error::new(Kind::BadData, &tr::ERROR_CHECKINS_BAD_ROW)));
                continue;
            }
        };
        if record.len() > places.len() {
            let error = Error::new(Kind::BadData, &tr::ERROR_CHECKINS_LONG_ROW);
            out.bad.push((line, error.arg("n", record.len()).arg("columns", places.len())));
            continue;
        }
        let mut row = SaidRow { line, ..SaidRow::default() };
        for (cell, place) in record.iter().zip(&places) {
            if let Some(column) = place {
                set(&mut row, *column, unguarded(cell).to_owned());
            }
        }
        out.rows.push(row);
    }
    Ok(out)
}

/// A cell without the sign that keeps a spreadsheet from taking it for a formula.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) => rest,
        _ => cell,
    }
}

fn of_json(text: &str) -> SaidRows {
    let mut out = SaidRows::default();
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        let bad = || Error::new(Kind::BadData, &tr::ERROR_CHECKINS_BAD_JSON);
        let Ok(Json::Object(object)) = serde_json::from_str::<Json>(text) else {
            out.bad.push((line, bad()));
            continue;
        };
        let mut row = SaidRow { line, ..SaidRow::default() };
        let mut wrong = None;
        for (word, value) in object {
            let Some(place) = column(&word) else {
                let word = quoted(&word);
                if !KNOWN.contains(&word.as_str()) && !out.ignored.contains(&word) {
                    out.ignored.push(word);
                }
                continue;
            };
            match value {
                Json::Null => {}
                Json::String(text) => set(&mut row, place, text),
                Json::Number(number) => set(&mut row, place, number.to_string()),
                Json::Bool(flag) if place == 1 => set(&mut row, place, flag.to_string()),
                _ => wrong = COLUMNS.get(place).map(|(name, _)| bad().field(name)),
            }
        }
        match wrong {
            Some(error) => out.bad.push((line, error)),
            None => out.rows.push(row),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: Option<&str>) -> Option<String> {
        text.map(str::to_owned)
    }

    #[test]
    fn csv_and_json_lines_say_the_same() {
        let csv = "\u{feff}kr,值,confidence,备注,date,colour\no1/kr1,1.2万,7,\"a,\nb\",2026-11-04,red\no1/kr2,,,'=x,,\n";
        let json = "{\"key_result\":\"o1/kr1\",\"value\":\"1.2万\",\"confidence\":7,\"note\":\"a,\\nb\",\
                    \"at\":\"2026-11-04\",\"colour\":1}\n\n{\"kr\":\"o1/kr2\",\"note\":\"=x\",\"value\":null}\n";
        let (csv, json) = (said(csv.as_bytes()).unwrap(), said(json.as_bytes()).unwrap());
        let first = &csv.rows[0];
        assert_eq!((first.value.as_deref(), first.confidence.as_deref()), (Some("1.2万"), Some("7")));
        assert_eq!((first.note.as_deref(), first.at.as_deref()), (Some("a,\nb"), Some("2026-11-04")));
        assert_eq!((csv.rows[1].line, csv.rows[1].note.clone()), (4, text(Some("=x"))));
        let plain =
            |rows: &SaidRows| rows.rows.iter().map(|r| SaidRow { line: 0, ..r.clone() }).collect::<Vec<_>>();
        assert_eq!(plain(&csv), plain(&json));
        assert_eq!((csv.ignored, json.ignored), (vec!["colour".to_owned()], vec!["colour".to_owned()]));
    }

    #[test]
    fn lines_that_cannot_be_read_are_named() {
        let rows = said(&b"kr,value\na,1\nb,2,3\nc,3\n"[..]).unwrap();
        assert_eq!((rows.rows.len(), rows.bad.len(), rows.bad[0].0), (2, 1, 3));
        let rows = said(&b"{\"kr\":\"a\"}\n{broken\n{\"kr\":[1]}\n"[..]).unwrap();
        let bad: Vec<(u64, Option<&str>)> = rows.bad.iter().map(|(line, e)| (*line, e.in_field())).collect();
        assert_eq!(bad, [(2, None), (3, Some("key_result"))]);
    }

    #[test]
    fn what_is_no_table_of_check_ins_is_refused() {
        let code = |bytes: &[u8]| said(bytes).unwrap_err().code();
        assert_eq!(code(b" \n"), "checkins_empty");
        assert_eq!(code(b"a,b\n1,2\n"), "checkins_no_header");
        assert_eq!(code(b"kr,\xff\n"), "checkins_no_text");
        assert_eq!(code("kr,关键结果\n".as_bytes()), "checkins_twice");
    }
}
