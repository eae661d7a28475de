//! One text being typed: cursor by grapheme, a limit, paste as one insert.
use super::rows::{self, Rows};
use crate::model::is_unsafe;
use crate::tui::keymap::{Chord, Code};
use crate::tui::text::width;
use unicode_segmentation::UnicodeSegmentation as _;

/// A text with a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    text: String,
    cursor: usize,
    limit: usize,
    was_cut: bool,
    has_lines: bool,
}

impl Editor {
    /// An empty text of at most `limit` characters.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { text: String::new(), cursor: 0, limit, was_cut: false, has_lines: false }
    }

    /// An empty text of several lines.
    #[must_use]
    pub fn with_lines(limit: usize) -> Self {
        Self { has_lines: true, ..Self::new(limit) }
    }

    /// The text broken into rows, with the cursor in them.
    #[must_use]
    pub fn rows(&self, most: u16) -> Rows {
        rows::rows(&self.text, self.cursor, most)
    }

    /// Moves the cursor by rows as they stand in a width.
    pub fn step_rows(&mut self, by: isize, most: u16) {
        self.cursor = rows::stepped(&self.text, self.cursor, most, by);
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// At most this many characters.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// True where the last insert was longer than the limit left room for.
    #[must_use]
    pub fn was_cut(&self) -> bool {
        self.was_cut
    }

    /// Replaces the text; the cursor stands at its end.
    pub fn set(&mut self, text: &str) {
        self.text.clear();
        self.cursor = 0;
        self.insert(text);
    }

    /// Inserts at the cursor. Line ends become blanks where there is one line only, what is harmful is left out, what is beyond the limit is cut.
    pub fn insert(&mut self, text: &str) {
        let room = self.limit.saturating_sub(self.text.chars().count());
        let end = if self.has_lines { '\n' } else { ' ' };
        let plain = text.replace("\r\n", "\n");
        let mut clean = plain.chars().map(|c| match c {
            '\n' | '\r' => end,
            '\t' => ' ',
            other => other,
        });
        let is_taken = |c: &char| *c == end || !is_unsafe(*c);
        let taken: String = clean.by_ref().filter(is_taken).take(room).collect();
        self.was_cut = clean.any(|c| is_taken(&c));
        self.text.insert_str(self.cursor, &taken);
        self.cursor += taken.len();
    }

    /// Handles an editing key; false where it is none.
    pub fn key(&mut self, chord: Chord) -> bool {
        if let Some(c) = chord.typed() {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        self.was_cut = false;
        match (chord.code, chord.ctrl || chord.alt) {
            (Code::Left, false) | (Code::Char('b'), true) => self.cursor = self.before(),
            (Code::Right, false) | (Code::Char('f'), true) => self.cursor = self.after(),
            (Code::Left, true) => self.cursor = self.word_before(),
            (Code::Right, true) => self.cursor = self.word_after(),
            (Code::Home, _) | (Code::Char('a'), true) => self.cursor = self.line_start(),
            (Code::End, _) => self.cursor = self.line_end(),
            (Code::Backspace, false) => self.remove(self.before(), self.cursor),
            (Code::Backspace | Code::Char('w'), true) => self.remove(self.word_before(), self.cursor),
            (Code::Delete, _) => self.remove(self.cursor, self.after()),
            (Code::Char('u'), true) => self.remove(self.line_start(), self.cursor),
            (Code::Char('k'), true) => self.remove(self.cursor, self.line_end()),
            _ => return false,
        }
        true
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    fn head(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    fn tail(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or_default()
    }

    fn line_start(&self) -> usize {
        self.head().rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.cursor + self.tail().find('\n').unwrap_or(self.tail().len())
    }

    fn before(&self) -> usize {
        self.cursor - self.head().graphemes(true).next_back().map_or(0, str::len)
    }

    fn after(&self) -> usize {
        self.cursor + self.tail().graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let head = self.head();
        let words = head.trim_end().split_word_bound_indices().next_back();
        words.map_or(0, |(at, _)| at)
    }

    fn word_after(&self) -> usize {
        let tail = self.tail();
        let blank = tail.len() - tail.trim_start().len();
        self.cursor + blank + tail.trim_start().split_word_bounds().next().map_or(0, str::len)
    }

    /// The part of the text that fits `room` columns around the cursor, and the cursor's column in it.
    #[must_use]
    pub fn window(&self, room: u16) -> (String, u16) {
        let head_width = width(self.head());
        if width(&self.text) < room {
            return (self.text.clone(), head_width);
        }
        let mut start = 0;
        let mut column = head_width;
        for grapheme in self.head().graphemes(true) {
            if column + 1 < room {
                break;
            }
            column -= width(grapheme);
            start += grapheme.len();
        }
        let mut shown = String::new();
        for grapheme in self.text.get(start..).unwrap_or_default().graphemes(true) {
            if width(&shown) + width(grapheme) >= room {
                break;
            }
            shown.push_str(grapheme);
        }
        (shown, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(keys: &[&str]) -> Editor {
        let mut editor = Editor::new(20);
        for key in keys {
            editor.key(Chord::parse(key).unwrap());
        }
        editor
    }

    #[test]
    fn typing_moving_and_deleting_work_by_grapheme() {
        assert_eq!(typed(&["双", "1", "left", "left", "a"]).text(), "a双1");
        assert_eq!(typed(&["a", "b", "home", "delete"]).text(), "b");
        let mut editor = Editor::new(20);
        editor.insert("新👩‍👩‍👧");
        editor.key(Chord::parse("backspace").unwrap());
        assert_eq!(editor.text(), "新");
    }

    #[test]
    fn words_go_at_once() {
        let mut editor = Editor::new(40);
        editor.insert("one two  ");
        editor.key(Chord::parse("ctrl-w").unwrap());
        assert_eq!(editor.text(), "one ");
        editor.key(Chord::parse("ctrl-u").unwrap());
        assert_eq!(editor.text(), "");
    }

    #[test]
    fn a_paste_beyond_the_limit_is_cut_and_told() {
        let mut editor = Editor::new(5);
        editor.insert(&"x".repeat(1_000_000));
        assert_eq!((editor.text(), editor.was_cut()), ("xxxxx", true));
        editor.key(Chord::parse("backspace").unwrap());
        assert!(!editor.was_cut());
    }

    #[test]
    fn line_ends_become_blanks_and_controls_stay_out() {
        let mut editor = Editor::new(20);
        editor.insert("a\r\nb\u{1b}[31mc\u{202e}");
        assert_eq!(editor.text(), "a b[31mc");
    }

    #[test]
    fn lines_stay_lines_where_there_may_be_several() {
        let mut editor = Editor::with_lines(40);
        editor.insert("门槛：\r\n上限：3");
        assert_eq!(editor.text(), "门槛：\n上限：3");
        editor.key(Chord::parse("ctrl-u").unwrap());
        editor.key(Chord::parse("home").unwrap());
        editor.insert("a\n");
        assert_eq!(editor.text(), "门槛：\na\n");
        editor.step_rows(-2, 20);
        editor.key(Chord::parse("ctrl-k").unwrap());
        assert_eq!(editor.text(), "\na\n");
    }

    #[test]
    fn a_long_text_scrolls_with_the_cursor() {
        let mut editor = Editor::new(100);
        editor.insert("abcdefghijklmnop");
        assert_eq!(editor.window(8), ("klmnop".to_owned(), 6));
        editor.key(Chord::parse("home").unwrap());
        assert_eq!(editor.window(8), ("abcdefg".to_owned(), 0));
    }

    proptest! {
        #[test]
        fn the_cursor_is_always_at_a_boundary_and_inside_the_window(
            keys in proptest::collection::vec(0usize..14, 0..60), room in 1u16..30) {
            let names = ["双", "a", "👩", "\u{301}", "space", "left", "right", "ctrl-left", "ctrl-right", "backspace",
                "delete", "home", "end", "ctrl-w"];
            let mut editor = Editor::new(30);
            for key in keys {
                editor.key(Chord::parse(names[key]).unwrap());
                prop_assert!(editor.text().is_char_boundary(editor.cursor));
                let (shown, column) = editor.window(room);
                prop_assert!(width(&shown) < room.max(1) && column <= room);
            }
        }
    }
}
