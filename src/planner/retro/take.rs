//! What a campaign does with a lesson: takes it as a task, a risk or a guardrail, or dismisses it.
use super::super::{Context, Outcome, TakeDraft};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

pub(super) fn take(
    _tx: &mut Tx<'_>,
    _context: &Context,
    _lesson: &str,
    _campaign: &str,
    _draft: &TakeDraft,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

pub(super) fn dismiss(_tx: &mut Tx<'_>, _lesson: &str, _campaign: &str, _reason: &str) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

pub(super) fn forget(_tx: &mut Tx<'_>, _lesson: &str, _campaign: &str) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
