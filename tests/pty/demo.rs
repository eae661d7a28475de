//! The demo: behind its door, and live.
use super::kit::{open, press, processes_in, quit};
use crate::support::Workspace;

#[test]
fn the_demos_door_opens_the_demo_and_leaves_ones_own_file_alone() {
    for (space, door, file, metric) in [
        (Workspace::new(), "Look at the demo", "demo-en.db", "GMV"),
        (Workspace::new().chinese(), "看看演示", "demo-zh.db", "成交额"),
    ] {
        let screen = open(&space, door);
        press(&screen, "<down><enter>", file);
        screen.wait_gone(door);
        screen.wait_text(metric);
        quit(&screen);
        assert_eq!(space.run("campaign list --json").ok().json().as_array().map(Vec::len), Some(0));
    }
}

#[test]
fn the_live_demo_moves_by_itself_and_leaves_nothing_behind() {
    let space = Workspace::new();
    let screen = space.screen(&["demo", "--live"], 120, 36);
    screen
        .wait_for("the demo with a feeder", |view| view.has("demo-en.db") && processes_in(&space).len() == 2);
    let numbers = |view: &crate::support::View| -> String {
        view.text().chars().filter(|c| c.is_ascii_digit()).collect()
    };
    let before = screen.look_at(numbers);
    screen.wait_for("other numbers", |view| numbers(view) != before);
    quit(&screen);
    assert_eq!(processes_in(&space), Vec::<u32>::new());
}

#[test]
fn the_feeder_ends_when_the_screen_is_killed() {
    let space = Workspace::new();
    let screen = space.screen(&["demo", "--live"], 120, 36);
    screen
        .wait_for("the demo with a feeder", |view| view.has("demo-en.db") && processes_in(&space).len() == 2);
    screen.signal(rustix::process::Signal::KILL);
    screen.exit_status();
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !processes_in(&space).is_empty() {
        assert!(std::time::Instant::now() < deadline, "still there: {:?}", processes_in(&space));
        std::thread::yield_now();
    }
}
