//! The cockpit while others write, while people type, and while the terminal does what terminals do.
use crate::support::{Screen, Workspace, shared_data};
use rustix::process::Signal;

fn open(space: &Workspace) -> Screen {
    let screen = space.screen::<&str>(&[], 120, 36);
    screen.wait_for("the cockpit", |view| view.has("Singles-Day") && view.has("¥210K"));
    screen
}

/// Opens the form for a reading; once it stands there, the program has got past its start.
fn open_form(screen: &Screen) {
    screen.type_keys("r");
    screen.wait_text("Record a value");
}

#[test]
fn a_reading_of_another_process_appears_by_itself() {
    let space = Workspace::new().with_campaign();
    let screen = open(&space);
    space.run("record gmv 100000 -c d11 --channel weibo --at 2026-11-03").ok();
    screen.wait_text("¥310K");
}

#[test]
fn an_import_of_real_data_appears_on_a_screen_that_was_open_before() {
    let Some(csv) = shared_data("robyn/dt_simulated_weekly.csv") else { return };
    let space = Workspace::new().at("2019-11-18T09:00:00+08:00");
    space.run("campaign new Robyn --key robyn --start 2015-11-23 --end 2019-11-30").ok();
    space.run("target add robyn revenue --goal 400000000 --primary").ok();
    let screen = space.screen::<&str>(&[], 120, 36);
    screen.wait_text("Robyn");
    let map = "DATE=at,every=week,tv_S=spend@tv,facebook_I=impressions@facebook,revenue=revenue";
    space.fupan(&["import", csv.to_str().unwrap(), "-c", "robyn", "--map", map]).ok().says("624 new");
    screen.wait_text("¥379M");
}

#[test]
fn what_is_being_typed_stays_while_another_process_writes() {
    let space = Workspace::new().with_campaign();
    let screen = open(&space);
    open_form(&screen);
    screen.type_keys("4");
    space.run("record gmv 100000 -c d11 --channel weibo --at 2026-11-03").ok();
    screen.wait_text("¥310K");
    screen.type_keys("2000");
    screen.wait_for("the whole value in its field", |view| {
        view.line_with("Value").is_some_and(|line| line.contains("42000"))
    });
    screen.type_keys("<enter>");
    screen.wait_gone("Record a value");
    screen.wait_text("¥352K");
    let actual = space.run("status d11 --json").ok().json()["campaigns"][0]["targets"][0]["actual"].clone();
    assert_eq!(actual, 352_000);
    screen.type_keys("u");
    screen.wait_text("¥310K");
}

#[test]
fn a_paste_is_one_insert() {
    let space = Workspace::new().with_campaign();
    let screen = open(&space);
    open_form(&screen);
    screen.paste("12345");
    screen.wait_for("the paste", |view| view.line_with("Value").is_some_and(|line| line.contains("12345")));
}

#[test]
fn quitting_leaves_the_terminal_as_it_was() {
    let space = Workspace::new().with_campaign();
    let screen = open(&space);
    assert!(screen.look_at(|view| view.is_full_screen()));
    screen.type_keys("q");
    let exit = screen.exit_status();
    assert_eq!((exit.code, exit.tty_restored), (0, true));
    assert_eq!(screen.look_at(|view| view.left_on()), Vec::<String>::new());
}

#[test]
fn a_signal_restores_the_terminal_too() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let space = Workspace::new().with_campaign();
        let screen = open(&space);
        open_form(&screen);
        screen.signal(signal);
        let exit = screen.exit_status();
        assert!(exit.tty_restored, "{signal:?} {exit:?}");
        assert_eq!(screen.look_at(|view| view.left_on()), Vec::<String>::new(), "{signal:?}");
    }
}

#[test]
fn a_signal_in_the_very_first_moment_restores_the_terminal() {
    let space = Workspace::new().with_campaign();
    for _ in 0..5 {
        let screen = space.screen::<&str>(&[], 120, 36);
        screen.wait_for("the taken terminal", |view| view.is_full_screen());
        screen.signal(Signal::TERM);
        let exit = screen.exit_status();
        assert!(exit.tty_restored, "{exit:?}");
        assert_eq!(screen.look_at(|view| view.left_on()), Vec::<String>::new());
    }
}

#[test]
fn a_closed_terminal_ends_the_program() {
    let space = Workspace::new().with_campaign();
    let screen = open(&space);
    open_form(&screen);
    screen.hang_up();
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_the_cockpit() {
    let space = Workspace::new().with_campaign();
    let shell = space.shell(120, 36);
    shell.type_text("$FUPAN\r");
    shell.wait_text("¥210K");
    // Past its start: the terminal's answer about its background has been read.
    open_form(&shell);
    shell.type_keys("<esc>");
    shell.wait_gone("Record a value");
    shell.type_keys("<c-z>");
    shell.wait_for("the shell's prompt", |view| !view.is_full_screen() && view.has("shell>"));
    assert_eq!(shell.look_at(|view| view.left_on()), Vec::<String>::new());
    space.run("record gmv 100000 -c d11 --channel weibo --at 2026-11-03").ok();
    shell.type_text("fg\r");
    shell.wait_for("the cockpit with the new value", |view| view.is_full_screen() && view.has("¥310K"));
}

#[test]
fn any_size_is_survived_and_the_picture_comes_back() {
    let space = Workspace::new().with_campaign();
    let screen = open(&space);
    open_form(&screen);
    // The names of metric and campaign come a moment after the form.
    screen.wait_for("the names", |view| view.has("gmv  GMV") && view.has("d11  Singles-Day"));
    let before = screen.text();
    for n in 0..500_u16 {
        screen.resize(n * 37 % 211, n * 13 % 67);
    }
    screen.resize(0, 0);
    screen.resize(1, 1);
    screen.resize(120, 36);
    screen.wait_for("the same picture", |view| view.text() == before);
    screen.type_keys("<c-c>");
    screen.exit_status();
}
