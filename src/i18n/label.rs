//! The words of the model in both languages.
use super::{Text, tr};
use crate::model::{CampaignStatus, NoteKind, Status, TargetKind, Unit};

/// How a target stands.
#[must_use]
pub fn status(status: Status) -> &'static Text {
    match status {
        Status::Met => &tr::STATUS_MET,
        Status::Ahead => &tr::STATUS_AHEAD,
        Status::OnTrack => &tr::STATUS_ON_TRACK,
        Status::Pending => &tr::STATUS_PENDING,
        Status::Stale => &tr::STATUS_STALE,
        Status::AtRisk => &tr::STATUS_AT_RISK,
        Status::Behind => &tr::STATUS_BEHIND,
        Status::Missed => &tr::STATUS_MISSED,
    }
}

/// Whether a bound holds.
#[must_use]
pub fn held(held: bool) -> &'static Text {
    if held { &tr::STATUS_HELD } else { &tr::STATUS_BREACHED }
}

/// Where a campaign stands.
#[must_use]
pub fn campaign_status(status: CampaignStatus) -> &'static Text {
    match status {
        CampaignStatus::Idea => &tr::CAMPAIGN_STATUS_IDEA,
        CampaignStatus::Planned => &tr::CAMPAIGN_STATUS_PLANNED,
        CampaignStatus::Approved => &tr::CAMPAIGN_STATUS_APPROVED,
        CampaignStatus::Preparing => &tr::CAMPAIGN_STATUS_PREPARING,
        CampaignStatus::Live => &tr::CAMPAIGN_STATUS_LIVE,
        CampaignStatus::Ended => &tr::CAMPAIGN_STATUS_ENDED,
        CampaignStatus::Reviewed => &tr::CAMPAIGN_STATUS_REVIEWED,
        CampaignStatus::Cancelled => &tr::CAMPAIGN_STATUS_CANCELLED,
    }
}

/// What a note records.
#[must_use]
pub fn note_kind(kind: NoteKind) -> &'static Text {
    match kind {
        NoteKind::Adjustment => &tr::NOTE_KIND_ADJUSTMENT,
        NoteKind::Observation => &tr::NOTE_KIND_OBSERVATION,
        NoteKind::Decision => &tr::NOTE_KIND_DECISION,
        NoteKind::Risk => &tr::NOTE_KIND_RISK,
        NoteKind::Feedback => &tr::NOTE_KIND_FEEDBACK,
    }
}

/// What a metric counts in.
#[must_use]
pub fn unit(unit: Unit) -> &'static Text {
    match unit {
        Unit::Count => &tr::UNIT_COUNT,
        Unit::Money => &tr::UNIT_MONEY,
        Unit::Percent => &tr::UNIT_PERCENT,
        Unit::Ratio => &tr::UNIT_RATIO,
        Unit::Duration => &tr::UNIT_DURATION,
        Unit::Score => &tr::UNIT_SCORE,
    }
}

/// What a target asks for.
#[must_use]
pub fn target_kind(kind: TargetKind) -> &'static Text {
    match kind {
        TargetKind::Reach => &tr::TARGET_KIND_REACH,
        TargetKind::Keep => &tr::TARGET_KIND_KEEP,
        TargetKind::Done => &tr::TARGET_KIND_DONE,
    }
}
