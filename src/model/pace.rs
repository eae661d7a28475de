//! The status words and where each begins.
use super::Fault;

crate::words! {
    /// How a target stands, best first.
    pub enum Status {
        /// Reached after the end.
        Met = "met",
        /// Pace ≥ 1.05.
        Ahead = "ahead",
        /// Pace ≥ 0.95.
        OnTrack = "on_track",
        /// No reading yet.
        Pending = "pending",
        /// Data older than cadence and grace; overrides green.
        Stale = "stale",
        /// Pace ≥ 0.80.
        AtRisk = "at_risk",
        /// Pace below 0.80.
        Behind = "behind",
        /// Not reached after the end.
        Missed = "missed",
    }
}

/// Where each status begins; half-open: exactly at a bound is the better side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Pace from which a target is ahead.
    pub ahead: f64,
    /// Pace from which it is on track.
    pub on_track: f64,
    /// Pace from which it is at risk; below, it is behind.
    pub at_risk: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { ahead: 1.05, on_track: 0.95, at_risk: 0.80 }
    }
}

/// `1.05,0.95,0.80`
impl std::str::FromStr for Thresholds {
    type Err = Fault;
    fn from_str(text: &str) -> Result<Self, Fault> {
        let parts: Vec<f64> = text.split(',').filter_map(|part| part.trim().parse().ok()).collect();
        match parts[..] {
            [ahead, on_track, at_risk] if ahead > on_track && on_track > at_risk && at_risk > 0.0 => {
                Ok(Self { ahead, on_track, at_risk })
            }
            _ => Err(Fault::BadNumber { text: text.to_owned() }),
        }
    }
}
