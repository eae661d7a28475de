//! The five traps, seen from what is written.
use super::{FindingLine, RetroAbout, RetroHint, RetroPage, TargetFacts};
use crate::board::Book;
use crate::error::Result;
use crate::model::{
    ActionStatus, Better, CauseOrigin, FindingKind, FindingVerdict, HintKind, Resource, Status, Task, fold,
};
use crate::store::Db;
use std::collections::BTreeSet;

/// Fewer answers to "why?" than these end at what happened, not at why.
const DEEP: usize = 2;

/// Looks at one trap; `people` are those who worked on it.
type Look = fn(&RetroPage, &[String]) -> Option<RetroHint>;

/// What one should look at again; nothing while nothing is written. `people` are those who worked on it.
pub(super) fn hints(page: &RetroPage, people: &[String]) -> Vec<RetroHint> {
    if !is_touched(page) {
        return Vec::new();
    }
    let looks: [Look; 10] = [
        no_lowlight,
        goal_lowered,
        no_cause,
        names_person,
        only_external,
        nothing_controllable,
        few_whys,
        lesson_without_cause,
        action_without_owner,
        nothing_learned,
    ];
    looks.iter().filter_map(|look| look(page, people)).collect()
}

/// Who answers for something in it, by name.
///
/// # Errors
/// Storage errors.
pub(super) fn people(db: &Db<'_>, book: &Book, about: RetroAbout) -> Result<Vec<String>> {
    let mut names = BTreeSet::new();
    match about {
        RetroAbout::Campaign(id) => {
            names.extend(book.campaign(id).map(|campaign| campaign.owner.clone()));
            names.extend(book.targets(id).iter().filter_map(|target| target.owner.clone()));
            names.extend(db.list_where::<Task>("campaign", &id)?.into_iter().map(|task| task.owner));
            let resources = db.list_where::<Resource>("campaign", &id)?;
            names.extend(resources.into_iter().map(|resource| resource.owner));
        }
        RetroAbout::Cycle(id) => {
            let own = book.objectives.iter().filter(|objective| objective.cycle == id);
            for objective in own {
                names.insert(objective.owner.clone());
                let key_results = book.key_results(objective.id).iter();
                names.extend(key_results.filter_map(|key_result| key_result.owner.clone()));
            }
        }
    }
    names.remove("");
    Ok(names.into_iter().collect())
}

/// True once somebody has written or decided something.
fn is_touched(page: &RetroPage) -> bool {
    let Some(retro) = &page.retro else { return false };
    !retro.goal_note.is_empty()
        || !retro.result_note.is_empty()
        || page.analysis.findings.iter().any(|line| line.finding.is_some())
        || !page.analysis.causes.is_empty()
        || page.insight.questions.iter().any(|(_, answer)| answer.is_some())
        || !page.insight.insights.is_empty()
        || !page.insight.lessons.is_empty()
        || !page.insight.actions.is_empty()
}

fn hint(kind: HintKind, about: Vec<String>) -> RetroHint {
    RetroHint { kind, about, targets: Vec::new() }
}

fn about_some(kind: HintKind, about: Vec<String>) -> Option<RetroHint> {
    (!about.is_empty()).then(|| hint(kind, about))
}

fn is_missed(page: &RetroPage) -> bool {
    page.goal.targets.iter().any(|facts| facts.line.status == Status::Missed)
}

fn kept_lowlights(page: &RetroPage) -> impl Iterator<Item = &FindingLine> {
    let is_kept = |line: &&FindingLine| {
        line.kind == FindingKind::Lowlight
            && line.finding.as_ref().is_some_and(|finding| finding.verdict == FindingVerdict::Kept)
    };
    page.analysis.findings.iter().filter(is_kept)
}

fn no_lowlight(page: &RetroPage, _: &[String]) -> Option<RetroHint> {
    let is_on = is_missed(page) && kept_lowlights(page).next().is_none();
    is_on.then(|| hint(HintKind::NoLowlight, Vec::new()))
}

/// Met, but not what was first set.
fn goal_lowered(page: &RetroPage, _: &[String]) -> Option<RetroHint> {
    let is_easier = |facts: &&TargetFacts| {
        let (goal, first) = (facts.line.goal, facts.first_goal);
        let easier = match facts.line.better {
            Better::Higher => goal < first,
            Better::Lower => goal > first,
            Better::OnPlan => false,
        };
        // Short of the goal as first set by less than what is shown is not short.
        let short = facts.first_achievement.is_some_and(|share| share < 0.995);
        easier && short && facts.line.status == Status::Met
    };
    let lowered = page.goal.targets.iter().filter(is_easier);
    let targets: Vec<(String, String)> =
        lowered.map(|facts| (facts.line.name_en.clone(), facts.line.name_zh.clone())).collect();
    (!targets.is_empty()).then(|| RetroHint { kind: HintKind::GoalLowered, about: Vec::new(), targets })
}

fn no_cause(page: &RetroPage, _: &[String]) -> Option<RetroHint> {
    (is_missed(page) && page.analysis.causes.is_empty()).then(|| hint(HintKind::NoCause, Vec::new()))
}

fn names_person(page: &RetroPage, people: &[String]) -> Option<RetroHint> {
    let causes = page.analysis.causes.iter();
    let written = causes.flat_map(|cause| std::iter::once(&cause.text).chain(&cause.whys.0));
    let lowlights = kept_lowlights(page).filter_map(|line| line.finding.as_ref()).map(|found| &found.text);
    let texts: Vec<String> = written.chain(lowlights).map(|text| fold(text)).collect();
    let is_named = |name: &&String| texts.iter().any(|text| names(text, &fold(name)));
    about_some(HintKind::NamesPerson, people.iter().filter(is_named).cloned().collect())
}

/// Whether a text names a person, both folded. A Chinese name is one anywhere; in letters it has borders. One sign alone
/// is too little to be sure.
fn names(text: &str, name: &str) -> bool {
    if name.chars().nth(1).is_none() {
        return false;
    }
    let is_letter = |c: char| c.is_alphanumeric() && (c.is_ascii() || c.is_lowercase());
    let starts = name.starts_with(is_letter);
    let ends = name.ends_with(is_letter);
    text.match_indices(name).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
        !(starts && before.is_some_and(is_letter) || ends && after.is_some_and(is_letter))
    })
}

fn is_all_external(page: &RetroPage) -> bool {
    let causes = &page.analysis.causes;
    !causes.is_empty() && causes.iter().all(|cause| cause.origin == Some(CauseOrigin::External))
}

fn only_external(page: &RetroPage, _: &[String]) -> Option<RetroHint> {
    is_all_external(page).then(|| hint(HintKind::OnlyExternal, Vec::new()))
}

/// Where all is said to lie outside, that is said once.
fn nothing_controllable(page: &RetroPage, _: &[String]) -> Option<RetroHint> {
    let causes = &page.analysis.causes;
    let is_on = !causes.is_empty()
        && causes.iter().all(|cause| cause.controllable == Some(false))
        && !is_all_external(page);
    is_on.then(|| hint(HintKind::NothingControllable, Vec::new()))
}

fn few_whys(page: &RetroPage, _: &[String]) -> Option<RetroHint> {
    let shallow = page.analysis.causes.iter().filter(|cause| cause.whys.0.len() < DEEP);
    about_some(HintKind::FewWhys, shallow.map(|cause| cause.text.clone()).collect())
}

fn lesson_without_cause(page: &RetroPage, _: &[String]) -> Option<RetroHint> {
    let lessons = page.insight.lessons.iter().map(|line| &line.lesson);
    let loose = lessons.filter(|lesson| lesson.cause.is_none()).map(|lesson| lesson.title.clone());
    about_some(HintKind::LessonWithoutCause, loose.collect())
}

fn action_without_owner(page: &RetroPage, _: &[String]) -> Option<RetroHint> {
    let open = page.insight.actions.iter().map(|line| &line.action);
    let open = open.filter(|action| action.status == ActionStatus::Open);
    let loose = open.filter(|action| action.owner.is_empty() || action.due.is_none());
    about_some(HintKind::ActionWithoutOwner, loose.map(|action| action.title.clone()).collect())
}

fn nothing_learned(page: &RetroPage, _: &[String]) -> Option<RetroHint> {
    let is_on = page.insight.lessons.is_empty() && page.insight.actions.is_empty();
    is_on.then(|| hint(HintKind::NothingLearned, Vec::new()))
}

#[cfg(test)]
mod tests;
