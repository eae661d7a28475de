//! The campaigns' screen, key by key: the filter, the order, several at once, the board, the timeline.
use super::App;
use super::fake::Fake;
use crate::board::Sort;
use crate::config::{CampaignView, Setting};
use crate::model::{CampaignId, Lang};
use crate::planner::{CampaignDraft, Request};
use crate::tui::effect::Effect;
use crate::tui::msg::{MouseKind, Msg};
use crate::tui::overlay::Overlay;
use crate::tui::screen::campaigns::Desk;

fn app() -> App {
    let mut app = App::zh();
    app.keys("2");
    app
}

fn desk(app: &App) -> &Desk {
    &app.state.desks.campaigns
}

fn shown(app: &App) -> Vec<&str> {
    desk(app).shown().map(|card| card.line.key.as_str()).collect()
}

fn chosen(app: &App) -> &str {
    &app.state.campaign().unwrap().key
}

fn keys(app: &App) -> Vec<String> {
    let of = |request: &Request| match request {
        Request::CampaignSet { campaign, .. }
        | Request::CampaignShift { campaign, .. }
        | Request::CampaignStatus { campaign, .. }
        | Request::CampaignDelete { campaign } => campaign.clone(),
        other => panic!("{other:?}"),
    };
    match app.fake.asked.last() {
        Some(Request::All(all)) => all.iter().map(of).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_filter_narrows_while_it_is_typed_and_esc_widens_it() {
    let mut app = app();
    assert_eq!(shown(&app), ["d11", "member", "winback", "d12", "opening", "d618"]);
    app.keys("/ 渠道:微信");
    assert_eq!(shown(&app), ["d11", "winback"]);
    app.keys("<space> -双11");
    assert_eq!(shown(&app), ["winback"]);
    assert_eq!(chosen(&app), "winback", "the cursor is on what is shown");
    app.keys("<enter> <esc>");
    assert_eq!(shown(&app).len(), 6);
    assert_eq!(chosen(&app), "winback");
}

#[test]
fn what_is_not_understood_is_told_and_what_was_understood_still_holds() {
    let mut app = app();
    app.keys("/ 渠道:微信 <space> colour:red");
    assert_eq!(shown(&app), ["d11", "winback"], "the word that is wrong does not count");
    assert!(app.screen().contains("没有字段 colour"), "{}", app.screen());
    app.keys("<enter>");
    assert!(app.state.look.is_filtering, "it goes on being typed");
    app.keys("<esc>");
    assert!(!app.state.look.is_filtering && shown(&app).len() == 6);
    app.keys("/ 状态:");
    assert!(app.screen().contains("状态: 想法 已计划"), "{}", app.screen());
}

#[test]
fn the_list_is_sorted_by_keys_and_by_its_headings() {
    let mut app = app();
    app.keys("> > >");
    assert_eq!(desk(&app).sort, Sort::Name);
    let up = shown(&app).iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    assert!(app.screen().contains("名称↑"));
    app.keys("R");
    assert!(shown(&app).iter().rev().eq(up.iter()));
    app.keys("<");
    assert_eq!((desk(&app).sort, desk(&app).is_reversed), (Sort::End, false));
    let heading = app.screen().lines().nth(2).unwrap().to_owned();
    let x = crate::tui::text::width(heading.split("负责人").next().unwrap());
    app.send(Msg::MouseUsed(MouseKind::Pressed, x, 2));
    assert_eq!(desk(&app).sort, Sort::Owner);
    app.send(Msg::MouseUsed(MouseKind::Pressed, x, 2));
    assert!(desk(&app).is_reversed, "the same heading again turns it around");
}

#[test]
fn several_campaigns_are_handed_over_as_one_change() {
    let mut app = app();
    app.keys("<space> j <space>");
    assert!(app.screen().contains("已选 2"));
    app.keys("@ <ctrl-u> 小周 <enter>");
    let draft = || CampaignDraft { owner: Some("小周".to_owned()), ..CampaignDraft::default() };
    let set = |key: &str| Request::CampaignSet { campaign: key.to_owned(), seen: None, draft: draft() };
    assert_eq!(app.fake.asked, [Request::All(vec![set("d11"), set("winback")])]);
    assert!(app.state.overlays.is_empty());
    assert_eq!(desk(&app).marks.len(), 2, "what is marked stays marked for the next change");
}

#[test]
fn dates_are_moved_by_days_and_what_is_no_number_is_not_sent() {
    let mut app = app();
    app.keys("m soon <enter>");
    assert!(app.fake.asked.is_empty() && app.screen().contains("不是数字"));
    app.keys("<esc> <esc> j m <ctrl-u> -3 <enter>");
    let shift = Request::CampaignShift { campaign: "member".to_owned(), days: -3 };
    assert_eq!(app.fake.asked, [Request::All(vec![shift])]);
}

#[test]
fn a_range_follows_the_cursor_and_everything_can_be_marked() {
    let mut app = app();
    app.keys("j v j j");
    assert_eq!(desk(&app).marks.len(), 3);
    app.keys("k");
    assert_eq!(desk(&app).marks.len(), 2, "the range shrinks again");
    app.keys("v G d");
    assert_eq!(keys(&app), ["member", "winback"]);
    app.keys("*");
    assert_eq!(desk(&app).marks.len(), 6);
    app.keys("*");
    assert!(desk(&app).marks.is_empty());
    app.keys("d");
    assert!(
        matches!(app.fake.asked.last(), Some(Request::CampaignDelete { campaign }) if campaign == "d618")
    );
}

#[test]
fn the_status_of_several_is_one_change() {
    let mut app = app();
    app.keys("<space> <space> s <right> <tab> 赶进度 <enter>");
    assert_eq!(keys(&app), ["d11", "member"]);
    let Some(Request::All(all)) = app.fake.asked.last() else { panic!() };
    assert!(all.iter().all(|request| matches!(request,
        Request::CampaignStatus { status, reason: Some(reason), .. } if status == "ended" && reason == "赶进度")));
}

#[test]
fn esc_takes_back_range_marks_and_filter_one_after_the_other() {
    let mut app = app();
    app.keys("/ 双 <enter> v");
    assert_eq!((shown(&app).len(), desk(&app).marks.len()), (2, 1));
    app.keys("<esc>");
    assert!(desk(&app).anchor.is_none() && desk(&app).marks.len() == 1);
    app.keys("<esc>");
    assert!(desk(&app).marks.is_empty() && shown(&app).len() == 2);
    app.keys("<esc>");
    assert_eq!(shown(&app).len(), 6);
}

#[test]
fn what_is_marked_and_filtered_away_is_not_changed() {
    let mut app = app();
    app.keys("<space> <space> / 会员 <enter> @ <ctrl-u> 小周 <enter>");
    assert_eq!(keys(&app), ["member"]);
}

#[test]
fn the_view_is_switched_and_remembered() {
    let mut app = app();
    app.keys("<tab>");
    assert_eq!(app.state.config.campaigns, CampaignView::Board);
    let saved = |e: &Effect| matches!(e, Effect::SaveConfig(c, Setting::Campaigns) if c.campaigns == CampaignView::Board);
    assert!(app.kept.iter().any(saved));
    app.keys("<tab> <tab> <shift-tab>");
    assert_eq!(app.state.config.campaigns, CampaignView::Timeline);
    let first = app.screen().lines().nth(1).unwrap().to_owned();
    let x = crate::tui::text::width(first.split("看板").next().unwrap());
    app.send(Msg::MouseUsed(MouseKind::Pressed, x, 1));
    assert_eq!(app.state.config.campaigns, CampaignView::Board);
}

#[test]
fn the_cursor_moves_inside_and_between_the_columns_of_the_board() {
    let mut app = app();
    app.keys("<tab> j");
    assert_eq!(chosen(&app), "member");
    app.keys("<left>");
    assert_eq!(chosen(&app), "d12", "empty columns are passed over");
    app.keys("l");
    assert_eq!(chosen(&app), "d11");
    app.keys("G l l");
    assert_eq!(chosen(&app), "d618");
    app.keys("l");
    assert_eq!(chosen(&app), "d618", "there is none beyond the last");
}

#[test]
fn what_was_cancelled_stands_on_no_board_and_cannot_be_changed_there() {
    let mut app = App::on(Fake { is_many: true, ..Fake::default() }, Lang::Zh, (120, 36));
    app.keys("2 / 状态:已取消 <enter>");
    assert_eq!(shown(&app).len(), 25);
    app.keys("<tab>");
    assert!(shown(&app).is_empty() && app.state.campaign().is_none(), "{}", app.screen());
    assert!(app.screen().contains("25 个已取消"));
    app.keys("d <esc>");
    assert!(app.fake.asked.is_empty());
    assert_eq!(shown(&app).len(), 175);
    app.keys("<tab>");
    assert_eq!(shown(&app).len(), 200);
}

#[test]
fn the_column_of_the_cursor_is_always_shown() {
    for width in [40, 80, 120, 200] {
        let mut app = App::new(Lang::Zh, (width, 24));
        app.keys("2 <tab>");
        for key in ["l", "l", "l", "l", "h", "h", "h", "h", "h"] {
            app.keys(key);
            let name = app.state.campaign().unwrap().name.clone();
            assert!(app.screen().contains(&name), "{width} {key}:\n{}", app.screen());
        }
    }
}

#[test]
fn a_card_is_moved_to_the_next_status() {
    let mut app = app();
    app.keys("<tab> L");
    let ended =
        Request::CampaignStatus { campaign: "d11".to_owned(), status: "ended".to_owned(), reason: None };
    assert_eq!(app.fake.asked, [ended]);
    app.keys("<left> H");
    let idea =
        Request::CampaignStatus { campaign: "d12".to_owned(), status: "idea".to_owned(), reason: None };
    assert_eq!(app.fake.asked.last(), Some(&idea));
    app.keys("l G l l L");
    assert_eq!(app.fake.asked.len(), 2, "there is none beyond the last");
    assert!(app.screen().contains("已经是最后一个状态"));
}

#[test]
fn a_move_that_lacks_something_says_what_and_asks_for_the_reason() {
    let mut app = app();
    app.fake.is_unready = true;
    app.keys("<tab> h L");
    let screen = app.screen();
    assert!(screen.contains("没有主目标") && screen.contains("预算未分配"), "{screen}");
    assert!(
        matches!(app.state.overlays.last(), Some(Overlay::Form(f)) if f.values()[0] == "approved" && f.focus == 1)
    );
    app.keys("老板同意 <enter>");
    let reason = Some("老板同意".to_owned());
    let again = Request::CampaignStatus { campaign: "d12".to_owned(), status: "approved".to_owned(), reason };
    assert_eq!(app.fake.asked.last(), Some(&again));
    assert!(app.state.overlays.is_empty());
}

#[test]
fn the_timeline_zooms_and_scrolls_and_comes_back_to_today() {
    let mut app = app();
    app.keys("<tab> <tab>");
    let first = app.screen();
    assert!(first.contains("按周") && first.contains("2026年11月"));
    app.keys("+");
    assert!(app.screen().contains("按日") && app.screen().contains("爆发"));
    app.keys("- -");
    assert!(app.screen().contains("按月") && app.screen().contains("2027年"));
    app.keys("=");
    assert_eq!(app.screen(), first);
    app.keys("l l l l l l l l l l l l l l l");
    assert!(!app.screen().contains("2026年11月") && app.screen().contains('‹'));
    app.keys("0");
    assert_eq!(app.screen(), first);
}

#[test]
fn moving_on_the_timeline_shows_the_campaign() {
    let mut app = App::on(Fake { is_many: true, ..Fake::default() }, Lang::Zh, (80, 24));
    app.keys("2 <tab> <tab>");
    for key in ["g g", "G", "k", "<ctrl-u>"] {
        app.keys(key);
        let name = app.state.campaign().unwrap().name.chars().take(4).collect::<String>();
        let row =
            app.screen().lines().find(|line| line.contains('▸') && line.contains(&name)).unwrap().to_owned();
        assert!(row.contains('▒'), "{key}: {row}");
    }
}

#[test]
fn campaigns_on_one_channel_at_one_time_are_told() {
    let mut app = app();
    app.keys("<tab> <tab>");
    let screen = app.screen();
    assert!(screen.contains("××") && screen.contains("与「老客召回」争用微信"), "{screen}");
    app.keys("/ -老客 <enter>");
    assert!(!app.screen().contains("争用"), "what is filtered away clashes with nothing");
}

#[test]
fn the_campaign_that_was_just_made_is_chosen() {
    let mut app = app();
    app.fake.gone = Some(4);
    app.send(Msg::FileChanged);
    assert_eq!(shown(&app).len(), 5);
    app.keys("n 双12 <tab> <tab> <tab> 12-10 <tab> 12-12");
    app.fake.gone = None;
    app.keys("<ctrl-s>");
    // Its page is open; behind it, the list has the cursor on it.
    assert_eq!(app.state.desks.page.campaign, Some(CampaignId(4)));
    app.keys("<esc>");
    assert_eq!(app.state.campaign().map(|c| c.id), Some(CampaignId(4)));
}

#[test]
fn the_next_one_is_chosen_where_one_was_deleted() {
    let mut app = app();
    app.keys("j");
    app.fake.gone = Some(3);
    app.send(Msg::FileChanged);
    assert_eq!(chosen(&app), "winback");
}

#[test]
fn a_press_chooses_and_a_second_one_opens() {
    for view in ["", "<tab>", "<tab> <tab>"] {
        let mut app = app();
        app.keys(view);
        let screen = app.screen();
        let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains("会员日")).unwrap();
        let x = crate::tui::text::width(line.split("会员日").next().unwrap());
        let y = u16::try_from(y).unwrap();
        app.send(Msg::MouseUsed(MouseKind::Pressed, x, y));
        assert_eq!(chosen(&app), "member", "{view}");
        app.send(Msg::MouseUsed(MouseKind::Pressed, x, y));
        assert_eq!(app.state.look.screen, "screen.page", "{view}");
    }
}
