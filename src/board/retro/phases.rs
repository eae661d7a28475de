//! The primary target by phase.
use super::PhaseFacts;
use super::page::still_runs;
use super::window::{Reader, Stretch, by_curve, stretches};
use crate::board::Book;
use crate::board::evidence::{facts, measure};
use crate::error::{Kind, Result};
use crate::model::{Campaign, Curve, Measure, Quantity, Target, TargetKind};
use crate::store::Db;

/// Each phase in order; empty without phases. What adds up is what a phase brought, and the phases add up to the whole; a
/// level is how far it moved in the phase; a ratio, and whatever should hold all the time, is where it was.
pub(super) fn phases(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    primary: &Target,
    now: i64,
) -> Result<Vec<PhaseFacts>> {
    let period = book.period(primary)?;
    let curve = book.curve(primary, &period)?;
    let all = stretches(book, campaign, &period)?;
    let mut planned = planned(book, primary, &curve, &all);
    if still_runs(book, campaign, now)? {
        // What the rest of a phase should bring is no gap yet.
        let cutoff = facts(db, book, primary, &period, now)?.cutoff.map_or(now, |at| at.min(now));
        for (stretch, planned) in all.iter().zip(&mut planned) {
            let (from, until) = stretch.span;
            if from < cutoff && cutoff < until && planned.is_some() {
                *planned = by_then(book, primary, &curve, (from, cutoff)).or(*planned);
            }
        }
    }
    let read = Reader { db, book, campaign: campaign.id, period: &period, now };
    let mut out = Vec::with_capacity(all.len());
    for (stretch, planned) in all.iter().zip(planned) {
        // A sum that is too large to be exact is no value of its phase; the others are still to be seen.
        let actual = match actual(&read, primary, &curve, stretch) {
            Err(error) if error.kind() == Kind::BadData => None,
            other => other?,
        };
        let both = planned.zip(actual).filter(|(planned, _)| *planned != Quantity::ZERO);
        out.push(PhaseFacts {
            name: stretch.name.clone(),
            days: stretch.days,
            planned,
            actual,
            gap: planned.zip(actual).and_then(|(planned, actual)| actual.checked_sub(planned).ok()),
            achievement: both.map(|(planned, actual)| actual.to_f64() / planned.to_f64()),
        });
    }
    Ok(out)
}

/// How a target comes together; what is done in steps adds up.
fn measured(book: &Book, target: &Target) -> Measure {
    let by_steps = !target.steps.0.is_empty();
    book.measured_by(target).filter(|_| !by_steps).map_or(Measure::Flow, measure)
}

/// True where the goal holds all the time instead of growing.
fn holds(target: &Target, curve: &Curve) -> bool {
    target.kind == TargetKind::Keep || curve.is_flat()
}

fn planned(book: &Book, target: &Target, curve: &Curve, all: &[Stretch]) -> Vec<Option<Quantity>> {
    let way = target.goal.checked_sub(target.baseline).unwrap_or_default();
    let at_end = |stretch: &Stretch| {
        Quantity::from_f64(target.baseline.to_f64() + way.to_f64() * curve.share(stretch.span.1))
    };
    let in_it = |amount: Quantity| by_curve(amount, curve, all).into_iter().map(Some).collect();
    let planned: Vec<Option<Quantity>> = match (measured(book, target), holds(target, curve)) {
        // What may come in over the whole time says nothing about a part of it.
        (Measure::Flow, true) => vec![None; all.len()],
        (Measure::Level | Measure::Derived, true) => vec![Some(target.goal); all.len()],
        (Measure::Flow, false) => in_it(target.goal),
        (Measure::Level, false) => in_it(way),
        (Measure::Derived, false) => all.iter().map(at_end).collect(),
    };
    planned.into_iter().zip(all).map(|(planned, stretch)| planned.filter(|_| !stretch.is_empty())).collect()
}

/// What the plan curve wanted of a phase up to a moment in it; none where it wants the same all the time.
fn by_then(book: &Book, target: &Target, curve: &Curve, (from, until): (i64, i64)) -> Option<Quantity> {
    if holds(target, curve) {
        return None;
    }
    let way = target.goal.checked_sub(target.baseline).ok()?.to_f64();
    let share = curve.share(until) - curve.share(from);
    Quantity::from_f64(match measured(book, target) {
        Measure::Flow => target.goal.to_f64() * share,
        Measure::Level => way * share,
        Measure::Derived => target.baseline.to_f64() + way * curve.share(until),
    })
}

fn actual(read: &Reader<'_>, target: &Target, curve: &Curve, stretch: &Stretch) -> Result<Option<Quantity>> {
    let (from, until) = stretch.span;
    if stretch.is_empty() || from >= read.now {
        return Ok(None);
    }
    if !target.steps.0.is_empty() {
        let done = |at: i64| facts(read.db, read.book, target, read.period, at.min(read.now));
        let both = done(until)?.actual.zip(done(from)?.actual);
        return Ok(both.map(|(after, before)| after.checked_sub(before)).transpose()?);
    }
    let Some(metric) = read.book.measured_by(target) else { return Ok(None) };
    let value = read.within(metric, stretch.span)?;
    if measure(metric) == Measure::Level && !holds(target, curve) {
        let before = read.upto(metric, from)?.0.unwrap_or(target.baseline);
        return Ok(value.map(|value| value.checked_sub(before)).transpose()?);
    }
    Ok(value)
}
