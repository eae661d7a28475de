//! Playbooks from a shell: reading the shipped ones, writing one's own, being told what is wrong with it.
use crate::support::Workspace;
use std::path::PathBuf;

fn own(space: &Workspace, name: &str) -> PathBuf {
    space.path("config/fupan/playbooks").join(name)
}

/// Changes the first `from` in an own file.
#[track_caller]
fn edit(space: &Workspace, name: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(own(space, name)).unwrap();
    assert!(text.contains(from), "{from:?} is not in {text}");
    std::fs::write(own(space, name), text.replacen(from, to, 1)).unwrap();
}

/// The line of a file that has this in it, from 1.
fn line_of(space: &Workspace, name: &str, what: &str) -> usize {
    let text = std::fs::read_to_string(own(space, name)).unwrap();
    text.lines().position(|line| line.contains(what)).unwrap() + 1
}

#[test]
fn the_shipped_ones_are_listed_and_shown_without_making_a_file() {
    let space = Workspace::new();
    let list = space.run("playbook list --json").ok().json();
    let all = list.as_array().unwrap();
    assert!(all.len() >= 22, "{}", all.len());
    assert!(all.iter().all(|book| book["from"] == "shipped"));
    let sale = all.iter().find(|book| book["key"] == "big-sale").unwrap();
    assert_eq!((sale["stage"].as_str(), sale["primary"].as_str()), (Some("monetization"), Some("gmv")));
    let some = space.run("playbook list --stage reactivation --json").ok().json();
    assert!(some.as_array().unwrap().iter().all(|book| book["stage"] == "reactivation"));
    assert!(!some.as_array().unwrap().is_empty() && some.as_array().unwrap().len() < all.len());
    space.run("playbook list --stage sales").exits(3).says("acquisition");
    let csv = space.run("playbook list --csv").ok().out;
    assert!(csv.starts_with("key,name,stage,days,primary,tasks,from\n"), "{csv}");
    assert!(!space.db().exists() && !space.path("config/fupan").exists());
}

#[test]
fn a_playbook_reads_well_in_both_languages() {
    let page = Workspace::new().run("playbook show big-sale").ok();
    let page = page.says("What for").says("Not when").says("Phases").says("Guardrails").says("Drivers");
    let page = page.says("Visitors → ").says("T-45").says("E+15").says("Questions for the retrospective").out;
    assert!(!page.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{page}");
    let space = Workspace::new().chinese();
    let page = space.fupan(&["playbook", "show", "大促"]).ok();
    page.says("适用")
        .says("阶段")
        .says("护栏指标")
        .says("复盘要问")
        .says("变现 · 通常 18 天 · 内置")
        .says("审批");
    let json = space.run("playbook show big-sale --json").ok().json();
    assert_eq!(json["tasks"][0]["due"], "T-45");
    assert_eq!(json["file"], serde_json::Value::Null);
    let tasks = space.run("playbook show big-sale --csv").ok().out;
    assert!(tasks.starts_with("due,title,kind,role,id,after\nT-45,"), "{tasks}");
}

#[test]
fn an_unknown_one_is_told_with_candidates() {
    let space = Workspace::new();
    let error = space.run("playbook show big-sail --json").exits(4).json();
    assert_eq!(error["error"]["code"], "no_playbook");
    assert_eq!(error["error"]["details"][0], "big-sale");
    space.run("playbook show f").exits(4).says("flash-sale").says("festival").says("first-order");
}

#[test]
fn one_writes_ones_own_is_told_what_is_wrong_and_uses_it() {
    let space = Workspace::new();
    space.run("playbook check").ok().says("playbook new");
    let written = space.run("playbook new mine").ok().out;
    assert!(written.contains(own(&space, "mine.toml").to_str().unwrap()), "{written}");
    space.run("playbook check").ok().says("without a fault: 1");
    edit(&space, "mine.toml", "days = 14", "dayz = 14");
    edit(&space, "mine.toml", "due = \"T-14\"", "due = \"two weeks before\"");
    edit(&space, "mine.toml", "share = \"80%\"", "share = \"70%\"");
    let found = space.run("playbook check").exits(3).out;
    let file = own(&space, "mine.toml").display().to_string();
    for (line, field, what) in [
        ("dayz", "dayz", "did you mean `days`?"),
        ("two weeks before", "task[1].due", "T-21"),
        ("[[phase]]", "phase", "90%"),
    ] {
        let start = format!("{file}:{}  {field}  ", line_of(&space, "mine.toml", line));
        let told = found.lines().find(|told| told.starts_with(&start));
        assert!(told.is_some_and(|told| told.contains(what)), "{start}… {what} is not in\n{found}");
    }
    assert!(found.contains(&format!("{file}:1  days  is missing")), "{found}");
    assert!(found.ends_with("faults: 4, in files: 1\n"), "{found}");
    let json = space.run("playbook check mine --json").exits(3).json();
    assert_eq!(json.as_array().unwrap().len(), 4);
    assert_eq!((json[0]["field"].as_str(), json[0]["code"].as_str()), (Some("days"), Some("missing")));
    // What is broken is no playbook, and stops no other.
    let list = space.run("playbook list").ok().says("mine.toml cannot be used (4)");
    assert!(!list.out.contains("mine") && list.out.contains("big-sale"), "{}", list.out);
    space.run("playbook show mine").exits(3).says("mine.toml").says("playbook check");
    edit(&space, "mine.toml", "dayz = 14", "days = 14");
    edit(&space, "mine.toml", "due = \"two weeks before\"", "due = \"T-20\"");
    edit(&space, "mine.toml", "share = \"70%\"", "share = \"80%\"");
    assert_eq!(space.run("playbook check --json").ok().json(), serde_json::json!([]));
    space.run("playbook show mine").ok().says("T-20").says("your own");
}

#[test]
fn faults_are_told_in_chinese_too() {
    let space = Workspace::new().chinese();
    space.fupan(&["playbook", "new", "私域拼团"]).ok().says("playbook check");
    let text = std::fs::read_to_string(own(&space, "私域拼团.toml")).unwrap();
    assert!(text.contains("# 阶段按顺序写"), "{text}");
    edit(&space, "私域拼团.toml", "metric = \"new_users\"", "metric = \"新用户数\"");
    edit(&space, "私域拼团.toml", "kind = \"approval\"", "kind = \"审批\"");
    let check = space.run("playbook check").exits(3);
    check.says("target[1].metric  没有指标「新用户数」").says("可选值").says("共");
}

#[test]
fn a_file_that_is_no_playbook_is_told_wherever_it_lies() {
    let space = Workspace::new();
    let syntax = space.file("x.toml", "key = 'x'\nname = 'open\n");
    let found = space.fupan(&["playbook", "check", syntax.to_str().unwrap()]).exits(3).out;
    assert!(found.starts_with(&format!("{}:2  not TOML: ", syntax.display())), "{found}");
    let bytes = space.file("bytes.toml", b"key = 'x'\n\xff");
    space.fupan(&["playbook", "check", bytes.to_str().unwrap()]).exits(3).says("bytes.toml:2  byte 10");
    let escape = space.file("escape.toml", "key = 'x'\n\"\u{1b}[31m\" = 1\n\"\\u001b[31m\" = 1\n");
    let told = space.fupan(&["playbook", "check", escape.to_str().unwrap()]).exits(3).out;
    assert!(!told.contains('\u{1b}'), "{told:?}");
    space.run("playbook check nowhere.toml").exits(3).says("nowhere.toml  cannot be read");
    let large = space.file("large.toml", "#".repeat(300_000));
    space.fupan(&["playbook", "check", large.to_str().unwrap()]).exits(3).says("256 KiB");
}

#[test]
fn an_own_one_takes_the_place_of_the_shipped_one() {
    let space = Workspace::new();
    space.run("playbook new flash-sale").ok().says("in place of the shipped playbook `flash-sale`");
    edit(&space, "flash-sale.toml", "days = ", "days = 1");
    let list = space.run("playbook list --json").ok().json();
    let found: Vec<_> = list.as_array().unwrap().iter().filter(|b| b["key"] == "flash-sale").collect();
    assert_eq!(found.len(), 1);
    assert!(found[0]["from"].as_str().unwrap().ends_with("playbooks/flash-sale.toml"));
    assert!(found[0]["days"].as_i64().unwrap() > 10);
    space.run("playbook show flash-sale").ok().says("in place of the shipped one");
    assert_eq!(space.run("playbook show flash-sale --json").ok().json()["replaces_shipped"], true);
    // Broken, the shipped one is back in its place.
    edit(&space, "flash-sale.toml", "days = 1", "days = -1");
    assert_eq!(space.run("playbook show flash-sale --json").ok().json()["replaces_shipped"], false);
}

#[test]
fn nothing_is_ever_overwritten() {
    let space = Workspace::new();
    space.run("playbook new mine --from lottery").ok();
    let before = std::fs::read_to_string(own(&space, "mine.toml")).unwrap();
    assert!(before.starts_with("key = \"mine\"\n"), "{before}");
    space.run("playbook new mine").exits(3).says("mine.toml");
    space.run("playbook new other --from nothing-like-it").exits(4);
    space.run("playbook new ../out").exits(3).says("key");
    let taken = space.file("taken.toml", "mine");
    space.fupan(&["playbook", "new", "other", "--file", taken.to_str().unwrap()]).exits(2).says("exists");
    assert_eq!(std::fs::read_to_string(own(&space, "mine.toml")).unwrap(), before);
    assert_eq!(std::fs::read_to_string(taken).unwrap(), "mine");
    assert!(!own(&space, "other.toml").exists());
    let there = space.path("new.toml");
    let json =
        space.fupan(&["playbook", "new", "other", "--json", "--file", there.to_str().unwrap()]).ok().json();
    assert_eq!((json["key"].as_str(), json["file"].as_str()), (Some("other"), there.to_str()));
    space.fupan(&["playbook", "check", there.to_str().unwrap()]).ok();
}

#[test]
fn a_metric_of_ones_own_may_be_a_target() {
    let space = Workspace::new();
    space.run("playbook new mine").ok();
    edit(&space, "mine.toml", "metric = \"spend\"", "metric = \"trial_seats\"");
    space.run("playbook check").exits(3).says("trial_seats");
    space.run("metric add trial_seats --name Seats --unit count").ok();
    space.run("playbook check").ok();
}
