//! Planning on a campaign's page, key by key.
use super::App;
use super::fake;
use crate::model::{CampaignStatus, Lang, Quantity};
use crate::planner::{CampaignDraft, LinkDraft, Request, ResourceDraft, TaskDraft};
use crate::tui::effect::Effect;
use crate::tui::load::Loaded;
use crate::tui::msg::{MouseKind, Msg};
use crate::tui::overlay::Overlay;

/// The page of the planned campaign at one of its sections.
fn at(section: usize) -> App {
    let mut app = App::zh();
    app.keys("o");
    app.keys(&"] ".repeat(section));
    app
}

const BRIEF: usize = 0;
const TARGETS: usize = 1;
const MONEY: usize = 2;
const PHASES: usize = 3;
const TASKS: usize = 4;
const RESOURCES: usize = 5;
const NOTES: usize = 7;
const HISTORY: usize = 8;

fn form_title(app: &App) -> String {
    match app.state.overlays.last() {
        Some(Overlay::Form(form)) => form.title(Lang::Zh),
        other => panic!("{other:?}"),
    }
}

fn loaded(app: &mut App, change: impl FnOnce(&mut crate::board::CampaignPage)) {
    let line = fake::cockpit().campaigns.into_iter().find(|c| c.id.0 == 1).unwrap();
    let mut page = fake::page(line);
    change(&mut page);
    let mut effects = Vec::new();
    app.state.load_want(&mut effects);
    let [Effect::Load { generation, .. }] = effects[..] else { panic!("{effects:?}") };
    app.send(Msg::Loaded { generation, result: Ok(Loaded::Campaign(Box::new(page))) });
}

#[test]
fn the_head_tells_what_the_next_step_lacks() {
    let app = at(BRIEF);
    let screen = app.screen();
    assert!(screen.contains("→ 已结束：渠道预算合计不等于总预算、审批未通过（1）"), "{screen}");
    assert!(screen.contains("第 4/11 天") && screen.contains("任务 3 · 1!"), "{screen}");
}

#[test]
fn sections_go_round_in_both_directions() {
    let mut app = at(BRIEF);
    app.keys("<shift-tab>");
    assert!(app.screen().contains("撤销本文件的最近一次修改"), "{}", app.screen());
    app.keys("<tab>");
    assert!(app.screen().contains("一句话目标"));
}

#[test]
fn a_text_of_the_brief_is_written_in_lines_and_saved_as_one_change() {
    let mut app = at(BRIEF);
    // Down to the mechanics: next step (3 lines), dates, playbook, goal, audience.
    app.keys("j j j j j j j e");
    assert_eq!(form_title(&app), "玩法");
    app.keys("<enter> <down> 每人限领：3 <ctrl-s>");
    let [Request::CampaignSet { campaign, seen: Some(1), draft }] = &app.fake.asked[..] else {
        panic!("{:?}", app.fake.asked)
    };
    let mechanics = "满 200 减 30，可叠加店铺券\n满减门槛：___\n每人限领：3";
    assert_eq!(campaign, "d11");
    assert_eq!(*draft, CampaignDraft { mechanics: Some(mechanics.to_owned()), ..CampaignDraft::default() });
    assert!(app.state.overlays.is_empty());
}

#[test]
fn what_was_written_does_not_take_the_cursor_away() {
    let mut app = at(BRIEF);
    app.keys("j j j e 早 <ctrl-s>");
    let cursor = app.state.desks.page.cursor();
    app.state.hopes = true;
    loaded(&mut app, |page| page.campaign.rules += "\n不与店铺券叠加");
    assert_eq!(app.state.desks.page.cursor(), cursor);
}

#[test]
fn a_long_text_goes_to_the_editor_with_its_lines() {
    let mut app = at(BRIEF);
    app.keys("j j j j j j j e <ctrl-e>");
    assert!(app.kept.contains(&Effect::EditText("满 200 减 30，可叠加店铺券\n满减门槛：___".to_owned())));
    app.send(Msg::Edited(Ok("一\n二".to_owned())));
    app.keys("<ctrl-s>");
    assert!(
        matches!(&app.fake.asked[..], [Request::CampaignSet { draft, .. }] if draft.mechanics.as_deref() == Some("一\n二"))
    );
}

#[test]
fn the_status_form_starts_at_the_next_step_and_tells_what_is_missing() {
    let mut app = at(BRIEF);
    app.keys("s");
    let screen = app.screen();
    assert!(
        screen.contains("‹ 已结束 ›") && screen.contains("还缺：审批未通过：法务审核活动规则"),
        "{screen}"
    );
    app.keys("<left> <left> <left>");
    assert!(app.screen().contains("条件齐备"), "{}", app.screen());
    app.keys("<right> <right> <right> <tab> 急 <enter>");
    let request = Request::CampaignStatus {
        campaign: "d11".to_owned(),
        status: CampaignStatus::Ended.as_str().to_owned(),
        reason: Some("急".to_owned()),
    };
    assert_eq!(app.fake.asked, [request]);
}

#[test]
fn targets_have_their_chart_below_and_one_alone_full_screen() {
    let mut app = at(TARGETS);
    let chart = app.state.chart.target;
    app.keys("j");
    assert_ne!(app.state.chart.target, chart, "the chart follows the cursor");
    assert_eq!(app.state.chart.target, app.state.target().map(|t| t.id));
    app.keys("<enter>");
    assert!(app.screen().contains("80% 区间"), "{}", app.screen());
    app.keys("j <esc> e");
    assert_eq!(form_title(&app), "编辑目标值 · d11/spend");
    app.keys("<esc> d");
    assert_eq!(app.fake.asked, [Request::TargetDelete { target: "d11/spend".to_owned() }]);
}

#[test]
fn a_channel_gets_its_share_and_a_new_channel_is_added() {
    let mut app = at(MONEY);
    app.keys("e <ctrl-u> 40%");
    assert!(app.screen().contains("→ 20000"), "the share as money: {}", app.screen());
    app.keys("<enter>");
    app.keys("+ 小红书 <tab> 5000 <ctrl-s> j d");
    let set = |channel: &str, planned: &str| Request::BudgetSet {
        campaign: "d11".to_owned(),
        lines: vec![(channel.to_owned(), planned.to_owned())],
    };
    assert_eq!(app.fake.asked, [set("douyin", "40%"), set("小红书", "5000"), set("wechat", "")]);
}

#[test]
fn channels_are_sorted_by_any_column_and_the_cursor_stays_on_its_row() {
    let mut app = at(MONEY);
    let order = |app: &App| {
        let screen = app.screen();
        screen.find("抖音") < screen.find("微信")
    };
    assert!(order(&app));
    // By planned, spent, left, pace, CTR: the most comes first.
    app.keys("> > > > >");
    assert!(!order(&app), "{}", app.screen());
    app.keys("R");
    assert!(order(&app));
    app.keys("< < < < <");
    assert!(app.screen().contains("抖音"));
}

#[test]
fn columns_that_have_no_room_are_reached_sideways() {
    let mut app = App::new(Lang::En, (60, 24));
    app.keys("o ] ]");
    assert!(!app.screen().contains("ROI"), "{}", app.screen());
    app.keys("<right> <right> <right> <right>");
    assert!(app.screen().contains("ROI") && app.screen().contains("抖音"), "{}", app.screen());
    app.keys("<left> <left> <left> <left> <left>");
    assert!(app.screen().contains("Planned"));
}

#[test]
fn the_difference_to_the_budget_as_a_whole_is_told() {
    let mut app = at(MONEY);
    assert!(app.screen().contains("总预算 ¥50,000，还剩 ¥5,000 未分配"), "{}", app.screen());
    loaded(&mut app, |page| page.spending.planned = Quantity::from_f64(60_000.0).unwrap());
    assert!(app.screen().contains("已超分 ¥10,000"), "{}", app.screen());
    loaded(&mut app, |page| page.spending.total = None);
    assert!(app.screen().contains("没有总预算"), "{}", app.screen());
}

#[test]
fn a_link_is_made_for_the_channel_under_the_cursor_and_copied() {
    let mut app = at(MONEY);
    app.keys("l <tab> <tab> <tab> CPC");
    assert!(app.screen().contains("cpc"), "what is wrong is told while typing: {}", app.screen());
    app.keys("<ctrl-u> cpc <tab> <tab> banner_a <ctrl-s>");
    let url = "https://shop.example/d11".to_owned();
    let draft = LinkDraft {
        url,
        channel: Some("douyin".to_owned()),
        medium: Some("cpc".to_owned()),
        content: Some("banner_a".to_owned()),
        ..LinkDraft::default()
    };
    assert_eq!(app.fake.asked, [Request::LinkAdd { campaign: "d11".to_owned(), draft }]);
    app.keys("y");
    let address = "https://shop.example/d11?utm_source=douyin&utm_medium=cpc&utm_campaign=d11";
    assert_eq!(app.kept, [Effect::Copy(address.to_owned())]);
    // The second link is in no channel.
    app.keys("G y d");
    assert!(matches!(&app.kept[1], Effect::Copy(text) if text.contains("utm_source=qr")));
    assert_eq!(app.fake.asked[1], Request::LinkDelete { link: 2 });
}

fn phases(app: &App) -> String {
    let phases = app.state.desks.page.phases().unwrap();
    let phase = |p: &crate::model::Phase| format!("{}..{}={}", p.start.day(), p.end.day(), p.share);
    phases.0.iter().map(phase).collect::<Vec<_>>().join(" ").replace("2026-11-", "")
}

#[test]
fn borders_and_shares_are_dragged_and_written_as_one_change() {
    let mut app = at(PHASES);
    app.keys("L L K K");
    assert_eq!(phases(&app), "01..05=0.26 06..08=0.54 09..11=0.2");
    assert!(app.screen().contains("尚未保存") && app.fake.asked.is_empty(), "{}", app.screen());
    app.keys("j <shift-right> - <enter>");
    assert_eq!(phases(&app), "01..05=0.26 06..09=0.53 10..11=0.21");
    let [Request::PhasesSet { campaign, seen: Some(1), phases }] = &app.fake.asked[..] else {
        panic!("{:?}", app.fake.asked)
    };
    assert_eq!((campaign.as_str(), Some(phases)), ("d11", app.state.desks.page.phases()));
    let written = phases.clone();
    loaded(&mut app, |page| page.campaign.phases = written);
    assert!(!app.screen().contains("尚未保存"), "what stands in the file is written");
}

#[test]
fn a_border_stops_where_a_phase_would_have_no_day_left() {
    let mut app = at(PHASES);
    app.keys("H H H H H");
    assert_eq!(phases(&app), "01..01=0.24 02..08=0.56 09..11=0.2");
    app.keys("L L");
    assert!(app.state.desks.page.drag.is_none(), "back where it was, nothing is dragged");
}

#[test]
fn what_was_dragged_is_dropped_by_esc_and_kept_from_section_to_section() {
    let mut app = at(PHASES);
    app.keys("L <tab> <shift-tab>");
    assert_eq!(phases(&app), "01..04=0.24 05..08=0.56 09..11=0.2");
    app.keys("<esc>");
    assert_eq!(phases(&app), "01..03=0.24 04..08=0.56 09..11=0.2");
    assert_eq!(app.state.look.screen, "screen.page", "esc dropped, and did not leave");
}

#[test]
fn phases_are_split_joined_and_renamed() {
    let mut app = at(PHASES);
    app.keys("j n d");
    let asked = |app: &App, n: usize| match &app.fake.asked[n] {
        Request::PhasesSet { phases, .. } => phases.0.iter().map(|p| p.name.clone()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(asked(&app, 0), ["预热", "爆发", "爆发（二）", "返场"]);
    assert_eq!(asked(&app, 1), ["预热", "返场"]);
    app.keys("e <ctrl-u> 高潮 <enter>");
    assert_eq!(asked(&app, 2), ["预热", "高潮", "返场"]);
    // While dragging they are split in what is dragged; nothing is written.
    app.keys("L n");
    assert_eq!(app.fake.asked.len(), 3);
    assert_eq!(app.state.desks.page.phases().unwrap().0.len(), 4);
}

#[test]
fn a_campaign_without_phases_is_split_in_two() {
    let mut app = App::zh();
    app.keys("j j j o ] ] ]");
    assert!(app.screen().contains("按 n 一分为二"), "{}", app.screen());
    app.keys("L n");
    let [Request::PhasesSet { phases, .. }] = &app.fake.asked[..] else { panic!("{:?}", app.fake.asked) };
    assert_eq!(phases.0.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["预热"]);
}

#[test]
fn phases_somebody_else_changed_meanwhile_are_not_overwritten() {
    let mut app = at(PHASES);
    app.keys("L");
    loaded(&mut app, |page| page.campaign.version = 2);
    assert_eq!(app.state.desks.page.drag.as_ref().map(|d| d.seen), Some(2), "another field: it goes on");
    loaded(&mut app, |page| {
        page.campaign.version = 3;
        page.campaign.phases.0.pop();
    });
    assert_eq!(app.state.desks.page.drag.as_ref().map(|d| d.seen), Some(2), "the planner will refuse it");
}

fn set_task(id: i64, status: &str) -> Request {
    let draft = TaskDraft { status: Some(status.to_owned()), ..TaskDraft::default() };
    Request::TaskSet { task: id.to_string(), seen: Some(1), draft }
}

#[test]
fn tasks_are_ticked_turned_and_deleted_from_the_first_open_one() {
    let mut app = at(TASKS);
    app.keys("<space> x x");
    // The fake keeps it in progress: an approval may be refused.
    assert_eq!(app.fake.asked, [set_task(2, "done"), set_task(2, "refused"), set_task(2, "refused")]);
    app.fake.asked.clear();
    app.keys("k <space> j j x G x d");
    assert_eq!(
        app.fake.asked,
        [
            set_task(1, "open"),
            set_task(3, "doing"),
            set_task(5, "open"),
            Request::TaskDelete { task: "5".to_owned() }
        ]
    );
}

#[test]
fn a_task_is_added_with_its_day_counted_from_the_start() {
    let mut app = at(TASKS);
    app.keys("n 短信报备 <tab> T-3");
    assert!(app.screen().contains("→ 2026-10-29"), "{}", app.screen());
    app.keys("<tab> <right> <right> <tab> 小周 <tab> <tab> 法务 <down> <tab>");
    assert!(app.screen().contains("法务审核活动规则"), "{}", app.screen());
    app.keys("<ctrl-s>");
    let draft = TaskDraft {
        title: Some("短信报备".to_owned()),
        due: Some("T-3".to_owned()),
        kind: Some("content".to_owned()),
        owner: Some("小周".to_owned()),
        after: Some("2".to_owned()),
        ..TaskDraft::default()
    };
    assert_eq!(app.fake.asked, [Request::TaskAdd { campaign: "d11".to_owned(), draft }]);
}

#[test]
fn several_tasks_that_come_before_are_chosen_one_by_one() {
    let mut app = at(TASKS);
    app.keys(
        "n x <tab> T <tab> <tab> <tab> <tab> 法务 <down> <enter> <shift-tab> ,上线 <down> <enter> <ctrl-s>",
    );
    assert!(
        matches!(&app.fake.asked[..], [Request::TaskAdd { draft, .. }] if draft.after.as_deref() == Some("2, 3")),
        "{:?}",
        app.fake.asked
    );
}

#[test]
fn only_what_was_changed_of_a_task_is_asked_for() {
    let mut app = at(TASKS);
    app.keys("j j e <tab> <ctrl-u> E-2 <ctrl-s>");
    let draft = TaskDraft { due: Some("E-2".to_owned()), ..TaskDraft::default() };
    assert_eq!(app.fake.asked, [Request::TaskSet { task: "4".to_owned(), seen: Some(1), draft }]);
}

#[test]
fn tasks_are_narrowed_to_ones_own_and_by_words_and_esc_shows_all() {
    let mut app = at(TASKS);
    app.keys("m");
    // What nobody was named for is its campaign's owner's.
    assert!(
        !app.screen().contains("投放素材") && app.screen().contains("只看 小林 · 4/5"),
        "{}",
        app.screen()
    );
    app.keys("m / 里程碑 <enter>");
    assert!(app.screen().contains("筛选：里程碑 · 1/5"), "{}", app.screen());
    app.keys("<space>");
    assert_eq!(app.fake.asked, [set_task(3, "done")]);
    app.keys("<esc>");
    assert!(app.screen().contains("写活动方案并过会"));
    assert_eq!(app.state.look.screen, "screen.page");
}

#[test]
fn the_cursor_stays_on_its_task_whatever_is_loaded_and_goes_to_a_new_one() {
    let mut app = at(TASKS);
    app.keys("G k");
    loaded(&mut app, |page| {
        page.tasks.remove(0);
    });
    app.keys("<space>");
    assert_eq!(app.fake.asked, [set_task(4, "done")]);
}

#[test]
fn resources_go_from_asked_to_promised_or_refused() {
    let mut app = at(RESOURCES);
    app.keys("<space>");
    assert!(app.fake.asked.is_empty() && app.screen().contains("已经确认了"), "{}", app.screen());
    app.keys("j <space> X j <space> d");
    let set = |id: i64, status: &str| Request::ResourceSet {
        resource: id.to_string(),
        seen: Some(1),
        draft: ResourceDraft { status: Some(status.to_owned()), ..ResourceDraft::default() },
    };
    let delete = Request::ResourceDelete { resource: "3".to_owned() };
    assert_eq!(app.fake.asked, [set(2, "promised"), set(2, "refused"), set(3, "asked"), delete]);
}

#[test]
fn a_resource_is_added_and_changed() {
    let mut app = at(RESOURCES);
    app.keys("n 短信通道 <tab> T-5 <ctrl-s> e <ctrl-u> 焦点图 <enter>");
    let added = ResourceDraft {
        name: Some("短信通道".to_owned()),
        need_by: Some("T-5".to_owned()),
        kind: Some("traffic".to_owned()),
        status: Some("needed".to_owned()),
        ..ResourceDraft::default()
    };
    let changed = ResourceDraft { name: Some("焦点图".to_owned()), ..ResourceDraft::default() };
    assert_eq!(
        app.fake.asked,
        [
            Request::ResourceAdd { campaign: "d11".to_owned(), draft: added },
            Request::ResourceSet { resource: "1".to_owned(), seen: Some(1), draft: changed }
        ]
    );
}

#[test]
fn notes_are_added_and_deleted() {
    let mut app = at(NOTES);
    app.keys("j d a 首页换图 <enter>");
    assert!(matches!(
        &app.fake.asked[..],
        [Request::NoteDelete { note: 1 }, Request::NoteAdd { text, .. }] if text == "首页换图"
    ));
}

#[test]
fn the_history_is_told_in_words_and_what_was_taken_back_is_marked() {
    let app = at(HISTORY);
    let screen = app.screen();
    assert!(screen.contains("写活动方案并过会 · 状态: 未开始 → 已完成"), "{screen}");
    assert!(screen.contains("分配预算 d11  已撤销"), "{screen}");
}

#[test]
fn moving_the_dates_lists_what_moved() {
    let mut app = at(BRIEF);
    app.keys("M 7");
    assert!(app.screen().contains("2026-11-08 .. 2026-11-18"), "{}", app.screen());
    app.keys("<enter>");
    assert_eq!(app.fake.asked, [Request::CampaignShift { campaign: "d11".to_owned(), days: 7 }]);
    let screen = app.screen();
    assert!(screen.contains("随日期移动 · 4") && screen.contains("10-11 → 10-18"), "{screen}");
    app.keys("<esc>");
    assert!(app.state.overlays.is_empty() && app.state.look.screen == "screen.page");
}

#[test]
fn what_moved_does_not_cover_a_form_that_was_opened_meanwhile() {
    let mut app = at(BRIEF);
    app.keys("M 7");
    app.state.show_moved(Vec::new());
    assert_eq!(app.state.overlays.len(), 1);
    app.keys("<esc> r");
    let mut backend = fake::Fake::default();
    let request = Request::CampaignShift { campaign: "d11".to_owned(), days: 7 };
    let context =
        crate::planner::Context { now: fake::NOW, actor: "小林".to_owned(), lang: Lang::Zh, home: None };
    let result = crate::tui::runtime::Backend::ask(&mut backend, request, &context);
    app.send(Msg::Answered { ticket: 999, result });
    assert_eq!(form_title(&app), "录入实际值");
    app.keys("<esc>");
    assert!(app.screen().contains("随日期移动"), "{}", app.screen());
}

#[test]
fn presses_choose_sections_and_rows_and_open_what_is_chosen() {
    let mut app = App::zh();
    app.keys("o");
    let press = |app: &mut App, text: &str| {
        let screen = app.screen();
        let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains(text)).unwrap();
        let x = crate::tui::text::width(&line[..line.find(text).unwrap()]);
        app.send(Msg::MouseUsed(MouseKind::Pressed, x, u16::try_from(y).unwrap()));
    };
    press(&mut app, "资源 2");
    press(&mut app, "小程序压测");
    assert!(app.state.overlays.is_empty());
    press(&mut app, "小程序压测");
    assert_eq!(form_title(&app), "编辑资源");
}

#[test]
fn all_of_the_money_is_left_before_anything_is_spent() {
    let mut app = at(MONEY);
    let whole = |app: &App| {
        let screen = app.screen();
        let line = screen.lines().find(|line| line.contains(" 合计 ")).unwrap_or_default().to_owned();
        line.split_whitespace()
            .skip_while(|word| *word != "合计")
            .skip(1)
            .take(3)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let amount = |n: f64| Quantity::from_f64(n);
    loaded(&mut app, |page| {
        for row in &mut page.spending.rows {
            (row.spent, row.left) = (None, row.planned);
        }
        (page.spending.spent, page.spending.left) = (None, Some(page.spending.planned));
    });
    assert_eq!(whole(&app), "¥4.5万 — ¥4.5万", "{}", app.screen());
    // Nothing is split: what is planned is the campaign's money.
    loaded(&mut app, |page| {
        for row in &mut page.spending.rows {
            (row.planned, row.left, row.spent) = (None, None, None);
        }
        page.spending.planned = Quantity::ZERO;
        (page.spending.spent, page.spending.left) = (None, amount(50_000.0));
    });
    assert_eq!(whole(&app), "¥5万 — ¥5万", "{}", app.screen());
}

#[test]
fn the_footer_names_status_and_move_where_there_is_room() {
    for section in [BRIEF, MONEY, NOTES, HISTORY] {
        let mut app = at(section);
        app.state.size = (160, 40);
        let footer = app.screen().lines().last().unwrap().to_owned();
        assert!(footer.contains(" s 状态  M 移日期"), "{footer}");
    }
}

#[test]
fn the_footer_names_a_key_only_where_it_does_that() {
    let app = at(TASKS);
    let footer = app.screen().lines().last().unwrap().to_owned();
    assert_eq!(footer.matches("编辑").count(), 1, "{footer}");
    assert!(footer.contains("Space 完成") && footer.contains("x 开始/取消"), "{footer}");
}
