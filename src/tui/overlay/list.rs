//! Help, palette and messages: lists with a text to narrow them.
use crate::model::Lang;
use crate::tui::commands::{Command, Context};
use crate::tui::fuzzy;
use crate::tui::keymap::Chord;
use crate::tui::widget::editor::Editor;

/// The help: every command of the contexts it was opened from.
#[derive(Debug)]
pub struct HelpBox {
    /// Where it was opened.
    pub contexts: Vec<Context>,
    /// What it is narrowed by.
    pub filter: Editor,
    /// How far it is scrolled.
    pub offset: usize,
}

impl HelpBox {
    /// The help of these contexts.
    #[must_use]
    pub fn new(contexts: Vec<Context>) -> Self {
        Self { contexts, filter: Editor::new(40), offset: 0 }
    }

    /// Handles a key.
    pub fn key(&mut self, chord: Chord) {
        self.filter.key(chord);
        self.offset = 0;
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.filter.insert(text);
        self.offset = 0;
    }
}

/// The palette: commands found by a few letters.
#[derive(Debug)]
pub struct PaletteBox {
    commands: Vec<&'static Command>,
    /// What is searched for.
    pub query: Editor,
    /// What was found, best first.
    pub found: Vec<&'static Command>,
    /// The chosen row of what was found.
    pub cursor: usize,
}

impl PaletteBox {
    /// A palette of these commands.
    #[must_use]
    pub fn new(commands: Vec<&'static Command>, lang: Lang) -> Self {
        let mut palette = Self { commands, query: Editor::new(40), found: Vec::new(), cursor: 0 };
        palette.search(lang);
        palette
    }

    /// Handles a key.
    pub fn key(&mut self, chord: Chord, lang: Lang) {
        self.query.key(chord);
        self.search(lang);
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str, lang: Lang) {
        self.query.insert(text);
        self.search(lang);
    }

    /// Moves the cursor.
    pub fn step(&mut self, steps: isize) {
        self.cursor = self.cursor.saturating_add_signed(steps).min(self.found.len().saturating_sub(1));
    }

    /// The chosen command.
    #[must_use]
    pub fn chosen(&self) -> Option<&'static Command> {
        self.found.get(self.cursor).copied()
    }

    fn search(&mut self, lang: Lang) {
        // Both languages and the id can be typed: people know commands by different names.
        let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
        let text = |c: &&'static Command| format!("{} {} {}", c.title.get(lang), c.id, c.title.get(other));
        self.found = fuzzy::best(self.query.text(), &self.commands, text);
        self.cursor = 0;
    }
}

/// The messages of this session.
#[derive(Debug, Default)]
pub struct LogBox {
    /// How far it is scrolled, in lines from the latest.
    pub offset: usize,
}
