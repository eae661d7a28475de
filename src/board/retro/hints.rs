//! The five traps, seen from what is written.
use super::{RetroHint, RetroPage};

/// What one should look at again; nothing while nothing is written.
pub(super) fn hints(_page: &RetroPage) -> Vec<RetroHint> {
    Vec::new()
}
