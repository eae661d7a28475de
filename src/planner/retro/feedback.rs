//! Feedback: what users said.
use super::super::okr::word;
use super::super::target::fields::given;
use super::super::{Context, FeedbackDraft, Outcome, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{Campaign, Impact, Note, NoteKind, Quantity, check_name, check_text, parse_moment};
use crate::store::Tx;

pub(super) fn add(
    tx: &mut Tx<'_>,
    context: &Context,
    campaign: &str,
    draft: &FeedbackDraft,
) -> Result<Outcome> {
    given(draft.text.as_ref()).ok_or_else(without_text)?;
    let campaign = lookup::campaign(&tx.db(), campaign).map_err(|e| e.field("campaign"))?;
    let author = tx.actor().to_owned();
    let mut note = Note::of_campaign(campaign.id, NoteKind::Feedback, tx.now(), String::new(), author);
    apply(tx, &mut note, draft)?;
    tx.insert(&mut note)?;
    tx.title(format!("feedback add {}", campaign.key));
    Ok(told(Outcome::new(&tr::DONE_FEEDBACK_ADD).arg("campaign", &campaign.name), &note, context))
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    id: i64,
    seen: Option<i64>,
    draft: &FeedbackDraft,
) -> Result<Outcome> {
    let missing = || Error::new(Kind::NotFound, &tr::ERROR_NO_FEEDBACK).arg("text", id).field("feedback");
    let note = tx.db().get::<Note>(id)?.ok_or_else(missing)?;
    let mut note = Some(note).filter(|note| note.kind == NoteKind::Feedback).ok_or_else(missing)?;
    note.version = seen.unwrap_or(note.version);
    let was_answered = note.said_by_users().is_answered();
    apply(tx, &mut note, draft)?;
    let campaign = note.campaign.map(|id| tx.db().get::<Campaign>(id.0)).transpose()?.flatten();
    let key = campaign.map(|campaign| campaign.key).unwrap_or_default();
    let now_answered = note.said_by_users().is_answered() && !was_answered;
    let verb = if now_answered { "answer" } else { "set" };
    tx.title(format!("feedback {verb} {key}").trim_end());
    tx.update(&mut note)?;
    let text = if now_answered { &tr::DONE_FEEDBACK_ANSWER } else { &tr::DONE_FEEDBACK_SET };
    Ok(told(Outcome::new(text), &note, context))
}

fn told(outcome: Outcome, note: &Note, context: &Context) -> Outcome {
    let priority = label::priority(note.said_by_users().priority()).get(context.lang);
    outcome.arg("id", note.id.0).arg("priority", priority).key(note.id.0.to_string())
}

fn without_text() -> Error {
    Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "text").field("text")
}

fn apply(tx: &Tx<'_>, note: &mut Note, draft: &FeedbackDraft) -> Result<()> {
    let mut said = note.said_by_users();
    if let Some(text) = &draft.text {
        note.text = check_text(text).map_err(|f| Error::from(f).field("text"))?;
        if note.text.is_empty() {
            return Err(without_text());
        }
    }
    let named = |text: &String, field| match text.trim() {
        "" => Ok(String::new()),
        text => check_name(text).map_err(|f| Error::from(f).field(field)),
    };
    if let Some(source) = &draft.source {
        said.source = named(source, "source")?;
    }
    if let Some(category) = &draft.category {
        said.category = named(category, "category")?;
    }
    if let Some(text) = given(draft.count.as_ref()) {
        said.count = count(text)?;
    }
    if let Some(text) = given(draft.impact.as_ref()) {
        said.impact = word(text, Impact::ALL, label::impact, "impact")?;
    }
    if let Some(answer) = &draft.answer {
        said.answer = check_text(answer).map_err(|f| Error::from(f).field("answer"))?;
        said.answered_at = match said.answer.is_empty() {
            true => None,
            false => Some(said.answered_at.unwrap_or_else(|| tx.now())),
        };
    }
    if let Some(words) = given(draft.at.as_ref()) {
        let span = parse_moment(words, tx.today(), tx.zone()).map_err(|f| Error::from(f).field("at"))?;
        (note.at, note.whole_day) = (span.at, span.until > span.at);
    }
    note.feedback = Some(said);
    Ok(())
}

/// How many said so: a whole number, 1 or more.
fn count(text: &str) -> Result<i64> {
    let bad = || Error::new(Kind::BadData, &tr::ERROR_BAD_COUNT).arg("text", text).field("count");
    let micros = Quantity::parse(text).map_err(|f| Error::from(f).field("count"))?.micros();
    let is_whole = micros % Quantity::SCALE == 0 && micros >= Quantity::SCALE;
    if is_whole { Ok(micros / Quantity::SCALE) } else { Err(bad()) }
}
