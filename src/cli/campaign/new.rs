//! `fupan campaign new`: from a playbook, like a former campaign, in one line, or field by field.
use super::{Fields, scope_of};
use crate::board::{matching, waiting as waiting_for};
use crate::cli::output;
use crate::cli::session::Session;
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{Due, Lang, Lesson, Metric, ResourceKind, SPEND, TaskKind, When, parse_when, printable};
use crate::planner::{
    CampaignDraft, Outcome, Proposal, ProposedTarget, Request, is_quick, playbooks, propose, quick,
};
use crate::report::{Format, Table, Value};
use clap::Args;
use serde_json::json;

#[derive(Debug, Args)]
pub(in crate::cli) struct New {
    name: String,
    #[arg(long)]
    playbook: Option<String>,
    #[arg(long, value_name = "CAMPAIGN")]
    like: Option<String>,
    #[arg(long = "target", value_name = "METRIC=GOAL")]
    target: Vec<String>,
    #[arg(long)]
    budget: Option<String>,
    #[arg(long, value_name = "CHANNEL[=AMOUNT]", value_delimiter = ',')]
    channel: Vec<String>,
    #[arg(long)]
    idea: bool,
    #[arg(long, value_delimiter = ',')]
    without: Vec<String>,
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    fields: Fields,
}

const PARTS: [&str; 6] = ["phases", "targets", "channels", "tasks", "resources", "texts"];

impl New {
    pub fn run(self, session: &mut Session) -> Result<()> {
        if session.global.as_of.is_some() {
            return Err(Error::new(Kind::Usage, &tr::ERROR_PAST_IS_READ_ONLY).field("as-of"));
        }
        if let Some(word) = self.without.iter().find(|word| !PARTS.contains(&word.as_str())) {
            let error = Error::new(Kind::Usage, &tr::ERROR_UNKNOWN_WORD).arg("text", word);
            return Err(error.arg("allowed", PARTS.join(", ")).field("without"));
        }
        let (dry_run, without) = (self.dry_run, self.without.clone());
        let draft = self.draft(session)?;
        let context = session.context()?;
        let store = session.store_or_new()?;
        let mut proposal = store.read(None, |db| propose(db, &context, &draft))?;
        leave_out(&mut proposal, &draft, &without);
        if !dry_run {
            let unset = proposal.unset.clone();
            let outcome = session.perform(Request::CampaignCreate(Box::new(proposal)))?;
            let waiting = waiting(session, &outcome)?;
            if session.format() == Format::Json {
                return created_json(&outcome, &waiting, session.lang);
            }
            session.say(&outcome)?;
            if session.format() == Format::Text {
                tell_waiting(&outcome, &waiting, session.lang)?;
                let metrics = playbooks::metrics(session.store()?)?;
                tell_unset(&unset, &metrics, session.lang)?;
            }
            return Ok(());
        }
        // Whatever creating it would refuse, showing it refuses, too.
        let request = Request::CampaignCreate(Box::new(proposal.clone()));
        crate::planner::rehearse(session.store_or_new()?, &context, &request)?;
        let book = session.book()?;
        let scope = scope_of(&proposal);
        let lessons = session.read(|db, now| matching(db, &book, &scope, now))?;
        let titles = lessons.into_iter().map(|found| found.lesson.lesson).collect::<Vec<Lesson>>();
        match session.format() {
            Format::Json => {
                let mut json = as_json(&proposal);
                json["lessons"] = lessons_json(&titles);
                output::print(&format!("{json:#}\n"))
            }
            _ => output::print(&(as_text(&proposal, session)? + &lessons_text(&titles, session.lang))),
        }
    }

    fn draft(self, session: &mut Session) -> Result<CampaignDraft> {
        let mut draft = self.fields.draft(None);
        draft.playbook = self.playbook;
        draft.like = self.like;
        draft.budget = self.budget;
        draft.channels = self.channel;
        draft.status = self.idea.then(|| "idea".to_owned());
        for text in &self.target {
            let (metric, goal) = text.split_once(['=', '＝']).ok_or_else(|| {
                Error::new(Kind::Usage, &tr::ERROR_BAD_PAIR).arg("text", text).field("target")
            })?;
            draft.goals.push((metric.trim().to_owned(), goal.trim().to_owned()));
        }
        let now = session.now;
        let today = session.store_or_new()?.settings()?.zone.day_of(now);
        if is_quick(&self.name, today) {
            return quick(&self.name, draft, today);
        }
        draft.name = Some(self.name);
        Ok(draft)
    }
}

/// Takes away what was not wanted; what was asked for by name stays.
fn leave_out(proposal: &mut Proposal, asked: &CampaignDraft, without: &[String]) {
    let is_out = |part: &str| without.iter().any(|word| word == part);
    if is_out("phases") {
        proposal.phases.0.clear();
        for target in &mut proposal.targets {
            if target.draft.curve.as_deref() == Some("phased") {
                target.draft.curve = None;
            }
        }
    }
    if is_out("targets") {
        let keep = asked.goals.len() + usize::from(asked.budget.is_some());
        proposal.targets.truncate(keep);
        let stands = |target: &ProposedTarget| target.metric != SPEND && target.draft.guardrail != Some(true);
        if !proposal.targets.iter().any(|target| target.draft.primary == Some(true))
            && let Some(first) = proposal.targets.iter_mut().find(|target| stands(target))
        {
            first.draft.primary = Some(true);
        }
        // Shares of a budget that does not come along.
        if !proposal.targets.iter().any(|target| target.metric == SPEND) {
            for channel in proposal.channels.iter_mut().filter(|channel| channel.planned.ends_with('%')) {
                "0".clone_into(&mut channel.planned);
            }
        }
    }
    if is_out("channels") && asked.channels.is_empty() {
        proposal.channels.clear();
    }
    if is_out("tasks") {
        proposal.tasks.clear();
    }
    if is_out("resources") {
        proposal.resources.clear();
    }
    if is_out("texts") {
        let draft = &mut proposal.draft;
        for (text, was) in [
            (&mut draft.goal, &asked.goal),
            (&mut draft.audience, &asked.audience),
            (&mut draft.mechanics, &asked.mechanics),
            (&mut draft.rules, &asked.rules),
            (&mut draft.rewards, &asked.rewards),
            (&mut draft.risks, &asked.risks),
        ] {
            text.clone_from(was);
        }
    }
}

/// The lessons that hold for the campaign that was created and wait for a decision.
fn waiting(session: &mut Session, outcome: &Outcome) -> Result<Vec<Lesson>> {
    let Some(id) = outcome.campaign else { return Ok(Vec::new()) };
    let book = session.book()?;
    session
        .read(|db, _| waiting_for(db, &book, book.campaign(id).as_slice()))
        .map(|mut waiting| waiting.remove(&id).unwrap_or_default())
}

/// What was done, with the lessons that wait.
fn created_json(outcome: &Outcome, lessons: &[Lesson], lang: Lang) -> Result<()> {
    let mut json = output::outcome_json(outcome, lang);
    json["lessons"] = lessons_json(lessons);
    output::print(&format!("{json:#}\n"))
}

fn lessons_json(lessons: &[Lesson]) -> serde_json::Value {
    lessons.iter().map(|lesson| json!({ "lesson": lesson.id.0, "title": lesson.title })).collect()
}

/// How many lessons wait, and how to see them.
fn tell_waiting(outcome: &Outcome, lessons: &[Lesson], lang: Lang) -> Result<()> {
    let text = match lessons.len() {
        0 => return Ok(()),
        1 => &tr::PROPOSAL_LESSON_WAITS,
        _ => &tr::PROPOSAL_LESSONS_WAIT,
    };
    let (n, key) = (lessons.len().to_string(), outcome.key.clone().unwrap_or_default());
    output::print(&format!("{}\n", printable(&text.fill(lang, &[("n", &n), ("key", &key)]))))
}

fn lessons_text(lessons: &[Lesson], lang: Lang) -> String {
    if lessons.is_empty() {
        return String::new();
    }
    let lines = lessons.iter().map(|l| format!("  #{}  {}\n", l.id.0, printable(&l.title)));
    format!("\n{}\n{}", tr::PROPOSAL_LESSONS.get(lang), lines.collect::<String>())
}

/// The targets a playbook suggests whose goal only people know.
fn tell_unset(unset: &[ProposedTarget], metrics: &[Metric], lang: Lang) -> Result<()> {
    output::print(&unset_text(unset, metrics, lang))
}

fn unset_text(unset: &[ProposedTarget], metrics: &[Metric], lang: Lang) -> String {
    if unset.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", tr::PROPOSAL_UNSET.get(lang));
    for target in unset {
        let line = format!("  {}  {}  {}", target.metric, named(metrics, &target.metric, lang), target.hint);
        text.push_str(&format!("{}\n", printable(line.trim_end())));
    }
    text
}

/// What a metric is called in a language; its key where nobody knows it.
fn named<'a>(metrics: &'a [Metric], key: &'a str, lang: Lang) -> &'a str {
    metrics.iter().find(|metric| metric.key == key).map_or(key, |metric| metric.name(lang))
}

/// The words of a plan curve; a table or another campaign's as it is written.
fn curve_words(curve: Option<&str>, lang: Lang) -> String {
    match curve {
        Some("linear") => tr::PLAY_CURVE_LINEAR.get(lang).to_owned(),
        Some("phased") => tr::PLAY_CURVE_PHASED.get(lang).to_owned(),
        Some("flat") => tr::PLAY_CURVE_FLAT.get(lang).to_owned(),
        other => other.unwrap_or_default().to_owned(),
    }
}

fn as_json(proposal: &Proposal) -> serde_json::Value {
    let draft = &proposal.draft;
    let targets = proposal.targets.iter().map(|t| {
        json!({ "metric": t.metric, "goal": t.draft.goal, "kind": t.draft.kind, "curve": t.draft.curve,
                "primary": t.draft.primary, "guardrail": t.draft.guardrail })
    });
    let unset = proposal.unset.iter().map(|t| json!({ "metric": t.metric, "hint": t.hint }));
    let channels = proposal
        .channels
        .iter()
        .map(|c| json!({ "channel": c.channel, "name": c.name, "kind": c.kind, "planned": c.planned }));
    let tasks = proposal.tasks.iter().map(|t| {
        json!({ "id": t.id, "title": t.draft.title, "kind": t.draft.kind, "due": t.draft.due,
                "owner": t.draft.owner, "role": t.draft.role, "after": t.after })
    });
    let resources = proposal
        .resources
        .iter()
        .map(|r| json!({ "name": r.name, "kind": r.kind, "giver": r.giver, "need_by": r.need_by }));
    json!({
        "name": draft.name, "key": draft.key, "start": draft.start, "end": draft.end, "owner": draft.owner,
        "playbook": proposal.playbook, "stage": draft.stage, "kind": draft.kind, "goal": draft.goal,
        "audience": draft.audience, "mechanics": draft.mechanics, "rules": draft.rules,
        "rewards": draft.rewards, "risks": draft.risks, "phases": proposal.phases,
        "targets": targets.collect::<Vec<_>>(), "unset": unset.collect::<Vec<_>>(),
        "channels": channels.collect::<Vec<_>>(), "tasks": tasks.collect::<Vec<_>>(),
        "resources": resources.collect::<Vec<_>>(), "late": proposal.late,
    })
}

fn as_text(proposal: &Proposal, session: &mut Session) -> Result<String> {
    let lang = session.lang;
    let style = session.style()?;
    let now = session.now;
    let today = session.store()?.settings()?.zone.day_of(now);
    let draft = &proposal.draft;
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut out =
        format!("{}  {} – {}\n", printable(&said(&draft.name)), said(&draft.start), said(&draft.end));
    for (name, text) in [
        (&tr::FIELD_GOAL, &draft.goal),
        (&tr::FIELD_AUDIENCE, &draft.audience),
        (&tr::FIELD_MECHANICS, &draft.mechanics),
        (&tr::FIELD_RULES, &draft.rules),
        (&tr::FIELD_REWARDS, &draft.rewards),
        (&tr::PROPOSAL_RISKS, &draft.risks),
    ] {
        for (index, line) in text.iter().flat_map(|text| text.lines()).enumerate() {
            let head = if index == 0 { name.get(lang) } else { "" };
            out.push_str(&format!("  {head:<10}{}\n", printable(line)));
        }
    }
    let metrics = playbooks::metrics(session.store()?)?;
    let mut phases = Table::new(&[
        ("phase", &tr::PROPOSAL_PHASE),
        ("start", &tr::PROPOSAL_START),
        ("end", &tr::PROPOSAL_END),
        ("share", &tr::PROPOSAL_SHARE),
    ]);
    for phase in &proposal.phases.0 {
        let share = Value::Number(phase.share.to_f64(), style.percent(phase.share.to_f64()));
        let (start, end) = (phase.start.to_string(), phase.end.to_string());
        phases.row(vec![Value::text(phase.name.clone()), Value::Text(start), Value::Text(end), share]);
    }
    let mut targets = Table::new(&[
        ("target", &tr::PROPOSAL_TARGET),
        ("name", &tr::COLUMN_NAME),
        ("goal", &tr::PROPOSAL_GOAL),
        ("curve", &tr::PROPOSAL_CURVE),
        ("role", &tr::PROPOSAL_ROLE),
    ]);
    for target in &proposal.targets {
        let role = match (target.draft.primary, target.draft.guardrail) {
            (Some(true), _) => Value::Word("primary", tr::PROPOSAL_PRIMARY.get(lang).to_owned()),
            (_, Some(true)) => Value::Word("guardrail", tr::PROPOSAL_GUARDRAIL.get(lang).to_owned()),
            _ => Value::None,
        };
        let goal = Value::text(target.draft.goal.clone().unwrap_or_default());
        let curve = Value::text(curve_words(target.draft.curve.as_deref(), lang));
        let name = Value::text(named(&metrics, &target.metric, lang).to_owned());
        targets.row(vec![Value::text(target.metric.clone()), name, goal, curve, role]);
    }
    let mut channels = Table::new(&[("channel", &tr::PROPOSAL_CHANNEL), ("planned", &tr::PROPOSAL_PLANNED)]);
    for channel in &proposal.channels {
        let name = channel.name.as_ref().unwrap_or(&channel.channel);
        let planned = if channel.planned == "0" { Value::None } else { Value::text(channel.planned.clone()) };
        channels.row(vec![Value::text(name.clone()), planned]);
    }
    let when = |text: &Option<String>| parse_when(text.as_deref().unwrap_or_default(), today).ok();
    let dates = when(&draft.start).zip(when(&draft.end));
    let due = |text: &Option<String>| resolved(text.as_deref().unwrap_or_default(), dates, today);
    let mut tasks = Table::new(&[
        ("due", &tr::PROPOSAL_DUE),
        ("task", &tr::PROPOSAL_TASK),
        ("kind", &tr::PROPOSAL_KIND),
        ("owner", &tr::PROPOSAL_WHO),
    ]);
    let mut rows: Vec<(String, Vec<Value>)> = Vec::new();
    for task in &proposal.tasks {
        let kind = task.draft.kind.as_deref().and_then(|kind| kind.parse::<TaskKind>().ok());
        let kind =
            kind.map_or(Value::None, |k| Value::Word(k.as_str(), label::task_kind(k).get(lang).to_owned()));
        let owner = task.draft.owner.clone().filter(|owner| !owner.is_empty()).or(task.draft.role.clone());
        let (at, shown) = due(&task.draft.due);
        let title = Value::text(said(&task.draft.title));
        rows.push((at, vec![Value::Text(shown), title, kind, Value::text(owner.unwrap_or_default())]));
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows.into_iter().for_each(|(_, row)| tasks.row(row));
    let mut resources = Table::new(&[
        ("need_by", &tr::PROPOSAL_NEED_BY),
        ("resource", &tr::PROPOSAL_RESOURCE),
        ("kind", &tr::PROPOSAL_KIND),
        ("giver", &tr::PROPOSAL_GIVER),
    ]);
    for resource in &proposal.resources {
        let kind = resource.kind.as_deref().and_then(|kind| kind.parse::<ResourceKind>().ok());
        let kind = kind
            .map_or(Value::None, |k| Value::Word(k.as_str(), label::resource_kind(k).get(lang).to_owned()));
        let giver = Value::text(said(&resource.giver));
        resources.row(vec![
            Value::Text(due(&resource.need_by).1),
            Value::text(said(&resource.name)),
            kind,
            giver,
        ]);
    }
    for table in [&phases, &targets, &channels, &tasks, &resources] {
        if !table.is_empty() {
            out.push('\n');
            out.push_str(&table.render(Format::Text, lang, session.width()));
        }
    }
    out.push_str(&unset_text(&proposal.unset, &metrics, lang));
    if proposal.late > 0 {
        let late = tr::ERROR_PROPOSED_LATE.fill(lang, &[("n", &proposal.late.to_string())]);
        out.push_str(&format!("\n{late}\n"));
    }
    out.push_str(&format!("\n{}\n", tr::PROPOSAL_DRY_RUN.get(lang)));
    Ok(out)
}

/// A due date as it comes down to in the campaign's dates, for sorting and for people.
fn resolved(text: &str, dates: Option<(When, When)>, today: crate::model::Day) -> (String, String) {
    match (Due::parse(text, today), dates) {
        (Ok(due), Some((start, end))) => {
            let on = due.resolve(start, end).to_string();
            let shown = if due.is_relative() { format!("{on}  {due}") } else { on.clone() };
            (on, shown)
        }
        _ => (text.to_owned(), text.to_owned()),
    }
}
