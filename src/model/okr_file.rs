//! A whole cycle as a file: what people write by hand, export and import. Fields hold words as they were written.
use super::{PlanCurve, Quantity, parse_iso_day};
use serde::ser::{Serialize, Serializer};

/// A word or a number of the file as it was written, and where.
#[derive(Debug, Clone, Default)]
pub struct Word {
    /// As it was written.
    pub text: String,
    /// The line it is on, from 1; 0 where it comes from no file.
    pub line: usize,
    is_number: bool,
}

impl Word {
    /// A word of a line.
    #[must_use]
    pub fn at(text: impl Into<String>, line: usize) -> Self {
        Self { text: text.into(), line, is_number: false }
    }
}

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self::at(text, 0)
    }
}

impl From<Quantity> for Word {
    fn from(value: Quantity) -> Self {
        Self { text: value.to_string(), line: 0, is_number: true }
    }
}

impl From<i64> for Word {
    fn from(value: i64) -> Self {
        Self { text: value.to_string(), line: 0, is_number: true }
    }
}

/// Two words are the same wherever they stand.
impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// A number is written as one where that loses nothing, else as its decimal in quotes.
impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_number {
            if let Ok(whole) = self.text.parse::<i64>() {
                return serializer.serialize_i64(whole);
            }
            // Up to fifteen digits every way of writing the nearest float gives the same ones.
            let is_short = self.text.bytes().filter(u8::is_ascii_digit).count() <= 15;
            let exact = |number: &f64| {
                is_short
                    && Quantity::parse(&self.text)
                        .is_ok_and(|value| Quantity::parse(&number.to_string()) == Ok(value))
            };
            if let Some(number) = self.text.parse::<f64>().ok().filter(exact) {
                return serializer.serialize_f64(number);
            }
        }
        serializer.serialize_str(&self.text)
    }
}

/// Something with fields of the file.
pub trait FileTable: Default {
    /// The names of its fields.
    const FIELDS: &'static [&'static str];

    /// Shows each field to a visitor by its name.
    fn visit(&mut self, visitor: &mut impl FieldVisitor);

    /// Keeps the line it begins on.
    fn begin(&mut self, line: usize);

    /// The field a plain text in its place is meant for.
    fn plain(&mut self) -> Option<&mut Option<Word>> {
        None
    }
}

/// Somebody who looks at every field.
pub trait FieldVisitor {
    /// A word, a number or a date.
    fn word(&mut self, name: &'static str, field: &mut Option<Word>);
    /// Yes or no.
    fn flag(&mut self, name: &'static str, field: &mut Option<bool>);
    /// Several words.
    fn words(&mut self, name: &'static str, field: &mut Vec<Word>);
    /// `[[…]]`
    fn tables<T: FileTable>(&mut self, name: &'static str, field: &mut Vec<T>);
}

/// A field of the file.
trait Field {
    fn show(&mut self, name: &'static str, visitor: &mut impl FieldVisitor);
}

impl Field for Option<Word> {
    fn show(&mut self, name: &'static str, visitor: &mut impl FieldVisitor) {
        visitor.word(name, self);
    }
}

impl Field for Option<bool> {
    fn show(&mut self, name: &'static str, visitor: &mut impl FieldVisitor) {
        visitor.flag(name, self);
    }
}

impl Field for Vec<Word> {
    fn show(&mut self, name: &'static str, visitor: &mut impl FieldVisitor) {
        visitor.words(name, self);
    }
}

impl<T: FileTable> Field for Vec<T> {
    fn show(&mut self, name: &'static str, visitor: &mut impl FieldVisitor) {
        visitor.tables(name, self);
    }
}

fn is_nothing<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

macro_rules! file_tables {
    ($($(#[$doc:meta])* pub struct $name:ident $(plain $plain:ident)? {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
        pub struct $name {
            /// The line it begins on, from 1; 0 where it comes from no file.
            #[serde(skip)]
            pub line: usize,
            $($(#[$field_doc])* #[serde(skip_serializing_if = "is_nothing")] pub $field: $kind,)*
        }

        impl FileTable for $name {
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];

            fn visit(&mut self, visitor: &mut impl FieldVisitor) {
                $(self.$field.show(stringify!($field), visitor);)*
            }

            fn begin(&mut self, line: usize) {
                self.line = line;
            }

            $(fn plain(&mut self) -> Option<&mut Option<Word>> {
                Some(&mut self.$plain)
            })?
        }
    )*};
}

file_tables! {
    /// A cycle with everything in it.
    pub struct CycleFile {
        /// `2026-Q4`
        key: Option<Word>,
        /// What people call it.
        name: Option<Word>,
        /// year, half, quarter, month, own; what the key says where not given.
        kind: Option<Word>,
        /// Its first day; what the key says where not given.
        start: Option<Word>,
        /// Its last day.
        end: Option<Word>,
        /// planning, active, grading, closed.
        status: Option<Word>,
        /// Notes about the cycle.
        note: Vec<NoteRow>,
        /// Actions about the cycle.
        action: Vec<ActionRow>,
        /// Its objectives.
        objective: Vec<ObjectiveRow>,
    }

    /// An objective.
    pub struct ObjectiveRow plain title {
        /// `o1`; the next free one where not given.
        key: Option<Word>,
        /// What is to be reached. The only field that must be there.
        title: Option<Word>,
        /// What else there is to say.
        description: Option<Word>,
        /// What it is aligned to: `o1`, `o1/kr2`, of another cycle `2026/o1`.
        parent: Option<Word>,
        /// company, team, person.
        level: Option<Word>,
        /// The team.
        team: Option<Word>,
        /// Who answers for it.
        owner: Option<Word>,
        /// committed, aspirational.
        ambition: Option<Word>,
        /// How much it counts.
        weight: Option<Word>,
        /// Whether what is aligned to it counts in it.
        counts_children: Option<bool>,
        /// Words it is grouped by.
        tags: Vec<Word>,
        /// draft, active, graded, archived.
        status: Option<Word>,
        /// 0.0 to 1.0
        grade: Option<Word>,
        /// Why that grade.
        reason: Option<Word>,
        /// What kept a committed one from 1.0.
        cause: Option<Word>,
        /// keep, change, drop.
        verdict: Option<Word>,
        /// Why.
        why: Option<Word>,
        /// The objective of a former cycle it was carried over from.
        carried_from: Option<Word>,
        /// What was noted about it.
        note: Vec<NoteRow>,
        /// What somebody is going to do about it.
        action: Vec<ActionRow>,
        /// Its key results.
        key_result: Vec<KeyResultRow>,
    }

    /// A key result.
    pub struct KeyResultRow plain title {
        /// `kr1`; the next free one where not given.
        key: Option<Word>,
        /// What it says.
        title: Option<Word>,
        /// The metric's key or name.
        metric: Option<Word>,
        /// hand, business, campaigns, children.
        feed: Option<Word>,
        /// count, money, percent, ratio, duration, score: of a number without a metric.
        unit: Option<Word>,
        /// higher, lower: of a number without a metric that is to be kept.
        better: Option<Word>,
        /// reach, keep, done.
        kind: Option<Word>,
        /// Where it started.
        baseline: Option<Word>,
        /// Where it should get to: `28%`, `1.2万`, `>=30%`, `3%..5%`.
        goal: Option<Word>,
        /// The upper bound of a band.
        upper: Option<Word>,
        /// The baseline as first set, where it is another now.
        first_baseline: Option<Word>,
        /// The goal as first set, where it is another now.
        first_goal: Option<Word>,
        /// Its own start; its cycle's where none.
        start: Option<Word>,
        /// Its own end.
        end: Option<Word>,
        /// linear, flat, `table:…`
        curve: Option<Word>,
        /// Whether it caps its objective's status when breached.
        guardrail: Option<bool>,
        /// Who answers for it, where not the objective's owner.
        owner: Option<Word>,
        /// How much it counts; `40%`, `2`.
        weight: Option<Word>,
        /// Days between two check-ins: `7d`.
        cadence: Option<Word>,
        /// 0.0 to 1.0
        grade: Option<Word>,
        /// Why that grade.
        reason: Option<Word>,
        /// The key result of a former cycle it was carried over from.
        carried_from: Option<Word>,
        /// The campaigns that serve it.
        campaign: Vec<CampaignRow>,
        /// What is to be done, of a milestone.
        step: Vec<StepRow>,
        /// What was said of it.
        check_in: Vec<CheckInRow>,
    }

    /// A campaign that serves a key result.
    pub struct CampaignRow plain key {
        /// Its key.
        key: Option<Word>,
        /// What it is to bring, where that is not its own target's goal.
        planned: Option<Word>,
    }

    /// A step of a milestone.
    pub struct StepRow plain name {
        /// What is to be done.
        name: Option<Word>,
        /// How much it counts; 1 where not given.
        weight: Option<Word>,
        /// When it was done.
        done: Option<Word>,
    }

    /// A check-in.
    pub struct CheckInRow {
        /// The day it speaks of.
        day: Option<Word>,
        /// Where the key result stood.
        value: Option<Word>,
        /// 0 to 10.
        confidence: Option<Word>,
        /// Why.
        note: Option<Word>,
        /// Who or what it came from; `manual` where not given.
        source: Option<Word>,
        /// Who said it.
        author: Option<Word>,
        /// The moment its value counts up to; the day's end where not given.
        at: Option<Word>,
    }

    /// A note.
    pub struct NoteRow plain text {
        /// When: a day or a moment.
        at: Option<Word>,
        /// adjustment, observation, decision, risk, feedback.
        kind: Option<Word>,
        /// What happened or was decided.
        text: Option<Word>,
        /// Who wrote it.
        author: Option<Word>,
    }

    /// An action.
    pub struct ActionRow plain title {
        /// What is to be done.
        title: Option<Word>,
        /// Who does it.
        owner: Option<Word>,
        /// By when.
        due: Option<Word>,
        /// open, done, dropped.
        status: Option<Word>,
        /// When it was done or dropped.
        done: Option<Word>,
    }
}

/// A plan curve as a file has it: `linear`, `table:2026-11-01=0.1,2026-11-11=1`. A curve like another campaign's comes
/// with its shape, because that campaign may not be where the file is read.
#[must_use]
pub fn curve_word(curve: &PlanCurve) -> String {
    let pairs = |points: &[(Quantity, Quantity)]| {
        let pairs: Vec<String> = points.iter().map(|(at, share)| format!("{at}={share}")).collect();
        pairs.join(",")
    };
    match curve {
        PlanCurve::Linear => "linear".to_owned(),
        PlanCurve::Phased => "phased".to_owned(),
        PlanCurve::Flat => "flat".to_owned(),
        PlanCurve::Table { points } => {
            let rows: Vec<String> = points.iter().map(|(day, share)| format!("{day}={share}")).collect();
            format!("table:{}", rows.join(","))
        }
        PlanCurve::Like { campaign, bounds, points } => {
            let bounds: Vec<String> = bounds.iter().map(ToString::to_string).collect();
            format!("like:{campaign};{};{}", bounds.join(","), pairs(points))
        }
    }
}

/// Reads what [`curve_word`] wrote; none for anything else, which people may still have typed.
#[must_use]
pub fn curve_of_word(word: &str) -> Option<PlanCurve> {
    let parsed = |text: &str| Quantity::parse_plain(text.as_bytes());
    match word {
        "linear" => return Some(PlanCurve::Linear),
        "phased" => return Some(PlanCurve::Phased),
        "flat" => return Some(PlanCurve::Flat),
        _ => {}
    }
    if let Some(rows) = word.strip_prefix("table:") {
        let point = |row: &str| {
            let (day, share) = row.split_once('=')?;
            Some((parse_iso_day(day.as_bytes())?, parsed(share)?))
        };
        return Some(PlanCurve::Table { points: rows.split(',').map(point).collect::<Option<_>>()? });
    }
    let mut parts = word.strip_prefix("like:")?.split(';');
    let (campaign, bounds, points) = (parts.next()?.to_owned(), parts.next()?, parts.next()?);
    let filled = |text: &'static str| move |part: &&str| *part != text;
    let bounds = bounds.split(',').filter(filled("")).map(parsed).collect::<Option<_>>()?;
    let point = |row: &str| row.split_once('=').and_then(|(at, share)| Some((parsed(at)?, parsed(share)?)));
    let points = points.split(',').filter(filled("")).map(point).collect::<Option<_>>()?;
    Some(PlanCurve::Like { campaign, bounds, points })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn json(value: Quantity) -> String {
        serde_json::to_string(&Word::from(value)).unwrap()
    }

    #[test]
    fn numbers_are_written_as_numbers_where_nothing_is_lost() {
        assert_eq!(json(Quantity::parse("12000").unwrap()), "12000");
        assert_eq!(json(Quantity::parse("28%").unwrap()), "0.28");
        assert_eq!(json(Quantity::from_micros(-1)), "-1e-6");
        assert_eq!(json(Quantity::MAX), "9200000000000");
        let tie = Quantity::parse("3263684927715.6563").unwrap();
        assert_eq!(json(tie), "\"3263684927715.6563\"", "two floats' names are equally near");
        let long = Quantity::from_micros(9_199_999_999_999_999_999);
        assert_eq!(json(long), "\"9199999999999.999999\"");
        assert_eq!(serde_json::to_string(&Word::from("12")).unwrap(), "\"12\"");
    }

    #[test]
    fn every_curve_comes_back_as_it_was() {
        let q = |text: &str| Quantity::parse(text).unwrap();
        let day = |text: &str| parse_iso_day(text.as_bytes()).unwrap();
        let table =
            PlanCurve::Table { points: vec![(day("2026-11-01"), q("10%")), (day("2026-12-31"), q("1"))] };
        assert_eq!(curve_word(&table), "table:2026-11-01=0.1,2026-12-31=1");
        let like = PlanCurve::Like {
            campaign: "双11".to_owned(),
            bounds: vec![q("0"), q("0.5"), q("1")],
            points: vec![(q("0.25"), q("0.123456")), (q("1"), q("1"))],
        };
        let bare =
            PlanCurve::Like { campaign: "d11".to_owned(), bounds: vec![], points: vec![(q("1"), q("1"))] };
        for curve in [PlanCurve::Linear, PlanCurve::Phased, PlanCurve::Flat, table, like, bare] {
            assert_eq!(curve_of_word(&curve_word(&curve)), Some(curve));
        }
        assert_eq!(curve_of_word("table:11-01=10%,12-31=100%"), None, "read where people's dates are");
    }

    proptest! {
        #[test]
        fn every_amount_comes_back_as_it_was(micros in -Quantity::MAX.micros()..=Quantity::MAX.micros()) {
            for micros in [micros, micros / 1_000_000, micros / 1_000_000_000_000] {
                let value = Quantity::from_micros(micros);
                let written = json(value);
                prop_assert_eq!(Quantity::parse(written.trim_matches('"')), Ok(value), "{}", written);
            }
        }
    }
}
