//! Tasks: what has to be done for a campaign, by whom, by when.
use super::{CampaignId, ChannelId, Due};
use serde::{Deserialize, Serialize};

crate::id! {
    /// A task's id.
    TaskId,
}

crate::words! {
    /// What kind of thing a task is.
    pub enum TaskKind {
        /// 待办
        Todo = "todo",
        /// 里程碑
        Milestone = "milestone",
        /// 内容
        Content = "content",
        /// 审批
        Approval = "approval",
    }
}

crate::words! {
    /// Where a task stands.
    pub enum TaskStatus {
        /// 未开始
        Open = "open",
        /// 进行中
        Doing = "doing",
        /// 已完成; of an approval: granted
        Done = "done",
        /// 被驳回: an approval that was not granted
        Refused = "refused",
        /// 不做了
        Dropped = "dropped",
    }
}

impl TaskStatus {
    /// True while somebody still has to do something.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Doing | Self::Refused)
    }
}

/// The tasks that must be done before another can be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskIds(pub Vec<TaskId>);

crate::json_column!(TaskIds);

crate::entity! {
    /// Something to do for a campaign.
    pub struct Task in "task": TaskId {
        /// Its campaign.
        campaign: CampaignId,
        /// What is to be done.
        title: String,
        /// Todo, milestone, content or approval.
        kind: TaskKind,
        /// Where it stands.
        status: TaskStatus,
        /// Who does it; empty where nobody was named yet.
        owner: String,
        /// Who usually does it, as the playbook says: operations, design.
        role: String,
        /// By when.
        due: Due,
        /// What must be done before.
        depends_on: TaskIds,
        /// The channel a content goes to.
        channel: Option<ChannelId>,
        /// What else there is to say.
        note: String,
        /// UTC seconds when it was done, refused or dropped.
        done_at: Option<i64>,
        /// UTC seconds.
        created_at: i64,
    }
}
