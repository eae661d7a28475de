//! TOML and JSON → one kind of tree, in which every value knows its line and every number is as it was written.
use crate::i18n::tr;
use crate::input::okr::{Fault, fault};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value of a file.
pub(super) struct Node {
    /// The line it begins on, from 1.
    pub line: usize,
    /// What it is.
    pub value: Value,
}

/// What a value of a file is.
pub(super) enum Value {
    /// A text, a date, a number as it was written.
    Word(String),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Node>),
    /// Names and values, in the order of the file where it has one.
    Table(Vec<(String, Node)>),
    /// JSON's nothing.
    Nothing,
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(after).collect())
    }

    fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }
}

/// Reads TOML.
pub(super) fn toml(text: &str) -> Result<Node, Vec<Fault>> {
    let lines = Lines::of(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let value = Value::Table(table.into_inner().into_iter().map(|row| pair(row, &lines)).collect());
        return Ok(Node { line: 1, value });
    }
    let mut faults: Vec<Fault> = Vec::new();
    for error in errors {
        let line = error.span().map_or(0, |span| lines.line(span.start));
        // What follows on the same line comes from the first.
        if faults.last().is_none_or(|last| last.line != line) {
            faults.push(fault(line, "", &tr::ERROR_OKR_NO_TOML).with("why", error.message()));
        }
    }
    Err(faults)
}

fn pair(
    (name, value): (Spanned<std::borrow::Cow<'_, str>>, Spanned<DeValue<'_>>),
    lines: &Lines,
) -> (String, Node) {
    let line = lines.line(name.span().start);
    let mut node = toml_node(value, lines);
    if !matches!(node.value, Value::Table(_) | Value::List(_)) {
        node.line = line;
    }
    (name.into_inner().into_owned(), node)
}

fn toml_node(node: Spanned<DeValue<'_>>, lines: &Lines) -> Node {
    let line = lines.line(node.span().start);
    let value = match node.into_inner() {
        DeValue::String(text) => Value::Word(text.into_owned()),
        DeValue::Integer(number) if number.radix() == 10 => Value::Word(number.as_str().to_owned()),
        DeValue::Integer(number) => {
            let read = i64::from_str_radix(number.as_str(), number.radix());
            Value::Word(read.map_or_else(|_| number.as_str().to_owned(), |read| read.to_string()))
        }
        DeValue::Float(number) => Value::Word(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(moment) => Value::Word(moment.to_string()),
        DeValue::Array(list) => Value::List(list.into_iter().map(|entry| toml_node(entry, lines)).collect()),
        DeValue::Table(table) => Value::Table(table.into_iter().map(|row| pair(row, lines)).collect()),
    };
    Node { line, value }
}

/// Reads JSON. Names that are there twice stay both.
pub(super) fn json(text: &str) -> Result<Node, Vec<Fault>> {
    // What is no JSON, or nested without end, is refused by the parser that everybody uses; what is left is easy to
    // walk through. (What is only ignored may be nested as deep as it likes.)
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or_default().to_owned();
        return Err(vec![fault(error.line(), "", &tr::ERROR_OKR_NO_JSON).with("why", why)]);
    }
    Ok(Walk { text, at: 0, lines: Lines::of(text) }.node())
}

/// A way through a text that is known to be JSON.
struct Walk<'a> {
    text: &'a str,
    at: usize,
    lines: Lines,
}

impl Walk<'_> {
    fn peek(&mut self) -> u8 {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    fn node(&mut self) -> Node {
        let first = self.peek();
        let line = self.lines.line(self.at);
        let value = match first {
            b'{' => Value::Table(self.list(b'}', |walk| {
                walk.peek();
                let name = walk.string();
                walk.peek();
                walk.at += 1;
                (name, walk.node())
            })),
            b'[' => Value::List(self.list(b']', Self::node)),
            b'"' => Value::Word(self.string()),
            _ => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, ',' | '}' | ']'));
                let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
                self.at += word.len();
                match word {
                    "null" => Value::Nothing,
                    "true" | "false" => Value::Flag(word == "true"),
                    number => Value::Word(number.to_owned()),
                }
            }
        };
        Node { line, value }
    }

    fn list<T>(&mut self, close: u8, mut entry: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut out = Vec::new();
        self.at += 1;
        while !matches!(self.peek(), 0) {
            if self.peek() == close {
                self.at += 1;
                break;
            }
            out.push(entry(self));
            if self.peek() == b',' {
                self.at += 1;
            }
        }
        out
    }

    fn string(&mut self) -> String {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut is_escaped = false;
        let end = rest.bytes().skip(1).position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        });
        let quoted = rest.get(..end.map_or(rest.len(), |end| end + 2)).unwrap_or_default();
        self.at += quoted.len();
        serde_json::from_str(quoted).unwrap_or_default()
    }
}
