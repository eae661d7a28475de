//! Causes: why something came as it did.
use super::super::okr::words::word;
use super::super::{CauseDraft, Outcome, RetroPlace};
use super::finding::explained;
use super::place::{of_row, open};
use super::retro::{missing, unhang};
use super::sentence;
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{Cause, CauseId, CauseOrigin, MOST_WHYS, Retro, Whys, check_sentence};
use crate::store::Tx;

pub(super) fn add(tx: &mut Tx<'_>, about: &RetroPlace, draft: &CauseDraft) -> Result<Outcome> {
    let (of, retro) = open(tx, about)?;
    let mut cause = Cause {
        id: CauseId(0),
        version: 0,
        retro: retro.id,
        finding: None,
        text: sentence(draft.text.as_deref().unwrap_or_default(), "text")?,
        whys: Whys::default(),
        origin: None,
        controllable: None,
        created_at: tx.now(),
    };
    apply(tx, &retro, &mut cause, draft)?;
    tx.insert(&mut cause)?;
    tx.title(format!("cause add {} {}", of.key(), cause.text));
    Ok(done(&tr::DONE_CAUSE_ADD, &cause))
}

pub(super) fn set(tx: &mut Tx<'_>, id: i64, seen: Option<i64>, draft: &CauseDraft) -> Result<Outcome> {
    let mut cause = find(tx, id)?;
    let (of, retro) = of_row(tx, cause.retro)?;
    cause.version = seen.unwrap_or(cause.version);
    if let Some(text) = &draft.text {
        cause.text = sentence(text, "text")?;
    }
    apply(tx, &retro, &mut cause, draft)?;
    tx.update(&mut cause)?;
    tx.title(format!("cause set {} {}", of.key(), cause.text));
    Ok(done(&tr::DONE_CAUSE_SET, &cause))
}

pub(super) fn delete(tx: &mut Tx<'_>, id: i64) -> Result<Outcome> {
    let cause = find(tx, id)?;
    let (of, _) = of_row(tx, cause.retro)?;
    unhang(tx, &cause)?;
    tx.delete(&cause)?;
    tx.title(format!("cause delete {} {}", of.key(), cause.text));
    Ok(done(&tr::DONE_CAUSE_DELETE, &cause))
}

fn find(tx: &Tx<'_>, id: i64) -> Result<Cause> {
    tx.db().get::<Cause>(id)?.ok_or_else(|| missing(&tr::ERROR_NO_CAUSE, id))
}

fn done(text: &'static crate::i18n::Text, cause: &Cause) -> Outcome {
    Outcome::new(text).arg("what", &cause.text).arg("id", cause.id.0).key(cause.id.0.to_string())
}

/// Everything but the text.
fn apply(tx: &mut Tx<'_>, retro: &Retro, cause: &mut Cause, draft: &CauseDraft) -> Result<()> {
    if let Some(whys) = &draft.whys {
        cause.whys = self::whys(whys)?;
    }
    if let Some(origin) = &draft.origin {
        cause.origin = match origin.trim() {
            "" => None,
            text => Some(word(text, CauseOrigin::ALL, label::cause_origin, "origin")?),
        };
    }
    if let Some(controllable) = &draft.controllable {
        cause.controllable = match controllable.trim() {
            "" => None,
            text => Some(yes_or_no(text)?),
        };
    }
    if let Some(finding) = &draft.finding {
        cause.finding = match finding.trim() {
            "" => None,
            text => Some(explained(tx, retro, text)?),
        };
    }
    Ok(())
}

/// The chain of answers; an empty one is none.
fn whys(typed: &[String]) -> Result<Whys> {
    let said = typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    let whys = said.map(|text| check_sentence(text).map_err(|fault| Error::from(fault).field("whys")));
    let whys = whys.collect::<Result<Vec<String>>>()?;
    if whys.len() > MOST_WHYS {
        return Err(Error::new(Kind::BadData, &tr::ERROR_MANY_WHYS)
            .arg("n", whys.len())
            .arg("most", MOST_WHYS)
            .field("whys"));
    }
    Ok(Whys(whys))
}

fn yes_or_no(text: &str) -> Result<bool> {
    #[derive(Clone, Copy, PartialEq)]
    enum Answer {
        Yes,
        No,
    }
    impl std::fmt::Display for Answer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(if *self == Self::Yes { "yes" } else { "no" })
        }
    }
    if let Ok(known) = text.parse::<bool>() {
        return Ok(known);
    }
    // 可控 and 不可控 are what is written on the screen.
    for known in [true, false] {
        let word = label::controllable(known);
        if text == word.zh || text.eq_ignore_ascii_case(word.en) {
            return Ok(known);
        }
    }
    let flag = |answer| if answer == Answer::Yes { &tr::FLAG_TRUE } else { &tr::FLAG_FALSE };
    Ok(word(text, &[Answer::Yes, Answer::No], flag, "controllable")? == Answer::Yes)
}
