//! Journeys on the OKR screen, as keys typed.
use super::App;
use crate::model::Lang;
use crate::planner::{KeyResultDraft, OkrRequest, Request};

/// The line of the screen with this text.
fn line(app: &App, text: &str) -> String {
    app.screen().lines().find(|line| line.contains(text)).unwrap_or_default().to_owned()
}

#[test]
fn folding_leaves_out_what_lies_inside_and_unfolding_brings_it_back() {
    let mut app = App::zh();
    app.keys("3");
    assert!(line(&app, "o1 双11").contains("▾") && app.screen().contains("kr1 新客数"));
    app.keys("<space>");
    let folded = app.screen();
    assert!(line(&app, "o1 双11").contains("▸"), "{folded}");
    assert!(!folded.contains("kr1") && !folded.contains("o2") && folded.contains("o4"), "{folded}");
    app.keys("l");
    assert!(app.screen().contains("kr1 新客数") && app.screen().contains("o3 会员"));
    // From inside, closing goes out first.
    app.keys("j j h");
    assert!(line(&app, "o1 双11").contains("▸▾") || line(&app, "o1 双11").starts_with("│▸"));
    app.keys("z");
    assert!(!app.screen().contains("kr1") && app.screen().contains("o4"));
    app.keys("z");
    assert!(app.screen().contains("kr1 新会员页"));
}

#[test]
fn other_cycles_are_shown_with_brackets() {
    let mut app = App::zh();
    app.keys("3 [");
    assert!(app.screen().contains("2026-Q3") && !app.screen().contains("o1 双11"), "{}", app.screen());
    app.keys("]");
    assert!(app.screen().contains("o1 双11"));
}

/// What was asked of the planner last.
fn asked(app: &App) -> &OkrRequest {
    match app.fake.asked.last() {
        Some(Request::Okr(request)) => request,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_without_a_cycle_says_what_okrs_do_and_makes_the_quarter_with_one_key() {
    let mut app = App::empty(Lang::Zh, (120, 36));
    app.keys("3");
    assert!(app.screen().contains("Enter 新建 2026-Q4"), "{}", app.screen());
    app.keys("n");
    assert!(app.fake.asked.is_empty() && app.state.overlays.is_empty());
    app.keys("<enter>");
    let OkrRequest::CycleNew(draft) = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!((draft.key.as_deref(), draft.status.as_deref()), (Some("2026-Q4"), Some("active")));
}

#[test]
fn a_new_cycle_gets_its_dates_from_its_key() {
    let mut app = App::zh();
    app.keys("3 N");
    // Every quarter up to the first of next year is there.
    assert!(app.screen().contains("2027-Q2") && app.screen().contains("2027-04-01"), "{}", app.screen());
    app.keys("<ctrl-u> 2027-H2");
    assert!(app.screen().contains("2027-07-01") && app.screen().contains("2027-12-31"));
    app.keys("<ctrl-u> spring <ctrl-s>");
    assert!(app.fake.asked.is_empty(), "dates are asked for: {:?}", app.fake.asked);
    app.keys("2027-03-01 <tab> 2027-05-31 <ctrl-s>");
    let OkrRequest::CycleNew(draft) = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!((draft.key.as_deref(), draft.end.as_deref()), (Some("spring"), Some("2027-05-31")));
}

#[test]
fn a_new_objective_belongs_to_the_cycle_that_is_shown_and_can_be_aligned() {
    let mut app = App::zh();
    app.keys("3 n 缺货不丢单 <tab> <tab> <right> <right> <tab> 供应链 <tab> 成交 <ctrl-s>");
    let OkrRequest::ObjectiveAdd(draft) = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!(draft.cycle.as_deref(), Some("2026-Q4"));
    assert_eq!(draft.title.as_deref(), Some("缺货不丢单"));
    assert_eq!((draft.owner.as_deref(), draft.level.as_deref()), (Some("小林"), Some("team")));
    assert_eq!(draft.parent.as_deref(), Some("2026-Q4/o1/kr2"));
}

#[test]
fn a_key_result_is_asked_for_what_its_kind_needs() {
    let mut app = App::zh();
    app.keys("3 t");
    let fields = app.screen();
    assert!(fields.contains("起点") || fields.contains("基线"), "{fields}");
    assert!(!fields.contains("步骤"), "{fields}");
    app.keys("复购 <tab> <right> <right>");
    assert!(!app.screen().contains("基线") && app.screen().contains("方向"), "{}", app.screen());
    app.keys("<right>");
    assert!(app.screen().contains("步骤") && !app.screen().contains("方向"), "{}", app.screen());
    app.keys("<tab> 签约=2,上线 <ctrl-s>");
    let OkrRequest::KeyResultAdd { objective, draft } = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!((objective.as_str(), draft.kind.as_deref()), ("2026-Q4/o1", Some("done")));
    assert_eq!(draft.steps.as_deref(), Some(&["签约=2".to_owned(), "上线".to_owned()][..]));
    assert_eq!((draft.feed.as_deref(), draft.goal.as_deref()), (None, None));
}

#[test]
fn an_objective_moves_among_its_siblings_and_takes_another_parent() {
    let mut app = App::zh();
    app.keys("3 G J");
    let moved = OkrRequest::ObjectivePlace { objective: "2026-Q4/o4".to_owned(), by: 1 };
    assert_eq!(asked(&app), &moved);
    app.keys("K");
    assert_eq!(asked(&app), &OkrRequest::ObjectivePlace { objective: "2026-Q4/o4".to_owned(), by: -1 });
    app.keys("p 学生 <enter> <ctrl-s>");
    let OkrRequest::ObjectiveSet { objective, seen, draft } = asked(&app) else {
        panic!("{:?}", asked(&app))
    };
    assert_eq!((objective.as_str(), *seen), ("2026-Q4/o4", Some(1)));
    assert_eq!(draft.parent.as_deref(), Some("2026-H2/o1"));
    // Another one is taken away again with an empty field.
    app.keys("g g p <ctrl-u> <ctrl-s>");
    let OkrRequest::ObjectiveSet { draft, .. } = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!(draft.parent.as_deref(), Some(""));
}

#[test]
fn only_what_was_changed_is_asked_for_when_something_is_edited() {
    let mut app = App::zh();
    app.keys("3 j e <tab> <tab> <tab> <tab> <tab> <ctrl-u> 1.2万 <ctrl-s>");
    let OkrRequest::KeyResultSet { key_result, seen, draft } = asked(&app) else {
        panic!("{:?}", asked(&app))
    };
    assert_eq!((key_result.as_str(), *seen), ("2026-Q4/o1/kr1", Some(1)));
    let only = KeyResultDraft { goal: Some("1.2万".to_owned()), ..KeyResultDraft::default() };
    assert_eq!(draft, &only);
}

#[test]
fn campaigns_that_come_and_go_are_one_request() {
    let mut app = App::zh();
    app.keys("3 j s");
    assert!(app.screen().contains("双11拉新") && app.screen().contains("d11, member"), "{}", app.screen());
    app.keys("<ctrl-u> d11,winback <tab> d11=6500 <ctrl-s>");
    let Some(Request::All(all)) = app.fake.asked.last() else { panic!("{:?}", app.fake.asked) };
    let serve = |campaign: &str, planned: Option<&str>| {
        Request::Okr(OkrRequest::Serve {
            campaign: campaign.to_owned(),
            key_result: "2026-Q4/o1/kr1".to_owned(),
            planned: planned.map(str::to_owned),
        })
    };
    let end = OkrRequest::ServeEnd { campaign: "member".to_owned(), key_result: "2026-Q4/o1/kr1".to_owned() };
    assert_eq!(all, &[serve("d11", Some("6500")), serve("winback", None), Request::Okr(end)]);
}

#[test]
fn a_past_day_can_be_looked_at_and_not_changed() {
    let mut app = App::zh();
    app.keys("3 D 2026-10-31 <enter>");
    assert!(app.screen().contains("2026-10-31"), "{}", app.screen());
    for key in ["n", "t", "e", "d", "J", "K", "p", "N", "E", "j s"] {
        app.keys(key);
        assert!(app.state.overlays.is_empty() && app.fake.asked.is_empty(), "{key}");
    }
    app.keys("D <ctrl-u> <enter>");
    assert!(!app.screen().contains("2026-10-31"));
    app.keys("d");
    assert!(matches!(asked(&app), OkrRequest::KeyResultDelete { .. }));
}

#[test]
fn a_cycle_is_chosen_by_its_name() {
    let mut app = App::zh();
    app.keys("3 V Q3 <enter> <enter>");
    assert!(app.screen().contains("2026-Q3") && !app.screen().contains("o1 双11"), "{}", app.screen());
}

#[test]
fn a_filter_asks_people_status_and_words_and_keeps_what_lies_around() {
    let mut app = App::zh();
    app.keys("3 / 复购 <enter>");
    let found = app.screen();
    // The objective it belongs to and the one that lies in are there, their other key results are not.
    assert!(
        found.contains("kr1 复购率") && found.contains("o2 老客") && found.contains("o1 双11"),
        "{found}"
    );
    assert!(!found.contains("净推荐值") && !found.contains("新客数") && !found.contains("o4"), "{found}");
    app.keys("<esc>");
    assert!(app.screen().contains("o4"));
    app.keys("/ owner:阿青 <enter>");
    assert!(app.screen().contains("kr1 新会员页") && !app.screen().contains("kr1 复购率"));
    app.keys("<esc> / 状态:过期 <enter>");
    assert!(app.screen().contains("kr2 净推荐值") && !app.screen().contains("kr1 复购率"));
    app.keys("<esc> / colour:red <enter>");
    assert!(app.state.look.is_filtering && app.screen().contains("colour"));
    app.keys("<esc> / nobody <enter>");
    assert!(app.screen().contains("没有符合"), "{}", app.screen());
    app.keys("<esc> / 供应链 <enter>");
    assert!(app.screen().contains("o4") && !app.screen().contains("kr1"));
}

#[test]
fn what_could_be_said_better_is_told_while_it_is_written_and_keeps_nobody_from_saving() {
    let mut app = App::zh();
    app.keys("3 n 拿下1万新客");
    assert!(app.screen().contains("数字应放在关键结果里"), "{}", app.screen());
    app.keys("<ctrl-u> 让新客爱上我们");
    assert!(!app.screen().contains("数字应放在关键结果里"));
    app.keys("<esc> t 推进会员页");
    assert!(app.screen().contains("写的是动作"), "{}", app.screen());
    app.keys("<tab> <tab> <tab> <tab> <tab> <tab> 30% <ctrl-s>");
    assert!(matches!(asked(&app), OkrRequest::KeyResultAdd { .. }), "{}", app.screen());
}

#[test]
fn a_weight_that_is_typed_stands_and_the_rest_is_spread_at_once() {
    let mut app = App::zh();
    app.keys("3 w 60");
    let sheet = app.screen();
    assert!(sheet.contains("24%") && sheet.contains("16%") && sheet.contains("合计 100%"), "{sheet}");
    app.keys("<down> 50");
    assert!(app.screen().contains("已超过 100%"), "{}", app.screen());
    app.keys("<space> <esc>");
    assert!(app.fake.asked.is_empty());
    // What was typed is there again.
    app.keys("w <enter>");
    let weights = vec![("kr1".to_owned(), "60%".to_owned())];
    assert_eq!(asked(&app), &OkrRequest::WeightsSet { objective: "2026-Q4/o1".to_owned(), weights });
    assert!(app.state.overlays.is_empty());
}

#[test]
fn the_alignment_shows_what_hangs_on_what_and_what_hangs_in_the_air() {
    let mut app = App::zh();
    app.keys("3 v");
    let shown = app.screen();
    let at = |text: &str| {
        shown.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}: {shown}"))
    };
    // The parent in the longer cycle, the objective below it, its key result, the campaign that works for it.
    assert!(
        at("2026-H2/o1") < at("o1 双11")
            && at("o1 双11") < at("kr1 新客数")
            && at("kr1 新客数") < at("◆ 双11拉新")
    );
    // The team's objective stands below the key result it is aligned to.
    assert!(at("kr2 成交额") < at("o2 老客") && at("o2 老客") < at("kr3 单客成本"), "{shown}");
    assert!(line(&app, "kr2 成交额").contains("无活动支撑") && line(&app, "o4").contains("未对齐"));
    app.keys("j j <enter>");
    assert!(app.screen().contains("双11拉新") && app.state.look.screen == "screen.page", "{}", app.screen());
    app.keys("<esc>");
    assert!(app.screen().contains("2026-H2/o1"));
    app.keys("v");
    assert!(!app.screen().contains("2026-H2/o1"));
}
