//! The rows that cannot be read: the first ones by name, all of them by number.
use crate::error::{Error, Kind};
use crate::i18n::{Text, tr};
use crate::model::{Lang, printable};

/// How many are named.
const NAMED: usize = 20;

/// Bad rows, collected over the whole stream so that all can be mended at once.
pub(super) struct BadRows {
    lang: Lang,
    count: u64,
    last_line: u64,
    named: Vec<String>,
}

impl BadRows {
    /// None so far.
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, count: 0, last_line: 0, named: Vec::new() }
    }

    /// Adds what is wrong with a line, or with one column of it.
    pub(super) fn add(&mut self, line: u64, column: Option<&str>, why: &Error) {
        self.count_line(line);
        if self.named.len() < NAMED {
            self.name(line, column, &why.message(self.lang));
        }
    }

    /// The same for a text of this room.
    pub(super) fn say(&mut self, line: u64, column: Option<&str>, why: &Text, args: &[(&str, &str)]) {
        self.count_line(line);
        if self.named.len() < NAMED {
            self.name(line, column, &why.fill(self.lang, args));
        }
    }

    fn count_line(&mut self, line: u64) {
        if line != self.last_line {
            self.count += 1;
            self.last_line = line;
        }
    }

    fn name(&mut self, line: u64, column: Option<&str>, why: &str) {
        let line = line.to_string();
        let row = match column {
            Some(column) => {
                tr::INPUT_ROW_COLUMN.fill(self.lang, &[("line", &line), ("column", column), ("why", why)])
            }
            None => tr::INPUT_ROW.fill(self.lang, &[("line", &line), ("why", why)]),
        };
        self.named.push(printable(&row).into_owned());
    }

    /// The error of them all; none where there are none.
    pub(super) fn into_error(self) -> Option<Error> {
        (self.count > 0).then(|| {
            Error::new(Kind::BadData, &tr::ERROR_IMPORT_BAD_ROWS).arg("count", self.count).rows(self.named)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_are_named_and_all_are_counted() {
        let mut rows = BadRows::new(Lang::Zh);
        (2..102).for_each(|line| rows.say(line, Some("at\u{1b}"), &tr::INPUT_NO_DATE, &[]));
        rows.say(101, None, &tr::INPUT_NO_METRIC, &[]);
        let error = rows.into_error().unwrap();
        assert_eq!((error.exit_code(), error.detail().len()), (3, 20));
        assert!(error.message(Lang::Zh).contains("100"), "{}", error.message(Lang::Zh));
        assert!(error.detail()[0].contains('2') && error.detail()[0].contains("at\u{fffd}"));
        assert_eq!(BadRows::new(Lang::En).into_error(), None);
    }
}
