//! The rules of cycles, objectives, key results and what serves them.
use super::kit::{NOW, Place, q, words};
use fupan::Result;
use fupan::model::{
    Action, Better, CheckIn, CheckInId, Cycle, CycleKind, CycleStatus, Entity, Feed, Level, Note, NoteId,
    NoteKind, Objective, PlanCurve, Quantity, Review, ReviewId, ReviewKind, Seen, Serving, Setting, Target,
    TargetKind, Unit,
};
use fupan::planner::{
    CampaignDraft, CycleDraft, KeyResultDraft, ObjectiveDraft, OkrRequest, Outcome, Request, TargetDraft,
};

fn cycle(place: &mut Place, key: &str) -> Result<Outcome> {
    place.ask(OkrRequest::CycleNew(CycleDraft { key: words(key), ..CycleDraft::default() }).into())
}

fn set_cycle(place: &mut Place, draft: CycleDraft) -> Result<Outcome> {
    let cycle = "2026-Q4".to_owned();
    place.ask(OkrRequest::CycleSet { cycle, seen: None, draft }.into())
}

fn objective(place: &mut Place, draft: ObjectiveDraft) -> Result<Outcome> {
    place.ask(OkrRequest::ObjectiveAdd(draft).into())
}

fn titled(title: &str) -> ObjectiveDraft {
    ObjectiveDraft { title: words(title), ..ObjectiveDraft::default() }
}

fn under(title: &str, parent: &str) -> ObjectiveDraft {
    ObjectiveDraft { parent: words(parent), ..titled(title) }
}

fn align(place: &mut Place, objective: &str, parent: &str) -> Result<Outcome> {
    let draft = ObjectiveDraft { parent: words(parent), ..ObjectiveDraft::default() };
    set_objective(place, objective, draft)
}

fn set_objective(place: &mut Place, objective: &str, draft: ObjectiveDraft) -> Result<Outcome> {
    place.ask(OkrRequest::ObjectiveSet { objective: objective.to_owned(), seen: None, draft }.into())
}

fn add(place: &mut Place, objective: &str, draft: KeyResultDraft) -> Result<Outcome> {
    place.ask(OkrRequest::KeyResultAdd { objective: objective.to_owned(), draft }.into())
}

fn set(place: &mut Place, key_result: &str, draft: KeyResultDraft) -> Result<Outcome> {
    place.ask(OkrRequest::KeyResultSet { key_result: key_result.to_owned(), seen: None, draft }.into())
}

fn weigh(place: &mut Place, weights: &[(&str, &str)]) -> Result<Outcome> {
    let weights = weights.iter().map(|(k, w)| ((*k).to_owned(), (*w).to_owned())).collect();
    place.ask(OkrRequest::WeightsSet { objective: "o1".to_owned(), weights }.into())
}

fn serve(place: &mut Place, key_result: &str, planned: Option<&str>) -> Result<Outcome> {
    let (campaign, key_result) = ("d11".to_owned(), key_result.to_owned());
    place.ask(OkrRequest::Serve { campaign, key_result, planned: planned.map(str::to_owned) }.into())
}

/// A number that is typed.
fn typed(title: &str, baseline: &str, goal: &str) -> KeyResultDraft {
    KeyResultDraft {
        title: words(title),
        baseline: Some(baseline.to_owned()).filter(|text| !text.is_empty()),
        goal: words(goal),
        ..KeyResultDraft::default()
    }
}

fn measured(metric: &str, goal: &str) -> KeyResultDraft {
    KeyResultDraft { metric: words(metric), goal: words(goal), ..KeyResultDraft::default() }
}

/// 2026-Q4 with o1 and d11, a campaign of November.
fn desk() -> Place {
    let mut place = Place::with_campaign();
    cycle(&mut place, "2026-Q4").unwrap();
    objective(&mut place, titled("赢下双11")).unwrap();
    place
}

fn rows<E: Entity + std::fmt::Debug>(place: &Place) -> Vec<String> {
    let strip = |mut row: E| {
        let id = row.row_id();
        row.stamp(id, 0);
        format!("{row:?}")
    };
    place.list::<E>().into_iter().map(strip).collect()
}

/// Everything about OKRs that people can see, without versions.
fn all(place: &Place) -> Vec<String> {
    [
        rows::<Cycle>(place),
        rows::<Objective>(place),
        rows::<Target>(place),
        rows::<CheckIn>(place),
        rows::<Serving>(place),
        rows::<Note>(place),
        rows::<Action>(place),
        rows::<Review>(place),
    ]
    .concat()
}

/// What is refused, with its field; nothing was written.
#[track_caller]
fn refused(place: &mut Place, ask: impl FnOnce(&mut Place) -> Result<Outcome>) -> (String, String) {
    let before = (all(place), place.batches());
    let error = ask(place).unwrap_err();
    assert_eq!((all(place), place.batches()), before, "{error}");
    (error.code().to_owned(), error.in_field().unwrap_or_default().to_owned())
}

#[track_caller]
fn assert_refused(place: &mut Place, wanted: (&str, &str), ask: impl FnOnce(&mut Place) -> Result<Outcome>) {
    let (code, field) = refused(place, ask);
    assert_eq!((code.as_str(), field.as_str()), wanted);
}

fn own(target: &Target) -> &fupan::model::KeyResult {
    target.key_result.as_ref().unwrap()
}

fn codes(outcome: &Outcome) -> Vec<&'static str> {
    outcome.warnings.iter().map(|w| w.code()).collect()
}

fn weights(place: &Place) -> Vec<Quantity> {
    place.list::<Target>().iter().filter_map(|t| Some(t.key_result.as_ref()?.weight)).collect()
}

#[test]
fn a_cycle_takes_days_name_and_status_from_its_key() {
    let mut place = Place::new();
    for key in ["2026-q4", "2026-11", "2027", "2026-H1"] {
        cycle(&mut place, key).unwrap();
    }
    let found: Vec<String> = place
        .list::<Cycle>()
        .iter()
        .map(|c| format!("{} | {} | {} | {}..{} | {}", c.key, c.name, c.kind, c.start, c.end, c.status))
        .collect();
    assert_eq!(
        found,
        [
            "2026-Q4 | Q4 2026 | quarter | 2026-10-01..2026-12-31 | active",
            "2026-11 | November 2026 | month | 2026-11-01..2026-11-30 | active",
            "2027 | 2027 | year | 2027-01-01..2027-12-31 | planning",
            "2026-H1 | H1 2026 | half | 2026-01-01..2026-06-30 | planning",
        ]
    );
    assert_refused(&mut place, ("cycle_needs_dates", "start"), |p| cycle(p, "growth"));
    let own = CycleDraft {
        key: words("growth"),
        start: words("2026-09-01"),
        end: words("2026-12-15"),
        ..CycleDraft::default()
    };
    place.done(OkrRequest::CycleNew(own.clone()).into());
    let made = place.list::<Cycle>().pop().unwrap();
    assert_eq!((made.kind, made.name.as_str()), (CycleKind::Own, "growth"));
    for (wanted, draft) in [
        (("cycle_key_taken", "key"), CycleDraft { key: words("GROWTH"), ..own.clone() }),
        (("cycle_key_taken", "key"), CycleDraft { key: words("2026-Q4"), ..own.clone() }),
        (("cycle_name_taken", "name"), CycleDraft { key: words("x"), name: words("q4 2026"), ..own.clone() }),
        (
            ("end_before_start", "end"),
            CycleDraft { key: words("x"), end: words("2026-08-01"), ..own.clone() },
        ),
        (("bad_date", "end"), CycleDraft { key: words("x"), end: words("2026-02-30"), ..own.clone() }),
        (("cycle_too_long", "end"), CycleDraft { key: words("x"), end: words("2062-02-03"), ..own.clone() }),
        (
            ("cycle_needs_days", "start"),
            CycleDraft { key: words("x"), start: words("2026-09-01T08:00"), ..own.clone() },
        ),
        (("bad_key", "key"), CycleDraft { key: words("a b"), ..own.clone() }),
        (
            ("control_in_name", "name"),
            CycleDraft { key: words("x"), name: words("a\u{1b}[31m"), ..own.clone() },
        ),
        (("unknown_word", "status"), CycleDraft { key: words("x"), status: words("open"), ..own.clone() }),
        (("missing", "key"), CycleDraft::default()),
    ] {
        assert_refused(&mut place, wanted, |p| p.ask(OkrRequest::CycleNew(draft).into()));
    }
}

#[test]
fn a_cycle_goes_any_way_between_its_statuses_and_back() {
    let mut place = desk();
    let status = |place: &Place| place.list::<Cycle>()[0].status;
    for (word, wanted) in
        [("grading", CycleStatus::Grading), ("已结束", CycleStatus::Closed), ("active", CycleStatus::Active)]
    {
        set_cycle(&mut place, CycleDraft { status: words(word), ..CycleDraft::default() }).unwrap();
        assert_eq!(status(&place), wanted);
    }
    place.undo().unwrap();
    assert_eq!(status(&place), CycleStatus::Closed);
}

#[test]
fn another_key_brings_its_days_and_keeps_what_was_said() {
    let mut place = desk();
    set_cycle(&mut place, CycleDraft { key: words("2027-Q1"), ..CycleDraft::default() }).unwrap();
    let row = place.list::<Cycle>().pop().unwrap();
    assert_eq!((row.start.to_string(), row.end.to_string()), ("2027-01-01".into(), "2027-03-31".into()));
    assert_eq!(row.name, "Q1 2027");
}

#[test]
fn a_key_results_own_dates_hold_a_cycle_back() {
    let mut place = desk();
    let draft = KeyResultDraft { start: words("2026-12-01"), ..typed("NPS", "20", "40") };
    add(&mut place, "o1", draft).unwrap();
    let shorter = CycleDraft { end: words("2026-11-20"), ..CycleDraft::default() };
    assert_refused(&mut place, ("cycle_bounds", "start"), |p| set_cycle(p, shorter));
    set_cycle(&mut place, CycleDraft { end: words("2026-12-20"), ..CycleDraft::default() }).unwrap();
    assert_refused(&mut place, ("end_before_start", "end"), |p| {
        set(p, "o1/kr1", KeyResultDraft { start: words("2027-01-01"), ..KeyResultDraft::default() })
    });
}

#[test]
fn an_objective_stands_below_what_it_is_aligned_to() {
    let mut place = desk();
    objective(&mut place, under("拉新", "o1")).unwrap();
    add(&mut place, "o2", typed("新客", "0", "3000")).unwrap();
    objective(&mut place, under("直播拉新", "o2/kr1")).unwrap();
    cycle(&mut place, "2027").unwrap();
    let next = ObjectiveDraft { cycle: words("2027"), ..under("品牌", "2026-Q4/o1") };
    objective(&mut place, next).unwrap();
    let found = place.list::<Objective>();
    let levels: Vec<Level> = found.iter().map(|o| o.level).collect();
    assert_eq!(levels, [Level::Company, Level::Team, Level::Person, Level::Team]);
    let keys: Vec<&str> = found.iter().map(|o| o.key.as_str()).collect();
    assert_eq!(keys, ["o1", "o2", "o3", "o1"], "keys are counted within a cycle");
    assert_eq!(found[2].parent_key_result, Some(place.target_row("kr1").id));
    assert_eq!(found[3].parent, Some(found[0].id));
    align(&mut place, "2026-Q4/o3", "").unwrap();
    assert_eq!(place.list::<Objective>()[2].parent_key_result, None);
}

#[test]
fn alignment_never_runs_in_a_ring() {
    let mut place = desk();
    objective(&mut place, under("拉新", "o1")).unwrap();
    objective(&mut place, under("直播拉新", "o2")).unwrap();
    add(&mut place, "o3", typed("场次", "0", "30")).unwrap();
    assert_refused(&mut place, ("objective_loop", "parent"), |p| align(p, "o1", "o1"));
    assert_refused(&mut place, ("objective_loop", "parent"), |p| align(p, "o1", "o3"));
    assert_refused(&mut place, ("objective_loop", "parent"), |p| align(p, "o3", "o3/kr1"));
    let error = align(&mut place, "o1", "o3/kr1").unwrap_err();
    assert_eq!(error.code(), "objective_loop");
    let ring: Vec<&str> = error.detail().iter().filter_map(|row| row.split("  ").next()).collect();
    assert_eq!(ring, ["2026-Q4/o1", "2026-Q4/o3", "2026-Q4/o2", "2026-Q4/o1"]);
}

#[test]
fn an_objective_that_makes_no_sense_is_refused() {
    let mut place = desk();
    let long = "长".repeat(301);
    for (wanted, draft) in [
        (("missing", "title"), ObjectiveDraft::default()),
        (("control_in_name", "title"), titled("two\nlines")),
        (("hidden_in_name", "title"), titled("a\u{202e}b")),
        (("too_long", "title"), titled(&long)),
        (("objective_twice", "title"), titled(" 赢下双11 ")),
        (("objective_key_taken", "key"), ObjectiveDraft { key: words("O1"), ..titled("b") }),
        (("no_objective", "parent"), under("b", "o9")),
        (("no_cycle", "cycle"), ObjectiveDraft { cycle: words("2031"), ..titled("b") }),
        (("negative_weight", "weight"), ObjectiveDraft { weight: words("-1"), ..titled("b") }),
        (("bad_number", "weight"), ObjectiveDraft { weight: words("NaN"), ..titled("b") }),
        (("unknown_word", "level"), ObjectiveDraft { level: words("boss"), ..titled("b") }),
        (("unknown_word", "ambition"), ObjectiveDraft { ambition: words("bold"), ..titled("b") }),
        (("control_in_name", "tags"), ObjectiveDraft { tags: words("a\u{7}"), ..titled("b") }),
    ] {
        assert_refused(&mut place, wanted, |p| objective(p, draft));
    }
    // Somebody else may say the same of themselves, and a sentence may be long.
    objective(&mut place, ObjectiveDraft { owner: words("小林"), ..titled("赢下双11") }).unwrap();
    objective(&mut place, titled(&"长".repeat(300))).unwrap();
    cycle(&mut place, "2027").unwrap();
    let elsewhere = ObjectiveDraft { cycle: words("2027"), ..ObjectiveDraft::default() };
    assert_refused(&mut place, ("objective_stays", "cycle"), |p| set_objective(p, "2026-Q4/o1", elsewhere));
}

#[test]
fn objectives_change_places_among_their_siblings() {
    let mut place = desk();
    for title in ["b", "c"] {
        objective(&mut place, titled(title)).unwrap();
    }
    objective(&mut place, under("below b", "o2")).unwrap();
    let order = |place: &Place| {
        let mut top: Vec<Objective> =
            place.list::<Objective>().into_iter().filter(|o| o.parent.is_none()).collect();
        top.sort_by_key(|o| (o.position, o.id));
        top.into_iter().map(|o| o.key).collect::<Vec<_>>()
    };
    let put = |place: &mut Place, key: &str, by| {
        place.done(OkrRequest::ObjectivePlace { objective: key.to_owned(), by }.into())
    };
    put(&mut place, "o3", -1);
    assert_eq!(order(&place), ["o1", "o3", "o2"]);
    put(&mut place, "o1", 9);
    assert_eq!(order(&place), ["o3", "o2", "o1"]);
    assert_eq!(put(&mut place, "o4", 1).batch, None, "it has no sibling");
    place.undo().unwrap();
    place.undo().unwrap();
    assert_eq!(order(&place), ["o1", "o2", "o3"]);
}

#[test]
fn a_typed_key_result_counts_in_what_was_typed() {
    let mut place = desk();
    add(&mut place, "o1", typed("复购率", "22%", "28%")).unwrap();
    add(&mut place, "o1", typed("客单价", "¥120", "¥150")).unwrap();
    add(&mut place, "o1", typed("退款率", "", "≤8%")).unwrap();
    add(&mut place, "o1", typed("毛利率", "", "30%..35%")).unwrap();
    add(&mut place, "o1", KeyResultDraft { title: words("体系上线"), ..KeyResultDraft::default() }).unwrap();
    let found = place.list::<Target>();
    let said: Vec<_> = found.iter().map(|t| (t.kind, own(t).unit, own(t).feed, own(t).better)).collect();
    use TargetKind::{Done, Keep, Reach};
    assert_eq!(
        said,
        [
            (Reach, Some(Unit::Percent), Feed::Hand, None),
            (Reach, Some(Unit::Money), Feed::Hand, None),
            (Keep, Some(Unit::Percent), Feed::Hand, Some(Better::Lower)),
            (Keep, Some(Unit::Percent), Feed::Hand, None),
            (Done, Some(Unit::Percent), Feed::Hand, None),
        ]
    );
    assert_eq!((found[2].goal, found[3].upper, found[4].goal), (q("8%"), Some(q("35%")), q("1")));
    let curves: Vec<&PlanCurve> = found.iter().map(|t| &t.curve).collect();
    use PlanCurve::{Flat, Linear};
    assert_eq!(curves, [&Linear, &Linear, &Flat, &Flat, &Linear]);
    assert_eq!(found[0].objective, place.list::<Objective>().first().map(|o| o.id));
    assert_eq!(own(&found[0]).better, None);
    // With a baseline a sign tells the way, and must be that way.
    add(&mut place, "o1", typed("NPS", "20", "≥40")).unwrap();
    assert_eq!(place.target_row("kr6").kind, Reach);
    assert_refused(&mut place, ("goal_side", "goal"), |p| add(p, "o1", typed("b", "40", "≥20")));
}

#[test]
fn a_key_result_that_makes_no_sense_is_refused() {
    let mut place = desk();
    add(&mut place, "o1", typed("NPS", "20", "40")).unwrap();
    let with = |change: &dyn Fn(&mut KeyResultDraft)| {
        let mut draft = typed("b", "0", "5");
        change(&mut draft);
        draft
    };
    let text = |t: &str| words(t);
    for (wanted, draft) in [
        (("baseline_is_goal", "goal"), with(&|d| d.baseline = text("5"))),
        (("bad_number", "goal"), with(&|d| d.goal = text("NaN"))),
        (("bad_number", "goal"), with(&|d| d.goal = text("inf"))),
        (("out_of_range", "goal"), with(&|d| d.goal = text("10万亿"))),
        (("no_percent", "baseline"), with(&|d| (d.baseline, d.unit) = (text("5%"), text("count")))),
        (("other_currency", "goal"), with(&|d| d.goal = text("€5"))),
        (("missing", "title"), with(&|d| d.title = None)),
        (("missing", "goal"), with(&|d| d.goal = None)),
        (("control_in_name", "title"), with(&|d| d.title = text("a\u{1b}"))),
        (("kr_twice", "title"), with(&|d| d.title = text("nps"))),
        (("kr_taken", "key"), with(&|d| d.key = text("KR1"))),
        (("bad_key", "key"), with(&|d| d.key = text("a/b"))),
        (("bad_date", "end"), with(&|d| d.end = text("2026-02-30"))),
        (("end_before_start", "end"), with(&|d| d.end = text("2026-09-30"))),
        (("band_upside_down", "goal"), with(&|d| (d.goal, d.baseline) = (text("9..5"), None))),
        (("feed_needs_metric", "metric"), with(&|d| d.feed = text("business"))),
        (("feed_needs_metric", "metric"), with(&|d| d.feed = text("campaigns"))),
        (("phased_okr", "curve"), with(&|d| d.curve = text("phased"))),
        (("day_outside", "curve"), with(&|d| d.curve = text("table:2026-11-05=50%,2027-01-05=100%"))),
        (("negative_weight", "weight"), with(&|d| d.weight = text("-1"))),
        (("bad_number", "cadence"), with(&|d| d.cadence = text("weekly"))),
        (("no_metric", "metric"), with(&|d| d.metric = text("no-such"))),
        (("unit_of_metric", "unit"), with(&|d| (d.metric, d.unit) = (text("gmv"), text("percent")))),
        (("bad_number", "step"), with(&|d| d.steps = Some(vec!["签约=0".to_owned()]))),
    ] {
        assert_refused(&mut place, wanted, |p| add(p, "o1", draft));
    }
    assert_refused(&mut place, ("no_objective", "objective"), |p| add(p, "o7", typed("b", "0", "5")));
}

#[test]
fn a_fed_key_result_says_where_its_number_comes_from() {
    let mut place = desk();
    let feed = |place: &Place, key: &str| own(&place.target_row(key)).feed;
    // Nobody has any: the whole business's.
    let done = add(&mut place, "o1", measured("gmv", "2000万")).unwrap();
    assert_eq!(feed(&place, "kr1"), Feed::Business);
    assert!(done.args.contains(&("feed", "whole business".to_owned())), "{done:?}");
    // Only a campaign has a target on it.
    place.target("d11", "orders", "500");
    add(&mut place, "o1", measured("orders", "3000")).unwrap();
    assert_eq!(feed(&place, "kr2"), Feed::Campaigns);
    // Readings without a campaign are there.
    place.record("new_users=5 2026-11-02");
    place.record("new_users=5 d11 2026-11-02");
    add(&mut place, "o1", measured("new_users", "3000")).unwrap();
    assert_eq!(feed(&place, "kr3"), Feed::Business);
    let children =
        KeyResultDraft { title: words("下级"), feed: words("children"), ..KeyResultDraft::default() };
    add(&mut place, "o1", children).unwrap();
    let row = place.target_row("kr4");
    assert_eq!((row.kind, row.goal, own(&row).unit), (TargetKind::Reach, q("1"), Some(Unit::Percent)));
}

#[test]
fn what_cannot_be_added_up_is_not_fed_by_campaigns() {
    let mut place = desk();
    for (metric, goal) in [("followers", "30"), ("reach", "3000"), ("retention_d7", "30%")] {
        let draft = KeyResultDraft { feed: words("campaigns"), ..measured(metric, goal) };
        assert_refused(&mut place, ("feed_adds_up", "feed"), |p| add(p, "o1", draft));
    }
    for (metric, goal) in [("orders", "30"), ("roas", "3")] {
        let draft = KeyResultDraft { feed: words("campaigns"), ..measured(metric, goal) };
        add(&mut place, "o1", draft).unwrap();
    }
    // A bound against the metric's better side would never be looked at.
    assert_refused(&mut place, ("bound_side", "goal"), |p| add(p, "o1", measured("gmv", "<=5")));
}

#[test]
fn a_level_starts_where_it_stood() {
    let mut place = desk();
    place.record("followers=1000 2026-09-30");
    let done = add(&mut place, "o1", measured("followers", "3000")).unwrap();
    assert_eq!(place.target_row("kr1").baseline, q("1000"));
    assert_eq!(codes(&done), Vec::<&str>::new());
    let done = add(&mut place, "o1", typed("NPS", "", "40")).unwrap();
    assert_eq!(codes(&done), ["smart_no_baseline"]);
}

#[test]
fn a_year_is_no_date() {
    let mut place = desk();
    cycle(&mut place, "2027").unwrap();
    objective(&mut place, ObjectiveDraft { cycle: words("2027"), ..titled("品牌") }).unwrap();
    assert_eq!(codes(&add(&mut place, "2026-Q4/o1", typed("NPS", "20", "40")).unwrap()), Vec::<&str>::new());
    assert_eq!(codes(&add(&mut place, "2027/o1", typed("NPS", "20", "40")).unwrap()), ["smart_no_date"]);
    let dated = KeyResultDraft { end: words("2027-03-31"), ..typed("CSAT", "20", "40") };
    assert_eq!(codes(&add(&mut place, "2027/o1", dated).unwrap()), Vec::<&str>::new());
}

#[test]
fn a_changed_goal_keeps_the_first_one() {
    let mut place = desk();
    add(&mut place, "o1", typed("NPS", "20", "40")).unwrap();
    let goal = |goal: &str| KeyResultDraft { goal: words(goal), ..KeyResultDraft::default() };
    let done = set(&mut place, "o1/kr1", goal("35")).unwrap();
    assert!(done.args.contains(&("first", "40".to_owned())), "{done:?}");
    let row = place.target_row("kr1");
    assert_eq!((row.goal, row.first_goal, row.first_baseline), (q("35"), q("40"), q("20")));
    assert_refused(&mut place, ("baseline_is_goal", "goal"), |p| set(p, "o1/kr1", goal("20")));
    let unit = KeyResultDraft { unit: words("percent"), ..KeyResultDraft::default() };
    assert_refused(&mut place, ("goal_for_unit", "goal"), |p| set(p, "o1/kr1", unit));
    let metric = KeyResultDraft { metric: words("new_users"), ..KeyResultDraft::default() };
    set(&mut place, "o1/kr1", metric).unwrap();
    assert_eq!(own(&place.target_row("kr1")).feed, Feed::Business);
    set(&mut place, "o1/kr1", KeyResultDraft { metric: words(""), ..KeyResultDraft::default() }).unwrap();
    let row = place.target_row("kr1");
    assert_eq!((row.metric, own(&row).feed, own(&row).unit), (None, Feed::Hand, Some(Unit::Count)));
}

#[test]
fn a_stale_edit_is_refused() {
    let mut place = desk();
    add(&mut place, "o1", typed("NPS", "20", "40")).unwrap();
    set(&mut place, "o1/kr1", KeyResultDraft { owner: words("小林"), ..KeyResultDraft::default() }).unwrap();
    let key_result = "2026-Q4/o1/kr1".to_owned();
    let draft = KeyResultDraft { goal: words("50"), ..KeyResultDraft::default() };
    let late = OkrRequest::KeyResultSet { key_result, seen: Some(1), draft };
    let error = place.ask(late.into()).unwrap_err();
    assert_eq!((error.exit_code(), place.target_row("kr1").goal), (7, q("40")));
}

#[test]
fn steps_are_ticked_like_a_targets() {
    let mut place = desk();
    let steps = Some(vec!["签约=2".to_owned(), "装修".to_owned()]);
    add(&mut place, "o1", KeyResultDraft { title: words("门店"), steps, ..KeyResultDraft::default() })
        .unwrap();
    let step = |target: &str, step: &str, done| Request::TargetStep {
        target: target.to_owned(),
        step: step.to_owned(),
        done,
    };
    let outcome = place.done(step("o1/kr1", "签约", true));
    assert_eq!(outcome.key.as_deref(), Some("2026-Q4/o1/kr1"));
    let row = place.target_row("kr1");
    assert_eq!(
        (row.kind, row.steps.0[0].done_at, row.steps.0[1].done_at),
        (TargetKind::Done, Some(NOW), None)
    );
    assert_eq!(place.ask(step("o1/kr1", "开业", true)).unwrap_err().code(), "no_step");
}

#[test]
fn a_new_key_result_weighs_what_its_siblings_do() {
    let mut place = desk();
    for (index, weight) in ["2", "0", "4"].into_iter().enumerate() {
        let draft = KeyResultDraft { weight: words(weight), ..typed(&format!("k{index}"), "0", "5") };
        add(&mut place, "o1", draft).unwrap();
    }
    add(&mut place, "o1", typed("d", "0", "5")).unwrap();
    assert_eq!(weights(&place), [q("2"), q("0"), q("4"), q("3")]);
}

#[test]
fn weights_are_shares_and_the_rest_is_spread() {
    let mut place = desk();
    for title in ["a", "b", "c"] {
        add(&mut place, "o1", typed(title, "0", "5")).unwrap();
    }
    weigh(&mut place, &[("kr1", "50%")]).unwrap();
    assert_eq!(weights(&place), [q("50%"), q("25%"), q("25%")]);
    weigh(&mut place, &[("2026-Q4/o1/kr3", "0")]).unwrap();
    assert_eq!(weights(&place).into_iter().next_back(), Some(q("0")));
    assert_eq!(Quantity::sum(weights(&place)).unwrap(), q("1"));
    place.undo().unwrap();
    assert_eq!(weights(&place), [q("50%"), q("25%"), q("25%")]);
    for (wanted, set) in [
        (("weights_sum", "weight"), vec![("kr1", "60%"), ("kr2", "50%")]),
        (("weights_short", "weight"), vec![("kr1", "30%"), ("kr2", "30%"), ("kr3", "30%")]),
        (("weight_twice", "weight"), vec![("kr1", "60%"), ("KR1", "20%")]),
        (("negative_weight", "weight"), vec![("kr1", "-5%")]),
        (("bad_number", "weight"), vec![("kr1", "half")]),
        (("no_key_result", "key_result"), vec![("kr9", "5%")]),
        (("missing", "weight"), vec![]),
    ] {
        assert_refused(&mut place, wanted, |p| weigh(p, &set));
    }
    let error = weigh(&mut place, &[("kr1", "60%"), ("kr2", "50%")]).unwrap_err();
    assert!(error.to_string().contains("110%"), "{error}");
}

#[test]
fn a_campaign_serves_once_and_says_what_it_brings() {
    let mut place = desk();
    let draft = KeyResultDraft { feed: words("campaigns"), ..measured("orders", "3000") };
    add(&mut place, "o1", draft).unwrap();
    let done = serve(&mut place, "o1/kr1", None).unwrap();
    assert_eq!(codes(&done), ["serve_no_plan"]);
    place.target("d11", "orders", "800");
    assert_eq!(codes(&serve(&mut place, "o1/kr1", None).unwrap()), Vec::<&str>::new());
    let planned = |place: &Place| {
        place.list::<Serving>().into_iter().map(|s| s.planned.map(|p| p.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(planned(&place), [None]);
    serve(&mut place, "o1/kr1", Some("1.2k")).unwrap();
    assert_eq!(planned(&place), [words("1200")]);
    assert_eq!(serve(&mut place, "o1/kr1", None).unwrap().batch, None, "nothing new was said");
    serve(&mut place, "o1/kr1", Some("")).unwrap();
    assert_eq!(planned(&place), [None]);
    assert_refused(&mut place, ("bad_number", "planned"), |p| serve(p, "o1/kr1", Some("many")));
    assert_refused(&mut place, ("no_key_result", "key_result"), |p| serve(p, "o1/kr7", None));
    let end = |place: &mut Place| {
        let (campaign, key_result) = ("d11".to_owned(), "o1/kr1".to_owned());
        place.ask(OkrRequest::ServeEnd { campaign, key_result }.into())
    };
    end(&mut place).unwrap();
    assert_eq!(planned(&place), Vec::<Option<String>>::new());
    assert_refused(&mut place, ("not_serving", "campaign"), end);
}

#[test]
fn what_will_not_count_is_told() {
    let mut place = desk();
    place.target("d11", "orders", "800");
    let december =
        KeyResultDraft { feed: words("campaigns"), start: words("2026-12-01"), ..measured("orders", "3000") };
    add(&mut place, "o1", december).unwrap();
    assert_eq!(codes(&serve(&mut place, "o1/kr1", None).unwrap()), ["serve_no_overlap"]);
    let business =
        KeyResultDraft {
            feed: words("business"), title: words("全部订单"), ..measured("orders", "9000")
        };
    add(&mut place, "o1", business).unwrap();
    assert_eq!(codes(&serve(&mut place, "o1/kr2", None).unwrap()), ["serve_business"]);
    let hand =
        KeyResultDraft { feed: words("hand"), title: words("手填订单"), ..measured("orders", "9000") };
    add(&mut place, "o1", hand).unwrap();
    assert_eq!(codes(&serve(&mut place, "o1/kr3", None).unwrap()), ["serve_typed"]);
}

/// Everything that can hang on a cycle: two objectives aligned, key results, a check-in, a serving, notes, actions, a
/// review; and an objective of the next cycle that is aligned to it and was carried over from it.
fn full() -> Place {
    let mut place = desk();
    place.target("d11", "orders", "800");
    add(&mut place, "o1", KeyResultDraft { feed: words("campaigns"), ..measured("orders", "3000") }).unwrap();
    add(&mut place, "o1", typed("NPS", "20", "40")).unwrap();
    serve(&mut place, "o1/kr1", None).unwrap();
    objective(&mut place, under("拉新", "o1/kr1")).unwrap();
    objective(&mut place, under("留存", "o1")).unwrap();
    cycle(&mut place, "2027").unwrap();
    let next = ObjectiveDraft { cycle: words("2027"), ..under("品牌", "2026-Q4/o1") };
    objective(&mut place, next).unwrap();
    let objectives = place.list::<Objective>();
    let (o1, cycle) = (objectives[0].id, objectives[0].cycle);
    let kr2 = place.target_row("kr2").id;
    let d11 = place.campaign_id("d11");
    let stamp = place.stamp("more");
    let write = |tx: &mut fupan::store::Tx<'_>| {
        let mut next = objectives[3].clone();
        next.carried_from = Some(o1);
        tx.update(&mut next)?;
        let mut review = Review {
            id: ReviewId(0),
            version: 0,
            cycle,
            kind: ReviewKind::Weekly,
            leader: "lin".to_owned(),
            started_at: NOW,
            ended_at: None,
            seen: Seen(vec![(o1, 30)]),
        };
        tx.insert(&mut review)?;
        let note = |campaign, objective, cycle| Note {
            id: NoteId(0),
            version: 0,
            campaign,
            objective,
            cycle,
            review: Some(review.id),
            kind: NoteKind::Decision,
            at: NOW,
            whole_day: false,
            text: "so be it".to_owned(),
            author: "lin".to_owned(),
            feedback: None,
        };
        let action = |campaign, objective, cycle| Action {
            campaign,
            objective,
            cycle,
            review: Some(review.id),
            title: "do it".to_owned(),
            ..Action::open(NOW)
        };
        for (a, b, c) in [(Some(d11), None, None), (None, Some(o1), None), (None, None, Some(cycle))] {
            tx.insert(&mut note(a, b, c))?;
            tx.insert(&mut action(a, b, c))?;
        }
        tx.insert(&mut CheckIn {
            id: CheckInId(0),
            version: 0,
            key_result: kr2,
            day: tx.today(),
            at: NOW,
            value: Some(q("25")),
            confidence: Some(6),
            note: String::new(),
            source: "manual".to_owned(),
            author: "lin".to_owned(),
        })
    };
    place.store.write(stamp, write).unwrap();
    place.sound();
    place
}

#[test]
fn deleting_takes_everything_along_and_undo_brings_it_back() {
    let requests = [
        OkrRequest::CycleDelete { cycle: "2026-Q4".to_owned() },
        OkrRequest::ObjectiveDelete { objective: "2026-Q4/o1".to_owned() },
        OkrRequest::KeyResultDelete { key_result: "2026-Q4/o1/kr1".to_owned() },
        OkrRequest::KeyResultDelete { key_result: "2026-Q4/o1/kr2".to_owned() },
    ];
    let requests = requests.into_iter().map(Request::from);
    for request in requests.chain([Request::CampaignDelete { campaign: "d11".to_owned() }]) {
        let mut place = full();
        let (before, batches) = (all(&place), place.batches());
        place.done(request.clone());
        assert_eq!(place.batches(), batches + 1, "one batch: {request:?}");
        place.sound();
        let after = all(&place);
        assert_ne!(after, before);
        place.undo().unwrap();
        place.sound();
        assert_eq!(all(&place), before, "{request:?}");
        place.redo().unwrap();
        place.sound();
        assert_eq!(all(&place), after, "{request:?}");
    }
}

#[test]
fn what_was_aligned_to_something_deleted_is_told() {
    let mut place = full();
    let done = place.done(OkrRequest::CycleDelete { cycle: "Q4 2026".to_owned() }.into());
    assert_eq!(codes(&done), ["alignment_lost"]);
    assert_eq!(done.warnings[0].detail(), ["2027/o1  品牌"]);
    let left = place.list::<Objective>();
    assert_eq!((left.len(), left[0].parent, left[0].carried_from), (1, None, None));
    assert_eq!(place.list::<Serving>().len() + place.list::<CheckIn>().len(), 0);
    let notes = place.list::<Note>();
    assert_eq!((notes.len(), notes[0].review), (1, None), "the campaign's own note stays");
    let mut place = full();
    let done = place.done(OkrRequest::ObjectiveDelete { objective: "2026-Q4/o1".to_owned() }.into());
    assert_eq!(done.warnings[0].detail(), ["2026-Q4/o2  拉新", "2026-Q4/o3  留存", "2027/o1  品牌"]);
}

#[test]
fn only_the_whole_name_deletes() {
    let mut place = desk();
    add(&mut place, "o1", typed("NPS of stores", "20", "40")).unwrap();
    for (code, request) in [
        ("no_cycle", OkrRequest::CycleDelete { cycle: "2026".to_owned() }),
        ("no_cycle", OkrRequest::CycleDelete { cycle: String::new() }),
        ("no_objective", OkrRequest::ObjectiveDelete { objective: "o".to_owned() }),
        ("no_key_result", OkrRequest::KeyResultDelete { key_result: "o1/k".to_owned() }),
        ("no_key_result", OkrRequest::KeyResultDelete { key_result: "o1".to_owned() }),
        ("no_key_result", OkrRequest::KeyResultDelete { key_result: "NPS".to_owned() }),
    ] {
        let (found, _) = refused(&mut place, |p| p.ask(request.clone().into()));
        assert_eq!(found, code, "{request:?}");
    }
    place.done(OkrRequest::KeyResultDelete { key_result: "o1/kr1".to_owned() }.into());
    place.done(OkrRequest::ObjectiveDelete { objective: "o1".to_owned() }.into());
    place.done(OkrRequest::CycleDelete { cycle: "2026-q4".to_owned() }.into());
}

#[test]
fn the_north_star_is_a_metric() {
    let mut place = Place::new();
    let star = |place: &mut Place, value: &str| {
        let (key, value) = ("north_star".to_owned(), value.to_owned());
        place.ask(Request::SettingSet { key, value })
    };
    star(&mut place, "GMV").unwrap();
    let stored = place.list::<Setting>().into_iter().find(|s| s.key == "north_star");
    assert_eq!(stored.map(|s| s.value).as_deref(), Some("gmv"));
    assert_refused(&mut place, ("no_metric", "value"), |p| star(p, "happiness"));
    star(&mut place, "").unwrap();
    let cadence = |place: &mut Place, value: &str| {
        place.ask(Request::SettingSet { key: "check_in".to_owned(), value: value.to_owned() })
    };
    cadence(&mut place, "14d").unwrap();
    assert_refused(&mut place, ("bad_number", "value"), |p| cadence(p, "0d"));
}

#[test]
fn a_bound_on_a_campaigns_target_is_kept() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", ">=5万");
    let row = place.target_row("gmv");
    assert_eq!((row.kind, row.goal), (TargetKind::Keep, q("5万")));
    let against = TargetDraft { goal: words("<=5"), ..TargetDraft::default() };
    assert_eq!(place.target_of("d11", "orders", against).unwrap_err().code(), "bound_side");
    place.set("d11", CampaignDraft { end: words("2026-11-20"), ..CampaignDraft::default() }).unwrap();
}

#[test]
fn an_undo_never_leaves_a_ring() {
    let mut place = desk();
    objective(&mut place, titled("拉新")).unwrap();
    align(&mut place, "o1", "o2").unwrap();
    align(&mut place, "o1", "").unwrap();
    let other = fupan::planner::Context { actor: "wang".to_owned(), ..place.context() };
    let draft = ObjectiveDraft { parent: words("o1"), ..ObjectiveDraft::default() };
    let request = OkrRequest::ObjectiveSet { objective: "o2".to_owned(), seen: None, draft };
    fupan::planner::perform(&mut place.store, &other, request.into()).unwrap();
    let before = all(&place);
    assert_eq!(place.undo().unwrap_err().code(), "undo_changed_since");
    assert_eq!(all(&place), before);
    place.sound();
    fupan::planner::perform(&mut place.store, &other, Request::Undo).unwrap();
    place.undo().unwrap();
    assert_eq!(place.list::<Objective>()[0].parent, Some(place.list::<Objective>()[1].id));
}

#[test]
fn a_guardrail_weighs_nothing_where_nobody_says() {
    let mut place = desk();
    add(&mut place, "o1", typed("NPS", "20", "40")).unwrap();
    let guard = || KeyResultDraft { guardrail: Some(true), ..typed("退款率", "", "<=8%") };
    add(&mut place, "o1", guard()).unwrap();
    let heavy = KeyResultDraft { title: words("投诉率"), weight: words("2"), ..guard() };
    add(&mut place, "o1", heavy).unwrap();
    add(&mut place, "o1", typed("复购率", "22%", "28%")).unwrap();
    let weights: Vec<Quantity> =
        place.list::<Target>().iter().filter_map(|t| t.key_result.as_ref()).map(|own| own.weight).collect();
    assert_eq!(weights, [q("1"), q("0"), q("2"), q("1.5")]);
}

#[test]
fn days_of_its_own_make_a_cycle_of_its_own() {
    let mut place = Place::new();
    let draft =
        |start: &str| CycleDraft { key: words("2026-Q4"), start: words(start), ..CycleDraft::default() };
    place.done(OkrRequest::CycleNew(draft("2026-10-15")).into());
    assert_eq!(place.list::<Cycle>()[0].kind, CycleKind::Own);
    set_cycle(&mut place, CycleDraft { start: words("2026-10-01"), ..CycleDraft::default() }).unwrap();
    assert_eq!(place.list::<Cycle>()[0].kind, CycleKind::Quarter);
    set_cycle(&mut place, CycleDraft { end: words("2026-12-30"), ..CycleDraft::default() }).unwrap();
    assert_eq!(place.list::<Cycle>()[0].kind, CycleKind::Own);
}

#[test]
fn what_is_not_found_is_told_as_it_was_typed() {
    let mut place = desk();
    add(&mut place, "o1", typed("A/B test", "20", "40")).unwrap();
    let told = |place: &mut Place, text: &str| {
        let error = set(place, text, KeyResultDraft::default()).unwrap_err();
        (error.code().to_owned(), error.argument("text").unwrap_or_default().to_owned())
    };
    for text in ["o1/kr9", "2026-Q4/o1/kr9", "2026-Q4/o7/kr1", "o7/kr1", "2031/o1/kr1"] {
        assert_eq!(told(&mut place, text), ("no_key_result".to_owned(), text.to_owned()));
    }
    set(&mut place, "A/B", typed("A/B test", "20", "50")).unwrap();
    let error = set_objective(&mut place, "2026-Q4/o7", titled("x")).unwrap_err();
    assert_eq!(error.argument("text"), Some("2026-Q4/o7"));
}

#[test]
fn a_part_of_a_campaigns_name_serves_nothing() {
    let mut place = desk();
    add(&mut place, "o1", measured("orders", "100")).unwrap();
    let serve = |place: &mut Place, campaign: &str| {
        let (campaign, key_result) = (campaign.to_owned(), "o1/kr1".to_owned());
        place.ask(OkrRequest::Serve { campaign, key_result, planned: None }.into())
    };
    for part in ["双11", "双"] {
        assert_eq!(serve(&mut place, part).unwrap_err().code(), "no_campaign", "{part}");
    }
    for whole in ["d1", "D11", "双11拉新"] {
        serve(&mut place, whole).unwrap();
    }
    assert_eq!(place.list::<Serving>().len(), 1);
}
