//! Amounts as typed, for a metric: what is a number may still make no sense for it.
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Lang, Metric, Quantity, Unit};
use unicode_normalization::UnicodeNormalization as _;

/// Currency marks with the currencies they may stand for; longer marks first.
const MARKS: [(&str, &[&str]); 21] = [
    ("人民币", &["CNY"]),
    ("CN¥", &["CNY"]),
    ("HK$", &["HKD"]),
    ("NT$", &["TWD"]),
    ("US$", &["USD"]),
    ("RMB", &["CNY"]),
    ("CNY", &["CNY"]),
    ("USD", &["USD"]),
    ("EUR", &["EUR"]),
    ("GBP", &["GBP"]),
    ("JPY", &["JPY"]),
    ("HKD", &["HKD"]),
    ("TWD", &["TWD"]),
    ("KRW", &["KRW"]),
    ("SGD", &["SGD"]),
    ("¥", &["CNY", "JPY"]),
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("₩", &["KRW"]),
    ("块", &["CNY"]),
    ("元", &["CNY", "HKD", "TWD", "MOP", "JPY"]),
];

/// Reads an amount for a metric of a workspace with this currency.
///
/// # Errors
/// The fault of the number; `too_small`; `no_percent` for a share of what is no share; `other_currency`.
pub(super) fn amount(text: &str, metric: &Metric, currency: &str) -> Result<Quantity> {
    amount_in(text, metric.unit, &metric.key, currency)
}

/// The same for what counts in a unit and has a name.
pub(super) fn amount_in(text: &str, unit: Unit, name: &str, currency: &str) -> Result<Quantity> {
    let value = Quantity::parse(text)?;
    let plain: String = text.nfkc().collect();
    let bad = |text| Error::new(Kind::BadData, text);
    if value == Quantity::ZERO
        && plain.split(['e', 'E']).next().is_some_and(|m| m.contains(|c| matches!(c, '1'..='9')))
    {
        return Err(bad(&tr::ERROR_TOO_SMALL).arg("text", text));
    }
    if plain.contains(['%', '‰']) && !matches!(unit, Unit::Percent | Unit::Ratio) {
        return Err(bad(&tr::ERROR_NO_PERCENT).arg("text", text).arg("metric", name));
    }
    // A bare dollar sign may be any dollar; with letters before it is a certain one.
    let meant = MARKS.iter().find(|(mark, _)| plain.contains(mark)).map(|(_, meant)| *meant);
    let is_ours = match meant {
        Some(meant) => meant.contains(&currency),
        None if plain.contains('$') => crate::model::Style::new(Lang::En, currency).symbol.ends_with('$'),
        None => true,
    };
    if is_ours {
        Ok(value)
    } else {
        Err(bad(&tr::ERROR_OTHER_CURRENCY).arg("text", text).arg("currency", currency))
    }
}

/// The unit that amounts as typed speak of: a percentage, money, else plain numbers.
pub(super) fn unit_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Unit {
    let mut unit = Unit::Count;
    for text in texts {
        let plain: String = text.nfkc().collect();
        if plain.contains(['%', '‰']) {
            return Unit::Percent;
        }
        if plain.contains('$') || MARKS.iter().any(|(mark, _)| plain.contains(mark)) {
            unit = Unit::Money;
        }
    }
    unit
}
