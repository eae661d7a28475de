//! The digits of an amount without its sign. Integers throughout, so that rounding is exact; halves go up.
use crate::model::Lang;

const UNIT: u128 = 1_000_000;

/// How a language shortens: from which size in plain units, in which unit, with which word.
type Steps = [(u128, u128, &'static str)];

const ZH: &Steps = &[
    (0, 1, ""),
    (10_000, 10_000, "万"),
    (100_000_000, 100_000_000, "亿"),
    (1_000_000_000_000, 1_000_000_000_000, "万亿"),
];

const EN: &Steps = &[
    (0, 1, ""),
    (10_000, 1_000, "K"),
    (1_000_000, 1_000_000, "M"),
    (1_000_000_000, 1_000_000_000, "B"),
    (1_000_000_000_000, 1_000_000_000_000, "T"),
];

/// An integer with a comma every three digits.
pub fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Millionths as a grouped decimal with at most so many decimals, without trailing zeros. What that would round to
/// nothing keeps its first digit.
pub fn decimal(micros: u128, decimals: u32) -> String {
    let rounded = |decimals: u32| divided(micros * 10_u128.pow(decimals), UNIT);
    let decimals = (decimals..6).find(|d| rounded(*d) > 0 || micros == 0).unwrap_or(6);
    written(rounded(decimals), decimals, true)
}

/// Millionths in about three digits with the language's word for their size.
pub fn short(micros: u128, lang: Lang) -> String {
    let steps = match lang {
        Lang::Zh => ZH,
        Lang::En => EN,
    };
    for (i, (_, scale, word)) in steps.iter().enumerate() {
        let size = micros / scale / UNIT;
        let decimals = match size {
            0..10 => 2,
            10..100 => 1,
            _ => 0,
        };
        let rounded = divided(micros * 10_u128.pow(decimals), scale * UNIT);
        // Rounding may carry into the next word: 9999.6万 is 1亿.
        let is_next =
            steps.get(i + 1).is_some_and(|(from, ..)| rounded * scale >= from * 10_u128.pow(decimals));
        if is_next {
            continue;
        }
        if rounded == 0 {
            return decimal(micros, 2);
        }
        return format!("{}{word}", written(rounded, decimals, word.is_empty()));
    }
    decimal(micros, 0)
}

/// A quotient rounded to the nearest integer, halves up.
fn divided(dividend: u128, divisor: u128) -> u128 {
    (dividend + divisor / 2) / divisor
}

/// An integer with its last `decimals` digits behind the point, without trailing zeros.
fn written(number: u128, decimals: u32, is_grouped: bool) -> String {
    let scale = 10_u128.pow(decimals);
    let (whole, part) = (number / scale, number % scale);
    let whole = if is_grouped { grouped(whole) } else { whole.to_string() };
    if part == 0 {
        return whole;
    }
    let width = decimals as usize;
    format!("{whole}.{}", format!("{part:0width$}").trim_end_matches('0'))
}
