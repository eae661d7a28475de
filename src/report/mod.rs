//! Board → text, JSON, CSV.
mod calendar;
mod channels;
mod explain;
mod flat;
mod ics;
mod links;
mod page;
mod playbook;
mod resources;
mod spending;
mod split;
mod status;
mod table;
mod tasks;
mod todo;

pub use calendar::{
    agenda_text, calendar_json, calendar_table, coming_json, coming_table, item_words, node_kind, plan_words,
    weekday,
};
pub use channels::{channels_json, channels_table};
pub use explain::{explain_inputs, explain_json, explain_text};
pub use ics::ics;
pub use links::{links_flat, links_json, links_table};
pub use playbook::{playbook_json, playbook_tasks, playbook_text};
pub use resources::{resource_due, resource_word, resources_flat, resources_json, resources_table};
pub use spending::{SpendingSort, sort_spending, spending_json, spending_table, spending_word};
pub use split::{costing_json, figures_table, inputs_table, split_json, split_table};
pub use status::{campaign_head, status_json, status_table, target_word};
pub use table::{Format, Table, Value};
pub use tasks::{day_words, left_words, task_due, tasks_flat, tasks_json, tasks_table};
pub use todo::{todos_json, todos_text};
