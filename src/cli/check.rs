//! `fupan check`: a gate for cron. Exit code 10 where it found something.
use super::status::chosen;
use super::{output, session::Session};
use crate::board::{
    ActionLine, CampaignLine, CheckInDue, Group, KeyResultLine, ResourceLine, RetroAbout, RetroLine,
    TargetLine, TaskLine, action_lines, check_ins_due, key_result_line, resources, retro_waits, retros,
    tasks,
};
use crate::error::{Error, Kind, Result};
use crate::i18n::{Text, label, tr};
use crate::model::{Action, ActionStatus, Campaign, Lang, ObjectiveStatus, RetroStatus, Status, Zone};
use crate::report::{Format, Table, Value, flat, resource_due, target_word, task_due};
use clap::Args;
use serde_json::{Value as Json, json};
use std::process::ExitCode;

/// The exit code where something was found.
const FOUND: u8 = 10;

#[derive(Debug, Args)]
pub(super) struct Command {
    campaign: Vec<String>,
    #[arg(long, value_delimiter = ',', default_value = "behind,stale,missed,breached,overdue")]
    fail_on: Vec<String>,
}

const WORDS: [&str; 11] = [
    "behind", "at_risk", "stale", "pending", "missed", "breached", "overdue", "pressing", "checkins",
    "retro", "actions",
];

impl Command {
    pub fn run(self, session: &mut Session) -> Result<ExitCode> {
        for word in &self.fail_on {
            if !WORDS.contains(&word.as_str()) {
                let error = Error::new(Kind::Usage, &tr::ERROR_UNKNOWN_WORD).arg("text", word);
                return Err(error.arg("allowed", WORDS.join(", ")).field("fail-on"));
            }
        }
        let lines = chosen(session, &self.campaign, false)?;
        let mut found: Vec<Found> = targets(&lines, &self.fail_on);
        found.extend(self.plan(session, &lines)?);
        found.extend(self.learned(session, &lines)?);
        // Who names campaigns does not ask for OKRs.
        if self.campaign.is_empty() {
            found.extend(self.okrs(session)?);
        }
        let lang = session.lang;
        if found.is_empty() && session.format() == Format::Text {
            output::print(&format!("{}\n", tr::OUTPUT_CHECK_CLEAN.get(lang)))?;
            return Ok(ExitCode::SUCCESS);
        }
        let zone = session.store()?.settings()?.zone;
        let objects: Vec<Json> = found.iter().map(|found| found.json(zone)).collect();
        match session.format() {
            Format::Json => output::print(&format!("{:#}\n", Json::Array(objects)))?,
            Format::Csv => session.print(&flat(&objects, &FIELDS), &tr::OUTPUT_CHECK_CLEAN)?,
            Format::Text => session.print(&table(&found, zone, lang), &tr::OUTPUT_CHECK_CLEAN)?,
        }
        Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
    }

    /// Key results in the way, and their check-ins that are due.
    fn okrs(&self, session: &mut Session) -> Result<Vec<Found<'static>>> {
        let book = session.book()?;
        session.read(|db, now| {
            let mut found = Vec::new();
            for objective in book.objectives.iter().filter(|o| o.status != ObjectiveStatus::Draft) {
                for target in book.key_results(objective.id).iter().filter(|t| !book.is_closed(t)) {
                    let line = key_result_line(db, &book, target, now)?;
                    let is_to_come = line.line.start > book.day_shown(now);
                    let words = self.fail_on.iter().filter(|word| !is_to_come && is_hit(&line.line, word));
                    found.extend(words.map(|word| Found::KeyResult(Box::new(line.clone()), word.clone())));
                }
            }
            if self.fail_on.iter().any(|word| word == "checkins") {
                found.extend(check_ins_due(&book, now, now)?.into_iter().map(Found::CheckIn));
            }
            Ok(found)
        })
    }

    /// Retrospectives and actions past their day: of these campaigns, or of everything where none is named.
    fn learned(&self, session: &mut Session, lines: &[CampaignLine]) -> Result<Vec<Found<'static>>> {
        let asks = |word: &str| self.fail_on.iter().any(|asked| asked == word);
        let (late_retros, late_actions) = (asks("retro"), asks("actions"));
        if !late_retros && !late_actions {
            return Ok(Vec::new());
        }
        let book = session.book()?;
        let has_all = self.campaign.is_empty();
        let is_meant = |campaign| has_all || lines.iter().any(|line| Some(line.id) == campaign);
        session.read(|db, now| {
            let mut found = Vec::new();
            if late_retros {
                let today = book.day_shown(now);
                let is_late =
                    |retro: &RetroLine| retro.is_open() && retro.days < 0 && retro_waits(retro.end, today);
                let late = retros(db, &book, now)?.into_iter().filter(is_late);
                let about = |retro: &RetroLine| match retro.about {
                    RetroAbout::Campaign(id) => Some(id),
                    RetroAbout::Cycle(_) => None,
                };
                found.extend(late.filter(|retro| is_meant(about(retro))).map(|r| Found::Retro(Box::new(r))));
            }
            if late_actions {
                let is_open =
                    |action: &Action| action.status == ActionStatus::Open && is_meant(action.campaign);
                let open = action_lines(db, &book, now, is_open)?.into_iter();
                let late = open.filter(|line| line.days.is_some_and(|days| days < 0));
                found.extend(late.map(|line| Found::Action(Box::new(line))));
            }
            Ok(found)
        })
    }

    /// Overdue tasks and pressing resources of these campaigns.
    fn plan(&self, session: &mut Session, lines: &[CampaignLine]) -> Result<Vec<Found<'static>>> {
        let asks = |word: &str| self.fail_on.iter().any(|asked| asked == word);
        let (overdue, pressing) = (asks("overdue"), asks("pressing"));
        if !overdue && !pressing {
            return Ok(Vec::new());
        }
        let book = session.book()?;
        let is_meant = |campaign: &Campaign| lines.iter().any(|line| line.id == campaign.id);
        session.read(|db, now| {
            let mut found = Vec::new();
            if overdue {
                let late = tasks(db, &book, now, |task, c| task.status.is_open() && is_meant(c))?;
                found.extend(late.into_iter().filter(|task| task.is_overdue).map(Found::Task));
            }
            if pressing {
                let late = resources(db, &book, now, |r, c| r.status.is_open() && is_meant(c))?;
                found.extend(late.into_iter().filter(|r| r.is_pressing).map(Found::Resource));
            }
            Ok(found)
        })
    }
}

/// Something in the way.
enum Found<'a> {
    Target(&'a CampaignLine, &'a TargetLine, &'a str),
    KeyResult(Box<KeyResultLine>, String),
    CheckIn(CheckInDue),
    Task(TaskLine),
    Resource(ResourceLine),
    Retro(Box<RetroLine>),
    Action(Box<ActionLine>),
}

/// What is told of each in CSV; in JSON the same.
const FIELDS: [&str; 11] = [
    "target",
    "found",
    "status",
    "data_until",
    "campaign",
    "task",
    "resource",
    "action",
    "name",
    "owner",
    "due",
];

impl Found<'_> {
    fn json(&self, zone: Zone) -> Json {
        match self {
            Self::Target(campaign, target, word) => json!({
                "target": format!("{}/{}", campaign.key, target.key),
                "found": word,
                "status": target.status.as_str(),
                "data_until": target.data_until.map(|at| zone.rfc3339(at)),
                "campaign": campaign.key,
                "owner": campaign.owner,
            }),
            Self::KeyResult(line, word) => json!({
                "target": line.path,
                "found": word,
                "status": line.line.status.as_str(),
                "data_until": line.line.data_until.map(|at| zone.rfc3339(at)),
                "campaign": null,
                "owner": line.owner,
            }),
            Self::CheckIn(due) => json!({
                "target": due.path,
                "found": "checkins",
                "status": null,
                "data_until": null,
                "campaign": null,
                "owner": due.owner,
                "due": zone.day_of(due.due_at).to_string(),
            }),
            Self::Task(task) => json!({
                "target": null,
                "found": "overdue",
                "status": task.status.as_str(),
                "data_until": null,
                "campaign": task.campaign_key,
                "task": task.id.0,
                "name": task.title,
                "owner": task.owner,
                "due": task.on.to_string(),
            }),
            Self::Resource(resource) => json!({
                "target": null,
                "found": "pressing",
                "status": resource.status.as_str(),
                "data_until": null,
                "campaign": resource.campaign_key,
                "resource": resource.id.0,
                "name": resource.name,
                "owner": resource.owner,
                "due": resource.on.to_string(),
            }),
            Self::Retro(retro) => json!({
                "target": null,
                "found": "retro",
                "status": retro.status.map(RetroStatus::as_str),
                "data_until": null,
                "campaign": matches!(retro.about, RetroAbout::Campaign(_)).then_some(&retro.key),
                "name": retro.name,
                "owner": if retro.leader.is_empty() { &retro.owner } else { &retro.leader },
                "due": retro.due.to_string(),
            }),
            Self::Action(line) => json!({
                "target": null,
                "found": "actions",
                "status": line.action.status.as_str(),
                "data_until": null,
                "campaign": line.action.campaign.map(|_| &line.about_key),
                "action": line.action.id.0,
                "name": line.action.title,
                "owner": line.action.owner,
                "due": line.action.due.map(|due| due.to_string()),
            }),
        }
    }
}

/// One row each, for people: the column of due dates is there where something has one.
fn table(found: &[Found<'_>], zone: Zone, lang: Lang) -> Table {
    let has_targets = found.iter().any(|found| matches!(found, Found::Target(..) | Found::KeyResult(..)));
    let has_plan = found.iter().any(|found| !matches!(found, Found::Target(..) | Found::KeyResult(..)));
    let columns = [
        ("target", if has_targets { &tr::COLUMN_TARGET } else { &tr::COLUMN_WHAT_FOR }, true),
        ("found", &tr::COLUMN_FOUND, true),
        ("status", &tr::COLUMN_STATUS, true),
        ("data_until", &tr::COLUMN_DATA_UNTIL, has_targets),
        ("due", &tr::COLUMN_DUE, has_plan),
    ];
    let shown: Vec<_> = columns.iter().filter(|c| c.2).map(|c| (c.0, c.1)).collect();
    let mut table = Table::new(&shown);
    for found in found {
        let (what, word, status, until, due) = match found {
            Found::Target(campaign, target, word) => (
                format!("{}/{}", campaign.key, target.key),
                said(word).get(lang),
                target_word(target, lang),
                target.data_until.map_or(Value::None, |at| Value::Text(zone.rfc3339(at))),
                Value::None,
            ),
            Found::KeyResult(line, word) => (
                line.path.clone(),
                said(word).get(lang),
                target_word(&line.line, lang),
                line.line.data_until.map_or(Value::None, |at| Value::Text(zone.rfc3339(at))),
                Value::None,
            ),
            Found::CheckIn(due) => (
                {
                    let name = if lang == Lang::Zh { &due.name_zh } else { &due.name_en };
                    let who = if due.owner.is_empty() { String::new() } else { format!(" @{}", due.owner) };
                    format!("{} {name}{who}", due.path)
                },
                tr::CHECK_CHECK_IN_DUE.get(lang),
                String::new(),
                Value::None,
                Value::Text(zone.day_of(due.due_at).to_string()),
            ),
            Found::Task(task) => (
                whose(&task.campaign_key, &tr::ENTITY_TASK, task.id.0, &task.title, &task.addressed(), lang),
                tr::PLAN_OVERDUE.get(lang),
                label::task_status(task.status, task.kind).get(lang).to_owned(),
                Value::None,
                Value::Text(task_due(task, lang)),
            ),
            Found::Resource(resource) => (
                {
                    let owner = format!("@{}", resource.owner);
                    let who = if resource.owner.is_empty() { &resource.giver } else { &owner };
                    whose(
                        &resource.campaign_key,
                        &tr::ENTITY_RESOURCE,
                        resource.id.0,
                        &resource.name,
                        who,
                        lang,
                    )
                },
                tr::PLAN_PRESSING.get(lang),
                label::resource_status(resource.status).get(lang).to_owned(),
                Value::None,
                Value::Text(resource_due(resource, lang)),
            ),
            Found::Retro(retro) => (
                {
                    let owner = if retro.leader.is_empty() { &retro.owner } else { &retro.leader };
                    let who = if owner.is_empty() { String::new() } else { format!(" @{owner}") };
                    format!("{} {}{who}", retro.key, retro.name)
                },
                tr::CHECK_RETRO_DUE.get(lang),
                label::retro_status(retro.status.unwrap_or(RetroStatus::Draft)).get(lang).to_owned(),
                Value::None,
                Value::Text(retro.due.to_string()),
            ),
            Found::Action(line) => (
                {
                    let action = &line.action;
                    let owner = &action.owner;
                    let who = if owner.is_empty() { String::new() } else { format!("@{owner}") };
                    whose(&line.about_key, &tr::ENTITY_ACTION, action.id.0, &action.title, &who, lang)
                },
                tr::CHECK_ACTION_DUE.get(lang),
                label::action_status(line.action.status).get(lang).to_owned(),
                Value::None,
                line.action.due.map_or(Value::None, |due| Value::Text(due.to_string())),
            ),
        };
        let mut row = vec![Value::Text(what), Value::Text(word.to_owned()), Value::Text(status)];
        row.extend(has_targets.then_some(until));
        row.extend(has_plan.then_some(due));
        table.row(row);
    }
    table
}

/// `d11 task #12 素材审核 @小林`
fn whose(campaign: &str, what: &Text, number: i64, name: &str, who: &str, lang: Lang) -> String {
    let who = if who.is_empty() { String::new() } else { format!(" {who}") };
    format!("{campaign} {} #{number} {name}{who}", what.get(lang))
}

/// A word of `--fail-on` as people read it.
fn said(word: &str) -> &'static Text {
    match word.parse::<Status>() {
        Ok(status) => label::status(status),
        Err(_) => label::held(false),
    }
}

/// Whether a word of `--fail-on` is true of a target.
fn is_hit(target: &TargetLine, word: &str) -> bool {
    match word {
        "behind" => target.status == Status::Behind,
        "at_risk" => target.status == Status::AtRisk,
        "stale" => target.is_stale,
        "pending" => target.status == Status::Pending,
        "missed" => target.status == Status::Missed,
        "breached" => target.is_guardrail && target.held == Some(false),
        _ => false,
    }
}

/// What stands in the way, per target that runs or is over.
fn targets<'a>(lines: &'a [CampaignLine], words: &'a [String]) -> Vec<Found<'a>> {
    let mut out = Vec::new();
    for campaign in lines.iter().filter(|c| c.group != Group::Upcoming) {
        for target in &campaign.targets {
            for word in words {
                if is_hit(target, word) {
                    out.push(Found::Target(campaign, target, word.as_str()));
                }
            }
        }
    }
    out
}
