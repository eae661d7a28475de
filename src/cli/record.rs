//! `fupan record METRIC VALUE`
use super::session::Session;
use crate::error::Result;
use crate::planner::{RecordDraft, Request};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Command {
    metric: String,
    #[arg(allow_hyphen_values = true)]
    value: String,
    #[arg(long, short)]
    campaign: Option<String>,
    #[arg(long)]
    channel: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    at: Option<String>,
    #[arg(long)]
    total: bool,
    #[arg(long)]
    source: Option<String>,
    #[arg(long)]
    note: Option<String>,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        session.ask(Request::Record(RecordDraft {
            metric: self.metric,
            value: self.value,
            campaign: self.campaign,
            channel: self.channel,
            at: self.at,
            total: self.total,
            source: self.source,
            note: self.note,
        }))
    }
}
