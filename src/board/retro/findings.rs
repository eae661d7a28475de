//! Highlights and lowlights that the numbers propose, with what people made of them.
use super::FindingMatter as Matter;
use super::{
    Adjustment, ChannelFacts, ComparedMetric, Comparison, DriverGap, FeedbackSum, FindingLine, GoalStep,
    PhaseFacts, ResultStep, TargetFacts,
};
use crate::board::TargetLine;
use crate::model::{
    Better, FREQUENT, Finding, FindingKind, FindingVerdict, NoteKind, OverTime, Quantity, SPEND, TargetKind,
};

/// At most so many are proposed, the biggest; the primary target and a breached guardrail always are.
const MOST: usize = 12;
/// How far a target must be above or below its goal.
const TARGET: f64 = 0.05;
/// How far a phase, a channel, or what was spent must be off its plan, or a metric off the former campaign's.
const PLAN: f64 = 0.10;
/// How far a channel must be off all channels, or a rate off the days before.
const OTHERS: f64 = 0.20;
/// Which share of the whole a phase's gap or a driver's part must be.
const SHARE: f64 = 0.02;
/// From so many days on a task was late even where it was the only one of many.
const LATE: i32 = 3;
/// At most so many metrics are set against the former campaign, and so many matters of feedback named.
const FEW: usize = 3;

/// What the numbers propose before people have decided.
struct Proposal {
    subject: String,
    matter: Matter,
    /// The deviation from 1; above nothing where it is good.
    off: f64,
    /// Told however many there are.
    must: bool,
    /// The primary target: the first of its side.
    first: bool,
}

impl Proposal {
    fn new(subject: String, off: f64, matter: Matter) -> Option<Self> {
        off.is_finite().then_some(Self { subject, matter, off, must: false, first: false })
    }

    fn kind(&self) -> FindingKind {
        if self.off > 0.0 { FindingKind::Highlight } else { FindingKind::Lowlight }
    }

    fn is_known(&self, row: &Finding) -> bool {
        row.subject == self.subject && row.kind == self.kind()
    }
}

/// The primary target, then the biggest deviations, each kept, dismissed or undecided; then those that were kept and that the numbers no
/// longer say; then those people found themselves.
pub(super) fn findings(
    goal: &GoalStep,
    result: &ResultStep,
    gap: Option<&DriverGap>,
    known: &[Finding],
) -> Vec<FindingLine> {
    let found = chosen(proposals(goal, result, gap), known);
    let is_said = |row: &Finding| found.iter().any(|proposal| proposal.is_known(row));
    let unsaid = |row: &&Finding| row.verdict == FindingVerdict::Kept && !is_said(row);
    let bare = |row: &Finding| FindingLine {
        kind: row.kind,
        subject: row.subject.clone(),
        matter: None,
        size: 0.0,
        finding: Some(row.clone()),
    };
    let silent = known.iter().filter(|row| !row.subject.is_empty()).filter(unsaid).map(bare);
    let own = known.iter().filter(|row| row.subject.is_empty()).filter(unsaid).map(bare);
    let rest: Vec<FindingLine> = silent.chain(own).collect();
    let line = |proposal: Proposal| FindingLine {
        kind: proposal.kind(),
        size: proposal.off.abs(),
        finding: known.iter().find(|row| proposal.is_known(row)).cloned(),
        subject: proposal.subject,
        matter: Some(proposal.matter),
    };
    found.into_iter().map(line).chain(rest).collect()
}

/// The biggest ones, with whatever people have decided on already.
fn chosen(mut all: Vec<Proposal>, known: &[Finding]) -> Vec<Proposal> {
    let size = |a: &Proposal, b: &Proposal| b.off.abs().total_cmp(&a.off.abs());
    all.sort_by(|a, b| {
        b.first.cmp(&a.first).then_with(|| size(a, b)).then_with(|| a.subject.cmp(&b.subject))
    });
    let must = |proposal: &Proposal| proposal.must || known.iter().any(|row| proposal.is_known(row));
    let mut places = MOST.saturating_sub(all.iter().filter(|proposal| must(proposal)).count());
    all.retain(|proposal| {
        let is_in = must(proposal) || places > 0;
        if is_in && !must(proposal) {
            places -= 1;
        }
        is_in
    });
    all
}

fn proposals(goal: &GoalStep, result: &ResultStep, gap: Option<&DriverGap>) -> Vec<Proposal> {
    let lines: Vec<&TargetLine> = goal.targets.iter().map(|facts| &facts.line).collect();
    let primary = lines.iter().copied().find(|line| line.is_primary).or_else(|| lines.first().copied());
    let mut out: Vec<Proposal> = goal.targets.iter().filter_map(|facts| target(facts, result)).collect();
    if let Some(primary) = primary {
        out.extend(phases(&result.phases, primary));
        out.extend(result.adjustments.iter().filter_map(|found| adjustment(found, primary)));
        out.extend(gap.into_iter().flat_map(|gap| drivers(gap, side(primary))));
    }
    out.extend(channels(result));
    out.extend(spending(result, primary));
    out.extend(late(result));
    out.extend(refused(result));
    out.extend(result.former.iter().flat_map(|former| comparison(former, &lines)));
    out.extend(feedback(&result.feedback));
    out
}

/// 1 where more is better, −1 where less is, nothing where neither is.
fn side(line: &TargetLine) -> f64 {
    sign(line.better)
}

fn sign(better: Better) -> f64 {
    match better {
        Better::Higher => 1.0,
        Better::Lower => -1.0,
        Better::OnPlan => 0.0,
    }
}

fn names(line: &TargetLine) -> (String, String) {
    (line.name_en.clone(), line.name_zh.clone())
}

fn target(facts: &TargetFacts, result: &ResultStep) -> Option<Proposal> {
    let line = &facts.line;
    // A key result is named with its objective: every objective has a kr1.
    let of = facts.of.split(' ').next().filter(|of| !of.is_empty());
    let key = of.map_or_else(|| line.key.clone(), |of| format!("{of}/{}", line.key));
    if line.kind == TargetKind::Keep {
        return guardrail(line, &key);
    }
    let achievement = facts.achievement?;
    // The way may go against the better side: then the goal is a limit, and to go beyond it is no success.
    let is_limit = match line.better {
        Better::Higher => line.goal < line.baseline,
        Better::Lower => line.goal > line.baseline,
        Better::OnPlan => false,
    };
    let off = achievement - 1.0;
    let off = match line.better {
        // What was spent is told beside the budget.
        Better::OnPlan if line.metric == SPEND && result.spending.is_some() => return None,
        Better::OnPlan => -off.abs(),
        _ if is_limit => -off,
        _ => off,
    };
    let least = if line.better == Better::OnPlan { PLAN } else { TARGET };
    let (metric, unit, gap) = (names(line), line.unit, facts.gap?);
    let matter = Matter::Target { metric, unit, achievement, gap };
    let found =
        Proposal::new(format!("target:{key}"), off, matter).filter(|found| is_far(found.off, least))?;
    let must = line.is_primary || (line.is_guardrail && off < 0.0);
    Some(Proposal { must, first: line.is_primary, ..found })
}

/// Far enough; exactly at the bound is.
fn is_far(off: f64, least: f64) -> bool {
    off.abs() + 1e-9 >= least
}

fn guardrail(line: &TargetLine, key: &str) -> Option<Proposal> {
    let (actual, held) = (line.actual?, line.held?);
    // Of a band the bound that was crossed, or is nearer.
    let bound = match line.upper {
        Some(upper) if distance(actual, upper) < distance(actual, line.goal) => upper,
        _ => line.goal,
    };
    let room = distance(actual, bound) / bound.to_f64().abs();
    let room = if room.is_finite() { room } else { 1.0 };
    let matter = Matter::Guardrail { metric: names(line), unit: line.unit, actual, bound, held };
    // To hold is what was asked for: it never outshines what was reached.
    let off = if held { room.min(PLAN) } else { -room.max(TARGET) };
    let found = Proposal::new(format!("guardrail:{key}"), off, matter)?;
    // Within a band there is nothing to be proud of the nearer its middle it is.
    let is_told = !held || (line.upper.is_none() && is_far(room, TARGET));
    is_told.then_some(Proposal { must: !held, ..found })
}

fn distance(a: Quantity, b: Quantity) -> f64 {
    (a.to_f64() - b.to_f64()).abs()
}

fn phases<'a>(all: &'a [PhaseFacts], primary: &'a TargetLine) -> impl Iterator<Item = Proposal> + 'a {
    let whole: f64 = all.iter().filter_map(|phase| phase.planned).map(Quantity::to_f64).sum();
    (1..).zip(all).filter_map(move |(number, phase): (usize, _)| {
        let (achievement, gap) = (phase.achievement?, phase.gap?);
        let matter = Matter::Phase { name: phase.name.clone(), achievement, gap, unit: primary.unit };
        let off = (achievement - 1.0) * side(primary);
        let is_big = gap.to_f64().abs() >= whole.abs() * SHARE;
        Proposal::new(format!("phase:{number}"), off, matter).filter(|f| is_big && is_far(f.off, PLAN))
    })
}

/// Of each channel the ratio that is the furthest off its plan; without a plan, off all channels together.
fn channels(result: &ResultStep) -> Vec<Proposal> {
    let all = &result.channels;
    let known = result.spending.as_ref().map_or(&[][..], |spending| spending.by_channel.metrics.as_slice());
    let whole = all.iter().find(|row| row.key.is_none());
    let several = all.iter().filter(|row| row.key.is_some()).count() > 1;
    let of = |row: &ChannelFacts| {
        let key = row.key.as_ref()?;
        let ratio = |place: usize| {
            let (planned, actual) = *row.ratios.get(place)?;
            let others = whole.and_then(|whole| whole.ratios.get(place)?.1).filter(|_| several);
            let (against, is_plan) = match (planned, others) {
                (Some(planned), _) => (planned, true),
                (None, others) => (others?, false),
            };
            let word = *ChannelFacts::RATIOS.get(place)?;
            let metric = known.iter().find(|metric| metric.key == word)?;
            // A return on investment may be nothing or negative: the money that came back is set against the other's.
            let shift = if word == "roi" { 1.0 } else { 0.0 };
            let off = (actual? + shift) / (against + shift) - 1.0;
            let off = if word == "cac" { -off } else { off };
            let least = if is_plan { PLAN } else { OTHERS };
            let (unit, metric) = (metric.unit, (metric.name_en.clone(), metric.name_zh.clone()));
            let (name, actual) = (row.name.clone(), actual?);
            let matter = Matter::Channel { name, metric, unit, actual, against, is_plan };
            let found = Proposal::new(format!("channel:{key}:{word}"), off, matter)?;
            (against + shift > 0.0 && is_far(off, least)).then_some(found)
        };
        // The two returns say the same: where they are as far off, the one on investment speaks.
        let further = |a: Proposal, b: Proposal| if b.off.abs() + 1e-9 >= a.off.abs() { b } else { a };
        (0..ChannelFacts::RATIOS.len()).filter_map(ratio).reduce(further)
    };
    all.iter().filter_map(of).collect()
}

/// The drivers that made a good part of the goal's gap, or went against it.
fn drivers(gap: &DriverGap, side: f64) -> impl Iterator<Item = Proposal> {
    let goal = gap.goal.to_f64().abs();
    gap.drivers.iter().filter_map(move |driver| {
        let off = driver.part.to_f64() / goal * side;
        let ratio = driver.actual.zip(driver.planned).map(|(actual, planned)| actual / planned);
        let (name, part, unit) =
            ((driver.name_en.clone(), driver.name_zh.clone()), driver.part, gap.metric.unit);
        let matter = Matter::Driver { name, part, unit, ratio: ratio.filter(|ratio| ratio.is_finite()) };
        Proposal::new(format!("driver:{}", driver.key), off, matter).filter(|found| is_far(found.off, TARGET))
    })
}

/// The rate after ÷ before, where the plan alone does not explain it: both must point the same way.
fn adjustment(found: &Adjustment, primary: &TargetLine) -> Option<Proposal> {
    if found.kind != NoteKind::Adjustment {
        return None;
    }
    let times = |before: Option<Quantity>, after: Option<Quantity>| {
        let (before, after) = (before?.to_f64(), after?.to_f64());
        (before > 0.0 && after >= 0.0).then_some(after / before)
    };
    let ratio = times(found.before, found.after)?;
    let planned = times(found.planned.0, found.planned.1).filter(|planned| *planned > 0.0).unwrap_or(1.0);
    let beyond = ratio / planned - 1.0;
    let same_way = beyond * (ratio - 1.0) > 0.0;
    let matter = Matter::Adjustment { text: found.text.clone(), ratio };
    Proposal::new(format!("adjustment:{}", found.note.0), beyond * side(primary), matter)
        .filter(|found| same_way && is_far(found.off, OTHERS))
}

/// Overspent is bad. Money that was left is good only where the goal was reached all the same.
fn spending(result: &ResultStep, primary: Option<&TargetLine>) -> Option<Proposal> {
    let found = result.spending.as_ref()?;
    let (planned, spent) = (found.allowed()?, found.spent?);
    let over = spent.to_f64() / planned.to_f64() - 1.0;
    let is_reached = primary.and_then(|line| line.progress).is_some_and(|progress| progress >= 1.0);
    let off = if over > 0.0 || !is_reached { -over.abs() } else { -over };
    let least = if over > 0.0 { TARGET } else { PLAN };
    Proposal::new("spending".to_owned(), off, Matter::Spending { planned, spent })
        .filter(|found| planned > Quantity::ZERO && is_far(found.off, least))
}

fn late(result: &ResultStep) -> Option<Proposal> {
    let days = result.late.iter().map(|late| late.days).max()?;
    let (late, of) = (result.late.len(), result.tasks);
    let share = share(late, of)?;
    Proposal::new("late".to_owned(), -share, Matter::LateTasks { late, of, days })
        .filter(|_| days >= LATE || is_far(share, PLAN))
}

fn refused(result: &ResultStep) -> Option<Proposal> {
    let names: Vec<String> = result.refused.iter().map(|resource| resource.name.clone()).collect();
    let share = share(names.len(), result.resources).filter(|_| !names.is_empty())?;
    Proposal::new("refused".to_owned(), -share, Matter::Refused { names })
}

fn share(part: usize, whole: usize) -> Option<f64> {
    let (part, whole) = (u32::try_from(part).ok()?, u32::try_from(whole).ok()?);
    Some(f64::from(part) / f64::from(whole)).filter(|share| share.is_finite())
}

/// What the campaign has targets for, against the former one: the biggest changes. What adds up is set against it by the
/// day, for the one may have been longer; both must point the same way.
fn comparison(found: &Comparison, lines: &[&TargetLine]) -> Vec<Proposal> {
    let is_wanted =
        |key: &str| lines.iter().any(|line| line.metric == key) || ChannelFacts::RATIOS.contains(&key);
    let (then, now) = (f64::from(found.days.0), f64::from(found.days.1));
    let of = |row: &ComparedMetric| {
        let change = row.change?;
        let adds_up = row.metric.formula.is_none() && row.metric.over_time == OverTime::Sum;
        let by_day = if adds_up { (change + 1.0) * then / now - 1.0 } else { change };
        let metric = (row.metric.name_en.clone(), row.metric.name_zh.clone());
        let matter = Matter::Former { name: found.name.clone(), metric, change };
        let proposal =
            Proposal::new(format!("former:{}", row.metric.key), by_day * sign(row.metric.better), matter);
        proposal.filter(|proposal| by_day * change > 0.0 && is_far(proposal.off, PLAN))
    };
    let rows = found.rows.iter().filter(|row| is_wanted(&row.metric.key));
    biggest(rows.filter_map(of).collect())
}

/// What many people said, or what is pressing and nobody answered.
fn feedback(found: &FeedbackSum) -> Vec<Proposal> {
    let all = found.people.max(1);
    let of = |(category, people, notes, answered): &(String, i64, usize, usize)| {
        let (category, people, open) = (category.clone(), *people, notes.saturating_sub(*answered));
        #[allow(clippy::cast_precision_loss)]
        let off = -(people as f64 / all as f64);
        let subject = format!("feedback:{category}");
        Proposal::new(subject, off, Matter::Feedback { category, people, open })
            .filter(|_| people >= FREQUENT.0)
    };
    biggest(found.categories.iter().filter_map(of).collect())
}

fn biggest(mut all: Vec<Proposal>) -> Vec<Proposal> {
    all.sort_by(|a, b| b.off.abs().total_cmp(&a.off.abs()));
    all.truncate(FEW);
    all
}
