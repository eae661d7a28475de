//! Objectives: add, change, move, delete.
use super::super::{ObjectiveDraft, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

#[allow(unused_variables)]
pub(super) fn add(tx: &mut Tx<'_>, draft: &ObjectiveDraft) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn set(tx: &mut Tx<'_>, text: &str, seen: Option<i64>, draft: &ObjectiveDraft) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn place(tx: &mut Tx<'_>, text: &str, by: i32) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
