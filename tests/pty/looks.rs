//! How it looks: language, theme, no colour, plain signs, small windows.
use super::kit::{open, open_campaign, press, quit};
use crate::support::{Look, Screen, View, Workspace};

fn looks(screen: &Screen) -> Vec<Look> {
    screen.look_at(|view| view.looks())
}

fn is_plain(look: &Look) -> bool {
    look.fg == vt100::Color::Default && look.bg == vt100::Color::Default
}

#[test]
fn the_language_switches_at_once_and_is_remembered() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "L", "作战室");
    screen.wait_text("¥21万");
    screen.wait_gone("Cockpit");
    // The settings are written before the next key is read.
    press(&screen, "?", "输入以筛选");
    let config = std::fs::read_to_string(space.path("config/fupan/config.toml")).unwrap();
    assert!(config.contains("language = \"zh\""), "{config}");
    screen.type_keys("<esc>");
    screen.wait_gone("输入以筛选");
    quit(&screen);
    let again = open(&space, "作战室");
    press(&again, "L", "Cockpit");
    quit(&again);
    assert!(space.run("note list d11").ok().err.is_empty());
    open(&space, "Cockpit");
}

#[test]
fn the_theme_switches_at_once_and_is_remembered() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    let dark = screen.look_of("ahead").fg;
    assert_ne!(dark, vt100::Color::Default);
    screen.type_keys("T");
    let changed = |view: &View| {
        let at = view.find("ahead").and_then(|(row, column)| view.look(row, column));
        at.is_some_and(|look| look.fg != dark)
    };
    screen.wait_for("other colours", changed);
    let switched = screen.look_of("ahead").fg;
    quit(&screen);
    let again = open_campaign(&space);
    assert_eq!(again.look_of("ahead").fg, switched);
}

#[test]
fn without_colour_bold_and_reverse_tell_what_colours_told() {
    let space = Workspace::new().with_campaign().with("NO_COLOR", "1");
    let screen = open_campaign(&space);
    // A form with a list to choose from: what is chosen is told by reverse alone.
    press(&screen, "t", "Metric");
    press(&screen, "or", "Orders");
    screen.type_keys("<down>");
    screen.wait_for("something in reverse", |view| view.looks().iter().any(|look| look.reverse));
    let looks = looks(&screen);
    let coloured = looks.iter().filter(|look| !is_plain(look)).count();
    assert_eq!(coloured, 0, "{:?}", looks.iter().find(|look| !is_plain(look)));
    assert!(looks.iter().any(|look| look.bold), "nothing is bold");
}

#[test]
fn with_colour_there_is_some() {
    let space = Workspace::new().with_campaign();
    assert!(looks(&open_campaign(&space)).iter().any(|look| !is_plain(look)));
}

#[test]
fn plain_signs_are_enough() {
    let space = Workspace::new().with_campaign();
    std::fs::create_dir_all(space.path("config/fupan")).unwrap();
    space.file("config/fupan/config.toml", "ascii = true\n");
    space.run("target add d11 spend --goal 5000 --kind keep --guardrail").ok();
    space.run("note add d11 Raised --at 2026-11-02T10:00").ok();
    let screen = open_campaign(&space);
    // Arrows, circled numbers, lines, blocks, shapes, braille. Punctuation and currency are text.
    let is_sign =
        |c: &char| matches!(u32::from(*c), 0x2190..0x2200 | 0x2300..0x2400 | 0x2460..0x2800 | 0x2800..0x2900);
    for (keys, shows) in [("", "¥210K"), ("<tab><enter>", "¥210,000")] {
        screen.type_keys(keys);
        screen.wait_text(shows);
        let picture = screen.text();
        assert_eq!(picture.chars().find(is_sign), None, "after {keys:?}\n{picture}");
    }
}

#[test]
fn a_window_too_small_says_so_and_comes_back() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    let before = screen.text();
    for (columns, rows) in [(39, 9), (30, 8)] {
        screen.resize(columns, rows);
        screen.wait_for("the card", |view| view.has(&format!("{columns}×{rows}")) && !view.has("¥210K"));
    }
    for (columns, rows) in [(10, 3), (1, 1), (2, 40), (200, 1)] {
        screen.resize(columns, rows);
        screen.type_keys("jk");
    }
    screen.resize(120, 36);
    screen.wait_for("the picture as it was", |view| view.text() == before);
    screen.resize(40, 12);
    screen.wait_text("116%");
    quit(&screen);
}

#[test]
fn it_starts_in_the_smallest_window() {
    let space = Workspace::new().with_campaign();
    for (columns, rows) in [(1, 1), (10, 3), (39, 9)] {
        let screen = space.screen::<&str>(&[], columns, rows);
        screen.wait_for("the full screen", |view| view.is_full_screen());
        screen.resize(120, 36);
        screen.wait_text("¥210K");
        quit(&screen);
    }
}
