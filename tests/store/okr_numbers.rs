//! The arithmetic of OKRs against results computed by hand.
use super::kit::{DAY, NOW, Place, TODAY, q, words};
use fupan::board::{self, Book, ObjectiveLine};
use fupan::model::{
    Ambition, CampaignId, CheckIn, CheckInId, Cycle, CycleId, CycleKind, CycleStatus, Day, Entity, Feed,
    GradeBand, KeyResult, Level, Metric, Objective, ObjectiveId, ObjectiveStatus, PlanCurve, Serving,
    ServingId, Status, Steps, Tags, Target, TargetId, TargetKind, Unit,
};
use fupan::planner::TargetDraft;

fn insert<E: Entity>(place: &mut Place, mut row: E) -> i64 {
    let stamp = place.stamp("insert");
    place.store.write(stamp, |tx| tx.insert(&mut row)).unwrap();
    row.row_id()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// 2026-Q4, 92 days, with what is asked for.
struct Okr {
    place: Place,
    cycle: CycleId,
}

impl Okr {
    fn new() -> Self {
        Self::begun(NOW)
    }

    fn begun(now: i64) -> Self {
        let mut place = Place::new();
        place.now = now;
        let (start, end) = (day("2026-10-01"), day("2026-12-31"));
        let (key, name) = ("2026-Q4".to_owned(), "2026 Q4".to_owned());
        let (kind, status, created_at) = (CycleKind::Quarter, CycleStatus::Active, NOW - 60 * DAY);
        let cycle = Cycle { id: CycleId(0), version: 0, key, name, kind, start, end, status, created_at };
        let cycle = CycleId(insert(&mut place, cycle));
        Self { place, cycle }
    }

    fn objective(&mut self, key: &str, change: impl FnOnce(&mut Objective)) -> ObjectiveId {
        let text = String::new;
        let mut objective = Objective {
            id: ObjectiveId(0),
            version: 0,
            cycle: self.cycle,
            key: key.to_owned(),
            title: format!("objective {key}"),
            description: text(),
            parent: None,
            parent_key_result: None,
            level: Level::Company,
            team: text(),
            owner: "lin".to_owned(),
            ambition: Ambition::Committed,
            weight: q("1"),
            counts_children: false,
            tags: Tags::default(),
            status: ObjectiveStatus::Active,
            grade: None,
            grade_reason: text(),
            grade_cause: text(),
            verdict: None,
            verdict_why: text(),
            carried_from: None,
            position: 1,
            created_at: NOW - 60 * DAY,
        };
        change(&mut objective);
        ObjectiveId(insert(&mut self.place, objective))
    }

    fn key_result(
        &mut self,
        objective: ObjectiveId,
        way: (&str, &str),
        weight: &str,
        change: impl FnOnce(&mut Target),
    ) -> TargetId {
        let position = i64::try_from(self.place.list::<Target>().len()).unwrap() + 1;
        let key_result = KeyResult {
            feed: Feed::Hand,
            weight: q(weight),
            unit: Some(Unit::Count),
            better: None,
            cadence: None,
            grade: None,
            grade_reason: String::new(),
            carried_from: None,
        };
        let mut target = Target {
            id: TargetId(0),
            version: 0,
            campaign: None,
            objective: Some(objective),
            key: format!("kr{position}"),
            title: format!("key result {position}"),
            metric: None,
            kind: TargetKind::Reach,
            baseline: q(way.0),
            goal: q(way.1),
            upper: None,
            start: None,
            end: None,
            curve: PlanCurve::Linear,
            is_primary: false,
            is_guardrail: false,
            steps: Steps::default(),
            owner: None,
            first_baseline: q(way.0),
            first_goal: q(way.1),
            position,
            key_result: Some(key_result),
            created_at: NOW - 60 * DAY,
        };
        change(&mut target);
        (target.first_baseline, target.first_goal) = (target.baseline, target.goal);
        TargetId(insert(&mut self.place, target))
    }

    /// A key result fed by a metric.
    fn fed(
        &mut self,
        objective: ObjectiveId,
        metric: &str,
        goal: &str,
        feed: Feed,
        change: impl FnOnce(&mut Target),
    ) -> TargetId {
        let metric = self.place.list::<Metric>().into_iter().find(|m| m.key == metric).unwrap().id;
        self.key_result(objective, ("0", goal), "1", |target| {
            target.metric = Some(metric);
            set(target, |own| (own.feed, own.unit) = (feed, None));
            change(target);
        })
    }

    fn says(&mut self, key_result: TargetId, on: &str, value: &str, confidence: Option<i64>) {
        let day = day(on);
        let at = fupan::model::Zone::parse("Asia/Shanghai").unwrap().end_of(day).min(self.place.now);
        let value = Some(value).filter(|v| !v.is_empty()).map(q);
        let (note, source, author) = (String::new(), "manual".to_owned(), "lin".to_owned());
        let id = CheckInId(0);
        insert(
            &mut self.place,
            CheckIn { id, version: 0, key_result, day, at, value, confidence, note, source, author },
        );
    }

    fn serves(&mut self, campaign: &str, key_result: TargetId) {
        let campaign: CampaignId = self.place.campaign_id(campaign);
        let id = ServingId(0);
        insert(&mut self.place, Serving { id, version: 0, campaign, key_result, planned: None });
    }

    fn line(&self, objective: ObjectiveId) -> ObjectiveLine {
        self.line_at(objective, None)
    }

    fn line_at(&self, objective: ObjectiveId, as_of: Option<i64>) -> ObjectiveLine {
        let read = |db: &fupan::store::Db<'_>| {
            let book = Book::open(db)?;
            let found = book.objective(objective).unwrap();
            board::objective_line(db, &book, found, as_of.unwrap_or(self.place.now))
        };
        self.place.store.read(as_of, read).unwrap()
    }
}

fn set(target: &mut Target, change: impl FnOnce(&mut KeyResult)) {
    if let Some(own) = &mut target.key_result {
        change(own);
    }
}

fn near(found: Option<f64>, wanted: f64) {
    let found = found.unwrap();
    assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
}

#[test]
fn progress_is_the_weighted_mean_down_and_up_below_the_baseline_and_beyond_the_goal() {
    let mut okr = Okr::new();
    let objective = okr.objective("o1", |_| {});
    let up = okr.key_result(objective, ("0", "100"), "2", |_| {});
    let down = okr.key_result(objective, ("10%", "4%"), "1", |_| {});
    let under = okr.key_result(objective, ("100", "200"), "1", |_| {});
    let left_out = okr.key_result(objective, ("0", "10"), "0", |_| {});
    for (key_result, value) in [(up, "50"), (down, "7%"), (under, "80"), (left_out, "30")] {
        okr.says(key_result, "2026-10-31", value, Some(7));
    }
    let line = okr.line(objective);
    let progress: Vec<f64> = line.key_results.iter().map(|kr| kr.progress.unwrap()).collect();
    // 50/100; (7-10)/(4-10); (80-100)/(200-100); 30/10: each as it is, none clamped.
    assert_eq!(progress, [0.5, 0.5, -0.2, 3.0]);
    // (2 × 0.5 + 1 × 0.5 + 1 × 0) ÷ 4; the weight of 0 is left out.
    near(line.progress, 0.375);
    // 31 of 92 days.
    near(line.expected, 31.0 / 92.0);
    let shares: Vec<f64> = line.key_results.iter().map(|kr| kr.share).collect();
    assert_eq!(shares, [0.5, 0.25, 0.25, 0.0]);
    let statuses: Vec<Status> = line.key_results.iter().map(|kr| kr.line.status).collect();
    assert_eq!(statuses, [Status::Ahead, Status::Ahead, Status::Behind, Status::Ahead]);
    assert_eq!(line.health, Some(Status::Behind), "the worst counts, whatever the progress");
}

#[test]
fn one_key_result_is_the_objective_and_none_is_nothing() {
    let mut okr = Okr::new();
    let empty = okr.objective("o1", |_| {});
    let line = okr.line(empty);
    assert_eq!((line.progress, line.expected, line.health, line.confidence), (None, None, None, None));
    let one = okr.objective("o2", |_| {});
    let only = okr.key_result(one, ("20", "28"), "0.3", |_| {});
    assert_eq!(okr.line(one).health, Some(Status::Pending), "silence is never green");
    near(okr.line(one).progress, 0.0);
    okr.says(only, "2026-11-01", "25", Some(6));
    near(okr.line(one).progress, 0.625);
    assert_eq!(okr.line(one).confidence, Some(6));
}

#[test]
fn a_keep_is_as_far_as_the_share_of_the_days_it_has_held_and_exactly_at_the_bound_holds() {
    let mut okr = Okr::new();
    let objective = okr.objective("o1", |_| {});
    let keep = okr.key_result(objective, ("0", "8%"), "1", |target| {
        target.kind = TargetKind::Keep;
        target.curve = PlanCurve::Flat;
        set(target, |own| {
            own.unit = Some(Unit::Percent);
            own.better = Some(fupan::model::Better::Lower);
        });
    });
    for (on, value) in [("2026-10-08", "8%"), ("2026-10-15", "8.1%"), ("2026-10-28", "8%")] {
        okr.says(keep, on, value, None);
    }
    let line = okr.line(objective);
    let kr = &line.key_results[0];
    // Seven days held, thirteen crossed, one held: 8 of 21.
    near(kr.progress, 8.0 / 21.0);
    assert_eq!((kr.line.held, kr.line.status), (Some(true), Status::OnTrack));
    near(line.progress, 8.0 / 21.0);
    near(line.expected, 1.0);
    okr.says(keep, "2026-11-03", "8.0001%", None);
    let crossed = okr.line(objective);
    assert_eq!(crossed.key_results[0].line.held, Some(false));
    assert_eq!(crossed.health, Some(Status::AtRisk));
    // Seven and six days held of the 27 from 10-08 to 11-03.
    near(crossed.progress, 13.0 / 27.0);
}

#[test]
fn a_breached_guardrail_caps_an_objective_even_where_its_weight_is_0() {
    let mut okr = Okr::new();
    let objective = okr.objective("o1", |_| {});
    let main = okr.key_result(objective, ("0", "10"), "1", |_| {});
    let guard = okr.key_result(objective, ("0", "5"), "0", |target| {
        (target.kind, target.curve, target.is_guardrail) = (TargetKind::Keep, PlanCurve::Flat, true);
        set(target, |own| own.better = Some(fupan::model::Better::Lower));
    });
    okr.says(main, "2026-11-03", "9", None);
    okr.says(guard, "2026-11-03", "5", None);
    assert_eq!(okr.line(objective).health, Some(Status::Ahead));
    okr.says(guard, "2026-11-04", "9", None);
    let line = okr.line(objective);
    assert_eq!(line.health, Some(Status::AtRisk));
    near(line.progress, 0.9);
}

#[test]
fn the_readings_of_the_campaigns_that_serve_it_feed_a_key_result_and_no_others() {
    let mut okr = Okr::new();
    okr.place.campaign("d11", "双11", "2026-11-01", "2026-11-11");
    okr.place.campaign("d12", "双12", "2026-12-08", "2026-12-12");
    okr.place.campaign("late", "跨年", "2026-12-27", "2027-01-05");
    okr.place.campaign("other", "别的", "2026-11-01", "2026-11-20");
    for (campaign, goal) in [("d11", "1000"), ("d12", "500"), ("late", "100"), ("other", "700")] {
        let curve = words("linear");
        let draft = TargetDraft { goal: words(goal), curve, ..TargetDraft::default() };
        okr.place.target_of(campaign, "orders", draft).unwrap();
    }
    let lines = [
        "orders=120 d11 2026-11-02",
        "orders=180 d11 2026-11-03",
        "orders=44 other 2026-11-03",
        "orders=9000 2026-11-03",
    ];
    for line in lines {
        okr.place.record(line);
    }
    let objective = okr.objective("o1", |_| {});
    let sum = okr.fed(objective, "orders", "2000", Feed::Campaigns, |_| {});
    let business = okr.fed(objective, "orders", "10000", Feed::Business, |_| {});
    for campaign in ["d11", "d12", "late"] {
        okr.serves(campaign, sum);
    }
    okr.serves("other", business);
    let line = okr.line(objective);
    let [kr, whole] = &line.key_results[..] else { panic!("two key results") };
    assert_eq!((kr.line.actual, whole.line.actual), (Some(q("300")), Some(q("9000"))));
    near(kr.progress, 0.15);
    let told: Vec<_> =
        kr.campaigns.iter().map(|c| (c.key.as_str(), c.brought, c.planned, c.to_come)).collect();
    // Of ten days of `late` five lie within the quarter: half of its hundred.
    let wanted = [
        ("d11", Some(q("300")), Some(q("1000")), Some(q("700"))),
        ("d12", None, Some(q("500")), Some(q("500"))),
        ("late", None, Some(q("50")), Some(q("50"))),
    ];
    assert_eq!(told, wanted);
    let coverage = kr.coverage.unwrap();
    assert_eq!((coverage.planned, coverage.missing), (q("1250"), q("1700")));
    assert_eq!(
        whole.campaigns[0].brought,
        Some(q("44")),
        "what a campaign brings is told beside another feed"
    );
}

#[test]
fn a_ratio_over_campaigns_is_computed_from_the_summed_parts() {
    let mut okr = Okr::new();
    okr.place.campaign("a", "A", "2026-11-01", "2026-11-11");
    okr.place.campaign("b", "B", "2026-11-01", "2026-11-11");
    for line in [
        "spend=100 a 2026-11-02",
        "revenue=500 a 2026-11-02",
        "spend=900 b 2026-11-02",
        "revenue=900 b 2026-11-02",
    ] {
        okr.place.record(line);
    }
    let objective = okr.objective("o1", |_| {});
    let roas = okr.fed(objective, "roas", "3", Feed::Campaigns, |target| target.curve = PlanCurve::Flat);
    okr.serves("a", roas);
    okr.serves("b", roas);
    let line = okr.line(objective);
    // 1,400 ÷ 1,000, not the mean of 5 and 1.
    assert_eq!(line.key_results[0].line.actual, Some(q("1.4")));
    let each: Vec<_> = line.key_results[0].campaigns.iter().map(|c| c.brought).collect();
    assert_eq!(each, [Some(q("5")), Some(q("1"))]);
    assert_eq!(line.key_results[0].coverage, None, "ratios do not add up");
}

#[test]
fn objectives_aligned_to_a_key_result_roll_up_to_it_and_count_in_an_objective_only_where_asked() {
    let mut okr = Okr::new();
    let company = okr.objective("o1", |_| {});
    let rolled =
        okr.key_result(company, ("0", "100%"), "1", |target| set(target, |own| own.feed = Feed::Children));
    let team = okr
        .objective("o2", |o| (o.parent_key_result, o.level, o.weight) = (Some(rolled), Level::Team, q("3")));
    let other = okr
        .objective("o3", |o| (o.parent_key_result, o.level, o.weight) = (Some(rolled), Level::Team, q("1")));
    assert_eq!(okr.line(company).key_results[0].line.actual, None, "nothing was said yet");
    let (a, b) =
        (okr.key_result(team, ("0", "10"), "1", |_| {}), okr.key_result(other, ("0", "10"), "1", |_| {}));
    okr.says(a, "2026-11-03", "6", None);
    okr.says(b, "2026-11-03", "2", None);
    // (3 × 0.6 + 1 × 0.2) ÷ 4
    near(okr.line(company).progress, 0.5);
    let below = okr.objective("o4", |o| (o.parent, o.weight) = (Some(team), q("1")));
    let c = okr.key_result(below, ("0", "10"), "1", |_| {});
    okr.says(c, "2026-11-03", "10", None);
    near(okr.line(team).progress, 0.6);
    let mut row = okr.place.list::<Objective>().into_iter().find(|o| o.id == team).unwrap();
    row.counts_children = true;
    let stamp = okr.place.stamp("ask");
    okr.place.store.write(stamp, |tx| tx.update(&mut row)).unwrap();
    near(okr.line(team).progress, 0.8);
    // (3 × 0.8 + 1 × 0.2) ÷ 4
    near(okr.line(company).progress, 0.65);
}

#[test]
fn a_key_result_nobody_speaks_of_goes_stale_however_fresh_its_number_is() {
    let mut okr = Okr::new();
    let objective = okr.objective("o1", |_| {});
    let fed = okr.fed(objective, "orders", "100", Feed::Business, |_| {});
    okr.place.record("orders=90 2026-11-03");
    okr.says(fed, "2026-10-24", "", Some(8));
    // The check-in counts to the end of 10-24; seven days and three of grace later it is 11-04 00:00.
    okr.place.now = TODAY;
    assert_eq!(okr.line(objective).health, Some(Status::Ahead));
    okr.place.now = TODAY + 1;
    let line = okr.line(objective);
    assert_eq!(line.health, Some(Status::Stale));
    assert!(line.key_results[0].is_due(okr.place.now) && line.key_results[0].line.is_stale);
    okr.says(fed, "2026-11-03", "", Some(8));
    assert_eq!(okr.line(objective).health, Some(Status::Ahead));
}

#[test]
fn a_past_day_shows_what_was_said_by_then() {
    let mut okr = Okr::begun(NOW - 5 * DAY);
    let objective = okr.objective("o1", |_| {});
    let kr = okr.key_result(objective, ("0", "10"), "1", |_| {});
    let now = NOW;
    okr.says(kr, "2026-10-29", "2", Some(8));
    okr.place.now = now;
    okr.says(kr, "2026-11-04", "6", Some(5));
    near(okr.line(objective).progress, 0.6);
    let then = okr.line_at(objective, Some(now - 2 * DAY));
    near(then.progress, 0.2);
    assert_eq!((then.confidence, then.key_results[0].confidence_before), (Some(8), None));
    assert_eq!(okr.line(objective).key_results[0].confidence_before, Some(8));
}

#[test]
fn a_grade_has_its_band_as_it_is_and_not_as_it_is_shown() {
    let mut okr = Okr::new();
    for (value, band) in [("0.35", GradeBand::Low), ("0.65", GradeBand::Middle), ("0.7", GradeBand::High)] {
        let objective = okr.objective(&format!("o{value}"), |_| {});
        let kr = okr.key_result(objective, ("0", "1"), "1", |_| {});
        okr.says(kr, "2026-11-03", value, None);
        assert_eq!(GradeBand::of(okr.line(objective).progress.unwrap()), band, "{value}");
    }
}

#[test]
fn a_ring_of_a_damaged_file_is_shown_and_rolls_nothing_up() {
    let mut okr = Okr::new();
    let (one, two) = (okr.objective("o1", |_| {}), okr.objective("o2", |_| {}));
    let children = |target: &mut Target| set(target, |own| own.feed = Feed::Children);
    let first = okr.key_result(one, ("0", "100%"), "1", children);
    let second = okr.key_result(two, ("0", "100%"), "1", children);
    let typed = okr.key_result(two, ("0", "10"), "1", |_| {});
    okr.says(typed, "2026-11-03", "5", None);
    let third = okr.objective("o3", |o| o.parent = Some(two));
    for (objective, parent) in [(one, second), (two, first)] {
        let sql = "UPDATE objective SET parent_key_result = ?1, counts_children = 1 WHERE id = ?2";
        okr.place.sql().execute(sql, (parent.0, objective.0)).unwrap();
    }
    let tree = okr
        .place
        .store
        .read(None, |db| board::okr_tree(db, &Book::open(db)?, Some(okr.cycle), okr.place.now))
        .unwrap();
    let order: Vec<_> = tree.objectives.iter().map(|o| (o.id, o.depth)).collect();
    assert_eq!(order, [(one, 0), (two, 0), (third, 1)]);
    assert_eq!(tree.objectives[0].key_results[0].line.actual, None);
    near(tree.objectives[1].progress, 0.25);
    let found = fupan::store::doctor(&mut okr.place.store).unwrap();
    let rings = found.iter().flat_map(|check| &check.found).filter(|line| line.contains("aligned to itself"));
    assert_eq!(rings.count(), 2, "{found:?}");
}

#[test]
fn weights_beyond_an_exact_sum_are_still_shown() {
    let mut okr = Okr::new();
    let objective = okr.objective("o1", |_| {});
    let (a, b) = (
        okr.key_result(objective, ("0", "10"), "9万亿", |_| {}),
        okr.key_result(objective, ("0", "10"), "9万亿", |_| {}),
    );
    okr.says(a, "2026-11-03", "5", None);
    okr.says(b, "2026-11-03", "10", None);
    near(okr.line(objective).progress, 0.75);
    near(Some(okr.line(objective).key_results[0].share), 0.5);
}

#[test]
fn a_check_in_that_is_dated_ahead_is_not_said_yet() {
    let mut okr = Okr::new();
    let objective = okr.objective("o1", |_| {});
    let kr = okr.key_result(objective, ("0", "10"), "1", |_| {});
    okr.place.now = NOW + 60 * DAY;
    okr.says(kr, "2026-12-20", "10", Some(9));
    okr.place.now = NOW;
    let line = okr.line(objective);
    assert!(line.key_results[0].is_due(okr.place.now), "a month without a word");
    assert_eq!((line.due, line.confidence, line.checked_at), (1, None, None));
}

#[test]
fn a_number_is_the_same_where_only_the_last_check_ins_are_at_hand() {
    let mut okr = Okr::new();
    let objective = okr.objective("o1", |_| {});
    let keep = okr.key_result(objective, ("0", "8%"), "1", |target| {
        (target.kind, target.curve) = (TargetKind::Keep, PlanCurve::Flat);
        set(target, |own| own.better = Some(fupan::model::Better::Lower));
    });
    for (day, value) in (1..30).step_by(3).zip(["9%", "7%"].into_iter().cycle()) {
        okr.says(keep, &format!("2026-10-{day:02}"), value, Some(i64::from(day) % 10));
    }
    let read = |open: fn(&fupan::store::Db<'_>) -> fupan::Result<Book>| {
        let read = |db: &fupan::store::Db<'_>| {
            let book = open(db)?;
            let line = board::key_result_line(db, &book, book.target(keep).unwrap(), NOW)?;
            Ok((book.check_ins(keep).len(), line))
        };
        okr.place.store.read(None, read).unwrap()
    };
    let (all, few) = (read(Book::open), read(Book::in_use));
    assert_eq!((all.0, few.0), (10, 4));
    assert_eq!(all.1, few.1);
    let due = |open: fn(&fupan::store::Db<'_>) -> fupan::Result<Book>| {
        okr.place
            .store
            .read(None, |db| board::check_ins_due(&open(db)?, NOW + 9 * DAY, NOW + 9 * DAY))
            .unwrap()
    };
    assert_eq!(due(Book::open), due(Book::in_use));
}
