//! Splitting a goal and working out a budget, as a person types it.
use crate::support::Workspace;
use serde_json::Value;

/// d11, eleven days, a GMV target; last year's sale beside it: ten days, 80,000 visitors, 3,200 orders, ¥640,000.
fn sale() -> Workspace {
    let space = Workspace::new();
    space.run("campaign new Singles --key d11 --start 2026-11-01 --end 2026-11-11").ok();
    space.run("target add d11 gmv --goal 100万 --primary").ok();
    space.run("campaign new Last-year --key d11-2025 --start 2025-11-02 --end 2025-11-11").ok();
    for (metric, first, last) in
        [("visitors", 50_000, 30_000), ("orders", 2_200, 1_000), ("gmv", 400_000, 240_000)]
    {
        space.run(&format!("record {metric} {first} -c d11-2025 --channel douyin --at 2025-11-02")).ok();
        space.run(&format!("record {metric} {last} -c d11-2025 --channel tmall --at 2025-11-11")).ok();
    }
    space.run("campaign status d11-2025 ended --reason over").ok();
    space
}

fn row<'a>(split: &'a Value, driver: &str) -> &'a Value {
    let chain = split["chain"].as_array().unwrap();
    chain.iter().find(|row| row["driver"] == driver).unwrap_or_else(|| panic!("no {driver} in {split}"))
}

fn close(value: &Value, expected: f64) -> bool {
    value.as_f64().is_some_and(|value| (value - expected).abs() <= 1e-6 * expected)
}

#[test]
fn a_calculation_needs_no_file_and_makes_none() {
    let space = Workspace::new();
    let line = "split --chain visitors,orders,gmv --set gmv=100万 --set orders/visitors=2.5% --set aov=200";
    let split = space.run(&format!("{line} --json")).ok().json();
    assert_eq!(row(&split, "visitors")["value"], 200_000.0);
    assert_eq!(row(&split, "orders")["value"], 5_000.0);
    assert_eq!(split["complete"], true);
    assert_eq!(split["former"], Value::Null);
    let shown = space.run(line).ok();
    assert!(shown.out.contains("¥1,000,000") && shown.out.contains("2.5%"), "{}", shown.out);
    assert!(!space.db().exists());
}

#[test]
fn what_is_not_known_stays_open_and_is_named() {
    let space = Workspace::new();
    let open = space.run("split --set gmv=100万 --set aov=250 --lang zh").ok();
    assert!(open.out.contains("4,000") && open.out.contains("—"), "{}", open.out);
    assert!(open.err.contains("还缺：访客数、访客下单转化率"), "{}", open.err);
    let json = space.run("split --set gmv=100万 --json").ok().json();
    assert_eq!((json["complete"].as_bool(), &row(&json, "orders")["value"]), (Some(false), &Value::Null));
    space
        .run("split --set gmv=100万 --set orders=10 --set aov=3")
        .exits(3)
        .says("follows from the other numbers");
}

#[test]
fn the_former_campaign_stands_beside_also_at_this_length() {
    let split = sale().run("split d11 --json").ok().json();
    assert_eq!(split["former"]["key"], "d11-2025");
    assert_eq!((split["former"]["days"].as_i64(), split["campaign"]["days"].as_i64()), (Some(10), Some(11)));
    // 80,000 visitors in ten days are 88,000 in eleven; 4 % of them ordered, for 200 each.
    let visitors = row(&split, "visitors");
    assert_eq!(
        (&visitors["former"], &visitors["former_scaled"]),
        (&Value::from(80_000.0), &Value::from(88_000.0))
    );
    assert!(close(&row(&split, "orders/visitors")["former"], 0.04));
    assert!(close(&row(&split, "gmv/orders")["former"], 200.0));
    // The goal at last year's rates: 100万 ÷ 200 ÷ 4 %.
    assert!(close(&visitors["value"], 125_000.0));
    assert!(close(&visitors["change"], 125.0 / 88.0 - 1.0));
    assert_eq!(row(&split, "gmv")["target"], 1_000_000);
    let shown = sale().run("split d11").ok();
    assert!(shown.out.contains("former campaign: Last-year (10 days)"), "{}", shown.out);
}

#[test]
fn what_is_fixed_stands_and_the_others_answer() {
    let space = sale();
    let split = space.run("split d11 --set gmv=400万 --lock visitors --lock aov --json").ok().json();
    assert!(close(&row(&split, "visitors")["value"], 125_000.0));
    assert!(close(&row(&split, "gmv/orders")["value"], 200.0));
    assert!(close(&row(&split, "orders/visitors")["value"], 0.16));
    assert_eq!(row(&split, "visitors")["fixed"], true);
    let all = "split d11 --set gmv=400万 --lock visitors --lock aov --lock orders/visitors";
    space.run(all).exits(3).says("nothing is left to answer: Visitors, Orders per visitor, GMV per order");
    space.run("split d11 --set orders/visitors=120%").exits(3).says("100%");
    let full = space.run("split d11 --set gmv=90亿 --lock visitors --json").ok();
    assert_eq!(row(&full.json(), "orders/visitors")["value"], 1.0);
}

#[test]
fn the_numbers_become_targets_in_one_change_and_one_undo() {
    let space = sale();
    let before = space.run("target list d11 --json").ok().out;
    space
        .run("split d11 --set gmv=200万 --set aov=250 --set orders/visitors=3% --write")
        .ok()
        .says("added: 2, changed: 1");
    let targets = space.run("target list d11 --json").ok().json();
    let goal = |metric: &str| {
        let found = targets.as_array().unwrap().iter().find(|t| t["metric"] == metric).cloned();
        found.map(|t| (t["goal"].clone(), t["primary"].clone()))
    };
    assert_eq!(goal("gmv"), Some((2_000_000.into(), true.into())));
    assert_eq!(goal("orders"), Some((8_000.into(), false.into())));
    // 266,666.67 visitors: people are whole.
    assert_eq!(goal("visitors"), Some((266_667.into(), false.into())));
    space.run("split d11 --write").ok().says("nothing to change");
    space.run("undo").ok().says("split write d11");
    assert_eq!(space.run("target list d11 --json").ok().out, before);
}

#[test]
fn a_campaign_without_targets_gets_the_total_as_its_primary() {
    let space = sale();
    space.run("campaign new B --key b --start 2026-12-01 --end 2026-12-10").ok();
    space.run("split b --set gmv=60万 --like d11-2025 --lock orders/visitors --lock aov --write").ok();
    let targets = space.run("target list b --json").ok().json();
    let primary: Vec<&Value> = targets.as_array().unwrap().iter().filter(|t| t["primary"] == true).collect();
    assert_eq!(primary.len(), 1);
    assert_eq!(primary[0]["metric"], "gmv");
    assert_eq!(targets.as_array().unwrap().len(), 3);
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    let space = sale();
    let before = space.run("target list d11 --json").ok().out;
    for (line, code, words) in [
        ("split d11 --set gmv=-3 --write", 3, "above zero"),
        ("split d11 --set gmv=0 --write", 3, "above zero"),
        (
            "split d11 --set gmv=9万亿 --set visitors=1 --set orders=1 --set aov=5 --write",
            3,
            "nothing is left to answer",
        ),
        ("split d11 --set gmv=1e999", 3, "outside"),
        ("split d11 --set gmv=NaN", 3, "not a number"),
        ("split d11 --set visitors=5%", 3, "percentage"),
        ("split d11 --set gmv=$5", 3, "CNY"),
        ("split d11 --set gmv", 2, "PART=VALUE"),
        ("split d11 --set gmv=1 --set gmv=2", 2, "twice"),
        ("split d11 --set ctr=1", 4, "no part of the chain"),
        ("split d11 --lock ctr", 4, "no part of the chain"),
        ("split d11 --chain gmv", 3, "2 to 5"),
        ("split d11 --chain visitors,clicks,visits,carts,orders,gmv", 3, "2 to 5"),
        ("split d11 --chain orders,gmv,orders", 3, "twice"),
        ("split d11 --chain dau,gmv", 3, "dau cannot be a driver"),
        ("split d11 --chain roi,gmv", 3, "roi cannot be a driver"),
        ("split d11 --chain nope,gmv", 4, "no metric"),
        ("split nope", 4, "no campaign"),
        ("split d11 --like nope", 4, "no campaign"),
        ("split --write --set gmv=1", 2, "missing"),
        ("split --write --set gmv=1 visitors=2", 2, "missing"),
        ("split d11 d11-2025", 2, "PART=VALUE"),
        ("split d11 --set visitors=1 --set gmv=100 --write", 3, "above zero"),
    ] {
        space.run(line).exits(code).says(words);
    }
    assert_eq!(space.run("target list d11 --json").ok().out, before);
}

#[test]
fn programs_get_every_column() {
    let csv = sale().run("split d11 --csv").ok().out;
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("driver,value,per_day,fixed,target,former,former_scaled,change"));
    assert_eq!(lines.count(), 5);
    assert_eq!(csv.lines().nth(5).unwrap().split(',').next(), Some("gmv"));
}

const PROMOTION: &str = "budget calc --revenue 100万 --margin 35% --spend 5万 --discounts 8万 --rewards 2万 --fixed 1万 \
                         --orders 5000 --new-customers 1万 --repeat 1.4";

#[test]
fn a_budget_is_worked_out_without_a_file() {
    let space = Workspace::new();
    let found = space.run(&format!("{PROMOTION} --json")).ok().json();
    let results = &found["results"];
    assert_eq!(results["profit"], 190_000.0);
    assert_eq!(results["roi"], 1.1875);
    assert_eq!(results["roas"], 18.4);
    assert_eq!(results["break_even_orders"], 1_482.0);
    assert_eq!((&results["cac"], &results["affordable_cac"]), (&Value::from(5.0), &Value::from(35.0)));
    assert!(close(&results["break_even_roas"], 92.0 / 27.0));
    let shown = space.run(&format!("{PROMOTION} --lang zh")).ok();
    for words in ["¥190,000", "118.8%", "1 ÷ 让利后毛利率", "整体盈利", "新客能回本"] {
        assert!(shown.out.contains(words), "no {words} in\n{}", shown.out);
    }
    assert!(!space.db().exists());
}

#[test]
fn the_calculator_refuses_what_cannot_be() {
    let space = Workspace::new();
    for (line, words) in [
        ("budget calc --margin 35", "above 100%"),
        ("budget calc --margin 35% --goods 5", "not both"),
        ("budget calc --revenue 5 --discounts 6", "larger than the revenue"),
        ("budget calc --spend -5", "negative"),
        ("budget calc --repeat 0.5", "at least one order"),
        ("budget calc --spend 5%", "percentage"),
        ("budget calc --revenue 1e999", "outside"),
        ("budget calc --revenue 9万亿 --net --discounts 9万亿", "too large"),
    ] {
        space.run(line).exits(3).says(words);
    }
    space.run("budget calc").ok().says("nothing to work out yet");
    let none = space.run("budget calc --revenue 0 --margin 10% --json").ok().json();
    assert_eq!((&none["results"]["roas"], &none["results"]["roi"]), (&Value::Null, &Value::Null));
}

#[test]
fn what_is_known_of_a_campaign_comes_from_its_plan_and_afterwards_from_its_readings() {
    let space = sale();
    space.run("target add d11 spend --goal 5万").ok();
    space.run("record gmv 40万 -c d11 --at 2026-11-03").ok();
    let plan = space.run("budget calc -c d11 --margin 30% --json").ok().json();
    assert_eq!((&plan["inputs"]["revenue"], &plan["inputs"]["spend"]), (&1_000_000.into(), &50_000.into()));
    let actual = space.run("budget calc -c d11 --actual --margin 30% --json").ok().json();
    assert_eq!((&actual["inputs"]["revenue"], &actual["inputs"]["spend"]), (&400_000.into(), &Value::Null));
    let over = space.run("budget calc -c d11-2025 --margin 30% --json").ok().json();
    assert_eq!((&over["inputs"]["revenue"], &over["inputs"]["orders"]), (&640_000.into(), &3_200.into()));
    space.run("target delete d11/spend").ok();
    space.run("budget set d11 抖音=3万 微信=2.5万").ok();
    let split = space.run("budget calc -c d11 --margin 30%").ok();
    assert!(
        split.out.lines().any(|line| line.contains("¥55,000") && line.contains("budget")),
        "{}",
        split.out
    );
    let given = space.run("budget calc -c d11 --revenue 2万 --margin 30%").ok();
    assert!(given.out.contains("¥20,000") && given.out.contains("given"), "{}", given.out);
}

#[test]
fn one_set_takes_several_values_wherever_the_campaign_stands() {
    let space = sale();
    let expected = space.run("split d11 --set gmv=300万 --set visitors=20万 --json").ok().json();
    assert_eq!(row(&expected, "visitors")["value"], 200_000.0);
    for line in [
        "split d11 --set gmv=300万 visitors=20万 --json",
        "split --set gmv=300万 visitors=20万 d11 --json",
        "split --set gmv=300万 d11 visitors=20万 --json",
    ] {
        assert_eq!(space.run(line).ok().json(), expected, "{line}");
    }
    let free =
        space.run("split --chain visitors,orders,gmv --set gmv=300万 visitors=20万 --json").ok().json();
    assert_eq!(row(&free, "visitors")["value"], 200_000.0);
}
