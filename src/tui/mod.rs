//! The full-screen app. `update` and `view` are pure; [`runtime`] is the only part that does I/O.
//!
//! A screen is one folder under `screen` and one word in its table. A command is one row in [`commands`]. A theme is
//! one file in `assets/themes`. A form is one function in `overlay::form`.
mod actions;
mod clipboard;
pub mod commands;
pub mod context;
pub mod effect;
mod footer;
mod fuzzy;
mod header;
pub mod keymap;
pub mod load;
pub mod msg;
mod notice;
pub mod overlay;
pub mod runtime;
pub mod screen;
pub mod state;
mod terminal;
#[cfg(test)]
mod tests;
pub mod text;
pub mod theme;
pub mod update;
pub mod view;
pub mod way;
mod widget;

pub use clipboard::clipboard;
pub use runtime::{
    Backend, Brief, Change, Choice, ChoiceKind, Exit, ImportJob, Info, Proposed, ReportJob, Row, Watch, run,
};
