//! The board and the timeline from a shell.
use super::support::Workspace;
use serde_json::json;

fn three() -> Workspace {
    let space = Workspace::new().at("2026-11-04T15:03:00+08:00");
    for (line, key) in [
        ("双11拉新 11-01..11-11 gmv=100万 预算=5万 渠道=抖音=60%,微信=40% @小林", "d11"),
        ("直播周 11-09..11-15 gmv=20万 预算=1万 渠道=抖音=100% @小周", "live"),
        ("双12 12-01..12-12 gmv=80万 @小林", "d12"),
    ] {
        space.fupan(&["campaign", "new", line, "--key", key]).ok();
    }
    space.fupan(&["campaign", "set", "d11", "--phases", "预热:11-01..11-05=30%,爆发:11-06..11-11=70%"]).ok();
    space.fupan(&["task", "add", "d11", "海报", "--due", "T+6", "--kind", "milestone"]).ok();
    space.fupan(&["task", "add", "d11", "素材", "--due", "T+1"]).ok();
    space.fupan(&["campaign", "status", "d12", "idea"]).ok();
    space
}

#[test]
fn the_board_stands_by_status_from_the_idea_on() {
    let space = three();
    let board = space.run("campaign board --json").ok().json();
    assert_eq!(board[0], json!({ "status": "idea", "campaigns": ["d12"] }));
    assert_eq!(board[1]["campaigns"].as_array().map(Vec::len), Some(2));
    let lin = space.fupan(&["campaign", "board", "owner:小林", "--json"]).ok().json();
    assert_eq!(lin[1]["campaigns"], json!(["d11"]));
    space.run("campaign board").ok().says("idea · 1").says("planned · 2");
    space.fupan(&["campaign", "board", "-owner:小林", "--csv"]).ok().says("planned,live,直播周");
}

#[test]
fn the_timeline_tells_who_overlaps_and_who_shares_a_channel() {
    let space = three();
    let rows = space.run("campaign timeline --json").ok().json();
    assert_eq!((&rows[0]["key"], &rows[0]["overlaps"]), (&json!("d11"), &json!(["live"])));
    let clash = json!([{ "with": "live", "channel": "抖音", "from": "2026-11-09", "to": "2026-11-11" }]);
    assert_eq!(rows[0]["clashes"], clash);
    assert_eq!(rows[2]["overlaps"], json!([]));
    let drawn = space.run("campaign timeline --from 11-01 --days 15").ok();
    let line = drawn.out.lines().find(|line| line.starts_with("双11拉新")).expect("the campaign");
    let bar: String = line.chars().skip_while(|c| *c != '=').collect();
    // Three cells a day: five days of one phase, with a task that is overdue and today in it, six of the next.
    assert_eq!(bar, "===!=====|=====###*##############");
    let later = space.run("campaign timeline --from 11-30 --days 20 --json").ok().json();
    assert_eq!(later.as_array().map(Vec::len), Some(1));
    space.run("campaign timeline --from 2027-05-01").ok().says("no campaign matches");
}

#[test]
fn the_timeline_says_how_many_lie_outside_of_its_days() {
    let space = three();
    space.run("campaign timeline --from 11-01 --days 15").ok().says("outside of the days shown: 1 ");
    space.run("campaign timeline --from 2027-05-01 --lang zh").ok().says("不在所示日期内的活动：3 个");
    let all = space.run("campaign timeline --from 11-01 --days 60").ok().out;
    assert!(!all.contains("outside"), "{all}");
}
