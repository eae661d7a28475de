//! Answers to the playbook's questions.
use super::super::{Outcome, RetroPlace};
use super::place::open;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Answer, AnswerId, Both, check_text};
use crate::store::Tx;

/// Writes the answer to one question; an empty one takes it away.
pub(super) fn put(tx: &mut Tx<'_>, about: &RetroPlace, question: &Both, text: &str) -> Result<Outcome> {
    let (of, retro) = open(tx, about)?;
    let checked = |text: &str, field| check_text(text).map_err(|fault| Error::from(fault).field(field));
    let question = Both { en: checked(&question.en, "question")?, zh: checked(&question.zh, "question")? };
    if question.en.is_empty() || question.zh.is_empty() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "question").field("question"));
    }
    let text = checked(text, "text")?;
    let rows = tx.db().list_where::<Answer>("retro", &retro.id)?;
    let known = rows.into_iter().find(|answer| answer.question == question);
    tx.title(format!("answer {}", of.key()));
    match (known, text.is_empty()) {
        (Some(answer), true) => tx.delete(&answer)?,
        (Some(mut answer), false) => {
            answer.text = text.clone();
            tx.update(&mut answer)?;
        }
        (None, true) => {}
        (None, false) => {
            let (id, text) = (AnswerId(0), text.clone());
            tx.insert(&mut Answer { id, version: 0, retro: retro.id, question, text })?;
        }
    }
    let done = if text.is_empty() { &tr::DONE_ANSWER_DELETE } else { &tr::DONE_ANSWER_PUT };
    Ok(Outcome::new(done).arg("name", of.name()).key(of.key().to_owned()))
}
