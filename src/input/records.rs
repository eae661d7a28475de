//! Text → records: splits delimited lines, quoted or not, with the line every record starts on.
//!
//! Written here instead of taken from the `csv` crate because that one finds *a* parse for everything: it does not
//! tell that a quote was never closed, or that something stands behind a closing one.
use super::text::{PIECE, Text};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use encoding_rs::Encoding;
use memchr::{memchr, memchr_iter, memchr2};
use std::io::Read;
use std::ops::Range;

/// A longer record is a quote that was never closed, or no table at all; it also bounds the memory needed.
const LONGEST: usize = 1024 * 1024;
/// Columns set off by blanks: a run of them counts as one, and those at a line's ends as none.
const BLANK: u8 = b' ';
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// One record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    /// The line it starts on, from 1.
    pub line: u64,
    /// True where something stands between a closing quote and the next delimiter.
    pub is_misquoted: bool,
    text: &'a str,
    fields: &'a [Range<usize>],
}

impl<'a> Record<'a> {
    /// How many fields it has.
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// A field without the blanks around it; empty where there is none.
    pub(super) fn get(&self, index: usize) -> &'a str {
        trimmed(self.fields.get(index).and_then(|range| self.text.get(range.clone())).unwrap_or_default())
    }

    /// Every field.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let record = *self;
        (0..record.len()).map(move |index| record.get(index))
    }
}

/// `str::trim`, without its cost where both ends are plainly no blanks: this is asked of every cell.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// The records of a stream.
pub(super) struct Records<R> {
    text: Text<R>,
    delimiter: u8,
    terminator: u8,
    /// Where in the window the next record starts.
    next: usize,
    next_line: u64,
    line: u64,
    /// The record at hand: a range of the window, or the unescaped copy.
    place: Place,
    unescaped: String,
    fields: Vec<Range<usize>>,
    is_misquoted: bool,
}

enum Place {
    Window(Range<usize>),
    Unescaped,
}

impl<R: Read> Records<R> {
    /// Opens a stream; the delimiter is found out from its first line where none is given.
    pub(super) fn open(input: R, encoding: Option<&'static Encoding>, delimiter: Option<u8>) -> Result<Self> {
        Self::open_in_pieces(input, encoding, delimiter, PIECE)
    }

    fn open_in_pieces(
        input: R,
        encoding: Option<&'static Encoding>,
        delimiter: Option<u8>,
        piece: usize,
    ) -> Result<Self> {
        let mut text = Text::new(input, encoding, piece);
        let (sniffed, terminator) = loop {
            match sniff(text.window()) {
                (Some(terminator), delimiter) => break (delimiter, terminator),
                (None, delimiter) if text.ended() || text.window().len() > LONGEST => {
                    break (delimiter, b'\n');
                }
                _ => text.advance(0)?,
            }
        };
        Ok(Self {
            text,
            delimiter: delimiter.unwrap_or(sniffed),
            terminator,
            next: 0,
            next_line: 1,
            line: 0,
            place: Place::Unescaped,
            unescaped: String::new(),
            fields: Vec::new(),
            is_misquoted: false,
        })
    }

    /// The record that [`Records::advance`] moved to.
    pub(super) fn record(&self) -> Record<'_> {
        let text = match &self.place {
            Place::Window(range) => self.text.window().get(range.clone()).unwrap_or_default(),
            Place::Unescaped => &self.unescaped,
        };
        Record { line: self.line, is_misquoted: self.is_misquoted, text, fields: &self.fields }
    }

    /// Whether the record at hand is no record but the line `sep=;`, by which Excel tells its delimiter; it is taken
    /// over then, unless another was declared.
    pub(super) fn is_separator_line(&mut self, declared: bool) -> bool {
        let text = self.record().text.trim_end_matches(['\r', '\n']);
        let (true, [separator]) = (
            text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("sep=")),
            text.as_bytes().get(4..).unwrap_or_default(),
        ) else {
            return false;
        };
        if !declared && separator.is_ascii() {
            self.delimiter = *separator;
        }
        true
    }

    /// True once a NUL was seen in the stream.
    pub(super) fn has_nul(&self) -> bool {
        self.text.has_nul()
    }

    /// How many bytes were read from the stream.
    pub(super) fn bytes(&self) -> u64 {
        self.text.bytes()
    }

    /// Moves to the next record that is not blank; false at the end.
    pub(super) fn advance(&mut self) -> Result<bool> {
        loop {
            let rest = self.text.window().get(self.next..).unwrap_or_default();
            let (end, consumed) = match memchr2(self.terminator, b'"', rest.as_bytes()) {
                Some(at) if rest.as_bytes()[at] == b'"' => {
                    match self.advance_quoted()? {
                        Some(found) => return Ok(found),
                        None => continue,
                    };
                }
                Some(at) => (at, at + 1),
                None if !self.text.ended() => {
                    self.fetch()?;
                    continue;
                }
                None if rest.is_empty() => return Ok(false),
                None => (rest.len(), rest.len()),
            };
            let line = rest[..end].strip_suffix('\r').unwrap_or(&rest[..end]);
            let is_blank = line.trim().is_empty()
                && (self.delimiter == BLANK || memchr(self.delimiter, line.as_bytes()).is_none());
            self.fields.clear();
            let mut start = 0;
            for at in memchr_iter(self.delimiter, line.as_bytes()) {
                self.fields.push(start..at);
                start = at + 1;
            }
            self.fields.push(start..line.len());
            if self.delimiter == BLANK {
                self.fields.retain(|field| !field.is_empty());
            }
            self.place = Place::Window(self.next..self.next + line.len());
            self.is_misquoted = false;
            self.line = self.next_line;
            self.next += consumed;
            self.next_line += 1;
            if !is_blank {
                return Ok(true);
            }
        }
    }

    /// The same where the record may hold quoted fields; none where more text was fetched to see its end.
    fn advance_quoted(&mut self) -> Result<Option<bool>> {
        self.fields.clear();
        self.unescaped.clear();
        let rest = self.text.window().get(self.next..).unwrap_or_default();
        let mut quoted = Quoted {
            text: rest,
            ended: self.text.ended(),
            delimiter: self.delimiter,
            terminator: self.terminator,
            unescaped: &mut self.unescaped,
            fields: &mut self.fields,
        };
        match quoted.split() {
            Ok(split) => {
                if self.delimiter == BLANK {
                    self.fields.retain(|field| !field.is_empty());
                }
                self.place = Place::Unescaped;
                self.is_misquoted = split.is_misquoted;
                self.line = self.next_line;
                self.next += split.consumed;
                self.next_line += split.lines;
                Ok(Some(true))
            }
            Err(open) if self.text.ended() || rest.len() > LONGEST => Err(self.endless(open)),
            Err(_) => self.fetch().map(|()| None),
        }
    }

    fn fetch(&mut self) -> Result<()> {
        if self.text.window().len() - self.next > LONGEST {
            return Err(self.endless(None));
        }
        self.text.advance(self.next)?;
        self.next = 0;
        Ok(())
    }

    /// The error of a record without an end: the quote that opened so many lines below its start, or the line.
    fn endless(&self, open: Option<u64>) -> Error {
        match open {
            Some(below) => Error::new(Kind::BadData, &tr::ERROR_IMPORT_UNCLOSED_QUOTE)
                .arg("line", self.next_line + below),
            None => Error::new(Kind::BadData, &tr::ERROR_IMPORT_LONG_LINE).arg("line", self.next_line),
        }
    }
}

struct Split {
    consumed: usize,
    lines: u64,
    is_misquoted: bool,
}

/// One record with quotes in it, being copied field by field.
struct Quoted<'a> {
    text: &'a str,
    ended: bool,
    delimiter: u8,
    terminator: u8,
    unescaped: &'a mut String,
    fields: &'a mut Vec<Range<usize>>,
}

impl Quoted<'_> {
    /// Splits it; an error says that its end is not in sight, and how many lines down the open quote is.
    fn split(&mut self) -> Result<Split, Option<u64>> {
        let (mut at, mut lines, mut is_misquoted) = (0, 0, false);
        loop {
            let start = self.unescaped.len();
            let is_quoted = self.text.as_bytes().get(at) == Some(&b'"');
            if is_quoted {
                at = self.copy_quoted(at + 1, &mut lines)?;
            }
            let end = match memchr2(self.delimiter, self.terminator, &self.text.as_bytes()[at..]) {
                Some(length) => at + length,
                None if self.ended => self.text.len(),
                None => return Err(None),
            };
            let is_last = self.text.as_bytes().get(end) != Some(&self.delimiter);
            let mut plain = &self.text[at..end];
            if is_last {
                plain = plain.strip_suffix('\r').unwrap_or(plain);
            }
            if !is_quoted {
                self.unescaped.push_str(plain);
            } else if !plain.trim().is_empty() {
                self.unescaped.push_str(plain);
                is_misquoted = true;
            }
            self.fields.push(start..self.unescaped.len());
            at = end + 1;
            if is_last {
                return Ok(Split { consumed: at.min(self.text.len()), lines: lines + 1, is_misquoted });
            }
        }
    }

    /// Copies from behind an opening quote to its closing one; gives where the text goes on.
    fn copy_quoted(&mut self, mut at: usize, lines: &mut u64) -> Result<usize, Option<u64>> {
        let opened = *lines;
        loop {
            let bytes = &self.text.as_bytes()[at..];
            let length = memchr(b'"', bytes).ok_or(Some(opened))?;
            self.unescaped.push_str(&self.text[at..at + length]);
            *lines += memchr_iter(self.terminator, &bytes[..length]).count() as u64;
            at += length + 1;
            match bytes.get(length + 1) {
                Some(b'"') => self.unescaped.push('"'),
                // The quote may be the first of two, cut apart by the end of the window.
                None if !self.ended => return Err(None),
                _ => return Ok(at),
            }
            at += 1;
        }
    }
}

/// Line end and delimiter of the first line that is not blank; no line end while it is not in sight.
fn sniff(text: &str) -> (Option<u8>, u8) {
    let text = text.trim_start_matches(['\r', '\n', ' ']).as_bytes();
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut is_quoted = false;
    let mut end = None;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'\n' => {
                end = Some(b'\n');
                break;
            }
            b'\r' => {
                end = text.get(at + 1).map(|next| if *next == b'\n' { b'\n' } else { b'\r' });
                break;
            }
            _ => {
                if let Some(index) = DELIMITERS.iter().position(|d| d == byte) {
                    counts[index] += 1;
                }
            }
        }
    }
    // Of equally frequent ones the first, the comma, wins.
    let best = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count).map_or(0, |(index, _)| index);
    (end, DELIMITERS[best])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Rows = Vec<(u64, Vec<String>)>;

    fn rows(input: &[u8]) -> Result<Rows> {
        rows_in_pieces(input, PIECE)
    }

    fn rows_in_pieces(input: &[u8], piece: usize) -> Result<Rows> {
        let mut records = Records::open_in_pieces(input, None, None, piece)?;
        let mut rows = Vec::new();
        while records.advance()? {
            let record = records.record();
            rows.push((record.line, record.iter().map(str::to_owned).collect()));
        }
        Ok(rows)
    }

    fn row(line: u64, fields: &[&str]) -> (u64, Vec<String>) {
        (line, fields.iter().map(|f| (*f).to_owned()).collect())
    }

    #[test]
    fn every_line_end_and_delimiter_is_understood() {
        for input in ["a,b\n1,2\n", "a;b\r\n1;2", "a\tb\r1\t2\r", "\n\na|b\n1|2"] {
            let fields: Vec<_> = rows(input.as_bytes()).unwrap().into_iter().map(|(_, f)| f).collect();
            assert_eq!(fields, [["a", "b"], ["1", "2"]], "{input:?}");
        }
    }

    #[test]
    fn a_delimiter_inside_a_quoted_name_is_not_counted() {
        assert_eq!(rows(b"\"a;b;c\",d\n1,2").unwrap(), [row(1, &["a;b;c", "d"]), row(2, &["1", "2"])]);
    }

    #[test]
    fn quotes_hold_delimiters_line_ends_and_quotes_and_lines_keep_their_number() {
        let found = rows(b"a,b\n\"x\ny\",\"say \"\"hi\"\", ok\"\r\n5\" wide,2\n\n3,4").unwrap();
        assert_eq!(
            found,
            [
                row(1, &["a", "b"]),
                row(2, &["x\ny", "say \"hi\", ok"]),
                row(4, &["5\" wide", "2"]),
                row(6, &["3", "4"])
            ]
        );
    }

    #[test]
    fn an_unclosed_quote_is_named_by_the_line_it_opened_on() {
        for input in ["a,b\n1,2\n3,\"four\n5,6\n", "a,b\n\"1\n2\",\"3\n"] {
            let error = rows(input.as_bytes()).unwrap_err();
            assert_eq!((error.code(), error.exit_code()), ("import_unclosed_quote", 3));
            assert!(error.to_string().contains("line 3"), "{error}");
        }
    }

    #[test]
    fn an_unclosed_quote_does_not_make_a_large_file_fill_the_memory() {
        let endless = std::io::Cursor::new(b"a,b\n1,\"2\n").chain(std::io::repeat(b'x'));
        let mut records = Records::open(endless, None, None).unwrap();
        let error = loop {
            match records.advance() {
                Ok(more) => assert!(more),
                Err(error) => break error,
            }
        };
        assert!(error.to_string().contains("line 2"), "{error}");
        assert!(records.bytes() < 4 * LONGEST as u64);
    }

    #[test]
    fn text_behind_a_closing_quote_marks_the_record() {
        let mut records = Records::open(&b"a,b\n\"1\"2,3\n\"1\" ,3"[..], None, None).unwrap();
        let marks: Vec<bool> =
            std::iter::from_fn(|| records.advance().unwrap().then(|| records.record().is_misquoted))
                .collect();
        assert_eq!(marks, [false, true, false]);
    }

    proptest! {
        #[test]
        fn where_the_stream_is_cut_makes_no_difference(piece in 4..9_usize, input in "[a\"指,]{1,9}(\r\n|\n|\r)[a\",\r\n指]{0,40}") {
            prop_assert_eq!(rows_in_pieces(input.as_bytes(), piece), rows(input.as_bytes()));
        }

        #[test]
        fn arbitrary_bytes_never_panic(input in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = rows(&input);
        }

        #[test]
        fn what_the_csv_crate_writes_is_read_back(
            table in proptest::collection::vec(proptest::collection::vec("[a\" ,;\r\n指€]{0,6}", 2), 1..20)
        ) {
            let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            writer.write_record(["first", "second"]).unwrap();
            table.iter().for_each(|fields| writer.write_record(fields).unwrap());
            let found: Vec<_> = rows(&writer.into_inner().unwrap()).unwrap().into_iter().skip(1).map(|(_, f)| f).collect();
            let trimmed: Vec<Vec<_>> = table.iter().map(|r| r.iter().map(|f| f.trim().to_owned()).collect()).collect();
            prop_assert_eq!(found, trimmed);
        }
    }
}
