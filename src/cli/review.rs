//! `fupan review …`
use super::{output, session::Session};
use crate::board::{Book, Snapshot, changes, minutes, review_before, review_order, snapshot};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Cycle, CycleId, Review, ReviewId};
use crate::planner::okr::find;
use crate::planner::{ActionDraft, OkrPlace, OkrRequest};
use crate::report::{Format, Walk, minutes_json, minutes_markdown, reviews_table, walk_json, walk_text};
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Command {
    #[command(subcommand)]
    command: Option<Verb>,
    cycle: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Start {
        cycle: Option<String>,
        #[arg(long)]
        kind: Option<String>,
    },
    Note(Words),
    Decide(Words),
    Act {
        #[arg(value_name = "ABOUT")]
        place: String,
        title: String,
        #[arg(long)]
        owner: Option<String>,
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        due: Option<String>,
        #[arg(long, value_name = "N")]
        review: Option<i64>,
    },
    End {
        #[arg(long, value_name = "N")]
        review: Option<i64>,
    },
    List {
        cycle: Option<String>,
    },
    Minutes {
        #[arg(long, value_name = "N")]
        review: Option<i64>,
    },
}

#[derive(Debug, Args)]
struct Words {
    #[arg(value_name = "ABOUT")]
    place: String,
    text: String,
    #[arg(long)]
    kind: Option<String>,
    #[arg(long, value_name = "N")]
    review: Option<i64>,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self.command {
            None => walk(session, &self.cycle.unwrap_or_default()),
            Some(Verb::Start { cycle, kind }) => {
                let cycle = cycle.unwrap_or_default();
                session.ask(OkrRequest::ReviewStart { cycle, kind }.into())
            }
            Some(Verb::Note(words)) => write(session, words, "observation"),
            Some(Verb::Decide(words)) => write(session, words, "decision"),
            Some(Verb::Act { place: about, title, owner, due, review }) => {
                let (about, cycle) = place(session, &about)?;
                let review = Some(running(session, Some(cycle), review)?.id);
                let draft = ActionDraft { title: Some(title), owner, due, ..ActionDraft::default() };
                session.ask(OkrRequest::ActionAdd { about, draft, review }.into())
            }
            Some(Verb::End { review }) => {
                let review = running(session, None, review)?.id;
                session.ask(OkrRequest::ReviewEnd { review }.into())
            }
            Some(Verb::List { cycle }) => list(session, cycle.as_deref()),
            Some(Verb::Minutes { review }) => print_minutes(session, review),
        }
    }
}

fn write(session: &mut Session, words: Words, usual: &str) -> Result<()> {
    let (about, cycle) = place(session, &words.place)?;
    let review = Some(running(session, Some(cycle), words.review)?.id);
    let kind = words.kind.or_else(|| Some(usual.to_owned()));
    session.ask(OkrRequest::OkrNoteAdd { about, text: words.text, kind, review }.into())
}

/// What is meant: an objective, else a whole cycle.
pub(super) fn place(session: &mut Session, text: &str) -> Result<(OkrPlace, CycleId)> {
    session.read(|db, now| {
        let today = db.settings()?.zone.day_of(now);
        match find::objective(db, text, today) {
            Ok((cycle, objective)) => Ok((OkrPlace::Objective(format!("#{}", objective.id.0)), cycle.id)),
            Err(error) => match find::cycle(db, text, today) {
                Ok(cycle) if !text.trim().is_empty() => Ok((OkrPlace::Cycle(cycle.id), cycle.id)),
                _ => Err(error),
            },
        }
    })
}

/// The review of a number; else the one that goes on, of this cycle where one is given.
fn running(session: &mut Session, cycle: Option<CycleId>, number: Option<i64>) -> Result<Review> {
    session.read(|db, _| {
        if let Some(number) = number {
            return db.get::<Review>(number)?.ok_or_else(|| no_review(number));
        }
        let all = db.list::<Review>()?;
        let open = |r: &&Review| r.ended_at.is_none() && cycle.is_none_or(|cycle| r.cycle == cycle);
        let found = all.iter().filter(open).max_by_key(|r| (r.started_at, r.id)).cloned();
        found.ok_or_else(|| Error::new(Kind::NotFound, &tr::ERROR_NO_REVIEW_RUNS).field("review"))
    })
}

fn no_review(number: i64) -> Error {
    Error::new(Kind::NotFound, &tr::ERROR_NO_REVIEW).arg("text", number).field("review")
}

/// A cycle as it stood at a moment of the past.
fn snapshot_then(session: &mut Session, cycle: CycleId, at: i64) -> Result<Snapshot> {
    session.store()?.read(Some(at), |db| snapshot(db, &Book::open(db)?, cycle, at))
}

fn walk(session: &mut Session, text: &str) -> Result<()> {
    let (lang, style, zone) = (session.lang, session.style()?, session.store()?.settings()?.zone);
    let (cycle, since, now) = session.read(|db, now| {
        // Without a word the review that goes on is meant, where there is one.
        let open =
            db.list::<Review>()?.into_iter().filter(|r| text.trim().is_empty() && r.ended_at.is_none());
        let cycle = match open
            .max_by_key(|r| (r.started_at, r.id))
            .map(|review| db.get::<Cycle>(review.cycle.0))
            .transpose()?
            .flatten()
        {
            Some(cycle) => cycle,
            None => find::cycle(db, text, db.settings()?.zone.day_of(now)).map_err(|e| e.field("cycle"))?,
        };
        let ended = db.list_where::<Review>("cycle", &cycle.id)?.into_iter().filter_map(|r| r.ended_at);
        let since = ended.filter(|at| *at <= now).max();
        Ok((cycle.id, since, snapshot(db, &Book::open(db)?, cycle.id, now)?))
    })?;
    let then = since.map(|at| snapshot_then(session, cycle, at)).transpose()?;
    let changed = changes(then.as_ref(), &now);
    let block = |index: usize| {
        let line = now.objectives.get(index)?;
        let change = changed.iter().find(|change| change.id == line.id)?;
        Some((line.clone(), change.clone()))
    };
    let objectives = review_order(&now.objectives).into_iter().filter_map(block).collect();
    let none = || Error::new(Kind::NotFound, &tr::ERROR_NO_CYCLE_YET);
    let walk = Walk { cycle: now.cycle.clone().ok_or_else(none)?, since, objectives };
    match session.format() {
        Format::Text if walk.objectives.is_empty() => {
            output::print(&format!("{}\n", tr::SAID_NO_OBJECTIVES.get(lang)))
        }
        Format::Text => output::print(&walk_text(&walk, lang, style, zone)),
        _ => output::print(&format!("{:#}\n", walk_json(&walk, zone))),
    }
}

fn list(session: &mut Session, cycle: Option<&str>) -> Result<()> {
    let (lang, zone) = (session.lang, session.store()?.settings()?.zone);
    let reviews = session.read(|db, now| {
        let today = db.settings()?.zone.day_of(now);
        let wanted = cycle.map(|text| find::cycle(db, text, today)).transpose()?;
        let cycles = db.list::<crate::model::Cycle>()?;
        let key = |id| cycles.iter().find(|c| c.id == id).map(|c| c.key.clone()).unwrap_or_default();
        let mut reviews = db.list::<Review>()?;
        reviews.retain(|review| wanted.as_ref().is_none_or(|cycle| cycle.id == review.cycle));
        reviews.sort_by_key(|review| (review.started_at, review.id));
        Ok(reviews.into_iter().map(|review| (key(review.cycle), review)).collect::<Vec<_>>())
    })?;
    session.print(&reviews_table(&reviews, lang, zone), &tr::SAID_NO_REVIEWS)
}

/// The minutes of a review; of the last one where none is named.
fn print_minutes(session: &mut Session, number: Option<i64>) -> Result<()> {
    let (lang, style, zone) = (session.lang, session.style()?, session.store()?.settings()?.zone);
    let moment = session.moment()?.1;
    let (review, before) = session.read(|db, _| {
        let review = match number {
            Some(number) => db.get::<Review>(number)?.ok_or_else(|| no_review(number))?,
            None => {
                let last = db.list::<Review>()?.into_iter().max_by_key(|r| (r.started_at, r.id));
                last.ok_or_else(|| Error::new(Kind::NotFound, &tr::ERROR_NO_REVIEW_YET))?
            }
        };
        let before = review_before(db, &review)?;
        Ok((review, before))
    })?;
    let end = snapshot_then(session, review.cycle, review.ended_at.unwrap_or(moment))?;
    let since = before.and_then(|review| review.ended_at);
    let then = since.map(|at| snapshot_then(session, review.cycle, at)).transpose()?;
    let found = session.read(|db, _| minutes(db, &Book::open(db)?, &review, then.as_ref(), &end))?;
    match session.format() {
        Format::Json => output::print(&format!("{:#}\n", minutes_json(&found, zone))),
        _ => output::print(&minutes_markdown(&found, lang, style, zone)),
    }
}

/// The review that goes on of a cycle, where there is one: what is written down while it does belongs to it.
pub(super) fn review_that_runs(session: &mut Session, cycle: CycleId) -> Option<ReviewId> {
    running(session, Some(cycle), None).ok().map(|review| review.id)
}
