//! OKRs for programs: cycles, objectives and key results as JSON and as flat rows.
use super::flat::flat;
use super::status::{moment, target_json};
use super::table::Table;
use crate::board::{CycleLine, KeyResultLine, NorthStar, ObjectiveLine, OkrTree};
use crate::model::{CheckIn, Status, Zone};
use serde_json::{Value as Json, json};

/// A cycle.
#[must_use]
pub fn cycle_json(cycle: &CycleLine, zone: Zone) -> Json {
    json!({
        "key": cycle.key,
        "name": cycle.name,
        "kind": cycle.kind.as_str(),
        "start": cycle.start.to_string(),
        "end": cycle.end.to_string(),
        "status": cycle.status.as_str(),
        "day": cycle.day,
        "days": cycle.days,
        "objectives": cycle.objectives,
        "reviewed_at": cycle.reviewed_at.map(|at| moment(at, zone)),
    })
}

/// The north star as JSON.
#[must_use]
pub fn star_json(star: &NorthStar, zone: Zone) -> Json {
    json!({
        "metric": star.metric,
        "name_en": star.name_en,
        "name_zh": star.name_zh,
        "unit": star.unit.as_str(),
        "value": star.value,
        "before": star.before,
        "data_until": star.data_until.map(|at| moment(at, zone)),
    })
}

/// A key result: everything a target says, and what only a key result has.
#[must_use]
pub fn key_result_json(line: &KeyResultLine, zone: Zone, now: i64) -> Json {
    let mut out = target_json(&line.line, zone);
    let campaigns = line.campaigns.iter().map(|c| {
        json!({
            "campaign": c.key,
            "name": c.name,
            "status": c.status.as_str(),
            "brought": c.brought,
            "planned": c.planned,
            "to_come": c.to_come,
            "health": c.health.map(Status::as_str),
        })
    });
    let coverage = line.coverage.map(|c| json!({ "missing": c.missing, "planned": c.planned }));
    let own = json!({
        "path": line.path,
        "title": line.title,
        "name_en": line.line.name_en,
        "name_zh": line.line.name_zh,
        "owner": line.owner,
        "feed": line.feed.as_str(),
        "weight": line.weight,
        "share": line.share,
        "progress": line.progress,
        "expected_progress": line.expected,
        "held_share": line.line.held_share,
        "start": line.line.start.to_string(),
        "end": line.line.end.to_string(),
        "confidence": line.confidence,
        "confidence_before": line.confidence_before,
        "note": line.note,
        "checked_at": line.checked_at.map(|at| moment(at, zone)),
        "due_at": line.due_at.map(|at| moment(at, zone)),
        "due": line.is_due(now),
        "grade": line.grade,
        "grade_reason": line.grade_reason,
        "carried_from": line.carried_from,
        "campaigns": campaigns.collect::<Vec<_>>(),
        "coverage": coverage,
    });
    if let (Some(out), Json::Object(own)) = (out.as_object_mut(), own) {
        // One stands for a campaign in lists; nothing stands for an objective.
        out.remove("primary");
        out.extend(own);
    }
    out
}

/// The same with its check-ins, the newest first.
#[must_use]
pub fn key_result_page_json(line: &KeyResultLine, check_ins: &[CheckIn], zone: Zone, now: i64) -> Json {
    let mut out = key_result_json(line, zone, now);
    let said = check_ins.iter().rev().map(|c| {
        json!({
            "day": c.day.to_string(),
            "value": c.value,
            "confidence": c.confidence,
            "note": c.note,
            "source": c.source,
            "author": c.author,
        })
    });
    if let Some(object) = out.as_object_mut() {
        object.insert("check_ins".into(), said.collect());
    }
    out
}

/// An objective with its key results.
#[must_use]
pub fn objective_json(line: &ObjectiveLine, zone: Zone, now: i64) -> Json {
    let parent = line.parent.as_ref().map(|parent| {
        json!({
            "path": parent.path,
            "title": parent.title,
            "key_result": parent.key_result.is_some(),
            "same_cycle": parent.is_here,
        })
    });
    json!({
        "key": line.key,
        "path": line.path,
        "title": line.title,
        "description": line.description,
        "level": line.level.as_str(),
        "team": line.team,
        "owner": line.owner,
        "ambition": line.ambition.as_str(),
        "weight": line.weight,
        "tags": line.tags,
        "status": line.status.as_str(),
        "parent": parent,
        "depth": line.depth,
        "children": line.children,
        "counts_children": line.counts_children,
        "progress": line.progress,
        "expected_progress": line.expected,
        "health": line.health.map(Status::as_str),
        "confidence": line.confidence,
        "checked_at": line.checked_at.map(|at| moment(at, zone)),
        "due": line.due,
        "grade": line.grade,
        "grade_reason": line.grade_reason,
        "grade_cause": line.grade_cause,
        "verdict": line.verdict.map(crate::model::Verdict::as_str),
        "verdict_why": line.verdict_why,
        "carried_from": line.carried_from,
        "key_results": line.key_results.iter().map(|kr| key_result_json(kr, zone, now)).collect::<Vec<_>>(),
    })
}

/// A cycle with its objectives in the order of the tree, and the north star.
#[must_use]
pub fn tree_json(tree: &OkrTree, zone: Zone, now: i64) -> Json {
    json!({
        "cycle": tree.cycle.as_ref().map(|cycle| cycle_json(cycle, zone)),
        "north_star": tree.north_star.as_ref().map(|star| star_json(star, zone)),
        "objectives": tree.objectives.iter().map(|line| objective_json(line, zone, now)).collect::<Vec<_>>(),
    })
}

/// What both have in a row of CSV, and what only one of them has.
const FLAT: [&str; 35] = [
    "what",
    "path",
    "parent",
    "depth",
    "title",
    "level",
    "team",
    "owner",
    "ambition",
    "lifecycle",
    "tags",
    "progress",
    "expected_progress",
    "status",
    "confidence",
    "checked_at",
    "due",
    "weight",
    "share",
    "kind",
    "guardrail",
    "feed",
    "metric",
    "unit",
    "baseline",
    "goal",
    "upper",
    "first_goal",
    "actual",
    "planned",
    "missing",
    "start",
    "end",
    "data_until",
    "grade",
];

/// Objectives and key results one a row, each objective before its key results.
#[must_use]
pub fn tree_flat<'a>(objectives: impl IntoIterator<Item = &'a ObjectiveLine>, zone: Zone, now: i64) -> Table {
    let mut rows = Vec::new();
    for line in objectives {
        let mut row = objective_json(line, zone, now);
        let parent = line.parent.as_ref().map(|parent| parent.path.clone());
        if let Some(object) = row.as_object_mut() {
            object.insert("what".into(), "objective".into());
            object.insert("lifecycle".into(), line.status.as_str().into());
            object.insert("status".into(), json!(line.health.map(Status::as_str)));
            object.insert("parent".into(), json!(parent));
        }
        rows.push(row);
        for key_result in &line.key_results {
            rows.push(key_result_row(key_result, line, zone, now));
        }
    }
    flat(&rows, &FLAT)
}

fn key_result_row(key_result: &KeyResultLine, line: &ObjectiveLine, zone: Zone, now: i64) -> Json {
    let mut row = key_result_json(key_result, zone, now);
    if let Some(object) = row.as_object_mut() {
        object.insert("what".into(), "key_result".into());
        object.insert("parent".into(), line.path.clone().into());
        object.insert("depth".into(), (line.depth + 1).into());
        object.insert("planned".into(), json!(key_result.coverage.map(|c| c.planned)));
        object.insert("missing".into(), json!(key_result.coverage.map(|c| c.missing)));
    }
    row
}

/// Key results alone, one a row.
#[must_use]
pub fn key_results_flat(objectives: &[ObjectiveLine], zone: Zone, now: i64) -> Table {
    let row = |line: &ObjectiveLine| -> Vec<Json> {
        line.key_results.iter().map(|kr| key_result_row(kr, line, zone, now)).collect()
    };
    let rows: Vec<Json> = objectives.iter().flat_map(row).collect();
    flat(&rows, &FLAT)
}
