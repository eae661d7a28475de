//! `fupan import` is killed at any moment of its work. The file of readings is then there as a whole or not at all,
//! the doctor finds nothing, and undo still goes back step by step.
use crate::support::Workspace;
use std::time::{Duration, Instant};

/// Rows of the file: enough for the import to last a while and to write more than once.
const ROWS: usize = 30_000;

/// How often it is killed.
const ROUNDS: u32 = 24;

/// A file with one order a minute.
fn csv() -> String {
    let row = |i: usize| {
        let (day, minute) = (1 + i / 1_440 % 28, i % 1_440);
        let month = 9 + i / 1_440 / 28;
        format!("orders,2026-{month:02}-{day:02}T{:02}:{:02},1,crash,minutes\n", minute / 60, minute % 60)
    };
    format!("metric,at,value,campaign,source\n{}", (0..ROWS).map(row).collect::<String>())
}

/// What is recorded: the sum of orders.
fn orders(space: &Workspace) -> u64 {
    let status = space.run("status crash --json").ok().json();
    let actual = &status["campaigns"][0]["targets"][0]["actual"];
    if actual.is_null() { 0 } else { actual.as_u64().expect("a sum") }
}

fn time_of(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn is_sound(space: &Workspace, round: u32) {
    let checks = space.run("doctor --json").ok().json();
    let all_well = checks.as_array().is_some_and(|all| all.iter().all(|check| check["ok"] == true));
    assert!(all_well, "round {round}: {checks}");
}

#[test]
fn a_killed_import_is_there_as_a_whole_or_not_at_all() {
    let space = Workspace::new().at("2026-11-11T12:00:00+08:00");
    space.run("campaign new Crash --key crash --start 2026-09-01 --end 2026-11-30").ok();
    space.run("target add crash orders --goal 100000 --primary").ok();
    space.run("record orders 5 -c crash --at 2026-09-01T00:00:30").ok();
    let path = space.file("minutes.csv", csv());
    let path = path.to_str().expect("a UTF-8 path");

    let mut killed_at = time_of(|| drop(space.fupan(&["import", path]).ok()));
    let all = 5 + ROWS as u64;
    assert_eq!(orders(&space), all);
    space.run("undo").ok();
    assert_eq!(orders(&space), 5);

    let (mut none, mut full) = (0, 0);
    for round in 0..ROUNDS {
        let mut import = space.start(&["import", path]);
        // Some at its very beginning, then ever closer to the commit, from both sides.
        let wait = if round < 4 { killed_at * round / 8 } else { killed_at };
        let moment = Instant::now() + wait;
        while Instant::now() < moment && import.try_wait().expect("it can be waited for").is_none() {
            std::thread::yield_now();
        }
        let _ = import.kill();
        import.wait().expect("it can be waited for");
        is_sound(&space, round);
        match orders(&space) {
            5 => {
                none += 1;
                killed_at = if round < 4 { killed_at } else { killed_at * 9 / 8 };
            }
            sum if sum == all => {
                full += 1;
                killed_at = killed_at * 7 / 8;
                space.run("undo").ok();
                assert_eq!(orders(&space), 5, "round {round}: the import is one step back");
            }
            sum => panic!("round {round}: {sum} orders, neither 5 nor {all}"),
        }
    }
    assert!(none > 0 && full > 0, "killed before the commit {none} times, after it {full} times");
    // The whole stack is still there: reading, target, campaign.
    for _ in 0..3 {
        space.run("undo").ok();
    }
    assert_eq!(space.run("campaign list --json").ok().json().as_array().map(Vec::len), Some(0));
    is_sound(&space, ROUNDS);
}
