//! A campaign that is planned in full, for the tests of its page.
use super::fake::NOW;
use crate::board::{
    ByChannel, CampaignPage, ChannelRow, Done, FieldChange, LinkLine, NextStep, ResourceLine, Spending,
    SpendingRow, TaskLine,
};
use crate::model::{
    Across, Better, CampaignId, CampaignStatus, ChannelId, Day, Due, Formula, Lack, Link, LinkId, Metric,
    MetricId, Note, NoteId, NoteKind, OverTime, Phase, Phases, Quantity, ResourceId, ResourceKind,
    ResourceStatus, Stage, TaskId, TaskKind, TaskStatus, Unit, When,
};
use crate::store::BatchRow;

fn when(text: &str) -> When {
    When::parse_iso(text).unwrap()
}

fn money(units: f64) -> Option<Quantity> {
    Quantity::from_f64(units)
}

fn days_to(on: When) -> i32 {
    on.day().0 - when("2026-11-04").day().0
}

pub fn task(
    id: i64,
    title: &str,
    kind: TaskKind,
    status: TaskStatus,
    due: &str,
    who: (&str, &str),
) -> TaskLine {
    let due = Due::parse(due, Day(0)).unwrap();
    let on = due.resolve(when("2026-11-01"), when("2026-11-11"));
    TaskLine {
        id: TaskId(id),
        version: 1,
        changes: 2,
        campaign: CampaignId(1),
        campaign_key: "d11".to_owned(),
        campaign_name: "双11拉新".to_owned(),
        title: title.to_owned(),
        kind,
        status,
        owner: who.0.to_owned(),
        role: who.1.to_owned(),
        due,
        on,
        days_left: days_to(on),
        is_overdue: status.is_open() && days_to(on) < 0,
        waits_for: Vec::new(),
        depends_on: Vec::new(),
        channel: None,
        note: String::new(),
        done_at: None,
        created_at: NOW,
    }
}

fn tasks() -> Vec<TaskLine> {
    let mut upload =
        task(4, "投放素材上传后台", TaskKind::Content, TaskStatus::Open, "T+4", ("小周", "设计"));
    upload.waits_for = vec!["法务审核活动规则".to_owned()];
    upload.depends_on = vec![TaskId(2)];
    upload.channel = Some("抖音".to_owned());
    upload.note = "三种尺寸，封面不要出现价格".to_owned();
    vec![
        task(1, "写活动方案并过会", TaskKind::Todo, TaskStatus::Done, "T-21", ("小林", "运营")),
        task(2, "法务审核活动规则", TaskKind::Approval, TaskStatus::Doing, "T-1", ("", "法务")),
        task(3, "活动上线", TaskKind::Milestone, TaskStatus::Open, "2026-11-04", ("小林", "")),
        upload,
        task(5, "发券核销对账", TaskKind::Todo, TaskStatus::Dropped, "E+1", ("", "财务")),
    ]
}

pub fn resource(
    id: i64,
    name: &str,
    kind: ResourceKind,
    status: ResourceStatus,
    need_by: &str,
    giver: &str,
) -> ResourceLine {
    let need_by = Due::parse(need_by, Day(0)).unwrap();
    let on = need_by.resolve(when("2026-11-01"), when("2026-11-11"));
    ResourceLine {
        id: ResourceId(id),
        version: 1,
        changes: 2,
        campaign: CampaignId(1),
        campaign_key: "d11".to_owned(),
        campaign_name: "双11拉新".to_owned(),
        name: name.to_owned(),
        kind,
        status,
        giver: giver.to_owned(),
        owner: "小林".to_owned(),
        need_by,
        on,
        days_left: days_to(on),
        is_pressing: status.is_open() && days_to(on) <= 3,
        note: String::new(),
        created_at: NOW,
    }
}

pub fn metric(id: i64, key: &str, names: (&str, &str), unit: Unit, formula: Option<&str>) -> Metric {
    Metric {
        id: MetricId(id),
        version: 1,
        key: key.to_owned(),
        name_en: names.0.to_owned(),
        name_zh: names.1.to_owned(),
        unit,
        over_time: OverTime::Sum,
        across: Across::Sum,
        better: Better::Higher,
        formula: formula.map(|text| text.parse::<Formula>().unwrap()),
        stage: None,
        meaning_en: String::new(),
        meaning_zh: String::new(),
        source: String::new(),
        standard: true,
    }
}

pub fn spending() -> Spending {
    let row =
        |id, key: &str, name: &str, planned, spent: Option<f64>, pace: Option<f64>, values: [f64; 4]| {
            let (planned, spent) = (money(planned), spent.and_then(money));
            SpendingRow {
                channel: ChannelId(id),
                key: key.to_owned(),
                name: name.to_owned(),
                planned,
                spent,
                left: planned.map(|p| p.checked_sub(spent.unwrap_or_default()).unwrap()),
                pace,
                status: pace.map(|pace| crate::model::on_plan_status(pace - 1.0)),
                values: values.map(|v| money(v).filter(|_| v > 0.0)).to_vec(),
            }
        };
    let metrics = vec![
        metric(1, "new_users", ("New users", "新用户"), Unit::Count, None),
        metric(2, "ctr", ("Click-through rate", "点击率"), Unit::Percent, Some("clicks / impressions")),
        metric(3, "cac", ("CAC", "获客成本"), Unit::Money, Some("spend / new_users")),
        metric(4, "roi", ("ROI", "投资回报"), Unit::Percent, Some("(revenue - spend) / spend")),
    ];
    let whole = [6_210.0, 0.023, 3.38, 9.4].map(money).to_vec();
    let of_whole = ChannelRow { id: None, channel: None, spend_until: None, values: whole };
    Spending {
        total: money(50_000.0),
        planned: Quantity::from_f64(45_000.0).unwrap(),
        spent: money(21_000.0),
        left: money(24_000.0),
        pace: Some(0.84),
        status: Some(crate::model::Status::AtRisk),
        rows: vec![
            row(1, "douyin", "抖音", 30_000.0, Some(18_000.0), Some(1.31), [4_000.0, 0.021, 4.5, 7.2]),
            row(2, "wechat", "微信", 15_000.0, Some(3_000.0), Some(0.92), [2_210.0, 0.052, 1.36, 14.8]),
        ],
        by_channel: ByChannel { metrics, rows: vec![of_whole], whole_only: Vec::new() },
    }
}

fn link(id: i64, channel: Option<(i64, &str)>, source: &str) -> LinkLine {
    let link = Link {
        id: LinkId(id),
        version: 1,
        campaign: CampaignId(1),
        channel: channel.map(|(id, _)| ChannelId(id)),
        url: "https://shop.example/d11".to_owned(),
        source: source.to_owned(),
        medium: "cpc".to_owned(),
        name: "d11".to_owned(),
        term: String::new(),
        content: String::new(),
        created_at: NOW,
    };
    LinkLine { id: link.id, channel: channel.map(|(_, name)| name.to_owned()), address: link.address(), link }
}

fn note(id: i64, hours: i64, kind: NoteKind, text: &str) -> Note {
    let note =
        Note::of_campaign(CampaignId(1), kind, NOW - hours * 3_600, text.to_owned(), "小林".to_owned());
    Note { id: NoteId(id), version: 1, ..note }
}

/// A change: entity, name, field, before, after.
type Told<'a> = (&'a str, &'a str, &'a str, Option<&'a str>, Option<&'a str>);

fn done(id: i64, title: &str, undone: bool, changes: &[Told]) -> Done {
    let change =
        |(entity, name, field, before, after): &(&str, &str, &str, Option<&str>, Option<&str>)| FieldChange {
            entity: (*entity).to_owned(),
            entity_id: 1,
            name: (*name).to_owned(),
            field: (*field).to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
    Done {
        batch: BatchRow {
            id,
            at: NOW - (9 - id) * 600,
            actor: "小林".to_owned(),
            title: title.to_owned(),
            kind: "do".to_owned(),
            of: None,
            undone,
        },
        changes: changes.iter().map(change).collect(),
    }
}

fn history() -> Vec<Done> {
    vec![
        done(
            8,
            "task set d11 写活动方案并过会",
            false,
            &[("task", "写活动方案并过会", "status", Some("open"), Some("done"))],
        ),
        done(7, "budget set d11", true, &[("budget", "抖音 30000", "planned", Some("20000"), Some("30000"))]),
        done(
            6,
            "link add d11 douyin",
            false,
            &[("link", "https://shop.example/d11", "", None, Some("https://shop.example/d11"))],
        ),
        done(5, "campaign new d11", false, &[("campaign", "双11拉新", "", None, Some("双11拉新"))]),
    ]
}

/// Fills a page with a plan: something of everything.
pub fn fill(page: &mut CampaignPage) {
    let campaign = &mut page.campaign;
    "满 200 减 30，可叠加店铺券\n满减门槛：___".clone_into(&mut campaign.mechanics);
    "每人限领 3 张".clone_into(&mut campaign.rules);
    campaign.stage = Some(Stage::Acquisition);
    campaign.playbook = Some("group-buying".to_owned());
    let phase = |name: &str, start: &str, end: &str, percent: i64| Phase {
        name: name.to_owned(),
        start: when(start),
        end: when(end),
        share: Quantity::from_micros(percent * 10_000),
    };
    campaign.phases = Phases(vec![
        phase("预热", "2026-11-01", "2026-11-03", 24),
        phase("爆发", "2026-11-04", "2026-11-08", 56),
        phase("返场", "2026-11-09", "2026-11-11", 20),
    ]);
    page.spending = spending();
    page.tasks = tasks();
    page.resources = vec![
        resource(1, "首页焦点图 3 天", ResourceKind::Traffic, ResourceStatus::Promised, "T-3", "平台小二"),
        resource(2, "企业微信群发名额", ResourceKind::Traffic, ResourceStatus::Asked, "T+4", "私域组"),
        resource(3, "小程序压测", ResourceKind::Technical, ResourceStatus::Refused, "E-1", "技术部"),
    ];
    page.links = vec![link(1, Some((1, "抖音")), "douyin"), link(2, None, "qr")];
    page.notes = vec![
        note(2, 5, NoteKind::Adjustment, "红包 5→8 元"),
        note(1, 30, NoteKind::Observation, "注册多、首单少：新人券从首页要点四下才到"),
    ];
    page.done = history();
    let lacks = vec![(Lack::BudgetSplit, Vec::new()), (Lack::Approval, vec!["法务审核活动规则".to_owned()])];
    let step = |to, lacks: &[(Lack, Vec<String>)]| NextStep { to, lacks: lacks.to_vec() };
    page.steps = vec![
        step(CampaignStatus::Planned, &[]),
        step(CampaignStatus::Approved, &[]),
        step(CampaignStatus::Ended, &lacks),
    ];
}
