//! One target's chart: plan, actual, forecast cone, notes.
use super::book::Book;
use super::gauge::{Gauged, gauged, spec};
use super::view::{Chart, Mark, Window};
use crate::error::Result;
use crate::model::{Campaign, Day, Evidence, Measure, Note, Target, TargetId, TargetKind, outlook};
use crate::store::Db;

/// A target's chart at `now`; none where the target is gone.
///
/// # Errors
/// Storage errors.
pub fn chart(db: &Db<'_>, book: &Book, target: TargetId, window: Window, now: i64) -> Result<Option<Chart>> {
    let found = book.campaigns.iter().find_map(|campaign| {
        book.targets(campaign.id).iter().find(|t| t.id == target).map(|target| (campaign, target))
    });
    let Some((campaign, target)) = found else { return Ok(None) };
    let found = gauged(db, book, campaign, target, now)?;
    let zone = book.settings.zone;
    let today = zone.day_of(now);
    let days = axis(&found, window, today);
    let span = target.goal.to_f64() - target.baseline.to_f64();
    let plan_at = |day: Day| {
        let share = found.curve.share(zone.end_of(day).min(found.period.end));
        if target.kind == TargetKind::Keep || found.curve.is_flat() {
            target.goal.to_f64()
        } else {
            target.baseline.to_f64() + span * share
        }
    };
    let measure = book.metric(target.metric).map_or(Measure::Flow, super::evidence::measure);
    let from_nothing = measure == Measure::Flow || !target.steps.0.is_empty();
    let seen_until = match found.facts.running.last() {
        _ if !target.steps.0.is_empty() => Some(today),
        last => last.map(|(day, _)| *day),
    };
    let marks = marks(db, book, campaign.id, &days)?;
    Ok(Some(Chart {
        target: Some(target.id),
        plan: days.iter().map(|day| plan_at(*day)).collect(),
        actual: actual(&found, from_nothing, &days, seen_until),
        cone: cone(book, campaign, target, &found, &days),
        goal: target.goal.to_f64(),
        today: days.iter().position(|day| *day == today),
        marks,
        days,
    }))
}

fn axis(found: &Gauged, window: Window, today: Day) -> Vec<Day> {
    let (mut first, mut last) = (found.period.first, found.period.last);
    let back = match window {
        Window::Week => Some(6),
        Window::Month => Some(29),
        Window::All => None,
    };
    if let Some(back) = back {
        last = last.min(today.max(first));
        first = first.max(last.plus(-back));
    }
    (first.0..=last.0).map(Day).collect()
}

/// The running value at each day's end, up to the last day that has been seen; what adds up starts from nothing.
fn actual(found: &Gauged, from_nothing: bool, days: &[Day], seen_until: Option<Day>) -> Vec<Option<f64>> {
    let points = &found.facts.running;
    let at_end_of = |day: &Day| {
        if seen_until.is_none_or(|last| *day > last) {
            return None;
        }
        let upto = points.partition_point(|(booked, _)| booked <= day);
        match upto.checked_sub(1).and_then(|i| points.get(i)) {
            Some((_, value)) => *value,
            None => from_nothing.then_some(0.0),
        }
    };
    days.iter().map(at_end_of).collect()
}

/// The forecast at each day's end from the cut-off on.
fn cone(
    book: &Book,
    campaign: &Campaign,
    target: &Target,
    found: &Gauged,
    days: &[Day],
) -> Vec<Option<(f64, f64, f64)>> {
    let zone = book.settings.zone;
    let day_start = |day| zone.start_of(day);
    let metric = book.metric(target.metric);
    let spec = spec(book, campaign, target, metric, &found.period, &found.curve, &day_start);
    let evidence =
        Evidence { actual: found.facts.actual, cutoff: found.facts.cutoff, days: &found.facts.days };
    let (Some(outlook), Some(cutoff)) = (outlook(&spec, &evidence), found.facts.cutoff) else {
        return vec![None; days.len()];
    };
    let point = |day: &Day| {
        let at = zone.end_of(*day).min(found.period.end);
        (at >= cutoff).then(|| outlook.at(at))
    };
    days.iter().map(point).collect()
}

fn marks(db: &Db<'_>, book: &Book, campaign: crate::model::CampaignId, days: &[Day]) -> Result<Vec<Mark>> {
    let mut notes = db.list_where::<Note>("campaign", &campaign)?;
    notes.sort_by_key(|note| (note.at, note.id));
    let place = |note: &Note| days.iter().position(|day| *day == book.settings.zone.day_of(note.at));
    let placed = notes.into_iter().filter_map(|note| place(&note).map(|day| (day, note)));
    let mark = |(index, (day, note)): (usize, (usize, Note))| Mark {
        number: index + 1,
        day,
        note: note.id,
        kind: note.kind,
        text: note.text,
        at: note.at,
    };
    Ok(placed.enumerate().map(mark).collect())
}
