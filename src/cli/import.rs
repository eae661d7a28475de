//! `fupan import FILE`
use super::{output, session::Session};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::input::{self, Defaults, Mapping};
use crate::model::{Lang, Metric};
use crate::planner::{ImportOptions, Imported, MetricCounts, import, lookup};
use crate::report::{Format, Table, Value};
use crate::store::{PutCounts, Repeat};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::{IsTerminal as _, Read};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Command {
    file: PathBuf,
    #[arg(long, short)]
    campaign: Option<String>,
    #[arg(long)]
    map: Option<String>,
    #[arg(long)]
    metric: Option<String>,
    #[arg(long)]
    channel: Option<String>,
    #[arg(long)]
    source: Option<String>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_parser = ["refuse", "sum", "last"], default_value = "refuse")]
    repeat: String,
    #[arg(long)]
    encoding: Option<String>,
    #[arg(long)]
    delimiter: Option<String>,
    #[arg(long)]
    no_header: bool,
}

impl Command {
    pub fn run(self, session: &mut Session) -> Result<()> {
        if session.global.as_of.is_some() {
            return Err(Error::new(Kind::Usage, &tr::ERROR_PAST_IS_READ_ONLY).field("as-of"));
        }
        session.store_or_new()?;
        let options = self.options(session)?;
        let (stream, size) = self.open()?;
        let bar = progress(size);
        let context = session.context()?;
        let done = import(session.store()?, &context, &options, stream, &mut |bytes| {
            bar.set_position(bytes);
            true
        });
        bar.finish_and_clear();
        answer(session, &done?, self.dry_run)
    }

    fn options(&self, session: &mut Session) -> Result<ImportOptions> {
        let mut mapping = self.map.as_deref().map(Mapping::from_argument).transpose()?.unwrap_or_default();
        if let Some(text) = &self.delimiter {
            mapping.delimiter = Some(input::delimiter(text)?);
        }
        mapping.no_header |= self.no_header;
        let encoding = self.encoding.as_deref().map(input::encoding).transpose()?;
        let (now, lang) = (session.now, session.lang);
        let (zone, known, campaign) = {
            let campaign = self.campaign.clone();
            session.store()?.read(None, |db| {
                let campaign =
                    campaign.map(|text| lookup::campaign(db, &text).map_err(|e| e.field("campaign")));
                let metrics = db.list::<Metric>()?;
                let names =
                    |m: &Metric| [m.key.clone(), m.name(Lang::En).to_owned(), m.name(Lang::Zh).to_owned()];
                let known = metrics.iter().flat_map(names).collect();
                Ok((db.settings()?.zone, known, campaign.transpose()?))
            })?
        };
        let mut options = input::Options::new(zone, now);
        options.mapping = mapping;
        options.encoding = encoding;
        options.known = known;
        options.lang = lang;
        options.defaults = Defaults {
            metric: self.metric.clone(),
            campaign: campaign.map(|c| c.key),
            channel: self.channel.clone(),
            source: self.source.clone(),
        };
        let repeat = match self.repeat.as_str() {
            "sum" => Repeat::Sum,
            "last" => Repeat::Last,
            _ => Repeat::Refuse,
        };
        let name = self.file.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy());
        let name = crate::model::printable(&name).into_owned();
        Ok(ImportOptions { input: options, repeat, dry_run: self.dry_run, name })
    }

    fn open(&self) -> Result<(Box<dyn Read>, Option<u64>)> {
        if self.file == Path::new("-") {
            return Ok((Box::new(std::io::stdin().lock()), None));
        }
        let failed = |error: std::io::Error| {
            let kind =
                if error.kind() == std::io::ErrorKind::NotFound { Kind::NotFound } else { Kind::Storage };
            Error::new(kind, &tr::ERROR_CANNOT_OPEN).arg("file", self.file.display()).arg("why", error)
        };
        let file = File::open(&self.file).map_err(failed)?;
        let size = file.metadata().map_err(failed)?;
        if size.is_dir() {
            return Err(Error::new(Kind::Usage, &tr::ERROR_NOT_A_FILE).arg("file", self.file.display()));
        }
        Ok((Box::new(file), Some(size.len())))
    }
}

fn progress(size: Option<u64>) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match size {
        Some(size) => (ProgressBar::new(size), "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}"),
        None => (ProgressBar::no_length(), "{spinner} {bytes} {bytes_per_sec}"),
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.with_style(style.progress_chars("━╸ "))
}

fn answer(session: &Session, done: &Imported, dry_run: bool) -> Result<()> {
    let lang = session.lang;
    let total = done.total();
    if session.format() == Format::Json {
        let counts = |c: &PutCounts| serde_json::json!({ "new": c.new, "changed": c.changed, "unchanged": c.unchanged });
        let metrics: serde_json::Map<String, serde_json::Value> =
            done.metrics.iter().map(|m| (m.metric.clone(), counts(&m.counts))).collect();
        let warnings: Vec<_> = done.summary.warnings.iter().map(|w| output::error_json(w, lang)).collect();
        let json = serde_json::json!({
            "batch": done.batch, "dry_run": dry_run, "rows": done.summary.rows, "readings": done.summary.readings,
            "total": counts(&total), "metrics": metrics, "ignored": done.summary.ignored, "warnings": warnings,
        });
        return output::print(&format!("{json:#}\n"));
    }
    for warning in &done.summary.warnings {
        output::warn(warning, lang);
    }
    if !done.summary.ignored.is_empty() {
        let columns = done.summary.ignored.join(", ");
        let text = tr::OUTPUT_IGNORED.fill(lang, &[("columns", &columns)]);
        output::complain(&format!("{}\n", crate::model::printable(&text)));
    }
    let mut table = Table::new(&[
        ("metric", &tr::COLUMN_METRIC),
        ("new", &tr::COLUMN_NEW),
        ("changed", &tr::COLUMN_CHANGED),
        ("unchanged", &tr::COLUMN_UNCHANGED),
    ]);
    let int = |n: u64| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    for MetricCounts { metric, counts } in &done.metrics {
        table.row(vec![
            Value::Text(metric.clone()),
            int(counts.new),
            int(counts.changed),
            int(counts.unchanged),
        ]);
    }
    session.print(&table, &tr::OUTPUT_NO_READINGS)?;
    if session.format() == Format::Text {
        let style = crate::model::Style::new(lang, "CNY");
        let group = |n: u64| {
            let n = i64::try_from(n).ok().and_then(crate::model::Quantity::from_units).unwrap_or_default();
            style.full(n, crate::model::Unit::Count)
        };
        let (new, changed, unchanged) = (group(total.new), group(total.changed), group(total.unchanged));
        let text = if dry_run { &tr::OUTPUT_DRY_RUN } else { &tr::OUTPUT_IMPORTED };
        let args = [("new", new.as_str()), ("changed", &changed), ("unchanged", &unchanged)];
        output::print(&format!("{}\n", text.fill(lang, &args)))?;
    }
    Ok(())
}
