//! The weekly review in the real program: it starts, decides, says what to do, ends, and its minutes are a file.
use super::kit::{line_has, open, press, quit};
use crate::support::Workspace;

/// A quarter with two objectives, the first one behind.
fn quarter() -> Workspace {
    let space = Workspace::new();
    for line in [
        "okr cycle new 2026-Q4",
        "okr cycle set 2026-Q4 --status active",
        "okr objective add Grow --owner lin",
        "okr objective add Regulars --owner zhou",
        "okr objective set o1 --status active",
        "okr objective set o2 --status active",
        "okr kr add o1 Customers --unit count --goal 10000",
        "okr kr add o2 Page --kind done --step Design --step Build",
    ] {
        space.run(line).ok();
    }
    space
}

#[test]
fn a_review_is_led_from_the_first_page_to_the_file_with_its_minutes() {
    let space = quarter();
    let screen = open(&space, "Look at the demo");
    press(&screen, "3", "Regulars");
    press(&screen, "R", "Review 2026-Q4 · 1/2");
    // What is behind comes first.
    screen.wait_for("the weakest", |view| line_has(view, "o2", "Regulars"));
    press(&screen, "d", "what was decided");
    screen.type_keys("Ask for two designers<enter>");
    screen.wait_for("the decision", |view| {
        line_has(view, "decision", "Ask for two designers") && !view.has("what was decided")
    });
    press(&screen, "a", "what is to be done");
    screen.type_keys("Write the brief<tab><tab>2026-11-10<enter>");
    screen.wait_for("the action", |view| line_has(view, "Write the brief", "11-10") && !view.has("by when"));
    press(&screen, "<space>", "Review 2026-Q4 · 2/2");
    press(&screen, "<space>", "Not discussed · 0");
    screen.wait_for("what came of it", |view| view.has("Decisions · 1") && view.has("New actions · 1"));
    press(&screen, "E", "The review is over");
    press(&screen, "m", "Minutes in English");
    screen.wait_text("Ask for two designers");
    press(&screen, "L", "Minutes in Chinese");
    screen.wait_text("周会纪要");
    press(&screen, "L", "Minutes in English");
    press(&screen, "w", "Write the minutes into a file");
    let place = space.path("minutes.md");
    screen.type_keys(&format!("<c-u>{}<enter>", place.display()));
    screen.wait_text("written:");
    let text = std::fs::read_to_string(&place).expect("the minutes");
    assert!(text.contains("Ask for two designers") && text.contains("Write the brief"), "{text}");
    // The same name again is refused, and everything typed stays.
    press(&screen, "w", "Write the minutes into a file");
    screen.type_keys(&format!("<c-u>{}<enter>", place.display()));
    screen.wait_text("is there already");
    screen.type_keys("<esc>");
    screen.wait_gone("is there already");
    screen.type_keys("<esc>");
    screen.wait_gone("Minutes in English");
    quit(&screen);
}

#[test]
fn a_review_that_was_left_goes_on_where_it_was() {
    let space = quarter();
    let screen = open(&space, "Look at the demo");
    press(&screen, "3", "Regulars");
    press(&screen, "R", "Review 2026-Q4 · 1/2");
    press(&screen, "<space>", "Review 2026-Q4 · 2/2");
    quit(&screen);
    let screen = open(&space, "Look at the demo");
    press(&screen, "3", "Regulars");
    press(&screen, "R", "Review 2026-Q4");
    screen.wait_for("what was seen", |view| view.has("seen 2 of 2") || view.has("2/2"));
    quit(&screen);
}

#[test]
fn a_score_is_given_before_what_was_computed_shows() {
    let space = quarter();
    let screen = open(&space, "Look at the demo");
    press(&screen, "3", "Regulars");
    press(&screen, "S", "Grading 2026-Q4 · 1/2");
    screen.wait_for("nothing computed", |view| view.has("no score yet") && !view.has("computed 0."));
    press(&screen, "s", "0.0 to 1.0");
    screen.type_keys("0.4<tab>");
    screen.wait_text("What kept it from 1.0");
    screen.type_keys("Half of it<tab>No designers<c-s>");
    screen.wait_for("both", |view| line_has(view, "score 0.4", "computed 0.00"));
    press(&screen, "u", "no score yet");
    quit(&screen);
}
