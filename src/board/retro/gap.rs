//! The gap of a campaign's primary target by driver, by phase and by channel.
use super::DriverGap;
use crate::board::Book;
use crate::error::Result;
use crate::model::Campaign;
use crate::store::Db;

/// Splits the gap; `usual` is the chain of the campaign's playbook. None where there is no chain to the primary target, or
/// no value.
///
/// # Errors
/// Storage errors.
pub fn driver_gap(
    _db: &Db<'_>,
    _book: &Book,
    _campaign: &Campaign,
    _usual: Option<&[String]>,
    _now: i64,
) -> Result<Option<DriverGap>> {
    Ok(None)
}
