//! Actions with what they should move and whether they did, as a table, as JSON and as text.
use super::changes::action_json;
use super::flat::flat;
use super::page::Page;
use super::table::{Table, Value};
use crate::board::ActionLine;
use crate::i18n::{label, tr};
use crate::model::{Aim, Lang, Quantity, Style, Unit};
use serde_json::{Value as Json, json};

/// By how much a metric should move, as people read it: `+15%`, `-¥5`, `+0.5pp`.
#[must_use]
pub fn aim_words(aim: Aim, unit: Unit, style: Style, lang: Lang) -> String {
    match aim {
        Aim::Share(_) => aim.to_string(),
        Aim::Amount(by) if unit == Unit::Percent => {
            let points = Aim::Amount(Quantity::from_micros(by.micros().saturating_mul(100))).to_string();
            tr::PROOF_POINTS.fill(lang, &[("n", &points)])
        }
        Aim::Amount(by) => style.signed(by, unit),
    }
}

/// Whether an action did what it should: what people found, else what the numbers propose.
#[must_use]
pub fn proof_words(line: &ActionLine, lang: Lang) -> String {
    match (line.action.proof, line.proposed) {
        (Some(proof), _) => label::proof(proof).get(lang).to_owned(),
        (None, Some(proof)) => tr::PROOF_PROPOSED.fill(lang, &[("proof", label::proof(proof).get(lang))]),
        (None, None) => String::new(),
    }
}

/// One row an action, for people.
#[must_use]
pub fn actions_table(actions: &[ActionLine], lang: Lang, style: Style) -> Table {
    let mut table = Table::new(&[
        ("id", &tr::COLUMN_ID),
        ("about", &tr::SAID_ABOUT),
        ("title", &tr::SAID_TITLE),
        ("owner", &tr::COLUMN_OWNER),
        ("due", &tr::COLUMN_DUE),
        ("status", &tr::COLUMN_STATUS),
        ("metric", &tr::COLUMN_METRIC),
        ("aim", &tr::PROOF_AIM),
        ("from", &tr::PROOF_FROM),
        ("next", &tr::PROOF_NEXT),
        ("proof", &tr::PROOF_PROOF),
    ]);
    for line in actions {
        let action = &line.action;
        table.row(vec![
            Value::Int(action.id.0),
            Value::Text(line.about_key.clone()),
            Value::Text(action.title.clone()),
            Value::text(action.owner.clone()),
            action.due.map_or(Value::None, |day| Value::Text(day.to_string())),
            Value::Word(action.status.as_str(), label::action_status(action.status).get(lang).to_owned()),
            line.metric.as_ref().map_or(Value::None, |metric| Value::Text(metric.name(lang).to_owned())),
            Value::text(aim(line, lang, style)),
            Value::text(from(line, style)),
            Value::text(next(line, style)),
            Value::text(proof_words(line, lang)),
        ]);
    }
    table
}

/// The same for CSV.
#[must_use]
pub fn actions_flat(actions: &[ActionLine]) -> Table {
    let rows: Vec<Json> = actions.iter().map(action_line_json).collect();
    flat(
        &rows,
        &[
            "id",
            "about",
            "title",
            "owner",
            "due",
            "status",
            "review",
            "metric",
            "aim",
            "from",
            "next",
            "next_value",
            "reached",
            "proposed",
            "proof",
            "proof_note",
        ],
    )
}

/// The same as JSON.
#[must_use]
pub fn actions_json(actions: &[ActionLine]) -> Json {
    actions.iter().map(action_line_json).collect()
}

/// One action as JSON: `{id, about, title, owner, due, status, review, metric, aim, from, next, next_value, reached,
/// proposed, proof, proof_note …}`
#[must_use]
pub fn action_line_json(line: &ActionLine) -> Json {
    let mut json = action_json(&line.action, Some(&line.about_key));
    let more = json!({
        "about_name": line.about_name,
        "days_left": line.days,
        "retro": line.action.retro.map(|id| id.0),
        "metric": line.metric.as_ref().map(|metric| &metric.key),
        "aim": line.action.aim.map(|aim| aim.to_string()),
        "from": line.from,
        "next": line.next.as_ref().map(|next| &next.1),
        "next_name": line.next.as_ref().map(|next| &next.2),
        "next_value": line.next.as_ref().map(|next| next.3),
        "reached": line.reached,
        "proposed": line.proposed.map(crate::model::Proof::as_str),
        "proof": line.action.proof.map(crate::model::Proof::as_str),
        "proof_note": line.action.proof_note,
    });
    if let (Json::Object(object), Json::Object(more)) = (&mut json, more) {
        object.extend(more);
    }
    json
}

/// One action for people.
#[must_use]
pub fn action_text(line: &ActionLine, lang: Lang, style: Style, width: Option<u16>) -> String {
    let action = &line.action;
    let mut page = Page::new(lang, width);
    page.line(&format!("{}  {}", action.id.0, action.title));
    let owner = match action.owner.as_str() {
        "" => tr::REVIEWED_NOBODY.get(lang).to_owned(),
        owner => format!("@{owner}"),
    };
    let mut rows = vec![
        vec![tr::SAID_ABOUT.get(lang).to_owned(), format!("{}  {}", line.about_key, line.about_name)],
        vec![tr::COLUMN_OWNER.get(lang).to_owned(), owner],
        vec![
            tr::COLUMN_DUE.get(lang).to_owned(),
            action.due.map_or_else(|| tr::REVIEWED_NO_DAY.get(lang).to_owned(), |day| day.to_string()),
        ],
        vec![
            tr::COLUMN_STATUS.get(lang).to_owned(),
            label::action_status(action.status).get(lang).to_owned(),
        ],
    ];
    let mut said = |name: &crate::i18n::Text, text: String| {
        if !text.is_empty() {
            rows.push(vec![name.get(lang).to_owned(), text]);
        }
    };
    said(&tr::COLUMN_METRIC, line.metric.as_ref().map(|m| m.name(lang).to_owned()).unwrap_or_default());
    said(&tr::PROOF_AIM, aim(line, lang, style));
    said(&tr::PROOF_FROM, from(line, style));
    said(&tr::PROOF_NEXT, next(line, style));
    said(&tr::PROOF_REACHED, line.reached.map(|share| style.percent(share)).unwrap_or_default());
    said(&tr::PROOF_PROOF, proof_words(line, lang));
    said(&tr::SAID_NOTE, action.proof_note.clone());
    page.rows(&rows);
    page.into_text()
}

fn aim(line: &ActionLine, lang: Lang, style: Style) -> String {
    let unit = line.metric.as_ref().map_or(Unit::Count, |metric| metric.unit);
    line.action.aim.map(|aim| aim_words(aim, unit, style, lang)).unwrap_or_default()
}

fn from(line: &ActionLine, style: Style) -> String {
    let known = line.from.zip(line.metric.as_ref());
    known.map(|(value, metric)| style.compact(value, metric.unit)).unwrap_or_default()
}

fn next(line: &ActionLine, style: Style) -> String {
    let known = line.next.as_ref().zip(line.metric.as_ref());
    known
        .map(|(next, metric)| format!("{} {}", next.1, style.compact(next.3, metric.unit)))
        .unwrap_or_default()
}
