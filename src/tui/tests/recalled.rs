//! Retrospectives of the bubble-tea shop, for tests: what is asked for is there when it is loaded again.
use super::fake::{self, NOW};
use super::planned;
use crate::board::{
    ActionLine, Adjustment, ChannelFacts, ComparedMetric, Comparison, DriverGap, DriverPart, FeedbackSum,
    FindingLine, FindingMatter, Foreseen, GapMethod, GapRow, GoalStep, InsightStep, LateTask, LessonLine,
    LessonUseLine, PhaseFacts, ResultStep, RetroAbout, RetroHint, RetroLine, RetroPage, Soon, TargetFacts,
    TargetLine, Written,
};
use crate::board::{AnalysisStep, HintKind};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Action, ActionId, Aim, Answer, AnswerId, Both, CampaignId, Cause, CauseId, CauseOrigin, CycleId, Day,
    Due, Finding, FindingId, FindingKind, FindingVerdict, Insight, InsightId, InsightKind, KeptFigures,
    Lesson, LessonForm, LessonId, LessonStatus, LessonUse, LessonUseId, LessonVerdict, NoteId, NoteKind,
    Phase, Proof, Quantity, ResourceKind, ResourceStatus, Retro, RetroId, RetroStatus, Status, Tags,
    TargetKind, TaskKind, TaskStatus, Unit, When, Whys, parse_iso_day,
};
use crate::planner::{CauseDraft, LessonDraft, RetroRequest};

/// What the tests' retrospective is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Numbers, some decisions, some writing.
    #[default]
    Full,
    /// Drafted with the closing, nothing written.
    Empty,
    /// Not drafted yet.
    Undrafted,
    /// A campaign nobody has read a number of.
    Silent,
    /// More causes than any window shows.
    Many,
}

/// What a retrospective of the tests has been told so far.
#[derive(Debug, Default)]
pub struct Recalled {
    /// What it is.
    shape: Shape,
    page: Option<RetroPage>,
    next: i64,
}

fn q(units: f64) -> Quantity {
    Quantity::from_f64(units).unwrap()
}

fn day(text: &str) -> Day {
    parse_iso_day(text.as_bytes()).unwrap()
}

fn facts(line: TargetLine, first: f64) -> TargetFacts {
    let then = |percent: i32, mid: f64, status, warned| Foreseen {
        percent,
        at: NOW - i64::from(100 - percent) * 9_000,
        status,
        pace: Some(0.8),
        forecast: Some(crate::model::Forecast { low: mid * 0.9, mid, high: mid * 1.1, chance: 0.3 }),
        warned,
    };
    let goal = line.goal.to_f64();
    let foreseen = match line.kind {
        TargetKind::Keep => Vec::new(),
        _ => vec![
            then(25, goal * 0.98, Status::OnTrack, false),
            then(50, goal * 0.8, Status::AtRisk, true),
            then(75, goal * 0.62, Status::Behind, true),
        ],
    };
    TargetFacts {
        of: String::new(),
        first_goal: q(first),
        first_baseline: line.baseline,
        gap: line.actual.and_then(|actual| actual.checked_sub(line.goal).ok()),
        achievement: line.progress,
        first_achievement: line.actual.map(|actual| actual.to_f64() / first),
        foreseen,
        then: None,
        line,
    }
}

fn targets() -> Vec<TargetFacts> {
    let of_cockpit = fake::cockpit().campaigns.remove(0).targets;
    let mut all: Vec<TargetFacts> = of_cockpit
        .into_iter()
        .map(|mut line| {
            line.forecast = None;
            let first = line.first_goal.unwrap_or(line.goal).to_f64();
            let is_short = line.progress.is_some_and(|share| share < 1.0);
            if line.kind == TargetKind::Reach && is_short {
                line.status = Status::Missed;
            }
            facts(line, first)
        })
        .collect();
    all[0].then = Some(q(398_000.0));
    all[3].line.held_share = Some(0.82);
    all
}

fn retro(id: i64, campaign: Option<i64>, cycle: Option<i64>) -> Retro {
    Retro {
        id: RetroId(id),
        version: 1,
        campaign: campaign.map(CampaignId),
        cycle: cycle.map(CycleId),
        status: RetroStatus::Draft,
        leader: "小林".to_owned(),
        goal_note: String::new(),
        result_note: String::new(),
        figures: KeptFigures::default(),
        drafted_at: NOW - 86_400,
        finished_at: None,
    }
}

fn line(about: RetroAbout, key: &str, name: &str) -> RetroLine {
    RetroLine {
        about,
        key: key.to_owned(),
        name: name.to_owned(),
        owner: "小林".to_owned(),
        leader: "小林".to_owned(),
        playbook: Some("big-promo".to_owned()),
        status: Some(RetroStatus::Draft),
        end: day("2026-10-31"),
        due: day("2026-11-07"),
        days: 3,
        achievement: Some(0.412),
        primary: Some(Status::Missed),
        health: Some(Status::Missed),
        missed: (1, 3),
        finished_at: None,
        written: Written::default(),
    }
}

fn gap() -> DriverGap {
    let driver = |key: &str, names: (&str, &str), unit, planned, actual, part: f64| DriverPart {
        key: key.to_owned(),
        name_en: names.0.to_owned(),
        name_zh: names.1.to_owned(),
        unit,
        planned: Some(planned),
        actual: Some(actual),
        part: q(part),
    };
    let row = |name: &str, parts: [f64; 3]| GapRow {
        name: name.to_owned(),
        gap: q(parts.iter().sum()),
        parts: parts.map(q).to_vec(),
        is_rest: false,
    };
    DriverGap {
        metric: planned::metric(1, "gmv", ("GMV", "GMV"), Unit::Money, None),
        goal: q(1_000_000.0),
        actual: q(580_000.0),
        gap: q(-420_000.0),
        method: GapMethod::LogMean,
        drivers: vec![
            driver("visitors", ("Visitors", "访客数"), Unit::Count, 80_000.0, 55_000.0, -310_000.0),
            driver("orders/visitors", ("Conversion", "访客转化率"), Unit::Percent, 0.05, 0.0402, -150_000.0),
            driver("gmv/orders", ("Order value", "客单价"), Unit::Money, 250.0, 262.0, 40_000.0),
        ],
        phases: vec![
            row("预热", [-60_000.0, -20_000.0, 0.0]),
            row("爆发", [-270_000.0, -120_000.0, 50_000.0]),
            row("", [20_000.0, -10_000.0, -10_000.0]),
        ],
        channels: vec![
            row("抖音", [-260_000.0, -140_000.0, 30_000.0]),
            row("微信", [-50_000.0, -10_000.0, 10_000.0]),
        ],
        assumed: vec!["orders/visitors".to_owned()],
    }
}

fn proposed(kind: FindingKind, subject: &str, matter: FindingMatter) -> FindingLine {
    FindingLine { kind, subject: subject.to_owned(), matter: Some(matter), size: 0.5, finding: None }
}

fn findings() -> Vec<FindingLine> {
    let names = |en: &str, zh: &str| (en.to_owned(), zh.to_owned());
    vec![
        proposed(
            FindingKind::Lowlight,
            "target:gmv",
            FindingMatter::Target {
                metric: names("GMV", "GMV"),
                unit: Unit::Money,
                achievement: 0.58,
                gap: q(-420_000.0),
            },
        ),
        proposed(
            FindingKind::Lowlight,
            "driver:visitors",
            FindingMatter::Driver {
                name: names("Visitors", "访客数"),
                part: q(-310_000.0),
                unit: Unit::Money,
                ratio: Some(0.69),
            },
        ),
        proposed(
            FindingKind::Highlight,
            "channel:wechat:roi",
            FindingMatter::Channel {
                name: "微信".to_owned(),
                metric: names("ROI", "投资回报率"),
                unit: Unit::Ratio,
                actual: 4.1,
                against: 2.0,
                is_plan: true,
            },
        ),
        proposed(FindingKind::Lowlight, "late", FindingMatter::LateTasks { late: 2, of: 24, days: 5 }),
    ]
}

fn action(id: i64, title: &str, owner: &str, due: Option<&str>) -> ActionLine {
    let due = due.map(day);
    ActionLine {
        action: Action {
            id: ActionId(id),
            version: 1,
            title: title.to_owned(),
            owner: owner.to_owned(),
            due,
            ..Action::open(NOW)
        },
        about_key: "opening".to_owned(),
        about_name: "门店开业".to_owned(),
        days: due.map(|due| due.0 - day("2026-11-04").0),
        when: due.map(|_| Soon::Later),
        metric: None,
        from: None,
        next: None,
        reached: None,
        proposed: None,
    }
}

fn lesson(id: i64, title: &str, advice: &str) -> Lesson {
    Lesson {
        id: LessonId(id),
        version: 1,
        retro: Some(RetroId(1)),
        campaign: Some(CampaignId(5)),
        cause: None,
        title: title.to_owned(),
        advice: advice.to_owned(),
        playbooks: Tags::default(),
        channels: Tags::default(),
        stages: Tags::default(),
        metrics: Tags::default(),
        tags: Tags::default(),
        form: LessonForm::Task,
        due: Due::parse("T-7", day("2026-11-04")).ok(),
        bound: String::new(),
        status: LessonStatus::Active,
        author: "小林".to_owned(),
        words: String::new(),
        created_at: NOW,
    }
}

fn used(id: i64, title: &str, is_taken: bool) -> LessonUseLine {
    LessonUseLine {
        used: LessonUse {
            id: LessonUseId(id),
            version: 1,
            lesson: LessonId(id),
            campaign: CampaignId(5),
            verdict: if is_taken { LessonVerdict::Taken } else { LessonVerdict::Dismissed },
            form: is_taken.then_some(LessonForm::Task),
            task: None,
            target: None,
            reason: if is_taken { String::new() } else { "这次没有直播".to_owned() },
            proof: is_taken.then_some(Proof::Partly),
            proof_note: String::new(),
            author: "小林".to_owned(),
            created_at: NOW,
        },
        lesson: title.to_owned(),
        campaign_key: "opening".to_owned(),
        campaign_name: "门店开业".to_owned(),
        is_over: true,
        achievement: Some(0.58),
        done: is_taken.then_some(true),
        held: None,
    }
}

fn phase(name: &str, days: (&str, &str), planned: f64, actual: f64) -> PhaseFacts {
    PhaseFacts {
        name: name.to_owned(),
        days: (day(days.0), day(days.1)),
        planned: Some(q(planned)),
        actual: Some(q(actual)),
        gap: Some(q(actual - planned)),
        achievement: Some(actual / planned),
    }
}

fn channel(key: Option<&str>, name: &str, spend: (f64, f64), result: (f64, f64)) -> ChannelFacts {
    let both = |(planned, actual)| (Some(q(planned)), Some(q(actual)));
    ChannelFacts {
        key: key.map(str::to_owned),
        name: name.to_owned(),
        spend: both(spend),
        result: both(result),
        ratios: [
            (Some(45.0), Some(38.2)),
            (Some(result.0 / spend.0), Some(result.1 / spend.1)),
            (None, Some(result.1 / spend.1 - 1.0)),
        ],
    }
}

fn adjustment(note: i64, hours: i64, text: &str, rates: Option<(f64, f64)>) -> Adjustment {
    Adjustment {
        note: NoteId(note),
        kind: NoteKind::Adjustment,
        at: NOW - hours * 3_600,
        whole_day: false,
        text: text.to_owned(),
        before: rates.map(|(before, _)| q(before)),
        after: rates.map(|(_, after)| q(after)),
        planned: (Some(q(90_000.0)), Some(q(110_000.0))),
    }
}

fn result() -> ResultStep {
    let mut chart = fake::chart(crate::model::TargetId(11));
    chart.marks[1].note = NoteId(2);
    let late = |id, title: &str, days, is_open| LateTask {
        task: planned::task(id, title, TaskKind::Todo, TaskStatus::Open, "T-7", ("小周", "")),
        days,
        is_open,
    };
    let compared = |metric, then, now: f64| ComparedMetric {
        metric,
        then: Some(q(then)),
        now: Some(q(now)),
        change: Some(now / then - 1.0),
    };
    ResultStep {
        running: None,
        objectives: Vec::new(),
        phases: vec![
            phase("预热", ("2026-11-01", "2026-11-03"), 220_000.0, 160_000.0),
            phase("爆发", ("2026-11-04", "2026-11-11"), 780_000.0, 252_345.6),
        ],
        channels: vec![
            channel(Some("douyin"), "抖音", (30_000.0, 18_000.0), (600_000.0, 220_000.0)),
            channel(Some("wechat"), "微信", (15_000.0, 3_000.0), (400_000.0, 192_345.6)),
            channel(None, "", (45_000.0, 21_000.0), (1_000_000.0, 412_345.6)),
        ],
        spending: Some(planned::spending()),
        chart,
        adjustments: vec![
            adjustment(2, 30, "首页资源位换到会场", Some((51_000.0, 72_000.0))),
            adjustment(1, 5, "红包 5→8 元", None),
        ],
        late: vec![late(7, "法务审核活动规则", 5, false), late(8, "发券核销对账", 3, true)],
        tasks: 24,
        refused: vec![planned::resource(
            3,
            "首页焦点图 3 天",
            ResourceKind::Traffic,
            ResourceStatus::Refused,
            "T-3",
            "平台小二",
        )],
        resources: 4,
        feedback: FeedbackSum {
            notes: 12,
            people: 340,
            answered: 8,
            categories: vec![("优惠券".to_owned(), 280, 7, 5), ("发货".to_owned(), 60, 5, 3)],
            urgent: 1,
        },
        former: Some(Comparison {
            campaign: CampaignId(9),
            key: "d618".to_owned(),
            name: "618大促".to_owned(),
            days: (18, 11),
            rows: vec![
                compared(planned::metric(1, "gmv", ("GMV", "GMV"), Unit::Money, None), 640_000.0, 412_345.6),
                compared(
                    planned::metric(2, "new_users", ("New users", "新用户"), Unit::Count, None),
                    5_100.0,
                    6_210.0,
                ),
            ],
        }),
    }
}

fn goal() -> GoalStep {
    let phase = |name: &str, start: &str, end: &str, share| Phase {
        name: name.to_owned(),
        start: When::Day(day(start)),
        end: When::Day(day(end)),
        share: q(share),
    };
    let mut before = action(21, "领券页加库存预警", "小周", Some("2026-10-20"));
    before.metric = Some(planned::metric(5, "refund_rate", ("Refund rate", "退款率"), Unit::Percent, None));
    before.action.aim = Some(Aim::Share(q(-0.2)));
    before.from = Some(q(0.068));
    before.next = Some((CampaignId(5), "opening".to_owned(), "门店开业".to_owned(), q(0.051)));
    before.proposed = Some(Proof::Verified);
    GoalStep {
        sentence: "11 天拉新 1 万，GMV 做到 100 万".to_owned(),
        days: Some((day("2026-11-01"), day("2026-11-11"))),
        phases: vec![
            phase("预热", "2026-11-01", "2026-11-03", 0.22),
            phase("爆发", "2026-11-04", "2026-11-11", 0.78),
        ],
        targets: targets(),
        actions: vec![before],
        lessons: vec![used(1, "红包面额要在开场前压测", true), used(2, "直播间挂车链接提前一天核对", false)],
    }
}

fn question(en: &str, zh: &str) -> Both {
    Both { en: en.to_owned(), zh: zh.to_owned() }
}

fn questions() -> Vec<(Both, Option<Answer>)> {
    let asked =
        question("Which resource slot brought the most visitors for its price?", "哪个资源位单价引流最多？");
    let answer = Answer {
        id: AnswerId(1),
        version: 1,
        retro: RetroId(1),
        question: asked.clone(),
        text: "会场二屏，每个访客 0.8 元".to_owned(),
    };
    vec![
        (asked, Some(answer)),
        (question("Did the warm-up collect enough?", "预热蓄水够不够？"), None),
        (question("What did the rivals do?", "竞品这几天做了什么？"), None),
    ]
}

fn cause(id: i64, text: &str, whys: &[&str]) -> Cause {
    Cause {
        id: CauseId(id),
        version: 1,
        retro: RetroId(1),
        finding: None,
        text: text.to_owned(),
        whys: Whys(whys.iter().map(|why| (*why).to_owned()).collect()),
        origin: None,
        controllable: None,
        created_at: NOW,
    }
}

fn decided(id: i64, line: &mut FindingLine, verdict: FindingVerdict, text: &str) {
    line.finding = Some(Finding {
        id: FindingId(id),
        version: 1,
        retro: RetroId(1),
        kind: line.kind,
        subject: line.subject.clone(),
        text: text.to_owned(),
        verdict,
        created_at: NOW,
    });
}

fn hint(kind: HintKind, about: &[&str]) -> RetroHint {
    let about = about.iter().map(|text| (*text).to_owned()).collect();
    RetroHint { kind, about, targets: Vec::new() }
}

/// Some things decided, some written.
fn full(page: &mut RetroPage) {
    if let Some(retro) = &mut page.retro {
        retro.goal_note = "目标按去年同期 1.5 倍定，没有算渠道能带来多少访客。\n中途下调过一次。".to_owned();
    }
    decided(1, &mut page.analysis.findings[0], FindingVerdict::Kept, "");
    decided(2, &mut page.analysis.findings[3], FindingVerdict::Dismissed, "");
    let mut own = FindingLine { subject: String::new(), matter: None, ..page.analysis.findings[2].clone() };
    decided(3, &mut own, FindingVerdict::Kept, "门店店员主动拉群，两天进群 800 人");
    page.analysis.findings.push(own);
    let mut first = cause(
        1,
        "抖音投放素材晚了两天上线",
        &["审核排队", "送审时间定在开场前一天", "排期表里没有送审这一步"],
    );
    (first.origin, first.controllable, first.finding) =
        (Some(CauseOrigin::Internal), Some(true), Some(FindingId(1)));
    let mut second = cause(2, "平台把会场入口换了位置", &[]);
    (second.origin, second.controllable) = (Some(CauseOrigin::External), Some(false));
    page.analysis.causes = vec![first, second];
    let insight = |id, kind, text: &str| Insight {
        id: InsightId(id),
        version: 1,
        retro: RetroId(1),
        kind,
        text: text.to_owned(),
        created_at: NOW,
    };
    page.insight.insights = vec![
        insight(1, InsightKind::Keep, "店员拉群送小料"),
        insight(2, InsightKind::Stop, "开场当天才调红包面额"),
    ];
    let of = |lesson: Lesson, cause: Option<&str>, uses| LessonLine {
        lesson,
        campaign: Some(("opening".to_owned(), "门店开业".to_owned())),
        cause: cause.map(str::to_owned),
        uses,
    };
    let learned = lesson(1, "投放素材要提前三天送审", "排期表加一行“素材送审”，T-7 前完成");
    page.insight.lessons =
        vec![of(learned, Some("抖音投放素材晚了两天上线"), vec![used(1, "投放素材要提前三天送审", true)])];
    page.insight.actions = vec![
        action(11, "排期模板加“素材送审”一栏", "小周", Some("2026-11-20")),
        action(12, "和平台确认会场入口的变更通知", "", None),
    ];
    page.hints = vec![
        hint(HintKind::GoalLowered, &["GMV"]),
        hint(HintKind::FewWhys, &["平台把会场入口换了位置"]),
        hint(HintKind::ActionWithoutOwner, &["和平台确认会场入口的变更通知"]),
    ];
}

fn of_campaign(id: CampaignId, shape: Shape) -> Option<RetroPage> {
    let campaign = fake::cockpit().campaigns.into_iter().find(|campaign| campaign.id == id)?;
    let mut page = RetroPage {
        line: line(RetroAbout::Campaign(id), &campaign.key, &campaign.name),
        retro: Some(retro(1, Some(id.0), None)),
        goal: goal(),
        result: result(),
        analysis: AnalysisStep { gap: Some(gap()), findings: findings(), ..AnalysisStep::default() },
        insight: InsightStep { questions: questions(), ..InsightStep::default() },
        hints: vec![hint(HintKind::NoCause, &[])],
    };
    if shape != Shape::Full {
        page.insight.questions.iter_mut().for_each(|(_, answer)| *answer = None);
    }
    match shape {
        Shape::Full => full(&mut page),
        Shape::Empty => {}
        Shape::Undrafted => {
            (page.retro, page.line.status) = (None, None);
            (page.line.leader, page.hints) = (String::new(), Vec::new());
        }
        Shape::Silent => {
            page.goal.targets.truncate(1);
            for facts in &mut page.goal.targets {
                (facts.line.actual, facts.line.progress, facts.line.pace) = (None, None, None);
                (facts.gap, facts.achievement, facts.then) = (None, None, None);
                facts.first_achievement = None;
                facts.line.status = Status::Pending;
                facts.foreseen.clear();
            }
            (page.goal.actions, page.goal.lessons) = (Vec::new(), Vec::new());
            page.result = ResultStep::default();
            page.analysis = AnalysisStep::default();
            page.insight = InsightStep::default();
            (page.line.achievement, page.line.health) = (None, None);
        }
        Shape::Many => {
            page.analysis.causes = (1..=30)
                .map(|id| {
                    cause(
                        id,
                        &format!("第 {id} 个原因：素材、资源位和排期都没有对上"),
                        &["没人对齐", "没有周会"],
                    )
                })
                .collect();
        }
    }
    Some(page)
}

fn of_cycle(id: CycleId) -> RetroPage {
    let mut targets = targets();
    targets.truncate(2);
    for (at, facts) in targets.iter_mut().enumerate() {
        facts.of = format!("o{} 双11让新客成为全年增长主力", at + 1);
    }
    let mut line = line(RetroAbout::Cycle(id), "2026-Q3", "2026-Q3");
    (line.days, line.playbook) = (-4, None);
    RetroPage {
        line,
        retro: Some(retro(2, None, Some(id.0))),
        goal: GoalStep { days: Some((day("2026-07-01"), day("2026-09-30"))), targets, ..GoalStep::default() },
        result: ResultStep::default(),
        analysis: AnalysisStep::default(),
        insight: InsightStep::default(),
        hints: Vec::new(),
    }
}

impl Recalled {
    /// One that nothing was told yet.
    pub fn of(shape: Shape) -> Self {
        Self { shape, ..Self::default() }
    }

    /// What is loaded.
    pub fn page(&mut self, about: RetroAbout) -> Result<RetroPage> {
        if self.page.as_ref().is_none_or(|page| page.line.about != about) {
            self.page = match about {
                RetroAbout::Campaign(id) => of_campaign(id, self.shape),
                RetroAbout::Cycle(id) => Some(of_cycle(id)),
            };
        }
        let page = self.page.as_mut();
        let page = page.ok_or_else(|| Error::new(Kind::NotFound, &tr::ERROR_NO_RETRO).arg("text", 0))?;
        let written = &mut page.line.written;
        let kept = |line: &&FindingLine| {
            line.finding.as_ref().is_some_and(|finding| finding.verdict == FindingVerdict::Kept)
        };
        written.undecided = Some(page.analysis.findings.iter().filter(|line| line.finding.is_none()).count());
        written.findings = page.analysis.findings.iter().filter(kept).count();
        written.causes = page.analysis.causes.len();
        written.insights = page.insight.insights.len();
        written.lessons = page.insight.lessons.len();
        written.actions = page.insight.actions.len();
        Ok(page.clone())
    }

    fn id(&mut self) -> i64 {
        self.next += 1;
        100 + self.next
    }

    /// Does what is asked for.
    pub fn ask(&mut self, request: &RetroRequest) -> Result<()> {
        let id = self.id();
        let Some(page) = &mut self.page else { return Ok(()) };
        match request {
            RetroRequest::Set { draft, .. } => {
                let retro = page.retro.get_or_insert_with(|| retro(1, Some(5), None));
                retro.version += 1;
                draft.leader.iter().for_each(|text| retro.leader.clone_from(text));
                draft.goal_note.iter().for_each(|text| retro.goal_note.clone_from(text));
                draft.result_note.iter().for_each(|text| retro.result_note.clone_from(text));
            }
            RetroRequest::Finish { figures, .. } => {
                assert_eq!(figures.0.len(), page.goal.targets.len(), "the numbers as they are shown");
                page.line.status = Some(RetroStatus::Done);
                page.line.finished_at = Some(NOW);
            }
            RetroRequest::Reopen { .. } => {
                page.line.status = Some(RetroStatus::Draft);
                page.line.finished_at = None;
            }
            RetroRequest::FindingSet { subject, verdict, text, .. } => {
                let lines = &mut page.analysis.findings;
                if let Some(line) = lines.iter_mut().find(|line| line.subject == *subject) {
                    match verdict.parse() {
                        Ok(verdict) => decided(id, line, verdict, text.as_deref().unwrap_or_default()),
                        Err(_) => line.finding = None,
                    }
                }
            }
            RetroRequest::FindingAdd { kind, text, .. } => {
                let kind = kind.parse().unwrap();
                let mut line =
                    FindingLine { kind, subject: String::new(), matter: None, size: 0.0, finding: None };
                decided(id, &mut line, FindingVerdict::Kept, text);
                page.analysis.findings.push(line);
            }
            RetroRequest::FindingDelete { finding } => {
                let lines = &mut page.analysis.findings;
                let is_it = |line: &FindingLine| line.finding.as_ref().is_some_and(|f| f.id.0 == *finding);
                lines.retain(|line| !(is_it(line) && line.subject.is_empty()));
                lines.iter_mut().filter(|line| is_it(line)).for_each(|line| line.finding = None);
            }
            RetroRequest::CauseAdd { draft, .. } => {
                let mut cause = cause(id, "", &[]);
                apply(&mut cause, draft);
                page.analysis.causes.push(cause);
            }
            RetroRequest::CauseSet { cause, seen, draft } => {
                let row = page.analysis.causes.iter_mut().find(|row| row.id.0 == *cause).unwrap();
                assert_eq!(*seen, Some(row.version));
                apply(row, draft);
                row.version += 1;
            }
            RetroRequest::CauseDelete { cause } => page.analysis.causes.retain(|row| row.id.0 != *cause),
            RetroRequest::InsightAdd { kind, text, .. } => page.insight.insights.push(Insight {
                id: InsightId(id),
                version: 1,
                retro: RetroId(1),
                kind: kind.parse().unwrap(),
                text: text.clone(),
                created_at: NOW,
            }),
            RetroRequest::InsightSet { insight, kind, text, .. } => {
                let row = page.insight.insights.iter_mut().find(|row| row.id.0 == *insight).unwrap();
                kind.iter().for_each(|kind| row.kind = kind.parse().unwrap());
                text.iter().for_each(|text| row.text.clone_from(text));
            }
            RetroRequest::InsightDelete { insight } => {
                page.insight.insights.retain(|row| row.id.0 != *insight);
            }
            RetroRequest::Answer { question, text, .. } => {
                let row = page.insight.questions.iter_mut().find(|(asked, _)| asked == question).unwrap();
                let (retro, question) = (RetroId(1), question.clone());
                let answer = Answer { id: AnswerId(id), version: 1, retro, question, text: text.clone() };
                row.1 = (!text.is_empty()).then_some(answer);
            }
            RetroRequest::LessonAdd(LessonDraft { title, advice, cause, .. }) => {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                let lesson = lesson(id, &text(title), &text(advice));
                let of = |row: &&Cause| Some(row.id.0.to_string()) == *cause;
                let cause = page.analysis.causes.iter().find(of).map(|cause| cause.text.clone());
                page.insight.lessons.push(LessonLine { lesson, campaign: None, cause, uses: Vec::new() });
            }
            _ => {}
        }
        Ok(())
    }
}

fn apply(cause: &mut Cause, draft: &CauseDraft) {
    draft.text.iter().for_each(|text| cause.text.clone_from(text));
    draft.whys.iter().for_each(|whys| cause.whys = Whys(whys.clone()));
    draft.origin.iter().for_each(|origin| cause.origin = origin.parse().ok());
    draft.controllable.iter().for_each(|word| {
        cause.controllable = match word.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    });
    draft
        .finding
        .iter()
        .for_each(|text| cause.finding = text.trim_start_matches('#').parse().ok().map(FindingId));
}
