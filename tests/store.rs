//! The store, the planner and the boards, proved through the library: what is put in comes out, nothing is lost, and
//! what is refused leaves nothing behind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::redundant_closure_for_method_calls
)]
#[path = "store/boards.rs"]
mod boards;
#[path = "store/calendar.rs"]
mod calendar;
#[path = "store/demo.rs"]
mod demo;
#[path = "store/desk.rs"]
mod desk;
#[path = "store/entities.rs"]
mod entities;
#[path = "store/files.rs"]
mod files;
#[path = "store/importing.rs"]
mod importing;
#[path = "store/kit.rs"]
mod kit;
#[path = "store/lessons.rs"]
mod lessons;
#[path = "store/lessons_back.rs"]
mod lessons_back;
#[path = "store/objective_page.rs"]
mod objective_page;
#[path = "store/okr.rs"]
mod okr;
#[path = "store/okr_desk.rs"]
mod okr_desk;
#[path = "store/okr_file.rs"]
mod okr_file;
#[path = "store/okr_numbers.rs"]
mod okr_numbers;
#[path = "store/okr_said.rs"]
mod okr_said;
#[path = "store/older.rs"]
mod older;
#[path = "store/page.rs"]
mod page;
#[path = "store/planning.rs"]
mod planning;
#[path = "store/recording.rs"]
mod recording;
#[path = "store/retro.rs"]
mod retro;
#[path = "store/retro_numbers.rs"]
mod retro_numbers;
#[path = "store/rollup.rs"]
mod rollup;
