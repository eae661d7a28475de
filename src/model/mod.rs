//! Pure types and rules. No I/O, no clock, no SQL, no terminal; this room calls no other.
pub mod entity;

mod assess;
mod budget;
mod campaign;
mod catalogue;
mod channel;
mod curve;
mod dates;
mod day;
mod due;
mod fault;
mod forecast;
mod formula;
mod formula_parse;
mod lang;
mod link;
mod metric;
mod name;
mod note;
mod number;
mod pace;
mod period;
mod playbook;
mod predict;
mod quantity;
mod reading;
mod resource;
mod setting;
mod standing;
mod steps;
mod target;
mod task;
mod trend;
mod typed;
mod zone;

pub use assess::{Assessment, DayPoint, Evidence, Measure, Rule, Spec, assess};
pub use budget::{Budget, BudgetId};
pub use campaign::{Campaign, CampaignId, CampaignStatus, Phase, Phases, Stage};
pub use catalogue::{CATALOGUE, CATALOGUE_HASH, parse_catalogue};
pub use channel::{Channel, ChannelId, ChannelKind};
pub use curve::{Curve, Period, PlanCurve, bounds_of, shape_of};
pub use dates::{parse_iso_day, parse_moment, parse_range, parse_when};
pub use day::{Day, When};
pub use due::Due;
pub use entity::{Cell, Column, Entity};
pub use fault::Fault;
pub use forecast::{FORECAST_STEPS, Forecast, Outlook, outlook};
pub use formula::{Formula, FormulaFlaw, Term};
pub use lang::Lang;
pub use link::{Link, LinkId, MEDIA, check_url, check_utm, usual_medium};
pub use metric::{Across, Better, Metric, MetricId, OverTime, Unit};
pub use name::{check_key, check_name, check_text, fold, is_unsafe, printable, slug};
pub use note::{Note, NoteId, NoteKind};
pub use number::Style;
pub use pace::{Status, Thresholds, campaign_health, worst};
pub use playbook::{
    Blank, Both, PlayChannel, PlayGuardrail, PlayPhase, PlayResource, PlayRisk, PlayTarget, PlayTask,
    Playbook,
};
pub use quantity::Quantity;
pub use reading::{Reading, Series, SeriesId, Span};
pub use resource::{RESOURCE_WARNS, Resource, ResourceId, ResourceKind, ResourceStatus};
pub use setting::{Setting, SettingId, Settings};
pub use target::{Step, Steps, Target, TargetId, TargetKind};
pub use task::{Task, TaskId, TaskIds, TaskKind, TaskStatus};
pub use zone::Zone;
