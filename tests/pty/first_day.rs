//! The first day with the program: from an empty file to a campaign with a target and its first value.
use super::kit::{json, open, press, quit, target};
use crate::support::Workspace;

/// What the journey reads in one language.
struct Words {
    doors: [&'static str; 3],
    new_campaign: &'static str,
    name: &'static str,
    brief: &'static str,
    metric: &'static str,
    gmv: &'static str,
    recorded: &'static str,
    value: &'static str,
}

fn journey(space: &Workspace, words: &Words) {
    let screen = open(space, words.doors[0]);
    for door in words.doors {
        screen.wait_text(door);
    }
    press(&screen, "<enter>", words.name);
    screen.type_keys("双11拉新<tab><tab><tab>11-01<tab>11-11<enter>");
    screen.wait_gone(words.doors[1]);
    screen.wait_for("the campaign without its form", |view| {
        view.has("双11拉新") && !view.has(words.new_campaign)
    });
    let listed = json(space, "campaign list");
    assert_eq!(listed[0]["name"], "双11拉新");
    assert_eq!((&listed[0]["start"], &listed[0]["end"]), (&"2026-11-01".into(), &"2026-11-11".into()));
    // Its page is open; the cockpit lies behind it.
    screen.wait_text(words.brief);
    screen.type_keys("<esc>");
    screen.wait_gone(words.brief);

    press(&screen, "t", words.metric);
    screen.type_keys("gmv<tab>100万<enter>");
    screen.wait_gone(words.metric);
    screen.wait_text(words.gmv);
    assert_eq!(target(space)["goal"], 1_000_000);
    assert_eq!(target(space)["primary"], true);

    press(&screen, "r", words.value);
    screen.type_keys("4.2万<enter>");
    screen.wait_text(words.recorded);
    screen.wait_text("4%");
    assert_eq!(
        (target(space)["actual"].clone(), target(space)["progress"].clone()),
        (42_000.into(), 0.042.into())
    );

    screen.wait_gone(words.value);
    screen.type_keys("u");
    screen.wait_gone(words.recorded);
    assert!(target(space)["actual"].is_null());
    press(&screen, "<c-r>", words.recorded);
    assert_eq!(target(space)["actual"], 42_000);
    quit(&screen);
}

#[test]
fn the_first_day_in_english() {
    let words = Words {
        doors: ["New campaign", "Look at the demo", "Import a file"],
        new_campaign: "New campaign",
        name: "Name",
        brief: "Brief",
        metric: "Metric",
        gmv: "GMV",
        recorded: "¥42K",
        value: "Value",
    };
    journey(&Workspace::new(), &words);
}

#[test]
fn the_first_day_in_chinese() {
    let words = Words {
        doors: ["新建活动", "看看演示", "导入文件"],
        new_campaign: "新建活动",
        name: "名称",
        brief: "概要",
        metric: "指标",
        gmv: "成交额",
        recorded: "¥4.2万",
        value: "数值",
    };
    journey(&Workspace::new().chinese(), &words);
}

#[test]
fn a_form_that_was_left_opens_again_with_what_was_typed() {
    let space = Workspace::new();
    let screen = open(&space, "New campaign");
    press(&screen, "n", "Name");
    press(&screen, "Half a name<tab><tab><tab>11-01", "11-01");
    screen.type_keys("<esc>");
    screen.wait_text("Look at the demo");
    screen.type_keys("n");
    screen.wait_for("the draft", |view| view.has("Half a name") && view.has("11-01"));
    assert_eq!(json(&space, "campaign list").as_array().map(Vec::len), Some(0));
}

#[test]
fn a_wrong_date_is_told_in_the_form_and_nothing_is_made() {
    let space = Workspace::new();
    let screen = open(&space, "New campaign");
    press(&screen, "n", "Name");
    screen.type_keys("Backwards<tab><tab><tab>11-11<tab>11-01<enter>");
    screen.wait_for("a refusal in the form", |view| view.has("Backwards") && view.has("before the start"));
    assert_eq!(json(&space, "campaign list").as_array().map(Vec::len), Some(0));
    // The cursor is at the end: mended there and then.
    screen.type_keys("<c-u>11-30<enter>");
    screen.wait_gone("Name");
    assert_eq!(json(&space, "campaign list")[0]["end"], "2026-11-30");
}
