//! Journeys through the real program in a real pseudo-terminal. They wait for what they want to see, never for time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]
#[path = "../support/mod.rs"]
mod support;

mod cockpit;
mod harness;
