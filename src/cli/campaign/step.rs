//! `fupan campaign status`, `fupan campaign shift`: where a campaign stands, and when.
use super::bulk::Bulk;
use crate::board::{Book, campaign_line, next_step};
use crate::cli::output;
use crate::cli::session::Session;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::planner::{Request, lookup};
use crate::report::{Format, Table, Value, lack_words, standing_json, standing_text, step_text};
use clap::Args;

#[derive(Debug, Args)]
pub(in crate::cli) struct Status {
    #[arg(required_unless_present = "filter")]
    campaign: Option<String>,
    status: Option<String>,
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    bulk: Bulk,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Shift {
    #[arg(allow_hyphen_values = true, required = true)]
    campaign: Option<String>,
    #[arg(allow_hyphen_values = true)]
    days: Option<String>,
    #[command(flatten)]
    bulk: Bulk,
}

impl Status {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let typed = (self.campaign, self.status);
        let (campaigns, status) = self.bulk.with_word(session, typed, "campaign")?;
        let Some(status) = status else { return standing(session, &campaigns, self.bulk.filter.is_none()) };
        let to = |campaign| {
            let (status, reason) = (status.clone(), self.reason.clone());
            Request::CampaignStatus { campaign, status, reason }
        };
        let requests = campaigns.into_iter().map(to).collect();
        self.bulk.ask(session, requests)
    }
}

impl Shift {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let typed = (self.campaign, self.days);
        let (campaigns, days) = self.bulk.with_word(session, typed, "campaign")?;
        let missing = || Error::new(Kind::Usage, &tr::ERROR_MISSING).arg("what", "days").field("days");
        let days = days_of(&days.ok_or_else(missing)?)?;
        let requests = campaigns.into_iter().map(|campaign| Request::CampaignShift { campaign, days });
        self.bulk.ask(session, requests.collect())
    }
}

/// `+7`, `-3d`, `7天`, `+2w`.
fn days_of(text: &str) -> Result<i32> {
    let bad = || Error::new(Kind::BadData, &tr::ERROR_BAD_SHIFT).arg("text", text).field("days");
    let plain: String = text.trim().replace(['−', '–', '－'], "-").replace('＋', "+").to_lowercase();
    let (number, unit) = match plain.strip_suffix(['w', '周']) {
        Some(number) => (number, 7),
        None => (plain.strip_suffix(['d', '天', '日']).unwrap_or(&plain), 1),
    };
    number.trim().parse::<i32>().ok().and_then(|days| days.checked_mul(unit)).ok_or_else(bad)
}

/// Where campaigns stand, their next step and what is missing for it: one that was named, or all that fit.
fn standing(session: &mut Session, campaigns: &[String], is_one: bool) -> Result<()> {
    let lang = session.lang;
    let found = session.read(|db, now| {
        let book = Book::open(db)?;
        let mut found = Vec::new();
        for text in campaigns {
            let campaign = lookup::campaign(db, text)?;
            let next = next_step(db, &book, &campaign, now)?;
            found.push((campaign_line(db, &book, &campaign, now)?, next));
        }
        Ok(found)
    })?;
    match session.format() {
        Format::Json => {
            let mut all: Vec<_> =
                found.iter().map(|(line, next)| standing_json(line, next.as_ref())).collect();
            let json = if is_one { all.remove(0) } else { serde_json::Value::Array(all) };
            output::print(&format!("{json:#}\n"))
        }
        Format::Csv => {
            let mut table = Table::new(&[
                ("key", &tr::COLUMN_KEY),
                ("status", &tr::COLUMN_STATUS),
                ("next", &tr::COLUMN_NEXT),
                ("lacks", &tr::COLUMN_LACKS),
            ]);
            for (line, next) in &found {
                let lacks = next.iter().flat_map(|next| &next.lacks);
                let lacks: Vec<String> = lacks.map(|(lack, names)| lack_words(*lack, names, lang)).collect();
                table.row(vec![
                    Value::Text(line.key.clone()),
                    Value::Text(line.status.as_str().to_owned()),
                    next.as_ref().map_or(Value::None, |next| Value::Text(next.to.as_str().to_owned())),
                    Value::text(lacks.join("; ")),
                ]);
            }
            session.print(&table, &tr::OUTPUT_NO_CAMPAIGNS)
        }
        Format::Text => {
            let text = |(line, next): &(crate::board::CampaignLine, Option<crate::board::NextStep>)| {
                format!("{}\n{}", standing_text(line, lang), step_text(next.as_ref(), lang))
            };
            output::print(&found.iter().map(text).collect::<Vec<_>>().join("\n"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::days_of;

    #[test]
    fn days_are_read_as_people_type_them() {
        let read = |text: &str| days_of(text).ok();
        for (text, days) in
            [("+7", 7), ("7", 7), ("-3d", -3), ("−3", -3), ("2w", 14), ("+1周", 7), ("-2天", -2)]
        {
            assert_eq!(read(text), Some(days), "{text}");
        }
        for bad in ["", "soon", "+", "1.5", "99999999999", "999999999w", "2026-11-01"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
