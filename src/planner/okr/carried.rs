//! Key results that go on in another cycle: which, and from where.
use super::super::CarryDraft;
use super::super::lookup::pick;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Better, CheckIn, Cycle, Fault, Feed, KeyResult, Lang, Metric, Objective, OverTime, PlanCurve, Quantity,
    Step, Steps, Style, Target, TargetId, TargetKind, Unit,
};
use crate::store::Tx;

/// A key result that goes on, with the way it is to go.
pub(super) struct Chosen {
    pub target: Target,
    baseline: Quantity,
    goal: Quantity,
    keeps_steps: bool,
}

/// The key results that go on: those asked for, or all that are not there yet.
pub(super) fn chosen(
    tx: &Tx<'_>,
    cycle: &Cycle,
    objective: &Objective,
    draft: &CarryDraft,
    warnings: &mut Vec<Error>,
) -> Result<Vec<Chosen>> {
    let mut all = tx.db().list_where::<Target>("objective", &Some(objective.id))?;
    all.sort_by_key(|t| (t.position, t.id));
    let wanted = match &draft.key_results {
        Some(words) => {
            let pick = |word: &String| {
                let key = word.trim().rsplit('/').next().unwrap_or_default();
                let names = |t: &Target| vec![t.key.clone(), t.title.clone()];
                pick(all.clone(), key, &tr::ERROR_NO_KEY_RESULT, names).map_err(|e| e.field("key_results"))
            };
            let mut found = words.iter().map(pick).collect::<Result<Vec<Target>>>()?;
            found.sort_by_key(|t| (t.position, t.id));
            found.dedup_by_key(|t| t.id);
            found
        }
        None => all,
    };
    let mut out = Vec::with_capacity(wanted.len());
    for target in wanted {
        let path = format!("{}/{}/{}", cycle.key, objective.key, target.key);
        let stands = stands(tx, &target, draft)?;
        if draft.with_progress && is_there(&target, stands) {
            let error = Error::new(Kind::BadData, &tr::ERROR_CARRIED_IS_THERE).arg("text", &path);
            if draft.key_results.is_some() {
                return Err(error.field("key_results"));
            }
            warnings.push(error);
            continue;
        }
        for_new_dates(&target, &path, warnings);
        out.push(way(tx, target, stands, draft.with_progress, &path, warnings)?);
    }
    Ok(out)
}

/// Where a key result stands: what was typed last, or what the caller knows of it.
fn stands(tx: &Tx<'_>, target: &Target, draft: &CarryDraft) -> Result<Option<Quantity>> {
    let feed = target.key_result.as_ref().map(|own| own.feed);
    if feed != Some(Feed::Hand) {
        return Ok(draft.stands.iter().find(|(id, _)| *id == target.id).map(|(_, value)| *value));
    }
    let said = tx.db().list_where::<CheckIn>("key_result", &target.id)?;
    let said = said.iter().filter(|c| c.at <= tx.now()).filter_map(|c| Some((c.day, c.at, c.value?)));
    Ok(said.max_by_key(|(day, at, _)| (*day, *at)).map(|(_, _, value)| value))
}

/// Whether nothing is left of its way.
fn is_there(target: &Target, stands: Option<Quantity>) -> bool {
    let is_up = target.goal >= target.baseline;
    let reached = |value| if is_up { value >= target.goal } else { value <= target.goal };
    match target.kind {
        TargetKind::Keep => false,
        TargetKind::Done if !target.steps.0.is_empty() => target.steps.0.iter().all(|s| s.done_at.is_some()),
        TargetKind::Done | TargetKind::Reach => stands.is_some_and(reached),
    }
}

/// Dates of the old cycle mean nothing in the new one.
fn for_new_dates(target: &Target, path: &str, warnings: &mut Vec<Error>) {
    let has_table = matches!(target.curve, PlanCurve::Table { .. });
    if target.start.is_some() || target.end.is_some() || has_table {
        warnings.push(Error::new(Kind::BadData, &tr::ERROR_CARRIED_WITHOUT_DATES).arg("text", path));
    }
}

/// The way it goes: from where it stands, or from where it first began.
fn way(
    tx: &Tx<'_>,
    target: Target,
    stands: Option<Quantity>,
    with_progress: bool,
    path: &str,
    warnings: &mut Vec<Error>,
) -> Result<Chosen> {
    let (first, goal) = (target.first_baseline, target.goal);
    let anew = |target| Chosen { target, baseline: first, goal, keeps_steps: false };
    let feed = target.key_result.as_ref().map(|own| own.feed);
    let metric = target.metric.map(|id| tx.db().get::<Metric>(id.0)).transpose()?.flatten();
    let found = if !with_progress {
        anew(target)
    } else if target.kind != TargetKind::Reach || feed == Some(Feed::Children) {
        Chosen { baseline: target.baseline, goal, keeps_steps: true, target }
    } else if let Some(value) = stands {
        let adds_up = feed != Some(Feed::Hand) && metric.as_ref().is_some_and(adds_up);
        let is_up = goal > target.baseline;
        let is_limit = metric.as_ref().is_some_and(|m| m.better == Better::Lower) == is_up;
        match adds_up {
            // A sum begins anew in a new period: what it has brought is taken off the goal.
            true if is_up && !is_limit => {
                let left = goal.checked_sub(value)?.checked_add(target.baseline)?;
                let goes_on = Error::new(Kind::BadData, &tr::ERROR_CARRIED_WITH_REST);
                let unit = metric.as_ref().map_or(Unit::Count, |m| m.unit);
                let style = Style::new(Lang::En, &tx.db().settings()?.currency);
                let amount = |value| style.full(value, unit);
                warnings.push(goes_on.arg("text", path).arg("goal", amount(goal)).arg("left", amount(left)));
                Chosen { baseline: target.baseline, goal: left, keeps_steps: false, target }
            }
            true => anew(target),
            false => Chosen { baseline: value, goal, keeps_steps: false, target },
        }
    } else {
        warnings.push(Error::new(Kind::BadData, &tr::ERROR_CARRIED_UNKNOWN).arg("text", path));
        Chosen { baseline: target.baseline, goal, keeps_steps: false, target }
    };
    if found.target.kind == TargetKind::Reach && found.baseline == found.goal {
        return Err(Error::from(Fault::BaselineIsGoal).rows([path.to_owned()]).field("key_results"));
    }
    Ok(found)
}

/// Whether a metric's readings add up over time: a flow, or a sum of flows.
fn adds_up(metric: &Metric) -> bool {
    match &metric.formula {
        Some(formula) => formula.under.is_empty(),
        None => metric.over_time == OverTime::Sum,
    }
}

/// The key result in its new objective. What it is set to there is what it is first set to.
pub(super) fn copy_of(one: &Chosen, objective: &Objective, position: i64, now: i64) -> Target {
    let target = one.target.clone();
    let reset = |step: &Step| Step { done_at: step.done_at.filter(|_| one.keeps_steps), ..step.clone() };
    let curve = match target.curve {
        PlanCurve::Table { .. } => PlanCurve::Linear,
        curve => curve,
    };
    let own = target.key_result.map(|own| KeyResult {
        grade: None,
        grade_reason: String::new(),
        carried_from: Some(one.target.id),
        ..own
    });
    Target {
        id: TargetId(0),
        version: 0,
        objective: Some(objective.id),
        baseline: one.baseline,
        goal: one.goal,
        start: None,
        end: None,
        curve,
        steps: Steps(one.target.steps.0.iter().map(reset).collect()),
        first_baseline: one.baseline,
        first_goal: one.goal,
        position,
        key_result: own,
        created_at: now,
        ..target
    }
}
