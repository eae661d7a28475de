//! Another process (this one) commits a reading: how long until it is painted on a screen that was already open.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, clippy::expect_used)]
mod common;

use common::{Figures, Table, data, setting};
use fupan::planner::{RecordDraft, Request, perform};
use std::time::{Duration, Instant};

fn main() {
    let readings = setting("FUPAN_BENCH_READINGS", 1_000_000);
    let runs = setting("FUPAN_BENCH_RUNS", 500);
    let (space, _) = data::filled(readings, data::COCKPIT);
    let screen = space.screen::<&str>(&[], 120, 40);
    data::wait_ready(&screen);
    screen.type_keys("<focus>");
    let mut store = data::open(&space);

    let mut painted = Figures::default();
    for run in 1..=runs {
        // Commits come at no fixed beat: the next one waits until the screen has been silent for a while.
        let quiet = Duration::from_millis(20 + (run * 7 % 23) as u64);
        screen.settle(screen.bytes(), quiet, quiet);
        let seen = screen.bytes();
        let record = RecordDraft {
            metric: "gmv".to_owned(),
            value: (run * 10_000_000).to_string(),
            campaign: Some("b1".to_owned()),
            channel: Some("douyin".to_owned()),
            at: Some("2026-11-11T11:00".to_owned()),
            ..RecordDraft::default()
        };
        perform(&mut store, &data::context(), Request::Record(record)).expect("the reading is fine");
        let committed = Instant::now();
        let painting = screen.settle(seen, Duration::from_millis(15), Duration::from_secs(2));
        let at = painting.expect("a new value changes the screen").last;
        painted.push_time(at.saturating_duration_since(committed));
    }
    let table = Table::open(&format!("Live, {readings} readings, {runs} commits of another process"));
    table.limit("commit → painted, p50", painted.median(), "ms", 25.0);
    table.limit("commit → painted, p99", painted.at(0.99), "ms", 25.0);
}
