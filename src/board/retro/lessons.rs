//! The lessons library.
use super::{LessonFilter, LessonLine, LessonUseLine};
use crate::board::{Book, gauge};
use crate::error::Result;
use crate::model::{
    Campaign, CampaignId, CampaignStatus, Cause, CauseId, Lesson, LessonId, LessonStatus, LessonUse,
    LessonVerdict, Period, Tags, TargetId, Task, TaskId, TaskStatus, fold, holds_words,
};
use crate::store::Db;
use std::collections::HashMap;

/// The lessons that a filter wants: by how well they match where a text is looked for, else the latest first.
///
/// # Errors
/// Storage errors.
pub fn lessons(db: &Db<'_>, book: &Book, filter: &LessonFilter, now: i64) -> Result<Vec<LessonLine>> {
    let mut rows = db.list::<Lesson>()?;
    rows.retain(|lesson| is_wanted(lesson, filter));
    rows.sort_by_key(|lesson| std::cmp::Reverse((lesson.created_at, lesson.id)));
    if let Some(found) = db.search_lessons(&filter.text)? {
        let rank: HashMap<LessonId, usize> = found.into_iter().zip(0..).collect();
        // The index knows words by their stem: of one half typed it may know nothing yet.
        rows.retain(|lesson| rank.contains_key(&lesson.id) || holds_words(&lesson.words, &filter.text));
        rows.sort_by_key(|lesson| rank.get(&lesson.id).copied().unwrap_or(usize::MAX));
    }
    let mut what_came = Outcomes::of_all(db)?;
    rows.iter().map(|lesson| what_came.line(db, book, lesson, now)).collect()
}

/// One lesson with what came of it.
///
/// # Errors
/// Storage errors.
pub fn lesson_line(db: &Db<'_>, book: &Book, lesson: &Lesson, now: i64) -> Result<LessonLine> {
    Outcomes::of_some(db, db.list_where::<LessonUse>("lesson", &lesson.id)?)?.line(db, book, lesson, now)
}

/// What a campaign did with lessons: what it took first, in the order it decided.
///
/// # Errors
/// Storage errors.
pub fn uses_of_campaign(
    db: &Db<'_>,
    book: &Book,
    campaign: CampaignId,
    now: i64,
) -> Result<Vec<LessonUseLine>> {
    let mut uses = db.list_where::<LessonUse>("campaign", &campaign)?;
    if uses.is_empty() {
        return Ok(Vec::new());
    }
    uses.sort_by_key(|used| (used.verdict == LessonVerdict::Dismissed, used.created_at, used.id));
    let lessons: HashMap<LessonId, String> =
        db.list::<Lesson>()?.into_iter().map(|lesson| (lesson.id, lesson.title)).collect();
    let mut what_came = Outcomes::of_some(db, Vec::new())?;
    let title = |used: &LessonUse| lessons.get(&used.lesson).cloned().unwrap_or_default();
    uses.iter().map(|used| what_came.use_line(db, book, used, title(used), now)).collect()
}

/// True once a campaign is over, by its dates or by people's word.
pub(super) fn is_over(book: &Book, campaign: &Campaign, now: i64) -> Result<bool> {
    let said = matches!(
        campaign.status,
        CampaignStatus::Ended | CampaignStatus::Reviewed | CampaignStatus::Cancelled
    );
    Ok(said || now >= Period::of(campaign.start, campaign.end, book.settings.zone)?.end)
}

fn is_wanted(lesson: &Lesson, filter: &LessonFilter) -> bool {
    let has = |list: &Tags, wanted: Option<&str>| {
        wanted.is_none_or(|wanted| list.0.iter().any(|word| fold(word) == fold(wanted)))
    };
    (filter.all || lesson.status == LessonStatus::Active)
        && has(&lesson.playbooks, filter.playbook.as_deref())
        && has(&lesson.channels, filter.channel.as_deref())
        && has(&lesson.stages, filter.stage.map(crate::model::Stage::as_str))
        && has(&lesson.metrics, filter.metric.as_deref())
        && has(&lesson.tags, filter.tag.as_deref())
}

/// What campaigns did with lessons and what came of it, each campaign and target computed once.
pub(super) struct Outcomes {
    uses: HashMap<LessonId, Vec<LessonUse>>,
    causes: HashMap<CauseId, String>,
    tasks: HashMap<TaskId, bool>,
    targets: HashMap<TargetId, Option<bool>>,
    campaigns: HashMap<CampaignId, (bool, Option<f64>)>,
}

impl Outcomes {
    pub fn of_all(db: &Db<'_>) -> Result<Self> {
        Self::of_some(db, db.list::<LessonUse>()?)
    }

    fn of_some(db: &Db<'_>, rows: Vec<LessonUse>) -> Result<Self> {
        let mut uses: HashMap<LessonId, Vec<LessonUse>> = HashMap::new();
        for used in rows {
            uses.entry(used.lesson).or_default().push(used);
        }
        for list in uses.values_mut() {
            list.sort_by_key(|used| std::cmp::Reverse((used.created_at, used.id)));
        }
        Ok(Self {
            uses,
            causes: db.list::<Cause>()?.into_iter().map(|cause| (cause.id, cause.text)).collect(),
            tasks: HashMap::new(),
            targets: HashMap::new(),
            campaigns: HashMap::new(),
        })
    }

    pub fn line(&mut self, db: &Db<'_>, book: &Book, lesson: &Lesson, now: i64) -> Result<LessonLine> {
        let uses = self.uses.get(&lesson.id).cloned().unwrap_or_default();
        let uses = uses.iter().map(|used| self.use_line(db, book, used, lesson.title.clone(), now));
        let uses = uses.collect::<Result<Vec<_>>>()?;
        let campaign = lesson.campaign.and_then(|id| book.campaign(id));
        Ok(LessonLine {
            lesson: lesson.clone(),
            campaign: campaign.map(|campaign| (campaign.key.clone(), campaign.name.clone())),
            cause: lesson.cause.and_then(|id| self.causes.get(&id).cloned()),
            uses,
        })
    }

    fn use_line(
        &mut self,
        db: &Db<'_>,
        book: &Book,
        used: &LessonUse,
        lesson: String,
        now: i64,
    ) -> Result<LessonUseLine> {
        let campaign = book.campaign(used.campaign);
        let (is_over, achievement) = match campaign {
            Some(campaign) => self.campaign(db, book, campaign, now)?,
            None => (true, None),
        };
        Ok(LessonUseLine {
            used: used.clone(),
            lesson,
            campaign_key: campaign.map(|campaign| campaign.key.clone()).unwrap_or_default(),
            campaign_name: campaign.map(|campaign| campaign.name.clone()).unwrap_or_default(),
            is_over,
            achievement,
            done: match used.task {
                Some(task) => self.task(db, task)?,
                None => None,
            },
            held: match used.target {
                Some(target) => self.target(db, book, target, now)?,
                None => None,
            },
        })
    }

    fn campaign(
        &mut self,
        db: &Db<'_>,
        book: &Book,
        campaign: &Campaign,
        now: i64,
    ) -> Result<(bool, Option<f64>)> {
        if let Some(known) = self.campaigns.get(&campaign.id) {
            return Ok(*known);
        }
        let targets = book.targets(campaign.id);
        let primary = targets.iter().find(|target| target.is_primary).or_else(|| targets.first());
        let achievement = match primary {
            Some(target) => gauge(db, book, target, now)?.progress,
            None => None,
        };
        let known = (is_over(book, campaign, now)?, achievement);
        self.campaigns.insert(campaign.id, known);
        Ok(known)
    }

    fn task(&mut self, db: &Db<'_>, id: TaskId) -> Result<Option<bool>> {
        if let Some(done) = self.tasks.get(&id) {
            return Ok(Some(*done));
        }
        let done = db.get::<Task>(id.0)?.map(|task| task.status == TaskStatus::Done);
        self.tasks.extend(done.map(|done| (id, done)));
        Ok(done)
    }

    fn target(&mut self, db: &Db<'_>, book: &Book, id: TargetId, now: i64) -> Result<Option<bool>> {
        if let Some(held) = self.targets.get(&id) {
            return Ok(*held);
        }
        let held = match book.target(id) {
            Some(target) => gauge(db, book, target, now)?.held,
            None => None,
        };
        self.targets.insert(id, held);
        Ok(held)
    }
}
