//! `fupan note …`
use super::session::Session;
use crate::error::Result;
use crate::i18n::{label, tr};
use crate::model::Note;
use crate::planner::{Request, lookup};
use crate::report::{Table, Value};
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Add {
        campaign: String,
        text: String,
        #[arg(long)]
        kind: Option<String>,
        #[arg(long, allow_hyphen_values = true)]
        at: Option<String>,
    },
    List {
        campaign: Option<String>,
    },
    Delete {
        note: i64,
    },
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Add { campaign, text, kind, at } => {
                session.ask(Request::NoteAdd { campaign, text, kind, at })
            }
            Self::List { campaign } => list(session, campaign.as_deref()),
            Self::Delete { note } => session.ask(Request::NoteDelete { note }),
        }
    }
}

fn list(session: &mut Session, campaign: Option<&str>) -> Result<()> {
    let lang = session.lang;
    let zone = session.store()?.settings()?.zone;
    let book = session.book()?;
    let mut notes = session.read(|db, _| match campaign {
        Some(text) => db.list_where::<Note>("campaign", &lookup::campaign(db, text)?.id),
        None => db.list::<Note>(),
    })?;
    notes.sort_by_key(|note| (note.at, note.id));
    let mut table = Table::new(&[
        ("id", &tr::COLUMN_ID),
        ("campaign", &tr::COLUMN_CAMPAIGN),
        ("at", &tr::COLUMN_AT),
        ("kind", &tr::COLUMN_KIND),
        ("text", &tr::COLUMN_TEXT),
        ("author", &tr::COLUMN_AUTHOR),
    ]);
    for note in notes {
        let key = book.campaigns.iter().find(|c| Some(c.id) == note.campaign).map(|c| c.key.clone());
        let format = if note.whole_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" };
        table.row(vec![
            Value::Int(note.id.0),
            key.map_or(Value::None, Value::Text),
            Value::Text(zone.local(note.at).format(format).to_string()),
            Value::Word(note.kind.as_str(), label::note_kind(note.kind).get(lang).to_owned()),
            Value::Text(note.text),
            Value::text(note.author),
        ]);
    }
    session.print(&table, &tr::OUTPUT_NO_NOTES)
}
