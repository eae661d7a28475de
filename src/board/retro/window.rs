//! The phases of a campaign as stretches of a target's time, and what a metric came to in a stretch.
use crate::board::Book;
use crate::board::evidence::of_metric;
use crate::error::Result;
use crate::model::{Campaign, CampaignId, Curve, Day, Metric, OverTime, Period, Quantity};
use crate::store::Db;

/// A stretch of a target's period.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stretch {
    /// The phase's name.
    pub name: String,
    /// The phase's first and last day.
    pub days: (Day, Day),
    /// UTC seconds: its first instant, and the first after it. The same where the phase lies outside of the period.
    pub span: (i64, i64),
}

impl Stretch {
    /// True where nothing of the target's period falls into the phase.
    pub(super) fn is_empty(&self) -> bool {
        self.span.0 >= self.span.1
    }
}

/// A campaign's phases over a target's period, without gap: what of it lies before the first or after the last phase
/// counts to that one.
pub(super) fn stretches(book: &Book, campaign: &Campaign, period: &Period) -> Result<Vec<Stretch>> {
    let zone = book.settings.zone;
    let phases = &campaign.phases.0;
    let mut borders = vec![period.start];
    for phase in phases.iter().skip(1) {
        borders.push(period.clamped(zone.starts_at(phase.start)?));
    }
    borders.push(period.end);
    let of = |(phase, span): (&crate::model::Phase, &[i64])| Stretch {
        name: phase.name.clone(),
        days: (phase.start.day(), phase.end.last_day()),
        span: (span.first().copied().unwrap_or_default(), span.last().copied().unwrap_or_default()),
    };
    Ok(phases.iter().zip(borders.windows(2)).map(of).collect())
}

/// A campaign's readings in a period, up to a moment.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub db: &'a Db<'a>,
    pub book: &'a Book,
    pub campaign: CampaignId,
    pub period: &'a Period,
    pub now: i64,
}

impl Reader<'_> {
    /// What a metric came to up to a moment of the period, and the cut-off of its readings by then.
    pub(super) fn upto(&self, metric: &Metric, at: i64) -> Result<(Option<Quantity>, Option<i64>)> {
        if at <= self.period.start {
            return Ok((None, None));
        }
        let last = self.book.settings.zone.day_of(at - 1);
        let part = Period { end: at, last, ..*self.period };
        let facts = of_metric(self.db, self.book, &[Some(self.campaign)], metric, &part, self.now.min(at))?;
        Ok((facts.actual, facts.cutoff))
    }

    /// What a metric came to in a stretch: what a flow brought, where a level stood at its end, a formula from the parts
    /// in it. None where nothing was read of it: the data ends before.
    ///
    /// A day that is known only as a whole counts to the stretch in which it ends, so that stretches add up.
    pub(super) fn within(&self, metric: &Metric, (from, until): (i64, i64)) -> Result<Option<Quantity>> {
        if let Some(formula) = &metric.formula {
            let mut parts = Vec::new();
            for key in formula.parts() {
                let Some(part) = self.book.metric_of(key) else { continue };
                parts.push((key, self.within(part, (from, until))?));
            }
            return Ok(formula.amount(|key| parts.iter().find(|part| part.0 == key).and_then(|part| part.1)));
        }
        let (value, cutoff) = self.upto(metric, until)?;
        let Some(value) = value.filter(|_| cutoff > Some(from)) else { return Ok(None) };
        if metric.over_time == OverTime::Last {
            return Ok(Some(value));
        }
        Ok(Some(value.checked_sub(self.upto(metric, from)?.0.unwrap_or_default())?))
    }
}

/// What a plan curve wants of an amount between the borders of stretches: they add up to it to the last millionth.
pub(super) fn by_curve(amount: Quantity, curve: &Curve, stretches: &[Stretch]) -> Vec<Quantity> {
    let upto = |index: usize, at: i64| match index {
        0 => Quantity::ZERO,
        index if index == stretches.len() => amount,
        _ => Quantity::from_f64(amount.to_f64() * curve.share(at)).unwrap_or_default(),
    };
    let of = |(index, stretch): (usize, &Stretch)| {
        let (from, until) = (upto(index, stretch.span.0), upto(index + 1, stretch.span.1));
        until.checked_sub(from).unwrap_or_default()
    };
    stretches.iter().enumerate().map(of).collect()
}
