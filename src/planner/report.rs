//! What a report is to be about, as a word tells it.
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

/// Finds what is meant: a campaign's key or name, else exactly a cycle's, else what begins a campaign's, else days.
///
/// # Errors
/// As for a campaign, where it is none of them.
pub fn report_about(db: &Db<'_>, text: &str, today: Day, zone: Zone) -> Result<ReportAbout> {
    let found = place_of(db, text, today).and_then(|place| subject(db, &place, today));
    let missing = match found {
        Ok(Subject::Campaign(campaign)) => return Ok(ReportAbout::Campaign(campaign.id)),
        Ok(Subject::Cycle(cycle)) => return Ok(ReportAbout::Cycle(cycle.id, (cycle.start, cycle.end))),
        Err(error) => error,
    };
    match parse_moment(text, today, zone) {
        Ok(span) => {
            let last = (span.until - 1).max(span.at);
            Ok(ReportAbout::Days(zone.day_of(span.at), zone.day_of(last)))
        }
        Err(_) => Err(missing.field("what")),
    }
}
