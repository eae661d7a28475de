//! What a lead says of OKRs: check-ins, reviews, notes, actions, grades, and what goes on in the next cycle.
use super::kit::{DAY, NOW, Place, q, words};
use fupan::Result;
use fupan::model::{
    Action, ActionStatus, Ambition, CheckIn, Cycle, CycleId, CycleKind, CycleStatus, Day, Entity, Feed,
    KeyResult, Level, Metric, Note, NoteKind, Objective, ObjectiveId, ObjectiveStatus, PlanCurve, Review,
    ReviewId, ReviewKind, Serving, ServingId, Status, Step, Steps, Tags, Target, TargetId, TargetKind, Unit,
    Verdict,
};
use fupan::planner::{ActionDraft, CarryDraft, CheckInDraft, OkrPlace, OkrRequest, Outcome};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// 2026-Q4 with `o1` and its `kr1`, typed, from 0 to 92: one a day.
struct Okr {
    place: Place,
    q4: CycleId,
    o1: ObjectiveId,
    kr1: TargetId,
}

fn insert<E: Entity>(place: &mut Place, mut row: E) -> i64 {
    let stamp = place.stamp("insert");
    place.store.write(stamp, |tx| tx.insert(&mut row)).unwrap();
    row.row_id()
}

fn cycle(place: &mut Place, key: &str, start: &str, end: &str, status: CycleStatus) -> CycleId {
    let (id, key, created_at) = (CycleId(0), key.to_owned(), NOW - 60 * DAY);
    let (name, kind, start, end) = (key.clone(), CycleKind::Quarter, day(start), day(end));
    CycleId(insert(place, Cycle { id, version: 0, key, name, kind, start, end, status, created_at }))
}

impl Okr {
    fn new() -> Self {
        let mut place = Place::new();
        let q4 = cycle(&mut place, "2026-Q4", "2026-10-01", "2026-12-31", CycleStatus::Active);
        let mut okr = Self { place, q4, o1: ObjectiveId(0), kr1: TargetId(0) };
        okr.o1 = okr.objective("o1", |_| ());
        okr.kr1 = okr.key_result(okr.o1, "kr1", |_| ());
        okr
    }

    fn next_cycle(&mut self) -> CycleId {
        cycle(&mut self.place, "2027-Q1", "2027-01-01", "2027-03-31", CycleStatus::Planning)
    }

    fn objective(&mut self, key: &str, change: impl FnOnce(&mut Objective)) -> ObjectiveId {
        let mut objective = Objective {
            id: ObjectiveId(0),
            version: 0,
            cycle: self.q4,
            key: key.to_owned(),
            title: format!("objective {key}"),
            description: "why it matters".to_owned(),
            parent: None,
            parent_key_result: None,
            level: Level::Team,
            team: "growth".to_owned(),
            owner: "lin".to_owned(),
            ambition: Ambition::Committed,
            weight: q("2"),
            counts_children: true,
            tags: Tags(vec!["双11".to_owned()]),
            status: ObjectiveStatus::Active,
            grade: None,
            grade_reason: String::new(),
            grade_cause: String::new(),
            verdict: None,
            verdict_why: String::new(),
            carried_from: None,
            position: 1,
            created_at: NOW - 60 * DAY,
        };
        change(&mut objective);
        ObjectiveId(insert(&mut self.place, objective))
    }

    fn key_result(&mut self, of: ObjectiveId, key: &str, change: impl FnOnce(&mut Target)) -> TargetId {
        let own = KeyResult {
            feed: Feed::Hand,
            weight: q("3"),
            unit: Some(Unit::Count),
            better: None,
            cadence: Some(14 * DAY),
            grade: None,
            grade_reason: String::new(),
            carried_from: None,
        };
        let mut target = Target {
            id: TargetId(0),
            version: 0,
            campaign: None,
            objective: Some(of),
            key: key.to_owned(),
            title: format!("key result {key}"),
            metric: None,
            kind: TargetKind::Reach,
            baseline: q("0"),
            goal: q("92"),
            upper: None,
            start: None,
            end: None,
            curve: PlanCurve::Linear,
            is_primary: false,
            is_guardrail: false,
            steps: Steps::default(),
            owner: None,
            first_baseline: q("0"),
            first_goal: q("92"),
            position: 1,
            key_result: Some(own),
            created_at: NOW - 60 * DAY,
        };
        change(&mut target);
        (target.first_baseline, target.first_goal) = (target.baseline, target.goal);
        TargetId(insert(&mut self.place, target))
    }

    fn fed(&mut self, of: ObjectiveId, key: &str, metric: &str, feed: Feed) -> TargetId {
        let metric = self.place.list::<Metric>().into_iter().find(|m| m.key == metric).unwrap().id;
        self.key_result(of, key, |target| {
            target.metric = Some(metric);
            let own = target.key_result.as_mut().unwrap();
            (own.feed, own.unit) = (feed, None);
        })
    }

    fn ask(&mut self, request: OkrRequest) -> Result<Outcome> {
        self.place.ask(request.into())
    }

    /// `kr1 40 8 a note`: value and confidence, `-` for none; the rest is the note, `''` an empty one.
    fn said(text: &str) -> CheckInDraft {
        let mut parts = text.splitn(4, ' ').map(str::to_owned);
        let mut part = || parts.next().filter(|text| text != "-");
        let (key, value, confidence, note) = (part().unwrap(), part(), part(), part());
        let note = note.map(|note| note.replace("''", ""));
        CheckInDraft { key_result: format!("o1/{key}"), value, confidence, note, ..CheckInDraft::default() }
    }

    fn say(&mut self, text: &str) -> Result<Outcome> {
        self.ask(OkrRequest::CheckIn(Self::said(text)))
    }

    fn on(&mut self, at: &str, text: &str) -> Result<Outcome> {
        self.ask(OkrRequest::CheckIn(CheckInDraft { at: words(at), ..Self::said(text) }))
    }

    fn check_ins(&self) -> Vec<CheckIn> {
        self.place.list::<CheckIn>()
    }

    fn grade(&mut self, what: &str, grade: &str, reason: &str, cause: &str) -> Result<Outcome> {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let (reason, cause) = (some(reason), some(cause));
        self.ask(OkrRequest::Grade {
            what: what.to_owned(),
            seen: None,
            grade: grade.to_owned(),
            reason,
            cause,
        })
    }

    fn carry(&mut self, verdict: &str, with_progress: bool) -> Result<Outcome> {
        self.ask(OkrRequest::CarryOver(self.draft(verdict, with_progress)))
    }

    fn draft(&self, verdict: &str, with_progress: bool) -> CarryDraft {
        let (objective, verdict, why) =
            ("2026-q4/o1".to_owned(), verdict.to_owned(), "still true".to_owned());
        CarryDraft { objective, verdict, why, to: words("2027-q1"), with_progress, ..CarryDraft::default() }
    }

    fn carried(&self) -> (Objective, Vec<Target>) {
        let there =
            self.place.list::<Objective>().into_iter().find(|o| o.carried_from == Some(self.o1)).unwrap();
        let own = self.place.list::<Target>().into_iter().filter(|t| t.objective == Some(there.id));
        let own = own.collect();
        (there, own)
    }
}

/// The code and the field of what was refused; nothing was written by it.
fn refused(okr: &mut Okr, work: impl FnOnce(&mut Okr) -> Result<Outcome>) -> (&'static str, &'static str) {
    let before = okr.place.batches();
    let error = work(okr).unwrap_err();
    assert_eq!(okr.place.batches(), before, "{error}");
    (error.code(), error.in_field().unwrap_or_default())
}

fn state(outcome: &Outcome) -> &str {
    outcome.args.iter().find(|(name, _)| *name == "state").map_or("", |(_, value)| value)
}

#[test]
fn the_same_check_in_again_is_unchanged_and_other_words_change_it() {
    let mut okr = Okr::new();
    assert_eq!(state(&okr.say("kr1 40 8").unwrap()), "new");
    let again = okr.say("kr1 40 8").unwrap();
    assert_eq!((state(&again), again.batch), ("unchanged", None));
    assert_eq!(state(&okr.say("kr1 41").unwrap()), "changed");
    let said = okr.check_ins();
    assert_eq!((said.len(), said[0].value, said[0].confidence), (1, Some(q("41")), Some(8)));
    assert_eq!((said[0].at, said[0].day), (NOW, day("2026-11-04")));
    okr.place.undo().unwrap();
    assert_eq!(okr.check_ins()[0].value, Some(q("40")));
    okr.on("2026-11-03", "kr1 39").unwrap();
    let other = CheckInDraft { source: words("bi"), ..Okr::said("kr1 42") };
    okr.ask(OkrRequest::CheckIn(other)).unwrap();
    assert_eq!(okr.check_ins().len(), 3, "another day and another source are other check-ins");
    assert_eq!(okr.check_ins()[1].at, NOW - 15 * 3_600 - 180, "the end of the third");
}

#[test]
fn a_check_in_says_something_that_can_be_read() {
    let mut okr = Okr::new();
    let code = |okr: &mut Okr, text: &str| refused(okr, |okr| okr.say(text));
    assert_eq!(code(&mut okr, "kr1"), ("says_nothing", "value"));
    assert_eq!(code(&mut okr, "kr9 40"), ("no_key_result", "key_result"));
    assert_eq!(code(&mut okr, "kr1 many"), ("bad_number", "value"));
    assert_eq!(code(&mut okr, "kr1 40%"), ("no_percent", "value"));
    for text in ["11", "-1", "7.5", "70%", "high"] {
        assert_eq!(code(&mut okr, &format!("kr1 40 {text}")), ("bad_confidence", "confidence"), "{text}");
    }
    assert_eq!(code(&mut okr, "kr1 40 7 a\u{202e}b"), ("hidden_in_name", "note"));
    for (at, error) in
        [("2026-09-30", "before_period"), ("2027-01-01", "after_period"), ("someday", "bad_date")]
    {
        assert_eq!(refused(&mut okr, |okr| okr.on(at, "kr1 40")), (error, "at"));
    }
    let ahead = okr.on("2026-11-05", "kr1 40").unwrap();
    assert_eq!(ahead.warnings[0].code(), "in_future");
    okr.say("kr1 - ７/10").unwrap();
    assert_eq!(okr.check_ins()[1].confidence, Some(7));
}

#[test]
fn only_a_typed_number_takes_a_value() {
    let mut okr = Okr::new();
    okr.fed(okr.o1, "kr2", "gmv", Feed::Business);
    okr.fed(okr.o1, "kr3", "gmv", Feed::Campaigns);
    okr.fed(okr.o1, "kr4", "gmv", Feed::Children);
    let step = Step { name: "签约".to_owned(), weight: q("1"), done_at: None };
    okr.key_result(okr.o1, "kr5", |t| {
        (t.kind, t.goal, t.steps) = (TargetKind::Done, q("1"), Steps(vec![step]));
    });
    for (key, code) in [
        ("kr2", "fed_by_business"),
        ("kr3", "fed_by_campaigns"),
        ("kr4", "fed_by_children"),
        ("kr5", "fed_by_steps"),
    ] {
        assert_eq!(refused(&mut okr, |okr| okr.say(&format!("{key} 40"))), (code, "value"));
        okr.say(&format!("{key} - 6")).unwrap();
    }
    okr.key_result(okr.o1, "kr6", |t| (t.kind, t.goal) = (TargetKind::Done, q("1")));
    assert_eq!(refused(&mut okr, |okr| okr.say("kr6 soon")), ("not_done_or_open", "value"));
    assert_eq!(refused(&mut okr, |okr| okr.say("kr6 2")), ("not_done_or_open", "value"));
    for (word, value) in [("否", "0"), ("50%", "0.5"), ("是", "1"), ("done", "1")] {
        okr.say(&format!("kr6 {word} 5 {word}")).unwrap();
        assert_eq!(okr.check_ins().last().unwrap().value, Some(q(value)), "{word}");
    }
}

#[test]
fn a_note_is_asked_for_where_it_stands_badly_or_the_confidence_falls() {
    let mut okr = Okr::new();
    // By noon of the 35th day 34.6 are expected: 27.7 is at risk, 32.9 on track.
    assert_eq!(refused(&mut okr, |okr| okr.say("kr1 32")), ("note_at_risk", "note"));
    assert_eq!(refused(&mut okr, |okr| okr.say("kr1 20")), ("note_at_risk", "note"));
    okr.say("kr1 33").unwrap();
    assert!(okr.say("kr1 34 8").unwrap().warnings.is_empty());
    assert_eq!(refused(&mut okr, |okr| okr.say("kr1 34 7")), ("note_fell", "note"));
    okr.place.now += DAY;
    assert_eq!(refused(&mut okr, |okr| okr.say("kr1 36 5")), ("note_fell", "note"));
    okr.say("kr1 36 5 竞品降价").unwrap();
    okr.place.now += DAY;
    assert!(okr.say("kr1 40 5").unwrap().warnings.is_empty(), "it falls no further");
}

#[test]
fn an_empty_note_goes_on_and_a_script_is_only_warned() {
    let mut okr = Okr::new();
    let empty = okr.say("kr1 20 8 ''").unwrap();
    assert_eq!(empty.warnings[0].code(), "note_at_risk");
    okr.place.now += DAY;
    let script = CheckInDraft { lenient: true, ..Okr::said("kr1 - 5") };
    assert_eq!(okr.ask(OkrRequest::CheckIn(script)).unwrap().warnings[0].code(), "note_fell");
    okr.fed(okr.o1, "kr2", "gmv", Feed::Business);
    let behind = CheckInDraft { status: Some(Status::Behind), ..Okr::said("kr2 - 5") };
    assert_eq!(refused(&mut okr, |okr| okr.ask(OkrRequest::CheckIn(behind))), ("note_at_risk", "note"));
    let fine = CheckInDraft { status: Some(Status::OnTrack), ..Okr::said("kr2 - 5") };
    okr.ask(OkrRequest::CheckIn(fine)).unwrap();
}

#[test]
fn a_check_in_goes_away_by_its_number_and_comes_back() {
    let mut okr = Okr::new();
    okr.say("kr1 40 8").unwrap();
    let id = okr.check_ins()[0].id.0;
    assert_eq!(okr.ask(OkrRequest::CheckInDelete { check_in: 99 }).unwrap_err().code(), "no_check_in");
    okr.ask(OkrRequest::CheckInDelete { check_in: id }).unwrap();
    assert!(okr.check_ins().is_empty());
    okr.place.undo().unwrap();
    assert_eq!(okr.check_ins().len(), 1);
}

#[test]
fn a_review_is_begun_once_walked_and_ended() {
    let mut okr = Okr::new();
    let start =
        |kind: Option<&str>| OkrRequest::ReviewStart { cycle: String::new(), kind: kind.map(str::to_owned) };
    let first = okr.ask(start(None)).unwrap();
    let again = okr.ask(start(Some("weekly"))).unwrap();
    assert_eq!((again.key.as_deref(), again.batch), (first.key.as_deref(), None));
    assert_ne!(okr.ask(start(Some("grading"))).unwrap().key, first.key);
    assert_eq!(refused(&mut okr, |okr| okr.ask(start(Some("daily")))), ("unknown_word", "kind"));
    let review = ReviewId(first.key.unwrap().parse().unwrap());
    let (objective, o2) = (okr.o1, okr.objective("o2", |_| ()));
    let seen = |objective, seconds| OkrRequest::ReviewSeen { review, objective, seconds };
    for (objective, seconds) in [(o2, 60), (objective, 30), (o2, 5)] {
        okr.ask(seen(objective, seconds)).unwrap();
    }
    assert_eq!(refused(&mut okr, |okr| okr.ask(seen(o2, -1))).1, "seconds");
    let row = |okr: &Okr| okr.place.list::<Review>().into_iter().find(|r| r.id == review).unwrap();
    assert_eq!(row(&okr).seen.0, [(o2, 65), (objective, 30)]);
    assert_eq!((row(&okr).leader.as_str(), row(&okr).kind), ("lin", ReviewKind::Weekly));
    okr.place.now += 1_800;
    okr.ask(OkrRequest::ReviewEnd { review }).unwrap();
    assert_eq!(row(&okr).ended_at, Some(NOW + 1_800));
    assert_eq!(refused(&mut okr, |okr| okr.ask(OkrRequest::ReviewEnd { review })), ("review_over", "review"));
    assert_eq!(refused(&mut okr, |okr| okr.ask(seen(o2, 1))), ("review_over", "review"));
    assert_ne!(okr.ask(start(None)).unwrap().key, Some(review.0.to_string()), "the next one is another");
}

#[test]
fn who_grades_or_carries_what_somebody_changed_meanwhile_is_told() {
    let mut okr = Okr::new();
    let grade = |seen| OkrRequest::Grade {
        what: "o1".to_owned(),
        seen: Some(seen),
        grade: "1.0".to_owned(),
        reason: Some("done".to_owned()),
        cause: None,
    };
    okr.ask(grade(1)).unwrap();
    assert_eq!(okr.ask(grade(1)).unwrap_err().code(), "changed_since");
    okr.ask(grade(2)).unwrap();
    let stale = CarryDraft { seen: Some(1), to: None, ..okr.draft("drop", false) };
    assert_eq!(okr.ask(OkrRequest::CarryOver(stale)).unwrap_err().code(), "changed_since");
}

#[test]
fn what_the_clock_counted_is_nobodys_deed_and_undo_takes_back_what_was_decided() {
    let mut okr = Okr::new();
    okr.ask(OkrRequest::ReviewStart { cycle: String::new(), kind: None }).unwrap();
    let review = okr.place.list::<Review>()[0].id;
    let (text, kind) = ("加预算".to_owned(), Some("decision".to_owned()));
    let about = OkrPlace::Objective("o1".to_owned());
    okr.ask(OkrRequest::OkrNoteAdd { about, text, kind, review: Some(review) }).unwrap();
    let objective = okr.o1;
    okr.ask(OkrRequest::ReviewSeen { review, objective, seconds: 30 }).unwrap();
    okr.place.undo().unwrap();
    assert!(okr.place.list::<Note>().is_empty());
    assert_eq!(okr.place.list::<Review>()[0].seen.0, [(objective, 30)]);
    okr.place.redo().unwrap();
    assert_eq!(okr.place.list::<Note>().len(), 1);
}

#[test]
fn notes_and_actions_hang_on_an_objective_or_a_cycle_and_on_their_review() {
    let mut okr = Okr::new();
    okr.ask(OkrRequest::ReviewStart { cycle: String::new(), kind: None }).unwrap();
    let review = Some(okr.place.list::<Review>()[0].id);
    let about = || OkrPlace::Objective("o1".to_owned());
    let note = |about, text: &str, kind: &str| {
        let (text, kind) = (text.to_owned(), Some(kind.to_owned()));
        OkrRequest::OkrNoteAdd { about, text, kind, review }
    };
    okr.ask(note(about(), "加预算", "decision")).unwrap();
    okr.ask(note(OkrPlace::Cycle(okr.q4), "all good", "")).unwrap();
    assert_eq!(refused(&mut okr, |okr| okr.ask(note(about(), " ", ""))), ("missing", "text"));
    let notes = okr.place.list::<Note>();
    assert_eq!(
        (notes[0].objective, notes[0].kind, notes[0].review),
        (Some(okr.o1), NoteKind::Decision, review)
    );
    assert_eq!((notes[1].cycle, notes[1].kind), (Some(okr.q4), NoteKind::Observation));
    let (title, owner, due) = (words("谈新渠道"), words("@小林"), words("+7d"));
    let draft = ActionDraft { title, owner, due, ..ActionDraft::default() };
    let add = |draft: &ActionDraft| OkrRequest::ActionAdd { about: about(), draft: draft.clone(), review };
    assert!(okr.ask(add(&draft)).unwrap().warnings.is_empty());
    let nobody = ActionDraft { title: words("later"), ..ActionDraft::default() };
    assert_eq!(okr.ask(add(&nobody)).unwrap().warnings[0].code(), "action_open_ended");
    assert_eq!(refused(&mut okr, |okr| okr.ask(add(&ActionDraft::default()))), ("missing", "title"));
    let at_a_time = ActionDraft { due: words("2026-11-11 18:00"), ..draft.clone() };
    assert_eq!(refused(&mut okr, |okr| okr.ask(add(&at_a_time))), ("bad_date", "due"));
    let action = &okr.place.list::<Action>()[0];
    assert_eq!((action.owner.as_str(), action.due, action.review), ("小林", Some(day("2026-11-11")), review));
    let set = |status: &str, seen| {
        let draft = ActionDraft { status: words(status), ..ActionDraft::default() };
        OkrRequest::ActionSet { action: "谈新".to_owned(), seen, draft }
    };
    okr.ask(set("done", Some(1))).unwrap();
    let row = |okr: &Okr| okr.place.list::<Action>().remove(0);
    assert_eq!((row(&okr).status, row(&okr).done_at), (ActionStatus::Done, Some(NOW)));
    assert_eq!(okr.ask(set("dropped", Some(1))).unwrap_err().code(), "changed_since");
    okr.ask(set("open", None)).unwrap();
    assert_eq!(row(&okr).done_at, None);
    let delete = |action: &str| OkrRequest::ActionDelete { action: action.to_owned() };
    assert_eq!(okr.ask(delete("谈新")).unwrap_err().code(), "no_action", "a beginning is not its title");
    okr.ask(delete("谈新渠道")).unwrap();
    assert_eq!(okr.place.list::<Action>().len(), 1);
}

#[test]
fn a_grade_has_one_decimal_a_reason_and_a_cause_where_all_of_it_was_promised() {
    let mut okr = Okr::new();
    for text in ["0.75", "70%", "1.1", "-0.1", "0,7", "good", "7e-1", "0.7."] {
        assert_eq!(
            refused(&mut okr, |okr| okr.grade("o1", text, "x", "y")),
            ("bad_grade", "grade"),
            "{text}"
        );
    }
    assert_eq!(refused(&mut okr, |okr| okr.grade("o1", "1.0", "", "")), ("missing", "reason"));
    assert_eq!(refused(&mut okr, |okr| okr.grade("o1", "0.7", "two of three", "")), ("cause_asked", "cause"));
    let graded = okr.grade("o1", ".7", "two of three", "stock").unwrap();
    assert_eq!(graded.warnings[0].code(), "grade_early");
    let row = |okr: &Okr| okr.place.list::<Objective>().into_iter().find(|o| o.id == okr.o1).unwrap();
    assert_eq!((row(&okr).grade, row(&okr).status), (Some(q("0.7")), ObjectiveStatus::Graded));
    okr.grade("o1", "1", "", "").unwrap();
    assert_eq!((row(&okr).grade, row(&okr).grade_cause.as_str()), (Some(q("1")), ""));
    okr.grade("o1", "", "", "").unwrap();
    assert_eq!((row(&okr).grade, row(&okr).grade_reason.as_str()), (None, ""));
    assert_eq!(row(&okr).status, ObjectiveStatus::Active);
    okr.objective("o2", |o| o.ambition = Ambition::Aspirational);
    okr.grade("o2", "0.7", "good", "").unwrap();
    assert_eq!(
        refused(&mut okr, |okr| okr.grade("o1/kr1", "0.3", "x", "y")),
        ("cause_of_objective", "cause")
    );
    okr.grade("o1/kr1", "0.3", "slow", "").unwrap();
    let own = okr.place.list::<Target>().remove(0).key_result.unwrap();
    assert_eq!((own.grade, own.grade_reason.as_str()), (Some(q("0.3")), "slow"));
    assert_eq!(refused(&mut okr, |okr| okr.grade("o1/kr7", "0.3", "x", "")).0, "no_key_result");
    assert_eq!(refused(&mut okr, |okr| okr.grade("o7", "0.3", "x", "")).0, "no_objective");
}

#[test]
fn what_is_carried_over_begins_where_it_stands_or_where_it_began() {
    for (with_progress, baseline) in [(true, "40"), (false, "0")] {
        let mut okr = Okr::new();
        okr.next_cycle();
        okr.say("kr1 40 8").unwrap();
        okr.grade("o1", "0.4", "half", "stock").unwrap();
        okr.carry("keep", with_progress).unwrap();
        let (there, own) = okr.carried();
        assert_eq!((there.key.as_str(), there.grade, there.verdict), ("o1", None, None));
        assert_eq!((there.weight, there.team.as_str(), there.counts_children), (q("2"), "growth", true));
        assert_eq!(
            (there.tags.0.as_slice(), there.status),
            (&["双11".to_owned()][..], ObjectiveStatus::Draft)
        );
        assert_eq!((own[0].baseline, own[0].goal), (q(baseline), q("92")));
        assert_eq!((own[0].first_baseline, own[0].first_goal), (q(baseline), q("92")));
        let part = own[0].key_result.as_ref().unwrap();
        assert_eq!((part.carried_from, part.weight, part.grade), (Some(okr.kr1), q("3"), None));
        assert_eq!(part.cadence, Some(14 * DAY));
        let old = okr.place.list::<Objective>().into_iter().find(|o| o.id == okr.o1).unwrap();
        assert_eq!((old.verdict, old.verdict_why.as_str()), (Some(Verdict::Keep), "still true"));
        assert_eq!(refused(&mut okr, |okr| okr.carry("change", false)), ("carried_already", "objective"));
        okr.place.undo().unwrap();
        assert_eq!(okr.place.list::<Objective>().len(), 1, "one undo takes all of it back");
        okr.place.sound();
    }
}

#[test]
fn a_sum_goes_on_with_what_is_left_of_it() {
    let mut okr = Okr::new();
    okr.next_cycle();
    let fed = okr.fed(okr.o1, "kr2", "gmv", Feed::Business);
    let draft = CarryDraft { stands: vec![(fed, q("60"))], ..okr.draft("keep", true) };
    let done = okr.ask(OkrRequest::CarryOver(draft)).unwrap();
    let codes: Vec<&str> = done.warnings.iter().map(|w| w.code()).collect();
    assert_eq!(codes, ["carried_unknown", "carried_with_rest"], "nothing was said of kr1 yet");
    let told = done.warnings[1].message(fupan::model::Lang::Zh);
    assert!(told.contains("目标 ¥92 还剩 ¥32"), "{told}");
    let (_, own) = okr.carried();
    assert_eq!((own[1].baseline, own[1].goal, own[1].first_goal), (q("0"), q("32"), q("32")));
}

#[test]
fn what_is_there_already_is_not_carried_over_with_its_progress() {
    let mut okr = Okr::new();
    okr.next_cycle();
    okr.key_result(okr.o1, "kr2", |_| ());
    okr.say("kr2 95 9").unwrap();
    let asked = CarryDraft { key_results: Some(vec!["kr2".to_owned()]), ..okr.draft("keep", true) };
    assert_eq!(
        refused(&mut okr, |okr| okr.ask(OkrRequest::CarryOver(asked))),
        ("carried_is_there", "key_results")
    );
    let done = okr.carry("keep", true).unwrap();
    assert!(done.warnings.iter().any(|w| w.code() == "carried_is_there"));
    let keys: Vec<String> = okr.carried().1.into_iter().map(|t| t.key).collect();
    assert_eq!(keys, ["kr1"]);
}

#[test]
fn only_chosen_key_results_go_on_and_only_campaigns_that_still_run() {
    let mut okr = Okr::new();
    okr.next_cycle();
    let kr2 = okr.key_result(okr.o1, "kr2", |_| ());
    for (key, start, end) in [("d11", "2026-11-01", "2026-11-11"), ("d10", "2026-10-01", "2026-10-20")] {
        okr.place.campaign(key, key, start, end);
        let (id, campaign, planned) = (ServingId(0), okr.place.campaign_id(key), Some(q("7")));
        insert(&mut okr.place, Serving { id, version: 0, campaign, key_result: kr2, planned });
    }
    let draft = CarryDraft { key_results: Some(vec!["o1/kr2".to_owned()]), ..okr.draft("change", false) };
    okr.ask(OkrRequest::CarryOver(draft)).unwrap();
    let (_, own) = okr.carried();
    assert_eq!(own.iter().map(|t| t.key.as_str()).collect::<Vec<_>>(), ["kr2"]);
    let serving: Vec<Serving> = okr.place.list::<Serving>().into_iter().skip(2).collect();
    assert_eq!(serving.len(), 1);
    assert_eq!((serving[0].key_result, serving[0].planned), (own[0].id, Some(q("7"))));
    assert_eq!(serving[0].campaign, okr.place.campaign_id("d11"));
}

#[test]
fn nothing_goes_on_by_itself_and_what_is_dropped_stays() {
    let mut okr = Okr::new();
    let q1 = okr.next_cycle();
    let there = |okr: &Okr| okr.place.list::<Objective>().iter().filter(|o| o.cycle == q1).count();
    let to = |okr: &Okr, verdict: &str, to: &str| CarryDraft { to: words(to), ..okr.draft(verdict, false) };
    let draft = to(&okr, "drop", "2027-q1");
    assert_eq!(
        refused(&mut okr, |okr| okr.ask(OkrRequest::CarryOver(draft))),
        ("dropped_goes_nowhere", "to")
    );
    let draft = to(&okr, "drop", "");
    okr.ask(OkrRequest::CarryOver(draft)).unwrap();
    let draft = to(&okr, "keep", "");
    assert_eq!(okr.ask(OkrRequest::CarryOver(draft)).unwrap().warnings[0].code(), "carried_nowhere");
    assert_eq!(there(&okr), 0);
    for (verdict, why, cycle, error) in [
        ("stay", "x", "2027-q1", ("unknown_word", "verdict")),
        ("keep", " ", "2027-q1", ("missing", "why")),
        ("keep", "x", "2026-q4", ("carried_to_itself", "to")),
        ("keep", "x", "2030", ("no_cycle", "to")),
    ] {
        let draft = CarryDraft { why: why.to_owned(), ..to(&okr, verdict, cycle) };
        assert_eq!(refused(&mut okr, |okr| okr.ask(OkrRequest::CarryOver(draft))), error);
    }
}

#[test]
fn a_carried_objective_finds_what_it_is_aligned_to_whichever_goes_first() {
    for child_first in [true, false] {
        let mut okr = Okr::new();
        okr.next_cycle();
        let (o1, kr1) = (okr.o1, okr.kr1);
        okr.objective("o2", |o| o.parent = Some(o1));
        okr.objective("o3", |o| o.parent_key_result = Some(kr1));
        let order = if child_first { ["o2", "o3", "o1"] } else { ["o1", "o2", "o3"] };
        for (index, key) in order.into_iter().enumerate() {
            let draft = CarryDraft { objective: format!("2026-q4/{key}"), ..okr.draft("keep", false) };
            let done = okr.ask(OkrRequest::CarryOver(draft)).unwrap();
            assert_eq!(done.warnings.is_empty(), !child_first || index == 2, "{key}");
        }
        let (there, own) = okr.carried();
        let rows = okr.place.list::<Objective>();
        let find = |key: &str| rows.iter().find(|o| o.key == key && o.cycle == there.cycle).unwrap();
        assert_eq!(find("o2").parent, Some(there.id), "{child_first}");
        assert_eq!(find("o3").parent_key_result, Some(own[0].id), "{child_first}");
    }
}
