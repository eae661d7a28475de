//! Texts for full-text search: Chinese has no spaces between words, so each character stands alone, and what is looked
//! for is a phrase of them. A phrase of one, two or more characters then finds exactly what holds them.
use super::name::is_cjk;
use super::{fold, half_width};

/// A text as the index holds it: folded, each Chinese character between spaces.
#[must_use]
pub fn searchable(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in fold(&half_width(text)).chars() {
        if is_cjk(c) {
            out.extend([' ', c, ' ']);
        } else {
            out.push(c);
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What people type, as the index is asked (FTS5's query language): every word must be there; a stretch of Chinese as it
/// is written; of the last English word the beginning is enough. None where there is nothing to look for.
#[must_use]
pub fn search_query(text: &str) -> Option<String> {
    let phrases: Vec<String> = runs(text).iter().map(|run| phrase(run)).collect();
    (!phrases.is_empty()).then(|| phrases.join(" "))
}

/// The stretches of Chinese and the other words of a text as typed; what is neither parts them.
fn runs(text: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut alone = None;
    for c in fold(&half_width(text)).chars() {
        let kind = (is_cjk(c) || c.is_alphanumeric()).then(|| is_cjk(c));
        match runs.last_mut().filter(|_| kind == alone) {
            Some(run) if kind.is_some() => run.push(c),
            _ if kind.is_some() => runs.push(c.to_string()),
            _ => {}
        }
        alone = kind;
    }
    runs
}

/// Whether an indexed text ([`searchable`]) holds every word of a text as typed: stretches of Chinese anywhere, other words
/// from their beginning. It knows no stems, but half a word finds the whole one, which a stem may be too short for.
#[must_use]
pub fn holds_words(words: &str, text: &str) -> bool {
    let plain: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let within = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    let runs = runs(text);
    !runs.is_empty()
        && runs.iter().all(|run| {
            let end = if run.chars().any(is_cjk) { " " } else { "" };
            within.contains(&format!(" {}{end}", searchable(run)))
        })
}

/// A run as a phrase: quoted, so that no word is an operator.
fn phrase(run: &str) -> String {
    let end = if run.chars().any(is_cjk) { "" } else { "*" };
    format!("\"{}\"{end}", searchable(run))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_characters_stand_alone() {
        assert_eq!(searchable("红包5元 GMV 涨了"), "红 包 5 元 gmv 涨 了");
        assert_eq!(searchable("Coupon  Path"), "coupon path");
    }

    #[test]
    fn a_query_is_phrases_that_must_all_be_there() {
        assert_eq!(search_query("红包").as_deref(), Some("\"红 包\""));
        assert_eq!(search_query("红包 coupon").as_deref(), Some("\"红 包\" \"coupon\"*"));
        assert_eq!(search_query("领券path").as_deref(), Some("\"领 券\" \"path\"*"));
        assert_eq!(search_query("a\" OR NEAR(").as_deref(), Some("\"a\"* \"or\"* \"near\"*"));
        assert_eq!(search_query(" ，。 "), None);
    }

    #[test]
    fn half_a_word_finds_the_whole_one() {
        let words = searchable("Conversion of 红包5元 refund_rate");
        for text in ["conversio", "conv 红包", "红", "包5元", "rate", "refund_rate", "5"] {
            assert!(holds_words(&words, text), "{text}");
        }
        for text in ["version", "红元", "conversions", "", "，", "红包 nothing"] {
            assert!(!holds_words(&words, text), "{text}");
        }
    }
}
