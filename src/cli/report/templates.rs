//! `fupan report templates …`: the library of templates.
use super::super::{output, session::Session};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::printable;
use crate::report::{Format, Table, Value, copy_template, template_named, templates};
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    List,
    Show { name: String },
    Copy { name: String },
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::List => list(session),
            Self::Show { name } => show(session, &name),
            Self::Copy { name } => copy(session, &name),
        }
    }
}

fn list(session: &Session) -> Result<()> {
    let (lang, home) = (session.lang, session.config.home());
    let mut table = Table::new(&[
        ("name", &tr::COLUMN_NAME),
        ("kind", &tr::COLUMN_KIND),
        ("format", &tr::DOC_COLUMN_FORMAT),
        ("from", &tr::PLAYBOOK_COLUMN_FROM),
    ]);
    for entry in templates(home.as_deref()) {
        let kind = entry.kind.map(|kind| Value::Word(kind.as_str(), kind.title().get(lang).to_owned()));
        let from = match &entry.file {
            None => Value::Word("shipped", tr::PLAYBOOK_SHIPPED.get(lang).to_owned()),
            Some(file) => {
                let file = file.display().to_string();
                let text = if entry.replaces { &tr::PLAYBOOK_OWN_REPLACES } else { &tr::PLAYBOOK_OWN };
                Value::Coded(file.clone(), text.fill(lang, &[("file", &file)]))
            }
        };
        table.row(vec![
            Value::Text(entry.name),
            kind.unwrap_or(Value::None),
            entry.format.map_or(Value::None, |format| Value::Text(format.to_string())),
            from,
        ]);
    }
    session.print(&table, &tr::DOC_NONE)
}

fn show(session: &Session, name: &str) -> Result<()> {
    let template = template_named(session.config.home().as_deref(), name)?;
    if session.format() == Format::Json {
        let file = template.file.map(|file| file.display().to_string());
        let json = serde_json::json!({ "name": template.name, "file": file, "source": template.source });
        return output::print(&format!("{json:#}\n"));
    }
    let lines = template.source.lines().map(|line| format!("{}\n", printable(line)));
    output::print(&lines.collect::<String>())
}

fn copy(session: &Session, name: &str) -> Result<()> {
    if session.global.as_of.is_some() {
        return Err(Error::new(Kind::Usage, &tr::ERROR_PAST_IS_READ_ONLY).field("as-of"));
    }
    let file = copy_template(session.config.home().as_deref(), name)?.display().to_string();
    if session.format() == Format::Json {
        return output::print(&format!("{:#}\n", serde_json::json!({ "name": name, "file": file })));
    }
    output::print(&format!("{}\n", printable(&tr::DOC_COPIED.fill(session.lang, &[("file", &file)]))))
}
