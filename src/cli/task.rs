//! `fupan task …`
use super::output;
use super::session::Session;
use crate::board::{TaskLine, tasks};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Campaign, CampaignStatus, Fault, TaskKind, TaskStatus, fold};
use crate::planner::{Request, TaskDraft, lookup};
use crate::report::{Format, tasks_flat, tasks_json, tasks_table};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Add {
        campaign: String,
        title: String,
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        due: String,
        #[command(flatten)]
        fields: Fields,
    },
    List(List),
    Set {
        #[arg(required = true)]
        task: Vec<String>,
        #[arg(long)]
        title: Option<String>,
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        due: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
    Start(Tasks),
    Done(Ended),
    Drop(Ended),
    Reopen(Tasks),
    Approve(Ended),
    Refuse(Ended),
    Delete(Tasks),
}

#[derive(Debug, Args)]
pub(super) struct Fields {
    #[arg(long)]
    kind: Option<String>,
    #[arg(long)]
    owner: Option<String>,
    #[arg(long)]
    role: Option<String>,
    #[arg(long, value_name = "TASKS")]
    after: Option<String>,
    #[arg(long)]
    channel: Option<String>,
    #[arg(long)]
    note: Option<String>,
    #[arg(long)]
    status: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Tasks {
    #[arg(required = true)]
    task: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Ended {
    #[arg(required = true)]
    task: Vec<String>,
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
    overdue: bool,
    #[arg(long)]
    today: bool,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(0..=3_660))]
    days: Option<i32>,
    #[arg(long, value_delimiter = ',')]
    kind: Vec<String>,
}

impl Fields {
    fn draft(self, title: Option<String>, due: Option<String>) -> TaskDraft {
        TaskDraft {
            title,
            kind: self.kind,
            status: self.status,
            owner: self.owner,
            role: self.role,
            due,
            after: self.after,
            channel: self.channel,
            note: self.note,
        }
    }
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add { campaign, title, due, fields } => {
                let draft = fields.draft(Some(title), Some(due));
                session.ask(Request::TaskAdd { campaign, draft })
            }
            Self::List(list) => list.run(session),
            Self::Set { task, title, due, fields } => set(session, task, &fields.draft(title, due)),
            Self::Start(tasks) => become_now(session, tasks.task, TaskStatus::Doing, None),
            Self::Done(tasks) => tasks.become_now(session, TaskStatus::Done),
            Self::Drop(tasks) => tasks.become_now(session, TaskStatus::Dropped),
            Self::Reopen(tasks) => become_now(session, tasks.task, TaskStatus::Open, None),
            Self::Approve(tasks) => {
                only_approvals(session, &tasks.task)?;
                tasks.become_now(session, TaskStatus::Done)
            }
            Self::Refuse(tasks) => tasks.become_now(session, TaskStatus::Refused),
            Self::Delete(tasks) => {
                let delete = |task| Request::TaskDelete { task };
                session.ask(Request::All(tasks.task.into_iter().map(delete).collect()))
            }
        }
    }
}

impl Ended {
    fn become_now(self, session: &mut Session, status: TaskStatus) -> Result<()> {
        become_now(session, self.task, status, self.note)
    }
}

/// Each gets the status, and the note where one is given.
fn become_now(
    session: &mut Session,
    tasks: Vec<String>,
    status: TaskStatus,
    note: Option<String>,
) -> Result<()> {
    let status = Some(status.as_str().to_owned());
    set(session, tasks, &TaskDraft { status, note, ..TaskDraft::default() })
}

/// Changes the same fields of each, all as one.
fn set(session: &mut Session, tasks: Vec<String>, draft: &TaskDraft) -> Result<()> {
    let set = |task| Request::TaskSet { task, seen: None, draft: draft.clone() };
    session.ask(Request::All(tasks.into_iter().map(set).collect()))
}

/// Only what somebody has to approve can be approved.
fn only_approvals(session: &mut Session, tasks: &[String]) -> Result<()> {
    session.read(|db, _| {
        for text in tasks {
            let (_, task) = lookup::task(db, text)?;
            if task.kind != TaskKind::Approval {
                let error = Error::new(Kind::BadData, &tr::ERROR_NO_APPROVAL).arg("title", &task.title);
                return Err(error.arg("id", task.id.0).field("kind"));
            }
        }
        Ok(())
    })
}

/// Neither reviewed nor cancelled.
pub(super) fn is_going_on(campaign: &Campaign) -> bool {
    !matches!(campaign.status, CampaignStatus::Reviewed | CampaignStatus::Cancelled)
}

impl List {
    fn run(self, session: &mut Session) -> Result<()> {
        let (lang, zone) = (session.lang, session.store()?.settings()?.zone);
        let lines = self.chosen(session)?;
        match session.format() {
            Format::Json => {
                let json = serde_json::Value::Array(tasks_json(&lines, zone));
                output::print(&format!("{json:#}\n"))
            }
            Format::Csv => session.print(&tasks_flat(&lines, zone), &tr::PLAN_NO_TASKS),
            Format::Text => session.print(&tasks_table(&lines, lang), self.none()),
        }
    }

    /// What to say where nothing fits: that there is nothing, or nothing of what was asked for.
    fn none(&self) -> &'static crate::i18n::Text {
        let asks = self.mine || self.owner.is_some() || !self.kind.is_empty();
        match asks || self.overdue || self.today || self.days.is_some() || self.all {
            true => &tr::PLAN_NO_SUCH_TASKS,
            false => &tr::PLAN_NO_TASKS,
        }
    }

    fn chosen(&self, session: &mut Session) -> Result<Vec<TaskLine>> {
        let kinds: Vec<TaskKind> = self
            .kind
            .iter()
            .map(|word| word.parse().map_err(|f: Fault| Error::from(f).field("kind")))
            .collect::<Result<_>>()?;
        let owner = match (&self.owner, self.mine) {
            (Some(name), _) => Some(fold(name.trim().trim_start_matches(['@', '＠']))),
            (None, true) => Some(fold(&session.context()?.actor)),
            (None, false) => None,
        };
        let book = session.book()?;
        let lines = session.read(|db, now| {
            let mut wanted = Vec::new();
            for name in &self.campaign {
                wanted.push(lookup::campaign(db, name)?.id);
            }
            tasks(db, &book, now, |task, campaign| {
                let is_wanted = match wanted.is_empty() {
                    true => self.all || is_going_on(campaign),
                    false => wanted.contains(&campaign.id),
                };
                is_wanted
                    && (self.all || task.status.is_open())
                    && (kinds.is_empty() || kinds.contains(&task.kind))
                    && owner.as_ref().is_none_or(|owner| {
                        // What nobody was named for is on the desk of whoever answers for the campaign.
                        let is_left = self.mine && task.owner.is_empty();
                        fold(if is_left { &campaign.owner } else { &task.owner }) == *owner
                    })
            })
        })?;
        let is_any_day = !self.overdue && !self.today && self.days.is_none();
        let keep = |task: &TaskLine| {
            is_any_day
                || self.overdue && task.is_overdue
                || self.today && task.days_left == 0
                || self.days.is_some_and(|days| task.days_left <= days)
        };
        Ok(lines.into_iter().filter(keep).collect())
    }
}
