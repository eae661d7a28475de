//! Days of the roll-up that are read before they are asked for.
use super::db::{DayRow, Db};
use crate::error::Result;
use crate::model::{CampaignId, Day, Quantity, SeriesId};
use rusqlite::{Params, Statement};
use std::collections::HashMap;

/// Days of the roll-up read in one go for a campaign, because one statement for all its series costs a fraction of
/// one for each.
#[derive(Default)]
pub(super) struct Ahead {
    pub first: Day,
    pub last: Day,
    pub days: HashMap<SeriesId, Vec<DayRow>>,
}

/// The days of the series that fulfil a condition.
fn ahead_of(condition: &str) -> String {
    format!(
        "SELECT s.id, d.day, d.value, d.until, d.at FROM series s
         LEFT JOIN reading_day d ON d.series = s.id AND d.day BETWEEN ?1 AND ?2
         WHERE {condition} ORDER BY s.id, d.day"
    )
}

impl Db<'_> {
    /// Reads the days `first..=last` of all series of a campaign at once; [`Db::days`] answers from them then.
    ///
    /// # Errors
    /// Storage errors.
    pub fn read_ahead(&self, campaign: CampaignId, first: Day, last: Day) -> Result<()> {
        let statement = self.conn.prepare_cached(&ahead_of("s.campaign = ?3"));
        let mut statement = statement.map_err(|e| self.fault(&e))?;
        self.fill_ahead(&mut statement, (first.0, last.0, campaign.0), first, last)
    }

    /// The same of some series, whatever they belong to.
    ///
    /// # Errors
    /// Storage errors.
    pub fn read_ahead_of(&self, series: &[SeriesId], first: Day, last: Day) -> Result<()> {
        if series.is_empty() {
            return Ok(());
        }
        let ids: Vec<String> = series.iter().map(|id| id.0.to_string()).collect();
        let statement = self.conn.prepare(&ahead_of(&format!("s.id IN ({})", ids.join(", "))));
        let mut statement = statement.map_err(|e| self.fault(&e))?;
        self.fill_ahead(&mut statement, (first.0, last.0), first, last)
    }

    fn fill_ahead(
        &self,
        statement: &mut Statement<'_>,
        params: impl Params,
        first: Day,
        last: Day,
    ) -> Result<()> {
        let mut rows = statement.query(params).map_err(|e| self.fault(&e))?;
        let mut ahead = Ahead { first, last, days: HashMap::new() };
        while let Some(row) = rows.next().map_err(|e| self.fault(&e))? {
            let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(i64, Option<DayRow>)> {
                let day = match row.get::<_, Option<i32>>(1)? {
                    Some(day) => {
                        Some((Day(day), Quantity::from_micros(row.get(2)?), row.get(3)?, row.get(4)?))
                    }
                    None => None,
                };
                Ok((row.get(0)?, day))
            };
            let (series, day) = read(row).map_err(|e| self.fault(&e))?;
            ahead.days.entry(SeriesId(series)).or_default().extend(day);
        }
        *self.ahead.borrow_mut() = ahead;
        Ok(())
    }
}
