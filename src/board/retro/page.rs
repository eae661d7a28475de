//! A retrospective: the numbers, computed anew each time, and the writing beside them.
use super::adjustments::adjustments;
use super::channels::channels;
use super::findings::findings;
use super::former::comparison;
use super::gap::no_gap;
use super::hints::{hints, people};
use super::phases::phases;
use super::targets::targets;
use super::{AnalysisStep, GoalStep, InsightStep, LateTask, ResultStep, RetroAbout, RetroPage, TargetFacts};
use super::{
    action_lines, actions_before, driver_gap, feedback_sum, former_of, lesson_line, retro_line,
    uses_of_campaign,
};
use crate::board::{Book, Window, chart, okr_tree, plan};
use crate::error::Result;
use crate::model::{
    Answer, Both, Campaign, CampaignStatus, Cause, Cycle, CycleStatus, Day, Finding, Insight, KeptFigure,
    KeptFigures, Lesson, Note, NoteKind, Period, Playbook, ResourceStatus, Retro, Target, TaskStatus, Zone,
};
use crate::store::Db;

/// The retrospective of a campaign or cycle at `now`, drafted or not; none where that is gone. `playbook` is the
/// campaign's, where it is known: it has the questions and the chain of drivers.
///
/// # Errors
/// Storage errors.
pub fn retro_page(
    db: &Db<'_>,
    book: &Book,
    about: RetroAbout,
    playbook: Option<&Playbook>,
    now: i64,
) -> Result<Option<RetroPage>> {
    let Some(line) = retro_line(db, book, about, now)? else { return Ok(None) };
    let retro = match about {
        RetroAbout::Campaign(id) => db.list_where::<Retro>("campaign", &Some(id))?.pop(),
        RetroAbout::Cycle(id) => db.list_where::<Retro>("cycle", &Some(id))?.pop(),
    };
    let (goal, result, gap, no_gap) = match about {
        RetroAbout::Campaign(id) => {
            let Some(campaign) = book.campaign(id) else { return Ok(None) };
            let goal = campaign_goal(db, book, campaign, retro.as_ref(), now)?;
            let mut result = campaign_result(db, book, campaign, now)?;
            result.running = result.running.map(|now| up_to(&goal, now));
            let usual = playbook.map(|playbook| playbook.drivers.as_slice());
            let gap = driver_gap(db, book, campaign, usual, now)?;
            let no_gap = if gap.is_none() { no_gap(db, book, campaign, usual, now)? } else { None };
            (goal, result, gap, no_gap)
        }
        RetroAbout::Cycle(id) => {
            let Some(cycle) = book.cycle(id) else { return Ok(None) };
            let goal = cycle_goal(db, book, cycle, retro.as_ref(), now)?;
            let notes = db.list_where::<Note>("cycle", &Some(id))?;
            let is_closed = matches!(cycle.status, CycleStatus::Grading | CycleStatus::Closed);
            let running = (!is_closed && book.day_shown(now) <= cycle.end).then(|| up_to(&goal, now));
            let objectives = okr_tree(db, book, Some(id), now)?.objectives;
            let feedback = feedback_sum(&notes);
            let result = ResultStep { running, objectives, feedback, ..ResultStep::default() };
            (goal, result, None, None)
        }
    };
    let known = match &retro {
        Some(retro) => db.list_where::<Finding>("retro", &retro.id)?,
        None => Vec::new(),
    };
    let found = findings(&goal, &result, gap.as_ref(), &known);
    let causes = match &retro {
        Some(retro) => db.list_where::<Cause>("retro", &retro.id)?,
        None => Vec::new(),
    };
    let insight = insight(db, book, retro.as_ref(), playbook, now)?;
    let analysis = AnalysisStep { gap, no_gap, findings: found, causes };
    let mut page = RetroPage { line, retro, goal, result, analysis, insight, hints: Vec::new() };
    let undecided = page.analysis.findings.iter().filter(|line| line.finding.is_none()).count();
    page.line.written.undecided = Some(undecided);
    page.hints = hints(&page, &people(db, book, about)?);
    Ok(Some(page))
}

/// Neither its last day has passed nor has anybody said that it is over.
pub(super) fn still_runs(book: &Book, campaign: &Campaign, now: i64) -> Result<bool> {
    use CampaignStatus as S;
    let is_over = matches!(campaign.status, S::Ended | S::Reviewed | S::Cancelled);
    Ok(!is_over && now < Period::of(campaign.start, campaign.end, book.settings.zone)?.end)
}

/// Up to when the numbers are.
fn up_to(goal: &GoalStep, now: i64) -> i64 {
    goal.targets.iter().filter_map(|facts| facts.line.data_until).max().map_or(now, |at| at.min(now))
}

/// The numbers as a finished retrospective keeps them.
#[must_use]
pub fn kept_figures(page: &RetroPage) -> KeptFigures {
    let kept = |facts: &TargetFacts| KeptFigure {
        target: facts.line.id,
        goal: facts.line.goal.micros(),
        actual: facts.line.actual.map(crate::model::Quantity::micros),
    };
    KeptFigures(page.goal.targets.iter().map(kept).collect())
}

/// The same of a campaign at `now`, where only that is wanted.
///
/// # Errors
/// Storage errors.
pub fn figures_of(db: &Db<'_>, campaign: crate::model::CampaignId, now: i64) -> Result<KeptFigures> {
    let page = retro_page(db, &Book::open(db)?, RetroAbout::Campaign(campaign), None, now)?;
    Ok(page.as_ref().map(kept_figures).unwrap_or_default())
}

/// The target that stands for a campaign.
pub(super) fn primary<'a>(book: &'a Book, campaign: &Campaign) -> Option<&'a Target> {
    let targets = book.targets(campaign.id);
    targets.iter().find(|target| target.is_primary).or_else(|| targets.first())
}

fn campaign_goal(
    db: &Db<'_>,
    book: &Book,
    campaign: &Campaign,
    retro: Option<&Retro>,
    now: i64,
) -> Result<GoalStep> {
    Ok(GoalStep {
        sentence: campaign.goal.clone(),
        days: Some((campaign.start.day(), campaign.end.day())),
        phases: campaign.phases.0.clone(),
        targets: targets(db, book, book.targets(campaign.id), retro, now)?,
        actions: actions_before(db, book, campaign, now)?,
        lessons: uses_of_campaign(db, book, campaign.id, now)?,
    })
}

fn cycle_goal(db: &Db<'_>, book: &Book, cycle: &Cycle, retro: Option<&Retro>, now: i64) -> Result<GoalStep> {
    let mut all = Vec::new();
    for objective in book.objectives.iter().filter(|objective| objective.cycle == cycle.id) {
        let mut own = targets(db, book, book.key_results(objective.id), retro, now)?;
        own.iter_mut().for_each(|facts| facts.of = format!("{} {}", objective.key, objective.title));
        all.append(&mut own);
    }
    Ok(GoalStep { days: Some((cycle.start, cycle.end)), targets: all, ..GoalStep::default() })
}

fn campaign_result(db: &Db<'_>, book: &Book, campaign: &Campaign, now: i64) -> Result<ResultStep> {
    let primary = primary(book, campaign);
    let spending = plan::spending(db, book, campaign, now)?;
    let mut notes = db.list_where::<Note>("campaign", &Some(campaign.id))?;
    notes.sort_by_key(|note| (note.at, note.id));
    let (feedback, others): (Vec<Note>, Vec<Note>) =
        notes.into_iter().partition(|note| note.kind == NoteKind::Feedback);
    let tasks = plan::tasks(db, book, now, |task, _| task.campaign == campaign.id)?;
    let resources = plan::resources(db, book, now, |resource, _| resource.campaign == campaign.id)?;
    let charted = match primary {
        Some(target) => chart(db, book, target.id, Window::All, now)?.unwrap_or_default(),
        None => crate::board::Chart::default(),
    };
    let phases = match primary {
        Some(target) => phases(db, book, campaign, target, now)?,
        None => Vec::new(),
    };
    let former = match former_of(book, campaign) {
        Some(former) => comparison(db, book, campaign, former, now)?,
        None => None,
    };
    let is_running = still_runs(book, campaign, now)?;
    Ok(ResultStep {
        running: is_running.then_some(now),
        objectives: Vec::new(),
        phases,
        channels: channels(db, book, campaign, primary, &spending, now)?,
        chart: charted,
        adjustments: adjustments(db, book, primary, &others, now)?,
        tasks: tasks.len(),
        late: late(tasks, campaign, book.settings.zone, book.day_shown(now)),
        resources: resources.len(),
        refused: resources.into_iter().filter(|r| r.status != ResourceStatus::Promised).collect(),
        feedback: feedback_sum(&feedback),
        former,
        spending: Some(spending),
    })
}

/// Tasks that were done after their day, or are open past it: by the campaign's end, or by today where that has not come.
/// The latest first.
fn late(tasks: Vec<plan::TaskLine>, campaign: &Campaign, zone: Zone, today: Day) -> Vec<LateTask> {
    let of = |task: plan::TaskLine| {
        if task.status == TaskStatus::Dropped {
            return None;
        }
        let is_open = task.status.is_open();
        let done = task.done_at.filter(|_| !is_open).map(|at| zone.day_of(at));
        let on = done.unwrap_or_else(|| campaign.end.day().min(today).max(task.on.day()));
        let days = on.0 - task.on.day().0;
        (days > 0 || (is_open && task.is_overdue)).then_some(LateTask { task, days, is_open })
    };
    let mut out: Vec<LateTask> = tasks.into_iter().filter_map(of).collect();
    out.sort_by_key(|late| (std::cmp::Reverse(late.days), late.task.id));
    out
}

fn insight(
    db: &Db<'_>,
    book: &Book,
    retro: Option<&Retro>,
    playbook: Option<&Playbook>,
    now: i64,
) -> Result<InsightStep> {
    let (answers, insights, lessons) = match retro {
        Some(retro) => (
            db.list_where::<Answer>("retro", &retro.id)?,
            db.list_where::<Insight>("retro", &retro.id)?,
            db.list_where::<Lesson>("retro", &Some(retro.id))?,
        ),
        None => (Vec::new(), Vec::new(), Vec::new()),
    };
    let asked: Vec<Both> = playbook.map(|playbook| playbook.questions.clone()).unwrap_or_default();
    let answer = |question: &Both| answers.iter().find(|answer| answer.question == *question).cloned();
    let mut questions: Vec<(Both, Option<Answer>)> =
        asked.iter().map(|question| (question.clone(), answer(question))).collect();
    // What a playbook asked once and no longer does keeps its answer.
    let others = answers.iter().filter(|answer| !asked.contains(&answer.question));
    questions.extend(others.map(|answer| (answer.question.clone(), Some(answer.clone()))));
    let id = retro.map(|retro| retro.id);
    Ok(InsightStep {
        questions,
        insights,
        lessons: lessons.iter().map(|lesson| lesson_line(db, book, lesson, now)).collect::<Result<_>>()?,
        actions: action_lines(db, book, now, |action| id.is_some() && action.retro == id)?,
    })
}
