//! The budget calculator: what goes in at the left, what comes out beside it as one types.
use super::About;
use super::cells::Cells;
use crate::board::{Origin, costing_error};
use crate::error::Error;
use crate::model::{Basis, Costing, CostingField, CostingResult, Lang, Style};
use crate::planner::typed;
use crate::tui::keymap::Chord;

/// The open calculator.
#[derive(Debug)]
pub struct CalculatorBox {
    /// The campaign whose money it is; none for a mere calculation.
    pub about: Option<About>,
    /// What is typed, a row a field.
    pub cells: Cells,
    /// Where what was not typed comes from.
    pub origins: Vec<(CostingField, Origin)>,
    /// The load that is waited for.
    pub generation: u64,
    known: Costing,
    basis: Option<Basis>,
    currency: String,
}

impl CalculatorBox {
    /// An empty calculator.
    #[must_use]
    pub fn new(about: Option<About>, currency: &str) -> Self {
        Self {
            about,
            cells: Cells::new(CostingField::ALL.len()),
            origins: Vec::new(),
            generation: 0,
            known: Costing::default(),
            basis: None,
            currency: currency.to_owned(),
        }
    }

    /// Takes what is known of the campaign; what was typed stays.
    pub fn take(&mut self, known: Costing, origins: &[(CostingField, Origin)]) {
        self.known = known;
        self.origins = origins.to_vec();
    }

    /// True where something was typed.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        self.basis.is_some() || self.cells.touched().next().is_some()
    }

    /// The field with the cursor.
    #[must_use]
    pub fn field(&self) -> Option<CostingField> {
        CostingField::ALL.get(self.cells.cursor).copied()
    }

    /// Whether revenue is counted before or after discounts.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.basis.unwrap_or(self.known.basis)
    }

    /// Counts revenue the other way.
    pub fn turn_basis(&mut self) {
        self.basis = Some(match self.basis() {
            Basis::Gross => Basis::Net,
            Basis::Net => Basis::Gross,
        });
    }

    /// Handles a key that is no command.
    pub fn key(&mut self, chord: Chord, lang: Lang) {
        let shown = self.field().map(|field| self.shown(field, lang)).unwrap_or_default();
        self.cells.key(chord, &shown);
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.cells.paste(text);
    }

    /// Goes to another field; one that was emptied falls back to what is known.
    pub fn turn(&mut self, by: isize) {
        let row = self.cells.cursor;
        let is_known = self.field().is_some_and(|field| self.known.get(field).is_some());
        if !is_known && self.cells.typed(row).is_some_and(|text| text.trim().is_empty()) {
            self.cells.clear(row);
        }
        self.cells.turn(by);
    }

    /// What is known of a field as text.
    #[must_use]
    pub fn shown(&self, field: CostingField, lang: Lang) -> String {
        let style = Style::new(lang, &self.currency);
        self.known.get(field).map_or_else(String::new, |value| style.full(value, field.unit()))
    }

    /// Where a field's number comes from; none where there is none.
    #[must_use]
    pub fn origin(&self, row: usize, field: CostingField) -> Option<Origin> {
        match self.cells.typed(row) {
            Some(text) if text.trim().is_empty() => None,
            Some(_) => Some(Origin::Given),
            None => self.origins.iter().find(|(known, _)| *known == field).map(|(_, origin)| *origin),
        }
    }

    /// What comes out of all fields, and what is wrong with which of them. A field that cannot be read counts as not
    /// given.
    #[must_use]
    pub fn result(&self) -> (CostingResult, Vec<(CostingField, Error)>) {
        let mut costing = Costing { basis: self.basis(), ..self.known };
        let mut faults = Vec::new();
        for (row, field) in CostingField::ALL.iter().enumerate() {
            let Some(text) = self.cells.typed(row) else { continue };
            if text.trim().is_empty() {
                costing.set(*field, None);
                continue;
            }
            let value = typed(text, field.unit(), field.as_str(), &self.currency);
            costing.set(*field, value.as_ref().ok().copied());
            faults.extend(value.err().map(|error| (*field, error)));
        }
        match costing.result() {
            Ok(found) => (found, faults),
            Err(fault) => {
                if !faults.iter().any(|(field, _)| *field == fault.field()) {
                    faults.push((fault.field(), costing_error(fault)));
                }
                (CostingResult::default(), faults)
            }
        }
    }
}
