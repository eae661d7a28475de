//! Shuffled CSV rows into an empty file, beside a minimal loader and DuckDB; then the same file again.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic
)]
mod common;

use common::{Figures, ROOT, Table, data, reference, run_watched, setting};
use std::path::Path;
use std::process::Command;

fn main() {
    let readings = setting("FUPAN_BENCH_READINGS", 1_000_000);
    let runs = setting("FUPAN_BENCH_RUNS", 3);
    let home = tempfile::tempdir().expect("a temporary directory");
    let csv = home.path().join("readings.csv");
    data::write_csv(&csv, readings, data::COCKPIT);
    let loader = reference("minimal-loader");

    let [mut first, mut again, mut memory, mut size, mut plain, mut sorted, mut duck] =
        std::array::from_fn(|_| Figures::default());
    for run in 0..runs {
        let space = data::workspace(data::COCKPIT);
        let before = bytes_of(&space.db());
        let (time, peak) = run_watched(space.command(&[Path::new("import"), &csv]));
        first.push_time(time);
        memory.push(peak);
        size.push((bytes_of(&space.db()) - before) / readings as f64);
        again.push_time(run_watched(space.command(&[Path::new("import"), &csv])).0);
        let unchanged = space.fupan(&[Path::new("import"), &csv, Path::new("--json")]).ok();
        assert!(unchanged.out.contains(&readings.to_string()), "not all unchanged: {}", unchanged.out);

        for (figures, args) in [(&mut plain, &[][..]), (&mut sorted, &["--sorted"][..])] {
            let file = home.path().join(format!("loader{run}{}.db", args.len()));
            let mut command = Command::new(&loader);
            command.args(args).arg(&csv).arg(&file);
            figures.push_time(run_watched(command).0);
        }
        if let Some(seconds) = duckdb(&csv, &home.path().join(format!("{run}.duckdb"))) {
            duck.push(seconds * 1e3);
        }
    }
    let table = Table::open(&format!("Import, {readings} shuffled rows, {runs} runs, median"));
    // The reach was set as 1.0 s where the loader that sorts took 0.79 s.
    table.against("import, beside the minimal loader", first.median(), sorted.median(), "ms", 1.27);
    table.info("import, beside the same loader row by row", first.median(), plain.median(), "ms");
    if duck.median().is_nan() {
        eprintln!("DuckDB: skipped, no python with duckdb; FUPAN_PYTHON names one");
    } else {
        table.against("import, beside DuckDB into a primary key", first.median(), duck.median(), "ms", 1.0);
    }
    table.limit("the same file again", again.median(), "ms", 750.0);
    table.limit("memory in an import", memory.max(), "MiB", 130.0);
    table.limit("the file, roll-up included", size.median(), "bytes a reading", 64.0);
}

/// The file with its write-ahead log.
fn bytes_of(db: &Path) -> f64 {
    let log = db.with_extension("db-wal");
    [db, &log].iter().filter_map(|p| std::fs::metadata(p).ok()).map(|m| m.len() as f64).sum()
}

/// Seconds DuckDB takes; none where it is not installed.
fn duckdb(csv: &Path, file: &Path) -> Option<f64> {
    let python = std::env::var("FUPAN_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(ROOT).join("benches/reference/duckdb_load.py");
    let output = Command::new(python).arg(script).arg(csv).arg(file).output().ok()?;
    match output.status.code() {
        Some(0) => String::from_utf8_lossy(&output.stdout).trim().parse().ok(),
        Some(3) => None,
        _ => panic!("DuckDB failed: {}", String::from_utf8_lossy(&output.stderr)),
    }
}
