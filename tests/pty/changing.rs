//! Changes from the screen: the first goal stays, notes get numbers, everything can be taken back, and nobody's change
//! is overwritten.
use super::kit::{json, line_has, open, open_campaign, press, quit, target};
use crate::support::Workspace;

#[test]
fn a_changed_goal_keeps_the_goal_as_first_set() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    screen.type_keys("<tab>e");
    screen.wait_text("Edit target");
    screen.type_keys("<c-u>120万<enter>");
    screen.wait_gone("Edit target");
    screen.wait_text("1.2M");
    assert_eq!(
        (target(&space)["goal"].clone(), target(&space)["first_goal"].clone()),
        (1_200_000.into(), 1_000_000.into())
    );
    screen.type_keys("<enter>");
    screen.wait_for("both goals full screen", |view| view.has("1,200,000") && view.has("1,000,000"));
    screen.type_keys("u");
    screen.wait_gone("1,200,000");
    assert_eq!(target(&space)["goal"], 1_000_000);
}

#[test]
fn an_adjustment_stands_numbered_on_the_chart() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "a", "What happened");
    screen.type_keys("红包 5→8 元<tab><tab>11-02T10:00<enter>");
    screen.wait_gone("What happened");
    screen.type_keys("<tab><enter>");
    screen.wait_for("the note and its number", |view| line_has(view, "①", "红包 5→8 元"));
    let marks = |view: &crate::support::View| view.text().matches('①').count();
    assert!(screen.look_at(marks) >= 2, "the number stands on the chart, too\n{}", screen.text());
    let notes = space.fupan(&["note", "list", "d11", "--json"]).ok().json();
    assert_eq!(
        (notes[0]["text"].clone(), notes[0]["kind"].clone()),
        ("红包 5→8 元".into(), "adjustment".into())
    );
}

#[test]
fn a_deleted_campaign_comes_back_with_its_targets_and_readings() {
    let space = Workspace::new().with_campaign();
    let before = json(&space, "status");
    let screen = open_campaign(&space);
    screen.type_keys("d");
    screen.wait_gone("¥210K");
    assert_eq!(json(&space, "campaign list").as_array().map(Vec::len), Some(0));
    press(&screen, "u", "¥210K");
    assert_eq!(json(&space, "status"), before);
    screen.type_keys("<c-r>");
    screen.wait_gone("¥210K");
    press(&screen, "u", "¥210K");
    assert_eq!(json(&space, "status"), before);
    quit(&screen);
}

#[test]
fn a_deleted_target_comes_back() {
    let space = Workspace::new().with_campaign();
    let before = target(&space);
    let screen = open_campaign(&space);
    screen.type_keys("<tab>d");
    screen.wait_gone("¥210K");
    assert!(target(&space).is_null());
    press(&screen, "u", "¥210K");
    assert_eq!(target(&space), before);
}

#[test]
fn two_writers_never_overwrite_each_other_silently() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "e", "Edit campaign");
    press(&screen, "<c-u>Mine", "Mine");
    space.run("campaign set d11 --name Theirs").ok();
    screen.wait_text("Theirs");
    screen.type_keys("<enter>");
    screen.wait_for("a refusal that keeps what was typed", |view| {
        view.has("Mine") && (view.has("Theirs") && view.has("changed"))
    });
    assert_eq!(json(&space, "campaign list")[0]["name"], "Theirs");
}

#[test]
fn fields_nobody_else_changed_are_not_put_back() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "e", "Edit campaign");
    press(&screen, "<c-u>Mine", "Mine");
    space.run("campaign set d11 --owner wang").ok();
    // Whether it is saved at once or only after a second look: what the other wrote stays.
    screen.type_keys("<enter>");
    screen.wait_for("an answer", |view| !view.has("saving"));
    let after = json(&space, "campaign list");
    assert_eq!(after[0]["owner"], "wang");
}

#[test]
fn a_status_is_set_from_the_screen_and_taken_back() {
    let space = Workspace::new().with_campaign();
    let screen = open(&space, "Singles-Day");
    press(&screen, "s", "Status");
    // From planned over approved and preparing.
    screen.type_keys("<right><right><right>");
    screen.wait_text("‹ live ›");
    screen.type_keys("<enter>");
    screen.wait_gone("Left and Right");
    let status = || json(&space, "campaign list")[0]["status"].clone();
    screen.wait_for("the status in the file", |_| status() == "live");
    screen.type_keys("u");
    screen.wait_for("the status as it was", |_| status() == "planned");
}
