//! The calendar on the command line: agenda, what is coming, iCalendar.
use crate::support::Workspace;
use icalendar::{Calendar, CalendarDateTime, Component as _, DatePerhapsTime, Event};

/// A campaign over 双11 with phases, one in the evening of a day, one that was cancelled.
fn planned() -> Workspace {
    let space = Workspace::new();
    space
        .fupan(&[
            "campaign",
            "new",
            "双11拉新; 红包, \\满减",
            "--key",
            "d11",
            "--start",
            "2026-11-01",
            "--end",
            "2026-11-11",
            "--owner",
            "小林",
            "--goal",
            "成交 100 万",
            "--phases",
            "预热:11-01..11-08=30%,爆发:11-09..11-11=70%",
        ])
        .ok();
    space.run("campaign new Night --key night --start 2026-11-20T20:00 --end 2026-11-20T22:00").ok();
    space.run("campaign new Dropped --key dropped --start 2026-11-26 --end 2026-11-30").ok();
    space.run("campaign status dropped cancelled --reason x").ok();
    space
}

fn events(text: &str) -> Vec<Event> {
    let calendar: Calendar = text.parse().unwrap();
    calendar.events().cloned().collect()
}

fn event(events: &[Event], uid: &str) -> Event {
    let found = events.iter().find(|event| event.get_uid().is_some_and(|found| found.starts_with(uid)));
    found.unwrap_or_else(|| panic!("no {uid}")).clone()
}

#[test]
fn the_agenda_goes_day_by_day_with_its_weekdays_and_marks_today() {
    let space = planned();
    let said = space.run("calendar --days 30").ok().out;
    let lines: Vec<&str> = said.lines().map(str::trim_end).collect();
    assert_eq!(lines[0], "2026-11-04 Wed · today");
    assert_eq!(lines[1], "  running     双11拉新; 红包, \\满减 · to 11-11 · @小林");
    let at =
        |day: &str| lines.iter().position(|line| line.starts_with(day)).unwrap_or_else(|| panic!("{said}"));
    assert!(lines[at("2026-11-09 Mon") + 1].contains("爆发 · to 11-11"), "{said}");
    assert!(lines[at("2026-11-11 Wed") + 1].contains("Double 11"), "{said}");
    assert!(lines[at("2026-11-11 Wed") + 2].contains("last day"), "{said}");
    assert!(lines[at("2026-11-20 Fri") + 1].contains("Night"), "{said}");
    assert!(said.contains("Black Friday") && !said.contains("Dropped"), "{said}");
    let chinese = planned().chinese().run("calendar").ok().out;
    assert!(chinese.starts_with("2026-11-04 周三 · 今天\n  进行中      双11拉新"), "{chinese}");
    assert_eq!(chinese.lines().count(), said.lines().count());
}

#[test]
fn days_months_and_what_is_asked_for_can_be_chosen() {
    let space = planned();
    let said = |line: &str| space.run(line).ok().out;
    assert_eq!(said("calendar --from 2026-11-05 --days 2 --no-nodes").lines().count(), 2);
    let empty = Workspace::new();
    empty.run("campaign new A --start 2026-01-01 --end 2026-01-02").ok();
    empty.run("calendar --from 2026-03-20 --days 3").ok().says("nothing from 2026-03-20 to 2026-03-22");
    empty.run("calendar --days 1").ok().says("nothing planned");
    let json = space.run("calendar --month 2026-11 --json").ok().json();
    assert_eq!((json["from"].as_str(), json["to"].as_str()), (Some("2026-11-01"), Some("2026-11-30")));
    assert_eq!(json["campaigns"][0]["key"], "d11");
    assert_eq!(json["campaigns"][0]["phases"][1]["name"], "爆发");
    assert_eq!(json["campaigns"][1]["start"], "2026-11-20T20:00");
    let double = json["nodes"].as_array().unwrap().iter().find(|n| n["key"] == "double-11").unwrap();
    assert_eq!((&double["day"], &double["window_from"]), (&"2026-11-11".into(), &"2026-10-20".into()));
    let csv = said("calendar --month 2026-11 --csv");
    assert!(csv.contains("phase,2026-11-09,2026-11-11,,爆发,d11,,"), "{csv}");
    assert!(csv.contains("node,2026-11-11,2026-11-11,double-11,"), "{csv}");
    for bad in ["--month 2026-13", "--month 2026-11-05", "--month soon", "--from 2026-02-30"] {
        space.run(&format!("calendar {bad}")).exits(3);
    }
    for bad in ["--days 0", "--days x", "--coming --month 2026-11", "--month 2026-11 --days 3"] {
        space.run(&format!("calendar {bad}")).exits(2);
    }
}

#[test]
fn tasks_and_resources_stand_on_the_day_they_come_down_to() {
    let space = planned();
    space
        .fupan(&["task", "add", "d11", "终版海报", "--due", "T+5", "--kind", "content", "--owner", "苏苏"])
        .ok();
    space.fupan(&["task", "add", "d11", "上线检查", "--due", "T+4 20:00", "--kind", "milestone"]).ok();
    let said = space.run("calendar --from 2026-11-05 --days 2").ok().out;
    assert!(said.contains("  content     终版海报 · 双11拉新"), "{said}");
    assert!(said.contains("  milestone   20:00 · 上线检查"), "{said}");
    let json = space.run("calendar --from 2026-11-05 --days 2 --json").ok().json();
    assert_eq!((&json["tasks"][1]["on"], &json["tasks"][1]["due"]), (&"2026-11-06".into(), &"T+5".into()));
    let csv = space.run("calendar --from 2026-11-06 --days 1 --csv").ok().out;
    assert!(csv.contains("content,2026-11-06,2026-11-06,1,终版海报,d11,苏苏,open"), "{csv}");
    // Moved with the campaign.
    space.run("campaign set d11 --start 2026-11-02 --phases=").ok();
    space.run("calendar --from 2026-11-07 --days 1").ok().says("终版海报");
    assert!(!space.run("calendar --from 2026-11-06 --days 1").ok().out.contains("终版海报"));
}

#[test]
fn what_is_coming_has_no_campaign_and_says_when_to_begin() {
    let space = planned();
    let keys = |line: &str| -> Vec<String> {
        let json = space.run(line).ok().json();
        json.as_array().unwrap().iter().map(|n| n["key"].as_str().unwrap().to_owned()).collect()
    };
    let coming = keys("calendar --coming --json");
    // d11 covers 双11; the cancelled one covers nothing, a night on the 20th is in the window of Black Friday.
    assert!(
        !coming.contains(&"double-11".to_owned()) && !coming.contains(&"black-friday".to_owned()),
        "{coming:?}"
    );
    for open in ["thanksgiving", "cyber-monday", "double-12", "christmas", "new-year"] {
        assert!(coming.contains(&open.to_owned()), "{open}: {coming:?}");
    }
    assert_eq!(keys("calendar --coming --days 30 --json"), ["thanksgiving", "cyber-monday"]);
    let said = space.run("calendar --coming").ok().out;
    let line = |name: &str| said.lines().find(|l| l.contains(name)).unwrap_or_else(|| panic!("{said}"));
    assert!(line("Double 12").contains("in 38 days") && line("Double 12").contains("plan now"), "{said}");
    assert!(line(" Christmas  ").contains("plan from 11-15"), "{said}");
    space.run("campaign new Big --start 2026-11-22 --end 2027-01-10").ok();
    space.run("calendar --coming").ok().says("every promo node of the next 60 days has a campaign");
}

#[test]
fn ones_own_nodes_come_from_the_settings_and_a_bad_one_is_told() {
    let space = planned();
    std::fs::create_dir_all(space.path("config/fupan")).unwrap();
    let text = "[[node]]\nname = '店庆'\ndate = '11-25'\ndays = 3\n[[node]]\nname = '坏的'\ndate = '13-40'\n";
    std::fs::write(space.path("config/fupan/config.toml"), text).unwrap();
    let said = space.run("calendar --month 2026-11").ok();
    assert!(said.out.contains("店庆 · own · window 11-25 – 11-27"), "{}", said.out);
    assert!(said.err.contains("node 2: date = 13-40"), "{}", said.err);
    space.run("calendar --coming").ok().says("店庆");
    space.run("calendar --month 2026-11 --ics -").ok().says("SUMMARY:店庆");
}

#[test]
fn an_icalendar_file_is_read_back_as_it_was_meant() {
    let space = planned();
    let text = space.run("calendar --ics -").ok().out;
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    let events = events(&text);
    let d11 = event(&events, "campaign-1-");
    assert_eq!(d11.get_summary(), Some("双11拉新; 红包, \\满减"));
    let day = |y, m, d| DatePerhapsTime::Date(chrono::NaiveDate::from_ymd_opt(y, m, d).unwrap());
    assert_eq!((d11.get_start(), d11.get_end()), (Some(day(2026, 11, 1)), Some(day(2026, 11, 12))));
    let told = d11.get_description().unwrap();
    assert!(
        told.contains("Owner: 小林\nGoal: 成交 100 万\n")
            && told.contains("Phase: 爆发 2026-11-09 – 2026-11-11"),
        "{told}"
    );
    // 20:00 in Shanghai.
    let night = event(&events, "campaign-2-");
    let utc = |h| {
        let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(h, 0, 0).unwrap();
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(at.and_utc())))
    };
    assert_eq!((night.get_start(), night.get_end()), (utc(12), utc(14)));
    let holiday = event(&events, "node-spring-festival-2027@");
    assert_eq!((holiday.get_start(), holiday.get_end()), (Some(day(2027, 2, 6)), Some(day(2027, 2, 13))));
    assert!(events.iter().all(|e| e.get_timestamp().is_some_and(|at| at.timestamp() == 1_793_775_780)));
    assert!(!text.contains("Dropped"));
}

#[test]
fn a_second_export_brings_the_first_up_to_date() {
    let space = planned();
    let first = events(&space.run("calendar --ics -").ok().out);
    space.run("campaign set d11 --end 2026-11-12 --phases=").ok();
    let later = space.at("2026-11-05T09:00:00+08:00");
    let second = events(&later.run("calendar --from 2026-11-04 --ics -").ok().out);
    let uids = |events: &[Event]| events.iter().map(|e| e.get_uid().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(uids(&first), uids(&second));
    let different: std::collections::BTreeSet<String> = uids(&first).into_iter().collect();
    assert_eq!(different.len(), first.len());
    let (before, after) = (event(&first, "campaign-1-"), event(&second, "campaign-1-"));
    assert!(after.get_sequence() > before.get_sequence());
    assert_ne!(after.get_end(), before.get_end());
}

#[test]
fn an_export_writes_a_new_file_and_never_over_another() {
    let space = planned();
    space.run("calendar --ics plan.ics --no-nodes").ok().says("2 entries written to plan.ics");
    let text = std::fs::read_to_string(space.path("plan.ics")).unwrap();
    assert_eq!(events(&text).len(), 2);
    space.run("calendar --ics plan.ics").exits(2).says("it was not overwritten");
    assert_eq!(std::fs::read_to_string(space.path("plan.ics")).unwrap(), text);
    space.run("calendar --ics nowhere/plan.ics").exits(6);
    std::os::unix::fs::symlink(space.path("outside.ics"), space.path("link.ics")).unwrap();
    space.run("calendar --ics link.ics").exits(2);
    assert!(!space.path("outside.ics").exists());
}

#[test]
fn the_past_shows_what_was_planned_then() {
    let space = planned();
    let later = space.at("2026-11-10T09:00:00+08:00");
    later.run("campaign set night --name Evening").ok();
    later.run("calendar --month 2026-11 --as-of 2026-11-05").ok().says("Night");
    later.run("calendar --month 2026-11").ok().says("Evening");
}
