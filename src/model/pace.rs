//! The status words, where each begins, and how several become one.
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

impl Status {
    /// How bad it is: 0 for the best, growing. Statuses sort by it.
    #[must_use]
    pub const fn severity(self) -> u8 {
        self as u8
    }

    /// True where nothing needs a hand. Silence (pending, stale) is never green.
    #[must_use]
    pub const fn is_green(self) -> bool {
        matches!(self, Self::Met | Self::Ahead | Self::OnTrack)
    }

    /// True where the target is not doing what it should.
    #[must_use]
    pub const fn is_red(self) -> bool {
        matches!(self, Self::AtRisk | Self::Behind | Self::Missed)
    }
}

/// The worst of several statuses; none of none.
#[must_use]
pub fn worst(statuses: impl IntoIterator<Item = Status>) -> Option<Status> {
    statuses.into_iter().max()
}

/// How a campaign (or an objective) stands by its targets: status, is it a guardrail, is its bound breached.
///
/// The worst of the targets that are no guardrails. A breached guardrail makes it at risk at least, and a
/// guardrail alone never worse; one whose data is old makes it stale at least, for silence is never green. Where
/// there are only guardrails, the worst of them counts, at risk at most. None without targets. Source: DESIGN §4.
#[must_use]
pub fn campaign_health(targets: impl IntoIterator<Item = (Status, bool, bool)>) -> Option<Status> {
    let (mut main, mut floor, mut guards) = (None, None, None);
    for (status, is_guardrail, breached) in targets {
        if !is_guardrail {
            main = main.max(Some(status));
            continue;
        }
        guards = guards.max(Some(status.min(Status::AtRisk)));
        if breached {
            floor = floor.max(Some(Status::AtRisk));
        } else if status == Status::Stale {
            floor = floor.max(Some(Status::Stale));
        }
    }
    main.or(guards).max(floor)
}

/// How far off plan a metric that should stay on plan (a budget) may be and still count as on track.
pub const ON_PLAN_WITHIN: f64 = 0.10;
/// How far off plan it may be and still count as at risk only.
pub const ON_PLAN_AT_RISK: f64 = 0.25;

/// What a ratio of exact numbers may lose in floating point: 0.95 computed from 95/100 is still at 0.95.
const SLACK: f64 = 1e-9;

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

impl Thresholds {
    /// The status of a pace where more is better.
    #[must_use]
    pub fn status(&self, pace: f64) -> Status {
        let pace = pace + SLACK;
        if pace >= self.ahead {
            Status::Ahead
        } else if pace >= self.on_track {
            Status::OnTrack
        } else if pace >= self.at_risk {
            Status::AtRisk
        } else {
            Status::Behind
        }
    }
}

/// The status of something that should stay on plan, by how far off it is (0.1 for 10 % above or below).
#[must_use]
pub fn on_plan_status(off: f64) -> Status {
    let off = off.abs() - SLACK;
    if off <= ON_PLAN_WITHIN {
        Status::OnTrack
    } else if off <= ON_PLAN_AT_RISK {
        Status::AtRisk
    } else {
        Status::Behind
    }
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
        let bad = || Fault::BadNumber { text: text.to_owned() };
        let parts: Vec<f64> =
            text.split(',').map(|part| part.trim().parse().map_err(|_| bad())).collect::<Result<_, _>>()?;
        match parts[..] {
            [ahead, on_track, at_risk]
                if ahead.is_finite() && ahead > on_track && on_track > at_risk && at_risk > 0.0 =>
            {
                Ok(Self { ahead, on_track, at_risk })
            }
            _ => Err(bad()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_begins_exactly_at_its_bound() {
        let t = Thresholds::default();
        for (pace, status) in [
            (1.05, Status::Ahead),
            (1.049_999, Status::OnTrack),
            (0.95, Status::OnTrack),
            (0.949_999, Status::AtRisk),
            (0.80, Status::AtRisk),
            (0.799_999, Status::Behind),
            (-3.0, Status::Behind),
        ] {
            assert_eq!(t.status(pace), status, "at {pace}");
        }
    }

    #[test]
    fn a_quotient_of_whole_numbers_is_not_pushed_below_its_bound_by_floating_point() {
        let t = Thresholds::default();
        for n in 1..5000 {
            let n = f64::from(n);
            assert_eq!(t.status(0.95 * n * 0.1 / (n * 0.1)), Status::OnTrack);
            assert_eq!(t.status((1.05 * n) / n), Status::Ahead);
        }
    }

    #[test]
    fn a_budget_is_off_plan_both_ways() {
        for (off, status) in [
            (0.10, Status::OnTrack),
            (-0.10, Status::OnTrack),
            (0.101, Status::AtRisk),
            (-0.25, Status::AtRisk),
            (0.251, Status::Behind),
            (-0.251, Status::Behind),
        ] {
            assert_eq!(on_plan_status(off), status, "at {off}");
        }
        assert_eq!(on_plan_status(0.9 - 1.0), Status::OnTrack);
    }

    #[test]
    fn the_worst_counts() {
        assert_eq!(worst([Status::Met, Status::AtRisk, Status::Ahead]), Some(Status::AtRisk));
        assert_eq!(worst([]), None);
        assert!(Status::Stale.severity() > Status::Ahead.severity());
        assert!(!Status::Stale.is_green() && !Status::Pending.is_green() && Status::Met.is_green());
    }

    #[test]
    fn a_breached_guardrail_makes_a_campaign_at_risk_and_no_worse() {
        let health = |targets: &[_]| campaign_health(targets.iter().copied());
        assert_eq!(
            health(&[(Status::Ahead, false, false), (Status::Behind, true, true)]),
            Some(Status::AtRisk)
        );
        assert_eq!(
            health(&[(Status::Behind, false, false), (Status::AtRisk, true, true)]),
            Some(Status::Behind)
        );
        assert_eq!(
            health(&[(Status::Ahead, false, false), (Status::OnTrack, true, false)]),
            Some(Status::Ahead)
        );
        assert_eq!(health(&[(Status::Missed, true, true)]), Some(Status::AtRisk));
    }

    #[test]
    fn a_silent_guardrail_is_not_green() {
        assert_eq!(
            campaign_health([(Status::Ahead, false, false), (Status::Stale, true, false)]),
            Some(Status::Stale)
        );
        assert_eq!(campaign_health([(Status::OnTrack, true, false)]), Some(Status::OnTrack));
        assert_eq!(campaign_health([]), None);
    }

    #[test]
    fn thresholds_are_read_falling_and_finite_only() {
        assert_eq!("1.1, 0.9,0.7".parse(), Ok(Thresholds { ahead: 1.1, on_track: 0.9, at_risk: 0.7 }));
        for bad in
            ["0.9,0.95,0.8", "1.05,0.95", "1.05,x,0.95,0.8", "inf,0.95,0.8", "1,0.9,nan", "1.05,0.95,0"]
        {
            assert!(bad.parse::<Thresholds>().is_err(), "{bad}");
        }
    }
}
