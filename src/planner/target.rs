//! Targets: add, change, tick steps, delete.
use super::{Context, Outcome, TargetDraft, curve, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Across, Better, Campaign, ChannelId, Day, Fault, Metric, OverTime, PlanCurve, Quantity, Step, Steps,
    Style, Target, TargetId, TargetKind, check_key, check_name, fold, parse_when,
};
use crate::store::Tx;
use std::collections::BTreeMap;

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
    let goal = goal_text(&target, &metric, style);
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
        Some(text) => (measured(text, &metric, &currency, "baseline")?, false),
        None => {
            let is_level = metric.over_time == OverTime::Last && metric.formula.is_none();
            (usual_baseline(tx, campaign, &metric, kind)?, is_level)
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
    apply(tx, &mut target, draft, &metric, &currency)?;
    if given(draft.goal.as_ref()).is_none() {
        if kind != TargetKind::Done {
            return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "goal").field("goal"));
        }
        target.goal = Quantity::from_micros(Quantity::SCALE);
    }
    target.first_goal = target.goal;
    target.first_baseline = target.baseline;
    check(tx, &target, campaign)?;
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
        target.baseline = measured(text, &metric, &currency, "baseline")?;
    }
    if let Some(guardrail) = draft.guardrail {
        target.is_guardrail = guardrail;
    }
    if let Some(primary) = draft.primary {
        target.is_primary = primary;
    }
    apply(tx, &mut target, draft, &metric, &currency)?;
    check(tx, &target, &campaign)?;
    if target.is_primary {
        let siblings = tx.db().list_where::<Target>("campaign", &campaign.id)?;
        no_other_primary(tx, &siblings, &target)?;
    }
    let path = format!("{}/{}", campaign.key, target.key);
    tx.title(format!("target set {path}"));
    tx.update(&mut target)?;
    let text = &tr::DONE_TARGET_SET;
    Ok(Outcome::new(text).arg("target", &path).key(path))
}

pub(super) fn step(tx: &mut Tx<'_>, text: &str, step: &str, done: bool) -> Result<Outcome> {
    let (campaign, mut target) = lookup::target(&tx.db(), text)?;
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
    let path = format!("{}/{}", campaign.key, target.key);
    tx.title(format!("target step {path} {name}"));
    tx.update(&mut target)?;
    let text = if done { &tr::DONE_STEP } else { &tr::DONE_STEP_BACK };
    Ok(Outcome::new(text).arg("step", name).arg("target", &path).key(path))
}

pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    let (campaign, target) = lookup::target_exactly(&tx.db(), text)?;
    let path = format!("{}/{}", campaign.key, target.key);
    tx.title(format!("target delete {path}"));
    tx.delete(&target)?;
    Ok(Outcome::new(&tr::DONE_TARGET_DELETE).arg("target", &path).key(path))
}

fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn amount(text: &str, field: &'static str) -> Result<Quantity> {
    Quantity::parse(text).map_err(|f| Error::from(f).field(field))
}

/// The same for what the target's metric measures.
fn measured(text: &str, metric: &Metric, currency: &str, field: &'static str) -> Result<Quantity> {
    super::amount::amount(text, metric, currency).map_err(|e| e.field(field))
}

/// `100万`, or both bounds of a band.
fn goal_text(target: &Target, metric: &Metric, style: Style) -> String {
    let goal = style.compact(target.goal, metric.unit);
    target
        .upper
        .map_or_else(|| goal.clone(), |upper| format!("{goal}..{}", style.compact(upper, metric.unit)))
}

/// Less-is-better and guardrail targets are bounds to hold, unless a way to go is given.
fn usual_kind(metric: &Metric, draft: &TargetDraft, guardrail: bool) -> TargetKind {
    if draft.steps.as_ref().is_some_and(|steps| !steps.is_empty()) {
        TargetKind::Done
    } else if guardrail || (metric.better == Better::Lower && given(draft.baseline.as_ref()).is_none()) {
        TargetKind::Keep
    } else {
        TargetKind::Reach
    }
}

/// A flow starts at nothing; a level where its last reading before the start left it.
fn usual_baseline(tx: &Tx<'_>, campaign: &Campaign, metric: &Metric, kind: TargetKind) -> Result<Quantity> {
    if metric.over_time == OverTime::Sum || kind != TargetKind::Reach || metric.formula.is_some() {
        return Ok(Quantity::ZERO);
    }
    let before = campaign.start.day().plus(-1);
    // Several sources of one channel say the same thing: the latest of them counts.
    let mut latest: BTreeMap<Option<ChannelId>, (i64, Quantity)> = BTreeMap::new();
    for series in tx.db().series()?.iter().filter(|s| s.metric == metric.id) {
        let ours = series.campaign.is_none() || series.campaign == Some(campaign.id);
        let counts = series.channel.is_none() || metric.across == Across::Sum;
        if !(ours && counts) {
            continue;
        }
        if let Some((_, value, _, at)) = tx.db().last_day(series.id, before)? {
            let known = latest.entry(series.channel).or_insert((at, value));
            if at >= known.0 {
                *known = (at, value);
            }
        }
    }
    Ok(Quantity::sum(latest.into_values().map(|(_, value)| value))?)
}

fn apply(
    tx: &Tx<'_>,
    target: &mut Target,
    draft: &TargetDraft,
    metric: &Metric,
    currency: &str,
) -> Result<()> {
    let today = tx.today();
    if let Some(key) = given(draft.key.as_ref()) {
        target.key = check_key(key).map_err(|f| Error::from(f).field("key"))?;
    }
    if let Some(goal) = given(draft.goal.as_ref()) {
        let bounds = goal.split_once("..").or_else(|| goal.split_once('~'));
        (target.goal, target.upper) = match bounds {
            Some((lower, upper)) => {
                let upper = measured(upper, metric, currency, "goal")?;
                (measured(lower, metric, currency, "goal")?, Some(upper))
            }
            None => (measured(goal, metric, currency, "goal")?, None),
        };
    }
    if let Some(word) = given(draft.curve.as_ref()) {
        target.curve = curve::parse(&tx.db(), word, metric, today).map_err(|e| e.field("curve"))?;
    }
    let day = |text: &str, field| parse_when(text, today).map_err(|f| Error::from(f).field(field));
    if let Some(start) = &draft.start {
        target.start = given(Some(start)).map(|text| day(text, "start")).transpose()?;
    }
    if let Some(end) = &draft.end {
        target.end = given(Some(end)).map(|text| day(text, "end")).transpose()?;
    }
    if let Some(owner) = &draft.owner {
        target.owner =
            given(Some(owner)).map(check_name).transpose().map_err(|f| Error::from(f).field("owner"))?;
    }
    if let Some(steps) = &draft.steps {
        target.steps = parse_steps(steps, &target.steps)?;
    }
    Ok(())
}

/// `场地签约=2`, `装修`
///
/// A step that was there before stays done.
fn parse_steps(texts: &[String], before: &Steps) -> Result<Steps> {
    let mut steps = Vec::new();
    for text in texts {
        let (name, weight) = match text.rsplit_once('=') {
            Some((name, weight)) => (name, amount(weight, "step")?),
            None => (text.as_str(), Quantity::from_micros(Quantity::SCALE)),
        };
        if weight <= Quantity::ZERO {
            return Err(Error::from(Fault::BadNumber { text: text.clone() }).field("step"));
        }
        let name = check_name(name).map_err(|f| Error::from(f).field("step"))?;
        let done_at = before.0.iter().find(|s| fold(&s.name) == fold(&name)).and_then(|s| s.done_at);
        steps.push(Step { name, weight, done_at });
    }
    Ok(Steps(steps))
}

fn check(tx: &Tx<'_>, target: &Target, campaign: &Campaign) -> Result<()> {
    if target.kind == TargetKind::Reach && target.baseline == target.goal {
        return Err(Error::from(Fault::BaselineIsGoal).field("goal"));
    }
    if target.upper.is_some_and(|upper| upper < target.goal) {
        return Err(Error::from(Fault::BandUpsideDown).field("goal"));
    }
    if target.upper.is_some() && target.kind != TargetKind::Keep {
        return Err(Error::new(Kind::BadData, &tr::ERROR_BAND_NEEDS_KEEP).field("kind"));
    }
    check_period(tx, target, campaign)?;
    let siblings = tx.db().list_where::<Target>("campaign", &campaign.id)?;
    match siblings.iter().find(|t| t.id != target.id && fold(&t.key) == fold(&target.key)) {
        Some(other) => {
            let error = Error::new(Kind::BadData, &tr::ERROR_TARGET_TAKEN);
            Err(error.arg("target", format_args!("{}/{}", campaign.key, other.key)).field("key"))
        }
        None => Ok(()),
    }
}

/// A target's own dates, or its campaign's, make a period, and a table's days lie in it.
pub(super) fn check_period(tx: &Tx<'_>, target: &Target, campaign: &Campaign) -> Result<()> {
    let (start, end) = (target.start.unwrap_or(campaign.start), target.end.unwrap_or(campaign.end));
    for (when, field) in [(start, "start"), (end, "end")] {
        if !when.day().is_writable() {
            return Err(Error::from(Fault::BadDate { text: when.to_string() }).field(field));
        }
    }
    if tx.zone().ends_at(end)? <= tx.zone().starts_at(start)? {
        let (start, end) = (start.to_string(), end.to_string());
        return Err(Error::from(Fault::EndBeforeStart { start, end }).field("end"));
    }
    check_days(target, start.day(), end.day())
}

/// A table's days lie inside the target's period.
fn check_days(target: &Target, first: Day, last: Day) -> Result<()> {
    let PlanCurve::Table { points } = &target.curve else { return Ok(()) };
    match points.iter().find(|(day, _)| *day < first || *day > last) {
        Some((day, _)) => {
            let error = Error::new(Kind::BadData, &tr::ERROR_DAY_OUTSIDE).arg("day", day);
            Err(error.arg("start", first).arg("end", last).field("curve"))
        }
        None => Ok(()),
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
