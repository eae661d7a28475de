//! A whole cycle from a file: all of it in one batch, or nothing.
mod key_results;
mod look;
mod rows;

use super::super::target::fields::Span;
use super::super::{Context, Outcome};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::input::okr::refused;
use crate::model::{
    Campaign, Cycle, CycleFile, Level, Metric, Objective, ObjectiveId, ObjectiveRow, Serving, ServingId,
    Target, TargetId, Word, fold,
};
use crate::store::{Db, Tx};
use look::{Found, Known, Look};
use rows::ObjectiveRead;
use std::collections::BTreeSet;

/// Writes the cycle of a file with everything in it. `key` takes the place of the file's.
pub(super) fn import(
    tx: &mut Tx<'_>,
    context: &Context,
    file: &CycleFile,
    key: Option<&str>,
) -> Result<Outcome> {
    let known = Known {
        metrics: tx.db().list::<Metric>()?,
        campaigns: tx.db().list::<Campaign>()?,
        currency: tx.db().settings()?.currency,
        zone: tx.zone(),
        today: tx.today(),
        now: tx.now(),
        actor: tx.actor().to_owned(),
    };
    let found = Found::default();
    let look = Look::root(&known, &found);
    let wanted = key.map(fold).or(file.key.as_ref().map(|word| fold(&word.text)));
    if let Some(other) = tx.db().list::<Cycle>()?.iter().find(|other| Some(fold(&other.key)) == wanted) {
        return Err(Error::new(Kind::BadData, &tr::ERROR_OKR_CYCLE_THERE)
            .arg("key", &other.key)
            .field("key"));
    }
    let cycle = rows::cycle(&look, tx, file, key, context.lang);
    let span = cycle.as_ref().map(Span::from);
    let mut read = rows::objectives(&look, tx, file, span);
    let notes =
        file.note.iter().enumerate().filter_map(|(n, row)| rows::note(&look.entry("note", n, row.line), row));
    let notes: Vec<_> = notes.collect();
    let actions = file.action.iter().enumerate();
    let actions: Vec<_> =
        actions.filter_map(|(n, row)| rows::action(&look.entry("action", n, row.line), row)).collect();
    let ways = ways(&look, &tx.db(), file, cycle.as_ref(), &read)?;
    levels(&tx.db(), file, &ways, &mut read)?;
    let faults = found.faults.take();
    let Some(mut cycle) = cycle.filter(|_| faults.is_empty()) else {
        return Err(refused(faults, context.lang));
    };
    tx.insert(&mut cycle)?;
    for mut note in notes {
        note.cycle = Some(cycle.id);
        tx.insert(&mut note)?;
    }
    for mut action in actions {
        action.cycle = Some(cycle.id);
        tx.insert(&mut action)?;
    }
    let key_results: usize = read.iter().map(|read| read.key_results.len()).sum();
    let check_ins: usize = read.iter().flat_map(|read| &read.key_results).map(|kr| kr.check_ins.len()).sum();
    let count = read.len();
    write(tx, &cycle, read, &ways)?;
    tx.title(format!("okr import {}", cycle.key));
    let mut outcome = Outcome::new(&tr::DONE_OKR_IMPORT)
        .arg("cycle", &cycle.key)
        .arg("objectives", count)
        .arg("key_results", key_results)
        .arg("check_ins", check_ins)
        .key(cycle.key.clone());
    outcome.warnings = found.warnings.take();
    Ok(outcome)
}

/// What an objective is aligned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parent {
    /// An objective of the file, or its key result.
    Here(usize, Option<usize>),
    /// One of another cycle.
    Elsewhere(ObjectiveId, Option<TargetId>),
}

/// How an objective hangs together with others.
#[derive(Debug, Clone, Default)]
struct Way {
    parent: Option<Parent>,
    carried_from: Option<ObjectiveId>,
    /// Of its key results, in their order.
    key_results_from: Vec<Option<TargetId>>,
}

fn ways(
    look: &Look<'_>,
    db: &Db<'_>,
    file: &CycleFile,
    cycle: Option<&Cycle>,
    read: &[ObjectiveRead],
) -> Result<Vec<Way>> {
    let own: Vec<String> =
        file.key.iter().map(|word| fold(&word.text)).chain(cycle.map(|cycle| fold(&cycle.key))).collect();
    let mut out: Vec<Way> = Vec::new();
    for (index, row) in file.objective.iter().enumerate() {
        let look = look.entry("objective", index, row.line);
        let mut way = Way { parent: parent(&look, db, row, &own, read)?, ..Way::default() };
        way.carried_from =
            carried(&look, db, row.carried_from.as_ref(), row.title.as_ref())?.map(|(id, _)| id);
        for row in &row.key_result {
            let from = carried(&look, db, row.carried_from.as_ref(), row.title.as_ref())?;
            way.key_results_from.push(from.and_then(|(_, key_result)| key_result));
        }
        out.push(way);
    }
    for (index, row) in file.objective.iter().enumerate() {
        if let Some(path) = loop_of(index, &out, read) {
            let error = Error::new(Kind::BadData, &tr::ERROR_OKR_PARENT_LOOP).arg("path", path);
            look.entry("objective", index, row.line).fault("parent", row.parent.as_ref(), error);
        }
    }
    Ok(out)
}

fn given(word: Option<&Word>) -> Option<&str> {
    word.map(|word| word.text.trim()).filter(|text| !text.is_empty())
}

fn titled(word: Option<&Word>) -> String {
    crate::model::quoted(word.map_or("", |word| &word.text))
}

/// What a row says it is aligned to: in this file, else in another cycle of the workspace.
fn parent(
    look: &Look<'_>,
    db: &Db<'_>,
    row: &ObjectiveRow,
    own: &[String],
    read: &[ObjectiveRead],
) -> Result<Option<Parent>> {
    let Some(text) = given(row.parent.as_ref()) else { return Ok(None) };
    let missing =
        || Error::new(Kind::BadData, &tr::ERROR_OKR_NO_PARENT).arg("text", crate::model::quoted(text));
    let ours = text.split_once('/').filter(|(cycle, _)| own.contains(&fold(cycle))).map(|(_, rest)| rest);
    let words = ours.unwrap_or(text);
    let (key, key_result) = words.split_once('/').map_or((words, None), |(key, kr)| (key, Some(kr)));
    let is_it = |other: &ObjectiveRead| fold(&other.objective.key) == fold(key);
    let at = read.iter().position(is_it).or_else(|| {
        let is_titled = |other: &ObjectiveRead| fold(&other.objective.title) == fold(words);
        read.iter().position(is_titled).filter(|_| key_result.is_none())
    });
    match (at.and_then(|at| Some((at, read.get(at)?))), key_result) {
        (Some((at, _)), None) => return Ok(Some(Parent::Here(at, None))),
        (Some((at, other)), Some(wanted)) => {
            let place = other.key_results.iter().position(|kr| fold(&kr.target.key) == fold(wanted));
            if let Some(place) = place {
                return Ok(Some(Parent::Here(at, Some(place))));
            }
        }
        (None, _) => {}
    }
    if at.is_some() || ours.is_some() || !text.contains('/') {
        look.fault("parent", row.parent.as_ref(), missing());
        return Ok(None);
    }
    let found = elsewhere(db, text)?;
    if found.is_none() {
        let left = Error::new(Kind::BadData, &tr::ERROR_OKR_PARENT_LEFT);
        look.warn(left.arg("title", titled(row.title.as_ref())).arg("text", crate::model::quoted(text)));
    }
    Ok(found.map(|(objective, key_result)| Parent::Elsewhere(objective, key_result)))
}

type Place = (ObjectiveId, Option<TargetId>);

fn carried(look: &Look<'_>, db: &Db<'_>, word: Option<&Word>, title: Option<&Word>) -> Result<Option<Place>> {
    let Some(text) = given(word) else { return Ok(None) };
    let found = elsewhere(db, text)?;
    if found.is_none() {
        let left = Error::new(Kind::BadData, &tr::ERROR_OKR_CARRIED_LEFT).arg("title", titled(title));
        look.warn(left.arg("text", crate::model::quoted(text)));
    }
    Ok(found)
}

/// `2026/o1` or `2026/o1/kr2` of the workspace, by whole keys.
fn elsewhere(db: &Db<'_>, text: &str) -> Result<Option<Place>> {
    let mut parts = text.split('/').map(fold);
    let (Some(cycle), Some(key), key_result, None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Ok(None);
    };
    let cycles = db.list::<Cycle>()?;
    let Some(cycle) = cycles.into_iter().find(|other| fold(&other.key) == cycle) else { return Ok(None) };
    let objectives = db.list_where::<Objective>("cycle", &cycle.id)?;
    let Some(objective) = objectives.into_iter().find(|other| fold(&other.key) == key) else {
        return Ok(None);
    };
    let Some(wanted) = key_result else { return Ok(Some((objective.id, None))) };
    let rows = db.list_where::<Target>("objective", &Some(objective.id))?;
    let found = rows.into_iter().find(|other| fold(&other.key) == wanted);
    Ok(found.map(|target| (objective.id, Some(target.id))))
}

fn above(ways: &[Way], index: usize) -> Option<usize> {
    match ways.get(index)?.parent? {
        Parent::Here(at, _) => Some(at),
        Parent::Elsewhere(..) => None,
    }
}

/// The circle an objective is the first of; none where it is in none.
fn loop_of(index: usize, ways: &[Way], read: &[ObjectiveRead]) -> Option<String> {
    let mut path = vec![index];
    let mut at = above(ways, index)?;
    while at != index {
        if path.contains(&at) {
            return None;
        }
        path.push(at);
        at = above(ways, at)?;
    }
    if path.iter().min() != Some(&index) {
        return None;
    }
    let keys =
        path.iter().chain([&index]).filter_map(|at| read.get(*at)).map(|read| read.objective.key.as_str());
    Some(keys.collect::<Vec<_>>().join(" → "))
}

/// Where the file says no level, it is the one below that of what it is aligned to; a team's where a team is named.
fn levels(db: &Db<'_>, file: &CycleFile, ways: &[Way], read: &mut [ObjectiveRead]) -> Result<()> {
    let below = |level: Level| if level == Level::Company { Level::Team } else { Level::Person };
    for (index, row) in file.objective.iter().enumerate().filter(|(_, row)| row.level.is_none()) {
        // Up to the first whose level is known; each step down is one level.
        let (mut at, mut steps) = (index, 0_usize);
        let mut known = None;
        while let Some(parent) = ways.get(at).and_then(|way| way.parent).filter(|_| steps <= read.len()) {
            steps += 1;
            match parent {
                Parent::Here(up, _) => {
                    at = up;
                    let is_told = file.objective.get(up).is_some_and(|row| row.level.is_some());
                    known = read.get(up).filter(|_| is_told).map(|read| read.objective.level);
                }
                Parent::Elsewhere(id, _) => {
                    known = db.get::<Objective>(id.0)?.map(|objective| objective.level);
                    break;
                }
            }
            if known.is_some() {
                break;
            }
        }
        let has_team = row.team.as_ref().is_some_and(|team| !team.text.trim().is_empty());
        let top = if steps == 0 && has_team { Level::Team } else { Level::Company };
        let level = (0..steps.min(2)).fold(known.unwrap_or(top), |level, _| below(level));
        if let Some(read) = read.get_mut(index) {
            read.objective.level = level;
        }
    }
    Ok(())
}

/// Stores the objectives, each after what it is aligned to.
fn write(tx: &mut Tx<'_>, cycle: &Cycle, read: Vec<ObjectiveRead>, ways: &[Way]) -> Result<()> {
    let mut ids: Vec<Option<(ObjectiveId, Vec<TargetId>)>> = vec![None; read.len()];
    let mut left: Vec<Option<ObjectiveRead>> = read.into_iter().map(Some).collect();
    let mut open: BTreeSet<usize> = (0..left.len()).collect();
    while let Some(first) = open.first().copied() {
        // There is no circle, so the way up ends at one whose parent is stored.
        let mut index = first;
        while let Some(up) = above(ways, index).filter(|up| open.contains(up)) {
            index = up;
        }
        open.remove(&index);
        let Some(read) = left.get_mut(index).and_then(Option::take) else { continue };
        let way = ways.get(index).cloned().unwrap_or_default();
        let stored = one(tx, cycle, read, &way, &ids)?;
        if let Some(place) = ids.get_mut(index) {
            *place = Some(stored);
        }
    }
    Ok(())
}

fn one(
    tx: &mut Tx<'_>,
    cycle: &Cycle,
    read: ObjectiveRead,
    way: &Way,
    ids: &[Option<(ObjectiveId, Vec<TargetId>)>],
) -> Result<(ObjectiveId, Vec<TargetId>)> {
    let ObjectiveRead { mut objective, key_results, notes, actions } = read;
    objective.cycle = cycle.id;
    objective.carried_from = way.carried_from;
    let (parent, key_result) = match way.parent {
        Some(Parent::Here(at, place)) => {
            let stored = ids.get(at).and_then(Option::as_ref);
            let key_result = place.and_then(|place| stored?.1.get(place).copied());
            (stored.map(|(id, _)| *id), key_result)
        }
        Some(Parent::Elsewhere(id, key_result)) => (Some(id), key_result),
        None => (None, None),
    };
    objective.parent_key_result = key_result;
    objective.parent = parent.filter(|_| key_result.is_none());
    tx.insert(&mut objective)?;
    let mut targets = Vec::new();
    for (index, mut read) in key_results.into_iter().enumerate() {
        read.target.objective = Some(objective.id);
        if let Some(own) = read.target.key_result.as_mut() {
            own.carried_from = way.key_results_from.get(index).copied().flatten();
        }
        tx.insert(&mut read.target)?;
        for (campaign, planned) in read.serving {
            let (id, key_result) = (ServingId(0), read.target.id);
            tx.insert(&mut Serving { id, version: 0, campaign, key_result, planned })?;
        }
        for mut check_in in read.check_ins {
            check_in.key_result = read.target.id;
            tx.insert(&mut check_in)?;
        }
        targets.push(read.target.id);
    }
    for mut note in notes {
        note.objective = Some(objective.id);
        tx.insert(&mut note)?;
    }
    for mut action in actions {
        action.objective = Some(objective.id);
        tx.insert(&mut action)?;
    }
    Ok((objective.id, targets))
}
