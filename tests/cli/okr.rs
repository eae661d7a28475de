//! OKRs from a shell: cycles, objectives, key results, what serves them, the tree.
use crate::support::{Output, Workspace};
use serde_json::{Value, json};

/// `space(words, "okr kr add o1 'NPS of stores' --goal 40")`: single quotes keep words together.
fn words(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        match index % 2 {
            0 => out.extend(part.split_whitespace()),
            _ => out.push(part),
        }
    }
    out
}

trait Typed {
    fn typed(&self, line: &str) -> Output;
}

impl Typed for Workspace {
    fn typed(&self, line: &str) -> Output {
        self.fupan(&words(line))
    }
}

/// 2026-Q4, day 35 of 92: the company's objective, a team's below it that campaign d11 serves, a person's below that.
fn quarter() -> Workspace {
    let space = Workspace::new();
    for line in [
        "okr cycle new 2026-q4",
        "okr objective add '成为母婴首选' --owner 王总",
        "okr kr add o1 复购率 --baseline 22% --goal 28% --weight 2",
        "okr kr add o1 退款率 --goal <=8% --guardrail",
        "okr objective add 'Win Singles Day' --parent o1 --team Commerce --owner 小林",
        "campaign new 双11拉新 --key d11 --start 2026-11-01 --end 2026-11-11",
        "target add d11 orders --goal 8000",
        "okr kr add o2 --metric orders --goal 12000",
        "okr kr serve o2/kr1 d11",
        "record orders 3000 -c d11 --at 2026-11-03",
        "okr objective add '30 场直播' --parent o2/kr1 --owner zhou",
    ] {
        space.typed(line).ok();
    }
    space
}

fn tree(space: &Workspace, rest: &str) -> Value {
    space.typed(&format!("okr tree {rest} --json")).ok().json()
}

fn keys(tree: &Value) -> Vec<String> {
    let objectives = tree["objectives"].as_array().unwrap();
    objectives.iter().map(|o| format!("{}{}", ">".repeat(depth(o)), o["key"].as_str().unwrap())).collect()
}

fn depth(objective: &Value) -> usize {
    usize::try_from(objective["depth"].as_u64().unwrap()).unwrap()
}

/// Refused with a code and an exit code; the tree is what it was.
#[track_caller]
fn refused(space: &Workspace, line: &str, exit: i32, code: &str) -> Value {
    let before = (space.run("okr tree --json").out, space.run("history --json").out);
    let found = space.typed(&format!("{line} --json")).exits(exit).json();
    assert_eq!(found["error"]["code"], code, "{found:#}");
    assert_eq!((space.run("okr tree --json").out, space.run("history --json").out), before, "{line}");
    found
}

#[test]
fn the_tree_stands_in_aligned_columns_in_both_languages() {
    let space = quarter();
    let english = space.run("okr tree").ok().out;
    assert!(english.starts_with("Q4 2026 (2026-Q4) · 2026-10-01 – 2026-12-31 · day 35/92 · active\n\n"));
    for row in [
        "OKR objective / key result number source progress expected status confidence check-in owner weight",
        "o1 成为母婴首选 — 0% 38% ○ pending — never 王总 1",
        "kr1 复购率 — / 28% typed — 38% ○ pending — never 王总 100%",
        "kr2 退款率 · guardrail — ≤ 8% typed — 100% ○ pending — never 王总 0%",
        "o2 Win Singles Day — 25% 37% ▼ behind — never 小林 1",
        "kr1 Orders 3,000 / 12K from campaigns 25% 37% ▼ behind — never 小林 100%",
        "o3 30 场直播 → 2026-Q4/o2/kr1 no key results — — — — zhou 1",
    ] {
        let cells = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(english.lines().any(|line| cells(line) == row), "no {row:?} in\n{english}");
    }
    let indents: Vec<usize> =
        english.lines().skip(3).map(|line| line.len() - line.trim_start().len()).collect();
    assert_eq!(indents, [1, 3, 3, 3, 5, 5], "each below what it belongs to:\n{english}");
    let chinese = space.chinese().run("okr tree").ok().out;
    for part in ["第 35/92 天", "活动汇总", "手填", "▼ 落后", "○ 待数据", "退款率 · 护栏", "从未"]
    {
        assert!(chinese.contains(part), "no {part} in\n{chinese}");
    }
    // Every cell of a column begins where its title does, whatever is wide before it.
    let columns = |text: &str, title: &str, cell: &str| {
        let at = |line: &str, part: &str| {
            let head = line.split(part).next().unwrap();
            head.chars().map(|c| if c as u32 >= 0x2E80 { 2 } else { 1 }).sum::<usize>()
        };
        let title_at = at(text.lines().find(|line| line.contains(title)).unwrap(), title);
        let cells = text.lines().filter(|line| line.contains(cell));
        (title_at, cells.map(|line| at(line, cell)).collect::<Vec<_>>())
    };
    for (text, title, cell) in [(&english, "source", "typed"), (&chinese, "来源", "手填")] {
        let (title, cells) = columns(text, title, cell);
        assert_eq!(cells, [title, title], "{text}");
    }
}

#[test]
fn the_tree_as_json_and_csv_says_everything() {
    let space = quarter();
    let found = tree(&space, "");
    assert_eq!(
        found["cycle"],
        json!({
            "key": "2026-Q4", "name": "Q4 2026", "kind": "quarter", "start": "2026-10-01", "end": "2026-12-31",
            "status": "active", "day": 35, "days": 92, "objectives": 3, "reviewed_at": null,
        })
    );
    assert_eq!(keys(&found), ["o1", ">o2", ">>o3"]);
    let kr = &found["objectives"][1]["key_results"][0];
    for (field, wanted) in [
        ("path", json!("2026-Q4/o2/kr1")),
        ("metric", json!("orders")),
        ("feed", json!("campaigns")),
        ("actual", json!(3000)),
        ("progress", json!(0.25)),
        ("status", json!("behind")),
        ("owner", json!("小林")),
        ("share", json!(1.0)),
        ("first_goal", json!(12000)),
        ("coverage", json!({ "missing": 9000, "planned": 5000 })),
    ] {
        assert_eq!(kr[field], wanted, "{field} in {kr:#}");
    }
    assert_eq!(
        kr["campaigns"],
        json!([{ "campaign": "d11", "name": "双11拉新", "status": "planned", "brought": 3000, "planned": 8000,
                 "to_come": 5000, "health": "ahead" }])
    );
    let own = &found["objectives"][0]["key_results"][0];
    assert_eq!(
        (&own["metric"], &own["unit"], &own["feed"]),
        (&Value::Null, &json!("percent"), &json!("hand"))
    );
    assert_eq!(found["objectives"][2]["parent"]["path"], "2026-Q4/o2/kr1");
    let csv = space.run("okr tree --csv").ok().out;
    let rows: Vec<&str> = csv.lines().collect();
    assert!(rows[0].starts_with("what,path,parent,depth,title,"), "{csv}");
    assert_eq!(rows.len(), 1 + 3 + 3, "{csv}");
    assert!(rows[1].starts_with("objective,2026-Q4/o1,,0,成为母婴首选,company,"), "{csv}");
    assert!(rows[5].starts_with("key_result,2026-Q4/o2/kr1,2026-Q4/o2,2,"), "{csv}");
}

#[test]
fn the_tree_is_narrowed_by_team_owner_and_level() {
    let space = quarter();
    let found = |rest: &str| keys(&tree(&space, rest));
    assert_eq!(found("--team commerce"), ["o2"]);
    assert_eq!(found("--owner @小林"), ["o2"]);
    assert_eq!(found("--level person"), ["o3"]);
    assert_eq!(found("--level company"), ["o1"]);
    assert_eq!(found("--owner nobody"), [""; 0]);
    space.typed("okr kr set o1/kr1 --owner zhou").ok();
    assert_eq!(found("--owner zhou"), ["o1", ">o3"]);
    space.run("okr tree --level boss").exits(2);
}

#[test]
fn a_past_day_shows_what_stood_then() {
    let mut space = quarter();
    space = space.at("2026-11-06T09:00:00+08:00");
    space.typed("okr objective set o1 --title Changed").ok();
    space.typed("okr kr set o2/kr1 --goal 10000").ok();
    space.typed("okr objective add Later").ok();
    let past = tree(&space, "--as-of 2026-11-04");
    assert_eq!(keys(&past), ["o1", ">o2", ">>o3"]);
    assert_eq!(past["objectives"][0]["title"], "成为母婴首选");
    assert_eq!(past["objectives"][1]["key_results"][0]["goal"], 12000);
    let now = tree(&space, "");
    assert_eq!(keys(&now).len(), 4);
    assert_eq!(now["objectives"][1]["key_results"][0]["first_goal"], 12000);
    space.typed("okr objective show o4 --as-of 2026-11-04").exits(4).says("did not exist on 2026-11-04");
    space.typed("okr objective add No --as-of 2026-11-04").exits(2);
    let english = space.run("okr tree").ok().out;
    assert!(english.contains("/ 10K (was 12K)"), "{english}");
}

#[test]
fn a_key_result_shows_what_each_campaign_brings() {
    let space = quarter();
    space.run("campaign new Recall --key recall --start 2026-11-20 --end 2026-11-30").ok();
    space.typed("okr kr serve o2/kr1 recall --planned 1.5k").ok().says("1,500 planned");
    let english = space.typed("okr kr show o2/kr1").ok().out;
    for part in ["Orders (2026-Q4/o2/kr1)", "3,000 / 12K", "from campaigns", "25% done, 37% expected by now"]
    {
        assert!(english.contains(part), "no {part} in\n{english}");
    }
    assert!(english.contains("planned 6,500 of the 9,000 missing"), "{english}");
    let row: Vec<&str> =
        english.lines().find(|line| line.starts_with(" recall")).unwrap().split_whitespace().collect();
    assert_eq!(row, ["recall", "Recall", "planned", "—", "1,500", "1,500", "—"]);
    let csv = space.typed("okr kr show o2/kr1 --csv").ok().out;
    assert!(csv.contains("recall,Recall,planned,,1500,1500,"), "{csv}");
    space.typed("okr kr unserve o2/kr1 recall d11").ok();
    assert_eq!(space.typed("okr kr show o2/kr1 --json").ok().json()["campaigns"], json!([]));
    space.run("undo").ok();
    assert_eq!(tree(&space, "")["objectives"][1]["key_results"][0]["campaigns"][1]["planned"], 1500);
    let chinese = space.chinese().typed("okr kr show o2/kr1").ok().out;
    assert!(chinese.contains("还差 9,000，活动计划贡献 6,500"), "{chinese}");
}

#[test]
fn every_change_says_what_it_did_and_is_undone() {
    let space = quarter();
    for (line, says) in [
        (
            "okr cycle set 2026-Q4 --status grading",
            "Q4 2026 is now grading. Its retrospective is drafted: `fupan retro show 2026-Q4`",
        ),
        ("okr cycle set 2026-Q4 --name Winter", "changed cycle Winter"),
        ("okr objective add 'Keep them' --parent o1", "added objective 2026-Q4/o4: Keep them"),
        ("okr objective set o2 --tags a,b", "changed objective 2026-Q4/o2"),
        ("okr objective move o3 --top", "changed objective 2026-Q4/o3"),
        ("okr objective move o3 --parent o1", "changed objective 2026-Q4/o3"),
        (
            "okr kr add o3 NPS --baseline 20 --goal 40",
            "added key result 2026-Q4/o3/kr1: 40, typed, 100% of the",
        ),
        ("okr kr set o1/kr1 --goal 30%", "changed key result 2026-Q4/o1/kr1: goal 30%, first set as 28%"),
        ("okr kr weights o1 kr2=25%", "weights of 2026-Q4/o1: kr1 75%, kr2 25%"),
        ("okr kr serve o1/kr1 d11", "双11拉新 serves 2026-Q4/o1/kr1"),
        ("okr kr unserve o2/kr1 d11", "双11拉新 no longer serves 2026-Q4/o2/kr1"),
        ("okr kr delete o1/kr1 o1/kr2", "deleted key result 2026-Q4/o1/kr2"),
        ("okr objective delete o2", "deleted objective 2026-Q4/o2 with 1 key results"),
        ("okr cycle delete 2026-Q4", "deleted cycle Q4 2026 with 3 objectives"),
        ("campaign delete d11", "deleted campaign 双11拉新"),
    ] {
        let before = tree(&space, "");
        space.typed(line).ok().says(says);
        space.run("undo").ok();
        assert_eq!(tree(&space, ""), before, "{line}");
        space.run("doctor").ok();
    }
}

#[test]
fn objectives_move_among_their_siblings() {
    let space = quarter();
    space.typed("okr objective add B").ok();
    space.typed("okr objective add C").ok();
    space.typed("okr objective move o5 --up").ok().says("now number 2 of 3");
    assert_eq!(keys(&tree(&space, "")), ["o1", ">o2", ">>o3", "o5", "o4"]);
    space.typed("okr objective move o1 --down 5").ok().says("now number 3 of 3");
    assert_eq!(keys(&tree(&space, "")), ["o5", "o4", "o1", ">o2", ">>o3"]);
    space.typed("okr objective move o1 --down").ok().says("nothing to change");
    space.typed("okr objective move o1").exits(2);
    space.typed("okr objective move o1 --up --top").exits(2);
    let error = refused(&space, "okr objective move o1 --parent o3", 3, "objective_loop");
    assert_eq!(error["error"]["details"].as_array().unwrap().len(), 4, "the ring is named: {error:#}");
}

#[test]
fn what_cannot_be_is_refused_with_its_code_and_nothing_is_written() {
    let space = quarter();
    for (line, exit, code) in [
        ("okr cycle new 2026-Q4", 3, "cycle_key_taken"),
        ("okr cycle new growth", 3, "cycle_needs_dates"),
        ("okr cycle new x --start 2026-02-30 --end 2026-05-01", 3, "bad_date"),
        ("okr cycle new x --start 2026-05-01 --end 2026-04-01", 3, "end_before_start"),
        ("okr cycle set 2026-Q4 --status open", 3, "unknown_word"),
        ("okr cycle set 2025 --name x", 4, "no_cycle"),
        ("okr cycle delete 2026", 4, "no_cycle"),
        ("okr objective add '  '", 3, "missing"),
        ("okr objective add 'a\u{1b}[31m'", 3, "control_in_name"),
        ("okr objective add 'a\u{202e}b'", 3, "hidden_in_name"),
        (
            "okr objective add 'win singles day' --parent o1 --team commerce --owner 小林",
            3,
            "objective_twice",
        ),
        ("okr objective add x --key O2", 3, "objective_key_taken"),
        ("okr objective add x --parent o9", 4, "no_objective"),
        ("okr objective set o --title x", 4, "ambiguous"),
        ("okr objective delete win", 4, "no_objective"),
        ("okr kr add o9 x --goal 5", 4, "no_objective"),
        ("okr kr add o1 x --goal NaN", 3, "bad_number"),
        ("okr kr add o1 x --goal 1e999", 3, "out_of_range"),
        ("okr kr add o1 x --baseline 5 --goal 5", 3, "baseline_is_goal"),
        ("okr kr add o1 复购率 --goal 5", 3, "kr_twice"),
        ("okr kr add o1 x --feed campaigns --goal 5", 3, "feed_needs_metric"),
        ("okr kr add o1 --metric retention_d7 --feed campaigns --goal 30%", 3, "feed_adds_up"),
        ("okr kr add o1 x --goal 5 --curve phased", 3, "phased_okr"),
        ("okr kr weights o1 kr1=60% kr2=50%", 3, "weights_sum"),
        ("okr kr weights o1 kr1", 3, "bad_share"),
        ("okr kr show o1/kr9", 4, "no_key_result"),
        ("okr kr show o1", 4, "no_key_result"),
        ("okr kr step o1/kr1 x", 4, "no_step"),
        ("okr kr serve o1/kr1 nobody", 4, "no_campaign"),
        ("okr kr unserve o1/kr1 d11", 4, "not_serving"),
        ("okr kr delete o1/kr", 4, "ambiguous"),
        ("okr tree 2025", 4, "no_cycle"),
        ("config set north_star happiness", 4, "no_metric"),
    ] {
        refused(&space, line, exit, code);
    }
}

#[test]
fn refusals_name_the_field_in_the_language() {
    let space = quarter();
    space.typed("okr kr weights o1 kr1=60% kr2=50%").exits(3).says("the weights add up to 110%");
    let space = space.chinese();
    space.typed("okr kr weights o1 kr1=60% kr2=50%").exits(3).says("权重：权重合计 110%，超过 100%");
    space.typed("okr kr serve o1/kr1 d11 --planned 很多").exits(3).says("计划：");
    space.typed("okr objective add x --level 老板").exits(3).says("层级：");
    space.typed("okr objective add x --level 个人").ok();
    space.typed("okr objective show o4").ok().says("个人 · 承诺型 · 进行中");
}

#[test]
fn a_prefix_and_a_title_will_do_where_only_one_is_meant() {
    let space = quarter();
    assert_eq!(space.typed("okr objective show 2026/o2 --json").ok().json()["path"], "2026-Q4/o2");
    assert_eq!(space.typed("okr objective show Win --json").ok().json()["path"], "2026-Q4/o2");
    assert_eq!(space.typed("okr kr show o2 --json").ok().json()["path"], "2026-Q4/o2/kr1");
    assert_eq!(space.typed("okr kr show 退款 --json").ok().json()["path"], "2026-Q4/o1/kr2");
    let error = refused(&space, "okr objective show o", 4, "ambiguous");
    assert_eq!(error["error"]["details"].as_array().unwrap().len(), 3);
}

#[test]
fn hints_are_no_wall() {
    let space = quarter();
    let added = space.typed("okr kr add o3 搭建直播间 --json").ok().json();
    let codes: Vec<&str> =
        added["warnings"].as_array().unwrap().iter().map(|w| w["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["smart_no_number", "smart_activity"]);
    assert_eq!(added["key"], "2026-Q4/o3/kr1");
    space.typed("okr objective add 'GMV to 20m'").ok().says("numbers belong in its key results");
    space.chinese().typed("okr kr add o2 NPS --goal 40").ok().says("没有基线");
}

#[test]
fn lists_are_of_one_cycle_and_the_star_is_in_sight() {
    let space = quarter();
    space.typed("okr cycle new 2027").ok();
    space.typed("okr objective add Brand --cycle 2027 --parent 2026-Q4/o1").ok();
    let cycles = space.run("okr cycle list --json").ok().json();
    let found: Vec<(&str, &str)> = cycles
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["key"].as_str().unwrap(), c["status"].as_str().unwrap()))
        .collect();
    assert_eq!(found, [("2027", "planning"), ("2026-Q4", "active")]);
    assert_eq!(space.run("okr objective list --json").ok().json().as_array().unwrap().len(), 3);
    assert_eq!(space.run("okr objective list 2027 --json").ok().json()[0]["parent"]["path"], "2026-Q4/o1");
    assert_eq!(space.run("okr kr list --json").ok().json().as_array().unwrap().len(), 3);
    space.run("okr tree 2027").ok().says("starts 2027-01-01").says("Brand → 2026-Q4/o1");
    space.run("config set north_star Orders").ok();
    space.run("record orders 500 --at 2026-11-03").ok();
    space.run("okr tree").ok().says("North star Orders 500 · last 30 days");
    assert_eq!(tree(&space, "")["north_star"]["value"], 500);
}

#[test]
fn an_empty_file_says_how_to_begin() {
    let space = Workspace::new();
    space.run("campaign new A --key a --start 2026-11-01 --end 2026-11-02").ok();
    space.run("okr tree").ok().says("fupan okr cycle new 2026-Q4");
    space.run("okr cycle list").ok().says("no cycles yet");
    space.typed("okr objective add x").exits(4).says("there is no cycle yet");
    space.run("okr cycle new 2026-Q4").ok();
    space.run("okr tree").ok().says("no objectives");
    assert_eq!(tree(&space, "")["objectives"], json!([]));
}

#[test]
fn a_milestone_is_ticked_step_by_step() {
    let space = quarter();
    space.typed("okr kr add o3 直播间 --step 选址=1 --step 装修=3").ok();
    space.typed("okr kr step o3/kr1 选址").ok().says("2026-Q4/o3/kr1: 选址 is done");
    let progress = |space: &Workspace| tree(space, "")["objectives"][2]["key_results"][0]["progress"].clone();
    assert_eq!(progress(&space), 0.25);
    space.typed("okr kr step o3/kr1 选址 --open").ok();
    assert_eq!(progress(&space), 0.0);
}

#[test]
fn an_objective_of_a_cycle_that_runs_is_meant_before_one_of_a_later_cycle() {
    let space = quarter();
    space.typed("okr cycle new 2027-Q1").ok();
    space.typed("okr objective add Later --cycle 2027-Q1").ok();
    // The sprint ends first: it is the present cycle, and has no o1.
    space.typed("okr cycle new sprint --start 2026-11-01 --end 2026-11-30").ok();
    space.typed("okr objective show o1").ok().says("2026-Q4/o1");
    let chinese = space.chinese();
    chinese.typed("okr kr weights o1 kr1=75% kr2=25%").ok().says("kr1 75%、kr2 25%");
}

#[test]
fn the_history_says_in_words_what_changed() {
    let space = quarter();
    space.typed("okr kr weights o1 kr1=75% kr2=25%").ok();
    space.typed("okr objective move o3 --parent o1").ok();
    space.typed("okr objective set o1 --tags a,b --weight 2").ok();
    space.typed("okr kr set o2/kr1 --cadence 14d --feed business").ok();
    space.typed("okr kr add o3 直播间 --step 选址=1 --step 装修=3").ok();
    space.typed("okr kr step o3/kr1 选址").ok();
    space.fupan(&["checkin", "o3/kr1", "--confidence", "7", "--note", "x"]).ok();
    space.fupan(&["carry", "o3", "drop", "--why", "没价值"]).ok();
    space.run("review start").ok();
    space.run("review end").ok();
    let history = space.run("history").ok().out;
    for part in [
        "选址 ✓",
        "+ check-in 2026-Q4/o3/kr1",
        "why: 没价值",
        "weight: 2 → 0.75",
        "tags: a, b",
        "weight: 1 → 2",
        "cadence: 14d",
        "from campaigns → whole business",
        "aligned to: 2026-Q4/o1",
        "aligned to key result: 2026-Q4/o2/kr1 → —",
    ] {
        assert!(history.contains(part), "no {part} in\n{history}");
    }
    assert!(!history.contains('{'), "{history}");
}

#[test]
fn check_finds_check_ins_that_are_due_where_no_campaign_is_named() {
    let space = quarter().at("2026-11-15T12:00:00+08:00");
    let late = space.typed("check --fail-on checkins --json").exits(10).json();
    assert_eq!(late.as_array().unwrap().len(), 3, "{late:#}");
    assert_eq!((&late[0]["found"], &late[0]["due"]), (&json!("checkins"), &json!("2026-11-11")));
    let text = space.typed("check --fail-on checkins").exits(10).out;
    assert!(text.contains("check-in due"), "{text}");
    space.typed("check d11 --fail-on checkins").ok();
    // Key results are judged by the words for targets.
    let found = space.typed("check --fail-on pending --json").exits(10).json();
    assert!(found.as_array().unwrap().iter().any(|one| one["target"] == "2026-Q4/o1/kr1"), "{found:#}");
}

#[test]
fn status_begins_with_the_north_star_where_it_is_set() {
    let space = quarter();
    assert_eq!(space.typed("status --json").ok().json()["north_star"], Value::Null);
    // A metric that nothing else uses yet.
    space.typed("config set north_star followers").ok();
    assert_eq!(space.typed("status --json").ok().json()["north_star"]["metric"], "followers");
    space.typed("record followers 5200 --at 2026-11-03").ok();
    let text = space.typed("status").ok().out;
    assert!(text.lines().next().unwrap().contains("5,200"), "{text}");
    assert_eq!(space.typed("status --json").ok().json()["north_star"]["value"], 5200);
}

#[test]
fn words_wider_than_the_calendars_usual_column_make_room_for_themselves() {
    let space = quarter().at("2026-11-15T12:00:00+08:00");
    let said = space.typed("calendar --days 1").ok().out;
    let rows: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    let at = "check-in due".len();
    assert!(rows.iter().any(|row| row.starts_with("check-in due  ")), "{said}");
    let is_aligned = |row: &&str| row[at..].starts_with("  ") && !row[at + 2..].starts_with(' ');
    assert!(rows.iter().all(is_aligned), "{said}");
}
