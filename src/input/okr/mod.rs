//! Files of a whole cycle: TOML and JSON as the program writes them, and a set of OKRs as people write it in Markdown.
mod lines;
mod markdown;
mod node;
mod sentence;

use crate::error::{Error, Kind};
use crate::i18n::{Text, tr};
use crate::model::{CycleFile, FieldVisitor, FileTable, Lang, Word, printable};
use node::{Node, Value};
use std::fmt::Display;

/// The largest file that is read, in bytes.
pub const LIMIT: usize = 4 << 20;
/// The most faults that are told.
const TOLD: usize = 20;
/// The longest name of a field that is told.
const NAME: usize = 60;
/// The most entries of a list that are looked at.
const ENTRIES: usize = 5_000;

crate::words! {
    /// What a file of a cycle is written in.
    pub enum CycleFormat {
        /// The usual one, easy to write by hand.
        Toml = "toml",
        /// For programs.
        Json = "json",
        /// Headings and bullets.
        Markdown = "markdown",
    }
}

impl CycleFormat {
    /// What a file of this name is usually written in.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            "md" | "markdown" | "mdown" | "txt" => Some(Self::Markdown),
            _ => None,
        }
    }

    /// What a text looks like.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let is_field = |line: &str| {
            let name = line.split_once('=').map(|(name, _)| name.trim());
            name.is_some_and(|name| {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            })
        };
        match text.trim_start_matches('\u{feff}').trim_start() {
            text if text.starts_with('{') => Self::Json,
            text if text.lines().any(|line| line.starts_with("[[") || is_field(line)) => Self::Toml,
            _ => Self::Markdown,
        }
    }
}

/// One thing that is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The line, from 1; 0 where it is about the file as a whole.
    pub line: usize,
    /// `objective[2].key_result[1].goal`; empty for the whole file.
    pub field: String,
    /// What is wrong.
    pub error: Error,
}

impl Fault {
    /// Fills a placeholder of its text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.error = self.error.arg(name, value);
        self
    }

    /// `line 12  objective[2].key_result[1].goal  what`
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let line = self.line.to_string();
        let line =
            if self.line == 0 { String::new() } else { tr::OKR_FILE_LINE.fill(lang, &[("line", &line)]) };
        let parts = [line, self.field.clone(), self.error.message(lang)];
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        printable(&parts.join("  ")).into_owned()
    }
}

/// A fault with a text.
#[must_use]
pub fn fault(line: usize, field: impl Into<String>, text: &'static Text) -> Fault {
    Fault { line, field: field.into(), error: Error::new(Kind::BadData, text) }
}

/// All of them as one error: the first twenty, and how many there are.
#[must_use]
pub fn refused(mut faults: Vec<Fault>, lang: Lang) -> Error {
    faults.sort_by_key(|fault| fault.line);
    let (count, more) = (faults.len(), faults.len().saturating_sub(TOLD));
    let mut rows: Vec<String> = faults.iter().take(TOLD).map(|fault| fault.told(lang)).collect();
    if more > 0 {
        rows.push(tr::OKR_FILE_MORE.fill(lang, &[("n", &more.to_string())]));
    }
    Error::new(Kind::BadData, &tr::ERROR_BAD_OKR_FILE).arg("n", count).rows(rows)
}

/// A file that could be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Read {
    /// What it says.
    pub file: CycleFile,
    /// What was assumed, and what was left out.
    pub assumed: Vec<Fault>,
}

/// Reads a file of a cycle.
///
/// # Errors
/// Everything that is wrong with it. What its words mean is checked where it is imported.
pub fn read(bytes: &[u8], format: Option<CycleFormat>) -> Result<Read, Vec<Fault>> {
    if bytes.len() > LIMIT {
        return Err(vec![fault(0, "", &tr::ERROR_OKR_TOO_LARGE).with("limit", LIMIT >> 20)]);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.iter().take(error.valid_up_to());
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        vec![fault(line, "", &tr::ERROR_OKR_NOT_UTF8).with("offset", error.valid_up_to())]
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let node = match format.unwrap_or_else(|| CycleFormat::of_text(text)) {
        CycleFormat::Markdown => return markdown::read(text),
        CycleFormat::Toml => node::toml(text)?,
        CycleFormat::Json => node::json(text)?,
    };
    let mut faults = Vec::new();
    let file = table::<CycleFile>(node, String::new(), &mut faults);
    if faults.is_empty() { Ok(Read { file, assumed: Vec::new() }) } else { Err(faults) }
}

/// A table of the file as what it is meant to be; what is wrong is noted.
fn table<T: FileTable>(node: Node, path: String, faults: &mut Vec<Fault>) -> T {
    let mut out = T::default();
    out.begin(node.line);
    let fields = match node.value {
        Value::Table(fields) => fields,
        Value::Word(text) if out.plain().is_some() => {
            if let Some(field) = out.plain() {
                *field = Some(Word::at(text, node.line));
            }
            return out;
        }
        _ => {
            faults.push(fault(node.line, path, &tr::ERROR_OKR_NO_TABLE));
            return out;
        }
    };
    let mut fill = Fill { fields, path, faults };
    out.visit(&mut fill);
    fill.rest(T::FIELDS);
    out
}

/// Fills the fields of one table.
struct Fill<'a> {
    fields: Vec<(String, Node)>,
    path: String,
    faults: &'a mut Vec<Fault>,
}

impl Fill<'_> {
    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// The field of a name, once.
    fn take(&mut self, name: &str) -> Option<Node> {
        let at = self.fields.iter().position(|(field, _)| field == name)?;
        Some(self.fields.swap_remove(at).1).filter(|node| !matches!(node.value, Value::Nothing))
    }

    fn wrong(&mut self, line: usize, name: &str, text: &'static Text) {
        let path = self.path_of(name);
        self.faults.push(fault(line, path, text));
    }

    /// Whatever was not taken is not known, or there twice.
    fn rest(&mut self, known: &[&str]) {
        for (name, node) in std::mem::take(&mut self.fields) {
            let text: String = printable(&name).chars().take(NAME).collect();
            let path = self.path_of(&text);
            if known.contains(&name.as_str()) {
                self.faults.push(fault(node.line, path, &tr::ERROR_OKR_FIELD_TWICE).with("name", text));
                continue;
            }
            let near = |known: &&&str| strsim::damerau_levenshtein(known, &text);
            let like = known
                .iter()
                .min_by_key(near)
                .filter(|known| near(known) <= known.len().min(text.len()) / 3 + 1);
            let unknown = match like {
                Some(near) => fault(node.line, path, &tr::ERROR_OKR_UNKNOWN_FIELD_LIKE).with("near", near),
                None => fault(node.line, path, &tr::ERROR_OKR_UNKNOWN_FIELD),
            };
            self.faults.push(unknown.with("name", text));
        }
    }
}

impl FieldVisitor for Fill<'_> {
    fn word(&mut self, name: &'static str, field: &mut Option<Word>) {
        let Some(node) = self.take(name) else { return };
        match node.value {
            Value::Word(text) => *field = Some(Word::at(text, node.line)),
            // That something is done may be said without saying when.
            Value::Flag(done) if name == "done" => *field = done.then(|| Word::at("x", node.line)),
            _ => self.wrong(node.line, name, &tr::ERROR_OKR_NO_WORD),
        }
    }

    fn flag(&mut self, name: &'static str, field: &mut Option<bool>) {
        let Some(node) = self.take(name) else { return };
        match node.value {
            Value::Flag(flag) => *field = Some(flag),
            _ => self.wrong(node.line, name, &tr::ERROR_OKR_NO_FLAG),
        }
    }

    fn words(&mut self, name: &'static str, field: &mut Vec<Word>) {
        let Some(node) = self.take(name) else { return };
        let entries = match node.value {
            Value::List(entries) => entries,
            // `tags = "growth, retention"` is as good.
            Value::Word(text) => {
                let parts = text.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty());
                field.extend(parts.map(|part| Word::at(part, node.line)));
                return;
            }
            _ => return self.wrong(node.line, name, &tr::ERROR_OKR_NO_LIST),
        };
        if entries.len() > ENTRIES {
            return self.wrong(node.line, name, &tr::ERROR_OKR_TOO_MANY);
        }
        for entry in entries {
            match entry.value {
                Value::Word(text) => field.push(Word::at(text, entry.line)),
                _ => self.wrong(entry.line, name, &tr::ERROR_OKR_NO_WORD),
            }
        }
    }

    fn tables<T: FileTable>(&mut self, name: &'static str, field: &mut Vec<T>) {
        let Some(node) = self.take(name) else { return };
        let Value::List(entries) = node.value else {
            return self.wrong(node.line, name, &tr::ERROR_OKR_NO_LIST);
        };
        if entries.len() > ENTRIES {
            return self.wrong(node.line, name, &tr::ERROR_OKR_TOO_MANY);
        }
        for (index, entry) in entries.into_iter().enumerate() {
            let path = format!("{}[{}]", self.path_of(name), index + 1);
            field.push(table(entry, path, self.faults));
        }
    }
}
