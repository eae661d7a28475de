//! Where a value stands against what is expected of it: the pace, or why there is none.
use super::{
    Better, Quantity, TargetKind,
    assess::{Spec, difference},
};

/// A value against what is expected of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Standing {
    /// The pace; 1 is as planned, more is better.
    Ratio(f64),
    /// Better than any ratio can say: none of the allowed amount used.
    Beyond,
    /// Not reached, and no ratio can say by how much: a goal of zero or below.
    Short,
    /// The plan asks for nothing yet; `off` is the share of the way gone, negative the wrong way.
    NothingExpected {
        /// The share of the way gone.
        off: f64,
    },
}

impl Standing {
    pub(super) fn pace(self) -> Option<f64> {
        match self {
            Self::Ratio(pace) => Some(pace),
            _ => None,
        }
    }
}

/// Where a value stands at a moment when the plan asks for `share` of the way.
///
/// * reach, done: (actual − baseline) / (expected − baseline), also for a way down, where both are negative;
/// * a reach whose way runs against the metric's better side is a limit: the quotient turned over;
/// * a flat lower-is-better target: goal / actual;
/// * keep: actual / bound, or bound / actual for an upper bound; in a band the bound that is crossed, 1 inside.
pub(super) fn standing(spec: &Spec<'_>, actual: Quantity, share: f64) -> Standing {
    if spec.kind == TargetKind::Keep {
        return kept(spec, actual);
    }
    if spec.kind == TargetKind::Reach && spec.better == Better::Lower && spec.curve.is_flat() {
        return at_most(spec.goal, actual);
    }
    let gone = difference(actual, spec.baseline);
    let expected = spec.way() * share;
    if spec.way() == 0.0 {
        let off = if spec.is_reached(actual) { 0.0 } else { -1.0 };
        return Standing::NothingExpected { off };
    }
    if !spec.is_limit() {
        return if expected == 0.0 {
            Standing::NothingExpected { off: gone / spec.way() }
        } else {
            Standing::Ratio(gone / expected)
        };
    }
    let used = gone / spec.way();
    if used <= 0.0 {
        Standing::Beyond
    } else if expected == 0.0 {
        Standing::NothingExpected { off: -used }
    } else {
        Standing::Ratio(share / used)
    }
}

fn kept(spec: &Spec<'_>, actual: Quantity) -> Standing {
    match (spec.upper, spec.better) {
        (Some(_), _) if spec.is_reached(actual) => Standing::Ratio(1.0),
        (Some(upper), _) if actual > upper => at_most(upper, actual),
        (None, Better::Lower) => at_most(spec.goal, actual),
        (None, Better::OnPlan) if actual > spec.goal => at_most(spec.goal, actual),
        _ => at_least(spec.goal, actual),
    }
}

fn at_least(bound: Quantity, actual: Quantity) -> Standing {
    if bound > Quantity::ZERO {
        Standing::Ratio(difference(actual, Quantity::ZERO) / difference(bound, Quantity::ZERO))
    } else if actual >= bound {
        Standing::Beyond
    } else {
        Standing::Short
    }
}

fn at_most(bound: Quantity, actual: Quantity) -> Standing {
    if actual > Quantity::ZERO && bound >= Quantity::ZERO {
        Standing::Ratio(difference(bound, Quantity::ZERO) / difference(actual, Quantity::ZERO))
    } else if actual <= bound {
        Standing::Beyond
    } else {
        Standing::Short
    }
}
