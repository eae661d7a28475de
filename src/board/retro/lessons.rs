//! The lessons library.
use super::{LessonFilter, LessonLine, LessonUseLine};
use crate::board::Book;
use crate::error::Result;
use crate::model::{CampaignId, Lesson};
use crate::store::Db;

/// The lessons that a filter wants: by how well they match where a text is looked for, else the latest first.
///
/// # Errors
/// Storage errors.
pub fn lessons(_db: &Db<'_>, _book: &Book, _filter: &LessonFilter, _now: i64) -> Result<Vec<LessonLine>> {
    Ok(Vec::new())
}

/// One lesson with what came of it.
///
/// # Errors
/// Storage errors.
pub fn lesson_line(_db: &Db<'_>, _book: &Book, lesson: &Lesson, _now: i64) -> Result<LessonLine> {
    Ok(LessonLine { lesson: lesson.clone(), campaign: None, cause: None, uses: Vec::new() })
}

/// What a campaign did with lessons.
///
/// # Errors
/// Storage errors.
pub fn uses_of_campaign(
    _db: &Db<'_>,
    _book: &Book,
    _campaign: CampaignId,
    _now: i64,
) -> Result<Vec<LessonUseLine>> {
    Ok(Vec::new())
}
