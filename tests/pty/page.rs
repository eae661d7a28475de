//! A promotion is planned on its campaign's page, in the real program: each journey writes, reads it back from the shell,
//! and takes it back.
use super::kit::{json, line_has, open, press, quit};
use crate::support::{Screen, View, Workspace};
use serde_json::Value;

/// A campaign from 12-01 to 12-11 with money and a goal, in a workspace of its own.
fn planned() -> Workspace {
    let space = Workspace::new();
    space.run("campaign new Double-12 --key d12 --start 2026-12-01 --end 2026-12-11 --owner lin").ok();
    space.run("target add d12 gmv --goal 1000000 --primary").ok();
    space.run("target add d12 spend --goal 50000").ok();
    space
}

/// Its page, at one of its sections.
#[track_caller]
fn page(space: &Workspace, section: usize) -> Screen {
    let screen = open(space, "Double-12");
    press(&screen, "o", "2026-12-01 to 2026-12-11, 11 days");
    screen.type_keys(&"]".repeat(section));
    screen
}

const MONEY: usize = 2;
const PHASES: usize = 3;
const TASKS: usize = 4;
const RESOURCES: usize = 5;

fn phases(space: &Workspace) -> Value {
    json(space, "campaign show d12")["phases"].clone()
}

#[test]
fn a_page_is_opened_from_the_cockpit_and_from_the_campaigns() {
    let space = planned();
    let screen = page(&space, 0);
    press(&screen, "<esc>", "Double-12");
    screen.wait_gone("Next step");
    press(&screen, "2", "Campaigns · 1");
    press(&screen, "<enter>", "Next step");
    press(&screen, "<esc>", "Campaigns · 1");
    quit(&screen);
}

#[test]
fn a_task_is_added_ticked_and_taken_back() {
    let space = planned();
    let screen = page(&space, TASKS);
    press(&screen, "n", "New task");
    press(&screen, "Push<tab>T-3", "2026-11-28");
    screen.type_keys("<enter>");
    screen.wait_for("the task in the list", |view| line_has(view, "T-3", "Push"));
    assert_eq!(json(&space, "task list d12")[0]["due"], "T-3");
    screen.type_keys("<space>");
    screen.wait_for("the task done", |view| line_has(view, "T-3", "done"));
    assert_eq!(json(&space, "task list d12 --all")[0]["status"], "done");
    screen.type_keys("u");
    screen.wait_for("the task open", |view| line_has(view, "T-3", "in 24 days"));
    press(&screen, "u", "No tasks yet");
    assert_eq!(json(&space, "task list d12 --all").as_array().map(Vec::len), Some(0));
    quit(&screen);
}

#[test]
fn moving_the_dates_shows_what_moved_and_is_one_undo() {
    let space = planned();
    space.run("task add d12 Push --due T-3").ok();
    space.run("resource add d12 Banner --need-by E-1").ok();
    let screen = page(&space, TASKS);
    press(&screen, "M", "Move the dates");
    press(&screen, "7", "2026-12-08 .. 2026-12-18");
    press(&screen, "<enter>", "Moved with the dates · 3");
    screen.wait_for("the task's dates", |view| line_has(view, "Push", "11-28 → 12-05"));
    screen.type_keys("<esc>");
    screen.wait_gone("Moved with the dates");
    assert_eq!(json(&space, "campaign show d12")["start"], "2026-12-08");
    press(&screen, "u", "12-01 to 12-11");
    assert_eq!(json(&space, "campaign show d12")["start"], "2026-12-01");
}

#[test]
fn changed_dates_show_what_moved_too() {
    let space = planned();
    space.run("task add d12 Push --due T-3").ok();
    let screen = page(&space, 0);
    press(&screen, "E", "Edit campaign");
    screen.type_keys("<tab><tab><c-u>12-02<tab><c-u>12-12<enter>");
    screen.wait_for("what moved", |view| line_has(view, "Push", "11-28 → 11-29"));
}

#[test]
fn phases_are_dragged_and_written_at_once() {
    let space = planned();
    space.run("campaign set d12 --phases Warm:12-01..12-05=30%,Burst:12-06..12-11=70%").ok();
    let screen = page(&space, PHASES);
    screen.wait_for("both phases", |view| line_has(view, "Warm", "30%") && line_has(view, "Burst", "70%"));
    press(&screen, "LLK", "not written yet");
    screen.wait_for("what it was", |view| line_has(view, "12-01 to 12-07", "was 12-01 to 12-05 30%"));
    assert_eq!(phases(&space)[0]["end"], "2026-12-05", "nothing is written while it is dragged");
    screen.type_keys("<enter>");
    screen.wait_gone("not written yet");
    assert_eq!(phases(&space)[0]["end"], "2026-12-07");
    assert_eq!(
        (phases(&space)[0]["share"].as_f64(), phases(&space)[1]["share"].as_f64()),
        (Some(0.31), Some(0.69))
    );
    screen.type_keys("u");
    screen.wait_for("the phases as they were", |view| line_has(view, "Warm", "12-01 to 12-05"));
    assert_eq!(phases(&space)[1]["start"], "2026-12-06");
    // Dropped, nothing is written.
    press(&screen, "H", "not written yet");
    screen.type_keys("<esc>");
    screen.wait_gone("not written yet");
    assert_eq!(phases(&space)[0]["end"], "2026-12-05");
}

#[test]
fn a_channels_budget_is_set_by_share_and_a_link_made_and_copied() {
    let space = planned();
    let screen = page(&space, MONEY);
    press(&screen, "+", "Budget of a channel");
    press(&screen, "douyin<tab>40%", "→ 20000");
    screen.type_keys("<enter>");
    screen.wait_for("the budget", |view| line_has(view, "douyin", "¥20K"));
    screen.wait_text("¥30,000 left to split");
    assert_eq!(json(&space, "budget list d12")["channels"][0]["planned"], 20_000);
    press(&screen, "l", "New link");
    screen.type_keys("https://shop.cn/d12<tab><tab><tab>cpc<c-s>");
    screen.wait_gone("New link");
    screen.wait_for("the link under the cursor", |view| line_has(view, "▸ douyin", "utm_campaign=d12"));
    screen.type_keys("y");
    screen.wait_for("the address copied", |view| view.copied().len() == 1);
    screen.wait_text("copied: https://shop.cn/d12");
    screen.type_keys("u");
    screen.wait_gone("utm_source=douyin&utm_medium=cpc&utm_campaign=d12");
    press(&screen, "u", "No channel has a budget");
    assert_eq!(json(&space, "budget list d12")["channels"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_step_that_is_not_ready_asks_why_and_the_history_keeps_it() {
    let space = planned();
    let screen = page(&space, 0);
    let status = || json(&space, "campaign show d12")["status"].clone();
    press(&screen, "s", "‹ approved ›");
    screen.wait_text("still missing: channel budgets differ from the budget");
    press(&screen, "<enter>", "give a reason");
    assert_eq!(status(), "planned");
    screen.type_keys("agreed<enter>");
    screen.wait_gone("still missing");
    assert_eq!(status(), "approved");
    press(&screen, "[", "takes back the latest change");
    screen.wait_for("the change in words", |view| line_has(view, "status:", "planned → approved"));
    screen.wait_text("approved: agreed");
    screen.type_keys("u");
    screen.wait_for("the change taken back", |view| line_has(view, "campaign status", "taken back"));
    assert_eq!(status(), "planned");
}

#[test]
fn the_brief_keeps_its_lines_and_names_what_is_to_be_filled_in() {
    let space = planned();
    let screen = page(&space, 0);
    screen.type_keys("ggjjjjjj");
    press(&screen, "e", "Ctrl-s");
    screen.type_keys("At most 3 each<enter>Limit: ___<c-s>");
    screen.wait_for("both lines", |view| view.has("At most 3 each") && view.has("Limit:"));
    screen.wait_text("fields of the brief are blank");
    let told = json(&space, "campaign show d12");
    let is_there = ["audience", "mechanics", "rules", "goal"]
        .iter()
        .any(|field| told[field] == "At most 3 each\nLimit: ___");
    assert!(is_there, "{told}");
}

#[test]
fn a_resource_is_asked_for_promised_and_taken_back() {
    let space = planned();
    let screen = page(&space, RESOURCES);
    press(&screen, "n", "New resource");
    screen.type_keys("Banner<tab>T-3<enter>");
    screen.wait_for("the resource", |view| line_has(view, "T-3", "to be asked"));
    screen.type_keys("<space>");
    let is_asked = |view: &View| line_has(view, "T-3", "asked") && !line_has(view, "T-3", "to be asked");
    screen.wait_for("it asked for", is_asked);
    screen.type_keys("<space>");
    screen.wait_for("it promised", |view| line_has(view, "T-3", "promised"));
    screen.type_keys("u");
    screen.wait_for("it asked for again", is_asked);
    screen.type_keys("X");
    screen.wait_for("it refused", |view| line_has(view, "T-3", "refused"));
}

#[test]
fn a_task_somebody_else_changed_is_not_overwritten() {
    let space = planned();
    space.run("task add d12 Push --due T-3").ok();
    let screen = page(&space, TASKS);
    press(&screen, "e", "Edit task");
    press(&screen, "<c-u>Mine", "Mine");
    space.run("task set Push --title Theirs").ok();
    screen.type_keys("<enter>");
    screen.wait_for("both titles", |view| view.has("Mine") && view.has("Theirs") && view.has("Edit task"));
    assert_eq!(json(&space, "task list d12")[0]["title"], "Theirs");
}
