//! `fupan budget set`, `fupan budget list`
use super::{output, session::Session};
use crate::board::spending;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::Unit;
use crate::planner::{Request, lookup};
use crate::report::{Format, SpendingSort, sort_spending, spending_json, spending_table};
use clap::Args;
use clap::builder::PossibleValuesParser;

#[derive(Debug, Args)]
pub(super) struct Set {
    campaign: String,
    #[arg(required = true, value_name = "CHANNEL=MONEY")]
    lines: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct List {
    campaign: String,
    #[arg(long, value_name = "SORT", value_parser = PossibleValuesParser::new(SpendingSort::ALL.iter().map(|s| s.as_str())))]
    sort: Option<String>,
    #[arg(long)]
    reverse: bool,
}

impl Set {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let line = |text: &String| {
            let bad = || Error::new(Kind::BadData, &tr::ERROR_BAD_BUDGET).arg("text", text).field("planned");
            let (channel, money) = text.rsplit_once(['=', '＝']).ok_or_else(bad)?;
            match channel.trim() {
                "" => Err(bad()),
                channel => Ok((channel.to_owned(), money.trim().to_owned())),
            }
        };
        let lines = self.lines.iter().map(line).collect::<Result<_>>()?;
        session.ask(Request::BudgetSet { campaign: self.campaign, lines })
    }
}

impl List {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let (lang, style) = (session.lang, session.style()?);
        let book = session.book()?;
        let mut found = session.read(|db, now| {
            let campaign = lookup::campaign(db, &self.campaign)?;
            spending(db, &book, &campaign, now)
        })?;
        let sort = self.sort.as_deref().map(str::parse::<SpendingSort>).transpose()?;
        if sort.is_some() || self.reverse {
            sort_spending(&mut found, sort.unwrap_or(SpendingSort::Planned), self.reverse);
        }
        if session.format() == Format::Json {
            return output::print(&format!("{:#}\n", spending_json(&found)));
        }
        let is_split = found.rows.iter().any(|row| row.planned.is_some());
        if let Some(total) = found.total.filter(|total| is_split && *total != found.planned) {
            let error = Error::new(Kind::BadData, &tr::ERROR_BUDGET_OFF)
                .arg("planned", style.full(found.planned, Unit::Money))
                .arg("total", style.full(total, Unit::Money));
            output::warn(&error, lang);
        }
        if !found.by_channel.whole_only.is_empty() {
            let names: Vec<&str> = found.by_channel.whole_only.iter().map(|m| m.name(lang)).collect();
            let text = tr::OUTPUT_WHOLE_ONLY.fill(lang, &[("metrics", &names.join(", "))]);
            output::complain(&format!("{text}\n"));
        }
        if found.rows.is_empty() && found.spent.is_none() && session.format() == Format::Text {
            return output::print(&format!("{}\n", session.nothing(&tr::PLAN_NO_BUDGETS)?));
        }
        session.print(&spending_table(&found, lang, &style), &tr::PLAN_NO_BUDGETS)
    }
}
