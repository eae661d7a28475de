//! Names of sheets, and texts as long as a cell or a header may be.
use crate::model::printable;
use unicode_segmentation::UnicodeSegmentation as _;

/// The longest a sheet's name may be, in UTF-16 units.
const NAME: usize = 31;
/// The longest text of a cell.
const CELL: usize = 32_767;

/// Names for sheets, no two alike.
#[derive(Debug, Default)]
pub struct SheetNames {
    taken: Vec<String>,
}

impl SheetNames {
    /// A name for a sheet, like the one wanted: without the characters that spreadsheets refuse, no longer than they allow,
    /// and numbered where there is one like it.
    pub fn take(&mut self, wanted: &str, otherwise: &str) -> String {
        let plain = printable(wanted).replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = plain.trim_matches(['\'', ' ']);
        // A name of its own that programs keep for themselves.
        let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { otherwise } else { plain };
        let mut name = cut(plain, NAME);
        let mut number = 2;
        while self.taken.contains(&name.to_lowercase()) {
            let ending = format!(" ({number})");
            name = cut(plain, NAME - ending.len()) + &ending;
            number += 1;
        }
        self.taken.push(name.to_lowercase());
        name
    }
}

/// A text of at most so many UTF-16 units; what is cut off is an `…`.
pub fn cut(text: &str, units: usize) -> String {
    let length = |text: &str| text.encode_utf16().count();
    if length(text) <= units {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for part in text.graphemes(true) {
        used += length(part);
        if used > units {
            break;
        }
        kept.push_str(part);
    }
    format!("{}…", kept.trim_end_matches([' ', '\'']))
}

/// A text as a cell may hold it.
pub fn cell_text(text: &str) -> String {
    cut(&printable(text), CELL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheets_name_is_allowed_short_and_the_only_one() {
        let mut names = SheetNames::default();
        assert_eq!(names.take("目标[达成]/渠道", "x"), "目标 达成 渠道");
        assert_eq!(names.take("目标 达成 渠道", "x"), "目标 达成 渠道 (2)");
        assert_eq!(names.take("''", "表"), "表");
        assert_eq!(names.take("History", "表"), "表 (2)");
        let long = names.take(&"渠道拆解".repeat(20), "x");
        assert_eq!((long.encode_utf16().count(), long.ends_with('…')), (31, true));
        let second = names.take(&"渠道拆解".repeat(20), "x");
        assert!(second.ends_with("… (2)") && second.encode_utf16().count() <= 31, "{second}");
        assert_eq!(names.take("GMV", "x"), "GMV");
        assert_eq!(names.take("gmv", "x"), "gmv (2)");
    }

    #[test]
    fn nothing_is_cut_within_a_character() {
        assert_eq!(cut("👩‍👩‍👧👩‍👩‍👧", 10), "👩‍👩‍👧…");
        assert_eq!(cut("abc", 3), "abc");
    }
}
