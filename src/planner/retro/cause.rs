//! Causes: why something came as it did.
use super::super::{CauseDraft, Outcome, RetroPlace};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

pub(super) fn add(_tx: &mut Tx<'_>, _about: &RetroPlace, _draft: &CauseDraft) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

pub(super) fn set(_tx: &mut Tx<'_>, _cause: i64, _seen: Option<i64>, _draft: &CauseDraft) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

pub(super) fn delete(_tx: &mut Tx<'_>, _cause: i64) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
