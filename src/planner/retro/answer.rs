//! Answers to the playbook's questions.
use super::super::{Outcome, RetroPlace};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::Both;
use crate::store::Tx;

pub(super) fn put(_tx: &mut Tx<'_>, _about: &RetroPlace, _question: &Both, _text: &str) -> Result<Outcome> {
    Err(Error::new(Kind::Usage, &tr::ERROR_TURN_ALONE))
}
