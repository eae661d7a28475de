//! Every target as first set and as last set, with what became of it and what was forecast on the way.
use super::TargetFacts;
use crate::board::Book;
use crate::error::Result;
use crate::model::{Retro, Target};
use crate::store::Db;

/// The facts of targets in their order. `retro` tells the numbers as they were when it was finished.
pub(super) fn targets(
    _db: &Db<'_>,
    _book: &Book,
    _targets: &[Target],
    _retro: Option<&Retro>,
    _now: i64,
) -> Result<Vec<TargetFacts>> {
    Ok(Vec::new())
}
