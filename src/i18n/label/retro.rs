//! The words of retrospectives, lessons, actions and feedback in both languages.
use super::super::{Text, tr};
use crate::model::{
    CauseOrigin, FindingKind, FindingVerdict, Impact, InsightKind, LessonForm, LessonStatus, LessonVerdict,
    Priority, Proof, RetroStatus, RetroStep, Trap,
};

/// Where a retrospective stands.
#[must_use]
pub fn retro_status(retro_status: RetroStatus) -> &'static Text {
    match retro_status {
        RetroStatus::Draft => &tr::RETRO_STATUS_DRAFT,
        RetroStatus::Done => &tr::RETRO_STATUS_DONE,
    }
}

/// A step of a retrospective.
#[must_use]
pub fn retro_step(retro_step: RetroStep) -> &'static Text {
    match retro_step {
        RetroStep::Goal => &tr::RETRO_STEP_GOAL,
        RetroStep::Result => &tr::RETRO_STEP_RESULT,
        RetroStep::Analysis => &tr::RETRO_STEP_ANALYSIS,
        RetroStep::Insight => &tr::RETRO_STEP_INSIGHT,
    }
}

/// Which way something stands out.
#[must_use]
pub fn finding_kind(finding_kind: FindingKind) -> &'static Text {
    match finding_kind {
        FindingKind::Highlight => &tr::FINDING_KIND_HIGHLIGHT,
        FindingKind::Lowlight => &tr::FINDING_KIND_LOWLIGHT,
    }
}

/// What became of a finding.
#[must_use]
pub fn finding_verdict(finding_verdict: FindingVerdict) -> &'static Text {
    match finding_verdict {
        FindingVerdict::Kept => &tr::FINDING_VERDICT_KEPT,
        FindingVerdict::Dismissed => &tr::FINDING_VERDICT_DISMISSED,
    }
}

/// Where a cause lies.
#[must_use]
pub fn cause_origin(cause_origin: CauseOrigin) -> &'static Text {
    match cause_origin {
        CauseOrigin::Internal => &tr::CAUSE_ORIGIN_INTERNAL,
        CauseOrigin::External => &tr::CAUSE_ORIGIN_EXTERNAL,
    }
}

/// Whether a cause could have been controlled.
#[must_use]
pub fn controllable(controllable: bool) -> &'static Text {
    if controllable { &tr::CAUSE_CONTROLLABLE_YES } else { &tr::CAUSE_CONTROLLABLE_NO }
}

/// What to do with something from now on.
#[must_use]
pub fn insight_kind(insight_kind: InsightKind) -> &'static Text {
    match insight_kind {
        InsightKind::Keep => &tr::INSIGHT_KIND_KEEP,
        InsightKind::Improve => &tr::INSIGHT_KIND_IMPROVE,
        InsightKind::Start => &tr::INSIGHT_KIND_START,
        InsightKind::Stop => &tr::INSIGHT_KIND_STOP,
    }
}

/// What a lesson becomes where it is taken.
#[must_use]
pub fn lesson_form(lesson_form: LessonForm) -> &'static Text {
    match lesson_form {
        LessonForm::Task => &tr::LESSON_FORM_TASK,
        LessonForm::Risk => &tr::LESSON_FORM_RISK,
        LessonForm::Guardrail => &tr::LESSON_FORM_GUARDRAIL,
    }
}

/// Whether a lesson still holds.
#[must_use]
pub fn lesson_status(lesson_status: LessonStatus) -> &'static Text {
    match lesson_status {
        LessonStatus::Active => &tr::LESSON_STATUS_ACTIVE,
        LessonStatus::Retired => &tr::LESSON_STATUS_RETIRED,
    }
}

/// What a campaign did with a lesson.
#[must_use]
pub fn lesson_verdict(lesson_verdict: LessonVerdict) -> &'static Text {
    match lesson_verdict {
        LessonVerdict::Taken => &tr::LESSON_VERDICT_TAKEN,
        LessonVerdict::Dismissed => &tr::LESSON_VERDICT_DISMISSED,
    }
}

/// Whether what was hoped for came.
#[must_use]
pub fn proof(proof: Proof) -> &'static Text {
    match proof {
        Proof::Verified => &tr::PROOF_VERIFIED,
        Proof::Partly => &tr::PROOF_PARTLY,
        Proof::Not => &tr::PROOF_NOT,
    }
}

/// How much a feedback matters to those who gave it.
#[must_use]
pub fn impact(impact: Impact) -> &'static Text {
    match impact {
        Impact::High => &tr::IMPACT_HIGH,
        Impact::Medium => &tr::IMPACT_MEDIUM,
        Impact::Low => &tr::IMPACT_LOW,
    }
}

/// How soon a feedback should be answered.
#[must_use]
pub fn priority(priority: Priority) -> &'static Text {
    match priority {
        Priority::P1 => &tr::PRIORITY_P1,
        Priority::P2 => &tr::PRIORITY_P2,
        Priority::P3 => &tr::PRIORITY_P3,
    }
}

/// A trap of retrospectives.
#[must_use]
pub fn trap(trap: Trap) -> &'static Text {
    match trap {
        Trap::ProvingRight => &tr::TRAP_PROVING_RIGHT,
        Trap::Motions => &tr::TRAP_MOTIONS,
        Trap::BlamingPeople => &tr::TRAP_BLAMING_PEOPLE,
        Trap::BlamingCircumstances => &tr::TRAP_BLAMING_CIRCUMSTANCES,
        Trap::TooFast => &tr::TRAP_TOO_FAST,
    }
}
