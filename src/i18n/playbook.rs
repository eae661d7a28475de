//! What is wrong with a playbook's file, in words.
use super::{Text, tr};
use crate::error::Error;
use crate::model::{Lang, PlayFlaw, PlaybookFault, Shape};

/// What is wrong, in one line, without the place.
#[must_use]
pub fn flaw(flaw: &PlayFlaw, lang: Lang) -> String {
    let say = |text: &Text, args: &[(&str, &str)]| text.fill(lang, args);
    match flaw {
        PlayFlaw::Unreadable { why } => say(&tr::PLAY_FLAW_UNREADABLE, &[("why", why)]),
        PlayFlaw::NoFile => say(&tr::PLAY_FLAW_NO_FILE, &[]),
        PlayFlaw::TooLarge { limit } => {
            say(&tr::PLAY_FLAW_TOO_LARGE, &[("limit", &(limit / 1024).to_string())])
        }
        PlayFlaw::NotUtf8 { offset } => say(&tr::PLAY_FLAW_NOT_UTF8, &[("offset", &offset.to_string())]),
        PlayFlaw::KeyTwice { key, file } => say(&tr::PLAY_FLAW_KEY_TWICE, &[("key", key), ("file", file)]),
        PlayFlaw::Syntax { why } => say(&tr::PLAY_FLAW_SYNTAX, &[("why", why)]),
        PlayFlaw::UnknownField { name, near: like } => {
            say(&tr::PLAY_FLAW_UNKNOWN_FIELD, &[("name", name)]) + &near(like.as_deref(), lang)
        }
        PlayFlaw::Missing => say(&tr::PLAY_FLAW_MISSING, &[]),
        PlayFlaw::Empty => say(&tr::PLAY_FLAW_EMPTY, &[]),
        PlayFlaw::Shape(shape) => say(self::shape(*shape), &[]),
        PlayFlaw::Value(fault) => Error::from(fault.clone()).message(lang),
        PlayFlaw::Bounds { least, most } => {
            say(&tr::PLAY_FLAW_BOUNDS, &[("least", &least.to_string()), ("most", &most.to_string())])
        }
        PlayFlaw::Count { found, least, most } => {
            let [found, least, most] = [found, least, most].map(ToString::to_string);
            say(&tr::PLAY_FLAW_COUNT, &[("found", &found), ("least", &least), ("most", &most)])
        }
        PlayFlaw::NotAShare { text } => say(&tr::PLAY_FLAW_NOT_A_SHARE, &[("text", text)]),
        PlayFlaw::SharesNotOne { sum } => say(&tr::PLAY_FLAW_SHARES_NOT_ONE, &[("sum", sum)]),
        PlayFlaw::BudgetNotOne { sum } => say(&tr::PLAY_FLAW_BUDGET_NOT_ONE, &[("sum", sum)]),
        PlayFlaw::NoPrimary => say(&tr::PLAY_FLAW_NO_PRIMARY, &[]),
        PlayFlaw::SecondPrimary { first } => say(&tr::PLAY_FLAW_SECOND_PRIMARY, &[("first", first)]),
        PlayFlaw::UnknownMetric { key, near: like } => {
            say(&tr::PLAY_FLAW_UNKNOWN_METRIC, &[("key", key)]) + &near(like.as_deref(), lang)
        }
        PlayFlaw::NotAFlow { key } => say(&tr::PLAY_FLAW_NOT_A_FLOW, &[("key", key)]),
        PlayFlaw::DriversEnd { primary } => say(&tr::PLAY_FLAW_DRIVERS_END, &[("primary", primary)]),
        PlayFlaw::Twice { text } => say(&tr::PLAY_FLAW_TWICE, &[("text", text)]),
        PlayFlaw::BadDue { text } => say(&tr::PLAY_FLAW_BAD_DUE, &[("text", text)]),
        PlayFlaw::UnknownTask { id, near: like } => {
            say(&tr::PLAY_FLAW_UNKNOWN_TASK, &[("id", id)]) + &near(like.as_deref(), lang)
        }
        PlayFlaw::Cycle { path } => say(&tr::PLAY_FLAW_CYCLE, &[("path", path)]),
        PlayFlaw::DueBefore { due, other, other_due } => {
            say(&tr::PLAY_FLAW_DUE_BEFORE, &[("due", due), ("other", other), ("other_due", other_due)])
        }
    }
}

/// The stable code of what is wrong: that of the value's own fault where it is one.
#[must_use]
pub fn code(flaw: &PlayFlaw) -> &'static str {
    match flaw {
        PlayFlaw::Value(fault) => Error::from(fault.clone()).code(),
        other => other.code(),
    }
}

/// One line about a fault: `FILE:LINE  field  what`; without the line or the field where it is about more than that.
#[must_use]
pub fn line(file: &str, fault: &PlaybookFault, lang: Lang) -> String {
    let place = if fault.line == 0 { file.to_owned() } else { format!("{file}:{}", fault.line) };
    let parts = [place, fault.field.clone(), flaw(&fault.flaw, lang)];
    parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

fn near(like: Option<&str>, lang: Lang) -> String {
    like.map(|near| tr::PLAY_FLAW_NEAR.fill(lang, &[("near", near)])).unwrap_or_default()
}

fn shape(shape: Shape) -> &'static Text {
    match shape {
        Shape::Text => &tr::PLAY_SHAPE_TEXT,
        Shape::Word => &tr::PLAY_SHAPE_WORD,
        Shape::Whole => &tr::PLAY_SHAPE_WHOLE,
        Shape::Number => &tr::PLAY_SHAPE_NUMBER,
        Shape::Flag => &tr::PLAY_SHAPE_FLAG,
        Shape::List => &tr::PLAY_SHAPE_LIST,
        Shape::Tables => &tr::PLAY_SHAPE_TABLES,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Fault;

    #[test]
    fn a_fault_is_told_with_its_place_in_both_languages() {
        let flaw = PlayFlaw::UnknownField { name: "dayz".to_owned(), near: Some("days".to_owned()) };
        let fault = PlaybookFault { line: 7, field: "dayz".to_owned(), flaw };
        assert_eq!(
            line("mine.toml", &fault, Lang::En),
            "mine.toml:7  dayz  there is no field `dayz`; did you mean `days`?"
        );
        assert_eq!(
            line("mine.toml", &fault, Lang::Zh),
            "mine.toml:7  dayz  没有「dayz」这个字段，是不是「days」？"
        );
        let whole = PlaybookFault::of_file(PlayFlaw::TooLarge { limit: 262_144 });
        assert_eq!(line("mine.toml", &whole, Lang::Zh), "mine.toml  超过 256 KiB");
    }

    #[test]
    fn the_code_of_a_value_is_that_of_its_own_fault() {
        assert_eq!(code(&PlayFlaw::Value(Fault::EmptyName)), "empty_name");
        assert_eq!(code(&PlayFlaw::NoPrimary), "no_primary");
    }
}
