//! What people write into a retrospective: findings, causes, insights, answers; that it can be taken back, that two
//! writers don't overwrite each other, and what goes with what.
use super::kit::*;
use fupan::Result;
use fupan::model::{
    Action, Answer, Both, Campaign, CampaignStatus, Cause, CauseOrigin, Entity, Finding, FindingKind,
    FindingVerdict, Insight, InsightKind, KeptFigures, Lesson, LessonForm, LessonId, LessonStatus, Retro,
    RetroStatus, Tags,
};
use fupan::planner::{
    ActionDraft, CauseDraft, CycleDraft, OkrPlace, OkrRequest, Request, RetroDraft, RetroPlace, RetroRequest,
};

fn about() -> RetroPlace {
    RetroPlace::Campaign("d11".to_owned())
}

/// d11 has ended: its retrospective is drafted.
fn ended() -> Place {
    let mut place = Place::with_campaign();
    place.done(status("ended"));
    place
}

fn status(word: &str) -> Request {
    let (campaign, status) = ("d11".to_owned(), word.to_owned());
    Request::CampaignStatus { campaign, status, reason: words("time is up") }
}

fn decide(subject: &str, kind: &str, verdict: &str, text: Option<&str>) -> Request {
    let (subject, kind, verdict) = (subject.to_owned(), kind.to_owned(), verdict.to_owned());
    let text = text.map(str::to_owned);
    RetroRequest::FindingSet { about: about(), subject, kind, verdict, text }.into()
}

fn found(kind: &str, text: &str) -> Request {
    RetroRequest::FindingAdd { about: about(), kind: kind.to_owned(), text: text.to_owned() }.into()
}

fn because(draft: CauseDraft) -> Request {
    RetroRequest::CauseAdd { about: about(), draft }.into()
}

fn cause(text: &str) -> CauseDraft {
    CauseDraft { text: words(text), ..CauseDraft::default() }
}

fn change(cause: i64, seen: Option<i64>, draft: CauseDraft) -> Request {
    RetroRequest::CauseSet { cause, seen, draft }.into()
}

fn insight(kind: &str, text: &str) -> Request {
    RetroRequest::InsightAdd { about: about(), kind: kind.to_owned(), text: text.to_owned() }.into()
}

fn answer(text: &str) -> Request {
    let question = Both { en: "What sold out?".to_owned(), zh: "什么卖断货了？".to_owned() };
    RetroRequest::Answer { about: about(), question, text: text.to_owned() }.into()
}

fn only<E: Entity>(place: &Place) -> E {
    let mut rows = place.list::<E>();
    assert_eq!(rows.len(), 1, "one {}", E::TABLE);
    rows.remove(0)
}

/// The code and field of what is refused; nothing is written by it.
fn refused(place: &mut Place, request: Request) -> (String, Option<String>) {
    let before = place.batches();
    let error = place.ask(request).unwrap_err();
    assert_eq!(place.batches(), before, "a refusal writes nothing");
    (error.code().to_owned(), error.in_field().map(str::to_owned))
}

fn is(code: &str, field: &str) -> (String, Option<String>) {
    (code.to_owned(), words(field))
}

#[test]
fn ending_a_campaign_drafts_its_retrospective_and_undo_takes_both_back() {
    let mut place = ended();
    let retro = only::<Retro>(&place);
    assert_eq!((retro.campaign, retro.status), (Some(place.campaign_id("d11")), RetroStatus::Draft));
    place.undo().unwrap();
    assert_eq!(place.list::<Retro>(), Vec::new());
    place.redo().unwrap();
    assert_eq!(only::<Retro>(&place).id, retro.id);
    place.sound();
}

#[test]
fn an_action_about_what_is_over_by_its_dates_belongs_to_the_retrospective_it_drafts() {
    let mut place = Place::with_campaign();
    let add = |title: &str| {
        let draft = ActionDraft { title: words(title), ..ActionDraft::default() };
        let about = OkrPlace::Campaign("d11".to_owned());
        Request::from(OkrRequest::ActionAdd { about, draft, review: None })
    };
    place.done(add("券包提前一天"));
    assert_eq!((place.list::<Retro>(), only::<Action>(&place).retro), (Vec::new(), None), "it runs");
    place.now += 30 * DAY;
    place.done(add("领券两步"));
    let retro = only::<Retro>(&place).id;
    assert_eq!(place.list::<Action>()[1].retro, Some(retro));
    place.undo().unwrap();
    assert_eq!((place.list::<Retro>(), place.list::<Action>().len()), (Vec::new(), 1));
    place.redo().unwrap();
    place.sound();
}

#[test]
fn a_campaign_that_runs_has_no_retrospective_yet() {
    let mut place = Place::with_campaign();
    for request in
        [found("lowlight", "少了赠品"), because(cause("少了赠品")), insight("keep", "直播"), answer("赠品")]
    {
        let error = place.ask(request).unwrap_err();
        assert_eq!(error.code(), "retro_too_early");
    }
    assert_eq!(place.list::<Retro>(), Vec::new());
}

#[test]
fn what_the_numbers_propose_is_kept_dismissed_or_left_open() {
    let mut place = ended();
    let done = place.done(decide("target:gmv", "lowlight", "kept", None));
    let row = only::<Finding>(&place);
    assert_eq!(done.key, Some(row.id.0.to_string()));
    assert_eq!((row.kind, row.verdict, row.text.as_str()), (FindingKind::Lowlight, FindingVerdict::Kept, ""));
    // Words of one's own; the kind and what is not said stay.
    place.done(decide("target:gmv", "", "kept", Some(" 爆发期没顶上去 ")));
    place.done(decide("target:gmv", "", "忽略", None));
    let row = only::<Finding>(&place);
    assert_eq!((row.kind, row.verdict), (FindingKind::Lowlight, FindingVerdict::Dismissed));
    assert_eq!(row.text, "爆发期没顶上去");
    place.done(decide("target:gmv", "", "", None));
    assert_eq!(place.list::<Finding>(), Vec::new());
    place.undo().unwrap();
    assert_eq!(only::<Finding>(&place).verdict, FindingVerdict::Dismissed);
    place.undo().unwrap();
    assert_eq!(only::<Finding>(&place).verdict, FindingVerdict::Kept);
    place.redo().unwrap();
    assert_eq!(only::<Finding>(&place).verdict, FindingVerdict::Dismissed);
    place.sound();
}

#[test]
fn deciding_the_same_again_writes_nothing() {
    let mut place = ended();
    place.done(decide("late", "lowlight", "kept", None));
    assert_eq!(place.done(decide("late", "lowlight", "kept", None)).batch, None);
    assert_eq!(place.done(decide("spending", "", "", None)).batch, None, "it was open before");
}

#[test]
fn only_what_numbers_can_say_is_decided_on() {
    let mut place = ended();
    for subject in ["", "target:", "gmv", "weather:rain", "lateness", "target:\u{202E}gmv"] {
        assert_eq!(
            refused(&mut place, decide(subject, "lowlight", "kept", None)),
            is("no_finding", "subject"),
            "{subject}"
        );
    }
    for subject in [
        "guardrail:cac",
        "phase:2",
        "channel:douyin:roi",
        "driver:orders/visitors",
        "adjustment:14",
        "refused",
    ] {
        place.done(decide(subject, "highlight", "kept", None));
    }
    let wrong = decide("target:gmv", "sidelight", "kept", None);
    assert_eq!(refused(&mut place, wrong), is("unknown_word", "kind"));
    let wrong = decide("target:gmv", "lowlight", "burnt", None);
    assert_eq!(refused(&mut place, wrong), is("unknown_word", "verdict"));
    let wrong = decide("target:gmv", "lowlight", "kept", Some("a\u{7}b"));
    assert_eq!(refused(&mut place, wrong), is("control_in_name", "text"));
}

#[test]
fn people_find_what_numbers_dont_show() {
    let mut place = ended();
    place.done(found("亮点", "客服当晚 3 分钟内回复"));
    let row = only::<Finding>(&place);
    assert_eq!((row.kind, row.subject.as_str()), (FindingKind::Highlight, ""));
    assert_eq!(row.text, "客服当晚 3 分钟内回复");
    assert_eq!(refused(&mut place, found("highlight", "  ")), is("missing", "text"));
    assert_eq!(refused(&mut place, found("highlight", &"长".repeat(301))), is("too_long", "text"));
    place.done(RetroRequest::FindingDelete { finding: row.id.0 }.into());
    assert_eq!(place.list::<Finding>(), Vec::new());
    place.undo().unwrap();
    assert_eq!(only::<Finding>(&place).text, row.text);
    let error = place.ask(RetroRequest::FindingDelete { finding: 99 }.into()).unwrap_err();
    assert_eq!(error.code(), "no_finding");
}

#[test]
fn what_people_found_is_said_anew_by_its_number_and_never_left_without_words() {
    let mut place = ended();
    place.done(found("lowlight", "少了赠品"));
    let id = only::<Finding>(&place).id.0;
    place.done(decide(&format!("#{id}"), "highlight", "kept", Some("赠品少，客诉也少")));
    let said = only::<Finding>(&place);
    assert_eq!((said.id.0, said.kind, said.text.as_str()), (id, FindingKind::Highlight, "赠品少，客诉也少"));
    assert_eq!(
        refused(&mut place, decide(&format!("#{id}"), "", "kept", Some(" "))).1.as_deref(),
        Some("text")
    );
    assert_eq!(refused(&mut place, decide("#404", "", "kept", None)).0, "no_finding");
    place.undo().unwrap();
    assert_eq!(only::<Finding>(&place).text, "少了赠品");
}

#[test]
fn a_cause_has_its_whys_and_says_where_it_lies() {
    let mut place = ended();
    let whys = ["主图没过审", " ", "素材晚交两天"].map(str::to_owned).to_vec();
    place.done(because(CauseDraft {
        whys: Some(whys),
        origin: words("内部"),
        controllable: words("可控"),
        ..cause("首日转化低")
    }));
    let row = only::<Cause>(&place);
    assert_eq!(row.whys.0, ["主图没过审", "素材晚交两天"]);
    assert_eq!((row.origin, row.controllable), (Some(CauseOrigin::Internal), Some(true)));
    // What is not named stays; an empty word takes it back.
    place.done(change(
        row.id.0,
        None,
        CauseDraft { origin: words(""), controllable: words("no"), ..CauseDraft::default() },
    ));
    let now = only::<Cause>(&place);
    assert_eq!((now.origin, now.controllable, &now.whys), (None, Some(false), &row.whys));
    assert_eq!(now.text, "首日转化低");
    place.undo().unwrap();
    assert_eq!(only::<Cause>(&place).controllable, Some(true));
    place.done(RetroRequest::CauseDelete { cause: row.id.0 }.into());
    assert_eq!(place.list::<Cause>(), Vec::new());
    place.undo().unwrap();
    assert_eq!(only::<Cause>(&place).text, "首日转化低");
    place.sound();
}

#[test]
fn five_whys_and_no_sixth() {
    let mut place = ended();
    let whys = |n: usize| CauseDraft {
        whys: Some((0..n).map(|i| format!("because {i}")).collect()),
        ..cause("too late")
    };
    place.done(because(whys(5)));
    assert_eq!(only::<Cause>(&place).whys.0.len(), 5);
    assert_eq!(refused(&mut place, because(whys(6))), is("many_whys", "whys"));
}

#[test]
fn a_cause_that_is_wrong_is_refused_by_field() {
    let mut place = ended();
    let table = [
        (cause(" "), is("missing", "text")),
        (cause("line\nbreak"), is("control_in_name", "text")),
        (CauseDraft { origin: words("both"), ..cause("x") }, is("unknown_word", "origin")),
        (CauseDraft { controllable: words("maybe"), ..cause("x") }, is("unknown_word", "controllable")),
        (CauseDraft { finding: words("99"), ..cause("x") }, is("no_finding", "finding")),
        (CauseDraft { finding: words("weather"), ..cause("x") }, is("no_finding", "finding")),
        (CauseDraft { whys: Some(vec!["\u{202E}".into()]), ..cause("x") }, is("hidden_in_name", "whys")),
    ];
    for (draft, expected) in table {
        assert_eq!(refused(&mut place, because(draft.clone())), expected, "{draft:?}");
    }
    assert_eq!(place.ask(change(99, None, cause("x"))).unwrap_err().code(), "no_cause");
}

#[test]
fn what_a_cause_explains_is_kept_with_it_in_one_batch() {
    let mut place = ended();
    let explains = |finding: &str| because(CauseDraft { finding: words(finding), ..cause("没人投放") });
    place.done(explains("target:gmv"));
    let row = only::<Finding>(&place);
    assert_eq!((row.kind, row.verdict), (FindingKind::Lowlight, FindingVerdict::Kept));
    assert_eq!(only::<Cause>(&place).finding, Some(row.id));
    place.undo().unwrap();
    assert_eq!((place.list::<Finding>().len(), place.list::<Cause>().len()), (0, 0), "one undo for both");
    place.done(explains("highlight channel:douyin:roi"));
    assert_eq!(only::<Finding>(&place).kind, FindingKind::Highlight);
    // One that was dismissed matters after all; a number or a name mean the same row.
    place.done(decide("channel:douyin:roi", "", "dismissed", None));
    let id = only::<Finding>(&place).id;
    place.done(explains(&format!("#{}", id.0)));
    assert_eq!(only::<Finding>(&place).verdict, FindingVerdict::Kept);
    place.done(explains("channel:douyin:roi"));
    assert_eq!(place.list::<Cause>().iter().filter(|cause| cause.finding == Some(id)).count(), 3);
    place.sound();
}

#[test]
fn a_word_alone_means_a_campaign_or_exactly_a_cycle() {
    use fupan::planner::retro::place::place_of;
    let mut place = Place::new();
    place.done(OkrRequest::CycleNew(CycleDraft { key: words("2026-Q3"), ..CycleDraft::default() }).into());
    place.campaign("2026-q3-sale", "秋促", "2026-08-01", "2026-08-05");
    let meant = |text: &str| place.store.read(None, |db| place_of(db, text, db.settings()?.zone.day_of(NOW)));
    let sale = RetroPlace::Campaign("2026-q3-sale".to_owned());
    assert_eq!(meant("2026-q3").unwrap(), RetroPlace::Cycle("2026-Q3".to_owned()), "not what begins like it");
    assert_eq!(meant("2026-q3-").unwrap(), sale);
    assert_eq!(meant("秋促").unwrap(), sale);
    assert_eq!(meant("spring").unwrap_err().code(), "no_campaign");
    assert!(meant(" ").is_err());
}

#[test]
fn a_cause_explains_no_finding_of_another_retrospective() {
    let mut place = ended();
    place.done(found("lowlight", "少了赠品"));
    let id = only::<Finding>(&place).id.0;
    place.campaign("d12", "双12", "2026-10-01", "2026-10-05");
    let draft = CauseDraft { finding: words(&id.to_string()), ..cause("x") };
    let other = RetroPlace::Campaign("d12".to_owned());
    let request = RetroRequest::CauseAdd { about: other, draft }.into();
    assert_eq!(refused(&mut place, request), is("no_finding", "finding"));
}

#[test]
fn without_its_finding_a_cause_stays() {
    let mut place = ended();
    place.done(because(CauseDraft { finding: words("late"), ..cause("设计排期冲突") }));
    let finding = only::<Finding>(&place);
    place.done(decide("late", "", "", None));
    assert_eq!(only::<Cause>(&place).finding, None);
    place.undo().unwrap();
    assert_eq!(only::<Cause>(&place).finding, Some(finding.id));
    place.done(RetroRequest::FindingDelete { finding: finding.id.0 }.into());
    assert_eq!((only::<Cause>(&place).finding, place.list::<Finding>().len()), (None, 0));
    place.undo().unwrap();
    place.sound();
}

#[test]
fn without_its_cause_a_lesson_stays() {
    let mut place = ended();
    place.done(because(cause("首日转化低")));
    let mut lesson = Lesson {
        id: LessonId(0),
        version: 0,
        retro: Some(only::<Retro>(&place).id),
        campaign: None,
        cause: Some(only::<Cause>(&place).id),
        title: "素材提前一周定稿".to_owned(),
        advice: String::new(),
        playbooks: Tags::default(),
        channels: Tags::default(),
        stages: Tags::default(),
        metrics: Tags::default(),
        tags: Tags::default(),
        form: LessonForm::Task,
        due: None,
        bound: String::new(),
        status: LessonStatus::Active,
        author: String::new(),
        words: String::new(),
        created_at: place.now,
    };
    let stamp = place.stamp("lesson");
    place.store.write(stamp, |tx| tx.insert(&mut lesson)).unwrap();
    let delete = RetroRequest::CauseDelete { cause: only::<Cause>(&place).id.0 };
    place.done(delete.into());
    assert_eq!(only::<Lesson>(&place).cause, None);
    place.undo().unwrap();
    assert_eq!(only::<Lesson>(&place).cause, Some(only::<Cause>(&place).id));
    place.sound();
}

#[test]
fn two_who_change_the_same_cause_dont_overwrite_each_other() {
    let mut place = ended();
    place.done(because(cause("首日转化低")));
    let row = only::<Cause>(&place);
    place.done(change(row.id.0, Some(row.version), cause("首日转化太低")));
    let late = change(row.id.0, Some(row.version), cause("主图没过审"));
    assert_eq!(refused(&mut place, late).0, "changed_since");
    assert_eq!(only::<Cause>(&place).text, "首日转化太低");
    place.done(insight("stop", "临时改主图"));
    let row = only::<Insight>(&place);
    let set = |text: &str| RetroRequest::InsightSet {
        insight: row.id.0,
        seen: Some(row.version),
        kind: None,
        text: words(text),
    };
    place.done(set("活动中改主图").into());
    assert_eq!(refused(&mut place, set("改主图").into()).0, "changed_since");
}

#[test]
fn insights_are_written_changed_and_deleted() {
    let mut place = ended();
    place.done(insight("开始", "素材提前一周定稿"));
    let row = only::<Insight>(&place);
    assert_eq!(row.kind, InsightKind::Start);
    let set = |kind: Option<&str>, text: Option<&str>| -> Request {
        let (kind, text) = (kind.map(str::to_owned), text.map(str::to_owned));
        RetroRequest::InsightSet { insight: row.id.0, seen: None, kind, text }.into()
    };
    place.done(set(Some("keep"), None));
    assert_eq!(only::<Insight>(&place), Insight { kind: InsightKind::Keep, version: 2, ..row.clone() });
    assert_eq!(refused(&mut place, set(None, Some(""))), is("missing", "text"));
    assert_eq!(refused(&mut place, set(Some("maybe"), None)), is("unknown_word", "kind"));
    assert_eq!(refused(&mut place, insight("keep", "")), is("missing", "text"));
    place.done(RetroRequest::InsightDelete { insight: row.id.0 }.into());
    assert_eq!(place.list::<Insight>(), Vec::new());
    place.undo().unwrap();
    assert_eq!(only::<Insight>(&place).kind, InsightKind::Keep);
    let gone = RetroRequest::InsightDelete { insight: 99 }.into();
    assert_eq!(refused(&mut place, gone).0, "no_insight");
}

#[test]
fn a_question_has_one_answer_and_an_empty_one_takes_it_away() {
    let mut place = ended();
    place.done(answer("赠品\n第二天补了货"));
    place.done(answer("赠品和礼盒"));
    let row = only::<Answer>(&place);
    assert_eq!((row.text.as_str(), row.question.zh.as_str()), ("赠品和礼盒", "什么卖断货了？"));
    assert_eq!(place.done(answer("赠品和礼盒")).batch, None);
    place.done(answer(" "));
    assert_eq!(place.list::<Answer>(), Vec::new());
    assert_eq!(place.done(answer("")).batch, None);
    place.undo().unwrap();
    assert_eq!(only::<Answer>(&place).text, "赠品和礼盒");
    let nothing = RetroRequest::Answer { about: about(), question: Both::default(), text: "x".to_owned() };
    assert_eq!(refused(&mut place, nothing.into()), is("missing", "question"));
}

#[test]
fn the_past_shows_what_was_written_then() {
    let mut place = ended();
    place.done(because(cause("首日转化低")));
    let then = place.now + 1;
    place.now += DAY;
    let id = only::<Cause>(&place).id.0;
    place.done(change(id, None, cause("主图没过审")));
    place.now += DAY;
    place.done(RetroRequest::CauseDelete { cause: id }.into());
    let texts = |at| -> Vec<String> {
        let read: Result<Vec<Cause>> = place.store.read(Some(at), |db| db.list());
        read.unwrap().into_iter().map(|cause| cause.text).collect()
    };
    assert_eq!(texts(then), ["首日转化低"]);
    assert_eq!(texts(then + DAY), ["主图没过审"]);
    assert_eq!(texts(then + 2 * DAY), [""; 0]);
}

#[test]
fn annotating_finishing_and_reopening() {
    let mut place = ended();
    let draft =
        RetroDraft { leader: words("@小林"), goal_note: words("目标偏高"), ..RetroDraft::default() };
    place.done(RetroRequest::Set { about: about(), seen: Some(1), draft: draft.clone() }.into());
    let row = only::<Retro>(&place);
    assert_eq!((row.leader.as_str(), row.goal_note.as_str()), ("小林", "目标偏高"));
    let late = RetroRequest::Set {
        about: about(),
        seen: Some(1),
        draft: RetroDraft { leader: words("老王"), ..draft },
    };
    assert_eq!(refused(&mut place, late.into()).0, "changed_since");
    place.done(RetroRequest::Finish { about: about(), figures: KeptFigures::default() }.into());
    let campaign = |place: &Place| only::<Campaign>(place).status;
    assert_eq!(
        (only::<Retro>(&place).status, campaign(&place)),
        (RetroStatus::Done, CampaignStatus::Reviewed)
    );
    place.done(RetroRequest::Reopen { about: about() }.into());
    let row = only::<Retro>(&place);
    assert_eq!((row.status, row.finished_at), (RetroStatus::Draft, None));
    assert_eq!(campaign(&place), CampaignStatus::Ended);
    place.undo().unwrap();
    assert_eq!(
        (only::<Retro>(&place).status, campaign(&place)),
        (RetroStatus::Done, CampaignStatus::Reviewed)
    );
}

#[test]
fn everything_written_goes_with_the_campaign_and_comes_back_with_it() {
    let mut place = ended();
    place.done(because(CauseDraft { finding: words("late"), ..cause("设计排期冲突") }));
    place.done(insight("keep", "直播预告"));
    place.done(answer("赠品"));
    let counts = |place: &Place| {
        [
            place.list::<Retro>().len(),
            place.list::<Finding>().len(),
            place.list::<Cause>().len(),
            place.list::<Insight>().len(),
            place.list::<Answer>().len(),
        ]
    };
    place.done(Request::CampaignDelete { campaign: "d11".to_owned() });
    assert_eq!(counts(&place), [0; 5]);
    place.undo().unwrap();
    assert_eq!(counts(&place), [1; 5]);
    assert_eq!(only::<Cause>(&place).finding, Some(only::<Finding>(&place).id));
    place.sound();
}

#[test]
fn a_history_tells_what_was_written_in_words() {
    use fupan::i18n::deed::{change, deed};
    use fupan::model::Lang;
    let mut place = ended();
    place.done(because(cause("首日转化低")));
    let titles = place.store.read(None, |db| db.batches(1)).unwrap();
    assert_eq!(deed(&titles[0].title, Lang::Zh), "添加原因 d11 首日转化低");
    place.done(decide("phase:2", "lowlight", "kept", None));
    let done = place.store.read(None, |db| fupan::board::history(db, None, 1)).unwrap();
    assert_eq!(done[0].changes[0].name, "phase:2", "a finding in nobody's words is called by its subject");
    let told = |entity, field, before, after| change(entity, "", field, Some(before), Some(after), Lang::Zh);
    assert_eq!(told("finding", "verdict", "kept", "dismissed"), "处理: 保留 → 忽略");
    assert_eq!(told("cause", "origin", "internal", "external"), "内部/外部: 内部 → 外部");
    assert_eq!(told("insight", "kind", "keep", "stop"), "类型: 保持 → 停止");
    assert_eq!(told("objective", "verdict", "keep", "drop"), "去留: 保留 → 放弃");
}
