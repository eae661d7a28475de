//! The shapes of OKRs that screens and reports draw. Plain data.
use super::super::view::{Group, TargetLine};
use crate::model::{
    Ambition, CampaignId, CampaignStatus, Counted, CycleId, CycleKind, CycleStatus, Day, Feed, Level,
    ObjectiveId, ObjectiveStatus, Quantity, ServingId, Status, TargetId, Unit, Verdict, objective_health,
    weighted_expected, weighted_progress,
};

/// A cycle's objectives as a tree, with what the workspace is about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OkrTree {
    /// Every cycle of the file, the latest end first.
    pub cycles: Vec<CycleLine>,
    /// The one that is shown; none where there is none.
    pub cycle: Option<CycleLine>,
    /// Its objectives in the order of the tree, each after what it is aligned to.
    pub objectives: Vec<ObjectiveLine>,
    /// The metric that everything is about.
    pub north_star: Option<NorthStar>,
}

/// The metric that everything is about, of the whole business.
#[derive(Debug, Clone, PartialEq)]
pub struct NorthStar {
    /// Its key.
    pub metric: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Chinese.
    pub name_zh: String,
    /// What it counts in.
    pub unit: Unit,
    /// Where it is: a level's latest value, a flow's last 30 days; none without readings.
    pub value: Option<Quantity>,
    /// The same 30 days before.
    pub before: Option<Quantity>,
    /// The data cut-off, UTC seconds.
    pub data_until: Option<i64>,
}

/// One cycle.
#[derive(Debug, Clone, PartialEq)]
pub struct CycleLine {
    /// Its id.
    pub id: CycleId,
    /// Its version, for edits.
    pub version: i64,
    /// `2026-Q4`
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Year, half, quarter, month or dates of its own.
    pub kind: CycleKind,
    /// Its first day.
    pub start: Day,
    /// Its last day.
    pub end: Day,
    /// Planning, active, grading, closed.
    pub status: CycleStatus,
    /// The day it is on, from 1; 0 before the start, `days` after the end.
    pub day: i32,
    /// How many days it has.
    pub days: i32,
    /// How many objectives it has.
    pub objectives: usize,
    /// When its last review ended, UTC seconds.
    pub reviewed_at: Option<i64>,
}

/// What an objective is aligned to.
#[derive(Debug, Clone, PartialEq)]
pub struct Parent {
    /// The objective, also where it is aligned to one of its key results.
    pub objective: ObjectiveId,
    /// The key result.
    pub key_result: Option<TargetId>,
    /// `2026-q4/o1` or `2026-q4/o1/kr2`.
    pub path: String,
    /// What it says.
    pub title: String,
    /// True where it belongs to the same cycle.
    pub is_here: bool,
}

/// One objective with everything computed about it.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveLine {
    /// Its id.
    pub id: ObjectiveId,
    /// Its version, for edits.
    pub version: i64,
    /// `o1`
    pub key: String,
    /// `2026-q4/o1`
    pub path: String,
    /// What is to be reached.
    pub title: String,
    /// What else there is to say.
    pub description: String,
    /// Company, team or person.
    pub level: Level,
    /// The team.
    pub team: String,
    /// Who answers for it.
    pub owner: String,
    /// Committed or aspirational.
    pub ambition: Ambition,
    /// How much it counts.
    pub weight: Quantity,
    /// Words it is grouped by.
    pub tags: Vec<String>,
    /// Draft, active, graded, archived.
    pub status: ObjectiveStatus,
    /// What it is aligned to.
    pub parent: Option<Parent>,
    /// How deep it stands in the tree of its cycle; 0 at the top.
    pub depth: usize,
    /// How many objectives of its cycle are aligned to it or to its key results.
    pub children: usize,
    /// True where these count in its progress and status.
    pub counts_children: bool,
    /// Σ w·clamp(p) / Σ w; none where nothing has a weight.
    pub progress: Option<f64>,
    /// The same of what is expected by now.
    pub expected: Option<f64>,
    /// The worst of what counts, capped by a breached guardrail.
    pub health: Option<Status>,
    /// The lowest confidence of its key results that have a weight.
    pub confidence: Option<i64>,
    /// The oldest of the last check-ins of its key results that await them, UTC seconds; none where one has none.
    pub checked_at: Option<i64>,
    /// How many of its key results await a check-in that is due.
    pub due: usize,
    /// 0.0 to 1.0, entered by people.
    pub grade: Option<Quantity>,
    /// Why that grade.
    pub grade_reason: String,
    /// What kept a committed one from 1.0.
    pub grade_cause: String,
    /// What becomes of it after its cycle.
    pub verdict: Option<Verdict>,
    /// Why.
    pub verdict_why: String,
    /// Where it was carried over from: its path.
    pub carried_from: Option<String>,
    /// Its key results.
    pub key_results: Vec<KeyResultLine>,
}

/// One key result with everything computed about it.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyResultLine {
    /// As a target: the same engine, pane and chart as a campaign's.
    pub line: TargetLine,
    /// `2026-q4/o1/kr1`
    pub path: String,
    /// What it says; empty where its metric's name says it.
    pub title: String,
    /// Who answers for it; the objective's owner where nobody else does.
    pub owner: String,
    /// Where its number comes from: typed, fed or rolled up.
    pub feed: Feed,
    /// How much it counts.
    pub weight: Quantity,
    /// That as a share of its objective's, 0 to 1.
    pub share: f64,
    /// How far it is: of a keep, the share of the days it has held. Not clamped.
    pub progress: Option<f64>,
    /// How far it should be by now, 0 to 1.
    pub expected: Option<f64>,
    /// The last confidence, 0 to 10.
    pub confidence: Option<i64>,
    /// The one before it.
    pub confidence_before: Option<i64>,
    /// What was last said.
    pub note: String,
    /// When it was last checked in, UTC seconds.
    pub checked_at: Option<i64>,
    /// When the next check-in is due, UTC seconds; none where none is awaited.
    pub due_at: Option<i64>,
    /// 0.0 to 1.0, entered by people.
    pub grade: Option<Quantity>,
    /// Why that grade.
    pub grade_reason: String,
    /// Where it was carried over from: its path.
    pub carried_from: Option<String>,
    /// The campaigns that serve it.
    pub campaigns: Vec<Contribution>,
    /// What campaigns are planned to bring, against what is missing; none where its number does not add up.
    pub coverage: Option<Coverage>,
}

impl KeyResultLine {
    /// Whether a check-in is due at `now`.
    #[must_use]
    pub fn is_due(&self, now: i64) -> bool {
        self.due_at.is_some_and(|due| due <= now)
    }
}

/// What one campaign brings to a key result.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The row that says so.
    pub serving: ServingId,
    /// The campaign.
    pub campaign: CampaignId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Where people have put it.
    pub status: CampaignStatus,
    /// Where its dates stand.
    pub group: Group,
    /// What it has brought within the key result's period: a flow's sum, a level's or a formula's value; none without
    /// readings of the metric.
    pub brought: Option<Quantity>,
    /// What it is to bring in all within that period; none where nothing is planned.
    pub planned: Option<Quantity>,
    /// What of that is still to come.
    pub to_come: Option<Quantity>,
    /// How its own target on that metric stands.
    pub health: Option<Status>,
}

/// What campaigns are planned to bring, against what a key result still needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// What is missing to the goal; never below nothing.
    pub missing: Quantity,
    /// What the campaigns are planned to bring from now on.
    pub planned: Quantity,
}

impl OkrTree {
    /// How far the whole cycle is, how far it should be by now, and the worst of its objectives that have a weight.
    #[must_use]
    pub fn overall(&self) -> (Option<f64>, Option<f64>, Option<Status>) {
        let counted = |line: &ObjectiveLine| Counted {
            weight: line.weight,
            progress: line.progress,
            expected: line.expected,
            status: line.health,
            is_guardrail: false,
            is_breached: false,
        };
        // One without anything to count says nothing about the whole.
        let parts: Vec<Counted> =
            self.objectives.iter().filter(|line| line.progress.is_some()).map(counted).collect();
        (weighted_progress(&parts), weighted_expected(&parts), objective_health(&parts))
    }
}
