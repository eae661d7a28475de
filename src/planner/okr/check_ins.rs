//! Many check-ins from a stream: one transaction, one batch, one undo; all of them or none.
use super::super::{CheckInDraft, Context};
use super::check_in::{Said, State, say};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::input::{self, SaidRow};
use crate::model::{Day, Status, TargetId, printable};
use crate::store::{Store, Tx};
use std::collections::HashMap;
use std::io::Read;

/// How many bad rows, and how many warnings, are named.
const NAMED: usize = 20;

/// What a stream of check-ins did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CheckedIn {
    /// The batch; none where nothing had to be written.
    pub batch: Option<i64>,
    /// How many were not there before.
    pub new: usize,
    /// How many said something else before.
    pub changed: usize,
    /// How many were there already.
    pub unchanged: usize,
    /// What to keep an eye on; the first ones.
    pub warnings: Vec<Error>,
    /// Columns of the stream that mean nothing here.
    pub ignored: Vec<String>,
}

/// Checks in with every row of a stream, CSV or JSON lines. `status` tells how a key result stands as the board shows it.
///
/// # Errors
/// Every bad row (the first 20 named with line and field), and whatever the store says; then nothing was written.
pub fn check_in_all(
    store: &mut Store,
    context: &Context,
    stream: impl Read,
    status: &HashMap<TargetId, Status>,
) -> Result<CheckedIn> {
    let found = input::said(stream)?;
    let work = |tx: &mut Tx<'_>| run(tx, context, &found.rows, &found.bad, status);
    let (mut done, batch) = store.write(context.stamp("checkin"), work)?;
    (done.batch, done.ignored) = (batch, found.ignored);
    Ok(done)
}

fn run(
    tx: &mut Tx<'_>,
    context: &Context,
    rows: &[SaidRow],
    unread: &[(u64, Error)],
    status: &HashMap<TargetId, Status>,
) -> Result<CheckedIn> {
    let mut done = CheckedIn::default();
    let mut bad: Vec<(u64, Error)> = unread.to_vec();
    let mut lines: HashMap<(TargetId, Day, String), u64> = HashMap::new();
    for row in rows {
        match say(tx, context, &draft(row), &|id| status.get(&id).copied()) {
            Ok(said) => {
                let line = lines.insert(said.identity.clone(), row.line);
                match (line, said.state) {
                    (Some(line), State::Changed) => {
                        let twice = Error::new(Kind::BadData, &tr::ERROR_CHECKINS_SAID_TWICE);
                        bad.push((row.line, twice.arg("line", line)));
                    }
                    (_, state) => count(&mut done, state, said),
                }
            }
            Err(error) if matches!(error.kind(), Kind::BadData | Kind::NotFound | Kind::Usage) => {
                bad.push((row.line, error));
            }
            Err(error) => return Err(error),
        }
    }
    if !bad.is_empty() {
        bad.sort_by_key(|(line, _)| *line);
        let named = bad.iter().take(NAMED).map(|(line, error)| row_text(context, *line, error));
        return Err(Error::new(Kind::BadData, &tr::ERROR_CHECKINS_BAD_ROWS)
            .arg("count", bad.len())
            .rows(named));
    }
    tx.title(format!("checkin ×{}", done.new + done.changed));
    Ok(done)
}

fn count(done: &mut CheckedIn, state: State, said: Said) {
    match state {
        State::New => done.new += 1,
        State::Changed => done.changed += 1,
        State::Unchanged => done.unchanged += 1,
    }
    let left = NAMED.saturating_sub(done.warnings.len());
    done.warnings.extend(said.outcome.warnings.into_iter().take(left));
}

fn draft(row: &SaidRow) -> CheckInDraft {
    let row = row.clone();
    CheckInDraft {
        key_result: row.key_result,
        value: row.value,
        confidence: row.confidence,
        note: row.note,
        at: row.at,
        source: row.source,
        status: None,
        lenient: true,
    }
}

/// `line 3, column confidence: …`
fn row_text(context: &Context, line: u64, error: &Error) -> String {
    let (line, why) = (line.to_string(), error.message(context.lang));
    let text = match error.in_field() {
        Some(column) => {
            let args = [("line", line.as_str()), ("column", column), ("why", &why)];
            tr::INPUT_ROW_COLUMN.fill(context.lang, &args)
        }
        None => tr::INPUT_ROW.fill(context.lang, &[("line", &line), ("why", &why)]),
    };
    printable(&text).into_owned()
}
