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
    let mut phrases: Vec<String> = Vec::new();
    for word in fold(&half_width(text)).split_whitespace() {
        let mut run = String::new();
        let mut alone = false;
        for c in word.chars() {
            let is_alone = is_cjk(c);
            if !(is_alone || c.is_alphanumeric()) {
                push(&mut phrases, &mut run);
                continue;
            }
            if is_alone != alone {
                push(&mut phrases, &mut run);
            }
            alone = is_alone;
            run.push(c);
        }
        push(&mut phrases, &mut run);
    }
    (!phrases.is_empty()).then(|| phrases.join(" "))
}

/// A run as a phrase: quoted, so that no word is an operator.
fn push(phrases: &mut Vec<String>, run: &mut String) {
    if run.is_empty() {
        return;
    }
    let words = searchable(run);
    let is_word = !run.chars().any(is_cjk);
    phrases.push(format!("\"{words}\"{}", if is_word { "*" } else { "" }));
    run.clear();
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
}
