//! `fupan checkin`: one by one and from a stream, what is due, what is refused.
use crate::okr_kit::okr;
use serde_json::{Value, json};

fn list(space: &crate::support::Workspace, key_result: &str) -> Value {
    space.run(&format!("checkin list {key_result} --json")).ok().json()
}

#[test]
fn a_check_in_is_new_then_unchanged_then_changed_and_undone() {
    let space = okr();
    let state = |line: &str| space.run(&format!("{line} --json")).ok().json()["state"].clone();
    assert_eq!(state("checkin o1/kr1 400 --confidence 8"), "new");
    assert_eq!(state("checkin o1/kr1 400 --confidence 8"), "unchanged");
    assert_eq!(state("checkin 2026-q4/o1/kr1 410"), "changed");
    let rows = list(&space, "o1/kr1");
    let row = json!({
        "id": 1, "key_result": "2026-Q4/o1/kr1", "at": "2026-11-04", "value": 410, "confidence": 8, "note": null,
        "source": "manual", "author": "lin",
    });
    assert_eq!(rows, json!([row]));
    space.run("undo").ok();
    assert_eq!(list(&space, "o1/kr1")[0]["value"], 400);
    space.run("undo").ok();
    assert_eq!(list(&space, "o1/kr1"), json!([]));
    space.run("redo").ok().says("check in");
    space.chinese().run("checkin o1/kr1 420").ok().says("已更新 2026-Q4/o1/kr1 的跟进：420 · 信心 8");
}

#[test]
fn a_note_is_asked_for_where_it_is_at_risk_or_the_confidence_falls() {
    let space = okr();
    space.run("checkin o1/kr1 200").exits(3).says("behind its plan").says("--note");
    assert_eq!(list(&space, "o1/kr1"), json!([]));
    space.fupan(&["checkin", "o1/kr1", "200", "--note", ""]).ok().says("note: 2026-Q4/o1/kr1 is behind");
    space.fupan(&["checkin", "o1/kr1", "400", "--confidence", "8", "--note", "追上来了"]).ok();
    let later = space.at("2026-11-05T10:00:00+08:00");
    later.run("checkin o1/kr1 410 --confidence 6").exits(3).says("falls from 8 to 6");
    let chinese = later.chinese();
    chinese.run("checkin o1/kr1 410 --confidence 6").exits(3).says("信心从 8 降到 6");
    chinese.fupan(&["checkin", "o1/kr1", "410", "--confidence", "6", "--note", "竞品降价"]).ok();
}

#[test]
fn what_is_due_is_listed_until_somebody_says_something() {
    let space = okr();
    let due = |space: &crate::support::Workspace| -> Vec<String> {
        let rows = space.run("checkin --json").ok().json();
        rows.as_array().unwrap().iter().map(|row| row["key_result"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(due(&space), ["2026-Q4/o1/kr1", "2026-Q4/o1/kr2", "2026-Q4/o2/kr1"]);
    let first = &space.run("checkin --json").ok().json()[0];
    assert_eq!(
        (&first["days"], &first["owner"], &first["feed"]),
        (&json!(27), &json!("小林"), &json!("hand"))
    );
    space.run("checkin o1/kr2 40").ok();
    space.run("checkin o2/kr1 40 --at 2026-10-27").ok();
    assert_eq!(
        due(&space),
        ["2026-Q4/o1/kr1", "2026-Q4/o2/kr1"],
        "a cadence of seven days, the oldest first"
    );
    let space = space.at("2026-11-11T15:02:00+08:00");
    assert_eq!(due(&space).len(), 2, "a minute before the week is over");
    let space = space.at("2026-11-11T15:03:00+08:00");
    assert_eq!(due(&space).len(), 3);
    let text = space.chinese().run("checkin").ok().out;
    assert!(text.contains("关键结果") && text.contains("直播场次") && text.contains("手填"), "{text}");
    let space = okr().at("2027-01-01T00:00:00+08:00");
    space.run("checkin").ok().says("no check-ins are due");
}

const CSV: &str = "key_result,value,confidence,note,at,source\n\
    o1/kr1,100,7,,2026-10-10,bi\no1/kr1,350,8,加了门店,2026-11-04,bi\no2/kr1,5,,,,bi\n";

#[test]
fn the_same_stream_again_changes_nothing() {
    let space = okr();
    let send = |text: &str| space.fupan_with(&["checkin", "--stdin"], text.as_bytes());
    let first = send(CSV).ok();
    assert_eq!(first.out, "3 new, 0 changed, 0 unchanged\n");
    assert!(
        first.err.contains("2026-Q4/o2/kr1 is behind its plan"),
        "a script is only warned: {}",
        first.err
    );
    assert_eq!(send(CSV).ok().out, "0 new, 0 changed, 3 unchanged\n");
    let mended = CSV.replace("350", "351");
    assert_eq!(send(&mended).ok().out, "0 new, 1 changed, 2 unchanged\n");
    let lines =
        "{\"kr\":\"o1/kr1\",\"value\":351,\"confidence\":8,\"at\":\"2026-11-04\",\"source\":\"bi\"}\n";
    assert_eq!(send(lines).ok().out, "0 new, 0 changed, 1 unchanged\n");
    let json = space.fupan_with(&["checkin", "--stdin", "--json"], CSV.as_bytes()).ok().json();
    assert_eq!((&json["new"], &json["changed"], &json["unchanged"]), (&json!(0), &json!(1), &json!(2)));
    for _ in 0..3 {
        space.run("undo").ok();
    }
    assert_eq!(list(&space, "o1/kr1"), json!([]), "one stream is one undo");
}

#[test]
fn what_a_list_writes_can_be_sent_again() {
    let space = okr();
    space.fupan_with(&["checkin", "--stdin"], CSV.as_bytes()).ok();
    space.fupan(&["checkin", "o1/kr1", "380", "--note", "=1+1, \"so\""]).ok();
    let csv = space.run("checkin list o1/kr1 --csv").ok().out;
    let again = space.fupan_with(&["checkin", "--stdin"], csv.as_bytes()).ok();
    assert_eq!(again.out, "0 new, 0 changed, 3 unchanged\n");
    assert_eq!(again.err, "");
}

#[test]
fn a_bad_row_is_named_and_nothing_of_the_stream_is_kept() {
    let space = okr();
    let bad = "key_result,value,confidence,at,source\n\
        o1/kr1,100,7,2026-10-10,bi\no1/kr1,many,7,2026-10-11,bi\no1/kr9,1,,,bi\no1/kr1,1,12,,bi\n\
        o1/kr1,1,,2027-02-01,bi\n,1,,,bi\no1/kr1,101,7,2026-10-10,bi\no1/kr1,1,2,3,4,5\n";
    let refused = space.fupan_with(&["checkin", "--stdin", "--json"], bad.as_bytes()).exits(3).json();
    let error = &refused["error"];
    assert_eq!(error["code"], "checkins_bad_rows");
    let rows: Vec<&str> =
        error["details"].as_array().unwrap().iter().map(|row| row.as_str().unwrap()).collect();
    for (row, part) in [
        "line 3, column value: ",
        "line 4, column key_result: there is no key result `o1/kr9`",
        "line 5, column confidence: ",
        "line 6, column at: ",
        "line 7, column key_result: ",
        "line 8: says otherwise of the same key result, day and source than line 2",
        "line 9: 6 cells under 5 columns",
    ]
    .into_iter()
    .enumerate()
    {
        assert!(rows[row].starts_with(part), "{part:?} in {rows:#?}");
    }
    assert_eq!((rows.len(), list(&space, "o1/kr1")), (7, json!([])));
    let many: String = (0..30).map(|n| format!("o1/kr1,x{n}\n")).collect();
    let refused = space.fupan_with(&["checkin", "--stdin"], format!("kr,value\n{many}").as_bytes()).exits(3);
    assert!(
        refused.err.contains("30") && refused.err.contains("line 21,") && !refused.err.contains("line 22,")
    );
    space.fupan_with(&["checkin", "--stdin"], b"a,b\n1,2\n").exits(3).says("key_result,value,confidence");
    space.fupan_with(&["checkin", "--stdin"], b"").exits(3).says("nothing to read");
}

#[test]
fn bad_words_are_refused_with_their_field() {
    let space = okr();
    for (line, exit, field) in [
        ("checkin o1/kr1", 3, "value"),
        ("checkin o9/kr1 5", 4, "key_result"),
        ("checkin o1/kr1 40%", 3, "value"),
        ("checkin o1/kr1 5 --confidence 11", 3, "confidence"),
        ("checkin o1/kr1 5 --at 2026-09-01", 3, "at"),
        ("checkin --note x", 3, "key_result"),
        ("checkin o1/kr1 5 --as-of 2026-11-01", 2, "as-of"),
    ] {
        let error = space.run(&format!("{line} --json")).exits(exit).json();
        assert_eq!(error["error"]["field"], field, "{line}");
    }
    space.run("checkin delete 7").exits(4).says("no check-in `7`");
    space.run("checkin o1/kr1 5 --stdin").exits(2);
    assert_eq!(list(&space, "o1/kr1"), json!([]));
}
