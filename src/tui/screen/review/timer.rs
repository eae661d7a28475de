//! How long a review has been on each objective. It counts what it is told: the clock is the runtime's.
use crate::model::ObjectiveId;
use std::collections::BTreeMap;

/// The time spent on objectives, in milliseconds.
#[derive(Debug, Default)]
pub struct Timer {
    /// What was spent before the stretch that runs.
    spent: BTreeMap<ObjectiveId, u64>,
    /// The objective it is on.
    on: Option<ObjectiveId>,
    /// Since when it runs; none while it stands still.
    since: Option<u64>,
    /// What has run since it turned to that objective, up to `since`.
    stretch: u64,
    /// Somebody has stopped it.
    pub is_paused: bool,
}

impl Timer {
    /// Takes what the file knows of an objective, where nothing was counted yet.
    pub fn know(&mut self, objective: ObjectiveId, seconds: i64) {
        let ms = u64::try_from(seconds).unwrap_or(0).saturating_mul(1000);
        self.spent.entry(objective).or_insert(ms);
    }

    /// Turns to an objective, or to none; gives the one it leaves, with the whole seconds spent on it this time.
    pub fn turn_to(&mut self, objective: Option<ObjectiveId>, ms: u64) -> Option<(ObjectiveId, i64)> {
        if objective == self.on {
            return None;
        }
        let stretch = self.stretch(ms);
        let left = self.on.take().map(|id| {
            *self.spent.entry(id).or_insert(0) += stretch;
            (id, i64::try_from(stretch / 1000).unwrap_or(0))
        });
        (self.on, self.stretch) = (objective, 0);
        self.since = objective.is_some().then_some(ms).filter(|_| !self.is_paused);
        left
    }

    /// Stops it, or lets it go on.
    pub fn pause(&mut self, ms: u64) {
        self.stretch = self.stretch(ms);
        self.is_paused = !self.is_paused;
        self.since = self.on.is_some().then_some(ms).filter(|_| !self.is_paused);
    }

    fn stretch(&self, ms: u64) -> u64 {
        self.stretch + self.since.map_or(0, |since| ms.saturating_sub(since))
    }

    /// True where it counts.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.since.is_some()
    }

    /// What was spent on an objective.
    #[must_use]
    pub fn of(&self, objective: ObjectiveId, ms: u64) -> u64 {
        let running = if self.on == Some(objective) { self.stretch(ms) } else { 0 };
        self.spent.get(&objective).copied().unwrap_or(0) + running
    }

    /// What was spent in all.
    #[must_use]
    pub fn whole(&self, ms: u64) -> u64 {
        self.spent.values().sum::<u64>() + self.on.map_or(0, |_| self.stretch(ms))
    }

    /// The objectives it was on.
    pub fn seen(&self) -> impl Iterator<Item = ObjectiveId> {
        self.spent.keys().copied()
    }

    /// When the second that is shown changes next, where it runs.
    #[must_use]
    pub fn next_second(&self, ms: u64) -> Option<u64> {
        self.since?;
        let shown = self.on.map_or(0, |id| self.of(id, ms));
        Some(ms + 1000 - shown % 1000)
    }
}

/// `2:05`, `1:02:05`
#[must_use]
pub fn shown(ms: u64) -> String {
    let s = ms / 1000;
    match s / 3600 {
        0 => format!("{}:{:02}", s / 60, s % 60),
        hours => format!("{hours}:{:02}:{:02}", s / 60 % 60, s % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: ObjectiveId = ObjectiveId(1);
    const B: ObjectiveId = ObjectiveId(2);

    #[test]
    fn what_is_left_is_told_with_its_seconds_and_counted_once() {
        let mut timer = Timer::default();
        timer.know(A, 60);
        assert_eq!(timer.turn_to(Some(A), 1_000), None);
        assert_eq!(timer.of(A, 3_500), 62_500);
        assert_eq!(timer.turn_to(Some(B), 13_400), Some((A, 12)));
        assert_eq!((timer.of(A, 20_000), timer.of(B, 20_000)), (72_400, 6_600));
        assert_eq!(timer.whole(20_000), 79_000);
        timer.know(A, 60);
        assert_eq!(timer.of(A, 20_000), 72_400, "what it has counted itself stands");
        assert_eq!(timer.turn_to(None, 20_000), Some((B, 6)));
        assert!(!timer.is_running() && timer.next_second(20_000).is_none());
    }

    #[test]
    fn a_pause_stands_still() {
        let mut timer = Timer::default();
        timer.turn_to(Some(A), 0);
        timer.pause(5_000);
        assert_eq!((timer.of(A, 60_000), timer.next_second(60_000)), (5_000, None));
        timer.pause(60_000);
        assert_eq!(timer.of(A, 61_250), 6_250);
        assert_eq!(timer.next_second(61_250), Some(62_000));
        assert_eq!(timer.turn_to(Some(B), 62_000), Some((A, 7)));
    }

    #[test]
    fn times_are_read_at_a_glance() {
        assert_eq!([shown(0), shown(65_999), shown(3_725_000)], ["0:00", "1:05", "1:02:05"]);
    }
}
