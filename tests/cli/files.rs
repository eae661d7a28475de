//! The file under the planner: what is not ours stays untouched, what is ours is never overwritten.
use super::singles_day;
use crate::support::Workspace;
use std::os::unix::fs::{PermissionsExt, symlink};

#[test]
fn a_file_that_is_not_ours_is_refused_and_stays_as_it_is() {
    let space = Workspace::new();
    let foreign = rusqlite::Connection::open(space.path("foreign.db")).unwrap();
    foreign.execute_batch("PRAGMA application_id = 7; CREATE TABLE t (x)").unwrap();
    drop(foreign);
    space.file("text.db", "this is a text, not a database, and long enough to be read as a header of one");
    space.file("empty.db", "");
    symlink(space.path("nowhere.db"), space.path("dangling.db")).unwrap();
    for name in ["foreign.db", "text.db", "empty.db", "dangling.db"] {
        let path = space.path(name);
        let before = std::fs::read(&path).ok();
        space.fupan(&["--db", path.to_str().unwrap(), "campaign", "list"]).exits(6).says(name);
        assert_eq!(std::fs::read(&path).ok(), before, "{name} was touched");
    }
    assert!(!space.path("nowhere.db").exists());
}

#[test]
fn a_newer_file_is_refused_and_stays_as_it_is() {
    let space = singles_day();
    let db = rusqlite::Connection::open(space.db()).unwrap();
    db.execute_batch("PRAGMA user_version = 9999; PRAGMA wal_checkpoint(truncate)").unwrap();
    drop(db);
    let before = std::fs::read(space.db()).unwrap();
    space.run("status").exits(6).says("fupan");
    assert_eq!(std::fs::read(space.db()).unwrap(), before);
}

#[test]
fn the_file_is_for_its_owner_only() {
    let space = singles_day();
    let mode = |path: std::path::PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(space.db()), 0o600);
    assert_eq!(mode(space.path("data/fupan")), 0o700);
}

#[test]
fn a_backup_is_never_overwritten_and_brings_everything_back() {
    let space = singles_day();
    let full = space.run("status --json").ok().out;
    let backup = space.path("copy.db");
    let backup = backup.to_str().unwrap();
    space.fupan(&["backup", backup]).ok();
    space.fupan(&["backup", backup]).exits(2).says("copy.db");
    space.run("campaign delete d11").ok();
    assert_ne!(space.run("status --json").ok().out, full);
    space.fupan(&["restore", backup]).ok();
    assert_eq!(space.run("status --json").ok().out, full);
}

#[test]
fn a_corrupt_page_is_a_storage_error_and_nothing_is_deleted() {
    let space = singles_day();
    let rows: String = (0..20_000).map(|n| format!("gmv,2026-11-0{},{n},d11,s{n}\n", n % 3 + 1)).collect();
    let file = space.file("r.csv", format!("metric,at,value,campaign,source\n{rows}"));
    space.fupan(&["import", file.to_str().unwrap()]).ok();
    rusqlite::Connection::open(space.db()).unwrap().execute_batch("PRAGMA wal_checkpoint(truncate)").unwrap();
    let mut bytes = std::fs::read(space.db()).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..].fill(0xA5);
    std::fs::write(space.db(), &bytes).unwrap();
    space.run("doctor").exits(6);
    assert_eq!(std::fs::read(space.db()).unwrap().len(), bytes.len());
}

#[test]
fn a_locked_file_is_busy_after_its_patience() {
    let space = singles_day();
    let holder = rusqlite::Connection::open(space.db()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    space.run("record gmv 1 -c d11 --at 2026-11-03").exits(5);
    // Reading goes on while somebody writes.
    space.run("status d11").ok();
    holder.execute_batch("ROLLBACK").unwrap();
    space.run("record gmv 1 -c d11 --at 2026-11-03").ok();
}

#[test]
fn two_processes_writing_at_once_both_succeed() {
    let space = singles_day();
    let writers: Vec<_> = (0..8)
        .map(|n| {
            let value = n.to_string();
            let source = format!("s{n}");
            space.start(&["record", "orders", &value, "-c", "d11", "--source", &source, "--at", "2026-11-03"])
        })
        .collect();
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    space.run("target add d11 orders --goal 100").ok();
    let status = space.run("status d11 --json").ok().json();
    let orders =
        status["campaigns"][0]["targets"].as_array().unwrap().iter().find(|t| t["metric"] == "orders");
    assert_eq!(orders.unwrap()["actual"], 28);
    space.run("doctor").ok();
}

#[test]
fn reading_makes_no_file() {
    let space = Workspace::new();
    let missing = space.path("nope/x.db");
    for line in
        ["status", "campaign list", "check", "history", "doctor", "metric list", "config list", "undo"]
    {
        let args = [&["--db", missing.to_str().unwrap()][..], &line.split(' ').collect::<Vec<_>>()].concat();
        let refused = space.fupan(&args).exits(6).says("there is no file");
        assert!(refused.err.contains("campaign new"), "{}", refused.err);
    }
    let as_json = space.fupan(&["--db", missing.to_str().unwrap(), "status", "--json"]).exits(6).json();
    assert_eq!(as_json["error"]["code"], "no_file");
    assert!(!space.path("nope").exists());
}

#[test]
fn every_command_has_a_manual_page() {
    let space = Workspace::new();
    let page = space.run("man").ok().out;
    assert_eq!(page.matches(".SH OPTIONS").count(), 1, "{page}");
    let dir = space.path("man");
    space.fupan(&["man", "--dir", dir.to_str().unwrap()]).ok();
    for name in ["fupan.1", "fupan-import.1", "fupan-campaign-new.1"] {
        assert!(dir.join(name).exists(), "no {name}");
    }
}
