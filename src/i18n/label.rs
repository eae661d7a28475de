//! The words of the model in both languages.
mod okr;
mod retro;

use super::{Text, tr};
use crate::model::{
    Better, CampaignStatus, Day, Lack, Lang, NodeKind, NoteKind, ResourceKind, ResourceStatus, Stage, Status,
    TargetKind, TaskKind, TaskStatus, Unit,
};
use chrono::{Datelike as _, Weekday};
pub use okr::*;
pub use retro::*;

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

/// How a target stands, in the words of its kind: a bound holds or is breached, a budget is over or under its plan,
/// anything else has its status. `pace` is actual ÷ expected, `held` tells whether a bound holds.
#[must_use]
pub fn standing(
    status: Status,
    better: Better,
    pace: Option<f64>,
    held: Option<bool>,
    kind: TargetKind,
) -> &'static Text {
    match (kind, held) {
        (TargetKind::Keep, Some(held)) if status != Status::Stale => self::held(held),
        _ => match off_plan(status, better, pace) {
            Some(true) => &tr::STATUS_OVER_PLAN,
            Some(false) => &tr::STATUS_UNDER_PLAN,
            None => self::status(status),
        },
    }
}

/// For what should follow its plan and does not: whether it is above it. None for everything else.
#[must_use]
pub fn off_plan(status: Status, better: Better, pace: Option<f64>) -> Option<bool> {
    let is_off = matches!(status, Status::AtRisk | Status::Behind | Status::Missed);
    pace.filter(|_| is_off && better == Better::OnPlan).map(|pace| pace > 1.0)
}

/// What a campaign lacks for a step.
#[must_use]
pub fn lack(lack: Lack) -> &'static Text {
    match lack {
        Lack::PrimaryTarget => &tr::LACK_PRIMARY_TARGET,
        Lack::Owner => &tr::LACK_OWNER,
        Lack::BudgetSplit => &tr::LACK_BUDGET_SPLIT,
        Lack::Blanks => &tr::LACK_BLANKS,
        Lack::Approval => &tr::LACK_APPROVAL,
        Lack::Task => &tr::LACK_TASK,
        Lack::Resource => &tr::LACK_RESOURCE,
        Lack::StartAhead => &tr::LACK_START_AHEAD,
        Lack::EndAhead => &tr::LACK_END_AHEAD,
        Lack::Retro => &tr::LACK_RETRO,
    }
}

/// What a campaign lacks for a step, with the names of what it is about.
#[must_use]
pub fn lacking(lack: Lack, names: &[String], lang: Lang) -> String {
    let word = self::lack(lack).get(lang);
    match names {
        [] => word.to_owned(),
        names => format!("{word}{}{}", tr::LACK_COLON.get(lang), names.join(tr::OUTPUT_JOIN.get(lang))),
    }
}

/// What kind of thing a task is.
#[must_use]
pub fn task_kind(kind: TaskKind) -> &'static Text {
    match kind {
        TaskKind::Todo => &tr::TASK_KIND_TODO,
        TaskKind::Milestone => &tr::TASK_KIND_MILESTONE,
        TaskKind::Content => &tr::TASK_KIND_CONTENT,
        TaskKind::Approval => &tr::TASK_KIND_APPROVAL,
    }
}

/// Where a task stands, in the words of its kind: an approval is granted, anything else is done.
#[must_use]
pub fn task_status(status: TaskStatus, kind: TaskKind) -> &'static Text {
    match (status, kind) {
        (TaskStatus::Done, TaskKind::Approval) => &tr::TASK_STATUS_APPROVED,
        (TaskStatus::Open, _) => &tr::TASK_STATUS_OPEN,
        (TaskStatus::Doing, _) => &tr::TASK_STATUS_DOING,
        (TaskStatus::Done, _) => &tr::TASK_STATUS_DONE,
        (TaskStatus::Refused, _) => &tr::TASK_STATUS_REFUSED,
        (TaskStatus::Dropped, _) => &tr::TASK_STATUS_DROPPED,
    }
}

/// What kind of thing others give.
#[must_use]
pub fn resource_kind(kind: ResourceKind) -> &'static Text {
    match kind {
        ResourceKind::Traffic => &tr::RESOURCE_KIND_TRAFFIC,
        ResourceKind::Partner => &tr::RESOURCE_KIND_PARTNER,
        ResourceKind::Technical => &tr::RESOURCE_KIND_TECHNICAL,
        ResourceKind::Content => &tr::RESOURCE_KIND_CONTENT,
    }
}

/// What the others said about a resource.
#[must_use]
pub fn resource_status(status: ResourceStatus) -> &'static Text {
    match status {
        ResourceStatus::Needed => &tr::RESOURCE_STATUS_NEEDED,
        ResourceStatus::Asked => &tr::RESOURCE_STATUS_ASKED,
        ResourceStatus::Promised => &tr::RESOURCE_STATUS_PROMISED,
        ResourceStatus::Refused => &tr::RESOURCE_STATUS_REFUSED,
    }
}

/// The lifecycle stage a campaign works on.
#[must_use]
pub fn stage(stage: Stage) -> &'static Text {
    match stage {
        Stage::Acquisition => &tr::STAGE_ACQUISITION,
        Stage::Activation => &tr::STAGE_ACTIVATION,
        Stage::Retention => &tr::STAGE_RETENTION,
        Stage::Monetization => &tr::STAGE_MONETIZATION,
        Stage::Referral => &tr::STAGE_REFERRAL,
        Stage::Reactivation => &tr::STAGE_REACTIVATION,
    }
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

/// The name of a weekday.
#[must_use]
pub fn weekday(day: Day) -> &'static Text {
    match day.date().weekday() {
        Weekday::Mon => &tr::WEEKDAY_MON,
        Weekday::Tue => &tr::WEEKDAY_TUE,
        Weekday::Wed => &tr::WEEKDAY_WED,
        Weekday::Thu => &tr::WEEKDAY_THU,
        Weekday::Fri => &tr::WEEKDAY_FRI,
        Weekday::Sat => &tr::WEEKDAY_SAT,
        Weekday::Sun => &tr::WEEKDAY_SUN,
    }
}

/// The name of a kind of promo node.
#[must_use]
pub fn node_kind(kind: NodeKind) -> &'static Text {
    match kind {
        NodeKind::Shopping => &tr::NODE_KIND_SHOPPING,
        NodeKind::Festival => &tr::NODE_KIND_FESTIVAL,
        NodeKind::Holiday => &tr::NODE_KIND_HOLIDAY,
        NodeKind::Western => &tr::NODE_KIND_WESTERN,
        NodeKind::Theme => &tr::NODE_KIND_THEME,
        NodeKind::Season => &tr::NODE_KIND_SEASON,
        NodeKind::Own => &tr::NODE_KIND_OWN,
    }
}

/// The name of a month, 1 to 12.
#[must_use]
pub fn month(month: u32) -> &'static Text {
    const NAMES: [&Text; 12] = [
        &tr::MONTH_JAN,
        &tr::MONTH_FEB,
        &tr::MONTH_MAR,
        &tr::MONTH_APR,
        &tr::MONTH_MAY,
        &tr::MONTH_JUN,
        &tr::MONTH_JUL,
        &tr::MONTH_AUG,
        &tr::MONTH_SEP,
        &tr::MONTH_OCT,
        &tr::MONTH_NOV,
        &tr::MONTH_DEC,
    ];
    let at = usize::try_from(month).unwrap_or(1).saturating_sub(1);
    NAMES.get(at).copied().unwrap_or(&tr::MONTH_DEC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_over_or_under_its_plan_and_never_behind() {
        let word = |status, pace| standing(status, Better::OnPlan, Some(pace), None, TargetKind::Reach).en;
        assert_eq!(word(Status::Behind, 1.6), "over plan");
        assert_eq!(word(Status::AtRisk, 0.8), "under plan");
        assert_eq!(word(Status::OnTrack, 1.04), "on track");
        let more = standing(Status::Behind, Better::Higher, Some(0.5), None, TargetKind::Reach);
        assert_eq!(more.en, "behind");
    }

    #[test]
    fn a_bound_holds_or_is_breached_unless_its_data_is_old() {
        let word = |status, held| standing(status, Better::Lower, Some(0.5), held, TargetKind::Keep).en;
        assert_eq!(word(Status::AtRisk, Some(false)), "breached");
        assert_eq!(word(Status::OnTrack, Some(true)), "holds");
        assert_eq!(word(Status::Stale, Some(true)), "stale");
        assert_eq!(word(Status::Pending, None), "pending");
    }
}
