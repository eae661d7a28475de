//! `fupan resource …`
use super::output;
use super::session::Session;
use super::task::is_going_on;
use crate::board::resources;
use crate::error::Result;
use crate::i18n::tr;
use crate::model::{ResourceStatus, fold};
use crate::planner::{Request, ResourceDraft, lookup};
use crate::report::{Format, resources_flat, resources_json, resources_table};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Add {
        campaign: String,
        name: String,
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        need_by: String,
        #[command(flatten)]
        fields: Fields,
    },
    List(List),
    Set {
        #[arg(required = true)]
        resource: Vec<String>,
        #[arg(long)]
        name: Option<String>,
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        need_by: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
    Ask(Resources),
    Promise(Resources),
    Refuse(Resources),
    Reopen(Resources),
    Delete {
        #[arg(required = true)]
        resource: Vec<String>,
    },
}

#[derive(Debug, Args)]
pub(super) struct Fields {
    #[arg(long)]
    kind: Option<String>,
    #[arg(long)]
    giver: Option<String>,
    #[arg(long)]
    owner: Option<String>,
    #[arg(long)]
    note: Option<String>,
    #[arg(long)]
    status: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Resources {
    #[arg(required = true)]
    resource: Vec<String>,
    #[arg(long)]
    note: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct List {
    campaign: Vec<String>,
    #[arg(long, conflicts_with = "owner")]
    mine: bool,
    #[arg(long)]
    owner: Option<String>,
    #[arg(long, conflicts_with = "all")]
    open: bool,
    #[arg(long)]
    all: bool,
    #[arg(long)]
    pressing: bool,
}

impl Fields {
    fn draft(self, name: Option<String>, need_by: Option<String>) -> ResourceDraft {
        ResourceDraft {
            name,
            kind: self.kind,
            status: self.status,
            giver: self.giver,
            owner: self.owner,
            need_by,
            note: self.note,
        }
    }
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add { campaign, name, need_by, fields } => {
                let draft = fields.draft(Some(name), Some(need_by));
                session.ask(Request::ResourceAdd { campaign, draft })
            }
            Self::List(list) => list.run(session),
            Self::Set { resource, name, need_by, fields } => {
                set(session, resource, &fields.draft(name, need_by))
            }
            Self::Ask(resources) => resources.become_now(session, ResourceStatus::Asked),
            Self::Promise(resources) => resources.become_now(session, ResourceStatus::Promised),
            Self::Refuse(resources) => resources.become_now(session, ResourceStatus::Refused),
            Self::Reopen(resources) => resources.become_now(session, ResourceStatus::Needed),
            Self::Delete { resource } => {
                let delete = |resource| Request::ResourceDelete { resource };
                session.ask(Request::All(resource.into_iter().map(delete).collect()))
            }
        }
    }
}

impl Resources {
    fn become_now(self, session: &mut Session, status: ResourceStatus) -> Result<()> {
        let status = Some(status.as_str().to_owned());
        set(session, self.resource, &ResourceDraft { status, note: self.note, ..ResourceDraft::default() })
    }
}

/// Changes the same fields of each, all as one.
fn set(session: &mut Session, resources: Vec<String>, draft: &ResourceDraft) -> Result<()> {
    let set = |resource| Request::ResourceSet { resource, seen: None, draft: draft.clone() };
    session.ask(Request::All(resources.into_iter().map(set).collect()))
}

impl List {
    fn run(self, session: &mut Session) -> Result<()> {
        let owner = match (&self.owner, self.mine) {
            (Some(name), _) => Some(fold(name.trim().trim_start_matches(['@', '＠']))),
            (None, true) => Some(fold(&session.context()?.actor)),
            (None, false) => None,
        };
        let book = session.book()?;
        let mut lines = session.read(|db, now| {
            let mut wanted = Vec::new();
            for name in &self.campaign {
                wanted.push(lookup::campaign(db, name)?.id);
            }
            resources(db, &book, now, |resource, campaign| {
                let is_wanted = match wanted.is_empty() {
                    true => self.all || is_going_on(campaign),
                    false => wanted.contains(&campaign.id),
                };
                let is_shown = match self.open {
                    true => resource.status.is_open(),
                    false => self.all || resource.status != ResourceStatus::Promised,
                };
                is_wanted && is_shown && owner.as_ref().is_none_or(|owner| fold(&resource.owner) == *owner)
            })
        })?;
        lines.retain(|resource| !self.pressing || resource.is_pressing);
        match session.format() {
            Format::Json => {
                let json = serde_json::Value::Array(resources_json(&lines));
                output::print(&format!("{json:#}\n"))
            }
            Format::Csv => session.print(&resources_flat(&lines), &tr::PLAN_NO_RESOURCES),
            Format::Text => {
                let asks = self.mine || self.owner.is_some() || self.pressing || self.all;
                let none = if asks { &tr::PLAN_NO_SUCH_RESOURCES } else { &tr::PLAN_NO_RESOURCES };
                session.print(&resources_table(&lines, session.lang), none)
            }
        }
    }
}
