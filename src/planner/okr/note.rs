//! Notes about objectives and cycles.
use super::super::{Context, OkrPlace, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::ReviewId;
use crate::store::Tx;

#[allow(unused_variables)]
pub(super) fn add(
    tx: &mut Tx<'_>,
    context: &Context,
    about: &OkrPlace,
    text: &str,
    kind: Option<&str>,
    review: Option<ReviewId>,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
