//! `fupan okr tree`
use super::super::output;
use super::super::session::Session;
use super::{Which, look, star_flows};
use crate::error::Result;
use crate::i18n::tr;
use crate::report::{Format, tree_flat, tree_json, tree_text};
use clap::Args;

#[derive(Debug, Args)]
pub(in super::super) struct Tree {
    #[command(flatten)]
    which: Which,
}

impl Tree {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let look = look(session)?;
        let book = session.book()?;
        let tree = self.which.tree(session, &book)?;
        match session.format() {
            Format::Json => output::print(&format!("{:#}\n", tree_json(&tree, look.zone, look.now))),
            Format::Csv => {
                let table = tree_flat(&tree.objectives, look.zone, look.now);
                session.print(&table, &tr::OUTPUT_NO_OBJECTIVES)
            }
            Format::Text if tree.cycle.is_none() => {
                output::print(&format!("{}\n", session.nothing(&tr::OUTPUT_NO_CYCLES)?))
            }
            Format::Text => output::print(&tree_text(&tree, star_flows(&book), &look, session.width())),
        }
    }
}
