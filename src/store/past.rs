//! What was done, by batches: of the whole file, or of one campaign.
use super::db::{BatchRow, Db, quoted};
use super::undo::ENTITIES;
use crate::error::Result;
use crate::model::{Campaign, CampaignId, Entity as _, Retro};

/// The column that says to which campaign a row belongs.
const OWNER: &str = "campaign";
/// The column that says to which retrospective one belongs, where no campaign is named.
const RETRO: &str = "retro";

impl Db<'_> {
    /// The newest batches, newest first.
    ///
    /// # Errors
    /// Storage errors.
    pub fn batches(&self, limit: usize) -> Result<Vec<BatchRow>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.batch_rows("WHERE ?2 IS NULL OR at <= ?2 ORDER BY id DESC LIMIT ?1", (limit, self.as_of))
    }

    /// The batches that may be about a campaign, newest first: every one that changed it or what belongs to it, and
    /// the newest `newest` of the file, whatever they are. Readings come in by the million, what people do does not.
    ///
    /// # Errors
    /// Storage errors.
    pub fn batches_about(&self, campaign: CampaignId, newest: usize) -> Result<Vec<BatchRow>> {
        let has = |columns: &[&str], column: &&str| columns.contains(column);
        let named = |of: &dyn Fn(&[&str]) -> bool| {
            let tables = ENTITIES.iter().filter(|(_, columns)| of(columns));
            tables.map(|(table, _)| format!("'{table}'")).collect::<Vec<_>>().join(", ")
        };
        let owned = named(&|columns| has(columns, &OWNER));
        let of_retro = named(&|columns| has(columns, &RETRO) && !has(columns, &OWNER));
        let condition = format!(
            "WHERE id IN (
               SELECT batch FROM history WHERE entity = '{}' AND entity_id = ?1
               UNION SELECT batch FROM history WHERE entity IN ({owned}) AND COALESCE(after, before) LIKE ?2
               UNION SELECT h.batch FROM history h JOIN (
                 SELECT DISTINCT entity_id AS id FROM history WHERE entity = '{}'
                 AND COALESCE(after, before) LIKE ?2) r
                 WHERE h.entity IN ({of_retro}) AND COALESCE(h.after, h.before) LIKE '%{}:' || r.id || ',%'
               UNION SELECT id FROM batch WHERE id > ?3 + (
                 SELECT id FROM batch WHERE ?4 IS NULL OR at <= ?4 ORDER BY id DESC LIMIT 1))
             AND (?4 IS NULL OR at <= ?4) ORDER BY id DESC",
            Campaign::TABLE,
            Retro::TABLE,
            quoted(&[RETRO]),
        );
        let its_own = format!("%{}:{},%", quoted(&[OWNER]), campaign.0);
        let newest = -i64::try_from(newest).unwrap_or(i64::MAX);
        self.batch_rows(&condition, (campaign.0, its_own, newest, self.as_of))
    }

    fn batch_rows(&self, condition: &str, params: impl rusqlite::Params) -> Result<Vec<BatchRow>> {
        let sql = format!("SELECT id, at, actor, title, kind, of, undone FROM batch {condition}");
        let mut statement = self.conn.prepare_cached(&sql).map_err(|e| self.fault(&e))?;
        let rows = statement.query_map(params, |row| {
            Ok(BatchRow {
                id: row.get(0)?,
                at: row.get(1)?,
                actor: row.get(2)?,
                title: row.get(3)?,
                kind: row.get(4)?,
                of: row.get(5)?,
                undone: row.get(6)?,
            })
        });
        rows.and_then(Iterator::collect).map_err(|e| self.fault(&e))
    }
}
