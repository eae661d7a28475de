//! By how much an action should move its metric: `+15%` of where it was, or `-5` in the metric's own unit.
use super::{Cell, Column, Fault, Quantity, Unit, half_width};
use std::fmt;

crate::words! {
    /// Whether what was hoped for came.
    pub enum Proof {
        /// 已验证
        Verified = "verified",
        /// 部分验证
        Partly = "partly",
        /// 未验证
        Not = "not",
    }
}

/// By how much a metric should move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// By a share of where it was: 0.15 for `+15%`.
    Share(Quantity),
    /// By an amount in the metric's own unit; of a percent metric 0.005 for half a point.
    Amount(Quantity),
}

/// Reached to this share of what was hoped for, a proof is partly there.
const PARTLY: f64 = 0.5;

impl Aim {
    /// Reads what people type: `+15%`, `-5`, `¥2,000`, `+0.5pp`, `-1.2个点`. Without a sign it is more. A percent sign is
    /// a share of where it was; points are points of a percent metric.
    ///
    /// # Errors
    /// [`Fault::BadNumber`] for what is no number, or none at all: an action that moves nothing has no aim.
    pub fn parse(text: &str, unit: Option<Unit>) -> Result<Self, Fault> {
        let bad = || Fault::BadNumber { text: text.to_owned() };
        let plain = half_width(text.trim());
        let (sign, rest) = match plain.strip_prefix(['-', '−']) {
            Some(rest) => (-1, rest),
            None => (1, plain.strip_prefix('+').unwrap_or(&plain)),
        };
        let rest = rest.trim();
        if rest.starts_with(['-', '−', '+']) {
            return Err(bad());
        }
        let points = ["pp", "pt", "个百分点", "百分点", "个点", "点"];
        let signed = |q: Quantity| Quantity::from_micros(q.micros() * sign);
        let point = points.iter().find_map(|word| rest.strip_suffix(word));
        let aim = match (point, rest.strip_suffix('%')) {
            (Some(number), _) if unit.is_none_or(|unit| unit == Unit::Percent) => {
                Self::Amount(signed(Quantity::parse(&format!("{}%", number.trim())).map_err(|_| bad())?))
            }
            (Some(_), _) => return Err(bad()),
            (None, Some(_)) => Self::Share(signed(Quantity::parse(rest).map_err(|_| bad())?)),
            (None, None) => Self::Amount(signed(Quantity::parse(rest).map_err(|_| bad())?)),
        };
        match aim {
            Self::Share(q) | Self::Amount(q) if q == Quantity::ZERO => Err(bad()),
            aim => Ok(aim),
        }
    }

    /// Where the metric should get to from where it was.
    #[must_use]
    pub fn goal(self, from: Quantity) -> Option<Quantity> {
        match self {
            Self::Amount(by) => from.checked_add(by).ok(),
            Self::Share(share) => Quantity::from_f64(from.to_f64() * (1.0 + share.to_f64())),
        }
    }

    /// How far it came of what was hoped for: 1 for all of it, below 0 for the wrong way. None where that can't be told.
    #[must_use]
    pub fn reached(self, from: Quantity, to: Quantity) -> Option<f64> {
        let wanted = self.goal(from)?.to_f64() - from.to_f64();
        let share = (to.to_f64() - from.to_f64()) / wanted;
        share.is_finite().then_some(share)
    }

    /// What that proves: all of it verified, half of it partly.
    #[must_use]
    pub fn proof(self, from: Quantity, to: Quantity) -> Option<Proof> {
        Some(match self.reached(from, to)? {
            share if share >= 1.0 - 1e-9 => Proof::Verified,
            share if share >= PARTLY => Proof::Partly,
            _ => Proof::Not,
        })
    }
}

impl fmt::Display for Aim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = |q: &Quantity| if *q < Quantity::ZERO { "" } else { "+" };
        match self {
            Self::Amount(by) => write!(f, "{}{by}", sign(by)),
            // A share of a millionth of a percent would be lost beyond: the file keeps millionths.
            Self::Share(share) => {
                let percent = Quantity::from_micros(share.micros().saturating_mul(100));
                write!(f, "{}{percent}%", sign(share))
            }
        }
    }
}

impl Column for Aim {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.to_string())
    }
    fn from_cell(cell: Cell) -> Result<Self, Fault> {
        let text = String::from_cell(cell)?;
        Self::parse(&text, None).map_err(|_| Fault::BadCell { what: "aim", found: text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    #[test]
    fn an_aim_is_read_as_people_write_it() {
        assert_eq!(Aim::parse("+15%", None), Ok(Aim::Share(q("0.15"))));
        assert_eq!(Aim::parse("-10％", None), Ok(Aim::Share(q("-0.1"))));
        assert_eq!(Aim::parse("−5", Some(Unit::Money)), Ok(Aim::Amount(q("-5"))));
        assert_eq!(Aim::parse("2,000", None), Ok(Aim::Amount(q("2000"))));
        assert_eq!(Aim::parse("+0.5pp", Some(Unit::Percent)), Ok(Aim::Amount(q("0.005"))));
        assert_eq!(Aim::parse("-1.2个点", Some(Unit::Percent)), Ok(Aim::Amount(q("-0.012"))));
        for wrong in ["", "0", "+0%", "--5", "+-5", "abc", "%"] {
            assert!(Aim::parse(wrong, None).is_err(), "{wrong}");
        }
        assert!(Aim::parse("5pp", Some(Unit::Money)).is_err(), "points of money");
    }

    #[test]
    fn an_aim_comes_back_from_the_file() {
        for text in ["+15%", "-10%", "-5", "+2000", "+0.005", "+33.3333%"] {
            let aim = Aim::parse(text, None).unwrap();
            assert_eq!(aim.to_string(), text);
            assert_eq!(Aim::from_cell(aim.to_cell()), Ok(aim));
        }
    }

    #[test]
    fn what_came_of_it() {
        let aim = Aim::parse("+20%", None).unwrap();
        assert_eq!(aim.goal(q("50")), Some(q("60")));
        assert_eq!(aim.proof(q("50"), q("60")), Some(Proof::Verified));
        assert_eq!(aim.proof(q("50"), q("55")), Some(Proof::Partly));
        assert_eq!(aim.proof(q("50"), q("54")), Some(Proof::Not));
        assert_eq!(aim.proof(q("0"), q("54")), None, "a share of nothing");
        let down = Aim::parse("-5", None).unwrap();
        assert_eq!(down.proof(q("38"), q("32")), Some(Proof::Verified));
        assert_eq!(down.proof(q("38"), q("40")), Some(Proof::Not));
    }
}
