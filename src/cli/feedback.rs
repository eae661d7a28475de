//! `fupan feedback …`
use super::{output, session::Session};
use crate::board::{feedback, feedback_sum};
use crate::error::Result;
use crate::i18n::tr;
use crate::planner::{FeedbackDraft, RetroRequest, lookup};
use crate::report::{Format, feedback_flat, feedback_json, feedback_table, feedback_words};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Add {
        campaign: String,
        text: String,
        #[command(flatten)]
        fields: Fields,
    },
    List {
        campaign: Option<String>,
        #[arg(long)]
        open: bool,
    },
    Answer {
        #[arg(value_name = "NUMBER")]
        feedback: i64,
        #[arg(value_name = "TEXT")]
        answer: String,
    },
    Set {
        #[arg(value_name = "NUMBER")]
        feedback: i64,
        #[arg(long)]
        text: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
}

#[derive(Debug, Args)]
pub(super) struct Fields {
    #[arg(long)]
    source: Option<String>,
    #[arg(long)]
    category: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    count: Option<String>,
    #[arg(long)]
    impact: Option<String>,
    #[arg(long)]
    answer: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    at: Option<String>,
}

impl Fields {
    fn draft(self, text: Option<String>) -> FeedbackDraft {
        let Self { source, category, count, impact, answer, at } = self;
        FeedbackDraft { text, source, category, count, impact, answer, at }
    }
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add { campaign, text, fields } => {
                let draft = fields.draft(Some(text));
                session.ask(RetroRequest::FeedbackAdd { campaign, draft }.into())
            }
            Self::List { campaign, open } => list(session, campaign.as_deref(), open),
            Self::Answer { feedback, answer } => {
                let draft = FeedbackDraft { answer: Some(answer), ..FeedbackDraft::default() };
                session.ask(RetroRequest::FeedbackSet { note: feedback, seen: None, draft }.into())
            }
            Self::Set { feedback, text, fields } => {
                let draft = fields.draft(text);
                session.ask(RetroRequest::FeedbackSet { note: feedback, seen: None, draft }.into())
            }
        }
    }
}

/// What nobody answered first, with the sum below it.
fn list(session: &mut Session, campaign: Option<&str>, open: bool) -> Result<()> {
    let (lang, zone) = (session.lang, session.store()?.settings()?.zone);
    let book = session.book()?;
    let lines = session.read(|db, _| {
        let wanted = campaign.map(|text| lookup::campaign(db, text).map_err(|e| e.field("campaign")));
        let wanted = wanted.transpose()?.map(|campaign| campaign.id);
        feedback(db, &book, |note| {
            (wanted.is_none() || note.campaign == wanted) && !(open && note.said_by_users().is_answered())
        })
    })?;
    match session.format() {
        Format::Json => {
            output::print(&format!("{:#}\n", serde_json::Value::Array(feedback_json(&lines, zone))))
        }
        Format::Csv => session.print(&feedback_flat(&lines, zone), &tr::FEEDBACK_NONE),
        Format::Text if lines.is_empty() => {
            session.print(&feedback_table(&lines, lang, zone), &tr::FEEDBACK_NONE)
        }
        Format::Text => {
            session.print(&feedback_table(&lines, lang, zone), &tr::FEEDBACK_NONE)?;
            let sum = feedback_sum(lines.iter().map(|line| &line.note));
            output::print(&format!("{}\n", feedback_words(&sum, lang)))
        }
    }
}
