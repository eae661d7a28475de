//! What several journeys need: a workspace with a screen on it, the words of both languages, the numbers afterwards.
use crate::support::{Screen, View, Workspace};
use serde_json::Value;

/// A wide screen, once something stands on it.
#[track_caller]
pub fn open(space: &Workspace, shows: &str) -> Screen {
    let screen = space.screen::<&str>(&[], 120, 36);
    screen.wait_text(shows);
    screen
}

/// A screen with the campaign of [`Workspace::with_campaign`].
#[track_caller]
pub fn open_campaign(space: &Workspace) -> Screen {
    let screen = open(space, "Singles-Day");
    screen.wait_text("¥210K");
    screen
}

/// Presses keys and waits for what they bring.
#[track_caller]
pub fn press(screen: &Screen, keys: &str, brings: &str) {
    screen.type_keys(keys);
    screen.wait_text(brings);
}

/// Leaves with `q`; the program must end well and give the terminal back.
#[track_caller]
pub fn quit(screen: &Screen) {
    screen.type_keys("q");
    let exit = screen.exit_status();
    assert_eq!((exit.code, exit.tty_restored), (0, true));
}

/// What a command answers with `--json`.
#[track_caller]
pub fn json(space: &Workspace, line: &str) -> Value {
    space.run(&format!("{line} --json")).ok().json()
}

/// The first target of the first campaign, as `status --json` tells it.
#[track_caller]
pub fn target(space: &Workspace) -> Value {
    json(space, "status")["campaigns"][0]["targets"][0].clone()
}

/// Whether both texts stand on one line.
pub fn line_has(view: &View, first: &str, second: &str) -> bool {
    view.lines().iter().any(|line| line.contains(first) && line.contains(second))
}

/// The ids of the processes that have this workspace's path among their arguments or as their directory.
pub fn processes_in(space: &Workspace) -> Vec<u32> {
    let home = space.path("");
    let home = home.to_str().expect("a UTF-8 path").trim_end_matches('/');
    let listed = std::fs::read_dir("/proc").expect("a list of processes");
    let ids = listed.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let is_in = |id: &u32| {
        let of = |what: &str| std::fs::read(format!("/proc/{id}/{what}")).unwrap_or_default();
        let arguments = String::from_utf8_lossy(&of("cmdline")).contains(home);
        arguments || std::fs::read_link(format!("/proc/{id}/cwd")).is_ok_and(|cwd| cwd.starts_with(home))
    };
    ids.filter(is_in).collect()
}
