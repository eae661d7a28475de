//! `fupan campaign list`: filtered and sorted as on the screen.
use super::session::Session;
use crate::board::{self, Book, Filter, Sort, is_turned};
use crate::error::Result;
use crate::i18n::{label, tr};
use crate::report::{Table, Value};
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::ffi::OsString;

#[derive(Debug, Args)]
pub(super) struct List {
    filter: Vec<String>,
    #[arg(long, value_name = "SORT", value_parser = PossibleValuesParser::new(Sort::ALL.iter().map(|s| s.as_str())))]
    sort: Option<String>,
    #[arg(long)]
    reverse: bool,
}

/// The arguments with `-owner:小周` as `!owner:小周`, which is not taken for options.
pub(super) fn turned(args: &[OsString]) -> Vec<OsString> {
    let is_list = args.iter().any(|arg| ["list", "board", "timeline"].iter().any(|view| arg == view));
    let turn = |arg: &OsString| match arg.to_str().filter(|word| is_list && is_turned(word)) {
        Some(word) => OsString::from(format!("!{}", word.chars().skip(1).collect::<String>())),
        None => arg.clone(),
    };
    args.iter().map(turn).collect()
}

impl List {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let lang = session.lang;
        let style = session.style()?;
        let sort = self.sort.as_deref().map(str::parse::<Sort>).transpose()?.unwrap_or(Sort::Need);
        // What the shell has split stays together: every argument is one word, or several where it was quoted.
        let text = self.filter.join(" ");
        let cards = session.read(|db, now| {
            let book = Book::in_use(db)?;
            let filter = Filter::parse(&text, book.settings.zone.day_of(now))?;
            let mut cards = board::cards(db, &book, now)?;
            cards.retain(|card| filter.passes(card));
            cards.sort_by(|a, b| sort.compare(a, b, self.reverse));
            Ok(cards)
        })?;
        let mut table = Table::new(&[
            ("key", &tr::COLUMN_KEY),
            ("name", &tr::COLUMN_NAME),
            ("status", &tr::COLUMN_STATUS),
            ("start", &tr::COLUMN_START),
            ("end", &tr::COLUMN_END),
            ("owner", &tr::COLUMN_OWNER),
            ("health", &tr::COLUMN_HEALTH),
            ("progress", &tr::COLUMN_PROGRESS),
        ]);
        for card in cards {
            let progress = card.line.primary().and_then(|target| target.progress);
            let line = card.line;
            table.row(vec![
                Value::Text(line.key),
                Value::Text(line.name),
                Value::Word(line.status.as_str(), label::campaign_status(line.status).get(lang).to_owned()),
                Value::Text(line.start.to_string()),
                Value::Text(line.end.to_string()),
                Value::text(line.owner),
                line.health
                    .map_or(Value::None, |h| Value::Word(h.as_str(), label::status(h).get(lang).to_owned())),
                progress.map_or(Value::None, |share| Value::Number(share, style.percent(share))),
            ]);
        }
        let none = if text.trim().is_empty() { &tr::OUTPUT_NO_CAMPAIGNS } else { &tr::OUTPUT_NO_MATCH };
        session.print(&table, none)
    }
}
