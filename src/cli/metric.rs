//! `fupan metric …`
use super::session::Session;
use crate::error::Result;
use crate::i18n::{deed::by_key, label, tr};
use crate::model::{Lang, Metric};
use crate::planner::{MetricDraft, Request, lookup};
use crate::report::{Table, Value};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    List { text: Option<String> },
    Show { metric: String },
    Add(Box<Add>),
}

#[derive(Debug, Args)]
pub(super) struct Add {
    key: String,
    #[arg(long)]
    name: Option<String>,
    #[arg(long)]
    name_zh: Option<String>,
    #[arg(long)]
    unit: Option<String>,
    #[arg(long)]
    over_time: Option<String>,
    #[arg(long)]
    across: Option<String>,
    #[arg(long)]
    better: Option<String>,
    #[arg(long)]
    formula: Option<String>,
    #[arg(long)]
    stage: Option<String>,
    #[arg(long)]
    meaning: Option<String>,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        match self {
            Self::List { text } => {
                let metrics = session.read(|db, _| db.list::<Metric>())?;
                let wanted = text.map(|text| crate::model::fold(&text)).unwrap_or_default();
                let has = |m: &Metric| {
                    [&m.key, &m.name_en, &m.name_zh].iter().any(|t| crate::model::fold(t).contains(&wanted))
                };
                print(session, metrics.into_iter().filter(has).collect())
            }
            Self::Show { metric } => {
                let metric = session.read(|db, _| lookup::metric(db, &metric))?;
                print(session, vec![metric])
            }
            Self::Add(add) => session.ask(Request::MetricAdd(MetricDraft {
                key: add.key,
                name_en: add.name,
                name_zh: add.name_zh,
                unit: add.unit,
                over_time: add.over_time,
                across: add.across,
                better: add.better,
                formula: add.formula,
                stage: add.stage,
                meaning: add.meaning,
            })),
        }
    }
}

fn print(session: &Session, mut metrics: Vec<Metric>) -> Result<()> {
    let lang = session.lang;
    metrics.sort_by(|a, b| a.key.cmp(&b.key));
    let mut table = Table::new(&[
        ("key", &tr::COLUMN_KEY),
        ("name", &tr::COLUMN_NAME),
        ("unit", &tr::COLUMN_UNIT),
        ("adds_up", &tr::COLUMN_ADDS_UP),
        ("better", &tr::COLUMN_BETTER),
        ("formula", &tr::COLUMN_FORMULA),
        ("stage", &tr::COLUMN_STAGE),
        ("meaning", &tr::COLUMN_MEANING),
        ("source", &tr::COLUMN_SOURCE),
    ]);
    for m in metrics {
        let formula = m.formula.as_ref().map(ToString::to_string);
        let adds_up = if formula.is_some() { String::new() } else { format!("{}/{}", m.over_time, m.across) };
        let word = |section: &str, word: &str| {
            by_key(&format!("{section}.{word}"))
                .map_or_else(|| word.to_owned(), |text| text.get(lang).to_owned())
        };
        let adds = [word("over_time", m.over_time.as_str()), word("across", m.across.as_str())].join(" · ");
        let meaning = if lang == Lang::Zh { &m.meaning_zh } else { &m.meaning_en };
        table.row(vec![
            Value::Text(m.key.clone()),
            Value::Text(m.name(lang).to_owned()),
            Value::Word(m.unit.as_str(), label::unit(m.unit).get(lang).to_owned()),
            if adds_up.is_empty() { Value::None } else { Value::Coded(adds_up, adds) },
            Value::Word(m.better.as_str(), word("better", m.better.as_str())),
            formula.map_or(Value::None, Value::Text),
            m.stage.as_ref().map_or(Value::None, |s| Value::Coded(s.clone(), word("stage", s))),
            Value::text(meaning),
            Value::text(&m.source),
        ]);
    }
    session.print(&table, &tr::OUTPUT_NO_METRICS)
}
