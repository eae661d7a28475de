//! What is going to be carried over, as it is put together on the screen. Nothing of it is written before it is asked
//! for.
use crate::board::{CarryWay, KeyResultLine, ObjectiveLine, ReviewPage, ReviewedObjective};
use crate::model::{ObjectiveId, Quantity, Verdict, next_cycle_key};
use crate::planner::{CarryDraft, CycleDraft, OkrRequest, Request};
use std::collections::BTreeMap;

/// What becomes of one objective.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Keep, change or drop; none where nobody has said yet.
    pub verdict: Option<Verdict>,
    /// One line.
    pub why: String,
    /// Key results begin where they stand.
    pub with_progress: bool,
    /// The keys of the key results that stay behind.
    pub left_behind: Vec<String>,
}

impl Line {
    /// The key results that go on.
    #[must_use]
    pub fn going<'a>(&self, objective: &'a ObjectiveLine) -> Vec<&'a KeyResultLine> {
        let goes = |kr: &&KeyResultLine| !self.left_behind.contains(&kr.line.key);
        objective.key_results.iter().filter(goes).collect()
    }

    /// True where it goes on in another cycle.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        matches!(self.verdict, Some(Verdict::Keep | Verdict::Change))
    }
}

/// A cycle things can go on in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Into {
    /// Its key.
    pub key: String,
    /// It does not exist yet.
    pub is_new: bool,
}

/// What is going to be carried over.
#[derive(Debug, Default)]
pub struct Plan {
    lines: BTreeMap<ObjectiveId, Line>,
    /// Which of the cycles it goes into.
    to: usize,
    /// The request that is on its way.
    pub ticket: Option<u64>,
    /// Why the last one was refused.
    pub refusal: Option<String>,
}

/// The cycles things can go on in: those that come later, and the next one where nobody has made it yet.
fn cycles(page: &ReviewPage) -> Vec<Into> {
    let mut all: Vec<Into> =
        page.later.iter().map(|cycle| Into { key: cycle.key.clone(), is_new: false }).collect();
    if let Some(key) = next_cycle_key(&page.cycle.key)
        && !all.iter().any(|into| into.key.eq_ignore_ascii_case(&key))
    {
        // Where nothing of this length comes later, the next one is what is meant.
        let is_first = page.later.first().is_none_or(|first| first.kind != page.cycle.kind);
        all.insert(if is_first { 0 } else { all.len() }, Into { key, is_new: true });
    }
    all
}

impl Plan {
    /// What is planned for an objective; what was decided before where nothing is.
    #[must_use]
    pub fn line(&self, objective: &ObjectiveLine) -> Line {
        self.lines.get(&objective.id).cloned().unwrap_or_else(|| Line {
            verdict: objective.verdict,
            why: objective.verdict_why.clone(),
            ..Line::default()
        })
    }

    /// True where something is planned that is not written yet.
    #[must_use]
    pub fn is_planned(&self, objective: ObjectiveId) -> bool {
        self.lines.contains_key(&objective)
    }

    /// Plans something for an objective.
    pub fn put(&mut self, objective: ObjectiveId, line: Line) {
        self.lines.insert(objective, line);
        self.refusal = None;
    }

    /// The next verdict for an objective.
    pub fn turn(&mut self, objective: &ObjectiveLine) {
        let mut line = self.line(objective);
        line.verdict = match line.verdict {
            None => Some(Verdict::Keep),
            Some(Verdict::Keep) => Some(Verdict::Change),
            Some(Verdict::Change) => Some(Verdict::Drop),
            Some(Verdict::Drop) => None,
        };
        if line.verdict.is_none() && objective.verdict.is_none() {
            self.lines.remove(&objective.id);
        } else {
            self.put(objective.id, line);
        }
    }

    /// The cycle it goes into; none where no next one can be told.
    #[must_use]
    pub fn into(&self, page: &ReviewPage) -> Option<Into> {
        let all = cycles(page);
        let place = self.to.checked_rem(all.len())?;
        all.into_iter().nth(place)
    }

    /// Another cycle.
    pub fn turn_cycle(&mut self) {
        self.to = self.to.wrapping_add(1);
    }

    /// The first objective that is decided without a word why.
    #[must_use]
    pub fn lacks_why<'a>(&self, page: &'a ReviewPage) -> Option<&'a ObjectiveLine> {
        let lines = page.pages.iter().map(|page| &page.line);
        lines.into_iter().find(|objective| {
            let line = self.lines.get(&objective.id);
            line.is_some_and(|line| line.verdict.is_some() && line.why.trim().is_empty())
        })
    }

    /// What has to be asked for: the cycle where it is new, then each objective. None where nothing is planned.
    #[must_use]
    pub fn request(&self, page: &ReviewPage) -> Option<Request> {
        let into = self.into(page);
        let mut requests: Vec<Request> = Vec::new();
        for reviewed in &page.pages {
            let objective = &reviewed.line;
            let Some(line) = self.lines.get(&objective.id) else { continue };
            let Some(verdict) = line.verdict else { continue };
            // What is there already is not asked to go on: asked for by name, it would be refused.
            let going = line.going(objective).into_iter().filter(|kr| way(line, reviewed, kr).is_some());
            let going = going.map(|kr| kr.line.key.clone());
            let is_some = !line.left_behind.is_empty();
            let stands = objective.key_results.iter().filter_map(|kr| Some((kr.line.id, kr.line.actual?)));
            requests.push(
                OkrRequest::CarryOver(CarryDraft {
                    seen: Some(objective.version),
                    objective: objective.path.clone(),
                    verdict: verdict.as_str().to_owned(),
                    why: line.why.trim().to_owned(),
                    to: into.as_ref().filter(|_| line.goes_on()).map(|into| into.key.clone()),
                    with_progress: line.with_progress,
                    key_results: (is_some && line.goes_on()).then(|| going.collect()),
                    stands: if line.goes_on() && line.with_progress { stands.collect() } else { Vec::new() },
                })
                .into(),
            );
        }
        let goes_on = self.lines.values().any(Line::goes_on);
        if let Some(into) = into.filter(|into| into.is_new && goes_on) {
            let draft = CycleDraft { key: Some(into.key), ..CycleDraft::default() };
            requests.insert(0, OkrRequest::CycleNew(draft).into());
        }
        (!requests.is_empty()).then_some(Request::All(requests))
    }

    /// All of it is written.
    pub fn written(&mut self) {
        *self = Self { to: self.to, ..Self::default() };
    }
}

/// Where a key result begins in the next cycle, and its goal there; none where nothing is left of its way.
#[must_use]
pub fn way(
    line: &Line,
    page: &ReviewedObjective,
    key_result: &KeyResultLine,
) -> Option<(Quantity, Quantity)> {
    let own = page.ways.iter().find(|way| way.key_result == key_result.line.id);
    let as_it_is = (key_result.line.baseline, key_result.line.goal);
    own.map_or(Some(as_it_is), |CarryWay { anew, on, .. }| if line.with_progress { *on } else { Some(*anew) })
}
