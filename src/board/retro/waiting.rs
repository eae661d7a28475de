//! Lessons that campaigns have not decided on: only which, without what came of them.
use super::{matching, scope_of};
use crate::board::Book;
use crate::error::Result;
use crate::model::{Campaign, CampaignId, Lesson};
use crate::store::Db;
use std::collections::HashMap;

/// The lessons that each of these campaigns has not decided on, the best match first.
pub(in super::super) fn waiting(
    db: &Db<'_>,
    book: &Book,
    campaigns: &[&Campaign],
) -> Result<HashMap<CampaignId, Vec<Lesson>>> {
    let mut out = HashMap::new();
    for campaign in campaigns {
        let all = matching(db, book, &scope_of(db, book, campaign)?, 0)?;
        let open = all.into_iter().filter(|one| one.used.is_none()).map(|one| one.lesson.lesson);
        out.insert(campaign.id, open.collect());
    }
    Ok(out)
}
