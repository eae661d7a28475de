//! The words of OKRs in both languages.
use super::super::{Text, tr};
use crate::model::{
    ActionStatus, Ambition, Better, CycleKind, CycleStatus, Feed, GradeBand, Level, ObjectiveStatus,
    OkrDayKind, ReviewKind, SmartHint, Verdict,
};

/// How long a cycle is.
#[must_use]
pub fn cycle_kind(cycle_kind: CycleKind) -> &'static Text {
    match cycle_kind {
        CycleKind::Year => &tr::CYCLE_KIND_YEAR,
        CycleKind::Half => &tr::CYCLE_KIND_HALF,
        CycleKind::Quarter => &tr::CYCLE_KIND_QUARTER,
        CycleKind::Month => &tr::CYCLE_KIND_MONTH,
        CycleKind::Own => &tr::CYCLE_KIND_OWN,
    }
}

/// Where a cycle stands.
#[must_use]
pub fn cycle_status(cycle_status: CycleStatus) -> &'static Text {
    match cycle_status {
        CycleStatus::Planning => &tr::CYCLE_STATUS_PLANNING,
        CycleStatus::Active => &tr::CYCLE_STATUS_ACTIVE,
        CycleStatus::Grading => &tr::CYCLE_STATUS_GRADING,
        CycleStatus::Closed => &tr::CYCLE_STATUS_CLOSED,
    }
}

/// Whose objective it is.
#[must_use]
pub fn level(level: Level) -> &'static Text {
    match level {
        Level::Company => &tr::LEVEL_COMPANY,
        Level::Team => &tr::LEVEL_TEAM,
        Level::Person => &tr::LEVEL_PERSON,
    }
}

/// What a full grade is expected to mean.
#[must_use]
pub fn ambition(ambition: Ambition) -> &'static Text {
    match ambition {
        Ambition::Committed => &tr::AMBITION_COMMITTED,
        Ambition::Aspirational => &tr::AMBITION_ASPIRATIONAL,
    }
}

/// Where an objective stands.
#[must_use]
pub fn objective_status(objective_status: ObjectiveStatus) -> &'static Text {
    match objective_status {
        ObjectiveStatus::Draft => &tr::OBJECTIVE_STATUS_DRAFT,
        ObjectiveStatus::Active => &tr::OBJECTIVE_STATUS_ACTIVE,
        ObjectiveStatus::Graded => &tr::OBJECTIVE_STATUS_GRADED,
        ObjectiveStatus::Archived => &tr::OBJECTIVE_STATUS_ARCHIVED,
    }
}

/// What becomes of an objective after its cycle.
#[must_use]
pub fn verdict(verdict: Verdict) -> &'static Text {
    match verdict {
        Verdict::Keep => &tr::VERDICT_KEEP,
        Verdict::Change => &tr::VERDICT_CHANGE,
        Verdict::Drop => &tr::VERDICT_DROP,
    }
}

/// Where a key result's number comes from.
#[must_use]
pub fn feed(feed: Feed) -> &'static Text {
    match feed {
        Feed::Hand => &tr::FEED_HAND,
        Feed::Business => &tr::FEED_BUSINESS,
        Feed::Campaigns => &tr::FEED_CAMPAIGNS,
        Feed::Children => &tr::FEED_CHILDREN,
    }
}

/// What a review is for.
#[must_use]
pub fn review_kind(review_kind: ReviewKind) -> &'static Text {
    match review_kind {
        ReviewKind::Weekly => &tr::REVIEW_KIND_WEEKLY,
        ReviewKind::Grading => &tr::REVIEW_KIND_GRADING,
    }
}

/// Where an action stands.
#[must_use]
pub fn action_status(action_status: ActionStatus) -> &'static Text {
    match action_status {
        ActionStatus::Open => &tr::ACTION_STATUS_OPEN,
        ActionStatus::Done => &tr::ACTION_STATUS_DONE,
        ActionStatus::Dropped => &tr::ACTION_STATUS_DROPPED,
    }
}

/// What a grade means.
#[must_use]
pub fn grade_band(grade_band: GradeBand) -> &'static Text {
    match grade_band {
        GradeBand::Low => &tr::GRADE_BAND_LOW,
        GradeBand::Middle => &tr::GRADE_BAND_MIDDLE,
        GradeBand::High => &tr::GRADE_BAND_HIGH,
    }
}

/// Which way is better.
#[must_use]
pub fn better(better: Better) -> &'static Text {
    match better {
        Better::Higher => &tr::BETTER_HIGHER,
        Better::Lower => &tr::BETTER_LOWER,
        Better::OnPlan => &tr::BETTER_ON_PLAN,
    }
}

/// What could be better about an objective or a key result.
#[must_use]
pub fn smart_hint(hint: SmartHint) -> &'static Text {
    match hint {
        SmartHint::NoNumber => &tr::ERROR_SMART_NO_NUMBER,
        SmartHint::NoDate => &tr::ERROR_SMART_NO_DATE,
        SmartHint::NoBaseline => &tr::ERROR_SMART_NO_BASELINE,
        SmartHint::Activity => &tr::ERROR_SMART_ACTIVITY,
        SmartHint::NumberInObjective => &tr::ERROR_SMART_NUMBER_IN_OBJECTIVE,
        SmartHint::TooManyKeyResults => &tr::ERROR_SMART_TOO_MANY_KEY_RESULTS,
        SmartHint::NoKeyResults => &tr::ERROR_SMART_NO_KEY_RESULTS,
    }
}

/// What of the OKRs happens on a day.
#[must_use]
pub fn okr_day(kind: OkrDayKind) -> &'static Text {
    match kind {
        OkrDayKind::CycleStarts => &tr::OKR_DAY_CYCLE_STARTS,
        OkrDayKind::CycleEnds => &tr::OKR_DAY_CYCLE_ENDS,
        OkrDayKind::CheckIn => &tr::OKR_DAY_CHECK_IN,
        OkrDayKind::Action => &tr::OKR_DAY_ACTION,
        OkrDayKind::Retro => &tr::OKR_DAY_RETRO,
    }
}
