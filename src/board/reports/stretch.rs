//! What some days of a target's time brought, against what its plan wanted of them.
use super::super::Book;
use super::super::evidence::measure;
use super::super::gauge::gauged;
use super::super::view::TargetLine;
use crate::error::Result;
use crate::model::{Day, DayPoint, Measure, Quantity, Target, TargetKind};
use crate::store::Db;

/// Some days of a target.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Stretch {
    /// What they brought: a flow's sum, by how much a level moved, a ratio of these days alone. None without readings.
    pub value: Option<Quantity>,
    /// What the plan wanted of them; none for what has to hold all the time.
    pub wanted: Option<Quantity>,
}

impl Stretch {
    /// Value ÷ wanted.
    #[must_use]
    pub fn achievement(&self) -> Option<f64> {
        let (value, wanted) = (self.value?.to_f64(), self.wanted?.to_f64());
        (wanted != 0.0).then(|| value / wanted)
    }
}

/// The target at `now`, and the stretches of it asked for.
pub(super) fn stretches(
    db: &Db<'_>,
    book: &Book,
    target: &Target,
    spans: &[(Day, Day)],
    now: i64,
) -> Result<(TargetLine, Vec<Stretch>)> {
    let found = gauged(db, book, target, now)?;
    let zone = book.settings.zone;
    let metric = book.measured_by(target).filter(|_| target.steps.0.is_empty());
    let way = target.goal.to_f64() - target.baseline.to_f64();
    let is_planned = target.kind == TargetKind::Reach && !found.curve.is_flat();
    let one = |(from, to): &(Day, Day)| {
        let Some(measure) = metric.map(measure) else { return Stretch::default() };
        let is_in = |day: Day| *from <= day && day <= *to;
        let value = match measure {
            Measure::Flow => {
                let mut days = found.facts.days.iter().filter(|point| is_in(point.day)).peekable();
                days.peek().is_some().then(|| days.map(|point| point.value).sum())
            }
            Measure::Derived => ratio(found.facts.days.iter().filter(|point| is_in(point.day))),
            Measure::Level => moved(&found.facts.running, target.baseline, *from, *to),
        };
        let share = |at: i64| found.curve.share(found.period.clamped(at));
        let touches = *to >= found.period.first && *from <= found.period.last;
        let wanted = (is_planned && touches && measure != Measure::Derived)
            .then(|| way * (share(zone.end_of(*to)) - share(zone.start_of(*from))));
        Stretch { value: value.and_then(Quantity::from_f64), wanted: wanted.and_then(Quantity::from_f64) }
    };
    let out = spans.iter().map(one).collect();
    Ok((found.line, out))
}

/// A ratio from the summed parts of its days; none where the denominator is nothing.
fn ratio<'a>(days: impl Iterator<Item = &'a DayPoint>) -> Option<f64> {
    let (over, under) =
        days.fold((0.0, 0.0), |(over, under), point| (over + point.value, under + point.weight));
    (under != 0.0).then(|| over / under)
}

/// By how much a level moved from the end of the day before to the last day's end.
fn moved(running: &[(Day, Option<f64>)], baseline: Quantity, from: Day, to: Day) -> Option<f64> {
    let at = |day: Day| running.iter().rev().find(|(known, _)| *known <= day);
    let (last, after) = at(to)?;
    // Nothing was read in these days: nobody knows whether it moved.
    if *last < from {
        return None;
    }
    let before = at(from.plus(-1)).map_or(Some(baseline.to_f64()), |(_, value)| *value)?;
    Some((*after)? - before)
}
