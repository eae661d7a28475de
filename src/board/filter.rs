//! The filter language of lists: `status:live owner:小林 -channel:抖音 after:2026-10-01 "two words"`.
//!
//! Words stand beside each other where all of them must hold. `field:value` asks one field, a bare word any text; a
//! comma between values is "or"; `-` or `!` before a word turns it around; quotes keep blanks, commas and colons
//! together. Case and width do not matter, fields and values may be written in either language, and `none` means that
//! there is none.
use super::cards::Card;
use crate::error::{Error, Kind, Result};
use crate::i18n::{Text, label, tr};
use crate::model::{
    CampaignStatus, Day, Stage, Status, When, fold, half_width, parse_range, parse_when, quoted,
};

/// What can be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Status,
    Owner,
    Channel,
    Stage,
    Playbook,
    Kind,
    Health,
    After,
    Before,
    On,
}

const FIELDS: [(Field, &Text); 10] = [
    (Field::Status, &tr::FILTER_FIELD_STATUS),
    (Field::Owner, &tr::FILTER_FIELD_OWNER),
    (Field::Channel, &tr::FILTER_FIELD_CHANNEL),
    (Field::Stage, &tr::FILTER_FIELD_STAGE),
    (Field::Playbook, &tr::FILTER_FIELD_PLAYBOOK),
    (Field::Kind, &tr::FILTER_FIELD_KIND),
    (Field::Health, &tr::FILTER_FIELD_HEALTH),
    (Field::After, &tr::FILTER_FIELD_AFTER),
    (Field::Before, &tr::FILTER_FIELD_BEFORE),
    (Field::On, &tr::FILTER_FIELD_ON),
];

/// What one value of a term asks.
#[derive(Debug, Clone, PartialEq)]
enum Test {
    Status(CampaignStatus),
    Owner(String),
    Channel(String),
    Stage(Stage),
    Phase(String),
    Playbook(String),
    Kind(String),
    Health(Status),
    /// It starts on that day or later.
    After(Day),
    /// It starts before that day.
    Before(Day),
    /// It runs on one of these days.
    On(Day, Day),
    /// The field has nothing.
    Without(Field),
    Text(String),
}

/// A filter that was understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    /// Whether it is turned around, and what one of must hold.
    terms: Vec<(bool, Vec<Test>)>,
}

impl Filter {
    /// Reads a filter; `today` is what `today` and dates without a year stand for. An empty text lets everything pass.
    ///
    /// # Errors
    /// `filter_field` with the fields there are, `filter_value` with the words there are, `filter_date`, `filter_empty`.
    pub fn parse(text: &str, today: Day) -> Result<Self> {
        let mut terms = Vec::new();
        for word in words(text) {
            let tests = match &word.field {
                None => word.values.iter().filter(|v| !v.is_empty()).map(|v| Test::Text(v.clone())).collect(),
                Some(name) => {
                    let field = field_of(name).ok_or_else(|| unknown_field(name))?;
                    let given: Vec<&String> = word.values.iter().filter(|v| !v.is_empty()).collect();
                    if given.is_empty() {
                        return Err(nothing_after(field, name));
                    }
                    let mut tests = Vec::new();
                    for value in given {
                        tests.extend(tests_of(field, name, value, today)?);
                    }
                    tests
                }
            };
            if !tests.is_empty() {
                terms.push((word.is_not, tests));
            }
        }
        Ok(Self { terms })
    }

    /// True where everything passes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether a campaign passes.
    #[must_use]
    pub fn passes(&self, card: &Card) -> bool {
        self.terms.iter().all(|(is_not, tests)| tests.iter().any(|test| holds(test, card)) != *is_not)
    }
}

/// True for a word such as `-status:` that turns a field around: told from an option by a field's name and the colon.
#[must_use]
pub fn is_turned(word: &str) -> bool {
    let word = half_width(word);
    let inside = word.strip_prefix('-').and_then(|rest| rest.split_once(':'));
    inside.is_some_and(|(name, _)| field_of(&plain(name)).is_some())
}

/// Texts are compared folded and in half width.
pub(super) fn plain(text: &str) -> String {
    fold(&half_width(text))
}

fn holds(test: &Test, card: &Card) -> bool {
    let line = &card.line;
    let has = |text: &str, part: &String| plain(text).contains(part.as_str());
    let (start, end) = (line.start.day(), line.end.last_day());
    match test {
        Test::Status(status) => line.status == *status,
        Test::Owner(owner) => has(&line.owner, owner),
        Test::Channel(channel) => card.channels.iter().any(|name| has(name, channel)),
        Test::Stage(stage) => card.stage == Some(*stage),
        Test::Phase(phase) => line.phase.as_ref().is_some_and(|name| has(name, phase)),
        Test::Playbook(playbook) => card.playbook.as_ref().is_some_and(|key| has(key, playbook)),
        Test::Kind(kind) => card.kind.as_ref().is_some_and(|name| has(name, kind)),
        Test::Health(health) => line.health == Some(*health),
        Test::After(day) => start >= *day,
        Test::Before(day) => start < *day,
        Test::On(first, last) => start <= *last && end >= *first,
        Test::Without(field) => match field {
            Field::Owner => line.owner.is_empty(),
            Field::Channel => card.channels.is_empty(),
            Field::Stage => card.stage.is_none(),
            Field::Playbook => card.playbook.is_none(),
            Field::Kind => card.kind.is_none(),
            Field::Health => line.health.is_none(),
            Field::Status | Field::After | Field::Before | Field::On => false,
        },
        Test::Text(text) => {
            let optional = [&card.kind, &card.playbook];
            let own = [&line.name, &line.key, &line.owner, &line.goal].into_iter();
            own.chain(optional.into_iter().flatten()).chain(&card.channels).any(|known| has(known, text))
        }
    }
}

fn tests_of(field: Field, name: &str, value: &str, today: Day) -> Result<Vec<Test>> {
    let may_lack = !matches!(field, Field::Status | Field::After | Field::Before | Field::On);
    if may_lack && ["none", "无", "没有"].contains(&value) {
        return Ok(vec![Test::Without(field)]);
    }
    let day = || parse_when(value, today).map(When::day).map_err(|_| bad_date(name, value));
    Ok(match field {
        Field::Status => {
            let known = CampaignStatus::ALL.iter().map(|s| (*s, s.as_str(), label::campaign_status(*s)));
            among(known, name, value)?.into_iter().map(Test::Status).collect()
        }
        Field::Health => {
            let known = Status::ALL.iter().map(|s| (*s, s.as_str(), label::status(*s)));
            among(known, name, value)?.into_iter().map(Test::Health).collect()
        }
        // What is no stage of the customer's life is a phase of the campaign: 阶段:预热.
        Field::Stage => {
            let known = Stage::ALL.iter().map(|s| (*s, s.as_str(), label::stage(*s)));
            match among(known, name, value) {
                Ok(stages) => stages.into_iter().map(Test::Stage).collect(),
                Err(_) => vec![Test::Phase(value.to_owned())],
            }
        }
        Field::Owner => vec![Test::Owner(value.trim_start_matches('@').to_owned())],
        Field::Channel => vec![Test::Channel(value.to_owned())],
        Field::Playbook => vec![Test::Playbook(value.to_owned())],
        Field::Kind => vec![Test::Kind(value.to_owned())],
        Field::After => vec![Test::After(day()?)],
        Field::Before => vec![Test::Before(day()?)],
        Field::On => {
            let (first, last) = match parse_range(value, today) {
                Ok((first, last)) => (first.day(), last.day()),
                Err(_) => day().map(|day| (day, day))?,
            };
            vec![Test::On(first, last)]
        }
    })
}

/// Those of a few words that are meant: the word itself in any language, else all that begin with it.
pub(super) fn among<T: Copy>(
    known: impl Iterator<Item = (T, &'static str, &'static Text)>,
    name: &str,
    value: &str,
) -> Result<Vec<T>> {
    let known: Vec<_> = known.collect();
    let spelled = |code: &'static str, text: &'static Text| [code, text.en, text.zh].map(plain);
    let meant = |is: &dyn Fn(&String) -> bool| -> Vec<T> {
        let hit = known.iter().filter(|(_, code, text)| spelled(code, text).iter().any(is));
        hit.map(|(thing, ..)| *thing).collect()
    };
    let found = [meant(&|word| word == value), meant(&|word| word.starts_with(value))];
    found.into_iter().find(|found| !found.is_empty()).ok_or_else(|| {
        let words = known.iter().map(|(_, code, text)| format!("{code} {}", text.zh)).collect::<Vec<_>>();
        let error = Error::new(Kind::BadData, &tr::ERROR_FILTER_VALUE).arg("field", name);
        error.arg("text", quoted(value)).arg("words", words.join(", ")).field("filter")
    })
}

fn field_of(name: &str) -> Option<Field> {
    let more = [
        ("@", Field::Owner),
        ("phase", Field::Stage),
        ("since", Field::After),
        ("健康", Field::Health),
        ("之后", Field::After),
        ("之前", Field::Before),
        ("期间", Field::On),
    ];
    let own = FIELDS.iter().find(|(_, text)| name == text.en || name == text.zh).map(|(field, _)| *field);
    own.or_else(|| more.iter().find(|(word, _)| *word == name).map(|(_, field)| *field))
}

fn unknown_field(name: &str) -> Error {
    let fields = FIELDS.map(|(_, text)| format!("{} {}", text.en, text.zh)).join(", ");
    let error = Error::new(Kind::BadData, &tr::ERROR_FILTER_FIELD).arg("field", quoted(name));
    error.arg("fields", fields).field("filter")
}

/// A field with its colon and nothing yet: what can stand there, where that is a few words.
fn nothing_after(field: Field, name: &str) -> Error {
    let words: Vec<String> = match field {
        Field::Status => {
            CampaignStatus::ALL.iter().map(|s| format!("{s} {}", label::campaign_status(*s).zh)).collect()
        }
        Field::Health => Status::ALL.iter().map(|s| format!("{s} {}", label::status(*s).zh)).collect(),
        Field::Stage => Stage::ALL.iter().map(|s| format!("{s} {}", label::stage(*s).zh)).collect(),
        _ => {
            let error = Error::new(Kind::BadData, &tr::ERROR_FILTER_EMPTY);
            return error.arg("field", name).field("filter");
        }
    };
    let error = Error::new(Kind::BadData, &tr::ERROR_FILTER_WORDS).arg("field", name);
    error.arg("words", words.join(", ")).field("filter")
}

fn bad_date(name: &str, value: &str) -> Error {
    let error = Error::new(Kind::BadData, &tr::ERROR_FILTER_DATE).arg("field", name);
    error.arg("text", quoted(value)).field("filter")
}

/// One word of a filter.
#[derive(Debug, Default)]
pub(super) struct Word {
    pub(super) is_not: bool,
    pub(super) field: Option<String>,
    pub(super) values: Vec<String>,
}

/// Splits a text into words, each with its field and its values, plain.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut current: Option<Word> = None;
    let mut part = String::new();
    let (mut in_quotes, mut was_quoted) = (false, false);
    let finish = |word: &mut Option<Word>, part: &mut String, out: &mut Vec<Word>| {
        if let Some(mut word) = word.take() {
            word.values.push(plain(&std::mem::take(part)));
            out.push(word);
        }
    };
    for c in text.chars() {
        let c = half_width(&c.to_string()).chars().next().unwrap_or(' ');
        if matches!(c, '"' | '“' | '”' | '「' | '」') {
            current.get_or_insert_default();
            (in_quotes, was_quoted) = (!in_quotes, true);
        } else if in_quotes {
            part.push(c);
        } else if c.is_whitespace() {
            finish(&mut current, &mut part, &mut out);
            was_quoted = false;
        } else if matches!(c, '-' | '!') && current.is_none() {
            current = Some(Word { is_not: true, ..Word::default() });
        } else {
            let word = current.get_or_insert_default();
            let may_be_field = word.field.is_none() && word.values.is_empty() && !was_quoted;
            let is_name = !part.is_empty() && part.chars().all(|c| c.is_alphabetic() || c == '_');
            match c {
                ':' if may_be_field && is_name => word.field = Some(plain(&std::mem::take(&mut part))),
                ',' | '、' => word.values.push(plain(&std::mem::take(&mut part))),
                c => part.push(c),
            }
        }
    }
    finish(&mut current, &mut part, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{CampaignLine, Group};
    use crate::model::CampaignId;

    fn day(text: &str) -> Day {
        When::parse_iso(text).unwrap().day()
    }

    fn card(name: &str, change: impl FnOnce(&mut Card)) -> Card {
        let line = CampaignLine {
            id: CampaignId(1),
            version: 1,
            key: "d11".to_owned(),
            name: name.to_owned(),
            owner: "小林".to_owned(),
            goal: "新客首单 GMV".to_owned(),
            status: CampaignStatus::Live,
            group: Group::Live,
            start: When::Day(day("2026-11-01")),
            end: When::Day(day("2026-11-11")),
            day: 4,
            days: 11,
            phase: Some("爆发".to_owned()),
            health: Some(Status::Behind),
            targets: Vec::new(),
            data_until: None,
        };
        let mut card = Card {
            playbook: Some("big-sale".to_owned()),
            kind: Some("大促".to_owned()),
            stage: Some(Stage::Monetization),
            channels: vec!["抖音".to_owned(), "WeChat".to_owned()],
            ..Card::of(line)
        };
        change(&mut card);
        card
    }

    fn passes(filter: &str) -> bool {
        let filter = Filter::parse(filter, day("2026-11-04")).unwrap();
        filter.passes(&card("双11拉新 Singles Day", |_| ()))
    }

    fn refusal(filter: &str) -> Error {
        Filter::parse(filter, day("2026-11-04")).unwrap_err()
    }

    #[test]
    fn every_field_is_asked_in_both_languages() {
        for yes in [
            "",
            "status:live",
            "状态:进行中",
            "状态：进行",
            "owner:小林",
            "负责人:@小林",
            "channel:抖音",
            "渠道:wechat",
            "stage:monetization",
            "阶段:变现",
            "阶段:爆发",
            "playbook:big-sale",
            "打法:big",
            "kind:大促",
            "类型:大促",
            "health:behind",
            "健康度:落后",
            "after:2026-11-01",
            "before:2026-11-02",
            "on:today",
            "on:2026-11-11..2026-12-01",
        ] {
            assert!(passes(yes), "{yes}");
        }
        for no in [
            "status:ended",
            "owner:小周",
            "channel:微博",
            "stage:referral",
            "阶段:预热",
            "playbook:quiz",
            "kind:秒杀",
            "health:ahead",
            "after:2026-11-02",
            "before:2026-11-01",
            "on:2026-11-12",
        ] {
            assert!(!passes(no), "{no}");
        }
    }

    #[test]
    fn a_campaign_that_ends_at_midnight_is_over_on_that_day() {
        let card = card("a", |card| card.line.end = When::parse_iso("2026-11-11T00:00").unwrap());
        let passes = |text: &str| Filter::parse(text, day("2026-11-04")).unwrap().passes(&card);
        assert_eq!((passes("on:11-10"), passes("on:11-11")), (true, false));
    }

    #[test]
    fn words_are_and_commas_are_or_and_a_minus_turns_around() {
        assert!(passes("status:live owner:小林"));
        assert!(!passes("status:live owner:小周"));
        assert!(passes("status:ended,live") && passes("状态：已结束，进行中") && passes("owner:小周、小林"));
        assert!(passes("-owner:小周") && passes("!owner:小周") && !passes("-owner:小林"));
        assert!(!passes("-status:ended,live"));
        assert!(passes("-nothing") && !passes("-singles"));
    }

    #[test]
    fn texts_match_without_case_and_width_and_quotes_keep_them_together() {
        assert!(passes("SINGLES") && passes("ｓｉｎｇｌｅｓ") && passes("双１１"));
        assert!(passes("\"singles day\"") && passes("“Singles Day”") && !passes("\"day singles\""));
        assert!(passes("day singles") && passes("gmv") && passes("d11"));
        assert!(!passes("\"owner:小林\""), "a quoted colon is a text");
    }

    #[test]
    fn none_asks_for_what_is_missing() {
        let bare = card("x", |card| {
            card.line.owner = String::new();
            (card.stage, card.kind, card.playbook, card.line.health) = (None, None, None, None);
            card.channels.clear();
        });
        for field in ["owner", "channel", "stage", "playbook", "kind", "health", "渠道"] {
            for none in ["none", "无"] {
                let filter = Filter::parse(&format!("{field}:{none}"), Day::default()).unwrap();
                assert!(filter.passes(&bare), "{field}:{none}");
                assert!(!filter.passes(&card("x", |_| ())), "{field}:{none}");
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_told_with_what_there_is() {
        let field = refusal("foo:bar");
        assert_eq!((field.code(), field.exit_code()), ("filter_field", 3));
        let said = field.message(crate::model::Lang::Zh);
        assert!(said.contains("foo") && said.contains("status 状态") && said.contains("on 进行"), "{said}");
        let value = refusal("status:fnord");
        assert_eq!(value.code(), "filter_value");
        assert!(value.message(crate::model::Lang::En).contains("live 进行中"));
        assert_eq!(refusal("health:x").code(), "filter_value");
        assert_eq!(refusal("status:").code(), "filter_words");
        assert_eq!(refusal("owner:").code(), "filter_empty");
        assert_eq!(refusal("after:2026-02-30").code(), "filter_date");
    }

    #[test]
    fn a_word_with_a_colon_that_names_no_field_can_be_a_time() {
        assert!(!passes("10:30"), "it is a text, not a field");
        assert!(Filter::parse("10:30", Day::default()).is_ok());
    }

    #[test]
    fn a_turned_field_is_told_from_an_option() {
        assert!(is_turned("-owner:小周") && is_turned("-负责人：x") && is_turned("－status:live"));
        assert!(!is_turned("-c") && !is_turned("--json") && !is_turned("-x:1") && !is_turned("owner:x"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_filter_or_a_fault(text in "\\PC{0,60}") {
            let known = card("双11", |_| ());
            if let Ok(filter) = Filter::parse(&text, day("2026-11-04")) {
                let turned = Filter { terms: filter.terms.iter().map(|(not, any)| (!not, any.clone())).collect() };
                proptest::prop_assert!(filter.terms.len() != 1 || filter.passes(&known) != turned.passes(&known));
            }
        }
    }
}
