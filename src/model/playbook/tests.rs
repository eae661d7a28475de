//! Every rule a playbook's file can break, with the line and the field it is told for.
use super::*;
use crate::model::{CATALOGUE, Fault, Metric, parse_catalogue};
use proptest::prelude::*;
use std::sync::OnceLock;

/// A good file; the number of a line is its place here.
const GOOD: &str = r#"key = "mine"
name = { en = "Mine", zh = "我的" }
stage = "monetization"
purpose = "What it is for"
avoid = { en = "Never", zh = "不用" }
days = 10
drivers = ["visits", "orders", "gmv"]

[[phase]]
name = "Warm-up"
days = 7
share = "30%"
[[phase]]
name = "Burst"
days = 3
share = 0.7
does = "Everything"

[[task]]
id = "brief"
title = "Write the brief"
due = "T-7"
kind = "todo"
[[task]]
id = "page"
title = "Build the page"
due = "T"
kind = "content"
after = ["brief"]
[[task]]
title = "Thank everybody"
due = "E+1"
kind = "milestone"
after = ["page", "brief"]

[[target]]
metric = "gmv"
primary = true
curve = "phased"
[[target]]
metric = "roi"
kind = "keep"
goal = "1.5..3"
[[guardrail]]
metric = "refund_rate"
goal = "8%"
hint = "Not more"

[[channel]]
key = "douyin"
name = { en = "Douyin", zh = "抖音" }
kind = "paid"
budget = "60%"
[[channel]]
key = "wechat"
name = "WeChat"
budget = "40%"
[[channel]]
key = "friends"
name = "Friends"

[[mechanic]]
label = "Threshold"
example = ""
[[resource]]
name = "Banner"
kind = "traffic"
from = "Platform"
need_by = "E-2"
[[risk]]
risk = "Rain"
response = "Umbrellas"
[[question]]
en = "Why?"
zh = "为什么？"
"#;

fn metrics() -> &'static [Metric] {
    static ALL: OnceLock<Vec<Metric>> = OnceLock::new();
    ALL.get_or_init(|| parse_catalogue(CATALOGUE).unwrap())
}

fn faults(text: &str) -> Vec<PlaybookFault> {
    parse_playbook(text, metrics()).err().unwrap_or_default()
}

/// The good file with one thing changed.
fn with(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from:?} is not in the good file");
    GOOD.replacen(from, to, 1)
}

/// Demands exactly one fault: on the line that was changed, in this field, with this code.
#[track_caller]
fn breaks(from: &str, to: &str, field: &str, code: &str) -> PlayFlaw {
    breaks_at(from, to, to, field, code)
}

/// The same, on the line that has this in it.
#[track_caller]
fn breaks_at(from: &str, to: &str, line: &str, field: &str, code: &str) -> PlayFlaw {
    let text = with(from, to);
    let found = faults(&text);
    let [one] = found.as_slice() else { panic!("{from:?} → {to:?} gave {found:#?}") };
    assert_eq!((one.field.as_str(), one.flaw.code()), (field, code), "{:?}", one.flaw);
    let told = text.lines().nth(one.line - 1).unwrap_or_default();
    let line = line.lines().last().unwrap_or_default();
    assert!(told.contains(line), "line {} is {told:?}, without {line:?}", one.line);
    one.flaw.clone()
}

#[test]
fn a_good_file_becomes_a_playbook() {
    let book = parse_playbook(GOOD, metrics()).unwrap();
    assert_eq!((book.key.as_str(), book.days, book.stage), ("mine", 10, Stage::Monetization));
    assert_eq!((book.name.get(Lang::En), book.name.get(Lang::Zh)), ("Mine", "我的"));
    assert_eq!(book.purpose.en, book.purpose.zh);
    assert_eq!(book.phases.iter().map(|p| p.share.micros()).collect::<Vec<_>>(), [300_000, 700_000]);
    assert_eq!(book.primary().unwrap().metric, "gmv");
    assert_eq!(book.targets[1].kind, Some(TargetKind::Keep));
    assert_eq!(book.targets[1].goal.as_deref(), Some("1.5..3"));
    assert_eq!(book.tasks[2].after, ["page", "brief"]);
    assert_eq!(book.channels.iter().filter_map(|c| c.budget).count(), 2);
    assert_eq!(book.mechanics[0].example, None);
    assert_eq!(book.questions[0].get(Lang::Zh), "为什么？");
    let windows = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    assert_eq!(parse_playbook(&windows, metrics()), Ok(book));
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    breaks("days = 10", "days = = 10", "", "syntax");
    breaks("key = \"wechat\"", "key = \"wechat", "", "syntax");
    breaks_at("due = \"T\"", "id = \"again\"\ndue = \"T\"", "id = \"again\"", "", "syntax");
}

#[test]
fn an_unknown_field_is_told_with_the_nearest_known_one() {
    let near = |flaw| match flaw {
        PlayFlaw::UnknownField { name, near } => (name, near),
        other => panic!("{other:?}"),
    };
    let flaw = breaks_at("days = 10", "days = 10\ndayz = 3", "dayz = 3", "dayz", "unknown_field");
    assert_eq!(near(flaw), ("dayz".to_owned(), Some("days".to_owned())));
    let flaw = breaks_at(
        "id = \"page\"",
        "id = \"page\"\nrolle = \"x\"",
        "rolle = \"x\"",
        "task[2].rolle",
        "unknown_field",
    );
    assert_eq!(near(flaw).1.as_deref(), Some("role"));
    let flaw = breaks("en = \"Mine\", zh", "en = \"Mine\", fr = \"Le mien\", zh", "name.fr", "unknown_field");
    assert_eq!(near(flaw).0, "fr");
    let flaw = breaks_at(
        "[[risk]]",
        "[[xxxxxxxxxxxxxx]]\na = 1\n[[risk]]",
        "[[xxxxxxxxxxxxxx]]",
        "xxxxxxxxxxxxxx",
        "unknown_field",
    );
    assert_eq!(near(flaw).1, None);
}

#[test]
fn a_field_that_is_missing_is_told_where_its_table_begins() {
    breaks_at("key = \"mine\"\n", "", "name = ", "key", "missing");
    breaks_at("stage = \"monetization\"\n", "", "key", "stage", "missing");
    breaks_at("days = 10\n", "", "key", "days", "missing");
    breaks_at("title = \"Build the page\"\n", "", "[[task]]", "task[2].title", "missing");
    breaks_at("due = \"T\"\n", "", "[[task]]", "task[2].due", "missing");
    breaks_at("kind = \"traffic\"\n", "", "[[resource]]", "resource[1].kind", "missing");
    breaks_at("share = \"30%\"\n", "", "[[phase]]", "phase[1].share", "missing");
    breaks_at("zh = \"为什么？\"", "", "[[question]]", "question[1].zh", "missing");
    breaks_at(", zh = \"抖音\"", "", "name", "channel[1].name.zh", "missing");
}

#[test]
fn an_empty_or_unfit_text_is_told() {
    breaks("\"What it is for\"", "\"  \"", "purpose", "empty");
    breaks("zh = \"不用\"", "zh = \"\"", "avoid.zh", "empty");
    let flaw = breaks("\"Rain\"", "\"Rain\\u202E\"", "risk[1].risk", "value");
    assert_eq!(flaw, PlayFlaw::Value(Fault::HiddenInName { code: 0x202E }));
    let flaw = breaks_at("\"Write the brief\"", "\"two\\nlines\"", "two", "task[1].title", "value");
    assert_eq!(flaw, PlayFlaw::Value(Fault::ControlInName { code: 10 }));
    breaks("key = \"mine\"", "key = \"my book\"", "key", "value");
    breaks("key = \"douyin\"", "key = \"dou/yin\"", "channel[1].key", "value");
    let long = format!("title = \"{}\"", "长".repeat(121));
    let flaw = breaks_at("title = \"Write the brief\"", &long, "title = ", "task[1].title", "value");
    assert_eq!(flaw, PlayFlaw::Value(Fault::TooLong { limit: 120 }));
}

#[test]
fn another_kind_of_value_is_told_with_the_right_one() {
    let shape = |flaw| match flaw {
        PlayFlaw::Shape(shape) => shape,
        other => panic!("{other:?}"),
    };
    assert_eq!(shape(breaks("\"What it is for\"", "3", "purpose", "shape")), Shape::Text);
    assert_eq!(shape(breaks("en = \"Mine\"", "en = 3", "name.en", "shape")), Shape::Word);
    assert_eq!(shape(breaks("stage = \"monetization\"", "stage = 1", "stage", "shape")), Shape::Word);
    assert_eq!(shape(breaks("days = 10", "days = \"10\"", "days", "shape")), Shape::Whole);
    assert_eq!(shape(breaks("share = 0.7", "share = true", "phase[2].share", "shape")), Shape::Number);
    assert_eq!(shape(breaks("after = [\"brief\"]", "after = 1", "task[2].after", "shape")), Shape::List);
    assert_eq!(
        shape(breaks("after = [\"brief\"]", "after = [\"brief\", 1]", "task[2].after[2]", "shape")),
        Shape::Word
    );
    assert_eq!(shape(breaks("[[mechanic]]", "[mechanic]", "mechanic", "shape")), Shape::Tables);
    assert_eq!(
        shape(breaks_at(
            "[[guardrail]]",
            "[[target]]\nmetric = \"orders\"\nprimary = 1\n[[guardrail]]",
            "primary = 1",
            "target[3].primary",
            "shape"
        )),
        Shape::Flag
    );
}

#[test]
fn a_word_that_is_not_one_of_them_is_told_with_them() {
    let flaw = breaks("\"monetization\"", "\"money\"", "stage", "value");
    let PlayFlaw::Value(Fault::UnknownWord { text, allowed }) = flaw else { panic!("{flaw:?}") };
    assert!(text == "money" && allowed.contains("reactivation"), "{allowed}");
    breaks("kind = \"content\"", "kind = \"post\"", "task[2].kind", "value");
    breaks("kind = \"traffic\"", "kind = \"ads\"", "resource[1].kind", "value");
    breaks("kind = \"paid\"", "kind = \"bought\"", "channel[1].kind", "value");
    breaks("kind = \"keep\"", "kind = \"hold\"", "target[2].kind", "value");
    breaks("curve = \"phased\"", "curve = \"steep\"", "target[1].curve", "value");
}

#[test]
fn days_and_goals_are_numbers_within_bounds() {
    breaks("days = 10", "days = 0", "days", "bounds");
    breaks("days = 10", "days = 99999999999999999999", "days", "bounds");
    breaks("days = 7", "days = -1", "phase[1].days", "bounds");
    breaks("goal = \"8%\"", "goal = \"some\"", "guardrail[1].goal", "value");
    breaks("goal = \"1.5..3\"", "goal = \"1.5..x\"", "target[2].goal", "value");
    breaks("goal = \"1.5..3\"", "goal = \"3..1.5\"", "target[2].goal", "value");
}

#[test]
fn shares_add_up_to_exactly_the_whole() {
    let flaw = breaks_at("share = \"30%\"", "share = \"29.9999%\"", "[[phase]]", "phase", "shares_not_one");
    assert_eq!(flaw, PlayFlaw::SharesNotOne { sum: "99.9999%".to_owned() });
    let flaw = breaks_at("budget = \"40%\"", "budget = \"50%\"", "[[channel]]", "channel", "budget_not_one");
    assert_eq!(flaw, PlayFlaw::BudgetNotOne { sum: "110%".to_owned() });
    breaks("share = \"30%\"", "share = \"130%\"", "phase[1].share", "not_a_share");
    breaks("budget = \"40%\"", "budget = \"-40%\"", "channel[2].budget", "not_a_share");
    breaks("share = \"30%\"", "share = \"much\"", "phase[1].share", "value");
    let none = GOOD.replace("budget = \"60%\"\n", "").replace("budget = \"40%\"\n", "");
    assert_eq!(faults(&none), []);
}

#[test]
fn exactly_one_target_is_primary() {
    breaks_at("primary = true\n", "", "[[target]]", "target", "no_primary");
    let flaw = breaks_at(
        "metric = \"roi\"",
        "metric = \"roi\"\nprimary = true",
        "primary = true",
        "target[2].primary",
        "second_primary",
    );
    assert_eq!(flaw, PlayFlaw::SecondPrimary { first: "gmv".to_owned() });
    breaks("metric = \"roi\"", "metric = \"gmv\"", "target[2].metric", "twice");
    let none: String = GOOD.replace("[[target]]", "[[guardrail]]").replace("primary = true\n", "");
    let found: Vec<_> = faults(&none).into_iter().map(|f| (f.line, f.field, f.flaw.code())).collect();
    assert!(found.contains(&(1, "target".to_owned(), "no_primary")), "{found:?}");
}

#[test]
fn drivers_are_two_to_five_flows_up_to_the_primary_metric() {
    let flaw =
        breaks("[\"visits\", \"orders\", \"gmv\"]", "[\"visits\", \"orders\"]", "drivers[2]", "drivers_end");
    assert_eq!(flaw, PlayFlaw::DriversEnd { primary: "gmv".to_owned() });
    breaks("[\"visits\", \"orders\", \"gmv\"]", "[\"gmv\"]", "drivers", "count");
    breaks(
        "[\"visits\", \"orders\", \"gmv\"]",
        "[\"impressions\", \"clicks\", \"visits\", \"orders\", \"buyers\", \"gmv\"]",
        "drivers",
        "count",
    );
    breaks("\"orders\", \"gmv\"", "\"roi\", \"gmv\"", "drivers[2]", "not_a_flow");
    breaks("\"orders\", \"gmv\"", "\"followers\", \"gmv\"", "drivers[2]", "not_a_flow");
    breaks_at("\"orders\", \"gmv\"", "\n  \"visits\",\n  \"gmv\"", "  \"visits\"", "drivers[2]", "twice");
    assert_eq!(faults(&with("drivers = [\"visits\", \"orders\", \"gmv\"]\n", "")), []);
}

#[test]
fn an_unknown_metric_is_told_with_the_one_that_was_meant() {
    let near = |flaw| match flaw {
        PlayFlaw::UnknownMetric { near, .. } => near,
        other => panic!("{other:?}"),
    };
    let flaw = breaks("\"refund_rate\"", "\"refund-rate\"", "guardrail[1].metric", "unknown_metric");
    assert_eq!(near(flaw).as_deref(), Some("refund_rate"));
    let flaw = breaks("metric = \"roi\"", "metric = \"ROI\"", "target[2].metric", "unknown_metric");
    assert_eq!(near(flaw).as_deref(), Some("roi"));
    let name = metrics().iter().find(|m| m.key == "orders").unwrap().name_zh.clone();
    let flaw = breaks_at(
        "\"orders\", \"gmv\"",
        &format!("\"{name}\", \"gmv\""),
        &name,
        "drivers[2]",
        "unknown_metric",
    );
    assert_eq!(near(flaw).as_deref(), Some("orders"));
}

#[test]
fn a_due_date_hangs_on_the_first_or_the_last_day() {
    for bad in ["T-", "T3", "T 25:00", "2026-11-01", "X+1", "T+99999", "双11", "+3"] {
        breaks_at("due = \"T\"", &format!("due = \"{bad}\""), bad, "task[2].due", "bad_due");
    }
    breaks("need_by = \"E-2\"", "need_by = \"soon\"", "resource[1].need_by", "bad_due");
}

#[test]
fn tasks_wait_for_known_tasks_that_are_due_first() {
    let flaw = breaks("after = [\"brief\"]", "after = [\"breif\"]", "task[2].after[1]", "unknown_task");
    assert_eq!(flaw, PlayFlaw::UnknownTask { id: "breif".to_owned(), near: Some("brief".to_owned()) });
    breaks("title = \"Thank everybody\"", "title = \"Thanks\"\nid = \"page\"", "task[3].id", "twice");
    // Ten days: the last is T+9, so E-9 is the first day and E-10 is before it.
    assert_eq!(faults(&with("due = \"E+1\"", "due = \"E-9\"")), []);
    let flaw = breaks("due = \"E+1\"", "due = \"E-10\"", "task[3].due", "due_before");
    let (due, other, other_due) = ("E-10".to_owned(), "page".to_owned(), "T".to_owned());
    assert_eq!(flaw, PlayFlaw::DueBefore { due, other, other_due });
}

#[test]
fn tasks_that_wait_for_each_other_are_told_once() {
    let both = with("due = \"T-7\"", "due = \"T\"\nafter = [\"page\"]");
    let found = faults(&both);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].line, found[0].field.as_str()), (23, "task[1].after"));
    assert_eq!(found[0].flaw, PlayFlaw::Cycle { path: "brief → page → brief".to_owned() });
    breaks_at(
        "due = \"T-7\"",
        "due = \"T-7\"\nafter = [\"brief\"]",
        "after = [\"brief\"]",
        "task[1].after",
        "cycle",
    );
}

#[test]
fn everything_that_is_wrong_is_told_at_once_in_the_order_of_the_file() {
    let text = with("stage = \"monetization\"", "stage = \"money\"");
    let text = text.replacen("days = 7", "days = 0", 1).replacen("due = \"T\"", "due = \"?\"", 1);
    let text = text.replacen("metric = \"roi\"", "metric = \"nope_nope\"", 1);
    let found: Vec<_> = faults(&text).into_iter().map(|f| (f.line, f.field)).collect();
    let expected = [(3, "stage"), (11, "phase[1].days"), (27, "task[2].due"), (41, "target[2].metric")];
    assert_eq!(found, expected.map(|(line, field)| (line, field.to_owned())));
}

#[test]
fn a_question_may_be_one_text() {
    let text = with("en = \"Why?\"\nzh = \"为什么？\"", "text = \"为什么？\"");
    assert_eq!(parse_playbook(&text, metrics()).unwrap().questions[0].get(Lang::En), "为什么？");
    breaks_at("en = \"Why?\"", "text = \"Why?\"", "zh = ", "question[1].zh", "unknown_field");
}

#[test]
fn a_copy_under_another_key_is_the_same_text_else() {
    let copy = with_key(GOOD, "新打法").unwrap();
    assert_eq!(copy, with("\"mine\"", "\"新打法\""));
    assert_eq!(with_key("name = 'x'", "y"), None);
    assert_eq!(with_key("key = = 'x'", "y"), None);
}

#[test]
fn brackets_without_end_are_refused() {
    for deep in ["[", "{a=", "[[", "a."] {
        let text = format!("{GOOD}x = {}", deep.repeat(60_000));
        assert!(faults(&text).iter().all(|fault| fault.flaw.code() == "syntax"), "{deep}");
        assert!(!faults(&format!("{}\n{GOOD}", deep.repeat(60_000))).is_empty(), "{deep}");
    }
}

#[test]
fn an_unknown_field_is_told_without_what_a_terminal_would_obey() {
    let found = faults(&with("days = 10", "days = 10\n\"\\u001b[31m\" = 1"));
    assert_eq!(found[0].field, "\u{fffd}[31m");
}

#[test]
fn a_list_without_end_is_refused() {
    let many = "[[risk]]\nrisk = \"x\"\nresponse = \"y\"\n".repeat(300);
    let found = faults(&format!("{GOOD}{many}"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].field.as_str(), found[0].flaw.code()), ("risk", "count"));
}

fn is_told_in_the_file(text: &str) -> Result<(), TestCaseError> {
    let lines = text.matches('\n').count() + 1;
    for fault in faults(text) {
        prop_assert!((1..=lines).contains(&fault.line), "{fault:?}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        is_told_in_the_file(&text)?;
    }

    #[test]
    fn a_mutated_file_is_read_without_panic(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, "[\\[\\]{}=\"'#,.\n0-9a-zTE\u{202e}双-]{0,6}"), 1..6)
    ) {
        let mut text: Vec<char> = GOOD.chars().collect();
        for (at, gone, new) in edits {
            let at = at.index(text.len() + 1);
            let end = (at + gone).min(text.len());
            text.splice(at..end, new.chars());
        }
        is_told_in_the_file(&text.into_iter().collect::<String>())?;
    }

    #[test]
    fn lines_in_any_order_are_read_without_panic(
        order in prop::collection::vec(any::<prop::sample::Index>(), 1..120)
    ) {
        let lines: Vec<&str> = GOOD.lines().collect();
        let text: Vec<&str> = order.iter().map(|at| lines[at.index(lines.len())]).collect();
        is_told_in_the_file(&text.join("\n"))?;
    }
}

mod shipped {
    use super::*;
    use std::collections::BTreeSet;

    fn all() -> Vec<(&'static str, Playbook)> {
        PLAYBOOKS.iter().map(|(key, text)| (*key, parse_playbook(text, metrics()).unwrap())).collect()
    }

    /// Every fault of every shipped file at once, for whoever mends them.
    #[test]
    fn every_shipped_file_is_a_good_playbook() {
        let found: Vec<String> = PLAYBOOKS
            .iter()
            .flat_map(|(key, text)| {
                let faults = parse_playbook(text, metrics()).err().unwrap_or_default();
                faults.into_iter().map(move |f| format!("{key}.toml:{}  {}  {:?}", f.line, f.field, f.flaw))
            })
            .collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn there_is_one_for_every_usual_promotion() {
        let keys: BTreeSet<&str> = PLAYBOOKS.iter().map(|(key, _)| *key).collect();
        assert!(keys.len() >= 22, "only {}: {keys:?}", keys.len());
        let stages: BTreeSet<Stage> = all().iter().map(|(_, book)| book.stage).collect();
        assert_eq!(stages.len(), Stage::ALL.len(), "{stages:?}");
    }

    #[test]
    fn a_key_is_the_files_name_and_no_name_comes_twice() {
        let mut names = BTreeSet::new();
        for (file, book) in all() {
            assert_eq!(file, book.key);
            for name in BTreeSet::from([book.name.en.to_lowercase(), book.name.zh]) {
                assert!(names.insert(name.clone()), "{file}: {name} is another one's name");
            }
        }
    }

    #[test]
    fn a_shipped_playbook_is_complete() {
        let mut wrong = Vec::new();
        for (key, book) in all() {
            let mut demand = |what: &str, found: usize, wanted: std::ops::RangeInclusive<usize>| {
                if !wanted.contains(&found) {
                    wrong.push(format!("{key}: {found} {what}, not {wanted:?}"));
                }
            };
            demand("guardrails", book.guardrails.len(), 1..=3);
            demand("targets", book.targets.len(), 2..=5);
            demand("drivers", book.drivers.len(), 2..=5);
            demand("phases", book.phases.len(), 1..=6);
            demand("tasks", book.tasks.len(), 10..=18);
            demand("channels", book.channels.len(), 2..=6);
            demand("mechanics", book.mechanics.len(), 2..=5);
            demand("rules", book.rules.len(), 2..=5);
            demand("rewards", book.rewards.len(), 1..=3);
            demand("resources", book.resources.len(), 2..=6);
            demand("risks", book.risks.len(), 2..=5);
            demand("questions", book.questions.len(), 3..=6);
            demand("goal sentence", usize::from(book.goal.is_some()), 1..=1);
            demand("audience", usize::from(book.audience.is_some()), 1..=1);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Every text of a value, with its path.
    fn texts(value: &serde_json::Value, path: &str, out: &mut Vec<(String, String, String)>) {
        match value {
            serde_json::Value::Object(map) => match (map.get("en"), map.get("zh")) {
                (Some(en), Some(zh)) => {
                    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
                    out.push((path.to_owned(), text(en), text(zh)));
                }
                _ => map.iter().for_each(|(name, inner)| texts(inner, &format!("{path}.{name}"), out)),
            },
            serde_json::Value::Array(list) => {
                let entries = list.iter().enumerate();
                entries.for_each(|(index, inner)| texts(inner, &format!("{path}[{}]", index + 1), out));
            }
            _ => {}
        }
    }

    #[test]
    fn every_text_is_written_in_both_languages() {
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let mut wrong = Vec::new();
        for (key, book) in all() {
            let mut found = Vec::new();
            texts(&serde_json::to_value(&book).unwrap(), key, &mut found);
            assert!(found.len() > 60, "{key}: {} texts", found.len());
            for (path, en, zh) in found {
                // A name of the trade (Push, KOC) or a plain number may be the same in both.
                let may_be_same = zh.chars().count() <= 16;
                if en.chars().any(is_han) || !(zh.chars().any(is_han) || may_be_same) {
                    wrong.push(format!("{path}: {en} | {zh}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn titles_are_short_enough_for_a_board() {
        let mut wrong = Vec::new();
        for (key, book) in all() {
            for task in &book.tasks {
                let (en, zh) = (task.title.en.chars().count(), task.title.zh.chars().count());
                if en > 40 || zh > 20 {
                    wrong.push(format!("{key}: {en}/{zh} {} {}", task.title.en, task.title.zh));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
