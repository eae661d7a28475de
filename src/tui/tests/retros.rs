//! Tab 4: retrospectives, lessons, actions, feedback.
use super::App;
use super::fake::Fake;
use crate::board::RetroAbout;
use crate::model::{CampaignId, Lang};
use crate::planner::{OkrRequest, Request, RetroRequest};
use crate::tui::effect::Effect;
use crate::tui::keymap::Chord;
use crate::tui::load::Load;
use crate::tui::msg::{MouseKind, Msg};
use crate::tui::screen::retros::View;
use crate::tui::update::update;

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 36)];

fn shoot(name: &str, make: impl Fn(Lang, (u16, u16)) -> App, keys: &str) {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut app = make(lang, size);
            app.keys(keys);
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(format!("{name}-{lang}-{}x{}", size.0, size.1), app.screen());
            });
        }
    }
}

fn many(lang: Lang, size: (u16, u16)) -> App {
    App::on(Fake { is_many: true, ..Fake::default() }, lang, size)
}

#[test]
fn the_four_lists() {
    shoot("retros", App::new, "4");
    shoot("lessons", App::new, "4 <tab>");
    shoot("actions", App::new, "4 <tab> <tab>");
    shoot("feedback", App::new, "4 <shift-tab>");
}

#[test]
fn two_hundred_retrospectives_and_a_thousand_lessons() {
    shoot("retros-many", many, "4 G k");
    shoot("lessons-many", many, "4 <tab> <ctrl-d>");
}

#[test]
fn nothing_at_all_says_how_it_begins() {
    shoot("retros-none", App::empty, "4");
    shoot("lessons-none", App::empty, "4 <tab>");
    shoot("actions-none", App::empty, "4 <tab> <tab>");
    shoot("feedback-none", App::empty, "4 <shift-tab>");
    shoot("lessons-no-match", App::new, "4 <tab> / zzz <enter>");
}

#[test]
fn the_forms_of_what_is_learned() {
    shoot("form-lesson", App::new, "4 <tab> e");
    shoot("form-action-prove", App::new, "4 <tab> <tab> p");
    shoot("form-feedback", App::new, "4 <shift-tab> n");
}

#[test]
fn the_largest_window_shows_them_beside_what_is_known() {
    let mut app = App::new(Lang::Zh, (200, 60));
    app.keys("4 <tab>");
    let screen = app.screen();
    assert!(screen.contains("红包放进首页焦点图") && screen.contains("采纳 1 次，不采纳 1 次"), "{screen}");
}

#[test]
fn the_lists_say_everything_without_colours() {
    for keys in ["4", "4 <tab>", "4 <tab> <tab>", "4 <shift-tab>"] {
        let mut app = App::zh();
        app.keys(keys);
        let with = app.screen();
        app.state.config.theme = "mono".to_owned();
        app.state.apply_theme();
        assert_eq!(app.screen(), with);
    }
    let mut app = App::zh();
    app.keys("4");
    assert!(app.screen().contains("逾期 3 天") && app.screen().contains("今天到期"));
}

#[test]
fn lessons_are_searched_as_one_types_and_escape_brings_all_back() {
    let mut app = App::zh();
    app.keys("4 <tab> / 红");
    let desk = &app.state.desks.retros;
    assert_eq!((desk.view, desk.lessons.count()), (View::Lessons, 1), "after one character");
    app.keys("包 <enter>");
    assert!(!app.state.look.is_filtering && app.screen().contains("/ 红包"));
    app.keys("<esc>");
    assert_eq!(app.state.desks.retros.lessons.count(), 2);
    app.keys("A");
    assert_eq!(app.state.desks.retros.lessons.count(), 3, "the retired one too");
}

#[test]
fn a_lesson_is_added_edited_and_retired() {
    let mut app = App::zh();
    app.keys("4 <tab> n 先小范围试投 <tab> 先投10% <ctrl-s>");
    let Some(Request::Retro(RetroRequest::LessonAdd(draft))) = app.fake.asked.last() else {
        panic!("{:?}", app.fake.asked)
    };
    assert_eq!(draft.title.as_deref(), Some("先小范围试投"));
    assert_eq!((draft.form.as_deref(), draft.bound.as_deref()), (Some("task"), None));
    app.keys("x");
    let last = app.fake.asked.last();
    assert!(
        matches!(last, Some(Request::Retro(RetroRequest::LessonSet { lesson, seen: Some(1), draft }))
            if lesson == "1" && draft.status.as_deref() == Some("retired")),
        "{last:?}"
    );
}

#[test]
fn a_guardrail_asks_for_its_bound_and_not_for_a_day() {
    let mut app = App::zh();
    app.keys("4 <tab> n 先小范围试投 <tab> <tab> <left>");
    let screen = app.screen();
    assert!(screen.contains("护栏条件") && !screen.contains("截止"), "{screen}");
    app.keys("<ctrl-s>");
    assert!(app.fake.asked.is_empty(), "without a bound it is no guardrail");
}

#[test]
fn where_a_lesson_was_learned_is_one_key_away() {
    let mut app = App::zh();
    app.keys("4 <tab>");
    let effects = update(&mut app.state, Msg::KeyPressed(Chord::parse("o").unwrap()), app.now);
    let wanted = Load::Retro(RetroAbout::Campaign(CampaignId(33)));
    assert!(effects.iter().any(|e| matches!(e, Effect::Load { what, .. } if *what == wanted)), "{effects:?}");
}

#[test]
fn actions_are_ticked_dropped_proven_and_narrowed_to_ones_own() {
    let mut app = App::zh();
    app.keys("4 <tab> <tab>");
    assert_eq!(app.state.desks.retros.actions.count(), 4, "what is done and needs no proof is left out");
    app.keys("m");
    assert_eq!(app.state.desks.retros.actions.count(), 2);
    app.keys("m A");
    assert_eq!(app.state.desks.retros.actions.count(), 5);
    app.keys("A <space>");
    let last = app.fake.asked.last().cloned();
    assert!(
        matches!(&last, Some(Request::Okr(OkrRequest::ActionSet { action, draft, .. }))
            if action == "1" && draft.status.as_deref() == Some("done")),
        "{last:?}"
    );
    app.keys("p");
    assert!(app.screen().contains("数据建议：部分验证"), "{}", app.screen());
    app.keys("<ctrl-s>");
    let last = app.fake.asked.last().cloned();
    assert!(
        matches!(&last, Some(Request::Retro(RetroRequest::ActionProve { action, campaign, proof, .. }))
            if action == "1" && campaign.as_deref() == Some("member") && proof == "partly"),
        "{last:?}"
    );
    app.keys("j p");
    assert!(app.state.overlays.is_empty(), "it names no metric");
}

#[test]
fn feedback_is_answered_where_it_stands() {
    let mut app = App::zh();
    app.keys("4 <shift-tab> <enter> 入口已放到首屏 <enter>");
    let last = app.fake.asked.last().cloned();
    assert!(
        matches!(&last, Some(Request::Retro(RetroRequest::FeedbackSet { note: 51, seen: Some(1), draft }))
            if draft.answer.as_deref() == Some("入口已放到首屏") && draft.text.is_none()),
        "{last:?}"
    );
}

#[test]
fn each_list_keeps_its_own_search_and_cursor() {
    let mut app = App::zh();
    app.keys("4 j / 会员 <enter> <tab> j <tab>");
    assert!(app.state.desks.retros.text().text().is_empty());
    app.keys("<shift-tab> <shift-tab>");
    assert_eq!(app.state.desks.retros.counts(), (1, 4));
    app.keys("<tab>");
    assert_eq!(app.state.desks.retros.position(), 1);
}

#[test]
fn the_mouse_chooses_opens_and_switches() {
    let mut app = App::zh();
    app.keys("4");
    let press = |app: &mut App, x, y| app.send(Msg::MouseUsed(MouseKind::Pressed, x, y));
    press(&mut app, 10, 4);
    assert_eq!(app.state.desks.retros.position(), 1);
    app.send(Msg::MouseUsed(MouseKind::WheelUp, 10, 4));
    assert_eq!(app.state.desks.retros.position(), 0);
    let line = app.screen().lines().nth(1).map(str::to_owned).unwrap_or_default();
    let at = line.split("经验库").next().map(crate::tui::text::width).unwrap_or_default();
    press(&mut app, at, 1);
    assert_eq!(app.state.desks.retros.view, View::Lessons);
    press(&mut app, 10, 3);
    assert!(app.screen().contains("编辑经验"), "a press on what is chosen opens it");
}

#[test]
fn a_report_is_written_from_where_one_stands_into_a_file_named_after_it() {
    let mut app = App::zh();
    app.keys("4 W");
    let screen = app.screen();
    assert!(screen.contains("tea-retro.md") && screen.contains("导出报告 · 奶茶店开业"), "{screen}");
    // The file's ending goes with the format, until somebody names it.
    app.keys("<tab> <right>");
    assert!(app.screen().contains("tea-retro.html"), "{}", app.screen());
    app.keys("<tab>").keys(&"<backspace> ".repeat(14)).keys("~/boss.html <tab> <right> <ctrl-s>");
    let last = app.kept.last().cloned();
    let Some(Effect::WriteReport { ticket, job, path, replace: true }) = last else { panic!("{last:?}") };
    assert_eq!(
        (job.about.as_str(), job.kind.as_deref(), job.format.as_deref()),
        ("tea", Some("retro"), Some("html"))
    );
    assert_eq!(path, "~/boss.html");
    app.send(Msg::FileWritten { ticket, result: Ok("/home/lin/boss.html".to_owned()) });
    assert!(app.state.overlays.is_empty() && app.screen().contains("/home/lin/boss.html"));
}

#[test]
fn the_daily_report_is_on_the_clipboard_with_one_key() {
    let mut app = App::zh();
    app.keys("Y");
    assert!(
        matches!(app.kept.last(), Some(Effect::Copy(text)) if text.starts_with("d11 日报")),
        "{:?}",
        app.kept
    );
    let job = app.fake.reports.last().cloned().unwrap_or_default();
    assert_eq!((job.kind.as_deref(), job.format), (Some("daily"), None));
    assert!(app.screen().contains("报告已复制，共 2 行：d11 日报"), "{}", app.screen());
    app.keys("3 Y");
    let job = app.fake.reports.last().cloned().unwrap_or_default();
    assert_eq!((job.about.as_str(), job.kind.as_deref()), ("2026-Q4", Some("okr")));
}

#[test]
fn the_form_for_a_report() {
    shoot("form-report", App::new, "4 W");
}
