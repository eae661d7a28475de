//! How values of objectives and key results are worded.
use crate::board::{KeyResultLine, ObjectiveLine};
use crate::i18n::{Text, label, tr};
use crate::model::{Feed, Quantity, Status, TargetKind, Unit};
use crate::tui::screen::cockpit::words as target;
use crate::tui::state::State;

/// The moment that is shown, UTC seconds: now, or the end of a past day.
#[must_use]
pub fn moment(state: &State) -> i64 {
    let past = state.desks.okr.as_of.map(|day| state.info.zone.end_of(day));
    past.map_or(state.now.unix, |at| at.min(state.now.unix))
}

/// An age in days: `3天`.
#[must_use]
pub fn age(state: &State, at: i64) -> String {
    let zone = state.info.zone;
    match zone.day_of(moment(state)).0 - zone.day_of(at).0 {
        ..=0 => state.say(&tr::OKR_TODAY).to_owned(),
        n => state.fill(&tr::OKR_DAYS, &[("n", &n.to_string())]),
    }
}

/// An age in days with what says that it is past: `3天前`, `今天`.
#[must_use]
pub fn ago(state: &State, at: i64) -> String {
    let zone = state.info.zone;
    let age = age(state, at);
    if zone.day_of(at) >= zone.day_of(moment(state)) {
        return age;
    }
    state.fill(&tr::OKR_AGO, &[("age", &age)])
}

/// What a key result says: its own words, else its metric's name.
#[must_use]
pub fn title(state: &State, key_result: &KeyResultLine) -> String {
    let own = if key_result.title.is_empty() { state.name_of(&key_result.line) } else { &key_result.title };
    if key_result.line.is_guardrail {
        return format!("{own} {}", state.say(&tr::COCKPIT_GUARDRAIL));
    }
    own.to_owned()
}

/// Value and goal of a key result; the flag: also the goal as first set, where it is another one now.
#[must_use]
pub fn value(state: &State, key_result: &KeyResultLine, with_first: bool) -> String {
    let (line, numbers) = (&key_result.line, state.numbers());
    let actual = line.actual.map_or_else(|| "—".to_owned(), |value| numbers.compact(value, line.unit));
    let mut goal = target::goal(state, line);
    if let Some(first) = line.first_goal.filter(|_| with_first) {
        let first = numbers.compact(first, line.unit).trim_start_matches(numbers.symbol).to_owned();
        goal = state.fill(&tr::OKR_FIRST, &[("goal", &goal), ("first", &first)]);
    }
    format!("{actual} {} {goal}", target::sign(line))
}

/// A share in whole percent; a dash where there is none.
#[must_use]
pub fn share(state: &State, share: Option<f64>) -> String {
    share.map_or_else(|| "—".to_owned(), |share| state.numbers().percent(share))
}

/// The status of an objective in a word.
#[must_use]
pub fn health(state: &State, health: Option<Status>) -> &'static str {
    health.map_or("—", |health| state.say(label::status(health)))
}

/// The status of a key result in a word.
#[must_use]
pub fn standing(state: &State, key_result: &KeyResultLine) -> &'static str {
    target::status(state, &key_result.line)
}

/// A confidence, with a sign where it fell; the flag: written short.
#[must_use]
pub fn confidence(state: &State, now: Option<i64>, before: Option<i64>, is_short: bool) -> String {
    let Some(sure) = now else { return String::new() };
    let text = if is_short { sure.to_string() } else { format!("{sure}/10") };
    match before {
        Some(before) if before > sure => text + state.theme.glyphs.falling,
        _ => text,
    }
}

/// An objective's confidence before the last check-ins: the lowest of its key results'.
#[must_use]
pub fn confidence_before(objective: &ObjectiveLine) -> Option<i64> {
    let counting = objective.key_results.iter().filter(|kr| kr.weight > Quantity::ZERO);
    counting.filter_map(|kr| kr.confidence_before.or(kr.confidence)).min()
}

/// How old the last check-in is, and whether one is due.
#[must_use]
pub fn checked(state: &State, at: Option<i64>, awaits: bool, is_due: bool) -> String {
    let age = match at {
        Some(at) => age(state, at),
        None if awaits => state.say(&tr::OKR_NEVER).to_owned(),
        None => String::new(),
    };
    if is_due { age + state.theme.glyphs.urgent } else { age }
}

/// Where a key result's number comes from, in a word short enough for a column.
#[must_use]
pub fn feed(state: &State, feed: Feed) -> &'static str {
    let text: &'static Text = match feed {
        Feed::Hand => &tr::OKR_FEED_HAND,
        Feed::Business => &tr::OKR_FEED_BUSINESS,
        Feed::Campaigns => &tr::OKR_FEED_CAMPAIGNS,
        Feed::Children => &tr::OKR_FEED_CHILDREN,
    };
    state.say(text)
}

/// Whose an objective is: its team, else its level.
#[must_use]
pub fn team<'a>(state: &State, objective: &'a ObjectiveLine) -> &'a str {
    if objective.team.is_empty() { state.say(label::level(objective.level)) } else { &objective.team }
}

/// Where a plan wants a key result; none where it is to be kept.
#[must_use]
pub fn expected(key_result: &KeyResultLine) -> Option<f64> {
    key_result.expected.filter(|_| key_result.line.kind != TargetKind::Keep)
}

/// A weight: nothing where it is the usual one.
#[must_use]
pub fn weight(state: &State, weight: Quantity) -> String {
    if Some(weight) == Quantity::from_units(1) {
        return String::new();
    }
    format!("×{}", state.numbers().compact(weight, Unit::Count))
}
