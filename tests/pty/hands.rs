//! Mouse, paste, and characters two cells wide.
use super::kit::{line_has, open, open_campaign, press, quit};
use crate::support::{Screen, Workspace};
use std::time::{Duration, Instant};

/// A workspace with two campaigns that have a target each.
fn two() -> (Workspace, Screen) {
    let space = Workspace::new().with_campaign();
    space.run("campaign new Winback --key back --start 2026-11-02 --end 2026-11-20").ok();
    space.run("target add back orders --goal 7000 --primary").ok();
    let screen = open(&space, "Winback");
    screen.wait_text("Singles-Day");
    (space, screen)
}

#[test]
fn a_click_chooses_and_the_wheel_moves() {
    let (_space, screen) = two();
    let row_of = |name: &str| {
        screen.look_at(|view| {
            let lines = view.lines();
            lines.iter().position(|line| line.contains(name) && line.contains("day ")).unwrap()
        })
    };
    let at = |name: &str| (u16::try_from(row_of(name)).unwrap(), 6);
    // The worst stands first: what has no reading yet.
    let (row, column) = at("Singles-Day");
    screen.click(row, column);
    screen.wait_for("its target", |view| view.has("¥210K") && !line_has(view, "Orders", "7,000"));
    screen.wheel(row, column, -1);
    screen.wait_for("the one above", |view| line_has(view, "Orders", "7,000") && !view.has("¥210K"));
    screen.wheel(row, column, 1);
    screen.wait_for("the first again", |view| view.has("¥210K") && !line_has(view, "Orders", "7,000"));
    quit(&screen);
}

#[test]
fn a_door_opens_by_a_click() {
    let space = Workspace::new();
    let screen = open(&space, "Import a file");
    let (row, column) = screen.look_at(|view| view.find("New campaign")).unwrap();
    screen.click(row, column);
    screen.wait_text("Name");
}

#[test]
fn a_huge_paste_is_limited_and_the_screen_answers() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "a", "What happened");
    let started = Instant::now();
    screen.paste(&"长x".repeat(2_500_000));
    screen.wait_for("the limit", |view| view.has("cut"));
    assert!(started.elapsed() < Duration::from_secs(5), "10 MB took {:?}", started.elapsed());
    screen.type_keys("<c-u>short<enter>");
    screen.wait_gone("What happened");
    let notes = space.fupan(&["note", "list", "d11", "--json"]).ok().json();
    assert_eq!(notes[0]["text"], "short");
}

#[test]
fn a_paste_with_line_ends_submits_nothing() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "a", "What happened");
    screen.paste("one\r\ntwo\x1b[31m\nq");
    screen.wait_text("one two");
    screen.wait_text("What happened");
    assert_eq!(space.fupan(&["note", "list", "d11", "--json"]).ok().json().as_array().map(Vec::len), Some(0));
}

#[test]
fn the_cursor_follows_wide_characters() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "a", "What happened");
    let cursor = || screen.look_at(|view| view.cursor());
    screen.wait_for("a cursor", |view| view.cursor().is_some());
    let (row, start) = cursor().unwrap();
    let mut column = start;
    for (c, cells) in [("红", 2), ("包", 2), ("5", 1), ("e\u{301}", 1), ("👍", 2), ("元", 2)] {
        screen.type_text(c);
        column += cells;
        screen.wait_for(c, |view| view.cursor() == Some((row, column)));
    }
    for cells in [2, 2, 1, 1, 2, 2] {
        screen.type_keys("<left>");
        column -= cells;
        screen.wait_for("one character back", |view| view.cursor() == Some((row, column)));
    }
    assert_eq!(column, start);
    screen.type_keys("<delete>");
    screen.wait_for("the first character gone", |view| view.has("包5") && !view.has("红包"));
    assert_eq!(cursor(), Some((row, start)));
}
