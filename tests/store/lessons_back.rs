//! Lessons that come back while a campaign is planned, and what of retrospectives needs a hand.
use super::kit::*;
use fupan::board::{self, Book, Matter, Soon};
use fupan::model::{Campaign, LessonId, LessonUse, LessonVerdict, Note, OkrDayKind, Retro, Task, TaskStatus};
use fupan::planner::{
    CampaignDraft, FeedbackDraft, LessonDecision, LessonDraft, Proposal, ProposedLesson, Request, RetroPlace,
    RetroRequest, TakeDraft,
};

fn status(word: &str) -> Request {
    let (campaign, status) = ("d11".to_owned(), word.to_owned());
    Request::CampaignStatus { campaign, status, reason: words("time is up") }
}

fn lesson(title: &str, form: &str) -> Request {
    RetroRequest::LessonAdd(LessonDraft {
        campaign: words("d11"),
        title: words(title),
        advice: words("两步到手"),
        playbooks: words("big-sale"),
        form: words(form),
        ..LessonDraft::default()
    })
    .into()
}

/// d11 is over and taught three lessons for big sales.
fn taught() -> Place {
    let mut place = Place::with_campaign();
    place.done(status("ended"));
    for (title, form) in [("红包超过两步就走", "task"), ("会员价推高退款", "risk"), ("抖音首单小", "task")]
    {
        place.done(lesson(title, form));
    }
    place
}

fn proposal(lessons: Vec<ProposedLesson>) -> Request {
    let draft = CampaignDraft {
        name: words("双12"),
        key: words("d12"),
        start: words("2026-12-01"),
        end: words("2026-12-12"),
        ..CampaignDraft::default()
    };
    let playbook = words("big-sale");
    Request::CampaignCreate(Box::new(Proposal { draft, playbook, lessons, ..Proposal::default() }))
}

/// The lessons that the cockpit says wait for a campaign.
fn waiting(place: &Place) -> Vec<String> {
    let lessons = place.cockpit().todos.into_iter().find_map(|todo| match todo.matter {
        Matter::Lessons { titles } => Some(titles),
        _ => None,
    });
    lessons.unwrap_or_default()
}

#[test]
fn what_is_decided_on_lessons_is_written_with_the_campaign_and_taken_back_with_it() {
    let mut place = taught();
    let before = (place.batches(), place.dump());
    let take = LessonDecision::Take(TakeDraft { owner: words("阿杰"), ..TakeDraft::default() });
    let decided = vec![
        ProposedLesson { lesson: LessonId(1), decision: take },
        ProposedLesson { lesson: LessonId(2), decision: LessonDecision::Take(TakeDraft::default()) },
    ];
    place.done(proposal(decided));
    assert_eq!(place.batches(), before.0 + 1, "one batch");
    let campaign = place.list::<Campaign>().into_iter().find(|c| c.key == "d12").unwrap();
    assert!(campaign.risks.contains("会员价推高退款"), "{}", campaign.risks);
    let task = place.list::<Task>().into_iter().find(|task| task.campaign == campaign.id).unwrap();
    assert_eq!(
        (task.title.as_str(), task.owner.as_str(), task.status),
        ("两步到手", "阿杰", TaskStatus::Open)
    );
    let uses = place.list::<LessonUse>();
    assert_eq!(uses.len(), 2);
    assert!(uses.iter().all(|used| used.campaign == campaign.id && used.verdict == LessonVerdict::Taken));
    assert_eq!(uses[0].task, Some(task.id));
    assert_eq!(waiting(&place), ["抖音首单小"], "what nobody decided on stays open");
    place.undo().unwrap();
    assert!(place.list::<LessonUse>().is_empty() && place.list::<Task>().is_empty());
    place.sound();
}

#[test]
fn a_lesson_dismissed_without_a_reason_stops_the_whole_campaign() {
    let mut place = taught();
    let before = place.visible();
    let decided = ProposedLesson { lesson: LessonId(3), decision: LessonDecision::Dismiss(String::new()) };
    let error = place.ask(proposal(vec![decided])).unwrap_err();
    assert_eq!((error.code(), error.in_field()), ("dismiss_reason", Some("reason")));
    assert_eq!(place.visible(), before);
}

#[test]
fn lessons_wait_in_the_cockpit_until_each_is_decided_on_or_the_campaign_begins() {
    let mut place = taught();
    place.done(proposal(Vec::new()));
    assert_eq!(waiting(&place).len(), 3);
    let (lesson, campaign) = ("1".to_owned(), "d12".to_owned());
    place.done(RetroRequest::LessonDismiss { lesson, campaign, reason: "换了玩法".to_owned() }.into());
    assert_eq!(waiting(&place).len(), 2);
    place.now += 40 * DAY;
    assert_eq!(waiting(&place), Vec::<String>::new());
}

#[test]
fn a_retrospective_needs_a_hand_from_the_end_until_it_is_finished() {
    let mut place = Place::with_campaign();
    let due = |place: &Place| {
        place.cockpit().todos.into_iter().find_map(|todo| match todo.matter {
            Matter::RetroDue { days, when, .. } => Some((days, when)),
            _ => None,
        })
    };
    assert_eq!(due(&place), None);
    place.done(status("ended"));
    let end = place.list::<Campaign>()[0].end.day();
    let today = Book::day_shown(&place.store.read(None, Book::open).unwrap(), place.now);
    let days = end.0 + 7 - today.0;
    assert_eq!(due(&place), Some((days, Soon::Later)));
    place.now += i64::from(days) * DAY;
    assert_eq!(due(&place), Some((0, Soon::Today)));
    place.now += DAY;
    assert_eq!(due(&place), Some((-1, Soon::Overdue)));
    // The calendar has its day, too.
    let on = end.plus(7);
    let days = place.store.read(None, |db| board::calendar(db, &Book::open(db)?, &[], (on, on), place.now));
    let days = days.unwrap().okrs;
    assert!(days.iter().any(|day| day.kind == OkrDayKind::Retro && day.day == on && day.is_overdue));
    let about = RetroPlace::Campaign("d11".to_owned());
    place.done(RetroRequest::Finish { about, figures: fupan::model::KeptFigures::default() }.into());
    assert_eq!(due(&place), None);
    assert!(place.list::<Retro>()[0].finished_at.is_some());
}

#[test]
fn urgent_feedback_of_a_live_campaign_needs_a_hand_until_it_is_answered() {
    let mut place = Place::with_campaign();
    let said = |place: &Place| {
        place.cockpit().todos.into_iter().find_map(|todo| match todo.matter {
            Matter::Feedback { people, .. } => Some(people),
            _ => None,
        })
    };
    for (text, count, impact) in [("找不到红包", "58", "high"), ("颜色少", "8", "low")] {
        let draft = FeedbackDraft {
            text: words(text),
            source: words("客服"),
            category: words("红包"),
            count: words(count),
            impact: words(impact),
            ..FeedbackDraft::default()
        };
        place.done(RetroRequest::FeedbackAdd { campaign: "d11".to_owned(), draft }.into());
    }
    assert_eq!(said(&place), Some(58));
    let note = place.list::<Note>().into_iter().find(|note| note.text == "找不到红包").unwrap();
    let draft = FeedbackDraft { answer: words("已发链接"), ..FeedbackDraft::default() };
    place.done(RetroRequest::FeedbackSet { note: note.id.0, seen: None, draft }.into());
    assert_eq!(said(&place), None);
}

#[test]
fn a_campaigns_history_has_what_was_written_into_its_retrospective() {
    let mut place = Place::with_campaign();
    place.campaign("other", "另一场", "2026-10-01", "2026-10-05");
    let of = |place: &Place, key: &str| {
        let id = place.campaign_id(key);
        // Not those among the newest of the file: only what is about the campaign.
        let own = place.store.read(None, |db| db.batches_about(id, 0)).unwrap();
        let shown = place.store.read(None, |db| board::history(db, Some(id), 100)).unwrap();
        let own: Vec<String> = own.into_iter().map(|batch| batch.title).collect();
        assert_eq!(own, shown.into_iter().map(|done| done.batch.title).collect::<Vec<_>>());
        own
    };
    place.done(status("ended"));
    let about = || RetroPlace::Campaign("d11".to_owned());
    let (kind, text) = ("keep".to_owned(), "直播".to_owned());
    place.done(RetroRequest::InsightAdd { about: about(), kind, text }.into());
    let (kind, text) = ("lowlight".to_owned(), "赠品断货".to_owned());
    place.done(RetroRequest::FindingAdd { about: about(), kind, text }.into());
    let own = of(&place, "d11");
    assert!(own[0].contains("赠品断货") && own[1].contains("直播"), "{own:?}");
    assert!(of(&place, "other").iter().all(|title| !title.contains("赠品断货")));
}

#[test]
fn a_retrospective_long_past_presses_nobody_and_one_of_long_ago_asks_nobody() {
    let mut place = taught();
    let retro = |place: &Place| {
        let todos = place.cockpit().todos.into_iter();
        let found = todos.filter(|todo| matches!(todo.matter, Matter::RetroDue { .. }));
        found.map(|todo| todo.urgency).next()
    };
    let end = {
        let book = place.store.read(None, Book::open).unwrap();
        book.campaigns.iter().find(|c| c.key == "d11").unwrap().end.day()
    };
    let mut at = |days: i32| {
        place.now = fupan::model::Zone::parse("Asia/Shanghai").unwrap().start_of(end.plus(days)) + 36_000;
        let listed = place.store.read(None, |db| board::retros(db, &Book::open(db)?, place.now)).unwrap();
        assert!(
            listed.iter().any(|line| line.key == "d11" && line.is_open()),
            "the list has it on day {days}"
        );
        retro(&place)
    };
    assert_eq!(at(8), Some(board::Urgency::Act), "a day late");
    assert_eq!(at(50), Some(board::Urgency::Look), "six weeks late");
    assert_eq!(at(61), None, "long ago");
}
