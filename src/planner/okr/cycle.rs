//! Cycles: create, change, delete.
use super::super::{CycleDraft, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

#[allow(unused_variables)]
pub(super) fn new(tx: &mut Tx<'_>, draft: &CycleDraft) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn set(tx: &mut Tx<'_>, text: &str, seen: Option<i64>, draft: &CycleDraft) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
