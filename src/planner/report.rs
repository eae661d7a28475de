//! What a report is to be about, as a word tells it.
use super::lookup::is_exact;
use super::retro::place::{Subject, place_of, subject};
use crate::error::Result;
use crate::model::{CampaignId, CycleId, Day, Zone, parse_moment};
use crate::store::Db;

/// What a word means to a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportAbout {
    /// A campaign.
    Campaign(CampaignId),
    /// A cycle with its days.
    Cycle(CycleId, (Day, Day)),
    /// Days: `2026-W45`, `2026-11`, `2026-11-04`.
    Days(Day, Day),
}

/// Finds what is meant: a campaign's key or name, else exactly a cycle's, else days, else what begins a
/// campaign's.
///
/// # Errors
/// As for a campaign, where it is none of them.
pub fn report_about(db: &Db<'_>, text: &str, today: Day, zone: Zone) -> Result<ReportAbout> {
    let found = place_of(db, text, today).and_then(|place| subject(db, &place, today));
    let days = parse_moment(text, today, zone);
    let missing = match found {
        // What only begins a campaign's key may be days as well: `2026-11`.
        Ok(Subject::Campaign(campaign))
            if days.is_err()
                || text.trim().starts_with('#')
                || is_exact(text, [&campaign.key, &campaign.name]) =>
        {
            return Ok(ReportAbout::Campaign(campaign.id));
        }
        Ok(Subject::Cycle(cycle)) => return Ok(ReportAbout::Cycle(cycle.id, (cycle.start, cycle.end))),
        Ok(Subject::Campaign(_)) => None,
        Err(error) => Some(error),
    };
    match days {
        Ok(span) => {
            let last = (span.until - 1).max(span.at);
            Ok(ReportAbout::Days(zone.day_of(span.at), zone.day_of(last)))
        }
        Err(fault) => Err(missing.unwrap_or_else(|| fault.into()).field("what")),
    }
}
