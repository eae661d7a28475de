//! Board → text, JSON, CSV.
mod actions;
mod calendar;
mod campaign;
mod changes;
mod channels;
mod doc;
mod explain;
mod feedback;
mod flat;
mod grades;
mod html;
mod ics;
mod lessons;
mod links;
mod minutes;
mod mood;
mod okr;
mod okr_file;
mod okr_page;
mod okr_table;
mod page;
mod playbook;
mod resources;
mod retro;
mod serves;
mod spending;
mod split;
mod status;
mod step;
mod svg;
mod table;
mod tasks;
mod todo;
mod write;
mod xlsx;

pub use actions::{
    action_line_json, action_text, actions_flat, actions_json, actions_table, aim_words, proof_words,
};
pub use calendar::{agenda_text, calendar_json, calendar_table, coming_json, coming_table};
pub use campaign::{campaign_json, campaign_text, standing_text};
pub use changes::{action_json, check_in_json};
pub use channels::{channels_json, channels_table};
pub use doc::{
    Block, Cell, Column, Document, Grid, Pen, Plot, PlotKind, PlotSeries, ReportKind, Role, Section, Tone,
    daily_document, okr_document, portfolio_document, report_document, retro_document, weekly_document,
};
pub use explain::{explain_inputs, explain_json, explain_text};
pub use feedback::{feedback_flat, feedback_json, feedback_sum_json, feedback_table, feedback_words};
pub use flat::flat;
pub use grades::{
    check_ins_flat, check_ins_table, due_table, grade_word, grades_json, grades_table, reviews_table,
};
pub use ics::ics;
pub use lessons::{
    KeyNames, came_words, lesson_form_words, lesson_json, lesson_scope, lesson_text, lesson_use_json,
    lesson_uses_table, lessons_flat, lessons_json, lessons_table, match_words, matching_json, matching_table,
};
pub use links::{links_flat, links_json, links_table};
pub use minutes::{Walk, minutes_json, minutes_markdown, walk_json, walk_text};
pub use okr::{
    cycle_json, key_result_json, key_result_page_json, key_results_flat, objective_json, star_json,
    tree_flat, tree_json,
};
pub use okr_file::{cycle_file_json, cycle_file_toml};
pub use okr_page::{campaigns_table, key_result_text, objective_text};
pub use okr_table::{
    OkrStyle, cycle_head, cycles_table, key_results_table, objectives_table, star_line, tree_table, tree_text,
};
pub use playbook::{playbook_json, playbook_tasks, playbook_text};
pub use resources::{resource_due, resource_word, resources_flat, resources_json, resources_table};
pub use retro::{RetroPen, retro_json, retro_text, retros_json, retros_table};
pub use spending::{SpendingSort, sort_spending, spending_json, spending_table, spending_word};
pub use split::{costing_json, figures_table, inputs_table, split_json, split_table};
pub use status::{campaign_head, status_json, status_table, target_word};
pub use step::{lack_words, standing_json, step_json, step_text};
pub use table::{Format, Table, Value};
pub use tasks::{day_words, left_words, task_due, tasks_flat, tasks_json, tasks_table};
pub use todo::{todos_json, todos_text};
pub use write::{
    ReportFormat, Template, TemplateEntry, WRITERS, Writer, Writing, copy_template, markdown_table,
    template_named, templates, write_report,
};
