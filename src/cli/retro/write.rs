//! `fupan retro finding|cause|insight|answer`: what people write.
use super::super::session::Session;
use super::find::{explained, finding, page, page_of_cause, place};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::planner::{CauseDraft, Request, RetroRequest};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(in super::super) enum Finding {
    Keep(Keep),
    Dismiss(Findings),
    Undecide(Findings),
    Add {
        #[arg(value_name = "KEY")]
        retro: String,
        kind: String,
        text: String,
    },
    Delete {
        #[arg(value_name = "N")]
        number: i64,
    },
}

#[derive(Debug, Args)]
pub(in super::super) struct Keep {
    #[command(flatten)]
    findings: Findings,
    #[arg(long)]
    text: Option<String>,
}

#[derive(Debug, Args)]
pub(in super::super) struct Findings {
    #[arg(value_name = "KEY")]
    retro: String,
    #[arg(required = true)]
    finding: Vec<String>,
}

impl Finding {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Keep(keep) => keep.findings.decide(session, "kept", keep.text.as_deref()),
            Self::Dismiss(findings) => findings.decide(session, "dismissed", None),
            Self::Undecide(findings) => findings.decide(session, "", None),
            Self::Add { retro, kind, text } => {
                let about = place(session, &retro)?;
                session.ask(RetroRequest::FindingAdd { about, kind, text }.into())
            }
            Self::Delete { number } => session.ask(RetroRequest::FindingDelete { finding: number }.into()),
        }
    }
}

impl Findings {
    /// One decision on each of them, as one change.
    fn decide(self, session: &mut Session, verdict: &str, text: Option<&str>) -> Result<()> {
        let (about, page) = page(session, &self.retro)?;
        let decision = |named: &String| -> Result<Request> {
            let line = finding(&page, named)?;
            if line.subject.is_empty() {
                let number = line.finding.as_ref().map_or(0, |finding| finding.id.0);
                return Err(Error::new(Kind::BadData, &tr::ERROR_OWN_FINDING)
                    .arg("n", number)
                    .field("finding"));
            }
            Ok(RetroRequest::FindingSet {
                about: about.clone(),
                subject: line.subject.clone(),
                kind: line.kind.to_string(),
                verdict: verdict.to_owned(),
                text: text.map(str::to_owned),
            }
            .into())
        };
        let requests = self.finding.iter().map(decision).collect::<Result<Vec<_>>>()?;
        session.ask(Request::All(requests))
    }
}

#[derive(Debug, Subcommand)]
pub(in super::super) enum Cause {
    Add {
        #[arg(value_name = "KEY")]
        retro: String,
        text: String,
        #[command(flatten)]
        fields: CauseFields,
    },
    Set {
        #[arg(value_name = "N")]
        number: i64,
        #[arg(long)]
        text: Option<String>,
        #[command(flatten)]
        fields: CauseFields,
    },
    Delete {
        #[arg(value_name = "N")]
        number: i64,
    },
}

#[derive(Debug, Args)]
pub(in super::super) struct CauseFields {
    #[arg(long, value_name = "TEXT")]
    why: Vec<String>,
    #[arg(long, conflicts_with = "external")]
    internal: bool,
    #[arg(long)]
    external: bool,
    #[arg(long, value_name = "yes|no")]
    controllable: Option<String>,
    #[arg(long)]
    finding: Option<String>,
}

impl CauseFields {
    fn draft(self, text: Option<String>, finding: Option<String>) -> CauseDraft {
        let origin = match (self.internal, self.external) {
            (true, _) => Some("internal".to_owned()),
            (_, true) => Some("external".to_owned()),
            _ => None,
        };
        let whys = (!self.why.is_empty()).then_some(self.why);
        CauseDraft { text, whys, origin, controllable: self.controllable, finding }
    }
}

impl Cause {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add { retro, text, fields } => {
                let (about, finding) = match fields.finding.as_deref() {
                    Some(named) => {
                        let (about, page) = page(session, &retro)?;
                        (about, Some(explained(&page, named)?))
                    }
                    None => (place(session, &retro)?, None),
                };
                let draft = fields.draft(Some(text), finding);
                session.ask(RetroRequest::CauseAdd { about, draft }.into())
            }
            Self::Set { number: cause, text, fields } => {
                let finding = match fields.finding.as_deref() {
                    Some(named) => Some(explained(&page_of_cause(session, cause)?, named)?),
                    None => None,
                };
                let draft = fields.draft(text, finding);
                session.ask(RetroRequest::CauseSet { cause, seen: None, draft }.into())
            }
            Self::Delete { number } => session.ask(RetroRequest::CauseDelete { cause: number }.into()),
        }
    }
}

#[derive(Debug, Subcommand)]
pub(in super::super) enum Insight {
    Add {
        #[arg(value_name = "KEY")]
        retro: String,
        kind: String,
        text: String,
    },
    Set {
        #[arg(value_name = "N")]
        number: i64,
        #[arg(long)]
        kind: Option<String>,
        #[arg(long)]
        text: Option<String>,
    },
    Delete {
        #[arg(value_name = "N")]
        number: i64,
    },
}

impl Insight {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let request = match self {
            Self::Add { retro, kind, text } => {
                RetroRequest::InsightAdd { about: place(session, &retro)?, kind, text }
            }
            Self::Set { number: insight, kind, text } => {
                RetroRequest::InsightSet { insight, seen: None, kind, text }
            }
            Self::Delete { number: insight } => RetroRequest::InsightDelete { insight },
        };
        session.ask(request.into())
    }
}

#[derive(Debug, Args)]
pub(in super::super) struct Answer {
    #[arg(value_name = "KEY")]
    retro: String,
    #[arg(value_name = "N")]
    number: usize,
    text: String,
}

impl Answer {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let (about, page) = page(session, &self.retro)?;
        let questions = &page.insight.questions;
        let question = self.number.checked_sub(1).and_then(|index| questions.get(index));
        let Some((question, _)) = question else {
            let none = if questions.is_empty() { &tr::ERROR_NO_QUESTIONS } else { &tr::ERROR_NO_QUESTION };
            let lines = questions.iter().enumerate();
            let rows = lines.map(|(index, (text, _))| format!("{}  {}", index + 1, text.get(session.lang)));
            let error = Error::new(Kind::NotFound, none).arg("text", self.number).arg("n", questions.len());
            return Err(error.rows(rows).field("question"));
        };
        let question = question.clone();
        session.ask(RetroRequest::Answer { about, question, text: self.text }.into())
    }
}
