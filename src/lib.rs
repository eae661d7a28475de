//! fupan 复盘: a campaign planner in the terminal.
//!
//! The house. Data goes one way: **input → planner → store → board → screen or report**.
//!
//! | room | what it is for | whom it may call |
//! |---|---|---|
//! | [`model`] | pure types and rules: quantities, metrics, targets, pace, forecast, a gap by its drivers. No I/O, no clock, no SQL | nobody |
//! | [`store`] | the only place that knows SQL: file, migrations, entities with history, readings and roll-up, search, watch | model |
//! | [`planner`] | what a user can do, one file per noun, one write transaction each | store, input, model |
//! | [`board`] | read models: what a screen or a report shows | store, model |
//! | [`input`] | files and streams → readings, check-ins, OKRs | model |
//! | [`report`] | board → text, JSON, CSV, Markdown, HTML, XLSX, by templates of one's own too | board, model |
//! | [`cli`] | `fupan <noun> <verb>` | planner, board, report, tui |
//! | [`tui`] | the full-screen app: pure update and view, one runtime | planner, board |
//!
//! Beside the rooms: [`error`], [`i18n`], [`clock`] and [`config`], which every room but `model` may use.
pub mod board;
pub mod cli;
pub mod clock;
pub mod config;
pub mod error;
pub mod i18n;
pub mod input;
pub mod model;
pub mod planner;
pub mod report;
pub mod store;
pub mod tui;

pub use error::{Error, Result};
