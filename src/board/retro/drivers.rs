//! The chain of drivers behind a campaign's primary target: what each was planned to be, and what it was.
use super::NoGap;
use super::former::former_of;
use super::window::Reader;
use crate::board::{Book, Scope, Split, split_of};
use crate::error::{Kind, Result};
use crate::model::{Campaign, Curve, Known, Metric, OverTime, Part, Period, Quantity, Target, TargetKind};

/// A chain with its volumes as planned and as they were.
pub(super) struct Drivers {
    /// The chain, and what its parts are called.
    pub split: Split,
    /// What each volume should have come to.
    pub planned: Vec<Quantity>,
    /// What each came to.
    pub actual: Vec<Quantity>,
    /// The keys of the parts whose plan nobody set.
    pub assumed: Vec<String>,
    /// How each volume's plan goes over the time.
    pub curves: Vec<Curve>,
}

impl Drivers {
    /// The volumes' metrics.
    pub(super) fn metrics(&self) -> impl Iterator<Item = &Metric> {
        self.split.drivers.iter().map(|driver| &driver.metric)
    }

    /// The factors: the first volume, then the rates.
    pub(super) fn factors(&self) -> impl Iterator<Item = Part> + use<> {
        (0..self.planned.len()).map(|place| if place == 0 { Part::Volume(0) } else { Part::Rate(place) })
    }
}

/// Reads the chain to the primary target's metric: the playbook's, as far as it leads there, else the usual one. A volume
/// that was not read, or for which nothing says what it should have been, is left out. None where fewer than two are left.
///
/// The plan of a volume is the campaign's own target of it. What is missing follows from the others and from goals that
/// were set for rates; then from the rates, then from the pace of the last campaign before this one.
pub(super) fn drivers(
    read: &Reader<'_>,
    campaign: &Campaign,
    primary: &Target,
    usual: Option<&[String]>,
) -> Result<Option<Drivers>> {
    let book = read.book;
    let Some(metric) = book.measured_by(primary) else { return Ok(None) };
    let is_flow = metric.formula.is_none() && metric.over_time == OverTime::Sum;
    if !is_flow || primary.kind != TargetKind::Reach || !primary.steps.0.is_empty() {
        return Ok(None);
    }
    let Some(split) = chain(read, campaign, metric, usual)? else { return Ok(None) };
    let plan = Plan::of(book, campaign, primary, &split);
    let mut kept = Vec::new();
    for (place, driver) in split.drivers.iter().enumerate() {
        let is_last = place + 1 == split.drivers.len();
        let planned = if is_last { Some(primary.goal) } else { plan.volume(place) };
        let actual = read.upto(&driver.metric, read.period.end)?.0;
        if let (Some(planned), Some(actual)) = (planned, actual) {
            let is_set = is_last || driver.target.is_some();
            kept.push((driver.metric.key.clone(), planned, actual, is_set));
        } else if is_last {
            return Ok(None);
        }
    }
    if kept.len() < 2 {
        return Ok(None);
    }
    let split = match kept.len() == split.drivers.len() {
        true => split,
        // Names of rates between volumes that have become neighbours.
        false => {
            let keys: Vec<String> = kept.iter().map(|volume| volume.0.clone()).collect();
            let scope = Scope { campaign: Some(campaign.id), chain: Some(&keys), usual: None, like: None };
            split_of(read.db, book, scope, read.now)?
        }
    };
    let curves = split.drivers.iter().map(|driver| {
        let own = driver.target.and_then(|(id, ..)| book.target(id));
        curve(book, own.unwrap_or(primary), primary, read.period)
    });
    let curves = curves.collect::<Result<_>>()?;
    let mut out = Drivers {
        planned: kept.iter().map(|volume| volume.1).collect(),
        actual: kept.iter().map(|volume| volume.2).collect(),
        assumed: Vec::new(),
        curves,
        split,
    };
    let is_set = |place: usize| kept.get(place).is_some_and(|volume| volume.3);
    let is_assumed = |part: &Part| match *part {
        Part::Volume(place) => !is_set(place),
        Part::Rate(place) => {
            let own = out.split.rates.get(place - 1).and_then(|rate| rate.metric.as_ref());
            let is_goal = own.is_some_and(|own| rate_goal(book, campaign, own).is_some());
            !(is_goal || (is_set(place) && is_set(place - 1)))
        }
    };
    out.assumed = out.factors().filter(is_assumed).map(|part| out.split.key(part).to_owned()).collect();
    Ok(Some(out))
}

/// Why there are no such drivers; none where there are, or nothing is to be measured.
pub(super) fn no_gap(
    read: &Reader<'_>,
    campaign: &Campaign,
    primary: &Target,
    usual: Option<&[String]>,
) -> Result<Option<NoGap>> {
    let book = read.book;
    let Some(metric) = book.measured_by(primary) else { return Ok(None) };
    let names = |metric: &Metric| (metric.name_en.clone(), metric.name_zh.clone());
    let is_flow = metric.formula.is_none() && metric.over_time == OverTime::Sum;
    let is_split = is_flow && primary.kind == TargetKind::Reach && primary.steps.0.is_empty();
    let found = if is_split { chain(read, campaign, metric, usual)? } else { None };
    let Some(split) = found else { return Ok(Some(NoGap::Chain(names(metric)))) };
    if read.upto(metric, read.period.end)?.0.is_none() {
        return Ok(Some(NoGap::Readings(vec![names(metric)])));
    }
    let plan = Plan::of(book, campaign, primary, &split);
    let (mut unplanned, mut unread) = (Vec::new(), Vec::new());
    for (place, driver) in split.drivers.iter().enumerate().take(split.drivers.len().saturating_sub(1)) {
        if plan.volume(place).is_none() {
            unplanned.push(names(&driver.metric));
        } else if read.upto(&driver.metric, read.period.end)?.0.is_none() {
            unread.push(names(&driver.metric));
        } else {
            return Ok(None);
        }
    }
    Ok(Some(if unread.is_empty() { NoGap::Plan(unplanned) } else { NoGap::Readings(unread) }))
}

/// The chain that ends with a metric; none where there is no such.
fn chain(
    read: &Reader<'_>,
    campaign: &Campaign,
    metric: &Metric,
    usual: Option<&[String]>,
) -> Result<Option<Split>> {
    let like = former_of(read.book, campaign).map(|former| former.id);
    let upto = |keys: &[String]| {
        let place = keys.iter().position(|key| *key == metric.key).filter(|place| *place > 0)?;
        keys.get(..=place).map(<[String]>::to_vec)
    };
    for usual in [usual.and_then(upto), None] {
        let scope = Scope { campaign: Some(campaign.id), chain: None, usual: usual.as_deref(), like };
        match split_of(read.db, read.book, scope, read.now) {
            Ok(split) if split.drivers.last().is_some_and(|last| last.metric.id == metric.id) => {
                return Ok(Some(split));
            }
            // A metric of it is not there, or none leads to what the campaign is measured by.
            Err(error) if !matches!(error.kind(), Kind::NotFound | Kind::BadData | Kind::Usage) => {
                return Err(error);
            }
            Ok(_) | Err(_) => {}
        }
    }
    Ok(None)
}

/// The goal that a campaign set for a rate: an upper bound where there is one.
fn rate_goal(book: &Book, campaign: &Campaign, metric: &Metric) -> Option<f64> {
    let is_its = |target: &&Target| target.metric == Some(metric.id) && target.kind != TargetKind::Done;
    let found = book.targets(campaign.id).iter().find(is_its)?;
    Some(found.upper.unwrap_or(found.goal).to_f64())
}

/// What is known of a chain's plan.
struct Plan(Known);

impl Plan {
    fn of(book: &Book, campaign: &Campaign, primary: &Target, split: &Split) -> Self {
        let count = split.drivers.len();
        let mut known = Known::nothing(count);
        let mut add = |part: Part, value: Option<f64>| {
            if let Some(value) = value.filter(|_| known.value(part).is_none()) {
                // What does not go with what is known is left out: what was added before counts more.
                let _ = known.add(part, value);
            }
        };
        add(Part::Volume(count.saturating_sub(1)), Some(primary.goal.to_f64()));
        for (place, driver) in split.drivers.iter().enumerate() {
            add(Part::Volume(place), driver.target.map(|(.., goal)| goal.to_f64()));
        }
        for (place, rate) in (1..).zip(&split.rates) {
            add(Part::Rate(place), rate.metric.as_ref().and_then(|own| rate_goal(book, campaign, own)));
        }
        if is_before(book, split, campaign) {
            for place in (1..count).rev() {
                add(Part::Rate(place), split.former(Part::Rate(place)));
            }
            for place in 0..count {
                add(Part::Volume(place), split.former_scaled(Part::Volume(place)));
            }
        }
        Self(known)
    }

    fn volume(&self, place: usize) -> Option<Quantity> {
        self.0.value(Part::Volume(place)).and_then(Quantity::from_f64)
    }
}

/// Whether the former campaign was over when this one began: only then somebody could have planned by it.
fn is_before(book: &Book, split: &Split, campaign: &Campaign) -> bool {
    let former = split.former.as_ref().and_then(|former| book.campaign(former.id));
    former.is_some_and(|former| former.end.last_day() < campaign.start.day())
}

/// A volume's plan over the time of the primary target: its own curve; the primary's, then evenly, where it has none that
/// grows.
fn curve(book: &Book, own: &Target, primary: &Target, period: &Period) -> Result<Curve> {
    for target in [own, primary] {
        let curve = book.curve(target, &book.period(target)?)?;
        if !curve.is_flat() {
            return Ok(curve);
        }
    }
    Ok(Curve::linear(period))
}
