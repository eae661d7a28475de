//! What is on which day, and what is coming that nobody has planned for.
use super::kit::{DAY, Place, TODAY, words};
use fupan::board::{self, Book, Calendar, Coming, Item};
use fupan::model::{Day, Lang, Zone, parse_iso_day};
use fupan::planner::{CampaignDraft, Request, ResourceDraft, TaskDraft};

fn day(text: &str) -> Day {
    parse_iso_day(text.as_bytes()).unwrap()
}

fn calendar(place: &Place, from: &str, to: &str) -> Calendar {
    let (span, now) = ((day(from), day(to)), place.now);
    place.store.read(None, |db| board::calendar(db, &Book::in_use(db)?, &[], span, now)).unwrap()
}

fn coming(place: &Place, days: i32) -> Vec<Coming> {
    place.store.read(None, |db| board::coming(&Book::in_use(db)?, &[], days, place.now)).unwrap()
}

fn task(place: &mut Place, title: &str, due: &str, kind: &str) {
    let draft = TaskDraft {
        title: words(title),
        due: words(due),
        kind: words(kind),
        owner: words("小林"),
        ..TaskDraft::default()
    };
    place.done(Request::TaskAdd { campaign: "d11".to_owned(), draft });
}

fn resource(place: &mut Place, name: &str, need_by: &str) {
    let draft = ResourceDraft { name: words(name), need_by: words(need_by), ..ResourceDraft::default() };
    place.done(Request::ResourceAdd { campaign: "d11".to_owned(), draft });
}

/// What an agenda says, a line an item.
fn lines(calendar: &Calendar) -> Vec<String> {
    let said = |item: &Item<'_>| match item {
        Item::Node(node) => format!("node {}", node.key),
        Item::Runs(c) => format!("runs {}", c.key),
        Item::Starts(c) => format!("starts {}", c.key),
        Item::Phase(c, name, last) => format!("phase {} {name} {last}", c.key),
        Item::Ends(c) => format!("ends {}", c.key),
        Item::Task(task) => format!("task {}", task.title),
        Item::Resource(resource) => format!("resource {}", resource.name),
        Item::Okr(okr) => format!("{} {} {}", okr.kind, okr.of, okr.is_overdue),
    };
    let days = calendar.agenda();
    days.iter().flat_map(|(day, items)| items.iter().map(move |i| format!("{day} {}", said(i)))).collect()
}

#[test]
fn an_agenda_has_campaigns_phases_tasks_resources_and_nodes_on_their_days() {
    let mut place = Place::with_campaign();
    let phases = words("预热:11-01..11-08=30%,爆发:11-09..11-11=70%");
    place.set("d11", CampaignDraft { phases, ..CampaignDraft::default() }).unwrap();
    task(&mut place, "brief", "T-21", "todo");
    task(&mut place, "poster", "T+8 20:00", "content");
    task(&mut place, "kick-off", "2026-11-11", "milestone");
    resource(&mut place, "banner", "T+8");
    assert_eq!(
        lines(&calendar(&place, "2026-11-09", "2026-11-11")),
        [
            "2026-11-09 runs d11",
            "2026-11-09 phase d11 爆发 2026-11-11",
            "2026-11-09 task poster",
            "2026-11-09 resource banner",
            "2026-11-11 node double-11",
            "2026-11-11 ends d11",
            "2026-11-11 task kick-off",
        ]
    );
    assert_eq!(lines(&calendar(&place, "2026-10-11", "2026-10-11")), ["2026-10-11 task brief"]);
}

#[test]
fn what_is_cancelled_or_dropped_is_on_no_day() {
    let mut place = Place::with_campaign();
    task(&mut place, "kept", "11-05", "todo");
    task(&mut place, "dropped", "11-05", "todo");
    let draft = TaskDraft { status: words("dropped"), ..TaskDraft::default() };
    place.done(Request::TaskSet { task: "2".to_owned(), seen: None, draft });
    assert_eq!(
        lines(&calendar(&place, "2026-11-05", "2026-11-05")),
        ["2026-11-05 runs d11", "2026-11-05 task kept"]
    );
    let cancelled =
        Request::CampaignStatus { campaign: "d11".to_owned(), status: "cancelled".to_owned(), reason: None };
    place.done(cancelled);
    assert!(lines(&calendar(&place, "2026-11-05", "2026-11-05")).is_empty());
}

#[test]
fn tasks_that_hang_on_the_dates_move_in_the_calendar_too() {
    let mut place = Place::with_campaign();
    task(&mut place, "brief", "T-3", "todo");
    let dates = CampaignDraft { start: words("2026-11-05"), ..CampaignDraft::default() };
    place.set("d11", dates).unwrap();
    assert_eq!(lines(&calendar(&place, "2026-11-02", "2026-11-02")), ["2026-11-02 task brief"]);
    assert!(lines(&calendar(&place, "2026-10-29", "2026-10-29")).is_empty());
}

#[test]
fn a_node_is_covered_by_a_campaign_that_overlaps_its_window() {
    let mut place = Place::new();
    let covered = |place: &Place, key: &str| {
        let found = coming(place, 60);
        let node = found.iter().find(|c| c.node.key == key).unwrap_or_else(|| panic!("no {key}"));
        node.campaigns.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>()
    };
    assert!(covered(&place, "double-11").is_empty());
    // The window of 双11 begins on 10-20.
    place.campaign("early", "early", "2026-10-01", "2026-10-19");
    assert!(covered(&place, "double-11").is_empty());
    place.campaign("first", "first", "2026-10-10", "2026-10-20");
    place.campaign("after", "after", "2026-11-12", "2026-11-13");
    assert_eq!(covered(&place, "double-11"), ["first"]);
    place.campaign("evening", "evening", "2026-11-11T20:00", "2026-11-11T24:00");
    assert_eq!(covered(&place, "double-11"), ["first", "evening"]);
}

#[test]
fn coming_is_from_today_to_the_last_day_and_says_when_to_begin() {
    let mut place = Place::new();
    let found = coming(&place, 7);
    assert_eq!(found.iter().map(|c| c.node.key.as_str()).collect::<Vec<_>>(), ["double-11"]);
    assert_eq!((found[0].days_left, found[0].is_time_to_plan), (7, true));
    assert!(coming(&place, 6).is_empty());
    let christmas = |place: &Place| {
        coming(place, 60).into_iter().find(|c| c.node.key == "christmas").unwrap().is_time_to_plan
    };
    // Forty days before the 25th of December is the 15th of November.
    place.now = TODAY + 10 * DAY + DAY / 2;
    assert!(!christmas(&place));
    place.now += DAY;
    assert!(christmas(&place));
    place.now = TODAY + 7 * DAY + DAY / 2;
    assert_eq!(coming(&place, 0)[0].days_left, 0);
}

#[test]
fn tasks_are_exported_with_their_owner_on_their_due_date_or_instant() {
    use icalendar::Component as _;
    let mut place = Place::with_campaign();
    task(&mut place, "海报, 定稿", "T-3", "content");
    task(&mut place, "上线", "T 20:00", "milestone");
    resource(&mut place, "首页焦点图", "T-14");
    let done = TaskDraft { status: words("done"), ..TaskDraft::default() };
    place.done(Request::TaskSet { task: "1".to_owned(), seen: None, draft: done });
    let zone = Zone::parse("Asia/Shanghai").unwrap();
    let text = fupan::report::ics(&calendar(&place, "2026-10-01", "2026-11-30"), Lang::Zh, zone, place.now);
    let parsed: icalendar::Calendar = text.parse().unwrap();
    let of = |uid: &str| {
        let mut events = parsed.events();
        events.find(|e| e.get_uid().is_some_and(|u| u.starts_with(uid))).unwrap_or_else(|| panic!("{text}"))
    };
    let value = |uid: &str, key: &str| of(uid).property_value(key).unwrap().to_owned();
    assert_eq!(of("task-1-").get_summary(), Some("✓ 海报, 定稿 · 双11拉新"));
    assert_eq!(value("task-1-", "DTSTART"), "20261029");
    assert_eq!(value("task-1-", "DTEND"), "20261030");
    assert_eq!(value("task-1-", "DESCRIPTION"), "内容: 已完成\n活动: 双11拉新\n截止: T-3\n负责人: 小林");
    assert_eq!(value("task-1-", "SEQUENCE"), "3");
    assert_eq!(value("task-2-", "DTSTART"), "20261101T120000Z");
    assert_eq!(value("resource-1-", "DTSTART"), "20261018");
    assert!(text.contains("CATEGORIES:resource\r\n"), "{text}");
    // What moves with its campaign was changed: calendars that took it before must take it again.
    place.done(Request::CampaignShift { campaign: "d11".to_owned(), days: 2 });
    let moved = fupan::report::ics(&calendar(&place, "2026-10-01", "2026-11-30"), Lang::Zh, zone, place.now);
    let moved: icalendar::Calendar = moved.parse().unwrap();
    for (uid, start) in [("task-1-", "20261031"), ("resource-1-", "20261020")] {
        let event = moved.events().find(|e| e.get_uid().is_some_and(|u| u.starts_with(uid))).unwrap();
        assert_eq!(event.property_value("DTSTART"), Some(start));
        assert!(event.get_sequence() > of(uid).get_sequence(), "{uid}");
    }
}

#[test]
fn the_end_of_a_day_that_is_looked_back_on_is_still_that_day() {
    let mut place = Place::with_campaign();
    place.now = TODAY + DAY;
    assert_eq!(calendar(&place, "2026-11-04", "2026-11-04").today, day("2026-11-04"));
}
