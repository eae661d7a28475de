//! What a campaign that is only proposed is known by, when lessons are looked for.
use crate::board::LessonScope;
use crate::planner::Proposal;

/// Its playbook, stage, channels and metrics.
pub(in crate::cli) fn scope_of(proposal: &Proposal) -> LessonScope {
    LessonScope {
        campaign: None,
        playbook: proposal.playbook.clone(),
        stage: proposal.draft.stage.as_deref().and_then(|stage| stage.trim().parse().ok()),
        channels: proposal.channels.iter().map(|line| line.channel.clone()).collect(),
        metrics: proposal.targets.iter().chain(&proposal.unset).map(|t| t.metric.clone()).collect(),
    }
}
