//! `fupan retro`: a retrospective from the day a campaign ends until it is finished, in both languages; what is refused.
use crate::support::Workspace;
use serde_json::{Value, json};

/// d11 came to 58 of 100 (万), its goal was lowered to 80 on the way, and it has ended.
fn ended() -> Workspace {
    let space = Workspace::new().at("2026-10-20T10:00:00+08:00");
    let new = ["campaign", "new", "双11拉新", "--key", "d11", "--start", "2026-11-01", "--end", "2026-11-11"];
    let more = ["--owner", "小林", "--playbook", "big-sale", "--target", "gmv=100万"];
    space.fupan(&[&new[..], &more].concat()).ok();
    space.run("target add d11 visitors --goal 11000").ok();
    space.run("target add d11 orders --goal 1100").ok();
    let space = space.at("2026-11-12T10:00:00+08:00");
    for day in 1..=11 {
        let at = format!("2026-11-{day:02}");
        for (metric, value) in [("visitors", "800"), ("orders", "70"), ("gmv", "5.2万")] {
            space.fupan(&["record", metric, value, "-c", "d11", "--channel", "douyin", "--at", &at]).ok();
        }
    }
    space.run("target set d11/gmv --goal 80万").ok();
    space.fupan(&["campaign", "status", "d11", "ended", "--reason", "到期"]).ok();
    space
}

fn show(space: &Workspace) -> Value {
    space.run("retro show d11 --json").ok().json()
}

/// The subjects that the numbers propose.
fn subjects(page: &Value) -> Vec<String> {
    let findings = page["analysis"]["findings"].as_array().unwrap();
    findings.iter().filter_map(|line| line["subject"].as_str()).map(str::to_owned).collect()
}

#[test]
fn ending_a_campaign_says_that_its_retrospective_is_drafted_and_how_to_open_it() {
    let space = Workspace::new();
    space.run("campaign new Tea --key tea --start 2026-10-01 --end 2026-10-05").ok();
    let said = space.fupan(&["campaign", "status", "tea", "ended", "--reason", "over"]).ok().out;
    assert!(said.contains("Tea is now ended. Its retrospective is drafted"), "{said}");
    assert!(said.contains("`fupan retro show tea`"), "{said}");
    space.run("undo").ok();
    let said = space.chinese().fupan(&["campaign", "status", "tea", "ended", "--reason", "到期"]).ok().out;
    assert!(said.contains("复盘草稿已生成：`fupan retro show tea`"), "{said}");
}

#[test]
fn a_retrospective_from_its_draft_to_its_end() {
    let space = ended();
    let list = space.run("retro list --json").ok().json();
    assert_eq!((&list[0]["key"], &list[0]["status"]), (&json!("d11"), &json!("draft")));
    assert_eq!((&list[0]["due"], &list[0]["days_left"]), (&json!("2026-11-18"), &json!(6)));
    let page = show(&space);
    let targets = page["goal"]["targets"].as_array().unwrap();
    let gmv = targets.iter().find(|target| target["key"] == "gmv").unwrap();
    assert_eq!((&gmv["first_goal"], &gmv["goal"]), (&json!(1_000_000), &json!(800_000)));
    assert_eq!((&gmv["actual"], &gmv["gap"]), (&json!(572_000), &json!(-228_000)));
    assert_eq!(page["hints"], json!([]), "nobody has written anything");
    let found = subjects(&page);
    assert!(found.contains(&"target:gmv".to_owned()), "{found:?}");

    // What the numbers propose: kept by name, in own words, dismissed.
    space.fupan(&["retro", "finding", "keep", "d11", "target:gmv", "--text", "爆发期没顶上去"]).ok();
    let others: Vec<&String> = found.iter().filter(|subject| *subject != "target:gmv").collect();
    let dismiss = ["retro", "finding", "dismiss", "d11"].map(str::to_owned);
    let words: Vec<String> = dismiss.into_iter().chain(others.into_iter().cloned()).collect();
    space.fupan(&words).ok();
    space.fupan(&["retro", "finding", "add", "d11", "亮点", "客服 3 分钟内回复"]).ok();
    let because = ["retro", "cause", "add", "d11", "首日转化低", "--finding", "target:gmv", "--internal"];
    let whys = ["--controllable", "yes", "--why", "主图没过审", "--why", "素材晚交两天"];
    space.fupan(&[&because[..], &whys[..]].concat()).ok();
    space.fupan(&["retro", "insight", "add", "d11", "start", "素材提前一周定稿"]).ok();
    space.fupan(&["retro", "answer", "d11", "1", "真实增量约三成"]).ok();
    space.fupan(&["retro", "set", "d11", "--leader", "@老王", "--goal-note", "目标偏高"]).ok();

    let page = show(&space);
    let findings = page["analysis"]["findings"].as_array().unwrap();
    let gmv = findings.iter().find(|line| line["subject"] == "target:gmv").unwrap();
    assert_eq!((&gmv["verdict"], &gmv["text"]), (&json!("kept"), &json!("爆发期没顶上去")));
    assert!(findings.iter().all(|line| line["verdict"] != Value::Null), "all are decided: {findings:?}");
    assert_eq!(page["written"]["undecided"], json!(0));
    let cause = &page["analysis"]["causes"][0];
    assert_eq!((&cause["finding"], &cause["origin"]), (&gmv["id"], &json!("internal")));
    assert_eq!(cause["whys"], json!(["主图没过审", "素材晚交两天"]));
    assert_eq!(page["insight"]["insights"][0]["kind"], "start");
    assert_eq!(page["insight"]["questions"][0]["answer"], "真实增量约三成");
    assert_eq!((&page["leader"], &page["goal"]["note"]), (&json!("老王"), &json!("目标偏高")));
    let hints: Vec<&str> =
        page["hints"].as_array().unwrap().iter().filter_map(|hint| hint["kind"].as_str()).collect();
    assert_eq!(hints, ["nothing_learned"]);

    space.run("retro finish d11").ok();
    assert_eq!(show(&space)["status"], "done");
    assert_eq!(space.run("campaign show d11 --json").ok().json()["status"], "reviewed");
    // A platform restates a day: the number that was kept is told.
    space.fupan(&["record", "gmv", "4.2万", "-c", "d11", "--channel", "douyin", "--at", "2026-11-11"]).ok();
    let page = show(&space);
    let targets = page["goal"]["targets"].as_array().unwrap();
    let gmv = targets.iter().find(|target| target["key"] == "gmv").unwrap();
    assert_eq!((&gmv["actual"], &gmv["when_finished"]), (&json!(562_000), &json!(572_000)));
    assert!(space.run("retro list --open --json").ok().json().as_array().unwrap().is_empty());
    space.run("retro reopen d11").ok();
    assert_eq!(space.run("campaign show d11 --json").ok().json()["status"], "ended");
    space.run("undo").ok();
    assert_eq!(show(&space)["status"], "done");
}

#[test]
fn the_page_is_read_in_both_languages() {
    let space = ended();
    let because = ["retro", "cause", "add", "d11", "首日转化低", "--finding", "target:gmv", "--internal"];
    space.fupan(&[&because[..], &["--controllable", "no", "--why", "主图没过审"]].concat()).ok();
    let english = space.run("retro show d11").ok().out;
    let parts = [
        "双11拉新 (d11) · draft, due 2026-11-18 (6 d) ·",
        "1 Goal",
        "2026-11-01 to 2026-11-11, 11 days",
        "as first set",
        "¥1M",
        "2 Result",
        "3 Analysis",
        "target:gmv",
        "(internal · not controllable)",
        "why? 主图没过审",
        "4 Insight",
        "Hints",
        "Concluding too fast",
    ];
    let mut from = 0;
    for part in parts {
        let at = english[from..].find(part).unwrap_or_else(|| panic!("no {part} after {from} in\n{english}"));
        from += at;
    }
    let chinese = space.chinese().run("retro show d11").ok().out;
    for part in [
        "待完成，2026-11-18 截止（6 天）",
        "1 回顾目标",
        "共 11 天",
        "¥100万",
        "2 评估结果",
        "3 分析原因",
        "首日转化低（内部 · 不可控）",
        "解释：",
        "为什么？主图没过审",
        "4 总结经验",
        "快速下结论",
    ] {
        assert!(chinese.contains(part), "no {part} in\n{chinese}");
    }
}

#[test]
fn the_page_stays_within_the_terminal() {
    let space = ended();
    space.fupan(&["retro", "finding", "add", "d11", "lowlight", &"素材审核拖了两天才过".repeat(9)]).ok();
    for (columns, rows) in [(80, 200), (120, 200)] {
        for lang in ["en", "zh"] {
            let screen = space.screen(&["retro", "show", "d11", "--lang", lang], columns, rows);
            screen.exit_status();
            let text = screen.text();
            assert!(text.contains("d11"), "{text}");
            // A line that was broken by the terminal would end in its last column.
            let broken =
                text.lines().filter(|line| unicode_width::UnicodeWidthStr::width(*line) >= columns.into());
            assert_eq!(broken.collect::<Vec<_>>(), [""; 0], "{columns} {lang}");
        }
    }
}

#[test]
fn findings_are_named_by_subject_beginning_or_number() {
    let space = ended();
    space.fupan(&["retro", "finding", "keep", "d11", "target:gm"]).ok();
    let id = show(&space)["analysis"]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find_map(|line| line["id"].as_i64())
        .unwrap()
        .to_string();
    space.fupan(&["retro", "finding", "dismiss", "d11", &format!("#{id}")]).ok();
    let verdict = |space: &Workspace| -> Value {
        let page = show(space);
        let findings = page["analysis"]["findings"].as_array().unwrap().clone();
        findings.into_iter().find(|line| line["subject"] == "target:gmv").unwrap()["verdict"].clone()
    };
    assert_eq!(verdict(&space), "dismissed");
    space.fupan(&["retro", "finding", "undecide", "d11", "target:gmv"]).ok();
    assert_eq!(verdict(&space), Value::Null);
    let error = space.run("retro finding keep d11 weather").exits(4);
    assert!(error.err.contains("weather") && error.err.contains("target:gmv"), "{}", error.err);
    // One's own has nothing to decide.
    let own = space.run("retro finding add d11 highlight staff --json").ok().json();
    let own = own["key"].as_str().unwrap().to_owned();
    let error = space.fupan(&["retro", "finding", "dismiss", "d11", &own]).exits(3);
    assert!(error.err.contains(&format!("fupan retro finding delete {own}")), "{}", error.err);
    space.fupan(&["retro", "finding", "delete", &own]).ok();
}

#[test]
fn a_cause_is_changed_field_by_field() {
    let space = ended();
    let added = space.run("retro cause add d11 slow --why one --why two --external --json").ok().json();
    let id = added["key"].as_str().unwrap().to_owned();
    let cause = |space: &Workspace| show(space)["analysis"]["causes"][0].clone();
    space.fupan(&["retro", "cause", "set", &id, "--internal", "--finding", "target:gmv"]).ok();
    let now = cause(&space);
    assert_eq!((&now["origin"], &now["whys"]), (&json!("internal"), &json!(["one", "two"])));
    assert!(now["finding"].is_i64(), "{now}");
    space.fupan(&["retro", "cause", "set", &id, "--why", "", "--finding", "", "--text", "too slow"]).ok();
    let now = cause(&space);
    assert_eq!((&now["text"], &now["whys"], &now["finding"]), (&json!("too slow"), &json!([]), &Value::Null));
    space.fupan(&["retro", "cause", "delete", &id]).ok();
    assert_eq!(cause(&space), Value::Null);
    space.run("undo").ok();
    assert_eq!(cause(&space)["text"], "too slow");
}

#[test]
fn what_is_wrong_is_refused_with_a_code_and_nothing_is_written() {
    let space = ended();
    let before = show(&space);
    let table: [(&[&str], i32, &str); 14] = [
        (&["retro", "show", "d99"], 4, "no_campaign"),
        (&["retro", "finding", "keep", "d11", "weather"], 4, "no_finding"),
        (&["retro", "finding", "add", "d11", "sidelight", "x"], 3, "unknown_word"),
        (&["retro", "finding", "add", "d11", "lowlight", " "], 3, "missing"),
        (&["retro", "finding", "delete", "99"], 4, "no_finding"),
        (&["retro", "cause", "add", "d11", "x", "--controllable", "maybe"], 3, "unknown_word"),
        (&["retro", "cause", "add", "d11", "a\u{7}b"], 3, "control_in_name"),
        (&["retro", "cause", "set", "99", "--text", "x"], 4, "no_cause"),
        (&["retro", "insight", "add", "d11", "pause", "x"], 3, "unknown_word"),
        (&["retro", "insight", "delete", "99"], 4, "no_insight"),
        (&["retro", "answer", "d11", "99", "x"], 4, "no_question"),
        (&["retro", "answer", "d11", "0", "x"], 4, "no_question"),
        (&["retro", "set", "d11", "--goal-note", "\u{202E}x"], 3, "hidden_in_name"),
        (&["retro", "finish", "d11", "--as-of", "2026-11-11"], 2, "past_is_read_only"),
    ];
    for (args, exit, code) in table {
        let words: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        let error = space.fupan(&words).exits(exit);
        let json: Value = serde_json::from_str(&error.err).unwrap();
        assert_eq!(json["error"]["code"], code, "{args:?}");
    }
    let many = ["1", "2", "3", "4", "5", "6"].map(|why| ["--why", why]).concat();
    let words = [&["retro", "cause", "add", "d11", "x"][..], &many].concat();
    space.fupan(&words).exits(3).says("at most 5");
    assert_eq!(show(&space), before);
}

#[test]
fn what_runs_still_has_no_retrospective_to_write_into() {
    let space = Workspace::new();
    space.run("campaign new Tea --key tea --start 2026-11-01 --end 2026-11-30").ok();
    let error = space.run("retro start tea --json").exits(3);
    let json: Value = serde_json::from_str(&error.err).unwrap();
    assert_eq!(json["error"]["code"], "retro_too_early");
    assert!(space.run("retro list --json").ok().json().as_array().unwrap().is_empty());
    let none = space.run("retro list").ok().out;
    assert!(none.contains("No retrospective yet"), "{none}");
}

#[test]
fn a_cycle_has_a_retrospective_too() {
    let space = Workspace::new().at("2026-10-02T10:00:00+08:00");
    space.run("okr cycle new 2026-Q3").ok();
    space.fupan(&["okr", "objective", "add", "老客回来", "--cycle", "2026-Q3"]).ok();
    space.run("okr cycle set 2026-Q3 --status grading").ok();
    let page = space.run("retro show 2026-Q3 --json").ok().json();
    assert_eq!((&page["about"], &page["status"]), (&json!("cycle"), &json!("draft")));
    space.fupan(&["retro", "insight", "add", "2026-Q3", "保持", "每周跟进"]).ok();
    let text = space.run("retro show 2026-Q3").ok().out;
    assert!(text.contains("每周跟进"), "{text}");
    let error = space.run("retro answer 2026-Q3 1 x --json").exits(4);
    let json: Value = serde_json::from_str(&error.err).unwrap();
    assert_eq!(json["error"]["code"], "no_questions");
}

#[test]
fn the_past_and_spreadsheets_read_it_too() {
    let space = ended();
    space.fupan(&["retro", "insight", "add", "d11", "keep", "直播预告"]).ok();
    let space = space.at("2026-11-20T10:00:00+08:00");
    space.fupan(&["retro", "insight", "add", "d11", "stop", "临时改主图"]).ok();
    let then = space.run("retro show d11 --as-of 2026-11-13 --json").ok().json();
    assert_eq!(then["insight"]["insights"].as_array().unwrap().len(), 1);
    assert_eq!(show(&space)["insight"]["insights"].as_array().unwrap().len(), 2);
    let list = space.run("retro list --csv").ok().out;
    assert!(list.starts_with("key,about,name,owner,leader,"), "{list}");
    assert!(list.contains("\nd11,campaign,双11拉新,小林,小林,big-sale,draft,"), "{list}");
    let targets = space.run("retro show d11 --csv").ok().out;
    assert!(targets.lines().next().unwrap().contains("first_goal,goal,actual,gap"), "{targets}");
    assert!(targets.contains(",1000000,800000,572000,-228000,"), "{targets}");
}

#[test]
fn a_campaign_whose_playbook_is_gone_has_no_questions_and_no_error() {
    let space = Workspace::new().at("2026-11-12T10:00:00+08:00");
    space.run("campaign new Tea --key tea --start 2026-10-01 --end 2026-10-05").ok();
    space.fupan(&["campaign", "status", "tea", "ended", "--reason", "over"]).ok();
    let page = space.run("retro show tea --json").ok().json();
    assert_eq!(page["insight"]["questions"], json!([]));
    let error = space.run("retro answer tea 1 x --json").exits(4);
    let json: Value = serde_json::from_str(&error.err).unwrap();
    assert_eq!(json["error"]["code"], "no_questions");
}

#[test]
fn how_many_targets_were_missed_stands_beside_what_the_primary_one_reached() {
    let space = ended();
    space.run("target set d11/gmv --goal 50万").ok();
    for said in [space.run("retro list").ok().out, space.run("retro show d11").ok().out] {
        assert!(said.contains("114%") && said.contains("2 of 5 missed"), "{said}");
    }
    let space = space.chinese();
    let said = space.run("retro list").ok().out;
    assert!(said.contains("5 项中 2 项未达成"), "{said}");
}

#[test]
fn a_return_on_investment_is_a_percent_wherever_it_stands() {
    let space = ended();
    for (metric, value) in [("spend", "400"), ("revenue", "1000")] {
        space
            .fupan(&["record", metric, value, "-c", "d11", "--channel", "douyin", "--at", "2026-11-11"])
            .ok();
    }
    let said = space.run("retro show d11").ok().out;
    assert!(said.contains("150%"), "{said}");
}

#[test]
fn a_retrospective_without_a_gap_by_driver_says_why() {
    let space = Workspace::new();
    space.run("campaign new Tea --key tea --start 2026-10-01 --end 2026-10-05 --target rating=4.5").ok();
    space.run("campaign status tea ended --reason over").ok();
    let said = space.run("retro show tea").ok().out;
    assert!(said.contains("The gap is not split by driver: no chain of drivers leads to rating."), "{said}");
    let page = space.chinese().run("retro show tea --json").ok().json();
    assert!(page["analysis"]["no_gap"].as_str().unwrap().contains("没有通向评分的因子链"), "{page:#}");
}

#[test]
fn one_that_still_runs_says_up_to_when_its_numbers_are_and_has_no_gap_for_days_to_come() {
    let space = Workspace::new().at("2026-11-01T10:00:00+08:00");
    let new = ["campaign", "new", "双11", "--key", "d11", "--start", "2026-11-01", "--end", "2026-11-10"];
    space.fupan(&[&new[..], &["--target", "gmv=1000"]].concat()).ok();
    let phases = "预热:11-01..11-02=20%,爆发:11-03..11-06=40%,返场:11-07..11-10=40%";
    space.fupan(&["campaign", "set", "d11", "--phases", phases]).ok();
    space.fupan(&["task", "add", "d11", "返场海报", "--due", "2026-11-09"]).ok();
    let space = space.at("2026-11-05T10:00:00+08:00");
    for day in 1..=4 {
        let at = format!("2026-11-{day:02}");
        space.fupan(&["record", "gmv", "90", "-c", "d11", "--at", &at]).ok();
    }
    let page = show(&space);
    assert_eq!(page["runs"]["up_to"], "2026-11-05T00:00:00+08:00");
    let phases = page["result"]["phases"].as_array().unwrap();
    assert_eq!((&phases[0]["planned"], &phases[0]["gap"]), (&json!(200), &json!(-20)), "{phases:?}");
    // Two of its four days are over, and half of 400 was due by then.
    assert_eq!((&phases[1]["planned"], &phases[1]["actual"]), (&json!(200), &json!(180)), "{phases:?}");
    assert_eq!((&phases[2]["planned"], &phases[2]["gap"]), (&json!(400), &json!(null)), "{phases:?}");
    assert_eq!(page["result"]["late"].as_array().map_or(0, Vec::len), 0);
    let text = space.run("retro show d11").ok().out;
    let second = text.lines().nth(1).unwrap();
    assert!(second.contains("It runs still: the numbers are up to 2026-11-04"), "{text}");
    space.run("report d11 --kind retro --format md").ok().says("It runs still");
    space.run("campaign status d11 live --reason x").ok();
    space.fupan(&["campaign", "status", "d11", "ended", "--reason", "x"]).ok();
    assert_eq!(show(&space)["runs"], json!(null));
    let text = space.chinese().run("retro show d11").ok().out;
    assert!(!text.contains("还在进行中"), "{text}");
}

#[test]
fn a_cycles_result_is_its_objectives_and_key_results_by_how_far_they_came() {
    let space = Workspace::new().at("2026-10-02T10:00:00+08:00");
    space.run("okr cycle new 2026-Q4").ok();
    space.fupan(&["okr", "objective", "add", "新客翻倍", "--owner", "小林"]).ok();
    for (title, value) in [("门店", "20"), ("会员", "80")] {
        let kr = ["okr", "kr", "add", "o1", title, "--feed", "hand", "--unit", "count", "--baseline", "0"];
        space.fupan(&[&kr[..], &["--goal", "100"]].concat()).ok();
        let path = if title == "门店" { "o1/kr1" } else { "o1/kr2" };
        space.fupan(&["checkin", path, value, "--confidence", "5"]).ok();
    }
    let said = space.run("okr cycle set 2026-Q4 --status grading").ok().out;
    assert!(said.contains("Its retrospective is drafted") && said.contains("retro show 2026-Q4"), "{said}");
    let page = space.run("retro show 2026-Q4 --json").ok().json();
    let objective = &page["result"]["objectives"][0];
    assert_eq!((&objective["title"], &objective["progress"]), (&json!("新客翻倍"), &json!(0.5)));
    let text = space.run("retro show 2026-Q4").ok().out;
    let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("no {word} in\n{text}"));
    assert!(at("o1/kr2") < at("o1/kr1"), "the farthest first:\n{text}");
    let report = space.run("report 2026-Q4 --kind retro --format md").ok().out;
    assert!(report.contains("o1 新客翻倍"), "{report}");
    assert!(report.find("会员").unwrap() < report.rfind("门店").unwrap(), "{report}");
    // What needs a hand says what it is about.
    let space = space.at("2027-01-08T10:00:00+08:00");
    let todos = space.run("status --json").ok().json()["todos"].clone();
    let retro = todos.as_array().unwrap().iter().find(|todo| todo["matter"] == "retro").unwrap();
    assert_eq!((&retro["about"], &retro["campaign"]), (&json!("2026-Q4"), &json!(null)));
}
