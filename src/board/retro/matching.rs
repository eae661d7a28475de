//! Lessons that come back while planning.
use super::lessons::Outcomes;
use super::{LessonScope, MatchOn, Matching};
use crate::board::Book;
use crate::error::Result;
use crate::model::{Budget, Campaign, CampaignId, Channel, Lesson, LessonId, LessonStatus, LessonUse, fold};
use crate::store::Db;
use std::collections::HashMap;

/// What a campaign is known by: its playbook, its stage, the channels it plans money for or has readings of, the metrics of
/// its targets.
///
/// # Errors
/// Storage errors.
pub fn scope_of(db: &Db<'_>, book: &Book, campaign: &Campaign) -> Result<LessonScope> {
    let planned = db.list_where::<Budget>("campaign", &campaign.id)?.into_iter().map(|budget| budget.channel);
    let mut channels: Vec<String> = Vec::new();
    for channel in planned.chain(book.channels_of(campaign.id)) {
        let key = book.channel_key(channel).to_owned();
        if !channels.contains(&key) {
            channels.push(key);
        }
    }
    let metrics = book.targets(campaign.id).iter().filter_map(|target| target.metric);
    let metrics = metrics.filter_map(|id| book.metric(id)).map(|metric| metric.key.clone());
    Ok(LessonScope {
        campaign: Some(campaign.id),
        playbook: campaign.playbook.clone(),
        stage: campaign.stage,
        channels,
        metrics: metrics.collect(),
    })
}

/// The active lessons that hold for a campaign: those it has not decided on first, the best match first. The same playbook
/// tells more than any channel, a channel more than any metric, a metric more than the stage; among equals the latest is
/// first. What was learned in the campaign itself does not come back to it.
///
/// # Errors
/// Storage errors.
pub fn matching(db: &Db<'_>, book: &Book, scope: &LessonScope, now: i64) -> Result<Vec<Matching>> {
    let library = Library::read(db)?;
    let found = found(db, book, &library, scope)?;
    let mut what_came = Outcomes::of_all(db)?;
    let line = |Found { lesson, on, used }| {
        Ok(Matching { lesson: what_came.line(db, book, lesson, now)?, on, used })
    };
    found.into_iter().map(line).collect()
}

/// What a campaign took or dismissed that does not match it, or no longer does: without a reason why it would hold.
///
/// # Errors
/// Storage errors.
pub fn decided_besides(
    db: &Db<'_>,
    book: &Book,
    (campaign, matching): (CampaignId, &[Matching]),
    now: i64,
) -> Result<Vec<Matching>> {
    let mut uses = db.list_where::<LessonUse>("campaign", &campaign)?;
    uses.retain(|used| matching.iter().all(|matching| matching.lesson.lesson.id != used.lesson));
    if uses.is_empty() {
        return Ok(Vec::new());
    }
    uses.sort_by_key(|used| (used.created_at, used.id));
    let mut what_came = Outcomes::of_all(db)?;
    let mut out = Vec::with_capacity(uses.len());
    for used in uses {
        let Some(lesson) = db.get::<Lesson>(used.lesson.0)? else { continue };
        let lesson = what_came.line(db, book, &lesson, now)?;
        out.push(Matching { lesson, on: Vec::new(), used: Some(used) });
    }
    Ok(out)
}

/// Those of them that campaigns have not decided on, without what came of them elsewhere. Lessons are read once for all.
///
/// # Errors
/// Storage errors.
pub fn waiting(
    db: &Db<'_>,
    book: &Book,
    campaigns: &[&Campaign],
) -> Result<HashMap<CampaignId, Vec<Lesson>>> {
    let library = if campaigns.is_empty() { Library::default() } else { Library::read(db)? };
    let mut out = HashMap::new();
    for campaign in campaigns.iter().filter(|_| !library.lessons.is_empty()) {
        let found = found(db, book, &library, &scope_of(db, book, campaign)?)?.into_iter();
        let open = found.filter(|found| found.used.is_none()).map(|found| found.lesson.clone());
        out.insert(campaign.id, open.collect());
    }
    Ok(out)
}

/// The active lessons, and what channels are called.
#[derive(Default)]
struct Library {
    lessons: Vec<Lesson>,
    channels: HashMap<String, String>,
}

impl Library {
    fn read(db: &Db<'_>) -> Result<Self> {
        let lessons = db.list_where::<Lesson>("status", &LessonStatus::Active)?;
        let channels = match lessons.is_empty() {
            true => Vec::new(),
            false => db.list::<Channel>()?,
        };
        Ok(Self { lessons, channels: channels.into_iter().map(|c| (c.key, c.name)).collect() })
    }
}

/// A lesson that holds.
struct Found<'a> {
    lesson: &'a Lesson,
    on: Vec<MatchOn>,
    used: Option<LessonUse>,
}

fn found<'a>(db: &Db<'_>, book: &Book, library: &'a Library, scope: &LessonScope) -> Result<Vec<Found<'a>>> {
    if library.lessons.is_empty() {
        return Ok(Vec::new());
    }
    let mut uses: HashMap<LessonId, LessonUse> = match scope.campaign {
        Some(id) => db.list_where::<LessonUse>("campaign", &id)?.into_iter().map(|u| (u.lesson, u)).collect(),
        None => HashMap::new(),
    };
    let is_own = |lesson: &Lesson| scope.campaign.is_some() && lesson.campaign == scope.campaign;
    let mut found: Vec<Found<'_>> = Vec::new();
    for lesson in &library.lessons {
        let on = matched(lesson, scope, book, &library.channels);
        if !on.is_empty() && !is_own(lesson) {
            let used = uses.remove(&lesson.id);
            found.push(Found { lesson, on, used });
        }
    }
    found.sort_by_key(|Found { lesson, on, used }| {
        let count = |is: fn(&MatchOn) -> bool| std::cmp::Reverse(on.iter().filter(|on| is(on)).count());
        (
            used.is_some(),
            count(|on| matches!(on, MatchOn::Playbook(_))),
            count(|on| matches!(on, MatchOn::Channel(_))),
            count(|on| matches!(on, MatchOn::Metric(..))),
            count(|on| matches!(on, MatchOn::Stage(_))),
            std::cmp::Reverse((lesson.created_at, lesson.id)),
        )
    });
    Ok(found)
}

/// Why a lesson holds for a campaign, the most telling first.
fn matched(
    lesson: &Lesson,
    scope: &LessonScope,
    book: &Book,
    channels: &HashMap<String, String>,
) -> Vec<MatchOn> {
    let is_in = |list: &[String], key: &str| list.iter().any(|other| fold(other) == fold(key));
    let mut on = Vec::new();
    if let Some(playbook) = scope.playbook.as_ref().filter(|key| is_in(&lesson.playbooks.0, key)) {
        on.push(MatchOn::Playbook(playbook.clone()));
    }
    // A campaign that is only proposed has its channels as they were typed: by key or by name.
    let uses = |key: &&String| {
        is_in(&scope.channels, key) || channels.get(*key).is_some_and(|name| is_in(&scope.channels, name))
    };
    for key in lesson.channels.0.iter().filter(uses) {
        on.push(MatchOn::Channel(channels.get(key).unwrap_or(key).clone()));
    }
    for key in lesson.metrics.0.iter().filter(|key| is_in(&scope.metrics, key)) {
        let name = |of: fn(&crate::model::Metric) -> &String| book.metric_of(key).map_or(key, of).clone();
        on.push(MatchOn::Metric(name(|m| &m.name_en), name(|m| &m.name_zh)));
    }
    if let Some(stage) = scope.stage.filter(|stage| is_in(&lesson.stages.0, stage.as_str())) {
        on.push(MatchOn::Stage(stage));
    }
    on
}
