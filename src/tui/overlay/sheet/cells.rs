//! A column of numbers with a cursor. A number that was not typed is replaced by the first key, as in a spreadsheet.
use crate::tui::keymap::Chord;
use crate::tui::widget::editor::Editor;

/// The longest number that can be typed.
const LIMIT: usize = 40;

/// The rows.
#[derive(Debug, Clone)]
pub struct Cells {
    rows: Vec<Option<Editor>>,
    /// The row with the cursor.
    pub cursor: usize,
}

impl Cells {
    /// So many rows, nothing typed.
    pub fn new(rows: usize) -> Self {
        Self { rows: vec![None; rows], cursor: 0 }
    }

    /// What was typed into a row; none where nothing was.
    pub fn typed(&self, row: usize) -> Option<&str> {
        self.rows.get(row)?.as_ref().map(Editor::text)
    }

    /// The editor of a row that is typed into.
    pub fn editor(&self, row: usize) -> Option<&Editor> {
        self.rows.get(row)?.as_ref()
    }

    /// The rows that were typed into.
    pub fn touched(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().enumerate().filter(|(_, row)| row.is_some()).map(|(at, _)| at)
    }

    /// Gives up what was typed into a row.
    pub fn clear(&mut self, row: usize) {
        if let Some(row) = self.rows.get_mut(row) {
            *row = None;
        }
    }

    /// Handles a key at the cursor, where `shown` is the number that stands there; false where it is none.
    pub fn key(&mut self, chord: Chord, shown: &str) -> bool {
        let Some(row) = self.rows.get_mut(self.cursor) else { return false };
        if let Some(editor) = row {
            return editor.key(chord);
        }
        let mut editor = Editor::new(LIMIT);
        if chord.typed().is_none() {
            editor.set(shown);
        }
        let is_key = editor.key(chord);
        // Moving about in a number types nothing.
        if is_key {
            *row = Some(editor);
        }
        is_key
    }

    /// Takes pasted text at the cursor.
    pub fn paste(&mut self, text: &str) {
        if let Some(row) = self.rows.get_mut(self.cursor) {
            row.get_or_insert_with(|| Editor::new(LIMIT)).insert(text);
        }
    }

    /// Moves the cursor, round and round.
    pub fn turn(&mut self, by: isize) {
        let len = isize::try_from(self.rows.len()).unwrap_or(1).max(1);
        let next = (isize::try_from(self.cursor).unwrap_or(0) + by).rem_euclid(len);
        self.cursor = usize::try_from(next).unwrap_or(0);
    }
}
