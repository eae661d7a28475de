//! OKRs of a bubble-tea shop, for tests: a quarter with three levels, one objective that hangs in the air.
use super::fake::{NOW, target};
use crate::board::{
    Contribution, Coverage, CycleLine, Group, KeyResultLine, NorthStar, ObjectiveLine, ObjectivePage,
    OkrTree, Parent, Said, TargetLine,
};
use crate::model::{
    Action, ActionId, ActionStatus, Ambition, Better, CampaignId, CampaignStatus, CheckIn, CheckInId,
    CycleId, CycleKind, CycleStatus, Day, Feed, Level, Note, NoteId, NoteKind, ObjectiveId, ObjectiveStatus,
    Quantity, ServingId, Status, Step, TargetId, TargetKind, Unit, When,
};

const DAY: i64 = 86_400;

fn q(units: f64) -> Quantity {
    Quantity::from_f64(units).unwrap_or_default()
}

fn day(text: &str) -> Day {
    When::parse_iso(text).map(When::day).unwrap_or_default()
}

/// The text in the language of the workspace.
fn say(is_english: bool, en: &str, zh: &str) -> String {
    if is_english { en.to_owned() } else { zh.to_owned() }
}

fn cycle(id: i64, key: &str, name: &str, dates: (&str, &str), status: CycleStatus) -> CycleLine {
    let (start, end) = (day(dates.0), day(dates.1));
    let days = end.0 - start.0 + 1;
    CycleLine {
        id: CycleId(id),
        version: 1,
        key: key.to_owned(),
        name: name.to_owned(),
        kind: if days > 100 { CycleKind::Half } else { CycleKind::Quarter },
        start,
        end,
        status,
        day: (day("2026-11-04").0 - start.0 + 1).clamp(0, days),
        days,
        objectives: 0,
        reviewed_at: None,
    }
}

/// The cycles, the latest end first.
fn cycles(is_english: bool) -> Vec<CycleLine> {
    let name = |en: &str, zh: &str| say(is_english, en, zh);
    let q4 = CycleLine {
        objectives: 4,
        reviewed_at: Some(NOW - 6 * DAY),
        ..cycle(
            4,
            "2026-Q4",
            &name("2026-Q4", "2026 第四季度"),
            ("2026-10-01", "2026-12-31"),
            CycleStatus::Active,
        )
    };
    vec![
        cycle(5, "2027-Q1", "2027-Q1", ("2027-01-01", "2027-03-31"), CycleStatus::Planning),
        cycle(
            3,
            "2026-H2",
            &name("2026-H2", "2026 下半年"),
            ("2026-07-01", "2026-12-31"),
            CycleStatus::Active,
        ),
        q4,
        cycle(2, "2026-Q3", "2026-Q3", ("2026-07-01", "2026-09-30"), CycleStatus::Closed),
    ]
}

fn objective(id: i64, key: &str, title: String, level: Level) -> ObjectiveLine {
    ObjectiveLine {
        id: ObjectiveId(id),
        version: 1,
        key: key.to_owned(),
        path: format!("2026-Q4/{key}"),
        title,
        description: String::new(),
        level,
        team: String::new(),
        owner: "小林".to_owned(),
        ambition: Ambition::Committed,
        weight: q(1.0),
        tags: Vec::new(),
        status: ObjectiveStatus::Active,
        parent: None,
        depth: 0,
        children: 0,
        counts_children: false,
        progress: None,
        expected: None,
        health: None,
        confidence: None,
        checked_at: None,
        due: 0,
        grade: None,
        grade_reason: String::new(),
        grade_cause: String::new(),
        verdict: None,
        verdict_why: String::new(),
        carried_from: None,
        key_results: Vec::new(),
    }
}

fn key_result(path: &str, line: TargetLine, feed: Feed, share: f64) -> KeyResultLine {
    let awaits = feed != Feed::Children;
    KeyResultLine {
        path: format!("2026-Q4/{path}/{}", line.key),
        title: String::new(),
        owner: "小林".to_owned(),
        feed,
        weight: q(share),
        share,
        progress: line.held_share.or(line.progress),
        expected: line.plan_share,
        confidence: Some(7),
        confidence_before: Some(7),
        note: String::new(),
        checked_at: Some(NOW - 3 * DAY),
        due_at: awaits.then_some(NOW + 4 * DAY),
        grade: None,
        grade_reason: String::new(),
        carried_from: None,
        campaigns: Vec::new(),
        coverage: None,
        line,
    }
}

fn serving(id: i64, key: &str, name: &str, brought: f64, planned: f64, health: Status) -> Contribution {
    Contribution {
        serving: ServingId(id),
        campaign: CampaignId(id),
        key: key.to_owned(),
        name: name.to_owned(),
        status: CampaignStatus::Live,
        group: Group::Live,
        brought: Some(q(brought)),
        planned: Some(q(planned)),
        to_come: Some(q(planned - brought)),
        health: Some(health),
    }
}

/// Counts an objective up from its key results.
fn whole(mut objective: ObjectiveLine, key_results: Vec<KeyResultLine>) -> ObjectiveLine {
    let counting = || key_results.iter().filter(|kr| kr.share > 0.0);
    let sum: f64 = counting().map(|kr| kr.share).sum();
    let weigh = |of: fn(&KeyResultLine) -> Option<f64>| {
        counting().map(|kr| kr.share * of(kr).unwrap_or(0.0).clamp(0.0, 1.0)).sum::<f64>() / sum
    };
    objective.progress = Some(weigh(|kr| kr.progress));
    objective.expected = Some(weigh(|kr| kr.expected));
    objective.health = counting().map(|kr| kr.line.status).max();
    objective.confidence = counting().filter_map(|kr| kr.confidence).min();
    objective.checked_at = counting().filter_map(|kr| kr.checked_at).min();
    objective.due = counting().filter(|kr| kr.is_due(NOW)).count();
    objective.key_results = key_results;
    objective
}

fn parent(
    objective: i64,
    key_result: Option<i64>,
    path: &str,
    title: String,
    is_here: bool,
) -> Option<Parent> {
    Some(Parent {
        objective: ObjectiveId(objective),
        key_result: key_result.map(TargetId),
        path: path.to_owned(),
        title,
        is_here,
    })
}

fn first(is_english: bool) -> ObjectiveLine {
    let name = |en: &str, zh: &str| say(is_english, en, zh);
    let users = target(411, "kr1", ("New customers", "新客数"), Unit::Count, 10_000.0, 6_210.0, 0.58);
    let mut gmv = target(412, "kr2", ("GMV", "成交额"), Unit::Money, 10_000_000.0, 4_123_456.0, 0.47);
    gmv.first_goal = Some(q(12_000_000.0));
    let mut cac = target(413, "kr3", ("Cost per new customer", "单客成本"), Unit::Money, 50.0, 38.2, 1.0);
    (cac.kind, cac.better, cac.is_guardrail) = (TargetKind::Keep, Better::Lower, true);
    (cac.held, cac.held_share, cac.status) = (Some(true), Some(0.94), Status::OnTrack);
    let mut users = key_result("o1", users, Feed::Campaigns, 0.5);
    users.campaigns = vec![
        serving(1, "d11", "双11拉新", 4_180.0, 6_000.0, Status::Behind),
        serving(3, "member", "会员日", 640.0, 1_200.0, Status::AtRisk),
    ];
    users.coverage = Some(Coverage { missing: q(3_790.0), planned: q(2_380.0) });
    let mut gmv = key_result("o1", gmv, Feed::Business, 0.3);
    (gmv.confidence, gmv.confidence_before) = (Some(5), Some(8));
    gmv.note = name("The livestream slot moved to the 8th", "直播坑位挪到 8 号，爆发期少两天");
    let cac = key_result("o1", cac, Feed::Hand, 0.2);
    let title = name("Make Singles' Day the year's source of new customers", "双11让新客成为全年增长主力");
    let top = objective(41, "o1", title, Level::Company);
    let above = name("The first choice of students in the city", "成为本市学生的第一选择");
    ObjectiveLine {
        parent: parent(31, None, "2026-H2/o1", above, false),
        children: 1,
        tags: vec![name("growth", "增长")],
        ..whole(top, vec![users, gmv, cac])
    }
}

fn second(is_english: bool) -> ObjectiveLine {
    let name = |en: &str, zh: &str| say(is_english, en, zh);
    let repeat = target(421, "kr1", ("Repurchase rate", "复购率"), Unit::Percent, 0.3, 0.265, 0.6);
    let mut nps = target(422, "kr2", ("NPS", "净推荐值"), Unit::Score, 50.0, 42.0, 0.8);
    (nps.status, nps.is_stale) = (Status::Stale, true);
    let mut whole_club = target(423, "kr3", ("", ""), Unit::Percent, 1.0, 0.4, 0.35);
    whole_club.metric = String::new();
    let mut nps = key_result("o2", nps, Feed::Hand, 0.3);
    (nps.checked_at, nps.due_at) = (Some(NOW - 16 * DAY), Some(NOW - 9 * DAY));
    (nps.confidence, nps.confidence_before) = (Some(4), Some(6));
    let club = KeyResultLine {
        title: name("The club's project is done", "会员项目整体交付"),
        confidence: None,
        confidence_before: None,
        checked_at: None,
        ..key_result("o2", whole_club, Feed::Children, 0.3)
    };
    let title = name("Regulars come back sooner", "老客回来得更快");
    let team = ObjectiveLine {
        team: name("Growth", "增长组"),
        owner: "小周".to_owned(),
        ambition: Ambition::Aspirational,
        ..objective(42, "o2", title, Level::Team)
    };
    ObjectiveLine {
        parent: parent(41, Some(412), "2026-Q4/o1/kr2", name("GMV", "成交额"), true),
        depth: 1,
        children: 1,
        ..whole(team, vec![key_result("o2", repeat, Feed::Hand, 0.4), nps, club])
    }
}

fn third(is_english: bool) -> ObjectiveLine {
    let name = |en: &str, zh: &str| say(is_english, en, zh);
    let mut page = target(431, "kr1", ("", ""), Unit::Count, 5.0, 2.0, 0.35);
    (page.kind, page.metric) = (TargetKind::Done, String::new());
    let page = KeyResultLine {
        title: name("New membership page, five steps", "新会员页上线（五步）"),
        owner: "阿青".to_owned(),
        ..key_result("o3", page, Feed::Hand, 1.0)
    };
    let title = name("Membership explains itself in ten seconds", "会员权益十秒看懂");
    let own = ObjectiveLine {
        team: name("Growth", "增长组"),
        owner: "阿青".to_owned(),
        ..objective(43, "o3", title, Level::Person)
    };
    ObjectiveLine {
        parent: parent(
            42,
            Some(423),
            "2026-Q4/o2/kr3",
            name("The club's project is done", "会员项目整体交付"),
            true,
        ),
        depth: 2,
        ..whole(own, vec![page])
    }
}

/// The fourth quarter as it stands on the day of the tests.
pub fn tree(is_english: bool) -> OkrTree {
    let name = |en: &str, zh: &str| say(is_english, en, zh);
    let loose = ObjectiveLine {
        team: name("Supply", "供应链"),
        owner: "老陈".to_owned(),
        status: ObjectiveStatus::Draft,
        ..objective(44, "o4", name("No sale is lost to an empty shelf", "大促不再因缺货丢单"), Level::Team)
    };
    let cycles = cycles(is_english);
    OkrTree {
        cycle: cycles.iter().find(|cycle| cycle.id == CycleId(4)).cloned(),
        cycles,
        objectives: vec![first(is_english), second(is_english), third(is_english), loose],
        north_star: Some(NorthStar {
            metric: "mau".to_owned(),
            name_en: "Monthly active customers".to_owned(),
            name_zh: "月活跃客户".to_owned(),
            unit: Unit::Count,
            value: Some(q(123_400.0)),
            before: Some(q(114_300.0)),
            data_until: Some(NOW - 180),
        }),
    }
}

fn said(
    id: i64,
    line: (i64, &str, Unit),
    days: i64,
    value: Option<f64>,
    sure: (i64, i64),
    note: String,
) -> Said {
    let (key_result, key, unit) = line;
    let at = NOW - days * DAY;
    let check_in = CheckIn {
        id: CheckInId(id),
        version: 1,
        key_result: TargetId(key_result),
        day: day("2026-11-04").plus(-i32::try_from(days).unwrap_or(0)),
        at,
        value: value.map(q),
        confidence: Some(sure.0),
        note,
        source: "manual".to_owned(),
        author: "小林".to_owned(),
    };
    Said { check_in, key: key.to_owned(), unit, before: Some(sure.1) }
}

fn note(id: i64, kind: NoteKind, days: i64, text: String) -> Note {
    Note {
        id: NoteId(id),
        version: 1,
        campaign: None,
        objective: Some(ObjectiveId(41)),
        cycle: None,
        review: None,
        kind,
        at: NOW - days * DAY,
        whole_day: false,
        text,
        author: "小林".to_owned(),
        feedback: None,
    }
}

fn action(id: i64, title: String, due: Option<&str>, status: ActionStatus) -> Action {
    Action {
        id: ActionId(id),
        version: 1,
        objective: Some(ObjectiveId(41)),
        title,
        owner: "阿青".to_owned(),
        due: due.map(day),
        status,
        done_at: (status != ActionStatus::Open).then_some(NOW - DAY),
        ..Action::open(NOW - 7 * DAY)
    }
}

/// The same with a check-in due on every typed key result of the first two objectives.
pub fn due(mut tree: OkrTree) -> OkrTree {
    for (n, line) in (0..).zip(tree.objectives.iter_mut().take(2)) {
        for kr in line.key_results.iter_mut().filter(|kr| kr.feed == Feed::Hand) {
            kr.due_at = kr.due_at.map(|at| at.min(NOW - DAY + n));
        }
        line.due = line.key_results.iter().filter(|kr| kr.is_due(NOW)).count();
    }
    tree
}

/// The page of one of the objectives of the tree.
pub fn page(is_english: bool, id: ObjectiveId) -> Option<ObjectivePage> {
    let name = |en: &str, zh: &str| say(is_english, en, zh);
    let tree = tree(is_english);
    let line = tree.objectives.iter().find(|line| line.id == id)?.clone();
    let above = line.parent.as_ref().map(|parent| {
        let here = tree.objectives.iter().find(|o| o.id == parent.objective).cloned();
        let longer = || objective(parent.objective.0, "o1", parent.title.clone(), Level::Company);
        here.unwrap_or_else(|| ObjectiveLine { path: parent.path.clone(), ..longer() })
    });
    let above = above.map(Box::new);
    let is_below = |o: &&ObjectiveLine| o.parent.as_ref().is_some_and(|parent| parent.objective == id);
    let below = tree.objectives.iter().filter(is_below).cloned().collect();
    let steps = |names: [(&str, &str); 3]| {
        let step = |(n, (en, zh)): (usize, (&str, &str))| Step {
            name: name(en, zh),
            weight: q(1.0),
            done_at: (n == 0).then_some(NOW - 2 * DAY),
        };
        names.into_iter().enumerate().map(step).collect()
    };
    let mut page = ObjectivePage {
        cycle: tree.cycle?,
        line,
        above,
        below,
        said: Vec::new(),
        steps: vec![(TargetId(431), steps([("draft", "出稿"), ("build", "开发"), ("launch", "上线")]))],
        notes: Vec::new(),
        actions: Vec::new(),
    };
    if id == ObjectiveId(41) {
        let slot = name("The livestream slot moved to the 8th", "直播坑位挪到 8 号，爆发期少两天");
        page.said = vec![
            said(3, (412, "kr2", Unit::Money), 3, None, (5, 8), slot),
            said(2, (411, "kr1", Unit::Count), 3, None, (7, 7), String::new()),
            said(1, (413, "kr3", Unit::Money), 10, Some(41.5), (7, 6), name("Coupons cut", "券后成本降了")),
        ];
        let text = name("Half of the Weibo budget goes to Douyin from the 6th", "6 号起微博预算一半挪到抖音");
        page.notes = vec![note(1, NoteKind::Decision, 2, text)];
        page.actions = vec![
            action(
                1,
                name("Ask for a second slot", "再要一个直播坑位"),
                Some("2026-11-03"),
                ActionStatus::Open,
            ),
            action(2, name("Check the coupons", "核对券面额"), Some("2026-11-02"), ActionStatus::Done),
        ];
    }
    Some(page)
}

/// Another cycle than the present one has nothing in it.
pub fn tree_of(is_english: bool, cycle: Option<CycleId>) -> OkrTree {
    let tree = tree(is_english);
    match cycle {
        Some(id) if id != CycleId(4) => OkrTree {
            cycle: tree.cycles.iter().find(|cycle| cycle.id == id).cloned(),
            objectives: Vec::new(),
            ..tree
        },
        _ => tree,
    }
}

/// A quarter with two hundred objectives, four deep.
pub fn many(is_english: bool) -> OkrTree {
    let mut tree = tree(is_english);
    let patterns = tree.objectives.clone();
    tree.objectives = (0..200_i64)
        .map(|n| {
            let at = usize::try_from(n).unwrap_or(0) % patterns.len();
            let mut line = patterns[at].clone();
            line.id = ObjectiveId(1_000 + n);
            line.key = format!("o{}", n + 1);
            line.title = format!("{} {}", line.title, n + 1);
            line.path = format!("2026-Q4/{}", line.key);
            for kr in &mut line.key_results {
                kr.line.id = TargetId(10_000 + n * 10 + kr.line.id.0 % 10);
                kr.path = format!("{}/{}", line.path, kr.line.key);
            }
            line
        })
        .collect();
    tree
}
