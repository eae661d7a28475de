//! Grades.
use super::super::{Context, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

#[allow(unused_variables)]
pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    what: &str,
    grade: &str,
    reason: Option<&str>,
    cause: Option<&str>,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
