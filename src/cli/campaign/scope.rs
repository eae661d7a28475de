//! What a campaign that is only proposed is known by, when lessons are looked for.
use crate::board::{Book, LessonScope, Matching, matching};
use crate::error::Result;
use crate::model::{Channel, fold};
use crate::planner::Proposal;
use crate::store::Db;

/// The lessons that match a proposal, the best match first.
pub(in crate::cli) fn matching_of(db: &Db<'_>, proposal: &Proposal, now: i64) -> Result<Vec<Matching>> {
    let known = db.list::<Channel>()?;
    let channel = |typed: &str| {
        let found = known.iter().find(|c| fold(&c.key) == fold(typed) || fold(&c.name) == fold(typed));
        found.map_or_else(|| typed.to_owned(), |channel| channel.key.clone())
    };
    let scope = LessonScope {
        campaign: None,
        playbook: proposal.playbook.clone(),
        stage: proposal.draft.stage.as_deref().and_then(|stage| stage.trim().parse().ok()),
        channels: proposal.channels.iter().map(|line| channel(&line.channel)).collect(),
        metrics: proposal.targets.iter().chain(&proposal.unset).map(|t| t.metric.clone()).collect(),
    };
    matching(db, &Book::open(db)?, &scope, now)
}
