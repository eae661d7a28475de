//! Numbers for what readings are of, so that a million rows of forty series need forty look-ups.
use std::collections::HashMap;

/// Stands between the parts of a key; a text from a file that holds it is the same series at worst.
const BETWEEN: char = '\u{1f}';

/// The numbers given so far.
#[derive(Default)]
pub(super) struct SeriesNumbers {
    key: String,
    numbers: HashMap<Box<str>, usize>,
}

impl SeriesNumbers {
    /// The number of these texts: a new one where they were never seen together.
    pub(super) fn number(&mut self, texts: [Option<&str>; 4]) -> usize {
        self.key.clear();
        for text in texts {
            self.key.push_str(text.unwrap_or_default());
            self.key.push(BETWEEN);
        }
        if let Some(number) = self.numbers.get(self.key.as_str()) {
            return *number;
        }
        let number = self.numbers.len();
        self.numbers.insert(self.key.as_str().into(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_texts_have_the_same_number_and_others_the_next() {
        let mut series = SeriesNumbers::default();
        assert_eq!(series.number([Some("gmv"), None, Some("tv"), None]), 0);
        assert_eq!(series.number([Some("gmv"), Some("tv"), None, None]), 1);
        assert_eq!(series.number([Some("gmvtv"), None, None, None]), 2);
        assert_eq!(series.number([Some("gmv"), None, Some("tv"), None]), 0);
    }
}
