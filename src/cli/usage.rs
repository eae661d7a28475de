//! What the argument parser says, in both languages: help as text, wrong usage as an error like any other.
use super::output::{complain, failure, print};
use crate::error::{Error, Kind};
use crate::i18n::tr;
use crate::model::{Lang, printable};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::process::ExitCode;

/// Help and version on standard output; wrong usage on standard error with exit 2.
pub(super) fn usage(error: &clap::Error, lang: Lang, json: bool) -> ExitCode {
    if !error.use_stderr() {
        let _ = print(&translated(&error.render().to_string(), lang));
        return ExitCode::SUCCESS;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand && !json {
        complain(&translated(&error.render().to_string(), lang));
        return ExitCode::from(Kind::Usage as u8);
    }
    let said = said(error);
    let line = text_of(error, ContextKind::Usage);
    let line = line.map(|line| translated(&line, lang).replace('\n', " "));
    failure(&said.rows(line.map(|line| printable(line.trim()).into_owned())), lang, json)
}

/// The words that the parser writes itself.
fn translated(text: &str, lang: Lang) -> String {
    let words = [
        ("Usage: ", tr::OUTPUT_USAGE.get(lang)),
        ("[OPTIONS]", tr::OUTPUT_OPTIONS_SLOT.get(lang)),
        ("[COMMAND]", tr::OUTPUT_COMMAND_SLOT.get(lang)),
        ("<COMMAND>", tr::OUTPUT_COMMAND_MUST.get(lang)),
        ("[default: ", tr::OUTPUT_DEFAULT.get(lang)),
    ];
    words.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn text_of(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")).filter(|t| !t.is_empty()),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(texts) => {
            Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        }
        _ => None,
    }
}

fn said(error: &clap::Error) -> Error {
    let get = |kind| text_of(error, kind).unwrap_or_default();
    let usage = |text| Error::new(Kind::Usage, text);
    let (arg, value) = (get(ContextKind::InvalidArg), get(ContextKind::InvalidValue));
    let found = match error.kind() {
        ErrorKind::MissingRequiredArgument => usage(&tr::ERROR_USAGE_MISSING),
        ErrorKind::UnknownArgument => usage(&tr::ERROR_USAGE_UNKNOWN),
        ErrorKind::InvalidSubcommand => {
            return with_suggestion(
                usage(&tr::ERROR_USAGE_COMMAND).arg("arg", get(ContextKind::InvalidSubcommand)),
                text_of(error, ContextKind::SuggestedSubcommand),
            );
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            usage(&tr::ERROR_USAGE_NO_COMMAND)
        }
        ErrorKind::InvalidValue if value.is_empty() => usage(&tr::ERROR_USAGE_NO_VALUE),
        ErrorKind::InvalidValue => match text_of(error, ContextKind::ValidValue) {
            Some(allowed) => usage(&tr::ERROR_USAGE_VALUE_OF).arg("allowed", allowed),
            None => usage(&tr::ERROR_USAGE_VALUE),
        },
        ErrorKind::ValueValidation => usage(&tr::ERROR_USAGE_VALUE),
        ErrorKind::ArgumentConflict => {
            usage(&tr::ERROR_USAGE_CONFLICT).arg("other", get(ContextKind::PriorArg))
        }
        _ if arg.is_empty() => usage(&tr::ERROR_USAGE_OTHER),
        _ => usage(&tr::ERROR_USAGE_NEAR),
    };
    with_suggestion(found.arg("arg", arg).arg("value", value), text_of(error, ContextKind::SuggestedArg))
}

fn with_suggestion(error: Error, near: Option<String>) -> Error {
    error.rows(near.map(|near| format!("→ {near}")))
}
