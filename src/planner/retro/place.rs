//! What a retrospective is about, and the retrospective itself: drafted where nobody has written into it yet.
use super::super::okr::find;
use super::super::{RetroPlace, lookup};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{
    Campaign, CampaignStatus, Cycle, CycleStatus, KeptFigures, Period, Retro, RetroId, RetroStatus,
};
use crate::store::{Db, Tx};

/// What a retrospective is about.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A campaign.
    Campaign(Box<Campaign>),
    /// A cycle.
    Cycle(Cycle),
}

impl Subject {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Campaign(campaign) => &campaign.key,
            Self::Cycle(cycle) => &cycle.key,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Campaign(campaign) => &campaign.name,
            Self::Cycle(cycle) => &cycle.name,
        }
    }
}

/// Finds what is meant.
///
/// # Errors
/// `no_campaign`, `no_cycle`, with what is near.
pub fn subject(db: &Db<'_>, about: &RetroPlace, today: crate::model::Day) -> Result<Subject> {
    match about {
        RetroPlace::Campaign(text) => {
            Ok(Subject::Campaign(Box::new(lookup::campaign(db, text).map_err(|e| e.field("campaign"))?)))
        }
        RetroPlace::Cycle(text) => {
            Ok(Subject::Cycle(find::cycle(db, text, today).map_err(|e| e.field("cycle"))?))
        }
    }
}

/// The place that a word alone means: a campaign's key or name, else exactly a cycle's, else what begins a campaign's.
///
/// # Errors
/// As for a campaign, where it is neither.
pub fn place_of(db: &Db<'_>, text: &str, today: crate::model::Day) -> Result<RetroPlace> {
    let campaign = lookup::campaign(db, text);
    let is_begun = campaign.as_ref().is_ok_and(|found| {
        !lookup::is_exact(text, [&found.key, &found.name]) && !text.trim().starts_with('#')
    });
    match campaign {
        Ok(campaign) if !is_begun => Ok(RetroPlace::Campaign(campaign.key)),
        other => match find::cycle_exactly(db, text, today) {
            Ok(cycle) if !text.trim().is_empty() => Ok(RetroPlace::Cycle(cycle.key)),
            _ => other.map(|found| RetroPlace::Campaign(found.key)).map_err(|error| error.field("campaign")),
        },
    }
}

/// Its retrospective, where one was drafted.
///
/// # Errors
/// Storage errors.
pub fn drafted(db: &Db<'_>, subject: &Subject) -> Result<Option<Retro>> {
    Ok(match subject {
        Subject::Campaign(campaign) => db.list_where::<Retro>("campaign", &Some(campaign.id))?.pop(),
        Subject::Cycle(cycle) => db.list_where::<Retro>("cycle", &Some(cycle.id))?.pop(),
    })
}

/// Drafts the retrospective where there is none; gives the one that is there.
pub(in super::super) fn draft(tx: &mut Tx<'_>, subject: &Subject) -> Result<Retro> {
    if let Some(retro) = drafted(&tx.db(), subject)? {
        return Ok(retro);
    }
    let (campaign, cycle, leader) = match subject {
        Subject::Campaign(campaign) => (Some(campaign.id), None, campaign.owner.clone()),
        Subject::Cycle(cycle) => (None, Some(cycle.id), String::new()),
    };
    let mut retro = Retro {
        id: RetroId(0),
        version: 0,
        campaign,
        cycle,
        status: RetroStatus::Draft,
        leader,
        goal_note: String::new(),
        result_note: String::new(),
        figures: KeptFigures::default(),
        drafted_at: tx.now(),
        finished_at: None,
    };
    tx.insert(&mut retro)?;
    Ok(retro)
}

/// The retrospective that is written into: what it is about has ended, by its dates or by people's word.
pub(super) fn open(tx: &mut Tx<'_>, about: &RetroPlace) -> Result<(Subject, Retro)> {
    let subject = subject(&tx.db(), about, tx.today())?;
    if !is_over(tx, &subject)? {
        return Err(Error::new(Kind::BadData, &tr::ERROR_RETRO_TOO_EARLY).arg("name", subject.name()));
    }
    let retro = draft(tx, &subject)?;
    Ok((subject, retro))
}

/// True where it has ended, by its dates or by people's word.
pub(in super::super) fn is_over(tx: &Tx<'_>, subject: &Subject) -> Result<bool> {
    Ok(match subject {
        Subject::Campaign(campaign) => {
            let said = matches!(
                campaign.status,
                CampaignStatus::Ended | CampaignStatus::Reviewed | CampaignStatus::Cancelled
            );
            said || tx.now() >= Period::of(campaign.start, campaign.end, tx.zone())?.end
        }
        Subject::Cycle(cycle) => {
            let said = matches!(cycle.status, CycleStatus::Grading | CycleStatus::Closed);
            said || tx.today() > cycle.end
        }
    })
}

/// The retrospective of a row that belongs to it.
pub(super) fn of_row(tx: &Tx<'_>, id: RetroId) -> Result<(Subject, Retro)> {
    let db = tx.db();
    let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_RETRO).arg("text", id.0);
    let retro = db.get::<Retro>(id.0)?.ok_or_else(gone)?;
    let subject = match (retro.campaign, retro.cycle) {
        (Some(campaign), _) => Subject::Campaign(Box::new(db.get::<Campaign>(campaign.0)?.ok_or_else(gone)?)),
        (None, Some(cycle)) => Subject::Cycle(db.get::<Cycle>(cycle.0)?.ok_or_else(gone)?),
        (None, None) => return Err(gone()),
    };
    Ok((subject, retro))
}
