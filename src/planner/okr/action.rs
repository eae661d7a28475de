//! Actions: add, change, delete.
use super::super::{ActionDraft, Context, OkrPlace, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::ReviewId;
use crate::store::Tx;

#[allow(unused_variables)]
pub(super) fn add(
    tx: &mut Tx<'_>,
    context: &Context,
    about: &OkrPlace,
    draft: &ActionDraft,
    review: Option<ReviewId>,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    seen: Option<i64>,
    draft: &ActionDraft,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
