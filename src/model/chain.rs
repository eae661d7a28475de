//! Driver chains: a result as the product of what drives it. `visitors → orders → gmv` says
//! `gmv = visitors × (orders ÷ visitors) × (gmv ÷ orders)`: the first is a volume, each next divided by the one before
//! it is a rate (conversion, order value). Change one part and the others answer.
//!
//! A volume that is held or set cuts the chain: the factors between two such volumes must multiply to their quotient.
//! What is free among them answers, each by the same ratio (the geometric mean's share); behind the last such volume
//! nothing needs to answer, so the volumes there follow.
use super::{Quantity, Unit};
use std::fmt;

mod known;

pub use known::Known;

/// A chain has at least this many volumes.
pub const SHORTEST: usize = 2;
/// A chain has at most this many volumes.
pub const LONGEST: usize = 5;

/// The smallest rate that is one: below it nothing could be told from nothing.
const SMALLEST_RATE: f64 = 1e-12;
/// Two ways to the same number may differ by this share of it.
const CLOSE: f64 = 1e-9;

/// One number of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// A volume, by its place: 0 is the first driver, the last is the total.
    Volume(usize),
    /// A volume divided by the one before it, by the place of the former: 1 is the first rate.
    Rate(usize),
}

impl Part {
    /// The parts of a chain of so many volumes, as they are read: visitors, orders ÷ visitors, orders, …
    pub fn all(volumes: usize) -> impl Iterator<Item = Self> {
        (0..volumes).flat_map(|place| {
            let rate = (place > 0).then_some(Self::Rate(place));
            rate.into_iter().chain([Self::Volume(place)])
        })
    }
}

/// Why a chain cannot be what is asked for. Whoever tells a person names the parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainFault {
    /// Fewer than 2 or more than 5 volumes.
    Length(usize),
    /// A part that would be zero, negative, or too small to be told from zero.
    NotPositive(Part),
    /// A part that would be beyond ±9.2 trillion.
    TooLarge(Part),
    /// A share of a whole above 100 %.
    AboveWhole(Part),
    /// What is wanted would need a share of a whole above 100 %: nothing else is free to answer.
    NeedsMore(Part),
    /// Everything that could answer is held: these.
    NothingFree(Vec<Part>),
    /// Given numbers that do not go together: this one follows from the others and is another one.
    Contradiction(Part),
    /// Not enough is known: one of these would help.
    Missing(Vec<Part>),
}

impl fmt::Display for ChainFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(found) => write!(f, "a chain has {SHORTEST} to {LONGEST} volumes, not {found}"),
            Self::NotPositive(part) => write!(f, "{part:?} would not be above zero"),
            Self::TooLarge(part) => write!(f, "{part:?} would be too large"),
            Self::AboveWhole(part) => write!(f, "{part:?} is above 100 %"),
            Self::NeedsMore(part) => write!(f, "{part:?} would have to be above 100 %"),
            Self::NothingFree(held) => write!(f, "nothing is free to answer: {held:?}"),
            Self::Contradiction(part) => write!(f, "{part:?} follows from the others and is another one"),
            Self::Missing(parts) => write!(f, "not enough is known: {parts:?}"),
        }
    }
}

impl std::error::Error for ChainFault {}

/// A complete chain: every number above zero, each volume the one before it times its rate.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    volumes: Vec<f64>,
    /// `factors[0]` is the first volume, the others are the rates.
    factors: Vec<f64>,
    /// Which rates are a share of a whole and stay within 100 %; by place, never true at 0.
    shares: Vec<bool>,
    held_volumes: Vec<bool>,
    held_rates: Vec<bool>,
}

impl Chain {
    /// The chain of these volumes. `shares` says of each place whether its rate is a share of a whole, which never goes
    /// beyond 100 %; places it does not name are none.
    ///
    /// # Errors
    /// Too few or too many volumes; one that is not above zero or too large; a share above 100 %.
    pub fn new(volumes: &[f64], shares: &[bool]) -> Result<Self, ChainFault> {
        let first = volumes.iter().take(1).copied();
        let rates = volumes.windows(2).map(|pair| match pair {
            [before, after] => after / before,
            _ => f64::NAN,
        });
        let mut chain = Self {
            volumes: volumes.to_vec(),
            factors: first.chain(rates).collect(),
            shares: shares.to_vec(),
            held_volumes: vec![false; volumes.len()],
            held_rates: vec![false; volumes.len()],
        };
        if !(SHORTEST..=LONGEST).contains(&volumes.len()) {
            return Err(ChainFault::Length(volumes.len()));
        }
        chain.shares.resize(volumes.len(), false);
        chain.check()?;
        Ok(chain)
    }

    /// How many volumes it has.
    #[must_use]
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.volumes.len()
    }

    /// The last volume.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.volumes.last().copied().unwrap_or(f64::NAN)
    }

    /// The place of the last volume, as a part.
    #[must_use]
    pub fn total_part(&self) -> Part {
        Part::Volume(self.len().saturating_sub(1))
    }

    /// The value of a part; none where the chain has no such part.
    #[must_use]
    pub fn value(&self, part: Part) -> Option<f64> {
        match part {
            Part::Volume(place) => self.volumes.get(place).copied(),
            Part::Rate(0) => None,
            Part::Rate(place) => self.factors.get(place).copied(),
        }
    }

    /// A volume as it is written: whole for a count, to the hundredth for money, to the millionth else. None where that
    /// is nothing.
    #[must_use]
    pub fn written(&self, place: usize, unit: Unit) -> Option<Quantity> {
        let value = self.volumes.get(place).copied()?;
        let value = match unit {
            Unit::Count => value.round(),
            Unit::Money => (value * 100.0).round() / 100.0,
            _ => value,
        };
        Quantity::from_f64(value).filter(|quantity| *quantity > Quantity::ZERO)
    }

    /// Whether a part is held: it never answers to a change of another one.
    #[must_use]
    pub fn is_held(&self, part: Part) -> bool {
        let held = match part {
            Part::Volume(place) => self.held_volumes.get(place),
            Part::Rate(place) => self.held_rates.get(place),
        };
        held.copied().unwrap_or(false)
    }

    /// Holds a part, or frees it.
    #[must_use]
    pub fn hold(mut self, part: Part, held: bool) -> Self {
        let slot = match part {
            Part::Volume(place) => self.held_volumes.get_mut(place),
            Part::Rate(place) => self.held_rates.get_mut(place).filter(|_| place > 0),
        };
        if let Some(slot) = slot {
            *slot = held;
        }
        self
    }

    /// The rates that stand at 100 % and could not go on answering.
    #[must_use]
    pub fn at_limit(&self) -> Vec<Part> {
        let is_full = |place: &usize| self.is_share(*place) && self.factors.get(*place) == Some(&1.0);
        (1..self.len()).filter(is_full).map(Part::Rate).collect()
    }

    /// Whether the rate at a place is a share of a whole.
    #[must_use]
    pub fn is_share(&self, place: usize) -> bool {
        self.shares.get(place).copied().unwrap_or(false)
    }

    /// Changes one part; what is free answers.
    ///
    /// # Errors
    /// See [`Chain::change_all`].
    pub fn change(&self, part: Part, value: f64) -> Result<Self, ChainFault> {
        self.change_all(&[(part, value)])
    }

    /// Changes several parts at once; none of them answers to another. What is held stays, but for what is changed
    /// itself. Shares of a whole stop at 100 %, and the others answer the more.
    ///
    /// # Errors
    /// A value that is not above zero, too large, or a share above 100 %; nothing free to answer; a free part that
    /// would have to leave its range.
    pub fn change_all(&self, changes: &[(Part, f64)]) -> Result<Self, ChainFault> {
        let mut next = self.clone();
        // What must not answer: what is held, and what is changed.
        let mut volumes = self.held_volumes.clone();
        let mut rates = self.held_rates.clone();
        for &(part, value) in changes {
            next.check_value(part, value)?;
            let (slot, pin) = match part {
                Part::Volume(place) => (next.volumes.get_mut(place), volumes.get_mut(place)),
                Part::Rate(place) => (next.factors.get_mut(place), rates.get_mut(place)),
            };
            if let (Some(slot), Some(pin)) = (slot, pin) {
                (*slot, *pin) = (value, true);
            }
        }
        let mut start = 0;
        let mut before = 1.0;
        for place in 0..self.len() {
            if volumes.get(place) == Some(&true) {
                let wanted = next.volumes.get(place).copied().unwrap_or(f64::NAN);
                let answered = next.answer(start..=place, wanted / before, &rates);
                answered.map_err(|fault| without(fault, changes))?;
                (start, before) = (place + 1, wanted);
            }
        }
        let mut running = 1.0;
        for place in 0..self.len() {
            running *= next.factors.get(place).copied().unwrap_or(f64::NAN);
            match next.volumes.get_mut(place) {
                Some(volume) if volumes.get(place) == Some(&true) => running = *volume,
                Some(volume) => *volume = running,
                None => {}
            }
        }
        next.check()?;
        Ok(next)
    }

    /// Makes the factors of a stretch multiply to `wanted`: what is free among them is multiplied by the same ratio,
    /// shares up to 100 %.
    fn answer(
        &mut self,
        stretch: std::ops::RangeInclusive<usize>,
        wanted: f64,
        rates: &[bool],
    ) -> Result<(), ChainFault> {
        let factor = |chain: &Self, place: usize| chain.factors.get(place).copied().unwrap_or(f64::NAN);
        let (first, last) = (*stretch.start(), *stretch.end());
        let mut ratio = wanted / stretch.clone().map(|place| factor(self, place)).product::<f64>();
        let mut free: Vec<usize> = stretch.clone().filter(|place| rates.get(*place) != Some(&true)).collect();
        if (ratio - 1.0).abs() <= CLOSE * 1e-3 {
            return Ok(());
        }
        if free.is_empty() {
            let held_rates = stretch.filter(|place| *place > 0).map(Part::Rate);
            let bounds = [first.checked_sub(1), Some(last)].into_iter().flatten().map(Part::Volume);
            let mut held: Vec<Part> = bounds.chain(held_rates).collect();
            held.sort_by_key(|part| Part::all(LONGEST).position(|other| other == *part));
            return Err(ChainFault::NothingFree(held));
        }
        loop {
            #[allow(clippy::cast_precision_loss)]
            let each = ratio.powf(1.0 / free.len().max(1) as f64);
            let is_over =
                |chain: &Self, place: usize| chain.is_share(place) && factor(chain, place) * each > 1.0;
            let Some(full) = free.iter().position(|place| is_over(self, *place)) else {
                for place in free {
                    if let Some(factor) = self.factors.get_mut(place) {
                        *factor *= each;
                    }
                }
                return Ok(());
            };
            let place = free.remove(full);
            ratio *= factor(self, place);
            if let Some(factor) = self.factors.get_mut(place) {
                *factor = 1.0;
            }
            if free.is_empty() {
                let close = (ratio - 1.0).abs() <= CLOSE * 1e-3;
                return if close { Ok(()) } else { Err(ChainFault::NeedsMore(Part::Rate(place))) };
            }
        }
    }

    fn check_value(&self, part: Part, value: f64) -> Result<(), ChainFault> {
        let smallest = match part {
            Part::Volume(_) => 1.0 / 1_000_000.0,
            Part::Rate(_) => SMALLEST_RATE,
        };
        if value.is_nan() || value < smallest {
            return Err(ChainFault::NotPositive(part));
        }
        if value > Quantity::MAX.to_f64() {
            return Err(ChainFault::TooLarge(part));
        }
        match part {
            Part::Rate(place) if self.is_share(place) && value > 1.0 => Err(ChainFault::AboveWhole(part)),
            _ => Ok(()),
        }
    }

    fn check(&self) -> Result<(), ChainFault> {
        for part in Part::all(self.len()) {
            self.check_value(part, self.value(part).unwrap_or(f64::NAN))?;
        }
        Ok(())
    }
}

/// What is held, without what was just changed; where nothing else holds it is the changes that do not go together.
fn without(fault: ChainFault, changes: &[(Part, f64)]) -> ChainFault {
    let ChainFault::NothingFree(held) = fault else { return fault };
    let is_other = |part: &Part| changes.iter().all(|(changed, _)| changed != part);
    let others: Vec<Part> = held.iter().copied().filter(is_other).collect();
    ChainFault::NothingFree(if others.is_empty() { held } else { others })
}

#[cfg(test)]
mod tests;
