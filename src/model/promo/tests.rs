use super::*;
use crate::model::parse_iso_day;
use std::collections::BTreeSet;

fn day(text: &str) -> Day {
    parse_iso_day(text.as_bytes()).unwrap()
}

fn own(text: &str) -> Result<Node, NodeFlaw> {
    let file: toml::Table = text.parse().unwrap();
    own_node(&toml::Value::Table(file))
}

/// The days a shipped node is on in the years given.
#[track_caller]
fn falls_on(key: &str, days: &[&str]) {
    let node = SHIPPED.iter().find(|node| node.key == key).unwrap_or_else(|| panic!("no {key}"));
    for text in days {
        let found = (2000..2060).filter_map(|year| node.rule.day(year)).any(|found| found == day(text));
        assert!(found, "{key} is not on {text}");
    }
}

#[test]
fn the_shipped_table_can_be_read() {
    assert_eq!(shipped().map(|nodes| nodes.len()), Ok(SHIPPED.len()));
    assert!(SHIPPED.len() >= 40, "{}", SHIPPED.len());
}

#[test]
fn days_of_the_chinese_calendar_are_the_published_ones() {
    falls_on(
        "spring-festival",
        &["2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2033-01-31"],
    );
    falls_on("lantern", &["2024-02-24", "2025-02-12", "2026-03-03"]);
    falls_on("dragon-boat", &["2023-06-22", "2024-06-10", "2025-05-31", "2026-06-19"]);
    falls_on("qixi", &["2023-08-22", "2024-08-10", "2025-08-29", "2026-08-19"]);
    falls_on("mid-autumn", &["2023-09-29", "2024-09-17", "2025-10-06", "2026-09-25", "2027-09-15"]);
    falls_on("double-ninth", &["2023-10-23", "2024-10-11", "2025-10-29", "2026-10-18"]);
    falls_on("laba", &["2024-01-18", "2025-01-07", "2026-01-26"]);
}

#[test]
fn the_year_ends_on_the_29th_or_the_30th_of_its_last_month() {
    // The 12th month of the year before has 30 days in 2023 and 2024, 29 in 2025 and 2026.
    falls_on("new-year-eve-lunar", &["2023-01-21", "2024-02-09", "2025-01-28", "2026-02-16", "2027-02-05"]);
    let last = Rule::Lunar(12, 30);
    assert_eq!(last.day(2023), Some(day("2024-02-09")));
    assert_eq!(last.day(2024), Some(day("2025-01-28")));
}

#[test]
fn a_leap_month_moves_what_comes_after_it_and_holds_nothing_itself() {
    // 2023 has a second 2nd month, 2025 a second 6th: everything after is a month later in the sun's year.
    assert_eq!(Rule::Lunar(2, 2).day(2023), Some(day("2023-02-21")));
    assert_eq!(Rule::Lunar(3, 3).day(2023), Some(day("2023-04-22")));
    assert_eq!(Rule::Lunar(6, 6).day(2025), Some(day("2025-06-30")));
    assert_eq!(Rule::Lunar(7, 7).day(2025), Some(day("2025-08-29")));
    let in_2025 = nodes(day("2025-01-01"), day("2025-12-31"), &[]);
    assert_eq!(in_2025.iter().filter(|node| node.key == "qixi").count(), 1);
}

#[test]
fn solar_terms_are_on_their_days() {
    falls_on("qingming", &["2023-04-05", "2024-04-04", "2025-04-04", "2026-04-05"]);
    falls_on("autumn-begins", &["2024-08-07", "2025-08-07", "2026-08-07"]);
    falls_on("winter-solstice", &["2023-12-22", "2024-12-21", "2025-12-21", "2026-12-22"]);
}

#[test]
fn days_counted_by_weekday_and_from_others_are_on_theirs() {
    falls_on("mothers-day", &["2025-05-11", "2026-05-10"]);
    falls_on("fathers-day", &["2025-06-15", "2026-06-21"]);
    falls_on("thanksgiving", &["2024-11-28", "2025-11-27", "2026-11-26"]);
    falls_on("black-friday", &["2024-11-29", "2025-11-28", "2026-11-27"]);
    falls_on("cyber-monday", &["2024-12-02", "2025-12-01", "2026-11-30"]);
    falls_on("easter", &["2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"]);
}

#[test]
fn big_sales_have_their_windows_and_the_time_to_plan_them() {
    let found = nodes(day("2026-06-18"), day("2026-06-18"), &[]);
    let sale = found.iter().find(|node| node.key == "618").unwrap();
    assert_eq!((sale.first, sale.day, sale.end), (day("2026-05-20"), day("2026-06-18"), day("2026-06-20")));
    assert_eq!(sale.plan_from(), day("2026-04-19"));
    let found = nodes(day("2026-10-20"), day("2026-10-20"), &[]);
    assert!(found.iter().any(|node| node.key == "double-11" && node.first == day("2026-10-20")));
    let found = nodes(day("2026-10-19"), day("2026-10-19"), &[]);
    assert!(found.iter().all(|node| node.key != "double-11"));
    let goods = nodes(day("2026-01-23"), day("2026-01-23"), &[]);
    assert!(goods.iter().any(|node| node.key == "new-year-goods" && node.day == day("2026-01-23")));
}

#[test]
fn nothing_is_missing_at_the_turn_of_the_year_and_nothing_comes_twice() {
    let found = nodes(day("2026-12-31"), day("2027-01-01"), &[]);
    let keys: Vec<&str> = found.iter().map(|node| node.key.as_str()).collect();
    assert_eq!(keys, ["new-year-eve", "new-year"]);
    let found = nodes(day("2024-01-01"), day("2030-12-31"), &[]);
    let different: BTreeSet<(&str, i32)> = found.iter().map(|node| (node.key.as_str(), node.year)).collect();
    assert_eq!(different.len(), found.len());
    assert!(found.is_sorted_by_key(|node| node.day));
}

#[test]
fn keys_and_names_are_unique_and_in_their_language() {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut seen = BTreeSet::new();
    for node in SHIPPED.iter() {
        assert!(seen.insert(node.key.clone()), "{}", node.key);
        assert!(seen.insert(node.name.en.clone()), "{}", node.name.en);
        assert!(!node.name.en.chars().any(is_han), "{}", node.name.en);
        assert!(node.kind != NodeKind::Own, "{}", node.key);
        assert!(node.lead >= node.before && node.lead >= 10, "{}", node.key);
    }
}

#[test]
fn ones_own_need_a_name_and_a_day() {
    let birthday = own("name = '店庆'\ndate = '08-18'\ndays = 3").unwrap();
    assert_eq!((birthday.name.en.as_str(), birthday.key.as_str()), ("店庆", "店庆"));
    assert_eq!((birthday.kind, birthday.days, birthday.before, birthday.lead), (NodeKind::Own, 3, 0, 30));
    let once = own("name = {en = 'Opening', zh = '开业'}\ndate = '2026-08-18'").unwrap();
    assert_eq!(own("name = '开业'\ndate = 2026-08-18").unwrap().rule, once.rule);
    let moon = own("name = '会员夜'\nlunar = '8-15'\nlead = 14").unwrap();
    let after = own("name = '返场'\nfrom = { node = 'double-11', days = 2 }").unwrap();
    let found = nodes(day("2026-08-01"), day("2027-12-31"), &[birthday, once, moon, after]);
    let mine: Vec<(&str, String, String)> = found
        .iter()
        .filter(|node| node.kind == NodeKind::Own)
        .map(|node| (node.name.zh.as_str(), node.day.to_string(), node.end.to_string()))
        .collect();
    let expected = [
        ("店庆", "2026-08-18", "2026-08-20"),
        ("开业", "2026-08-18", "2026-08-18"),
        ("会员夜", "2026-09-25", "2026-09-25"),
        ("返场", "2026-11-13", "2026-11-13"),
        ("店庆", "2027-08-18", "2027-08-20"),
        ("会员夜", "2027-09-15", "2027-09-15"),
        ("返场", "2027-11-13", "2027-11-13"),
    ];
    assert_eq!(mine, expected.map(|(name, day, end)| (name, day.to_owned(), end.to_owned())));
}

#[test]
fn ones_own_takes_the_place_of_a_shipped_one_with_its_key() {
    let mine = own("key = '618'\nname = '618 自营'\ndate = '06-16'").unwrap();
    let found = nodes(day("2026-06-16"), day("2026-06-18"), &[mine]);
    let named: Vec<&str> =
        found.iter().filter(|node| node.key == "618").map(|node| node.name.zh.as_str()).collect();
    assert_eq!(named, ["618 自营"]);
}

#[test]
fn what_is_wrong_is_named_with_its_field() {
    for (text, field, found) in [
        ("date = '08-18'", "name", ""),
        ("name = 'a'", "date", ""),
        ("name = ' '\ndate = '08-18'", "name", " "),
        ("name = \"a\\u001bb\"\ndate = '08-18'", "name", "a\u{FFFD}b"),
        ("name = 'a'\ndate = '02-30'", "date", "02-30"),
        ("name = 'a'\ndate = '2026-02-29'", "date", "2026-02-29"),
        ("name = 'a'\nlunar = '13-1'", "lunar", "13-1"),
        ("name = 'a'\nlunar = '8-31'", "lunar", "8-31"),
        ("name = 'a'\nterm = '春天'", "term", "春天"),
        ("name = 'a'\ndate = '08-18'\nlunar = '8-15'", "lunar", "'8-15'"),
        ("name = 'a'\ndate = '08-18'\ndays = 0", "days", "0"),
        ("name = 'a'\ndate = '08-18'\nlead = -1", "lead", "-1"),
        ("name = 'a'\ndate = '08-18'\ncolour = 'red'", "node", "colour"),
        ("name = '!!!'\ndate = '08-18'", "key", ""),
        ("name = {en = 'a'}\ndate = '08-18'", "name", ""),
        ("name = 'a'\nnth = { month = 5, week = 6, weekday = 'sun' }", "nth", ""),
        ("name = 'a'\nfrom = { node = 'nothing', days = 6 }", "from", ""),
    ] {
        let flaw = own(text).unwrap_err();
        assert_eq!(flaw.field, field, "{text}: {flaw:?}");
        assert!(flaw.found.trim_matches('"').contains(found.trim_matches('\'')), "{text}: {flaw:?}");
    }
}

#[test]
fn the_29th_of_february_is_the_28th_where_there_is_none() {
    let rule = own("name = 'a'\ndate = '02-29'").unwrap().rule;
    assert_eq!(rule.day(2024), Some(day("2024-02-29")));
    assert_eq!(rule.day(2026), Some(day("2026-02-28")));
}

#[test]
fn any_year_is_fine() {
    for year in ["1900-01-01", "2199-12-31", "2200-12-31", "2500-06-01", "9999-12-31"] {
        let from = day(year);
        assert!(nodes(from, from.plus(400), &[]).len() > 20, "{year}");
    }
}
