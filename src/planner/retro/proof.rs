//! Whether a lesson helped, whether an action moved what it should.
use super::super::{Context, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

pub(super) fn lesson(
    _tx: &mut Tx<'_>,
    _context: &Context,
    _used: (&str, &str),
    _proof: &str,
    _note: Option<&str>,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

pub(super) fn action(
    _tx: &mut Tx<'_>,
    _context: &Context,
    _what: (&str, Option<&str>),
    _proof: &str,
    _note: Option<&str>,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
