//! Reviews: begin, go on, end.
use super::super::Outcome;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{ObjectiveId, ReviewId};
use crate::store::Tx;

#[allow(unused_variables)]
pub(super) fn start(tx: &mut Tx<'_>, cycle: &str, kind: Option<&str>) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn seen(
    tx: &mut Tx<'_>,
    review: ReviewId,
    objective: ObjectiveId,
    seconds: i64,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

#[allow(unused_variables)]
pub(super) fn end(tx: &mut Tx<'_>, review: ReviewId) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
