//! `fupan report` from a shell: every kind in every format and both languages, templates, files, refusals.
use super::support::Workspace;
use serde_json::{Value, json};

/// Three campaigns with numbers that can be checked by hand, and a cycle that one of them serves.
///
/// `fest` ran four days in October with ¥4,000 to bring in; `live` runs from 11-01 to 11-10 with ¥10,000; `plan` is ahead.
fn three(space: Workspace) -> Workspace {
    let run = |args: &[&str]| {
        space.fupan(args).ok();
    };
    run(&[
        "campaign",
        "new",
        "会员周",
        "--key",
        "fest",
        "--start",
        "2026-10-08",
        "--end",
        "2026-10-11",
        "--owner",
        "小林",
    ]);
    run(&[
        "campaign",
        "new",
        "双11拉新",
        "--key",
        "live",
        "--start",
        "2026-11-01",
        "--end",
        "2026-11-10",
        "--owner",
        "小林",
    ]);
    run(&[
        "campaign",
        "new",
        "双12",
        "--key",
        "plan",
        "--start",
        "2026-12-01",
        "--end",
        "2026-12-12",
        "--owner",
        "小周",
    ]);
    for line in [
        "target add fest gmv --goal 4000 --primary",
        "target add fest spend --goal 500",
        "target add live gmv --goal 10000 --primary",
        "target add live spend --goal 1000",
        "target add plan gmv --goal 9000 --primary",
    ] {
        space.run(line).ok();
    }
    let readings = "\
metric,campaign,channel,at,value
gmv,fest,douyin,2026-10-08,500
gmv,fest,wechat,2026-10-08,300
gmv,fest,douyin,2026-10-09,900
gmv,fest,douyin,2026-10-10,1000
gmv,fest,wechat,2026-10-11,600
spend,fest,douyin,2026-10-08,300
spend,fest,wechat,2026-10-11,100
revenue,fest,,2026-10-11,1000
new_buyers,fest,,2026-10-11,20
gmv,live,douyin,2026-11-01,1000
gmv,live,douyin,2026-11-02,900
gmv,live,douyin,2026-11-03,800
gmv,live,douyin,2026-11-04,400
gmv,live,wechat,2026-11-04,200
spend,live,douyin,2026-11-03,80
spend,live,douyin,2026-11-04,120
revenue,live,,2026-11-04,2000
";
    let file = space.file("readings.csv", readings);
    run(&["import", file.to_str().unwrap()]);
    run(&["note", "add", "live", "红包 5→8 元", "--kind", "adjustment", "--at", "2026-11-04T11:30"]);
    run(&["task", "add", "live", "返场海报", "--due", "2026-11-05", "--owner", "阿青"]);
    run(&["okr", "cycle", "new", "2026-Q4"]);
    run(&["okr", "objective", "add", "新客翻倍", "--owner", "小林"]);
    run(&["okr", "kr", "add", "o1", "GMV", "--metric", "gmv", "--feed", "campaigns", "--goal", "100000"]);
    space
}

fn english() -> Workspace {
    three(Workspace::new().at("2026-11-04T22:00:00+08:00"))
}

fn chinese() -> Workspace {
    three(Workspace::new().chinese().at("2026-11-04T22:00:00+08:00"))
}

/// Every line of text, none of them wider than a chat shows at a glance, no sign of a table.
fn is_plain(text: &str) -> bool {
    !text.contains('|') && !text.contains("**") && !text.contains("##")
}

/// The table of an id.
fn table<'a>(report: &'a Value, id: &str) -> &'a Value {
    let blocks = report["sections"].as_array().unwrap().iter().flat_map(|s| s["blocks"].as_array().unwrap());
    blocks.into_iter().find(|block| block["type"] == "grid" && block["id"] == id).unwrap_or(&Value::Null)
}

#[test]
fn every_kind_is_written_in_every_format_and_both_languages() {
    for (space, titles) in [
        (english(), ["daily report", "weekly review", "OKR report", "retrospective", "portfolio"]),
        (chinese(), ["日报", "周报", "OKR 报告", "复盘", "活动总览"]),
    ] {
        let asks = ["live", "--kind weekly", "2026-Q4", "fest", "--kind portfolio"];
        for (ask, title) in asks.into_iter().zip(titles) {
            let md = space.run(&format!("report {ask} --format md")).ok().out;
            let head = md.lines().next().unwrap();
            assert!(head.starts_with("# ") && head.ends_with(title), "{head}");
            assert!(md.contains("\n## ") && md.contains("\n| "), "{md}");
            let txt = space.run(&format!("report {ask} --format txt")).ok().out;
            assert!(txt.contains(title) && is_plain(&txt), "{txt}");
            let whole = space.run(&format!("report {ask} --json")).ok().json();
            assert!(whole["title"].as_str().unwrap().ends_with(title), "{}", whole["title"]);
            assert!(!whole["sections"].as_array().unwrap().is_empty());
        }
    }
}

#[test]
fn what_is_wanted_is_guessed_from_the_campaign_the_cycle_or_the_days() {
    let space = english();
    for (ask, kind) in [
        ("live", "daily"),
        ("fest", "retro"),
        ("plan", "daily"),
        ("2026-Q4", "okr"),
        ("2026-W45", "weekly"),
        ("2026-11", "portfolio"),
        ("", "weekly"),
        ("--from 2026-10-01 --to 2026-12-31", "portfolio"),
        ("2026-Q4 --kind retro", "retro"),
        ("2026-Q4 --kind portfolio", "portfolio"),
        ("live --kind retro", "retro"),
        ("fest --on 2026-10-09", "daily"),
    ] {
        let found = space.run(&format!("report {ask} --json")).ok().json();
        assert_eq!(found["kind"], json!(kind), "{ask}");
    }
    space.run("report 2026-Q4 --kind daily").exits(2).says("daily report is not made of 2026-Q4");
    space.run("report --kind retro").exits(2).says("needs a campaign or cycle");
    space.run("report nothing").exits(4);
    space.run("report --from 2026-11-05 --to 2026-11-01").exits(3);
    space.run("report live --kind monthly").exits(3).says("daily");
}

#[test]
fn a_cycles_key_means_the_cycle_not_a_campaign_that_begins_like_it() {
    let space = english();
    space.run("campaign new 2026-Q4-Encore --key 2026-q4-encore --start 2026-12-01 --end 2026-12-05").ok();
    space.run("campaign new 2026-11-Encore --key 2026-11-encore --start 2026-12-01 --end 2026-12-05").ok();
    let about = |text: &str| space.run(&format!("report {text} --json")).ok().json()["kind"].clone();
    assert_eq!([about("2026-Q4"), about("2026-q4-e")], [json!("okr"), json!("daily")]);
    assert_eq!([about("2026-11"), about("2026-11-e")], [json!("portfolio"), json!("daily")], "days, too");
}

#[test]
fn money_that_follows_a_plan_is_neither_praised_for_more_nor_asked_for_a_day() {
    let space = english();
    let page = space.run("report fest --format html").ok().out;
    let shares = |name: &str| {
        let head = format!("<th scope=\"row\">{name}</th>");
        let rows = page.split("<tr").filter(|row| row.contains(&head) && row.contains('%'));
        rows.map(|row| row.contains("num share")).collect::<Vec<bool>>()
    };
    assert!(shares("GMV").contains(&true) && shares("Spend").contains(&false), "{page}");
    assert!(!shares("Spend").contains(&true), "{page}");
    let text = space.run("report live").ok().out;
    let todo = text.lines().find(|line| line.contains("Spend is under plan")).expect("a to-do");
    assert!(todo.contains("¥200, planned ¥392"), "{todo}");
}

#[test]
fn a_day_is_told_against_what_the_plan_wanted_of_it() {
    let space = english();
    let found = space.run("report live --json").ok().json();
    let gmv = &table(&found, "targets")["rows"][0];
    // ¥10,000 in ten days: ¥1,000 a day. 400 + 200 came that day, 800 the day before.
    for (key, value) in [("day", 600.0), ("day_planned", 1000.0), ("day_before", 800.0), ("actual", 3300.0)] {
        assert_eq!(gmv[key].as_f64(), Some(value), "{key} of {gmv}");
    }
    assert_eq!(gmv["day_achievement"].as_f64().map(|s| (s * 100.0).round()), Some(60.0));
    // At 22:00 the fourth day is 22/24 over.
    assert_eq!(gmv["expected"].as_f64(), Some(3_916.666_667));
    let channels = table(&found, "channels");
    let names: Vec<&str> =
        channels["rows"].as_array().unwrap().iter().filter_map(|r| r["channel"].as_str()).collect();
    assert_eq!(names, ["douyin", "wechat"]);
    assert_eq!((&channels["total"]["metric_1"], &channels["total"]["metric_2"]), (&json!(600), &json!(120)));
    let text = space.run("report live").ok().out;
    for part in ["$600", "11:30 adjustment: 红包 5→8 元", "返场海报 · @阿青", "data until 11-04"]
    {
        let part = part.replace('$', "¥");
        assert!(text.contains(&part), "{part} in {text}");
    }
    // Yesterday's is as the numbers stood at its end.
    let before = space.run("report live --on 2026-11-03 --json").ok().json();
    let gmv = &table(&before, "targets")["rows"][0];
    assert_eq!((gmv["day"].as_f64(), gmv["actual"].as_f64()), (Some(800.0), Some(2700.0)));
}

#[test]
fn the_portfolio_adds_up_parts_and_never_averages_ratios() {
    let found = english().run("report --kind portfolio --json").ok().json();
    let campaigns = table(&found, "campaigns");
    let rows = campaigns["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    // fest: 400 spent, 1,000 earned; live: 200 spent, 2,000 earned.
    assert_eq!((rows[0]["roi"].as_f64(), rows[1]["roi"].as_f64()), (Some(1.5), Some(9.0)));
    assert_eq!((rows[0]["roas"].as_f64(), rows[1]["roas"].as_f64()), (Some(2.5), Some(10.0)));
    let total = &campaigns["total"];
    // (3,000 − 600) / 600 = 4, not the mean 5.25; 3,000 / 600 = 5; 20 new buyers are known of fest alone: 400 / 20.
    assert_eq!((total["roi"].as_f64(), total["roas"].as_f64()), (Some(4.0), Some(5.0)));
    assert_eq!((total["spend"].as_f64(), total["budget"].as_f64()), (Some(600.0), Some(1500.0)));
    assert_eq!(total["cac"].as_f64(), Some(20.0));
    let sums = &table(&found, "metrics")["rows"][0];
    // What is not running yet is not short of its goal: 3,300 + 3,300 of 4,000 + 10,000.
    assert_eq!((sums["campaigns"].as_i64(), sums["goal"].as_f64()), (Some(2), Some(14_000.0)));
    assert_eq!((sums["actual"].as_f64(), sums["gap"].as_f64()), (Some(6600.0), Some(-7400.0)));
    let text = found.to_string();
    assert!(text.contains("ROI 2/3") && text.contains("CAC 1/3"), "{text}");
}

#[test]
fn a_week_is_held_against_the_plan_so_far_and_beside_the_one_before() {
    let found = english().run("report --kind weekly --json").ok().json();
    let rows = table(&found, "campaigns")["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "only live runs in the week from 11-02");
    // 900 + 800 + 600 in three days of ¥1,000; the Sunday before brought 1,000.
    let row = &rows[0];
    assert_eq!((row["week"].as_f64(), row["planned"].as_f64()), (Some(2300.0), Some(3000.0)));
    assert_eq!((row["week_before"].as_f64(), row["spend"].as_f64()), (Some(1000.0), Some(200.0)));
}

#[test]
fn csv_holds_one_table_and_says_which_there_are() {
    let space = english();
    let refused = space.run("report fest --csv").exits(2);
    refused.says("--section").says("targets").says("spending");
    let csv = space.run("report fest --csv --section spending").ok().out;
    assert_eq!(csv.lines().next(), Some("channel,budget,spend,left,used"));
    assert!(csv.contains("douyin,,300,"), "{csv}");
    space.run("report fest --csv --section nothing").exits(4).says("spending");
}

#[test]
fn a_file_tells_its_format_and_is_never_overwritten_unasked() {
    let space = english();
    space.run("report fest --out fest.md").ok().says("fest.md");
    let first = std::fs::read_to_string(space.path("fest.md")).unwrap();
    assert!(first.starts_with("# 会员周"), "{first}");
    space.run("report live --out fest.md").exits(2).says("exists").says("--force replaces it");
    assert_eq!(std::fs::read_to_string(space.path("fest.md")).unwrap(), first);
    space.run("report live --out fest.md --force").ok();
    assert!(std::fs::read_to_string(space.path("fest.md")).unwrap().starts_with("# 双11拉新"));
    space.run("report fest --out fest.json").ok();
    let text = std::fs::read_to_string(space.path("fest.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["kind"], json!("retro"));
    space.run("report fest --out fest.doc").exits(2).says("md, ");
    space.run("report fest --out nowhere/fest.md").exits(6);
    std::os::unix::fs::symlink(space.path("outside.md"), space.path("link.md")).unwrap();
    space.run("report fest --out link.md --force").exits(2);
    assert!(!space.path("outside.md").exists());
    let left: Vec<_> = std::fs::read_dir(space.path(".")).unwrap().filter_map(Result::ok).collect();
    assert!(left.iter().all(|file| !file.file_name().to_string_lossy().starts_with(".fest")), "{left:?}");
}

#[test]
fn a_users_own_template_stands_in_place_of_the_shipped_one() {
    let space = english();
    let listed = space.run("report templates list --json").ok().json();
    let names: Vec<&str> = listed.as_array().unwrap().iter().filter_map(|t| t["name"].as_str()).collect();
    for name in ["retro.md.j2", "retro-short.md.j2", "daily.txt.j2", "daily-short.txt.j2", "portfolio.md.j2"]
    {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    let shipped = space.run("report templates show retro.md").ok().out;
    assert!(shipped.contains("{{ doc.title }}"), "{shipped}");
    space.run("report templates copy retro.md").ok().says("retro.md.j2");
    space.run("report templates copy retro.md").exits(2).says("exists");
    let own = space.path("config/fupan/report/retro.md.j2");
    assert_eq!(std::fs::read_to_string(&own).unwrap(), shipped);
    std::fs::write(
        &own,
        "MINE {{ doc.title }}\n{{ grid.targets.records[0].goal.value }} {{ t('report_kind.retro') }}\n",
    )
    .unwrap();
    assert_eq!(space.run("report fest").ok().out, "MINE 会员周 · retrospective\n4000 retrospective\n");
    space.run("report templates list").ok().says("config/fupan/report/retro.md.j2");
    // The other formats stay as they are, and another template can be named.
    assert!(!space.run("report fest --format txt").ok().out.contains("MINE"));
    assert!(space.run("report fest --template retro-short.md").ok().out.contains("## Analysis"));
    let short = space.run("report live --template daily-short").exits(4);
    short.says("daily-short.txt.j2");
    let short = space.run("report live --template daily-short.txt").ok().out;
    assert!(short.lines().count() <= 6 && short.contains("¥3,300"), "{short}");
    let file = space.file("mine.txt.j2", "{{ doc.kind }}\n");
    assert_eq!(space.run(&format!("report live --template {}", file.display())).ok().out, "daily\n");
    space.run("report live --template daily-short.txt --format md").exits(2).says("txt");
    space.run("report live --template daily-short.txt --json").exits(2);
    space.run("report live --template nothing").exits(4).says("retro.md.j2");
}

#[test]
fn what_is_wrong_with_a_template_is_told_with_file_and_line() {
    let space = english();
    for (source, said) in [
        ("{{ doc.title }}\n{% if %}\n", "line 2"),
        ("ok\n\n{{ doc.tittle }}\n", "line 3"),
        ("{{ grid.targets|nothing }}\n", "nothing"),
        ("{{ t('no.such') }}\n", "no.such"),
        ("{% include 'other.md.j2' %}\n", "other.md.j2"),
        (
            "{% for a in range(90000) %}{% for b in range(90000) %}{{ b }}{% endfor %}{% endfor %}",
            "without an end",
        ),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "line 1"),
    ] {
        let file = space.file("broken.md.j2", source);
        let failed = space.run(&format!("report fest --template {}", file.display())).exits(3);
        failed.says("broken.md.j2").says(said);
    }
    space.file("latin.md.j2", b"ok\n\xe9\n");
    space.run("report fest --template latin.md.j2").exits(3).says("line 2");
    let own = space.path("config/fupan/report");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("retro.md.j2"), "{{ nothing }}").unwrap();
    space.run("report fest --lang zh").exits(3).says("第 1 行").says("config/fupan/report/retro.md.j2");
    space.run("report fest --out kept.md").exits(3);
    assert!(!space.path("kept.md").exists());
}

#[test]
fn what_people_wrote_is_escaped_and_control_characters_never_come_out() {
    let space = english();
    space.fupan(&["campaign", "set", "fest", "--goal", "*all* | <b>sold</b> [x](y)"]).ok();
    let md = space.run("report fest").ok().out;
    assert!(md.contains("\\*all\\* \\| \\<b>sold\\</b> \\[x\\](y)"), "{md}");
    let file = space.file("sly.txt.j2", "a\u{202e}b\u{1b}[31mc\td {{ '\u{7}' }}\n");
    let txt = space.run(&format!("report fest --template {}", file.display())).ok().out;
    assert_eq!(txt, "a\u{fffd}b\u{fffd}[31mc\td \u{fffd}\n");
    space.file("raw.md.j2", "{{ section.goal.blocks[0].text|safe }}");
    assert_eq!(space.run("report fest --template raw.md.j2").ok().out, "*all* | <b>sold</b> [x](y)\n");
}

#[test]
fn a_report_of_the_past_is_as_things_stood() {
    let space = english();
    space.run("target set live/gmv --goal 20000").ok();
    let space = space.at("2026-11-06T22:00:00+08:00");
    space.run("target set live/gmv --goal 30000").ok();
    let goal = |line: &str| {
        let found = space.run(line).ok().json();
        table(&found, "targets")["rows"][0]["goal"].as_f64()
    };
    assert_eq!(goal("report live --json"), Some(30_000.0));
    assert_eq!(goal("report live --json --as-of 2026-11-04"), Some(20_000.0));
}

#[test]
fn a_retrospective_in_markdown_reads_as_it_always_did() {
    insta::assert_snapshot!("retro.zh.md", chinese().run("report fest").ok().out);
}

#[test]
fn a_daily_report_for_the_group_reads_as_it_always_did() {
    insta::assert_snapshot!("daily.zh.txt", chinese().run("report live").ok().out);
    insta::assert_snapshot!("daily.en.txt", english().run("report live").ok().out);
}

#[test]
fn where_little_is_known_every_report_says_so_and_is_written() {
    for space in [Workspace::new(), Workspace::new().chinese()] {
        space.run("campaign new Bare --key bare --start 2026-11-01 --end 2026-11-11").ok();
        space.run("campaign new Quiet --key quiet --start 2026-11-01 --end 2026-11-11").ok();
        space.run("target add quiet gmv --goal 1000 --primary").ok();
        space.run("target add quiet cac --goal <=50 --guardrail").ok();
        space.run("campaign new Old --key old --start 2026-11-01 --end 2026-11-11").ok();
        space.run("target add old gmv --goal 1000 --primary").ok();
        space.run("record gmv 100 -c old --at 2026-11-01").ok();
        for key in ["bare", "quiet", "old"] {
            for kind in ["daily", "retro"] {
                for format in ["txt", "md", "html", "json"] {
                    let out = space.run(&format!("report {key} --kind {kind} --format {format}")).ok();
                    assert!(!out.out.trim().is_empty(), "{key} {kind} {format}");
                }
            }
        }
        for format in ["txt", "md", "html", "json"] {
            space.run(&format!("report --kind weekly --format {format}")).ok();
            space.run(&format!("report --kind portfolio --format {format}")).ok();
        }
    }
}

#[test]
fn days_to_come_are_not_reported_on() {
    let space = english();
    for (line, field) in [
        ("report live --on 2026-11-05", "on"),
        ("report live --kind daily --on 2026-11-05", "on"),
        ("report --kind weekly --on 2026-11-11", "on"),
        ("report --kind weekly --from 2026-11-05", "from"),
        ("report 2026-12", "what"),
        ("report --kind portfolio --from 2026-12-01 --to 2026-12-31", "from"),
    ] {
        let said = space.run(&format!("{line} --json")).exits(3).says("has not come yet").json();
        assert_eq!(said["error"]["field"], field, "{line}");
    }
    // The week that runs goes on past today; so does the quarter.
    for line in ["report live --on 2026-11-04", "report --kind weekly", "report --kind portfolio"] {
        space.run(line).ok();
    }
    space.chinese().run("report live --on 2026-11-05").exits(3).says("还没到");
}
