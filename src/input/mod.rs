//! Files and streams → rows of readings. This room knows neither the store nor the planner.
//!
//! | file | what it does |
//! |---|---|
//! | `text` | bytes → text: encodings, byte-order marks |
//! | `records` | text → records: delimiters, quotes, lines |
//! | `mapping` | what a foreign table's columns mean |
//! | `columns` | a header → roles |
//! | `moments` | date cells → the time they cover |
//! | `amounts` | number cells → quantities |
//! | `series` | numbers for what readings are of |
//! | `faults` | the rows that cannot be read |
//! | `read` | all of it: a stream → [`Row`]s |
//! | `said` | check-ins from a stream |
//! | [`demo`] | the demo's data |
//! | [`okr`] | files of a whole cycle |
//! | [`playbooks`] | what a campaign can start from: shipped and own files |
pub mod demo;
pub mod okr;
pub mod playbooks;

mod amounts;
mod columns;
mod faults;
mod mapping;
mod moments;
mod read;
mod records;
mod said;
mod series;
mod text;

pub use mapping::{Every, Mapping, Role, delimiter};
pub use read::read;
pub use said::{SaidRow, SaidRows, said};
pub use text::encoding;

use crate::error::Error;
use crate::model::{Lang, Quantity, Zone};
use encoding_rs::Encoding;

/// How a stream is to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// What its columns mean; the empty mapping reads long files (`metric,at,value[,campaign,channel,source]`) and
    /// tables whose columns are called like metrics.
    pub mapping: Mapping,
    /// The encoding, before the mapping's; UTF-8 where neither tells, and a byte-order mark outranks all.
    pub encoding: Option<&'static Encoding>,
    /// What stands between two columns, before the mapping's; found out from the header where neither tells.
    pub delimiter: Option<u8>,
    /// The workspace's time zone: which instants a day covers.
    pub zone: Zone,
    /// UTC seconds: what still runs counts until now, and what starts more than a day later is warned about.
    pub now: i64,
    /// What holds for rows that do not say it themselves.
    pub defaults: Defaults,
    /// The keys and names of metrics: for headers called like them, and for suggestions.
    pub known: Vec<String>,
    /// The language of the lines about bad rows.
    pub lang: Lang,
}

impl Options {
    /// Everything as the file itself tells.
    #[must_use]
    pub fn new(zone: Zone, now: i64) -> Self {
        Self {
            mapping: Mapping::default(),
            encoding: None,
            delimiter: None,
            zone,
            now,
            defaults: Defaults::default(),
            known: Vec::new(),
            lang: Lang::En,
        }
    }
}

/// What holds for rows that do not say it themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Defaults {
    /// The metric's key or name.
    pub metric: Option<String>,
    /// The campaign's key.
    pub campaign: Option<String>,
    /// The channel's key or name.
    pub channel: Option<String>,
    /// Who says so.
    pub source: Option<String>,
}

/// One reading as the file has it: names are not looked up yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// The line it starts on, from 1.
    pub line: u64,
    /// Counts the different (metric, campaign, channel, source) from 0 in the order they appear: rows of one number
    /// have the same four texts, so that they need to be looked up only once.
    pub series: usize,
    /// The metric's key or name.
    pub metric: &'a str,
    /// The campaign's key.
    pub campaign: Option<&'a str>,
    /// The channel's key or name.
    pub channel: Option<&'a str>,
    /// Who says so.
    pub source: Option<&'a str>,
    /// UTC seconds: the start of what it covers.
    pub at: i64,
    /// UTC seconds: up to when it counts, not beyond now where it still runs.
    pub until: i64,
    /// The value.
    pub value: Quantity,
}

/// What a stream held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Rows below the header that are not blank.
    pub rows: u64,
    /// Readings in them.
    pub readings: u64,
    /// Cells that mean nothing.
    pub empty: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Columns that were not used.
    pub ignored: Vec<String>,
    /// Accepted, but unusual: readings far in the future, dates a week apart.
    pub warnings: Vec<Error>,
}
