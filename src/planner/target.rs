//! Targets: add, change, tick steps, delete.
pub(super) mod fields;

use super::okr::find;
use super::{Context, Outcome, TargetDraft, curve, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Better, Campaign, Fault, Metric, OverTime, PlanCurve, Quantity, Steps, Style, Target, TargetId,
    TargetKind, fold,
};
use crate::store::Tx;
use fields::{Scale, Span, apply, bound, check, check_side, given, goal_text, usual_baseline};

pub(super) fn add(
    tx: &mut Tx<'_>,
    context: &Context,
    owner: &str,
    metric: &str,
    draft: &TargetDraft,
) -> Result<Outcome> {
    let campaign = lookup::campaign(&tx.db(), owner).map_err(|e| e.field("campaign"))?;
    let Added { target, metric, warning } = add_to(tx, &campaign, metric, draft)?;
    let style = Style::new(context.lang, &tx.db().settings()?.currency);
    let path = format!("{}/{}", campaign.key, target.key);
    tx.title(format!("target add {path}"));
    let goal = goal_text(&target, metric.unit, Some(metric.better), style);
    let mut outcome = Outcome::new(&tr::DONE_TARGET_ADD).arg("target", &path).arg("goal", goal).key(path);
    outcome.warnings.extend(warning);
    Ok(outcome)
}

/// A target that was just added.
pub(super) struct Added {
    pub target: Target,
    pub metric: Metric,
    /// What to keep an eye on.
    pub warning: Option<Error>,
}

/// Adds a target to a campaign.
pub(super) fn add_to(
    tx: &mut Tx<'_>,
    campaign: &Campaign,
    metric: &str,
    draft: &TargetDraft,
) -> Result<Added> {
    let currency = tx.db().settings()?.currency;
    let metric = lookup::metric(&tx.db(), metric).map_err(|e| e.field("metric"))?;
    let siblings = tx.db().list_where::<Target>("campaign", &campaign.id)?;
    let guardrail = draft.guardrail.unwrap_or(false);
    let kind = match given(draft.kind.as_ref()) {
        Some(word) => word.parse().map_err(|f: Fault| Error::from(f).field("kind"))?,
        None => usual_kind(&metric, draft, guardrail),
    };
    let (baseline, guessed) = match given(draft.baseline.as_ref()) {
        Some(text) => (Scale::of(&metric, &currency).read(text, "baseline")?, false),
        None => {
            let is_level = metric.over_time == OverTime::Last && metric.formula.is_none();
            (usual_baseline(tx, &metric, Some(campaign.id), campaign.start.day(), kind)?.0, is_level)
        }
    };
    let primary = draft.primary.unwrap_or(!guardrail && !siblings.iter().any(|t| t.is_primary));
    let mut target = Target {
        id: TargetId(0),
        version: 0,
        campaign: Some(campaign.id),
        objective: None,
        key: metric.key.clone(),
        title: String::new(),
        metric: Some(metric.id),
        kind,
        baseline,
        goal: Quantity::ZERO,
        upper: None,
        start: None,
        end: None,
        curve: PlanCurve::Linear,
        is_primary: primary,
        is_guardrail: guardrail,
        steps: Steps::default(),
        owner: None,
        first_baseline: baseline,
        first_goal: Quantity::ZERO,
        position: siblings.iter().map(|t| t.position).max().unwrap_or(0) + 1,
        key_result: None,
        created_at: tx.now(),
    };
    target.curve = curve::default(&target, &metric, campaign);
    let side = apply(tx, &mut target, draft, Scale::of(&metric, &currency))?;
    check_side(side, &metric)?;
    if given(draft.goal.as_ref()).is_none() {
        if kind != TargetKind::Done {
            return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "goal").field("goal"));
        }
        target.goal = Quantity::from_micros(Quantity::SCALE);
    }
    target.first_goal = target.goal;
    target.first_baseline = target.baseline;
    check(tx, &target, Span::from(campaign), &campaign.key, &siblings)?;
    if target.is_primary {
        no_other_primary(tx, &siblings, &target)?;
    }
    tx.insert(&mut target)?;
    let guessed = guessed && kind == TargetKind::Reach && target.baseline == Quantity::ZERO;
    let warning = guessed.then(|| Error::new(Kind::BadData, &tr::ERROR_BASELINE_GUESSED));
    Ok(Added { target, metric, warning })
}

pub(super) fn set(tx: &mut Tx<'_>, text: &str, seen: Option<i64>, draft: &TargetDraft) -> Result<Outcome> {
    let currency = tx.db().settings()?.currency;
    let (campaign, mut target) = match seen {
        Some(_) => lookup::target_exactly(&tx.db(), text)?,
        None => lookup::target(&tx.db(), text)?,
    };
    target.version = seen.unwrap_or(target.version);
    let metric = target.metric.map(|id| tx.db().get::<Metric>(id.0)).transpose()?.flatten();
    let metric = metric.ok_or_else(|| Error::new(Kind::NotFound, &tr::ERROR_NO_METRIC).arg("text", text))?;
    if let Some(word) = given(draft.kind.as_ref()) {
        target.kind = word.parse().map_err(|f: Fault| Error::from(f).field("kind"))?;
    }
    if let Some(text) = given(draft.baseline.as_ref()) {
        target.baseline = Scale::of(&metric, &currency).read(text, "baseline")?;
    }
    if let Some(guardrail) = draft.guardrail {
        target.is_guardrail = guardrail;
    }
    if let Some(primary) = draft.primary {
        target.is_primary = primary;
    }
    let side = apply(tx, &mut target, draft, Scale::of(&metric, &currency))?;
    check_side(side, &metric)?;
    let siblings = tx.db().list_where::<Target>("campaign", &campaign.id)?;
    check(tx, &target, Span::from(&campaign), &campaign.key, &siblings)?;
    if target.is_primary {
        no_other_primary(tx, &siblings, &target)?;
    }
    let path = format!("{}/{}", campaign.key, target.key);
    tx.title(format!("target set {path}"));
    tx.update(&mut target)?;
    let text = &tr::DONE_TARGET_SET;
    Ok(Outcome::new(text).arg("target", &path).key(path))
}

pub(super) fn step(tx: &mut Tx<'_>, text: &str, step: &str, done: bool) -> Result<Outcome> {
    let (owner, mut target) = find::any_target_named(&tx.db(), text, tx.today())?;
    let now = tx.now();
    let wanted = fold(step);
    let number = step.parse::<usize>().ok();
    let steps = target.steps.0.iter().enumerate();
    let found: Vec<usize> = steps
        .filter(|(i, s)| number == Some(i + 1) || (number.is_none() && fold(&s.name).contains(&wanted)))
        .map(|(i, _)| i)
        .collect();
    let exact = target.steps.0.iter().position(|s| number.is_none() && fold(&s.name) == wanted);
    let found = exact.map_or(found, |index| vec![index]);
    let (index, 1) = (found.first().copied().unwrap_or(usize::MAX), found.len()) else {
        let error = Error::new(Kind::NotFound, &tr::ERROR_NO_STEP).arg("text", step);
        return Err(error.rows(target.steps.0.iter().map(|s| s.name.clone())));
    };
    let mut name = String::new();
    if let Some(step) = target.steps.0.get_mut(index) {
        step.done_at = done.then(|| step.done_at.unwrap_or(now));
        name.clone_from(&step.name);
    }
    let path = format!("{owner}/{}", target.key);
    tx.title(format!("target step {path} {name}"));
    tx.update(&mut target)?;
    let text = if done { &tr::DONE_STEP } else { &tr::DONE_STEP_BACK };
    Ok(Outcome::new(text).arg("step", name).arg("target", &path).key(path))
}

pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    let (campaign, target) = lookup::target_exactly(&tx.db(), text)?;
    let path = format!("{}/{}", campaign.key, target.key);
    super::retro::take::unhang_target(tx, target.id)?;
    tx.title(format!("target delete {path}"));
    tx.delete(&target)?;
    Ok(Outcome::new(&tr::DONE_TARGET_DELETE).arg("target", &path).key(path))
}

/// Less-is-better and guardrail targets are bounds to hold, unless a way to go is given.
fn usual_kind(metric: &Metric, draft: &TargetDraft, guardrail: bool) -> TargetKind {
    let is_bound = given(draft.goal.as_ref()).is_some_and(|goal| bound(goal).0.is_some());
    if draft.steps.as_ref().is_some_and(|steps| !steps.is_empty()) {
        TargetKind::Done
    } else if guardrail
        || (given(draft.baseline.as_ref()).is_none() && (is_bound || metric.better == Better::Lower))
    {
        TargetKind::Keep
    } else {
        TargetKind::Reach
    }
}

fn no_other_primary(tx: &mut Tx<'_>, siblings: &[Target], target: &Target) -> Result<()> {
    for other in siblings.iter().filter(|t| t.is_primary && t.id != target.id) {
        let mut other = other.clone();
        other.is_primary = false;
        tx.update(&mut other)?;
    }
    Ok(())
}
