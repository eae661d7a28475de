//! A gap by what drives it: the difference between two states of a chain of volumes, split by the chain's factors. The
//! factors are the first volume, and each volume divided by the one before it; their product is the last volume.
//!
//! Additive LMDI-I: Δx = L(V₁, V₀) · ln(x₁ / x₀) with the logarithmic mean L(a, b) = (a − b) / ln(a / b). It leaves no
//! rest and treats both states alike. Source: B. W. Ang, "The LMDI approach to decomposition analysis: a practical guide",
//! Energy Policy 33 (2005) 867–871; why this method: Ang, Energy Policy 32 (2004) 1131–1139.
//!
//! Zeros take the limit of ever smaller numbers in their place (B. W. Ang and N. Liu, "Handling zero values in the
//! logarithmic mean Divisia index decomposition approach", Energy Policy 35 (2007) 238–246):
//! * The last volume is zero in both states: every part is zero.
//! * It is zero in one state: L goes to zero more slowly than the logarithm of the factor that is zero grows, so this
//!   factor takes the whole gap, and the others nothing. What comes after it is divided by nothing and counts as
//!   unchanged.
//! * A volume is zero while one behind it is not (no visitors were counted, but orders came in): the limit does not exist,
//!   minus infinity beside plus infinity. Nothing is known of that volume. It is left out of the chain in both states, its
//!   factor counts as unchanged, and the next factor stands for both.
//!
//! Logarithms end at negative numbers (more was refunded than sold; Ang and Liu, Energy Policy 35 (2007) 739–742). There
//! the gap is split by the Shapley value of the product: the mean of what each factor changes over all orders of changing
//! one after the other. It adds up as well. Source: L. S. Shapley, "A value for n-person games" (1953); as a decomposition:
//! J. Albrecht, D. François and K. Schoors, Energy Policy 30 (2002) 727–736.
use super::{Quantity, apportion};

/// A chain with more factors than this is not split: the Shapley value looks at every subset.
const MOST_FACTORS: usize = 12;

/// A gap split by factors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decomposed {
    /// One part a factor; they add up to the gap to the last millionth. A factor that did not change has exactly none.
    pub parts: Vec<Quantity>,
    /// True for the log-mean Divisia index, false for the Shapley value.
    pub is_log_mean: bool,
}

/// Splits the difference between the last volumes of two states of a chain: `to` − `from`.
///
/// None without volumes, where the states are of different length, where there are more than twelve, and where the gap
/// or a part of it is beyond ±9.2 trillion.
#[must_use]
pub fn decompose(from: &[Quantity], to: &[Quantity]) -> Option<Decomposed> {
    let (last_from, last_to) = (*from.last()?, *to.last()?);
    if from.len() != to.len() || from.len() > MOST_FACTORS {
        return None;
    }
    let gap = last_to.checked_sub(last_from).ok()?;
    let steps = Step::all(from, to);
    let is_log_mean = steps.iter().all(|step| step.from >= 0 && step.to >= 0);
    let found = if is_log_mean { log_mean(&steps, gap) } else { shapley(&steps) };
    let (mut parts, mut free) = (vec![0.0; from.len()], vec![false; from.len()]);
    for (step, part) in steps.iter().zip(found) {
        if let (Some(slot), Some(is_free)) = (parts.get_mut(step.place), free.get_mut(step.place)) {
            (*slot, *is_free) = (part, step.is_changed());
        }
    }
    Some(Decomposed { parts: apportion(gap, &parts, &free)?, is_log_mean })
}

/// A volume that tells something, with the one before it, in both states, in millionths.
#[derive(Debug, Clone, Copy)]
struct Step {
    place: usize,
    from: i128,
    to: i128,
    from_before: i128,
    to_before: i128,
}

impl Step {
    fn all(from: &[Quantity], to: &[Quantity]) -> Vec<Self> {
        let is_unknown = |volumes: &[Quantity], place: usize| {
            let is_zero = |place: usize| volumes.get(place) == Some(&Quantity::ZERO);
            is_zero(place) && (place + 1..volumes.len()).any(|later| !is_zero(later))
        };
        let mut out: Vec<Self> = Vec::with_capacity(from.len());
        for (place, (before, after)) in from.iter().zip(to).enumerate() {
            if is_unknown(from, place) || is_unknown(to, place) {
                continue;
            }
            let (from_before, to_before) = out.last().map_or((1, 1), |step| (step.from, step.to));
            let (from, to) = (i128::from(before.micros()), i128::from(after.micros()));
            out.push(Self { place, from, to, from_before, to_before });
        }
        out
    }

    /// The factor of each state over that of the other, without dividing: `to`'s, `from`'s.
    fn crossed(&self) -> (i128, i128) {
        (self.to * self.from_before, self.from * self.to_before)
    }

    /// Behind a zero the factor of that state is not known: it counts as unchanged.
    fn is_changed(&self) -> bool {
        let (to, from) = self.crossed();
        self.from_before != 0 && self.to_before != 0 && to != from
    }

    /// The factor in both states, in millionths for the first.
    #[allow(clippy::cast_precision_loss)]
    fn factors(&self) -> (f64, f64) {
        let of = |volume: i128, before: i128| (before != 0).then(|| volume as f64 / before as f64);
        let (from, to) = (of(self.from, self.from_before), of(self.to, self.to_before));
        (from.or(to).unwrap_or(1.0), to.or(from).unwrap_or(1.0))
    }
}

/// The parts in plain units, where no volume is negative.
#[allow(clippy::cast_precision_loss)]
fn log_mean(steps: &[Step], gap: Quantity) -> Vec<f64> {
    let (from, to) = steps.last().map_or((0, 0), |step| (step.from, step.to));
    if from == 0 || to == 0 {
        // The first factor that is zero in the state whose total is.
        let is_first = |step: &Step| match from {
            0 => step.from == 0 && step.from_before != 0,
            _ => step.to == 0 && step.to_before != 0,
        };
        let whole = |step: &Step| if is_first(step) { gap.to_f64() } else { 0.0 };
        return steps.iter().map(whole).collect();
    }
    let mean = mean(from, to) / Quantity::SCALE as f64;
    let part = |step: &Step| {
        let (to, from) = step.crossed();
        mean * log_ratio(to, from)
    };
    steps.iter().map(part).collect()
}

/// The logarithmic mean of two positive numbers; the same whichever comes first.
#[allow(clippy::cast_precision_loss)]
fn mean(a: i128, b: i128) -> f64 {
    let (low, high) = (a.min(b), a.max(b));
    if low == high { low as f64 } else { (high - low) as f64 / log_ratio(high, low) }
}

/// ln(a / b) of two positive numbers, exact also where they are nearly the same; of swapped numbers it is the same with
/// the other sign, to the last bit.
#[allow(clippy::cast_precision_loss)]
fn log_ratio(a: i128, b: i128) -> f64 {
    if a < b {
        return -log_ratio(b, a);
    }
    ((a - b) as f64 / b as f64).ln_1p()
}

/// The parts in plain units by the Shapley value of the product.
#[allow(clippy::cast_precision_loss)]
fn shapley(steps: &[Step]) -> Vec<f64> {
    let factors: Vec<(f64, f64)> = steps.iter().map(Step::factors).collect();
    let count = factors.len();
    let mut out = vec![0.0; count];
    for (place, slot) in out.iter_mut().enumerate() {
        let Some((from, to)) = factors.get(place) else { continue };
        for subset in 0_usize..1 << count {
            if subset >> place & 1 == 1 {
                continue;
            }
            let others = factors.iter().enumerate().filter(|(other, _)| *other != place);
            let product: f64 =
                others.map(|(other, pair)| if subset >> other & 1 == 1 { pair.1 } else { pair.0 }).product();
            *slot += weight(subset.count_ones() as usize, count) * product * (to - from);
        }
        *slot /= Quantity::SCALE as f64;
    }
    out
}

/// In which share of all orders a factor comes right after exactly `before` certain ones: before! (n − before − 1)! / n!
#[allow(clippy::cast_precision_loss)]
fn weight(before: usize, count: usize) -> f64 {
    // 1 / (n · C(n − 1, before))
    let choose: f64 = (0..before).map(|i| (count - 1 - i) as f64 / (i + 1) as f64).product();
    1.0 / (count as f64 * choose)
}

#[cfg(test)]
mod tests;
