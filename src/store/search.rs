//! Full-text search of lessons.
use super::db::Db;
use crate::error::Result;
use crate::model::{LessonId, search_query};

impl Db<'_> {
    /// The lessons that hold every word of a text as typed, by how well they match (BM25), the latest first among equals.
    /// None where the text holds no word: then there is nothing to look for.
    ///
    /// # Errors
    /// Storage errors.
    pub fn search_lessons(&self, text: &str) -> Result<Option<Vec<LessonId>>> {
        let Some(query) = search_query(text) else { return Ok(None) };
        let sql = "SELECT rowid FROM lesson_words WHERE lesson_words MATCH ?1 ORDER BY rank, rowid DESC";
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.fault(&e))?;
        let rows = statement.query_map([query], |row| row.get(0).map(LessonId));
        rows.and_then(Iterator::collect).map(Some).map_err(|e| self.fault(&e))
    }
}
