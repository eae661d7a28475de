use super::*;
use proptest::prelude::*;

const VISITORS: Part = Part::Volume(0);
const ORDERS: Part = Part::Volume(1);
const GMV: Part = Part::Volume(2);
const CONVERSION: Part = Part::Rate(1);
const ORDER_VALUE: Part = Part::Rate(2);

/// 100,000 visitors × 4 % = 4,000 orders × 250 = 1,000,000.
fn sale() -> Chain {
    Chain::new(&[100_000.0, 4_000.0, 1_000_000.0], &[false, true, false]).unwrap()
}

fn at(chain: &Chain, part: Part) -> f64 {
    chain.value(part).unwrap()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

#[test]
fn each_next_volume_is_the_one_before_times_its_rate() {
    let chain = sale();
    assert_eq!((at(&chain, CONVERSION), at(&chain, ORDER_VALUE)), (0.04, 250.0));
    assert_eq!(chain.value(Part::Rate(0)), None);
    assert_eq!(chain.value(Part::Volume(3)), None);
}

#[test]
fn a_higher_total_raises_everything_by_the_same_ratio() {
    let chain = sale().change(GMV, 8_000_000.0).unwrap();
    assert!(close(at(&chain, VISITORS), 200_000.0));
    assert!(close(at(&chain, CONVERSION), 0.08));
    assert!(close(at(&chain, ORDER_VALUE), 500.0));
    assert_eq!(chain.total(), 8_000_000.0);
}

#[test]
fn what_is_held_does_not_answer() {
    let chain = sale().hold(VISITORS, true).hold(ORDER_VALUE, true).change(GMV, 2_000_000.0).unwrap();
    assert_eq!((at(&chain, VISITORS), at(&chain, ORDER_VALUE)), (100_000.0, 250.0));
    assert!(close(at(&chain, CONVERSION), 0.08) && close(at(&chain, ORDERS), 8_000.0));
}

#[test]
fn a_changed_rate_changes_the_total() {
    let chain = sale().change(CONVERSION, 0.05).unwrap();
    assert!(close(chain.total(), 1_250_000.0) && close(at(&chain, ORDERS), 5_000.0));
    assert_eq!((at(&chain, VISITORS), at(&chain, ORDER_VALUE)), (100_000.0, 250.0));
}

#[test]
fn where_the_total_is_held_the_other_factors_answer() {
    let chain = sale().hold(GMV, true).change(CONVERSION, 0.01).unwrap();
    assert_eq!(chain.total(), 1_000_000.0);
    assert!(close(at(&chain, VISITORS), 200_000.0) && close(at(&chain, ORDER_VALUE), 500.0));
}

#[test]
fn a_volume_in_the_middle_moves_what_leads_to_it_and_what_comes_of_it() {
    let chain = sale().change(ORDERS, 16_000.0).unwrap();
    assert!(close(at(&chain, VISITORS), 200_000.0) && close(at(&chain, CONVERSION), 0.08));
    assert!(close(chain.total(), 4_000_000.0) && at(&chain, ORDER_VALUE) == 250.0);
    let held = sale().hold(GMV, true).hold(VISITORS, true).change(ORDERS, 2_000.0).unwrap();
    assert!(close(at(&held, CONVERSION), 0.02) && close(at(&held, ORDER_VALUE), 500.0));
}

#[test]
fn several_changes_at_once_all_stand() {
    let chain = sale().change_all(&[(GMV, 3_000_000.0), (CONVERSION, 0.03)]).unwrap();
    assert_eq!((chain.total(), at(&chain, CONVERSION)), (3_000_000.0, 0.03));
    assert!(close(at(&chain, VISITORS) * at(&chain, ORDER_VALUE), 100_000_000.0));
}

#[test]
fn what_is_held_may_be_changed_itself() {
    let chain = sale().hold(GMV, true).change(GMV, 2_000_000.0).unwrap();
    assert_eq!(chain.total(), 2_000_000.0);
    assert!(chain.is_held(GMV));
}

#[test]
fn nothing_free_names_what_is_held() {
    let all_held = sale().hold(VISITORS, true).hold(CONVERSION, true).hold(ORDER_VALUE, true);
    assert_eq!(
        all_held.change(GMV, 2_000_000.0),
        Err(ChainFault::NothingFree(vec![VISITORS, CONVERSION, ORDER_VALUE]))
    );
    let between = sale().hold(ORDERS, true).hold(GMV, true);
    assert_eq!(between.change(ORDER_VALUE, 300.0), Err(ChainFault::NothingFree(vec![ORDERS, GMV])));
}

#[test]
fn changes_that_do_not_go_together_are_named() {
    let changes = [(ORDERS, 1_000.0), (ORDER_VALUE, 10.0), (GMV, 500.0)];
    assert_eq!(sale().change_all(&changes), Err(ChainFault::NothingFree(vec![ORDERS, ORDER_VALUE, GMV])));
}

#[test]
fn a_share_stops_at_the_whole_and_the_others_answer_the_more() {
    let chain = sale().hold(ORDER_VALUE, true).change(GMV, 1_000_000_000.0).unwrap();
    assert_eq!(at(&chain, CONVERSION), 1.0);
    assert_eq!(chain.at_limit(), [CONVERSION]);
    assert!(close(at(&chain, VISITORS), 4_000_000.0));
    let only = sale().hold(VISITORS, true).hold(ORDER_VALUE, true);
    assert_eq!(only.change(GMV, 100_000_000.0), Err(ChainFault::NeedsMore(CONVERSION)));
    assert_eq!(sale().change(CONVERSION, 1.01), Err(ChainFault::AboveWhole(CONVERSION)));
    let ratio = Chain::new(&[100.0, 400.0], &[]).unwrap();
    assert!(ratio.change(CONVERSION, 7.0).is_ok() && ratio.at_limit().is_empty());
}

#[test]
fn what_is_no_amount_is_refused() {
    for value in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY, 1e-300] {
        assert_eq!(sale().change(GMV, value), Err(ChainFault::NotPositive(GMV)), "{value}");
        assert_eq!(sale().change(ORDER_VALUE, value), Err(ChainFault::NotPositive(ORDER_VALUE)), "{value}");
    }
    for value in [1e13, f64::INFINITY, f64::MAX] {
        assert_eq!(sale().change(GMV, value), Err(ChainFault::TooLarge(GMV)), "{value}");
    }
    assert_eq!(sale().change(ORDER_VALUE, 9e12), Err(ChainFault::TooLarge(GMV)));
    assert_eq!(Chain::new(&[1.0, 0.0], &[]), Err(ChainFault::NotPositive(Part::Rate(1))));
    assert_eq!(Chain::new(&[1.0], &[]), Err(ChainFault::Length(1)));
    assert_eq!(Chain::new(&[1.0; 6], &[]), Err(ChainFault::Length(6)));
}

#[test]
fn counts_are_written_whole_and_money_in_hundredths() {
    let chain = Chain::new(&[33_333.4, 1_000.6, 250_000.014_9], &[]).unwrap();
    let written = |place, unit| chain.written(place, unit).map(|q| q.to_string());
    assert_eq!(written(0, Unit::Count).as_deref(), Some("33333"));
    assert_eq!(written(1, Unit::Count).as_deref(), Some("1001"));
    assert_eq!(written(2, Unit::Money).as_deref(), Some("250000.01"));
    let tiny = Chain::new(&[0.4, 0.1], &[]).unwrap();
    assert_eq!(tiny.written(0, Unit::Count), None);
}

#[test]
fn what_follows_from_what_is_known_is_known() {
    let mut known = Known::nothing(3);
    known.add(GMV, 1_000_000.0).unwrap();
    known.add(ORDER_VALUE, 250.0).unwrap();
    assert_eq!(known.value(ORDERS), Some(4_000.0));
    assert_eq!(known.chain(&[]), Err(ChainFault::Missing(vec![VISITORS, CONVERSION])));
    known.add(CONVERSION, 0.04).unwrap();
    assert_eq!(known.chain(&[]).map(|chain| chain.total()), Ok(1_000_000.0));
    assert_eq!(known.add(VISITORS, 90_000.0), Err(ChainFault::Contradiction(VISITORS)));
    assert_eq!(known.add(VISITORS, 100_000.0), Ok(()));
    assert_eq!(known.add(VISITORS, -1.0), Err(ChainFault::NotPositive(VISITORS)));
}

fn chains() -> impl Strategy<Value = Chain> {
    let volume = (0.0_f64..9.0).prop_map(|power| 10.0_f64.powf(power));
    (prop::collection::vec(volume, 2..=5), prop::collection::vec(any::<bool>(), 5)).prop_filter_map(
        "a share above the whole",
        |(volumes, shares)| {
            let shares: Vec<bool> = shares.iter().enumerate().map(|(i, share)| i > 0 && *share).collect();
            Chain::new(&volumes, &shares).ok()
        },
    )
}

fn parts() -> impl Strategy<Value = Part> {
    prop_oneof![(0_usize..5).prop_map(Part::Volume), (1_usize..5).prop_map(Part::Rate)]
}

proptest! {
    #[test]
    fn after_any_changes_the_product_is_the_total_and_what_is_held_stood_still(
        start in chains(),
        steps in prop::collection::vec((parts(), -6.0_f64..10.0, parts(), any::<bool>()), 1..30),
    ) {
        let mut chain = start;
        for (part, power, lock, held) in steps {
            chain = chain.hold(lock, held);
            if chain.value(part).is_none() {
                continue;
            }
            let value = 10.0_f64.powf(power);
            let Ok(next) = chain.change(part, value) else { continue };
            prop_assert_eq!(next.value(part), Some(value));
            for other in Part::all(next.len()) {
                let now = next.value(other).unwrap();
                prop_assert!(now.is_finite() && now > 0.0);
                prop_assert!(!matches!(other, Part::Rate(p) if next.is_share(p) && now > 1.0 + 1e-9));
                if chain.is_held(other) && other != part {
                    prop_assert_eq!(next.value(other), chain.value(other));
                }
            }
            let product: f64 = (1..next.len()).filter_map(|place| next.value(Part::Rate(place))).product();
            prop_assert!(close(next.value(Part::Volume(0)).unwrap() * product, next.total()));
            for place in 1..next.len() {
                let (before, after) = (at(&next, Part::Volume(place - 1)), at(&next, Part::Volume(place)));
                prop_assert!(close(before * at(&next, Part::Rate(place)), after));
            }
            chain = next;
        }
    }

    #[test]
    fn the_order_of_locks_and_of_changes_made_together_does_not_matter(
        chain in chains(),
        locks in prop::collection::vec(parts(), 0..4),
        changes in prop::collection::vec((parts(), 0.0_f64..9.0), 1..4),
    ) {
        let mut changes: Vec<(Part, f64)> =
            changes.into_iter().map(|(part, power)| (part, 10.0_f64.powf(power))).collect();
        changes.sort_by_key(|(part, _)| *part);
        changes.dedup_by_key(|(part, _)| *part);
        let hold = |locks: &[Part]| locks.iter().fold(chain.clone(), |chain, lock| chain.hold(*lock, true));
        let forth = hold(&locks).change_all(&changes);
        let locks: Vec<Part> = locks.into_iter().rev().collect();
        changes.reverse();
        let back = hold(&locks).change_all(&changes);
        match (forth, back) {
            (Ok(forth), Ok(back)) => prop_assert_eq!(forth, back),
            (forth, back) => prop_assert_eq!(forth.is_err(), back.is_err()),
        }
    }

    #[test]
    fn any_number_is_taken_or_refused_and_never_leaves_a_hole(
        chain in chains(), part in parts(), value in any::<f64>(),
    ) {
        if let Ok(next) = chain.change(part, value) {
            for part in Part::all(next.len()) {
                prop_assert!(next.value(part).is_some_and(f64::is_finite));
            }
        }
    }
}
