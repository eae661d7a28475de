//! Promo nodes 营销节点: the days promotions gather around, from `assets/promo.toml` and from the user's settings.
use super::{Both, Day, Fault};
use chrono::Datelike as _;
use std::sync::LazyLock;

mod parse;
mod rule;

pub use parse::NodeFlaw;
pub use rule::Rule;

/// The text of the shipped table.
const PROMO: &str = include_str!("../../assets/promo.toml");

crate::words! {
    /// What kind of day a promo node is.
    pub enum NodeKind {
        /// 大促
        Shopping = "shopping",
        /// 传统节日
        Festival = "festival",
        /// 法定假日
        Holiday = "holiday",
        /// 西方节日
        Western = "western",
        /// 主题日
        Theme = "theme",
        /// 时令
        Season = "season",
        /// 自定义: the user's own.
        Own = "own",
    }
}

/// A promo node as the tables have it: in every year, or once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What stands for it in files of others: `double-11`.
    pub key: String,
    /// 双11
    pub name: Both,
    /// What kind of day.
    pub kind: NodeKind,
    /// When it is.
    pub rule: Rule,
    /// How many days its window begins before the day itself.
    pub before: i32,
    /// How many days it lasts, the day itself counted.
    pub days: i32,
    /// How many days before the day planning usually begins.
    pub lead: i32,
}

/// A promo node in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromoNode {
    /// The node's key.
    pub key: String,
    /// The year it belongs to; of the Chinese calendar where its rule is. Key and year are unique.
    pub year: i32,
    /// Its name.
    pub name: Both,
    /// What kind of day.
    pub kind: NodeKind,
    /// The first day of its window: a campaign from here on is a campaign for it.
    pub first: Day,
    /// The day itself.
    pub day: Day,
    /// The last day, of its window too.
    pub end: Day,
    /// How many days before the day planning usually begins.
    pub lead: i32,
}

impl PromoNode {
    /// The day planning usually begins.
    #[must_use]
    pub fn plan_from(&self) -> Day {
        self.day.plus(-self.lead)
    }
}

impl Node {
    /// It in one year; none where it is not in it.
    #[must_use]
    pub fn in_year(&self, year: i32) -> Option<PromoNode> {
        let day = self.rule.day(year)?;
        Some(PromoNode {
            key: self.key.clone(),
            year,
            name: self.name.clone(),
            kind: self.kind,
            first: day.plus(-self.before),
            day,
            end: day.plus(self.days - 1),
            lead: self.lead,
        })
    }
}

/// The shipped table; read once, at the first use. That it can be read is tested.
static SHIPPED: LazyLock<Vec<Node>> = LazyLock::new(|| shipped().unwrap_or_default());

fn shipped() -> Result<Vec<Node>, Fault> {
    let bad = |key: &str, flaw: &NodeFlaw| Fault::BadCatalogue {
        key: key.to_owned(),
        field: flaw.field,
        why: flaw.found.clone(),
    };
    let file: toml::Table = PROMO.parse().map_err(|e: toml::de::Error| Fault::BadCatalogue {
        key: String::new(),
        field: "toml",
        why: e.to_string(),
    })?;
    let mut nodes: Vec<Node> = Vec::new();
    for value in file.get("node").and_then(toml::Value::as_array).into_iter().flatten() {
        let key = value.get("key").and_then(toml::Value::as_str).unwrap_or_default();
        nodes.push(parse::node(value, &nodes).map_err(|flaw| bad(key, &flaw))?);
    }
    Ok(nodes)
}

/// Reads one of the user's own: a table as in `assets/promo.toml`, of which only a name and one of the fields that say
/// when it is are needed; a name may be one for both languages. `from` may name a shipped one.
///
/// # Errors
/// The first [`NodeFlaw`].
pub fn own_node(value: &toml::Value) -> Result<Node, NodeFlaw> {
    parse::node(value, &SHIPPED)
}

/// Every promo node whose window touches the days `from` to `to`, by day. One of the user's own takes the place of a
/// shipped one with its key.
#[must_use]
pub fn nodes(from: Day, to: Day, own: &[Node]) -> Vec<PromoNode> {
    // The last months of the Chinese calendar are in the next year.
    let years = from.date().year() - 1..=to.date().year() + 1;
    let is_replaced = |node: &&Node| own.iter().any(|other| other.key == node.key);
    let all = || SHIPPED.iter().filter(|node| !is_replaced(node)).chain(own);
    let mut found: Vec<PromoNode> = years
        .flat_map(|year| all().filter_map(move |node| node.in_year(year)))
        .filter(|node| node.first <= to && node.end >= from)
        .collect();
    // The sort is stable: on one day the table's order stays.
    found.sort_by_key(|node| node.day);
    found
}

#[cfg(test)]
mod tests;
