//! What people type, before it is read: full-width forms made plain, and text made safe to quote in an error.
use super::name::printable;

/// How many characters of a bad input an error quotes.
const QUOTED: usize = 40;

/// The longest number or date that is looked at; a longer one is refused unread.
pub const LONGEST: usize = 200;

/// Full-width ASCII, the ideographic blank and typographic minus signs in their plain forms; outer blanks trimmed.
pub fn half_width(text: &str) -> String {
    text.trim().chars().map(half_width_char).collect()
}

/// One character of [`half_width`].
pub fn half_width_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' | '\u{2009}' | '\u{202F}' => ' ',
        '\u{2212}' | '\u{2010}'..='\u{2015}' => '-',
        '\u{FFE5}' => '¥',
        '\u{FFE1}' => '£',
        _ => c,
    }
}

/// The start of an input as an error may quote it: no control characters, not longer than a line.
pub fn quoted(text: &str) -> String {
    let mut chars = text.trim().chars();
    let mut start: String = chars.by_ref().take(QUOTED).collect();
    if chars.next().is_some() {
        start.push('…');
    }
    printable(&start).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_become_plain() {
        assert_eq!(half_width("　１２，３．５％ "), "12,3.5%");
        assert_eq!(half_width("￥−5"), "¥-5");
    }

    #[test]
    fn a_quoted_input_is_short_and_holds_no_control_character() {
        let quote = quoted(&format!("\u{1b}[31m{}", "x".repeat(1000)));
        assert!(quote.starts_with("\u{FFFD}[31m") && quote.chars().count() == QUOTED + 1, "{quote}");
    }
}
