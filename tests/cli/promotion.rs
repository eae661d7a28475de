//! A promotion from the first command to the last undo.
use super::singles_day;
use crate::support::Workspace;

#[test]
fn status_gives_plain_numbers_computed_at_the_data_cut_off() {
    let status = singles_day().run("status d11 --json").ok().json();
    let campaign = &status["campaigns"][0];
    assert_eq!(campaign["key"], "d11");
    assert_eq!(campaign["name"], "双11拉新");
    assert_eq!(campaign["start"], "2026-11-01");
    assert_eq!(campaign["end"], "2026-11-11");
    let target = &campaign["targets"][0];
    assert_eq!(target["metric"], "gmv");
    assert_eq!(target["goal"], 1_000_000);
    assert_eq!(target["baseline"], 0);
    assert_eq!(target["actual"], 42_000);
    assert_eq!(target["progress"], 0.042);
    // 3 days and 15 hours of 11 days.
    assert_eq!(target["expected"], 329_545.454545);
    assert!((target["pace"].as_f64().unwrap() - 42_000.0 / 329_545.454545).abs() < 1e-9);
    assert_eq!(target["status"], "behind");
    // 958,000 over the 7 days and 9 hours that are left.
    assert_eq!(target["needed_per_day"], 129_898.305085);
    assert_eq!(target["data_until"], "2026-11-04T15:00:00+08:00");
    for key in ["recent_per_day", "forecast"] {
        assert!(target.get(key).is_some(), "no {key} in {target}");
    }
}

#[test]
fn the_clock_alone_makes_data_stale_but_never_behind() {
    let space = Workspace::new();
    space.run("campaign new A --key a --start 2026-11-01 --end 2026-11-30").ok();
    space.run("target add a gmv --goal 3000").ok();
    space.run("record gmv 300 -c a --at 2026-11-03").ok();
    let status =
        |space: &Workspace| space.run("status a --json").ok().json()["campaigns"][0]["targets"][0].clone();
    let fresh = status(&space);
    assert_eq!((fresh["status"].as_str(), fresh["stale"].as_bool()), (Some("on_track"), Some(false)));
    let later = space.at("2026-11-20T12:00:00+08:00");
    let old = status(&later);
    assert_eq!((old["status"].as_str(), old["stale"].as_bool()), (Some("stale"), Some(true)));
    assert_eq!((&old["pace"], &old["expected"]), (&fresh["pace"], &fresh["expected"]));
}

#[test]
fn check_exits_with_10_only_where_it_finds_something() {
    let space = singles_day();
    space.run("check --fail-on behind,stale").exits(10).says("d11/gmv");
    space.run("check --fail-on stale").exits(0);
    space.run("check --fail-on nonsense").exits(2).says("nonsense");
}

#[test]
fn explain_names_the_inputs_the_curve_and_the_rule() {
    let explained = singles_day().run("explain d11/gmv").ok();
    for part in ["¥42,000", "douyin", "linear", "33%", "behind", "¥129,898.31"] {
        assert!(explained.out.contains(part), "no {part} in\n{}", explained.out);
    }
}

#[test]
fn every_step_is_undone_in_turn_and_done_again() {
    let space = singles_day();
    let full = space.run("status --json").ok().out;
    space.fupan(&["note", "add", "d11", "红包 5→8 元", "--kind", "adjustment", "--at", "2026-11-04"]).ok();
    space.run("target set d11/gmv --goal 80万").ok();
    let moved = space.run("status --json").ok().json();
    assert_eq!(moved["campaigns"][0]["targets"][0]["goal"], 800_000);
    assert_eq!(moved["campaigns"][0]["targets"][0]["first_goal"], 1_000_000);
    space.run("undo").ok();
    space.run("undo").ok().says("note add");
    assert_eq!(space.run("status --json").ok().out, full);
    for _ in 0..3 {
        space.run("undo").ok();
    }
    assert_eq!(space.run("campaign list --json").ok().json(), serde_json::json!([]));
    space.run("undo").exits(4);
    for _ in 0..3 {
        space.run("redo").ok();
    }
    assert_eq!(space.run("status --json").ok().out, full);
}

#[test]
fn a_restated_reading_replaces_the_old_one_and_history_keeps_it() {
    let space = Workspace::new().with_campaign();
    let before = space.run("status d11 --json").ok().json()["campaigns"][0]["targets"][0]["actual"].clone();
    assert_eq!(before, 210_000);
    space.run("record gmv 120000 -c d11 --channel douyin --at 2026-11-01").ok().says("unchanged");
    space.run("record gmv 150000 -c d11 --channel douyin --at 2026-11-01").ok();
    let after = space.run("status d11 --json").ok().json()["campaigns"][0]["targets"][0]["actual"].clone();
    assert_eq!(after, 240_000);
    space.run("undo").ok();
    assert_eq!(space.run("status d11 --json").ok().json()["campaigns"][0]["targets"][0]["actual"], before);
}

#[test]
fn a_running_total_is_stored_as_the_difference() {
    let space = Workspace::new().with_campaign();
    space.run("record gmv 250000 -c d11 --channel douyin --total --at 2026-11-04T12:00").ok();
    let status = space.run("status d11 --json").ok().json();
    // 250,000 in douyin in all, 90,000 in tmall.
    assert_eq!(status["campaigns"][0]["targets"][0]["actual"], 340_000);
}

#[test]
fn both_languages_say_the_same() {
    let space = singles_day();
    let english = space.run("status d11").ok().out;
    let chinese = space.run("status d11 --lang zh").ok().out;
    assert!(english.contains("behind") && english.contains("¥42K"), "{english}");
    assert!(chinese.contains("落后") && chinese.contains("4.2万"), "{chinese}");
    assert_eq!(english.lines().count(), chinese.lines().count());
    let from_locale = singles_day().chinese().run("status d11").ok().out;
    assert_eq!(from_locale, chinese);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let space = singles_day();
    let script = "\"$0\" metric list | head -1 >/dev/null";
    let program = env!("CARGO_BIN_EXE_fupan");
    let mut command = std::process::Command::new("/bin/sh");
    command.args(["-c", script, program]).env_clear().env("HOME", space.path("home"));
    command.env("XDG_DATA_HOME", space.path("data")).env("PATH", std::env::var("PATH").unwrap());
    let output = command.output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn the_answers_say_where_a_value_went_and_what_a_band_is() {
    let space = Workspace::new().with_campaign();
    space.run("target add d11 nps --goal 40..60 --kind keep").ok().says("40..60");
    let said = space.run("record orders 12 -c d11 --channel douyin --at 2026-11-03").ok();
    assert!(said.out.contains("Singles-Day · douyin · 2026-11-03"), "{}", said.out);
    space.run("record orders 12 --at 2026-11-03").ok().says("no campaign's target counts it");
    space.run("target add d11 orders --goal 40..60 --guardrail").ok();
    for line in ["status d11", "explain d11/orders", "check d11"] {
        assert!(space.run(line).out.contains("breached"), "{line}");
    }
}

#[test]
fn the_past_says_what_was_not_there_yet() {
    let space = Workspace::new().with_campaign();
    space.run("status d11 --as-of 2026-11-01").exits(4).says("did not exist on 2026-11-01");
    space.run("explain d11/gmv --as-of 2026-11-01").exits(4).says("did not exist on 2026-11-01");
    space.run("status nope --as-of 2026-11-01").exits(4).says("no campaign");
    space.run("status --as-of 2026-11-01").ok().says("nothing was in the file on 2026-11-01");
    space.run("campaign list --as-of 2026-11-01").ok().says("nothing was in the file on 2026-11-01");
}

#[test]
fn a_key_made_from_a_name_is_never_another_campaigns_name() {
    let space = Workspace::new();
    let dates = ["--start", "2026-11-01", "--end", "2026-11-11"];
    let new = |args: &[&str]| space.fupan(&[&["campaign", "new"][..], args, &dates].concat()).ok();
    new(&["double-11", "--key", "d11"]);
    new(&["Double 11"]);
    let keys = space.run("campaign list --json").ok().json();
    assert_eq!(keys[1]["key"], "double-11-2");
}

#[test]
fn the_history_is_told_in_chinese_to_chinese_readers() {
    let space = singles_day().chinese();
    space.run("note add d11 好").ok();
    let told = space.run("history").ok().out;
    for words in ["添加记录 d11", "+ 渠道 douyin", "新增: 1", "新建活动 d11"] {
        assert!(told.contains(words), "no {words} in\n{told}");
    }
    assert_eq!(space.run("history --json").ok().json()[0]["what"], "note add d11");
    space.run("campaign show d11").ok().says("最近改动");
    assert!(!space.run("check").exits(10).out.contains("behind"));
    space.run("undo").ok().says("已撤销：添加记录 d11");
    space.run("metric list 粉丝").ok().says("存量").says("越高越好");
}

#[test]
fn csv_has_moments_and_a_column_for_each_end_of_the_forecast() {
    let space = Workspace::new().with_campaign();
    space.run("record gmv 80000 -c d11 --channel tmall --at 2026-11-03").ok();
    let csv = space.run("status d11 --csv").ok().out;
    let (head, row) = (csv.lines().next().unwrap(), csv.lines().nth(1).unwrap());
    assert!(head.contains("forecast_low,forecast,forecast_high,chance,data_until"), "{head}");
    assert_eq!(head.split(',').count(), row.split(',').count(), "{csv}");
    assert!(row.ends_with("2026-11-04T00:00:00+08:00"), "{row}");
    let text = space.run("status d11").ok().out;
    assert!(text.lines().any(|line| line.ends_with(" 11-03")), "{text}");
    let later = space.at("2027-01-04T15:03:00+08:00").run("status d11").ok().out;
    assert!(later.lines().any(|line| line.ends_with(" 2026-11-03")), "{later}");
}

#[test]
fn what_nobody_was_named_for_is_on_the_desk_of_the_campaigns_owner() {
    let space = Workspace::new().with_campaign();
    for (title, owner) in [("Left over", ""), ("Taken", "hao")] {
        space.fupan(&["task", "add", "d11", title, "--due", "11-09", "--owner", owner]).ok();
    }
    let mine = space.run("task list --mine --json").ok().json().to_string();
    assert!(mine.contains("Left over") && !mine.contains("Taken"), "{mine}");
}

#[test]
fn status_tells_what_there_is_to_do_in_words_and_as_json() {
    let space = Workspace::new().with_campaign();
    space.fupan(&["task", "add", "d11", "Sign off the visuals", "--due", "11-02", "--owner", "lin"]).ok();
    space.run("record gmv 300000 -c d11 --channel tmall --at 2026-11-03").ok();
    space.run("status d11").ok().says("! Singles-Day · Sign off the visuals: 2 d overdue · @lin");
    let json = space.run("status --json").ok().json();
    let todo =
        json["todos"].as_array().unwrap().iter().find(|t| t["matter"] == "task_overdue").unwrap().clone();
    assert_eq!((&todo["urgency"], &todo["campaign"]), (&"act".into(), &"d11".into()));
    assert_eq!(
        (&todo["title"], &todo["owner"], &todo["days"]),
        (&"Sign off the visuals".into(), &"lin".into(), &(-2).into())
    );
    let step = json["todos"].as_array().unwrap().iter().find(|t| t["matter"] == "step_due").unwrap().clone();
    assert_eq!((&step["to"], &step["lacks"]), (&"live".into(), &serde_json::json!([])));
    space.run("campaign new Other --key other --start 2026-12-01 --end 2026-12-03").ok();
    assert_eq!(
        space.run("status other --json").ok().json()["todos"],
        serde_json::json!([]),
        "only of the campaigns named"
    );
}

#[test]
fn explain_names_what_is_missing_and_a_bound_has_no_progress() {
    let space = Workspace::new().with_campaign();
    space.run("target add d11 cac --goal 50 --guardrail").ok();
    space.run("record spend 1200 -c d11 --at 2026-11-03").ok();
    let told = space.run("explain d11/cac").ok().out;
    assert!(told.contains("no readings of") && told.contains("¥1,200"), "{told}");
    assert!(!told.contains("progress"), "{told}");
    let csv = space.run("explain d11/gmv --csv").ok().out;
    assert!(csv.starts_with("metric,channel,source,value,days,data_until\n"), "{csv}");
    space.run("target add d11 orders --goal 1000").ok();
    space.run("record orders 100 -c d11 --at 2026-11-03").ok();
    let told = space.run("explain d11/orders").ok().out;
    assert!(told.contains("272.7") && !told.contains("272.72"), "{told}");
}

#[test]
fn people_see_the_first_changes_of_a_batch_and_programs_all_of_them() {
    let space = Workspace::new().with_campaign();
    let titles: Vec<String> = (1..=5).map(|n| format!("Banner-{n}")).collect();
    for title in &titles {
        space.fupan(&["task", "add", "d11", title, "--due", "T"]).ok();
    }
    space.run("task done 1 2 3 4 5 --actor zhou").ok();
    let newest = |line: &str| space.run(line).ok();
    let json = newest("history --limit 1 --json").json();
    let all = json[0]["changes"].as_str().unwrap().to_owned();
    let count = all.split("; ").count();
    assert!(count >= 5 && titles.iter().all(|title| all.contains(title)), "{all}");
    let text = newest("history --limit 1").out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(&format!("… {count} changes in all")), "{text}");
    assert!(text.contains("Banner-1") && !text.contains("Banner-4"), "{text}");
    assert!(newest("history --limit 1 --csv").out.contains("Banner-5"));
    let chinese = newest("history --limit 1 --lang zh").out;
    assert!(chinese.contains(&format!("共 {count} 项")), "{chinese}");
}

#[test]
fn of_many_tasks_three_are_named_and_the_others_counted() {
    let space = Workspace::new().with_campaign();
    for n in 1..=12 {
        space.fupan(&["task", "add", "d11", &format!("Banner-{n}"), "--due", "11-02"]).ok();
    }
    let text = space.run("status d11").ok().out;
    let line = text.lines().find(|line| line.contains("12 tasks are overdue")).unwrap();
    assert!(line.contains(" and 9 more") && line.matches("Banner").count() == 3, "{line}");
    let chinese = space.run("status d11 --lang zh").ok().out;
    assert!(
        chinese.lines().any(|line| line.contains("12 个任务逾期") && line.ends_with("，另有 9 项")),
        "{chinese}"
    );
    let json = space.run("status d11 --json").ok().json();
    let todo =
        json["todos"].as_array().unwrap().iter().find(|t| t["matter"] == "task_overdue").unwrap().clone();
    assert_eq!(todo["tasks"].as_array().map(Vec::len), Some(12), "programs get them all");
}
