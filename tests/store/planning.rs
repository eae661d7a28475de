//! What a campaign is planned with: tasks, resources, money, links, dates that move, steps that lack something; and
//! files from before there was any of it.
use super::kit::{DAY, NOW, Place, q, words};
use fupan::board::{self, Book};
use fupan::model::{
    Budget, Campaign, CampaignStatus, Link, Note, Resource, ResourceStatus, Target, Task, TaskStatus,
};
use fupan::planner::{CampaignDraft, LinkDraft, MovedKind, Request, ResourceDraft, TargetDraft, TaskDraft};

fn task(title: &str, due: &str) -> Request {
    let draft = TaskDraft { title: words(title), due: words(due), ..TaskDraft::default() };
    Request::TaskAdd { campaign: "d11".to_owned(), draft }
}

fn change(task: &str, draft: TaskDraft) -> Request {
    Request::TaskSet { task: task.to_owned(), seen: None, draft }
}

fn resource(name: &str, need_by: &str) -> Request {
    let draft = ResourceDraft { name: words(name), need_by: words(need_by), ..ResourceDraft::default() };
    Request::ResourceAdd { campaign: "d11".to_owned(), draft }
}

fn budget(lines: &[(&str, &str)]) -> Request {
    let lines = lines.iter().map(|(c, p)| ((*c).to_owned(), (*p).to_owned())).collect();
    Request::BudgetSet { campaign: "d11".to_owned(), lines }
}

fn status(to: &str, reason: Option<&str>) -> Request {
    let (campaign, status) = ("d11".to_owned(), to.to_owned());
    Request::CampaignStatus { campaign, status, reason: reason.map(str::to_owned) }
}

fn due(place: &Place, title: &str) -> String {
    let lines =
        place.store.read(None, |db| board::tasks(db, &Book::open(db)?, place.now, |_, _| true)).unwrap();
    lines.into_iter().find(|t| t.title == title).unwrap().on.to_string()
}

fn code(error: &fupan::Error) -> (&'static str, Option<&'static str>) {
    (error.code(), error.in_field())
}

#[test]
fn what_is_counted_from_a_campaigns_dates_moves_with_them_and_is_told() {
    let mut place = Place::with_campaign();
    let phases = words("预热:11-01..11-05=30%, 爆发:11-06..11-11=70%");
    place.set("d11", CampaignDraft { phases, ..CampaignDraft::default() }).unwrap();
    let own = TargetDraft {
        goal: words("100"),
        start: words("11-02"),
        end: words("11-03"),
        curve: words("table:11-02=50%,11-03=100%"),
        ..TargetDraft::default()
    };
    place.target_of("d11", "orders", own).unwrap();
    for request in [task("素材", "T-21"), task("复盘", "E+1"), task("固定", "10-20"), resource("坑位", "T-7")]
    {
        place.done(request);
    }
    place.done(task("早做完了", "T-30"));
    place.done(change("早做完了", TaskDraft { status: words("done"), ..TaskDraft::default() }));
    let before = place.visible();
    let outcome = place.done(Request::CampaignShift { campaign: "d11".to_owned(), days: 7 });
    assert_eq!(due(&place, "素材"), "2026-10-18");
    assert_eq!(due(&place, "复盘"), "2026-11-19");
    assert_eq!(due(&place, "固定"), "2026-10-20");
    let moved = |kind: MovedKind| outcome.moved.iter().filter(|m| m.kind == kind).count();
    assert_eq!(moved(MovedKind::Campaign), 1);
    assert_eq!((moved(MovedKind::Phase), moved(MovedKind::Target)), (2, 1));
    assert_eq!((moved(MovedKind::Task), moved(MovedKind::Resource)), (2, 1));
    let task = outcome.moved.iter().find(|m| m.name == "素材").unwrap();
    assert_eq!((task.from.as_str(), task.to.as_str()), ("2026-10-11", "2026-10-18"));
    let target = &place.list::<Target>()[0];
    assert_eq!(target.start.unwrap().to_string(), "2026-11-09");
    place.undo().unwrap();
    assert_eq!(place.visible(), before);
}

#[test]
fn a_longer_campaign_stretches_its_phases_and_leaves_no_gap() {
    let mut place = Place::with_campaign();
    let phases = words("a:11-01..11-05=30%, b:11-06..11-10=60%, c:11-11..11-11=10%");
    place.set("d11", CampaignDraft { phases, ..CampaignDraft::default() }).unwrap();
    for (end, borders) in [
        ("11-22", [("2026-11-01", "2026-11-10"), ("2026-11-11", "2026-11-20"), ("2026-11-21", "2026-11-22")]),
        ("11-03", [("2026-11-01", "2026-11-01"), ("2026-11-02", "2026-11-02"), ("2026-11-03", "2026-11-03")]),
    ] {
        place.set("d11", CampaignDraft { end: words(end), ..CampaignDraft::default() }).unwrap();
        let campaign = &place.list::<Campaign>()[0];
        let found: Vec<(String, String)> =
            campaign.phases.0.iter().map(|p| (p.start.to_string(), p.end.to_string())).collect();
        let wanted = borders.map(|(from, to)| (from.to_owned(), to.to_owned()));
        assert_eq!(found, wanted, "{end}");
        assert_eq!(campaign.phases.check(campaign.start, campaign.end), Ok(()));
    }
    let error =
        place.set("d11", CampaignDraft { end: words("11-02"), ..CampaignDraft::default() }).unwrap_err();
    assert_eq!(code(&error), ("phases_too_many", Some("phases")));
}

#[test]
fn tasks_wait_for_tasks_but_never_for_themselves() {
    let mut place = Place::with_campaign();
    place.done(task("素材", "T-10"));
    place.done(task("投放", "T-3"));
    place.done(change("投放", TaskDraft { after: words("素材"), ..TaskDraft::default() }));
    let error =
        place.ask(change("素材", TaskDraft { after: words("投放"), ..TaskDraft::default() })).unwrap_err();
    assert_eq!(code(&error), ("task_loop", Some("after")));
    let early = place.done(change("投放", TaskDraft { status: words("done"), ..TaskDraft::default() }));
    assert_eq!(early.warnings.iter().map(|w| w.code()).collect::<Vec<_>>(), ["done_before"]);
    let row = place.list::<Task>().into_iter().find(|t| t.title == "投放").unwrap();
    assert_eq!((row.status, row.done_at), (TaskStatus::Done, Some(NOW)));
    place.done(Request::TaskDelete { task: "素材".to_owned() });
    assert!(place.list::<Task>()[0].depends_on.0.is_empty());
    place.undo().unwrap();
    assert_eq!(place.list::<Task>().len(), 2);
    let refused = place.ask(change("投放", TaskDraft { status: words("refused"), ..TaskDraft::default() }));
    assert_eq!(code(&refused.unwrap_err()), ("only_approvals", Some("status")));
}

#[test]
fn overdue_and_pressing_are_told_by_the_day() {
    let mut place = Place::with_campaign();
    for request in
        [task("昨天", "11-03"), task("今天", "T+3"), task("两点前", "T+3 14:00"), task("明天", "T+4")]
    {
        place.done(request);
    }
    for request in [resource("很急", "11-07"), resource("还早", "11-08"), resource("说好了", "11-05")]
    {
        place.done(request);
    }
    let draft = ResourceDraft { status: words("promised"), ..ResourceDraft::default() };
    place.done(Request::ResourceSet { resource: "说好了".to_owned(), seen: None, draft });
    let (tasks, resources) = place
        .store
        .read(None, |db| {
            let book = Book::open(db)?;
            let tasks = board::tasks(db, &book, place.now, |_, _| true)?;
            Ok((tasks, board::resources(db, &book, place.now, |_, _| true)?))
        })
        .unwrap();
    let said: Vec<(&str, bool, bool, i32)> =
        tasks.iter().map(|t| (t.title.as_str(), t.is_overdue, t.is_today(), t.days_left)).collect();
    assert_eq!(
        said,
        [
            ("昨天", true, false, -1),
            ("今天", false, true, 0),
            ("两点前", true, false, 0),
            ("明天", false, false, 1)
        ]
    );
    let pressing: Vec<&str> = resources.iter().filter(|r| r.is_pressing).map(|r| r.name.as_str()).collect();
    assert_eq!(pressing, ["很急"]);
    let promised =
        place.list::<Resource>().into_iter().find(|r| r.status == ResourceStatus::Promised).unwrap();
    assert_eq!(promised.answered_at, Some(NOW));
}

#[test]
fn shares_of_the_budget_leave_no_cent_over() {
    let mut place = Place::with_campaign();
    let error = place.ask(budget(&[("抖音", "50%")])).unwrap_err();
    assert_eq!(code(&error), ("no_budget", Some("planned")));
    place.target("d11", "spend", "100.01");
    place.done(budget(&[("抖音", "33.33%"), ("微信", "33.33%"), ("小红书", "33.34%")]));
    let planned: Vec<_> = place.list::<Budget>().into_iter().map(|b| b.planned).collect();
    assert_eq!(planned, [q("33.33"), q("33.33"), q("33.35")]);
    let off = place.done(budget(&[("微信", "")]));
    assert_eq!(off.warnings.iter().map(|w| w.code()).collect::<Vec<_>>(), ["budget_off"]);
    assert_eq!(place.list::<Budget>().len(), 2);
    for bad in ["-5", "101%", "much"] {
        assert_eq!(place.ask(budget(&[("抖音", bad)])).unwrap_err().in_field(), Some("planned"), "{bad}");
    }
    assert_eq!(code(&place.ask(budget(&[("抖音", "1"), ("抖音", "2")])).unwrap_err()).0, "channel_twice");
}

#[test]
fn a_channels_money_has_a_pace_against_the_plan_of_the_money() {
    let mut place = Place::with_campaign();
    place
        .target_of(
            "d11",
            "spend",
            TargetDraft { goal: words("1100"), curve: words("linear"), ..TargetDraft::default() },
        )
        .unwrap();
    place.done(budget(&[("douyin", "550"), ("wechat", "550")]));
    for day in ["2026-11-01", "2026-11-02", "2026-11-03"] {
        place.record(&format!("spend=60 d11 @douyin {day}"));
        place.record(&format!("spend=25 d11 @wechat {day}"));
    }
    place.record("clicks=900 d11 @douyin 2026-11-03");
    let spending = place
        .store
        .read(None, |db| {
            let book = Book::open(db)?;
            let campaign = book.campaigns[0].clone();
            board::spending(db, &book, &campaign, place.now)
        })
        .unwrap();
    assert_eq!(
        (spending.total, spending.planned, spending.spent),
        (Some(q("1100")), q("1100"), Some(q("255")))
    );
    let row = |key: &str| spending.rows.iter().find(|r| r.key == key).unwrap();
    // 3 of 11 days of 550 are 150.
    assert!((row("douyin").pace.unwrap() - 1.2).abs() < 1e-9, "{:?}", row("douyin").pace);
    assert!((row("wechat").pace.unwrap() - 0.5).abs() < 1e-9);
    assert_eq!(row("wechat").left, Some(q("475")));
    assert_eq!(row("douyin").status, Some(fupan::model::Status::AtRisk));
    let cpc = spending.by_channel.metrics.iter().position(|m| m.key == "cpc").unwrap();
    assert_eq!(row("douyin").values[cpc], Some(q("0.2")));
}

#[test]
fn a_step_that_lacks_something_needs_a_reason_and_both_stand_in_the_history() {
    let mut place = Place::with_campaign();
    place.target("d11", "spend", "100");
    place.done(task("法务审核", "T-5"));
    place.done(change("法务审核", TaskDraft { kind: words("approval"), ..TaskDraft::default() }));
    let error = place.ask(status("approved", None)).unwrap_err();
    assert_eq!(code(&error), ("not_ready", Some("reason")));
    let missing = error.detail().join("\n");
    for part in ["nobody answers", "differ from the budget", "法务审核"] {
        assert!(missing.contains(part), "{missing}");
    }
    let before = place.batches();
    place.done(status("approved", Some("老板口头同意")));
    assert_eq!(place.batches(), before + 1);
    let note = &place.list::<Note>()[0];
    assert!(note.text.contains("老板口头同意") && note.text.contains("法务审核"), "{}", note.text);
    assert_eq!(place.list::<Campaign>()[0].status, CampaignStatus::Approved);
    place.undo().unwrap();
    assert_eq!(
        (place.list::<Campaign>()[0].status, place.list::<Note>().len()),
        (CampaignStatus::Planned, 0)
    );
    place.set("d11", CampaignDraft { owner: words("@小林"), ..CampaignDraft::default() }).unwrap();
    place.done(budget(&[("抖音", "100%")]));
    place.done(change("法务审核", TaskDraft { status: words("done"), ..TaskDraft::default() }));
    place.done(status("approved", None));
    let next = place
        .store
        .read(None, |db| {
            let book = Book::open(db)?;
            board::next_step(db, &book, &book.campaigns[0].clone(), place.now - 5 * DAY)
        })
        .unwrap()
        .unwrap();
    assert_eq!((next.to, next.lacks.len()), (CampaignStatus::Preparing, 0));
    place.now -= 5 * DAY;
    let early = place.ask(status("live", None)).unwrap_err();
    assert!(early.detail().join("").contains("start has not come"), "{:?}", early.detail());
}

#[test]
fn several_changes_are_one_undo_and_one_refused_takes_all_back() {
    let mut place = Place::with_campaign();
    place.campaign("d12", "双12", "2026-12-01", "2026-12-12");
    let owner = |campaign: &str| Request::CampaignSet {
        campaign: campaign.to_owned(),
        seen: None,
        draft: CampaignDraft { owner: words("小周"), ..CampaignDraft::default() },
    };
    let before = (place.batches(), place.visible());
    let error = place.ask(Request::All(vec![owner("d11"), owner("nobody")])).unwrap_err();
    assert_eq!(error.code(), "no_campaign");
    assert_eq!((place.batches(), place.visible()), before);
    place.done(Request::All(vec![owner("d11"), owner("d12")]));
    assert_eq!(place.batches(), before.0 + 1);
    assert!(place.list::<Campaign>().iter().all(|c| c.owner == "小周"));
    place.undo().unwrap();
    assert_eq!(place.visible(), before.1);
    assert_eq!(place.ask(Request::All(vec![owner("d11"), Request::Undo])).unwrap_err().code(), "turn_alone");
}

#[test]
fn a_link_is_checked_and_never_made_twice() {
    let mut place = Place::with_campaign();
    let link = |url: &str, source: Option<&str>| Request::LinkAdd {
        campaign: "d11".to_owned(),
        draft: LinkDraft {
            url: url.to_owned(),
            channel: words("douyin"),
            source: source.map(str::to_owned),
            ..LinkDraft::default()
        },
    };
    let made = place.done(link("https://shop.cn/p?id=1", None));
    assert_eq!(
        made.message(fupan::model::Lang::En),
        "https://shop.cn/p?id=1&utm_source=douyin&utm_medium=social&utm_campaign=d11"
    );
    assert_eq!(code(&place.ask(link("https://shop.cn/p?id=1", None)).unwrap_err()).0, "link_taken");
    assert_eq!(code(&place.ask(link("javascript:alert(1)", None)).unwrap_err()), ("bad_url", Some("url")));
    assert_eq!(
        code(&place.ask(link("https://shop.cn", Some("Dou Yin"))).unwrap_err()),
        ("bad_utm", Some("source"))
    );
    place.undo().unwrap();
    assert!(place.list::<Link>().is_empty());
}

#[test]
fn a_deleted_campaign_takes_its_plan_along_and_brings_it_back() {
    let mut place = Place::with_campaign();
    place.target("d11", "spend", "100");
    place.done(task("素材", "T-10"));
    place.done(task("投放", "T-3"));
    place.done(change("投放", TaskDraft { after: words("素材"), ..TaskDraft::default() }));
    place.done(resource("坑位", "T-7"));
    place.done(budget(&[("抖音", "100%")]));
    let rows = |place: &Place| {
        (place.list::<Task>().len(), place.list::<Resource>().len(), place.list::<Budget>().len())
    };
    place.done(Request::CampaignDelete { campaign: "d11".to_owned() });
    assert_eq!(rows(&place), (0, 0, 0));
    place.undo().unwrap();
    assert_eq!(rows(&place), (2, 1, 1));
    place.redo().unwrap();
    assert_eq!(rows(&place), (0, 0, 0));
    place.sound();
}

#[test]
fn a_due_time_that_the_clocks_skip_is_refused_wherever_it_comes_from() {
    let mut place = Place::of("Europe/Berlin");
    place.campaign("d11", "Frühling", "2026-03-20", "2026-03-27");
    let refused = place.ask(task("nachts", "2026-03-29T02:30")).unwrap_err();
    assert_eq!(code(&refused), ("time_in_gap", Some("due")));
    place.done(task("nachts", "T 02:30"));
    let moved = place.ask(Request::CampaignShift { campaign: "d11".to_owned(), days: 9 }).unwrap_err();
    assert_eq!(code(&moved), ("time_in_gap", Some("start")));
    place.campaign("ny", "Spring", "2026-03-08", "2026-03-09");
    let draft = TaskDraft { title: words("night"), due: words("T 02:30"), ..TaskDraft::default() };
    place.done(Request::TaskAdd { campaign: "ny".to_owned(), draft });
    let (key, value) = ("time_zone".to_owned(), "America/New_York".to_owned());
    let zone = place.ask(Request::SettingSet { key, value }).unwrap_err();
    assert_eq!(code(&zone), ("time_in_gap", Some("value")));
}

#[test]
fn what_people_did_for_a_campaign_is_found_behind_any_number_of_readings() {
    let mut place = Place::with_campaign();
    place.done(task("海报", "T-3"));
    place.done(Request::TaskDelete { task: "海报".to_owned() });
    place.campaign("other", "Other", "2026-12-01", "2026-12-03");
    place.done(Request::TaskAdd {
        campaign: "other".to_owned(),
        draft: TaskDraft { title: words("Else"), due: words("T"), ..TaskDraft::default() },
    });
    for value in 1..=4 {
        place.record(&format!("gmv={value} d11 2026-11-0{value}"));
    }
    let id = place.campaign_id("d11");
    let titles = |as_of: Option<i64>, newest: usize| -> Vec<String> {
        let found = place.store.read(as_of, |db| db.batches_about(id, newest)).unwrap();
        found.into_iter().map(|batch| batch.title).collect()
    };
    let found = titles(None, 2);
    assert!(found[..2].iter().all(|title| title.starts_with("record")), "{found:?}");
    let done = ["task delete d11 海报", "task add d11 海报", "campaign new d11"];
    assert_eq!(found[2..], done, "two readings and nothing of another campaign");
    assert_eq!(titles(None, 0), done);
    assert_eq!(titles(Some(place.now - 1), 2), [""; 0]);
    assert_eq!(titles(None, usize::MAX).len(), place.batches());
}
