//! A writer is killed in the middle of its work, again and again. What it had acknowledged is there, what it had not
//! finished is not there by half, and the doctor finds nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods
)]
#[path = "../support/mod.rs"]
mod support;

mod import;

use fupan::input;
use fupan::model::{Day, Lang};
use fupan::planner::{self, CampaignDraft, Context, ImportOptions, RecordDraft, Request, perform};
use fupan::store::{OpenOptions, Repeat, Store, doctor};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// Tells a copy of this test program to be the writer, and on which file.
const ROLE: &str = "FUPAN_CRASH_WRITER";
/// 2026-11-11 12:00 in Shanghai.
const NOW: i64 = 1_794_369_600;
/// Readings an import brings, all or none.
const BATCH: i64 = 500;

fn open(path: &Path) -> Store {
    let zone = "Asia/Shanghai".to_owned();
    Store::open(&OpenOptions { path: path.to_owned(), create: true, allow_network: false, zone, now: NOW })
        .unwrap()
}

fn context() -> Context {
    Context { now: NOW, actor: "crash".to_owned(), lang: Lang::En, home: None }
}

/// Records an order and imports visits in turn until it is killed, and says after every commit what it has written.
fn write(path: &Path, from: i64) {
    let mut store = open(path);
    for n in from.. {
        let record = RecordDraft {
            metric: "orders".to_owned(),
            value: "1".to_owned(),
            campaign: Some("crash".to_owned()),
            source: Some(format!("writer-{n}")),
            at: Some("2026-11-10".to_owned()),
            ..RecordDraft::default()
        };
        perform(&mut store, &context(), Request::Record(record)).unwrap();
        println!("recorded {n}");
        import_one(&mut store, n);
        println!("imported {n}");
    }
}

/// The nth import: as many visits as a batch has, one each.
fn import_one(store: &mut Store, n: i64) {
    let row = |i| format!("visits,2026-11-09T00:{:02}:{:02},1,crash,batch-{n}\n", i / 60, i % 60);
    let csv = format!("metric,at,value,campaign,source\n{}", (0..BATCH).map(row).collect::<String>());
    let options = ImportOptions {
        input: input::Options::new(store.settings().unwrap().zone, NOW),
        repeat: Repeat::default(),
        dry_run: false,
        name: "crash.csv".to_owned(),
    };
    planner::import(store, &context(), &options, csv.as_bytes(), &mut |_| true).unwrap();
}

/// Starts a writer, kills it once it has acknowledged `commits` commits and a little more, gives the last
/// acknowledged record and import.
fn kill_after(path: &Path, from: i64, commits: usize, more: usize) -> (i64, i64) {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "nothing_acknowledged_is_lost_when_the_writer_is_killed", "--nocapture"])
        .env(ROLE, format!("{from}:{}", path.display()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let (mut recorded, mut imported) = (from - 1, from - 1);
    let mut note = |line: String| {
        if let Some((_, n)) = line.split_once("recorded ") {
            recorded = n.parse().unwrap();
        } else if let Some(n) = line.strip_prefix("imported ") {
            imported = n.parse().unwrap();
        } else {
            return false;
        }
        true
    };
    let mut seen = 0;
    while seen < commits {
        let line = lines.next().expect("the writer goes on until it is killed").unwrap();
        seen += usize::from(note(line));
    }
    // Not on the edge of a commit: some other moment of the next one.
    for _ in 0..more * 20_000 {
        std::hint::spin_loop();
    }
    writer.kill().unwrap();
    writer.wait().unwrap();
    // What still stood in the pipe was acknowledged, too.
    for line in lines.map_while(Result::ok) {
        note(line);
    }
    (recorded, imported)
}

/// The sum of a metric over its series, and how many readings it has.
fn written(store: &Store, metric: &str) -> (i64, i64) {
    let read = store.read(None, |db| {
        let metric = db.list::<fupan::model::Metric>()?.into_iter().find(|m| m.key == metric).unwrap();
        let (mut sum, mut count) = (0, 0);
        for series in db.series()?.into_iter().filter(|s| s.metric == metric.id) {
            let day = db.sum(series.id, Day(i32::MIN), Day(i32::MAX))?;
            sum += day.map_or(0, |day| day.value.micros() / 1_000_000);
            count += i64::try_from(db.readings(series.id, i64::MIN, i64::MAX)?.len()).unwrap();
        }
        Ok((sum, count))
    });
    read.unwrap()
}

#[test]
fn nothing_acknowledged_is_lost_when_the_writer_is_killed() {
    if let Ok(role) = std::env::var(ROLE) {
        let (from, path) = role.split_once(':').unwrap();
        return write(Path::new(path), from.parse().unwrap());
    }
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("crash.db");
    let given = |text: &str| Some(text.to_owned());
    let draft = CampaignDraft {
        name: given("Crash"),
        key: given("crash"),
        start: given("2026-11-01"),
        end: given("2026-11-14"),
        ..CampaignDraft::default()
    };
    perform(&mut open(&path), &context(), Request::CampaignNew(draft)).unwrap();

    let mut from = 1;
    for round in 0..20 {
        let (recorded, imported) = kill_after(&path, from, 1 + round % 7, round * 5 % 17);
        let mut store = open(&path);
        let (orders, order_readings) = written(&store, "orders");
        let (visits, visit_readings) = written(&store, "visits");
        assert!(orders >= recorded, "round {round}: {recorded} records acknowledged, {orders} there");
        assert!(
            visits >= imported * BATCH,
            "round {round}: {imported} imports acknowledged, {visits} visits there"
        );
        assert_eq!(visits % BATCH, 0, "round {round}: half an import is there");
        assert_eq!((orders, visits), (order_readings, visit_readings), "round {round}: roll-up and readings");
        for check in doctor(&mut store).unwrap() {
            assert_eq!(check.found, Vec::<String>::new(), "round {round}: {}", check.what.en);
        }
        // The import of the last record may have been killed: bring it, so that both go on from the same number.
        if visits < orders * BATCH {
            import_one(&mut store, orders);
        }
        from = orders + 1;
    }
}
