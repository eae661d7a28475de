//! `fupan okr kr …`
use super::super::output;
use super::super::session::Session;
use super::{Which, look};
use crate::board::{key_result_line, objective_line};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::planner::okr::find;
use crate::planner::{KeyResultDraft, OkrRequest, Request};
use crate::report::{
    Format, campaigns_table, key_result_page_json, key_result_text, key_results_flat, key_results_table,
};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(in super::super) enum Command {
    Add {
        objective: String,
        title: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
    List(Which),
    Show {
        key_result: String,
    },
    Set {
        key_result: String,
        #[arg(long)]
        title: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
    Weights {
        objective: String,
        #[arg(required = true, value_name = "KR=SHARE")]
        weights: Vec<String>,
    },
    Step {
        key_result: String,
        step: String,
        #[arg(long)]
        open: bool,
    },
    Serve {
        key_result: String,
        #[arg(required = true)]
        campaigns: Vec<String>,
        #[arg(long, allow_hyphen_values = true)]
        planned: Option<String>,
    },
    Unserve {
        key_result: String,
        #[arg(required = true)]
        campaigns: Vec<String>,
    },
    Delete {
        #[arg(required = true)]
        key_result: Vec<String>,
    },
}

#[derive(Debug, Args)]
pub(in super::super) struct Fields {
    #[arg(long)]
    key: Option<String>,
    #[arg(long)]
    metric: Option<String>,
    #[arg(long)]
    feed: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    goal: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    baseline: Option<String>,
    #[arg(long)]
    kind: Option<String>,
    #[arg(long)]
    unit: Option<String>,
    #[arg(long)]
    better: Option<String>,
    #[arg(long)]
    curve: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    start: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    end: Option<String>,
    #[arg(long, num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    guardrail: Option<bool>,
    #[arg(long)]
    owner: Option<String>,
    #[arg(long, allow_hyphen_values = true)]
    weight: Option<String>,
    #[arg(long)]
    cadence: Option<String>,
    #[arg(long = "step")]
    steps: Vec<String>,
}

impl Fields {
    fn draft(self, title: Option<String>) -> KeyResultDraft {
        KeyResultDraft {
            key: self.key,
            title,
            metric: self.metric,
            feed: self.feed,
            unit: self.unit,
            better: self.better,
            kind: self.kind,
            baseline: self.baseline,
            goal: self.goal,
            curve: self.curve,
            start: self.start,
            end: self.end,
            guardrail: self.guardrail,
            owner: self.owner,
            steps: Some(self.steps).filter(|steps| !steps.is_empty()),
            weight: self.weight,
            cadence: self.cadence,
        }
    }
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add { objective, title, fields } => {
                session.ask(OkrRequest::KeyResultAdd { objective, draft: fields.draft(title) }.into())
            }
            Self::List(which) => list(session, &which),
            Self::Show { key_result } => show(session, &key_result),
            Self::Set { key_result, title, fields } => {
                let draft = fields.draft(title);
                session.ask(OkrRequest::KeyResultSet { key_result, seen: None, draft }.into())
            }
            Self::Weights { objective, weights } => {
                let weights = weights.iter().map(|pair| shared(pair)).collect::<Result<_>>()?;
                session.ask(OkrRequest::WeightsSet { objective, weights }.into())
            }
            Self::Step { key_result, step, open } => {
                session.ask(Request::TargetStep { target: key_result, step, done: !open })
            }
            Self::Serve { key_result, campaigns, planned } => {
                let serve = |campaign| {
                    let (key_result, planned) = (key_result.clone(), planned.clone());
                    Request::from(OkrRequest::Serve { campaign, key_result, planned })
                };
                session.ask(Request::All(campaigns.into_iter().map(serve).collect()))
            }
            Self::Unserve { key_result, campaigns } => {
                let end = |campaign| {
                    let key_result = key_result.clone();
                    Request::from(OkrRequest::ServeEnd { campaign, key_result })
                };
                session.ask(Request::All(campaigns.into_iter().map(end).collect()))
            }
            Self::Delete { key_result } => {
                let delete = |key_result| Request::from(OkrRequest::KeyResultDelete { key_result });
                session.ask(Request::All(key_result.into_iter().map(delete).collect()))
            }
        }
    }
}

/// `kr1=40%`
fn shared(pair: &str) -> Result<(String, String)> {
    match pair.rsplit_once(['=', '＝']) {
        Some((key_result, share)) if !key_result.trim().is_empty() => {
            Ok((key_result.trim().to_owned(), share.trim().to_owned()))
        }
        _ => Err(Error::new(Kind::BadData, &tr::ERROR_BAD_SHARE).arg("text", pair).field("weight")),
    }
}

fn list(session: &mut Session, which: &Which) -> Result<()> {
    let look = look(session)?;
    let book = session.book()?;
    let objectives = which.tree(session, &book)?.objectives;
    match session.format() {
        Format::Json => {
            let lines = objectives.iter().flat_map(|line| &line.key_results);
            let rows: Vec<_> =
                lines.map(|line| crate::report::key_result_json(line, look.zone, look.now)).collect();
            output::print(&format!("{:#}\n", serde_json::Value::Array(rows)))
        }
        Format::Csv => {
            session.print(&key_results_flat(&objectives, look.zone, look.now), &tr::OUTPUT_NO_KEY_RESULTS)
        }
        Format::Text => session.print(&key_results_table(&objectives, &look), &tr::OUTPUT_NO_KEY_RESULTS),
    }
}

fn show(session: &mut Session, text: &str) -> Result<()> {
    let look = look(session)?;
    let book = session.book()?;
    let (line, objective) = session.read(|db, now| {
        let ((_, owner), found) = find::key_result(db, text, book.day_shown(now))?;
        let gone = || Error::new(Kind::NotFound, &tr::ERROR_NO_KEY_RESULT).arg("text", text);
        let target = book.target(found.id).ok_or_else(gone)?;
        let objective = objective_line(db, &book, book.objective(owner.id).ok_or_else(gone)?, now)?;
        let share = objective.key_results.iter().find(|kr| kr.line.id == found.id).map_or(1.0, |kr| kr.share);
        Ok((crate::board::KeyResultLine { share, ..key_result_line(db, &book, target, now)? }, objective))
    })?;
    let said: Vec<_> = book.check_ins(line.line.id).iter().filter(|c| c.at <= look.now).cloned().collect();
    match session.format() {
        Format::Json => {
            let json = key_result_page_json(&line, &said, look.zone, look.now);
            output::print(&format!("{json:#}\n"))
        }
        Format::Csv => session.print(&campaigns_table(&line, &look), &tr::OUTPUT_NO_KEY_RESULTS),
        Format::Text => output::print(&key_result_text(&line, &objective, &said, &look, session.width())),
    }
}
