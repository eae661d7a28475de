//! The shapes of retrospectives, lessons, actions and feedback. Plain data.
use crate::board::{Chart, ResourceLine, Soon, Spending, TargetLine, TaskLine};
use crate::model::{
    Action, Answer, Both, CampaignId, Cause, CycleId, Day, Finding, FindingKind, Forecast, Insight, Lesson,
    LessonUse, Metric, Note, NoteId, NoteKind, Phase, Priority, Proof, Quantity, Retro, RetroStatus, Status,
    Unit,
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
    /// The worst of its targets or objectives.
    pub health: Option<Status>,
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
    /// What the plan curve wanted in it.
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

/// 分析原因: why.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AnalysisStep {
    /// The primary target's gap by driver; none where there is no chain to it.
    pub gap: Option<DriverGap>,
    /// Highlights and lowlights: the biggest deviations first, then those people found.
    pub findings: Vec<FindingLine>,
    /// Causes.
    pub causes: Vec<Cause>,
}

/// How a gap was split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapMethod {
    /// Log-mean Divisia index, LMDI-I (Ang 2005): all numbers are positive, or zero in the limit.
    LogMean,
    /// Shapley value of the product: some number is negative, where logarithms end.
    Shapley,
}

/// A gap split by what drives it; the parts add up to it to the last millionth.
#[derive(Debug, Clone, PartialEq)]
pub struct DriverGap {
    /// What the gap is of: the last metric of the chain.
    pub metric: Metric,
    /// The goal.
    pub goal: Quantity,
    /// What was reached.
    pub actual: Quantity,
    /// Actual − goal.
    pub gap: Quantity,
    /// How it was split.
    pub method: GapMethod,
    /// The drivers with their part of the whole gap.
    pub drivers: Vec<DriverPart>,
    /// Rows by phase, then the mix between them; empty without phases.
    pub phases: Vec<GapRow>,
    /// Rows by channel, then the mix between them; empty where the readings have no channels.
    pub channels: Vec<GapRow>,
    /// Where the plan of a driver was not set as a target but follows from the others or from a former campaign.
    pub assumed: Vec<String>,
}

/// One driver of a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct DriverPart {
    /// `visitors`, `orders/visitors`.
    pub key: String,
    /// What it is called in English.
    pub name_en: String,
    /// What it is called in Chinese.
    pub name_zh: String,
    /// What it counts in.
    pub unit: Unit,
    /// What was planned.
    pub planned: Option<f64>,
    /// What it was.
    pub actual: Option<f64>,
    /// Its part of the gap, in the unit of the metric.
    pub part: Quantity,
}

/// One phase or channel of a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct GapRow {
    /// Its name; empty for the mix between the rows, whose gap is nothing.
    pub name: String,
    /// Its gap.
    pub gap: Quantity,
    /// By driver, in the order of [`DriverGap::drivers`]; adds up to the gap.
    pub parts: Vec<Quantity>,
}

/// A highlight or lowlight.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingLine {
    /// Highlight or lowlight.
    pub kind: FindingKind,
    /// Which of the numbers it is about; empty where people found it.
    pub subject: String,
    /// What the numbers say; none where people found it, or where they no longer say it.
    pub matter: Option<FindingMatter>,
    /// How big it is against the others: the deviation from 1.
    pub size: f64,
    /// What people made of it; none where nobody decided.
    pub finding: Option<Finding>,
}

/// What the numbers say. Names come in both languages: (English, 中文).
#[derive(Debug, Clone, PartialEq)]
pub enum FindingMatter {
    /// A target was met or missed by far.
    Target {
        /// The metric's names.
        metric: (String, String),
        /// Its unit.
        unit: Unit,
        /// Progress.
        achievement: f64,
        /// Actual − goal.
        gap: Quantity,
    },
    /// A guardrail held or was breached.
    Guardrail {
        /// The metric's names.
        metric: (String, String),
        /// Its unit.
        unit: Unit,
        /// Where it was.
        actual: Quantity,
        /// The bound.
        bound: Quantity,
        /// Held or not.
        held: bool,
    },
    /// A phase brought much more or less than planned.
    Phase {
        /// Its name.
        name: String,
        /// Actual ÷ planned.
        achievement: f64,
        /// Actual − planned.
        gap: Quantity,
        /// Unit of that.
        unit: Unit,
    },
    /// A channel was much better or worse than planned in a ratio.
    Channel {
        /// Its name.
        name: String,
        /// The metric's names.
        metric: (String, String),
        /// Its unit.
        unit: Unit,
        /// What it was.
        actual: f64,
        /// What was planned, or what all channels were together.
        against: f64,
        /// True where it is set against the plan, false where against all channels.
        is_plan: bool,
    },
    /// A driver made most of the gap.
    Driver {
        /// Its names.
        name: (String, String),
        /// Its part of the gap.
        part: Quantity,
        /// Unit of that.
        unit: Unit,
        /// Actual ÷ planned.
        ratio: Option<f64>,
    },
    /// The rate was much higher or lower after an adjustment than before it.
    Adjustment {
        /// Its text.
        text: String,
        /// After ÷ before.
        ratio: f64,
    },
    /// Money was over- or underspent.
    Spending {
        /// Budget.
        planned: Quantity,
        /// Spent.
        spent: Quantity,
    },
    /// Tasks were late.
    LateTasks {
        /// How many.
        late: usize,
        /// Of how many.
        of: usize,
        /// By at most so many days.
        days: i32,
    },
    /// Resources were refused.
    Refused {
        /// Their names.
        names: Vec<String>,
    },
    /// It was much better or worse than the last campaign of the same playbook.
    Former {
        /// That one's name.
        name: String,
        /// The metric's names.
        metric: (String, String),
        /// now ÷ then − 1.
        change: f64,
    },
    /// Much feedback on one matter.
    Feedback {
        /// Its category.
        category: String,
        /// How many said so.
        people: i64,
        /// How many of its notes nobody answered.
        open: usize,
    },
}

/// 总结经验: what is learned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InsightStep {
    /// The playbook's questions, each with its answer.
    pub questions: Vec<(Both, Option<Answer>)>,
    /// What to keep, improve, start, stop.
    pub insights: Vec<Insight>,
    /// Lessons written here.
    pub lessons: Vec<LessonLine>,
    /// Actions decided here.
    pub actions: Vec<ActionLine>,
}

crate::words! {
    /// The five traps of a retrospective.
    pub enum Trap {
        /// 自证正确: proving oneself right
        ProvingRight = "proving_right",
        /// 流于形式: going through the motions
        Motions = "motions",
        /// 追究责任: blaming people
        BlamingPeople = "blaming_people",
        /// 推卸责任: blaming circumstances
        BlamingCircumstances = "blaming_circumstances",
        /// 快速下结论: concluding too fast
        TooFast = "too_fast",
    }
}

crate::words! {
    /// What is written, or not, that looks like a trap.
    pub enum HintKind {
        /// Targets were missed and no lowlight is kept: proving oneself right.
        NoLowlight = "no_lowlight",
        /// A goal was lowered on the way and is called met: proving oneself right.
        GoalLowered = "goal_lowered",
        /// Missed, and no cause at all: going through the motions.
        NoCause = "no_cause",
        /// An action without an owner or a due day: going through the motions.
        ActionWithoutOwner = "action_without_owner",
        /// Neither lesson nor action: going through the motions.
        NothingLearned = "nothing_learned",
        /// A cause names a person who worked on it: blaming people.
        NamesPerson = "names_person",
        /// Only outside causes: blaming circumstances.
        OnlyExternal = "only_external",
        /// No cause that could have been controlled: blaming circumstances.
        NothingControllable = "nothing_controllable",
        /// A cause whose "why?" was asked fewer than two times: concluding too fast.
        FewWhys = "few_whys",
        /// A lesson that follows from no cause: concluding too fast.
        LessonWithoutCause = "lesson_without_cause",
    }
}

impl HintKind {
    /// The trap it may be.
    #[must_use]
    pub fn trap(self) -> Trap {
        match self {
            Self::NoLowlight | Self::GoalLowered => Trap::ProvingRight,
            Self::NoCause | Self::ActionWithoutOwner | Self::NothingLearned => Trap::Motions,
            Self::NamesPerson => Trap::BlamingPeople,
            Self::OnlyExternal | Self::NothingControllable => Trap::BlamingCircumstances,
            Self::FewWhys | Self::LessonWithoutCause => Trap::TooFast,
        }
    }
}

/// A gentle hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetroHint {
    /// What it is.
    pub kind: HintKind,
    /// What it is about: the causes', lessons' or actions' texts, people's names; empty where it is about all.
    pub about: Vec<String>,
}

/// One action.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionLine {
    /// The row.
    pub action: Action,
    /// The key of what it is about: `d11`, `2026-Q4`, `2026-Q4/o1`.
    pub about_key: String,
    /// What that is called.
    pub about_name: String,
    /// Days to its due day; negative where it has passed.
    pub days: Option<i32>,
    /// How near that is.
    pub when: Option<Soon>,
    /// The metric it should move.
    pub metric: Option<Metric>,
    /// Where that was in the campaign it is about.
    pub from: Option<Quantity>,
    /// The next campaign of the same playbook (else of the same stage) that has it and ended after: key, name, value.
    pub next: Option<(CampaignId, String, String, Quantity)>,
    /// How far it came of what was hoped for.
    pub reached: Option<f64>,
    /// What the numbers would prove.
    pub proposed: Option<Proof>,
}

/// One lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonLine {
    /// The row.
    pub lesson: Lesson,
    /// The campaign it was learned in: key and name.
    pub campaign: Option<(String, String)>,
    /// The cause it follows from.
    pub cause: Option<String>,
    /// What campaigns did with it, the latest first.
    pub uses: Vec<LessonUseLine>,
}

impl LessonLine {
    /// How often it was taken.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.uses.iter().filter(|u| u.used.form.is_some()).count()
    }

    /// How often it was dismissed.
    #[must_use]
    pub fn dismissed(&self) -> usize {
        self.uses.len() - self.taken()
    }

    /// How often it was found to have helped, partly, not.
    #[must_use]
    pub fn proven(&self) -> [usize; 3] {
        let count = |proof| self.uses.iter().filter(|u| u.used.proof == Some(proof)).count();
        [count(Proof::Verified), count(Proof::Partly), count(Proof::Not)]
    }
}

/// What one campaign did with one lesson, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonUseLine {
    /// The row.
    pub used: LessonUse,
    /// The lesson's sentence.
    pub lesson: String,
    /// The campaign's key.
    pub campaign_key: String,
    /// The campaign's name.
    pub campaign_name: String,
    /// The campaign has ended.
    pub is_over: bool,
    /// Its primary target's progress.
    pub achievement: Option<f64>,
    /// The task it became is done; none where it became none.
    pub done: Option<bool>,
    /// The guardrail it became holds; none where it became none, or without a value.
    pub held: Option<bool>,
}

/// Why a lesson comes back for a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchOn {
    /// The same playbook, by its key.
    Playbook(String),
    /// A channel it uses, by its name.
    Channel(String),
    /// The same stage.
    Stage(crate::model::Stage),
    /// A metric it has a target on: names.
    Metric(String, String),
}

/// A lesson that comes back for a campaign.
#[derive(Debug, Clone, PartialEq)]
pub struct Matching {
    /// The lesson.
    pub lesson: LessonLine,
    /// Why; the most telling first.
    pub on: Vec<MatchOn>,
    /// What this campaign did with it; none where that is still to be decided.
    pub used: Option<LessonUse>,
}

/// What a campaign is known by when lessons are looked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LessonScope {
    /// The campaign itself; none before it is created.
    pub campaign: Option<CampaignId>,
    /// Its playbook's key.
    pub playbook: Option<String>,
    /// Its stage.
    pub stage: Option<crate::model::Stage>,
    /// The keys of its channels.
    pub channels: Vec<String>,
    /// The keys of the metrics of its targets.
    pub metrics: Vec<String>,
}

/// Which lessons are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LessonFilter {
    /// What to look for.
    pub text: String,
    /// A playbook's key.
    pub playbook: Option<String>,
    /// A channel's key.
    pub channel: Option<String>,
    /// A stage.
    pub stage: Option<crate::model::Stage>,
    /// A metric's key.
    pub metric: Option<String>,
    /// A word of one's own.
    pub tag: Option<String>,
    /// Retired ones too.
    pub all: bool,
}
