//! What can be wrong with a value, as the pure rules see it. `error.rs` gives each its text in both languages.
use super::{Day, FormulaFlaw};

/// A rule of the model that a value breaks. The codes are stable: scripts may match on them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs)]
pub enum Fault {
    #[error("`{text}` is not a number")]
    BadNumber { text: String },
    #[error("`{text}` could be read two ways; write it without group separators")]
    AmbiguousNumber { text: String },
    #[error("`{text}` is outside ±9.2 trillion")]
    OutOfRange { text: String },
    #[error("the sum is too large to be exact")]
    Overflow,
    #[error("`{text}` is not a date")]
    BadDate { text: String },
    #[error("{text} does not exist in {zone}: the clocks were put forward")]
    TimeInGap { text: String, zone: String },
    #[error("{text} happens twice in {zone}: add an offset such as +02:00")]
    TimeTwice { text: String, zone: String },
    #[error("`{text}` is not a time zone")]
    BadZone { text: String },
    #[error("the end {end} is before the start {start}")]
    EndBeforeStart { start: String, end: String },
    #[error("`{text}` is none of: {allowed}")]
    UnknownWord { text: String, allowed: String },
    #[error("the name is empty")]
    EmptyName,
    #[error("a control character is not allowed here (U+{code:04X})")]
    ControlInName { code: u32 },
    #[error("an invisible or direction-changing character is not allowed here (U+{code:04X})")]
    HiddenInName { code: u32 },
    #[error("too many combining marks on one character")]
    MarksInName,
    #[error("the text is longer than {limit} characters")]
    TooLong { limit: usize },
    #[error("`{text}` is not a key: use letters, digits, -, _ and Chinese characters")]
    BadKey { text: String },
    #[error("`{text}` is not a formula: {why}, at `{near}`")]
    BadFormula { text: String, why: FormulaFlaw, near: String },
    #[error("the formula names the unknown metric `{key}`")]
    UnknownPart { key: String },
    #[error("`{key}` is computed from {parts}; record those")]
    DerivedTakesNoReadings { key: String, parts: String },
    #[error("baseline and goal are the same; a target to reach needs a way to go")]
    BaselineIsGoal,
    #[error("the band's upper bound is below its lower bound")]
    BandUpsideDown,
    #[error("the shares add up to {sum} instead of 1 ({rows})")]
    SharesNotOne { sum: String, rows: String },
    #[error("phases {first} and {second} overlap")]
    PhasesOverlap { first: String, second: String },
    #[error("there is a gap between phases {first} and {second}")]
    PhasesGap { first: String, second: String },
    #[error("the phases do not cover {start} to {end}")]
    PhasesDoNotCover { start: Day, end: Day },
    #[error("the plan curve falls at {at}; a share may only grow")]
    CurveFalls { at: String },
    #[error("{word} is not a plan curve: use linear, phased, flat, table or like:CAMPAIGN")]
    BadCurve { word: String },
    #[error("the metric catalogue: `{key}`: {field}: {why}")]
    BadCatalogue { key: String, field: &'static str, why: String },
    #[error("`{text}` is not a web address")]
    BadUrl { text: String },
    #[error("`{text}` breaks the naming rule: small letters, digits, -, _ and . (`{near}`)")]
    BadUtm { text: String, near: String },
    #[error("a column should hold {what}, it holds {found}")]
    BadCell { what: &'static str, found: String },
}
