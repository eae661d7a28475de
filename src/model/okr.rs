//! The arithmetic of objectives: weighted progress, worst status, weights, grades. Source: DESIGN §4.
use super::{Quantity, Status, campaign_health};

/// One thing that counts in an objective: a key result, or an objective aligned to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// How much it counts; 0 leaves it out.
    pub weight: Quantity,
    /// How far it is; none without a number.
    pub progress: Option<f64>,
    /// How far it should be by now.
    pub expected: Option<f64>,
    /// How it stands; none for an objective with nothing in it.
    pub status: Option<Status>,
    /// A bound that caps the status whatever its weight.
    pub is_guardrail: bool,
    /// Whether that bound is crossed.
    pub is_breached: bool,
}

/// Σ w·clamp(p) / Σ w; what has no number counts as nothing. None where nothing has a weight.
#[must_use]
pub fn weighted_progress(parts: &[Counted]) -> Option<f64> {
    weighted(parts.iter().map(|part| (part.weight, part.progress.unwrap_or(0.0))))
}

/// The same of what is expected by now; what nothing is known of expects nothing.
#[must_use]
pub fn weighted_expected(parts: &[Counted]) -> Option<f64> {
    weighted(parts.iter().map(|part| (part.weight, part.expected.unwrap_or(0.0))))
}

fn weighted(parts: impl Iterator<Item = (Quantity, f64)>) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (weight, share) in parts.filter(|(weight, _)| *weight > Quantity::ZERO) {
        sum += weight.to_f64() * share.clamp(0.0, 1.0);
        weights += weight.to_f64();
    }
    (weights > 0.0).then(|| sum / weights)
}

/// The worst of the parts that have a weight; a breached guardrail makes it at risk at least. None of nothing.
#[must_use]
pub fn objective_health(parts: &[Counted]) -> Option<Status> {
    let counts = |part: &&Counted| part.weight > Quantity::ZERO || part.is_guardrail;
    let parts = parts.iter().filter(counts);
    campaign_health(parts.filter_map(|part| Some((part.status?, part.is_guardrail, part.is_breached))))
}

/// Weights after some of them were set to shares of the whole: what is left is spread over the others in proportion to
/// what they had, to the hundredth of a percent, so that all of them add up to exactly 1. A weight of 0 stays 0.
///
/// Where the others have nothing, only the set ones are changed. None where the set ones add up to more than 1.
#[must_use]
pub fn spread_weights(weights: &[Quantity], set: &[(usize, Quantity)]) -> Option<Vec<Quantity>> {
    const STEP: i64 = Quantity::SCALE / 10_000;
    let given = |index: usize| set.iter().rev().find(|(at, _)| *at == index).map(|(_, weight)| *weight);
    let is_set = |index: usize| given(index).is_some();
    let taken: i128 = (0..weights.len()).filter_map(given).map(|weight| i128::from(weight.micros())).sum();
    let left = i64::try_from(i128::from(Quantity::SCALE) - taken).ok().filter(|left| *left >= 0)?;
    let others: i128 = (0..)
        .zip(weights)
        .filter(|(index, _)| !is_set(*index))
        .map(|(_, weight)| i128::from(weight.micros().max(0)))
        .sum();
    let mut out: Vec<Quantity> = (0..).zip(weights).map(|(i, w)| given(i).unwrap_or(*w)).collect();
    if others == 0 {
        return Some(out);
    }
    let mut rests: Vec<(i128, usize)> = Vec::new();
    let mut spread = 0;
    for (index, weight) in weights.iter().enumerate().filter(|(index, _)| !is_set(*index)) {
        let exact = i128::from(left) * i128::from(weight.micros().max(0));
        let share = i64::try_from(exact / others / i128::from(STEP)).unwrap_or_default() * STEP;
        rests.push((i128::from(share) * others - exact, index));
        spread += share;
        if let Some(place) = out.get_mut(index) {
            *place = Quantity::from_micros(share);
        }
    }
    // What rounding left over goes to those it took most from.
    rests.sort_unstable();
    let mut over = left - spread;
    for (rest, index) in rests.into_iter().cycle() {
        if over <= 0 {
            break;
        }
        if let Some(place) = out.get_mut(index).filter(|w| **w > Quantity::ZERO || rest < 0) {
            let more = over.min(STEP);
            *place = Quantity::from_micros(place.micros() + more);
            over -= more;
        }
    }
    Some(out)
}

crate::words! {
    /// What of the OKRs happens on a day.
    pub enum OkrDayKind {
        /// A cycle begins.
        CycleStarts = "cycle-starts",
        /// A cycle has its last day.
        CycleEnds = "cycle-ends",
        /// A check-in is due.
        CheckIn = "check-in",
        /// An action is due.
        Action = "action",
        /// A retrospective is due.
        Retro = "retro",
    }
}

crate::words! {
    /// What a grade means; half-open: exactly at a bound is the better band.
    pub enum GradeBand {
        /// Below 0.4: no real progress.
        Low = "low",
        /// From 0.4: progress, short of what was wanted.
        Middle = "middle",
        /// From 0.7: delivered.
        High = "high",
    }
}

impl GradeBand {
    /// The band of a grade or of a computed progress, as it is, never as it is shown.
    #[must_use]
    pub fn of(grade: f64) -> Self {
        // What a quotient of exact numbers may lose in floating point.
        match grade + 1e-9 {
            grade if grade >= 0.7 => Self::High,
            grade if grade >= 0.4 => Self::Middle,
            _ => Self::Low,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn q(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    fn part(weight: &str, progress: f64) -> Counted {
        Counted {
            weight: q(weight),
            progress: Some(progress),
            expected: Some(0.5),
            status: Some(Status::OnTrack),
            is_guardrail: false,
            is_breached: false,
        }
    }

    #[test]
    fn progress_is_the_weighted_mean_of_what_is_clamped() {
        // (2 × 0.5 + 1 × 1.0 + 1 × 0) / 4 = 0.5: 130 % counts as 100 %, below the baseline as nothing.
        let parts = [part("2", 0.5), part("1", 1.3), part("1", -0.4)];
        assert_eq!(weighted_progress(&parts), Some(0.5));
        assert_eq!(weighted_progress(&[part("1", 0.37)]), Some(0.37));
        assert_eq!(weighted_progress(&[]), None);
        assert_eq!(weighted_progress(&[part("0", 0.9)]), None);
        assert_eq!(weighted_progress(&[part("0", 0.9), part("3", 0.25)]), Some(0.25));
        let unknown = Counted { progress: None, ..part("1", 0.0) };
        assert_eq!(weighted_progress(&[part("1", 0.8), unknown]), Some(0.4));
    }

    #[test]
    fn the_worst_counts_and_a_weight_of_0_leaves_out() {
        let with = |weight: &str, status| Counted { status: Some(status), ..part(weight, 0.5) };
        let health = |parts: &[Counted]| objective_health(parts);
        assert_eq!(health(&[with("1", Status::Ahead), with("1", Status::Behind)]), Some(Status::Behind));
        assert_eq!(health(&[with("1", Status::Ahead), with("0", Status::Behind)]), Some(Status::Ahead));
        let guard = Counted { is_guardrail: true, is_breached: true, ..with("0", Status::Behind) };
        assert_eq!(health(&[with("1", Status::Ahead), guard]), Some(Status::AtRisk));
        assert_eq!(health(&[]), None);
    }

    #[test]
    fn what_is_left_is_spread_in_proportion() {
        let weights = [q("1"), q("1"), q("1")];
        assert_eq!(spread_weights(&weights, &[(0, q("50%"))]).unwrap(), [q("50%"), q("25%"), q("25%")]);
        let uneven = [q("50%"), q("30%"), q("20%")];
        // 40 % are left for 30 and 20: 24 and 16.
        assert_eq!(spread_weights(&uneven, &[(0, q("60%"))]).unwrap(), [q("60%"), q("24%"), q("16%")]);
        assert_eq!(spread_weights(&uneven, &[(2, q("0"))]).unwrap(), [q("62.5%"), q("37.5%"), q("0")]);
        let out = [q("50%"), q("0"), q("50%")];
        assert_eq!(spread_weights(&out, &[(0, q("70%"))]).unwrap(), [q("70%"), q("0"), q("30%")]);
        assert_eq!(spread_weights(&[q("1")], &[(0, q("40%"))]).unwrap(), [q("40%")]);
        assert_eq!(spread_weights(&uneven, &[(0, q("60%")), (1, q("50%"))]), None);
        let most = Quantity::from_micros(i64::MAX);
        assert_eq!(spread_weights(&uneven, &[(0, most), (1, most)]), None);
    }

    #[test]
    fn a_grade_is_banded_as_it_is_and_not_as_it_is_shown() {
        let bands: Vec<GradeBand> = [0.0, 0.35, 0.399, 0.4, 0.65, 0.699, 0.7, 1.0].map(GradeBand::of).into();
        use GradeBand::{High, Low, Middle};
        assert_eq!(bands, [Low, Low, Low, Middle, Middle, Middle, High, High]);
        assert_eq!(GradeBand::of(0.1 + 0.2 + 0.4), High, "0.7000000000000001 and 0.7 alike");
        assert_eq!(GradeBand::of(0.8 - 0.1), High, "0.7000000000000001 or 0.6999999999999999");
    }

    proptest! {
        #[test]
        fn spread_weights_add_up_to_exactly_one(
            weights in prop::collection::vec(0_i64..2_000_000, 2..9),
            share in 0_i64..=10_000,
        ) {
            let weights: Vec<Quantity> = weights.into_iter().map(Quantity::from_micros).collect();
            let set = [(0, Quantity::from_micros(share * 100))];
            let spread = spread_weights(&weights, &set).unwrap();
            prop_assert_eq!(spread[0], set[0].1);
            let has_others = weights.iter().skip(1).any(|w| *w > Quantity::ZERO);
            if has_others {
                prop_assert_eq!(spread.iter().map(|w| w.micros()).sum::<i64>(), Quantity::SCALE);
                for (before, after) in weights.iter().zip(&spread).skip(1) {
                    prop_assert!(*before > Quantity::ZERO || *after == Quantity::ZERO);
                }
            }
        }
    }
}
