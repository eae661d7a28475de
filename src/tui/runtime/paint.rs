//! Cells → bytes. Keeps what the terminal shows and sends only what differs, with as few bytes as it takes: colours
//! stay set between frames, moves are relative where that is shorter, one write per frame.
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr as _;

/// Frames larger than this are wrapped in a synchronized update, so that they appear at once.
const SYNC_FROM: usize = 512;

/// What the terminal shows, and the way to change it.
#[derive(Debug)]
pub struct Painter {
    shown: Buffer,
    next: Buffer,
    bytes: Vec<u8>,
    pen: Pen,
    at: Option<Position>,
    cursor: Option<Position>,
    is_new: bool,
    width: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

impl Painter {
    /// A painter for an empty screen.
    #[must_use]
    pub fn new(width: u16, height: u16) -> Self {
        let area = Rect::new(0, 0, width, height);
        Self {
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
            bytes: Vec::with_capacity(16 * 1024),
            pen: PLAIN,
            at: None,
            cursor: None,
            is_new: true,
            width,
        }
    }

    /// The terminal has another size, or shows something else: the next frame draws everything.
    pub fn reset(&mut self, width: u16, height: u16) {
        let area = Rect::new(0, 0, width, height);
        self.shown = Buffer::empty(area);
        self.next = Buffer::empty(area);
        (self.is_new, self.width) = (true, width);
    }

    /// Draws a frame and sends what changed; gives the number of bytes sent.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn paint(
        &mut self,
        out: &mut impl Write,
        draw: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<usize> {
        self.next.reset();
        let cursor = draw(&mut self.next);
        self.bytes.clear();
        if self.is_new {
            self.bytes.extend_from_slice(b"\x1b[0m\x1b[?25l\x1b[2J");
            (self.pen, self.at, self.cursor, self.is_new) = (PLAIN, None, None, false);
        }
        let (shown, next) = (std::mem::take(&mut self.shown), std::mem::take(&mut self.next));
        let was_shown = self.cursor.is_some();
        let before = self.bytes.len();
        for (x, y, cell) in shown.diff(&next) {
            if was_shown && self.bytes.len() == before {
                self.bytes.extend_from_slice(b"\x1b[?25l");
                self.cursor = None;
            }
            self.cell(x, y, cell);
        }
        self.place(cursor);
        (self.shown, self.next) = (next, shown);
        if self.bytes.len() > SYNC_FROM {
            out.write_all(b"\x1b[?2026h")?;
            self.bytes.extend_from_slice(b"\x1b[?2026l");
        }
        if !self.bytes.is_empty() {
            out.write_all(&self.bytes)?;
            out.flush()?;
        }
        Ok(self.bytes.len())
    }

    fn place(&mut self, cursor: Option<Position>) {
        match cursor {
            Some(at) if self.cursor != Some(at) => {
                self.go(at);
                if self.cursor.is_none() {
                    self.bytes.extend_from_slice(b"\x1b[?25h");
                }
            }
            None if self.cursor.is_some() => self.bytes.extend_from_slice(b"\x1b[?25l"),
            _ => {}
        }
        self.cursor = cursor;
    }

    fn go(&mut self, to: Position) {
        let written = match self.at {
            Some(at) if at == to => Ok(()),
            Some(at) if at.y == to.y && at.x < to.x => match to.x - at.x {
                1 => write!(self.bytes, "\x1b[C"),
                n => write!(self.bytes, "\x1b[{n}C"),
            },
            _ => write!(self.bytes, "\x1b[{};{}H", to.y + 1, to.x + 1),
        };
        debug_assert!(written.is_ok(), "a Vec takes every byte");
        self.at = Some(to);
    }

    fn cell(&mut self, x: u16, y: u16, cell: &Cell) {
        self.go(Position::new(x, y));
        let pen = Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
        // A blank shows no foreground: leaving the colour alone saves most colour changes between columns.
        let is_blank = cell.symbol() == " " && (pen.modifier | self.pen.modifier).is_empty();
        let pen = if is_blank { Pen { fg: self.pen.fg, ..pen } } else { pen };
        if pen != self.pen {
            self.dip(pen);
        }
        self.bytes.extend_from_slice(cell.symbol().as_bytes());
        let width = cell.symbol().width();
        // Some terminals draw ambiguous signs two columns wide: after one, say where we are. Lines and blocks keep
        // their run: moving after each would triple a frame.
        let is_sure = cell.symbol().len() == 1
            || width == cell.symbol().width_cjk()
            || cell.symbol().starts_with(|c| ('\u{2500}'..='\u{259f}').contains(&c));
        let next = Position::new(x.saturating_add(u16::try_from(width).unwrap_or(1)), y);
        // Past the last column terminals differ in where the cursor stands.
        self.at = (is_sure && next.x < self.width).then_some(next);
    }

    fn dip(&mut self, pen: Pen) {
        let mut codes: Vec<String> = Vec::with_capacity(4);
        let mut old = self.pen;
        if !old.modifier.difference(pen.modifier).is_empty() {
            codes.push(String::from("0"));
            old = PLAIN;
        }
        let added = pen.modifier.difference(old.modifier);
        for (bit, code) in [
            (Modifier::BOLD, "1"),
            (Modifier::DIM, "2"),
            (Modifier::ITALIC, "3"),
            (Modifier::UNDERLINED, "4"),
            (Modifier::REVERSED, "7"),
        ] {
            if added.contains(bit) {
                codes.push(code.to_owned());
            }
        }
        if pen.fg != old.fg {
            codes.push(color_code(pen.fg, 30));
        }
        if pen.bg != old.bg {
            codes.push(color_code(pen.bg, 40));
        }
        self.pen = pen;
        self.bytes.extend_from_slice(b"\x1b[");
        self.bytes.extend_from_slice(codes.join(";").as_bytes());
        self.bytes.push(b'm');
    }
}

fn color_code(color: Color, base: u8) -> String {
    let named = |n: u8| format!("{}", if n < 8 { base + n } else { base + 52 + n });
    match color {
        Color::Reset => format!("{}", base + 9),
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => named(8),
        Color::LightRed => named(9),
        Color::LightGreen => named(10),
        Color::LightYellow => named(11),
        Color::LightBlue => named(12),
        Color::LightMagenta => named(13),
        Color::LightCyan => named(14),
        Color::White => named(15),
        Color::Indexed(n) => format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::text::put;
    use ratatui::style::Style;

    fn painted(painter: &mut Painter, draw: impl FnOnce(&mut Buffer)) -> String {
        let mut out = Vec::new();
        painter
            .paint(&mut out, |buf| {
                draw(buf);
                None
            })
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_unchanged_frame_sends_nothing() {
        let mut painter = Painter::new(20, 3);
        let draw = |buf: &mut Buffer| {
            put(buf, 1, 1, 9, "双11", Style::new().fg(Color::Red));
        };
        assert!(painted(&mut painter, draw).contains("双11"));
        assert_eq!(painted(&mut painter, draw), "");
    }

    #[test]
    fn a_moved_marker_costs_less_than_64_bytes() {
        let mut painter = Painter::new(120, 36);
        let accent = Style::new().fg(Color::Rgb(127, 180, 255));
        let draw = |row: u16| {
            move |buf: &mut Buffer| {
                for y in 0..30 {
                    put(buf, 4, y, 100, "a campaign with a name", Style::new().fg(Color::Rgb(1, 2, 3)));
                }
                put(buf, 2, row, 1, "▸", accent);
            }
        };
        painted(&mut painter, draw(20));
        let moved = painted(&mut painter, draw(21));
        assert!(moved.len() <= 64, "{} bytes: {moved:?}", moved.len());
    }

    #[test]
    fn weight_that_goes_is_reset_and_colours_come_back() {
        let mut painter = Painter::new(10, 1);
        let text = painted(&mut painter, |buf| {
            put(buf, 0, 0, 9, "a", Style::new().fg(Color::Red).add_modifier(Modifier::BOLD));
            put(buf, 1, 0, 9, "b", Style::new().fg(Color::Red));
        });
        assert!(text.ends_with("\x1b[1;31ma\x1b[0;31mb"), "{text:?}");
    }

    #[test]
    fn after_an_ambiguous_sign_the_place_is_said_again() {
        let mut painter = Painter::new(10, 1);
        let text = painted(&mut painter, |buf| {
            put(buf, 0, 0, 9, "●x", Style::new());
        });
        assert!(text.ends_with("●\x1b[1;2Hx"), "{text:?}");
    }

    #[test]
    fn large_frames_appear_at_once_and_the_cursor_is_shown_where_asked() {
        let mut painter = Painter::new(120, 36);
        let mut out = Vec::new();
        painter
            .paint(&mut out, |buf| {
                for y in 0..36 {
                    put(buf, 0, y, 120, &"x".repeat(120), Style::new());
                }
                Some(Position::new(3, 4))
            })
            .unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.starts_with("\x1b[?2026h") && text.ends_with("\x1b[5;4H\x1b[?25h\x1b[?2026l"),
            "{text:?}"
        );
    }
}
