//! What of the OKRs stands in the cockpit: check-ins that are missing, actions that are due.
use super::kit::{DAY, NOW, Place, words};
use fupan::board::{self, About, Matter, Todo, Urgency, words as worded};
use fupan::model::{Lang, Style};
use fupan::planner::{
    ActionDraft, CheckInDraft, CycleDraft, KeyResultDraft, ObjectiveDraft, OkrPlace, OkrRequest,
};

fn key_result(place: &mut Place, title: &str) {
    let draft = KeyResultDraft {
        title: words(title),
        baseline: words("0"),
        goal: words("10"),
        owner: words("小林"),
        ..KeyResultDraft::default()
    };
    place.done(OkrRequest::KeyResultAdd { objective: "o1".to_owned(), draft }.into());
}

/// 2026-Q4 with one objective, made twelve days before.
fn place() -> Place {
    let mut place = Place::new();
    place.now = NOW - 12 * DAY;
    let draft = CycleDraft { key: words("2026-Q4"), ..CycleDraft::default() };
    place.done(OkrRequest::CycleNew(draft).into());
    let draft = ObjectiveDraft { title: words("老客愿意回来"), ..ObjectiveDraft::default() };
    place.done(OkrRequest::ObjectiveAdd(draft).into());
    place
}

fn check_in(place: &mut Place, key_result: &str) {
    let draft = CheckInDraft {
        key_result: key_result.to_owned(),
        value: words("9"),
        confidence: words("7"),
        ..CheckInDraft::default()
    };
    place.done(OkrRequest::CheckIn(draft).into());
}

fn of_okrs(place: &Place) -> Vec<Todo> {
    let all = place.cockpit().todos.into_iter();
    all.filter(|todo| !matches!(todo.about, About::Campaign(_))).collect()
}

fn said(todo: &Todo, lang: Lang) -> String {
    worded(todo, None, lang, Style::new(lang, "CNY")).line(lang)
}

#[test]
fn a_missing_check_in_is_told_from_the_day_it_is_due_and_urgent_after_the_grace() {
    let mut place = place();
    key_result(&mut place, "复购率");
    check_in(&mut place, "o1/kr1");
    place.now += 7 * DAY - 1;
    assert!(of_okrs(&place).is_empty(), "a week has not passed");
    place.now += 1;
    let due = of_okrs(&place);
    assert_eq!((due.len(), due[0].urgency), (1, Urgency::Look));
    assert_eq!(said(&due[0], Lang::Zh), "复购率 7 天没跟进 · @小林 · 2026-Q4/o1/kr1 · 信心 7");
    assert_eq!(due[0].name, "老客愿意回来");
    place.now = NOW;
    let due = of_okrs(&place);
    assert_eq!(due[0].urgency, Urgency::Act);
    assert_eq!(
        said(&due[0], Lang::En),
        "复购率: no check-in for 12 d · @小林 · 2026-Q4/o1/kr1 · confidence 7"
    );
    check_in(&mut place, "o1/kr1");
    assert!(of_okrs(&place).is_empty());
}

#[test]
fn nobody_is_asked_about_a_draft() {
    let mut place = place();
    key_result(&mut place, "复购率");
    place.now = NOW;
    assert_eq!(of_okrs(&place).len(), 1);
    let draft = ObjectiveDraft { status: words("draft"), ..ObjectiveDraft::default() };
    place.done(OkrRequest::ObjectiveSet { objective: "o1".to_owned(), seen: None, draft }.into());
    assert!(of_okrs(&place).is_empty());
}

#[test]
fn many_missing_check_ins_are_one_line_and_each_is_on_its_owners_desk() {
    let mut place = place();
    for title in ["复购率", "会员数", "客诉", "新品"] {
        key_result(&mut place, title);
    }
    place.now = NOW;
    let due = of_okrs(&place);
    assert_eq!(due.len(), 1);
    assert_eq!(said(&due[0], Lang::Zh), "4 个关键结果待跟进 · 复购率；会员数；客诉；新品");
    let tasks = place.cockpit().tasks;
    assert_eq!(tasks.iter().filter(|todo| matches!(todo.matter, Matter::CheckIn(_))).count(), 4);
}

#[test]
fn an_action_stands_in_the_cockpit_from_the_day_before_it_is_due_until_it_is_done() {
    let mut place = place();
    place.now = NOW;
    let about = || OkrPlace::Objective("o1".to_owned());
    let action = |title: &str, due: &str| OkrRequest::ActionAdd {
        about: about(),
        draft: ActionDraft {
            title: words(title),
            owner: words("阿梅"),
            due: words(due),
            ..ActionDraft::default()
        },
        review: None,
    };
    place.done(action("核对渠道口径", "2026-11-05").into());
    place.done(action("换供应商", "2026-11-02").into());
    place.done(action("以后再说", "2026-11-20").into());
    let told: Vec<String> = of_okrs(&place).iter().map(|todo| said(todo, Lang::Zh)).collect();
    assert_eq!(told, ["换供应商 逾期 2 天 · @阿梅 · 改进项", "核对渠道口径 明天 · @阿梅 · 改进项"]);
    let draft = ActionDraft { status: words("done"), ..ActionDraft::default() };
    place.done(OkrRequest::ActionSet { action: "换供应商".to_owned(), seen: None, draft }.into());
    assert_eq!(of_okrs(&place).len(), 1);
    place.undo().unwrap();
    assert_eq!(of_okrs(&place).len(), 2);
}

#[test]
fn the_calendar_has_cycles_check_ins_and_actions_on_their_days() {
    let mut place = place();
    key_result(&mut place, "复购率");
    key_result(&mut place, "会员数");
    // Made on 10-23 at 15:03, so its first check-in is due on 10-30: overdue on 11-04, where it stands.
    place.now = NOW - 3 * DAY;
    check_in(&mut place, "o1/kr2");
    place.now = NOW;
    let draft =
        ActionDraft { title: words("换供应商"), due: words("2026-11-02"), ..ActionDraft::default() };
    let about = OkrPlace::Objective("o1".to_owned());
    place.done(OkrRequest::ActionAdd { about, draft, review: None }.into());
    let on = |from: &str, to: &str| -> Vec<String> {
        let days = (from.parse().unwrap(), to.parse().unwrap());
        let read = |db: &fupan::store::Db<'_>| board::calendar(db, &board::Book::open(db)?, &[], days, NOW);
        let found = place.store.read(None, read).unwrap().okrs;
        found.iter().map(|o| format!("{} {} {} {}", o.day, o.kind, o.of, o.is_overdue)).collect()
    };
    assert_eq!(
        on("2026-11-01", "2026-11-30"),
        [
            "2026-11-02 action 2026-Q4/o1 true",
            "2026-11-04 check-in 2026-Q4/o1/kr1 true",
            "2026-11-08 check-in 2026-Q4/o1/kr2 false",
        ]
    );
    assert_eq!(on("2026-12-30", "2027-01-02"), ["2026-12-31 cycle-ends 2026-Q4 false"]);
}
