//! What of retrospectives needs a hand: those that are due, lessons that nobody decided on, feedback without an answer.
use super::book::Book;
use super::todo::urgency;
use super::view::{About, CampaignLine, Group, Matter, Soon, Todo, Urgency};
use super::work::Work;
use crate::model::{Campaign, CampaignStatus, CycleStatus, Day, Retro, RetroStatus, retro_due};

/// A retrospective is asked for this many days after the last day of what it is about: after that the list of
/// retrospectives still has it, and what needs a hand does not.
pub(super) const WAITS: i32 = 60;
/// One that waits longer than this past its day no longer goes before everything else.
const PRESSES: i32 = 30;

/// Whether a retrospective of what ended on a day is still asked for.
#[must_use]
pub fn retro_waits(end: Day, today: Day) -> bool {
    today.0 - end.0 <= WAITS
}

/// The retrospective of a campaign that people closed, until it is finished.
pub(super) fn written(book: &Book, work: &Work, campaign: &Campaign, now: i64) -> Option<(Urgency, Matter)> {
    let retro = work.retro(campaign.id);
    let is_wanted = campaign.status == CampaignStatus::Ended
        && retro_waits(campaign.end.day(), book.day_shown(now))
        && retro.is_none_or(|r| r.status == RetroStatus::Draft);
    is_wanted.then(|| due(book, retro, &campaign.owner, retro_due(campaign.end.day()), now))
}

/// The retrospectives of cycles that were closed, until they are finished.
pub(super) fn closed_cycles(book: &Book, work: &Work, now: i64) -> impl Iterator<Item = Todo> {
    book.cycles.iter().filter_map(move |cycle| {
        let retro = work.retro_of_cycle(cycle.id).filter(|retro| retro.status == RetroStatus::Draft)?;
        let on = retro_due(cycle.end);
        let is_closed = matches!(cycle.status, CycleStatus::Grading | CycleStatus::Closed);
        if !is_closed || !retro_waits(cycle.end, book.day_shown(now)) {
            return None;
        }
        let (urgency, matter) = due(book, Some(retro), "", on, now);
        let name = cycle.name.clone();
        Some(Todo { urgency, about: About::Cycle(cycle.id), name, target: None, matter })
    })
}

fn due(book: &Book, retro: Option<&Retro>, owner: &str, on: Day, now: i64) -> (Urgency, Matter) {
    let days = on.0 - book.day_shown(now).0;
    let when = match days {
        ..0 => Soon::Overdue,
        0 => Soon::Today,
        1 => Soon::Tomorrow,
        _ => Soon::Later,
    };
    let leader = retro.map(|retro| retro.leader.as_str()).filter(|leader| !leader.is_empty());
    let leader = leader.unwrap_or(owner).to_owned();
    let urgency = if days < -PRESSES { Urgency::Look } else { urgency(when) };
    (urgency, Matter::RetroDue { leader, on, days, when })
}

/// Lessons that hold for a campaign before it begins: they never stand in its way.
pub(super) fn undecided(work: &Work, line: &CampaignLine) -> Option<(Urgency, Matter)> {
    let titles: Vec<String> = work.lessons(line.id).iter().map(|lesson| lesson.title.clone()).collect();
    let is_planned = line.group == Group::Upcoming && line.status != CampaignStatus::Cancelled;
    (is_planned && !titles.is_empty()).then_some((Urgency::Look, Matter::Lessons { titles }))
}

/// What users of a live campaign said that is of the first priority and that nobody answered.
pub(super) fn unanswered(work: &Work, line: &CampaignLine) -> Option<(Urgency, Matter)> {
    let said = work.feedback(line.id);
    let texts: Vec<String> = said.iter().map(|(text, _)| text.clone()).collect();
    let people = said.iter().map(|(_, people)| people).sum();
    (!texts.is_empty()).then_some((Urgency::Act, Matter::Feedback { texts, people }))
}
