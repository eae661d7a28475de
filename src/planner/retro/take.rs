//! What a campaign does with a lesson: takes it as a task, a risk or a guardrail, or dismisses it.
use super::super::okr::word;
use super::super::proposal::not_before;
use super::super::target::add_to;
use super::super::target::fields::{Scale, bound as side_of, given, goal_text};
use super::super::task::create;
use super::super::{Context, Outcome, TakeDraft, TargetDraft, TaskDraft, lookup};
use super::bound::Bound;
use crate::error::{Error, Kind, Result};
use crate::i18n::{label, tr};
use crate::model::{
    Better, Campaign, CampaignStatus, Lesson, LessonForm, LessonUse, LessonUseId, LessonVerdict, Metric,
    Quantity, Style, Target, TargetId, TargetKind, Task, TaskId, check_name, check_text, fold,
};
use crate::store::Tx;

/// When a task is due whose lesson does not tell.
const USUAL_DUE: &str = "T-7";

/// What a lesson became.
struct Became {
    task: Option<TaskId>,
    target: Option<TargetId>,
    /// For people: the task's title and day, the risk's words, the bound.
    what: String,
    /// For scripts: the task's number, the target's path, the campaign's key.
    key: String,
    warnings: Vec<Error>,
}

pub(super) fn take(
    tx: &mut Tx<'_>,
    context: &Context,
    lesson: &str,
    campaign: &str,
    draft: &TakeDraft,
) -> Result<Outcome> {
    let (lesson, mut campaign, before) = found(tx, lesson, campaign)?;
    use CampaignStatus as S;
    if matches!(campaign.status, S::Ended | S::Reviewed | S::Cancelled) {
        let word = label::campaign_status(campaign.status).get(context.lang);
        let error = Error::new(Kind::BadData, &tr::ERROR_LESSON_TOO_LATE).arg("campaign", &campaign.name);
        return Err(error.arg("status", word).field("campaign"));
    }
    let form = match given(draft.form.as_ref()) {
        Some(text) => word(text, LessonForm::ALL, label::lesson_form, "form")?,
        None if given(draft.bound.as_ref()).is_some() => LessonForm::Guardrail,
        None => lesson.form,
    };
    let reason = text_of(draft.reason.as_deref().unwrap_or_default(), "reason")?;
    tx.title(format!("lesson take {} {}", campaign.key, lesson.title));
    if let Some(used) = before.as_ref().filter(|used| used.form == Some(form) && !is_lost(used)) {
        return taken_already(tx, context, &lesson, &campaign, used);
    }
    let became = match form {
        LessonForm::Task => as_task(tx, context, &lesson, &campaign, draft)?,
        LessonForm::Risk => as_risk(tx, &lesson, &mut campaign, draft)?,
        LessonForm::Guardrail => as_guardrail(tx, context, &lesson, &campaign, draft)?,
    };
    let mut used = decided(tx, &lesson, &campaign, before.as_ref());
    (used.verdict, used.form, used.reason) = (LessonVerdict::Taken, Some(form), reason);
    (used.task, used.target) = (became.task, became.target);
    write(tx, &mut used)?;
    let mut outcome = Outcome::new(&tr::DONE_LESSON_TAKE)
        .arg("title", &lesson.title)
        .arg("campaign", &campaign.name)
        .arg("form", label::lesson_form(form).get(context.lang))
        .arg("what", became.what)
        .key(became.key);
    outcome.warnings.extend(before.as_ref().map(|was| changed_mind(tx, was, context)));
    outcome.warnings.extend(became.warnings);
    Ok(outcome)
}

pub(super) fn dismiss(
    tx: &mut Tx<'_>,
    context: &Context,
    lesson: &str,
    campaign: &str,
    reason: &str,
) -> Result<Outcome> {
    let (lesson, campaign, before) = found(tx, lesson, campaign)?;
    let reason = text_of(reason, "reason")?;
    if reason.is_empty() {
        return Err(Error::new(Kind::BadData, &tr::ERROR_DISMISS_REASON).field("reason"));
    }
    let mut used = decided(tx, &lesson, &campaign, before.as_ref());
    (used.verdict, used.form, used.reason) = (LessonVerdict::Dismissed, None, reason);
    (used.task, used.target) = (None, None);
    tx.title(format!("lesson dismiss {} {}", campaign.key, lesson.title));
    write(tx, &mut used)?;
    let done = Outcome::new(&tr::DONE_LESSON_DISMISS).arg("title", &lesson.title);
    let mut outcome = done.arg("campaign", &campaign.name).key(lesson.id.0.to_string());
    let was_taken = before.as_ref().filter(|used| used.verdict == LessonVerdict::Taken);
    outcome.warnings.extend(was_taken.map(|was| changed_mind(tx, was, context)));
    Ok(outcome)
}

pub(super) fn forget(tx: &mut Tx<'_>, context: &Context, lesson: &str, campaign: &str) -> Result<Outcome> {
    let (lesson, campaign, before) = found(tx, lesson, campaign)?;
    let used = before.ok_or_else(|| undecided(&lesson, &campaign))?;
    tx.title(format!("lesson forget {} {}", campaign.key, lesson.title));
    tx.delete(&used)?;
    let done = Outcome::new(&tr::DONE_LESSON_FORGET).arg("title", &lesson.title);
    let mut outcome = done.arg("campaign", &campaign.name).key(lesson.id.0.to_string());
    outcome.warnings.extend(stays(tx, &used, context));
    Ok(outcome)
}

/// What a campaign did with a lesson.
pub(super) fn found(
    tx: &Tx<'_>,
    lesson: &str,
    campaign: &str,
) -> Result<(Lesson, Campaign, Option<LessonUse>)> {
    let db = tx.db();
    let lesson = lookup::lesson(&db, lesson).map_err(|e| e.field("lesson"))?;
    let campaign = lookup::campaign(&db, campaign).map_err(|e| e.field("campaign"))?;
    let uses = db.list_where::<LessonUse>("campaign", &campaign.id)?;
    let used = uses.into_iter().find(|used| used.lesson == lesson.id);
    Ok((lesson, campaign, used))
}

/// A campaign that has not decided on a lesson.
pub(super) fn undecided(lesson: &Lesson, campaign: &Campaign) -> Error {
    let error = Error::new(Kind::NotFound, &tr::ERROR_LESSON_UNDECIDED).arg("title", &lesson.title);
    error.arg("campaign", &campaign.name).field("lesson")
}

/// What lessons became goes on without a task that is deleted.
pub(in super::super) fn unhang_task(tx: &mut Tx<'_>, task: TaskId) -> Result<()> {
    for mut used in tx.db().list_where::<LessonUse>("task", &Some(task))? {
        used.task = None;
        tx.update(&mut used)?;
    }
    Ok(())
}

/// The same of a target.
pub(in super::super) fn unhang_target(tx: &mut Tx<'_>, target: TargetId) -> Result<()> {
    for mut used in tx.db().list_where::<LessonUse>("target", &Some(target))? {
        used.target = None;
        tx.update(&mut used)?;
    }
    Ok(())
}

/// True where what came of it was deleted since.
fn is_lost(used: &LessonUse) -> bool {
    match used.form {
        Some(LessonForm::Task) => used.task.is_none(),
        Some(LessonForm::Guardrail) => used.target.is_none(),
        Some(LessonForm::Risk) | None => false,
    }
}

/// The row as it was, or a new one; a change of mind begins without proof.
fn decided(tx: &Tx<'_>, lesson: &Lesson, campaign: &Campaign, before: Option<&LessonUse>) -> LessonUse {
    LessonUse {
        id: before.map_or(LessonUseId(0), |used| used.id),
        version: before.map_or(0, |used| used.version),
        lesson: lesson.id,
        campaign: campaign.id,
        verdict: LessonVerdict::Taken,
        form: None,
        task: None,
        target: None,
        reason: String::new(),
        proof: None,
        proof_note: String::new(),
        author: tx.actor().to_owned(),
        created_at: tx.now(),
    }
}

fn write(tx: &mut Tx<'_>, used: &mut LessonUse) -> Result<()> {
    match used.id {
        LessonUseId(0) => tx.insert(used),
        _ => tx.update(used),
    }
}

/// It is there already: said, and nothing written.
fn taken_already(
    tx: &Tx<'_>,
    context: &Context,
    lesson: &Lesson,
    campaign: &Campaign,
    used: &LessonUse,
) -> Result<Outcome> {
    let target = used.target.map(|id| tx.db().get::<Target>(id.0)).transpose()?.flatten();
    let key = match (used.task, target) {
        (Some(task), _) => task.0.to_string(),
        (None, Some(target)) => format!("{}/{}", campaign.key, target.key),
        (None, None) => campaign.key.clone(),
    };
    let form = used.form.map(|form| label::lesson_form(form).get(context.lang)).unwrap_or_default();
    let said = Outcome::new(&tr::DONE_LESSON_TAKEN_ALREADY).arg("title", &lesson.title);
    Ok(said.arg("campaign", &campaign.name).arg("form", form).key(key).even_if_unchanged())
}

fn as_task(
    tx: &mut Tx<'_>,
    context: &Context,
    lesson: &Lesson,
    campaign: &Campaign,
    draft: &TakeDraft,
) -> Result<Became> {
    let of = tr::LESSON_OF.fill(context.lang, &[("id", &lesson.id.0.to_string()), ("title", &lesson.title)]);
    let (title, note) = match given(draft.text.as_ref()) {
        Some(text) => (check_name(text).map_err(|f| Error::from(f).field("text"))?, of),
        // A title is one short line: longer advice stands in the note.
        None => match [&lesson.advice, &lesson.title].into_iter().find_map(|text| check_name(text).ok()) {
            Some(title) if title == lesson.title && !lesson.advice.is_empty() => {
                (title, format!("{of}\n{}", lesson.advice))
            }
            Some(title) => (title, of),
            None => (shortened(&lesson.title), format!("{of}\n{}", lesson.advice)),
        },
    };
    let asked = given(draft.due.as_ref()).map(str::to_owned);
    let usual = || lesson.due.map_or_else(|| USUAL_DUE.to_owned(), |due| due.to_string());
    // As in a proposal: what should have been done before anybody thought of it is due today.
    let mut due = Some(asked.unwrap_or_else(usual));
    let was = due.clone().unwrap_or_default();
    let is_moved = not_before(&mut due, (campaign.start, campaign.end), tx.today()).is_some();
    let warnings = match is_moved {
        true => vec![Error::new(Kind::BadData, &tr::ERROR_LESSON_DUE_TODAY).arg("due", was)],
        false => Vec::new(),
    };
    let draft = TaskDraft {
        title: Some(title),
        owner: Some(given(draft.owner.as_ref()).unwrap_or(&campaign.owner).to_owned()),
        due,
        note: Some(note.trim().to_owned()),
        ..TaskDraft::default()
    };
    let task: Task = create(tx, campaign, &draft)?;
    let due = task.due.resolve(campaign.start, campaign.end);
    let what = tr::LESSON_TASK.fill(
        context.lang,
        &[("id", &task.id.0.to_string()), ("title", &task.title), ("due", &due.to_string())],
    );
    Ok(Became { task: Some(task.id), target: None, what, key: task.id.0.to_string(), warnings })
}

/// One more line among the campaign's risks, as playbooks write them: what could happen → what to do.
fn as_risk(tx: &mut Tx<'_>, lesson: &Lesson, campaign: &mut Campaign, draft: &TakeDraft) -> Result<Became> {
    let line = match given(draft.text.as_ref()) {
        Some(text) => text.to_owned(),
        None if lesson.advice.is_empty() => lesson.title.clone(),
        None => format!("{} → {}", lesson.title, lesson.advice),
    };
    let line = line.lines().map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let is_there = campaign.risks.lines().any(|known| fold(known) == fold(&line));
    if !is_there {
        let risks = format!("{}\n{line}", campaign.risks);
        campaign.risks = check_text(risks.trim()).map_err(|f| Error::from(f).field("text"))?;
        tx.update(campaign)?;
    }
    Ok(Became { task: None, target: None, what: line, key: campaign.key.clone(), warnings: Vec::new() })
}

fn as_guardrail(
    tx: &mut Tx<'_>,
    context: &Context,
    lesson: &Lesson,
    campaign: &Campaign,
    draft: &TakeDraft,
) -> Result<Became> {
    let missing = || Error::new(Kind::BadData, &tr::ERROR_GUARDRAIL_WITHOUT_BOUND).field("bound");
    let text = given(draft.bound.as_ref()).or(Some(lesson.bound.as_str()).filter(|bound| !bound.is_empty()));
    let bound = Bound::parse(&tx.db(), text.ok_or_else(missing)?)?;
    let siblings = tx.db().list_where::<Target>("campaign", &campaign.id)?;
    let same = siblings.iter().find(|t| t.is_guardrail && t.metric == Some(bound.metric.id));
    let style = Style::new(context.lang, &tx.db().settings()?.currency);
    let said = |target: &Target, metric: &Metric| {
        let goal = goal_text(target, metric.unit, Some(metric.better), style);
        format!("{} {goal}", metric.name(context.lang))
    };
    // Two guardrails on one metric would say the same thing twice: the one that is there stands for the lesson, as tight
    // as the tighter of them.
    if let Some(target) = same {
        let mut target = target.clone();
        let key = format!("{}/{}", campaign.key, target.key);
        let was = said(&target, &bound.metric);
        let told = match tighter(tx, &bound, &target)? {
            Some(goal) => {
                target.goal = goal;
                tx.update(&mut target)?;
                &tr::ERROR_GUARDRAIL_TIGHTENED
            }
            None => &tr::ERROR_GUARDRAIL_IS_THERE,
        };
        let told = Error::new(Kind::BadData, told).arg("target", &key).arg("goal", was);
        let what = said(&target, &bound.metric);
        return Ok(Became { task: None, target: Some(target.id), what, key, warnings: vec![told] });
    }
    let is_free = |key: &String| siblings.iter().all(|target| fold(&target.key) != fold(key));
    let keys = (2..).map(|number| format!("{}-{number}", bound.metric.key));
    let draft = TargetDraft {
        key: std::iter::once(bound.metric.key.clone()).chain(keys).find(is_free),
        kind: Some("keep".to_owned()),
        goal: Some(bound.goal.clone()),
        guardrail: Some(true),
        ..TargetDraft::default()
    };
    let added = add_to(tx, campaign, &bound.metric.key, &draft).map_err(|e| e.field("bound"))?;
    Ok(Became {
        task: None,
        target: Some(added.target.id),
        what: said(&added.target, &added.metric),
        key: format!("{}/{}", campaign.key, added.target.key),
        warnings: added.warning.into_iter().collect(),
    })
}

/// The lesson's bound where it is tighter than a guardrail's: both of one side.
fn tighter(tx: &Tx<'_>, bound: &Bound, target: &Target) -> Result<Option<Quantity>> {
    let (side, number) = side_of(&bound.goal);
    if target.kind != TargetKind::Keep || target.upper.is_some() || side.is_none() {
        return Ok(None);
    }
    let currency = tx.db().settings()?.currency;
    let goal = Scale::of(&bound.metric, &currency).read(&number, "bound")?;
    let is_tighter = match bound.metric.better {
        Better::Lower => goal < target.goal,
        Better::Higher => goal > target.goal,
        Better::OnPlan => false,
    };
    Ok(is_tighter.then_some(goal))
}

/// What had been decided before, and what of it stays.
fn changed_mind(tx: &Tx<'_>, was: &LessonUse, context: &Context) -> Error {
    stays(tx, was, context).unwrap_or_else(|| {
        let verdict = label::lesson_verdict(was.verdict).get(context.lang);
        Error::new(Kind::BadData, &tr::ERROR_LESSON_DECIDED_BEFORE).arg("verdict", verdict)
    })
}

/// What a lesson became stays where the decision changes.
fn stays(tx: &Tx<'_>, was: &LessonUse, context: &Context) -> Option<Error> {
    let form = was.form.filter(|_| !is_lost(was))?;
    let db = tx.db();
    let task = was.task.and_then(|id| db.get::<Task>(id.0).ok().flatten());
    let target = was.target.and_then(|id| db.get::<Target>(id.0).ok().flatten());
    let task = task.map(|task| format!("{}  {}", task.id.0, task.title));
    let error = Error::new(Kind::BadData, &tr::ERROR_LESSON_STAYS);
    let error = error.rows(task.or_else(|| target.map(|target| target.key)));
    Some(error.arg("form", label::lesson_form(form).get(context.lang)))
}

fn text_of(text: &str, field: &'static str) -> Result<String> {
    check_text(text).map_err(|f| Error::from(f).field(field))
}

/// The beginning of a sentence that is too long for a title.
fn shortened(text: &str) -> String {
    let start: String = text.chars().take(100).collect();
    format!("{}…", start.trim_end())
}
