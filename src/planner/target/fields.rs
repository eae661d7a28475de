//! What campaigns' targets and key results have in common where they are typed: amounts, goals, periods, curves, steps.
use super::super::{TargetDraft, amount, curve};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Across, Better, Campaign, CampaignId, ChannelId, Cycle, Day, Fault, Metric, OverTime, PlanCurve,
    Quantity, Step, Steps, Style, Target, TargetKind, Unit, When, check_key, check_name, fold, half_width,
    parse_when,
};
use crate::store::Tx;
use std::collections::BTreeMap;

/// When a target's owner runs: its period where it has none of its own.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Span {
    pub start: When,
    pub end: When,
}

impl From<&Campaign> for Span {
    fn from(campaign: &Campaign) -> Self {
        Self { start: campaign.start, end: campaign.end }
    }
}

impl From<&Cycle> for Span {
    fn from(cycle: &Cycle) -> Self {
        Self { start: When::Day(cycle.start), end: When::Day(cycle.end) }
    }
}

/// What a target's amounts count in.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Scale<'a> {
    pub unit: Unit,
    /// What is named where an amount makes no sense.
    pub name: &'a str,
    pub currency: &'a str,
    /// Its metric; none for a number that is typed.
    pub metric: Option<&'a Metric>,
}

impl<'a> Scale<'a> {
    pub(in super::super) fn of(metric: &'a Metric, currency: &'a str) -> Self {
        Self { unit: metric.unit, name: &metric.key, currency, metric: Some(metric) }
    }

    /// Reads an amount.
    pub(in super::super) fn read(self, text: &str, field: &'static str) -> Result<Quantity> {
        amount::amount_in(text, self.unit, self.name, self.currency).map_err(|e| e.field(field))
    }
}

/// A text that says something.
pub(in super::super) fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// The signs and words of a bound, longer ones first, with the side that is better.
const BOUNDS: [(&str, Better); 18] = [
    (">=", Better::Higher),
    ("=>", Better::Higher),
    ("≥", Better::Higher),
    ("⩾", Better::Higher),
    (">", Better::Higher),
    ("不低于", Better::Higher),
    ("不少于", Better::Higher),
    ("至少", Better::Higher),
    ("at least ", Better::Higher),
    ("<=", Better::Lower),
    ("=<", Better::Lower),
    ("≤", Better::Lower),
    ("⩽", Better::Lower),
    ("<", Better::Lower),
    ("不高于", Better::Lower),
    ("不超过", Better::Lower),
    ("至多", Better::Lower),
    ("at most ", Better::Lower),
];

/// The side a goal as typed names, and the rest of it: `>=30%`, `不超过8%`.
pub(in super::super) fn bound(text: &str) -> (Option<Better>, String) {
    let plain = half_width(text);
    let found = BOUNDS.iter().find_map(|(sign, side)| Some((*side, plain.strip_prefix(sign)?)));
    match found {
        Some((side, rest)) => (Some(side), rest.trim().to_owned()),
        None => (None, text.to_owned()),
    }
}

/// True for a goal of two bounds: `3%..5%`.
pub(in super::super) fn is_band(text: &str) -> bool {
    text.contains("..") || text.contains('~')
}

/// Takes over what was typed, but for kind, baseline and what only one owner has. Gives the side a goal named.
pub(in super::super) fn apply(
    tx: &Tx<'_>,
    target: &mut Target,
    draft: &TargetDraft,
    scale: Scale<'_>,
) -> Result<Option<Better>> {
    let today = tx.today();
    if let Some(key) = given(draft.key.as_ref()) {
        target.key = check_key(key).map_err(|f| Error::from(f).field("key"))?;
    }
    let mut side = None;
    if let Some(text) = given(draft.goal.as_ref()) {
        let (named, goal) = bound(text);
        side = named;
        let bounds = goal.split_once("..").or_else(|| goal.split_once('~'));
        (target.goal, target.upper) = match bounds {
            Some((lower, upper)) => (scale.read(lower, "goal")?, Some(scale.read(upper, "goal")?)),
            None => (scale.read(&goal, "goal")?, None),
        };
    }
    if let Some(word) = given(draft.curve.as_ref()) {
        target.curve = curve::parse(&tx.db(), word, scale.metric, today).map_err(|e| e.field("curve"))?;
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
    Ok(side)
}

/// `场地签约=2`, `装修`
///
/// A step that was there before stays done.
fn parse_steps(texts: &[String], before: &Steps) -> Result<Steps> {
    let mut steps = Vec::new();
    for text in texts {
        let (name, weight) = match text.rsplit_once('=') {
            Some((name, weight)) => {
                (name, Quantity::parse(weight).map_err(|f| Error::from(f).field("step"))?)
            }
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

/// What holds for every target: a way to go, bounds in order, a period, a key of its own among its siblings.
///
/// `owner` is what stands before its key: `d11`, `2026-Q4/o1`.
pub(in super::super) fn check(
    tx: &Tx<'_>,
    target: &Target,
    span: Span,
    owner: &str,
    siblings: &[Target],
) -> Result<()> {
    if target.kind == TargetKind::Reach && target.baseline == target.goal {
        return Err(Error::from(Fault::BaselineIsGoal).field("goal"));
    }
    if target.upper.is_some_and(|upper| upper < target.goal) {
        return Err(Error::from(Fault::BandUpsideDown).field("goal"));
    }
    if target.upper.is_some() && target.kind != TargetKind::Keep {
        return Err(Error::new(Kind::BadData, &tr::ERROR_BAND_NEEDS_KEEP).field("kind"));
    }
    check_period(tx, target, span)?;
    match siblings.iter().find(|t| t.id != target.id && fold(&t.key) == fold(&target.key)) {
        Some(other) => {
            let text = if target.objective.is_some() { &tr::ERROR_KR_TAKEN } else { &tr::ERROR_TARGET_TAKEN };
            let error = Error::new(Kind::BadData, text);
            Err(error.arg("target", format_args!("{owner}/{}", other.key)).field("key"))
        }
        None => Ok(()),
    }
}

/// A bound named by a sign is the one that the metric's better side holds.
pub(in super::super) fn check_side(side: Option<Better>, metric: &Metric) -> Result<()> {
    let Some(side) = side.filter(|side| *side != metric.better) else { return Ok(()) };
    let sign = if side == Better::Higher { "≥" } else { "≤" };
    let error = Error::new(Kind::BadData, &tr::ERROR_BOUND_SIDE).arg("metric", &metric.key);
    Err(error.arg("sign", sign).field("goal"))
}

/// A target's own dates, or its owner's, make a period, and a table's days lie in it.
pub(in super::super) fn check_period(tx: &Tx<'_>, target: &Target, span: Span) -> Result<()> {
    let (start, end) = (target.start.unwrap_or(span.start), target.end.unwrap_or(span.end));
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

/// A flow starts at nothing; a level where its last reading before the start left it, of the whole business or of the
/// campaign. The second tells whether that was read.
pub(in super::super) fn usual_baseline(
    tx: &Tx<'_>,
    metric: &Metric,
    campaign: Option<CampaignId>,
    start: Day,
    kind: TargetKind,
) -> Result<(Quantity, bool)> {
    if metric.over_time == OverTime::Sum || kind != TargetKind::Reach || metric.formula.is_some() {
        return Ok((Quantity::ZERO, false));
    }
    let before = start.plus(-1);
    // Several sources of one channel say the same thing: the latest of them counts.
    let mut latest: BTreeMap<Option<ChannelId>, (i64, Quantity)> = BTreeMap::new();
    for series in tx.db().series()?.iter().filter(|s| s.metric == metric.id) {
        let ours = series.campaign.is_none() || series.campaign == campaign;
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
    let was_read = !latest.is_empty();
    Ok((Quantity::sum(latest.into_values().map(|(_, value)| value))?, was_read))
}

/// `100万`, `≤ 8%`, or both bounds of a band.
pub(in super::super) fn goal_text(target: &Target, unit: Unit, side: Option<Better>, style: Style) -> String {
    let goal = style.compact(target.goal, unit);
    match (target.upper, side.filter(|_| target.kind == TargetKind::Keep)) {
        (Some(upper), _) => format!("{goal}..{}", style.compact(upper, unit)),
        (None, Some(Better::Higher)) => format!("≥ {goal}"),
        (None, Some(Better::Lower)) => format!("≤ {goal}"),
        (None, _) => goal,
    }
}
