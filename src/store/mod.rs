//! The only room that knows SQL: one SQLite file, its entities with history, its readings with their roll-up.
mod ahead;
mod backup;
mod cells;
mod db;
mod doctor;
mod fault;
mod migrate;
mod open;
mod past;
mod readings;
mod rollup;
mod search;
mod seed;
mod seen;
mod tx;
mod undo;
mod watch;

pub use backup::{backup, backups, restore};
pub use db::{BatchRow, DayRow, Db, HistoryRow, SeriesRow, Sum};
pub use doctor::{Check, doctor};
pub use open::{OpenOptions, Store, default_path};
pub use readings::{Put, PutCounts, Repeat};
pub use tx::{Stamp, Tx};
pub use watch::{Seen, Watch};

/// Marks a file as fupan's: "fpan".
const APPLICATION_ID: i64 = 0x6670_616e;
