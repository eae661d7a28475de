//! What notes and actions of the OKRs hang on.
use super::super::{OkrPlace, lookup};
use super::find;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{CampaignId, Cycle, CycleId, ObjectiveId, Review, ReviewId};
use crate::store::Tx;

/// What a note or an action is about, and the review it is written in.
pub(super) struct Place {
    /// The objective.
    pub objective: Option<ObjectiveId>,
    /// The cycle, where it is about a whole one.
    pub cycle: Option<CycleId>,
    /// The campaign.
    pub campaign: Option<CampaignId>,
    /// `2026-q4/o1` or `2026-q4`.
    pub path: String,
}

/// Finds it. A review is of the same cycle.
pub(super) fn place(tx: &Tx<'_>, about: &OkrPlace, review: Option<ReviewId>) -> Result<Place> {
    let (of, found) = match about {
        OkrPlace::Objective(text) => {
            let (cycle, objective) =
                find::objective(&tx.db(), text, tx.today()).map_err(|e| e.field("objective"))?;
            let path = format!("{}/{}", cycle.key, objective.key);
            (Some(cycle.id), Place { objective: Some(objective.id), cycle: None, campaign: None, path })
        }
        OkrPlace::Cycle(id) => {
            let missing =
                || Error::new(Kind::NotFound, &tr::ERROR_NO_CYCLE).arg("text", format!("#{}", id.0));
            let cycle = tx.db().get::<Cycle>(id.0)?.ok_or_else(missing)?;
            (
                Some(cycle.id),
                Place { objective: None, cycle: Some(cycle.id), campaign: None, path: cycle.key },
            )
        }
        OkrPlace::Campaign(text) => {
            let campaign = lookup::campaign(&tx.db(), text).map_err(|e| e.field("campaign"))?;
            let path = campaign.key.clone();
            (None, Place { objective: None, cycle: None, campaign: Some(campaign.id), path })
        }
    };
    if let Some(id) = review {
        let review = review_of(tx, id)?;
        if Some(review.cycle) != of {
            let error = Error::new(Kind::BadData, &tr::ERROR_REVIEW_OF_OTHER).arg("text", id.0);
            return Err(error.arg("path", &found.path).field("review"));
        }
    }
    Ok(found)
}

/// The review of a number.
pub(super) fn review_of(tx: &Tx<'_>, id: ReviewId) -> Result<Review> {
    let missing = || Error::new(Kind::NotFound, &tr::ERROR_NO_REVIEW).arg("text", id.0).field("review");
    tx.db().get::<Review>(id.0)?.ok_or_else(missing)
}
