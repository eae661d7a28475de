//! What can be wrong with a playbook's file. `i18n::playbook` gives each its text in both languages.
use crate::model::Fault;

/// One thing that is wrong with a playbook's file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaybookFault {
    /// The line it is on, from 1; 0 where it is about the file as a whole.
    pub line: usize,
    /// The field it is in, as a path: `task[3].due` is the due date of the third `[[task]]`. Empty for the whole file.
    pub field: String,
    /// What is wrong.
    pub flaw: PlayFlaw,
}

impl PlaybookFault {
    /// A fault of the file as a whole.
    #[must_use]
    pub fn of_file(flaw: PlayFlaw) -> Self {
        Self { line: 0, field: String::new(), flaw }
    }
}

crate::words! {
    /// What a field should have been.
    pub enum Shape {
        /// A text, or one a language.
        Text = "text",
        /// A text without languages: a key, a word, a date.
        Word = "word",
        /// A whole number.
        Whole = "whole",
        /// A number, or a text such as `15%`.
        Number = "number",
        /// True or false.
        Flag = "flag",
        /// A list of words.
        List = "list",
        /// `[[…]]` tables.
        Tables = "tables",
    }
}

/// A rule of playbooks that a file breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PlayFlaw {
    /// The file cannot be read at all.
    Unreadable { why: String },
    /// It is a folder, a pipe, a device.
    NoFile,
    /// It is larger than a playbook can be.
    TooLarge { limit: u64 },
    /// A byte is not UTF-8.
    NotUtf8 { offset: usize },
    /// Another file of one's own has the same key.
    KeyTwice { key: String, file: String },
    /// It is not TOML.
    Syntax { why: String },
    /// Nothing of that name is known here.
    UnknownField { name: String, near: Option<String> },
    /// A field that must be there is not.
    Missing,
    /// A text that must say something does not.
    Empty,
    /// It is another kind of value.
    Shape(Shape),
    /// A name, key, number or word that breaks the rules every name, key, number or word obeys.
    Value(Fault),
    /// A whole number outside its bounds.
    Bounds { least: i64, most: i64 },
    /// More or fewer of them than there may be.
    Count { found: usize, least: usize, most: usize },
    /// Not between 0 and 100 %.
    NotAShare { text: String },
    /// The phases' shares.
    SharesNotOne { sum: String },
    /// The channels' shares of the budget.
    BudgetNotOne { sum: String },
    /// No target stands for the campaign.
    NoPrimary,
    /// More than one does.
    SecondPrimary { first: String },
    /// No metric has that key.
    UnknownMetric { key: String, near: Option<String> },
    /// A driver that does not add up over time.
    NotAFlow { key: String },
    /// The last driver is not what the primary target measures.
    DriversEnd { primary: String },
    /// The same thing a second time in one list.
    Twice { text: String },
    /// Not `T-21`, `T`, `E+2`.
    BadDue { text: String },
    /// No task has that id.
    UnknownTask { id: String, near: Option<String> },
    /// Tasks that wait for each other.
    Cycle { path: String },
    /// Due earlier than a task it waits for.
    DueBefore { due: String, other: String, other_due: String },
}

impl PlayFlaw {
    /// The stable code, for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "unreadable",
            Self::NoFile => "no_file",
            Self::TooLarge { .. } => "too_large",
            Self::NotUtf8 { .. } => "not_utf8",
            Self::KeyTwice { .. } => "key_twice",
            Self::Syntax { .. } => "syntax",
            Self::UnknownField { .. } => "unknown_field",
            Self::Missing => "missing",
            Self::Empty => "empty",
            Self::Shape(_) => "shape",
            Self::Value(_) => "value",
            Self::Bounds { .. } => "bounds",
            Self::Count { .. } => "count",
            Self::NotAShare { .. } => "not_a_share",
            Self::SharesNotOne { .. } => "shares_not_one",
            Self::BudgetNotOne { .. } => "budget_not_one",
            Self::NoPrimary => "no_primary",
            Self::SecondPrimary { .. } => "second_primary",
            Self::UnknownMetric { .. } => "unknown_metric",
            Self::NotAFlow { .. } => "not_a_flow",
            Self::DriversEnd { .. } => "drivers_end",
            Self::Twice { .. } => "twice",
            Self::BadDue { .. } => "bad_due",
            Self::UnknownTask { .. } => "unknown_task",
            Self::Cycle { .. } => "cycle",
            Self::DueBefore { .. } => "due_before",
        }
    }
}
