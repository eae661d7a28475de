//! `fupan check`: a gate for cron. Exit code 10 where it found something.
use super::status::chosen;
use super::{output, session::Session};
use crate::board::{CampaignLine, Group, TargetLine};
use crate::error::{Error, Kind, Result};
use crate::i18n::{Text, label, tr};
use crate::model::Status;
use crate::report::{Format, Table, Value, target_word};
use clap::Args;
use std::process::ExitCode;

/// The exit code where something was found.
const FOUND: u8 = 10;

#[derive(Debug, Args)]
pub(super) struct Command {
    campaign: Vec<String>,
    #[arg(long, value_delimiter = ',', default_value = "behind,stale,missed,breached")]
    fail_on: Vec<String>,
}

const WORDS: [&str; 6] = ["behind", "at_risk", "stale", "pending", "missed", "breached"];

impl Command {
    pub fn run(self, session: &mut Session) -> Result<ExitCode> {
        for word in &self.fail_on {
            if !WORDS.contains(&word.as_str()) {
                let error = Error::new(Kind::Usage, &tr::ERROR_UNKNOWN_WORD).arg("text", word);
                return Err(error.arg("allowed", WORDS.join(", ")).field("fail-on"));
            }
        }
        let lines = chosen(session, &self.campaign, false)?;
        let mut table = Table::new(&[
            ("target", &tr::COLUMN_TARGET),
            ("found", &tr::COLUMN_FOUND),
            ("status", &tr::COLUMN_STATUS),
            ("data_until", &tr::COLUMN_DATA_UNTIL),
        ]);
        let zone = session.store()?.settings()?.zone;
        for (campaign, target, word) in found(&lines, &self.fail_on) {
            table.row(vec![
                Value::Text(format!("{}/{}", campaign.key, target.key)),
                Value::Coded(word.to_owned(), said(word).get(session.lang).to_owned()),
                Value::Word(target.status.as_str(), target_word(target, session.lang)),
                target.data_until.map_or(Value::None, |at| Value::Text(zone.rfc3339(at))),
            ]);
        }
        if table.is_empty() {
            if session.format() == Format::Text {
                output::print(&format!("{}\n", tr::OUTPUT_CHECK_CLEAN.get(session.lang)))?;
            } else {
                session.print(&table, &tr::OUTPUT_CHECK_CLEAN)?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        session.print(&table, &tr::OUTPUT_CHECK_CLEAN)?;
        Ok(ExitCode::from(FOUND))
    }
}

/// A word of `--fail-on` as people read it.
fn said(word: &str) -> &'static Text {
    match word.parse::<Status>() {
        Ok(status) => label::status(status),
        Err(_) => label::held(false),
    }
}

/// What stands in the way, per target that runs or is over.
fn found<'a>(
    lines: &'a [CampaignLine],
    words: &'a [String],
) -> Vec<(&'a CampaignLine, &'a TargetLine, &'a str)> {
    let mut out = Vec::new();
    for campaign in lines.iter().filter(|c| c.group != Group::Upcoming) {
        for target in &campaign.targets {
            for word in words {
                let hit = match word.as_str() {
                    "behind" => target.status == Status::Behind,
                    "at_risk" => target.status == Status::AtRisk,
                    "stale" => target.is_stale,
                    "pending" => target.status == Status::Pending,
                    "missed" => target.status == Status::Missed,
                    _ => target.is_guardrail && target.held == Some(false),
                };
                if hit {
                    out.push((campaign, target, word.as_str()));
                }
            }
        }
    }
    out
}
