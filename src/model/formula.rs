//! Formulas: a quotient of two linear combinations of metrics, times a factor.
//!
//! Reading them is in `formula_parse`.
use super::{Cell, Column, Fault, Quantity};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One summand: a factor (±1 mostly) and a metric's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The factor; never 0.
    pub factor: i64,
    /// The metric's key.
    pub key: String,
}

/// `(revenue - spend) / spend`, `spend / impressions * 1000`, `a + b - c`. A key stands at most once on each side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// What is divided; never empty.
    pub over: Vec<Term>,
    /// By what; empty for a plain sum.
    pub under: Vec<Term>,
    /// Times this; above 0.
    pub scale: Quantity,
}

/// Why a text is not a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormulaFlaw {
    /// Nothing in it.
    Empty,
    /// A sign that has no place in a formula, or not there.
    Unexpected,
    /// A metric's key is missing.
    NoMetric,
    /// A bracket without its partner.
    Bracket,
    /// More than one division.
    SecondDivision,
    /// A sum beside a division or a factor, without brackets.
    BareSum,
    /// A factor that is zero, too large, too fine, or there twice.
    Factor,
    /// A metric that is added and taken away as often.
    CancelsOut,
}

impl fmt::Display for FormulaFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Empty => "it is empty",
            Self::Unexpected => "something has no place there",
            Self::NoMetric => "a metric's key is missing",
            Self::Bracket => "a bracket has no partner",
            Self::SecondDivision => "there may be one division only",
            Self::BareSum => "a sum beside / or * needs brackets",
            Self::Factor => "the factor cannot be used",
            Self::CancelsOut => "a metric cancels out",
        })
    }
}

impl Formula {
    /// The keys of the metrics it is computed from, each once, in the order they stand.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let fresh = |term: &&Term| !self.over.iter().any(|other| other.key == term.key);
        self.over.iter().chain(self.under.iter().filter(fresh)).map(|term| term.key.as_str())
    }

    /// Its value from the parts summed over a window (DESIGN §3): never a mean of daily ratios.
    ///
    /// None where a divisor's part has no value or the divisor is zero: that is no value, not 0. In the dividend what
    /// is taken off may be missing (no refunds yet), what is added may not: spend without any revenue read is no ROI
    /// of −100 %.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn value(&self, part: impl Fn(&str) -> Option<Quantity>) -> Option<f64> {
        let over = self.dividend(&part)?;
        let under = if self.under.is_empty() {
            i128::from(Quantity::SCALE)
        } else {
            let under: Option<Vec<i128>> = self.under.iter().map(|term| summand(term, &part)).collect();
            checked_sum(under?)?
        };
        (under != 0).then(|| over as f64 / under as f64 * self.scale.to_f64())
    }
}

impl Formula {
    /// Its value as an amount: exact for a plain sum of metrics, the nearest millionth for a quotient.
    #[must_use]
    pub fn amount(&self, part: impl Fn(&str) -> Option<Quantity>) -> Option<Quantity> {
        if self.under.is_empty() && self.scale.micros() == Quantity::SCALE {
            return self.dividend(&part).and_then(|sum| i64::try_from(sum).ok()).map(Quantity::from_micros);
        }
        self.value(part).and_then(Quantity::from_f64)
    }

    /// What is divided, in millionths.
    fn dividend(&self, part: &impl Fn(&str) -> Option<Quantity>) -> Option<i128> {
        let over: Vec<Option<i128>> = self.over.iter().map(|term| summand(term, part)).collect();
        let is_missing = |(term, value): (&Term, &Option<i128>)| term.factor > 0 && value.is_none();
        if over.iter().all(Option::is_none) || self.over.iter().zip(&over).any(is_missing) {
            return None;
        }
        checked_sum(over.into_iter().flatten())
    }
}

fn summand(term: &Term, part: impl Fn(&str) -> Option<Quantity>) -> Option<i128> {
    part(&term.key).map(|value| i128::from(term.factor) * i128::from(value.micros()))
}

fn checked_sum(values: impl IntoIterator<Item = i128>) -> Option<i128> {
    values.into_iter().try_fold(0_i128, i128::checked_add)
}

/// The canonical form; reading it gives the same formula.
impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = Quantity::from_micros(Quantity::SCALE);
        let is_beside = !self.under.is_empty() || self.scale != unit;
        let mut text = side(&self.over, is_beside && self.over.len() > 1);
        if !self.under.is_empty() {
            text.push_str(" / ");
            // A divisor with a factor needs brackets too: `a / 2*b` would not say what 2 belongs to.
            text.push_str(&side(
                &self.under,
                self.under.len() > 1 || self.under.iter().any(|t| t.factor != 1),
            ));
        }
        if self.scale != unit {
            text.push_str(" * ");
            text.push_str(&decimal(self.scale));
        }
        f.pad(&text)
    }
}

fn side(terms: &[Term], in_brackets: bool) -> String {
    let mut text = String::new();
    for (place, term) in terms.iter().enumerate() {
        text.push_str(match (place, term.factor < 0) {
            (0, false) => "",
            (0, true) => "-",
            (_, false) => " + ",
            (_, true) => " - ",
        });
        if term.factor.unsigned_abs() != 1 {
            text.push_str(&term.factor.unsigned_abs().to_string());
            text.push('*');
        }
        text.push_str(&term.key);
    }
    if in_brackets { format!("({text})") } else { text }
}

fn decimal(value: Quantity) -> String {
    let (whole, rest) = (value.micros() / Quantity::SCALE, value.micros() % Quantity::SCALE);
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole}.{rest:06}").trim_end_matches('0').to_owned()
}

impl Column for Formula {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.to_string())
    }
    fn from_cell(cell: Cell) -> Result<Self, Fault> {
        String::from_cell(cell)?.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula(text: &str) -> Formula {
        text.parse().unwrap()
    }

    fn units(n: i64) -> Quantity {
        Quantity::from_micros(n * Quantity::SCALE)
    }

    fn of<'a>(values: &'a [(&'a str, i64)]) -> impl Fn(&str) -> Option<Quantity> {
        move |key| values.iter().find(|(k, _)| *k == key).map(|(_, n)| units(*n))
    }

    #[test]
    fn a_quotient_is_computed_from_the_sums() {
        let roi = formula("(revenue - spend) / spend");
        assert_eq!(roi.value(of(&[("revenue", 300), ("spend", 100)])), Some(2.0));
        let cpm = formula("spend / impressions * 1000");
        assert_eq!(cpm.value(of(&[("spend", 50), ("impressions", 10_000)])), Some(5.0));
    }

    #[test]
    fn what_is_taken_off_may_be_missing_what_is_added_may_not() {
        let roi = formula("(revenue - spend) / spend");
        assert_eq!(roi.value(of(&[("spend", 100)])), None);
        let net = formula("gmv - refunds");
        assert_eq!(net.value(of(&[("gmv", 7)])), Some(7.0));
        assert_eq!(net.value(of(&[("refunds", 7)])), None);
    }

    #[test]
    fn a_plain_sum_is_exact_to_the_last_millionth() {
        let net = formula("gmv - refunds");
        let part =
            |key: &str| Some(Quantity::from_micros(if key == "gmv" { 9_100_000_000_000_000_003 } else { 2 }));
        assert_eq!(net.amount(part).map(Quantity::micros), Some(9_100_000_000_000_000_001));
    }

    #[test]
    fn a_plain_sum_has_no_divisor() {
        assert_eq!(formula("2*a + b - c").value(of(&[("a", 3), ("b", 4), ("c", 1)])), Some(9.0));
    }

    #[test]
    fn a_zero_divisor_gives_no_value() {
        assert_eq!(formula("a / b").value(of(&[("a", 1), ("b", 0)])), None);
        assert_eq!(formula("a / (b - c)").value(of(&[("a", 1), ("b", 5), ("c", 5)])), None);
    }

    #[test]
    fn a_divisor_with_a_missing_part_gives_no_value() {
        assert_eq!(formula("a / (b + c)").value(of(&[("a", 1), ("b", 5)])), None);
    }

    #[test]
    fn a_missing_part_of_the_dividend_counts_as_nothing_beside_a_present_one() {
        let nps = formula("(promoters - detractors) / responses * 100");
        assert_eq!(nps.value(of(&[("promoters", 6), ("responses", 10)])), Some(60.0));
        assert_eq!(nps.value(of(&[("responses", 10)])), None);
    }

    #[test]
    fn sums_larger_than_a_quantity_stay_exact() {
        let top = formula("(a + b) / c")
            .value(|key| Some(Quantity::from_micros(if key == "c" { i64::MAX } else { i64::MAX - 1 })));
        assert!((top.unwrap() - 2.0).abs() < 1e-12);
    }

    #[test]
    fn parts_name_every_metric_once() {
        let roi = formula("(revenue - spend) / spend");
        assert_eq!(roi.parts().collect::<Vec<_>>(), ["revenue", "spend"]);
    }

    #[test]
    fn a_formula_is_stored_as_its_text() {
        let ctr = formula("clicks / impressions");
        assert_eq!(ctr.to_cell(), Cell::Text("clicks / impressions".to_owned()));
        assert_eq!(Formula::from_cell(ctr.to_cell()), Ok(ctr));
    }
}
