//! (filled in below)

pub mod demo;
