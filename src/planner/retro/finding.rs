//! Findings: highlights and lowlights, proposed by the numbers or found by people.
use super::super::{Outcome, RetroPlace};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

pub(super) fn set(
    _tx: &mut Tx<'_>,
    _about: &RetroPlace,
    _proposed: (&str, &str, &str),
    _text: Option<&str>,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

pub(super) fn add(_tx: &mut Tx<'_>, _about: &RetroPlace, _kind: &str, _text: &str) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

pub(super) fn delete(_tx: &mut Tx<'_>, _finding: i64) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
