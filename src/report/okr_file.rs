//! A whole cycle as TOML or JSON.
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::CycleFile;

/// As TOML, easy to read and to change by hand.
///
/// # Errors
/// An internal error where it cannot be written, which does not happen.
pub fn cycle_file_toml(file: &CycleFile) -> Result<String> {
    toml::to_string_pretty(file).map_err(|error| broken(&error))
}

/// As JSON, for programs.
///
/// # Errors
/// An internal error where it cannot be written, which does not happen.
pub fn cycle_file_json(file: &CycleFile) -> Result<String> {
    serde_json::to_string_pretty(file).map(|text| text + "\n").map_err(|error| broken(&error))
}

fn broken(why: &dyn std::fmt::Display) -> Error {
    Error::new(Kind::Internal, &tr::ERROR_IO).arg("file", "OKR").arg("why", why)
}
