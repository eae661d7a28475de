//! Lessons with what came of them, as tables, as JSON and as text.
use super::flat::flat;
use super::page::Page;
use super::table::{Format, Table, Value};
use crate::board::{LessonLine, LessonUseLine, MatchOn, Matching};
use crate::i18n::{label, tr};
use crate::model::{Lang, Lesson, LessonForm, LessonStatus, Stage, Style, Zone};
use serde_json::{Value as Json, json};
use std::collections::HashMap;

/// What the keys are called that lessons hold: of playbooks, channels and metrics.
#[derive(Debug, Clone, Default)]
pub struct KeyNames {
    /// Of playbooks.
    pub playbooks: HashMap<String, String>,
    /// Of channels.
    pub channels: HashMap<String, String>,
    /// Of metrics.
    pub metrics: HashMap<String, String>,
}

/// What a lesson holds for, as people read it: `大促 · 抖音 · 拉新 · GMV · #红包`.
#[must_use]
pub fn lesson_scope(lesson: &Lesson, names: &KeyNames, lang: Lang) -> String {
    let named = |names: &HashMap<String, String>, key: &String| names.get(key).unwrap_or(key).clone();
    let stage = |key: &String| {
        key.parse::<Stage>().map_or_else(|_| key.clone(), |s| label::stage(s).get(lang).to_owned())
    };
    let playbooks = lesson.playbooks.0.iter().map(|key| named(&names.playbooks, key));
    let channels = lesson.channels.0.iter().map(|key| named(&names.channels, key));
    let metrics = lesson.metrics.0.iter().map(|key| named(&names.metrics, key));
    let stages = lesson.stages.0.iter().map(stage);
    let tags = lesson.tags.0.iter().map(|tag| format!("#{tag}"));
    playbooks.chain(channels).chain(metrics).chain(stages).chain(tags).collect::<Vec<_>>().join(" · ")
}

/// What a lesson becomes where it is taken: `task T-7`, `guardrail refund_rate<=8%`.
#[must_use]
pub fn lesson_form_words(lesson: &Lesson, lang: Lang) -> String {
    let form = label::lesson_form(lesson.form).get(lang);
    match (lesson.form, lesson.due) {
        (LessonForm::Task, Some(due)) => format!("{form} {due}"),
        (LessonForm::Guardrail, _) => format!("{form} {}", lesson.bound),
        _ => form.to_owned(),
    }
}

/// One row a lesson, for people.
#[must_use]
pub fn lessons_table(lessons: &[LessonLine], names: &KeyNames, lang: Lang) -> Table {
    let mut table = Table::new(&[
        ("id", &tr::COLUMN_ID),
        ("title", &tr::LESSON_LESSON),
        ("scope", &tr::LESSON_SCOPE),
        ("form", &tr::LESSON_BECOMES),
        ("campaign", &tr::LESSON_LEARNED_IN),
        ("taken", &tr::LESSON_TAKEN),
        ("dismissed", &tr::LESSON_DISMISSED),
        ("proof", &tr::PROOF_PROOF),
    ]);
    for line in lessons {
        let retired = match line.lesson.status {
            LessonStatus::Retired => format!(" ({})", label::lesson_status(line.lesson.status).get(lang)),
            LessonStatus::Active => String::new(),
        };
        table.row(vec![
            Value::Int(line.lesson.id.0),
            Value::Text(format!("{}{retired}", line.lesson.title)),
            Value::text(lesson_scope(&line.lesson, names, lang)),
            Value::Word(line.lesson.form.as_str(), lesson_form_words(&line.lesson, lang)),
            line.campaign.as_ref().map_or(Value::None, |(key, _)| Value::Text(key.clone())),
            count(line.taken()),
            count(line.dismissed()),
            Value::text(proven(line, lang)),
        ]);
    }
    table
}

/// The same for CSV.
#[must_use]
pub fn lessons_flat(lessons: &[LessonLine], zone: Zone) -> Table {
    flat(
        &lessons_json(lessons, zone),
        &[
            "id",
            "title",
            "advice",
            "playbooks",
            "channels",
            "stages",
            "metrics",
            "tags",
            "form",
            "due",
            "bound",
            "status",
            "campaign",
            "cause",
            "taken",
            "dismissed",
            "verified",
            "partly",
            "not",
            "author",
            "created_at",
        ],
    )
}

/// Lessons as JSON, each as [`lesson_json`] gives it.
#[must_use]
pub fn lessons_json(lessons: &[LessonLine], zone: Zone) -> Vec<Json> {
    lessons.iter().map(|line| lesson_json(line, zone)).collect()
}

/// `{id, title, advice, playbooks, channels, stages, metrics, tags, form, due, bound, status, campaign, cause, taken,
/// dismissed, verified, partly, not, author, created_at, uses}`
#[must_use]
pub fn lesson_json(line: &LessonLine, zone: Zone) -> Json {
    let lesson = &line.lesson;
    let [verified, partly, not] = line.proven();
    json!({
        "id": lesson.id.0,
        "title": lesson.title,
        "advice": lesson.advice,
        "playbooks": lesson.playbooks.0,
        "channels": lesson.channels.0,
        "stages": lesson.stages.0,
        "metrics": lesson.metrics.0,
        "tags": lesson.tags.0,
        "form": lesson.form.as_str(),
        "due": lesson.due.map(|due| due.to_string()),
        "bound": lesson.bound,
        "status": lesson.status.as_str(),
        "campaign": line.campaign.as_ref().map(|(key, _)| key),
        "campaign_name": line.campaign.as_ref().map(|(_, name)| name),
        "retro": lesson.retro.map(|id| id.0),
        "cause": line.cause,
        "taken": line.taken(),
        "dismissed": line.dismissed(),
        "verified": verified,
        "partly": partly,
        "not": not,
        "author": lesson.author,
        "created_at": zone.rfc3339(lesson.created_at),
        "uses": line.uses.iter().map(|used| lesson_use_json(used, zone)).collect::<Vec<_>>(),
    })
}

/// What one campaign did with one lesson, as JSON.
#[must_use]
pub fn lesson_use_json(line: &LessonUseLine, zone: Zone) -> Json {
    let used = &line.used;
    json!({
        "lesson": used.lesson.0,
        "title": line.lesson,
        "campaign": line.campaign_key,
        "campaign_name": line.campaign_name,
        "verdict": used.verdict.as_str(),
        "form": used.form.map(LessonForm::as_str),
        "task": used.task.map(|id| id.0),
        "target": used.target.map(|id| id.0),
        "done": line.done,
        "held": line.held,
        "over": line.is_over,
        "achievement": line.achievement,
        "reason": used.reason,
        "proof": used.proof.map(crate::model::Proof::as_str),
        "proof_note": used.proof_note,
        "author": used.author,
        "at": zone.rfc3339(used.created_at),
    })
}

/// What campaigns did with lessons and what came of it.
#[must_use]
pub fn lesson_uses_table(uses: &[LessonUseLine], lang: Lang, style: Style) -> Table {
    let mut table = Table::new(&[
        ("campaign", &tr::COLUMN_CAMPAIGN),
        ("verdict", &tr::LESSON_DECIDED),
        ("came", &tr::LESSON_CAME),
        ("achievement", &tr::LESSON_ACHIEVED),
        ("proof", &tr::PROOF_PROOF),
        ("reason", &tr::SAID_NOTE),
    ]);
    for line in uses {
        let used = &line.used;
        let notes = [used.reason.as_str(), used.proof_note.as_str()];
        let notes: Vec<&str> = notes.into_iter().filter(|text| !text.is_empty()).collect();
        table.row(vec![
            Value::Text(format!("{} {}", line.campaign_key, line.campaign_name).trim().to_owned()),
            Value::Word(used.verdict.as_str(), label::lesson_verdict(used.verdict).get(lang).to_owned()),
            Value::text(came_words(line, lang)),
            line.achievement.map_or(Value::None, |share| Value::Number(share, style.percent(share))),
            used.proof.map_or(Value::None, |p| Value::Word(p.as_str(), label::proof(p).get(lang).to_owned())),
            Value::text(notes.join(tr::OUTPUT_JOIN.get(lang))),
        ]);
    }
    table
}

/// What a lesson became in a campaign and how that stands: `task · done`, `guardrail · holds`.
#[must_use]
pub fn came_words(line: &LessonUseLine, lang: Lang) -> String {
    let Some(form) = line.used.form else { return String::new() };
    let form = label::lesson_form(form).get(lang);
    let stands = match (line.done, line.held) {
        (Some(true), _) => Some(tr::LESSON_DONE.get(lang)),
        (Some(false), _) => Some(tr::LESSON_NOT_DONE.get(lang)),
        (None, Some(held)) => Some(label::held(held).get(lang)),
        (None, None) => None,
    };
    stands.map_or_else(|| form.to_owned(), |stands| format!("{form} · {stands}"))
}

/// One lesson for people.
#[must_use]
pub fn lesson_text(
    line: &LessonLine,
    names: &KeyNames,
    zone: Zone,
    (lang, style): (Lang, Style),
    width: Option<u16>,
) -> String {
    let lesson = &line.lesson;
    let mut page = Page::new(lang, width);
    page.line(&format!("{}  {}", lesson.id.0, lesson.title));
    let mut rows = Vec::new();
    let mut said = |name: &crate::i18n::Text, text: String| {
        if !text.is_empty() {
            rows.push(vec![name.get(lang).to_owned(), text]);
        }
    };
    said(&tr::LESSON_ADVICE, lesson.advice.clone());
    said(&tr::LESSON_CAUSE, line.cause.clone().unwrap_or_default());
    said(&tr::LESSON_SCOPE, lesson_scope(lesson, names, lang));
    said(&tr::LESSON_BECOMES, lesson_form_words(lesson, lang));
    let learned = line.campaign.as_ref().map(|(key, name)| format!("{key}  {name}"));
    said(&tr::LESSON_LEARNED_IN, learned.unwrap_or_default());
    said(&tr::COLUMN_STATUS, label::lesson_status(lesson.status).get(lang).to_owned());
    said(&tr::COLUMN_AUTHOR, format!("{} · {}", lesson.author, zone.day_of(lesson.created_at)));
    page.rows(&rows);
    let mut text = page.into_text();
    if line.uses.is_empty() {
        text.push_str(&format!("\n{}\n", tr::LESSON_UNUSED.get(lang)));
        return text;
    }
    let (taken, dismissed) = (line.taken().to_string(), line.dismissed().to_string());
    let counted = tr::LESSON_COUNTED.fill(lang, &[("taken", &taken), ("dismissed", &dismissed)]);
    let uses = lesson_uses_table(&line.uses, lang, style).render(Format::Text, lang, width);
    text.push_str(&format!("\n{counted}\n{uses}"));
    text
}

/// Why a lesson comes back, as people read it.
#[must_use]
pub fn match_words(on: &[MatchOn], names: &KeyNames, lang: Lang) -> String {
    let word = |on: &MatchOn| match on {
        MatchOn::Playbook(key) => names.playbooks.get(key).unwrap_or(key).clone(),
        MatchOn::Channel(name) => name.clone(),
        MatchOn::Stage(stage) => label::stage(*stage).get(lang).to_owned(),
        MatchOn::Metric(en, zh) => if lang == Lang::Zh { zh } else { en }.clone(),
    };
    on.iter().map(word).collect::<Vec<_>>().join(" · ")
}

/// The lessons that come back for a campaign, for people.
#[must_use]
pub fn matching_table(found: &[Matching], names: &KeyNames, lang: Lang) -> Table {
    let mut table = Table::new(&[
        ("id", &tr::COLUMN_ID),
        ("title", &tr::LESSON_LESSON),
        ("on", &tr::LESSON_MATCHES),
        ("form", &tr::LESSON_BECOMES),
        ("taken", &tr::LESSON_TAKEN),
        ("proof", &tr::PROOF_PROOF),
        ("verdict", &tr::LESSON_DECIDED),
    ]);
    for matching in found {
        let verdict = matching.used.as_ref().map(|used| used.verdict);
        let verdict = verdict.map_or_else(
            || Value::Word("", tr::LESSON_OPEN.get(lang).to_owned()),
            |verdict| Value::Word(verdict.as_str(), label::lesson_verdict(verdict).get(lang).to_owned()),
        );
        table.row(vec![
            Value::Int(matching.lesson.lesson.id.0),
            Value::Text(matching.lesson.lesson.title.clone()),
            Value::Text(match_words(&matching.on, names, lang)),
            Value::Word(
                matching.lesson.lesson.form.as_str(),
                lesson_form_words(&matching.lesson.lesson, lang),
            ),
            count(matching.lesson.taken()),
            Value::text(proven(&matching.lesson, lang)),
            verdict,
        ]);
    }
    table
}

/// The same as JSON: each lesson with `on` (why) and `verdict` (what this campaign decided; null where nothing yet).
#[must_use]
pub fn matching_json(found: &[Matching], zone: Zone) -> Vec<Json> {
    let on = |on: &MatchOn| match on {
        MatchOn::Playbook(key) => json!({ "playbook": key }),
        MatchOn::Channel(name) => json!({ "channel": name }),
        MatchOn::Stage(stage) => json!({ "stage": stage.as_str() }),
        MatchOn::Metric(en, zh) => json!({ "metric": en, "metric_zh": zh }),
    };
    let object = |matching: &Matching| {
        let mut json = lesson_json(&matching.lesson, zone);
        if let Json::Object(object) = &mut json {
            object.insert("on".to_owned(), matching.on.iter().map(on).collect());
            let verdict = matching.used.as_ref().map(|used| used.verdict.as_str());
            object.insert("verdict".to_owned(), json!(verdict));
        }
        json
    };
    found.iter().map(object).collect()
}

fn count(n: usize) -> Value {
    Value::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

/// How often it was found to have helped: `2 verified, 1 not`.
fn proven(line: &LessonLine, lang: Lang) -> String {
    let all = line.proven().into_iter().zip(crate::model::Proof::ALL);
    let said =
        all.filter(|(n, _)| *n > 0).map(|(n, proof)| format!("{} {n}", label::proof(*proof).get(lang)));
    said.collect::<Vec<_>>().join(" · ")
}
