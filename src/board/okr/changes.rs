//! What changed in a cycle between two moments: numbers, confidence, words, goals, campaigns.
use super::super::book::Book;
use super::super::view::Group;
use super::tree::okr_tree;
use super::view::{CycleLine, KeyResultLine, ObjectiveLine};
use crate::error::Result;
use crate::model::{
    Action, CampaignId, CheckIn, CycleId, Note, NoteKind, ObjectiveId, Quantity, Status, TargetId, Unit,
};
use crate::store::Db;

/// A cycle with everything said about it at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// The moment, UTC seconds.
    pub at: i64,
    /// The cycle.
    pub cycle: Option<CycleLine>,
    /// Its objectives in the order of the tree.
    pub objectives: Vec<ObjectiveLine>,
    /// The check-ins on its key results, oldest first.
    pub check_ins: Vec<CheckIn>,
    /// Notes about it, its objectives and the campaigns, oldest first.
    pub notes: Vec<Note>,
    /// Actions about it and its objectives, by number.
    pub actions: Vec<Action>,
}

/// A cycle as it stands at `at`: read now, or with the handle and the book of a moment that is past.
///
/// # Errors
/// Storage errors.
pub fn snapshot(db: &Db<'_>, book: &Book, cycle: CycleId, at: i64) -> Result<Snapshot> {
    let tree = match book.cycle(cycle) {
        Some(_) => okr_tree(db, book, Some(cycle), at)?,
        // It did not exist yet.
        None => super::OkrTree::default(),
    };
    let ids: Vec<ObjectiveId> = tree.objectives.iter().map(|o| o.id).collect();
    let key_results = tree.objectives.iter().flat_map(|o| &o.key_results);
    let mut check_ins: Vec<CheckIn> =
        key_results.flat_map(|kr| book.check_ins(kr.line.id)).filter(|c| c.at <= at).cloned().collect();
    check_ins.sort_by_key(|c| (c.day, c.at, c.id));
    let is_ours = |of: Option<ObjectiveId>, whole: Option<CycleId>| {
        of.is_some_and(|id| ids.contains(&id)) || whole == Some(cycle)
    };
    let mut notes = db.list::<Note>()?;
    notes.retain(|note| note.campaign.is_some() || is_ours(note.objective, note.cycle));
    notes.sort_by_key(|note| (note.at, note.id));
    let mut actions = db.list::<Action>()?;
    actions.retain(|action| is_ours(action.objective, action.cycle));
    Ok(Snapshot { at, cycle: tree.cycle, objectives: tree.objectives, check_ins, notes, actions })
}

impl Snapshot {
    /// One of its objectives.
    #[must_use]
    pub fn objective(&self, id: ObjectiveId) -> Option<&ObjectiveLine> {
        self.objectives.iter().find(|o| o.id == id)
    }

    fn key_result(&self, id: TargetId) -> Option<&KeyResultLine> {
        self.objectives.iter().flat_map(|o| &o.key_results).find(|kr| kr.line.id == id)
    }
}

/// What changed in one objective. Where it was not there before, `then` is none.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveChange {
    /// The objective.
    pub id: ObjectiveId,
    /// `2026-q4/o1`
    pub path: String,
    /// How it stood; none where it was not there.
    pub then: Option<Standing>,
    /// How it stands.
    pub now: Standing,
    /// Its key results, in their order.
    pub key_results: Vec<KeyResultChange>,
    /// What is no longer there: paths of key results.
    pub gone: Vec<String>,
    /// Campaigns that began, ended, joined, left or were adjusted, by time.
    pub campaigns: Vec<CampaignChange>,
    /// Decisions and other notes about the objective, oldest first.
    pub notes: Vec<Note>,
    /// Actions that were added or whose status changed.
    pub actions: Vec<Action>,
}

impl ObjectiveChange {
    /// Whether there is anything to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let quiet = |kr: &KeyResultChange| {
            kr.then.as_ref() == Some(&kr.now) && kr.goal.is_none() && kr.said.is_empty()
        };
        self.then.as_ref() == Some(&self.now)
            && self.key_results.iter().all(quiet)
            && self.gone.is_empty()
            && self.campaigns.is_empty()
            && self.notes.is_empty()
            && self.actions.is_empty()
    }
}

/// How an objective or a key result stood at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Where a key result is; none for an objective.
    pub actual: Option<Quantity>,
    /// How far it is.
    pub progress: Option<f64>,
    /// How it stands.
    pub status: Option<Status>,
    /// How sure its owner is, 0 to 10.
    pub confidence: Option<i64>,
}

/// What changed in one key result.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyResultChange {
    /// The key result.
    pub id: TargetId,
    /// `2026-q4/o1/kr1`
    pub path: String,
    /// What it says, in English.
    pub name_en: String,
    /// What it says, in Chinese.
    pub name_zh: String,
    /// What it counts in.
    pub unit: Unit,
    /// How it stood; none where it was not there.
    pub then: Option<Standing>,
    /// How it stands.
    pub now: Standing,
    /// Its goal, where it is another one: as first set, then, now.
    pub goal: Option<[Quantity; 3]>,
    /// Check-ins that are new or were changed, oldest first.
    pub said: Vec<CheckIn>,
}

/// What happened to a campaign that serves an objective.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignChange {
    /// The campaign.
    pub id: CampaignId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What happened.
    pub what: CampaignEvent,
}

/// What can happen to a campaign between two moments.
#[derive(Debug, Clone, PartialEq)]
pub enum CampaignEvent {
    /// It serves a key result now.
    Joined,
    /// It no longer does.
    Left,
    /// It began.
    Began,
    /// It ended.
    Ended,
    /// Something was changed about it: the note.
    Adjusted(Box<Note>),
}

/// What changed from one moment to another, per objective that is there now, in its order. `then` is none where there
/// was nothing before: all of it is new.
#[must_use]
pub fn changes(then: Option<&Snapshot>, now: &Snapshot) -> Vec<ObjectiveChange> {
    now.objectives.iter().map(|line| change(then, now, line)).collect()
}

fn change(then: Option<&Snapshot>, now: &Snapshot, line: &ObjectiveLine) -> ObjectiveChange {
    let before = then.and_then(|then| then.objective(line.id));
    let key_results: Vec<KeyResultChange> =
        line.key_results.iter().map(|kr| key_result_change(then, now, kr)).collect();
    let is_gone = |kr: &&KeyResultLine| now.key_result(kr.line.id).is_none();
    let gone = before.into_iter().flat_map(|o| &o.key_results).filter(is_gone);
    let known = |id| then.is_some_and(|then| then.notes.iter().any(|note| note.id == id));
    let notes = now.notes.iter().filter(|n| n.objective == Some(line.id) && !known(n.id));
    let was = |action: &Action| then.and_then(|then| then.actions.iter().find(|a| a.id == action.id));
    let moved = |action: &&Action| was(action).is_none_or(|before| before.status != action.status);
    let actions = now.actions.iter().filter(|a| a.objective == Some(line.id)).filter(moved);
    ObjectiveChange {
        id: line.id,
        path: line.path.clone(),
        then: before.map(objective_standing),
        now: objective_standing(line),
        key_results,
        gone: gone.map(|kr| kr.path.clone()).collect(),
        campaigns: campaigns(then, now, before, line),
        notes: notes.cloned().collect(),
        actions: actions.cloned().collect(),
    }
}

fn objective_standing(line: &ObjectiveLine) -> Standing {
    Standing { actual: None, progress: line.progress, status: line.health, confidence: line.confidence }
}

fn key_result_change(then: Option<&Snapshot>, now: &Snapshot, line: &KeyResultLine) -> KeyResultChange {
    let standing = |kr: &KeyResultLine| Standing {
        actual: kr.line.actual,
        progress: kr.progress,
        status: Some(kr.line.status),
        confidence: kr.confidence,
    };
    let id = line.line.id;
    let before = then.and_then(|then| then.key_result(id));
    let goals = before.map(|before| (before.line.goal, line.line.goal));
    let first = line.line.first_goal.unwrap_or(line.line.goal);
    let was_said = |check_in: &CheckIn| {
        then.is_some_and(|then| {
            then.check_ins.iter().any(|c| (c.id, c.version) == (check_in.id, check_in.version))
        })
    };
    let said = now.check_ins.iter().filter(|c| c.key_result == id && !was_said(c));
    KeyResultChange {
        id,
        path: line.path.clone(),
        name_en: line.line.name_en.clone(),
        name_zh: line.line.name_zh.clone(),
        unit: line.line.unit,
        then: before.map(standing),
        now: standing(line),
        goal: goals.filter(|(then, now)| then != now).map(|(then, now)| [first, then, now]),
        said: said.cloned().collect(),
    }
}

/// A campaign as it serves an objective at a moment.
type Serving<'a> = (CampaignId, &'a str, &'a str, Group);

fn serving(line: &ObjectiveLine) -> Vec<Serving<'_>> {
    let mut out: Vec<Serving<'_>> = Vec::new();
    for found in line.key_results.iter().flat_map(|kr| &kr.campaigns) {
        if out.iter().all(|(id, ..)| *id != found.campaign) {
            out.push((found.campaign, &found.key, &found.name, found.group));
        }
    }
    out
}

fn campaigns(
    then: Option<&Snapshot>,
    now: &Snapshot,
    before: Option<&ObjectiveLine>,
    line: &ObjectiveLine,
) -> Vec<CampaignChange> {
    let (old, new) = (before.map(serving).unwrap_or_default(), serving(line));
    let mut out = Vec::new();
    let known = |id| then.is_some_and(|then| then.notes.iter().any(|note| note.id == id));
    for (id, key, name, group) in &new {
        let was = old.iter().find(|(other, ..)| other == id).map(|(.., group)| *group);
        let mut tell = |what| {
            out.push(CampaignChange { id: *id, key: (*key).to_owned(), name: (*name).to_owned(), what });
        };
        match (was, *group) {
            (None, _) => tell(CampaignEvent::Joined),
            (Some(was), now) if was == now => {}
            (Some(_), Group::Live) => tell(CampaignEvent::Began),
            (Some(_), Group::Ended) => tell(CampaignEvent::Ended),
            (Some(_), Group::Upcoming) => {}
        }
        let adjusted = |note: &&Note| note.campaign == Some(*id) && note.kind == NoteKind::Adjustment;
        for note in now.notes.iter().filter(adjusted).filter(|note| !known(note.id)) {
            tell(CampaignEvent::Adjusted(Box::new(note.clone())));
        }
    }
    for (id, key, name, _) in old.iter().filter(|(id, ..)| new.iter().all(|(other, ..)| other != id)) {
        let (key, name) = ((*key).to_owned(), (*name).to_owned());
        out.push(CampaignChange { id: *id, key, name, what: CampaignEvent::Left });
    }
    out
}
