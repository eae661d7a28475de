//! Chords: how keys are written, shown and looked up. `ctrl-r`, `g g`, `shift-tab`, `:`.
use super::commands::{COMMANDS, Command, Context};
use std::collections::BTreeMap;
use std::fmt;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

const NAMES: &[(&str, &str, Code)] = &[
    ("enter", "Enter", Code::Enter),
    ("esc", "Esc", Code::Esc),
    ("tab", "Tab", Code::Tab),
    ("backspace", "Backspace", Code::Backspace),
    ("delete", "Del", Code::Delete),
    ("insert", "Ins", Code::Insert),
    ("up", "↑", Code::Up),
    ("down", "↓", Code::Down),
    ("left", "←", Code::Left),
    ("right", "→", Code::Right),
    ("home", "Home", Code::Home),
    ("end", "End", Code::End),
    ("pageup", "PgUp", Code::PageUp),
    ("pagedown", "PgDn", Code::PageDown),
    ("space", "Space", Code::Char(' ')),
];

/// One key press. A letter typed with shift is its capital and carries no shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    /// Which key.
    pub code: Code,
    /// With control.
    pub ctrl: bool,
    /// With alt.
    pub alt: bool,
    /// With shift, for keys that are not characters.
    pub shift: bool,
}

impl Chord {
    /// A key without modifiers.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// Reads `ctrl-r`, `shift-tab`, `G`, `-`; none where it is not a chord.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut chord = Self::plain(Code::Esc);
        let mut rest = text;
        loop {
            let (name, after) = match rest.split_once('-') {
                Some((name, after)) if !name.is_empty() && !after.is_empty() => (name, after),
                _ => break,
            };
            match name {
                "ctrl" => chord.ctrl = true,
                "alt" => chord.alt = true,
                "shift" => chord.shift = true,
                _ => return None,
            }
            rest = after;
        }
        let mut chars = rest.chars();
        chord.code = match (chars.next(), chars.next()) {
            (Some(only), None) => Code::Char(only),
            _ => match rest.strip_prefix('f').and_then(|n| n.parse().ok()) {
                Some(n) => Code::F(n),
                None => NAMES.iter().find(|(name, ..)| *name == rest)?.2,
            },
        };
        Some(chord)
    }

    /// Reads one or more chords with blanks between: `g g`.
    #[must_use]
    pub fn parse_keys(text: &str) -> Option<Vec<Self>> {
        let keys: Option<Vec<Self>> = text.split_whitespace().map(Self::parse).collect();
        keys.filter(|keys| !keys.is_empty())
    }

    /// The character it types into a text field.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

/// As people read it: `Ctrl-r`, `Enter`, `G`.
impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if on {
                f.write_str(name)?;
            }
        }
        match (NAMES.iter().find(|(.., code)| *code == self.code), self.code) {
            (Some((_, label, _)), _) => f.write_str(label),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, Code::F(n)) => write!(f, "F{n}"),
            (None, _) => Ok(()),
        }
    }
}

/// The label of a chord sequence: `gg`, `Ctrl-r`.
#[must_use]
pub fn label(keys: &[Chord]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().concat()
}

/// What a sequence of keys means so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lookup {
    /// This command, by its place in the table.
    Run(&'static Command),
    /// The beginning of at least one command.
    Prefix,
    /// Nothing.
    Nothing,
}

struct Binding {
    keys: Vec<Chord>,
    command: &'static Command,
}

/// Which keys run which command, the user's own over the table's.
pub struct Keymap {
    bindings: Vec<Binding>,
    problems: Vec<String>,
}

impl fmt::Debug for Keymap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keymap({})", self.bindings.len())
    }
}

impl Keymap {
    /// The table's chords, replaced per command by the user's. What cannot be read or would be ambiguous is left out
    /// and reported by [`Keymap::problems`].
    #[must_use]
    pub fn new(own: &BTreeMap<String, Vec<String>>) -> Self {
        let mut map = Self { bindings: Vec::with_capacity(COMMANDS.len() * 2), problems: Vec::new() };
        for id in own.keys().filter(|id| !COMMANDS.iter().any(|c| c.id == id.as_str())) {
            map.problems.push(id.clone());
        }
        for command in COMMANDS {
            if let Some(keys) = own.get(command.id) {
                for text in keys {
                    map.bind(text, command, true);
                }
            }
        }
        for command in COMMANDS.iter().filter(|c| !own.contains_key(c.id)) {
            // The table alone has no key twice, which a test holds up: there is nothing to look for.
            for text in command.chords {
                map.bind(text, command, !own.is_empty());
            }
        }
        map
    }

    fn bind(&mut self, text: &str, command: &'static Command, may_clash: bool) {
        let Some(keys) = Chord::parse_keys(text) else {
            self.problems.push(format!("{} = {text}", command.id));
            return;
        };
        let taken = may_clash
            && self.bindings.iter().any(|b| {
                (b.keys.starts_with(&keys) || keys.starts_with(&b.keys))
                    && b.command.contexts.iter().any(|c| command.contexts.contains(c))
            });
        if taken {
            self.problems.push(format!("{} = {text}", command.id));
        } else {
            self.bindings.push(Binding { keys, command });
        }
    }

    /// Keys that could not be read, are unknown, or are already taken in the same place.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// What `keys` mean where the contexts are searched from the first to the last.
    #[must_use]
    pub fn lookup(&self, contexts: &[Context], keys: &[Chord]) -> Lookup {
        for context in contexts {
            let mut prefix = false;
            for binding in self.bindings.iter().filter(|b| b.command.contexts.contains(context)) {
                if binding.keys == keys {
                    return Lookup::Run(binding.command);
                }
                prefix |= binding.keys.starts_with(keys);
            }
            if prefix {
                return Lookup::Prefix;
            }
        }
        Lookup::Nothing
    }

    /// The first chord of a command as a label, empty where it has none.
    #[must_use]
    pub fn label(&self, id: &str) -> String {
        self.bindings.iter().find(|b| b.command.id == id).map_or_else(String::new, |b| label(&b.keys))
    }

    /// The chords that mean a command where the contexts are searched from the first to the last, as labels: one that
    /// means another command further in is not among them.
    #[must_use]
    pub fn labels_in(&self, contexts: &[Context], id: &str) -> Vec<String> {
        let means_it = |b: &&Binding| match self.lookup(contexts, &b.keys) {
            Lookup::Run(command) => command.id == id,
            _ => false,
        };
        self.bindings.iter().filter(|b| b.command.id == id).filter(means_it).map(|b| label(&b.keys)).collect()
    }

    /// All chords of a command as labels.
    #[must_use]
    pub fn labels(&self, id: &str) -> Vec<String> {
        self.bindings.iter().filter(|b| b.command.id == id).map(|b| label(&b.keys)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read_and_shown() {
        for (text, shown) in [
            ("ctrl-r", "Ctrl-r"),
            ("shift-tab", "Shift-Tab"),
            ("G", "G"),
            ("-", "-"),
            ("alt-ctrl-x", "Ctrl-Alt-x"),
            ("f5", "F5"),
            ("f", "f"),
            ("space", "Space"),
        ] {
            assert_eq!(Chord::parse(text).map(|c| c.to_string()).as_deref(), Some(shown), "{text}");
        }
        assert_eq!(Chord::parse("hyper-x"), None);
        assert_eq!(Chord::parse("entre"), None);
        assert_eq!(Chord::parse_keys(""), None);
    }

    #[test]
    fn the_users_own_keys_replace_the_tables() {
        let own = BTreeMap::from([("app.quit".to_owned(), vec!["Q".to_owned()])]);
        let map = Keymap::new(&own);
        assert_eq!(map.label("app.quit"), "Q");
        let q = Chord::parse_keys("q").unwrap();
        assert_eq!(map.lookup(&[Context::Global], &q), Lookup::Nothing);
        assert!(map.problems().is_empty());
    }

    #[test]
    fn unknown_commands_and_unreadable_keys_are_reported_not_fatal() {
        let own = BTreeMap::from([
            ("app.fly".to_owned(), vec!["f".to_owned()]),
            ("app.quit".to_owned(), vec!["hyper-x".to_owned()]),
        ]);
        assert_eq!(Keymap::new(&own).problems().len(), 2);
    }

    #[test]
    fn a_sequence_waits_for_its_second_key() {
        let map = Keymap::new(&BTreeMap::new());
        let g = Chord::parse_keys("g").unwrap();
        let gg = Chord::parse_keys("g g").unwrap();
        assert_eq!(map.lookup(&[Context::Global], &g), Lookup::Prefix);
        assert!(matches!(map.lookup(&[Context::Global], &gg), Lookup::Run(c) if c.id == "cursor.first"));
    }
}
