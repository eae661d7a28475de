//! What needs a hand, as text and as JSON.
use crate::board::{
    About, CampaignLine, CheckInDue, DueTask, Matter, Soon, TargetLine, Todo, Urgency, words,
};
use crate::i18n::tr;
use crate::model::{Lang, Style, printable};
use serde_json::{Map, Value as Json, json};

/// What needs a hand below the campaigns it is about: one line each, most urgent first. Empty where nothing does.
#[must_use]
pub fn todos_text(todos: &[Todo], campaigns: &[CampaignLine], lang: Lang, style: Style) -> String {
    if todos.is_empty() {
        return String::new();
    }
    let count = todos.len().to_string();
    let what = tr::COCKPIT_TODO.get(lang);
    let mut out = format!("\n{}\n", tr::COCKPIT_COUNT.fill(lang, &[("what", what), ("n", &count)]));
    for todo in todos {
        let sign = if todo.urgency == Urgency::Act { '!' } else { '◦' };
        let line = words(todo, target(todo, campaigns), lang, style).line(lang);
        let line = format!("{sign} {} · {line}", todo.name);
        out.push_str(&format!("  {}\n", printable(&line)));
    }
    out
}

fn target<'a>(todo: &Todo, campaigns: &'a [CampaignLine]) -> Option<&'a TargetLine> {
    campaigns.iter().flat_map(|c| &c.targets).find(|t| Some(t.id) == todo.target)
}

/// What needs a hand as JSON, most urgent first; `key_of` tells the key of what each is about.
#[must_use]
pub fn todos_json(
    todos: &[Todo],
    campaigns: &[CampaignLine],
    key_of: impl Fn(About) -> Option<String>,
    lang: Lang,
    style: Style,
) -> Json {
    let json = |todo: &Todo| {
        let mut json = todo_json(todo, campaigns, lang, style);
        json["about"] = json!(key_of(todo.about));
        json
    };
    todos.iter().map(json).collect()
}

/// One to-do: whom it is about, what it is in a stable word and in a sentence, and what belongs to that word.
fn todo_json(todo: &Todo, campaigns: &[CampaignLine], lang: Lang, style: Style) -> Json {
    let target = target(todo, campaigns);
    let campaign = campaigns.iter().find(|c| Some(c.id) == todo.campaign()).map(|c| c.key.as_str());
    let (word, more) = matter(&todo.matter);
    let mut out = Map::new();
    let urgency = if todo.urgency == Urgency::Act { "act" } else { "look" };
    for (key, value) in [
        ("urgency", json!(urgency)),
        ("campaign", json!(campaign)),
        ("target", json!(target.map(|t| &t.key))),
        ("matter", json!(word)),
        ("text", json!(words(todo, target, lang, style).line(lang))),
    ] {
        out.insert(key.to_owned(), value);
    }
    if let Json::Object(more) = more {
        out.extend(more);
    }
    Json::Object(out)
}

/// A matter's stable word, and its own fields.
fn matter(matter: &Matter) -> (&'static str, Json) {
    match matter {
        Matter::OffPace { status, needed, recent, .. } => (
            "off_pace",
            json!({ "status": status.as_str(), "needed_per_day": needed, "recent_per_day": recent }),
        ),
        Matter::Breached { actual, bound, above, .. } => {
            ("breached", json!({ "actual": actual, "bound": bound, "above": above }))
        }
        Matter::OldData { age, .. } => ("old_data", json!({ "age_seconds": age })),
        Matter::Lagging { channel, age, .. } => {
            ("lagging", json!({ "channel": channel, "age_seconds": age }))
        }
        Matter::NoData { .. } => ("no_data", json!({})),
        Matter::NoTarget => ("no_target", json!({})),
        Matter::StatusOffered { to, lacks, is_due } => {
            let lacks: Vec<Json> =
                lacks.iter().map(|(lack, names)| json!({ "lack": lack.as_str(), "of": names })).collect();
            let word = if *is_due { "step_due" } else { "step_next" };
            (word, json!({ "to": to.as_str(), "lacks": lacks }))
        }
        Matter::RetroDue { leader, on, days, .. } => {
            ("retro", json!({ "owner": leader, "due": on.to_string(), "days": days }))
        }
        Matter::Feedback { texts, people } => ("feedback", json!({ "said": texts, "people": people })),
        Matter::Lessons { titles } => ("lessons", json!({ "lessons": titles })),
        Matter::TaskDue(task) => (due_word(task.when), task_json(task)),
        Matter::TasksDue { when, titles } => (due_word(*when), json!({ "tasks": titles })),
        Matter::Approval { task, is_refused, .. } => {
            (if *is_refused { "approval_refused" } else { "approval_open" }, task_json(task))
        }
        Matter::CheckIn(due) => ("check_in", due_json(due)),
        Matter::CheckIns(due) => {
            ("check_ins", json!({ "key_results": due.iter().map(due_json).collect::<Vec<_>>() }))
        }
        Matter::Action { action, title, owner, on, days, .. } => (
            "action",
            json!({ "action": action.0, "title": title, "owner": owner, "due": on.to_string(), "days": days }),
        ),
        Matter::Resource { resource, name, giver, status, on, days } => (
            "resource",
            json!({
                "resource": resource.0,
                "name": name,
                "giver": giver,
                "status": status.as_str(),
                "need_by": on.to_string(),
                "days": days,
            }),
        ),
    }
}

fn due_json(due: &CheckInDue) -> Json {
    json!({
        "key_result": due.path,
        "owner": due.owner,
        "confidence": due.confidence,
        "days_overdue": due.days,
        "days_since": due.since,
    })
}

fn due_word(when: Soon) -> &'static str {
    match when {
        Soon::Overdue => "task_overdue",
        Soon::Today => "task_today",
        Soon::Tomorrow => "task_tomorrow",
        Soon::Later => "task",
    }
}

fn task_json(task: &DueTask) -> Json {
    json!({
        "task": task.id.0,
        "title": task.title,
        "kind": task.kind.as_str(),
        "owner": task.owner,
        "role": task.role,
        "due": task.on.to_string(),
        "days": task.days,
    })
}
