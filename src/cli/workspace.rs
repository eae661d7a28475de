//! `fupan channel …`, `fupan config …`, `fupan completions`, `fupan man`
use super::{localize, output, session::Session};
use crate::board::{Book, by_channel};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{self, Lang};
use crate::planner::{Request, lookup};
use crate::report::{Format, Table, Value, channels_json, channels_table};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(super) enum Channel {
    List,
    Report {
        campaign: String,
    },
    Set {
        channel: String,
        #[arg(long)]
        name: Option<String>,
        #[arg(long)]
        kind: Option<String>,
    },
}

impl Channel {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Set { channel, name, kind } => session.ask(Request::ChannelSet { channel, name, kind }),
            Self::Report { campaign } => report(session, &campaign),
            Self::List => {
                let mut table = Table::new(&[
                    ("key", &tr::COLUMN_KEY),
                    ("name", &tr::COLUMN_NAME),
                    ("kind", &tr::COLUMN_KIND),
                ]);
                for channel in session.read(|db, _| db.list::<model::Channel>())? {
                    let kind = channel.kind.map_or(Value::None, |k| Value::Text(k.as_str().to_owned()));
                    table.row(vec![Value::Text(channel.key), Value::Text(channel.name), kind]);
                }
                session.print(&table, &tr::OUTPUT_NO_CHANNELS)
            }
        }
    }
}

/// What each channel of a campaign brought and cost.
fn report(session: &mut Session, campaign: &str) -> Result<()> {
    let (lang, style) = (session.lang, session.style()?);
    let found = session.read(|db, now| {
        let campaign = lookup::campaign(db, campaign)?;
        by_channel(db, &Book::open(db)?, &campaign, now)
    })?;
    if session.format() == Format::Json {
        return output::print(&format!("{:#}\n", channels_json(&found)));
    }
    if !found.whole_only.is_empty() {
        let names: Vec<&str> = found.whole_only.iter().map(|m| m.name(lang)).collect();
        let text = tr::OUTPUT_WHOLE_ONLY.fill(lang, &[("metrics", &names.join(", "))]);
        output::complain(&format!("{text}\n"));
    }
    output::print(&channels_table(&found, lang, &style).render(session.format(), lang, session.width()))
}

#[derive(Debug, Subcommand)]
pub(super) enum Config {
    List,
    Set {
        key: String,
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
}

impl Config {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::Set { key, value } => session.ask(Request::SettingSet { key, value }),
            Self::List => {
                let mut table = Table::new(&[("setting", &tr::COLUMN_SETTING), ("value", &tr::COLUMN_VALUE)]);
                for (key, value) in session.store()?.settings()?.rows() {
                    table.row(vec![Value::Text(key.to_owned()), Value::text(value)]);
                }
                session.print(&table, &tr::OUTPUT_NO_HISTORY)
            }
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    shell: clap_complete::Shell,
}

impl Completions {
    pub fn run(self, lang: Lang) -> Result<()> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut localize::command(lang), "fupan", &mut script);
        output::print(&String::from_utf8_lossy(&script))
    }
}

#[derive(Debug, Args)]
pub(super) struct Man {
    #[arg(long)]
    dir: Option<PathBuf>,
}

impl Man {
    /// Prints the page of the program, or writes the pages of all commands into a folder.
    pub fn run(self, lang: Lang) -> Result<()> {
        let failed = |file: String| {
            move |error: std::io::Error| {
                Error::new(Kind::Storage, &tr::ERROR_IO).arg("file", file).arg("why", error)
            }
        };
        let Some(dir) = self.dir else {
            let mut page = Vec::new();
            let man = clap_mangen::Man::new(localize::manual(lang));
            man.render(&mut page).map_err(failed("man".to_owned()))?;
            return output::print(&String::from_utf8_lossy(&page));
        };
        std::fs::create_dir_all(&dir).map_err(failed(dir.display().to_string()))?;
        clap_mangen::generate_to(localize::manual(lang), &dir).map_err(failed(dir.display().to_string()))?;
        output::print(&format!("{}\n", dir.display()))
    }
}
