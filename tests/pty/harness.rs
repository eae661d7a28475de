//! The terminal of these tests behaves like one: it answers, counts cells, sees what is left switched on.
use crate::support::Workspace;

#[test]
fn a_cursor_query_is_answered_with_the_cursor() {
    let shell = Workspace::new().shell(80, 24);
    shell.type_text("stty raw -echo; printf '\\033[5;9H\\033[6n'; head -c 6 | od -An -c; stty sane\r");
    shell.wait_text("033   [   5   ;   9   R");
}

#[test]
fn a_text_is_found_at_its_column_past_wide_characters() {
    let shell = Workspace::new().shell(80, 24);
    shell.type_text("clear; printf '复盘|\\033[7mx\\033[0m\\n'\r");
    shell.wait_for("the wide line", |view| view.find("|x").is_some_and(|(_, column)| column == 4));
    assert!(shell.look_of("x").reverse);
    assert!(!shell.look_of("|").reverse);
}

#[test]
fn what_a_program_leaves_on_is_named() {
    let shell = Workspace::new().shell(80, 24);
    shell.type_text("printf '\\033[?1004h\\033[?1000h\\033[?2004h\\033[?25l'\r");
    shell.wait_for("four modes", |view| {
        view.left_on() == ["mode 1004", "bracketed paste", "hidden cursor", "mouse"]
    });
}

#[test]
fn the_end_of_a_program_tells_whether_it_restored_the_terminal() {
    let space = Workspace::of("/bin/sh");
    let tidy = space.screen(&["-c", "exit 3"], 80, 24).exit_status();
    assert_eq!((tidy.code, tidy.tty_restored), (3, true));
    let untidy = space.screen(&["-c", "stty raw -echo"], 80, 24).exit_status();
    assert!(!untidy.tty_restored);
}

#[test]
fn a_program_whose_terminal_is_closed_is_hung_up() {
    let screen = Workspace::of("yes").screen::<&str>(&[], 80, 24);
    screen.wait_text("y");
    assert_eq!(screen.hang_up().signal.as_deref(), Some("Hangup"));
}

#[test]
fn nothing_of_the_outer_environment_leaks_into_a_workspace() {
    let space = Workspace::of("/usr/bin/env");
    let seen = space.fupan::<&str>(&[]).ok().out;
    assert!(!seen.contains("CARGO"), "{seen}");
    assert!(seen.contains(&format!("HOME={}", space.path("home").display())), "{seen}");
}
