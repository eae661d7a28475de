//! The primary target by phase.
use super::PhaseFacts;
use crate::board::Book;
use crate::error::Result;
use crate::model::{Campaign, Target};
use crate::store::Db;

/// Each phase in order; empty without phases.
pub(super) fn phases(
    _db: &Db<'_>,
    _book: &Book,
    _campaign: &Campaign,
    _primary: &Target,
    _now: i64,
) -> Result<Vec<PhaseFacts>> {
    Ok(Vec::new())
}
