//! The calendar as an agenda, a table and JSON.
use super::table::{Table, Value};
use crate::board::{Calendar, CampaignDays, Coming, Item, OkrDay, ResourceLine, TaskLine};
use crate::i18n::{Text, label, tr};
use crate::model::{Day, Lang, PromoNode, TaskStatus, When, printable};
use serde_json::{Value as Json, json};
use unicode_width::UnicodeWidthStr as _;

/// What an item of the agenda is, and what it says: its name and what else there is to know.
fn item_words(item: Item<'_>, lang: Lang) -> (&'static Text, String) {
    let until = |day: Day| tr::CALENDAR_UNTIL.fill(lang, &[("day", &month_day(day))]);
    let joined = |parts: &[&str]| {
        let parts = parts.iter().filter(|part| !part.is_empty()).map(|part| printable(part));
        parts.collect::<Vec<_>>().join(" · ")
    };
    let owned = |c: &CampaignDays, more: &str| joined(&[&c.name, more, &owner(&c.owner)]);
    match item {
        Item::Node(node) => {
            let kind = label::node_kind(node.kind).get(lang);
            (&tr::CALENDAR_NODE, joined(&[node.name.get(lang), kind, &window(node, lang)]))
        }
        Item::Runs(c) => (&tr::CALENDAR_RUNS, owned(c, &until(c.last))),
        Item::Starts(c) if c.last == c.first => (&tr::CALENDAR_STARTS, owned(c, "")),
        Item::Starts(c) => (&tr::CALENDAR_STARTS, owned(c, &until(c.last))),
        Item::Phase(c, name, last) => {
            let is_one_day = c.phases.iter().any(|(_, first, end)| first == end && *end == last);
            let until = if is_one_day { String::new() } else { until(last) };
            (&tr::CALENDAR_PHASE, joined(&[&c.name, name, &until]))
        }
        Item::Ends(c) => (&tr::CALENDAR_ENDS, owned(c, "")),
        Item::Task(t) => {
            let state = match t.status {
                TaskStatus::Open if t.is_overdue => tr::CALENDAR_OVERDUE.get(lang),
                TaskStatus::Open => "",
                status => label::task_status(status, t.kind).get(lang),
            };
            let said = joined(&[&time(t.on), &t.title, &t.campaign_name, &t.addressed(), state]);
            (label::task_kind(t.kind), said)
        }
        Item::Resource(r) => {
            let state = label::resource_status(r.status).get(lang);
            (&tr::CALENDAR_NEEDED, joined(&[&time(r.on), &r.name, &r.campaign_name, &r.giver, state]))
        }
        Item::Okr(o) => {
            let state = if o.is_overdue { tr::CALENDAR_OVERDUE.get(lang) } else { "" };
            (label::okr_day(o.kind), joined(&[o.name(lang), &o.of, &owner(&o.owner), state]))
        }
    }
}

/// The time of day, where there is one.
fn time(when: When) -> String {
    match when {
        When::Day(_) => String::new(),
        When::Time(time) => time.format("%H:%M").to_string(),
    }
}

fn owner(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("@{name}") }
}

/// `11-11`
fn month_day(day: Day) -> String {
    day.date().format("%m-%d").to_string()
}

/// The window of a node that is longer than its day.
fn window(node: &PromoNode, lang: Lang) -> String {
    if node.first == node.end {
        return String::new();
    }
    let (first, last) = (month_day(node.first), month_day(node.end));
    tr::CALENDAR_WINDOW.fill(lang, &[("first", &first), ("last", &last)])
}

/// The agenda for people: a line a day with its weekday, what happens on it below. Today is always there.
#[must_use]
pub fn agenda_text(calendar: &Calendar, lang: Lang) -> String {
    let mut days = calendar.agenda();
    let today = calendar.today;
    if (calendar.from..=calendar.to).contains(&today)
        && let Err(place) = days.binary_search_by_key(&today, |(day, _)| *day)
    {
        days.insert(place, (today, Vec::new()));
    }
    let days: Vec<(Day, Vec<(&str, String)>)> = days
        .into_iter()
        .map(|(day, items)| {
            let words = items.into_iter().map(|item| item_words(item, lang));
            (day, words.map(|(what, said)| (what.get(lang), said)).collect())
        })
        .collect();
    let label = days.iter().flat_map(|(_, items)| items).map(|(what, _)| what.width()).max().unwrap_or(0);
    let mut text = String::new();
    for (day, items) in days {
        text.push_str(&format!("{day} {}", label::weekday(day).get(lang)));
        if day == today {
            text.push_str(&format!(" · {}", tr::CALENDAR_TODAY.get(lang)));
        }
        text.push('\n');
        if items.is_empty() {
            text.push_str(&format!("  {}\n", tr::CALENDAR_NOTHING_TODAY.get(lang)));
        }
        for (what, said) in items {
            let room = " ".repeat(label.max(LABEL).saturating_sub(what.width()));
            text.push_str(&format!("  {what}{room}  {said}\n"));
        }
    }
    text
}

/// The least width of the words before an item, in cells.
const LABEL: usize = 10;

/// One row for each campaign, phase, promo node, task and resource.
#[must_use]
pub fn calendar_table(calendar: &Calendar, lang: Lang) -> Table {
    let mut table = Table::new(&[
        ("kind", &tr::COLUMN_KIND),
        ("start", &tr::COLUMN_START),
        ("end", &tr::COLUMN_END),
        ("key", &tr::COLUMN_KEY),
        ("name", &tr::COLUMN_NAME),
        ("campaign", &tr::COLUMN_CAMPAIGN),
        ("owner", &tr::COLUMN_OWNER),
        ("status", &tr::COLUMN_STATUS),
    ]);
    let dates = |first: Day, last: Day| [Value::Text(first.to_string()), Value::Text(last.to_string())];
    for c in &calendar.campaigns {
        let [start, end] = [Value::Text(c.start.to_string()), Value::Text(c.end.to_string())];
        let status = Value::Word(c.status.as_str(), label::campaign_status(c.status).get(lang).to_owned());
        let (kind, key) = (word("campaign", &tr::COLUMN_CAMPAIGN, lang), Value::Text(c.key.clone()));
        table.row(vec![
            kind,
            start,
            end,
            key,
            Value::Text(c.name.clone()),
            Value::None,
            Value::text(&c.owner),
            status,
        ]);
        for (name, first, last) in &c.phases {
            let [start, end] = dates(*first, *last);
            let kind = word("phase", &tr::CALENDAR_PHASE, lang);
            let campaign = Value::Text(c.key.clone());
            table.row(vec![
                kind,
                start,
                end,
                Value::None,
                Value::Text(name.clone()),
                campaign,
                Value::None,
                Value::None,
            ]);
        }
    }
    for node in &calendar.nodes {
        let [start, end] = dates(node.day, node.end);
        let (kind, name) = (word("node", &tr::CALENDAR_NODE, lang), node.name.get(lang).to_owned());
        let key = Value::Text(node.key.clone());
        table.row(vec![kind, start, end, key, Value::Text(name), Value::None, Value::None, Value::None]);
    }
    for task in &calendar.tasks {
        let on = || Value::Text(task.on.to_string());
        let status = label::task_status(task.status, task.kind).get(lang).to_owned();
        table.row(vec![
            word(task.kind.as_str(), label::task_kind(task.kind), lang),
            on(),
            on(),
            Value::Int(task.id.0),
            Value::Text(task.title.clone()),
            Value::Text(task.campaign_key.clone()),
            Value::text(task.who()),
            Value::Word(task.status.as_str(), status),
        ]);
    }
    for resource in &calendar.resources {
        let on = || Value::Text(resource.on.to_string());
        let status = label::resource_status(resource.status).get(lang).to_owned();
        table.row(vec![
            word("resource", &tr::CALENDAR_RESOURCE, lang),
            on(),
            on(),
            Value::Int(resource.id.0),
            Value::Text(resource.name.clone()),
            Value::Text(resource.campaign_key.clone()),
            Value::text(&resource.owner),
            Value::Word(resource.status.as_str(), status),
        ]);
    }
    for okr in &calendar.okrs {
        let on = || Value::Text(okr.day.to_string());
        table.row(vec![
            word(okr.kind.as_str(), label::okr_day(okr.kind), lang),
            on(),
            on(),
            Value::Text(okr.of.clone()),
            Value::Text(okr.name(lang).to_owned()),
            Value::None,
            Value::text(&okr.owner),
            if okr.is_overdue { word("overdue", &tr::CALENDAR_OVERDUE, lang) } else { Value::None },
        ]);
    }
    table
}

fn word(word: &'static str, text: &Text, lang: Lang) -> Value {
    Value::Word(word, text.get(lang).to_owned())
}

/// `{from, to, today, campaigns: [… phases …], nodes: […], tasks: […], resources: […], okrs: […]}`; days and times as in
/// the file.
#[must_use]
pub fn calendar_json(calendar: &Calendar) -> Json {
    let campaign = |c: &CampaignDays| {
        let phases =
            c.phases.iter().map(|(name, first, last)| json!({ "name": name, "first": first, "last": last }));
        json!({
            "key": c.key, "name": c.name, "owner": c.owner, "status": c.status.as_str(),
            "start": c.start.to_string(), "end": c.end.to_string(), "first": c.first, "last": c.last,
            "phases": phases.collect::<Vec<_>>(),
        })
    };
    let task = |t: &TaskLine| {
        json!({
            "id": t.id.0, "campaign": t.campaign_key, "title": t.title, "kind": t.kind.as_str(),
            "status": t.status.as_str(), "owner": t.owner, "role": t.role, "on": t.on.to_string(),
            "due": t.due.to_string(), "overdue": t.is_overdue,
        })
    };
    let resource = |r: &ResourceLine| {
        json!({
            "id": r.id.0, "campaign": r.campaign_key, "name": r.name, "kind": r.kind.as_str(),
            "status": r.status.as_str(), "giver": r.giver, "owner": r.owner, "on": r.on.to_string(),
            "need_by": r.need_by.to_string(),
        })
    };
    let okr = |o: &OkrDay| {
        json!({
            "kind": o.kind.as_str(), "on": o.day, "name": { "en": o.name_en, "zh": o.name_zh }, "of": o.of,
            "owner": o.owner, "overdue": o.is_overdue,
        })
    };
    json!({
        "from": calendar.from, "to": calendar.to, "today": calendar.today,
        "campaigns": calendar.campaigns.iter().map(campaign).collect::<Vec<_>>(),
        "nodes": calendar.nodes.iter().map(node_json).collect::<Vec<_>>(),
        "tasks": calendar.tasks.iter().map(task).collect::<Vec<_>>(),
        "resources": calendar.resources.iter().map(resource).collect::<Vec<_>>(),
        "okrs": calendar.okrs.iter().map(okr).collect::<Vec<_>>(),
    })
}

fn node_json(node: &PromoNode) -> Json {
    json!({
        "key": node.key, "name": { "en": node.name.en, "zh": node.name.zh }, "kind": node.kind.as_str(),
        "day": node.day, "end": node.end, "window_from": node.first, "lead_days": node.lead,
        "plan_from": node.plan_from(),
    })
}

/// What is coming, a row a node.
#[must_use]
pub fn coming_table<'a>(coming: impl IntoIterator<Item = &'a Coming>, lang: Lang) -> Table {
    let mut table = Table::new(&[
        ("day", &tr::COLUMN_DATE),
        ("node", &tr::CALENDAR_NODE),
        ("kind", &tr::COLUMN_KIND),
        ("days_left", &tr::COLUMN_DAYS_LEFT),
        ("plan", &tr::COLUMN_PLANNING),
        ("key", &tr::COLUMN_KEY),
    ]);
    for Coming { node, days_left, is_time_to_plan, .. } in coming {
        let left = match days_left {
            0 => tr::CALENDAR_TODAY.get(lang).to_owned(),
            1 => tr::CALENDAR_TOMORROW.get(lang).to_owned(),
            n => tr::CALENDAR_DAYS_LEFT.fill(lang, &[("n", &n.to_string())]),
        };
        let plan = plan_words(node, *is_time_to_plan, lang);
        table.row(vec![
            Value::Coded(
                node.day.to_string(),
                format!("{} {}", node.day, label::weekday(node.day).get(lang)),
            ),
            Value::Text(node.name.get(lang).to_owned()),
            Value::Word(node.kind.as_str(), label::node_kind(node.kind).get(lang).to_owned()),
            Value::Number((*days_left).into(), left),
            Value::Coded(node.plan_from().to_string(), plan),
            Value::Text(node.key.clone()),
        ]);
    }
    table
}

/// When planning should begin, or that it should now.
fn plan_words(node: &PromoNode, is_time: bool, lang: Lang) -> String {
    if is_time {
        return tr::CALENDAR_PLAN_NOW.get(lang).to_owned();
    }
    tr::CALENDAR_PLAN_FROM.fill(lang, &[("day", &month_day(node.plan_from()))])
}

/// `[{… node …, days_left, time_to_plan, campaigns: […]}]`
#[must_use]
pub fn coming_json<'a>(coming: impl IntoIterator<Item = &'a Coming>) -> Json {
    let entry = |c: &Coming| {
        let mut entry = node_json(&c.node);
        if let Some(object) = entry.as_object_mut() {
            object.insert("days_left".into(), c.days_left.into());
            object.insert("time_to_plan".into(), c.is_time_to_plan.into());
            let names: Vec<&str> = c.campaigns.iter().map(|(_, name)| name.as_str()).collect();
            object.insert("campaigns".into(), json!(names));
        }
        entry
    };
    Json::Array(coming.into_iter().map(entry).collect())
}
