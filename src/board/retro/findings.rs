//! Highlights and lowlights that the numbers propose, with what people made of them.
use super::{DriverGap, FindingLine, GoalStep, ResultStep};
use crate::model::Finding;

/// The biggest deviations first, each kept, dismissed or undecided; then those people found themselves.
pub(super) fn findings(
    _goal: &GoalStep,
    _result: &ResultStep,
    _gap: Option<&DriverGap>,
    _known: &[Finding],
) -> Vec<FindingLine> {
    Vec::new()
}
