//! What becomes of objectives after their cycle.
use super::super::{CarryDraft, Context, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

#[allow(unused_variables)]
pub(super) fn over(tx: &mut Tx<'_>, context: &Context, draft: &CarryDraft) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
