//! Rows of key results → what is to be stored. Ids of what is not stored yet are 0.
use super::super::super::target::fields::{Span, bound, check_period, check_side};
use super::super::super::{KeyResultDraft, curve};
use super::super::key_result::usual;
use super::look::Look;
use super::rows::{author, bad, place};
use crate::error::Result;
use crate::i18n::tr;
use crate::model::{
    Better, CampaignId, CheckIn, CheckInId, CheckInRow, Fault, Feed, KeyResult, KeyResultRow, Metric,
    PlanCurve, Quantity, Step, StepRow, Steps, Target, TargetId, TargetKind, Unit, Word, curve_of_word,
};
use crate::store::Tx;

/// Who said it where the file does not tell.
const BY_HAND: &str = "manual";

/// A key result with what belongs to it.
pub(super) struct KeyResultRead {
    pub target: Target,
    pub serving: Vec<(CampaignId, Option<Quantity>)>,
    pub check_ins: Vec<CheckIn>,
}

/// The mean of the weights that the file gives and that count; 1 where it gives none.
pub(super) fn usual_weight(rows: &[KeyResultRow]) -> Quantity {
    let given = rows.iter().filter_map(|row| Quantity::parse(&row.weight.as_ref()?.text).ok());
    usual::mean(given.filter(|weight| *weight > Quantity::ZERO))
}

/// A goal's words: a bound on one side, or both bounds of a band.
struct Goal {
    side: Option<Better>,
    lower: String,
    upper: Option<String>,
}

fn goal_words(text: &str) -> Goal {
    let (side, rest) = bound(text.trim());
    match rest.split_once("..").or_else(|| rest.split_once(['~', '～'])) {
        Some((lower, upper)) => {
            Goal { side, lower: lower.trim().to_owned(), upper: Some(upper.trim().to_owned()) }
        }
        None => Goal { side, lower: rest, upper: None },
    }
}

/// A row as somebody would type it, to get what is usual where the file does not tell.
fn typed(row: &KeyResultRow) -> KeyResultDraft {
    let text = |word: &Option<Word>| word.as_ref().map(|word| word.text.clone());
    let band = |goal: &Word| match &row.upper {
        Some(upper) => format!("{}..{}", goal.text, upper.text),
        None => goal.text.clone(),
    };
    KeyResultDraft {
        feed: text(&row.feed),
        unit: text(&row.unit),
        better: text(&row.better),
        baseline: text(&row.baseline),
        goal: row.goal.as_ref().map(band),
        guardrail: row.guardrail,
        steps: Some(row.step.iter().filter_map(|step| text(&step.name)).collect()),
        ..KeyResultDraft::default()
    }
}

pub(super) fn key_result(
    look: &Look<'_>,
    tx: &Tx<'_>,
    row: &KeyResultRow,
    key: String,
    (index, weight): (usize, Quantity),
    span: Option<Span>,
) -> Option<KeyResultRead> {
    let title = look.sentence("title", row.title.as_ref()).unwrap_or_default();
    let metric = look.metric(row.metric.as_ref());
    if title.is_empty() && row.metric.is_none() && row.title.as_ref().is_none_or(|t| t.text.trim().is_empty())
    {
        look.fault("title", None, bad(&tr::ERROR_OKR_TITLE_MISSING));
    }
    let draft = typed(row);
    let feed = feed(look, tx, row, &draft, metric.as_ref());
    let steps = row.step.iter().enumerate();
    let steps: Vec<Step> = steps.filter_map(|(n, row)| step(&look.entry("step", n, row.line), row)).collect();
    let guardrail = row.guardrail.unwrap_or(false);
    let weight = if guardrail { Quantity::ZERO } else { weight };
    let words = row.goal.as_ref().map(|word| goal_words(&word.text));
    let kind = look.word("kind", row.kind.as_ref());
    let kind = kind.unwrap_or_else(|| usual::usual_kind(&draft, metric.as_ref(), feed));
    let own_unit = match usual::unit(&draft, metric.as_ref(), kind, feed) {
        Ok(unit) => unit,
        Err(error) => {
            look.fault("unit", row.unit.as_ref(), error);
            None
        }
    };
    let unit = metric.as_ref().map(|m| m.unit).or(own_unit).unwrap_or(Unit::Count);
    let called = metric.as_ref().map_or_else(|| key.clone(), |m| m.key.clone());
    let part = |text: &str, line: usize| {
        let word = Word::at(text, line);
        look.amount("goal", Some(&word), unit, &called)
    };
    let line = row.goal.as_ref().map_or(0, |word| word.line);
    let goal = words.as_ref().and_then(|words| part(&words.lower, line));
    let upper = words.as_ref().and_then(|words| words.upper.as_deref()).and_then(|text| part(text, line));
    if row.goal.is_none() && kind != TargetKind::Done && feed != Feed::Children {
        look.fault("goal", None, bad(&tr::ERROR_OKR_GOAL_MISSING));
    }
    let goal = goal.unwrap_or(Quantity::from_micros(Quantity::SCALE));
    let amount = |name: &str, word: &Option<Word>| look.amount(name, word.as_ref(), unit, &called);
    let baseline = amount("baseline", &row.baseline).unwrap_or_default();
    let is_fed = metric.is_some() && matches!(feed, Feed::Business | Feed::Campaigns);
    let said = look.word("better", row.better.as_ref()).or(words.as_ref().and_then(|words| words.side));
    if let (TargetKind::Keep, Some(metric), true) = (kind, &metric, is_fed)
        && let Err(error) = check_side(said, metric)
    {
        look.fault("goal", row.goal.as_ref(), error);
    }
    let better = said.filter(|_| kind == TargetKind::Keep && !is_fed);
    let curve = look.read("curve", row.curve.as_ref(), |text| curve_of(tx, text, metric.as_ref(), look));
    let mut target = Target {
        id: TargetId(0),
        version: 0,
        campaign: None,
        objective: None,
        key,
        title,
        metric: metric.as_ref().map(|m| m.id),
        kind,
        baseline,
        goal,
        upper: amount("upper", &row.upper).or(upper),
        start: look.when("start", row.start.as_ref()),
        end: look.when("end", row.end.as_ref()),
        curve: PlanCurve::Linear,
        is_primary: false,
        is_guardrail: guardrail,
        steps: Steps(steps),
        owner: look.line("owner", row.owner.as_ref()),
        first_baseline: amount("first_baseline", &row.first_baseline).unwrap_or(baseline),
        first_goal: amount("first_goal", &row.first_goal).unwrap_or(goal),
        position: place(index),
        key_result: Some(KeyResult {
            feed,
            weight: look.weight("weight", row.weight.as_ref()).unwrap_or(weight),
            unit: own_unit,
            better,
            cadence: look.seconds("cadence", row.cadence.as_ref()),
            grade: look.grade("grade", row.grade.as_ref()),
            grade_reason: look.text("reason", row.reason.as_ref()),
            carried_from: None,
        }),
        created_at: look.known.now,
    };
    let has_baseline = row.baseline.is_some();
    target.curve = curve.unwrap_or_else(|| usual::usual_curve(&target, metric.as_ref(), has_baseline));
    check(look, tx, row, &target, span);
    let serving = serving(look, row, &target, unit);
    let check_ins = check_ins(look, &row.check_in, unit, &called);
    Some(KeyResultRead { target, serving, check_ins })
}

/// Where its number comes from: as the file says, from the campaigns it names, else as usual.
fn feed(
    look: &Look<'_>,
    tx: &Tx<'_>,
    row: &KeyResultRow,
    draft: &KeyResultDraft,
    metric: Option<&Metric>,
) -> Feed {
    if row.metric.is_some() && metric.is_none() {
        return Feed::Business;
    }
    let named = row.feed.is_none() && !row.campaign.is_empty();
    let by_campaigns = KeyResultDraft { feed: Some(Feed::Campaigns.to_string()), ..draft.clone() };
    if named && let Ok(feed) = usual::feed(tx, &by_campaigns, metric, Feed::Hand) {
        return feed;
    }
    usual::feed(tx, draft, metric, Feed::Hand).unwrap_or_else(|error| {
        let word = row.feed.as_ref().or(row.metric.as_ref());
        look.fault(error.in_field().unwrap_or("feed"), word, error);
        Feed::Hand
    })
}

fn curve_of(tx: &Tx<'_>, text: &str, metric: Option<&Metric>, look: &Look<'_>) -> Result<PlanCurve> {
    match curve_of_word(text) {
        Some(PlanCurve::Phased) => Err(bad(&tr::ERROR_PHASED_OKR)),
        Some(curve) => {
            curve.check()?;
            Ok(curve)
        }
        None => curve::parse(&tx.db(), text, metric, look.known.today),
    }
}

fn check(look: &Look<'_>, tx: &Tx<'_>, row: &KeyResultRow, target: &Target, span: Option<Span>) {
    if target.kind == TargetKind::Reach && target.baseline == target.goal && row.goal.is_some() {
        look.fault("goal", row.goal.as_ref(), Fault::BaselineIsGoal.into());
    }
    if target.upper.is_some_and(|upper| upper < target.goal) {
        look.fault("goal", row.goal.as_ref(), Fault::BandUpsideDown.into());
    }
    if target.upper.is_some() && target.kind != TargetKind::Keep {
        look.fault("kind", row.kind.as_ref(), bad(&tr::ERROR_BAND_NEEDS_KEEP));
    }
    if let Some(span) = span
        && let Err(error) = check_period(tx, target, span)
    {
        let field = error.in_field().unwrap_or("end");
        let word = if field == "start" { row.start.as_ref() } else { row.end.as_ref() };
        look.fault(field, word, error);
    }
}

fn step(look: &Look<'_>, row: &StepRow) -> Option<Step> {
    // `签约=2`: a step and how much it counts.
    let (name, tail) = match row.name.as_ref().and_then(|word| word.text.rsplit_once('=')) {
        Some((name, tail)) if row.weight.is_none() && Quantity::parse(tail).is_ok() => {
            (Some(Word::at(name, row.line)), Some(Word::at(tail, row.line)))
        }
        _ => (row.name.clone(), row.weight.clone()),
    };
    if name.as_ref().is_none_or(|name| name.text.trim().is_empty()) {
        look.fault("name", None, bad(&tr::ERROR_OKR_TITLE_MISSING));
    }
    Some(Step {
        name: look.line("name", name.as_ref())?,
        weight: look.step_weight("weight", tail.as_ref()).unwrap_or(Quantity::from_micros(Quantity::SCALE)),
        done_at: look.moment("done", row.done.as_ref()).map(|(at, _)| at),
    })
}

fn serving(
    look: &Look<'_>,
    row: &KeyResultRow,
    target: &Target,
    unit: Unit,
) -> Vec<(CampaignId, Option<Quantity>)> {
    let mut out: Vec<(CampaignId, Option<Quantity>)> = Vec::new();
    for (index, row) in row.campaign.iter().enumerate() {
        let look = look.entry("campaign", index, row.line);
        let Some(word) = row.key.as_ref().filter(|word| !word.text.trim().is_empty()) else {
            look.fault("key", None, bad(&tr::ERROR_MISSING).arg("what", "campaign"));
            continue;
        };
        let planned = look.amount("planned", row.planned.as_ref(), unit, &target.key);
        match look.campaign(word) {
            Some(campaign) if out.iter().any(|(id, _)| *id == campaign.id) => {
                look.fault("key", Some(word), bad(&tr::ERROR_OKR_KEY_TWICE).arg("key", &word.text));
            }
            Some(campaign) => out.push((campaign.id, planned)),
            None => {
                let title = if target.title.is_empty() { &target.key } else { &target.title };
                let left = bad(&tr::ERROR_OKR_CAMPAIGN_LEFT).arg("title", title);
                look.warn(left.arg("campaign", crate::model::quoted(&word.text)));
            }
        }
    }
    out
}

fn check_ins(look: &Look<'_>, rows: &[CheckInRow], unit: Unit, called: &str) -> Vec<CheckIn> {
    let mut out: Vec<CheckIn> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let look = look.entry("check_in", index, row.line);
        if row.day.as_ref().is_none_or(|day| day.text.trim().is_empty()) {
            look.fault("day", None, bad(&tr::ERROR_MISSING).arg("what", "day"));
        }
        let source = look.line("source", row.source.as_ref()).unwrap_or_else(|| BY_HAND.to_owned());
        let value = look.amount("value", row.value.as_ref(), unit, called);
        let confidence = look.confidence("confidence", row.confidence.as_ref());
        let note = look.text("note", row.note.as_ref());
        let at = look.moment("at", row.at.as_ref());
        let author = author(&look, row.author.as_ref());
        let Some(day) = look.day("day", row.day.as_ref()) else { continue };
        if out.iter().any(|other| other.day == day && other.source == source) {
            let twice = bad(&tr::ERROR_OKR_TWICE_A_DAY).arg("day", day).arg("from", &source);
            look.fault("day", row.day.as_ref(), twice);
        }
        let until = if day == look.known.today { look.known.now } else { look.known.zone.end_of(day) };
        let at = at.map_or(until, |(at, _)| at);
        let (id, key_result) = (CheckInId(0), TargetId(0));
        out.push(CheckIn { id, version: 0, key_result, day, at, value, confidence, note, source, author });
    }
    out
}
