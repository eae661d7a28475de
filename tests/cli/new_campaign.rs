//! New campaigns: from a playbook, like a former one, in one line.
use super::support::{Output, Workspace};
use serde_json::Value;

const LINE: &str = "双11拉新 11/1..11/11 gmv=100万 new_users=1万 预算=5万 渠道=抖音=60%,微信=40% @小林";

fn targets(space: &Workspace, key: &str) -> Vec<Value> {
    let status = space.fupan(&["status", key, "--json"]).ok().json();
    status["campaigns"][0]["targets"].as_array().cloned().unwrap_or_default()
}

fn keys(targets: &[Value]) -> Vec<&str> {
    targets.iter().filter_map(|t| t["key"].as_str()).collect()
}

/// What was printed for programs, on either stream.
fn error(output: &Output) -> Value {
    let text = if output.out.trim().is_empty() { &output.err } else { &output.out };
    serde_json::from_str(text).unwrap_or_else(|why| panic!("{why}: {text}"))
}

#[test]
fn a_stage_is_understood_in_either_language() {
    let space = Workspace::new();
    for (name, stage, is) in
        [("a", "拉新", "acquisition"), ("b", "Retention", "retention"), ("c", "referral", "referral")]
    {
        space
            .fupan(&[
                "campaign",
                "new",
                name,
                "--start",
                "2026-12-01",
                "--end",
                "2026-12-05",
                "--stage",
                stage,
            ])
            .ok();
        assert_eq!(space.run(&format!("campaign show {name} --json")).ok().json()["stage"], is);
    }
    let wrong = ["campaign", "new", "d", "--start", "2026-12-01", "--end", "2026-12-05", "--stage", "x"];
    space.fupan(&wrong).exits(3).says("acquisition 拉新");
}

#[test]
fn one_line_makes_the_whole_campaign_and_one_undo_takes_it_back() {
    let space = Workspace::new().at("2026-10-10T10:00:00+08:00");
    space.fupan(&["campaign", "new", LINE, "--key", "d11"]).ok().says("3 targets");
    let found = targets(&space, "d11");
    assert_eq!(keys(&found), ["gmv", "new_users", "spend"]);
    assert_eq!((&found[0]["goal"], &found[0]["primary"]), (&1_000_000.into(), &true.into()));
    assert_eq!(found[2]["goal"], 50_000);
    let shown = space.fupan(&["campaign", "show", "d11", "--json"]).ok().json();
    assert_eq!((&shown["owner"], &shown["start"]), (&"小林".into(), &"2026-11-01".into()));
    space.run("undo").ok();
    assert_eq!(space.run("campaign list --json").ok().json(), serde_json::json!([]));
}

#[test]
fn a_playbook_brings_phases_tasks_resources_guardrails_and_texts() {
    let space = Workspace::new().chinese().at("2026-10-10T10:00:00+08:00");
    let made = ["campaign", "new", "双12大促 12-01..12-18 打法=big-sale gmv=80万 预算=3万", "--key", "d12"];
    space.fupan(&made).ok().says("18 个任务").says("gross_margin");
    let found = targets(&space, "d12");
    assert_eq!(keys(&found)[0], "gmv");
    let rail = found.iter().find(|t| t["key"] == "refund_rate").expect("the guardrail");
    assert_eq!(rail["guardrail"], true);
    let shown = space.fupan(&["campaign", "show", "d12", "--json"]).ok().json();
    assert_eq!(shown["stage"], "monetization");
    assert!(shown["mechanics"].as_str().is_some_and(|text| text.contains("___")), "{}", shown["mechanics"]);
    let phases = shown["phases"].as_array().expect("phases");
    assert_eq!(phases[0]["start"], "2026-12-01");
    assert_eq!(phases.last().expect("a phase")["end"], "2026-12-18");
    space.run("undo").ok();
    assert_eq!(space.run("campaign list --json").ok().json(), serde_json::json!([]));
}

#[test]
fn a_proposal_is_shown_without_being_written_and_parts_can_stay_away() {
    let space = Workspace::new().at("2026-10-10T10:00:00+08:00");
    let line = "D12 12-01.. playbook=big-sale gmv=800k budget=30k @lin";
    let shown = space.fupan(&["campaign", "new", line, "--dry-run", "--json"]).ok().json();
    assert_eq!((&shown["start"], &shown["end"]), (&"2026-12-01".into(), &"2026-12-18".into()));
    let tasks = shown["tasks"].as_array().expect("tasks");
    assert!(tasks.len() >= 10 && tasks.iter().any(|t| t["due"] == "T-30"), "{tasks:?}");
    let shares: f64 = shown["channels"]
        .as_array()
        .expect("channels")
        .iter()
        .filter_map(|c| c["planned"].as_str())
        .filter_map(|text| text.strip_suffix('%'))
        .filter_map(|text| text.parse::<f64>().ok())
        .sum();
    assert!((shares - 100.0).abs() < 1e-9, "{shares}");
    assert!(shown["unset"].as_array().is_some_and(|u| u.iter().any(|t| t["metric"] == "gross_margin")));
    space.fupan(&["campaign", "new", line, "--dry-run"]).ok().says("Nothing was created yet").says("T-30");
    assert_eq!(space.run("campaign list --json").ok().json(), serde_json::json!([]));
    let bare = ["campaign", "new", line, "--without", "tasks,resources,texts,phases,channels"];
    space.fupan(&bare).ok().says("0 tasks, 0 resources, 0 channels");
}

#[test]
fn what_should_have_been_done_already_is_due_today() {
    let space = Workspace::new().at("2026-11-21T10:00:00+08:00");
    let line = "D12 12-01.. playbook=big-sale gmv=800k @lin";
    let shown = space.fupan(&["campaign", "new", line, "--dry-run", "--json"]).ok().json();
    let late = shown["late"].as_u64().expect("a count");
    let dues: Vec<&str> =
        shown["tasks"].as_array().expect("tasks").iter().filter_map(|t| t["due"].as_str()).collect();
    assert!(late > 0 && dues.contains(&"T-10") && !dues.contains(&"T-45"), "{late} {dues:?}");
    let made = space.fupan(&["campaign", "new", line]).ok();
    assert!(made.err.contains("they are due today"), "{}", made.err);
    let past = "D10 2026-10-01..2026-10-07 playbook=big-sale gmv=800k @lin";
    let shown = space.fupan(&["campaign", "new", past, "--dry-run", "--json"]).ok().json();
    assert_eq!(shown["late"], 0);
}

#[test]
fn a_former_campaign_lends_its_structure_and_its_shape() {
    let space = Workspace::new().at("2026-10-10T10:00:00+08:00");
    let old = "D10 2026-09-01..2026-09-10 gmv=1000 budget=100 channels=douyin=70%,wechat=30% @lin";
    space.fupan(&["campaign", "new", old, "--key", "old"]).ok();
    space.fupan(&["campaign", "set", "old", "--phases", "a:09-01..09-05=20%, b:09-06..09-10=80%"]).ok();
    space.fupan(&["target", "add", "old", "cac", "--goal", "5", "--guardrail"]).ok();
    for (day, value) in [("2026-09-01", "100"), ("2026-09-06", "300"), ("2026-09-10", "600")] {
        space.fupan(&["record", "gmv", value, "-c", "old", "--at", day]).ok();
    }
    space.fupan(&["campaign", "new", "D11 11-01..11-20 like=old gmv=2000 budget=500", "--key", "new"]).ok();
    let found = targets(&space, "new");
    assert_eq!(keys(&found), ["gmv", "spend", "cac"]);
    assert_eq!((&found[1]["goal"], &found[2]["guardrail"]), (&500.into(), &true.into()));
    let shown = space.fupan(&["campaign", "show", "new", "--json"]).ok().json();
    assert_eq!(shown["owner"], "lin");
    assert_eq!(shown["phases"][0]["end"], "2026-11-10");
    assert_eq!(shown["phases"][1]["share"], 0.8);
    space.fupan(&["explain", "new/gmv"]).ok().says("old");
}

#[test]
fn a_former_budget_comes_along_with_its_split() {
    let space = Workspace::new().at("2026-10-10T10:00:00+08:00");
    let old = "D10 2026-09-01..2026-09-10 gmv=1000 budget=100 channels=douyin=70%,wechat=30% @lin";
    space.fupan(&["campaign", "new", old, "--key", "old"]).ok();
    space.fupan(&["campaign", "new", "D11 11-01..11-20 like=old", "--key", "new"]).ok();
    let shown = space.fupan(&["budget", "list", "new", "--json"]).ok().json();
    assert_eq!(shown["channels"][0]["planned"], 70, "{shown}");
    assert_eq!(shown["channels"][1]["planned"], 30, "{shown}");
    let bare = ["campaign", "new", "D12 12-01..12-20 like=old", "--key", "bare", "--without", "targets"];
    space.fupan(&bare).ok();
    let shown = space.fupan(&["budget", "list", "bare", "--json"]).ok().json();
    assert_eq!(shown["channels"][0]["planned"], 0, "{shown}");
}

#[test]
fn a_proposal_is_shown_in_words() {
    let space = Workspace::new().chinese().at("2026-10-10T10:00:00+08:00");
    let line = "双12 12-01.. 打法=big-sale gmv=80万 渠道=抖音,微信 @小林";
    let shown = space.fupan(&["campaign", "new", line, "--dry-run"]).ok();
    let shown = shown.says("成交额").says("按阶段").says("gross_margin  毛利率");
    assert!(!shown.out.contains("phased"), "{}", shown.out);
    assert!(shown.out.lines().any(|line| line.starts_with(" 微信") && line.ends_with('—')), "{}", shown.out);
}

#[test]
fn what_is_wrong_is_told_and_nothing_is_created() {
    let space = Workspace::new().at("2026-10-10T10:00:00+08:00");
    let refused = |line: &str, code: &str| {
        let answer = error(&space.fupan(&["campaign", "new", line, "--json"]));
        assert_eq!(answer["error"]["code"], code, "{line}: {answer}");
    };
    refused("A 11-01..11-11 playbook=no-such", "no_playbook");
    refused("A 11-01..11-11 no_such_metric=5", "no_metric");
    refused("A 11-01..11-11 like=nobody", "no_campaign");
    refused("A 11-01..11-11 @a @b", "quick_twice");
    refused("A gmv=5", "missing");
    refused("A 11-01..11-11 gmv=lots", "bad_number");
    refused("A 11-01..11-11 budget=100 channels=x=50%,x=50%", "channel_twice");
    let wrong = ["campaign", "new", "A", "--start", "11-01", "--end", "11-02", "--without", "everything"];
    space.fupan(&wrong).exits(2);
    let none = ["campaign", "new", "A", "--start", "11-01", "--end", "11-02", "--target", "gmv"];
    space.fupan(&none).exits(2);
    assert_eq!(space.run("campaign list --json").ok().json(), serde_json::json!([]));
}

#[test]
fn a_former_split_with_a_channel_of_nothing_is_taken() {
    let space = Workspace::new();
    let channels = "渠道=a=10000,b=10000,c=10000,d=10000,e=10000,f=10000,g=0";
    space.fupan(&["campaign", "new", &format!("A 11/1..11/11 预算=6万 {channels}"), "--key", "a"]).ok();
    space.run("campaign new B --key b --like a --start 12-01 --budget 6万").ok();
    let budget = space.run("budget list b --json").ok().json();
    assert_eq!(budget["planned"], serde_json::json!(60000), "{budget}");
    let rows = budget["channels"].as_array().unwrap();
    let of = |key: &str| rows.iter().find(|row| row["channel"] == key).unwrap()["planned"].clone();
    assert_eq!((of("g"), of("a")), (serde_json::json!(0), serde_json::json!(10002)));
}

#[test]
fn fewer_days_than_the_former_campaign_had_phases_is_no_obstacle() {
    let space = Workspace::new();
    let phases = "a:12-01..12-01=30%,b:12-02..12-02=30%,c:12-03..12-03=40%";
    let dates = ["--start", "12-01", "--end", "12-03", "--phases", phases];
    space.fupan(&[&["campaign", "new", "A", "--key", "a"][..], &dates].concat()).ok();
    space.run("campaign new B --key b --like a --start 12-10 --end 12-11").ok();
    let shown = |key: &str| space.run(&format!("campaign show {key} --json")).ok().json()["phases"].clone();
    assert_eq!(shown("b"), serde_json::json!([]));
    // The last day counts as one, even where it ends in the evening.
    space.run("campaign set a --end 2026-12-03T22:00").ok();
    assert_eq!(shown("a")[2]["end"], "2026-12-03T22:00");
}

#[test]
fn what_was_dropped_is_not_taken_over_and_one_target_always_stands_for_the_campaign() {
    let space = Workspace::new();
    let dates = ["--start", "12-01", "--end", "12-03", "--target", "gmv=100"];
    space.fupan(&[&["campaign", "new", "A", "--key", "a"][..], &dates].concat()).ok();
    for title in ["Plan", "Print", "Review"] {
        space.fupan(&["task", "add", "a", title, "--due", "T"]).ok();
    }
    space.run("task set Review --after Print").ok();
    space.run("task drop Print").ok();
    let new = "campaign new B --key b --like a --start 12-10 --target orders=5 --without targets";
    space.run(new).ok();
    let tasks = space.run("task list b --all --json").ok().json();
    let titles: Vec<&str> = tasks.as_array().unwrap().iter().map(|t| t["title"].as_str().unwrap()).collect();
    assert_eq!((titles, &tasks[1]["after"]), (vec!["Plan", "Review"], &serde_json::json!([])));
    let kept = targets(&space, "b");
    assert_eq!((keys(&kept), &kept[0]["primary"]), (vec!["orders"], &serde_json::json!(true)));
}
