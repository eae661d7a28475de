//! `fupan history`
use super::session::Session;
use crate::board::{FieldChange, history};
use crate::error::Result;
use crate::i18n::{deed, tr};
use crate::model::Lang;
use crate::planner::lookup;
use crate::report::{Table, Value};
use clap::Args;

/// How many changes of a batch people are shown.
const FEW: usize = 3;

#[derive(Debug, Args)]
pub(super) struct Command {
    campaign: Option<String>,
    #[arg(long, default_value_t = 50)]
    limit: usize,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        let lang = session.lang;
        let zone = session.store()?.settings()?.zone;
        let done = session.read(|db, _| {
            let only = self.campaign.as_deref().map(|text| lookup::campaign(db, text)).transpose()?;
            history(db, only.map(|c| c.id), self.limit)
        })?;
        let mut table = Table::new(&[
            ("batch", &tr::COLUMN_BATCH),
            ("at", &tr::COLUMN_AT),
            ("by", &tr::COLUMN_AUTHOR),
            ("what", &tr::COLUMN_WHAT),
            ("changes", &tr::COLUMN_CHANGED),
            ("undone", &tr::COLUMN_UNDONE),
        ]);
        for entry in done {
            let changes: Vec<String> = entry.changes.iter().map(|c| said(c, lang)).collect();
            let undone = if entry.batch.undone { tr::OUTPUT_YES.get(lang) } else { "" };
            table.row(vec![
                Value::Int(entry.batch.id),
                Value::Text(zone.local(entry.batch.at).format("%Y-%m-%d %H:%M:%S").to_string()),
                Value::Text(entry.batch.actor),
                Value::Coded(entry.batch.title.clone(), deed::deed(&entry.batch.title, lang)),
                told(&changes, lang),
                Value::Flag(entry.batch.undone, undone.to_owned()),
            ]);
        }
        session.print(&table, &tr::OUTPUT_NO_HISTORY)
    }
}

/// All changes for programs, the first few and their number for people.
fn told(changes: &[String], lang: Lang) -> Value {
    let all = changes.join("; ");
    match changes.get(..FEW).filter(|few| few.len() < changes.len()) {
        Some(few) => {
            let (few, n) = (few.join("; "), changes.len().to_string());
            Value::Coded(all, tr::OUTPUT_CHANGES_IN_ALL.fill(lang, &[("few", &few), ("n", &n)]))
        }
        None => Value::text(all),
    }
}

/// `goal: 1000000 → 800000`
fn said(change: &FieldChange, lang: Lang) -> String {
    let (before, after) = (change.before.as_deref(), change.after.as_deref());
    deed::change(&change.entity, &change.name, &change.field, before, after, lang)
}
