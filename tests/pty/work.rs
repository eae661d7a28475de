//! Work that goes through files, other programs and other writers: import, editor, clipboard, locks, older data.
use super::kit::{json, open, open_campaign, press, quit, target};
use crate::support::{Screen, Workspace};
use rusqlite::Connection;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// Opens the import form by the palette: it has no key of its own.
#[track_caller]
fn open_import(screen: &Screen) {
    press(screen, ":", "Commands");
    press(screen, "file.import", "Import a file of readings");
    press(screen, "<enter>", "a CSV file");
}

#[test]
fn a_file_is_imported_from_the_screen_and_taken_back_as_one() {
    let space = Workspace::new().with_campaign();
    space.file("more.csv", "metric,at,value,campaign\ngmv,2026-11-03,1000,d11\ngmv,2026-11-04,9000,d11\n");
    let screen = open_campaign(&space);
    open_import(&screen);
    screen.type_keys("more.csv<enter>");
    screen.wait_text("¥220K");
    assert_eq!(target(&space)["actual"], 220_000);
    press(&screen, "u", "¥210K");
    assert_eq!(target(&space)["actual"], 210_000);
    quit(&screen);
}

#[test]
fn a_file_with_a_bad_row_is_refused_in_the_form_and_nothing_is_taken() {
    let space = Workspace::new().with_campaign();
    space.file("bad.csv", "metric,at,value,campaign\ngmv,2026-11-03,1000,d11\ngmv,2026-02-30,9000,d11\n");
    let screen = open_campaign(&space);
    open_import(&screen);
    screen.type_keys("bad.csv<enter>");
    screen.wait_for("the row that is wrong", |view| view.has("bad.csv") && view.has("2026-02-30"));
    assert_eq!(target(&space)["actual"], 210_000);
    screen.type_keys("<c-u>nowhere.csv<enter>");
    screen.wait_for("the file that is not there", |view| view.text().matches("nowhere.csv").count() > 1);
}

#[test]
fn esc_stops_an_import_and_nothing_of_it_stays() {
    let space = Workspace::new().with_campaign();
    let row = |i: usize| {
        format!("gmv,2026-11-03T{:02}:{:02}:{:02},1,d11,n{i}\n", i / 3600 % 24, i / 60 % 60, i % 60)
    };
    let rows: String = (0..400_000).map(row).collect();
    space.file("huge.csv", format!("metric,at,value,campaign,source\n{rows}"));
    let screen = open_campaign(&space);
    open_import(&screen);
    screen.type_keys("huge.csv<enter>");
    screen.wait_text("Esc cancels");
    screen.type_keys("<esc>");
    screen.wait_gone("Esc cancels");
    press(&screen, "l", "Messages");
    screen.wait_text("nothing was written");
    assert_eq!(target(&space)["actual"], 210_000);
    screen.type_keys("<enter>");
    screen.wait_gone("Messages");
    // The next change goes through: nothing holds the file.
    press(&screen, "r", "Record a value");
    screen.type_keys("42000<enter>");
    screen.wait_text("¥252K");
}

/// A program for `$EDITOR` that does this with the file in `$1`.
fn editor(space: &Workspace, does: &str) -> PathBuf {
    let path = space.file("editor.sh", format!("#!/bin/sh\n{does}\n"));
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
    path
}

#[test]
fn a_long_text_is_written_in_ones_own_editor() {
    let space = Workspace::new().with_campaign();
    let program = editor(&space, "cp \"$1\" seen.txt; printf '红包 5→8 元' > \"$1\"");
    let space = space.with("EDITOR", program.to_str().unwrap()).with("VISUAL", "");
    let screen = open_campaign(&space);
    press(&screen, "a", "What happened");
    press(&screen, "begun", "begun");
    press(&screen, "<c-e>", "红包 5→8 元");
    screen.wait_for("the whole screen", |view| view.is_full_screen() && view.has("¥210K"));
    assert_eq!(std::fs::read_to_string(space.path("seen.txt")).unwrap().trim_end(), "begun");
    screen.type_keys("<enter>");
    screen.wait_gone("What happened");
    assert_eq!(json(&space, "note list d11")[0]["text"], "红包 5→8 元");
    quit(&screen);
}

#[test]
fn an_editor_that_fails_loses_nothing() {
    let space = Workspace::new().with_campaign();
    let program = editor(&space, "exit 1");
    let space = space.with("EDITOR", program.to_str().unwrap()).with("VISUAL", "");
    let screen = open_campaign(&space);
    press(&screen, "a", "What happened");
    press(&screen, "begun", "begun");
    screen.type_keys("<c-e>");
    screen.wait_for("the form with its text and a word about it", |view| {
        view.is_full_screen() && view.has("begun") && view.has("not taken over")
    });
    assert_eq!(json(&space, "note list d11").as_array().map(Vec::len), Some(0));
}

#[test]
fn a_status_line_is_copied_to_the_terminals_clipboard() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    screen.type_keys("y");
    screen.wait_for("something copied", |view| view.copied().len() == 1);
}

#[test]
fn ones_own_keys_replace_the_tables() {
    let space = Workspace::new().with_campaign();
    std::fs::create_dir_all(space.path("config/fupan")).unwrap();
    space.file(
        "config/fupan/config.toml",
        "[keys]\n\"app.quit\" = \"Q\"\n\"reading.record\" = [\"x\", \"f5\"]\n",
    );
    let screen = open_campaign(&space);
    screen.type_keys("qr");
    press(&screen, "x", "Record a value");
    screen.type_keys("<esc>");
    screen.wait_gone("Record a value");
    screen.type_keys("Q");
    assert_eq!(screen.exit_status().code, 0);
}

#[test]
fn a_setting_nobody_understands_is_told_and_the_rest_works() {
    let space = Workspace::new().with_campaign();
    std::fs::create_dir_all(space.path("config/fupan")).unwrap();
    space.file("config/fupan/config.toml", "language = \"zh\"\nmouse = 3\n");
    let screen = open(&space, "¥21万");
    screen.wait_text("mouse");
    quit(&screen);
}

#[test]
fn a_change_waits_for_another_writer_and_the_screen_does_not() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    let other = Connection::open(space.db()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    press(&screen, "r", "Record a value");
    screen.type_keys("42000<enter>");
    screen.wait_text("saving");
    screen.resize(100, 30);
    screen.wait_for("the new size", |view| view.lines().first().is_some_and(|line| line.ends_with("15:03")));
    assert_eq!(target(&space)["actual"], 210_000);
    other.execute_batch("COMMIT").unwrap();
    screen.wait_text("¥252K");
    assert_eq!(target(&space)["actual"], 252_000);
}

#[test]
fn what_older_data_smuggles_in_never_reaches_the_terminal() {
    let space = Workspace::new().with_campaign();
    let other = Connection::open(space.db()).unwrap();
    let name = "Si\u{1b}]0;owned\u{7}\u{1b}[31mngle\u{202e}s";
    other.execute("UPDATE campaign SET name = ?1", [name]).unwrap();
    drop(other);
    let screen = open(&space, "¥210K");
    // This terminal shows a replacement character as a blank.
    screen.wait_text("Si ]0;owned  [31mngle s");
    assert!(!screen.look_at(|view| view.title().contains("owned")));
    let out = space.run("campaign list").ok().out + &space.run("status").ok().out;
    assert!(!out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{out:?}");
    assert!(out.contains("Si�"), "{out}");
}
