//! The goal splitter and the budget calculator, key by key.
use super::App;
use super::fake::Fake;
use crate::model::{Lang, Part};
use crate::planner::{Request, SplitValue};
use crate::tui::overlay::Overlay;
use crate::tui::overlay::sheet::{CalculatorBox, SplitBox};

const VISITORS: Part = Part::Volume(0);
const CONVERSION: Part = Part::Rate(1);
const ORDERS: Part = Part::Volume(1);
const ORDER_VALUE: Part = Part::Rate(2);
const GMV: Part = Part::Volume(2);

fn split(app: &App) -> &SplitBox {
    match app.state.overlays.last() {
        Some(Overlay::Split(sheet)) => sheet,
        other => panic!("no splitter: {other:?}"),
    }
}

fn calculator(app: &App) -> &CalculatorBox {
    match app.state.overlays.last() {
        Some(Overlay::Calculator(sheet)) => sheet,
        other => panic!("no calculator: {other:?}"),
    }
}

fn value(app: &App, part: Part) -> f64 {
    let value = split(app).now.as_ref().and_then(|now| now.value(part)).unwrap();
    (value * 1e6).round() / 1e6
}

#[test]
fn the_others_answer_while_one_number_is_typed() {
    let mut app = App::zh();
    app.keys("S");
    assert_eq!((value(&app, VISITORS), value(&app, GMV)), (125_000.0, 1_000_000.0));
    app.keys("8");
    assert_eq!(value(&app, GMV), 8.0);
    app.keys("m");
    // Eight times the goal: twice of everything.
    assert_eq!((value(&app, VISITORS), value(&app, CONVERSION)), (250_000.0, 0.08));
    assert_eq!((value(&app, ORDERS), value(&app, ORDER_VALUE)), (20_000.0, 400.0));
    assert!(app.screen().contains("250,000") && app.screen().contains("¥400"));
}

#[test]
fn what_is_fixed_does_not_answer_and_can_be_freed_again() {
    let mut app = App::zh();
    app.keys("S <up> <space> <down> 4m");
    assert_eq!((value(&app, ORDER_VALUE), value(&app, VISITORS)), (200.0, 250_000.0));
    app.keys("<up> <space> <down> 8m");
    assert!(value(&app, ORDER_VALUE) > 200.0);
}

#[test]
fn one_number_after_the_other_builds_on_the_one_before() {
    let mut app = App::zh();
    app.keys("S 2m <up> <up> 16000");
    assert_eq!(value(&app, ORDERS), 16_000.0);
    app.keys("<space> <down> 100");
    assert_eq!((value(&app, ORDERS), value(&app, GMV)), (16_000.0, 1_600_000.0));
}

#[test]
fn a_number_that_cannot_be_is_told_and_nothing_moves() {
    let mut app = App::zh();
    app.keys("S <up> <up> <up> 12x");
    assert!(app.screen().contains("不是数字"), "{}", app.screen());
    assert_eq!(value(&app, CONVERSION), 0.04);
    app.keys("<backspace> 0%");
    assert!(app.screen().contains("访客下单转化率不能超过 100%"), "{}", app.screen());
    assert_eq!((value(&app, CONVERSION), value(&app, GMV)), (0.04, 1_000_000.0));
    app.keys("<enter>");
    assert!(app.fake.asked.is_empty());
    app.keys("<ctrl-u> 5% <enter>");
    assert_eq!(app.fake.asked.len(), 1);
}

#[test]
fn nothing_free_says_what_is_fixed() {
    let mut app = App::zh();
    app.keys("S <up> <space> <up> <up> <space> <up> <space> <up> 5m");
    assert!(app.screen().contains("访客数、访客下单转化率、客单价（成交）都已固定"), "{}", app.screen());
}

#[test]
fn enter_writes_all_of_it_as_targets() {
    let mut app = App::zh();
    app.keys("S 2m <up> 250 <space> <enter>");
    let [Request::SplitWrite { campaign, values }] = &app.fake.asked[..] else {
        panic!("{:?}", app.fake.asked)
    };
    assert_eq!(campaign, "d11");
    let keys: Vec<&str> = values.iter().map(|value| value.metric.as_str()).collect();
    assert_eq!(keys, ["visitors", "orders", "gmv"]);
    // A set order value: the total answers.
    let SplitValue { goal, seen, .. } = &values[2];
    assert_eq!((goal.parse::<f64>().unwrap() > 1_900_000.0, *seen), (true, Some(1)));
    assert_eq!((values[0].seen, values[1].seen), (None, None));
    assert!(app.state.overlays.is_empty());
    app.keys("S");
    assert!(!split(&app).is_touched());
}

#[test]
fn a_chain_that_is_not_known_is_completed_by_typing() {
    let mut app = App::on(Fake { has_no_former: true, ..Fake::default() }, Lang::Zh, (120, 36));
    app.keys("S");
    assert!(
        app.screen().contains("还缺：访客数、访客下单转化率、订单数、客单价（成交）"),
        "{}",
        app.screen()
    );
    app.keys("<enter>");
    assert!(app.fake.asked.is_empty());
    app.keys("<up> 250 <up>");
    assert!(app.screen().contains("4,000"), "{}", app.screen());
    app.keys("<up> 2.5%");
    assert_eq!((value(&app, VISITORS), value(&app, GMV)), (160_000.0, 1_000_000.0));
    app.keys("<down> <down> <down> 2m");
    assert!(value(&app, VISITORS) > 160_000.0);
    app.keys("<ctrl-s>");
    assert_eq!(app.fake.asked.len(), 1);
}

#[test]
fn esc_keeps_what_was_typed_and_brings_it_back() {
    let mut app = App::zh();
    app.keys("S 8m <up> <space> 25 <esc>");
    assert!(app.state.overlays.is_empty());
    app.keys("S");
    assert_eq!(split(&app).cells.typed(3), Some("25"));
    assert!(split(&app).held.contains(&ORDER_VALUE));
    app.keys("<ctrl-u> <up> <esc> j S");
    // Another campaign has its own.
    assert!(split(&app).held.is_empty());
    app.keys("<esc> k S");
    assert_eq!(value(&app, GMV), 8_000_000.0);
}

#[test]
fn a_target_somebody_else_changed_is_not_overwritten() {
    let mut app = App::zh();
    app.keys("S 2m");
    app.fake.version = 2;
    app.keys("<enter>");
    assert!(app.screen().contains("目标值 gmv 已被他人修改"), "{}", app.screen());
    assert!(app.screen().contains("¥1,200,000") && app.screen().contains("你填写的数字仍保留"));
    app.keys("<enter>");
    let Some(Request::SplitWrite { values, .. }) = app.fake.asked.last() else { panic!() };
    assert_eq!((values[2].goal.as_str(), values[2].seen), ("2000000", Some(2)));
    assert!(app.state.overlays.is_empty());
}

#[test]
fn the_calculator_answers_beside() {
    let mut app = App::zh();
    app.keys("B <down> 35%");
    // 350,000 of margin less 50,000 of ads.
    let found = calculator(&app).result().0;
    assert_eq!((found.profit, found.cac), (Some(300_000.0), Some(5.0)));
    assert!(app.screen().contains("¥300,000") && app.screen().contains("整体盈利"));
    app.keys("<down> 9");
    assert!(app.screen().contains("毛利率和货品成本只能填一个"), "{}", app.screen());
    app.keys("<backspace> <down> <down> 8x");
    assert!(app.screen().contains("不是数字"));
    app.keys("<backspace> <backspace> 8w");
    assert_eq!(calculator(&app).result().0.profit, Some(220_000.0));
    app.keys("<space>");
    assert!(app.screen().contains("优惠后"));
    assert_eq!(calculator(&app).result().0.gross, Some(1_080_000.0));
    app.keys("<esc> B");
    assert_eq!(calculator(&app).cells.typed(1), Some("35%"));
}

#[test]
fn both_are_found_in_the_palette() {
    let mut app = App::zh();
    app.keys(": 拆解 <enter>");
    assert!(matches!(app.state.overlays.last(), Some(Overlay::Split(_))));
    app.keys("<esc> : 测算 <enter>");
    assert!(matches!(app.state.overlays.last(), Some(Overlay::Calculator(_))));
    let mut empty = App::empty(Lang::Zh, (80, 24));
    empty.keys("S");
    assert!(empty.state.overlays.is_empty());
}
