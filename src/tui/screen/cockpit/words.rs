//! How values of a target are worded, wherever they stand.
use crate::board::TargetLine;
use crate::i18n::{label, tr};
use crate::model::{Better, TargetKind};
use crate::tui::state::State;

/// The pace, or the progress once the target is over.
#[must_use]
pub fn pace(state: &State, target: &TargetLine) -> String {
    target.pace.map_or_else(|| "—".to_owned(), |pace| state.numbers().percent(pace))
}

/// The status in a word; for a bound, whether it holds; for a budget off its plan, on which side.
#[must_use]
pub fn status(state: &State, target: &TargetLine) -> &'static str {
    let held = target.held.filter(|_| !target.is_stale);
    state.say(label::standing(target.status, target.better, target.pace, held, target.kind))
}

/// The goal; a band as a whole; the currency stands at the value already.
#[must_use]
pub fn goal(state: &State, target: &TargetLine) -> String {
    let numbers = state.numbers();
    let goal = numbers.compact(target.goal, target.unit);
    match target.upper {
        Some(upper) => {
            let high = numbers.compact(upper, target.unit);
            state.fill(&tr::ZOOM_RANGE, &[("low", &goal), ("high", &high)])
        }
        None if target.kind == TargetKind::Keep => goal,
        None => goal.trim_start_matches(numbers.symbol).to_owned(),
    }
}

/// What stands between value and goal.
#[must_use]
pub fn sign(target: &TargetLine) -> &'static str {
    match (target.kind, target.upper, target.better) {
        (TargetKind::Keep, Some(_), _) => "∈",
        (TargetKind::Keep, None, Better::Lower) => "≤",
        (TargetKind::Keep, None, _) => "≥",
        _ => "/",
    }
}

/// Up to when data is there: the time where it is today, else day and time; a whole day without a time.
#[must_use]
pub fn until(state: &State, at: i64) -> String {
    let local = state.info.zone.local(at);
    let is_midnight = local.format("%H:%M").to_string() == "00:00";
    if is_midnight {
        return state.info.zone.local(at - 1).format("%m-%d").to_string();
    }
    if state.info.zone.day_of(at) == state.today() {
        local.format("%H:%M").to_string()
    } else {
        local.format("%m-%d %H:%M").to_string()
    }
}

/// An age in days or hours.
#[must_use]
pub fn age(state: &State, seconds: i64) -> String {
    crate::board::age(seconds, state.lang())
}
