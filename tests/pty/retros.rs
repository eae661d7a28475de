//! What was learned, in the real program: a lesson is found by two characters, an action is proven, feedback is answered,
//! and the day's report is a file.
use super::kit::{json, line_has, open, press, quit};
use crate::support::Workspace;

/// A campaign that ended, with what was learned in it.
fn learned() -> Workspace {
    let space = Workspace::new().with_campaign();
    for args in [
        &["lesson", "add", "红包入口放首屏", "-c", "d11", "--tags", "coupon"][..],
        &["lesson", "add", "Ask legal a week earlier", "-c", "d11"],
        &["action", "add", "d11", "Bigger covers", "--owner", "lin", "--metric", "gmv", "--aim", "+10%"],
        &["feedback", "add", "d11", "The coupon was nowhere", "--count", "120", "--impact", "high"],
        &["feedback", "add", "d11", "Delivery was slow", "--count", "3"],
    ] {
        space.fupan(args).ok();
    }
    space
}

#[test]
fn a_lesson_is_found_an_action_proven_and_feedback_answered() {
    let space = learned();
    let screen = open(&space, "Singles-Day");
    press(&screen, "4<tab>", "2 lessons");
    // Two characters in the middle of a word, as the file's index finds them.
    screen.type_keys("/");
    screen.type_text("入口");
    screen.wait_for("one lesson", |view| view.has("1 lessons") && view.has("红包入口放首屏"));
    screen.type_keys("<enter><esc>");
    screen.wait_text("2 lessons");

    press(&screen, "<tab>", "Bigger covers");
    press(&screen, "p", "Did it work?");
    screen.type_keys("<right><c-s>");
    screen.wait_gone("Did it work?");
    let actions = json(&space, "action list --all");
    let first = actions.as_array().or_else(|| actions["actions"].as_array()).expect("a list")[0].clone();
    assert_eq!(first["proof"], "verified", "{actions}");

    press(&screen, "<tab>", "The coupon was nowhere");
    screen.wait_for("the one nobody answered", |view| line_has(view, "The coupon was nowhere", "unanswered"));
    press(&screen, "<enter>", "what was answered or done");
    screen.type_keys("On the first page now<enter>");
    screen.wait_for("the answer", |view| view.has("1 unanswered of 2") && view.has("On the first page now"));
    quit(&screen);
}

#[test]
fn the_days_report_is_a_file_from_the_screen() {
    let space = learned();
    let screen = open(&space, "Singles-Day");
    press(&screen, "W", "Report · Singles-Day");
    let place = space.path("day.md");
    screen.type_keys(&format!("<tab><tab><c-u>{}<enter>", place.display()));
    screen.wait_text("written:");
    let text = std::fs::read_to_string(&place).expect("the report");
    assert!(text.contains("Singles-Day"), "{text}");
    // The same on the clipboard.
    press(&screen, "Y", "report copied");
    quit(&screen);
}
