//! What goes wrong around the screen: files replaced or read-only, signals at any moment.
use super::kit::{json, open_campaign, press, processes_in, target};
use crate::support::{Screen, Workspace};
use rustix::process::Signal;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

fn actual_in(space: &Workspace, file: &Path) -> serde_json::Value {
    let file = file.to_str().unwrap();
    let status = space.fupan(&["--db", file, "status", "--json"]).ok().json();
    status["campaigns"][0]["targets"][0]["actual"].clone()
}

#[test]
fn a_replaced_file_is_told_and_not_written_to() {
    let space = Workspace::new().with_campaign();
    let old = space.path("old.db");
    let other = Workspace::new().with_campaign();
    other.run("record gmv 1000 -c d11 --channel weibo --at 2026-11-03").ok();
    let backup = space.path("other.db");
    other.fupan(&["backup", backup.to_str().unwrap()]).ok();

    let screen = open_campaign(&space);
    press(&screen, "r", "Record a value");
    std::fs::rename(space.db(), &old).unwrap();
    std::fs::rename(&backup, space.db()).unwrap();
    for (from, to) in [("fupan.db-wal", "old.db-wal"), ("fupan.db-shm", "old.db-shm")] {
        let _ = std::fs::rename(space.path("data/fupan").join(from), space.path(to));
    }
    screen.wait_text("replaced");
    press(&screen, "42000", "42000");
    screen.type_keys("<enter>");
    screen.wait_for("a refusal that keeps what was typed", |view| {
        view.has("42000") && view.has("Record a value") && view.has("replaced")
    });
    screen.type_keys("<c-c>");
    screen.exit_status();
    assert_eq!(actual_in(&space, &space.db()), 211_000, "the new file");
    assert_eq!(actual_in(&space, &old), 210_000, "the old file");
}

#[test]
fn a_removed_file_is_told_and_not_made_anew() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "r", "Record a value");
    std::fs::rename(space.db(), space.path("moved.db")).unwrap();
    screen.wait_text("replaced");
    screen.type_keys("42000<enter>");
    screen.wait_for("a refusal", |view| view.has("42000") && view.has("Record a value"));
    assert!(!space.db().exists());
}

#[test]
fn a_read_only_file_can_be_looked_at() {
    let space = Workspace::new().with_campaign();
    // Nothing waits in the write-ahead log any more once the last one has closed the file.
    std::fs::set_permissions(space.db(), PermissionsExt::from_mode(0o400)).unwrap();
    if std::fs::OpenOptions::new().append(true).open(space.db()).is_ok() {
        eprintln!("skipped: this user may write to read-only files");
        return;
    }
    let screen = open_campaign(&space);
    press(&screen, "r", "Record a value");
    screen.type_keys("42000<enter>");
    screen.wait_for("a refusal that keeps what was typed", |view| {
        view.has("42000") && view.has("Record a value")
    });
    assert_eq!(target(&space)["actual"], 210_000);
}

#[track_caller]
fn is_tidy(screen: &Screen, what: &str) {
    let exit = screen.exit_status();
    assert!(exit.tty_restored, "{what}: {exit:?}");
    assert_eq!(screen.look_at(|view| view.left_on()), Vec::<String>::new(), "{what}");
}

#[test]
fn a_signal_at_any_moment_of_the_start_restores_the_terminal() {
    let space = Workspace::new().with_campaign();
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        for spins in 0..12_u32 {
            let screen = space.screen::<&str>(&[], 120, 36);
            // From the very first instruction to after the first frame, in steps of about a millisecond.
            let moment = Instant::now() + Duration::from_micros(u64::from(spins * 1_700));
            while Instant::now() < moment {
                std::hint::spin_loop();
            }
            screen.signal(signal);
            is_tidy(&screen, &format!("{signal:?} after {spins} steps"));
        }
    }
}

#[test]
fn a_signal_at_the_first_frame_restores_the_terminal() {
    let space = Workspace::new().with_campaign();
    for signal in [Signal::TERM, Signal::HUP] {
        for _ in 0..5 {
            let screen = space.screen::<&str>(&[], 120, 36);
            screen.wait_for("the first frame", |view| view.has("¥210K"));
            screen.signal(signal);
            is_tidy(&screen, &format!("{signal:?}"));
        }
    }
}

#[test]
fn a_hang_up_ends_it_soon() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "r", "Record a value");
    let sent = Instant::now();
    screen.signal(Signal::HUP);
    let exit = screen.exit_status();
    let took = exit.at - sent;
    assert!(took < Duration::from_millis(500), "{took:?}");
    assert_eq!(processes_in(&space), Vec::<u32>::new());
}

#[test]
fn a_terminal_that_went_away_ends_it_soon() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    let before = Instant::now();
    let exit = screen.hang_up();
    let took = exit.at - before;
    assert!(took < Duration::from_millis(800), "{took:?}");
    assert_eq!(processes_in(&space), Vec::<u32>::new());
}

#[test]
fn killing_the_screen_loses_nothing() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "r", "Record a value");
    screen.type_keys("42000<enter>");
    screen.wait_text("¥252K");
    screen.signal(Signal::KILL);
    screen.exit_status();
    assert_eq!(target(&space)["actual"], 252_000);
    space.run("undo").ok();
    assert_eq!(target(&space)["actual"], 210_000);
    let checks = json(&space, "doctor");
    assert!(checks.as_array().is_some_and(|all| all.iter().all(|check| check["ok"] == true)), "{checks}");
}

#[test]
fn a_change_right_before_the_end_is_written() {
    let space = Workspace::new().with_campaign();
    let screen = space.screen::<&str>(&[], 120, 36);
    screen.wait_text("¥210K");
    screen.type_text("uq");
    assert_eq!(screen.exit_status().code, 0);
    let changes = space.run("history --json").ok().out;
    assert!(changes.contains("\"undone\":true") || changes.contains("\"undone\": true"), "{changes}");
}

#[test]
fn an_interrupt_in_the_editor_is_the_editors() {
    let space = Workspace::new().with_campaign();
    let script = "#!/bin/sh\ntrap 'echo interrupted > \"$1\"; exit 0' INT\necho the editor\nwhile :; do sleep 0.1; done\n";
    let editor = space.file("editor", script);
    std::fs::set_permissions(&editor, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let space = space.with("EDITOR", editor.to_str().unwrap());
    let screen = space.screen::<&str>(&[], 120, 36);
    screen.wait_text("¥210K");
    screen.type_keys("a");
    screen.wait_text("What happened");
    screen.type_keys("<c-e>");
    screen.wait_text("the editor");
    screen.type_keys("<c-c>");
    screen
        .wait_for("the form with the editor's text", |view| view.is_full_screen() && view.has("interrupted"));
    screen.type_keys("<c-c>");
    screen.exit_status();
}
