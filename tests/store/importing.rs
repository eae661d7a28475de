//! Importing: all of it or nothing, one undo, and the same file again changes nothing.
use super::kit::{HOUR, NOW, Place, q};
use fupan::error::Kind;
use fupan::model::Quantity;
use fupan::planner::Imported;
use fupan::store::{PutCounts, Repeat};

const LONG: &str = "metric,at,value,campaign,channel,source\n\
    gmv,2026-11-01,100,d11,douyin,erp\n\
    gmv,2026-11-02,200,d11,douyin,erp\n\
    orders,2026-11-01,5,d11,,erp\n\
    followers,2026-11-01,1000,,,\n";

fn counts(imported: &Imported) -> (u64, u64, u64) {
    let PutCounts { new, changed, unchanged } = imported.total();
    (new, changed, unchanged)
}

fn refused(place: &mut Place, csv: &str, repeat: Repeat) -> fupan::Error {
    let before = place.dump();
    let error = place.import(csv, repeat, false).unwrap_err();
    assert_eq!(place.dump(), before, "nothing was written");
    error
}

#[test]
fn one_import_is_one_batch_and_one_undo() {
    let mut place = Place::with_campaign();
    let before = place.visible();
    let done = place.import(LONG, Repeat::Refuse, false).unwrap();
    assert_eq!(counts(&done), (4, 0, 0));
    let metrics: Vec<(&str, u64)> = done.metrics.iter().map(|m| (m.metric.as_str(), m.counts.new)).collect();
    assert_eq!(metrics, [("followers", 1), ("gmv", 2), ("orders", 1)]);
    assert_eq!(place.batches(), 2);
    let after = place.visible();
    place.sound();
    place.undo().unwrap();
    assert_eq!(place.visible(), before);
    place.sound();
    place.redo().unwrap();
    assert_eq!(place.visible(), after);
    place.sound();
}

#[test]
fn the_same_file_again_is_unchanged_and_writes_nothing() {
    let mut place = Place::with_campaign();
    place.import(LONG, Repeat::Refuse, false).unwrap();
    let before = place.dump();
    place.now += HOUR;
    let again = place.import(LONG, Repeat::Refuse, false).unwrap();
    assert_eq!((counts(&again), again.batch), ((0, 0, 4), None));
    assert_eq!(place.dump(), before);
}

#[test]
fn a_restated_day_is_changed_and_history_keeps_the_old_value() {
    let mut place = Place::with_campaign();
    place.import(LONG, Repeat::Refuse, false).unwrap();
    let restated = LONG.replace(",200,", ",180,");
    let done = place.import(&restated, Repeat::Refuse, false).unwrap();
    assert_eq!(counts(&done), (0, 1, 3));
    assert!(place.values().contains(&q("180")) && !place.values().contains(&q("200")));
    let old: i64 = place.sql().query_row("SELECT value FROM reading_old", [], |r| r.get(0)).unwrap();
    assert_eq!(Quantity::from_micros(old), q("200"));
    place.sound();
    place.undo().unwrap();
    assert!(place.values().contains(&q("200")));
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let mut place = Place::with_campaign();
    place.record("followers=900 2026-11-01");
    let before = place.dump();
    let told = place.import(LONG, Repeat::Refuse, true).unwrap();
    assert_eq!(told.batch, None);
    assert_eq!(place.dump(), before);
    let done = place.import(LONG, Repeat::Refuse, false).unwrap();
    assert_eq!((counts(&told), told.summary), (counts(&done), done.summary));
}

#[test]
fn repeats_are_refused_added_up_or_the_last_counts() {
    let csv = "metric,at,value\ngmv,2026-11-01,1\ngmv,2026-11-01,2\ngmv,2026-11-02,5\ngmv,2026-11-01,4\n";
    let mut place = Place::new();
    let error = refused(&mut place, csv, Repeat::Refuse);
    assert_eq!((error.kind(), error.code()), (Kind::BadData, "repeated_reading"));
    assert!(error.to_string().contains("gmv") && error.to_string().contains("2026-11-01"), "{error}");
    place.import(csv, Repeat::Sum, false).unwrap();
    assert_eq!(place.values(), [q("7"), q("5")]);
    assert_eq!(counts(&place.import(csv, Repeat::Sum, false).unwrap()), (0, 0, 2));
    assert_eq!(counts(&place.import(csv, Repeat::Last, false).unwrap()), (0, 1, 1));
    assert_eq!(place.values(), [q("4"), q("5")]);
    place.sound();
}

#[test]
fn unknown_names_are_listed_with_their_rows_and_nothing_is_written() {
    let mut place = Place::with_campaign();
    let mut csv = "metric,at,value,campaign\ngmv,2026-11-01,1,d11\n".to_owned();
    for i in 0..30 {
        csv.push_str(&format!("gmw,2026-11-02,{i},d11\ngmv,2026-11-03,{i},d12\n"));
    }
    csv.push_str("ctr,2026-11-01,0.5,d11\n");
    let error = refused(&mut place, &csv, Repeat::Last);
    assert_eq!(error.kind(), Kind::BadData);
    assert!((20..=22).contains(&error.detail().len()), "{:?}", error.detail());
    let rows = error.detail().join("\n");
    assert!(rows.contains('3') && rows.contains("gmw") && rows.contains("d12"), "{rows}");
}

#[test]
fn a_day_that_still_runs_counts_until_now_and_grows_with_the_next_import() {
    let mut place = Place::new();
    let csv = |value| format!("metric,at,value\ngmv,2026-11-04,{value}\n");
    place.import(&csv(5), Repeat::Refuse, false).unwrap();
    assert_eq!(place.readings()[0].2, NOW);
    place.now += HOUR;
    let grown = place.import(&csv(9), Repeat::Refuse, false).unwrap();
    assert_eq!(counts(&grown), (0, 1, 0));
    assert_eq!(place.readings()[0].2, NOW + HOUR);
    place.sound();
}

#[test]
fn many_restated_days_are_rolled_up_anew_in_one_go() {
    let mut place = Place::new();
    let csv = |factor: i64| {
        (0..300).fold("metric,at,value\ngmv,2026-01,7\n".to_owned(), |mut csv, i| {
            let (month, day) = (i / 28 + 1, i % 28 + 1);
            csv.push_str(&format!("gmv,2026-{month:02}-{day:02}T10:00,{}\n", i * factor));
            csv
        })
    };
    place.import(&csv(1), Repeat::Refuse, false).unwrap();
    place.sound();
    assert_eq!(counts(&place.import(&csv(2), Repeat::Refuse, false).unwrap()), (0, 299, 2));
    place.sound();
    place.undo().unwrap();
    place.sound();
    assert_eq!(Quantity::sum(place.values()).unwrap(), Quantity::from_units(7 + 299 * 300 / 2).unwrap());
}
