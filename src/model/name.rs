//! Which names, texts and keys are allowed, and how they are compared and shown.
use super::Fault;
use super::typed::{half_width_char, quoted};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation as _;

/// The longest name, in characters as people count them.
const NAME: usize = 120;
/// The longest sentence.
const SENTENCE: usize = 300;
/// The longest text.
const TEXT: usize = 20_000;
/// The longest key.
const KEY: usize = 40;
/// The longest key that is proposed.
const SLUG: usize = 24;
/// The most combining marks on one base.
const MARKS: usize = 4;
/// The most bytes one character may take; it bounds the work on a huge paste.
const BYTES: usize = 48;

/// Checks a name people read, and gives it trimmed and in NFC.
///
/// # Errors
/// [`Fault::EmptyName`], [`Fault::TooLong`] beyond 120 characters, [`Fault::ControlInName`], [`Fault::HiddenInName`],
/// [`Fault::MarksInName`].
pub fn check_name(text: &str) -> Result<String, Fault> {
    let name = clean(text, NAME, |_| false)?;
    if name.is_empty() { Err(Fault::EmptyName) } else { Ok(name) }
}

/// Checks a sentence people read, such as an objective: as [`check_name`], but up to 300 characters long.
///
/// # Errors
/// As [`check_name`].
pub fn check_sentence(text: &str) -> Result<String, Fault> {
    let sentence = clean(text, SENTENCE, |_| false)?;
    if sentence.is_empty() { Err(Fault::EmptyName) } else { Ok(sentence) }
}

/// Checks a longer text, which may be empty and have lines and tabs; gives it trimmed, in NFC, lines ended by `\n`.
///
/// # Errors
/// As [`check_name`], but [`Fault::TooLong`] beyond 20,000 characters and never [`Fault::EmptyName`].
pub fn check_text(text: &str) -> Result<String, Fault> {
    if text.contains('\r') {
        return check_text(&text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    clean(text, TEXT, |c| matches!(c, '\n' | '\t'))
}

/// Checks a key people type, and gives it trimmed and in NFC: 1 to 40 ASCII letters, digits, `-`, `_`, `.` and Chinese,
/// Japanese or Korean letters; not starting with `-` or `.`.
///
/// # Errors
/// [`Fault::BadKey`].
pub fn check_key(text: &str) -> Result<String, Fault> {
    let bad = || Fault::BadKey { text: quoted(text) };
    if text.len() > KEY * BYTES {
        return Err(bad());
    }
    let key: String = text.trim().nfc().collect();
    let is_allowed =
        key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') || is_cjk(c));
    let is_sized = (1..=KEY).contains(&key.chars().count());
    if is_allowed && is_sized && !key.starts_with(['-', '.']) { Ok(key) } else { Err(bad()) }
}

/// The form in which two names that look alike are equal: NFC, case folded, blanks trimmed.
#[must_use]
pub fn fold(text: &str) -> String {
    let composed: String = text.trim().nfc().collect();
    composed.to_lowercase().replace('ς', "σ").nfc().collect()
}

/// A key proposed for a name: ASCII in lower case and Chinese as it is, the rest as single dashes, at most 24
/// characters. Empty where nothing of the name can stand in a key.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut key = String::new();
    for c in name.nfc().map(half_width_char).take(NAME * BYTES) {
        if c.is_ascii_alphanumeric() || is_cjk(c) {
            key.push(c.to_ascii_lowercase());
        } else if !key.is_empty() && !key.ends_with('-') {
            key.push('-');
        }
    }
    let key: String = key.chars().take(SLUG).collect();
    key.trim_end_matches('-').to_owned()
}

/// A text as one line that is safe for a terminal, a title or a report: control, direction-changing and invisible
/// characters are shown as `�`, line breaks and tabs as blanks. New data cannot hold them; older data may.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    // Most texts are clean; all that is unsafe is below the blank, DEL, or not ASCII.
    if text.bytes().all(|b| (b' '..0x7F).contains(&b)) || !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().map(|c| match c {
        '\n' | '\t' => ' ',
        c if is_unsafe(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    });
    Cow::Owned(shown.collect())
}

/// True for what must never reach a terminal, a title or a report as it is: control, direction-changing and invisible
/// characters.
#[must_use]
pub fn is_unsafe(c: char) -> bool {
    c.is_control() || is_hidden(c)
}

fn clean(text: &str, limit: usize, is_kept: impl Fn(char) -> bool) -> Result<String, Fault> {
    let trimmed = text.trim();
    if trimmed.len() > limit * BYTES {
        return Err(Fault::TooLong { limit });
    }
    let clean: String = trimmed.nfc().collect();
    check_characters(&clean, is_kept)?;
    if clean.graphemes(true).nth(limit).is_some() {
        return Err(Fault::TooLong { limit });
    }
    Ok(clean)
}

fn check_characters(text: &str, is_kept: impl Fn(char) -> bool) -> Result<(), Fault> {
    let mut chars = text.chars().peekable();
    let mut before = None;
    let mut marks = 0;
    while let Some(c) = chars.next() {
        let code = u32::from(c);
        if c.is_control() && !is_kept(c) {
            return Err(Fault::ControlInName { code });
        }
        if is_hidden(c) || !may_follow(before, c, chars.peek().copied()) {
            return Err(Fault::HiddenInName { code });
        }
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks > MARKS {
            return Err(Fault::MarksInName);
        }
        // A variation selector or a skin tone does not end the emoji it belongs to.
        if !matches!(c, '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}') || before.is_none() {
            before = Some(c);
        }
    }
    Ok(())
}

/// Whether an invisible character that has a use stands where it has that use.
fn may_follow(before: Option<char>, c: char, after: Option<char>) -> bool {
    match c {
        '\u{200D}' => before.is_some_and(is_emoji) && after.is_some_and(is_emoji),
        '\u{FE0E}' | '\u{FE0F}' => {
            before.is_some_and(|b| is_emoji(b) || b.is_ascii_digit() || matches!(b, '#' | '*') || is_cjk(b))
        }
        '\u{FE00}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}' => before.is_some_and(is_cjk),
        // The flags of England, Scotland and Wales are a black flag followed by tags.
        '\u{E0020}'..='\u{E007F}' => {
            before.is_some_and(|b| matches!(b, '\u{1F3F4}' | '\u{E0020}'..='\u{E007E}'))
        }
        _ => true,
    }
}

/// Characters that change the writing direction or take no room, and have no use in a name.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E001F}')
}

/// Characters that are shown as pictures, with some room around them for those to come.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '©' | '®' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21AA}'
        | '\u{231A}'..='\u{23FF}' | '\u{24C2}' | '\u{25AA}'..='\u{25FE}' | '\u{2600}'..='\u{27BF}'
        | '\u{2934}' | '\u{2935}' | '\u{2B05}'..='\u{2B55}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F000}'..='\u{1FAFF}')
}

/// Chinese characters, kana and Hangul.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAD9}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_good_name_comes_back_trimmed_and_composed() {
        assert_eq!(check_name("  双11拉新　"), Ok("双11拉新".into()));
        assert_eq!(check_name("Cafe\u{301}"), Ok("Café".into()));
        for name in [
            "👩\u{200D}👩\u{200D}👧 家庭日",
            "❤\u{FE0F}\u{200D}🔥",
            "👩🏽\u{200D}🚀",
            "1\u{FE0F}\u{20E3}",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "葛\u{E0100}",
        ] {
            assert_eq!(check_name(name).as_deref(), Ok(name));
        }
    }

    #[test]
    fn an_empty_or_blank_name_is_refused() {
        for name in ["", "   ", "\u{3000}\t\n"] {
            assert_eq!(check_name(name), Err(Fault::EmptyName));
        }
    }

    #[test]
    fn control_characters_are_refused_with_their_code() {
        assert_eq!(check_name("a\u{1b}[31mb"), Err(Fault::ControlInName { code: 0x1B }));
        assert_eq!(check_name("a\nb"), Err(Fault::ControlInName { code: 10 }));
        assert_eq!(check_name("a\u{9b}b"), Err(Fault::ControlInName { code: 0x9B }));
    }

    #[test]
    fn hidden_characters_are_refused_with_their_code() {
        for c in [
            '\u{202E}',
            '\u{2066}',
            '\u{200B}',
            '\u{200D}',
            '\u{FEFF}',
            '\u{FE0F}',
            '\u{3164}',
            '\u{E0041}',
            '\u{2028}',
        ] {
            assert_eq!(check_name(&format!("a{c}b")), Err(Fault::HiddenInName { code: c as u32 }));
        }
        assert!(check_name("👩\u{200D}").is_err(), "a joiner with nothing to join");
    }

    #[test]
    fn piled_up_marks_are_refused() {
        assert!(check_name(&format!("a{}", "\u{316}".repeat(4))).is_ok());
        assert_eq!(check_name(&format!("a{}", "\u{316}".repeat(50))), Err(Fault::MarksInName));
    }

    #[test]
    fn length_is_counted_in_characters_as_people_see_them() {
        assert!(check_name(&"👩\u{200D}👩\u{200D}👧".repeat(120)).is_ok());
        assert_eq!(check_name(&"双".repeat(121)), Err(Fault::TooLong { limit: 120 }));
        assert_eq!(check_name(&"x".repeat(10_000_000)), Err(Fault::TooLong { limit: 120 }));
        assert_eq!(check_text(&"x".repeat(20_001)), Err(Fault::TooLong { limit: 20_000 }));
    }

    #[test]
    fn a_text_may_have_lines_and_tabs_but_no_escape() {
        assert_eq!(check_text(" a\r\n\tb\rc \n"), Ok("a\n\tb\nc".into()));
        assert_eq!(check_text(""), Ok(String::new()));
        assert_eq!(check_text("a\u{1b}b"), Err(Fault::ControlInName { code: 0x1B }));
    }

    #[test]
    fn keys_are_letters_digits_and_a_few_marks() {
        for key in ["d11", "双11", "a_b-c.d", "D11", "さくら"] {
            assert_eq!(check_key(key).as_deref(), Ok(key));
        }
        for key in ["", " ", "a b", "a/b", "-a", "#3", ".a", "é", "a\u{200B}", "双\u{202E}"] {
            assert!(check_key(key).is_err(), "{key}");
        }
        assert!(check_key(&"a".repeat(40)).is_ok() && check_key(&"a".repeat(41)).is_err());
    }

    #[test]
    fn names_that_look_alike_fold_to_the_same() {
        assert_eq!(fold(" Cafe\u{301} "), fold("CAFÉ"));
        assert_ne!(fold("双11"), fold("双12"));
    }

    #[test]
    fn a_key_is_proposed_from_the_name() {
        assert_eq!(slug("双11拉新"), "双11拉新");
        assert_eq!(slug("  Summer Sale — 2026!"), "summer-sale-2026");
        assert_eq!(slug("双１１（返场）"), "双11-返场");
        assert_eq!(slug("!!!"), "");
        assert_eq!(slug(&"ab ".repeat(20)).chars().count(), 23);
    }

    #[test]
    fn older_data_is_shown_without_control_characters() {
        assert_eq!(printable("a\u{1b}]0;x\u{7}\u{202E}b"), "a�]0;x��b");
        assert_eq!(printable("one\ntwo\tthree"), "one two three");
        assert!(matches!(printable("双11 👩\u{200D}👧"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn any_text_is_checked_without_panic(text in any::<String>()) {
            if let Ok(name) = check_name(&text) {
                prop_assert_eq!(check_name(&name), Ok(name.clone()));
                prop_assert_eq!(printable(&name), name.as_str());
            }
            prop_assert!(!printable(&text).chars().any(char::is_control));
            let _ = (check_text(&text), check_key(&text));
        }

        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn a_proposed_key_is_allowed(text in "[\\PC双十一 -]{0,60}") {
            let key = slug(&text);
            prop_assert!(key.is_empty() || check_key(&key).as_ref() == Ok(&key));
        }
    }
}
