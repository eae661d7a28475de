//! The two languages: every text the program can show, as statics made from `assets/locales` by the build step.
pub mod deed;
pub mod label;
pub mod playbook;

use crate::model::Lang;

/// One text in every language, under its key.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// The key in `assets/locales`, for example `cockpit.title`.
    pub key: &'static str,
    /// English.
    pub en: &'static str,
    /// 中文.
    pub zh: &'static str,
}

impl Text {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }

    /// The text with its `{name}` placeholders filled in. Unknown placeholders stay as they are.
    #[must_use]
    pub fn fill(&self, lang: Lang, args: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.get(lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            match after.split_once('}') {
                Some((name, tail)) => {
                    match args.iter().find(|(key, _)| *key == name) {
                        Some((_, value)) => out.push_str(value),
                        None => {
                            out.push('{');
                            out.push_str(name);
                            out.push('}');
                        }
                    }
                    rest = tail;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// The texts by name: key `cockpit.title` is `tr::COCKPIT_TITLE`.
pub mod tr {
    use super::Text;
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_unknown_ones_stay() {
        let text = Text { key: "t", en: "{a} and {b}", zh: "{a}和{b}" };
        assert_eq!(text.fill(Lang::Zh, &[("a", "一")]), "一和{b}");
    }
}
