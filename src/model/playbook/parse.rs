//! A playbook's file → a playbook, or everything that is wrong with it.
use super::part::{Page, Part, Size};
use super::rules;
use super::{
    Blank, Both, PlayChannel, PlayFlaw, PlayGuardrail, PlayPhase, PlayResource, PlayRisk, PlayTarget,
    PlayTask, Playbook, PlaybookFault,
};
use crate::model::{Due, Fault, Metric, Quantity, ResourceKind, Stage, TaskKind, check_key};
use toml::de::DeTable;

/// The longest a campaign is usually planned for, in days.
const DAYS: i32 = 1000;

const FIELDS: [&str; 20] = [
    "key",
    "name",
    "stage",
    "purpose",
    "avoid",
    "days",
    "goal",
    "audience",
    "drivers",
    "phase",
    "task",
    "target",
    "guardrail",
    "channel",
    "mechanic",
    "rule",
    "reward",
    "resource",
    "risk",
    "question",
];

/// Reads a playbook's file. `metrics` are those its targets and drivers may name.
///
/// # Errors
/// Everything that is wrong with it, in the order of its lines. Where it is not TOML, only that.
pub fn parse_playbook(text: &str, metrics: &[Metric]) -> Result<Playbook, Vec<PlaybookFault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let page = Page::new(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            page.note(at, String::new(), PlayFlaw::Syntax { why: error.message().to_owned() });
        }
        let mut faults = page.into_faults();
        // What follows on the same line comes from the first.
        faults.dedup_by_key(|fault| fault.line);
        return Err(faults);
    }
    let playbook = playbook(&Part::root(&page, table.get_ref()), metrics);
    let faults = page.into_faults();
    if faults.is_empty() { Ok(playbook) } else { Err(faults) }
}

fn playbook(root: &Part<'_>, metrics: &[Metric]) -> Playbook {
    root.only(&FIELDS);
    let key = root.need_plain("key");
    if !key.is_empty()
        && let Err(fault) = check_key(&key)
    {
        root.note("key", PlayFlaw::Value(fault));
    }
    let days = root.need_days("days", DAYS);
    let (phases, targets) = (root.tables("phase"), root.tables("target"));
    let (tasks, channels) = (root.tables("task"), root.tables("channel"));
    let (phases, shares): (Vec<PlayPhase>, Vec<_>) = phases.iter().map(phase).unzip();
    rules::shares(root, &shares);
    let channels_read: Vec<PlayChannel> = channels.iter().map(channel).collect();
    rules::budget(root, &channels, &channels_read);
    let (tasks_read, dues): (Vec<PlayTask>, Vec<_>) = tasks.iter().map(task).unzip();
    let playbook = Playbook {
        key,
        name: root.need_both("name", Size::Line),
        stage: root.need_word("stage", Stage::Acquisition),
        purpose: root.need_both("purpose", Size::Text),
        avoid: root.need_both("avoid", Size::Text),
        days,
        goal: root.both("goal", Size::Line),
        audience: root.both("audience", Size::Text),
        drivers: root.words("drivers"),
        phases,
        tasks: tasks_read,
        targets: targets.iter().map(|part| target(part, metrics)).collect(),
        guardrails: root.tables("guardrail").iter().map(|part| guardrail(part, metrics)).collect(),
        channels: channels_read,
        mechanics: blanks(root, "mechanic"),
        rules: blanks(root, "rule"),
        rewards: blanks(root, "reward"),
        resources: root.tables("resource").iter().map(resource).collect(),
        risks: root.tables("risk").iter().map(risk).collect(),
        questions: root.tables("question").iter().filter_map(question).collect(),
    };
    rules::targets(root, &targets, &playbook.targets);
    rules::drivers(root, &playbook, metrics);
    rules::tasks(&tasks, &playbook.tasks, &dues, days);
    playbook
}

/// A phase, and its share where that could be read.
fn phase(part: &Part<'_>) -> (PlayPhase, Option<Quantity>) {
    part.only(&["name", "days", "share", "does"]);
    let share = part.need_share("share");
    let phase = PlayPhase {
        name: part.need_both("name", Size::Line),
        days: part.need_days("days", DAYS),
        share: share.unwrap_or_default(),
        does: part.both("does", Size::Text),
    };
    (phase, share)
}

/// A task, and its due date where that could be read.
fn task(part: &Part<'_>) -> (PlayTask, Option<Due>) {
    part.only(&["id", "title", "due", "kind", "role", "after"]);
    let due = rules::need_due(part, "due");
    let task = PlayTask {
        id: part.plain("id"),
        title: part.need_both("title", Size::Line),
        due: due.unwrap_or(Due::Start(0, None)),
        kind: part.need_word("kind", TaskKind::Todo),
        role: part.both("role", Size::Line),
        after: part.words("after"),
    };
    (task, due)
}

fn target(part: &Part<'_>, metrics: &[Metric]) -> PlayTarget {
    part.only(&["metric", "primary", "kind", "curve", "goal", "hint"]);
    PlayTarget {
        metric: rules::need_metric(part, metrics),
        primary: part.flag("primary"),
        kind: part.word("kind"),
        curve: part.has("curve").then(|| rules::need_word_of(part, "curve", &["linear", "phased", "flat"])),
        goal: goal(part),
        hint: part.both("hint", Size::Text),
    }
}

fn guardrail(part: &Part<'_>, metrics: &[Metric]) -> PlayGuardrail {
    part.only(&["metric", "goal", "hint"]);
    PlayGuardrail {
        metric: rules::need_metric(part, metrics),
        goal: goal(part),
        hint: part.both("hint", Size::Text),
    }
}

/// A goal as it was written, which is a number or a band.
fn goal(part: &Part<'_>) -> Option<String> {
    let text = part.written("goal")?;
    let bounds = text.split_once("..").map_or(vec![text.as_str()], |(low, high)| vec![low, high]);
    let bounds: Result<Vec<Quantity>, Fault> = bounds.into_iter().map(Quantity::parse).collect();
    let fault = match bounds {
        Ok(bounds) if bounds.is_sorted() => return Some(text),
        Ok(_) => Fault::BandUpsideDown,
        Err(fault) => fault,
    };
    part.note("goal", PlayFlaw::Value(fault));
    None
}

fn channel(part: &Part<'_>) -> PlayChannel {
    part.only(&["key", "name", "kind", "budget"]);
    let key = part.need_plain("key");
    if !key.is_empty()
        && let Err(fault) = check_key(&key)
    {
        part.note("key", PlayFlaw::Value(fault));
    }
    PlayChannel {
        key,
        name: part.need_both("name", Size::Line),
        kind: part.word("kind"),
        budget: part.share("budget"),
    }
}

fn blanks(root: &Part<'_>, field: &str) -> Vec<Blank> {
    let blank = |part: &Part<'_>| {
        part.only(&["label", "example"]);
        Blank { label: part.need_both("label", Size::Line), example: part.both("example", Size::Text) }
    };
    root.tables(field).iter().map(blank).collect()
}

fn resource(part: &Part<'_>) -> PlayResource {
    part.only(&["name", "kind", "from", "need_by"]);
    PlayResource {
        name: part.need_both("name", Size::Line),
        kind: part.need_word("kind", ResourceKind::Traffic),
        from: part.both("from", Size::Line),
        need_by: rules::need_due(part, "need_by").unwrap_or(Due::Start(0, None)),
    }
}

fn risk(part: &Part<'_>) -> PlayRisk {
    part.only(&["risk", "response"]);
    PlayRisk { risk: part.need_both("risk", Size::Text), response: part.need_both("response", Size::Text) }
}

/// A question: in both languages, or as one `text`.
fn question(part: &Part<'_>) -> Option<Both> {
    if part.has("text") {
        part.only(&["text"]);
        return Some(part.need_both("text", Size::Text));
    }
    part.languages(Size::Text)
}

/// The file with another key; none where it has no key that could be changed. Nothing else is touched.
#[must_use]
pub fn with_key(text: &str, key: &str) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let span = table.get_ref().get("key")?.span();
    let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
    Some(format!("{before}\"{key}\"{after}"))
}
