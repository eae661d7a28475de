//! Importing a file: one transaction, one batch, one undo; all of it or nothing.
use super::{Context, lookup, record};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::input::{self, Row, Summary};
use crate::model::{Campaign, ChannelId, Entity, Metric, OverTime, Series, SeriesId, check_name, fold};
use crate::store::{Put, PutCounts, Repeat, Store, Tx};
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::io::Read;

/// How many rows are held in memory before they are written: bounds memory whatever the file's size.
const CHUNK: usize = 1_000_000;

/// What to import and how.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// How the file is to be read.
    pub input: input::Options,
    /// What to do where the file gives the same reading twice.
    pub repeat: Repeat,
    /// Show what would happen and write nothing.
    pub dry_run: bool,
    /// What it is called in the history: the file's name.
    pub name: String,
}

/// What an import did to one metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricCounts {
    /// The metric's key.
    pub metric: String,
    /// Its readings.
    pub counts: PutCounts,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The batch; none where nothing had to be written, or in a dry run.
    pub batch: Option<i64>,
    /// Per metric, by key.
    pub metrics: Vec<MetricCounts>,
    /// What the file held.
    pub summary: Summary,
}

impl Imported {
    /// All metrics together.
    #[must_use]
    pub fn total(&self) -> PutCounts {
        let mut total = PutCounts::default();
        for metric in &self.metrics {
            total.add(metric.counts);
        }
        total
    }
}

/// Reads a stream into the file. `progress` is told the bytes read so far; where it gives false the import stops and
/// nothing of it is kept.
///
/// # Errors
/// Every bad row (the first 20 named), `interrupted`, and whatever the store says; then nothing was written.
pub fn import(
    store: &mut Store,
    context: &Context,
    options: &ImportOptions,
    stream: impl Read,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<Imported> {
    let stamp = context.stamp(&format!("import {}", options.name));
    let work = |tx: &mut Tx<'_>| run(tx, options, stream, progress);
    let ((counts, summary), batch) =
        if options.dry_run { (store.rehearse(stamp, work)?, None) } else { store.write(stamp, work)? };
    let metrics = counts.into_iter().map(|(metric, counts)| MetricCounts { metric, counts }).collect();
    Ok(Imported { batch, metrics, summary })
}

type Counts = BTreeMap<String, PutCounts>;

fn run(
    tx: &mut Tx<'_>,
    options: &ImportOptions,
    stream: impl Read,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<(Counts, Summary)> {
    let mut names = Names::default();
    let mut rows: Vec<Put> = Vec::new();
    let mut counts = Counts::new();
    let mut failed = None;
    let stopped = Cell::new(false);
    let mut summary = {
        let mut sink = |row: Row<'_>| -> Result<()> {
            if stopped.get() {
                return Err(Error::new(Kind::Usage, &tr::ERROR_INTERRUPTED));
            }
            if failed.is_some() {
                return Ok(());
            }
            let series = names.series(tx, &row)?;
            names.count_outside(&row);
            rows.push(Put { series, at: row.at, until: row.until, value: row.value });
            if rows.len() >= CHUNK {
                failed = flush(tx, &mut rows, options.repeat, &names, &mut counts).err();
            }
            Ok(())
        };
        input::read(stream, &options.input, &mut sink, &mut |bytes| stopped.set(!progress(bytes)))?
    };
    match failed {
        Some(error) => Err(error),
        None => {
            flush(tx, &mut rows, options.repeat, &names, &mut counts)?;
            summary.warnings.extend(names.warnings());
            Ok((counts, summary))
        }
    }
}

fn flush(
    tx: &mut Tx<'_>,
    rows: &mut Vec<Put>,
    repeat: Repeat,
    names: &Names,
    counts: &mut Counts,
) -> Result<()> {
    for (series, count) in tx.put(rows, repeat)? {
        let metric = names.metric_of.get(&series).cloned().unwrap_or_default();
        counts.entry(metric).or_default().add(count);
    }
    rows.clear();
    Ok(())
}

/// What the file's names mean, each looked up once, in tables that are read once: a file may name thousands of channels.
#[derive(Default)]
struct Names {
    series: Vec<Option<Result<SeriesId>>>,
    metrics: Known<Metric>,
    campaigns: Known<Campaign>,
    channels: Option<HashMap<String, ChannelId>>,
    metric_of: HashMap<SeriesId, String>,
    /// Per number of a series: the campaign's dates, and how many readings lie outside them.
    outside: Vec<Option<Outside>>,
}

/// The dates of a campaign, and what does not count for its targets.
struct Outside {
    metric: String,
    campaign: Campaign,
    /// UTC seconds. A level's readings before the start are its baseline.
    start: i64,
    end: i64,
    count: u64,
}

/// The rows of a small table and the words that were found among them.
struct Known<T> {
    rows: Option<Vec<T>>,
    found: HashMap<String, T>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { rows: None, found: HashMap::new() }
    }
}

impl<T: Entity + Clone> Known<T> {
    /// The row a word means, by `find` among all rows; remembered.
    fn get(&mut self, tx: &Tx<'_>, word: &str, find: impl FnOnce(&[T], &str) -> Result<T>) -> Result<T> {
        if let Some(found) = self.found.get(&fold(word)) {
            return Ok(found.clone());
        }
        let rows = match self.rows.take() {
            Some(rows) => rows,
            None => tx.db().list::<T>()?,
        };
        let found = find(&rows, word);
        self.rows = Some(rows);
        let found = found?;
        self.found.insert(fold(word), found.clone());
        Ok(found)
    }
}

impl Names {
    fn series(&mut self, tx: &mut Tx<'_>, row: &Row<'_>) -> Result<SeriesId> {
        if let Some(Some(found)) = self.series.get(row.series) {
            return found.clone();
        }
        let found = self.look_up(tx, row);
        if self.series.len() <= row.series {
            self.series.resize(row.series + 1, None);
        }
        if let Some(slot) = self.series.get_mut(row.series) {
            *slot = Some(found.clone());
        }
        found
    }

    fn look_up(&mut self, tx: &mut Tx<'_>, row: &Row<'_>) -> Result<SeriesId> {
        let metric = self.metrics.get(tx, row.metric, lookup::metric_among)?;
        record::takes_readings(&metric)?;
        // A file is read by nobody: what it names must be named in full, or a misspelling books on a neighbour.
        if !lookup::is_exact(row.metric, [&metric.key, &metric.name_en, &metric.name_zh]) {
            let error = Error::new(Kind::NotFound, &tr::ERROR_NO_METRIC).arg("text", row.metric);
            return Err(error.rows([metric.key]));
        }
        let campaign =
            row.campaign.map(|text| self.campaigns.get(tx, text, lookup::campaign_among)).transpose()?;
        if let (Some(text), Some(found)) = (row.campaign, &campaign)
            && !lookup::is_exact(text, [&found.key, &found.name])
        {
            let error = Error::new(Kind::NotFound, &tr::ERROR_NO_CAMPAIGN).arg("text", text);
            return Err(error.rows([found.key.clone()]));
        }
        let channel = row.channel.map(|text| self.channel(tx, text)).transpose()?;
        let source = check_name(row.source.unwrap_or("import")).map_err(Error::from)?;
        self.note_dates(tx, row.series, &metric, campaign.as_ref())?;
        let campaign = campaign.map(|c| c.id);
        let id = tx.series_id(&Series { metric: metric.id, campaign, channel, source })?;
        self.metric_of.insert(id, metric.key);
        Ok(id)
    }

    fn note_dates(
        &mut self,
        tx: &Tx<'_>,
        series: usize,
        metric: &Metric,
        campaign: Option<&Campaign>,
    ) -> Result<()> {
        let Some(campaign) = campaign.cloned() else { return Ok(()) };
        let start =
            if metric.over_time == OverTime::Sum { tx.zone().starts_at(campaign.start)? } else { i64::MIN };
        let (end, metric) = (tx.zone().ends_at(campaign.end)?, metric.key.clone());
        if self.outside.len() <= series {
            self.outside.resize_with(series + 1, || None);
        }
        if let Some(slot) = self.outside.get_mut(series) {
            *slot = Some(Outside { metric, campaign, start, end, count: 0 });
        }
        Ok(())
    }

    /// Counts a reading that lies outside its campaign's dates.
    fn count_outside(&mut self, row: &Row<'_>) {
        if let Some(Some(dates)) = self.outside.get_mut(row.series) {
            let last = if row.until > row.at { row.until - 1 } else { row.at };
            dates.count += u64::from(last < dates.start || last >= dates.end);
        }
    }

    /// A warning per metric and campaign.
    fn warnings(self) -> Vec<Error> {
        let mut counts: BTreeMap<(String, String), (u64, Campaign)> = BTreeMap::new();
        for found in self.outside.into_iter().flatten().filter(|found| found.count > 0) {
            let key = (found.metric, found.campaign.key.clone());
            counts.entry(key).or_insert((0, found.campaign)).0 += found.count;
        }
        let said = counts.into_iter().map(|((metric, key), (count, campaign))| {
            Error::new(Kind::BadData, &tr::ERROR_IMPORT_OUTSIDE)
                .arg("metric", metric)
                .arg("campaign", key)
                .arg("start", campaign.start)
                .arg("end", campaign.end)
                .arg("count", count)
        });
        said.collect()
    }

    /// The channel of a key or name; made where it is new.
    fn channel(&mut self, tx: &mut Tx<'_>, text: &str) -> Result<ChannelId> {
        let mut known = match self.channels.take() {
            Some(known) => known,
            None => lookup::channels_by_word(&tx.db())?,
        };
        let found = match known.get(&fold(text)) {
            Some(id) => Ok(*id),
            None => lookup::new_channel(tx, text, |word| known.contains_key(word)).map(|channel| {
                known.entry(fold(&channel.key)).or_insert(channel.id);
                known.entry(fold(&channel.name)).or_insert(channel.id);
                channel.id
            }),
        };
        self.channels = Some(known);
        found
    }
}
