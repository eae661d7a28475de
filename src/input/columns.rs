//! A header → what each of its columns means.
use super::mapping::{Mapping, Role};
use crate::error::{Error, Kind, Result};
use crate::i18n::{Text, tr};
use crate::model::{fold, printable};

/// How many similar metrics a header that nobody knows is answered with.
const SIMILAR: usize = 5;

/// A column of values.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Values {
    pub column: usize,
    /// Which metric; as the row says where none.
    pub metric: Option<String>,
    /// In which channel; as the row says where none.
    pub channel: Option<String>,
}

/// Where everything stands in a row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub names: Vec<String>,
    pub at: usize,
    pub metric: Option<usize>,
    pub campaign: Option<usize>,
    pub channel: Option<usize>,
    pub source: Option<usize>,
    pub values: Vec<Values>,
    /// Columns that mean nothing here.
    pub ignored: Vec<String>,
}

/// Reads a header: as the mapping says, else by the words of long files, else by known metrics.
pub(super) fn columns(
    names: Vec<String>,
    mapping: &Mapping,
    known: &[String],
    has_metric: bool,
) -> Result<Columns> {
    let roles: Vec<Option<Role>> = if mapping.columns.is_empty() {
        names.iter().map(|name| role_of(name)).collect()
    } else {
        mapped(&names, mapping)?
    };
    let roles = match guessed(&names, &roles, known) {
        Some(guessed) if mapping.columns.is_empty() => guessed,
        _ => roles,
    };
    assigned(names, roles, known, has_metric)
}

/// What a column's name says in a long file, in both languages.
fn role_of(name: &str) -> Option<Role> {
    Some(match fold(name).as_str() {
        "at" | "date" | "day" | "time" | "日期" | "时间" => Role::At,
        "metric" | "指标" => Role::Metric,
        "value" | "actual" | "数值" | "实际值" => Role::Value,
        "campaign" | "活动" => Role::Campaign,
        "channel" | "渠道" => Role::Channel,
        "source" | "来源" => Role::Source,
        _ => return None,
    })
}

fn mapped(names: &[String], mapping: &Mapping) -> Result<Vec<Option<Role>>> {
    let mut roles = vec![None; names.len()];
    let mut missing = Vec::new();
    for (column, role) in &mapping.columns {
        let exact: Vec<usize> = positions(names, |name| name == column);
        let found =
            if exact.is_empty() { positions(names, |name| fold(name) == fold(column)) } else { exact };
        match found[..] {
            [] => missing.push(column.clone()),
            [at] if roles[at].is_none() => roles[at] = Some(role.clone()),
            _ => return Err(about(&tr::ERROR_IMPORT_COLUMN_TWICE, names).arg("column", printable(column))),
        }
    }
    if missing.is_empty() {
        Ok(roles)
    } else {
        Err(about(&tr::ERROR_IMPORT_NO_SUCH_COLUMN, names).arg("columns", printable(&missing.join(", "))))
    }
}

fn positions(names: &[String], is_it: impl Fn(&str) -> bool) -> Vec<usize> {
    names.iter().enumerate().filter(|(_, name)| is_it(name)).map(|(index, _)| index).collect()
}

/// Without a column of values, columns that are called like a metric hold that metric's values.
fn guessed(names: &[String], roles: &[Option<Role>], known: &[String]) -> Option<Vec<Option<Role>>> {
    let has_values = roles.iter().flatten().any(|role| matches!(role, Role::Value | Role::Values { .. }));
    let metric_of = |name: &String| {
        let metric = known.iter().find(|metric| fold(metric) == fold(name))?.clone();
        Some(Role::Values { metric, channel: None })
    };
    let either = |(name, role): (&String, &Option<Role>)| role.clone().or_else(|| metric_of(name));
    (!has_values).then(|| names.iter().zip(roles).map(either).collect())
}

fn assigned(
    names: Vec<String>,
    roles: Vec<Option<Role>>,
    known: &[String],
    has_metric: bool,
) -> Result<Columns> {
    let mut columns = Columns::default();
    let mut at = None;
    let has_known = roles.iter().any(Option::is_some);
    for (column, role) in roles.into_iter().enumerate() {
        let place = match role {
            Some(Role::At) => &mut at,
            Some(Role::Metric) => &mut columns.metric,
            Some(Role::Campaign) => &mut columns.campaign,
            Some(Role::Channel) => &mut columns.channel,
            Some(Role::Source) => &mut columns.source,
            Some(Role::Value) => {
                if columns.values.iter().any(|values| values.metric.is_none()) {
                    return Err(about(&tr::ERROR_IMPORT_COLUMN_TWICE, &names)
                        .arg("column", printable(&names[column])));
                }
                columns.values.push(Values { column, metric: None, channel: None });
                continue;
            }
            Some(Role::Values { metric, channel }) => {
                columns.values.push(Values { column, metric: Some(metric), channel });
                continue;
            }
            None => {
                // Spreadsheets like to add columns without a name.
                columns.ignored.extend(Some(&names[column]).filter(|name| !name.is_empty()).cloned());
                continue;
            }
        };
        if place.replace(column).is_some() {
            return Err(
                about(&tr::ERROR_IMPORT_COLUMN_TWICE, &names).arg("column", printable(&names[column]))
            );
        }
    }
    if !has_known {
        return Err(about(&tr::ERROR_IMPORT_HEADER, &names).rows(similar(&names, known)));
    }
    let needs_metric = columns.values.iter().any(|values| values.metric.is_none());
    let missing = if at.is_none() {
        Some("at")
    } else if columns.values.is_empty() {
        Some("value")
    } else if needs_metric && columns.metric.is_none() && !has_metric {
        Some("metric")
    } else {
        None
    };
    if let Some(column) = missing {
        return Err(about(&tr::ERROR_IMPORT_MISSING_COLUMN, &names)
            .arg("column", column)
            .rows(if column == "value" { similar(&names, known) } else { Vec::new() }));
    }
    Ok(Columns { names, at: at.unwrap_or_default(), ..columns })
}

fn about(text: &'static Text, names: &[String]) -> Error {
    Error::new(Kind::BadData, text).arg("header", printable(&names.join(", ")))
}

/// The known metrics whose keys or names are nearly one of the header's: `gvm → gmv`.
fn similar(names: &[String], known: &[String]) -> Vec<String> {
    let mut pairs: Vec<(usize, &String, &String)> = Vec::new();
    for metric in known {
        let word = fold(metric);
        // A metric's key and its name are often the same word.
        if pairs.iter().any(|(_, _, known)| fold(known) == word) {
            continue;
        }
        let nearest = names.iter().filter_map(|name| Some((distance(&fold(name), &word)?, name)));
        pairs.extend(nearest.min_by_key(|(distance, _)| *distance).map(|(far, name)| (far, name, metric)));
    }
    pairs.sort_by_key(|(distance, ..)| *distance);
    pairs.iter().take(SIMILAR).map(|(_, name, metric)| format!("{} → {metric}", printable(name))).collect()
}

/// How many slips of the hand lie between two words; none where they are too far apart or too short to tell. Of three
/// letters every one counts: only two that changed places are a slip.
fn distance(name: &str, word: &str) -> Option<usize> {
    let distance = strsim::damerau_levenshtein(name, word);
    let shortest = name.chars().count().min(word.chars().count());
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let is_slip = shortest >= 4 && distance <= 2 || shortest == 3 && letters(name) == letters(word);
    is_slip.then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str, mapping: &str) -> Result<Columns> {
        let names = header.split(',').map(str::to_owned).collect();
        let known = ["gmv", "orders", "spend", "revenue"].map(str::to_owned);
        columns(names, &mapping.parse()?, &known, false)
    }

    #[test]
    fn a_long_header_is_read_in_any_order_case_and_language() {
        let english = read("Value,CHANNEL,at,Metric,remark", "").unwrap();
        assert_eq!((english.at, english.metric, english.channel), (2, Some(3), Some(1)));
        assert_eq!(english.values, [Values { column: 0, metric: None, channel: None }]);
        assert_eq!(english.ignored, ["remark"]);
        let chinese = read("活动,渠道,来源,日期,指标,实际值", "").unwrap();
        assert_eq!((chinese.at, chinese.metric, chinese.campaign), (3, Some(4), Some(0)));
        assert_eq!((chinese.channel, chinese.source), (Some(1), Some(2)));
    }

    #[test]
    fn columns_called_like_metrics_are_their_values() {
        let columns = read("日期,GMV,orders,weather", "").unwrap();
        let metrics: Vec<_> = columns.values.iter().map(|values| values.metric.as_deref()).collect();
        assert_eq!(metrics, [Some("gmv"), Some("orders")]);
        assert_eq!(columns.ignored, ["weather"]);
    }

    #[test]
    fn a_mapping_decides_alone() {
        let columns = read("DATE,tv_S,value", "date=at,tv_S=spend@tv").unwrap();
        let values = Values { column: 1, metric: Some("spend".into()), channel: Some("tv".into()) };
        assert_eq!((columns.at, columns.values), (0, vec![values]));
        assert_eq!(columns.ignored, ["value"]);
    }

    #[test]
    fn a_header_that_matches_nothing_is_shown_with_the_closest_metrics() {
        let error = read("gvm,revnue\u{1b}", "").unwrap_err();
        assert_eq!((error.code(), error.exit_code()), ("import_header", 3));
        assert!(error.to_string().contains("gvm, revnue\u{fffd}"), "{error}");
        assert!(error.detail().iter().any(|row| row.contains("gvm → gmv")), "{:?}", error.detail());
        assert!(error.detail().iter().any(|row| row.contains("→ revenue")), "{:?}", error.detail());
    }

    #[test]
    fn what_is_missing_or_twice_is_named() {
        let code_and_text = |header, mapping| {
            let error = read(header, mapping).unwrap_err();
            (error.code(), error.to_string())
        };
        let (code, text) = code_and_text("metric,value", "");
        assert!(code == "import_missing_column" && text.contains("`at`"), "{text}");
        let (code, text) = code_and_text("date,value", "");
        assert!(code == "import_missing_column" && text.contains("`metric`"), "{text}");
        let (code, text) = code_and_text("date,amount", "");
        assert!(code == "import_missing_column" && text.contains("`value`"), "{text}");
        let (code, text) = code_and_text("date,日期,metric,value", "");
        assert!(code == "import_column_twice" && text.contains("日期"), "{text}");
        let (code, text) = code_and_text("DATE,tv_S", "DATE=at,tv_S=spend@tv,radio=spend@radio");
        assert!(code == "import_no_such_column" && text.contains("radio"), "{text}");
    }
}
