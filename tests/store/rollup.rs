//! The roll-up is exact after every step, whatever the order; undo and redo are each other's inverse.
use super::kit::{DAY, HOUR, NOW, Place, q};
use fupan::Error;
use fupan::error::Kind;
use fupan::model::{Day, Quantity, SeriesId};
use fupan::store::{Put, Repeat};
use proptest::prelude::*;
use std::collections::BTreeMap;

type Rows = BTreeMap<(i64, i64), (i64, i64)>;

#[derive(Debug, Clone)]
enum Step {
    Put(Vec<Vec<(usize, i64, i64, i64)>>, Repeat),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let span = prop::sample::select(vec![0, 1, HOUR, DAY, DAY - 1, 2 * DAY, 7 * DAY]);
    let at = (0_i64..60, prop::sample::select(vec![0, 1, HOUR, 16 * HOUR, 16 * HOUR - 1]));
    let row = (0..5_usize, at, span, -3_i64..4).prop_map(|(series, (day, second), span, value)| {
        (series, NOW - 15 * HOUR - 180 + day / 6 * DAY + second, span, value)
    });
    let repeat = prop::sample::select(vec![Repeat::Refuse, Repeat::Sum, Repeat::Last]);
    let chunks = prop::collection::vec(prop::collection::vec(row, 0..8), 1..4);
    prop_oneof![
        4 => (chunks, repeat).prop_map(|(chunks, repeat)| Step::Put(chunks, repeat)),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

/// What a batch of puts should leave: the same reading twice in one batch is refused, added up, or the last counts.
fn expected(
    before: &Rows,
    series: &[SeriesId],
    chunks: &[Vec<(usize, i64, i64, i64)>],
    repeat: Repeat,
) -> Option<Rows> {
    let mut given: Rows = BTreeMap::new();
    for (index, at, span, value) in chunks.iter().flatten() {
        let key = (series[*index].0, *at);
        let row = match (given.get(&key), repeat) {
            (None, _) | (Some(_), Repeat::Last) => (*span, *value),
            (Some(_), Repeat::Refuse) => return None,
            (Some((held, sum)), Repeat::Sum) => (*held.max(span), sum + value),
        };
        given.insert(key, row);
    }
    let mut after = before.clone();
    after.extend(given);
    Some(after)
}

fn rows(place: &Place) -> Rows {
    place
        .readings()
        .into_iter()
        .map(|(s, at, until, v)| ((s, at), (until - at, v.micros() / 1_000_000)))
        .collect()
}

fn put(place: &mut Place, chunks: &[Vec<Put>], repeat: Repeat) -> Result<Option<i64>, Error> {
    let stamp = place.stamp("put");
    let write = place.store.write(stamp, |tx| {
        for chunk in chunks {
            tx.put(&mut chunk.clone(), repeat)?;
        }
        Ok(())
    });
    write.map(|(_, batch)| batch)
}

fn puts(series: &[SeriesId], chunks: &[Vec<(usize, i64, i64, i64)>]) -> Vec<Vec<Put>> {
    let put = |(index, at, span, value): &(usize, i64, i64, i64)| Put {
        series: series[*index],
        at: *at,
        until: at + span,
        value: Quantity::from_units(*value).unwrap(),
    };
    chunks.iter().map(|chunk| chunk.iter().map(put).collect()).collect()
}

fn five(place: &mut Place) -> Vec<SeriesId> {
    vec![
        place.series("gmv", None, "a"),
        place.series("orders", None, "a"),
        place.series("orders", None, "b"),
        place.series("followers", None, "a"),
        place.series("dau", None, "b"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_roll_up_equals_a_scan_at_every_step_and_undo_and_redo_are_inverse(
        steps in prop::collection::vec(step(), 1..14)
    ) {
        let mut place = Place::new();
        let series = five(&mut place);
        let mut now: Rows = BTreeMap::new();
        let (mut undo, mut redo): (Vec<Rows>, Vec<Rows>) = (Vec::new(), Vec::new());
        for step in steps {
            place.now += 1;
            match step {
                Step::Put(chunks, repeat) => {
                    let wanted = expected(&now, &series, &chunks, repeat);
                    let done = put(&mut place, &puts(&series, &chunks), repeat);
                    match (wanted, done) {
                        (Some(after), Ok(batch)) => {
                            prop_assert!(batch.is_some() || after == now);
                            if batch.is_some() {
                                undo.push(std::mem::replace(&mut now, after));
                                redo.clear();
                            }
                        }
                        (None, Err(error)) => prop_assert_eq!(error.code(), "repeated_reading"),
                        (wanted, done) => prop_assert!(false, "{:?} {:?}", wanted, done),
                    }
                }
                Step::Undo => match (undo.pop(), place.undo()) {
                    (Some(before), Ok(_)) => redo.push(std::mem::replace(&mut now, before)),
                    (None, Err(error)) => prop_assert_eq!(error.code(), "nothing_to_undo"),
                    (_, done) => prop_assert!(false, "{:?}", done),
                },
                Step::Redo => match (redo.pop(), place.redo()) {
                    (Some(after), Ok(_)) => undo.push(std::mem::replace(&mut now, after)),
                    (None, Err(error)) => prop_assert_eq!(error.code(), "nothing_to_redo"),
                    (_, done) => prop_assert!(false, "{:?}", done),
                },
            }
            prop_assert_eq!(&rows(&place), &now);
            place.sound();
        }
    }

    #[test]
    fn sums_are_the_same_in_any_order(
        values in prop::collection::vec((0_i64..20 * DAY, -1_000_000_000_i64..1_000_000_000), 1..40),
        seed in 0_u64..1000,
    ) {
        let mut shuffled = values.clone();
        let count = shuffled.len();
        for i in 0..count {
            shuffled.swap(i, usize::try_from(seed).unwrap() * 31 % count);
        }
        let all = |values: &[(i64, i64)], at_once: bool| {
            let mut place = Place::new();
            let series = place.series("gmv", None, "a");
            let row = |(at, value): &(i64, i64)| Put {
                series, at: NOW + at, until: NOW + at, value: Quantity::from_micros(*value),
            };
            let unique: BTreeMap<i64, i64> = values.iter().copied().collect();
            let kept: Vec<(i64, i64)> = values.iter().copied().filter(|(at, v)| unique[at] == *v).collect();
            let puts: Vec<Put> = kept.iter().map(row).collect();
            let chunks: Vec<Vec<Put>> =
                if at_once { vec![puts] } else { puts.chunks(3).map(<[_]>::to_vec).collect() };
            put(&mut place, &chunks, Repeat::Last).unwrap();
            place.sound();
            let sum = place.store.read(None, |db| db.sum(series, Day(0), Day(40_000))).unwrap();
            (sum, unique.values().sum::<i64>())
        };
        let (sum, wanted) = all(&values, true);
        prop_assert_eq!(sum.unwrap().value.micros(), wanted);
        prop_assert_eq!(sum, all(&values, false).0);
        let distinct: std::collections::BTreeSet<i64> = values.iter().map(|v| v.0).collect();
        if distinct.len() == values.len() {
            prop_assert_eq!(sum, all(&shuffled, false).0);
        }
    }
}

#[test]
fn an_import_in_several_parts_is_one_undo_and_one_redo() {
    let mut place = Place::new();
    let series = five(&mut place);
    let chunks = [vec![(0, NOW, 0, 1), (1, NOW, 0, 2)], vec![(0, NOW + 5, 0, 3)], vec![(0, NOW, DAY, 4)]];
    put(&mut place, &puts(&series, &chunks), Repeat::Sum).unwrap().unwrap();
    let after = rows(&place);
    assert_eq!(after[&(series[0].0, NOW)], (DAY, 5));
    place.undo().unwrap();
    assert!(rows(&place).is_empty());
    place.sound();
    place.redo().unwrap();
    assert_eq!(rows(&place), after);
    place.sound();
}

#[test]
fn a_repeat_counts_as_one_even_where_its_first_part_changed_nothing() {
    let mut place = Place::new();
    let series = five(&mut place);
    put(&mut place, &puts(&series, &[vec![(0, NOW, 0, 10)]]), Repeat::Sum).unwrap();
    let chunks = puts(&series, &[vec![(0, NOW, 0, 10)], vec![(0, NOW, 0, 5)]]);
    assert_eq!(put(&mut place, &chunks, Repeat::Refuse).unwrap_err().code(), "repeated_reading");
    put(&mut place, &chunks, Repeat::Sum).unwrap();
    assert_eq!(place.values(), [q("15")]);
    place.sound();
    place.undo().unwrap();
    assert_eq!(place.values(), [q("10")]);
}

#[test]
fn undo_is_refused_where_another_hand_changed_the_reading_and_changes_nothing() {
    let mut place = Place::new();
    let series = five(&mut place);
    put(&mut place, &puts(&series, &[vec![(0, NOW, 0, 1), (0, NOW + 1, 0, 1)]]), Repeat::Refuse).unwrap();
    place.sql().execute("UPDATE reading SET batch = 999 WHERE at = ?1", [NOW]).unwrap();
    let before = place.dump();
    let error = place.undo().unwrap_err();
    assert_eq!((error.kind(), error.code()), (Kind::Conflict, "undo_changed_since"));
    assert_eq!(place.dump(), before);
}

#[test]
fn redo_is_refused_after_something_new_was_done() {
    let mut place = Place::new();
    place.record("gmv=1");
    place.now += 10;
    place.undo().unwrap();
    place.record("gmv=2");
    let before = place.dump();
    assert_eq!(place.redo().unwrap_err().code(), "nothing_to_redo");
    assert_eq!(place.dump(), before);
}

#[test]
fn a_sum_beyond_the_range_is_refused_and_nothing_is_written() {
    let mut place = Place::new();
    place.record("gmv=9000000000000 2026-11-03");
    let before = place.dump();
    let error = place.try_record("gmv=9000000000000 2026-11-03T10:00").unwrap_err();
    assert_eq!((error.kind(), error.code()), (Kind::BadData, "overflow"));
    assert_eq!(place.dump(), before);
}

#[test]
fn the_doctor_sees_a_roll_up_that_is_wrong() {
    let mut place = Place::new();
    place.record("gmv=5 2026-11-03");
    place.sql().execute("UPDATE reading_day SET value = value + 1", []).unwrap();
    let checks = fupan::store::doctor(&mut place.store).unwrap();
    let found: Vec<&String> = checks.iter().flat_map(|c| &c.found).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("1 days"), "{found:?}");
}
