//! `fupan okr objective …`
use super::super::output;
use super::super::session::Session;
use super::{Which, look};
use crate::board::objective_line;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::Objective;
use crate::planner::okr::find;
use crate::planner::{ObjectiveDraft, OkrRequest, Request};
use crate::report::{Format, objective_json, objective_text, objectives_table, tree_flat};
use clap::{ArgGroup, Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(in super::super) enum Command {
    Add {
        title: String,
        #[arg(long)]
        cycle: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
    List(Which),
    Show {
        objective: String,
    },
    Set {
        objective: String,
        #[arg(long)]
        title: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
    Move(Move),
    Delete {
        #[arg(required = true)]
        objective: Vec<String>,
    },
}

#[derive(Debug, Args)]
pub(in super::super) struct Fields {
    #[arg(long)]
    key: Option<String>,
    #[arg(long)]
    description: Option<String>,
    #[arg(long)]
    parent: Option<String>,
    #[arg(long)]
    level: Option<String>,
    #[arg(long)]
    team: Option<String>,
    #[arg(long)]
    owner: Option<String>,
    #[arg(long)]
    ambition: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    weight: Option<String>,
    #[arg(long, num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    counts_children: Option<bool>,
    #[arg(long)]
    tags: Option<String>,
    #[arg(long)]
    status: Option<String>,
}

impl Fields {
    fn draft(self, title: Option<String>, cycle: Option<String>) -> ObjectiveDraft {
        ObjectiveDraft {
            cycle,
            key: self.key,
            title,
            description: self.description,
            parent: self.parent,
            level: self.level,
            team: self.team,
            owner: self.owner,
            ambition: self.ambition,
            weight: self.weight,
            counts_children: self.counts_children,
            tags: self.tags,
            status: self.status,
        }
    }
}

/// Among its siblings, or below something else.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("where").required(true).args(["up", "down", "parent", "top"]))]
pub(in super::super) struct Move {
    objective: String,
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", value_parser = clap::value_parser!(i32).range(1..))]
    up: Option<i32>,
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", value_parser = clap::value_parser!(i32).range(1..))]
    down: Option<i32>,
    #[arg(long, value_name = "OBJECTIVE")]
    parent: Option<String>,
    #[arg(long)]
    top: bool,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add { title, cycle, fields } => {
                session.ask(OkrRequest::ObjectiveAdd(fields.draft(Some(title), cycle)).into())
            }
            Self::List(which) => list(session, &which),
            Self::Show { objective } => show(session, &objective),
            Self::Set { objective, title, fields } => {
                let draft = fields.draft(title, None);
                session.ask(OkrRequest::ObjectiveSet { objective, seen: None, draft }.into())
            }
            Self::Move(movement) => session.ask(movement.request().into()),
            Self::Delete { objective } => {
                let delete = |objective| Request::from(OkrRequest::ObjectiveDelete { objective });
                session.ask(Request::All(objective.into_iter().map(delete).collect()))
            }
        }
    }
}

impl Move {
    fn request(self) -> OkrRequest {
        let objective = self.objective;
        if let Some(by) = self.up.map(|by| -by).or(self.down) {
            return OkrRequest::ObjectivePlace { objective, by };
        }
        let parent = Some(self.parent.unwrap_or_default());
        let draft = ObjectiveDraft { parent, ..ObjectiveDraft::default() };
        OkrRequest::ObjectiveSet { objective, seen: None, draft }
    }
}

fn list(session: &mut Session, which: &Which) -> Result<()> {
    let look = look(session)?;
    let book = session.book()?;
    let objectives = which.tree(session, &book)?.objectives;
    match session.format() {
        Format::Json => {
            let rows: Vec<_> =
                objectives.iter().map(|line| objective_json(line, look.zone, look.now)).collect();
            output::print(&format!("{:#}\n", serde_json::Value::Array(rows)))
        }
        Format::Csv => session.print(&tree_flat(&objectives, look.zone, look.now), &tr::OUTPUT_NO_OBJECTIVES),
        Format::Text => session.print(&objectives_table(&objectives, &look), &tr::OUTPUT_NO_OBJECTIVES),
    }
}

fn show(session: &mut Session, text: &str) -> Result<()> {
    let look = look(session)?;
    let book = session.book()?;
    let (line, below) = session.read(|db, now| {
        let (_, found) = find::objective(db, text, book.day_shown(now))?;
        let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_OBJECTIVE).arg("text", text);
        let line = objective_line(db, &book, book.objective(found.id).ok_or_else(gone)?, now)?;
        let key_results: Vec<_> = line.key_results.iter().map(|kr| kr.line.id).collect();
        let is_below = |o: &&Objective| {
            o.parent == Some(found.id) || o.parent_key_result.is_some_and(|id| key_results.contains(&id))
        };
        let below = book.objectives.iter().filter(is_below).map(|o| objective_line(db, &book, o, now));
        Ok((line, below.collect::<Result<Vec<_>>>()?))
    })?;
    match session.format() {
        Format::Json => output::print(&format!("{:#}\n", objective_json(&line, look.zone, look.now))),
        Format::Csv => session.print(&tree_flat([&line], look.zone, look.now), &tr::OUTPUT_NO_OBJECTIVES),
        Format::Text => output::print(&objective_text(&line, &below, &look, session.width())),
    }
}
