//! Lessons: add, change, delete.
use super::super::{Context, LessonDraft, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::store::Tx;

pub(super) fn add(_tx: &mut Tx<'_>, _context: &Context, _draft: &LessonDraft) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

pub(super) fn set(
    _tx: &mut Tx<'_>,
    _context: &Context,
    _lesson: &str,
    _seen: Option<i64>,
    _draft: &LessonDraft,
) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}

pub(super) fn delete(_tx: &mut Tx<'_>, _lesson: &str) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
