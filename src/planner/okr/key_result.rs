//! Key results: add, change, weigh, delete. They are targets of an objective: what all targets share is in
//! `target::fields`.
pub(super) mod usual;

use super::super::target::fields::{Scale, Span, apply, check, check_side, given, goal_text, usual_baseline};
use super::super::{Context, KeyResultDraft, Outcome, TargetDraft, lookup};
use super::find::{self, Found};
use super::{objective, words};
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{
    Better, CheckIn, Cycle, Feed, KeyResult, KeyResultWords, Metric, Objective, OverTime, PlanCurve,
    Quantity, Serving, Settings, Steps, Style, Target, TargetId, TargetKind, Unit, check_sentence, fold,
    key_result_hints, objective_hints, spread_weights,
};
use crate::store::Tx;
pub(super) use usual::{adds_up, has_readings};
use usual::{feed, unit, usual_curve, usual_kind, usual_weight};

pub(super) fn add(
    tx: &mut Tx<'_>,
    context: &Context,
    objective: &str,
    draft: &KeyResultDraft,
) -> Result<Outcome> {
    let found = find::objective(&tx.db(), objective, tx.today()).map_err(|e| e.field("objective"))?;
    let (target, metric, has_baseline) = add_to(tx, &found, draft)?;
    let path = format!("{}/{}", find::path(&found), target.key);
    tx.title(format!("kr add {path}"));
    let currency = tx.db().settings()?.currency;
    let style = Style::new(context.lang, &currency);
    let own = target.key_result.clone();
    let siblings = tx.db().list_where::<Target>("objective", &Some(found.1.id))?;
    let weight_of = |t: &Target| t.key_result.as_ref().map_or(Quantity::ZERO, |own| own.weight);
    let all = Quantity::sum(siblings.iter().map(weight_of))?.to_f64();
    let share = if all > 0.0 { weight_of(&target).to_f64() / all } else { 0.0 };
    let unit = scale(&target, metric.as_ref(), &currency).unit;
    let feed = own.map_or(Feed::Hand, |own| own.feed);
    let mut outcome = Outcome::new(&tr::DONE_KR_ADD)
        .arg("target", &path)
        .arg("goal", goal_text(&target, unit, better_of(&target, metric.as_ref()), style))
        .arg("feed", label::feed(feed).get(context.lang))
        .arg("share", style.percent(share))
        .key(path);
    let mut hints = hints_of(&target, &found.0, given(draft.goal.as_ref()).is_some(), has_baseline);
    hints.extend(objective_hints("", Some(siblings.len())));
    outcome.warnings.extend(words::hinted(hints));
    Ok(outcome)
}

/// What could be better about a key result.
fn hints_of(
    target: &Target,
    cycle: &Cycle,
    has_goal: bool,
    has_baseline: bool,
) -> Vec<crate::model::SmartHint> {
    // A year is no date: what is to be done in it may begin in December.
    let has_date = target.end.is_some() || cycle.end.0 - cycle.start.0 < 190;
    key_result_hints(KeyResultWords {
        title: &target.title,
        has_metric: target.metric.is_some(),
        has_goal: has_goal || !target.steps.0.is_empty(),
        has_baseline,
        has_date,
    })
}

/// Adds a key result to an objective. Gives what measures it, and whether it is known where it starts.
pub(super) fn add_to(
    tx: &mut Tx<'_>,
    found: &Found,
    draft: &KeyResultDraft,
) -> Result<(Target, Option<Metric>, bool)> {
    let (cycle, objective) = found;
    let currency = tx.db().settings()?.currency;
    let metric = given(draft.metric.as_ref())
        .map(|text| lookup::metric(&tx.db(), text).map_err(|e| e.field("metric")))
        .transpose()?;
    let siblings = tx.db().list_where::<Target>("objective", &Some(objective.id))?;
    let feed = feed(tx, draft, metric.as_ref(), Feed::Hand)?;
    let kind = match given(draft.kind.as_ref()) {
        Some(text) => words::word(text, TargetKind::ALL, label::target_kind, "kind")?,
        None => usual_kind(draft, metric.as_ref(), feed),
    };
    let weight = match given(draft.weight.as_ref()) {
        Some(text) => words::weight(text)?,
        None => usual_weight(&siblings, draft.guardrail == Some(true)),
    };
    let mut own = KeyResult {
        feed,
        weight,
        unit: None,
        better: None,
        cadence: None,
        grade: None,
        grade_reason: String::new(),
        carried_from: None,
    };
    own.unit = unit(draft, metric.as_ref(), kind, feed)?;
    let one = Quantity::from_micros(Quantity::SCALE);
    let mut target = Target {
        id: TargetId(0),
        version: 0,
        campaign: None,
        objective: Some(objective.id),
        key: words::next_key("kr", siblings.iter().map(|t| t.key.as_str())),
        title: String::new(),
        metric: metric.as_ref().map(|m| m.id),
        kind,
        baseline: Quantity::ZERO,
        goal: one,
        upper: None,
        start: None,
        end: None,
        curve: PlanCurve::Linear,
        is_primary: false,
        is_guardrail: draft.guardrail.unwrap_or(false),
        steps: Steps::default(),
        owner: None,
        first_baseline: Quantity::ZERO,
        first_goal: Quantity::ZERO,
        position: siblings.iter().map(|t| t.position).max().unwrap_or(0) + 1,
        key_result: Some(own),
        created_at: tx.now(),
    };
    let says_nothing = given(draft.title.as_ref()).is_none() && metric.is_none();
    if says_nothing {
        return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "title").field("title"));
    }
    title(&mut target, draft, metric.as_ref())?;
    let may_lack_goal = kind == TargetKind::Done || feed == Feed::Children;
    if given(draft.goal.as_ref()).is_none() && !may_lack_goal {
        return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "goal").field("goal"));
    }
    let typed = given(draft.baseline.as_ref());
    let mut has_baseline = typed.is_some() || kind != TargetKind::Reach || feed == Feed::Children;
    if let Some(text) = typed {
        target.baseline = scale(&target, metric.as_ref(), &currency).read(text, "baseline")?;
    } else if let (Some(metric), Feed::Business) = (&metric, feed) {
        let start = cycle.start;
        let (baseline, was_read) = usual_baseline(tx, metric, None, start, kind)?;
        target.baseline = baseline;
        has_baseline |= was_read;
    }
    // A flow starts at nothing.
    has_baseline |= metric.as_ref().is_some_and(|m| m.over_time == OverTime::Sum && m.formula.is_none());
    target.curve = usual_curve(&target, metric.as_ref(), typed.is_some());
    take(tx, &mut target, draft, metric.as_ref(), &currency)?;
    (target.first_goal, target.first_baseline) = (target.goal, target.baseline);
    check_whole(tx, &target, found, &siblings)?;
    tx.insert(&mut target)?;
    Ok((target, metric, has_baseline))
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    seen: Option<i64>,
    draft: &KeyResultDraft,
) -> Result<Outcome> {
    let currency = tx.db().settings()?.currency;
    let (found, mut target) = match seen {
        Some(_) => find::key_result_exactly(&tx.db(), text, tx.today())?,
        None => find::key_result(&tx.db(), text, tx.today())?,
    };
    target.version = seen.unwrap_or(target.version);
    let before = target.clone();
    let was = metric_of(tx, &before)?;
    let unit_before = scale(&before, was.as_ref(), &currency).unit;
    let metric = match &draft.metric {
        Some(text) => given(Some(text))
            .map(|text| lookup::metric(&tx.db(), text).map_err(|e| e.field("metric")))
            .transpose()?,
        None => was,
    };
    target.metric = metric.as_ref().map(|m| m.id);
    title(&mut target, draft, metric.as_ref())?;
    let is_other = target.metric != before.metric;
    if let Some(text) = given(draft.kind.as_ref()) {
        target.kind = words::word(text, TargetKind::ALL, label::target_kind, "kind")?;
    }
    let old = before.key_result.as_ref().map_or(Feed::Hand, |own| own.feed);
    let feed = match (is_other, &metric) {
        (true, None) if old != Feed::Children => feed(tx, draft, None, Feed::Hand)?,
        (true, Some(_)) if old == Feed::Hand => feed(tx, draft, metric.as_ref(), old)?,
        _ if given(draft.feed.as_ref()).is_none() => old,
        _ => feed(tx, draft, metric.as_ref(), old)?,
    };
    if let Some(own) = &mut target.key_result {
        own.feed = feed;
        own.unit = match (&metric, given(draft.unit.as_ref())) {
            (None, None) => own.unit.or(Some(unit_before)),
            (metric, _) => unit(draft, metric.as_ref(), target.kind, feed)?,
        };
        if let Some(text) = given(draft.weight.as_ref()) {
            own.weight = words::weight(text)?;
        }
    }
    let unit = scale(&target, metric.as_ref(), &currency).unit;
    if unit != unit_before && given(draft.goal.as_ref()).is_none() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_GOAL_FOR_UNIT).field("goal"));
    }
    if let Some(text) = given(draft.baseline.as_ref()) {
        target.baseline = scale(&target, metric.as_ref(), &currency).read(text, "baseline")?;
    }
    if let Some(guardrail) = draft.guardrail {
        target.is_guardrail = guardrail;
    }
    if target.kind != before.kind {
        target.curve = usual_curve(&target, metric.as_ref(), target.baseline != Quantity::ZERO);
    }
    if target.kind != TargetKind::Keep {
        target.upper = None;
    }
    take(tx, &mut target, draft, metric.as_ref(), &currency)?;
    let siblings = tx.db().list_where::<Target>("objective", &Some(found.1.id))?;
    check_whole(tx, &target, &found, &siblings)?;
    let path = format!("{}/{}", find::path(&found), target.key);
    tx.title(format!("kr set {path}"));
    tx.update(&mut target)?;
    let style = Style::new(context.lang, &currency);
    let is_moved = target.goal != before.goal && target.goal != target.first_goal;
    let text = if is_moved { &tr::DONE_KR_SET_GOAL } else { &tr::DONE_KR_SET };
    let mut outcome = Outcome::new(text)
        .arg("target", &path)
        .arg("goal", goal_text(&target, unit, better_of(&target, metric.as_ref()), style))
        .arg("first", style.compact(target.first_goal, unit))
        .key(path);
    if target.title != before.title {
        let hints = hints_of(&target, &found.0, true, true);
        outcome.warnings.extend(words::hinted(hints));
    }
    Ok(outcome)
}

pub(super) fn weigh(
    tx: &mut Tx<'_>,
    context: &Context,
    objective: &str,
    weights: &[(String, String)],
) -> Result<Outcome> {
    let found = find::objective(&tx.db(), objective, tx.today()).map_err(|e| e.field("objective"))?;
    let path = find::path(&found);
    let mut rows = tx.db().list_where::<Target>("objective", &Some(found.1.id))?;
    rows.sort_by_key(|t| (t.position, t.id));
    let mut set: Vec<(usize, Quantity)> = Vec::new();
    for (name, share) in weights {
        let words = format!("{path}/{}", name.rsplit('/').next().unwrap_or(name));
        let (_, target) =
            find::key_result(&tx.db(), &words, tx.today()).map_err(|e| e.field("key_result"))?;
        let index = rows.iter().position(|t| t.id == target.id).unwrap_or(usize::MAX);
        if set.iter().any(|(at, _)| *at == index) {
            let error = Error::new(Kind::BadData, &tr::ERROR_WEIGHT_TWICE).arg("target", target.key);
            return Err(error.field("weight"));
        }
        set.push((index, words::weight(share)?));
    }
    if set.is_empty() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "weight").field("weight"));
    }
    let style = Style::new(context.lang, &tx.db().settings()?.currency);
    let before: Vec<Quantity> =
        rows.iter().map(|t| t.key_result.as_ref().map_or(Quantity::ZERO, |own| own.weight)).collect();
    let sum = Quantity::sum(set.iter().map(|(_, weight)| *weight))?;
    let off = |text| {
        let error = Error::new(Kind::BadData, text).arg("sum", style.full(sum, Unit::Percent));
        error.field("weight")
    };
    let Some(after) = spread_weights(&before, &set) else { return Err(off(&tr::ERROR_WEIGHTS_SUM)) };
    let whole = Quantity::from_micros(Quantity::SCALE);
    if Quantity::sum(after.iter().copied())? != whole && sum != Quantity::ZERO {
        return Err(off(&tr::ERROR_WEIGHTS_SHORT));
    }
    let mut told = Vec::new();
    for (target, weight) in rows.iter_mut().zip(after) {
        told.push(format!("{} {}", target.key, style.full(weight, Unit::Percent)));
        if let Some(own) = target.key_result.as_mut().filter(|own| own.weight != weight) {
            own.weight = weight;
            tx.update(target)?;
        }
    }
    tx.title(format!("kr weights {path}"));
    Ok(Outcome::new(&tr::DONE_KR_WEIGHTS)
        .arg("objective", &path)
        .arg("weights", told.join(tr::PAGE_JOIN.get(context.lang)))
        .key(path))
}

pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    let (found, target) = find::key_result_exactly(&tx.db(), text, tx.today())?;
    let path = format!("{}/{}", find::path(&found), target.key);
    tx.title(format!("kr delete {path}"));
    let mut lost = Vec::new();
    for mut below in tx.db().list_where::<Objective>("parent_key_result", &Some(target.id))? {
        below.parent_key_result = None;
        tx.update(&mut below)?;
        lost.push(objective::named(tx, &below)?);
    }
    remove(tx, &target)?;
    let mut outcome = Outcome::new(&tr::DONE_KR_DELETE).arg("target", &path).key(path);
    outcome.warnings.extend(objective::alignment_lost(lost));
    let left = tx.db().list_where::<Target>("objective", &Some(found.1.id))?.len();
    outcome.warnings.extend(words::hinted(objective_hints("", Some(left).filter(|left| *left == 0))));
    Ok(outcome)
}

/// Deletes a key result that nothing is aligned to any more, with its check-ins and what serves it.
pub(super) fn remove(tx: &mut Tx<'_>, target: &Target) -> Result<()> {
    for check_in in tx.db().list_where::<CheckIn>("key_result", &target.id)? {
        tx.delete(&check_in)?;
    }
    for serving in tx.db().list_where::<Serving>("key_result", &target.id)? {
        tx.delete(&serving)?;
    }
    tx.delete(target)
}

/// What a key result's amounts count in.
pub(super) fn scale<'a>(target: &'a Target, metric: Option<&'a Metric>, currency: &'a str) -> Scale<'a> {
    if let Some(metric) = metric {
        return Scale::of(metric, currency);
    }
    let unit = target.key_result.as_ref().and_then(|own| own.unit).unwrap_or(Unit::Count);
    let name = if target.title.is_empty() { &target.key } else { &target.title };
    Scale { unit, name, currency, metric: None }
}

/// A key result's metric.
pub(super) fn metric_of(tx: &Tx<'_>, target: &Target) -> Result<Option<Metric>> {
    target.metric.map_or(Ok(None), |id| tx.db().get::<Metric>(id.0))
}

/// Which way is better of what is to be kept.
fn better_of(target: &Target, metric: Option<&Metric>) -> Option<Better> {
    let own = target.key_result.as_ref().and_then(|own| own.better);
    Some(own.or(metric.map(|m| m.better)).unwrap_or(Better::Higher))
}

/// What it says, which may be left to its metric's name.
fn title(target: &mut Target, draft: &KeyResultDraft, metric: Option<&Metric>) -> Result<()> {
    if let Some(title) = &draft.title {
        target.title = match (given(Some(title)), metric) {
            (None, Some(_)) => String::new(),
            _ => check_sentence(title).map_err(|f| Error::from(f).field("title"))?,
        };
    }
    Ok(())
}

/// Takes over what was typed, but for its title.
fn take(
    tx: &Tx<'_>,
    target: &mut Target,
    draft: &KeyResultDraft,
    metric: Option<&Metric>,
    currency: &str,
) -> Result<()> {
    let common = TargetDraft {
        key: draft.key.clone(),
        goal: draft.goal.clone(),
        curve: draft.curve.clone(),
        start: draft.start.clone(),
        end: draft.end.clone(),
        owner: draft.owner.clone(),
        steps: draft.steps.clone(),
        ..TargetDraft::default()
    };
    let copy = target.clone();
    let side = apply(tx, target, &common, scale(&copy, metric, currency))?;
    if target.curve == PlanCurve::Phased {
        return Err(Error::new(Kind::BadData, &tr::ERROR_PHASED_OKR).field("curve"));
    }
    let said = match given(draft.better.as_ref()) {
        Some(text) => Some(words::word(text, &[Better::Higher, Better::Lower], label::better, "better")?),
        None => None,
    };
    let (goal, baseline, kind) = (target.goal, target.baseline, target.kind);
    let is_fed = metric.is_some() && matches!(feed_of(target), Feed::Business | Feed::Campaigns);
    match (kind, metric) {
        (TargetKind::Keep, Some(metric)) if is_fed => check_side(said.or(side), metric)?,
        (TargetKind::Reach, _) => {
            let runs = if goal < baseline { Better::Lower } else { Better::Higher };
            if said.or(side).is_some_and(|side| side != runs) && goal != baseline {
                return Err(Error::new(Kind::BadData, &tr::ERROR_GOAL_SIDE).field("goal"));
            }
        }
        _ => {}
    }
    if let Some(own) = &mut target.key_result {
        own.better = match kind {
            TargetKind::Keep if !is_fed => said.or(side).or(own.better),
            _ => None,
        };
        if let Some(text) = &draft.cadence {
            own.cadence = given(Some(text)).map(cadence).transpose()?;
        }
    }
    Ok(())
}

fn feed_of(target: &Target) -> Feed {
    target.key_result.as_ref().map_or(Feed::Hand, |own| own.feed)
}

/// `7d`, in seconds.
fn cadence(text: &str) -> Result<i64> {
    let mut settings = Settings::new(crate::model::Zone::utc());
    settings.set("check_in", text).map_err(|f| Error::from(f).field("cadence"))?;
    Ok(settings.check_in)
}

/// What holds for every target, and that it does not say what another one says.
fn check_whole(tx: &Tx<'_>, target: &Target, found: &Found, siblings: &[Target]) -> Result<()> {
    let path = find::path(found);
    check(tx, target, Span::from(&found.0), &path, siblings)?;
    let says_same =
        |t: &&Target| t.id != target.id && !t.title.is_empty() && fold(&t.title) == fold(&target.title);
    match siblings.iter().find(says_same) {
        Some(other) => {
            let error = Error::new(Kind::BadData, &tr::ERROR_KR_TWICE).arg("title", &other.title);
            Err(error.arg("target", format_args!("{path}/{}", other.key)).field("title"))
        }
        None => Ok(()),
    }
}
