//! `fupan action …`
use super::review::{place, review_that_runs};
use super::{output, session::Session};
use crate::board::Book;
use crate::error::Result;
use crate::i18n::tr;
use crate::model::{Action, ActionStatus, fold};
use crate::planner::{ActionDraft, OkrRequest, Request};
use crate::report::{Format, actions_json, actions_table};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Add {
        #[arg(value_name = "ABOUT")]
        place: String,
        title: String,
        #[arg(long)]
        owner: Option<String>,
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        due: Option<String>,
    },
    List {
        #[arg(long)]
        owner: Option<String>,
        #[arg(long)]
        all: bool,
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
    },
    Done(Actions),
    Drop(Actions),
    Reopen(Actions),
    Delete(Actions),
}

#[derive(Debug, Args)]
pub(super) struct Actions {
    #[arg(required = true)]
    action: Vec<String>,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add { place: about, title, owner, due } => {
                let (about, cycle) = place(session, &about)?;
                let review = review_that_runs(session, cycle);
                let draft = ActionDraft { title: Some(title), owner, due, ..ActionDraft::default() };
                session.ask(OkrRequest::ActionAdd { about, draft, review }.into())
            }
            Self::List { owner, all } => list(session, owner.as_deref(), all),
            Self::Set { action, title, owner, due, status } => {
                let draft = ActionDraft { title, owner, due, status, ..ActionDraft::default() };
                session.ask(OkrRequest::ActionSet { action, seen: None, draft }.into())
            }
            Self::Done(actions) => actions.become_now(session, ActionStatus::Done),
            Self::Drop(actions) => actions.become_now(session, ActionStatus::Dropped),
            Self::Reopen(actions) => actions.become_now(session, ActionStatus::Open),
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

/// Open actions by due date; all of them where asked for.
fn list(session: &mut Session, owner: Option<&str>, all: bool) -> Result<()> {
    let lang = session.lang;
    let owner = owner.map(|name| fold(name.trim().trim_start_matches(['@', '＠'])));
    let actions = session.read(|db, _| {
        let book = Book::open(db)?;
        let about = |action: &Action| {
            let objective = action.objective.and_then(|id| book.objective(id)).map(|o| book.path(o));
            let cycle = action.cycle.and_then(|id| book.cycle(id)).map(|c| c.key.clone());
            let campaign = action.campaign.and_then(|id| book.campaign(id)).map(|c| c.key.clone());
            objective.or(cycle).or(campaign).unwrap_or_default()
        };
        let mut rows = db.list::<Action>()?;
        rows.retain(|action| {
            (all || action.status == ActionStatus::Open)
                && owner.as_ref().is_none_or(|owner| fold(&action.owner) == *owner)
        });
        rows.sort_by_key(|action| (action.due.is_none(), action.due, action.id));
        Ok(rows.into_iter().map(|action| (about(&action), action)).collect::<Vec<_>>())
    })?;
    match session.format() {
        Format::Json => output::print(&format!("{:#}\n", actions_json(&actions))),
        _ => session.print(&actions_table(&actions, lang), &tr::SAID_NO_ACTIONS),
    }
}
