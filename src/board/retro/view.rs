//! The shapes of retrospectives: the list, the page, steps one and two, feedback. Plain data.
use super::learned::{ActionLine, InsightStep, LessonUseLine};
use super::why::{AnalysisStep, RetroHint};
use crate::board::{Chart, ObjectiveLine, ResourceLine, Spending, TargetLine, TaskLine};
use crate::model::{
    CampaignId, CycleId, Day, Forecast, Metric, Note, NoteId, NoteKind, Phase, Priority, Quantity, Retro,
    RetroStatus, Status, Unit,
};

/// What a retrospective is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RetroAbout {
    /// A campaign.
    Campaign(CampaignId),
    /// A cycle.
    Cycle(CycleId),
}

/// How much of a retrospective is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Findings that the numbers propose and nobody has kept or dismissed yet; none in lists, where nothing is computed.
    pub undecided: Option<usize>,
    /// Findings that were kept.
    pub findings: usize,
    /// Causes.
    pub causes: usize,
    /// Insights.
    pub insights: usize,
    /// Questions answered.
    pub answers: usize,
    /// Lessons.
    pub lessons: usize,
    /// Actions.
    pub actions: usize,
}

/// One retrospective in a list: one that is drafted, or one that should be.
#[derive(Debug, Clone, PartialEq)]
pub struct RetroLine {
    /// What it is about.
    pub about: RetroAbout,
    /// The key of that.
    pub key: String,
    /// The name of that.
    pub name: String,
    /// Who answers for that.
    pub owner: String,
    /// Who leads the retrospective.
    pub leader: String,
    /// The playbook of the campaign.
    pub playbook: Option<String>,
    /// Draft or done; none where nothing was drafted yet.
    pub status: Option<RetroStatus>,
    /// The last day of what it is about.
    pub end: Day,
    /// The day by which it should be finished.
    pub due: Day,
    /// Days to that day; negative where it has passed.
    pub days: i32,
    /// The primary target's progress, or the cycle's objectives'; not clamped.
    pub achievement: Option<f64>,
    /// How the primary target stands; of a cycle as `health`.
    pub primary: Option<Status>,
    /// The worst of its targets or objectives.
    pub health: Option<Status>,
    /// How many of a campaign's targets were missed, of how many.
    pub missed: (usize, usize),
    /// UTC seconds when it was finished.
    pub finished_at: Option<i64>,
    /// What is written.
    pub written: Written,
}

impl RetroLine {
    /// Still to be finished.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status != Some(RetroStatus::Done)
    }
}

/// One retrospective: the numbers and the writing.
#[derive(Debug, Clone, PartialEq)]
pub struct RetroPage {
    /// As in the list.
    pub line: RetroLine,
    /// The row; none where nothing was drafted yet.
    pub retro: Option<Retro>,
    /// What was wanted.
    pub goal: GoalStep,
    /// What came of it.
    pub result: ResultStep,
    /// Why.
    pub analysis: AnalysisStep,
    /// What is learned.
    pub insight: InsightStep,
    /// What one should look at again.
    pub hints: Vec<RetroHint>,
}

/// 回顾目标: what was wanted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GoalStep {
    /// The goal in one sentence.
    pub sentence: String,
    /// First and last day.
    pub days: Option<(Day, Day)>,
    /// The campaign's phases.
    pub phases: Vec<Phase>,
    /// Its targets, as first set and as last set; of a cycle its key results.
    pub targets: Vec<TargetFacts>,
    /// Actions of earlier retrospectives that are open, or done and not proven.
    pub actions: Vec<ActionLine>,
    /// The lessons that were taken or dismissed while planning.
    pub lessons: Vec<LessonUseLine>,
}

/// One target with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetFacts {
    /// Everything computed about it at the moment shown.
    pub line: TargetLine,
    /// Whose it is where that is not the campaign: `o1 新客`.
    pub of: String,
    /// The goal as first set.
    pub first_goal: Quantity,
    /// The baseline as first set.
    pub first_baseline: Quantity,
    /// Actual − goal; none without a value.
    pub gap: Option<Quantity>,
    /// (actual − baseline) / (goal − baseline), not clamped; of a keep the share of the days it held.
    pub achievement: Option<f64>,
    /// The same against the goal as first set.
    pub first_achievement: Option<f64>,
    /// What was forecast at 25, 50 and 75 % of the time.
    pub foreseen: Vec<Foreseen>,
    /// What was reached when the retrospective was finished, where that is another number now.
    pub then: Option<Quantity>,
}

/// A forecast as it was at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Foreseen {
    /// Which share of the time was over, in percent: 25, 50, 75.
    pub percent: i32,
    /// The moment, UTC seconds.
    pub at: i64,
    /// The status then.
    pub status: Status,
    /// The pace then.
    pub pace: Option<f64>,
    /// The forecast then; none where too little was known.
    pub forecast: Option<Forecast>,
    /// Whether it said that the goal would be missed: the chance to reach it was below one half; without a chance, whether
    /// the status was at risk or worse.
    pub warned: bool,
}

/// 评估结果: what came of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResultStep {
    /// While it still runs, up to when the numbers are, UTC seconds: the data cut-off, else the moment shown.
    pub running: Option<i64>,
    /// Of a cycle its objectives with their key results, in the order of the tree.
    pub objectives: Vec<ObjectiveLine>,
    /// The primary target by phase.
    pub phases: Vec<PhaseFacts>,
    /// By channel, against the plan.
    pub channels: Vec<ChannelFacts>,
    /// Budget against spend.
    pub spending: Option<Spending>,
    /// The primary target's chart.
    pub chart: Chart,
    /// What was changed, with what the daily rate did.
    pub adjustments: Vec<Adjustment>,
    /// Tasks that were late, or are still open: the latest first.
    pub late: Vec<LateTask>,
    /// How many tasks it had.
    pub tasks: usize,
    /// Resources that were refused or never promised.
    pub refused: Vec<ResourceLine>,
    /// How many resources it had.
    pub resources: usize,
    /// What users said.
    pub feedback: FeedbackSum,
    /// The last campaign of the same playbook beside it.
    pub former: Option<Comparison>,
}

/// One phase of the primary target.
#[derive(Debug, Clone, PartialEq)]
pub struct PhaseFacts {
    /// Its name.
    pub name: String,
    /// First and last day.
    pub days: (Day, Day),
    /// What the plan curve wanted in it; up to the data cut-off in one that runs.
    pub planned: Option<Quantity>,
    /// What it brought.
    pub actual: Option<Quantity>,
    /// Actual − planned.
    pub gap: Option<Quantity>,
    /// Actual ÷ planned.
    pub achievement: Option<f64>,
}

/// One channel against the plan. Where a campaign plans only money by channel, its goal is spread by the share of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelFacts {
    /// `douyin`; none for the whole.
    pub key: Option<String>,
    /// 抖音; empty for the whole.
    pub name: String,
    /// What it should spend, and spent.
    pub spend: (Option<Quantity>, Option<Quantity>),
    /// What it should bring of the primary target, and brought.
    pub result: (Option<Quantity>, Option<Quantity>),
    /// Each ratio, planned and actual, in the order of [`ChannelFacts::RATIOS`].
    pub ratios: [(Option<f64>, Option<f64>); 3],
}

impl ChannelFacts {
    /// The ratios: customer acquisition cost, return on ad spend, return on investment.
    pub const RATIOS: [&'static str; 3] = ["cac", "roas", "roi"];
    /// What they count in.
    pub const UNITS: [Unit; 3] = [Unit::Money, Unit::Ratio, Unit::Percent];
}

/// An adjustment with what the primary target's daily rate did.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjustment {
    /// The note.
    pub note: NoteId,
    /// Adjustment, decision, risk …
    pub kind: NoteKind,
    /// UTC seconds.
    pub at: i64,
    /// Only the day is known.
    pub whole_day: bool,
    /// Its text.
    pub text: String,
    /// What the up to three whole days before brought a day.
    pub before: Option<Quantity>,
    /// What the up to three whole days after brought a day.
    pub after: Option<Quantity>,
    /// What the plan wanted a day in the days before and after: a rate also changes because the plan does.
    pub planned: (Option<Quantity>, Option<Quantity>),
}

/// A task that was late.
#[derive(Debug, Clone, PartialEq)]
pub struct LateTask {
    /// The task.
    pub task: TaskLine,
    /// Days between its due day and the day it was done, or the campaign's end where it was not.
    pub days: i32,
    /// True where it was never done.
    pub is_open: bool,
}

/// Feedback counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FeedbackSum {
    /// How many notes.
    pub notes: usize,
    /// How many people said something.
    pub people: i64,
    /// How many notes are answered.
    pub answered: usize,
    /// By category: people, notes, answered; the most people first.
    pub categories: Vec<(String, i64, usize, usize)>,
    /// Those of the first priority that nobody answered.
    pub urgent: usize,
}

/// One feedback.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedbackLine {
    /// The note.
    pub note: Note,
    /// The campaign's key.
    pub campaign_key: String,
    /// Its priority.
    pub priority: Priority,
}

/// Another campaign beside this one.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The other campaign.
    pub campaign: CampaignId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its length in days, and this one's.
    pub days: (i32, i32),
    /// Metrics that both have: then and now.
    pub rows: Vec<ComparedMetric>,
}

/// One metric of two campaigns.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedMetric {
    /// The metric.
    pub metric: Metric,
    /// What the other campaign came to.
    pub then: Option<Quantity>,
    /// What this one came to.
    pub now: Option<Quantity>,
    /// now ÷ then − 1.
    pub change: Option<f64>,
}
