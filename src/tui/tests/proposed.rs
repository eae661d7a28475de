//! What a new campaign would get in the tests' workspace: a small playbook for a big sale.
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{ChannelKind, Day, Lang, Phase, Phases, Quantity, When, parse_when};
use crate::planner::{
    CampaignDraft, Proposal, ProposedChannel, ProposedTarget, ProposedTask, ResourceDraft, TargetDraft,
    TaskDraft,
};
use crate::tui::{Brief, Choice};

fn words(lang: Lang, en: &str, zh: &str) -> Option<String> {
    Some(if lang == Lang::Zh { zh } else { en }.to_owned())
}

/// The playbooks there are.
pub fn playbooks() -> Vec<Choice> {
    let playbook = |key: &str, names: (&str, &str), about: (&str, &str), days, metric: &str| Choice {
        key: key.to_owned(),
        name_en: names.0.to_owned(),
        name_zh: names.1.to_owned(),
        brief: Brief {
            about_en: about.0.to_owned(),
            about_zh: about.1.to_owned(),
            days: Some(days),
            metric: Some(metric.to_owned()),
            unit: None,
        },
    };
    vec![
        playbook(
            "big-sale",
            ("Big sale (618, Double 11)", "大促（618/双11）"),
            (
                "Rides the weeks in which the whole market has its wallet open.",
                "借全行业放量的节点集中收割，靠两波爆发成交。",
            ),
            18,
            "gmv",
        ),
        playbook(
            "lottery",
            ("Lottery", "抽奖"),
            ("A draw brings people in and back.", "用抽奖拉新促活。"),
            7,
            "new_users",
        ),
    ]
}

/// What a campaign could be like.
pub fn formers() -> Vec<Choice> {
    let brief = Brief {
        about_en: "2025-11-01 – 2025-11-10".to_owned(),
        about_zh: "2025-11-01 – 2025-11-10".to_owned(),
        days: Some(10),
        metric: Some("orders".to_owned()),
        unit: None,
    };
    let name = "去年双11".to_owned();
    vec![Choice { key: "d11-2025".to_owned(), name_en: name.clone(), name_zh: name, brief }]
}

fn target(metric: &str, goal: Option<&str>, hint: Option<String>, is_guardrail: bool) -> ProposedTarget {
    let curve = (!is_guardrail).then(|| "phased".to_owned());
    let draft = TargetDraft {
        goal: goal.map(str::to_owned),
        curve,
        primary: Some(false),
        guardrail: Some(is_guardrail),
        ..TargetDraft::default()
    };
    ProposedTarget { metric: metric.to_owned(), hint: hint.unwrap_or_default(), draft }
}

/// What the planner would say to a draft.
pub fn propose(draft: &CampaignDraft, lang: Lang, today: Day) -> Result<Proposal> {
    if draft.playbook.as_deref() == Some("lottery") {
        return Err(Error::new(Kind::NotFound, &tr::ERROR_NO_PLAYBOOK)
            .arg("text", "lottery")
            .field("playbook"));
    }
    let when = |text: &Option<String>| text.as_deref().and_then(|text| parse_when(text, today).ok());
    let start = when(&draft.start).unwrap_or(When::Day(today)).day();
    let end = when(&draft.end).map_or(start.plus(17), When::day);
    let mut draft = draft.clone();
    (draft.start, draft.end) = (Some(start.to_string()), Some(end.to_string()));
    draft.mechanics = words(
        lang,
        "Main offer: ___ (e.g. 15 % off at once)\nPresale: ___ (e.g. ¥20 counts as ¥40)",
        "主利益点：___（例：官方立减 15%）\n预售：___（例：定金 20 抵 40）",
    );
    draft.goal = words(lang, "Reach ___ GMV in ___ days", "___ 天成交 ___");
    let phase = |en: &str, zh: &str, from: i32, to: i32, micros| Phase {
        name: words(lang, en, zh).unwrap_or_default(),
        start: When::Day(start.plus(from)),
        end: When::Day(if to < 0 { end } else { start.plus(to) }),
        share: Quantity::from_micros(micros),
    };
    let phases = Phases(vec![
        phase("Warm-up", "蓄水预热", 0, 6, 120_000),
        phase("Opening burst", "开门红", 7, 9, 380_000),
        phase("Peak", "高潮期", 10, -1, 500_000),
    ]);
    let mut targets: Vec<ProposedTarget> =
        draft.goals.iter().map(|(metric, goal)| target(metric, Some(goal), None, false)).collect();
    if let Some(first) = targets.first_mut() {
        first.draft.primary = Some(true);
    }
    if let Some(budget) = &draft.budget {
        targets.push(target("spend", Some(budget), None, false));
    }
    let rail = words(
        lang,
        "Refunds come 7 to 15 days later: set it wide enough.",
        "退款滞后 7–15 天才见底，留足余量。",
    );
    targets.push(target("refunds", Some("15%"), rail, true));
    let mut unset = Vec::new();
    if !targets.iter().any(|t| t.metric == "gmv") {
        let mut gmv =
            target("gmv", None, words(lang, "last year's sale × growth", "去年同节点 × 类目增速"), false);
        gmv.draft.primary = Some(true);
        unset.push(gmv);
    }
    let margin = words(
        lang,
        "Compute the worst stack per item and set the floor 2 points above it.",
        "先算单品最坏叠加价，底线定在其上 2 个点。",
    );
    unset.push(target("gross_margin", None, margin, true));
    let has_budget = draft.budget.is_some();
    let channel = |key: &str, en: &str, zh: &str, kind, share: &str| ProposedChannel {
        channel: key.to_owned(),
        name: words(lang, en, zh),
        kind: Some(kind),
        planned: if has_budget { share } else { "0" }.to_owned(),
    };
    let channels = vec![
        channel("taobao", "Taobao", "淘宝", ChannelKind::Paid, "40%"),
        channel("douyin", "Douyin", "抖音", ChannelKind::Paid, "60%"),
        channel("wecom", "WeCom", "企业微信", ChannelKind::Owned, "0"),
    ];
    let task = |id: &str, en: &str, zh: &str, due: &str, kind: &str, role: (&str, &str), after: &[&str]| {
        ProposedTask {
            id: id.to_owned(),
            after: after.iter().map(|id| (*id).to_owned()).collect(),
            draft: TaskDraft {
                title: words(lang, en, zh),
                kind: Some(kind.to_owned()),
                role: words(lang, role.0, role.1),
                due: Some(due.to_owned()),
                ..TaskDraft::default()
            },
        }
    };
    let tasks = vec![
        task(
            "goal",
            "Get goal, budget and margin approved",
            "报批目标、预算和毛利底线",
            "T-35",
            "approval",
            ("Team lead", "负责人"),
            &[],
        ),
        task(
            "recon",
            "Reconcile coupons, refunds and media",
            "对账：券补、退款、投放结算",
            "E+10",
            "todo",
            ("Finance", "财务"),
            &[],
        ),
        task(
            "assets",
            "Deliver pages, banners and video cuts",
            "主图、会场页、短视频素材交付",
            "T-12",
            "content",
            ("Design", "设计"),
            &["goal"],
        ),
        task(
            "start",
            "Walk through every price at 00:00",
            "零点走查价格、券、库存、链接",
            "T",
            "todo",
            ("Operations", "运营"),
            &["assets"],
        ),
    ];
    let resources = vec![ResourceDraft {
        name: words(lang, "Main venue slot in both bursts", "主会场坑位（两波）"),
        kind: Some("traffic".to_owned()),
        giver: words(lang, "Platform's category manager", "平台行业小二"),
        need_by: Some("T-20".to_owned()),
        ..ResourceDraft::default()
    }];
    let playbook = draft.playbook.clone();
    Ok(Proposal {
        draft,
        playbook,
        phases,
        targets,
        unset,
        channels,
        tasks,
        resources,
        lessons: Vec::new(),
        late: 0,
    })
}
