//! Board → text, JSON, CSV.
mod channels;
mod explain;
mod status;
mod table;

pub use channels::{channels_json, channels_table};
pub use explain::{explain_inputs, explain_json, explain_text};
pub use status::{campaign_head, status_json, status_table, target_word};
pub use table::{Format, Table, Value};
