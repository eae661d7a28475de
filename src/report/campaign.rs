//! One campaign with all that belongs to it, as text and as JSON.
use super::links::links_json;
use super::resources::{resource_due, resource_word, resources_json};
use super::serves::served_json;
use super::spending::{spending_json, spending_word};
use super::step::{step_json, step_text};
use super::table::{Format, Table, Value};
use super::tasks::{task_due, tasks_json};
use super::{campaign_head, status_json, status_table};
use crate::board::{CampaignPage, Spending};
use crate::i18n::{Text, deed, label, tr};
use crate::model::{
    Campaign, Lang, Quantity, ResourceStatus, Stage, Style, TaskStatus, Unit, Zone, printable,
};
use serde_json::{Value as Json, json};

/// How many of the next tasks are shown.
const NEXT: usize = 3;
/// How many of the latest changes are shown.
const CHANGES: usize = 5;

/// The campaign's own texts with their labels.
fn brief(campaign: &Campaign) -> [(&'static Text, &'static str, &str); 6] {
    [
        (&tr::FIELD_GOAL, "goal", &campaign.goal),
        (&tr::FIELD_AUDIENCE, "audience", &campaign.audience),
        (&tr::FIELD_MECHANICS, "mechanics", &campaign.mechanics),
        (&tr::FIELD_RULES, "rules", &campaign.rules),
        (&tr::FIELD_REWARDS, "rewards", &campaign.rewards),
        (&tr::FIELD_RISKS, "risks", &campaign.risks),
    ]
}

/// A campaign's page for people; `now` tells which year goes without saying, `width` how wide the terminal is.
#[must_use]
pub fn campaign_text(
    page: &CampaignPage,
    lang: Lang,
    style: &Style,
    (zone, now): (Zone, i64),
    width: Option<u16>,
) -> String {
    let mut text = format!("{}\n", campaign_head(&page.line, lang));
    for (label, _, value) in brief(&page.campaign) {
        for (index, line) in value.lines().enumerate() {
            let label = if index == 0 { label.get(lang) } else { "" };
            text.push_str(format!("  {label}  {}", printable(line)).trim_end());
            text.push('\n');
        }
    }
    for phase in &page.campaign.phases.0 {
        let share = style.percent(phase.share.to_f64());
        let name = printable(&phase.name);
        text.push_str(&format!("  {name}  {} – {}  {share}\n", phase.start, phase.end));
    }
    let targets = status_table(std::slice::from_ref(&page.line), lang, style, zone, now);
    match targets.is_empty() {
        true => text.push_str(&format!("\n  {}\n", tr::OUTPUT_NO_TARGETS.get(lang))),
        false => text.push_str(&format!("\n{}", targets.render(Format::Text, lang, width))),
    }
    text.push('\n');
    serves(&mut text, page, lang, style);
    tasks(&mut text, page, lang);
    resources(&mut text, page, lang);
    money(&mut text, &page.spending, lang, style, width);
    if !page.links.is_empty() {
        let count = page.links.len().to_string();
        text.push_str(&format!("{}\n", tr::PLAN_LINKS.fill(lang, &[("n", &count)])));
    }
    text.push_str(&step_text(page.next(), lang));
    if !page.done.is_empty() {
        text.push_str(&format!("\n{}\n", tr::OUTPUT_LATEST_CHANGES.get(lang)));
    }
    for entry in page.done.iter().take(CHANGES) {
        text.push_str(&format!(
            "  {}  {}  {}\n",
            zone.local(entry.batch.at).format("%m-%d %H:%M"),
            printable(&entry.batch.actor),
            printable(&deed::deed(&entry.batch.title, lang))
        ));
    }
    text
}

/// The key results it moves, with what it brings to each.
fn serves(text: &mut String, page: &CampaignPage, lang: Lang, style: &Style) {
    for served in &page.serves {
        let line = served.text(lang, *style);
        let label = tr::PAGE_SERVES.get(lang);
        text.push_str(&format!("{label}  {}  {}\n", printable(&served.path), printable(&line)));
    }
}

fn tasks(text: &mut String, page: &CampaignPage, lang: Lang) {
    if page.tasks.is_empty() {
        return;
    }
    let open: Vec<_> = page.tasks.iter().filter(|task| task.status.is_open()).collect();
    let overdue = open.iter().filter(|task| task.is_overdue).count();
    let done = page.tasks.iter().filter(|task| task.status == TaskStatus::Done).count();
    let counts = [open.len(), overdue, done].map(|n| n.to_string());
    let args = [("open", counts[0].as_str()), ("overdue", &counts[1]), ("done", &counts[2])];
    text.push_str(&format!("{}\n", tr::PLAN_TASKS.fill(lang, &args)));
    for task in open.iter().take(NEXT) {
        let who = task.addressed();
        let line = format!("  {}  {}  {}  {who}", task.id.0, task_due(task, lang), task.title);
        text.push_str(&format!("{}\n", printable(line.trim_end())));
    }
}

fn resources(text: &mut String, page: &CampaignPage, lang: Lang) {
    if page.resources.is_empty() {
        return;
    }
    let all = page.resources.len().to_string();
    let promised = page.resources.iter().filter(|r| r.status == ResourceStatus::Promised).count();
    let pressing: Vec<_> = page.resources.iter().filter(|r| r.is_pressing).collect();
    let (promised, count) = (promised.to_string(), pressing.len().to_string());
    let args = [("promised", promised.as_str()), ("all", &all), ("pressing", &count)];
    text.push_str(&format!("{}\n", tr::PLAN_RESOURCES.fill(lang, &args)));
    for resource in pressing {
        let (due, word) = (resource_due(resource, lang), resource_word(resource, lang));
        let line = format!("  {}  {due}  {}  {}  {word}", resource.id.0, resource.name, resource.giver);
        text.push_str(&format!("{}\n", printable(line.trim_end())));
    }
}

fn money(text: &mut String, spending: &Spending, lang: Lang, style: &Style, width: Option<u16>) {
    if spending.rows.is_empty() && spending.total.is_none() && spending.spent.is_none() {
        return;
    }
    let amount = |q: Option<Quantity>| q.map_or_else(|| "—".to_owned(), |q| style.compact(q, Unit::Money));
    let planned = amount(spending.total.or(Some(spending.planned)));
    let (spent, left) = (amount(spending.spent), amount(spending.left));
    let args = [("planned", planned.as_str()), ("spent", &spent), ("left", &left)];
    text.push_str(&format!("{}\n", tr::PLAN_MONEY.fill(lang, &args)));
    let mut table = Table::new(&[
        ("channel", &tr::COLUMN_CHANNEL),
        ("planned", &tr::COLUMN_PLANNED),
        ("spent", &tr::COLUMN_SPENT),
        ("left", &tr::COLUMN_LEFT),
        ("pace", &tr::COLUMN_PACE),
        ("status", &tr::COLUMN_STATUS),
    ]);
    for row in &spending.rows {
        let money = |q: Option<Quantity>| {
            q.map_or(Value::None, |q| Value::Quantity(q, style.compact(q, Unit::Money)))
        };
        let word = |status| Value::text(spending_word(status, row.pace).get(lang));
        table.row(vec![
            Value::Text(row.name.clone()),
            money(row.planned),
            money(row.spent),
            money(row.left),
            row.pace.map_or(Value::None, |pace| Value::Number(pace, style.percent(pace))),
            row.status.map_or(Value::None, word),
        ]);
    }
    if !table.is_empty() {
        text.push_str(&table.render(Format::Text, lang, width));
    }
}

/// A campaign's page for programs: what `status` gives of it, its brief, and all that belongs to it.
#[must_use]
pub fn campaign_json(page: &CampaignPage, zone: Zone) -> Json {
    let campaign = &page.campaign;
    let mut json = status_json(std::slice::from_ref(&page.line), zone);
    let mut only = json.pointer_mut("/campaigns/0").map(Json::take).unwrap_or_default();
    if let Some(object) = only.as_object_mut() {
        for (_, key, value) in brief(campaign) {
            object.insert(key.to_owned(), value.into());
        }
        let owned = |links: &[crate::board::LinkLine]| -> Vec<(String, crate::board::LinkLine)> {
            links.iter().map(|link| (campaign.key.clone(), link.clone())).collect()
        };
        for (key, value) in [
            ("kind", json!(campaign.kind)),
            ("stage", json!(campaign.stage.map(Stage::as_str))),
            ("playbook", json!(campaign.playbook)),
            ("phases", serde_json::to_value(&campaign.phases).unwrap_or_default()),
            ("tasks", Json::Array(tasks_json(&page.tasks, zone))),
            ("resources", Json::Array(resources_json(&page.resources))),
            ("spending", spending_json(&page.spending)),
            ("serves", page.serves.iter().map(|served| served_json(served, zone)).collect()),
            ("links", Json::Array(links_json(&owned(&page.links)))),
            ("next_step", step_json(page.next())),
        ] {
            object.insert(key.to_owned(), value);
        }
    }
    only
}

/// Where a campaign stands, in one line: `Double 11 (d11): planned`.
#[must_use]
pub fn standing_text(campaign: &crate::board::CampaignLine, lang: Lang) -> String {
    let status = label::campaign_status(campaign.status).get(lang);
    let colon = tr::PLAN_COLON.get(lang);
    printable(&format!("{} ({}){colon}{status}", campaign.name, campaign.key)).into_owned()
}
