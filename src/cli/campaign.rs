//! `fupan campaign …`
mod bulk;
mod new;
mod scope;
mod step;
mod views;

pub(super) use scope::scope_of;

use super::{output, session::Session};
use crate::board::campaign_page;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::planner::{CampaignDraft, Request, lookup};
use crate::report::{Format, campaign_json, campaign_text, status_table};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    New(Box<new::New>),
    List(super::campaigns::List),
    Board(views::Board),
    Timeline(views::Timeline),
    Show {
        campaign: String,
    },
    Set {
        #[arg(required_unless_present = "filter", conflicts_with = "filter")]
        campaign: Option<String>,
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        fields: Box<Fields>,
        #[command(flatten)]
        bulk: bulk::Bulk,
    },
    Shift(step::Shift),
    Status(step::Status),
    Delete {
        #[arg(required_unless_present = "filter", conflicts_with = "filter")]
        campaign: Vec<String>,
        #[command(flatten)]
        bulk: bulk::Bulk,
    },
}

#[derive(Debug, Args)]
pub(super) struct Fields {
    #[arg(long)]
    key: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    start: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    end: Option<String>,
    #[arg(long)]
    owner: Option<String>,
    #[arg(long)]
    goal: Option<String>,
    #[arg(long)]
    stage: Option<String>,
    #[arg(long)]
    kind: Option<String>,
    #[arg(long)]
    audience: Option<String>,
    #[arg(long)]
    mechanics: Option<String>,
    #[arg(long)]
    rules: Option<String>,
    #[arg(long)]
    rewards: Option<String>,
    #[arg(long)]
    phases: Option<String>,
    #[arg(long, value_name = "KEY RESULTS")]
    serves: Option<String>,
}

impl Fields {
    fn draft(self, name: Option<String>) -> CampaignDraft {
        CampaignDraft {
            name,
            key: self.key,
            start: self.start,
            end: self.end,
            owner: self.owner,
            goal: self.goal,
            stage: self.stage,
            kind: self.kind,
            audience: self.audience,
            mechanics: self.mechanics,
            rules: self.rules,
            rewards: self.rewards,
            phases: self.phases,
            serves: self.serves,
            ..CampaignDraft::default()
        }
    }
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::New(new) => new.run(session),
            Self::List(list) => list.run(session),
            Self::Board(board) => board.run(session),
            Self::Timeline(timeline) => timeline.run(session),
            Self::Show { campaign } => show(session, &campaign),
            Self::Set { campaign, name, fields, bulk } => {
                let draft = fields.draft(name);
                let campaigns = bulk.campaigns(session, campaign.into_iter().collect())?;
                let set = |campaign| Request::CampaignSet { campaign, seen: None, draft: draft.clone() };
                bulk.ask(session, campaigns.into_iter().map(set).collect())
            }
            Self::Shift(shift) => shift.run(session),
            Self::Status(status) => status.run(session),
            Self::Delete { campaign, bulk } => {
                let campaigns = bulk.campaigns(session, campaign)?;
                let delete = |campaign| Request::CampaignDelete { campaign };
                bulk.ask(session, campaigns.into_iter().map(delete).collect())
            }
        }
    }
}

fn show(session: &mut Session, text: &str) -> Result<()> {
    let (lang, style) = (session.lang, session.style()?);
    let zone = session.store()?.settings()?.zone;
    let book = session.book()?;
    let page = session.read(|db, now| {
        let campaign = lookup::campaign(db, text)?;
        campaign_page(db, &book, campaign.id, now)
    })?;
    let missing = || Error::new(Kind::NotFound, &tr::ERROR_NO_CAMPAIGN).arg("text", text);
    let page = page.ok_or_else(missing)?;
    let now = session.moment()?.1;
    match session.format() {
        Format::Json => output::print(&format!("{:#}\n", campaign_json(&page, zone))),
        Format::Csv => {
            let table = status_table(std::slice::from_ref(&page.line), lang, &style, zone, now);
            session.print(&table, &tr::OUTPUT_NO_TARGETS)
        }
        Format::Text => output::print(&campaign_text(&page, lang, &style, (zone, now), session.width())),
    }
}
