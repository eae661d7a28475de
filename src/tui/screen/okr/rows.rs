//! Which rows the tree has: objectives, their key results, what is aligned to them.
use crate::board::{ObjectiveLine, OkrFilter, OkrTree};
use crate::model::{CampaignId, ObjectiveId, TargetId};
use std::collections::BTreeSet;

/// Something the cursor can be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// An objective of the cycle.
    Objective(ObjectiveId),
    /// A key result of one.
    KeyResult(TargetId),
    /// A campaign that works for a key result.
    Campaign(TargetId, CampaignId),
    /// What objectives are aligned to in another cycle.
    Above(ObjectiveId, Option<TargetId>),
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// What it is; none for a heading.
    pub thing: Option<Thing>,
    /// How deep it stands.
    pub depth: usize,
    /// The objective it is or belongs to, as its place in the tree.
    pub objective: Option<usize>,
    /// The key result it is or belongs to, as its place in the objective.
    pub key_result: Option<usize>,
    /// The campaign it is, as its place in the key result.
    pub campaign: Option<usize>,
    /// What is aligned to something in another cycle, where the row is that thing: an objective's place in the tree.
    pub above: Option<usize>,
    /// True where something lies in it that can be folded away.
    pub has_inside: bool,
    /// For each level above it, whether more hangs there further down.
    pub open: Vec<bool>,
    /// True where nothing more hangs beside it further down.
    pub is_last: bool,
    /// The heading of so many objectives that hang on nothing.
    pub loose: usize,
}

/// The rows of a cycle's tree with what is folded left out.
#[must_use]
pub fn tree(tree: &OkrTree, folded: &BTreeSet<Thing>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut closed: Option<usize> = None;
    for (at, objective) in tree.objectives.iter().enumerate() {
        if closed.is_some_and(|depth| objective.depth > depth) {
            continue;
        }
        closed = None;
        let thing = Thing::Objective(objective.id);
        rows.push(Row {
            thing: Some(thing),
            depth: objective.depth,
            objective: Some(at),
            has_inside: has_inside(objective),
            ..Row::default()
        });
        if folded.contains(&thing) {
            closed = Some(objective.depth);
            continue;
        }
        for (place, key_result) in objective.key_results.iter().enumerate() {
            rows.push(Row {
                thing: Some(Thing::KeyResult(key_result.line.id)),
                depth: objective.depth + 1,
                objective: Some(at),
                key_result: Some(place),
                ..Row::default()
            });
        }
    }
    rows
}

/// The rows that pass a filter, with what they lie in, whatever is folded. Of an objective that passes alone, every key
/// result is shown.
#[must_use]
pub fn found(tree: &OkrTree, filter: &OkrFilter) -> Vec<Row> {
    let own: Vec<Vec<bool>> = tree
        .objectives
        .iter()
        .map(|o| o.key_results.iter().map(|kr| filter.passes_key_result(o, kr)).collect())
        .collect();
    let passes: Vec<bool> = tree.objectives.iter().map(|objective| filter.passes(objective)).collect();
    let mut shown: Vec<bool> =
        passes.iter().zip(&own).map(|(passes, own)| *passes || own.contains(&true)).collect();
    // What something that is shown lies in is shown, too.
    let mut depth_below: Option<usize> = None;
    for (at, objective) in tree.objectives.iter().enumerate().rev() {
        let is_above = depth_below.is_some_and(|depth| objective.depth < depth);
        if let Some(shown) = shown.get_mut(at) {
            *shown |= is_above;
            if *shown {
                depth_below = Some(objective.depth);
            } else if objective.depth == 0 {
                depth_below = None;
            }
        }
    }
    let mut rows = Vec::new();
    for row in self::tree(tree, &BTreeSet::new()) {
        let Some(at) = row.objective.filter(|at| shown.get(*at) == Some(&true)) else { continue };
        let is_kept = match row.key_result {
            None => true,
            Some(place) => {
                let own = own.get(at).map(Vec::as_slice).unwrap_or_default();
                own.get(place) == Some(&true) || (!own.contains(&true) && passes.get(at) == Some(&true))
            }
        };
        if is_kept {
            rows.push(Row { has_inside: false, ..row });
        }
    }
    rows
}

fn has_inside(objective: &ObjectiveLine) -> bool {
    !objective.key_results.is_empty() || objective.children > 0
}

/// Everything of a tree, each objective before its key results.
#[must_use]
pub fn things_in_order(tree: &OkrTree) -> Vec<Thing> {
    let of = |objective: &ObjectiveLine| {
        let inside: Vec<Thing> =
            objective.key_results.iter().map(|kr| Thing::KeyResult(kr.line.id)).collect();
        std::iter::once(Thing::Objective(objective.id)).chain(inside)
    };
    tree.objectives.iter().flat_map(of).collect()
}

/// The same as a set.
#[must_use]
pub fn things(tree: &OkrTree) -> BTreeSet<Thing> {
    things_in_order(tree).into_iter().collect()
}

/// What can be folded.
#[must_use]
pub fn foldable(tree: &OkrTree) -> BTreeSet<Thing> {
    tree.objectives.iter().filter(|o| has_inside(o)).map(|o| Thing::Objective(o.id)).collect()
}

/// What something lies in, the nearest first.
#[must_use]
pub fn above(tree: &OkrTree, thing: Thing) -> Vec<Thing> {
    let is_it = |objective: &ObjectiveLine| match thing {
        Thing::Objective(id) => objective.id == id,
        Thing::KeyResult(id) | Thing::Campaign(id, _) => {
            objective.key_results.iter().any(|kr| kr.line.id == id)
        }
        Thing::Above(..) => false,
    };
    let Some(at) = tree.objectives.iter().position(is_it) else { return Vec::new() };
    let mut out = Vec::new();
    let mut depth = tree.objectives.get(at).map_or(0, |objective| objective.depth);
    if let (Thing::KeyResult(_) | Thing::Campaign(..), Some(own)) = (thing, tree.objectives.get(at)) {
        out.push(Thing::Objective(own.id));
    }
    for objective in tree.objectives.iter().take(at).rev() {
        if objective.depth < depth {
            depth = objective.depth;
            out.push(Thing::Objective(objective.id));
        }
    }
    out
}
