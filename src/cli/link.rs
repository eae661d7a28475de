//! `fupan link …`
use super::{output, session::Session};
use crate::board::links;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::Budget;
use crate::planner::{LinkDraft, Outcome, Request, lookup};
use crate::report::{Format, links_flat, links_json, links_table};
use clap::{Args, Subcommand};
use std::io::IsTerminal as _;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Add(Add),
    List {
        campaign: Option<String>,
    },
    Delete {
        #[arg(required = true)]
        link: Vec<i64>,
    },
}

#[derive(Debug, Args)]
pub(super) struct Add {
    campaign: String,
    url: String,
    #[arg(long)]
    channel: Option<String>,
    #[arg(long, conflicts_with_all = ["channel", "source"])]
    all_channels: bool,
    #[arg(long)]
    source: Option<String>,
    #[arg(long)]
    medium: Option<String>,
    #[arg(long)]
    name: Option<String>,
    #[arg(long)]
    term: Option<String>,
    #[arg(long)]
    content: Option<String>,
    #[arg(long)]
    copy: bool,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add(add) => add.run(session),
            Self::List { campaign } => list(session, campaign.as_deref()),
            Self::Delete { link } => {
                let delete = |link| Request::LinkDelete { link };
                session.ask(Request::All(link.into_iter().map(delete).collect()))
            }
        }
    }
}

impl Add {
    fn run(self, session: &mut Session) -> Result<()> {
        let copy = self.copy;
        let request = match self.all_channels {
            true => Request::All(self.of_each_channel(session)?),
            false => Request::LinkAdd { campaign: self.campaign.clone(), draft: self.draft(None) },
        };
        let outcome = session.perform(request)?;
        // Standard output is for addresses: where every channel has its link already, there are none.
        if outcome.batch.is_none() && session.format() == Format::Text {
            output::complain(&format!("{}\n", outcome.message(session.lang)));
            return Ok(());
        }
        session.say(&outcome)?;
        if copy { to_clipboard(session, &outcome) } else { Ok(()) }
    }

    fn draft(&self, channel: Option<String>) -> LinkDraft {
        LinkDraft {
            url: self.url.clone(),
            channel: channel.or_else(|| self.channel.clone()),
            source: self.source.clone(),
            medium: self.medium.clone(),
            name: self.name.clone(),
            term: self.term.clone(),
            content: self.content.clone(),
        }
    }

    /// A link for each channel that has a budget, but for those that have it already.
    fn of_each_channel(&self, session: &mut Session) -> Result<Vec<Request>> {
        let book = session.book()?;
        let (key, channels) = session.read(|db, _| {
            let campaign = lookup::campaign(db, &self.campaign)?;
            let budgets = db.list_where::<Budget>("campaign", &campaign.id)?;
            Ok((campaign.key, budgets.into_iter().map(|budget| budget.channel).collect::<Vec<_>>()))
        })?;
        if channels.is_empty() {
            return Err(Error::new(Kind::NotFound, &tr::ERROR_NO_BUDGETS).arg("key", key));
        }
        let mut requests = Vec::new();
        let mut made: Vec<(String, &str)> = Vec::new();
        for id in channels {
            let name = book.channel(id);
            let draft = self.draft(Some(book.channel_key(id).to_owned()));
            let request = Request::LinkAdd { campaign: self.campaign.clone(), draft };
            let outcome = match session.rehearse(&request) {
                Ok(outcome) => outcome,
                Err(error) if error.code() == "link_taken" => continue,
                Err(error) => return Err(error.rows([name.to_owned()])),
            };
            let address = address(&outcome).unwrap_or_default();
            if let Some((_, other)) = made.iter().find(|(known, _)| *known == address) {
                let error = Error::new(Kind::BadData, &tr::ERROR_SAME_LINK).arg("first", other);
                return Err(error.arg("second", name).rows([address]).field("source"));
            }
            made.push((address, name));
            requests.push(request);
        }
        Ok(requests)
    }
}

/// The address of a link that was made.
fn address(outcome: &Outcome) -> Option<String> {
    outcome.args.iter().find(|(key, _)| *key == "address").map(|(_, address)| address.clone())
}

/// Puts the addresses on the clipboard of the terminal, where there is one.
fn to_clipboard(session: &Session, outcome: &Outcome) -> Result<()> {
    let each = if outcome.each.is_empty() { std::slice::from_ref(outcome) } else { &outcome.each };
    let addresses: Vec<String> = each.iter().filter_map(address).collect();
    if addresses.is_empty() {
        return Ok(());
    }
    let sequence = crate::tui::clipboard(&addresses.join("\n"));
    if std::io::stderr().is_terminal() {
        output::complain(&sequence);
    } else if std::io::stdout().is_terminal() {
        output::print(&sequence)?;
    } else {
        output::complain(&format!("{}\n", tr::PLAN_NOT_COPIED.get(session.lang)));
    }
    Ok(())
}

fn list(session: &mut Session, campaign: Option<&str>) -> Result<()> {
    let book = session.book()?;
    let lines = session.read(|db, _| {
        let only = campaign.map(|text| lookup::campaign(db, text)).transpose()?;
        let mut lines = Vec::new();
        for campaign in book.campaigns.iter().filter(|c| only.as_ref().is_none_or(|only| only.id == c.id)) {
            let own = links(db, &book, campaign.id)?;
            lines.extend(own.into_iter().map(|line| (campaign.key.clone(), line)));
        }
        Ok(lines)
    })?;
    match session.format() {
        Format::Json => output::print(&format!("{:#}\n", serde_json::Value::Array(links_json(&lines)))),
        Format::Csv => session.print(&links_flat(&lines), &tr::PLAN_NO_LINKS),
        Format::Text => session.print(&links_table(&lines), &tr::PLAN_NO_LINKS),
    }
}
