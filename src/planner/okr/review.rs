//! Reviews: begin, walk, end.
use super::super::{Context, Outcome};
use super::find;
use super::place::review_of;
use super::words::word;
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{Cycle, Fault, Objective, ObjectiveId, Review, ReviewId, ReviewKind, Seen};
use crate::store::Tx;

pub(super) fn start(tx: &mut Tx<'_>, context: &Context, cycle: &str, kind: Option<&str>) -> Result<Outcome> {
    let kind = match kind.map(str::trim).filter(|kind| !kind.is_empty()) {
        Some(text) => word(text, ReviewKind::ALL, label::review_kind, "kind")?,
        None => ReviewKind::Weekly,
    };
    let cycle = find::cycle(&tx.db(), cycle, tx.today()).map_err(|e| e.field("cycle"))?;
    let named = label::review_kind(kind).get(context.lang);
    let done = |text, review: &Review| {
        Outcome::new(text)
            .arg("cycle", &cycle.key)
            .arg("kind", named)
            .arg("id", review.id.0)
            .key(review.id.0.to_string())
    };
    let is_open = |r: &Review| r.kind == kind && r.ended_at.is_none();
    let open = tx.db().list_where::<Review>("cycle", &cycle.id)?.into_iter().rfind(is_open);
    if let Some(review) = open {
        return Ok(done(&tr::DONE_REVIEW_GOES_ON, &review).arg("leader", &review.leader).even_if_unchanged());
    }
    let mut review = Review {
        id: ReviewId(0),
        version: 0,
        cycle: cycle.id,
        kind,
        leader: tx.actor().to_owned(),
        started_at: tx.now(),
        ended_at: None,
        seen: Seen::default(),
    };
    tx.title(format!("review start {}", cycle.key));
    tx.insert(&mut review)?;
    Ok(done(&tr::DONE_REVIEW_START, &review))
}

pub(super) fn seen(tx: &mut Tx<'_>, id: ReviewId, objective: ObjectiveId, seconds: i64) -> Result<Outcome> {
    let mut review = open_one(tx, id)?;
    if seconds < 0 {
        return Err(Error::from(Fault::BadNumber { text: seconds.to_string() }).field("seconds"));
    }
    let missing =
        || Error::new(Kind::NotFound, &tr::ERROR_NO_OBJECTIVE).arg("text", format!("#{}", objective.0));
    let found = tx.db().get::<Objective>(objective.0)?.ok_or_else(missing)?;
    if found.cycle != review.cycle {
        let error = Error::new(Kind::BadData, &tr::ERROR_REVIEW_OF_OTHER).arg("text", id.0);
        return Err(error.arg("path", &found.key).field("review"));
    }
    match review.seen.0.iter_mut().find(|(id, _)| *id == objective) {
        Some((_, so_far)) => *so_far = so_far.saturating_add(seconds),
        None => review.seen.0.push((objective, seconds)),
    }
    let cycle = cycle_of(tx, &review)?;
    tx.title(format!("review seen {}/{}", cycle, found.key));
    tx.update(&mut review)?;
    Ok(Outcome::new(&tr::DONE_REVIEW_SEEN)
        .arg("objective", format!("{cycle}/{}", found.key))
        .key(id.0.to_string()))
}

pub(super) fn end(tx: &mut Tx<'_>, id: ReviewId) -> Result<Outcome> {
    let mut review = open_one(tx, id)?;
    review.ended_at = Some(tx.now());
    let cycle = cycle_of(tx, &review)?;
    tx.title(format!("review end {cycle}"));
    tx.update(&mut review)?;
    Ok(Outcome::new(&tr::DONE_REVIEW_END).arg("cycle", cycle).arg("id", id.0).key(id.0.to_string()))
}

fn open_one(tx: &Tx<'_>, id: ReviewId) -> Result<Review> {
    let review = review_of(tx, id)?;
    match review.ended_at {
        None => Ok(review),
        Some(at) => {
            let at = tx.zone().local(at).format("%Y-%m-%d %H:%M");
            Err(Error::new(Kind::BadData, &tr::ERROR_REVIEW_OVER)
                .arg("text", id.0)
                .arg("at", at)
                .field("review"))
        }
    }
}

fn cycle_of(tx: &Tx<'_>, review: &Review) -> Result<String> {
    Ok(tx.db().get::<Cycle>(review.cycle.0)?.map(|c| c.key).unwrap_or_default())
}
