//! Finding by a few letters.
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// The items whose text matches, best first; all of them in their order for an empty query.
#[must_use]
pub fn best<T: Clone>(query: &str, items: &[T], text: impl Fn(&T) -> String) -> Vec<T> {
    if query.trim().is_empty() {
        return items.to_vec();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut chars = Vec::new();
    let mut scored: Vec<(u32, usize)> = items
        .iter()
        .enumerate()
        .filter_map(|(i, item)| {
            pattern.score(Utf32Str::new(&text(item), &mut chars), &mut matcher).map(|score| (score, i))
        })
        .collect();
    scored.sort_by_key(|(score, i)| (std::cmp::Reverse(*score), *i));
    scored.iter().filter_map(|(_, i)| items.get(*i).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_order_are_enough_in_both_languages() {
        let items = ["撤销 change.undo Undo", "重做 change.redo Redo", "退出 app.quit Quit"];
        assert_eq!(best("undo", &items, |t| (*t).to_owned())[0], items[0]);
        assert_eq!(best("重做", &items, |t| (*t).to_owned()), [items[1]]);
        assert_eq!(best("", &items, |t| (*t).to_owned()).len(), 3);
        assert!(best("zzz", &items, |t| (*t).to_owned()).is_empty());
    }
}
