//! A workspace in memory, for tests: the campaigns of the design's picture.
use super::{learned, lessons_back, proposed};
use crate::board::TaskMark;
use crate::board::{
    CampaignLine, CampaignPage, Card, Chart, Cockpit, DueTask, Former, Group, Mark, Matter, Origin, Soon,
    Split, TargetLine, Todo, Urgency, Window, split_alone,
};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Better, Campaign, CampaignId, CampaignStatus, Costing, CostingField, Day, Forecast, Lang, NoteId,
    NoteKind, Phases, Quantity, Status, TargetId, TargetKind, TaskId, TaskKind, Unit, When, Zone,
};
use crate::model::{Phase, Stage};
use crate::planner::{CampaignDraft, Context, Moved, MovedKind, OkrRequest, Outcome, Request};
use crate::tui::load::{Load, Loaded};
use crate::tui::{
    Backend, Brief, Change, Choice, ChoiceKind, ImportJob, Info, Proposed, ReportJob, Row, Watch,
};

/// 2026-11-04 15:03 in Shanghai.
pub const NOW: i64 = 1_793_775_780;

fn q(units: f64) -> Quantity {
    Quantity::from_f64(units).unwrap_or_default()
}

fn day(text: &str) -> Day {
    When::parse_iso(text).map(When::day).unwrap_or_default()
}

/// A target that is somewhere.
pub fn target(
    id: i64,
    key: &str,
    names: (&str, &str),
    unit: Unit,
    goal: f64,
    actual: f64,
    share: f64,
) -> TargetLine {
    let pace = actual / (goal * share);
    let status = match pace {
        p if p >= 1.05 => Status::Ahead,
        p if p >= 0.95 => Status::OnTrack,
        p if p >= 0.8 => Status::AtRisk,
        _ => Status::Behind,
    };
    TargetLine {
        id: TargetId(id),
        version: 1,
        key: key.to_owned(),
        metric: key.to_owned(),
        name_en: names.0.to_owned(),
        name_zh: names.1.to_owned(),
        unit,
        better: Better::Higher,
        kind: TargetKind::Reach,
        is_primary: id % 10 == 1,
        is_guardrail: false,
        baseline: Quantity::ZERO,
        goal: q(goal),
        upper: None,
        first_goal: None,
        actual: Some(q(actual)),
        progress: Some(actual / goal),
        plan_share: Some(share),
        expected: Some(q(goal * share)),
        pace: Some(pace),
        status,
        is_stale: false,
        held: None,
        held_share: None,
        needed_per_day: Some(q((goal - actual) / 7.0)),
        recent_per_day: Some(q(actual / 4.0)),
        forecast: Some(Forecast { low: goal * 0.78, mid: goal * 0.85, high: goal * 0.92, chance: 0.12 }),
        data_until: Some(NOW - 180),
        lagging: Vec::new(),
        start: day("2026-11-01"),
        end: day("2026-11-11"),
    }
}

fn campaign(
    id: i64,
    key: &str,
    name: &str,
    group: Group,
    health: Option<Status>,
    targets: Vec<TargetLine>,
) -> CampaignLine {
    CampaignLine {
        id: CampaignId(id),
        version: 1,
        key: key.to_owned(),
        name: name.to_owned(),
        owner: "小林".to_owned(),
        goal: "新客首单".to_owned(),
        status: CampaignStatus::Live,
        group,
        start: When::Day(day("2026-11-01")),
        end: When::Day(day("2026-11-11")),
        day: 4,
        days: 11,
        phase: Some("爆发".to_owned()),
        health,
        targets,
        data_until: Some(NOW - 180),
    }
}

/// What the design's picture shows.
pub fn cockpit() -> Cockpit {
    let mut cac = target(14, "cac", ("CAC", "CAC"), Unit::Money, 50.0, 38.2, 1.0);
    cac.kind = TargetKind::Keep;
    (cac.is_guardrail, cac.better, cac.held, cac.status) = (true, Better::Lower, Some(true), Status::OnTrack);
    cac.forecast = None;
    let mut gmv = target(11, "gmv", ("GMV", "GMV"), Unit::Money, 1_000_000.0, 412_345.6, 0.58);
    gmv.first_goal = Some(q(1_200_000.0));
    gmv.lagging = vec![("抖音".to_owned(), NOW - 26 * 3600)];
    let mut spend = target(13, "spend", ("Spend", "花费"), Unit::Money, 50_000.0, 21_000.0, 0.5);
    spend.better = Better::OnPlan;
    let users = target(12, "new_users", ("New users", "新用户"), Unit::Count, 10_000.0, 6_210.0, 0.58);
    let mut winback = campaign(
        2,
        "winback",
        "老客召回",
        Group::Live,
        Some(Status::OnTrack),
        vec![target(21, "reactivated", ("Reactivated", "召回用户"), Unit::Count, 5_000.0, 3_280.0, 0.64)],
    );
    (winback.day, winback.days, winback.phase) = (9, 14, None);
    let mut member = campaign(
        3,
        "member",
        "会员日",
        Group::Live,
        Some(Status::AtRisk),
        vec![target(31, "orders", ("Orders", "订单数"), Unit::Count, 800.0, 352.0, 0.5)],
    );
    (member.day, member.days, member.phase) = (1, 1, None);
    let mut encore = campaign(4, "d12", "双12返场", Group::Upcoming, None, Vec::new());
    (encore.start, encore.day, encore.data_until) = (When::Day(day("2026-12-10")), 0, None);
    let open = campaign(
        5,
        "opening",
        "门店开业",
        Group::Ended,
        Some(Status::Met),
        vec![target(51, "members", ("Members", "会员"), Unit::Count, 100.0, 112.0, 1.0)],
    );
    let metric = |en: &str, zh: &str| (en.to_owned(), zh.to_owned());
    let todo = |urgency, campaign, name: &str, target: Option<i64>, matter| Todo {
        urgency,
        about: crate::board::About::Campaign(CampaignId(campaign)),
        name: name.to_owned(),
        target: target.map(TargetId),
        matter,
    };
    let off = Matter::OffPace {
        metric: metric("GMV", "GMV"),
        status: Status::Behind,
        unit: Unit::Money,
        needed: Some(q(84_000.0)),
        recent: Some(q(51_000.0)),
    };
    let breach = Matter::Breached {
        metric: metric("Refund rate", "退款率"),
        unit: Unit::Percent,
        actual: q(0.068),
        bound: q(0.05),
        above: true,
    };
    let lag = Matter::Lagging { metric: metric("GMV", "GMV"), channel: "抖音".to_owned(), age: 26 * 3600 };
    let due = |id, title: &str, owner: &str, days| DueTask {
        id: TaskId(id),
        title: title.to_owned(),
        kind: TaskKind::Content,
        owner: owner.to_owned(),
        role: String::new(),
        on: When::Day(day("2026-11-04").plus(days)),
        days,
        when: match days {
            0 => Soon::Today,
            1 => Soon::Tomorrow,
            _ => Soon::Later,
        },
    };
    let audit = DueTask { kind: TaskKind::Approval, ..due(1, "素材审核", "小林", 0) };
    let ended = Matter::StatusOffered { to: CampaignStatus::Ended, lacks: Vec::new(), is_due: true };
    Cockpit {
        campaigns: vec![
            campaign(1, "d11", "双11拉新", Group::Live, Some(Status::Behind), vec![gmv, users, spend, cac]),
            member,
            winback,
            encore,
            open,
        ],
        todos: vec![
            todo(Urgency::Act, 1, "双11拉新", Some(11), off),
            todo(Urgency::Act, 3, "会员日", Some(31), breach),
            todo(Urgency::Act, 1, "双11拉新", None, Matter::TaskDue(audit.clone())),
            todo(Urgency::Act, 1, "双11拉新", Some(11), lag),
            todo(Urgency::Look, 5, "门店开业", None, ended),
            todo(Urgency::Look, 4, "双12返场", None, Matter::TaskDue(due(2, "返场海报", "阿青", 1))),
        ],
        tasks: vec![
            todo(Urgency::Act, 1, "双11拉新", None, Matter::TaskDue(audit)),
            todo(Urgency::Look, 4, "双12返场", None, Matter::TaskDue(due(2, "返场海报", "阿青", 1))),
            todo(Urgency::Look, 4, "双12返场", None, Matter::TaskDue(due(3, "确认赠品库存", "小林", 9))),
        ],
        campaigns_in_file: 5,
        has_all: false,
        north_star: None,
    }
}

/// A chart that is behind and forecast to stay so.
pub fn chart(target: TargetId) -> Chart {
    let goal = 1_000_000.0;
    let plan: Vec<f64> =
        [5.0, 12.0, 22.0, 58.0, 66.0, 72.0, 78.0, 83.0, 88.0, 94.0, 100.0].map(|p| p * 1e4).to_vec();
    let actual = [3.1, 9.0, 16.0, 41.2].map(|p| Some(p * 1e4));
    let cone = (0..11).map(|i: i32| {
        let t = f64::from(i - 3) / 7.0;
        let at = |end: f64| 412_000.0 + (end - 412_000.0) * t;
        (i >= 3).then(|| (at(780_000.0), at(850_000.0), at(920_000.0)))
    });
    let mark = |number, day, text: &str| Mark {
        number,
        day,
        place: f64::from(u32::try_from(day).unwrap_or(0)) + 0.6,
        note: NoteId(1),
        kind: NoteKind::Adjustment,
        text: text.to_owned(),
        at: NOW - 5 * 3600,
    };
    Chart {
        target: Some(target),
        days: (0..11).map(|i| day("2026-11-01").plus(i)).collect(),
        plan,
        actual: actual.into_iter().chain([None; 7]).collect(),
        cone: cone.collect(),
        goal,
        today: Some(3),
        origin: Some(0.0),
        plan_origin: 0.0,
        cutoff: Some(3.6),
        now: Some(3.63),
        marks: vec![mark(1, 3, "红包 5→8 元"), mark(2, 2, "首页资源位换到会场")],
    }
}

/// d11's chain beside last year's sale, which had 80,000 visitors, 3,200 orders and ¥640,000 in ten days.
fn split(has_no_former: bool, version: i64) -> Split {
    let chain = ["visitors", "orders", "gmv"].map(str::to_owned);
    let mut split = split_alone(Some(&chain)).expect("a chain of the catalogue");
    let named = |id, key: &str, name: &str, days| Former {
        id: CampaignId(id),
        key: key.to_owned(),
        name: name.to_owned(),
        days,
    };
    split.campaign = Some(named(1, "d11", "双11拉新", 11));
    let goal = if version > 1 { 1_200_000.0 } else { 1_000_000.0 };
    split.drivers[2].target = Some((TargetId(11), version.max(1), q(goal)));
    if !has_no_former {
        split.former = Some(named(8, "d11-2025", "去年双11", 10));
        for (driver, value) in split.drivers.iter_mut().zip([80_000.0, 3_200.0, 640_000.0]) {
            driver.former = Some(q(value));
        }
        split.rates[0].former = Some(0.04);
        split.rates[1].former = Some(200.0);
    }
    split
}

/// What is known of d11's money: ¥1,000,000, ¥50,000 of ads, 10,000 new customers.
fn money() -> Loaded {
    let mut costing = Costing::default();
    let known = [CostingField::Revenue, CostingField::Spend, CostingField::NewCustomers];
    for (field, value) in known.into_iter().zip([1_000_000.0, 50_000.0, 10_000.0]) {
        costing.set(field, Some(q(value)));
    }
    Loaded::Money(costing, known.map(|field| (field, Origin::Target)).to_vec())
}

/// A campaign as lists show it.
pub fn card(line: CampaignLine) -> Card {
    let phase = |name: &str, start: &str, end: &str, share: f64| Phase {
        name: name.to_owned(),
        start: When::Day(day(start)),
        end: When::Day(day(end)),
        share: q(share),
    };
    let task = |title: &str, kind, on: &str, is_open| TaskMark {
        title: title.to_owned(),
        kind,
        on: day(on),
        is_open,
        is_overdue: is_open && day(on) < day("2026-11-04"),
    };
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let mut card = Card::of(line);
    match card.line.id.0 {
        1 => {
            card.channels = words(&["抖音", "微信"]);
            card.phases = vec![
                phase("预热", "2026-11-01", "2026-11-03", 0.25),
                phase("爆发", "2026-11-04", "2026-11-09", 0.6),
                phase("返场", "2026-11-10", "2026-11-11", 0.15),
            ];
            (card.planned, card.spent) = (Some(q(50_000.0)), Some(q(21_000.0)));
            card.tasks = vec![
                task("主视觉定稿", TaskKind::Milestone, "2026-10-20", false),
                task("素材审核", TaskKind::Approval, "2026-10-30", true),
                task("首页资源位", TaskKind::Todo, "2026-11-02", true),
                task("返场海报", TaskKind::Content, "2026-11-09", true),
                task("收尾", TaskKind::Milestone, "2026-11-13", true),
            ];
            card.stage = Some(Stage::Acquisition);
        }
        2 => {
            card.channels = words(&["短信", "微信"]);
            card.spent = Some(q(3_200.0));
        }
        4 => {
            card.planned = Some(q(20_000.0));
            card.line.status = CampaignStatus::Planned;
            card.line.end = When::Day(day("2026-12-12"));
            card.tasks = vec![task("选品", TaskKind::Todo, "2026-11-20", true)];
        }
        5 => card.line.status = CampaignStatus::Ended,
        _ => {}
    }
    card
}

/// Two hundred campaigns over two years.
pub fn many() -> Vec<Card> {
    let names =
        ["双11拉新", "会员日", "Spring sale", "品牌联名 × 老字号", "Back to school, first order free"];
    let owners = ["小林", "小周", "阿May", ""];
    let card = |i: i64| {
        let at = |i: i64, len: usize| usize::try_from(i).unwrap() % len;
        let start = day("2026-01-05").plus(i32::try_from(i * 37 % 700).unwrap());
        let days = i32::try_from(i * 7 % 25).unwrap();
        let group = match start {
            s if s > day("2026-11-04") => Group::Upcoming,
            s if s.plus(days) < day("2026-11-04") => Group::Ended,
            _ => Group::Live,
        };
        let goal = 10_000.0 * f64::from(i32::try_from(i).unwrap());
        let target = target(i * 10 + 1, "gmv", ("GMV", "GMV"), Unit::Money, goal, goal * 0.37, 0.4);
        let targets = if i % 3 == 0 { vec![target] } else { Vec::new() };
        let health = targets.first().map(|t| t.status);
        let name = format!("{} {i}", names[at(i, names.len())]);
        let mut line = campaign(i, &format!("c{i}"), &name, group, health, targets);
        (line.start, line.end) = (When::Day(start), When::Day(start.plus(days)));
        owners[at(i, owners.len())].clone_into(&mut line.owner);
        line.status = CampaignStatus::ALL[at(i, CampaignStatus::ALL.len())];
        let mut card = Card::of(line);
        card.channels = vec![["抖音", "微信", "小红书"][at(i, 3)].to_owned()];
        card
    };
    (100..300).map(card).collect()
}

/// A campaign's page.
pub fn page(line: CampaignLine) -> CampaignPage {
    let campaign = Campaign {
        id: line.id,
        version: line.version,
        key: line.key.clone(),
        name: line.name.clone(),
        playbook: None,
        kind: None,
        stage: None,
        goal: line.goal.clone(),
        audience: "18 到 25 岁的学生".to_owned(),
        mechanics: "满 200 减 30，可叠加店铺券".to_owned(),
        rules: String::new(),
        rewards: String::new(),
        risks: String::new(),
        owner: line.owner.clone(),
        start: line.start,
        end: line.end,
        phases: Phases::default(),
        status: line.status,
        created_at: NOW,
    };
    let is_planned = line.id.0 == 1;
    let mut page = CampaignPage {
        lessons: Vec::new(),
        serves: Vec::new(),
        campaign,
        line,
        spending: crate::board::Spending::default(),
        tasks: Vec::new(),
        resources: Vec::new(),
        links: Vec::new(),
        notes: Vec::new(),
        done: Vec::new(),
        steps: Vec::new(),
    };
    if is_planned {
        super::planned::fill(&mut page);
    }
    page
}

/// The workspace; it remembers what it was asked.
#[derive(Debug, Default)]
pub struct Fake {
    /// What reviews have made.
    pub held: super::reviewed::Held,
    /// The retrospective.
    pub recalled: super::recalled::Recalled,
    /// What was asked for.
    pub asked: Vec<Request>,
    /// Which reports were written.
    pub reports: Vec<ReportJob>,
    /// The version of the first campaign: above 1 once somebody else has renamed it and moved its end.
    pub version: i64,
    /// The campaign that is gone for now.
    pub gone: Option<i64>,
    /// True for a campaign whose chain nobody knows anything of but its goal.
    pub has_no_former: bool,
    /// How many more campaigns there are in the calendar.
    pub crowd: i32,
    /// True for a file without campaigns.
    pub is_empty: bool,
    /// True for a file with two hundred.
    pub is_many: bool,
    /// True where what people have written is in English.
    pub is_english: bool,
    /// A move to another status lacks something, unless a reason is given.
    pub is_unready: bool,
    /// A check-in without a note is refused.
    pub asks_note: bool,
    /// Lessons of other campaigns hold for this one.
    pub has_lessons: bool,
    /// Three key results await a check-in instead of one.
    pub are_due: bool,
}

impl Backend for Fake {
    fn info(&self) -> Info {
        Info {
            file: "bubble-tea.db".to_owned(),
            zone: Zone::parse("Asia/Shanghai").unwrap_or_else(|_| Zone::utc()),
            currency: "CNY".to_owned(),
        }
    }

    fn cockpit(&mut self, _: i64, all: bool) -> Result<Cockpit> {
        if self.is_empty {
            return Ok(Cockpit::default());
        }
        let mut cockpit = cockpit();
        if all {
            cockpit.has_all = true;
            let old = campaign(9, "d618", "618大促", Group::Ended, None, Vec::new());
            cockpit.campaigns.push(CampaignLine { status: CampaignStatus::Reviewed, ..old });
        }
        cockpit.campaigns.retain(|c| Some(c.id.0) != self.gone);
        if let Some(first) = cockpit.campaigns.first_mut().filter(|_| self.version > 1) {
            first.version = self.version;
            "双11大促".clone_into(&mut first.name);
            first.end = When::Day(day("2026-11-12"));
        }
        Ok(cockpit)
    }

    fn load(&mut self, what: &Load, now: i64) -> Result<Loaded> {
        let cockpit = self.cockpit(now, true)?;
        match what {
            Load::Split(_) => Ok(Loaded::Split(Box::new(split(self.has_no_former, self.version)))),
            Load::Money(_) => Ok(money()),
            Load::Campaigns => {
                let some = cockpit.campaigns.into_iter().map(card).collect();
                Ok(Loaded::Campaigns(if self.is_many { many() } else { some }))
            }
            Load::Campaign(id) => {
                let line = cockpit.campaigns.into_iter().find(|c| c.id == *id);
                let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_CAMPAIGN).arg("text", id.0);
                let mut page = page(line.ok_or_else(gone)?);
                if self.has_lessons {
                    page.lessons = lessons_back::of_page();
                }
                Ok(Loaded::Campaign(Box::new(page)))
            }
            Load::Review(scope) => {
                let lang = if self.is_english { Lang::En } else { Lang::Zh };
                let mut page = self.held.page(*scope, lang);
                if self.is_empty {
                    page.pages.clear();
                }
                Ok(Loaded::Review(Box::new(page)))
            }
            Load::Minutes(_, lang) => Ok(Loaded::Minutes(super::reviewed::minutes(*lang))),
            Load::Okr(cycle) | Load::OkrOn(cycle, _) => Ok(Loaded::Okr(Box::new(match cycle {
                _ if self.is_empty => crate::board::OkrTree::default(),
                None if self.is_many => super::okrs::many(self.is_english),
                cycle if self.are_due => super::okrs::due(super::okrs::tree_of(self.is_english, *cycle)),
                cycle => super::okrs::tree_of(self.is_english, *cycle),
            }))),
            Load::Objective(id) => {
                let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_OBJECTIVE).arg("text", id.0);
                let page = super::okrs::page(self.is_english, *id);
                page.map(|page| Loaded::Objective(Box::new(page))).ok_or_else(gone)
            }
            Load::Retros if self.is_empty => Ok(Loaded::Retros(Vec::new())),
            Load::Lessons(_) if self.is_empty => Ok(Loaded::Lessons(Vec::new())),
            Load::Actions if self.is_empty => Ok(Loaded::Actions(Vec::new())),
            Load::Feedback if self.is_empty => Ok(Loaded::Feedback(Vec::new())),
            Load::Retros if self.is_many => Ok(Loaded::Retros(learned::many_retros(self.is_english))),
            Load::Lessons(_) if self.is_many => Ok(Loaded::Lessons(learned::many_lessons(self.is_english))),
            Load::Retros => Ok(Loaded::Retros(learned::retros(self.is_english))),
            Load::Lessons(filter) => Ok(Loaded::Lessons(learned::lessons(self.is_english, filter))),
            Load::Actions => Ok(Loaded::Actions(learned::actions(self.is_english))),
            Load::Feedback => Ok(Loaded::Feedback(learned::said(self.is_english))),
            Load::Retro(about) => Ok(Loaded::Retro(Box::new(self.recalled.page(*about)?))),
            Load::Calendar(from, to) => {
                let page = super::days::page(&cockpit.campaigns, self.crowd, (*from, *to));
                Ok(Loaded::Calendar(Box::new(page)))
            }
        }
    }

    fn chart(&mut self, target: TargetId, _: Window, _: i64) -> Result<Chart> {
        Ok(chart(target))
    }

    fn ask(&mut self, request: Request, _: &Context) -> Result<Outcome> {
        self.asked.push(request.clone());
        let each = match &request {
            Request::All(each) => each.clone(),
            one => vec![one.clone()],
        };
        for one in each {
            match one {
                Request::Okr(okr) => self.held.ask(&okr)?,
                Request::Retro(retro) => self.recalled.ask(&retro)?,
                _ => {}
            }
        }
        if matches!(&request, Request::Record(r) if r.value == "404") {
            return Err(Error::new(Kind::BadData, &tr::ERROR_BAD_NUMBER).arg("text", "404"));
        }
        if let Request::CampaignSet { seen: Some(seen), .. } = &request
            && *seen < self.version
        {
            let rows = ["{\"version\":2}", "{\"version\":1}"].map(str::to_owned);
            let error = Error::new(Kind::Conflict, &tr::ERROR_CHANGED_SINCE).arg("entity", "campaign");
            return Err(error.arg("actor", "小周").rows(rows));
        }
        if let Request::SplitWrite { values, .. } = &request
            && values.iter().any(|value| value.seen.is_some_and(|seen| seen < self.version))
        {
            return Err(Error::new(Kind::Conflict, &tr::ERROR_SPLIT_CHANGED).arg("target", "gmv"));
        }
        if let Request::CampaignStatus { reason: None, .. } = &request
            && self.is_unready
        {
            let error = Error::new(Kind::BadData, &tr::ERROR_NOT_READY).arg("name", "双12返场");
            let rows = ["没有主目标", "预算未分配"].map(str::to_owned);
            return Err(error.arg("status", "已批准").rows(rows).field("reason"));
        }
        if let Request::Okr(OkrRequest::CheckIn(draft)) = &request
            && self.asks_note
            && draft.note.is_none()
        {
            let error = Error::new(Kind::BadData, &tr::ERROR_NOTE_AT_RISK).arg("text", &draft.key_result);
            return Err(error.field("note"));
        }
        let is_new = matches!(&request, Request::CampaignNew(_) | Request::CampaignCreate(_));
        if matches!(&request, Request::CampaignCreate(p) if p.channels.iter().any(|c| c.planned == "404%")) {
            return Err(Error::new(Kind::BadData, &tr::ERROR_SHARES_OVER)
                .arg("sum", "404%")
                .field("planned"));
        }
        let text = match &request {
            Request::Undo => &tr::DONE_UNDO,
            Request::Redo => &tr::DONE_REDO,
            _ => &tr::DONE_RECORD_NEW,
        };
        let args = vec![("what", "GMV 4.2万".to_owned()), ("metric", "GMV".to_owned())];
        Ok(Outcome {
            batch: Some(1),
            text,
            args,
            warnings: Vec::new(),
            moved: if matches!(request, Request::CampaignShift { .. }) { moved() } else { Vec::new() },
            key: None,
            campaign: is_new.then_some(CampaignId(4)),
            tells_itself: false,
            each: Vec::new(),
        })
    }

    fn report(&mut self, job: &ReportJob, _: &Context) -> Result<Vec<u8>> {
        self.reports.push(job.clone());
        if job.kind.as_deref() == Some("okr") && job.about != "2026-Q4" {
            return Err(Error::new(Kind::Usage, &tr::ERROR_NO_CAMPAIGN)
                .arg("text", &job.about)
                .field("kind"));
        }
        Ok(format!("{} 日报\n第二行\n", job.about).into_bytes())
    }

    fn propose(&mut self, draft: &CampaignDraft, context: &Context) -> Result<Proposed> {
        let today = self.info().zone.day_of(context.now);
        let proposal = proposed::propose(draft, context.lang, today)?;
        let lessons = if self.has_lessons { lessons_back::matching() } else { Vec::new() };
        Ok(Proposed { proposal, lessons })
    }

    fn author(&mut self, _: Row) -> Option<String> {
        Some("小周".to_owned())
    }

    fn choices(&mut self, kind: ChoiceKind) -> Vec<Choice> {
        choices(kind)
    }

    fn import(
        &mut self,
        _: &ImportJob,
        _: &Context,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<String> {
        progress(1000);
        Ok("3 new".to_owned())
    }

    fn watch(&self) -> Watch {
        Box::new(|| Change::None)
    }
}

/// What moves with a campaign's dates.
fn moved() -> Vec<Moved> {
    let one = |kind, name: &str, from: &str, to: &str| Moved {
        kind,
        name: name.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
    };
    vec![
        one(MovedKind::Campaign, "双11拉新", "2026-11-01..2026-11-11", "2026-11-08..2026-11-18"),
        one(MovedKind::Phase, "预热", "2026-11-01..2026-11-03", "2026-11-08..2026-11-10"),
        one(MovedKind::Task, "写活动方案并过会", "2026-10-11", "2026-10-18"),
        one(MovedKind::Resource, "首页焦点图 3 天", "2026-10-29", "2026-11-05"),
    ]
}

/// What there is to choose from.
pub fn choices(kind: ChoiceKind) -> Vec<Choice> {
    let list: &[(&str, &str, &str)] = match kind {
        ChoiceKind::Playbooks => return proposed::playbooks(),
        ChoiceKind::Formers => return proposed::formers(),
        ChoiceKind::Metrics | ChoiceKind::Recordable => &[
            ("gmv", "Gross merchandise value", "商品交易总额"),
            ("orders", "Orders", "订单数"),
            ("new_users", "New users", "新用户"),
            ("spend", "Spend", "花费"),
            ("refunds", "Refunds", "退款额"),
            ("gross_margin", "Gross margin", "毛利率"),
        ],
        ChoiceKind::Curves | ChoiceKind::Findings | ChoiceKind::Stages => &[],
        ChoiceKind::Tasks(_) => {
            &[("2", "法务审核活动规则", "法务审核活动规则"), ("3", "活动上线", "活动上线")]
        }
        ChoiceKind::Owners => &[("小林", "小林", "小林"), ("小周", "小周", "小周")],
        ChoiceKind::Campaigns => &[("d11", "双11拉新", "双11拉新"), ("member", "会员日", "会员日")],
        ChoiceKind::Cycles => &[("2026-Q4", "2026-Q4", "2026 第四季度"), ("2026-Q3", "2026-Q3", "2026-Q3")],
        ChoiceKind::Parents(..) => &[
            ("2026-H2/o1", "The first choice of students", "成为本市学生的第一选择"),
            ("2026-Q4/o1", "The year's source of new customers", "双11让新客成为全年增长主力"),
            ("2026-Q4/o1/kr2", "GMV", "成交额"),
        ],
        ChoiceKind::LessonTags => &[("红包", "红包", "红包"), ("赠品", "赠品", "赠品")],
        ChoiceKind::Sources => &[("客服", "客服", "客服"), ("评论区", "评论区", "评论区")],
        ChoiceKind::Categories => &[("优惠券", "优惠券", "优惠券"), ("物流", "物流", "物流")],
        ChoiceKind::Channels => &[("douyin", "Douyin", "抖音"), ("wechat", "WeChat", "微信")],
    };
    let of = |(key, en, zh): &(&str, &str, &str)| Choice {
        key: (*key).to_owned(),
        name_en: (*en).to_owned(),
        name_zh: (*zh).to_owned(),
        brief: Brief {
            unit: Some(match *key {
                "gmv" | "spend" => Unit::Money,
                "refunds" | "gross_margin" => Unit::Percent,
                _ => Unit::Count,
            }),
            ..Brief::default()
        },
    };
    list.iter().map(of).collect()
}
