//! Number cells → quantities.
use crate::model::{Fault, Quantity};

/// Cells that mean nothing in every file, in lower case.
const NOTHING: [&str; 8] = ["na", "n/a", "#n/a", "null", "none", "-", "–", "—"];

/// Reads number cells.
pub(super) struct Amounts {
    skip: Vec<String>,
    decimal_comma: bool,
}

impl Amounts {
    /// Cells of a file where the texts `skip` mean nothing either.
    pub(super) fn new(skip: Vec<String>, decimal_comma: bool) -> Self {
        Self { skip, decimal_comma }
    }

    /// The amount in a cell; none where it means nothing.
    pub(super) fn read(&self, cell: &str) -> Result<Option<Quantity>, Fault> {
        if cell.is_empty() || self.skip.iter().any(|skip| skip == cell) {
            return Ok(None);
        }
        if !self.decimal_comma
            && let Some(amount) = Quantity::parse_plain(cell.as_bytes())
        {
            return Ok(Some(amount));
        }
        if NOTHING.iter().any(|nothing| cell.eq_ignore_ascii_case(nothing)) {
            return Ok(None);
        }
        // A cell somebody guarded against being taken for a formula.
        let cell = super::read::unguarded(cell);
        if self.decimal_comma {
            return Quantity::parse(&swapped(cell)).map(Some).map_err(swapped_back);
        }
        Quantity::parse(cell).map(Some)
    }
}

/// Points for commas and commas for points.
fn swapped(cell: &str) -> String {
    let swap = |c| match c {
        ',' => '.',
        '.' => ',',
        c => c,
    };
    cell.chars().map(swap).collect()
}

/// The fault of a swapped cell, about the text as it stands in the file.
fn swapped_back(fault: Fault) -> Fault {
    match fault {
        Fault::BadNumber { text } => Fault::BadNumber { text: swapped(&text) },
        Fault::AmbiguousNumber { text } => Fault::AmbiguousNumber { text: swapped(&text) },
        Fault::OutOfRange { text } => Fault::OutOfRange { text: swapped(&text) },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn micros(cell: &str, decimal_comma: bool) -> Result<Option<i64>, Fault> {
        Ok(Amounts::new(vec!["x".into(), "0".into()], decimal_comma).read(cell)?.map(Quantity::micros))
    }

    #[test]
    fn plain_and_written_amounts_are_read() {
        assert_eq!(micros("-22358.3466666667", false), Ok(Some(-22_358_346_667)));
        assert_eq!(micros("1,234", false), Ok(Some(1_234_000_000)));
        assert_eq!(micros("1.2万", false), Ok(Some(12_000_000_000)));
        assert_eq!(micros("'-3", false), Ok(Some(-3_000_000)));
    }

    #[test]
    fn cells_that_mean_nothing_are_no_amounts() {
        for cell in ["", "na", "NA", "N/A", "null", "-", "—", "x", "0"] {
            assert_eq!(micros(cell, false), Ok(None), "{cell}");
        }
    }

    #[test]
    fn what_is_no_finite_number_in_range_is_refused() {
        for cell in ["NaN", "inf", "1e999", "9300000000000", "twelve"] {
            assert!(micros(cell, false).is_err(), "{cell}");
        }
    }

    #[test]
    fn a_comma_for_decimals_must_be_declared() {
        assert_eq!(micros("1.234,5", false), Err(Fault::AmbiguousNumber { text: "1.234,5".into() }));
        assert_eq!(micros("1.234,5", true), Ok(Some(1_234_500_000)));
        assert_eq!(micros("1.234", true), Ok(Some(1_234_000_000)));
        assert_eq!(micros("0,5", true), Ok(Some(500_000)));
        assert_eq!(micros("1,234.5", true), Err(Fault::AmbiguousNumber { text: "1,234.5".into() }));
    }
}
