//! Finding one's way: palette, help, filter, and the keys that leave.
use super::kit::{line_has, open, open_campaign, press, quit};
use crate::support::{View, Workspace};

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
fn esc_never_quits() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    for way in ["", "?", ":", "r", "a", "e", "n", "t", "s", "l", "/", "<tab>", "<tab><enter>"] {
        screen.type_keys(way);
        for _ in 0..2 {
            screen.type_keys("<esc>");
            // A lone escape is told from the beginning of a sequence by the silence after it.
            screen.settle(
                screen.bytes(),
                std::time::Duration::from_millis(25),
                std::time::Duration::from_millis(25),
            );
        }
        screen.wait_text("¥210K");
    }
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
