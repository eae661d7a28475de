//! Planning a campaign from a shell: tasks, resources, money, links, dates, the way to the next status.
use crate::support::Workspace;
use serde_json::{Value, json};

/// A campaign that starts in three days, with a chain of tasks, a resource and money.
fn planned() -> Workspace {
    let space = Workspace::new();
    let dates = ["--start", "2026-11-07", "--end", "2026-11-17"];
    let phases = ["--phases", "Warm-up:11-07..11-10=30%,Burst:11-11..11-17=70%"];
    space.fupan(&[&["campaign", "new", "Double 11", "--key", "d11"][..], &dates, &phases].concat()).ok();
    space.run("target add d11 gmv --goal 100万 --primary").ok();
    space.run("target add d11 spend --goal 5万").ok();
    space
        .fupan(&["task", "add", "d11", "法务审核", "--due", "T-5", "--kind", "approval", "--role", "法务"])
        .ok();
    space.fupan(&["task", "add", "d11", "素材上线", "--due", "T-1", "--after", "1", "--owner", "lin"]).ok();
    space.run("task add d11 Review --due E+2 --owner zhou").ok();
    space.run("resource add d11 Banner --need-by T-1 --giver Platform").ok();
    space
}

fn ids(list: &Value) -> Vec<i64> {
    list.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

#[test]
fn a_task_is_listed_with_its_date_its_distance_and_what_it_waits_for() {
    let space = planned();
    let tasks = space.run("task list --json").ok().json();
    assert_eq!(
        tasks[1],
        json!({
            "id": 2, "campaign": "d11", "campaign_name": "Double 11", "title": "素材上线", "kind": "todo",
            "status": "open", "owner": "lin", "role": "", "due": "T-1", "on": "2026-11-06", "days_left": 2,
            "overdue": false, "waits_for": ["法务审核"], "after": [1], "channel": null, "note": "",
            "done_at": null,
        })
    );
    let english = space.run("task list").ok().out;
    for part in ["11-02 Mon · 2 days overdue", "11-06 Fri · in 2 days", "T-5", "@lin", "approval", "法务审核"]
    {
        assert!(english.contains(part), "no {part} in\n{english}");
    }
    let chinese = space.chinese().run("task list").ok().out;
    for part in ["11-02 周一 · 逾期 2 天", "11-06 周五 · 还有 2 天", "审批", "未开始", "等待"]
    {
        assert!(chinese.contains(part), "no {part} in\n{chinese}");
    }
    assert_eq!(english.lines().count(), chinese.lines().count());
}

#[test]
fn lists_of_tasks_are_narrowed_by_person_day_kind_and_campaign() {
    let space = planned();
    space.run("campaign new Other --key other --start 2026-12-01 --end 2026-12-05").ok();
    space.run("task add other Plan --due T --owner @Lin").ok();
    let listed = |line: &str| ids(&space.run(&format!("task list {line} --json")).ok().json());
    assert_eq!(listed(""), [1, 2, 3, 4]);
    assert_eq!(listed("--mine"), [2, 4]);
    assert_eq!(listed("--mine --actor zhou"), [3]);
    assert_eq!(listed("--owner @ZHOU"), [3]);
    assert_eq!(listed("--overdue"), [1]);
    assert_eq!(listed("--today"), [0_i64; 0]);
    assert_eq!(listed("--days 2"), [1, 2]);
    assert_eq!(listed("--kind approval,milestone"), [1]);
    assert_eq!(listed("other"), [4]);
    let later = space.at("2026-11-06T09:00:00+08:00");
    let listed = |line: &str| ids(&later.run(&format!("task list {line} --json")).ok().json());
    assert_eq!(listed("--today"), [2]);
    assert_eq!(listed("--today --overdue"), [1, 2]);
    later.run("campaign status other cancelled").ok();
    assert_eq!(listed(""), [1, 2, 3]);
    assert_eq!(listed("--all"), [1, 2, 3, 4]);
    later.run("task list --owner nobody").ok().says("no such tasks");
}

#[test]
fn several_tasks_are_done_as_one_and_undone_as_one() {
    let space = planned();
    let before = space.run("task list --all --json").ok().out;
    let done = space.run("task done 2 3").ok();
    assert_eq!(done.out, "素材上线: done\nReview: done\n");
    assert!(done.err.contains("still open") && done.err.contains("法务审核"), "{}", done.err);
    let json = space.run("task reopen 2 3 --json").ok().json();
    assert_eq!(json["each"][1], json!({ "key": "3", "message": "Review: open" }));
    space.run("undo").ok().says("2 together: task set");
    assert_eq!(ids(&space.run("task list --json").ok().json()), [1]);
    space.run("undo").ok();
    assert_eq!(space.run("task list --all --json").ok().out, before);
}

#[test]
fn a_task_goes_its_way_and_every_step_is_undone() {
    let space = planned();
    let status = |number: usize| {
        let all = space.run("task list --all --json").ok().json();
        all[number - 1]["status"].as_str().unwrap().to_owned()
    };
    for (line, number, becomes) in [
        ("task start 2", 2, "doing"),
        ("task drop 2", 2, "dropped"),
        ("task refuse 1", 1, "refused"),
        ("task approve 法务审核", 1, "done"),
        ("task set 3 --status doing", 3, "doing"),
    ] {
        let was = status(number);
        space.run(line).ok();
        assert_eq!(status(number), becomes, "{line}");
        space.run("undo").ok();
        assert_eq!(status(number), was, "{line}");
    }
    space.run("task approve 2").exits(3).says("is no approval");
    space.run("task refuse 2").exits(3).says("only an approval");
    space.run("task set 1 --status refused").ok();
    space.run("task set 1 --kind todo").exits(3).says("only an approval");
    space.run("task set 1 --kind todo --status open").ok();
    space.run("task set 1 --kind approval").ok();
    space.run("task set 1 2 --owner 小林").ok();
    let owners = space.run("task list --owner 小林 --json").ok().json();
    assert_eq!(ids(&owners), [1, 2]);
    space.run("task delete 1 2").ok();
    assert_eq!(ids(&space.run("task list --all --json").ok().json()), [3]);
    space.run("undo").ok();
    let back = space.run("task list --all --json").ok().json();
    assert_eq!((ids(&back), &back[1]["after"]), (vec![1, 2, 3], &json!([1])));
}

#[test]
fn a_resource_presses_three_days_before_until_somebody_answers() {
    let space = planned();
    let listed = |line: &str| space.run(&format!("resource list {line} --json")).ok().json();
    assert_eq!(
        listed("--pressing")[0],
        json!({
            "id": 1, "campaign": "d11", "campaign_name": "Double 11", "name": "Banner", "kind": "traffic",
            "status": "needed", "giver": "Platform", "owner": "", "need_by": "T-1", "on": "2026-11-06",
            "days_left": 2, "pressing": true, "note": "",
        })
    );
    space.run("resource list").ok().says("to be asked · pressing");
    space.run("resource list --lang zh").ok().says("待申请 · 催一下");
    space.run("resource ask 1").ok();
    assert_eq!(listed("")[0]["pressing"], true);
    space.run("resource promise 1 --note 3天").ok().says("Banner: promised");
    assert_eq!(listed(""), json!([]));
    assert_eq!(listed("--all")[0]["note"], "3天");
    space.run("undo").ok();
    space.run("resource refuse 1").ok();
    assert_eq!((listed("")[0]["status"].as_str(), listed("--open")), (Some("refused"), json!([])));
    space.run("resource set 1 --need-by T+1 --owner lin").ok();
    assert_eq!((listed("--mine")[0]["on"].as_str(), listed("--pressing")), (Some("2026-11-08"), json!([])));
    space.run("resource delete Banner").ok();
    assert_eq!(listed("--all"), json!([]));
    space.run("undo").ok();
    assert_eq!(ids(&listed("--all")), [1]);
}

/// Money of two channels and a third without a budget, three days in.
fn spending() -> Workspace {
    let space = Workspace::new();
    space.run("campaign new Singles-Day --key d11 --start 2026-11-01 --end 2026-11-11 --owner lin").ok();
    space.run("target add d11 spend --goal 5万").ok();
    space.run("budget set d11 抖音=60% 微信=1万").ok();
    for line in ["spend 8000 --channel 抖音", "spend 800 --channel tv", "clicks 4000 --channel 抖音"] {
        space.run(&format!("record {line} -c d11 --at 2026-11-03")).ok();
    }
    space.run("record impressions 160000 -c d11 --channel 抖音 --at 2026-11-03").ok();
    space
}

#[test]
fn money_is_listed_by_channel_with_pace_and_ratios_and_the_whole_last() {
    let space = spending();
    let money = space.run("budget list d11 --json").ok().json();
    let sums = ["total", "planned", "spent", "left"].map(|key| money[key].as_i64().unwrap());
    assert_eq!(sums, [50_000, 40_000, 8_800, 31_200]);
    let douyin = &money["channels"][0];
    assert_eq!(
        (&douyin["name"], &douyin["planned"], &douyin["left"]),
        (&json!("抖音"), &json!(30_000), &json!(22_000))
    );
    // 8,000 of the 30,000 × 3 ÷ 11 that the plan allows by the end of the third day.
    assert!((douyin["pace"].as_f64().unwrap() - 8_000.0 / (30_000.0 * 3.0 / 11.0)).abs() < 1e-9, "{douyin}");
    assert_eq!(
        (&douyin["status"], &douyin["ctr"], &douyin["cpc"]),
        (&json!("on_track"), &json!(0.025), &json!(2))
    );
    assert_eq!(money["channels"][1]["spent"], Value::Null);
    assert_eq!(money["whole"]["spend"], 8_800);
    let csv = space.run("budget list d11 --csv").ok().out;
    assert!(csv.starts_with("channel,planned,spent,left,pace,status,ctr,cpc,cpm"), "{csv}");
    assert_eq!(csv.lines().count(), 5);
    let listed = space.run("budget list d11").ok();
    assert!(listed.err.contains("add up to ¥40,000"), "{}", listed.err);
    assert!(listed.out.lines().last().unwrap().contains("under plan"), "{}", listed.out);
    let chinese = space.run("budget list d11 --lang zh").ok().out;
    assert!(chinese.contains("预算") && chinese.contains("低于计划"), "{chinese}");
}

#[test]
fn channels_are_sorted_by_any_column_and_empty_ones_stay_last() {
    let space = spending();
    let order = |line: &str| -> Vec<String> {
        let money = space.run(&format!("budget list d11 --json {line}")).ok().json();
        let names = money["channels"].as_array().unwrap().iter();
        names.map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(order(""), ["抖音", "微信", "tv"]);
    assert_eq!(order("--sort spent"), ["抖音", "tv", "微信"]);
    assert_eq!(order("--sort spent --reverse"), ["tv", "抖音", "微信"]);
    assert_eq!(order("--sort left --reverse")[..2], ["微信", "抖音"]);
    assert_eq!(order("--sort cpc")[0], "抖音");
    space.run("budget list d11 --sort luck").exits(2).says("roas");
}

#[test]
fn budgets_are_set_taken_away_and_undone() {
    let space = spending();
    let planned = || {
        let money = space.run("budget list d11 --json").ok().json();
        money["planned"].as_i64().unwrap()
    };
    space.run("budget set d11 微信=40%").ok().says("¥50K planned");
    assert_eq!(planned(), 50_000);
    space.run("budget set d11 微信=").ok();
    assert_eq!(planned(), 30_000);
    space.run("undo").ok();
    space.run("undo").ok();
    assert_eq!(planned(), 40_000);
}

#[test]
fn a_link_is_its_address_alone_and_all_channels_get_one_each() {
    let space = spending();
    let line = "link add d11 https://shop.example/p?utm_source=x&a=1 --channel 抖音 --content banner --copy";
    let one = space.run(line).ok();
    let address =
        "https://shop.example/p?a=1&utm_source=douyin&utm_medium=social&utm_campaign=d11&utm_content=banner";
    assert_eq!(one.out, format!("{address}\n"));
    assert!(one.err.contains("replaced") && one.err.contains("no terminal"), "{}", one.err);
    space.run("budget set d11 wechat=1万").ok();
    let same = space.run("link add d11 https://shop.example/ --all-channels").exits(3);
    assert!(same.err.contains("微信 and wechat"), "{}", same.err);
    space.run("budget set d11 微信=").ok();
    let all = space.run("link add d11 https://shop.example/ --all-channels").ok().out;
    assert_eq!(all.lines().filter(|line| line.starts_with("https://shop.example/?utm_source=")).count(), 2);
    let again = space.run("link add d11 https://shop.example/ --all-channels").ok();
    assert_eq!((again.out.as_str(), again.err.trim()), ("", "nothing to change"));
    space.run("budget set d11 tv=1000").ok();
    let third = space.run("link add d11 https://shop.example/ --all-channels").ok().out;
    assert_eq!(third, "https://shop.example/?utm_source=tv&utm_medium=social&utm_campaign=d11\n");
    space.run("undo").ok();
    let links = space.run("link list d11 --json").ok().json();
    assert_eq!(ids(&links), [1, 2, 3]);
    assert_eq!((&links[0]["address"], &links[0]["content"]), (&json!(address), &json!("banner")));
    space.run("link delete 1 3").ok();
    assert_eq!(ids(&space.run("link list --json").ok().json()), [2]);
    space.run("undo").ok();
    assert_eq!(ids(&space.run("link list --json").ok().json()), [1, 2, 3]);
    space.run("campaign new Bare --key bare --start 2026-12-01 --end 2026-12-02").ok();
    space.run("link add bare https://shop.example/ --all-channels").exits(4).says("has a budget");
}

#[test]
fn a_copied_address_goes_to_the_clipboard_of_the_terminal() {
    let space = spending();
    let screen = space.shell(120, 10);
    screen.type_keys("$FUPAN link add d11 https://shop.example/ --channel tv --copy; echo done-$?\r");
    screen.wait_text("done-0");
    screen.wait_text("utm_source=tv");
    // The address in base 64.
    let address =
        "aHR0cHM6Ly9zaG9wLmV4YW1wbGUvP3V0bV9zb3VyY2U9dHYmdXRtX21lZGl1bT1zb2NpYWwmdXRtX2NhbXBhaWduPWQxMQ=="
            .to_owned();
    screen.wait_for("the address copied", |view| view.copied() == [address.clone()]);
}

#[test]
fn moving_a_campaign_moves_what_hangs_on_it_and_tells_what_moved() {
    let space = planned();
    let before = space.run("campaign show d11 --json").ok().out;
    let rehearsed = space.run("campaign shift d11 +7 --dry-run").ok().out;
    assert!(rehearsed.starts_with("dry run, nothing was written"), "{rehearsed}");
    assert_eq!(space.run("campaign show d11 --json").ok().out, before);
    let moved = space.run("campaign shift d11 +7 --json").ok().json();
    assert_eq!(moved["dry_run"], false);
    assert_eq!(
        moved["moved"],
        json!([
            { "kind": "campaign", "name": "Double 11", "from": "2026-11-07..2026-11-17", "to": "2026-11-14..2026-11-24" },
            { "kind": "phase", "name": "Warm-up", "from": "2026-11-07..2026-11-10", "to": "2026-11-14..2026-11-17" },
            { "kind": "phase", "name": "Burst", "from": "2026-11-11..2026-11-17", "to": "2026-11-18..2026-11-24" },
            { "kind": "task", "name": "法务审核", "from": "2026-11-02", "to": "2026-11-09" },
            { "kind": "task", "name": "素材上线", "from": "2026-11-06", "to": "2026-11-13" },
            { "kind": "task", "name": "Review", "from": "2026-11-19", "to": "2026-11-26" },
            { "kind": "resource", "name": "Banner", "from": "2026-11-06", "to": "2026-11-13" },
        ])
    );
    let back = space.run("campaign shift d11 -7天 --lang zh").ok().out;
    assert!(back.contains("阶段") && back.contains("资源") && back.contains("2026-11-06"), "{back}");
    assert_eq!(space.run("campaign show d11 --json").ok().json()["start"], "2026-11-07");
    space.run("undo").ok();
    space.run("undo").ok();
    let shown = space.run("campaign show d11 --json").ok().json();
    assert_eq!((&shown["tasks"][0]["on"], &shown["start"]), (&json!("2026-11-02"), &json!("2026-11-07")));
    let stretched = space.run("campaign set d11 --end 2026-11-15 --dry-run").ok().out;
    assert!(stretched.contains("2026-11-17") && stretched.contains("Review"), "{stretched}");
    assert!(!stretched.contains("素材上线"), "{stretched}");
}

#[test]
fn the_next_step_says_what_is_missing_and_a_reason_goes_on_without_it() {
    let space = planned();
    let standing = space.run("campaign status d11 --json").ok().json();
    let next = json!({ "to": "approved", "ready": false, "lacks": [
        { "lack": "owner", "names": [] },
        { "lack": "budget_split", "names": [] },
        { "lack": "approval", "names": ["法务审核"] },
    ]});
    assert_eq!(
        standing,
        json!({ "key": "d11", "name": "Double 11", "status": "planned", "next_step": next })
    );
    space.run("campaign status d11").ok().says("approvals are open: 法务审核");
    space.run("campaign status d11 --lang zh").ok().says("审批未通过：法务审核");
    let refused = space.run("campaign status d11 approved --json").exits(3).json();
    assert_eq!(refused["error"]["code"], "not_ready");
    assert_eq!(refused["error"]["details"].as_array().unwrap().len(), 3);
    space.run("campaign status d11 approved --reason ok --dry-run").ok();
    assert_eq!(space.run("campaign status d11 --json").ok().json()["status"], "planned");
    space.run("campaign status d11 approved --reason boss").ok();
    space.run("campaign status d11").ok().says("nothing is missing for it");
    space.run("note list d11").ok().says("approved: boss (without: ");
    space.run("undo").ok();
    space.run("campaign status d11 已批准 --reason 老板同意 --lang zh").ok();
    space.run("note list d11").ok().says("已批准：老板同意（未满足：");
    space.run("campaign status d11 批了 --lang zh").exits(3).says("approved 已批准");
    space.run("undo").ok();
    assert_eq!(space.run("campaign status d11 --json").ok().json(), standing);
}

#[test]
fn a_campaign_is_shown_with_all_that_belongs_to_it() {
    let space = planned();
    space.run("budget set d11 douyin=60% wechat=40%").ok();
    space.run("link add d11 https://shop.example/ --channel douyin").ok();
    let shown = space.run("campaign show d11 --json").ok().json();
    assert_eq!(ids(&shown["tasks"]), [1, 2, 3]);
    assert_eq!(ids(&shown["resources"]), [1]);
    assert_eq!(ids(&shown["links"]), [1]);
    assert_eq!(shown["spending"]["channels"][0]["planned"], 30_000);
    assert_eq!((&shown["next_step"]["to"], &shown["risks"]), (&json!("approved"), &json!("")));
    assert_eq!(shown["targets"].as_array().unwrap().len(), 2);
    let english = space.run("campaign show d11").ok().out;
    for part in [
        "Warm-up  2026-11-07",
        "tasks: 3 open, 1 of them overdue; 0 done",
        "1  11-02 Mon · 2 days overdue  法务审核  法务",
        "resources: 0 of 1 promised, 1 pressing",
        "money: ¥50K planned, — spent, ¥50K left",
        "links: 1",
        "next step: approved; missing for it:",
    ] {
        assert!(english.contains(part), "no {part} in\n{english}");
    }
    let chinese = space.run("campaign show d11 --lang zh").ok().out;
    for part in ["任务：未完成 3，其中逾期 1", "资源：已确认 0/1", "下一步：已批准，还缺："]
    {
        assert!(chinese.contains(part), "no {part} in\n{chinese}");
    }
    assert_eq!(english.lines().count(), chinese.lines().count());
}

#[test]
fn check_finds_overdue_tasks_and_pressing_resources() {
    let space = planned();
    let found = space.run("check").exits(10);
    assert!(
        found.out.contains("d11 task #1 法务审核 法务") && found.out.contains("2 days overdue"),
        "{}",
        found.out
    );
    let json = space.run("check --fail-on pressing,overdue --json").exits(10).json();
    assert_eq!(
        (&json[0]["found"], &json[0]["task"], &json[0]["campaign"]),
        (&json!("overdue"), &json!(1), &json!("d11"))
    );
    assert_eq!(
        (&json[1]["found"], &json[1]["resource"], &json[1]["due"]),
        (&json!("pressing"), &json!(1), &json!("2026-11-06"))
    );
    space
        .run("check --fail-on pressing --lang zh")
        .exits(10)
        .says("d11 资源 #1 Banner Platform")
        .says("催一下");
    space.run("check --fail-on behind,stale,missed,breached").exits(0).says("all clear");
    space.run("task done 1").ok();
    space.run("resource promise 1").ok();
    space.run("check --fail-on pressing,overdue").exits(0);
    assert_eq!(space.run("check --fail-on overdue --json").exits(0).json(), json!([]));
}

#[test]
fn all_that_fit_a_filter_are_changed_as_one() {
    let space = planned();
    space.run("campaign new Members --key members --start 2026-12-01 --end 2026-12-03 --owner zhou").ok();
    space.run("campaign new Recall --key recall --start 2026-12-05 --end 2026-12-08").ok();
    let owners = || -> Vec<String> {
        let list = space.run("campaign list --sort start --json").ok().json();
        list.as_array().unwrap().iter().map(|c| c["owner"].as_str().unwrap_or("").to_owned()).collect()
    };
    let rehearsed = space.run("campaign set --where owner:none --owner lin --dry-run").ok().out;
    assert!(rehearsed.contains("Double 11") && rehearsed.contains("Recall"), "{rehearsed}");
    assert_eq!(owners(), ["", "zhou", ""]);
    space.run("campaign set --where owner:none --owner lin").ok();
    assert_eq!(owners(), ["lin", "zhou", "lin"]);
    space.run("undo").ok();
    assert_eq!(owners(), ["", "zhou", ""]);
    let moved = space.run("campaign shift --where owner:none -3 --json").ok().json();
    let campaigns = moved["moved"].as_array().unwrap().iter().filter(|row| row["kind"] == "campaign");
    assert_eq!(campaigns.count(), 2);
    let standing = space.run("campaign status --where owner:zhou --json").ok().json();
    assert_eq!(standing[0]["key"], "members");
    let others = space.run("campaign status --where -owner:zhou --json").ok().json();
    assert_eq!(others.as_array().unwrap().len(), 2);
    space.run("campaign status --where status:planned cancelled").ok();
    let list = space.run("campaign list --json").ok().json();
    assert!(list.as_array().unwrap().iter().all(|c| c["status"] == "cancelled"), "{list}");
    space.run("undo").ok();
    space.run("campaign delete --where re").ok().says("Recall");
    assert_eq!(space.run("campaign list --json").ok().json().as_array().unwrap().len(), 2);
    space.run("undo").ok();
    space.run("campaign delete members recall").ok();
    assert_eq!(space.run("campaign list --json").ok().json().as_array().unwrap().len(), 1);
}

/// Runs a command that must be refused: the code, a text that names the fault, and nothing changed.
#[track_caller]
fn refused(space: &Workspace, args: &[&str], code: i32, says: &str) {
    let before = space.run("history --json").ok().out;
    let output = space.fupan(args).exits(code);
    assert!(output.err.contains(says), "{args:?} does not say {says:?}:\n{}", output.err);
    assert!(output.out.is_empty(), "{args:?} wrote to standard output: {}", output.out);
    assert_eq!(space.run("history --json").ok().out, before, "{args:?} wrote something");
}

#[test]
fn bad_tasks_and_resources_are_refused_whole() {
    let space = planned();
    space.run("campaign new Other --key other --start 2026-12-01 --end 2026-12-05").ok();
    space.run("task add other Review --due T").ok();
    for (args, code, says) in [
        (&["task", "add", "d11", "a\u{1b}[31mb", "--due", "T"][..], 3, "U+001B"),
        (&["task", "add", "d11", "a\u{202e}b", "--due", "T"], 3, "U+202E"),
        (&["task", "add", "d11", " ", "--due", "T"], 3, "title"),
        (&["task", "add", "d11", "x"], 2, "--due"),
        (&["task", "add", "d11", "x", "--due", "T-x"], 3, "due"),
        (&["task", "add", "d11", "x", "--due", "2026-02-30"], 3, "2026-02-30"),
        (&["task", "add", "d11", "x", "--due", "T-99999"], 3, "due"),
        (&["task", "add", "nope", "x", "--due", "T"], 4, "nope"),
        (&["task", "add", "d11", "x", "--due", "T", "--kind", "party"], 3, "milestone"),
        (&["task", "add", "d11", "x", "--due", "T", "--after", "4"], 4, "after"),
        (&["task", "add", "d11", "x", "--due", "T", "--owner", "a\u{7}"], 3, "owner"),
        (&["task", "set", "1", "--after", "2"], 3, "wait for itself"),
        (&["task", "set", "1", "--after", "1"], 3, "wait for itself"),
        (&["task", "done", "Review"], 4, "other/Review"),
        (&["task", "done", "2", "99"], 4, "99"),
        (&["task", "delete", "素材"], 4, "素材上线"),
        (&["task", "done"], 2, "TASK"),
        (&["task", "list", "--kind", "party"], 3, "milestone"),
        (&["task", "list", "--days", "-1"], 2, "-1"),
        (&["task", "list", "--mine", "--owner", "lin"], 2, "--owner"),
        (&["resource", "add", "d11", "x"], 2, "--need-by"),
        (&["resource", "add", "d11", "x", "--need-by", "soon"], 3, "need-by"),
        (&["resource", "add", "d11", "a\u{200b}b", "--need-by", "T"], 3, "U+200B"),
        (&["resource", "add", "d11", "x", "--need-by", "T", "--status", "maybe"], 3, "promised"),
        (&["resource", "promise", "7"], 4, "7"),
        (&["resource", "promise", "1", "--note", "a\u{1b}b"], 3, "note"),
    ] {
        refused(&space, args, code, says);
    }
}

#[test]
fn bad_money_links_and_moves_are_refused_whole() {
    let space = planned();
    space.run("campaign new Broke --key broke --start 2026-12-01 --end 2026-12-05").ok();
    let long = format!("https://shop.example/{}", "a".repeat(10));
    for (args, code, says) in [
        (&["budget", "set", "d11", "douyin"][..], 3, "CHANNEL=MONEY"),
        (&["budget", "set", "d11", "=5"], 3, "CHANNEL=MONEY"),
        (&["budget", "set", "d11", "douyin=-5"], 3, "negative"),
        (&["budget", "set", "d11", "douyin=-5%"], 3, "negative"),
        (&["budget", "set", "d11", "douyin=60%", "wechat=60%"], 3, "120%"),
        (&["budget", "set", "d11", "douyin=150%"], 3, "150%"),
        (&["budget", "set", "d11", "douyin=abc"], 3, "abc"),
        (&["budget", "set", "d11", "douyin=10%", "douyin=20%"], 3, "twice"),
        (&["budget", "set", "broke", "douyin=10%"], 3, "no target on spend"),
        (&["budget", "set", "d11", "a\u{1b}b=10"], 3, "channel"),
        (&["budget", "list", "nope"], 4, "nope"),
        (&["link", "add", "d11", "javascript:alert(1)", "--channel", "douyin"], 3, "not a web address"),
        (&["link", "add", "d11", "shop.example", "--channel", "douyin"], 3, "not a web address"),
        (&["link", "add", "d11", "https://me@shop.example", "--channel", "douyin"], 3, "not a web address"),
        (&["link", "add", "d11", &long, "--source", "Dou Yin"], 3, "dou_yin"),
        (&["link", "add", "d11", &long, "--channel", "地推"], 3, "source"),
        (&["link", "add", "d11", &long], 3, "source"),
        (&["link", "add", "d11", &long, "--all-channels", "--channel", "tv"], 2, "--channel"),
        (&["link", "delete", "9"], 4, "9"),
        (&["campaign", "shift", "d11"], 2, "days"),
        (&["campaign", "shift", "d11", "soon"], 3, "soon"),
        (&["campaign", "shift", "d11", "99999"], 3, "99999"),
        (&["campaign", "shift", "d11", "--where", "x", "+7"], 2, "--where"),
        (&["campaign", "set", "--where", "", "--owner", "lin"], 2, "where"),
        (&["campaign", "set", "--where", "zzz", "--owner", "lin"], 4, "zzz"),
        (&["campaign", "set", "--where", "colour:red", "--owner", "lin"], 3, "colour"),
        (&["campaign", "set", "d11", "--where", "x"], 2, "--where"),
        (&["campaign", "delete"], 2, "CAMPAIGN"),
        (&["campaign", "status", "d11", "flying"], 3, "planned"),
        (&["campaign", "shift", "d11", "+7", "--as-of", "2026-11-01"], 2, "past"),
        (&["campaign", "shift", "d11", "+7", "--dry-run", "--as-of", "2026-11-01"], 2, "past"),
    ] {
        refused(&space, args, code, says);
    }
}

#[test]
fn undo_leaves_what_others_hung_on_it_since() {
    let space = Workspace::new();
    let new = "campaign new A --key a --start 2026-12-01 --end 2026-12-03 --channel fresh --actor lin";
    space.run(new).ok();
    space.run("task add a Check --due T --actor zhou").ok();
    space.run("undo --actor lin").exits(7).says("cannot take back");
    space.run("undo --actor zhou").ok();
    space.run("campaign new B --key b --start 2026-12-01 --end 2026-12-03 --channel fresh --actor zhou").ok();
    space.run("undo --actor lin --json").exits(7);
    let keys = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(keys(&space.run("campaign list --json").ok().json()).len(), 2, "nothing was taken back");
    space.run("undo --actor zhou").ok();
    space.run("undo --actor lin").ok();
    assert_eq!(space.run("campaign list --json").ok().json(), json!([]));
}

#[test]
fn a_campaign_is_never_moved_to_where_years_have_no_four_digits() {
    let space = Workspace::new();
    space.run("campaign new Far --key far --start 9999-12-20 --end 9999-12-25").ok();
    space.run("target add far gmv --goal 100 --start 9999-12-21").ok();
    space.run("campaign shift far 7").exits(3).says("+10000-01-01");
    space.run("campaign shift far 6").ok();
    space.run("campaign new Old --key old --start 1900-01-02 --end 1900-01-05").ok();
    space.run("campaign shift old -2").exits(3).says("1899-12-31");
    space.run("campaign shift old -1").ok();
    for days in ["3661", "-3661", "-2147483648"] {
        space.run(&format!("campaign shift old {days}")).exits(3).says(days);
    }
}

#[test]
fn a_text_may_begin_with_an_at_sign() {
    let space = planned();
    space.fupan(&["campaign", "set", "d11", "--mechanics", "@3 位好友助力", "--owner", "＠小林"]).ok();
    let shown = space.run("campaign show d11 --json").ok().json();
    assert_eq!((&shown["mechanics"], &shown["owner"]), (&json!("@3 位好友助力"), &json!("小林")));
}

#[test]
fn no_budget_for_a_channel_nobody_knows_makes_no_channel() {
    let space = planned();
    space.fupan(&["budget", "set", "d11", "douyin=10", "nobody="]).ok();
    space.fupan(&["budget", "set", "d11", "douyin="]).ok();
    let channels = space.run("channel list --json").ok().json();
    let keys: Vec<&str> =
        channels.as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["douyin"]);
}

#[test]
fn a_channel_that_is_new_is_told_with_the_one_that_may_be_meant() {
    let space = planned();
    space.run("channel set douyin --name 抖音 --kind paid").ok();
    let known = space.run("record gmv 5万 -c d11 --channel 抖音 --at 2026-11-03").ok();
    assert!(!known.err.contains("new channel"), "{}", known.err);
    let mistyped = space.run("record gmv 5万 -c d11 --channel 抖音2 --at 2026-11-03").ok();
    assert!(mistyped.err.contains("new channel 抖音2; there is already 抖音"), "{}", mistyped.err);
    let other = space.run("link add d11 https://a.cn/ --channel 快手").ok();
    assert!(other.err.contains("new channel 快手\n"), "nothing is like it: {}", other.err);
    let space = space.chinese();
    let money = space.run("budget set d11 抖喑=1万 douyin=1万").ok();
    assert!(money.err.contains("新建了渠道 抖喑；已有相近的渠道 抖音"), "{}", money.err);
    let again = space.run("budget set d11 抖喑=2万").ok();
    assert!(!again.err.contains("新建了渠道"), "{}", again.err);
}

#[test]
fn a_refusal_says_why_and_so_may_what_is_done() {
    let space = planned();
    space.fupan(&["task", "refuse", "1", "--note", "缺少授权书"]).ok();
    space.fupan(&["task", "done", "2", "3", "--note", "已上线"]).ok();
    let tasks = space.run("task list --all --json").ok().json();
    let said = |place: usize| (tasks[place]["status"].clone(), tasks[place]["note"].clone());
    assert_eq!(said(0), (json!("refused"), json!("缺少授权书")));
    assert_eq!(said(1), (json!("done"), json!("已上线")));
    assert_eq!(said(2), (json!("done"), json!("已上线")));
    space.run("task approve 1").ok();
    assert_eq!(
        space.run("task list --all --json").ok().json()[0]["note"],
        "缺少授权书",
        "kept where none is given"
    );
}
