//! Feedback: what users said.
use super::super::{Context, FeedbackDraft, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

pub(super) fn add(
    _tx: &mut Tx<'_>,
    _context: &Context,
    _campaign: &str,
    _draft: &FeedbackDraft,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

pub(super) fn set(
    _tx: &mut Tx<'_>,
    _context: &Context,
    _note: i64,
    _seen: Option<i64>,
    _draft: &FeedbackDraft,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
