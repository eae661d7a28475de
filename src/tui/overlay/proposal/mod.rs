//! What a new campaign would get, to look through before it is created: each line can be left out or changed.
mod act;
mod columns;
mod edit;
mod lessons;
mod lines;
mod view;

pub(crate) use act::{close, create, down, edit, first, last, next_part, page_down, page_up, previous_part};
pub(crate) use act::{take_line, toggle, up};
pub(super) use view::{cursor_row, draw};

use crate::board::Matching;
use crate::model::{Day, Phase, Phases, Quantity, When, parse_when};
use crate::planner::{CampaignDraft, LessonDecision, Proposal, ProposedChannel, ProposedTarget, Request};
use std::collections::BTreeSet;

/// A group of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Part {
    Lessons,
    Phases,
    Targets,
    Channels,
    Tasks,
    Resources,
    Texts,
}

impl Part {
    /// Every group, as they are shown.
    pub const ALL: [Self; 7] = [
        Self::Lessons,
        Self::Phases,
        Self::Targets,
        Self::Channels,
        Self::Tasks,
        Self::Resources,
        Self::Texts,
    ];
}

/// A row that the cursor can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// The head of a group.
    Head(Part),
    /// A line of it.
    Line(Part, usize),
}

/// The texts of a campaign, in the order of its brief.
pub(super) const TEXTS: [fn(&mut CampaignDraft) -> &mut Option<String>; 6] = [
    |d| &mut d.goal,
    |d| &mut d.audience,
    |d| &mut d.mechanics,
    |d| &mut d.rules,
    |d| &mut d.rewards,
    |d| &mut d.risks,
];

/// The open preview.
#[derive(Debug, Clone)]
pub struct ProposalBox {
    /// What was proposed, as it was changed; its targets are all of them, those without a goal too.
    pub proposal: Proposal,
    /// The row with the cursor.
    pub cursor: usize,
    /// The request that is on its way.
    pub ticket: Option<u64>,
    /// What the planner said when it refused.
    pub refusal: Option<String>,
    /// The day dates are read on.
    pub today: Day,
    /// The target it is all about.
    primary: Option<usize>,
    /// True where its user has said which target that is.
    is_primary_said: bool,
    /// The lines that are left out.
    out: BTreeSet<(Part, usize)>,
    /// What others learned that may hold here.
    pub lessons: Vec<Matching>,
    /// What is decided on each; none while nothing is.
    decisions: Vec<Option<LessonDecision>>,
}

impl ProposalBox {
    /// A look at a proposal. `primary` is the metric that was said to be the one it is all about.
    #[must_use]
    pub fn new(mut proposal: Proposal, primary: Option<&str>, today: Day) -> Self {
        let unset = std::mem::take(&mut proposal.unset);
        let said = proposal.targets.iter().position(|t| Some(t.metric.as_str()) == primary);
        let is_meant = |target: &ProposedTarget| target.draft.primary == Some(true);
        let proposed = proposal.targets.iter().position(is_meant);
        proposal.targets.extend(unset);
        Self {
            proposal,
            cursor: 0,
            ticket: None,
            refusal: None,
            today,
            primary: said.or(proposed),
            is_primary_said: said.is_some(),
            out: BTreeSet::new(),
            lessons: Vec::new(),
            decisions: Vec::new(),
        }
    }

    /// How many lines a group has.
    #[must_use]
    pub fn count(&self, part: Part) -> usize {
        match part {
            Part::Lessons => self.lessons.len(),
            Part::Phases => self.proposal.phases.0.len(),
            Part::Targets => self.proposal.targets.len(),
            Part::Channels => self.proposal.channels.len(),
            Part::Tasks => self.proposal.tasks.len(),
            Part::Resources => self.proposal.resources.len(),
            Part::Texts => self.texts().len(),
        }
    }

    /// The texts there are: which, and what they say.
    pub(super) fn texts(&self) -> Vec<(usize, String)> {
        let mut draft = self.proposal.draft.clone();
        let text = |(at, field): (usize, &fn(&mut CampaignDraft) -> &mut Option<String>)| {
            let text = field(&mut draft).take().filter(|text| !text.trim().is_empty())?;
            Some((at, text))
        };
        TEXTS.iter().enumerate().filter_map(text).collect()
    }

    /// The tasks by the day they are due, as they are shown.
    pub(super) fn order(&self, part: Part) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.count(part)).collect();
        let at = |at: &usize| match part {
            Part::Tasks => self.proposal.tasks.get(*at).and_then(|t| self.resolved(t.draft.due.as_deref())),
            Part::Resources => {
                self.proposal.resources.get(*at).and_then(|r| self.resolved(r.need_by.as_deref()))
            }
            _ => None,
        };
        // What is due first comes first; what has no date stays last.
        order.sort_by_key(|line| at(line).map_or((true, Day(0)), |when| (false, when.day())));
        order
    }

    /// Every row, in order.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for part in Part::ALL.into_iter().filter(|part| self.count(*part) > 0) {
            rows.push(Row::Head(part));
            rows.extend(self.order(part).into_iter().map(|line| Row::Line(part, line)));
        }
        rows
    }

    /// The row with the cursor.
    #[must_use]
    pub fn row(&self) -> Option<Row> {
        self.rows().get(self.cursor).copied()
    }

    /// Moves the cursor, stopping at the ends.
    pub fn step(&mut self, steps: isize) {
        let last = self.rows().len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(steps).min(last);
    }

    /// Goes to the next group, or to the beginning of this one and the one before it.
    pub fn turn(&mut self, is_back: bool) {
        let rows = self.rows();
        let heads: Vec<usize> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| matches!(row, Row::Head(_)))
            .map(|(at, _)| at)
            .collect();
        let next = if is_back {
            heads.iter().rev().find(|at| **at < self.cursor).or(heads.last())
        } else {
            heads.iter().find(|at| **at > self.cursor).or(heads.first())
        };
        self.cursor = next.copied().unwrap_or(0);
    }

    /// Whether the campaign gets a line.
    #[must_use]
    pub fn is_taken(&self, part: Part, line: usize) -> bool {
        if part == Part::Lessons {
            return matches!(self.decision(line), Some(LessonDecision::Take(_)));
        }
        let has_goal = || self.proposal.targets.get(line).is_some_and(|t| t.draft.goal.is_some());
        !self.out.contains(&(part, line)) && (part != Part::Targets || has_goal())
    }

    /// How many lines of a group the campaign gets.
    #[must_use]
    pub fn taken(&self, part: Part) -> usize {
        (0..self.count(part)).filter(|line| self.is_taken(part, *line)).count()
    }

    /// Leaves the row out, or takes it; a head stands for its whole group. False for a target without a goal: that is
    /// asked for first.
    pub fn toggle(&mut self) -> bool {
        self.refusal = None;
        match self.row() {
            Some(Row::Head(part)) => {
                let is_any = self.taken(part) > 0;
                for line in 0..self.count(part) {
                    self.set_out(part, line, is_any);
                }
            }
            Some(Row::Line(part, line)) => {
                if part == Part::Targets && self.goal(line).is_none() {
                    return false;
                }
                self.set_out(part, line, self.is_taken(part, line));
            }
            None => {}
        }
        true
    }

    fn set_out(&mut self, part: Part, line: usize, is_out: bool) {
        if part == Part::Lessons {
            return self.take_lesson(line, !is_out);
        }
        if is_out {
            self.out.insert((part, line));
        } else {
            self.out.remove(&(part, line));
        }
    }

    /// A target's goal, as typed.
    #[must_use]
    pub fn goal(&self, line: usize) -> Option<&str> {
        self.proposal.targets.get(line)?.draft.goal.as_deref()
    }

    /// Whether a target is the one it is all about.
    #[must_use]
    pub fn is_primary(&self, line: usize) -> bool {
        self.primary == Some(line)
    }

    /// The campaign's dates, as far as they are known.
    #[must_use]
    pub fn dates(&self) -> Option<(When, When)> {
        let when = |text: &Option<String>| parse_when(text.as_deref()?, self.today).ok();
        when(&self.proposal.draft.start).zip(when(&self.proposal.draft.end))
    }

    /// The day or time a due date comes down to.
    pub(super) fn resolved(&self, due: Option<&str>) -> Option<When> {
        let (start, end) = self.dates()?;
        Some(crate::model::Due::parse(due?, self.today).ok()?.resolve(start, end))
    }

    /// The phases as they will be, line by line: the days and the share of one that is left out go to the one before,
    /// or to the one after where it was the first.
    #[must_use]
    pub fn phases(&self) -> Vec<Option<Phase>> {
        let mut out: Vec<Option<Phase>> = Vec::new();
        let mut orphan: Option<(When, Quantity)> = None;
        let sum = |a: Quantity, b: Quantity| a.checked_add(b).unwrap_or(a);
        for (line, phase) in self.proposal.phases.0.iter().enumerate() {
            if self.is_taken(Part::Phases, line) {
                let mut phase = phase.clone();
                if let Some((start, share)) = orphan.take() {
                    (phase.start, phase.share) = (start, sum(phase.share, share));
                }
                out.push(Some(phase));
                continue;
            }
            match out.iter_mut().rev().flatten().next() {
                Some(last) => (last.end, last.share) = (phase.end, sum(last.share, phase.share)),
                None => {
                    let (start, share) = orphan.unwrap_or((phase.start, Quantity::ZERO));
                    orphan = Some((start, sum(share, phase.share)));
                }
            }
            out.push(None);
        }
        out
    }

    /// What was chosen, to be created.
    #[must_use]
    pub fn request(&self) -> Request {
        let all = &self.proposal;
        let mut draft = all.draft.clone();
        for (line, (at, _)) in self.texts().into_iter().enumerate() {
            if let (false, Some(text)) = (self.is_taken(Part::Texts, line), TEXTS.get(at)) {
                *text(&mut draft) = None;
            }
        }
        let phases = Phases(self.phases().into_iter().flatten().collect());
        let target = |(line, target): (usize, &ProposedTarget)| {
            let mut target = target.clone();
            target.draft.primary = Some(self.is_primary(line));
            if self.is_primary(line) {
                target.draft.guardrail = Some(false);
            }
            if phases.0.is_empty() && target.draft.curve.as_deref() == Some("phased") {
                target.draft.curve = None;
            }
            target
        };
        // Without a budget there is nothing a share could be a share of.
        let has_budget = lines::budget(self).is_some();
        let channel = |(_, channel): (usize, &ProposedChannel)| {
            let mut channel = channel.clone();
            if !has_budget && channel.planned.contains(['%', '％']) {
                "0".clone_into(&mut channel.planned);
            }
            channel
        };
        Request::CampaignCreate(Box::new(Proposal {
            draft,
            playbook: all.playbook.clone(),
            targets: self.kept(Part::Targets, &all.targets).map(target).collect(),
            unset: Vec::new(),
            channels: self.kept(Part::Channels, &all.channels).map(channel).collect(),
            tasks: self.kept(Part::Tasks, &all.tasks).map(|(_, t)| t.clone()).collect(),
            resources: self.kept(Part::Resources, &all.resources).map(|(_, r)| r.clone()).collect(),
            lessons: self.decided(),
            phases,
            // Everybody who looks at it has read that.
            late: 0,
        }))
    }

    fn kept<'a, T>(&'a self, part: Part, all: &'a [T]) -> impl Iterator<Item = (usize, &'a T)> {
        all.iter().enumerate().filter(move |(line, _)| self.is_taken(part, *line))
    }
}
