//! A text of several lines broken into rows, with the place of the cursor in them.
use crate::tui::text::width;
use unicode_segmentation::UnicodeSegmentation as _;

/// A text as it stands in a width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// The bytes of each row, without the line end.
    pub rows: Vec<(usize, usize)>,
    /// The row of the cursor.
    pub row: usize,
    /// The cursor's column in it.
    pub column: u16,
}

/// Breaks a text into rows of at most `most` columns, at blanks where there are any, and finds the cursor.
#[must_use]
pub fn rows(text: &str, cursor: usize, most: u16) -> Rows {
    let most = most.max(2);
    let mut rows = Vec::new();
    let mut from = 0;
    for line in text.split('\n') {
        breaks(line, from, most, &mut rows);
        from += line.len() + 1;
    }
    let row = rows.iter().rposition(|(start, _)| *start <= cursor).unwrap_or(0);
    let start = rows.get(row).map_or(0, |(start, _)| *start);
    let column = width(text.get(start..cursor).unwrap_or_default());
    Rows { rows, row, column }
}

fn breaks(line: &str, from: usize, most: u16, rows: &mut Vec<(usize, usize)>) {
    let (mut start, mut used) = (0, 0_u16);
    for (at, word) in line.split_word_bound_indices() {
        let wide = width(word);
        if used.saturating_add(wide) <= most {
            used += wide;
            continue;
        }
        if at > start {
            rows.push((from + start, from + at));
            (start, used) = (at, 0);
        }
        for (inside, sign) in word.grapheme_indices(true) {
            let wide = width(sign);
            if used.saturating_add(wide) > most {
                rows.push((from + start, from + at + inside));
                (start, used) = (at + inside, 0);
            }
            used += wide;
        }
    }
    rows.push((from + start, from + line.len()));
}

/// The place in the text that is `by` rows below the cursor, as near to its column as there is one.
#[must_use]
pub fn stepped(text: &str, cursor: usize, most: u16, by: isize) -> usize {
    let Rows { rows, row, column } = rows(text, cursor, most);
    let Some((start, end)) = row.checked_add_signed(by).and_then(|to| rows.get(to)).copied() else {
        return if by < 0 { 0 } else { text.len() };
    };
    let mut used = 0;
    for (at, sign) in text.get(start..end).unwrap_or_default().grapheme_indices(true) {
        if used + width(sign) > column {
            return start + at;
        }
        used += width(sign);
    }
    // The end of a row that goes on in the next one belongs to that one.
    let goes_on = rows.iter().any(|(next, _)| *next == end && end > start);
    let last = text.get(start..end).and_then(|row| row.graphemes(true).next_back()).map_or(0, str::len);
    if goes_on { end - last } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn laid(text: &str, most: u16) -> Vec<&str> {
        rows(text, 0, most).rows.into_iter().map(|(from, to)| &text[from..to]).collect()
    }

    #[test]
    fn lines_are_broken_at_blanks_and_wide_signs_are_two_columns() {
        assert_eq!(laid("one two three\n\n满减门槛：", 8), ["one two ", "three", "", "满减门槛", "："]);
        assert_eq!(laid("", 8), [""]);
        assert_eq!(laid("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn the_cursor_goes_up_and_down_by_columns() {
        let text = "门槛：\n上限：3 次\nx";
        assert_eq!(stepped(text, 0, 20, 1), "门槛：\n".len());
        assert_eq!(stepped(text, "门槛：".len(), 20, 1), "门槛：\n上限：".len());
        assert_eq!(stepped(text, text.len(), 20, -1), "门槛：\n".len());
        assert_eq!((stepped(text, 3, 20, -1), stepped(text, text.len(), 20, 1)), (0, text.len()));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_row_is_too_wide(text in "[a 双\n👩]{0,40}", most in 2u16..12, by in -3isize..4) {
            let laid = rows(&text, text.len(), most);
            let joined: String = laid.rows.iter().map(|(from, to)| &text[*from..*to]).collect();
            prop_assert_eq!(joined, text.replace('\n', ""));
            prop_assert!(laid.rows.iter().all(|(from, to)| width(&text[*from..*to]) <= most));
            prop_assert!(laid.column <= most);
            let at = stepped(&text, text.len(), most, by);
            prop_assert!(text.is_char_boundary(at));
        }
    }
}
