//! `fupan review`: a weekly review from its start to its minutes, and what changed since the one before.
use crate::okr_kit::{done_at, okr};
use crate::support::Workspace;
use fupan::planner::{KeyResultDraft, OkrRequest};
use serde_json::json;

/// A first review on 10-21, then a week in which things happen.
fn after_a_week() -> Workspace {
    let space = okr().at("2026-10-21T10:00:00+08:00");
    space.run("checkin o1/kr1 210 --confidence 8").ok();
    space.run("checkin o2/kr1 22 --confidence 7").ok();
    space.run("review start").ok();
    space.fupan(&["review", "act", "o1", "谈新渠道", "--owner", "@小周", "--due", "2026-10-30"]).ok();
    let space = space.at("2026-10-21T10:20:00+08:00");
    space.run("review end").ok();
    let space = space.at("2026-10-28T09:00:00+08:00");
    space.fupan(&["checkin", "o1/kr1", "215", "--confidence", "5", "--note", "竞品 *降价*"]).ok();
    space.fupan(&["checkin", "o2/kr1", "30", "--confidence", "7"]).ok();
    let draft = KeyResultDraft { goal: Some("800".to_owned()), ..KeyResultDraft::default() };
    let key_result = "o1/kr1".to_owned();
    done_at(
        &space,
        "2026-10-28T09:30:00+08:00",
        vec![OkrRequest::KeyResultSet { key_result, seen: None, draft }],
    );
    space
}

#[test]
fn the_walk_begins_with_the_weakest_and_says_what_changed_since_the_last_review() {
    let space = after_a_week();
    let text = space.run("review").ok().out;
    let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("no {part} in\n{text}"));
    assert!(place("1/2 o1") < place("2/2 o2"), "{text}");
    for part in [
        "since the last review, 2026-10-21 10:20",
        "210 → 215 of 800",
        "confidence 8 → 5",
        "goal changed: first 920, then 920, now 800",
        "10-28 lin: 竞品 *降价*",
        "22 → 30 of 92",
    ] {
        place(part);
    }
    assert!(!text.contains("谈新渠道"), "what the last review noted is nothing new:\n{text}");
    let json = space.run("review 2026-q4 --json").ok().json();
    assert_eq!(json["objectives"][0]["path"], "2026-Q4/o1");
    let change = &json["objectives"][0]["changes"]["key_results"][0];
    assert_eq!(change["then"]["confidence"], json!(8));
    assert_eq!((&change["now"]["confidence"], &change["now"]["actual"]), (&json!(5), &json!(215)));
    assert_eq!(change["goal"], json!({ "first": 920, "then": 920, "now": 800 }));
    assert_eq!(json["objectives"][1]["changes"]["key_results"][0]["goal"], json!(null));
    let chinese = space.chinese().run("review").ok().out;
    for part in ["自上次会议 2026-10-21 10:20 以来", "信心 8 → 5", "目标值有变：最初 920，此前 920，现在 800"]
    {
        assert!(chinese.contains(part), "no {part} in\n{chinese}");
    }
}

#[test]
fn a_review_goes_from_its_start_to_minutes_in_both_languages() {
    let space = after_a_week().at("2026-10-28T10:00:00+08:00");
    space.run("review start").ok().says("has begun");
    space.run("review start").ok().says("goes on");
    space.fupan(&["review", "decide", "o1", "预算挪 5 万到抖音\n# not a heading"]).ok();
    space.fupan(&["review", "note", "o2", "members are <b>happy</b>"]).ok();
    space.fupan(&["review", "act", "o1", "上线拼团页", "--owner", "小林", "--due", "2026-11-04"]).ok();
    space.fupan(&["review", "decide", "2026-q4", "周会改到周二"]).ok();
    let space = space.at("2026-10-28T10:45:00+08:00");
    space.run("review end").ok().says("has ended");
    space.run("review end").exits(4).says("no review is going on");
    space.fupan(&["review", "decide", "o1", "too late"]).exits(4);
    let english = space.run("review minutes").ok().out;
    for part in [
        "# Q4 2026 · review · 2026-10-28",
        "- Changes since the review before, 2026-10-21 10:20",
        "- Led by lin",
        "- 2026-10-28 10:00 to 2026-10-28 10:45, 45 min",
        "## o1 双11拿下新客",
        "210 → 215 of 800",
        "confidence 8 → 5",
        "  - 10-28 lin: 竞品 \\*降价\\*",
        "- **decision · lin: 预算挪 5 万到抖音 # not a heading**",
        "action 2 · 上线拼团页 · @小林 · due 2026-11-04 · open",
        "## o2 Loyal \\*customers\\*",
        "members are \\<b\\>happy\\</b\\>",
        "## The whole cycle\n\n- **decision · lin: 周会改到周二**",
        "## Open from before\n\n- action 1 · 谈新渠道 · @小周 · due 2026-10-30 · open · 2026-Q4/o1",
    ] {
        assert!(english.contains(part), "no {part:?} in\n{english}");
    }
    // What happens after its end changes nothing about it.
    let later = space.at("2026-11-04T15:03:00+08:00");
    later.fupan(&["checkin", "o1/kr1", "300", "--note", "x"]).ok();
    later.run("action done 1 2").ok();
    assert_eq!(later.run("review minutes --review 2").ok().out, english);
    let first = later.run("review minutes --review 1").ok().out;
    assert!(first.contains("The first review of this cycle") && !first.contains("拼团"), "{first}");
    let json = later.run("review minutes --json").ok().json();
    assert_eq!((&json["review"], &json["leader"]), (&json!(2), &json!("lin")));
    assert_eq!(json["open"][0]["title"], "谈新渠道");
    let chinese = later.chinese().run("review minutes").ok().out;
    for part in [
        "周会纪要 · 2026-10-28",
        "主持人：lin",
        "45 分钟",
        "**决定 · lin：周会改到周二**",
        "此前未完成的改进项",
    ] {
        assert!(chinese.contains(part), "no {part:?} in\n{chinese}");
    }
}

#[test]
fn what_a_review_wrote_is_taken_back_step_by_step() {
    let space = okr();
    space.run("review start").ok();
    space.fupan(&["review", "decide", "o1", "加人"]).ok();
    space.fupan(&["action", "add", "o1", "招聘", "--owner", "lin", "--due", "+7d"]).ok();
    let actions = space.run("action list --json").ok().json();
    assert_eq!((&actions[0]["about"], &actions[0]["due"]), (&json!("2026-Q4/o1"), &json!("2026-11-11")));
    assert_eq!(actions[0]["review"], json!(1), "while a review goes on it belongs to it");
    space.run("action done 招聘").ok().says("done");
    space.run("action list").ok().says("no open actions");
    for _ in 0..2 {
        space.run("undo").ok();
    }
    assert_eq!(space.run("action list --all --json").ok().json(), json!([]));
    space.run("undo").ok();
    space.run("undo").ok();
    space.run("review list").ok().says("no reviews yet");
}

#[test]
fn bad_words_are_refused_with_their_field() {
    let space = okr();
    for (line, exit, field) in [
        ("review minutes --review 9", 4, "review"),
        ("review start --kind daily", 3, "kind"),
        ("review start nope", 4, "cycle"),
        ("review end", 4, "review"),
        ("action add o1 x --due someday", 3, "due"),
        ("carry o1 perhaps --why x", 3, "verdict"),
    ] {
        let error = space.run(&format!("{line} --json")).exits(exit).json();
        assert_eq!(error["error"]["field"], field, "{line}");
    }
    space.run("review minutes").exits(4).says("fupan review start");
    space.fupan(&["action", "add", "o1", "a\u{202e}b"]).exits(3).says("U+202E");
    assert_eq!(space.run("action list --all --json").ok().json(), json!([]));
}

#[test]
fn the_minutes_say_of_a_bound_on_which_side_it_is_kept() {
    let space = okr().at("2026-10-21T10:00:00+08:00");
    space.fupan(&["okr", "kr", "add", "o1", "Refunds", "--kind", "keep", "--goal", "<=5%"]).ok();
    space.fupan(&["okr", "kr", "add", "o1", "Share", "--kind", "keep", "--goal", "3%..5%"]).ok();
    space.run("checkin o1/kr3 4.2% --confidence 8").ok();
    let text = space.run("review").ok().out;
    for part in ["Refunds: 4.2% ≤ 5% · ", "Share: — ∈ 3%..5% · "] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
}

#[test]
fn the_minutes_say_of_a_bound_that_it_holds_and_of_an_action_that_it_has_no_day() {
    let space = okr().at("2026-10-21T10:00:00+08:00");
    for (title, goal) in [("退款率", "<=6%"), ("周转", "3..5"), ("评分", ">=4.6")] {
        let line = ["okr", "kr", "add", "o1", title, "--kind", "keep", "--goal", goal];
        let unit = if title == "退款率" { "percent" } else { "ratio" };
        space.fupan(&[&line[..], &["--unit", unit]].concat()).ok();
    }
    space.run("checkin o1/kr3 6% --confidence 8").ok();
    space.run("checkin o1/kr4 4 --confidence 8").ok();
    space.fupan(&["checkin", "o1/kr5", "4.5", "--confidence", "8", "--note", "x"]).ok();
    space.run("review start").ok();
    space.fupan(&["review", "act", "o1", "没人管的事"]).ok();
    space.run("review end").ok();
    let told = [
        ("en", ["6% ≤ 6% · 100% · holds", "4 ∈ 3..5 · 100% · holds", "4.5 ≥ 4.6 · 0% · breached"]),
        ("zh", ["6% ≤ 6% · 100% · 守住", "4 ∈ 3..5 · 100% · 守住", "4.5 ≥ 4.6 · 0% · 击穿"]),
    ];
    for (lang, parts) in told {
        let text = space.fupan(&["review", "minutes", "--lang", lang]).ok().out;
        for part in parts {
            assert!(text.contains(part), "no {part} in\n{text}");
        }
        let nobody =
            if lang == "en" { "nobody named · no day set" } else { "未定负责人 · 未定截止日期" };
        assert!(text.contains(nobody), "{text}");
    }
    // What held and is breached now tells both.
    let space = space.at("2026-10-24T10:00:00+08:00");
    space.fupan(&["checkin", "o1/kr3", "7%", "--confidence", "4", "--note", "x"]).ok();
    let text = space.run("review").ok().out;
    assert!(text.contains("6% → 7% ≤ 6%") && text.contains("holds → breached"), "{text}");
}

#[test]
fn a_review_that_goes_on_is_the_one_that_is_walked() {
    let space = okr().at("2026-10-21T10:00:00+08:00");
    space.fupan(&["okr", "cycle", "new", "sprint", "--start", "2026-10-20", "--end", "2026-10-30"]).ok();
    space.run("review start 2026-Q4").ok();
    assert!(space.run("review").ok().out.contains("1/2 o1"));
    space.run("review end").ok();
    assert!(!space.run("review").ok().out.contains("1/2 o1"), "the present cycle is the sprint");
}

#[test]
fn the_help_says_what_a_word_is_about() {
    let space = okr();
    for line in ["review act --help", "review decide --help", "review note --help", "action add --help"] {
        let text = space.run(line).ok().out;
        assert!(text.contains("What it is about: an objective"), "{line}\n{text}");
    }
}
