//! Changes from the screen: the first goal stays, notes get numbers, everything can be taken back, and nobody's change
//! is overwritten.
use super::kit::{json, line_has, open, open_campaign, press, quit, target};
use crate::support::{View, Workspace};

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
    let marks = |view: &View| view.text().matches('①').count();
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
fn what_the_other_changed_stays_when_it_is_saved_after_all() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "e", "Edit campaign");
    press(&screen, "<c-u>Mine", "Mine");
    space.run("campaign set d11 --owner wang").ok();
    screen.type_keys("<enter>");
    screen.wait_for("a word about the other's change", |view| {
        view.has("Mine") && view.has("wang") && view.has("Edit campaign")
    });
    assert_eq!(json(&space, "campaign list")[0]["name"], "Singles-Day");
    screen.type_keys("<enter>");
    screen.wait_gone("Edit campaign");
    let saved = json(&space, "campaign list");
    assert_eq!((saved[0]["name"].clone(), saved[0]["owner"].clone()), ("Mine".into(), "wang".into()));
}

#[test]
fn a_target_is_not_overwritten_either() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "<tab>e", "Edit target");
    press(&screen, "<c-u>300万", "300万");
    space.run("target set d11/gmv --goal 200万").ok();
    screen.type_keys("<enter>");
    screen
        .wait_for("both goals", |view| view.has("300万") && view.has("2,000,000") && view.has("Edit target"));
    assert_eq!(
        (target(&space)["goal"].clone(), target(&space)["first_goal"].clone()),
        (2_000_000.into(), 1_000_000.into())
    );
}

#[test]
fn a_status_is_set_from_the_screen_and_taken_back() {
    let space = Workspace::new().with_campaign();
    let screen = open(&space, "Singles-Day");
    let status = || json(&space, "campaign list")[0]["status"].clone();
    let is_offered = |view: &View| view.has("Mark it as live");
    screen.wait_for("an offer", is_offered);
    // It starts at approved, the step after planned; preparing lies between.
    press(&screen, "s", "Left and Right");
    press(&screen, "<right><right>", "‹ live ›");
    screen.type_keys("<enter>");
    screen.wait_for("no offer", |view| !is_offered(view));
    assert_eq!(status(), "live");
    screen.type_keys("u");
    screen.wait_for("an offer again", is_offered);
    assert_eq!(status(), "planned");
}
