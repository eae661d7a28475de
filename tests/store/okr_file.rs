//! A cycle as a file: what goes out comes in again, to the last byte; what is wrong is told with its place.
use crate::kit::{DAY, NOW, Place, q, words};
use fupan::Error;
use fupan::board::cycle_file;
use fupan::input::okr::{CycleFormat, Read, read, refused};
use fupan::model::{
    Across, Action, ActionStatus, Ambition, Better, Campaign, CheckIn, CheckInId, Cycle, CycleFile, CycleId,
    CycleKind, CycleStatus, Day, Feed, KeyResult, Lang, Level, Metric, Note, NoteId, NoteKind, Objective,
    ObjectiveId, ObjectiveStatus, OverTime, PlanCurve, Quantity, Serving, ServingId, Step, Steps, Tags,
    Target, TargetId, TargetKind, Unit, Verdict, When,
};
use fupan::planner::{CampaignDraft, OkrRequest, Outcome, Request, rehearse};
use fupan::report::{cycle_file_json, cycle_file_toml};
use proptest::prelude::*;

const TEXTS: [&str; 8] = [
    "让老客更愿意回来",
    "Win \"regulars\" back",
    "a = 'b' # no comment",
    "[[objective]]",
    "Émile — 10 % \\ back\\slash",
    "👩\u{200D}👩\u{200D}👧 家庭日",
    "true",
    "2026-11-04",
];

/// Even draws from a seed.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % (most + 1)
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.up_to(of.len() - 1)].clone()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.up_to(1) == 0).then(|| make(self))
    }

    fn text(&mut self) -> String {
        if self.up_to(3) == 0 { String::new() } else { self.one(&TEXTS).to_owned() }
    }

    fn lines(&mut self) -> String {
        if self.up_to(2) == 0 { format!("{}\n\n\t{}", TEXTS[1], self.one(&TEXTS)) } else { self.text() }
    }

    fn amount(&mut self) -> Quantity {
        let size = [1, 1_000, 1_000_000, 1_000_000_000_000][self.up_to(3)];
        let number = i64::try_from(self.up_to(9_000_000)).unwrap() - 1_000_000;
        Quantity::from_micros(number * size + i64::try_from(self.up_to(1)).unwrap())
    }

    fn share(&mut self) -> Quantity {
        Quantity::from_micros(i64::try_from(self.up_to(1_000_000)).unwrap())
    }

    fn grade(&mut self) -> Quantity {
        Quantity::from_micros(i64::try_from(self.up_to(10)).unwrap() * 100_000)
    }

    fn day(&mut self) -> Day {
        Day::of("2026-10-01".parse().unwrap()).plus(i32::try_from(self.up_to(91)).unwrap())
    }

    fn start(&mut self) -> When {
        When::Day(self.day().min(Day::of("2026-11-01".parse().unwrap())))
    }

    fn instant(&mut self) -> i64 {
        NOW - i64::try_from(self.up_to(30 * 86_400)).unwrap()
    }

    fn curve(&mut self) -> PlanCurve {
        let points = vec![(q("0.25"), self.share().min(q("0.9"))), (q("1"), q("1"))];
        let days = vec![(self.day(), self.share()), (Day::of("2026-12-31".parse().unwrap()), q("1"))];
        let like = PlanCurve::Like { campaign: "d11".to_owned(), bounds: vec![q("0"), q("1")], points };
        let table = PlanCurve::Table { points: days };
        let table = if table.check().is_ok() { table } else { PlanCurve::Flat };
        self.one(&[PlanCurve::Linear, PlanCurve::Flat, table, like])
    }
}

fn place() -> Place {
    let mut place = Place::with_campaign();
    place.campaign("tea", "茶饮店开业", "2026-11-01", "2026-12-31");
    place
}

/// A cycle with everything a cycle may have, written row by row.
fn generated(place: &mut Place, seed: u64) -> CycleId {
    let mut dice = Dice(seed);
    let metrics = place.list::<Metric>();
    let campaigns: Vec<_> = place.list::<Campaign>().into_iter().map(|c| c.id).collect();
    let stamp = place.stamp("generated");
    let write = |tx: &mut fupan::store::Tx<'_>| {
        let mut cycle = Cycle {
            id: CycleId(0),
            version: 0,
            key: "2026-Q4".to_owned(),
            name: dice.one(&TEXTS).to_owned(),
            kind: dice.one(CycleKind::ALL),
            start: Day::of("2026-10-01".parse().unwrap()),
            end: Day::of("2026-12-31".parse().unwrap()),
            status: dice.one(CycleStatus::ALL),
            created_at: NOW,
        };
        tx.insert(&mut cycle)?;
        let mut objectives: Vec<ObjectiveId> = Vec::new();
        let mut targets: Vec<TargetId> = Vec::new();
        for index in 0..=dice.up_to(4) {
            let (mut parent, mut parent_key_result) = (None, None);
            match dice.up_to(2) {
                0 if !objectives.is_empty() => parent = Some(dice.one(&objectives)),
                1 if !targets.is_empty() => parent_key_result = Some(dice.one(&targets)),
                _ => {}
            }
            let mut objective = Objective {
                id: ObjectiveId(0),
                version: 0,
                cycle: cycle.id,
                key: format!("o{}", 9 - index),
                title: dice.one(&TEXTS).to_owned(),
                description: dice.lines(),
                parent,
                parent_key_result,
                level: dice.one(Level::ALL),
                team: dice.text(),
                owner: dice.text(),
                ambition: dice.one(Ambition::ALL),
                weight: dice.share(),
                counts_children: dice.up_to(1) == 0,
                tags: Tags((0..dice.up_to(2)).map(|n| TEXTS[n].to_owned()).collect()),
                status: dice.one(ObjectiveStatus::ALL),
                grade: dice.maybe(Dice::grade),
                grade_reason: dice.lines(),
                grade_cause: dice.lines(),
                verdict: dice.maybe(|dice| dice.one(Verdict::ALL)),
                verdict_why: dice.text(),
                carried_from: None,
                position: i64::try_from(dice.up_to(3)).unwrap(),
                created_at: NOW,
            };
            tx.insert(&mut objective)?;
            objectives.push(objective.id);
            for number in 0..dice.up_to(3) {
                let mut target = target(&mut dice, &metrics, objective.id, number);
                tx.insert(&mut target)?;
                targets.push(target.id);
                for day in 0..dice.up_to(3) {
                    let said = i32::try_from(day).unwrap();
                    tx.insert(&mut CheckIn {
                        id: CheckInId(0),
                        version: 0,
                        key_result: target.id,
                        day: cycle.start.plus(said * 7),
                        at: dice.instant(),
                        value: dice.maybe(Dice::amount),
                        confidence: dice.maybe(|dice| i64::try_from(dice.up_to(10)).unwrap()),
                        note: dice.lines(),
                        source: dice.one(&["manual", "script 1"]).to_owned(),
                        author: dice.text(),
                    })?;
                }
                for campaign in campaigns.iter().take(dice.up_to(2)) {
                    let planned = dice.maybe(Dice::amount);
                    let (id, key_result) = (ServingId(0), target.id);
                    tx.insert(&mut Serving { id, version: 0, campaign: *campaign, key_result, planned })?;
                }
            }
            for about in [Some(objective.id), None] {
                let home = about.is_none().then_some(cycle.id);
                for _ in 0..dice.up_to(2) {
                    let whole_day = dice.up_to(1) == 0;
                    let at = if whole_day { tx.zone().start_of(dice.day()) } else { dice.instant() };
                    tx.insert(&mut Note {
                        id: NoteId(0),
                        version: 0,
                        campaign: None,
                        objective: about,
                        cycle: home,
                        review: None,
                        kind: dice.one(NoteKind::ALL),
                        at,
                        whole_day,
                        text: dice.one(&TEXTS).to_owned(),
                        author: dice.text(),
                        feedback: None,
                    })?;
                    let status = dice.one(ActionStatus::ALL);
                    tx.insert(&mut Action {
                        objective: about,
                        cycle: home,
                        title: dice.one(&TEXTS).to_owned(),
                        owner: dice.text(),
                        due: dice.maybe(Dice::day),
                        status,
                        done_at: (status != ActionStatus::Open).then(|| dice.instant()),
                        ..Action::open(NOW)
                    })?;
                }
            }
        }
        Ok(cycle.id)
    };
    place.store.write(stamp, write).unwrap().0
}

fn target(dice: &mut Dice, metrics: &[Metric], objective: ObjectiveId, number: usize) -> Target {
    let metric = dice.maybe(|dice| dice.one(metrics));
    let kind = dice.one(TargetKind::ALL);
    let is_keep = kind == TargetKind::Keep;
    let baseline = dice.amount();
    let goal = loop {
        let goal = dice.amount();
        if goal != baseline {
            break goal;
        }
    };
    let steps = (0..dice.up_to(3)).map(|n| Step {
        name: TEXTS[n + 1].to_owned(),
        weight: Quantity::from_micros(dice.share().micros() + 1),
        done_at: dice.maybe(Dice::instant),
    });
    let steps = Steps(steps.collect());
    let adds = |m: &Metric| m.formula.is_none() && m.over_time == OverTime::Sum && m.across == Across::Sum;
    let feed = match &metric {
        Some(metric) if adds(metric) => dice.one(Feed::ALL),
        Some(_) => dice.one(&[Feed::Hand, Feed::Children, Feed::Business]),
        None => dice.one(&[Feed::Hand, Feed::Children]),
    };
    let is_fed = matches!(feed, Feed::Business | Feed::Campaigns);
    let curve = dice.curve();
    let is_table = matches!(curve, PlanCurve::Table { .. });
    Target {
        id: TargetId(0),
        version: 0,
        campaign: None,
        objective: Some(objective),
        key: format!("kr{}", 7 - number),
        title: if metric.is_some() { dice.text() } else { dice.one(&TEXTS).to_owned() },
        metric: metric.as_ref().map(|m| m.id),
        kind,
        baseline,
        goal,
        upper: dice
            .maybe(|dice| Quantity::from_micros(goal.micros() + dice.share().micros()))
            .filter(|_| is_keep),
        start: dice.maybe(Dice::start).filter(|_| !is_table),
        end: Some(When::Time(Day::of("2026-12-31".parse().unwrap()).date().and_hms_opt(18, 30, 0).unwrap())),
        curve,
        is_primary: false,
        is_guardrail: dice.up_to(3) == 0,
        steps,
        owner: dice.maybe(|dice| dice.one(&TEXTS).to_owned()),
        first_baseline: if dice.up_to(1) == 0 { baseline } else { dice.amount() },
        first_goal: if dice.up_to(1) == 0 { goal } else { dice.amount() },
        position: i64::try_from(dice.up_to(3)).unwrap(),
        key_result: Some(KeyResult {
            feed,
            weight: dice.share(),
            unit: metric.is_none().then(|| dice.one(Unit::ALL)),
            better: dice
                .maybe(|dice| dice.one(&[Better::Higher, Better::Lower]))
                .filter(|_| is_keep && !is_fed),
            cadence: dice.maybe(|dice| dice.one(&[7 * DAY, 12_345])),
            grade: dice.maybe(Dice::grade),
            grade_reason: dice.lines(),
            carried_from: None,
        }),
        created_at: NOW,
    }
}

fn exported(place: &Place) -> CycleFile {
    place.store.read(None, |db| cycle_file(db, &db.list::<Cycle>()?[0])).unwrap()
}

fn understood(text: &str, format: CycleFormat) -> Read {
    read(text.as_bytes(), Some(format)).map_err(|faults| refused(faults, Lang::En)).unwrap()
}

fn import(place: &mut Place, file: CycleFile) -> fupan::Result<Outcome> {
    place.ask(OkrRequest::Import { file: Box::new(file), key: None }.into())
}

fn toml(place: &mut Place, text: &str) -> fupan::Result<Outcome> {
    let file =
        read(text.as_bytes(), Some(CycleFormat::Toml)).map_err(|faults| refused(faults, Lang::En))?.file;
    import(place, file)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn export_import_export_is_the_identity(seed in any::<u64>()) {
        let mut here = place();
        generated(&mut here, seed);
        let first = exported(&here);
        for format in [CycleFormat::Toml, CycleFormat::Json] {
            let write = |file: &CycleFile| match format {
                CycleFormat::Json => cycle_file_json(file),
                _ => cycle_file_toml(file),
            };
            let text = write(&first).unwrap();
            prop_assert_eq!(CycleFormat::of_text(&text), format);
            let mut there = place();
            let outcome = import(&mut there, understood(&text, format).file);
            prop_assert!(outcome.is_ok(), "{:?}\n{text}", outcome.map_err(|e| (e.to_string(), e.detail().to_vec())));
            prop_assert_eq!(outcome.unwrap().warnings, Vec::<Error>::new());
            prop_assert_eq!(write(&exported(&there)).unwrap(), text);
        }
    }
}

#[test]
fn a_few_lines_by_hand_are_enough() {
    let mut place = place();
    let text = "key = '2026-Q4'\n[[objective]]\ntitle = '让老客更愿意回来'\n\
        [[objective.key_result]]\ntitle = '复购率'\nbaseline = '22%'\ngoal = '28%'\n\
        [[objective.key_result]]\ntitle = '新客'\ngoal = '1.2万'\n\
        [[objective.key_result]]\nmetric = 'refund_rate'\ngoal = '<=2%'\n\
        [[objective.key_result]]\ntitle = '满意度'\ngoal = '4.5..5'\nweight = '40%'\n\
        [[objective.key_result]]\ntitle = '小程序上线'\nstep = ['设计=2', { name = '开发', done = 2026-11-02 }, '上线']\n\
        [[objective.key_result]]\nmetric = 'gmv'\ngoal = 1_000_000\ncampaign = ['d11', { key = 'tea', planned = '20万' }]\n";
    let outcome = toml(&mut place, text).unwrap();
    assert_eq!(outcome.message(Lang::En), "imported 2026-Q4: objectives 1, key results 6, check-ins 0");
    let cycle = &place.list::<Cycle>()[0];
    assert_eq!(
        (cycle.kind, cycle.status, cycle.end.to_string()),
        (CycleKind::Quarter, CycleStatus::Active, "2026-12-31".into())
    );
    let rows: Vec<Target> = place.list::<Target>();
    let own = |row: &Target| row.key_result.clone().unwrap();
    let told: Vec<_> =
        rows.iter().map(|t| (t.key.as_str(), t.kind, t.baseline, t.goal, own(t).feed, own(t).unit)).collect();
    let one = q("1");
    assert_eq!(
        told,
        [
            ("kr1", TargetKind::Reach, q("0.22"), q("0.28"), Feed::Hand, Some(Unit::Percent)),
            ("kr2", TargetKind::Reach, q("0"), q("12000"), Feed::Hand, Some(Unit::Count)),
            ("kr3", TargetKind::Keep, q("0"), q("0.02"), Feed::Business, None),
            ("kr4", TargetKind::Keep, q("0"), q("4.5"), Feed::Hand, Some(Unit::Count)),
            ("kr5", TargetKind::Done, q("0"), one, Feed::Hand, Some(Unit::Percent)),
            ("kr6", TargetKind::Reach, q("0"), q("1000000"), Feed::Campaigns, None),
        ]
    );
    assert_eq!(rows[3].upper, Some(q("5")));
    let weights: Vec<Quantity> = rows.iter().map(|t| own(t).weight).collect();
    assert_eq!(weights, [q("0.4"); 6], "as the one that says it");
    let steps: Vec<_> =
        rows[4].steps.0.iter().map(|s| (s.name.as_str(), s.weight, s.done_at.is_some())).collect();
    assert_eq!(steps, [("设计", q("2"), false), ("开发", one, true), ("上线", one, false)]);
    let planned: Vec<_> = place.list::<Serving>().iter().map(|s| s.planned).collect();
    assert_eq!(planned, [None, Some(q("200000"))]);
    place.undo().unwrap();
    assert!(
        place.list::<Cycle>().is_empty()
            && place.list::<Target>().is_empty()
            && place.list::<Serving>().is_empty()
    );
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_nothing_is_written() {
    let mut place = place();
    let text = "key = '2026-Q4'\n[[objective]]\ntitle = 'a'\nparent = 'o2'\n[[objective]]\nkey = 'o2'\ntitle = 'b'\n\
        parent = 'o1/kr9'\n[[objective.key_result]]\ntitle = 'x'\ngoal = 'many'\n[[objective.key_result]]\nkey='KR1'\n\
        title = 'y'\nbaseline = 3\ngoal = 3\n[[objective.key_result]]\nmetric = 'gmvv'\ngoal = 5\n\
        [[objective.key_result.check_in]]\nday = '2026-11-01'\nconfidence = 11\n[[objective]]\ntitle = '\u{202e}x'\n";
    let error = toml(&mut place, text).unwrap_err();
    assert_eq!((error.code(), error.exit_code()), ("bad_okr_file", 3));
    let told = error.detail().join("\n");
    for part in [
        "line 8  objective[2].parent  there is nothing `o1/kr9`",
        "line 11  objective[2].key_result[1].goal  `many` is not a number",
        "line 16  objective[2].key_result[2].goal",
        "line 18  objective[2].key_result[3].metric  there is no metric `gmvv`; did you mean gmv",
        "line 22  objective[2].key_result[3].check_in[1].confidence  `11` is no confidence",
        "line 24  objective[3].title",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    assert!(place.list::<Cycle>().is_empty() && place.list::<Objective>().is_empty());
    let circle = "key='2026-Q4'\n[[objective]]\ntitle='a'\nparent='o2'\n[[objective]]\ntitle='b'\nparent='o3/kr1'\n\
        [[objective]]\ntitle='c'\nparent='o1'\n[[objective.key_result]]\ntitle='k'\ngoal=2\n";
    let error = toml(&mut place, circle).unwrap_err();
    assert!(error.detail()[0].ends_with("o1 → o2 → o3 → o1"), "{:?}", error.detail());
    assert_eq!(error.detail().len(), 1);
    let many: String = (0..30).map(|_| "[[objective]]\nweight = 'x'\ntitle = 'a'\n").collect();
    let error = toml(&mut place, &format!("key = '2026-Q4'\n{many}")).unwrap_err();
    assert_eq!((error.detail().len(), error.argument("n")), (21, Some("30")));
    assert_eq!(error.detail()[20], "… and 10 more");
}

#[test]
fn a_cycle_that_is_there_stays_as_it_is() {
    let mut place = place();
    toml(&mut place, "key = '2026-Q4'\n[[objective]]\ntitle = 'a'\n").unwrap();
    let text = "key = '2026-q4'\n[[objective]]\ntitle = 'b'\n";
    assert_eq!(toml(&mut place, text).unwrap_err().code(), "okr_cycle_there");
    let file = understood(text, CycleFormat::Toml).file;
    let other = OkrRequest::Import { file: Box::new(file), key: words("2027-Q1") };
    let outcome = place.done(other.into());
    assert_eq!(outcome.key.as_deref(), Some("2027-Q1"));
    let starts: Vec<String> = place.list::<Cycle>().iter().map(|c| c.start.to_string()).collect();
    assert_eq!(starts, ["2026-10-01", "2027-01-01"], "without dates of its own the key tells them");
}

#[test]
fn what_belongs_to_others_is_found_or_left_out() {
    let mut place = place();
    toml(
        &mut place,
        "key = '2026'\n[[objective]]\ntitle = 'year'\n[[objective.key_result]]\ntitle='k'\ngoal=9\n",
    )
    .unwrap();
    let text = "key = '2026-Q4'\n[[objective]]\ntitle = 'a'\nparent = '2026/o1/kr1'\ncarried_from = '2026-Q3/o1'\n\
        [[objective.key_result]]\nmetric = 'gmv'\ngoal = 10\ncampaign = ['d11', 'nowhere']\n[[objective]]\ntitle='b'\nparent='2025/o1'\n";
    let outcome = toml(&mut place, text).unwrap();
    let codes: Vec<&str> = outcome.warnings.iter().map(Error::code).collect();
    assert_eq!(codes, ["okr_campaign_left", "okr_carried_left", "okr_parent_left"]);
    let objectives = place.list::<Objective>();
    let year = place.list::<Target>().into_iter().find(|t| t.objective == Some(objectives[0].id)).unwrap();
    assert_eq!(objectives[1].parent_key_result, Some(year.id));
    let again = place.store.read(None, |db| cycle_file(db, &db.list::<Cycle>()?[1])).unwrap();
    assert_eq!(again.objective[0].parent.as_ref().unwrap().text, "2026/o1/kr1");
}

#[test]
fn a_dry_run_writes_nothing() {
    let mut place = place();
    let file = understood("key = '2026-Q4'\n[[objective]]\ntitle = 'a'\n", CycleFormat::Toml).file;
    let request: Request = OkrRequest::Import { file: Box::new(file), key: None }.into();
    let context = place.context();
    let outcome = rehearse(&mut place.store, &context, &request).unwrap();
    assert_eq!(outcome.key.as_deref(), Some("2026-Q4"));
    assert!(place.list::<Cycle>().is_empty());
    place.set("d11", CampaignDraft { goal: words("x"), ..CampaignDraft::default() }).unwrap();
}

#[test]
fn a_file_nested_without_end_is_refused() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(200_000), close.repeat(200_000));
    for (text, format) in [
        (format!("{{\"key\": {}}}", deep("[", "]")), CycleFormat::Json),
        (format!("{{\"key\": {}1{}}}", "{\"a\":".repeat(200_000), "}".repeat(200_000)), CycleFormat::Json),
        (format!("key = {}", deep("[", "]")), CycleFormat::Toml),
        (format!("{}a = 1", "a.".repeat(200_000)), CycleFormat::Toml),
    ] {
        let faults = read(text.as_bytes(), Some(format)).unwrap_err();
        assert_eq!(faults.len(), 1, "{format}");
        assert!(["okr_no_json", "okr_no_toml"].contains(&faults[0].error.code()), "{faults:?}");
    }
}

#[test]
fn weights_of_a_written_set_that_are_no_shares_are_told_and_not_spread() {
    let text = "# 2026 Q4\n## O1: Grow\n- KR1: A from 1 to 2\n- Weight: 9000000000000\n- KR2: B from 1 to 2\n\
        - Weight: 9000000000000\n- KR3: C from 1 to 2\n- Weight: -9000000000000\n- KR4: D from 1 to 2\n";
    let file = read(text.as_bytes(), Some(CycleFormat::Markdown)).unwrap().file;
    let weights: Vec<bool> = file.objective[0].key_result.iter().map(|row| row.weight.is_some()).collect();
    assert_eq!(weights, [true, true, true, false]);
}
