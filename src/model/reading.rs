//! Readings: one measured value of a metric at a time from a source.
use super::{CampaignId, ChannelId, MetricId, Quantity};

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
