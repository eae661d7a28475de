//! Bytes → text: finds the encoding, decodes piece by piece, and holds no more than a window of it.
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::{ErrorKind, Read};

/// How many bytes are decoded at once.
pub(super) const PIECE: usize = 256 * 1024;

/// The encoding of a name such as `gbk`, `gb18030`, `utf-16le` or `windows-1252`.
///
/// # Errors
/// Usage, where nobody calls an encoding so.
pub fn encoding(name: &str) -> Result<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes())
        .ok_or_else(|| Error::new(Kind::Usage, &tr::ERROR_UNKNOWN_ENCODING).arg("text", name))
}

/// A window of decoded text that moves along a stream.
pub(super) struct Text<R> {
    input: R,
    raw: Box<[u8]>,
    /// Bytes at the front of `raw` that are not decoded yet: the first part of a character.
    carried: usize,
    /// Where in the stream `raw` starts.
    offset: u64,
    declared: Option<&'static Encoding>,
    /// None while the stream is plain UTF-8.
    decoder: Option<Decoder>,
    window: String,
    started: bool,
    ended: bool,
    has_nul: bool,
}

impl<R: Read> Text<R> {
    /// Text of a stream in the declared encoding, UTF-8 where none is; a byte-order mark outranks both. It is taken
    /// in pieces of so many bytes, at least 4.
    pub(super) fn new(input: R, declared: Option<&'static Encoding>, piece: usize) -> Self {
        Self {
            input,
            raw: vec![0; piece.max(4)].into_boxed_slice(),
            carried: 0,
            offset: 0,
            declared,
            decoder: None,
            window: String::new(),
            started: false,
            ended: false,
            has_nul: false,
        }
    }

    /// The text that is at hand.
    pub(super) fn window(&self) -> &str {
        &self.window
    }

    /// True once the window reaches to the end of the stream.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// True once a NUL was seen anywhere: only then are cells worth searching for one.
    pub(super) fn has_nul(&self) -> bool {
        self.has_nul
    }

    /// How many bytes were read from the stream.
    pub(super) fn bytes(&self) -> u64 {
        self.offset + self.carried as u64
    }

    /// Drops the first `used` bytes of the window and adds the next piece of the stream.
    pub(super) fn advance(&mut self, used: usize) -> Result<()> {
        self.window.drain(..used);
        let mut filled = self.fill()?;
        if !self.started {
            self.started = true;
            filled -= self.take_mark(filled);
        }
        let before = self.window.len();
        self.decode(filled)?;
        self.has_nul = self.has_nul || memchr::memchr(0, &self.window.as_bytes()[before..]).is_some();
        Ok(())
    }

    /// Fills `raw` however small the parts are that a pipe hands out, and gives how much of it is filled.
    fn fill(&mut self) -> Result<usize> {
        let mut filled = self.carried;
        while filled < self.raw.len() && !self.ended {
            match self.input.read(&mut self.raw[filled..]) {
                Ok(0) => self.ended = true,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    return Err(Error::new(Kind::Storage, &tr::ERROR_IMPORT_UNREADABLE).arg("why", error));
                }
            }
        }
        Ok(filled)
    }

    /// Settles the encoding and removes the byte-order mark; gives the mark's length.
    fn take_mark(&mut self, filled: usize) -> usize {
        let mark = Encoding::for_bom(&self.raw[..filled]);
        let encoding = mark.map_or(self.declared.unwrap_or(UTF_8), |(encoding, _)| encoding);
        if encoding != UTF_8 {
            self.decoder = Some(encoding.new_decoder_without_bom_handling());
        }
        let length = mark.map_or(0, |(_, length)| length);
        self.raw.copy_within(length..filled, 0);
        self.offset = length as u64;
        length
    }

    fn decode(&mut self, filled: usize) -> Result<()> {
        match &mut self.decoder {
            Some(decoder) => {
                decode_all(decoder, &self.raw[..filled], &mut self.window, self.ended)
                    .map_err(|at| not_text(self.offset + at as u64, decoder.encoding()))?;
                self.carried = 0;
                self.offset += filled as u64;
            }
            None => {
                let piece = &self.raw[..filled];
                let valid = match std::str::from_utf8(piece) {
                    Ok(text) => {
                        self.window.push_str(text);
                        filled
                    }
                    Err(error) if error.error_len().is_none() && !self.ended => {
                        let valid = error.valid_up_to();
                        self.window.push_str(std::str::from_utf8(&piece[..valid]).unwrap_or_default());
                        valid
                    }
                    Err(error) => return Err(not_text(self.offset + error.valid_up_to() as u64, UTF_8)),
                };
                self.raw.copy_within(valid..filled, 0);
                self.carried = filled - valid;
                self.offset += valid as u64;
            }
        }
        Ok(())
    }
}

/// Decodes a whole piece behind `out`; an error is the index of the first byte that cannot be read.
fn decode_all(decoder: &mut Decoder, mut piece: &[u8], out: &mut String, last: bool) -> Result<(), usize> {
    let mut done = 0;
    loop {
        out.reserve(decoder.max_utf8_buffer_length_without_replacement(piece.len()).unwrap_or(PIECE));
        let (result, read) = decoder.decode_to_string_without_replacement(piece, out, last);
        done += read;
        piece = &piece[read..];
        match result {
            DecoderResult::InputEmpty => return Ok(()),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(bad, after) => {
                return Err(done.saturating_sub(usize::from(bad) + usize::from(after)));
            }
        }
    }
}

fn not_text(offset: u64, encoding: &'static Encoding) -> Error {
    let text = if encoding == UTF_8 { &tr::ERROR_IMPORT_NOT_UTF8 } else { &tr::ERROR_IMPORT_BAD_ENCODING };
    Error::new(Kind::BadData, text).arg("offset", offset).arg("encoding", encoding.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte at a time, as a slow pipe does.
    struct Drip<'a>(&'a [u8]);
    impl Read for Drip<'_> {
        fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            to[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn all(input: impl Read, declared: Option<&'static Encoding>) -> Result<String> {
        let mut text = Text::new(input, declared, 4);
        while !text.ended() {
            text.advance(0)?;
        }
        Ok(text.window().to_owned())
    }

    #[test]
    fn characters_cut_between_two_pieces_come_out_whole() {
        assert_eq!(all(Drip("指标,时间\n€".as_bytes()), None).unwrap(), "指标,时间\n€");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| {
            "\u{feff}日期,gmv".encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
        };
        assert_eq!(all(Drip("\u{feff}日期,gmv".as_bytes()), None).unwrap(), "日期,gmv");
        assert_eq!(all(Drip(&utf16(u16::to_le_bytes)), None).unwrap(), "日期,gmv");
        assert_eq!(all(&utf16(u16::to_be_bytes)[..], None).unwrap(), "日期,gmv");
    }

    #[test]
    fn chinese_encodings_are_read_where_they_are_declared() {
        let (gbk, _, _) = encoding_rs::GBK.encode("指标,数值\n销售额,12");
        assert_eq!(all(Drip(&gbk), Some(encoding("gbk").unwrap())).unwrap(), "指标,数值\n销售额,12");
        let (wide, _, _) = encoding_rs::GB18030.encode("𠮷野家,1");
        assert_eq!(all(Drip(&wide), Some(encoding("gb18030").unwrap())).unwrap(), "𠮷野家,1");
    }

    #[test]
    fn bytes_that_are_not_text_are_named_by_their_offset() {
        for input in [&b"abc\xff,1"[..], b"abc\xe6\x8c"] {
            let error = all(Drip(input), None).unwrap_err();
            assert_eq!((error.code(), error.exit_code()), ("import_not_utf8", 3));
            assert!(error.to_string().contains('3'), "{error}");
            assert!(error.hint(crate::model::Lang::En).unwrap().contains("--encoding"));
        }
        let error = all(&b"ab\xff"[..], Some(encoding_rs::GBK)).unwrap_err();
        assert_eq!(error.code(), "import_bad_encoding");
        assert!(error.to_string().contains("byte 2"), "{error}");
    }

    #[test]
    fn an_unknown_encoding_is_wrong_usage() {
        assert_eq!(encoding("klingon").unwrap_err().exit_code(), 2);
    }
}
