//! The goal splitter's read model: a chain of drivers with a campaign's targets and what a former campaign reached.
use super::book::Book;
use super::evidence::total;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Campaign, CampaignId, CampaignStatus, Chain, ChainFault, Known, LONGEST_CHAIN, Lang, Metric, OverTime,
    Part, Period, Quantity, SHORTEST_CHAIN, Style, Target, TargetId, TargetKind, Unit, fold,
};
use crate::store::Db;

mod chains;

/// What to split, and beside what.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope<'a> {
    /// The campaign whose targets are split; none for a mere calculation.
    pub campaign: Option<CampaignId>,
    /// The chain's metrics, as typed; where none, those of `usual`, else guessed from the campaign's targets.
    pub chain: Option<&'a [String]>,
    /// The chain of the campaign's playbook.
    pub usual: Option<&'a [String]>,
    /// The former campaign to show; else the latest one that ended and has readings of these metrics.
    pub like: Option<CampaignId>,
}

/// A chain with what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The campaign: its id, key, name and length in days.
    pub campaign: Option<Former>,
    /// The former campaign.
    pub former: Option<Former>,
    /// The volumes, in order.
    pub drivers: Vec<Driver>,
    /// The rates between them: one fewer.
    pub rates: Vec<Rate>,
}

/// A campaign that is named.
#[derive(Debug, Clone, PartialEq)]
pub struct Former {
    /// Its id.
    pub id: CampaignId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its length, first and last day counted.
    pub days: i32,
}

/// A volume of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// What it measures.
    pub metric: Metric,
    /// The campaign's target of it: id, version and goal.
    pub target: Option<(TargetId, i64, Quantity)>,
    /// What the former campaign came to.
    pub former: Option<Quantity>,
}

/// A rate of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    /// `orders/visitors`
    pub key: String,
    /// The derived metric that is exactly this quotient.
    pub metric: Option<Metric>,
    /// What it is called in English.
    pub name_en: String,
    /// What it is called in Chinese.
    pub name_zh: String,
    /// What it counts in.
    pub unit: Unit,
    /// A share of a whole: never above 100 %.
    pub is_share: bool,
    /// What it was in the former campaign.
    pub former: Option<f64>,
}

/// A chain worked out as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// What is known.
    pub known: Known,
    /// The chain, or what it lacks.
    pub chain: Result<Chain, ChainFault>,
}

impl Worked {
    /// The value of a part, where it is known.
    #[must_use]
    pub fn value(&self, part: Part) -> Option<f64> {
        self.chain.as_ref().map_or_else(|_| self.known.value(part), |chain| chain.value(part))
    }
}

/// Reads the chain of a campaign: its targets and, beside them, a former campaign's values.
///
/// # Errors
/// An unknown metric, one that is no flow, a chain that is too short or too long; storage errors.
pub fn split_of(db: &Db<'_>, book: &Book, scope: Scope<'_>, now: i64) -> Result<Split> {
    let campaign = scope.campaign.and_then(|id| book.campaigns.iter().find(|c| c.id == id));
    let targets = campaign.map_or(&[][..], |c| book.targets(c.id));
    let metrics = chains::metrics(book, scope.chain, scope.usual, targets)?;
    let like = scope.like.and_then(|id| book.campaigns.iter().find(|c| c.id == id));
    let former = like.or_else(|| latest(book, campaign, &metrics, now));
    let values = match former {
        Some(former) => {
            let period = Period::of(former.start, former.end, book.settings.zone)?;
            let value = |metric: &Metric| total(db, book, former, metric, &period, now);
            metrics.iter().map(value).collect::<Result<Vec<_>>>()?
        }
        None => vec![None; metrics.len()],
    };
    Ok(assembled(book, campaign, former, metrics.into_iter().zip(values)))
}

/// The chain alone, without a file: only to calculate.
///
/// # Errors
/// As [`split_of`].
pub fn split_alone(chain: Option<&[String]>) -> Result<Split> {
    let book = Book::of_catalogue()?;
    let metrics = chains::metrics(&book, chain, None, &[])?;
    Ok(assembled(&book, None, None, metrics.into_iter().map(|metric| (metric, None))))
}

fn assembled(
    book: &Book,
    campaign: Option<&Campaign>,
    former: Option<&Campaign>,
    values: impl Iterator<Item = (Metric, Option<Quantity>)>,
) -> Split {
    let targets = campaign.map_or(&[][..], |c| book.targets(c.id));
    let drivers: Vec<Driver> =
        values.map(|(metric, former)| Driver { target: goal_of(targets, &metric), former, metric }).collect();
    let rates = drivers.windows(2).filter_map(|pair| match pair {
        [before, after] => Some(rate(book, before, after)),
        _ => None,
    });
    Split { campaign: campaign.map(named), former: former.map(named), rates: rates.collect(), drivers }
}

fn named(campaign: &Campaign) -> Former {
    let days = campaign.end.last_day().0 - campaign.start.day().0 + 1;
    Former { id: campaign.id, key: campaign.key.clone(), name: campaign.name.clone(), days }
}

/// The target a volume is split into: the one to reach, never a bound.
fn goal_of(targets: &[Target], metric: &Metric) -> Option<(TargetId, i64, Quantity)> {
    let is_its =
        |t: &&Target| t.metric == Some(metric.id) && t.kind == TargetKind::Reach && t.steps.0.is_empty();
    targets.iter().find(is_its).map(|t| (t.id, t.version, t.goal))
}

/// The latest campaign that is over and has readings: of all the metrics, else of the most.
fn latest<'a>(
    book: &'a Book,
    campaign: Option<&Campaign>,
    metrics: &[Metric],
    now: i64,
) -> Option<&'a Campaign> {
    let is_over = |c: &&Campaign| match c.status {
        CampaignStatus::Ended | CampaignStatus::Reviewed => true,
        CampaignStatus::Idea | CampaignStatus::Cancelled => false,
        _ => book.settings.zone.ends_at(c.end).is_ok_and(|end| end <= now),
    };
    let measured = |c: &Campaign| metrics.iter().filter(|m| book.series(c.id, m).next().is_some()).count();
    let is_other = |c: &&Campaign| campaign.is_none_or(|own| own.id != c.id);
    let others = book.campaigns.iter().filter(is_other).filter(is_over);
    others
        .map(|c| (measured(c), c))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, c)| {
            let is_like = campaign.is_some_and(|own| own.playbook.is_some() && own.playbook == c.playbook);
            (is_like, *count, c.end.day(), c.id)
        })
        .map(|(_, c)| c)
}

fn rate(book: &Book, before: &Driver, after: &Driver) -> Rate {
    let key = format!("{}/{}", after.metric.key, before.metric.key);
    let metric = chains::quotient(book, &after.metric, &before.metric).cloned();
    let name = |lang: Lang| match &metric {
        Some(metric) => metric.name(lang).to_owned(),
        None => format!("{} / {}", after.metric.name(lang), before.metric.name(lang)),
    };
    let are_counts = after.metric.unit == Unit::Count && before.metric.unit == Unit::Count;
    let unit = match (&metric, after.metric.unit, before.metric.unit) {
        (Some(metric), ..) => metric.unit,
        (None, Unit::Money, Unit::Count) => Unit::Money,
        (None, Unit::Count, Unit::Count) => Unit::Percent,
        _ => Unit::Ratio,
    };
    let former = before.former.zip(after.former).map(|(before, after)| after.to_f64() / before.to_f64());
    Rate {
        key,
        name_en: name(Lang::En),
        name_zh: name(Lang::Zh),
        unit,
        is_share: metric.is_some() && unit == Unit::Percent && are_counts,
        former: former.filter(|value| value.is_finite() && *value > 0.0),
        metric,
    }
}

impl Split {
    /// A part's number as people read it: volumes that are counts whole from ten on, money in hundredths.
    #[must_use]
    pub fn shown(&self, part: Part, value: f64, style: Style) -> String {
        let unit = self.unit(part);
        let value = rounded(value, matches!(part, Part::Volume(_)), unit);
        Quantity::from_f64(value).map_or_else(|| "—".to_owned(), |value| style.full(value, unit))
    }

    /// Which rates are shares of a whole, by place.
    #[must_use]
    pub fn shares(&self) -> Vec<bool> {
        std::iter::once(false).chain(self.rates.iter().map(|rate| rate.is_share)).collect()
    }

    /// The parts, in the order they are read.
    pub fn parts(&self) -> impl Iterator<Item = Part> + use<> {
        Part::all(self.drivers.len())
    }

    /// A part's key: `orders`, `orders/visitors`.
    #[must_use]
    pub fn key(&self, part: Part) -> &str {
        match part {
            Part::Volume(place) => self.drivers.get(place).map(|driver| driver.metric.key.as_str()),
            Part::Rate(place) => self.rate(place).map(|rate| rate.key.as_str()),
        }
        .unwrap_or_default()
    }

    /// A part's name in a language.
    #[must_use]
    pub fn name(&self, part: Part, lang: Lang) -> &str {
        match part {
            Part::Volume(place) => self.drivers.get(place).map(|driver| driver.metric.name(lang)),
            Part::Rate(place) => self.rate(place).map(|rate| match lang {
                Lang::En => rate.name_en.as_str(),
                Lang::Zh => rate.name_zh.as_str(),
            }),
        }
        .unwrap_or_default()
    }

    /// What a part counts in.
    #[must_use]
    pub fn unit(&self, part: Part) -> Unit {
        match part {
            Part::Volume(place) => self.drivers.get(place).map(|driver| driver.metric.unit),
            Part::Rate(place) => self.rate(place).map(|rate| rate.unit),
        }
        .unwrap_or(Unit::Count)
    }

    /// What a part was in the former campaign.
    #[must_use]
    pub fn former(&self, part: Part) -> Option<f64> {
        match part {
            Part::Volume(place) => self.drivers.get(place)?.former.map(Quantity::to_f64),
            Part::Rate(place) => self.rate(place)?.former,
        }
    }

    /// What a part would be at the former campaign's pace over this one's length: a volume a day times the days, a rate
    /// as it was.
    #[must_use]
    pub fn former_scaled(&self, part: Part) -> Option<f64> {
        let value = self.former(part)?;
        match (part, &self.campaign, &self.former) {
            (Part::Volume(_), Some(own), Some(former)) if former.days > 0 => {
                Some(value / f64::from(former.days) * f64::from(own.days))
            }
            _ => Some(value),
        }
    }

    /// The part of a word: a key, a name in either language, `orders/visitors`, or a unique prefix.
    ///
    /// # Errors
    /// `no_driver` or `ambiguous`, with what there is.
    pub fn part(&self, word: &str) -> Result<Part> {
        let wanted = fold(&word.chars().filter(|c| !c.is_whitespace()).collect::<String>());
        let words = |part: Part| -> Vec<String> {
            let own = match part {
                Part::Rate(place) => self.rate(place).and_then(|r| r.metric.as_ref()).map(|m| m.key.as_str()),
                Part::Volume(_) => None,
            };
            let all =
                [Some(self.key(part)), own, Some(self.name(part, Lang::En)), Some(self.name(part, Lang::Zh))];
            let folded = |text: &str| fold(&text.chars().filter(|c| !c.is_whitespace()).collect::<String>());
            all.into_iter().flatten().map(folded).collect()
        };
        let is = |part: &Part| words(*part).contains(&wanted);
        let begins = |part: &Part| !wanted.is_empty() && words(*part).iter().any(|w| w.starts_with(&wanted));
        let exact: Vec<Part> = self.parts().filter(is).collect();
        let found = if exact.is_empty() { self.parts().filter(begins).collect() } else { exact };
        let told = |parts: &mut dyn Iterator<Item = Part>| -> Vec<String> {
            let names =
                |part| [self.key(part), self.name(part, Lang::En), self.name(part, Lang::Zh)].join("  ");
            parts.map(names).collect()
        };
        match found.as_slice() {
            [part] => Ok(*part),
            [] => {
                let error = Error::new(Kind::NotFound, &tr::ERROR_NO_DRIVER).arg("text", word);
                Err(error.rows(told(&mut self.parts())))
            }
            several => {
                let error = Error::new(Kind::NotFound, &tr::ERROR_AMBIGUOUS).arg("text", word);
                Err(error.rows(told(&mut several.iter().copied())))
            }
        }
    }

    /// Works the chain out. It starts with the campaign's targets; the former campaign's rates, then its volumes at
    /// this length, stand in for what is not set. Then the changes are made together, and what is not held answers.
    /// Where targets and former values are not enough for a chain, the changes themselves are what it is made from.
    ///
    /// # Errors
    /// Never for what is merely missing: that is in [`Worked::chain`]. Changes that cannot be.
    pub fn work(&self, changes: &[(Part, f64)], held: &[Part]) -> Result<Worked, ChainFault> {
        let hold = |chain: Chain| held.iter().fold(chain, |chain, part| chain.hold(*part, true));
        let known = self.filled(Known::nothing(self.drivers.len()));
        if let Ok(chain) = known.chain(&self.shares()) {
            let chain = hold(chain).change_all(changes)?;
            return Ok(Worked { known, chain: Ok(chain) });
        }
        let mut known = Known::nothing(self.drivers.len());
        for (part, value) in changes {
            known.add(*part, *value)?;
        }
        let known = self.filled(known);
        match known.chain(&self.shares()) {
            Err(fault) if !matches!(fault, ChainFault::Missing(_)) => Err(fault),
            chain => Ok(Worked { chain: chain.map(hold), known }),
        }
    }

    /// Adds targets and former values to what is known, each only where it goes with what is.
    fn filled(&self, mut known: Known) -> Known {
        let mut add = |part: Part, value: Option<f64>| {
            if let Some(value) = value.filter(|_| known.value(part).is_none()) {
                // What does not go together is left out: the numbers before it count more.
                let _ = known.add(part, value);
            }
        };
        for (place, driver) in self.drivers.iter().enumerate() {
            add(Part::Volume(place), driver.target.map(|(_, _, goal)| goal.to_f64()));
        }
        for place in (1..self.drivers.len()).rev() {
            add(Part::Rate(place), self.former(Part::Rate(place)));
        }
        for place in 0..self.drivers.len() {
            add(Part::Volume(place), self.former_scaled(Part::Volume(place)));
        }
        known
    }

    /// A fault of the chain in words.
    #[must_use]
    pub fn error(&self, fault: &ChainFault, lang: Lang) -> Error {
        let bad = |text| Error::new(Kind::BadData, text);
        let one = |part: &Part| self.name(*part, lang).to_owned();
        let all = |parts: &[Part]| parts.iter().map(one).collect::<Vec<_>>().join(tr::SPLIT_AND.get(lang));
        match fault {
            ChainFault::Length(found) => length(*found),
            ChainFault::NotPositive(part) => bad(&tr::ERROR_DRIVER_NOT_POSITIVE).arg("driver", one(part)),
            ChainFault::TooLarge(part) => bad(&tr::ERROR_DRIVER_TOO_LARGE).arg("driver", one(part)),
            ChainFault::AboveWhole(part) => bad(&tr::ERROR_DRIVER_ABOVE_WHOLE).arg("driver", one(part)),
            ChainFault::NeedsMore(part) => bad(&tr::ERROR_DRIVER_NEEDS_MORE).arg("driver", one(part)),
            ChainFault::NothingFree(held) => bad(&tr::ERROR_NOTHING_FREE).arg("held", all(held)),
            ChainFault::Contradiction(part) => bad(&tr::ERROR_DRIVERS_DISAGREE).arg("driver", one(part)),
            ChainFault::Missing(parts) => bad(&tr::ERROR_DRIVERS_MISSING).arg("drivers", all(parts)),
        }
    }

    fn rate(&self, place: usize) -> Option<&Rate> {
        self.rates.get(place.checked_sub(1)?)
    }
}

/// A computed number as people read it.
#[must_use]
pub fn rounded(value: f64, is_volume: bool, unit: Unit) -> f64 {
    match (is_volume, unit) {
        (true, Unit::Count) if value >= 10.0 => value.round(),
        (true, Unit::Count) | (_, Unit::Money) => (value * 100.0).round() / 100.0,
        _ => value,
    }
}

fn length(found: usize) -> Error {
    let error = Error::new(Kind::BadData, &tr::ERROR_CHAIN_LENGTH).arg("found", found);
    error.arg("least", SHORTEST_CHAIN).arg("most", LONGEST_CHAIN).field("chain")
}

/// Only a flow can be a driver: it is measured, and adds up over the days.
fn is_flow(metric: &Metric) -> bool {
    metric.formula.is_none() && metric.over_time == OverTime::Sum
}
