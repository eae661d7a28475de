//! Which key results await a check-in, and in which order a review walks.
use super::super::book::Book;
use super::super::gauge::gauge;
use super::view::ObjectiveLine;
use crate::error::Result;
use crate::model::{CycleId, Feed, Lang, ObjectiveId, Status, Target, TargetId};
use crate::store::Db;

/// A key result whose check-in is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInDue {
    /// The key result.
    pub key_result: TargetId,
    /// Its objective.
    pub objective: ObjectiveId,
    /// Its cycle.
    pub cycle: CycleId,
    /// `2026-q4/o1/kr1`
    pub path: String,
    /// What it says, in English.
    pub name_en: String,
    /// What it says, in Chinese.
    pub name_zh: String,
    /// Who answers for it; the objective's owner where nobody else does.
    pub owner: String,
    /// Where its number comes from: only a typed one takes a value.
    pub feed: Feed,
    /// When it was last checked in, UTC seconds.
    pub checked_at: Option<i64>,
    /// The last confidence, 0 to 10.
    pub confidence: Option<i64>,
    /// When its check-in is due, UTC seconds.
    pub due_at: i64,
    /// Whole days it is overdue; 0 on the day, negative before.
    pub days: i32,
    /// Whole days since it was last checked in, or since it began.
    pub since: i32,
}

impl CheckInDue {
    /// What it says.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.name_en,
            Lang::Zh => &self.name_zh,
        }
    }
}

/// The key results whose check-in is due by `until`, the most overdue first; `days` counts from `now`.
///
/// # Errors
/// A fault where a time of day does not exist in the time zone.
pub fn check_ins_due(book: &Book, now: i64, until: i64) -> Result<Vec<CheckInDue>> {
    let zone = book.settings.zone;
    let today = zone.day_of(now);
    let mut out = Vec::new();
    for objective in &book.objectives {
        for target in book.key_results(objective.id) {
            let feed = target.key_result.as_ref().map_or(Feed::Business, |own| own.feed);
            let period = book.period(target)?;
            let due = book.check_in_due(target, &period, now);
            let Some(due_at) = due.filter(|due| *due <= until) else { continue };
            let said = || book.said(target.id, now);
            let began = period.start.max(target.created_at);
            let spoken = said().next_back().map_or(began, |c| c.at - 1);
            let metric = book.measured_by(target);
            let name = |of: fn(&crate::model::Metric) -> &String| match metric {
                Some(metric) if target.title.is_empty() => of(metric).clone(),
                _ => target.title.clone(),
            };
            out.push(CheckInDue {
                key_result: target.id,
                objective: objective.id,
                cycle: objective.cycle,
                path: format!("{}/{}", book.path(objective), target.key),
                name_en: name(|m| &m.name_en),
                name_zh: name(|m| &m.name_zh),
                owner: target.owner.clone().unwrap_or_else(|| objective.owner.clone()),
                feed,
                checked_at: said().next_back().map(|c| c.at),
                confidence: said().rev().find_map(|c| c.confidence),
                due_at,
                days: today.0 - zone.day_of(due_at).0,
                since: today.0 - zone.day_of(spoken).0,
            });
        }
    }
    out.sort_by(|a, b| (a.due_at, &a.path).cmp(&(b.due_at, &b.path)));
    Ok(out)
}

/// How a key result stands whose number is not typed; none where it is: a check-in is judged by its own value then.
///
/// # Errors
/// Storage errors.
pub fn status_where_fed(db: &Db<'_>, book: &Book, target: &Target, now: i64) -> Result<Option<Status>> {
    let is_typed = target.key_result.as_ref().is_none_or(|own| own.feed == Feed::Hand);
    if is_typed && target.steps.0.is_empty() {
        return Ok(None);
    }
    Ok(Some(gauge(db, book, target, now)?.status))
}

/// The order a review walks objectives in: the worst first, then what is stale, then what is furthest behind its own
/// plan, then what was longest not spoken of. Gives indices.
#[must_use]
pub fn review_order(objectives: &[ObjectiveLine]) -> Vec<usize> {
    let silent = |line: &ObjectiveLine| line.key_results.iter().any(|kr| kr.line.is_stale);
    let behind = |line: &ObjectiveLine| match (line.progress, line.expected) {
        (Some(progress), Some(expected)) if expected > 0.0 => progress / expected,
        (Some(_), _) => 1.0,
        (None, _) => 0.0,
    };
    // What has nothing in it stands before what is green: somebody should say what it is measured by.
    let health = |line: &ObjectiveLine| line.health.unwrap_or(Status::Pending);
    let mut order: Vec<(usize, &ObjectiveLine)> = objectives.iter().enumerate().collect();
    order.sort_by(|(ai, a), (bi, b)| {
        let worst = health(b).cmp(&health(a));
        let stale = silent(b).cmp(&silent(a));
        let weak = behind(a).total_cmp(&behind(b));
        let said = a.checked_at.cmp(&b.checked_at);
        worst.then(stale).then(weak).then(said).then(ai.cmp(bi))
    });
    order.into_iter().map(|(index, _)| index).collect()
}
