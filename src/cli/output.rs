//! Standard output and standard error. A reader that goes away early is no error.
use crate::error::{Error, Kind, Result};
use crate::i18n::{deed, tr};
use crate::model::{Lang, printable};
use crate::planner::{Moved, Outcome};
use std::io::{self, Write as _};
use std::process::ExitCode;

/// Writes to standard output.
pub(super) fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(Kind::Storage, &tr::ERROR_IO).arg("file", "stdout").arg("why", error))
        }
        _ => Ok(()),
    }
}

/// Writes to standard error; there is nobody to tell where that fails.
pub(super) fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// An error as JSON with its stable code.
pub(super) fn error_json(error: &Error, lang: Lang) -> serde_json::Value {
    serde_json::json!({
        "code": error.code(),
        "exit": error.exit_code(),
        "field": error.in_field(),
        "message": error.message(lang),
        "hint": error.hint(lang),
        "details": error.detail(),
    })
}

/// What was done as JSON: `{key, batch, message, warnings}`, with `moved` where dates moved and `each` where several
/// things were done as one.
pub(super) fn outcome_json(outcome: &Outcome, lang: Lang) -> serde_json::Value {
    let warnings: Vec<_> = outcome.warnings.iter().map(|w| error_json(w, lang)).collect();
    let mut json = serde_json::json!({
        "key": outcome.key,
        "batch": outcome.batch,
        "message": outcome.message(lang).trim(),
        "warnings": warnings,
    });
    let moved = |moved: &Moved| {
        serde_json::json!({
            "kind": moved.kind.as_str(), "name": moved.name, "from": moved.from, "to": moved.to,
        })
    };
    let each = |outcome: &Outcome| serde_json::json!({ "key": outcome.key, "message": outcome.message(lang).trim() });
    if let Some(object) = json.as_object_mut() {
        if !outcome.moved.is_empty() {
            object.insert("moved".into(), outcome.moved.iter().map(moved).collect());
        }
        if !outcome.each.is_empty() {
            object.insert("each".into(), outcome.each.iter().map(each).collect());
        }
    }
    json
}

/// One line about something accepted but unusual.
pub(super) fn warn(warning: &Error, lang: Lang) {
    let mut text = tr::OUTPUT_NOTE.fill(lang, &[("message", &warning.message(lang))]);
    if let Some(hint) = warning.hint(lang) {
        text.push_str(tr::OUTPUT_JOIN.get(lang));
        text.push_str(&hint);
    }
    let rows = warning.detail().iter().map(|row| format!("  {}\n", printable(row)));
    complain(&format!("{}\n{}", printable(&text), rows.collect::<String>()));
}

/// Says what went wrong, that nothing was changed, and what to do next; gives the exit code.
pub(super) fn failure(error: &Error, lang: Lang, json: bool) -> ExitCode {
    if json {
        let json = serde_json::json!({ "error": error_json(error, lang) });
        complain(&format!("{json:#}\n"));
        return ExitCode::from(error.exit_code());
    }
    let message = match error.in_field() {
        // What is missing is the field itself.
        Some(field) if error.code() != "missing" => {
            let args = [("field", deed::field(field, lang)), ("message", &error.message(lang))];
            tr::ERROR_IN_FIELD.fill(lang, &args)
        }
        _ => error.message(lang),
    };
    let mut lines = vec![tr::OUTPUT_ERROR.fill(lang, &[("message", &message)])];
    lines.extend(error.detail().iter().map(|row| format!("  {row}")));
    if !error.says_unchanged() {
        lines.push(tr::OUTPUT_UNCHANGED.get(lang).to_owned());
    }
    lines.extend(error.hint(lang).map(|hint| tr::OUTPUT_HINT.fill(lang, &[("hint", &hint)])));
    let text: String =
        lines.iter().flat_map(|l| l.lines()).map(|line| format!("{}\n", printable(line))).collect();
    complain(&text);
    ExitCode::from(error.exit_code())
}
