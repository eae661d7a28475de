//! The start and settings of one run: what must be seen at once, and what must not be written down.
use super::kit::{line_has, open, open_campaign, press, quit};
use crate::support::{Look, Screen, View, Workspace};

fn looks(screen: &Screen) -> Vec<Look> {
    screen.look_at(|view| view.looks())
}

fn is_plain(look: &Look) -> bool {
    look.fg == vt100::Color::Default && look.bg == vt100::Color::Default
}

#[test]
fn no_colour_is_not_written_down_as_a_theme() {
    let space = Workspace::new().with_campaign().with("NO_COLOR", "1");
    let screen = open_campaign(&space);
    press(&screen, "L", "作战室");
    quit(&screen);
    let coloured = space.with("NO_COLOR", "");
    let screen = open(&coloured, "作战室");
    assert!(looks(&screen).iter().any(|look| !is_plain(look)), "the next start has no colours either");
}

#[test]
fn a_language_for_one_run_is_not_written_down() {
    let space = Workspace::new().with_campaign();
    let screen = space.screen(&["--lang", "zh"], 120, 36);
    screen.wait_text("作战室");
    screen.type_keys("T");
    press(&screen, "?", "输入以筛选");
    screen.type_keys("<esc>");
    screen.wait_gone("输入以筛选");
    quit(&screen);
    open(&space, "Cockpit");
}

#[test]
fn the_help_has_plain_signs_too() {
    let space = Workspace::new().with_campaign();
    std::fs::create_dir_all(space.path("config/fupan")).unwrap();
    space.file("config/fupan/config.toml", "ascii = true\n");
    let screen = open_campaign(&space);
    press(&screen, "?", "type to filter");
    let is_sign = |c: &char| matches!(u32::from(*c), 0x2190..0x2200 | 0x2300..0x2400 | 0x2460..0x2900);
    let picture = screen.text();
    assert_eq!(picture.chars().find(is_sign), None, "{picture}");
}

#[test]
fn a_campaign_without_targets_shows_no_chart_of_another() {
    let space = Workspace::new().with_campaign();
    space.run("campaign new Winback --key back --start 2026-11-02 --end 2026-11-20").ok();
    let screen = open(&space, "Winback");
    screen.wait_text("Singles-Day");
    screen.type_keys("/win");
    let listed = |view: &View, name: &str| line_has(view, name, "day ");
    screen.wait_for("one alone", |view| listed(view, "Winback") && !listed(view, "Singles-Day"));
    screen.wait_for("no chart", |view| !view.has("¥500K"));
}

#[test]
fn a_commit_in_the_moment_of_the_start_is_seen() {
    let space = Workspace::new().with_campaign();
    for n in 0..40_u64 {
        let screen = space.screen::<&str>(&[], 120, 36);
        let other = rusqlite::Connection::open(space.db()).unwrap();
        let moment = screen.started() + std::time::Duration::from_micros(2_000 + n * 500);
        while std::time::Instant::now() < moment {
            std::hint::spin_loop();
        }
        let name = format!("Named-{n}x");
        other.execute("UPDATE campaign SET name = ?1", [&name]).unwrap();
        screen.wait_text(&name);
        quit(&screen);
    }
}
