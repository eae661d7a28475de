//! A retrospective from the closing of its campaign to its end, in the real program: each journey writes, reads it back
//! from the shell, and takes it back.
use super::kit::{json, line_has, open, press, quit};
use crate::support::{Screen, Workspace};
use serde_json::Value;

/// A campaign that is live past its last day, with less than half of what it should have brought.
fn past() -> Workspace {
    let space = Workspace::new();
    space.run("campaign new Autumn --key autumn --start 2026-10-20 --end 2026-10-30 --owner lin").ok();
    space.run("target add autumn gmv --goal 1000000 --primary").ok();
    space.run("record gmv 400000 -c autumn --at 2026-10-25").ok();
    for status in ["planned", "approved", "preparing", "live"] {
        space.run(&format!("campaign status autumn {status} --reason go")).ok();
    }
    space
}

/// Closes the campaign in the cockpit and opens its retrospective.
#[track_caller]
fn close(space: &Workspace) -> Screen {
    let screen = open(space, "Autumn");
    press(&screen, "s", "Status · Autumn");
    screen.type_keys("<enter>");
    screen.wait_for("the campaign ended", |_| json(space, "campaign show autumn")["status"] == "ended");
    press(&screen, "P", "Retrospective · Autumn");
    screen
}

fn retro(space: &Workspace) -> Value {
    json(space, "retro show autumn")
}

#[test]
fn a_campaign_is_closed_and_its_retrospective_written_and_finished() {
    let space = past();
    let screen = close(&space);
    press(&screen, "]]", "lowlight GMV reached 40%");
    // The finding is kept, and a cause of it is written with two whys.
    press(&screen, "+", "Findings kept 1");
    screen.type_keys("kc");
    screen.wait_text("new cause");
    screen.type_keys("Material came late<tab>Review queue<tab>Sent in too late<enter>");
    screen.wait_for("the whys as a tree", |view| {
        line_has(view, "Why?", "Review queue") && line_has(view, "Why?", "Sent in too late")
    });
    // The cursor is on the cause: the lesson follows from it.
    screen.type_keys("l");
    screen.wait_text("lesson");
    screen.type_keys("Send material in three days early<c-s>");
    screen.wait_text("from: Material came late");
    press(&screen, "F", "finished");
    screen
        .wait_for("the campaign reviewed", |_| json(&space, "campaign show autumn")["status"] == "reviewed");
    assert_eq!(json(&space, "retro list")[0]["status"], "done");
    // The list shows it as done; one undo opens it again.
    screen.type_keys("4");
    screen.wait_for("the list shows it as done", |view| line_has(view, "Autumn", "finished"));
    screen.type_keys("u");
    screen.wait_for("it is a draft again", |_| json(&space, "retro list")[0]["status"] == "draft");
    assert_eq!(json(&space, "campaign show autumn")["status"], "ended");
    quit(&screen);
}

#[test]
fn what_is_written_is_one_undo_each() {
    let space = past();
    let screen = close(&space);
    press(&screen, "n", "on the goals");
    screen.type_keys("Set without the channels<c-s>");
    screen.wait_for("the note on the page", |view| line_has(view, "Set without the channels", "│"));
    assert_eq!(retro(&space)["goal"]["note"], "Set without the channels");
    screen.type_keys("u");
    screen.wait_for("the note taken back", |_| retro(&space)["goal"]["note"] == "");
    press(&screen, "]]]i", "new insight");
    screen.type_keys("<tab>Weekly meeting with design<c-s>");
    screen.wait_text("keep    Weekly meeting with design");
    press(&screen, "u", "Keep, improve, start, stop");
    screen.wait_gone("Weekly meeting with design");
    quit(&screen);
}
