//! Periods: what a start and an end mean in the workspace's time zone.
use super::{Fault, Period, When, Zone};

impl Period {
    /// The period from a start to an end, whole days included.
    ///
    /// # Errors
    /// [`Fault::TimeInGap`] or [`Fault::TimeTwice`] for a time of day that the clocks skip or repeat.
    pub fn of(start: When, end: When, zone: Zone) -> Result<Self, Fault> {
        let (from, until) = (zone.starts_at(start)?, zone.ends_at(end)?);
        let last = if until > from { zone.day_of(until - 1) } else { zone.day_of(from) };
        Ok(Self { start: from, end: until, first: zone.day_of(from), last })
    }
}
