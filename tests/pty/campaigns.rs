//! Every campaign on one screen: found, sorted, changed several at once, moved on the board, looked at over time.
use super::kit::{json, open, press, quit};
use crate::support::{Screen, Workspace};

fn three() -> Workspace {
    let space = Workspace::new().with_campaign();
    for line in [
        "campaign new Winback --key back --start 2026-11-02 --end 2026-11-20 --owner Zhou",
        "campaign new Member-day --key member --start 2026-12-01 --end 2026-12-03 --owner Qian",
    ] {
        space.run(line).ok();
    }
    space
}

/// The campaigns' screen with all three on it.
#[track_caller]
fn campaigns(space: &Workspace) -> Screen {
    let screen = open(space, "Singles-Day");
    press(&screen, "2", "Campaigns · 3");
    screen
}

fn field(space: &Workspace, key: &str, name: &str) -> String {
    let all = json(space, "campaign list");
    let row =
        all.as_array().expect("rows").iter().find(|row| row["key"] == key).expect("the campaign").clone();
    row[name].as_str().unwrap_or_default().to_owned()
}

#[test]
fn campaigns_are_found_by_the_filter_language() {
    let space = three();
    let screen = campaigns(&space);
    screen.type_keys("/owner:qian");
    screen.wait_for("one alone", |view| view.has("Campaigns · 1 of 3") && view.has("Member-day"));
    screen.type_keys(",zhou");
    screen.wait_text("Campaigns · 2 of 3");
    screen.type_keys("<enter><esc>");
    screen.wait_text("Campaigns · 3");
    press(&screen, "/colour:red", "there is no field colour");
    screen.type_keys("<esc>");
    screen.wait_gone("colour");
    quit(&screen);
}

#[test]
fn the_order_is_changed_by_a_key() {
    let space = three();
    let screen = campaigns(&space);
    let row = |name: &str| {
        screen.look_at(|view| view.lines().iter().position(|line| line.contains(name)).expect("its row"))
    };
    press(&screen, ">>>", "Name↑");
    assert!(row("Member-day") < row("Singles-Day") && row("Singles-Day") < row("Winback"));
    press(&screen, "R", "Name↓");
    assert!(row("Member-day") > row("Singles-Day") && row("Singles-Day") > row("Winback"));
    quit(&screen);
}

#[test]
fn two_campaigns_are_handed_over_and_one_undo_takes_both_back() {
    let space = three();
    let screen = campaigns(&space);
    press(&screen, "/owner:qian,zhou<enter>*", "2 marked");
    press(&screen, "@", "Owner · 2 campaigns");
    screen.type_keys("<c-u>Chen<enter>");
    screen.wait_gone("Owner · 2 campaigns");
    // The filter asks for the old owners: nothing is left of it.
    screen.wait_text("No campaign matches");
    assert_eq!([field(&space, "back", "owner"), field(&space, "member", "owner")], ["Chen", "Chen"]);
    press(&screen, "u", "Campaigns · 2 of 3");
    assert_eq!([field(&space, "back", "owner"), field(&space, "member", "owner")], ["Zhou", "Qian"]);
    quit(&screen);
}

#[test]
fn dates_are_moved_together() {
    let space = three();
    let screen = campaigns(&space);
    press(&screen, "/owner:qian,zhou<enter>*m", "Move the dates · 2 campaigns");
    screen.type_keys("7<enter>");
    screen.wait_for("the new dates", |view| view.has("11-09~11-27") && view.has("12-08~12-10"));
    assert_eq!(field(&space, "back", "start"), "2026-11-09");
    // What moved is told, until it is read.
    screen.wait_text("Moved with the dates");
    screen.type_keys("<esc>");
    screen.wait_gone("Moved with the dates");
    press(&screen, "u", "11-02~11-20");
    quit(&screen);
}

#[test]
fn a_card_is_moved_on_the_board_and_asks_why_where_something_is_missing() {
    let space = three();
    let screen = campaigns(&space);
    press(&screen, "<tab>", "planned · 3");
    press(&screen, "/member<enter>", "planned · 1");
    // Nothing of what an approval asks for is there.
    press(&screen, "L", "Status · Member-day");
    screen.wait_text("not ready");
    screen.type_keys("boss said so<enter>");
    screen.wait_text("approved · 1");
    assert_eq!(field(&space, "member", "status"), "approved");
    press(&screen, "u", "planned · 1");
    quit(&screen);
}

#[test]
fn the_timeline_zooms_and_is_remembered() {
    let space = three();
    let screen = campaigns(&space);
    press(&screen, "<tab><tab>", "at once");
    press(&screen, "+", "days");
    press(&screen, "--", "months");
    quit(&screen);
    let again = open(&space, "Singles-Day");
    press(&again, "2", "at once");
    quit(&again);
}

#[test]
fn a_campaign_of_another_process_appears_by_itself_on_every_view() {
    let space = three();
    let screen = campaigns(&space);
    for (i, keys) in ["", "<tab>", "<tab>"].into_iter().enumerate() {
        screen.type_keys(keys);
        let name = format!("Newcomer-{i}");
        space.run(&format!("campaign new {name} --key n{i} --start 2026-11-03 --end 2026-11-09")).ok();
        screen.wait_text(&name);
    }
    quit(&screen);
}

#[test]
fn a_campaigns_page_opens_from_here_and_esc_leads_back() {
    let space = three();
    let screen = campaigns(&space);
    press(&screen, "/winback<enter><enter>", "2026-11-02");
    screen.wait_gone("Campaigns · 1 of 3");
    screen.type_keys("<esc>");
    screen.wait_text("Campaigns · 1 of 3");
    quit(&screen);
}
