//! The shapes that screens and reports draw. Plain data: no store, no terminal.
use super::okr::{CheckInDue, NorthStar};
use crate::model::{
    ActionId, Better, CampaignId, CampaignStatus, CycleId, Day, Forecast, Lack, NoteId, NoteKind,
    ObjectiveId, Quantity, ResourceId, ResourceStatus, Status, TargetId, TargetKind, TaskId, TaskKind, Unit,
    When,
};

/// Everything the cockpit shows at one moment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cockpit {
    /// Live campaigns by worst status, then upcoming ones by start, then ended ones that wait for their review.
    pub campaigns: Vec<CampaignLine>,
    /// What needs a hand, most urgent first.
    pub todos: Vec<Todo>,
    /// Every open task by due date, whenever it is due, and every check-in and action that is due, that somebody has on
    /// the desk: its owner, else its campaign's.
    pub tasks: Vec<Todo>,
    /// How many campaigns the file holds in all, shown here or not.
    pub campaigns_in_file: usize,
    /// True where `campaigns` are all of the file's: old, reviewed and cancelled ones too.
    pub has_all: bool,
    /// The metric that everything is about, where one is set.
    pub north_star: Option<NorthStar>,
}

/// Where a campaign's dates stand against the moment shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Running now.
    Live,
    /// Starts later.
    Upcoming,
    /// Over, its review outstanding.
    Ended,
}

/// One line of the campaign list, with its targets.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignLine {
    /// Its id.
    pub id: CampaignId,
    /// Its version, for edits.
    pub version: i64,
    /// `d11`
    pub key: String,
    /// 双11拉新
    pub name: String,
    /// Who answers for it.
    pub owner: String,
    /// What it is for, in a sentence.
    pub goal: String,
    /// Where people have put it.
    pub status: CampaignStatus,
    /// Where its dates stand.
    pub group: Group,
    /// When it starts.
    pub start: When,
    /// When it ends.
    pub end: When,
    /// The day it is on, from 1; 0 before the start, `days` after the end.
    pub day: i32,
    /// How many days it has.
    pub days: i32,
    /// The name of the phase it is in.
    pub phase: Option<String>,
    /// The worst of its targets, capped by its guardrails; none without targets.
    pub health: Option<Status>,
    /// Its targets in their order; the primary one first.
    pub targets: Vec<TargetLine>,
    /// Its latest data cut-off, UTC seconds.
    pub data_until: Option<i64>,
}

impl CampaignLine {
    /// The target that stands for the campaign in lists.
    #[must_use]
    pub fn primary(&self) -> Option<&TargetLine> {
        self.targets.iter().find(|t| t.is_primary).or_else(|| self.targets.first())
    }
}

/// One target with everything computed about it.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetLine {
    /// Its id.
    pub id: TargetId,
    /// Its version, for edits.
    pub version: i64,
    /// `gmv` in `d11/gmv`.
    pub key: String,
    /// The metric's key; empty for a number of its own.
    pub metric: String,
    /// The metric's name in English.
    pub name_en: String,
    /// The metric's name in Chinese.
    pub name_zh: String,
    /// What it counts in.
    pub unit: Unit,
    /// Which way is better.
    pub better: Better,
    /// Reach, keep or done.
    pub kind: TargetKind,
    /// The one that stands for its campaign.
    pub is_primary: bool,
    /// Caps its campaign's status when breached.
    pub is_guardrail: bool,
    /// Where it started.
    pub baseline: Quantity,
    /// Where it should get to; the lower bound of a band.
    pub goal: Quantity,
    /// The upper bound of a band.
    pub upper: Option<Quantity>,
    /// The goal as first set, where it is another one now.
    pub first_goal: Option<Quantity>,
    /// Where it is at the data cut-off; none without readings or for a zero denominator.
    pub actual: Option<Quantity>,
    /// (actual − baseline) / (goal − baseline), not clamped.
    pub progress: Option<f64>,
    /// The share the plan asks for at the cut-off, 0 to 1.
    pub plan_share: Option<f64>,
    /// Where the plan wants it at the cut-off.
    pub expected: Option<Quantity>,
    /// Actual ÷ expected by now.
    pub pace: Option<f64>,
    /// How it stands.
    pub status: Status,
    /// True where the data is older than cadence and grace, whatever the status says.
    pub is_stale: bool,
    /// For a keep: whether the bound holds; none without a value.
    pub held: Option<bool>,
    /// For a keep: the share of the days it has held, 0 to 1.
    pub held_share: Option<f64>,
    /// What is needed a day for the rest of the time.
    pub needed_per_day: Option<Quantity>,
    /// What the last three days brought a day.
    pub recent_per_day: Option<Quantity>,
    /// What it will end at.
    pub forecast: Option<Forecast>,
    /// The data cut-off, UTC seconds.
    pub data_until: Option<i64>,
    /// Channels whose data lags the others: name and their own cut-off.
    pub lagging: Vec<(String, i64)>,
    /// First day of its period.
    pub start: Day,
    /// Last day of its period.
    pub end: Day,
}

/// How urgent something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Act now.
    Act,
    /// Look at it.
    Look,
}

/// Something that needs a hand. Screens and reports word it in their language.
#[derive(Debug, Clone, PartialEq)]
pub struct Todo {
    /// How urgent.
    pub urgency: Urgency,
    /// What it is about.
    pub about: About,
    /// What that is called.
    pub name: String,
    /// The target it is about.
    pub target: Option<TargetId>,
    /// What it is.
    pub matter: Matter,
}

/// What a to-do is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A campaign.
    Campaign(CampaignId),
    /// An objective of a cycle.
    Objective(ObjectiveId, CycleId),
    /// A whole cycle.
    Cycle(CycleId),
}

impl Todo {
    /// The campaign it is about; none where it is about something else.
    #[must_use]
    pub fn campaign(&self) -> Option<CampaignId> {
        match self.about {
            About::Campaign(id) => Some(id),
            About::Objective(..) | About::Cycle(_) => None,
        }
    }
}

/// What needs a hand. Names come in both languages where a metric is meant: (English, 中文).
#[derive(Debug, Clone, PartialEq)]
pub enum Matter {
    /// A target is behind or at risk.
    OffPace {
        /// The metric's names.
        metric: (String, String),
        /// How it stands.
        status: Status,
        /// Its unit.
        unit: Unit,
        /// Needed a day from here.
        needed: Option<Quantity>,
        /// Brought in a day lately.
        recent: Option<Quantity>,
    },
    /// A guardrail is breached.
    Breached {
        /// The metric's names.
        metric: (String, String),
        /// Its unit.
        unit: Unit,
        /// Where it is.
        actual: Quantity,
        /// The bound it crossed.
        bound: Quantity,
        /// True where it is above the bound, false where below.
        above: bool,
    },
    /// No new data for longer than the cadence.
    OldData {
        /// The metric's names.
        metric: (String, String),
        /// How old, in seconds.
        age: i64,
    },
    /// One channel's data lags the others.
    Lagging {
        /// The metric's names.
        metric: (String, String),
        /// The channel's name.
        channel: String,
        /// How old its data is, in seconds.
        age: i64,
    },
    /// Running without any reading.
    NoData {
        /// The metric's names.
        metric: (String, String),
    },
    /// Running without any target.
    NoTarget,
    /// Its dates say it should take a step, or soon will.
    StatusOffered {
        /// What it should become.
        to: CampaignStatus,
        /// What is missing for that, with the names of what it is about.
        lacks: Vec<(Lack, Vec<String>)>,
        /// True where the dates already say so; false for the next step of a campaign that starts soon.
        is_due: bool,
    },
    /// A retrospective is to be finished.
    RetroDue {
        /// Who leads it; empty for nobody.
        leader: String,
        /// The day by which.
        on: Day,
        /// Days to that day; negative where it has passed.
        days: i32,
        /// How near that is.
        when: Soon,
    },
    /// What users said that matters most and nobody has answered.
    Feedback {
        /// What they said, the most people first.
        texts: Vec<String>,
        /// How many people said so.
        people: i64,
    },
    /// Lessons hold for a campaign that is being planned, and nobody has decided on them.
    Lessons {
        /// What was learned, the best match first.
        titles: Vec<String>,
    },
    /// A task is due.
    TaskDue(DueTask),
    /// So many tasks of one campaign are due alike that one line stands for them.
    TasksDue {
        /// When.
        when: Soon,
        /// What is to be done, the most urgent first.
        titles: Vec<String>,
    },
    /// An approval was refused, or is not there shortly before the start.
    Approval {
        /// The task.
        task: DueTask,
        /// True where it was refused.
        is_refused: bool,
        /// Days to the campaign's first day; negative once it runs.
        starts_in: i32,
    },
    /// A key result's owner should have checked in.
    CheckIn(CheckInDue),
    /// So many check-ins of one cycle are due that one line stands for them: those that are, the most overdue first.
    CheckIns(Vec<CheckInDue>),
    /// An action that was decided on is due.
    Action {
        /// The action.
        action: ActionId,
        /// What is to be done.
        title: String,
        /// Who does it; empty for nobody.
        owner: String,
        /// The day it is due.
        on: Day,
        /// Days to that day; negative where it has passed.
        days: i32,
        /// How near that is.
        when: Soon,
    },
    /// A resource is not promised shortly before it is needed, or was refused.
    Resource {
        /// The resource.
        resource: ResourceId,
        /// What is asked for.
        name: String,
        /// Who gives it; empty for nobody.
        giver: String,
        /// What they said.
        status: ResourceStatus,
        /// The day it is needed.
        on: When,
        /// Days to that day; negative where it has passed.
        days: i32,
    },
}

/// How near a due date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Soon {
    /// It has passed.
    Overdue,
    /// It is today.
    Today,
    /// It is tomorrow.
    Tomorrow,
    /// It is later.
    Later,
}

/// A task with its due date, as a to-do needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct DueTask {
    /// The task.
    pub id: TaskId,
    /// What is to be done.
    pub title: String,
    /// Todo, milestone, content or approval.
    pub kind: TaskKind,
    /// Who does it; empty for nobody.
    pub owner: String,
    /// Who usually does it.
    pub role: String,
    /// The day or moment it is due.
    pub on: When,
    /// Days to that day; negative where it has passed.
    pub days: i32,
    /// How near that is.
    pub when: Soon,
}

/// One target's chart over its whole period or a window of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// The target drawn.
    pub target: Option<TargetId>,
    /// The days on the x axis, oldest first.
    pub days: Vec<Day>,
    /// The plan at each day's end, in plain units.
    pub plan: Vec<f64>,
    /// The actual at each day's end (the last: at the cut-off); none after the cut-off or without a value.
    pub actual: Vec<Option<f64>>,
    /// The forecast at each day's end from the cut-off on: low, mid, high.
    pub cone: Vec<Option<(f64, f64, f64)>>,
    /// The goal.
    pub goal: f64,
    /// The index into `days` of the moment shown, where it lies on the axis.
    pub today: Option<usize>,
    /// The plan at the axis' left end.
    pub plan_origin: f64,
    /// The actual at the axis' left end: the baseline, or where the day before the window ended; none without one.
    pub origin: Option<f64>,
    /// The data cut-off, in days from the axis' left end, where it lies on the axis.
    pub cutoff: Option<f64>,
    /// The moment shown, in days from the axis' left end, where it lies on the axis.
    pub now: Option<f64>,
    /// Notes that stand on the chart, numbered from 1.
    pub marks: Vec<Mark>,
}

/// A numbered note on a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its number on the chart.
    pub number: usize,
    /// The index into the chart's days.
    pub day: usize,
    /// When, in days from the axis' left end.
    pub place: f64,
    /// The note.
    pub note: NoteId,
    /// What kind.
    pub kind: NoteKind,
    /// Its text.
    pub text: String,
    /// UTC seconds.
    pub at: i64,
}

/// Which stretch of a target's period a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Window {
    /// The last seven days up to the moment shown.
    Week,
    /// The last thirty.
    Month,
    /// The whole period.
    #[default]
    All,
}
