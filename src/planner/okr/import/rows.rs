//! Rows of a cycle's file → what is to be stored. Ids of what is not stored yet are 0.
use super::super::super::target::fields::Span;
use super::super::cycle as cycles;
use super::key_results::{KeyResultRead, key_result, usual_weight};
use super::look::Look;
use crate::error::{Error, Kind};
use crate::i18n::tr;
use crate::model::{
    Action, ActionRow, ActionStatus, Ambition, Cycle, CycleFile, CycleId, CycleKind, CycleStatus, Lang,
    Level, Note, NoteId, NoteKind, NoteRow, Objective, ObjectiveId, ObjectiveRow, ObjectiveStatus, Quantity,
    Tags, Word, cycle_days, fold,
};
use crate::store::Tx;
use std::collections::BTreeSet;

/// An objective with what belongs to it.
pub(super) struct ObjectiveRead {
    pub objective: Objective,
    pub key_results: Vec<KeyResultRead>,
    pub notes: Vec<Note>,
    pub actions: Vec<Action>,
}

pub(super) fn bad(text: &'static crate::i18n::Text) -> Error {
    Error::new(Kind::BadData, text)
}

/// The cycle itself. `key` takes the place of the file's.
pub(super) fn cycle(
    look: &Look<'_>,
    tx: &Tx<'_>,
    file: &CycleFile,
    key: Option<&str>,
    lang: Lang,
) -> Option<Cycle> {
    let as_typed = key.map(Word::from);
    let key_word = as_typed.as_ref().or(file.key.as_ref());
    if key_word.is_none_or(|word| word.text.trim().is_empty()) {
        look.fault("key", None, bad(&tr::ERROR_OKR_CYCLE_KEY_MISSING));
        return None;
    }
    let key = look.read("key", key_word, cycles::key_of)?;
    let days = cycle_days(&key);
    let own = (look.day("start", file.start.as_ref()), look.day("end", file.end.as_ref()));
    let kind = look.word("kind", file.kind.as_ref());
    let name = look.line("name", file.name.as_ref());
    let status = look.word("status", file.status.as_ref());
    let (Some(start), Some(end)) = (own.0.or(days.map(|d| d.1)), own.1.or(days.map(|d| d.2))) else {
        if file.start.is_none() || file.end.is_none() {
            let field = if file.start.is_none() { "start" } else { "end" };
            look.fault(field, None, bad(&tr::ERROR_CYCLE_NEEDS_DATES).arg("text", &key));
        }
        return None;
    };
    let is_usual = days.filter(|(_, first, last)| (*first, *last) == (start, end));
    if let (Some((_, first, last)), None, true) = (days, is_usual, as_typed.is_some()) {
        let warning = bad(&tr::ERROR_OKR_OTHER_DAYS).arg("key", &key).arg("start", first).arg("end", last);
        look.warn(warning);
    }
    let runs = if start <= look.known.today { CycleStatus::Active } else { CycleStatus::Planning };
    let mut cycle = Cycle {
        id: CycleId(0),
        version: 0,
        name: name.unwrap_or_else(|| cycles::usual_name(&key, lang)),
        key,
        kind: kind.or(is_usual.map(|d| d.0)).unwrap_or(CycleKind::Own),
        start,
        end,
        status: status.unwrap_or(runs),
        created_at: look.known.now,
    };
    if let Err(error) = cycles::check(tx, &cycle) {
        // Under another key it is another cycle: it is called differently, too.
        if as_typed.is_none() || error.in_field() != Some("name") {
            look.fault(error.in_field().unwrap_or("key"), None, error);
            return None;
        }
        cycle.name.clone_from(&cycle.key);
    }
    Some(cycle)
}

/// Keys of one list: those that are given, and the next free ones.
pub(super) struct Keys {
    prefix: &'static str,
    taken: BTreeSet<String>,
    next: usize,
}

impl Keys {
    pub fn of<'w>(prefix: &'static str, given: impl Iterator<Item = Option<&'w Word>>) -> Self {
        let taken = given.flatten().map(|word| fold(&word.text)).collect();
        Self { prefix, taken, next: 1 }
    }

    /// The key of a row, or the next that nobody has.
    fn take(&mut self, look: &Look<'_>, word: Option<&Word>, before: &mut BTreeSet<String>) -> String {
        let given = look.key("key", word);
        let key = given.unwrap_or_else(|| {
            while self.taken.contains(&format!("{}{}", self.prefix, self.next)) {
                self.next += 1;
            }
            self.next += 1;
            format!("{}{}", self.prefix, self.next - 1)
        });
        if !before.insert(fold(&key)) {
            look.fault("key", word, bad(&tr::ERROR_OKR_KEY_TWICE).arg("key", &key));
        }
        key
    }
}

/// Every objective of the file, in its order.
pub(super) fn objectives(
    look: &Look<'_>,
    tx: &Tx<'_>,
    file: &CycleFile,
    span: Option<Span>,
) -> Vec<ObjectiveRead> {
    let mut keys = Keys::of("o", file.objective.iter().map(|row| row.key.as_ref()));
    let mut before = BTreeSet::new();
    let mut out = Vec::new();
    for (index, row) in file.objective.iter().enumerate() {
        let look = look.entry("objective", index, row.line);
        let key = keys.take(&look, row.key.as_ref(), &mut before);
        out.push(objective(&look, tx, row, key, (index, span)));
    }
    out
}

pub(super) fn place(index: usize) -> i64 {
    i64::try_from(index).unwrap_or_default() + 1
}

fn objective(
    look: &Look<'_>,
    tx: &Tx<'_>,
    row: &ObjectiveRow,
    key: String,
    (index, span): (usize, Option<Span>),
) -> ObjectiveRead {
    let title = look.sentence("title", row.title.as_ref());
    if row.title.as_ref().is_none_or(|title| title.text.trim().is_empty()) {
        look.fault("title", None, bad(&tr::ERROR_OKR_TITLE_MISSING));
    }
    let tags = row.tags.iter().filter_map(|tag| look.line("tags", Some(tag))).collect();
    let grade = look.grade("grade", row.grade.as_ref());
    let usual = if grade.is_some() { ObjectiveStatus::Graded } else { ObjectiveStatus::Active };
    let objective = Objective {
        id: ObjectiveId(0),
        version: 0,
        cycle: CycleId(0),
        key,
        title: title.unwrap_or_default(),
        description: look.text("description", row.description.as_ref()),
        parent: None,
        parent_key_result: None,
        level: look.word("level", row.level.as_ref()).unwrap_or(Level::Company),
        team: look.line("team", row.team.as_ref()).unwrap_or_default(),
        owner: look.line("owner", row.owner.as_ref()).unwrap_or_default(),
        ambition: look.word("ambition", row.ambition.as_ref()).unwrap_or(Ambition::Committed),
        weight: look.weight("weight", row.weight.as_ref()).unwrap_or(Quantity::from_micros(Quantity::SCALE)),
        counts_children: row.counts_children.unwrap_or(false),
        tags: Tags(tags),
        status: look.word("status", row.status.as_ref()).unwrap_or(usual),
        grade,
        grade_reason: look.text("reason", row.reason.as_ref()),
        grade_cause: look.text("cause", row.cause.as_ref()),
        verdict: look.word("verdict", row.verdict.as_ref()),
        verdict_why: look.text("why", row.why.as_ref()),
        carried_from: None,
        position: place(index),
        created_at: look.known.now,
    };
    let mut keys = Keys::of("kr", row.key_result.iter().map(|row| row.key.as_ref()));
    let mut before = BTreeSet::new();
    let weight = usual_weight(&row.key_result);
    let mut key_results: Vec<KeyResultRead> = Vec::new();
    for (index, row) in row.key_result.iter().enumerate() {
        let look = look.entry("key_result", index, row.line);
        let key = keys.take(&look, row.key.as_ref(), &mut before);
        key_results.extend(key_result(&look, tx, row, key, (index, weight), span));
    }
    let notes =
        row.note.iter().enumerate().filter_map(|(n, row)| note(&look.entry("note", n, row.line), row));
    let actions = row.action.iter().enumerate();
    let actions = actions.filter_map(|(n, row)| action(&look.entry("action", n, row.line), row));
    ObjectiveRead { objective, key_results, notes: notes.collect(), actions: actions.collect() }
}

/// Who said it: whoever imports it where the file does not tell, nobody where it says so.
pub(super) fn author(look: &Look<'_>, word: Option<&Word>) -> String {
    let usual = if word.is_some() { String::new() } else { look.known.actor.clone() };
    look.line("author", word).unwrap_or(usual)
}

/// A note; whose it is is told when it is stored.
pub(super) fn note(look: &Look<'_>, row: &NoteRow) -> Option<Note> {
    let text = look.text("text", row.text.as_ref());
    if row.text.as_ref().is_none_or(|word| word.text.trim().is_empty()) {
        look.fault("text", None, bad(&tr::ERROR_OKR_TITLE_MISSING));
    }
    let (at, whole_day) = look.moment("at", row.at.as_ref()).unwrap_or((look.known.now, false));
    let kind = look.word("kind", row.kind.as_ref()).unwrap_or(NoteKind::Observation);
    let author = author(look, row.author.as_ref());
    let (id, version, campaign, objective, cycle) = (NoteId(0), 0, None, None, None);
    let (review, feedback) = (None, None);
    let note =
        Note { id, version, campaign, objective, cycle, review, kind, at, whole_day, text, author, feedback };
    Some(note).filter(|note| !note.text.is_empty())
}

/// An action; whose it is is told when it is stored.
pub(super) fn action(look: &Look<'_>, row: &ActionRow) -> Option<Action> {
    if row.title.as_ref().is_none_or(|word| word.text.trim().is_empty()) {
        look.fault("title", None, bad(&tr::ERROR_OKR_TITLE_MISSING));
    }
    let done = look.moment("done", row.done.as_ref()).map(|(at, _)| at);
    let usual = if done.is_some() { ActionStatus::Done } else { ActionStatus::Open };
    let status = look.word("status", row.status.as_ref()).unwrap_or(usual);
    let is_open = status == ActionStatus::Open;
    Some(Action {
        title: look.line("title", row.title.as_ref())?,
        owner: look.line("owner", row.owner.as_ref()).unwrap_or_default(),
        due: look.day("due", row.due.as_ref()),
        status,
        done_at: if is_open { None } else { Some(done.unwrap_or(look.known.now)) },
        ..Action::open(look.known.now)
    })
}
