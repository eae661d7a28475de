//! The demo: its data goes in by the same requests as anybody's. Feeding it live is recording, too.
use super::{CampaignDraft, Context, ImportOptions, Request, TargetDraft, import, lookup, perform};
use crate::error::Result;
use crate::input::demo::{Demo, DemoCampaign, DemoReading, demo};
use crate::model::{Day, Quantity, Series, Zone};
use crate::store::{Put, Repeat, Store};

/// Who the demo's batches are by; a batch by anybody else means that somebody works in it.
pub const ACTOR: &str = "demo";
const SOURCE: &str = "demo";
const LIVE_SOURCE: &str = "live";
const DAY: i64 = 86_400;
/// A campaign is planned this many days before it starts.
const PLANNED_AHEAD: i64 = 14;

/// Fills a new workspace with the demo's campaigns and readings up to `context.now`, in its language. What happened
/// earlier is written as of then, so that history and as-of have something to show.
///
/// # Errors
/// Whatever the planner refuses, or storage errors.
pub fn fill(store: &mut Store, context: &Context) -> Result<()> {
    store.skip_daily_backup();
    let zone = store.settings()?.zone;
    let data = demo(context.lang, zone.day_of(context.now))?;
    let first = data.readings.iter().map(|r| r.day).min().unwrap_or(zone.day_of(context.now));
    let ask = |store: &mut Store, at: i64, request| {
        let context = Context { now: at.min(context.now), actor: ACTOR.to_owned(), ..context.clone() };
        perform(store, &context, request).map(|_| ())
    };
    let opened = zone.start_of(first) - PLANNED_AHEAD * DAY;
    for channel in &data.channels {
        let (name, kind) = (Some(channel.name.clone()), Some(channel.kind.clone()));
        ask(store, opened, Request::ChannelSet { channel: channel.key.clone(), name, kind })?;
    }
    for campaign in &data.campaigns {
        add(store, campaign, zone, &ask)?;
    }
    readings(store, &data, context, zone)
}

fn add(
    store: &mut Store,
    campaign: &DemoCampaign,
    zone: Zone,
    ask: &impl Fn(&mut Store, i64, Request) -> Result<()>,
) -> Result<()> {
    let some = |text: &String| Some(text.clone()).filter(|t| !t.is_empty());
    let instant = |text: &str| crate::model::When::parse_iso(text).map(|when| zone.start_of(when.day()));
    let (start, end) = (instant(&campaign.start)?, instant(&campaign.end)? + DAY);
    let planned = start - PLANNED_AHEAD * DAY;
    ask(
        store,
        planned,
        Request::CampaignNew(CampaignDraft {
            name: some(&campaign.name),
            key: some(&campaign.key),
            start: some(&campaign.start),
            end: some(&campaign.end),
            owner: some(&campaign.owner),
            goal: some(&campaign.goal),
            stage: some(&campaign.stage),
            kind: some(&campaign.kind),
            audience: some(&campaign.audience),
            mechanics: some(&campaign.mechanics),
            rules: some(&campaign.rules),
            rewards: some(&campaign.rewards),
            phases: some(&campaign.phases),
            ..CampaignDraft::default()
        }),
    )?;
    for target in &campaign.targets {
        let draft = TargetDraft {
            kind: target.kind.clone(),
            baseline: target.baseline.clone(),
            goal: Some(target.goal.clone()),
            curve: target.curve.clone(),
            start: target.start.clone(),
            end: target.end.clone(),
            primary: Some(target.primary),
            guardrail: Some(target.guardrail),
            ..TargetDraft::default()
        };
        let (campaign, metric) = (campaign.key.clone(), target.metric.clone());
        ask(store, planned, Request::TargetAdd { campaign, metric, draft })?;
    }
    if !campaign.budgets.is_empty() {
        let (campaign, lines) = (campaign.key.clone(), campaign.budgets.clone());
        ask(store, planned, Request::BudgetSet { campaign, lines })?;
    }
    for note in &campaign.notes {
        let moment = crate::model::parse_moment(&note.at, zone.day_of(start), zone)?;
        let (campaign, text) = (campaign.key.clone(), note.text.clone());
        let (kind, at) = (Some(note.kind.clone()), Some(note.at.clone()));
        ask(store, moment.at, Request::NoteAdd { campaign, text, kind, at })?;
    }
    let moves: &[(&str, i64)] = match campaign.status.as_str() {
        "live" => &[("live", start)],
        "ended" => &[("live", start), ("ended", end)],
        other => &[(other, planned + DAY)],
    };
    for (status, at) in moves {
        let (campaign, status) = (campaign.key.clone(), (*status).to_owned());
        ask(store, *at, Request::CampaignStatus { campaign, status, reason: None })?;
    }
    Ok(())
}

/// The readings go in as the file they are, by the import that everybody uses.
fn readings(store: &mut Store, data: &Demo, context: &Context, zone: Zone) -> Result<()> {
    let today = zone.day_of(context.now);
    let (start, end) = (zone.start_of(today), zone.end_of(today));
    let file = data.long_file(Day(0), context.now - start, end - start);
    let mut input = crate::input::Options::new(zone, context.now);
    input.defaults.source = Some(SOURCE.to_owned());
    let options = ImportOptions { input, repeat: Repeat::Refuse, dry_run: false, name: SOURCE.to_owned() };
    let context = Context { actor: ACTOR.to_owned(), ..context.clone() };
    import(store, &context, &options, file.as_bytes(), &mut |_| true).map(|_| ())
}

fn series(tx: &crate::store::Tx<'_>, reading: &DemoReading, source: &str) -> Result<Series> {
    let channel = match &reading.channel {
        Some(key) => tx.db().list::<crate::model::Channel>()?.iter().find(|c| c.key == *key).map(|c| c.id),
        None => None,
    };
    Ok(Series {
        metric: lookup::metric(&tx.db(), &reading.metric)?.id,
        campaign: Some(lookup::campaign(&tx.db(), &reading.campaign)?.id),
        channel,
        source: source.to_owned(),
    })
}

/// Records a little of what today brings, as an export that runs every second or two would: each call is one batch.
/// `turn` picks what; the same turn gives the same readings.
///
/// # Errors
/// Storage errors.
pub fn feed(store: &mut Store, context: &Context, turn: u64) -> Result<()> {
    store.skip_daily_backup();
    let zone = store.settings()?.zone;
    let today = zone.day_of(context.now);
    let data = demo(context.lang, today)?;
    let flows: Vec<&DemoReading> = data.readings.iter().filter(|r| r.day == today && r.grows).collect();
    store.write(context.stamp("record live"), |tx| {
        let mut rows = Vec::new();
        for (index, reading) in flows.iter().enumerate() {
            let draw = mix(turn.wrapping_mul(1_000).wrapping_add(index as u64));
            if !draw.is_multiple_of(3) {
                continue;
            }
            let value = part(reading.value, draw);
            if value > Quantity::ZERO {
                let series = tx.series_id(&series(tx, reading, LIVE_SOURCE)?)?;
                rows.push(Put { series, at: context.now, until: context.now, value });
            }
        }
        tx.put(&mut rows, Repeat::Last).map(|_| ())
    })?;
    Ok(())
}

/// Between a thousandth and a hundredth of a day's value, in whole units.
fn part(of: Quantity, draw: u64) -> Quantity {
    let thousandths = i64::try_from(draw / 3 % 10).unwrap_or_default() + 1;
    let micros = of.micros() / 1_000 * thousandths;
    Quantity::from_micros(micros / Quantity::SCALE * Quantity::SCALE)
}

/// SplitMix64: an even spread of bits from a counter.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Whether a demo file is from another day and nobody but the demo wrote to it.
///
/// # Errors
/// Storage errors.
pub fn is_outdated(store: &Store, now: i64) -> Result<bool> {
    let zone = store.settings()?.zone;
    let batches = store.read(None, |db| db.batches(usize::MAX))?;
    let filled = batches.iter().find(|batch| batch.title == "import demo").map(|batch| zone.day_of(batch.at));
    let today: Option<Day> = Some(zone.day_of(now));
    Ok(batches.iter().all(|batch| batch.actor == ACTOR) && filled != today)
}
