//! Bad inputs, each with its exit code, and nothing written.
use crate::support::Workspace;

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
fn names_that_would_confuse_people_or_terminals_are_refused() {
    let space = Workspace::new().with_campaign();
    let marks = format!("e{}", "\u{301}".repeat(50));
    for (name, says) in [
        ("", "empty"),
        ("   ", "empty"),
        ("a\u{1b}[31mb", "U+001B"),
        ("a\u{7}b", "U+0007"),
        ("a\u{202e}b", "U+202E"),
        ("a\u{200b}b", "U+200B"),
        (marks.as_str(), "combining"),
        ("singles-day", "Singles-Day"),
    ] {
        let args = ["campaign", "new", name, "--key", "x", "--start", "2026-11-01", "--end", "2026-11-02"];
        refused(&space, &args, 3, says);
    }
    let family = ["campaign", "new", "👨‍👩‍👧 day", "--key", "x", "--start", "2026-11-01", "--end", "2026-11-02"];
    space.fupan(&family).ok();
}

#[test]
fn numbers_and_dates_that_are_none_are_refused() {
    let space = Workspace::new().with_campaign();
    for value in ["NaN", "inf", "1e999", "9300000000000", "abc", "1.234,5", ""] {
        refused(&space, &["record", "gmv", value, "-c", "d11"], 3, "value");
    }
    for at in ["2026-02-30", "yesterday-ish", "25:00", "2026-13-01"] {
        refused(&space, &["record", "gmv", "1", "-c", "d11", "--at", at], 3, at);
    }
    space.run("record gmv 1,234 -c d11 --at 2026-11-03").ok().says("1,234");
}

#[test]
fn a_local_time_that_does_not_exist_or_happens_twice_is_refused() {
    let space = Workspace::new().with_campaign();
    space.run("config set time_zone Europe/Berlin").ok();
    refused(&space, &["record", "gmv", "1", "-c", "d11", "--at", "2026-03-29T02:30"], 3, "does not exist");
    refused(&space, &["record", "gmv", "1", "-c", "d11", "--at", "2025-10-26T02:30"], 3, "happens twice");
    space.run("record gmv 1 -c d11 --at 2025-10-26T02:30+02:00").ok();
}

#[test]
fn a_plan_that_makes_no_sense_is_refused() {
    let space = Workspace::new().with_campaign();
    let new = |rest: &[&'static str]| [&["campaign", "new", "X", "--key", "x"][..], rest].concat();
    refused(&space, &new(&["--start", "2026-11-05", "--end", "2026-11-01"]), 3, "2026-11-01");
    for (phases, says) in [
        ("A:11-01..11-03=50%, B:11-03..11-05=50%", "overlap"),
        ("A:11-01..11-02=50%, B:11-04..11-05=50%", "gap"),
        ("A:11-01..11-02=50%, B:11-03..11-05=40%", "0.9"),
    ] {
        let args = new(&["--start", "2026-11-01", "--end", "2026-11-05", "--phases", phases]);
        refused(&space, &args, 3, says);
    }
    refused(&space, &["target", "add", "d11", "orders", "--goal", "5", "--baseline", "5"], 3, "baseline");
}

#[test]
fn a_computed_metric_takes_no_readings_and_names_its_parts() {
    let space = Workspace::new().with_campaign();
    refused(&space, &["record", "ctr", "5", "-c", "d11"], 3, "clicks, impressions");
}

#[test]
fn what_is_not_there_or_not_alone_lists_the_candidates() {
    let space = Workspace::new().with_campaign();
    space.run("campaign new D12 --key d12 --start 2026-12-01 --end 2026-12-12").ok();
    refused(&space, &["status", "nope"], 4, "nope");
    refused(&space, &["status", "d1"], 4, "d12");
    refused(&space, &["record", "gvm", "5", "-c", "d11"], 4, "gmv");
    space.run("status d12").ok();
}

#[test]
fn wrong_usage_is_2_and_an_error_in_json_has_a_stable_code() {
    let space = Workspace::new().with_campaign();
    refused(&space, &["campaign", "fly"], 2, "fly");
    refused(&space, &["import", "x.csv", "--map"], 2, "--map");
    refused(&space, &[], 2, "terminal");
    let error = space.run("record gmv abc -c d11 --json").exits(3).json();
    assert_eq!(error["error"]["code"], "bad_number");
    assert_eq!(error["error"]["exit"], 3);
    assert_eq!(error["error"]["field"], "value");
    assert!(error["error"]["hint"].is_string());
}

#[test]
fn a_reading_far_in_the_future_is_taken_with_a_warning() {
    let space = Workspace::new().with_campaign();
    let taken = space.run("record gmv 1 -c d11 --at 2027-11-04").ok();
    assert!(taken.err.contains("2027"), "{}", taken.err);
}

#[test]
fn broken_csv_is_refused_with_its_place() {
    let space = Workspace::new().with_campaign();
    let head = "metric,at,value,campaign\n";
    let good = "gmv,2026-11-03,1,d11\n";
    let quote = format!("{head}{good}gmv,2026-11-04,\"1,d11\n{good}");
    let ragged = format!("{head}{good}gmv,2026-11-04\n");
    let nul = format!("{head}gmv,2026-11-03,1\0,d11\n");
    let mut latin = format!("{head}{good}").into_bytes();
    latin.extend(b"gm\xff,2026-11-03,1,d11\n");
    for (name, content, says) in [
        ("quote.csv", quote.into_bytes(), "opened on line 3"),
        ("ragged.csv", ragged.into_bytes(), "line 3: 2 columns"),
        ("nul.csv", nul.into_bytes(), "line 2, column value"),
        ("latin.csv", latin, "byte 48"),
        ("header.csv", b"foo,bar\n1,2\n".to_vec(), "foo"),
    ] {
        let file = space.file(name, content);
        refused(&space, &["import", file.to_str().unwrap()], 3, says);
    }
    let utf16: Vec<u8> = format!("\u{feff}{head}{good}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, content) in [("utf16.csv", utf16), ("bom.csv", format!("\u{feff}{head}{good}").into_bytes())] {
        let file = space.file(name, content);
        space.fupan(&["import", file.to_str().unwrap()]).ok();
    }
}

#[test]
fn who_acts_is_a_name_like_any_other() {
    let space = Workspace::new().with_campaign();
    refused(&space, &["record", "gmv", "1", "-c", "d11", "--actor", "a\u{1b}[31m\nb"], 3, "actor");
    space.fupan(&["note", "add", "d11", "one\ntwo"]).ok();
    let notes = space.run("note list").ok().out;
    assert_eq!(notes.lines().count(), 2, "{notes}");
}

#[test]
fn amounts_that_make_no_sense_for_the_metric_are_refused() {
    let space = Workspace::new().with_campaign();
    for (metric, value, says) in [
        ("gmv", "0.0000001", "smaller than a millionth"),
        ("gmv", "85%", "percentage"),
        ("orders", "8‰", "percentage"),
        ("gmv", "$5", "CNY"),
        ("gmv", "€5", "CNY"),
    ] {
        refused(&space, &["record", metric, value, "-c", "d11"], 3, says);
    }
    refused(&space, &["target", "add", "d11", "orders", "--goal", "50%"], 3, "percentage");
    space.run("record gmv ¥5 -c d11 --at 2026-11-03").ok();
    space.run("record gmv 0e5 -c d11 --at 2026-11-03").ok();
    space.run("config set currency USD").ok();
    space.run("record gmv $5 -c d11 --at 2026-11-03").ok();
    refused(&space, &["record", "gmv", "¥5", "-c", "d11"], 3, "USD");
}

#[test]
fn settings_and_channels_are_refused_where_they_are_wrong() {
    let space = Workspace::new().with_campaign();
    let unknown = space.run("config set foo 1 --json").exits(3).json();
    assert_eq!(unknown["error"]["field"], "key");
    assert!(unknown["error"]["message"].as_str().unwrap().contains("time_zone"));
    space.fupan(&["channel", "set", "douyin", "--name", "抖音"]).ok();
    refused(&space, &["channel", "set", "tmall", "--name", "抖音"], 3, "抖音");
    space.fupan(&["channel", "set", "douyin", "--name", "抖音"]).ok();
}

#[test]
fn an_excel_file_is_told_from_a_csv_and_the_trailer_is_not_said_twice() {
    let space = Workspace::new().with_campaign();
    let file = space.file("a.xlsx", b"PK\x03\x04\x14\x00\x06\x00");
    let refused = space.fupan(&["import", file.to_str().unwrap()]).exits(3).says("Excel").says("CSV UTF-8");
    assert_eq!(refused.err.matches("nothing was").count(), 1, "{}", refused.err);
    let header = space.file("h.csv", "date,revenu,cost\n2026-11-03,1,2\n");
    let refused = space.fupan(&["import", header.to_str().unwrap()]).exits(3).says("revenu → revenue");
    assert_eq!(refused.err.matches('→').count(), 1, "{}", refused.err);
}

#[test]
fn wrong_usage_is_told_in_the_language_of_the_run() {
    let space = Workspace::new().with_campaign().chinese();
    for (line, says) in [
        ("campaign fly", "未知命令：fly"),
        ("campaign shw d11", "→ show"),
        ("record gmv", "缺少参数：<VALUE>"),
        ("status --al", "未知参数：--al"),
        ("status --lang fr", "可用：en, zh"),
        ("status --json --csv", "不能与"),
        ("import x.csv --map", "缺少值"),
        ("campaign new A --start 11-01", "错误：缺少 结束"),
    ] {
        let refused = space.run(line);
        assert!(matches!(refused.code, Some(2 | 3)), "{line}: {:?}", refused.code);
        assert!(refused.err.contains(says), "{line} does not say {says}:\n{}", refused.err);
        for english in ["error", "Usage", "OPTIONS", "possible"] {
            assert!(line.contains("json") || !refused.err.contains(english), "{line}:\n{}", refused.err);
        }
    }
    let json = space.run("record gmv --json").exits(2).json();
    assert_eq!(
        (json["error"]["code"].as_str(), json["error"]["exit"].as_i64()),
        (Some("usage_missing"), Some(2))
    );
}

#[test]
fn the_help_is_all_chinese_and_shows_a_commands_own_options_first() {
    let space = Workspace::new().chinese();
    for line in ["--help", "import --help", "history --help", "campaign --help"] {
        let help = space.run(line).ok().out;
        for english in ["Options:", "[OPTIONS]", "[possible", "[default", "Print version", "COMMAND"] {
            assert!(!help.contains(english), "{line}: {english} in\n{help}");
        }
    }
    let help = space.run("import --help").ok().out;
    assert!(help.find("选项").unwrap() < help.find("全局选项").unwrap(), "{help}");
    assert!(help.find("--encoding").unwrap() < help.find("--actor").unwrap(), "{help}");
}
