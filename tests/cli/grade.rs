//! `fupan grade` and `fupan carry`: what people say at the end of a cycle, and what goes on.
use crate::okr_kit::{cycle, done_at, okr};
use crate::support::Workspace;
use serde_json::{Value, json};

/// A quarter that is over, with something said of each key result on its last day.
fn over() -> Workspace {
    let space = okr();
    for (path, value) in [("o1/kr1", "322"), ("o1/kr2", "92"), ("o2/kr1", "60")] {
        space.fupan(&["checkin", path, value, "--at", "2026-12-31", "--note", "季末"]).ok();
    }
    done_at(&space, "2026-12-30T09:00:00+08:00", vec![cycle("2027-Q1")]);
    space.at("2027-01-04T10:00:00+08:00")
}

fn grades(space: &Workspace) -> Value {
    space.run("grade list 2026-q4 --json").ok().json()["objectives"].clone()
}

#[test]
fn a_committed_objective_below_full_needs_a_cause() {
    let space = over();
    let grade = |grade: &str, more: &[&str]| {
        let line = ["grade", "2026-q4/o1", grade, "--reason", "门店只签了三成"];
        space.fupan(&[&line[..], more].concat())
    };
    grade("0.4", &[]).exits(3).says("what kept it from that").says("--cause");
    assert_eq!(grades(&space)[0]["grade"], Value::Null);
    grade("0.4", &["--cause", "招商人手不够"]).ok().says("graded 2026-Q4/o1: 0.4");
    grade("0.45", &["--cause", "x"]).exits(3).says("0.0 to 1.0 with one decimal");
    assert_eq!(
        (&grades(&space)[0]["grade"], &grades(&space)[0]["cause"]),
        (&json!(0.4), &json!("招商人手不够"))
    );
    space.run("undo").ok();
    assert_eq!(grades(&space)[0]["grade"], Value::Null);
    space.fupan(&["grade", "2026-q4/o2", "0.7", "--reason", "good for a stretch"]).ok();
    space.run("grade 2026-q4/o2 0.7 --json").ok();
    space.run("grade 2026-q4/o1/kr1 0.3").exits(3).says("reason");
}

#[test]
fn a_grade_stands_beside_what_was_computed_in_its_own_band() {
    let space = over();
    // kr1: 322 of 920 = 0.35; kr2: all of it; the objective: their mean, 0.675.
    let found = &grades(&space)[0];
    assert_eq!(found["key_results"][0]["progress_band"], "low", "0.35 is below 0.4, however it is rounded");
    assert_eq!((&found["progress"], &found["progress_band"]), (&json!(0.675), &json!("middle")));
    assert_eq!(grades(&space)[1]["progress_band"], "middle", "60 of 92 is 0.652: no 0.7");
    space.fupan(&["grade", "2026-q4/o1", "0.7", "--reason", "x", "--cause", "y"]).ok();
    let found = &grades(&space)[0];
    assert_eq!((&found["band"], &found["progress_band"]), (&json!("high"), &json!("middle")));
    let text = space.run("grade list 2026-q4").ok().out;
    let line = text.lines().find(|line| line.contains("2026-Q4/o1 ")).unwrap();
    for part in ["68%", "0.7", "delivered", "committed"] {
        assert!(line.contains(part), "no {part} in {line}");
    }
    let text = space.chinese().run("grade list 2026-q4").ok().out;
    assert!(text.contains("达成") && text.contains("承诺型"), "{text}");
}

/// The key results of the objective that was carried over: key, baseline, goal.
fn there(space: &Workspace) -> Vec<(Value, Value, Value)> {
    let tree = space.run("okr tree 2027-q1 --json").ok().json();
    let objectives = tree["objectives"].as_array().unwrap().clone();
    let key_results = objectives.iter().flat_map(|o| o["key_results"].as_array().unwrap().clone());
    key_results.map(|kr| (kr["key"].clone(), kr["baseline"].clone(), kr["goal"].clone())).collect()
}

#[test]
fn what_goes_on_begins_where_it_stands_or_where_it_began() {
    let space = over();
    assert_eq!(there(&space), [], "nothing carries over by itself");
    let carry = ["carry", "2026-q4/o1", "keep", "--why", "还没做完", "--to", "2027-q1"];
    let done = space.fupan(&[&carry[..], &["--with-progress"]].concat()).ok();
    assert!(done.err.contains("2026-Q4/o1/kr2 is at its goal already"), "{}", done.err);
    assert_eq!(there(&space), [(json!("kr1"), json!(322), json!(920))]);
    space.fupan(&carry).exits(3).says("2027-Q1/o1");
    space.run("undo").ok();
    assert_eq!(there(&space), []);
    space.fupan(&carry).ok();
    let zero = json!(0);
    assert_eq!(there(&space), [(json!("kr1"), zero.clone(), json!(920)), (json!("kr2"), zero, json!(92))]);
    assert_eq!(grades(&space)[0]["verdict"], "keep");
}

#[test]
fn a_verdict_alone_and_what_is_dropped_go_nowhere() {
    let space = over();
    space.fupan(&["carry", "2026-q4/o1", "change", "--why", "换打法"]).ok().says("--to CYCLE");
    space.fupan(&["carry", "2026-q4/o2", "放弃", "--why", "不做会员了"]).ok().says("is dropped");
    assert_eq!(there(&space), []);
    let verdicts = [&grades(&space)[0]["verdict"], &grades(&space)[1]["verdict"]].map(Clone::clone);
    assert_eq!(verdicts, [json!("change"), json!("drop")]);
    let drop = ["carry", "2026-q4/o2", "drop", "--why", "x", "--to", "2027-q1"];
    space.fupan(&drop).exits(2).says("goes on in no cycle");
    let one = ["carry", "2026-q4/o1", "change", "--why", "换打法", "--to", "2027-q1", "--kr", "kr2"];
    space.fupan(&one).ok();
    assert_eq!(there(&space).iter().map(|kr| kr.0.clone()).collect::<Vec<_>>(), [json!("kr2")]);
}
