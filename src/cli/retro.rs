//! `fupan retro …`
mod find;
mod show;
mod write;

use super::session::Session;
use crate::board::kept_figures;
use crate::error::Result;
use crate::planner::{RetroDraft, RetroRequest};
use clap::{Args, Subcommand};
use find::{page, place};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    List {
        #[arg(long)]
        open: bool,
    },
    Show(About),
    Start(About),
    Set {
        #[arg(value_name = "KEY")]
        retro: String,
        #[arg(long, value_name = "WHO")]
        leader: Option<String>,
        #[arg(long, value_name = "TEXT")]
        goal_note: Option<String>,
        #[arg(long, value_name = "TEXT")]
        result_note: Option<String>,
    },
    Finish(About),
    Reopen(About),
    #[command(subcommand)]
    Finding(write::Finding),
    #[command(subcommand)]
    Cause(write::Cause),
    #[command(subcommand)]
    Insight(write::Insight),
    Answer(write::Answer),
}

#[derive(Debug, Args)]
pub(super) struct About {
    #[arg(value_name = "KEY")]
    retro: String,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::List { open } => show::list(session, open),
            Self::Show(about) => show::show(session, &about.retro),
            Self::Start(about) => {
                let about = place(session, &about.retro)?;
                session.ask(RetroRequest::Start { about }.into())
            }
            Self::Set { retro, leader, goal_note, result_note } => {
                let about = place(session, &retro)?;
                let draft = RetroDraft { leader, goal_note, result_note };
                session.ask(RetroRequest::Set { about, seen: None, draft }.into())
            }
            Self::Finish(about) => {
                let (about, page) = page(session, &about.retro)?;
                let figures = kept_figures(&page);
                session.ask(RetroRequest::Finish { about, figures }.into())
            }
            Self::Reopen(about) => {
                let about = place(session, &about.retro)?;
                session.ask(RetroRequest::Reopen { about }.into())
            }
            Self::Finding(command) => command.run(session),
            Self::Cause(command) => command.run(session),
            Self::Insight(command) => command.run(session),
            Self::Answer(command) => command.run(session),
        }
    }
}
