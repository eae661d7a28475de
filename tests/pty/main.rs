//! Journeys through the real program in a real pseudo-terminal. They wait for what they want to see, never for time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]
// A method of a borrowed view cannot be named for every lifetime; the lint does not see that.
#![allow(clippy::redundant_closure_for_method_calls)]
#[path = "../support/mod.rs"]
mod support;

mod calendar;
mod campaigns;
mod changing;
mod cockpit;
mod demo;
mod desk;
mod finding;
mod first_day;
mod hands;
mod harness;
mod kit;
mod looks;
mod new_campaign;
mod page;
mod pipes;
mod retro;
mod retros;
mod review;
mod split;
mod start;
mod trouble;
mod work;
