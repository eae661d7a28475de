//! Tasks: add, change, delete.
use super::{Context, Outcome, TaskDraft, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Campaign, Due, Fault, Task, TaskId, TaskIds, TaskKind, TaskStatus, check_name, check_text,
};
use crate::store::Tx;

pub(super) fn add(tx: &mut Tx<'_>, campaign: &str, draft: &TaskDraft) -> Result<Outcome> {
    let campaign = lookup::campaign(&tx.db(), campaign).map_err(|e| e.field("campaign"))?;
    let task = create(tx, &campaign, draft)?;
    tx.title(format!("task add {} {}", campaign.key, task.title));
    let due = task.due.resolve(campaign.start, campaign.end);
    Ok(Outcome::new(&tr::DONE_TASK_ADD)
        .arg("title", &task.title)
        .arg("due", due)
        .arg("id", task.id.0)
        .key(task.id.0.to_string()))
}

/// A new task of a campaign.
pub(super) fn create(tx: &mut Tx<'_>, campaign: &Campaign, draft: &TaskDraft) -> Result<Task> {
    let missing =
        |what: &'static str| Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", what).field(what);
    let title = given(draft.title.as_ref()).ok_or_else(|| missing("title"))?;
    let due = given(draft.due.as_ref()).ok_or_else(|| missing("due"))?;
    let mut task = Task {
        id: TaskId(0),
        version: 0,
        campaign: campaign.id,
        title: check_name(title).map_err(|f| Error::from(f).field("title"))?,
        kind: TaskKind::Todo,
        status: TaskStatus::Open,
        owner: String::new(),
        role: String::new(),
        due: Due::parse(due, tx.today()).map_err(|f| Error::from(f).field("due"))?,
        depends_on: TaskIds::default(),
        channel: None,
        note: String::new(),
        done_at: None,
        created_at: tx.now(),
    };
    apply(tx, &mut task, draft)?;
    check(tx, campaign, &task)?;
    tx.insert(&mut task)?;
    Ok(task)
}

pub(super) fn set(
    tx: &mut Tx<'_>,
    context: &Context,
    text: &str,
    seen: Option<i64>,
    draft: &TaskDraft,
) -> Result<Outcome> {
    let (campaign, mut task) = lookup::task(&tx.db(), text)?;
    task.version = seen.unwrap_or(task.version);
    let was = task.status;
    if let Some(title) = given(draft.title.as_ref()) {
        task.title = check_name(title).map_err(|f| Error::from(f).field("title"))?;
    }
    if let Some(due) = given(draft.due.as_ref()) {
        task.due = Due::parse(due, tx.today()).map_err(|f| Error::from(f).field("due"))?;
    }
    apply(tx, &mut task, draft)?;
    check(tx, &campaign, &task)?;
    tx.title(format!("task set {} {}", campaign.key, task.title));
    tx.update(&mut task)?;
    if task.status == was {
        return Ok(Outcome::new(&tr::DONE_TASK_SET).arg("title", &task.title).key(task.id.0.to_string()));
    }
    let word = crate::i18n::label::task_status(task.status, task.kind).get(context.lang);
    let mut outcome = Outcome::new(&tr::DONE_TASK_STATUS)
        .arg("title", &task.title)
        .arg("status", word)
        .key(task.id.0.to_string());
    if task.status == TaskStatus::Done {
        let before = tx.db().list_where::<Task>("campaign", &campaign.id)?;
        let open = before.iter().filter(|t| task.depends_on.0.contains(&t.id) && t.status.is_open());
        let open: Vec<String> = open.map(|t| t.title.clone()).collect();
        if !open.is_empty() {
            outcome.warnings.push(Error::new(Kind::BadData, &tr::ERROR_DONE_BEFORE).rows(open));
        }
    }
    Ok(outcome)
}

pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    let (campaign, task) = lookup::task_exactly(&tx.db(), text)?;
    for mut other in tx.db().list_where::<Task>("campaign", &campaign.id)? {
        if other.depends_on.0.contains(&task.id) {
            other.depends_on.0.retain(|id| *id != task.id);
            tx.update(&mut other)?;
        }
    }
    super::retro::take::unhang_task(tx, task.id)?;
    tx.title(format!("task delete {} {}", campaign.key, task.title));
    tx.delete(&task)?;
    Ok(Outcome::new(&tr::DONE_TASK_DELETE).arg("title", &task.title).key(task.id.0.to_string()))
}

pub(super) fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// A person or a role as typed, without the `@` before it; empty for nobody.
pub(super) fn person(text: &str, field: &'static str) -> Result<String> {
    match text.trim().trim_start_matches(['@', '＠']).trim() {
        "" => Ok(String::new()),
        name => check_name(name).map_err(|f| Error::from(f).field(field)),
    }
}

fn apply(tx: &mut Tx<'_>, task: &mut Task, draft: &TaskDraft) -> Result<()> {
    if let Some(kind) = given(draft.kind.as_ref()) {
        task.kind = kind.parse().map_err(|f: Fault| Error::from(f).field("kind"))?;
    }
    if let Some(status) = given(draft.status.as_ref()) {
        let status: TaskStatus = status.parse().map_err(|f: Fault| Error::from(f).field("status"))?;
        if status != task.status {
            let is_over = !matches!(status, TaskStatus::Open | TaskStatus::Doing);
            task.done_at = is_over.then(|| tx.now());
        }
        task.status = status;
    }
    if task.status == TaskStatus::Refused && task.kind != TaskKind::Approval {
        let field = if given(draft.status.as_ref()).is_some() { "status" } else { "kind" };
        return Err(Error::new(Kind::BadData, &tr::ERROR_ONLY_APPROVALS).field(field));
    }
    if let Some(owner) = &draft.owner {
        task.owner = person(owner, "owner")?;
    }
    if let Some(role) = &draft.role {
        task.role = person(role, "role")?;
    }
    if let Some(note) = &draft.note {
        task.note = check_text(note.trim()).map_err(|f| Error::from(f).field("note"))?;
    }
    if let Some(channel) = &draft.channel {
        task.channel = match given(Some(channel)) {
            Some(text) => Some(lookup::channel_or_new(tx, text).map_err(|e| e.field("channel"))?.id),
            None => None,
        };
    }
    if let Some(after) = &draft.after {
        let siblings = tx.db().list_where::<Task>("campaign", &task.campaign)?;
        let words = after.split([',', '，', ';', '；']).map(str::trim).filter(|word| !word.is_empty());
        let found = words.map(|word| lookup::task_among(&siblings, word).map(|t| t.id));
        task.depends_on = TaskIds(found.collect::<Result<_>>().map_err(|e| e.field("after"))?);
    }
    Ok(())
}

/// What a task depends on is of the same campaign and leads nowhere in a circle; its due date exists.
fn check(tx: &Tx<'_>, campaign: &Campaign, task: &Task) -> Result<()> {
    tx.zone()
        .ends_at(task.due.resolve(campaign.start, campaign.end))
        .map_err(|f| Error::from(f).field("due"))?;
    let siblings = tx.db().list_where::<Task>("campaign", &campaign.id)?;
    let mut waiting = task.depends_on.0.clone();
    let mut seen = Vec::new();
    while let Some(id) = waiting.pop() {
        if id == task.id {
            let names = siblings.iter().filter(|t| seen.contains(&t.id)).map(|t| t.title.clone());
            let error = Error::new(Kind::BadData, &tr::ERROR_TASK_LOOP).arg("title", &task.title);
            return Err(error.rows(names).field("after"));
        }
        if !seen.contains(&id) {
            seen.push(id);
            waiting
                .extend(siblings.iter().filter(|t| t.id == id).flat_map(|t| t.depends_on.0.iter().copied()));
        }
    }
    Ok(())
}
