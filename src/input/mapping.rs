//! Which column of a foreign table means what: `'DATE=at,tv_S=spend@tv,revenue=revenue'` or a TOML file.
use super::encoding;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use encoding_rs::Encoding;
use std::fmt;
use std::str::FromStr;

crate::words! {
    /// How long the time is that a row's date covers.
    pub enum Every {
        /// An hour.
        Hour = "hour",
        /// The day.
        Day = "day",
        /// Seven days from the date on.
        Week = "week",
        /// From the date up to the same day of the next month.
        Month = "month",
    }
}

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// When: the start of what the row's values cover.
    At,
    /// Which metric the row's value is of.
    Metric,
    /// The value, of the row's metric.
    Value,
    /// The campaign the row's values belong to.
    Campaign,
    /// The channel the row's values come from.
    Channel,
    /// Who says so.
    Source,
    /// Values of one metric, in one channel where that is named.
    Values {
        /// The metric's key or name.
        metric: String,
        /// The channel's key or name.
        channel: Option<String>,
    },
}

/// The words of the roles, as in `COLUMN=at`.
const ROLES: [(&str, Role); 6] = [
    ("at", Role::At),
    ("metric", Role::Metric),
    ("value", Role::Value),
    ("campaign", Role::Campaign),
    ("channel", Role::Channel),
    ("source", Role::Source),
];

/// How a foreign table is to be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    /// Column names with what they mean; where empty, the header is read as that of a long file.
    pub columns: Vec<(String, Role)>,
    /// How long a row's date covers; the day where not told.
    pub every: Option<Every>,
    /// How dates are written, in the letters of `strftime`: `%Y%m%d`.
    pub date_format: Option<String>,
    /// What stands between two columns; found out from the header where not told.
    pub delimiter: Option<u8>,
    /// The encoding; UTF-8 where not told.
    pub encoding: Option<&'static Encoding>,
    /// Values that mean nothing, beside the empty cell, `na`, `n/a`, `null` and `-`.
    pub skip: Vec<String>,
    /// Decimals stand behind a comma: `1.234,5`.
    pub decimal_comma: bool,
    /// The first row is data already; columns are called by their number, from 1.
    pub no_header: bool,
}

impl Mapping {
    /// From what was typed behind `--map`: entries where it has a `=`, else the path of a TOML file.
    ///
    /// # Errors
    /// Usage, where the entries or the file make no mapping; not found, where there is no such file.
    pub fn from_argument(text: &str) -> Result<Self> {
        if text.contains('=') {
            return text.parse();
        }
        let unreadable = |kind, why: &dyn fmt::Display| {
            Error::new(kind, &tr::ERROR_IMPORT_MAP_FILE).arg("path", text).arg("why", why)
        };
        let content = std::fs::read_to_string(text).map_err(|error| unreadable(Kind::NotFound, &error))?;
        let file: File =
            toml::from_str(&content).map_err(|error| unreadable(Kind::Usage, &error.message()))?;
        file.into_mapping()
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    columns: toml::Table,
    every: Option<Every>,
    date_format: Option<String>,
    delimiter: Option<String>,
    encoding: Option<String>,
    #[serde(default)]
    skip: Vec<String>,
    #[serde(default)]
    decimal_comma: bool,
    #[serde(default)]
    no_header: bool,
}

impl File {
    fn into_mapping(self) -> Result<Mapping> {
        let columns = self.columns.iter().map(|(column, role)| {
            let role = role.as_str().ok_or_else(|| bad_entry(&format!("{column} = {role}")))?;
            Ok((column.trim().to_owned(), parse_role(role).ok_or_else(|| bad_entry(role))?))
        });
        Ok(Mapping {
            columns: columns.collect::<Result<_>>()?,
            every: self.every,
            date_format: self.date_format,
            delimiter: self.delimiter.as_deref().map(delimiter).transpose()?,
            encoding: self.encoding.as_deref().map(encoding).transpose()?,
            skip: self.skip,
            decimal_comma: self.decimal_comma,
            no_header: self.no_header,
        })
    }
}

/// The delimiter of a word: one ASCII character, `tab` or `blank`.
///
/// # Errors
/// Usage, for everything else.
pub fn delimiter(text: &str) -> Result<u8> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        b"blank" | b"space" => Ok(b' '),
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | 0) => Ok(*byte),
        _ => Err(Error::new(Kind::Usage, &tr::ERROR_IMPORT_DELIMITER).arg("text", text)),
    }
}

fn bad_entry(entry: &str) -> Error {
    Error::new(Kind::Usage, &tr::ERROR_IMPORT_MAP_ENTRY).arg("entry", entry.trim())
}

/// `COLUMN=at,COLUMN=metric@channel,…`; `\` takes the meaning from a following `,` `=` `@` or `\`. Two entries are none
/// of a column: `every=week` and `date_format=%Y%m%d`.
impl FromStr for Mapping {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut mapping = Self::default();
        for entry in split_unescaped(text, ',').filter(|entry| !entry.trim().is_empty()) {
            let mut sides = split_unescaped(entry, '=');
            let (Some(column), Some(word), None) = (sides.next(), sides.next(), sides.next()) else {
                return Err(bad_entry(entry));
            };
            let (column, word) = (column.trim(), word.trim());
            if let ("every", Ok(every)) = (column, word.parse()) {
                mapping.every = Some(every);
            } else if column == "date_format" && word.contains('%') {
                mapping.date_format = Some(unescape(word));
            } else {
                let role = parse_role(word).ok_or_else(|| bad_entry(entry))?;
                let column = unescape(column);
                if column.is_empty() {
                    return Err(bad_entry(entry));
                }
                mapping.columns.push((column, role));
            }
        }
        Ok(mapping)
    }
}

fn parse_role(word: &str) -> Option<Role> {
    let word = word.trim();
    if let Some((_, role)) = ROLES.iter().find(|(name, _)| *name == word) {
        return Some(role.clone());
    }
    let mut parts = split_unescaped(word, '@').map(|part| unescape(part.trim()));
    let (metric, channel) = (parts.next()?, parts.next());
    let is_whole =
        parts.next().is_none() && !metric.is_empty() && channel.as_ref().is_none_or(|c| !c.is_empty());
    is_whole.then_some(Role::Values { metric, channel })
}

/// The parts of a text between separators that no `\` stands before; they stay escaped.
fn split_unescaped(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut is_escaped = false;
    text.split(move |c| {
        let is_end = c == separator && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    })
}

fn unescape(text: &str) -> String {
    let mut is_escaped = false;
    text.chars()
        .filter(|c| {
            is_escaped = *c == '\\' && !is_escaped;
            !is_escaped
        })
        .collect()
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, ',' | '=' | '@' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Values { metric, channel } => {
                f.write_str(&escape(metric))?;
                channel.as_ref().map_or(Ok(()), |channel| write!(f, "@{}", escape(channel)))
            }
            role => f.write_str(ROLES.iter().find(|(_, r)| r == role).map_or("", |(name, _)| name)),
        }
    }
}

/// The form that [`Mapping::from_str`] reads; what only a file can tell is left out.
impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.columns.iter().map(|(column, role)| format!("{}={role}", escape(column)));
        let every = self.every.iter().map(|every| format!("every={every}"));
        let format = self.date_format.iter().map(|format| format!("date_format={}", escape(format)));
        f.write_str(&columns.chain(every).chain(format).collect::<Vec<_>>().join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values(metric: &str, channel: Option<&str>) -> Role {
        Role::Values { metric: metric.to_owned(), channel: channel.map(str::to_owned) }
    }

    #[test]
    fn entries_name_roles_metrics_and_channels() {
        let mapping: Mapping =
            r#"DATE=at, tv_S = spend@tv,net "x"=revenue,a\,b\=c=orders,camp=campaign,every=week,"#.parse().unwrap();
        let columns = [
            ("DATE", Role::At),
            ("tv_S", values("spend", Some("tv"))),
            ("net \"x\"", values("revenue", None)),
            ("a,b=c", values("orders", None)),
            ("camp", Role::Campaign),
        ];
        assert_eq!(mapping.columns, columns.map(|(column, role)| (column.to_owned(), role)));
        assert_eq!(mapping.every, Some(Every::Week));
    }

    #[test]
    fn what_is_no_entry_is_wrong_usage_and_is_shown() {
        for text in ["DATE=at,tv_S", "DATE=at,=spend", "DATE=", "a=b=c", "a=spend@", "a=@tv", "a=b@c@d"] {
            let error = text.parse::<Mapping>().unwrap_err();
            assert_eq!((error.code(), error.exit_code()), ("import_map_entry", 2), "{text}");
        }
    }

    #[test]
    fn a_mapping_file_holds_the_columns_and_how_they_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("robyn.toml");
        std::fs::write(
            &path,
            "every = 'week'\ndate_format = '%Y%m%d'\ndelimiter = ';'\nencoding = 'gbk'\nskip = ['x']\n\
             [columns]\n'日期' = 'at'\n\"tv, S\" = 'spend@tv'\n",
        )
        .unwrap();
        let mapping = Mapping::from_argument(path.to_str().unwrap()).unwrap();
        let columns: Vec<_> = mapping.columns.iter().map(|(column, _)| column.as_str()).collect();
        assert!(columns.contains(&"日期") && columns.contains(&"tv, S"), "{columns:?}");
        assert_eq!((mapping.every, mapping.delimiter), (Some(Every::Week), Some(b';')));
        assert_eq!(mapping.encoding, Some(encoding_rs::GBK));
        assert_eq!((mapping.date_format.as_deref(), mapping.skip), (Some("%Y%m%d"), vec!["x".to_owned()]));
    }

    #[test]
    fn a_mapping_file_that_is_missing_or_odd_is_named() {
        let missing = Mapping::from_argument("/nowhere/map.toml").unwrap_err();
        assert_eq!(missing.exit_code(), 4);
        assert!(missing.to_string().contains("/nowhere/map.toml"));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("odd.toml");
        std::fs::write(&path, "colums = 1").unwrap();
        let odd = Mapping::from_argument(path.to_str().unwrap()).unwrap_err();
        assert_eq!(odd.exit_code(), 2);
        assert!(odd.to_string().contains("colums"), "{odd}");
    }

    proptest! {
        #[test]
        fn a_mapping_that_is_written_and_read_stays_the_same(
            columns in proptest::collection::vec(("[a-z,=@\"指\\\\][a-z ,=@\\\\]{0,4}[a-z,\\\\]", 0..8_usize), 1..6),
            every in proptest::option::of(0..4_usize),
        ) {
            let columns = columns.into_iter().map(|(column, kind)| {
                let role = ROLES.get(kind).map_or_else(|| values(&column, (kind == 7).then_some("a@b")), |(_, r)| r.clone());
                (column, role)
            });
            let mapping = Mapping { columns: columns.collect(), every: every.map(|i| Every::ALL[i]), ..Mapping::default() };
            prop_assert_eq!(mapping.to_string().parse::<Mapping>().unwrap(), mapping);
        }
    }
}
