//! `fupan okr …`
mod cycle;
mod file;
mod key_result;
mod objective;
mod tree;

use super::session::Session;
use crate::board::{Book, ObjectiveLine, OkrTree, okr_tree};
use crate::error::Result;
use crate::model::{OverTime, fold};
use crate::planner::okr::find;
use crate::report::OkrStyle;
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(subcommand)]
    Cycle(cycle::Command),
    #[command(subcommand)]
    Objective(objective::Command),
    #[command(subcommand)]
    Kr(key_result::Command),
    Tree(tree::Tree),
    Export(file::Export),
    Import(file::Import),
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Cycle(command) => command.run(session),
            Self::Objective(command) => command.run(session),
            Self::Kr(command) => command.run(session),
            Self::Tree(tree) => tree.run(session),
            Self::Export(command) => command.run(session),
            Self::Import(command) => command.run(session),
        }
    }
}

/// Which objectives of a cycle are shown.
#[derive(Debug, Args, Default)]
pub(super) struct Which {
    cycle: Option<String>,
    #[arg(long)]
    team: Option<String>,
    #[arg(long)]
    owner: Option<String>,
    #[arg(long, value_parser = ["company", "team", "person"])]
    level: Option<String>,
}

impl Which {
    /// The tree of the cycle at the moment shown, with the objectives that are wanted.
    fn tree(&self, session: &mut Session, book: &Book) -> Result<OkrTree> {
        let name = self.cycle.as_deref().unwrap_or_default();
        let mut tree = session.read(|db, now| {
            let cycle = match name.trim() {
                "" => None,
                name => Some(find::cycle(db, name, book.day_shown(now)).map_err(|e| e.field("cycle"))?.id),
            };
            okr_tree(db, book, cycle, now)
        })?;
        self.narrow(&mut tree.objectives);
        Ok(tree)
    }

    fn lets_pass(&self, line: &ObjectiveLine) -> bool {
        let is = |wanted: &Option<String>, text: &str| {
            wanted.as_ref().is_none_or(|wanted| fold(wanted.trim().trim_start_matches('@')) == fold(text))
        };
        let is_owner =
            is(&self.owner, &line.owner) || line.key_results.iter().any(|kr| is(&self.owner, &kr.owner));
        is(&self.team, &line.team) && is_owner && is(&self.level, line.level.as_str())
    }

    /// Keeps those that pass, each as deep as what it stands below is still there.
    fn narrow(&self, objectives: &mut Vec<ObjectiveLine>) {
        let mut open: Vec<usize> = Vec::new();
        objectives.retain_mut(|line| {
            while open.last().is_some_and(|depth| *depth >= line.depth) {
                open.pop();
            }
            let passes = self.lets_pass(line);
            if passes {
                let depth = line.depth;
                line.depth = open.len();
                open.push(depth);
            }
            passes
        });
    }
}

/// What tables are written with.
fn look(session: &mut Session) -> Result<OkrStyle> {
    let (lang, style) = (session.lang, session.style()?);
    let zone = session.store()?.settings()?.zone;
    let now = session.moment()?.1;
    Ok(OkrStyle { lang, style, zone, now })
}

/// Whether the workspace's north star adds up over time.
pub(super) fn star_flows(book: &Book) -> bool {
    let metric = book.metric_of(&book.settings.north_star);
    metric.is_some_and(|m| m.over_time == OverTime::Sum && m.formula.is_none())
}
