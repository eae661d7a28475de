//! Playbooks 打法: what a campaign can start from. Shipped ones are `assets/playbooks/KEY.toml`; a user's own lie in
//! `playbooks/` of the personal settings. Both are read into the same types.
mod flaw;
mod parse;
mod part;
mod rules;
#[cfg(test)]
mod tests;

pub use flaw::{PlayFlaw, PlaybookFault, Shape};
pub use parse::{parse_playbook, with_key};

include!(concat!(env!("OUT_DIR"), "/playbooks.rs"));

use super::{ChannelKind, Due, Lang, Quantity, ResourceKind, Stage, TargetKind, TaskKind};
use serde::{Deserialize, Serialize, Serializer};

/// A text in both languages. A playbook's author may write it once: then it is the same in both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Both {
    /// English.
    pub en: String,
    /// 中文.
    pub zh: String,
}

impl Both {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// A template for campaigns: what it is for, its shape, its work, its targets and its lessons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Playbook {
    /// `big-sale`: what people type.
    pub key: String,
    /// What it is called.
    pub name: Both,
    /// The step of the customer lifecycle it works on.
    pub stage: Stage,
    /// What it is for, how it works.
    pub purpose: Both,
    /// When not to use it.
    pub avoid: Both,
    /// How many days such a campaign usually lasts, first and last counted.
    pub days: i32,
    /// The goal in one sentence, with `___` to fill.
    pub goal: Option<Both>,
    /// Whom it is usually for.
    pub audience: Option<Both>,
    /// The keys of the flows that multiply up to the primary target: visitors, orders, gmv. Each divided by the one
    /// before is a rate.
    pub drivers: Vec<String>,
    /// Its phases in order.
    pub phases: Vec<PlayPhase>,
    /// What has to be done, by when.
    pub tasks: Vec<PlayTask>,
    /// What it is measured by; exactly one is primary.
    pub targets: Vec<PlayTarget>,
    /// What must not get worse meanwhile.
    pub guardrails: Vec<PlayGuardrail>,
    /// Where its traffic usually comes from.
    pub channels: Vec<PlayChannel>,
    /// How it works: fields to fill.
    pub mechanics: Vec<Blank>,
    /// Its rules: fields to fill.
    pub rules: Vec<Blank>,
    /// What people get: fields to fill.
    pub rewards: Vec<Blank>,
    /// What others must give.
    pub resources: Vec<PlayResource>,
    /// What may go wrong, and what to do then.
    pub risks: Vec<PlayRisk>,
    /// What to ask in the retrospective.
    pub questions: Vec<Both>,
}

impl Playbook {
    /// The target that stands for the whole campaign.
    #[must_use]
    pub fn primary(&self) -> Option<&PlayTarget> {
        self.targets.iter().find(|target| target.primary)
    }

    /// The tasks by due date, in a campaign as long as usual.
    #[must_use]
    pub fn tasks_by_due(&self) -> Vec<&PlayTask> {
        let mut tasks: Vec<&PlayTask> = self.tasks.iter().collect();
        tasks.sort_by_key(|task| rules::moment(task.due, self.days));
        tasks
    }
}

/// A phase of a playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayPhase {
    /// 预热, 爆发, 返场 …
    pub name: Both,
    /// How long it is in proportion to the others; scaled to the campaign's real length.
    pub days: i32,
    /// Its share of the goal, 0 to 1; the phases' shares add up to exactly 1.
    pub share: Quantity,
    /// What happens in it, in one line.
    pub does: Option<Both>,
}

/// A task of a playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayTask {
    /// What other tasks name it by.
    pub id: Option<String>,
    /// What is to be done.
    pub title: Both,
    /// By when, counted from the campaign's first or last day.
    #[serde(serialize_with = "as_written")]
    pub due: Due,
    /// Todo, milestone, content or approval.
    pub kind: TaskKind,
    /// Who usually does it.
    pub role: Option<Both>,
    /// The ids of the tasks it waits for.
    pub after: Vec<String>,
}

/// A suggested target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayTarget {
    /// The key of its metric.
    pub metric: String,
    /// Whether it stands for the whole campaign.
    pub primary: bool,
    /// Reach where none is told.
    pub kind: Option<TargetKind>,
    /// The plan curve, as written: linear, phased or flat.
    pub curve: Option<String>,
    /// A goal, as written, where one is sensible in general.
    pub goal: Option<String>,
    /// How to set the goal.
    pub hint: Option<Both>,
}

/// A suggested guardrail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayGuardrail {
    /// The key of its metric.
    pub metric: String,
    /// The bound, as written, where one is sensible in general.
    pub goal: Option<String>,
    /// What it protects and how to set it.
    pub hint: Option<Both>,
}

/// A typical channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayChannel {
    /// `douyin`
    pub key: String,
    /// 抖音
    pub name: Both,
    /// Paid, owned, earned or partner, where it was told.
    pub kind: Option<ChannelKind>,
    /// Its share of the budget, 0 to 1, where it has one; these add up to exactly 1.
    pub budget: Option<Quantity>,
}

/// A field to fill: a label, and an example of what to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blank {
    /// What is asked.
    pub label: Both,
    /// What somebody could have answered.
    pub example: Option<Both>,
}

/// What others must give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayResource {
    /// What it is.
    pub name: Both,
    /// Traffic, partner, technical or content.
    pub kind: ResourceKind,
    /// Who gives it.
    pub from: Option<Both>,
    /// By when it must be promised, counted from the campaign's first or last day.
    #[serde(serialize_with = "as_written")]
    pub need_by: Due,
}

/// A due date as people write it: `T-21`.
fn as_written<S: Serializer>(due: &Due, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(due)
}

/// What may go wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayRisk {
    /// What may happen.
    pub risk: Both,
    /// What to do then.
    pub response: Both,
}
