//! A campaign by channel against its plan.
use super::ChannelFacts;
use crate::board::{Book, Spending};
use crate::error::Result;
use crate::model::{Campaign, Target};
use crate::store::Db;

/// Each channel, the most spent first, then the whole.
pub(super) fn channels(
    _db: &Db<'_>,
    _book: &Book,
    _campaign: &Campaign,
    _primary: Option<&Target>,
    _spending: &Spending,
    _now: i64,
) -> Result<Vec<ChannelFacts>> {
    Ok(Vec::new())
}
