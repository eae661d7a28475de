//! Reading the words of a cycle's file: whatever is wrong is noted with its place, not only the first.
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::input::okr::Fault as FileFault;
use crate::model::{
    Campaign, Day, Fault, Metric, Quantity, Unit, When, Word, Zone, check_key, check_name, check_sentence,
    check_text, fold, parse_moment, parse_when,
};
use std::cell::RefCell;
use std::str::FromStr;

/// What a word of the file may mean here.
pub(super) struct Known {
    pub metrics: Vec<Metric>,
    pub campaigns: Vec<Campaign>,
    pub currency: String,
    pub zone: Zone,
    pub today: Day,
    pub now: i64,
    pub actor: String,
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Found {
    pub faults: RefCell<Vec<FileFault>>,
    pub warnings: RefCell<Vec<Error>>,
}

/// One table of the file that is looked at.
#[derive(Clone)]
pub(super) struct Look<'a> {
    pub known: &'a Known,
    pub found: &'a Found,
    path: String,
    line: usize,
}

type Field<'w> = Option<&'w Word>;

impl<'a> Look<'a> {
    /// The whole file.
    pub fn root(known: &'a Known, found: &'a Found) -> Self {
        Self { known, found, path: String::new(), line: 0 }
    }

    /// An entry of one of its lists, counted from 0.
    pub fn entry(&self, name: &str, index: usize, line: usize) -> Self {
        let path = format!("{}[{}]", self.path_of(name), index + 1);
        Self { path, line, ..self.clone() }
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// Notes what is wrong with a field.
    pub fn fault(&self, name: &str, word: Field<'_>, error: Error) {
        let line = word.map_or(self.line, |word| if word.line == 0 { self.line } else { word.line });
        self.found.faults.borrow_mut().push(FileFault { line, field: self.path_of(name), error });
    }

    /// Notes what was left out.
    pub fn warn(&self, error: Error) {
        self.found.warnings.borrow_mut().push(error);
    }

    /// What a word means; none where there is no word, or where it is wrong, which is noted.
    pub fn read<T>(&self, name: &str, word: Field<'_>, read: impl FnOnce(&str) -> Result<T>) -> Option<T> {
        let given = word.filter(|word| !word.text.trim().is_empty())?;
        read(given.text.trim()).map_err(|error| self.fault(name, word, error)).ok()
    }

    /// A name, or a sentence on one line.
    pub fn line(&self, name: &str, word: Field<'_>) -> Option<String> {
        self.read(name, word, |text| Ok(check_name(text)?))
    }

    /// A title.
    pub fn sentence(&self, name: &str, word: Field<'_>) -> Option<String> {
        self.read(name, word, |text| Ok(check_sentence(text)?))
    }

    /// A longer text; empty where there is none.
    pub fn text(&self, name: &str, word: Field<'_>) -> String {
        self.read(name, word, |text| Ok(check_text(text)?)).unwrap_or_default()
    }

    /// A key.
    pub fn key(&self, name: &str, word: Field<'_>) -> Option<String> {
        self.read(name, word, |text| Ok(check_key(text)?))
    }

    /// One of a type's words.
    pub fn word<T: FromStr<Err = Fault>>(&self, name: &str, word: Field<'_>) -> Option<T> {
        self.read(name, word, |text| Ok(text.to_lowercase().parse::<T>()?))
    }

    /// A day or a moment of the local clock.
    pub fn when(&self, name: &str, word: Field<'_>) -> Option<When> {
        self.read(name, word, |text| Ok(parse_when(text, self.known.today)?))
    }

    /// A day.
    pub fn day(&self, name: &str, word: Field<'_>) -> Option<Day> {
        self.when(name, word).map(When::day)
    }

    /// The instant something happened at, and whether only its day is known. `x` is now.
    pub fn moment(&self, name: &str, word: Field<'_>) -> Option<(i64, bool)> {
        self.read(name, word, |text| {
            if matches!(text.to_lowercase().as_str(), "x" | "yes" | "true" | "是" | "完成" | "已完成") {
                return Ok((self.known.now, false));
            }
            let span = parse_moment(text, self.known.today, self.known.zone)?;
            Ok((span.at, span.until > span.at))
        })
    }

    /// A weight: `2`, `40%`.
    pub fn weight(&self, name: &str, word: Field<'_>) -> Option<Quantity> {
        self.read(name, word, super::super::words::weight)
    }

    /// A step's weight, which is above 0.
    pub fn step_weight(&self, name: &str, word: Field<'_>) -> Option<Quantity> {
        self.read(name, word, |text| {
            let weight = super::super::words::weight(text)?;
            if weight > Quantity::ZERO {
                Ok(weight)
            } else {
                Err(Fault::BadNumber { text: text.to_owned() }.into())
            }
        })
    }

    /// A grade: 0.0 to 1.0 with one decimal.
    pub fn grade(&self, name: &str, word: Field<'_>) -> Option<Quantity> {
        self.read(name, word, |text| {
            let bad = || Error::new(Kind::BadData, &tr::ERROR_OKR_BAD_GRADE).arg("text", text);
            let grade = Quantity::parse(text).map_err(|_| bad())?;
            let is_one = (0..=Quantity::SCALE).contains(&grade.micros())
                && grade.micros() % (Quantity::SCALE / 10) == 0;
            if is_one { Ok(grade) } else { Err(bad()) }
        })
    }

    /// How certain somebody is: 0 to 10.
    pub fn confidence(&self, name: &str, word: Field<'_>) -> Option<i64> {
        self.read(name, word, |text| {
            let bad = || Error::new(Kind::BadData, &tr::ERROR_OKR_BAD_CONFIDENCE).arg("text", text);
            let number =
                text.split_once('/').filter(|(_, of)| of.trim() == "10").map_or(text, |(number, _)| number);
            let sure: Option<i64> = number.trim().parse().ok();
            sure.filter(|sure| (0..=crate::model::SURE).contains(sure)).ok_or_else(bad)
        })
    }

    /// Seconds: `7d`, `36h`.
    pub fn seconds(&self, name: &str, word: Field<'_>) -> Option<i64> {
        self.read(name, word, |text| {
            let bad = || Error::new(Kind::BadData, &tr::ERROR_OKR_BAD_CADENCE).arg("text", text);
            let units = [("d", 86_400), ("天", 86_400), ("h", 3_600), ("小时", 3_600), ("s", 1)];
            let found = units.iter().find_map(|(unit, scale)| Some((text.strip_suffix(unit)?, *scale)));
            let (number, scale): (&str, i64) = found.ok_or_else(bad)?;
            let seconds = number.trim().parse::<i64>().ok().and_then(|number| number.checked_mul(scale));
            // Ten years are no cadence any more.
            seconds.filter(|seconds| (1..=315_360_000).contains(seconds)).ok_or_else(bad)
        })
    }

    /// A metric of this workspace, by its whole key or name.
    pub fn metric(&self, word: Field<'_>) -> Option<Metric> {
        self.read("metric", word, |text| {
            let wanted = fold(text);
            let is_it =
                |m: &&Metric| [&m.key, &m.name_en, &m.name_zh].into_iter().any(|name| fold(name) == wanted);
            if let Some(metric) = self.known.metrics.iter().find(is_it) {
                return Ok(metric.clone());
            }
            let near = match super::super::super::lookup::metric_among(&self.known.metrics, text) {
                Ok(metric) => metric.key,
                Err(error) => error.detail().join(", "),
            };
            let unknown = if near.is_empty() {
                &tr::ERROR_OKR_UNKNOWN_METRIC
            } else {
                &tr::ERROR_OKR_UNKNOWN_METRIC_LIKE
            };
            Err(Error::new(Kind::BadData, unknown).arg("text", text).arg("near", near))
        })
    }

    /// A campaign of this workspace, by its whole key or name.
    pub fn campaign(&self, word: &Word) -> Option<&'a Campaign> {
        let wanted = fold(&word.text);
        self.known.campaigns.iter().find(|c| fold(&c.key) == wanted || fold(&c.name) == wanted)
    }

    /// An amount of what has a unit.
    pub fn amount(&self, name: &str, word: Field<'_>, unit: Unit, of: &str) -> Option<Quantity> {
        self.read(name, word, |text| {
            super::super::super::amount::amount_in(text, unit, of, &self.known.currency)
        })
    }
}
