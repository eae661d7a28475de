//! The tree of a cycle, and what each objective and key result comes to.
use super::super::book::Book;
use super::super::evidence::Facts;
use super::super::gauge::gauged;
use super::campaigns::{contributions, coverage};
use super::view::{CycleLine, KeyResultLine, ObjectiveLine, OkrTree, Parent};
use crate::error::Result;
use crate::model::{
    Counted, Cycle, CycleId, DayPoint, Feed, Objective, ObjectiveId, Quantity, Review, SeriesId, Target,
    TargetKind, objective_health, present_cycle, weighted_expected, weighted_progress,
};
use crate::store::Db;
use std::collections::{HashMap, HashSet};

/// A cycle's objectives as a tree at `now`; the default one's where none is named.
///
/// # Errors
/// Storage errors.
pub fn okr_tree(db: &Db<'_>, book: &Book, cycle: Option<CycleId>, now: i64) -> Result<OkrTree> {
    let reviews = db.list::<Review>()?;
    let mut cycles: Vec<CycleLine> =
        book.cycles.iter().map(|cycle| cycle_line(book, &reviews, cycle, now)).collect();
    cycles.sort_by_key(|cycle| (std::cmp::Reverse(cycle.end), cycle.start, cycle.id));
    let chosen = match cycle {
        Some(id) => book.cycle(id),
        None => present_cycle(&book.cycles, book.day_shown(now)),
    };
    let north_star = super::north_star(db, book, now)?;
    let Some(chosen) = chosen else { return Ok(OkrTree { cycles, north_star, ..OkrTree::default() }) };
    let here = in_order(book, chosen.id);
    db.read_ahead_of(&series_of(book, &here), chosen.start, chosen.end.max(book.day_shown(now)))?;
    let mut objectives = Vec::with_capacity(here.len());
    for (objective, depth) in here {
        let line = objective_line(db, book, objective, now)?;
        objectives.push(ObjectiveLine { depth, ..line });
    }
    let cycle = Some(cycle_line(book, &reviews, chosen, now));
    Ok(OkrTree { cycles, cycle, objectives, north_star })
}

/// A cycle's objectives, each after what it is aligned to, with how deep it stands.
fn in_order(book: &Book, cycle: CycleId) -> Vec<(&Objective, usize)> {
    let mut here: Vec<&Objective> = book.objectives.iter().filter(|o| o.cycle == cycle).collect();
    here.sort_by_key(|o| (o.position, o.id));
    let ids: HashSet<ObjectiveId> = here.iter().map(|o| o.id).collect();
    let mut below: HashMap<Option<ObjectiveId>, Vec<&Objective>> = HashMap::new();
    for objective in here.iter().rev() {
        // What is aligned to itself in a ring stands at the top, so that it can be seen and put right.
        let above = parent_of(book, objective).filter(|id| ids.contains(id) && !is_in_ring(book, objective));
        below.entry(above).or_default().push(objective);
    }
    let mut out = Vec::with_capacity(here.len());
    let mut open: Vec<(&Objective, usize)> = Vec::new();
    open.extend(below.remove(&None).unwrap_or_default().into_iter().map(|o| (o, 0)));
    while let Some((objective, depth)) = open.pop() {
        out.push((objective, depth));
        let its = below.remove(&Some(objective.id)).unwrap_or_default();
        open.extend(its.into_iter().map(|o| (o, depth + 1)));
    }
    out
}

/// Whether an objective is aligned to itself through others. That is refused, but an undo of one while another was
/// aligned to it, and a damaged file, may leave it so: nothing rolls up in it then.
fn is_in_ring(book: &Book, objective: &Objective) -> bool {
    let mut at = parent_of(book, objective);
    for _ in 0..book.objectives.len() {
        match at {
            None => return false,
            Some(id) if id == objective.id => return true,
            Some(id) => at = book.objective(id).and_then(|above| parent_of(book, above)),
        }
    }
    false
}

/// The series that feed the key results of some objectives.
fn series_of(book: &Book, objectives: &[(&Objective, usize)]) -> Vec<SeriesId> {
    let targets = objectives.iter().flat_map(|(objective, _)| book.key_results(objective.id));
    let mut ids: Vec<SeriesId> = targets.flat_map(|target| book.series_behind(target)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The objective that another is aligned to, itself or through one of its key results.
pub(super) fn parent_of(book: &Book, objective: &Objective) -> Option<ObjectiveId> {
    let through = || book.objective_of(objective.parent_key_result?);
    objective.parent.or_else(through)
}

/// One cycle.
#[must_use]
pub fn cycle_line(book: &Book, reviews: &[Review], cycle: &Cycle, now: i64) -> CycleLine {
    let days = cycle.end.0 - cycle.start.0 + 1;
    let ended = reviews.iter().filter(|review| review.cycle == cycle.id).filter_map(|review| review.ended_at);
    CycleLine {
        id: cycle.id,
        version: cycle.version,
        key: cycle.key.clone(),
        name: cycle.name.clone(),
        kind: cycle.kind,
        start: cycle.start,
        end: cycle.end,
        status: cycle.status,
        day: (book.day_shown(now).0 - cycle.start.0 + 1).clamp(0, days),
        days,
        objectives: book.objectives.iter().filter(|o| o.cycle == cycle.id).count(),
        reviewed_at: ended.max(),
    }
}

/// One objective with its key results at `now`.
///
/// # Errors
/// Storage errors.
pub fn objective_line(db: &Db<'_>, book: &Book, objective: &Objective, now: i64) -> Result<ObjectiveLine> {
    let mut key_results = Vec::new();
    let mut parts = Vec::new();
    for target in book.key_results(objective.id) {
        let line = key_result_line(db, book, target, now)?;
        parts.push(counted(&line));
        key_results.push(line);
    }
    // As they count: too many of them for an exact sum are no reason to show nothing.
    let weights: f64 = key_results.iter().map(|kr| kr.weight.to_f64()).sum();
    if weights > 0.0 {
        for line in &mut key_results {
            line.share = line.weight.to_f64() / weights;
        }
    }
    parts.extend(children_of(db, book, objective, now)?);
    let counting = || key_results.iter().filter(|kr| kr.weight > Quantity::ZERO);
    let awaiting = || key_results.iter().filter(|kr| kr.due_at.is_some());
    let checked: Option<Vec<i64>> = awaiting().map(|kr| kr.checked_at).collect();
    let children = book
        .objectives
        .iter()
        .filter(|o| o.cycle == objective.cycle && parent_of(book, o) == Some(objective.id));
    Ok(ObjectiveLine {
        id: objective.id,
        version: objective.version,
        key: objective.key.clone(),
        path: book.path(objective),
        title: objective.title.clone(),
        description: objective.description.clone(),
        level: objective.level,
        team: objective.team.clone(),
        owner: objective.owner.clone(),
        ambition: objective.ambition,
        weight: objective.weight,
        tags: objective.tags.0.clone(),
        status: objective.status,
        parent: parent(book, objective),
        depth: 0,
        children: children.count(),
        counts_children: objective.counts_children,
        progress: weighted_progress(&parts),
        expected: weighted_expected(&parts),
        health: objective_health(&parts),
        confidence: counting().filter_map(|kr| kr.confidence).min(),
        checked_at: checked.and_then(|all| all.into_iter().min()),
        due: key_results.iter().filter(|kr| kr.is_due(now)).count(),
        grade: objective.grade,
        grade_reason: objective.grade_reason.clone(),
        grade_cause: objective.grade_cause.clone(),
        verdict: objective.verdict,
        verdict_why: objective.verdict_why.clone(),
        carried_from: objective.carried_from.and_then(|id| book.objective(id)).map(|o| book.path(o)),
        key_results,
    })
}

fn parent(book: &Book, objective: &Objective) -> Option<Parent> {
    let above = book.objective(parent_of(book, objective)?)?;
    let key_result = objective.parent_key_result.and_then(|id| book.target(id));
    let path = book.path(above);
    Some(Parent {
        objective: above.id,
        key_result: key_result.map(|kr| kr.id),
        path: key_result.map_or_else(|| path.clone(), |kr| format!("{path}/{}", kr.key)),
        title: match key_result {
            Some(kr) if !kr.title.is_empty() => kr.title.clone(),
            Some(kr) => book.measured_by(kr).map(|m| m.name_zh.clone()).unwrap_or_default(),
            None => above.title.clone(),
        },
        is_here: above.cycle == objective.cycle,
    })
}

/// The objectives that count in another, where that was asked for.
fn children_of(db: &Db<'_>, book: &Book, objective: &Objective, now: i64) -> Result<Vec<Counted>> {
    if !objective.counts_children || is_in_ring(book, objective) {
        return Ok(Vec::new());
    }
    let below = book.objectives.iter().filter(|o| o.parent == Some(objective.id));
    below.map(|o| Ok(summed(db, book, o, now)?.0)).collect()
}

/// An objective as something that counts in another, and the newest data in it.
fn summed(db: &Db<'_>, book: &Book, objective: &Objective, now: i64) -> Result<(Counted, Option<i64>)> {
    let mut parts = Vec::new();
    let mut newest = None;
    for target in book.key_results(objective.id) {
        let line = key_result_line(db, book, target, now)?;
        newest = newest.max(line.line.data_until);
        parts.push(counted(&line));
    }
    parts.extend(children_of(db, book, objective, now)?);
    let whole = Counted {
        weight: objective.weight,
        progress: weighted_progress(&parts),
        expected: weighted_expected(&parts),
        status: objective_health(&parts),
        is_guardrail: false,
        is_breached: false,
    };
    Ok((whole, newest))
}

fn counted(line: &KeyResultLine) -> Counted {
    Counted {
        weight: line.weight,
        progress: line.progress,
        expected: line.expected,
        status: Some(line.line.status),
        is_guardrail: line.line.is_guardrail,
        is_breached: line.line.held == Some(false),
    }
}

/// What the objectives aligned to a key result come to: their weighted progress as a value on its own way.
pub(in super::super) fn rolled_up(db: &Db<'_>, book: &Book, target: &Target, now: i64) -> Result<Facts> {
    let mut parts = Vec::new();
    let mut newest = None;
    let own = target.objective.and_then(|id| book.objective(id));
    if own.is_some_and(|own| is_in_ring(book, own)) {
        return Ok(Facts::default());
    }
    for objective in book.objectives.iter().filter(|o| o.parent_key_result == Some(target.id)) {
        let (part, until) = summed(db, book, objective, now)?;
        newest = newest.max(until);
        parts.push(part);
    }
    let Some(progress) = weighted_progress(&parts).filter(|_| newest.is_some()) else {
        return Ok(Facts::default());
    };
    let way = target.goal.to_f64() - target.baseline.to_f64();
    let value = target.baseline.to_f64() + way * progress;
    let day = book.day_shown(now);
    Ok(Facts {
        actual: Quantity::from_f64(value),
        cutoff: newest,
        days: vec![DayPoint { day, value, weight: 1.0 }],
        running: vec![(day, Some(value))],
        ..Facts::default()
    })
}

/// One key result at `now`; its share among its siblings is 1.
///
/// # Errors
/// Storage errors.
pub fn key_result_line(db: &Db<'_>, book: &Book, target: &Target, now: i64) -> Result<KeyResultLine> {
    let found = gauged(db, book, target, now)?;
    let (line, own) = (found.line, target.key_result.as_ref());
    let objective = target.objective.and_then(|id| book.objective(id));
    let feed = own.map_or(Feed::Business, |own| own.feed);
    let is_keep = target.kind == TargetKind::Keep;
    let said: Vec<_> = book.said(target.id, now).collect();
    let mut sure = said.iter().rev().filter_map(|c| c.confidence);
    let (confidence, confidence_before) = (sure.next(), sure.next());
    let at = line.data_until.unwrap_or(now);
    let expected = if is_keep { 1.0 } else { found.curve.share(found.period.clamped(at)) };
    let campaigns = contributions(db, book, target, &found.period, now)?;
    Ok(KeyResultLine {
        path: format!("{}/{}", objective.map(|o| book.path(o)).unwrap_or_default(), target.key),
        title: target.title.clone(),
        owner: target.owner.clone().or_else(|| objective.map(|o| o.owner.clone())).unwrap_or_default(),
        feed,
        weight: own.map_or(Quantity::ZERO, |own| own.weight),
        share: 1.0,
        progress: if is_keep { line.held_share } else { line.progress },
        expected: Some(expected),
        confidence,
        confidence_before,
        note: said.last().map(|c| c.note.clone()).unwrap_or_default(),
        checked_at: said.last().map(|c| c.at),
        due_at: book.check_in_due(target, &found.period, now),
        grade: own.and_then(|own| own.grade),
        grade_reason: own.map(|own| own.grade_reason.clone()).unwrap_or_default(),
        carried_from: own.and_then(|own| own.carried_from).and_then(|id| book.key_result_path(id)),
        coverage: coverage(book, target, &line, &campaigns)?,
        campaigns,
        line,
    })
}
