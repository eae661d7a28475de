//! `fupan target …`
use super::session::Session;
use crate::board::campaigns;
use crate::error::Result;
use crate::i18n::tr;
use crate::planner::{Request, TargetDraft, lookup};
use crate::report::{Format, status_json, status_table};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Add {
        campaign: String,
        metric: String,
        #[command(flatten)]
        fields: Fields,
    },
    List {
        campaign: Option<String>,
    },
    Set {
        target: String,
        #[command(flatten)]
        fields: Fields,
    },
    Step {
        target: String,
        step: String,
        #[arg(long)]
        open: bool,
    },
    Delete {
        target: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct Fields {
    #[arg(long, allow_hyphen_values = true)]
    goal: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    baseline: Option<String>,
    #[arg(long)]
    kind: Option<String>,
    #[arg(long)]
    curve: Option<String>,
    #[arg(long)]
    primary: bool,
    #[arg(long, num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    guardrail: Option<bool>,
    #[arg(long, allow_hyphen_values = true)]
    start: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    end: Option<String>,
    #[arg(long)]
    key: Option<String>,
    #[arg(long)]
    owner: Option<String>,
    #[arg(long = "step")]
    steps: Vec<String>,
}

impl Fields {
    fn draft(self) -> TargetDraft {
        TargetDraft {
            key: self.key,
            kind: self.kind,
            baseline: self.baseline,
            goal: self.goal,
            curve: self.curve,
            start: self.start,
            end: self.end,
            primary: self.primary.then_some(true),
            guardrail: self.guardrail,
            owner: self.owner,
            steps: Some(self.steps).filter(|steps| !steps.is_empty()),
        }
    }
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add { campaign, metric, fields } => {
                session.ask(Request::TargetAdd { campaign, metric, draft: fields.draft() })
            }
            Self::List { campaign } => list(session, campaign.as_deref()),
            Self::Set { target, fields } => {
                session.ask(Request::TargetSet { target, seen: None, draft: fields.draft() })
            }
            Self::Step { target, step, open } => {
                session.ask(Request::TargetStep { target, step, done: !open })
            }
            Self::Delete { target } => session.ask(Request::TargetDelete { target }),
        }
    }
}

fn list(session: &mut Session, campaign: Option<&str>) -> Result<()> {
    let style = session.style()?;
    let zone = session.store()?.settings()?.zone;
    let lines = session.read(|db, now| {
        let only = campaign.map(|text| lookup::campaign(db, text)).transpose()?.map(|c| c.id);
        campaigns(db, now, |c| only.is_none_or(|id| id == c.id))
    })?;
    if session.format() == Format::Json {
        let targets: Vec<serde_json::Value> = status_json(&lines, zone)
            .pointer("/campaigns")
            .and_then(|list| list.as_array().cloned())
            .unwrap_or_default()
            .into_iter()
            .flat_map(|campaign| {
                let key = campaign.get("key").cloned().unwrap_or_default();
                let targets = campaign.get("targets").and_then(|t| t.as_array().cloned()).unwrap_or_default();
                targets.into_iter().map(move |mut target| {
                    if let Some(object) = target.as_object_mut() {
                        object.insert("campaign".into(), key.clone());
                    }
                    target
                })
            })
            .collect();
        return super::output::print(&format!("{:#}\n", serde_json::Value::Array(targets)));
    }
    let now = session.moment()?.1;
    session.print(&status_table(&lines, session.lang, &style, zone, now), &tr::OUTPUT_NO_TARGETS)
}
