//! Lessons, whether actions worked, and feedback: written, found, decided on, taken back.
use crate::kit::{DAY, Place, q, words};
use fupan::Result;
use fupan::board::{self, Book, LessonFilter, LessonLine, MatchOn, Matching};
use fupan::model::{
    Campaign, Cause, CauseId, CauseOrigin, Feedback, Impact, Lesson, LessonForm, LessonId, LessonUse,
    LessonVerdict, Note, Priority, Proof, Retro, Target, Task, Whys,
};
use fupan::planner::{
    ActionDraft, CampaignDraft, FeedbackDraft, LessonDraft, OkrPlace, OkrRequest, Outcome, Request,
    RetroRequest, TakeDraft, TargetDraft,
};
use proptest::prelude::*;

impl Place {
    fn lesson_of(&mut self, draft: LessonDraft) -> Result<Outcome> {
        self.ask(RetroRequest::LessonAdd(draft).into())
    }

    fn lesson(&mut self, title: &str, advice: &str) -> LessonId {
        let draft = LessonDraft { title: words(title), advice: words(advice), ..LessonDraft::default() };
        LessonId(self.lesson_of(draft).unwrap().key.unwrap().parse().unwrap())
    }

    fn change(&mut self, lesson: LessonId, draft: LessonDraft) -> Result<Outcome> {
        self.ask(RetroRequest::LessonSet { lesson: lesson.0.to_string(), seen: None, draft }.into())
    }

    fn take(&mut self, lesson: LessonId, campaign: &str, draft: TakeDraft) -> Result<Outcome> {
        let (lesson, campaign) = (lesson.0.to_string(), campaign.to_owned());
        self.ask(RetroRequest::LessonTake { lesson, campaign, draft }.into())
    }

    fn dismiss(&mut self, lesson: LessonId, campaign: &str, reason: &str) -> Result<Outcome> {
        let (lesson, campaign, reason) = (lesson.0.to_string(), campaign.to_owned(), reason.to_owned());
        self.ask(RetroRequest::LessonDismiss { lesson, campaign, reason }.into())
    }

    fn library(&self, filter: &LessonFilter) -> Vec<LessonLine> {
        self.store.read(None, |db| board::lessons(db, &Book::open(db)?, filter, self.now)).unwrap()
    }

    /// The titles of the lessons a search finds, best first.
    fn search(&self, text: &str) -> Vec<String> {
        self.search_at(None, text)
    }

    fn search_at(&self, as_of: Option<i64>, text: &str) -> Vec<String> {
        let filter = LessonFilter { text: text.to_owned(), ..LessonFilter::default() };
        let at = as_of.unwrap_or(self.now);
        let found = self.store.read(as_of, |db| board::lessons(db, &Book::open(db)?, &filter, at));
        found.unwrap().into_iter().map(|line| line.lesson.title).collect()
    }

    fn one_lesson(&self, id: LessonId) -> LessonLine {
        let line = |db: &fupan::store::Db<'_>| {
            board::lesson_line(db, &Book::open(db)?, &db.get::<Lesson>(id.0)?.unwrap(), self.now)
        };
        self.store.read(None, line).unwrap()
    }

    fn matching(&self, campaign: &str) -> Vec<Matching> {
        let found = |db: &fupan::store::Db<'_>| {
            let book = Book::open(db)?;
            let campaign = book.campaigns.iter().find(|c| c.key == campaign).unwrap();
            board::matching(db, &book, &board::scope_of(db, &book, campaign)?, self.now)
        };
        self.store.read(None, found).unwrap()
    }

    fn status(&mut self, campaign: &str, status: &str) {
        let (campaign, status, reason) = (campaign.to_owned(), status.to_owned(), words("x"));
        self.done(Request::CampaignStatus { campaign, status, reason });
    }

    fn feedback(&mut self, text: &str, count: &str, impact: &str, category: &str) -> i64 {
        let draft = FeedbackDraft {
            text: words(text),
            count: words(count),
            impact: words(impact),
            category: words(category),
            ..FeedbackDraft::default()
        };
        let request = RetroRequest::FeedbackAdd { campaign: "d11".to_owned(), draft };
        self.done(request.into()).key.unwrap().parse().unwrap()
    }

    fn action(&mut self, campaign: &str, title: &str, metric: &str, aim: &str) -> String {
        let about = OkrPlace::Campaign(campaign.to_owned());
        let draft = ActionDraft {
            title: words(title),
            owner: words("小周"),
            due: words("2026-12-01"),
            metric: words(metric),
            aim: words(aim),
            ..ActionDraft::default()
        };
        self.done(OkrRequest::ActionAdd { about, draft, review: None }.into()).key.unwrap()
    }

    fn actions(&self) -> Vec<board::ActionLine> {
        self.store.read(None, |db| board::action_lines(db, &Book::open(db)?, self.now, |_| true)).unwrap()
    }

    fn cause(&mut self, campaign: &str) -> CauseId {
        let id = self.campaign_id(campaign);
        let retro = self.list::<Retro>().into_iter().find(|retro| retro.campaign == Some(id)).unwrap().id;
        let mut cause = Cause {
            id: CauseId(0),
            version: 0,
            retro,
            finding: None,
            text: "路径太深".to_owned(),
            whys: Whys::default(),
            origin: Some(CauseOrigin::Internal),
            controllable: Some(true),
            created_at: self.now,
        };
        let stamp = self.stamp("cause add");
        self.store.write(stamp, |tx| tx.insert(&mut cause)).unwrap();
        cause.id
    }
}

fn text(error: &fupan::Error) -> (&str, Option<&str>) {
    (error.code(), error.in_field())
}

#[test]
fn a_search_finds_chinese_by_any_of_its_characters_and_english_by_stem_and_beginning() {
    let mut place = Place::new();
    place.lesson("红包门槛太高，领券转化低", "提前一周测两档门槛");
    place.lesson("Coupons were redeemed late", "Remind people on the last day");
    place.lesson("抖音 KOL 带货 ROI 低", "先小预算测 ROI");
    let (red, coupon, kol) =
        ("红包门槛太高，领券转化低", "Coupons were redeemed late", "抖音 KOL 带货 ROI 低");
    for (text, found) in [
        ("红包", vec![red]),
        ("红", vec![red]),
        ("两档门槛", vec![red]),
        ("门槛 领券", vec![red]),
        ("低", vec![red, kol]),
        ("coupon", vec![coupon]),
        ("COUPONS", vec![coupon]),
        ("redeem", vec![coupon]),
        ("redeeming", vec![coupon]),
        ("redeeme", vec![coupon]),
        ("coup last", vec![coupon]),
        ("kol带货", vec![kol]),
        ("抖音roi", vec![kol]),
        ("ｒｏｉ", vec![kol]),
        ("包红", vec![]),
        ("红包 coupon", vec![]),
        ("\"红包\"", vec![red]),
        ("红包 OR coupon", vec![]),
        ("NEAR(红包", vec![]),
        ("红包*", vec![red]),
        ("-红包 ^(", vec![red]),
    ] {
        let mut got = place.search(text);
        let mut wanted: Vec<String> = found.into_iter().map(str::to_owned).collect();
        got.sort();
        wanted.sort();
        assert_eq!(got, wanted, "{text}");
    }
    assert_eq!(place.search(" ，").len(), 3, "without a word there is nothing to look for");
}

#[test]
fn what_a_lesson_holds_for_is_found_by_its_names_in_both_languages() {
    let mut place = Place::with_campaign();
    place.record("gmv=100 d11 @抖音 2026-11-04");
    let draft = LessonDraft {
        title: words("别再这样"),
        playbooks: words("Group buying"),
        channels: words("抖音"),
        stages: words("拉新"),
        metrics: words("退款率, gmv"),
        tags: words("#大促，大促"),
        ..LessonDraft::default()
    };
    place.lesson_of(draft).unwrap();
    let lesson = place.list::<Lesson>().remove(0);
    let list = |tags: &fupan::model::Tags| tags.0.join(" ");
    assert_eq!(list(&lesson.playbooks), "group-buying");
    assert_eq!(list(&lesson.stages), "acquisition");
    assert_eq!(list(&lesson.metrics), "refund_rate gmv");
    assert_eq!(list(&lesson.tags), "大促", "each tag once");
    for text in ["group", "拼团", "抖音", "拉新", "acquisition", "refund", "退款率", "gmv", "大促"]
    {
        assert_eq!(place.search(text).len(), 1, "{text}");
    }
    // A channel that is renamed is found by its new name.
    place.done(Request::ChannelSet { channel: "抖音".to_owned(), name: words("Douyin Mall"), kind: None });
    assert_eq!((place.search("mall").len(), place.search("抖音商城").len()), (1, 0));
    place.undo().unwrap();
    assert_eq!(place.search("mall").len(), 0);
    place.sound();
}

#[test]
fn the_index_follows_a_change_its_undo_and_redo_and_a_deletion() {
    let mut place = Place::new();
    let id = place.lesson("红包门槛太高", "");
    place.change(id, LessonDraft { title: words("满减门槛太高"), ..LessonDraft::default() }).unwrap();
    assert_eq!((place.search("红包").len(), place.search("满减").len()), (0, 1));
    place.undo().unwrap();
    assert_eq!((place.search("红包").len(), place.search("满减").len()), (1, 0));
    place.redo().unwrap();
    assert_eq!((place.search("红包").len(), place.search("满减").len()), (0, 1));
    place.done(RetroRequest::LessonDelete { lesson: id.0.to_string() }.into());
    assert_eq!(place.search("门槛"), Vec::<String>::new());
    place.undo().unwrap();
    assert_eq!(place.search("满减"), ["满减门槛太高"]);
    place.undo().unwrap();
    place.undo().unwrap();
    assert_eq!(place.search("门槛"), Vec::<String>::new(), "undone to before it was written");
    place.sound();
}

#[test]
fn the_doctor_tells_of_a_lesson_whose_words_the_index_has_lost() {
    let mut place = Place::new();
    place.lesson("红包门槛太高", "");
    let id = place.lesson("物流太慢", "");
    let sql = place.sql();
    let words: String =
        sql.query_row("SELECT words FROM lesson WHERE id = ?1", [id.0], |r| r.get(0)).unwrap();
    sql.execute(
        "INSERT INTO lesson_words (lesson_words, rowid, words) VALUES ('delete', ?1, ?2)",
        (id.0, words),
    )
    .unwrap();
    drop(sql);
    let checks = fupan::store::doctor(&mut place.store).unwrap();
    let found: Vec<String> = checks.into_iter().flat_map(|check| check.found).collect();
    assert_eq!(found, ["lesson 2"]);
}

#[test]
fn a_search_of_a_day_that_is_past_knows_only_what_was_there_then() {
    let mut place = Place::new();
    place.lesson("红包门槛太高", "");
    let then = place.now;
    place.now += DAY;
    let later = place.lesson("红包发得太晚", "");
    assert_eq!(place.search("红包").len(), 2);
    assert_eq!(place.search_at(Some(then), "红包"), ["红包门槛太高"]);
    place.now += DAY;
    place.done(RetroRequest::LessonDelete { lesson: later.0.to_string() }.into());
    assert_eq!(place.search("红包"), ["红包门槛太高"]);
}

#[test]
fn a_lesson_gets_what_its_campaign_tells_and_its_cause_is_of_the_same_retrospective() {
    let mut place = Place::with_campaign();
    place.set("d11", CampaignDraft { stage: words("acquisition"), ..CampaignDraft::default() }).unwrap();
    place.campaign("tea", "奶茶店开业", "2026-10-01", "2026-10-05");
    place.status("tea", "ended");
    let cause = place.cause("tea");
    let of = |campaign: &str, cause: &str| LessonDraft {
        title: words("领券路径要短"),
        campaign: words(campaign),
        cause: Some(cause.to_owned()).filter(|cause| !cause.is_empty()),
        ..LessonDraft::default()
    };
    place.lesson_of(of("d11", "")).unwrap();
    let first = place.list::<Lesson>().remove(0);
    assert_eq!((first.stages.0.join(","), first.retro), ("acquisition".to_owned(), None), "d11 still runs");
    let error = place.lesson_of(of("d11", &cause.0.to_string())).unwrap_err();
    assert_eq!(text(&error), ("cause_of_other", Some("cause")));
    let error = place.lesson_of(of("tea", "99")).unwrap_err();
    assert_eq!(text(&error), ("no_cause", Some("cause")));
    place.lesson_of(of("tea", &cause.0.to_string())).unwrap();
    let alone = LessonDraft { campaign: None, ..of("", &cause.0.to_string()) };
    place.lesson_of(alone).unwrap();
    let tea = place.campaign_id("tea");
    for lesson in place.list::<Lesson>().into_iter().skip(1) {
        assert_eq!((lesson.campaign, lesson.cause), (Some(tea), Some(cause)));
        assert_eq!(lesson.retro, Some(place.list::<Retro>()[0].id));
    }
    assert_eq!(place.one_lesson(LessonId(2)).cause.as_deref(), Some("路径太深"));
}

#[test]
fn what_makes_no_lesson_is_refused_with_its_field_and_nothing_is_written() {
    let mut place = Place::with_campaign();
    let of = |title: &str| LessonDraft { title: words(title), ..LessonDraft::default() };
    let before = place.batches();
    let long = "x".repeat(301);
    for (draft, code, field) in [
        (of(" "), "missing", "title"),
        (of("a\u{202e}b"), "hidden_in_name", "title"),
        (of(&long), "too_long", "title"),
        (LessonDraft { playbooks: words("groupbuying"), ..of("x") }, "no_playbook", "playbooks"),
        (LessonDraft { channels: words("抖音"), ..of("x") }, "no_channel", "channels"),
        (LessonDraft { stages: words("early"), ..of("x") }, "unknown_word", "stages"),
        (LessonDraft { metrics: words("gmv, gnv1"), ..of("x") }, "no_metric", "metrics"),
        (LessonDraft { tags: words("a\u{1b}b"), ..of("x") }, "control_in_name", "tags"),
        (LessonDraft { form: words("poem"), ..of("x") }, "unknown_word", "form"),
        (LessonDraft { form: words("guardrail"), ..of("x") }, "guardrail_without_bound", "bound"),
        (LessonDraft { bound: words("refund_rate"), ..of("x") }, "bad_bound", "bound"),
        (LessonDraft { bound: words("<=8%"), ..of("x") }, "bad_bound", "bound"),
        (LessonDraft { bound: words("refund_rate 8%"), ..of("x") }, "bad_bound", "bound"),
        (LessonDraft { bound: words("refund_rate<=many"), ..of("x") }, "bad_number", "bound"),
        (LessonDraft { bound: words("refund_rate>=8%"), ..of("x") }, "bound_side", "bound"),
        (LessonDraft { bound: words("refundrate1<=8%"), ..of("x") }, "no_metric", "bound"),
        (LessonDraft { due: words("2026-11-05"), ..of("x") }, "lesson_due", "due"),
        (LessonDraft { campaign: words("nope"), ..of("x") }, "no_campaign", "campaign"),
    ] {
        let error = place.lesson_of(draft.clone()).unwrap_err();
        assert_eq!(text(&error), (code, Some(field)), "{draft:?}");
    }
    let error = place.lesson_of(LessonDraft { metrics: words("gmv, refundrate"), ..of("x") }).unwrap_err();
    assert!(error.detail().contains(&"refund_rate".to_owned()), "what is near: {:?}", error.detail());
    assert_eq!((place.batches(), place.list::<Lesson>().len()), (before, 0));
}

#[test]
fn a_bound_is_read_as_people_write_it() {
    let mut place = Place::new();
    for (typed, kept) in [
        ("refund_rate<=8%", "refund_rate<=8%"),
        ("退款率不超过8%", "refund_rate<=8%"),
        ("Refund rate ≤ 8 %", "refund_rate<=8 %"),
        ("retention_d7 >= 30%", "retention_d7>=30%"),
        ("discount_rate 10%..20%", "discount_rate 10%..20%"),
    ] {
        let draft = LessonDraft { title: words("x"), bound: words(typed), ..LessonDraft::default() };
        place.lesson_of(draft).unwrap();
        let lesson = place.list::<Lesson>().pop().unwrap();
        assert_eq!((lesson.bound.as_str(), lesson.form), (kept, LessonForm::Guardrail), "{typed}");
    }
}

#[test]
fn taken_as_a_task_it_is_done_by_the_campaigns_days_and_undo_takes_both_back() {
    let mut place = Place::with_campaign();
    place.set("d11", CampaignDraft { owner: words("小林"), ..CampaignDraft::default() }).unwrap();
    let id = place.lesson("红包门槛太高", "提前一周测两档门槛");
    let usual = place.lesson("物流太慢", "");
    place.change(id, LessonDraft { due: words("T-10"), ..LessonDraft::default() }).unwrap();
    let batches = place.batches();
    place.take(id, "d11", TakeDraft::default()).unwrap();
    assert_eq!(place.batches(), batches + 1, "task and decision are one change");
    let task = place.list::<Task>().remove(0);
    assert_eq!((task.title.as_str(), task.owner.as_str()), ("提前一周测两档门槛", "小林"));
    assert_eq!(task.due.to_string(), "T+3");
    assert!(task.note.contains("红包门槛太高"), "{}", task.note);
    let used = place.list::<LessonUse>().remove(0);
    assert_eq!(
        (used.verdict, used.form, used.task),
        (LessonVerdict::Taken, Some(LessonForm::Task), Some(task.id))
    );
    place.take(usual, "d11", TakeDraft { owner: words("@小周"), ..TakeDraft::default() }).unwrap();
    let second = place.list::<Task>().remove(1);
    assert_eq!((second.title.as_str(), second.due.to_string().as_str()), ("物流太慢", "T+3"));
    assert_eq!(second.owner, "小周");
    // The same again changes nothing, and says so.
    let again = place.take(id, "d11", TakeDraft::default()).unwrap();
    assert_eq!((again.batch, again.text.key), (None, "done.lesson_taken_already"));
    assert_eq!(place.list::<Task>().len(), 2);
    let line = place.one_lesson(id);
    assert_eq!((line.taken(), line.uses[0].done, line.uses[0].held), (1, Some(false), None));
    place.done(Request::TaskSet {
        task: task.id.0.to_string(),
        seen: None,
        draft: fupan::planner::TaskDraft { status: words("done"), ..Default::default() },
    });
    assert_eq!(place.one_lesson(id).uses[0].done, Some(true));
    for _ in 0..3 {
        place.undo().unwrap();
    }
    assert_eq!((place.list::<Task>().len(), place.list::<LessonUse>().len()), (0, 0));
    place.sound();
}

#[test]
fn advice_that_is_too_long_for_a_title_stands_in_the_note() {
    let mut place = Place::with_campaign();
    let advice = format!("第一步：{}\n第二步", "测".repeat(130));
    let id = place.lesson("红包门槛太高", &advice);
    place.take(id, "d11", TakeDraft::default()).unwrap();
    let task = place.list::<Task>().remove(0);
    assert_eq!(task.title, "红包门槛太高");
    assert!(task.note.contains(&advice), "{}", task.note);
    let long = "长".repeat(200);
    let id = place.lesson(&long, "");
    place.take(id, "d11", TakeDraft::default()).unwrap();
    assert!(place.list::<Task>()[1].title.ends_with('…'));
}

#[test]
fn taken_as_a_risk_it_is_one_more_line_and_said_once() {
    let mut place = Place::with_campaign();
    place.set("d11", CampaignDraft { risks: words("断货 → 备货"), ..CampaignDraft::default() }).unwrap();
    let id = place.lesson("法务审核要五天", "提前两周\n提交");
    let risk = TakeDraft { form: words("风险"), ..TakeDraft::default() };
    place.take(id, "d11", risk).unwrap();
    let risks = |place: &Place| place.list::<Campaign>().remove(0).risks;
    assert_eq!(risks(&place), "断货 → 备货\n法务审核要五天 → 提前两周 提交");
    place.done(RetroRequest::LessonForget { lesson: id.0.to_string(), campaign: "d11".to_owned() }.into());
    place.take(id, "d11", TakeDraft { form: words("risk"), ..TakeDraft::default() }).unwrap();
    assert_eq!(risks(&place).lines().count(), 2, "the line is there already");
    for _ in 0..3 {
        place.undo().unwrap();
    }
    assert_eq!(risks(&place), "断货 → 备货");
}

#[test]
fn taken_as_a_guardrail_it_is_a_target_and_tightens_a_looser_one() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "100万");
    let of =
        |bound: &str| LessonDraft {
            title: words("退款高"), bound: words(bound), ..LessonDraft::default()
        };
    place.lesson_of(of("refund_rate<=8%")).unwrap();
    place.lesson_of(of("refund_rate<=5%")).unwrap();
    place.lesson_of(of("refund_rate<=6%")).unwrap();
    let guardrail = |place: &Place| -> Vec<Target> {
        place.list::<Target>().into_iter().filter(|target| target.is_guardrail).collect()
    };
    place.take(LessonId(1), "d11", TakeDraft::default()).unwrap();
    let first = guardrail(&place).remove(0);
    assert_eq!((first.key.as_str(), first.goal, first.is_primary), ("refund_rate", q("8%"), false));
    assert_eq!(place.list::<LessonUse>()[0].target, Some(first.id));
    let told = place.take(LessonId(2), "d11", TakeDraft::default()).unwrap();
    assert_eq!(told.warnings[0].code(), "guardrail_tightened");
    let told = place.take(LessonId(3), "d11", TakeDraft::default()).unwrap();
    assert_eq!(told.warnings[0].code(), "guardrail_is_there");
    let all = guardrail(&place);
    assert_eq!((all.len(), all[0].goal, all[0].first_goal), (1, q("5%"), q("8%")));
    // It holds, then it does not: seen at the lesson.
    place.record("refunds=1 d11 2026-11-03");
    place.record("revenue=100 d11 2026-11-03");
    assert_eq!(place.one_lesson(LessonId(1)).uses[0].held, Some(true));
    place.record("refunds=40 d11 2026-11-04");
    assert_eq!(place.one_lesson(LessonId(1)).uses[0].held, Some(false));
    // A target of one's own on the metric is no guardrail: it keeps its key.
    place.campaign("d12", "双12", "2026-12-10", "2026-12-12");
    let keep = TargetDraft { goal: words("<=9%"), ..TargetDraft::default() };
    place.target_of("d12", "refund_rate", keep).unwrap();
    let took = place.take(LessonId(1), "d12", TakeDraft::default()).unwrap();
    assert_eq!(took.key.as_deref(), Some("d12/refund_rate-2"));
    place.undo().unwrap();
    assert_eq!(place.list::<LessonUse>().len(), 3);
}

#[test]
fn a_change_of_mind_is_allowed_told_and_begins_without_proof() {
    let mut place = Place::with_campaign();
    let id = place.lesson("红包门槛太高", "");
    let error = place.dismiss(id, "d11", " ").unwrap_err();
    assert_eq!(text(&error), ("dismiss_reason", Some("reason")));
    place.dismiss(id, "d11", "这次没有红包").unwrap();
    let told = place.take(id, "d11", TakeDraft::default()).unwrap();
    assert_eq!(told.warnings[0].code(), "lesson_decided_before");
    let prove = |proof: &str| RetroRequest::LessonProve {
        lesson: id.0.to_string(),
        campaign: "d11".to_owned(),
        proof: proof.to_owned(),
        note: words("领券率 +12%"),
    };
    place.done(prove("已验证").into());
    let used = place.list::<LessonUse>().remove(0);
    assert_eq!((used.proof, used.proof_note.as_str()), (Some(Proof::Verified), "领券率 +12%"));
    assert_eq!(place.one_lesson(id).proven(), [1, 0, 0]);
    let told = place.dismiss(id, "d11", "还是不做").unwrap();
    assert_eq!(told.warnings[0].code(), "lesson_stays");
    let used = place.list::<LessonUse>().remove(0);
    assert_eq!((used.form, used.task, used.proof, used.version), (None, None, None, 4));
    assert_eq!(place.list::<Task>().len(), 1, "what came of it stays");
    let error = place.ask(prove("not").into()).unwrap_err();
    assert_eq!(error.code(), "proof_of_dismissed");
    place.undo().unwrap();
    assert_eq!(place.list::<LessonUse>()[0].proof, Some(Proof::Verified));
    place.done(prove("").into());
    assert_eq!(place.list::<LessonUse>()[0].proof, None);
    let error = place.ask(prove("perhaps").into()).unwrap_err();
    assert_eq!(text(&error), ("unknown_word", Some("proof")));
}

#[test]
fn a_decision_is_forgotten_and_what_nobody_decided_cannot_be() {
    let mut place = Place::with_campaign();
    let id = place.lesson("红包门槛太高", "");
    let forget =
        || RetroRequest::LessonForget { lesson: "红包门槛太高".to_owned(), campaign: "d11".to_owned() };
    assert_eq!(place.ask(forget().into()).unwrap_err().code(), "lesson_undecided");
    place.take(id, "d11", TakeDraft::default()).unwrap();
    let told = place.done(forget().into());
    assert_eq!(told.warnings[0].code(), "lesson_stays");
    assert_eq!((place.list::<LessonUse>().len(), place.list::<Task>().len()), (0, 1));
    place.undo().unwrap();
    assert_eq!(place.list::<LessonUse>().len(), 1);
}

#[test]
fn a_lesson_goes_on_without_the_task_or_target_that_is_deleted_and_can_be_taken_anew() {
    let mut place = Place::with_campaign();
    let id = place.lesson("红包门槛太高", "");
    let draft =
        LessonDraft { title: words("退款高"), bound: words("refund_rate<=8%"), ..LessonDraft::default() };
    place.lesson_of(draft).unwrap();
    place.take(id, "d11", TakeDraft::default()).unwrap();
    place.take(LessonId(2), "d11", TakeDraft::default()).unwrap();
    place.done(Request::TaskDelete { task: "1".to_owned() });
    place.done(Request::TargetDelete { target: "d11/refund_rate".to_owned() });
    let uses = place.list::<LessonUse>();
    assert_eq!((uses[0].task, uses[1].target), (None, None));
    assert_eq!((uses[0].form, uses[1].form), (Some(LessonForm::Task), Some(LessonForm::Guardrail)));
    let line = place.one_lesson(id);
    assert_eq!((line.uses[0].done, line.taken()), (None, 1));
    place.take(id, "d11", TakeDraft::default()).unwrap();
    assert_eq!(place.list::<Task>().len(), 1, "its task is gone: it becomes one again");
    for _ in 0..3 {
        place.undo().unwrap();
    }
    let uses = place.list::<LessonUse>();
    assert!(uses[0].task.is_some() && uses[1].target.is_some());
    place.sound();
}

#[test]
fn a_lesson_that_was_used_is_retired_and_not_deleted() {
    let mut place = Place::with_campaign();
    let id = place.lesson("红包门槛太高", "");
    place.dismiss(id, "d11", "没有红包").unwrap();
    let error = place.ask(RetroRequest::LessonDelete { lesson: id.0.to_string() }.into()).unwrap_err();
    assert_eq!((error.code(), error.detail()), ("lesson_used", ["d11  双11拉新".to_owned()].as_slice()));
    place.change(id, LessonDraft { status: words("停用"), ..LessonDraft::default() }).unwrap_err();
    place.change(id, LessonDraft { status: words("已停用"), ..LessonDraft::default() }).unwrap();
    assert_eq!(place.search("红包"), Vec::<String>::new());
    let all = LessonFilter { all: true, text: "红包".to_owned(), ..LessonFilter::default() };
    assert_eq!(place.library(&all).len(), 1);
}

#[test]
fn lessons_come_back_by_playbook_then_channel_then_metric_then_stage() {
    let mut place = Place::with_campaign();
    place.set("d11", CampaignDraft { stage: words("acquisition"), ..CampaignDraft::default() }).unwrap();
    place.campaign("old", "去年双11", "2025-11-01", "2025-11-11");
    place.target("d11", "gmv", "100万");
    place.record("gmv=1 d11 @抖音 2026-11-02");
    let mut of = |title: &str, draft: LessonDraft| {
        place.now += 60;
        place.lesson_of(LessonDraft { title: words(title), ..draft }).unwrap();
    };
    of("阶段", LessonDraft { stages: words("acquisition"), ..LessonDraft::default() });
    of("指标", LessonDraft { metrics: words("gmv"), ..LessonDraft::default() });
    of("渠道", LessonDraft { channels: words("抖音"), ..LessonDraft::default() });
    of(
        "渠道和指标",
        LessonDraft { channels: words("抖音"), metrics: words("gmv"), ..LessonDraft::default() },
    );
    of(
        "别的",
        LessonDraft { stages: words("retention"), metrics: words("orders"), ..LessonDraft::default() },
    );
    of("停用", LessonDraft { metrics: words("gmv"), status: words("retired"), ..LessonDraft::default() });
    of("自己的", LessonDraft { campaign: words("d11"), metrics: words("gmv"), ..LessonDraft::default() });
    let titles = |place: &Place| -> Vec<String> {
        place.matching("d11").into_iter().map(|matching| matching.lesson.lesson.title).collect()
    };
    assert_eq!(titles(&place), ["渠道和指标", "渠道", "指标", "阶段"]);
    let first = place.matching("d11").remove(0);
    let (en, zh) = ("GMV".to_owned(), "成交额".to_owned());
    assert_eq!(first.on, [MatchOn::Channel("抖音".to_owned()), MatchOn::Metric(en, zh)]);
    // What was decided stands last, with the decision.
    place.dismiss(LessonId(4), "d11", "不适用").unwrap();
    assert_eq!(titles(&place), ["渠道", "指标", "阶段", "渠道和指标"]);
    assert_eq!(place.matching("d11")[3].used.as_ref().unwrap().verdict, LessonVerdict::Dismissed);
    assert_eq!(place.matching("old"), []);
}

#[test]
fn the_same_playbook_tells_more_than_anything_else() {
    let mut place = Place::new();
    let draft = CampaignDraft {
        name: words("周年大促"),
        key: words("sale"),
        start: words("2026-12-01"),
        end: words("2026-12-18"),
        playbook: words("big-sale"),
        ..CampaignDraft::default()
    };
    place.done(Request::CampaignNew(draft));
    let of = |title: &str, draft: LessonDraft| LessonDraft { title: words(title), ..draft };
    let all = LessonDraft {
        metrics: words("gmv, spend, refund_rate"),
        stages: words("monetization"),
        ..LessonDraft::default()
    };
    place
        .lesson_of(of("同打法", LessonDraft { playbooks: words("大促"), ..LessonDraft::default() }))
        .unwrap();
    place.lesson_of(of("同指标", all)).unwrap();
    let found = place.matching("sale");
    let titles: Vec<&str> = found.iter().map(|matching| matching.lesson.lesson.title.as_str()).collect();
    assert_eq!(titles, ["同打法", "同指标"]);
    assert_eq!(found[0].on, [MatchOn::Playbook("big-sale".to_owned())]);
}

#[test]
fn an_action_is_proven_by_the_next_campaign_of_its_stage_that_has_the_metric() {
    let mut place = Place::new();
    for (key, name, start, end) in [
        ("a", "九月拉新", "2026-09-01", "2026-09-10"),
        ("b", "九月底拉新", "2026-09-20", "2026-09-25"),
        ("c", "十月拉新", "2026-10-01", "2026-10-10"),
        ("d", "十一月拉新", "2026-11-01", "2026-11-30"),
    ] {
        place.campaign(key, name, start, end);
        place.set(key, CampaignDraft { stage: words("acquisition"), ..CampaignDraft::default() }).unwrap();
    }
    place.record("orders=700 a @抖音 2026-09-02");
    place.record("orders=300 a @微信 2026-09-05");
    place.record("clicks=9 b 2026-09-21");
    place.record("orders=1090 c 2026-10-02");
    place.record("orders=5000 d 2026-11-02");
    let id = place.action("a", "缩短领券路径", "orders", "+15%");
    place.action("a", "少花钱", "spend", "-5");
    let line = place.actions().remove(0);
    assert_eq!(line.from, Some(q("1000")), "both channels together");
    let (_, key, _, value) = line.next.clone().unwrap();
    assert_eq!((key.as_str(), value), ("c", q("1090")), "b has no orders, d is not over");
    assert!((line.reached.unwrap() - 0.6).abs() < 1e-9, "90 of 150");
    assert_eq!((line.proposed, line.action.proof), (Some(Proof::Partly), None));
    assert_eq!(place.actions()[1].from, None, "nothing was spent");
    let prove = |campaign: Option<&str>, proof: &str| {
        let campaign = campaign.map(str::to_owned);
        let (action, proof, note) = (id.clone(), proof.to_owned(), words("够了"));
        Request::from(RetroRequest::ActionProve { action, campaign, proof, note })
    };
    let error = place.ask(prove(Some("a"), "verified")).unwrap_err();
    assert_eq!(text(&error), ("proof_by_itself", Some("campaign")));
    place.done(prove(Some("d"), "verified"));
    let line = place.actions().remove(0);
    assert_eq!(line.next.unwrap().1, "d", "the campaign that people looked at");
    assert_eq!((line.action.proof, line.action.proof_note.as_str()), (Some(Proof::Verified), "够了"));
    place.done(prove(None, ""));
    let action = place.actions().remove(0).action;
    assert_eq!((action.proof, action.proof_campaign), (None, None));
    place.undo().unwrap();
    assert_eq!(place.actions()[0].action.proof, Some(Proof::Verified));
    place.undo().unwrap();
    assert_eq!(place.actions()[0].action.proof, None);
}

#[test]
fn a_ratio_is_proven_in_points_and_the_wrong_way_is_below_nothing() {
    let mut place = Place::new();
    for (key, start, end) in [("a", "2026-09-01", "2026-09-10"), ("b", "2026-10-01", "2026-10-10")] {
        place.campaign(key, key, start, end);
        place.set(key, CampaignDraft { stage: words("retention"), ..CampaignDraft::default() }).unwrap();
    }
    place.record("refunds=8 a 2026-09-02");
    place.record("revenue=100 a 2026-09-02");
    place.record("refunds=15 b 2026-10-02");
    place.record("revenue=300 b 2026-10-02");
    place.action("a", "降退款", "refund_rate", "-2pp");
    place.action("a", "降退款二", "refund_rate", "-50%");
    place.action("a", "反了", "refund_rate", "+1pp");
    let lines = place.actions();
    assert_eq!((lines[0].from, lines[0].next.as_ref().unwrap().3), (Some(q("8%")), q("5%")));
    let reached: Vec<f64> = lines.iter().map(|line| line.reached.unwrap()).collect();
    for (found, wanted) in reached.iter().zip([1.5, 0.75, -3.0]) {
        assert!((found - wanted).abs() < 1e-9, "{reached:?}");
    }
    let proposed: Vec<_> = lines.iter().map(|line| line.proposed.unwrap()).collect();
    assert_eq!(proposed, [Proof::Verified, Proof::Partly, Proof::Not]);
}

#[test]
fn a_retrospective_begins_with_the_actions_of_earlier_campaigns_that_wait() {
    let mut place = Place::new();
    place.campaign("a", "九月", "2026-09-01", "2026-09-10");
    place.campaign("b", "十月", "2026-10-01", "2026-10-10");
    for title in ["开着", "做完", "验证了", "不做了"] {
        place.action("a", title, "orders", "+1");
    }
    place.action("b", "自己的", "orders", "+1");
    let mut set = |action: &str, status: &str| {
        let draft = ActionDraft { status: words(status), ..ActionDraft::default() };
        place.done(OkrRequest::ActionSet { action: action.to_owned(), seen: None, draft }.into());
    };
    set("做完", "done");
    set("验证了", "done");
    set("不做了", "dropped");
    let (action, proof) = ("验证了".to_owned(), "verified".to_owned());
    place.done(RetroRequest::ActionProve { action, campaign: None, proof, note: None }.into());
    let before = |key: &str| -> Vec<String> {
        let found = |db: &fupan::store::Db<'_>| {
            let book = Book::open(db)?;
            let campaign = book.campaigns.iter().find(|c| c.key == key).unwrap();
            board::actions_before(db, &book, campaign, place.now)
        };
        place.store.read(None, found).unwrap().into_iter().map(|line| line.action.title).collect()
    };
    assert_eq!(before("b"), ["开着", "做完"]);
    assert_eq!(before("a"), Vec::<String>::new());
}

#[test]
fn feedback_is_counted_by_people_and_stands_by_priority() {
    let mut place = Place::with_campaign();
    place.feedback("物流慢", "9", "high", "物流");
    place.feedback("券领不了", "120", "high", "优惠券");
    place.feedback("想要周边", "1", "low", "");
    let kind = words("feedback");
    let (campaign, note) = ("d11".to_owned(), "好看".to_owned());
    place.done(Request::NoteAdd { campaign, text: note, kind, at: None });
    let answered = place.feedback("入口找不到", "15", "high", "优惠券");
    let answer = |answer: &str| {
        let draft = FeedbackDraft { answer: words(answer), ..FeedbackDraft::default() };
        Request::from(RetroRequest::FeedbackSet { note: answered, seen: None, draft })
    };
    place.now += 60;
    let done = place.done(answer("首页加了入口"));
    assert_eq!(done.text.key, "done.feedback_answer");
    let first = place.now;
    place.now += 60;
    place.done(answer("首页和会场都加了入口"));
    let lines = place.store.read(None, |db| board::feedback(db, &Book::open(db)?, |_| true)).unwrap();
    let order: Vec<(&str, Priority)> = lines.iter().map(|l| (l.note.text.as_str(), l.priority)).collect();
    assert_eq!(
        order,
        [
            ("券领不了", Priority::P1),
            ("物流慢", Priority::P2),
            ("想要周边", Priority::P3),
            ("好看", Priority::P3),
            ("入口找不到", Priority::P1),
        ]
    );
    assert_eq!(
        lines[4].note.feedback.as_ref().unwrap().answered_at,
        Some(first),
        "when it was first answered"
    );
    let sum = board::feedback_sum(&place.list::<Note>());
    assert_eq!((sum.notes, sum.people, sum.answered, sum.urgent), (5, 9 + 120 + 1 + 1 + 15, 1, 1));
    let categories = [("优惠券", 135, 2, 1), ("物流", 9, 1, 0), ("", 2, 2, 0)];
    assert_eq!(sum.categories, categories.map(|(name, p, n, a)| (name.to_owned(), p, n, a)));
    place.done(answer(""));
    assert_eq!(board::feedback_sum(&place.list::<Note>()).answered, 0);
    for _ in 0..3 {
        place.undo().unwrap();
    }
    let note = place.list::<Note>().into_iter().find(|note| note.id.0 == answered).unwrap();
    assert_eq!(note.feedback.unwrap().answer, "");
}

#[test]
fn feedback_that_counts_nobody_is_refused() {
    let mut place = Place::with_campaign();
    let of = |text: &str| FeedbackDraft { text: words(text), ..FeedbackDraft::default() };
    for (draft, code, field) in [
        (of(""), "missing", "text"),
        (FeedbackDraft { count: words("0"), ..of("x") }, "bad_count", "count"),
        (FeedbackDraft { count: words("1.5"), ..of("x") }, "bad_count", "count"),
        (FeedbackDraft { count: words("many"), ..of("x") }, "bad_number", "count"),
        (FeedbackDraft { impact: words("huge"), ..of("x") }, "unknown_word", "impact"),
        (FeedbackDraft { category: words("a\u{7}"), ..of("x") }, "control_in_name", "category"),
        (FeedbackDraft { at: words("2026-02-30"), ..of("x") }, "bad_date", "at"),
    ] {
        let request = RetroRequest::FeedbackAdd { campaign: "d11".to_owned(), draft };
        assert_eq!(text(&place.ask(request.into()).unwrap_err()), (code, Some(field)));
    }
    let draft = FeedbackDraft { count: words("1.2万"), impact: words("高"), ..of("券领不了") };
    place.done(RetroRequest::FeedbackAdd { campaign: "d11".to_owned(), draft }.into());
    let said: Feedback = place.list::<Note>().remove(0).feedback.unwrap();
    assert_eq!((said.count, said.impact, said.answered_at), (12_000, Impact::High, None));
    let note = Request::NoteAdd { campaign: "d11".to_owned(), text: "x".to_owned(), kind: None, at: None };
    place.done(note);
    let request = RetroRequest::FeedbackSet { note: 2, seen: None, draft: FeedbackDraft::default() };
    assert_eq!(place.ask(request.into()).unwrap_err().code(), "no_feedback", "an adjustment is none");
}

#[test]
fn what_was_changed_meanwhile_is_not_overwritten() {
    let mut place = Place::with_campaign();
    let id = place.lesson("红包门槛太高", "");
    place.change(id, LessonDraft { advice: words("测两档"), ..LessonDraft::default() }).unwrap();
    let draft = LessonDraft { advice: words("测三档"), ..LessonDraft::default() };
    let request = RetroRequest::LessonSet { lesson: id.0.to_string(), seen: Some(1), draft };
    assert_eq!(place.ask(request.into()).unwrap_err().exit_code(), 7);
    assert_eq!(place.list::<Lesson>()[0].advice, "测两档");
}

#[test]
fn a_campaigns_decisions_are_listed_with_what_came_of_them() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1000");
    place.record("gmv=420 d11 2026-11-03");
    let (first, second) = (place.lesson("一", ""), place.lesson("二", ""));
    place.dismiss(first, "d11", "不适用").unwrap();
    place.take(second, "d11", TakeDraft::default()).unwrap();
    let id = place.campaign_id("d11");
    let uses = |place: &Place| {
        place.store.read(None, |db| board::uses_of_campaign(db, &Book::open(db)?, id, place.now)).unwrap()
    };
    let lines = uses(&place);
    let titles: Vec<&str> = lines.iter().map(|line| line.lesson.as_str()).collect();
    assert_eq!(titles, ["二", "一"], "what was taken stands first");
    assert_eq!((lines[0].is_over, lines[0].campaign_key.as_str()), (false, "d11"));
    assert!((lines[0].achievement.unwrap() - 0.42).abs() < 1e-9);
    place.status("d11", "ended");
    assert!(uses(&place)[0].is_over);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_lesson_is_found_by_every_two_characters_of_its_chinese_text(
        title in "[红包门槛券领转化抖音微信会员新客a-c0-9 ，。！A]{4,40}",
        noise in proptest::collection::vec("[红包门槛券领转化]{2,8}", 0..4),
    ) {
        let mut place = Place::new();
        let title = title.trim().to_owned();
        prop_assume!(!title.is_empty());
        for other in &noise {
            place.lesson(other, "");
        }
        place.lesson(&title, "");
        let is_chinese = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
        let chars: Vec<char> = title.chars().collect();
        for pair in chars.windows(2).filter(|pair| pair.iter().all(is_chinese)) {
            let text: String = pair.iter().collect();
            let found = place.search(&text);
            prop_assert!(found.contains(&title), "{text} not found in {title}");
            for other in found {
                prop_assert!(other.contains(&text), "{text} found in {other}");
            }
        }
        place.sound();
    }
}
