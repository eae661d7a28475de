//! `fupan action …`
use super::review::{place, review_that_runs};
use super::{output, session::Session};
use crate::board::{ActionLine, Book, action_lines};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{ActionStatus, fold};
use crate::planner::{ActionDraft, OkrPlace, OkrRequest, Request, RetroRequest, lookup};
use crate::report::{Format, action_line_json, action_text, actions_flat, actions_json, actions_table};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Add {
        #[arg(value_name = "ABOUT")]
        subject: String,
        title: String,
        #[arg(long)]
        owner: Option<String>,
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        due: Option<String>,
        #[command(flatten)]
        moves: Moves,
        #[arg(long)]
        retro: bool,
    },
    List {
        #[arg(long)]
        owner: Option<String>,
        #[arg(long, short)]
        campaign: Option<String>,
        #[arg(long)]
        unproven: bool,
        #[arg(long)]
        all: bool,
    },
    Show {
        #[arg(value_name = "ACTION")]
        which: String,
    },
    Set {
        action: String,
        #[arg(long)]
        title: Option<String>,
        #[arg(long)]
        owner: Option<String>,
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        due: Option<String>,
        #[arg(long)]
        status: Option<String>,
        #[command(flatten)]
        moves: Moves,
    },
    Done(Actions),
    Drop(Actions),
    Reopen(Actions),
    Prove {
        #[arg(value_name = "ACTION")]
        which: String,
        proof: String,
        #[arg(long, short)]
        campaign: Option<String>,
        #[arg(long)]
        note: Option<String>,
    },
    Delete(Actions),
}

#[derive(Debug, Args)]
pub(super) struct Actions {
    #[arg(required = true)]
    action: Vec<String>,
}

/// What it should move, and by how much.
#[derive(Debug, Args)]
pub(super) struct Moves {
    #[arg(long)]
    metric: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    aim: Option<String>,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add { subject, title, owner, due, moves: Moves { metric, aim }, retro } => {
                let (about, cycle) = about(session, &subject)?;
                let review = cycle.and_then(|cycle| review_that_runs(session, cycle));
                let title = Some(title);
                let draft =
                    ActionDraft { title, owner, due, metric, aim, in_retro: retro, ..ActionDraft::default() };
                session.ask(OkrRequest::ActionAdd { about, draft, review }.into())
            }
            Self::List { owner, campaign, unproven, all } => {
                list(session, owner.as_deref(), campaign.as_deref(), (unproven, all))
            }
            Self::Show { which } => show(session, &which),
            Self::Set { action, title, owner, due, status, moves: Moves { metric, aim } } => {
                let draft = ActionDraft { title, owner, due, status, metric, aim, ..ActionDraft::default() };
                session.ask(OkrRequest::ActionSet { action, seen: None, draft }.into())
            }
            Self::Done(actions) => actions.become_now(session, ActionStatus::Done),
            Self::Drop(actions) => actions.become_now(session, ActionStatus::Dropped),
            Self::Reopen(actions) => actions.become_now(session, ActionStatus::Open),
            Self::Prove { which, proof, campaign, note } => {
                // Without a campaign the one is meant whose numbers `show` tells.
                let campaign = match campaign {
                    Some(text) => Some(text),
                    None => one(session, &which)?.next.map(|next| next.1),
                };
                session.ask(RetroRequest::ActionProve { action: which, campaign, proof, note }.into())
            }
            Self::Delete(actions) => {
                let delete = |action| OkrRequest::ActionDelete { action }.into();
                session.ask(Request::All(actions.action.into_iter().map(delete).collect()))
            }
        }
    }
}

impl Actions {
    fn become_now(self, session: &mut Session, status: ActionStatus) -> Result<()> {
        let draft = ActionDraft { status: Some(status.as_str().to_owned()), ..ActionDraft::default() };
        let set = |action| OkrRequest::ActionSet { action, seen: None, draft: draft.clone() }.into();
        session.ask(Request::All(self.action.into_iter().map(set).collect()))
    }
}

/// What an action is about: a campaign by its key or name, an objective or cycle, else a campaign that begins like it.
fn about(session: &mut Session, text: &str) -> Result<(OkrPlace, Option<crate::model::CycleId>)> {
    let campaign = session.read(|db, _| lookup::campaign(db, text));
    let is_it = |key: &str| fold(key) == fold(text);
    if let Ok(campaign) = &campaign
        && (is_it(&campaign.key) || is_it(&campaign.name))
    {
        return Ok((OkrPlace::Campaign(campaign.key.clone()), None));
    }
    match (place(session, text), campaign) {
        (Ok((about, cycle)), _) => Ok((about, Some(cycle))),
        (Err(_), Ok(campaign)) => Ok((OkrPlace::Campaign(campaign.key), None)),
        (Err(error), Err(_)) => Err(error),
    }
}

/// Open actions by due date; those that are done and not proven, or all of them, where asked for.
fn list(
    session: &mut Session,
    owner: Option<&str>,
    campaign: Option<&str>,
    (unproven, all): (bool, bool),
) -> Result<()> {
    let (lang, style) = (session.lang, session.style()?);
    let owner = owner.map(|name| fold(name.trim().trim_start_matches(['@', '＠'])));
    let actions = session.read(|db, now| {
        let book = Book::open(db)?;
        let campaign = campaign.map(|text| lookup::campaign(db, text).map_err(|e| e.field("campaign")));
        let campaign = campaign.transpose()?.map(|campaign| campaign.id);
        action_lines(db, &book, now, |action| {
            let is_shown = match action.status {
                ActionStatus::Open => !unproven || all,
                ActionStatus::Done => all || (unproven && action.proof.is_none()),
                ActionStatus::Dropped => all,
            };
            is_shown
                && owner.as_ref().is_none_or(|owner| fold(&action.owner) == *owner)
                && (campaign.is_none() || action.campaign == campaign)
        })
    })?;
    match session.format() {
        Format::Json => output::print(&format!("{:#}\n", actions_json(&actions))),
        Format::Csv => session.print(&actions_flat(&actions), &tr::SAID_NO_ACTIONS),
        Format::Text => {
            let asks = unproven || all || owner.is_some() || campaign.is_some();
            let none = if asks { &tr::PROOF_NO_SUCH_ACTIONS } else { &tr::SAID_NO_ACTIONS };
            session.print(&actions_table(&actions, lang, style), none)
        }
    }
}

fn one(session: &mut Session, text: &str) -> Result<ActionLine> {
    session.read(|db, now| {
        let found = lookup::action(db, text).map_err(|e| e.field("action"))?;
        let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_ACTION).arg("text", text);
        action_lines(db, &Book::open(db)?, now, |action| action.id == found.id)?.pop().ok_or_else(gone)
    })
}

fn show(session: &mut Session, text: &str) -> Result<()> {
    let (lang, style) = (session.lang, session.style()?);
    let line = one(session, text)?;
    match session.format() {
        Format::Json => output::print(&format!("{:#}\n", action_line_json(&line))),
        Format::Csv => session.print(&actions_flat(&[line]), &tr::SAID_NO_ACTIONS),
        Format::Text => output::print(&action_text(&line, lang, style, session.width())),
    }
}
