//! The shapes of step three: a gap by driver, findings, hints at traps. Plain data.
use crate::model::{Cause, Finding, FindingKind, HintKind, Metric, Quantity, Unit};

/// 分析原因: why.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AnalysisStep {
    /// The primary target's gap by driver; none where there is no chain to it.
    pub gap: Option<DriverGap>,
    /// Why there is no such gap of a campaign.
    pub no_gap: Option<NoGap>,
    /// Highlights and lowlights: the biggest deviations first, then those people found.
    pub findings: Vec<FindingLine>,
    /// Causes.
    pub causes: Vec<Cause>,
}

/// Why a gap cannot be split by driver; names in both languages.
#[derive(Debug, Clone, PartialEq)]
pub enum NoGap {
    /// No chain of drivers leads to the primary target.
    Chain((String, String)),
    /// Nothing says what these drivers should have been.
    Plan(Vec<(String, String)>),
    /// Nothing was read of these.
    Readings(Vec<(String, String)>),
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
    /// Its name; empty for the mix between the rows, whose gap is nothing, and for what has no channel.
    pub name: String,
    /// True for what was read without a channel, and what was planned without one.
    pub is_rest: bool,
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

/// A gentle hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetroHint {
    /// What it is.
    pub kind: HintKind,
    /// What it is about: the causes', lessons' or actions' texts, people's names; empty where it is about all.
    pub about: Vec<String>,
    /// The targets it is about: their names (English, 中文).
    pub targets: Vec<(String, String)>,
}
