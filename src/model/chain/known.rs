//! What is known of a chain before it is complete.
use super::{CLOSE, Chain, ChainFault, Part};

/// The parts of a chain that are known. What follows from them can be worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    volumes: Vec<Option<f64>>,
    rates: Vec<Option<f64>>,
}

impl Known {
    /// Nothing is known of a chain of so many volumes.
    #[must_use]
    pub fn nothing(volumes: usize) -> Self {
        Self { volumes: vec![None; volumes], rates: vec![None; volumes] }
    }

    /// What is known of a part.
    #[must_use]
    pub fn value(&self, part: Part) -> Option<f64> {
        match part {
            Part::Volume(place) => self.volumes.get(place),
            Part::Rate(place) => self.rates.get(place),
        }
        .copied()
        .flatten()
    }

    /// Adds a part, with all that follows from it.
    ///
    /// # Errors
    /// A value that is not above zero; one that does not go with what is known.
    pub fn add(&mut self, part: Part, value: f64) -> Result<(), ChainFault> {
        if !(value > 0.0 && value.is_finite()) {
            return Err(ChainFault::NotPositive(part));
        }
        if let Some(known) = self.value(part) {
            let is_same = (known - value).abs() <= CLOSE * known.abs().max(value.abs());
            return if is_same { Ok(()) } else { Err(ChainFault::Contradiction(part)) };
        }
        self.set(part, value);
        self.follow();
        Ok(())
    }

    fn set(&mut self, part: Part, value: f64) {
        let slot = match part {
            Part::Volume(place) => self.volumes.get_mut(place),
            Part::Rate(place) => self.rates.get_mut(place).filter(|_| place > 0),
        };
        if let Some(slot) = slot {
            *slot = Some(value);
        }
    }

    /// Works out what follows, until nothing more does.
    fn follow(&mut self) {
        for _ in 0..self.volumes.len() {
            for place in 1..self.volumes.len() {
                let before = self.value(Part::Volume(place - 1));
                let (rate, after) = (self.value(Part::Rate(place)), self.value(Part::Volume(place)));
                match (before, rate, after) {
                    (Some(before), Some(rate), None) => self.set(Part::Volume(place), before * rate),
                    (Some(before), None, Some(after)) => self.set(Part::Rate(place), after / before),
                    (None, Some(rate), Some(after)) => self.set(Part::Volume(place - 1), after / rate),
                    _ => {}
                }
            }
        }
    }

    /// The chain, where everything is known.
    ///
    /// # Errors
    /// [`ChainFault::Missing`] with what is not known; whatever is out of its range.
    pub fn chain(&self, shares: &[bool]) -> Result<Chain, ChainFault> {
        let volumes: Vec<f64> = self.volumes.iter().copied().flatten().collect();
        if volumes.len() < self.volumes.len() {
            let missing = Part::all(self.volumes.len()).filter(|part| self.value(*part).is_none());
            return Err(ChainFault::Missing(missing.collect()));
        }
        Chain::new(&volumes, shares)
    }
}
