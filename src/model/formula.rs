//! Formulas: a quotient of two linear combinations of metrics, times a factor.
use super::{Cell, Column, Fault, Quantity};
use serde::{Deserialize, Serialize};

/// One summand: a factor (±1 mostly) and a metric's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The factor.
    pub factor: i64,
    /// The metric's key.
    pub key: String,
}

/// `(revenue - spend) / spend`, `clicks / impressions * 1000`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// What is divided.
    pub over: Vec<Term>,
    /// By what; empty for a plain sum.
    pub under: Vec<Term>,
    /// Times this.
    pub scale: Quantity,
}

impl std::fmt::Display for Formula {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad("")
    }
}

impl std::str::FromStr for Formula {
    type Err = Fault;
    fn from_str(text: &str) -> Result<Self, Fault> {
        Err(Fault::BadFormula { text: text.to_owned(), why: String::new() })
    }
}

impl Column for Formula {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.to_string())
    }
    fn from_cell(cell: Cell) -> Result<Self, Fault> {
        String::from_cell(cell)?.parse()
    }
}
