//! The calendar of the workspace in memory.
use super::fake::NOW;
use crate::board::{
    AHEAD, Calendar, CalendarPage, CampaignDays, CampaignLine, Coming, ResourceLine, TaskLine,
};
use crate::model::{
    CampaignId, CampaignStatus, Day, Due, ResourceId, ResourceKind, ResourceStatus, TaskId, TaskKind,
    TaskStatus, When, nodes,
};

fn day(text: &str) -> Day {
    When::parse_iso(text).map(When::day).unwrap_or_default()
}

fn days(id: i64, name: &str, status: CampaignStatus, first: Day, last: Day) -> CampaignDays {
    CampaignDays {
        id: CampaignId(id),
        version: 1,
        key: format!("c{id}"),
        name: name.to_owned(),
        owner: "小林".to_owned(),
        goal: String::new(),
        status,
        start: When::Day(first),
        end: When::Day(last),
        instants: (0, 0),
        first,
        last,
        phases: Vec::new(),
        created_at: NOW,
    }
}

fn task(id: i64, title: &str, kind: TaskKind, on: &str, status: TaskStatus) -> TaskLine {
    let on = When::parse_iso(on).unwrap_or(When::Day(Day(0)));
    let days_left = on.day().0 - day("2026-11-04").0;
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
        owner: "小周".to_owned(),
        role: "设计".to_owned(),
        due: Due::At(on),
        on,
        days_left,
        is_overdue: status.is_open() && days_left < 0,
        waits_for: Vec::new(),
        depends_on: Vec::new(),
        channel: None,
        note: String::new(),
        done_at: None,
        created_at: NOW,
    }
}

fn resource(name: &str, on: &str) -> ResourceLine {
    let on = When::parse_iso(on).unwrap_or(When::Day(Day(0)));
    ResourceLine {
        id: ResourceId(1),
        version: 1,
        changes: 2,
        campaign: CampaignId(1),
        campaign_key: "d11".to_owned(),
        campaign_name: "双11拉新".to_owned(),
        name: name.to_owned(),
        kind: ResourceKind::Traffic,
        status: ResourceStatus::Asked,
        giver: "平台小二".to_owned(),
        owner: "小林".to_owned(),
        need_by: Due::At(on),
        on,
        days_left: on.day().0 - day("2026-11-04").0,
        is_pressing: true,
        note: String::new(),
        created_at: NOW,
    }
}

/// The workspace's campaigns with what is due, and `crowd` more that begin one a day from the first of November on.
pub fn page(lines: &[CampaignLine], crowd: i32, (from, to): (Day, Day)) -> CalendarPage {
    let of = |line: &CampaignLine| days(line.id.0, &line.name, line.status, line.start.day(), line.end.day());
    let mut campaigns: Vec<CampaignDays> = lines.iter().map(of).collect();
    if let Some(first) = campaigns.first_mut() {
        first.phases = vec![
            ("预热".to_owned(), day("2026-11-01"), day("2026-11-08")),
            ("爆发".to_owned(), day("2026-11-09"), day("2026-11-11")),
        ];
    }
    for line in campaigns.iter_mut().filter(|c| c.key == "c4") {
        (line.status, line.last) = (CampaignStatus::Planned, day("2026-12-13"));
    }
    campaigns.extend((0..crowd).map(|i| {
        let first = day("2026-11-01").plus(i % 60);
        days(100 + i64::from(i), &format!("会员日 {i}"), CampaignStatus::Planned, first, first.plus(i % 9))
    }));
    campaigns.retain(|c| c.first <= to && c.last >= from);
    campaigns.sort_by_key(|c| (c.first, -c.last.0, c.id));
    let has_any = !lines.is_empty();
    let mut tasks = vec![
        task(1, "首页海报定稿", TaskKind::Content, "2026-11-03", TaskStatus::Open),
        task(2, "直播脚本", TaskKind::Content, "2026-11-04T18:00", TaskStatus::Open),
        task(3, "预算审批", TaskKind::Approval, "2026-11-02", TaskStatus::Done),
        task(4, "返场素材", TaskKind::Todo, "2026-11-10", TaskStatus::Open),
    ];
    tasks.retain(|t| has_any && (from..=to).contains(&t.on.day()));
    let mut resources = vec![resource("首页焦点图 3 天", "2026-11-06")];
    resources.retain(|r| has_any && (from..=to).contains(&r.on.day()));
    let today = day("2026-11-04");
    let coming = nodes(today, today.plus(AHEAD), &[]).into_iter().filter(|n| n.day >= today);
    let is_open = |n: &crate::model::PromoNode| {
        has_any && (n.first > day("2026-11-11") && !["double-12", "easter"].contains(&n.key.as_str()))
    };
    let open = coming.filter(|n| is_open(n) && n.day <= today.plus(AHEAD)).map(|node| Coming {
        days_left: node.day.0 - today.0,
        campaigns: Vec::new(),
        is_time_to_plan: node.plan_from() <= today,
        node,
    });
    CalendarPage {
        open: open.collect(),
        calendar: Calendar {
            from,
            to,
            today,
            campaigns,
            nodes: nodes(from, to, &[]),
            tasks,
            resources,
            okrs: Vec::new(),
        },
    }
}
