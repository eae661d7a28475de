//! What users said, as a table, as JSON and counted.
use super::flat::flat;
use super::table::{Table, Value};
use crate::board::{FeedbackLine, FeedbackSum};
use crate::i18n::{label, tr};
use crate::model::{Lang, Zone};
use serde_json::{Value as Json, json};

/// One row a feedback, for people.
#[must_use]
pub fn feedback_table(lines: &[FeedbackLine], lang: Lang, zone: Zone) -> Table {
    let mut table = Table::new(&[
        ("id", &tr::COLUMN_ID),
        ("campaign", &tr::COLUMN_CAMPAIGN),
        ("at", &tr::COLUMN_AT),
        ("priority", &tr::FEEDBACK_PRIORITY),
        ("count", &tr::FEEDBACK_COUNT),
        ("impact", &tr::FEEDBACK_IMPACT),
        ("category", &tr::FEEDBACK_CATEGORY),
        ("source", &tr::COLUMN_SOURCE),
        ("text", &tr::COLUMN_TEXT),
        ("answer", &tr::FEEDBACK_ANSWER),
    ]);
    for line in lines {
        let said = line.note.said_by_users();
        table.row(vec![
            Value::Int(line.note.id.0),
            Value::text(line.campaign_key.clone()),
            Value::Text(moment(line, zone)),
            Value::Word(line.priority.as_str(), label::priority(line.priority).get(lang).to_owned()),
            Value::Int(said.count),
            Value::Word(said.impact.as_str(), label::impact(said.impact).get(lang).to_owned()),
            Value::text(said.category),
            Value::text(said.source),
            Value::Text(line.note.text.clone()),
            Value::text(said.answer),
        ]);
    }
    table
}

/// `[{id, campaign, at, priority, count, impact, category, source, text, answer, answered_at, author}]`
#[must_use]
pub fn feedback_json(lines: &[FeedbackLine], zone: Zone) -> Vec<Json> {
    let object = |line: &FeedbackLine| {
        let said = line.note.said_by_users();
        json!({
            "id": line.note.id.0,
            "campaign": line.campaign_key,
            "at": moment(line, zone),
            "priority": line.priority.as_str(),
            "count": said.count,
            "impact": said.impact.as_str(),
            "category": said.category,
            "source": said.source,
            "text": line.note.text,
            "answer": said.answer,
            "answered_at": said.answered_at.map(|at| zone.rfc3339(at)),
            "author": line.note.author,
        })
    };
    lines.iter().map(object).collect()
}

/// The same for CSV.
#[must_use]
pub fn feedback_flat(lines: &[FeedbackLine], zone: Zone) -> Table {
    flat(
        &feedback_json(lines, zone),
        &[
            "id",
            "campaign",
            "at",
            "priority",
            "count",
            "impact",
            "category",
            "source",
            "text",
            "answer",
            "answered_at",
            "author",
        ],
    )
}

/// Feedback counted, in one line: `3 notes · 130 people · 1 answered · 1 urgent`; what was said most often follows.
#[must_use]
pub fn feedback_words(sum: &FeedbackSum, lang: Lang) -> String {
    let number = |n: usize| n.to_string();
    let mut parts = vec![
        tr::FEEDBACK_NOTES.fill(lang, &[("n", &number(sum.notes))]),
        tr::FEEDBACK_PEOPLE.fill(lang, &[("n", &sum.people.to_string())]),
        tr::FEEDBACK_ANSWERED.fill(lang, &[("n", &number(sum.answered))]),
    ];
    if sum.urgent > 0 {
        parts.push(tr::FEEDBACK_URGENT.fill(lang, &[("n", &number(sum.urgent))]));
    }
    let named = sum.categories.iter().filter(|category| !category.0.is_empty());
    parts.extend(named.take(3).map(|(name, people, ..)| format!("{name} {people}")));
    parts.join(" · ")
}

/// Feedback counted, as JSON.
#[must_use]
pub fn feedback_sum_json(sum: &FeedbackSum) -> Json {
    let category = |(name, people, notes, answered): &(String, i64, usize, usize)| json!({ "category": name, "people": people, "notes": notes, "answered": answered });
    json!({
        "notes": sum.notes,
        "people": sum.people,
        "answered": sum.answered,
        "urgent": sum.urgent,
        "categories": sum.categories.iter().map(category).collect::<Vec<_>>(),
    })
}

/// When it was said; only the day where only that is known.
fn moment(line: &FeedbackLine, zone: Zone) -> String {
    let format = if line.note.whole_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" };
    zone.local(line.note.at).format(format).to_string()
}
