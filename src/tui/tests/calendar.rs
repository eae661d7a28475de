//! The calendar, driven by keys and the mouse.
use super::App;
use super::fake::Fake;
use crate::model::{CampaignId, Lang};
use crate::planner::Request;
use crate::tui::effect::Effect;
use crate::tui::load::Load;
use crate::tui::msg::{MouseKind, Msg};
use crate::tui::overlay::Overlay;
use crate::tui::screen::{calendar, page};
use crate::tui::update::update;

/// In the calendar, on 2026-11-04.
fn app() -> App {
    let mut app = App::zh();
    app.keys("5");
    app
}

#[track_caller]
fn shows(app: &App, texts: &[&str]) {
    let screen = app.screen();
    for text in texts {
        assert!(screen.contains(text), "no {text} on\n{screen}");
    }
}

/// The fields of the form that is open.
fn fields(app: &App) -> Vec<(String, String)> {
    let Some(Overlay::Form(form)) = app.state.overlays.last() else { panic!("no form") };
    form.fields.iter().map(|f| (f.id.to_owned(), f.text().to_owned())).collect()
}

#[track_caller]
fn has(app: &App, id: &str, text: &str) {
    let fields = fields(app);
    assert!(fields.contains(&(id.to_owned(), text.to_owned())), "{id} is not {text}: {fields:?}");
}

#[test]
fn it_starts_at_today_and_moves_by_day_week_and_month() {
    let mut app = app();
    shows(&app, &["2026 年 11 月", "11-04 周三 · 今天"]);
    for (keys, at) in [
        ("l", "11-05 周四"),
        ("<left> h", "11-03 周二"),
        ("j", "11-10 周二"),
        ("k k", "10-27 周二"),
        ("t", "11-04 周三"),
        ("]", "12-04 周五"),
        ("[ [", "10-04 周日"),
        ("t <pagedown>", "12-04 周五"),
        ("t G", "11-30 周一"),
        ("g g", "11-01 周日"),
        ("h ]", "11-30 周一"),
        ("[ [ [", "08-30 周日"),
    ] {
        app.keys(keys);
        shows(&app, &[at]);
    }
    shows(&app, &["2026 年 8 月"]);
}

#[test]
fn another_month_is_loaded_when_it_is_shown_and_not_before() {
    let mut app = app();
    let loads = |app: &mut App, key: &str| {
        let effects =
            update(&mut app.state, Msg::KeyPressed(crate::tui::keymap::Chord::parse(key).unwrap()), app.now);
        effects.into_iter().filter(|e| matches!(e, Effect::Load { .. })).collect::<Vec<_>>()
    };
    assert_eq!(loads(&mut app, "l"), []);
    let [Effect::Load { what: Load::Calendar(from, to), .. }] = loads(&mut app, "]")[..] else { panic!() };
    assert_eq!((from.to_string(), to.to_string()), ("2026-11-30".to_owned(), "2027-01-10".to_owned()));
    // Until it is there, nothing of another month stands on it.
    assert!(!app.screen().contains("双11拉新"), "{}", app.screen());
}

#[test]
fn enter_opens_the_campaign_of_the_day_and_esc_comes_back_to_it() {
    let mut app = app();
    app.keys("] ] ] [ [ [").keys("] j <enter>");
    assert_eq!(app.state.look.screen, page::SCREEN.command);
    assert_eq!(app.state.desks.page.campaign, Some(CampaignId(4)));
    app.keys("<esc>");
    assert_eq!(app.state.look.screen, calendar::SCREEN.command);
    shows(&app, &["2026 年 12 月", "12-11 周五"]);
}

#[test]
fn a_day_with_several_campaigns_asks_which() {
    let mut app = app();
    app.keys("<enter> j <enter>");
    assert_eq!(app.state.desks.page.campaign, Some(CampaignId(2)));
    app.keys("<esc> <esc>");
    // Back in the month, the keys move the day again.
    app.keys("l");
    shows(&app, &["11-05 周四"]);
}

#[test]
fn a_task_leads_to_its_campaign() {
    let mut app = app();
    app.keys("<tab> G");
    shows(&app, &["直播脚本"]);
    app.keys("<enter>");
    assert_eq!(app.state.desks.page.campaign, Some(CampaignId(1)));
}

#[test]
fn n_starts_a_campaign_on_the_day_or_for_its_promo_node() {
    let mut app = app();
    app.keys("j j l n");
    has(&app, "start", "2026-11-19");
    has(&app, "end", "2026-11-19");
    has(&app, "name", "");
    app.keys("<esc> t j n");
    has(&app, "name", "双11");
    // The window of 双11 began before today.
    has(&app, "start", "2026-11-04");
    has(&app, "end", "2026-11-11");
    app.keys("<ctrl-s>");
    let asked = app.fake.asked.last();
    assert!(
        matches!(asked, Some(Request::CampaignNew(draft)) if draft.name.as_deref() == Some("双11")),
        "{asked:?}"
    );
}

#[test]
fn a_node_without_a_campaign_is_planned_from_its_list() {
    let mut app = app();
    app.keys("<tab> <tab> j <enter>");
    has(&app, "name", "黑色星期五");
    has(&app, "start", "2026-11-20");
    has(&app, "end", "2026-11-29");
    app.keys("L");
    let mut english = App::new(Lang::En, (120, 36));
    english.keys("5 <tab> <tab> n");
    has(&english, "name", "Thanksgiving");
}

#[test]
fn the_agenda_goes_from_thing_to_thing_and_takes_the_day_along() {
    let mut app = app();
    app.keys("v");
    shows(&app, &["11-04 周三", "直播脚本", "11-10 周二", "返场素材", "黑色星期五"]);
    app.keys("g g");
    assert_eq!(calendar::day(&app.state).to_string(), "2026-11-01");
    app.keys("G");
    assert_eq!(calendar::day(&app.state).to_string(), "2026-11-30");
    app.keys("v");
    shows(&app, &["11-30 周一"]);
    app.keys("t v <enter>");
    assert_eq!(app.state.desks.page.campaign, Some(CampaignId(1)));
}

#[test]
fn a_press_chooses_a_day_and_a_second_one_opens_it() {
    let mut app = app();
    let (column, row) = {
        let screen = app.screen();
        let lines: Vec<&str> = screen.lines().collect();
        let row = lines.iter().position(|line| line.contains("│16 ")).unwrap();
        let column = crate::tui::text::width(lines[row].split("18 ").next().unwrap());
        (column + 1, u16::try_from(row).unwrap())
    };
    let press = |app: &mut App| app.send(Msg::MouseUsed(MouseKind::Pressed, column, row));
    press(&mut app);
    shows(&app, &["11-18 周三"]);
    press(&mut app);
    app.send(Msg::MouseUsed(MouseKind::WheelDown, column, row));
    shows(&app, &["11-25 周三"]);
}

#[test]
fn the_help_names_a_key_only_where_it_does_that() {
    let mut app = app();
    app.keys("?");
    let screen = app.screen();
    let line =
        |text: &str| screen.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("{screen}"));
    assert!(line("后一天").contains("l  →"), "{screen}");
    assert!(!line("查看本次的消息记录").contains(" l "), "{screen}");
    let mut cockpit = App::zh();
    cockpit.keys("? 消息记录");
    assert!(cockpit.screen().lines().any(|l| l.contains("查看本次的消息记录") && l.contains(" l ")));
}

#[test]
fn nothing_planned_says_so_and_promo_nodes_are_there_all_the_same() {
    let mut app = App::empty(Lang::Zh, (120, 36));
    app.keys("5 j");
    shows(&app, &["双11", "黑色星期五"]);
    app.keys("l");
    shows(&app, &["暂无安排，按 n 在这一天新建活动", "未来 60 天的营销节点都已有活动"]);
    app.keys("v");
    shows(&app, &["11-11 周三"]);
}

#[test]
fn two_hundred_campaigns_say_how_many_have_no_room() {
    for size in [(40, 12), (80, 24), (120, 36), (200, 60)] {
        let mut app = App::on(Fake { crowd: 200, ..Fake::default() }, Lang::Zh, size);
        app.keys("5 j j");
        let screen = app.screen();
        for line in screen.lines() {
            assert!(crate::tui::text::width(line) <= size.0, "{line}");
        }
        assert!(size.0 < 80 || screen.contains("会员日 "), "{screen}");
        assert!(size.0 < 80 || screen.contains("+1"), "{screen}");
        app.keys("k <enter> j <enter>");
        assert_eq!(app.state.look.screen, page::SCREEN.command, "{size:?}");
    }
}

#[test]
fn every_day_of_every_month_has_its_cell() {
    let mut app = app();
    for _ in 0..40 {
        app.keys("]");
        let Some(Load::Calendar(from, to)) = (calendar::SCREEN.want)(&app.state) else { panic!() };
        assert_eq!(to.0 - from.0, 41);
        assert_eq!(chrono::Datelike::weekday(&from.date()), chrono::Weekday::Mon);
    }
    shows(&app, &["2030 年 3 月"]);
}
