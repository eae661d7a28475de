//! From outside, through a pseudo-terminal: start, keys, idle, memory, size; beside a minimal ratatui + rusqlite
//! program, the two taking turns.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, clippy::expect_used)]
mod common;

use common::support::{Screen, Workspace};
use common::{Figures, Table, cpu, data, peak_memory, reference, setting};
use std::time::{Duration, Instant};

const SIZE: (u16, u16) = (120, 40);
/// Silence that ends a burst of output.
const QUIET: Duration = Duration::from_millis(20);
const PATIENCE: Duration = Duration::from_secs(2);

fn main() {
    let readings = setting("FUPAN_BENCH_READINGS", 1_000_000);
    let runs = setting("FUPAN_BENCH_RUNS", 21);
    let (space, csv) = data::filled(readings, data::COCKPIT);
    let minimal = Workspace::of(reference("minimal-tui"));
    let file = minimal.path("minimal.db");
    let loaded =
        std::process::Command::new(reference("minimal-loader")).arg("--sorted").arg(&csv).arg(&file).status();
    assert!(loaded.expect("the loader runs").success());
    let file = file.to_str().expect("a UTF-8 path").to_owned();
    let open_ours = || space.screen::<&str>(&[], SIZE.0, SIZE.1);
    let open_minimal = || minimal.screen(&[&file], SIZE.0, SIZE.1);
    let minimal_ready = |screen: &Screen| screen.wait_text("minimal");

    let table = Table::open(&format!("Screen, {readings} readings, 40 live targets, {runs} runs, median"));
    let (mut ours, mut theirs) = (Figures::default(), Figures::default());
    for run in 0..=runs {
        let a = start(&open_ours(), data::wait_ready);
        let b = start(&open_minimal(), minimal_ready);
        // The first run warms the disk's cache.
        if run > 0 {
            ours.push_time(a);
            theirs.push_time(b);
        }
    }
    table.against("start → first cockpit frame", ours.median(), theirs.median(), "ms", 1.5);

    let screen = open_ours();
    data::wait_ready(&screen);
    let reference_screen = open_minimal();
    minimal_ready(&reference_screen);
    screen.settle(u64::MAX - 1, QUIET, QUIET);
    let (mine, bytes) = keys(&screen, runs);
    let (other, _) = keys(&reference_screen, runs);
    table.against("key → painted", mine.median(), other.median(), "ms", 2.0);
    table.limit("a moved cursor row", bytes.median(), "bytes", 64.0);

    let seen = screen.bytes();
    let (before, begin) = (cpu(screen.pid()), Instant::now());
    let written = screen.settle(seen, QUIET, Duration::from_secs(5)).map_or(0, |s| s.bytes);
    let share = (cpu(screen.pid()) - before).as_secs_f64() / begin.elapsed().as_secs_f64() * 100.0;
    table.limit("idle, processor", share, "%", 0.3);
    table.limit("idle, written", written as f64, "bytes", 0.0);
    table.limit("memory in the app", peak_memory(screen.pid()), "MiB", 12.0);
    let size = std::fs::metadata(env!("CARGO_BIN_EXE_fupan")).expect("the program is there").len();
    table.limit("binary", size as f64 / f64::from(1 << 20), "MiB", 8.0);

    let (few, many) = (setting("FUPAN_BENCH_FEW", 10_000), setting("FUPAN_BENCH_MANY", 0));
    if many == 0 {
        eprintln!("start at 10 M against 10 k: skipped, set FUPAN_BENCH_MANY=10_000_000");
        return;
    }
    let (small, large) = (data::filled(few, data::COCKPIT).0, data::filled(many, data::COCKPIT).0);
    let (mut a, mut b) = (Figures::default(), Figures::default());
    for run in 0..=runs {
        let with_many = start(&large.screen::<&str>(&[], SIZE.0, SIZE.1), data::wait_ready);
        let with_few = start(&small.screen::<&str>(&[], SIZE.0, SIZE.1), data::wait_ready);
        if run > 0 {
            a.push_time(with_many);
            b.push_time(with_few);
        }
    }
    table.against(&format!("start at {many} against {few} readings"), a.median(), b.median(), "ms", 1.2);
}

/// From the spawn to the last byte of the first frame that has it all.
fn start(screen: &Screen, ready: impl Fn(&Screen) -> Instant) -> Duration {
    let at = ready(screen) - screen.started();
    screen.type_keys("q");
    screen.exit_status();
    at
}

/// From the key to the last byte it caused, and how many bytes that were; up and down in turn.
fn keys(screen: &Screen, runs: usize) -> (Figures, Figures) {
    let (mut times, mut bytes) = (Figures::default(), Figures::default());
    for key in ["j", "k"].iter().cycle().take(runs * 2) {
        let seen = screen.bytes();
        let pressed = Instant::now();
        screen.type_keys(key);
        let painted = screen.settle(seen, QUIET, PATIENCE).expect("a key changes the screen");
        times.push_time(painted.last - pressed);
        bytes.push(painted.bytes as f64);
    }
    (times, bytes)
}
