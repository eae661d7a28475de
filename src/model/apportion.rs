//! Splitting an amount so that the parts add up to it to the last millionth.
use super::Quantity;

/// The quantities nearest to some numbers that add up to an amount exactly: by the largest remainder, the first of equal
/// ones. Where the numbers are so far from adding up that no remainder explains it, the largest of them takes the rest.
/// The sign of everything turned, the sign of every part is.
///
/// `free` says which parts may take a rest: one that is known exactly keeps its number. Where none may, the last part
/// does. None where a part is beyond ±9.2 trillion.
#[must_use]
pub fn apportion(amount: Quantity, parts: &[f64], free: &[bool]) -> Option<Vec<Quantity>> {
    let mut out: Vec<i128> = parts.iter().map(|part| micros(*part)).collect::<Option<_>>()?;
    let rest = i128::from(amount.micros()) - out.iter().sum::<i128>();
    let mut takers: Vec<usize> = (0..parts.len()).filter(|place| free.get(*place) == Some(&true)).collect();
    if takers.is_empty() {
        takers.extend(parts.len().checked_sub(1));
    }
    let number = |place: usize| parts.get(place).copied().unwrap_or_default();
    #[allow(clippy::cast_precision_loss)]
    let sign = rest.signum() as f64;
    let remainder = |place: usize, taken: i128| {
        #[allow(clippy::cast_precision_loss)]
        let taken = taken as f64;
        (scaled(number(place)) - taken) * sign
    };
    let count = i128::try_from(takers.len()).unwrap_or(1);
    if rest.abs() <= count {
        takers.sort_by(|a, b| {
            let of = |place: usize| remainder(place, out.get(place).copied().unwrap_or_default());
            of(*b).total_cmp(&of(*a)).then(a.cmp(b))
        });
        let many = usize::try_from(rest.unsigned_abs()).unwrap_or_default();
        for place in takers.into_iter().take(many) {
            if let Some(part) = out.get_mut(place) {
                *part += rest.signum();
            }
        }
    } else {
        let largest = |a: &usize, b: &usize| number(*a).abs().total_cmp(&number(*b).abs()).then(b.cmp(a));
        if let Some(part) = takers.into_iter().max_by(largest).and_then(|place| out.get_mut(place)) {
            *part += rest;
        }
    }
    let quantity = |part: i128| {
        let within = part.unsigned_abs() <= u128::from(Quantity::MAX.micros().unsigned_abs());
        i64::try_from(part).ok().filter(|_| within).map(Quantity::from_micros)
    };
    out.into_iter().map(quantity).collect()
}

/// An amount spread by weights, to the last millionth; nothing where the weights are none, negative, or all zero.
#[must_use]
pub fn spread(amount: Quantity, weights: &[Quantity]) -> Option<Vec<Quantity>> {
    let all: i128 = weights.iter().map(|weight| i128::from(weight.micros())).sum();
    if all <= 0 || weights.iter().any(|weight| *weight < Quantity::ZERO) {
        return None;
    }
    // The borders between the parts are rounded, not the parts: what is next to each other never leaves a rest.
    let border = |sum: i128| i128::from(amount.micros()).checked_mul(sum).map(|product| product / all);
    let mut out = Vec::with_capacity(weights.len());
    let (mut sum, mut before) = (0, 0);
    for weight in weights {
        sum += i128::from(weight.micros());
        let upto = border(sum)?;
        out.push(Quantity::from_micros(i64::try_from(upto - before).ok()?));
        before = upto;
    }
    Some(out)
}

#[allow(clippy::cast_precision_loss)]
fn scaled(units: f64) -> f64 {
    units * Quantity::SCALE as f64
}

/// The nearest whole millionths, halves away from zero; none for what is no number, or far out of range.
#[allow(clippy::cast_possible_truncation)]
fn micros(units: f64) -> Option<i128> {
    let micros = scaled(units).round();
    (micros.abs() < scaled(Quantity::MAX.to_f64()) * 2.0).then_some(micros as i128)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn q(micros: i64) -> Quantity {
        Quantity::from_micros(micros)
    }

    #[test]
    fn the_largest_remainder_takes_the_rest() {
        let thirds = [1.0 / 3.0 * 1e-6, 1.0 / 3.0 * 1e-6, 1.0 / 3.0 * 1e-6];
        assert_eq!(apportion(q(1), &thirds, &[true; 3]), Some(vec![q(1), q(0), q(0)]));
        let turned = thirds.map(|part| -part);
        assert_eq!(apportion(q(-1), &turned, &[true; 3]), Some(vec![q(-1), q(0), q(0)]));
        let parts = [10.2e-6, 20.4e-6, 30.4e-6];
        assert_eq!(apportion(q(61), &parts, &[true; 3]), Some(vec![q(10), q(21), q(30)]));
        assert_eq!(apportion(q(61), &parts, &[true, false, true]), Some(vec![q(10), q(20), q(31)]));
    }

    #[test]
    fn a_part_that_is_known_exactly_takes_no_rest() {
        assert_eq!(apportion(q(100), &[0.0, 1e-6], &[false, true]), Some(vec![q(0), q(100)]));
    }

    #[test]
    fn a_part_out_of_range_is_refused() {
        assert_eq!(apportion(q(0), &[1e13, -1e13], &[true, true]), None);
    }

    #[test]
    fn nothing_is_spread_by_no_weights() {
        assert_eq!(spread(q(5), &[]), None);
        assert_eq!(spread(q(5), &[Quantity::ZERO]), None);
        assert_eq!(spread(q(5), &[q(3), q(-1)]), None);
        assert_eq!(spread(q(10), &[q(1), q(1), q(1)]), Some(vec![q(3), q(3), q(4)]));
    }

    proptest! {
        #[test]
        fn parts_add_up_and_turn_with_the_sign(
            amount in -1_000_000_000_000_000_i64..1_000_000_000_000_000,
            parts in prop::collection::vec(-1e9..1e9_f64, 1..6),
        ) {
            let free = vec![true; parts.len()];
            let found = apportion(q(amount), &parts, &free).unwrap();
            prop_assert_eq!(Quantity::sum(found.iter().copied()), Ok(q(amount)));
            let turned: Vec<f64> = parts.iter().map(|part| -part).collect();
            let back: Vec<Quantity> =
                apportion(q(-amount), &turned, &free).unwrap().iter().map(|part| q(-part.micros())).collect();
            prop_assert_eq!(found, back);
        }

        #[test]
        fn what_is_spread_adds_up(
            amount in -Quantity::MAX.micros()..=Quantity::MAX.micros(),
            weights in prop::collection::vec(0_i64..1_000_000_000_000_000, 1..8),
        ) {
            let weights: Vec<Quantity> = weights.into_iter().map(q).collect();
            if let Some(found) = spread(q(amount), &weights) {
                prop_assert_eq!(Quantity::sum(found), Ok(q(amount)));
            }
        }
    }
}
