//! Campaigns that serve key results, said from the campaign's side.
use crate::support::Workspace;

/// 2026-Q4 with two key results on metrics.
fn quarter() -> Workspace {
    let space = Workspace::new();
    for line in [
        &["okr", "cycle", "new", "2026-Q4"][..],
        &["okr", "objective", "add", "Win the season"],
        &["okr", "kr", "add", "o1", "--metric", "orders", "--goal", "12000"],
        &["okr", "kr", "add", "o1", "--metric", "gmv", "--goal", "100万"],
    ] {
        space.fupan(line).ok();
    }
    space
}

const NEW: [&str; 8] = [
    "campaign",
    "new",
    "Singles Day",
    "--key=d11",
    "--start=2026-11-01",
    "--end=2026-11-11",
    "--target",
    "orders=8000",
];

fn served(space: &Workspace) -> Vec<String> {
    let page = space.fupan(&["campaign", "show", "d11", "--json"]).ok().json();
    let told = |s: &serde_json::Value| format!("{} {} {}", s["key_result"], s["brought"], s["planned"]);
    page["serves"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn a_new_campaign_says_what_it_serves_and_its_page_tells_what_it_brings() {
    let space = quarter();
    space.fupan(&[&NEW[..], &["--serves", "o1/kr1, o1/kr2"]].concat()).ok();
    space.fupan(&["record", "orders", "3000", "-c", "d11", "--at", "2026-11-03"]).ok();
    assert_eq!(served(&space), [r#""2026-Q4/o1/kr1" 3000 8000"#, r#""2026-Q4/o1/kr2" null null"#]);
    let text = space.fupan(&["campaign", "show", "d11"]).ok().out.clone();
    assert!(text.contains("2026-Q4/o1/kr1") && text.contains("brings 3,000 of 8,000 planned"), "{text}");
    let zh = space.fupan(&["campaign", "show", "d11", "--lang", "zh"]).ok().out.clone();
    assert!(zh.contains("本活动贡献 3,000，计划 8,000"), "{zh}");
    let kr = space.fupan(&["okr", "kr", "show", "o1/kr1", "--json"]).ok().json();
    assert_eq!(kr["campaigns"][0]["campaign"], "d11");
    space.fupan(&["undo"]).ok();
    space.fupan(&["undo"]).ok();
    assert_eq!(
        space.fupan(&["okr", "kr", "show", "o1/kr1", "--json"]).ok().json()["campaigns"],
        serde_json::json!([])
    );
}

#[test]
fn what_a_campaign_serves_is_set_as_a_whole_and_in_one_step_back() {
    let space = quarter();
    space.fupan(&NEW).ok();
    space.fupan(&["campaign", "set", "d11", "--serves", "o1/kr1"]).ok();
    space.fupan(&["campaign", "set", "d11", "--serves", "o1/kr2", "--owner", "小林"]).ok();
    assert_eq!(served(&space).len(), 1);
    assert!(served(&space)[0].contains("kr2"));
    space.fupan(&["undo"]).ok();
    assert!(served(&space)[0].contains("kr1"));
    space.fupan(&["campaign", "set", "d11", "--owner", "小林"]).ok();
    assert_eq!(served(&space).len(), 1, "a change of something else leaves it");
    space.fupan(&["campaign", "set", "d11", "--serves", ""]).ok();
    assert!(served(&space).is_empty());
}

#[test]
fn a_key_result_that_is_not_there_is_refused_and_nothing_is_made() {
    let space = quarter();
    let refused = space.fupan(&[&NEW[..], &["--serves", "o1/kr9"]].concat());
    assert_eq!(refused.code, Some(4));
    assert!(refused.err.contains("kr9"), "{}", refused.err);
    assert_eq!(space.fupan(&["campaign", "show", "d11"]).code, Some(4));
}

#[test]
fn a_key_result_is_explained_down_to_the_campaign_and_the_check_in() {
    let space = quarter();
    space.fupan(&[&NEW[..], &["--serves", "o1/kr1"]].concat()).ok();
    space.fupan(&["okr", "kr", "set", "o1/kr1", "--feed", "campaigns"]).ok();
    space.fupan(&["record", "orders", "3000", "-c", "d11", "--at", "2026-11-03"]).ok();
    space.fupan(&["okr", "kr", "set", "o1/kr1", "--goal", "15000"]).ok();
    space.fupan(&["checkin", "o1/kr1", "--confidence", "6", "--note", "on it"]).ok();
    let text = space.fupan(&["explain", "o1/kr1"]).ok().out;
    for part in [
        "from campaigns",
        "15,000 (as first set: 12,000)",
        "d11",
        "every 7 days, stale 3 days later; last",
        "Singles Day: 3,000 of 8,000 planned",
        "planned 5,000 of the 12,000 missing",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let zh = space.fupan(&["explain", "o1/kr1", "--lang", "zh"]).ok().out;
    assert!(zh.contains("每 7 天一次，再过 3 天算陈旧") && zh.contains("贡献 3,000，计划 8,000"), "{zh}");
    let json = space.fupan(&["explain", "o1/kr1", "--json"]).ok().json();
    assert_eq!(json["inputs"][0]["campaign"], "d11");
    assert_eq!(json["key_result"]["confidence"], 6);
    assert_eq!(json["feed"], "campaigns");
    let csv = space.fupan(&["explain", "d11/orders", "--csv"]).ok().out;
    assert!(csv.starts_with("metric,channel"), "{csv}");
}
