//! Journeys on a retrospective's page, as keys typed.
use super::App;
use super::fake::Fake;
use super::recalled::{Recalled, Shape};
use crate::board::RetroAbout;
use crate::model::{CampaignId, CycleId, Lang};
use crate::planner::{OkrRequest, Request, RetroPlace, RetroRequest};
use crate::tui::keymap::Chord;
use crate::tui::msg::{MouseKind, Msg};

/// The page of a campaign's retrospective.
fn page(shape: Shape, lang: Lang, size: (u16, u16)) -> App {
    let fake = Fake { recalled: Recalled::of(shape), ..Fake::default() };
    let mut app = App::on(fake, lang, size);
    app.state.open_retro(RetroAbout::Campaign(CampaignId(5)));
    app.send(Msg::FileChanged);
    app
}

fn zh(size: (u16, u16)) -> App {
    page(Shape::Full, Lang::Zh, size)
}

/// The last thing that was asked for.
fn asked(app: &App) -> Option<&RetroRequest> {
    app.fake.asked.iter().rev().find_map(|request| match request {
        Request::Retro(retro) => Some(retro),
        _ => None,
    })
}

/// The row with the cursor.
fn chosen(app: &App) -> String {
    let screen = app.screen();
    screen
        .lines()
        .find(|line| line.contains('▸'))
        .map(|line| {
            let (_, row) = line.split_once('▸').unwrap_or_default();
            row.split('│').next().unwrap_or_default().trim().to_owned()
        })
        .unwrap_or_default()
}

/// The same, brought into sight of a text that must be there.
fn with(app: &App, text: &str) -> bool {
    app.screen().contains(text)
}

#[test]
fn every_step_has_its_numbers_and_its_writing_on_one_page() {
    let app = zh((120, 200));
    let screen = app.screen();
    for text in [
        // What was wanted.
        "最初 ¥120万 → ¥100万 下调",
        "领券页加库存预警",
        "门店开业：6.8% → 5.1% · 数据显示：已验证",
        "不采纳 · 这次没有直播",
        "目标按去年同期 1.5 倍定",
        "主持 @小林",
        // What came of it.
        "未达成 · 达成 41% · 差距 -¥58.8万",
        "完成复盘时为 ¥39.8万",
        "75% ▼ ¥62万 已预警",
        "82% 的天数守住",
        "预热  ¥22万    ¥16万     -¥6万   73%",
        "带来 ¥22万/¥60万",
        "CAC ¥38.2/¥45",
        "结余 ¥2.4万",
        "② 11-03 09:03 调整 首页资源位换到会场",
        "日均 ¥5.1万 → ¥7.2万 (+41%) · 计划 ¥9万 → ¥11万",
        "前后天数不够",
        "延期任务 2/24",
        "晚了 5 天",
        "一直没完成，超 3 天",
        "没拿到的资源 1/4",
        "用户反馈 12 条，涉及 340 人，已回复 8 条",
        "280 人，已回复 5/7",
        "对比 618大促（18 天，本次 11 天）",
        "-36%",
        // Why.
        "GMV 差距 -¥42万 · 按因子",
        "-¥31万",
        "合计 -¥42万 = ¥58万 − ¥100万",
        "亮点与不足，2 条待定",
        "内部 · 可控",
        "╰─ 为什么？ 审核排队",
        // What is learned.
        "打法里的问题 1/3",
        "会场二屏，每个访客 0.8 元",
        "停止 开场当天才调红包面额",
        "任务 T-7 · 采纳 1 次，不采纳 0 次",
        "无负责人 · 没定截止日期",
    ] {
        assert!(screen.contains(text), "{text} is not in\n{screen}");
    }
    assert!(screen.contains("1 回顾目标") && screen.contains("4 总结经验"), "{screen}");
}

#[test]
fn brackets_walk_the_steps_and_tab_goes_to_the_other_side_of_the_same_step() {
    for size in [(80, 24), (120, 36)] {
        let mut app = zh(size);
        assert_eq!(chosen(&app), "11 天拉新 1 万，GMV 做到 100 万");
        app.keys("] ]");
        assert!(chosen(&app).starts_with("访客数"), "{}", app.screen());
        app.keys("<tab>");
        assert!(chosen(&app).starts_with("↓ 不足"), "{}", app.screen());
        app.keys("<right>");
        assert!(chosen(&app).starts_with("保持 店员拉群送小料"), "{}", app.screen());
        // There is nothing after the last step.
        app.keys("]");
        assert!(chosen(&app).starts_with("保持"), "{}", app.screen());
        app.keys("[ [ [ [");
        assert_eq!(chosen(&app), "主持 @小林");
        app.keys("<tab>");
        assert_eq!(chosen(&app), "11 天拉新 1 万，GMV 做到 100 万");
    }
}

#[test]
fn the_other_side_remembers_where_it_was() {
    let mut app = zh((80, 24));
    app.keys("] ] <tab> j j");
    assert_eq!(chosen(&app), "抖音投放素材晚了两天上线");
    app.keys("<tab> <tab>");
    assert_eq!(chosen(&app), "抖音投放素材晚了两天上线");
}

#[test]
fn the_cursor_goes_through_all_steps_and_is_always_in_sight() {
    for (shape, size) in [
        (Shape::Full, (40, 12)),
        (Shape::Full, (80, 24)),
        (Shape::Full, (120, 36)),
        (Shape::Many, (80, 24)),
        (Shape::Many, (120, 36)),
        (Shape::Silent, (40, 12)),
    ] {
        for tab in ["", "<tab>"] {
            let mut app = page(shape, Lang::Zh, size);
            app.keys(tab);
            for _ in 0..60 {
                let (buf, _) = app.drawn();
                let is_there =
                    (0..buf.area.height).any(|y| (0..buf.area.width).any(|x| buf[(x, y)].symbol() == "▸"));
                assert!(is_there, "{shape:?} {size:?} {tab}\n{}", app.screen());
                app.keys("j");
            }
            assert_eq!(
                app.state.desks.retro.step(),
                crate::model::RetroStep::Insight,
                "{shape:?} {size:?} {tab}"
            );
            app.keys("gg");
            assert_eq!(app.state.desks.retro.step(), crate::model::RetroStep::Goal);
        }
    }
}

#[test]
fn thirty_causes_can_be_walked_to_the_last() {
    let mut app = page(Shape::Many, Lang::Zh, (80, 24));
    app.keys("] ] <tab>");
    for _ in 0..30 {
        app.keys("j");
    }
    assert!(chosen(&app).starts_with("第 30 个原因"), "{}", app.screen());
    app.keys("G");
    assert!(with(&app, "改进项"), "{}", app.screen());
}

#[test]
fn a_finding_is_kept_or_dismissed_with_one_key_and_the_next_one_is_looked_at() {
    let mut app = page(Shape::Empty, Lang::Zh, (120, 36));
    app.keys("] ] j j j j");
    assert!(chosen(&app).starts_with("↓ 不足 GMV"), "{}", app.screen());
    app.keys("+");
    assert!(
        matches!(asked(&app), Some(RetroRequest::FindingSet { about: RetroPlace::Campaign(key), subject, kind, verdict, text: None })
        if key == "opening" && subject == "target:gmv" && kind == "lowlight" && verdict == "kept"),
        "{:?}",
        asked(&app)
    );
    assert!(with(&app, "✓ 保留") && with(&app, "保留的发现 1"), "{}", app.screen());
    assert!(chosen(&app).starts_with("↓ 不足 访客数"), "{}", app.screen());
    app.keys("-");
    assert!(matches!(asked(&app), Some(RetroRequest::FindingSet { verdict, .. }) if verdict == "dismissed"));
    assert!(with(&app, "× 忽略"), "{}", app.screen());
    // The same key again leaves it open.
    app.keys("k -");
    assert!(matches!(asked(&app), Some(RetroRequest::FindingSet { verdict, .. }) if verdict.is_empty()));
    assert!(!with(&app, "× 忽略"), "{}", app.screen());
}

#[test]
fn a_finding_is_said_in_ones_own_words_and_those_of_the_numbers_stay_beside_them() {
    let mut app = page(Shape::Empty, Lang::Zh, (120, 36));
    app.keys("] ] j j j j <enter>");
    app.send(Msg::Pasted { text: "会场改版后没人进店".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    assert!(
        matches!(asked(&app), Some(RetroRequest::FindingSet { verdict, text: Some(text), .. })
        if verdict == "kept" && text == "会场改版后没人进店"),
        "{:?}",
        asked(&app)
    );
    assert!(with(&app, "↓ 不足 会场改版后没人进店") && with(&app, "数据：GMV"), "{}", app.screen());
}

#[test]
fn a_finding_of_ones_own_is_added_and_deleted() {
    let mut app = page(Shape::Empty, Lang::Zh, (120, 36));
    app.keys("] ] f");
    app.keys("<space> <tab>");
    app.send(Msg::Pasted { text: "竞品同日开场".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    assert!(
        matches!(asked(&app), Some(RetroRequest::FindingAdd { kind, text, .. })
        if kind == "lowlight" && text == "竞品同日开场"),
        "{:?}",
        asked(&app)
    );
    assert!(with(&app, "保留的发现 1"), "{}", app.screen());
    app.keys("<tab> d");
    assert!(matches!(asked(&app), Some(RetroRequest::FindingDelete { .. })), "{:?}", asked(&app));
    assert!(!with(&app, "竞品同日开场") || with(&app, "还没有保留"), "{}", app.screen());
}

#[test]
fn a_cause_is_written_for_the_finding_under_the_cursor_with_its_whys_one_after_the_other() {
    let mut app = page(Shape::Empty, Lang::Zh, (120, 36));
    app.keys("] ] j j j j c");
    assert!(!with(&app, "又为什么？"), "{}", app.screen());
    let mut type_in = |text: &str| {
        app.send(Msg::Pasted { text: text.to_owned(), cut: false });
        app.send(Msg::KeyPressed(Chord::parse("tab").unwrap()));
    };
    type_in("素材晚了两天");
    type_in("审核排队");
    type_in("送审太晚");
    assert!(with(&app, "为什么？(3)"), "{}", app.screen());
    // Past the third why: inside, controllable.
    app.keys("<tab> <space> <tab> <space>");
    app.keys("<ctrl-s>");
    let Some(RetroRequest::CauseAdd { draft, .. }) = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!(draft.text.as_deref(), Some("素材晚了两天"));
    assert_eq!(draft.whys.as_deref(), Some(&["审核排队".to_owned(), "送审太晚".to_owned()][..]));
    assert_eq!((draft.origin.as_deref(), draft.controllable.as_deref()), (Some("internal"), Some("yes")));
    assert_eq!(draft.finding.as_deref(), Some("lowlight target:gmv"));
    // It stands there as a tree, and the cursor is on it.
    assert_eq!(chosen(&app), "素材晚了两天", "{}", app.screen());
    assert!(with(&app, "╰─ 为什么？ 审核排队") && with(&app, "内部 · 可控"), "{}", app.screen());
    // One more why, without looking for the field.
    app.keys("w");
    app.send(Msg::Pasted { text: "没人排期".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    let Some(RetroRequest::CauseSet { draft, .. }) = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!(draft.whys.as_ref().map(Vec::len), Some(3));
    assert!(draft.text.is_none() && draft.origin.is_none() && draft.finding.is_none(), "{draft:?}");
    assert!(with(&app, "╰─ 为什么？ 没人排期"), "{}", app.screen());
    app.keys("d");
    assert!(matches!(asked(&app), Some(RetroRequest::CauseDelete { .. })));
    assert!(with(&app, "还没有原因：按 c 添加"), "{}", app.screen());
}

#[test]
fn what_is_said_to_goals_and_results_is_a_long_text() {
    let mut app = page(Shape::Empty, Lang::Zh, (120, 36));
    app.keys("n");
    app.send(Msg::Pasted { text: "目标偏高\n按渠道算只有 80 万".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    let Some(RetroRequest::Set { draft, seen: Some(1), .. }) = asked(&app) else {
        panic!("{:?}", asked(&app))
    };
    assert_eq!(draft.goal_note.as_deref(), Some("目标偏高\n按渠道算只有 80 万"));
    assert!(draft.result_note.is_none() && draft.leader.is_none());
    assert!(with(&app, "按渠道算只有 80 万"), "{}", app.screen());
    app.keys("] <tab> <enter>");
    app.send(Msg::Pasted { text: "退款还没算".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    let Some(RetroRequest::Set { draft, .. }) = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!(draft.result_note.as_deref(), Some("退款还没算"));
    assert!(draft.goal_note.is_none(), "{draft:?}");
}

#[test]
fn a_leader_is_named_and_may_be_nobody() {
    let mut app = page(Shape::Empty, Lang::Zh, (120, 36));
    app.keys("@");
    for _ in 0..4 {
        app.keys("<backspace>");
    }
    app.keys("<ctrl-s>");
    let Some(RetroRequest::Set { draft, .. }) = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!(draft.leader.as_deref(), Some(""));
    assert!(with(&app, "还没人主持：按 @ 指定"), "{}", app.screen());
}

#[test]
fn questions_are_answered_from_either_side_and_an_empty_answer_takes_it_away() {
    let mut app = page(Shape::Empty, Lang::Zh, (120, 36));
    app.keys("] ] ] j <enter>");
    assert!(with(&app, "预热蓄水够不够？"), "{}", app.screen());
    app.send(Msg::Pasted { text: "够，加购 3.2 万".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    let Some(RetroRequest::Answer { question, text, .. }) = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!((question.zh.as_str(), text.as_str()), ("预热蓄水够不够？", "够，加购 3.2 万"));
    assert!(with(&app, "打法里的问题 1/3") && with(&app, "加购 3.2 万"), "{}", app.screen());
    app.keys("<tab> j d");
    assert!(
        matches!(asked(&app), Some(RetroRequest::Answer { text, .. }) if text.is_empty()),
        "{:?}",
        asked(&app)
    );
    assert!(with(&app, "打法里的问题 0/3"), "{}", app.screen());
}

#[test]
fn what_to_keep_improve_start_and_stop_is_written_changed_and_deleted() {
    let mut app = page(Shape::Empty, Lang::Zh, (120, 36));
    app.keys("] ] ] i <space> <tab>");
    app.send(Msg::Pasted { text: "送审提前三天".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    assert!(
        matches!(asked(&app), Some(RetroRequest::InsightAdd { kind, text, .. })
        if kind == "improve" && text == "送审提前三天"),
        "{:?}",
        asked(&app)
    );
    assert_eq!(chosen(&app), "改进 送审提前三天", "{}", app.screen());
    app.keys("e <space> <ctrl-s>");
    assert!(
        matches!(asked(&app), Some(RetroRequest::InsightSet { kind: Some(kind), text: None, seen: Some(1), .. })
        if kind == "start"),
        "{:?}",
        asked(&app)
    );
    app.keys("d");
    assert!(matches!(asked(&app), Some(RetroRequest::InsightDelete { .. })));
}

#[test]
fn a_lesson_follows_from_the_cause_under_the_cursor() {
    let mut app = zh((120, 36));
    app.keys("] ] <tab> j j l");
    app.send(Msg::Pasted { text: "素材提前三天送审".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    let Some(RetroRequest::LessonAdd(draft)) = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!((draft.campaign.as_deref(), draft.cause.as_deref()), (Some("opening"), Some("1")));
    assert_eq!(chosen(&app), "★ 素材提前三天送审", "{}", app.screen());
    assert!(with(&app, "来自原因：抖音投放素材晚了两天上线"), "{}", app.screen());
}

#[test]
fn an_action_is_decided_ticked_and_proven_here() {
    let mut app = zh((120, 36));
    app.keys("] ] ] a");
    app.send(Msg::Pasted { text: "复核排期".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    let added = app.fake.asked.iter().any(|request| {
        matches!(request, Request::Okr(OkrRequest::ActionAdd { about: crate::planner::OkrPlace::Campaign(key), draft, .. })
            if key == "opening" && draft.title.as_deref() == Some("复核排期"))
    });
    assert!(added, "{:?}", app.fake.asked);
    // The one from before, on the side of the numbers.
    app.keys("[ [ [ j j j j j j");
    assert!(chosen(&app).starts_with("! 领券页加库存预警"), "{}", app.screen());
    app.keys("<space>");
    let ticked = app.fake.asked.iter().any(|request| {
        matches!(request, Request::Okr(OkrRequest::ActionSet { action, draft, .. })
            if action == "21" && draft.status.as_deref() == Some("done"))
    });
    assert!(ticked, "{:?}", app.fake.asked);
    app.keys("p <ctrl-s>");
    assert!(
        matches!(asked(&app), Some(RetroRequest::ActionProve { action, proof, .. })
        if action == "21" && proof == "verified"),
        "{:?}",
        asked(&app)
    );
}

#[test]
fn the_gap_is_split_as_a_whole_by_phase_and_by_channel() {
    let mut app = zh((120, 36));
    app.keys("] ]");
    assert!(with(&app, "按因子"), "{}", app.screen());
    app.keys("v");
    let phases = app.screen();
    assert!(phases.contains("按阶段") && phases.contains("爆发") && phases.contains("结构"), "{phases}");
    // Each row tells its own gap, and so does the whole.
    assert!(phases.contains("-¥34万") && phases.contains("合计 -¥42万"), "{phases}");
    app.keys("<enter>");
    let channels = app.screen();
    assert!(channels.contains("按渠道") && channels.contains("抖音"), "{channels}");
    app.keys("v");
    assert!(with(&app, "按因子"), "{}", app.screen());
}

#[test]
fn finishing_keeps_the_numbers_and_it_can_be_opened_again() {
    let mut app = zh((120, 36));
    app.keys("F");
    let Some(RetroRequest::Finish { figures, .. }) = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!(figures.0.len(), 4);
    assert!(with(&app, "✓ 已完成 11-04"), "{}", app.screen());
    let count = app.fake.asked.len();
    app.keys("F");
    assert_eq!(app.fake.asked.len(), count, "it is finished already");
    app.keys("O");
    assert!(matches!(asked(&app), Some(RetroRequest::Reopen { .. })));
    assert!(with(&app, "11-07 截止"), "{}", app.screen());
}

#[test]
fn numbers_are_looked_at_and_not_changed() {
    let mut app = zh((120, 36));
    app.keys("<enter>");
    assert!(with(&app, "这里是计算出来的数据"), "{}", app.screen());
    app.keys("d");
    assert!(app.fake.asked.is_empty(), "{:?}", app.fake.asked);
}

#[test]
fn a_hint_names_its_trap_and_leads_to_where_it_can_be_answered() {
    let mut app = zh((120, 36));
    app.keys("] ] <tab>");
    assert!(with(&app, "再想一想") && with(&app, "◇ 快速下结论"), "{}", app.screen());
    app.keys("j j j j <enter>");
    assert_eq!(chosen(&app), "抖音投放素材晚了两天上线", "{}", app.screen());
    let mut app = page(Shape::Empty, Lang::Zh, (120, 36));
    app.keys("] ] <tab> j j <enter>");
    assert!(with(&app, "添加原因"), "{}", app.screen());
}

#[test]
fn it_is_opened_from_the_ended_campaign_its_page_and_a_closed_cycle() {
    let mut app = App::zh();
    // A live campaign has none yet.
    app.keys("P");
    assert!(with(&app, "还没有结束"), "{}", app.screen());
    app.keys("G P");
    assert!(with(&app, "复盘 · 门店开业"), "{}", app.screen());
    app.keys("<esc>");
    assert_eq!(app.state.look.screen, "screen.cockpit");
    app.state.open_page(CampaignId(5));
    app.send(Msg::FileChanged);
    app.keys("P");
    assert!(with(&app, "复盘 · 门店开业"), "{}", app.screen());
    app.keys("o");
    assert_eq!(app.state.look.screen, "screen.page");
    app.keys("3 [ P");
    assert!(with(&app, "复盘 · 2026-Q3"), "{}", app.screen());
    app.keys("<esc>");
    assert_eq!(app.state.look.screen, "screen.okr");
}

#[test]
fn a_cycle_has_neither_phases_nor_channels() {
    let mut app = App::zh();
    app.state.open_retro(RetroAbout::Cycle(CycleId(3)));
    app.send(Msg::FileChanged);
    let goal = app.screen();
    assert!(goal.contains("o1 双11让新客成为全年增长主力") && goal.contains("逾期 4 天"), "{goal}");
    app.keys("] ] c");
    app.send(Msg::Pasted { text: "目标太多".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    assert!(
        matches!(asked(&app), Some(RetroRequest::CauseAdd { about: RetroPlace::Cycle(key), .. }) if key == "2026-Q3")
    );
    app.keys("a");
    app.send(Msg::Pasted { text: "少定目标".to_owned(), cut: false });
    app.keys("<ctrl-s>");
    let about = app.fake.asked.iter().rev().find_map(|request| match request {
        Request::Okr(OkrRequest::ActionAdd { about, .. }) => Some(about.clone()),
        _ => None,
    });
    assert_eq!(about, Some(crate::planner::OkrPlace::Cycle(CycleId(3))));
}

#[test]
fn without_a_draft_or_readings_the_page_says_so() {
    let app = page(Shape::Undrafted, Lang::Zh, (120, 36));
    assert!(with(&app, "还没有生成草稿"), "{}", app.screen());
    let mut app = page(Shape::Silent, Lang::Zh, (120, 36));
    assert!(with(&app, "数据没有明显偏离") || with(&app, "— / 100万"), "{}", app.screen());
    app.keys("] ] ]");
    assert!(with(&app, "没有预设的问题"), "{}", app.screen());
}

#[test]
fn a_press_chooses_and_a_second_one_opens() {
    let mut app = zh((120, 36));
    app.keys("] ]");
    let row = app.screen().lines().position(|line| line.contains("抖音投放素材晚了两天上线")).unwrap();
    let press = || Msg::MouseUsed(MouseKind::Pressed, 70, u16::try_from(row).unwrap());
    app.send(press());
    assert_eq!(chosen(&app), "抖音投放素材晚了两天上线", "{}", app.screen());
    app.send(press());
    assert!(with(&app, "编辑原因"), "{}", app.screen());
    app.keys("<esc>");
    // The names of the steps lead to them.
    let tabs = app.screen().lines().position(|line| line.contains("1 回顾目标   2")).unwrap();
    app.send(Msg::MouseUsed(MouseKind::Pressed, 45, u16::try_from(tabs).unwrap()));
    assert_eq!(app.state.desks.retro.step(), crate::model::RetroStep::Insight, "{}", app.screen());
    app.send(Msg::MouseUsed(MouseKind::WheelDown, 5, 10));
    assert!(app.screen().contains('▸'));
}

#[test]
fn two_people_change_a_cause_and_nothing_typed_is_lost() {
    let mut app = zh((120, 36));
    app.keys("] ] <tab> j j e");
    app.send(Msg::Pasted { text: "！".to_owned(), cut: false });
    app.keys("<esc> e");
    assert!(with(&app, "上线！") || with(&app, "！抖音"), "{}", app.screen());
}
