//! Bytes of a terminal → keys, mouse, paste, focus. Own, so that a paste of any size stays within its limit, a
//! closed terminal is seen, and the reader can be stopped while an editor has the keyboard.
use crate::tui::keymap::{Chord, Code};
use crate::tui::msg::{MouseKind, Msg};

/// How many bytes of one paste are taken in; fields have lower limits of their own.
pub const PASTE_LIMIT: usize = 64 * 1024;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Takes bytes as they come and gives messages when they are whole.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    paste: Option<Paste>,
}

#[derive(Debug, Default)]
struct Paste {
    text: Vec<u8>,
    cut: bool,
}

// One at a time, on the stack: a box would be an allocation a key.
#[allow(clippy::large_enum_variant)]
enum Step {
    Used(usize, Option<Msg>),
    Wait,
}

impl Decoder {
    /// Takes bytes in.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Msg>) {
        self.pending.extend_from_slice(bytes);
        let mut at = 0;
        while at < self.pending.len() {
            let rest = self.pending.get(at..).unwrap_or_default();
            let step = match &mut self.paste {
                Some(paste) => paste_step(paste, rest),
                None => step(rest),
            };
            let Step::Used(used, msg) = step else { break };
            at += used;
            match msg {
                Some(Msg::Pasted { .. }) if self.paste.is_none() => self.paste = Some(Paste::default()),
                Some(Msg::Pasted { .. }) => {
                    let paste = self.paste.take().unwrap_or_default();
                    out.push(Msg::Pasted { text: lossy(&paste.text), cut: paste.cut });
                }
                Some(msg) => out.push(msg),
                None => {}
            }
        }
        self.pending.drain(..at.min(self.pending.len()));
    }

    /// True where a sequence has begun and its rest is missing.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.pending.is_empty() && self.paste.is_none()
    }

    /// The rest did not come: a lone Esc was the key itself.
    pub fn give_up(&mut self, out: &mut Vec<Msg>) {
        if self.pending.first() == Some(&0x1b) {
            out.push(key(Code::Esc));
        }
        self.pending.clear();
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn paste_step(paste: &mut Paste, rest: &[u8]) -> Step {
    let end = rest.windows(PASTE_END.len()).position(|w| w == PASTE_END);
    // Without an end in sight, its first bytes may already be here.
    let take = end.unwrap_or_else(|| rest.len().saturating_sub(PASTE_END.len() - 1));
    let room = PASTE_LIMIT.saturating_sub(paste.text.len());
    paste.text.extend_from_slice(rest.get(..take.min(room)).unwrap_or_default());
    paste.cut |= take > room;
    match end {
        Some(at) => Step::Used(at + PASTE_END.len(), Some(Msg::Pasted { text: String::new(), cut: false })),
        None if take == 0 => Step::Wait,
        None => Step::Used(take, None),
    }
}

fn key(code: Code) -> Msg {
    Msg::KeyPressed(Chord::plain(code))
}

fn step(bytes: &[u8]) -> Step {
    let Some(first) = bytes.first() else { return Step::Wait };
    let ctrl =
        |letter: u8| Msg::KeyPressed(Chord { ctrl: true, ..Chord::plain(Code::Char(char::from(letter))) });
    match first {
        0x1b => escape(bytes),
        b'\r' | b'\n' => Step::Used(1, Some(key(Code::Enter))),
        b'\t' => Step::Used(1, Some(key(Code::Tab))),
        0x7f | 0x08 => Step::Used(1, Some(key(Code::Backspace))),
        0 => Step::Used(1, Some(ctrl(b' '))),
        n @ 1..=0x1a => Step::Used(1, Some(ctrl(n - 1 + b'a'))),
        n @ 0x1c..=0x1f => Step::Used(1, Some(ctrl(n + 0x40))),
        _ => match character(bytes) {
            Some((c, used)) => Step::Used(used, Some(key(Code::Char(c)))),
            None if bytes.len() < 4 && std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none()) => {
                Step::Wait
            }
            None => Step::Used(1, None),
        },
    }
}

fn character(bytes: &[u8]) -> Option<(char, usize)> {
    let head = bytes.get(..bytes.len().min(4)).unwrap_or_default();
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?,
    };
    valid.chars().next().map(|c| (c, c.len_utf8()))
}

fn escape(bytes: &[u8]) -> Step {
    match bytes.get(1) {
        None => Step::Wait,
        Some(b'[') => sequence(bytes),
        Some(b']') => answer(bytes),
        Some(b'O') => match bytes.get(2) {
            None => Step::Wait,
            Some(last) => Step::Used(3, letter(*last).map(key)),
        },
        Some(0x1b) => Step::Used(1, Some(key(Code::Esc))),
        Some(_) => match step(bytes.get(1..).unwrap_or_default()) {
            Step::Used(used, Some(Msg::KeyPressed(chord))) => {
                Step::Used(used + 1, Some(Msg::KeyPressed(Chord { alt: true, ..chord })))
            }
            Step::Used(used, other) => Step::Used(used + 1, other),
            Step::Wait => Step::Wait,
        },
    }
}

/// The answer to a question about a colour: `ESC ] 11 ; rgb:RRRR/GGGG/BBBB`, ended by BEL or ESC \\.
fn answer(bytes: &[u8]) -> Step {
    let body = bytes.get(2..).unwrap_or_default();
    let Some(end) = body.iter().position(|b| *b == 0x07 || *b == 0x1b) else {
        return if body.len() > 64 { Step::Used(bytes.len(), None) } else { Step::Wait };
    };
    let used = match (body.get(end), body.get(end + 1)) {
        (Some(0x07), _) => end + 3,
        (_, None) => return Step::Wait,
        (_, Some(_)) => end + 4,
    };
    let text = lossy(body.get(..end).unwrap_or_default());
    let channels = text.strip_prefix("11;rgb:").map(|rgb| {
        let level = |hex: &str| {
            let max = (1u32 << (4 * hex.len().min(4))) - 1;
            u16::from_str_radix(hex, 16).map_or(0, |v| u32::from(v) * 100 / max.max(1))
        };
        rgb.split('/').map(level).sum::<u32>()
    });
    Step::Used(used, channels.map(|sum| Msg::BackgroundTold(sum > 150)))
}

fn letter(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'P' => Code::F(1),
        b'Q' => Code::F(2),
        b'R' => Code::F(3),
        b'S' => Code::F(4),
        b'M' => Code::Enter,
        _ => return None,
    })
}

fn sequence(bytes: &[u8]) -> Step {
    let body = bytes.get(2..).unwrap_or_default();
    let Some(end) = body.iter().position(|b| (0x40..=0x7e).contains(b)) else {
        return if body.len() > 64 { Step::Used(bytes.len(), None) } else { Step::Wait };
    };
    let (params, last) =
        (lossy(body.get(..end).unwrap_or_default()), body.get(end).copied().unwrap_or_default());
    let used = end + 3;
    if let Some(mouse) = params.strip_prefix('<') {
        return Step::Used(used, mouse_event(mouse, last));
    }
    let numbers: Vec<u32> = params.split([';', ':']).map(|n| n.parse().unwrap_or(1)).collect();
    let number = numbers.first().copied().unwrap_or(1);
    let msg = match last {
        b'I' => return Step::Used(used, Some(Msg::FocusChanged(true))),
        b'O' => return Step::Used(used, Some(Msg::FocusChanged(false))),
        b'Z' => {
            return Step::Used(used, Some(Msg::KeyPressed(Chord { shift: true, ..Chord::plain(Code::Tab) })));
        }
        b'~' if number == 200 => {
            return Step::Used(used, Some(Msg::Pasted { text: String::new(), cut: false }));
        }
        b'~' => numbered(number),
        b'u' => char::from_u32(number).and_then(unicode_key),
        other => letter(other),
    };
    let held = numbers.get(1).copied().unwrap_or(1).saturating_sub(1);
    Step::Used(
        used,
        msg.map(|code| {
            let is_char = matches!(code, Code::Char(_));
            let (shift, alt, ctrl) = (held & 1 != 0 && !is_char, held & 2 != 0, held & 4 != 0);
            Msg::KeyPressed(Chord { code, ctrl, alt, shift })
        }),
    )
}

fn numbered(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(u8::try_from(number - 10).unwrap_or(0)),
        17..=21 => Code::F(u8::try_from(number - 11).unwrap_or(0)),
        23 | 24 => Code::F(u8::try_from(number - 12).unwrap_or(0)),
        _ => return None,
    })
}

fn unicode_key(c: char) -> Option<Code> {
    Some(match c {
        '\r' => Code::Enter,
        '\t' => Code::Tab,
        '\u{1b}' => Code::Esc,
        '\u{7f}' => Code::Backspace,
        c if !c.is_control() => Code::Char(c),
        _ => return None,
    })
}

fn mouse_event(params: &str, last: u8) -> Option<Msg> {
    let mut numbers = params.split(';').map(|n| n.parse::<u16>().ok());
    let (button, x, y) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let kind = match (button, last) {
        (0, b'M') => MouseKind::Pressed,
        (64, _) => MouseKind::WheelUp,
        (65, _) => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Msg::MouseUsed(kind, x.saturating_sub(1), y.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(chunks: &[&[u8]]) -> Vec<String> {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        for chunk in chunks {
            decoder.feed(chunk, &mut out);
        }
        if decoder.is_waiting() {
            decoder.give_up(&mut out);
        }
        out.iter()
            .map(|msg| match msg {
                Msg::KeyPressed(chord) => chord.to_string(),
                Msg::Pasted { text, cut } => format!("paste {} {cut}", text.len()),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn keys_are_read() {
        assert_eq!(shown(&[b"j\r\t\x7f\x12G"]), ["j", "Enter", "Tab", "Backspace", "Ctrl-r", "G"]);
        assert_eq!(
            shown(&[b"\x1b[A\x1bOB\x1b[1;5C\x1b[Z\x1b[5~\x1bx"]),
            ["↑", "↓", "Ctrl-→", "Shift-Tab", "PgUp", "Alt-x"]
        );
        assert_eq!(shown(&["万".as_bytes()]), ["万"]);
    }

    #[test]
    fn a_sequence_may_come_in_pieces() {
        assert_eq!(shown(&[b"\x1b", b"[", b"A"]), ["↑"]);
        let wan = "万".as_bytes();
        assert_eq!(shown(&[&wan[..1], &wan[1..]]), ["万"]);
    }

    #[test]
    fn a_lone_escape_is_the_key() {
        assert_eq!(shown(&[b"\x1b"]), ["Esc"]);
        assert_eq!(shown(&[b"\x1b\x1b[A"]), ["Esc", "↑"]);
    }

    #[test]
    fn a_paste_is_one_message_within_its_limit() {
        assert_eq!(shown(&[b"\x1b[200~a\rb\x1b[2", b"01~x"]), ["paste 3 false", "x"]);
        let mut big = b"\x1b[200~".to_vec();
        big.resize(10_000_000, b'z');
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        for chunk in big.chunks(65_536) {
            decoder.feed(chunk, &mut out);
            assert!(decoder.pending.len() < 16, "an open paste is not kept twice");
        }
        decoder.feed(b"\x1b[201~", &mut out);
        assert!(matches!(&out[..], [Msg::Pasted { text, cut: true }] if text.len() == PASTE_LIMIT));
    }

    #[test]
    fn mouse_and_focus_are_read() {
        assert_eq!(
            shown(&[b"\x1b[<0;5;7M\x1b[<0;5;7m\x1b[<64;1;1M\x1b[I"]),
            ["MouseUsed(Pressed, 4, 6)", "MouseUsed(WheelUp, 0, 0)", "FocusChanged(true)"]
        );
    }

    #[test]
    fn the_terminals_background_is_read() {
        assert_eq!(shown(&[b"\x1b]11;rgb:ffff/fafa/f0f0\x1b\\j"]), ["BackgroundTold(true)", "j"]);
        assert_eq!(shown(&[b"\x1b]11;rgb:1e/1e", b"/2e\x07"]), ["BackgroundTold(false)"]);
        assert_eq!(shown(&[b"\x1b]11;rgb:fffffffff/0/\x07k"]), ["BackgroundTold(false)", "k"]);
    }

    proptest! {
        #[test]
        fn any_bytes_in_any_pieces_are_survived(chunks in proptest::collection::vec(
            proptest::collection::vec(any::<u8>(), 0..20), 0..20)) {
            let (mut decoder, mut out) = (Decoder::default(), Vec::new());
            for chunk in &chunks {
                decoder.feed(chunk, &mut out);
            }
            decoder.give_up(&mut out);
        }
    }
}
