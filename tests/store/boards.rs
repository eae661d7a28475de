//! What the boards show is what the readings say.
use super::kit::{DAY, HOUR, NOW, Place, TODAY, q, words};
use fupan::board::{self, Chart, Explanation, Group, Matter, Urgency, Window};
use fupan::model::{Day, Quantity, Status, Target};
use fupan::planner::{CampaignDraft, Request, TargetDraft};

fn goal(text: &str) -> TargetDraft {
    TargetDraft { goal: words(text), ..TargetDraft::default() }
}

fn chart(place: &Place, target: &str, window: Window, now: i64) -> Chart {
    let id = place.target_row(target).id;
    place
        .store
        .read(None, |db| board::chart(db, &board::Book::in_use(db)?, id, window, now))
        .unwrap()
        .unwrap()
}

fn explain(place: &Place, target: &str) -> Explanation {
    let target = place.target_row(target).id;
    place.store.read(None, |db| board::explain(db, target, place.now)).unwrap()
}

fn status(place: &mut Place, campaign: &str, status: &str) {
    let (campaign, status) = (campaign.to_owned(), status.to_owned());
    place.done(Request::CampaignStatus {
        campaign,
        status,
        reason: Some("it is about the board".to_owned()),
    });
}

#[test]
fn live_campaigns_come_by_worst_status_then_upcoming_then_ended_ones() {
    let mut place = Place::new();
    for (key, start, end) in [
        ("later", "2026-12-12", "2026-12-13"),
        ("soon", "2026-11-20", "2026-11-21"),
        ("good", "2026-11-01", "2026-11-11"),
        ("bad", "2026-11-01", "2026-11-11"),
        ("over", "2026-10-01", "2026-10-11"),
        ("justover", "2026-10-20", "2026-11-01"),
        ("longgone", "2026-01-01", "2026-01-11"),
        ("dropped", "2026-11-01", "2026-11-11"),
    ] {
        place.campaign(key, key, start, end);
        place.target(key, "gmv", "1100");
    }
    place.record("gmv=1000 good 2026-11-03");
    place.record("gmv=10 bad 2026-11-03");
    status(&mut place, "dropped", "cancelled");
    let cockpit = place.cockpit();
    let order: Vec<(&str, Group)> = cockpit.campaigns.iter().map(|c| (c.key.as_str(), c.group)).collect();
    assert_eq!(
        order,
        [
            ("bad", Group::Live),
            ("good", Group::Live),
            ("soon", Group::Upcoming),
            ("later", Group::Upcoming),
            ("justover", Group::Ended),
            ("over", Group::Ended),
        ]
    );
    assert_eq!(cockpit.campaigns_in_file, 8);
    let bad = &cockpit.campaigns[0];
    assert_eq!((bad.day, bad.days, bad.health), (4, 11, Some(Status::Behind)));
    let acts: Vec<_> = cockpit.todos.iter().filter(|t| t.urgency == Urgency::Act).collect();
    assert!(matches!(acts[0].matter, Matter::OffPace { status: Status::Behind, .. }), "{acts:?}");
    assert!(cockpit.todos.is_sorted_by_key(|t| t.urgency));
    let offered = cockpit.todos.iter().filter(|t| matches!(t.matter, Matter::StatusOffered { .. }));
    assert_eq!(offered.count(), 4, "two to start, two to end");
}

#[test]
fn a_breached_guardrail_caps_its_campaign_at_risk() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1100");
    let guard = TargetDraft { guardrail: Some(true), ..goal("50") };
    place.target_of("d11", "cac", guard).unwrap();
    place.record("gmv=400 d11 2026-11-03");
    place.record("spend=1000 d11 2026-11-03");
    place.record("new_buyers=25 d11 2026-11-03");
    let line = place.line("d11");
    assert!(line.targets[0].status.is_green(), "{:?}", line.targets[0].status);
    let guard = line.targets.last().unwrap();
    if guard.actual.is_none() {
        panic!("cac is made of {:?}", explain(&place, "cac").formula);
    }
    assert_eq!((guard.actual, guard.held), (Some(q("40")), Some(true)));
    place.record("spend=2000 d11 2026-11-03");
    let line = place.line("d11");
    let guard = line.targets.last().unwrap();
    assert_eq!((guard.actual, guard.held), (Some(q("80")), Some(false)));
    assert_eq!(line.health, Some(Status::AtRisk));
    let todos = place.cockpit().todos;
    assert!(todos.iter().any(|t| matches!(t.matter,
        Matter::Breached { above: true, actual, bound, .. } if actual == q("80") && bound == q("50"))));
}

#[test]
fn old_data_is_stale_and_a_channel_that_lags_is_named() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1100");
    place.record("gmv=300 d11 @tv 2026-11-01");
    place.record("gmv=300 d11 @douyin 2026-11-03");
    let line = place.gauge("d11", "gmv");
    assert_eq!(line.lagging, [("tv".to_owned(), TODAY - 2 * DAY)]);
    assert_eq!((line.data_until, line.is_stale), (Some(TODAY), false));
    place.now = TODAY + 4 * DAY;
    assert!(!place.gauge("d11", "gmv").is_stale, "cadence and grace are over only afterwards");
    place.now += 1;
    let line = place.gauge("d11", "gmv");
    assert!(line.is_stale && line.status == Status::Stale, "{:?}", line.status);
    assert!(place.cockpit().todos.iter().any(|t| matches!(t.matter, Matter::OldData { .. })));
}

#[test]
fn a_done_target_goes_with_its_steps() {
    let mut place = Place::with_campaign();
    place.record("gmv=1 d11 2026-11-03");
    place.target("d11", "gmv", "100");
    let steps = vec!["场地签约=2".to_owned(), "装修".to_owned(), "装修验收".to_owned()];
    let draft = TargetDraft { key: words("venue"), steps: Some(steps), ..TargetDraft::default() };
    place.target_of("d11", "orders", draft).unwrap();
    let tick = |place: &mut Place, step: &str, done| {
        let (target, step) = ("d11/venue".to_owned(), step.to_owned());
        place.ask(Request::TargetStep { target, step, done })
    };
    assert_eq!(place.gauge("d11", "venue").progress, Some(0.0));
    tick(&mut place, "场地", true).unwrap();
    assert_eq!(place.gauge("d11", "venue").progress, Some(0.5));
    assert_eq!(tick(&mut place, "装", true).unwrap_err().code(), "no_step", "two of them");
    tick(&mut place, "装修", true).unwrap();
    assert_eq!(place.gauge("d11", "venue").progress, Some(0.75));
    assert_eq!(place.line("d11").data_until, Some(TODAY), "steps do not make the data fresh");
    let drawn = chart(&place, "venue", Window::All, NOW);
    let today = drawn.today.unwrap();
    assert_eq!(drawn.actual[today], Some(0.75));
    assert_eq!((drawn.actual[0], drawn.actual[today + 1]), (Some(0.0), None));
    tick(&mut place, "3", true).unwrap();
    assert_eq!(place.gauge("d11", "venue").status, Status::Met);
    tick(&mut place, "3", false).unwrap();
    let steps = Some(vec!["场地签约=1".to_owned(), "开业".to_owned()]);
    let draft = TargetDraft { steps, ..TargetDraft::default() };
    place.done(Request::TargetSet { target: "d11/venue".to_owned(), seen: None, draft });
    assert_eq!(place.gauge("d11", "venue").progress, Some(0.5), "what was done stays done");
    let weightless = TargetDraft { steps: Some(vec!["开业=0".to_owned()]), ..TargetDraft::default() };
    let target = "d11/venue".to_owned();
    let error = place.ask(Request::TargetSet { target, seen: None, draft: weightless }).unwrap_err();
    assert_eq!(error.in_field(), Some("step"));
}

#[test]
fn a_derived_target_is_computed_from_summed_parts_never_from_daily_ratios() {
    let mut place = Place::with_campaign();
    place.target("d11", "ctr", "5%");
    assert_eq!(place.gauge("d11", "ctr").actual, None);
    for (day, clicks, impressions) in [(1, 10, 100), (2, 10, 1000), (3, 30, 900)] {
        place.record(&format!("clicks={clicks} d11 2026-11-0{day}"));
        place.record(&format!("impressions={impressions} d11 2026-11-0{day}"));
    }
    assert_eq!(place.gauge("d11", "ctr").actual, Some(q("0.025")));
    let drawn = chart(&place, "ctr", Window::All, NOW);
    let near = |a: Option<f64>, b: f64| a.is_some_and(|a| (a - b).abs() < 1e-9);
    assert!(
        near(drawn.actual[0], 0.1) && near(drawn.actual[1], 20.0 / 1100.0) && near(drawn.actual[2], 0.025)
    );
    assert_eq!(drawn.actual[3], None, "nothing is drawn beyond the last day seen");
}

#[test]
fn a_quotient_of_levels_takes_the_latest_of_each() {
    let mut place = Place::with_campaign();
    place.target("d11", "stickiness", "30%");
    place.record("mau=1000 d11 2026-11-01");
    for (day, dau) in [(1, 100), (2, 200), (3, 250)] {
        place.record(&format!("dau={dau} d11 2026-11-0{day}"));
    }
    assert_eq!(place.gauge("d11", "stickiness").actual, Some(q("0.25")));
    let drawn = chart(&place, "stickiness", Window::All, NOW);
    assert_eq!(drawn.actual[..4], [Some(0.1), Some(0.2), Some(0.25), None]);
}

#[test]
fn a_level_adds_up_the_last_value_of_each_channel() {
    let mut place = Place::with_campaign();
    place.target("d11", "followers", "1000");
    place.record("followers=100 d11 @weibo 2026-11-01");
    place.record("followers=50 d11 @douyin 2026-11-02");
    place.record("followers=120 d11 @weibo 2026-11-03");
    place.record("followers=119 d11 @weibo 2026-11-02 ~other");
    assert_eq!(place.gauge("d11", "followers").actual, Some(q("170")));
    let drawn = chart(&place, "followers", Window::All, NOW);
    assert_eq!(drawn.actual[..4], [Some(100.0), Some(169.0), Some(170.0), None]);
}

#[test]
fn a_level_of_the_day_counts_only_up_to_the_moment_shown() {
    let mut place = Place::with_campaign();
    place.target("d11", "followers", "1000");
    place.record("followers=100 d11 2026-10-30T09:00");
    place.record("followers=300 d11 2026-11-04T12:00");
    place.record("followers=400 d11 2026-11-04T20:00");
    assert_eq!(place.gauge("d11", "followers").actual, Some(q("300")));
    place.now = TODAY + 11 * HOUR;
    assert_eq!(place.gauge("d11", "followers").actual, Some(q("100")), "what stood before the start");
    place.now = TODAY + 20 * HOUR;
    assert_eq!(place.gauge("d11", "followers").actual, Some(q("400")));
}

#[test]
fn what_must_not_be_added_up_speaks_for_the_whole_only_without_a_channel() {
    let mut place = Place::with_campaign();
    place.target("d11", "reach", "1000");
    place.record("reach=300 d11 @tv 2026-11-03");
    assert_eq!(place.gauge("d11", "reach").actual, None);
    place.record("reach=400 d11 2026-11-03");
    place.record("reach=300 d11 @douyin 2026-11-03");
    assert_eq!(place.gauge("d11", "reach").actual, Some(q("400")));
}

#[test]
fn a_plan_like_a_former_campaign_takes_its_shape_for_flows_and_levels() {
    let mut place = Place::new();
    place.campaign("old", "旧活动", "2026-10-01", "2026-10-04");
    place.campaign("d11", "双11拉新", "2026-11-01", "2026-11-04");
    for (day, gmv, followers) in [(1, 10, 1100), (2, 20, 1100), (3, 30, 1300), (4, 40, 1400)] {
        place.record(&format!("gmv={gmv} old 2026-10-0{day}"));
        place.record(&format!("followers={followers} old 2026-10-0{day}"));
    }
    place.record("followers=1000 old 2026-09-30");
    let like = |metric: &str, place: &mut Place| {
        let draft = TargetDraft { curve: words("like:old"), baseline: words("0"), ..goal("1000") };
        place.target_of("d11", metric, draft).unwrap();
        let plan = chart(place, metric, Window::All, NOW).plan;
        plan.iter().map(|v| (v * 1000.0).round() / 1000.0).collect::<Vec<_>>()
    };
    assert_eq!(like("gmv", &mut place), [100.0, 300.0, 600.0, 1000.0]);
    assert_eq!(like("followers", &mut place), [250.0, 250.0, 750.0, 1000.0]);
    let draft = TargetDraft { curve: words("like:old"), ..goal("1000") };
    assert_eq!(place.target_of("d11", "orders", draft).unwrap_err().code(), "no_shape");
}

#[test]
fn a_chart_is_as_long_as_its_days_in_every_window_at_any_moment() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1100");
    for day in 1..=3 {
        place.record(&format!("gmv=100 d11 2026-11-0{day}"));
    }
    let (campaign, at) = ("d11".to_owned(), words("2026-11-02"));
    place.done(Request::NoteAdd { campaign, text: "红包 5→8 元".to_owned(), kind: None, at });
    for window in [Window::Week, Window::Month, Window::All] {
        for days in [-40, -5, -3, 0, 3, 7, 8, 40] {
            let chart = chart(&place, "gmv", window, NOW + days * DAY);
            let length = chart.days.len();
            assert!(length > 0, "{window:?} {days}");
            assert_eq!([chart.plan.len(), chart.actual.len(), chart.cone.len()], [length; 3]);
            assert!(chart.today.is_none_or(|today| today < length));
            assert!(chart.marks.iter().all(|mark| mark.day < length));
        }
    }
    let drawn = chart(&place, "gmv", Window::All, NOW);
    assert_eq!(drawn.days.len(), 11);
    assert_eq!(drawn.actual[..4], [Some(100.0), Some(200.0), Some(300.0), None]);
    assert_eq!((drawn.today, drawn.marks[0].day, drawn.marks[0].number), (Some(3), 1, 1));
    assert_eq!(drawn.plan.last(), Some(&1100.0));
    assert_eq!((drawn.plan_origin, drawn.origin, drawn.cutoff), (0.0, Some(0.0), Some(3.0)));
    assert!(drawn.now.is_some_and(|at| (3.0..4.0).contains(&at)) && drawn.marks[0].place >= 1.0);
    assert!(drawn.cone.iter().flatten().all(|(low, mid, _)| *low >= 300.0 && mid >= low), "{:?}", drawn.cone);
    let week = chart(&place, "gmv", Window::Week, NOW + 5 * DAY);
    assert_eq!((week.days.len(), week.origin, week.actual[0]), (7, Some(200.0), Some(300.0)));
}

#[test]
fn campaigns_that_need_nobody_are_listed_on_demand_or_where_there_is_nothing_else() {
    let mut place = Place::with_campaign();
    place.campaign("old", "旧活动", "2026-01-01", "2026-01-05");
    let keys = |place: &Place, all| -> Vec<String> {
        place.cockpit_with(all).campaigns.iter().map(|c| c.key.clone()).collect()
    };
    assert_eq!(keys(&place, false), ["d11"]);
    assert_eq!(keys(&place, true), ["d11", "old"]);
    place.done(Request::CampaignDelete { campaign: "d11".to_owned() });
    assert_eq!(keys(&place, false), ["old"]);
    assert!(place.cockpit_with(false).todos.is_empty());
}

#[test]
fn a_past_day_is_shown_as_it_stood() {
    let mut place = Place::new();
    place.now = TODAY - 4 * DAY;
    place.campaign("d11", "双11拉新", "2026-11-01", "2026-11-11");
    place.target("d11", "gmv", "1100");
    for day in 1..=3 {
        place.now += DAY;
        place.record(&format!("gmv=100 d11 2026-11-0{day}"));
    }
    place.now = NOW;
    let draft = TargetDraft { goal: words("2200"), ..TargetDraft::default() };
    place.done(Request::TargetSet { target: "d11/gmv".to_owned(), seen: None, draft });
    place.done(Request::CampaignDelete { campaign: "d11".to_owned() });
    assert!(place.cockpit().campaigns.is_empty());
    let then = place.cockpit_at(Some(TODAY - DAY - 1)).campaigns;
    let line = &then[0].targets[0];
    assert_eq!((line.goal, line.actual, then[0].day), (q("1100"), Some(q("200")), 2));
    assert!(place.cockpit_at(Some(TODAY - 30 * DAY)).campaigns.is_empty());
}

#[test]
fn the_inputs_of_an_explanation_add_up_to_the_actual() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1100");
    place.target("d11", "followers", "1000");
    place.record("gmv=100.25 d11 @tv 2026-11-01");
    place.record("gmv=50.5 d11 @tv 2026-11-02 ~erp");
    place.record("gmv=7 d11 2026-11-02");
    place.record("gmv=9999 d11 2026-12-24T10:00");
    place.record("gmv=8888 d11 2026-10-30");
    place.record("followers=10 d11 @a 2026-11-02");
    place.record("followers=20 d11 @b 2026-11-01");
    for target in ["gmv", "followers"] {
        let found = explain(&place, target);
        let sum = Quantity::sum(found.inputs.iter().map(|i| i.value)).unwrap();
        assert_eq!(found.line.actual, Some(sum), "{target}");
        assert_eq!(found.inputs.iter().map(|i| i.until).max(), found.line.data_until);
        assert_eq!(found.shares.len(), 11);
    }
    assert_eq!(place.gauge("d11", "gmv").actual, Some(q("157.75")));
}

#[test]
fn the_quick_pace_of_all_targets_is_the_pace_of_each() {
    let mut place = Place::with_campaign();
    for (metric, goal) in [("gmv", "1100"), ("followers", "1000"), ("ctr", "5%"), ("orders", "10")] {
        place.target("d11", metric, goal);
    }
    place.record("gmv=300 d11 @tv 2026-11-03");
    place.record("gmv=70 d11 2026-11-04T20:00");
    place.record("followers=300 d11 2026-11-03");
    place.record("clicks=3 d11 2026-11-03");
    place.record("impressions=100 d11 2026-11-03");
    let all = place.store.read(None, |db| board::pace_of_all(db, &board::Book::open(db)?, NOW)).unwrap();
    let line = place.line("d11");
    assert_eq!(all.len(), 4);
    for (id, pace, status) in all {
        let one = line.targets.iter().find(|t| t.id == id).unwrap();
        assert_eq!((one.pace, one.status), (pace, status), "{}", one.key);
    }
}

#[test]
fn a_baseline_comes_from_what_stood_before_the_start_once_per_channel() {
    let mut place = Place::with_campaign();
    place.record("followers=100 d11 @a 2026-10-30");
    place.record("followers=110 d11 @a 2026-10-31 ~erp");
    place.record("followers=50 d11 @b 2026-10-31");
    place.record("followers=999 d11 @b 2026-11-02");
    let outcome = place.target("d11", "followers", "1000");
    assert!(outcome.warnings.is_empty());
    assert_eq!(place.target_row("followers").baseline, q("160"));
}

#[test]
fn a_key_outranks_the_name_of_another_and_two_of_one_metric_are_ambiguous() {
    let mut place = Place::with_campaign();
    place.target_of("d11", "gmv", TargetDraft { key: words("sales"), ..goal("500") }).unwrap();
    place.target("d11", "gmv", "1000");
    let draft = |goal: &str| TargetDraft { goal: words(goal), ..TargetDraft::default() };
    let set = |place: &mut Place, target: &str| {
        let (target, draft) = (target.to_owned(), draft("2000"));
        place.ask(Request::TargetSet { target, seen: None, draft })
    };
    set(&mut place, "d11/gmv").unwrap();
    let goals = |place: &Place| place.list::<Target>().iter().map(|t| t.goal).collect::<Vec<_>>();
    assert_eq!(goals(&place), [q("500"), q("2000")]);
    let name = place.gauge("d11", "gmv").name_zh;
    if name.to_lowercase() != "gmv" {
        let error = set(&mut place, &format!("d11/{name}")).unwrap_err();
        assert_eq!((error.code(), error.detail().len()), ("ambiguous", 2));
    }
    let error = set(&mut place, "d1/nothing").unwrap_err();
    assert_eq!(error.code(), "no_target");
    place.campaign("d12", "双12", "2026-12-01", "2026-12-12");
    let error = place.set("d1", CampaignDraft::default()).unwrap_err();
    assert_eq!((error.code(), error.detail().len()), ("ambiguous", 2));
}

#[test]
fn days_are_counted_in_the_workspaces_time_zone() {
    let mut place = Place::of("America/New_York");
    place.campaign("bf", "Black Friday", "2026-11-27", "2026-11-27");
    place.target("bf", "gmv", "100");
    place.record("gmv=60 bf 2026-11-27T23:30");
    place.record("gmv=60 bf 2026-11-28T00:00");
    place.now = NOW + 40 * DAY;
    assert_eq!(place.gauge("bf", "gmv").actual, Some(q("60")));
    let day = Day::of(chrono::NaiveDate::from_ymd_opt(2026, 11, 27).unwrap());
    assert_eq!(place.gauge("bf", "gmv").start, day);
}

#[test]
fn a_campaign_by_channel_shows_the_numbers_of_its_targets() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1100");
    place.target("d11", "followers", "1000");
    place.record("gmv=100 d11 @tv 2026-11-01");
    place.record("gmv=10 d11 @tv 2026-11-04T20:00");
    place.record("gmv=7 d11 2026-11-02");
    place.record("followers=100 d11 @weibo 2026-11-01");
    place.record("followers=119 d11 @weibo 2026-11-02 ~other");
    place.record("followers=110 d11 @weibo 2026-11-02T10:00 ~third");
    place.record("followers=50 d11 @douyin 2026-11-02");
    let line = place.line("d11");
    let split = place.store.read(None, |db| {
        let book = board::Book::open(db)?;
        board::by_channel(db, &book, &book.campaigns[0], NOW)
    });
    let split = split.unwrap();
    let of = |channel: Option<&str>, metric: &str| {
        let at = split.metrics.iter().position(|m| m.key == metric).unwrap();
        split.rows.iter().find(|r| r.channel.as_deref() == channel).unwrap().values[at]
    };
    for target in line.targets {
        assert_eq!(of(None, &target.key), target.actual, "{}", target.key);
    }
    assert_eq!((of(Some("tv"), "gmv"), of(Some("douyin"), "followers")), (Some(q("100")), Some(q("50"))));
    assert_eq!(of(Some("weibo"), "followers"), Some(q("110")), "the latest of the three");
}

#[test]
fn data_that_stops_short_of_the_end_is_stale_not_forgotten() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1100");
    place.record("gmv=100 d11 2026-11-02");
    place.now = NOW + 20 * DAY;
    let line = place.gauge("d11", "gmv");
    assert_eq!((line.status, line.is_stale, line.needed_per_day), (Status::Behind, true, None));
    status(&mut place, "d11", "ended");
    let line = place.gauge("d11", "gmv");
    assert_eq!((line.status, line.is_stale), (Status::Missed, false));
}

#[test]
fn a_done_target_is_planned_over_its_time() {
    let mut place = Place::with_campaign();
    let steps = Some(vec!["a".to_owned(), "b".to_owned()]);
    place.target_of("d11", "completion", TargetDraft { steps, ..TargetDraft::default() }).unwrap();
    let expected = place.gauge("d11", "completion").plan_share.unwrap();
    assert!((0.2..0.5).contains(&expected), "{expected}");
}

#[test]
fn nobody_is_told_to_record_what_is_over_and_met() {
    let mut place = Place::with_campaign();
    let draft = TargetDraft { end: words("2026-11-01"), ..goal("10") };
    place.target_of("d11", "orders", draft).unwrap();
    place.record("orders=12 d11 2026-11-01");
    place.now = NOW + 3 * DAY;
    assert_eq!(place.gauge("d11", "orders").status, Status::Met);
    let todos = place.cockpit().todos;
    assert!(!todos.iter().any(|t| matches!(t.matter, Matter::OldData { .. })), "{todos:?}");
}

#[test]
fn an_explanation_names_the_rate_of_the_forecast() {
    let mut place = Place::with_campaign();
    place.target("d11", "orders", "1100");
    for day in 1..=3 {
        place.record(&format!("orders=50 d11 2026-11-0{day}"));
    }
    let rho = explain(&place, "orders").rho.unwrap();
    assert!((rho - 0.5).abs() < 0.01, "{rho}");
}

#[test]
fn a_target_of_some_hours_takes_only_what_came_in_then() {
    let mut place = Place::with_campaign();
    let draft =
        TargetDraft { start: words("2026-11-02 20:00"), end: words("2026-11-03 02:00"), ..goal("100") };
    place.target_of("d11", "orders", draft).unwrap();
    for (value, at) in [
        ("1", "2026-11-02T19:00"),
        ("2", "2026-11-02T21:00"),
        ("4", "2026-11-03T01:00"),
        ("8", "2026-11-03T09:00"),
    ] {
        place.record(&format!("orders={value} d11 {at}"));
    }
    assert_eq!(place.gauge("d11", "orders").actual, Some(q("6")));
}

#[test]
fn dates_that_would_leave_a_target_without_time_are_refused() {
    let mut place = Place::with_campaign();
    let steps = Some(vec!["a".to_owned()]);
    let draft = TargetDraft { steps, start: words("2026-11-08"), ..TargetDraft::default() };
    place.target_of("d11", "completion", draft).unwrap();
    let end = CampaignDraft { end: words("2026-11-05"), ..CampaignDraft::default() };
    assert_eq!(place.set("d11", end).unwrap_err().code(), "end_before_start");
    place.cockpit();
}

#[test]
fn a_sum_too_large_to_be_exact_does_not_hide_the_other_targets() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1100");
    place.target("d11", "orders", "10");
    place.record("gmv=9000000000000 d11 2026-11-01");
    place.record("gmv=9000000000000 d11 2026-11-02");
    place.record("orders=5 d11 2026-11-02");
    assert_eq!(place.gauge("d11", "gmv").actual, None);
    assert_eq!(place.gauge("d11", "orders").actual, Some(q("5")));
}

#[test]
fn the_end_of_a_past_day_is_still_that_day() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1100");
    let zone = place.store.settings().unwrap().zone;
    let end = zone.start_of(zone.day_of(place.now));
    let shown = place
        .store
        .read(None, |db| {
            let book = board::Book::open(db)?;
            board::campaign_line(db, &book, &book.campaigns[0], end)
        })
        .unwrap();
    assert_eq!(shown.day, place.line("d11").day - 1);
}
