use super::*;
use proptest::prelude::*;

fn q(units: f64) -> Quantity {
    Quantity::from_f64(units).unwrap()
}

fn chain(units: &[f64]) -> Vec<Quantity> {
    units.iter().map(|value| q(*value)).collect()
}

/// The parts from one state to another, in plain units.
fn parts(from: &[f64], to: &[f64]) -> Vec<f64> {
    let found = decompose(&chain(from), &chain(to)).unwrap();
    found.parts.iter().map(|part| part.to_f64()).collect()
}

fn near(found: &[f64], wanted: &[f64]) {
    assert_eq!(found.len(), wanted.len());
    for (a, b) in found.iter().zip(wanted) {
        assert!((a - b).abs() < 2e-6, "{found:?} is not {wanted:?}");
    }
}

#[test]
fn a_gap_is_split_by_the_logarithms_of_its_factors() {
    // L(4560, 5000) = −440 / ln 0.912 = 4776.622916…; ln 0.8, ln(0.06 / 0.05), ln(95 / 100) of it.
    near(
        &parts(&[1000.0, 50.0, 5000.0], &[800.0, 48.0, 4560.0]),
        &[-1_065.872_601, 870.881_326, -245.008_725],
    );
    let found = decompose(&chain(&[1000.0, 50.0, 5000.0]), &chain(&[800.0, 48.0, 4560.0])).unwrap();
    assert!(found.is_log_mean);
    assert_eq!(Quantity::sum(found.parts), Ok(q(-440.0)));
}

#[test]
fn one_factor_that_changed_takes_all_of_the_gap() {
    assert_eq!(parts(&[100.0, 10.0, 1000.0], &[50.0, 5.0, 500.0]), [-500.0, 0.0, 0.0]);
    assert_eq!(parts(&[100.0, 10.0, 1000.0], &[100.0, 5.0, 500.0]), [0.0, -500.0, 0.0]);
    assert_eq!(parts(&[100.0, 10.0, 1000.0], &[100.0, 10.0, 1_234.567_891]), [0.0, 0.0, 234.567_891]);
    assert_eq!(parts(&[100.0, 10.0], &[100.0, 10.0]), [0.0, 0.0]);
}

#[test]
fn factors_against_each_other_leave_no_gap() {
    let found = parts(&[100.0, 10.0], &[200.0, 10.0]);
    near(&found, &[10.0 * 2.0_f64.ln(), -10.0 * 2.0_f64.ln()]);
    assert_eq!(found.iter().sum::<f64>(), 0.0);
}

#[test]
fn a_total_of_nothing_belongs_to_the_factor_that_is_nothing() {
    let plan = [100.0, 10.0, 1000.0];
    assert_eq!(parts(&plan, &[50.0, 0.0, 0.0]), [0.0, -1000.0, 0.0]);
    assert_eq!(parts(&plan, &[0.0, 0.0, 0.0]), [-1000.0, 0.0, 0.0]);
    assert_eq!(parts(&plan, &[50.0, 5.0, 0.0]), [0.0, 0.0, -1000.0]);
    assert_eq!(parts(&[0.0, 0.0, 0.0], &plan), [1000.0, 0.0, 0.0]);
    assert_eq!(parts(&[0.0, 0.0], &[0.0, 0.0]), [0.0, 0.0]);
    assert_eq!(parts(&[7.0, 0.0], &[9.0, 0.0]), [0.0, 0.0]);
}

#[test]
fn the_limit_is_what_ever_smaller_numbers_come_to() {
    let limit = parts(&[100.0, 10.0, 1000.0], &[80.0, 0.0, 0.0]);
    let mut before = f64::INFINITY;
    for exponent in [1, 2, 3, 5] {
        let tiny = 10_f64.powi(-exponent);
        let found = parts(&[100.0, 10.0, 1000.0], &[80.0, tiny, 90.0 * tiny]);
        let off: f64 = found.iter().zip(&limit).map(|(a, b)| (a - b).abs()).sum();
        assert!(off < before, "{found:?} comes no nearer to {limit:?}");
        before = off;
    }
}

#[test]
fn a_volume_that_nobody_counted_leaves_its_part_to_the_next() {
    let found = parts(&[100.0, 10.0, 1000.0], &[0.0, 5.0, 600.0]);
    let without = parts(&[10.0, 1000.0], &[5.0, 600.0]);
    assert_eq!(found, [&[0.0], without.as_slice()].concat());
    let middle = parts(&[100.0, 10.0, 1000.0], &[80.0, 0.0, 600.0]);
    let without = parts(&[100.0, 1000.0], &[80.0, 600.0]);
    assert_eq!(middle, [without[0], 0.0, without[1]]);
}

#[test]
fn negative_numbers_are_split_by_the_shapley_value() {
    // From 100 · 2 to 80 · (−1): half of the change at the other's old, half at its new.
    let found = decompose(&chain(&[100.0, 200.0]), &chain(&[80.0, -80.0])).unwrap();
    assert!(!found.is_log_mean);
    assert_eq!(found.parts, chain(&[-10.0, -270.0]));
    // Three factors, by all six orders: 10 · 2 · 3 to 12 · 2 · −1.
    let found = parts(&[10.0, 20.0, 60.0], &[12.0, 24.0, -24.0]);
    near(&found, &[4.0, 0.0, -88.0]);
    assert_eq!(found[1], 0.0);
}

#[test]
fn refunds_beyond_everything_sold_still_add_up() {
    let found = decompose(&chain(&[100.0, 10.0, 1000.0]), &chain(&[50.0, 0.0, -20.0])).unwrap();
    assert!(!found.is_log_mean);
    assert_eq!(Quantity::sum(found.parts), Ok(q(-1020.0)));
}

#[test]
fn what_cannot_be_split_is_refused() {
    assert_eq!(decompose(&[], &[]), None);
    assert_eq!(decompose(&chain(&[1.0]), &chain(&[1.0, 2.0])), None);
    assert_eq!(decompose(&[q(1.0); 13], &[q(2.0); 13]), None);
    let (low, high) = (Quantity::from_micros(-Quantity::MAX.micros()), Quantity::MAX);
    assert_eq!(decompose(&[low], &[high]), None);
}

#[test]
fn the_largest_amounts_add_up_too() {
    let from = chain(&[1e12, 9e12]);
    let to = [q(2e12), Quantity::from_micros(8_912_345_678_901_234_567)];
    let found = decompose(&from, &to).unwrap();
    assert_eq!(Quantity::sum(found.parts), to[1].checked_sub(from[1]));
}

/// Volumes of any size, zero now and then.
fn volume() -> impl Strategy<Value = i64> {
    prop_oneof![1 => Just(0), 4 => 1..10_000_000_i64, 4 => 1..1_000_000_000_000_i64, 1 => 1..Quantity::MAX.micros()]
}

fn signed() -> impl Strategy<Value = i64> {
    (volume(), prop::bool::weighted(0.25)).prop_map(|(value, turned)| if turned { -value } else { value })
}

fn states(
    volume: impl Strategy<Value = i64> + Clone,
) -> impl Strategy<Value = (Vec<Quantity>, Vec<Quantity>)> {
    (1_usize..=5).prop_flat_map(move |count| {
        let state = || {
            prop::collection::vec(volume.clone(), count)
                .prop_map(|values| values.into_iter().map(Quantity::from_micros).collect::<Vec<_>>())
        };
        (state(), state())
    })
}

fn shared<S: Strategy<Value = i64> + 'static>(strategy: S) -> impl Strategy<Value = i64> + Clone {
    strategy.boxed()
}

/// States whose factors are of a size that one meets: up to millions at first, then rates from a thirtieth to
/// thirty, of either sign, zero now and then: no part is out of range.
fn factored() -> impl Strategy<Value = (Vec<Quantity>, Vec<Quantity>)> {
    (1_usize..=5).prop_flat_map(|count| {
        let sign = || prop_oneof![6 => Just(1.0), 2 => Just(-1.0), 1 => Just(0.0)];
        let rate = || (sign(), -1.5..1.5_f64).prop_map(|(sign, power)| sign * 10_f64.powf(power));
        let state = move || {
            prop::collection::vec(rate(), count).prop_map(|rates| {
                let mut volume = 1_000.0;
                let volumes = rates.into_iter().map(|rate| {
                    volume *= rate;
                    q((volume * 1e6_f64).round() / 1e6)
                });
                volumes.collect::<Vec<_>>()
            })
        };
        (state(), state())
    })
}

proptest! {
    #[test]
    fn parts_always_add_up_to_the_gap((from, to) in factored()) {
        let gap = to.last().unwrap().checked_sub(*from.last().unwrap());
        let found = decompose(&from, &to).unwrap();
        prop_assert_eq!(found.parts.len(), from.len());
        prop_assert_eq!(Quantity::sum(found.parts), gap);
    }

    #[test]
    fn parts_of_any_size_add_up_or_are_refused((from, to) in states(shared(signed()))) {
        let gap = to.last().unwrap().checked_sub(*from.last().unwrap());
        if let Some(found) = decompose(&from, &to) {
            prop_assert_eq!(Quantity::sum(found.parts), gap);
        }
    }

    #[test]
    fn swapping_plan_and_actual_turns_every_sign((from, to) in states(shared(volume()))) {
        let (there, back) = (decompose(&from, &to), decompose(&to, &from));
        prop_assert_eq!(there.is_some(), back.is_some());
        let (Some(there), Some(back)) = (there, back) else { return Ok(()) };
        prop_assert!(there.is_log_mean && back.is_log_mean);
        for (a, b) in there.parts.iter().zip(&back.parts) {
            prop_assert_eq!(a.micros(), -b.micros());
        }
    }

    #[test]
    fn a_factor_that_did_not_change_has_no_part(
        (volumes, place, times) in prop::collection::vec(1..100_000_i64, 2..=5)
            .prop_flat_map(|volumes| (Just(volumes.clone()), 0..volumes.len(), 2..50_i64))
    ) {
        // All volumes from a place on are some times as large: only the factor at that place changed.
        let from: Vec<Quantity> = volumes.iter().map(|value| Quantity::from_micros(*value)).collect();
        let to: Vec<Quantity> = volumes
            .iter()
            .enumerate()
            .map(|(i, value)| Quantity::from_micros(if i < place { *value } else { value * times }))
            .collect();
        let found = decompose(&from, &to).unwrap();
        for (i, part) in found.parts.iter().enumerate() {
            let whole = to.last().unwrap().checked_sub(*from.last().unwrap()).unwrap();
            prop_assert_eq!(*part, if i == place { whole } else { Quantity::ZERO });
        }
    }

    #[test]
    fn a_part_has_the_sign_of_its_factor_and_the_size_of_its_share(
        (from, to) in (2_usize..=5).prop_flat_map(|count| {
            let state = || prop::collection::vec(1_000_000..1_000_000_000_000_i64, count);
            (state(), state())
        })
    ) {
        let units = |state: &[i64]| -> Vec<Quantity> { state.iter().map(|v| Quantity::from_micros(*v)).collect() };
        let found = decompose(&units(&from), &units(&to)).unwrap();
        let factor = |state: &[i64], place: usize| match place {
            0 => state[0] as f64,
            _ => state[place] as f64 / state[place - 1] as f64,
        };
        let (first, last) = (*from.last().unwrap() as f64, *to.last().unwrap() as f64);
        let (low, high) = (first.min(last), first.max(last));
        for (place, part) in found.parts.iter().enumerate() {
            let change = (factor(&to, place) / factor(&from, place)).ln();
            let part = part.micros() as f64;
            // The mean lies between the two totals, so a part lies between its logarithm times each of them.
            let bounds = (change.abs() * low, change.abs() * high);
            let slack = 3.0 + high * 1e-9;
            prop_assert!(part * change.signum() >= bounds.0 - slack, "{part} {change} {bounds:?}");
            prop_assert!(part * change.signum() <= bounds.1 + slack, "{part} {change} {bounds:?}");
        }
    }
}
