//! Figures of repeated runs, and the rows they end up in.
use std::time::Duration;

/// Measured values of one thing.
#[derive(Debug, Clone, Default)]
pub struct Figures(Vec<f64>);

impl Figures {
    /// Adds a value.
    pub fn push(&mut self, value: f64) {
        self.0.push(value);
    }

    /// Adds a stretch of time, in milliseconds.
    pub fn push_time(&mut self, time: Duration) {
        self.push(time.as_secs_f64() * 1e3);
    }

    /// The value that a share of the runs do not exceed (nearest rank).
    pub fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let rank = (share * sorted.len() as f64).ceil().max(1.0) as usize - 1;
        sorted.get(rank).copied().unwrap_or(f64::NAN)
    }

    /// The middle one.
    pub fn median(&self) -> f64 {
        self.at(0.5)
    }

    /// The largest.
    pub fn max(&self) -> f64 {
        self.at(1.0)
    }
}

/// The speed table, printed row by row as it comes in.
pub struct Table;

impl Table {
    /// Prints the head.
    pub fn open(title: &str) -> Self {
        println!("\n{title}\n\n| what | ours | reference | ratio | reach | |\n|---|--:|--:|--:|---|---|");
        Self
    }

    /// A row measured against a reference: the ratio must not exceed the reach.
    pub fn against(&self, what: &str, ours: f64, reference: f64, unit: &str, reach: f64) {
        let ratio = ours / reference;
        let (ours, reference) = (Self::figure(ours, unit), Self::figure(reference, unit));
        Self::row(what, &ours, &reference, &format!("{ratio:.2}"), &format!("≤ {reach} ×"), ratio <= reach);
    }

    /// A row with a limit of its own.
    pub fn limit(&self, what: &str, ours: f64, unit: &str, reach: f64) {
        let limit = format!("≤ {reach} {unit}");
        Self::row(what, &Self::figure(ours, unit), "", "", &limit, ours <= reach);
    }

    /// A row without a reach, for comparison.
    pub fn info(&self, what: &str, ours: f64, reference: f64, unit: &str) {
        let ratio = format!("{:.2}", ours / reference);
        println!(
            "| {what} | {} | {} | {ratio} | | |",
            Self::figure(ours, unit),
            Self::figure(reference, unit)
        );
    }

    fn figure(value: f64, unit: &str) -> String {
        let digits = if value.fract() == 0.0 || value >= 1000.0 { 0 } else { 2 };
        format!("{value:.digits$} {unit}")
    }

    fn row(what: &str, ours: &str, reference: &str, ratio: &str, reach: &str, reached: bool) {
        println!(
            "| {what} | {ours} | {reference} | {ratio} | {reach} | {} |",
            if reached { "✓" } else { "✗" }
        );
    }
}
