//! One target's chart: plan, actual, forecast cone, notes.
use super::book::Book;
use super::gauge::{Gauged, gauged, spec};
use super::view::{Chart, Mark, Window};
use crate::error::Result;
use crate::model::{
    Day, Evidence, Measure, Note, Quantity, Target, TargetId, TargetKind, Unit, Zone, outlook,
};
use crate::store::Db;

/// A target's chart at `now`; none where the target is gone.
///
/// # Errors
/// Storage errors.
pub fn chart(db: &Db<'_>, book: &Book, target: TargetId, window: Window, now: i64) -> Result<Option<Chart>> {
    let Some(target) = book.target(target) else { return Ok(None) };
    let found = gauged(db, book, target, now)?;
    let zone = book.settings.zone;
    let today = zone.day_of(now);
    let days = axis(&found, window, today);
    let span = target.goal.to_f64() - target.baseline.to_f64();
    let plan_at = |at: i64| {
        let share = found.curve.share(at.clamp(found.period.start, found.period.end));
        if target.kind == TargetKind::Keep || found.curve.is_flat() {
            target.goal.to_f64()
        } else {
            target.baseline.to_f64() + span * share
        }
    };
    let measure = book.measured_by(target).map_or(Measure::Flow, super::evidence::measure);
    let from_nothing = measure == Measure::Flow || !target.steps.0.is_empty();
    let seen_until = match found.facts.running.last() {
        _ if !target.steps.0.is_empty() => Some(today),
        last => last.map(|(day, _)| *day),
    };
    let ruler = Ruler { zone, first: days.first().copied().unwrap_or_default(), days: days.len() };
    let before = ruler.first.plus(-1);
    let is_begun = found.period.first >= ruler.first;
    let origin = match actual(&found, from_nothing, &[before], seen_until.map(|last| last.max(before))).pop()
    {
        // A level is somewhere when it starts; where nothing was read, its baseline says where.
        Some(None) | None if is_begun && measure != Measure::Derived => Some(target.baseline.to_f64()),
        at => at.flatten(),
    };
    let shown = actual(&found, from_nothing, &days, seen_until);
    let mut cone = cone(book, target, &found, &days)?;
    if let Some(least) = least(book, target, measure, found.facts.actual) {
        for (low, mid, high) in cone.iter_mut().flatten() {
            (*low, *mid, *high) = (low.max(least), mid.max(least), high.max(least));
        }
    }
    Ok(Some(Chart {
        target: Some(target.id),
        plan: days.iter().map(|day| plan_at(zone.end_of(*day))).collect(),
        plan_origin: plan_at(zone.start_of(ruler.first)),
        actual: shown,
        origin,
        cone,
        goal: target.goal.to_f64(),
        cutoff: found.facts.cutoff.and_then(|at| ruler.place(at)),
        today: days.iter().position(|day| *day == today),
        now: ruler.place(now),
        marks: marks(db, target, &ruler)?,
        days,
    }))
}

/// What a forecast cannot fall below: what has come in does not go away again, and nothing counts less than none.
fn least(book: &Book, target: &Target, measure: Measure, actual: Option<Quantity>) -> Option<f64> {
    let unit = book.measured_by(target)?.unit;
    let actual = actual?;
    let is_countable = matches!(unit, Unit::Count | Unit::Duration);
    let is_down = target.goal < target.baseline;
    match measure {
        Measure::Flow if !is_down => Some(actual.to_f64()),
        _ if is_countable && actual >= Quantity::ZERO => Some(0.0),
        _ => None,
    }
}

/// The x axis: where a moment stands on it, in days.
struct Ruler {
    zone: Zone,
    first: Day,
    days: usize,
}

impl Ruler {
    /// The day a moment lies on, as an index into the days.
    fn index(&self, at: i64) -> usize {
        usize::try_from(self.zone.day_of(at).0 - self.first.0).unwrap_or(0)
    }

    /// None outside of the axis. Days may have 23 or 25 hours: a moment stands in its day by that day's length.
    fn place(&self, at: i64) -> Option<f64> {
        let of = |at: i64| {
            let day = self.zone.day_of(at);
            let (start, end) = (self.zone.start_of(day), self.zone.end_of(day));
            let within =
                f64::from(u32::try_from(at - start).ok()?) / f64::from(u32::try_from(end - start).ok()?);
            Some(f64::from(day.0 - self.first.0) + within)
        };
        let last = f64::from(u32::try_from(self.days).ok()?);
        of(at).filter(|place| (0.0..=last).contains(place))
    }
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
fn cone(book: &Book, target: &Target, found: &Gauged, days: &[Day]) -> Result<Vec<Option<(f64, f64, f64)>>> {
    let zone = book.settings.zone;
    let day_start = |day| zone.start_of(day);
    let holder = book.holder(target)?;
    let spec = spec(book, &holder, target, &found.period, &found.curve, &day_start);
    let evidence =
        Evidence { actual: found.facts.actual, cutoff: found.facts.cutoff, days: &found.facts.days };
    let (Some(outlook), Some(cutoff)) = (outlook(&spec, &evidence), found.facts.cutoff) else {
        return Ok(vec![None; days.len()]);
    };
    let point = |day: &Day| {
        let at = zone.end_of(*day).min(found.period.end);
        (at >= cutoff).then(|| outlook.at(at))
    };
    Ok(days.iter().map(point).collect())
}

fn marks(db: &Db<'_>, target: &Target, ruler: &Ruler) -> Result<Vec<Mark>> {
    let mut notes = match target.objective {
        Some(objective) => db.list_where::<Note>("objective", &objective)?,
        None => db.list_where::<Note>("campaign", &target.campaign)?,
    };
    notes.sort_by_key(|note| (note.at, note.id));
    let place = |note: &Note| ruler.place(note.at).filter(|_| ruler.index(note.at) < ruler.days);
    let placed = notes.into_iter().filter_map(|note| place(&note).map(|place| (place, note)));
    let mark = |(index, (place, note)): (usize, (f64, Note))| Mark {
        number: index + 1,
        day: ruler.index(note.at),
        place,
        note: note.id,
        kind: note.kind,
        text: note.text,
        at: note.at,
    };
    Ok(placed.enumerate().map(mark).collect())
}
