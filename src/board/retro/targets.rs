//! Every target as first set and as last set, with what became of it and what was forecast on the way.
use super::{Foreseen, TargetFacts};
use crate::board::{Book, TargetLine, gauge};
use crate::error::Result;
use crate::model::{KeptFigure, Period, Retro, Target, TargetKind};
use crate::store::Db;
use std::collections::BTreeMap;

/// After which shares of a target's time one looks back at its forecast, in percent.
const LOOKS: [i32; 3] = [25, 50, 75];

/// Below this chance to reach the goal a forecast was a warning.
const LIKELY: f64 = 0.5;

/// The facts of targets in their order. `retro` tells the numbers as they were when it was finished.
pub(super) fn targets(
    db: &Db<'_>,
    book: &Book,
    targets: &[Target],
    retro: Option<&Retro>,
    now: i64,
) -> Result<Vec<TargetFacts>> {
    let mut past = Past { db, books: BTreeMap::new() };
    targets.iter().map(|target| of_target(&mut past, book, target, retro, now)).collect()
}

fn of_target(
    past: &mut Past<'_>,
    book: &Book,
    target: &Target,
    retro: Option<&Retro>,
    now: i64,
) -> Result<TargetFacts> {
    let line = gauge(past.db, book, target, now)?;
    let is_changed = (target.goal, target.baseline) != (target.first_goal, target.first_baseline);
    let first_achievement = match is_changed {
        true => achievement(&gauge(past.db, book, &as_first_set(target), now)?),
        false => achievement(&line),
    };
    let figure = retro.and_then(|retro| retro.figures.0.iter().find(|kept| kept.target == target.id));
    Ok(TargetFacts {
        of: String::new(),
        first_goal: target.first_goal,
        first_baseline: target.first_baseline,
        gap: line.actual.and_then(|actual| actual.checked_sub(line.goal).ok()),
        achievement: achievement(&line),
        first_achievement,
        foreseen: foreseen(past, book, target, now)?,
        then: figure.and_then(KeptFigure::actual).filter(|then| line.actual != Some(*then)),
        line,
    })
}

/// How much of its way a target has gone; of a keep the share of the days it held.
fn achievement(line: &TargetLine) -> Option<f64> {
    match line.kind {
        TargetKind::Keep => line.held_share,
        TargetKind::Reach | TargetKind::Done => line.progress,
    }
}

fn as_first_set(target: &Target) -> Target {
    Target { goal: target.first_goal, baseline: target.first_baseline, ..target.clone() }
}

/// What was forecast after a quarter, a half and three quarters of a target's time, as far as that is past.
///
/// Goal, curve, dates and status are those that stood in the file at that moment, the readings those up to it. Where
/// the target's owner was not in the file yet, for campaigns are also written down afterwards, the target is taken as
/// first set. A target that was added to an owner that was there could warn nobody before: it has no such line.
fn foreseen(past: &mut Past<'_>, book: &Book, target: &Target, now: i64) -> Result<Vec<Foreseen>> {
    let period = book.period(target)?;
    let mut out = Vec::new();
    for percent in LOOKS {
        let at = moment(&period, percent);
        if at > now {
            break;
        }
        if let Some(line) = past.line(book, target, at)? {
            out.push(Foreseen {
                percent,
                at,
                status: line.status,
                pace: line.pace,
                forecast: line.forecast,
                warned: line.forecast.map_or(line.status.is_red(), |found| found.chance < LIKELY),
            });
        }
    }
    Ok(out)
}

/// The moment by which a share of a period is over.
fn moment(period: &Period, percent: i32) -> i64 {
    period.start + (period.end - period.start) * i64::from(percent) / 100
}

/// The file as it stood at moments that are past, each read once.
struct Past<'a> {
    db: &'a Db<'a>,
    books: BTreeMap<i64, Book>,
}

impl Past<'_> {
    /// How a target stood; none where its owner was there and it was not.
    fn line(&mut self, book: &Book, target: &Target, at: i64) -> Result<Option<TargetLine>> {
        let db = self.db.past(at);
        let then = match self.books.entry(at) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => entry.insert(Book::open(&db)?),
        };
        if let Some(own) = then.target(target.id) {
            return gauge(&db, then, own, at).map(Some);
        }
        let campaign = target.campaign.and_then(|id| then.campaign(id)).is_some();
        let objective = target.objective.and_then(|id| then.objective(id)).is_some();
        if campaign || objective {
            return Ok(None);
        }
        gauge(self.db, book, &as_first_set(target), at).map(Some)
    }
}
