//! Journeys of check-ins and of the work on an objective's page, as keys typed.
use super::App;
use super::fake::Fake;
use crate::model::Lang;
use crate::planner::{CheckInDraft, OkrRequest, Request};

fn asked(app: &App) -> &OkrRequest {
    match app.fake.asked.last() {
        Some(Request::Okr(request)) => request,
        other => panic!("{other:?}"),
    }
}

fn checked_in(app: &App) -> CheckInDraft {
    match asked(app) {
        OkrRequest::CheckIn(draft) => draft.clone(),
        other => panic!("{other:?}"),
    }
}

/// Says of what, the value, the confidence and the note.
fn said(app: &App) -> (String, Option<String>, Option<String>, Option<String>) {
    let draft = checked_in(app);
    (draft.key_result, draft.value, draft.confidence, draft.note)
}

fn given(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_typed_key_result_takes_a_value_and_a_fed_one_does_not() {
    let mut app = App::zh();
    app.keys("3 j c");
    let fed = app.screen();
    assert!(fed.contains("跟进 · kr1 新客数") && !fed.contains("当前值"), "{fed}");
    // Where it stands, where it should be, how sure one was.
    assert!(fed.contains("当前 6,210 / 1万") && fed.contains("信心 7/10"), "{fed}");
    app.keys("8 <tab> 直播加场 <enter>");
    assert_eq!(said(&app), ("2026-Q4/o1/kr1".to_owned(), None, given("8"), given("直播加场")));
    assert!(app.state.overlays.is_empty());
    app.keys("j j c");
    assert!(app.screen().contains("当前值"), "{}", app.screen());
    app.keys("39.5 <tab> 7 <enter>");
    assert_eq!(said(&app), ("2026-Q4/o1/kr3".to_owned(), given("39.5"), given("7"), None));
    assert!(checked_in(&app).status.is_some() && !checked_in(&app).lenient);
}

#[test]
fn a_check_in_that_lacks_its_note_keeps_what_was_typed_and_can_go_on_without() {
    let mut app = App::on(Fake { asks_note: true, ..Fake::default() }, Lang::Zh, (120, 36));
    app.keys("3 j j c");
    assert!(!app.screen().contains("不写说明"));
    app.keys("4 <enter>");
    let refused = app.screen();
    assert!(refused.contains("不写说明") && refused.contains('4'), "{refused}");
    assert!(!refused.contains("--note"), "{refused}");
    // Nothing was said, so nothing is saved until somebody says so.
    app.keys("<enter>");
    assert_eq!(said(&app).3, None);
    assert!(!app.state.overlays.is_empty());
    app.keys("<tab> <space> <enter>");
    assert_eq!(said(&app), ("2026-Q4/o1/kr2".to_owned(), None, given("4"), given("")));
    assert!(app.state.overlays.is_empty());
}

#[test]
fn a_walk_through_what_is_due_saves_passes_over_and_stops() {
    let mut app = App::new(Lang::Zh, (120, 36));
    app.fake.are_due = true;
    app.keys("3 C");
    // The most overdue first.
    assert!(app.screen().contains("跟进 1/3 · kr2 净推荐值"), "{}", app.screen());
    app.keys("43 <tab> 5 <tab> 回访在做 <enter>");
    assert_eq!(said(&app), ("2026-Q4/o2/kr2".to_owned(), given("43"), given("5"), given("回访在做")));
    assert!(app.screen().contains("跟进 2/3"), "{}", app.screen());
    app.keys("9 <ctrl-n>");
    assert!(app.screen().contains("跟进 3/3"), "{}", app.screen());
    assert_eq!(app.fake.asked.len(), 1, "each is asked for alone");
    app.keys("6 <enter>");
    assert!(app.state.overlays.is_empty());
    assert!(app.screen().contains("已跟进 2 项，跳过 1 项"), "{}", app.screen());
    // What was typed into the one that was passed over is still there.
    app.keys("C <ctrl-n>");
    assert!(app.screen().contains("跟进 2/3") && top_values(&app).contains(&"9".to_owned()));
    app.keys("<esc>");
    assert!(app.state.overlays.is_empty() && app.fake.asked.len() == 2);
}

fn top_values(app: &App) -> Vec<String> {
    match app.state.overlays.last() {
        Some(crate::tui::overlay::Overlay::Form(form)) => form.values(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_walk_stands_still_where_a_check_in_is_refused() {
    let mut app = App::on(Fake { asks_note: true, are_due: true, ..Fake::default() }, Lang::Zh, (120, 36));
    app.keys("3 C 43 <tab> 3 <enter>");
    assert!(app.screen().contains("跟进 1/3") && app.screen().contains("不写说明"), "{}", app.screen());
    app.keys("回访晚了 <enter>");
    assert!(app.screen().contains("跟进 2/3"), "{}", app.screen());
}

#[test]
fn nothing_due_is_told_and_a_past_day_takes_no_check_in() {
    let mut app = App::zh();
    app.fake.are_due = false;
    app.keys("3 G <enter> C");
    assert!(app.state.overlays.is_empty());
    app.keys("<esc> g g j D 2026-10-31 <enter> c C");
    assert!(app.state.overlays.is_empty() && app.fake.asked.is_empty());
}

#[test]
fn the_page_notes_decides_and_hands_out_actions() {
    let mut app = App::zh();
    app.keys("3 <enter> a 预算挪到抖音 <enter>");
    let OkrRequest::OkrNoteAdd { text, review, .. } = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!((text.as_str(), *review), ("预算挪到抖音", None));
    app.keys("A 再要坑位 <tab> <ctrl-u> 阿青 <tab> 11-10 <ctrl-s>");
    let OkrRequest::ActionAdd { draft, .. } = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!((draft.title.as_deref(), draft.owner.as_deref()), (Some("再要坑位"), Some("阿青")));
    // Ticking the first one of the list.
    app.keys("<tab> <tab> <tab> <tab> <space>");
    let OkrRequest::ActionSet { action, seen, draft } = asked(&app) else { panic!("{:?}", asked(&app)) };
    assert_eq!((action.as_str(), *seen, draft.status.as_deref()), ("1", Some(1), Some("done")));
    app.keys("d");
    assert_eq!(asked(&app), &OkrRequest::ActionDelete { action: "1".to_owned() });
}

#[test]
fn the_page_changes_what_is_chosen_and_takes_away_what_the_cursor_is_on() {
    let mut app = App::zh();
    app.keys("3 <enter> e");
    assert!(app.screen().contains("关键结果 · 2026-Q4/o1/kr1"), "{}", app.screen());
    app.keys("<esc> E");
    assert!(app.screen().contains("目标 · 2026-Q4/o1"), "{}", app.screen());
    app.keys("<esc> s");
    assert!(app.screen().contains("d11, member"), "{}", app.screen());
    app.keys("<esc> <tab> d");
    let end = OkrRequest::ServeEnd { campaign: "d11".to_owned(), key_result: "2026-Q4/o1/kr1".to_owned() };
    assert_eq!(asked(&app), &end);
    app.keys("<tab> d");
    assert_eq!(asked(&app), &OkrRequest::CheckInDelete { check_in: 3 });
    app.keys("<tab> d");
    assert_eq!(app.fake.asked.last(), Some(&Request::NoteDelete { note: 1 }));
    app.keys("D");
    assert_eq!(asked(&app), &OkrRequest::ObjectiveDelete { objective: "2026-Q4/o1".to_owned() });
}

#[test]
fn steps_are_ticked_on_the_page() {
    let mut app = App::zh();
    app.keys("3 / 会员页 <enter> G <enter> <tab> j <space>");
    let target = "2026-Q4/o3/kr1".to_owned();
    let step = Request::TargetStep { target: target.clone(), step: "2".to_owned(), done: true };
    assert_eq!(app.fake.asked.last(), Some(&step));
    app.keys("k <enter>");
    let undone = Request::TargetStep { target, step: "1".to_owned(), done: false };
    assert_eq!(app.fake.asked.last(), Some(&undone));
}
