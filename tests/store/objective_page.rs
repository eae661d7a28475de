//! An objective's page: what was said latest first, what is to be done, what hangs above and below it.
use super::kit::{DAY, Place, words};
use fupan::board::{self, Book, ObjectivePage};
use fupan::model::{ActionStatus, Objective};
use fupan::planner::{
    ActionDraft, CheckInDraft, CycleDraft, KeyResultDraft, ObjectiveDraft, OkrPlace, OkrRequest, Request,
};

fn page(place: &Place, key: &str) -> Option<ObjectivePage> {
    let id = place.list::<Objective>().into_iter().find(|o| o.key == key)?.id;
    let now = place.now;
    let read = |db: &fupan::store::Db<'_>| board::objective_page(db, &Book::open(db)?, id, now);
    place.store.read(None, read).unwrap()
}

fn objective(place: &mut Place, title: &str, parent: Option<&str>) {
    let draft = ObjectiveDraft {
        title: words(title),
        parent: parent.map(str::to_owned),
        ..ObjectiveDraft::default()
    };
    place.done(OkrRequest::ObjectiveAdd(draft).into());
}

fn said(place: &mut Place, confidence: &str) {
    let draft = CheckInDraft {
        key_result: "o1/kr1".to_owned(),
        value: words("9"),
        confidence: words(confidence),
        note: words(""),
        ..CheckInDraft::default()
    };
    place.done(OkrRequest::CheckIn(draft).into());
}

fn place() -> Place {
    let mut place = Place::new();
    let draft = CycleDraft { key: words("2026-Q4"), ..CycleDraft::default() };
    place.done(OkrRequest::CycleNew(draft).into());
    objective(&mut place, "老客愿意回来", None);
    let draft = KeyResultDraft { title: words("复购"), goal: words("10"), ..KeyResultDraft::default() };
    place.done(OkrRequest::KeyResultAdd { objective: "o1".to_owned(), draft }.into());
    let steps = Some(vec!["签约".to_owned(), "上线".to_owned()]);
    let kind = words("done");
    let draft = KeyResultDraft { title: words("会员页"), kind, steps, ..KeyResultDraft::default() };
    place.done(OkrRequest::KeyResultAdd { objective: "o1".to_owned(), draft }.into());
    place
}

#[test]
fn what_was_said_comes_latest_first_with_the_confidence_before_it() {
    let mut place = place();
    said(&mut place, "8");
    place.now += 2 * DAY;
    said(&mut place, "5");
    let page = page(&place, "o1").unwrap();
    let told: Vec<_> = page.said.iter().map(|s| (s.check_in.confidence, s.before, s.key.as_str())).collect();
    assert_eq!(told, [(Some(5), Some(8), "kr1"), (Some(8), None, "kr1")]);
    assert_eq!(page.line.confidence, Some(5));
}

#[test]
fn what_is_aligned_to_it_or_to_a_key_result_stands_below_and_it_stands_above() {
    let mut place = place();
    objective(&mut place, "会员更懂权益", Some("o1/kr1"));
    objective(&mut place, "门店不断货", Some("o1"));
    objective(&mut place, "别的事", None);
    let first = page(&place, "o1").unwrap();
    let below: Vec<&str> = first.below.iter().map(|line| line.key.as_str()).collect();
    assert_eq!((below, first.above.is_none()), (vec!["o2", "o3"], true));
    let second = page(&place, "o2").unwrap();
    assert_eq!(second.above.map(|line| line.key).as_deref(), Some("o1"));
    assert!(page(&place, "o4").unwrap().below.is_empty());
}

#[test]
fn open_actions_stand_before_those_that_are_over_and_ticked_steps_say_when() {
    let mut place = place();
    for (title, due) in [("晚的", Some("2026-12-20")), ("没日子的", None), ("早的", Some("2026-12-10"))]
    {
        let draft =
            ActionDraft { title: words(title), due: due.map(str::to_owned), ..ActionDraft::default() };
        let about = OkrPlace::Objective("o1".to_owned());
        place.done(OkrRequest::ActionAdd { about, draft, review: None }.into());
    }
    let draft = ActionDraft { status: words("done"), ..ActionDraft::default() };
    place.done(OkrRequest::ActionSet { action: "早的".to_owned(), seen: None, draft }.into());
    place.done(Request::TargetStep { target: "o1/kr2".to_owned(), step: "2".to_owned(), done: true });
    let page = page(&place, "o1").unwrap();
    let titles: Vec<&str> = page.actions.iter().map(|action| action.title.as_str()).collect();
    assert_eq!(titles, ["晚的", "没日子的", "早的"]);
    assert_eq!(page.actions[2].status, ActionStatus::Done);
    let ticked: Vec<bool> =
        page.steps_of(page.line.key_results[1].line.id).iter().map(|step| step.done_at.is_some()).collect();
    assert_eq!(ticked, [false, true]);
    assert!(page.steps_of(page.line.key_results[0].line.id).is_empty());
}
