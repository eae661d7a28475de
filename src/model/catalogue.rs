//! The standard catalogue of metrics: `assets/metrics.toml`, read into the same type as a user's own metrics.
use super::{Across, Fault, Formula, Metric, MetricId, OverTime, Stage};
use std::{fmt::Display, str::FromStr};
use toml::{Table, Value};

/// The text of the standard catalogue.
pub const CATALOGUE: &str = include_str!("../../assets/metrics.toml");

/// Identifies the text of the catalogue (FNV-1a, never negative): a file seeded with another one is seeded again.
pub const CATALOGUE_HASH: i64 = fnv1a(CATALOGUE.as_bytes());

const FIELDS: [&str; 12] = [
    "key",
    "en",
    "zh",
    "unit",
    "over_time",
    "across",
    "better",
    "formula",
    "stage",
    "meaning_en",
    "meaning_zh",
    "source",
];

const fn fnv1a(bytes: &[u8]) -> i64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    (hash >> 1).cast_signed()
}

/// Reads a catalogue: `[[metric]]` tables, in order. The metrics have no id yet and are marked standard.
///
/// # Errors
/// [`Fault::BadCatalogue`] with the metric's key and the field that cannot be read.
pub fn parse_catalogue(text: &str) -> Result<Vec<Metric>, Fault> {
    let file: Table = text.parse().map_err(|e| bad("", "toml", e))?;
    let entries = file.get("metric").and_then(Value::as_array).ok_or_else(|| bad("", "metric", "missing"))?;
    entries
        .iter()
        .map(|entry| metric(entry.as_table().ok_or_else(|| bad("", "metric", "not a table"))?))
        .collect()
}

fn bad(key: &str, field: &'static str, why: impl Display) -> Fault {
    Fault::BadCatalogue { key: key.to_owned(), field, why: why.to_string() }
}

fn metric(entry: &Table) -> Result<Metric, Fault> {
    let key = entry.get("key").and_then(Value::as_str).unwrap_or_default();
    if let Some(unknown) = entry.keys().find(|name| !FIELDS.contains(&name.as_str())) {
        return Err(bad(key, "key", format_args!("unknown field {unknown}")));
    }
    let row = Row { entry, key };
    let formula: Option<Formula> = row.maybe("formula")?;
    let is_derived = formula.is_some();
    Ok(Metric {
        id: MetricId(0),
        version: 0,
        key: row.need("key")?,
        name_en: row.need("en")?,
        name_zh: row.need("zh")?,
        unit: row.need("unit")?,
        over_time: row
            .maybe("over_time")?
            .or(is_derived.then_some(OverTime::Last))
            .ok_or_else(|| row.missing("over_time"))?,
        across: row
            .maybe("across")?
            .or(is_derived.then_some(Across::None))
            .ok_or_else(|| row.missing("across"))?,
        better: row.need("better")?,
        formula,
        stage: Some(row.need::<Stage>("stage")?.to_string()),
        meaning_en: row.need("meaning_en")?,
        meaning_zh: row.need("meaning_zh")?,
        source: row.need("source")?,
        standard: true,
    })
}

struct Row<'a> {
    entry: &'a Table,
    key: &'a str,
}

impl Row<'_> {
    fn missing(&self, field: &'static str) -> Fault {
        bad(self.key, field, "missing")
    }

    fn maybe<T: FromStr<Err: Display>>(&self, field: &'static str) -> Result<Option<T>, Fault> {
        let Some(value) = self.entry.get(field) else { return Ok(None) };
        let text = value
            .as_str()
            .filter(|text| !text.is_empty())
            .ok_or_else(|| bad(self.key, field, "not a text"))?;
        text.parse().map(Some).map_err(|e| bad(self.key, field, e))
    }

    fn need<T: FromStr<Err: Display>>(&self, field: &'static str) -> Result<T, Fault> {
        self.maybe(field)?.ok_or_else(|| self.missing(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;
    use std::collections::BTreeSet;

    fn catalogue() -> Vec<Metric> {
        parse_catalogue(CATALOGUE).unwrap()
    }

    #[test]
    fn the_catalogue_holds_what_an_activity_manager_needs() {
        let keys: BTreeSet<String> = catalogue().into_iter().map(|m| m.key).collect();
        let needed = "impressions reach clicks visits visitors page_views followers leads new_users activated \
            first_orders orders buyers new_buyers repeat_buyers gmv revenue refunds discounts reward_cost spend \
            gross_profit dau wau mau participants shares invites referred_users likes comments favourites \
            content_published completion coupons_issued coupons_redeemed reactivated churned promoters detractors \
            responses complaints response_time stock ctr cvr_click_order cvr_visit_order cvr_visitor_order aov_gmv cpm cpc cpa cac roas roi \
            aov arpu repurchase_rate refund_rate redemption_rate share_rate k_factor stickiness activation_rate nps \
            ltv_simple ltv_cac retention_d1 retention_d7 retention_d30";
        let missing: Vec<&str> = needed.split_whitespace().filter(|key| !keys.contains(*key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert!(keys.len() >= 50);
    }

    #[test]
    fn keys_and_names_are_unique() {
        let all = catalogue();
        for part in [
            |m: &Metric| m.key.clone(),
            |m: &Metric| m.name_en.to_lowercase(),
            |m: &Metric| m.name_zh.clone(),
        ] {
            let different: BTreeSet<String> = all.iter().map(part).collect();
            assert_eq!(different.len(), all.len());
        }
    }

    #[test]
    fn every_formula_is_made_of_measured_metrics() {
        let all = catalogue();
        for metric in &all {
            for part in metric.formula.iter().flat_map(Formula::parts) {
                let part =
                    all.iter().find(|m| m.key == part).unwrap_or_else(|| panic!("{}: {part}", metric.key));
                assert!(part.formula.is_none(), "{}: {} is derived itself", metric.key, part.key);
            }
        }
    }

    #[test]
    fn chinese_names_are_chinese_or_established_abbreviations() {
        for metric in catalogue() {
            let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert!(metric.meaning_zh.chars().any(is_han), "{}", metric.key);
            assert!(
                !metric.name_en.chars().any(is_han) && !metric.meaning_en.chars().any(is_han),
                "{}",
                metric.key
            );
            assert!(metric.name_zh.chars().any(is_han), "{}", metric.key);
        }
    }

    #[test]
    fn names_are_short_enough_for_a_pane() {
        use unicode_width::UnicodeWidthStr as _;
        for metric in catalogue() {
            assert!(metric.name_en.width() <= 20 && metric.name_zh.width() <= 16, "{}", metric.key);
        }
    }

    #[test]
    fn people_counted_once_never_add_up_over_channels() {
        for metric in catalogue() {
            if ["reach", "dau", "wau", "mau", "retention_d1", "retention_d7", "retention_d30"]
                .contains(&&*metric.key)
            {
                assert_eq!(metric.across, Across::None, "{}", metric.key);
            }
        }
    }

    #[test]
    fn a_measured_share_is_a_level_that_never_adds_up() {
        for metric in catalogue().iter().filter(|m| m.unit == Unit::Percent) {
            assert_eq!((metric.over_time, metric.across), (OverTime::Last, Across::None), "{}", metric.key);
        }
    }

    #[test]
    fn a_broken_entry_is_named_with_its_key_and_field() {
        let fault = |text: &str| match parse_catalogue(text) {
            Err(Fault::BadCatalogue { key, field, .. }) => (key, field),
            other => panic!("{other:?}"),
        };
        let head = "[[metric]]\nkey = 'x'\nen = 'X'\nzh = '某'\n";
        assert_eq!(fault(&format!("{head}unit = 'inch'")), ("x".to_owned(), "unit"));
        assert_eq!(fault(&format!("{head}unit = 'count'")), ("x".to_owned(), "over_time"));
        assert_eq!(fault(&format!("{head}colour = 'red'")), ("x".to_owned(), "key"));
        assert_eq!(fault("metric = 3"), (String::new(), "metric"));
    }

    #[test]
    fn the_hash_changes_with_the_text() {
        assert_ne!(fnv1a(b"a"), fnv1a(b"b"));
        assert_eq!(fnv1a(CATALOGUE.as_bytes()), CATALOGUE_HASH);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c_u64.wrapping_shr(1).cast_signed());
    }
}
