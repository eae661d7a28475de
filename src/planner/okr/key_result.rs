//! Key results: add, change, weigh, delete.
use super::super::{Context, KeyResultDraft, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

#[allow(unused_variables)]
pub(super) fn add(
    tx: &mut Tx<'_>,
    context: &Context,
    objective: &str,
    draft: &KeyResultDraft,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    seen: Option<i64>,
    draft: &KeyResultDraft,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn weigh(
    tx: &mut Tx<'_>,
    context: &Context,
    objective: &str,
    weights: &[(String, String)],
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
