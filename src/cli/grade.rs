//! `fupan grade`, `fupan carry`
use super::{output, session::Session};
use crate::board::{Book, key_result_line, okr_tree};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::planner::okr::find;
use crate::planner::{CarryDraft, OkrRequest};
use crate::report::{Format, grades_json, grades_table};
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Grade {
    #[command(subcommand)]
    command: Option<Verb>,
    #[arg(required = true)]
    what: Option<String>,
    #[arg(required = true, allow_hyphen_values = true)]
    grade: Option<String>,
    #[arg(long)]
    reason: Option<String>,
    #[arg(long)]
    cause: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List { cycle: Option<String> },
}

impl Grade {
    pub fn run(self, session: &mut Session) -> Result<()> {
        if let Some(Verb::List { cycle }) = self.command {
            return list(session, &cycle.unwrap_or_default());
        }
        let (what, grade) = (self.what.unwrap_or_default(), self.grade.unwrap_or_default());
        session
            .ask(OkrRequest::Grade { what, seen: None, grade, reason: self.reason, cause: self.cause }.into())
    }
}

fn list(session: &mut Session, text: &str) -> Result<()> {
    let (lang, style) = (session.lang, session.style()?);
    let tree = session.read(|db, now| {
        let cycle = find::cycle(db, text, db.settings()?.zone.day_of(now)).map_err(|e| e.field("cycle"))?;
        okr_tree(db, &Book::open(db)?, Some(cycle.id), now)
    })?;
    match (session.format(), &tree.cycle) {
        (Format::Json, Some(cycle)) => {
            output::print(&format!("{:#}\n", grades_json(cycle, &tree.objectives)))
        }
        (Format::Json, None) => Err(Error::new(Kind::NotFound, &tr::ERROR_NO_CYCLE_YET)),
        _ => session.print(&grades_table(&tree.objectives, lang, style), &tr::SAID_NO_OBJECTIVES),
    }
}

#[derive(Debug, Args)]
pub(super) struct Carry {
    objective: String,
    verdict: String,
    #[arg(long)]
    why: String,
    #[arg(long, value_name = "CYCLE")]
    to: Option<String>,
    #[arg(long)]
    with_progress: bool,
    #[arg(long = "kr", value_name = "KEY-RESULT", value_delimiter = ',')]
    key_results: Vec<String>,
}

impl Carry {
    pub fn run(self, session: &mut Session) -> Result<()> {
        // Where the numbers that are not typed stand is the board's to tell.
        let stands = session.read(|db, now| {
            let book = Book::open(db)?;
            let today = db.settings()?.zone.day_of(now);
            let Ok((_, objective)) = find::objective(db, &self.objective, today) else {
                return Ok(Vec::new());
            };
            let mut out = Vec::new();
            for target in book.key_results(objective.id) {
                let line = key_result_line(db, &book, target, now)?;
                out.extend(line.line.actual.map(|actual| (target.id, actual)));
            }
            Ok(out)
        })?;
        let draft = CarryDraft {
            seen: None,
            objective: self.objective,
            verdict: self.verdict,
            why: self.why,
            to: self.to,
            with_progress: self.with_progress,
            key_results: Some(self.key_results).filter(|list| !list.is_empty()),
            stands,
        };
        session.ask(OkrRequest::CarryOver(draft).into())
    }
}
