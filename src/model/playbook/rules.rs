//! What must hold between the fields of a playbook.
use super::part::{Part, nearest};
use super::{PlayChannel, PlayFlaw, PlayTarget, PlayTask, Playbook};
use crate::model::{Due, Fault, Metric, OverTime, Quantity, fold};
use chrono::NaiveTime;
use std::collections::{BTreeMap, BTreeSet};

/// How many drivers make a chain.
const DRIVERS: std::ops::RangeInclusive<usize> = 2..=5;

/// One of a few words that must be there; empty where it is wrong.
pub(super) fn need_word_of(part: &Part<'_>, field: &str, allowed: &[&str]) -> String {
    let text = part.need_plain(field);
    if !text.is_empty() && !allowed.contains(&text.as_str()) {
        part.note(field, PlayFlaw::Value(Fault::UnknownWord { text, allowed: allowed.join(", ") }));
        return String::new();
    }
    text
}

/// A due date that hangs on the campaign's first or last day and must be there.
pub(super) fn need_due(part: &Part<'_>, field: &str) -> Option<Due> {
    let text = part.need_plain(field);
    let due = Due::parse_stored(&text).ok().filter(|due| due.is_relative());
    if due.is_none() && !text.is_empty() {
        part.note(field, PlayFlaw::BadDue { text });
    }
    due
}

/// When something is due in a campaign of `days` days: days after its first one, and the time. A whole day ends it.
pub(super) fn moment(due: Due, days: i32) -> (i32, NaiveTime) {
    let whole_day =
        |time: Option<NaiveTime>| time.unwrap_or(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default());
    match due {
        // Refused when it was read.
        Due::At(_) => (0, NaiveTime::MIN),
        Due::Start(after, time) => (after, whole_day(time)),
        Due::End(after, time) => (after + days - 1, whole_day(time)),
    }
}

/// The key of a known metric that must be there; as it is where it is wrong.
pub(super) fn need_metric(part: &Part<'_>, metrics: &[Metric]) -> String {
    let key = part.need_plain("metric");
    if !key.is_empty()
        && let Err(flaw) = known(&key, metrics)
    {
        part.note("metric", flaw);
    }
    key
}

fn known<'m>(key: &str, metrics: &'m [Metric]) -> Result<&'m Metric, PlayFlaw> {
    metrics.iter().find(|metric| metric.key == key).ok_or_else(|| {
        let wanted = fold(key);
        let by_name =
            metrics.iter().find(|m| [&m.key, &m.name_en, &m.name_zh].iter().any(|name| fold(name) == wanted));
        let near = by_name
            .map(|metric| metric.key.clone())
            .or_else(|| nearest(key, metrics.iter().map(|metric| metric.key.as_str())));
        PlayFlaw::UnknownMetric { key: key.to_owned(), near }
    })
}

/// The phases' shares add up to exactly 1. Where one could not be read, that is noted already.
pub(super) fn shares(root: &Part<'_>, shares: &[Option<Quantity>]) {
    let sum: Option<i64> = shares.iter().map(|share| share.map(Quantity::micros)).sum();
    if let Some(sum) = sum.filter(|sum| !shares.is_empty() && *sum != Quantity::SCALE) {
        root.note("phase", PlayFlaw::SharesNotOne { sum: percent(sum) });
    }
}

/// So do the budgets of the channels, over those that have one.
pub(super) fn budget(root: &Part<'_>, parts: &[Part<'_>], channels: &[PlayChannel]) {
    let with_one = parts.iter().zip(channels).filter(|(part, _)| part.has("budget"));
    let budgets: Vec<Option<i64>> =
        with_one.map(|(_, channel)| channel.budget.map(Quantity::micros)).collect();
    let sum: Option<i64> = budgets.iter().copied().sum();
    if let Some(sum) = sum.filter(|sum| !budgets.is_empty() && *sum != Quantity::SCALE) {
        root.note("channel", PlayFlaw::BudgetNotOne { sum: percent(sum) });
    }
    let mut seen = BTreeSet::new();
    for (part, channel) in parts.iter().zip(channels).filter(|(_, channel)| !channel.key.is_empty()) {
        if !seen.insert(fold(&channel.key)) {
            part.note("key", PlayFlaw::Twice { text: channel.key.clone() });
        }
    }
}

fn percent(micros: i64) -> String {
    format!("{}%", Quantity::from_micros(micros.saturating_mul(100)))
}

/// Exactly one target is primary, and no metric is asked for twice.
pub(super) fn targets(root: &Part<'_>, parts: &[Part<'_>], targets: &[PlayTarget]) {
    let mut first: Option<&PlayTarget> = None;
    let mut seen = BTreeSet::new();
    for (part, target) in parts.iter().zip(targets) {
        if !target.metric.is_empty() && !seen.insert(&target.metric) {
            part.note("metric", PlayFlaw::Twice { text: target.metric.clone() });
        }
        match first {
            Some(first) if target.primary => {
                part.note("primary", PlayFlaw::SecondPrimary { first: first.metric.clone() });
            }
            None if target.primary => first = Some(target),
            _ => {}
        }
    }
    if first.is_none() {
        root.note("target", PlayFlaw::NoPrimary);
    }
}

/// The drivers are two to five different flows, the last of them what the primary target measures.
pub(super) fn drivers(root: &Part<'_>, playbook: &Playbook, metrics: &[Metric]) {
    let drivers = &playbook.drivers;
    if !root.has("drivers") {
        return;
    }
    if !DRIVERS.contains(&drivers.len()) {
        let (least, most) = (*DRIVERS.start(), *DRIVERS.end());
        root.note("drivers", PlayFlaw::Count { found: drivers.len(), least, most });
    }
    let mut seen = BTreeSet::new();
    for (index, key) in drivers.iter().enumerate().filter(|(_, key)| !key.is_empty()) {
        match known(key, metrics) {
            Err(flaw) => root.note_entry("drivers", index, flaw),
            Ok(metric) if metric.over_time != OverTime::Sum || metric.formula.is_some() => {
                root.note_entry("drivers", index, PlayFlaw::NotAFlow { key: key.clone() });
            }
            Ok(_) if !seen.insert(key) => {
                root.note_entry("drivers", index, PlayFlaw::Twice { text: key.clone() });
            }
            Ok(_) => {}
        }
    }
    if let (Some(last), Some(primary)) = (drivers.last(), playbook.primary())
        && !primary.metric.is_empty()
        && *last != primary.metric
    {
        let flaw = PlayFlaw::DriversEnd { primary: primary.metric.clone() };
        root.note_entry("drivers", drivers.len() - 1, flaw);
    }
}

/// Ids are different, `after` names known ones, nobody waits for himself, and nothing is due before what it waits for.
pub(super) fn tasks(parts: &[Part<'_>], tasks: &[PlayTask], dues: &[Option<Due>], days: i32) {
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, (part, task)) in parts.iter().zip(tasks).enumerate() {
        let Some(id) = &task.id else { continue };
        if by_id.contains_key(id.as_str()) {
            part.note("id", PlayFlaw::Twice { text: id.clone() });
        } else {
            by_id.insert(id, index);
        }
    }
    let mut waits: Vec<Vec<usize>> = Vec::with_capacity(tasks.len());
    for ((part, task), due) in parts.iter().zip(tasks).zip(dues) {
        let mut known = Vec::new();
        for (index, id) in task.after.iter().enumerate().filter(|(_, id)| !id.is_empty()) {
            let Some(&before) = by_id.get(id.as_str()) else {
                let near = nearest(id, by_id.keys().copied());
                part.note_entry("after", index, PlayFlaw::UnknownTask { id: id.clone(), near });
                continue;
            };
            known.push(before);
            if let (Some(due), Some(other_due)) = (due, dues.get(before).copied().flatten())
                && moment(*due, days) < moment(other_due, days)
            {
                let (due, other_due) = (due.to_string(), other_due.to_string());
                part.note("due", PlayFlaw::DueBefore { due, other: id.clone(), other_due });
            }
        }
        waits.push(known);
    }
    for cycle in cycles(&waits) {
        let id = |index: &usize| tasks.get(*index).and_then(|task| task.id.as_deref()).unwrap_or_default();
        let path: Vec<&str> = cycle.iter().chain(cycle.first()).map(id).collect();
        if let Some(part) = cycle.first().and_then(|first| parts.get(*first)) {
            part.note("after", PlayFlaw::Cycle { path: path.join(" → ") });
        }
    }
}

/// The rings in who waits for whom, each once.
fn cycles(waits: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut done: Vec<bool> = vec![false; waits.len()];
    let mut found = Vec::new();
    let is_open = |done: &[bool], index: &usize| !done.get(*index).copied().unwrap_or(true);
    loop {
        // Whoever waits for nobody any more is done; those who are left wait in a ring, or for one.
        while let Some(next) = (0..waits.len()).find(|index| {
            is_open(&done, index) && waits.get(*index).is_some_and(|w| !w.iter().any(|i| is_open(&done, i)))
        }) {
            if let Some(flag) = done.get_mut(next) {
                *flag = true;
            }
        }
        let Some(first) = (0..waits.len()).find(|index| is_open(&done, index)) else { return found };
        let mut path = vec![first];
        let ring = loop {
            let last = path.last().copied().unwrap_or(first);
            let next = waits.get(last).and_then(|w| w.iter().copied().find(|i| is_open(&done, i)));
            let Some(next) = next else { break Vec::new() };
            if let Some(at) = path.iter().position(|index| *index == next) {
                break path.split_off(at);
            }
            path.push(next);
        };
        for index in &ring {
            if let Some(flag) = done.get_mut(*index) {
                *flag = true;
            }
        }
        if ring.is_empty() {
            return found;
        }
        found.push(ring);
    }
}
