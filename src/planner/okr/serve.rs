//! Which campaigns work for which key results.
use super::super::Outcome;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

#[allow(unused_variables)]
pub(super) fn begin(
    tx: &mut Tx<'_>,
    campaign: &str,
    key_result: &str,
    planned: Option<&str>,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn end(tx: &mut Tx<'_>, campaign: &str, key_result: &str) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
