//! Tasks, as a table and as JSON.
use super::flat::flat;
use super::table::{Table, Value};
use crate::board::TaskLine;
use crate::i18n::{label, tr};
use crate::model::{Due, Lang, When, Zone};
use chrono::Datelike as _;
use serde_json::{Value as Json, json};

/// A day or time as people read it beside today: `11-05 Thu`, `11-05 20:00 Thu`, with the year where it is another.
#[must_use]
pub fn day_words(on: When, days_left: i32, lang: Lang) -> String {
    let day = on.day();
    let today = day.plus(-days_left);
    let is_this_year = day.date().year() == today.date().year();
    let date = day.date().format(if is_this_year { "%m-%d" } else { "%Y-%m-%d" });
    let weekday = label::weekday(day).get(lang);
    match on {
        When::Day(_) => format!("{date} {weekday}"),
        When::Time(time) => format!("{date} {} {weekday}", time.format("%H:%M")),
    }
}

/// How far a due date is: `today`, `in 3 days`, `2 days overdue`.
#[must_use]
pub fn left_words(days_left: i32, is_overdue: bool, lang: Lang) -> String {
    let days = |text: &crate::i18n::Text| text.fill(lang, &[("n", &days_left.unsigned_abs().to_string())]);
    match (days_left, is_overdue) {
        (0, true) => tr::PLAN_OVERDUE.get(lang).to_owned(),
        (-1, _) => tr::PLAN_DAY_OVER.get(lang).to_owned(),
        (i32::MIN..0, _) => days(&tr::PLAN_DAYS_OVER),
        (0, false) => tr::CALENDAR_TODAY.get(lang).to_owned(),
        (1, _) => tr::CALENDAR_TOMORROW.get(lang).to_owned(),
        _ => days(&tr::CALENDAR_DAYS_LEFT),
    }
}

/// The due date of a task: its day, and how far it is while the task is open.
#[must_use]
pub fn task_due(task: &TaskLine, lang: Lang) -> String {
    let day = day_words(task.on, task.days_left, lang);
    match task.status.is_open() {
        true => format!("{day} · {}", left_words(task.days_left, task.is_overdue, lang)),
        false => day,
    }
}

/// One row a task, for people.
#[must_use]
pub fn tasks_table(tasks: &[TaskLine], lang: Lang) -> Table {
    let mut table = Table::new(&[
        ("id", &tr::COLUMN_ID),
        ("campaign", &tr::COLUMN_CAMPAIGN),
        ("title", &tr::COLUMN_TASK),
        ("kind", &tr::COLUMN_KIND),
        ("who", &tr::COLUMN_WHO),
        ("due", &tr::COLUMN_DUE),
        ("offset", &tr::COLUMN_OFFSET),
        ("status", &tr::COLUMN_STATUS),
        ("waits_for", &tr::COLUMN_WAITS_FOR),
    ]);
    for task in tasks {
        let status = label::task_status(task.status, task.kind).get(lang).to_owned();
        table.row(vec![
            Value::Int(task.id.0),
            Value::Text(task.campaign_key.clone()),
            Value::Text(task.title.clone()),
            Value::Word(task.kind.as_str(), label::task_kind(task.kind).get(lang).to_owned()),
            Value::text(who(task)),
            Value::Text(task_due(task, lang)),
            offset(task.due),
            Value::Word(task.status.as_str(), status),
            Value::text(task.waits_for.join(tr::OUTPUT_JOIN.get(lang))),
        ]);
    }
    table
}

/// The owner with `@`, else the role.
fn who(task: &TaskLine) -> String {
    task.addressed()
}

/// How a due date is counted from the campaign; nothing for a date of its own.
pub(super) fn offset(due: Due) -> Value {
    if due.is_relative() { Value::Text(due.to_string()) } else { Value::None }
}

/// `[{id, campaign, title, kind, status, owner, role, due, on, days_left, overdue, waits_for, after …}]`
#[must_use]
pub fn tasks_json(tasks: &[TaskLine], zone: Zone) -> Vec<Json> {
    let object = |task: &TaskLine| {
        json!({
            "id": task.id.0,
            "campaign": task.campaign_key,
            "campaign_name": task.campaign_name,
            "title": task.title,
            "kind": task.kind.as_str(),
            "status": task.status.as_str(),
            "owner": task.owner,
            "role": task.role,
            "due": task.due.to_string(),
            "on": task.on.to_string(),
            "days_left": task.days_left,
            "overdue": task.is_overdue,
            "waits_for": task.waits_for,
            "after": task.depends_on.iter().map(|id| id.0).collect::<Vec<_>>(),
            "channel": task.channel,
            "note": task.note,
            "done_at": task.done_at.map(|at| zone.rfc3339(at)),
        })
    };
    tasks.iter().map(object).collect()
}

/// The same for CSV.
#[must_use]
pub fn tasks_flat(tasks: &[TaskLine], zone: Zone) -> Table {
    flat(
        &tasks_json(tasks, zone),
        &[
            "id",
            "campaign",
            "campaign_name",
            "title",
            "kind",
            "status",
            "owner",
            "role",
            "due",
            "on",
            "days_left",
            "overdue",
            "waits_for",
            "after",
            "channel",
            "note",
            "done_at",
        ],
    )
}
