//! Lessons of other campaigns, while a new one is planned and on a campaign's page.
use super::App;
use super::fake::{Fake, NOW};
use crate::board::{LessonLine, LessonUseLine, MatchOn, Matching};
use crate::model::{
    CampaignId, Due, Lang, Lesson, LessonForm, LessonId, LessonStatus, LessonUse, LessonUseId, LessonVerdict,
    Proof, Stage, Tags,
};
use crate::planner::{LessonDecision, Request, RetroRequest, TakeDraft};

fn lesson(id: i64, (title, advice): (&str, &str), form: LessonForm) -> Lesson {
    Lesson {
        id: LessonId(id),
        version: 1,
        retro: None,
        campaign: Some(CampaignId(9)),
        cause: None,
        title: title.to_owned(),
        advice: advice.to_owned(),
        playbooks: Tags::default(),
        channels: Tags::default(),
        stages: Tags::default(),
        metrics: Tags::default(),
        tags: Tags::default(),
        form,
        due: (form == LessonForm::Task).then_some(Due::Start(-5, None)),
        bound: if form == LessonForm::Guardrail { "refund_rate<=6%".to_owned() } else { String::new() },
        status: LessonStatus::Active,
        author: "小林".to_owned(),
        words: String::new(),
        created_at: NOW - 20 * 86_400,
    }
}

fn used(
    lesson: &Lesson,
    campaign: i64,
    decision: Result<LessonForm, &str>,
    proof: Option<Proof>,
) -> LessonUse {
    LessonUse {
        id: LessonUseId(campaign),
        version: 1,
        lesson: lesson.id,
        campaign: CampaignId(campaign),
        verdict: if decision.is_ok() { LessonVerdict::Taken } else { LessonVerdict::Dismissed },
        form: decision.ok(),
        task: None,
        target: None,
        reason: decision.err().unwrap_or_default().to_owned(),
        proof,
        proof_note: String::new(),
        author: "小林".to_owned(),
        created_at: NOW - 86_400,
    }
}

/// What others learned: a task, a guardrail, a risk.
pub fn matching() -> Vec<Matching> {
    let taps = lesson(
        7,
        ("红包超过两步才能领，一半人半路就走", "首页到红包最多两步，上线前数一遍"),
        LessonForm::Task,
    );
    let refunds = lesson(8, ("放开会员价，之后几天退款会抬头", "从第一天起盯退款率"), LessonForm::Guardrail);
    let douyin = lesson(9, ("抖音来的客人首单小", "抖音看新客不看 ROAS"), LessonForm::Risk);
    let line = |lesson: &Lesson, proofs: &[Option<Proof>]| LessonLine {
        lesson: lesson.clone(),
        campaign: Some(("memberweek".to_owned(), "会员周".to_owned())),
        cause: None,
        uses: (20..)
            .zip(proofs)
            .map(|(campaign, proof)| LessonUseLine {
                used: used(lesson, campaign, Ok(lesson.form), *proof),
                lesson: lesson.title.clone(),
                campaign_key: format!("c{campaign}"),
                campaign_name: format!("活动{campaign}"),
                is_over: true,
                achievement: Some(1.0),
                done: None,
                held: None,
            })
            .collect(),
    };
    vec![
        Matching {
            on: vec![MatchOn::Playbook("big-sale".to_owned()), MatchOn::Stage(Stage::Acquisition)],
            lesson: line(&taps, &[Some(Proof::Verified), None]),
            used: None,
        },
        Matching {
            on: vec![MatchOn::Metric("Refund rate".to_owned(), "退款率".to_owned())],
            lesson: line(&refunds, &[]),
            used: None,
        },
        Matching {
            on: vec![MatchOn::Channel("抖音".to_owned())],
            lesson: line(&douyin, &[Some(Proof::Not)]),
            used: None,
        },
    ]
}

/// The same on the page of a campaign that took the first and dismissed the last.
pub fn of_page() -> Vec<Matching> {
    let mut all = matching();
    for (found, decision) in all.iter_mut().zip([Ok(LessonForm::Task), Err(""), Err("这次不投抖音")]) {
        if decision != Err("") {
            found.used = Some(used(&found.lesson.lesson, 1, decision, None));
        }
    }
    all.sort_by_key(|found| found.used.is_some());
    all
}

fn app(lang: Lang, size: (u16, u16)) -> App {
    App::on(Fake { has_lessons: true, ..Fake::default() }, lang, size)
}

/// Up to the preview of a new campaign.
pub const NEW: &str = "n 双12 <tab> big <tab> <tab> 12-20 <tab> <tab> <tab> 80万 <tab> <tab> 3万 <ctrl-s>";

/// What was asked for last.
fn created(app: &App) -> Vec<(i64, LessonDecision)> {
    match app.fake.asked.last() {
        Some(Request::CampaignCreate(proposal)) => {
            proposal.lessons.iter().map(|one| (one.lesson.0, one.decision.clone())).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_campaign_shows_matching_lessons_and_writes_what_was_decided_with_it() {
    let mut app = app(Lang::Zh, (120, 36));
    app.keys(NEW);
    let screen = app.screen();
    assert!(screen.contains("同类活动的经验") && screen.contains("红包超过两步才能领"), "{screen}");
    assert!(screen.contains("3 条待定"), "{screen}");
    app.keys("j <space>");
    let screen = app.screen();
    assert!(screen.contains("采纳为任务") && screen.contains("2 条待定"), "{screen}");
    // The last one is dismissed: that asks why.
    app.keys("j j e <right> <ctrl-s>");
    assert!(app.screen().contains("请写明不采纳的原因"), "{}", app.screen());
    app.keys("这次不投抖音 <ctrl-s>");
    let screen = app.screen();
    assert!(screen.contains("不采纳：这次不投抖音") && screen.contains("1 条待定"), "{screen}");
    app.keys("<ctrl-s>");
    let take = LessonDecision::Take(TakeDraft::default());
    assert_eq!(created(&app), [(7, take), (9, LessonDecision::Dismiss("这次不投抖音".to_owned()))]);
}

#[test]
fn a_lesson_is_taken_as_something_else_and_left_open_again() {
    let mut app = app(Lang::Zh, (120, 36));
    app.keys(NEW);
    app.keys("j e <tab> <right> <tab> 红包太深 <ctrl-s>");
    assert!(app.screen().contains("采纳为风险"), "{}", app.screen());
    app.keys("j <space> <space> <ctrl-s>");
    match &created(&app)[..] {
        [(7, LessonDecision::Take(draft))] => {
            assert_eq!((draft.form.as_deref(), draft.text.as_deref()), (Some("risk"), Some("红包太深")));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_left_open_is_not_in_the_way() {
    let mut app = app(Lang::En, (120, 36));
    app.keys(NEW);
    app.keys("<ctrl-s>");
    assert_eq!(created(&app), []);
}

#[test]
fn without_lessons_there_is_nothing_to_decide() {
    let mut app = App::zh();
    app.keys(NEW);
    assert!(!app.screen().contains("同类活动的经验"));
}

#[test]
fn on_its_page_a_lesson_is_taken_dismissed_and_left_open_again() {
    let mut app = app(Lang::Zh, (120, 36));
    app.keys("o ] ] ] ] ] ]");
    assert!(app.screen().contains("从第一天起盯退款率"), "{}", app.screen());
    let asked = |app: &App| match app.fake.asked.last() {
        Some(Request::Retro(request)) => request.clone(),
        other => panic!("{other:?}"),
    };
    let (lesson, campaign) = ("8".to_owned(), "d11".to_owned());
    app.keys("<space>");
    let draft = TakeDraft::default();
    let taken = RetroRequest::LessonTake { lesson: lesson.clone(), campaign: campaign.clone(), draft };
    assert_eq!(asked(&app), taken);
    app.keys("x <ctrl-s>");
    assert_eq!(asked(&app), taken, "a reason is asked for");
    app.keys("毛利不含退款 <ctrl-s>");
    let reason = "毛利不含退款".to_owned();
    assert_eq!(asked(&app), RetroRequest::LessonDismiss { lesson, campaign: campaign.clone(), reason });
    // Nothing is decided on it yet; on the next something is.
    app.keys("d");
    assert!(app.screen().contains("还没有决定过"), "{}", app.screen());
    app.keys("j d");
    assert_eq!(asked(&app), RetroRequest::LessonForget { lesson: "7".to_owned(), campaign });
}
