//! What the benches share: data, the programs, figures, the table.
#![allow(
    dead_code,
    unused_imports,
    clippy::cast_possible_truncation,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods
)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#[path = "../../tests/support/mod.rs"]
pub mod support;

pub mod data;
mod figures;
mod usage;

pub use figures::{Figures, Table};
pub use usage::{cpu, peak_memory, run_watched};

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the package.
pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A number from the environment, to make a bench larger or shorter.
pub fn setting(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.replace('_', "").parse().ok()).unwrap_or(otherwise)
}

/// Builds a reference program and gives its path.
pub fn reference(name: &str) -> PathBuf {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--locked", "--package", "fupan-reference", "--bin", name])
        .current_dir(ROOT)
        .status()
        .expect("cargo runs");
    assert!(built.success(), "the reference program {name} does not build");
    // Beside the program under test: both come out of the same profile.
    Path::new(env!("CARGO_BIN_EXE_fupan")).with_file_name(name)
}
