//! What the terminal shows, and its answers to what programs ask it.
use std::collections::BTreeSet;
use vt100::{Callbacks, MouseProtocolMode, Parser};

/// The terminal's side of the conversation: answers queries, remembers what a picture does not show.
#[derive(Default)]
pub struct Terminal {
    /// Answers not yet sent.
    pub replies: Vec<u8>,
    /// Private modes that are on and not tracked by the parser: focus events (1004), synchronized output (2026).
    pub modes: BTreeSet<u16>,
    /// The window title.
    pub title: String,
    /// What was copied by OSC 52, base64.
    pub copied: Vec<String>,
    /// How often it rang.
    pub bells: usize,
}

impl Callbacks for Terminal {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.bells += 1;
    }

    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.title = String::from_utf8_lossy(title).into_owned();
    }

    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _kind: &[u8], data: &[u8]) {
        self.copied.push(String::from_utf8_lossy(data).into_owned());
    }

    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        first: Option<u8>,
        second: Option<u8>,
        params: &[&[u16]],
        last: char,
    ) {
        let numbers: Vec<u16> = params.iter().filter_map(|p| p.first().copied()).collect();
        let number = numbers.first().copied().unwrap_or(0);
        match (first, second, last, number) {
            (None, None, 'n', 6) => {
                let (row, column) = screen.cursor_position();
                self.replies.extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes());
            }
            (None, None, 'n', 5) => self.replies.extend(b"\x1b[0n"),
            (None, None, 'c', 0) => self.replies.extend(b"\x1b[?62;22c"),
            (Some(b'?'), None, 'u', _) => self.replies.extend(b"\x1b[?0u"),
            (Some(b'>'), None, 'q', _) => self.replies.extend(b"\x1bP>|fupan-test\x1b\\"),
            (Some(b'?'), Some(b'$'), 'p', mode) => {
                let state = if self.modes.contains(&mode) { 1 } else { 2 };
                self.replies.extend(format!("\x1b[?{mode};{state}$y").bytes());
            }
            (Some(b'?'), None, 'h', _) => self.modes.extend(numbers),
            (Some(b'?'), None, 'l', _) => self.modes.retain(|mode| !numbers.contains(mode)),
            _ => {}
        }
    }

    fn unhandled_osc(&mut self, _: &mut vt100::Screen, params: &[&[u8]]) {
        match params {
            [b"11", b"?"] => self.replies.extend(b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
            [b"10", b"?"] => self.replies.extend(b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\"),
            _ => {}
        }
    }
}

/// The screen at one moment.
pub struct View<'a> {
    pub(super) parser: &'a Parser<Terminal>,
}

/// How one cell looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What stands in it; empty for the second half of a wide character.
    pub text: String,
    /// Foreground.
    pub fg: vt100::Color,
    /// Background.
    pub bg: vt100::Color,
    /// Bold.
    pub bold: bool,
    /// Reverse video.
    pub reverse: bool,
    /// Underlined.
    pub underline: bool,
}

impl View<'_> {
    /// Its lines without trailing blanks; a wide character stands once.
    pub fn lines(&self) -> Vec<String> {
        let (_, columns) = self.parser.screen().size();
        self.parser.screen().rows(0, columns.get()).map(|line| line.trim_end().to_owned()).collect()
    }

    /// The whole picture.
    pub fn text(&self) -> String {
        self.lines().join("\n")
    }

    /// Whether a text stands somewhere on one line.
    pub fn has(&self, text: &str) -> bool {
        self.lines().iter().any(|line| line.contains(text))
    }

    /// The first line that contains a text.
    pub fn line_with(&self, text: &str) -> Option<String> {
        self.lines().into_iter().find(|line| line.contains(text))
    }

    /// Row and column of the first cell of a text, both from 0; wide characters count two columns.
    pub fn find(&self, text: &str) -> Option<(u16, u16)> {
        let (rows, columns) = self.parser.screen().size();
        (0..rows.get()).find_map(|row| {
            let mut line = String::new();
            let mut starts = Vec::new();
            for column in 0..columns.get() {
                let cell = self.parser.screen().cell(row, column)?;
                if cell.is_wide_continuation() {
                    continue;
                }
                starts.push((line.len(), column));
                line.push_str(if cell.has_contents() { cell.contents() } else { " " });
            }
            let at = line.find(text)?;
            starts.iter().find(|(byte, _)| *byte == at).map(|(_, column)| (row, *column))
        })
    }

    /// How a cell looks.
    pub fn look(&self, row: u16, column: u16) -> Option<Look> {
        let cell = self.parser.screen().cell(row, column)?;
        Some(Look {
            text: cell.contents().to_owned(),
            fg: cell.fgcolor(),
            bg: cell.bgcolor(),
            bold: cell.bold(),
            reverse: cell.inverse(),
            underline: cell.underline(),
        })
    }

    /// How every cell looks, row by row.
    pub fn looks(&self) -> Vec<Look> {
        let (rows, columns) = self.parser.screen().size();
        let cells = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
        cells.filter_map(|(row, column)| self.look(row, column)).collect()
    }

    /// Where the real cursor is, row and column from 0; none while it is hidden.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let screen = self.parser.screen();
        (!screen.hide_cursor()).then(|| screen.cursor_position())
    }

    /// Whether a frame has begun and not ended (synchronized output).
    pub fn is_painting(&self) -> bool {
        self.parser.callbacks().modes.contains(&2026)
    }

    /// Whether the alternate screen is on.
    pub fn is_full_screen(&self) -> bool {
        self.parser.screen().alternate_screen()
    }

    /// The window title.
    pub fn title(&self) -> &str {
        &self.parser.callbacks().title
    }

    /// What was copied by OSC 52, base64.
    pub fn copied(&self) -> &[String] {
        &self.parser.callbacks().copied
    }

    /// What a program left switched on that a shell would trip over.
    pub fn left_on(&self) -> Vec<String> {
        let screen = self.parser.screen();
        let mut on: Vec<String> =
            self.parser.callbacks().modes.iter().map(|mode| format!("mode {mode}")).collect();
        let named = [
            ("alternate screen", screen.alternate_screen()),
            ("bracketed paste", screen.bracketed_paste()),
            ("hidden cursor", screen.hide_cursor()),
            ("mouse", screen.mouse_protocol_mode() != MouseProtocolMode::None),
            ("bold", screen.bold()),
            ("reverse", screen.inverse()),
            (
                "a colour",
                screen.fgcolor() != vt100::Color::Default || screen.bgcolor() != vt100::Color::Default,
            ),
        ];
        on.extend(named.iter().filter(|(_, is_on)| *is_on).map(|(name, _)| (*name).to_owned()));
        on
    }
}
