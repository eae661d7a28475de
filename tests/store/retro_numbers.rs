//! The numbers of retrospectives against results computed by hand.
use super::kit::{DAY, HOUR, NOW, Place, TODAY, q, words};
use fupan::board::{
    self, Book, DriverGap, FindingMatter, GapMethod, GapRow, RetroAbout, RetroPage, TargetFacts,
};
use fupan::model::{
    Campaign, Entity, Feedback, Finding, FindingId, FindingKind, FindingVerdict, Impact, Note, NoteKind,
    Quantity, Retro, Status,
};
use fupan::planner::{CampaignDraft, Request, ResourceDraft, TargetDraft, TaskDraft};
use fupan::store::Repeat;

/// 2026-10-01 00:00 in Shanghai.
const OCTOBER: i64 = TODAY - 34 * DAY;

/// What each day of a phase brings: of 抖音, of 微信. visitors, orders, gmv.
const DAYS: [(std::ops::RangeInclusive<i32>, [i32; 3], [i32; 3]); 3] = [
    (1..=3, [200, 4, 24], [100, 4, 16]),
    (4..=7, [500, 20, 90], [250, 10, 60]),
    (8..=10, [100, 2, 10], [50, 2, 10]),
];

/// 国庆大促 `c`, 10-01 to 10-10 in three phases, planned in September, over and ended. Its GMV was to be 1000 until
/// 10-06 12:00, 900 from then on; it came to 800.
struct Case {
    place: Place,
}

fn budget(lines: &[(&str, &str)]) -> Request {
    let lines = lines.iter().map(|(c, p)| ((*c).to_owned(), (*p).to_owned())).collect();
    Request::BudgetSet { campaign: "c".to_owned(), lines }
}

fn phased(goal: &str) -> TargetDraft {
    TargetDraft { goal: words(goal), curve: words("phased"), ..TargetDraft::default() }
}

fn keep(goal: &str) -> TargetDraft {
    let kind = words("keep");
    TargetDraft { goal: words(goal), kind, guardrail: Some(true), ..TargetDraft::default() }
}

fn row(metric: &str, day: i32, value: i32, channel: &str) -> String {
    format!("{metric},2026-10-{day:02},{value},c,{channel},erp\n")
}

/// What came in: visitors, orders and GMV by day, and a day without a channel.
fn readings() -> String {
    let mut csv = "metric,at,value,campaign,channel,source\n".to_owned();
    for (days, douyin, wechat) in DAYS {
        for day in days {
            for (place, metric) in ["visitors", "orders", "gmv"].into_iter().enumerate() {
                csv += &row(metric, day, douyin[place], "douyin");
                csv += &row(metric, day, wechat[place], "wechat");
            }
        }
    }
    for (metric, value) in [("visitors", 50), ("orders", 2), ("gmv", 20)] {
        csv += &row(metric, 5, value, "");
    }
    csv
}

impl Case {
    /// Without targets and readings.
    fn bare() -> Self {
        let mut place = Place::new();
        place.now = OCTOBER - 20 * DAY;
        place.campaign("c", "国庆大促", "2026-10-01", "2026-10-10");
        let phases = "预热:2026-10-01..2026-10-03=20%, 爆发:2026-10-04..2026-10-07=50%, \
                      返场:2026-10-08..2026-10-10=30%";
        place.set("c", CampaignDraft { phases: words(phases), ..CampaignDraft::default() }).unwrap();
        Self { place }
    }

    /// With a target on GMV, set again on the way, and drivers.
    fn planned() -> Self {
        let mut case = Self::bare();
        for (metric, goal) in [("gmv", "1000"), ("visitors", "5000"), ("orders", "180")] {
            case.place.target_of("c", metric, phased(goal)).unwrap();
        }
        case.place.done(budget(&[("douyin", "120"), ("wechat", "80")]));
        case.place.now = OCTOBER + 5 * DAY + 12 * HOUR;
        let target = "c/gmv".to_owned();
        let draft = TargetDraft { goal: words("900"), ..TargetDraft::default() };
        case.place.done(Request::TargetSet { target, seen: None, draft });
        case.place.now = NOW;
        case
    }

    /// With readings, too.
    fn over() -> Self {
        let mut case = Self::planned();
        case.import(&readings());
        case
    }

    fn import(&mut self, csv: &str) {
        self.place.import(csv, Repeat::Last, false).unwrap();
    }

    fn end(&mut self) {
        let (campaign, status) = ("c".to_owned(), "ended".to_owned());
        self.place.done(Request::CampaignStatus { campaign, status, reason: words("over") });
    }

    fn page(&self) -> RetroPage {
        let about = RetroAbout::Campaign(self.place.campaign_id("c"));
        let read =
            |db: &fupan::store::Db<'_>| board::retro_page(db, &Book::open(db)?, about, None, self.place.now);
        self.place.store.read(None, read).unwrap().unwrap()
    }

    fn facts(&self, key: &str) -> TargetFacts {
        self.page().goal.targets.into_iter().find(|facts| facts.line.key == key).unwrap()
    }

    fn gap(&self) -> DriverGap {
        self.page().analysis.gap.unwrap()
    }

    fn note(&mut self, at: &str, text: &str) {
        let (campaign, text, kind, at) = ("c".to_owned(), text.to_owned(), None, words(at));
        self.place.done(Request::NoteAdd { campaign, text, kind, at });
    }

    fn insert<E: Entity>(&mut self, mut entity: E) -> i64 {
        let stamp = self.place.stamp("insert");
        self.place.store.write(stamp, |tx| tx.insert(&mut entity)).unwrap();
        entity.row_id()
    }

    /// Puts campaigns under one playbook.
    fn of_playbook(&mut self, keys: &[&str]) {
        for mut campaign in self.place.list::<Campaign>() {
            if keys.contains(&campaign.key.as_str()) {
                campaign.playbook = words("flash-sale");
                let stamp = self.place.stamp("playbook");
                self.place.store.write(stamp, |tx| tx.update(&mut campaign)).unwrap();
            }
        }
    }
}

fn near(found: Option<f64>, wanted: f64) {
    let found = found.unwrap();
    assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
}

fn qs(values: &[&str]) -> Vec<Quantity> {
    values.iter().map(|value| q(value)).collect()
}

#[test]
fn a_target_is_told_as_first_set_and_as_last_set() {
    let mut case = Case::over();
    case.end();
    let gmv = case.facts("gmv");
    assert_eq!((gmv.first_goal, gmv.line.goal), (q("1000"), q("900")));
    assert_eq!((gmv.line.actual, gmv.gap), (Some(q("800")), Some(q("-100"))));
    near(gmv.achievement, 800.0 / 900.0);
    near(gmv.first_achievement, 0.8);
    assert_eq!((gmv.line.status, gmv.then), (Status::Missed, None));
    let orders = case.facts("orders");
    near(orders.first_achievement, 158.0 / 180.0);
    assert_eq!(orders.achievement, orders.first_achievement);
}

#[test]
fn what_was_forecast_on_the_way_is_what_the_file_said_then() {
    let mut case = Case::over();
    case.end();
    let seen = case.facts("gmv").foreseen;
    assert_eq!(seen.iter().map(|s| s.percent).collect::<Vec<_>>(), [25, 50, 75]);
    let at: Vec<i64> = seen.iter().map(|s| s.at).collect();
    assert_eq!(at, [OCTOBER + 5 * DAY / 2, OCTOBER + 5 * DAY, OCTOBER + 15 * DAY / 2]);
    // Two days with 40 each; of 1000 the plan wanted 200 in three days.
    near(seen[0].pace, 80.0 / (200.0 * 2.0 / 3.0));
    assert_eq!((seen[0].status, seen[0].forecast, seen[0].warned), (Status::Behind, None, true));
    // Five days with 440; the plan wanted 200 and half of 500, for the goal was still 1000.
    near(seen[1].pace, 440.0 / 450.0);
    assert_eq!(seen[1].status, Status::OnTrack);
    // Seven days with 740, of 900 now.
    near(seen[2].pace, 740.0 / 630.0);
    assert_eq!(seen[2].status, Status::Ahead);
    // The same as the cockpit showed, looked at as of then.
    for then in &seen {
        let line = case.place.cockpit_at(Some(then.at)).campaigns.pop().unwrap().targets.remove(0);
        assert_eq!((line.status, line.pace, line.forecast), (then.status, then.pace, then.forecast));
    }
    let chance = |i: usize| seen[i].forecast.unwrap().chance;
    assert_eq!((seen[1].warned, seen[2].warned), (chance(1) < 0.5, chance(2) < 0.5));
    assert!(chance(2) > 0.5 && !seen[2].warned, "ahead of the plan nobody was warned");
}

#[test]
fn a_campaign_that_runs_is_looked_back_on_as_far_as_it_is() {
    let mut case = Case::over();
    case.place.now = OCTOBER + 6 * DAY;
    assert_eq!(case.facts("gmv").foreseen.len(), 2);
}

#[test]
fn a_campaign_written_down_afterwards_is_looked_at_as_first_set() {
    let mut place = Place::new();
    place.campaign("c", "国庆大促", "2026-10-01", "2026-10-10");
    place.target("c", "gmv", "1000");
    let mut case = Case { place };
    case.import(&readings());
    let target = "c/gmv".to_owned();
    let draft = TargetDraft { goal: words("500"), ..TargetDraft::default() };
    case.place.done(Request::TargetSet { target, seen: None, draft });
    // Evenly over ten days: after five of them 500 of 1000 were wanted.
    near(case.facts("gmv").foreseen[1].pace, 440.0 / 500.0);
}

#[test]
fn a_target_that_came_later_could_not_warn_before() {
    let mut case = Case::over();
    case.place.now = OCTOBER + 6 * DAY;
    case.place.target_of("c", "new_buyers", phased("50")).unwrap();
    case.place.now = NOW;
    let seen = case.facts("new_buyers").foreseen;
    assert_eq!(seen.iter().map(|s| s.percent).collect::<Vec<_>>(), [75]);
}

#[test]
fn what_was_reached_when_it_was_finished_is_told_where_it_is_another_number_now() {
    let mut case = Case::over();
    case.end();
    let page = case.page();
    let mut retro = case.place.list::<Retro>().remove(0);
    retro.figures = board::kept_figures(&page);
    let stamp = case.place.stamp("finish");
    case.place.store.write(stamp, |tx| tx.update(&mut retro)).unwrap();
    assert_eq!(case.facts("gmv").then, None);
    case.import("metric,at,value,campaign,channel,source\ngmv,2026-10-09,-50,c,douyin,refunds\n");
    let gmv = case.facts("gmv");
    assert_eq!((gmv.line.actual, gmv.then), (Some(q("750")), Some(q("800"))));
    assert_eq!(case.facts("orders").then, None);
}

#[test]
fn phases_are_set_against_the_plan_curve_and_add_up() {
    let case = Case::over();
    let phases = case.page().result.phases;
    let names: Vec<&str> = phases.iter().map(|phase| phase.name.as_str()).collect();
    assert_eq!(names, ["预热", "爆发", "返场"]);
    let planned: Vec<Quantity> = phases.iter().filter_map(|phase| phase.planned).collect();
    assert_eq!(planned, qs(&["180", "450", "270"]));
    let actual: Vec<Quantity> = phases.iter().filter_map(|phase| phase.actual).collect();
    assert_eq!(actual, qs(&["120", "620", "60"]));
    let gaps: Vec<Quantity> = phases.iter().filter_map(|phase| phase.gap).collect();
    assert_eq!(gaps, qs(&["-60", "170", "-210"]));
    near(phases[2].achievement, 60.0 / 270.0);
}

#[test]
fn a_phase_that_ends_in_the_middle_of_a_day_loses_nothing() {
    let mut case = Case::over();
    let phases = "一:2026-10-01..2026-10-05T20:00=50%, 二:2026-10-05T20:00..2026-10-10=50%";
    case.place.set("c", CampaignDraft { phases: words(phases), ..CampaignDraft::default() }).unwrap();
    case.import("metric,at,value,campaign,channel,source\ngmv,2026-10-05T19:00,7,c,,live\n");
    let phases = case.page().result.phases;
    // The fifth day is known as a whole only: it counts where it ends. What came in at 19:00 counts before.
    let actual: Vec<Quantity> = phases.iter().filter_map(|phase| phase.actual).collect();
    assert_eq!(actual, qs(&["277", "530"]));
}

#[test]
fn a_ratio_is_in_each_phase_what_its_parts_were_in_it() {
    let mut case = Case::bare();
    case.place.now = OCTOBER - DAY;
    let draft = TargetDraft { goal: words("3%"), curve: words("flat"), ..TargetDraft::default() };
    case.place.target_of("c", "cvr_visitor_order", draft).unwrap();
    case.place.now = NOW;
    case.import(&readings());
    let phases = case.page().result.phases;
    let wanted = [24.0 / 900.0, 122.0 / 3050.0, 12.0 / 450.0].map(Quantity::from_f64);
    assert_eq!(phases.iter().map(|phase| phase.actual).collect::<Vec<_>>(), wanted);
    assert!(phases.iter().all(|phase| phase.planned == Some(q("3%"))));
}

#[test]
fn a_level_is_told_by_how_far_it_moved_in_each_phase() {
    let mut case = Case::bare();
    let draft = TargetDraft { baseline: words("1000"), ..phased("1100") };
    case.place.target_of("c", "followers", draft).unwrap();
    case.place.now = NOW;
    case.import(
        "metric,at,value,campaign,channel,source\nfollowers,2026-10-03,1015,c,,erp\n\
         followers,2026-10-07,1070,c,,erp\nfollowers,2026-10-10,1060,c,,erp\n",
    );
    let phases = case.page().result.phases;
    let both: Vec<_> = phases.iter().map(|p| (p.planned.unwrap(), p.actual.unwrap())).collect();
    assert_eq!(both, [(q("20"), q("15")), (q("50"), q("55")), (q("30"), q("-10"))]);
}

/// Money and what it brought, by channel.
fn money() -> String {
    let mut csv = "metric,at,value,campaign,channel,source\n".to_owned();
    for (metric, douyin, wechat) in [("spend", 130, 50), ("new_buyers", 26, 20), ("revenue", 520, 260)] {
        csv += &row(metric, 10, douyin, "douyin");
        csv += &row(metric, 10, wechat, "wechat");
    }
    csv
}

#[test]
fn channels_are_set_against_their_share_of_the_budget() {
    let mut case = Case::over();
    case.place.target_of("c", "new_buyers", phased("50")).unwrap();
    case.place.target_of("c", "revenue", phased("800")).unwrap();
    case.import(&money());
    let channels = case.page().result.channels;
    let keys: Vec<Option<&str>> = channels.iter().map(|row| row.key.as_deref()).collect();
    assert_eq!(keys, [Some("douyin"), Some("wechat"), None]);
    let some = |planned: &str, actual: &str| (Some(q(planned)), Some(q(actual)));
    assert_eq!((channels[0].spend, channels[0].result), (some("120", "130"), some("540", "462")));
    assert_eq!((channels[1].spend, channels[1].result), (some("80", "50"), some("360", "318")));
    assert_eq!((channels[2].spend, channels[2].result), (some("200", "180"), some("900", "800")));
    // CAC: 200 / 50; ROAS: 800 / 200; ROI: one less.
    for row in &channels {
        assert_eq!(row.ratios.map(|(planned, _)| planned), [Some(4.0), Some(4.0), Some(3.0)]);
    }
    let actual: Vec<[f64; 3]> = channels.iter().map(|row| row.ratios.map(|r| r.1.unwrap())).collect();
    assert_eq!(actual[..2], [[5.0, 4.0, 3.0], [2.5, 5.2, 4.2]]);
    near(Some(actual[2][0]), q("3.913043").to_f64());
    // A goal that was set for a ratio is its plan.
    case.place.target_of("c", "cac", keep("4.5")).unwrap();
    assert_eq!(case.page().result.channels[1].ratios[0].0, Some(4.5));
}

#[test]
fn a_channel_without_a_budget_has_no_plan() {
    let mut case = Case::over();
    case.place.done(budget(&[("wechat", "0")]));
    case.import(&money());
    let channels = case.page().result.channels;
    let wechat = channels.iter().find(|row| row.key.as_deref() == Some("wechat")).unwrap();
    let nothing = wechat.spend.0.unwrap_or_default();
    assert_eq!((nothing, wechat.result.0, wechat.result.1), (Quantity::ZERO, None, Some(q("318"))));
}

#[test]
fn an_adjustment_is_told_with_the_days_before_and_after_it() {
    let mut case = Case::over();
    case.note("2026-10-06T12:00", "红包 5→8 元");
    case.note("2026-10-02", "海报换了");
    case.note("2026-09-25", "定了主题");
    case.note("2026-10-10T09:00", "最后一天");
    let found = case.page().result.adjustments;
    let texts: Vec<&str> = found.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["海报换了", "红包 5→8 元", "最后一天"]);
    // 10-03 to 10-05: 40, 150, 170; 10-07 to 10-09: 150, 20, 20. Its own day counts to neither.
    let red = &found[1];
    assert_eq!((red.before, red.after), (Some(q("120")), Some(q("63.333333"))));
    // 60 and twice 112.5; 112.5 and twice 90.
    assert_eq!(red.planned, (Some(q("95")), Some(q("97.5"))));
    // One day before there is, and three after.
    assert_eq!((found[0].before, found[0].after), (Some(q("40")), Some(q("120"))));
    assert_eq!((found[2].after, found[2].planned.1), (None, None));
    assert_eq!(found[2].before, Some(q("63.333333")));
}

#[test]
fn a_task_whose_day_has_not_come_is_not_late_where_the_campaign_ends_early() {
    let mut case = Case::over();
    case.place.now = OCTOBER + 4 * DAY + HOUR;
    for (title, due) in [("素材", "2026-10-03"), ("收尾", "2026-10-08")] {
        let draft = TaskDraft { title: words(title), due: words(due), ..TaskDraft::default() };
        case.place.done(Request::TaskAdd { campaign: "c".to_owned(), draft });
    }
    let late = case.page().result.late;
    let late: Vec<(&str, i32)> = late.iter().map(|late| (late.task.title.as_str(), late.days)).collect();
    assert_eq!(late, [("素材", 2)], "by the day of the page, not by the campaign's last");
}

#[test]
fn tasks_that_were_late_and_resources_that_were_refused_are_told() {
    let mut case = Case::over();
    let task = |title: &str, due: &str| Request::TaskAdd {
        campaign: "c".to_owned(),
        draft: TaskDraft { title: words(title), due: words(due), ..TaskDraft::default() },
    };
    let done = |title: &str| {
        let draft = TaskDraft { status: words("done"), ..TaskDraft::default() };
        Request::TaskSet { task: title.to_owned(), seen: None, draft }
    };
    case.place.now = OCTOBER - 10 * DAY;
    for (title, due) in [("海报", "2026-09-25"), ("文案", "2026-09-25"), ("收尾", "2026-10-08")] {
        case.place.done(task(title, due));
    }
    case.place.done(done("文案"));
    case.place.now = OCTOBER - 4 * DAY;
    case.place.done(done("海报"));
    for (name, status) in [("首页焦点图", "refused"), ("短信", "promised"), ("开屏", "asked")] {
        let draft = ResourceDraft {
            name: words(name),
            need_by: words("T-7"),
            status: words(status),
            ..ResourceDraft::default()
        };
        case.place.done(Request::ResourceAdd { campaign: "c".to_owned(), draft });
    }
    case.place.now = NOW;
    let result = case.page().result;
    let late: Vec<(&str, i32, bool)> =
        result.late.iter().map(|late| (late.task.title.as_str(), late.days, late.is_open)).collect();
    assert_eq!((late, result.tasks), (vec![("海报", 2, false), ("收尾", 2, true)], 3));
    let refused: Vec<&str> = result.refused.iter().map(|resource| resource.name.as_str()).collect();
    assert_eq!((refused, result.resources), (vec!["首页焦点图", "开屏"], 3));
}

/// 中秋大促 `old`, ten days in September, of the same playbook.
fn with_former() -> Case {
    let mut case = Case::over();
    case.place.campaign("old", "中秋大促", "2026-09-01", "2026-09-10");
    case.place.campaign("older", "夏日大促", "2026-07-01", "2026-07-10");
    case.place.campaign("else", "别的", "2026-09-12", "2026-09-14");
    case.place.campaign("next", "双11", "2026-11-01", "2026-11-11");
    case.of_playbook(&["c", "old", "older", "next"]);
    case.import(
        "metric,at,value,campaign,channel,source\ngmv,2026-09-03,640,old,,erp\norders,2026-09-03,200,old,,erp\n\
         visitors,2026-09-03,4000,old,,erp\nshares,2026-09-03,7,old,,erp\n",
    );
    case
}

#[test]
fn the_last_campaign_of_the_same_playbook_stands_beside_it() {
    let case = with_former();
    let id = |key: &str| case.place.campaign_id(key);
    let found = case.page().result.former.unwrap();
    assert_eq!((found.campaign, found.key.as_str(), found.days), (id("old"), "old", (10, 10)));
    let rows: Vec<(&str, Quantity, Quantity)> =
        found.rows.iter().map(|r| (r.metric.key.as_str(), r.then.unwrap(), r.now.unwrap())).collect();
    let wanted = [("gmv", "640", "800"), ("visitors", "4000", "4400"), ("orders", "200", "158")];
    assert_eq!(rows[..3], wanted.map(|(key, then, now)| (key, q(then), q(now))));
    assert!(rows.iter().all(|row| row.0 != "shares"), "only what both have");
    near(found.rows[0].change, 0.25);
    let next = |key: &str| {
        let own = id(key);
        let read = |db: &fupan::store::Db<'_>| {
            let book = Book::open(db)?;
            let own = book.campaign(own).unwrap();
            let ids = (board::former_of(&book, own).map(|c| c.id), board::next_of(&book, own).map(|c| c.id));
            Ok(ids)
        };
        case.place.store.read(None, read).unwrap()
    };
    assert_eq!(next("old"), (Some(id("older")), Some(id("c"))));
    assert_eq!(next("c"), (Some(id("old")), Some(id("next"))));
    assert_eq!(next("else"), (None, None));
}

fn rows(rows: &[GapRow]) -> Vec<(&str, Quantity, Vec<Quantity>)> {
    rows.iter().map(|row| (row.name.as_str(), row.gap, row.parts.clone())).collect()
}

/// Every row adds up to its gap, every column to the driver's part, the mix to nothing.
fn adds_up(gap: &DriverGap) {
    let whole: Vec<Quantity> = gap.drivers.iter().map(|driver| driver.part).collect();
    assert_eq!(Quantity::sum(whole.iter().copied()), Ok(gap.gap));
    for table in [&gap.phases, &gap.channels].into_iter().filter(|table| !table.is_empty()) {
        for row in table {
            assert_eq!(Quantity::sum(row.parts.iter().copied()), Ok(row.gap), "{}", row.name);
        }
        for (place, part) in whole.iter().enumerate() {
            assert_eq!(Quantity::sum(table.iter().map(|row| row.parts[place])), Ok(*part));
        }
        assert_eq!(Quantity::sum(table.iter().map(|row| row.gap)), Ok(gap.gap));
        assert_eq!(table.last().map(|mix| (mix.name.as_str(), mix.gap)), Some(("", Quantity::ZERO)));
    }
}

#[test]
fn a_gap_is_split_by_driver_by_phase_and_by_channel() {
    let gap = Case::over().gap();
    assert_eq!((gap.goal, gap.actual, gap.gap), (q("900"), q("800"), q("-100")));
    assert_eq!((gap.metric.key.as_str(), gap.method), ("gmv", GapMethod::LogMean));
    let keys: Vec<&str> = gap.drivers.iter().map(|driver| driver.key.as_str()).collect();
    assert_eq!(keys, ["visitors", "orders/visitors", "gmv/orders"]);
    let parts: Vec<Quantity> = gap.drivers.iter().map(|driver| driver.part).collect();
    // L(800, 900) = 849.018…, times ln(4400 / 5000), ln((158 / 4400) / 0.036), ln((800 / 158) / 5).
    assert_eq!(parts, qs(&["-108.532923", "-2.146698", "10.679621"]));
    assert_eq!((gap.drivers[0].planned, gap.drivers[0].actual), (Some(5000.0), Some(4400.0)));
    near(gap.drivers[1].planned, 0.036);
    near(gap.drivers[1].actual, 158.0 / 4400.0);
    assert_eq!(
        rows(&gap.phases),
        [
            ("预热", q("-60"), qs(&["-15.59106", "-44.40894", "0"])),
            ("爆发", q("170"), qs(&["105.483964", "55.890354", "8.625682"])),
            ("返场", q("-210"), qs(&["-168.099254", "-41.900746", "0"])),
            ("", q("0"), qs(&["-30.326573", "28.272634", "2.053939"])),
        ]
    );
    assert_eq!(
        rows(&gap.channels),
        [
            ("douyin", q("-78"), qs(&["-16.950314", "-31.630237", "-29.419449"])),
            ("wechat", q("-42"), qs(&["-108.877258", "35.671481", "31.205777"])),
            ("", q("20"), qs(&["20", "0", "0"])),
            ("", q("0"), qs(&["-2.705351", "-6.187942", "8.893293"])),
        ]
    );
    let rest: Vec<bool> = gap.channels.iter().map(|row| row.is_rest).collect();
    assert_eq!((rest, gap.assumed.len()), (vec![false, false, true, false], 0));
    adds_up(&gap);
}

#[test]
fn a_driver_without_a_target_is_planned_by_the_former_campaign_and_named() {
    let mut case = with_former();
    let target = "c/orders".to_owned();
    case.place.done(Request::TargetDelete { target });
    let gap = case.gap();
    // 3.2 an order then: 900 / 3.2 orders of 5000 visitors.
    near(gap.drivers[1].planned, 281.25 / 5000.0);
    near(gap.drivers[2].planned, 3.2);
    assert_eq!(gap.assumed, ["orders/visitors", "gmv/orders"]);
    adds_up(&gap);
    // A goal that was set for the rate counts more.
    case.place.target_of("c", "aov_gmv", keep("4")).unwrap();
    let gap = case.gap();
    near(gap.drivers[2].planned, 4.0);
    assert_eq!(gap.assumed, ["orders/visitors"]);
}

#[test]
fn a_driver_that_nothing_is_known_of_is_left_out() {
    let mut case = Case::over();
    case.place.done(Request::TargetDelete { target: "c/visitors".to_owned() });
    let keys = |gap: &DriverGap| gap.drivers.iter().map(|d| d.key.clone()).collect::<Vec<_>>();
    let gap = case.gap();
    assert_eq!(keys(&gap), ["orders", "gmv/orders"]);
    adds_up(&gap);
    // In the middle: the rate is between those beside it.
    let mut case = Case::over();
    case.place.done(Request::TargetDelete { target: "c/orders".to_owned() });
    let gap = case.gap();
    assert_eq!(keys(&gap), ["visitors", "gmv/visitors"]);
    adds_up(&gap);
    case.place.done(Request::TargetDelete { target: "c/visitors".to_owned() });
    assert_eq!(case.page().analysis.gap, None);
}

#[test]
fn a_later_campaign_is_no_plan() {
    let mut case = Case::over();
    case.place.done(Request::TargetDelete { target: "c/visitors".to_owned() });
    case.place.campaign("late", "双11", "2026-11-01", "2026-11-02");
    case.import(
        "metric,at,value,campaign,channel,source\ngmv,2026-11-01,640,late,,erp\norders,2026-11-01,200,late,,erp\n\
         visitors,2026-11-01,4000,late,,erp\n",
    );
    case.place.now += 2 * DAY;
    assert_eq!(case.gap().drivers.len(), 2);
}

#[test]
fn a_gap_with_negative_numbers_still_adds_up() {
    let mut case = Case::over();
    case.import("metric,at,value,campaign,channel,source\ngmv,2026-10-09,-900,c,douyin,refunds\n");
    let gap = case.gap();
    assert_eq!((gap.actual, gap.method), (q("-100"), GapMethod::Shapley));
    adds_up(&gap);
    assert!(
        gap.drivers[2].part < gap.drivers[0].part,
        "the value of an order is what fell: {:?}",
        gap.drivers
    );
    let worst =
        case.page().analysis.findings.into_iter().find(|found| found.subject == "target:gmv").unwrap();
    assert_eq!(worst.kind, FindingKind::Lowlight);
}

#[test]
fn a_campaign_with_nothing_but_zeros_owes_its_gap_to_the_first_driver() {
    let mut case = Case::planned();
    let zeros = readings();
    let mut csv = String::new();
    for (number, line) in zeros.lines().enumerate() {
        let mut cells: Vec<&str> = line.split(',').collect();
        if number > 0 {
            cells[2] = "0";
        }
        csv += &format!("{}\n", cells.join(","));
    }
    case.import(&csv);
    let page = case.page();
    let gap = page.analysis.gap.unwrap();
    let parts: Vec<Quantity> = gap.drivers.iter().map(|driver| driver.part).collect();
    assert_eq!(parts, qs(&["-900", "0", "0"]));
    assert_eq!((gap.drivers[0].actual, gap.drivers[1].actual), (Some(0.0), None));
    adds_up(&gap);
    near(page.goal.targets[0].achievement, 0.0);
    assert!(page.result.phases.iter().all(|phase| phase.achievement == Some(0.0)));
}

#[test]
fn without_targets_or_readings_there_is_nothing_to_tell_and_nothing_breaks() {
    let mut case = Case::bare();
    case.place.now = NOW;
    let page = case.page();
    assert!(page.goal.targets.is_empty() && page.result.phases.is_empty() && page.analysis.gap.is_none());
    assert!(page.analysis.findings.is_empty(), "{:?}", page.analysis.findings);
    case.import(&readings());
    case.note("2026-10-06T12:00", "红包 5→8 元");
    let page = case.page();
    assert_eq!((page.result.adjustments.len(), page.result.adjustments[0].before), (1, None));
    assert_eq!(page.result.channels.last().unwrap().result, (None, None));

    let mut case = Case::planned();
    case.end();
    let page = case.page();
    let gmv = &page.goal.targets[0];
    assert_eq!((gmv.line.actual, gmv.gap, gmv.achievement), (None, None, None));
    assert!(gmv.foreseen.iter().all(|then| then.forecast.is_none() && then.status == Status::Pending));
    assert!(page.result.phases.iter().all(|phase| phase.planned.is_some() && phase.actual.is_none()));
    assert_eq!((page.analysis.gap, page.analysis.findings.len()), (None, 0));
}

#[test]
fn a_guardrail_is_told_by_the_days_it_held() {
    let mut case = Case::over();
    case.place.target_of("c", "refund_rate", keep("8%")).unwrap();
    let mut csv = money();
    // 78 of 780 in all: 10 %. The first day alone it held.
    csv += &row("revenue", 1, 100, "");
    csv += &row("refunds", 1, 5, "");
    csv += &row("refunds", 10, 83, "");
    case.import(&csv);
    let facts = case.facts("refund_rate");
    assert_eq!(facts.line.actual, Some(q("10%")));
    near(facts.achievement, 0.5);
    assert_eq!((facts.line.held, facts.gap), (Some(false), Some(q("2%"))));
    let found = case.page().analysis.findings;
    let breached = found.iter().find(|line| line.subject == "guardrail:refund_rate").unwrap();
    assert_eq!(breached.kind, FindingKind::Lowlight);
    let Some(FindingMatter::Guardrail { actual, bound, held, .. }) = &breached.matter else {
        panic!("{breached:?}");
    };
    assert_eq!((*actual, *bound, *held), (q("10%"), q("8%"), false));
}

/// Everything there is to find.
fn full() -> Case {
    let mut case = with_former();
    case.place.target_of("c", "new_buyers", phased("50")).unwrap();
    case.place.target_of("c", "cac", keep("5")).unwrap();
    case.place.target_of("c", "refund_rate", keep("8%")).unwrap();
    let mut csv = money();
    csv += &row("refunds", 10, 117, "");
    case.import(&csv);
    case.note("2026-10-06T12:00", "红包 5→8 元");
    case.end();
    case
}

fn told(page: &RetroPage) -> Vec<(&str, FindingKind)> {
    page.analysis.findings.iter().map(|found| (found.subject.as_str(), found.kind)).collect()
}

#[test]
fn the_biggest_deviations_are_proposed_first() {
    let case = full();
    let page = case.page();
    let (up, down) = (FindingKind::Highlight, FindingKind::Lowlight);
    let is_adjustment = |note: &Note| note.kind == NoteKind::Adjustment;
    let note = case.place.list::<Note>().into_iter().find(is_adjustment).unwrap().id.0;
    let adjustment = format!("adjustment:{note}");
    assert_eq!(
        told(&page),
        [
            // The primary target before anything else.
            ("target:gmv", down),
            ("guardrail:refund_rate", down),
            ("phase:3", down),
            ("channel:wechat:cac", up),
            (adjustment.as_str(), down),
            ("phase:2", up),
            ("phase:1", down),
            ("former:gmv", up),
            ("former:orders", down),
            ("target:orders", down),
            ("driver:visitors", down),
            ("target:visitors", down),
        ]
    );
    let sizes: Vec<f64> = page.analysis.findings.iter().map(|found| found.size).collect();
    let sizes = &sizes[1..];
    assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1]), "{sizes:?}");
    near(Some(sizes[0]), 0.875);
    near(Some(sizes[1]), 1.0 - 60.0 / 270.0);
    assert_eq!(page.line.written.undecided, Some(12));
    let Some(FindingMatter::Adjustment { ratio, .. }) = &page.analysis.findings[4].matter else { panic!() };
    assert!((ratio - 63.333_333 / 120.0).abs() < 1e-6);
}

#[test]
fn what_people_decided_stays_beside_what_the_numbers_say() {
    let mut case = full();
    let retro = case.place.list::<Retro>()[0].id;
    let mut decide = |subject: &str, kind, verdict, text: &str| {
        let (subject, text) = (subject.to_owned(), text.to_owned());
        let row =
            Finding { id: FindingId(0), version: 0, retro, kind, subject, text, verdict, created_at: NOW };
        case.insert(row)
    };
    let (up, down) = (FindingKind::Highlight, FindingKind::Lowlight);
    let (kept, dismissed) = (FindingVerdict::Kept, FindingVerdict::Dismissed);
    decide("phase:3", down, kept, "");
    decide("phase:2", up, dismissed, "");
    // The numbers said these once.
    decide("target:gmv", up, kept, "");
    decide("former:spend", up, dismissed, "");
    // Too small to be among the first twelve, but decided on.
    decide("guardrail:cac", up, kept, "");
    decide("", down, kept, "客服没人");
    decide("", up, dismissed, "算了");
    let page = case.page();
    let found = &page.analysis.findings;
    let of = |subject: &str| found.iter().filter(|line| line.subject == subject).collect::<Vec<_>>();
    assert_eq!(of("phase:3")[0].finding.as_ref().map(|row| row.verdict), Some(kept));
    assert_eq!(of("phase:2")[0].finding.as_ref().map(|row| row.verdict), Some(dismissed));
    assert!(of("guardrail:cac")[0].finding.is_some() && of("guardrail:cac")[0].matter.is_some());
    let gmv = of("target:gmv");
    assert_eq!(gmv.len(), 2, "missed now, and kept as a highlight before");
    assert!(gmv[0].matter.is_some() && gmv[0].finding.is_none() && gmv[0].kind == down);
    assert!(gmv[1].matter.is_none() && gmv[1].finding.is_some() && gmv[1].kind == up);
    assert!(of("former:spend").is_empty());
    let own = found.last().unwrap();
    assert_eq!(
        (own.subject.as_str(), own.finding.as_ref().map(|row| row.text.as_str())),
        ("", Some("客服没人"))
    );
    assert_eq!(of("").len(), 1);
}

#[test]
fn what_many_users_said_is_a_lowlight() {
    let mut case = Case::over();
    let campaign = case.place.campaign_id("c");
    for (category, count, answered_at) in [("优惠券", 30, None), ("优惠券", 5, Some(NOW)), ("物流", 9, None)]
    {
        let (source, category, answer) = ("客服".to_owned(), category.to_owned(), String::new());
        let impact = Impact::Medium;
        let note = Note::of_campaign(
            campaign,
            NoteKind::Feedback,
            OCTOBER + DAY,
            "用不了".to_owned(),
            "lin".to_owned(),
        );
        case.insert(Note {
            feedback: Some(Feedback { source, category, count, impact, answer, answered_at }),
            ..note
        });
    }
    let found = case.page().analysis.findings;
    let said: Vec<_> = found.iter().filter(|line| line.subject.starts_with("feedback:")).collect();
    assert_eq!(said.len(), 1);
    let Some(FindingMatter::Feedback { category, people, open }) = &said[0].matter else { panic!() };
    assert_eq!((category.as_str(), *people, *open), ("优惠券", 35, 1));
}

#[test]
fn money_that_is_left_is_good_only_where_the_goal_was_reached() {
    let mut case = Case::over();
    case.import(&money());
    case.place.done(budget(&[("douyin", "200"), ("wechat", "100")]));
    let spending = |case: &Case| {
        let found = case.page().analysis.findings;
        found.iter().find(|line| line.subject == "spending").map(|line| (line.kind, line.size))
    };
    let (kind, size) = spending(&case).unwrap();
    assert_eq!(kind, FindingKind::Lowlight);
    near(Some(size), 0.4);
    let draft = TargetDraft { goal: words("700"), ..TargetDraft::default() };
    case.place.done(Request::TargetSet { target: "c/gmv".to_owned(), seen: None, draft });
    assert_eq!(spending(&case).unwrap().0, FindingKind::Highlight);
    case.place.done(budget(&[("douyin", "100"), ("wechat", "50")]));
    assert_eq!(spending(&case).unwrap().0, FindingKind::Lowlight);
}
