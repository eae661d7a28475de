//! What the tests and benches that run the real program share: a workspace of its own and a terminal to look at.
//!
//! Nothing here sleeps. A test waits for what it wants to see, and fails with the screen when it does not come.
#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods
)]
mod screen;
mod terminal;
mod workspace;

pub use screen::{Exit, Screen, Settled};
pub use terminal::{Look, View};
pub use workspace::{Output, Workspace, shared_data};
