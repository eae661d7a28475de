//! The full-screen app on a file.
use super::session::Session;
use crate::error::Result;
use std::process::ExitCode;

pub(super) fn open(_session: &mut Session) -> Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
