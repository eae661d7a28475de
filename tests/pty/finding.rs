//! Finding one's way: palette, help, filter, and the keys that leave.
use super::kit::{line_has, open, open_campaign, press, quit};
use crate::support::{View, Workspace};
use std::time::Duration;

/// A lone escape is told from the beginning of a sequence by the silence after it.
const REST: Duration = Duration::from_millis(100);

#[test]
fn the_palette_finds_a_command_by_a_few_letters_and_runs_it() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, ":", "Commands");
    press(&screen, "recval", "Record");
    screen.type_keys("<enter>");
    screen.wait_text("Record a value");
    screen.type_keys("<esc>");
    screen.wait_gone("Record a value");
    press(&screen, "<c-p>", "Commands");
    // A command can be found by its name in the other language.
    press(&screen, "退出", "Quit");
    screen.type_keys("<enter>");
    assert_eq!(screen.exit_status().code, 0);
}

#[test]
fn the_palette_says_when_nothing_matches_and_runs_nothing() {
    let space = Workspace::new().chinese().with_campaign();
    let screen = open(&space, "Singles-Day");
    press(&screen, ":", "命令");
    press(&screen, "zzzzqq", "没有匹配项");
    screen.type_keys("<enter>");
    screen.wait_gone("没有匹配项");
    quit(&screen);
}

#[test]
fn the_help_is_narrowed_by_typing() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "?", "Help");
    screen.wait_text("Undo");
    screen.type_keys("lang");
    screen.wait_for("the language alone", |view| view.has("Switch the language") && !view.has("Undo"));
    screen.type_keys("<esc>");
    screen.wait_gone("Switch the language");
    quit(&screen);
}

#[test]
fn esc_goes_back_step_by_step_and_never_quits() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    let start = screen.text();
    let way = |steps: &[&str]| {
        let mut pictures = Vec::new();
        for keys in steps {
            let before = screen.text();
            screen.type_keys(keys);
            screen.wait_for("something else", |view| view.text() != before);
            pictures.push(before);
        }
        for before in pictures.iter().rev() {
            screen.type_keys("<esc>");
            screen.wait_for("what was there before", |view| view.text() == *before);
        }
        assert_eq!(screen.text(), start, "after {steps:?}");
    };
    for keys in ["?", ":", "r", "a", "e", "n", "t", "s", "l", "/", "<tab>"] {
        way(&[keys]);
    }
    way(&["<tab>", "<enter>"]);
    way(&["<tab>", "<enter>", ":"]);
    // Nothing is left to go back from; then a key tells that it still runs.
    screen.type_keys("<esc>");
    screen.settle(screen.bytes(), REST, REST);
    assert_eq!(screen.text(), start);
    quit(&screen);
}

#[test]
fn the_filter_narrows_the_list_and_esc_widens_it() {
    let space = Workspace::new().with_campaign();
    space.run("campaign new Winback --key back --start 2026-11-02 --end 2026-11-20").ok();
    let screen = open(&space, "Winback");
    screen.wait_text("Singles-Day");
    screen.type_keys("/wIn");
    // The to-do pane is about all of them.
    let listed = |view: &View, name: &str| line_has(view, name, "day ");
    screen.wait_for("one alone", |view| listed(view, "Winback") && !listed(view, "Singles-Day"));
    screen.type_keys("<enter>");
    screen.wait_text("Winback");
    screen.type_keys("<esc>");
    screen.wait_for("both", |view| view.has("Winback ") && listed(view, "Singles-Day"));
    press(&screen, "/nobody", "No campaign matches");
    screen.type_keys("<esc>");
    screen.wait_for("both", |view| listed(view, "Winback") && listed(view, "Singles-Day"));
    quit(&screen);
}
