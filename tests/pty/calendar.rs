//! The calendar in a real terminal.
use super::kit::{json, line_has, open_campaign, press, quit};
use crate::support::Workspace;

#[test]
fn a_promo_node_nobody_planned_for_becomes_a_campaign_on_its_days() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "5", "November 2026");
    screen.wait_text("Singles-Day");
    screen.wait_text("11-04 Wed · today");
    screen.wait_for("Black Friday is open", |view| line_has(view, "Black Friday", "in 23 days"));
    // The list of what is coming, past Thanksgiving.
    press(&screen, "<tab><tab>j<enter>", "Black Friday");
    screen.wait_text("2026-11-20");
    screen.type_keys("<c-s>");
    screen.wait_gone("in 23 days");
    let campaigns = json(&space, "campaign list");
    let made = campaigns.as_array().unwrap().iter().find(|c| c["name"] == "Black Friday").unwrap();
    assert_eq!((&made["start"], &made["end"]), (&"2026-11-20".into(), &"2026-11-29".into()));
    // Undone, it is open again.
    press(&screen, "u", "in 23 days");
    quit(&screen);
}

#[test]
fn the_month_the_agenda_and_a_campaign_are_a_key_apart() {
    let space = Workspace::new().with_campaign().chinese();
    let screen = space.screen::<&str>(&[], 80, 24);
    screen.wait_text("Singles-Day");
    press(&screen, "5", "2026 年 11 月");
    press(&screen, "]", "2026 年 12 月");
    press(&screen, "t", "2026 年 11 月");
    press(&screen, "v", "11-11 周三");
    screen.wait_for("the last day", |view| line_has(view, "Singles-Day", "最后一天"));
    press(&screen, "v<enter>", "概要");
    press(&screen, "<esc>", "2026 年 11 月");
    quit(&screen);
}

#[test]
fn what_another_process_writes_stands_in_the_calendar() {
    let space = Workspace::new().with_campaign();
    let screen = open_campaign(&space);
    press(&screen, "5", "November 2026");
    screen.wait_text("Singles-Day");
    space.run("campaign new Members --start 2026-11-20 --end 2026-11-24").ok();
    screen.wait_text("Members");
    quit(&screen);
}
