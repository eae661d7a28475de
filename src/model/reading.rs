//! Readings: one measured value of a metric at a time from a source.
use super::{CampaignId, ChannelId, Day, MetricId, Quantity, Zone};

crate::id! {
    /// A series' id.
    SeriesId,
}
/// Everything of a reading's identity but its time: readings of one series follow one another in time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Series {
    /// What is measured.
    pub metric: MetricId,
    /// For which campaign; business-wide where none.
    pub campaign: Option<CampaignId>,
    /// In which channel; the whole where none.
    pub channel: Option<ChannelId>,
    /// Who says so: `manual`, `import`, the name of a script.
    pub source: String,
}

/// One measured value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Its series.
    pub series: SeriesId,
    /// UTC seconds: the start of what it covers.
    pub at: i64,
    /// UTC seconds: up to when it counts; equal to `at` for a single event.
    pub until: i64,
    /// The value.
    pub value: Quantity,
}

/// What a reading covers, in UTC seconds: a stretch of time, or a single event where `until` is `at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its start.
    pub at: i64,
    /// Up to when it counts: the first instant after it.
    pub until: i64,
}

impl Span {
    /// A single event.
    #[must_use]
    pub const fn moment(at: i64) -> Self {
        Self { at, until: at }
    }

    /// The days from `first` to `last`, both whole.
    #[must_use]
    pub fn days(first: Day, last: Day, zone: Zone) -> Self {
        Self { at: zone.start_of(first), until: zone.end_of(last) }
    }

    /// The span as far as it has run: one that is still running counts until `now`.
    #[must_use]
    pub fn clipped(self, now: i64) -> Self {
        if self.at <= now && now < self.until { Self { until: now, ..self } } else { self }
    }

    /// The day it is booked on: the last it covers.
    #[must_use]
    pub fn booked(self, zone: Zone) -> Day {
        zone.day_of(if self.until > self.at { self.until - 1 } else { self.at })
    }
}

impl Reading {
    /// What it covers.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span { at: self.at, until: self.until }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    #[test]
    fn a_span_is_booked_on_the_last_day_it_covers() {
        let zone = Zone::utc();
        assert_eq!(Span { at: 0, until: DAY }.booked(zone), Day(0));
        assert_eq!(Span { at: 0, until: 7 * DAY }.booked(zone), Day(6));
        assert_eq!(Span::moment(DAY).booked(zone), Day(1));
        assert_eq!(Span::days(Day(3), Day(4), zone), Span { at: 3 * DAY, until: 5 * DAY });
    }

    #[test]
    fn only_a_span_that_is_still_running_is_clipped() {
        let day = Span { at: DAY, until: 2 * DAY };
        assert_eq!(day.clipped(DAY + 60), Span { at: DAY, until: DAY + 60 });
        assert_eq!(day.clipped(2 * DAY), day);
        assert_eq!(day.clipped(DAY - 1), day);
        assert_eq!(Span::moment(5).clipped(9), Span::moment(5));
        assert_eq!(day.clipped(DAY).booked(Zone::utc()), Day(1));
    }
}
