//! The bound of a guardrail that a lesson proposes: `refund_rate<=8%`, `退款率不超过8%`, `discount_rate 3%..5%`.
use super::super::lookup;
use super::super::target::fields::{Scale, bound as side_of, is_band};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Better, Metric, half_width, quoted};
use crate::store::Db;
use std::fmt;

/// A metric and what it has to keep.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bound {
    /// The metric.
    pub metric: Metric,
    /// As a target takes it: `<=8%`, `3%..5%`.
    pub goal: String,
}

impl Bound {
    /// Reads one.
    ///
    /// # Errors
    /// `bad_bound` where there is no metric, sign or number; `no_metric` with what is near; what is wrong with the number.
    pub fn parse(db: &Db<'_>, text: &str) -> Result<Self> {
        let bad = || Error::new(Kind::BadData, &tr::ERROR_BAD_BOUND).arg("text", quoted(text)).field("bound");
        let plain = half_width(text);
        let (name, goal) = parted(&plain).ok_or_else(bad)?;
        let metric = lookup::metric(db, name.trim()).map_err(|e| e.field("bound"))?;
        let (side, rest) = side_of(&goal);
        if side.is_none() && !is_band(&rest) {
            return Err(bad());
        }
        if let Some(side) = side.filter(|side| *side != metric.better) {
            let sign = if side == Better::Higher { "≥" } else { "≤" };
            let error = Error::new(Kind::BadData, &tr::ERROR_BOUND_SIDE).arg("metric", &metric.key);
            return Err(error.arg("sign", sign).field("bound"));
        }
        let currency = db.settings()?.currency;
        let bounds = rest.split_once("..").or_else(|| rest.split_once('~'));
        let numbers = bounds.map_or_else(|| vec![rest.trim()], |(low, high)| vec![low.trim(), high.trim()]);
        for number in &numbers {
            Scale::of(&metric, &currency).read(number, "bound")?;
        }
        let sign = match side {
            Some(Better::Lower) => "<=",
            Some(_) => ">=",
            None => "",
        };
        Ok(Self { metric, goal: format!("{sign}{}", numbers.join("..")) })
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gap = if self.goal.starts_with(['<', '>']) { "" } else { " " };
        write!(f, "{}{gap}{}", self.metric.key, self.goal)
    }
}

/// The metric's name and the rest: from the first sign on, else after the last blank or `=`.
fn parted(text: &str) -> Option<(String, String)> {
    let sign = text.char_indices().map(|(at, _)| at).find(|at| {
        let rest = text.get(*at..).unwrap_or_default();
        side_of(rest).0.is_some()
    });
    let parts = match sign {
        Some(at) => text.split_at_checked(at)?,
        None => text.rsplit_once([' ', '='])?,
    };
    let (name, goal) = (parts.0.trim(), parts.1.trim());
    (!name.is_empty() && !goal.is_empty()).then(|| (name.to_owned(), goal.to_owned()))
}
