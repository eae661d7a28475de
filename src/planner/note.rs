//! Notes: what was done and seen while a campaign ran.
use super::{Context, Outcome, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Fault, Note, NoteKind, check_text, parse_moment};
use crate::store::Tx;

pub(super) fn add(
    tx: &mut Tx<'_>,
    context: &Context,
    campaign: &str,
    text: &str,
    kind: Option<&str>,
    at: Option<&str>,
) -> Result<Outcome> {
    let kind = match kind.map(str::trim).filter(|k| !k.is_empty()) {
        Some(word) => word.parse().map_err(|f: Fault| Error::from(f).field("kind"))?,
        None => NoteKind::Adjustment,
    };
    let text = check_text(text).map_err(|f| Error::from(f).field("text"))?;
    if text.trim().is_empty() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "text").field("text"));
    }
    let campaign = lookup::campaign(&tx.db(), campaign).map_err(|e| e.field("campaign"))?;
    let (at, whole_day) = match at.map(str::trim).filter(|at| !at.is_empty()) {
        Some(words) => {
            let span = parse_moment(words, tx.today(), tx.zone()).map_err(|f| Error::from(f).field("at"))?;
            (span.at, span.until > span.at)
        }
        None => (tx.now(), false),
    };
    let author = tx.actor().to_owned();
    let note = Note::of_campaign(campaign.id, kind, at, text.trim().to_owned(), author);
    let mut note = Note { whole_day, ..note };
    tx.insert(&mut note)?;
    tx.title(format!("note add {}", campaign.key));
    let (name, id) = (campaign.name, note.id);
    let word = crate::i18n::label::note_kind(kind).get(context.lang);
    Ok(Outcome::new(&tr::DONE_NOTE_ADD).arg("campaign", name).arg("kind", word).key(id.0.to_string()))
}

pub(super) fn delete(tx: &mut Tx<'_>, id: i64) -> Result<Outcome> {
    tx.title("note delete");
    let missing = || Error::new(Kind::NotFound, &tr::ERROR_NO_NOTE).arg("text", id);
    let note = tx.db().get::<Note>(id)?.ok_or_else(missing)?;
    tx.delete(&note)?;
    Ok(Outcome::new(&tr::DONE_NOTE_DELETE).key(note.id.0.to_string()))
}
