//! `fupan campaign …`
mod new;

use super::session::Session;
use crate::board::{campaigns, history};
use crate::error::Result;
use crate::i18n::{deed, tr};
use crate::planner::{CampaignDraft, Request, lookup};
use crate::report::{Format, campaign_head, status_json, status_table};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    New(Box<new::New>),
    List(super::campaigns::List),
    Show {
        campaign: String,
    },
    Set {
        campaign: String,
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        fields: Box<Fields>,
    },
    Status {
        campaign: String,
        status: String,
        #[arg(long)]
        reason: Option<String>,
    },
    Delete {
        campaign: String,
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
            ..CampaignDraft::default()
        }
    }
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::New(new) => new.run(session),
            Self::List(list) => list.run(session),
            Self::Show { campaign } => show(session, &campaign),
            Self::Set { campaign, name, fields } => {
                session.ask(Request::CampaignSet { campaign, seen: None, draft: fields.draft(name) })
            }
            Self::Status { campaign, status, reason } => {
                session.ask(Request::CampaignStatus { campaign, status, reason })
            }
            Self::Delete { campaign } => session.ask(Request::CampaignDelete { campaign }),
        }
    }
}

fn show(session: &mut Session, text: &str) -> Result<()> {
    let lang = session.lang;
    let style = session.style()?;
    let zone = session.store()?.settings()?.zone;
    let (campaign, lines, done) = session.read(|db, now| {
        let campaign = lookup::campaign(db, text)?;
        let lines = campaigns(db, now, |c| c.id == campaign.id)?;
        let done = history(db, Some(campaign.id), 5)?;
        Ok((campaign, lines, done))
    })?;
    if session.format() == Format::Json {
        let mut json = status_json(&lines, zone);
        if let Some(object) = json.pointer_mut("/campaigns/0").and_then(|c| c.as_object_mut()) {
            for (key, value) in [
                ("goal", &campaign.goal),
                ("audience", &campaign.audience),
                ("mechanics", &campaign.mechanics),
                ("rules", &campaign.rules),
                ("rewards", &campaign.rewards),
            ] {
                object.insert(key.to_owned(), value.clone().into());
            }
            object.insert("kind".into(), campaign.kind.clone().into());
            object.insert("stage".into(), campaign.stage.map(crate::model::Stage::as_str).into());
            object.insert("phases".into(), serde_json::to_value(&campaign.phases).unwrap_or_default());
            let only = serde_json::Value::Object(object.clone());
            return super::output::print(&format!("{only:#}\n"));
        }
    }
    let now = session.moment()?.1;
    let table = status_table(&lines, lang, &style, zone, now);
    if session.format() == Format::Csv {
        return session.print(&table, &tr::OUTPUT_NO_TARGETS);
    }
    let mut text = String::new();
    for line in &lines {
        text.push_str(&format!("{}\n", campaign_head(line, lang)));
    }
    for (name, value) in [
        (&tr::FIELD_GOAL, &campaign.goal),
        (&tr::FIELD_AUDIENCE, &campaign.audience),
        (&tr::FIELD_MECHANICS, &campaign.mechanics),
        (&tr::FIELD_RULES, &campaign.rules),
        (&tr::FIELD_REWARDS, &campaign.rewards),
    ] {
        if !value.is_empty() {
            text.push_str(&format!("  {}  {}\n", name.get(lang), crate::model::printable(value)));
        }
    }
    for phase in &campaign.phases.0 {
        let share = style.percent(phase.share.to_f64());
        text.push_str(&format!("  {}  {} – {}  {share}\n", phase.name, phase.start, phase.end));
    }
    text.push('\n');
    text.push_str(&table.render(Format::Text, lang, session.width()));
    if !done.is_empty() {
        text.push_str(&format!("\n{}\n", tr::OUTPUT_LATEST_CHANGES.get(lang)));
    }
    for entry in done {
        text.push_str(&format!(
            "  {}  {}  {}\n",
            zone.local(entry.batch.at).format("%m-%d %H:%M"),
            crate::model::printable(&entry.batch.actor),
            crate::model::printable(&deed::deed(&entry.batch.title, lang))
        ));
    }
    super::output::print(&text)
}
