//! Objectives: add, change, move, delete.
use super::super::target::fields::given;
use super::super::{ObjectiveDraft, Outcome, task};
use super::{find, key_result, words};
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{
    Action, Ambition, Cycle, Level, Note, Objective, ObjectiveId, ObjectiveStatus, Quantity, Tags, Target,
    check_key, check_name, check_sentence, check_text, fold, objective_hints,
};
use crate::store::Tx;

pub(super) fn add(tx: &mut Tx<'_>, draft: &ObjectiveDraft) -> Result<Outcome> {
    let name = draft.cycle.as_deref().unwrap_or_default();
    let cycle = find::cycle(&tx.db(), name, tx.today()).map_err(|e| e.field("cycle"))?;
    let objective = add_to(tx, &cycle, draft)?;
    let path = format!("{}/{}", cycle.key, objective.key);
    tx.title(format!("objective add {path}"));
    let mut outcome = Outcome::new(&tr::DONE_OBJECTIVE_ADD)
        .arg("objective", &path)
        .arg("title", &objective.title)
        .key(path);
    outcome.warnings.extend(words::hinted(objective_hints(&objective.title, None)));
    Ok(outcome)
}

/// Adds an objective to a cycle.
pub(super) fn add_to(tx: &mut Tx<'_>, cycle: &Cycle, draft: &ObjectiveDraft) -> Result<Objective> {
    let siblings = tx.db().list_where::<Objective>("cycle", &cycle.id)?;
    let mut objective = Objective {
        id: ObjectiveId(0),
        version: 0,
        cycle: cycle.id,
        key: words::next_key("o", siblings.iter().map(|o| o.key.as_str())),
        title: String::new(),
        description: String::new(),
        parent: None,
        parent_key_result: None,
        level: Level::Company,
        team: String::new(),
        owner: String::new(),
        ambition: Ambition::Committed,
        weight: Quantity::from_micros(Quantity::SCALE),
        counts_children: false,
        tags: Tags::default(),
        status: ObjectiveStatus::Active,
        grade: None,
        grade_reason: String::new(),
        grade_cause: String::new(),
        verdict: None,
        verdict_why: String::new(),
        carried_from: None,
        position: siblings.iter().map(|o| o.position).max().unwrap_or(0) + 1,
        created_at: tx.now(),
    };
    if given(draft.title.as_ref()).is_none() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", "title").field("title"));
    }
    apply(tx, &mut objective, draft, cycle)?;
    if given(draft.level.as_ref()).is_none() {
        objective.level = match above(tx, &objective)?.map(|parent| parent.level) {
            None => Level::Company,
            Some(Level::Company) => Level::Team,
            Some(Level::Team | Level::Person) => Level::Person,
        };
    }
    check(tx, &objective, cycle)?;
    tx.insert(&mut objective)?;
    Ok(objective)
}

pub(super) fn set(tx: &mut Tx<'_>, text: &str, seen: Option<i64>, draft: &ObjectiveDraft) -> Result<Outcome> {
    let (cycle, mut objective) = match seen {
        Some(_) => find::objective_exactly(&tx.db(), text, tx.today())?,
        None => find::objective(&tx.db(), text, tx.today())?,
    };
    objective.version = seen.unwrap_or(objective.version);
    let before = objective.clone();
    if let Some(other) = given(draft.cycle.as_ref())
        && find::cycle(&tx.db(), other, tx.today()).map_err(|e| e.field("cycle"))?.id != cycle.id
    {
        return Err(Error::new(Kind::BadData, &tr::ERROR_OBJECTIVE_STAYS).field("cycle"));
    }
    apply(tx, &mut objective, draft, &cycle)?;
    check(tx, &objective, &cycle)?;
    let path = format!("{}/{}", cycle.key, objective.key);
    tx.title(format!("objective set {path}"));
    let count = tx.db().list_where::<Target>("objective", &Some(objective.id))?.len();
    let begins = objective.status == ObjectiveStatus::Active && before.status == ObjectiveStatus::Draft;
    let hints = match (objective.title != before.title, begins) {
        (_, true) => objective_hints(&objective.title, Some(count)),
        (true, false) => objective_hints(&objective.title, None),
        (false, false) => Vec::new(),
    };
    tx.update(&mut objective)?;
    let mut outcome = Outcome::new(&tr::DONE_OBJECTIVE_SET).arg("objective", &path).key(path);
    outcome.warnings.extend(words::hinted(hints));
    Ok(outcome)
}

pub(super) fn place(tx: &mut Tx<'_>, text: &str, by: i32) -> Result<Outcome> {
    let (cycle, objective) = find::objective(&tx.db(), text, tx.today())?;
    let parent = above(tx, &objective)?.filter(|parent| parent.cycle == cycle.id).map(|parent| parent.id);
    let mut siblings = Vec::new();
    for other in tx.db().list_where::<Objective>("cycle", &cycle.id)? {
        let its = above(tx, &other)?.filter(|above| above.cycle == cycle.id).map(|above| above.id);
        if its == parent {
            siblings.push(other);
        }
    }
    siblings.sort_by_key(|o| (o.position, o.id));
    let from = siblings.iter().position(|o| o.id == objective.id).unwrap_or(0);
    let steps = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);
    let last = siblings.len().saturating_sub(1);
    let to = if by < 0 { from.saturating_sub(steps) } else { from.saturating_add(steps).min(last) };
    if from != to {
        let moved = siblings.remove(from);
        siblings.insert(to, moved);
    }
    let of = siblings.len();
    for (position, mut sibling) in (1..).zip(siblings) {
        if from != to && sibling.position != position {
            sibling.position = position;
            tx.update(&mut sibling)?;
        }
    }
    let path = format!("{}/{}", cycle.key, objective.key);
    tx.title(format!("objective place {path}"));
    Ok(Outcome::new(&tr::DONE_OBJECTIVE_PLACE)
        .arg("objective", &path)
        .arg("place", to + 1)
        .arg("of", of)
        .key(path))
}

pub(super) fn delete(tx: &mut Tx<'_>, text: &str) -> Result<Outcome> {
    let (cycle, objective) = find::objective_exactly(&tx.db(), text, tx.today())?;
    let path = format!("{}/{}", cycle.key, objective.key);
    tx.title(format!("objective delete {path}"));
    let count = tx.db().list_where::<Target>("objective", &Some(objective.id))?.len();
    let lost = remove(tx, std::slice::from_ref(&objective))?;
    let outcome = Outcome::new(&tr::DONE_OBJECTIVE_DELETE).arg("objective", &path).arg("key_results", count);
    let mut outcome = outcome.key(path);
    outcome.warnings.extend(lost);
    Ok(outcome)
}

/// Deletes objectives with everything below them. What else was aligned to them is aligned to nothing then, and told.
pub(super) fn remove(tx: &mut Tx<'_>, objectives: &[Objective]) -> Result<Option<Error>> {
    let ids: Vec<ObjectiveId> = objectives.iter().map(|o| o.id).collect();
    let mut key_results = Vec::new();
    for id in &ids {
        key_results.extend(tx.db().list_where::<Target>("objective", &Some(*id))?);
    }
    let mut lost = Vec::new();
    for mut other in tx.db().list::<Objective>()? {
        let is_below = other.parent.is_some_and(|id| ids.contains(&id))
            || other.parent_key_result.is_some_and(|id| key_results.iter().any(|t| t.id == id));
        let was_carried = other.carried_from.is_some_and(|id| ids.contains(&id));
        if is_below {
            (other.parent, other.parent_key_result) = (None, None);
        }
        if was_carried {
            other.carried_from = None;
        }
        if is_below || was_carried {
            tx.update(&mut other)?;
        }
        if is_below && !ids.contains(&other.id) {
            lost.push(named(tx, &other)?);
        }
    }
    for target in &key_results {
        key_result::remove(tx, target)?;
    }
    for objective in objectives {
        for note in tx.db().list_where::<Note>("objective", &Some(objective.id))? {
            tx.delete(&note)?;
        }
        for action in tx.db().list_where::<Action>("objective", &Some(objective.id))? {
            tx.delete(&action)?;
        }
        // Its version may have grown: what it was aligned to may be among what goes.
        if let Some(objective) = tx.db().get::<Objective>(objective.id.0)? {
            tx.delete(&objective)?;
        }
    }
    Ok(alignment_lost(lost))
}

/// Tells what is aligned to nothing now.
pub(super) fn alignment_lost(rows: Vec<String>) -> Option<Error> {
    let error = || Error::new(Kind::BadData, &tr::ERROR_ALIGNMENT_LOST);
    (!rows.is_empty()).then(|| error().rows(rows))
}

/// `2026-Q4/o2  Grow the base`
pub(super) fn named(tx: &Tx<'_>, objective: &Objective) -> Result<String> {
    let cycle = tx.db().get::<Cycle>(objective.cycle.0)?.map(|cycle| cycle.key).unwrap_or_default();
    Ok(format!("{cycle}/{}  {}", objective.key, objective.title))
}

/// The objective that another is aligned to, itself or through a key result.
fn above(tx: &Tx<'_>, objective: &Objective) -> Result<Option<Objective>> {
    let through = match objective.parent_key_result {
        Some(id) => tx.db().get::<Target>(id.0)?.and_then(|target| target.objective),
        None => None,
    };
    match objective.parent.or(through) {
        Some(id) => tx.db().get::<Objective>(id.0),
        None => Ok(None),
    }
}

fn apply(tx: &Tx<'_>, objective: &mut Objective, draft: &ObjectiveDraft, cycle: &Cycle) -> Result<()> {
    if let Some(key) = given(draft.key.as_ref()) {
        objective.key = check_key(key).map_err(|f| Error::from(f).field("key"))?;
    }
    if let Some(title) = &draft.title {
        objective.title = check_sentence(title).map_err(|f| Error::from(f).field("title"))?;
    }
    if let Some(text) = &draft.description {
        objective.description = check_text(text.trim()).map_err(|f| Error::from(f).field("description"))?;
    }
    if let Some(text) = &draft.parent {
        (objective.parent, objective.parent_key_result) = match given(Some(text)) {
            None => (None, None),
            Some(text) => {
                let found = find::parent(&tx.db(), text, cycle, tx.today()).map_err(|e| e.field("parent"))?;
                match found {
                    (_, Some(key_result)) => (None, Some(key_result.id)),
                    ((_, parent), None) => (Some(parent.id), None),
                }
            }
        };
    }
    if let Some(text) = given(draft.level.as_ref()) {
        objective.level = words::word(text, Level::ALL, label::level, "level")?;
    }
    if let Some(text) = &draft.team {
        objective.team = task::person(text, "team")?;
    }
    if let Some(text) = &draft.owner {
        objective.owner = task::person(text, "owner")?;
    }
    if let Some(text) = given(draft.ambition.as_ref()) {
        objective.ambition = words::word(text, Ambition::ALL, label::ambition, "ambition")?;
    }
    if let Some(text) = given(draft.weight.as_ref()) {
        objective.weight = words::weight(text)?;
    }
    if let Some(counts) = draft.counts_children {
        objective.counts_children = counts;
    }
    if let Some(text) = &draft.tags {
        objective.tags = tags(text)?;
    }
    if let Some(text) = given(draft.status.as_ref()) {
        objective.status = words::word(text, ObjectiveStatus::ALL, label::objective_status, "status")?;
    }
    Ok(())
}

/// `growth, 会员`: each once.
fn tags(text: &str) -> Result<Tags> {
    let mut tags: Vec<String> = Vec::new();
    let words = text.split([',', '，', '、', ';', '；']).map(str::trim).filter(|word| !word.is_empty());
    for word in words {
        let tag = check_name(word.trim_start_matches('#')).map_err(|f| Error::from(f).field("tags"))?;
        if !tags.iter().any(|other| fold(other) == fold(&tag)) {
            tags.push(tag);
        }
    }
    Ok(Tags(tags))
}

/// A key of its own in its cycle, not the same again, and not aligned to itself in a ring.
fn check(tx: &Tx<'_>, objective: &Objective, cycle: &Cycle) -> Result<()> {
    let present = tx.db().list_where::<Objective>("cycle", &objective.cycle)?;
    for other in present.iter().filter(|other| other.id != objective.id) {
        let path = format!("{}/{}", cycle.key, other.key);
        let taken = |text| Error::new(Kind::BadData, text).arg("objective", &path).arg("title", &other.title);
        if fold(&other.key) == fold(&objective.key) {
            return Err(taken(&tr::ERROR_OBJECTIVE_KEY_TAKEN).field("key"));
        }
        let same = |a: &str, b: &str| fold(a) == fold(b);
        let is_same = same(&other.title, &objective.title)
            && same(&other.team, &objective.team)
            && same(&other.owner, &objective.owner)
            && other.level == objective.level;
        if is_same {
            return Err(taken(&tr::ERROR_OBJECTIVE_TWICE).field("title"));
        }
    }
    let mut ring = vec![format!("{}/{}  {}", cycle.key, objective.key, objective.title)];
    let mut seen = Vec::new();
    let mut next = above(tx, objective)?;
    while let Some(parent) = next {
        ring.push(named(tx, &parent)?);
        if parent.id == objective.id && objective.id.0 != 0 {
            let error = Error::new(Kind::BadData, &tr::ERROR_OBJECTIVE_LOOP);
            let path = format!("{}/{}", cycle.key, objective.key);
            return Err(error.arg("objective", path).rows(ring).field("parent"));
        }
        if seen.contains(&parent.id) {
            break;
        }
        seen.push(parent.id);
        next = above(tx, &parent)?;
    }
    Ok(())
}
