//! `fupan okr cycle …`
use super::super::output;
use super::super::session::Session;
use super::{Which, look, star_flows};
use crate::board::okr_tree;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::planner::{CycleDraft, OkrRequest};
use crate::report::{Format, cycle_json, cycles_table, tree_text};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(in super::super) enum Command {
    New {
        key: String,
        #[command(flatten)]
        fields: Fields,
    },
    List,
    Show {
        cycle: Option<String>,
    },
    Set {
        cycle: String,
        #[arg(long)]
        key: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
    Delete {
        cycle: String,
    },
}

#[derive(Debug, Args)]
pub(in super::super) struct Fields {
    #[arg(long)]
    name: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    start: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    end: Option<String>,
    #[arg(long)]
    status: Option<String>,
}

impl Fields {
    fn draft(self, key: Option<String>) -> CycleDraft {
        CycleDraft { key, name: self.name, start: self.start, end: self.end, status: self.status }
    }
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::New { key, fields } => session.ask(OkrRequest::CycleNew(fields.draft(Some(key))).into()),
            Self::List => list(session),
            Self::Show { cycle } => show(session, cycle),
            Self::Set { cycle, key, fields } => {
                session.ask(OkrRequest::CycleSet { cycle, seen: None, draft: fields.draft(key) }.into())
            }
            Self::Delete { cycle } => session.ask(OkrRequest::CycleDelete { cycle }.into()),
        }
    }
}

fn list(session: &mut Session) -> Result<()> {
    let look = look(session)?;
    let book = session.book()?;
    let tree = session.read(|db, now| okr_tree(db, &book, None, now))?;
    if session.format() == Format::Json {
        let cycles: Vec<_> = tree.cycles.iter().map(|cycle| cycle_json(cycle, look.zone)).collect();
        return output::print(&format!("{:#}\n", serde_json::Value::Array(cycles)));
    }
    session.print(&cycles_table(&tree.cycles, &look), &tr::OUTPUT_NO_CYCLES)
}

fn show(session: &mut Session, cycle: Option<String>) -> Result<()> {
    let look = look(session)?;
    let book = session.book()?;
    let which = Which { cycle, ..Which::default() };
    let tree = which.tree(session, &book)?;
    let none = || Error::new(Kind::NotFound, &tr::ERROR_NO_CYCLE_YET);
    let line = tree.cycle.as_ref().ok_or_else(none)?;
    match session.format() {
        Format::Json => output::print(&format!("{:#}\n", cycle_json(line, look.zone))),
        Format::Csv => session.print(&cycles_table(std::slice::from_ref(line), &look), &tr::OUTPUT_NO_CYCLES),
        Format::Text => output::print(&tree_text(&tree, star_flows(&book), &look, session.width())),
    }
}
