//! 500 targets with pace, from the daily roll-up: the same time whatever the number of readings below it.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, clippy::expect_used)]
mod common;

use common::{Figures, Table, data, setting};
use fupan::board::{Book, cockpit, pace_of_all};
use fupan::store::Store;
use std::time::Instant;

/// What one file takes, in milliseconds.
struct Taken {
    pace: Figures,
    with_book: Figures,
    cockpit: Figures,
}

fn main() {
    let runs = setting("FUPAN_BENCH_RUNS", 50);
    let (few, many) = (setting("FUPAN_BENCH_READINGS", 1_000_000), setting("FUPAN_BENCH_MANY", 0));
    let small = measure(few, runs);
    let table = Table::open(&format!("500 targets, {few} readings, {runs} runs, median"));
    table.limit("500 targets with pace", small.pace.median(), "ms", 2.0);
    table.info("the same with reading the small tables", small.with_book.median(), small.pace.median(), "ms");
    table.info("the whole cockpit: forecasts, to-dos", small.cockpit.median(), small.pace.median(), "ms");
    if many == 0 {
        eprintln!("at 10 M readings: skipped, set FUPAN_BENCH_MANY=10_000_000");
        return;
    }
    let large = measure(many, runs);
    table.limit(&format!("500 targets with pace at {many} readings"), large.pace.median(), "ms", 2.0);
    table.against(&format!("{many} against {few}"), large.pace.median(), small.pace.median(), "ms", 1.2);
}

fn measure(readings: usize, runs: usize) -> Taken {
    let (space, _) = data::filled(readings, data::MANY_TARGETS);
    let store = data::open(&space);
    let mut taken =
        Taken { pace: Figures::default(), with_book: Figures::default(), cockpit: Figures::default() };
    for run in 0..=runs {
        let [pace, with_book, whole] = once(&store);
        // The first run warms the cache.
        if run > 0 {
            taken.pace.push(pace);
            taken.with_book.push(with_book);
            taken.cockpit.push(whole);
        }
    }
    taken
}

fn once(store: &Store) -> [f64; 3] {
    let ms = |from: Instant| from.elapsed().as_secs_f64() * 1e3;
    let read = store.read(None, |db| {
        let opening = Instant::now();
        let book = Book::open(db)?;
        let pacing = Instant::now();
        let all = pace_of_all(db, &book, data::NOW)?;
        let (pace, with_book) = (ms(pacing), ms(opening));
        assert_eq!(all.iter().filter(|(_, pace, _)| pace.is_some()).count(), 500, "all with a pace");
        let drawing = Instant::now();
        let board = cockpit(db, &Book::open(db)?, data::NOW, false)?;
        let whole = ms(drawing);
        assert_eq!(board.campaigns.len(), 50);
        Ok([pace, with_book, whole])
    });
    read.expect("the file reads")
}
