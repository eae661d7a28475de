//! The rows of `assets/demo/demo.toml` and `readings.csv` as they are written.
use crate::model::Quantity;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Words {
    Same(String),
    Each { en: String, zh: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub levels: Vec<String>,
    pub channel: Vec<ChannelRow>,
    pub campaign: Vec<CampaignRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChannelRow {
    pub key: String,
    pub name: Words,
    pub kind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CampaignRow {
    pub key: String,
    pub name: Words,
    pub playbook: String,
    pub planned: i32,
    pub start: i32,
    pub end: i32,
    pub status: String,
    #[serde(default)]
    pub steps: StepsRow,
    pub stage: String,
    pub kind: Words,
    pub owner: Words,
    pub goal: Words,
    pub audience: Words,
    pub mechanics: Words,
    pub rules: Words,
    pub rewards: Words,
    pub risks: Words,
    #[serde(default)]
    pub tasks: Vec<TaskRow>,
    #[serde(default)]
    pub resources: Vec<ResourceRow>,
    #[serde(default)]
    pub links: Vec<LinkRow>,
    #[serde(default)]
    pub phase: Vec<PhaseRow>,
    #[serde(default)]
    pub target: Vec<TargetRow>,
    #[serde(default)]
    pub budget: Vec<BudgetRow>,
    #[serde(default)]
    pub note: Vec<NoteRow>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct StepsRow {
    pub approved: Option<i32>,
    pub preparing: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TaskRow {
    #[serde(default)]
    pub id: String,
    pub title: Words,
    pub due: String,
    pub kind: Option<String>,
    pub owner: Words,
    pub role: Words,
    #[serde(default)]
    pub after: Vec<String>,
    pub channel: Option<String>,
    pub note: Option<Words>,
    pub doing: Option<i32>,
    pub done: Option<i32>,
    pub refused: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ResourceRow {
    pub name: Words,
    pub kind: String,
    pub giver: Words,
    pub owner: Words,
    pub need_by: String,
    pub note: Option<Words>,
    pub asked: Option<i32>,
    pub promised: Option<i32>,
    pub refused: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkRow {
    pub channel: String,
    pub url: String,
    pub content: String,
    pub medium: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BudgetRow {
    pub channel: String,
    pub planned: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhaseRow {
    pub name: Words,
    pub start: i32,
    pub end: i32,
    pub share: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TargetRow {
    pub metric: String,
    pub kind: Option<String>,
    pub baseline: Option<String>,
    pub goal: String,
    pub curve: Option<String>,
    pub start: Option<i32>,
    pub end: Option<i32>,
    #[serde(default)]
    pub primary: bool,
    #[serde(default)]
    pub guardrail: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteRow {
    pub day: i32,
    pub time: Option<String>,
    pub kind: String,
    pub text: Words,
}

#[derive(Deserialize)]
pub(super) struct ReadingRow {
    pub metric: String,
    pub day: i32,
    pub value: Quantity,
    pub campaign: String,
    pub channel: Option<String>,
}
