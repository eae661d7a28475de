//! A page of text for a terminal: sections of rows whose last column wraps, with Chinese and Latin in right columns.
use crate::i18n::Text;
use crate::model::{Lang, printable};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// What stands before every row.
const INDENT: usize = 2;
/// The widest a page gets: longer lines are hard to read.
const WIDEST: usize = 110;
/// The least that is left for the last column; with less it goes below the others.
const LEAST: usize = 24;

/// A row of these columns.
pub(super) fn columns<const N: usize>(columns: [&str; N]) -> Vec<String> {
    columns.map(str::to_owned).to_vec()
}

/// A page that is being written.
pub(super) struct Page {
    lang: Lang,
    width: Option<usize>,
    /// What stands before rows now.
    indent: usize,
    /// A title was just written: what follows stands right below it.
    is_titled: bool,
    text: String,
}

impl Page {
    /// An empty page; without a width lines are as long as they are.
    pub fn new(lang: Lang, width: Option<u16>) -> Self {
        Self {
            lang,
            width: width.map(|width| usize::from(width).min(WIDEST)),
            indent: INDENT,
            is_titled: false,
            text: String::new(),
        }
    }

    /// One line of text, wrapped.
    pub fn line(&mut self, text: &str) {
        for line in wrap(&printable(text), self.width) {
            self.push(&line);
        }
    }

    /// An empty line; none right below a title.
    pub fn gap(&mut self) {
        if !self.is_titled {
            self.text.push('\n');
        }
    }

    /// A title after an empty line.
    pub fn title(&mut self, text: &str) {
        self.gap();
        self.line(text);
        self.is_titled = true;
    }

    /// One line as it is: of a table that fits already.
    pub fn raw(&mut self, line: &str) {
        self.push(line);
    }

    /// A title within a section and its rows further in; nothing where there are no rows.
    pub fn part(&mut self, title: &str, rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        self.gap();
        self.push(&format!("{}{}", " ".repeat(self.indent), printable(title)));
        self.indent += INDENT;
        self.rows(rows);
        self.indent -= INDENT;
    }

    fn push(&mut self, line: &str) {
        self.is_titled = false;
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// A title and its rows; nothing where there are no rows.
    pub fn section(&mut self, title: &Text, rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        self.gap();
        self.line(title.get(self.lang));
        self.rows(rows);
    }

    /// Rows in aligned columns. The last column wraps below itself; where there is no room for it, it goes below the
    /// others.
    pub fn rows(&mut self, rows: &[Vec<String>]) {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| shown(cell)).collect()).collect();
        let count = rows.iter().map(Vec::len).max().unwrap_or_default();
        let widths: Vec<usize> = (0..count.saturating_sub(1))
            .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max())
            .map(Option::unwrap_or_default)
            .collect();
        // A column that is empty in every row takes no room.
        let before =
            self.indent + widths.iter().filter(|width| **width > 0).map(|width| width + 2).sum::<usize>();
        for row in &rows {
            let last = row.get(widths.len()).map_or("", String::as_str);
            let mut head = " ".repeat(self.indent);
            for (cell, width) in row.iter().zip(&widths).filter(|(_, width)| **width > 0) {
                head.push_str(cell);
                head.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
            }
            match self.width {
                Some(width) if before + LEAST > width => self.below(&head, last, width),
                width => self.beside(&head, last, before, width.map(|width| width - before)),
            }
        }
    }

    fn beside(&mut self, head: &str, last: &str, before: usize, room: Option<usize>) {
        let mut lines = wrap(last, room).into_iter();
        self.push(&format!("{head}{}", lines.next().unwrap_or_default()));
        for line in lines {
            self.push(&format!("{}{line}", " ".repeat(before)));
        }
    }

    fn below(&mut self, head: &str, last: &str, width: usize) {
        for (head, indent) in [(head.trim(), self.indent), (last, self.indent + INDENT)] {
            for line in wrap(head, Some(width.saturating_sub(indent))).iter().filter(|line| !line.is_empty())
            {
                self.push(&format!("{}{line}", " ".repeat(indent)));
            }
        }
    }

    /// All of it.
    pub fn into_text(self) -> String {
        self.text
    }
}

fn shown(cell: &str) -> String {
    printable(cell).into_owned()
}

/// Signs that never begin a line.
fn closes(word: &str) -> bool {
    word.chars().all(|c| "，。、；：！？）」』】》…％%,.;:!?)]}”’".contains(c))
}

/// Signs that never end one.
fn opens(word: &str) -> bool {
    word.chars().all(|c| "（「『【《([{“‘".contains(c))
}

/// The text in lines of at most so many columns: broken at blanks and between Chinese characters, and within a word
/// only where it is longer than a line.
fn wrap(text: &str, room: Option<usize>) -> Vec<String> {
    let Some(room) = room.map(|room| room.max(4)) else { return vec![text.to_owned()] };
    let (mut lines, mut line) = (Vec::new(), String::new());
    for piece in pieces(text) {
        let piece = if line.is_empty() { piece.trim_start() } else { piece };
        if line.width() + piece.trim_end().width() <= room {
            line.push_str(piece);
            continue;
        }
        lines.push(std::mem::take(&mut line));
        for grapheme in piece.trim_start().graphemes(true) {
            if line.width() + grapheme.width() > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(grapheme);
        }
    }
    lines.push(line);
    lines.retain(|line| !line.trim().is_empty());
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// What must stay on one line: a word with the blank and the signs after it.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut last) = (Vec::new(), 0, "");
    for (at, word) in text.split_word_bound_indices() {
        let is_latin = |word: &str| word.chars().next_back().is_some_and(|c| c.is_ascii_graphic());
        let is_joined =
            closes(word) || word.trim().is_empty() || opens(last) || (is_latin(last) && is_latin(word));
        if at > start && !is_joined {
            pieces.push(text.get(start..at).unwrap_or_default());
            start = at;
        }
        last = word;
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_blanks_and_between_characters() {
        assert_eq!(wrap("one two three", Some(8)), ["one two", "three"]);
        assert_eq!(wrap("提前加购蓄水，锁定会场", Some(12)), ["提前加购蓄", "水，锁定会场"]);
        assert_eq!(wrap("a-very-long-word", Some(6)), ["a-very", "-long-", "word"]);
        assert_eq!(wrap("whatever it is", None), ["whatever it is"]);
    }

    #[test]
    fn columns_line_up_in_both_scripts() {
        let mut page = Page::new(Lang::Zh, Some(40));
        page.rows(&[
            columns(["T-7", "写方案", "x"]),
            columns(["T", "go", "一二三四五六七八九十一二三四五六七八九十"]),
        ]);
        let text = page.into_text();
        let expected =
            "  T-7  写方案  x\n  T    go      一二三四五六七八九十一二\n               三四五六七八九十\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn without_room_the_last_column_goes_below() {
        let mut page = Page::new(Lang::En, Some(30));
        page.rows(&[columns(["a long first column", "and what there is to say about it"])]);
        assert_eq!(page.into_text(), "  a long first column\n    and what there is to say\n    about it\n");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_too_wide(text in "[a-z 双十一，。（）\\-]{0,80}", room in 4_usize..40) {
            let lines = wrap(&text, Some(room));
            prop_assert!(lines.iter().all(|line| line.width() <= room), "{lines:?}");
            let joined: String = lines.concat().split_whitespace().collect();
            prop_assert_eq!(joined, text.split_whitespace().collect::<String>());
        }
    }
}
