//! What forms of OKRs choose from.
use super::named;
use crate::model::{Cycle, CycleId, Lang, Metric, Objective, ObjectiveId, Target, TargetId};
use crate::tui::Choice;

/// Every cycle, the latest first.
pub(super) fn cycles(mut cycles: Vec<Cycle>) -> Vec<Choice> {
    cycles.sort_by_key(|cycle| (std::cmp::Reverse(cycle.end), cycle.start));
    cycles.into_iter().map(|cycle| named(cycle.key, cycle.name)).collect()
}

/// What an objective of a cycle can be aligned to: objectives and key results of that cycle and of longer ones at the
/// same time, without itself and what is aligned to it.
pub(super) fn parents(
    of: Option<ObjectiveId>,
    cycle: Option<CycleId>,
    mut cycles: Vec<Cycle>,
    objectives: &[Objective],
    targets: &[Target],
    metrics: &[Metric],
) -> Vec<Choice> {
    let own = objectives.iter().find(|objective| Some(objective.id) == of).map(|objective| objective.cycle);
    let Some(own) = cycles.iter().find(|one| own.or(cycle) == Some(one.id)).cloned() else {
        return Vec::new();
    };
    let days = |cycle: &Cycle| cycle.end.0 - cycle.start.0;
    cycles.retain(|one| {
        let is_longer = days(one) > days(&own) && one.start <= own.end && own.start <= one.end;
        one.id == own.id || is_longer
    });
    cycles.sort_by_key(|one| (std::cmp::Reverse(days(one)), one.id));
    let below = aligned_to(of, objectives, targets);
    let mut out = Vec::new();
    for cycle in &cycles {
        let mut here: Vec<&Objective> = objectives.iter().filter(|o| o.cycle == cycle.id).collect();
        here.sort_by_key(|objective| (objective.position, objective.id));
        for objective in here.into_iter().filter(|objective| !below.contains(&objective.id)) {
            let path = format!("{}/{}", cycle.key, objective.key);
            out.push(named(path.clone(), objective.title.clone()));
            for target in targets.iter().filter(|target| target.objective == Some(objective.id)) {
                let mut choice = named(format!("{path}/{}", target.key), target.title.clone());
                let metric = metrics.iter().find(|metric| Some(metric.id) == target.metric);
                if let Some(metric) = metric.filter(|_| target.title.is_empty()) {
                    choice.name_en = metric.name(Lang::En).to_owned();
                    choice.name_zh = metric.name(Lang::Zh).to_owned();
                }
                out.push(choice);
            }
        }
    }
    out
}

/// An objective and all that is aligned to it, directly or through others.
fn aligned_to(of: Option<ObjectiveId>, objectives: &[Objective], targets: &[Target]) -> Vec<ObjectiveId> {
    let mut found: Vec<ObjectiveId> = of.into_iter().collect();
    let owner = |id: TargetId| targets.iter().find(|target| target.id == id)?.objective;
    let mut at = 0;
    while let Some(above) = found.get(at).copied() {
        let below = objectives.iter().filter(|objective| {
            objective.parent.or_else(|| owner(objective.parent_key_result?)) == Some(above)
        });
        let new: Vec<ObjectiveId> = below.map(|o| o.id).filter(|id| !found.contains(id)).collect();
        found.extend(new);
        at += 1;
    }
    found
}
