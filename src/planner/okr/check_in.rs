//! Check-ins.
use super::super::{CheckInDraft, Context, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

#[allow(unused_variables)]
pub(super) fn put(tx: &mut Tx<'_>, context: &Context, draft: &CheckInDraft) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn delete(tx: &mut Tx<'_>, id: i64) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
