//! Pure types and rules. No I/O, no clock, no SQL, no terminal; this room calls no other.
pub mod entity;

mod aim;
mod apportion;
mod assess;
mod budget;
mod calculator;
mod campaign;
mod catalogue;
mod chain;
mod channel;
mod check_in;
mod curve;
mod cycle;
mod dates;
mod day;
mod due;
mod fault;
mod feedback;
mod forecast;
mod formula;
mod formula_parse;
mod keep;
mod lang;
mod lesson;
mod link;
mod lmdi;
mod metric;
mod name;
mod note;
mod number;
mod objective;
mod okr;
mod okr_file;
mod pace;
mod period;
mod phases;
mod playbook;
mod predict;
mod promo;
mod quantity;
mod reading;
mod ready;
mod resource;
mod retro;
mod review;
mod search;
mod serving;
mod setting;
mod smart;
mod standing;
mod steps;
mod target;
mod task;
mod trap;
mod trend;
mod typed;
mod zone;

pub use aim::{Aim, Proof};
pub use apportion::{apportion, spread};
pub use assess::{Assessment, DayPoint, Evidence, Measure, Rule, Spec, assess};
pub use budget::{Budget, BudgetId, SPEND};
pub use calculator::{Basis, Costing, CostingFault, CostingField, CostingResult};
pub use campaign::{Campaign, CampaignId, CampaignStatus, Phase, Phases, Stage};
pub use catalogue::{CATALOGUE, CATALOGUE_HASH, parse_catalogue};
pub use chain::{Chain, ChainFault, Known, LONGEST as LONGEST_CHAIN, Part, SHORTEST as SHORTEST_CHAIN};
pub use channel::{Channel, ChannelId, ChannelKind};
pub use check_in::{CheckIn, CheckInId, SURE};
pub use curve::{Curve, Period, PlanCurve, bounds_of, shape_of};
pub use cycle::{
    Cycle, CycleId, CycleKind, CycleStatus, cycle_days, cycle_kind, next_cycle_key, present_cycle,
};
pub use dates::{parse_iso_day, parse_moment, parse_range, parse_when};
pub use day::{Day, When};
pub use due::Due;
pub use entity::{Cell, Column, Entity};
pub use fault::Fault;
pub use feedback::{FREQUENT, Feedback, Impact, Priority};
pub use forecast::{FORECAST_STEPS, Forecast, Outlook, outlook};
pub use formula::{Formula, FormulaFlaw, Term};
pub use lang::Lang;
pub use lesson::{Lesson, LessonForm, LessonId, LessonStatus, LessonUse, LessonUseId, LessonVerdict};
pub use link::{Link, LinkId, MEDIA, check_url, check_utm, usual_medium, usual_source};
pub use lmdi::{Decomposed, decompose};
pub use metric::{Across, Better, Metric, MetricId, OverTime, Unit};
pub use name::{check_key, check_name, check_sentence, check_text, fold, is_unsafe, printable, slug};
pub use note::{Note, NoteId, NoteKind};
pub use number::Style;
pub use objective::{
    Ambition, Feed, KeyResult, Level, Objective, ObjectiveId, ObjectiveStatus, Tags, Verdict,
};
pub use okr::{
    Counted, GradeBand, OkrDayKind, objective_health, spread_weights, weighted_expected, weighted_progress,
};
pub use okr_file::{
    ActionRow, CampaignRow, CheckInRow, CycleFile, FieldVisitor, FileTable, KeyResultRow, NoteRow,
    ObjectiveRow, StepRow, Word, curve_of_word, curve_word,
};
pub use pace::{Status, Thresholds, campaign_health, on_plan_status, worst};
pub use playbook::{
    Blank, Both, PLAYBOOKS, PlayChannel, PlayFlaw, PlayGuardrail, PlayPhase, PlayResource, PlayRisk,
    PlayTarget, PlayTask, Playbook, PlaybookFault, Shape, parse_playbook, with_key,
};
pub use promo::{Node, NodeFlaw, NodeKind, PromoNode, nodes, own_node};
pub use quantity::Quantity;
pub use reading::{Reading, Series, SeriesId, Span};
pub use ready::{BLANK, Lack, Preparation, blanks, lacks};
pub use resource::{RESOURCE_WARNS, Resource, ResourceId, ResourceKind, ResourceStatus};
pub use retro::{
    Answer, AnswerId, Cause, CauseId, CauseOrigin, Finding, FindingId, FindingKind, FindingVerdict, Insight,
    InsightId, InsightKind, KeptFigure, KeptFigures, MOST_WHYS, RETRO_DUE, Retro, RetroId, RetroStatus,
    RetroStep, Whys, retro_due,
};
pub use review::{Action, ActionId, ActionStatus, Review, ReviewId, ReviewKind, Seen};
pub use search::{holds_words, search_query, searchable};
pub use serving::{Serving, ServingId};
pub use setting::{Setting, SettingId, Settings};
pub use smart::{KeyResultWords, SmartHint, key_result_hints, objective_hints};
pub use target::{Step, Steps, Target, TargetId, TargetKind};
pub use task::{Task, TaskId, TaskIds, TaskKind, TaskStatus};
pub use trap::{HintKind, Trap};
pub use typed::{half_width, quoted};
pub use zone::Zone;
