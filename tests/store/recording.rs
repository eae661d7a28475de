//! Recording readings by hand: running totals, the same second, running days, clocks that change.
use super::kit::{DAY, HOUR, NOW, Place, TODAY, q, words};
use fupan::error::Kind;
use fupan::model::Day;
use fupan::planner::{CampaignDraft, Request};

fn codes(outcome: &fupan::planner::Outcome) -> Vec<&str> {
    outcome.warnings.iter().map(fupan::Error::code).collect()
}

#[test]
fn a_running_total_stores_the_difference() {
    let mut place = Place::with_campaign();
    place.record("gmv=100 d11 2026-11-03");
    place.now += 60;
    place.record("gmv=150 d11 total");
    place.now += 60;
    place.record("gmv=180 d11 total");
    assert_eq!(place.values(), [q("100"), q("50"), q("30")]);
    place.now += 60;
    let fell = place.record("gmv=170 d11 total");
    assert_eq!(codes(&fell), ["total_fell"]);
    assert_eq!(place.values().last(), Some(&q("-10")));
    assert_eq!(place.try_record("followers=9 d11 total").unwrap_err().code(), "total_of_level");
}

#[test]
fn a_running_total_for_a_day_that_has_one_replaces_it() {
    let mut place = Place::with_campaign();
    place.record("gmv=100 d11 2026-11-03 total");
    place.record("gmv=150 d11 2026-11-03 total");
    assert_eq!(place.values(), [q("150")]);
    let same = place.record("gmv=150 d11 2026-11-03 total");
    assert_eq!(same.batch, None);
    place.record("gmv=260 d11 2026-11-04 total");
    place.now += HOUR;
    place.record("gmv=300 d11 2026-11-04 total");
    assert_eq!(place.values(), [q("150"), q("150")]);
}

#[test]
fn a_running_total_counts_only_what_was_before_its_moment() {
    let mut place = Place::with_campaign();
    place.record("gmv=30 d11 2026-11-04T14:00");
    place.record("gmv=10 d11 2026-11-04T12:00 total");
    assert_eq!(place.values(), [q("10"), q("30")]);
}

#[test]
fn a_running_total_is_of_its_channel_and_its_campaign() {
    let mut place = Place::with_campaign();
    place.campaign("old", "旧活动", "2026-10-01", "2026-10-11");
    place.record("gmv=1000 old 2026-10-03");
    place.record("gmv=70 d11 @tv 2026-11-03");
    place.record("gmv=20 d11 2026-11-03");
    place.record("gmv=100 d11 @tv total");
    assert!(place.values().contains(&q("30")));
    place.now += 5;
    place.record("gmv=125 d11 total");
    assert!(place.values().contains(&q("5")));
}

#[test]
fn records_in_the_same_second_all_count() {
    let mut place = Place::with_campaign();
    place.target("d11", "gmv", "1000");
    for _ in 0..200 {
        place.record("gmv=1 d11");
    }
    assert_eq!(place.values().len(), 200);
    assert_eq!(place.gauge("d11", "gmv").actual, Some(q("200")), "none of them in the future");
    assert_eq!(place.gauge("d11", "gmv").data_until, Some(NOW));
    place.sound();
}

#[test]
fn records_in_the_first_second_of_a_day_stay_in_that_day() {
    let mut place = Place::with_campaign();
    place.now = TODAY + DAY;
    place.record("gmv=1 d11");
    place.record("gmv=1 d11");
    place.record("gmv=1 d11");
    let sum = place.store.read(None, |db| db.sum(db.series()?[0].id, Day(20_762), Day(20_762))).unwrap();
    assert_eq!(sum.unwrap().value, q("3"));
}

#[test]
fn a_level_recorded_twice_in_a_second_is_the_second_one() {
    let mut place = Place::with_campaign();
    place.target("d11", "followers", "1000");
    place.record("followers=10 d11");
    place.record("followers=20 d11");
    assert_eq!(place.gauge("d11", "followers").actual, Some(q("20")));
}

#[test]
fn todays_row_grows_and_history_keeps_the_old_value() {
    let mut place = Place::with_campaign();
    place.record("gmv=10 d11 2026-11-04");
    assert_eq!(place.readings()[0].2, NOW, "it counts until now");
    place.now += HOUR;
    let outcome = place.record("gmv=12 d11 2026-11-04");
    assert_eq!(outcome.text.key, "done.record_changed");
    assert_eq!(place.readings(), [(1, TODAY, NOW + HOUR, q("12"))]);
    let old: (i64, i64) = place
        .sql()
        .query_row("SELECT span, value FROM reading_old", [], |r| Ok((r.get(0)?, r.get(1)?)))
        .unwrap();
    assert_eq!(old, (NOW - TODAY, q("10").micros()));
    place.now += DAY;
    assert_eq!(place.record("gmv=12 d11 2026-11-04").text.key, "done.record_changed", "its end is known");
    assert_eq!(place.record("gmv=12 d11 2026-11-04").text.key, "done.record_unchanged");
    place.sound();
    place.undo().unwrap();
    place.undo().unwrap();
    assert_eq!(place.readings(), [(1, TODAY, NOW, q("10"))]);
}

#[test]
fn days_on_which_the_clocks_change_are_booked_whole() {
    let mut place = Place::of("Europe/Berlin");
    for (day, hours) in [("2026-03-29", 23), ("2026-10-25", 25)] {
        place.record(&format!("gmv=1 {day}"));
        let last = *place.readings().last().unwrap();
        assert_eq!(last.2 - last.1, hours * HOUR, "{day}");
    }
    place.record("gmv=2 2026-10-25T23:30 ~b");
    place.record("gmv=2 2026-10-25T00:30 ~b");
    let day = Day::of(chrono::NaiveDate::from_ymd_opt(2026, 10, 25).unwrap());
    let of = |source: &str| {
        place.store.read(None, |db| {
            let series = db.series()?.into_iter().find(|s| s.source == source).unwrap();
            db.sum(series.id, day, day)
        })
    };
    assert_eq!(of("manual").unwrap().unwrap().value, q("1"));
    assert_eq!(of("b").unwrap().unwrap().value, q("4"));
    assert_eq!(place.try_record("gmv=1 2026-03-29T02:30").unwrap_err().code(), "time_in_gap");
    place.sound();
}

#[test]
fn another_time_zone_books_every_reading_anew_and_undo_books_them_back() {
    let mut place = Place::with_campaign();
    place.record("gmv=1 d11 2026-11-04T01:00");
    place.record("orders=4 d11 2026-11-03");
    let day = |place: &Place| {
        place.store.read(None, |db| db.days(db.series()?[0].id, Day(0), Day(40_000))).unwrap()[0].0
    };
    let shanghai = day(&place);
    place.done(Request::SettingSet { key: "time_zone".to_owned(), value: "America/New_York".to_owned() });
    assert_eq!(day(&place), shanghai.plus(-1));
    place.sound();
    place.undo().unwrap();
    assert_eq!(day(&place), shanghai);
    place.sound();
    place.redo().unwrap();
    assert_eq!(day(&place), shanghai.plus(-1));
    place.sound();
}

#[test]
fn a_derived_metric_takes_no_reading_and_names_its_parts() {
    let mut place = Place::with_campaign();
    let before = place.dump();
    let error = place.try_record("ctr=5% d11").unwrap_err();
    assert_eq!((error.kind(), error.code()), (Kind::BadData, "derived_takes_no_readings"));
    let hint = error.hint(fupan::model::Lang::En).unwrap();
    assert!(hint.contains("clicks") && hint.contains("impressions"), "{hint}");
    assert_eq!(place.dump(), before);
}

#[test]
fn a_reading_in_the_future_and_one_before_the_last_are_accepted_with_a_warning() {
    let mut place = Place::with_campaign();
    assert_eq!(codes(&place.record("gmv=1 d11 2026-11-06T10:00")), ["in_future"]);
    assert_eq!(codes(&place.record("gmv=1 d11 2026-11-03")), ["older_than_last"]);
    assert!(codes(&place.record("gmv=2 d11 2026-11-03")).is_empty(), "a correction is nothing unusual");
    assert!(codes(&place.record("gmv=1 d11 2026-11-04T10:00 ~other")).is_empty());
    assert_eq!(place.values().len(), 3);
}

#[test]
fn what_cannot_be_read_names_its_field_and_writes_nothing() {
    let mut place = Place::with_campaign();
    let before = place.dump();
    for (line, field, code) in [
        ("gmv=abc d11", "value", "bad_number"),
        ("gmv=1e999 d11", "value", "bad_number"),
        ("gmv=99999999999999 d11", "value", "out_of_range"),
        ("gmv=1 d11 2026-02-30", "at", "bad_date"),
        ("gmv=1 nowhere", "campaign", "no_campaign"),
        ("gmw=1 d11", "metric", "no_metric"),
    ] {
        let error = place.try_record(line).unwrap_err();
        assert_eq!(error.in_field(), Some(field), "{line}");
        assert!(error.code() == code || field == "value", "{line}: {}", error.code());
    }
    assert_eq!(place.dump(), before);
    place.campaign("summer", "Summer Sale", "2026-12-01", "2026-12-02");
    let before = place.dump();
    let twin = CampaignDraft {
        name: words("SUMMER sale"),
        start: words("11-01"),
        end: words("11-02"),
        key: words("x"),
        ..CampaignDraft::default()
    };
    assert_eq!(place.ask(Request::CampaignNew(twin)).unwrap_err().code(), "name_taken");
    assert_eq!(place.dump(), before);
}

#[test]
fn a_time_zone_that_skips_a_planned_time_is_refused_and_nothing_changes() {
    let mut place = Place::with_campaign();
    place.campaign("night", "夜场", "2026-03-29T02:30", "2026-03-30");
    let before = place.dump();
    let zone = |value: &str| Request::SettingSet { key: "time_zone".to_owned(), value: value.to_owned() };
    let error = place.ask(zone("Europe/Berlin")).unwrap_err();
    assert_eq!((error.code(), error.in_field()), ("time_in_gap", Some("value")));
    assert_eq!(place.dump(), before);
    assert_eq!(place.cockpit().campaigns_in_file, 2);
    place.ask(zone("Asia/Tokyo")).unwrap();
    assert_eq!(place.cockpit().campaigns_in_file, 2);
}
