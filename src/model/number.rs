//! How quantities are written for people.
use super::{Lang, Quantity, Unit};

mod currency;
mod digits;

use digits::{decimal, grouped, short};

/// Everything that decides how a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// 万/亿 or K/M/B.
    pub lang: Lang,
    /// The currency's sign: ¥.
    pub symbol: &'static str,
}

impl Style {
    /// The style of a language and a currency: its sign (¥, $, HK$), or its ISO code and a blank where it has none.
    #[must_use]
    pub fn new(lang: Lang, currency: &str) -> Self {
        Self { lang, symbol: currency::symbol(currency).unwrap_or("¤") }
    }

    /// A quantity to read closely: `¥412,345.60`, `1,234`, `41.2%`, `3.21`, `3m 20s`, `42.5`. What would vanish in
    /// rounding is written out: `0.000001`.
    #[must_use]
    pub fn full(self, quantity: Quantity, unit: Unit) -> String {
        let micros = quantity.micros().unsigned_abs().into();
        let text = match unit {
            Unit::Count => decimal(micros, 6),
            Unit::Money => money(self.symbol, &decimal(micros, 2)),
            Unit::Percent => percent_of(micros),
            Unit::Ratio => decimal(micros, 2),
            Unit::Duration => self.duration(micros, usize::MAX),
            Unit::Score => decimal(micros, 1),
        };
        with_sign(quantity, text)
    }

    /// A quantity to read at a glance, about three digits of it: `¥41.2万` or `¥412K`, `6,210`, `1.5亿`.
    #[must_use]
    pub fn compact(self, quantity: Quantity, unit: Unit) -> String {
        let micros = quantity.micros().unsigned_abs().into();
        let text = match unit {
            Unit::Count | Unit::Ratio | Unit::Score => short(micros, self.lang),
            Unit::Money => format!("{}{}", self.symbol, short(micros, self.lang)),
            Unit::Percent => percent_of(micros),
            Unit::Duration => self.duration(micros, 2),
        };
        with_sign(quantity, text)
    }

    /// [`Style::compact`] of a difference: between percents are points.
    #[must_use]
    pub fn difference(self, quantity: Quantity, unit: Unit) -> String {
        let text = self.compact(quantity, unit);
        match text.strip_suffix('%') {
            Some(points) if self.lang == Lang::Zh => format!("{points} 个百分点"),
            Some(points) => format!("{points} pp"),
            None => text,
        }
    }

    /// [`Style::difference`] with a plus where it is positive.
    #[must_use]
    pub fn signed(self, quantity: Quantity, unit: Unit) -> String {
        let text = self.difference(quantity, unit);
        if quantity > Quantity::ZERO { format!("+{text}") } else { text }
    }

    /// A share in whole percent: `41%`, `102%`; `—` where there is none, `>9999%` beyond what says anything.
    #[must_use]
    pub fn percent(self, share: f64) -> String {
        let percent = (share * 100.0).round();
        if !percent.is_finite() {
            "—".to_owned()
        } else if percent > 9999.0 {
            ">9999%".to_owned()
        } else if percent < -9999.0 {
            "<-9999%".to_owned()
        } else {
            // Adding zero turns a negative zero into a plain one.
            format!("{:.0}%", percent + 0.0)
        }
    }

    /// [`Style::compact`] of a number in plain units that is computed, not stored; `—` where it is none.
    #[must_use]
    pub fn compact_f64(self, units: f64, unit: Unit) -> String {
        Quantity::from_f64(units).map_or_else(|| "—".to_owned(), |quantity| self.compact(quantity, unit))
    }

    /// [`Style::compact_f64`] of what is expected: nobody expects a part of a person or an order.
    #[must_use]
    pub fn expected(self, units: f64, unit: Unit) -> String {
        self.compact_f64(if unit == Unit::Count { units.round() } else { units }, unit)
    }

    /// The largest `parts` parts of a duration: `1d 2h`, `3分20秒`.
    fn duration(self, micros: u128, parts: usize) -> String {
        let scale = u128::from(Quantity::SCALE.unsigned_abs());
        if micros < 60 * scale {
            let unit = if self.lang == Lang::Zh { "秒" } else { "s" };
            return format!("{}{unit}", decimal(micros, 2));
        }
        let names = match self.lang {
            Lang::Zh => ["天", "小时", "分", "秒"],
            Lang::En => ["d", "h", "m", "s"],
        };
        let mut rest = micros / scale + u128::from(micros % scale * 2 >= scale);
        let mut found = Vec::new();
        for (name, seconds) in names.into_iter().zip([86_400, 3600, 60, 1]) {
            if rest >= seconds {
                found.push(format!("{}{name}", grouped(rest / seconds)));
            }
            rest %= seconds;
        }
        found.truncate(parts);
        found.join(if self.lang == Lang::Zh { "" } else { " " })
    }
}

/// Two decimals or none.
fn money(symbol: &str, amount: &str) -> String {
    let has_one_decimal = amount.rsplit_once('.').is_some_and(|(_, decimals)| decimals.len() == 1);
    format!("{symbol}{amount}{}", if has_one_decimal { "0" } else { "" })
}

/// A share in percent: two decimals below ten, one above.
fn percent_of(micros: u128) -> String {
    let percent = micros * 100;
    let below_ten = percent < 10 * u128::from(Quantity::SCALE.unsigned_abs());
    format!("{}%", decimal(percent, if below_ten { 2 } else { 1 }))
}

fn with_sign(quantity: Quantity, text: String) -> String {
    if quantity < Quantity::ZERO { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn zh() -> Style {
        Style::new(Lang::Zh, "CNY")
    }

    fn en() -> Style {
        Style::new(Lang::En, "USD")
    }

    fn q(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    #[test]
    fn full_shows_every_unit_the_way_people_write_it() {
        for (value, unit, text) in [
            ("412345.6", Unit::Money, "¥412,345.60"),
            ("412345", Unit::Money, "¥412,345"),
            ("-5.004", Unit::Money, "-¥5"),
            ("0.004", Unit::Money, "¥0.004"),
            ("0.000001", Unit::Money, "¥0.000001"),
            ("999.999", Unit::Money, "¥1,000"),
            ("1234", Unit::Count, "1,234"),
            ("-1234567.25", Unit::Count, "-1,234,567.25"),
            ("0.412", Unit::Percent, "41.2%"),
            ("0.03215", Unit::Percent, "3.22%"),
            ("0.5", Unit::Percent, "50%"),
            ("0.000001", Unit::Percent, "0.0001%"),
            ("3.214", Unit::Ratio, "3.21"),
            ("42.5", Unit::Score, "42.5"),
            ("0", Unit::Score, "0"),
            ("200", Unit::Duration, "3分20秒"),
            ("93784", Unit::Duration, "1天2小时3分4秒"),
            ("4.2", Unit::Duration, "4.2秒"),
            ("59.6", Unit::Duration, "59.6秒"),
        ] {
            assert_eq!(zh().full(q(value), unit), text, "{value}");
        }
        assert_eq!(en().full(q("200"), Unit::Duration), "3m 20s");
        assert_eq!(en().full(q("119.7"), Unit::Duration), "2m");
    }

    #[test]
    fn compact_shows_three_digits_in_the_languages_own_steps() {
        for (value, chinese, english) in [
            ("0", "0", "0"),
            ("0.000001", "0.000001", "0.000001"),
            ("38.2", "38.2", "38.2"),
            ("3.256", "3.26", "3.26"),
            ("412.4", "412", "412"),
            ("6210", "6,210", "6,210"),
            ("9999.4", "9,999", "9,999"),
            ("9999.6", "1万", "10K"),
            ("10000", "1万", "10K"),
            ("12345", "1.23万", "12.3K"),
            ("412000", "41.2万", "412K"),
            ("999600", "100万", "1M"),
            ("1000000", "100万", "1M"),
            ("1234567", "123万", "1.23M"),
            ("41234567", "4123万", "41.2M"),
            ("99996000", "1亿", "100M"),
            ("150000000", "1.5亿", "150M"),
            ("999960000", "10亿", "1B"),
            ("412300000000", "4123亿", "412B"),
            ("9200000000000", "9.2万亿", "9.2T"),
            ("-412000", "-41.2万", "-412K"),
        ] {
            assert_eq!(zh().compact(q(value), Unit::Count), chinese, "{value}");
            assert_eq!(en().compact(q(value), Unit::Count), english, "{value}");
        }
        assert_eq!(zh().compact(q("412345.6"), Unit::Money), "¥41.2万");
        assert_eq!(en().compact(q("-412345.6"), Unit::Money), "-$412K");
        assert_eq!(zh().compact(q("93784"), Unit::Duration), "1天2小时");
    }

    #[test]
    fn a_share_is_whole_percent_or_a_dash() {
        for (share, text) in [
            (0.412, "41%"),
            (1.02, "102%"),
            (-0.034, "-3%"),
            (-0.001, "0%"),
            (f64::NAN, "—"),
            (f64::INFINITY, "—"),
            (1e9, ">9999%"),
        ] {
            assert_eq!(zh().percent(share), text);
        }
    }

    #[test]
    fn differences_show_their_sign() {
        assert_eq!(zh().signed(q("1200"), Unit::Money), "+¥1,200");
        assert_eq!(zh().signed(q("-1200"), Unit::Count), "-1,200");
        assert_eq!(zh().signed(q("0"), Unit::Count), "0");
        assert_eq!(zh().signed(q("-0.0171"), Unit::Percent), "-1.71 个百分点");
        assert_eq!(en().signed(q("0.125"), Unit::Percent), "+12.5 pp");
        assert_eq!(en().difference(q("-0.0171"), Unit::Percent), "-1.71 pp");
        assert_eq!(en().difference(q("1200"), Unit::Money), "$1,200");
        assert_eq!(en().compact_f64(f64::NAN, Unit::Count), "—");
    }

    #[test]
    fn what_is_expected_of_a_count_is_whole() {
        assert_eq!(en().expected(58.9, Unit::Count), "59");
        assert_eq!(en().expected(4.57, Unit::Score), "4.57");
        assert_eq!(en().expected(f64::NAN, Unit::Count), "—");
    }

    #[test]
    fn a_currency_without_a_sign_of_its_own_is_named_by_its_code() {
        for (code, symbol) in [
            ("CNY", "¥"),
            ("JPY", "¥"),
            ("USD", "$"),
            ("HKD", "HK$"),
            ("TWD", "NT$"),
            ("CHF", "CHF "),
            ("xx", "¤"),
        ] {
            assert_eq!(Style::new(Lang::En, code).symbol, symbol);
        }
    }

    proptest! {
        #[test]
        fn a_full_count_is_read_back_exactly(micros in -Quantity::MAX.micros()..=Quantity::MAX.micros()) {
            let quantity = Quantity::from_micros(micros);
            for style in [zh(), en()] {
                prop_assert_eq!(Quantity::parse(&style.full(quantity, Unit::Count)), Ok(quantity));
            }
        }

        #[test]
        fn a_compact_amount_is_short_and_within_half_a_percent(micros in 1_000_000..=Quantity::MAX.micros()) {
            let quantity = Quantity::from_micros(micros);
            for style in [zh(), en()] {
                let text = style.compact(quantity, Unit::Count);
                prop_assert!(text.chars().count() <= 6, "{}", text);
                let shown = Quantity::parse(&text.replace('T', "万亿")).unwrap().to_f64();
                prop_assert!((shown / quantity.to_f64() - 1.0).abs() <= 0.005, "{}", text);
            }
        }

        #[test]
        fn any_quantity_is_written_in_every_unit(micros in any::<i64>(), share in any::<f64>()) {
            for unit in [Unit::Count, Unit::Money, Unit::Percent, Unit::Ratio, Unit::Duration, Unit::Score] {
                let quantity = Quantity::from_micros(micros);
                prop_assert!(!zh().full(quantity, unit).is_empty() && !en().compact(quantity, unit).is_empty());
            }
            prop_assert!(!en().percent(share).is_empty());
        }
    }
}
