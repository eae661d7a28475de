//! The OKRs as the screens ask for them, where more than the present moment is needed.
use super::FileBackend;
use crate::board::{self, Book, ReviewScope, Snapshot};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{CycleId, Lang, Review, ReviewId, Style};
use crate::report;
use crate::tui::load::Loaded;

impl FileBackend {
    /// A cycle as it stood at a past moment.
    fn stood(&self, cycle: CycleId, at: i64) -> Result<Snapshot> {
        self.store.read(Some(at), |db| board::snapshot(db, &Book::open(db)?, cycle, at))
    }

    /// A walk through a cycle, with what changed since the one before.
    pub(super) fn review(&mut self, scope: ReviewScope, now: i64) -> Result<Loaded> {
        let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_CYCLE_YET);
        let (mut page, present) = self.with_book(|db, book| {
            let page = board::review_page(db, book, scope, now)?.ok_or_else(gone)?;
            let present = board::snapshot(db, book, page.cycle.id, now)?;
            Ok((page, present))
        })?;
        let then = page.is_after_another.then(|| self.stood(page.cycle.id, page.since)).transpose()?;
        page.tell_changes(then.as_ref(), &present);
        Ok(Loaded::Review(Box::new(page)))
    }

    /// The minutes of a review, as Markdown.
    pub(super) fn minutes(&mut self, id: ReviewId, lang: Lang, now: i64) -> Result<Loaded> {
        let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_REVIEW).arg("text", id.0);
        let (review, before) = self.read(|db| {
            let review = db.get::<Review>(id.0)?.ok_or_else(gone)?;
            let before = board::review_before(db, &review)?;
            Ok((review, before))
        })?;
        let settings = self.store.settings()?;
        let end = self.stood(review.cycle, review.ended_at.unwrap_or(now))?;
        let since = before.and_then(|review| review.ended_at);
        let then = since.map(|at| self.stood(review.cycle, at)).transpose()?;
        let found = self.read(|db| board::minutes(db, &Book::open(db)?, &review, then.as_ref(), &end))?;
        let style = Style::new(lang, &settings.currency);
        Ok(Loaded::Minutes(report::minutes_markdown(&found, lang, style, settings.zone)))
    }
}
