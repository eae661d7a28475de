//! Notes about objectives and cycles.
use super::super::{Context, OkrPlace, Outcome};
use super::place::place;
use super::words::word;
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{Note, NoteId, NoteKind, ReviewId, check_text};
use crate::store::Tx;

pub(super) fn add(
    tx: &mut Tx<'_>,
    context: &Context,
    about: &OkrPlace,
    text: &str,
    kind: Option<&str>,
    review: Option<ReviewId>,
) -> Result<Outcome> {
    let kind = match kind.map(str::trim).filter(|kind| !kind.is_empty()) {
        Some(text) => word(text, NoteKind::ALL, label::note_kind, "kind")?,
        None => NoteKind::Observation,
    };
    let text = check_text(text.trim()).map_err(|f| Error::from(f).field("text"))?;
    if text.is_empty() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "text").field("text"));
    }
    let found = place(tx, about, review)?;
    let mut note = Note {
        id: NoteId(0),
        version: 0,
        campaign: found.campaign,
        objective: found.objective,
        cycle: found.cycle,
        review,
        kind,
        at: tx.now(),
        whole_day: false,
        text,
        author: tx.actor().to_owned(),
        feedback: None,
    };
    tx.insert(&mut note)?;
    tx.title(format!("note add {}", found.path));
    let named = label::note_kind(kind).get(context.lang);
    let done = Outcome::new(&tr::DONE_NOTE_ADD).arg("campaign", found.path).arg("kind", named);
    Ok(done.key(note.id.0.to_string()))
}
