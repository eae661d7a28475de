//! The north star stands in the header of every screen, as much of it as there is room for.
use super::App;
use crate::board::NorthStar;
use crate::model::{Quantity, Unit};
use crate::tui::effect::Effect;
use crate::tui::msg::Msg;
use crate::tui::update::update;

fn star() -> NorthStar {
    let q = |n: i64| Some(Quantity::from_micros(n * Quantity::SCALE));
    NorthStar {
        metric: "mau".to_owned(),
        name_en: "Monthly active users".to_owned(),
        name_zh: "月活跃用户".to_owned(),
        unit: Unit::Count,
        value: q(126_000),
        before: q(120_000),
        data_until: None,
    }
}

fn first_line(app: &App) -> String {
    app.screen().lines().next().unwrap_or_default().to_owned()
}

fn shine(app: &mut App) {
    let cockpit = crate::board::Cockpit { north_star: Some(star()), ..super::fake::cockpit() };
    app.send(Msg::CockpitLoaded { generation: 99, result: Ok(cockpit) });
}

#[test]
fn the_north_star_is_told_with_its_way_and_gives_way_by_steps() {
    let mut app = App::zh();
    assert!(!first_line(&app).contains('★'));
    shine(&mut app);
    let line = first_line(&app);
    assert!(line.contains("★ 月活跃用户 12.6万 ↑ 5%"), "{line}");
    let mut lengths = Vec::new();
    for columns in [200, 120, 100, 90, 84, 80, 70, 60] {
        app.send(Msg::Resized(columns, 24));
        let line = first_line(&app);
        assert!(line.contains("★") || columns < 80, "{columns}: {line}");
        assert!(!line.contains('…'), "{columns}: it is whole or not there: {line}");
        assert!(line.contains("15:03") || columns < 60, "{columns}: {line}");
        lengths.push(
            line.split('★').nth(1).map_or(0, |rest| rest.split('●').next().unwrap_or_default().trim().len()),
        );
    }
    assert!(lengths.windows(2).all(|pair| pair[0] >= pair[1]), "{lengths:?}");
}

#[test]
fn other_screens_ask_for_the_cockpit_too_while_there_is_a_star() {
    let mut app = App::zh();
    app.keys("2");
    let asks = |app: &mut App| {
        let effects = update(&mut app.state, Msg::FileChanged, app.now);
        effects.iter().filter(|e| matches!(e, Effect::LoadCockpit { .. })).count()
    };
    assert_eq!(asks(&mut app), 0);
    shine(&mut app);
    assert_eq!(asks(&mut app), 1);
}
