//! Reading the tables of a playbook: every value knows its line, and whatever is wrong is noted, not only the first.
use super::{Both, PlayFlaw, PlaybookFault, Shape};
use crate::model::{Fault, Quantity, check_name, check_text, printable};
use std::{cell::RefCell, str::FromStr};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// The most entries a list may have.
const ENTRIES: usize = 200;
/// The longest word that is compared with the known ones.
const COMPARED: usize = 64;

/// A file: where its lines start, and what was found wrong so far.
pub(super) struct Page {
    starts: Vec<usize>,
    faults: RefCell<Vec<PlaybookFault>>,
}

impl Page {
    pub fn new(text: &str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(after).collect(), faults: RefCell::default() }
    }

    /// The line of a byte, from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    pub fn note(&self, offset: usize, field: String, flaw: PlayFlaw) {
        self.faults.borrow_mut().push(PlaybookFault { line: self.line(offset), field, flaw });
    }

    /// What was found, in the order of the file.
    pub fn into_faults(self) -> Vec<PlaybookFault> {
        let mut faults = self.faults.into_inner();
        faults.sort_by_key(|fault| fault.line);
        faults
    }
}

/// How long a text may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// One line, as a name.
    Line,
    /// Several lines.
    Text,
}

/// A table of the file: the whole of it, one `[[task]]`, one `{ en = …, zh = … }`.
#[derive(Clone)]
pub(super) struct Part<'a> {
    page: &'a Page,
    table: &'a DeTable<'a>,
    at: usize,
    path: String,
}

type Value<'a> = &'a Spanned<DeValue<'a>>;

impl<'a> Part<'a> {
    /// The whole file.
    pub fn root(page: &'a Page, table: &'a DeTable<'a>) -> Self {
        Self { page, table, at: 0, path: String::new() }
    }

    /// The path of a field of this table.
    fn path_of(&self, field: &str) -> String {
        if self.path.is_empty() { field.to_owned() } else { format!("{}.{field}", self.path) }
    }

    /// Whether the field is there, right or wrong.
    pub fn has(&self, field: &str) -> bool {
        self.table.contains_key(field)
    }

    /// Where a field's value begins; where it is not there, where its table does.
    fn offset_of(&self, field: &str) -> usize {
        self.table.get(field).map_or(self.at, |value| value.span().start)
    }

    /// Notes what is wrong with a field.
    pub fn note(&self, field: &str, flaw: PlayFlaw) {
        self.page.note(self.offset_of(field), self.path_of(field), flaw);
    }

    /// Notes what is wrong with one entry of a list, counted from 0.
    pub fn note_entry(&self, field: &str, index: usize, flaw: PlayFlaw) {
        let list = self.table.get(field).and_then(|value| value.get_ref().as_array());
        let at = list.and_then(|list| list.get(index)).map_or(self.offset_of(field), |v| v.span().start);
        self.page.note(at, format!("{}[{}]", self.path_of(field), index + 1), flaw);
    }

    /// Notes every field but these.
    pub fn only(&self, known: &[&str]) {
        for name in self.table.keys().filter(|name| !known.contains(&name.get_ref().as_ref())) {
            // It goes to terminals and into reports as it is told.
            let text: String = printable(name.get_ref()).chars().take(COMPARED).collect();
            let near = nearest(&text, known.iter().copied());
            let field = self.path_of(&text);
            self.page.note(name.span().start, field, PlayFlaw::UnknownField { name: text, near });
        }
    }

    fn value(&self, field: &str) -> Option<Value<'a>> {
        self.table.get(field)
    }

    /// The value, which must be there.
    fn need(&self, field: &str) -> Option<Value<'a>> {
        let value = self.value(field);
        if value.is_none() {
            self.note(field, PlayFlaw::Missing);
        }
        value
    }

    fn kept<T>(&self, field: &str, read: Result<T, Fault>) -> Option<T> {
        read.map_err(|fault| self.note(field, PlayFlaw::Value(fault))).ok()
    }

    /// A text in both languages that must be there. What is wrong is noted; then it is empty.
    pub fn need_both(&self, field: &str, size: Size) -> Both {
        self.need(field).and_then(|value| self.both_of(field, value, size, true)).unwrap_or_default()
    }

    /// A text in both languages; an empty one is none.
    pub fn both(&self, field: &str, size: Size) -> Option<Both> {
        self.both_of(field, self.value(field)?, size, false)
    }

    fn both_of(&self, field: &str, value: Value<'a>, size: Size, is_needed: bool) -> Option<Both> {
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() && !is_needed => None,
            DeValue::String(text) => {
                let text = self.clean(field, text, size)?;
                Some(Both { en: text.clone(), zh: text })
            }
            DeValue::Table(table) => self.inner(field, value, table).languages(size),
            _ => {
                self.note(field, PlayFlaw::Shape(Shape::Text));
                None
            }
        }
    }

    fn inner(&self, field: &str, value: Value<'a>, table: &'a DeTable<'a>) -> Self {
        Part { page: self.page, table, at: value.span().start, path: self.path_of(field) }
    }

    /// This table as a text in both languages: it has exactly `en` and `zh`.
    pub fn languages(&self, size: Size) -> Option<Both> {
        self.only(&["en", "zh"]);
        let text = |lang: &str| match self.need(lang)?.get_ref() {
            DeValue::String(text) => self.clean(lang, text, size),
            _ => {
                self.note(lang, PlayFlaw::Shape(Shape::Word));
                None
            }
        };
        let (en, zh) = (text("en"), text("zh"));
        Some(Both { en: en?, zh: zh? })
    }

    fn clean(&self, field: &str, text: &str, size: Size) -> Option<String> {
        if text.trim().is_empty() {
            self.note(field, PlayFlaw::Empty);
            return None;
        }
        let clean = if size == Size::Line { check_name(text) } else { check_text(text) };
        self.kept(field, clean)
    }

    /// A plain text; what is wrong is noted.
    pub fn plain(&self, field: &str) -> Option<String> {
        let Some(text) = self.value(field)?.get_ref().as_str() else {
            self.note(field, PlayFlaw::Shape(Shape::Word));
            return None;
        };
        self.clean(field, text, Size::Line)
    }

    /// A plain text that must be there; empty where it is wrong.
    pub fn need_plain(&self, field: &str) -> String {
        self.need(field).and_then(|_| self.plain(field)).unwrap_or_default()
    }

    /// One of a type's words.
    pub fn word<T: FromStr<Err = Fault>>(&self, field: &str) -> Option<T> {
        let text = self.plain(field)?;
        self.kept(field, text.parse())
    }

    /// One of a type's words that must be there.
    pub fn need_word<T: FromStr<Err = Fault>>(&self, field: &str, otherwise: T) -> T {
        self.need(field).and_then(|_| self.word(field)).unwrap_or(otherwise)
    }

    /// True or false; false where it is not told.
    pub fn flag(&self, field: &str) -> bool {
        match self.value(field).map(Spanned::get_ref) {
            None => false,
            Some(DeValue::Boolean(flag)) => *flag,
            Some(_) => {
                self.note(field, PlayFlaw::Shape(Shape::Flag));
                false
            }
        }
    }

    /// A number of days that must be there; 1 where it is wrong.
    pub fn need_days(&self, field: &str, most: i32) -> i32 {
        let Some(value) = self.need(field) else { return 1 };
        let DeValue::Integer(number) = value.get_ref() else {
            self.note(field, PlayFlaw::Shape(Shape::Whole));
            return 1;
        };
        let days = i32::from_str_radix(number.as_str(), number.radix()).ok();
        days.filter(|days| (1..=most).contains(days)).unwrap_or_else(|| {
            self.note(field, PlayFlaw::Bounds { least: 1, most: most.into() });
            1
        })
    }

    /// A number as it was written: a text, a whole number, a decimal.
    pub fn written(&self, field: &str) -> Option<String> {
        match self.value(field)?.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            DeValue::Float(number) => Some(number.as_str().to_owned()),
            DeValue::String(_) => self.plain(field),
            _ => {
                self.note(field, PlayFlaw::Shape(Shape::Number));
                None
            }
        }
    }

    /// A share of the whole: `15%`, 0.15.
    pub fn share(&self, field: &str) -> Option<Quantity> {
        let text = self.written(field)?;
        let share = self.kept(field, Quantity::parse(&text))?;
        let one = Quantity::from_micros(Quantity::SCALE);
        if (Quantity::ZERO..=one).contains(&share) {
            return Some(share);
        }
        self.note(field, PlayFlaw::NotAShare { text });
        None
    }

    /// The same, which must be there.
    pub fn need_share(&self, field: &str) -> Option<Quantity> {
        self.need(field).and_then(|_| self.share(field))
    }

    fn array(&self, field: &str, shape: Shape) -> Option<&'a DeArray<'a>> {
        let Some(list) = self.value(field)?.get_ref().as_array() else {
            self.note(field, PlayFlaw::Shape(shape));
            return None;
        };
        if list.len() > ENTRIES {
            self.note(field, PlayFlaw::Count { found: list.len(), least: 0, most: ENTRIES });
            return None;
        }
        Some(list)
    }

    /// A list of words; what is no word is noted and stands as an empty one, so that places stay.
    pub fn words(&self, field: &str) -> Vec<String> {
        let list = self.array(field, Shape::List).into_iter().flatten().enumerate();
        list.map(|(index, value)| match value.get_ref().as_str().map(check_name) {
            Some(Ok(word)) => word,
            Some(Err(fault)) => {
                self.note_entry(field, index, PlayFlaw::Value(fault));
                String::new()
            }
            None => {
                self.note_entry(field, index, PlayFlaw::Shape(Shape::Word));
                String::new()
            }
        })
        .collect()
    }

    /// The `[[field]]` tables.
    pub fn tables(&self, field: &str) -> Vec<Self> {
        let list = self.array(field, Shape::Tables).into_iter().flatten().enumerate();
        list.filter_map(|(index, value)| {
            let Some(table) = value.get_ref().as_table() else {
                self.note_entry(field, index, PlayFlaw::Shape(Shape::Tables));
                return None;
            };
            let path = format!("{}[{}]", self.path_of(field), index + 1);
            Some(Part { page: self.page, table, at: value.span().start, path })
        })
        .collect()
    }
}

/// The known word most like one, where one is like it.
pub(super) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    let word: String = word.to_lowercase().chars().take(COMPARED).collect();
    let far = word.chars().count().div_ceil(2).max(2);
    let scored = known.map(|known| (strsim::damerau_levenshtein(&word, &known.to_lowercase()), known));
    let (distance, near) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= far).then(|| near.to_owned())
}
