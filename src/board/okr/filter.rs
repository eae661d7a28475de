//! The filter language on OKRs: `owner:小林 behind -team:增长`. It reads as the campaigns' does; fields and values may be
//! written in either language, a bare word asks titles, people, teams, tags and the words of status.
use super::super::filter::{Word, among, plain, words};
use super::view::{KeyResultLine, ObjectiveLine};
use crate::error::{Error, Kind, Result};
use crate::i18n::{Text, label, tr};
use crate::model::{Ambition, Feed, Level, ObjectiveStatus, Status, quoted};

/// What can be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Owner,
    Team,
    Tag,
    Status,
    Level,
    Ambition,
    Feed,
    Campaign,
}

const FIELDS: [(Field, &Text); 8] = [
    (Field::Owner, &tr::FILTER_FIELD_OWNER),
    (Field::Team, &tr::FILTER_FIELD_TEAM),
    (Field::Tag, &tr::FILTER_FIELD_TAG),
    (Field::Status, &tr::FILTER_FIELD_STATUS),
    (Field::Level, &tr::FILTER_FIELD_LEVEL),
    (Field::Ambition, &tr::FILTER_FIELD_AMBITION),
    (Field::Feed, &tr::FILTER_FIELD_FEED),
    (Field::Campaign, &tr::FILTER_FIELD_CAMPAIGN),
];

/// What one value of a term asks.
#[derive(Debug, Clone, PartialEq)]
enum Test {
    Owner(String),
    Team(String),
    Tag(String),
    Health(Status),
    Stage(ObjectiveStatus),
    Level(Level),
    Ambition(Ambition),
    Feed(Feed),
    Campaign(String),
    Without(Field),
    Text(String),
}

/// A filter on OKRs that was understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OkrFilter {
    /// Whether it is turned around, and what one of must hold.
    terms: Vec<(bool, Vec<Test>)>,
}

impl OkrFilter {
    /// Reads a filter. An empty text lets everything pass.
    ///
    /// # Errors
    /// `filter_field` with the fields there are, `filter_value` with the words there are, `filter_empty`.
    pub fn parse(text: &str) -> Result<Self> {
        let mut terms = Vec::new();
        for Word { is_not, field, values } in words(text) {
            let given = values.iter().filter(|value| !value.is_empty());
            let tests: Vec<Test> = match &field {
                None => given.map(|value| Test::Text(value.clone())).collect(),
                Some(name) => {
                    let field = field_of(name).ok_or_else(|| unknown(name))?;
                    let tests: Vec<Vec<Test>> =
                        given.map(|v| tests_of(field, name, v)).collect::<Result<_>>()?;
                    if tests.is_empty() {
                        let error = Error::new(Kind::BadData, &tr::ERROR_FILTER_EMPTY).arg("field", name);
                        return Err(error.field("filter"));
                    }
                    tests.concat()
                }
            };
            if !tests.is_empty() {
                terms.push((is_not, tests));
            }
        }
        Ok(Self { terms })
    }

    /// True where everything passes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether an objective passes, as it stands alone.
    #[must_use]
    pub fn passes(&self, objective: &ObjectiveLine) -> bool {
        self.terms.iter().all(|(is_not, tests)| tests.iter().any(|t| of_objective(t, objective)) != *is_not)
    }

    /// Whether a key result of an objective passes.
    #[must_use]
    pub fn passes_key_result(&self, objective: &ObjectiveLine, key_result: &KeyResultLine) -> bool {
        let holds = |test: &Test| of_key_result(test, objective, key_result);
        self.terms.iter().all(|(is_not, tests)| tests.iter().any(holds) != *is_not)
    }
}

fn has(text: &str, part: &str) -> bool {
    plain(text).contains(part)
}

fn says(text: &'static Text, part: &str) -> bool {
    has(text.en, part) || has(text.zh, part)
}

fn of_objective(test: &Test, line: &ObjectiveLine) -> bool {
    match test {
        Test::Owner(owner) => has(&line.owner, owner),
        Test::Team(team) => has(&line.team, team),
        Test::Tag(tag) => line.tags.iter().any(|own| has(own, tag)),
        Test::Health(health) => line.health == Some(*health),
        Test::Stage(status) => line.status == *status,
        Test::Level(level) => line.level == *level,
        Test::Ambition(ambition) => line.ambition == *ambition,
        Test::Feed(_) | Test::Campaign(_) => false,
        Test::Without(field) => match field {
            Field::Owner => line.owner.is_empty(),
            Field::Team => line.team.is_empty(),
            Field::Tag => line.tags.is_empty(),
            Field::Status => line.health.is_none(),
            _ => false,
        },
        Test::Text(text) => {
            let own = [&line.key, &line.title, &line.owner, &line.team].into_iter();
            own.chain(&line.tags).any(|known| has(known, text))
                || line.health.is_some_and(|health| says(label::status(health), text))
        }
    }
}

fn of_key_result(test: &Test, objective: &ObjectiveLine, line: &KeyResultLine) -> bool {
    let serves = |name: &str| line.campaigns.iter().any(|c| has(&c.name, name) || has(&c.key, name));
    match test {
        Test::Owner(owner) => has(&line.owner, owner),
        Test::Health(health) => line.line.status == *health,
        Test::Feed(feed) => line.feed == *feed,
        Test::Campaign(name) => serves(name),
        Test::Without(Field::Campaign) => line.campaigns.is_empty(),
        Test::Without(Field::Owner) => line.owner.is_empty(),
        Test::Without(Field::Status) => false,
        Test::Text(text) => {
            let of = &line.line;
            [&of.key, &line.title, &of.name_en, &of.name_zh, &of.metric, &line.owner]
                .iter()
                .any(|own| has(own, text))
                || says(label::status(of.status), text)
                || serves(text)
        }
        Test::Team(_)
        | Test::Tag(_)
        | Test::Stage(_)
        | Test::Level(_)
        | Test::Ambition(_)
        | Test::Without(_) => of_objective(test, objective),
    }
}

fn tests_of(field: Field, name: &str, value: &str) -> Result<Vec<Test>> {
    let may_lack = matches!(field, Field::Owner | Field::Team | Field::Tag | Field::Status | Field::Campaign);
    if may_lack && ["none", "无", "没有"].contains(&value) {
        return Ok(vec![Test::Without(field)]);
    }
    Ok(match field {
        Field::Owner => vec![Test::Owner(value.trim_start_matches('@').to_owned())],
        Field::Team => vec![Test::Team(value.to_owned())],
        Field::Tag => vec![Test::Tag(value.trim_start_matches('#').to_owned())],
        Field::Campaign => vec![Test::Campaign(value.to_owned())],
        Field::Status => {
            let known = Status::ALL.iter().map(|s| (*s, s.as_str(), label::status(*s)));
            let stages = ObjectiveStatus::ALL.iter().map(|s| (*s, s.as_str(), label::objective_status(*s)));
            match among(known, name, value) {
                Ok(found) => found.into_iter().map(Test::Health).collect(),
                Err(error) => {
                    let found = among(stages, name, value).map_err(|_| error)?;
                    found.into_iter().map(Test::Stage).collect()
                }
            }
        }
        Field::Level => {
            let known = Level::ALL.iter().map(|l| (*l, l.as_str(), label::level(*l)));
            among(known, name, value)?.into_iter().map(Test::Level).collect()
        }
        Field::Ambition => {
            let known = Ambition::ALL.iter().map(|a| (*a, a.as_str(), label::ambition(*a)));
            among(known, name, value)?.into_iter().map(Test::Ambition).collect()
        }
        Field::Feed => {
            let known = Feed::ALL.iter().map(|f| (*f, f.as_str(), label::feed(*f)));
            among(known, name, value)?.into_iter().map(Test::Feed).collect()
        }
    })
}

fn field_of(name: &str) -> Option<Field> {
    let more = [
        ("@", Field::Owner),
        ("health", Field::Status),
        ("健康度", Field::Status),
        ("type", Field::Ambition),
    ];
    let own = FIELDS.iter().find(|(_, text)| name == text.en || name == text.zh).map(|(field, _)| *field);
    own.or_else(|| more.iter().find(|(word, _)| *word == name).map(|(_, field)| *field))
}

fn unknown(name: &str) -> Error {
    let fields = FIELDS.map(|(_, text)| format!("{} {}", text.en, text.zh)).join(", ");
    let error = Error::new(Kind::BadData, &tr::ERROR_FILTER_FIELD).arg("field", quoted(name));
    error.arg("fields", fields).field("filter")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_field_and_no_word_of_one_is_told() {
        let code = |text: &str| OkrFilter::parse(text).unwrap_err().code();
        assert_eq!(
            (code("colour:red"), code("status:green"), code("owner:")),
            ("filter_field", "filter_value", "filter_empty")
        );
        for fine in [
            "",
            "owner:小林 behind",
            "状态：落后，偏慢",
            "层级:团队",
            "-tag:none",
            "来源:手填",
            "status:draft",
        ] {
            assert!(OkrFilter::parse(fine).is_ok(), "{fine}");
        }
        assert!(OkrFilter::parse("  ").unwrap().is_empty());
    }
}
