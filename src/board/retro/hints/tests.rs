//! Each hint on and off, and how hints, findings and a gap are worded.
use super::super::{
    ActionLine, DriverGap, DriverPart, FindingMatter, GapMethod, LessonLine, RetroLine, Written,
    finding_text, gap_text, hint_text,
};
use super::*;
use crate::board::TargetLine;
use crate::model::*;

fn q(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

fn day(text: &str) -> Day {
    Day::of(text.parse().unwrap())
}

fn facts(status: Status, goal: &str, first_goal: &str, actual: &str) -> TargetFacts {
    let share = |goal: &str| Some(q(actual).to_f64() / q(goal).to_f64());
    let line = TargetLine {
        id: TargetId(1),
        version: 1,
        key: "gmv".to_owned(),
        metric: "gmv".to_owned(),
        name_en: "GMV".to_owned(),
        name_zh: "成交额".to_owned(),
        unit: Unit::Money,
        better: Better::Higher,
        kind: TargetKind::Reach,
        is_primary: true,
        is_guardrail: false,
        baseline: Quantity::ZERO,
        goal: q(goal),
        upper: None,
        first_goal: None,
        actual: Some(q(actual)),
        progress: share(goal),
        plan_share: Some(1.0),
        expected: Some(q(goal)),
        pace: share(goal),
        status,
        is_stale: false,
        held: None,
        held_share: None,
        needed_per_day: None,
        recent_per_day: None,
        forecast: None,
        data_until: None,
        lagging: Vec::new(),
        start: day("2026-11-01"),
        end: day("2026-11-11"),
    };
    TargetFacts {
        achievement: share(goal),
        first_achievement: share(first_goal),
        first_goal: q(first_goal),
        first_baseline: Quantity::ZERO,
        gap: q(actual).checked_sub(q(goal)).ok(),
        foreseen: Vec::new(),
        then: None,
        of: String::new(),
        line,
    }
}

fn finding(kind: FindingKind, verdict: FindingVerdict, text: &str) -> FindingLine {
    let found = Finding {
        id: FindingId(1),
        version: 1,
        retro: RetroId(1),
        kind,
        subject: "target:gmv".to_owned(),
        text: text.to_owned(),
        verdict,
        created_at: 0,
    };
    let subject = found.subject.clone();
    FindingLine { kind, subject, matter: None, size: 0.4, finding: Some(found) }
}

fn cause(text: &str, whys: &[&str], origin: Option<CauseOrigin>, controllable: Option<bool>) -> Cause {
    Cause {
        id: CauseId(1),
        version: 1,
        retro: RetroId(1),
        finding: None,
        text: text.to_owned(),
        whys: Whys(whys.iter().map(|why| (*why).to_owned()).collect()),
        origin,
        controllable,
        created_at: 0,
    }
}

fn lesson(title: &str, cause: Option<i64>) -> LessonLine {
    let lesson = Lesson {
        id: LessonId(1),
        version: 1,
        retro: Some(RetroId(1)),
        campaign: None,
        cause: cause.map(CauseId),
        title: title.to_owned(),
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
        created_at: 0,
    };
    LessonLine { lesson, campaign: None, cause: None, uses: Vec::new() }
}

fn action(title: &str, owner: &str, due: Option<&str>) -> ActionLine {
    let (title, owner, due) = (title.to_owned(), owner.to_owned(), due.map(day));
    ActionLine {
        action: Action { title, owner, due, ..Action::open(0) },
        about_key: "d11".to_owned(),
        about_name: String::new(),
        days: None,
        when: None,
        metric: None,
        from: None,
        next: None,
        reached: None,
        proposed: None,
    }
}

/// A retrospective that falls into no trap: missed, a lowlight kept, an own cause asked to its ground, a lesson from
/// it, an action that somebody does by a day.
fn sound() -> RetroPage {
    let about = RetroAbout::Campaign(CampaignId(1));
    let line = RetroLine {
        about,
        key: "d11".to_owned(),
        name: "双11拉新".to_owned(),
        owner: "小林".to_owned(),
        leader: "小林".to_owned(),
        playbook: None,
        status: Some(RetroStatus::Draft),
        end: day("2026-11-11"),
        due: day("2026-11-18"),
        days: 7,
        achievement: Some(0.58),
        primary: Some(Status::Missed),
        health: Some(Status::Missed),
        missed: (1, 1),
        finished_at: None,
        written: Written::default(),
    };
    let retro = Retro {
        id: RetroId(1),
        version: 1,
        campaign: Some(CampaignId(1)),
        cycle: None,
        status: RetroStatus::Draft,
        leader: String::new(),
        goal_note: String::new(),
        result_note: String::new(),
        figures: KeptFigures::default(),
        drafted_at: 0,
        finished_at: None,
    };
    let mut page = RetroPage {
        line,
        retro: Some(retro),
        goal: super::super::GoalStep::default(),
        result: super::super::ResultStep::default(),
        analysis: super::super::AnalysisStep::default(),
        insight: super::super::InsightStep::default(),
        hints: Vec::new(),
    };
    page.goal.targets = vec![facts(Status::Missed, "1000000", "1000000", "580000")];
    page.analysis.findings = vec![finding(FindingKind::Lowlight, FindingVerdict::Kept, "")];
    let whys = ["主图没过审", "素材晚交两天"];
    page.analysis.causes = vec![cause("首日转化低", &whys, Some(CauseOrigin::Internal), Some(true))];
    page.insight.lessons = vec![lesson("素材提前一周定稿", Some(1))];
    page.insight.actions = vec![action("改素材流程", "小林", Some("2026-12-01"))];
    page
}

fn people() -> Vec<String> {
    ["小林", "Lin", "王", "L", "Mary Ann"].map(str::to_owned).to_vec()
}

fn kinds(page: &RetroPage) -> Vec<HintKind> {
    hints(page, &people()).into_iter().map(|hint| hint.kind).collect()
}

#[test]
fn a_sound_retrospective_has_no_hints() {
    assert_eq!(kinds(&sound()), []);
}

#[test]
fn nobody_is_told_anything_before_somebody_wrote() {
    let mut page = sound();
    page.analysis = super::super::AnalysisStep::default();
    page.insight = super::super::InsightStep::default();
    assert_eq!(kinds(&page), [], "drafted, untouched");
    page.retro.as_mut().unwrap().result_note = "差得有点多".to_owned();
    assert_eq!(kinds(&page), [HintKind::NoLowlight, HintKind::NoCause, HintKind::NothingLearned]);
    page.retro = None;
    assert_eq!(kinds(&page), [], "not drafted");
}

#[test]
fn each_hint_is_on_for_its_own_trap_only() {
    type Change = fn(&mut RetroPage);
    let table: [(&str, Change, &[HintKind]); 16] = [
        (
            "a dismissed lowlight is none",
            |p| p.analysis.findings = vec![finding(FindingKind::Lowlight, FindingVerdict::Dismissed, "")],
            &[HintKind::NoLowlight],
        ),
        (
            "only a highlight",
            |p| p.analysis.findings = vec![finding(FindingKind::Highlight, FindingVerdict::Kept, "")],
            &[HintKind::NoLowlight],
        ),
        (
            "all met needs no lowlight",
            |p| {
                p.goal.targets = vec![facts(Status::Met, "100", "100", "101")];
                p.analysis.findings.clear();
            },
            &[],
        ),
        (
            "met, but not what was first set",
            |p| p.goal.targets = vec![facts(Status::Met, "80", "100", "85")],
            &[HintKind::GoalLowered],
        ),
        (
            "lowered, and the first goal was met all the same",
            |p| p.goal.targets = vec![facts(Status::Met, "80", "100", "105")],
            &[],
        ),
        (
            "lowered, and not called met",
            |p| p.goal.targets = vec![facts(Status::Missed, "80", "100", "70")],
            &[],
        ),
        ("no cause", |p| p.analysis.causes.clear(), &[HintKind::NoCause]),
        ("nobody does it", |p| p.insight.actions[0].action.owner.clear(), &[HintKind::ActionWithoutOwner]),
        ("by no day", |p| p.insight.actions[0].action.due = None, &[HintKind::ActionWithoutOwner]),
        (
            "what is dropped needs nobody",
            |p| {
                p.insight.actions[0].action.owner.clear();
                p.insight.actions[0].action.status = ActionStatus::Dropped;
            },
            &[],
        ),
        (
            "neither lesson nor action",
            |p| {
                p.insight.lessons.clear();
                p.insight.actions.clear();
            },
            &[HintKind::NothingLearned],
        ),
        (
            "only outside",
            |p| p.analysis.causes[0].origin = Some(CauseOrigin::External),
            &[HintKind::OnlyExternal],
        ),
        (
            "one outside beside one inside",
            |p| {
                let mut other = p.analysis.causes[0].clone();
                other.origin = Some(CauseOrigin::External);
                p.analysis.causes.push(other);
            },
            &[],
        ),
        (
            "nothing in our hands",
            |p| p.analysis.causes[0].controllable = Some(false),
            &[HintKind::NothingControllable],
        ),
        ("one why is not enough", |p| p.analysis.causes[0].whys.0.truncate(1), &[HintKind::FewWhys]),
        (
            "a lesson from nowhere",
            |p| p.insight.lessons[0].lesson.cause = None,
            &[HintKind::LessonWithoutCause],
        ),
    ];
    for (what, change, expected) in table {
        let mut page = sound();
        change(&mut page);
        assert_eq!(kinds(&page), expected, "{what}");
    }
}

#[test]
fn people_are_named_where_their_names_stand_alone() {
    let table: [(&str, &[&str]); 10] = [
        ("小林没跟进素材", &["小林"]),
        ("因为lin忘了审核", &["Lin"]),
        ("LIN forgot it", &["Lin"]),
        ("linked the wrong page", &[]),
        ("online traffic was low", &[]),
        ("王者荣耀活动抢量", &[]),
        ("plan L was late", &[]),
        ("mary ann was ill", &["Mary Ann"]),
        ("mary anna was ill", &[]),
        ("流量不足", &[]),
    ];
    for (text, expected) in table {
        let mut page = sound();
        page.analysis.causes[0].text = text.to_owned();
        let found = hints(&page, &people());
        let named: Vec<&str> = found.iter().flat_map(|hint| &hint.about).map(String::as_str).collect();
        assert_eq!(named, expected, "{text}");
        assert!(found.iter().all(|hint| hint.kind == HintKind::NamesPerson));
    }
    let mut page = sound();
    page.analysis.causes[0].whys.0[1] = "小林休假".to_owned();
    assert_eq!(kinds(&page), [HintKind::NamesPerson], "in a why");
    let mut page = sound();
    page.analysis.findings = vec![finding(FindingKind::Lowlight, FindingVerdict::Kept, "小林的素材晚了")];
    assert_eq!(kinds(&page), [HintKind::NamesPerson], "in a lowlight");
    page.analysis.findings = vec![
        finding(FindingKind::Lowlight, FindingVerdict::Kept, ""),
        finding(FindingKind::Highlight, FindingVerdict::Kept, "小林的直播带来三成"),
    ];
    assert_eq!(kinds(&page), [], "praise is no blame");
}

#[test]
fn a_hint_says_what_it_is_about_in_both_languages() {
    let mut page = sound();
    page.goal.targets = vec![facts(Status::Met, "80", "100", "85")];
    let long = "首日转化率远低于去年同期的水平而且一直没有恢复过来直到返场最后一天".to_owned();
    page.analysis.causes[0] = Cause { text: long, ..cause("", &[], None, None) };
    let found = hints(&page, &people());
    let said: Vec<String> = found.iter().map(|hint| hint_text(hint, Lang::Zh)).collect();
    assert_eq!(
        said,
        [
            "目标中途下调过：成交额。对照最初目标，完成得怎样？",
            "再多问一两层“为什么”：首日转化率远低于去年同期的水平而且一直没有恢复过来直到返…"
        ]
    );
    assert_eq!(
        hint_text(&found[0], Lang::En),
        "The goal was lowered on the way: GMV. How does it look against the first one?"
    );
}

#[test]
fn the_gap_is_told_in_one_line_with_one_currency_sign() {
    let part = |key: &str, en: &str, zh: &str, part: &str| DriverPart {
        key: key.to_owned(),
        name_en: en.to_owned(),
        name_zh: zh.to_owned(),
        unit: Unit::Count,
        planned: None,
        actual: None,
        part: q(part),
    };
    let metric = parse_catalogue(CATALOGUE).unwrap().into_iter().find(|metric| metric.key == "gmv").unwrap();
    let mut gap = DriverGap {
        metric,
        goal: q("1000000"),
        actual: q("580000"),
        gap: q("-420000"),
        method: GapMethod::LogMean,
        drivers: vec![
            part("visitors", "visitors", "访客", "-310000"),
            part("orders/visitors", "conversion", "转化率", "-150000"),
            part("gmv/orders", "order value", "客单价", "40000"),
        ],
        phases: Vec::new(),
        channels: Vec::new(),
        assumed: Vec::new(),
    };
    let (zh, en) = (Style::new(Lang::Zh, "CNY"), Style::new(Lang::En, "USD"));
    assert_eq!(gap_text(&gap, Lang::Zh, zh), "成交额差 ¥42万：访客 -31万，转化率 -15万，客单价 +4万");
    assert_eq!(
        gap_text(&gap, Lang::En, en),
        "GMV is $420K short: visitors -310K, conversion -150K, order value +40K"
    );
    (gap.gap, gap.drivers) = (q("40000"), vec![part("gmv/orders", "order value", "客单价", "40000")]);
    assert_eq!(gap_text(&gap, Lang::Zh, zh), "成交额超 ¥4万：客单价 +4万");
}

#[test]
fn what_the_numbers_say_is_a_sentence_in_both_languages() {
    let both = |en: &str, zh: &str| (en.to_owned(), zh.to_owned());
    let gmv = || both("GMV", "GMV");
    let table = [
        (
            FindingMatter::Target { metric: gmv(), unit: Unit::Money, achievement: 0.58, gap: q("-420000") },
            "GMV reached 58% of its goal, $420K below it",
            "GMV 完成 58%，比目标少 ¥42万",
        ),
        (
            FindingMatter::Target {
                metric: both("Retention", "留存率"),
                unit: Unit::Percent,
                achievement: 1.1,
                gap: q("0.032"),
            },
            "Retention reached 110% of its goal, 3.2 pp above it",
            "留存率完成 110%，比目标多 3.2 个百分点",
        ),
        (
            FindingMatter::Guardrail {
                metric: both("CAC", "CAC"),
                unit: Unit::Money,
                actual: q("62"),
                bound: q("50"),
                held: false,
            },
            "CAC broke its bound: $62, at most $50",
            "CAC 失守：¥62，上限 ¥50",
        ),
        (
            FindingMatter::Guardrail {
                metric: both("ROI", "ROI"),
                unit: Unit::Ratio,
                actual: q("1.6"),
                bound: q("1.2"),
                held: true,
            },
            "ROI kept its bound: 1.6, at least 1.2",
            "ROI 守住了：1.6，下限 1.2",
        ),
        (
            FindingMatter::Phase {
                name: "爆发".to_owned(),
                achievement: 0.62,
                gap: q("-310000"),
                unit: Unit::Money,
            },
            "爆发 brought 62% of its plan, $310K less",
            "爆发完成计划的 62%，少 ¥31万",
        ),
        (
            FindingMatter::Channel {
                name: "抖音".to_owned(),
                metric: both("ROI", "ROI"),
                unit: Unit::Ratio,
                actual: 0.8,
                against: 1.5,
                is_plan: true,
            },
            "抖音: ROI 0.8, planned 1.5",
            "抖音的 ROI 为 0.8，计划 1.5",
        ),
        (
            FindingMatter::Driver {
                name: both("visitors", "访客"),
                part: q("-310000"),
                unit: Unit::Money,
                ratio: Some(0.71),
            },
            "visitors made -$310K of the gap, at 71% of plan",
            "访客影响 -¥31万，为计划的 71%",
        ),
        (
            FindingMatter::Adjustment { text: "红包 5→8 元".to_owned(), ratio: 1.6 },
            "After “红包 5→8 元” the daily rate was 160% of what it was before",
            "“红包 5→8 元”之后，日均为之前的 160%",
        ),
        (
            FindingMatter::Spending { planned: q("50000"), spent: q("58000") },
            "Spent $58K of $50K (116%)",
            "花费 ¥5.8万，预算 ¥5万（116%）",
        ),
        (
            FindingMatter::LateTasks { late: 3, of: 17, days: 4 },
            "3 of 17 tasks were late, by up to 4 d",
            "17 个任务中 3 个延期，最多晚 4 天",
        ),
        (
            FindingMatter::Former {
                name: "双11去年".to_owned(),
                metric: both("Orders", "订单数"),
                change: -0.124,
            },
            "Orders -12% against 双11去年",
            "与“双11去年”相比，订单数 -12%",
        ),
        (
            FindingMatter::Feedback { category: "优惠券".to_owned(), people: 120, open: 2 },
            "120 people gave feedback on 优惠券, 2 not answered",
            "120 人反馈“优惠券”，2 条未回复",
        ),
    ];
    for (matter, en, zh) in table {
        assert_eq!(finding_text(&matter, Lang::En, Style::new(Lang::En, "USD")), en);
        assert_eq!(finding_text(&matter, Lang::Zh, Style::new(Lang::Zh, "CNY")), zh);
    }
}
