//! `fupan lesson`, `action`, `feedback`: what a campaign taught comes back with the next one, in both languages.
use crate::support::Workspace;
use serde_json::json;

/// A campaign that is over, with three lessons; the next one is planned.
fn learned() -> Workspace {
    let space = Workspace::new().at("2026-10-12T10:00:00+08:00");
    let new = |space: &Workspace, name: &str, key: &str, start: &str, end: &str| {
        let line =
            ["campaign", "new", name, "--key", key, "--start", start, "--end", end, "--stage", "acquisition"];
        space.fupan(&[&line[..], &["--owner", "小林"]].concat()).ok();
    };
    new(&space, "国庆拉新", "gq", "2026-10-01", "2026-10-08");
    space.run("target add gq gmv --goal 100万 --primary").ok();
    space.run("record orders 1000 -c gq --channel 抖音 --at 2026-10-05").ok();
    space.run("campaign status gq ended --reason x").ok();
    let line = ["lesson", "add", "红包门槛太高，领券转化低", "-c", "gq", "--advice", "提前一周测两档门槛"];
    let more = ["--channels", "抖音", "--metrics", "订单数", "--tags", "红包", "--due", "T-10"];
    space.fupan(&[&line[..], &more[..]].concat()).ok().says("noted lesson 1");
    space.fupan(&["lesson", "add", "Deep discounts bring refunds", "--bound", "退款率不超过8%"]).ok();
    space.fupan(&["lesson", "add", "法务审核要五天", "-c", "gq", "--form", "风险"]).ok();
    let space = space.at("2026-11-01T10:00:00+08:00");
    new(&space, "双11拉新", "d11", "2026-11-11", "2026-11-15");
    space.run("budget set d11 抖音=2万").ok();
    space
}

#[test]
fn lessons_are_found_and_come_back_with_the_reason_why() {
    let space = learned();
    let found = space.fupan(&["lesson", "search", "红包", "--json"]).ok().json();
    assert_eq!((found.as_array().unwrap().len(), &found[0]["id"]), (1, &json!(1)));
    assert_eq!(found[0]["channels"], json!(["抖音"]));
    assert_eq!((&found[0]["stages"], &found[0]["due"]), (&json!(["acquisition"]), &json!("T-10")));
    assert_eq!(space.fupan(&["lesson", "search", "discounted", "--json"]).ok().json()[0]["id"], json!(2));
    space.fupan(&["lesson", "search", "没有"]).ok().says("no lessons of that kind");
    space.fupan(&["lesson", "list", "--channel", "快手"]).exits(4).says("no channel");
    assert_eq!(space.run("lesson list --stage 拉新 --json").ok().json().as_array().unwrap().len(), 2);
    let found = space.run("lesson match d11 --json").ok().json();
    assert_eq!((&found[0]["id"], &found[0]["verdict"]), (&json!(1), &json!(null)));
    assert_eq!(found[0]["on"], json!([{ "channel": "抖音" }, { "stage": "acquisition" }]));
    let chinese = space.chinese();
    let text = chinese.run("lesson match d11").ok().out;
    for part in ["适用于", "匹配", "抖音 · 拉新", "任务 T-10", "待决定", "法务审核要五天"]
    {
        assert!(text.contains(part) || part == "适用于", "no {part} in\n{text}");
    }
    let csv = chinese.run("lesson list --csv").ok().out;
    assert!(csv.starts_with("id,title,advice,playbooks,channels,stages,metrics,tags,form"), "{csv}");
    assert!(csv.contains("guardrail,,refund_rate<=8%,active"), "{csv}");
}

#[test]
fn a_lesson_is_taken_dismissed_forgotten_and_proven_in_both_languages() {
    let space = learned();
    space.run("lesson take 1 d11").ok().says("as task: task 1 提前一周测两档门槛, due 2026-11-01");
    let task = space.run("task list d11 --json").ok().json();
    assert_eq!((&task[0]["due"], &task[0]["owner"]), (&json!("T-10"), &json!("小林")));
    space.run("lesson take 2 d11").ok().says("Refund rate ≤ 8%");
    space.run("lesson take 3 d11").ok().says("as risk");
    assert_eq!(space.run("campaign show d11 --json").ok().json()["risks"], "法务审核要五天");
    space.run("lesson dismiss 3 d11").exits(3).says("--reason");
    space.fupan(&["lesson", "dismiss", "3", "d11", "--reason", "流程已固定"]).ok().says("stays");
    space.run("lesson match d11 --open").ok().says("no lessons match");
    space.run("lesson prove 1 d11 verified --note 领券率+12%").ok().says("verified");
    space.run("lesson prove 3 d11 verified").exits(3).says("did not take");
    let shown = space.run("lesson show 1 --json").ok().json();
    assert_eq!(
        (&shown["taken"], &shown["verified"], &shown["uses"][0]["done"]),
        (&json!(1), &json!(1), &json!(false))
    );
    let chinese = space.chinese();
    let text = chinese.run("lesson show 1").ok().out;
    for part in [
        "下次这样做",
        "提前一周测两档门槛",
        "采纳 1 次 · 不采纳 0 次",
        "任务 · 未完成",
        "已验证",
        "领券率+12%",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    chinese.run("lesson delete 1").exits(3).says("请改为停用：fupan lesson retire 1");
    chinese.run("lesson retire 1").ok().says("不再提示");
    chinese.run("lesson forget 3 d11").ok().says("恢复为未决定");
    let history = chinese.run("history --limit 12").ok().out;
    for part in ["采纳经验 d11", "不采纳经验 d11", "验证经验 d11", "修改经验", "取消经验决定"]
    {
        assert!(history.contains(part), "no {part} in\n{history}");
    }
    for _ in 0..7 {
        chinese.run("undo").ok();
    }
    assert_eq!(chinese.run("task list d11 --json").ok().json(), json!([]));
    assert_eq!(chinese.run("lesson show 1 --json").ok().json()["uses"], json!([]));
    chinese.run("doctor").ok().says("经验的文字都能搜到");
}

#[test]
fn an_action_says_what_it_should_move_and_the_next_campaign_proves_it() {
    let space = learned();
    let add = ["action", "add", "gq", "缩短领券路径", "--owner", "小周", "--due", "2026-10-20"];
    space.fupan(&[&add[..], &["--metric", "订单数", "--aim", "+15%"]].concat()).ok();
    space.run("record orders 1090 -c d11 --at 2026-11-12").ok();
    let space = space.at("2026-11-20T10:00:00+08:00");
    let line = space.run("action list --json").ok().json()[0].clone();
    assert_eq!(
        (&line["about"], &line["metric"], &line["aim"]),
        (&json!("gq"), &json!("orders"), &json!("+15%"))
    );
    assert_eq!(
        (&line["from"], &line["next"], &line["next_value"]),
        (&json!(1000), &json!("d11"), &json!(1090))
    );
    assert_eq!((&line["proposed"], &line["proof"]), (&json!("partly"), &json!(null)));
    space.run("action done 缩短领券路径").ok();
    space.run("action list").ok().says("no open actions");
    space.run("action list --unproven").ok().says("proposed: partly");
    space.run("action prove 1 部分验证 --note 差一点").ok();
    assert_eq!(space.run("action show 1 --json").ok().json()["proof"], "partly");
    space.run("action list --unproven").ok().says("no actions of that kind");
    space.run("action prove 1 sure").exits(3).says("verified");
    space.run("action prove 1 not --campaign gq").exits(3).says("later campaign");
    let text = space.chinese().run("action show 1").ok().out;
    for part in ["预期变化", "+15%", "下一个活动", "d11", "60%", "部分验证", "差一点"] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
}

#[test]
fn feedback_is_written_answered_and_counted_in_both_languages() {
    let space = learned();
    let add = ["feedback", "add", "d11", "券领不了", "--source", "客服", "--category", "优惠券"];
    space.fupan(&[&add[..], &["--count", "1.2万", "--impact", "high"]].concat()).ok().says("P1");
    space.fupan(&["feedback", "add", "d11", "物流慢", "--category", "物流"]).ok().says("P3");
    space.fupan(&["note", "add", "d11", "好看", "--kind", "feedback"]).ok();
    space
        .run("feedback list d11")
        .ok()
        .says("3 in all · people: 12002 · answered: 0 · urgent and unanswered: 1");
    space.run("feedback answer 2 已修复").ok().says("answered feedback 2");
    let open = space.run("feedback list --open --json").ok().json();
    assert_eq!((open.as_array().unwrap().len(), &open[0]["text"]), (2, &json!("物流慢")));
    space.run("feedback set 2 --count 0").exits(3).says("1 or more");
    space.run("feedback add d11 x --impact huge").exits(3).says("high");
    let space = space.chinese();
    let text = space.run("feedback list d11").ok().out;
    for part in ["优先级", "人数", "客服", "已修复", "共 3 条 · 12002 人次 · 已回复 1 条 · 优惠券 12000"]
    {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    space.run("undo").ok().says("回复反馈 d11");
    space.run("feedback list --open --csv").ok().says("券领不了");
}

#[test]
fn what_was_known_on_a_day_is_shown_as_it_was() {
    let space = learned();
    space.run("lesson take 1 d11").ok();
    space.run("lesson retire 1").ok();
    let then = space.run("lesson list --as-of 2026-10-12 --json").ok().json();
    let ids: Vec<&serde_json::Value> = then.as_array().unwrap().iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, [&json!(3), &json!(2), &json!(1)]);
    assert_eq!(then[2]["uses"], json!([]));
    space.run("lesson take 1 d11 --as-of 2026-10-12").exits(2);
}

#[test]
fn what_is_over_takes_no_lesson_and_what_is_late_is_due_today() {
    let space = learned();
    space.run("lesson take 2 gq").exits(3).says("ended");
    let space = space.at("2026-11-12T10:00:00+08:00");
    space.run("lesson take 1 d11").ok().says("due 2026-11-12").says("T-10 has passed");
    // Taken as something else: the task is still there, and is named.
    space.run("lesson take 1 d11 --as risk").ok().says("stays").says("提前一周测两档门槛");
    for status in ["reviewed", "cancelled"] {
        space.fupan(&["campaign", "status", "d11", status, "--reason", "x"]).ok();
        space.run("lesson take 2 d11").exits(3).says("nothing left");
    }
    space.chinese().run("lesson take 2 d11").exits(3).says("活动：").says("不能再采纳经验");
}

#[test]
fn nothing_to_look_for_finds_nothing_and_what_was_decided_is_always_told() {
    let space = learned();
    space.fupan(&["lesson", "search", "\""]).exits(2).says("nothing to look for");
    space.fupan(&["lesson", "search", "，。"]).exits(2).says("nothing to look for");
    // Lesson 2 holds for nothing that d11 has: once it is dismissed it is told all the same, without a reason why.
    let ids = |space: &Workspace| -> Vec<i64> {
        let found = space.run("lesson match d11 --json").ok().json();
        found.as_array().unwrap().iter().filter_map(|line| line["id"].as_i64()).collect()
    };
    assert!(!ids(&space).contains(&2));
    space.fupan(&["lesson", "dismiss", "2", "d11", "--reason", "不打折"]).ok();
    let found = space.run("lesson match d11 --json").ok().json();
    let told = found.as_array().unwrap().iter().find(|line| line["id"] == json!(2)).unwrap();
    assert_eq!((&told["verdict"], &told["on"]), (&json!("dismissed"), &json!([])));
    let open = space.run("lesson match d11 --open --json").ok().json();
    assert!(open.as_array().unwrap().iter().all(|line| line["id"] != json!(2)));
}

#[test]
fn an_aim_needs_a_metric_and_an_open_action_is_proven_with_a_word() {
    let space = learned();
    let add = |more: &[&str]| space.fupan(&[&["action", "add", "gq", "两档门槛"][..], more].concat());
    let said = add(&["--aim", "+15%", "--json"]).exits(3).json();
    assert_eq!(said["error"]["field"], "metric");
    for wrong in ["lots", "0"] {
        let said = add(&["--metric", "gmv", "--aim", wrong, "--json"]).exits(3).json();
        assert_eq!(said["error"]["field"], "aim");
        let hint = said["error"]["hint"].as_str().unwrap();
        assert!(hint.contains("+15%") && hint.contains("-5") && hint.contains("+0.5pp"), "{hint}");
    }
    add(&["--metric", "gmv", "--aim", "+15%"]).ok();
    space.fupan(&["action", "set", "1", "--metric", ""]).exits(3);
    space.run("action prove 1 verified").ok().says("still open");
    space.run("action done 1").ok();
    let said = space.run("action prove 1 partly").ok();
    assert!(!said.err.contains("still open"), "{}", said.err);
}

#[test]
fn errors_name_fields_in_chinese() {
    let space = learned().chinese();
    for (line, field) in [
        ("lesson take 99 d11", "经验："),
        ("lesson prove 1 d11 已验证", "经验："),
        ("action prove 99 已验证", "改进项："),
        ("feedback answer 99 好", "反馈："),
    ] {
        let said = space.run(line);
        assert!(said.err.contains(&format!("错误：{field}")), "{line}: {}", said.err);
    }
    space.run("lesson add x --due soon").exits(3).says("T-7（开始前 7 天）");
}
