//! Everything about one number: its formula, its inputs and where they came from, its curve, the rule that judged it.
use super::book::Book;
use super::gauge::{gauged, spec};
use super::okr::{KeyResultLine, key_result_line};
use super::view::TargetLine;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Day, Evidence, Feed, PlanCurve, Rule, Settings, TargetId, outlook};
use crate::store::Db;

/// One input of a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// The metric's key.
    pub metric: String,
    /// The campaign it comes from; none for the whole business.
    pub campaign: Option<String>,
    /// The channel's name; none for the whole.
    pub channel: Option<String>,
    /// Who says so.
    pub source: String,
    /// What it counts in.
    pub unit: crate::model::Unit,
    /// The sum, or the latest value of a level.
    pub value: crate::model::Quantity,
    /// How many days have readings.
    pub days: usize,
    /// UTC seconds.
    pub until: i64,
}

/// Everything about one target.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Its owner, as people type it: `d11`, `2026-q4/o1`.
    pub owner: String,
    /// What its owner is called.
    pub owner_name: String,
    /// Where a key result's number comes from; none for a campaign's target.
    pub feed: Option<Feed>,
    /// What a key result has beside its number; none for a campaign's target.
    pub key_result: Option<KeyResultLine>,
    /// What was computed.
    pub line: TargetLine,
    /// The formula of a derived metric.
    pub formula: Option<String>,
    /// One line: what the metric means, in both languages.
    pub meaning: (String, String),
    /// Where the definition comes from.
    pub definition: String,
    /// How readings come together: flow or level, channels added up or not.
    pub adds_up: (crate::model::OverTime, crate::model::Across),
    /// The parts of its formula that have no readings.
    pub missing: Vec<String>,
    /// Where each number came from.
    pub inputs: Vec<Input>,
    /// The plan curve.
    pub curve: PlanCurve,
    /// The share asked for at each day's end.
    pub shares: Vec<(Day, f64)>,
    /// The rule that gave the status.
    pub rule: Rule,
    /// ρ: the exponentially weighted ratio of actual to planned the forecast goes on with; for a flow with a plan.
    pub rho: Option<f64>,
    /// Seconds between two expected readings or check-ins of it.
    pub cadence: i64,
    /// Thresholds and grace it was judged by.
    pub settings: Settings,
    /// UTC seconds: the moment it was computed for.
    pub now: i64,
}

/// Explains one target at `now`.
///
/// # Errors
/// `no_target` where it is gone, or storage errors.
pub fn explain(db: &Db<'_>, target: TargetId, now: i64) -> Result<Explanation> {
    let book = Book::open(db)?;
    let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_TARGET).arg("text", target.0);
    let target = book.target(target).ok_or_else(gone)?;
    let holder = book.holder(target)?;
    let (owner, owner_name) = book.owner_of(target).ok_or_else(gone)?;
    let metric = book.measured_by(target).ok_or_else(gone)?;
    let found = gauged(db, &book, target, now)?;
    let key_result = holder.feed.map(|_| key_result_line(db, &book, target, now));
    let zone = book.settings.zone;
    let share = |day: i32| (Day(day), found.curve.share(zone.end_of(Day(day)).min(found.period.end)));
    let inputs = found.facts.inputs.iter().map(|fact| Input {
        metric: fact.metric.clone(),
        campaign: fact.place.and_then(|id| book.campaign(id)).map(|c| c.key.clone()),
        channel: fact.channel.clone(),
        source: fact.source.clone(),
        unit: book.metric_of(&fact.metric).map_or(metric.unit, |m| m.unit),
        value: fact.value,
        days: fact.days,
        until: fact.until,
    });
    let has_readings = |key: &str| found.facts.inputs.iter().any(|fact| fact.metric == key);
    let parts = metric.formula.iter().flat_map(crate::model::Formula::parts);
    let missing = parts.filter(|key| !has_readings(key)).map(str::to_owned).collect();
    let day_start = |day| zone.start_of(day);
    let spec = spec(&book, &holder, target, &found.period, &found.curve, &day_start);
    let evidence =
        Evidence { actual: found.facts.actual, cutoff: found.facts.cutoff, days: &found.facts.days };
    Ok(Explanation {
        rho: outlook(&spec, &evidence).and_then(|outlook| outlook.rho(&spec)),
        missing,
        owner,
        owner_name,
        feed: holder.feed,
        key_result: key_result.transpose()?,
        formula: metric.formula.as_ref().map(ToString::to_string),
        meaning: (metric.meaning_en.clone(), metric.meaning_zh.clone()),
        definition: metric.source.clone(),
        adds_up: (metric.over_time, metric.across),
        inputs: inputs.collect(),
        curve: target.curve.clone(),
        shares: (found.period.first.0..=found.period.last.0).map(share).collect(),
        rule: found.assessment.rule,
        cadence: holder.cadence,
        settings: book.settings.clone(),
        now,
        line: found.line,
    })
}
