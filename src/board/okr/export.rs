//! A whole cycle as the file that imports it again.
use crate::error::Result;
use crate::model::{
    Action, ActionRow, ActionStatus, Campaign, CampaignRow, CheckIn, CheckInRow, Cycle, CycleFile,
    KeyResultRow, Metric, Note, NoteRow, Objective, ObjectiveId, ObjectiveRow, Quantity, Serving, StepRow,
    Target, TargetId, TargetKind, Word, Zone, curve_word,
};
use crate::store::Db;
use std::collections::{BTreeMap, BTreeSet};

/// A day in seconds.
const DAY: i64 = 86_400;

/// Everything of the file that the rows name by number.
struct Names {
    zone: Zone,
    metrics: Vec<Metric>,
    campaigns: Vec<Campaign>,
    cycles: Vec<Cycle>,
    objectives: BTreeMap<ObjectiveId, Objective>,
    targets: BTreeMap<TargetId, Target>,
}

/// A cycle with everything in it, objectives in the order of their tree.
///
/// # Errors
/// Storage errors.
pub fn cycle_file(db: &Db<'_>, cycle: &Cycle) -> Result<CycleFile> {
    let targets = db.list::<Target>()?.into_iter().filter(|target| target.objective.is_some());
    let names = Names {
        zone: db.settings()?.zone,
        metrics: db.list()?,
        campaigns: db.list()?,
        cycles: db.list()?,
        objectives: db.list::<Objective>()?.into_iter().map(|row| (row.id, row)).collect(),
        targets: targets.map(|row| (row.id, row)).collect(),
    };
    let notes = db.list::<Note>()?;
    let actions = db.list::<Action>()?;
    let servings = db.list::<Serving>()?;
    let check_ins = db.list::<CheckIn>()?;
    let mut file = CycleFile {
        line: 0,
        key: word(&cycle.key),
        name: word(&cycle.name),
        kind: word(cycle.kind.as_str()),
        start: word(&cycle.start.to_string()),
        end: word(&cycle.end.to_string()),
        status: word(cycle.status.as_str()),
        note: names.notes(notes.iter().filter(|note| note.cycle == Some(cycle.id))),
        action: actions.iter().filter(|action| action.cycle == Some(cycle.id)).map(action_row).collect(),
        objective: Vec::new(),
    };
    for objective in names.in_order(cycle) {
        let mut row = names.objective(cycle, objective);
        row.note = names.notes(notes.iter().filter(|note| note.objective == Some(objective.id)));
        row.action =
            actions.iter().filter(|action| action.objective == Some(objective.id)).map(action_row).collect();
        let mut targets: Vec<&Target> =
            names.targets.values().filter(|target| target.objective == Some(objective.id)).collect();
        targets.sort_by_key(|target| (target.position, target.id));
        for target in targets {
            let mut own = names.key_result(target);
            own.campaign = names.serving(servings.iter().filter(|serving| serving.key_result == target.id));
            own.check_in = names.check_ins(check_ins.iter().filter(|said| said.key_result == target.id));
            row.key_result.push(own);
        }
        file.objective.push(row);
    }
    Ok(file)
}

/// A word; none for an empty text.
fn word(text: &str) -> Option<Word> {
    Some(Word::from(text)).filter(|_| !text.is_empty())
}

fn number(value: Quantity) -> Option<Word> {
    Some(Word::from(value))
}

/// An instant, the same in every time zone.
fn instant(at: i64) -> Option<Word> {
    Some(Word::from(Zone::utc().rfc3339(at).as_str()))
}

fn seconds(seconds: i64) -> String {
    if seconds % DAY == 0 { format!("{}d", seconds / DAY) } else { format!("{seconds}s") }
}

fn action_row(action: &Action) -> ActionRow {
    ActionRow {
        line: 0,
        title: word(&action.title),
        owner: word(&action.owner),
        due: action.due.and_then(|day| word(&day.to_string())),
        status: word(action.status.as_str()),
        done: action.done_at.filter(|_| action.status != ActionStatus::Open).and_then(instant),
    }
}

impl Names {
    /// The cycle's objectives, each after what it is aligned to.
    fn in_order(&self, cycle: &Cycle) -> Vec<&Objective> {
        let mut own: Vec<&Objective> = self.objectives.values().filter(|row| row.cycle == cycle.id).collect();
        own.sort_by_key(|row| (row.position, row.id));
        let above = |row: &Objective| {
            let by_key_result = row.parent_key_result.and_then(|id| self.targets.get(&id)?.objective);
            row.parent.or(by_key_result)
        };
        let ids: BTreeSet<ObjectiveId> = own.iter().map(|row| row.id).collect();
        let mut out: Vec<&Objective> = Vec::new();
        let mut seen = BTreeSet::new();
        let is_top = |row: &&&Objective| above(row).is_none_or(|id| !ids.contains(&id));
        // What is left at the end would be a circle, which nothing writes; it is not lost either.
        for top in own.iter().filter(is_top).chain(own.iter()) {
            let mut open = vec![*top];
            while let Some(row) = open.pop() {
                if seen.insert(row.id) {
                    out.push(row);
                    open.extend(own.iter().rev().filter(|child| above(child) == Some(row.id)));
                }
            }
        }
        out
    }

    /// `o1` in this cycle, `2026/o1` in another.
    fn path(&self, home: &Cycle, objective: ObjectiveId, key_result: Option<TargetId>) -> Option<Word> {
        let found = self.objectives.get(&objective)?;
        let tail = match key_result {
            Some(id) => format!("/{}", self.targets.get(&id)?.key),
            None => String::new(),
        };
        if found.cycle == home.id {
            return word(&format!("{}{tail}", found.key));
        }
        let cycle = self.cycles.iter().find(|cycle| cycle.id == found.cycle)?;
        word(&format!("{}/{}{tail}", cycle.key, found.key))
    }

    fn objective(&self, home: &Cycle, row: &Objective) -> ObjectiveRow {
        let by_key_result = row.parent_key_result.and_then(|id| {
            let objective = self.targets.get(&id)?.objective?;
            self.path(home, objective, Some(id))
        });
        ObjectiveRow {
            key: word(&row.key),
            title: word(&row.title),
            description: word(&row.description),
            parent: row.parent.and_then(|id| self.path(home, id, None)).or(by_key_result),
            level: word(row.level.as_str()),
            team: word(&row.team),
            owner: word(&row.owner),
            ambition: word(row.ambition.as_str()),
            weight: number(row.weight),
            counts_children: row.counts_children.then_some(true),
            tags: row.tags.0.iter().map(|tag| Word::from(tag.as_str())).collect(),
            status: word(row.status.as_str()),
            grade: row.grade.and_then(number),
            reason: word(&row.grade_reason),
            cause: word(&row.grade_cause),
            verdict: row.verdict.and_then(|verdict| word(verdict.as_str())),
            why: word(&row.verdict_why),
            carried_from: row.carried_from.and_then(|id| self.path(home, id, None)),
            ..ObjectiveRow::default()
        }
    }

    fn key_result(&self, row: &Target) -> KeyResultRow {
        let own = row.key_result.as_ref();
        let metric = self.metrics.iter().find(|metric| Some(metric.id) == row.metric);
        let is_whole = row.kind == TargetKind::Done && row.goal == Quantity::from_micros(Quantity::SCALE);
        let home = row.objective.and_then(|id| self.objectives.get(&id)).map(|objective| objective.cycle);
        let home = home.and_then(|id| self.cycles.iter().find(|cycle| cycle.id == id));
        let from = own.and_then(|own| own.carried_from).and_then(|id| {
            let objective = self.targets.get(&id)?.objective?;
            self.path(home?, objective, Some(id))
        });
        KeyResultRow {
            key: word(&row.key),
            title: word(&row.title),
            metric: metric.and_then(|metric| word(&metric.key)),
            feed: own.and_then(|own| word(own.feed.as_str())),
            unit: own.and_then(|own| own.unit).and_then(|unit| word(unit.as_str())),
            better: own.and_then(|own| own.better).and_then(|better| word(better.as_str())),
            kind: word(row.kind.as_str()),
            baseline: Some(row.baseline)
                .filter(|value| row.kind == TargetKind::Reach || *value != Quantity::ZERO)
                .and_then(number),
            goal: Some(row.goal).filter(|_| !is_whole).and_then(number),
            upper: row.upper.and_then(number),
            first_baseline: Some(row.first_baseline).filter(|first| *first != row.baseline).and_then(number),
            first_goal: Some(row.first_goal).filter(|first| *first != row.goal).and_then(number),
            start: row.start.and_then(|when| word(&when.to_string())),
            end: row.end.and_then(|when| word(&when.to_string())),
            curve: word(&curve_word(&row.curve)),
            guardrail: row.is_guardrail.then_some(true),
            owner: row.owner.as_deref().and_then(word),
            weight: own.and_then(|own| number(own.weight)),
            cadence: own.and_then(|own| own.cadence).and_then(|every| word(&seconds(every))),
            grade: own.and_then(|own| own.grade).and_then(number),
            reason: own.and_then(|own| word(&own.grade_reason)),
            carried_from: from,
            step: row.steps.0.iter().map(step).collect(),
            ..KeyResultRow::default()
        }
    }

    fn serving<'a>(&self, rows: impl Iterator<Item = &'a Serving>) -> Vec<CampaignRow> {
        let mut out: Vec<(&str, Option<Quantity>)> = Vec::new();
        for row in rows {
            let campaign = self.campaigns.iter().find(|campaign| campaign.id == row.campaign);
            out.extend(campaign.map(|campaign| (campaign.key.as_str(), row.planned)));
        }
        out.sort();
        let row = |(key, planned): (&str, Option<Quantity>)| CampaignRow {
            line: 0,
            key: word(key),
            planned: planned.and_then(number),
        };
        out.into_iter().map(row).collect()
    }

    fn check_ins<'a>(&self, rows: impl Iterator<Item = &'a CheckIn>) -> Vec<CheckInRow> {
        let mut rows: Vec<&CheckIn> = rows.collect();
        rows.sort_by(|a, b| (a.day, &a.source).cmp(&(b.day, &b.source)));
        let row = |said: &CheckIn| CheckInRow {
            line: 0,
            day: word(&said.day.to_string()),
            value: said.value.and_then(number),
            confidence: said.confidence.map(Word::from),
            note: word(&said.note),
            source: word(&said.source),
            author: Some(Word::from(said.author.as_str())),
            at: instant(said.at),
        };
        rows.into_iter().map(row).collect()
    }

    fn notes<'a>(&self, rows: impl Iterator<Item = &'a Note>) -> Vec<NoteRow> {
        let mut rows: Vec<&Note> = rows.collect();
        rows.sort_by_key(|note| (note.at, note.id));
        let row = |note: &Note| NoteRow {
            line: 0,
            at: if note.whole_day { word(&self.zone.day_of(note.at).to_string()) } else { instant(note.at) },
            kind: word(note.kind.as_str()),
            text: word(&note.text),
            author: Some(Word::from(note.author.as_str())),
        };
        rows.into_iter().map(row).collect()
    }
}

fn step(step: &crate::model::Step) -> StepRow {
    StepRow {
        line: 0,
        name: word(&step.name),
        weight: number(step.weight),
        done: step.done_at.and_then(instant),
    }
}
