//! The metric that everything is about.
use super::super::book::Book;
use super::super::evidence::{measure, of_metric};
use super::view::NorthStar;
use crate::error::Result;
use crate::model::{Measure, Period, Quantity};
use crate::store::Db;

/// The days a flow is added up over, and a level is compared across.
const DAYS: i32 = 30;

/// The workspace's north-star metric at `now`, of the whole business; none where none is set.
///
/// # Errors
/// Storage errors.
pub fn north_star(db: &Db<'_>, book: &Book, now: i64) -> Result<Option<NorthStar>> {
    let Some(metric) = book.metric_of(&book.settings.north_star) else { return Ok(None) };
    let zone = book.settings.zone;
    let today = book.day_shown(now);
    let over = |back: i32| Period {
        start: zone.start_of(today.plus(1 - back - DAYS)),
        end: zone.end_of(today.plus(-back)),
        first: today.plus(1 - back - DAYS),
        last: today.plus(-back),
    };
    let facts = of_metric(db, book, &[None], metric, &over(0), now)?;
    let before = of_metric(db, book, &[None], metric, &over(DAYS), zone.end_of(today.plus(-DAYS)))?;
    let is_flow = measure(metric) == Measure::Flow;
    let complete = |value: Option<Quantity>| value.filter(|_| !is_flow || before.days.len() > 1);
    Ok(Some(NorthStar {
        metric: metric.key.clone(),
        name_en: metric.name_en.clone(),
        name_zh: metric.name_zh.clone(),
        unit: metric.unit,
        value: facts.actual,
        before: complete(before.actual),
        data_until: facts.cutoff,
    }))
}
