//! A new campaign on the screen: from the first door to its page, from a playbook, in one line, like a former one.
use super::kit::{json, line_has, open, press, quit};
use crate::support::{Screen, Workspace};
use serde_json::Value;

/// The campaigns there are, with their page.
fn shown(space: &Workspace, key: &str) -> Value {
    json(space, &format!("campaign show {key}"))
}

fn targets(space: &Workspace, key: &str) -> Vec<Value> {
    json(space, &format!("status {key}"))["campaigns"][0]["targets"].as_array().cloned().unwrap_or_default()
}

/// The form filled in with a playbook, up to what the campaign would get.
#[track_caller]
fn propose(screen: &Screen, line: &str, brings: &str) {
    screen.type_keys(line);
    press(screen, "<tab>", "big-sale");
    press(screen, "<c-s>", brings);
}

#[test]
fn from_the_first_door_a_playbook_becomes_a_campaign_and_one_undo_takes_all_of_it_back() {
    let space = Workspace::new();
    let screen = open(&space, "New campaign");
    press(&screen, "<enter>", "Playbook");
    propose(&screen, "Double 12 12/1.. gmv=800k budget=30k @lin playbook=big-sale", "Double 12 will get");
    screen.wait_for("what the playbook brings", |view| {
        view.has("2026-12-01 – 2026-12-18 · 18 days")
            && line_has(view, "Opening burst", "33%")
            && view.has("Tasks 18")
    });
    assert_eq!(json(&space, "campaign list").as_array().map(Vec::len), Some(0));

    // The last target has no goal yet.
    screen.type_keys("<tab><tab>k");
    screen.wait_text("Protects the profit from stacked offers");
    press(&screen, "e", "Change · Gross margin");
    screen.type_keys("35%<enter>");
    screen.wait_for("the goal", |view| line_has(view, "Gross margin", "35%") && view.has("Targets 5/7"));
    // The first task is left out. What should have begun before today is due today.
    screen.type_keys("<tab><tab>j");
    screen.wait_for("the cursor on a task", |view| {
        view.lines().iter().any(|line| line.contains('▸') && line.contains("Read the last big"))
    });
    screen.wait_text("tasks and resources should have begun earlier");
    press(&screen, "<space>", "Tasks 17/18");
    press(&screen, "<enter>", "created campaign Double 12");

    // Its page.
    screen.wait_for("its page", |view| view.has("Brief") && view.has("Double 12") && !view.has("will get"));
    let key = json(&space, "campaign list")[0]["key"].as_str().expect("a key").to_owned();
    let margin =
        targets(&space, &key).into_iter().find(|t| t["key"] == "gross_margin").expect("the guardrail");
    assert_eq!((&margin["guardrail"], &margin["primary"]), (&true.into(), &false.into()));
    let campaign = shown(&space, &key);
    assert_eq!((&campaign["owner"], &campaign["end"]), (&"lin".into(), &"2026-12-18".into()));
    let tasks = json(&space, &format!("task list {key} --all"));
    assert_eq!(tasks.as_array().map(Vec::len), Some(17));

    // The cockpit has it, too, and one undo takes all of it back.
    screen.type_keys("<esc>");
    screen.wait_for("the cockpit", |view| view.has("Double 12") && !view.has("Mechanics"));
    press(&screen, "u", "Look at the demo");
    assert_eq!(json(&space, "campaign list"), serde_json::json!([]));
    assert_eq!(json(&space, "task list --all"), serde_json::json!([]));
    quit(&screen);
}

#[test]
fn one_line_says_all_of_it() {
    let space = Workspace::new().chinese();
    let screen = open(&space, "新建活动");
    press(&screen, "n", "打法");
    screen.type_keys("双11拉新 11/10..11/20 gmv=100万 new_users=1万 预算=5万 渠道=抖音=60%,微信=40% @小林");
    screen.wait_for("the fields", |view| {
        line_has(view, "开始", "2026-11-10")
            && line_has(view, "其他目标值", "new_users=1万")
            && line_has(view, "负责人", "小林")
    });
    press(&screen, "<c-s>", "双11拉新 将会得到");
    screen.wait_for("channels with money", |view| line_has(view, "抖音", "¥3万"));
    press(&screen, "<enter>", "已创建活动");
    let key = json(&space, "campaign list")[0]["key"].as_str().expect("a key").to_owned();
    let found = targets(&space, &key);
    let keys: Vec<&str> = found.iter().filter_map(|t| t["key"].as_str()).collect();
    assert_eq!(keys, ["gmv", "new_users", "spend"]);
    assert_eq!(found[0]["primary"], true);
    quit(&screen);
}

#[test]
fn a_former_campaign_lends_its_structure_and_going_back_loses_nothing() {
    let space = Workspace::new();
    space
        .fupan(&[
            "campaign",
            "new",
            "D10 2026-09-01..2026-09-10 gmv=1000 budget=100 channels=douyin=70%,wechat=30%",
            "--key",
            "old",
        ])
        .ok();
    space.run("task add old Posters --due T-7").ok();
    let screen = space.screen::<&str>(&[], 80, 24);
    screen.wait_text("D10");
    press(&screen, "n", "Playbook");
    screen.type_keys("D11<tab><tab>old<tab>12-01<tab>");
    screen.wait_text("2026-12-10 · 10 days");
    screen.type_keys("<tab><tab>2000<c-s>");
    screen.wait_text("D11 will get");
    screen.wait_for("the former task on its new day", |view| line_has(view, "11-24", "Posters"));
    screen.type_keys("<esc>");
    screen.wait_for("the form as it was", |view| {
        line_has(view, "Its goal", "2000") && line_has(view, "Like", "old")
    });
    press(&screen, "<c-s>", "D11 will get");
    press(&screen, "<c-s>", "created campaign D11");
    let found = targets(&space, "D11");
    assert_eq!((&found[0]["key"], &found[0]["goal"]), (&"gmv".into(), &2000.into()));
    quit(&screen);
}

#[test]
fn what_the_file_refuses_is_told_in_the_form_and_nothing_is_written() {
    let space = Workspace::new().with_campaign();
    let screen = open(&space, "Singles-Day");
    press(&screen, "n", "Playbook");
    screen.type_keys("Again 12-01..12-10 gmv=5 key=d11<tab><c-s>");
    screen.wait_for("the key is taken", |view| {
        view.has("d11") && view.has("New campaign") && !view.has("will get")
    });
    assert_eq!(json(&space, "campaign list").as_array().map(Vec::len), Some(1));
}
