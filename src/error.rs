//! Errors as people and scripts get them: a stable code, an exit code, a text and a next step in both languages.
//!
//! An error is a key `error.CODE` of `assets/locales/error.toml` and, where there is a next step, `hint.CODE`.
use crate::i18n::{Text, tr};
use crate::model::{Fault, FormulaFlaw, Lang};
use std::fmt;

/// The kind of an error; its number is the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A fault of the program.
    Internal = 1,
    /// Wrong usage.
    Usage = 2,
    /// Bad data: nothing was written.
    BadData = 3,
    /// Not found, or ambiguous.
    NotFound = 4,
    /// Locked by another process; try again.
    Busy = 5,
    /// The file or the disk.
    Storage = 6,
    /// The row changed since it was read.
    Conflict = 7,
    /// Not allowed.
    Access = 8,
}

/// An error with its stable code and its text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
    text: &'static Text,
    hint: Option<&'static Text>,
    args: Vec<(&'static str, String)>,
    rows: Vec<String>,
    field: Option<&'static str>,
}

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A new error of a kind with a text `error.CODE`; its hint `hint.CODE` comes along where there is one.
    #[must_use]
    pub fn new(kind: Kind, text: &'static Text) -> Self {
        let code = text.key.trim_start_matches("error.");
        let hint = tr::ALL
            .binary_search_by(|t| t.key.cmp(&format!("hint.{code}")))
            .ok()
            .and_then(|i| tr::ALL.get(i).copied());
        Self { kind, text, hint, args: Vec::new(), rows: Vec::new(), field: None }
    }

    /// Fills the placeholder `{name}`.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Adds lines of detail: bad rows, candidates.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = String>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// Says it of the whole text that was typed, where only a part of it was looked for.
    #[must_use]
    pub(crate) fn told_of(mut self, text: &str) -> Self {
        self.args.retain(|(name, _)| *name != "text");
        self.arg("text", text)
    }

    /// Names the field the fault is in: `goal`, `start`.
    #[must_use]
    pub fn field(mut self, field: &'static str) -> Self {
        self.field.get_or_insert(field);
        self
    }

    /// The field the fault is in, where it is in one.
    #[must_use]
    pub fn in_field(&self) -> Option<&'static str> {
        self.field
    }

    /// Which kind it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The process's exit code.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        self.kind as u8
    }

    /// The stable code: `bad_number`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.text.key.trim_start_matches("error.")
    }

    /// True where its text says itself that nothing was changed.
    #[must_use]
    pub fn says_unchanged(&self) -> bool {
        ["nothing was ", "nothing more is", "untouched", "not overwritten"]
            .iter()
            .any(|w| self.text.en.contains(w))
    }

    /// Lines of detail.
    #[must_use]
    pub fn detail(&self) -> &[String] {
        &self.rows
    }

    /// What fills the placeholder `{name}`.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    fn fill(&self, text: &Text, lang: Lang) -> String {
        // What is missing is a field, which has a name in both languages.
        let shown = |(key, value): &'_ (&'static str, String)| match *key {
            "what" => (*key, crate::i18n::deed::field(value, lang).to_owned()),
            _ => (*key, value.clone()),
        };
        let args: Vec<(&str, String)> = self.args.iter().map(shown).collect();
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        text.fill(lang, &args)
    }

    /// What went wrong, in one line.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        self.fill(self.text, lang)
    }

    /// What to do next.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        self.hint.map(|hint| self.fill(hint, lang))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Error {}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let bad = |text| Self::new(Kind::BadData, text);
        match fault {
            Fault::BadNumber { text } => bad(&tr::ERROR_BAD_NUMBER).arg("text", text),
            Fault::AmbiguousNumber { text } => bad(&tr::ERROR_AMBIGUOUS_NUMBER).arg("text", text),
            Fault::OutOfRange { text } => bad(&tr::ERROR_OUT_OF_RANGE).arg("text", text),
            Fault::Overflow => bad(&tr::ERROR_OVERFLOW),
            Fault::BadDate { text } => bad(&tr::ERROR_BAD_DATE).arg("text", text),
            Fault::TimeInGap { text, zone } => {
                bad(&tr::ERROR_TIME_IN_GAP).arg("text", text).arg("zone", zone)
            }
            Fault::TimeTwice { text, zone } => bad(&tr::ERROR_TIME_TWICE).arg("text", text).arg("zone", zone),
            Fault::BadZone { text } => bad(&tr::ERROR_BAD_ZONE).arg("text", text),
            Fault::EndBeforeStart { start, end } => {
                bad(&tr::ERROR_END_BEFORE_START).arg("start", start).arg("end", end)
            }
            Fault::UnknownWord { text, allowed } => {
                bad(&tr::ERROR_UNKNOWN_WORD).arg("text", text).arg("allowed", allowed)
            }
            Fault::EmptyName => bad(&tr::ERROR_EMPTY_NAME),
            Fault::ControlInName { code } => {
                bad(&tr::ERROR_CONTROL_IN_NAME).arg("code", format_args!("{code:04X}"))
            }
            Fault::HiddenInName { code } => {
                bad(&tr::ERROR_HIDDEN_IN_NAME).arg("code", format_args!("{code:04X}"))
            }
            Fault::MarksInName => bad(&tr::ERROR_MARKS_IN_NAME),
            Fault::TooLong { limit } => bad(&tr::ERROR_TOO_LONG).arg("limit", limit),
            Fault::BadKey { text } => bad(&tr::ERROR_BAD_KEY).arg("text", text),
            Fault::BadFormula { text, why, near } => {
                bad(formula_flaw(why)).arg("text", text).arg("near", near)
            }
            Fault::UnknownPart { key } => bad(&tr::ERROR_UNKNOWN_PART).arg("key", key),
            Fault::DerivedTakesNoReadings { key, parts } => {
                bad(&tr::ERROR_DERIVED_TAKES_NO_READINGS).arg("key", key).arg("parts", parts)
            }
            Fault::BaselineIsGoal => bad(&tr::ERROR_BASELINE_IS_GOAL),
            Fault::BandUpsideDown => bad(&tr::ERROR_BAND_UPSIDE_DOWN),
            Fault::SharesNotOne { sum, rows } => {
                bad(&tr::ERROR_SHARES_NOT_ONE).arg("sum", sum).arg("rows", rows)
            }
            Fault::PhasesOverlap { first, second } => {
                bad(&tr::ERROR_PHASES_OVERLAP).arg("first", first).arg("second", second)
            }
            Fault::PhasesGap { first, second } => {
                bad(&tr::ERROR_PHASES_GAP).arg("first", first).arg("second", second)
            }
            Fault::PhasesDoNotCover { start, end } => {
                bad(&tr::ERROR_PHASES_DO_NOT_COVER).arg("start", start).arg("end", end)
            }
            Fault::CurveFalls { at } => bad(&tr::ERROR_CURVE_FALLS).arg("at", at),
            Fault::BadCurve { word } => bad(&tr::ERROR_BAD_CURVE).arg("word", word),
            Fault::BadCatalogue { key, field, why } => Self::new(Kind::Internal, &tr::ERROR_BAD_CATALOGUE)
                .arg("key", key)
                .arg("field", field)
                .arg("why", why),
            Fault::BadUrl { text } => bad(&tr::ERROR_BAD_URL).arg("text", text),
            Fault::BadUtm { text, near } => {
                let near = if near.is_empty() { "douyin".to_owned() } else { near };
                bad(&tr::ERROR_BAD_UTM).arg("text", text).arg("near", near)
            }
            Fault::BadCell { what, found } => {
                Self::new(Kind::Storage, &tr::ERROR_BAD_CELL).arg("what", what).arg("found", found)
            }
        }
    }
}

fn formula_flaw(why: FormulaFlaw) -> &'static Text {
    match why {
        FormulaFlaw::Empty => &tr::ERROR_FORMULA_EMPTY,
        FormulaFlaw::Unexpected => &tr::ERROR_FORMULA_UNEXPECTED,
        FormulaFlaw::NoMetric => &tr::ERROR_FORMULA_NO_METRIC,
        FormulaFlaw::Bracket => &tr::ERROR_FORMULA_BRACKET,
        FormulaFlaw::SecondDivision => &tr::ERROR_FORMULA_SECOND_DIVISION,
        FormulaFlaw::BareSum => &tr::ERROR_FORMULA_BARE_SUM,
        FormulaFlaw::Factor => &tr::ERROR_FORMULA_FACTOR,
        FormulaFlaw::CancelsOut => &tr::ERROR_FORMULA_CANCELS_OUT,
    }
}
