//! Adjustments with what the primary target's daily rate did before and after each.
use super::Adjustment;
use crate::board::Book;
use crate::board::evidence::{Facts, facts, measure};
use crate::error::{Kind, Result};
use crate::model::{Curve, Day, Measure, Note, Period, Quantity, Target, TargetKind, Zone};
use crate::store::Db;

/// How many whole days before and after are looked at.
const AROUND: i32 = 3;

/// The notes that stand on the chart, the earliest first; all of them where there is no target to set them against.
///
/// The day of a note belongs neither to the days before nor to those after: it was both. A flow is what a day brought, a
/// level how far it moved a day, a ratio where it was in those days.
pub(super) fn adjustments(
    db: &Db<'_>,
    book: &Book,
    primary: Option<&Target>,
    notes: &[Note],
    now: i64,
) -> Result<Vec<Adjustment>> {
    let days = primary.map(|target| Days::read(db, book, target, now)).transpose()?;
    let zone = book.settings.zone;
    let is_charted = |note: &&Note| {
        days.as_ref()
            .is_none_or(|days| (days.period.first..=days.period.last).contains(&zone.day_of(note.at)))
    };
    let of = |note: &Note| {
        let around = days.as_ref().map(|days| days.around(note));
        let (before, after) = around.unwrap_or_default();
        let rate =
            |span: &Option<(Day, Day)>| days.as_ref().zip(*span).and_then(|(days, span)| days.rate(span));
        let plan =
            |span: &Option<(Day, Day)>| days.as_ref().zip(*span).and_then(|(days, span)| days.plan(span));
        Adjustment {
            note: note.id,
            kind: note.kind,
            at: note.at,
            whole_day: note.whole_day,
            text: note.text.clone(),
            before: rate(&before),
            after: rate(&after),
            planned: (plan(&before), plan(&after)),
        }
    };
    Ok(notes.iter().filter(is_charted).map(of).collect())
}

/// First and last day.
type Span = (Day, Day);

/// A target's days.
struct Days<'a> {
    zone: Zone,
    target: &'a Target,
    measure: Measure,
    period: Period,
    curve: Curve,
    facts: Facts,
    /// The last day that is over and that the data reaches.
    known: Option<Day>,
}

impl<'a> Days<'a> {
    fn read(db: &Db<'_>, book: &Book, target: &'a Target, now: i64) -> Result<Self> {
        let zone = book.settings.zone;
        let period = book.period(target)?;
        let curve = book.curve(target, &period)?;
        let facts = match facts(db, book, target, &period, now) {
            Err(error) if error.kind() == Kind::BadData => Facts::default(),
            other => other?,
        };
        let over = zone.day_of(now).plus(-1);
        let known = facts.cutoff.map(|until| zone.day_of(until - 1).min(over));
        // What is done in steps has no days of its own.
        let measure = book.measured_by(target).map_or(Measure::Flow, measure);
        Ok(Self { zone, target, measure, period, curve, facts, known })
    }

    /// The whole days before and after a note.
    fn around(&self, note: &Note) -> (Option<Span>, Option<Span>) {
        let day = self.zone.day_of(note.at);
        let begins = !note.whole_day && self.zone.start_of(day) == note.at;
        let is_whole = |day: Day| {
            self.zone.start_of(day) >= self.period.start
                && self.zone.end_of(day) <= self.period.end
                && self.known.is_some_and(|known| day <= known)
        };
        let span = |first: Day, last: Day| {
            let mut whole = (first.0..=last.0).map(Day).filter(|day| is_whole(*day));
            let from = whole.next()?;
            Some((from, whole.next_back().unwrap_or(from)))
        };
        let after = if begins { day } else { day.plus(1) };
        (span(day.plus(-AROUND), day.plus(-1)), span(after, after.plus(AROUND - 1)))
    }

    /// What the days of a span brought a day.
    fn rate(&self, (first, last): (Day, Day)) -> Option<Quantity> {
        if !self.target.steps.0.is_empty() {
            return None;
        }
        let days = f64::from(last.0 - first.0 + 1);
        let inside = || self.facts.days.iter().filter(|point| (first..=last).contains(&point.day));
        let value = match self.measure {
            Measure::Flow => inside().map(|point| point.value).sum::<f64>() / days,
            Measure::Level => (self.level(last)? - self.level(first.plus(-1))?) / days,
            Measure::Derived => {
                let under: f64 = inside().map(|point| point.weight).sum();
                Some(inside().map(|point| point.value).sum::<f64>() / under)
                    .filter(|value| value.is_finite())?
            }
        };
        Quantity::from_f64(value)
    }

    /// Where a level stood at the end of a day; its baseline before anything was read.
    fn level(&self, day: Day) -> Option<f64> {
        let seen = self.facts.days.iter().rev().find(|point| point.day <= day).map(|point| point.value);
        seen.or_else(|| (day < self.period.first).then(|| self.target.baseline.to_f64()))
    }

    /// What the plan wanted a day in a span; for what holds all the time, where it should be.
    fn plan(&self, (first, last): (Day, Day)) -> Option<Quantity> {
        let is_flat = self.target.kind == TargetKind::Keep || self.curve.is_flat();
        match (self.measure, is_flat) {
            (Measure::Flow | Measure::Level, true) => None,
            (Measure::Derived, true) => Some(self.target.goal),
            (measure, false) => {
                let share = |at: i64| self.curve.share(at);
                let way = self.target.goal.to_f64() - self.target.baseline.to_f64();
                let (from, until) = (share(self.zone.start_of(first)), share(self.zone.end_of(last)));
                let days = f64::from(last.0 - first.0 + 1);
                Quantity::from_f64(match measure {
                    Measure::Derived => self.target.baseline.to_f64() + way * until,
                    Measure::Flow | Measure::Level => way * (until - from) / days,
                })
            }
        }
    }
}
