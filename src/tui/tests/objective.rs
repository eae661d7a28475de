//! Journeys on an objective's page, as keys typed.
use super::App;
use crate::model::Lang;

#[test]
fn enter_opens_the_page_from_the_tree_and_escape_leads_back() {
    let mut app = App::zh();
    app.keys("3 j j <enter>");
    let page = app.screen();
    assert!(page.contains("o1 双11让新客成为全年增长主力") && page.contains("2026-Q4 · 进行中"), "{page}");
    // The key result the cursor was on is the chosen one, and its chart is drawn.
    assert_eq!(app.state.target().map(|target| target.key.as_str()), Some("kr2"));
    assert!(page.contains("成交额 · 全程"), "{page}");
    app.keys("<esc>");
    assert!(app.screen().contains("o4 大促不再因缺货丢单"), "{}", app.screen());
    assert_eq!(app.state.desks.okr.key_result().map(|kr| kr.line.key.as_str()), Some("kr2"));
}

#[test]
fn a_serving_campaign_and_an_aligned_objective_are_one_key_away_and_back() {
    let mut app = App::zh();
    app.keys("3 <enter> <enter> <enter>");
    assert_eq!(app.state.campaign().map(|c| c.key.as_str()), Some("d11"), "{}", app.screen());
    app.keys("<esc>");
    assert!(app.screen().contains("o1 双11") && app.screen().contains("缺口 1,410"), "{}", app.screen());
    // Back on the same row of the same part; from there on to what is aligned.
    app.keys("<shift-tab> <shift-tab> G <enter>");
    assert!(app.screen().contains("o2 老客回来得更快"), "{}", app.screen());
    app.keys("<esc> <esc>");
    assert!(app.screen().contains("o4 大促不再因缺货丢单"), "{}", app.screen());
}

#[test]
fn every_part_says_what_is_in_it() {
    let mut app = App::zh();
    app.keys("3 <enter> <tab>");
    let campaigns = app.screen();
    assert!(campaigns.contains("双11拉新") && campaigns.contains("带来 4,180"), "{campaigns}");
    app.keys("<tab>");
    let said = app.screen();
    assert!(said.contains("直播坑位挪到 8 号") && said.contains("¥41.5"), "{said}");
    app.keys("<tab>");
    assert!(app.screen().contains("微博预算一半挪到抖音"), "{}", app.screen());
    app.keys("<tab>");
    assert!(app.screen().contains("再要一个直播坑位") && app.screen().contains("@阿青"), "{}", app.screen());
    app.keys("<tab>");
    assert!(
        app.screen().contains("上级") && app.screen().contains("成为本市学生的第一选择"),
        "{}",
        app.screen()
    );
}

#[test]
fn a_key_result_done_in_steps_lists_them() {
    let mut app = App::zh();
    app.keys("3 / 会员页 <enter> G <enter> <tab>");
    let steps = app.screen();
    assert!(steps.contains("出稿") && steps.contains("上线"), "{steps}");
}

#[test]
fn an_objective_that_is_gone_leads_back_to_the_tree() {
    let mut app = App::new(Lang::Zh, (80, 24));
    app.keys("3");
    let effects = app.state.open_objective(crate::model::ObjectiveId(99));
    assert!(!effects.is_empty());
    app.send(super::Msg::FileChanged);
    assert!(app.screen().contains("o4"), "{}", app.screen());
}
