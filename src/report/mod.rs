//! Board → text, JSON, CSV.
mod calendar;
mod channels;
mod explain;
mod ics;
mod status;
mod table;

pub use calendar::{
    agenda_text, calendar_json, calendar_table, coming_json, coming_table, item_words, node_kind, plan_words,
    weekday,
};
pub use channels::{channels_json, channels_table};
pub use explain::{explain_inputs, explain_json, explain_text};
pub use ics::ics;
pub use status::{campaign_head, status_json, status_table, target_word};
pub use table::{Format, Table, Value};
