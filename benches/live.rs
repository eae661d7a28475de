//! Another process commits a reading: how long until it is painted on a screen that was already open.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, clippy::expect_used)]
mod common;

use common::{Figures, Table, data, setting};
use std::time::Instant;

fn main() {
    let readings = setting("FUPAN_BENCH_READINGS", 1_000_000);
    let runs = setting("FUPAN_BENCH_RUNS", 200);
    let (space, _) = data::filled(readings);
    let screen = space.screen::<&str>(&[], 120, 40);
    data::wait_ready(&screen);
    screen.type_keys("<focus>");

    let mut painted = Figures::default();
    for run in 1..=runs {
        let value = (run * 1_000_000).to_string();
        let seen = screen.text();
        let args = ["record", "gmv", &value, "-c", "b1", "--channel", "douyin", "--at", "2026-11-11"];
        let child = space.start(&args);
        // The answer is printed after the commit: the end of the process is the first moment a script knows of it.
        let output = child.wait_with_output().expect("the program ends");
        let committed = Instant::now();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let at = screen.wait_for("the new value", |view| view.text() != seen);
        painted.push_time(at.saturating_duration_since(committed));
    }
    let table = Table::open(&format!("Live, {readings} readings, {runs} commits of another process"));
    table.limit("commit → painted, p50", painted.median(), "ms", 25.0);
    table.limit("commit → painted, p99", painted.at(0.99), "ms", 25.0);
}
