//! Journeys through a review, as keys typed, with what is asked for.
use super::App;
use super::fake::Fake;
use crate::model::{Lang, ObjectiveId, ReviewId};
use crate::planner::{OkrRequest, Request};
use crate::tui::effect::Effect;
use crate::tui::msg::Msg;

/// The app in a weekly review.
fn walking() -> App {
    let mut app = App::zh();
    app.keys("3 R");
    app
}

/// The app while a cycle is graded.
fn grading() -> App {
    let mut app = App::zh();
    app.keys("3 S");
    app
}

/// The requests about OKRs that were made, in order.
fn asked(app: &App) -> Vec<OkrRequest> {
    let one = |request: &Request| match request {
        Request::Okr(request) => vec![request.clone()],
        Request::All(all) => {
            all.iter().filter_map(|r| if let Request::Okr(r) = r { Some(r.clone()) } else { None }).collect()
        }
        _ => Vec::new(),
    };
    app.fake.asked.iter().flat_map(one).collect()
}

fn seen(app: &App) -> Vec<(ObjectiveId, i64)> {
    let one = |request| match request {
        OkrRequest::ReviewSeen { objective, seconds, .. } => Some((objective, seconds)),
        _ => None,
    };
    asked(app).into_iter().filter_map(one).collect()
}

#[test]
fn a_review_starts_with_the_weakest_objective() {
    let app = walking();
    assert!(matches!(&asked(&app)[..], [OkrRequest::ReviewStart { cycle, kind: Some(kind) }]
        if cycle == "2026-Q4" && kind == "weekly"));
    let screen = app.screen();
    assert!(screen.contains("周会 2026-Q4 · 1/3") && screen.contains("o1 双11"), "{screen}");
    assert!(!screen.contains("o4"), "nobody talks about drafts: {screen}");
}

#[test]
fn leaving_a_page_writes_that_it_was_seen_and_for_how_long() {
    let mut app = walking();
    app.after(90_000).keys("<space>").after(5_500).keys("<left>");
    let first = app.state.desks.review.order[0];
    let second = app.state.desks.review.order[1];
    assert_eq!(seen(&app), [(first, 90), (second, 5)]);
    assert!(app.state.toasts.iter().all(|t| !t.text.contains("GMV")), "that is nobody's news");
    app.after(2_000).keys("1");
    assert_eq!(seen(&app).last(), Some(&(first, 2)), "another screen leaves it, too");
    app.after(60_000).keys("3 R");
    assert!(app.screen().contains("1:32/5:00"), "where it was, with its time: {}", app.screen());
}

#[test]
fn the_clock_warns_in_words_and_wakes_the_app_only_while_it_is_shown() {
    let mut app = walking();
    assert_eq!(app.state.deadline(), Some(1_000));
    app.after(299_000);
    assert!(app.screen().contains("4:59/5:00") && !app.screen().contains("超时"));
    app.after(81_000);
    assert!(app.screen().contains("! 超时 1:20"), "{}", app.screen());
    app.keys("+ +");
    assert!(!app.screen().contains("超时 ") && app.screen().contains("/7:00"), "{}", app.screen());
    app.keys("p");
    let paused = app.state.deadline().unwrap();
    assert!(paused > app.now.ms + 1_000, "{paused}");
    app.keys("p 1").after(7_000);
    assert!(app.state.deadline().unwrap() > app.now.ms + 1_000);
}

#[test]
fn what_is_noted_on_the_spot_belongs_to_the_review() {
    let mut app = walking();
    app.keys(
        "d 短视频预算翻倍 <enter> n 竞品降价 <tab> <right> <enter> a 换封面 <tab> <tab> 2026-11-20 <ctrl-s>",
    );
    let made = asked(&app);
    let [
        _,
        OkrRequest::OkrNoteAdd { text, kind, review, .. },
        OkrRequest::OkrNoteAdd { kind: risk, .. },
        OkrRequest::ActionAdd { draft, review: of, .. },
    ] = &made[..]
    else {
        panic!("{made:?}")
    };
    assert_eq!(
        (text.as_str(), kind.as_deref(), *review),
        ("短视频预算翻倍", Some("decision"), Some(ReviewId(1)))
    );
    assert_eq!(risk.as_deref(), Some("risk"));
    assert_eq!((draft.owner.as_deref(), draft.due.as_deref()), (Some("小林"), Some("2026-11-20")));
    assert_eq!(*of, Some(ReviewId(1)));
    let screen = app.screen();
    assert!(screen.contains("决定 短视频预算翻倍") && screen.contains("换封面"), "{screen}");
}

#[test]
fn a_key_result_is_checked_in_on_where_it_is_talked_about() {
    let mut app = walking();
    app.keys("c");
    assert!(app.screen().contains("跟进 · "), "{}", app.screen());
    app.keys("8 <tab> 直播加场 <enter>");
    let Some(OkrRequest::CheckIn(draft)) = asked(&app).pop() else { panic!("{:?}", asked(&app)) };
    assert_eq!((draft.confidence.as_deref(), draft.note.as_deref()), (Some("8"), Some("直播加场")));
    assert!(app.screen().contains("周会 2026-Q4"), "the review goes on: {}", app.screen());
}

#[test]
fn what_was_typed_is_kept_when_it_is_refused() {
    let mut app = walking();
    app.keys("d 404 <enter>");
    assert!(app.screen().contains("404"), "{}", app.screen());
    app.keys("x <esc> d");
    assert!(app.screen().contains("404x"), "{}", app.screen());
}

#[test]
fn after_the_last_page_comes_what_came_of_it_and_what_nobody_came_to() {
    let mut app = walking();
    app.keys("d 缩减投放 <enter> <tab> j j <enter>");
    assert!(app.screen().contains("3/3"), "{}", app.screen());
    app.keys("<space>");
    let screen = app.screen();
    assert!(
        screen.contains("小结") && screen.contains("未讨论 · 1") && screen.contains("o1 缩减投放"),
        "{screen}"
    );
    app.keys("<enter>");
    assert!(app.screen().contains("2/3"), "the one that was left out: {}", app.screen());
    app.keys("S E");
    assert!(matches!(asked(&app).last(), Some(OkrRequest::ReviewEnd { review: ReviewId(1) })));
    let before_end = asked(&app).len() - 2;
    assert!(
        matches!(asked(&app)[before_end], OkrRequest::ReviewSeen { .. }),
        "the last page is written first"
    );
    let screen = app.screen();
    assert!(screen.contains("会议已结束") && screen.contains("未讨论 · 0"), "{screen}");
    app.keys("3 R");
    assert!(app.screen().contains("1/3"), "a new one begins: {}", app.screen());
}

#[test]
fn an_old_action_is_ticked_off_where_it_stands() {
    let mut app = walking();
    assert!(app.screen().contains("11-02 已逾期"), "{}", app.screen());
    app.keys("G x");
    let made = asked(&app);
    let Some(OkrRequest::ActionSet { action, seen, draft }) = made.last() else { panic!("{made:?}") };
    assert_eq!((action.as_str(), *seen, draft.status.as_deref()), ("1", Some(1), Some("done")));
}

#[test]
fn the_order_can_be_turned_and_what_was_seen_stays_in_front() {
    let mut app = walking();
    let weakest = app.state.desks.review.order.clone();
    app.keys("<space> o <tab>");
    let stalest = app.state.desks.review.order.clone();
    assert_eq!(stalest[0], weakest[0], "what was seen stays");
    assert!(app.screen().contains("最久未跟进优先"));
    assert_ne!(weakest, [] as [ObjectiveId; 0]);
}

#[test]
fn minutes_are_read_copied_and_written_in_both_languages() {
    let mut app = walking();
    app.after(12_000).keys("m");
    assert_eq!(seen(&app).len(), 1, "the page that is shown is in them, too");
    assert!(app.screen().contains("短视频预算翻倍"), "{}", app.screen());
    app.keys("t y");
    assert!(matches!(app.kept.last(), Some(Effect::Copy(text)) if text.contains("Double the video budget")));
    app.keys("w <enter>");
    let Some(Effect::WriteFile { ticket, path, text, replace: false }) = app.kept.last() else {
        panic!("{:?}", app.kept)
    };
    let ticket = *ticket;
    assert_eq!(path, "review-2026-Q4-2026-11-04-en.md");
    assert!(text.starts_with("# Review"));
    let there = crate::Error::new(crate::error::Kind::BadData, &crate::i18n::tr::ERROR_FILE_EXISTS);
    app.send(Msg::FileWritten { ticket, result: Err(there.arg("file", "a.md").field("path")) });
    assert!(app.screen().contains("a.md 已存在"), "{}", app.screen());
    app.keys("<tab> <right> <enter>");
    let Some(Effect::WriteFile { ticket, replace: true, .. }) = app.kept.last() else { panic!() };
    let ticket = *ticket;
    app.send(Msg::FileWritten { ticket, result: Ok("/tmp/a.md".to_owned()) });
    assert!(
        app.screen().contains("已写入：/tmp/a.md") && app.screen().contains("# Review"),
        "{}",
        app.screen()
    );
}

#[test]
fn what_was_computed_stays_hidden_until_a_score_is_there() {
    let mut app = grading();
    let screen = app.screen();
    assert!(screen.contains("评分 2026-Q4 · 1/3") && screen.contains("未评分"), "{screen}");
    assert!(!screen.contains("计算 0.") && !screen.contains("应达") && !screen.contains("落后"), "{screen}");
    app.keys("s 0.6 <tab> 新客没到");
    assert!(
        app.screen().contains("未满 1.0 的原因"),
        "a committed one is asked for a cause: {}",
        app.screen()
    );
    app.keys("<tab> 直播坑位晚了 <ctrl-s>");
    let made = asked(&app);
    let Some(OkrRequest::Grade { what, grade, reason, cause, .. }) = made.last() else { panic!("{made:?}") };
    assert_eq!((what.as_str(), grade.as_str()), ("2026-Q4/o1", "0.6"));
    assert_eq!((reason.as_deref(), cause.as_deref()), (Some("新客没到"), Some("直播坑位晚了")));
    let screen = app.screen();
    assert!(screen.contains("评分 0.6") && screen.contains("计算 0."), "{screen}");
    app.keys("j s 1 <tab> 到了 <enter>");
    let made = asked(&app);
    let Some(OkrRequest::Grade { what, cause: None, .. }) = made.last() else { panic!("{made:?}") };
    assert_eq!(what, "2026-Q4/o1/kr1");
}

#[test]
fn a_full_score_of_a_committed_objective_asks_for_no_cause() {
    let mut app = grading();
    app.keys("s 1.0 <tab> 全到");
    assert!(!app.screen().contains("未满 1.0"), "{}", app.screen());
    app.keys("<shift-tab> <ctrl-u> 0.9 <tab>");
    assert!(app.screen().contains("未满 1.0"), "{}", app.screen());
}

#[test]
fn nothing_is_carried_over_before_it_was_shown_with_a_word_why() {
    let mut app = grading();
    app.keys("S c");
    let screen = app.screen();
    assert!(screen.contains("结转到 2027-Q1") && screen.contains("不会自动结转"), "{screen}");
    app.keys("<ctrl-s>");
    let carries = |app: &App| asked(app).iter().filter(|r| matches!(r, OkrRequest::CarryOver(_))).count();
    assert_eq!(carries(&app), 0, "nothing is planned: {:?}", asked(&app));
    app.keys("<space> <ctrl-s>");
    assert!(app.screen().contains("一句话理由"), "it is asked for first: {}", app.screen());
    app.keys("明年还要拉新 <tab> <right> <tab> <ctrl-u> kr1,kr9 <enter>");
    assert!(app.screen().contains("没有关键结果「kr9」"), "{}", app.screen());
    app.keys("<backspace> 2 <enter>");
    let screen = app.screen();
    assert!(screen.contains("→ 2027-Q1 双11") && screen.contains("6,210 → 1万"), "{screen}");
    app.keys("j <space> <space> <space> e 没资源了 <enter>");
    assert!(app.screen().contains("到此为止"), "{}", app.screen());
    app.keys("<ctrl-s>");
    let made: Vec<OkrRequest> = asked(&app).into_iter().skip(1).collect();
    let carried: Vec<_> =
        made.iter().filter_map(|r| if let OkrRequest::CarryOver(d) = r { Some(d) } else { None }).collect();
    let [keep, drop] = carried[..] else { panic!("{made:?}") };
    assert_eq!((keep.objective.as_str(), keep.verdict.as_str()), ("2026-Q4/o1", "keep"));
    assert_eq!((keep.why.as_str(), keep.with_progress), ("明年还要拉新", true));
    assert_eq!(keep.key_results.as_deref(), Some(&["kr1".to_owned(), "kr2".to_owned()][..]));
    assert_eq!(keep.to.as_deref(), Some("2027-Q1"));
    assert_eq!((drop.verdict.as_str(), drop.to.as_deref()), ("drop", None));
    assert!(app.screen().contains("不会自动结转"), "what is written is planned no more: {}", app.screen());
}

#[test]
fn a_refused_carry_over_keeps_what_was_put_together() {
    let mut app = grading();
    app.fake.held.is_refused = true;
    app.keys("S c e 还要做 <enter> <ctrl-s>");
    let screen = app.screen();
    assert!(screen.contains("没有周期「2027-Q1」") && screen.contains("还要做"), "{screen}");
    app.fake.held.is_refused = false;
    app.keys("<ctrl-s>");
    assert!(matches!(asked(&app).last(), Some(OkrRequest::CarryOver(d)) if d.why == "还要做"));
}

#[test]
fn a_cycle_without_objectives_says_so() {
    let mut app = App::on(Fake { is_empty: true, ..Fake::default() }, Lang::Zh, (120, 36));
    app.keys("3 R");
    assert!(app.fake.asked.is_empty(), "nothing is begun where there is nothing to walk through");
    let mut app = walking();
    app.fake.is_empty = true;
    app.send(Msg::FileChanged);
    assert!(app.screen().contains("没有进行中的目标可以过"), "{}", app.screen());
    app.keys("<space> <tab> d S E <enter> <left> <esc>");
}

#[test]
fn quitting_in_the_middle_writes_what_the_clock_counted() {
    let mut app = walking();
    app.after(42_000).keys("q");
    assert_eq!(seen(&app).len(), 1);
    assert_eq!(seen(&app)[0].1, 42);
}
