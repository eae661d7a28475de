//! Words of a few as people type them, weights and hints: what cycles, objectives and key results share.
use crate::error::{Error, Kind, Result};
use crate::i18n::{Text, label, tr};
use crate::model::{Fault, Quantity, SmartHint};
use std::fmt::Display;

/// The word of a text: its own, or what it is called in either language.
pub(in super::super) fn word<T: Copy + Display>(
    text: &str,
    all: &[T],
    label: impl Fn(T) -> &'static Text,
    field: &'static str,
) -> Result<T> {
    let text = text.trim();
    let is_it = |one: &&T| {
        let name = label(**one);
        text == one.to_string() || text.eq_ignore_ascii_case(name.en) || text == name.zh
    };
    all.iter().find(is_it).copied().ok_or_else(|| {
        let words: Vec<String> = all.iter().map(|one| format!("{one} {}", label(*one).zh)).collect();
        Error::from(Fault::UnknownWord { text: text.to_owned(), allowed: words.join(", ") }).field(field)
    })
}

/// A weight as typed: 0 or more.
pub(super) fn weight(text: &str) -> Result<Quantity> {
    let weight = Quantity::parse(text).map_err(|f| Error::from(f).field("weight"))?;
    if weight < Quantity::ZERO {
        return Err(Error::new(Kind::BadData, &tr::ERROR_NEGATIVE_WEIGHT).arg("text", text).field("weight"));
    }
    Ok(weight)
}

/// Hints as things to keep an eye on.
pub(super) fn hinted(hints: Vec<SmartHint>) -> impl Iterator<Item = Error> {
    hints.into_iter().map(|hint| Error::new(Kind::BadData, label::smart_hint(hint)))
}

/// `o3`, where `o2` is the last of its kind.
pub(super) fn next_key<'a>(prefix: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let number = |key: &str| key.to_lowercase().strip_prefix(prefix)?.parse::<u32>().ok();
    let last = taken.filter_map(number).max().unwrap_or(0);
    format!("{prefix}{}", last.saturating_add(1))
}
