//! Reading amounts: what people type, and the plain decimals of files. Exact: no float in between.
use super::Quantity;
use crate::model::Fault;
use crate::model::typed::{LONGEST, half_width, quoted};

/// What may stand before or after an amount of money; longer forms first.
const CURRENCIES: [&str; 22] = [
    "人民币",
    "CN¥",
    "HK$",
    "NT$",
    "US$",
    "RMB",
    "CNY",
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "HKD",
    "TWD",
    "KRW",
    "SGD",
    "¥",
    "$",
    "€",
    "£",
    "₩",
    "元",
    "块",
];

/// What multiplies an amount, as a power of ten; longer forms first.
const MULTIPLIERS: [(&str, i32); 16] = [
    ("万亿", 12),
    ("千万", 7),
    ("百万", 6),
    ("亿", 8),
    ("億", 8),
    ("万", 4),
    ("萬", 4),
    ("千", 3),
    ("k", 3),
    ("K", 3),
    ("m", 6),
    ("M", 6),
    ("b", 9),
    ("B", 9),
    ("w", 4),
    ("W", 4),
];

/// Shares of the whole, as a power of ten.
const SHARES: [(&str, i32); 2] = [("%", -2), ("‰", -3)];

/// How many digits the largest amount has in millionths.
const DIGITS: i32 = 19;

impl Quantity {
    /// Reads what people type: `1200`, `1,200`, `1.2万`, `1.5亿`, `12k`, `3M`, `¥50,000`, `5万元`, `85%` (0.85),
    /// `-3.5`, `1e3`, and the same in full-width characters. Decimals beyond the sixth round half to even.
    ///
    /// # Errors
    /// [`Fault::BadNumber`]; [`Fault::AmbiguousNumber`] where commas or points could be separators of either kind
    /// (`1.234,5`, `12,34`); [`Fault::OutOfRange`] beyond ±9.2 trillion.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let bad = || Fault::BadNumber { text: quoted(text) };
        if text.len() > LONGEST {
            return Err(bad());
        }
        let plain = half_width(text);
        let (minus, unsigned) = without_marks(&plain).ok_or_else(bad)?;
        let (mantissa, power) = without_factor(unsigned);
        let (mantissa, exponent) = without_exponent(mantissa).ok_or_else(bad)?;
        let (digits, decimals) = digits_of(mantissa, text)?;
        let power = exponent.saturating_add(power).saturating_sub(decimals).saturating_add(6);
        let micros = scaled(&digits, power).ok_or_else(|| Fault::OutOfRange { text: quoted(text) })?;
        Ok(Self(if minus { -micros } else { micros }))
    }

    /// Reads a file's plain decimal (`-22358.3466666667`): the fast way, without allocation. None for anything else,
    /// which [`Quantity::parse`] may still be able to read, and beyond ±9.2 trillion.
    #[must_use]
    pub fn parse_plain(text: &[u8]) -> Option<Self> {
        let (minus, text) = match text {
            [b'-', rest @ ..] => (true, rest),
            _ => (false, text),
        };
        let mut micros: u64 = 0;
        let mut seen = 0_usize;
        let mut bytes = text.iter();
        let mut has_point = false;
        for &byte in bytes.by_ref() {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                has_point = byte == b'.';
                if !has_point {
                    return None;
                }
                break;
            }
            seen += 1;
            micros = micros * 10 + u64::from(digit);
            if micros > 9_200_000_000_000 {
                return None;
            }
        }
        let mut places = 0;
        let (mut next, mut rest) = (0_u8, false);
        if has_point {
            for &byte in bytes {
                let digit = byte.wrapping_sub(b'0');
                if digit > 9 {
                    return None;
                }
                seen += 1;
                match places {
                    0..6 => micros = micros * 10 + u64::from(digit),
                    6 => next = digit,
                    _ => rest |= digit != 0,
                }
                places += 1;
            }
        }
        if seen == 0 {
            return None;
        }
        for _ in places.min(6)..6 {
            micros *= 10;
        }
        let micros = i64::try_from(micros + u64::from(rounds_up(micros, next, rest))).ok()?;
        (micros <= Self::MAX.0).then_some(Self(if minus { -micros } else { micros }))
    }
}

/// Whether a number cut off after `kept` is rounded away from zero, half to even.
fn rounds_up(kept: u64, next: u8, rest: bool) -> bool {
    next > 5 || next == 5 && (rest || kept % 2 == 1)
}

/// Takes the sign and the currency off, which may come in either order: is it negative, and what is left.
fn without_marks(text: &str) -> Option<(bool, &str)> {
    let mut sign = None;
    let mut has_currency = false;
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(['-', '+']) {
            if sign.replace(rest.starts_with('-')).is_some() {
                return None;
            }
            rest = after;
        } else if let Some(after) = CURRENCIES.iter().find_map(|mark| rest.strip_prefix(mark)) {
            if std::mem::replace(&mut has_currency, true) {
                return None;
            }
            rest = after;
        } else {
            break;
        }
    }
    let rest = match CURRENCIES.iter().find_map(|mark| rest.strip_suffix(mark)) {
        Some(before) => before.trim_end(),
        None => rest,
    };
    Some((sign.unwrap_or(false), rest))
}

/// Takes a multiplier or a percent sign off, and gives its power of ten.
fn without_factor(text: &str) -> (&str, i32) {
    MULTIPLIERS
        .iter()
        .chain(&SHARES)
        .find_map(|(word, power)| text.strip_suffix(word).map(|before| (before.trim_end(), *power)))
        .unwrap_or((text, 0))
}

/// Takes a decimal exponent off: `1.5e3`.
fn without_exponent(text: &str) -> Option<(&str, i32)> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return Some((text, 0)) };
    let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // An exponent too long for an i32 is as far out of range as the largest one.
    let size = digits.parse::<i32>().unwrap_or(i32::MAX / 2).min(i32::MAX / 2);
    Some((mantissa, if exponent.starts_with('-') { -size } else { size }))
}

/// The digits of a decimal without separators, and how many of them are decimals.
fn digits_of(mantissa: &str, typed: &str) -> Result<(Vec<u8>, i32), Fault> {
    let bad = || Fault::BadNumber { text: quoted(typed) };
    let ambiguous = || Fault::AmbiguousNumber { text: quoted(typed) };
    if !mantissa.bytes().all(|b| matches!(b, b'0'..=b'9' | b',' | b'.')) {
        return Err(bad());
    }
    let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
    if digits.is_empty() {
        return Err(bad());
    }
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if decimals.contains([',', '.']) {
        return Err(ambiguous());
    }
    if let Some((first, groups)) = whole.split_once(',') {
        let is_grouped = matches!(first.len(), 1..=3) && !first.starts_with('0');
        if !is_grouped || groups.split(',').any(|group| group.len() != 3) {
            return Err(ambiguous());
        }
    }
    Ok((digits, i32::try_from(decimals.len()).unwrap_or(i32::MAX)))
}

/// `digits` × 10^`power` as an integer, rounded half to even; none beyond the range.
fn scaled(digits: &[u8], power: i32) -> Option<i64> {
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    let digits = digits.get(zeros..).filter(|rest| !rest.is_empty());
    let Some(digits) = digits else { return Some(0) };
    let whole = i32::try_from(digits.len()).ok()?.saturating_add(power);
    if whole > DIGITS {
        return None;
    }
    let Ok(whole) = usize::try_from(whole) else { return Some(0) };
    let kept = (0..whole).fold(0_u64, |sum, i| sum * 10 + u64::from(digits.get(i).copied().unwrap_or(0)));
    let next = digits.get(whole).copied().unwrap_or(0);
    let rest = digits.iter().skip(whole + 1).any(|digit| *digit != 0);
    let micros = i64::try_from(kept + u64::from(rounds_up(kept, next, rest))).ok()?;
    (micros <= Quantity::MAX.0).then_some(micros)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        Quantity::parse(text).map_or_else(|fault| fault.to_string(), |q| q.to_string())
    }

    #[test]
    fn what_people_type_is_read() {
        for (typed, meant) in [
            ("1200", "1200"),
            ("1,200", "1200"),
            ("1,234", "1234"),
            ("1,234,567.89", "1234567.89"),
            ("1.2万", "12000"),
            ("1.2 万", "12000"),
            ("1.5亿", "150000000"),
            ("1.2万亿", "1200000000000"),
            ("3千", "3000"),
            ("12k", "12000"),
            ("3M", "3000000"),
            ("1.5B", "1500000000"),
            ("5w", "50000"),
            ("¥50,000", "50000"),
            ("￥5万", "50000"),
            ("$3.5", "3.5"),
            ("-¥3", "-3"),
            ("¥-3", "-3"),
            ("HK$ 12", "12"),
            ("CNY 12", "12"),
            ("85%", "0.85"),
            ("85 %", "0.85"),
            ("3‰", "0.003"),
            ("-3.5", "-3.5"),
            ("−3.5", "-3.5"),
            ("+2", "2"),
            (".5", "0.5"),
            ("5.", "5"),
            ("１２３", "123"),
            ("１，２３４．５", "1234.5"),
            ("８５％", "0.85"),
            ("  42　", "42"),
            ("50000元", "50000"),
            ("5万元", "50000"),
            ("1e3", "1000"),
            ("1.5E-3", "0.0015"),
            ("0e999", "0"),
            ("007", "7"),
            ("9200000000000", "9200000000000"),
        ] {
            assert_eq!(read(typed), meant, "{typed}");
        }
    }

    #[test]
    fn decimals_beyond_the_sixth_round_half_to_even() {
        assert_eq!(read("22358.3466666667"), "22358.346667");
        assert_eq!(read("0.0000005"), "0");
        assert_eq!(read("0.0000015"), "0.000002");
        assert_eq!(read("0.00000050001"), "0.000001");
        assert_eq!(read("-0.0000025"), "-0.000002");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "", "  ", "NaN", "inf", "-inf", "∞", "abc", "1 234", "--5", "¥¥5", "¥", "%", "万", "1e", "e3",
            "0x10", "1_000", "1.2万%",
        ] {
            assert!(matches!(Quantity::parse(typed), Err(Fault::BadNumber { .. })), "{typed}");
        }
    }

    #[test]
    fn what_could_be_read_two_ways_is_refused() {
        for typed in
            ["1.234,5", "1,2", "12,34", "1,2345", "1234,567", "1.234.567", "0,123", ",5", "1,,234", "1,234,"]
        {
            assert!(matches!(Quantity::parse(typed), Err(Fault::AmbiguousNumber { .. })), "{typed}");
        }
    }

    #[test]
    fn what_is_beyond_the_range_is_refused() {
        for typed in
            ["1e999", "1e99999999999", "9200000000000.000001", "-9200000000001", "9.3万亿", "99999999亿"]
        {
            assert!(matches!(Quantity::parse(typed), Err(Fault::OutOfRange { .. })), "{typed}");
        }
        assert_eq!(Quantity::parse_plain(b"9200000000000.000001"), None);
        assert_eq!(Quantity::parse_plain(b"99999999999999999999999"), None);
    }

    #[test]
    fn a_huge_paste_is_refused_with_a_short_quote() {
        let fault = Quantity::parse(&"9".repeat(10_000_000)).unwrap_err();
        assert!(fault.to_string().len() < 100);
    }

    #[test]
    fn the_fast_way_takes_only_plain_decimals() {
        for plain in ["0", "-0", "12", "-12.5", "22358.3466666667", "0.0000015", "007.10"] {
            assert_eq!(Quantity::parse_plain(plain.as_bytes()), Quantity::parse(plain).ok(), "{plain}");
        }
        for other in ["", "-", ".", "-.", "1,200", "1e3", "+1", " 1", "1.2.3", "--1", "1-", "¥1"] {
            assert_eq!(Quantity::parse_plain(other.as_bytes()), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_exactly(micros in -Quantity::MAX.0..=Quantity::MAX.0) {
            let quantity = Quantity(micros);
            let text = quantity.to_string();
            prop_assert_eq!(Quantity::parse(&text), Ok(quantity));
            prop_assert_eq!(Quantity::parse_plain(text.as_bytes()), Some(quantity));
        }

        #[test]
        fn both_ways_read_long_decimals_alike(text in "-?[0-9]{1,14}(\\.[0-9]{0,12})?") {
            prop_assert_eq!(Quantity::parse_plain(text.as_bytes()), Quantity::parse(&text).ok());
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*", near in "[-+¥$0-9.,eEkMB万亿%元 ]{0,20}") {
            let _ = (Quantity::parse(&text), Quantity::parse(&near), Quantity::parse_plain(text.as_bytes()));
        }
    }
}
